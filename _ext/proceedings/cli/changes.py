"""`proceedings changes`: what moved, in words."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from .command import Commands, add, add_site, count, day

if TYPE_CHECKING:
    from ..changes.snapshots import Files
    from ..load import Loaded


def add_to(commands: Commands) -> None:
    command = add(commands, 'changes', changes, 'say in words what changed in the program')
    command.add_argument('old', metavar='OLD', help='a git revision, such as HEAD or v1, or a file of an edition')
    command.add_argument(
        'new', metavar='NEW', nargs='?', help='another; of revisions, by default the files as they are now'
    )
    command.add_argument('--yaml', action='store_true', help='print entries for changes: in the file of an edition')
    command.add_argument('--date', type=day, metavar='DAY', help='the date of these entries (default: today)')
    add_site(command, '--site')


def changes(options: argparse.Namespace) -> int:
    """Print the differences; the exit status is 2 where OLD or NEW cannot be had."""
    from ..changes import compare, entries, report
    from ..changes.snapshots import NoSnapshotError, loaded

    try:
        states = [(name, *loaded(files, _series(options.site))) for name, files in _states(options)]
    except NoSnapshotError as error:
        print(f'proceedings changes: {error}', file=sys.stderr)
        return 2
    for name, state, _ in states:
        _warn(name, state)
    (_, old, were_hidden), (_, new, hidden) = states
    found = compare(old.program, new.program, {**were_hidden, **hidden})
    lines = entries(found, options.date or date.today()) if options.yaml else report(found)
    for line in lines:
        print(line)
    return 0


def _series(site: Path) -> str:
    return site.resolve().name or 'site'


def _states(options: argparse.Namespace) -> Iterator[tuple[str, Files]]:
    """What to compare, and what it is called. Raises NoSnapshotError."""
    from ..changes.snapshots import NoSnapshotError, edition_of, is_file_name, of_file, of_folder, of_revision

    names = [options.old] if options.new is None else [options.old, options.new]
    if not any(map(is_file_name, names)):
        yield from ((name, of_revision(name, options.site)) for name in names)
        if len(names) == 1:
            yield 'program/', of_folder(options.site)
    elif len(names) == 2 and all(map(is_file_name, names)):
        old, new = map(Path, names)
        edition = edition_of([old, new])
        yield names[0], of_file(old, new, edition)
        yield names[1], of_file(new, old, edition)
    else:
        raise NoSnapshotError('a file can be compared with another file only; write both: old.yml new.yml')


def _warn(name: str, state: Loaded) -> None:
    """Say that not all of a state could be understood."""
    wrong = [problem for problem in state.problems if not problem.notice]
    if wrong:
        first = f'the first is {wrong[0]}'
        print(
            f'{name} has {count(len(wrong), "problem")}, and is compared as far as it is clear; {first}',
            file=sys.stderr,
        )
