"""The program that all sites are made of: that of `make bench-search`, with as many people and keywords as big
conferences have, and a talk at noon on each day; and what is edited in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import count
from math import ceil
from typing import Any

from cases import PEOPLE
from corpus import HOURS, Corpus
from proceedings.names import slug

PEOPLE_PER_TALK = 5 / 6
TALKS_PER_KEYWORD = 10

NOON = '12:10-12:40'
EDITED = 7
"""The talk of the latest edition whose title and abstract are edited."""

Row = dict[str, Any]


@dataclass(frozen=True)
class Talk:
    """What every page of a talk says, whoever makes it."""

    edition: str
    id: str
    title: str
    authors: dict[str, str]
    """Their names by their ids."""

    facts: tuple[str, ...]
    """Kind, track, number, and when it is."""

    keywords: list[str]
    links: dict[str, str]
    abstract: str


@dataclass(frozen=True)
class Person:
    name: str
    talks: list[Talk]


class Program(Corpus):
    words = (118, 168)
    """So abstracts have 150 of them in the middle."""

    def __init__(self, talks: int) -> None:
        self.noon, self.afternoon = NOON, HOURS[1]  # on the first day of the latest edition
        self.edits = count()
        people = ceil(talks * PEOPLE_PER_TALK) - len(PEOPLE)
        super().__init__(talks, people=people, keywords=talks // TALKS_PER_KEYWORD)

    def schedule(self, first: date, ids: list[str]) -> Iterator[Row]:
        at_noon = iter(ids)
        noon, afternoon = NOON, HOURS[1]
        if f'{first.year}' == max(self.editions):
            noon, afternoon = self.noon, self.afternoon
        for row in super().schedule(first, ids):
            if row.get('time') == HOURS[1]:
                yield {'time': noon, 'talk': next(at_noon)}
                row['time'] = afternoon
                noon, afternoon = NOON, HOURS[1]  # only one day has other times
            yield row

    # What pages are made of

    def talks(self) -> Iterator[Talk]:
        for year, talks in self.editions.items():
            times = {id: when for when, ids in self.times(year) for id in ids}
            yield from (talk_of(year, talk, times[talk['id']]) for talk in talks)

    def times(self, year: str) -> Iterator[tuple[str, list[str]]]:
        """When which talks are; where one is twice, the second counts."""
        day = ''
        for row in self.edition_file(year, self.editions[year])['schedule']:
            day = row.get('day', day)
            yield f'{day} {row.get("time", "")}', row.get('talks') or [row['talk']] if 'time' in row else []

    def persons(self) -> dict[str, Person]:
        persons: dict[str, Person] = {}
        for talk in self.talks():
            for id, name in talk.authors.items():
                persons.setdefault(id, Person(name, [])).talks.append(talk)
        return persons

    # What is edited: each time to something that it never was

    @property
    def edited(self) -> Row:
        return self.editions[max(self.editions)][EDITED]

    def edit_title(self) -> None:
        self.edited['title'] = f'A title that nobody has read before, number {next(self.edits)}'

    def edit_abstract(self) -> None:
        self.edited['abstract'] = f'This sentence is new, and its number is {next(self.edits)}. {self.abstract()}'

    def edit_time(self) -> None:
        self.noon = f'12:{10 + next(self.edits)}-12:50'

    def edit_session(self) -> None:
        self.afternoon = f'13:{10 + next(self.edits)}-15:00'


EDITS: dict[str, Callable[[Program], None]] = {
    'one title': Program.edit_title,
    'one abstract': Program.edit_abstract,
    'one time, of a talk': Program.edit_time,
    'one time, of a poster session': Program.edit_session,
}


def talk_of(year: str, talk: Row, when: str) -> Talk:
    return Talk(
        edition=year,
        id=talk['id'],
        title=talk['title'],
        authors={slug(name): name for name in talk['authors']},
        facts=tuple(filter(None, (talk.get('kind'), talk.get('track'), f'No. {talk["number"]}', when))),
        keywords=talk.get('keywords', []),
        links=talk.get('links', {}),
        abstract=talk['abstract'],
    )
