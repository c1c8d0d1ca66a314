"""When the next row of a schedule begins in the same room, held against a look at each row below."""

import cProfile
import pstats
from collections.abc import Sequence
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from proceedings.load.next_starts import next_starts
from proceedings.schema.entries import SessionEntry

FIRST = date(2019, 12, 14)


def row(day: int | None, hour: int, rooms: list[str]) -> SessionEntry:
    at = {} if day is None else {'day': FIRST + timedelta(day)}
    return SessionEntry.model_validate({'title': 'Row', 'time': f'{hour:02}:00', 'room': rooms, **at})


def new_day(day: int) -> SessionEntry:
    return SessionEntry.model_validate({'day': FIRST + timedelta(day)})


ROOMS = st.lists(st.sampled_from(['Hall', 'hall', 'Attic', 'Cellar']), max_size=2)
ROWS = st.builds(row, st.sampled_from([None, None, None, 0, 1]), st.integers(8, 12), ROOMS)
SCHEDULES = st.lists(st.one_of(ROWS, ROWS, ROWS, st.builds(new_day, st.integers(0, 1))), max_size=12)


def looked_for(entries: Sequence[SessionEntry], index: int) -> timedelta | None:
    day = next((row.day for row in reversed(entries[: index + 1]) if row.day), FIRST)
    start, rooms = entries[index].time[0] if entries[index].time else timedelta(), rooms_of(entries[index])
    for later in entries[index + 1 :]:
        if later.day and later.day != day:
            return None
        may_share = not rooms or not rooms_of(later) or rooms & rooms_of(later)
        if later.time and later.time[0] > start and may_share:
            return later.time[0]
    return None


def rooms_of(row: SessionEntry) -> set[str]:
    return {name.casefold() for name in row.room}


@given(SCHEDULES)
def test_the_next_row_of_a_room_is_the_one_that_a_look_at_all_of_them_finds(entries: list[SessionEntry]) -> None:
    assert next_starts(entries, FIRST) == [looked_for(entries, index) for index in range(len(entries))]


def test_thousands_of_rows_in_as_many_rooms_cost_no_more_each() -> None:
    few, many = calls(50), calls(800)
    assert many < 20 * few


def calls(number: int) -> int:
    entries = [
        SessionEntry.model_validate({'title': 'Row', 'time': '09:00', 'room': [f'Room {index}']})
        for index in range(number)
    ]
    profile = cProfile.Profile()
    profile.runcall(next_starts, entries, FIRST)
    return pstats.Stats(profile).total_calls  # type: ignore[attr-defined, no-any-return]
