"""When the row below begins in the same room: a row of a schedule without an end lasts until then.

It is looked up from the last row to the first: a big schedule has thousands of rows, and as many rooms.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from ..names import slug
from ..schema.entries import SessionEntry

ANYWHERE, EVERYWHERE = '?', '*'
"""No slugs of rooms: they stand for that of rows that name none, and may be in each; and for all rooms, and none."""

Start = tuple[timedelta, int]
"""When a row begins, and its index."""


def next_starts(rows: Sequence[SessionEntry], first: date) -> list[timedelta | None]:
    """For each of *rows* when the next later one further down begins that is on its day, and may be in its room; the
    *first* day is that of rows above all days."""
    found: list[timedelta | None] = [None] * len(rows)
    below: dict[str, list[Start]] = {}
    days = [*_days(rows, first)]
    for index, row in reversed([*enumerate(rows)]):
        if days[index] != days[min(index + 1, len(days) - 1)]:
            below.clear()
        start = row.time[0] if row.time else None
        rooms = [slug(name) for name in row.room]
        found[index] = _first(below, [*rooms, ANYWHERE] if rooms else [EVERYWHERE], start or timedelta())
        if start is not None:
            for room in (*(rooms or [ANYWHERE]), EVERYWHERE):
                _put(below.setdefault(room, []), (start, index))
    return found


def _days(rows: Sequence[SessionEntry], day: date) -> Iterator[date]:
    """The day that was last named, for each row; before any is, *day*."""
    for row in rows:
        day = row.day or day
        yield day


def _put(below: list[Start], start: Start) -> None:
    """What is *below* begins the later the further down it is: of all else this one comes first."""
    while below and below[-1][0] <= start[0]:
        below.pop()
    below.append(start)


def _first(below: dict[str, list[Start]], rooms: Sequence[str], after: timedelta) -> timedelta | None:
    """When the first row in any of *rooms* begins that does so *after* another."""
    first: Start | None = None
    for starts in (below.get(room, []) for room in rooms):
        later = bisect_left(starts, -after, key=lambda start: -start[0])
        if later and (first is None or starts[later - 1][1] < first[1]):
            first = starts[later - 1]
    return first[0] if first else None
