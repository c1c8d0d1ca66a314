"""How the lists of everything are cut into pages: all talks by their number, all people by letter.

A page that a reader opens on the way is not over a megabyte: a talk of eight people with four links has 1.7 kilobytes
of HTML, a name 0.1. Search engines and `Ctrl+F` like long pages better than many, so there are no more than it takes.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from math import ceil
from types import MappingProxyType
from typing import TYPE_CHECKING, Protocol, TypeVar

from .names import fold

if TYPE_CHECKING:
    from .program import Program


class Listed(Protocol):
    """A person, a keyword: what an index has in the order of the alphabet."""

    @property
    def sort_name(self) -> str: ...


T = TypeVar('T', bound=Listed)

TALKS_ON_A_PAGE = 400
PEOPLE_ON_A_PAGE = 6000

NO_LETTER = '#'

_SCRIPTS: Mapping[str, str] = MappingProxyType(
    {'CJK': 'Han', 'HIRAGANA': 'Kana', 'KATAKANA': 'Kana', 'HANGUL': 'Hangul', 'YI': 'Yi', 'ETHIOPIC': 'Ethiopic'}
)
"""Scripts that have hundreds of characters to begin with, by the first word of what Unicode calls these."""


def talk_pages(program: Program) -> int:
    """On how many pages all talks are; on one where there are none, too."""
    return max(1, ceil(sum(talk.stands for talk in program.talks.values()) / TALKS_ON_A_PAGE))


def on_page(number: int) -> slice:
    """Which of all talks are on page *number*."""
    return slice((number - 1) * TALKS_ON_A_PAGE, number * TALKS_ON_A_PAGE)


def is_by_letter(program: Program) -> bool:
    """Whether each letter of the index of people has a page."""
    return len(program.people) > PEOPLE_ON_A_PAGE


def by_letter(things: Iterable[T]) -> Mapping[str, list[T]]:
    """Things in their order, as people are, by the first letter of their names; `#` for those that begin with none.

    Alphabets have their own letters, be they Latin, Greek or Arabic. Where nearly everybody would be alone below a
    character, the script is the group.
    """
    letters: dict[str, list[T]] = {}
    for thing in things:
        letters.setdefault(_letter(fold(thing.sort_name)[:1]), []).append(thing)
    return letters


def letter_id(letter: str) -> str:
    """What stands for a letter in addresses, whatever computer reads them: `a`, `han`, `u0416` for Ж."""
    if letter.isascii():
        return letter.lower() if letter.isalpha() else 'other'
    return ''.join(f'u{ord(char):04x}' for char in letter)


def _letter(first: str) -> str:
    if not first.isalpha():
        return NO_LETTER
    return _SCRIPTS.get(unicodedata.name(first, '').partition(' ')[0], first.upper())
