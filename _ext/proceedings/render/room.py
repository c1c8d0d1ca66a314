"""The pages of a room and of a track: what happens there, day by day."""

from __future__ import annotations

from collections.abc import Sequence

from docutils import nodes

from .. import paging
from ..documents import room_document, track_document
from ..model import Edition, Session, Talk
from ..program import Program
from . import inline, lists
from .inline import Nodes, bullet_list, paragraph
from .parts import Parts
from .schedule import schedule_tables, select
from .tools import calendar_link, page_tools


def room_page(program: Program, edition: Edition, room: str) -> Parts | None:
    """What happens in a room, with the breaks between; None where there is no such room."""
    if room not in edition.rooms:
        return None
    found = edition.rooms[room]
    lines: list[Nodes] = [[inline.edition_link(edition)]]
    if found.url:
        lines.append([inline.web_link('Where it is', found.url)])
    sessions = select(program, edition, room=room)
    if any(room in session.rooms for session in sessions):
        lines.append([calendar_link(room_document(f'{edition.id}/{room}'), f'Calendar of {found.name}')])
    return Parts(
        f'proceedings-room-{room}',
        ('proceedings-room-page',),
        [nodes.Text(found.name)],
        [bullet_list(lines, 'proceedings-facts')],
        _schedule(program, edition, sessions, found.name),
    )


def track_page(program: Program, edition: Edition, track: str) -> Parts | None:
    """What happens in a track, and its talks that have no time; None where there is no such track."""
    if track not in edition.tracks:
        return None
    name = edition.tracks[track].name
    sessions = select(program, edition, track=track)
    lines: list[Nodes] = [[inline.edition_link(edition)]]
    if sessions:
        lines.append([calendar_link(track_document(f'{edition.id}/{track}'), f'Calendar of {name}')])
    given = {slot.talk for session in sessions for slot in session.slots}
    talks = map(program.talks.__getitem__, program.in_track.get(f'{edition.id}/{track}', ()))
    rest = [talk for talk in talks if talk.id not in given]
    more = [inline.mention('more', [nodes.Text('Without a time')], _talks(program, rest))] if rest else []
    return Parts(
        f'proceedings-track-{track}',
        ('proceedings-track-page',),
        [nodes.Text(name)],
        [bullet_list(lines, 'proceedings-facts')],
        [*_schedule(program, edition, sessions, name), *more],
    )


def _talks(program: Program, talks: Sequence[Talk]) -> nodes.bullet_list:
    """Hundreds have their titles only."""
    return lists.titles(talks) if len(talks) > paging.TALKS_ON_A_PAGE else lists.talk_list(program, talks)


def _schedule(program: Program, edition: Edition, sessions: Sequence[Session], place: str) -> Nodes:
    if not sessions:
        return [paragraph([nodes.Text('Nothing is planned here yet.')], 'proceedings-note')]
    is_brief = paging.in_schedule(edition, sessions) > paging.TALKS_ON_A_PAGE
    tables = schedule_tables(program, edition, sessions, is_brief=is_brief, place=place)
    return [page_tools(edition), inline.unsearched(*tables)]
