"""Events that are repeated."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

import icalendar
import recurring_ical_events  # type: ignore[import-untyped]

from ....problems import Place, short
from ...schedules.tally import Tally
from .properties import NOT_READ, several, text_in, when

MOST = 100
"""As many times as an event may be repeated; a conference does not last for ever."""

_UNSAFE = ('BYSECOND', 'BYMINUTE', 'BYHOUR')
"""Parts of a rule that make thousands of times of one day."""


def times_of(
    event: icalendar.Component, parts: Iterable[icalendar.Component], place: Place, tally: Tally
) -> list[icalendar.Component]:
    """Each time of an event that is repeated, the first alone where it has no end; *parts* are all of its UID."""
    title = text_in(event, 'SUMMARY')
    if not _is_safe(several(event, 'RRULE')):
        tally.wrong(place, 'it is repeated for ever, or too often; the first time is taken', title)
        return [event]
    try:
        found = _all_times(event, parts)
    except NOT_READ as error:
        said = f'its repetition cannot be read ({short(str(error))}); the first time is taken'
        tally.wrong(place, said, title)
        return [event]
    if found is None:
        return [event]
    if len(found) > MOST:
        tally.wrong(place, f'it is repeated {len(found)} times; the first {MOST} are taken', title)
    tally.guess(place, 'what is repeated is one talk, or one row, given several times', title)
    return found[:MOST]


def _all_times(event: icalendar.Component, parts: Iterable[icalendar.Component]) -> list[icalendar.Component] | None:
    """All times of a year; None where nothing says the first."""
    first = when(event, 'DTSTART')
    if first is None:
        return None
    calendar = icalendar.Calendar()
    for part in parts:
        calendar.add_component(part)
    query = recurring_ical_events.of(calendar)
    return list(query.between(first - timedelta(days=1), first + timedelta(days=400)))


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
