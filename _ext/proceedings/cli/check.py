"""`proceedings check`: everything that is wrong."""

from __future__ import annotations

import argparse
import sys

from .command import Commands, add, add_site, count, load_quickly


def add_to(commands: Commands) -> None:
    about = 'report everything that is wrong in program/ and in the pages of talks and people'
    add_site(add(commands, 'check', check, about))


def check(options: argparse.Namespace) -> int:
    """Print all problems, one a line as `file:line:column: what is wrong`; notices do not count."""
    problems = load_quickly(options.site).problems
    for problem in problems:
        print(problem)
    sys.stdout.flush()  # the count comes last, wherever the two streams go
    notices = sum(problem.notice for problem in problems)
    wrong = len(problems) - notices
    print(count(wrong, 'problem') + (f', {count(notices, "notice")}' if notices else ''), file=sys.stderr)
    return 1 if wrong else 0
