"""Rooms and the venue, which a calendar has in one line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from ....problems import Place
from ...schedules.tally import Tally


def rooms_of(location: str, venue: Sequence[str], place: Place, tally: Tally) -> list[str]:
    """The room of a LOCATION, without the venue that all have in common."""
    room = ', '.join(_parts(location, venue))
    if is_address(room):
        tally.guess(place, 'a location that is an address is taken for no room', room)
        return []
    return [' '.join(room.split())] if room.strip() else []


def our_rooms(location: str, venue: Sequence[str]) -> list[str]:
    """The rooms of a LOCATION that we wrote: there may be several."""
    return _parts(location, venue)


def _parts(location: str, venue: Sequence[str]) -> list[str]:
    parts = [part.strip() for part in location.split(', ')]
    if venue and parts[-len(venue) :] == list(venue):
        parts = parts[: -len(venue)]
    return [part for part in parts if part]


def venue_of(locations: Iterable[str]) -> list[str]:
    """What all locations end with: (venue, city) at most, and only where some have a room before it."""
    places = [location for location in dict.fromkeys(locations) if location and not is_address(location)]
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


def is_address(location: str) -> bool:
    return bool(re.match(r'https?://', location))
