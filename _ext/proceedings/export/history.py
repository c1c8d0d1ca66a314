"""When files, and lines of files, were last changed, as git knows it: one question for all files, one for each YAML.

Nothing is known of what is not committed yet, nor of what was there already when a shallow clone begins: its oldest
commit only seems to have written everything, and the next clone would begin with another one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from functools import cached_property
from pathlib import Path

from .git import ask
from .stamps import moment_of

_OWN_WORDS = ('-c', 'log.showSignature=false', '-c', 'blame.showRoot=false')
"""No configuration of the user's changes what `log` and `blame` say, which are not plumbing."""

_BLAMED = re.compile(r'^([0-9a-f]{40,64}) \d+ (\d+) (\d+)\n((?:(?!filename ).*\n)*)filename ', re.MULTILINE)
"""(commit, first line, number of lines, what is said of a commit where it is named first); see `git help blame`."""

_COMMITTED = re.compile(r'^committer-time (\d+)$', re.MULTILINE)
_BOUNDARY = re.compile('^boundary$', re.MULTILINE)
_NO_COMMIT = re.compile('0+')


class History:
    """What git says of the files in the folder *site*, each asked for once; `head` is the commit that is there."""

    def __init__(self, site: Path) -> None:
        self.site = site
        is_shallow, _, head = ask(site, 'rev-parse', '--is-shallow-repository', 'HEAD').strip().partition('\n')
        self.head = head
        self.is_shallow = is_shallow == 'true'
        self._lines: dict[str, Sequence[datetime | None]] = {}

    @cached_property
    def files(self) -> Mapping[str, datetime]:
        """When each file was last changed, by its name as seen from the folder of the site."""
        files: dict[str, datetime] = {}
        for time, names in self._commits():
            for name in filter(None, names):
                files[name] = max(time, files.get(name, time))
        return files

    def _commits(self) -> Iterator[tuple[datetime, Sequence[str]]]:
        """(time, the files that it touched) of each commit that says something."""
        said = self._ask('log', '--format=%x00%ct %P', '--name-only', '--no-renames', '--relative', 'HEAD', '--', '.')
        for commit in said.split('\0')[1:]:
            head, _, names = commit.partition('\n')
            seconds, _, parents = head.partition(' ')
            time = moment_of(seconds)
            if time and (parents or not self.is_shallow):
                yield time, names.split('\n')

    def lines(self, file: str) -> Sequence[datetime | None]:
        """When each line of *file*, as it is now, was last changed."""
        if file not in self._lines:
            self._lines[file] = self._blamed(self._ask('blame', '--incremental', '--ignore-revs-file=', '--', file))
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

    def _ask(self, *arguments: str) -> str:
        return ask(self.site, *_OWN_WORDS, *arguments) if self.head else ''
