"""The pictures that messages and social networks show where somebody gives the address of a talk or an edition.

    program -> Card -> lines, fonts -> ink -> drawing -> png

Each says what its page says first: title, people, kind, event; and what no longer stands, so. They are 1200 by 630
pixels, the size that OpenGraph's readers take as it is.
"""

from __future__ import annotations

from ...maths.titles import plain_title
from ...model import Edition, Talk
from ...program import Program
from ...times import day_range
from .drawing import HEIGHT, WIDTH, Card, draw, left_out

__all__ = ['HEIGHT', 'WIDTH', 'Card', 'draw', 'edition_card', 'left_out', 'talk_card']


def talk_card(program: Program, talk: Talk) -> Card:
    edition = program.editions[talk.edition]
    return Card(
        title=plain_title(talk.title),
        label=talk.kind.name,
        status='' if talk.stands else talk.status.capitalize(),
        people=tuple(program.people[credit.person].name for credit in talk.people),
        event=plain_title(edition.full_title),
        details=(_when_and_where(edition), *_part_of(edition)),
    )


def edition_card(program: Program, edition: Edition) -> Card:
    title, series = plain_title(edition.full_title), plain_title(program.series.title)
    return Card(
        title=title,
        label=', '.join(_part_of(edition)),
        fact=_when_and_where(edition),
        event='' if series in title else series,
        organizers=tuple(program.people[credit.person].name for credit in edition.organized_by),
    )


def _part_of(edition: Edition) -> tuple[str, ...]:
    return (edition.part_of.name,) if edition.part_of else ()


def _when_and_where(edition: Edition) -> str:
    """`Saturday 14 December 2019 · Convention Centre, Vancouver`."""
    venue = (edition.venue.name, edition.venue.city) if edition.venue else ()
    place = ', '.join(dict.fromkeys(filter(None, venue)))
    return ' · '.join(filter(None, (day_range(edition.start, edition.end), place)))
