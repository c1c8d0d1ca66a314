"""What is new and what has changed among the talks of all editions, for readers of feeds."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from xml.etree.ElementTree import Element, SubElement

from ..documents import SERIES_FEED, TALKS, edition_document, speaker_document, talk_document
from ..maths.titles import plain_title
from ..model import Edition, Talk
from ..program import Program
from ..times import iso, midnight, utc
from ..vocabulary import LINK_KINDS, Status, standing_words
from . import wording
from .atom import Feed
from .citations.works import in_order
from .dates import published
from .markup import texts
from .target import Target
from .uids import Uids

ENTRIES = 100
"""Readers ask for the whole file every hour or so: these are about 100 kB. Who looks once a week misses nothing but in
the week when a large program is first published; and all of that is on the page of all talks."""


def series_feed_title(program: Program) -> str:
    return f'{program.series.short_title}: new and changed talks'


def series_feed(program: Program, target: Target, uids: Uids) -> bytes:
    """`talks/index.atom`."""
    newest = _newest_first(program, target)[:ENTRIES]
    made = Feed(program, target, SERIES_FEED, TALKS)
    made.head(uids.series_feed(), series_feed_title(program), newest[0][0] if newest else _before(program))
    for changed, talk in newest:
        _add_entry(made, program, target, talk, changed, uids)
    return made.written()


def _newest_first(program: Program, target: Target) -> list[tuple[datetime, Talk]]:
    """Each talk with the moment of its last change; where nobody knows it, that of its edition's first day.

    Where many have the same, as when one commit brought a whole program: what was published last, or belongs to the
    newest edition; and then the order of the schedule, which editions come in with the newest first.
    """
    found = [
        (target.changed(program.talks[ref]) or _first_midnight(edition), program.talks[ref])
        for edition in program.editions.values()
        for ref in in_order(edition)
    ]
    return sorted(found, key=lambda one: (one[0], _day(program, one[1])), reverse=True)


def _day(program: Program, talk: Talk) -> date:
    edition = program.editions[talk.edition]
    return published(edition, talk) or edition.start


def _before(program: Program) -> datetime:
    """What a feed says that has nothing yet."""
    return max(map(_first_midnight, program.editions.values()))


def _first_midnight(edition: Edition) -> datetime:
    return utc(midnight(edition.start, edition.timezone))


def _add_entry(made: Feed, program: Program, target: Target, talk: Talk, changed: datetime, uids: Uids) -> None:
    edition = program.editions[talk.edition]
    pages = (talk_document(talk.ref), edition_document(edition.id))
    entry = made.entry(uids.page(edition, talk), _title(talk), changed, *pages)
    if day := published(edition, talk):
        texts(entry, published=iso(midnight(day, edition.timezone)))
    _add_authors(entry, program, target, talk)
    texts(entry, summary='\n'.join(_summary(program, target, talk)))
    SubElement(entry, 'category', term=talk.kind.id, label=talk.kind.name)
    for keyword in talk.keywords:
        SubElement(entry, 'category', term=keyword)
    if talk.stands:
        _add_papers(made, entry, target, talk)


def _add_papers(made: Feed, entry: Element, target: Target, talk: Talk) -> None:
    """The paper that lies here, and those elsewhere."""
    if file := target.paper(talk):
        made.enclose(entry, file, 'application/pdf')
    for link in talk.links:
        if link.kind == 'paper':
            SubElement(entry, 'link', rel='related', title=LINK_KINDS['paper'], href=link.url)


def _title(talk: Talk) -> str:
    """The title, and first what is wrong with the talk: many readers show nothing else of it."""
    title = plain_title(talk.title)
    return title if talk.status is Status.CONFIRMED else f'{talk.status.capitalize()}: {title}'


def _add_authors(entry: Element, program: Program, target: Target, talk: Talk) -> None:
    """Where nobody is named, it is the author of the feed, as the standard has it."""
    for credit in talk.authors or talk.speakers:
        person = program.people[credit.person]
        page = target.page_url(speaker_document(person.id))
        texts(SubElement(entry, 'author'), name=person.name, **({'uri': page} if page else {}))


def _summary(program: Program, target: Target, talk: Talk) -> Iterator[str]:
    """Why it no longer stands; the beginning of the abstract, or else what it is, when, and who presents it."""
    if talk.reason or talk.since:
        yield standing_words(talk.status, talk.since, talk.reason)
    if lead := target.lead(talk.ref):
        yield f'Summary by the editors: {lead}' if talk.editors_summary else lead
    else:
        what = f'{talk.kind.name}, {wording.short_title(program, talk.edition)}'
        yield ': '.join(filter(None, (what, wording.names(program, talk.presenters))))
