"""Gives each page of the program its title, its header and what comes behind its prose.

A transform, so that all of Sphinx's collectors (titles, tables of contents, search, translation) see whole pages,
whether the prose comes from an author's Markdown or a stub.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from docutils import nodes
from sphinx import addnodes
from sphinx.environment import BuildEnvironment
from sphinx.transforms import SphinxTransform

from .domain import proceedings_domain
from .recipes import page_parts
from .render.home import home_page
from .render.parts import Parts

Toctree = list[tuple[str | None, str]]


class CompletePage(SphinxTransform):
    """Wraps the prose of a document into its page."""

    # after VetProse (5), which judges only what authors wrote; before i18n (10 and 20), so that what we add is
    # translated; and before all collectors
    default_priority: ClassVar[int] = 6

    def apply(self, **kwargs: object) -> None:
        docname = self.env.current_document.docname
        domain = proceedings_domain(self.env)
        if docname == self.config.root_doc:
            self.home(docname)
        elif parts := page_parts(domain.program, docname):
            domain.show(docname, ('page', docname))
            self.document.children = self.wrapped(parts, docname)

    def home(self, docname: str) -> None:
        """The root document is the home page, unless it has a title of its own: then it only leads to our pages."""
        domain = proceedings_domain(self.env)
        parts = home_page(domain.program)
        domain.show(docname, ('home',))
        own = next(self.document.findall(nodes.section), None)
        if own is not None:
            listed = {name for found in self.document.findall(addnodes.toctree) for name in found['includefiles']}
            own += toctree(docname, [child for child in parts.children if child[1] not in listed])
        else:
            self.document.children = self.wrapped(parts, docname)

    def wrapped(self, parts: Parts, docname: str) -> list[nodes.Node]:
        prose = self.document.children
        section = nodes.section('', nodes.title('', '', *parts.title), classes=list(parts.classes), ids=[parts.node_id])
        made = [section[0], *parts.head, *parts.tail]
        section += [*parts.head, *prose, *parts.tail]
        if parts.children:
            section += toctree(docname, list(parts.children))
        settle(made, self.document, self.env)
        self.document.set_id(section)
        self.document['title'] = section[0].astext()  # for the browser's bar, where no markup can be
        return [section]


def toctree(docname: str, entries: Toctree) -> nodes.compound:
    """A hidden table of contents, as the toctree directive makes it: it ties the pages into the site and into books."""
    node = addnodes.toctree(
        '', parent=docname, entries=entries, includefiles=[name for _, name in entries], caption=None, rawcaption='',
        rawentries=[title for title, _ in entries if title], glob=False, hidden=True, includehidden=False, maxdepth=1,
        numbered=0, titlesonly=True,
    )  # fmt: skip
    return nodes.compound('', node, classes=['toctree-wrapper'])


def settle(made: Iterable[nodes.Node], document: nodes.document, env: BuildEnvironment) -> None:
    """Tie rendered nodes to the document that they are in: their ids, and where their links come from.

    What the program says stays as it is written there: no smart quotes.
    """
    for root in made:
        if isinstance(root, nodes.Element):
            root['support_smartquotes'] = False
    for node in (node for root in made for node in root.findall(nodes.Element)):
        if isinstance(node, addnodes.pending_xref) and 'refdoc' not in node:
            node['refdoc'] = env.current_document.docname
        for node_id in node['ids']:
            if document.ids.setdefault(node_id, node) is not node:
                node['ids'].remove(node_id)  # prose has a heading of that name: it was there first
                document.set_id(node, suggested_prefix=node_id)
        if node.source is None:
            node.source = document['source']
