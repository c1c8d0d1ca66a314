r"""BibTeX that every LaTeX reads: bibtex with the styles of old, and biber.

Written by hand: pybtex refuses a title with one brace, lets `\` through and escapes addresses; bibtexparser escapes
these, too, and writes `\{`, which BibTeX counts as a brace. Here text is UTF-8, with only those ten characters escaped
that are TeX's own; braces go as commands. So nothing that anybody writes into a title ends its field. Only in names
are letters commands, too: `bibtex_names` says why.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from types import MappingProxyType

from ...maths.mathml import problem
from ...maths.titles import plain_title, split_title
from .bibtex_names import letters, names
from .tex import SPECIALS, escaped
from .works import Type, Work

_ENTRY_TYPES: Mapping[Type, str] = MappingProxyType(
    {Type.PAPER: 'inproceedings', Type.SPEECH: 'misc', Type.PROCEEDINGS: 'proceedings'}
)
_MONTHS = ('jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec')

_RAW = str.maketrans({'{': '%7B', '}': '%7D', '\\': '%5C', ' ': '%20'})

_COMMAND = re.compile(r'\\(.)', re.DOTALL)
_BRACES: Mapping[str, str] = MappingProxyType({'{': r'\lbrace ', '}': r'\rbrace '})
_OUT_OF_MATHS = re.compile(r'(?<!\\)%|\^\^|\\\\|\\(?:text)?color\b')
r"""What ends a line before its end, as `%` does, also in `\\%`; or needs a package."""


def entry(work: Work) -> str:
    """One entry, on lines of its own."""
    fields = ',\n'.join(f'  {name} = {value}' for name, value in _fields(work))
    return f'@{_ENTRY_TYPES[work.type]}{{{work.key},\n{fields}\n}}\n'


def _fields(work: Work) -> Iterator[tuple[str, str]]:
    yield 'title', f'{{{_title(work.title)}}}'
    if work.authors:
        yield 'author', f'{{{names(work.authors)}{" and others" if work.others else ""}}}'
    if work.editors:
        yield 'editor', f'{{{names(work.editors)}}}'
    if not (work.authors or work.editors):
        yield 'key', f'{{{letters(plain_title(work.title))}}}'  # to sort by, and for labels
    if work.container:
        yield 'booktitle', f'{{{_title(work.container)}}}'
    yield 'year', f'{{{work.issued[0]}}}'
    yield 'month', _MONTHS[work.issued[1] - 1]
    yield from ((name, f'{{{value}}}') for name, value in _values(work) if value)


def _values(work: Work) -> Iterator[tuple[str, str]]:
    """The fields whose values are plain, or raw where they are addresses and numbers."""
    yield 'howpublished', _with_formulas(f'{work.genre} at {work.occasion}') if work.genre else ''
    yield 'pages', '--'.join(map(escaped, dict.fromkeys(work.pages or ())))
    yield 'series', escaped(work.series)
    yield 'volume', escaped(work.volume)
    # the styles of old take either, and warn of both
    yield 'number', '' if work.volume else escaped(work.number)
    yield 'publisher', escaped(work.publisher)
    yield 'address', escaped(work.place)
    yield 'isbn', escaped(work.isbn)
    yield 'issn', escaped(work.issn)
    yield 'doi', work.doi.translate(_RAW)
    yield 'eprint', work.arxiv
    yield 'archiveprefix', 'arXiv' if work.arxiv else ''
    yield 'url', work.url.translate(_RAW)
    yield 'pdf', work.pdf.translate(_RAW)  # as PMLR has it; Zotero, JabRef and biblatex take it for the file
    yield 'keywords', escaped(', '.join(work.keywords))
    yield 'note', escaped(work.note)


def _title(text: str) -> str:
    """A title whose capitals every style keeps."""
    return f'{{{_with_formulas(text)}}}'


def _with_formulas(text: str) -> str:
    parts = (_formula(part) if is_formula else part.translate(SPECIALS) for is_formula, part in split_title(text))
    return ' '.join(''.join(parts).split())


@lru_cache(maxsize=4096)  # a paper is in many lists
def _formula(latex: str) -> str:
    """*latex* as a formula, if it is one: with commands that do nothing but set formulas, and balanced braces."""
    if problem(latex, display=False) or _OUT_OF_MATHS.search(latex):
        return f'${latex}$'.translate(SPECIALS)
    return f'${_COMMAND.sub(lambda match: _BRACES.get(match[1], match[0]), latex)}$'
