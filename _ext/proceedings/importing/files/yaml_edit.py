"""Changing a YAML file as an organizer would: this value and no other, with all comments and the layout as they were.

ruamel.yaml was tried on the files of this repository: it gives back series.yml and people.yml to the byte, but lays
every list in brackets that is longer than a line out anew (134 changed lines in 2019.yml, 121 in 2020.yml), and its
own tree would be a second reader beside `source`. So the text is changed here where PyYAML says that a value begins
and ends. What comes out is read again by `source`, and is refused unless it says exactly what it is meant to.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeAlias, TypeGuard

import yaml

from ...problems import Place, Problems
from ...source import parse
from .lines import rising
from .yaml_data import Aligned, added_behind, aligned, first_difference, items_of, made, plain_new, plain_node, said
from .yaml_keys import Keys
from .yaml_layout import CannotEditError, Layout, Span, cannot
from .yaml_splice import Splice
from .yaml_text import behind_key, flow, item, scalar

_Loader = getattr(yaml, 'CBaseLoader', yaml.BaseLoader)
_FLAT = (str, int)

Gone: TypeAlias = Callable[[int, str], None]
"""Is told of each comment that goes with what it stands at: the line, and the text."""


def edited(text: str, new: Mapping[str, Any], gone: Gone = lambda line, comment: None) -> str:
    """*text*, the YAML of a mapping, so that it says *new* (in which lists may be `Aligned`); its layout stays where
    nothing changes. A new key takes the place of its example, if the file has one. Raises CannotEditError."""
    root = yaml.compose(text, Loader=_Loader)
    if root is None or not isinstance(root, yaml.MappingNode):
        raise CannotEditError('it is no mapping')
    editor = _Editor(Layout(text), gone)
    editor.mapping(root, new, 0, has_examples=re.search('^ *## ', text, re.MULTILINE) is not None)
    result = editor.splice.result()
    _check(result, plain_new(new))
    return result


def _check(text: str, meant: Any) -> None:
    """Raises CannotEditError unless *text* says what is *meant*."""
    read = said(text)
    if read != meant:
        source = parse(text, '', Problems())
        place = source.place(first_difference(read, meant)) if source else Place('')
        raise CannotEditError('what would be written is read as something else', place.line, place.column)


class _Editor:
    """Collects what to replace in a text, from a node to those in it."""

    def __init__(self, layout: Layout, gone: Gone) -> None:
        self.layout = layout
        self.splice = Splice(layout.text)
        self.gone = gone

    def tell_gone(self, start: int, end: int) -> None:
        """Tell of the comments between *start* and *end*."""
        for line, comment in self.layout.comments(start, end):
            self.gone(line, comment)

    # Mappings

    def mapping(
        self, node: yaml.MappingNode, new: Mapping[str, Any], indent: int, *, has_examples: bool = False
    ) -> None:
        """Make the mapping *node*, whose keys are *indent* columns in, say *new*."""
        known = [(key, value) for key, value in node.value if key.value in new]
        if not known:
            raise cannot('nothing is left of a mapping', node)
        in_flow = bool(node.flow_style)
        for key, value in known:
            self.value(key, value, new[key.value], indent, in_flow=in_flow, has_examples=has_examples and indent == 0)
        spans = {key.value: (key.start_mark.index, self.layout.end(value, key)) for key, value in node.value}
        kept = [at for at, key in enumerate(spans) if key in new]
        if in_flow:
            added = added_behind(list(spans), new).items()
            texts = {at: [flow({key: made(new[key])})[1:-1] for key in keys] for at, keys in added}
            self.splice.in_brackets(list(spans.values()), kept, texts)
        else:
            keys = Keys(self.layout, self.splice, spans, indent)
            keys.add(new, has_examples=has_examples)
            keys.remove(kept)
            for end in (end for key, (_, end) in spans.items() if key not in new):
                self.tell_gone(end, self.layout.line_end(end))

    def value(
        self, key: yaml.Node, node: yaml.Node, new: Any, indent: int, *, in_flow: bool, has_examples: bool
    ) -> None:
        """Make the value *node* of *key* say *new*."""
        old = plain_node(node)
        if old == plain_new(new):
            return
        colon, end = self.layout.behind_colon(key), self.layout.end(node, key)
        span = self.layout.text[colon:end]
        may_be_ours = not in_flow and old is not None and not isinstance(new, Aligned)
        if may_be_ours and span == behind_key(key.value, old, indent):
            self.splice.replace(colon, end, behind_key(key.value, new, indent))
        elif _is_mapping_of_both(node, old, new):
            self.mapping(node, new, node.value[0][0].start_mark.column, has_examples=has_examples)
        elif isinstance(new, Aligned | list | tuple) and isinstance(node, yaml.SequenceNode) and old and items_of(new):
            self.sequence(node, aligned(old, new), node.start_mark.column)
        elif in_flow:
            self.splice.replace(colon, end, f' {flow(made(new))}')
        elif isinstance(new, _FLAT) and isinstance(node, yaml.ScalarNode) and span.strip():
            self.splice.replace(node.start_mark.index, end, scalar(new, in_flow=False))
        else:
            self.splice.replace(colon, end, behind_key(key.value, made(new), indent))

    # Lists

    def sequence(self, node: yaml.SequenceNode, new: Aligned, indent: int) -> None:
        """Make the list *node* say *new*; a list on lines of its own has its hyphens *indent* columns in."""
        order = [at for at, _ in new.items if at is not None]
        if not order or len(set(order)) < len(order):
            raise cannot('nothing is left of a list', node)
        spans = [(part.start_mark.index, self.layout.end(part)) for part in node.value]
        if node.flow_style:
            self.bracketed(node, new, spans)
        else:
            self.listed(node, new, spans, indent)

    def bracketed(self, node: yaml.SequenceNode, new: Aligned, spans: Sequence[Span]) -> None:
        """A list in brackets: what changes places is written anew."""
        staying = rising([at for at, _ in new.items if at is not None])
        stay = set(staying)
        added: dict[int, list[str]] = {}
        last = -1
        for at, value in new.items:
            if at is not None and at in stay:
                last = at
                self.item(node.value[at], value, 0, in_flow=True)
            else:
                added.setdefault(last, []).append(flow(made(value)))
        self.splice.in_brackets(spans, staying, added)

    def listed(self, node: yaml.SequenceNode, new: Aligned, spans: Sequence[Span], indent: int) -> None:
        """A list on lines of its own: what changes places is moved as text, with the comments that belong to it."""
        stay = set(rising([at for at, _ in new.items if at is not None]))
        segments = self.layout.segments(node, spans, indent)
        added: dict[int, list[str]] = {}
        last = -1
        for at, value in new.items:
            if at is None:
                added.setdefault(last, []).append(' ' * indent + item(made(value), indent))
            elif at in stay:
                last = at
                self.item(node.value[at], value, indent, in_flow=False)
            else:
                moved = _Editor(self.layout, self.gone)
                moved.item(node.value[at], value, indent, in_flow=False)
                added.setdefault(last, []).append(moved.splice.result(*segments[at]))
        self.splice.lines(segments, stay, added, self.layout.are_apart(spans))
        for at in set(range(len(spans))) - {at for at, _ in new.items}:
            self.tell_gone(segments[at][0], spans[at][0])
            self.tell_gone(spans[at][1], segments[at][1])

    def item(self, node: yaml.Node, new: Any, indent: int, *, in_flow: bool) -> None:
        """Make the item *node* of a list say *new*."""
        old = plain_node(node)
        if old == plain_new(new):
            return
        start, end = node.start_mark.index, self.layout.end(node)
        if not in_flow and f'- {self.layout.text[start:end]}' == item(old, indent):
            self.splice.replace(start, end, item(made(new), indent)[2:])
        elif _is_mapping_of_both(node, old, new):
            self.mapping(node, new, node.value[0][0].start_mark.column)
        else:
            self.splice.replace(start, end, flow(made(new)) if in_flow else item(made(new), indent)[2:])


def _is_mapping_of_both(node: yaml.Node, old: Any, new: Any) -> TypeGuard[yaml.MappingNode]:
    """Whether a mapping is to be one that has keys in common with it."""
    return isinstance(node, yaml.MappingNode) and isinstance(new, Mapping) and bool(set(new) & set(old))
