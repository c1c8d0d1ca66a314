"""The program as it was in a git revision, as it is in the files, or as two files of one edition say.

Each is brought into a folder of its own and loaded from there: of the Markdown only the front matter, since prose is
no part of the program.
"""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from ..load import Loaded, load
from ..load.validate import validate
from ..names import slug
from ..problems import Problems, did_you_mean, short
from ..schema.entries import PeopleFile
from ..schema.values import id_of, is_id
from ..source import front_matter, parse

Files = Iterable[tuple[str, bytes]]
"""Names, as seen from the folder of the site, and contents."""

_PART_OF_PROGRAM = re.compile(r'program/[^/\\.][^/\\]*\.ya?ml|(?:talks/[^/\\.][^/\\]*|speakers)/[^/\\.][^/\\]*\.md')
_COMMIT = re.compile('[0-9a-f]{40,64}')
_PATIENCE = 60
"""Seconds that git has; it needs a fraction of one."""


class NoSnapshotError(Exception):
    """The program of then cannot be had; the message says why, and what to do."""


def is_file_name(name: str) -> bool:
    """Whether *name* means a file of an edition rather than a revision."""
    return name.lower().endswith(('.yml', '.yaml'))


def of_revision(revision: str, site: Path) -> Iterator[tuple[str, bytes]]:
    """The files of the program of *site* in a git revision. Raises NoSnapshotError."""
    commit = _commit(revision, site)
    entries = _git(site, 'ls-tree', '-r', '-z', commit, '--', 'program', 'talks', 'speakers').split(b'\0')
    found = {name: blob for name, blob in map(_blob, filter(None, entries)) if blob}
    if not any(name.startswith('program/') for name in found):
        raise NoSnapshotError(f'there was no program/ in "{short(revision)}"; choose a later revision')
    yield from zip(found, _contents(site, list(found.values())), strict=True)


def _commit(revision: str, site: Path) -> str:
    """The id of the commit that *revision* means."""
    _git(site, 'rev-parse', '--git-dir')
    if not revision.startswith('-'):
        found = _git(site, 'rev-parse', '--verify', '--quiet', f'{revision}^{{commit}}', missing_is_empty=True)
        if _COMMIT.fullmatch(commit := found.decode('ascii', 'replace').strip()):
            return commit
    names = _git(site, 'for-each-ref', '--format=%(refname:short)').decode('utf-8', 'replace').split()
    hint = did_you_mean(revision, names) or '; `git tag` and `git log --oneline` show those that there are'
    raise NoSnapshotError(f'git knows no revision {short(ascii(revision))}{hint}')


def _blob(entry: bytes) -> tuple[str, str]:
    """(name, id of the content) of an entry of a tree; no id for what is no plain file of the program."""
    facts, _, name = entry.partition(b'\t')
    mode, _, blob = facts.decode('ascii').split()
    path = name.decode('utf-8', 'replace')
    is_part = mode.startswith('100') and _PART_OF_PROGRAM.fullmatch(path)
    return path, blob if is_part else ''


def _contents(site: Path, blobs: list[str]) -> Iterator[bytes]:
    """The content of each of *blobs*, from one run of git."""
    answer = _git(site, 'cat-file', '--batch', send='\n'.join(blobs).encode())
    at = 0
    for _ in blobs:
        line_end = answer.index(b'\n', at)
        length = int(answer[at:line_end].rpartition(b' ')[2])
        yield answer[line_end + 1 : line_end + 1 + length]
        at = line_end + length + 2


def _git(site: Path, *arguments: str, send: bytes = b'', missing_is_empty: bool = False) -> bytes:
    """What git prints in the folder *site*. Plumbing commands only: no configuration changes what these print."""
    quiet = {'GIT_TERMINAL_PROMPT': '0', 'GIT_NO_LAZY_FETCH': '1', 'GIT_OPTIONAL_LOCKS': '0', 'LC_ALL': 'C'}
    try:
        done = subprocess.run(
            ['git', *arguments], cwd=site, env={**os.environ, **quiet}, input=send, capture_output=True,
            timeout=_PATIENCE, check=False,
        )  # fmt: skip
    except FileNotFoundError:
        raise NoSnapshotError('git is not installed; install it, or compare two files: old.yml new.yml') from None
    except (OSError, subprocess.TimeoutExpired) as error:
        raise NoSnapshotError(f'git does not answer: {error}') from None
    if done.returncode and not missing_is_empty:
        raise NoSnapshotError(_complaint(done.stderr.decode('utf-8', 'replace')))
    return done.stdout


def _complaint(said: str) -> str:
    if 'not a git repository' in said:
        return 'this is no git repository; compare two files instead: proceedings changes old.yml new.yml'
    return f'git says: {said.strip() or "nothing, and failed"}'


def of_folder(site: Path) -> Iterator[tuple[str, bytes]]:
    """The files of the program of *site* as they are now."""
    for path in sorted((*site.glob('program/*'), *site.glob('talks/*/*.md'), *site.glob('speakers/*.md'))):
        name = path.relative_to(site).as_posix()
        if _PART_OF_PROGRAM.fullmatch(name) and path.is_file() and not path.is_symlink():
            yield name, path.read_bytes()


def of_file(path: Path, other: Path, edition: str) -> Iterator[tuple[str, bytes]]:
    """One edition, with the series and the people that lie next to its file or, if none do, next to the *other*, which
    it is compared with: what is not known did not change. Raises NoSnapshotError."""
    try:
        yield f'program/{edition}.yml', path.read_bytes()
        for name in ('series.yml', 'people.yml'):
            near = [folder / name for folder in (path.parent, other.parent) if (folder / name).is_file()]
            yield from ((f'program/{name}', found.read_bytes()) for found in near[:1])
    except OSError as error:
        raise NoSnapshotError(f'{path} cannot be read: {error.strerror}') from None


def edition_of(paths: Iterable[Path]) -> str:
    """The id under which files are one edition: what the last of *paths* that can be an id is called."""
    stems = [path.stem for path in paths if is_id(path.stem) and path.stem not in ('series', 'people')]
    return stems[-1] if stems else 'edition'


def loaded(files: Files, series: str) -> tuple[Loaded, dict[str, str]]:
    """(the program of *files*, the slugs of hidden names with the ids of whose they are); *series* is the name of the
    site, which a series without a title goes by."""
    with TemporaryDirectory() as folder:
        site = Path(folder) / series
        for name, content in files:
            path = site / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content if name.endswith('ml') else _front_matter(content))
        return load(site), _hidden_names(site / 'program/people.yml')


def _front_matter(content: bytes) -> bytes:
    yaml, _ = front_matter(content.decode('utf-8-sig', 'replace').replace('\r\n', '\n').replace('\r', '\n'))
    return f'---\n{yaml}---\n'.encode()


def _hidden_names(path: Path) -> dict[str, str]:
    """What `load` tells nobody: a comparison has to know which names of then are to be shown no more."""
    problems = Problems()
    text = path.read_bytes().decode('utf-8-sig', 'replace') if path.is_file() else ''
    source = parse(text, 'program/people.yml', problems) if text else None
    file = validate(source, PeopleFile, problems) if source else None
    people = file.entries.people if file else ()
    return {slug(name): person.id or id_of(person.name) for person in people for name in person.hidden_names}
