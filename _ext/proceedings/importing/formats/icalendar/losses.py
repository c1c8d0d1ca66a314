"""What of a calendar finds no place in a program."""

from __future__ import annotations

import icalendar

from ....problems import Place, short
from ...report import Report
from .properties import text_in

_TECHNICAL = frozenset(
    {
        'DTSTAMP', 'CREATED', 'LAST-MODIFIED', 'SEQUENCE', 'TRANSP', 'CLASS', 'VERSION', 'PRODID', 'CALSCALE', 'METHOD',
        'REFRESH-INTERVAL', 'SOURCE', 'X-PUBLISHED-TTL', 'BEGIN', 'END', 'PRIORITY', 'X-MICROSOFT-CDO-BUSYSTATUS',
        'RRULE', 'RDATE', 'EXDATE', 'EXRULE', 'RECURRENCE-ID', 'COLOR', 'X-WR-RELCALID', 'LAST-UPDATED',
    }
)  # fmt: skip
"""What calendars need, and says nothing of a program."""

_TAKEN = frozenset(
    {
        'UID', 'SUMMARY', 'DTSTART', 'DTEND', 'DURATION', 'LOCATION', 'DESCRIPTION', 'CATEGORIES', 'STATUS', 'URL',
        'ATTENDEE', 'ORGANIZER', 'ATTACH', 'X-ALT-DESC', 'NAME', 'X-WR-CALNAME', 'X-WR-TIMEZONE', 'STYLED-DESCRIPTION',
    }
)  # fmt: skip


def lose_rest(path: str, component: icalendar.Component, place: Place, report: Report) -> None:
    """Say what of a component nobody takes."""
    for name in component:
        text = text_in(component, name)
        if name not in _TAKEN and text:
            why = 'it is for calendars only' if name in _TECHNICAL or name.startswith('X-MICROSOFT') else ''
            report.lose(f'{path}/{name}', place, '' if '@' in text else short(' '.join(text.split())), why)
    for part in component.subcomponents if component.name == 'VEVENT' else ():
        report.lose(f'event/{part.name}', place, '', 'it is for calendars only')
