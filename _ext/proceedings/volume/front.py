"""What stands around the talks of a book: the title page; who organized, paid and reviewed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from docutils import nodes

from ..documents import edition_document
from ..export.citations.works import volume_title
from ..export.target import Target
from ..identifiers import doi_url
from ..maths.nodes import title_nodes
from ..model import Credit, Edition, Person
from ..program import Program
from ..render import inline
from ..render.edition import organizers, sponsors, where
from ..render.inline import Nodes, paragraph, section, text
from ..times import day_range, full_date
from .ids import ORGANIZATION, TITLE_PAGE


@dataclass(frozen=True, slots=True, kw_only=True)
class Imprint:
    """What the title page says that is not in the program: where the site is, whose the rights are, when anything
    in the book was last changed."""

    site: Target
    rights: str
    stamp: datetime


def editors_of(edition: Edition) -> list[Credit]:
    """Who answers for the book: its editors, or else the organizers."""
    return list(edition.proceedings.editors) or edition.organized_by


def title_page(program: Program, edition: Edition, imprint: Imprint) -> nodes.section:
    lines = filter(None, [_sort(edition), _subtitle(program, edition), _when_and_where(edition), _part_of(edition)])
    above = [paragraph(line, 'proceedings-book-event') for line in lines]
    below = [paragraph(line) for line in _imprint(edition, imprint)]
    made = section(TITLE_PAGE, title_nodes(volume_title(edition)), *above, *_editors(program, edition))
    made += nodes.container('', *below, classes=['proceedings-imprint'], is_div=True)
    made['classes'].append('proceedings-title-page')
    return made


def _sort(edition: Edition) -> Nodes:
    """What the book is, where its title is that of the event."""
    return [] if edition.proceedings.title else [nodes.Text('Proceedings')]


def _subtitle(program: Program, edition: Edition) -> Nodes:
    """What the title does not say: of which edition these are, of which series."""
    told = volume_title(edition)
    names = dict.fromkeys((edition.full_title, program.series.title))
    return inline.separated([title_nodes(name) for name in names if name not in told], ' · ')


def _when_and_where(edition: Edition) -> Nodes:
    when: Nodes = [nodes.Text(day_range(edition.start, edition.end))]
    return inline.separated(list(filter(None, [when, where(edition)])), ' · ')


def _part_of(edition: Edition) -> Nodes:
    name = edition.part_of.name if edition.part_of else ''
    return [] if name in volume_title(edition) else [nodes.Text(f'Part of {name}')]


def _editors(program: Program, edition: Edition) -> Nodes:
    credits = editors_of(edition)
    if not credits:
        return []
    label = 'Edited by' if edition.proceedings.editors else 'Organized by'
    people = [[inline.speaker_link(program, credit.person), *inline.affiliation(credit)] for credit in credits]
    lines = inline.bullet_list(people, 'proceedings-editors')
    return [paragraph([nodes.Text(label)], 'proceedings-book-label'), lines]


def _imprint(edition: Edition, imprint: Imprint) -> Iterable[Nodes]:
    """Publisher, numbers, where the site is, whose it is, as of when."""
    volume = edition.proceedings
    for line in filter(None, _published(edition)):
        yield [nodes.Text(line)]
    if volume.doi:
        yield [nodes.Text('DOI '), inline.web_link(volume.doi, doi_url(volume.doi))]
    if url := imprint.site.page_url(edition_document(edition.id)):
        yield [inline.web_link(url, url)]
    if imprint.rights:
        yield [nodes.Text(f'© {imprint.rights}')]
    yield [nodes.Text(f'As of {full_date(imprint.stamp.astimezone(ZoneInfo(edition.timezone)).date())}')]


def _published(edition: Edition) -> Iterable[str]:
    volume = edition.proceedings
    yield ', '.join(filter(None, (volume.publisher, full_date(volume.published) if volume.published else '')))
    numbered = [volume.series, f'volume {volume.volume}' if volume.volume else '']
    numbered.append(f'number {volume.number}' if volume.number else '')
    yield inline.sentence(', '.join(filter(None, numbered)))
    yield from (f'{name} {number}' for name, number in (('ISBN', volume.isbn), ('ISSN', volume.issn)) if number)


def organization(program: Program, edition: Edition) -> Iterable[nodes.section]:
    """All roles with those who had them, sponsors, reviewers; nothing where there are none."""
    parts = [*organizers(program, edition), *sponsors(edition), *_reviewers(program, edition)]
    if parts:
        yield section(ORGANIZATION, [nodes.Text('Organization')], *parts)


def _reviewers(program: Program, edition: Edition) -> Iterable[nodes.section]:
    """In a row: there may be hundreds."""
    reviewers = {credit.person for credit in edition.reviewers}
    people = [_name(person) for id, person in program.people.items() if id in reviewers]
    if people:
        yield section('reviewers', [nodes.Text('Reviewers')], paragraph(inline.separated(people, ', ')))


def _name(person: Person) -> Nodes:
    return [inline.ref('speaker', person.id, [text(person.name)])]
