"""Keywords: which spellings are one, what page one has, and how it is written there.

`Monte Carlo`, `monte-carlo` and `Monté Carlo` are one. `C++` and `C#` are two that the same address would have; only
one of them gets it, and the other stays the plain text that it was. Nothing is merged that may not be the same.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache, reduce

from .model import Talk
from .names import better_spelling, fold, slug

LONGEST = 80
"""The most characters of an address; a file name has at most 255 bytes, and a letter of most scripts has three."""

DEVICES = frozenset(
    {'aux', 'con', 'nul', 'prn', *(f'{port}{number}' for port in ('com', 'lpt') for number in range(1, 10))}
)
"""What no file can be called on Windows, whatever its ending: a clone or a copy of the site would lack the page."""

NOT_IDS = frozenset({'', 'index', *DEVICES})

_JOINTS = re.compile('[\\s_\'’‘"“”«»\u200c\u200d\u00ad\u2010-\u2015\u2212-]+')
"""Spaces, hyphens and quotation marks, and what cannot be seen: nobody means something else by another of these."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Keyword:
    """A keyword that has a page; `talks` are the refs of those that stand and have it, in the order of the program."""

    id: str
    name: str
    talks: tuple[str, ...]

    @property
    def sort_name(self) -> str:
        return self.name


def keyword_id(written: str) -> str:
    """What stands for a keyword in addresses; nothing where that would be no good one."""
    made = slug(written)
    good = made not in NOT_IDS and len(made) <= LONGEST and len(made.encode()) <= 3 * LONGEST
    return made if good else ''


@lru_cache(maxsize=1 << 12)  # a keyword is on many talks
def meaning(written: str) -> str:
    """What all spellings of one keyword have in common: `Monté Carlo` -> `monte-carlo`, `C++` -> `c++`."""
    return _JOINTS.sub('-', fold(written)).strip('-')


def keywords_of(talks: Iterable[Talk]) -> dict[str, Keyword]:
    """The keywords that have a page, by id and in their order; *talks* are all, and only those that stand count."""
    found: dict[str, dict[str, list[tuple[str, str]]]] = defaultdict(lambda: defaultdict(list))
    for talk in talks:
        for written in talk.keywords if talk.stands else ():
            if id := keyword_id(written):
                found[id][meaning(written)].append((written, talk.ref))
    made = (_keyword(id, _main(meanings)) for id, meanings in found.items())
    return {keyword.id: keyword for keyword in sorted(made, key=lambda keyword: (fold(keyword.name), keyword.id))}


def _main(meanings: Mapping[str, list[tuple[str, str]]]) -> list[tuple[str, str]]:
    """Of keywords that the same address would have, the one that most talks have; of as many, the first."""
    return meanings[min(meanings, key=lambda meaning: (-len(meanings[meaning]), meaning))]


def _keyword(id: str, uses: Iterable[tuple[str, str]]) -> Keyword:
    uses = list(uses)
    return Keyword(
        id=id, name=_spelling(written for written, _ in uses), talks=tuple(dict.fromkeys(ref for _, ref in uses))
    )


def _spelling(written: Iterable[str]) -> str:
    """How most write it; of as many ways, the better spelling."""
    times = Counter(written)
    most = max(times.values())
    return reduce(better_spelling, sorted(spelling for spelling, count in times.items() if count == most))
