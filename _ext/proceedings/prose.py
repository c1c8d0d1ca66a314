"""What an author may write in Markdown: judged on markdown-it's tokens, without Sphinx.

Authored pages (`talks/<edition>/<id>.md`, `speakers/<id>.md`) are untrusted. `guard` adds one rule to a
markdown-it parser, and the rule lets through only what is on the lists below: anything else becomes a problem
at its own line, and its source is shown as text, so nothing is lost and nothing runs. The rule works wherever
that parser parses, hence also inside directives. `vet_markdown` uses it for the command line, `parser` for Sphinx.

HTML comments, and lines that begin with `%`, are allowed and simply not shown.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import Enum, auto
from itertools import zip_longest
from pathlib import Path
from textwrap import dedent
from time import thread_time
from types import MappingProxyType
from typing import Any
from urllib.parse import unquote

from markdown_it import MarkdownIt
from markdown_it.ruler import StateBase
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from mdit_py_plugins.amsmath import amsmath_plugin
from mdit_py_plugins.colon_fence import colon_fence_plugin
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.dollarmath import dollarmath_plugin
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.myst_blocks import myst_block_plugin
from mdit_py_plugins.myst_role import myst_role_plugin
from myst_parser.parsers.options import TokenizeError, options_to_tokens

from .problems import Place, Problems, did_you_mean
from .source import front_matter

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
    abbr abbreviation code doc edition emphasis eq kbd literal math numref ref session speaker strong sub subscript sup
    superscript talk term
""")
"""The roles that an author may use."""

OPTIONS = _words("""
    align alt caption color dedent emphasize-lines figwidth force header-rows height icon label language lineno-start
    linenos loading name no-wrap nowrap number-lines open scale stub-columns target title width widths
""")
"""The options of directives that an author may use: none reads a file, and none imitates the page's own style."""

ATTRIBUTES = _words("""
    a align alt attribution emphasize-lines h height href l language lexer lineno-start src start style title w width
""")
"""The attributes of tokens that reach the page; `style` is how a table's cell is aligned, and markdown-it's own."""

IMAGES = _words('gif jpeg jpg png svg webp')
"""Endings of files that may be shown."""

FILES = _words('bib csv gif ipynb jpeg jpg json pdf png tsv txt webp zip')
"""Endings of files that a link may offer for download; none of them runs when a browser opens it."""

_TOKENS = _words("""
    alert alert_title amsmath blockquote bullet_list code_block code_inline colon_fence dd dl dt em fence footnote_ref
    footnote_reference hardbreak heading hr html_block html_inline image inline link list_item math_block
    math_block_label math_inline math_inline_double math_single myst_block_break myst_line_comment myst_role myst_target
    ordered_list paragraph section_ref softbreak span strong table tbody td text text_special th thead tr
""")
"""What tokens may be, without `_open` and `_close`; a type that nobody has thought of yet is shown as text."""

_WITH_CLASS = ('alert', 'bullet_list', 'list_item', 'myst_')
"""Tokens that have a class of markdown-it's own; it does not reach the page, either."""

_SWITCHED_OFF = ('front_matter', 'fieldlist', 'strikethrough', 'substitution_block', 'substitution_inline')
"""Rules of MyST that give a file settings of its own, run templates, or write HTML: to an author they are text."""

# Control and format characters (Cc, Cf) and U+2028, U+2029. Not among them: tab, line feed, soft hyphen, the
# joiners that Persian and Indic scripts need, and the Arabic signs that are seen.
_INVISIBLE = re.compile(
    '[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb'
    '\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e007f]'
)

# TeX that reads files, writes them, runs programs, links, or changes what other commands mean; ^^ spells any of them.
_BAD_TEX = re.compile(
    r'\\(?:input|include|InputIfFileExists|IfFileExists|include(?:graphics|pdf)|(?:lst|verbatim)input\w*|open(?:in|out)|read'
    r'|readline|closein|closeout|write|immediate|special|pdf[a-z]+|directlua|lua[a-z]+|ShellEscape|catcode|csname|expandafter'
    r'|[gex]?def|let|futurelet|(?:new|renew|provide)(?:command|environment)|every[a-z]+|loop|makeatletter|usepackage'
    r'|documentclass|require|href|url|class|cssId|style|end\s*\{document\}|begin\s*\{(?:filecontents|verbatim|lstlisting)\*?\}'
    r')(?![A-Za-z])|\^\^'
)

