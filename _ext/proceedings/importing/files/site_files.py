"""The files of a site that an import reads before it changes them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ...load.markdown import read_text
from ...load.validate import validate
from ...problems import Place, Problems
from ...schema.entries import EditionFile, PeopleFile, SeriesFile
from ...schema.values import Entry
from ...source import Source, parse
from .write import CannotImportError


@dataclass(frozen=True, slots=True)
class YamlFile:
    """A file of `program/`, as text and as data; one that is not there has neither."""

    way: str
    text: str | None = None
    source: Source | None = None

    @property
    def data(self) -> dict[str, Any]:
        found = self.source.data() if self.source else None
        return found if isinstance(found, dict) else {}

    def place(self, *loc: str | int) -> Place:
        return self.source.place(loc) if self.source else Place(self.way)


def read_yaml(site: Path, way: str) -> YamlFile:
    """The file, or an empty one where there is none. Raises CannotImportError where it cannot be understood: then
    nobody knows what an organizer wrote. Only what is missing may still come."""
    text = text_of(site, way)
    if text is None or not text.strip():
        return YamlFile(way, text)
    problems = Problems()
    source = parse(text, way, problems)
    if problems.found or source is None:
        raise CannotImportError(f'{problems.sorted()[0]}; mend this first, then import')
    if isinstance(source.data(), str | list):
        raise CannotImportError(f'{Place(way)}: is no mapping; mend this first, then import')
    if any((source.data() or {}).values()):
        _check_shape(text, way)
    return YamlFile(way, text, source)


def _check_shape(text: str, way: str) -> None:
    """Raises CannotImportError where values are not what they have to be, so that nobody else has to look."""
    problems = Problems()
    source = parse(text, way, problems)
    models: dict[str, type[Entry]] = {'program/people.yml': PeopleFile, 'program/series.yml': SeriesFile}
    assert source
    validate(source, models.get(way, EditionFile), problems)
    wrong = [one for one in problems.sorted() if not one.notice and '" is missing' not in one.message]
    if wrong:
        more = f' ({len(wrong) - 1} more like this: `proceedings check`)' if len(wrong) > 1 else ''
        raise CannotImportError(f'{wrong[0]}; mend this first, then import{more}')


def text_of(site: Path, way: str) -> str | None:
    """The text of a file of the site, None where there is none. Raises CannotImportError for what is no file of its
    own, such as a symbolic link."""
    path = site / way
    if not path.exists() and not path.is_symlink():
        return None
    problems = Problems()
    text = read_text(path, way, problems)
    if text is None:
        raise CannotImportError(str(problems.sorted()[0]))
    return text
