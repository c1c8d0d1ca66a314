"""When the sessions of a draft are, in the words of a schedule: a day, and a time that may pass midnight."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from ... import times
from ...problems import Place, short
from ..draft import Draft, DraftSession
from ..merging.facts import Data, span_of
from ..report import Report

DAWN = timedelta(hours=6)
LATE = timedelta(hours=21)
A_DAY = timedelta(days=1)
SOME_TIME = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class When:
    """The day of a session, and when it begins and ends, on the clocks of the edition."""

    day: date
    start: datetime
    end: datetime


def when(draft: Draft, zone: ZoneInfo, report: Report) -> list[When]:
    """When each session of *draft* is, in their order."""
    spans = [_span(session, zone, report) for session in draft.sessions]
    late = _late_days(draft.sessions, spans)
    return [_when(session, span, late) for session, span in zip(draft.sessions, spans, strict=True)]


def is_zone(name: str) -> bool:
    try:
        return bool(name and ZoneInfo(name))
    except (ValueError, OSError, LookupError):
        return False


def zone_of(names: Iterable[str], draft: Draft, report: Report, place: Place) -> str:
    """The time zone of the edition: the first of *names* that is one, or as the times of the source have it."""
    for name in filter(None, names):
        if is_zone(name):
            return name
        report.wrong(place, f'"{short(name)}" is no time zone')
    zones = [session.start.tzinfo for session in draft.sessions if session.start.tzinfo]
    guess = next((zone.key for zone in zones if isinstance(zone, ZoneInfo)), '') or _fixed(draft)
    report.guess(place, f'the source has no time zone; it is taken for {guess}: write your own under edition:')
    return guess


def _fixed(draft: Draft) -> str:
    """A zone that always has the offset from UTC that most times have, if it is one of whole hours."""
    offsets = [offset for session in draft.sessions if (offset := session.start.utcoffset()) is not None]
    most = max(set(offsets), key=lambda offset: (offsets.count(offset), offset), default=timedelta())
    return times.fixed_zone(most) or 'UTC'


def _span(session: DraftSession, zone: ZoneInfo, report: Report) -> tuple[datetime, datetime]:
    """Start and end on the clocks of the edition, to the minute, the end after the start."""
    start, end = (_on_clock(moment, session, zone, report) for moment in (session.start, session.end))
    name, length = short(session.title or 'a session'), times.elapsed(start, end)
    if length <= timedelta():
        report.wrong(session.place, f'"{name}" ends before it begins; it is given half an hour')
        end = times.later(start, SOME_TIME)
    elif length > A_DAY:
        report.wrong(session.place, f'"{name}" lasts longer than a day; it is given a day: write a row for each day')
        end = times.later(start, A_DAY)
    return start, end


def _on_clock(moment: datetime, session: DraftSession, zone: ZoneInfo, report: Report) -> datetime:
    local = moment.astimezone(zone) if moment.tzinfo else moment.replace(tzinfo=zone)
    if local.second or local.microsecond:
        report.guess(session.place, f'{local:%H:%M:%S} is taken for {local:%H:%M}')
        local = local.replace(second=0, microsecond=0)
    if times.is_changing(local) and times.is_skipped(local):
        report.wrong(
            session.place, f'{local:%H:%M} on {local.date()} does not exist in {zone.key}; an hour later is taken'
        )
        local = local.astimezone(ZoneInfo('UTC')).astimezone(zone)
    return local


def _late_days(sessions: Sequence[DraftSession], spans: Sequence[tuple[datetime, datetime]]) -> Mapping[date, datetime]:
    """The days that end late, each with when the last that begins before dawn may follow."""
    late: dict[date, datetime] = {}
    for session, (start, end) in zip(sessions, spans, strict=True):
        day = session.day or start.date()
        if _since_midnight(end, day) >= LATE and (session.day or _since_midnight(start, day) >= DAWN):
            late[day] = max(late.get(day, end), end)
    for start, end in sorted(spans):
        day = start.date() - A_DAY
        if _since_midnight(start, start.date()) < DAWN and day in late and start <= late[day] + timedelta(hours=2):
            late[day] = max(late[day], end)
    return late


def _when(session: DraftSession, span: tuple[datetime, datetime], late: Mapping[date, datetime]) -> When:
    start, end = span
    day, before = start.date(), start.date() - A_DAY
    if session.day in (day, before) and _since_midnight(start, session.day or day) < times.LATEST:
        day = session.day or day
    elif _since_midnight(start, day) < DAWN and before in late and start < late[before] + timedelta(hours=2):
        day = before
    return When(day, start, end)


def _since_midnight(moment: datetime, day: date) -> timedelta:
    return moment.replace(tzinfo=None) - datetime(day.year, day.month, day.day)


def span_data(when: When) -> Data:
    """The keys of a row that say when it is."""
    start, end = _since_midnight(when.start, when.day), _since_midnight(when.end, when.day)
    data: Data = {'time': span_of(start, end)}
    changes = when.start.utcoffset() != when.end.utcoffset()
    if end >= times.LATEST or changes:
        minutes = int(times.elapsed(when.start, when.end) / timedelta(minutes=1))
        data = {'time': times.clock_of(start), 'duration': minutes}
    if times.is_repeated(when.start) or (times.is_repeated(when.end) and not changes):
        data['utc_offset'] = times.offset_of(when.start)
    return data
