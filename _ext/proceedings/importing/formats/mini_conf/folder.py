"""The folder of Mini-Conf, and the files of data in it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from ....names import fold
from ....problems import Place
from ...report import Report
from ...tables.sheets import peek, text_of
from .. import File, UnreadableError
from .talks import KINDS

_SUFFIXES = ('.csv', '.json', '.yml', '.yaml')
_COLUMNS = frozenset({'uid', 'title', 'authors', 'abstract', 'keywords'})


def recognizes(file: File) -> bool:
    """Whether it is such a folder, or a `papers.csv` with the columns of one."""
    folder = _folder(file)
    if folder:
        known = [path.stem for path in _files(folder)]
        return 'config' in known and bool({*KINDS, 'main_calendar', 'committee'} & {*known})
    for sheet in peek(file):
        headings = {fold(text_of(value)) for value in (sheet.rows[0] if sheet.rows else [])}
        if headings >= _COLUMNS and headings & {'session', 'sessions'}:
            return True
    return False


def _folder(file: File) -> Path | None:
    if not file.path.is_dir():
        return None
    inner = file.path / 'sitedata'
    return inner if inner.is_dir() and not inner.is_symlink() else file.path


def _files(folder: Path) -> list[Path]:
    """The files of data in *folder*; what is a link may lead elsewhere and is none."""
    found = (path for path in folder.iterdir() if path.suffix in _SUFFIXES and path.is_file() and not path.is_symlink())
    return sorted(found, key=lambda path: path.name)


def data_files(files: Sequence[File], report: Report) -> dict[str, File]:
    """All files of data, by their names without ending. Raises UnreadableError if there are none."""
    found: dict[str, File] = {}
    for file in files:
        folder = _folder(file)
        for path in _files(folder) if folder else [file.path]:
            name = f'{file.name}/{path.relative_to(file.path).as_posix()}' if folder else file.name
            if path.stem in found:
                report.wrong(Place(name), f'there is another file called {path.stem}; this one is left out')
            else:
                found[path.stem] = File(path, b'', name)
    if not found:
        raise UnreadableError(f'{files[0].name}: there are no files of data here')
    return found
