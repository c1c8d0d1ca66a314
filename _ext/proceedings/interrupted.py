"""One build of a folder at a time; and after one that was interrupted the next makes all anew.

What a build has made of what is noted when it is done: by Sphinx when all documents are read, by us (see `kept` and
`stale`) when all is written. One that is killed in between, or fails, leaves notes that say less than there is: if its
edit is then taken back, nothing would seem to have changed, and pages would stay what that edit has made of them. No
file is half there (see `whole`), but which ones are old and which new, nobody knows.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from filelock import FileLock, Timeout
from sphinx.application import ENV_PICKLE_FILENAME, Sphinx
from sphinx.config import Config
from sphinx.environment import BuildEnvironment
from sphinx.util import logging

from .kept import note_path
from .whole import remove_unfinished

logger = logging.getLogger(__name__)

UNFINISHED = 'unfinished'
"""The note of a build that is not done yet."""

WAITS = 'another build works in %s: waiting until it is done'
ANEW = 'the last build was interrupted: all is read and written again'


def setup_interrupted(app: Sphinx) -> None:
    alone = Alone()
    app.connect('config-inited', alone.begin)  # before Sphinx loads what it knows of the last build
    app.connect('env-before-read-docs', note_reading, priority=100)
    app.connect('env-updated', note_unfinished, priority=100)
    app.connect('build-finished', note_finished, priority=950)  # behind all who write
    app.connect('build-finished', alone.end, priority=960)


class Alone:
    """The lock of the folder of doctrees, which one build has: the system lets go of that of a process that has died,
    however that came."""

    def __init__(self) -> None:
        self.lock: FileLock | None = None

    def begin(self, app: Sphinx, config: Config) -> None:
        """`config-inited`: wait until no other process builds there; forget what an interrupted build has left."""
        doctrees = Path(app.doctreedir)
        doctrees.mkdir(parents=True, exist_ok=True)
        self.lock = FileLock(doctrees / 'lock', is_singleton=True)  # a process may build again what it has built
        self._acquire(self.lock, doctrees)
        if any(_unfinished(doctrees)):
            logger.info(ANEW)
            (doctrees / ENV_PICKLE_FILENAME).unlink(missing_ok=True)
            for folder in (doctrees, Path(app.outdir)):
                remove_unfinished(folder)

    @staticmethod
    def _acquire(lock: FileLock, doctrees: Path) -> None:
        try:
            lock.acquire(blocking=False)
        except Timeout:
            logger.info(WAITS, doctrees)
            lock.acquire()
        except (OSError, NotImplementedError):  # some disks in a network know no locks
            return

    def end(self, app: Sphinx, exception: Exception | None) -> None:
        """`build-finished`."""
        if self.lock:
            self.lock.release(force=True)


def _unfinished(doctrees: Path) -> Iterator[Path]:
    """The notes of builds of any kind that were not done: all have the same doctrees."""
    return doctrees.glob(f'{UNFINISHED}-*')


def note_reading(app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
    """`env-before-read-docs`: from now on the doctrees may be others than Sphinx knows."""
    if docnames:
        note_unfinished(app, env)


def note_unfinished(app: Sphinx, env: BuildEnvironment) -> None:
    """`env-updated`: from now on files may be others than is noted."""
    note_path(app, UNFINISHED).touch()


def note_finished(app: Sphinx, exception: Exception | None) -> None:
    """`build-finished`."""
    if exception is None:
        note_path(app, UNFINISHED).unlink(missing_ok=True)
