"""Calendars (.ics): those of pretalx, of any calendar program, and our own.

A calendar knows events, and no talks: what has a text or people is a talk, and what is called Lunch is not. `calendars`
is what the files hold, `properties` what the library makes of it; `program` makes a draft of all, with `events`, which
may be given several times (`repeats`), `rooms` and `people`; `zones` are those that it may name; `losses` is what finds
no place.
"""

from __future__ import annotations

from collections.abc import Sequence

from icalendar.timezone import tzp

from ...draft import Draft
from ...reading.texts import beginning
from ...report import Report
from .. import File
from .calendars import Calendars, calendars_of
from .program import draft_of
from .zones import Zones

NAME = 'iCalendar (.ics)'


def recognizes(file: File) -> bool:
    """Whether it begins as a calendar does."""
    return beginning(file)[:15].upper() == 'BEGIN:VCALENDAR'


def read(files: Sequence[File], report: Report) -> Draft:
    """The events of all the calendars."""
    tzp.use(Zones())  # and not those of a calendar before, which the library keeps
    found = [calendar for file in files for calendar in calendars_of(file, report)]
    return draft_of(Calendars(found, files[0].name), report)
