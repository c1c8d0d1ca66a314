"""Nodes of the program -> segments: HTML that is finished but for links, and for what a translator has to write.

Most of our nodes are of the few kinds that are written here, exactly as Sphinx's translator writes them, in a fraction
of the time: it looks for the method that writes a node, and makes each tag of all that a tag may have, each time anew.
They are written while the document is read; what depends on the page, or on its builder, is left open.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache, partial
from itertools import groupby
from types import MappingProxyType
from typing import Any, TypeGuard

from docutils import nodes
from sphinx import addnodes

from .frozen import FrozenNode, freeze, told
from .maths.nodes import formula, title_math
from .nodes import data_inline, data_item, data_of, moment, moment_attributes, repeated
from .render.inline import SHARED
from .render.moments import TIMES
from .web import ALIKE, WRITTEN, web_node

Link = tuple[str, str, str, str, str, str]
"""A reference: domain, kind, target and classes; the classes of the element in it, or nothing, and the HTML in that.

A page has dozens: a class with names for these would take twice as long to keep and to read back."""

Segment = str | Link | FrozenNode
"""HTML; a link; or a node that `web` writes, or the translator."""

Segments = tuple[Segment, ...]

Write = Callable[['Writer', Any], None]


def is_link(segment: Segment) -> TypeGuard[Link]:
    return isinstance(segment, tuple) and isinstance(segment[0], str)


def is_node(segment: Segment) -> TypeGuard[FrozenNode]:
    return isinstance(segment, tuple) and not isinstance(segment[0], str)


class written(nodes.General, nodes.Element):
    """Holds `segments` inside of a node that is left to the translator."""


class Writer:
    """Writes nodes into `segments`; `html` is what will be one of these. `texts` is what search finds, as Sphinx goes
    through a document. The captions of tables say what rows do."""

    def __init__(self) -> None:
        self.segments: list[Segment] = []
        self.html: list[str] = []
        self.texts: list[str] = []
        self.is_searched = True
        self.is_compact = False

    def write_all(self, children: Iterable[nodes.Node]) -> None:
        for child in children:
            if isinstance(child, nodes.Text):
                self.html.append(encoded(child))
                self.note(child)
            else:
                self.write(child)

    def write(self, node: Any, known: Write | None = None) -> None:
        """Write an element as it is *known*, by its kind or here, unless it has ids, which the document may change."""
        attributes, kind = node.attributes, type(node)
        write = _left if attributes['ids'] else known or _KNOWN.get(kind, _left)
        if self.is_searched and ('no-search' in attributes['classes'] or kind is nodes.title):
            self.is_searched = False
            write(self, node)
            self.is_searched = True
        else:
            write(self, node)

    def note(self, text: str) -> None:
        if self.is_searched:
            self.texts.append(text)

    def write_inside(self, node: nodes.Element) -> None:
        """All that is in *node*; a paragraph alone in an item of a list, or in a cell, has no line of its own."""
        children = node.children
        is_alone = len(children) == 1 and type(children[0]) is nodes.paragraph
        if is_alone and isinstance(node, nodes.list_item | nodes.entry):
            self.write(children[0], _line)
        else:
            self.write_all(children)

    def around(self, start: str, node: nodes.Element, end: str) -> None:
        """All that is in *node*, between two tags."""
        self.html.append(start)
        self.write_all(node.children)
        self.html.append(end)

    def add(self, segment: Link | FrozenNode) -> None:
        """Add what is not written yet."""
        if self.html:
            self.segments.append(''.join(self.html))
            self.html.clear()
        self.segments.append(segment)

    def apart(self, write: Callable[[], None]) -> Segments:
        """What *write* writes, by itself."""
        outer = self.segments, self.html
        self.segments, self.html = [], []
        write()
        found = self.written()
        self.segments, self.html = outer
        return found

    def written(self) -> Segments:
        return (*self.segments, ''.join(self.html)) if self.html else tuple(self.segments)


def written_of(made: Iterable[nodes.Node]) -> tuple[Segments, str]:
    """All of *made* as segments, and the text that search finds in it."""
    writer = Writer()
    writer.write_all(made)
    return writer.written(), ' '.join(writer.texts)


def named(segments: Segments) -> str:
    """A text that is that of exactly these *segments*, and takes a third of the time of `repr`, which looks at each
    letter: no text of the program has control characters in it."""
    return '\0'.join(
        [
            segment if isinstance(segment, str) else '\1'.join(segment) if is_link(segment) else repr(segment)
            for segment in segments
        ]
    )


# Tags


def starttag(name: str, node: nodes.Element, classes: str = '', **attributes: str) -> str:
    """The start tag of a node: its own classes come first, and attributes are in order."""
    if found := dict.fromkeys([*node.attributes['classes'], *classes.split()]):
        attributes['class'] = ' '.join(found)
    return f'<{name}{"".join([f" {key}={quoted(attributes[key])}" for key in sorted(attributes)])}>'


@lru_cache(1000)
def tag(name: str, more: str, *own: str) -> str:
    """A start tag that has classes at most."""
    classes = ' '.join(dict.fromkeys([*own, *more.split()]))
    return f'<{name} class={quoted(classes)}>' if classes else f'<{name}>'


@lru_cache(10_000)
def encoded(text: str) -> str:
    """*text* as docutils writes it into HTML."""
    text = text.replace('&', '&amp;').replace('<', '&lt;').replace('"', '&quot;').replace('>', '&gt;')
    return text.replace('@', '&#64;')


@lru_cache(10_000)
def quoted(value: str) -> str:
    return f'"{encoded(value.translate(_SPACES))}"'


_SPACES = dict.fromkeys(map(ord, '\n\r\t\v\f'), ' ')


# Nodes


def _left(self: Writer, node: nodes.Element) -> None:
    """Leave *node* to the translator, with all in it written that can be; what has nothing but text stays as it is, as
    a translator may look at that."""
    inside = self.apart(partial(self.write_inside, node))
    if all(isinstance(child, nodes.Text) for child in node.children):
        self.add(freeze(node))
    else:
        self.add((type(node), told(node), tuple(_in_left(inside))))


def _in_left(inside: Segments) -> Iterator[FrozenNode]:
    for are_nodes, group in groupby(inside, _is_left):
        if are_nodes:
            yield from group  # type: ignore[misc]
        else:
            yield written, {'segments': tuple(group)}, ()


def _is_left(segment: Segment) -> bool:
    return is_node(segment) and segment[0] not in WRITTEN


def _inline(self: Writer, node: nodes.Element) -> None:
    self.around(tag('span', '', *node.attributes['classes']), node, '</span>')


def _data_inline(self: Writer, node: nodes.Element) -> None:
    self.around(starttag('span', node, **data_of(node)), node, '</span>')


def _repeated(self: Writer, node: repeated) -> None:
    html, texts = _written_once(node)
    self.html.append(html)
    if self.is_searched:
        self.texts += texts


@lru_cache(TIMES)
def _written_once(node: repeated) -> tuple[str, list[str]]:
    """What is written of a node that many pages have, and the text in it."""
    self = Writer()
    _data_inline(self, node)
    return ''.join(self.html), self.texts


def _moment(self: Writer, node: moment) -> None:
    self.around(starttag('time', node, **moment_attributes(node)), node, '</time>')


def _formula(self: Writer, node: title_math) -> None:
    start = starttag('span', node, 'math notranslate nohighlight')
    self.html.append(f'{start}{formula(node["latex"], encoded)}</span>')
    self.note(node.astext())


def _line(self: Writer, node: nodes.Element) -> None:
    """A paragraph that is all that there is in an item, or in a cell of a table."""
    self.around(tag('p', '', *node.attributes['classes']), node, '</p>')


def _paragraph(self: Writer, node: nodes.paragraph) -> None:
    self.around(tag('p', '', *node.attributes['classes']), node, '</p>\n')


def _bullet_list(self: Writer, node: nodes.bullet_list) -> None:
    outer, self.is_compact = self.is_compact, all(map(_is_simple, node.children))
    more = 'simple' if self.is_compact and not outer else ''
    self.around(f'{tag("ul", more, *node.attributes["classes"])}\n', node, '</ul>\n')
    self.is_compact = outer


def _is_simple(item: nodes.Node) -> bool:
    """As docutils says of an item: with no more in it than a line, or a list of such; ours are not known to it."""
    if type(item) is not nodes.list_item:
        return False
    kinds = [type(child) for child in item.children]
    if kinds[-1:] == [nodes.bullet_list]:
        return kinds[:-1] in ([], [nodes.paragraph]) and all(map(_is_simple, item.children[-1].children))
    return kinds in ([], [nodes.paragraph])


def _item(self: Writer, node: nodes.list_item) -> None:
    self.html.append(tag('li', '', *node.attributes['classes']))
    self.write_inside(node)
    self.html.append('</li>\n')


def _data_item(self: Writer, node: data_item) -> None:
    self.html.append(starttag('li', node, **data_of(node)))
    self.write_inside(node)
    self.html.append('</li>\n')


def _reference(self: Writer, node: nodes.reference) -> None:
    address = node.get('refuri')
    if address is None:
        self.around(starttag('a', node, 'reference internal', href=f'#{node["refid"]}'), node, '</a>')
    elif address.startswith('mailto:'):  # which the translator hides from harvesters
        _left(self, node)
    else:
        which = 'internal' if node.get('internal') else 'external'
        self.around(starttag('a', node, f'reference {which}', href=address or '#'), node, '</a>')


def _link(self: Writer, node: addnodes.pending_xref) -> None:
    link, texts = _written_link(node)
    self.add(link)
    if self.is_searched:
        self.texts += texts


@lru_cache(SHARED)
def _written_link(node: addnodes.pending_xref) -> tuple[Link, list[str]]:
    """What is written of a link, and the text in it: many pages have the same node."""
    self, shown = Writer(), node.children[0]
    if inner := ' '.join(shown.attributes['classes']) if isinstance(shown, nodes.Element) else '':
        self.write_inside(shown)  # type: ignore[arg-type]
    else:
        self.write_all([shown])
    html = ''.join(self.html)
    of = node.attributes
    return (of['refdomain'], of['reftype'], of['reftarget'], ' '.join(of['classes']), inner, html), self.texts


def _of_the_web(self: Writer, node: web_node) -> None:
    if type(node) in ALIKE:
        self.html.append(WRITTEN[type(node)](None, node))
    else:
        self.add(freeze(node))


_KNOWN: Mapping[type[nodes.Element], Write] = MappingProxyType({
    **dict.fromkeys(WRITTEN, _of_the_web),
    addnodes.pending_xref: _link,
    data_inline: _data_inline,
    data_item: _data_item,
    moment: _moment,
    nodes.bullet_list: _bullet_list,
    nodes.inline: _inline,
    nodes.list_item: _item,
    nodes.paragraph: _paragraph,
    nodes.reference: _reference,
    repeated: _repeated,
    title_math: _formula,
})  # fmt: skip
