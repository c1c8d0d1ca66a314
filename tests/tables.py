"""Files to import, made by the tests of tables, and what a format reads in them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import openpyxl

from proceedings.importing.draft import Draft, DraftTalk
from proceedings.importing.formats import File, Format
from proceedings.importing.report import Report


@dataclass
class Imported:
    """What was read, and what was said about it."""

    draft: Draft
    report: Report

    @property
    def talks(self) -> dict[str, DraftTalk]:
        """The talks by their titles."""
        return {talk.title: talk for talk in self.draft.talks.values()}

    @property
    def guesses(self) -> list[str]:
        return [f'{remark.place}: {remark.text}' for remark in self.report.guesses]

    @property
    def problems(self) -> list[str]:
        return [f'{remark.place}: {remark.text}' for remark in self.report.problems]

    @property
    def lost(self) -> dict[str, tuple[int, str, str]]:
        """(how often, where first, with what) of each field that found no place."""
        return {lost.field: (lost.times, str(lost.place), lost.example) for lost in self.report.lost.values()}

    def names(self, title: str, role: str = 'authors') -> list[str]:
        return [mention.name for mention in getattr(self.talks[title], role)]

    def times(self) -> list[tuple[str, str, str]]:
        """(start, end, what) of each session."""
        return [
            (f'{session.start:%Y-%m-%d %H:%M}', f'{session.end:%H:%M}', session.title or self.slots(session)[0])
            for session in self.draft.sessions
        ]

    def slots(self, session: Any) -> list[str]:
        return [self.draft.talks[slot.talk].title for slot in session.slots]


def opened(path: Path) -> File:
    """*path* as the formats get it."""
    return File(path, b'' if path.is_dir() else path.read_bytes()[:65536], path.name)


def imported(form: Format, *paths: Path) -> Imported:
    report = Report()
    return Imported(form.read([opened(path) for path in paths], report), report)


def written(path: Path, text: str, encoding: str = 'utf-8') -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode(encoding))
    return path


def workbook(path: Path, **sheets: Iterable[Sequence[Any]]) -> Path:
    """An XLSX file with these sheets, each a list of rows."""
    book = openpyxl.Workbook()
    assert book.active
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name.replace('_', ' '))
        for row in rows:
            sheet.append(list(row))
    book.save(path)
    return path
