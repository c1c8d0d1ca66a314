"""The full text behind the small index, cut into pieces that a browser loads one at a time.

Sphinx's own index is one file, which a reader would have to load whole: 2.4 MB over the wire at 5,000 talks. Here the
same words (see `words`) are in pieces by how they begin; a query needs one piece for each of its words.

What is shown of an abstract comes in pieces of its own, by talk.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from operator import sub

from sphinx.search import SearchLanguage

MANY_WORDS = 20_000
"""From here on pieces go by two letters: by one, the largest would be over 50 kB on the wire."""

TALKS_IN_PIECE = 20

MOST = 4
"""How often a number is in the list of a stem at most."""

Postings = Mapping[str, list[int]]
"""For each stem the numbers of the entries that have it, in ascending order; a number stands there as often as the stem
in that text, where that was counted."""


def stems_of(text: str, language: SearchLanguage) -> list[str]:
    """What of *text* Sphinx would index, as often as it is there."""
    words = (word for word in language.split(text) if language.word_filter(word))
    return [language.stem(word).lower() for word in words]


def postings(words: Iterable[tuple[int, Collection[str]]]) -> Postings:
    """For each stem the entries that have it, of (number of an entry, its stems); what is said last of one counts."""
    entries: dict[int, list[Collection[str]]] = defaultdict(list)
    for number, stems in words:
        entries[number].append(stems)
    found: dict[str, list[int]] = defaultdict(list)
    for number, said in sorted(entries.items()):
        for stem in _not_too_often(said):
            found[stem].append(number)
    return {stem: found[stem] for stem in sorted(found) if stem}


def _not_too_often(said: Sequence[Collection[str]]) -> Collection[str]:
    """The stems of an entry, each at most `MOST` times; of most entries there is each once."""
    if len(said) == 1 and len({*said[0]}) == len(said[0]):
        return said[0]
    hits = dict[str, int]()
    for stems in said:
        hits |= Counter(stems)
    return [stem for stem, times in hits.items() for _ in range(min(times, MOST))]


def letters(words: Postings) -> int:
    """How many letters of a stem say in which piece it is."""
    return 1 if len(words) < MANY_WORDS else 2


def piece_of(stem: str, letters: int) -> str:
    """The piece that *stem* is in, as a part of a file's name; `find-text.js` has the same function.

    `x` and a number stand for 256 letters of another script each, which have too many for a piece of each.
    """
    if not stem[0].isascii():
        return f'x{ord(stem[0]) >> 8:x}'
    return ''.join(char if char.isascii() and char.isalnum() else '_' for char in stem[:letters])


def by_piece(words: Postings) -> dict[str, dict[str, list[int]]]:
    """The pieces of *words*, by name; numbers of entries are each the distance from the one before."""
    pieces: dict[str, dict[str, list[int]]] = {}
    count = letters(words)
    for stem, entries in words.items():
        steps = [entries[0], *map(sub, entries[1:], entries)]
        pieces.setdefault(piece_of(stem, count), {})[stem] = steps
    return pieces


def texts(abstracts: Iterable[tuple[str, str]]) -> Iterator[tuple[int, dict[str, str]]]:
    """(number of the piece, texts by id) of one edition, of (id, text) of all its talks in order."""
    pieces: dict[int, dict[str, str]] = {}
    for number, (id, text) in enumerate(abstracts):
        if text:
            pieces.setdefault(number // TALKS_IN_PIECE, {})[id] = text
    yield from pieces.items()
