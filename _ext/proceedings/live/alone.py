"""One preview of a site at a time: two would build into the same folder."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout


class RunsAlready(Exception):  # noqa: N818
    """Another preview of the site runs, at an address that may not be known yet."""


@contextmanager
def alone(out: Path, address: str) -> Iterator[None]:
    """While the preview that builds into *out* is at *address*. Raises RunsAlready.

    The system lets go of the lock of a process that has died, however that came.
    """
    out.mkdir(parents=True, exist_ok=True)
    note = out / 'address'
    try:
        with FileLock(out / 'lock', blocking=False):
            note.write_text(address, encoding='utf-8')
            yield
    except Timeout:
        raise RunsAlready(note.read_text(encoding='utf-8') if note.exists() else '') from None
