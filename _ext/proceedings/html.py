"""Nodes of the program -> HTML, exactly as Sphinx's translator writes it, in a fraction of the time.

The translator looks for the method that writes a node, and makes each tag of all that a tag may have, each time anew.
Most of our nodes are of the few kinds that are written here. All others are left to the translator, and so are these
where a theme or an extension writes a sample of them in a way of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import Any

from docutils import nodes
from sphinx import addnodes
from sphinx.domains.std import StandardDomain

from .domain import ProceedingsDomain, proceedings_domain
from .nodes import data_inline, data_item, data_of, make, moment, moment_attributes

Place = tuple[str, str]
"""(document, node id or nothing)."""

Write = Callable[['HtmlWriter', Any], None]


class HtmlWriter:
    """Writes into the body of *translator*, an HTML translator of Sphinx; *known* are the kinds that it need not."""

    def __init__(self, translator: Any, known: Mapping[type[nodes.Node], Write]) -> None:
        self.translator = translator
        self.known = known
        self.builder = translator.builder
        self.docname: str = self.builder.current_docname
        self.domain = proceedings_domain(self.builder.env)
        self.out: list[str] = translator.body

    def write(self, node: nodes.Node) -> None:
        write = self.known.get(type(node))
        if write:
            write(self, node)
        elif isinstance(node, addnodes.pending_xref):
            self.link(node)
        else:
            self.leave_to_translator(node)

    def write_all(self, children: Iterable[nodes.Node]) -> None:
        for child in children:
            self.write(child)

    def leave_to_translator(self, node: nodes.Node) -> None:
        """As `Node.walkabout` does, but what is below comes back here."""
        translator = self.translator
        try:
            translator.dispatch_visit(node)
        except nodes.SkipNode:
            return
        self.write_all(node.children)
        translator.dispatch_departure(node)

    def link(self, node: addnodes.pending_xref) -> None:
        """A reference as a link, as Sphinx resolves it; where its target has no page, what it is called."""
        if place := self.place(node):
            address = self.address(place)
            link = make(nodes.reference, node.children, node['classes'], internal=True, refuri=address)
            link.parent = node.parent
            self.write(link)
            return
        shown = node.children[0]
        if isinstance(shown, nodes.Element):
            shown.update_basic_atts(node)
        self.write(shown)

    def place(self, reference: addnodes.pending_xref) -> Place | None:
        """Where a reference leads; None if that is not on this site."""
        if reference['refdomain'] == ProceedingsDomain.name:
            return self.domain.place(reference['reftype'], reference['reftarget'])
        assert reference['refdomain'] == StandardDomain.name
        document = reference['reftarget'].removeprefix('/')
        return (document, '') if document in self.builder.env.all_docs else None

    def address(self, place: Place) -> str:
        document, node_id = place
        if node_id and document == self.docname:
            return f'#{node_id}'
        address: str = self.builder.get_relative_uri(self.docname, document)
        return f'{address}#{node_id}' if node_id else address

    def start(self, name: str, node: nodes.Element, classes: str = '', **attributes: str) -> None:
        """The start tag of *node*: the classes of its own come first, and attributes are in order."""
        own = node.attributes['classes']
        if own or classes:
            attributes['class'] = ' '.join(dict.fromkeys([*own, *classes.split()]))
        if ids := node.attributes['ids']:
            attributes['id'] = ids[0]
        self.out.append(f'<{name}{"".join([f" {key}={_quoted(attributes[key])}" for key in sorted(attributes)])}>')

    def around(self, name: str, node: nodes.Element, **attributes: str) -> None:
        """*node* as an element in a line."""
        self.start(name, node, **attributes)
        self.write_all(node.children)
        self.out.append(f'</{name}>')


def encoded(text: str) -> str:
    """*text* as docutils writes it into HTML."""
    text = text.replace('&', '&amp;').replace('<', '&lt;').replace('"', '&quot;').replace('>', '&gt;')
    return text.replace('@', '&#64;')


def _quoted(value: str) -> str:
    return f'"{encoded(value.translate(_SPACES))}"'


_SPACES = dict.fromkeys(map(ord, '\n\r\t\v\f'), ' ')


def _text(self: HtmlWriter, node: nodes.Text) -> None:
    self.out.append(encoded(node))


def _inline(self: HtmlWriter, node: nodes.inline) -> None:
    self.around('span', node)


def _data_inline(self: HtmlWriter, node: data_inline) -> None:
    self.around('span', node, **data_of(node))


def _moment(self: HtmlWriter, node: moment) -> None:
    self.around('time', node, **moment_attributes(node))


def _paragraph(self: HtmlWriter, node: nodes.paragraph) -> None:
    self.around('p', node)
    if not (isinstance(node.parent, nodes.list_item | nodes.entry) and len(node.parent) == 1):
        self.out.append('\n')


def _bullet_list(self: HtmlWriter, node: nodes.bullet_list) -> None:
    translator = self.translator
    outer = translator.compact_simple
    translator.compact_simple = _is_compact(translator, node)
    self.start('ul', node, 'simple' if translator.compact_simple and not outer else '')
    self.out.append('\n')
    self.write_all(node.children)
    self.out.append('</ul>\n')
    translator.compact_simple = outer


def _is_compact(translator: Any, node: nodes.bullet_list) -> bool:
    """As docutils says; of the usual list of paragraphs it need not be asked."""
    if translator.settings.compact_lists and all(map(_is_line, node.children)):
        return 'open' not in node['classes']
    compact: bool = translator.is_compactable(node)
    return compact


def _is_line(item: nodes.Node) -> bool:
    return type(item) is nodes.list_item and [type(child) for child in item.children] == [nodes.paragraph]


def _list_item(self: HtmlWriter, node: nodes.list_item) -> None:
    self.around('li', node)
    self.out.append('\n')


def _data_item(self: HtmlWriter, node: data_item) -> None:
    self.around('li', node, **data_of(node))
    self.out.append('\n')


def _reference(self: HtmlWriter, node: nodes.reference) -> None:
    address = node.get('refuri')
    if address is None:
        self.around('a', node, classes='reference internal', href=f'#{node["refid"]}')
    elif address.startswith('mailto:'):
        self.leave_to_translator(node)
    else:
        which = 'internal' if node.get('internal') else 'external'
        self.around('a', node, classes=f'reference {which}', href=address or '#')


KNOWN: Mapping[type[nodes.Node], Write] = MappingProxyType({
    nodes.Text: _text,
    nodes.inline: _inline,
    nodes.paragraph: _paragraph,
    nodes.bullet_list: _bullet_list,
    nodes.list_item: _list_item,
    nodes.reference: _reference,
    data_inline: _data_inline,
    data_item: _data_item,
    moment: _moment,
})  # fmt: skip


def known_to(translator: Any) -> Mapping[type[nodes.Node], Write]:
    """All kinds, if *translator* writes each of them as it is written here, and else none."""
    sample = _sample()
    begin = len(translator.body)
    sample.walkabout(translator)
    theirs = ''.join(translator.body[begin:])
    del translator.body[begin:]
    HtmlWriter(translator, KNOWN).write(sample)
    ours = ''.join(translator.body[begin:])
    del translator.body[begin:]
    return KNOWN if ours == theirs else {}


def _sample() -> nodes.Node:
    """A node of each kind, with all that it may have."""
    here = nodes.reference('', 'here', refid='there', internal=True, classes=['a'])
    out = nodes.reference('', 'out', refuri='https://example.org/?a=1&b="', internal=False)
    at = moment('', '08:20', datetime='2019-12-14T08:20:00-08:00', day='2019-12-14')
    told = data_inline('', 'told', data={'what': 'a\nb', 'empty': ''}, ids=['told'])
    line = nodes.paragraph('', '<a> & "b" @ c', nodes.inline('', '', here, out, at, told, classes=['b', 'c']))
    items = [nodes.list_item('', line), data_item('', nodes.paragraph(), data={'talk': '2019/a'}, classes=['d'])]
    inner = nodes.bullet_list('', nodes.list_item('', nodes.paragraph('', 'inner')))
    more = [nodes.list_item('', nodes.paragraph('', 'a'), nodes.paragraph('', 'b')), nodes.list_item('', inner)]
    lists = [nodes.bullet_list('', *items, classes=['e']), nodes.bullet_list('', *more)]
    return nodes.list_item('', nodes.paragraph('', 'before'), *lists)
