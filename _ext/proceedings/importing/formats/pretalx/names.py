"""What things are called, in the language of the event: by number, by name or in full."""

from __future__ import annotations

from typing import Any

from ....problems import short
from ...reading.json_source import Object
from ...schedules.collect import Collector
from ...schedules.json_fields import all_of, is_translated, one_of, text
from .found import Found


class Names:
    """Texts and names; *languages* are those of the event."""

    def __init__(self, found: Found, collector: Collector, languages: list[str]) -> None:
        self.found = found
        self.collector = collector
        self.languages = languages

    def one(self, entry: Object, name: str, path: str) -> str:
        """A text, in the language of the event; that there are others is said."""
        value = entry.get(name)
        said = one_of(value, self.languages)
        others = [other for other in all_of(value) if other != said]
        if path and others:
            why = 'a program has one language'
            self.collector.report.lose(f'{path}/{name} in other languages', entry.place, short(others[0]), why)
        return said

    def line(self, entry: Object, name: str, path: str) -> str:
        """The same as one line, such as a title."""
        return self.collector.line(self.one(entry, name, path), entry.place)

    def room(self, room: Object) -> str:
        return ' '.join(self.line(room, 'name', 'room').split())

    def room_of(self, slot: Object) -> list[str]:
        """The room of a slot, if there is any."""
        room = slot.get('room')
        known = room if _is_in_full(room) else self.found.rooms.get(text(room) or text(slot.get('room_id')))
        name = self.room(known) if known is not None else ' '.join(one_of(room, self.languages).split())
        if name.isdecimal() and known is None:
            self.collector.tally.wrong(slot.place, 'of a room there is only a number; give /rooms/, too', name)
            return []
        return [name] if name else []

    def reference(self, entry: Object, name: str, known: dict[str, Object]) -> str:
        """What the track, or the type, of a submission is called."""
        value = entry.get(name)
        there = value if _is_in_full(value) else known.get(text(value))
        if there is None:
            there = known.get(text(entry.get(f'{name}_id')))
        if there is not None:
            return self.line(there, 'name', name)
        said = one_of(value, self.languages)
        if said.isdecimal():
            where = 'submission-types' if name == 'submission_type' else 'tracks'
            self.collector.tally.wrong(entry.place, f'its {name} is only a number; give /{where}/, too', said)
            return ''
        return self.collector.line(said, entry.place)


def _is_in_full(value: Any) -> bool:
    """Whether a thing is there itself, and not only its number or its name."""
    return isinstance(value, Object) and not is_translated(value)
