"""Slips that only a parser can tell from what stands in code and formulas."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from ..problems import Problems
from .addresses import UPLOAD
from .judging import giving_up, parser
from .review import Review, environment, line_within
from .slips import BIBTEX, INDENTED, LATEX, ROW, SINGLE_QUOTES, TIE, Slip
from .text import short

_LATEX = re.compile(LATEX)
_ON_OWN_LINES = '$$ above the formula and $$ below it, each on a line of its own'
_INSTEAD: Mapping[str, str] = {
    **dict.fromkeys(('textbf', 'bf'), '**bold**'),
    **dict.fromkeys(('textit', 'emph', 'underline', 'it', 'em', 'sl'), '*italic*'),
    **dict.fromkeys(('texttt', 'tt'), '`code`'),
    'url': 'the address between < and >', 'href': '[text](https://example.org)', 'item': '"- " in front of each entry',
    'begin': 'a list with "- ", or a formula between $$', 'end': 'a list with "- ", or a formula between $$',
    'footnote': '[^1] here, and [^1]: with the note on a line of its own',
    'includegraphics': '![what it shows](file.png)',
    'section': '## Heading', 'subsection': '### Heading', 'paragraph': '## Heading',
    'ref': '{eq}`label`, for a formula that has one', 'eqref': '{eq}`label`, for a formula that has one',
    'label': '$$ … $$ (label), behind a formula',
}  # fmt: skip
_INSTEAD_OF_BLOCK: Mapping[str, str] = {
    **dict.fromkeys(('equation', 'align', 'eqnarray', 'gather', 'displaymath', 'multline'), f'write {_ON_OWN_LINES}'),
    **dict.fromkeys(('itemize', 'description'), 'write a list, with "- " in front of each entry'),
    'enumerate': 'write a list, with "1. " in front of each entry',
    **dict.fromkeys(('abstract', 'title', 'author', 'maketitle', 'document', 'center'), 'delete this line'),
}
_NO_SPACE = 'rename the file, or write %20 for each space'
_CITED = 'the work in words, as in Smith et al. (2030), or [Smith et al.](https://doi.org/10.1000/1)'

_ROW = re.compile(ROW, re.MULTILINE)
_BIBTEX = re.compile(BIBTEX, re.IGNORECASE)
_SINGLE_QUOTES = re.compile(SINGLE_QUOTES)
_TIE = re.compile(TIE)
_INDENTED = re.compile(INDENTED, re.MULTILINE)
_BETWEEN_QUOTES = re.compile(r"[^\s'][^']*'(?:\s|[^\w\s].*\s|\s.*\s)", re.DOTALL)
"""What is code for Markdown in `one' and `two'."""
_FORMULA = re.compile(r'\\\((?P<within>.{1,500}?)\\\)|\\\[(?P<block>.{1,500}?)\\\]', re.DOTALL)
_OF_BLOCKS = re.compile(r'[=^_+\\]')
"""What a formula of LaTeX in `\\[…\\]` has in it, and `\\[1\\]`, which is text in brackets, has not."""
_DOUBLE = re.compile(r'\$\$([^$\n]+)\$\$')
_IMAGE_OR_LINK = re.compile(r'(?P<image>!?)\[[^\]\n]{0,200}\]\([^()\s]{1,200}[ \t][^()\n]{1,200}\)')
_AMOUNT = re.compile(r'\d[\d.,]*\s')
_WORD = re.compile('[A-Za-z]{2}')
_OF_FORMULAS = re.compile(r'[\\^_=]')


def parsed_slips(text: str, file: str) -> list[Slip]:
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
        line = token.map[0] if token.map else 0
        if token.type == 'inline':
            found += ((line + within, message) for within, message in _in_block(token))
        elif token.type.startswith('math_block') and '$$' in token.content:
            formula, _, behind = token.content.partition('$$')
            lost = f'"{short(behind.strip())}" is lost in the formula that begins above it'
            found.append((line + formula.count('\n'), f'{lost}; {_how_formulas(formula)}'))
        elif token.type == 'code_block' and _INDENTED.match(f'    {token.content}'):
            found.append((line, 'four spaces or a tab make code of this line; delete what is in front of its text'))
        elif token.type == 'myst_line_comment' and _is_below_text(state.src.split('\n'), line):
            message = 'this line is not shown, since it begins with a percent sign; write \\% if it is text'
            found.append((line, f'{message}, or an empty line above it if it is a note'))


