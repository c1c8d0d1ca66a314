"""Nodes of the program -> HTML, exactly as Sphinx's translator writes it, in a fraction of the time.

The translator looks for the method that writes a node, and makes each tag of all that a tag may have, each time anew.
Most of our nodes are of the few kinds that are written here. All others are left to the translator, and so are these
where a theme or an extension writes a sample of them in a way of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from docutils import nodes
from sphinx import addnodes
from sphinx.domains.std import StandardDomain

from .domain import ProceedingsDomain, proceedings_domain
from .frozen import Frozen, freeze, thaw
from .nodes import data_inline, data_item, data_of, moment, moment_attributes
from .web import WRITTEN

Place = tuple[str, str]
"""(document, node id or nothing)."""

Attributes = Mapping[str, Any]
Children = Sequence[Frozen]
Write = Callable[['HtmlWriter', Attributes, Children], None]
"""Writes a node of a kind, of which the attributes and children are given."""


class HtmlWriter:
    """Writes frozen nodes into the body of *translator*, an HTML translator of Sphinx.

    *known* are the kinds that it need not write.
    """

    def __init__(self, translator: Any, known: Mapping[type[nodes.Element], Write]) -> None:
        self.translator = translator
        self.known = known
        self.builder = translator.builder
        self.docname: str = self.builder.current_docname
        self.domain = proceedings_domain(self.builder.env)
        self.out: list[str] = translator.body

    def write(self, frozen: Frozen, node: nodes.Node | None = None) -> None:
        """Write *frozen*; *node* is the same, where it had to be thawed."""
        if isinstance(frozen, str):
            self.out.append(encoded(frozen))
            return
        kind, attributes, children = frozen
        if write := self.known.get(kind):
            write(self, attributes, children)
        elif kind is addnodes.pending_xref:
            self.write(self.resolved(attributes, children))
        else:
            self.leave_to_translator(children, node or inside(thaw(frozen)))

    def write_all(self, children: Children) -> None:
        for child in children:
            self.write(child)

    def leave_to_translator(self, children: Children, node: nodes.Node) -> None:
        """As `Node.walkabout` does, but the *children* come back here."""
        try:
            self.translator.dispatch_visit(node)
        except nodes.SkipNode:
            return
        is_alone = isinstance(node, nodes.entry) and len(children) == 1
        for child, thawed in zip(children, node.children, strict=True):
            if is_alone and child[0] is nodes.paragraph:
                _line(self, *child[1:])
            else:
                self.write(child, thawed)
        self.translator.dispatch_departure(node)

    def write_all_by_translator(self, frozen: Children) -> None:
        """The same where it is to write every node."""
        content = nodes.container('', *map(thaw, frozen))
        for reference in [*content.findall(addnodes.pending_xref)]:
            made = self.resolved(reference.attributes, [*map(freeze, reference.children)])
            reference.parent.replace(reference, thaw(made))
        for node in content.children:
            node.walkabout(self.translator)

    def resolved(self, attributes: Attributes, children: Children) -> Frozen:
        """A reference as a link, as Sphinx resolves it; where its target has no page, what it is called."""
        classes = attributes.get('classes', [])
        if place := self.place(attributes):
            address = self.address(place)
            return nodes.reference, {'classes': classes, 'internal': True, 'refuri': address}, tuple(children)
        shown = children[0]
        if isinstance(shown, str):
            return shown
        kind, own, below = shown
        return kind, {**own, 'classes': [*own.get('classes', []), *classes]}, below

    def place(self, reference: Attributes) -> Place | None:
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

    def start(self, name: str, own: Attributes, classes: str = '', **attributes: str) -> None:
        """The start tag of a node: the classes of its *own* come first, and attributes are in order."""
        if not attributes and 'ids' not in own:
            self.out.append(_tag(name, classes, *own.get('classes', ())))
            return
        if 'classes' in own or classes:
            attributes['class'] = ' '.join(dict.fromkeys([*own.get('classes', ()), *classes.split()]))
        if ids := own.get('ids'):
            attributes['id'] = ids[0]
        self.out.append(f'<{name}{"".join([f" {key}={_quoted(attributes[key])}" for key in sorted(attributes)])}>')

    def around(self, name: str, own: Attributes, children: Children, **attributes: str) -> None:
        """A node as an element in a line."""
        self.start(name, own, **attributes)
        self.write_all(children)
        self.out.append(f'</{name}>')


@lru_cache(1000)
def _tag(name: str, more: str, *own: str) -> str:
    """A start tag that has classes at most."""
    classes = ' '.join(dict.fromkeys([*own, *more.split()]))
    return f'<{name} class={_quoted(classes)}>' if classes else f'<{name}>'


def encoded(text: str) -> str:
    """*text* as docutils writes it into HTML."""
    text = text.replace('&', '&amp;').replace('<', '&lt;').replace('"', '&quot;').replace('>', '&gt;')
    return text.replace('@', '&#64;')


def _quoted(value: str) -> str:
    return f'"{encoded(value.translate(_SPACES))}"'


_SPACES = dict.fromkeys(map(ord, '\n\r\t\v\f'), ' ')


def _inline(self: HtmlWriter, own: Attributes, children: Children) -> None:
    self.around('span', own, children)


def _data_inline(self: HtmlWriter, own: Attributes, children: Children) -> None:
    self.around('span', own, children, **data_of(own))


def _moment(self: HtmlWriter, own: Attributes, children: Children) -> None:
    self.around('time', own, children, **moment_attributes(own))


def _line(self: HtmlWriter, own: Attributes, children: Children) -> None:
    """A paragraph that is all that there is in an item, or in a cell of a table."""
    self.around('p', own, children)


def _paragraph(self: HtmlWriter, own: Attributes, children: Children) -> None:
    _line(self, own, children)
    self.out.append('\n')


def _bullet_list(self: HtmlWriter, own: Attributes, children: Children) -> None:
    translator = self.translator
    outer = translator.compact_simple
    translator.compact_simple = _is_compact(translator, own, children)
    self.start('ul', own, 'simple' if translator.compact_simple and not outer else '')
    self.out.append('\n')
    self.write_all(children)
    self.out.append('</ul>\n')
    translator.compact_simple = outer


def _is_compact(translator: Any, own: Attributes, children: Children) -> bool:
    """As docutils says; of the usual list of paragraphs it need not be asked."""
    if translator.settings.compact_lists and not {'open', 'compact'}.intersection(own.get('classes', ())):
        if all(map(_is_line, children)):
            return True
        if any(child[0] is data_item for child in children):  # which it does not know
            return False
    compact: bool = translator.is_compactable(inside(thaw((nodes.bullet_list, dict(own), tuple(children)))))
    return compact


def inside(node: nodes.Node) -> nodes.Node:
    """*node* inside of another: docutils looks what a node is in."""
    nodes.container('', node)
    return node


def _is_line(item: Frozen) -> bool:
    return item[0] is nodes.list_item and [child[0] for child in item[2]] == [nodes.paragraph]


def _data_item(self: HtmlWriter, own: Attributes, children: Children) -> None:
    _item(self, own, children, **data_of(own))


def _item(self: HtmlWriter, own: Attributes, children: Children, **attributes: str) -> None:
    self.start('li', own, **attributes)
    if len(children) == 1 and children[0][0] is nodes.paragraph:
        _line(self, *children[0][1:])
    else:
        self.write_all(children)
    self.out.append('</li>\n')


def _reference(self: HtmlWriter, own: Attributes, children: Children) -> None:
    address = own.get('refuri')
    if address and address.startswith('mailto:'):  # which is hidden from harvesters
        link = nodes.reference('', '', *map(thaw, children), **own)
        nodes.paragraph('', '', link)
        link.walkabout(self.translator)
    elif address is None:
        self.around('a', own, children, classes='reference internal', href=f'#{own["refid"]}')
    else:
        which = 'internal' if own.get('internal') else 'external'
        self.around('a', own, children, classes=f'reference {which}', href=address or '#')


def _as_on_the_web(write: Callable[[Any, Any], str]) -> Write:
    def written(self: HtmlWriter, own: Attributes, children: Children) -> None:
        self.out.append(write(self.builder, {'classes': [], **own}))

    return written


KNOWN: Mapping[type[nodes.Element], Write] = MappingProxyType({
    **{kind: _as_on_the_web(write) for kind, write in WRITTEN.items()},
    nodes.inline: _inline,
    nodes.paragraph: _paragraph,
    nodes.bullet_list: _bullet_list,
    nodes.list_item: _item,
    nodes.reference: _reference,
    data_inline: _data_inline,
    data_item: _data_item,
    moment: _moment,
})  # fmt: skip


def known_to(translator: Any) -> Mapping[type[nodes.Element], Write]:
    """All kinds, if *translator* writes each of them as it is written here, and else none."""
    sample = _sample()
    begin = len(translator.body)
    sample.walkabout(translator)
    theirs = ''.join(translator.body[begin:])
    del translator.body[begin:]
    HtmlWriter(translator, KNOWN).write(freeze(sample))
    ours = ''.join(translator.body[begin:])
    del translator.body[begin:]
    return KNOWN if ours == theirs else {}


def _sample() -> nodes.Node:
    """A node of each kind, with all that it may have."""
    here = nodes.reference('', 'here', refid='there', internal=True, classes=['a'])
    out = nodes.reference('', 'out', refuri='https://example.org/?a=1&b="', internal=False)
    at = moment('', '08:20', datetime='2019-12-14T08:20:00-08:00', day='2019-12-14')
    told = data_inline('', 'told', data={'what': 'a\nb', 'empty': ''}, ids=['told'])
    mail = nodes.reference('', 'a@example.org', refuri='mailto:a@example.org')
    line = nodes.paragraph('', '<a> & "b" @ c', nodes.inline('', '', here, out, mail, at, told, classes=['b', 'c']))
    items = [nodes.list_item('', line), data_item('', nodes.paragraph(), data={'talk': '2019/a'}, classes=['d'])]
    inner = nodes.bullet_list('', nodes.list_item('', nodes.paragraph('', 'inner')))
    more = [nodes.list_item('', nodes.paragraph('', 'a'), nodes.paragraph('', 'b')), nodes.list_item('', inner)]
    lists = [nodes.bullet_list('', *items, classes=['e']), nodes.bullet_list('', *more)]
    return nodes.list_item('', nodes.paragraph('', 'before'), *lists)
