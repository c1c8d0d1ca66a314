"""Days and times as people write them into a table: `Mon 2 May 2031`, `02.05.2031`, `9-10`, `2:30 PM`, `09.00 Uhr`.

Written by hand: dateutil and dateparser fill what is missing from today's date, so that the same file would say
something else tomorrow, and take nearly anything for a date.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from ...names import fold
from ...problems import short
from ...times import is_of_our_time, parse_duration
from .sheets import Value

WEEKDAYS = ('Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday')

_DAY = timedelta(days=1)
_LONGEST = 100

_MONTH_NAMES = (
    'january januar janvier enero janeiro gennaio', 'february februar fevrier febrero fevereiro febbraio',
    'march marz maerz mars marzo marco', 'april avril abril aprile', 'may mai mayo maio maggio',
    'june juni juin junio junho giugno', 'july juli juillet julio julho luglio', 'august aout agosto',
    'september septembre septiembre setembro settembre sept', 'october oktober octobre octubre outubro ottobre',
    'november novembre noviembre novembro', 'december dezember decembre diciembre dezembro dicembre',
)  # fmt: skip
_WEEKDAY_NAMES = (
    'monday montag lundi lunes mo', 'tuesday dienstag mardi martes tues di', 'wednesday mittwoch mercredi miercoles mi',
    'thursday donnerstag jeudi jueves thur thurs do', 'friday freitag vendredi viernes fr',
    'saturday samstag samedi sabado sonnabend sa', 'sunday sonntag dimanche domingo so',
)  # fmt: skip


def _numbered(rows: Iterable[str], shortest: int) -> dict[str, int]:
    """Each name, and its first letters where nothing else begins so, by the number of its row."""
    found: dict[str, set[int]] = {}
    for number, names in enumerate(rows):
        for name in names.split():
            for length in range(min(shortest, len(name)), len(name) + 1):
                found.setdefault(name[:length], set()).add(number)
    return {name: numbers.pop() for name, numbers in found.items() if len(numbers) == 1}


_MONTHS: Mapping[str, int] = {name: number + 1 for name, number in _numbered(_MONTH_NAMES, 3).items()}
_WEEKDAYS: Mapping[str, int] = _numbered(_WEEKDAY_NAMES, 2)

_ISO = re.compile(r'(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})')
_NUMBERS = re.compile(r'(\d{1,2})\s*([/.-])\s*(\d{1,2})(?:\s*[/.-]\s*(\d{4}|\d{2})?)?')
_COMPACT = re.compile(r'(20\d\d)([01]\d)([0-3]\d)')
_YEAR = re.compile(r'(?<!\d)(?:19|20|21)\d\d(?!\d)')
_ORDINAL = re.compile(r'(\d)(?:st|nd|rd|th|er|\.?º|ª)\b')
_CLOCK = re.compile(
    r'(?P<hour>\d{1,2})(?:\s*[:.h]\s*(?P<minute>[0-5]\d)(?:[:.]\d\d(?:\.\d+)?)?)?\s*h?\s*'
    r'(?P<half>[ap]\.?\s?m\.?)?\s*(?:uhr|hrs?|h|o.clock)?\.?'
)
_MILITARY = re.compile(r'([0-2]\d)([0-5]\d)\s*(?:h|hrs|uhr)?')
_DASH = re.compile(r'\s*(?:-|–|—|−|~|\bto\b|\bbis\b|\buntil\b|(?<=\d )a(?= \d))\s*')
_ZONE = re.compile(r'\s*\(?\b(?:utc|gmt|[ecmp][sd]?t|cest|cet|eest|bst|ist|jst|kst|aest|aedt|sgt|hkt)\b\)?\s*$')
_DAY_NUMBER = re.compile(r'\b(?:day|tag|jour|dia|giorno|dag)\s*\d{1,2}\b(?=.*\b\d{1,2}\b)')
_OF_DAYS = frozenset(
    {
        'day', 'tag', 'jour', 'dia', 'giorno', 'dag', 'program', 'programme', 'programm', 'schedule', 'agenda',
        'timetable', 'the', 'of', 'de', 'den', 'der', 'le', 'el', 'am', 'on', 'st', 'nd', 'rd', 'th',
    }
)  # fmt: skip
"""Words that stand around a day."""
_HOURS = re.compile(r'(\d{1,2}(?:[.,]\d{1,2})?)\s*(?:h|hrs?|hours?|std\.?|stunden?|heures?|horas?)')
_MINUTES = re.compile(r'(\d{1,4})(?:\.0+)?\s*(?:\'|′|min\w*\.?|m)?(?:\s*[+(].*)?')


@dataclass(frozen=True, slots=True)
class Days:
    """How the days of a table are written: whether the month comes first, and the year where a day has none."""

    month_first: bool | None = None
    year: int | None = None


def look_over(values: Iterable[Value], year: int | None = None) -> Days:
    """What the days of a column tell about each other: one `14/05/2031` says what `05/02/2031` means. *year* is that of
    what is around the table."""
    firsts, seconds, years = [0], [0], set()
    votes: set[bool] = set()
    for value in values:
        if isinstance(value, date):
            years.add(value.year)
        elif isinstance(value, str) and len(value) <= _LONGEST:
            years.update(map(int, _YEAR.findall(value)))
            if (match := _NUMBERS.search(value)) and match[2] != '.' and not _ISO.search(value):
                firsts.append(int(match[1]))
                seconds.append(int(match[3]))
                votes.update(_weekday_votes(value, match))
    month_first = None
    if max(firsts) > 12 >= max(seconds):
        month_first = False
    elif max(seconds) > 12 >= max(firsts):
        month_first = True
    elif len(votes) == 1:
        month_first = votes.pop()
    return Days(month_first, years.pop() if len(years) == 1 else None if years else year)


def _weekday_votes(text: str, match: re.Match[str]) -> set[bool]:
    """Whether the month comes first in `Fri 05/02/2031`, where its day of the week tells."""
    weekday = _weekday(text)
    if weekday is None or not match[4]:
        return set()
    year = _full_year(match[4])
    days = {True: _date(year, int(match[1]), int(match[3])), False: _date(year, int(match[3]), int(match[1]))}
    fitting = {first for first, day in days.items() if day and day.weekday() == weekday}
    return fitting if len(fitting) == 1 else set()


def is_only_day(text: str) -> bool:
    """Whether *text* is `Wednesday, 14 May 2031` or `Day 1 (Wed 14 May)`, and nothing beside a day."""
    words = re.findall(r'[^\W\d_]+', fold(text))
    return all(word in _WEEKDAYS or word in _MONTHS or word in _OF_DAYS for word in words)


def has_year(text: str) -> bool:
    return bool(_YEAR.search(text))


@dataclass(frozen=True, slots=True)
class Read:
    """A day as it was read; what was guessed, and what is wrong, in words (or nothing)."""

    day: date | None = None
    guess: str = ''
    wrong: str = ''


def read_day(value: Value, days: Days) -> Read:
    """The day that a cell says."""
    if isinstance(value, date):
        day = value.date() if isinstance(value, datetime) else value
        return Read(day) if is_of_our_time(day) else Read(wrong=f'"{day}" is not a date of our time')
    text = ' '.join(str(value).split())
    if len(text) > _LONGEST:
        return Read(wrong=f'"{short(text)}" is not a day; write it as 2031-05-02')
    numeric = _numeric_day(text, days)
    read = numeric or _named_day(text, days)
    if read.day and (weekday := _weekday(text)) is not None and read.day.weekday() != weekday:
        return Read(
            read.day,
            read.guess,
            f'"{short(text)}": {read.day.isoformat()} is a {WEEKDAYS[read.day.weekday()]}; is the day right?',
        )
    return read


def _numeric_day(text: str, days: Days) -> Read | None:
    if match := _ISO.search(text) or _COMPACT.fullmatch(text):
        return _checked(_date(int(match[1]), int(match[2]), int(match[3])), text)
    match = _NUMBERS.search(text)
    if not match:
        return None
    one, two = int(match[1]), int(match[3])
    year, guess = (_full_year(match[4]), '') if match[4] else _year_of(days)
    if not year:
        return Read(wrong=f'"{short(text)}" has no year; write it as 2031-05-02')
    if match[2] == '.':
        return _checked(_date(year, two, one), text, guess)
    if days.month_first is not None:
        return _checked(_date(year, *((one, two) if days.month_first else (two, one))), text, guess)
    if one > 12 or two > 12:
        return _checked(_date(year, *((one, two) if two > 12 else (two, one))), text, guess)
    day = _date(year, one, two)
    if one != two:
        guess = f'the month is taken to come first{f"; {guess}" if guess else ""}; write 2031-05-02 if not'
    return _checked(day, text, guess)


def _named_day(text: str, days: Days) -> Read:
    words = re.findall(r'[^\W\d_]+|\d+', _DAY_NUMBER.sub(' ', fold(_ORDINAL.sub(r'\1', text))))
    month = next((_MONTHS[word] for word in words if word in _MONTHS and len(word) > 2), None)
    numbers = [int(word) for word in words if word.isdecimal()]
    found = next((number for number in numbers if 1 <= number <= 31), None)
    if month is None or found is None:
        way_out = 'write it as 2031-05-02'
        return Read(wrong=f'"{short(text)}" is not a day; {way_out}')
    year, guess = next(((number, '') for number in numbers if 1900 <= number < 2200), _year_of(days))
    if not year:
        return Read(wrong=f'"{short(text)}" has no year; write it as 2031-{month:02}-{found:02}')
    return _checked(_date(year, month, found), text, guess)


def _year_of(days: Days) -> tuple[int | None, str]:
    return days.year, f'the year is taken to be {days.year}' if days.year else ''


def _checked(day: date | None, text: str, guess: str = '') -> Read:
    if day is None:
        return Read(wrong=f'"{short(text)}" is no day that there is')
    return Read(day, f'"{short(text)}" is taken for {day.isoformat()}: {guess}' if guess else '')


def _date(year: int, month: int, day: int) -> date | None:
    try:
        found = date(year, month, day)
    except ValueError:
        return None
    return found if is_of_our_time(found) else None


def _full_year(digits: str) -> int:
    return int(digits) if len(digits) == 4 else 2000 + int(digits)


def _weekday(text: str) -> int | None:
    words = re.findall(r'[^\W\d_]+', fold(text))
    return next((_WEEKDAYS[word] for word in words if word in _WEEKDAYS), None)


def read_range(value: Value) -> tuple[timedelta | None, timedelta | None]:
    """(start, end) that a cell says: `9-10`, `2:00 - 3:30 PM`; the end is None where there is one time only, both are
    None where there is none."""
    if isinstance(value, bool):
        return None, None
    if isinstance(value, (datetime, time)):
        return timedelta(hours=value.hour, minutes=value.minute), None
    if isinstance(value, timedelta):
        return (value, None) if timedelta() <= value < 2 * _DAY else (None, None)
    if isinstance(value, (int, float)):
        return _number(float(value)), None
    text = ' '.join(fold(str(value)).split())
    if len(text) > _LONGEST:
        return None, None
    text = _ZONE.sub('', text)
    parts = [part for part in _DASH.split(text) if part]
    if len(parts) > 2 or not parts or not text.startswith(parts[0]):
        return None, None
    start_match, end_match = _clock_match(parts[0]), _clock_match(parts[-1])
    if not (start_match and end_match):
        return None, None
    start, end = _clock(start_match), _clock(end_match)
    if len(parts) == 1:
        return start, None
    if start is not None and end is not None and end_match[1] and not start_match[1]:
        start = _with_half(start, end)
    return (start, end) if start is not None and end is not None else (None, None)


def _number(value: float) -> timedelta | None:
    """Excel's part of a day; or an hour, as 9."""
    if 0 < value < 1:
        return timedelta(minutes=round(value * 1440))
    return timedelta(hours=int(value)) if value.is_integer() and 0 <= value <= 24 else None


