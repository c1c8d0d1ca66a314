"""What pretalx's API answers, saved as files: submissions (or talks), speakers, rooms, slots, the schedule, the event.

They may be pages of a list or single things, with other things by number or in full (`expand`), in the form of today or
that of before 2025, or the JSON of the schedule widget. All files together make one program.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from ...model import Link
from ...names import slug
from ...problems import Place, short
from ...vocabulary import Status
from ..draft import Draft, Mention
from ..reading import json_source
from ..reading.json_source import Object
from ..reading.texts import beginning, content
from ..report import Report
from ..schedules import times
from ..schedules.breaks import row_kind
from ..schedules.collect import Collector, Event, text_of
from ..schedules.fields import Fields, lose
from ..schedules.json_fields import fields_of, is_translated, objects, one_of, text
from ..schedules.links import Links
from ..schedules.zones import known_zone
from . import File, UnreadableError

NAME = "pretalx's API (JSON)"

_SIGNS = (
    ('"submission_type"',), ('"date_from"', '"slug"'), ('"schedule_id"', '"talks"'), ('"biography"', '"code"'),
    ('"slots"', '"version"'), ('"submission"', '"room"', '"start"'), ('"speaker_info"',), ('"submissions"', '"code"'),
    ('"capacity"', '"position"'), ('"default_duration"',), ('"tag"', '"color"'), ('"is_visible"', '"room"', '"start"'),
    ('"requires_access_code"', '"color"'), ('"breaks"', '"slots"'), ('"pending_state"',),
    ('"content_locale"', '"code"'), ('"question"', '"answer"'), ('"score"', '"submission"'), ('"count"', '"results"'),
)  # fmt: skip
"""Keys that stand together in nothing else."""

_KNOWN_LISTS = (
    'submissions',
    'talks',
    'speakers',
    'rooms',
    'tracks',
    'slots',
    'tags',
    'breaks',
    'submission_types',
    'events',
)

NOT_PUBLIC = 'it is not public in pretalx'

NIGHT = 3
"""What begins before three belongs to the day before: so it is in pretalx's own schedule.xml."""

_OFF = {'canceled': Status.CANCELLED, 'cancelled': Status.CANCELLED, 'withdrawn': Status.WITHDRAWN}


def recognizes(file: File) -> bool:
    """Whether it is JSON with keys that only pretalx has together."""
    head = beginning(file)
    if head[:1] not in ('{', '[') or ('"conference"' in head and '"schedule"' in head):
        return False
    if '"forum"' in head and '"content"' in head:  # OpenReview
        return False
    return any(all(sign in head for sign in signs) for signs in _SIGNS)


def read(files: Sequence[File], report: Report) -> Draft:
    """What the files say together."""
    found = _Found()
    sorter = _Sorter(found, report)
    for file in files:
        sorter.sort(json_source.parse(content(file), file.name, report), file.name)
    sorter.tell()
    if not (found.submissions or found.slots or found.event or found.speakers):
        raise UnreadableError(
            f'{Place(files[0].name)}: nothing here is of pretalx: no submissions, no speakers, no slots'
        )
    return _Reader(found, report, files[0].name).draft()


@dataclass(slots=True)
class _Found:
    """All objects of the files, by what they are."""

    event: Object | None = None
    submissions: dict[str, Object] = field(default_factory=dict)
    speakers: dict[str, Object] = field(default_factory=dict)
    rooms: dict[str, Object] = field(default_factory=dict)
    tracks: dict[str, Object] = field(default_factory=dict)
    types: dict[str, Object] = field(default_factory=dict)
    tags: dict[str, Object] = field(default_factory=dict)
    slots: dict[str, Object] = field(default_factory=dict)
    zone: str = ''


