"""Events as talks, or as rows without a page."""

from __future__ import annotations

import re
from collections.abc import Iterator

import icalendar

from ....model import Link
from ....names import slug
from ....problems import Place, short
from ....vocabulary import KINDS, Status
from ...schedules import ours
from ...schedules.breaks import row_kind
from ...schedules.collect import Collector, Event, text_of
from ...schedules.fields import lose
from ...schedules.links import Links
from .calendars import PRETALX, Calendars
from .losses import lose_rest
from .moments import give_time
from .people import add_people, of_summary
from .properties import categories_in, several, text_in
from .repeats import times_of
from .rooms import our_rooms, rooms_of

_STATUSES = {'CANCELLED': Status.CANCELLED, 'TENTATIVE': Status.TENTATIVE}
_KIND_WORDS = frozenset({*KINDS, *(slug(kind.name) for kind in KINDS.values()), 'talk', 'lightning-talks', 'posters'})


class Events:
    """Makes events of the components of *calendars*."""

    def __init__(self, calendars: Calendars, collector: Collector) -> None:
        self.calendars = calendars
        self.collector = collector
        self.report = collector.report
        self.tally = collector.tally
        self.links = Links(self.report, self.tally)

    def of(self, component: icalendar.Component, place: Place) -> Iterator[Event]:
        """An event, once for each time that it takes place."""
        if text_in(component, 'CLASS').upper() in ('PRIVATE', 'CONFIDENTIAL'):
            self.tally.guess(place, 'an event that is private is left out')
            return
        for error in component.errors:
            said = short(' '.join(str(error[1]).split()), 120)
            self.report.wrong(place, f'{error[0] or "a line"} is left out: {said}')
        uid = text_in(component, 'UID')
        if 'RRULE' in component or 'RDATE' in component:
            for time in times_of(component, self.calendars.by_uid[uid], place, self.tally):
                yield self.event(component, time, place)
        elif 'RECURRENCE-ID' not in component or uid not in self.calendars.repeated:
            event = self.event(component, component, place)
            if event.start or event.abstract or event.speakers:
                yield event
        lose_rest('event', component, place, self.report)

    def event(self, whole: icalendar.Component, component: icalendar.Component, place: Place) -> Event:
        """An event; *component* is one time of the *whole*."""
        event = self.named(component, text_in(component, 'SUMMARY'), place)
        uid = text_in(whole, 'UID')
        match = PRETALX.match(uid)
        event.key = (match['code'] if match else uid) or slug(event.title)
        event.row = uid
        event.rooms = self.rooms(text_in(component, 'LOCATION'))
        url = text_in(component, 'URL')
        event.slug = _slug(url) if self.calendars.is_ours else ''
        give_time(event, component, self.collector)
        self.categories(event, component)
        self.describe(event, component, url)
        return event

    def named(self, component: icalendar.Component, summary: str, place: Place) -> Event:
        """An event of which only the summary is read, in which more than the title may be."""
        status, title = ours.standing(summary) if self.calendars.is_ours else (Status.CONFIRMED, summary)
        title, people = of_summary(title, place, self.collector) if self.calendars.is_pretalx else (title, [])
        line = self.collector.line(title, place)
        if not line:
            self.tally.wrong(place, 'it has no title; it is called "Untitled"')
        if status is Status.CONFIRMED:
            status = _STATUSES.get(text_in(component, 'STATUS').upper(), status)
        return Event(key='', title=line or 'Untitled', place=place, status=status, speakers=people)

    def rooms(self, location: str) -> list[str]:
        venue = self.calendars.venue
        if self.calendars.is_ours:
            return our_rooms(location, venue)
        return rooms_of(location, venue, self.calendars.place, self.tally)

    def categories(self, event: Event, component: icalendar.Component) -> None:
        """A category that is a kind is the kind; another is the track; what is more are keywords."""
        words = [self.collector.line(word, event.place) for word in categories_in(component)]
        words = [word for word in words if word]
        if self.calendars.is_ours:
            event.kind, event.track = (*words, '', '')[:2]
            return
        for word in dict.fromkeys(words):
            if not event.kind and slug(word) in _KIND_WORDS:
                event.kind = word
            elif not event.track:
                event.track = word
                self.tally.guess(event.place, 'a category is taken for a track', word)
            else:
                event.keywords.append(word)

    def describe(self, event: Event, component: icalendar.Component, url: str) -> None:
        """Text, people, links; and whether it is a talk."""
        description = text_in(component, 'DESCRIPTION')
        if self.calendars.is_ours:
            ours.read(event, description, url, self.collector)
            return
        is_pretalx = self.calendars.is_pretalx
        rich = text_in(component, 'X-ALT-DESC') or text_in(component, 'STYLED-DESCRIPTION')
        event.abstract = text_of(rich or description, '', markdown=is_pretalx)
        event.links = list(self.attached(component, '' if is_pretalx else url, event.place))
        add_people(event, component, self.collector, is_of_many=len(self.calendars.owners) > 1)
        if url and is_pretalx:
            lose(self.report, 'event/url', event.place, url)
        if not (event.speakers or event.abstract):
            self.as_row(event)

    def as_row(self, event: Event) -> None:
        """What is called as a break is a row without a page."""
        if kind := row_kind(event.title, event.kind):
            event.is_talk, event.kind = False, kind
            said = 'what has no people and no text is taken for a row without a page'
            self.tally.guess(event.place, said, event.title)

    def attached(self, component: icalendar.Component, url: str, place: Place) -> Iterator[Link]:
        if url:
            yield from filter(None, [self.links.link('event/URL', place, url)])
        for attached in several(component, 'ATTACH'):
            params = getattr(attached, 'params', {})
            if str(params.get('ENCODING', '')).upper() == 'BASE64' or str(params.get('VALUE', '')).upper() == 'BINARY':
                self.report.lose(
                    'event/ATTACH', place, str(params.get('FMTTYPE', '')), 'a file in a calendar is not copied'
                )
                continue
            title = str(params.get('FILENAME', ''))
            yield from filter(None, [self.links.link('event/ATTACH', place, str(attached), title=title, file=True)])


def _slug(url: str) -> str:
    return '' if ours.DAY_PAGE.search(url) else slug(re.sub(r'\.html$', '', url.rstrip('/').rsplit('/', 1)[-1]))
