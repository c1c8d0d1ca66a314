"""Which row of a schedule is which: of the source, of the last import, of the file; and where new ones go."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Any

from ...names import slug
from .facts import Data, Facts, begins

Key = Callable[[Facts], Hashable]


@dataclass(frozen=True, slots=True)
class FileRow:
    """A row as it stands in the file; `opens` is whether it also begins its day."""

    index: int
    data: Data
    day: str
    facts: Facts
    opens: bool


def _what(row: Facts) -> Hashable:
    """What a row is: the talks that are given, or what it is called."""
    return tuple(str(slot.get('talk')) for slot in row.get('talks', ())) or slug(str(row.get('title', '')))


def _called(row: Facts) -> Hashable:
    return slug(str(row.get('title', ''))) or _what(row)


def _rooms(row: Facts) -> Hashable:
    return tuple(row.get('room', ()))


_SURE: Sequence[Key] = (
    lambda row: (row.get('day'), row.get('time'), _rooms(row), _what(row)),
    lambda row: (row.get('day'), row.get('time'), _what(row)),
    lambda row: (row.get('day'), begins(row), _rooms(row), _called(row)),
)
_LIKELY: Sequence[Key] = (
    lambda row: (row.get('day'), _rooms(row), _what(row)),
    lambda row: (row.get('day'), _what(row)),
    lambda row: (row.get('day'), _called(row)),
    lambda row: _what(row),
    lambda row: (row.get('day'), row.get('time'), _rooms(row)),
)


def matched(ones: Mapping[str, Facts], others: Mapping[str, Facts], *, strangers: bool = False) -> dict[str, str]:
    """Which of *others* each of *ones* is. Of *strangers*, rows that were never the same before, two that are only
    alike are one only where there is no third that is like them."""
    found: dict[str, str] = {}
    left, right = dict(ones), dict(others)
    for keys, is_sure in ((_SURE, True), (_LIKELY, False)):
        for key in keys if is_sure or not strangers else keys[:-1]:
            pairs = _pairs(left, right, key, unique=strangers and not is_sure)
            found |= pairs
            left = {name: row for name, row in left.items() if name not in pairs}
            gone = set(pairs.values())
            right = {name: row for name, row in right.items() if name not in gone}
    return found


def _pairs(ones: Mapping[str, Facts], others: Mapping[str, Facts], key: Key, *, unique: bool) -> dict[str, str]:
    groups: dict[Hashable, tuple[list[str], list[str]]] = defaultdict(lambda: ([], []))
    for side, rows in enumerate((ones, others)):
        for name, row in rows.items():
            groups[key(row)][side].append(name)
    return {
        one: other
        for left, right in groups.values()
        if not unique or len(left) == len(right) == 1
        for one, other in zip(left, right, strict=False)
    }


def file_rows(schedule: Sequence[Any], start: str, facts: Callable[[Data, str], Facts]) -> list[FileRow]:
    """The rows of a file, each with its day."""
    found, day = [], start
    for index, data in enumerate(schedule):
        if isinstance(data, dict):
            day = str(data.get('day') or day)
            if set(data) - {'day'}:
                found.append(FileRow(index, data, day, facts(data, day), 'day' in data))
    return found


@dataclass(slots=True)
class Placed:
    """A row, or the beginning of a day, in the schedule that is to be."""

    index: int | None
    data: Data
    day: str
    begins: str = ''
    stays: bool = True
    """Whether it stands where it stood; what does not is placed by its time."""


def placed(
    schedule: Sequence[Any], rows: Mapping[int, tuple[Data, Facts] | None], new: Sequence[tuple[Data, Facts]],
    start: str, new_start: str, begun: Mapping[int, tuple[str, str]],
) -> list[Placed]:  # fmt: skip
    """The schedule that is to be: *rows* are those that changed (None: it goes), by index, *new* those to add; *begun*
    says when each row begins: the day, and the time."""
    result: list[Placed] = []
    added = [Placed(None, data, facts['day'], begins(facts), stays=False) for data, facts in new]
    left = set()
    late = _out_of_time(rows, begun)
    moved = _moved_days(schedule, rows, start)
    day = start
    for index, data in enumerate(schedule):
        day = str(data.get('day') or day) if isinstance(data, dict) else day
        now = moved.get(day, day)
        if index not in rows:
            result.append(Placed(index, _opening(data, data, now), now, begun.get(index, ('', ''))[1]))
            continue
        changed = rows[index]
        if changed and changed[1]['day'] == now and index not in late:
            result.append(Placed(index, _opening(data, changed[0], now), now, begins(changed[1])))
            continue
        left.add(now)
        if changed:
            row = {key: value for key, value in changed[0].items() if key != 'day'}
            added.append(Placed(index, row, changed[1]['day'], begins(changed[1]), stays=False))
        if 'day' in data:
            result.append(Placed(index, {'day': now}, now))
    return _with_new(result, added, new_start, left)


def _out_of_time(rows: Mapping[int, tuple[Data, Facts] | None], old: Mapping[int, tuple[str, str]]) -> set[int]:
    """The rows whose time changed so that they begin before the one above, or behind the one below, of their day."""
    now = {at: (row[1]['day'], begins(row[1])) for at, row in rows.items() if row}
    places = [at for at in old if at not in rows or at in now]
    late: set[int] = set()
    above = ('', '')
    for index, below in zip(places, [*places[1:], -1], strict=False):
        when = now.get(index, old[index])
        under = now.get(below, old.get(below, ('', '')))
        is_late = (above[0] == when[0] and above[1] > when[1]) or (under[0] == when[0] and when[1] > under[1])
        if is_late and when != old[index]:
            late.add(index)
        else:
            above = when
    return late


def _opening(old: Any, new: Any, day: str) -> Any:
    """*new*, which begins *day* if *old* began one."""
    return {**new, 'day': day} if isinstance(old, dict) and 'day' in old else new


def _moved_days(schedule: Sequence[Any], rows: Mapping[int, tuple[Data, Facts] | None], start: str) -> dict[str, str]:
    """Where each day goes, if all days of a schedule move as they are: then its rows stay where they stand."""
    goes: dict[str, set[str]] = defaultdict(set)
    day = start
    for index, data in enumerate(schedule):
        day = str(data.get('day') or day) if isinstance(data, dict) else day
        changed = rows.get(index)
        if isinstance(data, dict) and set(data) - {'day'}:
            goes[day].add(changed[1]['day'] if changed else day)
    moved = {day: next(iter(days)) for day, days in goes.items() if len(days) == 1}
    in_order = [moved[day] for day in sorted(moved)]
    return moved if len(moved) == len(goes) and in_order == sorted(set(in_order)) else {}


@dataclass(slots=True)
class _Part:
    """Rows of one day that stand together."""

    day: str
    rows: list[Placed]


def _with_new(result: list[Placed], added: Sequence[Placed], start: str, left: Set[str]) -> list[Placed]:
    """Each new row behind the last one that begins no later on its day; a day that there was not, in its turn. Of the
    days that rows *left*, those go on which none is."""
    parts: list[_Part] = []
    for row in result:
        if not parts or parts[-1].day != row.day:
            parts.append(_Part(row.day, []))
        parts[-1].rows.append(row)
    of_day = {part.day: part for part in parts}
    for row in sorted(added, key=lambda row: (row.day, row.begins)):
        if row.day not in of_day:
            part = of_day[row.day] = _Part(row.day, [])
            at = next((at for at, other in enumerate(parts) if other.day > part.day), len(parts))
            parts.insert(at, part)
        of_day[row.day].rows.append(row)
    parts = [part for part in parts if part.day not in left or any(set(row.data) - {'day'} for row in part.rows)]
    _open_days(parts, start)
    return [row for part in parts for row in _in_time(part.rows)]


def _open_days(parts: Sequence[_Part], start: str) -> None:
    """Rows say on which day they are wherever that is not the day of those above."""
    day = start
    for part in parts:
        if part.day != day and 'day' not in part.rows[0].data:
            part.rows.insert(0, Placed(None, {'day': part.day}, part.day))
        day = part.day


def _in_time(rows: list[Placed]) -> list[Placed]:
    """New rows among those that stay in their order."""
    kept = [row for row in rows if row.stays]
    behind: dict[int, list[Placed]] = defaultdict(list)
    places: dict[str, int] = {}
    for row in (row for row in rows if not row.stays):
        if row.begins not in places:
            at = max((at for at, other in enumerate(kept) if other.begins <= row.begins), default=-1)
            places[row.begins] = 0 if at < 0 and kept and 'day' in kept[0].data else at
        behind[places[row.begins]].append(row)
    return [*behind[-1], *(each for at, row in enumerate(kept) for each in (row, *behind[at]))]
