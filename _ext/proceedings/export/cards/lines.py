"""A text as lines: where it breaks, which way it runs, and what is left out at its end where it is too long.

The order of letters that run leftwards is that of Unicode's algorithm as far as names and titles need it: one
paragraph, nothing embedded. The packages that know the whole of it give back the letters as seen, and these nobody can
shape any more.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import groupby
from types import MappingProxyType

from .fonts import Face, Shaped, clusters, font_for, language_of, shape

ELLIPSIS = '…'


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a text that has one font and one direction; `level` is odd where it runs leftwards.

    A line may end before it where it `breaks`; what `is_space` is not drawn at the end of one.
    """

    text: str
    level: int
    shaped: Shaped
    breaks: bool = False
    is_space: bool = False


@dataclass(frozen=True, slots=True)
class Word:
    """Pieces between which no line ends; a space is a word of its own."""

    pieces: tuple[Piece, ...]
    width: int
    is_space: bool


@dataclass(frozen=True, slots=True)
class Line:
    """Shapes from left to right, each with where it begins, and the width of all; in units of the font."""

    parts: tuple[tuple[int, Shaped], ...]
    width: int


def base_level(text: str) -> int:
    """1 where *text* as a whole runs leftwards: where the first letter of a direction does; otherwise 0."""
    return next((int(kind in _LEFTWARDS) for kind in map(unicodedata.bidirectional, text) if kind in _STRONG), 0)


_LEFTWARDS = frozenset({'R', 'AL'})
_STRONG = _LEFTWARDS | {'L'}
_NUMBERS = frozenset({'EN', 'AN'})
_SEPARATORS = MappingProxyType({'EN': ('ES', 'CS'), 'AN': ('CS',)})
"""What stands between the digits of which numbers."""


def _levels(text: str) -> list[int]:
    """The level of each character: 0 rightwards; 1 leftwards; 2 rightwards within what runs leftwards."""
    kinds = [unicodedata.bidirectional(letter) for letter in text]
    if _LEFTWARDS.isdisjoint(kinds):
        return [0] * len(kinds)
    base = base_level(text)
    kinds = [*_with_whole_numbers([*_with_arabic_numbers(kinds)])]
    found = [*_directions(kinds, base)]
    _settle_brackets(text, found, base)
    before = [*_last_known(found, base)]
    behind = [*_last_known(found[::-1], base)][::-1]
    leftwards = [first if first == last else base == 1 for first, last in zip(before, behind, strict=True)]
    return [
        (2 if kind in _NUMBERS else 1) if is_leftwards else 2 * base
        for kind, is_leftwards in zip(kinds, leftwards, strict=True)
    ]


def _with_arabic_numbers(kinds: Iterable[str]) -> Iterator[str]:
    """*kinds*, where numbers behind Arabic letters are of their kind (rule W2)."""
    last = ''
    for kind in kinds:
        last = kind if kind in _STRONG else last
        yield 'AN' if kind == 'EN' and last == 'AL' else kind


def _with_whole_numbers(kinds: Sequence[str]) -> Iterator[str]:
    """*kinds*, where what separates the digits of a number, or stands at it, is of it: `3.14`, `42%` (rules W4, W5)."""
    for before, kind, behind in zip(['', *kinds], kinds, [*kinds[1:], ''], strict=False):
        if before == behind and kind in _SEPARATORS.get(before, ''):
            yield before
        else:
            yield 'EN' if kind == 'ET' and 'EN' in (before, behind) else kind


def _directions(kinds: Iterable[str], base: int) -> Iterator[bool | None]:
    """Whether each letter runs leftwards, or each number stands where letters do; None for all else."""
    last, found = base == 1, None
    for kind in kinds:
        if kind in _STRONG:
            last = found = kind in _LEFTWARDS
        elif kind in _NUMBERS:
            found = last or kind == 'AN'
        elif kind != 'NSM':  # a mark goes with its letter
            found = None
        yield found


