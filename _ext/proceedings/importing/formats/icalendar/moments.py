"""When an event takes place."""

from __future__ import annotations

from datetime import datetime, timedelta

import icalendar

from ....problems import short
from ....times import later
from ...schedules.collect import Collector, Event
from .properties import several, when, zone_in


def give_time(event: Event, component: icalendar.Component, collector: Collector) -> None:
    """Give *event* the time of a component, if it has one that a schedule can have."""
    start = when(component, 'DTSTART')
    if start is None:
        said = 'nothing says when it begins; it is not in the schedule'
        collector.tally.wrong(event.place, said, event.title)
    elif not isinstance(start, datetime):
        said = 'it lasts all day, and a schedule has times; it is not in the schedule'
        collector.tally.wrong(event.place, said, event.title)
    else:
        event.start = start
        end = _end(component, start)
        if start.tzinfo is None:
            _tell_no_zone(event, zone_in(component), collector)
        if end:
            event.end = _fitted(event, start, end, collector)


def _end(component: icalendar.Component, start: datetime) -> datetime | None:
    """The end that it says, or that follows from how long it lasts."""
    end = when(component, 'DTEND')
    length = next((value.dt for value in several(component, 'DURATION')), None)
    if end is None and isinstance(length, timedelta):
        return later(start, length) if start.tzinfo else start + length
    return end if isinstance(end, datetime) else None


def _fitted(event: Event, start: datetime, end: datetime, collector: Collector) -> datetime | None:
    """The *end*, as late as a day's program can be; None where it is none."""
    if (end.tzinfo is None) != (start.tzinfo is None):
        end = end.replace(tzinfo=start.tzinfo)
    if end <= start:
        collector.tally.wrong(event.place, 'the end is not after the start', event.title)
        return None
    return collector.fitted(start, end, None, event.place, event.title)


def _tell_no_zone(event: Event, zone: str, collector: Collector) -> None:
    if zone:
        said = f'the time zone "{short(zone)}" is unknown; its times are taken for those of the edition'
        collector.tally.wrong(event.place, said, event.title)
    else:
        collector.tally.guess(event.place, 'times without a zone are on the clocks of the edition', event.title)
