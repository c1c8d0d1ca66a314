"""Calendars (.ics): those of pretalx, of any calendar program, and our own.

A calendar knows events, and no talks: what has a text or people is a talk, and what is called Lunch is not.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

import icalendar
import recurring_ical_events  # type: ignore[import-untyped]
from icalendar.prop.broken import vBroken

from ...model import Link
from ...names import slug
from ...problems import Place, short
from ...times import later
from ...vocabulary import KINDS, Status
from ..draft import Draft, Mention
from ..reading.texts import beginning, content, decoded
from ..report import Report
from ..schedules import ours
from ..schedules.breaks import row_kind
from ..schedules.collect import Collector, Event, text_of
from ..schedules.fields import lose
from ..schedules.links import Links
from ..schedules.zones import guessed_zone, known_zone
from . import File, UnreadableError

NAME = 'iCalendar (.ics)'

MOST = 100
"""As many times as an event may be repeated; a conference does not last for ever."""

_NOT_READ = (ValueError, LookupError, ArithmeticError, AttributeError, TypeError, RecursionError)
"""What the libraries raise of calendars that are none."""

_PRETALX = re.compile(r'pretalx-(?P<event>.+)-(?P<code>[A-Z0-9]{5,8})(?:-\d+)?@')
_TECHNICAL = frozenset(
    {
        'DTSTAMP', 'CREATED', 'LAST-MODIFIED', 'SEQUENCE', 'TRANSP', 'CLASS', 'VERSION', 'PRODID', 'CALSCALE', 'METHOD',
        'REFRESH-INTERVAL', 'SOURCE', 'X-PUBLISHED-TTL', 'BEGIN', 'END', 'PRIORITY', 'X-MICROSOFT-CDO-BUSYSTATUS',
        'RRULE', 'RDATE', 'EXDATE', 'EXRULE', 'RECURRENCE-ID', 'COLOR', 'X-WR-RELCALID', 'LAST-UPDATED',
    }
)  # fmt: skip
"""What calendars need, and says nothing of a program."""

_TAKEN = frozenset(
    {
        'UID', 'SUMMARY', 'DTSTART', 'DTEND', 'DURATION', 'LOCATION', 'DESCRIPTION', 'CATEGORIES', 'STATUS', 'URL',
        'ATTENDEE', 'ORGANIZER', 'ATTACH', 'X-ALT-DESC', 'NAME', 'X-WR-CALNAME', 'X-WR-TIMEZONE', 'STYLED-DESCRIPTION',
    }
)  # fmt: skip
_STATUSES = {'CANCELLED': Status.CANCELLED, 'TENTATIVE': Status.TENTATIVE}
_UNSAFE = ('BYSECOND', 'BYMINUTE', 'BYHOUR')
"""Parts of a rule that make thousands of times of one day."""


def recognizes(file: File) -> bool:
    """Whether it begins as a calendar does."""
    return beginning(file)[:15].upper() == 'BEGIN:VCALENDAR'


def read(files: Sequence[File], report: Report) -> Draft:
    """The events of all the calendars."""
    found = [part for file in files for part in _calendars(file, report)]
    return _Reader(found, report, files[0].name).draft()


@dataclass(frozen=True, slots=True)
class _Found:
    """A calendar, and where each of its events begins."""

    calendar: icalendar.Component
    places: list[Place]


def _calendars(file: File, report: Report) -> list[_Found]:
    text = decoded(content(file), file.name, report).lstrip('\ufeff \t\r\n')
    begins = [number for number, line in enumerate(text.splitlines(), 1) if line.strip().upper() == 'BEGIN:VEVENT']
    try:
        calendars = icalendar.Calendar.from_ical(text, multiple=True)
    except _NOT_READ as error:
        said = short(' '.join(str(error).split()), 120)
        raise UnreadableError(f'{Place(file.name)}: no calendar: {said}; download the file again') from error
    if not calendars:
        message = 'the calendar has no end (END:VCALENDAR); is the file whole? Download it again'
        raise UnreadableError(f'{Place(file.name, text.count(chr(10)) + 1)}: {message}')
    found = []
    for calendar in calendars:
        count = len(calendar.walk('VEVENT'))
        found.append(_Found(calendar, [Place(file.name, line) for line in begins[:count]]))
        begins = begins[count:]
    return found


class _Reader:
    def __init__(self, found: list[_Found], report: Report, name: str) -> None:
        self.found = found
        self.report = report
        self.place = Place(name)
        self.first = found[0].calendar
        self.name = _text(self.first, 'X-WR-CALNAME') or _text(self.first, 'NAME')
        maker = _text(self.first, 'PRODID')
        self.is_ours = maker.startswith('-//proceedings//')
        self.is_pretalx = maker.startswith('-//pretalx//')
        self.components = [
            (component, place)
            for part in found
            for component, place in zip(part.calendar.walk('VEVENT'), part.places, strict=False)
        ]
        self.by_uid: dict[str, list[icalendar.Component]] = {}
        for component, _ in self.components:
            self.by_uid.setdefault(_text(component, 'UID'), []).append(component)
        self.repeated = {uid for uid, parts in self.by_uid.items() if any('RRULE' in part for part in parts)}
        self.collector = Collector(Draft(source=self.source()), report)
        self.tally = self.collector.tally
        self.links = Links(report, self.tally)
        self.venue = _venue([_text(component, 'LOCATION') for component, _ in self.components])
        self.owners = Counter(_text(component, 'ORGANIZER').lower() for component, _ in self.components)

    def source(self) -> str:
        """`pretalx: tides-2031`, `calendar: tides`: the same for each version."""
        uids = [_text(component, 'UID') for component, _ in self.components]
        if self.is_ours:
            return f'{ours.NAME}: {slug(self.name)}'
        if match := next(filter(None, map(_PRETALX.match, uids)), None):
            return f'pretalx: {match["event"]}'
        hosts = {uid.rpartition('@')[2] for uid in uids}
        name = slug(self.name) or (hosts.pop() if len(hosts) == 1 else '')
        return f'calendar: {name}'.removesuffix(': ')

    def draft(self) -> Draft:
        self.calendar()
        events = [event for component, place in self.components for event in self.events(component, place)]
        if self.is_ours:
            self.as_ours(events)
        for event in events:
            self.collector.add(event)
        if not self.components:
            self.report.wrong(self.place, 'there are no events in this calendar')
        return self.collector.finish()

    def as_ours(self, events: list[Event]) -> None:
        """Take back what our export does for the sake of readers."""
        ours.name_as_elsewhere(events)
        rooms = list(dict.fromkeys(room for event in events for room in event.rooms if room != ours.ALL_ROOMS))
        for event in events:
            event.rooms = rooms if event.rooms == [ours.ALL_ROOMS] else event.rooms

    def calendar(self) -> None:
        """What holds for all of it."""
        draft = self.collector.draft
        draft.title = self.collector.line(self.name, self.place)
        parts = self.venue
        draft.venue = parts[0] if parts else ''
        draft.city = parts[1] if len(parts) == 2 else ''
        self.zone()
        for part in self.found:
            place = part.places[0]._replace(line=1) if part.places else self.place
            self.lose_rest('calendar', part.calendar, place)
            for other in part.calendar.subcomponents:
                if other.name not in ('VEVENT', 'VTIMEZONE'):
                    lose(self.report, f'calendar/{other.name}', place, _text(other, 'SUMMARY'))

    def zone(self) -> None:
        draft = self.collector.draft
        zones = Counter(zone for component, _ in self.components if (zone := _zone_of(component)))
        most = zones.most_common(1)[0][0] if zones else ''
        said = _text(self.first, 'X-WR-TIMEZONE') or most
        draft.timezone = known_zone(said)
        if draft.timezone and draft.timezone != said:
            self.report.guess(self.place, f'the time zone "{short(said)}" is {draft.timezone}')
        if not draft.timezone:
            draft.timezone = guessed_zone([], [*reversed(self.venue), self.name])
            if draft.timezone:
                self.report.guess(self.place, f'it says no time zone; {draft.timezone} is assumed from the place')
            else:
                self.report.wrong(self.place, 'it says no time zone; write `timezone` into the file of the edition')

    # Events

    def events(self, component: icalendar.Component, place: Place) -> Iterator[Event]:
        """An event, once for each time that it takes place."""
        if _text(component, 'CLASS').upper() in ('PRIVATE', 'CONFIDENTIAL'):
            self.tally.guess(place, 'an event that is private is left out')
            return
        for error in component.errors:
            self.report.wrong(
                place, f'{error[0] or "a line"} is left out: {short(" ".join(str(error[1]).split()), 120)}'
            )
        if 'RRULE' in component or 'RDATE' in component:
            for occurrence in self.occurrences(component, place):
                yield self.event(component, occurrence, place)
        elif 'RECURRENCE-ID' not in component or _text(component, 'UID') not in self.repeated:
            event = self.event(component, component, place)
            if event.start or event.abstract or event.speakers:
                yield event
        self.lose_rest('event', component, place)

    def occurrences(self, component: icalendar.Component, place: Place) -> list[icalendar.Component]:
        """Each time of an event that is repeated; the first alone where it has no end."""
        title, rules = _text(component, 'SUMMARY'), _several(component, 'RRULE')
        if not _is_safe(rules):
            said = 'it is repeated for ever, or too often; the first time is taken'
            self.tally.wrong(place, said, title)
            return [component]
        calendar = icalendar.Calendar()
        for other in self.by_uid[_text(component, 'UID')]:
            calendar.add_component(other)
        first = _when(component, 'DTSTART')
        if first is None:
            return [component]
        try:
            query = recurring_ical_events.of(calendar)
            found = query.between(first - timedelta(days=1), first + timedelta(days=400))
        except _NOT_READ as error:
            self.tally.wrong(
                place, f'its repetition cannot be read ({short(str(error))}); the first time is taken', title
            )
            return [component]
        if len(found) > MOST:
            self.tally.wrong(place, f'it is repeated {len(found)} times; the first {MOST} are taken', title)
        self.tally.guess(place, 'what is repeated is one talk, or one row, given several times', title)
        return list(found)[:MOST]

    def event(self, whole: icalendar.Component, component: icalendar.Component, place: Place) -> Event:
        """An event; *component* is one time of the *whole*."""
        summary, uid = _text(component, 'SUMMARY'), _text(whole, 'UID')
        status, title = ours.standing(summary) if self.is_ours else (Status.CONFIRMED, summary)
        title, people = self.pretalx_people(title, place) if self.is_pretalx else (title, [])
        line = self.collector.line(title, place)
        if not line:
            self.tally.wrong(place, 'it has no title; it is called "Untitled"')
        match = _PRETALX.match(uid)
        url = _text(component, 'URL')
        event = Event(
            key=match['code'] if match else uid,
            row=uid,
            title=line or 'Untitled',
            place=place,
            rooms=self.rooms(_text(component, 'LOCATION')),
            slug=_slug(url) if self.is_ours else '',
            status=_STATUSES.get(_text(component, 'STATUS').upper(), status) if status is Status.CONFIRMED else status,
            speakers=people,
        )
        event.key = event.key or slug(event.title)
        self.time(event, component)
        self.categories(event, component)
        self.describe(event, component, url)
        return event

    def time(self, event: Event, component: icalendar.Component) -> None:
        start, end = _when(component, 'DTSTART'), _when(component, 'DTEND')
        if start is None:
            self.tally.wrong(event.place, 'nothing says when it begins; it is not in the schedule', event.title)
            return
        if not isinstance(start, datetime):
            said = 'it lasts all day, and a schedule has times; it is not in the schedule'
            self.tally.wrong(event.place, said, event.title)
            return
        length = next((value.dt for value in _several(component, 'DURATION')), None)
        if end is None and isinstance(length, timedelta):
            end = later(start, length) if start.tzinfo else start + length
        event.start = self.said_zone(start, component, event)
        if not isinstance(end, datetime):
            return
        end = end.replace(tzinfo=start.tzinfo) if (end.tzinfo is None) != (start.tzinfo is None) else end
        if end <= start:
            self.tally.wrong(event.place, 'the end is not after the start', event.title)
            return
        event.end = self.collector.fitted(start, end, None, event.place, event.title)

    def said_zone(self, start: datetime, component: icalendar.Component, event: Event) -> datetime:
        if start.tzinfo is None:
            zone = _zone_of(component)
            if zone:
                said = f'the time zone "{short(zone)}" is unknown; its times are taken for those of the edition'
                self.tally.wrong(event.place, said, event.title)
            else:
                self.tally.guess(event.place, 'times without a zone are on the clocks of the edition', event.title)
        return start

    def rooms(self, location: str) -> list[str]:
        """The rooms of a LOCATION, without the venue that all have in common."""
        parts = [part.strip() for part in location.split(', ')]
        if self.venue and parts[-len(self.venue) :] == self.venue:
            parts = parts[: -len(self.venue)]
        if self.is_ours:
            return [part for part in parts if part]
        room = ', '.join(part for part in parts if part)
        if _is_address(room):
            self.tally.guess(self.place, 'a location that is an address is taken for no room', room)
            return []
        return [' '.join(room.split())] if room.strip() else []

    def categories(self, event: Event, component: icalendar.Component) -> None:
        """A category that is a kind is the kind; another is the track; what is more are keywords."""
        words = [self.collector.line(word, event.place) for word in _categories(component)]
        words = [word for word in words if word]
        if self.is_ours:
            event.kind, event.track = (*words, '', '')[:2]
            return
        for word in dict.fromkeys(words):
            if not event.kind and slug(word) in _KIND_WORDS:
                event.kind = word
            elif not event.track:
                event.track = word
                self.tally.guess(event.place, 'a category is taken for a track', word)
            else:
                event.keywords.append(word)

    def describe(self, event: Event, component: icalendar.Component, url: str) -> None:
        """Text, people, links; and whether it is a talk."""
        description = _text(component, 'DESCRIPTION')
        if self.is_ours:
            ours.read(event, description, url, self.collector)
            return
        rich = _text(component, 'X-ALT-DESC') or _text(component, 'STYLED-DESCRIPTION')
        event.abstract = text_of(rich or description, '', markdown=self.is_pretalx)
        event.links = list(self.attached(component, '' if self.is_pretalx else url, event.place))
        event.speakers += [mention for mention in self.attendees(event, component) if mention not in event.speakers]
        if url and self.is_pretalx:
            lose(self.report, 'event/url', event.place, url)
        if event.speakers or event.abstract:
            return
        if kind := row_kind(event.title, event.kind):
            event.is_talk, event.kind = False, kind
            self.tally.guess(
                event.place, 'what has no people and no text is taken for a row without a page', event.title
            )

    def attached(self, component: icalendar.Component, url: str, place: Place) -> Iterator[Link]:
        if url:
            yield from filter(None, [self.links.link('event/URL', place, url)])
        for attached in _several(component, 'ATTACH'):
            params = getattr(attached, 'params', {})
            if str(params.get('ENCODING', '')).upper() == 'BASE64' or str(params.get('VALUE', '')).upper() == 'BINARY':
                self.report.lose(
                    'event/ATTACH', place, str(params.get('FMTTYPE', '')), 'a file in a calendar is not copied'
                )
                continue
            title = str(params.get('FILENAME', ''))
            yield from filter(None, [self.links.link('event/ATTACH', place, str(attached), title=title, file=True)])

    def attendees(self, event: Event, component: icalendar.Component) -> Iterator[Mention]:
        """Those who attend are taken for speakers, as is an organizer who does not organize everything."""
        people = [(person, 'attendee') for person in _several(component, 'ATTENDEE')]
        organizer = next(iter(_several(component, 'ORGANIZER')), None)
        if organizer is not None and not people and len(self.owners) > 1:
            people = [(organizer, 'organizer')]
        elif organizer is not None:
            self.report.lose('event/ORGANIZER', event.place, '', 'it is whose calendar it is')
        for person, what in people:
            name = str(getattr(person, 'params', {}).get('CN', '')).strip().strip('"')
            if not name or '@' in name:
                self.report.lose(f'event/{what.upper()}', event.place, '', 'e-mail addresses are private')
                continue
            is_chair = what == 'attendee' and str(person.params.get('ROLE', '')).upper() == 'CHAIR'
            self.tally.guess(event.place, f'an {what} is taken for a {"chair" if is_chair else "speaker"}', name)
            mention = self.collector.person('', name, event.place)
            if mention and is_chair:
                event.chairs.append(mention)
            elif mention:
                yield mention

    def pretalx_people(self, summary: str, place: Place) -> tuple[str, list[Mention]]:
        """(title, speakers) of `Sand - Ada Smith, Lin Wei`, which is how pretalx writes a summary."""
        title, dash, names = summary.rpartition(' - ')
        if not dash:
            return summary, []
        self.tally.guess(place, 'what stands behind the last dash of a title is taken for its speakers', names)
        found = [self.collector.person('', name, place) for name in names.split(', ') if name.strip()]
        return title, [mention for mention in found if mention]

    def lose_rest(self, path: str, component: icalendar.Component, place: Place) -> None:
        for name in component:
            text = _text(component, name)
            if name not in _TAKEN and text:
                why = 'it is for calendars only' if name in _TECHNICAL or name.startswith('X-MICROSOFT') else ''
                self.report.lose(f'{path}/{name}', place, '' if '@' in text else short(' '.join(text.split())), why)
        for part in component.subcomponents if component.name == 'VEVENT' else ():
            self.report.lose(f'event/{part.name}', place, '', 'it is for calendars only')


_KIND_WORDS = frozenset({*KINDS, *(slug(kind.name) for kind in KINDS.values()), 'talk', 'lightning-talks', 'posters'})


def _is_safe(rules: list[Any]) -> bool:
    """Whether rules are of days, weeks, months or years, and end."""
    for one in rules:
        parts = {str(key).upper(): value for key, value in one.items()} if hasattr(one, 'items') else {}
        frequency = str((parts.get('FREQ') or [''])[0]).upper()
        interval = (parts.get('INTERVAL') or [1])[0]
        if frequency not in ('DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY') or not isinstance(interval, int) or interval < 1:
            return False
        if not (parts.get('COUNT') or parts.get('UNTIL')) or any(part in parts for part in _UNSAFE):
            return False
    return True


def _venue(locations: Iterable[str]) -> list[str]:
    """What all locations end with: (venue, city) at most, and only where some have a room before it."""
    places = [location for location in dict.fromkeys(locations) if location and not _is_address(location)]
    parts = [place.split(', ') for place in places]
    if len(parts) < 2:
        return []
    common: list[str] = []
    for at in range(1, min(3, *(len(part) + 1 for part in parts)) if parts else 1):
        words = {part[-at].strip() for part in parts}
        if len(words) > 1:
            break
        common.insert(0, words.pop())
    return common


def _is_address(location: str) -> bool:
    return bool(re.match(r'https?://', location))


def _text(component: icalendar.Component, name: str) -> str:
    """The (first) value of a property as text; nothing where there is none."""
    value = next(iter(_several(component, name)), None)
    if value is None:
        return ''
    if hasattr(value, 'cats'):
        return ', '.join(map(str, value.cats))
    if isinstance(value, str):
        return str(value).strip()
    encoded = value.to_ical() if hasattr(value, 'to_ical') else value
    return (encoded.decode('utf-8', 'replace') if isinstance(encoded, bytes) else str(encoded)).strip()


def _several(component: icalendar.Component, name: str) -> list[Any]:
    """The values of a property, without those that are broken: the component says these itself."""
    value = component.get(name)
    values = value if isinstance(value, list) else [] if value is None else [value]
    return [value for value in values if not isinstance(value, vBroken)]


def _when(component: icalendar.Component, name: str) -> Any:
    """The moment, or the day, of a property; None for none, and for what is broken."""
    value = next(iter(_several(component, name)), None)
    moment = getattr(value, 'dt', None)
    if isinstance(moment, datetime):
        if not 1900 <= moment.year <= 9000:
            return None
        moment = moment.replace(second=0, microsecond=0)
        return moment.astimezone(UTC) if moment.tzinfo and moment.utcoffset() == timedelta(0) else moment
    return moment if isinstance(moment, date) else None


def _zone_of(component: icalendar.Component) -> str:
    value = next(iter(_several(component, 'DTSTART')), None)
    return str(getattr(value, 'params', {}).get('TZID', '')) if value is not None else ''


def _categories(component: icalendar.Component) -> Iterator[str]:
    for value in _several(component, 'CATEGORIES'):
        yield from (str(word).strip() for word in getattr(value, 'cats', [value]))


def _slug(url: str) -> str:
    return '' if ours.DAY_PAGE.search(url) else slug(re.sub(r'\.html$', '', url.rstrip('/').rsplit('/', 1)[-1]))
