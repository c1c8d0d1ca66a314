"""Small pieces that all pages are made of: links to talks and people, times, places, links out.

Everything shown of another object comes with a link to it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache

from docutils import nodes
from sphinx import addnodes

from ..documents import paper_file
from ..keywords import Keyword
from ..maths.nodes import title_nodes
from ..maths.titles import plain_title
from ..model import Credit, Edition, Link, Person, Session, Talk
from ..neighbours import Beside
from ..nodes import make
from ..program import Program
from ..times import full_date, long_day
from ..vocabulary import LINK_KINDS, Status
from ..web import file_link, star

Nodes = list[nodes.Node]

SHARED = 10_000
"""So many links are remembered: near each other are pages of the same people, and of talks that are related."""


def ref(kind: str, target: str, children: Iterable[nodes.Node], *classes: str) -> addnodes.pending_xref:
    """A link to an object of the program; `page` and `directives` say which document it is in."""
    inner = make(nodes.inline, children, ['proceedings-ref'])
    where = {'refdomain': 'proceedings', 'reftype': kind, 'reftarget': target}
    return make(addnodes.pending_xref, [inner], classes, **where, refexplicit=True, refwarn=True)


@lru_cache(SHARED)
def link(kind: str, target: str, text: str, *classes: str) -> addnodes.pending_xref:
    """The same with *text*: one node for all pages that have this link. A document has a copy of its own."""
    return ref(kind, target, [nodes.Text(text)], *classes)


@lru_cache(SHARED)
def titled(kind: str, target: str, title: str, *classes: str) -> addnodes.pending_xref:
    """The same with *title*, which may have formulas."""
    return ref(kind, target, title_nodes(title), *classes)


def talk_link(talk: Talk) -> addnodes.pending_xref:
    return titled('talk', talk.ref, talk.title, *status_classes(talk.status))


def talk_title(talk: Talk) -> Nodes:
    """The talk's title as a link, the star that picks it, whether it still stands, and what it was given."""
    return [talk_link(talk), star_of(talk), *status_mark(talk.status, talk.reason), *awards(talk)]


def awards(talk: Talk) -> Nodes:
    """` · Best paper award`, each as a mark behind a title; the dot is for where marks look like other words."""
    marks = ((text('· ', 'proceedings-before-award'), text(award, 'proceedings-award')) for award in talk.awards)
    return [node for mark in marks for node in (nodes.Text(' '), *mark)]


def star_of(talk: Talk) -> star:
    return make(star, [], talk=talk.ref, title=plain_title(talk.title))


def speaker_link(program: Program, person: str) -> addnodes.pending_xref:
    return link('speaker', person, program.people[person].name)


def byline(program: Program, person: str) -> addnodes.pending_xref:
    """The same on the page of a talk, where of two people of one name it has to be clear who it is."""
    who = program.people[person]
    alone = not program.namesakes(who)
    return speaker_link(program, person) if alone else ref('speaker', person, full_name(who, who.name))


def full_name(person: Person, name: str) -> Nodes:
    """*name*, which is that of *person*, and what tells them from others of that name."""
    which = [nodes.Text(' '), text(f'({person.disambiguation})', 'proceedings-disambiguation')]
    return [nodes.Text(name), *(which if person.disambiguation else [])]


def edition_link(edition: Edition, text: str = '') -> addnodes.pending_xref:
    return link('edition', edition.id, text or edition.full_title)


def page_link(docname: str, text: str) -> addnodes.pending_xref:
    """A link to a document by its name, which begins at the site's folder."""
    inner = make(nodes.inline, [nodes.Text(text)], ['doc'])
    where = {'refdomain': 'std', 'reftype': 'doc', 'reftarget': f'/{docname}'}
    return make(addnodes.pending_xref, [inner], **where, refexplicit=True, refwarn=True)


def day_link(edition: Edition, day: date, text: str = '') -> addnodes.pending_xref:
    return link('day', f'{edition.id}/{day.isoformat()}', text or long_day(day))


def track_link(edition: Edition, track: str) -> addnodes.pending_xref:
    return link('track', f'{edition.id}/{track}', edition.tracks[track].name)


def keyword_link(keyword: Keyword, written: str) -> addnodes.pending_xref:
    return link('keyword', keyword.id, written, 'proceedings-keyword')


def board(number: str) -> nodes.inline:
    return text(f'Board {number}', 'proceedings-board')


def session_link(session: Session | Beside, text: str) -> addnodes.pending_xref:
    return titled('row', session.ref, text)  # whether or not it has an id that roles may use


def text(value: str, *classes: str) -> nodes.inline:
    return make(nodes.inline, [nodes.Text(value)] if value else [], classes)


def paragraph(children: Iterable[nodes.Node], *classes: str) -> nodes.paragraph:
    return make(nodes.paragraph, children, classes)


def bullet_list(items: Iterable[Iterable[nodes.Node]], *classes: str) -> nodes.bullet_list:
    """A list of one paragraph each."""
    return list_of((make(nodes.list_item, [paragraph(item)]) for item in items), *classes)


def list_of(entries: Iterable[nodes.list_item], *classes: str) -> nodes.bullet_list:
    return make(nodes.bullet_list, entries, ['proceedings-list', *classes], bullet='*')


