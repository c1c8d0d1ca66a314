"""When the data of an edition was last changed: never what the clock says, so that same input gives same bytes."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from ..model import Edition

_SHARED = ('people', 'series')
"""What all editions have in common: the names of people, the titles of the series."""

_PATIENCE = 20
"""Seconds that git has; it needs a fraction of one."""


def stamp_of(edition: Edition, site: Path) -> datetime:
    """When *edition* was last changed, in UTC, as far as it does not say so itself.

    That is SOURCE_DATE_EPOCH; else the time of the last commit that touched its file in the folder *site*, or those of
    which it has names and titles; else the first moment of its first day.
    """
    seconds = os.environ.get('SOURCE_DATE_EPOCH', '').strip()
    if not seconds.isdecimal():
        seconds = _last_commit([f'program/{name}.yml' for name in (edition.id, *_SHARED)], site)
    if seconds.isdecimal():
        return datetime.fromtimestamp(int(seconds), UTC)
    return datetime(edition.start.year, edition.start.month, edition.start.day, tzinfo=UTC)


def _last_commit(files: Sequence[str], site: Path) -> str:
    """The Unix time of the last commit that touched any of *files*, or nothing where git cannot tell."""
    # a plumbing command: no configuration of the user's changes what it prints, or pages it
    command = ['git', 'rev-list', '-1', '--timestamp', 'HEAD', '--', *files]
    quiet = {'GIT_TERMINAL_PROMPT': '0', 'GIT_NO_LAZY_FETCH': '1', 'GIT_OPTIONAL_LOCKS': '0'}
    try:
        done = subprocess.run(
            command, cwd=site, env={**os.environ, **quiet}, timeout=_PATIENCE, check=False,
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
        )  # fmt: skip
    except (OSError, subprocess.TimeoutExpired):
        return ''
    return done.stdout.partition(' ')[0] if done.returncode == 0 else ''
