"""What changes in a site while one writes: its files, without what the build writes there and what editors leave."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Iterable, Iterator, Set
from pathlib import Path

from watchfiles import DefaultFilter, awatch

from ..stubs import SUFFIX

FOLDERS = ('program', 'talks', 'speakers', '_static')
"""Those of every site; what else a site is made of is known when it has been built."""

SUFFIXES = ('.md', '.py', '.rst')
"""Those of files in the site's own folder that count even before a build has told what it is made of: others, such as
what the terminal says, may be written there by anybody."""

LEFT_OUT = ('.*', '__pycache__')

IGNORED = (
    rf'{SUFFIX.replace(".", "[.]")}$',
    r'^\.',  # hidden: .git, .jax-md.md.swp, .#jax-md.md
    r'~$',
    r'^#.*#$',
    r'^4913$',  # vim looks with it whether it can write
    r'[.](sw.|tmp|temp|part|crswap|orig|py[cod])$',
    r'___jb_(tmp|old)___$',
    r'[.](sb|tmp)-[0-9a-zA-Z]+(-[0-9a-zA-Z]+)?$',  # TextEdit, Visual Studio
)


PAUSE = 0.1
"""Seconds, after a folder was gone when it was to be watched."""

TRIES = 20
"""Somebody may be removing many folders, one after another."""


class Watched:
    """What is looked at: the files of *site*, those in the folders of it that it is made of, and in the folders *code*,
    from which the extension itself is loaded."""

    def __init__(self, site: Path, code: Iterable[Path] = ()) -> None:
        self.site = site.resolve()
        self.code = tuple(code)
        self.names = {*FOLDERS}
        self.own: Set[str] = frozenset()
        """The names of files in the site's own folder that it is made of."""
        self.is_news = _News()

    def folders(self) -> set[Path]:
        """Each folder by itself: others may have very many below them, as .venv has."""
        roots = (*(self.site / name for name in self.names), *self.code)
        return {self.site, *(folder for root in roots for folder in _below(root))}

    def files(self, folders: Iterable[Path]) -> set[Path]:
        """All that is in *folders* and counts."""
        found = (path for folder in folders for path in _inside(folder) if path.is_file())
        return {path for path in found if self.is_news.counts(path) and self.counts(path)}

    def counts(self, path: Path) -> bool:
        """Whether a build might read it."""
        return path.parent != self.site or path.suffix in SUFFIXES or path.name in self.own


class _News(DefaultFilter):
    """What watchfiles is to tell: also folders, since new ones have to be watched."""

    ignore_dirs = ('__pycache__', 'node_modules')
    ignore_entity_patterns = IGNORED

    def counts(self, path: Path) -> bool:
        return not any(pattern.search(path.name) for pattern in self._ignore_entity_regexes)


def _below(root: Path) -> Iterator[Path]:
    """*root* and the folders in it, those that can be looked into."""
    if os.access(root, os.R_OK | os.X_OK) and root.is_dir():
        yield root
        for folder in _inside(root):
            if folder.is_dir() and not folder.is_symlink() and not any(map(folder.match, LEFT_OUT)):
                yield from _below(folder)


def _inside(folder: Path) -> list[Path]:
    """Nothing, if it is there no more."""
    try:
        return sorted(folder.iterdir())
    except OSError:
        return []


class Changes:
    """The changed files of what is *watched*, collected while nobody asks."""

    def __init__(self, watched: Watched) -> None:
        self.watched = watched
        self.found: set[Path] = set()
        self.some = asyncio.Event()
        self.others = asyncio.Event()

    async def next(self) -> Set[Path]:
        """All that has changed since the last time; waits until something has."""
        await self.some.wait()
        self.some.clear()
        found, self.found = self.found, set()
        return found

    def watch(self, names: Set[str], own: Set[str]) -> None:
        """Watch the folders of these *names*, too, and the files *own* in the site's own folder."""
        self.watched.own = own
        if not names <= self.watched.names:
            self.watched.names |= names
            self.others.set()

    async def collect(self) -> None:
        """Never ends. Where there are other folders it begins anew; what was put there meanwhile has changed, too."""
        folders = self.watched.folders()
        in_vain = 0
        while True:
            self.others.clear()
            try:
                await self._collect(folders, looks=in_vain > TRIES)
                in_vain = 0
            except OSError:
                in_vain += 1
                await asyncio.sleep(PAUSE)
            now = self.watched.folders()
            if not self.others.is_set():
                self.add(self.watched.files(now - folders))
            folders = now

    async def _collect(self, folders: Set[Path], *, looks: bool) -> None:
        """Until there are other folders. Raises OSError where one of them is gone, or where they are more than the
        system can watch: then one *looks* again and again."""
        news = awatch(
            *folders, recursive=False, watch_filter=self.watched.is_news, debounce=400, stop_event=self.others,
            force_polling=looks or None,
        )  # fmt: skip
        async for changes in news:
            self.add({Path(path) for _, path in changes})
            if self.watched.folders() != folders:
                return

    def add(self, paths: Iterable[Path]) -> None:
        self.found |= {path for path in paths if not path.is_dir() and self.watched.counts(path)}
        if self.found:
            self.some.set()
