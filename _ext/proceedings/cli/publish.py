"""`proceedings publish`: the addresses that the site has are for ever from now on."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from .command import Commands, add, add_site, count, load_quickly

if TYPE_CHECKING:
    from ..program import Program

FIRST = 5
"""How many of the new addresses are named."""


def add_to(commands: Commands) -> None:
    about = 'add the addresses of the site to program/published.txt, so that none of them is ever lost'
    add_site(add(commands, 'publish', publish, about))


def publish(options: argparse.Namespace) -> int:
    """Add what is new; nothing while there are problems, or examples, since none is to become an address for ever."""
    from sphinx.errors import ConfigError

    from ..problems import EXAMPLE

    loaded = load_quickly(options.site)
    found = (replace(problem, notice=problem.notice and problem.subtype != EXAMPLE) for problem in loaded.problems)
    wrong = [str(problem) for problem in found if not problem.notice]
    if not wrong:
        try:
            wrong = _publish(options.site, loaded.program)
        except ConfigError as error:
            wrong = [f'conf.py: {error}']
        except OSError as error:
            wrong = [f'{error.filename}: {error.strerror}']
    if wrong:
        print(*wrong, sep='\n')
        sys.stdout.flush()
        print(f'{count(len(wrong), "problem")}; nothing was published, since an address is for ever', file=sys.stderr)
    return 1 if wrong else 0


def _publish(site: Path, program: Program) -> list[str]:
    """Write the ledger of *site*, and tell what is new; or else, return what was published and would be lost."""
    from ..ledger import EXCLUDED, LEDGER, Present, addresses, entries, excluded, with_new
    from ..sources import documents_of
    from ..whole import write_whole

    path = site / LEDGER
    text = path.read_text(encoding='utf-8-sig') if path.exists() else ''
    built = documents_of(site, program)
    lost = [f'{LEDGER}:{line}:1: {page} {EXCLUDED}' for line, page in excluded(text, Present(program, site), built)]
    if not lost:
        new = sorted(addresses(program, built) - {address for _, address in entries(text)})
        if new:
            write_whole(path, with_new(text, new).encode())
        print(_told(new))
    return lost


def _told(new: Sequence[str]) -> str:
    """`2 new: about, talks/2019/index`; the first of many."""
    named = ', '.join(new[:FIRST])
    more = len(new) - FIRST
    return f'{len(new)} new: {named}' + (f' and {more} more' if more > 0 else '') if new else 'nothing new'
