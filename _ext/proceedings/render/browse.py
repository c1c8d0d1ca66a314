"""The lists of everything: all talks as a table, all people as an index; each in several pages if it is too long."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from docutils import nodes

from .. import paging
from ..documents import KEYWORDS, SPEAKERS, letter_document, list_parts, speaker_document, talks_document
from ..model import Person, Talk
from ..nodes import data_cell, data_row, header_cell, make
from ..program import Program
from ..web import PageLink, list_filter, page_menu
from . import inline, lists
from .inline import Nodes, bullet_list, paragraph, text
from .parts import Parts
from .tools import series_feed_link

# Talks


def talks_page(program: Program, number: int = 1) -> Parts:
    """Page *number* of all talks, by edition, the newest first."""
    refs = [ref for edition in program.editions for ref in program.listed[edition]]
    shown = refs[paging.on_page(number)]
    tables = [_edition_part(program, edition, list(part)) for edition, part in groupby(shown, _edition_of)]
    ways = [*_editions(refs, number), *_other_ways(program, number)]
    tail: Nodes = [list_filter('', type='talk'), *ways, *tables, *_pager(program, number)]
    title = 'Talks' if number == 1 else f'Talks, page {number}'
    below = (*list_parts(program), *([KEYWORDS] if program.keywords else []))
    children = [(None, part) for part in below if part.startswith('talks/')] if number == 1 else []
    return Parts('proceedings-talks', ('proceedings-talks',), [nodes.Text(title)], [], tail, children)


def _other_ways(program: Program, number: int) -> Nodes:
    """A quiet line: to the keywords, and on the first page to the feed."""
    keywords = [inline.page_link(KEYWORDS, 'By keyword')] if program.keywords else []
    ways = [*keywords, *([series_feed_link()] if number == 1 and program.talks else [])]
    return [bullet_list(([way] for way in ways), 'proceedings-files')] if ways else []


def _edition_of(ref: str) -> str:
    return ref.partition('/')[0]


def _edition_part(program: Program, edition: str, refs: Sequence[str]) -> nodes.section:
    """What of an edition is on a page; search leads to the talks, and not to the list of them."""
    talks = [program.talks[ref] for ref in refs]
    table = talk_table(program, talks, _caption(program, edition, refs), numbered=_is_numbered(program))
    return inline.mention(_edition_id(edition), [inline.edition_link(program.editions[edition])], table)


def _edition_id(edition: str) -> str:
    return f'edition-{edition}'


def _is_numbered(program: Program) -> bool:
    """On all pages or on none, so that they have the same columns."""
    return bool(program.numbers)


def _caption(program: Program, edition: str, refs: Sequence[str]) -> str:
    whole = program.listed[edition]
    if len(whole) == len(refs):
        return f'{inline.count(len(refs), "talk")} of {edition}'
    first = whole.index(refs[0]) + 1
    return f'{edition}: talks {first} to {first + len(refs) - 1} of {len(whole)}'


def _editions(refs: Sequence[str], number: int) -> Nodes:
    """The way to each edition: to where it is on this page, or to the page on which it begins."""
    shown = set(map(_edition_of, refs[paging.on_page(number)]))
    begins: dict[str, int] = {}
    for index, ref in enumerate(refs):
        begins.setdefault(_edition_of(ref), index // paging.TALKS_ON_A_PAGE + 1)
    links: list[PageLink] = [
        (edition, talks_document(number if edition in shown else page), _edition_id(edition), '')
        for edition, page in begins.items()
    ]
    return [page_menu('', label='Editions', links=links)] if len(links) > 1 else []


def _pager(program: Program, number: int) -> Nodes:
    last = paging.talk_pages(program)
    if last == 1:
        return []
    links: list[PageLink] = [(str(page), talks_document(page), '', '') for page in range(1, last + 1)]
    if number > 1:
        links.insert(0, ('Previous', talks_document(number - 1), '', 'prev'))
    if number < last:
        links.append(('Next', talks_document(number + 1), '', 'next'))
    return [page_menu('', label='Pages', links=links, classes=['proceedings-pager'])]


def talk_table(program: Program, talks: Sequence[Talk], caption: str, *, numbered: bool) -> nodes.table:
    """A row for each talk: its number, title and people, kind, edition and links."""
    heads = [*(['No.'] if numbered else []), 'Talk', 'Kind', 'Year', 'Links']
    widths = [*([6] if numbered else []), 50, 14, 8, 14]
    head = make(nodes.row, (make(header_cell, [_line(head)], scope='col') for head in heads))
    rows = (_row(program, talk, numbered=numbered) for talk in talks)
    group = inline.table_group(widths, head, rows)
    classes = ['proceedings-all-talks', *(['proceedings-numbered'] if numbered else []), 'colwidths-auto']
    return make(nodes.table, [make(nodes.title, [nodes.Text(caption)]), group], classes)


def _row(program: Program, talk: Talk, *, numbered: bool) -> data_row:
    number = [_cell('' if talk.number is None else str(talk.number))] if numbered else []
    links = make(data_cell, [paragraph(found)] if (found := inline.short_links(talk)) else [])
    cells = [*number, _title_cell(program, talk), _cell(talk.kind.name), _cell(talk.edition), links]
    return make(data_row, cells, [f'proceedings-kind-{talk.kind.id}'], data={'talk': talk.ref})


def _title_cell(program: Program, talk: Talk) -> header_cell:
    title = inline.text_group(inline.talk_title(talk), 'proceedings-title')
    line = paragraph([title, *inline.people_behind(program, talk.people)])
    return make(header_cell, [line], scope='row')


def _cell(value: str) -> data_cell:
    return make(data_cell, [_line(value)] if value else [])


def _line(value: str) -> nodes.paragraph:
    return paragraph([nodes.Text(value)])


# People


def speakers_page(program: Program) -> Parts:
    """Everybody, by the first letter of the family name; or, if these are too many, the way to each letter."""
    letters = program.letters
    parts = [part for part in list_parts(program) if part.startswith('speakers/')]
    body = _ways_to(letters) if parts else [_letters(letters, _to_section), *_sections(letters)]
    children = [(None, document) for document in (*parts, *map(speaker_document, program.people))]
    tail = [list_filter('', type='person'), *body]
    return Parts('proceedings-speakers', ('proceedings-speakers',), [nodes.Text('People')], [], tail, children)


def letter_page(program: Program, letter: str) -> Parts:
    """The people below *letter*, where each letter has a page."""
    letters = program.letters

    def to_page(other: str) -> PageLink:
        return other, letter_document(other), '', ''

    names = inline.unsearched(lists.people_index(letters[letter]))
    tail: Nodes = [list_filter('', type='person'), _letters(letters, to_page), names]
    return Parts('proceedings-speakers', ('proceedings-speakers',), [nodes.Text(f'People: {letter}')], [], tail)


def _sections(letters: Mapping[str, list[Person]]) -> Iterator[nodes.section]:
    for letter, people in letters.items():
        yield inline.mention(_letter_node_id(letter), [nodes.Text(letter)], lists.people_index(people))


def _letters(letters: Iterable[str], link: Callable[[str], PageLink]) -> page_menu:
    return page_menu('', label='Letters', links=list(map(link, letters)), classes=['proceedings-letters'])


def _to_section(letter: str) -> PageLink:
    return letter, SPEAKERS, _letter_node_id(letter), ''


def _letter_node_id(letter: str) -> str:
    return f'letter-{paging.letter_id(letter)}'


def _ways_to(letters: Mapping[str, list[Person]]) -> Nodes:
    lines = (
        [
            inline.page_link(letter_document(letter), letter),
            nodes.Text(' '),
            text(inline.count(len(people), 'name'), 'proceedings-label'),
        ]
        for letter, people in letters.items()
    )
    return [bullet_list(lines, 'proceedings-ways')]
