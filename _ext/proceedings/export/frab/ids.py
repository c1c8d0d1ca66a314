"""The short names and numbers that apps ask for, besides ids for the world (see `uids`)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from uuid import UUID

from ...model import Edition
from ...names import fold
from ...program import Program
from .. import wording
from ..events import Events
from ..uids import first_id

GENERATOR = 'proceedings'
_LARGEST = 2**31 - 1


def numbers(guids: Iterable[str]) -> dict[str, int]:
    """A positive number of 31 bits for each id: made of it, and another for each."""
    found: dict[int, str] = {}
    for guid in sorted(set(guids)):
        number = UUID(guid).int % _LARGEST
        while number == 0 or number in found:
            number = (number + 1) % _LARGEST
        found[number] = guid
    return {guid: number for number, guid in found.items()}


def acronym(program: Program, edition: Edition) -> str:
    """`ml4ps_2019`: at least four letters, digits and underscores; the same when the edition has another id."""
    name = words(wording.short_title(program, first_id(edition)), '_')
    return name if len(name) > 3 else f'{GENERATOR}_{name}'.strip('_')


def words(text: str, joiner: str) -> str:
    """The plain letters and digits of *text*: `hello_world`."""
    return joiner.join(re.findall('[a-z0-9]+', fold(text)))


def person_ids(program: Program, events: Events) -> dict[str, tuple[str, int]]:
    """(guid, number) of each person who presents something."""
    people = {credit.person for talk in events.edition.talks.values() for credit in talk.presenters}
    guids = {person: events.uids.person(program.people[person]) for person in people}
    number = numbers(guids.values())
    return {person: (guid, number[guid]) for person, guid in guids.items()}
