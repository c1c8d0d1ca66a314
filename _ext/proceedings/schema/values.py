"""What a single value may be: text, ids, addresses, dates, times; and what all mappings have in common."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from functools import partial
from typing import Annotated, Any, ClassVar, TypeVar
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, available_timezones

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, WithJsonSchema, model_validator
from pydantic_core import PydanticCustomError

from .. import times
from ..documents import is_address
from ..names import slug
from ..problems import did_you_mean, short
from ..vocabulary import CORRECTION_KINDS, KINDS, Status

SLUG = re.compile(r'[a-z0-9]+(?:-[a-z0-9]+)*')
RESERVED = frozenset({'index', 'program', 'schedule'})
LONGEST_ID = 80
_PLAIN_URL = re.compile("https?://[A-Za-z0-9.-]+(?:/[A-Za-z0-9/._~!$&'()*+,;=:@%?#-]*)?")
"""An address as nearly all are, of which nothing more has to be judged."""
JOINERS = '\u200c\u200d\u00ad'
"""Characters that cannot be seen, and that belong to words: two joiners (Persian, Hindi) and the soft hyphen."""


EMPTY = 'is empty; write something, or leave it out'


def invalid(subtype: str, message: str, *fields: str) -> PydanticCustomError:
    """The error that becomes a problem with this *subtype* (see `problems.SUBTYPES`) and *message*.

    Something is 'missing' because one of *fields* is: where one of them is there, but wrong, that is said instead.
    """
    return PydanticCustomError(f'proceedings.{subtype}', '{message}', {'message': message, 'fields': fields})


def _text(value: str) -> str:
    """One line of text: white space folded, no control or bidirectional characters."""
    value = ' '.join(value.split())
    for char in value if not value.isprintable() else ():
        if (unicodedata.category(char) in ('Cc', 'Cf', 'Cs') and char not in JOINERS) or _is_noncharacter(char):
            raise invalid('type', f'has a character that nobody can see (U+{ord(char):04X}); delete it')
    if not value.strip(JOINERS):
        raise invalid('missing', EMPTY)
    return value


def _is_noncharacter(char: str) -> bool:
    """Whether *char* never stands for anything (Unicode 23.7); XML cannot hold U+FFFE and U+FFFF."""
    return ord(char) & 0xFFFE == 0xFFFE or 0xFDD0 <= ord(char) <= 0xFDEF


def _id(value: str) -> str:
    value = _text(value)
    if not SLUG.fullmatch(value):
        hint = f', as in {good}' if (good := slug(value)[:LONGEST_ID]) and SLUG.fullmatch(good) else ', as in jax-md'
        raise invalid('id', f'"{short(value)}" is not an id; write lower-case letters, digits and single hyphens{hint}')
    if len(value) > LONGEST_ID:
        raise invalid('id', f'"{short(value)}" is too long to be an id; {LONGEST_ID} characters are the most')
    if value in RESERVED:
        raise invalid('id', f'"{value}" cannot be an id: the site needs that name itself; write another')
    return value


def _old_id(value: str) -> str:
    """An id that was one: of people's names, too, which may have letters of any script."""
    value = _text(value)
    if id_of(value) != value:
        raise invalid('id', f'"{short(value)}" was no id; write it as it is in the address, without .html')
    return value


def _document(value: str) -> str:
    """The name of a document: its address, less the suffix."""
    value = _text(value)
    if not is_address(value):
        stem = value.removesuffix('.html')
        hint = f', as in {stem if is_address(stem) else "talks/2019/index"}'
        raise invalid('link', f'"{short(value)}" is not the name of a page; write its address without .html{hint}')
    return value


def _replacement(value: str) -> str:
    """A talk, by its id or ref, or a web address."""
    return _url(value) if '://' in value else _text(value)


def _correction_kind(value: str) -> str:
    if value not in CORRECTION_KINDS:
        raise invalid('kind', f'"{short(value)}" is no kind of correction; write {" or ".join(CORRECTION_KINDS)}')
    return value


def is_id(value: str) -> bool:
    return bool(SLUG.fullmatch(value)) and len(value) <= LONGEST_ID and value not in RESERVED


