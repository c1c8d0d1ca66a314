"""Blocks as Markdown in which MyST finds what they say, and nothing else.

Libraries that make Markdown of HTML (markdownify, html2text) write for CommonMark: their `$5`, `{x}`, `%`, `+++`,
`(x)=` and `:::` are formulas, roles, comments, breaks, targets and directives of MyST; and emphasis that touches
letters comes out of them as asterisks.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby

from markdown_it.token import Token

from ...prose.allowed import LONGEST_BLOCK
from ...prose.judging import parser
from .blocks import Block, Code, Formula, Heading, Items, Look, Paragraph, Quote, Rule, Run, Table
from .languages import language_of

_LONGEST = LONGEST_BLOCK // 4
"""Letters of a paragraph; each may need a backslash."""

_ANYWHERE = re.compile(
    r'[\\`*\[\]$]'
    r'|_'
    r'|<(?=[A-Za-z/!?])'
    r'|&(?=#?\w+;)'
    r'|\{(?=\{|%|[\w:+-]+\}(?:`|$))|^\{'
    r'|~(?=~)|(?<=~)~'
    r'|:(?=//|[\w+-]+:)'
)
_INSIDE_WORD = re.compile(r'(?<=[^\W_])_(?=[^\W_])')
_AT_START = re.compile(r'(?:#{1,6}(?=\s|$)|[-+](?=\s|$)|[>%|=~^!]|\+\+\+|--|:|\()|(\d{1,9})(?=[.)](?:\s|$))')
_SIMPLE = re.compile(r'[^\\`{}<>\n]+')
_ALL = re.compile(r'([!-/:-@\[-`{-~])')


def write(blocks: list[Block]) -> tuple[str, str]:
    """(Markdown, the words that are seen of it)."""
    said: list[str] = []
    lines = list(_blocks(_below_title(blocks), said))
    return '\n'.join(lines).strip('\n'), ' '.join(said)


def _below_title(blocks: list[Block]) -> list[Block]:
    """*blocks* with the highest of their headings right below the title of the page."""
    shift = 2 - min((block.level for block in blocks if isinstance(block, Heading)), default=2)
    return [
        replace(block, level=min(block.level + shift, 6)) if isinstance(block, Heading) else block for block in blocks
    ]


def literal(words: str) -> str:
    """*words* in which every sign stands for itself; a paragraph, or several where one would be too long."""
    words = ' '.join(words.split())
    parts = (words[start : start + _LONGEST].strip() for start in range(0, len(words), _LONGEST))
    return '\n\n'.join(_ALL.sub(r'\\\1', part) for part in parts)


def _blocks(blocks: list[Block], said: list[str]) -> Iterator[str]:
    """The lines of *blocks*, with an empty one between them."""
    before = ''
    for number, block in enumerate(blocks):
        if number:
            yield ''
        mark = ''
        match block:
            case Paragraph(runs):
                yield from _paragraph(runs, said)
            case Heading(runs, level):
                yield f'{"#" * level} {_ending_safely(_inline(runs, said))}'
            case Items():
                mark = _mark(block, before)
                yield from _items(block, mark, said)
            case Quote(inner):
                yield from (f'> {line}'.rstrip() for line in _blocks(inner, said))
            case Code(text, language):
                said.append(text)
                fence = '`' * max(3, 1 + max(map(len, re.findall('`+', text)), default=0))
                yield from (f'{fence}{language_of(text, language)}', *text.split('\n'), fence)
            case Table():
                yield from _table(block, said)
            case Formula(latex):
                said.append(latex)
                yield from ('$$', latex, '$$')
            case Rule():
                yield '***'
        before = mark


def _paragraph(runs: list[Run], said: list[str]) -> Iterator[str]:
    for part in _short_enough(runs):
        if part is not runs and part[0] is not runs[0]:
            yield ''
        yield from '\n'.join(_line_start(line) for line in _inline(part, said).split('\n')).split('\n')


def _short_enough(runs: list[Run]) -> Iterator[list[Run]]:
    """*runs*, taken apart where they are more than a paragraph may have."""
    if sum(len(run.text) for run in runs) <= _LONGEST:
        yield runs
        return
    for run in runs:
        for start in range(0, len(run.text), _LONGEST):
            yield [Run(run.text[start : start + _LONGEST], run.look)]


def _mark(block: Items, before: str) -> str:
    """What stands before items: another sign than in the list right above, or both would be one."""
    usual, other = ('-', '*') if block.start is None else ('.', ')')
    return other if before == usual else usual


def _items(block: Items, mark: str, said: list[str]) -> Iterator[str]:
    loose = any(sum(not isinstance(inner, Items) for inner in item) > 1 for item in block.items)
    for number, item in enumerate(block.items):
        sign = mark if block.start is None else f'{block.start + number}{mark}'
        indent = ' ' * (len(sign) + 1)
        lines = [line for line in _blocks(item, said) if line or not _is_tight(item)]
        if number and loose:
            yield ''
        yield f'{sign} {lines[0]}'
        yield from (f'{indent}{line}' if line else '' for line in lines[1:])


def _is_tight(item: list[Block]) -> bool:
    rest = item[1:]
    may_follow = all(isinstance(inner, Items) and inner.start in (None, 1) for inner in rest)  # others end no paragraph
    return len(rest) < 2 and isinstance(item[0], Paragraph) and may_follow


def _table(table: Table, said: list[str]) -> Iterator[str]:
    width = max(map(len, table.rows))
    rows = [[_inline(cell, said).replace('|', r'\|') for cell in row] + [''] * (width - len(row)) for row in table.rows]
    if not table.header:
        rows.insert(0, [''] * width)
    for number, row in enumerate(rows):
        yield f'| {" | ".join(row)} |'
        if number == 0:
            yield f'|{" --- |" * width}'


def _inline(runs: list[Run], said: list[str]) -> str:
    """The Markdown of a line, or of several with breaks between them."""
    out = ''
    pieces = [(link, list(inside)) for link, inside in groupby(runs, key=lambda run: run.link)]
    for number, (link, inside) in enumerate(pieces):
        after = _first(pieces[number + 1][1]) if number + 1 < len(pieces) else ''
        if not link:
            out += _marked(inside, out[-1:], after, said)
            continue
        text = ''.join(run.text for run in inside)
        if text == link and re.fullmatch(r'[\w:/.?#=&,;+~-]+', text, re.ASCII) and '--' not in text:
            said.append(text)
            out += f'<{link}>'
        else:
            before, inner, behind = _spaces(_marked(inside, '[', ']', said))
            inner = inner.replace('\\\n', ' ')
            out += f'{before}[{inner}]({_address(link)}){behind}' if inner else before + behind
    return out


def _marked(runs: list[Run], before: str, after: str, said: list[str]) -> str:
    """Runs with emphasis where that is possible."""
    out = ''
    groups = [(key, list(inside)) for key, inside in groupby(runs, key=_emphasis)]
    for number, ((strong, emphasis, is_break), inside) in enumerate(groups):
        text = ''.join(_written(run, (out or before)[-1:], said) for run in inside)
        sign = '*' * (2 * strong + emphasis)
        if is_break or not sign:
            out += text
            continue
        left, inner, right = _spaces(text)
        following = right[:1] or (_first(groups[number + 1][1]) if number + 1 < len(groups) else after)
        out += left + _emphasized(inner, sign, inside, (out + left or before)[-1:], following) + right
    return out


def _emphasis(run: Run) -> tuple[bool, bool, bool]:
    return run.strong, run.emphasis, run.look is Look.BREAK


def _emphasized(inner: str, sign: str, runs: list[Run], before: str, after: str) -> str:
    """*inner* between signs; where these would not count, as a role; where that cannot be, as it is."""
    if not inner:
        return ''
    if _opens(before, inner[0]) and _opens(after, inner[-1]):
        return f'{sign}{inner}{sign}'
    text = ''.join(run.text for run in runs).strip()
    if all(run.look is Look.TEXT for run in runs) and _SIMPLE.fullmatch(text) and before != '\\':
        return f'{{{"strong" if len(sign) > 1 else "emphasis"}}}`{text}`'
    return inner


def _opens(outside: str, inside: str) -> bool:
    """Whether asterisks between these two characters belong to what is *inside*."""
    if outside in ('*', '_', '`', '\\', '{', '}'):
        return False
    return not outside or outside.isspace() or _is_sign(outside) or not _is_sign(inside)


def _is_sign(character: str) -> bool:
    return unicodedata.category(character)[0] in 'PS'


def _written(run: Run, before: str, said: list[str]) -> str:
    """One run, without emphasis."""
    said.append(run.text)
    match run.look:
        case Look.BREAK:
            return '\\\n'
        case Look.CODE:
            return _code(run.text, before)
        case Look.FORMULA:
            return f'${run.text}$'
        case Look.HIGH | Look.LOW:
            return _script(run, before)
        case _:
            return escaped(run.text)


def _code(text: str, before: str) -> str:
    text = text.strip()
    if not text:
        return ''
    if before == '`':
        return escaped(text)
    fence = '`' * (1 + max(map(len, re.findall('`+', text)), default=0))
    padding = ' ' if text[0] == '`' or text[-1] == '`' else ''
    return f'{fence}{padding}{text}{padding}{fence}'


def _script(run: Run, before: str) -> str:
    if _SIMPLE.fullmatch(run.text) and before != '\\' and '$' not in run.text:
        return f'{{{"sup" if run.look is Look.HIGH else "sub"}}}`{run.text}`'
    return escaped(run.text)


def escaped(text: str) -> str:
    """*text* with a backslash before what would not be itself in a line."""
    inside = {match.start() for match in _INSIDE_WORD.finditer(text)}
    return _ANYWHERE.sub(lambda match: match[0] if match.start() in inside else f'\\{match[0]}', text)


def _line_start(line: str) -> str:
    """*line* with a backslash before what would make another block of it."""
    line = line.lstrip()
    match = _AT_START.match(line)
    if not match:
        return line
    return f'{match[1]}\\{line[match.end(1) :]}' if match[1] else f'\\{line}'


def _ending_safely(heading: str) -> str:
    return re.sub(r'(#+)$', r'\\\1', heading)


def _address(link: str) -> str:
    """*link* in a form that cannot end too early."""
    quoted = re.sub(r'[\s<>()\\"`|]', lambda match: f'%{ord(match[0]):02X}', link)
    return re.sub(r'&(?=#?\w+;)', '&amp;', quoted)


def _first(runs: list[Run]) -> str:
    """The first character of *runs* as they are written."""
    run = runs[0]
    if run.look is Look.TEXT:
        return escaped(run.text)[:1]
    return {Look.BREAK: '\n', Look.CODE: '`', Look.FORMULA: '$', Look.HIGH: '{', Look.LOW: '{'}.get(run.look, ' ')


def _spaces(text: str) -> tuple[str, str, str]:
    """(the space before, the rest, the space behind)."""
    inner = text.strip(' \xa0')
    if not inner:
        return ' ' if text else '', '', ''
    start = text.index(inner)
    return text[:start], inner, text[start + len(inner) :]


def visible(markdown: str) -> str:
    """What a reader sees of *markdown*, without formatting; of a formula, its LaTeX."""
    return ' '.join(_seen(_PARSER.parse(markdown)))


_PARSER = parser()


def _seen(tokens: list[Token]) -> Iterator[str]:
    for token in tokens:
        if token.type == 'inline':
            yield ''.join(_seen(token.children or []))
        elif token.type in ('softbreak', 'hardbreak'):
            yield ' '
        elif token.type not in ('hr', 'html_block', 'html_inline'):
            yield token.content
