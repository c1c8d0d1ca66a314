"""All objects of the files, by what they are."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from ...reading.json_source import Object
from ...schedules.json_fields import text

NOT_PUBLIC = 'it is not public in pretalx'


@dataclass(slots=True)
class Found:
    """All objects of the files by what they are, and by the code or the number that others call them by."""

    event: Object | None = None
    submissions: dict[str, Object] = field(default_factory=dict)
    speakers: dict[str, Object] = field(default_factory=dict)
    rooms: dict[str, Object] = field(default_factory=dict)
    tracks: dict[str, Object] = field(default_factory=dict)
    types: dict[str, Object] = field(default_factory=dict)
    tags: dict[str, Object] = field(default_factory=dict)
    slots: dict[str, Object] = field(default_factory=dict)
    zone: str = ''


def put(things: dict[str, Object], key: str, entry: Object) -> None:
    """Keep *entry*, or, where it is there already, what it says more."""
    known = things.setdefault(key, entry)
    if known is not entry:
        known.update({name: value for name, value in entry.items() if known.get(name) in (None, '', [])})


def code_of(thing: Any) -> str:
    """The code of what is there in full, or by its code alone."""
    return text(thing.get('code')) if isinstance(thing, Object) else text(thing)