def facts_of(talk: Talk, **more: str) -> dict[str, str]:
    """What scripts have to know of an entry for *talk*."""
    facts = {'talk': talk.ref, 'kind': talk.kind.id, 'track': talk.track, 'status': status_fact(talk.status)}
    return {**facts, **more}


def status_fact(status: Status) -> str:
    return '' if status is Status.CONFIRMED else status.value


def section(id: str, title: Iterable[nodes.Node], *children: nodes.Node) -> nodes.section:
    """A section with its own id and a title."""
    return make(nodes.section, [make(nodes.title, title), *children], ids=[id])


def mention(id: str, title: Iterable[nodes.Node], *children: nodes.Node) -> nodes.section:
    """A section that only mentions what has pages of its own: search leads there, and not here."""
    made = section(id, title, *children)
    made['classes'].append('no-search')
    return made


def unsearched(*children: nodes.Node) -> nodes.container:
    """The same without a heading."""
    return make(nodes.container, children, ['no-search'], is_div=True)


def dated(day: date, children: Iterable[nodes.Node]) -> Nodes:
    """What happened on a day, for a list by date."""
    return [text(full_date(day), 'proceedings-date'), nodes.Text(' '), *children]


def web_link(label: str, url: str) -> nodes.reference:
    return make(nodes.reference, [nodes.Text(label)], refuri=url, internal=False)


def separated(items: Sequence[Nodes], separator: str) -> Nodes:
    """The items in a row with *separator* between them."""
    joined: Nodes = []
    for index, item in enumerate(items):
        joined += [nodes.Text(separator), *item] if index else item
    return joined


def people(program: Program, credits: Sequence[Credit]) -> Nodes:
    """Names in a row, each a link."""
    return separated([[speaker_link(program, credit.person)] for credit in credits], ', ')


def people_behind(program: Program, credits: Sequence[Credit]) -> Nodes:
    """The same, quietly behind a title; nothing where there is nobody."""
    return [nodes.Text(' '), text_group(people(program, credits), 'proceedings-people')] if credits else []


def affiliation(credit: Credit) -> Nodes:
    """`, Google Brain`, or nothing where nobody says."""
    return [text(f', {credit.affiliation}', 'proceedings-affiliation')] if credit.affiliation else []


def table_group(widths: Sequence[int], head: nodes.row, rows: Iterable[nodes.row]) -> nodes.tgroup:
    """What is in a table below its caption."""
    columns = [nodes.colspec(colwidth=width) for width in widths]
    parts = [make(nodes.thead, [head]), make(nodes.tbody, rows)]
    return make(nodes.tgroup, [*columns, *parts], cols=len(widths))


def text_group(children: Nodes, *classes: str) -> nodes.inline:
    return make(nodes.inline, children, classes)


def rooms(edition: Edition, ids: Sequence[str]) -> Nodes:
    """The names of rooms, each a link to what happens there."""
    names = edition.room_names(ids)
    if len(names) < len(ids):
        return [nodes.Text(name) for name in names]
    return separated([[room_link(edition, id)] for id in ids], ', ')


def room_link(edition: Edition, room: str) -> addnodes.pending_xref:
    return link('room', f'{edition.id}/{room}', edition.rooms[room].name)


def talk_links(talk: Talk) -> nodes.bullet_list | None:
    """Links out, by kind; several of one kind are numbered."""
    found = list(_links_of(talk))
    return bullet_list(([link] for link in found), 'proceedings-links', 'no-search') if found else None


def short_links(talk: Talk) -> Nodes:
    """The same in a row, for lists."""
    return separated([[link] for link in _links_of(talk)], ' ')


def _links_of(talk: Talk) -> Iterator[nodes.Node]:
    """The paper that lies here, then what is elsewhere."""
    if talk.pdf:
        yield make(file_link, [], address=paper_file(talk.ref), label='Paper (PDF)', type='application/pdf')
    yield from labelled(talk.links)


def labelled(given: Sequence[Link], labels: Mapping[str, str] = LINK_KINDS) -> Iterable[nodes.reference]:
    """Each link as readers see it, in the order of kinds."""
    by_kind: dict[str, list[str]] = {}
    for link in given:
        by_kind.setdefault(link.kind, []).append(link.url)
    for kind, label in labels.items():
        urls = by_kind.get(kind, [])
        for number, url in enumerate(urls, start=1):
            yield web_link(label if len(urls) == 1 else f'{label} {number}', url)


def status_classes(status: Status) -> list[str]:
    return [] if status is Status.CONFIRMED else [f'proceedings-status-{status}']


def status_mark(status: Status, reason: str = '') -> Nodes:
    """` Cancelled: the speaker is ill`, and nothing for what takes place."""
    if status is Status.CONFIRMED:
        return []
    why = [text(f': {reason}', 'proceedings-reason')] if reason else []
    return [nodes.Text(' '), text(status.capitalize(), 'proceedings-status'), *why]


def count(number: int, thing: str) -> str:
    """`1 poster`, `91 posters`."""
    return f'{number} {thing}' if number == 1 else f'{number} {thing}s'


def sentence(text: str) -> str:
    """*text* with a capital at its beginning, and as it is behind that."""
    return text[:1].upper() + text[1:]
