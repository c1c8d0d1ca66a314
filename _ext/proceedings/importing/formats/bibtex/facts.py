"""What entries say of their volume, each or most of them, and what they say that finds no place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from ....problems import Place, short
from ...report import MAIL_IS_PRIVATE, Report
from ...tables.written_names import MAIL
from .entries import Item

FACTS = frozenset(
    {
        'address', 'booktitle', 'date', 'day', 'editor', 'isbn', 'issn', 'journal', 'month', 'organization',
        'publisher', 'series', 'volume', 'year',
    }
)  # fmt: skip
"""What a paper says of its volume: it is taken from there once."""

OF_PAPER = frozenset(
    {
        'abstract', 'archiveprefix', 'author', 'crossref', 'doi', 'eprint', 'eprinttype', 'howpublished', 'key',
        'keywords', 'pages', 'pdf', 'primaryclass', 'title', 'url',
    }
)  # fmt: skip
"""What a paper says of itself, and a draft takes."""

_BOOKKEEPING = frozenset(
    {'timestamp', 'biburl', 'bibsource', 'date-added', 'date-modified', 'file', 'owner', 'groups', 'id'}
)


def inheriting(paper: Item, volumes: Mapping[str, Item]) -> Item:
    """The paper with what it takes from the entry that its `crossref` names."""
    volume = volumes.get(paper.text('crossref').lower())
    if not volume:
        return paper
    inherited = {name: text for name, text in volume.fields.items() if name in FACTS}
    inherited.setdefault('booktitle', volume.text('title'))
    return replace(paper, fields={**inherited, **paper.fields}, places={**volume.places, **paper.places})


def common(papers: Sequence[Item]) -> dict[str, tuple[str, Place]]:
    """What most papers say of their volume, and where first."""
    counts: dict[str, dict[str, tuple[int, Place]]] = {}
    for paper in papers:
        for name in FACTS & {*paper.fields}:
            values = counts.setdefault(name, {})
            count, place = values.get(paper.fields[name], (0, paper.at(name)))
            values[paper.fields[name]] = count + 1, place
    return {name: _most(values) for name, values in counts.items()}


def _most(values: Mapping[str, tuple[int, Place]]) -> tuple[str, Place]:
    value = max(values, key=lambda value: values[value][0])
    return value, values[value][1]


def lose(report: Report, of: str, name: str, text: str, place: Place) -> None:
    """Say that a field of a volume (*of* it) or of a paper finds no place."""
    where = f'{of}/{name}' if of else name
    if MAIL.search(text):
        report.lose(where, place, '', MAIL_IS_PRIVATE)
    elif name in _BOOKKEEPING:
        report.lose(where, place, '', 'it is for the program that wrote the file')
    else:
        report.lose(where, place, short(text))
