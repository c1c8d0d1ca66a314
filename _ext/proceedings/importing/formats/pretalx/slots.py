"""When and where: the slots of submissions, and those of none."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from ...reading.json_source import Object
from ...schedules import times
from ...schedules.breaks import row_kind
from ...schedules.collect import Collector, Event
from ...schedules.json_fields import text
from .found import Found, code_of
from .names import Names

NIGHT = 3
"""What begins before three belongs to the day before: so it is in pretalx's own schedule.xml."""


class Slots:
    """Gives events their times and rooms."""

    def __init__(self, found: Found, collector: Collector, names: Names) -> None:
        self.collector = collector
        self.tally = collector.tally
        self.names = names
        self.by_code: dict[str, list[Object]] = {}
        for slot in found.slots.values():
            self.by_code.setdefault(code_of(slot.get('submission')), []).append(slot)

    def shown(self, code: str) -> Iterator[Object]:
        """The slots of a submission (or, where *code* is empty, of none) that pretalx shows."""
        return filter(self._is_visible, self.by_code.get(code, []))

    def _is_visible(self, slot: Object) -> bool:
        if slot.get('is_visible') is False:
            self.tally.guess(slot.place, 'a slot that pretalx does not show is left out')
            return False
        return True

    def pauses(self) -> None:
        """Slots of no submission: breaks, and rooms that are not free."""
        for slot in self.shown(''):
            if text(slot.get('slot_type')) == 'blocker':
                self.tally.guess(slot.place, 'a slot that only blocks a room is left out')
            else:
                self._pause(slot)

    def _pause(self, slot: Object) -> None:
        title = self.names.line(slot, 'description', 'slot') or 'Break'
        event = Event(key='', title=title, place=slot.place, is_talk=False, kind=row_kind(title, '') or 'break')
        self.give(event, slot, '')
        self.collector.add(event)

    def tell_unknown(self, submissions: dict[str, Object]) -> None:
        """Say of which slots the submission is missing."""
        for code, slots in self.by_code.items():
            if code and code not in submissions:
                self.tally.wrong(slots[0].place, 'a slot is of a submission that is in none of the files', code)

    def give(self, event: Event, slot: Object, duration: str) -> None:
        """Give *event* the time and the room of *slot*; it lasts as long as *duration* where the slot does not say."""
        event.rooms = self.names.room_of(slot)
        said = text(slot.get('start'))
        event.start = times.moment_of(said)
        if event.start:
            event.day = self._day(event.start)
            end = self._end(event.start, slot, duration, event.title)
            event.end = end and self.collector.fitted(event.start, end, event.day, slot.place, event.title)
        elif said:
            self.tally.wrong(slot.place, 'its start is no time; it is not in the schedule', said)

    def _day(self, start: datetime) -> date | None:
        """The day before, of what begins in the night; else nothing: it is the day that it begins on."""
        local = self.collector.local(start)
        is_late = local.hour < NIGHT and local.date() != self.collector.draft.start
        return local.date() - timedelta(days=1) if is_late else None

    def _end(self, start: datetime, slot: Object, duration: str, title: str) -> datetime | None:
        end = times.moment_of(text(slot.get('end')))
        if end is not None and (start.tzinfo is None) != (end.tzinfo is None):
            end = end.replace(tzinfo=start.tzinfo)
        if end is not None and end <= start:
            self.tally.wrong(slot.place, 'the end is not after the start', title)
            end = None
        length, _ = times.duration_of(text(slot.get('duration')) or duration)
        return end or (start + length if length else None)
