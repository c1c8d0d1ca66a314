"""`proceedings changes`: what moved, in words."""

from __future__ import annotations

import argparse
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from .command import Commands, add, add_site, count, day

if TYPE_CHECKING:
    from ..changes.snapshots import Snapshot, State


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
    """Print the differences; the exit status is 2 where OLD or NEW cannot be had, or not be read."""
    from ..changes import compare, entries, report
    from ..changes.snapshots import NoSnapshotError, state_of

    try:
        old, new = (state_of(snapshot, _series(options.site)) for snapshot in _snapshots(options))
    except NoSnapshotError as error:
        print(f'proceedings changes: {error}', file=sys.stderr)
        return 2
    for state in (old, new):
        _warn(state)
    found = compare(old.loaded.program, new.loaded.program, {**old.hidden, **new.hidden})
    lines = entries(found, options.date or date.today()) if options.yaml else report(found)
    for line in lines:
        print(line)
    return 0


def _series(site: Path) -> str:
    return site.resolve().name or 'site'


def _snapshots(options: argparse.Namespace) -> tuple[Snapshot, Snapshot]:
    """What to compare. Raises NoSnapshotError."""
    from ..changes.snapshots import NoSnapshotError, is_file_name, of_folder, of_revision
    from ..changes.two_files import two_files

    old, new, site = options.old, options.new, options.site
    are_files = [is_file_name(name) for name in (old, new) if name is not None]
    if not any(are_files):
        return of_revision(old, site), of_folder(site) if new is None else of_revision(new, site)
    if are_files != [True, True]:
        raise NoSnapshotError('a file can be compared with another file only; write both: old.yml new.yml')
    return two_files(old, new, site)


def _warn(state: State) -> None:
    """Say that not all of a state could be understood."""
    wrong = state.wrong
    if wrong:
        first = f'the first is {state.said(wrong[0])}'
        print(
            f'{state.snapshot.name} has {count(len(wrong), "problem")}, and is compared as far as it is clear; {first}',
            file=sys.stderr,
        )
