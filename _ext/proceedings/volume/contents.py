"""What is in a book: its sections, as a tree, and the page that lists them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from docutils import nodes
from sphinx import addnodes

from ..render import inline
from ..render.inline import section
from .ids import CONTENTS, TITLE_PAGE

CONTENTS_LIST = 'proceedings-contents'
"""The class of each list of the page of contents: where there are pages, their numbers stand behind its lines."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the contents: the title of a section, its id, who it is by, and what is in it."""

    title: nodes.title
    id: str
    people: tuple[str, ...] = ()
    entries: tuple[Entry, ...] = ()


def contents_of(chapters: Iterable[nodes.section]) -> Iterator[Entry]:
    """The chapters, and below each the talks in it."""
    for chapter in chapters:
        yield _entry(chapter, entries=tuple(_entry(talk, _people(talk)) for talk in talks_in(chapter)))


def _entry(found: nodes.section, people: tuple[str, ...] = (), entries: tuple[Entry, ...] = ()) -> Entry:
    title = found[0]
    assert isinstance(title, nodes.title)
    return Entry(title, found['ids'][0], people, entries)


def talks_in(chapter: nodes.section) -> list[nodes.section]:
    found = (child for child in chapter.children if isinstance(child, nodes.section))
    return [child for child in found if 'proceedings-talk' in child['classes']]


def _people(talk: nodes.section) -> tuple[str, ...]:
    """The names, as long as they are links to people."""
    rows = (child for child in talk.children if isinstance(child, nodes.paragraph))
    row = next((row for row in rows if 'proceedings-people' in row['classes']), nodes.paragraph())
    return tuple(link.astext() for link in row.findall(addnodes.pending_xref))


def contents_page(chapters: Iterable[nodes.section]) -> nodes.section:
    """Each chapter but the title page, and its talks with their people."""
    entries = (entry for entry in contents_of(chapters) if entry.id not in (TITLE_PAGE, CONTENTS))
    return section(CONTENTS, [nodes.Text('Contents')], _list(entries))


def _list(entries: Iterable[Entry]) -> nodes.bullet_list:
    return inline.list_of(map(_item, entries), CONTENTS_LIST)


def _item(entry: Entry) -> nodes.list_item:
    shown = [child.deepcopy() for child in entry.title.children]
    link = nodes.reference('', '', *shown, refid=entry.id, internal=True)
    who = [nodes.Text(' '), inline.text(', '.join(entry.people), 'proceedings-people')] if entry.people else []
    below = [_list(entry.entries)] if entry.entries else []
    return nodes.list_item('', inline.paragraph([link, *who]), *below)
