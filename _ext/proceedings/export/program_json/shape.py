"""What `program.json` holds, as pydantic models: from them the data is written, and its JSON Schema is made.

The words are those of the YAML files. The descriptions are for whoever reads the data with a program of theirs.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from ...vocabulary import CORRECTION_KINDS, KINDS, LINK_KINDS, Status

VERSION = 1
"""To be raised when something goes away, or has another name or meaning, and not when something is added."""


def _is_unknown(value: object) -> bool:
    return value is None or value == ''


_IfKnown = Field(exclude_if=_is_unknown)
_Iri = Field(json_schema_extra={'format': 'iri'})
_Reference = Field(json_schema_extra={'format': 'uri-reference'})

Fact = Annotated[str, _IfKnown]
"""Left out where nobody knows it."""
Url = Annotated[str, _IfKnown, _Iri]
Address = Annotated[str, _Reference]
"""The address of a page or file of the site, as seen from its root."""
SomeAddress = Annotated[str, _IfKnown, _Reference]
MaybeDay = Annotated[date | None, _IfKnown]
MaybeMoment = Annotated[datetime | None, _IfKnown]
KindId = Annotated[str, Field(examples=[*KINDS])]
LinkKind = Annotated[str, Field(examples=[*LINK_KINDS])]
CorrectionKind = Annotated[str, Field(examples=[*CORRECTION_KINDS])]


def _allow_more(schema: dict[str, Any]) -> None:
    """A file of a later build may say more than the schema that somebody has kept."""
    del schema['additionalProperties']


class Shape(BaseModel):
    """A mapping of the file."""

    model_config = ConfigDict(
        frozen=True,
        extra='forbid',
        json_schema_extra=_allow_more,
        defer_build=True,  # of those who load the exporters few write a file
    )


class Thing(Shape):
    """What others name by its id; of the bases of a shape it is the last, so that the id comes first."""

    id: str
    """The id, which is also in the address of the page, and never changes."""


class Link(Shape):
    """A web address."""

    kind: LinkKind
    """What is there."""
    url: Annotated[str, _Iri]
    """The address."""


class Credit(Shape):
    """A person in a role."""

    person: str
    """The id of the person, who is among `people`."""
    name: str
    """The name of the person, as it is to be shown."""
    printed: Fact = ''
    """How the name was spelled in this edition, where it is another spelling: papers are cited by it."""
    affiliation: Fact = ''
    """The affiliation at the time of this edition."""
    role: Fact = ''
    """Of an organizer: which, such as "organizer" or "steering committee"."""


class Organization(Shape):
    """A sponsor."""

    name: str
    """Its name."""
    url: Url = ''
    """Its home page."""


class Conference(Shape):
    """The conference that the edition is part of."""

    title: str
    """Its title."""
    url: Url = ''
    """Its home page."""


class Venue(Shape):
    """Where the edition takes place."""

    name: str
    """Its name."""
    url: Url = ''
    """Its home page."""
    address: Fact = ''
    """The address on one line."""
    city: Fact = ''
    """The city."""
    region: Fact = ''
    """The state or province."""
    country: Fact = ''
    """The country."""


class Files(Shape):
    """Files of the site that are about one thing, as seen from the root of the site; those that it has."""

    calendar: SomeAddress = ''
    """The iCalendar file to subscribe to."""
    bibtex: SomeAddress = ''
    """How to cite it, in BibTeX."""
    ris: SomeAddress = ''
    """How to cite it, in RIS."""
    csl_json: SomeAddress = ''
    """How to cite it, in CSL-JSON."""
    pdf: SomeAddress = ''
    """The paper, where the site itself has it."""
    feed: SomeAddress = ''
    """The Atom feed of what changes in the program."""
    frab_xml: SomeAddress = ''
    """The schedule for apps, as frab writes it."""
    frab_json: SomeAddress = ''
    """The same as JSON."""


class Page(Shape):
    """What has a page on the site, unless the site leaves it out."""

    page: SomeAddress = ''
    """The page on the site, as seen from the root of the site."""
    page_url: Annotated[str, _IfKnown, Field(json_schema_extra={'format': 'uri'})] = ''
    """The web address of the page, where the site knows its own."""


class Room(Page, Thing):
    """A room."""

    name: str
    """The name."""
    former_ids: tuple[str, ...]
    """Ids that it had, the oldest first."""
    url: Url = ''
    """Where more is said about the room."""
    files: Files
    """The files of its own."""


class Track(Page, Thing):
    """A track."""

    name: str
    """The name."""
    former_ids: tuple[str, ...]
    """Ids that it had, the oldest first."""
    files: Files
    """The files of its own."""


class Kind(Shape):
    """A kind of talk or session."""

    id: KindId
    """The id, by which talks and sessions name it."""
    name: str
    """What readers see."""
    quiet: bool
    """Whether it recedes in a schedule, as breaks do."""
    presented: bool
    """False of papers that are only published, and are in no session."""
    side_by_side: bool
    """Whether its talks are all there at once, as posters are: people come and go."""


class Standing(Shape):
    """What may be cancelled, and stays in the record."""

    status: Status
    """Whether it takes place, or still stands."""
    reason: Fact = ''
    """Why it is tentative, cancelled, withdrawn or retracted."""
    since: MaybeDay = None
    """The day on which that was decided."""


class Revised(Shape):
    """What calendars have to learn of when it is changed (RFC 5545)."""

    sequence: int
    """How often it was changed since it was published."""
    last_modified: MaybeMoment = None
    """When it was last changed, where the organizers say so."""


class Slot(Shape):
    """When and where one talk is given."""

    talk: str
    """The id of the talk."""
    session: str
    """The id of the session that it is part of."""
    start: datetime
    """When it begins."""
    end: datetime
    """When it ends."""
    rooms: tuple[str, ...]
    """The ids of the rooms; none where it is everywhere, or nobody knows."""
    board: Fact = ''
    """The number of the poster board."""


class Session(Revised, Standing, Thing):
    """A block of time: a row of the agenda."""

    id: str
    """The id; it lasts only where `named` is true."""
    named: bool
    """Whether the organizers chose the id. Otherwise it may be another when the program has changed."""
    kind: KindId
    """The id of its kind."""
    title: str
    """Its title, or that of its talk, or the name of its kind; with LaTeX between dollar signs."""
    plain_title: str
    """The same without LaTeX."""
    day: date
    """The day of the program that it belongs to: what begins after midnight is part of the night before."""
    start: datetime
    """When it begins."""
    end: datetime
    """When it ends."""
    rooms: tuple[str, ...]
    """The ids of the rooms; none where it is everywhere, or nobody knows."""
    track: Fact = ''
    """The id of the track."""
    chairs: tuple[Credit, ...]
    """Who chairs it."""
    talk: Fact = ''
    """The id of the one talk that it is for."""
    side_by_side: bool
    """Whether its talks are all there at once, as posters are: people come and go."""
    slots: tuple[Slot, ...]
    """Its talks: those of a session without times of their own all last as long as it does."""
    files: Files
    """How to cite it, where `named` is true."""


class Correction(Shape):
    """An erratum, or a revised version, of what was published."""

    kind: CorrectionKind
    """Which of the two it is."""
    date: date
    """Its day."""
    text: Fact = ''
    """What was wrong, or what is new; with LaTeX between dollar signs."""
    url: Url = ''
    """The erratum, or the revised version."""


class Pages(Shape):
    """Where a paper is in the volume."""

    first: str
    """The first page, or the article number."""
    last: str
    """The last page; the same as the first where there is one, or an article number."""


class Talk(Revised, Standing, Page, Thing):
    """Anything presented that has a page: a talk, a poster, a panel, a tutorial; or only a paper."""

    former_ids: tuple[str, ...]
    """Ids that it had, the oldest first."""
    kind: KindId
    """The id of its kind."""
    number: Annotated[int | None, _IfKnown] = None
    """The number of the paper or poster."""
    title: str
    """As printed; with LaTeX between dollar signs."""
    plain_title: str
    """The same without LaTeX."""
    authors: tuple[Credit, ...]
    """In the order of the paper."""
    speakers: tuple[Credit, ...]
    """Who presents it; nobody where that is not known."""
    track: Fact = ''
    """The id of the track."""
    keywords: tuple[str, ...]
    """The keywords, as they are written."""
    abstract: Fact = ''
    """The abstract in Markdown (MyST), as its author wrote it but for comments."""
    editors_summary: bool
    """Whether the abstract is a summary by the editors of the proceedings, not by the authors."""
    links: tuple[Link, ...]
    """Paper, slides, video and the like, where they are on the web."""
    doi: Fact = ''
    """The DOI of the paper, as 10.1000/182."""
    pages: Annotated[Pages | None, _IfKnown] = None
    """Where the paper is in the volume."""
    published: MaybeDay = None
    """The day on which the paper came out, where that is not the day of the volume."""
    awards: tuple[str, ...]
    """What it was given, such as Best paper award."""
    corrections: tuple[Correction, ...]
    """Errata and revised versions, the oldest first."""
    replaced_by: Fact = ''
    """Of what no longer stands: the talk, as 2020/jax-md (edition and id), or the web address that stands instead."""
    updated: MaybeMoment = None
    """When anything that is said of it was last changed, as far as git and the data know."""
    slots: tuple[Slot, ...]
    """When and where it is given, in the order of time; none where it is not, or that is not known yet."""
    files: Files
    """Its calendar, how to cite it, its paper."""


class NameParts(Shape):
    """A name taken apart, for citations. A mononym has only `family`, a team only `literal`."""

    given: Fact = ''
    """The given names."""
    particle: Fact = ''
    """What stands before the family name, such as van der."""
    family: Fact = ''
    """The family name."""
    suffix: Fact = ''
    """What stands behind the family name, such as Jr."""
    literal: Fact = ''
    """The whole name, where it has no parts or nobody knows them."""
    is_team: bool
    """Whether it is the name of a team, and not of a person."""


class Person(Page, Thing):
    """Somebody with a role in this edition; the id is the same in all editions.

    Former ids are left out: they may be made of a name that somebody had, and wants no one to read.
    """

    name: str
    """The name, as it is to be shown."""
    sort_name: str
    """The name with the family name first, for sorting."""
    parts: NameParts
    """The name, taken apart."""
    disambiguation: Fact = ''
    """What tells this person from another of the same name."""
    aliases: tuple[str, ...]
    """Other spellings of the name."""
    affiliation: Fact = ''
    """The usual affiliation; where somebody has a role, there is the one of that time."""
    url: Url = ''
    """The home page."""
    orcid: Fact = ''
    """The ORCID iD, as 0000-0002-1825-0097."""
    links: tuple[Link, ...]
    """Where more is to be found."""
    files: Files
    """The calendar of all that the person gives and chairs, how to cite what they wrote."""


class Change(Shape):
    """What changed in the program after it was out."""

    date: date
    """The day on which it was told."""
    text: str
    """In the organizers' words; with LaTeX between dollar signs."""
    talk: Fact = ''
    """The id of the talk that it is about."""


