"""What an organizer may write: the shape of each YAML file and of front matter, as pydantic models.

These models say what a single value may be; whether it refers to something that exists is for `load` to find
out. Their JSON Schema (`proceedings schema`) is what editors complete and check by. Descriptions are
written for organizers, who read them while they type.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import partial
from typing import Annotated, Any, ClassVar, Literal, TypeVar
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, available_timezones

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema, model_validator
from pydantic.json_schema import GenerateJsonSchema, models_json_schema
from pydantic_core import PydanticCustomError

from . import times
from .names import slug
from .problems import did_you_mean, short
from .vocabulary import KINDS, LINK_KINDS, Status

SLUG = re.compile(r'[a-z0-9]+(?:-[a-z0-9]+)*')
RESERVED = frozenset({'index'})
LONGEST_ID = 80
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
        if unicodedata.category(char) in ('Cc', 'Cf', 'Cs') and char not in JOINERS:
            raise invalid('type', f'has a character that nobody can see (U+{ord(char):04X}); delete it')
    if not value.strip(JOINERS):
        raise invalid('missing', EMPTY)
    return value


def _id(value: str) -> str:
    value = _text(value)
    if not SLUG.fullmatch(value):
        hint = f', as in {good}' if (good := slug(value)[:LONGEST_ID]) and SLUG.fullmatch(good) else ', as in jax-md'
        raise invalid('id', f'"{short(value)}" is not an id; write lower-case letters, digits and single hyphens{hint}')
    if len(value) > LONGEST_ID:
        raise invalid('id', f'"{short(value)}" is too long to be an id; {LONGEST_ID} characters are the most')
    if value in RESERVED:
        raise invalid('id', f'"{value}" cannot be an id: the page {value}.html is there already; write another')
    return value


def is_id(value: str) -> bool:
    return bool(SLUG.fullmatch(value)) and len(value) <= LONGEST_ID and value not in RESERVED


def _url(value: str) -> str:
    value = value.strip()
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


def _date(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    try:
        day = date.fromisoformat(value.strip()) if re.fullmatch(r'[0-9]{4}-[0-9]{2}-[0-9]{2}', value.strip()) else None
    except ValueError:
        raise invalid('time', f'"{value}" is not a date: there is no such day') from None
    if day is None:
        raise invalid('time', f'"{short(value)}" is not a date; write it as 2019-12-14')
    if not 1900 <= day.year < 2200:
        raise invalid('time', f'"{value}" is not a date of our time; is the year right?')
    return day


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
_JSON_WORD: dict[str, Any] = {'type': ['string', 'number', 'boolean']}
"""A room may be called 110, and a title may be 1984, without quotes."""

Text = Annotated[str, AfterValidator(_text), WithJsonSchema(_JSON_WORD)]
Id = Annotated[
    str,
    AfterValidator(_id),
    WithJsonSchema({'type': ['string', 'integer'], 'pattern': f'^{SLUG.pattern}$', 'maxLength': LONGEST_ID}),
]
KindId = Annotated[Text, WithJsonSchema({**_JSON_WORD, 'examples': [*KINDS]})]
Url = Annotated[str, AfterValidator(_url), _json('string', format='uri', pattern='^https?://')]
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
    model_config = ConfigDict(extra='forbid', frozen=True, use_attribute_docstrings=True, defer_build=True)


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


class LinksEntry(Entry):
    """Where more is to be found: each kind takes one address or a list."""

    paper: Many[Url] = ()
    slides: Many[Url] = ()
    video: Many[Url] = ()
    poster: Many[Url] = ()
    code: Many[Url] = ()
    data: Many[Url] = ()
    review: Many[Url] = ()
    discussion: Many[Url] = ()
    web: Many[Url] = ()

    def __iter__(self) -> Iterator[tuple[str, str]]:  # type: ignore[override]
        """Each (kind, address), in the order in which readers see them."""
        return ((kind, url) for kind in LINK_KINDS for url in getattr(self, kind))


class PersonMention(Shorthand):
    """Somebody in a role: a bare name, or a name with the affiliation that goes with this role."""

    main_key: ClassVar[str] = 'name'

    name: Text = ''
    """The name, as it is to be shown."""
    id: Text = ''
    """The person's id in people.yml, where two people have one name."""
    affiliation: Text = ''
    """The affiliation in this role, where it is not the person's usual one."""

    @model_validator(mode='after')
    def _one_way(self) -> PersonMention:
        if bool(self.name) == bool(self.id):
            raise invalid(
                'missing', 'a person needs a name, or the id of somebody in people.yml, and not both', 'name', 'id'
            )
        return self


class OrganizerEntry(PersonMention):
    """An organizer: a bare name, or a name with a role."""

    role: Text = 'organizer'
    """What readers see, such as "steering committee"."""


