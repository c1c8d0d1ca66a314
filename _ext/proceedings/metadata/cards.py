"""The card that stands for a link in a chat or a network: OpenGraph's tags, and the one that Twitter adds.

Why sphinxext-opengraph (0.13) does not write them: where nobody knows the address of the site, it writes relative ones
into `og:url` and `og:image`; it reads titles as HTML and does not escape them again, so that a talk on `&lt;` becomes
one on `<`; its description is the first text of the page (kind, names, times), not what the page is about; another
type or image than that of all pages it takes only from front matter, which no stub has; it prints that matplotlib is
missing, and where that is there by chance, draws cards of its own. All values would be ours, and there are ten tags.
Where conf.py names it, it has the word.
"""

from __future__ import annotations

from collections.abc import Iterator, Set

from ..documents import edition_document, talk_document
from ..export.cards import HEIGHT, WIDTH, edition_card, talk_card
from ..model import Edition, Talk
from ..program import Program
from .addresses import Addresses
from .description import listed

Tag = tuple[str, str]


def card_tags(program: Program, document: str, title: str, about: str, url: str) -> Iterator[Tag]:
    """(property, content) of each tag for the page of *document*, of that title, description and canonical address; but
    for those of the picture."""
    yield 'og:title', title
    yield 'og:description', about
    yield 'og:type', _type(program, document)
    yield 'og:site_name', program.series.title
    if url:
        yield 'og:url', url


def _type(program: Program, document: str) -> str:
    match document.split('/'):
        case ['talks', edition, talk] if f'{edition}/{talk}' in program.talks:
            return 'article'
        case ['speakers', id] if id in program.people and not program.people[id].parts.is_team:
            return 'profile'
    return 'website'


def image_tags(program: Program, document: str, to: Addresses) -> Iterator[Tag]:
    """The picture of a talk or an edition; all other pages have that of the edition that they belong to."""
    shown = _shown(program, document)
    if shown and (address := to.card(_document(shown))):
        yield 'og:image', address
        yield 'og:image:type', 'image/png'
        yield 'og:image:width', str(WIDTH)
        yield 'og:image:height', str(HEIGHT)
        yield 'og:image:alt', _alternative(program, shown)


def _shown(program: Program, document: str) -> Talk | Edition | None:
    """What the card of a page shows; of what is in several editions, the latest of them."""
    match document.split('/'):
        case ['talks', edition, talk] if f'{edition}/{talk}' in program.talks:
            return program.talks[f'{edition}/{talk}']
        case ['talks', edition, *_] if edition in program.editions:
            return program.editions[edition]
        case ['talks', 'keywords', id] if id in program.keywords:
            return _latest(program, {program.talks[ref].edition for ref in program.keywords[id].talks})
        case ['speakers', id] if id in program.people:
            return _latest(program, {role.edition for role in program.roles[id]})
    return program.latest


def _latest(program: Program, ids: Set[str]) -> Edition | None:
    return next((edition for edition in program.editions.values() if edition.id in ids), program.latest)


def _document(shown: Talk | Edition) -> str:
    return talk_document(shown.ref) if isinstance(shown, Talk) else edition_document(shown.id)


def _alternative(program: Program, shown: Talk | Edition) -> str:
    """What is on a card, in the same order, for those who do not see it; of many people the first."""
    card = talk_card(program, shown) if isinstance(shown, Talk) else edition_card(program, shown)
    above = ' · '.join(filter(None, (card.status, card.label)))
    who = f'Organized by {listed(card.organizers)}' if card.organizers else ''
    said = (above, card.title, listed(card.people), card.fact, card.event, *card.details, who)
    return f'{"; ".join(filter(None, said))}.'
