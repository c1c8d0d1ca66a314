"""The talk that a row is."""

from __future__ import annotations

import re

from ....names import slug
from ....problems import short
from ....vocabulary import Status
from ...draft import DraftTalk
from ...tables import checked
from ...tables.headings import Row, split_keywords, text_with_markup
from ...tables.people import People
from .links import links_of
from .names import Names


class Talks:
    """Makes talks of rows; several rows may be of one talk, and the first of them describes it."""

    def __init__(self, people: People, names: Names) -> None:
        self.people = people
        self.draft = people.draft
        self.report = people.report
        self.names = names

    def talk(self, row: Row, title: str, kind: str, status: Status) -> DraftTalk:
        key, known = self._key(row, title)
        if known:
            return known
        talk = DraftTalk(key=key, title=title, place=row.place('title'), kind=kind, status=status)
        self.draft.talks[key] = talk
        self._describe(row, talk)
        return talk

    def _key(self, row: Row, title: str) -> tuple[str, DraftTalk | None]:
        """What the talk is known by, and the talk itself where it is in a row above: id, number, or title."""
        field = next((name for name in ('id', 'number') if row.text(name)), 'title')
        key = f'{field}: {row.text(field) if field != "title" else slug(title) or title}'
        known = self.draft.talks.get(key)
        if known and slug(known.title) != slug(title):
            above = known.place.line
            message = f'"{short(row.text(field))}" is the {field} of the talk in row {above}, too; both are taken'
            self.report.wrong(row.place(field), f'{message}; give each its own')
            key = f'{key} {slug(title) or title}'
            known = self.draft.talks.get(key)
        return key, known

    def _describe(self, row: Row, talk: DraftTalk) -> None:
        talk.number = self._number(row)
        self.names.read(row, talk)
        talk.track = row.line('track', self.people)
        talk.keywords = self._keywords(row)
        talk.links = links_of(row, self.report)
        self._publication(row, talk)
        talk.awards = [part.strip() for part in re.split(r'[;|\n]', row.line('award', self.people)) if part.strip()]
        if abstract := row.text('abstract'):
            talk.abstract = text_with_markup(abstract)
        self._biography(row, talk)
        if talk.track and talk.track not in self.draft.tracks:
            self.draft.tracks.append(talk.track)

    def _number(self, row: Row) -> int | None:
        if not row.text('number'):
            return None
        number = checked.number(re.sub(r'^P[ -]?(?=\d)', '', row.text('number'), flags=re.IGNORECASE))
        if number is None:
            self.report.lose('Number', row.place('number'), short(row.text('number')), 'it is no whole number')
        return number

    def _keywords(self, row: Row) -> list[str]:
        words = split_keywords(row.text('keywords'))
        lines = (self.people.line(word, row.place('keywords')) for word in words)
        return [line for line in dict.fromkeys(lines) if line]

    def _publication(self, row: Row, talk: DraftTalk) -> None:
        if row.text('doi'):
            talk.doi = checked.doi(row.text('doi'), row.place('doi'), self.report)
        if row.text('pages'):
            talk.pages = checked.pages(row.text('pages'), row.place('pages'), self.report)

    def _biography(self, row: Row, talk: DraftTalk) -> None:
        text = row.text('biography')
        if not text:
            return
        people = talk.speakers or talk.authors
        if len(people) != 1:
            several = 'it belongs to one person, and the row names several; make a table of people'
            why = several if people else 'the row names nobody'
            self.report.lose('Biography', row.place('biography'), short(text), why)
            return
        person = self.draft.people[people[0].person]
        person.biography = person.biography or text_with_markup(text)
