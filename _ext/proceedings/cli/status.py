"""`proceedings status`: what is missing, who looks like one person, what was not published, and, on request, which
links are dead."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from .command import Commands, add, add_site, count, load_quickly

if TYPE_CHECKING:
    from ..load import Loaded
    from ..model import Edition


def add_to(commands: Commands) -> None:
    about = 'say what is missing, and who looks like one person in two spellings'
    command = add(commands, 'status', status, about)
    add_site(command)
    command.add_argument('--edition', metavar='ID', help='only this edition')
    command.add_argument(
        '--people', action='store_true', help='only who looks like one person, and whose family name is a guess'
    )
    command.add_argument(
        '--links', action='store_true', help='only which links are dead: asks for each, over the network'
    )
    command.add_argument('--all', action='store_true', help='all names, however many they are')


def status(options: argparse.Namespace) -> int:
    """Print how the program stands. The exit status is 0, since nothing of it is wrong, but 1 without the edition."""
    loaded = load_quickly(options.site)
    editions = loaded.program.editions
    if options.edition and options.edition not in editions:
        from ..problems import did_you_mean

        print(f'no edition "{options.edition}"{did_you_mean(options.edition, editions)}', file=sys.stderr)
        return 1
    _say_what_is_left_out(loaded)
    chosen = [edition for edition in editions.values() if options.edition in (None, edition.id)]
    for line in _lines(loaded, chosen, options):
        print(line)
    return 0


def _say_what_is_left_out(loaded: Loaded) -> None:
    wrong = sum(not problem.notice for problem in loaded.problems)
    if wrong:
        message = f'{count(wrong, "problem")} in the program; what is wrong is not counted here (proceedings check)'
        print(message, file=sys.stderr)


def _lines(loaded: Loaded, editions: list[Edition], options: argparse.Namespace) -> Iterator[str]:
    all_of_it = not (options.people or options.links)
    if all_of_it:
        yield from _missing(loaded, editions, options)
    if all_of_it or options.people:
        yield from _pairs(loaded, editions, options)
        yield from _families(loaded, editions, options)
    if all_of_it and not options.edition:
        yield from ('', _published(loaded, options.site))
    if options.links:
        yield from _links(loaded, editions, options)


def _missing(loaded: Loaded, editions: list[Edition], options: argparse.Namespace) -> Iterator[str]:
    from ..status.missing import lacks
    from ..status.report import missing_lines

    for edition in editions:
        found = list(lacks(loaded.program, edition, options.site, date.today()))
        yield from missing_lines(edition, found, all=options.all)
        yield ''


def _pairs(loaded: Loaded, editions: list[Edition], options: argparse.Namespace) -> Iterator[str]:
    from ..status.pairs import pairs
    from ..status.report import pair_lines

    program, decided = loaded.program, loaded.decided
    ids = {edition.id for edition in editions}
    found = [
        pair
        for pair in pairs(program, decided)
        if any(role.edition in ids for person in (pair.main, pair.other) for role in program.roles[person.id])
    ]
    yield from pair_lines(program, found, decided, all=options.all)


def _families(loaded: Loaded, editions: list[Edition], options: argparse.Namespace) -> Iterator[str]:
    from ..status.families import guessed
    from ..status.report import family_lines

    ids, roles = {edition.id for edition in editions}, loaded.program.roles
    found = guessed(loaded.program, loaded.decided)
    here = [person for person in found if any(role.edition in ids for role in roles[person.id])]
    yield from family_lines(here, all=options.all)


def _published(loaded: Loaded, site: Path) -> str:
    """What of the site is not in its ledger. Only for that conf.py is read, which takes as long as all else."""
    from ..ledger import LEDGER, addresses, entries
    from ..status.report import ledger_line

    try:
        text = (site / LEDGER).read_text(encoding='utf-8-sig', errors='replace')
    except FileNotFoundError:
        return f'there is no {LEDGER} yet, which keeps addresses from being lost: proceedings publish'
    except OSError as error:
        return f'{LEDGER} cannot be read: {error.strerror}'
    from sphinx.errors import ConfigError

    from ..sources import documents_of

    try:
        built = documents_of(site, loaded.program)
    except ConfigError as error:
        return f'conf.py cannot be read: {str(error).strip().splitlines()[-1]}'
    known = {address for _, address in entries(text)}
    return ledger_line(len(addresses(loaded.program, built) - known))


def _links(loaded: Loaded, editions: list[Edition], options: argparse.Namespace) -> Iterator[str]:
    from ..status.asking import check
    from ..status.links import links_of, links_of_edition
    from ..status.report import link_lines

    links = list(links_of_edition(editions[0]) if options.edition else links_of(loaded.program))
    print(f'asking for {count(len(links), "link")} …', file=sys.stderr)
    yield from link_lines(check(links), all=options.all)
