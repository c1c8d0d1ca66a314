"""Which sheets are tables of talks or of people; and what to say where none is."""

from __future__ import annotations

from collections.abc import Sequence

from ....problems import did_you_mean, short
from ...report import Report
from ...tables.columns import PEOPLE_COLUMNS, TALK_COLUMNS, field_of
from ...tables.headings import Table, table_of
from ...tables.moments import read_range
from ...tables.sheets import Sheet, peek, read_sheets, text_of
from .. import File, UnreadableError
from .series import series_of

_OF_PROGRAM = frozenset({'authors', 'speakers', 'first', 'last', 'start', 'time', 'room', 'abstract'})
"""One of these, a sheet of talks has at least, if it is one of several."""


def find_tables(files: Sequence[File], report: Report) -> list[Table]:
    """The tables in *files*. Raises UnreadableError if there are none."""
    sheets = [sheet for file in files for sheet in read_sheets(file, report)]
    found = [(sheet, _table(sheet, len(sheets) == 1)) for sheet in sheets]
    tables = [table for _, table in found if table]
    if not tables:
        raise UnreadableError(_no_headings(files[0]))
    if len(sheets) > 1:
        _tell_sheets(found, report)
    return tables


def _table(sheet: Sheet, is_alone: bool) -> Table | None:
    """The table of a sheet; None where no row has headings, or they are of something else, such as a budget."""
    table = table_of(sheet)
    if not table or table.columns is PEOPLE_COLUMNS or is_alone or _OF_PROGRAM & {*table.fields.values()}:
        return table
    return table if series_of(table) else None


def tell_hidden(table: Table, report: Report) -> None:
    hidden = sorted(row for row in table.sheet.hidden_rows if row > table.top)
    if hidden:
        rows = 'a hidden row is' if len(hidden) == 1 else f'{len(hidden)} hidden rows are'
        report.guess(table.sheet.place(hidden[0]), f'{rows} read like the others')


def _tell_sheets(found: Sequence[tuple[Sheet, Table | None]], report: Report) -> None:
    """Which sheets are read, and as what; and which are not."""
    read = [_what_is_read(table) for _, table in found if table]
    for sheet, table in found:
        if not table:
            _lose_sheet(sheet, report)
    report.guess(found[0][0].place(), f'of {len(found)} sheets, {len(read)} are read: {", ".join(read)}')


def _what_is_read(table: Table) -> str:
    rows = sum(1 for _ in table.rows())
    what = 'people' if table.columns is PEOPLE_COLUMNS else 'talks'
    return f'"{_called(table.sheet)}" ({what}, {rows} {"row" if rows == 1 else "rows"})'


def _lose_sheet(sheet: Sheet, report: Report) -> None:
    why = 'no row has the headings of talks or of people'
    for number, row in enumerate(sheet.rows, 1):
        if first := next(filter(None, map(text_of, row)), ''):
            report.lose(f'rows of the sheet "{_called(sheet)}"', sheet.place(number), short(first), why)


def _called(sheet: Sheet) -> str:
    return short(sheet.name or sheet.file, 40)


def _no_headings(file: File) -> str:
    """What to say of a file that has no table."""
    rows = [list(map(text_of, row)) for sheet in peek(file) for row in sheet.rows]
    if grid := next((row for row in rows if _is_grid(row, rows)), None):
        rooms = ', '.join(f'"{short(cell, 30)}"' for cell in grid[1:6] if cell)
        way_out = 'make a row of each talk, with the columns Title, Speakers, Day, Time and Room'
        return f'{file.name}:{rows.index(grid) + 1}: the talks are in cells under {rooms}, by time; {way_out}'
    needs = 'a table of talks needs a column Title, a table of people a column Name'
    return f'{file.name}:1: no row has headings that are known; {needs}. There is {_seen(rows)}'


def _seen(rows: Sequence[list[str]]) -> str:
    """What the widest row has, and which heading it may mean."""
    widest = max(rows, key=lambda row: sum(map(bool, row)), default=[])
    seen = ', '.join(f'"{short(cell, 30)}"' for cell in widest[:8] if cell) or 'nothing'
    hints = {hint for cell in widest if (hint := did_you_mean(cell, [column.name for column in TALK_COLUMNS]))}
    return f'{seen}{min(hints, default="")}'


def _is_grid(row: list[str], rows: list[list[str]]) -> bool:
    """Whether *row* has a room for each column, and the times are in the first one below."""
    below = [other[0] for other in rows[rows.index(row) + 1 :] if other and other[0]]
    rooms = [cell for cell in row[1:] if cell]
    is_headed = bool(row) and (not row[0] or field_of(row[0], TALK_COLUMNS) in ('time', 'start'))
    timed = sum(read_range(text)[0] is not None for text in below)
    return is_headed and len(rooms) > 1 and timed > 1 and timed >= len(below) / 2
