"""What a page shows of the program, out of sight until it is written.

Sphinx and docutils walk through each document some sixty times, looking for what may be anywhere in an author's prose:
substitutions, glossaries, quotes to make round. What is made from the program has none of it, and is most of a page. So
in its document it is a single node, with the text that search finds, and the segments of which web pages are made (see
`html`). Every other builder has the nodes made anew, before any reference is resolved (see `books`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import chain, count, groupby

from docutils import nodes

from .frozen import FrozenNode, freeze, thaw
from .nodes import make
from .render.parts import Parts
from .segments import Segments, is_node, written, written_of
from .web import citing, invitation

_IN_SIGHT = (nodes.section, nodes.title, citing, invitation)
"""What Sphinx lists in tables of contents, or what is looked for when a page is written."""


class program_part(nodes.General, nodes.Element):
    """Holds `segments`; it is the part of that `number` of what its `recipe` makes.

    Its document says what `docname` its references are in, and which ids the nodes in it have `taken`.
    """


def out_of_sight(parts: Parts, recipe: tuple[str, ...]) -> Parts:
    """*parts*, as *recipe* has made them, with all in program parts but sections, their titles, and what is looked for
    later."""
    numbers = count()

    def part(made: list[nodes.Node]) -> program_part:
        segments, text = written_of(made)
        return make(program_part, [nodes.Text(text)], segments=segments, recipe=recipe, number=next(numbers))

    return replace(parts, head=list(_hidden(parts.head, part)), tail=list(_hidden(parts.tail, part)))


def in_parts(parts: Parts) -> list[list[nodes.Node]]:
    """The nodes of each of the parts in which these are out of sight."""
    found: list[list[nodes.Node]] = []

    def part(made: list[nodes.Node]) -> program_part:
        found.append(made)
        return program_part()

    for made in (parts.head, parts.tail):
        list(_hidden(made, part))
    return found


def _hidden(made: Iterable[nodes.Node], part: Callable[[list[nodes.Node]], program_part]) -> Iterator[nodes.Node]:
    for in_sight, group in groupby(made, lambda node: isinstance(node, _IN_SIGHT)):
        if not in_sight:
            yield part([*group])
            continue
        for node in group:
            if isinstance(node, nodes.section):
                yield make(nodes.section, _hidden(node.children, part), node['classes'], ids=[*node['ids']])
            else:
                yield thaw(freeze(node))


# Ids


def take_ids(node: nodes.Element, document: nodes.document) -> None:
    """Tell *document* of the ids in *node*, and change those that prose has taken."""
    if isinstance(node, program_part):
        node['taken'] = [_take_ids_of(frozen, document) for frozen in _with_ids(node['segments'])]
        return
    if ids := node.attributes['ids']:
        node.attributes['ids'] = [_free_id(id, node, document) for id in ids]
    for child in node.children:
        if isinstance(child, nodes.Element):
            take_ids(child, document)


def _free_id(wanted: str, node: nodes.Element, document: nodes.document) -> str:
    """*wanted*, or something like it where prose has a heading of that name."""
    candidates = chain([wanted], (f'{wanted}-{number}' for number in count(2)))
    return next(id for id in candidates if document.ids.setdefault(id, node) is node)


def _take_ids_of(frozen: FrozenNode, document: nodes.document) -> list[str]:
    """The same for a frozen node. A table with a caption has an id, as Sphinx gives one to each."""
    kind, attributes, _ = frozen
    node = kind(ids=attributes.get('ids', []))
    take_ids(node, document)
    if not node['ids']:
        document.note_implicit_target(node)
    attributes['ids'] = node['ids']
    ids: list[str] = node['ids']
    return ids


def _with_ids(segments: Segments) -> Iterator[FrozenNode]:
    """The frozen nodes that have ids, or are to get one, in their order."""
    for segment in segments:
        if is_node(segment):
            kind, attributes, children = segment
            if 'ids' in attributes or (kind is nodes.table and children[0][0] is nodes.title):
                yield segment
            yield from _with_ids(attributes['segments'] if kind is written else children)


def with_ids(made: Iterable[nodes.Node]) -> Iterator[nodes.Element]:
    """The same of nodes."""
    for node in made:
        if isinstance(node, nodes.Element):
            if node['ids'] or (isinstance(node, nodes.table) and isinstance(node[0], nodes.title)):
                yield node
            yield from with_ids(node.children)