def _settle_brackets(text: str, leftwards: list[bool | None], base: int) -> None:
    """Give both brackets of a pair the direction of what is in them, as far as that goes with the text (rule N0)."""
    opened: list[int] = []
    for at, letter in enumerate(text):
        category = unicodedata.category(letter)
        if category == 'Ps':
            opened.append(at)
        elif category == 'Pe' and opened:
            start = opened.pop()
            within = {known for known in leftwards[start:at] if known is not None}
            if within:
                *_, before = _last_known([None, *leftwards[:start]], base)
                leftwards[start] = leftwards[at] = base == 1 if (base == 1) in within else before


def _last_known(leftwards: Iterable[bool | None], base: int) -> Iterator[bool]:
    last = base == 1
    for known in leftwards:
        last = last if known is None else known
        yield last


def visual(pieces: Sequence[Piece]) -> list[Piece]:
    """*pieces* from left to right (rule L2 of Unicode's algorithm)."""
    found = list(pieces)
    for level in range(max((piece.level for piece in found), default=0), 0, -1):
        found = [*_turned(found, level)]
    return found


def _turned(pieces: Sequence[Piece], level: int) -> Iterator[Piece]:
    """*pieces*, in which those that follow one another and have that *level*, or a higher one, change their order."""
    for is_high, group in groupby(pieces, lambda piece: piece.level >= level):
        found = [*group]
        yield from reversed(found) if is_high else found


@lru_cache(maxsize=16384)
def pieces_of(face: Face, text: str) -> tuple[Piece, ...]:
    """The pieces of *text*, which `drawable` gave, in the order in which it is read."""
    levels, language = _levels(text), language_of(text)
    found: list[Piece] = []
    start = 0
    for end in _ends(text):
        found += _pieces_between(face, text[start:end], tuple(levels[start:end]), start > 0, language)
        start = end
    return tuple(found)


@lru_cache(maxsize=16384)
def _pieces_between(face: Face, text: str, levels: tuple[int, ...], breaks: bool, language: str) -> tuple[Piece, ...]:
    """The pieces of a *text* within which no line ends; its letters have these *levels*."""
    at, keys = 0, []
    for cluster in clusters(text):
        keys.append((font_for(face, cluster) or 0, levels[at], cluster))
        at += len(cluster)
    found: list[Piece] = []
    for (font, level), group in groupby(keys, lambda key: key[:2]):
        part = ''.join(cluster for *_, cluster in group)
        shaped = shape(font, part, leftwards=level % 2 == 1, language=language)
        found.append(Piece(part, level, shaped, breaks and not found, part == ' '))
    return tuple(found)


_WIDE = '\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff'
"""What is written without spaces; Korean has them, and its lines end there."""
_NOT_AT_THE_BEGINNING = '、。，．・：；？！ー）］｝」』】〉》〕”’々ぁぃぅぇぉっゃゅょァィゥェォッャュョ,.;:!?)\\]}…'
_NOT_AT_THE_END = '（［｛「『【〈《〔“‘(\\[{'
_BREAK_OF_ALL = '(?<= )|(?= )|(?<=[\\w)][-–—/])(?=\\w)'
_BREAK = re.compile(_BREAK_OF_ALL)
_BREAK_WITH_WIDE = re.compile(
    f'{_BREAK_OF_ALL}'
    f'|(?<=[{_WIDE}])(?<![{_NOT_AT_THE_END}])(?![{_NOT_AT_THE_BEGINNING}])'
    f'|(?<![{_NOT_AT_THE_END}])(?=[{_WIDE}])(?![{_NOT_AT_THE_BEGINNING}])'
)
_ANY_WIDE = re.compile(f'[{_WIDE}]')


