"""What is asked about a new site: each question with its example, its guess, and what it takes for an answer."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from pydantic import TypeAdapter, ValidationError

from ..forge import FORGES, ForgeError, forge_of, home_page, of_setting
from ..new_edition import check_id
from ..problems import most_like, short
from ..schema.values import Text
from .answers import LICENSES
from .days import day_of
from .zones import first_zone, zone_named

Known = Mapping[str, Any]
"""The answers so far, by the names of their questions; and `remote`, where git has this folder from."""

_PLACE = 'Town Hall, Brest, France'
_REPOSITORY = 'https://github.com/OWNER/NAME'

NONE = 'none'
"""What somebody answers who wants nothing where a guess stands."""

_REGION = re.compile(r'[A-Z]{2,3}')
"""A state or province as in Vancouver, BC."""

_YEAR = re.compile(r'^(?:19|2[01])\d\d\W+(?=\w)|(?<=\w)\W+(?:19|2[01])\d\d\W*$')
"""One that a title begins or ends with."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Question:
    """`take` makes the answer of what was typed, or raises ValueError with the way out; it is never given nothing.
    Without an answer the value is `nothing`, unless it is `needed`. Where it does not `apply`, nobody is asked."""

    name: str
    asks: str
    example: str
    take: Callable[[str, Known], object]
    guess: Callable[[Known], str] | None = None
    needed: bool = False
    applies: Callable[[Known], bool] | None = None
    nothing: object = ''

    @property
    def option(self) -> str:
        return f'--{self.name.replace("_", "-")}'

    def answer(self, text: str, known: Known) -> object:
        """The answer that *text* is. Raises ValueError."""
        text = text.strip()
        if text and not (text.casefold() == NONE and not self.needed):
            return self.take(text, known)
        if self.needed:
            comma = ',' if ',' in self.asks else ''
            raise ValueError(f'the {self.asks.lower()}{comma} has to be known; write it as {self.example}')
        return self.nothing


def _checked(kind: Any, text: str) -> Any:
    """*text* as a file of a program may have it."""
    try:
        return TypeAdapter(kind).validate_python(text)
    except ValidationError as error:
        message = error.errors()[0]['msg']
        raise ValueError(message if message.startswith('"') else f'"{short(text)}" {message}') from None


def _text(text: str, known: Known) -> str:
    value: str = _checked(Text, text)
    return value


def _title(text: str, known: Known) -> str:
    if not any(char.isalnum() for char in text):
        raise ValueError(f'"{short(text)}" has neither a letter nor a digit; pages and citations need one')
    return _text(text, known)


def without_year(title: str) -> str:
    """*title* without the year that it begins or ends with: the series goes on, and each edition adds its own."""
    return _YEAR.sub('', title)


def _day(text: str, known: Known) -> date:
    return day_of(text)


def _last_day(text: str, known: Known) -> date:
    day = day_of(text, known['start'])
    if day < known['start']:
        raise ValueError(f'the last day, {day}, is before the first, {known["start"]}')
    return day


def _edition(text: str, known: Known) -> str:
    check_id(text)
    return text


def _place(text: str, known: Known) -> dict[str, str]:
    """A venue, of `Town Hall, Brest, France`: what it is called, and where that is, the country last."""
    name, *rest = [_text(part, known) for part in text.split(',') if part.strip()] or ['']
    if not name:
        raise ValueError(f'"{short(text)}" is no place; write it as {_PLACE}')
    country = rest.pop() if rest else ''
    region = rest.pop() if rest and _REGION.fullmatch(rest[-1]) else ''
    city = rest[-1] if rest else ''
    address = ', '.join(filter(None, (*rest, region, country))) if len(rest) > 1 else ''
    found = {'name': name, 'address': address, 'city': city, 'region': region, 'country': country}
    return {key: value for key, value in found.items() if value}


def _zone(text: str, known: Known) -> str:
    return zone_named(text, known['start'])


def _zone_of_place(known: Known) -> str:
    place = known['place']
    return first_zone((place[key] for key in ('city', 'name', 'country') if key in place), known['start'])


def _repository(text: str, known: Known) -> str:
    """The address of its home page, of any way to write it."""
    if home := home_page(text) or home_page(f'https://{text}'):
        return home
    raise ValueError(f'"{short(text)}" is not the address of a repository; write it as {_REPOSITORY}')


def _forge(text: str, known: Known) -> str:
    try:
        return of_setting(known['repository'], forge=text.casefold()).forge
    except ForgeError as error:
        raise ValueError(str(error)) from None


def _is_forge_unknown(known: Known) -> bool:
    return bool(known['repository']) and not forge_of(known['repository'])


def _license(text: str, known: Known) -> str:
    name = ' '.join(text.split())
    if found := next((one for one in LICENSES if one.casefold() == name.casefold()), ''):
        return found
    best = most_like(name, LICENSES)
    hint = f'did you mean "{best}"? ' if best else ''
    raise ValueError(f'"{short(name)}" is none of {", ".join(LICENSES)}; {hint}Or write {NONE}')


def _initials(known: Known) -> str:
    """`WT` of Workshop on Tides; nothing of a title that has none, or far too many."""
    letters = ''.join(word[0] for word in known['title'].split() if word[0].isascii() and word[0].isupper())
    return letters if 2 <= len(letters) <= 8 else ''


QUESTIONS: tuple[Question, ...] = (
    Question(name='title', asks='Title of the series', example='Workshop on Tides', take=_title, needed=True),
    Question(name='short_title', asks='Short title', example='WT', take=_title, guess=_initials),
    Question(name='start', asks='First day', example='2 May 2031', take=_day, needed=True),
    Question(
        name='end', asks='Last day', example='3 May 2031, or 3', take=_last_day,
        guess=lambda known: str(known['start']), needed=True,
    ),
    Question(
        name='edition', asks='Id of this edition, in addresses for ever', example='2031, or 2031-spring', take=_edition,
        guess=lambda known: str(known['start'].year), needed=True,
    ),
    Question(name='place', asks='Place', example=f'{_PLACE}; or Online', take=_place, nothing={}),
    Question(
        name='timezone', asks='Time zone, or a large city in it', example='Europe/Paris', take=_zone,
        guess=_zone_of_place, needed=True,
    ),
    Question(
        name='repository', asks='Repository, where the files will be kept', example=_REPOSITORY, take=_repository,
        guess=lambda known: home_page(known['remote']),
    ),
    Question(
        name='forge', asks='Software that runs it', example=', '.join(FORGES), take=_forge, needed=True,
        applies=_is_forge_unknown,
    ),
    Question(
        name='license', asks='License of abstracts and biographies', example=', '.join(LICENSES), take=_license,
        guess=lambda known: next(iter(LICENSES)),
    ),
)  # fmt: skip
"""In the order in which they are asked: a guess goes by what was answered before."""
