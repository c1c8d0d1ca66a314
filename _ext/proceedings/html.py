"""Parts of pages that show the program -> HTML: their segments in a row, with links to where things are.

The segments are written as Sphinx's translator would; where a theme or an extension writes a sample of them in a way of
its own, all is left to the translator.
"""

from __future__ import annotations

from typing import Any

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.domains.std import StandardDomain
from sphinx.environment import BuildEnvironment

from .domain import ProceedingsDomain, proceedings_domain
from .frozen import FrozenNode, plant, thaw
from .nodes import data_inline, data_item, moment
from .program_part import program_part
from .recipes import MadeAnew
from .segments import Link, Segments, is_link, is_node, quoted, tag, written, written_of
from .web import WRITTEN, web_node

Place = tuple[str, str]
"""(document, node id or nothing)."""


def setup_html(app: Sphinx) -> None:
    parts = PartsOfBuild()
    app.add_node(program_part, html=(parts.visit, None))
    app.add_node(written, html=(parts.visit_written, None))


class PartsOfBuild:
    """Writes the parts of all pages of a build. Whether the translator would write them so is found out once, and once
    for all pages of a folder is the way to another page."""

    def __init__(self) -> None:
        self.is_known: bool | None = None
        self.folder = ''
        self.links: dict[Link, tuple[str, str]] = {}  # the document where it leads, and the link
        self.made = MadeAnew()

    def visit(self, translator: Any, part: program_part) -> None:
        if self.is_known is None:
            self.is_known = is_known(translator)
        if self.is_known:
            self.write(translator, part['segments'])
        else:
            self.leave(translator, part)
        raise nodes.SkipNode

    def visit_written(self, translator: Any, node: written) -> None:
        self.write(translator, node['segments'])
        raise nodes.SkipNode

    def write(self, translator: Any, segments: Segments) -> None:
        """Write *segments* into the body of *translator*."""
        folder = translator.builder.get_target_uri(translator.builder.current_docname).rpartition('/')[0]
        if folder != self.folder:
            self.folder, self.links = folder, {}
        for segment in segments:
            if isinstance(segment, str):
                translator.body.append(segment)
            elif is_link(segment):
                translator.body.append(self.link(translator.builder, segment))
            elif is_node(segment):
                write_node(translator, segment)

    def link(self, builder: Any, link: Link) -> str:
        """A reference as it is written on the page of *builder*; on a page that it leads to it is another."""
        here: str = builder.current_docname
        document, found = self.links.get(link, (here, ''))
        if document == here:
            domain, kind, target, *_ = link
            place = place_of(builder.env, domain, kind, target)
            found = link_to(builder, place, link)
            if place and place[0] != here:
                self.links[link] = place[0], found
        return found

    def leave(self, translator: Any, part: program_part) -> None:
        """Leave every node of *part* to the translator."""
        env = translator.builder.env
        content = nodes.container('', *self.made.nodes_of(proceedings_domain(env).program, part))
        for reference in [*content.findall(addnodes.pending_xref)]:
            reference.replace_self(resolved(translator.builder, reference))
        for node in content.children:
            node.walkabout(translator)


def write_node(translator: Any, frozen: FrozenNode) -> None:
    kind, attributes, _ = frozen
    if issubclass(kind, web_node):
        translator.body.append(WRITTEN[kind](translator.builder, {'classes': [], **attributes}))
    else:
        inside(plant(thaw(frozen))).walkabout(translator)


def inside(node: nodes.Node) -> nodes.Node:
    """*node* inside of another: translators look what a node is in."""
    if isinstance(node, nodes.Inline):
        nodes.paragraph('', '', node)
    else:
        nodes.container('', node)
    return node


# References


def place_of(env: BuildEnvironment, domain: str, kind: str, target: str) -> Place | None:
    """Where a reference leads; None if that is not on this site."""
    if domain == ProceedingsDomain.name:
        return proceedings_domain(env).place(kind, target)
    assert domain == StandardDomain.name
    document = target.removeprefix('/')
    return (document, '') if document in env.all_docs else None


def address_of(builder: Any, place: Place) -> str:
    """The address of *place* as seen from the page that *builder* writes."""
    document, node_id = place
    anchor = f'#{node_id}' if node_id else ''
    if document == builder.current_docname:
        return anchor or '#'
    return f'{builder.get_relative_uri(builder.current_docname, document)}{anchor}' or '#'


def link_to(builder: Any, place: Place | None, link: Link) -> str:
    """A link to *place*; if that is nowhere, what is to be shown.

    Without the classes that Sphinx gives to all links of prose, and without the element that it wants in each: no style
    sheet of ours has them, and they would be a fifth of a page that is a list of links.
    """
    *_, classes, inner, html = link
    if not place:
        return f'{tag("span", f"{inner} {classes}")}{html}</span>' if inner else html
    opened = tag('a', classes).removesuffix('>')
    return f'{opened} href={quoted(address_of(builder, place))}>{html}</a>'


def resolved(builder: Any, reference: addnodes.pending_xref) -> nodes.Node:
    """The same for a node, as Sphinx resolves it."""
    shown, classes = reference[0], reference['classes']
    if place := place_of(builder.env, *(reference[name] for name in ('refdomain', 'reftype', 'reftarget'))):
        address = address_of(builder, place)
        inside = shown.children if isinstance(shown, nodes.Element) else [shown]
        return nodes.reference('', '', *inside, classes=classes, internal=True, refuri=address)
    if isinstance(shown, nodes.Element):
        shown['classes'] += classes
    return shown


# The translator


def is_known(translator: Any) -> bool:
    """Whether *translator* writes a sample of all kinds as it is written here."""
    sample = _sample()
    begin = len(translator.body)
    sample.walkabout(translator)
    theirs = ''.join(translator.body[begin:])
    del translator.body[begin:]
    PartsOfBuild().write(translator, written_of([sample])[0])
    ours = ''.join(translator.body[begin:])
    del translator.body[begin:]
    return ours == theirs


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
