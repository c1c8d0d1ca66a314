"""When the events of a schedule are: with dates or without, over midnight, with durations that are none."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from ...problems import short
from ...times import clock_of, later
from . import times
from .collect import Collector
from .fields import Fields
from .frab_file import Day, Row

NIGHT = timedelta(hours=6)
"""What begins earlier may belong to the day before."""


class Times:
    """Reads times, and says what is wrong with them; *day_change* is when days begin, if the schedule says that."""

    def __init__(self, collector: Collector, day_change: timedelta | None) -> None:
        self.collector = collector
        self.tally = collector.tally
        self.day_change = day_change
        self.before: dict[tuple[int, str], datetime] = {}

    def moment(self, row: Row) -> datetime | None:
        """When a row begins, on the clocks that it says; what is wrong with it is said."""
        fields = row.fields
        said, start = fields.take('date'), fields.take('start')
        whole, clock = times.moment_of(said) or times.moment_of(start), times.clock_of(start)
        if whole and clock is not None and clock != timedelta(hours=whole.hour, minutes=whole.minute):
            self.tally.guess(fields.place, '`start` and `date` differ; `date` is taken', f'{start}, {said}')
        if whole:
            return self.checked(row, whole)
        day = times.day_of(said) or row.day.date
        if clock is None or day is None:
            self.tally.wrong(fields.place, 'nothing says when it begins; it is not in the schedule', f'{said} {start}')
            return None
        return self.after_midnight(row, datetime(day.year, day.month, day.day) + clock)

    def after_midnight(self, row: Row, moment: datetime) -> datetime:
        """*moment*, or a day later where that is what a time before the day begins means."""
        day = row.day
        begins = timedelta(hours=day.start.hour, minutes=day.start.minute) if day.start else self.day_change
        clock = timedelta(hours=moment.hour, minutes=moment.minute)
        key = id(day), row.room
        fell_back = begins is None and key in self.before and self.before[key] - moment > timedelta(hours=12)
        if clock < NIGHT and (fell_back or (begins is not None and clock < begins and _ends_late(day))):
            moment += timedelta(days=1)
            said = f'it begins before the day does, at {clock_of(clock)}; taken for the night after'
            self.tally.guess(row.fields.place, said, row.fields.texts.get('title', ''))
        self.before[key] = moment
        return moment.replace(tzinfo=day.start.tzinfo) if day.start and day.start.tzinfo else moment

    def checked(self, row: Row, moment: datetime) -> datetime:
        """*moment*; that it is on no day that it could belong to is said."""
        day = row.day.date
        if day and moment.date() != day and not (moment.date() - day == timedelta(1) and moment.hour < 6):
            said = f'it stands in the day {day}, and takes place on {moment.date()}; the latter is taken'
            self.tally.wrong(row.fields.place, said, row.fields.texts.get('title', ''))
        return moment

    def end(self, row: Row, start: datetime | None, title: str) -> datetime | None:
        """When a row ends; None where nothing that can be says it."""
        fields = row.fields
        said, end = fields.take('duration'), times.moment_of(fields.take('end'))
        if not start:
            return None
        if end and (end.tzinfo is None) != (start.tzinfo is None):
            end = end.replace(tzinfo=start.tzinfo)
        if end and end <= start:
            self.tally.wrong(fields.place, 'the end is not after the start', title)
            end = None
        if end:
            length, _ = times.duration_of(said)
            if length and _after(start, length) != end:
                self.tally.guess(fields.place, '`end` and `duration` differ; `end` is taken', title)
        elif length := self.length(fields, said, title):
            end = _after(start, length)
        return self.collector.fitted(start, end, self.program_day(row, start), fields.place, title) if end else None

    def length(self, fields: Fields, said: str, title: str) -> timedelta | None:
        """The duration that *said* is; None, and a problem, for none."""
        length, proper = times.duration_of(said)
        if not length:
            missing = f'the duration "{short(said)}" is none' if said else 'there is no duration'
            self.tally.wrong(fields.place, missing, title)
            return None
        if not proper:
            self.tally.guess(fields.place, f'the duration "{short(said)}" is taken for {_minutes(length)} minutes')
        return length

    def program_day(self, row: Row, start: datetime | None) -> date | None:
        """The day whose program it is in, if that is the one before."""
        if not start or not row.day.date:
            return None
        local = self.collector.local(start)
        late = local.date() - row.day.date == timedelta(days=1) and local.hour < 6
        return row.day.date if late else None


def _ends_late(day: Day) -> bool:
    return not day.end or not day.start or day.end.date() > day.start.date()


def _after(start: datetime, length: timedelta) -> datetime:
    """When *length* has passed, whatever is done to the clocks meanwhile."""
    return later(start, length) if start.tzinfo else start + length


def _minutes(length: timedelta) -> int:
    return int(length.total_seconds()) // 60
