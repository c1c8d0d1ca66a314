"""What authors often write, and do not mean: the page is fine, and shows something else than they think.

Each slip is a notice: it tells, and fails nothing. Only what may have one is parsed (`parsed_slips`), since most prose
has none.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from itertools import islice

from ..names import fold, slug
from ..problems import Place, Problems
from .allowed import LARGEST, LONGEST_BLOCK
from .text import has_any, short

Slip = tuple[int, str]
"""(line, from 0; what to say)."""

MOST_WORDS = 1_500
"""An abstract has 150 to 300; beyond this it looks like the whole paper."""

LATEX = (
    r'\\(?P<name>textbf|textit|textsc|texttt|textrm|emph|underline|cite\w*|ref|eqref|label|(?:sub)*section|paragraph'
    r'|footnote|url|href|begin|end|item|bibliography|includegraphics|title|author|maketitle|newcommand|LaTeX'
    r'|(?<=\{\\)(?:bf|it|em|tt|sc|rm|sl))(?![A-Za-z])\*?(?:(?:(?<=begin)|(?<=end))\{(?P<of>[a-z]+)\*?\})?'
)
_BULLET = re.compile(r'^[ \t]*(?:(?P<sign>[•◦▪●‣·▸►\uf0b7])|(?P<perhaps>[o–—])[ \t\xa0])[ \t\xa0]*\S')
ROW = r'^[ \t]*\|.*\|[ \t]*$'
BIBTEX = r'@(?:article|book|conference|in\w+|manual|misc|phdthesis|proceedings|techreport)\s*\{'
SINGLE_QUOTES = r"(?<![\w`])`[^\s`'][^`']*'(?!\w)"
TIE = r'[^\W\d_][.)]?~(?=\w)'
INDENTED = r'^(?: {4}| {0,3}\t)[ \t]*(?:[^\W\d_][\w’-]*[,.:]?[ ]){3}[^=;{}<>()\n]*$'
"""Prose that is code for its indentation."""
_LATEX_QUOTES = re.compile(r"``[^\s`][^`\n]*''")
_KEYWORDS = re.compile(r'^[ \t>*_#]*(?:Key[ -]?[Ww]ords|KEY ?WORDS|Index [Tt]erms)[*_]*[ \t]*[:—–-]', re.MULTILINE)
_PERHAPS: Mapping[str, str] = {
    '\\': rf'(?i:{LATEX})|\\[(\[]',
    '|': ROW,
    '@': f'(?i:{BIBTEX})',
    '$': r'\$\d[\d.,]*\s|\$\$',
    '~': TIE,
    '`': SINGLE_QUOTES,
    '](': r'\]\([^()\s]*[ \t]',
    '%': r'\S[ \t]*\n {0,3}%',
    '    ': INDENTED,
    '\t': INDENTED,
}
"""What any slip has in it that needs a parser, by its sign, but for a single $."""
_DOLLAR = re.compile(r'(?<!\\)\$')
_PARAGRAPHS = re.compile(r'\n[ \t]*\n')

_MARKUP = re.compile(r'[*_`$\\{}^]')
_BETWEEN_NAMES = re.compile(r'[,;·&|]|\band\b')
_NUMBERS = re.compile(r'[\d¹²³⁴⁵⁶⁷⁸⁹⁰∗†‡§]+')
_FIRST_WORD = re.compile(r'[^\W\d_¹²³⁴⁵⁶⁷⁸⁹⁰]+')
_LABEL = re.compile(r'abstract\s*[:.—–-]?\s*', re.IGNORECASE)
_OWN_LABEL = re.compile(r'(?:title|authors?|speakers?)\s*[:—–-]\s*', re.IGNORECASE)
_LABEL_IN_LINE = re.compile(r'(?:abstract\s*[:.—–]|(?-i:ABSTRACT)\b)(?=\s*\S)', re.IGNORECASE)


def report_slips(text: str, file: str, problems: Problems) -> None:
    """Add to *problems* a notice of each slip in the Markdown *text*, which is `readable`."""
    if len(text) > LARGEST:
        return
    found = [*_too_long(text), *_bullets(text), *_quotes(text), *_keywords(text)]
    if len(text) < LONGEST_BLOCK and _may_have_one(text):
        from .parsed_slips import parsed_slips  # late, like all that needs a parser

        found += parsed_slips(text, file)
    for line, message in found:
        problems.add(Place(file, line + 1), 'markdown', message, notice=True)


def _may_have_one(text: str) -> bool:
    return has_any(_PERHAPS, text) or ('$' in text and _has_single_dollar(text))


def _has_single_dollar(text: str) -> bool:
    return any(len(_DOLLAR.findall(part)) % 2 for part in _PARAGRAPHS.split(text))


def report_repeated(text: str, title: str, people: Collection[str], file: str, problems: Problems) -> None:
    """Add a notice where the Markdown *text* begins with what its page says above it: the *title*, or the names of
    *people*, by their ids."""
    for line, message in _repeated(text, title, people):
        problems.add(Place(file, line + 1), 'markdown', message, notice=True)


def _repeated(text: str, title: str, people: Collection[str]) -> Iterator[Slip]:
    lines = ((number, line.strip()) for number, line in enumerate(text.split('\n')))
    shown = ((number, line) for number, line in lines if line and not line.startswith('%') and line.strip('=-'))
    for number, line in islice(shown, 4):
        plain = _MARKUP.sub('', line.strip('#')).strip()
        said = plain.casefold()
        if any(label in said for label in ('title', 'author', 'speaker')):
            plain = _OWN_LABEL.sub('', plain, count=1)
        if _is_title(plain, title):
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


def _is_title(line: str, title: str) -> bool:
    """Whether *line* is the *title*, give or take accents; most lines are paragraphs, which no accents make so long."""
    if len(line) > 3 * len(title) + 9:
        return False
    return fold(line.rstrip('. ')) == fold(_MARKUP.sub('', title).rstrip('. ').lstrip())


def _are_names(line: str, people: Collection[str]) -> bool:
    return _may_be_names(line, people) and _are_all_names(line, people)


def _may_be_names(line: str, people: Collection[str]) -> bool:
    """Whether the id of anybody begins as *line* does; the first line of most pages is a whole paragraph of prose."""
    first = _FIRST_WORD.search(line)
    if not first or not first[0].isascii() or 'and'.startswith(first[0]):
        return True
    return any(person.startswith(first[0].lower()) for person in people)


def _are_all_names(line: str, people: Collection[str]) -> bool:
    names = [slug(name) for name in _BETWEEN_NAMES.split(_NUMBERS.sub('', line)) if name.strip()]
    return bool(names) and all(name in people for name in names)


def _too_long(text: str) -> Iterator[Slip]:
    if len(text) > 2 * MOST_WORDS and (words := len(text.split())) > MOST_WORDS:
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
    for found in _KEYWORDS.finditer(text) if any(sign in text for sign in ('Key', 'KEY', 'Index')) else ():
        message = (
            'keywords stand above the prose, in a line such as keywords: [one, two] between two lines of three hyphens'
        )
        yield text.count('\n', 0, found.start()), f'{message}; write them there'


def _quotes(text: str) -> Iterator[Slip]:
    for number, line in enumerate(text.split('\n') if '``' in text else ()):
        if found := _LATEX_QUOTES.search(line):
            yield number, f'the quotes of LaTeX are no quotes here ({short(found[0])}); write "…"'
