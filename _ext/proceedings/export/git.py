"""What git says of the folder of a site. A site need not be in git, nor git be there: then it says nothing."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

_PATIENCE = 20
"""Seconds that git has; it needs a fraction of one, and of a file of 5,000 talks about one."""

_QUIET = {'GIT_TERMINAL_PROMPT': '0', 'GIT_NO_LAZY_FETCH': '1', 'GIT_OPTIONAL_LOCKS': '0', 'LC_ALL': 'C'}


def ask(site: Path, *arguments: str) -> str:
    """What git prints in the folder *site*, or nothing where it cannot tell."""
    try:
        done = subprocess.run(
            ['git', *arguments], cwd=site, env={**os.environ, **_QUIET}, timeout=_PATIENCE, check=False,
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        )  # fmt: skip
    except (OSError, subprocess.TimeoutExpired):
        return ''
    return done.stdout.decode('utf-8', 'replace') if done.returncode == 0 else ''
