"""What EasyChair gives out as its conference data: one XLSX file with a sheet for each sort of thing, or a CSV
file for each (`submission.csv`, `author.csv`, …).

Only what was accepted is taken. Reviews, scores, bids and the committee are left where they are, on purpose.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from ...names import fold, slug
from ...problems import Place, short
from ...vocabulary import Status
from ..draft import Draft, DraftTalk, Markup
from ..report import MAIL_IS_PRIVATE, Report
from ..tables import checked
from ..tables.columns import TALK_COLUMNS, field_of
from ..tables.decisions import decision_of
from ..tables.headings import split_keywords, text_with_markup
from ..tables.people import People
from ..tables.sheets import Sheet, peek, read_sheets, text_of
from ..tables.stems import source_stem
from ..tables.written_names import MAIL
from ..texts import to_line
from . import File, UnreadableError

NAME = 'easychair'

REVIEWING = 'reviews, scores and the committee are not for readers'

_SHEETS: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        'submissions': frozenset({'#', 'title', 'authors', 'submitted', 'last updated'}),
        'authors': frozenset({'submission #', 'first name', 'last name', 'person #'}),
        'topics': frozenset({'submission #', 'topic'}),
        'values': frozenset({'submission #', 'field name', 'value'}),
    }
)
"""The headings by which each sort of sheet is known; it has more."""

_OWN = frozenset({'submission #', 'review #', 'member #', 'person #'})
"""Headings that nobody else has: of the sheets that are left out, too."""

_OF_REVIEWING = frozenset({'member #', 'review #', 'total score', 'bid', 'score', 'reviewer', 'subreviewer', 'role'})
_USED = frozenset({'#', 'title', 'authors', 'keywords', 'decision', 'abstract', 'deleted?', 'track name', 'track #'})
_DATES = frozenset({'submitted', 'last updated', 'notified', 'reviews sent'})


_FIELD = re.compile(r'^\s*\(([^()]+)\)[ \t]*(.+?)\s*$', re.MULTILINE)
"""An answer in the column of form fields."""


@dataclass(frozen=True, slots=True)
class _Line:
    """A row by the headings of its sheet, in lower case."""

    cells: Mapping[str, tuple[str, Place]]
    place: Place

    def __getitem__(self, heading: str) -> str:
        return self.cells[heading][0] if heading in self.cells else ''

    def at(self, heading: str) -> Place:
        return self.cells[heading][1] if heading in self.cells else self.place


def recognizes(file: File) -> bool:
    return any(_sort_of(sheet) or _OWN & {*_headings(sheet)} for sheet in peek(file))


def read(files: Sequence[File], report: Report) -> Draft:
    sheets = [sheet for file in files for sheet in read_sheets(file, report)]
    lines: dict[str, list[_Line]] = {sort: [] for sort in _SHEETS}
    for sheet in sheets:
        if sort := _sort_of(sheet):
            lines[sort] += _lines(sheet)
        else:
            _lose_sheet(sheet, report)
    if not lines['submissions']:
        way_out = 'give submission.csv (or the XLSX file) along with it'
        raise UnreadableError(f'{files[0].name}: there are no submissions here; {way_out}')
    return _Reader(lines, Draft(source=_source(files)), report).read()


def _sort_of(sheet: Sheet) -> str:
    headings = _headings(sheet)
    return next((sort for sort, needed in _SHEETS.items() if needed <= {*headings}), '')


def _headings(sheet: Sheet) -> list[str]:
    return [fold(text_of(value)) for value in sheet.rows[0]] if sheet.rows else []


def _lines(sheet: Sheet) -> Iterator[_Line]:
    headings = _headings(sheet)
    for number, row in enumerate(sheet.rows[1:], 2):
        cells = {
            heading: (text_of(value), sheet.place(number, column))
            for column, (heading, value) in enumerate(zip(headings, row, strict=False), 1)
            if text_of(value)
        }
        if cells:
            yield _Line(cells, sheet.place(number))


def _lose_sheet(sheet: Sheet, report: Report) -> None:
    why = REVIEWING if _OF_REVIEWING & {*_headings(sheet)} else 'it has nothing of a program'
    rows = sum(1 for _ in _lines(sheet))
    for _ in range(rows):
        report.lose(f'the sheet "{sheet.name or sheet.file}"', sheet.place(), '', why)


def _source(files: Sequence[File]) -> str:
    """Which conference it is of, where a file says so in its name: those in the CSV form do not."""
    stems = {source_stem(file) for file in files if file.path.suffix.lower() != '.csv'}
    return f'EasyChair: {min(stems)}' if stems else 'EasyChair'


class _Reader:
    """Makes talks of the lines of all sheets."""

    def __init__(self, lines: Mapping[str, list[_Line]], draft: Draft, report: Report) -> None:
        self.lines = lines
        self.draft = draft
        self.report = report
        self.people = People(draft, report)
        self.authors = _by_submission(lines['authors'])
        self.topics = _by_submission(lines['topics'])
        self.values = _by_submission(lines['values'])
        self.persons: dict[str, list[tuple[str, str]]] = {}
        self.left_out: dict[str, list[Place]] = {}

    def read(self) -> Draft:
        submissions = self.lines['submissions']
        decided = any(decision_of(line['decision']).accepted is not None for line in submissions)
        if not decided:
            self.report.guess(submissions[0].place, 'there are no decisions; all submissions are taken')
        for line in submissions:
            self._submission(line, decided)
        for why, places in self.left_out.items():
            what = 'submission is' if len(places) == 1 else 'submissions are'
            self.report.guess(places[0], f'{len(places)} {what} left out: {why}')
        return self.draft

    def _submission(self, line: _Line, decided: bool) -> None:
        decision = decision_of(line['decision'])
        if fold(line['deleted?']) not in ('', 'no', 'false', '0'):  # a tick in newer files
            self._leave_out('deleted', line)
        elif decided and not decision.accepted:
            self._leave_out(f'"{line["decision"]}"' if line['decision'] else 'no decision', line)
        elif not line['title']:
            self.report.wrong(line.place, f'submission {line["#"]} has no title; it is left out')
        else:
            self._talk(line, decision.kind, decision.status)

    def _leave_out(self, why: str, line: _Line) -> None:
        self.left_out.setdefault(why, []).append(line.at('decision'))

    def _talk(self, line: _Line, kind: str, status: Status) -> None:
        number = line['#']
        key = f'submission {number or slug(line["title"])}'
        if key in self.draft.talks:
            self.report.wrong(line.place, f'{key} is here twice; the first is taken')
            return
        talk = DraftTalk(
            key=key, title=self._line(line, 'title') or line['title'], place=line.at('title'), kind=kind, status=status
        )
        self.draft.talks[key] = talk
        talk.number = checked.number(number)
        talk.track = self._line(line, 'track name')
        if talk.track and talk.track not in self.draft.tracks:
            self.draft.tracks.append(talk.track)
        if line['abstract']:
            talk.abstract = text_with_markup(line['abstract'])
        self._authors(line, talk)
        self._keywords(line, talk)
        if not self.values:
            self._presenters(line, talk)
        for value in self.values.get(number, ()):
            self._value(value, talk)
        self._lose(line)

    def _line(self, line: _Line, heading: str) -> str:
        return to_line(line[heading], Markup.PLAIN, line.at(heading), self.report) if line[heading] else ''

    def _authors(self, line: _Line, talk: DraftTalk) -> None:
        lines = self.authors.get(line['#'], ())
        for author in lines:
            name = f'{author["first name"]} {author["last name"]}'.strip()
            if not name:
                self.report.wrong(author.place, f'an author of submission {line["#"]} has no name; they are left out')
                continue
            mention = self.people.mention(
                name,
                author.at('last name'),
                key=self._person_key(author, name),
                affiliation=author['affiliation'],
                family=author['last name'],
            )
            if mention.person not in {known.person for known in talk.authors}:
                talk.authors.append(mention)
            self._person(author, mention.person)
        if not lines and line['authors']:
            talk.authors = self.people.of_cell(line['authors'], line.at('authors'), 'authors')

    def _person_key(self, author: _Line, name: str) -> str:
        """The name; where another of that name has another number and another affiliation, with the number."""
        number, affiliation = author['person #'], slug(author['affiliation'])
        known = self.persons.setdefault(slug(name) or name, [])
        for index, (other, place) in enumerate(known):
            if other == number or (affiliation and place == affiliation):
                return '' if index == 0 else f'{slug(name) or name} {other}'
        known.append((number, affiliation))
        if len(known) == 1:
            return ''
        self.report.guess(author.place, f'there are two people called {short(name)}, by their numbers and affiliations')
        return f'{slug(name) or name} {number}'

    def _person(self, author: _Line, key: str) -> None:
        person = self.draft.people[key]
        if author['web page'] and not person.url:
            person.url = checked.address(author['web page'], author.at('web page'), self.report)
        if author['email']:
            self.report.lose('author/email', author.at('email'), '', MAIL_IS_PRIVATE)
        for heading in ('country', 'corresponding?'):
            if author[heading] and fold(author[heading]) != 'no':
                self.report.lose(f'author/{heading}', author.at(heading), short(author[heading]))

    def _keywords(self, line: _Line, talk: DraftTalk) -> None:
        words = [(word, line.at('keywords')) for word in split_keywords(line['keywords'])]
        words += [(topic['topic'], topic.at('topic')) for topic in self.topics.get(line['#'], ())]
        lines = (to_line(word, Markup.PLAIN, place, self.report) for word, place in words)
        talk.keywords = [*dict.fromkeys(filter(None, lines))]

    def _presenters(self, line: _Line, talk: DraftTalk) -> None:
        """Who presents, of a form whose answers are all in one cell: `(presenter) Ada Smith`."""
        for label, text in _FIELD.findall(line['form fields']):
            if field_of(label, TALK_COLUMNS) == 'speakers':
                talk.speakers += self.people.of_cell(text, line.at('form fields'), label)

    def _value(self, value: _Line, talk: DraftTalk) -> None:
        """A field that the organizers added to the form: who presents, and what sort of talk it is."""
        name, text, place = value['field name'], value['value'], value.at('value')
        field = field_of(name, TALK_COLUMNS)
        if not text:
            return
        if field == 'speakers' and not talk.speakers:
            talk.speakers = self.people.of_cell(text, place, name)
        elif field == 'kind' and not talk.kind:
            talk.kind = to_line(text, Markup.PLAIN, place, self.report)
        elif field == 'keywords':
            talk.keywords += [word for word in split_keywords(text) if word not in talk.keywords]
        elif MAIL.search(text):
            self.report.lose(f'field/{name}', place, '', MAIL_IS_PRIVATE)
        else:
            self.report.lose(f'field/{name}', place, '', 'what was asked in the form may be private')

    def _lose(self, line: _Line) -> None:
        for heading, (text, place) in line.cells.items():
            if heading in _USED or (heading == 'form fields' and (self.values or not _FIELD.sub('', text).strip())):
                continue
            why = 'when something was submitted is not for readers' if heading in _DATES else ''
            self.report.lose(f'submission/{heading}', place, '' if why else short(text), why)


def _by_submission(lines: Iterable[_Line]) -> dict[str, list[_Line]]:
    found: dict[str, list[_Line]] = {}
    for line in lines:
        found.setdefault(line['submission #'], []).append(line)
    return found
