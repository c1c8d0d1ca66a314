"""The page of a keyword, and the index of all keywords."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from docutils import nodes

from .. import paging
from ..documents import KEYWORDS, keyword_document
from ..keywords import Keyword
from ..model import Edition
from ..program import Program
from ..web import page_menu
from . import inline, lists
from .inline import Nodes, bullet_list, paragraph, text
from .parts import Parts

BRIEF = 400
"""From how many talks on a page has their titles only, since no page is to be over a megabyte."""

MOST = 4000
"""The most keywords that the index has with those of a single talk."""

FEW = 100
"""Up to so many keywords need no letters."""


def keyword_page(program: Program, keyword: Keyword) -> Parts:
    """All talks that stand and have it, by edition, the newest first."""
    count = inline.count(len(keyword.talks), 'talk')
    facts = [inline.page_link(KEYWORDS, 'Keyword'), nodes.Text(f' · {count}')]
    parts = (_in_edition(program, keyword, edition) for edition in program.editions.values())
    return Parts(
        f'proceedings-keyword-{keyword.id}',
        ('proceedings-keyword-page',),
        [nodes.Text(keyword.name)],
        [paragraph(facts, 'proceedings-eyebrow')],
        [section for part in parts for section in part],
    )


def _in_edition(program: Program, keyword: Keyword, edition: Edition) -> Nodes:
    """The talks of an edition; nothing where there are none."""
    found = [talk for ref in keyword.talks if (talk := program.talks[ref]).edition == edition.id]
    if not found:
        return []
    talks = sorted(found, key=lambda talk: program.places[talk.ref])
    shown = lists.titles(talks) if len(keyword.talks) >= BRIEF else lists.talk_list(program, talks)
    return [inline.mention(f'edition-{edition.id}', [inline.edition_link(edition)], shown)]


def keywords_page(program: Program) -> Parts | None:
    """All keywords, each with its number of talks; None where there are none."""
    if not program.keywords:
        return None
    keywords = list(program.keywords.values())
    if is_cut := len(keywords) > MOST:
        keywords = [keyword for keyword in keywords if len(keyword.talks) > 1]
    note = 'Keywords of a single talk are on its page, and are found by the search.'
    tail = [*([paragraph([nodes.Text(note)], 'proceedings-note')] if is_cut else []), *_index(keywords)]
    children = [(None, keyword_document(id)) for id in program.keywords]
    return Parts('proceedings-keywords', ('proceedings-keywords',), [nodes.Text('Keywords')], [], tail, children)


def _index(keywords: Sequence[Keyword]) -> Nodes:
    """By letter, where there are too many to see all at once."""
    if len(keywords) <= FEW:
        return [inline.unsearched(_names(keywords))]
    letters = paging.by_letter(keywords)
    links = [(letter, KEYWORDS, _letter_id(letter), '') for letter in letters]
    sections = (
        inline.mention(_letter_id(letter), [nodes.Text(letter)], _names(found)) for letter, found in letters.items()
    )
    return [page_menu('', label='Letters', links=links), *sections]


def _letter_id(letter: str) -> str:
    return f'letter-{paging.letter_id(letter)}'


def _names(keywords: Iterable[Keyword]) -> nodes.bullet_list:
    return bullet_list(map(_name, keywords), 'proceedings-index')


def _name(keyword: Keyword) -> Nodes:
    count = text(str(len(keyword.talks)), 'proceedings-label')
    return [inline.keyword_link(keyword, keyword.name), nodes.Text('\u00a0'), count]
