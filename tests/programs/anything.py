"""Any program at all that has no problem, as hypothesis draws it: with something odd in every field of the model."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import yaml
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy
from pydantic import BaseModel

from proceedings.names import slug
from proceedings.schema import entries as model
from proceedings.schema.values import JOINERS
from proceedings.vocabulary import CORRECTION_KINDS, KINDS, LINK_KINDS, OFF, Status

Fields = dict[str, SearchStrategy[Any]]

ODD = [
    '<b>', '</script>', '&lt;', '&', '"', "'", '\\', '%', '{', '}', '#', ': ', ' - ', '|', '`', '*', '_', '[x](y)',
    '--', ']]>', '<!--', '$', '$x_1$', '$\\frac{1}{2}$', '~', '^', '@', ',', ';', '\n', '\t', '  ', '\\n', '%0A',
    '{{ x }}', '漢字', 'かな', 'العربية', 'עברית', 'हिन्दी', 'é', 'e\u0301', 'ß', 'ﬁ', '🧬', '\u00a0', '\u200d',
    'null', '12', '1e3', 'ER  - ', 'END:VEVENT', '=1+1', '-', '!', '?', '> ', '\u00ad', '\U0001f469\u200d\U0001f52c',
    '{ref}`x`',
]  # fmt: skip
LETTERS = st.characters(exclude_categories=('Cc', 'Cf', 'Cs', 'Cn', 'Co', 'Zl', 'Zp'))
TEXTS = st.lists(st.sampled_from(ODD) | st.text(LETTERS, min_size=1, max_size=12), min_size=1, max_size=6).map(''.join)
TEXTS = TEXTS.filter(lambda text: text.strip(f'{JOINERS} \n\t\u00a0'))
KEYWORDS = TEXTS.filter(lambda text: bool(slug(text)))
DAYS = st.dates(date(1990, 1, 1), date(2100, 1, 1)).map(str)
IDS = st.from_regex(r'\A[a-z0-9]{1,6}(-[a-z0-9]{1,6}){0,2}\Z').filter(
    lambda id: id not in ('index', 'program', 'schedule')
)
HOSTS = st.sampled_from(['images.example.org', 'xn--bcher-kva.example'])
PATHS = st.text("abcz09/._~!$&'()*+,;=:@%?#-é漢", max_size=20)
URLS = st.builds(
    'https://{}{}'.format, st.sampled_from(['example.org/', 'example.org:8080/', 'xn--bcher-kva.example/']), PATHS
)
DOIS = st.builds('10.{}/{}'.format, st.integers(1000, 99999), st.text("abz09.()-_;/:#&'é", min_size=1, max_size=12))
ZONES = ['UTC', 'America/Vancouver', 'Europe/Berlin', 'Asia/Kathmandu', 'Australia/Lord_Howe', 'Pacific/Apia']


def entry(of: type[BaseModel], needed: Fields, others: Fields) -> SearchStrategy[dict[str, Any]]:
    """Mappings with what is *needed*, and with any of the *others*, which together are all fields of a model."""
    assert {*needed, *others} == {*of.model_fields}, {*of.model_fields} ^ {*needed, *others}
    return st.fixed_dictionaries(needed, optional=others)


def many(items: SearchStrategy[Any], most: int = 3) -> SearchStrategy[Any]:
    return items | st.lists(items, max_size=most)


LINKS = entry(model.LinksEntry, {}, dict.fromkeys(LINK_KINDS, many(URLS)))
REVISED: Fields = {
    'sequence': st.integers(0, 999),
    'last_modified': DAYS | st.datetimes().map(lambda moment: f'{moment.replace(year=2020):%Y-%m-%dT%H:%M}+05:30'),
}


@st.composite
def names(draw: DrawFn) -> str:
    """Names of people and rooms, of which an id can be made."""
    return f'{draw(st.sampled_from("ABCDEFG"))}{draw(st.integers(0, 99))} {draw(TEXTS)} {draw(st.sampled_from("KLMN"))}'


@st.composite
def programs(draw: DrawFn) -> dict[str, str]:
    """The files of a program, by their names, as YAML."""
    people = draw(st.lists(names(), min_size=1, max_size=5, unique=True))
    years = draw(st.lists(st.integers(1990, 2100), min_size=1, max_size=2, unique=True))
    kinds = draw(st.dictionaries(IDS.filter(lambda id: id not in KINDS), KIND_ENTRIES, max_size=2))
    files = {
        'series': {'series': {**draw(SERIES), 'kinds': kinds}},
        'people': {'people': [draw(person(name, people)) for name in draw(st.sets(st.sampled_from(people)))]},
        **{str(year): draw(edition(year, people, [*KINDS, *kinds])) for year in years},
    }
    return {f'program/{name}.yml': written(data) for name, data in files.items()}


def written(data: Any) -> str:
    """As YAML of the kind that organizers write; numbers and words stay as they are read."""
    return yaml.safe_dump(data, allow_unicode=True, sort_keys=False)


KIND_ENTRIES = entry(
    model.KindEntry,
    {'name': TEXTS},
    {'quiet': st.booleans(), 'presented': st.booleans(), 'side_by_side': st.booleans()},
)
SERIES = entry(
    model.SeriesEntry,
    {'title': TEXTS},
    {
        'short_title': TEXTS,
        'url': URLS,
        'links': LINKS,
        'kinds': st.just({}),
        'redirects': st.just({}),
        'image_hosts': many(HOSTS),
    },
)
VENUES = entry(
    model.VenueEntry,
    {'name': TEXTS},
    {'url': URLS, **dict.fromkeys(('address', 'city', 'region', 'country'), TEXTS)},
)
SPONSORS = TEXTS | entry(model.OrganizationEntry, {'name': TEXTS}, {'url': URLS})
CONFERENCES = TEXTS | entry(model.ConferenceEntry, {'title': TEXTS}, {'url': URLS})
CORRECTIONS = entry(
    model.CorrectionEntry, {'date': DAYS, 'text': TEXTS}, {'kind': st.sampled_from([*CORRECTION_KINDS]), 'url': URLS}
)


def person(name: str, people: list[str]) -> SearchStrategy[dict[str, Any]]:
    """What people.yml says of *name*; what tells the parts of a name apart has to fit to it."""
    family = name.split()[-1]
    return entry(
        model.PersonEntry,
        {'name': st.just(name)},
        {
            'id': IDS,
            'family': st.just(family),
            'given': st.just(name.split()[0]),
            'particle': st.just('K'),
            'suffix': st.just('Jr.'),
            'team': st.booleans(),
            'former_ids': many(IDS.map('was-{}'.format)),
            'disambiguation': TEXTS,
            'aliases': many(names()),
            'hidden_names': st.just([]),
            'distinct_from': many(st.sampled_from(people)),
            'affiliation': TEXTS,
            'url': URLS,
            'orcid': st.just('0000-0002-1825-0097'),
            'links': LINKS,
        },
    )


def mention(people: list[str]) -> SearchStrategy[Any]:
    who = st.sampled_from(people)
    return who | entry(model.PersonMention, {'name': who}, {'affiliation': TEXTS, 'id': st.nothing()})


@st.composite
def edition(draw: DrawFn, year: int, people: list[str], kinds: list[str]) -> dict[str, Any]:
    first = draw(st.dates(date(year, 1, 1), date(year, 12, 20)))
    last = first + timedelta(draw(st.integers(0, 3)))
    rooms = draw(st.lists(names(), max_size=3, unique=True))
    tracks = draw(st.lists(names(), max_size=2, unique=True))
    ids = draw(st.lists(IDS, max_size=6, unique=True))
    talks = [draw(talk(id, people, kinds, tracks, ids)) for id in ids]
    days = [str(first + timedelta(number)) for number in range((last - first).days + 1)]
    data = draw(
        entry(
            model.EditionFile,
            {
                'edition': about(str(first), str(last), rooms, people),
                'rooms': st.tuples(*(room(name) for name in rooms)).map(list),
                'tracks': st.tuples(*(track(name) for name in tracks)).map(list),
                'talks': st.just(talks),
                'schedule': st.just([row for day in days for row in draw(schedule(day, rooms, tracks, people, talks))]),
                'organizers': st.just(people),  # so that everybody is known
            },
            {
                'sponsors': many(SPONSORS),
                'affiliations': st.dictionaries(st.sampled_from(people), TEXTS),
                'reviewers': many(mention(people)),
                'changes': many(change(ids)),
            },
        )
    )
    roles = entry(
        model.OrganizerEntry,
        {'name': st.sampled_from(people)},
        {'affiliation': TEXTS, 'role': TEXTS, 'id': st.nothing()},
    )
    data['organizers'] = [*data['organizers'], *draw(st.lists(roles, max_size=2))]
    return data


def about(first: str, last: str, rooms: list[str], people: list[str]) -> SearchStrategy[dict[str, Any]]:
    volume = entry(
        model.ProceedingsEntry,
        {},
        {
            **dict.fromkeys(('title', 'publisher', 'series', 'volume', 'number'), TEXTS),
            'editors': many(mention(people)),
            'isbn': st.sampled_from(['978-3-16-148410-0', '0-306-40615-2']),
            'issn': st.just('2049-3630'),
            'doi': DOIS,
            'published': DAYS,
        },
    )
    return entry(
        model.EditionEntry,
        {'start': st.just(first), 'end': st.just(last), 'timezone': st.sampled_from(ZONES)},
        {
            **REVISED,
            'title': TEXTS,
            'former_ids': many(IDS.map('was-{}'.format), 2),
            'former_days': many(DAYS, 2),
            'hours': st.just('00:00-29:59'),
            'room': st.sampled_from(rooms) if rooms else st.nothing(),
            'venue': VENUES | TEXTS,
            'part_of': CONFERENCES,
            'proceedings': volume,
            'url': URLS,
            'links': LINKS,
        },
    )


def room(name: str) -> SearchStrategy[Any]:
    return st.just(name) | entry(
        model.RoomEntry,
        {'name': st.just(name)},
        {'id': IDS, 'former_ids': many(IDS.map('was-{}'.format), 2), 'url': URLS},
    )


def track(name: str) -> SearchStrategy[Any]:
    former = many(IDS.map('was-{}'.format), 2)
    return st.just(name) | entry(model.TrackEntry, {'name': st.just(name)}, {'id': IDS, 'former_ids': former})


def change(ids: list[str]) -> SearchStrategy[dict[str, Any]]:
    return entry(
        model.ChangeEntry, {'date': DAYS, 'text': TEXTS}, {'talk': st.sampled_from(ids) if ids else st.nothing()}
    )


@st.composite
def standing(draw: DrawFn, *statuses: Status) -> dict[str, Any]:
    """A status that is none of the usual, with what explains it; or nothing."""
    if draw(st.booleans()):
        return {}
    explained = {'reason': TEXTS, 'since': DAYS}
    return draw(st.fixed_dictionaries({'status': st.sampled_from([str(one) for one in statuses])}, optional=explained))


@st.composite
def talk(
    draw: DrawFn, id: str, people: list[str], kinds: list[str], tracks: list[str], ids: list[str]
) -> dict[str, Any]:
    others = [other for other in ids if other != id]
    papers = entry(model.TalkLinksEntry, {}, dict.fromkeys(LINK_KINDS, many(URLS)))
    data = draw(
        entry(
            model.TalkEntry,
            {'id': st.just(id), 'title': TEXTS},
            {
                **REVISED,
                'former_ids': many(IDS.map('was-{}'.format), 2),
                'kind': st.sampled_from(kinds),
                'number': st.integers(0, 999_999),
                'authors': many(mention(people), 5),
                'speakers': many(mention(people), 2),
                'track': st.sampled_from(tracks) if tracks else st.nothing(),
                'keywords': many(KEYWORDS),
                'links': papers,
                'doi': DOIS,
                'pages': st.sampled_from(['12-17', '12–17', 'e1234', '7', 'A.1:3']),
                'published': DAYS,
                'awards': many(TEXTS, 2),
                'corrections': many(CORRECTIONS, 2),
                **dict.fromkeys(('status', 'reason', 'since', 'replaced_by'), st.nothing()),
            },
        )
    )
    status = draw(standing(Status.TENTATIVE, Status.CANCELLED, Status.WITHDRAWN, Status.RETRACTED))
    if others and status.get('status') in (*map(str, OFF), 'retracted') and draw(st.booleans()):
        status['replaced_by'] = draw(st.sampled_from(others))
    return {**data, **status}


@st.composite
def schedule(
    draw: DrawFn, day: str, rooms: list[str], tracks: list[str], people: list[str], talks: list[dict[str, Any]]
) -> list[dict[str, Any]]:
    """The rows of one day, one after the other, so that nobody has to be in two places."""
    lengths = draw(st.lists(st.integers(1, 300), max_size=4))
    start, rows = draw(st.integers(240, 600)), [{'day': day}]
    for length in lengths:
        if start + length < 29 * 60:
            rows.append(draw(session(start, length, rooms, tracks, people, talks)))
        start += length
    return rows


@st.composite
def session(
    draw: DrawFn,
    start: int,
    length: int,
    rooms: list[str],
    tracks: list[str],
    people: list[str],
    talks: list[dict[str, Any]],
) -> dict[str, Any]:
    ids = [talk['id'] for talk in talks]
    given = draw(st.lists(st.sampled_from(ids), max_size=3, unique=True)) if ids else []
    slots = [draw(slot(id)) for id in given]
    ends = draw(st.sampled_from(['range', 'end', 'duration']))
    times = {
        'range': {'time': f'{clock(start)}-{clock(start + length)}'},
        'end': {'time': clock(start), 'end': clock(start + length)},
        'duration': {'time': clock(start), 'duration': str(length)},
    }[ends]
    data = draw(
        entry(
            model.SessionEntry,
            {'title': TEXTS},
            {
                **REVISED,
                'id': st.uuids().map(lambda made: f's-{made.hex[:6]}'),
                'room': many(st.sampled_from(rooms)) if rooms else st.nothing(),
                'track': st.sampled_from(tracks) if tracks else st.nothing(),
                'chairs': many(st.sampled_from(people), 2),
                'kind': st.sampled_from([*KINDS]),
                'talks': st.just(slots),
                **dict.fromkeys(
                    ('day', 'time', 'end', 'duration', 'utc_offset', 'talk', 'status', 'reason', 'since'), st.nothing()
                ),
            },
        )
    )
    return {**data, **times, **draw(standing(Status.TENTATIVE, Status.CANCELLED))}


def slot(id: str) -> SearchStrategy[Any]:
    never = dict.fromkeys(('time', 'end', 'duration'), st.nothing())
    return st.just(id) | entry(model.SlotEntry, {'talk': st.just(id)}, {'board': TEXTS, **never})


def clock(minutes: int) -> str:
    return f'{minutes // 60:02}:{minutes % 60:02}'
