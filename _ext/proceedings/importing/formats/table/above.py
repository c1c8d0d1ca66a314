"""What stands above the headings of a table, or in the names of its sheet and file: a day, a year."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from ....problems import short
from ...report import Report
from ...tables.headings import Table
from ...tables.moments import Days, is_only_day, look_over, read_day
from ...tables.sheets import Value, text_of
from .. import File


def year_in_names(files: Sequence[File]) -> int | None:
    """The year in the name of a file."""
    found = {int(year) for file in files for year in re.findall(r'(?<!\d)(?:19|20|21)\d\d(?!\d)', file.path.stem)}
    return found.pop() if len(found) == 1 else None


def year_above(tables: Sequence[Table]) -> int | None:
    """The year that stands above the headings, or in the names of the sheets."""
    texts = [text_of(value) for table in tables for row in table.sheet.rows[: table.top - 1] for value in row]
    return look_over([*texts, *(table.sheet.name for table in tables)]).year


def lose_above(table: Table, report: Report, days: Days | None = None) -> date | None:
    """Note what stands above the headings. The day that is there, or in the name of the sheet, is that of the rows."""
    day = _day_alone(table.sheet.name, days)
    for number, row in enumerate(table.sheet.rows[: table.top - 1], 1):
        for column, value in enumerate(row, 1):
            found = _day_alone(value, days)
            if text_of(value) and not found:
                report.lose('rows above the headings', table.sheet.place(number, column), short(text_of(value)))
            day = found or day
    return day


def _day_alone(value: Value, days: Days | None) -> date | None:
    """The day that *value* is, if it is nothing else."""
    text = text_of(value)
    return read_day(value, days).day if days and text and is_only_day(text) else None