_SUSPICIOUS = re.compile(
    r'<[A-Za-z/!?]|&[#\w]+;|\]\(|\]:|\{[\w:+-]+\}`|(?:```|~~~)[ \t]*\{|:::'
    rf'|^[ \t]*(?:(?:>|[-*+]|\d{{1,9}}[.)])[ \t]*){{4}}|^[ \t]{{8,}}\S|{_BAD_TEX.pattern}',
    re.MULTILINE,
)
"""What any problem has in it; prose without it need not be parsed to be judged."""

_COMMENTS = re.compile(r'\s*(?:<!--(?:-?>|.*?-->)\s*)*', re.DOTALL)
_TAG = re.compile(r'</?[A-Za-z][\w:-]*|<[!?][\w\[-]*')
_WEB = re.compile(r'https?://[^/?#\\\s]|mailto:', re.IGNORECASE)
_SCHEME = re.compile(r'[^/?#]*:|//')
_LIVE_SVG = re.compile(
    rb'<script|\bon\w+\s*=|javascript:|<foreignObject|<iframe|<!ENTITY|\x00|href\s*=\s*["\'](?!#|data:image/)',
    re.IGNORECASE,
)

_OPTION_LINE = re.compile(r'\s*:(?!::)')

_REVIEW = 'proceedings'
"""Where markdown-it's environment has the `Review` of the document."""

_LINE = 'proceedings_line'
"""Where a token's `meta` has the number of line feeds above it in its paragraph."""


# Which pages, files and links


def is_authored(docname: str) -> bool:
    """Whether authors own this page; everything below `talks/<edition>/` and `speakers/` but the two indexes."""
    match docname.split('/'):
        case ['talks', _, 'index'] | ['speakers', 'index']:
            return False
        case ['talks', _, _, *_] | ['speakers', _, *_]:
            return True
    return False


def folder_of(docname: str) -> str:
    """The folder with the files of an authored page: `talks/2019` or `speakers`."""
    return '/'.join(docname.split('/')[: 2 if docname.startswith('talks/') else 1])


def link_problem(url: str) -> str | None:
    """What is wrong with an address that a link or an image leads to; it may be hidden behind %, blanks or case."""
    if _WEB.match(url):
        return None
    plain = ''.join(unquote(url).replace('\\', '/').split())
    if _SCHEME.match(plain):
        return f'no link to "{_short(url)}" here; write https://, http://, mailto: or a page of this site'
    return None


def image_problem(url: str) -> str | None:
    """What is wrong with the address of an image, as far as the address tells."""
    if is_remote(url):
        return f'the image "{_short(url)}" is on another host; put a copy next to this page and write its file name'
    return link_problem(url)


def is_remote(url: str) -> bool:
    """Whether an image's address is good as a link, but not as an image, which no page loads from elsewhere."""
    return bool(_WEB.match(url)) and not url.lower().startswith('mailto:')


def file_problem(site: Path, docname: str, target: str, endings: frozenset[str]) -> str | None:
    """What is wrong with the file *target*, relative to the page *docname* or, with a slash, to the folder *site*."""
    folder = folder_of(docname)
    # as Sphinx does it: with one slash it begins at the site, with two at the root of the disk
    path = posixpath.normpath(target[1:] if target.startswith('/') else f'{posixpath.dirname(docname)}/{target}')
    if not path.startswith(folder + '/') or '\\' in path or any(part.startswith('.') for part in path.split('/')):
        return f'"{_short(target)}" is not a file of this folder; put it into {folder}/ and write its name'
    if posixpath.splitext(path)[1].lower().removeprefix('.') not in endings:
        return f'"{_short(target)}" is no kind of file for a page; authors may use: {", ".join(sorted(endings))}'
    try:
        real = (site / path).resolve(strict=True)
        if not real.is_file() or not real.is_relative_to((site / folder).resolve()):
            return f'"{_short(target)}" leads out of {folder}/; put a copy of the file there'
        if real.suffix.lower() == '.svg' and _LIVE_SVG.search(real.read_bytes()):
            return f'"{_short(target)}" has scripts or links in it; save it as plain SVG or as PNG'
    except (OSError, ValueError):
        return f'no file "{_short(target)}"; is it in {folder}/, and is its name spelled the same?'
    return None


