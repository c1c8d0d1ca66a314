"""`main_calendar.json`: when sessions and talks are."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from urllib.parse import parse_qs, urlsplit

from ....names import fold
from ....times import is_of_our_time
from ...draft import DraftSlot
from ...tables.agenda import Given, sessions_of, with_ends
from .. import File
from .reading import Reading
from .records import Record, records

_PAGES: Mapping[str, str] = MappingProxyType(
    {'poster': 'papers', 'paper': 'papers', 'speaker': 'speakers', 'workshop': 'workshops', 'tutorial': 'tutorials'}
)
"""How Mini-Conf calls the page of a talk, `poster_B1xSperKvH.html`, and the file that the talk is in."""


def read_calendar(reading: Reading, file: File) -> None:
    given: list[Given] = []
    blocks: dict[int, list[str]] = {}
    for record in records(file, reading.report):
        if one := _event(reading, record):
            if not one.talk and (papers := _papers(reading, record, one.title)):
                blocks[len(given)] = papers
            given.append(one)
    sessions = [sessions_of([one])[0] for one in with_ends(given, reading.report)]
    for index, papers in blocks.items():
        sessions[index].slots = [DraftSlot(talk=paper) for paper in papers]
        sessions[index].kind = sessions[index].kind or 'poster'
    reading.draft.sessions += sorted(sessions, key=lambda session: session.start)


def _event(reading: Reading, record: Record) -> Given | None:
    title, start, end = reading.line(record, 'title'), _moment(record.text('start')), _moment(record.text('end'))
    if not title or not start:
        reading.report.wrong(record.place, 'the event has no title, or no time; it is left out')
        return None
    one = Given(start, end, record.place, [], kind=record.text('calendarid', 'category'))
    talk = _page(reading, record.text('link', 'location'))
    one.talk, one.title = (talk, '') if talk else ('', title)
    one.kind = '' if talk or one.kind in ('---', 'time') else one.kind
    _lose_event(reading, record, talk)
    return one


def _lose_event(reading: Reading, record: Record, talk: str) -> None:
    link = record.text('link', 'location')
    used = ['title', 'start', 'end', 'calendarid', 'category', *(['link', 'location'] if talk or not link else [])]
    if 'session=' in link:
        used += ['link', 'location']
    reading.lose(record, 'main_calendar', used)


def _page(reading: Reading, link: str) -> str:
    """The talk whose page an event leads to."""
    match = re.search(r'(?:^|/)(poster|paper|speaker|workshop|tutorial)_([\w.-]+?)(?:\.html)?(?:[?#].*)?$', link)
    key = f'{_PAGES[match[1]]}: {match[2]}' if match else ''
    return key if key in reading.draft.talks else ''


def _papers(reading: Reading, record: Record, title: str) -> list[str]:
    """The talks of a session, which an event names in its address (`papers.html?session=Mon+Session+3`), or in its
    title, as (P1S3)."""
    asked = parse_qs(urlsplit(record.text('link', 'location')).query).get('session', [])
    named = re.findall(r'\(([^()]+)\)\s*$', title)
    for name in (*asked, *named, title):
        if papers := reading.sessions.get(fold(name)):
            reading.shown.add(fold(name))
            return papers
    return []


def _moment(text: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo and is_of_our_time(moment) else None
