"""A rule for markdown-it that lets through only what authors may write, wherever that parser parses."""

from __future__ import annotations

from collections.abc import Callable

from markdown_it import MarkdownIt
from markdown_it.ruler import StateBase
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline

from .allowed import SWITCHED_OFF
from .review import LINE, review_of


def guard(md: MarkdownIt) -> MarkdownIt:
    """Make a parser report to the `Review` in its environment; returns it."""
    md.disable(list(SWITCHED_OFF), ignoreInvalid=True)
    md.options['tasklists'] = False
    # markdown-it would silently leave `[x](javascript:…)` as it is; the rule below says why
    md.validateLink = lambda url: True  # type: ignore[method-assign]
    for block in md.block.ruler.__rules__:
        md.block.ruler.at(block.name, _timed(block.fn), {'alt': block.alt})
    for inline in md.inline.ruler.__rules__:
        md.inline.ruler.at(inline.name, _located(inline.fn))
    md.core.ruler.before('inline', 'proceedings_bounds', _bound)
    md.core.ruler.before('text_join', 'proceedings_review', _review)
    return md


def _timed(rule: Callable[[StateBlock, int, int, bool], bool]) -> Callable[[StateBlock, int, int, bool], bool]:
    """The block *rule*, but nobody waits long for it."""

    def run(state: StateBlock, first: int, end: int, silent: bool) -> bool:
        _watch(state)
        return rule(state, first, end, silent)

    return run


def _located(rule: Callable[[StateInline, bool], bool]) -> Callable[[StateInline, bool], bool]:
    """The inline *rule*, but its tokens know their line."""

    def run(state: StateInline, silent: bool) -> bool:
        _watch(state)
        count, start = len(state.tokens), state.pos
        matched = rule(state, silent)
        if matched and not silent:
            for token in state.tokens[count:]:
                token.meta.setdefault(LINE, state.src.count('\n', 0, start))
        return matched

    return run


def _watch(state: StateBase) -> None:
    if review := review_of(state.env):
        review.watch()


def _bound(state: StateCore) -> None:
    if review := review_of(state.env):
        review.bound(state.tokens)


def _review(state: StateCore) -> None:
    if review := review_of(state.env):
        state.tokens[:] = review.blocks(state)
