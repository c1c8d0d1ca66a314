"""The few nodes that HTML needs beyond docutils' own, and how HTML writes them.

Each is a subclass of a standard node, so every other builder writes it as that: Sphinx's translators look for
visitors along the class's bases. What only web pages have is in `web`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, TypeVar

from docutils import nodes
from sphinx.application import Sphinx

from .times import iso

N = TypeVar('N', bound=nodes.Element)


class moment(nodes.inline):
    """A point in time, as readers see it; `datetime` is ISO 8601 with offset. HTML: `<time>`.

    `day`, if it has one, is the date on which readers expect it; by default that of what it stands in.
    """


class data_inline(nodes.inline):
    """Text that scripts know more of: `data` becomes `data-…`. HTML: `<span>`."""


class repeated(data_inline):
    """The same, of many pages: one node for all of these, without links, which is written once (see `segments`)."""


class data_block(nodes.container):
    """A block that scripts know more of. HTML: `<div>`."""


class data_item(nodes.list_item):
    """An entry of a list that scripts know more of. HTML: `<li>`."""


class data_row(nodes.row):
    """A row that scripts know more of. HTML: `<tr>`."""


class data_cell(nodes.entry):
    """A cell of such a row. HTML: `<td>`."""


class header_cell(nodes.entry):
    """A cell that names a row or a column of a table; `scope` says which. HTML: `<th scope>`."""


class timed_row(nodes.row):
    """A row of a grid; `minutes` is how long it lasts. HTML: `<tr>`, which the style sheet draws to scale."""

    column: int


class scrolling_block(nodes.container):
    """What may be wider and higher than the page, and scrolls by itself; `label` says what it is. HTML: a region."""


def make(kind: type[N], children: Iterable[nodes.Node], classes: Iterable[str] = (), **attributes: object) -> N:
    """`kind('', '', *children, classes=classes, **attributes)`, in a quarter of the time.

    The constructor adds each child by itself, and looks for the document of each, which there is not yet. A page has
    hundreds of nodes. What comes out is the same, as a test says, but that no child knows what it is in: such circles
    fill the memory until Python looks for them, which takes longer than to make the nodes. What is to be in a document
    is `planted` there (see `frozen`).
    """
    node = kind.__new__(kind)
    node.rawsource = ''
    node.tagname = kind.__name__
    node.children = [*children]
    node.attributes = {'ids': [], 'classes': [*classes], 'names': [], 'dupnames': [], **attributes}
    return node


def time_node(at: datetime, text: str) -> moment:
    """*text* as a point in time."""
    return make(moment, [nodes.Text(text)] if text else [], datetime=iso(at))


STEP, MOST = 5, 480
"""Rows of a grid are drawn in steps of so many minutes, up to so many."""


def drawn(minutes: int) -> int:
    """The minutes for which a row is drawn that lasts so many: not fewer, and a step for which there is a style."""
    return min(-(-minutes // STEP) * STEP, MOST)


def styles_of_minutes() -> str:
    """The styles that draw rows to scale: in the style sheet, since those in a page are nothing that a Content Security
    Policy can tell from what somebody else has put there."""
    return ''.join(
        f'[data-minutes="{minutes}"]{{--proceedings-minutes:{minutes}}}' for minutes in range(STEP, MOST + STEP, STEP)
    )


def setup_nodes(app: Sphinx) -> None:
    app.add_node(moment, html=(_visit_moment, _depart_moment))
    app.add_node(data_inline, html=(_visit_data_inline, _depart_data_inline))
    app.add_node(repeated, html=(_visit_data_inline, _depart_data_inline))
    app.add_node(data_block, html=(_visit_data_block, _depart_block))
    app.add_node(data_item, html=(_visit_data_item, _depart_data_item))
    app.add_node(data_row, html=(_visit_data_row, _depart_row))
    app.add_node(data_cell, html=(_visit_data_cell, _depart_data_cell))
    app.add_node(header_cell, html=(_visit_header_cell, _depart_header_cell))
    app.add_node(timed_row, html=(_visit_timed_row, _depart_row))
    app.add_node(scrolling_block, html=(_visit_scrolling_block, _depart_block))


def data_of(node: Mapping[str, Any] | nodes.Element) -> dict[str, str]:
    """The attributes for scripts; what is empty is left out."""
    given: Mapping[str, str] = node.get('data', {})
    return {f'data-{name}': value for name, value in given.items() if value}


def moment_attributes(node: Mapping[str, Any] | moment) -> dict[str, str]:
    """When it is, and the day, if it has one."""
    day = {'data-day': node['day']} if 'day' in node else {}
    return {'datetime': node['datetime'], **day}


def _visit_moment(self: Any, node: moment) -> None:
    self.body.append(self.starttag(node, 'time', '', **moment_attributes(node)))


def _depart_moment(self: Any, node: moment) -> None:
    self.body.append('</time>')


def _visit_data_inline(self: Any, node: data_inline) -> None:
    self.body.append(self.starttag(node, 'span', '', **data_of(node)))


def _depart_data_inline(self: Any, node: data_inline) -> None:
    self.body.append('</span>')


def _visit_data_block(self: Any, node: data_block) -> None:
    self.body.append(self.starttag(node, 'div', **data_of(node)))


def _visit_scrolling_block(self: Any, node: scrolling_block) -> None:
    focusable = {'tabindex': '0', 'role': 'region', 'aria-label': node['label']}
    self.body.append(self.starttag(node, 'div', **focusable))


def _depart_block(self: Any, node: nodes.Element) -> None:
    self.body.append('</div>\n')


def _visit_data_item(self: Any, node: data_item) -> None:
    self.body.append(self.starttag(node, 'li', '', **data_of(node)))


def _depart_data_item(self: Any, node: data_item) -> None:
    self.body.append('</li>\n')


def _visit_data_row(self: Any, node: data_row) -> None:
    self.body.append(self.starttag(node, 'tr', '', **data_of(node)))


def _visit_data_cell(self: Any, node: data_cell) -> None:
    self.body.append(self.starttag(node, 'td', ''))


def _depart_data_cell(self: Any, node: data_cell) -> None:
    self.body.append('</td>')


def _visit_header_cell(self: Any, node: header_cell) -> None:
    spans = {'rowspan': node.get('morerows', 0) + 1, 'colspan': node.get('morecols', 0) + 1}
    attributes = {name: str(span) for name, span in spans.items() if span > 1}
    self.body.append(self.starttag(node, 'th', '', scope=node['scope'], **attributes))


def _depart_header_cell(self: Any, node: header_cell) -> None:
    self.body.append('</th>\n')


def _visit_timed_row(self: Any, node: timed_row) -> None:
    node.column = 0  # as docutils does: its cells count from there
    self.body.append(self.starttag(node, 'tr', '', **{'data-minutes': str(drawn(node['minutes']))}))


def _depart_row(self: Any, node: nodes.row) -> None:
    self.body.append('</tr>\n')
