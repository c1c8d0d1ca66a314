"""Keys that come to a mapping on lines of its own, and keys that go."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from .yaml_data import Ordered, made
from .yaml_layout import Example, Layout, Span
from .yaml_splice import Splice
from .yaml_text import entry


@dataclass(frozen=True, slots=True)
class Keys:
    """The keys of one mapping, *indent* columns in, by where they stand."""

    layout: Layout
    splice: Splice
    spans: Mapping[str, Span]
    indent: int

    def add(self, new: Mapping[str, Any], *, has_examples: bool) -> None:
        """Add what *new* has more: where its example stands, or behind what goes before it."""
        added = [key for key in new if key not in self.spans]
        if not added:
            return
        rank = {key: at for at, key in enumerate(new.order if isinstance(new, Ordered) else new)}
        spans = list(self.spans.values())
        examples = dict(self.layout.examples(spans, self.indent, rank)) if has_examples else {}
        stands = self._stands(examples)
        for key in sorted(added, key=lambda key: rank.get(key, len(rank))):
            text = entry(key, made(new[key]), self.indent)
            before = [end for other, end in stands.items() if rank.get(other, -1) < rank.get(key, len(rank))]
            if key in examples:
                self._instead_of(examples[key], text)
            elif before:
                self.splice.insert(max(before), f'{self._gap}{self._margin}{text}')
            else:
                self._add_first(text)

    def remove(self, kept: Sequence[int]) -> None:
        """Take away the keys that are not *kept*."""
        spans, layout = list(self.spans.values()), self.layout
        for at in sorted(set(range(len(spans))) - set(kept)):
            start, end = spans[at]
            if layout.is_first(start):
                self.splice.replace(layout.line_start(start), min(layout.line_end(end) + 1, len(layout.text)), '')
            else:  # the first key behind the hyphen of an item
                self.splice.replace(start, spans[at + 1][0], '')

    @property
    def _margin(self) -> str:
        return ' ' * self.indent

    @property
    def _gap(self) -> str:
        return '\n' if self.indent else '\n\n'

    def _stands(self, examples: Mapping[str, Example]) -> dict[str, int]:
        """Where each key, or its example, ends with what belongs to it."""
        ends = {key: self.layout.tail(end, self.indent, items=not self.indent) for key, (_, end) in self.spans.items()}
        return ends | {key: example.end for key, example in examples.items() if key not in self.spans}

    def _instead_of(self, example: Example, text: str) -> None:
        self.splice.replace(example.start, example.end, '\n'.join([f'{self._margin}{text}', *example.explained]))

    def _add_first(self, text: str) -> None:
        first = next(iter(self.spans.values()))[0]
        if self.indent and self.layout.is_first(first):
            self.splice.insert(self.layout.lead(first, self.indent), f'{self._margin}{text}{self._gap}')
        else:
            self.splice.insert(first, f'{text}{self._gap}{self._margin}')
