"""Clock times, ranges and durations as organizers write them, and dates as readers read them.

Times in YAML are local to the edition's IANA zone. Hours may pass 24 for what ends, or begins, after the
midnight that closes a day's program (`23:30-25:00`), as broadcasters write it: so a night still belongs to
its day, and `10:00-09:00` can be told to be a slip.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from .problems import short

DASH = r'\s*(?:-|–|—|to)\s*'

_FLAGS = re.ASCII | re.IGNORECASE
_CLOCK = re.compile(r'(\d{1,2}):([0-5]\d)', _FLAGS)
_RANGE = re.compile(rf'(\S+?){DASH}(\S+)', _FLAGS)
_MINUTES = re.compile(r'(\d+)\s*(?:m|min|mins|minutes?)?', _FLAGS)
_HOURS = re.compile(r'(\d+)\s*(?:h|hours?)\s*(?:([0-5]?\d)\s*(?:m|min|mins|minutes?)?)?', _FLAGS)
_ISO = re.compile(r'PT(?:(\d+)H)?(?:(\d+)M)?', _FLAGS)
_UNIX = re.compile(r'\d{1,12}', _FLAGS)
_OFFSET = re.compile(r'([+-])(\d{2}):?([0-5]\d)', _FLAGS)

_END = 253370764800
"""The year 9999 as Unix time: Python has no year behind it into which a zone could turn."""

LATEST = timedelta(hours=30)
"""A day's program ends before six in the morning of the next."""


def is_of_our_time(day: date) -> bool:
    """Whether a program may have that day: what is outside of these centuries is a slip in the year."""
    return 1900 <= day.year < 2200


def parse_clock(text: str) -> timedelta:
    """The time since midnight of `08:10` (or `25:30`, after the midnight that ends the day).

    Raises ValueError, with a sentence that says what a time looks like.
    """
    match = _CLOCK.fullmatch(text.strip())
    time = timedelta(hours=int(match[1]), minutes=int(match[2])) if match else LATEST
    if time >= LATEST:
        raise ValueError(f'"{short(text)}" is not a time; write hours and minutes as 09:00 or 14:30')
    return time


def parse_range(text: str) -> tuple[timedelta, timedelta | None]:
    """(start, end) of `08:10-08:20`, or (start, None) of `08:10`. Raises ValueError."""
    match = _RANGE.fullmatch(text.strip())
    if not match and any(char in text for char in '-–—'):
        raise ValueError(f'"{short(text)}" is not a range of times; write it as 08:10-08:20')
    if not match:
        return parse_clock(text), None
    start, end = parse_clock(match[1]), parse_clock(match[2])
    check_order(start, end)
    return start, end


def check_order(start: timedelta, end: timedelta) -> None:
    """Raises ValueError where the end is not after the start."""
    if end <= start:
        late = end + timedelta(days=1)
        hint = f'; if it ends after midnight, write {clock_of(late)}' if late < LATEST else ''
        raise ValueError(f'the end, {clock_of(end)}, is not after the start, {clock_of(start)}{hint}')


def parse_duration(text: str) -> timedelta:
    """A length of time: minutes (`20`, `20 min`), hours (`1h`, `1h30`, `1:30`) or ISO 8601 (`PT1H30M`).

    Raises ValueError.
    """
    text = text.strip()
    if match := _MINUTES.fullmatch(text):
        hours, minutes = '0', match[1]
    elif match := _HOURS.fullmatch(text) or _CLOCK.fullmatch(text) or _ISO.fullmatch(text):
        hours, minutes = match[1] or '0', match[2] or '0'
    else:
        raise ValueError(f'"{short(text)}" is not a duration; write minutes as 20, or 1h30')
    length = timedelta(hours=int(hours[:6]), minutes=int(minutes[:6]))
    if not timedelta() < length <= timedelta(days=1):
        raise ValueError(f'a duration of "{short(text)}" is not between a minute and a day')
    return length


def parse_offset(text: str) -> timedelta:
    """The offset from UTC that `-07:00` is. Raises ValueError."""
    match = _OFFSET.fullmatch(text.strip())
    if not match or int(match[2]) > 14:
        raise ValueError(f'"{short(text)}" is not an offset from UTC; write it as -07:00')
    offset = timedelta(hours=int(match[2]), minutes=int(match[3]))
    return offset if match[1] == '+' else -offset


def clock_of(since_midnight: timedelta) -> str:
    """`08:10`; the inverse of `parse_clock`."""
    minutes = int(since_midnight.total_seconds()) // 60
    return f'{minutes // 60:02}:{minutes % 60:02}'


def local(day: date, since_midnight: timedelta, zone: ZoneInfo) -> datetime:
    """The aware time at which a clock on the wall shows *since_midnight* of *day* (the first, if it does twice)."""
    midnight = datetime(day.year, day.month, day.day)
    return (midnight + since_midnight).replace(tzinfo=zone)


