"""Tables as spreadsheets keep them: CSV of any delimiter and encoding, and XLSX. What is in a cell is data: no formula
is run, and nothing that a cell names is opened.

CSV is read by the standard library, told the delimiter: its own `Sniffer` fails on line breaks and commas in quotes.
XLSX is read by openpyxl as a whole, since its quick way knows neither hidden rows nor merged cells nor links.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

import openpyxl
from charset_normalizer import from_bytes
from openpyxl.utils.cell import range_boundaries
from openpyxl.worksheet.worksheet import Worksheet

from ...problems import Place, short
from ..formats import File, UnreadableError
from ..reading.texts import LARGEST, content
from ..report import Report
from .columns import PEOPLE_COLUMNS, TALK_COLUMNS, fields_of

Value = str | int | float | bool | datetime | date | time | timedelta | None

LARGEST_UNPACKED = 200_000_000
"""Bytes of an XLSX file: ten thousand talks with abstracts are a tenth of it."""

LONGEST_CELL = 32_767
"""Characters; spreadsheet programs take no more, but a file may hold one text that a million cells share."""

MOST_ROWS = 200_000
MOST_COLUMNS = 1_000
MOST_MERGED = 2_000_000
DELIMITERS = (',', ';', '\t', '|')

_BOMS = (
    (b'\xef\xbb\xbf', 'utf-8-sig'),
    (b'\xff\xfe\x00\x00', 'utf-32'),
    (b'\x00\x00\xfe\xff', 'utf-32'),
    (b'\xff\xfe', 'utf-16'),
    (b'\xfe\xff', 'utf-16'),
)
_LIKELY = ('cp1252', 'cp1250', 'cp1251', 'mac_roman', 'gb18030', 'shift_jis', 'euc_kr', 'big5')
_ZIP = b'PK\x03\x04'
_OLD_OFFICE = b'\xd0\xcf\x11\xe0'
_MERGED = re.compile(rb"""mergeCell\b[^>]*?\bref\s*=\s*["']\s*([^"'\s]*)""")
_SEPARATOR = re.compile(r'\Asep=(.)\r?\n', re.IGNORECASE)


@dataclass(slots=True)
class Sheet:
    """A table; `rows[0]` is row 1. `links` are addresses behind cells, by (row, column) counted from 1."""

    name: str
    file: str
    rows: list[list[Value]]
    links: dict[tuple[int, int], str] = field(default_factory=dict)
    hidden_rows: frozenset[int] = frozenset()

    def place(self, row: int = 1, column: int = 1) -> Place:
        """The cell in *row* and *column*, counted from 1 as a spreadsheet shows them."""
        return Place(self.file, row, column)


def is_workbook(file: File) -> bool:
    """Whether *file* is an XLSX file, by what is in it."""
    return file.head.startswith(_ZIP) and file.path.suffix.lower() in ('.xlsx', '.xlsm', '.xltx')


def looks_like_csv(file: File) -> bool:
    """Whether *file* is text in rows, by its name."""
    return file.path.suffix.lower() in ('.csv', '.tsv', '.tab') and not file.head.startswith((_ZIP, _OLD_OFFICE))


def is_other_spreadsheet(file: File) -> bool:
    """Whether *file* is a spreadsheet that cannot be read here, by its name."""
    return file.path.suffix.lower() in ('.ods', '.fods', '.xls', '.xlsb', '.numbers')


def peek(file: File) -> list[Sheet]:
    """The sheets of *file* to look at: only their first rows. None of what is no table, or broken."""
    try:
        if is_workbook(file):
            return _glance(file)
        if looks_like_csv(file):
            text = _decode(file.head, file, Report(), partial=True)
            whole = text[: text.rfind('\n') + 1] or text
            return [Sheet('', file.name, _records(whole, _delimiter(text), file.name))]
    except (UnreadableError, csv.Error):
        pass
    return []


def read_sheets(file: File, report: Report) -> list[Sheet]:
    """Every sheet of *file* that has anything in it. Raises UnreadableError."""
    if is_other_spreadsheet(file):
        way_out = 'open it in the program that made it, and save it as XLSX or CSV'
        raise UnreadableError(f'{file.name}: {file.path.suffix} files cannot be read; {way_out}')
    sheets = _workbook(file, report) if is_workbook(file) else [_csv(file, report)]
    filled = [sheet for sheet in sheets if any(map(any, sheet.rows))]
    if not filled:
        raise UnreadableError(f'{file.name}: the table is empty')
    return filled


def text_of(value: Value) -> str:
    """A value as the text that a spreadsheet would show: 12.0 is 12, a day 2031-05-02."""
    if value is None:
        return ''
    if isinstance(value, bool):
        return 'yes' if value else 'no'
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(' ', 'minutes')
    return value.strip() if isinstance(value, str) else str(value)


def _decode(data: bytes, file: File, report: Report, *, partial: bool = False) -> str:
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return data.decode(encoding, 'ignore' if partial else 'replace')
    if b'\0' in data:
        return _without_bom(data, file)
    try:
        return data.decode('utf-8', 'ignore' if partial and _is_cut(data) else 'strict')
    except UnicodeDecodeError as error:
        return _guessed(data, error, file, report)


def _is_cut(data: bytes) -> bool:
    """Whether only the end of *data* is no UTF-8: a letter that was cut in two."""
    try:
        data.decode('utf-8')
    except UnicodeDecodeError as error:
        return error.start > len(data) - 4
    return False


def _without_bom(data: bytes, file: File) -> str:
    """UTF-16 that does not say so: every other byte of what is in Latin letters is zero."""
    even, odd = data[::2].count(0), data[1::2].count(0)
    if max(even, odd) < len(data) // 5:
        raise UnreadableError(f'{file.name}: is no table of text: it has zero bytes; save it as CSV (UTF-8)')
    return data.decode('utf-16-be' if even > odd else 'utf-16-le', 'replace')


def _guessed(data: bytes, error: UnicodeDecodeError, file: File, report: Report) -> str:
    """Text of an older encoding: most often Windows-1252, as Excel writes it."""
    best = from_bytes(data[:200_000], cp_isolation=list(_LIKELY)).best()
    encoding = best.encoding if best else 'cp1252'
    if encoding in ('cp1250', 'mac_roman', 'cp1252'):
        encoding = _western(data, encoding)
    line = data[: error.start].count(b'\n') + 1
    name = {'cp1252': 'Windows-1252', 'cp1250': 'Windows-1250', 'cp1251': 'Windows-1251'}.get(encoding, encoding)
    report.guess(Place(file.name, line), f'the file is not UTF-8; it is taken for {name}. Are the accents right?')
    return data.decode(encoding, 'replace')


def _western(data: bytes, guess: str) -> str:
    """Windows-1252 where all that is beyond ASCII are letters of western Europe in it: short texts fool the guess."""
    text = data.decode('cp1252', 'replace')
    odd = [char for char in text if ord(char) > 127]
    western = [char for char in odd if char in 'äöüÄÖÜßáéíóúàèìòùâêîôûñçãõåæøëïÁÉÍÓÚÀÈÊÇÑØÅÆ–—‘’“”…«»°€']
    return 'cp1252' if len(western) >= 0.9 * len(odd) else guess


def _csv(file: File, report: Report) -> Sheet:
    text = _decode(content(file), file, report)
    if found := _SEPARATOR.match(text):  # Excel's own line for it is row 1, too
        text = text[found.end() :]
    delimiter = found[1] if found else _delimiter(text)
    csv.field_size_limit(LARGEST)  # abstracts are longer than the library expects
    rows: list[list[Value]] = [[]] if found else []
    try:
        rows += _records(text, delimiter, file.name, strict=True)
    except csv.Error as error:
        count = sum(1 for _ in _until_error(text, delimiter)) + len(rows) + 1
        if 'end of data' in str(error):
            raise UnreadableError(f'{file.name}:{count}: a quote (") opens in this row and is not closed') from None
        report.wrong(
            Place(file.name, count), 'a quote (") inside a cell is not doubled; is the row read as it should be?'
        )
        rows = [*rows[: 1 if found else 0], *_records(text, delimiter, file.name)]
    return Sheet('', file.name, rows)


def _records(text: str, delimiter: str, name: str, *, strict: bool = False) -> list[list[Value]]:
    lines = io.StringIO(text, newline='')
    rows: list[list[Value]] = []
    for row in csv.reader(lines, delimiter=delimiter, strict=strict):
        rows.append([*row])
        if len(rows) > MOST_ROWS or len(row) > MOST_COLUMNS:
            most = f'more than {MOST_ROWS:,} rows or {MOST_COLUMNS:,} columns'
            raise UnreadableError(f'{name}:{len(rows)}: {most}; is it the right file?')
    return rows


def _until_error(text: str, delimiter: str) -> Iterator[list[str]]:
    try:
        yield from csv.reader(io.StringIO(text, newline=''), delimiter=delimiter, strict=True)
    except csv.Error:
        return


def _delimiter(text: str) -> str:
    """The delimiter by which one of the first rows has the most headings that are known; else the one by which the most
    rows have as many cells as the first row with several has."""
    head = text[:50_000]

    def score(delimiter: str) -> tuple[int, int, int]:
        try:
            rows = [row for row in csv.reader(io.StringIO(head, newline=''), delimiter=delimiter) if any(row)][:50]
        except csv.Error:
            return 0, 0, 0
        if len(head) < len(text) and len(rows) > 1:
            rows.pop()  # it may be cut in the middle of a cell
        width = next((len(row) for row in rows if len(row) > 1), 0)
        headings = max((_known_headings(row) for row in rows[:20] if len(row) > 1), default=0)
        return headings, sum(len(row) == width for row in rows), width

    return max(DELIMITERS, key=score)


def _known_headings(row: list[str]) -> int:
    return max(len(fields_of(row[:MOST_COLUMNS], columns)) for columns in (TALK_COLUMNS, PEOPLE_COLUMNS))


def _glance(file: File) -> list[Sheet]:
    """The first rows of each sheet, in openpyxl's quick way."""
    _refuse_bombs(file)
    book = _open(file, values=True, quickly=True)
    try:
        return [Sheet(sheet.title, file.name, [*_first_rows(sheet)]) for sheet in book.worksheets]
    finally:
        book.close()


def _first_rows(sheet: Worksheet) -> Iterator[list[Value]]:
    for row in sheet.iter_rows(max_row=30, max_col=99, values_only=True):
        yield [value if isinstance(value, Value) else str(value) for value in row]


def _workbook(file: File, report: Report) -> list[Sheet]:
    _refuse_bombs(file)
    book = _open(file, values=False)
    has_formulas = any(cell.data_type == 'f' for sheet in book.worksheets for cell in _cells(sheet))
    values = _open(file, values=True) if has_formulas else book
    several = len(book.worksheets) > 1
    sheets = []
    for formulas, sheet in zip(book.worksheets, values.worksheets, strict=True):
        name = f'{file.name} [{sheet.title}]' if several else file.name
        if sheet.sheet_state != 'visible':
            report.guess(Place(name), 'the sheet is hidden; it is read all the same')
        sheets.append(_sheet(sheet, formulas, name, report))
    return sheets


def _refuse_bombs(file: File) -> None:
    """Raises UnreadableError for what grows beyond all measure when it is unpacked; a size that lies is an error of
    the zip file when it is read."""
    try:
        with zipfile.ZipFile(file.path) as parts:
            if sum(part.file_size for part in parts.infolist()) > LARGEST_UNPACKED:
                size = f'{LARGEST_UNPACKED // 1_000_000} MB'
                raise UnreadableError(f'{file.name}: would be larger than {size} unpacked; save it as CSV')
            names = [name for name in parts.namelist() if name.startswith('xl/worksheets/')]
            strange = any(_is_strange(parts.read(name)) for name in names if name.endswith('.xml'))
    except (zipfile.BadZipFile, OSError, NotImplementedError, RuntimeError) as error:
        raise UnreadableError(f'{file.name}: is broken: {error}; save it again as XLSX') from None
    if strange or not names:
        raise UnreadableError(f'{file.name}: is no workbook as spreadsheet programs write it; save it again as XLSX')


def _is_strange(xml: bytes) -> bool:
    """Whether a sheet merges more cells than there can be words in, each of which openpyxl makes; or hides that by
    another encoding than UTF-8."""
    if not xml.removeprefix(b'\xef\xbb\xbf').lstrip().startswith(b'<') or b'\0' in xml:
        return True
    area = 0
    for merged in _MERGED.finditer(xml):
        if b'&' in merged[1]:
            return True
        try:
            left, top, right, bottom = range_boundaries(merged[1].decode('ascii', 'replace'))
        except ValueError:
            return True
        area += ((right or 0) - (left or 0) + 1) * ((bottom or 0) - (top or 0) + 1)
    return area > MOST_MERGED


def _open(file: File, *, values: bool, quickly: bool = False) -> openpyxl.Workbook:
    try:
        return openpyxl.load_workbook(file.path, read_only=quickly, data_only=values, keep_links=False)
    except Exception as error:  # openpyxl lets through whatever its XML and its guesses raise
        message = f'{file.name}: is broken: {short(" ".join(str(error).split()))}'
        raise UnreadableError(f'{message}; open it in a spreadsheet program and save it again') from None


def _cells(sheet: Worksheet) -> list[Any]:
    """The cells that there are, in order. `iter_rows` makes all others, too: a stray one in the last of a million rows
    would be the end."""
    cells = getattr(sheet, '_cells', {})
    return [cells[where] for where in sorted(cells)]


def _sheet(sheet: Worksheet, formulas: Worksheet, name: str, report: Report) -> Sheet:
    filled = _cells(sheet)
    results = _results(filled, formulas, name, report)
    last = max((row for row, _ in results), default=0)
    if last > MOST_ROWS or max((column for _, column in results), default=0) > MOST_COLUMNS:
        raise UnreadableError(
            f'{name}: more than {MOST_ROWS:,} rows or {MOST_COLUMNS:,} columns; is it the right file?'
        )
    for merged in sheet.merged_cells.ranges:
        value = results.get((merged.min_row, merged.min_col))
        for row in range(merged.min_row, min(merged.max_row, last) + 1) if value is not None else ():
            results[row, merged.min_col] = value
    rows: list[list[Value]] = [[] for _ in range(last)]
    for (row, column), value in sorted(results.items(), key=lambda item: item[0]):
        rows[row - 1].extend([None] * (column - 1 - len(rows[row - 1])))
        rows[row - 1].append(value)
    links = {(cell.row, cell.column): cell.hyperlink.target for cell in filled if _has_link(cell)}
    hidden = frozenset(row for row, how in sheet.row_dimensions.items() if how.hidden and row <= last)
    return Sheet(sheet.title, name, rows, links, hidden)


def _has_link(cell: Any) -> bool:
    return bool(getattr(cell, 'hyperlink', None) and cell.hyperlink.target)


def _results(cells: Sequence[Any], formulas: Worksheet, name: str, report: Report) -> dict[tuple[int, int], Value]:
    """The values of the cells that are not empty."""
    known = getattr(formulas, '_cells', {})
    results: dict[tuple[int, int], Value] = {}
    for cell in cells:
        where = cell.row, cell.column
        if cell.data_type == 'e':
            report.wrong(Place(name, *where), f'the cell has an error, {cell.value}; it is taken for empty')
        elif cell.value is None and getattr(known.get(where), 'data_type', '') == 'f':
            way_out = 'open the file in a spreadsheet program and save it'
            report.wrong(
                Place(name, *where), f'the formula in this cell has no result, so it is taken for empty; {way_out}'
            )
        elif cell.value is not None and (not isinstance(cell.value, str) or cell.value.strip()):
            results[where] = cell.value if isinstance(cell.value, Value) else str(cell.value)
            if isinstance(cell.value, str) and len(cell.value) > LONGEST_CELL:
                report.wrong(
                    Place(name, *where), f'the cell has more than {LONGEST_CELL:,} characters; the rest is left out'
                )
                results[where] = cell.value[:LONGEST_CELL]
    return results