class Day(Page):
    """A day of the program with the sessions that belong to it, also after midnight."""

    date: date
    """The day."""
    sessions: tuple[str, ...]
    """The ids of its sessions, in the order of time."""


class Series(Shape):
    """The recurring event."""

    title: str
    """Its title."""
    short_title: str
    """Its acronym, or the title where it has none."""
    url: Url = ''
    """Its home page."""
    links: tuple[Link, ...]
    """Where more is to be found."""


class Proceedings(Shape):
    """The volume that the papers are cited from."""

    title: Fact = ''
    """Its title; where there is none, it is called as the edition."""
    editors: tuple[Credit, ...]
    """Its editors."""
    publisher: Fact = ''
    """Its publisher."""
    series: Fact = ''
    """The series of the publisher, such as Proceedings of Machine Learning Research."""
    volume: Fact = ''
    """The volume in that series."""
    number: Fact = ''
    """The number in that volume."""
    isbn: Fact = ''
    """Its ISBN."""
    issn: Fact = ''
    """The ISSN of the series."""
    doi: Fact = ''
    """Its DOI, as 10.1000/182."""
    published: MaybeDay = None
    """The day on which it came out."""


class Edition(Revised, Page, Thing):
    """One occurrence of the series."""

    former_ids: tuple[str, ...]
    """Ids that it had, the oldest first."""
    title: str
    """Its title."""
    full_title: str
    """The title with the year."""
    start: date
    """The first day."""
    end: date
    """The last day."""
    former_days: tuple[date, ...]
    """Days that it was announced for."""
    opens: MaybeMoment = None
    """When the doors open on the first day."""
    closes: MaybeMoment = None
    """When they close on the last."""
    timezone: str
    """The IANA zone of all times in this file, such as America/Vancouver; they carry its offset from UTC."""
    venue: Annotated[Venue | None, _IfKnown] = None
    """Where it takes place."""
    room: Fact = ''
    """The id of the room of whatever names none."""
    part_of: Annotated[Conference | None, _IfKnown] = None
    """The conference that it is part of."""
    url: Url = ''
    """The home page of this edition, where that is not the site."""
    links: tuple[Link, ...]
    """Where more is to be found."""
    proceedings: Proceedings
    """The volume that the papers are cited from."""
    files: Files
    """The calendar and the schedule, the feed, how to cite the whole."""


