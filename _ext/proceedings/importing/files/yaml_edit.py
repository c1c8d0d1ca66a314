"""Changing a YAML file as an organizer would: this value and no other, with all comments and the layout as they were.

ruamel.yaml was tried on the files of this repository: it gives back series.yml and people.yml to the byte, but lays
every list in brackets that is longer than a line out anew (134 changed lines in 2019.yml, 121 in 2020.yml), and its
own tree would be a second reader beside `source`. So the text is changed here where PyYAML says that a value begins
and ends. What comes out is read again by `source`, and is refused unless it says exactly what it is meant to.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any, TypeAlias

import yaml

from ...problems import Place, Problems
from ...source import NULLS, parse
from .lines import rising
from .yaml_text import Value, behind_key, entry, flow, item, scalar

_Loader = getattr(yaml, 'CBaseLoader', yaml.BaseLoader)
_FLAT = (str, int)


_COMMENT = re.compile(r'( *)(#+)( *)(.*)')
_TO_HYPHEN = re.compile(r'(?:[ \t]*(?:#.*)?\n)*[ \t]*(?=-)')

Gone: TypeAlias = Callable[[int, str], None]
"""Is told of each comment that goes with what it stands at: the line, and the text."""


class CannotEditError(Exception):
    """The text cannot be changed so that only what is meant changes; *line* and *column* are where."""

    def __init__(self, message: str, line: int = 1, column: int = 1) -> None:
        super().__init__(message)
        self.line, self.column = line, column


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


New: TypeAlias = 'Value | Aligned | Mapping[str, New]'


def edited(text: str, new: Mapping[str, Any], gone: Gone = lambda line, comment: None) -> str:
    """*text*, the YAML of a mapping, so that it says *new* (in which lists may be `Aligned`); its layout stays where
    nothing changes. A new key takes the place of its example, if the file has one. Raises CannotEditError."""
    root = yaml.compose(text, Loader=_Loader)
    if root is None or not isinstance(root, yaml.MappingNode):
        raise CannotEditError('it is no mapping')
    editor = _Editor(text, gone)
    editor.mapping(root, new, 0, has_examples=re.search('^ *## ', text, re.MULTILINE) is not None)
    result = editor.result()
    read, meant = said(result), plain_new(new)
    if read != meant:
        source = parse(text, '', Problems())
        place = source.place(_first_difference(read, meant)) if source else Place('')
        raise CannotEditError('what would be written is read as something else', place.line, place.column)
    return result


def _first_difference(one: Any, other: Any) -> list[str | int]:
    """The way to what *one* and *other* do not have in common."""
    if isinstance(one, dict) and isinstance(other, dict):
        keys: Any = [*one, *other]
    elif isinstance(one, list) and isinstance(other, list):
        one, other = dict(enumerate(one)), dict(enumerate(other))
        keys = [*one, *other]
    else:
        return []
    key = next((key for key in keys if key not in one or key not in other or one[key] != other[key]), None)
    return [] if key is None else [key, *_first_difference(one.get(key), other.get(key))]


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

    def __init__(self, text: str, gone: Gone) -> None:
        self.text = text
        self.gone = gone
        self.edits: list[tuple[int, int, int, str]] = []

    def replace(self, start: int, end: int, text: str) -> None:
        self.edits.append((start, end, len(self.edits), text))

    def result(self, at: int = 0, until: int | None = None) -> str:
        parts = []
        for start, end, _, text in sorted(self.edits):
            parts += [self.text[at:start], text]
            at = max(at, end)
        return ''.join([*parts, self.text[at:until]])

    def mapping(
        self, node: yaml.MappingNode, new: Mapping[str, Any], indent: int, *, has_examples: bool = False
    ) -> None:
        """Make the mapping *node*, whose keys are *indent* columns in, say *new*."""
        kept = [at for at, (key, _) in enumerate(node.value) if key.value in new]
        if not kept:
            raise _cannot('nothing is left of a mapping', node)
        for key, value in node.value:
            if key.value in new:
                self.value(
                    key, value, new[key.value], indent,
                    in_flow=bool(node.flow_style), has_examples=has_examples and indent == 0,
                )  # fmt: skip
        spans = [(key.start_mark.index, self.end(value, key)) for key, value in node.value]
        old = [key.value for key, _ in node.value]
        if node.flow_style:
            texts = {at: [flow({key: _made(new[key])})[1:-1] for key in keys] for at, keys in _added(old, new).items()}
            self.in_brackets(spans, kept, texts)
        else:
            self.add_keys(dict(zip(old, spans, strict=False)), new, indent, has_examples=has_examples)
            self.remove_keys(spans, kept)

    def add_keys(
        self, old: Mapping[str, tuple[int, int]], new: Mapping[str, Any], indent: int, *, has_examples: bool
    ) -> None:
        """Add what *new* has and *old* has not: where its example stands, or behind what goes before it."""
        added = [key for key in new if key not in old]
        if not added:
            return
        rank = {key: at for at, key in enumerate(new.order if isinstance(new, Ordered) else new)}
        examples = dict(self.examples(list(old.values()), indent, rank)) if has_examples else {}
        stands = {key: self.tail(end, indent, items=not indent) for key, (_, end) in old.items()}
        stands |= {key: example.end for key, example in examples.items() if key not in old}
        margin, gap = ' ' * indent, '\n\n' if indent == 0 else '\n'
        first = next(iter(old.values()))[0]
        for key in sorted(added, key=lambda key: rank.get(key, len(rank))):
            text = entry(key, _made(new[key]), indent)
            before = [end for other, end in stands.items() if rank.get(other, -1) < rank.get(key, len(rank))]
            if key in examples:
                example = examples[key]
                self.replace(example.start, example.end, '\n'.join([f'{margin}{text}', *example.explained]))
            elif before:
                self.replace(max(before), max(before), f'{gap}{margin}{text}')
            elif indent and self.is_first(first):
                start = self.lead(first, indent)
                self.replace(start, start, f'{margin}{text}{gap}')
            else:
                self.replace(first, first, f'{text}{gap}{margin}')

    def remove_keys(self, spans: Sequence[tuple[int, int]], kept: Sequence[int]) -> None:
        """Take away the keys at *spans* that are not *kept*."""
        for at in sorted(set(range(len(spans))) - set(kept)):
            start, end = spans[at]
            self.tell_gone(end, self.line_end(end))
            if self.is_first(start):
                self.replace(self.line_start(start), min(self.line_end(end) + 1, len(self.text)), '')
            else:  # the first key behind the hyphen of an item
                self.replace(start, spans[at + 1][0], '')

    def examples(
        self, spans: Sequence[tuple[int, int]], indent: int, known: Mapping[str, int]
    ) -> Iterator[tuple[str, _Example]]:
        """Examples of keys, between what stands at *spans*, each with where it is: `# rooms:` and what is below it."""
        begins = self.lead(spans[0][0], indent) if indent else 0
        ends = self.tail(spans[-1][1], indent - 1) if indent else len(self.text)
        for gap, until in zip(
            [begins, *(end for _, end in spans)], [*(start for start, _ in spans), ends], strict=True
        ):
            at = gap if gap == begins else self.line_end(gap) + 1
            while at < until:
                end = self.line_end(at)
                comment = _COMMENT.match(self.text, at, end)
                key = comment[4].partition(':') if comment else ('', '', '')
                if comment and key[1] and key[0] in known and comment[2] == '#' and _column(comment) == indent:
                    end = self.tail(at, indent, items=True)
                    lines = self.text[at:end].split('\n')
                    yield key[0], _Example(at, end, [line for line in lines if line.startswith(' ' * indent + '##')])
                at = end + 1

    def value(
        self, key: yaml.Node, node: yaml.Node, new: Any, indent: int, *, in_flow: bool, has_examples: bool
    ) -> None:
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
            self.mapping(node, new, node.value[0][0].start_mark.column, has_examples=has_examples)
        elif isinstance(new, Aligned | list | tuple) and isinstance(node, yaml.SequenceNode) and old and _items(new):
            self.sequence(node, _aligned(old, new), node.start_mark.column)
        elif in_flow:
            self.replace(colon, colon + len(span), f' {flow(_made(new))}')
        elif isinstance(new, _FLAT) and isinstance(node, yaml.ScalarNode) and span.strip():
            self.replace(node.start_mark.index, self.end(node, key), scalar(new, in_flow=False))
        else:
            self.replace(colon, colon + len(span), behind_key(key.value, _made(new), indent))

    def sequence(self, node: yaml.SequenceNode, new: Aligned, indent: int) -> None:
        """Make the list *node* say *new*; a list on lines of its own has its hyphens *indent* columns in. What changes
        places is moved as text, with the comments that belong to it."""
        order = [at for at, _ in new.items if at is not None]
        if not order or len(set(order)) < len(order):
            raise _cannot('nothing is left of a list', node)
        staying = rising(order)
        stay = set(staying)
        in_flow = bool(node.flow_style)
        spans = [(part.start_mark.index, self.end(part)) for part in node.value]
        segments = [] if in_flow else self.segments(node, spans, indent)
        added: dict[int, list[str]] = {}
        last = -1
        for at, value in new.items:
            if at in stay:
                last = at if at is not None else last
                self.item(node.value[last], value, indent, in_flow=in_flow)
            elif at is None or in_flow:
                text = flow(_made(value)) if in_flow else ' ' * indent + item(_made(value), indent)
                added.setdefault(last, []).append(text)
            else:
                moved = _Editor(self.text, self.gone)
                moved.item(node.value[at], value, indent, in_flow=False)
                added.setdefault(last, []).append(moved.result(*segments[at]))
        if in_flow:
            self.in_brackets(spans, staying, added)
        else:
            self.items(segments, stay, added, self.are_apart(spans))
            for at in set(range(len(spans))) - set(order):
                self.tell_gone(segments[at][0], spans[at][0])
                self.tell_gone(spans[at][1], segments[at][1])

    def segments(self, node: yaml.SequenceNode, spans: Sequence[tuple[int, int]], indent: int) -> list[tuple[int, int]]:
        """The whole lines of each item, with the comments directly above it and behind it."""
        found = []
        hyphen = node.start_mark.index
        for part, (_, end) in zip(node.value, spans, strict=True):
            if not self.is_first(hyphen) or self.text[hyphen] != '-':
                raise _cannot('a list begins behind something else', part)
            found.append((self.lead(hyphen, indent), self.tail(end, indent)))
            match = _TO_HYPHEN.match(self.text, end)
            hyphen = match.end() if match else end
        return found

    def items(
        self,
        segments: Sequence[tuple[int, int]],
        stay: Collection[int],
        added: Mapping[int, Sequence[str]],
        apart: int,
    ) -> None:
        """Keep of the items at *segments* those that *stay*, and add texts behind some of them (-1: before all),
        *apart* empty lines between them."""
        gap = '\n' * (1 + apart)
        for at, texts in added.items():
            place = segments[at][1] if at >= 0 else segments[0][0]
            self.replace(place, place, ''.join(f'{gap}{text}' if at >= 0 else f'{text}{gap}' for text in texts))
        for at, (start, end) in enumerate(segments):
            if at not in stay:
                self.replace(start, min(end + 1, len(self.text)), '')

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

    def are_apart(self, spans: Sequence[tuple[int, int]]) -> int:
        """How many empty lines stand between the items of a list: one, or none."""
        if len(spans) < 2:
            return 0
        between = self.text[self.line_end(spans[-2][1]) : spans[-1][0]].split('\n')[1:-1]
        return int(any(not line.strip() for line in between))

    def lead(self, at: int, indent: int) -> int:
        """Where the comments begin that stand directly above the line of *at*, and not below what is above them."""
        start = self.line_start(at)
        while start:
            above = self.line_start(start - 1)
            comment = _COMMENT.match(self.text, above, start - 1)
            if not comment or _column(comment) > indent + 1:
                break
            start = above
        return start

    def tail(self, at: int, indent: int, *, items: bool = False) -> int:
        """Where the comments end that stand below the line of *at* and belong to it: if they lost their hash, they
        would be more than *indent* columns in, or *items* of a list there."""
        found = end = self.line_end(at)
        while end < len(self.text):
            start, end = end + 1, self.line_end(end + 1)
            comment = _COMMENT.match(self.text, start, end)
            if not comment and self.text[start:end].strip():
                break
            if not comment or (comment[2] != '#' and _column(comment) == indent):
                continue
            if _column(comment) > indent + 1 or (items and _column(comment) == indent and comment[4][:2] == '- '):
                found = end
            else:
                break
        return found

    def tell_gone(self, start: int, end: int) -> None:
        """Tell of the comments between *start* and *end*, where nothing else is."""
        for at, line in enumerate(self.text[start:end].split('\n'), self.text.count('\n', 0, start) + 1):
            before, sign, comment = line.partition('#')
            if sign and not before.strip(' -'):
                self.gone(at, comment.strip('# '))

    def is_first(self, at: int) -> bool:
        """Whether nothing stands before *at* in its line."""
        return not self.text[self.line_start(at) : at].strip()

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


@dataclass(frozen=True, slots=True)
class _Example:
    """A key that is commented out: where it is, and the lines of explanations within, which stay."""

    start: int
    end: int
    explained: Sequence[str]


def _column(comment: re.Match[str]) -> int:
    """Where what a comment says would stand without its hash and the space behind it."""
    return len(comment[1]) + (max(len(comment[3]) - 1, 0) if comment[2] == '#' else 0)


def _cannot(why: str, node: yaml.Node) -> CannotEditError:
    return CannotEditError(why, node.start_mark.line + 1, node.start_mark.column + 1)


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
    return Ordered({key: new[key] for key in keys}, order)


__all__ = ['Aligned', 'CannotEditError', 'edited', 'in_order', 'said']