def midnight(day: date, timezone: str) -> datetime:
    """The moment at which *day* begins in the IANA zone *timezone*."""
    return local(day, timedelta(0), ZoneInfo(timezone))


def moment_of(seconds: str) -> datetime | None:
    """The moment, in UTC, of a Unix time in digits; None for what is none, or after the years that clocks show."""
    match = _UNIX.fullmatch(seconds.strip())
    return datetime.fromtimestamp(int(match[0]), UTC) if match and int(match[0]) < _END else None


def later(moment: datetime, length: timedelta) -> datetime:
    """The moment in the same zone when *length* has passed, whatever is done to the clocks meanwhile."""
    return (moment.astimezone(UTC) + length).astimezone(moment.tzinfo)


def is_changing(moment: datetime) -> bool:
    """Whether clocks are changed so that this local time is either skipped or repeated."""
    return moment.replace(fold=0).utcoffset() != moment.replace(fold=1).utcoffset()


def is_skipped(moment: datetime) -> bool:
    """Whether no clock ever shows this local time: it falls into the hour that summer time skips."""
    return moment.astimezone(UTC).astimezone(moment.tzinfo).replace(tzinfo=None) != moment.replace(tzinfo=None)


def is_repeated(moment: datetime) -> bool:
    """Whether clocks show this local time twice, in the hour that the end of summer time repeats."""
    return is_changing(moment) and not is_skipped(moment)


def with_offset(moment: datetime, offset: timedelta) -> datetime | None:
    """The one of two equal local times that has *offset*, or None if neither has."""
    return next((m for m in (moment.replace(fold=0), moment.replace(fold=1)) if m.utcoffset() == offset), None)


def offset_of(moment: datetime) -> str:
    """`-08:00`."""
    offset = f'{moment:%z}'
    return f'{offset[:3]}:{offset[3:5]}'


def iso(moment: datetime) -> str:
    """`2019-12-14T08:10:00-08:00` (ISO 8601), on the clock of the moment's own zone."""
    return moment.isoformat(timespec='seconds')


def utc(moment: datetime) -> datetime:
    """The same moment on the clock of UTC."""
    return moment.astimezone(UTC)


def elapsed(start: datetime, end: datetime) -> timedelta:
    """How much time passes: an hour more, or less, than clocks show where summer time ends or begins between the two.

    (Python's `end - start` is what the clocks of one zone show.)
    """
    return utc(end) - utc(start)


def clock(moment: datetime) -> str:
    """`08:10`, on the clock of the moment's own zone."""
    return f'{moment:%H:%M}'


def clock_range(start: datetime, end: datetime) -> str:
    """`08:10–08:20`."""
    return f'{clock(start)}–{clock(end)}'


def long_day(day: date) -> str:
    """`Saturday 14 December 2019`; in English whatever the machine's locale is."""
    return f'{WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]} {day.year}'


def short_day(day: date) -> str:
    """`Sat 14 Dec 2019`."""
    return f'{WEEKDAYS[day.weekday()][:3]} {day.day} {MONTHS[day.month - 1][:3]} {day.year}'


def day_range(start: date, end: date) -> str:
    """`Saturday 14 December 2019`, `14–16 December 2019`, `30 November – 2 December 2019`."""
    if start == end:
        return long_day(start)
    until = f'{end.day} {MONTHS[end.month - 1]} {end.year}'
    if start.year != end.year:
        return f'{start.day} {MONTHS[start.month - 1]} {start.year} – {until}'
    if start.month != end.month:
        return f'{start.day} {MONTHS[start.month - 1]} – {until}'
    return f'{start.day}–{until}'


def full_date(day: date) -> str:
    """`14 December 2019`."""
    return f'{day.day} {MONTHS[day.month - 1]} {day.year}'


def day_and_month(day: date) -> str:
    """`Sat 14 Dec`."""
    return f'{WEEKDAYS[day.weekday()][:3]} {day.day} {MONTHS[day.month - 1][:3]}'


def long_zone_name(timezone: str, moment: datetime) -> str:
    """`America/Vancouver time, PST`: the name of the IANA zone, and what it is called then."""
    return f'{timezone.replace("_", " ")} time, {zone_name(moment)}'


def zone_name(moment: datetime) -> str:
    """What the zone is called then: `PST`, or `UTC+05:30` where it has no letters."""
    name = moment.tzname() or ''
    if name.isalpha():
        return name
    return f'UTC{offset_of(moment)}'


WEEKDAYS = ('Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday')
MONTHS = (
    'January', 'February', 'March', 'April', 'May', 'June',
    'July', 'August', 'September', 'October', 'November', 'December',
)  # fmt: skip


def fixed_zone(offset: timedelta) -> str:
    """The zone that always has that offset from UTC, as `Etc/GMT-2` (its sign is the other way round) or `UTC`; nothing
    where there is none, since it is not of whole hours."""
    hours, rest = divmod(offset, timedelta(hours=1))
    return '' if rest or not -14 <= -hours <= 12 else f'Etc/GMT{-hours:+d}' if hours else 'UTC'
