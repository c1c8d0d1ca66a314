"""Gives each page of the program its title, its header and what comes behind its prose.

A transform, so that all of Sphinx's collectors (titles, tables of contents, search, translation) see whole pages,
whether the prose comes from an author's Markdown or a stub.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import partial
from itertools import takewhile
from typing import ClassVar

from docutils import nodes
from sphinx import addnodes
from sphinx.environment import BuildEnvironment
from sphinx.transforms import SphinxTransform

from .documents import edition_of_part
from .domain import proceedings_domain
from .frozen import plant, planted
from .metadata.description import lead_of
from .nodes import moment
from .program_part import program_part, take_ids
from .recipes import HOME, Recipe, page, page_nodes, parts_of
from .render.home import home_children
from .render.invitation import invitation_on
from .render.parts import Parts
from .stubs import SUFFIX

Toctree = list[tuple[str | None, str]]


class CompletePage(SphinxTransform):
    """Wraps the prose of a document into its page."""

    # after VetProse (5), which judges only what authors wrote; before i18n (10 and 20), so that what we add is
    # translated; and before all collectors
    default_priority: ClassVar[int] = 6

    def apply(self, **kwargs: object) -> None:
        docname = self.env.current_document.docname
        if docname == self.config.root_doc:
            self.home(docname)
        else:
            self.show(docname, ('page', docname))

    def home(self, docname: str) -> None:
        """The root document is the home page, unless it has a title of its own: then it only leads to our pages."""
        domain = proceedings_domain(self.env)
        own = next(self.document.findall(nodes.section), None)
        if own is None:
            self.show(docname, HOME)
            return
        domain.show(docname, ('home children',))
        listed = {name for found in self.document.findall(addnodes.toctree) for name in found['includefiles']}
        own += toctree(docname, [child for child in home_children(domain.program) if child[1] not in listed], self.env)

    def show(self, docname: str, recipe: Recipe) -> None:
        """Make the page that *recipe* makes, if there is one; out of sight, unless every word is to be seen."""
        domain = proceedings_domain(self.env)
        parts = domain.make(docname, recipe, partial(page, recipe=recipe), page_nodes)
        if parts and domain.is_translated:
            whole = parts_of(domain.program, recipe)
            parts = whole and replace(whole, head=planted(whole.head), tail=planted(whole.tail))
        if parts:
            self.wrap(parts, docname)

    def wrap(self, parts: Parts, docname: str) -> None:
        """Make one section of the page; what front matter became stays above, where Sphinx looks for it."""
        above = list(takewhile(lambda node: isinstance(node, _ABOVE), self.document.children))
        prose = self.document.children[len(above) :]
        data = proceedings_domain(self.env).data
        data['texts'][docname], data['leads'][docname] = text_of(prose), lead_of(prose)
        title = nodes.title('', '', *planted(parts.title))
        section = nodes.section('', title, classes=list(parts.classes), ids=[parts.node_id])
        invitation = self.invitation(docname, prose)
        tail = [*invitation, *parts.tail]
        made = [title, *parts.head, *tail]
        settle(made, self.document, self.env)
        section += [*parts.head, *prose, *tail]
        if parts.children:
            made.append(toctree(docname, list(parts.children), self.env))
            section += made[-1]
        mark(map(plant, made))
        self.document.set_id(section)
        if shown := window_title(docname, title):
            self.document['title'] = shown
        self.document.settings.myst_footnote_sort = False  # it would move footnotes out of the section
        self.document[:] = [*above, section]

    def invitation(self, docname: str, prose: Iterable[nodes.Node]) -> list[nodes.Node]:
        """What the page says to its authors. It depends on the file alone, and on what the page shows."""
        file = self.env.doc2path(docname, base=False).as_posix()
        has_prose = any(not isinstance(node, nodes.Invisible | nodes.system_message) for node in prose)
        written = '' if file.endswith(SUFFIX) else file
        said = invitation_on(proceedings_domain(self.env).program, docname, file=written, has_prose=has_prose)
        return [said] if said else []


def mark(made: Iterable[nodes.Node]) -> None:
    """Note of the top nodes of a page that they are not its author's."""
    for node in made:
        assert isinstance(node, nodes.Element)
        node['made'] = True


def window_title(docname: str, title: nodes.Node) -> str:
    """What the browser's bar and search engines show, where that is not the title as it is: they have no markup, and
    nothing around it that says of which edition a room or a track is."""
    if edition := edition_of_part(docname):
        return f'{title.astext()}, {edition}'
    return title.astext() if next(title.findall(nodes.math), None) is not None else ''


def prose_of(document: nodes.document) -> list[nodes.Node]:
    """What an author wrote of a page of the program: all that was not made for it."""
    page = next(document.findall(nodes.section), nodes.section())
    return [node for node in page.children if not (isinstance(node, nodes.Element) and node.get('made'))]


def text_of(prose: Iterable[nodes.Node]) -> str:
    """What a reader sees of *prose*, in one line: its paragraphs and headings, and neither comments nor figures."""
    parts = (part for node in prose for part in node.findall(_is_read))
    return ' '.join(' '.join(part.astext() for part in parts).split())


def _is_read(node: nodes.Node) -> bool:
    return isinstance(node, nodes.paragraph | nodes.title)


_ABOVE = (nodes.field_list, nodes.docinfo, nodes.comment, nodes.meta)


def toctree(docname: str, entries: Toctree, env: BuildEnvironment) -> nodes.compound:
    """A hidden table of contents, as the toctree directive makes it: it ties the pages into the site and into books."""
    built = [(title, name) for title, name in entries if name in env.found_docs]
    node = addnodes.toctree(
        '', parent=docname, entries=built, includefiles=[name for _, name in built], caption=None, rawentries=[],
        glob=False, hidden=True, includehidden=False, maxdepth=1, numbered=0, titlesonly=True, made=True,
    )  # fmt: skip
    return nodes.compound('', node, classes=['toctree-wrapper'])


def settle(made: Iterable[nodes.Node], document: nodes.document, env: BuildEnvironment) -> None:
    """Tie rendered nodes to the document that they are in: their ids, and where their links come from.

    What the program says stays as it is written there: no smart quotes; and where it has links or times in it, no
    translation, which could not bring them back.
    """
    docname, source = env.current_document.docname, document['source']
    for root in made:
        if isinstance(root, nodes.Element):
            root['support_smartquotes'] = False
            take_ids(root, document)
            _settle(root, docname, source)


def _settle(node: nodes.Element, docname: str, source: str) -> None:
    if isinstance(node, addnodes.pending_xref):
        node.setdefault('refdoc', docname)
    elif isinstance(node, program_part):
        node['docname'] = docname
    elif isinstance(node, nodes.paragraph | nodes.title) and next(node.findall(_is_live), None) is not None:
        node['translatable'] = False
    if node.source is None:
        node.source = source
    for child in node.children:
        if isinstance(child, nodes.Element):
            _settle(child, docname, source)


def _is_live(node: nodes.Node) -> bool:
    is_marked = isinstance(node, nodes.inline) and any(
        name.startswith('proceedings-status') for name in node['classes']
    )
    return is_marked or isinstance(node, addnodes.pending_xref | nodes.reference | moment)