def _short(text: str) -> str:
    """Text for a message: one line, and not too long."""
    text = ' '.join(_INVISIBLE.sub('', text).split())
    return text if len(text) <= 60 else text[:59] + '…'


# Text


def readable(text: str, file: str, problems: Problems) -> str:
    """The Markdown of *text*, without front matter and invisible characters; each line keeps its number.

    A text that is too large is a problem and gives nothing.
    """
    if len(text) > LARGEST:
        problems.add(Place(file), 'markdown', f'too large for a page: more than {LARGEST:,} characters; shorten it')
        return ''
    text = text.removeprefix('\ufeff').replace('\r\n', '\n').replace('\r', '\n')
    lines = front_matter(text)[1]
    text = '\n' * lines + '\n'.join(text.split('\n')[lines:])
    return _visible(text, lambda line, message: problems.add(Place(file, line + 1), 'markdown', message))


def is_plain(text: str) -> bool:
    """Whether *text* has nothing in it that could be a problem."""
    return not _SUSPICIOUS.search(text) and len(text) < LONGEST_BLOCK


def vet_markdown(text: str, file: str, problems: Problems) -> None:
    """Add to *problems* what the author of the Markdown *text* of *file* may not write."""
    text = readable(text, file, problems)
    if not is_plain(text):
        judge(_command_line_parser(), text, file, problems)


def judge(md: MarkdownIt, text: str, file: str, problems: Problems) -> None:
    """Judge *text*, also inside its directives, with a parser that has its `guard`."""
    with giving_up(file, problems):
        md.parse(text, environment(Review(file, problems, inside=True)))


@contextmanager
def giving_up(file: str, problems: Problems) -> Iterator[None]:
    """For work on a stranger's text: whatever is in it, the work on the other pages goes on."""
    try:
        yield
    except TooMuch as error:
        problems.add(Place(file), 'markdown', f'{error}; write it in a simpler way')
    except RecursionError:
        problems.add(Place(file), 'markdown', 'nested too deeply to be read; write it with fewer levels')
    except Exception as error:
        what = f'{type(error).__name__}: {_short(str(error))}'
        problems.add(Place(file), 'markdown', f'cannot be read as Markdown ({what}); write it in a simpler way')


def environment(review: Review) -> dict[str, Any]:
    """The environment for markdown-it that makes its guard report to *review*."""
    return {_REVIEW: review}


def review_of(env: Mapping[str, Any]) -> Review | None:
    """The review that an environment of markdown-it belongs to."""
    found = env.get(_REVIEW)
    return found if isinstance(found, Review) else None


def consecutive(levels: Iterable[int]) -> Iterator[int]:
    """Levels of headings, with none skipped: 2, 4, 4, 2 -> 1, 2, 2, 1."""
    above: list[int] = []
    for level in levels:
        while above and above[-1] >= level:
            above.pop()
        above.append(level)
        yield len(above)


def _visible(text: str, report: Callable[[int, str], None]) -> str:
    """*text* without invisible characters; *report* gets the line (from 0) and the message for each."""
    if _INVISIBLE.search(text):
        for number, line in enumerate(text.split('\n')):
            for char in sorted(set(_INVISIBLE.findall(line))):
                report(number, f'an invisible character (U+{ord(char):04X}) is in this line; delete it')
    # what Python takes for the end of a line would shift the numbers of lines
    return _INVISIBLE.sub(lambda match: ' ' if match[0].isspace() else '', text)


def _command_line_parser() -> MarkdownIt:
    """A parser that knows as much of MyST as the site's settings switch on."""
    md = MarkdownIt('commonmark').enable('table')
    md.use(myst_block_plugin).use(myst_role_plugin)
    md.use(footnote_plugin, inline=False, move_to_end=False, always_match_refs=True)
    md.use(dollarmath_plugin).use(amsmath_plugin).use(deflist_plugin).use(colon_fence_plugin)
    return guard(md)


# Tokens


def guard(md: MarkdownIt) -> MarkdownIt:
    """Make a parser report to the `Review` in its environment; returns it."""
    md.disable(list(_SWITCHED_OFF), ignoreInvalid=True)
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


