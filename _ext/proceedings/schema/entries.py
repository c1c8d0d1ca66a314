"""What each file of a program may hold, and front matter, too. Organizers see the descriptions as they type."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, ClassVar, Self

from pydantic import Field, model_validator

from ..model import ORGANIZER, is_url
from ..vocabulary import LINK_KINDS, Status
from .values import (
    Clock,
    CorrectionKind,
    Day,
    DocumentName,
    Doi,
    Duration,
    Entry,
    Host,
    Id,
    Isbn,
    Issn,
    KindId,
    Many,
    Moment,
    Offset,
    OldId,
    Orcid,
    Pages,
    Paper,
    Range,
    Replacement,
    Shorthand,
    StatusName,
    Text,
    Url,
    Zone,
    invalid,
)


class LinksEntry(Entry):
    """Where more is to be found: each kind takes one address or a list."""

    paper: Many[Url] = ()
    """The paper."""
    slides: Many[Url] = ()
    """The slides."""
    video: Many[Url] = ()
    """A recording."""
    poster: Many[Url] = ()
    """The poster."""
    code: Many[Url] = ()
    """Programs that belong to it."""
    data: Many[Url] = ()
    """Data that belong to it."""
    review: Many[Url] = ()
    """The reviews."""
    discussion: Many[Url] = ()
    """Where it is discussed, such as a forum."""
    web: Many[Url] = ()
    """A page of its own."""

    def __iter__(self) -> Iterator[tuple[str, str]]:  # type: ignore[override]
        """Each (kind, address), in the order in which readers see them."""
        return ((kind, url) for kind in LINK_KINDS for url in getattr(self, kind))


class TalkLinksEntry(LinksEntry):
    """Where more is to be found; a paper may be a PDF file in the folder of the site, too."""

    paper: Many[Paper] = ()
    """A web address, or the way to a PDF file: from the folder of the site in program/2019.yml, from its own folder in
    a Markdown file. What lies at talks/2019/ID.pdf needs no link."""

    def __iter__(self) -> Iterator[tuple[str, str]]:  # type: ignore[override]
        return ((kind, url) for kind, url in super().__iter__() if is_url(url))

    @property
    def files(self) -> list[tuple[int, str]]:
        """(which of the papers, the way to it) of those that are files."""
        return [(index, paper) for index, paper in enumerate(self.paper) if not is_url(paper)]


class PersonMention(Shorthand):
    """Somebody in a role: a bare name, or a name with the affiliation that goes with this role."""

    main_key: ClassVar[str] = 'name'

    name: Text = ''
    """The name, as it is to be shown."""
    id: Text = ''
    """The person's id in people.yml, where two people have one name."""
    affiliation: Text = ''
    """The affiliation in this role, where it is not the person's usual one."""

    @model_validator(mode='after')
    def _one_way(self) -> PersonMention:
        if bool(self.name) == bool(self.id):
            raise invalid(
                'missing', 'a person needs a name, or the id of somebody in people.yml, and not both', 'name', 'id'
            )
        return self


class OrganizerEntry(PersonMention):
    """An organizer: a bare name, or a name with a role."""

    role: Text = ORGANIZER
    """What readers see, such as "steering committee"."""


class PersonEntry(Entry):
    """Somebody whom more is known of than a name."""

    name: Text
    """The name, as it is to be shown everywhere."""
    id: Id | None = None
    """The address of the page: speakers/ID.html. By default the name without accents. Never change it."""
    family: Text = ''
    """The family name, for sorting and citations, where it is not the last word of the name."""
    given: Text = ''
    """The given names, for citations, where they are not what is left of the name."""
    particle: Text = ''
    """What stands before the family name, such as Van, where it has a capital."""
    suffix: Text = ''
    """What stands behind the family name, such as Jr., where the name does not end with it."""
    team: bool = False
    """Set for a group of people, such as a collaboration: its name is never taken apart."""
    former_ids: Many[OldId] = ()
    """Ids that this person had, the oldest first: pages of these addresses lead here."""
    disambiguation: Text = ''
    """What tells this person from another of the same name, such as an affiliation; shown behind the name."""
    aliases: Many[Text] = ()
    """Other spellings of the name, in any edition. Spellings that differ in accents need no alias."""
    hidden_names: Many[Text] = ()
    """Names that editions may call this person by, and that nobody is to see: the page shows `name` alone."""
    distinct_from: Many[Text] = ()
    """Names that look like this one, yet are other people (or may be): no more notices about them."""
    affiliation: Text = ''
    """Where an edition does not say what the affiliation was then."""
    url: Url | None = None
    """The home page."""
    orcid: Orcid | None = None
    """As 0000-0002-1825-0097. It is in citations and in what search engines read, too."""
    links: LinksEntry = LinksEntry()
    """Where more is to be found, beside the home page."""


