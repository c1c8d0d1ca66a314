"""Sessions -> a real table: time on the left, one column for each room where sessions run in parallel.

Where nothing runs in parallel there is one column, whatever number of rooms the day uses, and each row says
which room it is in.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from docutils import nodes

from ..model import Edition, Session, by_day
from ..nodes import data_block, header_cell, make, scrolling_block, timed_row
from ..program import Program
from ..times import long_day
from . import inline, moments
from .grid import Cell, Grid, grid_of, is_parallel
from .session import SessionBlock, classes_of

FEW = 6
"""So many columns fit on a sheet of paper; more are printed as a list."""


def schedule_tables(
    program: Program,
    edition: Edition,
    sessions: Sequence[Session],
    *,
    anchors: bool = False,
    papers_here: bool = False,
    is_brief: bool = False,
    dated: bool = True,
    place: str = '',
) -> list[data_block]:
    """One table for each day of *sessions*.

    With *anchors*, rows are what `{session}` links to; with *papers_here*, the page lists the talks of poster sessions;
    where it *is_brief*, sessions say how many talks they have, and not which; unless *dated*, the page says which day
    it is; *place* is what each sheet is to say when printed.
    """
    days = by_day(sessions)
    block = SessionBlock(program=program, edition=edition, papers_here=papers_here, is_brief=is_brief)
    return [DayTable(edition, day, found, block, anchors, dated, place).block() for day, found in days.items()]


def select(
    program: Program, edition: Edition, *, day: date | None = None, room: str = '', track: str = ''
) -> list[Session]:
    """The sessions of *edition* on a day, in a room, of a track; whatever is not given does not matter.

    What has no room belongs to every room.
    """

    def wanted(session: Session) -> bool:
        return (day is None or session.day == day) and (not room or not session.rooms or room in session.rooms)

    sessions = program.of_tracks.get(f'{edition.id}/{track}', ()) if track else edition.sessions
    return [session for session in sessions if wanted(session)]


@dataclass(frozen=True, slots=True)
class DayTable:
    """The table of one day."""

    edition: Edition
    day: date
    sessions: Sequence[Session]
    show: SessionBlock
    anchors: bool
    dated: bool
    place: str

    def block(self) -> data_block:
        """The table; if it has columns for rooms, in a block that scrolls, with heads that stay in sight."""
        if is_parallel(self.edition, self.sessions):
            label = f'Schedule of {long_day(self.day)}'
            table: nodes.Node = make(scrolling_block, [self.parallel()], ['proceedings-grid'], is_div=True, label=label)
        else:
            table = self.agenda()
        day = {'day': self.day.isoformat()}
        return make(data_block, [table], ['proceedings-day-table'], is_div=True, data=day)

    def caption(self) -> nodes.title:
        zone = moments.zone(self.edition, self.sessions[0].start)
        day = [inline.day_link(self.edition, self.day), nodes.Text(' ')] if self.dated else []
        place = [inline.text(self.place, 'proceedings-place'), nodes.Text(' ')] if self.place else []
        return make(nodes.title, [*day, *place, zone])

    def anchor(self, session: Session) -> inline.Nodes:
        """What `{session}` leads to: a target of its own, since LaTeX knows no ids of rows."""
        return [nodes.target('', '', ids=[session_node_id(session)])] if self.anchors else []

    # One column

    def agenda(self) -> nodes.table:
        return agenda_table(self.caption(), map(self.row, self.sessions))

    def row(self, session: Session) -> nodes.row:
        times = inline.paragraph([*self.anchor(session), *moments.times(session, self.day)])
        head = make(header_cell, [times], scope='row')
        return make(nodes.row, [head, make(nodes.entry, [self.show.block(session)])], classes_of(session))

    # Parallel rooms

    def parallel(self) -> nodes.table:
        grid = grid_of(self.edition, self.sessions)
        heads = [(self.room_head(room), lanes) for room, lanes in grid.columns]
        fits = ['proceedings-few-rooms'] if grid.lanes <= FEW else []
        return time_table(self.caption(), heads, self.parallel_rows(grid), 'proceedings-parallel', *fits)

    def room_head(self, room: str) -> nodes.Node:
        return inline.room_link(self.edition, room) if room else nodes.Text('Elsewhere')

    def parallel_rows(self, grid: Grid) -> Iterable[nodes.row]:
        for index, start, minutes in grid.rows():
            shown = 'proceedings-begins' if grid.begins(index) else 'proceedings-goes-on'
            at = inline.paragraph([moments.at_time(start, self.day)])
            head = make(header_cell, [at], [shown], scope='row')
            yield make(timed_row, [head, *self.entries(grid, index)], minutes=minutes)

    def entries(self, grid: Grid, index: int) -> Iterable[nodes.entry]:
        for lane in range(grid.lanes):
            if cell := grid.cells.get((index, lane)):
                yield self.entry(cell)
            elif (index, lane) not in grid.covered:
                yield nodes.entry('', classes=['proceedings-free'])

    def entry(self, cell: Cell) -> nodes.entry:
        """A cell; where a session has several, the first is what others lead to, and what a list shows."""
        spans = {'morerows': cell.rows - 1, 'morecols': cell.lanes - 1}
        again = [] if cell.first else ['proceedings-again']
        anchor = self.anchor(cell.session) if cell.first else []
        times = inline.paragraph([*anchor, *moments.times(cell.session, self.day)], 'proceedings-slot')
        return make(
            nodes.entry,
            [self.show.block(cell.session, above=[times])],
            [*classes_of(cell.session), *again],
            **{name: more for name, more in spans.items() if more},
        )


def agenda_table(caption: nodes.title, rows: Iterable[nodes.row]) -> nodes.table:
    """A table of one column beside the times."""
    return time_table(caption, [(nodes.Text('Program'), 1)], rows, 'proceedings-agenda')


def time_table(
    caption: nodes.title, heads: Sequence[tuple[nodes.Node, int]], rows: Iterable[nodes.row], *classes: str
) -> nodes.table:
    """A table of times; *heads* are those of its other columns, each with the number of columns below it."""
    below = sum(columns for _, columns in heads)
    widths = [12, *([max(24, 72 // below)] * below)]
    head = make(nodes.row, (_head(*head) for head in ((nodes.Text('Time'), 1), *heads)))
    group = inline.table_group(widths, head, rows)
    return make(nodes.table, [caption, group], ['proceedings-schedule', *classes, 'colwidths-auto'])


def _head(label: nodes.Node, columns: int) -> header_cell:
    scope = {'scope': 'colgroup', 'morecols': columns - 1} if columns > 1 else {'scope': 'col'}
    return make(header_cell, [inline.paragraph([label])], **scope)


def session_node_id(session: Session) -> str:
    return f'session-{session.id}'
