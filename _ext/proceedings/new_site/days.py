"""The day that somebody means who writes `2 May 2031`, `02.05.2031` or, where the rest is known, `16`."""

from __future__ import annotations

import re
from datetime import date

from ..importing.tables.moments import Days, read_day
from ..problems import short

_SEVERAL = re.compile(r'\d\D*(?:\s-\s|–|—|\bto\b|\buntil\b)\D*\d|(?<![\d-])\d{1,2}-\d{1,2}\b(?!-)')
"""Days of which there are a first and a last: 14 to 16 May, 14-16 May."""


def day_of(text: str, start: date | None = None) -> date:
    """The day that *text* is, read as an import reads it; what it lacks is that of *start*. Raises ValueError."""
    if start and text.isdecimal() and len(text) <= 2:
        text = f'{start:%Y-%m}-{text}'
    if _SEVERAL.search(text):
        raise ValueError(f'"{short(text)}" is more than one day; write the first and the last where each is asked for')
    orders = (read_day(text, Days(month_first, start.year if start else None)) for month_first in (False, True))
    found = {read.day: read for read in orders if read.day}
    if len(found) > 1:
        raise ValueError(f'"{short(text)}" may be {" or ".join(map(str, sorted(found)))}; write the one that you mean')
    [read] = found.values() or [read_day(text, Days())]
    if read.wrong or not read.day:
        raise ValueError(read.wrong)
    return read.day
