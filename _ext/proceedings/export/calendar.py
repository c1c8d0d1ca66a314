"""Events as calendar files (RFC 5545, RFC 7986), which other calendars show, subscribe to and bring up to date.

Times are in UTC, so that nobody has to know the rules of our zone. There is no METHOD: that is for invitations.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

from ..observed import remembered
from ..program import Program
from ..times import utc
from ..vocabulary import OFF, Status
from . import wording
from .content_lines import line, moment, text
from .events import Event, Events
from .target import Target

PRODID = '-//proceedings//NONSGML proceedings//EN'
REFRESH = 'PT1H'
"""How often subscribers look for changes: rooms change during the day."""


class Entries:
    """The text of each event, made once however many calendars have it; *events* are those of each edition."""

    def __init__(self, program: Program, target: Target, events: Mapping[str, Events]) -> None:
        self.program = program
        self.target = target
        self.events = events
        self._stamps = {id: target.stamp(edition) for id, edition in program.editions.items()}
        self._made = remembered(program, self._entry, 'entries')

    def __call__(self, event: Event) -> bytes:
        return self._made(f'{event.edition}/{event.key}')

    def stamp(self, event: Event) -> datetime:
        """When what an event says was last changed: not before its edition was, so that no time that an organizer
        writes makes it earlier than what subscribers have already."""
        return utc(max(filter(None, (self._stamps[event.edition], event.revision.last_modified))))

    def _entry(self, ref: str) -> bytes:
        edition, _, key = ref.partition('/')
        event = self.events[edition].by_key(key)
        lines = (line(name, value) for name, value in self._properties(event) if value)
        return b''.join((b'BEGIN:VEVENT\r\n', *lines, b'END:VEVENT\r\n'))

    def _properties(self, event: Event) -> Iterator[tuple[str, str]]:
        """The name and the value of each property; those that every entry has come first."""
        modified = event.revision.last_modified
        yield 'SUMMARY', text(wording.summary(event))
        yield 'DTSTART', moment(event.start)
        yield 'DTEND', moment(event.end)
        yield 'DTSTAMP', moment(self.stamp(event))
        yield 'UID', event.uid
        yield 'SEQUENCE', f'{event.revision.sequence}'
        yield 'CATEGORIES', ','.join(map(text, self._categories(event)))
        yield 'DESCRIPTION', text('\n'.join(self._description(event)))
        yield 'LAST-MODIFIED', moment(modified) if modified else ''
        yield 'LOCATION', text(wording.place(event, self.program.editions[event.edition]))
        yield 'STATUS', _status(event.status)
        yield 'URL', self.target.page_url(event.document)

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
    properties = (('VERSION', '2.0'), ('PRODID', PRODID), ('NAME', text(name)), ('X-WR-CALNAME', text(name)))
    return b''.join((b'BEGIN:VCALENDAR\r\n', *(line(*one) for one in properties))), b'END:VCALENDAR\r\n'


def calendar(name: str, page: str, file: str, entries: Iterable[bytes]) -> bytes:
    """A file to subscribe to; *page* and *file* are web addresses, of what shows the same and of itself, or empty."""
    head, foot = frame(name)
    subscribed = (
        ('REFRESH-INTERVAL;VALUE=DURATION', REFRESH),
        ('SOURCE;VALUE=URI', file),
        ('URL', page),
        ('X-PUBLISHED-TTL', REFRESH),
    )
    return b''.join((head, *(line(one, value) for one, value in subscribed if value), *entries, foot))


def _status(status: Status) -> str:
    if status in OFF:
        return 'CANCELLED'
    return 'TENTATIVE' if status is Status.TENTATIVE else 'CONFIRMED'