class PersonEntry(Entry):
    """Somebody whom more is known of than a name."""

    name: Text
    """The name, as it is to be shown everywhere."""
    id: Id | None = None
    """The address of the page: speakers/ID.html. By default the name without accents. Never change it."""
    family: Text = ''
    """The family name, for sorting, where it is not the last word of the name."""
    aliases: Many[Text] = ()
    """Other spellings of the name, in any edition. Spellings that differ in accents need no alias."""
    distinct_from: Many[Text] = ()
    """Names that look like this one, yet are other people (or may be): no more notices about them."""
    affiliation: Text = ''
    """Where an edition does not say what the affiliation was then."""
    url: Url | None = None
    """The home page."""
    orcid: Orcid | None = None
    links: LinksEntry = LinksEntry()


class OrganizationEntry(Shorthand):
    """A sponsor: a bare name, or a name with an address."""

    main_key: ClassVar[str] = 'name'

    name: Text
    url: Url | None = None


class ConferenceEntry(Shorthand):
    """The conference that an edition is part of."""

    main_key: ClassVar[str] = 'title'

    title: Text
    url: Url | None = None


class VenueEntry(Shorthand):
    """Where an edition takes place: a bare name, or a name with an address."""

    main_key: ClassVar[str] = 'name'

    name: Text
    url: Url | None = None
    address: Text = ''
    """The address on one line, as one would write it on a letter."""
    city: Text = ''
    region: Text = ''
    country: Text = ''


class RoomEntry(Shorthand):
    """A room: a bare name, or a name with an id and an address."""

    main_key: ClassVar[str] = 'name'

    name: Text
    id: Id | None = None
    """By default the name, in lower case with hyphens."""
    url: Url | None = None


class TrackEntry(Shorthand):
    """A track: a bare name, or a name with an id."""

    main_key: ClassVar[str] = 'name'

    name: Text
    id: Id | None = None
    """By default the name, in lower case with hyphens."""


class KindEntry(Shorthand):
    """A kind of talk or session that this series adds: the name that readers see."""

    main_key: ClassVar[str] = 'name'

    name: Text
    quiet: bool = False
    """Whether it recedes in a schedule, as breaks do."""
    presented: bool = True
    """Set to false for papers that are only published: they need no place in the schedule."""


class SlotEntry(Shorthand):
    """A talk in a session: a bare id, or an id with a time of its own."""

    main_key: ClassVar[str] = 'talk'

    talk: Text
    """The id of the talk."""
    time: Range | None = None
    """By default the whole session; where others have durations, when the one before ends."""
    end: Clock | None = None
    duration: Duration | None = None
    board: Text = ''
    """The number of the poster board."""


_A_TITLE = 'a title, or a talk to take it from'


class SessionEntry(Entry):
    """A row of the agenda: a block of time with one talk, many, or none. A row with only a day begins that day."""

    day: Day | None = None
    """The day of this row and of those below it. By default the first day of the edition."""
    time: Range | None = None
    """From when to when, as 08:10-08:20, on the edition's clocks. Midnight and later is 24:00, 25:00, …"""
    end: Clock | None = None
    duration: Duration | None = None
    """Minutes, or 1h30; instead of an end."""
    utc_offset: Offset | None = None
    """Which of two equal times is meant, in the hour that the end of summer time repeats: -07:00."""
    id: Id | None = None
    """Lets pages refer to this session, as {session}`2019/morning-posters`. Never change it."""
    title: Text = ''
    """By default the title of its talk."""
    kind: KindId = ''
    """By default the kind of its talk."""
    room: Many[Text] = ()
    """The id or name of a room, or a list. By default the room of the edition; breaks have none."""
    track: Text = ''
    chairs: Many[PersonMention] = ()
    talk: Text = ''
    """The id of the one talk that this session is for."""
    talks: Many[SlotEntry] = ()
    """The ids of its talks."""
    status: StatusName = Status.CONFIRMED

    @property
    def begins_day(self) -> bool:
        return self.model_fields_set <= {'day'}  # none is left of a row with a wrong day

    @model_validator(mode='after')
    def _complete(self) -> SessionEntry:
        if self.begins_day:
            return self
        if self.talk and self.talks:
            raise invalid('key', 'a session has either talk or talks, not both; list all of them under talks')
        if not self.time and not (self.title or self.talk):
            raise invalid('missing', f'a row needs a time, and {_A_TITLE}', 'time', 'title', 'talk')
        if not self.time:
            raise invalid('missing', 'a row needs a time, as in time: 08:10-08:20', 'time')
        if not (self.title or self.talk):
            raise invalid('missing', f'a row needs {_A_TITLE}', 'title', 'talk')
        return self


