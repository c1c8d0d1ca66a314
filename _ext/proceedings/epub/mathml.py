"""Formulas as EPUB has them: in MathML 3, which has no `displaystyle` and no `scriptlevel` on all elements.

Browsers read MathML Core, which has; there, too, an `mstyle` around an element does the same.
"""

from __future__ import annotations

import re

_FORMULA = re.compile(r'<math[\s>].*?</math>', re.DOTALL)
_TAG = re.compile(r'<(/?)(\w+)([^>]*?)(/?)>')
_LEVEL = re.compile(r'\sscriptlevel="[^"]*"')
_LEVEL_OR_STYLE = re.compile(r'\s(?:scriptlevel|displaystyle)="[^"]*"')


def mathml3(html: str) -> str:
    """*html* with its formulas in the older form."""
    return _FORMULA.sub(lambda formula: _rewritten(formula[0]), html)


def _rewritten(formula: str) -> str:
    ends: list[str] = []

    def tag(found: re.Match[str]) -> str:
        closing, name, attributes, empty = found.groups()
        if closing:
            return found[0] + ends.pop()
        begin, attributes, end = _taken_out(name, attributes)
        if not empty:
            ends.append(end)
        return f'{begin}<{name}{attributes}{empty}>{end if empty else ""}'

    return _TAG.sub(tag, formula)


def _taken_out(name: str, attributes: str) -> tuple[str, str, str]:
    """What is to stand before an element, its attributes, and what behind it. A table has a style of its own."""
    if name in ('math', 'mstyle'):
        return '', attributes, ''
    which = _LEVEL if name == 'mtable' else _LEVEL_OR_STYLE
    moved = ''.join(which.findall(attributes))
    return (f'<mstyle{moved}>', which.sub('', attributes), '</mstyle>') if moved else ('', attributes, '')
