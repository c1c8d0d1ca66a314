"""The icons that the PyData theme itself shows, as a small font: the whole of Font Awesome is 115 KB, and would be more
than all else that a page loads.

The theme's icons are letters of that font, which a browser loads as soon as a page has one of them. So these few are
cut out of it, and a rule behind the theme's own says that they are in the small font. For any other icon that a site
has in its prose or in its header, the browser loads the whole font, as it would without us.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from hashlib import sha256
from io import BytesIO
from pathlib import Path

from .whole import write_whole

FONT = 'static/vendor/fontawesome/webfonts/fa-solid-900.woff2'
STYLE_SHEET = 'static/styles/pydata-sphinx-theme.css'
"""Where the theme has them, in its folder."""

ICONS = (
    'angle-left',
    'angle-right',
    'arrow-up',
    'bars',
    'chevron-down',
    'circle-half-stroke',
    'file-lines',
    'house',
    'list',
    'magnifying-glass',
    'moon',
    'outdent',
    'pencil',
    'sun',
    'xmark',
)
"""Those that its templates and scripts name; others stand in its style sheet, such as the signs of notes."""

_FACE = re.compile(r'@font-face\{[^}]*/fa-solid-900\.woff2\)[^}]*(?=\})')
_ADDRESS = re.compile(r'url\([^)]*\)')
_LETTER = r'"(\\[0-9a-f]+|[^"\\])"'
_ICON = re.compile('--fa:' + _LETTER)
_SIGN = re.compile('--pst-(?:icon-[a-z-]+|breadcrumb-divider):' + _LETTER)


def small_font(theme: Path, folder: Path) -> str:
    """The rule for the small font, which is in *folder* then, next to the style sheet; nothing where the folder
    of the *theme* has no such font."""
    font, sheet = theme / FONT, theme / STYLE_SHEET
    rules = sheet.read_text(encoding='utf-8') if font.is_file() and sheet.is_file() else ''
    if not (face := _FACE.search(rules)):
        return ''
    points = sorted(set(code_points(rules)))
    name = write_font(font.read_bytes(), points, folder)
    ranges = ', '.join(f'U+{point:x}' for point in points)
    return f'{_ADDRESS.sub(f"url({name})", face[0])};unicode-range:{ranges}}}\n'


def code_points(rules: str) -> Iterator[int]:
    """What the theme's icons are in the font."""
    wanted = {f'.fa-{name}' for name in ICONS}
    for rule in rules.split('}'):
        names, _, said = rule.partition('{')
        if (icon := _ICON.match(said)) and wanted & {*names.split(',')}:
            yield code_point(icon[1])
    yield from map(code_point, _SIGN.findall(rules))


def code_point(letter: str) -> int:
    """*letter* stands in the style sheet as it is, or as `\\f015`."""
    return int(letter[1:], 16) if letter.startswith('\\') else ord(letter)


def write_font(font: bytes, points: list[int], folder: Path) -> str:
    """The name of the file in *folder* with those letters of *font*; the same name means the same letters."""
    name = f'proceedings-icons-{sha256(font + repr(points).encode()).hexdigest()[:8]}.woff2'
    if not (folder / name).is_file():
        write_whole(folder / name, cut(font, points))
    return name


def cut(font: bytes, points: list[int]) -> bytes:
    """Those letters of *font* alone; fontTools is slow to import, and needed once."""
    from fontTools.subset import Options, Subsetter
    from fontTools.ttLib import TTFont

    with TTFont(BytesIO(font), recalcTimestamp=False) as letters, BytesIO() as small:
        subsetter = Subsetter(Options(layout_features=[], name_IDs=[0, 13, 14]))  # whose it is, and its licence
        subsetter.populate(unicodes=points)
        subsetter.subset(letters)
        letters.save(small)
        return small.getvalue()
