"""The time zone of a schedule: said, called otherwise, or guessed from offsets and the city."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

from ...names import fold
from ...times import fixed_zone

_USUAL = (
    'UTC', 'Europe/London', 'Europe/Berlin', 'Europe/Athens', 'Europe/Istanbul', 'America/New_York', 'America/Chicago',
    'America/Denver', 'America/Phoenix', 'America/Los_Angeles', 'America/Sao_Paulo', 'America/Bogota', 'Asia/Kolkata',
    'Asia/Shanghai', 'Asia/Tokyo', 'Asia/Dubai', 'Asia/Karachi', 'Asia/Dhaka', 'Asia/Bangkok', 'Australia/Sydney',
    'Australia/Brisbane', 'Australia/Adelaide', 'Pacific/Auckland', 'Pacific/Honolulu', 'Africa/Lagos',
    'Africa/Johannesburg', 'Africa/Nairobi', 'America/Halifax', 'America/Anchorage', 'America/St_Johns', 'Asia/Tehran',
)  # fmt: skip
"""The zone that an offset most often means, if nothing else is known."""


_OF_NO_PLACE = {
    'cet': 'Europe/Berlin', 'met': 'Europe/Berlin', 'eet': 'Europe/Athens', 'wet': 'Europe/Lisbon',
    'est5edt': 'America/New_York', 'cst6cdt': 'America/Chicago', 'mst7mdt': 'America/Denver',
    'pst8pdt': 'America/Los_Angeles',
}  # fmt: skip
"""Zones by what their clocks are called, as pretalx has them in its calendars: readers know places."""


def known_zone(name: str) -> str:
    """The IANA zone that *name* is, whatever its case, or by Windows' name for it; nothing if it is none."""
    name = name.strip().strip('"')
    found = (
        WINDOWS_TO_OLSON.get(name)
        or _OF_NO_PLACE.get(name.lower())
        or _by_lower().get(name.lower().replace(' ', '_'), '')
    )
    return found or _by_end(name)


def _by_end(name: str) -> str:
    """`/mozilla.org/20050126_1/Europe/Berlin` is a zone with something before it."""
    parts = name.lower().split('/')
    return next((found for at in range(1, len(parts)) if (found := _by_lower().get('/'.join(parts[at:])))), '')


@cache
def _by_lower() -> dict[str, str]:
    return {zone.lower(): zone for zone in sorted(available_timezones() - {'localtime', 'Factory'})}


def guessed_zone(moments: Sequence[datetime], words: Iterable[str]) -> str:
    """The zone whose clocks show *moments* with their offsets, or most of them; one whose city is among *words* before
    others. Without moments it is that of a city; nothing if there is none."""
    aware = {moment.replace(tzinfo=None): moment.utcoffset() for moment in moments if moment.tzinfo}
    cities = _of_cities(words)
    if not aware:
        return cities[0] if cities else ''
    candidates = [*cities, *_USUAL]
    best = max(candidates, key=lambda zone: _fitting(zone, aware))  # the first of those that fit as well
    return best if _fitting(best, aware) * 2 > len(aware) else _fixed(aware)


def _fitting(zone: str, aware: dict[datetime, timedelta | None]) -> int:
    """How many moments the clocks of *zone* show with their offset."""
    info = ZoneInfo(zone)
    return sum(moment.replace(tzinfo=info).utcoffset() == offset for moment, offset in aware.items())


def _fixed(aware: dict[datetime, timedelta | None]) -> str:
    """The zone that always has the offset, if all have one of whole hours."""
    offsets = {offset for offset in aware.values() if offset is not None}
    return fixed_zone(offsets.pop()) if len(offsets) == 1 else ''


def _of_cities(words: Iterable[str]) -> list[str]:
    """The zones that are called after a city that *words* name, in their order."""
    text = ' '.join(' '.join(re.findall(r'\w+', fold(word))) for word in words)
    found = [(f' {text} '.find(f' {city} '), zone) for city, zone in _cities().items()]
    return [zone for at, zone in sorted(found) if at >= 0]


@cache
def _cities() -> dict[str, str]:
    zones = [zone for zone in sorted(available_timezones()) if zone.split('/')[0] in _CONTINENTS]
    return {fold(zone.rsplit('/', 1)[1].replace('_', ' ')): zone for zone in zones}


_CONTINENTS = frozenset({'Africa', 'America', 'Asia', 'Atlantic', 'Australia', 'Europe', 'Indian', 'Pacific'})
