"""Names of people: folded for comparing, slugs for ids, and how two spellings can be one name."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby, islice
from operator import itemgetter
from typing import NamedTuple, Protocol, TypeVar

T = TypeVar('T')


class Named(Protocol):
    """A room, a track: what has a name."""

    @property
    def name(self) -> str: ...


STROKES: Mapping[str, str] = {
    'ł': 'l', 'ø': 'o', 'đ': 'd', 'ı': 'i', 'ß': 'ss', 'æ': 'ae', 'œ': 'oe', 'þ': 'th', 'ð': 'd',
}  # fmt: skip
"""Latin letters that Unicode does not take apart, and what readers type for them."""

PARTICLES = frozenset(
    {
        'al', 'af', 'ap', 'ben', 'bin', 'da', 'dal', 'dalla', 'das', 'de', 'del', 'della', 'den', 'der', 'des', 'di',
        'do', 'dos', 'du', 'el', 'la', 'le', 'lo', 'st', 'ten', 'ter', 'van', 'vom', 'von', 'zu', 'zum', 'zur',
    }
)  # fmt: skip
"""Words between given and family name that belong to the family name when they are in lower case."""

SUFFIXES = frozenset({'jr', 'sr', 'ii', 'iii', 'iv'})

MANY, NEAR = 30, 5
"""How many names may be alike so that each pair is told; and how many of more are told with each: to be alike says
little of them, and ten thousand would make fifty million pairs."""

MUCH_ALIKE = 10
"""Where names are like more others than this on the average, each is told with `NEAR` only, too."""

LONGEST = 200
"""Letters of a name of which each is left out in turn, to find those that differ in one."""

TEAMS = frozenset({'collaboration', 'consortium'})
"""Words that no person's name ends with."""

_STROKES = str.maketrans(dict(STROKES))
_MARKS = re.compile('[\u0300-\u036f]')
_SELECTORS = re.compile('[\ufe00-\ufe0f\U000e0100-\U000e01ef]')
_EAST_ASIAN = re.compile('[\u3005-\u3007\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff]')
_NOT_SLUG = re.compile(r'[\W_]+')


def folded(text: str) -> str:
    """*text* in lower case without accents: `Bernhard Schölkopf` -> `bernhard scholkopf`.

    Only the Latin combining marks (U+0300 to U+036F) are dropped; dropping all would break Japanese, Thai
    and Hindi, where marks are letters.
    """
    if text.isascii():
        return text.lower()
    decomposed = _MARKS.sub('', unicodedata.normalize('NFKD', text)).lower()
    return unicodedata.normalize('NFC', decomposed.translate(_STROKES))


fold = lru_cache(maxsize=1 << 15)(folded)
"""The same of names, which are asked for many times each. Of whole abstracts it would keep ten megabytes."""


@lru_cache(maxsize=1 << 15)
def slug(text: str) -> str:
    """The id that a name gets by default: folded, everything but letters and digits a hyphen.

    Letters of other scripts stay: `王伟` is a good address. So do marks that are letters, as the vowels of Hindi
    and Thai; but not variation selectors, which only choose a glyph.
    """
    plain = fold(text)
    if plain.isascii():
        return _NOT_SLUG.sub('-', plain).strip('-')
    return '-'.join(''.join(char if _is_letter(char) else ' ' for char in _SELECTORS.sub('', plain)).split())


def _is_letter(char: str) -> bool:
    return char.isalnum() or unicodedata.category(char) in ('Mn', 'Mc')


@dataclass(frozen=True, slots=True, kw_only=True)
class NameParts:
    """A name taken apart, as CSL and BibTeX have it: `Ludwig van der Berg Jr.` is given, particle, family, suffix.

    A mononym has only `family`. Of a team, and of a name whose parts nobody knows, there is only `literal`.
    """

    given: str = ''
    particle: str = ''
    family: str = ''
    suffix: str = ''
    literal: str = ''
    is_team: bool = False

    @property
    def whole_family(self) -> str:
        """The family name with its particle: `van der Berg`."""
        return ' '.join(filter(None, (self.particle, self.family)))


@lru_cache(maxsize=1 << 15)
def split_name(name: str, family: str = '') -> tuple[str, str]:
    """(given, family) of a name as it is written; a mononym or a team has no given name.

    Particles in lower case go with the family name (`Evert van Nieuwenburg`), `Jr.` stays behind it. What is written
    in Han, Kana or Hangul has the family name first. *family* overrides the guess, for other names that do.
    """
    if family:
        return ' '.join(name.replace(family, ' ', 1).split()), family
    words = name.split()
    if len(words) == 2 and all(map(_is_east_asian, words)):
        return words[1], words[0]
    last = _without_suffixes(words) - 1
    first = last
    while first > 1 and words[first - 1] in PARTICLES:
        first -= 1
    return ' '.join(words[:first]), ' '.join(words[first:])