def _clock_match(text: str) -> tuple[re.Match[str], str] | None:
    if text in ('noon', 'midday', 'mittag', 'midi'):
        text = '12:00'
    if text in ('midnight', 'mitternacht', 'minuit'):
        text = '24:00'
    if match := _MILITARY.fullmatch(text):
        text = f'{match[1]}:{match[2]}'
    match = _CLOCK.fullmatch(text)
    return (match, (match['half'] or '').replace('.', '').replace(' ', '')) if match else None


def _clock(found: tuple[re.Match[str], str]) -> timedelta | None:
    match, half = found
    hour, minute = int(match['hour']), int(match['minute'] or 0)
    if (half and not 1 <= hour <= 12) or hour > 30:
        return None
    if half:
        hour = hour % 12 + (12 if half == 'pm' else 0)
    return timedelta(hours=hour, minutes=minute)


def _with_half(start: timedelta, end: timedelta) -> timedelta:
    """The start of `2:00 - 3:30 PM`, which is in the afternoon, or of `11 - 1 PM`, which is not."""
    bare = start % timedelta(hours=12)
    return max((time for time in (bare, bare + timedelta(hours=12)) if time < end), default=start)


def read_duration(value: Value) -> timedelta | None:
    """The length that a cell says: minutes as a number, `20 min`, `1.5 h`, `1:30`, Excel's part of a day."""
    length: timedelta | None = None
    if isinstance(value, bool):
        return None
    if isinstance(value, timedelta):
        length = value
    elif isinstance(value, (datetime, time)):
        length = timedelta(hours=value.hour, minutes=value.minute)
    elif isinstance(value, (int, float)):
        length = timedelta(minutes=round(value * 1440 if 0 < value < 1 else value))
    elif isinstance(value, str) and len(value) <= _LONGEST:
        length = _duration(fold(value).strip())
    return length if length and timedelta() < length <= _DAY else None


def _duration(text: str) -> timedelta | None:
    if match := _HOURS.fullmatch(text):
        return timedelta(minutes=round(float(match[1].replace(',', '.')) * 60))
    if match := _MINUTES.fullmatch(text):
        return timedelta(minutes=int(match[1]))
    if match := re.fullmatch(r'(\d{1,2}:[0-5]\d):00', text):
        text = match[1]
    try:
        return parse_duration(text)
    except ValueError:
        return None
