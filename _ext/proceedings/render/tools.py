"""What a reader can do with a schedule: other clocks, filters, a schedule of their own, files to take along."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from docutils import nodes

from ..documents import calendar_file, frab_files, schedule_stem
from ..model import Edition, Session, Talk
from ..program import Program
from ..times import day_and_month
from ..web import Choice, file_link, tools
from . import inline
from .inline import Nodes, bullet_list

CALENDAR = 'text/calendar'


def schedule_tools(program: Program, edition: Edition, sessions: Sequence[Session]) -> tools:
    """The tools above a schedule of *sessions*; its filters offer what differs among them."""
    talks = [edition.talks[slot.talk] for session in sessions for slot in session.slots]
    groups = [
        ('kind', 'Kind', _kinds(program, sessions, talks)),
        ('track', 'Track', _tracks(edition, sessions, talks)),
        ('room', 'Room', _rooms(edition, sessions)),
    ]
    filters = [group for group in groups if len(group[2]) > 1]
    return tools('', edition=edition.id, timezone=edition.timezone, filters=filters)


def page_tools(edition: Edition) -> tools:
    """The tools of a page that has times and no schedule."""
    return tools('', edition=edition.id, timezone=edition.timezone)


def zone_tools() -> tools:
    """The same for a page with times of several editions."""
    return tools('')


def day_menu(edition: Edition, today: date | None = None) -> Nodes:
    """The days of an edition that has several, each a link; *today* is the one that the page is about."""
    days = list(edition.sessions_by_day())
    if len(days) < 2:
        return []
    items: Iterable[Nodes] = ([_day(edition, day, today)] for day in days)
    return [bullet_list(items, 'proceedings-day-menu')]


def calendar_link(docname: str, label: str = 'Calendar') -> file_link:
    """The calendar file of the page *docname*."""
    return file_link('', address=calendar_file(docname), label=f'{label} (.ics)', type=CALENDAR)


def calendar_to_subscribe_to(edition: Edition) -> file_link:
    """The calendar of the whole schedule, which carries changes."""
    return calendar_link(schedule_stem(edition.id), 'Subscribe to the calendar, with all later changes')


def places(edition: Edition) -> Nodes:
    """Where there are several rooms, or tracks: a line of links to the page of each."""
    rooms = inline.separated([[inline.room_link(edition, room)] for room in edition.rooms], ', ')
    tracks = inline.separated([[inline.track_link(edition, track)] for track in edition.tracks], ', ')
    lines: list[Nodes] = []
    if len(edition.rooms) > 1:
        lines.append([inline.text('Rooms', 'proceedings-label'), nodes.Text(' '), *rooms])
    if edition.tracks:
        lines.append([inline.text('Tracks', 'proceedings-label'), nodes.Text(' '), *tracks])
    return [bullet_list(lines, 'proceedings-places')] if lines else []


def edition_files(edition: Edition) -> Nodes:
    """The files of a whole edition: for calendars and for the apps that read frab's format."""
    xml, json = frab_files(edition.id)
    out: list[Nodes] = [
        [calendar_to_subscribe_to(edition)],
        [file_link('', address=xml, label='For schedule apps (frab .xml)', type='application/xml')],
        [file_link('', address=json, label='The same as .json', type='application/json')],
    ]
    return [bullet_list(out, 'proceedings-files')]


def _day(edition: Edition, day: date, today: date | None) -> nodes.Node:
    shown = day_and_month(day)
    return inline.text(shown, 'proceedings-current') if day == today else inline.day_link(edition, day, shown)


def _kinds(program: Program, sessions: Sequence[Session], talks: Sequence[Talk]) -> list[Choice]:
    used = {session.kind.id for session in sessions} | {talk.kind.id for talk in talks}
    return [(kind.id, kind.name) for kind in program.kinds.values() if kind.id in used]


def _tracks(edition: Edition, sessions: Sequence[Session], talks: Sequence[Talk]) -> list[Choice]:
    used = {session.track for session in sessions} | {talk.track for talk in talks}
    return [(track.id, track.name) for track in edition.tracks.values() if track.id in used]


def _rooms(edition: Edition, sessions: Sequence[Session]) -> list[Choice]:
    used = {room for session in sessions for room in session.rooms}
    return [(room.id, room.name) for room in edition.rooms.values() if room.id in used]
