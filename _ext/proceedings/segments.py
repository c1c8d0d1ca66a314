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
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx import addnodes

from .frozen import FrozenNode, freeze, told
from .maths.nodes import formula, title_math
from .nodes import data_inline, data_item, data_of, moment, moment_attributes
from .render.inline import SHARED
from .web import ALIKE, WRITTEN, web_node

if TYPE_CHECKING:
    from typing_extensions import TypeIs


Link = tuple[str, str, str, str, str, str]
"""A reference: domain, kind, target and classes; the classes of the element in it, or nothing, and the HTML in that.

A page has dozens: a class with names for these would take twice as long to keep and to read back."""

Segment = str | Link | FrozenNode
"""HTML; a link; or a node that `web` writes, or the translator."""

Segments = tuple[Segment, ...]

Write = Callable[['Writer', Any], None]


def is_link(segment: Segment) -> TypeIs[Link]:
    return isinstance(segment, tuple) and isinstance(segment[0], str)


class written(nodes.General, nodes.Element):
    """Holds `segments` inside of a node that is left to the translator."""


class Writer:
    """Writes nodes into `segments`; `texts` is what search finds, as Sphinx goes through a document. The captions of
    tables say what rows do."""

    def __init__(self) -> None:
        self.segments: list[Segment] = []
        self.texts: list[str] = []
        self.is_searched = True
        self.is_compact = False

    def write(self, node: nodes.Node) -> None:
        if isinstance(node, nodes.Text):
            self.segments.append(encoded(node))
            self.note(node)
        else:
            assert isinstance(node, nodes.Element)
            self.write_as(_KNOWN.get(type(node), _left), node)

    def write_as(self, write: Write, node: Any) -> None:
        """Write an element by *write*, unless it has ids, which the document may change."""
        was_searched = self.is_searched
        if was_searched and ('no-search' in node.attributes['classes'] or type(node) is nodes.title):
            self.is_searched = False
        (_left if node.attributes['ids'] else write)(self, node)
        self.is_searched = was_searched

    def note(self, text: str) -> None:
        if self.is_searched:
            self.texts.append(text)

    def write_all(self, children: Iterable[nodes.Node]) -> None:
        for child in children:
            self.write(child)

    def write_inside(self, node: nodes.Element) -> None:
        """All that is in *node*; a paragraph alone in an item of a list, or in a cell, has no line of its own."""
        is_alone = len(node.children) == 1 and isinstance(node, nodes.list_item | nodes.entry)
        if is_alone and type(node.children[0]) is nodes.paragraph:
            self.write_as(_line, node.children[0])
        else:
            self.write_all(node.children)

    def around(self, name: str, node: nodes.Element, classes: str = '', **attributes: str) -> None:
        """A node as an element in a line."""
        self.segments.append(starttag(name, node, classes, **attributes))
        self.write_all(node.children)
        self.segments.append(f'</{name}>')

    def apart(self, write: Callable[[], None]) -> Segments:
        """What *write* writes, by itself."""
        outer, self.segments = self.segments, []
        write()
        found, self.segments = joined(self.segments), outer
        return found


def written_of(made: Iterable[nodes.Node]) -> tuple[Segments, str]:
    """All of *made* as segments, and the text that search finds in it."""
    writer = Writer()
    writer.write_all(made)
    return joined(writer.segments), ' '.join(writer.texts)


def joined(segments: Iterable[Segment]) -> Segments:
    """The same with all HTML that is in a row in one."""
    found: list[Segment] = []
    html: list[str] = []
    for segment in segments:
        if isinstance(segment, str):
            html.append(segment)
            continue
        if html:
            found.append(''.join(html))
            html = []
        found.append(segment)
    return (*found, ''.join(html)) if html else tuple(found)


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
    if not attributes:
        return tag(name, classes, *node.attributes['classes'])
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
        self.segments.append(freeze(node))
    else:
        self.segments.append((type(node), told(node), tuple(_in_left(inside))))


def _in_left(inside: Segments) -> Iterator[FrozenNode]:
    for are_nodes, group in groupby(inside, _is_left):
        if are_nodes:
            yield from group  # type: ignore[misc]
        else:
            yield written, {'segments': tuple(group)}, ()


def _is_left(segment: Segment) -> bool:
    return not isinstance(segment, str) and not is_link(segment) and segment[0] not in WRITTEN


def _inline(self: Writer, node: nodes.Element) -> None:
    self.around('span', node)


def _data_inline(self: Writer, node: nodes.Element) -> None:
    self.around('span', node, **data_of(node))


def _moment(self: Writer, node: moment) -> None:
    self.around('time', node, **moment_attributes(node))


def _formula(self: Writer, node: title_math) -> None:
    tag = starttag('span', node, 'math notranslate nohighlight')
    self.segments.append(f'{tag}{formula(node["latex"], encoded)}</span>')
    self.note(node.astext())


def _line(self: Writer, node: nodes.Element) -> None:
    """A paragraph that is all that there is in an item, or in a cell of a table."""
    self.around('p', node)


def _paragraph(self: Writer, node: nodes.paragraph) -> None:
    self.around('p', node)
    self.segments.append('\n')


def _bullet_list(self: Writer, node: nodes.bullet_list) -> None:
    outer, self.is_compact = self.is_compact, all(map(_is_simple, node.children))
    self.segments.append(starttag('ul', node, 'simple' if self.is_compact and not outer else '') + '\n')
    self.write_all(node.children)
    self.segments.append('</ul>\n')
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
    self.segments.append(starttag('li', node))
    self.write_inside(node)
    self.segments.append('</li>\n')


def _data_item(self: Writer, node: data_item) -> None:
    self.segments.append(starttag('li', node, **data_of(node)))
    self.write_inside(node)
    self.segments.append('</li>\n')


def _reference(self: Writer, node: nodes.reference) -> None:
    address = node.get('refuri')
    if address is None:
        self.around('a', node, 'reference internal', href=f'#{node["refid"]}')
    elif address.startswith('mailto:'):  # which the translator hides from harvesters
        _left(self, node)
    else:
        which = 'internal' if node.get('internal') else 'external'
        self.around('a', node, f'reference {which}', href=address or '#')


def _link(self: Writer, node: addnodes.pending_xref) -> None:
    link, texts = _written_link(node)
    self.segments.append(link)
    if self.is_searched:
        self.texts += texts


@lru_cache(SHARED)
def _written_link(node: addnodes.pending_xref) -> tuple[Link, list[str]]:
    """What is written of a link, and the text in it: many pages have the same node."""
    self, shown = Writer(), node.children[0]
    inner = ' '.join(shown.attributes['classes']) if isinstance(shown, nodes.Element) else ''
    html = ''.join(self.apart(partial(self.write_inside if inner else self.write, shown)))  # type: ignore[arg-type]
    of = node.attributes
    return (of['refdomain'], of['reftype'], of['reftarget'], ' '.join(of['classes']), inner, html), self.texts


def _of_the_web(self: Writer, node: web_node) -> None:
    self.segments.append(WRITTEN[type(node)](None, node) if type(node) in ALIKE else freeze(node))


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
    title_math: _formula,
})  # fmt: skip
