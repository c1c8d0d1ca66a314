"""The page of an edition."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from docutils import nodes

from .. import paging
from ..documents import (
    SPEAKERS,
    day_document,
    day_parts,
    room_document,
    talk_document,
    talks_document,
    track_document,
)
from ..identifiers import doi_url
from ..maths.nodes import title_nodes
from ..model import ORGANIZER, Credit, Edition, Organization, Person, Proceedings, Session, Venue
from ..order import by_number, in_program_order
from ..program import Program
from ..times import day_range
from ..vocabulary import LINK_KINDS
from ..web import citing
from . import inline, lists, moments
from .changes import changes_section, last_change
from .glance import glance_tables
from .inline import Nodes, bullet_list, count, paragraph, section, text
from .parts import Parts
from .schedule import schedule_tables
from .session import noun, papers_node_id
from .tools import bare_tools, cite_session, day_menu, edition_files, places, schedule_tools

NOT_YET = 'The program is not out yet.'


def edition_page(program: Program, edition: Edition) -> Parts:
    """When, where and by whom; behind the prose the schedule, organizers, sponsors, papers, reviewers."""
    talks = in_program_order(edition, list(edition.talks.values()))
    return Parts(
        f'proceedings-edition-{edition.id}',
        ('proceedings-edition',),
        title_nodes(edition.full_title),
        [edition_facts(program, edition), *_links(edition), *([citing()] if edition.talks else [])],
        [*_schedule(program, edition), *changes_section(program, edition), *organizers(program, edition),
         *sponsors(edition), *_papers(program, edition), *_reviewers(program, edition)],
        [(None, document) for document in (*_places(program, edition), *(talk_document(talk.ref) for talk in talks))],
    )  # fmt: skip


def _places(program: Program, edition: Edition) -> Iterable[str]:
    """The pages of the days, rooms and tracks."""
    yield from (day_document(f'{edition.id}/{day}') for day in edition.sessions_by_day())
    yield from day_parts(program, edition.id)
    yield from (room_document(f'{edition.id}/{room}') for room in edition.rooms)
    yield from (track_document(f'{edition.id}/{track}') for track in edition.tracks)


def edition_facts(program: Program, edition: Edition) -> nodes.bullet_list:
    """When, where, part of what, and who organized it."""
    lines = [_when(edition), where(edition)]
    if edition.part_of:
        lines.append([nodes.Text('Part of '), *_organization(edition.part_of)])
    if edition.organized_by:
        who = inline.text_group(inline.people(program, edition.organized_by), 'proceedings-people')
        lines.append([nodes.Text('Organized by '), who])
    if edition.proceedings.editors:
        who = inline.text_group(inline.people(program, edition.proceedings.editors), 'proceedings-people')
        lines.append([nodes.Text('Edited by '), who])
    lines.append(volume(edition.proceedings))
    return bullet_list(filter(None, lines), 'proceedings-facts')


def volume(proceedings: Proceedings) -> Nodes:
    """The volume that the papers are cited from; nothing where there is no more of it than a title."""
    series = ' '.join(filter(None, (proceedings.series, proceedings.volume)))
    isbn = f'ISBN {proceedings.isbn}' if proceedings.isbn else ''
    parts: list[Nodes] = [[nodes.Text(part)] for part in (series, proceedings.publisher, isbn) if part]
    if doi := proceedings.doi:
        parts.append([inline.web_link(f'doi:{doi}', doi_url(doi))])
    title: list[Nodes] = [[nodes.Text(proceedings.title)]] if proceedings.title else []
    return inline.separated([*title, *parts], ', ') if parts else []


def _links(edition: Edition) -> Nodes:
    """The edition's own page, its recordings, and all other links."""
    home = [[inline.web_link('Workshop page', edition.url)]] if edition.url else []
    out = [*home, *([link] for link in inline.labelled(edition.links, {**LINK_KINDS, 'video': 'Recording'}))]
    return [bullet_list(out, 'proceedings-links')] if out else []


def _schedule(program: Program, edition: Edition) -> Nodes:
    if not edition.sessions:
        note = [] if edition.talks else [paragraph([nodes.Text(NOT_YET)], 'proceedings-note')]
        return [*note, *edition_files(edition)]
    above = [*last_change(program, edition), *day_menu(program, edition), *places(edition), *edition_files(edition)]
    return [section('schedule', [nodes.Text('Schedule')], *above, *whole_schedule(program, edition, is_its_page=True))]


def whole_schedule(program: Program, edition: Edition, *, is_its_page: bool = False) -> Nodes:
    """All days, with what a reader can do with them; of a big edition at a glance."""
    if edition.id in program.big:
        return [bare_tools(edition), *glance_tables(program, edition, edition.sessions)]
    tables = schedule_tables(program, edition, edition.sessions, anchors=is_its_page, papers_here=is_its_page)
    return [schedule_tools(program, edition), *tables]


