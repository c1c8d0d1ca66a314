"""Whom a row of talks names: authors, speakers, and who of them is the chair."""

from __future__ import annotations

from dataclasses import replace

from ....names import fold
from ....problems import short
from ...draft import DraftTalk, Mention
from ...tables.headings import Row, Table
from ...tables.people import People
from .series import Named, named_in, series_of


class Names:
    """Reads the people of rows; `chairs` are those of panels, by the key of the talk."""

    def __init__(self, table: Table, people: People) -> None:
        self.people = people
        self.chairs: dict[str, list[Mention]] = {}
        self._headings = table.headings
        self._series = series_of(table)
        self.used = {member.index for member in self._series}

    def in_series(self, row: Row) -> list[Named]:
        return named_in(row, self._series)

    def speakers(self, row: Row) -> list[Mention]:
        """Who speaks in a row that is no talk."""
        talk = DraftTalk(key='', title='', place=row.place())
        self.read(row, talk)
        return talk.speakers or talk.authors

    def read(self, row: Row, talk: DraftTalk) -> None:
        """Give *talk*, which has nobody yet, the people of the row."""
        of_authors, of_speakers = self._affiliations(row)
        talk.authors = self._cell(row, 'authors', 'Authors', of_authors)
        talk.speakers = self._speakers(row, of_speakers)
        self._add_coauthors(row, talk)
        for named in self.in_series(row):
            found = self.people.of_cell(named.name, named.place, named.role, named.affiliation)
            (talk.authors if 'author' in named.role else talk.speakers).extend(found)
        self._take_roles(talk)
        if row.text('affiliations') and not (talk.authors or talk.speakers):
            place, text = row.place('affiliations'), row.text('affiliations')
            self.people.report.lose('Affiliations', place, short(text), 'the row names nobody')

    def _affiliations(self, row: Row) -> tuple[str, str]:
        """The column of affiliations, as (that of the authors, that of the speakers): it is of one of them only."""
        text = row.text('affiliations')
        heading = fold(self._headings[row.cells['affiliations'][1] - 1]) if text else ''
        of_speakers = not row.text('authors') or 'speaker' in heading or 'presenter' in heading
        return ('', text) if of_speakers else (text, '')

    def _cell(self, row: Row, field: str, column: str, affiliations: str = '') -> list[Mention]:
        text = row.text(field)
        return self.people.of_cell(text, row.place(field), column, affiliations) if text else []

    def _speakers(self, row: Row, affiliations: str) -> list[Mention]:
        """The speakers, or the one whose first and last name are in columns of their own."""
        first, last = row.text('first'), row.text('last')
        if row.text('speakers') or not (first or last):
            return self._cell(row, 'speakers', 'Speakers', affiliations)
        place = row.place('last' if last else 'first')
        return [self.people.mention(f'{first} {last}'.strip(), place, family=last, affiliation=affiliations)]

    def _add_coauthors(self, row: Row, talk: DraftTalk) -> None:
        if row.text('coauthors'):
            others = self._cell(row, 'coauthors', 'Co-authors')
            first = talk.authors or talk.speakers
            known = {one.person for one in first}
            talk.authors = [*first, *(other for other in others if other.person not in known)]

    def _take_roles(self, talk: DraftTalk) -> None:
        """What stands in brackets behind a name: who of the authors presents, and who of a panel is its chair."""
        talk.speakers = talk.speakers or [one for one in talk.authors if one.role == 'presenter']
        chairs = [one for one in [*talk.speakers, *talk.authors] if one.role == 'chair']
        if chairs:
            self.chairs[talk.key] = [replace(one, role='') for one in chairs]
        talk.authors = [replace(one, role='') for one in talk.authors]
        talk.speakers = [replace(one, role='') for one in talk.speakers]
