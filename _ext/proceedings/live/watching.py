"""What changes in a site while one writes: its files, without what the build writes there and what editors leave."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Iterator, Set
from pathlib import Path

from watchfiles import DefaultFilter, awatch

from ..stubs import SUFFIX

FOLDERS = ('program', 'talks', 'speakers', '_static')
"""Those of every site; what else a site is made of is known when it has been built."""

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


class Watched:
    """What is looked at: the files of *site*, those in the folders of it that it is made of, and in the folders *code*,
    from which the extension itself is loaded."""

    def __init__(self, site: Path, code: Iterable[Path] = ()) -> None:
        self.site = site.resolve()
        self.code = tuple(code)
        self.names = {*FOLDERS}
        self.is_news = _News()

    def folders(self) -> set[Path]:
        """Each folder by itself: others may have very many below them, as .venv has."""
        roots = (*(self.site / name for name in self.names), *self.code)
        return {self.site, *(folder for root in roots for folder in _below(root))}

    def files(self, folders: Iterable[Path]) -> set[Path]:
        """All that is in *folders* and counts."""
        found = (path for folder in folders if folder.is_dir() for path in folder.iterdir() if path.is_file())
        return {path for path in found if self.is_news.counts(path)}


class _News(DefaultFilter):
    """What watchfiles is to tell: also folders, since new ones have to be watched."""

    ignore_dirs = ('__pycache__', 'node_modules')
    ignore_entity_patterns = IGNORED

    def counts(self, path: Path) -> bool:
        return not any(pattern.search(path.name) for pattern in self._ignore_entity_regexes)


def _below(root: Path) -> Iterator[Path]:
    if root.is_dir():
        yield root
        for folder in sorted(root.iterdir()):
            if folder.is_dir() and not folder.is_symlink() and not any(map(folder.match, LEFT_OUT)):
                yield from _below(folder)


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

    def watch(self, names: Set[str]) -> None:
        """Watch the folders of these *names*, too."""
        if not names <= self.watched.names:
            self.watched.names |= names
            self.others.set()

    async def collect(self) -> None:
        """Never ends. Where there are other folders it begins anew; what was put there meanwhile has changed, too."""
        folders = self.watched.folders()
        while True:
            self.others.clear()
            news = awatch(
                *folders, recursive=False, watch_filter=self.watched.is_news, debounce=400, stop_event=self.others
            )
            async for changes in news:
                self.add({Path(path) for _, path in changes})
                if self.watched.folders() != folders:
                    break
            now = self.watched.folders()
            if not self.others.is_set():
                self.add(self.watched.files(now - folders))
            folders = now

    def add(self, paths: Iterable[Path]) -> None:
        self.found |= {path for path in paths if not path.is_dir()}
        if self.found:
            self.some.set()
