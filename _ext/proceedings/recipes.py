"""What a document shows of the program, as a recipe: a tuple of words that makes nodes of any program.

Documents remember their recipes and a digest of what came out. When the YAML changes, a document is read again
only where one of its recipes now comes out differently: by construction neither too much nor too little. So a
recipe holds what was written (`West 109`, or no edition: the latest), not what it meant when it was read.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from datetime import date

from docutils import nodes

from .documents import letter_of, talks_page_number
from .frozen import planted, told
from .maths.nodes import title_nodes
from .model import Edition
from .names import named_as
from .nodes import make
from .order import in_program_order
from .program import Program
from .program_part import in_parts, out_of_sight, program_part, with_ids
from .render import lists
from .render.browse import letter_page, speakers_page, talks_page
from .render.day import day_page
from .render.edition import edition_page
from .render.home import home_children, home_page
from .render.keyword import keyword_page, keywords_page
from .render.parts import Parts
from .render.person import speaker_page
from .render.room import room_page, track_page
from .render.schedule import schedule_tables, select
from .render.talk import talk_page
from .segments import named

Recipe = tuple[str, ...]
"""(`page`, document), (`home`,), (`schedule`, edition, day, room, track), (`talk`, ref), …; unused words are empty."""

HOME: Recipe = ('home',)
PAGES = frozenset({'page', *HOME})
"""Recipes whose first word is one of these make whole pages."""


def cook(program: Program, recipe: Recipe) -> list[nodes.Node]:
    """The nodes that *recipe* makes of *program*; none where it names what is not there (any more)."""
    kind, *words = recipe
    make = _COOKS[kind]
    try:
        return make(program, *words)
    except (KeyError, ValueError):
        now = program.former.get(kind, {}).get((*words, '')[0])
        return make(program, now) if now else []


def digest(made: Iterable[nodes.Node]) -> str:
    """A short name for exactly these nodes."""
    return digest_of(''.join(map(_named, made)))


def _named(node: nodes.Node) -> str:
    """All that is in *node*, as text."""
    if isinstance(node, program_part):
        return named(node['segments'])
    if isinstance(node, nodes.Element):
        return f'<{node.tagname} {told(node)}{"".join(map(_named, node.children))}>'
    return repr(str(node))


def digest_of(content: str | bytes) -> str:
    """A short name for exactly this text, or these bytes."""
    digest = new_digest()
    digest.update(content.encode() if isinstance(content, str) else content)
    return digest.hexdigest()


def new_digest() -> hashlib.blake2b:
    """One to which the content can be given in parts."""
    return hashlib.blake2b(digest_size=16)


def page_parts(program: Program, docname: str) -> Parts | None:
    """The parts of the page that is the document *docname*, or None if it is not a page of the program."""
    match docname.split('/'):
        case ['talks', _] if number := talks_page_number(program, docname):
            return talks_page(program, number)
        case ['speakers', 'index']:
            return speakers_page(program)
        case ['speakers', 'letters', _] if letter := letter_of(program, docname):
            return letter_page(program, letter)
        case ['talks', 'keywords', 'index']:
            return keywords_page(program)
        case ['talks', 'keywords', keyword] if keyword in program.keywords:
            return keyword_page(program, program.keywords[keyword])
        case ['talks', edition, 'index'] if edition in program.editions:
            return edition_page(program, program.editions[edition])
        case ['talks', edition, talk] if f'{edition}/{talk}' in program.talks:
            return talk_page(program, program.talks[f'{edition}/{talk}'])
        case ['talks', edition, 'days', day] if edition in program.editions:
            return day_page(program, program.editions[edition], day)
        case ['talks', edition, 'rooms', room] if edition in program.editions:
            return room_page(program, program.editions[edition], room)
        case ['talks', edition, 'tracks', track] if edition in program.editions:
            return track_page(program, program.editions[edition], track)
        case ['speakers', person] if person in program.people:
            return speaker_page(program, program.people[person])
    return None


def parts_of(program: Program, recipe: Recipe) -> Parts | None:
    """The parts of the page that *recipe* makes: that of a document, or the home page."""
    return home_page(program) if recipe == HOME else page_parts(program, recipe[1])


def page(program: Program, recipe: Recipe) -> Parts | None:
    """The same, as it is in its document."""
    parts = parts_of(program, recipe)
    return out_of_sight(parts, recipe) if parts else None


def page_if_any(program: Program, recipe: Recipe) -> Parts | None:
    """The same of any program, where there may be no such page."""
    try:
        return page(program, recipe)
    except (KeyError, ValueError):
        return None


class MadeAnew:
    """The nodes of what is out of sight, for whoever cannot do with what is written of them: those of a page at once.
    They are the same as when the document was read; or it would have been read again."""

    def __init__(self) -> None:
        self.recipe: Recipe = ()
        self.parts: list[list[nodes.Node]] = []

    def nodes_of(self, program: Program, part: program_part) -> list[nodes.Node]:
        if part['recipe'] != self.recipe:
            parts = parts_of(program, part['recipe'])
            assert parts
            self.recipe, self.parts = part['recipe'], in_parts(parts)
        made = planted(self.parts[part['number']])
        for node, ids in zip(with_ids(made), part['taken'], strict=True):
            node['ids'] = ids
        return made


def page_nodes(parts: Parts | None) -> list[nodes.Node]:
    """All that a page shows and leads to, for its digest."""
    if parts is None:
        return []
    return [make(nodes.title, parts.title), *parts.head, *parts.tail, *_children(parts.children)]


def edition_named(program: Program, written: str) -> Edition:
    """The edition with that id; the latest, where nothing is written. Raises KeyError if there is none."""
    edition = program.editions[written] if written else program.latest
    if edition is None:
        raise KeyError(written)
    return edition


def _page(program: Program, docname: str) -> list[nodes.Node]:
    return page_nodes(page(program, ('page', docname)))


def _home(program: Program) -> list[nodes.Node]:
    return page_nodes(page(program, HOME))


def _home_children(program: Program) -> list[nodes.Node]:
    return _children(home_children(program))


def _children(children: Sequence[tuple[str | None, str]]) -> list[nodes.Node]:
    return [make(nodes.comment, [nodes.Text(repr(children))])]


def _schedule(program: Program, edition: str, day: str, room: str, track: str) -> list[nodes.Node]:
    found = edition_named(program, edition)
    sessions = select(
        program,
        found,
        day=date.fromisoformat(day) if day else None,
        room=_known(named_as(found.rooms, room), room),
        track=_known(named_as(found.tracks, track), track),
    )
    return list(schedule_tables(program, found, sessions))


def _talks(program: Program, edition: str, kind: str, track: str) -> list[nodes.Node]:
    found = edition_named(program, edition)
    track = _known(named_as(found.tracks, track), track)
    standing = lists.standing(found.talks.values())
    chosen = [t for t in standing if kind in ('', t.kind.id) and track in ('', t.track)]
    return [lists.talk_list(program, in_program_order(found, chosen))] if chosen else []


def _speakers(program: Program, edition: str) -> list[nodes.Node]:
    """Everybody, or those who present in an edition."""
    if not edition:
        return [lists.people_index(program.people.values())]
    talks = lists.standing(program.editions[edition].talks.values())
    presenting = {credit.person for talk in talks for credit in talk.speakers}
    people = [person for id, person in program.people.items() if id in presenting]
    return [lists.people_index(people)] if people else []


def _known(found: str, written: str) -> str:
    if written and not found:
        raise KeyError(written)
    return found


def _talk(program: Program, ref: str) -> list[nodes.Node]:
    return title_nodes(program.talks[ref].title)


def _speaker(program: Program, person: str) -> list[nodes.Node]:
    return [nodes.Text(program.people[person].name)]


def _session(program: Program, ref: str) -> list[nodes.Node]:
    return title_nodes(session_title(program, ref))


def _edition(program: Program, edition: str) -> list[nodes.Node]:
    return title_nodes(program.editions[edition].full_title)


def _room(program: Program, ref: str) -> list[nodes.Node]:
    return [nodes.Text(program.rooms[ref].name)]


def _track(program: Program, ref: str) -> list[nodes.Node]:
    return [nodes.Text(program.tracks[ref].name)]


def _keyword(program: Program, keyword: str) -> list[nodes.Node]:
    return [nodes.Text(program.keywords[keyword].name)]


def session_title(program: Program, ref: str) -> str:
    """The title of a session that others may refer to. Raises KeyError for any other."""
    session = program.sessions[ref]
    if not session.named:
        raise KeyError(ref)
    return program.title_of(session)


_COOKS: dict[str, Callable[..., list[nodes.Node]]] = {
    'page': _page,
    'home': _home,
    'home children': _home_children,
    'schedule': _schedule,
    'talks': _talks,
    'speakers': _speakers,
    'talk': _talk,
    'speaker': _speaker,
    'session': _session,
    'edition': _edition,
    'room': _room,
    'track': _track,
    'keyword': _keyword,
}
