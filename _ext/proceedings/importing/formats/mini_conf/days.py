"""The days of a conference, as `config.yml` says them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta

from ...tables.moments import WEEKDAYS, Days, read_day

_SPAN = re.compile(
    r'(?P<month>[^\W\d_]{3,})\.?\s+(?P<first>\d{1,2})(?:st|nd|rd|th)?(?:\s*[-–—]\s*(?P<last>\d{1,2}))?(?:st|nd|rd|th)?,?\s+'
    r'(?P<year>\d{4})|(?P<first2>\d{1,2})\.?(?:\s*[-–—]\s*(?P<last2>\d{1,2})\.?)?\s+(?P<month2>[^\W\d_]{3,})\.?,?\s+(?P<year2>\d{4})'
)


def days_of(text: str) -> list[date]:
    """All days of `April 7-8, 2031` or `7-8 April 2031`, or of one day."""
    match = _SPAN.search(text[:200])
    if not match:
        day = read_day(text, Days()).day if re.search(r'\d{4}-\d', text) else None
        return [day] if day else []
    month, year = match['month'] or match['month2'], match['year'] or match['year2']
    first = match['first'] or match['first2']
    last = match['last'] or match['last2'] or first
    begin, end = (read_day(f'{day} {month} {year}', Days()).day for day in (first, last))
    if not begin or not end or not begin <= end <= begin + timedelta(days=31):
        return []
    return [begin + timedelta(days=count) for count in range((end - begin).days + 1)]


def day_called(name: str, days: Days, known: Sequence[date]) -> date | None:
    """The day that a heading means: a date, or a day of the week of which the conference has one."""
    found = [day for day in known if WEEKDAYS[day.weekday()].lower() == name.lower()]
    return found[0] if len(found) == 1 else read_day(name, days).day
