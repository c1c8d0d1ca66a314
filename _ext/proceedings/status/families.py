"""Authors of whom it is a guess what their family name is, and one that is often wrong: `Ana Sol Marín`."""

from __future__ import annotations

from collections.abc import Iterator

from ..load.decided import Decided
from ..model import Person
from ..program import Program

WORDS = 3
"""Of so many words, all written out, the last is taken for the family name, and it may as well be two of them."""


def guessed(program: Program, decided: Decided) -> Iterator[Person]:
    """Those of whom people.yml does not say it, by what is taken for it."""
    for id, person in program.people.items():
        if id not in decided.named and _is_unclear(person) and any(role.wrote for role in program.roles[id]):
            yield person


def _is_unclear(person: Person) -> bool:
    """Whether all parts are words; an initial or a particle says where the family name begins."""
    parts = person.parts
    words = (*parts.given.split(), parts.family)
    return not parts.particle and len(words) >= WORDS and all(len(word.strip('.')) > 1 for word in words)
