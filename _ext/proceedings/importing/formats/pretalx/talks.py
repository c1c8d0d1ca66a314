"""Submissions as talks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from ....model import Link
from ....problems import Place, short
from ....vocabulary import Status
from ...reading.json_source import Object
from ...schedules.collect import Collector, Event, text_of
from ...schedules.json_fields import fields_of, one_of, text
from ...schedules.links import Links
from .found import NOT_PUBLIC, Found
from .names import Names
from .people import People
from .slots import Slots

_OFF = {'canceled': Status.CANCELLED, 'cancelled': Status.CANCELLED, 'withdrawn': Status.WITHDRAWN}

_OBJECTS = ('speakers', 'slots', 'slot', 'resources', 'tags', 'track', 'submission_type')
"""Parts of a submission that are things of their own."""

_TAKEN = (
    'duration', 'state', 'code', 'title', 'abstract', 'description', 'id', 'submission_type_id', 'track_id', 'tag_ids',
    'is_public',
)  # fmt: skip


class Talks:
    """Makes events of submissions, one for each time; `left_out` counts those that are none, by their state."""

    def __init__(self, found: Found, collector: Collector, names: Names, slots: Slots, links: Links) -> None:
        self.found = found
        self.collector = collector
        self.tally = collector.tally
        self.names = names
        self.slots = slots
        self.links = links
        self.people = People(found, collector, names)
        self.left_out: Counter[str] = Counter()
        states = {text(entry.get('state')) for entry in found.submissions.values()}
        self.accepted_stands = 'confirmed' not in states

    def take(self, code: str, entry: Object) -> None:
        """Take a submission, unless its state is one of those that are left out."""
        slots = list(self.slots.shown(code))
        status = self.status(entry, has_slots=bool(slots))
        if status is None:
            return
        fields = fields_of('submission', entry, skip=_OBJECTS)
        events = [self.talk(code, entry, status, again=bool(number)) for number in range(max(len(slots), 1))]
        for event, slot in zip(events, slots, strict=False):
            self.slots.give(event, slot, fields.texts.get('duration', ''))
        self.tell_slots(code, entry)
        for event in events:
            self.collector.add(event)
        fields.drop(*_TAKEN)
        fields.lose(self.collector.report)

    def tell_slots(self, code: str, entry: Object) -> None:
        """Say of which times the file knows only that there are some."""
        numbers = entry.get('slots')
        if isinstance(numbers, list):
            if any(not isinstance(slot, Object) and text(slot) not in self.found.slots for slot in numbers):
                self.tally.wrong(entry.place, 'its slots are only numbers; give /slots/?expand=room, too', code)
        elif _is_more(text(entry.get('slot_count')), len(self.slots.by_code.get(code, []))):
            self.tally.wrong(
                entry.place, 'it is given several times, and not each time is here; give /slots/, too', code
            )

    def status(self, entry: Object, *, has_slots: bool) -> Status | None:
        """The status of a submission; None for one that is left out."""
        state = text(entry.get('state')).lower()
        self.tell_pending(entry, state)
        if state in ('', 'confirmed') or (state == 'accepted' and self.accepted_stands):
            return Status.CONFIRMED
        if state == 'accepted':
            title = self.names.one(entry, 'title', '')
            self.tally.guess(entry.place, 'what is accepted and not confirmed is tentative', title)
            return Status.TENTATIVE
        if state in _OFF and has_slots:
            return _OFF[state]
        self.left_out[short(state)] += 1
        return None

    def tell_pending(self, entry: Object, state: str) -> None:
        pending = text(entry.get('pending_state')).lower()
        if pending and pending != state:
            said = f'the state {short(state)} is about to be {short(pending)}; the former is taken'
            self.tally.guess(entry.place, said)

    def tell_left_out(self, place: Place) -> None:
        for state, count in sorted(self.left_out.items()):
            noun = 'submission' if count == 1 else 'submissions'
            self.collector.report.guess(place, f'{count} {noun} in the state "{state}" left out')

    def talk(self, code: str, entry: Object, status: Status, *, again: bool) -> Event:
        """A submission as an event, without a time; *again* if it is given a second time."""
        title = self.names.line(entry, 'title', 'submission')
        if not title:
            self.tally.wrong(entry.place, 'it has no title; it is called "Untitled"', code)
        abstract, description = (self.names.one(entry, name, 'submission') for name in ('abstract', 'description'))
        return Event(
            key=code,
            title=title or 'Untitled',
            place=entry.place,
            kind=self.names.reference(entry, 'submission_type', self.found.types),
            track=self.names.reference(entry, 'track', self.found.tracks),
            speakers=list(self.people.speakers(entry)),
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
                self.collector.report.lose('submission/tags', entry.place, '', NOT_PUBLIC)
                continue
            name = one_of(known.get('tag')) if known is not None else text(tag)
            if name.isdecimal():
                self.tally.wrong(entry.place, 'its tags are only numbers; give /tags/, too', name)
            elif line := self.collector.line(name, entry.place):
                yield line

    def resources(self, entry: Object) -> Iterator[Link]:
        resources = entry.get('resources')
        for resource in resources if isinstance(resources, list) else ():
            if link := self.resource(resource, entry.place):
                yield link

    def resource(self, resource: Any, place: Place) -> Link | None:
        if not isinstance(resource, Object):
            said = 'its resources are only numbers; download /submissions/?expand=resources'
            self.tally.wrong(place, said, text(resource))
            return None
        path = 'submission/resources'
        if resource.get('is_public') is False:
            self.collector.report.lose(path, resource.place, '', NOT_PUBLIC)
            return None
        url = text(resource.get('link')) or text(resource.get('resource')) or text(resource.get('url'))
        title = one_of(resource.get('description'))
        return self.links.link(path, resource.place, url, title=title, file=not resource.get('link'))


def _is_more(said: str, count: int) -> bool:
    """Whether more times are said than there are, where there are any: the old API shows one of them."""
    return said.isdecimal() and 0 < count < int(said[:9])
