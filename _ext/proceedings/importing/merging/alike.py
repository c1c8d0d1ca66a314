"""Which talk one may be whose id, or whose key, says nothing any more: by its people, its number and its slots."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from .facts import begins

Slots = frozenset[tuple[str, str]]
"""When a talk is given: days, and clock times."""


@dataclass(frozen=True, slots=True)
class Look:
    """What a talk can be known by besides its id and its title."""

    people: frozenset[str] = frozenset()
    number: str = ''
    slots: Slots = frozenset()


@dataclass(slots=True)
class Alike:
    """Talks that may be meant."""

    looks: Mapping[str, Look]
    _by_people: dict[frozenset[str], list[str]] = field(default_factory=lambda: defaultdict(list))
    _by_slot: dict[tuple[str, str], list[str]] = field(default_factory=lambda: defaultdict(list))

    def __post_init__(self) -> None:
        for id, look in self.looks.items():
            self._by_people[look.people].append(id)
            for slot in look.slots:
                self._by_slot[slot].append(id)

    def find(self, look: Look, claimed: Iterable[str]) -> str:
        """The one that is given in the same slot, by one of the same people, or has all the same people and the same
        number; nothing where none is, or several are. Others who talk in the slot of one are another talk."""
        in_slot = {id for slot in look.slots for id in self._by_slot.get(slot, ())}
        given = {id for id in in_slot if (mine := self.looks[id].people) & look.people or mine == look.people}
        same = [id for id in self._by_people.get(look.people, ()) if self.looks[id].number == look.number]
        for found in (given, {*same} if look.people else set()):
            if len(left := found - {*claimed}) == 1:
                return left.pop()
        return ''


def slots_of(rows: Iterable[Mapping[str, Any]]) -> dict[str, Slots]:
    """When each talk is given."""
    found: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for row in rows:
        for slot in row.get('talks', ()):
            when = {**row, **({'time': slot['time']} if slot.get('time') else {})}
            found[str(slot.get('talk'))].add((str(row.get('day', '')), begins(when)))
    return {id: frozenset(slots) for id, slots in found.items()}
