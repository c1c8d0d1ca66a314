"""Where each session of a day with parallel rooms stands: rows are spans of time, columns are rooms.

A room has as many lanes side by side as it has sessions at once: usually one; two where a cancelled session and the one
that replaces it are both shown, or where a program has a clash. So nothing is ever in the place of something else.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from ..model import Edition, Session
from ..vocabulary import OFF

ELSEWHERE = ''
"""The column of what has no room while rooms are in use."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One session in a block of places; `first` says whether it is the session's first."""

    session: Session
    rows: int
    lanes: int
    first: bool


@dataclass(frozen=True, slots=True)
class Grid:
    """`columns` are rooms, each with its number of lanes; `cells` are by the (row, lane) in which they begin.

    A row begins whenever a session begins or ends, so that gaps are seen; `boundaries` are those moments, and the end.
    `covered` are all places of all cells.
    """

    boundaries: Sequence[datetime]
    columns: Sequence[tuple[str, int]]
    cells: dict[tuple[int, int], Cell]
    covered: frozenset[tuple[int, int]]

    @property
    def lanes(self) -> int:
        return sum(lanes for _, lanes in self.columns)

    def rows(self) -> Iterator[tuple[int, datetime, int]]:
        """(index, when it begins, how many minutes it lasts) of each row."""
        for index, (start, end) in enumerate(pairwise(self.boundaries)):
            yield index, start, round((end.timestamp() - start.timestamp()) / 60)

    def begins(self, row: int) -> bool:
        """Whether anything begins in a row, rather than only ends before it."""
        return any((row, lane) in self.cells for lane in range(self.lanes))


def is_parallel(edition: Edition, sessions: Sequence[Session]) -> bool:
    """Whether any two of *sessions*, which are in the order of time, go on at once."""
    on = [session for session in sessions if edition.standing(session)[0] not in OFF]
    return any(_overlap(one, other) for one, other in pairwise(on))


def grid_of(edition: Edition, sessions: Sequence[Session]) -> Grid:
    """The grid of *sessions*, which are in the order of time."""
    columns = _columns(edition, sessions)
    by_column = {column: [s for s in sessions if column in columns[s.id]] for column in _order(edition, columns)}
    lanes = {column: _lanes(found) for column, found in by_column.items()}
    width = {column: max(lane for lane, _ in found.values()) + 1 for column, found in lanes.items()}
    # by timestamp: in the hour that is repeated when summer time ends, two moments show one time and compare equal
    moments = {moment.timestamp(): moment for session in sessions for moment in (session.start, session.end)}
    rows = {timestamp: row for row, timestamp in enumerate(sorted(moments))}
    cells: dict[tuple[int, int], Cell] = {}
    covered: set[tuple[int, int]] = set()
    for session in sessions:
        span = range(rows[session.start.timestamp()], rows[session.end.timestamp()])
        for number, run in enumerate(_runs(_places(session, lanes, width))):
            cells[span[0], run[0]] = Cell(session, len(span), len(run), first=number == 0)
            covered |= {(row, lane) for row in span for lane in run}
    return Grid([moments[timestamp] for timestamp in rows], list(width.items()), cells, frozenset(covered))


def _columns(edition: Edition, sessions: Sequence[Session]) -> dict[str, Sequence[str]]:
    """The columns of each session, by its id. Without a room it has all of them, if they are free, or is elsewhere."""
    used = {room for session in sessions for room in session.rooms}
    rooms = tuple(room for room in edition.rooms if room in used)
    in_rooms = [session for session in sessions if session.rooms]
    columns: dict[str, Sequence[str]] = {}
    for session in sessions:
        if session.rooms:
            columns[session.id] = session.rooms
        elif not rooms or any(_overlap(session, other) for other in in_rooms):
            columns[session.id] = (ELSEWHERE,)
        else:
            columns[session.id] = rooms
            in_rooms.append(session)
    return columns


def _order(edition: Edition, columns: dict[str, Sequence[str]]) -> list[str]:
    used = {column for found in columns.values() for column in found}
    return [column for column in (*edition.rooms, ELSEWHERE) if column in used]


def _lanes(sessions: Sequence[Session]) -> dict[str, tuple[int, bool]]:
    """(the first lane that is free, whether it is alone) of each session of one column, by its id."""
    ends: list[float] = []
    lanes: dict[str, tuple[int, bool]] = {}
    for session in sessions:
        start, end = session.start.timestamp(), session.end.timestamp()
        lane = next((lane for lane, until in enumerate(ends) if until <= start), len(ends))
        ends[lane : lane + 1] = [end]
        lanes[session.id] = lane, not any(_overlap(session, other) for other in sessions if other is not session)
    return lanes


def _places(session: Session, lanes: dict[str, dict[str, tuple[int, bool]]], width: dict[str, int]) -> Iterator[int]:
    """The lanes of a session, counted over all columns: all of a column in which it is alone."""
    offset = 0
    for column, of_column in lanes.items():
        if session.id in of_column:
            lane, alone = of_column[session.id]
            yield from range(offset, offset + width[column]) if alone else [offset + lane]
        offset += width[column]


def _runs(lanes: Iterator[int]) -> list[list[int]]:
    """Lanes in runs of adjacent ones."""
    runs: list[list[int]] = []
    for lane in lanes:
        if runs and runs[-1][-1] == lane - 1:
            runs[-1].append(lane)
        else:
            runs.append([lane])
    return runs


def _overlap(one: Session, other: Session) -> bool:
    return one.start.timestamp() < other.end.timestamp() and other.start.timestamp() < one.end.timestamp()
