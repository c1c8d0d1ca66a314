"""The card that stands for a link in a chat or a network: OpenGraph's tags, and the one that Twitter adds.

Why sphinxext-opengraph (0.13) does not write them: where nobody knows the address of the site, it writes relative ones
into `og:url` and `og:image`; it reads titles as HTML and does not escape them again, so that a talk on `&lt;` becomes
one on `<`; its description is the first text of the page (kind, names, times), not what the page is about; another
type or image than that of all pages it takes only from front matter, which no stub has; it prints that matplotlib is
missing, and where that is there by chance, draws cards of its own. All values would be ours, and there are ten tags.
Where conf.py names it, it has the word.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..documents import edition_document
from ..export.cards import HEIGHT, WIDTH
from ..program import Program
from .addresses import Addresses

Tag = tuple[str, str]


def card_tags(program: Program, document: str, title: str, about: str, url: str, to: Addresses) -> Iterator[Tag]:
    """(property, content) of each tag for the page of *document*, of that title, description and canonical address."""
    yield 'og:title', title
    yield 'og:description', about
    yield 'og:type', _type(program, document)
    yield 'og:site_name', program.series.title
    if url:
        yield 'og:url', url
        yield from _image(program, document, title, to)


def _type(program: Program, document: str) -> str:
    match document.split('/'):
        case ['talks', edition, talk] if f'{edition}/{talk}' in program.talks:
            return 'article'
        case ['speakers', id] if id in program.people and not program.people[id].parts.is_team:
            return 'profile'
    return 'website'


def _image(program: Program, document: str, title: str, to: Addresses) -> Iterator[Tag]:
    """The picture of a talk or an edition; all other pages have that of the edition that they are in, or the latest."""
    if address := to.card(drawn_for(program, document)):
        yield 'og:image', address
        yield 'og:image:type', 'image/png'
        yield 'og:image:width', str(WIDTH)
        yield 'og:image:height', str(HEIGHT)
        yield 'og:image:alt', title


def drawn_for(program: Program, document: str) -> str:
    """The document whose card a page has, or nothing."""
    match document.split('/'):
        case ['talks', edition, talk] if f'{edition}/{talk}' in program.talks:
            return document
        case ['talks', edition, *_] if edition in program.editions:
            return edition_document(edition)
    return edition_document(program.latest.id) if program.latest else ''
