"""Titles and tables of contents -> HTML, exactly as Sphinx's translator writes them, in a twentieth of the time.

It makes a document and a translator for each, and there is one of both for every page. Most have nothing but text in
them, and only these are written here; and none, where a theme or an extension writes a sample in a way of its own.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

from docutils import nodes
from sphinx import addnodes

from .segments import encoded

Partial = dict[str, str]
"""What `render_partial` gives: the `title` of a title, and the `fragment` of all else."""

_LISTS = nodes.Element.list_attributes


class OtherNodeError(Exception):
    """Something that the translator has to write."""


def partial(node: nodes.Node | None) -> Partial | None:
    """*node* as HTML, unless it is for the translator."""
    with suppress(OtherNodeError):
        match node:
            case nodes.title():
                return {'fragment': '', 'title': _text(node)}
            case nodes.bullet_list():
                return {'fragment': _contents(node), 'title': ''}
    return None


def is_known(render: Callable[[nodes.Node], Partial]) -> bool:
    """Whether *render* writes a sample of all that is written here in the same way."""
    return all(render(sample) == partial(sample) for sample in (_sample(), nodes.title('', _SAID)))


_SAID = '<a> & "b" @ c'


def _sample() -> nodes.bullet_list:
    """A table of contents with two sections, of which one has sections of its own."""
    inner = nodes.bullet_list('', _entry('#c', 'c'), _entry('#d', 'd'))
    outer = _entry('#', _SAID)
    outer += inner
    return nodes.bullet_list('', outer, _entry('#b', 'b'))


def _entry(address: str, text: str) -> nodes.list_item:
    link = nodes.reference('', text, internal=True, refuri=address, anchorname=address)
    return nodes.list_item('', addnodes.compact_paragraph('', '', link))


def _contents(found: nodes.Element) -> str:
    return f'<ul>\n{"".join(map(_item, _below(found, nodes.bullet_list)))}</ul>\n'


def _item(found: nodes.Node) -> str:
    match _below(found, nodes.list_item):
        case [line]:
            return f'<li>{_link(line)}</li>\n'
        case [line, nodes.bullet_list() as within]:
            return f'<li>{_link(line)}{_contents(within)}</li>\n'
    raise OtherNodeError


def _link(line: nodes.Node) -> str:
    match _below(line, addnodes.compact_paragraph):
        case [nodes.reference() as link] if {*link.attributes} - {*_LISTS} == {'internal', 'refuri', 'anchorname'}:
            return f'<a class="reference internal" href="{encoded(link["refuri"])}">{_text(link)}</a>'
    raise OtherNodeError


def _text(found: nodes.Element) -> str:
    children = _below(found, type(found))
    if not all(type(child) is nodes.Text for child in children):
        raise OtherNodeError
    return encoded(''.join(map(str, children)))


def _below(found: nodes.Node, kind: type[nodes.Element]) -> list[nodes.Node]:
    """What is in *found*, which is of that *kind* and has neither ids nor classes."""
    if not isinstance(found, kind) or type(found) is not kind or any(found.attributes.get(name) for name in _LISTS):
        raise OtherNodeError
    return found.children