class TalkEntry(Entry):
    """Anything presented that has a page: a talk, a poster, a panel, a tutorial."""

    id: Id
    """The address of the page: talks/2019/ID.html. Never change it."""
    title: Text
    """As printed; LaTeX between dollar signs."""
    kind: KindId = 'contributed'
    """One that every program knows, such as invited, or one of those in series.yml."""
    number: Annotated[int, Field(ge=0, lt=1_000_000)] | None = None
    """The number of the paper or poster."""
    authors: Many[PersonMention] = ()
    """In the order of the paper."""
    speakers: Many[PersonMention] = ()
    """Who presents it. Where there are authors, a speaker has to be one of them, or be known elsewhere."""
    track: Text = ''
    keywords: Many[Text] = ()
    links: LinksEntry = LinksEntry()
    status: StatusName = Status.CONFIRMED


class EditionEntry(Entry):
    """When and where one edition takes place."""

    title: Text = ''
    """By default the title of the series."""
    start: Day
    """The first day, as 2019-12-14."""
    end: Day | None = None
    """The last day, where there are several."""
    hours: Range | None = None
    """From when to when the doors are open, as 08:00-18:30; the schedule decides where this is left out."""
    timezone: Zone
    """The IANA zone that all times are in, such as America/Vancouver."""
    room: Text = ''
    """The room of every session that names none."""
    venue: VenueEntry | None = None
    part_of: ConferenceEntry | None = None
    url: Url | None = None
    """The home page of this edition."""
    links: LinksEntry = LinksEntry()


class SeriesEntry(Entry):
    """The recurring event."""

    title: Text
    short_title: Text = ''
    """The acronym, such as ML4PS."""
    url: Url | None = None
    links: LinksEntry = LinksEntry()
    kinds: dict[Id, KindEntry] = {}
    """Kinds of talks and sessions beyond those that every program knows."""


class SeriesFile(Entry):
    """program/series.yml"""

    series: SeriesEntry


class PeopleFile(Entry):
    """program/people.yml"""

    people: Many[PersonEntry] = ()


class EditionFile(Entry):
    """One edition, such as program/2019.yml; the name of the file is its id."""

    edition: EditionEntry
    rooms: Many[RoomEntry] = ()
    """The rooms, in the order in which a schedule shows them."""
    tracks: Many[TrackEntry] = ()
    organizers: Many[OrganizerEntry] = ()
    sponsors: Many[OrganizationEntry] = ()
    affiliations: dict[Text, Text] = {}
    """The affiliation of each person at the time of this edition, by name."""
    schedule: Many[SessionEntry] = ()
    """The agenda, from top to bottom."""
    talks: Many[TalkEntry] = ()
    reviewers: Many[PersonMention] = ()


class TalkFrontMatter(Entry):
    """What an author may say above the prose of talks/2019/ID.md."""

    keywords: Many[Text] = ()
    links: LinksEntry = LinksEntry()
    editors_summary: bool = False
    """Set where the prose is by the editors of the proceedings, not by the authors."""


class SpeakerFrontMatter(Entry):
    """What somebody may say above the prose of speakers/ID.md."""

    links: LinksEntry = LinksEntry()


class _ForEditors(GenerateJsonSchema):
    """Leaves out what says nothing to a person: titles made of names, defaults, nulls."""

    def nullable_schema(self, schema: Any) -> dict[str, Any]:
        return self.generate_inner(schema['schema'])

    def default_schema(self, schema: Any) -> dict[str, Any]:
        return self.generate_inner(schema['schema'])

    def model_schema(self, schema: Any) -> dict[str, Any]:
        return {key: value for key, value in super().model_schema(schema).items() if key != 'title'}

    def dict_schema(self, schema: Any) -> dict[str, Any]:
        made = super().dict_schema(schema)
        return {**made, 'additionalProperties': False} if 'patternProperties' in made else made

    def field_title_should_be_set(self, schema: Any) -> bool:
        return False


def json_schema() -> str:
    """The JSON Schema (2020-12) of all program files, as text.

    The first key says which file it is, and what names none is an edition that is being begun: so an editor shows
    what is wrong with that file, and not that it is none of three.
    """
    models: tuple[type[Entry], ...] = (SeriesFile, PeopleFile, EditionFile)
    files: list[tuple[type[Entry], Literal['validation']]] = [(model, 'validation') for model in models]
    refs, schema = models_json_schema(files, title='A file of a proceedings program', schema_generator=_ForEditors)
    series, people, edition = (refs[file] for file in files)
    of_people = {'if': {'required': ['people']}, 'then': people, 'else': edition}
    which = {'if': {'required': ['series']}, 'then': series, 'else': of_people}
    schema = {'$schema': 'https://json-schema.org/draft/2020-12/schema', 'type': 'object', **schema, **which}
    return json.dumps(schema, indent=1, ensure_ascii=False) + '\n'
