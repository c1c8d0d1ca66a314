"""Which parts of a text are formulas, and which are about money.

A formula is only what our own pages can show: what a program cannot convert, or what could do more than show a
formula, stays the text that it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum, auto
from typing import NamedTuple

from ...maths.mathml import problem
from ...problems import Place, short
from ...prose.allowed import BAD_TEX
from ..report import Report


class Sort(Enum):
    """What a part of a text is."""

    TEXT = auto()
    FORMULA = auto()  # in a line
    DISPLAY = auto()  # on lines of its own


class Part(NamedTuple):
    """A part of a text, or the LaTeX of a formula without what delimits it."""

    sort: Sort
    text: str


ENVIRONMENTS = ('align', 'alignat', 'displaymath', 'eqnarray', 'equation', 'flalign', 'gather', 'math', 'multline')
"""What stands around a formula on lines of its own."""

_DELIMITED = re.compile(
    r'(?P<dollar>\\\$)'
    r'|\$\$(?P<block>[^$]+)\$\$'
    r'|\\\[(?P<bracket>.+?)\\\]'
    r'|\\\((?P<round>.+?)\\\)'
    rf'|(?P<environment>\\begin\{{(?P<name>(?:{"|".join(ENVIRONMENTS)})\*?)\}}.+?\\end\{{(?P=name)\}})'
    r'|(?<!\\)\$(?P<inline>(?![\s$])(?:\\.|[^\\$])+?(?<!\s))\$(?![\d$])',
    re.DOTALL,
)
_WORD = re.compile(r'(?<![\\A-Za-z])[A-Za-z]{2,}')
_COMMANDS = re.compile(r'\\(?:text|mathrm|mbox|operatorname|textrm|textit|textbf)\s*\{[^{}]*\}|\\[A-Za-z]+')
_FUNCTIONS = frozenset({'arg', 'cos', 'det', 'exp', 'if', 'inf', 'lim', 'log', 'max', 'min', 'mod', 'sin', 'tan'})


def parts(text: str, place: Place, report: Report, what: str) -> Iterator[Part]:
    r"""*text* in its parts. Formulas stand between `$`, `$$`, `\(` and `\)`, `\[` and `\]`; `\$` is a dollar."""
    end = 0
    for match in _DELIMITED.finditer(text):
        part = _part(match, place, report, what)
        if text[end : match.start()]:
            yield Part(Sort.TEXT, text[end : match.start()])
        yield part
        end = match.end()
    if text[end:]:
        yield Part(Sort.TEXT, text[end:])


def _part(match: re.Match[str], place: Place, report: Report, what: str) -> Part:
    if match['dollar']:
        return Part(Sort.TEXT, '$')
    latex = next(found for found in match.group('block', 'bracket', 'round', 'environment', 'inline') if found)
    latex = ' '.join(latex.split())
    display = not (match['round'] or match['inline'])
    if match['inline'] and is_prose(latex):
        report.guess(place, f'the dollars of "{short(match[0])}" in {what} are taken for money, not for a formula')
    elif message := trouble(latex, display=display):
        report.wrong(place, f'{message}; in {what} it is text')
    else:
        return Part(Sort.DISPLAY if display else Sort.FORMULA, latex)
    return Part(Sort.TEXT, match[0])


def is_prose(latex: str) -> bool:
    """Whether what stands between two dollars is words, as in `$5 and US$`, rather than a formula."""
    if ' ' not in latex:
        return False
    words = [word for word in _WORD.findall(_COMMANDS.sub(' ', latex)) if word.lower() not in _FUNCTIONS]
    begins_with_amount = latex[0].isdigit() or latex[0] in '.,'
    return sum(len(word) > 2 for word in words) >= 2 or (begins_with_amount and bool(words))


def trouble(latex: str, *, display: bool) -> str:
    """What is wrong with a formula, or nothing."""
    if found := BAD_TEX.search(latex):
        return f'the formula "{short(latex)}" has {short(found[0])} in it'
    if '$' in latex:
        return f'the formula "{short(latex)}" has a dollar in it'
    return problem(latex, display=display).partition('; ')[0]
