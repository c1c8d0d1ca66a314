"""When and where things are: what moved, and each move once, of a session or of a talk in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta

from ..model import Session, Slot, Talk
from ..vocabulary import GONE
from .differences import Added, Difference, Moved, Removed, Scheduled, Shifted, Spot
from .matching import Editions, match, same_time
from .summary import Move, shifts
from .talks import cast, changed, renamed, standing, track


def schedule(pair: Editions) -> Iterator[Difference]:
    for difference in shifts([_move(pair, old, new) for old, new in pair.sessions.both], pair.subject()):
        if not _goes_without_saying(pair, difference):
            yield difference
    for old, new in pair.sessions.both:
        yield from _session(pair, old, new)
    yield from (_added(pair, session) for session in pair.sessions.came if not session.talk)
    for gone in pair.sessions.gone:
        if not gone.talk:
            yield Removed(subject=pair.session_subject(gone, pair.old))
    sessions = Sessions.of(pair)
    for before, now in pair.talks.both:
        if now.status not in GONE:
            yield from _talk(pair, sessions, before, now)


def _goes_without_saying(pair: Editions, difference: Difference) -> bool:
    """Whether it is that all sessions moved as the days of the edition did."""
    days = pair.new.start - pair.old.start
    return difference == Shifted(subject=pair.subject(), number=getattr(difference, 'number', 0), by=days)


def _added(pair: Editions, session: Session) -> Added:
    return Added(
        subject=pair.session_subject(session, pair.new),
        spot=pair.new_spot(session),
        number=len(session.slots),
    )


def _move(pair: Editions, old: Session, new: Session) -> Move:
    """How a session moved, if it did; one that is for a talk goes by its talk."""
    talk = pair.new.talks.get(new.talk)
    is_talk = talk and _one_talk(pair, old, new)
    subject = pair.talk_subject(talk, pair.row(new.id)) if talk and is_talk else pair.session_subject(new, pair.new)
    before, now = pair.old_spot(old), pair.new_spot(new)
    off = new.status in GONE or bool(talk and talk.status in GONE)
    return Move(subject=subject, old=before, new=now, moved=differ(pair, before, now), off=off)


def _one_talk(pair: Editions, old: Session, new: Session) -> bool:
    """Whether both are for one talk, so that nothing can happen to them that does not happen to it."""
    return bool(new.talk) and pair.talk_now.get(old.talk) == new.talk


def differ(pair: Editions, old: Spot, new: Spot) -> bool:
    one_zone = pair.old.timezone == pair.new.timezone
    times = ((old.start, new.start), (old.end, new.end))
    return old.rooms != new.rooms or not all(same_time(*moments, one_zone=one_zone) for moments in times)


def _session(pair: Editions, old: Session, new: Session) -> Iterator[Difference]:
    subject = pair.session_subject(new, pair.new)
    if not (_one_talk(pair, old, new) and _said_of_talk(pair, old, new)):
        yield from standing(subject, old, new, pair)
    if old.title and new.title:
        yield from renamed(subject, old.title, new.title)
    yield from cast(subject, 'chair', old.chairs, new.chairs, pair.programs)
    if not new.talk and not old.talk:
        yield from changed(subject, 'kind', old.kind.id, new.kind.id, old.kind.name, new.kind.name)
    yield from track(pair, subject, old.track, new.track)


def _said_of_talk(pair: Editions, old: Session, new: Session) -> bool:
    """Whether the talk of a session came to stand as the session does."""
    before, now = pair.old.talks[old.talk].status, pair.new.talks[new.talk].status
    return before != now and (now in GONE) == (new.status in GONE)


@dataclass(frozen=True, slots=True)
class Sessions:
    """What the sessions of an edition say of the talks in them.

    `now` leads from the id of each that is still there to what it is now, `old` to what it was; `gone` and `came` are
    the ids of sessions of which that is said.
    """

    now: Mapping[str, Session]
    old: Mapping[str, Session]
    gone: frozenset[str]
    came: frozenset[str]

    @classmethod
    def of(cls, pair: Editions) -> Sessions:
        gone, came = (
            frozenset(session.id for session in sessions if not session.talk)
            for sessions in (pair.sessions.gone, pair.sessions.came)
        )
        now = {before.id: after for before, after in pair.sessions.both}
        return cls(now, {session.id: session for session in pair.old.sessions}, gone, came)

    def after(self, slot: Slot) -> str | None:
        """The id of the session of a slot of then."""
        return self.now[slot.session].id if slot.session in self.now else None

    def carry(self, old: Slot, new: Slot) -> bool:
        """Whether a slot is in its session, at the time in it, that it was in."""
        return self.after(old) == new.session and self._within(old, self.old[old.session]) == self._within(
            new, self.now[old.session]
        )

    def _within(self, slot: Slot, session: Session) -> tuple[timedelta, timedelta] | None:
        """How far behind the begin of *session* a slot begins and ends, or None where it lasts as long."""
        whole = (slot.start, slot.end) == (session.start, session.end)
        return None if whole else (slot.start - session.start, slot.end - session.start)


def _talk(pair: Editions, sessions: Sessions, old: Talk, new: Talk) -> Iterator[Difference]:
    """What became of the slots of a talk, but for what is said of the sessions that they are in."""
    slots = match(
        pair.old_slots.get(old.id, ()),
        pair.new_slots.get(new.id, ()),
        (sessions.after, lambda slot: slot.session),
        (pair.old_spot, pair.new_spot),
        (lambda slot: True, lambda slot: True),
    )
    for before, now in slots.both:
        yield from _slot(pair, sessions, new, (before, now))
    gone = [pair.old_spot(slot) for slot in slots.gone if slot.session not in sessions.gone]
    came = [pair.new_spot(slot) for slot in slots.came if slot.session not in sessions.came]
    for spot, on in (*((spot, False) for spot in gone), *((spot, True) for spot in came)):
        yield Scheduled(subject=pair.talk_subject(new), spot=spot, on=on, besides=bool(slots.both))


def _slot(pair: Editions, sessions: Sessions, talk: Talk, slots: tuple[Slot, Slot]) -> Iterator[Difference]:
    old, new = slots
    subject = pair.talk_subject(talk)
    told = sessions.carry(old, new) or (old.session in sessions.gone and new.session in sessions.came)
    before, now = pair.old_spot(old), pair.new_spot(new)
    if not told and differ(pair, before, now):
        yield Moved(subject=subject, old=before, new=now)
    yield from changed(subject, 'poster board', old.board, new.board)
