"""When files, and lines of files, were last changed, as git knows it: one question for all files, one for each YAML.

Nothing is known of what is not committed yet, nor of what was there already when a shallow clone begins: its oldest
commit only seems to have written everything, and the next clone would begin with another one.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from functools import cached_property
from pathlib import Path

from ..times import moment_of
from .git import GitError, ask

_LOG = ('log', '-z', '--format=/%ct %P', '--name-only', '--no-renames', '--relative', f'-O{os.devnull}')
_BLAME = ('blame', '--incremental', '--ignore-revs-file=', '--no-textconv')

_BLAMED = re.compile(r'^([0-9a-f]{40,64}) \d+ (\d+) (\d+)\n((?:(?!filename ).*\n)*)filename ', re.MULTILINE)
"""(commit, first line, number of lines, what is said of a commit where it is named first); see `git help blame`."""

_COMMITTED = re.compile(r'^committer-time (\d+)$', re.MULTILINE)
_BOUNDARY = re.compile('^boundary$', re.MULTILINE)
_NO_COMMIT = re.compile('0+')


class History:
    """What git says of the files in the folder *site*, each asked for once, and only when somebody wants to know.

    `head` is the commit that is there; `trouble` is why git could not tell something, which may be asked for last.
    """

    def __init__(self, site: Path) -> None:
        self.site = site
        self.trouble = ''
        self._lines: dict[str, Sequence[datetime | None]] = {}

    @property
    def head(self) -> str:
        return self._state[1]

    @property
    def is_shallow(self) -> bool:
        return self._state[0] == 'true'

    @cached_property
    def _state(self) -> tuple[str, str]:
        said = self._ask('rev-parse', '--is-shallow-repository', '--verify', '--quiet', 'HEAD')
        is_shallow, _, head = said.strip().partition('\n')
        return is_shallow, head

    @cached_property
    def files(self) -> Mapping[str, datetime]:
        """When each file was last changed, by its name as seen from the folder of the site."""
        files: dict[str, datetime] = {}
        for time, name in self._changes():
            files[name] = max(time, files.get(name, time))
        return files

    def _changes(self) -> Iterator[tuple[datetime, str]]:
        """(time, a file that it touched) of each commit that says something."""
        time = None
        for word in self._ask_head(*_LOG, 'HEAD', '--', '.').split('\0'):
            if word.startswith('/'):  # as no name does
                seconds, _, parents = word[1:].partition(' ')
                time = moment_of(seconds) if parents or not self.is_shallow else None
            elif time and word:
                yield time, word.removeprefix('\n')

    def lines(self, file: str) -> Sequence[datetime | None]:
        """When each line of *file*, as it is now, was last changed."""
        if file not in self._lines:
            self._lines[file] = self._blamed(self._ask_head(*_BLAME, '--', file))
        return self._lines[file]

    def _blamed(self, said: str) -> Sequence[datetime | None]:
        times: dict[str, datetime | None] = {}
        found: dict[int, datetime | None] = {}
        for commit, first, count, facts in _BLAMED.findall(said):
            if commit not in times:
                times[commit] = self._time(commit, facts)
            found.update(dict.fromkeys(range(int(first), int(first) + int(count)), times[commit]))
        return [found.get(number) for number in range(1, max(found, default=0) + 1)]

    def _time(self, commit: str, facts: str) -> datetime | None:
        """The time of a commit; that of lines which nobody has committed is the clock's."""
        committed = _COMMITTED.search(facts)
        is_unknown = _NO_COMMIT.fullmatch(commit) or (self.is_shallow and _BOUNDARY.search(facts))
        return moment_of(committed[1]) if committed and not is_unknown else None

    def _ask_head(self, *arguments: str) -> str:
        return self._ask(*arguments) if self.head else ''

    def _ask(self, *arguments: str) -> str:
        try:
            return ask(self.site, *arguments)
        except GitError as error:
            self.trouble = self.trouble or str(error)
            return ''
