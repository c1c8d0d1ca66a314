"""The facts of one thing of a program, one by one, however the file writes them: for comparing, and for taking over.

A fact has a name (`title`, `links.video`, `time`) and a plain value in which different ways to write the same are the
same: a name is `{name: …}`, a list of one is a list, an end, a range and a duration are one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from ... import times
from ...maths.titles import plain_title
from ...names import fold, slug

Data = dict[str, Any]
Facts = dict[str, Any]

TALK = (
    'id', 'former_ids', 'kind', 'number', 'title', 'authors', 'speakers', 'track', 'keywords', 'links', 'doi', 'pages',
    'published', 'awards', 'corrections', 'status', 'reason', 'since', 'replaced_by', 'sequence', 'last_modified',
)  # fmt: skip
ROW = (
    'day', 'time', 'end', 'duration', 'utc_offset', 'id', 'title', 'talk', 'kind', 'room', 'track', 'chairs', 'talks',
    'status', 'reason', 'since', 'sequence', 'last_modified',
)  # fmt: skip
EDITION = (
    'title', 'start', 'end', 'former_ids', 'former_days', 'hours', 'timezone', 'room', 'venue', 'part_of',
    'proceedings', 'url', 'links', 'sequence', 'last_modified',
)  # fmt: skip
PERSON = (
    'name', 'id', 'family', 'given', 'particle', 'suffix', 'team', 'former_ids', 'disambiguation', 'aliases',
    'hidden_names', 'distinct_from', 'affiliation', 'url', 'orcid', 'links',
)  # fmt: skip
FILE = (
    'edition', 'rooms', 'tracks', 'organizers', 'sponsors', 'affiliations', 'schedule', 'talks', 'reviewers', 'changes'
)  # fmt: skip
"""The keys of each, in the order in which they are written."""

_NESTED = frozenset({'links', 'venue', 'proceedings'})
_TEXTS = frozenset({'keywords', 'awards', 'aliases', 'hidden_names'})
_MENTIONS = frozenset({'authors', 'speakers', 'chairs', 'editors'})
_LINKS = 'links.'
_UNTRACKED = frozenset({'id', 'former_ids', 'former_days', 'sequence', 'last_modified', 'hours', 'part_of', 'room'})

PARTS: Mapping[str, tuple[str, ...]] = {'time': ('time', 'end', 'duration'), 'talks': ('talk', 'talks')}
"""Facts of a row that stand under several keys."""

USUAL_TALK: Mapping[str, str] = {'status': 'confirmed', 'kind': 'contributed'}
USUAL_ROW: Mapping[str, str] = {'status': 'confirmed'}
"""What is meant where a talk, or a row, does not say it."""


@dataclass(frozen=True, slots=True)
class Names:
    """What the rooms and tracks of an edition are known by: an id for whatever a row may call one."""

    room: Callable[[str], str]
    track: Callable[[str], str]
    usual_room: Callable[[Data], str]


def listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def named(value: Any, main: str = 'name') -> Data:
    """A mapping, also where it is written as the bare value of its main key."""
    return dict(value) if isinstance(value, dict) else {main: value}


def facts(data: Any, main: str = 'name') -> Facts:
    """The facts of a talk, a person, an edition, a room, …"""
    found: Facts = {}
    for key, value in named(data, main).items():
        if key in _UNTRACKED or value is None:
            continue
        if key in _NESTED:
            found.update({f'{key}.{name}': part for name, part in _inner(key, value)})
        else:
            found[key] = _plain(key, value)
    return found


def _inner(key: str, value: Any) -> Iterator[tuple[str, Any]]:
    for name, part in named(value).items():
        if part is not None:
            yield name, listed(part) if key == 'links' else _plain(name, part)


def _plain(key: str, value: Any) -> Any:
    if key in _TEXTS:
        return [_text(part) for part in listed(value)]
    if key in _MENTIONS:
        return [{name: _text(part) for name, part in named(mention).items()} for mention in listed(value)]
    return _text(value)


def _text(value: Any) -> Any:
    return (
        ' '.join(value.split()) if isinstance(value, str) else value if isinstance(value, dict | list) else str(value)
    )


def row_facts(data: Data, day: str, names: Names) -> Facts:
    """The facts of a row of the schedule on *day*."""
    found = {
        key: _plain(key, data[key]) for key in ('title', 'kind', 'utc_offset', 'chairs', 'status') if data.get(key)
    }
    found |= {'day': day, 'time': _span(data), 'talks': _slots(data)}
    rooms = [names.room(str(name)) or str(name) for name in listed(data.get('room'))] or [names.usual_room(data)]
    found['room'] = sorted(filter(None, rooms))
    if data.get('track'):
        found['track'] = names.track(str(data['track'])) or str(data['track'])
    return {key: value for key, value in found.items() if value or key == 'day'}


def _slots(data: Data) -> list[Data]:
    slots = [named(slot, 'talk') for slot in listed(data.get('talks') or data.get('talk'))]
    return [{**slot, **({'time': span} if (span := _span(slot)) else {})} for slot in map(_bare, slots)]


def _bare(slot: Data) -> Data:
    return {key: _text(value) for key, value in slot.items() if value is not None}


def _span(data: Data) -> str:
    """`09:10-09:50`, whichever way it is written; as it is where it cannot be understood."""
    try:
        start, end = times.parse_range(str(data['time']))
        end = times.parse_clock(str(data['end'])) if data.get('end') else end
        end = start + times.parse_duration(str(data['duration'])) if data.get('duration') else end
    except (ValueError, KeyError):
        return str(data.get('time', ''))
    return span_of(start, end)


def span_of(start: timedelta, end: timedelta | None) -> str:
    return f'{times.clock_of(start)}-{times.clock_of(end)}' if end is not None else times.clock_of(start)


def begins(row: Facts) -> str:
    """When a row begins, for sorting: `09:10`."""
    return str(row.get('time', '')).partition('-')[0]


def taken_over(data: Any, fact: str, wanted: Data, main: str = 'name') -> Any:
    """*data* with one fact as *wanted* writes it, or without it where that does not have it."""
    group, dot, inner = fact.partition('.')
    result = named(data, main)
    if dot:
        had = result.get(group)
        part = {} if had is None else named(had)
        part.pop(inner, None)
        if inner in wanted.get(group, {}):
            part[inner] = wanted[group][inner]
        result[group] = part
        if not part:
            del result[group]
    else:
        for key in PARTS.get(fact, (fact,)):
            result.pop(key, None)
            if key in wanted:
                result[key] = wanted[key]
    if fact == 'status' and 'status' not in result:
        for key in ('reason', 'since', 'replaced_by'):
            result.pop(key, None)
    return result


def folded(title: str) -> str:
    """What titles have in common that are one."""
    return slug(plain_title(title)) or fold(title)


def raised(data: Data) -> Data:
    """*data* with one more in `sequence`."""
    number = str(data.get('sequence') or 0)
    return {**data, 'sequence': int(number) + 1 if number.isdecimal() else 1}