def sponsors(edition: Edition) -> Nodes:
    if not edition.sponsors:
        return []
    names = bullet_list((_organization(sponsor) for sponsor in edition.sponsors), 'proceedings-names')
    return [section('sponsors', [nodes.Text('Sponsors')], names)]


def _reviewers(program: Program, edition: Edition) -> Nodes:
    """By family name, as in the index of people."""
    reviewers = {credit.person for credit in edition.reviewers}
    people = [person for id, person in program.people.items() if id in reviewers]
    return [section('reviewers', [nodes.Text('Reviewers')], *_names(people))] if people else []


def _names(people: Sequence[Person]) -> Nodes:
    """Where they are too many for a page, that of all people has them."""
    if len(people) <= paging.PEOPLE_ON_A_PAGE:
        return [lists.people_index(people)]
    return [paragraph([inline.page_link(SPEAKERS, count(len(people), 'reviewer'))], 'proceedings-note')]


def _when(edition: Edition) -> Nodes:
    line: Nodes = [text(day_range(edition.start, edition.end), 'proceedings-day')]
    if edition.opens and edition.closes and edition.start == edition.end:
        line += [
            nodes.Text(', '),
            *moments.span(edition.opens, edition.closes, edition.start),
            nodes.Text(' '),
            moments.zone(edition, edition.opens, short=True),
        ]
    return line


def where(edition: Edition) -> Nodes:
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
    """A section for the papers of each poster session, and one for each kind of talk that has no time (yet).

    Those of a big edition are on the pages of its days, or, without a time, with all talks.
    """
    if edition.id not in program.big:
        yield from papers_of_sessions(program, edition, edition.sessions)
    given = {slot.talk for session in edition.sessions for slot in session.slots}
    rest = [talk for talk in edition.talks.values() if talk.id not in given and talk.stands]
    for kind, talks in lists.by_kind(program, rest).items():
        how_many = count(len(talks), 'paper' if not kind.presented else 'talk')
        shown: Nodes
        if len(rest) > paging.TALKS_ON_A_PAGE:
            page = talks_document(paging.first_page_of(program, edition))
            shown = [paragraph([inline.page_link(page, how_many)], 'proceedings-note')]
        else:
            facts = paragraph([nodes.Text(how_many)], 'proceedings-note')
            shown = [facts, lists.talk_list(program, by_number(talks))]
        yield section(f'more-{kind.id}', [nodes.Text(kind.plural)], *shown)


def papers_of_sessions(program: Program, edition: Edition, sessions: Iterable[Session]) -> Iterable[nodes.section]:
    """A section for the papers of each session that has them side by side; one for sessions that have the same."""
    apart = (session for session in sessions if paging.has_papers(edition, session))
    yield from (_papers_of(program, edition, same) for same in paging.alike(apart))


def _papers_of(program: Program, edition: Edition, same: Sequence[Session]) -> nodes.section:
    talks = by_number(lists.standing(edition.talks[slot.talk] for slot in same[0].slots))
    slots = {slot.talk: slot for slot in same[0].slots}
    return session_section(edition, same, count(len(talks), noun(same[0])), lists.talk_list(program, talks, slots))


def session_section(
    edition: Edition, same: Sequence[Session], how_many: str, talks: nodes.Node, above: Sequence[nodes.Node] = ()
) -> nodes.section:
    """The section for the *talks* of sessions that have the same: when these are, and *how_many* they have."""
    times = inline.separated([moments.when(edition, one) for one in same], '; ')
    facts = paragraph([*times, nodes.Text(f' · {how_many}')], 'proceedings-note')
    title = ', '.join(dict.fromkeys(one.title or one.kind.name for one in same))
    cite = next((found for one in same if (found := cite_session(edition, one, f'{noun(one)}s'))), [])
    made = section(papers_node_id(same[0]), title_nodes(title), facts, *above, *cite, talks)
    made['ids'] += [papers_node_id(other) for other in same[1:]]
    return made


def organizers(program: Program, edition: Edition) -> Iterable[nodes.section]:
    roles: dict[str, list[Credit]] = {}
    for credit in edition.organizers:
        roles.setdefault(credit.role, []).append(credit)
    for role, credits in roles.items():
        title = 'Organizers' if role == ORGANIZER else inline.sentence(role)
        people = bullet_list(
            ([inline.speaker_link(program, credit.person), *inline.affiliation(credit)] for credit in credits),
            'proceedings-names',
        )
        yield section(f'role-{nodes.make_id(role)}', [nodes.Text(title)], people)
