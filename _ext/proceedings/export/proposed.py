"""Which pages a proposal (pull request) changes, as git knows it: since it left the main branch."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath

from ..documents import edition_document, speaker_document, talk_document
from ..program import Program
from .git import GitError, ask

_MAIN = ('refs/remotes/origin/HEAD', 'refs/remotes/origin/main', 'refs/remotes/origin/master')
_HUNK = re.compile(r'^@@ -\S+ \+(\d+)(?:,(\d+))? @@', re.MULTILINE)


def changed_documents(site: Path, program: Program, lines: Mapping[str, range]) -> list[str]:
    """The documents that what is committed changes, in the order of their files; *lines* are those of the YAML in which
    each talk and person stands. Nothing where git cannot tell."""
    try:
        base = _base(site)
        if not base:
            return []
        names = ask(site, 'diff', '--name-only', '--no-renames', '--relative', '-z', base, 'HEAD', '--', '.').split(
            '\0'
        )
        found = (document for name in names for document in _documents(site, base, name, program, lines))
        return list(dict.fromkeys(found))
    except GitError:
        return []


def _base(site: Path) -> str:
    """The commit at which the proposal left the main branch."""
    return next(
        filter(None, (ask(site, 'merge-base', main, 'HEAD').strip() for main in _MAIN if _is_there(site, main))), ''
    )


def _is_there(site: Path, ref: str) -> bool:
    return bool(ask(site, 'rev-parse', '--verify', '--quiet', ref))


def _documents(site: Path, base: str, name: str, program: Program, lines: Mapping[str, range]) -> Iterator[str]:
    path = PurePosixPath(name)
    if path.suffix == '.md':
        yield path.with_suffix('').as_posix()
    elif path.parent.as_posix() == 'program' and path.suffix == '.yml':
        changed = list(_changed_lines(site, base, name))
        if path.stem in program.editions:
            talks = program.editions[path.stem].talks.values()
            yield from (talk_document(talk.ref) for talk in talks if _meet(lines.get(talk.ref), changed))
            yield edition_document(path.stem)
        elif path.stem == 'people':
            yield from (speaker_document(id) for id in program.people if _meet(lines.get(id), changed))


def _changed_lines(site: Path, base: str, name: str) -> Iterator[range]:
    """The lines of the file as it is now that are new, or between which something is gone."""
    said = ask(
        site, 'diff', '-U0', '--no-color', '--no-ext-diff', '--no-renames', '--relative', base, 'HEAD', '--', name
    )
    for first, count in _HUNK.findall(said):
        yield range(int(first), int(first) + max(int(count or 1), 1))


def _meet(lines: range | None, changed: list[range]) -> bool:
    return lines is not None and any(part.start < lines.stop and lines.start < part.stop for part in changed)
