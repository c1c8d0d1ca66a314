"""The command line: `proceedings check`, `proceedings schema`."""

from __future__ import annotations

import argparse
import gc
import os
import sys
from collections.abc import Sequence
from io import TextIOWrapper
from pathlib import Path


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; the exit status is 0, or 1 where there are problems."""
    parser = argparse.ArgumentParser(prog='proceedings', description='Proceedings of a workshop or conference.')
    commands = parser.add_subparsers(required=True, metavar='COMMAND')
    _add(commands, 'check', check, 'report everything that is wrong in program/ and in the pages of talks and people')
    _add(commands, 'schema', schema, 'print the JSON Schema of the files in program/, for editors')
    options = parser.parse_args(arguments)
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(errors='backslashreplace')  # no name is a reason to fail, whatever the terminal can show
    try:
        status: int = options.run(options)
        sys.stdout.flush()
    except BrokenPipeError:  # as in `proceedings check | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # lest Python complains at its end
        return 1
    return status


def _add(commands: argparse._SubParsersAction[argparse.ArgumentParser], name: str, run: object, text: str) -> None:
    command = commands.add_parser(name, help=text, description=text[0].upper() + text[1:] + '.')
    if name == 'check':
        about = 'the folder with program/ (default: this one)'
        command.add_argument('site', nargs='?', type=_folder, default=Path(), help=about)
    command.set_defaults(run=run)


def _folder(name: str) -> Path:
    if not Path(name).is_dir():
        raise argparse.ArgumentTypeError(f'there is no folder "{name}"')
    return Path(name)


def check(options: argparse.Namespace) -> int:
    """Print all problems, one a line as `file:line:column: what is wrong`; notices do not count."""
    from .load import load  # imported late, so that --help is quick

    gc.disable()  # a program is a hundred thousand small objects, and none of them is garbage
    problems = load(options.site).problems
    gc.enable()
    for problem in problems:
        print(problem)
    sys.stdout.flush()  # the count comes last, wherever the two streams go
    notices = sum(problem.notice for problem in problems)
    wrong = len(problems) - notices
    print(_count(wrong, 'problem') + (f', {_count(notices, "notice")}' if notices else ''), file=sys.stderr)
    return 1 if wrong else 0


def _count(number: int, what: str) -> str:
    return f'{number or "no"} {what}{"s" * (number != 1)}'


def schema(options: argparse.Namespace) -> int:
    from .schema.editors import json_schema

    sys.stdout.write(json_schema())
    return 0


if __name__ == '__main__':
    sys.exit(main())
