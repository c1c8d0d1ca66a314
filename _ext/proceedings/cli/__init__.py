"""The command line: a module for each command.

Each has `add_to(commands)`, which says how the command is called, and runs it from there. What a command needs is
imported when it runs, so that `--help` is quick.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from io import TextIOWrapper

from . import changes, check, importing, live, new, new_edition, publish, schema, status


def parser() -> argparse.ArgumentParser:
    """All commands with their options; the guide in docs/ is made from it, too."""
    proceedings = argparse.ArgumentParser(prog='proceedings', description='Proceedings of a workshop or conference.')
    commands = proceedings.add_subparsers(required=True, metavar='COMMAND')
    for command in (new, importing, check, live, changes, new_edition, publish, schema, status):
        command.add_to(commands)
    return proceedings


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; the exit status is 0, or 1 where there are problems."""
    os.environ.setdefault('PYDANTIC_DISABLE_PLUGINS', '__all__')  # lest pydantic looks through all that is installed
    options = parser().parse_args(arguments)
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(errors='backslashreplace')  # no name is a reason to fail, whatever the terminal can show
    try:
        exit_status: int = options.run(options)
        sys.stdout.flush()
    except BrokenPipeError:  # as in `proceedings check | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # lest Python complains at its end
        return 1
    return exit_status
