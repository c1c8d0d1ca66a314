"""What schedule.xml and schedule.json say alike, whichever of the two forms it was read from.

pentabarf (FOSDEM) began it; frab, pretalx, wafer, OSEM, the hub of the CCC, and we ourselves write it, each in its own
way. `frab_file` has what a file is; `draft_of` makes sense of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from urllib.parse import urlsplit

from ...model import Link
from ...names import slug
from ...problems import Place, short
from ...vocabulary import Status
from ..draft import Draft, Mention
from ..formats import UnreadableError
from ..report import Report
from . import ours
from .breaks import row_kind
from .collect import Collector, Event, text_of
from .fields import WHY, Fields
from .frab_file import Person, Row, Schedule
from .frab_times import Times
from .links import Links
from .times import clock_of, day_of
from .zones import guessed_zone, known_zone

_CODE = re.compile(r'/talk/([A-Z0-9]{5,8})/?$')
_WAFER_TALK = re.compile(r'/talks/(\d+)(?:-[^/]*)?/?$')
"""The address of a talk of wafer, where an id is that of one time of it."""

_YEAR = re.compile(r'^[a-z]+-(?:19|20)\d\d-(?=\d+-)')
"""What stands before the number in a slug of a conference that says no acronym: `fosdem-2031-`."""

_MARKDOWN = frozenset({'pretalx', 'frab', 'wafer', 'hub', ours.NAME})
"""Programs in which abstracts are Markdown."""


def draft_of(schedule: Schedule, report: Report) -> Draft:
    """All that the schedule says."""
    return _Reader(schedule, report).draft()


class _Reader:
    def __init__(self, schedule: Schedule, report: Report) -> None:
        self.schedule = schedule
        self.report = report
        conference = schedule.conference
        self.place = conference.place
        self.acronym = conference.take('acronym')
        self.base = conference.take('base_url') or schedule.head.take('base_url')
        schedule.head.drop('base_url')
        self.collector = Collector(Draft(source=self.source(), rooms=self.rooms()), report)
        self.tally = self.collector.tally
        self.links = Links(report, self.tally, self.base)
        self.is_ours = schedule.generator == ours.NAME
        self.times = Times(self.collector, clock_of(conference.take('day_change')))

    def source(self) -> str:
        """`pretalx: tides-2031`: the same for each version, and for all that pretalx writes of one event."""
        if self.schedule.generator == ours.NAME:
            return f'{ours.NAME}: {slug(self.acronym)}'
        coded = any(_CODE.search(row.fields.texts.get('url', '')) for row in self.schedule.rows)
        maker = 'pretalx' if coded or self.schedule.generator == 'pretalx' else 'frab'
        name = self.acronym or slug(self.schedule.conference.texts.get('title', ''))
        return f'{maker}: {name}'.removesuffix(': ')

    def rooms(self) -> list[str]:
        return [line for line in dict.fromkeys(' '.join(room.split()) for room in self.schedule.rooms) if line]

    def draft(self) -> Draft:
        rows = self.schedule.rows
        if not rows:
            raise UnreadableError(f'{self.place}: there is nothing in this schedule; was it published?')
        self.conference()
        moments = [self.times.moment(row) for row in rows]
        self.zone(moments)
        people = [list(self.people(row)) for row in rows]  # all, before any are known by their name alone
        found = [self.event(*parts) for parts in zip(rows, moments, people, strict=True)]
        if self.is_ours:
            self.as_ours(found)
        for event in found:
            self.collector.add(event)
        return self.finish()

    def finish(self) -> Draft:
        for day in {id(row.day): row.day for row in self.schedule.rows}.values():
            day.fields.lose(self.report)
        for key, person in self.schedule.people.items():
            if key not in self.collector.draft.people:
                self.tally.guess(person.fields.place, 'a person at no event is left out', person.name)
            person.fields.drop('@guid', 'guid', '@id', 'id', 'code')
            person.fields.lose(self.report)
        self.schedule.conference.lose(self.report)
        self.schedule.head.lose(self.report)
        return self.collector.finish()

    def conference(self) -> None:
        """What holds for all of it."""
        conference, draft = self.schedule.conference, self.collector.draft
        title, subtitle = conference.take('title'), conference.take('subtitle')
        draft.title = self.collector.line(f'{title}: {subtitle}' if title and subtitle else title, self.place)
        draft.short_title = _short_title(self.acronym)
        draft.start, draft.end = day_of(conference.take('start')), day_of(conference.take('end'))
        draft.venue = self.collector.line(conference.take('venue'), self.place)
        draft.city = self.collector.line(conference.take('city'), self.place)
        url = self.links.link('conference/url', self.place, conference.take('url') or self.schedule.head.take('url'))
        self.schedule.head.drop('url')
        draft.url = url.url if url else ''
        for track in self.schedule.tracks:
            if name := self.collector.line(track.take('@name', 'name', 'title', '.'), track.place):
                draft.tracks.append(name)
            track.drop('slug', 'guid', '@slug')
            track.lose(self.report)

    def zone(self, moments: list[datetime | None]) -> None:
        """Whose clocks the times are on."""
        draft = self.collector.draft
        said = self.schedule.conference.take('time_zone_name', 'timezone', 'time_zone')
        draft.timezone = known_zone(said)
        if draft.timezone == said and said:
            return
        if draft.timezone:
            self.report.guess(self.place, f'the time zone "{short(said)}" is {draft.timezone}')
            return
        missing = f'"{short(said)}" is no time zone' if said else 'it says no time zone'
        aware = [moment for moment in moments if moment and moment.tzinfo]
        draft.timezone = guessed_zone(aware, (draft.city, draft.venue, draft.title))
        draft.zone_is_guess = True
        if draft.timezone:
            self.report.guess(
                self.place, f'{missing}; {draft.timezone} is assumed from {"offsets" if aware else "the city"}'
            )
        else:
            self.report.wrong(self.place, f'{missing}; write `timezone` into the file of the edition')

    # What

    def event(self, row: Row, start: datetime | None, people: list[Mention]) -> Event:
        fields = row.fields
        code, guid, number = self.ids(fields)
        status, title = (
            ours.standing(fields.take('title')) if self.is_ours else (Status.CONFIRMED, fields.take('title'))
        )
        slugs, url = fields.take('slug'), fields.texts.get('url', '')
        end = self.times.end(row, start, title)
        day = self.times.program_day(row, start)
        subtitle = fields.take('subtitle')
        kind = self.kind(fields)
        if self.is_ours:
            fields.drop('url')
        event = Event(
            key=code or guid or number,
            row='' if code else guid or number,
            title=self.title(title, '' if self.is_ours else subtitle, fields.place),
            place=fields.place,
            start=start,
            end=end,
            day=day,
            rooms=self.room(row),
            kind=kind,
            track=self.track(fields),
            slug=self.slug(slugs, url, number),
            speakers=people,
            links=list(self.all_links(row)),
            keywords=[word for word in (self.collector.line(tag, fields.place) for tag in _tags(fields)) if word],
            status=self.status(fields, status, title),
            session=self.collector.line(subtitle, fields.place) if self.is_ours else '',
        )
        self.describe(event, fields, url)
        event.key = event.key or slug(event.title)
        fields.lose(self.report)
        return event

    def ids(self, fields: Fields) -> tuple[str, str, str]:
        """(code, guid, number): pretalx's code is that of a talk, its guid that of one time of it."""
        url = fields.texts.get('url', '') or fields.texts.get('origin_url', '')
        match = _CODE.search(url) or _WAFER_TALK.search(fields.texts.get('full_conf_url', ''))
        code = fields.take('@code', 'code') or (match[1] if match else '')
        return code, fields.take('@guid', 'guid').lower(), fields.take('@id', 'id')

    def title(self, title: str, subtitle: str, place: Place) -> str:
        line, more = self.collector.line(title, place), self.collector.line(subtitle, place)
        if not line:
            self.tally.wrong(place, 'it has no title; it is called "Untitled"', more)
            return more or 'Untitled'
        if not more or more in line:
            return line
        self.tally.guess(place, 'a subtitle is put behind the title', f'{line}: {more}')
        return f'{line}{" " if line.endswith((":", "?", "!", "…")) else ": "}{more}'

    def kind(self, fields: Fields) -> str:
        kind = fields.take('type').replace('_', ' ')
        return '' if kind == 'None' and self.schedule.generator == 'wafer' else kind  # that of a talk without a type

    def track(self, fields: Fields) -> str:
        track = self.collector.line(fields.take('track'), fields.place)
        return '' if track.lower() == 'no track' else track  # wafer's word for none

    def room(self, row: Row) -> list[str]:
        room, said = ' '.join(row.room.split()), ' '.join(row.fields.take('room', 'room/name').split())
        row.fields.drop('room/slug', 'room/guid')
        if room and said and room != said:
            self.tally.guess(
                row.fields.place, f'it is in the room "{short(room)}", and says "{short(said)}"; the former is taken'
            )
        return [room or said] if room or said else []

    def slug(self, said: str, url: str, number: str) -> str:
        """What the source calls it in addresses, without the acronym and numbers that they add."""
        words = slug(said) or ('' if _CODE.search(url) or ours.DAY_PAGE.search(url) else slug(_last_step(url)))
        prefix = slug(self.acronym)
        words = words.removeprefix(f'{prefix}-') if prefix else words
        parts = [part for part in _YEAR.sub('', words).split('-') if part]
        if parts and number and parts[0].lstrip('0') == number.lstrip('0'):
            parts = parts[1:]
        if parts and number and parts[-1].lstrip('0') == number.lstrip('0'):
            parts = parts[:-1]
        return '' if all(part.isdecimal() for part in parts) else '-'.join(parts)

    def status(self, fields: Fields, status: Status, title: str) -> Status:
        """The status that a field says (the hub has `state`; others `cancelled`)."""
        said = fields.take('state', 'status').lower()
        off = fields.take('cancelled', 'canceled', '@cancelled').lower()
        if said in ('cancelled', 'canceled') or off in ('true', '1', 'yes'):
            return Status.CANCELLED
        if said in ('withdrawn', 'tentative'):
            return Status(said)
        if said and said not in _AS_PLANNED:
            self.tally.guess(fields.place, f'the state "{short(said)}" is taken for confirmed', title)
        return status

    def describe(self, event: Event, fields: Fields, url: str) -> None:
        """The text of an event, and whether it is a talk at all."""
        abstract, description = fields.take('abstract'), fields.take('description')
        if self.is_ours:
            event.abstract = text_of(abstract, '', markdown=True)
            ours.read(event, description, url, self.collector)
            return
        event.abstract = text_of(abstract, description, markdown=self.schedule.generator in _MARKDOWN)
        if event.speakers or event.abstract:
            return
        kind = row_kind(event.title, event.kind) or (
            'session' if not event.kind and self.schedule.generator == 'wafer' else ''
        )
        if kind:
            event.is_talk, event.kind = False, kind
            self.tally.guess(
                event.place, 'what has no people and no text is taken for a row without a page', event.title
            )

    def as_ours(self, events: list[Event]) -> None:
        """Take back what our export does for the sake of the format."""
        ours.name_as_elsewhere(events)
        if room := _everywhere(events, self.collector.draft.rooms):
            self.collector.draft.rooms.remove(room)
            self.report.guess(self.place, f'"{short(room)}" is taken for no room: no talk is there')
            for event in events:
                event.rooms = [] if event.rooms == [room] else event.rooms

    # Who

    def people(self, row: Row) -> Iterator[Mention]:
        for person in row.persons:
            fields = person.fields
            guid, code, number = (
                fields.take('@guid', 'guid').lower(),
                fields.take('code', '@code'),
                fields.take('@id', 'id'),
            )
            key = guid or code or number
            whole = self.schedule.people.get(key)
            role = fields.take('role', '@role')
            mention = self.collector.person(
                key, person.name or (whole.name if whole else ''), fields.place, self.affiliation(fields)
            )
            if role and role.lower() != 'speaker':
                self.tally.guess(fields.place, f'the role "{short(role)}" is taken for a speaker', person.name)
            if mention:
                self.describe_person(mention.person, [person, whole] if whole else [person])
                yield mention
            fields.lose(self.report)

    def affiliation(self, fields: Fields) -> str:
        said = fields.take('affiliation', '@affiliation', 'organization', 'organisation', 'company', 'institution')
        return self.collector.line(said, fields.place)

    def describe_person(self, key: str, sources: Iterable[Person]) -> None:
        person = self.collector.draft.people[key]
        for source in sources:
            fields = source.fields
            biography = fields.take('biography', 'bio', 'abstract')
            text = text_of(biography, fields.take('description'), markdown=True)
            person.biography = person.biography or text
            person.affiliation = person.affiliation or self.affiliation(fields)
            found = [self.one_link('person/links', link) for link in source.links]
            person.links = list(dict.fromkeys([*person.links, *filter(None, found)]))
            source.links = []

    # Links

    def all_links(self, row: Row) -> Iterator[Link]:
        base = row.fields.texts.get('url', '') if not self.base else ''
        for fields in row.links:
            if _is_feedback(fields):
                self.report.lose('event/links', fields.place, '', 'a form for feedback is no more when all is over')
                continue
            if fields.texts.get('type', '') == 'ORIGIN':  # version 2 has the page at the source there
                self.report.lose('event/links', fields.place, fields.take('url'), WHY['origin_url'])
                continue
            yield from filter(None, [self.one_link('event/links', fields, base)])
            fields.lose(self.report)
        for fields in row.attachments:
            yield from filter(None, [self.one_link('event/attachments', fields, base, file=True)])
            fields.lose(self.report)
        for name in ('video_download_url', 'video_url', 'recording/url', 'recording/link'):
            if url := row.fields.take(name):
                link = self.links.link(f'event/{name}', row.fields.place, url, type='video')
                yield from filter(None, [link])

    def one_link(self, path: str, fields: Fields, base: str = '', *, file: bool = False) -> Link | None:
        url, type = fields.take('@href', 'url', 'href', '@url'), fields.take('@type', 'type')
        title = fields.take('.', 'title', 'name', 'description')
        fields.drop('service', '@service', '@id', 'id')
        return self.links.link(path, fields.place, url, title=title, type=type, base=base, file=file)


_AS_PLANNED = frozenset({'confirmed', 'accepted', 'published', 'scheduled', 'ok', 'final', 'planned'})


def _short_title(acronym: str) -> str:
    """`tides-2031` is no short title of a series: its year belongs to the edition."""
    return re.sub(r'[\s_-]*(?:19|20)\d\d$', '', acronym) or acronym


def _last_step(url: str) -> str:
    try:
        step = urlsplit(url).path.rstrip('/').rsplit('/', 1)[-1]
    except ValueError:
        return ''
    return re.sub(r'\.(?:html?|php|aspx?)$', '', step)


def _tags(fields: Fields) -> list[str]:
    return [tag.strip() for tag in re.split('[,;\n]', fields.take('tags', 'keywords')) if tag.strip()]


def _is_feedback(fields: Fields) -> bool:
    return any('feedback' in fields.texts.get(name, '').lower() for name in ('.', 'title', 'name', 'type'))


def _everywhere(events: list[Event], rooms: list[str]) -> str:
    """The room that our export invents for what has none: the last, in which there are no talks."""
    last = rooms[-1] if rooms else ''
    there = [event for event in events if event.rooms == [last]]
    return last if there and not any(event.is_talk or event.listed for event in there) else ''
