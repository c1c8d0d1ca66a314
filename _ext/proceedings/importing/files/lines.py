"""What differs between two texts, line by line.

difflib takes quadratic time where thousands of lines change all over a file, and patiencediff of PyPI is GPL. So lines
that each text has once are found first, and only what is between them is compared by difflib.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

Change = tuple[str, int, int, int, int]
"""equal, replace, delete or insert; the lines before, the lines after: as difflib says it."""

LONGEST = 200
"""Lines that difflib gets at a time."""


def compared(old: Sequence[str], new: Sequence[str]) -> Iterator[Change]:
    """From *old* to *new*, from top to bottom, all lines of both; in linear time."""
    first = begin = 0
    for last, end in [*_anchors(old, new), (len(old), len(new))]:
        yield from _between(old, new, first, last, begin, end)
        if last < len(old) and end < len(new):
            yield 'equal', last, last + 1, end, end + 1
        first, begin = last + 1, end + 1


def _between(old: Sequence[str], new: Sequence[str], first: int, last: int, begin: int, end: int) -> Iterator[Change]:
    same = 0
    while first + same < last and begin + same < end and old[first + same] == new[begin + same]:
        same += 1
    if same:
        yield 'equal', first, first + same, begin, begin + same
    first, begin = first + same, begin + same
    if max(last - first, end - begin) <= LONGEST:
        matcher = SequenceMatcher(None, old[first:last], new[begin:end], autojunk=False)
        for what, one, two, three, four in matcher.get_opcodes():
            yield what, first + one, first + two, begin + three, begin + four
    else:
        yield 'replace', first, last, begin, end


def _anchors(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    """Lines that both have once, as many as stand in the same order."""
    once = {line for line, times in Counter(new).items() if times == 1}
    places = {line: at for at, line in enumerate(new) if line in once}
    counts = Counter(old)
    pairs = [(at, places[line]) for at, line in enumerate(old) if line in places and counts[line] == 1]
    found = set(rising([place for _, place in pairs]))
    return [pair for pair in pairs if pair[1] in found]


def rising(numbers: Sequence[int]) -> list[int]:
    """The most of *numbers* that rise as they stand."""
    ends: list[int] = []
    before: dict[int, int | None] = {}
    for number in numbers:
        at = bisect_left(ends, number)
        before[number] = ends[at - 1] if at else None
        ends[at : at + 1] = [number]
    found: list[int] = []
    last = ends[-1] if ends else None
    while last is not None:
        found.append(last)
        last = before[last]
    return found[::-1]