def line_within(token: Token) -> int:
    """How many lines below the start of its paragraph an inline token stands."""
    return int(token.meta.get(_LINE, 0))


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
                token.meta.setdefault(_LINE, state.src.count('\n', 0, start))
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


class TooMuch(Exception):  # noqa: N818
    """Raised to give a page up; the message says why."""


@dataclass(slots=True)
class Review:
    """Goes through the tokens of one document and replaces what its author may not write.

    `line` is the number of lines above the text that is parsed, `depth` the number of directives around it. With
    `inside`, bodies of directives are parsed and judged, too; without, the renderer does the parsing.
    """

    file: str
    problems: Problems
    inside: bool = False
    line: int = 0
    depth: int = 0
    steps: int = 0
    deadline: float = field(default_factory=lambda: thread_time() + LONGEST_READ)

    def watch(self) -> None:
        """Give up after `LONGEST_READ`; the clock is slow, hence it is asked now and then only."""
        self.steps += 1
        if self.steps % 32 == 0 and thread_time() > self.deadline:
            raise TooMuch('takes too long to read')

    @contextmanager
    def within(self, line: int) -> Iterator[None]:
        """For text inside a directive, with *line* lines above it."""
        before = self.line, self.depth
        self.line, self.depth = line, self.depth + 1
        try:
            yield
        finally:
            self.line, self.depth = before

    def report(self, line: int, message: str) -> None:
        """Note a problem; *line* counts from 0, in the text that is parsed."""
        self.problems.add(Place(self.file, self.line + line + 1), 'markdown', message)

    def bound(self, tokens: Sequence[Token]) -> None:
        for token in tokens:
            if token.type == 'inline' and len(token.content) > LONGEST_BLOCK:
                self.report(_line(token), f'a paragraph of over {LONGEST_BLOCK:,} characters; divide it by empty lines')
                token.content = ''

    def blocks(self, state: StateCore) -> list[Token]:
        """The tokens to show."""
        deepest = int(state.md.options['maxNesting']) - 1
        shown: list[Token] = []
        for token in state.tokens:
            self.attributes(token, _line(token))
            shown.append(self.block(token, state))
            if token.nesting == 1 and token.level >= deepest and token.map:
                # markdown-it drops what is still deeper
                self.report(_line(token), 'nested too deeply to be shown as more than text; write it with fewer levels')
                shown.append(_literal(token, '\n'.join(state.src.split('\n')[slice(*token.map)])))
        return [token for token in shown if token.type != 'html_block']

    def block(self, token: Token, state: StateCore) -> Token:
        """The token, or what to show instead of it; an `html_block` that comes back is not to be shown."""
        line = _line(token)
        kind = _kind(token)
        if kind == 'inline':
            token.children = self.inline(token.children or [], line)
        elif kind == 'html_block':
            return token if self.is_comment(token.content, line) else _literal(token, token.content)
        elif kind in ('fence', 'colon_fence') and (named := _directive(token, state.md)):
            if not self.directive(named, line, token.level, state):
                return _literal(token, _source(token))
        elif kind == 'colon_fence':
            if token.info.strip():
                name = token.info.split()[0]
                self.report(line, f'no block "{_short(name)}" here; a directive has braces, as in :::{{note}}')
                return _literal(token, _source(token))
            self.parse(token.content, line + 1, state)
        elif kind in ('math_block', 'math_block_label', 'amsmath'):
            if not self.tex(token.content, line):
                return _literal(token, f'{token.markup}{token.content}{token.markup}')
        elif kind not in _TOKENS:
            self.report(line, f'nothing of the kind "{kind}" here; write it as plain Markdown')
            return _literal(token, token.content or token.markup)
        return token

    def inline(self, tokens: Sequence[Token], line: int) -> list[Token]:
        """The tokens to show of a paragraph that begins in *line*."""
        shown: list[Token] = []
        closing: list[bool] = []
        opened: set[str] = set()
        for token, after in zip_longest(tokens, tokens[1:]):
            here = line + line_within(token)
            self.attributes(token, here)
            kind = _kind(token)
            if token.type == 'link_open':
                href = str(token.attrs.get('href', ''))
                message = link_problem(href)
                closing.append(message is None)
                if message is None:
                    token.attrs['href'] = _WEB.sub(lambda match: match[0].lower(), href, count=1)  # MyST wants it so
                else:
                    self.report(here, message)
                    if after is None or after.type != 'link_close':
                        continue
                    _to_text(token, href)
            elif token.type == 'link_close' and not closing.pop():
                continue
            elif kind == 'image':
                if message := image_problem(str(token.attrs.get('src', ''))):
                    self.report(here, message)
                token.children = self.inline(token.children or [], here)
            elif kind == 'html_inline':
                tag = _tag(token.content).removeprefix('</').removeprefix('<').lower()
                is_end = token.content.startswith('</') and tag in opened
                opened.add(tag)
                if not is_end and self.is_comment(token.content, here):
                    continue
                _to_text(token, token.content)
            elif kind == 'myst_role':
                if not self.role(token.meta['name'], token.content, here):
                    _to_text(token, f'{{{token.meta["name"]}}}`{token.content}`')
            elif kind.startswith('math_') and kind in _TOKENS:
                if not self.tex(token.content, here):
                    _to_text(token, f'{token.markup}{token.content}{token.markup}')
            elif kind in ('text', 'text_special'):
                token.content = self.visible(token.content, here)
            elif kind not in _TOKENS:
                self.report(here, f'nothing of the kind "{kind}" here; write it as plain Markdown')
                _to_text(token, token.content or token.markup)
            shown.append(token)
        return shown

    def attributes(self, token: Token, line: int) -> None:
        """Take away what a page's author may not set on an element."""
        for name, value in list(token.attrs.items()):
            if name not in ATTRIBUTES:
                del token.attrs[name]
                if not token.type.startswith(_WITH_CLASS):
                    self.report(line, f'no attribute "{_short(name)}" here; authors may use: width, height, align')
            elif name in ('title', 'attribution'):
                token.attrs[name] = self.visible(str(value), line)

    def visible(self, text: str, line: int) -> str:
        """*text* without invisible characters, which an entity (`&#x202E;`) brings in."""
        return _visible(text, lambda _, message: self.report(line, message))

    def is_comment(self, html: str, line: int) -> bool:
        """Whether there is nothing but comments in *html*; anything else is a problem."""
        rest = html[_COMMENTS.match(html).end() :]  # type: ignore[union-attr]
        if rest.startswith('<!--'):
            self.report(line, 'the comment that begins here has no end; write --> behind it')
        elif rest:
            self.report(line, f'no HTML here ({_short(_tag(rest))}); write Markdown, or put code between backticks')
        return not rest

    def role(self, name: str, text: str, line: int) -> bool:
        if name.lower() not in ROLES:
            self.report(line, _unknown('role', name, ROLES, 'math, ref, numref, eq, sub, sup, talk, speaker'))
            return False
        return name.lower() != 'math' or self.tex(text, line)

    def tex(self, text: str, line: int) -> bool:
        """Whether *text* is only a formula."""
        found = _BAD_TEX.search(text)
        if found:
            line += text.count('\n', 0, found.start())
            self.report(line, f'no {_short(found[0])} in a formula here; write out what it stands for')
        return not found

    def directive(self, directive: Directive, line: int, level: int, state: StateCore) -> bool:
        """Whether to run a directive that begins in *line*."""
        shape = DIRECTIVES.get(directive.name.lower())
        if shape is None:
            usual = 'note, tip, warning, figure, image, math, code-block, table, list-table'
            self.report(line, _unknown('directive', directive.name, DIRECTIVES, usual))
            return False
        if self.depth >= MOST_NESTED:
            self.report(line, f'more than {MOST_NESTED} directives inside each other; write it with fewer levels')
            return False
        good = [self.option(option, line) for option in directive.options]
        body = '\n'.join(directive.body)
        if shape is Shape.MATH:
            return all([*good, self.tex(directive.argument, line), self.tex(body, line + directive.offset)])
        if shape is Shape.IMAGE and (message := image_problem(directive.argument)):
            self.report(line, message)  # the transform makes a link or a text of the image
        self.contents(directive, shape, line, state)
        return all(good)

    def option(self, option: Option, line: int) -> bool:
        if option.name not in OPTIONS:
            usual = 'alt, width, height, align, caption, name, header-rows'
            self.report(line + option.offset, _unknown('option', option.name, OPTIONS, usual))
            return False
        if option.name == 'target' and (message := link_problem(''.join(option.value.split()))):
            self.report(line + option.offset, message)
            return False
        return True

    def contents(self, directive: Directive, shape: Shape, line: int, state: StateCore) -> None:
        """Judge what is Markdown in a directive."""
        for option in directive.options:
            if option.name == 'caption':
                self.parse(option.value, line + option.offset, state, inline=True)
        if shape is not Shape.CODE:
            if shape is not Shape.IMAGE:
                self.parse(directive.argument, line, state, inline=True)
            self.parse('\n'.join(directive.body), line + directive.offset, state)

    def parse(self, text: str, line: int, state: StateCore, *, inline: bool = False) -> None:
        """Judge Markdown inside a directive, *line* lines below the top of the text around it."""
        if self.inside and text.strip():
            with self.within(self.line + line):
                (state.md.parseInline if inline else state.md.parse)(text, state.env)


