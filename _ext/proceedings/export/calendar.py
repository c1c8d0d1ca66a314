"""Events as calendar files (RFC 5545, RFC 7986), which other calendars show, subscribe to and bring up to date.

Times are in UTC, so that nobody has to know the rules of our zone. There is no METHOD: that is for invitations.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import Any

import icalendar

from ..program import Program
from ..times import utc
from ..vocabulary import OFF, Status
from . import wording
from .events import Event
from .target import Target

PRODID = '-//proceedings//NONSGML proceedings//EN'
REFRESH = timedelta(hours=1)
"""How often subscribers look for changes: rooms change during the day."""


class Text(icalendar.vText):
    """Text as RFC 5545 asks: icalendar writes a new line for a backslash and an `N`, so it must not see the two."""

    def to_ical(self) -> bytes:
        return b'\\\\'.join(_bytes(icalendar.vText(part)) for part in self.split('\\'))


class Entries:
    """The text of each event, made once however many calendars have it."""

    def __init__(self, program: Program, target: Target) -> None:
        self.program = program
        self.target = target
        self._stamps = {id: target.stamp(edition) for id, edition in program.editions.items()}
        self._made: dict[str, bytes] = {}

    def __call__(self, event: Event) -> bytes:
        if event.uid not in self._made:
            self._made[event.uid] = self._entry(event)
        return self._made[event.uid]

    def stamp(self, event: Event) -> datetime:
        """When what an event says was last changed: not before its edition was, so that no time that an organizer
        writes makes it earlier than what subscribers have already."""
        return utc(max(filter(None, (self._stamps[event.edition], event.revision.last_modified))))

    def _entry(self, event: Event) -> bytes:
        entry = icalendar.Event()
        entry.add('uid', event.uid)
        entry.add('dtstamp', self.stamp(event))
        entry.add('dtstart', utc(event.start))
        entry.add('dtend', utc(event.end))
        entry.add('status', _status(event.status))
        entry.add('sequence', event.revision.sequence)
        if event.revision.last_modified:
            entry.add('last-modified', utc(event.revision.last_modified))
        if url := self.target.page_url(event.document):
            entry.add('url', url)
        entry.add('categories', _categories(self._categories(event)))
        for name, text in self._texts(event).items():
            if text:
                entry.add(name, Text(text))
        return _bytes(entry)

    def _texts(self, event: Event) -> dict[str, str]:
        return {
            'summary': wording.summary(event),
            'location': wording.place(event, self.program.editions[event.edition]),
            'description': '\n'.join(self._description(event)),
        }

    def _categories(self, event: Event) -> list[str]:
        tracks = self.program.editions[event.edition].tracks
        return [event.kind.name, *(tracks[track].name for track in event.tracks)]

    def _description(self, event: Event) -> Iterator[str]:
        yield from wording.standing(event, self.program, self.target)
        yield from wording.awards(event)
        yield from wording.speakers(event, self.program)
        yield from wording.authors(event, self.program)
        yield from wording.session(event)
        yield from wording.organization(event, self.program)
        yield from wording.talks(event, self.program)


def frame(name: str) -> tuple[bytes, bytes]:
    """(what comes before the entries, what comes after them) in a file that is imported."""
    return _split(_calendar(name))


def calendar(name: str, page: str, file: str, entries: Iterable[bytes]) -> bytes:
    """A file to subscribe to; *page* and *file* are web addresses, of what shows the same and of itself, or empty."""
    calendar = _calendar(name)
    calendar.add('refresh-interval', REFRESH, parameters={'VALUE': 'DURATION'})
    calendar.add('x-published-ttl', _bytes(icalendar.vDuration(REFRESH)).decode())
    if page:
        calendar.add('url', page)
    if file:
        calendar.add('source', file, parameters={'VALUE': 'URI'})
    head, foot = _split(calendar)
    return b''.join((head, *entries, foot))


def _calendar(name: str) -> icalendar.Calendar:
    calendar = icalendar.Calendar()
    calendar.add('version', '2.0')
    calendar.add('prodid', PRODID)
    calendar.add('name', Text(name))
    calendar.add('x-wr-calname', Text(name))
    return calendar


def _categories(names: Iterable[str]) -> icalendar.vCategory:
    categories = icalendar.vCategory([])
    categories.cats = [Text(name) for name in names]
    return categories


def _bytes(part: Any) -> bytes:
    """*part* of a calendar as it is written; with folded lines if it is a component."""
    text: bytes = part.to_ical()
    return text


def _split(calendar: icalendar.Calendar) -> tuple[bytes, bytes]:
    text = _bytes(calendar)
    at = text.rindex(b'END:VCALENDAR')
    return text[:at], text[at:]


def _status(status: Status) -> str:
    if status in OFF:
        return 'CANCELLED'
    return 'TENTATIVE' if status is Status.TENTATIVE else 'CONFIRMED'
