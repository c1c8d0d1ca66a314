"""Properties of a component, as the library reads them: some are broken, some are there several times."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import icalendar
from icalendar.prop.broken import vBroken

from ....times import is_of_our_time

NOT_READ = (ValueError, LookupError, ArithmeticError, AttributeError, TypeError, RecursionError)
"""What the libraries raise of calendars that are none."""


def text_in(component: icalendar.Component, name: str) -> str:
    """The (first) value of a property as text; nothing where there is none."""
    value = next(iter(several(component, name)), None)
    if value is None:
        return ''
    if hasattr(value, 'cats'):
        return ', '.join(map(str, value.cats))
    if isinstance(value, str):
        return str(value).strip()
    encoded = value.to_ical() if hasattr(value, 'to_ical') else value
    return (encoded.decode('utf-8', 'replace') if isinstance(encoded, bytes) else str(encoded)).strip()


def several(component: icalendar.Component, name: str) -> list[Any]:
    """The values of a property, without those that are broken: the component says these itself."""
    value = component.get(name)
    values = value if isinstance(value, list) else [] if value is None else [value]
    return [value for value in values if not isinstance(value, vBroken)]


def when(component: icalendar.Component, name: str) -> Any:
    """The moment, or the day, of a property; None for none, and for what is broken."""
    value = next(iter(several(component, name)), None)
    moment = getattr(value, 'dt', None)
    if not isinstance(moment, date) or not is_of_our_time(moment):
        return None
    if isinstance(moment, datetime):
        moment = moment.replace(second=0, microsecond=0)
        return moment.astimezone(UTC) if moment.tzinfo and moment.utcoffset() == timedelta(0) else moment
    return moment


def zone_in(component: icalendar.Component) -> str:
    value = next(iter(several(component, 'DTSTART')), None)
    return str(getattr(value, 'params', {}).get('TZID', '')) if value is not None else ''


def categories_in(component: icalendar.Component) -> Iterator[str]:
    for value in several(component, 'CATEGORIES'):
        yield from (str(word).strip() for word in getattr(value, 'cats', [value]))
