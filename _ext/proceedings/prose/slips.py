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
from .addresses import UPLOAD
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
    r'|footnote|url|href|begin|end|item|bibliography|includegraphics|title|author|maketitle|newcommand|LaTeX'
    r'|(?<=\{\\)(?:bf|it|em|tt|sc|rm|sl))(?![A-Za-z])\*?(?:(?:(?<=begin)|(?<=end))\{(?P<of>[a-z]+)\*?\})?'
)
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

_BULLET = re.compile(r'^[ \t]*(?:(?P<sign>[•◦▪●‣·▸►\uf0b7])|(?P<perhaps>[o–—])[ \t\xa0])[ \t\xa0]*\S')
_ROW = re.compile(r'^[ \t]*\|.*\|[ \t]*$', re.MULTILINE)
_BIBTEX = re.compile(
    r'@(?:article|book|conference|in\w+|manual|misc|phdthesis|proceedings|techreport)\s*\{', re.IGNORECASE
)
_LATEX_QUOTES = re.compile(r"``[^\s`][^`\n]*''")
_SINGLE_QUOTES = re.compile(r"(?<![\w`])`[^\s`'][^`']*'(?!\w)")
_BETWEEN_QUOTES = re.compile(r"[^\s'][^']*'(?:\s|[^\w\s].*\s|\s.*\s)", re.DOTALL)
"""What is code for Markdown in `one' and `two'."""
_TIE = re.compile(r'[^\W\d_][.)]?~(?=\w)')
_FORMULA = re.compile(r'\\\((?P<within>.{1,500}?)\\\)|\\\[(?P<block>.{1,500}?)\\\]', re.DOTALL)
_OF_BLOCKS = re.compile(r'[=^_+\\]')
"""What a formula of LaTeX in `\\[…\\]` has in it, and `\\[1\\]`, which is text in brackets, has not."""
_DOUBLE = re.compile(r'\$\$([^$\n]+)\$\$')
_IMAGE_OR_LINK = re.compile(r'(?P<image>!?)\[[^\]\n]{0,200}\]\([^()\s]{1,200}[ \t][^()\n]{1,200}\)')
_AFTER_TEXT = re.compile(r'\S[ \t]*\n {0,3}%')
_INDENTED = re.compile(r'^(?: {4}| {0,3}\t)[ \t]*(?:[^\W\d_][\w’-]*[,.:]?[ ]){3}[^=;{}<>()\n]*$', re.MULTILINE)
"""Prose that is code for its indentation."""
_KEYWORDS = re.compile(r'^[ \t>*_#]*(?:Key[ -]?[Ww]ords|KEY ?WORDS|Index [Tt]erms)[*_]*[ \t]*[:—–-]', re.MULTILINE)
_AMOUNT = re.compile(r'\d[\d.,]*\s')
_WORD = re.compile('[A-Za-z]{2}')
_OF_FORMULAS = re.compile(r'[\\^_=]')
_PERHAPS = re.compile(
    rf'{_LATEX.pattern}|{_ROW.pattern}|{_BIBTEX.pattern}|\$\d[\d.,]*\s|\$\$|{_TIE.pattern}|{_SINGLE_QUOTES.pattern}'
    rf'|\\[(\[]|\]\([^()\s]*[ \t]|{_AFTER_TEXT.pattern}|{_INDENTED.pattern}',
    re.IGNORECASE | re.MULTILINE,
)
"""What any slip has in it that needs a parser, but for a single $."""
_DOLLAR = re.compile(r'(?<!\\)\$')
_PARAGRAPHS = re.compile(r'\n[ \t]*\n')

_MARKUP = re.compile(r'[*_`$\\{}^]')
_BETWEEN_NAMES = re.compile(r'[,;·&|]|\band\b')
_NUMBERS = re.compile(r'[\d¹²³⁴⁵⁶⁷⁸⁹⁰∗†‡§]+')
_LABEL = re.compile(r'abstract\s*[:.—–-]?\s*', re.IGNORECASE)
_OWN_LABEL = re.compile(r'(?:title|authors?|speakers?)\s*[:—–-]\s*', re.IGNORECASE)
_LABEL_IN_LINE = re.compile(r'(?:abstract\s*[:.—–]|(?-i:ABSTRACT)\b)(?=\s*\S)', re.IGNORECASE)


def report_slips(text: str, file: str, problems: Problems) -> None:
    """Add to *problems* a notice of each slip in the Markdown *text*, which is `readable`."""
    if len(text) > LARGEST:
        return
    found = [*_too_long(text), *_bullets(text), *_quotes(text), *_keywords(text)]
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
        plain = _OWN_LABEL.sub('', plain, count=1)
        if fold(plain.rstrip('. ')) == fold(_MARKUP.sub('', title).rstrip('. ').lstrip()):
            yield number, 'the page shows the title already; delete this line'
        elif _LABEL.fullmatch(plain):
            yield number, 'the page is known to be the abstract; delete this line'
        elif len(line) < LONGEST_BLOCK and _are_names(plain, people):
            yield number, 'the page shows the authors already; delete this line'
        elif label := _LABEL_IN_LINE.match(plain):
            yield number, f'the page is known to be the abstract; delete "{label[0]}"'
            break
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
    """The first line of each list that has signs of a word processor; a letter or a dash makes one only if repeated."""
    lines = [(number, line) for number, line in enumerate(text.split('\n')) if line.strip()]
    signs = [(found['sign'] or found['perhaps']) if (found := _BULLET.match(line)) else '' for _, line in lines]
    for (number, _), before, sign, after in zip(lines, ['', *signs], signs, [*signs[1:], ''], strict=False):
        if sign and not before and (sign not in 'o–—' or sign == after):
            said = 'a bullet' if sign == '\uf0b7' else f'"{sign}"'
            yield number, f'{said} makes no list here; write "- " instead, and an empty line above the list'


def _keywords(text: str) -> Iterator[Slip]:
    for found in _KEYWORDS.finditer(text):
        message = (
            'keywords stand above the prose, in a line such as keywords: [one, two] between two lines of three hyphens'
        )
        yield text.count('\n', 0, found.start()), f'{message}; write them there'


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
