"""The index of people of a book: who is in its talks, and who chairs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from docutils import nodes

from .. import paging
from ..maths.nodes import title_nodes
from ..model import Edition, Person, Session, Talk
from ..program import Program
from ..render import inline
from ..render.inline import Nodes, list_of, paragraph, section
from ..render.schedule import session_node_id
from .ids import PEOPLE, person_id, talk_id

ENTRY = 'proceedings-index-entry'
"""The class of each reference of the index: where there are pages, their numbers stand there."""


WHERE = 'proceedings-where'
"""The class of what is around all of these of a person."""


def people_index(program: Program, edition: Edition, talks: Iterable[Talk]) -> Iterator[nodes.section]:
    """By family name and letter, each person with what they have in the book; nothing where nobody has."""
    entries = _entries(program, edition, talks)
    people = [person for id, person in program.people.items() if id in entries]
    letters = [_letter(letter, found, entries) for letter, found in paging.by_letter(people).items()]
    if letters:
        yield section(PEOPLE, [nodes.Text('Index of people')], *letters)


def _entries(program: Program, edition: Edition, talks: Iterable[Talk]) -> Mapping[str, Nodes]:
    """By the id of each person: references to talks, in their order, then to the sessions that they chair."""
    found: dict[str, Nodes] = {}
    for talk in talks:
        for credit in talk.people:
            found.setdefault(credit.person, []).append(_to_talk(talk))
    for session in edition.sessions:
        for credit in session.chairs:
            found.setdefault(credit.person, []).append(_to_session(program, session))
    return found


def _to_talk(talk: Talk) -> nodes.reference:
    return nodes.reference('', '', *title_nodes(talk.title), refid=talk_id(talk), internal=True, classes=[ENTRY])


def _to_session(program: Program, session: Session) -> nodes.reference:
    shown = [*title_nodes(program.title_of(session)), nodes.Text(' (chair)')]
    return nodes.reference('', '', *shown, refid=session_node_id(session), internal=True, classes=[ENTRY])


def _letter(letter: str, people: Iterable[Person], entries: Mapping[str, Nodes]) -> nodes.section:
    items = (_item(person, entries[person.id]) for person in people)
    names = list_of(items, 'proceedings-book-index')
    return section(f'letter-{paging.letter_id(letter)}', [nodes.Text(letter)], names)


def _item(person: Person, entries: Nodes) -> nodes.list_item:
    where = inline.separated([[entry] for entry in entries], '; ')
    name = inline.text_group(inline.full_name(person, person.sort_name), 'proceedings-name')
    line = paragraph([name, nodes.Text(' '), inline.text_group(where, WHERE)])
    return nodes.list_item('', line, ids=[person_id(person.id)])
