"""A table of talks, or of people, in a CSV or XLSX file: whatever organizers have kept their program in.

Which columns there may be is said in `tables.columns`. A row is a talk, or a break; a talk in several rows is given
several times. Days go down: a row without one is on the day of the row above.
"""

from __future__ import annotations

from collections.abc import Sequence

from ...draft import Draft
from ...report import Report
from ...tables.agenda import Agenda
from ...tables.columns import PEOPLE_COLUMNS
from ...tables.headings import Table
from ...tables.people import People
from ...tables.sheets import is_other_spreadsheet, is_workbook, looks_like_csv
from ...tables.stems import source_stem
from .. import File, UnreadableError
from .above import year_above, year_in_names
from .find import find_tables, tell_hidden
from .people import read_people
from .rows import read_talks
from .surnames import know_surnames

NAME = 'table'


def recognizes(file: File) -> bool:
    """Whether it is a table at all: what its columns are is for `read` to say."""
    return is_workbook(file) or looks_like_csv(file) or is_other_spreadsheet(file)


def read(files: Sequence[File], report: Report) -> Draft:
    draft = Draft(source=f'table: {source_stem(files[0])}')
    tables = find_tables(files, report)
    _read_tables(tables, People(draft, report), year_in_names(files) or year_above(tables))
    know_surnames(draft, report)
    if not (draft.talks or draft.sessions or draft.people):
        place = tables[0].sheet.place(tables[0].top)
        raise UnreadableError(f'{place}: there is nothing to import below these headings; is it the right file?')
    return draft


def _read_tables(tables: Sequence[Table], people: People, year: int | None) -> None:
    agenda = Agenda()
    for table in tables:
        tell_hidden(table, people.report)
        if table.columns is PEOPLE_COLUMNS:
            read_people(table, people)
        else:
            read_talks(table, people, agenda, year)
    people.draft.sessions.extend(agenda.sessions(people.report))
