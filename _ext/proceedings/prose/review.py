"""The review of one document: each token is let through, or becomes a problem and the text of its source."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import zip_longest
from time import thread_time
from typing import Any
from urllib.parse import unquote

from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from ..mentions import OURS_ALONE, Mention, target_of
from ..problems import Place, Problems, did_you_mean
from .addresses import WEB, file_problem, image_problem, is_remote, link_problem, target_problem
from .allowed import (
    ALIGNED,
    ATTRIBUTES,
    BAD_TEX,
    DIRECTIVES,
    IMAGES,
    INSTEAD_OF_TAGS,
    LONGEST_BLOCK,
    LONGEST_READ,
    LONGEST_ROLE,
    MOST_NESTED,
    OPTIONS,
    ROLES,
    TOKENS,
    VALUES,
    WITH_CLASS,
    Shape,
)
from .directive import Directive, Option, directive_of
from .text import short, visible
from .vetting import Vetting

_COMMENTS = re.compile(r'\s*(?:<!--(?:-?>|.*?-->)\s*)*', re.DOTALL)
_FORMAT = re.compile(r'\{(?!(?:name|number)\})')
"""In the title of a reference to a figure, what Sphinx would fill in otherwise."""
_TAG = re.compile(r'</?[A-Za-z][\w:-]*|<[!?][\w\[-]*')


_REVIEW = 'proceedings'
"""Where markdown-it's environment has the `Review` of the document."""

LINE = 'proceedings_line'
"""Where a token's `meta` has the number of line feeds above it in its paragraph."""


class TooMuch(Exception):  # noqa: N818
    """Raised to give a page up; the message says why."""


