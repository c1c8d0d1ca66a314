"""A citation as people read it: who, when, what, where, at which pages, at which address.

One style, in a few lines, for all. citeproc-py knows thousands, but takes 40 ms for each work, half of what all else on
its page takes together; and whoever needs another style has a program that makes it of CSL-JSON.
"""

from __future__ import annotations

from ...identifiers import doi_url
from ...maths.titles import plain_title
from ...model import Person
from .works import Type, Work

NAMED = 20
"""How many people are named at most: as many as the usual styles name. The others are in all other forms."""


def entry(work: Work) -> str:
    """`Ada Bell and Jan van Berg. 2019. A title. In Proceedings, Vancouver, pages 1–8. https://…`"""
    people, year, title = _people_of(work), f'{work.issued[0]}', plain_title(work.title)
    about = (people, year, title) if people else (title, year)
    sentences = (*about, _where(work), work.note)
    return ' '.join((*(_ended(sentence) for sentence in sentences if sentence), _address(work))).rstrip()


def _people_of(work: Work) -> str:
    if work.authors or not work.editors:
        return _people(work.authors, more=work.others) if work.authors else ''
    editors = 'editor' if len(work.editors) == 1 else 'editors'
    return f'{_people(work.editors)}, {editors}' if work.type is Type.PROCEEDINGS else ''


def _where(work: Work) -> str:
    series = ', '.join(filter(None, (work.series, f'volume {work.volume}' if work.volume else work.number)))
    where = {
        Type.PAPER: (f'In {plain_title(work.container)}', series, work.place, _pages(work), work.publisher),
        Type.SPEECH: (f'{work.genre} at {plain_title(work.occasion)}', work.place),
        Type.PROCEEDINGS: (series, work.place, work.publisher),
    }
    return ', '.join(filter(None, where[work.type]))


def _people(people: tuple[Person, ...], *, more: int = 0) -> str:
    """`Ada Bell, Jan van Berg, and Prabhat`."""
    names = [person.name for person in people[:NAMED]]
    if more or len(people) > NAMED:
        return f'{", ".join(names)}, et al.'
    *first, last = names
    return f'{", ".join(first)}{"," if len(first) > 1 else ""} and {last}' if first else last


def _pages(work: Work) -> str:
    pages = [*dict.fromkeys(work.pages or ())]
    return f'{"page" if len(pages) == 1 else "pages"} {"–".join(pages)}' if pages else ''


def _address(work: Work) -> str:
    return doi_url(work.doi) if work.doi else work.url


def _ended(sentence: str) -> str:
    sentence = ' '.join(sentence.split())
    return sentence if sentence.endswith(('.', '?', '!', '…')) else f'{sentence}.'
