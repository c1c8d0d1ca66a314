"""What is new and what has changed among the talks of all editions, for readers of feeds."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from textwrap import shorten
from xml.etree.ElementTree import Element, SubElement
from zoneinfo import ZoneInfo

from ..documents import SERIES_FEED, TALKS, speaker_document, talk_document
from ..maths.titles import plain_title
from ..model import Edition, Talk
from ..program import Program
from ..times import iso, local, utc
from ..vocabulary import Status, standing_words
from . import wording
from .atom import Feed, texts
from .dates import published
from .target import Target
from .uids import Uids

ENTRIES = 100
"""Readers ask for the whole file every hour or so: these are about 100 kB. Who looks once a week misses nothing but in
the week when a large program is first published; and all of that is on the page of all talks."""

SUMMARY = 400
"""Letters of an abstract: enough to see whether to read on."""


def series_feed_title(program: Program) -> str:
    return f'{program.series.short_title}: new and changed talks'


def series_feed(program: Program, target: Target, uids: Uids) -> bytes:
    """`talks/index.atom`."""
    newest = sorted(_dated(program, target), key=lambda found: found[0], reverse=True)[:ENTRIES]
    made = Feed(program, target, SERIES_FEED, TALKS)
    made.head(uids.series_feed(), series_feed_title(program), newest[0][0] if newest else _before(program))
    for changed, talk in newest:
        _add_entry(made, program, target, talk, changed, uids)
    return made.written()


def _dated(program: Program, target: Target) -> Iterator[tuple[datetime, Talk]]:
    """Each talk with the moment of its last change; where nobody knows it, that of its edition's first day."""
    for talk in program.talks.values():
        yield target.changed(talk) or _first_moment(program.editions[talk.edition]), talk


def _before(program: Program) -> datetime:
    """What a feed says that has nothing yet."""
    return max(map(_first_moment, program.editions.values()))


def _first_moment(edition: Edition) -> datetime:
    return utc(local(edition.start, timedelta(0), ZoneInfo(edition.timezone)))


def _add_entry(made: Feed, program: Program, target: Target, talk: Talk, changed: datetime, uids: Uids) -> None:
    edition = program.editions[talk.edition]
    entry = made.entry(uids.page(edition, talk), _title(talk), changed, talk_document(talk.ref))
    if day := published(edition, talk):
        texts(entry, published=iso(local(day, timedelta(0), ZoneInfo(edition.timezone))))
    _add_authors(entry, program, target, talk)
    texts(entry, summary='\n'.join(_summary(program, target, talk)))
    SubElement(entry, 'category', term=talk.kind.id, label=talk.kind.name)
    for keyword in talk.keywords:
        SubElement(entry, 'category', term=keyword)


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
    if abstract := shorten(target.text(talk.ref), SUMMARY, placeholder=' …'):
        yield abstract
    else:
        what = f'{talk.kind.name}, {wording.short_title(program, talk.edition)}'
        yield ': '.join(filter(None, (what, wording.names(program, talk.presenters))))
