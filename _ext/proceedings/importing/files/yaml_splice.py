"""What to replace in a text, collected and done at once; the parts of a list, in brackets or on lines of their own."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from .yaml_layout import Span


class Splice:
    """Pieces of *text* and what is to stand there."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.edits: list[tuple[int, int, int, str]] = []

    def replace(self, start: int, end: int, text: str) -> None:
        self.edits.append((start, end, len(self.edits), text))

    def insert(self, at: int, text: str) -> None:
        self.replace(at, at, text)

    def result(self, at: int = 0, until: int | None = None) -> str:
        """The text as it is to be, or what becomes of it from *at* to *until*."""
        parts = []
        for start, end, _, text in sorted(self.edits):
            parts += [self.text[at:start], text]
            at = max(at, end)
        return ''.join([*parts, self.text[at:until]])

    def lines(
        self,
        segments: Sequence[Span],
        stay: Collection[int],
        added: Mapping[int, Sequence[str]],
        apart: int,
    ) -> None:
        """Keep of the items at *segments* those that *stay*, and add texts behind some of them (-1: before all),
        *apart* empty lines between them."""
        gap = '\n' * (1 + apart)
        for at, texts in added.items():
            place = segments[at][1] if at >= 0 else segments[0][0]
            self.insert(place, ''.join(f'{gap}{text}' if at >= 0 else f'{text}{gap}' for text in texts))
        for at, (start, end) in enumerate(segments):
            if at not in stay:
                self.replace(start, min(end + 1, len(self.text)), '')

    def in_brackets(self, spans: Sequence[Span], kept: Sequence[int], added: Mapping[int, Sequence[str]]) -> None:
        """Keep of the parts at *spans* those *kept*, and add texts behind some of them (-1: before all)."""
        for at, texts in added.items():
            behind = max((k for k in kept if k <= at), default=-1)
            if behind < 0:
                self.insert(spans[kept[0]][0], ''.join(f'{text}, ' for text in texts))
            else:
                self.insert(spans[behind][1], ''.join(f', {text}' for text in texts))
        for at in sorted(set(range(len(spans))) - set(kept)):
            if at < kept[0]:
                self.replace(spans[at][0], spans[at + 1][0], '')
            else:
                self.replace(spans[at - 1][1], spans[at][1], '')
