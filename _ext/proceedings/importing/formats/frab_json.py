"""schedule.json, as frab, pretalx, the hub and we write it: events by day and room, or (version 2) in a list."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from ...problems import Place
from ..draft import Draft
from ..reading import json_source
from ..reading.json_source import Object
from ..reading.texts import beginning, content
from ..report import Report
from ..schedules import times
from ..schedules.fields import Fields
from ..schedules.frab import draft_of
from ..schedules.frab_file import Day, Person, Row, Schedule, day_of
from ..schedules.json_fields import fields_of, objects, one_of, text
from . import File, UnreadableError

NAME = 'schedule.json (frab, pretalx)'

_KEYS = ('"conference"', '"events"', '"days"')
_BEGINS = re.compile(r'"schedule"\s*:\s*\{')


def recognizes(file: File) -> bool:
    """Whether it is an object with a schedule in which a conference is."""
    text = beginning(file)
    return text.startswith('{') and bool(_BEGINS.search(text[:4096])) and any(key in text for key in _KEYS)


def read(files: Sequence[File], report: Report) -> Draft:
    """What one file says; several are refused, since each is a whole schedule."""
    if len(files) > 1:
        raise UnreadableError(f'{files[1].name}: one schedule.json at a time: each is the schedule of one event')
    return draft_of(schedule_of(content(files[0]), files[0].name, report), report)


def schedule_of(data: bytes, name: str, report: Report) -> Schedule:
    """The file as it is. Raises UnreadableError."""
    root = json_source.parse(data, name, report)
    schedule = root.get('schedule', root) if isinstance(root, Object) else None
    if not isinstance(schedule, Object) or not isinstance(schedule.get('conference'), Object):
        raise UnreadableError(f'{Place(name)}: has no schedule with a conference in it; is it a schedule.json?')
    return _Reader(root, schedule, report).schedule()


class _Reader:
    def __init__(self, root: Object, schedule: Object, report: Report) -> None:
        self.root = root
        self.whole = schedule
        self.conference: Object = schedule['conference']
        self.report = report
        self.tracks = {
            text(track.get('slug')): one_of(track.get('name')) for track in objects(self.conference, 'tracks')
        }
        self.rooms = {text(room.get('guid')): one_of(room.get('name')) for room in objects(self.conference, 'rooms')}

    def schedule(self) -> Schedule:
        conference = self.conference
        generator = self.root.get('generator') or self.whole.get('generator')
        name = one_of(generator.get('name')) if isinstance(generator, Object) else text(generator)
        found = Schedule(
            conference=fields_of('conference', conference, skip=('days', 'rooms', 'tracks')),
            head=fields_of('schedule', self.whole, skip=('conference', 'events', 'persons', 'generator', '$schema')),
            generator=name.strip().lower(),
            rooms=[one_of(room.get('name')) for room in objects(conference, 'rooms')],
            tracks=[fields_of('conference/tracks', track) for track in objects(conference, 'tracks')],
        )
        for room in objects(conference, 'rooms'):
            fields_of('conference/rooms', room, skip=('name', 'guid', 'slug', 'id')).lose(self.report)
        found.people = {
            text(person.get('guid')).lower(): self.person(person, 'persons')
            for person in objects(self.whole, 'persons')
        }
        self.days(found)
        return found

    def days(self, found: Schedule) -> None:
        days = [self.day(day, found) for day in objects(self.conference, 'days')]
        for event in objects(self.whole, 'events'):
            moment = times.moment_of(text(event.get('start')) or text(event.get('date')))
            day = next((day for day in days if moment and _within(moment, day)), None)
            found.rows.append(self.row(event, day or Day(Fields('day', event.place, ()), moment and moment.date()), ''))

    def day(self, entry: Object, found: Schedule) -> Day:
        fields = fields_of('day', entry, skip=('rooms',))
        starts = 'day_start' if 'day_start' in entry else 'start'
        day = day_of(fields, 'date', starts, starts.replace('start', 'end'), self.report)
        for name, events in self.rooms_of(entry.get('rooms'), entry.place):
            found.rooms.append(name)
            found.rows += [self.row(event, day, name) for event in events if isinstance(event, Object)]
        return day

    def rooms_of(self, rooms: Any, place: Place) -> Iterator[tuple[str, list[Any]]]:
        """Rooms by name, or as a list of rooms with events in them."""
        if isinstance(rooms, Object):
            yield from ((name, events) for name, events in rooms.items() if isinstance(events, list))
        elif isinstance(rooms, list):
            for room in (room for room in rooms if isinstance(room, Object)):
                yield one_of(room.get('name')), room.get('events') or room.get('talks') or []
        elif rooms is not None:
            self.report.wrong(place, 'a day has rooms by their name; there is something else')

    def row(self, event: Object, day: Day, room: str) -> Row:
        fields = fields_of('event', event, skip=('persons', 'participants', 'speakers', 'links', 'attachments'))
        self.resolve(event, fields)
        people = objects(event, 'persons') or objects(event, 'participants') or objects(event, 'speakers')
        return Row(
            fields=fields,
            day=day,
            room=room,
            persons=[self.person(person, 'event/persons') for person in people],
            links=list(self.references(event, 'links')),
            attachments=list(self.references(event, 'attachments')),
        )

    def resolve(self, event: Object, fields: Fields) -> None:
        """Rooms and tracks that are named by an id (version 2)."""
        room, track = event.get('room'), event.get('track')
        if isinstance(room, Object):
            name = one_of(room.get('name')) or self.rooms.get(text(room.get('guid')), '')
            fields.take('room/name', 'room/guid', 'room/slug')
            fields.texts['room'] = name
        if isinstance(track, Object):
            name = one_of(track.get('name')) or self.tracks.get(text(track.get('slug')), '') or text(track.get('slug'))
            fields.take('track/name', 'track/slug', 'track/guid', 'track/color')
            fields.texts['track'] = name

    def person(self, person: Object, path: str) -> Person:
        fields = fields_of(path, person, skip=('links',))
        whole = ' '.join(
            filter(None, (fields.take('first_name', 'given_name'), fields.take('last_name', 'family_name')))
        )
        name = fields.take('full_public_name', 'public_name', 'name', 'display_name') or whole
        return Person(fields, name, list(self.references(person, 'links')))

    def references(self, entry: Object, name: str) -> Iterator[Fields]:
        """Links: objects, or bare addresses."""
        items = entry.get(name)
        for item in items if isinstance(items, list) else ():
            if isinstance(item, Object):
                yield fields_of(f'event/{name}', item)
            elif item:
                yield Fields(f'event/{name}', entry.place, [('url', text(item))])


def _within(moment: datetime, day: Day) -> bool:
    if not day.start or not day.end or len({part.tzinfo is None for part in (moment, day.start, day.end)}) > 1:
        return False
    return day.start <= moment < day.end
