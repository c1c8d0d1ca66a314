"""Made sites as repositories: the dates of pages come from git."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path


def commit(source: Path) -> None:
    """Make *source* a repository with all that is in it, unless it is one."""
    if (source / '.git').exists():
        return
    someone = {f'GIT_{role}_{what}': 'a@example.org' for role in ('AUTHOR', 'COMMITTER') for what in ('NAME', 'EMAIL')}
    (source / '.gitignore').write_text('*.stub\n', encoding='utf-8')
    for arguments in (['init', '-q'], ['add', '.'], ['commit', '-q', '-m', 'A program that never was']):
        subprocess.run(['git', *arguments], cwd=source, env={**os.environ, **someone}, check=True)
