"""`proceedings status`: what is missing, who looks like one person, and, on request, which links are dead."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from datetime import date
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
    command.add_argument('--people', action='store_true', help='only who looks like one person')
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
    if not (options.people or options.links):
        yield from _missing(loaded, editions, options)
    if options.people or not options.links:
        yield from _pairs(loaded, editions, options)
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


def _links(loaded: Loaded, editions: list[Edition], options: argparse.Namespace) -> Iterator[str]:
    from ..status.asking import check
    from ..status.links import links_of, links_of_edition
    from ..status.report import link_lines

    links = list(links_of_edition(editions[0]) if options.edition else links_of(loaded.program))
    print(f'asking for {count(len(links), "link")} …', file=sys.stderr)
    yield from link_lines(check(links), all=options.all)
