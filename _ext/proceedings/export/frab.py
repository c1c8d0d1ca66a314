"""The schedule for apps on phones (Giggity, EventFahrplan) in the format of frab, pretalx and the CCC.

`Schedule` is all that both forms say; `as_xml` and `as_json` write it down. What is in several rooms is in the first
of them, and what has no room is in one that is called as the venue: the format knows one room for each event.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement
from zoneinfo import ZoneInfo

from ..documents import edition_document
from ..model import Edition, Link
from ..names import fold
from ..program import Program
from ..times import clock, clock_of, elapsed, iso, local, utc
from ..vocabulary import LINK_KINDS
from . import wording
from .events import Event, Events
from .target import Target

GENERATOR = 'proceedings'
JSON_SCHEMA = 'https://c3voc.de/schedule/schema.json'
EVERYWHERE = 'Everywhere'
TIMESLOT = timedelta(minutes=5)
"""The grid that apps draw."""

_LONGEST = timedelta(hours=23, minutes=59)
_LARGEST_ID = 2**31 - 1
_LINK_TYPES = {'paper': 'paper', 'slides': 'slides', 'video': 'media', 'web': 'web'}
_NOT_XML = re.compile('[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]')
"""Characters that XML cannot have; the program has none, but prose may."""
_ZONE = re.compile(r'[A-Z][a-z]+/[A-Z][a-z]+.*|UTC')
"""The names of zones that the schema of the JSON knows; not `US/Pacific`."""


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


def schedule(program: Program, target: Target, events: Events, changed: datetime) -> Schedule:
    """The schedule of an edition that has events; *changed* is when one of them was last changed."""
    return _Maker(program, target, events).schedule(changed)


def numbers(guids: Iterable[str]) -> dict[str, int]:
    """A positive number of 31 bits for each id: made of it, and another for each."""
    found: dict[int, str] = {}
    for guid in sorted(set(guids)):
        number = UUID(guid).int % _LARGEST_ID
        while number == 0 or number in found:
            number = (number + 1) % _LARGEST_ID
        found[number] = guid
    return {guid: number for number, guid in found.items()}


class _Maker:
    def __init__(self, program: Program, target: Target, events: Events) -> None:
        self.program = program
        self.target = target
        self.events = events
        self.edition = events.edition
        self.acronym = acronym(program, events.edition)
        self.numbers = numbers(event.uid for event in events.calendar)
        self.persons = _persons(events)

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
            rooms=tuple(
                (room, self.events.uids.room(self.edition.id, room)) for room in self.room_names() if room in used
            ),
            tracks=tuple(track.name for track in self.edition.tracks.values()),
            days=days,
        )

    def room_names(self) -> list[str]:
        """The names of all rooms, each once, in the organizer's order; two rooms of one name are one to an app."""
        return list(dict.fromkeys((*(room.name for room in self.edition.rooms.values()), self.everywhere)))

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
        rooms: dict[str, list[Entry]] = {name: [] for name in self.room_names()}
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
            slug=f'{self.acronym}-{_words(event.talk.id if event.talk else event.title, "-")}-{number:04}',
            room=rooms[0] if rooms else self.everywhere,
            title=wording.summary(event),
            subtitle=event.session,
            type=event.kind.name,
            track=self.edition.tracks[event.tracks[0]].name if event.tracks else '',
            start=event.start,
            end=event.end,
            abstract=_NOT_XML.sub('', self.target.abstract(event.talk.ref)) if event.talk else '',
            description='\n'.join(self.description(event, rooms)),
            url=self.target.page_url(event.document),
            persons=tuple(self.attendees(event)),
            links=event.talk.links if event.talk else (),
        )

    def description(self, event: Event, rooms: list[str]) -> Iterator[str]:
        """What has no field of its own in this format."""
        yield from wording.standing(event)
        yield from wording.authors(event, self.program)
        yield from wording.organization(event, self.program)
        if len(rooms) > 1:
            yield f'Also in: {", ".join(rooms[1:])}'
        yield from wording.talks(event, self.program)

    def attendees(self, event: Event) -> Iterator[Attendee]:
        for credit in event.talk.presenters if event.talk else ():
            guid, number = self.persons[credit.person]
            yield Attendee(id=number, guid=guid, name=self.program.people[credit.person].name)


def acronym(program: Program, edition: Edition) -> str:
    """`ml4ps_2019`: at least four letters, digits and underscores."""
    words = _words(wording.short_edition_title(program, edition), '_')
    return words if len(words) > 3 else f'{GENERATOR}_{words}'.strip('_')


def _words(text: str, joiner: str) -> str:
    return joiner.join(re.findall('[a-z0-9]+', fold(text)))


def _persons(events: Events) -> dict[str, tuple[str, int]]:
    """(guid, number) of each person who presents something."""
    people = {credit.person for talk in events.edition.talks.values() for credit in talk.presenters}
    guids = {person: events.uids.person(person) for person in people}
    number = numbers(guids.values())
    return {person: (guid, number[guid]) for person, guid in guids.items()}


def _span(day: date, events: list[Event], zone: ZoneInfo) -> tuple[datetime, datetime]:
    """From when to when a day lasts: until midnight at least.

    For EventFahrplan what begins at an earlier hour than that at which the day ends belongs to the night: were it
    the end of the last event, say 18:00, all would be in the night.
    """
    midnight = local(day, timedelta(days=1), zone)
    start = min((event.start for event in events), key=datetime.timestamp)
    end = max((midnight, *(event.end for event in events)), key=datetime.timestamp)
    return start, end