class _Sorter:
    """Finds out what each object is, by its keys."""

    def __init__(self, found: _Found, report: Report) -> None:
        self.found = found
        self.report = report
        self.pages: dict[str, tuple[int, int, Place]] = {}

    def sort(self, value: Any, name: str) -> None:
        if isinstance(value, list):
            for item in value:
                self.sort(item, name)
        elif isinstance(value, Object) and isinstance(value.get('results'), list):
            self.page(value, name)
        elif isinstance(value, Object):
            self.one(value)
        elif value is not None:
            self.report.wrong(Place(name), f'"{short(text(value))}" is nothing of pretalx; it is left out')

    def page(self, page: Object, name: str) -> None:
        results: list[Any] = page['results']
        self.sort(results, name)
        count = text(page.get('count'))
        what = self.kind(results[0]) if results and isinstance(results[0], Object) else ''
        if what and count.isdecimal():
            _, seen, _ = self.pages.get(what, (0, 0, page.place))
            self.pages[what] = int(count[:9]), seen + len(results), page.place

    def tell(self) -> None:
        """Say which pages are missing."""
        for what, (count, seen, place) in self.pages.items():
            if seen < count:
                missing = f'only {seen} of {count} {what} are here; give the files of the other pages, too (?page=2, …)'
                self.report.wrong(place, missing)

    def kind(self, entry: Object) -> str:
        """What an object is."""
        has = entry.keys()
        if 'talks' in has and 'rooms' in has:
            return 'widget'
        if 'slots' in has and 'version' in has:
            return 'schedule'
        if 'date_from' in has:
            return 'event'
        if 'submission_type' in has or {'code', 'title'} <= has:
            return 'submissions'
        if {'code', 'name'} <= has:
            return 'speakers'
        if {'room', 'start'} <= has or {'submission', 'start'} <= has:
            return 'slots'
        return self.small_kind(entry)

    def small_kind(self, entry: Object) -> str:
        has = entry.keys()
        if {'id', 'tag'} <= has:
            return 'tags'
        if {'id', 'name', 'default_duration'} <= has:
            return 'types'
        if {'id', 'name', 'color'} <= has:
            return 'tracks'
        if {'id', 'name'} <= has and has & {'capacity', 'position', 'guid', 'uuid', 'availabilities', 'speaker_info'}:
            return 'rooms'
        if has & {'question', 'answer', 'score', 'review'}:
            return 'answers'
        return ''

    def one(self, entry: Object) -> None:
        match self.kind(entry):
            case 'widget':
                self.widget(entry)
            case 'schedule':
                self.schedule(entry)
            case 'event':
                self.found.event = self.found.event or entry
            case 'submissions':
                self.submission(entry)
            case 'speakers':
                self.speaker(entry)
            case 'slots':
                self.slot(entry)
            case 'answers':
                lose(self.report, 'answers/answer', entry.place, 'answers')
            case '':
                self.unknown(entry)
            case what:
                getattr(self.found, what).setdefault(text(entry.get('id')), entry)

    def unknown(self, entry: Object) -> None:
        """Lists by name, as some scripts save them; or nothing that we know."""
        lists = [name for name in _KNOWN_LISTS if isinstance(entry.get(name), list)]
        for name in lists:
            self.sort(entry[name], entry.place.file)
        if isinstance(entry.get('event'), Object):
            self.sort(entry['event'], entry.place.file)
        elif not lists:
            keys = short(', '.join(sorted(entry)), 100)
            self.report.wrong(
                entry.place, f'an object with {keys or "nothing in it"} is left out; what is it of pretalx?'
            )

    def submission(self, entry: Object) -> None:
        code = text(entry.get('code')) or slug(one_of(entry.get('title')))
        known = self.found.submissions.setdefault(code, entry)
        if known is not entry:
            known.update({key: value for key, value in entry.items() if known.get(key) in (None, '', [])})
        for name, kinds in (('track', self.found.tracks), ('submission_type', self.found.types)):
            if isinstance(part := entry.get(name), Object) and not is_translated(part):
                kinds.setdefault(text(part.get('id')), part)
        for tag in objects(entry, 'tags'):
            self.found.tags.setdefault(text(tag.get('id')), tag)
        for speaker in objects(entry, 'speakers'):
            self.speaker(speaker)
        for slot in [*objects(entry, 'slots'), entry.get('slot')]:
            if isinstance(slot, Object):
                slot.setdefault('submission', code)
                self.slot(slot)

    def speaker(self, entry: Object) -> None:
        known = self.found.speakers.setdefault(text(entry.get('code')), entry)
        if known is not entry:
            known.update({key: value for key, value in entry.items() if known.get(key) in (None, '', [])})
        for submission in objects(entry, 'submissions'):
            self.submission(submission)

    def slot(self, entry: Object) -> None:
        submission = entry.get('submission')
        if isinstance(submission, Object):
            self.submission(submission)
        if isinstance(room := entry.get('room'), Object) and 'id' in room:
            self.found.rooms.setdefault(text(room['id']), room)
        key = text(entry.get('id')) or f'{_code(submission)} {text(entry.get("start"))} {one_of(entry.get("room"))}'
        self.found.slots.setdefault(key, entry)

    def schedule(self, entry: Object) -> None:
        for slot in objects(entry, 'slots'):
            self.one(slot)
        for pause in objects(entry, 'breaks'):
            self.slot(pause)

    def widget(self, entry: Object) -> None:
        """The JSON of the schedule widget: everything by number."""
        self.found.zone = text(entry.get('timezone'))
        for kind, name in (('rooms', 'rooms'), ('tracks', 'tracks')):
            for part in objects(entry, name):
                getattr(self.found, kind).setdefault(text(part.get('id')), part)
        for speaker in objects(entry, 'speakers'):
            self.speaker(speaker)
        for talk in objects(entry, 'talks'):
            slot = Object(
                {key: talk[key] for key in ('id', 'room', 'start', 'end', 'slot_type') if key in talk}, talk.place
            )
            if talk.get('code'):
                rest = {key: value for key, value in talk.items() if key not in slot}
                self.submission(Object(rest, talk.place))
                slot['submission'] = talk['code']
            else:
                slot['description'] = talk.get('title')
            self.slot(slot)


