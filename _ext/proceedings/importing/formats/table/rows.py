"""A table of talks, row by row: what each is, and what is made of it."""

from __future__ import annotations

from ....names import fold
from ....problems import Place, short
from ...draft import Markup
from ...tables.agenda import Agenda
from ...tables.decisions import Decision
from ...tables.headings import Row, Table, lose_footnote, lose_the_rest, row_of
from ...tables.people import People
from ...tables.titles import OF_TALKS
from ...tables.written_names import NOBODY
from ...texts import to_line
from ...wanted.kinds import exact_kind
from .kinds import is_block, kind_of_break, kind_of_talk
from .names import Names
from .outcomes import outcome_of
from .schedule import Entry, Schedule
from .talks import Talks
from .times import Times


def read_talks(table: Table, people: People, agenda: Agenda, year: int | None) -> None:
    """Put the talks of *table* into the draft of *people*, and all that has a time into *agenda*. Days without a year
    are in *year*."""
    _Rows(table, people, agenda, year).read()


class _Rows:
    """Decides what each row is."""

    def __init__(self, table: Table, people: People, agenda: Agenda, year: int | None) -> None:
        self.table = table
        self.report = people.report
        self.times = Times(table, people.report, year)
        self.names = Names(table, people)
        self.talks = Talks(people, self.names)
        self.schedule = Schedule(people, self.times, agenda)
        self.kind = kind if (kind := exact_kind(table.sheet.name)) in OF_TALKS else ''
        self.breaks: set[str] = set()
        self.left_out: dict[str, tuple[Place, int]] = {}

    def read(self) -> None:
        for number, cells in self.table.rows():
            row = row_of(self.table, number, cells)
            lose_the_rest(self.table, number, cells, self.report, self.names.used)
            self._read_row(row)
        self.schedule.end_block()
        self._tell_left_out()
        self.times.tell_without_day()
        self.schedule.tell_without_room()

    def _read_row(self, row: Row) -> None:
        if self.times.is_heading(row):
            self.schedule.end_block()
            self.times.read_heading(row)
        elif not lose_footnote(row, self.report):
            decision, said = outcome_of(row, self.report)
            if decision.accepted is False:
                self._leave_out(row, said)
            else:
                self._read_accepted(row, decision)

    def _leave_out(self, row: Row, said: str) -> None:
        place, count = self.left_out.get(said, (row.place('decision'), 0))
        self.left_out[said] = place, count + 1

    def _tell_left_out(self) -> None:
        for decision, (place, count) in self.left_out.items():
            rows = 'row is' if count == 1 else 'rows are'
            self.report.guess(place, f'{count} {rows} left out, because of "{decision}"')

    def _read_accepted(self, row: Row, decision: Decision) -> None:
        title = to_line(row.text('title'), Markup.PLAIN, row.place('title'), self.report) if row.text('title') else ''
        if not title:
            self._read_without_title(row)
        elif not self.names.in_series(row) and is_block(self.table, row, title):
            self.schedule.begin_block(row, title)
        elif fold(title) in NOBODY:
            self._give_untitled(row, title, decision)
        elif kind := self._kind_of_break(row, title):
            self.schedule.end_block()
            self.schedule.give(Entry(row, title, row.text('kind') or kind, decision.status))
        else:
            self._give_talk(row, title, decision)

    def _read_without_title(self, row: Row) -> None:
        if not {*row.cells} <= {'day'}:
            self.report.wrong(row.place(), 'the row has no title; it is left out')
        self.times.read_day(row)

    def _give_untitled(self, row: Row, title: str, decision: Decision) -> None:
        """A row whose title is not known yet has no page, whose address would stay; only a place in the schedule."""
        names = ' and '.join(mention.name for mention in self.names.speakers(row))
        title = f'{names}: {title}' if names else title
        said = f'"{short(title)}" is no title yet, so it gets no page, only a place in the schedule'
        self.report.guess(row.place('title'), said)
        self.schedule.give(Entry(row, title, 'session', decision.status))

    def _kind_of_break(self, row: Row, title: str) -> str:
        """The kind of a row that is no talk, which is said once for each title where the row does not say it."""
        kind = '' if self.names.in_series(row) else kind_of_break(row, title)
        said = f'"{short(title)}" is taken for a part of the schedule without a talk ({kind})'
        if kind and not row.text('kind') and said not in self.breaks:
            self.breaks.add(said)
            self.report.guess(row.place('title'), said)
        return kind

    def _give_talk(self, row: Row, title: str, decision: Decision) -> None:
        kind, title = kind_of_talk(row, title, decision.kind, self.report)
        kind = kind or self.kind
        talk = self.talks.talk(row, title, kind, decision.status)
        chairs = self.names.chairs.get(talk.key, [])
        self.schedule.give(Entry(row, title, kind, decision.status, talk, chairs))
