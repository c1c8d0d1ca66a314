"""The command line: `proceedings check`, `proceedings schema`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; the exit status is 0, or 1 where there are problems."""
    parser = argparse.ArgumentParser(prog='proceedings', description='Proceedings of a workshop or conference.')
    commands = parser.add_subparsers(required=True, metavar='COMMAND')
    _add(commands, 'check', check, 'report everything that is wrong in program/ and in the pages of talks and people')
    _add(commands, 'schema', schema, 'print the JSON Schema of the files in program/, for editors')
    options = parser.parse_args(arguments)
    status: int = options.run(options)
    return status


def _add(commands: argparse._SubParsersAction[argparse.ArgumentParser], name: str, run: object, text: str) -> None:
    command = commands.add_parser(name, help=text, description=text[0].upper() + text[1:] + '.')
    if name == 'check':
        command.add_argument(
            'site', nargs='?', type=Path, default=Path(), help='the folder with program/ (default: this one)'
        )
    command.set_defaults(run=run)


def check(options: argparse.Namespace) -> int:
    """Print all problems, one a line as `file:line:column: what is wrong`; notices do not count."""
    from .load import load  # imported late, so that --help is quick

    problems = load(options.site).problems
    for problem in problems:
        print(problem)
    wrong = sum(not problem.notice for problem in problems)
    summary = f'{wrong} problem{"s" * (wrong != 1)}, {len(problems) - wrong} notices'
    print(summary if problems else 'no problems', file=sys.stderr)
    return 1 if wrong else 0


def schema(options: argparse.Namespace) -> int:
    from .schema import json_schema

    sys.stdout.write(json_schema())
    return 0


if __name__ == '__main__':
    sys.exit(main())
