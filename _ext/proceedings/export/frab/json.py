"""`schedule.json`."""

from __future__ import annotations

import json
import re
from typing import Any

from ...times import clock, clock_of, iso
from ...vocabulary import LINK_KINDS
from .ids import GENERATOR
from .schedule import TIMESLOT, Day, Entry, Schedule, known, link_type

SCHEMA = 'https://c3voc.de/schedule/schema.json'
_ZONE = re.compile(r'[A-Z][a-z]+/[A-Z][a-z]+.*|UTC')
"""The names of zones that the schema knows; not `US/Pacific`."""


def as_json(schedule: Schedule) -> bytes:
    generator = {'name': GENERATOR}
    data = {'$schema': SCHEMA, 'generator': generator, 'schedule': _schedule(schedule)}
    return json.dumps(data, ensure_ascii=False, indent=1).encode() + b'\n'


def _schedule(schedule: Schedule) -> dict[str, Any]:
    return known({'version': schedule.version, 'base_url': schedule.base_url}) | {
        'conference': known(
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
                'days': [_day(day) for day in schedule.days],
            }
        )
    }


def _day(day: Day) -> dict[str, Any]:
    return {
        'index': day.index,
        'date': f'{day.date}',
        'day_start': iso(day.start),
        'day_end': iso(day.end),
        'rooms': {room: [_entry(entry) for entry in entries] for room, entries in day.rooms.items()},
    }


def _entry(entry: Entry) -> dict[str, Any]:
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
        'links': [{'type': link_type(link), 'url': link.url, 'title': LINK_KINDS[link.kind]} for link in entry.links],
    }
