r"""Names of people for BibTeX, which counts bytes where it means letters.

The styles of old write `M. Á. García` for `Miguel Ángel García`, or `[Ába19]`, and take the first byte or the first
three for it: of `Á` that is half, and the bibliography is no text any more. What begins with a brace and a backslash is
one letter to them. So in names, and only there, a letter with an accent is a command, `{\'A}`. Where there is none,
as for Cyrillic and Vietnamese letters, `\textrm` does the same: around the first letter of a given name, which may
become an initial, `{\textrm{В}}ладимир`; around a whole word elsewhere, `{\textrm{Петров}}`.

Written by hand: of pylatexenc's commands some are wrong (`\={h}` for `ħ`) and some are known to no package
(`\nument{149}`). Here are those that bibtex, biber, bibtexparser and citation-js all understand. Two accents on one
letter are not among them; nor is `\relax`, the usual command to no effect, which stays in names that are read.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from types import MappingProxyType

from ...model import Person
from ...names import NameParts
from .tex import escaped

_ACCENTS: Mapping[str, str] = MappingProxyType(
    {
        '\u0300': '`', '\u0301': "'", '\u0302': '^', '\u0303': '~', '\u0304': '=', '\u0306': 'u', '\u0307': '.',
        '\u0308': '"', '\u030a': 'r', '\u030b': 'H', '\u030c': 'v', '\u0323': 'd', '\u0327': 'c', '\u0328': 'k',
    }
)  # fmt: skip
_LETTERS: Mapping[str, str] = MappingProxyType(
    {
        'ø': 'o', 'Ø': 'O', 'ł': 'l', 'Ł': 'L', 'ß': 'ss', 'æ': 'ae', 'Æ': 'AE', 'œ': 'oe', 'Œ': 'OE', 'ı': 'i',
        'đ': 'dj', 'Đ': 'DJ', 'ð': 'dh', 'Ð': 'DH', 'þ': 'th', 'Þ': 'TH', 'ŋ': 'ng', 'Ŋ': 'NG',
    }
)  # fmt: skip

_AND = re.compile(r'(?<!\S)and(?!\S)', re.IGNORECASE)
_JOINED = re.compile(r'[\s-]+')
_INITIAL = re.compile(r'(?<![^\W_])([^\W\d_]\.)(?=[^\W\d_])')


@lru_cache(maxsize=1 << 14)  # names are in many lists
def _word(text: str) -> str:
    found = ''.join(map(_letter, unicodedata.normalize('NFC', text)))
    return found if found.isascii() else rf'{{\textrm{{{escaped(text)}}}}}'


@lru_cache(maxsize=1 << 14)
def _initial_safe(text: str) -> str:
    """A word of which only the first letter, or those behind hyphens, may be taken."""
    return '-'.join(map(_first_safe, unicodedata.normalize('NFC', text).split('-')))


def _first_safe(text: str) -> str:
    return f'{_word(text[:1])}{"".join(map(_letter, text[1:]))}'


def _letter(char: str) -> str:
    if char.isascii():
        safe = escaped(char)
        return safe if safe == char or safe.startswith('{') else f'{{{safe}}}'
    if char in _LETTERS:
        return rf'{{\{_LETTERS[char]}}}'
    decomposed = unicodedata.normalize('NFD', char)
    base, accent = decomposed[0], _ACCENTS.get(decomposed[1:], '')
    if not (accent and base.isascii()):
        return char
    return rf'{{\{accent}{{{base}}}}}' if accent.isalpha() else rf'{{\{accent}{base}}}'


def names(people: Iterable[Person]) -> str:
    return ' and '.join(_name(person.name, person.parts) for person in people)


def letters(text: str) -> str:
    """*text* of which BibTeX may take the first letters."""
    return ' '.join(map(_word, text.split()))


@lru_cache(maxsize=1 << 14)
def _name(name: str, parts: NameParts) -> str:
    """`van der Berg, Jr., Jan`; in braces, and so never taken apart, who has no such parts: `{Prabhat}`."""
    if not (parts.given and parts.family) or _is_east_asian(name, parts.family):
        return _whole(name)
    family = ' '.join(filter(None, (letters(parts.particle), _family(parts.family))))
    return ', '.join(filter(None, (family, _part(parts.suffix), _given(parts.given))))


def _is_east_asian(name: str, family: str) -> bool:
    """Whether a name is written family first in a script without capitals, and so never the other way round."""
    return name.startswith(family) and family.upper() == family.lower()


def _family(name: str) -> str:
    """In braces where some word could be a particle: to BibTeX is one what does not begin with a capital.

    A single word is none to it, but in small letters it is one to biber.
    """
    words = _JOINED.split(name)
    good = all(word[:1].isupper() for word in words) if len(words) > 1 else not name[0].islower()
    return _part(name) if good else _whole(name)


def _given(name: str) -> str:
    """Initials have a space between them: of `R.M.` the styles of old keep the `R.`."""
    return _part(_INITIAL.sub(r'\1 ', name), _initial_safe)


def _part(text: str, word: Callable[[str], str] = _word) -> str:
    """A part of a name, in braces where BibTeX, or who reads it, would see the end of it."""
    if escaped(text) != text or ',' in text or _AND.search(text):
        return _whole(text)
    return ' '.join(map(word, text.split()))


def _whole(text: str) -> str:
    """*text*, which nobody takes apart; BibTeX shortens it, too, if there are only letters of ASCII."""
    safe = escaped(text)
    return rf'{{\textrm{{{safe}}}}}' if '\\' in safe or not safe.isascii() else f'{{{safe}}}'
