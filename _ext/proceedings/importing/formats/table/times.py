"""When a row takes place: its day, which is that of the rows below, too, and its times."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

from ....names import fold
from ....problems import Place, short
from ....times import is_of_our_time
from ...report import Report
from ...tables.agenda import after
from ...tables.headings import Row, Table
from ...tables.moments import Days, has_year, is_only_day, look_over, read_day, read_duration, read_range
from ...tables.sheets import Value, text_of
from ...tables.written_names import NOBODY
from .above import lose_above

_MOMENT = re.compile(
    r'(.*?\d{4}(?:[-/.]\d{1,2}){0,2}|\d{1,2}[./]\d{1,2}[./]\d{2})(?:T|[ ,]+)(\d{1,2}(?:[:.h]\d\d|\s*[ap]\.?m).*)',
    re.IGNORECASE,
)


class Times:
    """Reads days and times from row to row; `day` is the last that was said."""

    def __init__(self, table: Table, report: Report, year: int | None) -> None:
        self.report = report
        self.days = _days_of(table, year)
        self.day = lose_above(table, report, self.days)
        self._without_day: list[Row] = []
        self._said: set[str] = set()

    def is_heading(self, row: Row) -> bool:
        """Whether the row is `Monday, 2 May 2031` and nothing else: the rows below are on that day."""
        if len(row.cells) != 1:
            return False
        value, _ = next(iter(row.cells.values()))
        text = text_of(value)
        if isinstance(value, (int, float)) or len(text) > 40 or not (is_only_day(text) or has_year(text)):
            return False
        return bool(read_day(value, self.days).day)

    def read_heading(self, row: Row) -> None:
        value, column = next(iter(row.cells.values()))
        self.day = self._said_day(value, row.sheet.place(row.number, column))

    def read_day(self, row: Row) -> None:
        """The day of the row, which is that of the rows below, too."""
        value = row.value('day')
        if value is not None:
            self.day = self._said_day(value, row.place('day')) or self.day

    def _said_day(self, value: Value, place: Place) -> date | None:
        read = read_day(value, self.days)
        what = read.guess.partition(': ')[2] or read.guess
        if what and what not in self._said:
            self._said.add(what)
            self.report.guess(place, read.guess)
        if read.wrong:
            self.report.wrong(place, read.wrong)
        return read.day

    def span(self, row: Row) -> tuple[datetime | None, datetime | None]:
        """The (start, end) that the row says in its column Start or Time."""
        start, end = self._moment(row, 'start')
        return (start, end) if start is not None else self._moment(row, 'time')

    def _moment(self, row: Row, name: str, day: date | None = None) -> tuple[datetime | None, datetime | None]:
        """The (start, end) that the cell says, which may say its day, too."""
        value, place = row.value(name), row.place(name)
        if value is None:
            return None, None
        if isinstance(value, str) and (aware := _iso(value)):
            return aware, None
        day, value = self._split(value, place, day)
        start, end = read_range(value)
        if start is None:
            self._tell_no_time(value, place)
            return None, None
        day = day or self.day
        if day is None:
            self._note_without_day(row)
            return None, None
        midnight = datetime(day.year, day.month, day.day)
        return midnight + start, self.after(midnight + start, midnight + end, place) if end is not None else None

    def _split(self, value: Value, place: Place, day: date | None) -> tuple[date | None, Value]:
        """(day, time) of a cell; the day is *day* where the cell does not say it."""
        if isinstance(value, datetime) and value.year > 1900:
            return self._said_day(value, place), value
        if isinstance(value, str) and (match := _MOMENT.fullmatch(value.strip())):
            return self._said_day(match[1], place), match[2]
        return day, value

    def _tell_no_time(self, value: Value, place: Place) -> None:
        text = text_of(value)
        if fold(text) not in NOBODY:
            self.report.wrong(place, f'"{short(text)}" is not a time; write it as 09:00, or as 09:00-09:20')

    def end(self, row: Row, start: datetime) -> datetime | None:
        """The end that the row says, or its duration."""
        end = self._moment(row, 'end', start.date())[0]
        if end is None:
            length = self._duration(row)
            return start + length if length else None
        is_local, text = start.tzinfo is None, row.value('end')
        if is_local and isinstance(text, str) and _MOMENT.fullmatch(text.strip()):
            return end if end > start else None
        if is_local and end.date() != start.date():
            end = end.replace(year=start.year, month=start.month, day=start.day)
        return self.after(start, end, row.place('end'))

    def _duration(self, row: Row) -> timedelta | None:
        text = row.text('duration')
        length = read_duration(row.value('duration')) if text else None
        if text and length is None:
            place = row.place('duration')
            self.report.wrong(place, f'"{short(text)}" is not a duration; write minutes as 20, or 1h30')
        return length

    def after(self, start: datetime, end: datetime, place: Place) -> datetime:
        """The end, later where it would be before the start."""
        later = after(start, end)
        if later != end and later.date() == start.date():
            self.report.guess(place, f'{end:%H:%M} is before {start:%H:%M}, so it is taken for {later:%H:%M}')
        return later

    def _note_without_day(self, row: Row) -> None:
        if not self.lacks_day(row):
            self._without_day.append(row)

    def lacks_day(self, row: Row) -> bool:
        """Whether *row*, the last that was read, has a time and no day."""
        return bool(self._without_day) and self._without_day[-1] is row

    def tell_without_day(self) -> None:
        """That no day is known, once for all rows, with what comes of it."""
        if self._without_day:
            first, count = self._without_day[0], len(self._without_day)
            field = 'start' if first.text('start') else 'time'
            rows = 'one row has a time and is' if count == 1 else f'{count} rows have times and are'
            message = f'nobody says on which day: {rows} not in the schedule, and what is no talk is left out'
            way_out = 'add a column Day, or write the day above the headings or as the name of the sheet'
            self.report.wrong(first.place(field), f'{message}; {way_out}')


def _days_of(table: Table, year: int | None) -> Days:
    """How the table writes its days."""
    values = [*table.column('day'), *table.column('start'), *table.column('time')]
    return look_over((value for value in values if not isinstance(value, str) or re.search(r'\d', value)), year)


def _iso(text: str) -> datetime | None:
    """An ISO 8601 time with an offset."""
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError:
        return None
    return moment if moment.tzinfo and is_of_our_time(moment) else None
