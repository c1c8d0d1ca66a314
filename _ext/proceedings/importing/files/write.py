"""What an import will write: whole files, seen before they are there, and written all together."""

from __future__ import annotations

import re
from codecs import BOM_UTF8
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from ..report import Remark
from .lines import compared

_ENDS = re.compile('\r\n|\r|\n')


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

    The lists are sentences without a full stop, with the place in the file of the site, or of the source where the
    site has none. `new` and `changed` are taken over: what was not here before, and what changed at the source. The
    others are kept as they are here: what the source no longer has (`gone`), what was `deleted` here and is still in
    the source, what `differs` from the source since they first met, and what both changed (`conflicts`).
    """

    edition: str
    files: tuple[FileChange, ...] = ()
    new: tuple[Remark, ...] = ()
    changed: tuple[Remark, ...] = ()
    gone: tuple[Remark, ...] = ()
    deleted: tuple[Remark, ...] = ()
    differs: tuple[Remark, ...] = ()
    conflicts: tuple[Remark, ...] = ()

    def carry_out(self, site: Path) -> None:
        """Write the files into the folder *site*. Raises CannotImportError; then no file is changed, as far as can
        be."""
        carry_out(self.files, site)


def carry_out(files: Sequence[FileChange], site: Path) -> None:
    """Write *files*: each first beside its place, then all of them put there. If one cannot be, those before it are put
    back."""
    site = site.resolve()
    for file in files:
        _check(file, site)
    made: list[Path] = []
    try:
        for file in files:
            made.append(_beside(site / file.way, file))  # noqa: PERF401  # those made so far have to go
    except OSError as error:
        _remove(made)
        raise CannotImportError(f'{files[len(made)].way}: cannot be written: {error.strerror}; nothing was') from None
    _put(files, made, site)


def _check(file: FileChange, site: Path) -> None:
    """Raises CannotImportError where a file is not the site's own, or not as it was when the plan was made."""
    steps = PurePosixPath(file.way)
    if steps.is_absolute() or '..' in steps.parts or '\\' in file.way or ':' in file.way:
        raise CannotImportError(f'{file.way}: is outside the site; nothing was written')
    path = site / steps
    if path.is_symlink() or any(folder.is_symlink() for folder in path.parents[: len(steps.parts) - 1]):
        raise CannotImportError(f'{file.way}: is a symbolic link, or in a linked folder; nothing was written')
    if path.is_dir():
        raise CannotImportError(f'{file.way}: is a folder; nothing was written')
    if path.exists() and not path.stat().st_mode & 0o200:
        raise CannotImportError(f'{file.way}: is read-only; nothing was written; make it writable, then import again')
    if _text(path) != file.before:
        raise CannotImportError(f'{file.way}: was changed meanwhile; nothing was written: import again')


def _text(path: Path) -> str | None:
    """The text of a file as `load` reads it."""
    if not path.exists():
        return None
    return path.read_bytes().decode('utf-8-sig', 'replace').replace('\r\n', '\n').replace('\r', '\n')


def _beside(path: Path, file: FileChange) -> Path:
    """A file beside *path* with the new text, with the line ends and the byte order mark of the old one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    before = path.read_bytes() if file.before is not None else b''
    beside = path.with_name(f'.{path.name}.import')
    beside.unlink(missing_ok=True)
    with beside.open('xb') as out:
        out.write(BOM_UTF8 if before.startswith(BOM_UTF8) else b'')
        out.write(''.join(_with_ends(file, before.decode('utf-8-sig'))).encode())
    if file.before is not None:
        beside.chmod(path.stat().st_mode & 0o777)
    return beside


def _with_ends(file: FileChange, before: str) -> Iterator[str]:
    """The new text with line ends as *before*: a line that stays keeps its own, a new one ends as the one above."""
    ends = _ENDS.findall(before)
    usual = ends[0] if ends else '\n'
    if len({*ends}) < 2:
        yield file.after.replace('\n', usual)
        return
    old, new = (file.before or '').split('\n'), file.after.split('\n')
    place: dict[int, int] = {}
    for _, first, last, begin, end in compared(old, new):
        if last - first == end - begin:
            place.update(zip(range(begin, end), range(first, last), strict=True))
    for at, line in enumerate(new[:-1]):
        usual = ends[place[at]] if place.get(at, len(ends)) < len(ends) else usual
        yield line + usual
    yield new[-1]


def _put(files: Sequence[FileChange], made: Sequence[Path], site: Path) -> None:
    """Put the files in their places; if one cannot be, take back those that were. Raises CannotImportError."""
    old = [(site / file.way).read_bytes() if file.before is not None else None for file in files]
    at = 0
    try:
        for file, beside in zip(files, made, strict=True):
            beside.replace(site / file.way)
            at += 1
    except OSError as error:
        for file, content in zip(files[:at], old[:at], strict=True):
            if content is None:
                (site / file.way).unlink(missing_ok=True)
            else:
                (site / file.way).write_bytes(content)
        _remove(made[at:])
        raise CannotImportError(f'{files[at].way}: cannot be written: {error.strerror}; nothing was changed') from None


def _remove(paths: Sequence[Path]) -> None:
    for path in paths:
        path.unlink(missing_ok=True)
