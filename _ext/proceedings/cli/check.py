"""`proceedings check`: everything that is wrong."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from .command import Commands, add, add_site, count, load_quickly

if TYPE_CHECKING:
    from ..problems import Problem

FORMATS = ('text', 'github', 'gitlab', 'json')


def add_to(commands: Commands) -> None:
    about = 'report everything that is wrong in program/ and in the pages of talks and people'
    command = add(commands, 'check', check, about)
    add_site(command)
    command.add_argument(
        '--format',
        choices=FORMATS,
        default=FORMATS[0],
        help='text (the default); github marks the lines of a pull request; gitlab is a Code Quality report; or json',
    )
    command.add_argument(
        '--to-publish', action='store_true', help='examples that `proceedings new` wrote are problems, too'
    )


def check(options: argparse.Namespace) -> int:
    """Print all problems, one a line as `file:line:column: what is wrong`, or as another program takes them; notices
    do not count."""
    problems = _problems(options)
    notices = sum(problem.notice for problem in problems)
    wrong = len(problems) - notices
    told = count(wrong, 'problem') + (f', {count(notices, "notice")}' if notices else '')
    _print(problems, told, options)
    sys.stdout.flush()  # the count comes last, wherever the two streams go
    print(told, file=sys.stderr)
    return 1 if wrong else 0


def _problems(options: argparse.Namespace) -> list[Problem]:
    from ..problems import EXAMPLE
    from ..schema.editors import outdated

    problems = [*load_quickly(options.site).problems, *outdated(options.site)]
    if options.to_publish:
        problems = [replace(one, notice=one.notice and one.subtype != EXAMPLE) for one in problems]
    return problems


def _print(problems: Sequence[Problem], told: str, options: argparse.Namespace) -> None:
    if options.format == 'text':
        for problem in problems:
            print(problem)
        return
    from ..check_formats import as_json, folder_in, gitlab

    if options.format == 'github':
        _print_for_github(problems, told, options.site)
    elif options.format == 'gitlab':
        print(gitlab(problems, folder_in(_root('CI_PROJECT_DIR'), options.site)))
    else:
        print(as_json(problems))


def _print_for_github(problems: Sequence[Problem], told: str, site: Path) -> None:
    """Marks in the pull request, and all problems on the page of the run, since GitHub marks only the first ten."""
    from ..check_formats import MARKED, folder_in, github, summary

    folder = folder_in(_root('GITHUB_WORKSPACE'), site)
    for line in github(problems, folder):
        print(line)
    page = os.environ.get('GITHUB_STEP_SUMMARY')
    if page:
        try:
            with Path(page).open('a', encoding='utf-8', errors='backslashreplace', newline='\n') as file:
                file.write(summary(problems, told, folder, os.environ))
        except OSError as error:
            print(f'the summary cannot be written: {error.strerror}', file=sys.stderr)
    if len(problems) > MARKED:
        print(f'GitHub marks the first {MARKED} on their lines; all are above', file=sys.stderr)


def _root(variable: str) -> Path:
    """The top of the repository, where a service says it."""
    return Path(os.environ.get(variable) or Path.cwd())
