"""When and where the rows of a table are given, and the schedule that they make together."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

from ...names import fold
from ...problems import Place, short
from ...vocabulary import Status
from ..draft import DraftSession, DraftSlot, Mention
from ..report import Report

WITHOUT_END = timedelta(minutes=30)
"""How long is what nobody says the end of, and nothing follows."""


@dataclass(slots=True)
class Given:
    """One time that something is given: a session to be, or a slot of one. `block` is the title of that session."""

    start: datetime
    end: datetime | None
    place: Place
    rooms: list[str]
    day: date | None = None
    talk: str = ''
    title: str = ''
    kind: str = ''
    block: str = ''
    board: str = ''
    track: str = ''
    status: Status = Status.CONFIRMED
    chairs: list[Mention] = field(default_factory=list)
    posters: list[DraftSlot] = field(default_factory=list)


@dataclass(slots=True)
class Block:
    """The title of a session in a row of its own, for the rows below."""

    title: str
    place: Place
    rooms: list[str]
    chairs: list[Mention]
    is_used: bool = False


class Agenda:
    """What the rows of all tables give, and posters whose time is that of a poster session."""

    def __init__(self) -> None:
        self._given: list[Given] = []
        self._poster_sessions: list[Given] = []
        self._waiting: list[tuple[DraftSlot, Place, Given | None]] = []

    def add(self, given: Given, kind: str) -> None:
        self._given.append(given)
        if kind == 'poster' and not given.talk:
            self._poster_sessions.append(given)

    def wait(self, slot: DraftSlot, place: Place) -> None:
        """A poster without a time is in the poster session above it; or in the only one that there is."""
        above = next((one for one in self._poster_sessions[-1:] if one.place.file == place.file), None)
        self._waiting.append((slot, place, above))

    def sessions(self, report: Report) -> list[DraftSession]:
        only = self._poster_sessions[0] if len(self._poster_sessions) == 1 else None
        said: dict[str, tuple[Place, int]] = {}
        for slot, place, above in self._waiting:
            session = above or only
            if session:
                session.posters.append(slot)
            what = f'in "{short(session.title)}"' if session else ''
            said[what] = said.get(what, (place, 0))[0], said.get(what, (place, 0))[1] + 1
        for what, (place, count) in said.items():
            posters = 'one poster has' if count == 1 else f'{count} posters have'
            report.guess(place, f'{posters} no time; {f"taken to be {what}" if what else "not in the schedule"}')
        return sessions_of(with_ends(self._given, report))


def in_order(moment: datetime) -> datetime:
    """What moments are compared by, with a zone or without, whatever zone this computer is in."""
    return moment.astimezone(UTC).replace(tzinfo=None) if moment.tzinfo else moment


def with_ends(given: list[Given], report: Report) -> list[Given]:
    """All of *given* with an end: where there is none, when the next begins in the same room. What has no room, such as
    a break, is in all of them."""
    starts: dict[str, set[datetime]] = {}
    everywhere = {one.start for one in given if not one.rooms}
    for one in given:
        for room in one.rooms:
            starts.setdefault(room, set(everywhere)).add(one.start)
    following = {room: dict(pairwise(sorted(times, key=in_order))) for room, times in starts.items()}
    of_all = dict(pairwise(sorted({one.start for one in given}, key=in_order)))
    for one in given:
        following_ones = [following[room].get(one.start) for room in one.rooms] or [of_all.get(one.start)]
        _give_end(one, min(filter(None, following_ones), key=in_order, default=None), report)
    return given


def _give_end(one: Given, following: datetime | None, report: Report) -> None:
    if one.end is not None and one.end > one.start:
        return
    if one.end is not None:
        report.wrong(one.place, 'the end is not after the start; it is left out')
    if following and following.date() == one.start.date() and bool(following.tzinfo) == bool(one.start.tzinfo):
        one.end = following
        report.guess(one.place, f'there is no end; it is taken to be {following:%H:%M}, when the next begins')
    else:
        one.end = one.start + WITHOUT_END
        report.wrong(one.place, 'there is no end, and nothing follows; half an hour is taken')


def sessions_of(given: Iterable[Given]) -> list[DraftSession]:
    """The rows of a schedule: what names the same session, day and room becomes one."""
    blocks: dict[object, list[Given]] = {}
    for index, one in enumerate(given):
        named = bool(one.block and one.talk)
        day = one.day or one.start.date()
        blocks.setdefault((fold(one.block), day, *map(fold, one.rooms)) if named else index, []).append(one)
    sessions = [_session(block) for block in blocks.values()]
    return sorted(sessions, key=lambda session: in_order(session.start))


def _session(block: list[Given]) -> DraftSession:
    first = block[0]
    start = min((one.start for one in block), key=in_order)
    end = max((_end(one) for one in block), key=in_order)
    alike = all((one.start, one.end) == (start, end) for one in block)
    chairs = list({mention.person: mention for one in block for mention in one.chairs}.values())
    return DraftSession(
        start=start,
        end=end,
        place=first.place,
        day=first.day,
        title=first.title or first.block,
        kind=first.kind,
        rooms=first.rooms,
        track=first.track,
        chairs=chairs,
        slots=[*(_slot(one, alike) for one in block if one.talk), *first.posters],
        status=first.status,
    )


def _slot(one: Given, alike: bool) -> DraftSlot:
    times = {} if alike else {'start': one.start, 'end': one.end}
    return DraftSlot(talk=one.talk, board=one.board, **times)


def _end(one: Given) -> datetime:
    assert one.end  # `with_ends` gave it one
    return one.end


def after(start: datetime, end: datetime) -> datetime:
    """The end: half a day later on a clock of twelve hours (11:30-1:00), a day later where it is after midnight."""
    if end > start:
        return end
    half = end + timedelta(hours=12)
    return half if start < half <= start + timedelta(hours=4) and end.hour < 12 else end + timedelta(days=1)
