"""LaTeX -> text that reads well where no markup can be: browser titles, search, feeds."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from functools import cache, lru_cache
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from .mathml import local_name, to_mathml


@lru_cache(maxsize=4096)  # the same titles stand on many pages
def plain(latex: str) -> str:
    """*latex* as readable text: `\\beta` -> `β`, `x^2` -> `x²`, `\\mathrm{CO}_2` -> `CO₂`, `\\frac{a}{b}` -> `a/b`.

    It is the text of the formula's MathML, so it knows what `to_mathml` knows; what that cannot convert stays as
    it is.
    """
    try:
        root = ElementTree.fromstring(to_mathml(latex, display=False))
    except ValueError:
        return ' '.join(latex.split())
    text = _APPLIED.sub(' ', _text(root)).replace('...', '…')
    return unicodedata.normalize('NFC', ' '.join(_INVISIBLE.sub('', text).split()))


_INVISIBLE = re.compile('[\u200b\u2060-\u2064\ufe00-\ufe0f]')
_APPLIED = re.compile(r'\u2061(?=\w)')
_RELATIONS = '=<>≤≥≈∼≃≅≡≠≪≫≲≳⩽⩾∝→←↔⇒↦∈∉⊂⊆∪∩×±'
_SPACED = re.compile(f' ([{_RELATIONS}]) |(,) ')
_COMPOUND = re.compile(rf'[\s^_+\-−/,;⋅|{_RELATIONS}]')
_STYLED_LETTERS = re.compile('[\U0001d400-\U0001d7ffℬℰℱℋℐℒℳℛℯℊℴ]')
_ACCENTS = {
    'ˆ': '\u0302', '^': '\u0302', '˜': '\u0303', '~': '\u0303', '¯': '\u0304', '‾': '\u0304', '˘': '\u0306',
    '˙': '\u0307', '¨': '\u0308', 'ˇ': '\u030c', '´': '\u0301', '`': '\u0300', '\u20d7': '\u20d7', '→': '\u20d7',
    '\u0302': '\u0302', '\u0303': '\u0303', '\u0332': '\u0304',
}  # fmt: skip
_RAISED_ANYWAY = frozenset('′″‴⁗†‡*∗∘°')


def _text(element: Element) -> str:
    """The text of one element of MathML."""
    return _WRITERS.get(local_name(element), _write_row)(element)


def _texts(element: Element) -> Iterator[str]:
    return (_text(child) for child in element)


def _write_row(element: Element) -> str:
    """Everything in a row; the letters of mathematical styles (𝐱, 𝒩) as common ones."""
    own = _STYLED_LETTERS.sub(lambda letter: unicodedata.normalize('NFKC', letter[0]), element.text or '')
    return own + ''.join(text + (child.tail or '') for child, text in zip(element, _texts(element), strict=True))


def _write_operator(element: Element) -> str:
    text = _write_row(element)
    return f' {text} ' if text and text in _RELATIONS else ', ' if text == ',' else text


def _write_space(element: Element) -> str:
    return ' ' if element.get('width', '0')[0] in '123456789' or element.get('width', '').startswith('0.') else ''


def _write_script(*, high: bool) -> Callable[[Element], str]:
    def write(element: Element) -> str:
        base, script = _texts(element)
        return base + (_raised(script) if high else _lowered(script))

    return write


def _write_both_scripts(element: Element) -> str:
    base, low, high = _texts(element)
    return base + _lowered(low) + _raised(high)


def _write_over(element: Element) -> str:
    base, over = _texts(element)
    accent = _ACCENTS.get(over)
    if accent and len(base) == 1:
        return base + accent
    return base if accent or over == '⏞' else base.strip() + _raised(over)


def _write_under(element: Element) -> str:
    base, under = _texts(element)
    return base if under in ('⏟', '_', '\u0332') else base + _lowered(under)


def _write_fraction(element: Element) -> str:
    above, below = _texts(element)
    if element.get('linethickness') == '0':
        return f'{above} {below}'
    return f'{_in_brackets(above)}/{_in_brackets(below)}'


def _write_root(element: Element) -> str:
    return f'√{_in_brackets("".join(_texts(element)))}'


def _write_numbered_root(element: Element) -> str:
    base, index = _texts(element)
    return f'{_raised(index)}√{_in_brackets(base)}'


def _write_table(element: Element) -> str:
    return '; '.join(' '.join(_texts(row)).strip() for row in element)


_WRITERS: Mapping[str, Callable[[Element], str]] = {
    'mo': _write_operator,
    'mspace': _write_space,
    'msup': _write_script(high=True),
    'msub': _write_script(high=False),
    'msubsup': _write_both_scripts,
    'munderover': _write_both_scripts,
    'mover': _write_over,
    'munder': _write_under,
    'mfrac': _write_fraction,
    'msqrt': _write_root,
    'mroot': _write_numbered_root,
    'mtable': _write_table,
    'mphantom': lambda element: ' ',
}


def _in_brackets(text: str) -> str:
    return f'({text})' if len(text) > 1 and _COMPOUND.search(text) else text


def _raised(text: str) -> str:
    """*text* as a superscript, with Unicode's own letters if it has them all."""
    if text and all(char in _RAISED_ANYWAY for char in text):
        return text.replace('∘', '°')
    return _as_script(text, '<super>', '^')


def _lowered(text: str) -> str:
    """*text* as a subscript."""
    return _as_script(text, '<sub>', '_')


def _as_script(text: str, form: str, sign: str) -> str:
    close = _SPACED.sub(r'\1\2', text.strip())
    letters = _scripts(form)
    return close.translate(letters) if all(ord(char) in letters for char in close) else sign + _in_brackets(close)


@cache
def _scripts(form: str) -> dict[int, str]:
    """Unicode's `<super>` or `<sub>` letter for each letter that has one."""
    found = {}
    for code in range(0xA0, 0x2100):
        kind, _space, letter = unicodedata.decomposition(chr(code)).partition(' ')
        if kind == form and ' ' not in letter:
            found[int(letter, 16)] = chr(code)
    return found
