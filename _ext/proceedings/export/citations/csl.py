"""CSL-JSON, which citation processors read, as its schema has it: an array of items.

Its titles know a little HTML, but no LaTeX: formulas become text.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any

from ...maths.titles import plain_title
from ...model import Person
from .works import Type, Work

_TYPES: Mapping[Type, str] = MappingProxyType(
    {Type.PAPER: 'paper-conference', Type.SPEECH: 'speech', Type.PROCEEDINGS: 'book'}
)


def file(items: Iterable[str]) -> str:
    return '[\n' + ',\n'.join(items) + '\n]\n'


_encoded = json.JSONEncoder(ensure_ascii=False).encode


def entry(work: Work) -> str:
    """One item of the array, with a line for each property."""
    lines = (f'    "{name}": {_encoded(value)}' for name, value in _item(work).items() if value)
    return '  {\n' + ',\n'.join(lines) + '\n  }'


def _item(work: Work) -> dict[str, Any]:
    return {
        'id': work.key,
        'type': _TYPES[work.type],
        'title': plain_title(work.title),
        'author': [*map(_name, work.authors)],
        'editor': [*map(_name, work.editors)],
        'issued': {'date-parts': [[*work.issued]]},
        'container-title': plain_title(work.container),
        'event-title': plain_title(work.event),
        'event-date': {'date-parts': [_parts(day) for day in dict.fromkeys(work.held)]},
        'event-place': work.place,
        'genre': work.genre,
        'page': '-'.join(dict.fromkeys(work.pages or ())),
        'publisher': work.publisher,
        'collection-title': work.series,
        'volume': work.volume,
        'number': work.number,
        'ISBN': work.isbn,
        'ISSN': work.issn,
        'DOI': work.doi,
        'archive': 'arXiv' if work.arxiv else '',
        'archive_location': work.arxiv,
        'URL': work.url,
        'keyword': ', '.join(work.keywords),
        'note': '. '.join(work.remarks),
    }


def _parts(day: date) -> list[int]:
    return [day.year, day.month, day.day]


def _name(person: Person) -> dict[str, str]:
    parts = person.parts
    if parts.literal or not parts.family:
        return {'literal': person.name}
    found = {
        'family': parts.family,
        'given': parts.given,
        'non-dropping-particle': parts.particle,
        'suffix': parts.suffix,
    }
    return {name: value for name, value in found.items() if value}
