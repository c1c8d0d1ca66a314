"""Times, days and durations as schedules really have them."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

from ...times import is_of_our_time

_CLOCK = re.compile(r'(\d{1,2})[:.](\d{2})(?:[:.]\d{2})?', re.ASCII)
_HOURS = re.compile(r'(\d{1,5}):(\d{1,4})(?::(\d{1,2}))?', re.ASCII)
_MINUTES = re.compile(r'(\d{1,6})(?:\.0*)?\s*(?:m|min|minutes?)?', re.ASCII | re.IGNORECASE)
_WORDS = re.compile(r'(\d{1,4})\s*h(?:ours?)?\s*(?:(\d{1,2})\s*(?:m(?:in)?)?)?', re.ASCII | re.IGNORECASE)
_ISO = re.compile(r'P(?:(\d{1,3})D)?(?:T(?:(\d{1,4})H)?(?:(\d{1,6})M)?(?:(\d{1,8})(?:\.\d*)?S)?)?', re.ASCII)
_SPACED_OFFSET = re.compile(r'\s+(?=(?:[+-]\d\d:?\d\d|Z)$)')
_SHORT_OFFSET = re.compile(r'(?<=\d)([+-])(\d):?(\d\d)$')


def duration_of(text: str) -> tuple[timedelta | None, bool]:
    """(how long *text* says, None if it says nothing; whether it is written as the format asks: `01:30`, `PT1H30M`)."""
    text = text.strip()
    if match := _HOURS.fullmatch(text):
        hours, minutes, seconds = (int(part or 0) for part in match.groups())
        proper = minutes < 60 and len(match[2]) == 2
        return timedelta(hours=hours, minutes=minutes, seconds=seconds), proper
    if (match := _ISO.fullmatch(text)) and any(match.groups()):
        days, hours, minutes, seconds = (int(part or 0) for part in match.groups())
        return timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds), True
    if match := _MINUTES.fullmatch(text):
        return timedelta(minutes=int(match[1])), False
    if match := _WORDS.fullmatch(text):
        return timedelta(hours=int(match[1]), minutes=int(match[2] or 0)), False
    return None, False


def moment_of(text: str) -> datetime | None:
    """The moment that *text* says, with its offset if it has one; None for what is none, or only a day."""
    text = _SHORT_OFFSET.sub(r'\g<1>0\2:\3', _SPACED_OFFSET.sub('', text.strip()))
    try:
        return None if len(text) < 11 else _whole(datetime.fromisoformat(text))
    except ValueError:
        return None


def _whole(moment: datetime) -> datetime:
    """Without seconds. Raises ValueError for what no program may have."""
    if not is_of_our_time(moment):
        raise ValueError
    return moment.replace(second=0, microsecond=0)


def day_of(text: str) -> date | None:
    """The day that *text* says, or begins with; None for none."""
    try:
        day = date.fromisoformat(text.strip()[:10])
    except ValueError:
        return None
    return day if is_of_our_time(day) else None


def clock_of(text: str) -> timedelta | None:
    """The time since midnight that `9:30`, `09:30:00` or `25:30` says."""
    match = _CLOCK.fullmatch(text.strip())
    if not match or int(match[1]) > 47 or int(match[2]) > 59:
        return None
    return timedelta(hours=int(match[1]), minutes=int(match[2]))
