"""`schedule.xml`."""

from __future__ import annotations

from xml.etree.ElementTree import Element, SubElement

from ...times import clock, clock_of, iso
from ...vocabulary import LINK_KINDS
from ..markup import xml_file
from .ids import GENERATOR
from .schedule import TIMESLOT, Day, Entry, Schedule, known, link_type


def as_xml(schedule: Schedule) -> bytes:
    root = Element('schedule')
    SubElement(root, 'generator', name=GENERATOR)
    _texts(root, known({'url': schedule.url, 'version': schedule.version}))
    conference = SubElement(root, 'conference')
    _texts(conference, known(_conference(schedule)))
    for track in schedule.tracks:
        SubElement(conference, 'track', name=track)
    guids = dict(schedule.rooms)
    for day in schedule.days:
        _day(root, day, guids)
    return xml_file(root)


def _conference(schedule: Schedule) -> dict[str, str]:
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


def _day(root: Element, day: Day, guids: dict[str, str]) -> None:
    facts = {'index': f'{day.index}', 'date': f'{day.date}', 'start': iso(day.start), 'end': iso(day.end)}
    element = SubElement(root, 'day', facts)
    for name, entries in day.rooms.items():
        room = SubElement(element, 'room', name=name, guid=guids[name])
        for entry in entries:
            _entry(SubElement(room, 'event', id=f'{entry.id}', guid=entry.guid), entry)


def _entry(event: Element, entry: Entry) -> None:
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
        SubElement(links, 'link', href=link.url, type=link_type(link)).text = LINK_KINDS[link.kind]


def _texts(parent: Element, texts: dict[str, str]) -> None:
    for name, text in texts.items():
        SubElement(parent, name).text = text
