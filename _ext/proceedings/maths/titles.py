"""Titles with formulas in them, between dollars."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from .mathml import problem
from .plain import plain

MANY = 20_000
"""So many titles are remembered: each is on dozens of pages."""

_FORMULA = re.compile(r'(?<!\\)\$(?![\s$])((?:\\.|[^\\$])+?)(?<!\s)\$(?![\d$])')


@lru_cache(MANY)
def split_title(text: str) -> Sequence[tuple[bool, str]]:
    """The parts of a title in their order, each with whether it is a formula: `$\\beta$-VAE` -> `\\beta`, `-VAE`.

    A formula stands between dollars, without space inside them, and no digit follows it: so `from $5 to $10` is
    text. `\\$` is a dollar.
    """
    parts, end = [], 0
    for match in _FORMULA.finditer(text):
        parts += [(False, text[end : match.start()]), (True, match[1])]
        end = match.end()
    parts.append((False, text[end:]))
    return tuple((is_formula, part if is_formula else part.replace(r'\$', '$')) for is_formula, part in parts if part)


@lru_cache(MANY)
def plain_title(text: str) -> str:
    """A title without markup."""
    return ''.join(plain(part) if is_formula else part for is_formula, part in split_title(text))


def title_problems(text: str) -> list[str]:
    """What is wrong with the formulas of a title, a sentence for each that cannot be shown."""
    return [found for is_formula, part in split_title(text) if is_formula and (found := problem(part, display=False))]
