"""What is cited: papers, talks and proceedings, as each form of a citation tells them in its own way."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum
from typing import Any

from ...documents import edition_document, talk_document
from ...model import Credit, Edition, Person, Talk, Venue
from ...names import parts_as_printed, slug
from ...observed import remembered
from ...program import MANY_AUTHORS, Program
from ...vocabulary import standing_words
from ..target import Target
from ..uids import first_id

_ARXIV = re.compile(
    r'https?://(?:www\.|export\.)?arxiv\.org/(?:abs|pdf)/'
    r'((?:[a-z-]+(?:\.[A-Z]{2})?/\d{7}|\d{4}\.\d{4,5})(?:v\d+)?)(?:\.pdf)?(?:[?#].*)?'
)
_OPENREVIEW = re.compile(r'https?://openreview\.net/forum\?id=([\w-]+)', re.IGNORECASE)
_PDF = re.compile(r'https?://[^?#]+\.pdf', re.IGNORECASE)


class Type(Enum):
    """A talk with a paper, one without, and the whole of an edition."""

    PAPER = 'paper'
    SPEECH = 'speech'
    PROCEEDINGS = 'proceedings'


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """`title`, `event` and `container`, the title of the proceedings, may have formulas. `issued` is a day, or a year
    and a month where no more is known; `held` are the first and the last day of the event, and `part_of` is a greater
    one, if the event's title does not name it. `genre` is what sort of talk a speech was, `others` how many
    authors there are beside those that are named; `pdf` is the web address of the paper itself.

    The number of a talk is in no citation: it counts the talks of a program, and where a citation has a number, that
    of a report or in a series is meant.
    """

    key: str
    type: Type
    title: str
    issued: tuple[int, ...]
    event: str
    held: tuple[date, date]
    part_of: str = ''
    container: str = ''
    authors: tuple[Person, ...] = ()
    others: int = 0
    editors: tuple[Person, ...] = ()
    place: str = ''
    genre: str = ''
    publisher: str = ''
    series: str = ''
    volume: str = ''
    number: str = ''
    isbn: str = ''
    issn: str = ''
    pages: tuple[str, str] | None = None
    doi: str = ''
    arxiv: str = ''
    url: str = ''
    pdf: str = ''
    keywords: tuple[str, ...] = ()
    note: str = ''

    @property
    def occasion(self) -> str:
        """The event, with the greater one that it was part of."""
        return _occasion(self.event, self.part_of)

    @property
    def remarks(self) -> list[str]:
        """What readers of references have no field for; only BibTeX has a word for authors who are not named."""
        more = f'and {self.others} more authors' if self.others else ''
        return [remark for remark in (self.note, more) if remark]

    def dated(self, separator: str) -> str:
        """`2019-12-14`, or `2019-12` where no more is known."""
        return separator.join(f'{number:02}' for number in self.issued)

    def shortened(self) -> Work:
        if len(self.authors) <= MANY_AUTHORS:
            return self
        return replace(self, authors=self.authors[:MANY_AUTHORS], others=len(self.authors) - MANY_AUTHORS)


class Works:
    """The works of a program, with a key for each.

    Keys are made of the ids under which things were first published, so that they stay when one is changed. Ids have
    no underscore, so no two keys are the same; and neither BibTeX nor LaTeX minds one in a key.
    """

    def __init__(self, program: Program, target: Target) -> None:
        self.program = program
        self.target = target
        self.prefix = ''.join(char for char in slug(program.series.short_title) if char.isascii())
        self._proceedings = remembered(program, lambda id: self.proceedings(program.editions[id]))

    def talk(self, ref: str) -> Work:
        talk = self.program.talks[ref]
        volume = self._proceedings(talk.edition)
        facts: dict[str, Any] = {
            'key': f'{volume.key}_{first_id(talk)}',
            'title': talk.title,
            'authors': self._people(talk.authors or talk.speakers),
            'doi': talk.doi,
            'url': self.target.page_url(talk_document(ref)),
            'keywords': talk.keywords,
            'note': '' if talk.stands else standing_words(talk.status, talk.since, talk.reason),
        }
        return self._paper(talk, volume, facts) if talk.has_paper else self._speech(talk, volume, facts)

    def _speech(self, talk: Talk, volume: Work, facts: Mapping[str, Any]) -> Work:
        """What was only given: of the volume it has the event."""
        return Work(
            type=Type.SPEECH,
            issued=self._given(talk),
            event=volume.event,
            held=volume.held,
            part_of=volume.part_of,
            place=volume.place,
            genre=talk.kind.name,
            **facts,
        )

    def _paper(self, talk: Talk, volume: Work, facts: Mapping[str, Any]) -> Work:
        """What is published in the volume, and has all else of that."""
        return replace(
            volume,
            type=Type.PAPER,
            issued=_day(talk.published) or (volume.issued if len(volume.issued) == 3 else self._given(talk)),
            container=volume.title,
            pages=talk.pages,
            arxiv=_arxiv(talk),
            pdf=self._pdf(talk),
            **facts,
        )

    def proceedings(self, edition: Edition) -> Work:
        volume = edition.proceedings
        return Work(
            key=f'{self.prefix}{first_id(edition)}',
            type=Type.PROCEEDINGS,
            title=volume_title(edition),
            issued=_day(volume.published) or (edition.start.year, edition.start.month),
            event=edition.full_title,
            held=(edition.start, edition.end),
            part_of=_part_of(edition),
            editors=self._people(volume.editors),
            place=_place(edition.venue),
            publisher=volume.publisher,
            series=volume.series,
            volume=volume.volume,
            number=volume.number,
            isbn=volume.isbn,
            issn=volume.issn,
            doi=volume.doi,
            url=self.target.page_url(edition_document(edition.id)),
        )

    def _given(self, talk: Talk) -> tuple[int, ...]:
        """When a talk was given for the first time, as far as that is known."""
        slots = self.program.slots.get(talk.ref)
        start = self.program.editions[talk.edition].start
        return _day(slots[0].start.date()) if slots else (start.year, start.month)

    def _pdf(self, talk: Talk) -> str:
        """Where the paper is as a PDF for certain; nothing where nobody knows that, or it no longer stands."""
        if not talk.stands:
            return ''
        papers = (_as_pdf(link.url) for link in talk.links if link.kind == 'paper')
        return self.target.paper_url(talk) or next(filter(None, papers), '')

    def _people(self, credits: Iterable[Credit]) -> tuple[Person, ...]:
        return tuple(self._as_printed(credit) for credit in credits)

    def _as_printed(self, credit: Credit) -> Person:
        person = self.program.people[credit.person]
        if not credit.printed:
            return person
        return replace(person, name=credit.printed, parts=parts_as_printed(credit.printed, person.parts))


def volume_title(edition: Edition) -> str:
    """What papers are cited from, and the book is called: the title of the volume, or else the event and what it is
    part of."""
    return edition.proceedings.title or _occasion(edition.full_title, _part_of(edition))


def _occasion(event: str, part_of: str) -> str:
    return ', '.join(filter(None, (event, part_of)))


def _day(day: date | None) -> tuple[int, ...]:
    return (day.year, day.month, day.day) if day else ()


def _place(venue: Venue | None) -> str:
    """`Vancouver, BC, Canada`; where no city is known, what the venue is called. What is online has none."""
    if not venue or venue.is_online:
        return ''
    return ', '.join(filter(None, (venue.city, venue.region, venue.country))) or venue.name


def _part_of(edition: Edition) -> str:
    name = edition.part_of.name if edition.part_of else ''
    return '' if name in edition.full_title else name


def _arxiv(talk: Talk) -> str:
    """The number of a paper at arXiv.org."""
    found = (_ARXIV.fullmatch(link.url) for link in talk.links if link.kind == 'paper')
    return next((match[1] for match in found if match), '')


def _as_pdf(url: str) -> str:
    """The PDF that *url* is, or that arXiv and OpenReview have at a fixed place beside the page of each paper."""
    if match := _ARXIV.fullmatch(url):
        return f'https://arxiv.org/pdf/{match[1]}'
    if match := _OPENREVIEW.fullmatch(url):
        return f'https://openreview.net/pdf?id={match[1]}'
    return url if _PDF.fullmatch(url) else ''


def in_order(edition: Edition) -> Iterator[str]:
    """The refs of all talks in the order of time, then the others by their number, and then as they are listed."""
    scheduled = edition.slots_by_talk()
    others = [talk for talk in edition.talks.values() if talk.id not in scheduled]
    others.sort(key=lambda talk: (talk.number is None, talk.number or 0))
    yield from (f'{edition.id}/{id}' for id in scheduled)
    yield from (talk.ref for talk in others)
