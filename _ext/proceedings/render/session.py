"""A session, wherever a schedule shows it: title first, people second, then what it is and where."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from docutils import nodes

from ..documents import day_of
from ..maths.nodes import title_nodes
from ..model import Edition, Session, Slot, standing
from ..nodes import data_block, data_item, make
from ..paging import MANY, has_papers, slots_listed
from ..program import Program
from ..times import iso
from . import inline, moments
from .inline import Nodes, paragraph
from .tools import cite_session


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionBlock:
    """Shows the sessions of an edition. With `papers_here`, the page itself lists the talks of poster sessions;
    where it `is_brief`, no session has its talks, and each says how many there are.
    """

    program: Program
    edition: Edition
    papers_here: bool = False
    is_brief: bool = False

    def block(self, session: Session, above: Sequence[nodes.Node] = ()) -> data_block:
        """All that a session says of itself, below what stands *above* it."""
        content = [*above, *self.title(session), *self.people(session), *self.label(session)]
        if session.slots and not session.talk:
            content.append(self.talks(session))
            if self.papers_here and not has_papers(self.edition, session):
                content += cite_session(self.edition, session, f'{noun(session)}s')
        return make(data_block, content, ['proceedings-session'], is_div=True, data=self.facts(session))

    def facts(self, session: Session) -> dict[str, str]:
        """What scripts have to know of a session."""
        talk = self.edition.talks.get(session.talk)
        return {
            'session': session.ref,
            'talk': talk.ref if talk else '',
            'kind': session.kind.id,
            'track': self.track(session),
            'rooms': ' '.join(session.rooms),
            'quiet': 'quiet' if session.kind.quiet else '',
            'status': inline.status_fact(self.edition.standing(session)[0]),
            **self.span(session),
        }

    def track(self, session: Session) -> str:
        """Its own track, or that of its talk."""
        talk = self.edition.talks.get(session.talk)
        return session.track or (talk.track if talk else '')

    def span(self, at: Session | Slot) -> dict[str, str]:
        return {'start': iso(at.start), 'end': iso(at.end)}

    def title(self, session: Session) -> Iterable[nodes.paragraph]:
        mark = inline.status_mark(session.status, session.reason)
        struck = inline.status_classes(session.status)
        if talk := self.edition.talks.get(session.talk):
            shown: Nodes = inline.talk_title(talk)
        else:
            shown = title_nodes(session.title)
        yield paragraph([inline.text_group(shown, *struck), *mark], 'proceedings-title')

    def people(self, session: Session) -> Iterable[nodes.paragraph]:
        talk = self.edition.talks.get(session.talk)
        if talk and talk.presenters:
            yield paragraph(inline.people(self.program, talk.presenters), 'proceedings-people')
        if session.chairs:
            chairs = inline.people(self.program, session.chairs)
            yield paragraph([nodes.Text('Chair: '), *chairs], 'proceedings-people')

    def label(self, session: Session) -> Iterable[nodes.paragraph]:
        """What kind of session it is, where its title does not say so, its track, and its room."""
        talk = self.edition.talks.get(session.talk)
        kind = (session.title or session.kind.name) if talk else ''
        parts: list[Nodes] = [[nodes.Text(kind)]] if kind else []
        if track := self.track(session):
            parts.append([inline.track_link(self.edition, track)])
        rooms = self.rooms(session)
        if parts:
            # a table with a column for each room hides the name of the room, and what separates it from the rest
            room = [inline.text_group([nodes.Text(' · '), *rooms], 'proceedings-room')] if rooms else []
            yield paragraph([*inline.separated(parts, ' · '), *room], 'proceedings-label')
        elif rooms:
            yield paragraph(rooms, 'proceedings-room')

    def rooms(self, session: Session) -> Nodes:
        """Which room, where that says something."""
        return inline.rooms(self.edition, session.rooms) if len(self.edition.rooms) > 1 else []

    def talks(self, session: Session) -> nodes.Node:
        if self.is_brief or (len(session.slots) > MANY and not session.timed):
            return paragraph([self.way_to_papers(session)], 'proceedings-label')
        return inline.list_of((self.talk(session, slot) for slot in session.slots), 'proceedings-talks')

    def way_to_papers(self, session: Session) -> nodes.Node:
        shown = nodes.Text(inline.count(len(slots_listed(self.edition, session)), noun(session)))
        if self.papers_here:
            return make(nodes.reference, [shown], refid=papers_node_id(session), internal=True)
        is_listed = session.edition not in self.program.big or session.id in self.program.forms[day_of(session)].begins
        return inline.ref('papers' if is_listed else 'row', session.ref, [shown])

    def talk(self, session: Session, slot: Slot) -> data_item:
        talk = self.edition.talks[slot.talk]
        at = [*moments.times(slot, session.day), nodes.Text(' ')] if session.timed else []
        board = [inline.board(slot.board), nodes.Text(' ')] if slot.board else []
        who = inline.people_behind(self.program, talk.presenters)
        status = standing(session, talk)[0]
        struck = inline.status_classes(session.status)
        title = inline.text_group(inline.talk_title(talk), 'proceedings-title', *struck)
        of_session = {'track': talk.track or session.track, 'status': inline.status_fact(status)}
        facts = inline.facts_of(talk, rooms=' '.join(slot.rooms), **of_session, **self.span(slot))
        return make(data_item, [paragraph([*at, *board, title, *who])], data=facts)


def papers_node_id(session: Session) -> str:
    return f'papers-{session.id}'


def noun(session: Session) -> str:
    return 'poster' if session.kind.id == 'poster' else 'talk'


def classes_of(session: Session) -> list[str]:
    """The look of the cell or row that a session is in."""
    quiet = ['proceedings-quiet'] if session.kind.quiet else []
    return [f'proceedings-kind-{session.kind.id}', *quiet]
