"""What a page shows of the program, out of sight until it is written.

Sphinx and docutils walk through each document some sixty times, looking for what may be anywhere in an author's prose:
substitutions, glossaries, quotes to make round. What is made from the program has none of it, and is most of a page. So
in its document it is a single node, with the text that search finds; web pages are written from what it holds (see
`html`), and for every other builder it becomes the nodes that it holds, before any reference is resolved.
"""

from __future__ import annotations

import pickle
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, count, groupby
from typing import Any, ClassVar

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform

from .domain import proceedings_domain
from .frozen import Frozen, freeze, thaw
from .html import HtmlWriter, Write, known_to
from .web import citing, invitation

_IN_SIGHT = (nodes.section, nodes.title, citing, invitation)
"""What Sphinx lists in tables of contents, or what is looked for when a page is written."""


class program_part(nodes.General, nodes.Element):
    """Holds nodes, frozen and pickled: Sphinx keeps all that it has read until it has written it.

    `docname` is the document that their references are in.
    """

    def frozen(self) -> Sequence[Frozen]:
        frozen: Sequence[Frozen] = pickle.loads(self['pickled'])
        return frozen


def setup_program_part(app: Sphinx) -> None:
    app.add_node(program_part, html=(PartsOfBuild().visit, None))
    app.add_post_transform(ShowProgramParts)


def out_of_sight(made: Iterable[nodes.Node], document: nodes.document, docname: str) -> Iterator[nodes.Node]:
    """*made*, with all in program parts but sections, their titles, and what is looked for later."""
    for in_sight, group in groupby(made, lambda node: isinstance(node, _IN_SIGHT)):
        if not in_sight:
            yield _part([*group], document, docname)
            continue
        for node in group:
            if isinstance(node, nodes.section):
                node[:] = list(out_of_sight(node.children, document, docname))
            yield node


def _part(made: Iterable[nodes.Node], document: nodes.document, docname: str) -> program_part:
    content = nodes.Element('', *made)
    take_ids(content, document)
    for table in content.findall(nodes.table):
        if not table['ids'] and isinstance(table[0], nodes.title):
            document.note_implicit_target(table)  # as Sphinx gives an id to each that has a caption
    pickled = pickle.dumps([*map(freeze, content.children)], pickle.HIGHEST_PROTOCOL)
    return program_part('', nodes.Text(' '.join(_searched(content))), pickled=pickled, docname=docname)


def _searched(node: nodes.Node) -> Iterator[str]:
    """The texts that search finds, as Sphinx goes through a document; captions of tables say what rows do."""
    if isinstance(node, nodes.Text):
        yield node
    elif not isinstance(node, nodes.title) and 'no-search' not in node.attributes['classes']:  # type: ignore[attr-defined]
        for child in node.children:
            yield from _searched(child)


def take_ids(node: nodes.Element, document: nodes.document) -> None:
    """Tell *document* of the ids in *node*, and change those that prose has taken."""
    if ids := node.attributes['ids']:
        node.attributes['ids'] = [_free_id(id, node, document) for id in ids]
    for child in node.children:
        if isinstance(child, nodes.Element):
            take_ids(child, document)


def _free_id(wanted: str, node: nodes.Element, document: nodes.document) -> str:
    """*wanted*, or something like it where prose has a heading of that name."""
    candidates = chain([wanted], (f'{wanted}-{number}' for number in count(2)))
    return next(id for id in candidates if document.ids.setdefault(id, node) is node)


class ShowProgramParts(SphinxPostTransform):
    """For books and the like: what is in program parts becomes a part of the document."""

    default_priority: ClassVar[int] = 5  # before references are resolved

    def run(self, **kwargs: Any) -> None:
        if proceedings_domain(self.env).is_web:
            return
        for part in list(self.document.findall(program_part)):
            content = nodes.Element('', *map(thaw, part.frozen()))
            for reference in content.findall(addnodes.pending_xref):
                reference.setdefault('refdoc', part['docname'])
            part.parent.replace(part, content.children)


class PartsOfBuild:
    """Writes program parts for the web; which kinds of nodes have to be left to the translator is found out once."""

    def __init__(self) -> None:
        self.known: Mapping[type[nodes.Element], Write] | None = None

    def visit(self, translator: Any, node: program_part) -> None:
        if self.known is None:
            self.known = known_to(translator)
        writer = HtmlWriter(translator, self.known)
        (writer.write_all if self.known else writer.write_all_by_translator)(node.frozen())
        raise nodes.SkipNode
