"""The rows of a schedule -> sessions and slots, with every time on the clocks of the edition's zone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from .. import times
from ..model import Kind, Session, Slot
from ..schema import SessionEntry, SlotEntry
from ..source import Loc
from .lookup import Lookup, named_as

Span = tuple[datetime, datetime]


def sessions(lookup: Lookup) -> tuple[Session, ...]:
    """The sessions of an edition in the order of time; rows that begin at one time stay in theirs."""
    return tuple(sorted(_sessions(lookup), key=lambda session: session.start.timestamp()))


def _sessions(lookup: Lookup) -> Iterator[Session]:
    ids: set[str] = set()
    day = lookup.file.entries.edition.start
    for index, entry in enumerate(lookup.file.entries.schedule):
        day = entry.day or day
        row = Row(lookup, entry, day, ('schedule', index))
        span = None if entry.begins_day else row.span(_next_start(lookup, index, entry))
        if span:
            session = row.session(span, ids)
            ids.add(session.id)
            lookup.locs[session.ref] = row.loc
            yield session


def _next_start(lookup: Lookup, index: int, entry: SessionEntry) -> timedelta | None:
    """When the next later row of the same day begins: a row without an end lasts until then."""
    for later in lookup.file.entries.schedule[index + 1 :]:
        if later.day:
            return None
        if later.time and entry.time and later.time[0] > entry.time[0]:
            return later.time[0]
    return None


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a schedule."""

    lookup: Lookup
    entry: SessionEntry
    day: date
    loc: Loc

    def session(self, span: Span, ids: set[str]) -> Session:
        """The session that the row describes; *ids* are those of the rows above."""
        entry, loc, lookup = self.entry, self.loc, self.lookup
        talk = lookup.talk(entry.talk, (*loc, 'talk')) if entry.talk else None
        usual = talk.kind if talk else lookup.kinds['session']
        kind = lookup.kind(entry.kind, (*loc, 'kind')) if entry.kind else usual
        id, rooms = self.id(span[0], ids), self.rooms(kind)
        return Session(
            id=id,
            edition=lookup.edition,
            kind=kind,
            title=entry.title,
            day=self.day,
            start=span[0],
            end=span[1],
            named=entry.id is not None,
            rooms=rooms,
            track=lookup.track(entry.track, (*loc, 'track')),
            chairs=tuple(lookup.credits(entry.chairs, (*loc, 'chairs'))),
            slots=tuple(self.slots(span, id, rooms)),
            talk=talk.id if talk else '',
            status=entry.status,
        )

    def id(self, start: datetime, ids: set[str]) -> str:
        """The organizer's id, or one made of day and time, which only anchors need."""
        if self.entry.id and self.entry.id not in ids:
            return self.entry.id
        if self.entry.id:
            self.problem('id', 'duplicate', f'there is a session "{self.entry.id}" already; ids have to differ')
        made = f'{start:%Y-%m-%d-%H%M}'
        return next(id for id in (made, *(f'{made}-{n}' for n in range(2, len(ids) + 3))) if id not in ids)

    def rooms(self, kind: Kind) -> tuple[str, ...]:
        if self.entry.room:
            named = (self.lookup.room(name, (*self.loc, 'room', at)) for at, name in enumerate(self.entry.room))
            return tuple(dict.fromkeys(filter(None, named)))
        usual = named_as(self.lookup.rooms, self.lookup.file.entries.edition.room)
        return (usual,) if usual and not kind.quiet else ()

    def span(self, next_start: timedelta | None) -> Span | None:
        """When the row begins and ends, or None, with a problem, where that cannot be told."""
        start, end = self.entry.time or (timedelta(), None)
        end = self.end(self.entry, start, end, self.loc) or next_start
        if end is None:
            self.problem('time', 'missing', 'when does it end? write time: 08:10-08:20, an end or a duration')
            return None
        try:
            times.check_order(start, end)
        except ValueError as error:
            self.problem('end', 'time', str(error))
            return None
        return self.moment(start, (*self.loc, 'time')), self.moment(end, (*self.loc, 'time'))

    def end(
        self, entry: SessionEntry | SlotEntry, start: timedelta, end: timedelta | None, loc: Loc
    ) -> timedelta | None:
        """The end that *entry* gives in one of three ways, or None."""
        ways = [way for way in (end, entry.end, entry.duration and start + entry.duration) if way is not None]
        if len(ways) > 1:
            where = (*loc, 'end' if entry.end else 'duration')
            self.lookup.file.problem(where, 'key', 'the end is said twice; keep one of range, end and duration')
        return ways[0] if ways else None

    def slots(self, span: Span, session: str, rooms: tuple[str, ...]) -> Iterator[Slot]:
        """The slots of the talks: all as long as the session, or in turn where any has a time or a duration."""
        entries = self.entry.talks or ((SlotEntry(talk=self.entry.talk),) if self.entry.talk else ())
        timed = any(entry.time or entry.duration or entry.end for entry in entries)
        seen: set[str] = set()
        start, end = span
        for index, entry in enumerate(entries):
            loc = (*self.loc, 'talks', index) if self.entry.talks else (*self.loc, 'talk')
            if timed:
                start, end = self.slot_span(entry, entries[index + 1 :], end if index else start, span, loc)
            if entry.talk in seen:
                self.lookup.file.problem(loc, 'duplicate', f'the talk "{entry.talk}" is in this session already')
            elif talk := self.lookup.talk(entry.talk, loc):
                yield Slot(talk=talk.id, session=session, start=start, end=end, rooms=rooms, board=entry.board)
            seen.add(entry.talk)

    def slot_span(
        self, entry: SlotEntry, later: tuple[SlotEntry, ...], before: datetime, session: Span, loc: Loc
    ) -> Span:
        """When a talk begins and ends: after the one before it, until the next with a time, or the session's end."""
        start = self.moment(entry.time[0], loc) if entry.time else before
        given = self.end(entry, self.since_midnight(start), entry.time[1] if entry.time else None, loc)
        until = given if given is not None else next((slot.time[0] for slot in later if slot.time), None)
        end = self.moment(until, loc) if until is not None else session[1]
        if session[0] <= start < end <= session[1]:
            return start, end
        self.lookup.file.problem(
            loc,
            'day',
            f'the talk "{entry.talk}", {times.clock_range(start, end)}, is outside its session, '
            f'{times.clock_range(*session)}; change its time, or that of the session',
        )
        return session

    def moment(self, since_midnight: timedelta, loc: Loc) -> datetime:
        """The moment, with a problem where clocks never show that time, or do twice and nothing says which is meant."""
        zone = self.lookup.file.entries.edition.timezone
        moment = times.local(self.day, since_midnight, zone)
        shown = f'{times.clock(moment)} on {moment.date()}'
        if times.is_skipped(moment):
            way_out = 'summer time begins and skips it; write a time an hour later'
            self.lookup.file.problem(loc, 'dst', f'{shown} does not exist in {zone.key}: {way_out}')
        if not times.is_repeated(moment):
            return moment
        offset = self.entry.utc_offset
        chosen = None if offset is None else times.with_offset(moment, offset)
        if chosen is None:
            offsets = ' or '.join(times.offset_of(moment.replace(fold=fold)) for fold in (0, 1))
            self.lookup.file.problem(
                loc, 'dst', f'{shown} happens twice in {zone.key}: summer time ends; add utc_offset: {offsets}'
            )
        return chosen or moment

    def since_midnight(self, moment: datetime) -> timedelta:
        return moment.replace(tzinfo=None) - datetime(self.day.year, self.day.month, self.day.day)

    def problem(self, key: str, subtype: str, message: str) -> None:
        self.lookup.file.problem((*self.loc, key), subtype, message)
