"""Prose without what its author wrote for nobody to see: for files that have it as Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token

from ..problems import Problems
from .allowed import LARGEST, LONGEST_BLOCK
from .judging import giving_up, parser
from .review import Review, environment
from .text import without_placeholders

_PERHAPS = re.compile(r'<!--|^[ \t>]*%', re.MULTILINE)
"""What any comment has in it; prose without it need not be parsed."""

_END = '-->'
_INLINE = re.compile(rf'(\\.|(`+)(?!`).+?(?<!`)\2(?!`))|<!--(?:-?>|.*?{_END})', re.DOTALL)
"""In a paragraph: an escaped character, or code, as the first group; or else a comment."""

_ONLY_COMMENTS = re.compile(r'\s*(?:<!--.*?-->\s*)+', re.DOTALL)
_WITH_INLINE = ('paragraph_open', 'heading_open', 'tr_open', 'dt_open')


def without_comments(text: str) -> str:
    """The Markdown *text* without HTML comments, without lines that begin with `%`, and without what is left of a
    template, none of which a page shows.

    In code they are no comments and stay, and so they do inside a directive. What is too much to be parsed has been
    reported as a problem, and stays as it is.
    """
    text = without_placeholders(text)
    if not _PERHAPS.search(text) or len(text) > LARGEST:
        return text
    lines = text.split('\n')
    for first, end, kept in reversed([*_shorter(lines, _blocks(text))]):
        lines[first:end] = kept
    return '\n'.join(lines).strip()


def _shorter(lines: list[str], tokens: list[Token]) -> Iterator[tuple[int, int, list[str]]]:
    """(first line, line after the last, what to keep of these) of each block that has a comment."""
    for token in tokens:
        first, end = token.map or (0, 0)
        source = '\n'.join(lines[first:end])
        if token.type == 'myst_line_comment' or (token.type == 'html_block' and _ONLY_COMMENTS.fullmatch(source)):
            yield first, end, []
        elif token.type in _WITH_INLINE and _END in source and len(source) < LONGEST_BLOCK:
            yield first, end, _INLINE.sub(lambda found: found[1] or '', source).split('\n')


def _blocks(text: str) -> list[Token]:
    """The tokens of the blocks of *text*; none where it takes too long."""
    said = Problems()
    with giving_up('', said):
        return _block_parser().parse(text, environment(Review('', said)))
    return []


@cache
def _block_parser() -> MarkdownIt:
    """One that stops at blocks, and lets everything through."""
    rules = parser()
    return rules.disable([name for name in rules.get_active_rules()['core'] if name not in ('normalize', 'block')])
