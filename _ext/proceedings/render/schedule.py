"""Sessions -> a real table: time on the left, one column for each room where sessions run in parallel.

Where nothing runs in parallel there is one column, whatever number of rooms the day uses, and each row says
which room it is in.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from itertools import pairwise

from docutils import nodes

from ..maths.titles import plain_title
from ..model import Edition, Session
from ..nodes import header_cell, time_node
from ..program import Program
from ..times import clock, long_day, zone_name
from . import inline

MANY = 12
"""A session with more talks than this says how many; its talks are listed elsewhere."""

ELSEWHERE = ''
"""The column of what has no room while rooms are in use."""


def schedule_tables(
    program: Program, edition: Edition, sessions: Sequence[Session], *, anchors: bool = False
) -> list[nodes.table]:
    """One table for each day of *sessions*. With *anchors*, rows are what `{session}` links to."""
    days = replace(edition, sessions=tuple(sessions)).sessions_by_day()
    return [DayTable(program, edition, day, found, anchors).table() for day, found in days.items()]


def select(edition: Edition, *, day: date | None = None, room: str = '', track: str = '') -> list[Session]:
    """The sessions of *edition* on a day, in a room, of a track; whatever is not given does not matter."""

    def wanted(session: Session) -> bool:
        tracks = {session.track, *(edition.talks[slot.talk].track for slot in session.slots)}
        return (
            (day is None or session.day == day)
            and (not room or not session.rooms or room in session.rooms)
            and (not track or track in tracks)
        )

    return [session for session in edition.sessions if wanted(session)]


@dataclass(slots=True)
class Cell:
    """Sessions in one place of the grid; more than one only where a program has a clash."""

    sessions: list[Session]
    rows: int
    columns: int


@dataclass(slots=True)
class Grid:
    """Where each cell begins, by (row, column), and which places the cells cover."""

    starts: Sequence[datetime]
    columns: Sequence[str]
    cells: dict[tuple[int, int], Cell] = field(default_factory=dict)
    covered: dict[tuple[int, int], Cell] = field(default_factory=dict)

    def put(self, session: Session, columns: Sequence[int]) -> None:
        """Put a session into adjacent columns; into the cell that is there, if another session is."""
        first = next(index for index, start in enumerate(self.starts) if start >= session.start)
        last = max((index for index, start in enumerate(self.starts) if start < session.end), default=first)
        places = [(row, column) for row in range(first, last + 1) for column in columns]
        taken = next((self.covered[place] for place in places if place in self.covered), None)
        if taken:
            taken.sessions.append(session)
            return
        cell = Cell([session], last - first + 1, len(columns))
        self.cells[first, columns[0]] = cell
        self.covered |= dict.fromkeys(places, cell)


@dataclass(frozen=True, slots=True)
class DayTable:
    """The table of one day."""

    program: Program
    edition: Edition
    day: date
    sessions: Sequence[Session]
    anchors: bool

    def table(self) -> nodes.table:
        columns = self.columns()
        body = self.parallel_rows(columns) if columns else [self.row(session) for session in self.sessions]
        heads = [self.room_name(column) for column in columns] or ['Program']
        widths = [12, *([max(24, 72 // len(heads))] * len(heads))]
        group = nodes.tgroup('', *(nodes.colspec(colwidth=width) for width in widths), cols=len(widths))
        group += nodes.thead('', nodes.row('', *(self.head(label) for label in ('Time', *heads))))
        group += nodes.tbody('', *body)
        kind = 'proceedings-parallel' if columns else 'proceedings-agenda'
        return nodes.table('', self.caption(), group, classes=['proceedings-schedule', kind, 'colwidths-auto'])

    def caption(self) -> nodes.title:
        zone = f'{self.edition.timezone.replace("_", " ")} time, {zone_name(self.sessions[0].start)}'
        return nodes.title(
            '', '', nodes.Text(long_day(self.day)), nodes.Text(' '), inline.text(zone, 'proceedings-zone')
        )

    def head(self, label: str) -> header_cell:
        return header_cell('', nodes.paragraph('', label), scope='col')

    def columns(self) -> list[str]:
        """The rooms with a column each: none, unless sessions overlap."""
        if not any(other.start < one.end for one, other in pairwise(self.sessions)):
            return []
        used = {room for session in self.sessions for room in session.rooms}
        rooms = [room for room in self.edition.rooms if room in used]
        beside = any(self.is_beside_rooms(session) for session in self.sessions)
        return [*rooms, ELSEWHERE] if beside or not rooms else rooms

    def is_beside_rooms(self, session: Session) -> bool:
        """Whether a session without a room goes on while rooms are in use."""
        return not session.rooms and any(
            other.start < session.end and session.start < other.end for other in self.sessions if other is not session
        )

    def room_name(self, room: str) -> str:
        return self.edition.rooms[room].name if room else 'Elsewhere'

    # One column

    def row(self, session: Session) -> nodes.row:
        content = [*self.content(session), *self.rooms(session)]
        head = header_cell('', inline.paragraph([*self.anchor(session), *inline.times(session)]), scope='row')
        return nodes.row('', head, nodes.entry('', *content), classes=self.classes(session))

    def rooms(self, session: Session) -> list[nodes.Node]:
        """Which room, where that says something."""
        if len(self.edition.rooms) < 2 or not session.rooms:
            return []
        return [inline.paragraph(inline.rooms(self.edition, session.rooms), 'proceedings-room')]

    # Parallel rooms

    def parallel_rows(self, columns: Sequence[str]) -> list[nodes.row]:
        starts = sorted({session.start for session in self.sessions})
        grid = Grid(starts, columns)
        for session in self.sessions:
            for adjacent in self.places(session, columns):
                grid.put(session, adjacent)
        anchored: set[str] = set()
        return [self.parallel_row(grid, index, start, anchored) for index, start in enumerate(starts)]

    def places(self, session: Session, columns: Sequence[str]) -> list[list[int]]:
        """The columns of a session, in runs of adjacent ones."""
        if not session.rooms and not self.is_beside_rooms(session):
            return [list(range(len(columns)))]
        indexes = [columns.index(room) for room in columns if room in (session.rooms or (ELSEWHERE,))]
        runs: list[list[int]] = []
        for index in indexes:
            if runs and runs[-1][-1] == index - 1:
                runs[-1].append(index)
            else:
                runs.append([index])
        return runs

    def parallel_row(self, grid: Grid, index: int, start: datetime, anchored: set[str]) -> nodes.row:
        row = nodes.row('', header_cell('', inline.paragraph([time_node(start, clock(start))]), scope='row'))
        for column in range(len(grid.columns)):
            if cell := grid.cells.get((index, column)):
                row += self.entry(cell, anchored)
            elif (index, column) not in grid.covered:
                row += nodes.entry('', classes=['proceedings-free'])
        return row

    def entry(self, cell: Cell, anchored: set[str]) -> nodes.entry:
        """A cell; *anchored* are the sessions whose id is on an earlier cell already, and gets those of this one."""
        spans = {'morerows': cell.rows - 1, 'morecols': cell.columns - 1}
        entry = nodes.entry('', classes=self.classes(cell.sessions[0]), **{name: n for name, n in spans.items() if n})
        for session in cell.sessions:
            # on a narrow screen the columns are gone, and each session says where it is
            block = nodes.container('', *self.content(session), *self.rooms(session), is_div=True)
            anchor = self.anchor(session) if session.id not in anchored else []
            anchored.add(session.id)
            block.insert(0, inline.paragraph([*anchor, *inline.times(session)], 'proceedings-slot'))
            entry += block
        return entry

    # What a session shows

    def classes(self, session: Session) -> list[str]:
        quiet = ['proceedings-quiet'] if session.kind.quiet else []
        return [f'proceedings-kind-{session.kind.id}', *quiet, *inline.status_classes(session.status)]

    def anchor(self, session: Session) -> inline.Nodes:
        """What `{session}` leads to: a target of its own, since LaTeX knows no ids of rows."""
        return [nodes.target('', '', ids=[session_node_id(session)])] if self.anchors else []

    def content(self, session: Session) -> list[nodes.Node]:
        """Title first, people second, then what kind of session it is."""
        talk = self.edition.talks.get(session.talk)
        content: list[nodes.Node] = []
        if talk:
            content.append(
                inline.paragraph([inline.talk_link(talk), *inline.status_mark(talk.status)], 'proceedings-title')
            )
            content.append(inline.paragraph(inline.people(self.program, talk.presenters), 'proceedings-people'))
            label = session.title or session.kind.name
        else:
            content.append(
                inline.paragraph(
                    [inline.text(plain_title(session.title)), *inline.status_mark(session.status)], 'proceedings-title'
                )
            )
            label = ''
        if session.chairs:
            content.append(
                inline.paragraph(
                    [nodes.Text('Chair: '), *inline.people(self.program, session.chairs)], 'proceedings-people'
                )
            )
        if label:
            content.append(inline.paragraph([nodes.Text(label)], 'proceedings-label'))
        if not talk and session.slots:
            content.append(self.talks(session))
        return content

    def talks(self, session: Session) -> nodes.Node:
        if len(session.slots) > MANY and not session.timed:
            many = inline.ref('papers', session.ref, [nodes.Text(inline.count(len(session.slots), noun(session)))])
            return inline.paragraph([many], 'proceedings-label')
        items = []
        for slot in session.slots:
            talk = self.edition.talks[slot.talk]
            at = [*inline.times(slot), nodes.Text(' ')] if session.timed else []
            who = inline.people_behind(self.program, talk.presenters)
            items.append([*at, inline.talk_link(talk), *inline.status_mark(talk.status), *who])
        return inline.bullet_list(items, 'proceedings-talks')


def session_node_id(session: Session) -> str:
    return f'session-{session.id}'


def papers_node_id(session: Session) -> str:
    return f'papers-{session.id}'


def noun(session: Session) -> str:
    return 'poster' if session.kind.id == 'poster' else 'talk'


def sessions_with_papers(sessions: Iterable[Session]) -> list[Session]:
    """The sessions whose talks all last as long as they do: their papers are listed below the schedule."""
    return [session for session in sessions if len(session.slots) > 1 and not session.timed]
