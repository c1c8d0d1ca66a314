"""A module for each format. Each has `NAME`, what people call it; `recognizes(file)`, whether a file is of it; and
`read(files, report)`, which makes a `Draft` of one or several of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from ..draft import Draft
from ..report import Report


@dataclass(frozen=True, slots=True)
class File:
    """A file, or (Mini-Conf) a folder, to import: where it is, its beginning (64 KiB; of a folder nothing), and `name`,
    what messages call it."""

    path: Path
    head: bytes
    name: str


class UnreadableError(Exception):
    """A file cannot be read at all; the message says why, with a place, and a way out."""


class Format(Protocol):
    """What each module of this package is."""

    NAME: str

    def recognizes(self, file: File) -> bool:
        """Whether the file is of this format: from its name and beginning, without reading all of it."""

    def read(self, files: Sequence[File], report: Report) -> Draft:
        """What the files say together. Raises UnreadableError."""
