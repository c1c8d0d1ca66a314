"""What a YAML file says, and what it is to say, as plain data; lists know which of their items were there before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

import yaml

from ...problems import Problems
from ...source import NULLS, parse


@dataclass(frozen=True, slots=True)
class Aligned:
    """A list that is to be, each item with the index that it has now, or None if it is new. What is missing goes."""

    items: Sequence[tuple[int | None, Any]]


class Ordered(dict[str, Any]):
    """A mapping that is to be; `order` has all the keys that it might have, as they are usually written."""

    __slots__ = ('order',)

    def __init__(self, data: Mapping[str, Any], order: Sequence[str]) -> None:
        super().__init__(data)
        self.order = order


def said(text: str) -> Any:
    """The plain data that *text* holds, or None where it is not YAML as a program has it."""
    problems = Problems()
    source = parse(text, '', problems)
    return source.data() if source and not problems.found else None


def plain_node(node: yaml.Node) -> Any:
    """The plain data that *node* holds."""
    if isinstance(node, yaml.MappingNode):
        return {key.value: plain_node(value) for key, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [plain_node(value) for value in node.value]
    is_null = isinstance(node, yaml.ScalarNode) and not node.style and node.value in NULLS
    return None if is_null else node.value


def plain_new(new: Any) -> Any:
    """The plain data that *new* stands for, with numbers as the text that they are in a file."""
    if isinstance(new, Aligned):
        return [plain_new(value) for _, value in new.items]
    if isinstance(new, Mapping):
        return {key: plain_new(value) for key, value in new.items()}
    if isinstance(new, str) or new is None:
        return new
    return str(new) if isinstance(new, int) else [plain_new(value) for value in new]


def first_difference(one: Any, other: Any) -> list[str | int]:
    """The way to what *one* and *other* do not have in common."""
    if isinstance(one, dict) and isinstance(other, dict):
        keys: Any = [*one, *other]
    elif isinstance(one, list) and isinstance(other, list):
        one, other = dict(enumerate(one)), dict(enumerate(other))
        keys = [*one, *other]
    else:
        return []
    key = next((key for key in keys if key not in one or key not in other or one[key] != other[key]), None)
    return [] if key is None else [key, *first_difference(one.get(key), other.get(key))]


def items_of(new: Any) -> Sequence[Any]:
    """The items of a list that is to be."""
    items: Sequence[Any] = new.items if isinstance(new, Aligned) else new
    return items


def made(new: Any) -> Any:
    """*new* without what it says of the past."""
    if isinstance(new, Aligned):
        return [made(value) for _, value in new.items]
    return {key: made(value) for key, value in new.items()} if isinstance(new, Mapping) else new


def aligned(old: Sequence[Any], new: Any) -> Aligned:
    """A list beside the one that it was: what is the same, or stands for the same, is found again."""
    if isinstance(new, Aligned):
        return new
    found: list[tuple[int | None, Any]] = []
    matcher = SequenceMatcher(None, list(map(repr, old)), [repr(plain_new(value)) for value in new], autojunk=False)
    for what, first, last, begin, end in matcher.get_opcodes():
        same = what in ('equal', 'replace')
        found += [(first + at if same and first + at < last else None, new[begin + at]) for at in range(end - begin)]
    if all(at is None for at, _ in found):
        found[0] = (0, found[0][1])
    return Aligned(found)


def added_behind(old: Sequence[str], new: Mapping[str, Any]) -> dict[int, list[str]]:
    """The keys that *new* has and *old* has not, each behind the index of the one that stands before it."""
    places = {key: at for at, key in enumerate(old)}
    added: dict[int, list[str]] = {}
    last = -1
    for key in new:
        if key in places:
            last = places[key]
        else:
            added.setdefault(last, []).append(key)
    return added


def in_order(old: Mapping[str, Any], new: Mapping[str, Any], order: Sequence[str]) -> dict[str, Any]:
    """*new* with the keys of *old* as they stood, and the others where they go by *order*."""
    keys = [key for key in old if key in new]
    rank = {key: at for at, key in enumerate(order)}
    for key in sorted((key for key in new if key not in old), key=lambda key: rank.get(key, len(rank))):
        before = [at for at, other in enumerate(keys) if rank.get(other, -1) < rank.get(key, len(rank))]
        keys.insert(before[-1] + 1 if before else 0, key)
    return Ordered({key: new[key] for key in keys}, order)
