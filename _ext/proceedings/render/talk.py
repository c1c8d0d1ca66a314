"""The page of a talk."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from docutils import nodes

from ..documents import talk_document
from ..keywords import meaning
from ..maths.nodes import title_nodes
from ..model import Credit, Edition, Session, Slot, Talk
from ..neighbours import Beside
from ..nodes import make
from ..program import Program
from ..related import Related
from ..web import citing, way_to_citing
from . import inline, moments
from .inline import Nodes, bullet_list, paragraph, section, text
from .parts import Parts
from .record import corrected, corrections, standing_title, tombstone
from .tools import calendar_link, page_tools

NAMES = 3
"""How many people are named of a related talk."""


def talk_page(program: Program, talk: Talk) -> Parts:
    """Kind, title, people, when and where, links; behind the abstract, what comes before and after."""
    edition = program.editions[talk.edition]
    slots = program.slots.get(talk.ref, ())
    head: Nodes = [*tombstone(program, talk), kind_line(edition, talk)]
    if talk.people:
        head.append(_talk_people(program, talk))
    if slots:
        head.append(
            bullet_list((slot_line(program, edition, slot) for slot in slots), 'proceedings-slots', 'no-search')
        )
    head += corrected(talk)
    head.append(_take(edition, talk, slots))
    if links := inline.talk_links(talk):
        head.append(links)
    if talk.editors_summary:
        head.append(
            paragraph([nodes.Text('Summary by the editors of these proceedings')], 'proceedings-note', 'no-search')
        )
    tail: Nodes = [*corrections(talk), citing()]
    if talk.keywords:
        tail.append(section('keywords', [nodes.Text('Keywords')], paragraph(keywords(program, talk))))
    if related := program.related.get(talk.ref):
        lines = (_related_line(program, edition, found) for found in related)
        tail.append(inline.mention('related', [nodes.Text('Related talks')], bullet_list(lines, 'proceedings-related')))
    if around := list(_around(program, edition, slots)):
        tail.append(
            inline.mention(
                'before-and-after', [nodes.Text('Before and after')], bullet_list(around, 'proceedings-around')
            )
        )
    title = [*standing_title(talk), *title_nodes(talk.title)]
    return Parts(f'proceedings-talk-{talk.id}', ('proceedings-talk',), title, head, tail)


def kind_line(edition: Edition, talk: Talk) -> nodes.paragraph:
    kind = text(talk.kind.name, f'proceedings-kind-{talk.kind.id}', 'proceedings-kind')
    parts: list[Nodes] = [[kind]]
    if talk.number is not None:
        parts.append([nodes.Text(f'Paper {talk.number}')])
    if talk.track:
        parts.append([inline.track_link(edition, talk.track)])
    mark = inline.status_mark(talk.status, talk.reason) if talk.stands else []
    return paragraph([*inline.separated(parts, ' · '), *inline.awards(talk), *mark], 'proceedings-eyebrow', 'no-search')


def _take(edition: Edition, talk: Talk, slots: Sequence[Slot]) -> nodes.container:
    """What to do with a talk: pick it, put it into a calendar, cite it, see its time on another clock."""
    row: Nodes = [paragraph([inline.star_of(talk)])] if talk.stands or slots else []
    if slots:
        row.append(paragraph([calendar_link(talk_document(talk.ref))]))
    row.append(paragraph([way_to_citing()]))
    if slots:
        row.append(page_tools(edition))
    return make(nodes.container, row, ['proceedings-take'], is_div=True)


def _talk_people(program: Program, talk: Talk) -> nodes.bullet_list:
    """Everyone in the order of the paper; who speaks is marked where there are others."""
    speakers = {credit.person for credit in talk.speakers}
    mark = bool(talk.authors)

    def line(credit: Credit) -> Nodes:
        spoken = [text(' (speaker)', 'proceedings-role')] if mark and credit.person in speakers else []
        return [inline.byline(program, credit.person), *spoken, *inline.affiliation(credit)]

    return bullet_list(map(line, talk.people), 'proceedings-people')


def slot_line(program: Program, edition: Edition, slot: Slot) -> Nodes:
    session = program.sessions[f'{edition.id}/{slot.session}']
    named = [nodes.Text(' · '), inline.session_link(session, session.title)] if session.title else []
    mark = inline.status_mark(session.status, session.reason)
    return [*moments.slot_line(edition, slot), *named, *mark]


def keywords(program: Program, talk: Talk) -> Nodes:
    """The keywords as they are written there, each a link to its page if it has one."""
    written: dict[str, str] = {}
    for keyword in talk.keywords:
        written.setdefault(meaning(keyword), keyword)
    return inline.separated([[_keyword(program, keyword)] for keyword in written.values()], ', ')


def _keyword(program: Program, written: str) -> nodes.Node:
    keyword = program.keyword(written)
    return inline.keyword_link(keyword, written) if keyword else nodes.Text(written)


def _related_line(program: Program, edition: Edition, found: Related) -> Nodes:
    """Title, kind, edition if it is another, and people: those of both talks, or the first."""
    talk = program.talks[found.talk]
    what = talk.kind.name if talk.edition == edition.id else f'{talk.kind.name} {talk.edition}'
    also = [credit for credit in talk.people if credit.person in found.people]
    who = _short(program, also or talk.people)
    title = inline.text_group([inline.talk_link(talk), *inline.status_mark(talk.status)], 'proceedings-title')
    label = text(f'{what}, also by' if also else what, 'proceedings-label')
    behind = [nodes.Text(' '), inline.text_group(who, 'proceedings-people')] if who else []
    return [title, nodes.Text(' '), label, *behind]


def _short(program: Program, people: Sequence[Credit]) -> Nodes:
    """The first of *people*, and whether there are more."""
    shown = people if len(people) <= NAMES else people[: NAMES - 1]
    more = [nodes.Text(f' and {len(people) - len(shown)} more')] if len(people) > len(shown) else []
    return [*inline.people(program, shown), *more]


def _around(program: Program, edition: Edition, slots: Sequence[Slot]) -> Iterable[Nodes]:
    """What comes before and after a talk; its time at a poster session counts only if it has no other. When that is,
    only a time of its own asks: else the pages of all posters beside a talk would be others when that moves."""
    sessions = {slot.session: program.sessions[f'{edition.id}/{slot.session}'] for slot in slots}
    alone = [slot for slot in slots if len(sessions[slot.session].slots) == 1 or sessions[slot.session].timed]
    for slot in alone or slots[:1]:
        session = sessions[slot.session]
        found = _neighbours(program, session, slot) if alone else program.beside[session.ref]
        for label, neighbour in zip(('Before', 'After'), found, strict=True):
            if neighbour and neighbour.talk != slot.talk:  # its own questions, in a row of their own
                at: Nodes = [] if isinstance(neighbour, Beside) else [_start(neighbour, slot), nodes.Text(' ')]
                yield [text(label, 'proceedings-label'), nodes.Text(' '), *at, *_neighbour(edition, neighbour)]


def _neighbours(program: Program, session: Session, slot: Slot) -> tuple[Session | Slot | None, Session | Slot | None]:
    """What ends before and begins after a slot: in its session, else around that."""
    before, after = program.neighbours[session.ref]
    inner = session.slots if session.timed else (slot,)
    at = inner.index(slot)
    return (inner[at - 1] if at else before), (inner[at + 1] if at + 1 < len(inner) else after)


def _start(neighbour: Session | Slot, slot: Slot) -> nodes.Node:
    day = slot.start.date()
    time = moments.at_time(neighbour.start, day)
    time['day'] = day.isoformat()
    return time


def _neighbour(edition: Edition, neighbour: Session | Slot | Beside) -> Nodes:
    if talk := edition.talks.get(neighbour.talk):
        return [inline.talk_link(talk)]
    return [] if isinstance(neighbour, Slot) else [inline.session_link(neighbour, neighbour.title)]
