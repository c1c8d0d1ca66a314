"""Changing a YAML file as an organizer would: this value and no other, with all comments and the layout as they were.

ruamel.yaml was tried on the files of this repository: it gives back series.yml and people.yml to the byte, but lays
every list in brackets that is longer than a line out anew (134 changed lines in 2019.yml, 121 in 2020.yml), and its
own tree would be a second reader beside `source`. So the text is changed here where PyYAML says that a value begins
and ends. What comes out is read again by `source`, and is refused unless it says exactly what it is meant to.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any, TypeAlias

import yaml

from ...problems import Problems
from ...source import NULLS, parse
from .yaml_text import Value, behind_key, entry, flow, item, scalar

_Loader = getattr(yaml, 'CBaseLoader', yaml.BaseLoader)
_FLAT = (str, int)


class CannotEditError(Exception):
    """The text cannot be changed so that only what is meant changes."""


@dataclass(frozen=True, slots=True)
class Aligned:
    """A list that is to be, each item with the index that it has now, or None if it is new. What is missing goes."""

    items: Sequence[tuple[int | None, Any]]


New: TypeAlias = 'Value | Aligned | Mapping[str, New]'


def edited(text: str, new: Mapping[str, Any]) -> str:
    """*text*, the YAML of a mapping, so that it says *new* (in which lists may be `Aligned`); its layout stays where
    nothing changes. Raises CannotEditError."""
    root = yaml.compose(text, Loader=_Loader)
    if root is None or not isinstance(root, yaml.MappingNode):
        raise CannotEditError('it is no mapping')
    editor = _Editor(text)
    editor.mapping(root, new, 0)
    result = editor.result()
    if said(result) != plain_new(new):
        raise CannotEditError('what would be written is read as something else')
    return result


def said(text: str) -> Any:
    """The plain data that *text* holds, or None where it is not YAML as a program has it."""
    problems = Problems()
    source = parse(text, '', problems)
    return source.data() if source and not problems.found else None


def plain_new(new: Any) -> Any:
    """The plain data that *new* stands for, with numbers as the text that they are in a file."""
    if isinstance(new, Aligned):
        return [plain_new(value) for _, value in new.items]
    if isinstance(new, Mapping):
        return {key: plain_new(value) for key, value in new.items()}
    if isinstance(new, str) or new is None:
        return new
    return str(new) if isinstance(new, int) else [plain_new(value) for value in new]


def _plain(node: yaml.Node) -> Any:
    if isinstance(node, yaml.MappingNode):
        return {key.value: _plain(value) for key, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [_plain(value) for value in node.value]
    is_null = isinstance(node, yaml.ScalarNode) and not node.style and node.value in NULLS
    return None if is_null else node.value


class _Editor:
    """Collects what to replace in a text, and does it at once."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.edits: list[tuple[int, int, int, str]] = []

    def replace(self, start: int, end: int, text: str) -> None:
        self.edits.append((start, end, len(self.edits), text))

    def result(self) -> str:
        parts, at = [], 0
        for start, end, _, text in sorted(self.edits):
            parts += [self.text[at:start], text]
            at = max(at, end)
        return ''.join([*parts, self.text[at:]])

    def mapping(self, node: yaml.MappingNode, new: Mapping[str, Any], indent: int) -> None:
        """Make the mapping *node*, whose keys are *indent* columns in, say *new*."""
        kept = [at for at, (key, _) in enumerate(node.value) if key.value in new]
        if not kept:
            raise CannotEditError('nothing is left of a mapping')
        for key, value in node.value:
            if key.value in new:
                self.value(key, value, new[key.value], indent, in_flow=bool(node.flow_style))
        spans = [(key.start_mark.index, self.end(value, key)) for key, value in node.value]
        added = _added([key.value for key, _ in node.value], new)
        if node.flow_style:
            texts = {at: [flow({key: _made(new[key])})[1:-1] for key in keys] for at, keys in added.items()}
            self.in_brackets(spans, kept, texts)
        else:
            blocks = {at: [entry(key, _made(new[key]), indent) for key in keys] for at, keys in added.items()}
            self.lines(spans, kept, blocks, indent, apart=1 if indent == 0 else 0)

    def value(self, key: yaml.Node, node: yaml.Node, new: Any, indent: int, *, in_flow: bool) -> None:
        """Make the value *node* of *key* say *new*."""
        old = _plain(node)
        if old == plain_new(new):
            return
        colon = self.text.index(':', key.end_mark.index) + 1
        span = self.text[colon : self.end(node, key)]
        if (
            not in_flow
            and old is not None
            and not isinstance(new, Aligned)
            and span == behind_key(key.value, old, indent)
        ):
            self.replace(colon, colon + len(span), behind_key(key.value, new, indent))
        elif isinstance(new, Mapping) and isinstance(node, yaml.MappingNode) and set(new) & set(old):
            self.mapping(node, new, node.value[0][0].start_mark.column)
        elif isinstance(new, Aligned | list | tuple) and isinstance(node, yaml.SequenceNode) and old and _items(new):
            self.sequence(node, _aligned(old, new), node.start_mark.column)
        elif in_flow:
            self.replace(colon, colon + len(span), f' {flow(_made(new))}')
        elif isinstance(new, _FLAT) and isinstance(node, yaml.ScalarNode) and span.strip():
            self.replace(node.start_mark.index, self.end(node, key), scalar(new, in_flow=False))
        else:
            self.replace(colon, colon + len(span), behind_key(key.value, _made(new), indent))

    def sequence(self, node: yaml.SequenceNode, new: Aligned, indent: int) -> None:
        """Make the list *node* say *new*; a list on lines of its own has its hyphens *indent* columns in."""
        order = [at for at, _ in new.items if at is not None]
        if order != sorted(set(order)) or not order:
            raise CannotEditError('items of a list change places')
        for at, value in new.items:
            if at is not None:
                self.item(node.value[at], value, indent, in_flow=bool(node.flow_style))
        added: dict[int, list[Any]] = {}
        last = -1
        for at, value in new.items:
            if at is None:
                added.setdefault(last, []).append(value)
            else:
                last = at
        if node.flow_style:
            spans = [(part.start_mark.index, self.end(part)) for part in node.value]
            self.in_brackets(
                spans, order, {at: [flow(_made(value)) for value in values] for at, values in added.items()}
            )
        else:
            spans = [(self.text.rindex('-', 0, part.start_mark.index + 1), self.end(part)) for part in node.value]
            if any(self.text[self.line_start(start) : start].strip() for start, _ in spans):
                raise CannotEditError('a list begins behind something else')
            blocks = {at: [item(_made(value), indent) for value in values] for at, values in added.items()}
            self.lines(spans, order, blocks, indent, apart=self.are_apart(spans))

    def item(self, node: yaml.Node, new: Any, indent: int, *, in_flow: bool) -> None:
        old = _plain(node)
        if old == plain_new(new):
            return
        start, end = node.start_mark.index, self.end(node)
        if not in_flow and f'- {self.text[start:end]}' == item(old, indent):
            self.replace(start, end, item(_made(new), indent)[2:])
        elif isinstance(new, Mapping) and isinstance(node, yaml.MappingNode) and set(new) & set(old):
            self.mapping(node, new, node.value[0][0].start_mark.column)
        else:
            self.replace(start, end, flow(_made(new)) if in_flow else item(_made(new), indent)[2:])

    def in_brackets(
        self, spans: Sequence[tuple[int, int]], kept: Sequence[int], added: Mapping[int, Sequence[str]]
    ) -> None:
        """Keep of the parts at *spans* those *kept*, and add texts behind some of them (-1: before all)."""
        for at, texts in added.items():
            behind = max((k for k in kept if k <= at), default=-1)
            if behind < 0:
                self.replace(spans[kept[0]][0], spans[kept[0]][0], ''.join(f'{text}, ' for text in texts))
            else:
                self.replace(spans[behind][1], spans[behind][1], ''.join(f', {text}' for text in texts))
        for at in sorted(set(range(len(spans))) - set(kept)):
            if at < kept[0]:
                self.replace(spans[at][0], spans[at + 1][0], '')
            else:
                self.replace(spans[at - 1][1], spans[at][1], '')

    def lines(
        self,
        spans: Sequence[tuple[int, int]],
        kept: Sequence[int],
        added: Mapping[int, Sequence[str]],
        indent: int,
        *,
        apart: int,
    ) -> None:
        """The same for parts on lines of their own, *apart* empty lines between them."""
        margin, left = ' ' * indent, set(kept)
        for at, texts in added.items():
            if at < 0:
                gap = '\n' * (1 + apart) + margin
                self.replace(spans[0][0], spans[0][0], ''.join(f'{text}{gap}' for text in texts))
            else:
                end = self.line_end(spans[at][1])
                self.replace(end, end, ''.join('\n' * (1 + apart) + margin + text for text in texts))
        for at, (start, end) in enumerate(spans):
            if at in left:
                continue
            if self.text[self.line_start(start) : start].strip():  # the first key behind the hyphen of an item
                self.replace(start, spans[at + 1][0], '')
            else:
                self.replace(self.line_start(start), min(self.line_end(end) + 1, len(self.text)), '')

    def are_apart(self, spans: Sequence[tuple[int, int]]) -> int:
        """How many empty lines stand between the items of a list: one, or none."""
        if len(spans) < 2:
            return 0
        between = self.text[self.line_end(spans[-2][1]) : spans[-1][0]].split('\n')[1:-1]
        return int(any(not line.strip() for line in between))

    def line_start(self, at: int) -> int:
        return self.text.rfind('\n', 0, at) + 1

    def line_end(self, at: int) -> int:
        found = self.text.find('\n', at)
        return len(self.text) if found < 0 else found

    def end(self, node: yaml.Node, key: yaml.Node | None = None) -> int:
        """Where what *node* says ends: libyaml thinks that a block ends where something else begins."""
        if isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
            last = node.value[-1]
            return self.end(*reversed(last)) if isinstance(last, tuple) else self.end(last)
        end: int = node.end_mark.index
        if isinstance(node, yaml.ScalarNode) and node.style in ('|', '>'):
            return len(self.text[:end].rstrip())
        if key is not None and node.start_mark.index == end:
            return self.text.index(':', key.end_mark.index) + 1
        return end


def _items(new: Any) -> Sequence[Any]:
    return new.items if isinstance(new, Aligned) else new


def _made(new: Any) -> Any:
    """*new* without what it says of the past."""
    if isinstance(new, Aligned):
        return [_made(value) for _, value in new.items]
    return {key: _made(value) for key, value in new.items()} if isinstance(new, Mapping) else new


def _aligned(old: Sequence[Any], new: Any) -> Aligned:
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


def _added(old: Sequence[str], new: Mapping[str, Any]) -> dict[int, list[str]]:
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
    return {key: new[key] for key in keys}


__all__ = ['Aligned', 'CannotEditError', 'edited', 'in_order', 'said']