def _is_below_text(lines: Sequence[str], number: int) -> bool:
    above = lines[number - 1].strip(' \t>') if number else ''
    return bool(above) and not above.startswith('%')


def _in_block(token: Token) -> Iterator[Slip]:
    """The slips of one paragraph, heading or cell."""
    if found := _BIBTEX.match(token.content):
        yield 0, f'BibTeX is shown as it stands ({short(found[0])}…); write {_CITED}'
        return
    if found := _ROW.search(token.content):
        line = token.content.count('\n', 0, found.start())
        yield line, 'this is not read as a table; the line below its first row has to be |---|---|, with as many cells'
    children = token.children or []
    yield from _formulas_of_latex(token.content, children)
    has_doubles = False
    if any(child.type == 'math_inline' for child in children):
        for double in _DOUBLE.finditer(token.content):
            has_doubles = True
            message = f'$$ makes no formula within a line; {_how_formulas(double[1])}'
            yield token.content.count('\n', 0, double.start()), message
    for child in children:
        yield from ((line_within(child), message) for message in _in_child(child, has_doubles=has_doubles))
    for line, shown in _runs(children):
        yield from ((line, message) for message in _in_text(shown.replace('$', '') if has_doubles else shown))


def _formulas_of_latex(source: str, children: Sequence[Token]) -> Iterator[Slip]:
    if not any(child.markup in ('\\(', '\\[') for child in children):
        return
    for code in [child.content for child in children if child.type == 'code_inline']:
        source = source.replace(code, '')
    for found in _FORMULA.finditer(source):
        if found['block'] and not _OF_BLOCKS.search(found['block']):
            continue
        instead = f'${short(found["within"].strip())}$' if found['within'] else _ON_OWN_LINES
        message = f'{short(found[0])} is shown as it stands, and not as a formula; write {instead}'
        yield source.count('\n', 0, found.start()), message


def _in_child(child: Token, *, has_doubles: bool) -> Iterator[str]:
    if child.type == 'math_inline' and not has_doubles and _is_money(child.content):
        yield f'"${child.content[:40]}$" is shown as a formula; if it is an amount of money, write \\$'
    elif child.type == 'code_inline' and _BETWEEN_QUOTES.fullmatch(child.content):
        yield f'the quotes of LaTeX are no quotes here ({short(child.markup + child.content)}); write "…"'


def _how_formulas(formula: str) -> str:
    return f'write ${short(formula)}$ within a line; $$ stands on lines of its own'


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
        instead = _way_out(found['name'], found['of'] or '')
        yield f'{found[0]} is shown as it stands, since it is in no formula; {instead}'
    if tie := _TIE.search(text):
        around = text[: tie.end()].split()[-1] + text[tie.end() :].split(maxsplit=1)[0]
        yield f'the "~" in "{short(around)}" is shown as it stands; write a space'
    if quotes := _SINGLE_QUOTES.search(text):
        yield f'the quotes of LaTeX are no quotes here ({short(quotes[0])}); write "…"'
    if link := _IMAGE_OR_LINK.search(text):
        yield f'{short(link[0])} is shown as it stands, for the space in it; {UPLOAD if link["image"] else _NO_SPACE}'


def _way_out(command: str, of: str) -> str:
    """What to write instead of `\\command`, or `\\begin{of}`."""
    if instead := _INSTEAD_OF_BLOCK.get(of or command):
        return instead
    if command.startswith(('cite', 'bibliography')):
        return f'write {_CITED}'
    return f'write {_INSTEAD.get(command, "what it stands for")}'
