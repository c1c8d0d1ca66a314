"""Text as TeX shows it."""

from __future__ import annotations

SPECIALS = str.maketrans(
    {
        **{char: f'\\{char}' for char in '&%$#_'},
        '{': r'{\textbraceleft}',
        '}': r'{\textbraceright}',
        '~': r'{\textasciitilde}',
        '^': r'{\textasciicircum}',
        '\\': r'{\textbackslash}',
    }
)
"""The ten characters that are TeX's own, as commands."""


def escaped(text: str) -> str:
    """*text* as TeX shows it, on one line."""
    return ' '.join(text.split()).translate(SPECIALS)
