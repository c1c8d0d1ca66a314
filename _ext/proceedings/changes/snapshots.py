"""The program as it was in a git revision, or as it is in the files.

Each is brought into a folder of its own and loaded from there: of the Markdown only the front matter, since prose is
no part of the program.
"""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePath
from tempfile import TemporaryDirectory
from typing import TypeVar

from ..load import Loaded, load
from ..load.validate import validate
from ..names import slug
from ..problems import Problem, Problems, did_you_mean, short
from ..schema.entries import PeopleFile, SeriesFile
from ..schema.values import Entry, id_of
from ..source import front_matter, parse

E = TypeVar('E', bound=Entry)

_PART_OF_PROGRAM = re.compile(r'program/[^/\\.][^/\\]*\.ya?ml|(?:talks/[^/\\.][^/\\]*|speakers)/[^/\\.][^/\\]*\.md')
_COMMIT = re.compile('[0-9a-f]{40,64}')
_PATIENCE = 60
"""Seconds that git has; it needs a fraction of one."""


class NoSnapshotError(Exception):
    """The program of then cannot be had; the message says why, and what to do."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The files of a program, by their names as seen from the folder of the site, and what the organizer calls it.

    `paths` says where a file really is, if it is elsewhere; the problems of the others are not said then.
    """

    name: str
    files: Sequence[tuple[str, bytes]]
    paths: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class State:
    """The program of a snapshot; `hidden` leads from the slugs of hidden names to the ids of those whose they are."""

    snapshot: Snapshot
    loaded: Loaded
    hidden: Mapping[str, str]

    @property
    def wrong(self) -> list[Problem]:
        """What could not be understood; of a file that was taken from its site, only what is wrong in it."""
        paths, wrong = self.snapshot.paths, [problem for problem in self.loaded.problems if not problem.notice]
        return [problem for problem in wrong if problem.place.file in paths] if paths else wrong

    def said(self, problem: Problem) -> str:
        """*problem*, at the file where the organizer has it."""
        file = problem.place.file
        return str(replace(problem, place=problem.place._replace(file=self.snapshot.paths.get(file, file))))


def is_file_name(name: str) -> bool:
    """Whether *name* means a file of an edition rather than a revision."""
    return name.lower().endswith(('.yml', '.yaml'))


def of_revision(revision: str, site: Path) -> Snapshot:
    """The files of the program of *site* in a git revision. Raises NoSnapshotError."""
    commit = _commit(revision, site)
    entries = _git(site, 'ls-tree', '-r', '-z', commit, '--', 'program', 'talks', 'speakers').split(b'\0')
    found = {name: blob for name, blob in map(_blob, filter(None, entries)) if blob}
    if not any(name.startswith('program/') for name in found):
        raise NoSnapshotError(f'there was no program/ in "{short(revision)}"; choose a later revision')
    return Snapshot(revision, list(zip(found, _contents(site, list(found.values())), strict=True)))


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


def of_folder(site: Path) -> Snapshot:
    """The files of the program of *site* as they are now."""
    return Snapshot('program/', list(_of_folder(site)))


def _of_folder(site: Path) -> Iterator[tuple[str, bytes]]:
    for path in sorted((*site.glob('program/*'), *site.glob('talks/*/*.md'), *site.glob('speakers/*.md'))):
        name = path.relative_to(site).as_posix()
        if _PART_OF_PROGRAM.fullmatch(name) and path.is_file() and not path.is_symlink():
            yield name, path.read_bytes()


def state_of(snapshot: Snapshot, series: str) -> State:
    """The program of *snapshot*; *series* is the name of the site, which a series without a title goes by.

    Raises NoSnapshotError where a file cannot be read: all that it says would seem to be gone.
    """
    with TemporaryDirectory() as folder:
        site = Path(folder) / series
        for name, content in snapshot.files:
            path = site / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content if name.endswith('ml') else _front_matter(content))
        program = load(site)
        series_file, people_file = _entries(site, 'series', SeriesFile), _entries(site, 'people', PeopleFile)
    read = {*program.program.editions, *(['series'] if series_file else []), *(['people'] if people_file else [])}
    state = State(snapshot, program, _hidden_names(people_file))
    _check_all_read(state, read)
    return state


def _check_all_read(state: State, read: Set[str]) -> None:
    """Raises NoSnapshotError unless each file of `program/` is among those *read*, and all front matter is YAML."""
    names = [name for name, _ in state.snapshot.files]
    unread = {name for name in names if name.startswith('program/') and PurePath(name).stem not in read}
    for problem in state.loaded.problems:
        file = problem.place.file
        if file in unread or (file.endswith('.md') and problem.subtype == 'yaml'):
            raise NoSnapshotError(
                f'{state.snapshot.name} cannot be compared, since a file of it cannot be read: {state.said(problem)}; '
                'mend the file, or choose another state'
            )


def _front_matter(content: bytes) -> bytes:
    yaml, _ = front_matter(content.decode('utf-8-sig', 'replace').replace('\r\n', '\n').replace('\r', '\n'))
    return f'---\n{yaml}---\n'.encode()


def _entries(site: Path, stem: str, model: type[E]) -> E | None:
    """What stands in `program/STEM.yml`, if that can be read."""
    path = site / f'program/{stem}.yml'
    if not path.is_file():
        return None
    problems = Problems()
    source = parse(path.read_bytes().decode('utf-8-sig', 'replace'), path.name, problems)
    file = validate(source, model, problems) if source else None
    return file.entries if file else None


def _hidden_names(file: PeopleFile | None) -> dict[str, str]:
    """What `load` tells nobody: a comparison has to know which names of then are to be shown no more."""
    people = file.people if file else ()
    return {slug(name): person.id or id_of(person.name) for person in people for name in person.hidden_names}
