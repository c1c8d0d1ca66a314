"""`proceedings import`: a program from what organizers have."""

from __future__ import annotations

import argparse
import signal
import sys
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from .command import Commands, add, count, load_quickly

if TYPE_CHECKING:
    from ..importing.draft import Draft
    from ..importing.files.write import Plan
    from ..importing.formats import File
    from ..importing.report import Report
    from ..problems import Problem

ABOUT = """
What can be imported: schedule.xml and schedule.json (frab, pretalx, FOSDEM,
wafer), the JSON of pretalx, tables of talks and people (CSV, XLSX), the
exports of EasyChair and OpenReview, the sitedata/ of Mini-Conf, BibTeX, and
iCalendar. Which of them a file is, is recognized. Files that belong together
are given together.

Import the same source again whenever it has changed: ids stay, what changed
there is taken over, and what you changed here stays as it is and is named.
"""

EXAMPLES = """
examples:
  proceedings import schedule.xml --dry-run
  proceedings import talks.csv people.csv --edition 2031
  proceedings import talks.json speakers.json rooms.json
"""


def add_to(commands: Commands) -> None:
    command = add(commands, 'import', run, 'make a program from a schedule, a table or another file that you have')
    command.formatter_class = argparse.RawDescriptionHelpFormatter
    command.description = f'{command.description}\n{ABOUT}'
    command.epilog = EXAMPLES
    command.add_argument('files', nargs='+', type=Path, metavar='FILE', help='a file, or the folder of Mini-Conf')
    command.add_argument(
        '--site', type=Path, default=Path(), metavar='FOLDER', help='the folder of the site (default: this one)'
    )
    command.add_argument(
        '--edition', default='', metavar='ID', help='the edition, as 2031 (default: as last time, or the year)'
    )
    command.add_argument('--format', default='', metavar='NAME', help='what the files are, if they do not tell')
    command.add_argument('--dry-run', action='store_true', help='write nothing, and show what would be written')
    command.add_argument(
        '--take-theirs',
        action='store_true',
        help='where the source and you have changed the same, take what the source says (default: yours stays)',
    )
    command.add_argument('--all', action='store_true', help='cut no list')


def run(options: argparse.Namespace) -> int:
    """Import, and tell what was made of it; the exit status is 1 where nothing could be imported, or where the program
    has problems then."""
    from ..importing.files.write import CannotImportError
    from ..importing.formats import UnreadableError

    try:
        read = _read(options)
        if not options.dry_run:
            with _uninterrupted():
                read.plan.carry_out(options.site)
    except (CannotImportError, UnreadableError) as error:
        return _refused(error)
    except KeyboardInterrupt:
        print('\nproceedings import: interrupted; nothing was written', file=sys.stderr)
        return 1
    try:
        for line in _lines(read, options):
            print(line)
        return _next(read.plan, options)
    except CannotImportError as error:  # what a dry run finds when it tries to write elsewhere
        return _refused(error)
    except KeyboardInterrupt:
        done = 'nothing was written' if options.dry_run else 'all was written before'
        print(f'\nproceedings import: interrupted; {done}', file=sys.stderr)
        return 1


def _refused(error: Exception) -> int:
    from ..problems import visible

    print(f'proceedings import: {visible(str(error))}', file=sys.stderr)
    return 1


class _Read(NamedTuple):
    """What was read, and what comes of it."""

    format: str
    files: Sequence[File]
    draft: Draft
    report: Report
    plan: Plan


def _read(options: argparse.Namespace) -> _Read:
    """Everything but the writing. Raises CannotImportError and UnreadableError."""
    from ..importing.merging.plan import plan
    from ..importing.recognize import format_of, recognize
    from ..importing.report import Report

    _check(options)
    format, files = recognize(options.files, options.format)
    report = Report(watch=_watch)
    draft = format_of(format).read(files, report)
    planned = plan(options.site, draft, report, edition=options.edition, take_theirs=options.take_theirs)
    return _Read(format, files, draft, report, planned)


