"""What a reader can do with a schedule: other clocks, filters, a schedule of their own, files to take along."""

from __future__ import annotations

from collections.abc import Container, Iterable
from datetime import date

from docutils import nodes

from ..documents import SERIES_FEED, calendar_file, feed_file, frab_files, program_file, schedule_stem, session_stem
from ..maths.titles import plain_title
from ..model import Edition, Room, Session, Track
from ..nodes import make
from ..program import Program
from ..times import day_and_month
from ..vocabulary import Kind
from ..web import Choice, citation_files, file_link, tools
from . import inline
from .inline import Nodes, bullet_list

CALENDAR = 'text/calendar'


def schedule_tools(program: Program, edition: Edition, *, has_talks: bool = True) -> tools:
    """The tools above a schedule; its filters offer what differs among the sessions of *edition*.

    Unless it *has_talks*, only sessions are there to be filtered, and nobody is looked for who gives a talk in one.
    """
    choices = program.choices[edition.id]
    sorts = choices.sorts if has_talks else choices.of_sessions
    groups = [
        ('kind', 'Kind', _choices(program.kinds.values(), {kind for kind, _ in sorts})),
        ('track', 'Track', _choices(edition.tracks.values(), {track for _, track in sorts})),
        ('room', 'Room', _choices(edition.rooms.values(), choices.rooms)),
    ]
    filters = [group for group in groups if len(group[2]) > 1]
    return make(tools, [], edition=edition.id, timezone=edition.timezone, filters=filters, people=has_talks)


def bare_tools(edition: Edition) -> tools:
    """The same without filters, for the days of a big edition at a glance."""
    return make(tools, [], edition=edition.id, timezone=edition.timezone, filters=[], people=False)


def page_tools(edition: Edition) -> tools:
    """The tools of a page that has times and no schedule."""
    return make(tools, [], edition=edition.id, timezone=edition.timezone)


def zone_tools() -> tools:
    """The same for a page with times of several editions."""
    return make(tools, [])


def day_menu(program: Program, edition: Edition, today: date | None = None) -> Nodes:
    """The days of an edition that has several, each a link; *today* is the one that the page is about."""
    days = program.dates[edition.id]
    if len(days) < 2:
        return []
    items: Iterable[Nodes] = ([_day(edition, day, today)] for day in days)
    return [bullet_list(items, 'proceedings-day-menu')]


def calendar_link(docname: str, label: str = 'Calendar') -> file_link:
    """The calendar file of the page *docname*."""
    return make(file_link, [], address=calendar_file(docname), label=f'{label} (.ics)', type=CALENDAR)


def cite_all(document: str, what: str, about: str) -> citation_files:
    """The citations of all that a page or a session has: *what*, which are *about*."""
    return make(citation_files, [], document=document, label=f'Cite all {what}:', about=about)


def cite_session(edition: Edition, session: Session, what: str) -> Nodes:
    """The same of a session, if it has an id that others may use, and talks of its own that stand."""
    stand = any(edition.talks[slot.talk].stands for slot in session.slots)
    if session.talk or not session.named or not stand:
        return []
    return [cite_all(session_stem(session.ref), what, f'all {what}, {plain_title(session.title)}')]


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
    """The files of a whole edition: those of its schedule, if it has one; for other programs; for readers of feeds."""
    label = 'The whole program (.json)'
    whole = make(file_link, [], address=program_file(edition.id), label=label, type='application/json')
    found = [*(_schedule_files(edition) if edition.sessions else []), whole, feed_link(edition), series_feed_link()]
    return [bullet_list(([link] for link in found), 'proceedings-files')]


def _schedule_files(edition: Edition) -> list[file_link]:
    """For calendars, and for the apps that read frab's format."""
    xml, json = frab_files(edition.id)
    return [
        calendar_to_subscribe_to(edition),
        make(file_link, [], address=xml, label='For schedule apps (frab .xml)', type='application/xml'),
        make(file_link, [], address=json, label='The same as .json', type='application/json'),
    ]


def feed_link(edition: Edition) -> file_link:
    """The feed of what changes in the program of an edition."""
    label = 'Changes of this program (Atom feed)'
    return make(file_link, [], address=feed_file(edition.id), label=label, type='application/atom+xml')


def series_feed_link() -> file_link:
    """The feed of the talks of all editions."""
    label = 'Talks of all editions (Atom feed)'
    return make(file_link, [], address=SERIES_FEED, label=label, type='application/atom+xml')


def _day(edition: Edition, day: date, today: date | None) -> nodes.Node:
    shown = day_and_month(day)
    return inline.text(shown, 'proceedings-current') if day == today else inline.day_link(edition, day, shown)


def _choices(things: Iterable[Kind | Track | Room], used: Container[str]) -> list[Choice]:
    return [(thing.id, thing.name) for thing in things if thing.id in used]
