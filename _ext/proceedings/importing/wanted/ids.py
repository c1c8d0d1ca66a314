"""Ids, made once: short, readable, unlike all others that the site has, or ever had. They never change afterwards."""

from __future__ import annotations

import re
from collections.abc import Set
from itertools import count

from ...keywords import DEVICES
from ...maths.titles import plain_title
from ...names import slug
from ...schema.values import LONGEST_ID, RESERVED, id_of
from .kinds import exact_kind

LONGEST = 40
"""Characters of an id made of a title; ids are typed, and told on the telephone."""

FOLDERS = frozenset({'days', 'rooms', 'sessions', 'tracks', 'changes'})
"""What else is in the folder of an edition."""

_LITTLE = frozenset(
    {
        'a', 'about', 'al', 'am', 'an', 'and', 'are', 'as', 'at', 'au', 'auf', 'aus', 'aux', 'avec', 'bei',
        'between', 'but', 'by', 'can', 'com', 'con', 'da', 'dans', 'das', 'de', 'del', 'dem', 'den', 'der',
        'des', 'di', 'die', 'do', 'du', 'durch', 'ein', 'eine', 'einer', 'el', 'em', 'en', 'et', 'for', 'from',
        'fur', 'her', 'his', 'how', 'il', 'im', 'in', 'into', 'is', 'its', 'la', 'las', 'le', 'les', 'lo',
        'los', 'mit', 'my', 'nach', 'no', 'not', 'of', 'on', 'or', 'our', 'over', 'par', 'para', 'per', 'por',
        'pour', 'sur', 'that', 'the', 'their', 'this', 'through', 'to', 'uber', 'um', 'un', 'und', 'under',
        'une', 'upon', 'via', 'vom', 'von', 'was', 'were', 'what', 'when', 'where', 'which', 'who', 'why',
        'with', 'without', 'your', 'zu', 'zum', 'zur',
    }
)  # fmt: skip
"""Words that no id should end with."""

_NOT_ASCII = re.compile(r'[^a-z0-9]+')
_LETTERS = re.compile('[a-z]{3}')
_PLENTY = 400
"""Characters of a title that are looked at; nobody reads on."""


def talk_id(title: str, suggestion: str, number: int | None, taken: Set[str]) -> str:
    """An id for a talk: what the source calls it in addresses, if that can be read and is not just its title, else its
    title in a few words, else its number."""
    own = '' if _is_title(suggestion, title) else suggestion
    for text in (own, _in_short(title)):
        if made := _made_of(text):
            return unique(made, taken)
    return unique('talk' if number is None else f'p{number}', taken, numbered=number is None)


def thing_id(name: str, what: str, taken: Set[str]) -> str:
    """An id for a room, a track or a person: by default the name; where that makes none, *what* with a number."""
    made = id_of(name)
    if made and made not in taken | DEVICES:
        return made
    stem = '-'.join(word for word in _NOT_ASCII.split(made) if word)  # what is written as an id has no other letters
    return unique(stem, taken) if _LETTERS.search(stem) else unique(what, taken, numbered=True)


def kind_id(word: str, taken: Set[str]) -> str:
    """An id for a kind that the series does not have yet."""
    made = _made_of(word)
    return unique(made, taken) if made else unique('kind', taken, numbered=True)


def unique(made: str, taken: Set[str], *, numbered: bool = False) -> str:
    """*made*, with the first number behind it that makes it free; from 1, if it has to be *numbered*."""
    if made not in taken and made not in RESERVED | FOLDERS | DEVICES and not numbered:
        return made
    stem = made[: LONGEST_ID - 8].rstrip('-')
    return next(id for at in count(1 if numbered else 2) if (id := f'{stem}-{at}') not in taken)


def _made_of(text: str) -> str:
    """*text* as an id of a few words, or nothing where hardly anything of it would be left."""
    words = _NOT_ASCII.split(_ascii(text[:_PLENTY]))
    made = _cut([word for word in words if word])
    return made if _LETTERS.search(made) else ''


def _ascii(text: str) -> str:
    """The slug of *text*, if it is of letters that an id may have; of other scripts there would be only crumbs."""
    made = slug(text)
    foreign = sum(not char.isascii() for char in made)
    return made if 4 * foreign <= len(made) else ''


def _cut(words: list[str]) -> str:
    """As many words as there is room for, without a little one at the end."""
    kept: list[str] = []
    for word in words:
        if kept and len('-'.join([*kept, word])) > LONGEST:
            break
        kept.append(word)
    while len(kept) > 1 and len(kept) < len(words) and kept[-1] in _LITTLE:
        kept.pop()
    return '-'.join(kept)[:LONGEST].strip('-')


def _is_title(suggestion: str, title: str) -> bool:
    """Whether *suggestion* is the title, or the beginning of it, as an address: one system gives it out in one format
    and not in the other, and the id has to be the same."""
    made = slug(suggestion[:_PLENTY])
    whole = slug(plain_title(title[:_PLENTY]))
    return made == whole or (len(made) >= LONGEST and whole.startswith(made))


def _in_short(title: str) -> str:
    """What stands before the colon of a title, if that is a name by itself, of more than one word: not `Keynote`,
    `Session 1`, `Sand`."""
    plain = plain_title(title[:_PLENTY])
    head, colon, _ = plain.partition(': ')
    words = [word for word in slug(head).split('-') if word not in _LITTLE and not word.isdecimal()]
    is_name = len(words) > 1 and len(slug(head)) <= LONGEST and not exact_kind(head)
    return head if colon and is_name else plain
