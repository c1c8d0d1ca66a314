"""The made sites: their sources are kept in `_build/bench` for the next time, and built anew each time."""

from __future__ import annotations

import hashlib
import os
import shutil
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from corpus import ROOT
from program import Program
from repository import commit
from running import Took, run_alone
from sources import HERE, write_hugo, write_mini_conf, write_ours, write_plain

OURS, PLAIN, MINI_CONF, HUGO = 'ours', 'plain', 'mini-conf', 'hugo'

WRITERS: Mapping[str, Callable[[Program, Path], None]] = {
    OURS: write_ours,
    PLAIN: write_plain,
    MINI_CONF: write_mini_conf,
    HUGO: write_hugo,
}
NAMES = {
    OURS: 'proceedings',
    PLAIN: 'plain pages (the baseline)',
    MINI_CONF: "like Mini-Conf's",
    HUGO: 'Hugo',
}
TALK_PAGES = {
    OURS: 'talks/[0-9]*/*.html',
    PLAIN: 'talks/[0-9]*/*.html',
    MINI_CONF: 'poster_*.html',
    HUGO: 'talks/[0-9]*/*.html',
}
ASIDE = ROOT / '_build/bench/aside'
ADDRESS = 'https://proceedings.example.org/'

State = dict[Path, tuple[int, bytes]]
"""When each file was written, and a digest of it."""


@dataclass(frozen=True)
class Changed:
    """What a build took, and how many documents it read and wrote."""

    took: Took
    read: int
    written: int
    same: int
    """How many of the pages that were written are what they were before."""

    others: int
    """How many files were written that are no pages of documents."""


@dataclass(frozen=True)
class Weight:
    """Bytes of the pages of talks, of all pages, and their number."""

    median: float
    most: int
    all: int
    pages: int


@dataclass(frozen=True)
class Site:
    tool: str
    talks: int

    @property
    def folder(self) -> Path:
        return ROOT / f'_build/bench/build-{self.talks}/{self.tool}'

    @property
    def source(self) -> Path:
        return self.folder / 'source'

    @property
    def html(self) -> Path:
        return self.folder / 'html'

    @property
    def doctrees(self) -> Path:
        return self.folder / 'doctrees'

    def write(self, program: Program) -> None:
        WRITERS[self.tool](program, self.source)
        if self.tool == OURS:
            commit(self.source)

    def build_anew(self, processes: int = 1, address: str = '') -> Took:
        for folder in (self.html, self.doctrees):
            put_aside(folder)
        os.sync()  # what was there before is no work of this build
        return self.build(processes, address)

    def build(self, processes: int = 1, address: str = '') -> Took:
        return run_alone(*self.command(processes), READTHEDOCS_CANONICAL_URL=address)

    def command(self, processes: int) -> list[object]:
        if self.tool == HUGO:
            return ['hugo', '--quiet', '--source', self.source, '--destination', self.html]
        if self.tool == MINI_CONF:
            return [sys.executable, HERE / 'mini_conf', self.source, self.html]
        options = ['-q', '-j', processes, '-d', self.doctrees, '-b', 'html']
        return [sys.executable, '-m', 'sphinx', *options, self.source, self.html]

    def build_changed(self, processes: int = 1) -> Changed:
        """Build what has changed since the last time, and see what that was."""
        pages, doctrees = state(self.html), state(self.doctrees)
        took = self.build(processes)
        documents = {self.html / path.relative_to(self.doctrees).with_suffix('.html') for path in doctrees}
        written = dict(newer(pages, state(self.html)))
        read = [path for path, _ in newer(doctrees, state(self.doctrees)) if path.suffix == '.doctree']
        html = [path for path in written if path in documents]
        return Changed(took, len(read), len(html), sum(written[path] for path in html), len(written) - len(html))

    def weight(self) -> Weight:
        talks = [path.stat().st_size for path in self.html.glob(TALK_PAGES[self.tool]) if path.stem != 'index']
        pages = [path.stat().st_size for path in self.html.rglob('*.html')]
        return Weight(median(talks), max(talks), sum(pages), len(pages))


def put_aside(folder: Path) -> None:
    """Move *folder* away, where it is left until all is measured. An ext4 without a journal, as virtual machines have,
    uses no inode of a file that was deleted in the last five minutes, and looks at each of them for each new file
    (`recently_deleted` in fs/ext4/ialloc.c of Linux): behind a whole site that is up to half of what a build takes."""
    if folder.exists():
        ASIDE.mkdir(parents=True, exist_ok=True)
        folder.rename(ASIDE / f'{len([*ASIDE.iterdir()])}')


def remove_what_is_aside() -> None:
    shutil.rmtree(ASIDE, ignore_errors=True)


def state(folder: Path) -> State:
    files = [path for path in folder.rglob('*') if path.is_file()]
    return {path: (path.stat().st_mtime_ns, hashlib.sha256(path.read_bytes()).digest()) for path in files}


def newer(before: State, after: State) -> Iterator[tuple[Path, bool]]:
    """(each file that was written since, whether its content is the same)."""
    for path, (time, digest) in after.items():
        old_time, old_digest = before.get(path, (0, b''))
        if time != old_time:
            yield path, digest == old_digest
