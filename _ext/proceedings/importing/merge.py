"""From a draft to the files of a site, the first time and every next time."""

from __future__ import annotations

from pathlib import Path

from .draft import Draft
from .report import Report
from .write import CannotImportError, FileChange, Plan


def plan(site: Path, draft: Draft, report: Report, *, edition: str = '', take_theirs: bool = False) -> Plan:
    """What to write so that the site in the folder *site* says what *draft* says.

    *edition* is the id of the edition; by default the one that this source was imported to before, else the year in
    which it begins. Where both the source and the site changed something, the site's stays, unless *take_theirs*.
    *report* gets what was guessed, and what is wrong. Raises CannotImportError.
    """
    raise NotImplementedError


__all__ = ['CannotImportError', 'FileChange', 'Plan', 'plan']