def _is_east_asian(word: str) -> bool:
    return all(_EAST_ASIAN.match(char) for char in word)


def name_parts(
    name: str, *, given: str = '', particle: str = '', family: str = '', suffix: str = '', is_team: bool = False
) -> NameParts:
    """The parts of a name as it is written, for citations; what is said of them overrides the guess.

    Guessed is only what is safe: particles in lower case, `Jr.` and the like, teams that say so, one word for all. A
    name in Han, Kana or Hangul that is not written in two words stays whole.
    """
    words = name.split()
    if is_team or (fold(words[-1]) in TEAMS and not family):
        return NameParts(literal=name, is_team=True)
    bare, found = _without_suffix(name)
    if given and not family:
        family = ' '.join(bare.replace(given, ' ', 1).split())
    if not family and len(words) == 1 and _EAST_ASIAN.search(name):
        return NameParts(literal=name)
    whole = f'{particle} {family}' if particle and family else family
    first, last = split_name(bare, whole if whole in bare else '')
    last = (whole or last).strip(',')
    led, rest = _led_by_particles(last.removeprefix(f'{particle} ') if particle else last)
    return NameParts(given=given or first, particle=particle or led, family=rest, suffix=suffix or found)


def parts_as_printed(printed: str, parts: NameParts) -> NameParts:
    """The parts of another spelling of the name that has *parts*: what was said of its family name holds there, too."""
    if parts.is_team:
        return name_parts(printed, is_team=True)
    family = parts.whole_family
    return name_parts(printed, family=family if f' {printed} '.endswith(f' {family} ') else '')


def _without_suffix(name: str) -> tuple[str, str]:
    """(`Sammy Davis`, `Jr.`) of `Sammy Davis, Jr.`"""
    words = name.split()
    last = _without_suffixes(words)
    return ' '.join(words[:last]).rstrip(','), ' '.join(words[last:])


def _without_suffixes(words: Sequence[str]) -> int:
    """How many of the *words* of a name stand before `Jr.`"""
    count = len(words)
    while count > 1 and fold(words[count - 1]).strip('.,') in SUFFIXES:
        count -= 1
    return count


def _led_by_particles(family: str) -> tuple[str, str]:
    words = family.split()
    first = 0
    while first < len(words) - 1 and words[first] in PARTICLES:
        first += 1
    return ' '.join(words[:first]), ' '.join(words[first:])


def sort_name(name: str, family: str = '') -> str:
    """`Samuel Schoenholz` -> `Schoenholz, Samuel`."""
    given, family = split_name(name, family)
    return f'{family}, {given}' if given else family


def named_as(things: Mapping[str, Named], name: str) -> str:
    """The id of the thing that has *name* as its id or, but for case and accents, its name; nothing if none has."""
    if not name or name in things:
        return name
    wanted = slug(name)
    return next((id for id, thing in things.items() if slug(thing.name) == wanted), '')


def better_spelling(one: str, other: str) -> str:
    """Of two spellings of one name the one to show: more accents, then more capitals, then the first."""

    def weight(name: str) -> tuple[int, int]:
        return sum(not char.isascii() for char in name), sum(
            char.isupper() for char in name
        ) if not name.isupper() else 0

    return other if weight(other) > weight(one) else one


def similar_names(names: Iterable[str]) -> Iterator[tuple[str, str]]:
    """The pairs of *names* that look like one person, each pair once.

    - The family name is the same and the given names agree as far as both are written (`Roger Melko`,
      `Roger G Melko`; `Phil Harris`, `Philip Harris`); of a double family name either may do (`Ana Lopez`,
      `Ana Lopez Diaz`).
    - One letter makes the difference in a long name (`Jan Herrmann`, `Jan Hermann`).
    - They differ in order or in what is written as one word (`Wang Yutong`, `Yu-Tong Wang`).

    The cost is linear in the number of names: of more than `MANY` that are alike, each is told with the `NEAR` next
    to it.
    """
    ordered = sorted(set(names))
    pairs = sorted({*_same_family(ordered), *_one_letter_apart(ordered), *_same_letters(ordered)})
    yield from pairs if len(pairs) <= MUCH_ALIKE * len(ordered) else _first_of_each(pairs)


