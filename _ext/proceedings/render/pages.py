"""The parts of each kind of page: what stands under its title, and the sections behind its prose.

A page is complete without prose; prose, where there is any, stands between `head` and `tail`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from docutils import nodes

from ..math_nodes import title_nodes
from ..model import Credit, Edition, Organization, Person, Program, Role, Session, Slot, Talk, Venue
from ..nodes import search_form, time_node
from ..times import clock, day_range, zone_name
from . import inline, lists
from .inline import Nodes, bullet_list, paragraph, section, text
from .schedule import count, noun, papers_node_id, schedule_tables, select, sessions_with_papers


@dataclass(frozen=True, slots=True)
class Parts:
    """A page less its prose. `children` are the documents below it, as (title or nothing, document name)."""

    node_id: str
    classes: tuple[str, ...]
    title: Nodes
    head: Nodes = field(default_factory=list)
    tail: Nodes = field(default_factory=list)
    children: Sequence[tuple[str | None, str]] = ()


# A talk


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
        tail.append(section('before-and-after', [nodes.Text('Before and after')], bullet_list(around, 'proceedings-around')))
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
    at: Nodes = [inline.text_group([time_node(neighbour.start, clock(neighbour.start))], 'proceedings-times'), nodes.Text(' ')]
    if talk:
        return [*at, inline.talk_link(talk)]
    return [*at, inline.session_link(neighbour, neighbour.title)] if isinstance(neighbour, Session) else at


# A person


def speaker_page(program: Program, person: Person) -> Parts:
    """Name, affiliation, links; behind the biography, what they did in each edition."""
    roles = program.roles[person.id]
    affiliation = next((role.affiliation for role in roles if role.affiliation), person.affiliation)
    head: Nodes = [paragraph([nodes.Text(affiliation)], 'proceedings-affiliation')] if affiliation else []
    if out := list(_person_links(person)):
        head.append(bullet_list(([link] for link in out), 'proceedings-links'))
    tail: Nodes = [
        _person_in(program, program.editions[edition], list(found))
        for edition, found in groupby(roles, key=lambda role: role.edition)
    ]
    return Parts(f'proceedings-speaker-{person.id}', ('proceedings-speaker',), [nodes.Text(person.name)], head, tail)


def _person_links(person: Person) -> Iterable[nodes.reference]:
    if person.url:
        yield inline.web_link('Home page', person.url)
    if person.orcid:
        yield inline.web_link(f'ORCID {person.orcid}', f'https://orcid.org/{person.orcid}')
    yield from (inline.web_link(link.kind.capitalize(), link.url) for link in person.links)


def _person_in(program: Program, edition: Edition, roles: Sequence[Role]) -> nodes.section:
    whole = [role for role in roles if not role.talk and not role.session]
    items: list[Nodes] = [[text(role.name.capitalize(), 'proceedings-role')] for role in whole]
    for role in roles:
        if role.talk:
            items.append(_talk_with_role(edition, edition.talks[role.talk], role))
        elif role.session:
            session = program.sessions[f'{edition.id}/{role.session}']
            items.append([text('Chair', 'proceedings-role'), nodes.Text(' '), inline.session_link(session, session.title)])
    body = bullet_list(items, 'proceedings-roles')
    return section(f'edition-{edition.id}', [inline.edition_link(edition)], body)


def _talk_with_role(edition: Edition, talk: Talk, role: Role) -> Nodes:
    return [
        inline.text_group([inline.talk_link(talk), *inline.status_mark(talk.status)], 'proceedings-title'),
        nodes.Text(' '),
        text(f'{talk.kind.name}, {role.name}', 'proceedings-role'),
    ]


# An edition


def edition_page(program: Program, edition: Edition) -> Parts:
    """When and where; behind the prose the schedule, the papers, organizers, sponsors, reviewers."""
    tail: Nodes = []
    if edition.sessions:
        tail.append(section('schedule', [nodes.Text('Schedule')], *schedule_tables(program, edition, edition.sessions, anchors=True)))
    tail += _papers(program, edition)
    tail += _organizers(program, edition)
    if edition.sponsors:
        tail.append(section('sponsors', [nodes.Text('Sponsors')], bullet_list((_organization(s) for s in edition.sponsors), 'proceedings-names')))
    if edition.reviewers:
        names = bullet_list(([inline.speaker_link(program, c.person)] for c in edition.reviewers), 'proceedings-index')
        tail.append(section('reviewers', [nodes.Text('Reviewers')], names))
    talks = lists.in_program_order(program, edition, list(edition.talks.values()))
    return Parts(
        f'proceedings-edition-{edition.id}',
        ('proceedings-edition',),
        title_nodes(inline.edition_title(edition)),
        [edition_facts(edition), *edition_links(edition)],
        tail,
        [(None, f'talks/{talk.ref}') for talk in talks],
    )


def edition_facts(edition: Edition) -> nodes.bullet_list:
    """When, where, and part of what."""
    part_of = [nodes.Text('Part of '), *_organization(edition.part_of)] if edition.part_of else []
    return bullet_list((line for line in (_when(edition), _where(edition), part_of) if line), 'proceedings-facts')


def edition_links(edition: Edition) -> Nodes:
    """The edition's own page, and all other links."""
    home = [[inline.web_link('Workshop page', edition.url)]] if edition.url else []
    out = [*home, *([link] for link in inline.labelled(edition.links))]
    return [bullet_list(out, 'proceedings-links')] if out else []


