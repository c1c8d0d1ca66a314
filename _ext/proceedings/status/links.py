"""The links of a program, and what can be said of each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import urldefrag, urlsplit

from ..model import Edition, Link, Talk
from ..program import Program


class Verdict(StrEnum):
    ALIVE = 'alive'
    DEAD = 'dead'
    UNCLEAR = 'cannot tell'


@dataclass(frozen=True, slots=True, order=True)
class Answer:
    """What came of asking for an address."""

    verdict: Verdict
    words: str


OFFLINE = Answer(Verdict.UNCLEAR, 'no host could be reached')
"""What is to be said of every link where there is no network."""


@dataclass(frozen=True, slots=True)
class Where:
    """A link and whose it is: `2019 jax-md`, `paper`."""

    owner: str
    kind: str
    url: str

    @property
    def address(self) -> str:
        """What to ask for; what is behind a `#` is the browser's business."""
        return urldefrag(self.url).url


def links_of(program: Program) -> Iterator[Where]:
    """Every link of the program: of the series, of editions and what they name, of talks, of people."""
    series = program.series
    yield from _links('series', series.url, series.links)
    for edition in program.editions.values():
        yield from links_of_edition(edition)
    for person in program.people.values():
        yield from _links(person.id, person.url, person.links)


def links_of_edition(edition: Edition) -> Iterator[Where]:
    """Those of an edition, its venue, rooms, sponsors, and talks."""
    yield from _links(edition.id, edition.url, edition.links)
    named = [('venue', edition.venue), ('conference', edition.part_of), *(('sponsor', one) for one in edition.sponsors)]
    for kind, thing in (*named, *(('room', room) for room in edition.rooms.values())):
        if thing and thing.url:
            yield Where(edition.id, kind, thing.url)
    for talk in edition.talks.values():
        yield from _links(f'{edition.id} {talk.id}', '', talk.links)
        yield from (Where(f'{edition.id} {talk.id}', kind, url) for kind, url in _record(talk))


def _links(owner: str, url: str, links: Iterable[Link]) -> Iterator[Where]:
    if url:
        yield Where(owner, 'home page', url)
    yield from (Where(owner, link.kind, link.url) for link in links)


def _record(talk: Talk) -> Iterator[tuple[str, str]]:
    """What a talk's errata link to, and what replaced it."""
    yield from ((correction.kind, correction.url) for correction in talk.corrections if correction.url)
    if urlsplit(talk.replaced_by).scheme:
        yield 'replacement', talk.replaced_by