def _first_of_each(pairs: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    for _, group in groupby(pairs, key=itemgetter(0)):
        yield from islice(group, NEAR)


def distantly_similar_names(names: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Pairs of *names* that are one person only if something else says so: `Joe Duris`, `Joseph Duris`.

    They share a family name that nobody else has, and how the given name begins, as it does in many nicknames. The
    pairs of `similar_names` are not among them.
    """
    families: dict[str, set[str]] = defaultdict(set)
    for name in names:
        given, family = split_name(name)
        if given:
            families[fold(family)].add(name)
    for members in families.values():
        if len(members) == 2:
            one, other = sorted(members)
            if fold(one)[:2] == fold(other)[:2] and not list(similar_names(members)):
                yield one, other


def family_name(name: str) -> str:
    """The family name as it is compared: folded, without `Jr.`."""
    return ' '.join(word for word in _words(split_name(name)[1]) if word not in SUFFIXES)


class _Reading(NamedTuple):
    """One way to take a name apart; `whole` is the usual one."""

    family: str
    given: tuple[str, ...]
    whole: bool = True


def _readings(name: str) -> Iterator[_Reading]:
    """The ways to read a name: of a double family name, either part may be left out.

    `Julian Collado Umana` may be called Collado Umana, or Umana with the middle name Collado.
    """
    given, family = _words(split_name(name)[0]), family_name(name)
    if not given:
        return
    yield _Reading(family, tuple(given))
    parts = split_name(name)[1].split('-')
    if len(parts) == 2:
        yield from (_Reading(' '.join(_words(part)), tuple(given), whole=False) for part in parts)
    elif len(given) > 1 and len(given[-1]) > 2:
        yield _Reading(given[-1], tuple(given[:-1]), whole=False)


def _words(text: str) -> list[str]:
    return fold(text).replace('.', ' ').replace('-', ' ').replace(',', ' ').split()


def _same_family(names: list[str]) -> Iterator[tuple[str, str]]:
    # Given names that agree begin with the same letter: without it, those of a thousand called Wang would be compared.
    families: dict[tuple[str, str], list[tuple[str, _Reading]]] = defaultdict(list)
    for name in names:
        for reading in _readings(name):
            families[reading.family, reading.given[0][0]].append((name, reading))
    for members in families.values():
        for (name, one), (other, two) in _begin_alike(members):
            # Two names that share a part only if both leave something out are no more than that.
            if name != other and (one.whole or two.whole) and _given_agree(one.given, two.given):
                yield min(name, other), max(name, other)


def _begin_alike(members: list[tuple[str, _Reading]]) -> Iterator[tuple[tuple[str, _Reading], tuple[str, _Reading]]]:
    """Each with those whose first given name begins with its own, all of whom come right behind it in order."""
    members.sort(key=lambda member: member[1].given[0])
    given = [reading.given[0] for _, reading in members]
    for index, (one, begins) in enumerate(zip(members, given, strict=True)):
        end = bisect_left(given, f'{begins}\U0010ffff', index)
        yield from ((one, other) for other in _next(members, index, end))


def _same_letters(names: list[str]) -> Iterator[tuple[str, str]]:
    """Pairs of the same letters, or of the same words in another order."""
    found: dict[str, list[str]] = defaultdict(list)
    for name in names:
        words = slug(name).split('-')
        for letters in {''.join(words), ''.join(sorted(words))}:
            found[letters].append(name)
    for alike in found.values():
        yield from _pairs(alike)


def _given_agree(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two lists of given names can be one person's: the first agree, and the middle ones, if both have any."""
    if any(a[0] != b[0] for a, b in zip(one[1:], other[1:], strict=False)):
        return False
    short, long = sorted((one[0], other[0]), key=len)
    if len(short) == 1:
        return long.startswith(short)
    return short == long or (len(short) >= 3 and long.startswith(short))


def _one_letter_apart(names: list[str]) -> Iterator[tuple[str, str]]:
    """Pairs at edit distance one, found by the names that both become when a letter is left out."""
    first: dict[str, str] = {}
    # Nearly all that names become is one's alone, and no set is made for it.
    spelled: dict[str, set[str]] = defaultdict(set)
    for name in names:
        letters = slug(name)
        if not 10 <= len(letters) <= LONGEST:
            continue  # Li Wei and Li Wen are two people
        for variant in {letters, *(letters[:i] + letters[i + 1 :] for i in range(len(letters)))}:
            if (other := first.setdefault(variant, name)) != name:
                spelled[variant] |= {other, name}
    for found in spelled.values():
        for one, other in _pairs(sorted(found)):
            if not _initials_differ(one, other):
                yield one, other


def _pairs(items: list[T]) -> Iterator[tuple[T, T]]:
    for index, one in enumerate(items):
        yield from ((one, other) for other in _next(items, index, len(items)))


def _next(items: list[T], index: int, end: int) -> list[T]:
    """What comes behind *index*, up to *end*: all of it, or of very many the next."""
    return items[index + 1 : end if end - index <= MANY else index + 1 + NEAR]


def _initials_differ(one: str, other: str) -> bool:
    """Whether the letter that differs begins a word: `James Li` and `James Bi` are two people."""
    return [word[0] for word in slug(one).split('-')] != [word[0] for word in slug(other).split('-')]
