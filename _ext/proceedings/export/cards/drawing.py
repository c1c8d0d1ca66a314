"""A card as a picture: what it says set like the cover of a programme, in two colours on paper."""

from __future__ import annotations

from binascii import unhexlify
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from .fonts import EM, Face, drawable
from .ink import ink_of, over, side_by_side
from .lines import Line, Piece, balanced, base_level, line_of, pieces_of, shortened, words_of, wrap
from .png import PIXELS_IN_BYTE, Strip, png, strip

WIDTH, HEIGHT = 1200, 630
ROW = WIDTH // PIXELS_IN_BYTE
MARGIN = 80
MEASURE = WIDTH - 2 * MARGIN

LABEL_SIZE, LABEL_AT = 28, 104
TITLE_FROM = 134
TITLE_SIZES = ((80, 2), (68, 3), (60, 4), (52, 5), (46, 6), (41, 7), (37, 7), (34, 7))
"""The largest first, each with how many lines look well in it."""
LEADING = 1.16
BELOW_TITLE = 0.4
PEOPLE_SIZE, PEOPLE_LEADING, PEOPLE_LINES = 31, 42, 2
EVENT_SIZE, FOOT_SIZE, FOOT_LEADING, FOOT_PADDING = 29, 25, 38, 42

PAPER, INK = (0xFD, 0xFC, 0xF9), (0x1C, 0x1F, 0x24)
ACCENT, ACCENT_OF_GONE = (0x1D, 0x4F, 0x7C), (0x7A, 0x2E, 0x12)
STEPS = 4
"""How many shades there are from paper to a colour: more make files larger, and nobody sees them."""
MUTED = 3
"""The darkest shade of what is less important than the title."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """What a card says: `label` above its title, `people` or a `fact` below; `event` and `details` at its foot.

    `status` is set where it no longer stands. Of the `organizers` there as many are at the foot as a line has room for.
    """

    title: str
    label: str = ''
    status: str = ''
    people: tuple[str, ...] = ()
    fact: str = ''
    event: str = ''
    details: tuple[str, ...] = ()
    organizers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Text:
    """A line at its place: `x` where it begins, `y` its base line, from the top of its strip."""

    line: Line
    size: int
    x: float
    y: int


def draw(card: Card) -> bytes:
    """The card as PNG; same input, same bytes."""
    above, below = _head(card.label, card.status), _foot(card.event, card.details, card.organizers)
    height = HEIGHT - sum(part.height for part in (*above, below))
    return png(WIDTH, _PALETTES[bool(card.status)], (*above, *_body(card, height), below))


def left_out(card: Card) -> list[str]:
    """What of *card* no font can draw, and is not there."""
    others = (card.label, card.fact, card.event, *card.people, *card.details, *card.organizers)
    texts = [(Face.TITLE, card.title), *((Face.TEXT, text) for text in others)]
    return [text for face, text in texts if drawable(face, text) is None]


@lru_cache(maxsize=64)
def _head(label: str, status: str) -> tuple[Strip, ...]:
    """The label; what no longer stands has it in a band, with its status."""
    text = ' · '.join(filter(None, (status, label)))
    y = LABEL_AT - 32 if status else LABEL_AT
    lines = [_Text(line, size, MARGIN, y) for line, size in _line(Face.STRONG, text, LABEL_SIZE)]
    if status:
        band = y + FOOT_PADDING - 8
        return _strip(lines, band, _ON_ACCENT), _strip([], TITLE_FROM - band, _IN_INK)
    return (_strip(lines, TITLE_FROM, _IN_ACCENT),)


def _body(card: Card, height: int) -> Iterator[Strip]:
    """The title, and below it who, or when and where."""
    title = drawable(Face.TITLE, card.title) or ''
    leftwards = bool(base_level(title or ''.join(card.people)))
    below = _people(card.people, PEOPLE_SIZE, PEOPLE_LINES, leftwards=leftwards) or _fact(card.fact)
    size, lines = _title(title, height - PEOPLE_LEADING * (len(below) + 1))
    leading = round(LEADING * size)
    end = leading * len(lines) + round(BELOW_TITLE * size)
    titles = (_at_margin(line, size, leading * n, leftwards=leftwards) for n, line in enumerate(lines, 1))
    yield _strip(titles, end, _IN_INK)
    names = (_at_margin(line, PEOPLE_SIZE, PEOPLE_LEADING * n, leftwards=leftwards) for n, line in enumerate(below, 1))
    yield _strip(names, height - end, _IN_GREY)


@lru_cache(maxsize=64)
def _foot(event: str, details: tuple[str, ...], organizers: tuple[str, ...]) -> Strip:
    lines = [*_line(Face.STRONG, event, EVENT_SIZE)]
    for detail in details:
        lines += _line(Face.TEXT, detail, FOOT_SIZE)
    lines += ((line_of(line), FOOT_SIZE) for line in _people(organizers, FOOT_SIZE, 1, 'Organized by', leftwards=False))
    first = FOOT_PADDING // 2 - 9
    texts = (_Text(line, size, MARGIN, first + FOOT_LEADING * n) for n, (line, size) in enumerate(lines, 1))
    return _strip(texts, FOOT_PADDING + FOOT_LEADING * len(lines), _ON_ACCENT)


def _at_margin(pieces: Sequence[Piece], size: int, y: int, *, leftwards: bool) -> _Text:
    line = line_of(pieces)
    x = WIDTH - MARGIN - line.width * size / EM if leftwards else MARGIN
    return _Text(line, size, x, y)


def _line(face: Face, text: str, size: int) -> Iterator[tuple[Line, int]]:
    """*text* in one line, with its size; none where there is none, or none can draw it."""
    pieces = pieces_of(face, drawable(face, text) or '')
    width = MEASURE * EM // size
    for line in shortened(face, wrap(words_of(pieces), width), 1, width):
        yield line_of(line), size


def _title(title: str, room: int) -> tuple[int, list[list[Piece]]]:
    """The largest size in which *title* has *room*, and its lines; what is too long for any ends with an ellipsis."""
    words = words_of(pieces_of(Face.TITLE, title))
    whole = sum(word.width for word in words)
    for size, most in TITLE_SIZES:
        width = MEASURE * EM // size
        limit = min(most, int((room - BELOW_TITLE * size) // round(LEADING * size)))
        if whole <= limit * width and len(wrap(words, width)) <= limit:
            return size, balanced(words, width)
    return size, shortened(Face.TITLE, wrap(words, width), limit, width)


def _fact(text: str) -> list[list[Piece]]:
    width = MEASURE * EM // PEOPLE_SIZE
    lines = wrap(words_of(pieces_of(Face.TEXT, drawable(Face.TEXT, text) or '')), width)
    return shortened(Face.TEXT, lines, PEOPLE_LINES, width)


def _people(names: Sequence[str], size: int, limit: int, before: str = '', *, leftwards: bool) -> list[list[Piece]]:
    """As many names as *limit* lines have room for, and how many more there are; *before* them that word."""
    width = MEASURE * EM // size
    known = [name for name in names[:MOST_NAMES] if drawable(Face.TEXT, name)]
    for count in range(len(known), 0, -1):
        pieces = _listed(before, known[:count], len(names) - count, base=int(leftwards))
        lines = wrap(words_of(pieces), width)
        if len(lines) <= limit:
            return lines
    return _fact(known[0]) if known else []


MOST_NAMES = 16
"""More have no room in two lines."""


def _listed(before: str, names: Sequence[str], more: int, *, base: int) -> Iterator[Piece]:
    """`A, B, C`, or `A, B and 3 more`: each name runs its own way, and does not change that of others."""
    yield from _part(before and f'{before} ', 2 * base)
    for number, name in enumerate(names):
        yield from _part(', ' if number else '', base)
        yield from _name(drawable(Face.TEXT, name) or '', 2 * base)
    yield from _part(f' and {more} more' if more else '', 2 * base, breaks=True)


@lru_cache(maxsize=16384)
def _name(text: str, lowest: int) -> tuple[Piece, ...]:
    """A name, within which no line ends unless it is long."""
    pieces = _part(text, lowest, breaks=True)
    if len(text) > LONG_NAME:
        return pieces
    return tuple(replace(piece, breaks=number == 0, is_space=False) for number, piece in enumerate(pieces))


LONG_NAME = 30
"""So many letters have room in half a line."""


@lru_cache(maxsize=64)
def _part(text: str, lowest: int, *, breaks: bool = False) -> tuple[Piece, ...]:
    """The pieces of a part of a line, whose *lowest* level is that; whether the line `breaks` before it."""
    return tuple(
        replace(piece, level=piece.level or lowest, breaks=(breaks and number == 0) or piece.breaks)
        for number, piece in enumerate(pieces_of(Face.TEXT, text))
    )


def _strip(texts: Iterable[_Text], height: int, digits: bytes) -> Strip:
    """Some rows with *texts* on them; *digits* are those of the numbers of colours, for each degree of ink."""
    ink = _inked(texts, height)
    pixels = unhexlify(b''.join(filter(None, ink)).translate(digits))
    inked = (pixels[at : at + ROW] for at in range(0, len(pixels), ROW))
    blank = unhexlify(digits[:1] * WIDTH)
    return strip([next(inked) if row else blank for row in ink])


def _inked(texts: Iterable[_Text], height: int) -> list[bytes]:
    """How much ink there is at each point of each row, from 0 to 255; nothing for a row that is blank."""
    rows = [b''] * height
    for text in texts:
        parts = ((round(text.x + start * text.size / EM), shaped) for start, shaped in text.line.parts)
        ink = side_by_side((x, ink_of(shaped, text.size)) for x, shaped in parts)
        for at, row in enumerate(ink.rows, text.y + ink.top):
            if 0 <= at < height:
                whole = row[:WIDTH].ljust(WIDTH, b'\0')
                rows[at] = over(rows[at], whole) if rows[at] else whole
    return rows


def _digits(first: int, *, most: int = STEPS, turned: bool = False) -> bytes:
    """For each degree of ink, from 0 to 255, its number in the palette, where *first* is the lightest shade, as a
    hexadecimal digit: two of them are a byte of the picture."""
    degrees = [round((255 - ink if turned else ink) / 255 * most) for ink in range(256)]
    return ''.join(f'{first + degree - 1 if degree else 0:x}' for degree in degrees).encode()


_IN_INK = _digits(1)
_IN_GREY = _digits(1, most=MUTED)
_IN_ACCENT = _digits(1 + STEPS)
_ON_ACCENT = _digits(1 + STEPS, turned=True)


def _palette(accent: tuple[int, int, int]) -> bytes:
    """Paper, the shades up to ink, and those up to the accent."""
    found = [*PAPER]
    for colour in (INK, accent):
        for step in range(1, STEPS + 1):
            found += [round(light + (dark - light) * step / STEPS) for light, dark in zip(PAPER, colour, strict=True)]
    return bytes(found)


_PALETTES = (_palette(ACCENT), _palette(ACCENT_OF_GONE))
"""Of what stands, and of what does not any more."""
