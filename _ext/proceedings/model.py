"""What the program says, as frozen data: the one thing that every other module reads.

`load` makes it from YAML; pages, directives, the domain and the exporters only look at it. Nothing here
knows YAML, Sphinx or HTML, and nothing here changes after it is made. Objects name each other by id and
`Program` looks the ids up, so each can be compared, hashed and pickled by itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from .names import NameParts
from .vocabulary import GONE, GRAVITY, Kind, Status

ORGANIZER = 'organizer'
"""The role of those who organize an edition, unless they say another."""

_ONLINE = re.compile(r'\b(?:online|virtual)\b', re.IGNORECASE)


def is_url(value: str) -> bool:
    """Whether *value*, where there may be a ref, too, is a web address."""
    return value.startswith(('http://', 'https://'))


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A web address; `kind` is one of `LINK_KINDS`."""

    kind: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """The recurring event (schema.org EventSeries)."""

    title: str
    short_title: str
    url: str = ''
    links: tuple[Link, ...] = ()
    image_hosts: tuple[str, ...] = ()
    redirects: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Who somebody is, over all editions. `sort_name` puts the family name first, `parts` is for citations.

    `former_ids` are those that aliases make, too; `disambiguation` tells people of one name apart. Names that are
    hidden on request are not here: who does not know them cannot show them.
    """

    id: str
    name: str
    sort_name: str
    parts: NameParts = field(default_factory=NameParts)
    former_ids: tuple[str, ...] = ()
    disambiguation: str = ''
    aliases: tuple[str, ...] = ()
    affiliation: str = ''
    url: str = ''
    orcid: str = ''
    links: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Credit:
    """A person in a role, with the affiliation that held then. `role` says which of the organizer's roles.

    `printed` is how the name was spelled then, where it is another spelling: papers are cited as they were published.
    """

    person: str
    printed: str = ''
    affiliation: str = ''
    role: str = ''


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """How often something was changed since it was published, and when last (RFC 5545 SEQUENCE, LAST-MODIFIED)."""

    sequence: int = 0
    last_modified: datetime | None = None

    def __add__(self, other: Revision) -> Revision:
        """The revision of what shows both: whichever is raised, the sum is."""
        times = [time for time in (self.last_modified, other.last_modified) if time]
        return Revision(sequence=self.sequence + other.sequence, last_modified=max(times, default=None))


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    id: str
    name: str
    former_ids: tuple[str, ...] = ()
    url: str = ''


@dataclass(frozen=True, slots=True, kw_only=True)
class Track:
    id: str
    name: str
    former_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Organization:
    """A sponsor, or the conference that an edition is part of."""

    name: str
    url: str = ''


@dataclass(frozen=True, slots=True, kw_only=True)
class Venue:
    name: str
    url: str = ''
    address: str = ''
    city: str = ''
    region: str = ''
    country: str = ''

    @property
    def is_online(self) -> bool:
        """Whether it is no place: it says so, and is at no address."""
        return bool(_ONLINE.search(self.name)) and not (self.address or self.city)


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """An erratum, or a revised version, of what was published; `kind` is one of `CORRECTION_KINDS`."""

    kind: str
    date: date
    text: str = ''
    url: str = ''


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What changed in the program, in the organizer's words; `talk` is the ref of the talk that it is about, if any."""

    date: date
    text: str
    talk: str = ''


@dataclass(frozen=True, slots=True, kw_only=True)
class Talk:
    """Anything presented that has a page. `ref` is how the whole program names it: `2019/jax-md`.

    `replaced_by`, of what no longer stands, is the ref of another talk or a web address. `pages` of the paper are
    (first, last), the same where it has one page or an article number; `doi` is bare, `10.…`; `pdf` is the way from the
    folder of the site to a paper that lies there.
    """

    id: str
    edition: str
    kind: Kind
    title: str
    former_ids: tuple[str, ...] = ()
    number: int | None = None
    authors: tuple[Credit, ...] = ()
    speakers: tuple[Credit, ...] = ()
    track: str = ''
    keywords: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    doi: str = ''
    pages: tuple[str, str] | None = None
    published: date | None = None
    pdf: str = ''
    awards: tuple[str, ...] = ()
    corrections: tuple[Correction, ...] = ()
    status: Status = Status.CONFIRMED
    reason: str = ''
    since: date | None = None
    replaced_by: str = ''
    revision: Revision = Revision()
    editors_summary: bool = False

    @property
    def ref(self) -> str:
        return f'{self.edition}/{self.id}'

    @property
    def has_paper(self) -> bool:
        """Whether there is a paper to read, here or elsewhere."""
        return bool(self.pdf) or any(link.kind == 'paper' for link in self.links)

    def has(self, kind: str) -> bool:
        """Whether there is something of that kind of link."""
        return self.has_paper if kind == 'paper' else any(link.kind == kind for link in self.links)

    @property
    def stands(self) -> bool:
        """Whether it belongs into lists; what does not is a tombstone: its page stays, and says why."""
        return self.status not in GONE

    @property
    def people(self) -> tuple[Credit, ...]:
        """Everyone once: the authors in their order, then speakers who are no authors."""
        credits = {credit.person: credit for credit in (*self.authors, *self.speakers)}
        return tuple(credits.values())

    @property
    def presenters(self) -> tuple[Credit, ...]:
        """Whom a schedule names: the speakers, or the authors where nobody says who speaks."""
        return self.speakers or self.authors


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """When and where one talk is given. Times carry the edition's zone."""

    talk: str
    session: str
    start: datetime
    end: datetime
    rooms: tuple[str, ...] = ()
    board: str = ''


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """A block of time in one room, some rooms, or everywhere (no room), with its slots in order.

    `named` is true where the organizer chose the id: only then may others refer to it. A session whose
    one talk fills it has that talk in `talk`; `slots` of a poster session all last as long as it does.
    """

    id: str
    edition: str
    kind: Kind
    title: str
    day: date
    start: datetime
    end: datetime
    named: bool = False
    rooms: tuple[str, ...] = ()
    track: str = ''
    chairs: tuple[Credit, ...] = ()
    slots: tuple[Slot, ...] = ()
    talk: str = ''
    status: Status = Status.CONFIRMED
    reason: str = ''
    since: date | None = None
    revision: Revision = Revision()

    @property
    def ref(self) -> str:
        return f'{self.edition}/{self.id}'

    @property
    def timed(self) -> bool:
        """Whether its talks follow one another, rather than all lasting as long as the session."""
        return any((slot.start, slot.end) != (self.start, self.end) for slot in self.slots)


