"""How what is long is cut into pages: all talks by their number, all people by letter, big editions by their days.

A page that a reader opens on the way is not over a megabyte: a talk of eight people with four links has 1.7 kilobytes
of HTML, a name 0.1. Search engines and `Ctrl+F` like long pages better than many, so there are no more than it takes.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile
from math import ceil
from types import MappingProxyType
from typing import TYPE_CHECKING, Protocol, TypeVar

from .model import Edition, Session, Slot
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

MANY = 12
"""A session with more talks than this says how many; its talks are listed elsewhere."""

NO_LETTER = '#'

_SCRIPTS: Mapping[str, str] = MappingProxyType(
    {'CJK': 'Han', 'HIRAGANA': 'Kana', 'KATAKANA': 'Kana', 'HANGUL': 'Hangul', 'YI': 'Yi', 'ETHIOPIC': 'Ethiopic'}
)
"""Scripts that have hundreds of characters to begin with, by the first word of what Unicode calls these."""


def talk_pages(program: Program) -> int:
    """On how many pages all talks are; on one where there are none, too."""
    return max(1, ceil(sum(map(len, program.listed.values())) / TALKS_ON_A_PAGE))


def first_page_of(program: Program, edition: Edition) -> int:
    """The page of all talks on which those of an edition begin: the newest edition has the first."""
    newer = takewhile(lambda other: other != edition.id, program.editions)
    return sum(len(program.listed[other]) for other in newer) // TALKS_ON_A_PAGE + 1


def on_page(number: int) -> slice:
    """Which of all talks are on page *number*."""
    return slice((number - 1) * TALKS_ON_A_PAGE, number * TALKS_ON_A_PAGE)


def has_papers(edition: Edition, session: Session) -> bool:
    """Whether its talks are listed below the schedule: posters, or too many talks for it."""
    several = len(session.slots) > 1 and not session.timed
    return several and (edition.is_side_by_side(session) or len(session.slots) > MANY)


def slots_listed(edition: Edition, session: Session) -> list[Slot]:
    """Those of a session whose talks are listed apart from the schedule: of papers only those that stand."""
    slots = list(session.slots)
    return [slot for slot in slots if edition.talks[slot.talk].stands] if has_papers(edition, session) else slots


def alike(sessions: Iterable[Session]) -> list[list[Session]]:
    """Sessions, those together that have the same talks in the same places."""
    found: dict[tuple[tuple[str, ...], ...], list[Session]] = {}
    for session in sessions:
        what = tuple((slot.talk, slot.board, *slot.rooms) for slot in session.slots)
        found.setdefault(what, []).append(session)
    return list(found.values())


def is_big(edition: Edition) -> bool:
    """Whether one page cannot hold its schedule and talks: then it shows its days at a glance, and they the rest."""
    given = {slot.talk for session in edition.sessions for slot in session.slots}
    numbers = (_listed(edition, edition.sessions), len(edition.talks) - len(given), len(edition.sessions))
    return max(numbers) > TALKS_ON_A_PAGE


def _listed(edition: Edition, sessions: Sequence[Session]) -> int:
    """How many entries for talks a page with the schedule of *sessions*, and the papers below it, has."""
    apart = alike(session for session in sessions if has_papers(edition, session))
    return in_schedule(edition, sessions) + sum(len(slots_listed(edition, same[0])) for same in apart)


def in_schedule(edition: Edition, sessions: Sequence[Session]) -> int:
    """How many entries for talks the schedule of *sessions* has."""
    return sum(len(session.slots) for session in sessions if not has_papers(edition, session))


@dataclass(frozen=True, slots=True)
class DayForm:
    """How a day of a big edition is shown.

    Where it `is_brief`, its schedule has no talks, but says how many each session has. `apart` are the sessions, alike
    ones together, whose talks are listed behind the schedule: on the page of the day, or, where that would be too
    long, on so many `pages` of their own. `begins` is the number of the page on which the talks of each session begin,
    by its id; 0 is the page of the day.
    """

    is_brief: bool
    apart: Sequence[Sequence[Session]]
    pages: int
    begins: Mapping[str, int]


def form_of(edition: Edition, sessions: Sequence[Session]) -> DayForm:
    """The form of a day with these *sessions*."""
    is_brief = in_schedule(edition, sessions) > TALKS_ON_A_PAGE
    apart = alike(session for session in sessions if _is_apart(edition, session, is_brief=is_brief))
    has_pages = _listed(edition, sessions) > TALKS_ON_A_PAGE
    begins: dict[str, int] = {}
    total = 0
    for same in apart:
        begins |= dict.fromkeys((session.id for session in same), has_pages * (total // TALKS_ON_A_PAGE + 1))
        total += len(slots_listed(edition, same[0]))
    return DayForm(is_brief, apart, has_pages * ceil(total / TALKS_ON_A_PAGE), begins)


def _is_apart(edition: Edition, session: Session, *, is_brief: bool) -> bool:
    return has_papers(edition, session) or (is_brief and bool(session.slots) and not session.talk)


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