@dataclass(slots=True)
class Review:
    """Goes through the tokens of one document and replaces what its author may not write.

    `line` is the number of lines above the text that is parsed, `depth` the number of directives around it. With
    `inside`, bodies of directives are parsed and judged, too; without, the renderer does the parsing. With `vetting`,
    files and pages that are not there are problems, too; without, they are found in the document. The `image_hosts`
    may be asked for images.
    """

    file: str
    problems: Problems
    inside: bool = False
    vetting: Vetting | None = None
    image_hosts: Collection[str] = ()
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
        elif kind in ('fence', 'colon_fence') and (named := directive_of(token, state.md)):
            if not self.directive(named, line, token.level, state):
                return _literal(token, _source(token))
        elif kind == 'colon_fence':
            if token.info.strip():
                name = token.info.split()[0]
                self.report(line, f'no block "{short(name)}" here; a directive has braces, as in :::{{note}}')
                return _literal(token, _source(token))
            self.parse(token.content, line + 1, state)
        elif kind in ('math_block', 'math_block_label', 'amsmath'):
            if not self.tex(token.content, line):
                return _literal(token, f'{token.markup}{token.content}{token.markup}')
        elif kind not in TOKENS:
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
                    self.leads_to(href, here)
                    token.attrs['href'] = WEB.sub(lambda match: match[0].lower(), href, count=1)  # MyST wants it so
                else:
                    self.report(here, message)
                    if after is None or after.type != 'link_close':
                        continue
                    _to_text(token, href)
            elif token.type == 'link_close' and not closing.pop():
                continue
            elif kind == 'image':
                self.image(str(token.attrs.get('src', '')), here)
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
            elif kind.startswith('math_') and kind in TOKENS:
                if not self.tex(token.content, here):
                    _to_text(token, f'{token.markup}{token.content}{token.markup}')
            elif kind in ('text', 'text_special'):
                token.content = self.visible(token.content, here)
            elif kind not in TOKENS:
                self.report(here, f'nothing of the kind "{kind}" here; write it as plain Markdown')
                _to_text(token, token.content or token.markup)
            shown.append(token)
        return shown

    def attributes(self, token: Token, line: int) -> None:
        """Take away what a page's author may not set on an element."""
        for name, value in list(token.attrs.items()):
            if name not in ATTRIBUTES or (name == 'style' and token.type not in ALIGNED):
                del token.attrs[name]
                if not token.type.startswith(WITH_CLASS):
                    self.report(line, f'no attribute "{short(name)}" here; authors may use: width, height, align')
            elif name in ('title', 'attribution'):
                token.attrs[name] = self.visible(str(value), line)
            elif not self.value(name, str(value), line):
                del token.attrs[name]

    def visible(self, text: str, line: int) -> str:
        """*text* without invisible characters, which an entity (`&#x202E;`) brings in."""

        def report(_line: int, _column: int, message: str, is_harmless: bool) -> None:
            if not is_harmless:
                self.report(line, message)

        return visible(text, report)

    def is_comment(self, html: str, line: int) -> bool:
        """Whether there is nothing but comments in *html*; anything else is a problem."""
        rest = html[_COMMENTS.match(html).end() :]  # type: ignore[union-attr]
        if rest.startswith('<!--'):
            self.report(line, 'the comment that begins here has no end; write --> behind it')
        elif rest:
            tag = _tag(rest)
            instead = INSTEAD_OF_TAGS.get(tag.strip('</>').lower(), 'Markdown')
            self.report(line, f'no HTML here ({short(tag)}); write {instead}, or put code between backticks')
        return not rest

    def role(self, name: str, text: str, line: int) -> bool:
        if name.lower() not in ROLES:
            self.report(line, _unknown('role', name, ROLES, 'math, ref, numref, eq, sub, sup, talk, speaker'))
            return False
        if name.lower() == 'numref' and _FORMAT.search(text):
            self.report(line, 'only {name} and {number} may stand in the title of a reference to a figure')
            return False
        if name.lower() != 'math' and len(text) > LONGEST_ROLE:
            self.report(line, f'more than {LONGEST_ROLE:,} characters in the role "{short(name)}"; shorten it')
            return False
        if self.vetting and name.lower() in OURS_ALONE:
            place = Place(self.file, self.line + line + 1)
            self.vetting.mentions.append(Mention(place, name.lower(), target_of(text)))
        return name.lower() != 'math' or self.tex(text, line)

    def image(self, url: str, line: int) -> None:
        """Judge an image; if it is a problem, the transform makes a link or a text of it."""
        message = image_problem(url, self.image_hosts)
        if self.vetting and not message and not is_remote(url):
            message = file_problem(self.vetting.site, self.docname, unquote(url), IMAGES)
        if message:
            self.report(line, message)

    def leads_to(self, url: str, line: int) -> None:
        """Judge a link to a file or to the source of a page."""
        if self.vetting and (message := target_problem(self.vetting.site, self.docname, url)):
            self.report(line, message)

    @property
    def docname(self) -> str:
        return self.file.removesuffix('.md')

    def tex(self, text: str, line: int) -> bool:
        """Whether *text* is only a formula."""
        found = BAD_TEX.search(text)
        if found:
            line += text.count('\n', 0, found.start())
            self.report(line, f'no {short(found[0])} in a formula here; write out what it stands for')
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
        if shape is Shape.IMAGE:
            self.image(directive.argument, line)
        self.contents(directive, shape, line, state)
        return all(good)

    def option(self, option: Option, line: int) -> bool:
        if option.name not in OPTIONS:
            usual = 'alt, width, height, align, caption, name, header-rows'
            self.report(line + option.offset, _unknown('option', option.name, OPTIONS, usual))
            return False
        if not self.value(option.name, option.value, line + option.offset):
            return False
        if option.name == 'target' and (message := link_problem(''.join(option.value.split()))):
            self.report(line + option.offset, message)
            return False
        return True

    def value(self, name: str, value: str, line: int) -> bool:
        """Whether *value* is small enough for the option or attribute *name*."""
        is_good = name not in VALUES or VALUES[name].fullmatch(value.strip()) is not None
        if not is_good:
            self.report(line, f'"{short(value)}" is no {name} here; write a small number')
        return is_good

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


def environment(review: Review) -> dict[str, Any]:
    """The environment for markdown-it that makes its guard report to *review*."""
    return {_REVIEW: review}


def review_of(env: Mapping[str, Any]) -> Review | None:
    """The review that an environment of markdown-it belongs to."""
    found = env.get(_REVIEW)
    return found if isinstance(found, Review) else None


def _unknown(what: str, name: str, known: Iterable[str], usual: str) -> str:
    return f'no {what} "{short(name)}" here{did_you_mean(short(name), known) or f"; authors may use: {usual}, …"}'


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


def line_within(token: Token) -> int:
    """How many lines below the start of its paragraph an inline token stands."""
    return int(token.meta.get(LINE, 0))
