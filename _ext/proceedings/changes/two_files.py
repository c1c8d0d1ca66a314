"""Two files of one edition, wherever they are and whatever they are called, as two states of its program."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from ..problems import Problems
from ..schema.values import is_id
from ..source import parse
from .snapshots import NoSnapshotError, Snapshot

NO_SERIES = b'series: {title: Series}\n'
"""A series has no part in what is said of one edition, but a program has to have one."""

_YEAR = re.compile(r'(?:19|2[01])[0-9]{2}(?![0-9])')


def two_files(old: str, new: str, site: Path) -> tuple[Snapshot, Snapshot]:
    """Two states of one edition, each with the series and the people that lie beside its file, else beside the other,
    else in *site*: what is not known did not change. Raises NoSnapshotError."""
    paths = Path(old), Path(new)
    _check_one_edition(*paths)
    contents = [_read(path) for path in paths]
    name = f'program/{_edition_of(paths, contents, site)}.yml'
    folders = [*(path.parent for path in paths), site / 'program']
    return (
        Snapshot(old, [(name, contents[0]), *_beside(folders)], {name: old}),
        Snapshot(new, [(name, contents[1]), *_beside([folders[1], folders[0], folders[2]])], {name: new}),
    )


def _check_one_edition(old: Path, new: Path) -> None:
    """Raises NoSnapshotError where the two are clearly not one edition: their talks have nothing to do with another."""
    if old.resolve() == new.resolve():
        return
    folders = {path.resolve().parent for path in (old, new)}
    years = {found[0] for path in (old, new) if (found := _YEAR.match(path.stem))}
    if len(years) == 2 or (len(folders) == 1 and next(iter(folders)).name == 'program'):
        raise NoSnapshotError(
            f'{old} and {new} are two editions, and what is compared is one edition then and now; write its file as it '
            'was, from elsewhere, and as it is; or a git revision, such as HEAD'
        )


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise NoSnapshotError(f'{path} cannot be read: {error.strerror}') from None


def _edition_of(paths: Sequence[Path], contents: Sequence[bytes], site: Path) -> str:
    """The id under which the files are one edition: what one of them is called, if that is an edition of *site* or a
    year; else the year in which it starts."""
    stems = [path.stem for path in reversed(paths) if is_id(path.stem) and path.stem not in ('series', 'people')]
    known = (stem for stem in stems if _YEAR.match(stem) or (site / f'program/{stem}.yml').is_file())
    return next(known, '') or next(_years(reversed(contents)), '') or next(iter(stems), 'edition')


def _years(contents: Iterable[bytes]) -> Iterator[str]:
    for content in contents:
        source = parse(content.decode('utf-8-sig', 'replace'), '', Problems())
        start = source.data_at(('edition', 'start')) if source else None
        if isinstance(start, str) and (found := _YEAR.match(start)):
            yield found[0]


def _beside(folders: Sequence[Path]) -> Iterator[tuple[str, bytes]]:
    """The series and the people of the first of *folders* that has them."""
    for name in ('series.yml', 'people.yml'):
        found = next((folder / name for folder in folders if (folder / name).is_file()), None)
        if found:
            yield f'program/{name}', _read(found)
        elif name == 'series.yml':
            yield f'program/{name}', NO_SERIES
