"""The calendars of the files, and whose they are."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

import icalendar

from ....names import slug
from ....problems import Place, short
from ...reading.texts import content, decoded
from ...report import Report
from ...schedules import ours
from .. import File, UnreadableError
from .properties import NOT_READ, text_in
from .rooms import venue_of

PRETALX = re.compile(r'pretalx-(?P<event>.+)-(?P<code>[A-Z0-9]{5,8})(?:-\d+)?@')
"""The UID of an event of pretalx."""


@dataclass(frozen=True, slots=True)
class Found:
    """A calendar, and where each of its events begins."""

    calendar: icalendar.Component
    places: list[Place]


def calendars_of(file: File, report: Report) -> list[Found]:
    """The calendars of one file. Raises UnreadableError."""
    text = decoded(content(file), file.name, report).lstrip('\ufeff \t\r\n')
    begins = [number for number, line in enumerate(text.splitlines(), 1) if line.strip().upper() == 'BEGIN:VEVENT']
    try:
        calendars = icalendar.Calendar.from_ical(text, multiple=True)
    except NOT_READ as error:
        said = short(' '.join(str(error).split()), 120)
        raise UnreadableError(f'{Place(file.name)}: no calendar: {said}; download the file again') from error
    if not calendars:
        message = 'the calendar has no end (END:VCALENDAR); is the file whole? Download it again'
        raise UnreadableError(f'{Place(file.name, text.count(chr(10)) + 1)}: {message}')
    return _with_places(calendars, begins, file.name)


def _with_places(calendars: Iterable[icalendar.Component], begins: list[int], name: str) -> list[Found]:
    found = []
    for calendar in calendars:
        count = len(calendar.walk('VEVENT'))
        found.append(Found(calendar, [Place(name, line) for line in begins[:count]]))
        begins = begins[count:]
    return found


class Calendars:
    """All calendars together: *name* is that of the first file, `events` are those of all, each with its place."""

    def __init__(self, found: list[Found], name: str) -> None:
        self.found = found
        self.place = Place(name)
        self.first = found[0].calendar
        self.name = text_in(self.first, 'X-WR-CALNAME') or text_in(self.first, 'NAME')
        maker = text_in(self.first, 'PRODID')
        self.is_ours = maker.startswith('-//proceedings//')
        self.is_pretalx = maker.startswith('-//pretalx//')
        self.events = [pair for part in found for pair in zip(part.calendar.walk('VEVENT'), part.places, strict=False)]
        self.by_uid: dict[str, list[icalendar.Component]] = {}
        for component, _ in self.events:
            self.by_uid.setdefault(text_in(component, 'UID'), []).append(component)
        self.repeated = {uid for uid, parts in self.by_uid.items() if any('RRULE' in part for part in parts)}
        self.venue = venue_of([text_in(component, 'LOCATION') for component, _ in self.events])
        self.owners = Counter(text_in(component, 'ORGANIZER').lower() for component, _ in self.events)

    def source(self) -> str:
        """`pretalx: tides-2031`, `calendar: tides`: the same for each version."""
        if self.is_ours:
            return f'{ours.NAME}: {slug(self.name)}'
        if match := next(filter(None, map(PRETALX.match, self.by_uid)), None):
            return f'pretalx: {match["event"]}'
        hosts = {uid.rpartition('@')[2] for uid in self.by_uid}
        name = slug(self.name) or (hosts.pop() if len(hosts) == 1 else '')
        return f'calendar: {name}'.removesuffix(': ')
