"""What our small index holds, for the libraries: talks and people with their titles, names, keywords and numbers.

It is a script as small as ours, with a column for each fact, and people and keywords as numbers; a library then makes
an index of its own in the browser. An index that was made before would be several times as large on the wire.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from cases import PEOPLE
from corpus import Corpus
from proceedings.maths.titles import plain_title
from proceedings.names import fold, slug

DOI = 'https://doi.org/'


def script(corpus: Corpus) -> str:
    """`entries({…})`, for engines/entries.js."""
    names = {slug(name): name for talks in corpus.editions.values() for talk in talks for name in talk['authors']}
    numbers = {id: number for number, id in enumerate(names)}
    keywords: dict[str, int] = {}
    data = {
        'names': '\n'.join(names.values()),
        'ids': {number: id for id, number in numbers.items() if not fold(names[id]).isascii()},
        'aliases': {numbers[slug(name)]: more['aliases'] for name, more in PEOPLE.items() if 'aliases' in more},
        'affiliations': affiliations(corpus, numbers),
        'editions': {
            year: columns(talks, numbers, keywords) for year, talks in corpus.editions.items()
        },
        'keywords': '\n'.join(keywords),
    }  # fmt: skip
    return f'entries({json.dumps(data, ensure_ascii=False, separators=(",", ":"))});\n'


def affiliations(corpus: Corpus, numbers: dict[str, int]) -> dict[str, list[int]]:
    """Who is where."""
    found: dict[str, list[int]] = {}
    of_person = {numbers[slug(name)]: place for year in corpus.affiliations.values() for name, place in year.items()}
    for number, place in of_person.items():
        found.setdefault(place, []).append(number)
    return found


def columns(talks: list[dict[str, Any]], numbers: dict[str, int], keywords: dict[str, int]) -> dict[str, Any]:
    return {
        'ids': ' '.join(talk['id'] for talk in talks),
        'numbers': [talk['number'] for talk in talks],
        'titles': '\n'.join(plain_title(talk['title']) for talk in talks),
        'people': [[numbers[slug(name)] for name in talk['authors']] for talk in talks],
        'keywords': [
            [keywords.setdefault(word, len(keywords)) for word in talk.get('keywords', [])] for talk in talks
        ],
        'facts': [' '.join(filter(None, facts(talk))) for talk in talks],
    }  # fmt: skip


def facts(talk: dict[str, Any]) -> Iterator[str]:
    yield talk.get('kind', '')
    yield talk.get('track', '')
    paper = talk.get('links', {}).get('paper', '')
    yield paper.removeprefix(DOI) if paper.startswith(DOI) else ''
