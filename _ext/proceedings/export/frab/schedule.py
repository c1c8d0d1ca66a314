"""One edition as apps see it.

What is in several rooms is in the first of them, and what has no room is in one that is called as the venue: the
format knows one room for each event.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

from ...documents import edition_document
from ...model import Link, Room, Talk
from ...program import Program
from ...times import clock_of, elapsed, local, utc
from .. import wording
from ..events import Event, Events
from ..markup import NOT_XML
from ..target import Target
from ..uids import first_id
from .ids import acronym, numbers, person_ids, words

EVERYWHERE = 'Everywhere'
TIMESLOT = timedelta(minutes=5)
"""The grid that apps draw."""

_LONGEST = timedelta(hours=23, minutes=59)
_LINK_TYPES = {'paper': 'paper', 'slides': 'slides', 'video': 'media', 'web': 'web'}


@dataclass(frozen=True, slots=True, kw_only=True)
class Attendee:
    """A person of an event."""

    id: int
    guid: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An event as apps see it."""

    id: int
    guid: str
    slug: str
    room: str
    title: str
    subtitle: str
    type: str
    track: str
    start: datetime
    end: datetime
    abstract: str
    description: str
    url: str
    persons: tuple[Attendee, ...]
    links: tuple[Link, ...]

    @property
    def duration(self) -> str:
        """`00:20`: below a day, because apps read it as a time of day."""
        return clock_of(min(elapsed(self.start, self.end), _LONGEST))


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """A day of the program with what belongs to it, also after midnight, by the name of the room."""

    index: int
    date: date
    start: datetime
    end: datetime
    rooms: dict[str, list[Entry]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """One edition. `rooms` are pairs of name and guid; `url` and `base_url` may be empty."""

    title: str
    acronym: str
    version: str
    start: date
    end: date
    timezone: str
    url: str
    base_url: str
    rooms: tuple[tuple[str, str], ...]
    tracks: tuple[str, ...]
    days: tuple[Day, ...]


def schedule_of(program: Program, target: Target, events: Events, changed: datetime) -> Schedule:
    """The schedule of an edition that has events; *changed* is when one of them was last changed."""
    return _Maker(program, target, events).schedule(changed)


class _Maker:
    def __init__(self, program: Program, target: Target, events: Events) -> None:
        self.program = program
        self.target = target
        self.events = events
        self.edition = events.edition
        self.acronym = acronym(program, events.edition)
        self.numbers = numbers(event.uid for event in events.calendar)
        self.persons = person_ids(program, events)

    def schedule(self, changed: datetime) -> Schedule:
        days = tuple(self.days())
        used = dict.fromkeys(room for day in days for room in day.rooms)
        return Schedule(
            title=self.edition.full_title,
            acronym=self.acronym,
            version=f'{utc(changed):%Y-%m-%d %H:%M:%S}',
            start=self.edition.start,
            end=self.edition.end,
            timezone=self.edition.timezone,
            url=self.target.page_url(edition_document(self.edition.id)),
            base_url=self.target.base,
            rooms=tuple((name, self.events.uids.room(self.edition, room)) for name, room in self.rooms if name in used),
            tracks=tuple(track.name for track in self.edition.tracks.values()),
            days=days,
        )

    @cached_property
    def rooms(self) -> list[tuple[str, Room | None]]:
        """All rooms by name, in the organizer's order; two of one name are one to an app. The last is for no room."""
        rooms: dict[str, Room | None] = {}
        for room in self.edition.rooms.values():
            rooms.setdefault(room.name, room)
        rooms.setdefault(self.everywhere, None)
        return list(rooms.items())

    @property
    def everywhere(self) -> str:
        return self.edition.venue.name if self.edition.venue else EVERYWHERE

    def days(self) -> Iterator[Day]:
        events: dict[date, list[Event]] = {}
        for event in self.events.calendar:
            events.setdefault(event.day, []).append(event)
        for index, day in enumerate(sorted(events), 1):
            start, end = _span(day, events[day], ZoneInfo(self.edition.timezone))
            yield Day(index=index, date=day, start=start, end=end, rooms=self.by_room(events[day]))

    def by_room(self, events: list[Event]) -> dict[str, list[Entry]]:
        rooms: dict[str, list[Entry]] = {name: [] for name, _ in self.rooms}
        for event in events:
            entry = self.entry(event)
            rooms[entry.room].append(entry)
        return {name: entries for name, entries in rooms.items() if entries}

    def entry(self, event: Event) -> Entry:
        number = self.numbers[event.uid]
        rooms = [self.edition.rooms[room].name for room in event.rooms]
        return Entry(
            id=number,
            guid=event.uid,
            slug=f'{self.acronym}-{words(first_id(event.talk) if event.talk else event.title, "-")}-{number:04}',
            room=rooms[0] if rooms else self.everywhere,
            title=wording.summary(event),
            subtitle=event.session,
            type=event.kind.name,
            track=self.edition.tracks[event.tracks[0]].name if event.tracks else '',
            start=event.start,
            end=event.end,
            abstract=NOT_XML.sub('', self.target.abstract(event.talk.ref)) if event.talk else '',
            description='\n'.join(self.description(event, rooms)),
            url=self.target.page_url(event.document),
            persons=tuple(self.attendees(event)),
            links=tuple(self.links(event.talk)) if event.talk else (),
        )

    def links(self, talk: Talk) -> Iterator[Link]:
        """Where more is to be found; a paper of the site itself only if the site knows its address."""
        if url := self.target.paper_url(talk):
            yield Link(kind='paper', url=url)
        yield from talk.links

    def description(self, event: Event, rooms: list[str]) -> Iterator[str]:
        """What has no field of its own in this format."""
        yield from wording.standing(event, self.program, self.target)
        yield from wording.awards(event)
        yield from wording.authors(event, self.program)
        yield from wording.organization(event, self.program)
        if len(rooms) > 1:
            yield f'Also in: {", ".join(rooms[1:])}'
        yield from wording.talks(event, self.program)

    def attendees(self, event: Event) -> Iterator[Attendee]:
        for credit in event.talk.presenters if event.talk else ():
            guid, number = self.persons[credit.person]
            yield Attendee(id=number, guid=guid, name=self.program.people[credit.person].name)


def link_type(link: Link) -> str:
    """What the format calls a link of this kind."""
    return _LINK_TYPES.get(link.kind, 'related')


def known(facts: dict[str, Any]) -> dict[str, Any]:
    """*facts* without those that nobody knows."""
    return {name: value for name, value in facts.items() if value != ''}


def _span(day: date, events: list[Event], zone: ZoneInfo) -> tuple[datetime, datetime]:
    """From when to when a day lasts: until midnight at least.

    For EventFahrplan what begins at an earlier hour than that at which the day ends belongs to the night: were it
    the end of the last event, say 18:00, all would be in the night.
    """
    midnight = local(day, timedelta(days=1), zone)
    start = min((event.start for event in events), key=datetime.timestamp)
    end = max((midnight, *(event.end for event in events)), key=datetime.timestamp)
    return start, end
