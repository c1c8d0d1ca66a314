"""A draft of all that was found: the event, then talks, then breaks."""

from __future__ import annotations

import re

from ....problems import Place, short
from ...draft import Draft
from ...reading.json_source import Object
from ...report import Report
from ...schedules import times
from ...schedules.collect import Collector
from ...schedules.fields import Fields
from ...schedules.json_fields import fields_of, text
from ...schedules.links import Links
from ...schedules.zones import known_zone
from .found import Found
from .names import Names
from .slots import Slots
from .talks import Talks

_TAKEN = ('id', 'name', 'guid', 'uuid', 'slug', 'position', 'url', 'requires_access_code')


def draft_of(found: Found, report: Report, name: str) -> Draft:
    """The draft; *name* is that of the first file."""
    place = found.event.place if found.event else Place(name)
    event = fields_of('event', found.event) if found.event else Fields('event', place, ())
    languages = [language for language in (event.take('locale'),) if language]
    identity = event.take('slug')
    draft = Draft(source=f'pretalx: {identity}'.removesuffix(': '), short_title=identity)
    collector = Collector(draft, report)
    return _Program(found, collector, event, Names(found, collector, languages)).draft()


class _Program:
    """Fills the draft of *collector*; *event* is what pretalx says of the conference."""

    def __init__(self, found: Found, collector: Collector, event: Fields, names: Names) -> None:
        self.found = found
        self.collector = collector
        self.report = collector.report
        self.event = event
        self.names = names
        self.base = event.take('custom_domain', 'urls/base')
        self.links = Links(self.report, collector.tally, self.base)

    def draft(self) -> Draft:
        self.conference()
        slots = Slots(self.found, self.collector, self.names)
        talks = Talks(self.found, self.collector, self.names, slots, self.links)
        for code, entry in self.found.submissions.items():
            talks.take(code, entry)
        slots.pauses()
        slots.tell_unknown(self.found.submissions)
        self.event.lose(self.report)
        self.lose_rest()
        talks.tell_left_out(self.event.place)
        return self.collector.finish()

    def conference(self) -> None:
        draft, event = self.collector.draft, self.event
        title = self.names.one(self.found.event or Object(), 'name', 'event')
        draft.title = self.collector.line(title, event.place)
        event.drop('name', 'name in other languages', 'is_public', 'locales', 'content_locales')
        draft.short_title = re.sub(r'[\s_-]*(?:19|20)\d\d$', '', draft.short_title) or draft.short_title
        draft.start, draft.end = times.day_of(event.take('date_from')), times.day_of(event.take('date_to'))
        draft.timezone = self.zone()
        link = self.links.link('event/custom_domain', event.place, self.base) if self.base else None
        draft.url = link.url if link else ''
        rooms = sorted(self.found.rooms.values(), key=_position)
        draft.rooms = list(dict.fromkeys(filter(None, map(self.names.room, rooms))))
        tracks = sorted(self.found.tracks.values(), key=_position)
        draft.tracks = [self.names.line(track, 'name', 'track') for track in tracks]

    def zone(self) -> str:
        said = self.event.take('timezone') or self.found.zone
        zone = known_zone(said)
        if not zone:
            message = (
                f'"{short(said)}" is no time zone' if said else 'nothing says the time zone: give /api/events/…/, too'
            )
            self.report.wrong(self.event.place, f'{message}; write `timezone` into the file of the edition')
        return zone

    def lose_rest(self) -> None:
        """Say what is lost of rooms, tracks and types."""
        found = self.found
        for path, entries in (('room', found.rooms), ('track', found.tracks), ('submission_type', found.types)):
            for entry in entries.values():
                fields_of(path, entry, skip=_TAKEN).lose(self.report)


def _position(entry: Object) -> tuple[int, int]:
    position, number = text(entry.get('position')), text(entry.get('id'))
    return int(position[:9]) if position.isdecimal() else 10**9, int(number[:9]) if number.isdecimal() else 0
