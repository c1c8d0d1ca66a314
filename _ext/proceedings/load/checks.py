"""What is wrong though every single value is right: clashes, times outside the edition, talks never given."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from ..model import Edition, Session
from ..new_edition import title_of_example
from ..problems import EXAMPLE
from ..times import clock, clock_range
from ..vocabulary import OFF, Status

EXPECTED = (Status.CONFIRMED, Status.TENTATIVE)

Where = tuple[str, str]
"""'talk' or 'session', and its ref."""

Report = Callable[..., None]
"""Takes where the problem is, its subtype and message."""


@dataclass(frozen=True, slots=True)
class Engagement:
    """Somewhere that somebody, or something, has to be."""

    what: str
    session: str
    start: datetime
    end: datetime
    title: str


def check(edition: Edition, names: Callable[[str], str], report: Report) -> None:
    """Report what is wrong in *edition*; `names` gives the name of a person."""
    _check_rooms(edition, report)
    _check_people(edition, names, report)
    _check_talks_in_turn(edition, report)
    slots = edition.slots_by_talk()
    for talk in edition.talks.values():
        if talk.id not in slots and talk.kind.presented and talk.status in EXPECTED:
            message = 'is in no session of the schedule; add it to one, or write status: withdrawn'
            report(('talk', talk.ref), 'unscheduled', message, notice=True)
        if talk.title == title_of_example(talk.id, counts=True):
            message = 'is the example that this file began with; write a talk of yours instead, or delete it'
            report(('talk', talk.ref), EXAMPLE, message, notice=True)


def _check_rooms(edition: Edition, report: Report) -> None:
    said: set[tuple[str, str]] = set()  # two sessions may clash in several rooms
    for one, other in _overlaps(_in_rooms(edition)):
        if (one.session, other.session) not in said:
            said.add((one.session, other.session))
            there = f'in {edition.rooms[one.what].name} there is "{one.title}" until {clock(one.end)}'
            report(('session', other.session), 'clash', f'{there}; move one of the two, or give it another room')


def _check_people(edition: Edition, names: Callable[[str], str], report: Report) -> None:
    for one, other in _overlaps(_of_people(edition)):
        if one.session != other.session:
            then = clock_range(one.start, one.end)
            message = f'{names(one.what)} is also in "{one.title}", {then}; move one of the two, or name somebody else'
            report(('session', other.session), 'clash', message)


def _check_talks_in_turn(edition: Edition, report: Report) -> None:
    """Talks in turn that overlap; at a poster session they are meant to."""
    for session in _on(edition):
        if session.timed and not edition.is_side_by_side(session):
            given = (slot for slot in session.slots if edition.talks[slot.talk].status not in OFF)
            for one, other in _overlaps(Engagement('', slot.talk, slot.start, slot.end, '') for slot in given):
                begins = f'the talk "{other.session}" begins at {clock(other.start)}'
                report(
                    ('session', session.ref),
                    'clash',
                    f'{begins}, before "{one.session}" ends at {clock(one.end)}; change one',
                )


def _in_rooms(edition: Edition) -> Iterator[Engagement]:
    for session in _on(edition):
        for room in session.rooms:
            yield Engagement(room, session.ref, session.start, session.end, _title(edition, session))


def _of_people(edition: Edition) -> Iterator[Engagement]:
    """Where speakers and chairs have to be: not at posters, where people come and go."""
    for session in _on(edition):
        if edition.is_side_by_side(session):
            continue
        title = _title(edition, session)
        for chair in session.chairs:
            yield Engagement(chair.person, session.ref, session.start, session.end, title)
        for slot in session.slots:
            talk = edition.talks[slot.talk]
            for speaker in talk.speakers if talk.status not in OFF else ():
                yield Engagement(speaker.person, session.ref, slot.start, slot.end, talk.title)


def _on(edition: Edition) -> Iterator[Session]:
    """The sessions that take place: not those whose one talk does not."""
    for session in edition.sessions:
        if edition.standing(session)[0] not in OFF:
            yield session


def _title(edition: Edition, session: Session) -> str:
    return session.title or (edition.talks[session.talk].title if session.talk else session.id)


def _overlaps(engagements: Iterable[Engagement]) -> Iterator[tuple[Engagement, Engagement]]:
    """For each engagement the one before it, of the same room or person, that is not over when it begins."""
    by_what: dict[str, list[Engagement]] = defaultdict(list)
    for engagement in engagements:
        by_what[engagement.what].append(engagement)
    for group in by_what.values():
        group.sort(key=lambda e: (e.start.timestamp(), e.end.timestamp()))
        latest = group[0]
        for engagement in group[1:]:
            if engagement.start.timestamp() < latest.end.timestamp():
                yield latest, engagement
            latest = max(latest, engagement, key=lambda e: e.end.timestamp())
