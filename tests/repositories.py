"""Sites in a git repository, whose commits have the times that a test gives them."""

from __future__ import annotations

import os
import subprocess

from conftest import Site


def git(site: Site, *arguments: str, date: str = '2019-11-20T12:00:00+05:30') -> None:
    identity = {'GIT_AUTHOR_NAME': 'A', 'GIT_AUTHOR_EMAIL': 'a@example.org'}
    identity |= {'GIT_COMMITTER_NAME': 'A', 'GIT_COMMITTER_EMAIL': 'a@example.org', 'GIT_COMMITTER_DATE': date}
    subprocess.run(['git', *arguments], cwd=site.folder, env={**os.environ, **identity}, check=True)


def commit(site: Site, *names: str, date: str) -> None:
    git(site, 'add', *names)
    git(site, '-c', 'commit.gpgsign=false', 'commit', '--quiet', '--no-verify', '-m', 'Change', date=date)
