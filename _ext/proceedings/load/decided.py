"""What the organizers have decided of who is who."""

from __future__ import annotations

from dataclasses import dataclass

from ..model import Person
from ..names import slug


@dataclass(frozen=True, slots=True)
class Decided:
    """What people.yml says: the ids of those who are in it, the pairs of names, as slugs, that are two people, and the
    ids of those whose names it takes apart."""

    listed: frozenset[str] = frozenset()
    distinct: frozenset[frozenset[str]] = frozenset()
    named: frozenset[str] = frozenset()

    def are_distinct(self, one: Person, other: Person) -> bool:
        """Whether some name of *one* is said to be distinct from one of *other*."""
        theirs = [slug(name) for name in (other.name, *other.aliases)]
        return any(
            frozenset((slug(name), their)) in self.distinct for name in (one.name, *one.aliases) for their in theirs
        )

    def main_first(self, one: Person, other: Person) -> tuple[Person, Person]:
        """Both, the one whose spelling to keep first: whom people.yml has, then the longer name."""
        main, other = sorted(
            (one, other), key=lambda person: (person.id not in self.listed, -len(person.name), person.name)
        )
        return main, other
