"""Where things stand in the text of a YAML file: values, comments that belong to them, keys that are commented out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import yaml

Span = tuple[int, int]
"""Where something begins and ends."""

_COMMENT = re.compile(r'( *)(#+)( *)(.*)')
_TO_HYPHEN = re.compile(r'(?:[ \t]*(?:#.*)?\n)*[ \t]*(?=-)')


class CannotEditError(Exception):
    """The text cannot be changed so that only what is meant changes; *line* and *column* are where."""

    def __init__(self, message: str, line: int = 1, column: int = 1) -> None:
        super().__init__(message)
        self.line, self.column = line, column


def cannot(why: str, node: yaml.Node) -> CannotEditError:
    """The error that says where *node* is."""
    return CannotEditError(why, node.start_mark.line + 1, node.start_mark.column + 1)


@dataclass(frozen=True, slots=True)
class Example:
    """A key that is commented out: where it is, and the lines of explanations within, which stay."""

    start: int
    end: int
    explained: Sequence[str]


class Layout:
    """What stands where in *text*, as PyYAML and the columns of comments tell."""

    def __init__(self, text: str) -> None:
        self.text = text

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
            return self.behind_colon(key)
        return end

    def behind_colon(self, key: yaml.Node) -> int:
        colon: int = self.text.index(':', key.end_mark.index)
        return colon + 1

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

    def comments(self, start: int, end: int) -> Iterator[tuple[int, str]]:
        """The comments between *start* and *end*, where nothing else is, with their lines."""
        for at, line in enumerate(self.text[start:end].split('\n'), self.text.count('\n', 0, start) + 1):
            before, sign, comment = line.partition('#')
            if sign and not before.strip(' -'):
                yield at, comment.strip('# ')

    def examples(self, spans: Sequence[Span], indent: int, known: Mapping[str, int]) -> Iterator[tuple[str, Example]]:
        """Examples of keys, between what stands at *spans*, each with where it is: `# rooms:` and what is below it."""
        begins = self.lead(spans[0][0], indent) if indent else 0
        ends = self.tail(spans[-1][1], indent - 1) if indent else len(self.text)
        gaps = [begins, *(end for _, end in spans)]
        for gap, until in zip(gaps, [*(start for start, _ in spans), ends], strict=True):
            at = gap if gap == begins else self.line_end(gap) + 1
            while at < until:
                key = self._key_of_example(at, indent)
                end = self.line_end(at)
                if key is not None and key in known:
                    end = self.tail(at, indent, items=True)
                    lines = self.text[at:end].split('\n')
                    yield key, Example(at, end, [line for line in lines if line.startswith(' ' * indent + '##')])
                at = end + 1

    def _key_of_example(self, at: int, indent: int) -> str | None:
        """The key that the line at *at* has behind one hash, if it has one."""
        comment = _COMMENT.match(self.text, at, self.line_end(at))
        if not comment or comment[2] != '#' or _column(comment) != indent:
            return None
        key, colon, _ = comment[4].partition(':')
        return key if colon else None

    def segments(self, node: yaml.SequenceNode, spans: Sequence[Span], indent: int) -> list[Span]:
        """The whole lines of each item, with the comments directly above it and behind it."""
        found = []
        hyphen = node.start_mark.index
        for part, (_, end) in zip(node.value, spans, strict=True):
            if not self.is_first(hyphen) or self.text[hyphen] != '-':
                raise cannot('a list begins behind something else', part)
            found.append((self.lead(hyphen, indent), self.tail(end, indent)))
            match = _TO_HYPHEN.match(self.text, end)
            hyphen = match.end() if match else end
        return found

    def are_apart(self, spans: Sequence[Span]) -> int:
        """How many empty lines stand between the items of a list: one, or none."""
        if len(spans) < 2:
            return 0
        between = self.text[self.line_end(spans[-2][1]) : spans[-1][0]].split('\n')[1:-1]
        return int(any(not line.strip() for line in between))


def _column(comment: re.Match[str]) -> int:
    """Where what a comment says would stand without its hash and the space behind it."""
    return len(comment[1]) + (max(len(comment[3]) - 1, 0) if comment[2] == '#' else 0)