def id_of(name: str) -> str:
    """The id that *name* makes, or nothing where that would be no good address of a page."""
    made = slug(name)
    # A file name has at most 255 bytes, and a letter of most scripts has three.
    good = made not in RESERVED and len(made) <= LONGEST_ID and len(made.encode()) <= 3 * LONGEST_ID
    return made if good else ''


def _url(value: str) -> str:
    value = value.strip()
    if _PLAIN_URL.fullmatch(value):
        return value
    if not value:
        raise invalid('missing', EMPTY)
    try:
        parts = urlsplit(value)
        good = parts.scheme in ('http', 'https') and bool(parts.hostname) and parts.port != 0
    except ValueError:
        good = False
    if not good:
        raise invalid('link', f'"{short(value)}" is not a web address; it has to begin with https:// or http://')
    if not value.isprintable() or any(char in ' <>"\\^`{|}' for char in value):
        raise invalid('link', f'"{short(value)}" has a character that no web address may have; write spaces as %20')
    if parts.username is not None:
        raise invalid('link', f'"{short(value)}" has a user name in front of the host; leave it out, up to the @')
    return value


def _host(value: str) -> str:
    """The name of a host (RFC 1123), without anything around it."""
    host = value.strip().lower()
    if not re.fullmatch(r'(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]', host) or len(host) > 253:
        raise invalid('link', f'"{short(value)}" is not the name of a host; write it as images.example.org')
    return host


def _orcid(value: str) -> str:
    """An ORCID iD, bare or as an address, with its check digit (ISO 7064 mod 11-2)."""
    bare = value.strip().removeprefix('https://orcid.org/').upper()
    if not re.fullmatch(r'(?:[0-9]{4}-){3}[0-9]{3}[0-9X]', bare):
        raise invalid('id', f'"{short(value)}" is not an ORCID iD; it looks like 0000-0002-1825-0097')
    total = 0
    for digit in bare.replace('-', '')[:-1]:
        total = (total + int(digit)) * 2
    check = (12 - total % 11) % 11
    if ('X' if check == 10 else str(check)) != bare[-1]:
        raise invalid(
            'id', f'"{bare}" is not an ORCID iD: its last character does not fit the others; is there a slip?'
        )
    return bare


def _paper(value: str) -> str:
    """A web address, or the way to a PDF file below some folder."""
    value = value.strip()
    if '://' in value or not value.lower().endswith('.pdf'):
        return _url(value)
    if not is_address(value):
        raise invalid('file', f'"{short(value)}" is not the way to a file of this site; write it as papers/jax-md.pdf')
    return value


def _doi(value: str) -> str:
    """A DOI, bare or as an address (https://www.doi.org/doi-handbook/)."""
    bare = re.sub('^(?:https?://(?:dx[.])?doi[.]org/|doi:)', '', value.strip(), flags=re.IGNORECASE)
    if not re.fullmatch(r'10\.[0-9]{4,9}(?:\.[0-9]+)*/[^\s<>"{}|\\^`]+', bare) or not bare.isprintable():
        raise invalid('id', f'"{short(value)}" is not a DOI; it looks like 10.1000/182')
    return bare


def _isbn(value: str) -> str:
    """An ISBN with its check digit (ISO 2108), as it is written, with or without hyphens."""
    value = value.strip()
    digits = value.replace('-', '').replace(' ', '').upper()
    if re.fullmatch('[0-9]{13}', digits):
        good = sum(int(digit) * (3 if index % 2 else 1) for index, digit in enumerate(digits)) % 10 == 0
    elif re.fullmatch('[0-9]{9}[0-9X]', digits):
        good = sum((10 - index) * _digit(digit) for index, digit in enumerate(digits)) % 11 == 0
    else:
        raise invalid('id', f'"{short(value)}" is not an ISBN; it has 10 or 13 digits, as 978-3-16-148410-0')
    if not good:
        raise invalid('id', f'"{value}" is not an ISBN: its last digit does not fit the others; is there a slip?')
    return value


def _issn(value: str) -> str:
    """An ISSN with its check digit (ISO 3297)."""
    bare = value.strip().upper()
    if not re.fullmatch('[0-9]{4}-[0-9]{3}[0-9X]', bare):
        raise invalid('id', f'"{short(value)}" is not an ISSN; it looks like 2640-3498')
    if sum((8 - index) * _digit(digit) for index, digit in enumerate(bare.replace('-', ''))) % 11:
        raise invalid('id', f'"{bare}" is not an ISSN: its last digit does not fit the others; is there a slip?')
    return bare


