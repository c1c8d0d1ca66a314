"""Columns for one person each: `Author 1`, `Author 1 affiliation`, `Author 2`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ....problems import Place
from ...tables.columns import normal
from ...tables.headings import Row, Table
from ...tables.sheets import text_of

_SERIES = re.compile(
    r'(?P<role>co author|author|speaker|presenter)s? ?(?P<number>\d{1,3})'
    r'(?: (?P<what>name|full name|affiliation|institution|organi[sz]ation|university))?'
    r'|(?P<place>affiliation|institution) ?(?P<at>\d{1,3})'
)


@dataclass(frozen=True, slots=True)
class Member:
    """A column of a series: whose it is (`any` where the heading names no role), and whether it has the name of the
    person or the affiliation."""

    role: str
    number: int
    is_name: bool
    index: int


@dataclass(frozen=True, slots=True)
class Named:
    """A person whom a row names in columns of a series."""

    role: str
    name: str
    affiliation: str
    place: Place


_Said = Mapping[tuple[str, int, bool], tuple[str, Place]]
"""What a row has in the columns of a series: text and place by role, number, and whether it is a name."""


def series_of(table: Table) -> list[Member]:
    return [
        _member(match, index)
        for index, heading in enumerate(table.headings)
        if index not in table.fields and (match := _SERIES.fullmatch(normal(heading)))
    ]


def _member(match: re.Match[str], index: int) -> Member:
    if match['place']:
        return Member('any', int(match['at']), False, index)
    return Member(match['role'], int(match['number']), (match['what'] or 'name').endswith('name'), index)


def named_in(row: Row, series: Sequence[Member]) -> list[Named]:
    """The people whom *row* names in the columns of *series*."""
    said = _said(row, series)
    return [
        Named(role, name, _affiliation(said, role, number), place)
        for (role, number, is_name), (name, place) in said.items()
        if is_name
    ]


def _said(row: Row, series: Iterable[Member]) -> _Said:
    cells = row.sheet.rows[row.number - 1]
    return {
        (member.role, member.number, member.is_name): (text, row.sheet.place(row.number, member.index + 1))
        for member in series
        if (text := text_of(cells[member.index]) if member.index < len(cells) else '')
    }


def _affiliation(said: _Said, role: str, number: int) -> str:
    text, _ = said.get((role, number, False)) or said.get(('any', number, False)) or ('', None)
    return text