class OrganizationEntry(Shorthand):
    """A sponsor: a bare name, or a name with an address."""

    main_key: ClassVar[str] = 'name'

    name: Text
    """The name, as it is to be shown."""
    url: Url | None = None
    """The home page."""


class ConferenceEntry(Shorthand):
    """The conference that an edition is part of."""

    main_key: ClassVar[str] = 'title'

    title: Text
    """What it is called, such as NeurIPS 2019."""
    url: Url | None = None
    """Its home page."""


class VenueEntry(Shorthand):
    """Where an edition takes place: a bare name, or a name with an address."""

    main_key: ClassVar[str] = 'name'

    name: Text
    """What it is called, such as Town Hall. A name with "online" or "virtual" in it is no place on a map."""
    url: Url | None = None
    """Its home page; of what is online, where to join."""
    address: Text = ''
    """The address on one line, as one would write it on a letter."""
    city: Text = ''
    """The city; it stands beside the edition wherever editions are listed."""
    region: Text = ''
    """The state, province or region, where addresses have one."""
    country: Text = ''
    """The country."""


class RoomEntry(Shorthand):
    """A room: a bare name, or a name with an id and an address."""

    main_key: ClassVar[str] = 'name'

    name: Text
    """The name, as it is to be shown."""
    id: Id | None = None
    """By default the name, in lower case with hyphens."""
    former_ids: Many[OldId] = ()
    """Ids that it had, the oldest first: their pages lead here, and calendars know it by the first. To take in another
    that had a page of its own, write the id of this one first, and then that of the other."""
    url: Url | None = None
    """Where to join or to find it: an online meeting, a floor plan."""


class TrackEntry(Shorthand):
    """A track: a bare name, or a name with an id."""

    main_key: ClassVar[str] = 'name'

    name: Text
    """The name, as it is to be shown."""
    id: Id | None = None
    """By default the name, in lower case with hyphens."""
    former_ids: Many[OldId] = ()
    """Ids that it had, the oldest first: their pages lead here, and calendars know it by the first. To take in another
    that had a page of its own, write the id of this one first, and then that of the other."""


class KindEntry(Shorthand):
    """A kind of talk or session that this series adds: the name that readers see."""

    main_key: ClassVar[str] = 'name'

    name: Text
    """What one of them is called, such as Field report."""
    quiet: bool = False
    """Whether it recedes in a schedule, as breaks do."""
    presented: bool = True
    """Set to false for papers that are only published: they need no place in the schedule."""
    side_by_side: bool = False
    """Whether its talks are all there at once, as posters are: people come and go, and may be in two of them."""


_SEQUENCE = Field(default=0, ge=0, lt=1_000_000)


class RevisedEntry(Entry):
    """What calendars have to learn of when it is changed."""

    sequence: Annotated[int, _SEQUENCE] = 0
    """How often this was changed since it was published: one more each time, so that calendars take the change."""
    last_modified: Moment | None = None
    """When it was last changed: a date, or a time with its offset, as 2019-12-01T18:30Z."""


_EXPLAINS_STATUS = {'reason': 'a reason', 'since': 'a day since when', 'replaced_by': 'a replacement'}


class StandingEntry(RevisedEntry):
    """What may be cancelled, and stays in the record."""

    status: StatusName = Status.CONFIRMED
    """Whether it takes place, and still stands. What does not is never deleted: it stays in the record, and says so."""
    reason: Text = ''
    """Why it is tentative, cancelled, withdrawn or retracted, as readers are to see it."""
    since: Day | None = None
    """The day on which that was decided."""

    @model_validator(mode='after')
    def _reasonable(self) -> Self:
        explained = next((what for key, what in _EXPLAINS_STATUS.items() if key in self.model_fields_set), '')
        if explained and self.status is Status.CONFIRMED:
            raise invalid(
                'missing', f'there is {explained}, but no status; write status: cancelled, or another', 'status'
            )
        return self


class SlotEntry(Shorthand):
    """A talk in a session: a bare id, or an id with a time of its own."""

    main_key: ClassVar[str] = 'talk'

    talk: Text
    """The id of the talk."""
    time: Range | None = None
    """By default the whole session; where others have durations, when the one before ends."""
    end: Clock | None = None
    """When it ends, where `time` is only its beginning."""
    duration: Duration | None = None
    """How long it takes, in minutes, or as 1h30; instead of a time or an end."""
    board: Text = ''
    """The number of the poster board."""


_A_TITLE = 'a title, or a talk to take it from'


