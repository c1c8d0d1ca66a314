"""Sheets whose columns are known: where the headings are, what each column is for, and the cells of a row by that."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from ...names import fold
from ...problems import Place, short
from ...vocabulary import Status
from ..draft import Markup, Text
from ..report import MAIL_IS_PRIVATE, Report
from ..texts import looks_like_html, looks_like_markdown
from .columns import PEOPLE_COLUMNS, TALK_COLUMNS, Column, fields_of, normal
from .decisions import decision_of
from .moments import read_range
from .people import People
from .sheets import Sheet, Value, text_of
from .titles import is_footnote
from .written_names import MAIL

_HEADING_ROWS = 20
_PRIVATE = re.compile(
    r'\b(?:phones?|mobile|telephone|telefon|cell|diet\w*|allerg\w*|t ?shirt|gender|birth\w*|passport|visa|'
    r'internal|confidential|scores?|ratings?|reviews?|reviewers?|hotel|address|payment|fee|budget|travel)\b'
)
_REMARKS = re.compile(
    r'\b(?:notes?|comments?|remarks?|bemerkung(?:en)?|anmerkung(?:en)?|notiz(?:en)?|kommentare?|remarques?)\b'
)


@dataclass(slots=True)
class Table:
    """A sheet with headings in row *top*; `fields` are what its columns are for, by index."""

    sheet: Sheet
    top: int
    headings: list[str]
    columns: tuple[Column, ...]
    fields: dict[int, str]

    def rows(self) -> Iterable[tuple[int, list[Value]]]:
        """The (number, cells) of each row below the headings that has anything in it and does not repeat them."""
        for number, row in enumerate(self.sheet.rows[self.top :], self.top + 1):
            if any(text_of(value) for value in row) and not self._repeats(row):
                yield number, row

    def _repeats(self, row: list[Value]) -> bool:
        """Whether *row* has the headings again, as they stand above each day."""
        texts = [(index, normal(text_of(value))) for index, value in enumerate(row) if text_of(value)]
        return len(texts) > 1 and all(
            index < len(self.headings) and text == normal(self.headings[index]) for index, text in texts
        )

    def column(self, name: str) -> list[Value]:
        """All values of the column for *name*."""
        at = next((index for index, field in self.fields.items() if field == name), None)
        return [row[at] for _, row in self.rows() if at is not None and at < len(row)]


def table_of(sheet: Sheet) -> Table | None:
    """The sheet with its headings: in the row, of the first ones, that has the most that are known."""
    best: Table | None = None
    for top, row in enumerate(sheet.rows[:_HEADING_ROWS], 1):
        headings = [text_of(value) for value in row]
        for columns, needed in ((TALK_COLUMNS, {'title'}), (PEOPLE_COLUMNS, {'name', 'first', 'last'})):
            fields = fields_of(headings, columns)
            better = best is None or len(fields) > len(best.fields)
            if needed & {*fields.values()} and better:
                best = Table(sheet, top, headings, columns, fields)
    if best:
        _look_into(best)
    return best


def _look_into(table: Table) -> None:
    """A column called Paper, Code or Poster that has no addresses has numbers, ids or boards."""
    others = {'paper': 'number', 'code': 'id', 'poster': 'board'}
    for index, field in list(table.fields.items()):
        texts = [text_of(row[index]) for _, row in table.rows() if index < len(row) and text_of(row[index])]
        linked = any(column == index + 1 for _, column in table.sheet.links)
        if field in others and texts and not linked and not any('/' in text or '.' in text[:-1] for text in texts):
            del table.fields[index]
            if others[field] not in table.fields.values():
                table.fields[index] = others[field]
    _find_ends(table)


def _find_ends(table: Table) -> None:
    """A heading `Time` over two columns, the second of which has times, too: they are start and end."""
    taken = {field: index for index, field in table.fields.items()}
    at = taken.get('time', taken.get('start'))
    if at is None or 'end' in taken or (table.headings[at + 1 : at + 2] or [''])[0]:
        return
    values = [row[at + 1] for _, row in table.rows() if at + 1 < len(row) and text_of(row[at + 1])]
    if values and all(read_range(value)[0] is not None for value in values):
        table.fields[at], table.fields[at + 1] = 'start', 'end'


@dataclass(slots=True)
class Row:
    """The cells of a row by what they are for: a value, its column counted from 1."""

    number: int
    sheet: Sheet
    cells: dict[str, tuple[Value, int]]

    def value(self, field: str) -> Value:
        return self.cells[field][0] if field in self.cells else None

    def text(self, field: str) -> str:
        return text_of(self.value(field))

    def line(self, field: str, people: People) -> str:
        """The text as we write it in one line."""
        text = self.text(field)
        return people.line(text, self.place(field)) if text else ''

    def place(self, field: str = '') -> Place:
        return self.sheet.place(self.number, self.cells[field][1] if field in self.cells else 1)

    def link(self, field: str) -> str:
        """The address behind a cell."""
        return self.sheet.links.get((self.number, self.cells[field][1]), '') if field in self.cells else ''


def row_of(table: Table, number: int, row: list[Value]) -> Row:
    cells = {field: (row[i], i + 1) for i, field in sorted(table.fields.items()) if i < len(row) and text_of(row[i])}
    return Row(number, table.sheet, cells)


def lose_footnote(row: Row, report: Report) -> bool:
    """Whether the row is `* subject to change`, which is left out."""
    texts = [(text_of(value), column) for value, column in row.cells.values()]
    if len(texts) != 1 or not is_footnote(texts[0][0]):
        return False
    report.lose('footnotes', row.sheet.place(row.number, texts[0][1]), short(texts[0][0]))
    return True


def lose_the_rest(table: Table, number: int, row: list[Value], report: Report, used: Iterable[int] = ()) -> None:
    """Note each cell that no field takes: with an example, unless it is private."""
    for index, value in enumerate(row):
        text = text_of(value)
        if not text or index in table.fields or index in used:
            continue
        heading = table.headings[index] if index < len(table.headings) else ''
        place = table.sheet.place(number, index + 1)
        if re.search(r'\be?-?mails?\b', fold(heading)) or MAIL.fullmatch(text):
            report.lose(heading or 'e-mail', place, '', MAIL_IS_PRIVATE)
        elif _PRIVATE.search(normal(heading)):
            report.lose(heading, place, '', 'it looks private')
        elif _REMARKS.search(normal(heading)):
            _tell_remark(heading, place, MAIL.sub('…', text), report)
        else:
            report.lose(heading or f'column {index + 1}, which has no heading', place, short(MAIL.sub('…', text)))


def _tell_remark(heading: str, place: Place, text: str, report: Report) -> None:
    """A remark is for organizers, unless it says that a talk may not take place."""
    status = decision_of(text.rstrip('?! ')).status
    if status is Status.CONFIRMED:
        report.lose(heading, place, short(text), 'remarks are for organizers')
    else:
        way_out = f'if it is {status}, write that into a column Status'
        report.wrong(place, f'{heading} says "{short(text)}", and nothing is made of it; {way_out}')


def text_with_markup(text: str) -> Text:
    """A longer text in what it seems to be written in."""
    is_markdown = looks_like_markdown(text, in_cell=True)
    markup = Markup.HTML if looks_like_html(text) else Markup.MARKDOWN if is_markdown else Markup.PLAIN
    return Text(text=text, markup=markup)


def split_keywords(text: str) -> list[str]:
    """Keywords at semicolons and line breaks; where there are none, at commas."""
    strong = [part.strip(' .,') for part in re.split(r'[;|\n•·；]+', text)]
    parts = strong if len(strong) > 1 else re.split(r'[,，、]', text)
    return [part.strip() for part in parts if part.strip()]
