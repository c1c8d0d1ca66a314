"""Which talks are related: those of the same people, on the same subjects, in the same small session.

All that talks can have in common is a trait: a person, a keyword, words of the title, a session, a track. The fewer
talks have it, the more it says; where many do, it says nothing. Only a person always does: of somebody who has very
many talks, those near each other in the program count. How many talks there are in all does not: so a new talk, or a
new title, changes what is related to few. And the cost grows as the number of talks does, since no trait brings a talk
together with more than `MANY`.
"""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from heapq import nsmallest
from itertools import pairwise
from types import MappingProxyType
from typing import NamedTuple

from .keywords import meaning
from .maths.titles import plain_title
from .model import Edition
from .names import fold

MOST = 5
"""How many are shown."""

MANY = 32
"""What more talks have says nothing; of a person's talks each is held against so many, the nearest to it."""

SMALL = 8
"""The most talks of a session, or of a track, that say something of each other."""

PERSON, KEYWORD, WORDS, WORD, TOGETHER, NEAR = 300, 180, 160, 48, 50, 20
ENOUGH = 50
"""What each sort of trait weighs where two talks have it, and what it takes to be related.

Set by what comes out for the editions of 2019 and 2020, judged as a physicist would: a person in common is enough,
however many talks they have; a keyword or two words in a row (`dark matter`, `anomaly detection`) are, where there are
about ten talks at most; a single word (`adaptive`, `active`) never is, and two that are rare (`inverse`, `design`) are.
Talks in turn in a small session, or in a small track, were put together by somebody who knows, but come last. Posters
next to each other were not.
"""

FILLERS = frozenset(
    {
        'about', 'accurate', 'across', 'active', 'adaptive', 'after', 'aided', 'all', 'also', 'among', 'analysis',
        'and', 'application', 'approach', 'are', 'assisted', 'aware', 'based', 'better', 'between', 'beyond', 'both',
        'but', 'can', 'case', 'challenge', 'comparison', 'consistent', 'cross', 'developing', 'does', 'driven',
        'effect', 'efficient', 'enable', 'enabling', 'end', 'enhanced', 'estimation', 'evaluation', 'exploring',
        'extracting', 'fast', 'faster', 'first', 'for', 'framework', 'from', 'general', 'get', 'guided', 'have',
        'high', 'how', 'improved', 'improving', 'inspired', 'into', 'introduction', 'investigation', 'its', 'large',
        'learn', 'level', 'low', 'making', 'many', 'method', 'more', 'most', 'multi', 'near', 'new', 'non', 'not',
        'novel', 'one', 'open', 'our', 'over', 'part', 'per', 'perspective', 'practical', 'problem', 'process',
        'project', 'real', 'recent', 'result', 'revisiting', 'robust', 'scale', 'sery', 'set', 'several', 'simple',
        'single', 'small', 'some', 'step', 'study', 'such', 'system', 'task', 'technique', 'than', 'that', 'the',
        'their', 'them', 'these', 'this', 'through', 'time', 'tool', 'toward', 'towards', 'two', 'under',
        'understanding', 'use', 'used', 'using', 'very', 'via', 'was', 'what', 'when', 'where', 'which', 'while',
        'who', 'why', 'will', 'with', 'within', 'without', 'work', 'workshop', 'you', 'your',
    }
)  # fmt: skip
"""Words that say nothing of a subject, without the plural's `s`; they are passed over."""

COMMON = frozenset(
    {
        'accelerated', 'adversarial', 'algorithm', 'artificial', 'automated', 'automatic', 'classification',
        'conditional', 'convolutional', 'data', 'dataset', 'deep', 'detection', 'discovery', 'experiment',
        'experimental', 'generation', 'generative', 'inference', 'information', 'informed', 'intelligence', 'learned',
        'learning', 'machine', 'model', 'modeling', 'modelling', 'network', 'neural', 'optimization', 'order',
        'parameter', 'physic', 'physical', 'predicting', 'prediction', 'recurrent', 'representation', 'science',
        'scientific', 'search', 'simulation', 'state', 'structure', 'supervised', 'theory', 'training', 'unsupervised',
    }
)  # fmt: skip
"""Words that say something only beside another: `graph network`, `jet physics`."""

_WORD = re.compile(r'[^\W\d_]{3,}')

Trait = tuple[int, str]
"""Its sort, which is what it weighs at most, and what it is."""


class Related(NamedTuple):
    """A talk, by its ref, that is related to another; `people`, by their ids, are in both."""

    talk: str
    people: tuple[str, ...]


AllRelated = Mapping[str, tuple[Related, ...]]
"""By the ref of the talk to which they are related."""


def related_talks(editions: Iterable[Edition]) -> AllRelated:
    """For each talk that stands those that are related, the closest first; for many there are none."""
    return look(subjects_of(editions)).related


class Subject(NamedTuple):
    """All of a talk that counts for what is related."""

    talk: str
    people: tuple[str, ...]
    title: str
    keywords: tuple[str, ...]
    together: tuple[Trait, ...]


def subjects_of(editions: Iterable[Edition]) -> list[Subject]:
    """Those of all talks that stand."""
    editions = list(editions)
    together = _together(editions)
    return [
        Subject(
            talk.ref,
            tuple(credit.person for credit in talk.people),
            talk.title,
            tuple(talk.keywords),
            tuple(together.get(talk.ref, ())),
        )
        for edition in editions
        for talk in edition.talks.values()
        if talk.stands
    ]


class Found(NamedTuple):
    """What is `related` of the talks of `subjects`; `having` has for each trait the numbers of those that have it."""

    subjects: Sequence[Subject] = ()
    having: dict[Trait, list[int]] = {}  # noqa: RUF012  # of none it stays empty
    related: AllRelated = MappingProxyType({})


