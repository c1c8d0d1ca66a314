"""Where each session of a day with parallel rooms stands: rows are spans of time, columns are rooms."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import pairwise

from ..model import Edition, Session

ELSEWHERE = ''
"""The column of what has no room while rooms are in use."""


@dataclass(slots=True)
class Cell:
    """Sessions in one place of the grid; more than one only where a program has a clash."""

    sessions: list[Session]
    rows: int
    columns: int


@dataclass(slots=True)
class Grid:
    """Where each cell begins, by (row, column), and which places the cells cover.

    A row begins whenever a session begins or ends, so that gaps are seen; `boundaries` are those moments, and the end.
    """

    boundaries: Sequence[datetime]
    columns: Sequence[str]
    cells: dict[tuple[int, int], Cell] = field(default_factory=dict)
    covered: dict[tuple[int, int], Cell] = field(default_factory=dict)

    def rows(self) -> Iterator[tuple[int, datetime, int]]:
        """(index, when it begins, how many minutes it lasts) of each row."""
        for index, (start, end) in enumerate(pairwise(self.boundaries)):
            yield index, start, round((end.timestamp() - start.timestamp()) / 60)

    def begins(self, row: int) -> bool:
        """Whether anything begins in a row, rather than only ends before it."""
        return any((row, column) in self.cells for column in range(len(self.columns)))

    def put(self, session: Session, columns: Sequence[int], rows: range) -> None:
        """Put a session into adjacent columns; into the cell that is there, if another session is."""
        places = [(row, column) for row in rows for column in columns]
        taken = next((self.covered[place] for place in places if place in self.covered), None)
        if taken:
            taken.sessions.append(session)
            return
        cell = Cell([session], len(rows), len(columns))
        self.cells[rows[0], columns[0]] = cell
        self.covered |= dict.fromkeys(places, cell)


def columns_of(edition: Edition, sessions: Sequence[Session]) -> list[str]:
    """The rooms with a column each: none, unless sessions overlap."""
    if not any(_overlap(one, other) for one, other in pairwise(sessions)):
        return []
    used = {room for session in sessions for room in session.rooms}
    rooms = [room for room in edition.rooms if room in used]
    beside = any(_is_beside_rooms(session, sessions) for session in sessions)
    return [*rooms, ELSEWHERE] if beside or not rooms else rooms


def grid_of(sessions: Sequence[Session], columns: Sequence[str]) -> Grid:
    """The grid of sessions that are in the order of time."""
    # by timestamp: in the hour that is repeated when summer time ends, two moments show one time and compare equal
    moments = {moment.timestamp(): moment for session in sessions for moment in (session.start, session.end)}
    rows = {timestamp: row for row, timestamp in enumerate(sorted(moments))}
    grid = Grid([moments[timestamp] for timestamp in rows], columns)
    for session in sessions:
        span = range(rows[session.start.timestamp()], rows[session.end.timestamp()])
        for adjacent in _places(session, sessions, columns):
            grid.put(session, adjacent, span)
    return grid


def _overlap(one: Session, other: Session) -> bool:
    return one.start.timestamp() < other.end.timestamp() and other.start.timestamp() < one.end.timestamp()


def _is_beside_rooms(session: Session, sessions: Sequence[Session]) -> bool:
    """Whether a session without a room goes on while rooms are in use."""
    return not session.rooms and any(_overlap(session, other) for other in sessions if other is not session)


def _places(session: Session, sessions: Sequence[Session], columns: Sequence[str]) -> list[list[int]]:
    """The columns of a session, in runs of adjacent ones."""
    if not session.rooms and not _is_beside_rooms(session, sessions):
        return [list(range(len(columns)))]
    indexes = [columns.index(room) for room in columns if room in (session.rooms or (ELSEWHERE,))]
    runs: list[list[int]] = []
    for index in indexes:
        if runs and runs[-1][-1] == index - 1:
            runs[-1].append(index)
        else:
            runs.append([index])
    return runs
