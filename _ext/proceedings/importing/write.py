"""What an import will write: whole files, seen before they are there, and written all together."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from .report import Remark


class CannotImportError(ValueError):
    """An import cannot be done at all; the message says why, with a place where there is one, and a way out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FileChange:
    """One file: the way to it from the folder of the site, its text now (None if it is new), and its text then."""

    way: str
    before: str | None
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """All that an import will do, and what it has to tell; nothing is written before `carry_out`.

    The four lists are sentences without a full stop, with the place in the file of the site, or of the source where
    the site has none: what is new, what changed at the source and is taken over, what the source no longer has (and
    the site keeps), and where both the source and the site were changed: which of the two stays.
    """

    edition: str
    files: tuple[FileChange, ...] = ()
    new: tuple[Remark, ...] = ()
    changed: tuple[Remark, ...] = ()
    gone: tuple[Remark, ...] = ()
    conflicts: tuple[Remark, ...] = ()

    def carry_out(self, site: Path) -> None:
        """Write the files into the folder *site*. Raises CannotImportError; then no file is changed, as far as can
        be."""
        raise NotImplementedError
