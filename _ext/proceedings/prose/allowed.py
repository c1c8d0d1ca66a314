"""What authors may write: lists of what is allowed, never of what is forbidden; and how much of it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import Enum, auto
from types import MappingProxyType

LARGEST = 200_000
"""Characters; a long abstract has five thousand, and builders take minutes over a page of a million."""

LONGEST_BLOCK = 50_000
"""Characters of one paragraph, heading or cell."""

LONGEST_READ = 5.0
"""Seconds of work over one page. Ordinary prose takes some thousandths; but the time for what looks like the beginnings
of many formulas or lists can grow with the square of its length."""

MOST_NESTED = 5
"""Directives inside each other; together with markdown-it's own bound this keeps Python's stack shallow."""


class Shape(Enum):
    """How a directive reads its first line and its body."""

    BODY = auto()  # both are Markdown, and one text
    TITLE = auto()  # a title, then Markdown
    IMAGE = auto()  # the file of an image, then Markdown
    CODE = auto()  # nothing in it is Markdown
    MATH = auto()  # all of it is TeX


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


DIRECTIVES: Mapping[str, Shape] = MappingProxyType(
    {
        **dict.fromkeys(_words('attention caution danger error hint important note seealso tip warning'), Shape.BODY),
        **dict.fromkeys(_words('epigraph highlights pull-quote'), Shape.BODY),
        **dict.fromkeys(_words('admonition dropdown list-table rubric table'), Shape.TITLE),
        **dict.fromkeys(_words('figure image'), Shape.IMAGE),
        **dict.fromkeys(_words('code code-block sourcecode'), Shape.CODE),
        'math': Shape.MATH,
    }
)
"""The directives that an author may use."""

ROLES = _words("""
    abbr abbreviation code doc edition emphasis eq kbd keyword literal math numref ref session speaker strong sub
    subscript sup superscript talk term
""")
"""The roles that an author may use."""

INSTEAD_OF_TAGS: Mapping[str, str] = MappingProxyType(
    {
        **dict.fromkeys(('b', 'strong'), '**bold**'),
        **dict.fromkeys(('i', 'em', 'u'), '*italic*'),
        **dict.fromkeys(('code', 'pre', 'tt'), 'Markdown'),
        **dict.fromkeys(('p', 'br', 'div'), 'an empty line between paragraphs'),
        **dict.fromkeys(('ul', 'ol', 'li'), '"- " in front of each entry of a list'),
        **dict.fromkeys(('h1', 'h2', 'h3', 'h4'), '## Heading'),
        'a': '[text](https://example.org)',
        'img': '![what is to be seen](file.png)',
        'sub': '{sub}`2`',
        'sup': '{sup}`2`',
    }
)
"""What to write instead of HTML's usual elements."""

OPTIONS = _words("""
    align alt caption color dedent emphasize-lines figwidth force header-rows height icon label language lineno-start
    linenos loading name no-wrap nowrap number-lines open scale stub-columns target title width widths
""")
"""The options of directives that an author may use: none reads a file, and none imitates the page's own style."""

_SIZE = re.compile(r'\d{1,4}(?:\.\d{1,3})?\s*(?:px)?|\d{1,3}(?:\.\d{1,3})?\s*(?:%|cm|em|ex|in|mm|pc|pt|rem)')
_LINES = re.compile(r'\d{1,4}(?:-\d{0,4})?(?:\s*,\s*\d{1,4}(?:-\d{0,4})?){0,50}')
_NUMBER = re.compile(r'\d{0,4}')
VALUES: Mapping[str, re.Pattern[str]] = MappingProxyType(
    {
        **dict.fromkeys(_words('h height w width'), _SIZE),
        'figwidth': re.compile(rf'image|{_SIZE.pattern}'),
        'scale': re.compile(r'\d{1,3}\s*%?'),
        'widths': re.compile(r'auto|grid|\d{1,3}(?:[\s,]+\d{1,3}){0,99}'),
        'emphasize-lines': _LINES,
        **dict.fromkeys(_words('dedent header-rows lineno-start number-lines start stub-columns'), _NUMBER),
    }
)
"""What may be said of options and attributes that are numbers: what makes lists or pages of them takes as long, or as
much memory, as it is told."""

LONGEST_ROLE = 1_000
"""Characters in a role that is no formula; some take the square of them."""

LONGEST_COLOURED = 3_000
"""Characters of a piece of code that is coloured, and a quarter of those of a page: lexers take the square of them."""

LEXERS = _words("""
    bash bibtex c c++ console cpp css cuda default diff fortran go haskell html ini java javascript js json julia kotlin
    latex lua make makefile markdown matlab md none octave perl php py pycon python python3 r ruby rust scala sh shell
    shell-session sql swift tex text toml typescript xml yaml yml
""")
"""Languages in which code is coloured; nobody has looked at most of the five hundred that there are."""

ATTRIBUTES = _words("""
    a align alt attribution emphasize-lines h height href l language lexer lineno-start src start style title w width
""")
"""The attributes of tokens that reach the page."""

ALIGNED = ('td_open', 'th_open')
"""Tokens that may have a `style`, which is markdown-it's own: how a table's cell is aligned."""

_IDS = _words("""
    bd-header-version-warning ethical-ad-placement main-content my-schedule not-found search-documentation
    search-progress search-results searchbox searchlabel
""")
"""Ids of places in pages of Sphinx, of the PyData theme and of ours."""


def is_of_page(id: str) -> bool:
    """Whether an id is for the page itself to use, and for nothing in a text."""
    return id.startswith(('proceedings-', 'pst-')) or id in _IDS


IMAGES = _words('gif jpeg jpg png svg webp')
"""Endings of files that may be shown."""

FILES = _words('bib csv gif ipynb jpeg jpg json pdf png tsv txt webp zip')
"""Endings of files that a link may offer for download; none of them runs when a browser opens it."""

TOKENS = _words("""
    alert alert_title amsmath blockquote bullet_list code_block code_inline colon_fence dd dl dt em fence footnote_ref
    footnote_reference hardbreak heading hr html_block html_inline image inline link list_item math_block
    math_block_label math_inline math_inline_double math_single myst_block_break myst_line_comment myst_role myst_target
    ordered_list paragraph section_ref softbreak span strong table tbody td text text_special th thead tr
""")
"""What tokens may be, without `_open` and `_close`; a type that nobody has thought of yet is shown as text."""

WITH_CLASS = ('alert', 'bullet_list', 'list_item', 'myst_')
"""Tokens that have a class of markdown-it's own; it does not reach the page, either."""

SWITCHED_OFF = ('front_matter', 'fieldlist', 'strikethrough', 'substitution_block', 'substitution_inline')
"""Rules of MyST that give a file settings of its own, run templates, or write HTML: to an author they are text."""


# TeX that reads files, writes them, runs programs, links, or changes what other commands mean; ^^ spells any of them.
BAD_TEX = re.compile(
    r'\\(?:input|include|InputIfFileExists|IfFileExists|include(?:graphics|pdf)|(?:lst|verbatim)input\w*|open(?:in|out)|read'
    r'|readline|closein|closeout|write|immediate|special|pdf[a-z]+|directlua|lua[a-z]+|ShellEscape|catcode|csname|expandafter'
    r'|[gex]?def|let|futurelet|(?:new|renew|provide)(?:command|environment)|every[a-z]+|loop|makeatletter|usepackage'
    r'|documentclass|require|href|url|class|cssId|style|end\s*\{document\}|begin\s*\{(?:filecontents|verbatim|lstlisting)\*?\}'
    r')(?![A-Za-z])|\^\^'
)
