"""Times as organizers write them, and dates as readers read them."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from proceedings import times

VANCOUVER = ZoneInfo('America/Vancouver')


@pytest.mark.parametrize(
    ('text', 'minutes'),
    [('08:10', 490), ('8:10', 490), (' 08:10 ', 490), ('00:00', 0), ('24:00', 1440), ('25:30', 1530), ('29:59', 1799)],
)
def test_a_time_is_hours_and_minutes(text: str, minutes: int) -> None:
    assert times.parse_clock(text) == timedelta(minutes=minutes)


@pytest.mark.parametrize(
    'text', ['', '9', '9am', '25:99', '09:60', '30:00', '9.30', '09:30:00', '-1:00', '１２:００', 'x']
)
def test_what_is_not_a_time_is_said(text: str) -> None:
    with pytest.raises(ValueError, match='is not a time; write hours and minutes as 09:00 or 14:30'):
        times.parse_clock(text)


@pytest.mark.parametrize(
    'text', ['08:10-09:00', '8:10-9:00', '08:10 - 09:00', '08:10–09:00', '08:10 — 09:00', '08:10 to 09:00']
)
def test_a_range_has_any_dash(text: str) -> None:
    assert times.parse_range(text) == (timedelta(hours=8, minutes=10), timedelta(hours=9))


def test_a_range_may_have_no_end() -> None:
    assert times.parse_range('08:10') == (timedelta(hours=8, minutes=10), None)


def test_a_range_may_go_past_midnight() -> None:
    assert times.parse_range('23:00-25:00') == (timedelta(hours=23), timedelta(hours=25))


@pytest.mark.parametrize(
    ('text', 'message'),
    [
        ('09:20-08:20', 'the end, 08:20, is not after the start, 09:20'),
        ('09:20-09:20', 'the end, 09:20, is not after the start, 09:20'),
        ('23:00-01:00', 'the end, 01:00, is not after the start, 23:00; if it ends after midnight, write 25:00'),
        ('9am-10am', '"9am" is not a time; write hours and minutes as 09:00 or 14:30'),
        ('09:20-', '"09:20-" is not a range of times; write it as 08:10-08:20'),
        ('09:20 - 10:20 in the hall', '"09:20 - 10:20 in the hall" is not a range of times; write it as 08:10-08:20'),
    ],
)
def test_what_is_not_a_range_is_said(text: str, message: str) -> None:
    with pytest.raises(ValueError, match=re.escape(message)) as raised:
        times.parse_range(text)
    assert str(raised.value) == message


def test_a_message_shows_only_the_beginning_of_a_long_text() -> None:
    with pytest.raises(ValueError, match=r'^"x{59}…" is not a time'):
        times.parse_clock('x' * 10_000)


@pytest.mark.parametrize(
    ('text', 'minutes'),
    [
        ('20', 20),
        ('20 min', 20),
        ('20 Minutes', 20),
        ('90m', 90),
        ('1h', 60),
        ('2 hours', 120),
        ('1h30', 90),
        ('1h 5 min', 65),
        ('1:30', 90),
        ('PT1H30M', 90),
        ('PT20M', 20),
        ('PT90M', 90),
        ('24h', 1440),
    ],
)
def test_a_duration_is_minutes_or_hours_and_minutes(text: str, minutes: int) -> None:
    assert times.parse_duration(text) == timedelta(minutes=minutes)


@pytest.mark.parametrize('text', ['', 'soon', '1.5h', '-20', '1h90', '1:75', '20s', 'P1D', 'h'])
def test_what_is_not_a_duration_is_said(text: str) -> None:
    with pytest.raises(ValueError, match='is not a duration; write minutes as 20, or 1h30'):
        times.parse_duration(text)


@pytest.mark.parametrize('text', ['0', '25h', '1441', 'PT', '9' * 500])
def test_a_duration_is_between_a_minute_and_a_day(text: str) -> None:
    with pytest.raises(ValueError, match='is not between a minute and a day'):
        times.parse_duration(text)


@pytest.mark.parametrize(('text', 'minutes'), [('-07:00', -420), ('+05:30', 330), ('+0530', 330), ('+00:00', 0)])
def test_an_offset_is_hours_and_minutes_from_utc(text: str, minutes: int) -> None:
    assert times.parse_offset(text) == timedelta(minutes=minutes)


@pytest.mark.parametrize('text', ['', '07:00', 'PST', '-7', '-15:00', '+05:60'])
def test_what_is_not_an_offset_is_said(text: str) -> None:
    with pytest.raises(ValueError, match='is not an offset from UTC; write it as -07:00'):
        times.parse_offset(text)


@pytest.mark.parametrize('text', ['00:00', '08:10', '25:30'])
def test_a_time_is_written_as_it_is_read(text: str) -> None:
    assert times.clock_of(times.parse_clock(text)) == text


def at(day: date, clock: str) -> str:
    return times.local(day, times.parse_clock(clock), VANCOUVER).isoformat()


def test_a_local_time_has_the_offset_of_its_day() -> None:
    assert at(date(2019, 12, 14), '08:10') == '2019-12-14T08:10:00-08:00'
    assert at(date(2019, 7, 14), '08:10') == '2019-07-14T08:10:00-07:00'


def test_a_time_past_midnight_is_on_the_next_day() -> None:
    assert at(date(2019, 12, 31), '25:30') == '2020-01-01T01:30:00-08:00'


@pytest.mark.parametrize(
    ('day', 'clock', 'skipped', 'repeated'),
    [
        (date(2019, 3, 10), '01:59', False, False),
        (date(2019, 3, 10), '02:00', True, False),
        (date(2019, 3, 10), '02:59', True, False),
        (date(2019, 3, 10), '03:00', False, False),
        (date(2019, 11, 3), '00:59', False, False),
        (date(2019, 11, 3), '01:00', False, True),
        (date(2019, 11, 3), '01:59', False, True),
        (date(2019, 11, 3), '02:00', False, False),
    ],
)
def test_summer_time_skips_an_hour_and_repeats_one(day: date, clock: str, skipped: bool, repeated: bool) -> None:
    moment = times.local(day, times.parse_clock(clock), VANCOUVER)
    assert (times.is_skipped(moment), times.is_repeated(moment)) == (skipped, repeated)


def test_an_offset_chooses_between_two_equal_times() -> None:
    moment = times.local(date(2019, 11, 3), timedelta(hours=1), VANCOUVER)
    first, second, neither = (times.with_offset(moment, timedelta(hours=hours)) for hours in (-7, -8, -9))
    assert (first and times.offset_of(first), second and times.offset_of(second), neither) == ('-07:00', '-08:00', None)


def test_a_zone_without_letters_is_shown_as_its_offset() -> None:
    day = date(2019, 12, 14)
    assert times.zone_name(times.local(day, timedelta(), VANCOUVER)) == 'PST'
    assert times.zone_name(times.local(day, timedelta(), ZoneInfo('Asia/Kathmandu'))) == 'UTC+05:45'


def test_a_range_of_clocks_has_a_dash() -> None:
    start, end = (times.local(date(2019, 12, 14), timedelta(hours=hours), VANCOUVER) for hours in (8, 25))
    assert times.clock_range(start, end) == '08:00–01:00'


@pytest.mark.parametrize(
    ('start', 'end', 'shown'),
    [
        (date(2019, 12, 14), date(2019, 12, 14), 'Saturday 14 December 2019'),
        (date(2019, 12, 14), date(2019, 12, 16), '14–16 December 2019'),
        (date(2019, 11, 30), date(2019, 12, 2), '30 November – 2 December 2019'),
        (date(2019, 12, 30), date(2020, 1, 2), '30 December 2019 – 2 January 2020'),
    ],
)
def test_days_are_shown_as_a_reader_would_say_them(start: date, end: date, shown: str) -> None:
    assert times.day_range(start, end) == shown


def test_a_short_day_has_three_letters() -> None:
    assert times.short_day(date(2019, 12, 14)) == 'Sat 14 Dec 2019'


def test_a_day_begins_where_it_is() -> None:
    assert times.iso(times.midnight(date(2019, 12, 14), 'America/Vancouver')) == '2019-12-14T00:00:00-08:00'


def test_a_unix_time_is_a_moment() -> None:
    assert times.moment_of(' 1500000000\n') == datetime(2017, 7, 14, 2, 40, tzinfo=UTC)
    assert [times.moment_of(text) for text in ('', '-1', '1.5', 'x', '253370764800', '9' * 5000)] == [None] * 6
