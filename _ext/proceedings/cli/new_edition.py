"""`proceedings new-edition`: the file of next year's edition."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping
from pathlib import Path

from .command import Commands, add, add_site, day, load_quickly


def add_to(commands: Commands) -> None:
    command = add(
        commands, 'new-edition', new_edition, 'write the file of a new edition, with comments on what to fill in'
    )
    command.add_argument('id', metavar='ID', help='the name of its file and address, such as 2021')
    add_site(command)
    command.add_argument('--start', type=day, metavar='DAY', help='the first day (default: a guess)')


def new_edition(options: argparse.Namespace) -> int:
    """Write `program/ID.yml` and say so; the exit status is 1, with the reason, if that cannot be."""
    try:
        print(_written(options))
    except ValueError as error:
        print(f'proceedings new-edition: {error}', file=sys.stderr)
        return 1
    return 0


def _written(options: argparse.Namespace) -> str:
    """What was written, and what to do next. Raises ValueError."""
    from ..new_edition import first_day
    from ..new_edition import new_edition as text_of
    from ..schema.editors import SCHEMA

    program = load_quickly(options.site).program
    _check_id(options.id, options.site, program.former['edition'])
    guess = (options.start, '') if options.start else first_day(options.id, program)
    if not guess:
        raise ValueError('there is no edition to guess the first day from; write it, as --start 2021-12-13')
    name = f'program/{options.id}.yml'
    text = text_of(options.id, program, *guess, schema=(options.site / SCHEMA).is_file())
    _write(options.site / name, text)
    kept = f', with what probably stays from {program.latest.id}' if program.latest else ''
    guessed = f' (the first day, {guess[0]}, is a guess)' if guess[1] else ''
    return f'wrote {name}{kept}\nnext: edit it{guessed}, then run `proceedings check` and `make html`'


def _check_id(id: str, site: Path, former: Mapping[str, str]) -> None:
    """Raises ValueError where *id* cannot be that of a new edition."""
    from ..new_edition import check_id

    check_id(id)
    if id in former:
        raise ValueError(f'{id} is what {former[id]} was called, and its addresses lead there; write another id')
    if there := next(
        (path for path in sorted((site / 'program').glob(f'{id}.*')) if path.suffix.lower() in ('.yml', '.yaml')), None
    ):
        raise ValueError(f'program/{there.name} is there already, and stays as it is; edit it, or write another id')


def _write(path: Path, text: str) -> None:
    """Write a file that is not there. Raises ValueError where that cannot be done."""
    try:
        path.parent.mkdir(exist_ok=True)
        with path.open('x', encoding='utf-8', newline='\n') as file:
            file.write(text)
    except OSError as error:
        raise ValueError(f'program/{path.name} cannot be written: {error.strerror}') from None
