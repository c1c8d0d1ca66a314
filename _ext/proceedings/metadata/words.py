"""The form of what is said in the words of schema.org."""

from __future__ import annotations

from typing import Any

Node = dict[str, Any]
"""A thing of schema.org as JSON-LD: `@type`, `@id`, and its properties."""

CONTEXT = 'https://schema.org'


def node(type: str | list[str], id: str = '', **properties: Any) -> Node:
    """A thing, less the properties of which nothing is known; *id* is what stands for it on all pages."""
    return more({'@type': type, **({'@id': id} if id else {})}, **properties)


def more(thing: Node, **properties: Any) -> Node:
    """*thing*, of which more is known."""
    return thing | {name: value for name, value in properties.items() if value}


def same_as(id: str) -> Node:
    """A thing of which more is said elsewhere."""
    return {'@id': id}


def without(thing: Node, property: str) -> Node:
    """*thing*, of which that *property* need not be said."""
    return {name: value for name, value in thing.items() if name != property}


def term(name: str) -> str:
    """The address of a word that is itself a value, as schema.org's enumerations have them."""
    return f'{CONTEXT}/{name}'
