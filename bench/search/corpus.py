"""The program of a big series that never was, with an abstract to each talk: the same each time.

    python bench/search/corpus.py FOLDER --talks 2000

writes program/*.yml, talks/<edition>/<id>.md and index.md into FOLDER, and says how near the titles, names and
abstracts are to real ones.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from datetime import date, timedelta
from math import ceil
from pathlib import Path
from random import Random
from typing import Any

from cases import PEOPLE, TALKS
from proceedings.names import fold, slug
from words import LETTERS, Real, Vocabulary, Writer, gzip_each, words_of

ROOT = Path(__file__).parents[2]

YEARS = ('2019', '2020', '2021')
MOST = 1_700
"""The most talks of one edition; but there are two editions at least."""

DAYS = 4
HOURS = ('10:00-12:00', '13:00-15:00', '16:00-18:00')
TRACKS = ('Theory', 'Methods', 'Astrophysics & Cosmology', 'Climate and Earth', 'Chemistry', 'Particles', 'Quantum')
KINDS = ('poster',) * 16 + ('contributed',) * 3 + ('invited',)

FREQUENT = 4
"""A word of fewer real titles is rare."""

TITLE_SHARE = 0.28
ABSTRACT_SHARE = 0.36
"""How many words are made up; chosen by looking at `likeness`."""

KEYWORDS = 800
PLACES = 400
VOCABULARY = 9_000


class Corpus:
    """*number* talks, planted ones among them, in two editions or more; and as many people as a series of that size
    has, unless it is said how many."""

    words = (100, 150)
    """An abstract is longer than that, by a sentence."""

    def __init__(self, number: int, seed: int = 1, *, people: int | None = None, keywords: int = KEYWORDS) -> None:
        self.random = Random(seed)
        self.real = Real(ROOT)
        # what a case asks for is there once
        planted = self.planted_words()
        others = [
            title for title in self.real.titles if not any(word[:LETTERS] in planted for word in words_of([title]))
        ]
        vocabulary = Vocabulary({*words_of(self.real.titles)}, planted, VOCABULARY, self.random)
        self.titles = Writer(others, vocabulary, TITLE_SHARE)
        self.sentences = Writer(self.real.sentences, vocabulary, ABSTRACT_SHARE)
        self.keywords = [*self.draw_keywords(vocabulary, keywords)]
        self.places = [f'{vocabulary.draw(self.random).capitalize()} {kind}' for kind in self.draw_places()]
        self.people = self.draw_people(people or round(50 * number**0.52))
        self.waiting: list[str] = []
        self.editions = {year: self.edition(year, size) for year, size in sizes(number).items()}
        self.affiliations = {year: self.draw_affiliations(talks) for year, talks in self.editions.items()}

    # What talks are made of

    def planted_words(self) -> set[str]:
        """How the rare words of planted titles begin."""
        frequent = words_of(self.real.titles)
        planted = words_of(talk['title'] for talk in TALKS)
        return {word[:LETTERS] for word in planted if len(word) >= LETTERS and frequent[word] < FREQUENT}

    def draw_people(self, number: int) -> list[str]:
        """As many names as in a series of that size: 1,000 at 320 talks, 4,200 at 5,000. None is a planted one."""
        parts = [name.rsplit(' ', 1) for name in self.real.names if ' ' in name]
        given, family = [part[0] for part in parts], [part[1] for part in parts]
        planted = {word for name in PEOPLE for word in fold(name).replace('-', ' ').split()}
        names: dict[str, str] = {}
        while len(names) < number:
            name = f'{self.random.choice(given)} {self.random.choice(family)}'
            if planted.isdisjoint(fold(name).replace('-', ' ').split()):
                names.setdefault(slug(name), name)
        return [*names.values()]

    def draw_keywords(self, vocabulary: Vocabulary, number: int) -> Iterator[str]:
        kinds = ('models', 'methods', 'inference', 'simulation', 'networks', 'detection', 'physics', 'data')
        for _ in range(number):
            first = vocabulary.draw(self.random)
            yield self.random.choice((first, f'{first} {self.random.choice(kinds)}'))

    def draw_places(self) -> Iterator[str]:
        for _ in range(PLACES):
            yield self.random.choice(('University', 'Institute of Technology', 'National Laboratory', 'Research'))

    def draw_affiliations(self, talks: list[dict[str, Any]]) -> dict[str, str]:
        """Of those who speak."""
        speakers = dict.fromkeys(talk['authors'][0] for talk in talks)
        return {name: self.random.choice(self.places) for name in speakers}

    def some_people(self) -> list[str]:
        """The authors of a talk: some who have none yet, and some of those who are known."""
        number = self.random.choice((1, 2, 3, 3, 4, 4, 5, 5, 6, 8))
        if not self.waiting:
            self.waiting = self.random.sample(self.people, len(self.people))
        new = [self.waiting.pop() for _ in range(min(number, self.random.randint(0, 3), len(self.waiting)))]
        return [*dict.fromkeys([*new, *self.random.sample(self.people, number - len(new))])] or self.some_people()

    def abstract(self, more: str = '') -> str:
        """Mostly 100 to 170 words; *more* somewhere in it."""
        sentences = [more] if more else []
        while len(' '.join(sentences).split()) < self.random.randint(*self.words):
            sentences.insert(0, self.sentences.text(self.random, 5, 45))
        return ' '.join(sentences)

    # Editions

    def edition(self, year: str, size: int) -> list[dict[str, Any]]:
        planted = [dict(talk) for talk in TALKS if talk['year'] == year]
        taken = {talk['number'] for talk in planted}
        free = (number for number in range(1, size + 1) if number not in taken)
        talks = [*planted, *(self.talk(number) for number in free)][:size]
        for talk in planted:
            talk['abstract'] = self.abstract(talk.get('abstract', ''))
        return sorted(talks, key=lambda talk: talk['number'])

    def talk(self, number: int) -> dict[str, Any]:
        authors = self.some_people()
        links = {'paper': f'https://papers.example.org/{number}.pdf'}
        for kind, share in (('video', 0.3), ('slides', 0.4)):
            if self.random.random() < share:
                links[kind] = f'https://{kind}.example.org/{number}'
        return {
            'id': f'p{number}',
            'kind': self.random.choice(KINDS),
            'number': number,
            'title': self.titles.text(self.random, 3, 22),
            'authors': authors,
            'track': self.random.choice(TRACKS),
            'keywords': self.random.sample(self.keywords, 4),
            'links': links,
            'abstract': self.abstract(),
        }

    # Files

    def write(self, folder: Path) -> None:
        series = {'title': 'Symposium on Imaginary Sciences', 'short_title': 'SIS'}
        people = [{'name': name, **more} for name, more in PEOPLE.items() if more]
        write(folder / 'index.md', 'A symposium that never was: all of it is made for measuring.\n')
        write(folder / 'program/series.yml', lines({'series': series}))
        write(folder / 'program/people.yml', lines({'people': people}))
        for year, talks in self.editions.items():
            write(folder / f'program/{year}.yml', lines(self.edition_file(year, talks)))
            for talk in talks:
                front = json.dumps(talk.get('keywords', []), ensure_ascii=False)
                text = f'---\nkeywords: {front}\n---\n{talk["abstract"]}\n'
                write(folder / f'talks/{year}/{talk["id"]}.md', text)

    def edition_file(self, year: str, talks: list[dict[str, Any]]) -> dict[str, Any]:
        """The file of an edition, as data."""
        first = date(int(year), 12, 10)
        last = first + timedelta(days=DAYS - 1)
        where = {'timezone': 'America/Vancouver', 'room': 'Great Hall'}
        return {
            'edition': {'start': first.isoformat(), 'end': last.isoformat(), 'hours': '09:00-18:00', **where},
            'tracks': [*TRACKS],
            'affiliations': self.affiliations[year],
            'schedule': [*self.schedule(first, [talk['id'] for talk in talks])],
            'talks': [entry(talk) for talk in talks],
        }

    def schedule(self, first: date, ids: list[str]) -> Iterator[dict[str, Any]]:
        """Each day has three poster sessions, in which all talks are."""
        each = ceil(len(ids) / (DAYS * len(HOURS)))
        for day in range(DAYS):
            yield {'day': (first + timedelta(days=day)).isoformat()}
            for part, time in enumerate(HOURS):
                at = (day * len(HOURS) + part) * each
                title = f'Poster session {day * len(HOURS) + part + 1}'
                if ids[at : at + each]:
                    yield {'time': time, 'title': title, 'kind': 'poster', 'talks': ids[at : at + each]}

    def likeness(self) -> str:
        """How what gzip makes of a title, an abstract and a name here compares with real ones, as many at a time."""
        talks = [talk for talks in self.editions.values() for talk in talks]
        pairs = {
            'titles': ([talk['title'] for talk in talks], self.real.titles),
            'abstracts': ([talk['abstract'] for talk in talks], self.real.abstracts),
            'names': (self.people, self.real.names),
        }
        return ', '.join(f'{what} {self.ratio(*pair):.2f}' for what, pair in pairs.items())

    def ratio(self, made: list[str], real: list[str]) -> float:
        number = min(len(made), len(real))
        return gzip_each(self.random.sample(made, number)) / gzip_each(self.random.sample(real, number))


def sizes(number: int) -> dict[str, int]:
    """How many talks each edition has."""
    years = YEARS[: max(2, ceil(number / MOST))]
    return {year: number // len(years) + (at < number % len(years)) for at, year in enumerate(years)}


def entry(talk: dict[str, Any]) -> dict[str, Any]:
    """*talk* as an edition's file has it; what is in its own file is left out."""
    left_out = ('year', 'keywords', 'abstract')
    return {key: value for key, value in talk.items() if key not in left_out} | {'speakers': talk['authors'][:1]}


def lines(data: dict[str, Any]) -> str:
    """*data* as YAML, each item of a list on a line. What JSON writes is YAML, too."""
    text = ''
    for key, value in data.items():
        items = value if isinstance(value, list) else []
        dumped = [f'\n- {json.dumps(item, ensure_ascii=False)}' for item in items]
        text += f'{key}:{"".join(dumped) or " " + json.dumps(value, ensure_ascii=False)}\n'
    return text


def write(file: Path, text: str) -> None:
    """Write *text* unless it is there already: Sphinx reads again what is newer than its page."""
    if not file.exists() or file.read_text('utf-8') != text:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding='utf-8')


def main() -> None:
    parser = argparse.ArgumentParser(description='Make the program of a big series, with abstracts.')
    parser.add_argument('folder', type=Path)
    parser.add_argument('--talks', type=int, default=2000)
    arguments = parser.parse_args()
    corpus = Corpus(arguments.talks)
    corpus.write(arguments.folder)
    print(f'gzip of what is made, compared with what is real: {corpus.likeness()}')


if __name__ == '__main__':
    main()
