"""The days of a big edition at a glance: a row for each span of time, whatever number of sessions it has.

Where a program has thousands of talks, this is as long as its days are; what each session has is on the page of its
day.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from docutils import nodes

from .. import paging
from ..maths.nodes import title_nodes
from ..model import Edition, Session
from ..nodes import data_block, header_cell, make
from ..program import Program
from ..times import iso
from . import inline, moments
from .inline import Nodes, paragraph
from .schedule import DayTable, agenda_table, session_node_id
from .session import SessionBlock, classes_of, papers_node_id


def glance_tables(
    program: Program, edition: Edition, sessions: Sequence[Session], *, dated: bool = True
) -> list[data_block]:
    """One table for each day of *sessions*; unless *dated*, the page says which day it is.

    It has the anchors that the whole schedule would have, and those of the papers below it: others lead to them.
    """
    block = SessionBlock(program=program, edition=edition, is_brief=True)
    is_named = len(edition.sessions) <= paging.TALKS_ON_A_PAGE
    days: dict[date, list[Session]] = {}
    for session in sessions:
        days.setdefault(session.day, []).append(session)
    return [
        DayGlance(DayTable(edition, day, found, block, anchors=True, dated=dated, place=''), is_named).block()
        for day, found in sorted(days.items())
    ]


@dataclass(frozen=True, slots=True)
class DayGlance:
    """What goes on in one day; where it `is_named`, with the title of every session."""

    table: DayTable
    is_named: bool

    def block(self) -> data_block:
        spans: dict[tuple[datetime, datetime], list[Session]] = {}
        for session in self.table.sessions:
            spans.setdefault((session.start, session.end), []).append(session)
        table = agenda_table(self.table.caption(), map(self.row, spans.values()))
        table['classes'].append('proceedings-glance')
        day = {'day': self.table.day.isoformat()}
        return make(data_block, [table], ['proceedings-day-table'], is_div=True, data=day)

    def row(self, sessions: Sequence[Session]) -> nodes.row:
        anchors = [anchor for session in sessions for anchor in _anchors(session)]
        times = paragraph([*anchors, *moments.times(sessions[0], self.table.day)])
        head = make(header_cell, [times], scope='row')
        if len(sessions) == 1:
            entry = make(nodes.entry, [self.table.show.block(sessions[0])])
            return make(nodes.row, [head, entry], classes_of(sessions[0]))
        return make(nodes.row, [head, make(nodes.entry, [self.several(sessions)])])

    def several(self, sessions: Sequence[Session]) -> data_block:
        """How many sessions and talks there are; to scripts it is one session, which is on at that time."""
        first = sessions[0]
        title = inline.ref('row', first.ref, [nodes.Text(_how_many(sessions))])
        edition = self.table.edition
        talks = sum(len(paging.slots_listed(edition, session)) for session in sessions if not session.talk)
        count = [nodes.Text(' · ' + inline.count(talks, 'talk'))] if talks else []
        content = [paragraph([inline.text_group([title], 'proceedings-title'), *count]), *self.names(sessions)]
        data = {'session': first.ref, 'start': iso(first.start), 'end': iso(first.end)}
        return make(data_block, content, ['proceedings-session'], is_div=True, data=data)

    def names(self, sessions: Sequence[Session]) -> Iterable[nodes.paragraph]:
        """The titles of the sessions, or of their tracks, each with a link."""
        edition = self.table.edition
        tracks = dict.fromkeys(self.table.show.track(session) for session in sessions)
        named: list[Nodes] = [[inline.track_link(edition, track)] for track in tracks if track]
        if self.is_named:
            named = [[inline.ref('row', session.ref, _title(edition, session))] for session in sessions]
        if named:
            yield paragraph(inline.separated(named, ' · '), 'proceedings-label')


def _title(edition: Edition, session: Session) -> Nodes:
    return title_nodes(edition.title_of(session) or session.kind.name)


def _how_many(sessions: Sequence[Session]) -> str:
    return inline.count(len(sessions), 'talk' if all(session.talk for session in sessions) else 'session')


def _anchors(session: Session) -> list[nodes.target]:
    """What lead to a session, and to the list of its talks; nothing for talks, which have pages of their own."""
    if session.talk and not session.named:
        return []
    ids = [session_node_id(session), *([] if session.talk else [papers_node_id(session)])]
    return [nodes.target('', '', ids=[id]) for id in ids]