def _unknown(what: str, name: str, known: Iterable[str], usual: str) -> str:
    return f'no {what} "{_short(name)}" here{did_you_mean(_short(name), known) or f"; authors may use: {usual}, …"}'


def _kind(token: Token) -> str:
    return token.type.removesuffix('_open').removesuffix('_close')


def _line(token: Token) -> int:
    return token.map[0] if token.map else 0


def _tag(html: str) -> str:
    """`<b>` of `<b class="x">`."""
    found = _TAG.search(html)
    return f'{found[0]}>' if found else '<'


def _source(token: Token) -> str:
    """The text of a fence, as its author wrote it."""
    end = '' if not token.content or token.content.endswith('\n') else '\n'
    return f'{token.markup}{token.info}\n{token.content}{end}{token.markup}\n'


def _literal(token: Token, text: str) -> Token:
    """A block that shows *text* in place of *token*."""
    return Token('code_block', 'code', 0, map=token.map, level=token.level, content=text, block=True)


def _to_text(token: Token, text: str) -> None:
    """Make an inline token show *text* only."""
    token.type, token.tag, token.nesting, token.content, token.children = 'text', '', 0, text, None


# Directives


@dataclass(frozen=True, slots=True)
class Option:
    """An option of a directive, `offset` lines below the line where the directive begins."""

    name: str
    value: str
    offset: int


