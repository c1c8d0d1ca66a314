"""The page of a talk."""

from __future__ import annotations

from collections.abc import Iterable

from docutils import nodes

from ..maths.nodes import title_nodes
from ..model import Credit, Edition, Program, Session, Slot, Talk
from ..nodes import time_node
from ..times import clock
from . import inline
from .inline import Nodes, bullet_list, paragraph, section, text
from .parts import Parts


def talk_page(program: Program, talk: Talk) -> Parts:
    """Kind, title, people, when and where, links; behind the abstract, what comes before and after."""
    edition = program.editions[talk.edition]
    slots = program.slots.get(talk.ref, ())
    head: Nodes = [_kind_line(edition, talk)]
    if talk.people:
        head.append(_talk_people(program, talk))
    if slots:
        head.append(bullet_list((_slot_line(program, edition, slot) for slot in slots), 'proceedings-slots'))
    if links := inline.links(talk.links):
        head.append(links)
    if talk.editors_summary:
        head.append(paragraph([nodes.Text('Summary by the editors of these proceedings')], 'proceedings-note'))
    tail: Nodes = []
    if talk.keywords:
        tail.append(section('keywords', [nodes.Text('Keywords')], paragraph([nodes.Text(', '.join(talk.keywords))])))
    if around := list(_around(program, edition, slots)):
        tail.append(
            inline.mention(
                'before-and-after', [nodes.Text('Before and after')], bullet_list(around, 'proceedings-around')
            )
        )
    return Parts(f'proceedings-talk-{talk.id}', ('proceedings-talk',), title_nodes(talk.title), head, tail)


def _kind_line(edition: Edition, talk: Talk) -> nodes.paragraph:
    track = edition.tracks[talk.track].name if talk.track else ''
    number = f'Paper {talk.number}' if talk.number is not None else ''
    kind = text(talk.kind.name, f'proceedings-kind-{talk.kind.id}', 'proceedings-kind')
    rest = ''.join(f' · {part}' for part in (number, track) if part)
    return paragraph([kind, nodes.Text(rest), *inline.status_mark(talk.status)], 'proceedings-eyebrow')


def _talk_people(program: Program, talk: Talk) -> nodes.bullet_list:
    """Everyone in the order of the paper; who speaks is marked where there are others."""
    speakers = {credit.person for credit in talk.speakers}
    mark = bool(talk.authors)

    def line(credit: Credit) -> Nodes:
        spoken = [text(' (speaker)', 'proceedings-role')] if mark and credit.person in speakers else []
        return [inline.speaker_link(program, credit.person), *spoken, *inline.affiliation(credit)]

    return bullet_list(map(line, talk.people), 'proceedings-people')


def _slot_line(program: Program, edition: Edition, slot: Slot) -> Nodes:
    session = program.sessions[f'{edition.id}/{slot.session}']
    where = ''.join(f', {edition.rooms[room].name}' for room in slot.rooms)
    board = f', board {slot.board}' if slot.board else ''
    named = [nodes.Text(' · '), inline.session_link(session, session.title)] if session.title else []
    return [*inline.when(slot), nodes.Text(f'{where}{board}'), *named, *inline.status_mark(session.status)]


def _around(program: Program, edition: Edition, slots: Iterable[Slot]) -> Iterable[Nodes]:
    """What is in the same room before and after each slot of a talk, and the poster session that it is in."""
    for slot in slots:
        session = program.sessions[f'{edition.id}/{slot.session}']
        before, after = _neighbours(edition, session, slot)
        for label, neighbour in (('Before', before), ('After', after)):
            if neighbour:
                yield [text(label, 'proceedings-label'), nodes.Text(' '), *_neighbour_line(edition, neighbour)]


def _neighbours(edition: Edition, session: Session, slot: Slot) -> tuple[Session | Slot | None, Session | Slot | None]:
    """What ends before and begins after a slot: in its session, else in the same room on the same day."""
    inner = list(session.slots) if session.timed else []
    at = inner.index(slot) if slot in inner else 0
    earlier = [s for s in edition.sessions if s.end <= session.start and _same_place(s, session)]
    later = [s for s in edition.sessions if s.start >= session.end and _same_place(s, session)]
    before = inner[at - 1] if inner and at else max(earlier, key=lambda s: s.end, default=None)
    after = inner[at + 1] if inner and at + 1 < len(inner) else min(later, key=lambda s: s.start, default=None)
    return before, after


def _same_place(one: Session, other: Session) -> bool:
    return one.day == other.day and (not one.rooms or not other.rooms or bool({*one.rooms} & {*other.rooms}))


def _neighbour_line(edition: Edition, neighbour: Session | Slot) -> Nodes:
    talk = edition.talks.get(neighbour.talk)
    at: Nodes = [
        inline.text_group([time_node(neighbour.start, clock(neighbour.start))], 'proceedings-times'),
        nodes.Text(' '),
    ]
    if talk:
        return [*at, inline.talk_link(talk)]
    return [*at, inline.session_link(neighbour, neighbour.title)] if isinstance(neighbour, Session) else at
