"""Values of fields: texts of braces, quotes and macros; addresses; days."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from ....names import fold

_LONGEST = 20_000
_MONTHS = ('jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec')


def value_of(raw: str, strings: Mapping[str, str]) -> str:
    """The text of a value: `{…}`, `"…"`, a number, a macro, or several with `#` between."""
    found: list[str] = []
    length = 0
    for part in _concatenated(raw):
        found.append(_part(part.strip(), strings))
        length += len(found[-1])
        if length > _LONGEST:  # macros of macros double with each
            break
    return ' '.join(''.join(found).split())


def _part(part: str, strings: Mapping[str, str]) -> str:
    if len(part) > 1 and (part[0], part[-1]) in (('{', '}'), ('"', '"')):
        return part[1:-1]
    return strings.get(part.lower(), part)


def _concatenated(raw: str) -> list[str]:
    if '#' not in raw:
        return [raw]
    parts, depth, quoted = [''], 0, False
    for char in raw:
        depth += (char == '{') - (char == '}')
        quoted ^= char == '"' and not depth
        if char == '#' and not depth and not quoted:
            parts.append('')
        else:
            parts[-1] += char
    return parts


def raw(text: str) -> str:
    r"""An address or a DOI, in which `\_` and `\%` are no commands, as much as people write them."""
    text = re.sub(r'^\\url\{(.*)\}$', r'\1', text.strip())
    return re.sub(r'\\([&%$#_{}~])(?:\{\})?', r'\1', text).replace('{', '').replace('}', '')


def month_of(text: str) -> int:
    word = fold(text.strip('{}" .'))[:3]
    return int(text) if re.fullmatch('0?[1-9]|1[0-2]', text) else _MONTHS.index(word) + 1 if word in _MONTHS else 0


def day_of(fields: Mapping[str, str]) -> tuple[date | None, bool]:
    """The day that an entry says, and whether it says all of it: BibTeX has a year and a month, biblatex a date."""
    match = re.match(r'(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?', fields.get('date', '') or fields.get('year', ''))
    if not match or not 1900 <= int(match[1]) < 2200:
        return None, False
    month = int(match[2]) if match[2] else month_of(fields.get('month', ''))
    named = re.search(r'\b(\d{1,2})\b', fields.get('month', '')) if not fields.get('month', '').isdecimal() else None
    digits = match[3] or fields.get('day', '') or (named[1] if named else '')
    day = int(digits) if re.fullmatch('[0-9]{1,2}', digits) else 0
    try:
        return date(int(match[1]), month or 1, day or 1), bool(month and day)
    except ValueError:
        return date(int(match[1]), 1, 1), False
