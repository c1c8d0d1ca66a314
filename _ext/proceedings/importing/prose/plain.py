"""Plain text as HTML: paragraphs, and those ends of lines that somebody meant."""

from __future__ import annotations

import re
from html import escape
from itertools import pairwise

_WIDEST = 120
"""Columns; whoever writes longer lines does not end them to make them fit."""

_NARROWEST = 45
"""Columns; lines that are all shorter are meant to be short."""

_ITEM = re.compile(r'\s*(?:[-*+•‣◦▪–—]|\(?\d{1,3}[.)]|\(?[a-z][.)])\s')


def html_of(text: str) -> str:
    """*text* as HTML. An empty line ends a paragraph; within one, the ends of lines stay that no width explains."""
    paragraphs = [part for part in re.split(r'\n[ \t\xa0]*(?:\n[ \t\xa0]*)+', text.strip('\n')) if part.strip()]
    return ''.join(f'<p>{_paragraph(part.split(chr(10)))}</p>' for part in paragraphs)


def _paragraph(lines: list[str]) -> str:
    lines = [line.strip() for line in lines if line.strip()]
    widest = max(map(len, lines))
    ends = ['<br>' if _is_meant(line, following, widest) else '\n' for line, following in pairwise(lines)]
    return ''.join(escape(line, quote=False) + end for line, end in zip(lines, [*ends, ''], strict=True))


def _is_meant(line: str, following: str, widest: int) -> bool:
    """Whether *line* ends there because somebody wanted it to: the next word would have had room."""
    room = len(line) + 1 + len(following.split()[0]) <= widest
    return room or not _NARROWEST < widest <= _WIDEST or bool(_ITEM.match(following))
