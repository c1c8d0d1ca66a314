"""`schedule.yml`: days, with times and titles under each."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from ....names import slug
from ...draft import DraftTalk
from ...tables.agenda import Given, sessions_of, with_ends
from ...tables.moments import look_over, read_range
from .. import File
from .days import day_called, days_of
from .reading import Reading
from .records import Record, records, records_of

_USED = ('time', 'title', 'type', 'speaker', 'moderator', 'chair', 'linktext', 'linkactive')


def read_schedule(reading: Reading, file: File) -> None:
    """`schedule.yml` as some sites have it: under each day, a list of times and titles."""
    days = look_over([reading.config.text('date')] if reading.config else [])
    known = days_of(reading.config.text('date')) if reading.config else []
    for record in records(file, reading.report):
        for name, listed in record.fields.items():
            day = day_called(name, days, known)
            if day is None or not isinstance(listed, list):
                why = 'nobody says which day that is; write the days into config.yml, as date: 2-4 May 2031'
                reading.report.lose(f'schedule/{name}', record.at(name), '', why)
                continue
            _day(reading, day, [*records_of(listed, record.at(name))])


def _day(reading: Reading, day: date, listed: Sequence[Record]) -> None:
    midnight = datetime(day.year, day.month, day.day)
    titles = {slug(talk.title): key for key, talk in reading.draft.talks.items()}
    given = [one for record in listed if (one := _given(reading, midnight, record, titles))]
    reading.draft.sessions += sessions_of(with_ends(given, reading.report))


def _given(reading: Reading, midnight: datetime, record: Record, titles: dict[str, str]) -> Given | None:
    start, end = read_range(record.text('time'))
    title = reading.line(record, 'title')
    if start is None or not title:
        reading.report.wrong(record.place, 'the entry has no title, or no time; it is left out')
        return None
    one = Given(midnight + start, midnight + end if end is not None else None, record.at('time'), [])
    one.kind, one.title = record.text('type'), title
    if chair := record.text('moderator', 'chair'):
        one.chairs = reading.people.of_cell(chair, record.at('moderator', 'chair'), 'moderator')
    if record.text('speaker') or slug(title) in titles:
        one.talk, one.title, one.kind = _scheduled(reading, record, title, titles), '', ''
    reading.lose(record, 'schedule', _USED)
    return one


def _scheduled(reading: Reading, record: Record, title: str, titles: dict[str, str]) -> str:
    """The key of the talk in an entry of the schedule: one that is known by its title, or a new one."""
    key = titles.setdefault(slug(title), f'schedule: {slug(title) or title}')
    if key not in reading.draft.talks:
        talk = DraftTalk(key=key, title=title, place=record.at('title'), kind=record.text('type'))
        talk.speakers = reading.people.of_cell(record.text('speaker'), record.at('speaker'), 'speaker')
        reading.draft.talks[key] = talk
    return key
