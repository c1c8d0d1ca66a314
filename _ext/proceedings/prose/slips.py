"""What authors often write, and do not mean: the page is fine, and shows something else than they think.

Each slip is a notice: it tells, and fails nothing. Only what may have one is parsed, since most prose has none.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from ..names import fold, slug
from ..problems import Place, Problems
from .allowed import LARGEST, LONGEST_BLOCK
from .review import Review, environment, line_within
from .text import short
from .vet import giving_up, parser

Slip = tuple[int, str]
"""(line, from 0; what to say)."""

MOST_WORDS = 1_500
"""An abstract has 150 to 300; beyond this it looks like the whole paper."""

_LATEX = re.compile(
    r'\\(?P<name>textbf|textit|textsc|texttt|textrm|emph|underline|cite\w*|ref|eqref|label|(?:sub)*section|paragraph'
    r'|footnote|url|href|begin|end|item|bibliography|includegraphics|title|author|maketitle|newcommand|LaTeX)'
    r'(?![A-Za-z])\*?'
)
_INSTEAD: Mapping[str, str] = {
    'textbf': '**bold**', 'textit': '*italic*', 'emph': '*italic*', 'underline': '*italic*', 'texttt': '`code`',
    'url': 'the address between < and >', 'href': '[text](https://example.org)', 'item': '"- " in front of each entry',
    'begin': 'a list with "- ", or a formula between $$', 'end': 'a list with "- ", or a formula between $$',
    'footnote': '[^1] here, and [^1]: with the note on a line of its own',
    'includegraphics': '![what it shows](file.png)',
    'section': '## Heading', 'subsection': '### Heading', 'paragraph': '## Heading',
    'ref': '{eq}`label`, for a formula that has one', 'eqref': '{eq}`label`, for a formula that has one',
    'label': '$$ … $$ (label), behind a formula',
}  # fmt: skip
_CITED = 'the work in words, as in Smith et al. (2030), or [Smith et al.](https://doi.org/10.1000/1)'

_BULLET = re.compile(r'^[ \t]*(?P<sign>[•◦▪●‣\uf0b7])[ \t\xa0]*\S')
_ROW = re.compile(r'^[ \t]*\|.*\|[ \t]*$', re.MULTILINE)
_BIBTEX = re.compile(
    r'@(?:article|book|conference|in\w+|manual|misc|phdthesis|proceedings|techreport)\s*\{', re.IGNORECASE
)
_LATEX_QUOTES = re.compile(r"``[^\s`][^`\n]*''")
_AMOUNT = re.compile(r'\d[\d.,]*\s')
_WORD = re.compile('[A-Za-z]{2}')
_OF_FORMULAS = re.compile(r'[\\^_=]')
_PERHAPS = re.compile(rf'{_LATEX.pattern}|{_ROW.pattern}|{_BIBTEX.pattern}|\$\d[\d.,]*\s', re.IGNORECASE | re.MULTILINE)
"""What any slip has in it that needs a parser, but for a single $."""
_DOLLAR = re.compile(r'(?<!\\)\$')
_PARAGRAPHS = re.compile(r'\n[ \t]*\n')

_MARKUP = re.compile(r'[*_`$\\{}^]')
_BETWEEN_NAMES = re.compile(r'[,;·&|]|\band\b')
_NUMBERS = re.compile(r'[\d¹²³⁴⁵⁶⁷⁸⁹⁰∗†‡§]+')
_LABEL = re.compile(r'abstract\s*[:.—–-]?\s*', re.IGNORECASE)


def report_slips(text: str, file: str, problems: Problems) -> None:
    """Add to *problems* a notice of each slip in the Markdown *text*, which is `readable`."""
    if len(text) > LARGEST:
        return
    found = [*_too_long(text), *_bullets(text), *_quotes(text)]
    if len(text) < LONGEST_BLOCK and _may_have_one(text):
        found += _parsed(text, file)
    for line, message in found:
        problems.add(Place(file, line + 1), 'markdown', message, notice=True)


def _may_have_one(text: str) -> bool:
    return bool(_PERHAPS.search(text)) or any(len(_DOLLAR.findall(part)) % 2 for part in _PARAGRAPHS.split(text))


def report_repeated(text: str, title: str, people: Collection[str], file: str, problems: Problems) -> None:
    """Add a notice where the Markdown *text* begins with what its page says above it: the *title*, or the names of
    *people*, by their ids."""
    for line, message in _repeated(text, title, people):
        problems.add(Place(file, line + 1), 'markdown', message, notice=True)


def _repeated(text: str, title: str, people: Collection[str]) -> Iterator[Slip]:
    lines = [(number, line.strip()) for number, line in enumerate(text.split('\n'))]
    lines = [(number, line) for number, line in lines if line and not line.startswith('%') and line.strip('=-')]
    for number, line in lines[:4]:
        plain = _MARKUP.sub('', line.strip('#')).strip()
        if fold(plain) == fold(_MARKUP.sub('', title).strip()):
            yield number, 'the page shows the title already; delete this line'
        elif _LABEL.fullmatch(plain):
            yield number, 'the page is known to be the abstract; delete this line'
        elif len(line) < LONGEST_BLOCK and _are_names(plain, people):
            yield number, 'the page shows the authors already; delete this line'
        else:
            break


def _are_names(line: str, people: Collection[str]) -> bool:
    names = [slug(name) for name in _BETWEEN_NAMES.split(_NUMBERS.sub('', line)) if name.strip()]
    return bool(names) and all(name in people for name in names)


def _too_long(text: str) -> Iterator[Slip]:
    words = len(text.split())
    if words > MOST_WORDS:
        yield 0, f'{words:,} words are much for one page, of which readers see the first lines; is it the whole paper?'


def _bullets(text: str) -> Iterator[Slip]:
    """The first line of each list that has signs of a word processor."""
    above = False
    for number, line in enumerate(text.split('\n')):
        found = _BULLET.match(line)
        if found and not above:
            sign = 'a bullet' if found['sign'] == '\uf0b7' else f'"{found["sign"]}"'
            yield number, f'{sign} makes no list here; write "- " instead, and an empty line above the list'
        above = bool(found)


def _quotes(text: str) -> Iterator[Slip]:
    for number, line in enumerate(text.split('\n')):
        if found := _LATEX_QUOTES.search(line):
            yield number, f'the quotes of LaTeX are no quotes here ({short(found[0])}); write "…"'


def _parsed(text: str, file: str) -> list[Slip]:
    """The slips that only a parser can tell from code and formulas."""
    said, env = Problems(), environment(Review(file, Problems()))
    with giving_up(file, said):
        _parser().parse(text, env)
    found: list[Slip] = env.get(_FOUND, [])
    return found


_FOUND = 'proceedings_slips'


@cache
def _parser() -> MarkdownIt:
    """One that looks at tokens before `\\$` and `$` become the same text."""
    md = parser()
    md.core.ruler.before('text_join', 'proceedings_slips', _collect)
    return md


def _collect(state: StateCore) -> None:
    found: list[Slip] = state.env.setdefault(_FOUND, [])
    for token in state.tokens:
        if token.type == 'inline':
            line = token.map[0] if token.map else 0
            found += ((line + within, message) for within, message in _in_block(token))


def _in_block(token: Token) -> Iterator[Slip]:
    """The slips of one paragraph, heading or cell."""
    if found := _BIBTEX.match(token.content):
        yield 0, f'BibTeX is shown as it stands ({short(found[0])}…); write {_CITED}'
        return
    if found := _ROW.search(token.content):
        line = token.content.count('\n', 0, found.start())
        yield line, 'this is not read as a table; the line below its first row has to be |---|---|, with as many cells'
    for child in token.children or ():
        if child.type == 'math_inline' and _is_money(child.content):
            message = f'"${child.content[:40]}$" is shown as a formula; if it is an amount of money, write \\$'
            yield line_within(child), message
    for line, shown in _runs(token.children or ()):
        yield from ((line, message) for message in _in_text(shown))


def _is_money(formula: str) -> bool:
    """Whether it is what stands between two amounts: `$5 and $10`."""
    is_between = _AMOUNT.match(formula) and formula[-1].isspace() and _WORD.search(formula)
    return bool(is_between and not _OF_FORMULAS.search(formula))


def _runs(tokens: Sequence[Token]) -> Iterator[tuple[int, str]]:
    """(line, text) of what is shown without a break, with a mark in the place of what somebody has escaped."""
    line, shown = 0, ''
    for token in tokens:
        if token.type in ('text', 'text_special'):
            is_escaped = token.type == 'text_special' and token.content != token.markup
            shown += '\0' if is_escaped else token.content
        else:  # which know their lines, as not all text does
            yield line, shown
            line, shown = line_within(token) + token.type.endswith('break'), ''
    yield line, shown


def _in_text(text: str) -> Iterator[str]:
    if '$' in text:
        yield 'this "$" begins no formula, since none ends it; write another $ behind the formula, or \\$ for money'
    for found in _LATEX.finditer(text):
        name = found['name']
        instead = _CITED if name.startswith(('cite', 'bibliography')) else _INSTEAD.get(name, 'what it stands for')
        yield f'{found[0]} is shown as it stands, since it is in no formula; write {instead}'
