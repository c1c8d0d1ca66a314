"""Plain text as HTML: paragraphs, and those ends of lines that somebody meant."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape
from itertools import pairwise

_WIDEST = 120
"""Columns; whoever writes longer lines does not end them to make them fit."""

_NARROWEST = 45
"""Columns; lines that are all shorter are meant to be short."""

_FIRST_WORD = re.compile(r'\S*')
_ITEM = re.compile(r'\s*(?:[-*+•‣◦▪–—]|\(?\d{1,3}[.)]|\(?[a-z][.)])\s')


def html_of(text: str) -> str:
    """*text* as HTML. An empty line ends a paragraph; within one, the ends of lines stay that no width explains."""
    paragraphs = [part for part in re.split(r'\n[ \t\xa0]*(?:\n[ \t\xa0]*)+', text.strip('\n')) if part.strip()]
    return ''.join(f'<p>{_paragraph(part.split(chr(10)))}</p>' for part in paragraphs)


def _paragraph(lines: list[str]) -> str:
    lines = [line.strip() for line in lines if line.strip()]
    ends = [
        '<br>' if is_meant or _ITEM.match(following) else '\n'
        for is_meant, following in zip(meant(lines), lines[1:], strict=True)
    ]
    return ''.join(escape(line, quote=False) + end for line, end in zip(lines, [*ends, ''], strict=True))


def meant(lines: Sequence[str]) -> list[bool]:
    """For each end of a line but the last, whether somebody wanted it there: the next word would have had room."""
    widest = max(map(len, lines))
    if not _NARROWEST < widest <= _WIDEST:
        return [True] * (len(lines) - 1)
    return [len(line) + 1 + len(_FIRST_WORD.match(after)[0]) <= widest for line, after in pairwise(lines)]  # type: ignore[index]
