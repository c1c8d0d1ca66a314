"""Titles and tables of contents -> HTML, exactly as Sphinx's translator writes them, in a twentieth of the time.

It makes a document and a translator for each, and there is one of both for every page. Most have nothing but text and
links in them, and only these are written here; and none, where a theme or an extension writes a sample in a way of its
own. Tables of contents are written as the plain data that they are kept as (see `contents`).
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

from docutils import nodes
from sphinx import addnodes

from .frozen import Frozen, FrozenNode, freeze
from .segments import encoded, tag

Partial = dict[str, str]
"""What `render_partial` gives: the `title` of a title, and the `fragment` of all else."""

NO_CONTENTS: Partial = {'fragment': '<ul class="simple">\n</ul>\n', 'title': ''}
"""An empty list, as Sphinx is given it in the place of contents that are written here."""


class OtherNodeError(Exception):
    """Something that the translator has to write."""


def partial_html(node: nodes.Node | None) -> Partial | None:
    """*node* as HTML, unless it is for the translator."""
    match node:
        case nodes.title():
            with suppress(OtherNodeError):
                return {'fragment': '', 'title': _title(node)}
        case nodes.bullet_list(children=[]):
            return NO_CONTENTS
    return None


def contents(frozen: FrozenNode) -> str | None:
    """The contents of a page as that page shows them, unless they are for the translator."""
    with suppress(OtherNodeError):
        return _contents(frozen)
    return None


def is_known(render: Callable[[nodes.Node], Partial]) -> bool:
    """Whether *render* writes a sample of all that is written here in the same way."""
    title, sample = nodes.title('', _SAID), _sample()
    return (
        render(title) == partial_html(title)
        and render(nodes.bullet_list()) == NO_CONTENTS
        and render(sample) == {'fragment': contents(freeze(sample)), 'title': ''}
    )


_SAID = '<a> & "b" @ c'


def _sample() -> nodes.bullet_list:
    """A table of contents with two sections, of which one has sections of its own."""
    inner = nodes.bullet_list(
        '', _entry('#c', nodes.Text('c')), _entry('#d', nodes.inline('', 'd', classes=['e', 'f']))
    )
    outer = _entry('#', nodes.Text(_SAID))
    outer += inner
    return nodes.bullet_list('', outer, _entry('#b', nodes.inline('', 'b'), nodes.Text(_SAID)))


def _entry(address: str, *shown: nodes.Node) -> nodes.list_item:
    link = nodes.reference('', '', *shown, internal=True, refuri=address, anchorname=address)
    return nodes.list_item('', addnodes.compact_paragraph('', '', link))


# Titles


def _title(node: nodes.title) -> str:
    is_plain = type(node) is nodes.title and not any(
        node.attributes.get(name) for name in nodes.Element.list_attributes
    )
    if not is_plain or not all(type(child) is nodes.Text for child in node.children):
        raise OtherNodeError
    return encoded(''.join(map(str, node.children)))


# Tables of contents


def _contents(frozen: Frozen) -> str:
    return f'<ul>\n{"".join(map(_item, _below(frozen, nodes.bullet_list)))}</ul>\n'


def _item(frozen: Frozen) -> str:
    match _below(frozen, nodes.list_item):
        case [line]:
            return f'<li>{_link(line)}</li>\n'
        case [line, within]:
            return f'<li>{_link(line)}{_contents(within)}</li>\n'
    raise OtherNodeError


def _link(frozen: Frozen) -> str:
    match _below(frozen, addnodes.compact_paragraph):
        case [[nodes.reference, attributes, shown]] if attributes.keys() == {'internal', 'refuri', 'anchorname'}:
            address = attributes['anchorname'] or '#'
            return f'<a class="reference internal" href="{encoded(address)}">{"".join(map(_shown, shown))}</a>'
    raise OtherNodeError


def _shown(frozen: Frozen) -> str:
    match frozen:
        case str():
            return encoded(frozen)
        case [nodes.inline, {**attributes}, shown] if attributes.keys() <= {'classes'}:
            return f'{tag("span", "", *attributes.get("classes", ()))}{"".join(map(_shown, shown))}</span>'
    raise OtherNodeError


def _below(frozen: Frozen, kind: type[nodes.Element]) -> tuple[Frozen, ...]:
    """What is in a node of that *kind* which says nothing by itself."""
    if isinstance(frozen, str) or frozen[0] is not kind or frozen[1]:
        raise OtherNodeError
    return frozen[2]
