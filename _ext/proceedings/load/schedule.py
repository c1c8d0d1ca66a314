"""The rows of a schedule -> sessions and slots, with every time on the clocks of the edition's zone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import count

from .. import times
from ..model import Revision, Session, Slot
from ..schema.entries import RevisedEntry, SessionEntry, SlotEntry
from ..source import Loc
from ..vocabulary import Kind
from .lookup import Lookup
from .next_starts import next_starts

Span = tuple[datetime, datetime]


def sessions(lookup: Lookup) -> tuple[Session, ...]:
    """The sessions of an edition in the order of time; rows that begin at one time stay in theirs."""
    return tuple(sorted(_sessions(lookup), key=lambda session: session.start.timestamp()))


def revision(entry: RevisedEntry) -> Revision:
    return Revision(sequence=entry.sequence, last_modified=entry.last_modified)


def _sessions(lookup: Lookup) -> Iterator[Session]:
    ids: dict[str, int] = {}
    for row in _rows(lookup):
        span = row.span()
        if span:
            session = row.session(span, ids)
            ids.setdefault(session.id, 2)
            lookup.locs['session', session.ref] = row.loc
            yield session
        else:
            lookup.file.leave_out(row.loc)


def _rows(lookup: Lookup) -> Iterator[Row]:
    """The rows of which it is known on which day they are."""
    first, schedule = lookup.file.entries.edition.start, lookup.file.entries.schedule
    day: date | None = first
    for index, (entry, next_start) in enumerate(zip(schedule, next_starts(schedule, first), strict=True)):
        loc = ('schedule', index)
        if lookup.file.lacks(loc, 'day'):
            day = None
        elif entry.day:
            day = entry.day
            _check_day(lookup, day, loc)
        if day is None:
            lookup.file.leave_out(loc)
        elif not entry.begins_day:
            yield Row(lookup, entry, day, loc, next_start)


def _check_day(lookup: Lookup, day: date, loc: Loc) -> None:
    edition = lookup.file.entries.edition
    last = edition.end or edition.start
    if last < edition.start or lookup.file.lacks(('edition',), 'end'):
        return  # said already
    if not edition.start <= day <= last:
        days = f'{edition.start}' if edition.start == last else f'{edition.start} to {last}'
        message = f'{day} is not a day of the edition, {days}; change the day, or the start or end under edition:'
        lookup.file.problem((*loc, 'day'), 'day', message)


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a schedule."""

    lookup: Lookup
    entry: SessionEntry
    day: date
    loc: tuple[str, int]
    next_start: timedelta | None
    """When the row below begins in the same room."""

    def session(self, span: Span, ids: dict[str, int]) -> Session:
        """The session that the row describes; *ids* are those of the rows above, with the next number for each."""
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
            named=id == entry.id,
            rooms=rooms,
            track=lookup.track(entry.track, (*loc, 'track')),
            chairs=tuple(lookup.credits(entry.chairs, (*loc, 'chairs'))),
            slots=tuple(self.slots(span, id, rooms)),
            talk=talk.id if talk else '',
            status=entry.status,
            reason=entry.reason,
            since=entry.since,
            revision=revision(entry),
        )

    def id(self, start: datetime, ids: dict[str, int]) -> str:
        """The organizer's id, or one made of day and time, which only anchors need."""
        if self.entry.id and self.entry.id not in ids:
            return self.entry.id
        if self.entry.id:
            self.problem('id', 'duplicate', f'there is a session "{self.entry.id}" already; ids have to differ')
        made = id = f'{start:%Y-%m-%d-%H%M}'
        for number in count(ids.get(made, 2)):
            if id not in ids:
                break
            id = f'{made}-{number}'
            ids[made] = number
        return id

    def rooms(self, kind: Kind) -> tuple[str, ...]:
        if self.entry.room:
            named = (self.lookup.room(name, (*self.loc, 'room', at)) for at, name in enumerate(self.entry.room))
            return tuple(dict.fromkeys(filter(None, named)))
        usual = self.lookup.usual_room
        return (usual,) if usual and not kind.quiet else ()

    def span(self) -> Span | None:
        """When the row begins and ends, or None, with a problem, where that cannot be told."""
        start, end = self.entry.time or (timedelta(), None)
        end = self.end(self.entry, start, end, self.loc)
        if end is None and self.lookup.file.lacks(self.loc, 'end', 'duration'):
            return None
        end = end or self.next_start
        if end is None:
            self.problem(
                'time', 'missing', f'when does it end? write time: {times.clock_of(start)}-…, an end or a duration'
            )
            return None
        if not self.in_order(start, end, (*self.loc, 'end')):
            return None
        self.check_hours(start, end)
        begins = self.moment(start, (*self.loc, 'time'))
        return begins, self.lasts(self.entry, begins) or self.moment(
            end, (*self.loc, 'end' if self.entry.end else 'time')
        )

    def lasts(self, entry: SessionEntry | SlotEntry, begins: datetime) -> datetime | None:
        """When *entry* ends if it says for how long it lasts: whatever is done to the clocks meanwhile."""
        has_end = entry.end or (entry.time and entry.time[1])
        return times.later(begins, entry.duration) if entry.duration and not has_end else None

    def check_hours(self, start: timedelta, end: timedelta) -> None:
        """Report a row that begins before the doors are opened, or ends after they are closed."""
        opens, closes = self.lookup.file.entries.edition.hours or (None, None)
        if (opens is not None and start < opens) or (closes is not None and end > closes):
            hours = '–'.join(times.clock_of(hour) for hour in (opens, closes) if hour is not None)
            span = f'{times.clock_of(start)}–{times.clock_of(end)}'
            self.problem(
                'time', 'day', f'{span} is outside the hours of the edition, {hours}; change the time, or hours: above'
            )

    def end(
        self, entry: SessionEntry | SlotEntry, start: timedelta, end: timedelta | None, loc: Loc
    ) -> timedelta | None:
        """The end that *entry* gives in one of three ways, or None."""
        ways = [way for way in (end, entry.end, entry.duration and start + entry.duration) if way is not None]
        if len(ways) > 1:
            where = (*loc, 'end' if entry.end else 'duration')
            self.lookup.file.problem(where, 'key', 'the end is said twice; keep one of range, end and duration')
        return ways[0] if ways else None

    def in_order(self, start: timedelta, end: timedelta, loc: Loc) -> bool:
        try:
            times.check_order(start, end)
        except ValueError as error:
            self.lookup.file.problem(loc, 'time', str(error))
            return False
        return True

    def slots(self, span: Span, session: str, rooms: tuple[str, ...]) -> Iterator[Slot]:
        """The slots of the talks: all as long as the session, or in turn where any has a time or a duration."""
        entries = self.entry.talks or ((SlotEntry(talk=self.entry.talk),) if self.entry.talk else ())
        spans = self.spans(entries, span) if self.is_timed(entries) else [span] * len(entries)
        seen: set[str] = set()
        for index, (entry, (start, end)) in enumerate(zip(entries, spans, strict=True)):
            loc = self.slot_loc(index)
            if entry.talk in seen:
                self.lookup.file.problem(loc, 'duplicate', f'the talk "{entry.talk}" is in this session already')
            elif talk := self.lookup.talk(entry.talk, loc):
                yield Slot(talk=talk.id, session=session, start=start, end=end, rooms=rooms, board=entry.board)
            seen.add(entry.talk)

    def slot_loc(self, index: int) -> Loc:
        return (*self.loc, 'talks', index) if self.entry.talks else (*self.loc, 'talk')

    def is_timed(self, entries: tuple[SlotEntry, ...]) -> bool:
        """Whether talks have times of their own; not if one of these is wrong, for then nobody knows what follows."""
        wrong = any(self.lookup.file.lacks(self.slot_loc(i), 'time', 'end', 'duration') for i in range(len(entries)))
        return not wrong and any(entry.time or entry.duration or entry.end for entry in entries)

    def spans(self, entries: tuple[SlotEntry, ...], session: Span) -> list[Span]:
        """When each talk begins and ends: after the one before, until the next that has a time, or the session's end.

        If one does not fit, all last as long as the session, so that one slip is one problem.
        """
        spans: list[Span] = []
        start = session[0]
        for index, entry in enumerate(entries):
            span = self.slot_span(entry, entries[index + 1 :], start, session, self.slot_loc(index))
            if span is None:
                return [session] * len(entries)
            spans.append(span)
            start = span[1]
        return spans

    def slot_span(
        self, entry: SlotEntry, later: tuple[SlotEntry, ...], before: datetime, session: Span, loc: Loc
    ) -> Span | None:
        """When one talk begins and ends; None, with a problem, where it does not fit into the session."""
        start = self.moment(entry.time[0], loc) if entry.time else before
        given = self.end(entry, self.since_midnight(start), entry.time[1] if entry.time else None, loc)
        until = given if given is not None else next((slot.time[0] for slot in later if slot.time), None)
        lasts = self.lasts(entry, start)
        end = lasts or (self.moment(until, loc) if until is not None else session[1])
        talk, whole = f'the talk "{entry.talk}"', times.clock_range(*session)
        if start.timestamp() == session[1].timestamp() and not entry.time:
            self.lookup.file.problem(loc, 'day', f'no time is left for {talk} in its session, {whole}; shorten another')
            return None
        if not lasts and not self.in_order(self.since_midnight(start), self.since_midnight(end), loc):
            return None
        if start.timestamp() < session[0].timestamp() or end.timestamp() > session[1].timestamp():
            message = f'{talk}, {times.clock_range(start, end)}, is outside its session, {whole}; change one of the two'
            self.lookup.file.problem(loc, 'day', message)
            return None
        return start, end

    def moment(self, since_midnight: timedelta, loc: Loc) -> datetime:
        """The moment, with a problem where clocks never show that time, or do twice and nothing says which is meant."""
        zone = self.lookup.file.entries.edition.timezone
        moment = times.local(self.day, since_midnight, zone)
        if not times.is_changing(moment):
            return moment
        shown = f'{times.clock(moment)} on {moment.date()}'
        if times.is_skipped(moment):
            way_out = 'summer time begins and skips it; write a time an hour later'
            self.lookup.file.problem(loc, 'dst', f'{shown} does not exist in {zone.key}: {way_out}')
        if not times.is_repeated(moment) or self.lookup.file.lacks(self.loc, 'utc_offset'):
            return moment
        offset = self.entry.utc_offset
        chosen = None if offset is None else times.with_offset(moment, offset)
        if chosen is None:
            offsets = ' or '.join(times.offset_of(moment.replace(fold=fold)) for fold in (0, 1))
            way_out = f'summer time ends; write utc_offset: {offsets}'
            self.lookup.file.problem(loc, 'dst', f'{shown} happens twice in {zone.key}: {way_out}')
        return chosen or moment

    def since_midnight(self, moment: datetime) -> timedelta:
        return moment.replace(tzinfo=None) - datetime(self.day.year, self.day.month, self.day.day)

    def problem(self, key: str, subtype: str, message: str) -> None:
        self.lookup.file.problem((*self.loc, key), subtype, message)
