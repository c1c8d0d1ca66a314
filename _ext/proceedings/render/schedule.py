"""Sessions -> a real table: time on the left, one column for each room where sessions run in parallel.

Where nothing runs in parallel there is one column, whatever number of rooms the day uses, and each row says
which room it is in.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from docutils import nodes

from ..model import Edition, Session
from ..nodes import data_block, header_cell, scrolling_block, timed_row
from ..program import Program
from ..times import long_day
from . import inline
from .grid import Cell, Grid, columns_of, grid_of
from .session import MANY, SessionBlock, classes_of

FEW = 6
"""So many columns fit on a sheet of paper; more are printed as a list."""


def schedule_tables(
    program: Program,
    edition: Edition,
    sessions: Sequence[Session],
    *,
    anchors: bool = False,
    papers_here: bool = False,
    dated: bool = True,
) -> list[data_block]:
    """One table for each day of *sessions*.

    With *anchors*, rows are what `{session}` links to; with *papers_here*, the page lists the talks of poster sessions;
    unless *dated*, the page says which day it is.
    """
    days = replace(edition, sessions=tuple(sessions)).sessions_by_day()
    block = SessionBlock(program=program, edition=edition, papers_here=papers_here)
    return [DayTable(edition, day, found, block, anchors, dated).block() for day, found in days.items()]


def select(edition: Edition, *, day: date | None = None, room: str = '', track: str = '') -> list[Session]:
    """The sessions of *edition* on a day, in a room, of a track; whatever is not given does not matter.

    Of a session that is not of the track, though some of its talks are, these are left.
    """

    def wanted(session: Session) -> bool:
        return (day is None or session.day == day) and (not room or not session.rooms or room in session.rooms)

    found = [session for session in edition.sessions if wanted(session)]
    return list(filter(None, (_of_track(edition, session, track) for session in found))) if track else found


def _of_track(edition: Edition, session: Session, track: str) -> Session | None:
    if session.track == track:
        return session
    slots = tuple(slot for slot in session.slots if edition.talks[slot.talk].track == track)
    return replace(session, slots=slots) if slots else None


@dataclass(frozen=True, slots=True)
class DayTable:
    """The table of one day."""

    edition: Edition
    day: date
    sessions: Sequence[Session]
    show: SessionBlock
    anchors: bool
    dated: bool

    def block(self) -> data_block:
        """The table; if it has columns for rooms, in a block that scrolls, with heads that stay in sight."""
        columns = columns_of(self.edition, self.sessions)
        table: nodes.Node = self.parallel(columns) if columns else self.agenda()
        if columns:
            table = scrolling_block('', table, classes=['proceedings-grid'], is_div=True, label=self.label())
        day = {'day': self.day.isoformat()}
        return data_block('', table, classes=['proceedings-day-table'], is_div=True, data=day)

    def label(self) -> str:
        return f'Schedule of {long_day(self.day)}'

    def table(self, kind: str, heads: Sequence[str], rows: Iterable[nodes.row], *classes: str) -> nodes.table:
        widths = [12, *([max(24, 72 // len(heads))] * len(heads))]
        group = nodes.tgroup('', *(nodes.colspec(colwidth=width) for width in widths), cols=len(widths))
        group += nodes.thead('', nodes.row('', *(self.head(label) for label in ('Time', *heads))))
        group += nodes.tbody('', *rows)
        return nodes.table(
            '', self.caption(), group, classes=['proceedings-schedule', kind, *classes, 'colwidths-auto']
        )

    def caption(self) -> nodes.title:
        zone = inline.zone(self.edition, self.sessions[0].start)
        day = [inline.day_link(self.edition, self.day), nodes.Text(' ')] if self.dated else []
        return nodes.title('', '', *day, zone)

    def head(self, label: str) -> header_cell:
        return header_cell('', nodes.paragraph('', label), scope='col')

    def anchor(self, session: Session) -> inline.Nodes:
        """What `{session}` leads to: a target of its own, since LaTeX knows no ids of rows."""
        return [nodes.target('', '', ids=[session_node_id(session)])] if self.anchors else []

    # One column

    def agenda(self) -> nodes.table:
        return self.table('proceedings-agenda', ['Program'], map(self.row, self.sessions))

    def row(self, session: Session) -> nodes.row:
        times = inline.paragraph([*self.anchor(session), *inline.times(session, self.day)])
        head = header_cell('', times, scope='row')
        return nodes.row('', head, nodes.entry('', self.show.block(session)), classes=classes_of(session))

    # Parallel rooms

    def parallel(self, columns: Sequence[str]) -> nodes.table:
        grid = grid_of(self.sessions, columns)
        heads = [self.edition.rooms[room].name if room else 'Elsewhere' for room in columns]
        fits = ['proceedings-few-rooms'] if len(columns) <= FEW else []
        return self.table('proceedings-parallel', heads, self.parallel_rows(grid), *fits)

    def parallel_rows(self, grid: Grid) -> Iterable[nodes.row]:
        anchored: set[str] = set()
        for index, start, minutes in grid.rows():
            shown = 'proceedings-begins' if grid.begins(index) else 'proceedings-goes-on'
            head = header_cell('', inline.paragraph([inline.at_time(start, self.day)]), scope='row', classes=[shown])
            yield timed_row('', head, *self.entries(grid, index, anchored), minutes=minutes)

    def entries(self, grid: Grid, index: int, anchored: set[str]) -> Iterable[nodes.entry]:
        for column in range(len(grid.columns)):
            if cell := grid.cells.get((index, column)):
                yield self.entry(cell, anchored)
            elif (index, column) not in grid.covered:
                yield nodes.entry('', classes=['proceedings-free'])

    def entry(self, cell: Cell, anchored: set[str]) -> nodes.entry:
        """A cell; *anchored* are the sessions whose id is on an earlier cell already, and gets those of this one."""
        spans = {'morerows': cell.rows - 1, 'morecols': cell.columns - 1}
        entry = nodes.entry('', classes=classes_of(cell.sessions[0]), **{name: n for name, n in spans.items() if n})
        for session in cell.sessions:
            anchor = self.anchor(session) if session.id not in anchored else []
            anchored.add(session.id)
            times = inline.paragraph([*anchor, *inline.times(session, self.day)], 'proceedings-slot')
            entry += self.show.block(session, above=[times])
        return entry


def session_node_id(session: Session) -> str:
    return f'session-{session.id}'


def sessions_with_papers(edition: Edition, sessions: Iterable[Session]) -> list[Session]:
    """The sessions whose papers are listed below the schedule: those with posters, or with too many talks for it."""
    several = [session for session in sessions if len(session.slots) > 1 and not session.timed]
    return [session for session in several if edition.is_side_by_side(session) or len(session.slots) > MANY]
