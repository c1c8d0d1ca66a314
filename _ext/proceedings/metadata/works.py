"""Papers, proceedings and recordings, in the words of schema.org."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from ..documents import edition_document, talk_document
from ..export.citations.works import Work
from ..identifiers import doi_url
from ..maths.titles import plain_title
from ..model import Credit, Edition, Link, Proceedings, Talk
from ..program import Program
from ..render.record import standing_sentence
from .addresses import Addresses
from .people import credited
from .words import Node, more, node, same_as, without


def has_work(program: Program, talk: Talk) -> bool:
    """Whether there is anything to say of a talk that is true of a work only, and of no event."""
    is_given = talk.ref in program.slots
    return talk.has_paper or not is_given or not talk.stands or bool(talk.corrections or talk.awards)


def work_node(program: Program, talk: Talk, work: Work, to: Addresses) -> Node:
    """What was written, or given; *work* is how it is cited."""
    document = talk_document(talk.ref)
    title = plain_title(talk.title)
    found = node(
        'ScholarlyArticle' if talk.has_paper else 'CreativeWork',
        to.id(document, 'paper'),
        name=title,
        url=to.page(document),
        author=[*_authors(program, talk, to)],
        keywords=[*talk.keywords],
        creativeWorkStatus='' if talk.stands else talk.status.capitalize(),
        correction=[*_corrections(talk)],
        award=[*talk.awards],
    )
    return _paper(found, program.editions[talk.edition], talk, work, to) if talk.has_paper else found


def performers(talk: Talk) -> Sequence[Credit]:
    """Who gives a talk: where a paper has several authors, and nobody says who of them speaks, not all of them."""
    return () if talk.has_paper and len(talk.authors) > 1 and not talk.speakers else talk.presenters


def _authors(program: Program, talk: Talk, to: Addresses) -> Iterator[Node]:
    """Only the speakers have their ids, for the event names them by these; of all others there is the address, and all
    of it as this page sees it: papers with twenty authors are no rarity."""
    speakers = {credit.person for credit in performers(talk)}
    for credit in talk.authors or talk.speakers:
        author = credited(program, credit, to.near)
        yield author if credit.person in speakers or 'url' not in author else without(author, '@id')


def _paper(thing: Node, edition: Edition, talk: Talk, work: Work, to: Addresses) -> Node:
    """*thing* with what only a paper has: pages, a number, a volume around it."""
    first, last = talk.pages or ('', '')
    return more(
        thing,
        headline=plain_title(talk.title),
        datePublished=work.dated('-'),
        isPartOf=proceedings_node(edition, work, to),
        pagination='–'.join(dict.fromkeys(filter(None, (first, last)))),
        pageStart=first,
        pageEnd=last,
        identifier=_doi(work.doi),
        sameAs=doi_url(work.doi) if work.doi else '',
        encoding=node('MediaObject', contentUrl=work.pdf, encodingFormat='application/pdf') if work.pdf else {},
    )


def proceedings_node(edition: Edition, work: Work, to: Addresses) -> Node:
    """The volume that a paper is in; *work* is how that or the paper is cited."""
    series = node('BookSeries', name=work.series, issn=work.issn)
    return node(
        ['Book', 'PublicationVolume'] if work.isbn else 'PublicationVolume',
        to.id(edition_document(edition.id), 'proceedings'),
        name=plain_title(work.container or work.title),
        isbn=work.isbn,
        volumeNumber=work.volume,
        publisher=node('Organization', name=work.publisher) if work.publisher else {},
        isPartOf=series if len(series) > 1 else {},
    )


def has_volume(edition: Edition) -> bool:
    """Whether there are proceedings: papers that are in them, or anything that is said of them."""
    return edition.proceedings != Proceedings() or any(talk.has_paper for talk in edition.talks.values())


def volume_node(program: Program, edition: Edition, work: Work, to: Addresses) -> Node:
    """The volume by itself; *work* is how it is cited. All of its papers say that they are part of it."""
    volume = edition.proceedings
    document = edition_document(edition.id)
    people, teams = _editors(program, edition, to)
    return more(
        proceedings_node(edition, work, to),
        url=to.page(document),
        about=same_as(to.near_id(document, 'event')),
        editor=people,
        contributor=teams,
        datePublished=work.dated('-'),
        identifier=_doi(volume.doi),
        sameAs=doi_url(volume.doi) if volume.doi else '',
    )


def _editors(program: Program, edition: Edition, to: Addresses) -> tuple[list[Node], list[Node]]:
    """(people, teams): schema.org has it that only people edit."""
    found = [credited(program, credit, to) for credit in edition.proceedings.editors]
    people = [one for one in found if one['@type'] == 'Person']
    return people, [one for one in found if one not in people]


def videos(title: str, links: Iterable[Link]) -> list[Node]:
    """The recordings of something.

    Nobody says when they were uploaded, and where there is a picture of them. Google shows no video without either in
    its results; everybody else learns that there is one, and of what.
    """
    return [node('VideoObject', name=title, url=link.url) for link in links if link.kind == 'video']


def _doi(doi: str) -> Node:
    return node('PropertyValue', propertyID='DOI', value=doi) if doi else {}


def _corrections(talk: Talk) -> Iterator[Node]:
    """Errata and revisions; that it no longer stands is the last of them."""
    for one in talk.corrections:
        yield node('CorrectionComment', datePublished=one.date.isoformat(), text=plain_title(one.text), url=one.url)
    if not talk.stands:
        since = talk.since.isoformat() if talk.since else ''
        yield node('CorrectionComment', datePublished=since, text=standing_sentence(talk))
