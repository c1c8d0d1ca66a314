"""The talks of a book: in the order of the schedule, then those that have no time of their own, by kind and number."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from docutils import nodes

from ..documents import talk_document
from ..export.target import Target
from ..identifiers import doi_url
from ..maths.nodes import title_nodes
from ..model import Credit, Edition, Link, Talk
from ..order import by_number
from ..program import Program
from ..render import inline, lists
from ..render.inline import Nodes, bullet_list, paragraph, section, text
from ..render.record import corrections, standing_title, tombstone
from ..render.talk import keywords, kind_line, slot_line
from ..times import long_day
from .ids import GONE, part_id, prose_id, talk_id


class prose(nodes.container):
    """Where the prose of `document` goes, which is not there yet."""


Group = tuple[str, Sequence[Talk]]
"""(what it is called, its talks)."""


def groups(program: Program, edition: Edition) -> list[Group]:
    """All talks that stand, each once."""
    given = list(_given(edition))
    left = {talk.id: talk for talk in by_number(lists.standing(edition.talks.values()))}
    days: dict[date, list[Talk]] = {}
    for day, id in given:
        if talk := left.pop(id, None):
            days.setdefault(day, []).append(talk)
    named: list[Group] = [(long_day(day) if len(days) > 1 else 'Talks', talks) for day, talks in days.items()]
    return [*named, *((kind.plural, talks) for kind, talks in lists.by_kind(program, left.values()).items())]


def _given(edition: Edition) -> Iterator[tuple[date, str]]:
    """The talks that have a time of their own, with its day: one after another, a session at once."""
    for day, sessions in edition.sessions_by_day().items():
        for session in sessions:
            if not edition.is_side_by_side(session):
                yield from ((day, slot.talk) for slot in session.slots)


def parts(program: Program, edition: Edition, site: Target) -> Iterator[nodes.section]:
    """A section for each group, with a section for each of its talks; then what no longer stands."""
    for number, (title, talks) in enumerate(groups(program, edition), start=1):
        yield _part(part_id(number), title, (talk_section(program, edition, talk, site) for talk in talks))
    gone = by_number(talk for talk in edition.talks.values() if not talk.stands)
    if gone:
        title = inline.sentence(' and '.join(sorted({talk.status.value for talk in gone})))
        yield _part(GONE, title, (_gone_section(program, talk, site) for talk in gone))


def _part(id: str, title: str, talks: Iterable[nodes.section]) -> nodes.section:
    made = section(id, [nodes.Text(title)], *talks)
    made['classes'].append('proceedings-part')
    return made


def talk_section(program: Program, edition: Edition, talk: Talk, site: Target) -> nodes.section:
    """Kind, title, people, when and where, corrections; below its prose keywords and addresses."""
    head: Nodes = [kind_line(edition, talk), *_people(program, talk)]
    if slots := program.slots.get(talk.ref, ()):
        lines = (slot_line(program, edition, slot) for slot in slots)
        head.append(bullet_list(lines, 'proceedings-slots'))
    head += tombstone(program, talk)
    if talk.editors_summary:
        head.append(paragraph([nodes.Text('Summary by the editors of these proceedings')], 'proceedings-note'))
    text_of_author = prose('', document=talk_document(talk.ref), classes=['proceedings-abstract'], is_div=True)
    return _section(program, talk, [*head, text_of_author, *_tail(program, talk, site)])


def _gone_section(program: Program, talk: Talk, site: Target) -> nodes.section:
    """A tombstone: what it was, and why it is no more."""
    return _section(program, talk, [*_people(program, talk), *tombstone(program, talk), *_addresses(talk, site)])


def _section(program: Program, talk: Talk, body: Nodes) -> nodes.section:
    made = section(talk_id(talk), [*standing_title(talk), *title_nodes(talk.title)], *body)
    made['classes'].append('proceedings-talk')
    return made


def _people(program: Program, talk: Talk) -> Nodes:
    """Everyone in the order of the paper, in one row; who speaks is marked where there are others."""
    if not talk.people:
        return []
    speakers = {credit.person for credit in talk.speakers} if talk.authors else set()

    def name(credit: Credit) -> Nodes:
        spoken = [text(' (speaker)', 'proceedings-role')] if credit.person in speakers else []
        return [inline.byline(program, credit.person), *spoken, *inline.affiliation(credit)]

    between = '; ' if any(credit.affiliation for credit in talk.people) else ', '
    return [paragraph(inline.separated(list(map(name, talk.people)), between), 'proceedings-people')]


def _tail(program: Program, talk: Talk, site: Target) -> Iterator[nodes.Node]:
    for found in corrections(talk):
        assert isinstance(found, nodes.section)
        found['ids'] = [prose_id(talk_id(talk), 'corrections')]
        yield found
    if talk.keywords:
        label = text('Keywords', 'proceedings-label')
        yield paragraph([label, nodes.Text(' '), *keywords(program, talk)], 'proceedings-keywords')
    yield from _addresses(talk, site)


def _addresses(talk: Talk, site: Target) -> Nodes:
    """Where to find the paper and all else, written out: paper has no links."""
    lines = [[text(label, 'proceedings-label'), nodes.Text(' '), link] for label, link in _links(talk, site)]
    return [bullet_list(lines, 'proceedings-addresses')] if lines else []


def _links(talk: Talk, site: Target) -> Iterator[tuple[str, nodes.reference]]:
    if talk.doi:
        yield 'DOI', inline.web_link(talk.doi, doi_url(talk.doi))
    if paper := site.paper_url(talk):
        yield 'Paper', inline.web_link(paper, paper)
    for link in inline.labelled([link for link in talk.links if not _is_doi(talk, link)]):
        yield link.astext(), inline.web_link(link['refuri'], link['refuri'])
    if page := site.page_url(talk_document(talk.ref)):
        yield 'Talk page', inline.web_link(page, page)


def _is_doi(talk: Talk, link: Link) -> bool:
    return bool(talk.doi) and link.url.lower().endswith(f'doi.org/{talk.doi.lower()}')
