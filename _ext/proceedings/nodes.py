"""The few nodes that HTML needs beyond docutils' own, and how HTML writes them.

Each is a subclass of a standard node, so every other builder writes it as that: Sphinx's translators look for
visitors along the class's bases.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.locale import _


class moment(nodes.inline):
    """A point in time, as readers see it; `datetime` is ISO 8601 with offset. HTML: `<time>`."""


class header_cell(nodes.entry):
    """A cell that names a row or a column of a table; `scope` says which. HTML: `<th scope>`."""


class search_form(nodes.Invisible, nodes.Element):
    """The way into the site's own search. HTML only: there is nothing to search in a book."""


def time_node(at: datetime, text: str) -> moment:
    """*text* as a point in time."""
    return moment('', text, datetime=at.isoformat())


def setup_nodes(app: Sphinx) -> None:
    app.add_node(moment, html=(_visit_moment, _depart_moment))
    app.add_node(header_cell, html=(_visit_header_cell, _depart_header_cell))
    skip = (_skip, None)
    app.add_node(search_form, html=(_visit_search_form, None), latex=skip, text=skip, man=skip, texinfo=skip)


def _visit_moment(self: Any, node: moment) -> None:
    self.body.append(self.starttag(node, 'time', '', datetime=node['datetime']))


def _depart_moment(self: Any, node: moment) -> None:
    self.body.append('</time>')


def _visit_header_cell(self: Any, node: header_cell) -> None:
    spans = {'rowspan': node.get('morerows', 0) + 1, 'colspan': node.get('morecols', 0) + 1}
    attributes = {name: str(span) for name, span in spans.items() if span > 1}
    self.body.append(self.starttag(node, 'th', '', scope=node['scope'], **attributes))


def _depart_header_cell(self: Any, node: header_cell) -> None:
    self.body.append('</th>\n')


def _visit_search_form(self: Any, node: search_form) -> None:
    builder = self.builder
    if builder.search:
        action = builder.get_relative_uri(builder.current_docname, 'search')
        self.body.append(
            f'<form class="proceedings-search" role="search" action="{self.attval(action)}" method="get">'
            '<label for="proceedings-search">Search talks and people</label>'
            '<input id="proceedings-search" type="search" name="q" autocomplete="off" spellcheck="false">'
            f'<button type="submit">{_("Search")}</button></form>\n'
        )
    raise nodes.SkipNode


def _skip(self: Any, node: nodes.Node) -> None:
    raise nodes.SkipNode
