"""Who gives a talk, which a calendar does not say."""

from __future__ import annotations

from typing import Any

import icalendar

from ....problems import Place
from ...draft import Mention
from ...report import MAIL_IS_PRIVATE
from ...schedules.collect import Collector, Event
from .properties import several


def add_people(event: Event, component: icalendar.Component, collector: Collector, *, is_of_many: bool) -> None:
    """Those who attend are taken for speakers, as is an organizer who does not organize everything: of calendars that
    are *is_of_many*."""
    for person, what in _people(event, component, collector, is_of_many=is_of_many):
        name = str(getattr(person, 'params', {}).get('CN', '')).strip().strip('"')
        if not name or '@' in name:
            collector.report.lose(f'event/{what.upper()}', event.place, '', MAIL_IS_PRIVATE)
            continue
        is_chair = what == 'attendee' and str(person.params.get('ROLE', '')).upper() == 'CHAIR'
        role = 'chair' if is_chair else 'speaker'
        collector.tally.guess(event.place, f'an {what} is taken for a {role}', name)
        mention = collector.person('', name, event.place)
        people = event.chairs if is_chair else event.speakers
        if mention and (is_chair or mention not in people):
            people.append(mention)


def _people(
    event: Event, component: icalendar.Component, collector: Collector, *, is_of_many: bool
) -> list[tuple[Any, str]]:
    attendees = several(component, 'ATTENDEE')
    organizer = next(iter(several(component, 'ORGANIZER')), None)
    if organizer is not None and not attendees and is_of_many:
        return [(organizer, 'organizer')]
    if organizer is not None:
        collector.report.lose('event/ORGANIZER', event.place, '', 'it is whose calendar it is')
    return [(person, 'attendee') for person in attendees]


def of_summary(summary: str, place: Place, collector: Collector) -> tuple[str, list[Mention]]:
    """(title, speakers) of `Sand - Ada Smith, Lin Wei`, which is how pretalx writes a summary."""
    title, dash, names = summary.rpartition(' - ')
    if not dash:
        return summary, []
    collector.tally.guess(place, 'what stands behind the last dash of a title is taken for its speakers', names)
    found = [collector.person('', name, place) for name in names.split(', ') if name.strip()]
    return title, [mention for mention in found if mention]