@dataclass(frozen=True, slots=True)
class Directive:
    """A directive, taken apart as MyST does it."""

    name: str
    argument: str
    options: tuple[Option, ...]
    body: tuple[str, ...]
    offset: int


def _directive(token: Token, md: MarkdownIt) -> Directive | None:
    """The directive that a fence is; None for code."""
    name, *rest = token.info.split(maxsplit=1) or ['']
    argument = rest[0].strip() if rest else ''
    is_alias = token.type == 'fence' and name in getattr(md.options.get('myst_config'), 'fence_as_directive', ())
    if not is_alias and not (name.startswith('{') and name.endswith('}')):
        return None
    block, first, body, offset = _split(token.content)
    return Directive(name if is_alias else name[1:-1], argument, tuple(_options(block, first)), tuple(body), offset)


def _split(content: str) -> tuple[str, int, list[str], int]:
    """(text of the options, lines down to it, body, lines down to the body); lines are below the line of the name."""
    lines = content.splitlines()
    if content.startswith('---'):
        end = next((number for number, line in enumerate(lines[1:], 1) if line.startswith('---')), len(lines))
        rest = lines[end].lstrip('-') if end < len(lines) else ''
        return dedent('\n'.join(lines[1:end])), 2, [rest, *lines[end + 1 :]], end + 1
    count = 0
    if content.lstrip().startswith(':'):
        count = next((number for number, line in enumerate(lines) if not _OPTION_LINE.match(line)), len(lines))
    return '\n'.join(line.lstrip()[1:] for line in lines[:count]), 1, lines[count:], count + 1


def _options(block: str, first: int) -> Iterator[Option]:
    try:
        pairs, _ = options_to_tokens(block)
    except TokenizeError:
        return  # MyST says so, and uses none of them
    for key, value in pairs:
        yield Option(key.value, value.value if value else '', first + key.start.line)
