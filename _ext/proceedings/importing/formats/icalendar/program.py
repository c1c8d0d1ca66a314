"""A draft of all calendars: what holds for all of it, then the events."""

from __future__ import annotations

from collections import Counter

from ....problems import short
from ...draft import Draft
from ...report import Report
from ...schedules import ours
from ...schedules.collect import Collector, Event
from ...schedules.fields import lose
from ...schedules.zones import guessed_zone, known_zone
from .calendars import Calendars
from .events import Events
from .losses import lose_rest
from .properties import text_in, zone_in


def draft_of(calendars: Calendars, report: Report) -> Draft:
    """The draft of all events."""
    collector = Collector(Draft(source=calendars.source()), report)
    _describe(calendars, collector)
    reader = Events(calendars, collector)
    events = [event for component, place in calendars.events for event in reader.of(component, place)]
    if calendars.is_ours:
        _as_ours(events)
    for event in events:
        collector.add(event)
    if not calendars.events:
        report.wrong(calendars.place, 'there are no events in this calendar')
    return collector.finish()


def _as_ours(events: list[Event]) -> None:
    """Take back what our export does for the sake of readers."""
    ours.name_as_elsewhere(events)
    rooms = list(dict.fromkeys(room for event in events for room in event.rooms if room != ours.ALL_ROOMS))
    for event in events:
        event.rooms = rooms if event.rooms == [ours.ALL_ROOMS] else event.rooms


def _describe(calendars: Calendars, collector: Collector) -> None:
    draft, report = collector.draft, collector.report
    draft.title = collector.line(calendars.name, calendars.place)
    draft.venue, draft.city = [*calendars.venue, '', ''][:2]
    draft.timezone, draft.zone_is_guess = _zone(calendars, report)
    for part in calendars.found:
        place = part.places[0]._replace(line=1) if part.places else calendars.place
        lose_rest('calendar', part.calendar, place, report)
        for other in part.calendar.subcomponents:
            if other.name not in ('VEVENT', 'VTIMEZONE'):
                lose(report, f'calendar/{other.name}', place, text_in(other, 'SUMMARY'))


def _zone(calendars: Calendars, report: Report) -> tuple[str, bool]:
    """The time zone: said, or that of most events, or else (and that is a guess) of the place."""
    zones = Counter(zone for component, _ in calendars.events if (zone := zone_in(component)))
    most = zones.most_common(1)[0][0] if zones else ''
    said = text_in(calendars.first, 'X-WR-TIMEZONE') or most
    if zone := known_zone(said):
        if zone != said:
            report.guess(calendars.place, f'the time zone "{short(said)}" is {zone}')
        return zone, False
    if zone := guessed_zone([], [*reversed(calendars.venue), calendars.name]):
        report.guess(calendars.place, f'it says no time zone; {zone} is assumed from the place')
    else:
        report.wrong(calendars.place, 'it says no time zone; write `timezone` into the file of the edition')
    return zone, True