def _digit(digit: str) -> int:
    return 10 if digit == 'X' else int(digit)


def _pages(value: str) -> tuple[str, str]:
    """(first, last) of `12-17`, `12–17`; of `12` and of `e1234` both are the same."""
    match = re.fullmatch(r'([0-9A-Za-z.:]+)(?:\s*[-–—]{1,2}\s*([0-9A-Za-z.:]+))?', value.strip())
    if not match:
        raise invalid('type', f'"{short(value)}" is no pages; write them as 12-17')
    first, last = match[1], match[2] or match[1]
    if first.isdecimal() and last.isdecimal() and int(first) > int(last):
        raise invalid('type', f'the last page, {last}, is before the first, {first}')
    return first, last


def _date(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    try:
        day = date.fromisoformat(value.strip()) if re.fullmatch(r'[0-9]{4}-[0-9]{2}-[0-9]{2}', value.strip()) else None
    except ValueError:
        raise invalid('time', f'"{value}" is not a date: there is no such day') from None
    if day is None:
        raise invalid('time', f'"{short(value)}" is not a date; write it as 2019-12-14')
    if not times.is_of_our_time(day):
        raise invalid('time', f'"{value}" is not a date of our time; is the year right?')
    return day


def _moment(value: str) -> datetime:
    """A date (its first moment in UTC), or a time with its offset (ISO 8601, RFC 3339)."""
    try:
        moment: datetime | None = datetime.fromisoformat(value.strip())
    except ValueError:
        moment = None
    is_date = re.fullmatch(r'[0-9]{4}-[0-9]{2}-[0-9]{2}', value.strip())
    if moment is None or (moment.tzinfo is None and not is_date) or not times.is_of_our_time(moment):
        way_out = 'write a date, or a time with its offset, as 2019-12-01T18:30Z'
        raise ValueError(f'"{short(value)}" is not a moment; {way_out}')
    return moment.replace(tzinfo=moment.tzinfo or UTC).astimezone(UTC).replace(microsecond=0)


def _zone(value: str) -> ZoneInfo:
    try:
        return ZoneInfo(value)
    except (ValueError, OSError, LookupError):
        hint = did_you_mean(value, sorted(available_timezones())) or '; write it as America/Vancouver or UTC'
        raise invalid('time', f'"{short(value)}" is not an IANA time zone{hint}') from None


def called(value: Any) -> str:
    """What an organizer would call *value*."""
    if isinstance(value, str):
        return f'"{short(value, 40)}"'
    return 'a mapping' if isinstance(value, dict) else 'a list' if isinstance(value, list) else 'empty'


def _timed(parse: Callable[[str], Any], value: Any) -> Any:
    """The parsed value; a ValueError of `times` becomes a problem with its words."""
    if not isinstance(value, str):  # pydantic would itself make a time of a list of numbers
        raise invalid('type', f'has to be one value, not {called(value)}')
    try:
        return parse(value)
    except ValueError as error:
        raise invalid('time', str(error)) from None


def _list(value: Any) -> Any:
    return value if isinstance(value, list) else [] if value is None else [value]


def _json(kind: str, **more: Any) -> WithJsonSchema:
    return WithJsonSchema({'type': kind, **more})


_JSON_TIME = '(?:[01]?[0-9]|2[0-9]):[0-5][0-9]'
_JSON_PAPER = '^https?://|^[^:]+[.][Pp][Dd][Ff]$'
_JSON_WORD: dict[str, Any] = {'type': ['string', 'number', 'boolean']}
"""A room may be called 110, and a title may be 1984, without quotes."""

Text = Annotated[str, AfterValidator(_text), WithJsonSchema(_JSON_WORD)]
Id = Annotated[
    str,
    AfterValidator(_id),
    WithJsonSchema({'type': ['string', 'integer'], 'pattern': f'^{SLUG.pattern}$', 'maxLength': LONGEST_ID}),
]
OldId = Annotated[
    str, AfterValidator(_old_id), WithJsonSchema({'type': ['string', 'integer'], 'maxLength': LONGEST_ID})
]
Replacement = Annotated[str, AfterValidator(_replacement), _json('string', examples=['2020/jax-md'])]
DocumentName = Annotated[str, AfterValidator(_document), _json('string', examples=['about', 'talks/2019/index'])]
CorrectionKind = Annotated[str, AfterValidator(_correction_kind), _json('string', enum=[*CORRECTION_KINDS])]
KindId = Annotated[Text, WithJsonSchema({**_JSON_WORD, 'examples': [*KINDS]})]
Url = Annotated[str, AfterValidator(_url), _json('string', format='uri', pattern='^https?://')]
Host = Annotated[str, AfterValidator(_host), _json('string', examples=['images.example.org'])]
Paper = Annotated[str, AfterValidator(_paper), _json('string', pattern=_JSON_PAPER)]
Doi = Annotated[str, AfterValidator(_doi), _json('string', examples=['10.1000/182'])]
Isbn = Annotated[str, AfterValidator(_isbn), WithJsonSchema({'type': ['string', 'integer']})]
Issn = Annotated[str, AfterValidator(_issn), _json('string')]
Orcid = Annotated[str, AfterValidator(_orcid), _json('string')]
Day = Annotated[date, BeforeValidator(_date), _json('string', format='date')]
Zone = Annotated[ZoneInfo, BeforeValidator(partial(_timed, _zone)), _json('string', examples=['America/Vancouver'])]
Range = Annotated[
    tuple[timedelta, timedelta | None],
    BeforeValidator(partial(_timed, times.parse_range)),
    _json('string', pattern=f'^{_JSON_TIME}(?:{times.DASH}{_JSON_TIME})?$', examples=['08:10-08:20']),
]
Clock = Annotated[
    timedelta, BeforeValidator(partial(_timed, times.parse_clock)), _json('string', pattern=f'^{_JSON_TIME}$')
]
Duration = Annotated[
    timedelta,
    BeforeValidator(partial(_timed, times.parse_duration)),
    WithJsonSchema({'anyOf': [{'type': 'integer', 'minimum': 1}, {'type': 'string', 'examples': ['20', '1h30']}]}),
]
Offset = Annotated[
    timedelta, BeforeValidator(partial(_timed, times.parse_offset)), _json('string', examples=['-07:00'])
]
Moment = Annotated[
    datetime, BeforeValidator(partial(_timed, _moment)), _json('string', examples=['2019-12-01', '2019-12-01T18:30Z'])
]


def _pages_of(value: Any) -> Any:
    if not isinstance(value, str):
        raise invalid('type', f'has to be one value, not {called(value)}')
    return _pages(value)


Pages = Annotated[
    tuple[str, str],
    BeforeValidator(_pages_of),
    WithJsonSchema({'type': ['string', 'integer'], 'examples': ['12-17']}),
]
StatusName = Annotated[Status, _json('string', enum=[status.value for status in Status])]


class _OneOrList:
    """Lets the JSON Schema of a list take its one item, too."""

    def __get_pydantic_json_schema__(self, core: Any, handler: Any) -> dict[str, Any]:
        schema = handler(core)
        return {'if': {'type': 'array'}, 'then': schema, 'else': schema['items']}


_T = TypeVar('_T')
Many = Annotated[tuple[_T, ...], BeforeValidator(_list), _OneOrList()]
"""A list, or its one item without the brackets."""


class Entry(BaseModel):
    """A mapping in a YAML file. Unknown keys are problems: a slip would otherwise pass in silence."""

    # Deferred, because what a model needs is built once for the file that holds it, and not once more for itself.
    model_config = ConfigDict(extra='forbid', frozen=True, defer_build=True)


class Shorthand(Entry):
    """A mapping that may be written as the bare value of its main key."""

    main_key: ClassVar[str]

    @model_validator(mode='before')
    @classmethod
    def _expand(cls, value: Any) -> Any:
        return {cls.main_key: value} if isinstance(value, str) else value

    @classmethod
    def __get_pydantic_json_schema__(cls, core: Any, handler: Any) -> dict[str, Any]:
        return {'anyOf': [{'type': ['string', 'number']}, handler(core)]}