def _check(options: argparse.Namespace) -> None:
    """Raises CannotImportError for options that cannot be."""
    from ..importing.files.write import CannotImportError
    from ..importing.recognize import ENDINGS, NAMES
    from ..problems import did_you_mean

    if not options.site.is_dir():
        way_out = 'give its folder' if options.site.exists() else f'make one with `proceedings new {options.site}`'
        raise CannotImportError(f'there is no folder "{options.site}"; {way_out}')
    if options.format and options.format not in (*NAMES, *ENDINGS):
        hint = did_you_mean(options.format, NAMES) or f'; known are {", ".join(NAMES)}'
        raise CannotImportError(f'no format "{options.format}"{hint}')


def _lines(read: _Read, options: argparse.Namespace) -> Iterator[str]:
    """The report, without what would steer a terminal."""
    from .import_report import MOST, Telling, told

    tell = Telling(options.all)
    report, plan = read.report, read.plan
    yield from told(tell.source(read.format, read.files, read.draft))
    yield from told(tell.files(plan, written=not options.dry_run))
    if options.dry_run:
        yield from told(tell.differences(plan))
    yield from told(tell.remarks('Kept as you have it, though the source has changed', plan.conflicts, MOST))
    yield from told(tell.remarks('Not the same here and at the source; yours is kept', plan.differs, MOST))
    yield from told(tell.remarks('Taken over from the source', plan.changed))
    if not any(change.before is None and change.way == f'program/{plan.edition}.yml' for change in plan.files):
        yield from told(tell.remarks('New at the source', plan.new))
    yield from told(tell.remarks('No longer at the source, and kept here', plan.gone))
    yield from told(tell.remarks('Deleted here, and still at the source', plan.deleted))
    yield from told(tell.lost(report))
    yield from told(tell.remarks('Guessed', sorted(report.guesses)))
    yield from told(tell.remarks('Problems', sorted(report.problems), MOST))


def _next(plan: Plan, options: argparse.Namespace) -> int:
    """Say how the program stands, and what to do; returns the exit status."""
    problems = _problems_after(plan, options.site) if options.dry_run else load_quickly(options.site).problems
    wrong = sum(not problem.notice for problem in problems)
    told = f'{count(wrong, "problem")} and {count(len(problems) - wrong, "notice")}'
    print(f'\nThe program {"would have" if options.dry_run else "has"} {told}')
    for step in _steps(bool(problems), plan, options):
        print(f'Next: {step}')
    return 1 if wrong and not options.dry_run else 0


def _steps(has_problems: bool, plan: Plan, options: argparse.Namespace) -> Iterator[str]:
    at = '' if options.site == Path() else f' {options.site}'
    if options.dry_run:
        yield 'the same without --dry-run; so far nothing was written'
        return
    if has_problems:
        yield f'`proceedings check{at}` says where they are, and the way out'
    if not (options.site / 'conf.py').exists():
        yield 'there is no conf.py yet; `proceedings new FOLDER` begins a whole site, and this import can go into it'
    elif plan.files:
        yield '`make html` shows the pages; then commit what was written'


def _problems_after(plan: Plan, site: Path) -> Sequence[Problem]:
    """What the program would have, once the plan is carried out: in a copy of it."""
    from shutil import copytree
    from tempfile import TemporaryDirectory

    with TemporaryDirectory() as folder:
        for name in ('program', 'talks', 'speakers'):
            if (site / name).is_dir():
                copytree(site / name, Path(folder, name), symlinks=True, copy_function=_linked)
        plan.carry_out(Path(folder))
        return load_quickly(Path(folder)).problems


def _linked(source: str, target: str) -> None:
    """Copy a text; papers, which no import writes, are only linked, where the disk can do that."""
    import os
    from shutil import copy

    if not source.endswith(('.yml', '.yaml', '.md', '.txt')):
        with suppress(OSError):
            os.link(source, target)
            return
    copy(source, target)


def _watch(what: str, things: Sequence[Any]) -> Iterable[Any]:
    """*things*, with a line that says how many are done, where somebody looks on and it takes long."""
    from tqdm import tqdm

    form = f'reading {what}: {{n_fmt}} of {{total_fmt}}'
    shown: Iterable[Any] = tqdm(things, bar_format=form, disable=None, leave=False, delay=0.5, file=sys.stderr)
    return shown


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """Ctrl-C has to wait, lest something is half written."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    asked: list[int] = []
    before = signal.signal(signal.SIGINT, lambda number, frame: asked.append(number))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
    if asked:
        print('proceedings import: all was written before it could be interrupted', file=sys.stderr)
