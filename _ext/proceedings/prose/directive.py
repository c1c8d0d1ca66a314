"""The source of a directive, taken apart: its name, options and body, and the lines that they stand in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from textwrap import dedent

from markdown_it import MarkdownIt
from markdown_it.token import Token
from myst_parser.parsers.options import TokenizeError, options_to_tokens

_OPTION_LINE = re.compile(r'\s*:(?!::)')


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


def directive_of(token: Token, md: MarkdownIt) -> Directive | None:
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