class ProgramFile(Shape):
    """The whole program of one edition, as the organizers, authors and editors wrote it: who, what, when and where.

    Addresses of pages and files of the site are as seen from its root; on the web they stand behind `base`. What nobody
    knows is left out, while lists are always there, also where they are empty. What no longer stands is there with its
    status. The same program makes the same file, byte for byte.

    This is version 1. As long as `version` is 1, nothing goes away, and nothing gets another name, type or meaning; but
    more may be added anywhere, as may kinds of talks, links and corrections: so leave alone what you do not know. What
    cannot keep this promise is version 2, and this description says what has changed.
    """

    json_schema: str = Field(alias='$schema', json_schema_extra={'format': 'uri-reference'})
    """Where this schema is; an address without a host is as seen from the file."""
    version: Literal[1] = Field()
    """The version of this format."""
    updated: datetime
    """When the data was last changed."""
    base: Annotated[str, _IfKnown, Field(json_schema_extra={'format': 'uri'})] = ''
    """Where the root of the site is on the web, with a slash at its end; left out where the site does not know that."""
    series: Series
    """The recurring event."""
    edition: Edition
    """When and where this edition takes place."""
    organizers: tuple[Credit, ...]
    """Who organizes it."""
    sponsors: tuple[Organization, ...]
    """Who pays for it."""
    reviewers: tuple[Credit, ...]
    """Who reviewed the papers."""
    kinds: tuple[Kind, ...]
    """The kinds of the talks and sessions of this edition."""
    rooms: tuple[Room, ...]
    """The rooms, in the order in which a schedule shows them."""
    tracks: tuple[Track, ...]
    """The tracks."""
    days: tuple[Day, ...]
    """The days on which something takes place."""
    sessions: tuple[Session, ...]
    """All sessions, in the order of the agenda."""
    talks: tuple[Talk, ...]
    """All talks, in the order in which the organizers list them."""
    people: tuple[Person, ...]
    """Everybody with a role in this edition, by family name."""
    changes: tuple[Change, ...]
    """What changed in the program after it was out, the newest first."""
