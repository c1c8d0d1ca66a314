"""Page numbers in the book: a place for them beside what leads there; filled in when a first print has shown them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

from docutils import nodes
from sphinx.application import Sphinx

from ..volume.contents import CONTENTS_LIST
from ..volume.people import ENTRY, WHERE

N = TypeVar('N', bound=nodes.Element)

_UNKNOWN = '000'
"""As wide as most numbers of a book, so that little moves when they are known."""

_PLACE = re.compile(r'(<span class="proceedings-page-numbers" data-of="([^"]*)">).*?(?=</span>)')


class page_numbers(nodes.Invisible, nodes.Element):
    """The numbers of the pages with the nodes whose ids are in the list `of`."""


def setup_page_numbers(app: Sphinx) -> None:
    app.add_node(page_numbers, html=(_visit_page_numbers, None))


def _visit_page_numbers(self: Any, node: page_numbers) -> None:
    self.body.append(f'<span class="proceedings-page-numbers" data-of="{" ".join(node["of"])}"></span>')
    raise nodes.SkipNode


def add_page_numbers(chapters: Iterable[nodes.section]) -> None:
    """Make places for page numbers: behind each entry of the contents, and in the index instead of titles."""
    for chapter in chapters:
        for contents in _with_class(chapter, nodes.bullet_list, CONTENTS_LIST):
            for item in contents.children:
                line = next(item.findall(nodes.paragraph))
                line += page_numbers(of=[next(line.findall(nodes.reference))['refid']])
        for where in _with_class(chapter, nodes.inline, WHERE):
            ids = [entry['refid'] for entry in _with_class(where, nodes.reference, ENTRY)]
            where.children = []
            where += page_numbers(of=ids)


def _with_class(tree: nodes.Element, sort: type[N], name: str) -> list[N]:
    return [node for node in tree.findall(sort) if name in node['classes']]


def number(html: str, numbers: Mapping[str, int]) -> str:
    """*html* with the *numbers* of the pages in their places."""
    return _PLACE.sub(lambda place: f'{place[1]}{_links(place[2].split(), numbers)}', html)


def _links(ids: Iterable[str], numbers: Mapping[str, int]) -> str:
    """Each page once, in order."""
    pages: dict[object, str] = {}
    for id in sorted(ids, key=lambda id: numbers.get(id, 0)):
        pages.setdefault(numbers.get(id, id), id)
    return ', '.join(f'<a href="#{id}">{numbers.get(id, _UNKNOWN)}</a>' for id in pages.values())
