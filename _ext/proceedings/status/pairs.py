"""Pairs of names that look like one person, and what the program says for it and against it.

Nothing is ever merged: which evidence is enough is for the organizer to say, in people.yml.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from rapidfuzz import fuzz

from ..load.decided import Decided
from ..maths.titles import plain_title
from ..model import Edition, Person
from ..names import distantly_similar_names, family_name, fold, similar_names, slug, split_name
from ..program import Program

Alike = Callable[[Iterable[str]], Iterator[tuple[str, str]]]

LIKELIHOODS = ((4.0, 'very likely'), (2.5, 'likely'), (0.5, 'perhaps'), (-math.inf, 'unlikely'))
"""From which weight of the evidence on a pair is called so."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """Something that the program says of a pair; a `weight` below zero is evidence for two people."""

    weight: float
    words: str


@dataclass(frozen=True, slots=True)
class Pair:
    """Two who may be one person; `main` is whose spelling to keep. `evidence` has the weightiest first."""

    main: Person
    other: Person
    evidence: tuple[Evidence, ...]

    @property
    def weight(self) -> float:
        return sum(found.weight for found in self.evidence)

    @property
    def likelihood(self) -> str:
        return next(word for weight, word in LIKELIHOODS if self.weight >= weight)


def pairs(program: Program, decided: Decided) -> list[Pair]:
    """Those whom people.yml has not told apart, the most likely to be one person first."""
    judge = _Judge(program)

    def judged(alike: Alike) -> list[Pair]:
        return [
            Pair(*decided.main_first(one, other), judge.evidence(one, other))
            for one, other in _couples(program, alike)
            if not decided.are_distinct(one, other)
        ]

    distant = [pair for pair in judged(distantly_similar_names) if pair.likelihood != 'unlikely']
    return sorted(
        judged(similar_names) + distant, key=lambda pair: (-pair.weight, pair.main.sort_name, pair.other.sort_name)
    )


def _couples(program: Program, alike: Alike) -> Iterator[tuple[Person, Person]]:
    """Every two people whose names are *alike*."""
    by_name: dict[str, list[Person]] = {}
    for person in program.people.values():
        by_name.setdefault(person.name, []).append(person)
    for one, other in alike(by_name):
        yield from ((person, same) for person in by_name[one] for same in by_name[other])


class _Judge:
    """Weighs what the program says of two people."""

    def __init__(self, program: Program) -> None:
        self.program = program

    def evidence(self, one: Person, other: Person) -> tuple[Evidence, ...]:
        found = (
            *self._spelling(one, other),
            *self._coauthors(one, other),
            *self._affiliations(one, other),
            *self._topics(one, other),
            *self._tracks(one, other),
            *self._editions(one, other),
            *self._together(one, other),
        )
        return tuple(sorted(found, key=lambda evidence: -abs(evidence.weight)))

    def _spelling(self, one: Person, other: Person) -> Iterator[Evidence]:
        """How near the names are, and how many share the family name."""
        likeness = fuzz.token_set_ratio(_spaced(one.name), _spaced(other.name))
        yield Evidence((likeness - 90) / 10, '' if likeness > 80 else 'the given names differ much')
        if all(' ' in split_name(person.name)[0] for person in (one, other)):
            yield Evidence(1, 'the middle names agree')
        families = {family_name(one.name), family_name(other.name)}
        namesakes = sum(self._families[family] for family in families)
        weight = max(1.5 - math.log2(namesakes / 2), -1.5)
        who = 'nobody else is' if namesakes == 2 else f'{"only " if weight > 0 else ""}{namesakes} are'
        yield Evidence(weight, f'{who} called {_family(one)}')
        given = _spaced(one.name).split()[0]
        if self._given[given] > 4 and given == _spaced(other.name).split()[0]:
            words = f'{self._given[given]} have the given name {one.name.split()[0]}'
            yield Evidence(-min(math.log2(self._given[given] / 4) / 2, 1), words)

    def _coauthors(self, one: Person, other: Person) -> Iterator[Evidence]:
        """Co-authors in common: the fewer others one of them writes with, the more that says."""
        ours, theirs = self._wrote_with(one), self._wrote_with(other)
        if other.id in ours:
            return
        yield from self._common(ours & theirs, '', 1)
        # If Rhys Goodall writes with Alpha Lee, and Rhys E A Goodall with Alpha A Lee, each speaks for the other.
        alike = {person for person in ours - theirs if not self._alike.get(person, set()).isdisjoint(theirs - ours)}
        yield from self._common(alike, ', in two spellings', 0.7)

    def _common(self, people: set[str], how: str, weight: float) -> Iterator[Evidence]:
        if people:
            degrees = {person: len(self.program.coauthors(person)) for person in people}
            rarity = sum(1 / math.log2(2 + degree) for degree in degrees.values())
            count = 'a co-author' if len(people) == 1 else f'{len(people)} co-authors'
            first = sorted(people, key=lambda person: (degrees[person], person))
            names = _some([self.program.people[person].name for person in first])
            yield Evidence(weight * min(1.5 + rarity, 3.5), f'{count} in common{how}: {names}')

    @cached_property
    def _alike(self) -> Mapping[str, set[str]]:
        """For each person, who looks like the same one."""
        alike: dict[str, set[str]] = {}
        for one, other in _couples(self.program, similar_names):
            alike.setdefault(one.id, set()).add(other.id)
            alike.setdefault(other.id, set()).add(one.id)
        return alike

    def _wrote_with(self, person: Person) -> set[str]:
        return {other for other, _ in self.program.coauthors(person.id)}

    def _affiliations(self, one: Person, other: Person) -> Iterator[Evidence]:
        for place in self._places(one):
            if any(fuzz.token_set_ratio(fold(place), fold(elsewhere)) > 90 for elsewhere in self._places(other)):
                yield Evidence(2, f'both at {place}')
                return

    def _places(self, person: Person) -> list[str]:
        roles = (role.affiliation for role in self.program.roles[person.id])
        return list(dict.fromkeys(filter(None, (person.affiliation, *roles))))

    def _topics(self, one: Person, other: Person) -> Iterator[Evidence]:
        """Words that few talks have, and those of both do; not of one talk that both are in."""
        ours, theirs = self._talks(one), self._talks(other)
        words = set().union(*map(self._words.__getitem__, ours - theirs)) & set().union(
            *map(self._words.__getitem__, theirs - ours)
        )
        rare = sorted((word for word in words if self._frequency[word] <= self._few), key=self._frequency.__getitem__)
        if rare:
            yield Evidence(min(0.5 * len(rare), 1.5), f'subjects of both: {_some(rare)}')

    def _talks(self, person: Person) -> set[str]:
        return {f'{role.edition}/{role.talk}' for role in self.program.roles[person.id] if role.talk}

    @cached_property
    def _words(self) -> Mapping[str, set[str]]:
        """The words of each talk's title and keywords that may tell a subject."""
        texts = {ref: ' '.join((plain_title(talk.title), *talk.keywords)) for ref, talk in self.program.talks.items()}
        return {ref: set(re.findall(r'\w{6,}', fold(text))) for ref, text in texts.items()}

    @cached_property
    def _frequency(self) -> Counter[str]:
        return Counter(word for words in self._words.values() for word in words)

    @property
    def _few(self) -> float:
        return max(2, 0.02 * len(self.program.talks))

    @cached_property
    def _families(self) -> Counter[str]:
        return Counter(family_name(person.name) for person in self.program.people.values())

    @cached_property
    def _given(self) -> Counter[str]:
        return Counter(_spaced(person.name).split()[0] for person in self.program.people.values())

    def _tracks(self, one: Person, other: Person) -> Iterator[Evidence]:
        common = self._tracks_of(one) & self._tracks_of(other)
        if common:
            yield Evidence(0.5, f'both in the track {_some(sorted(common))}')

    def _tracks_of(self, person: Person) -> set[str]:
        talks = (self.program.talks[ref] for ref in self._talks(person))
        return {self.program.tracks[f'{talk.edition}/{talk.track}'].name for talk in talks if talk.track}

    def _editions(self, one: Person, other: Person) -> Iterator[Evidence]:
        """Whoever writes a name in two ways does so from one year to the next, rather than in one."""
        years = [{role.edition for role in self.program.roles[person.id]} for person in (one, other)]
        if years[0].isdisjoint(years[1]):
            yield Evidence(0.5, 'never in the same edition')

    def _together(self, one: Person, other: Person) -> Iterator[Evidence]:
        """Who is twice on one paper or in one list is likely to be two."""
        both = sorted(self._talks(one) & self._talks(other))
        if both:
            yield Evidence(-5, f'both in {_some([_where(ref) for ref in both])}')
        for edition in self.program.editions.values():
            for role, people in _lists(edition):
                if {one.id, other.id} <= people:
                    yield Evidence(-3, f'both in the list of {role} of {edition.id}')


def _lists(edition: Edition) -> Iterator[tuple[str, set[str]]]:
    yield 'organizers', {credit.person for credit in edition.organizers}
    yield 'reviewers', {credit.person for credit in edition.reviewers}


def _family(person: Person) -> str:
    return split_name(person.name)[1]


def _spaced(name: str) -> str:
    return slug(name).replace('-', ' ')


def _some(words: Iterable[str], most: int = 3) -> str:
    """The first of *words*, and whether there are more."""
    words = list(words)
    return ', '.join(words[:most]) + (', …' if len(words) > most else '')


def _where(ref: str) -> str:
    return ref.replace('/', ' ', 1)
