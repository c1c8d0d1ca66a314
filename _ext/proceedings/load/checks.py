"""What is wrong though every single value is right: clashes, times outside the edition, talks never given."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from ..model import Edition, Session, Status
from ..times import clock

Report = Callable[..., None]
"""Takes the ref of a talk or session, a subtype and a message."""

OFF = frozenset({Status.CANCELLED, Status.WITHDRAWN, Status.RETRACTED})


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
    _check_days(edition, report)
    rooms: dict[str, str] = {room.id: room.name for room in edition.rooms.values()}
    for one, other in _overlaps(_in_rooms(edition)):
        report(
            other.session, 'clash',
            f'in {rooms[one.what]} until {clock(one.end)} there is "{one.title}"; move one, or give it another room',
        )  # fmt: skip
    for one, other in _overlaps(_of_people(edition)):
        if one.session != other.session:
            report(
                other.session, 'clash',
                f'{names(one.what)} is in "{one.title}" until {clock(one.end)}; nobody can be in two places at once',
            )  # fmt: skip
    slots = edition.slots_by_talk()
    for talk in edition.talks.values():
        if talk.id not in slots and talk.kind.presented and talk.status not in OFF:
            report(talk.ref, 'unscheduled', 'is in no session of the schedule', notice=True)


def _check_days(edition: Edition, report: Report) -> None:
    for session in edition.sessions:
        if not edition.start <= session.day <= edition.end:
            days = f'{edition.start}' if edition.start == edition.end else f'{edition.start} to {edition.end}'
            report(
                session.ref,
                'day',
                f'{session.day} is not a day of the edition, {days}; change the day, or the end of the edition',
            )


def _in_rooms(edition: Edition) -> Iterator[Engagement]:
    for session in _on(edition):
        for room in session.rooms:
            yield Engagement(room, session.ref, session.start, session.end, _title(edition, session))


def _of_people(edition: Edition) -> Iterator[Engagement]:
    """Where speakers and chairs have to be; at a poster session people come and go."""
    for session in _on(edition):
        if session.kind.id == 'poster':
            continue
        title = _title(edition, session)
        yield from (
            Engagement(chair.person, session.ref, session.start, session.end, title) for chair in session.chairs
        )
        for slot in session.slots:
            talk = edition.talks[slot.talk]
            if talk.status not in OFF:
                yield from (Engagement(c.person, session.ref, slot.start, slot.end, talk.title) for c in talk.speakers)


def _on(edition: Edition) -> Iterator[Session]:
    return (session for session in edition.sessions if session.status not in OFF)


def _title(edition: Edition, session: Session) -> str:
    return session.title or edition.talks[session.talk].title if session.talk or session.title else session.id


def _overlaps(engagements: Iterator[Engagement]) -> Iterator[tuple[Engagement, Engagement]]:
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