def _when(edition: Edition) -> Nodes:
    line: Nodes = [text(day_range(edition.start, edition.end), 'proceedings-day')]
    if edition.opens and edition.closes:
        hours = [time_node(edition.opens, clock(edition.opens)), nodes.Text('–'), time_node(edition.closes, clock(edition.closes))]
        line += [nodes.Text(', '), *hours, nodes.Text(f' {zone_name(edition.opens)}')]
    return line


def _where(edition: Edition) -> Nodes:
    room = inline.rooms(edition, [edition.room]) if edition.room else []
    return inline.separated([part for part in (room, *_venue(edition.venue)) if part], ', ')


def _venue(venue: Venue | None) -> Iterable[Nodes]:
    if venue is None:
        return
    yield [inline.web_link(venue.name, venue.url)] if venue.url else [nodes.Text(venue.name)]
    town = ', '.join(filter(None, (venue.city, venue.region, venue.country)))
    if venue.address or town:
        yield [text(venue.address or town)]


def _organization(organization: Organization) -> Nodes:
    return [inline.web_link(organization.name, organization.url) if organization.url else nodes.Text(organization.name)]


def _papers(program: Program, edition: Edition) -> Iterable[nodes.section]:
    """A section for the papers of each poster session, and one for each kind of talk that has no time (yet)."""
    for session in sessions_with_papers(edition.sessions):
        title = session.title or session.kind.name
        talks = lists.by_number(edition.talks[slot.talk] for slot in session.slots)
        facts = paragraph([*inline.when(session), nodes.Text(f' · {count(len(talks), noun(session))}')], 'proceedings-note')
        yield section(papers_node_id(session), title_nodes(title), facts, lists.talk_list(program, talks))
    given = {slot.talk for session in edition.sessions for slot in session.slots}
    rest = lists.by_kind(program, (talk for talk in edition.talks.values() if talk.id not in given))
    for kind, talks in rest.items():
        facts = paragraph([nodes.Text(count(len(talks), 'paper' if not kind.presented else 'talk'))], 'proceedings-note')
        yield section(f'more-{kind.id}', [nodes.Text(f'{kind.name}s')], facts, lists.talk_list(program, lists.by_number(talks)))


def _organizers(program: Program, edition: Edition) -> Iterable[nodes.section]:
    roles: dict[str, list[Credit]] = {}
    for credit in edition.organizers:
        roles.setdefault(credit.role, []).append(credit)
    for role, credits in roles.items():
        title = 'Organizers' if role == 'organizer' else role.capitalize()
        people = bullet_list(
            ([inline.speaker_link(program, credit.person), *inline.affiliation(credit)] for credit in credits),
            'proceedings-names',
        )
        yield section(f'role-{nodes.make_id(role)}', [nodes.Text(title)], people)


# Lists of everything


def home_page(program: Program) -> Parts:
    """The latest edition: when and where, the search, the schedule; and the way to all others."""
    edition = program.latest
    children: list[tuple[str | None, str]] = [('Talks', 'talks/index'), ('People', 'speakers/index')]
    children += [(edition.id, f'talks/{edition.id}/index') for edition in program.editions.values()]
    title: Nodes = title_nodes(program.series.title)
    if edition is None:
        return Parts('proceedings-home', ('proceedings-home',), title, [search_form()], [], children)
    tail: Nodes = [search_form()]
    if edition.sessions:
        more = paragraph([inline.edition_link(edition, f'All about {edition.id}: papers, organizers, reviewers')], 'proceedings-more')
        tables = schedule_tables(program, edition, edition.sessions)
        tail.append(section('schedule', [nodes.Text(f'Schedule {edition.id}')], *tables, more))
    tail.append(section('editions', [nodes.Text('Editions')], bullet_list(map(_edition_line, program.editions.values()), 'proceedings-editions')))
    return Parts('proceedings-home', ('proceedings-home',), title, [edition_facts(edition)], tail, children)


def _edition_line(edition: Edition) -> Nodes:
    where = edition.venue.city or edition.venue.name if edition.venue else ''
    facts = ' · '.join(filter(None, (day_range(edition.start, edition.end), where, count(len(edition.talks), 'talk'))))
    return [inline.edition_link(edition), nodes.Text(' '), text(facts, 'proceedings-label')]


def talks_page(program: Program) -> Parts:
    """Every talk, by edition and kind."""
    tail: Nodes = []
    for edition in program.editions.values():
        kinds = [
            section(f'{edition.id}-{kind.id}', [nodes.Text(f'{kind.name}s')], lists.talk_list(program, lists.in_program_order(program, edition, talks)))
            for kind, talks in lists.by_kind(program, edition.talks.values()).items()
        ]
        tail.append(section(f'edition-{edition.id}', [inline.edition_link(edition)], *kinds))
    return Parts('proceedings-talks', ('proceedings-talks',), [nodes.Text('Talks')], [], tail)


def speakers_page(program: Program) -> Parts:
    """Everybody, by the first letter of the family name."""
    letters = lists.people_by_letter(program.people.values())
    ids = {letter: f'letter-{nodes.make_id(letter) or index}' for index, letter in enumerate(letters)}
    jumps = bullet_list(([nodes.reference('', letter, refid=ids[letter], internal=True)] for letter in letters), 'proceedings-letters')
    tail: Nodes = [jumps, *(section(ids[letter], [nodes.Text(letter)], lists.people_index(people)) for letter, people in letters.items())]
    children: list[tuple[str | None, str]] = [(None, f'speakers/{person}') for person in program.people]
    return Parts('proceedings-speakers', ('proceedings-speakers',), [nodes.Text('People')], [], tail, children)


__all__ = ['Parts', 'edition_page', 'home_page', 'select', 'speaker_page', 'speakers_page', 'talk_page', 'talks_page']
