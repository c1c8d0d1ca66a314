"""Plain data -> YAML as an organizer would write it: short things on one line, in braces and brackets, long ones below.

PyYAML's own emitter quotes every date and time, lays all of a file out in one of two styles, and folds long titles, so
that nobody would want to go on with what it writes. Whatever is written here is read again before it is kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeAlias

from ...schema.values import JOINERS
from ...source import NULLS

Value: TypeAlias = 'str | int | Sequence[Value] | Mapping[str, Value]'
"""What a file of a program is made of."""

WIDTH = 118

_UNSEEN = str.maketrans('', '', JOINERS)
_NUMBER = re.compile(r'[-+]?[0-9][0-9_.,]*(?:e[-+]?[0-9]+)?|0[xob][0-9a-f_]+|[-+]?\.[0-9]+.*|nan|inf', re.IGNORECASE)
_BOOLEAN = re.compile('y|n|yes|no|on|off|true|false', re.IGNORECASE)
_FLOW = re.compile(r'[\[\]{},]')
_ENDS_PLAIN = re.compile(r':(?:\s|$)|\s#')


def scalar(value: str | int, *, in_flow: bool) -> str:
    """A text or a number, in double quotes where it would be read as something else, here or by any other reader."""
    if isinstance(value, int):
        return str(value)
    return value if _is_plain(value, in_flow) else quoted(value)


def _is_plain(text: str, in_flow: bool) -> bool:
    seen = text.translate(_UNSEEN)
    return (
        seen.isprintable()
        and text not in NULLS
        and (seen[:1].isalnum() or seen[:1] in ('(', '/', '.'))
        and text == ' '.join(text.split())
        and not (_ENDS_PLAIN.search(text) or _NUMBER.fullmatch(text) or _BOOLEAN.fullmatch(text))
        and not text.startswith('...')
        and not (in_flow and _FLOW.search(text))
    )


def quoted(text: str) -> str:
    """*text* in double quotes, on one line, with escapes for what cannot be seen."""
    return f'"{"".join(map(_escaped, text))}"'


def _escaped(char: str) -> str:
    if char in '\\"':
        return f'\\{char}'
    if char.isprintable() or char in JOINERS:
        return char
    code = ord(char)
    return f'\\x{code:02x}' if code < 0x100 else f'\\u{code:04x}' if code < 0x10000 else f'\\U{code:08x}'


def flow(value: Value) -> str:
    """*value* on one line."""
    if isinstance(value, str | int):
        return scalar(value, in_flow=True)
    if isinstance(value, Mapping):
        return '{' + ', '.join(f'{scalar(key, in_flow=True)}: {flow(part)}' for key, part in value.items()) + '}'
    return '[' + ', '.join(map(flow, value)) + ']'


def entry(key: str, value: Value, indent: int = 0) -> str:
    """`key: value` as it stands *indent* columns in; the lines below are indented, the first is not."""
    return f'{scalar(key, in_flow=False)}:{behind_key(key, value, indent)}'


def behind_key(key: str, value: Value, indent: int) -> str:
    """What stands behind the colon of *key*, which is *indent* columns in."""
    if isinstance(value, str | int):
        return f' {scalar(value, in_flow=False)}'
    line = f' {flow(value)}'
    if _is_flat(value) and indent + len(key) + 1 + len(line) <= WIDTH:
        return line
    margin = ' ' * indent
    if isinstance(value, Mapping):
        return ''.join(f'\n{margin}  {entry(name, part, indent + 2)}' for name, part in value.items())
    if all(isinstance(part, str | int) and len(str(part)) < WIDTH // 2 for part in value):
        return _wrapped(map(flow, value), len(key) + 3 + indent, indent + 2)
    return ''.join(f'\n{margin}{item(part, indent)}' for part in value)


def _is_flat(value: Value) -> bool:
    """Whether *value* reads well on one line: no list of mappings that have lists in them, nothing long and deep."""
    if isinstance(value, Mapping):
        return all(_is_flat(part) for part in value.values())
    return isinstance(value, str | int) or not any(
        isinstance(part, Mapping) and any(not isinstance(inner, str | int) for inner in part.values()) for part in value
    )


def _wrapped(words: Iterable[str], column: int, margin: int) -> str:
    """A list in brackets that is longer than a line."""
    lines, line = [], ''
    for word in words:
        if line and column + len(line) + len(word) + 3 > WIDTH:
            lines.append(line)
            line, column = '', margin
        line += f' {word},' if line else f'{word},'
    lines.append(line.removesuffix(','))
    return ' [' + f'\n{" " * margin}'.join(lines) + ']'


def item(value: Value, indent: int = 0) -> str:
    """`- value` as it stands *indent* columns in."""
    line = f'- {flow(value)}'
    if not isinstance(value, Mapping):
        return line if not isinstance(value, str | int) else f'- {scalar(value, in_flow=False)}'
    if set(value) == {'day'} or not _is_flat(value) or indent + len(line) > WIDTH:
        margin = ' ' * (indent + 2)
        return '- ' + f'\n{margin}'.join(entry(key, part, indent + 2) for key, part in value.items())
    return line
