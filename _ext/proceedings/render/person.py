"""The page of a person."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from docutils import nodes

from ..documents import speaker_document
from ..identifiers import orcid_url
from ..model import Edition, Person, Talk
from ..program import Program, Role
from . import inline, moments
from .inline import Nodes, bullet_list, paragraph, text
from .parts import Parts
from .tools import calendar_link, cite_all, zone_tools


def speaker_page(program: Program, person: Person) -> Parts:
    """Name, affiliation, links; behind the biography, what they did in each edition."""
    roles = program.roles[person.id]
    affiliation = next((role.affiliation for role in roles if role.affiliation), person.affiliation)
    head: Nodes = [paragraph([nodes.Text(affiliation)], 'proceedings-affiliation')] if affiliation else []
    head += _other_names(program, person)
    if out := list(_person_links(person)):
        head.append(bullet_list(([link] for link in out), 'proceedings-links'))
    tail = [
        *_record(program, person, roles, affiliation),
        *_citations(program, person),
        *_coauthors(program, person),
        *_calendar(program, person),
    ]
    title = inline.full_name(person, person.name)
    return Parts(f'proceedings-speaker-{person.id}', ('proceedings-speaker',), title, head, tail)


def _other_names(program: Program, person: Person) -> Nodes:
    """How else they are spelled, and who else is called so."""
    lines: Nodes = []
    if person.aliases:
        lines.append(paragraph([nodes.Text(f'Also published as {", ".join(person.aliases)}')], 'proceedings-note'))
    if others := program.namesakes(person):
        links = inline.separated(
            [[inline.ref('speaker', other.id, inline.full_name(other, other.name))] for other in others], ', '
        )
        lines.append(paragraph([nodes.Text('Not to be confused with '), *links], 'proceedings-note'))
    return lines


def _record(program: Program, person: Person, roles: Sequence[Role], affiliation: str) -> Nodes:
    """What they did in each edition; of what no longer stands only where there is nothing else to say."""
    standing = [role for role in roles if not role.talk or program.talks[f'{role.edition}/{role.talk}'].stands]
    by_edition = {id: list(found) for id, found in groupby(standing or roles, key=lambda role: role.edition)}
    known = affiliation if len(by_edition) == 1 else ''
    return [_person_in(program, program.editions[id], found, known) for id, found in by_edition.items()]


def _citations(program: Program, person: Person) -> Nodes:
    """The citations of all that somebody gave or wrote, and that stands."""
    if not program.has_citations(person.id):
        return []
    return [cite_all(speaker_document(person.id), 'talks and papers', f'all talks and papers of {person.name}')]


def _coauthors(program: Program, person: Person) -> Nodes:
    """With whom they wrote, those with most in common first."""
    found = program.coauthors(person.id)
    if not found:
        return []
    items = ([inline.speaker_link(program, id), *_in_common(number)] for id, number in found)
    return [inline.mention('co-authors', [nodes.Text('Co-authors')], bullet_list(items, 'proceedings-coauthors'))]


def _in_common(number: int) -> Nodes:
    return [nodes.Text(' '), text(f'{number} papers', 'proceedings-label')] if number > 1 else []


def _person_links(person: Person) -> Iterable[nodes.reference]:
    if person.url:
        yield inline.web_link('Home page', person.url)
    if person.orcid:
        yield inline.web_link(f'ORCID {person.orcid}', orcid_url(person.orcid))
    yield from inline.labelled(person.links)


def _person_in(program: Program, edition: Edition, roles: Sequence[Role], known: str) -> nodes.section:
    """Their roles in one edition, with the affiliation of that time unless it is *known* from above."""
    whole = [role for role in roles if not role.talk and not role.session]
    items: list[Nodes] = [[text(inline.sentence(role.name), 'proceedings-role')] for role in whole]
    for role in roles:
        if role.talk:
            items.append(_talk_with_role(program, edition, edition.talks[role.talk], role))
        elif role.session:
            session = program.sessions[f'{edition.id}/{role.session}']
            link = inline.session_link(session, program.title_of(session))
            when = inline.text_group(moments.when(edition, session), 'proceedings-slot')
            items.append([text('Chair', 'proceedings-role'), nodes.Text(' '), link, when])
    then = '; '.join(dict.fromkeys(role.affiliation for role in roles if role.affiliation not in ('', known)))
    at = [paragraph([nodes.Text(then)], 'proceedings-affiliation')] if then else []
    body = bullet_list(items, 'proceedings-roles')
    return inline.mention(f'edition-{edition.id}', [inline.edition_link(edition)], *at, body)


def _calendar(program: Program, person: Person) -> Nodes:
    """The calendar of all that somebody has to do with, if any of it has a time."""
    if not program.has_calendar(person.id):
        return []
    link = calendar_link(speaker_document(person.id), f'Calendar of {person.name}')
    return [paragraph([link], 'proceedings-note'), zone_tools()]


def _talk_with_role(program: Program, edition: Edition, talk: Talk, role: Role) -> Nodes:
    slots = (moments.slot_line(edition, slot) for slot in program.slots.get(talk.ref, ()))
    return [
        inline.text_group(inline.talk_title(talk), 'proceedings-title'),
        nodes.Text(' '),
        text(f'{talk.kind.name}, {role.name}', 'proceedings-role'),
        *(inline.text_group(slot, 'proceedings-slot') for slot in slots),
    ]
