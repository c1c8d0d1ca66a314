"""Docutils' nodes as plain data, in a tenth of the memory and of the time that it takes to keep them.

A text is a `str`; any other node is (its class, those of its attributes that say something, its frozen children).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeVar, cast, overload

from docutils import nodes

from .nodes import make

N = TypeVar('N', bound=nodes.Node)

FrozenNode = tuple[type[nodes.Element], dict[str, Any], tuple[Any, ...]]

Frozen = str | FrozenNode


_LISTS = nodes.Element.list_attributes
"""Each node has these, nearly always empty."""


@overload
def freeze(node: nodes.Element) -> FrozenNode: ...


@overload
def freeze(node: nodes.Node) -> Frozen: ...


def freeze(node: nodes.Node) -> Frozen:
    if isinstance(node, nodes.Text):
        return str(node)
    assert isinstance(node, nodes.Element)
    return type(node), told(node), tuple([freeze(child) for child in node.children])


def told(node: nodes.Element) -> dict[str, Any]:
    """The attributes that say something."""
    return {name: value for name, value in node.attributes.items() if value or name not in _LISTS}


def thaw(frozen: Frozen) -> nodes.Node:
    """A new node that is the same."""
    if isinstance(frozen, str):
        return nodes.Text(frozen)
    kind, attributes, children = frozen
    return make(kind, map(thaw, children), **attributes)


def planted(made: Iterable[N]) -> list[N]:
    """New nodes that are the same as *made*, for a document, which will change them."""
    return [cast(N, plant(thaw(freeze(node)))) for node in made]


def plant(node: nodes.Node) -> nodes.Node:
    """*node*, in which each node now knows what it is in."""
    for child in node.children:
        child.parent = node
        plant(child)
    return node


def uproot(node: nodes.Node) -> None:
    """The contrary, for what nobody looks at any more: nothing is left in it. It would stay until Python looks for what
    is in circles, and that takes a sixth of the time of reading."""
    children = node.children
    vars(node).clear()
    for child in children:
        uproot(child)
