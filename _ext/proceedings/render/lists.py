"""Talks and people -> dense lists, like a good index."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import groupby
from types import MappingProxyType

from docutils import nodes

from ..model import Person, Slot, Talk
from ..nodes import data_item, make
from ..program import Program
from ..vocabulary import Kind
from . import inline

NOWHERE: Mapping[str, Slot] = MappingProxyType({})


def talk_list(program: Program, talks: Iterable[Talk], slots: Mapping[str, Slot] = NOWHERE) -> nodes.bullet_list:
    """Each talk on two lines: number and title, then people and links, and the board of its slot in *slots*."""
    talks = list(talks)
    items = (talk_item(program, talk, slots.get(talk.id)) for talk in talks)
    return inline.list_of(items, 'proceedings-papers', *numbered(talks))


def numbered(talks: Iterable[Talk]) -> list[str]:
    """The look of a list with numbers beside it, if any of its *talks* has one."""
    return ['proceedings-numbered'] if any(talk.number is not None for talk in talks) else []


def titles(talks: Iterable[Talk]) -> nodes.bullet_list:
    """Talks without anything else, where they are hundreds: no page is to be over a megabyte."""
    return inline.bullet_list(([inline.talk_link(talk)] for talk in talks), 'proceedings-titles')


def talk_item(program: Program, talk: Talk, slot: Slot | None) -> data_item:
    board = [nodes.Text(' · '), inline.board(slot.board)] if slot and slot.board else []
    facts = inline.facts_of(talk, rooms=' '.join(slot.rooms) if slot else '')
    return make(data_item, [inline.paragraph([*talk_entry(program, talk), *board])], data=facts)


def talk_entry(program: Program, talk: Talk) -> inline.Nodes:
    number = [inline.text(str(talk.number), 'proceedings-number'), nodes.Text(' ')] if talk.number is not None else []
    who = inline.people_behind(program, talk.people)
    found = inline.short_links(talk)
    links = [nodes.Text(' '), inline.text_group(found, 'proceedings-out')] if found else []
    title = inline.text_group(inline.talk_title(talk), 'proceedings-title')
    return [*number, title, *who, *links]


def standing(talks: Iterable[Talk]) -> list[Talk]:
    """Those that belong into lists."""
    return [talk for talk in talks if talk.stands]


def by_kind(program: Program, talks: Iterable[Talk]) -> Mapping[Kind, list[Talk]]:
    """Talks grouped by kind, in the order in which kinds are known."""
    order = {id: index for index, id in enumerate(program.kinds)}
    ordered = sorted(talks, key=lambda talk: order[talk.kind.id])
    return {kind: list(group) for kind, group in groupby(ordered, key=lambda talk: talk.kind)}


def people_index(people: Iterable[Person]) -> nodes.bullet_list:
    """Names, the family name first, each a link."""
    items = ([inline.ref('speaker', person.id, inline.full_name(person, person.sort_name))] for person in people)
    return inline.bullet_list(items, 'proceedings-index')