@dataclass(frozen=True, slots=True, kw_only=True)
class Proceedings:
    """The volume that an edition's papers are cited from; `series` and `volume` are those of the publisher."""

    title: str = ''
    editors: tuple[Credit, ...] = ()
    publisher: str = ''
    series: str = ''
    volume: str = ''
    number: str = ''
    isbn: str = ''
    issn: str = ''
    doi: str = ''
    published: date | None = None


def standing(*things: Session | Talk) -> tuple[Status, str]:
    """The gravest status of *things* that are one entry of a schedule together, and the reason for it."""
    gravest = max(things, key=lambda thing: (GRAVITY.index(thing.status), bool(thing.reason)))
    return gravest.status, gravest.reason


def by_day(sessions: Iterable[Session]) -> dict[date, list[Session]]:
    """Each day that has any of *sessions*, and these; both in the order of time."""
    days: dict[date, list[Session]] = {}
    for session in sorted(sessions, key=lambda session: session.day):
        days.setdefault(session.day, []).append(session)
    return days


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """One occurrence of the series: one YAML file. `changes` are what moved, the newest first."""

    id: str
    title: str
    start: date
    end: date
    timezone: str
    former_ids: tuple[str, ...] = ()
    former_days: tuple[date, ...] = ()
    opens: datetime | None = None
    closes: datetime | None = None
    url: str = ''
    links: tuple[Link, ...] = ()
    venue: Venue | None = None
    part_of: Organization | None = None
    proceedings: Proceedings = Proceedings()
    room: str = ''
    rooms: Mapping[str, Room] = field(default_factory=dict)
    tracks: Mapping[str, Track] = field(default_factory=dict)
    organizers: tuple[Credit, ...] = ()
    sponsors: tuple[Organization, ...] = ()
    reviewers: tuple[Credit, ...] = ()
    changes: tuple[Change, ...] = ()
    revision: Revision = Revision()
    sessions: tuple[Session, ...] = ()
    talks: Mapping[str, Talk] = field(default_factory=dict)

    @property
    def organized_by(self) -> list[Credit]:
        """The organizers themselves, without a steering committee and other such roles."""
        return [credit for credit in self.organizers if credit.role == ORGANIZER]

    @property
    def full_title(self) -> str:
        """The title with the year, which most editions' titles lack."""
        return self.title if self.id in self.title else f'{self.title} {self.id}'

    def room_names(self, ids: Sequence[str]) -> list[str]:
        """What the rooms *ids* are called; all of several are called that."""
        return ['All rooms'] if len(ids) == len(self.rooms) > 2 else [self.rooms[id].name for id in ids]

    def title_of(self, session: Session) -> str:
        """A session's own title, or that of its talk; where a slip took both away, what it is."""
        talk = self.talks.get(session.talk)
        return session.title or (talk.title if talk else session.kind.name)

    def sessions_by_day(self) -> dict[date, list[Session]]:
        """The sessions of each day that has any, both in the order of time."""
        return by_day(self.sessions)

    def standing(self, session: Session) -> tuple[Status, str]:
        """Whether *session*, and the one talk that it is for, take place, and the reason if not."""
        return standing(session, self.talks[session.talk]) if session.talk else standing(session)

    def is_side_by_side(self, session: Session) -> bool:
        """Whether the talks of *session* are all there at once and people come and go, as at posters."""
        kinds = [self.talks[slot.talk].kind for slot in session.slots]
        return session.kind.side_by_side or (
            len(kinds) > 1 and not session.timed and all(kind.side_by_side for kind in kinds)
        )

    def slots_by_talk(self) -> dict[str, list[Slot]]:
        """Each scheduled talk's slots, in the order of time."""
        slots: dict[str, list[Slot]] = {}
        for slot in sorted(
            (slot for session in self.sessions for slot in session.slots), key=lambda slot: slot.start.timestamp()
        ):
            slots.setdefault(slot.talk, []).append(slot)
        return slots
