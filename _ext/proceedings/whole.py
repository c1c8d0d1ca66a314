"""Files that are there whole or not at all, whenever a build is interrupted, and whoever reads them meanwhile.

Each is written beside its place, and put there when all of it is on the disk: `os.replace` does that at once, on POSIX
as on Windows.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_UNFINISHED = re.compile(r'\.\d+\.new')


@contextmanager
def whole(path: Path) -> Iterator[Path]:
    """What is written to the file that comes out is in the file at *path* then; or nothing, if that fails. Its folder
    is there."""
    beside = Path(path).with_name(f'.{os.getpid()}.new')  # those of Sphinx are texts, too, and replace letters
    try:
        yield beside
        beside.replace(path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise


def write_whole(path: Path, content: bytes) -> None:
    """Let the file at *path*, whose folder is there, have *content*. Raises OSError; then it is what it was."""
    with whole(path) as beside:
        beside.write_bytes(content)


def remove_unfinished(folder: Path) -> None:
    """Remove what a process has left behind in *folder*, and below, that was killed while it wrote a file."""
    for path in folder.rglob('.*.new'):
        if _UNFINISHED.fullmatch(path.name):
            path.unlink(missing_ok=True)
