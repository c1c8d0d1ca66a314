"""The roles of ours in pages of organizers, which are MyST, unrestricted; what it cannot be sure of it leaves out."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.colon_fence import colon_fence_plugin
from mdit_py_plugins.dollarmath import dollarmath_plugin
from mdit_py_plugins.myst_blocks import myst_block_plugin
from mdit_py_plugins.myst_role import myst_role_plugin

from ..mentions import OURS_ALONE, Mention, target_of
from ..problems import Place, Problems
from ..source import front_matter
from .allowed import DIRECTIVES, LARGEST, MOST_NESTED, Shape
from .directive import directive_of
from .judging import giving_up


def mentions_in(text: str, file: str) -> list[Mention]:
    """What the Markdown *text* of *file* mentions; not what is in code, nor in directives that authors may not use."""
    above = front_matter(text)[1]
    with giving_up(file, Problems()):  # the build says what is wrong
        if len(text) < LARGEST:
            return list(_found('\n'.join(text.split('\n')[above:]), file, above))
    return []


def _found(text: str, file: str, above: int, depth: int = 0) -> Iterator[Mention]:
    for token in _parser().parse(text):
        line = above + (token.map[0] if token.map else 0)
        for child in token.children or ():
            if child.type == 'myst_role' and child.meta['name'] in OURS_ALONE:
                yield Mention(Place(file, line + 1), child.meta['name'], target_of(child.content))
        yield from _inside(token, file, line, depth)


def _inside(token: Token, file: str, line: int, depth: int) -> Iterator[Mention]:
    named = directive_of(token, _parser()) if token.type in ('fence', 'colon_fence') else None
    if named and depth < MOST_NESTED and DIRECTIVES.get(named.name) in (Shape.BODY, Shape.TITLE):
        yield from _found('\n'.join(named.body), file, line + named.offset, depth + 1)


@cache
def _parser() -> MarkdownIt:
    md = MarkdownIt('commonmark').enable('table').use(myst_block_plugin).use(myst_role_plugin)
    return md.use(dollarmath_plugin).use(colon_fence_plugin)