def as_json(schedule: Schedule) -> bytes:
    """`schedule.json`."""
    generator = {'name': GENERATOR}
    data = {'$schema': JSON_SCHEMA, 'generator': generator, 'schedule': _json_schedule(schedule)}
    return json.dumps(data, ensure_ascii=False, indent=1).encode() + b'\n'


def _json_schedule(schedule: Schedule) -> dict[str, Any]:
    return _filled({'version': schedule.version, 'base_url': schedule.base_url}) | {
        'conference': _filled(
            {
                'acronym': schedule.acronym,
                'title': schedule.title,
                'start': f'{schedule.start}',
                'end': f'{schedule.end}',
                'daysCount': len(schedule.days),
                'timeslot_duration': clock_of(TIMESLOT),
                'time_zone_name': schedule.timezone if _ZONE.fullmatch(schedule.timezone) else '',
                'url': schedule.url,
                'rooms': [{'name': name, 'guid': guid} for name, guid in schedule.rooms],
                'tracks': [{'name': name} for name in schedule.tracks],
                'days': [_json_day(day) for day in schedule.days],
            }
        )
    }


def _json_day(day: Day) -> dict[str, Any]:
    return {
        'index': day.index,
        'date': f'{day.date}',
        'day_start': iso(day.start),
        'day_end': iso(day.end),
        'rooms': {room: [_json_entry(entry) for entry in entries] for room, entries in day.rooms.items()},
    }


def _json_entry(entry: Entry) -> dict[str, Any]:
    return {
        'id': entry.id,
        'guid': entry.guid,
        'slug': entry.slug,
        'date': iso(entry.start),
        'start': clock(entry.start),
        'end': iso(entry.end),
        'duration': entry.duration,
        'room': entry.room,
        'title': entry.title,
        'subtitle': entry.subtitle,
        'type': entry.type,
        'track': entry.track,
        'language': None,
        'abstract': entry.abstract,
        'description': entry.description,
        # has to be there: where nobody knows the address of the site, it names the event
        'url': entry.url or f'urn:uuid:{entry.guid}',
        # no public_name: the schema takes either that or name
        'persons': [{'id': person.id, 'guid': person.guid, 'name': person.name} for person in entry.persons],
        'links': [{'type': _link_type(link), 'url': link.url, 'title': LINK_KINDS[link.kind]} for link in entry.links],
    }


def _link_type(link: Link) -> str:
    return _LINK_TYPES.get(link.kind, 'related')


def _filled(facts: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in facts.items() if value != ''}


def as_xml(schedule: Schedule) -> bytes:
    """`schedule.xml`."""
    root = Element('schedule')
    SubElement(root, 'generator', name=GENERATOR)
    _texts(root, _filled({'url': schedule.url, 'version': schedule.version}))
    conference = SubElement(root, 'conference')
    _texts(conference, _filled(_xml_conference(schedule)))
    for track in schedule.tracks:
        SubElement(conference, 'track', name=track)
    guids = dict(schedule.rooms)
    for day in schedule.days:
        _xml_day(root, day, guids)
    ElementTree.indent(root, ' ')
    text: bytes = ElementTree.tostring(root, encoding='utf-8', xml_declaration=True)
    return text + b'\n'


def _xml_conference(schedule: Schedule) -> dict[str, str]:
    return {
        'title': schedule.title,
        'acronym': schedule.acronym,
        'start': f'{schedule.start}',
        'end': f'{schedule.end}',
        'days': f'{len(schedule.days)}',
        'timeslot_duration': clock_of(TIMESLOT),
        'base_url': schedule.base_url,
        'url': schedule.url,
        'time_zone_name': schedule.timezone,
    }


def _xml_day(root: Element, day: Day, guids: dict[str, str]) -> None:
    facts = {'index': f'{day.index}', 'date': f'{day.date}', 'start': iso(day.start), 'end': iso(day.end)}
    element = SubElement(root, 'day', facts)
    for name, entries in day.rooms.items():
        room = SubElement(element, 'room', name=name, guid=guids[name])
        for entry in entries:
            _xml_entry(SubElement(room, 'event', id=f'{entry.id}', guid=entry.guid), entry)


def _xml_entry(event: Element, entry: Entry) -> None:
    texts = {
        'date': iso(entry.start),
        'start': clock(entry.start),
        'duration': entry.duration,
        'room': entry.room,
        'slug': entry.slug,
        'title': entry.title,
        'subtitle': entry.subtitle,
        'track': entry.track,
        'type': entry.type,
        'abstract': entry.abstract,
        'description': entry.description,
    }
    _texts(event, texts)
    if entry.url:
        SubElement(event, 'url').text = entry.url
    persons = SubElement(event, 'persons')
    for person in entry.persons:
        SubElement(persons, 'person', id=f'{person.id}', guid=person.guid).text = person.name
    links = SubElement(event, 'links')
    for link in entry.links:
        SubElement(links, 'link', href=link.url, type=_link_type(link)).text = LINK_KINDS[link.kind]


def _texts(parent: Element, texts: dict[str, str]) -> None:
    for name, text in texts.items():
        SubElement(parent, name).text = text
