"""Shaped texts as ink on rows of points: each word is drawn once for all cards, and set side by side like type.

Letters that are drawn anew for each card take longer than all else on it, and the same words and names are on many. So
words begin at whole points; within a word, letters are where the font has them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import repeat

import uharfbuzz  # type: ignore[import-untyped]

from .fonts import EM, Shaped, font_of


@dataclass(frozen=True, slots=True)
class Ink:
    """How much ink there is, from 0 to 255, at each point of some rows, from above; all are equally long.

    The first is `top` rows below the base line, which is less than nothing for most; all begin `left` points behind
    where the text does.
    """

    left: int
    top: int
    rows: tuple[bytes, ...]

    @property
    def bottom(self) -> int:
        return self.top + len(self.rows)

    @property
    def width(self) -> int:
        return len(self.rows[0])

    def within(self, top: int, bottom: int) -> tuple[bytes, ...]:
        """The rows, and blank ones above and below, from *top* to *bottom*."""
        blank = (bytes(self.width),)
        return blank * (self.top - top) + self.rows + blank * (bottom - self.bottom)


@lru_cache(maxsize=4096)
def ink_of(shaped: Shaped, size: int) -> Ink:
    pen, scale = uharfbuzz.RasterDraw(), size / EM
    font = font_of(shaped.font)
    for glyph, right, up in shaped.glyphs:
        pen.transform = (scale, 0, 0, scale, right * scale, up * scale)
        pen.draw_glyph(font, glyph)
    image = pen.render()
    extents, buffer = image.extents, bytes(image.buffer)  # whose rows are from below
    starts = range((extents.height - 1) * extents.stride, -1, -extents.stride) if buffer else ()
    rows = tuple(buffer[at : at + extents.width] for at in starts)
    return Ink(extents.x_origin, -extents.y_origin - len(rows), rows)


def side_by_side(inks: Iterable[tuple[int, Ink]]) -> Ink:
    """All *inks*, each at the point where its text begins, as one that begins at the first point of all."""
    drawn = [(x + ink.left, ink) for x, ink in inks if ink.rows]
    top = min((ink.top for _, ink in drawn), default=0)
    bottom = max((ink.bottom for _, ink in drawn), default=0)
    columns: list[Iterable[bytes]] = [repeat(b'', bottom - top)]
    end = 0
    for left, ink in drawn:
        rows = ink.within(top, bottom)
        if left < end:
            columns = [[*map(over, _joined(columns), rows, repeat(left))]]
        else:
            columns += [repeat(bytes(left - end), bottom - top), rows]
        end = max(end, left + ink.width)
    return Ink(0, top, tuple(_joined(columns)))


def _joined(columns: Iterable[Iterable[bytes]]) -> Iterable[bytes]:
    return map(b''.join, zip(*columns, strict=True))


def over(row: bytes, other: bytes, left: int = 0) -> bytes:
    """*row* with *other* on it, from the point *left* on; what is before the first point is left out."""
    visible = other[max(-left, 0) :]
    start = max(left, 0)
    found = bytearray(row.ljust(start + len(visible), b'\0'))
    found[start : start + len(visible)] = map(max, found[start:], visible)
    return bytes(found)
