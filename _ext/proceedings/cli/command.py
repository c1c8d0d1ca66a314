"""What commands have in common: how they are added, what they say."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from ..load import Loaded

Commands: TypeAlias = 'argparse._SubParsersAction[argparse.ArgumentParser]'
Run = Callable[[argparse.Namespace], int]
"""Takes the options and returns the exit status."""


def add(commands: Commands, name: str, run: Run, about: str) -> argparse.ArgumentParser:
    """Add the command *name*; *about* is a phrase without a full stop. The caller adds its arguments."""
    command = commands.add_parser(name, help=about, description=f'{about[0].upper()}{about[1:]}.')
    command.set_defaults(run=run)
    return command


def add_site(command: argparse.ArgumentParser, name: str = 'site') -> None:
    """The folder of the site as the last argument (or as an option, if *name* begins with hyphens)."""
    about = 'the folder with program/ (default: this one)'
    if name.startswith('-'):
        command.add_argument(name, type=folder, default=Path(), metavar='FOLDER', help=about)
    else:
        command.add_argument(name, nargs='?', type=folder, default=Path(), help=about)


def folder(name: str) -> Path:
    """The folder *name*. Raises ArgumentTypeError if there is none."""
    if not Path(name).is_dir():
        raise argparse.ArgumentTypeError(f'there is no folder "{name}"')
    return Path(name)


def load_quickly(site: Path) -> Loaded:
    """The program of *site*, in a process that does little else."""
    import gc

    from ..load import load

    loaded = load(site)
    gc.freeze()  # lest Python looks through all of it for garbage again, and at its end
    return loaded


def count(number: int, what: str) -> str:
    """`no problems`, `1 problem`, `2 problems`."""
    return f'{number or "no"} {what}{"s" * (number != 1)}'


def day(text: str) -> date:
    """The date that *text* is. Raises ArgumentTypeError."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f'"{text}" is not a date; write it as 2019-12-14') from None