class _Reader:
    def __init__(self, found: _Found, report: Report, name: str) -> None:
        self.found = found
        self.report = report
        self.place = found.event.place if found.event else Place(name)
        event = fields_of('event', found.event) if found.event else Fields('event', self.place, ())
        self.event = event
        self.languages = [language for language in (event.take('locale'),) if language]
        identity = event.take('slug')
        self.collector = Collector(
            Draft(source=f'pretalx: {identity}'.removesuffix(': '), short_title=identity), report
        )
        self.tally = self.collector.tally
        self.base = event.take('custom_domain', 'urls/base')
        self.links = Links(report, self.tally, self.base)
        self.left_out: Counter[str] = Counter()
        self.translated: set[tuple[str, Place]] = set()
        states = {text(entry.get('state')) for entry in found.submissions.values()}
        self.accepted_stands = 'confirmed' not in states
        self.slots: dict[str, list[Object]] = {}
        for slot in found.slots.values():
            self.slots.setdefault(_code(slot.get('submission')), []).append(slot)

    def draft(self) -> Draft:
        self.conference()
        for code, entry in self.found.submissions.items():
            self.submission(code, entry)
        for slot in self.slots.get('', ()):
            self.pause(slot)
        for code in self.slots:
            if code and code not in self.found.submissions:
                self.tally.wrong(
                    self.slots[code][0].place, 'a slot is of a submission that is in none of the files', code
                )
        self.rest()
        return self.collector.finish()

    def conference(self) -> None:
        draft, event = self.collector.draft, self.event
        draft.title = self.collector.line(self.one(self.found.event or Object(), 'name', 'event'), self.place)
        event.drop('name', 'name in other languages', 'is_public', 'locales', 'content_locales')
        draft.short_title = re.sub(r'[\s_-]*(?:19|20)\d\d$', '', draft.short_title) or draft.short_title
        draft.start, draft.end = times.day_of(event.take('date_from')), times.day_of(event.take('date_to'))
        said = event.take('timezone') or self.found.zone
        draft.timezone = known_zone(said)
        if not draft.timezone:
            message = (
                f'"{short(said)}" is no time zone' if said else 'nothing says the time zone: give /api/events/…/, too'
            )
            self.report.wrong(self.place, f'{message}; write `timezone` into the file of the edition')
        link = self.links.link('event/custom_domain', self.place, self.base) if self.base else None
        draft.url = link.url if link else ''
        rooms = sorted(self.found.rooms.values(), key=_position)
        draft.rooms = list(dict.fromkeys(filter(None, (self.room_name(room) for room in rooms))))
        draft.tracks = [self.name_of(track, 'track') for track in sorted(self.found.tracks.values(), key=_position)]

    def rest(self) -> None:
        """What is lost of all that is no talk, and who was left out."""
        self.event.lose(self.report)
        for path, entries in (
            ('room', self.found.rooms),
            ('track', self.found.tracks),
            ('submission_type', self.found.types),
        ):
            for entry in entries.values():
                skip = ('id', 'name', 'guid', 'uuid', 'slug', 'position', 'url', 'requires_access_code')
                fields_of(path, entry, skip=skip).lose(self.report)
        for state, count in sorted(self.left_out.items()):
            noun = 'submission' if count == 1 else 'submissions'
            self.report.guess(self.place, f'{count} {noun} in the state "{state}" left out')

    # Talks

    def submission(self, code: str, entry: Object) -> None:
        slots = [slot for slot in self.slots.get(code, []) if self.is_visible(slot)]
        status = self.status(entry, bool(slots))
        if status is None:
            return
        events = [self.talk(code, entry, status)]
        fields = _loose_fields(entry)
        for number, slot in enumerate(slots):
            if number:
                events.append(self.talk(code, entry, status, again=True))
            self.place_in_time(events[-1], slot, fields.texts.get('duration', ''))
        if not slots and text(entry.get('slots')):
            self.tally.wrong(entry.place, 'its slots are only numbers; give /slots/?expand=room, too', code)
        for event in events:
            self.collector.add(event)
        fields.drop('duration', 'state', 'slots', 'track', 'submission_type', 'speakers', 'resources', 'tags', *_TAKEN)
        fields.lose(self.report)

    def status(self, entry: Object, has_slots: bool) -> Status | None:
        """The status of a submission; None for one that is left out."""
        state = text(entry.get('state')).lower()
        pending = text(entry.get('pending_state')).lower()
        if pending and pending != state:
            self.tally.guess(
                entry.place, f'the state {short(state)} is about to be {short(pending)}; the former is taken'
            )
        if state in ('', 'confirmed') or (state == 'accepted' and self.accepted_stands):
            return Status.CONFIRMED
        if state == 'accepted':
            self.tally.guess(
                entry.place, 'what is accepted and not confirmed is tentative', self.one(entry, 'title', '')
            )
            return Status.TENTATIVE
        if state in _OFF and has_slots:
            return _OFF[state]
        self.left_out[short(state)] += 1
        return None

    def talk(self, code: str, entry: Object, status: Status, *, again: bool = False) -> Event:
        path = 'submission'
        title = self.collector.line(self.one(entry, 'title', path), entry.place)
        if not title:
            self.tally.wrong(entry.place, 'it has no title; it is called "Untitled"', code)
        abstract, description = self.one(entry, 'abstract', path), self.one(entry, 'description', path)
        return Event(
            key=code,
            title=title or 'Untitled',
            place=entry.place,
            kind=self.reference(entry, 'submission_type', self.found.types),
            track=self.reference(entry, 'track', self.found.tracks),
            speakers=list(self.speakers(entry)),
            abstract=text_of(abstract, description, markdown=True),
            keywords=list(self.keywords(entry)),
            links=[] if again else list(self.resources(entry)),
            status=status,
        )

    def keywords(self, entry: Object) -> Iterator[str]:
        tags = entry.get('tags')
        for tag in tags if isinstance(tags, list) else ():
            known = tag if isinstance(tag, Object) else self.found.tags.get(text(tag))
            if known is not None and known.get('is_public') is False:
                self.report.lose('submission/tags', entry.place, '', NOT_PUBLIC)
                continue
            name = one_of(known.get('tag')) if known is not None else text(tag)
            if name.isdecimal():
                self.tally.wrong(entry.place, 'its tags are only numbers; give /tags/, too', name)
            elif line := self.collector.line(name, entry.place):
                yield line

    def resources(self, entry: Object) -> Iterator[Link]:
        resources = entry.get('resources')
        for resource in resources if isinstance(resources, list) else ():
            if not isinstance(resource, Object):
                said = 'its resources are only numbers; download /submissions/?expand=resources'
                self.tally.wrong(entry.place, said, text(resource))
                continue
            if resource.get('is_public') is False:
                self.report.lose('submission/resources', resource.place, '', NOT_PUBLIC)
                continue
            url = text(resource.get('link')) or text(resource.get('resource')) or text(resource.get('url'))
            title = one_of(resource.get('description'))
            link = self.links.link(
                'submission/resources', resource.place, url, title=title, file=not resource.get('link')
            )
            yield from filter(None, [link])

    def speakers(self, entry: Object) -> Iterator[Mention]:
        people = entry.get('speakers')
        for person in people if isinstance(people, list) else ():
            code = text(person.get('code')) if isinstance(person, Object) else text(person)
            known = self.found.speakers.get(code) or (person if isinstance(person, Object) else None)
            if known is None:
                self.tally.wrong(entry.place, 'of a speaker there is only a code; give /speakers/, too', code)
                continue
            name = self.one(known, 'name', 'speaker')
            mention = self.collector.person(code, name, known.place)
            if mention:
                self.person(mention.person, known)
                yield mention

    def person(self, key: str, entry: Object) -> None:
        person = self.collector.draft.people[key]
        if person.biography is None:
            person.biography = text_of(self.one(entry, 'biography', 'speaker'), '', markdown=True)
            skip = ('code', 'name', 'biography', 'submissions', 'guid', 'id', 'slots')
            fields_of('speaker', entry, skip=skip).lose(self.report)

    # Time

    def is_visible(self, slot: Object) -> bool:
        if slot.get('is_visible') is False:
            self.tally.guess(slot.place, 'a slot that pretalx does not show is left out')
            return False
        return True

    def place_in_time(self, event: Event, slot: Object, duration: str) -> None:
        """Give *event* the time and the room of *slot*."""
        start, end = times.moment_of(text(slot.get('start'))), times.moment_of(text(slot.get('end')))
        event.rooms = self.room(slot)
        if start is None:
            if text(slot.get('start')):
                self.tally.wrong(slot.place, 'its start is no time; it is not in the schedule', text(slot.get('start')))
            return
        length, _ = times.duration_of(text(slot.get('duration')) or duration)
        if end is not None and (start.tzinfo is None) != (end.tzinfo is None):
            end = end.replace(tzinfo=start.tzinfo)
        if end is not None and end <= start:
            self.tally.wrong(slot.place, 'the end is not after the start', event.title)
            end = None
        event.start = start
        event.end = end or (start + length if length else None)
        local = self.collector.local(start)
        if local.hour < NIGHT and local.date() != self.collector.draft.start:
            event.day = local.date() - timedelta(days=1)
        if event.end:
            event.end = self.collector.fitted(start, event.end, event.day, slot.place, event.title)

    def room(self, slot: Object) -> list[str]:
        room = slot.get('room')
        if isinstance(room, Object) and not is_translated(room):
            known: Object | None = room
        else:
            known = self.found.rooms.get(text(room) or text(slot.get('room_id')))
        name = self.room_name(known) if known is not None else ' '.join(one_of(room, self.languages).split())
        if name.isdecimal() and known is None:
            self.tally.wrong(slot.place, 'of a room there is only a number; give /rooms/, too', name)
            return []
        return [name] if name else []

    def pause(self, slot: Object) -> None:
        """A slot of no submission: a break, or a room that is not free."""
        if not self.is_visible(slot):
            return
        if text(slot.get('slot_type')) == 'blocker':
            self.tally.guess(slot.place, 'a slot that only blocks a room is left out')
            return
        title = self.collector.line(self.one(slot, 'description', 'slot'), slot.place) or 'Break'
        event = Event(key='', title=title, place=slot.place, is_talk=False, kind=row_kind(title, '') or 'break')
        self.place_in_time(event, slot, '')
        self.collector.add(event)

    # Texts

    def room_name(self, room: Object) -> str:
        return ' '.join(self.name_of(room, 'room').split())

    def name_of(self, entry: Object, path: str) -> str:
        return self.collector.line(self.one(entry, 'name', path), entry.place)

    def reference(self, entry: Object, name: str, known: dict[str, Object]) -> str:
        """What the track, or the type, of a submission is called: it may be there by number, by name or in full."""
        value = entry.get(name)
        there = value if isinstance(value, Object) and not is_translated(value) else known.get(text(value))
        if there is None:
            there = known.get(text(entry.get(f'{name}_id')))
        if there is not None:
            return self.name_of(there, name)
        said = one_of(value, self.languages)
        if said.isdecimal():
            where = 'submission-types' if name == 'submission_type' else 'tracks'
            self.tally.wrong(entry.place, f'its {name} is only a number; give /{where}/, too', said)
            return ''
        return self.collector.line(said, entry.place)

    def one(self, entry: Object, name: str, path: str) -> str:
        """A text, in the language of the event; that there are others is said."""
        value = entry.get(name)
        said = one_of(value, self.languages)
        if (
            path
            and isinstance(value, Object)
            and is_translated(value)
            and len({other for other in value.values() if other}) > 1
        ):
            other = next(other for other in value.values() if other and other != said)
            self.report.lose(
                f'{path}/{name} in other languages', entry.place, short(other), 'a program has one language'
            )
        return said


_TAKEN = (
    'code',
    'title',
    'abstract',
    'description',
    'slot',
    'id',
    'submission_type_id',
    'track_id',
    'tag_ids',
    'is_public',
)


_OBJECTS = ('speakers', 'slots', 'slot', 'resources', 'tags', 'track', 'submission_type')


def _loose_fields(entry: Object) -> Fields:
    """What is left of a submission when all that is an object of its own is gone."""
    return fields_of(
        'submission', entry, skip=('speakers', 'slots', 'slot', 'resources', 'tags', 'track', 'submission_type')
    )


def _code(submission: Any) -> str:
    return text(submission.get('code')) if isinstance(submission, Object) else text(submission)


def _position(entry: Object) -> tuple[int, int]:
    position, number = text(entry.get('position')), text(entry.get('id'))
    return int(position[:9]) if position.isdecimal() else 10**9, int(number[:9]) if number.isdecimal() else 0
