"""Builds, one after another: each in a process of its own, which is started when the one before has ended."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import subprocess
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import Awaitable, Callable, Iterable, Sequence, Set
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

PROBLEMS = 'problems.json'
"""Sphinx says what is wrong with a page only when it reads it, which may have been the day before."""

LIMIT = 1 << 26
"""Bytes of one answer."""

ALONE: dict[str, Any] = (
    {'creationflags': getattr(subprocess, 'CREATE_NEW_PROCESS_GROUP', 0)}
    if sys.platform == 'win32'
    else {'start_new_session': True}
)
"""Ctrl-C is for the server, which ends the rest."""


@dataclass(frozen=True, slots=True)
class Built:
    """What came of a build: `failed` is why it could not be done, or empty; `problems` are all that there are now."""

    failed: str = ''
    problems: list[str] = field(default_factory=list)


class Builds:
    """The builds of *site* into *out*; *code* are the folders of the extension."""

    worker: Sequence[str] = ('-m', 'proceedings.live.worker')

    def __init__(self, site: Path, out: Path, code: Iterable[Path] = ()) -> None:
        self.site = site.resolve()
        self.out = out
        self.code = tuple(code)
        self.modules: list[str] = []
        self.loaded: Set[str] = set()
        self.folders: Set[str] = set()
        """The names of those that the site was made of."""
        self.files: Set[str] = set()
        """Those in the site's own folder that it was made of."""
        self.process: Process | None = None
        self.problems: list[str] = _noted(out / PROBLEMS)

    async def build(self, changed: Set[Path], pages: Callable[[], Awaitable[None]]) -> Built:
        """Build what has *changed*; as soon as the pages are there, `pages` is called."""
        is_code = any(self._is_code(path) for path in changed)
        if is_code:
            await self.stop()
        process = await self._asked({'site': str(self.site), 'out': str(self.out), 'fresh': is_code})
        answer = await self._answer(process, pages)
        self.modules = answer['modules'] or self.modules
        self.loaded, self.folders = {*answer['loaded']} or self.loaded, {*answer['folders']} or self.folders
        self.files = {*answer['files']} or self.files
        self.process = await self._start()  # the next one, while somebody writes
        self._note(answer)
        return Built(answer['failed'], self.problems)

    async def stop(self) -> None:
        """End the process, whether it waits or builds."""
        if self.process and self.process.returncode is None:
            with suppress(ProcessLookupError):
                _end(self.process)
            await self.process.wait()
        self.process = None

    def _is_code(self, path: Path) -> bool:
        """Whether pages are another when it is, though Sphinx does not know; what conf.py says it does."""
        is_ours = any(path.is_relative_to(folder) for folder in self.code)
        return path.suffix == '.py' and (is_ours or str(path) in self.loaded)

    async def _asked(self, what: object) -> Process:
        """A process that has heard *what* to build: the one that waits, or another if it has died."""
        if not self.process or not await _ask(self.process, what):
            self.process = await self._start()
            await _ask(self.process, what)
        return self.process

    async def _start(self) -> Process:
        command = [sys.executable, *self.worker]
        process = await asyncio.create_subprocess_exec(
            *command, cwd=self.site, stdin=PIPE, stdout=PIPE, limit=LIMIT, **ALONE
        )
        await _ask(process, self.modules)
        return process

    async def _answer(self, process: Process, pages: Callable[[], Awaitable[None]]) -> dict[str, Any]:
        assert process.stdout
        answer: dict[str, Any] = dict.fromkeys(('read', 'modules', 'loaded', 'folders', 'files', 'problems'), ())
        async for line in process.stdout:
            answer = json.loads(line)
            if not answer['done']:
                self._note(answer)
                await pages()
        await process.wait()
        return answer if answer.get('done') else {**answer, 'failed': 'the build ended before it was done'}

    def _note(self, answer: dict[str, Any]) -> None:
        """The problems that there are: those of now, and of pages that were not read again, if they are there still."""
        read, now = {*answer['read']}, [*answer['problems']]
        stay = [one for one in self.problems if one not in now and self._stays(_file_of(one), read)]
        self.problems = [*stay, *now]
        self.out.mkdir(parents=True, exist_ok=True)
        (self.out / PROBLEMS).write_text(json.dumps(self.problems), encoding='utf-8')

    def _stays(self, file: str, read: Set[str]) -> bool:
        is_page = file.endswith(('.md', '.rst'))
        return file not in read and is_page and (self.site / file).is_file()


async def _ask(process: Process, what: object) -> bool:
    """Whether it hears; if it does not, it has died."""
    assert process.stdin
    try:
        process.stdin.write(f'{json.dumps(what)}\n'.encode())
        await process.stdin.drain()
    except ConnectionError:
        return False
    return process.returncode is None


def _end(process: Process) -> None:
    """With those that it has started, if it reads many pages."""
    if sys.platform == 'win32':
        process.terminate()
    else:
        os.killpg(process.pid, signal.SIGTERM)


def _file_of(problem: str) -> str:
    return problem.partition(':')[0]


def _noted(path: Path) -> list[str]:
    try:
        return [str(one) for one in json.loads(path.read_bytes())]
    except (OSError, ValueError):
        return []
