"""The home page."""

from __future__ import annotations

from docutils import nodes

from ..documents import KEYWORDS, SPEAKERS, TALKS, edition_document
from ..maths.nodes import title_nodes
from ..model import Edition
from ..program import Program
from ..times import day_range
from ..web import search_form
from . import inline, lists
from .changes import last_change
from .edition import edition_facts, whole_schedule
from .inline import Nodes, bullet_list, paragraph, section, text
from .parts import Parts
from .tools import calendar_to_subscribe_to, day_menu


def home_page(program: Program) -> Parts:
    """The latest edition: when and where, the search, the schedule; and the way to all others."""
    edition = program.latest
    children = home_children(program)
    title: Nodes = title_nodes(program.series.title)
    if edition is None:
        return Parts('proceedings-home', ('proceedings-home',), title, [search_form()], [], children)
    keywords = [(KEYWORDS, 'Keywords')] if program.keywords else []
    everything = [(TALKS, 'All talks'), (SPEAKERS, 'All people'), *keywords]
    browse = inline.separated([[inline.page_link(document, title)] for document, title in everything], ' · ')
    tail: Nodes = [search_form(), paragraph(browse, 'proceedings-browse')]
    if edition.sessions:
        more = paragraph(
            [_all_about(edition), nodes.Text(' · '), calendar_to_subscribe_to(edition)], 'proceedings-more'
        )
        above = [*last_change(program, edition), *day_menu(program, edition)]
        schedule = whole_schedule(program, edition)
        tail.append(section('schedule', [nodes.Text(f'Schedule {edition.id}')], *above, *schedule, more))
    tail.append(
        section(
            'editions',
            [nodes.Text('Editions')],
            bullet_list((_edition_line(program, e) for e in program.editions.values()), 'proceedings-editions'),
        )
    )
    return Parts('proceedings-home', ('proceedings-home',), title, [edition_facts(program, edition)], tail, children)


def home_children(program: Program) -> list[tuple[str | None, str]]:
    """The documents that the site's menu leads to, as (title, document name)."""
    editions = ((edition, edition_document(edition)) for edition in program.editions)
    return [('Talks', TALKS), ('People', SPEAKERS), *editions]


def _all_about(edition: Edition) -> nodes.Node:
    """The link to its page, and what is there beyond the schedule."""
    parts = {'papers': edition.talks, 'organizers': edition.organizers, 'reviewers': edition.reviewers}
    there = ', '.join(name for name, things in parts.items() if things)
    return inline.edition_link(edition, f'All about {edition.id}' + (f': {there}' if there else ''))


def _edition_line(program: Program, edition: Edition) -> Nodes:
    where = edition.venue.city or edition.venue.name if edition.venue else ''
    kinds = lists.by_kind(program, lists.standing(edition.talks.values()))
    numbers = ', '.join(
        f'{len(talks)} {kind.name if len(talks) == 1 else kind.plural}' for kind, talks in kinds.items()
    )
    facts = ' · '.join(filter(None, (day_range(edition.start, edition.end), where, numbers)))
    return [inline.edition_link(edition), nodes.Text(' '), text(facts, 'proceedings-label')]