def _ends(text: str) -> Iterator[int]:
    """Where lines of *text* may end, and its end."""
    ends = (_BREAK_WITH_WIDE if _ANY_WIDE.search(text) else _BREAK).finditer(text)
    yield from (match.start() for match in ends if 0 < match.start() < len(text))
    if text:
        yield len(text)


def words_of(pieces: Iterable[Piece]) -> list[Word]:
    found: list[list[Piece]] = []
    for piece in pieces:
        if piece.breaks or not found:
            found.append([])
        found[-1].append(piece)
    return [_word(word) for word in found]


def _word(pieces: Sequence[Piece]) -> Word:
    return Word(tuple(pieces), width_of(pieces), pieces[0].is_space)


def wrap(words: Iterable[Word], width: float) -> list[list[Piece]]:
    """*words* in lines of at most *width*; one that is wider is broken wherever that has to be."""
    lines: list[list[Word]] = [[]]
    room = width
    for word in _broken(words, width):
        if word.width > room:
            lines.append([])
            room = width
        if not word.is_space or lines[-1]:
            lines[-1].append(word)
            room -= word.width
    return [_without_end(line) for line in lines if line]


def balanced(words: Sequence[Word], width: int) -> list[list[Piece]]:
    """*words* in as few lines as `wrap` needs, but of about the same length."""
    best = wrap(words, width)
    low, high = width // 2, width
    while len(best) > 1 and high - low > width // 32:
        middle = (low + high) // 2
        lines = wrap(words, middle)
        if len(lines) > len(best):
            low = middle
        else:
            best, high = lines, middle
    return best


def shortened(face: Face, lines: list[list[Piece]], limit: int, width: float) -> list[list[Piece]]:
    """The first *limit* of *lines*; where more were there, the last one ends with an ellipsis."""
    if len(lines) <= limit:
        return lines
    *whole, last = lines[:limit]
    text = ''.join(piece.text for piece in last)
    level = last[-1].level if last else 0
    while True:
        text = text.rstrip(' ,;:.-–—(/')
        cut = [*pieces_of(face, text), *_ellipsis(face, level)] if text else _ellipsis(face, level)
        if width_of(cut) <= width or not text:
            return [*whole, cut]
        text = text[: [*_ends(text)][-2]] if len([*_ends(text)]) > 1 else ''.join([*clusters(text)][:-1])


def _ellipsis(face: Face, level: int) -> list[Piece]:
    return [replace(piece, level=level) for piece in pieces_of(face, ELLIPSIS)]


def line_of(pieces: Sequence[Piece]) -> Line:
    parts: list[tuple[int, Shaped]] = []
    x = 0
    for piece in visual(pieces):
        parts.append((x, piece.shaped))
        x += piece.shaped.width
    return Line(tuple(parts), x)


def width_of(pieces: Iterable[Piece]) -> int:
    return sum(piece.shaped.width for piece in pieces)


def _without_end(line: Sequence[Word]) -> list[Piece]:
    """The pieces of *line*, but for a space at its end."""
    words = line[:-1] if line[-1].is_space else line
    return [piece for word in words for piece in word.pieces]


def _broken(words: Iterable[Word], width: float) -> Iterator[Word]:
    """*words*; those that are wider than *width* in parts, letter by letter where need be."""
    for word in words:
        if word.width <= width:
            yield word
        else:
            yield from _parts_of(word, width)


def _parts_of(word: Word, width: float) -> Iterator[Word]:
    part: list[Piece] = []
    for letter in (letter for piece in word.pieces for letter in _letters(piece)):
        if part and width_of(part) + letter.shaped.width > width:
            yield _word(part)
            part = []
        part.append(letter)
    yield _word(part)


def _letters(piece: Piece) -> Iterator[Piece]:
    """A piece for each letter; their shapes are those of letters alone."""
    for cluster in clusters(piece.text):
        shaped = shape(piece.shaped.font, cluster, leftwards=piece.level % 2 == 1, language=language_of(piece.text))
        yield Piece(cluster, piece.level, shaped)