class SessionEntry(StandingEntry):
    """A row of the agenda: a block of time with one talk, many, or none. A row with only a day begins that day."""

    day: Day | None = None
    """The day of this row and of those below it. By default the first day of the edition."""
    time: Range | None = None
    """From when to when, as 08:10-08:20, on the edition's clocks. Midnight and later is 24:00, 25:00, …"""
    end: Clock | None = None
    """When it ends, where `time` is only its beginning."""
    duration: Duration | None = None
    """Minutes, or 1h30; instead of an end."""
    utc_offset: Offset | None = None
    """Which of two equal times is meant, in the hour that the end of summer time repeats: -07:00."""
    id: Id | None = None
    """Lets pages refer to this session, as {session}`2019/morning-posters`. Never change it."""
    title: Text = ''
    """By default the title of its talk."""
    kind: KindId = ''
    """By default the kind of its talk."""
    room: Many[Text] = ()
    """The id or name of a room, or a list. By default the room of the edition; breaks have none."""
    track: Text = ''
    """The id or name of a track."""
    chairs: Many[PersonMention] = ()
    """Who leads the session."""
    talk: Text = ''
    """The id of the one talk that this session is for."""
    talks: Many[SlotEntry] = ()
    """The ids of its talks."""

    @property
    def begins_day(self) -> bool:
        return self.model_fields_set <= {'day'}  # none is left of a row with a wrong day

    @model_validator(mode='after')
    def _complete(self) -> SessionEntry:
        if self.begins_day:
            return self
        if self.talk and self.talks:
            raise invalid('key', 'a session has either talk or talks, not both; list all of them under talks')
        if not self.time and not (self.title or self.talk):
            raise invalid('missing', f'a row needs a time, and {_A_TITLE}', 'time', 'title', 'talk')
        if not self.time:
            raise invalid('missing', 'a row needs a time, as in time: 08:10-08:20', 'time')
        if not (self.title or self.talk):
            raise invalid('missing', f'a row needs {_A_TITLE}', 'title', 'talk')
        return self


class CorrectionEntry(Entry):
    """An erratum, or a revised version, of a paper."""

    date: Day
    """The day on which it came out."""
    kind: CorrectionKind = 'revision'
    """`erratum` where something was wrong, `revision` where there is a new version."""
    text: Text = ''
    """What was wrong, or what is new."""
    url: Url | None = None
    """The erratum, or the revised version."""

    @model_validator(mode='after')
    def _says_something(self) -> Self:
        if not self.text and not self.url:
            raise invalid('missing', 'a correction needs a text, or a url', 'text', 'url')
        return self


class ChangeEntry(Entry):
    """What changed in the program after it was out, for those who have looked at it already."""

    date: Day
    """The day on which it changed."""
    text: Text
    """One sentence. `proceedings changes` proposes it."""
    talk: Text = ''
    """The id of the talk that it is about."""


class TalkEntry(StandingEntry):
    """Anything presented that has a page: a talk, a poster, a panel, a tutorial."""

    id: Id
    """The address of the page: talks/2019/ID.html. Never change it."""
    former_ids: Many[OldId] = ()
    """Ids that it had, the oldest first: their pages lead here, and calendars know it by the first. To take in another
    that had a page of its own, write the id of this one first, and then that of the other."""
    title: Text
    """As printed; LaTeX between dollar signs."""
    kind: KindId = 'contributed'
    """One that every program knows, such as invited, or one of those in series.yml."""
    number: Annotated[int, Field(ge=0, lt=1_000_000)] | None = None
    """The number of the paper or poster."""
    authors: Many[PersonMention] = ()
    """In the order of the paper."""
    speakers: Many[PersonMention] = ()
    """Who presents it. Where there are authors, a speaker has to be one of them, or be known elsewhere."""
    track: Text = ''
    """The id or name of a track."""
    keywords: Many[Text] = ()
    """What it is about, in the words of its authors: each has a page with its talks of all years."""
    links: TalkLinksEntry = TalkLinksEntry()
    """Where its paper, slides, video and the like are."""
    doi: Doi = ''
    """The DOI of the paper, where its link does not have it."""
    pages: Pages | None = None
    """Where the paper is in the volume: its pages, as 12-17, or its article number."""
    published: Day | None = None
    """The day on which the paper came out, where that is not the day of the volume."""
    awards: Many[Text] = ()
    """What it was given, such as Best paper award."""
    corrections: Many[CorrectionEntry] = ()
    """Errata and revised versions, each with its day."""
    replaced_by: Replacement = ''
    """Of what no longer stands: the talk (its id, or 2020/ID) or web address that stands instead."""


