"""Judging a whole text, for the command line: most prose is judged at a glance, and waits for no parser."""

from __future__ import annotations

from collections.abc import Mapping

from ..problems import Problems
from .allowed import BAD_TEX, LONGEST_BLOCK
from .text import has_any, readable
from .vetting import Vetting

_SUSPICIOUS: Mapping[str, str] = {
    '<': '<[A-Za-z/!?]',
    '&': r'&[#\w]+;',
    ']': r'\]\(|\]:',
    '{': r'\{[\w:+-]+\}`|(?:```|~~~)[ \t]*\{',
    ':::': ':::',
    '\n': r'\n[ \t]*(?:(?:>|[-*+]|\d{1,9}[.)])[ \t]*){4}',
    '  ': r'\n[ \t]{8,}\S',
    '\t': r'\n[ \t]{8,}\S',
    '\\': BAD_TEX.pattern,
    '^^': r'\^\^',
}
"""What any problem has in it, by its sign; prose without it need not be parsed to be judged."""


def is_plain(text: str) -> bool:
    """Whether *text* has nothing in it that could be a problem."""
    return len(text) < LONGEST_BLOCK and not has_any(_SUSPICIOUS, f'\n{text}')


def vet_markdown(text: str, file: str, problems: Problems, vetting: Vetting | None = None) -> None:
    """Add to *problems* what the author of the Markdown *text* of *file* may not write."""
    text = readable(text, file, problems)
    if not is_plain(text):
        from .judging import judge, parser  # late: without a parser, a program is checked in half the time

        judge(parser(), text, file, problems, vetting)