NOTHING_FOUND = Found()


def look(subjects: Sequence[Subject], last: Found = NOTHING_FOUND) -> Found:
    """What is related of the talks of *subjects*. If these are those of what was found *last*, it is looked for again
    only where something else can come out; and what that has of traits is changed, and taken over."""
    if [subject.talk for subject in subjects] != [subject.talk for subject in last.subjects]:
        return _look_at_all(subjects)
    having, touched, changed = last.having, set[int](), set[Trait]()
    for number, (subject, was) in enumerate(zip(subjects, last.subjects, strict=True)):
        if subject != was:
            changed |= {*_exchange(having, number, subject, was)}
            touched.add(number)
    touched.update(*(having.get(trait, ()) for trait in changed))
    anew = {subjects[number].talk: _related_to(number, subjects, having) for number in touched}
    return Found(subjects, having, {**last.related, **anew})


def _look_at_all(subjects: Sequence[Subject]) -> Found:
    having: dict[Trait, list[int]] = defaultdict(list)
    for number, subject in enumerate(subjects):
        for trait in dict.fromkeys(_traits(subject)):
            having[trait].append(number)
    related = {subject.talk: _related_to(number, subjects, having) for number, subject in enumerate(subjects)}
    return Found(subjects, having, related)


def _exchange(having: dict[Trait, list[int]], number: int, subject: Subject, was: Subject) -> Iterator[Trait]:
    """Let the talk of a *number* be *subject*, which *was* another. Each trait that it has got, and each that it has
    lost: for no other talk the same traits are of other talks. And its people, if only their order is another."""
    now, then = {*_traits(subject)}, {*_traits(was)}
    for trait in then - now:
        having[trait].remove(number)
        if not having[trait]:
            del having[trait]
        yield trait
    for trait in now - then:
        insort(having.setdefault(trait, []), number)
        yield trait
    if subject.people != was.people:
        yield from ((PERSON, person) for person in subject.people)


def _related_to(number: int, subjects: Sequence[Subject], having: Mapping[Trait, Sequence[int]]) -> tuple[Related, ...]:
    closest = [subjects[other] for other in _closest(number, _traits(subjects[number]), having)]
    return tuple(Related(other.talk, _in_both(subjects[number].people, other.people)) for other in closest)


def _in_both(ours: Iterable[str], theirs: Iterable[str]) -> tuple[str, ...]:
    whose = set(ours)
    return tuple(person for person in theirs if person in whose)


def _traits(subject: Subject) -> Iterator[Trait]:
    yield from ((PERSON, person) for person in subject.people)
    yield from _words_of(subject.title)
    for keyword in subject.keywords:
        yield KEYWORD, meaning(keyword)
        yield from _words_of(keyword)
    yield from subject.together


@lru_cache(maxsize=1 << 13)  # many talks have the same keywords
def _words_of(text: str) -> tuple[Trait, ...]:
    words = list(_telling(text))
    single = ((WORD, word) for word in words if word not in COMMON)
    pairs = ((WORDS, f'{one} {two}') for one, two in pairwise(words) if one not in COMMON or two not in COMMON)
    return (*single, *pairs)


def _telling(text: str) -> Iterator[str]:
    """The words of a title or keyword that may tell its subject, in the singular."""
    for word in map(_singular, _WORD.findall(fold(plain_title(text)))):
        if word not in FILLERS:
            yield word


def _singular(word: str) -> str:
    if len(word) > 4 and word.endswith('ies'):
        return f'{word[:-3]}y'
    return word[:-1] if len(word) > 3 and word.endswith('s') and not word.endswith(('is', 'ss', 'us')) else word


def _together(editions: Iterable[Edition]) -> Mapping[str, list[Trait]]:
    """The sessions and tracks of each talk, by its ref."""
    found: dict[str, list[Trait]] = defaultdict(list)
    for edition in editions:
        for session in edition.sessions:
            weight = NEAR if edition.is_side_by_side(session) else TOGETHER
            for slot in session.slots:
                found[f'{edition.id}/{slot.talk}'].append((weight, f'session {session.ref}'))
        for talk in edition.talks.values():
            if talk.track:
                found[talk.ref].append((TOGETHER, f'track {edition.id}/{talk.track}'))
    return found


def _weight(trait: Trait, talks: int) -> int:
    """What it says that two of so many *talks* have a trait: half of it where three or four have, and so on.

    In whole numbers and few steps, so that what is related does not change with every talk that is added.
    """
    sort, _ = trait
    if sort == PERSON:
        talks = min(talks, MANY)
    if sort in (TOGETHER, NEAR):
        return sort if 2 <= talks <= SMALL else 0
    return sort // (talks - 1).bit_length() if 2 <= talks <= MANY else 0


def _closest(number: int, traits: Iterable[Trait], having: Mapping[Trait, Sequence[int]]) -> list[int]:
    """The talks most like that of a *number*; of those as like it, the first in the program, whose newest is first."""
    likeness: dict[int, int] = defaultdict(int)
    for trait in dict.fromkeys(traits):
        if weight := _weight(trait, len(having[trait])):
            for other in _nearest(number, having[trait]):
                likeness[other] += weight
    likeness.pop(number, None)
    enough = (other for other, weight in likeness.items() if weight >= ENOUGH)
    return nsmallest(MOST, enough, key=lambda other: (-likeness[other], other))


def _nearest(number: int, talks: Sequence[int]) -> Sequence[int]:
    """Of *talks*, which are in the order of the program, that of a *number* and the `MANY` around it."""
    if len(talks) <= MANY + 1:
        return talks
    first = min(max(bisect_left(talks, number) - MANY // 2, 0), len(talks) - MANY - 1)
    return talks[first : first + MANY + 1]