class ProceedingsEntry(Entry):
    """The volume that the papers are cited from. All of it may be left out."""

    title: Text = ''
    """By default that of the edition."""
    editors: Many[PersonMention] = ()
    """Who edited it; anybody may be named here."""
    publisher: Text = ''
    """Who published it."""
    series: Text = ''
    """The series of the publisher, such as Proceedings of Machine Learning Research."""
    volume: Text = ''
    """The number of the volume in that series."""
    number: Text = ''
    """The number of the issue, where a volume has several."""
    isbn: Isbn = ''
    """As 978-3-16-148410-0."""
    issn: Issn = ''
    """Of the series, as 2640-3498."""
    doi: Doi = ''
    """Of the volume as a whole, as 10.1000/182."""
    published: Day | None = None
    """The day on which the volume came out; by default each paper has the day on which it was presented."""


class EditionEntry(RevisedEntry):
    """When and where one edition takes place."""

    title: Text = ''
    """By default the title of the series."""
    start: Day
    """The first day, as 2019-12-14."""
    end: Day | None = None
    """The last day, where there are several."""
    former_ids: Many[OldId] = ()
    """Ids that this edition had, the oldest first: all pages below these addresses lead here."""
    former_days: Many[Day] = ()
    """Days that it was announced for: their pages lead to the page of the edition."""
    hours: Range | None = None
    """From when to when the doors are open, as 08:00-18:30; the schedule decides where this is left out."""
    timezone: Zone
    """The IANA zone that all times are in, such as America/Vancouver."""
    room: Text = ''
    """The room of every session that names none."""
    venue: VenueEntry | None = None
    """Where it takes place."""
    part_of: ConferenceEntry | None = None
    """The conference that it is part of."""
    proceedings: ProceedingsEntry = ProceedingsEntry()
    """The volume that the papers are cited from: its title, editors, publisher, ISBN."""
    url: Url | None = None
    """The home page of this edition."""
    links: LinksEntry = LinksEntry()
    """Where more is to be found, beside the home page."""


class SeriesEntry(Entry):
    """The recurring event."""

    title: Text
    """The name of the series, and of the site."""
    short_title: Text = ''
    """The acronym, such as ML4PS. Keys of citations begin with it: change it rarely."""
    url: Url | None = None
    """The home page of the series."""
    links: LinksEntry = LinksEntry()
    """Where more is to be found, beside the home page."""
    kinds: dict[Id, KindEntry] = Field(default_factory=dict)
    """Kinds of talks and sessions beyond those that every program knows."""
    image_hosts: Many[Host] = ()
    """Hosts from which pages of talks and people may show images, such as upload.wikimedia.org. Whoever reads such a
    page asks that host for them, and it can change them. By default none: authors put their images beside the page."""
    redirects: dict[DocumentName, DocumentName] = Field(default_factory=dict)
    """For pages of your own that are no more: where each leads now, as in about: talks/2019/index."""


class SeriesFile(Entry):
    """program/series.yml"""

    series: SeriesEntry
    """The series."""


class PeopleFile(Entry):
    """program/people.yml"""

    people: Many[PersonEntry] = ()
    """Those whom more is known of than a name."""


class EditionFile(Entry):
    """One edition, such as program/2019.yml; the name of the file is its id."""

    edition: EditionEntry
    """When and where it takes place."""
    rooms: Many[RoomEntry] = ()
    """The rooms, in the order in which a schedule shows them."""
    tracks: Many[TrackEntry] = ()
    """The tracks: what sessions and talks belong to, by subject."""
    organizers: Many[OrganizerEntry] = ()
    """Who organizes it, in the order in which readers see them."""
    sponsors: Many[OrganizationEntry] = ()
    """Who pays for it."""
    affiliations: dict[Text, Text] = Field(default_factory=dict)
    """The affiliation of each person at the time of this edition, by name."""
    schedule: Many[SessionEntry] = ()
    """The agenda, from top to bottom."""
    talks: Many[TalkEntry] = ()
    """All that has a page: what the schedule names, and what is only published."""
    reviewers: Many[PersonMention] = ()
    """Who reviewed the papers."""
    changes: Many[ChangeEntry] = ()
    """What changed since the program was out, for readers: shown on the edition's page, and in its feed. New ones go
    to the end."""


class TalkFrontMatter(Entry):
    """What an author may say above the prose of talks/2019/ID.md."""

    keywords: Many[Text] = ()
    """What it is about, in your words. They are added to those of the program."""
    links: TalkLinksEntry = TalkLinksEntry()
    """Where your slides, code, data and the like are. They are added to those of the program."""
    editors_summary: bool = False
    """Set where the prose is by the editors of the proceedings, not by the authors."""


class SpeakerFrontMatter(Entry):
    """What somebody may say above the prose of speakers/ID.md."""

    links: LinksEntry = LinksEntry()
    """Where more of you is to be found. They are added to those of the program."""
