"""What a file of another system says, in the words of a program, before anything is given an id or written.

The readers in `formats/` make a `Draft`; `ids`, `merge` and `write` make files of it. Things name each other by
`key`: what the source itself knows them by, the same in each file that it writes, so that the next import finds them
again. A key never becomes visible.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from ..model import Link
from ..problems import Place
from ..vocabulary import Status


class Markup(StrEnum):
    """What a longer text is written in."""

    PLAIN = 'plain'
    MARKDOWN = 'markdown'
    HTML = 'html'
    LATEX = 'latex'


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """An abstract or a biography as the source has it."""

    text: str
    markup: Markup = Markup.PLAIN


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A person in a role: the key of a `DraftPerson`, the name as it is spelled there, the affiliation of then."""

    person: str
    name: str
    affiliation: str = ''
    role: str = ''


@dataclass(slots=True, kw_only=True)
class DraftPerson:
    """Somebody, once for the whole draft. Where the source has no ids for people, `key` is `names.slug(name)`, so that
    spellings that differ in accents are one person; where it has, two people of one name have two keys."""

    key: str
    name: str
    place: Place
    family: str = ''
    given: str = ''
    team: bool = False
    affiliation: str = ''
    url: str = ''
    orcid: str = ''
    links: list[Link] = field(default_factory=list)
    biography: Text | None = None


@dataclass(slots=True, kw_only=True)
class DraftTalk:
    """Anything with a page. `slug` is what the source calls it in addresses, if that can be read; `kind` is its word,
    whatever it is ("Vortrag", "Lightning Talk (10 min)"), which `kinds` makes one of ours."""

    key: str
    title: str
    place: Place
    slug: str = ''
    kind: str = ''
    number: int | None = None
    authors: list[Mention] = field(default_factory=list)
    speakers: list[Mention] = field(default_factory=list)
    track: str = ''
    keywords: list[str] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    doi: str = ''
    pages: str = ''
    published: date | None = None
    awards: list[str] = field(default_factory=list)
    status: Status = Status.CONFIRMED
    reason: str = ''
    abstract: Text | None = None


@dataclass(slots=True, kw_only=True)
class DraftSlot:
    """A talk in a session, by the key of the `DraftTalk`; times only where they differ from those of the session."""

    talk: str
    start: datetime | None = None
    end: datetime | None = None
    board: str = ''


@dataclass(slots=True, kw_only=True)
class DraftSession:
    """A row of the schedule. A talk given by itself is a session with one slot and no title; a break has no slots.

    Times have a zone, or are on the clocks of the edition. `rooms` are names, as readers see them. `key` may be empty
    where the source has none: then day, time and title are what it is known by. `day` is the one in whose program it
    is, where the source says so: what begins after midnight often belongs to the day before.
    """

    start: datetime
    end: datetime
    place: Place
    day: date | None = None
    key: str = ''
    title: str = ''
    kind: str = ''
    rooms: list[str] = field(default_factory=list)
    track: str = ''
    chairs: list[Mention] = field(default_factory=list)
    slots: list[DraftSlot] = field(default_factory=list)
    status: Status = Status.CONFIRMED


@dataclass(slots=True, kw_only=True)
class DraftOrganization:
    """A sponsor."""

    name: str
    url: str = ''


@dataclass(slots=True, kw_only=True)
class Draft:
    """All that one import found. What is empty the source does not say: an import takes nothing away.

    `source` names what was read, for readers and for the next import: the kind of file and of which event it is, such
    as `pretalx: tides-2031`; never a path. `start` and `end` are days; where they are None the sessions decide. A zone
    that the reader only guessed counts where the site has none.
    """

    source: str
    series_title: str = ''
    short_title: str = ''
    title: str = ''
    start: date | None = None
    end: date | None = None
    timezone: str = ''
    zone_is_guess: bool = False
    url: str = ''
    venue: str = ''
    city: str = ''
    country: str = ''
    publisher: str = ''
    isbn: str = ''
    issn: str = ''
    doi: str = ''
    volume: str = ''
    volume_series: str = ''
    volume_title: str = ''
    published: date | None = None
    rooms: list[str] = field(default_factory=list)
    tracks: list[str] = field(default_factory=list)
    organizers: list[Mention] = field(default_factory=list)
    editors: list[Mention] = field(default_factory=list)
    reviewers: list[Mention] = field(default_factory=list)
    sponsors: list[DraftOrganization] = field(default_factory=list)
    people: dict[str, DraftPerson] = field(default_factory=dict)
    talks: dict[str, DraftTalk] = field(default_factory=dict)
    sessions: list[DraftSession] = field(default_factory=list)
