"""What is different in books, and wherever else there is no site of pages: no tools, and a list in place of a grid."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, ClassVar

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform

from .domain import proceedings_domain
from .frozen import planted
from .nodes import data_block, header_cell, scrolling_block
from .program_part import program_part
from .recipes import MadeAnew
from .render.schedule import agenda_table
from .web import is_web, web_node


def setup_books(app: Sphinx) -> None:
    app.add_post_transform(ShowProgramParts)
    app.connect('doctree-resolved', make_book)


class ShowProgramParts(SphinxPostTransform):
    """What is in program parts becomes a part of the document."""

    default_priority: ClassVar[int] = 5  # before references are resolved

    def run(self, **kwargs: Any) -> None:
        domain = proceedings_domain(self.env)
        if domain.is_web:
            return
        made = MadeAnew()
        for part in list(self.document.findall(program_part)):
            content = nodes.Element('', *made.nodes_of(domain.program, part))
            for reference in content.findall(addnodes.pending_xref):
                reference.setdefault('refdoc', part['docname'])
            part.parent.replace(part, content.children)


def make_book(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """`doctree-resolved`, for every builder that makes no site of pages."""
    if is_web(app.builder):
        return
    for grid in list(doctree.findall(scrolling_block)):
        grid.replace_self(planted([agenda_of(grid)]))
    for node in list(doctree.findall(web_node)):
        remove(node)


def agenda_of(grid: scrolling_block) -> nodes.table:
    """The sessions of a grid as rows, by time: no paper is as wide as thirty rooms."""
    table = next(grid.findall(nodes.table))
    agenda = agenda_table(next(table.findall(nodes.title)), list(_rows(table)))
    agenda['ids'] = table['ids']
    return agenda


def remove(node: nodes.Node) -> None:
    """Take out *node*, and the paragraph, item or list around it that has nothing else."""
    parent = node.parent
    parent.remove(node)
    if isinstance(parent, _WRAPPERS) and not parent.astext().strip() and _is_bare(parent.children):
        remove(parent)


_WRAPPERS = (nodes.paragraph, nodes.list_item, nodes.bullet_list, nodes.container)


def _is_bare(children: Iterable[nodes.Node]) -> bool:
    return all(isinstance(child, nodes.Text) for child in children)


def _rows(table: nodes.table) -> Iterator[nodes.row]:
    """A row for each session, with its time in front; one that is in several columns has one row."""
    seen: set[str] = set()
    for block in list(table.findall(data_block)):
        session = block['data']['session']
        if session not in seen:
            seen.add(session)
            classes = block.parent['classes']
            times, *content = block.children
            block.children = content
            yield nodes.row('', header_cell('', times, scope='row'), nodes.entry('', block), classes=classes)
