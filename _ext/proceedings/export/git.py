"""What git says of the folder of a site. A site need not be in git: then it says nothing."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path

from ..problems import short

_PATIENCE = 20
"""Seconds that git has; it needs a fraction of one, and of a file of 5,000 talks about one."""

_QUIET = {'GIT_TERMINAL_PROMPT': '0', 'GIT_NO_LAZY_FETCH': '1', 'GIT_OPTIONAL_LOCKS': '0', 'LC_ALL': 'C'}

_SETTINGS = (
    'log.showSignature=false', 'log.showRoot=true', 'log.follow=false',
    'blame.showRoot=false', 'diff.algorithm=default', 'diff.indentHeuristic=true',
)  # fmt: skip
"""`log` and `blame`, which are not plumbing, say the same whatever a user has set."""

_OWN_WORDS = tuple(word for setting in _SETTINGS for word in ('-c', setting))

_WITHOUT_USERS = {'GIT_CONFIG_GLOBAL': os.devnull, 'GIT_CONFIG_NOSYSTEM': '1'}

_NOT_THERE = ('not a git repository (or any', 'no such path')
"""What git says of a folder that is in no repository, and of a file that nobody has committed."""

_NO_LIST = 'could not open object name list'


class GitError(Exception):
    """Why git cannot tell what it should know."""


def ask(site: Path, *arguments: str) -> str:
    """What git prints in the folder *site*; nothing where there is no repository. Raises GitError.

    The user's settings are heeded otherwise: how lines end (`core.autocrlf`, or all of them would look changed), whose
    repositories are trusted (`safe.directory`). But where the user's file of commits to ignore is not in this
    repository, `blame` ends, whatever options say.
    """
    try:
        return _ask(site, arguments, {})
    except GitError as error:
        if _NO_LIST not in str(error):
            raise
    return _ask(site, arguments, _WITHOUT_USERS)


def _ask(site: Path, arguments: tuple[str, ...], settings: Mapping[str, str]) -> str:
    try:
        done = subprocess.run(
            ['git', *_OWN_WORDS, *arguments], cwd=site, env={**os.environ, **_QUIET, **settings}, timeout=_PATIENCE,
            check=False, stdin=subprocess.DEVNULL, capture_output=True,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        raise GitError(f'{_named(arguments)} has not ended within {_PATIENCE} seconds') from None
    except OSError as error:
        return _without_git(site, error)
    said = ' '.join(done.stderr.decode('utf-8', 'replace').split())
    if done.returncode and said and not any(words in said for words in _NOT_THERE):
        raise GitError(f'{_named(arguments)} says: {short(said, 300)}')
    return '' if done.returncode else done.stdout.decode('utf-8', 'replace')


def _named(arguments: tuple[str, ...]) -> str:
    """`git blame program/2019.yml`."""
    return f'git {arguments[0]} {arguments[-1]}'


def _without_git(site: Path, error: OSError) -> str:
    """Nothing, unless git would have something to say."""
    if not any(os.path.exists(folder / '.git') for folder in (site, *site.absolute().parents)):  # noqa: PTH110  # no OSError
        return ''
    why = 'git is not installed' if isinstance(error, FileNotFoundError) else f'git does not start ({error.strerror})'
    raise GitError(f'{why}, though there is a repository; install it')
