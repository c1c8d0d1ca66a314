"""The fonts of cards, and the shapes that they give to a text: the same on every machine, since it is asked for none.

They come with packages of PyPI, all under the Open Font License: Source Serif 4 for titles, Noto Sans for the rest, for
other scripts and for symbols. HarfBuzz shapes and draws them: Pillow's own way needs the library FriBidi on the machine
for kerning and for any script that is not drawn letter by letter, and does without where that is missing.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path

import uharfbuzz  # type: ignore[import-untyped]

EM = 1000
"""How many units the size of a font has."""


class Face(Enum):
    """What a text is set in: where its packages are, which file, and which of its variations."""

    TITLE = ('fontpkg_source_serif_4', 'files/SourceSerif4[opsz,wght].ttf', 600)
    TEXT = ('manimgx_fonts', 'NotoSans[wght].ttf', 400)
    STRONG = ('manimgx_fonts', 'NotoSans[wght].ttf', 600)

    @property
    def weight(self) -> int:
        return int(self.value[2])


@dataclass(frozen=True, slots=True)
class Shaped:
    """A text of one direction in the font of that number, as it is drawn from left to right; in units of `EM`.

    A glyph is its number in the font, and where it is, rightwards and upwards from where the text begins.
    """

    font: int
    glyphs: tuple[tuple[int, int, int], ...]
    width: int


OPTICAL_SIZE = 40
"""Between that of the largest and of the smallest title, so that one shape does for all of them."""

CJK = 'manimgx_fonts_cjk'
_CJK_FILE = 'NotoSansCJK-VF.otf.ttc'

_fonts: list[uharfbuzz.Font] = []
"""Every font that was loaded; glyphs name theirs by number, since fonts cannot be compared."""


@cache
def _font(package: str, file: str, weight: int) -> int:
    """The number of a font that is loaded once."""
    spec = find_spec(package)
    assert spec
    assert spec.origin
    face = uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(Path(spec.origin).parent / file)))
    font = uharfbuzz.Font(face)
    font.scale = (EM, EM)
    font.set_variations({'wght': weight, 'opsz': OPTICAL_SIZE})
    _fonts.append(font)
    return len(_fonts) - 1


def font_of(number: int) -> uharfbuzz.Font:
    return _fonts[number]


@cache
def _candidates(face: Face) -> tuple[int, ...]:
    """The fonts that are asked for a character, one after the other."""
    package, _, weight = Face.TEXT.value
    spec = find_spec(package)
    assert spec
    assert spec.origin
    scripts = sorted(path.name for path in Path(spec.origin).parent.glob('NotoSans[A-Z]*.ttf'))
    weight = face.weight
    fonts = [
        _font(*face.value),
        _font(*Face.TEXT.value[:2], weight),
        *(_font(package, file, weight) for file in scripts),
    ]
    if find_spec(CJK):
        fonts.append(_font(CJK, _CJK_FILE, weight))
    return (*fonts, _font(package, 'NotoEmoji[wght].ttf', weight))


@lru_cache(maxsize=65536)
def font_for(face: Face, cluster: str) -> int | None:
    """The number of the first font that has all characters of *cluster*; None if there is none."""
    letters = [ord(letter) for letter in cluster if letter not in _JOINERS]
    for number in _candidates(face):
        if all(_fonts[number].get_nominal_glyph(letter) for letter in letters):
            return number
    return None


_JOINERS = frozenset('\u200c\u200d\ufe0e\ufe0f')
_CLUSTER = re.compile(
    '[\U0001f1e6-\U0001f1ff]{2}'  # a flag
    '|.(?:[\u200c\u200d\ufe00-\ufe0f\U0001f3fb-\U0001f3ff\U000e0100-\U000e01ef]|(?<=\u200d)[\u2600-\U0001faff])*',
    re.DOTALL,
)


def clusters(text: str) -> Iterator[str]:
    """The parts of *text* that a reader sees as one letter or sign each: `é`, `की`, `👩‍🔬`."""
    if text.isascii():
        yield from text
        return
    found = ''
    for match in _CLUSTER.finditer(text):
        if found and not unicodedata.category(match[0][0]).startswith('M'):
            yield found
            found = ''
        found += match[0]
    if found:
        yield found


@lru_cache(maxsize=16384)
def drawable(face: Face, text: str) -> str | None:
    """*text* as it can be drawn in *face*; None if a letter of it is in no font.

    Signs that no font has are left out, or give way to others that mean the same; letters of a style (𝔽) are common
    ones then.
    """
    if text.isascii() and text.isprintable():
        return ' '.join(text.split())
    clean = unicodedata.normalize('NFC', ' '.join(_INVISIBLE.sub('', text).translate(_SAME).split()))
    found = [_drawable_cluster(face, cluster) for cluster in clusters(clean)]
    return None if None in found else ' '.join(''.join(filter(None, found)).split())


_SAME = str.maketrans('⟨⟩∼⩽⩾↦⟶⟵⟹⟸⟺∘⋅', '‹›~≤≥→→←⇒⇐⇔°·')
"""Signs of formulas that the fonts lack, and what looks most like them."""

_INVISIBLE = re.compile(r'[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff]')
"""Controls, among them those of direction, and what only says where a line may end."""


def _drawable_cluster(face: Face, cluster: str) -> str | None:
    if font_for(face, cluster) is not None:
        return cluster
    common = unicodedata.normalize('NFKC', cluster)
    if font_for(face, common) is not None:
        return common
    bare = ''.join(letter for letter in cluster if not _is_sign(letter))
    return bare if not bare or font_for(face, bare) is not None else None


def _is_sign(letter: str) -> bool:
    """Whether *letter* is no letter: a picture, an arrow above a vector, what is in no font by intention."""
    category = unicodedata.category(letter)
    return (
        category in ('So', 'Sk', 'Cf', 'Cn', 'Co', 'Cs', 'Me') or '\u20d0' <= letter <= '\u20ff' or letter in _JOINERS
    )


@lru_cache(maxsize=32768)
def shape(font: int, text: str, *, leftwards: bool, language: str) -> Shaped:
    """The glyphs of *text*, which is of one direction and in one font."""
    buffer = uharfbuzz.Buffer()
    buffer.add_str(text)
    buffer.direction = 'rtl' if leftwards else 'ltr'
    buffer.language = language
    buffer.guess_segment_properties()
    uharfbuzz.shape(_fonts[font], buffer, {})
    glyphs, x = [], 0
    for info, position in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        glyphs.append((info.codepoint, x + position.x_offset, position.y_offset))
        x += position.x_advance
    return Shaped(font, tuple(glyphs), x)


def language_of(text: str) -> str:
    """The language whose forms of Chinese characters *text* has: the kana or the Korean letters beside them say so."""
    if re.search('[\u3040-\u30ff\u31f0-\u31ff\uff66-\uff9f]', text):
        return 'ja'
    return 'ko' if re.search('[\u1100-\u11ff\u3130-\u318f\uac00-\ud7af]', text) else 'zh-hans'
