"""`program.json`: fits its schema, has all that the program says, and leads to what the site has."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import MISSING, fields, is_dataclass, replace
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any
from zipfile import ZipFile
from zoneinfo import ZoneInfo

import pytest
from jsonschema import Draft202012Validator

from conftest import ROOT, Site
from exporting import BASE, STAMP, files
from proceedings import model
from proceedings.cli import main
from proceedings.documents import program_file
from proceedings.export.program_json import SCHEMA_FILE, json_schema
from proceedings.load import load
from proceedings.model import Credit, Edition, Link, NameParts, Person, Proceedings, Revision, Series, Session
from proceedings.program import Program
from proceedings.prose.comments import without_comments
from proceedings.vocabulary import Kind, Status
from programs.everything import write_everything
from programs.generate import generate

SCHEMA = ROOT / SCHEMA_FILE
FILE = 'program/2019.yml'
CONFERENCE = ROOT / 'tests/programs/conference'


@pytest.fixture
def full(site: Site) -> Site:
    """An edition that says something in every field of the model."""
    write_everything(site.folder)
    assert site.problems == []
    return site


@cache
def validator() -> Draft202012Validator:
    schema = json.loads(SCHEMA.read_text(encoding='utf-8'))
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)


def errors(data: Any) -> list[str]:
    return [f'{"/".join(map(str, error.path))}: {error.message}' for error in validator().iter_errors(data)]


def of(program: Program, edition: str = '2019', **settings: Any) -> Any:
    """The file of an edition, as any reader of JSON understands it."""
    return json.loads(files(program, **settings)[program_file(edition)])


def named(things: list[dict[str, Any]], id: str) -> dict[str, Any]:
    """The one of *things* with that id."""
    (found,) = (thing for thing in things if thing['id'] == id)
    return found


# The schema


def test_the_schema_is_the_one_that_the_models_make() -> None:
    """Otherwise: proceedings schema --of program.json > _static/program-json.schema.json."""
    assert SCHEMA.read_text(encoding='utf-8') == json_schema()


def test_the_schema_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(['schema', '--of', 'program.json']) == 0
    assert capsys.readouterr().out == json_schema()


def test_every_key_is_explained() -> None:
    schema = json.loads(json_schema())
    for name, form in {'the file': schema, **schema['$defs']}.items():
        assert form.get('description'), name
        for key, value in form.get('properties', {}).items():
            assert value.get('description') or '$ref' in value, f'{name}.{key}'


def test_the_schema_says_what_a_version_promises() -> None:
    description = ' '.join(json.loads(json_schema())['description'].split())
    assert 'As long as `version` is 1, nothing goes away, and nothing gets another name, type or meaning' in description


def test_what_a_later_build_adds_fits_the_schema_of_today(full: Site) -> None:
    data = of(full.program)
    for thing in (data, data['edition'], data['talks'][0], data['people'][0]['parts']):
        thing['shoe_size'] = 46
    assert errors(data) == []


@pytest.mark.parametrize('base', ['', BASE, 'https://example.org/'])
@pytest.mark.parametrize('folder', [ROOT, CONFERENCE])
def test_real_and_big_programs_fit_the_schema(folder: Path, base: str) -> None:
    program = load(folder).program
    assert program.editions
    assert {id: errors(of(program, id, base=base)) for id in program.editions} == {id: [] for id in program.editions}


def test_a_made_program_of_many_rooms_and_scripts_fits_the_schema(tmp_path: Path) -> None:
    generate(tmp_path, rooms=12, talks=60)
    assert errors(of(load(tmp_path).program, '2027')) == []


@pytest.mark.parametrize(
    'text',
    [
        'edition: {start: 2019-12-14, timezone: UTC}',
        'edition: {start: 2019-12-14, timezone: Asia/Kathmandu}\nschedule: [{time: "09:00-10:00", title: T}]',
        'edition: {start: 2019-12-14, timezone: UTC}\ntalks: [{id: a, title: "</script>\\u3000\\U0001F4A9"}]',
        'edition: {start: 2019-12-14, timezone: UTC, url: "https://ex%C3%A4mple.org/ä?q=王"}',
    ],
)
def test_odd_programs_fit_the_schema(site: Site, text: str) -> None:
    site.write(FILE, text)
    assert [problem for problem in site.problems if ': notice: ' not in problem] == []
    assert errors(of(site.program)) == []


def test_a_program_that_says_everything_fits_the_schema(full: Site) -> None:
    data = of(full.program)
    assert errors(data) == []
    for path, value in walk(data):
        if (path.endswith(('start', 'end')) and 'T' in value) or path.endswith(('last_modified', 'opens', 'closes')):
            assert re.fullmatch(r'\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:Z|[+-]\d\d:\d\d)', value), path  # RFC 3339


def walk(data: Any, path: str = '') -> Iterator[tuple[str, Any]]:
    """(path, value) of all that is no mapping and no list."""
    if isinstance(data, dict):
        for key, value in data.items():
            yield from walk(value, f'{path}/{key}')
    elif isinstance(data, list):
        for index, value in enumerate(data):
            yield from walk(value, f'{path}/{index}')
    else:
        yield path, data


# All that the program says

LEFT_OUT = {
    (Series, 'image_hosts'),  # of which pages load images, and no program
    (Series, 'redirects'),  # where pages of the organizers' own have gone
    (Person, 'former_ids'),  # may be made of a name that is hidden
}

WHOLE = (Edition, Series, Person, Kind)
"""What a file has; all other things of the model are in one of them."""


def test_the_model_can_be_made_again_of_it(full: Site) -> None:
    program = full.program
    data = of(program)
    zone = ZoneInfo(data['edition']['timezone'])
    assert edition_of(data, zone) == program.editions['2019']
    assert {thing['id']: of_type(Person, thing, zone) for thing in data['people']} == {
        id: without(person, 'former_ids') for id, person in program.people.items()
    }
    assert of_type(Series, data['series'], zone) == program.series
    assert {kind['id']: of_type(Kind, kind, zone) for kind in data['kinds']} == {
        id: kind for id, kind in program.kinds.items() if id in {kind['id'] for kind in data['kinds']}
    }


def test_that_was_said_of_every_field_of_the_model(full: Site) -> None:
    """Otherwise a new field goes into `programs/everything.py`; then the test above says what else is to be done."""
    program = full.program
    said = {(type(thing), name) for thing in things(program) for name in said_by(thing)}
    every = {(form, field.name) for form in vars(model).values() if is_dataclass(form) for field in fields(form)}
    every |= {(Kind, field.name) for field in fields(Kind)}
    assert every - said - LEFT_OUT == set()


def test_every_fact_of_the_real_editions_is_in_it() -> None:
    program = load(ROOT).program
    for edition in program.editions.values():
        data = of(program, edition.id)
        assert edition_of(data, ZoneInfo(edition.timezone)) == edition
        assert [talk['id'] for talk in data['talks']] == [*edition.talks]
        assert [person['id'] for person in data['people']] == [
            id for id in program.people if edition.id in {role.edition for role in program.roles[id]}
        ]


def edition_of(data: dict[str, Any], zone: ZoneInfo) -> Edition:
    """The edition of the model that a file is of."""
    kinds = {kind['id']: of_type(Kind, kind, zone) for kind in data['kinds']}
    id = data['edition']['id']

    def all_of(form: type, key: str, **more: Any) -> Iterator[Any]:
        for thing in data[key]:
            known = {'edition': id, 'kind': kinds.get(thing.get('kind', '')), **more}
            yield of_type(form, thing, zone, **{name: known[name] for name in known if has(form, name)})

    sessions = tuple(all_of(Session, 'sessions'))
    talks = {talk.id: talk for talk in all_of(model.Talk, 'talks')}
    changes = tuple(
        of_type(model.Change, change, zone, talk=f'{id}/{change["talk"]}' if 'talk' in change else '')
        for change in data['changes']
    )
    conference = data['edition'].get('part_of')
    return of_type(
        Edition,
        data['edition'],
        zone,
        part_of=conference and of_type(model.Organization, {**conference, 'name': conference['title']}, zone),
        rooms={room.id: room for room in all_of(model.Room, 'rooms')},
        tracks={track.id: track for track in all_of(model.Track, 'tracks')},
        organizers=tuple(all_of(Credit, 'organizers')),
        sponsors=tuple(all_of(model.Organization, 'sponsors')),
        reviewers=tuple(all_of(Credit, 'reviewers')),
        sessions=tuple(with_own_title(session, talks) for session in sessions),
        talks=talks,
        changes=changes,
    )


def with_own_title(session: Session, talks: Mapping[str, model.Talk]) -> Session:
    """*session* without the title, if that is the one of its talk."""
    taken = session.talk and session.title == talks[session.talk].title
    return without(session, 'title', '') if taken else session


def has(form: type, name: str) -> bool:
    return name in {field.name for field in fields(form)}


def without(thing: Any, name: str, value: Any = ()) -> Any:
    return replace(thing, **{name: value})


def of_type(form: type, data: dict[str, Any], zone: ZoneInfo, **known: Any) -> Any:
    """The thing of the model that *data* is; *known* are fields that are elsewhere in the file."""
    found = dict(known)
    for field in fields(form):
        if field.name not in found and field.name in data:
            found[field.name] = value_of(field.name, data[field.name], zone)
    if has(form, 'revision'):
        found['revision'] = of_type(Revision, data, zone)
    if has(form, 'pdf'):
        found['pdf'] = data['files'].get('pdf', '')
    return form(**found)


FORMS: Mapping[str, type] = {
    'links': Link, 'authors': Credit, 'speakers': Credit, 'chairs': Credit, 'editors': Credit, 'parts': NameParts,
    'corrections': model.Correction, 'slots': model.Slot, 'venue': model.Venue, 'proceedings': Proceedings,
}  # fmt: skip
DAYS = frozenset({'date', 'day', 'since', 'published', 'former_days'})
MOMENTS = frozenset({'last_modified', 'opens', 'closes'})


def value_of(name: str, value: Any, zone: ZoneInfo) -> Any:
    """A value of the model, going by the *name* of its field."""
    match value:
        case list():
            return tuple(value_of(name, one, zone) for one in value)
        case {'first': first, 'last': last}:
            return first, last
        case dict():
            return of_type(FORMS[name], value, zone)
        case _ if name in DAYS or (name in ('start', 'end') and len(value) == 10):
            return date.fromisoformat(value)
        case _ if name in ('start', 'end', 'opens', 'closes'):
            return datetime.fromisoformat(value).astimezone(zone)
        case _ if name in MOMENTS:
            return datetime.fromisoformat(value).astimezone(UTC)
        case _ if name == 'status':
            return Status(value)
    return value


def things(program: Program) -> Iterator[Any]:
    """Every dataclass that is anywhere in *program*."""
    yield from within([program.series, *program.editions.values(), *program.people.values(), *program.kinds.values()])


def within(value: Any) -> Iterator[Any]:
    if isinstance(value, Mapping):
        value = list(value.values())
    if isinstance(value, list | tuple):
        for one in value:
            yield from within(one)
    elif is_dataclass(value):
        yield value
        for field in fields(value):
            yield from within(getattr(value, field.name))


def said_by(thing: Any) -> Iterator[str]:
    """The fields of *thing* that are not as they are by default."""
    for field in fields(thing):
        default = field.default_factory() if field.default_factory is not MISSING else field.default
        if default is MISSING or getattr(thing, field.name) != default:
            yield field.name


def test_names_are_beside_the_ids_of_people_with_the_affiliation_of_that_time(full: Site) -> None:
    first, second = named(of(full.program)['talks'], 'jax-md')['authors']
    assert first == {'person': 'ludwig-van-der-berg-jr', 'name': 'Ludwig van der Berg Jr.', 'affiliation': 'Oslo'}
    assert second == {'person': 'the-atlas-collaboration', 'name': 'The ATLAS Collaboration'}


def test_editors_of_the_volume_are_among_the_people(full: Site) -> None:
    full.edit(FILE, 'editors: [{name: Ada Now, affiliation: Oxford}]', 'editors: [Rose Yu, Grace Only]')
    full.edit(FILE, '- {id: only, kind: digital, title: Only a paper, authors: [Rose Yu, L. van der Berg]}\n', '')
    full.edit('program/people.yml', '- {name: The', '- {name: Grace Only}\n- {name: The')
    data = of(full.program)
    assert {credit['person'] for credit in data['edition']['proceedings']['editors']} <= {
        person['id'] for person in data['people']
    }


def test_nobody_reads_a_hidden_name(full: Site) -> None:
    full.edit('program/people.yml', 'id: ada, ', 'id: ada, former_ids: [adam-then], ')
    assert full.problems == []
    file = files(full.program)[program_file('2019')].decode()
    assert 'Ada Now' in file
    assert 'adam' not in file.casefold()
    assert 'then' not in re.findall(r'\w+', file.casefold())


def test_a_row_whose_talk_nobody_knows_is_called_by_its_kind(site: Site) -> None:
    site.edit(FILE, 'talk: causality}', 'talk: casuality}')
    data = of(site.program)
    assert data['sessions'][1]['title'] == 'Session'
    assert errors(data) == []


def test_what_nobody_knows_is_left_out_and_lists_are_always_there(site: Site) -> None:
    data = of(site.program)
    assert {name for name, value in walk(data) if value in (None, '')} == set()
    talk = named(data['talks'], 'p9')
    assert 'doi' not in talk
    assert (talk['links'], talk['awards'], talk['speakers']) == ([], [], [])


def test_a_night_in_which_the_clocks_change_has_the_offset_of_each_time(full: Site) -> None:
    """It is 1:30 twice in that night; the second talk goes on until the second time of it is over."""
    slots = named(of(full.program)['sessions'], 'night')['slots']
    assert [(slot['start'], slot['end']) for slot in slots] == [
        ('2019-11-03T00:00:00-07:00', '2019-11-03T00:30:00-07:00'),
        ('2019-11-03T00:30:00-07:00', '2019-11-03T02:30:00-08:00'),
    ]


def test_the_time_of_the_data_is_that_of_other_files(full: Site) -> None:
    assert of(full.program)['updated'] == f'{STAMP:%Y-%m-%dT%H:%M:%SZ}'
    full.edit(FILE, 'last_modified: 2019-10-05', 'last_modified: 2030-10-05')
    assert of(full.program)['updated'] == '2030-10-05T00:00:00Z'


def test_a_talk_says_when_it_was_last_changed_where_that_is_known(full: Site) -> None:
    days = {'jax-md': datetime(2020, 3, 2, tzinfo=UTC)}
    talks = of(full.program, changed=lambda talk: days.get(talk.id))['talks']
    assert {talk['id']: talk['updated'] for talk in talks if 'updated' in talk} == {'jax-md': '2020-03-02T00:00:00Z'}


# Abstracts


def abstract(site: Site, text: str) -> Any:
    program = site.program
    return named(of(program, abstract=lambda ref: text if ref == '2019/p9' else '')['talks'], 'p9').get('abstract')


def test_an_abstract_is_markdown_as_it_was_written(site: Site) -> None:
    text = 'Über $E = mc^2$, see {talk}`2019/jax-md`: </script> "\\" \u2028 \U0001f4a9\n\n- *one*\n'
    assert abstract(site, text) == text
    assert abstract(site, '') is None


@pytest.mark.parametrize(
    ('written', 'shown'),
    [
        ('No comment: 5 % of <a>.', 'No comment: 5 % of <a>.'),
        ('One <!-- a --> two<!-- b\nc -->.', 'One  two.'),
        ('% a\nOne.\n% b\n% c\n\nTwo.', 'One.\n\nTwo.'),
        ('One.\n\n<!-- a\n\nb -->\nTwo.', 'One.\n\nTwo.'),
        ('<!-- a --> <!-- b -->\n', ''),
        ('- one\n  % a\n- two <!-- b -->\n\n> % c\n> three', '- one\n- two \n\n> three'),
        ('| a <!-- b --> | c |\n|---|---|\n| d | <!-- e --> |', '| a  | c |\n|---|---|\n| d |  |'),
        ('```\n% code\n<!-- code -->\n```', '```\n% code\n<!-- code -->\n```'),
        ('One.\n\n    % code', 'One.\n\n    % code'),
        ('$$\n\n% TeX\n$$', '$$\n\n% TeX\n$$'),
        ('`<!-- code -->` and `` ` <!-- code --> ``', '`<!-- code -->` and `` ` <!-- code --> ``'),
        (r'\`<!-- a -->\` and \<!-- text -->', r'\`\` and \<!-- text -->'),
        ('<!-- without an end', '<!-- without an end'),
        ('<!-- a --> <b>bold</b>', '<!-- a --> <b>bold</b>'),
    ],
)
def test_comments_of_authors_are_for_nobody_to_see(written: str, shown: str) -> None:
    assert without_comments(written) == shown


@pytest.mark.parametrize('text', ['<!-- -->' + '<!--' * 20_000, '- ' * 20_000 + '<!--', '% a\n' * 50_000, '`' * 50_000])
def test_comments_do_not_take_long_to_find(text: str) -> None:
    """A text that was refused as a page (which is said there) may stay as it is."""
    without_comments(text)


def test_files_for_others_have_abstracts_without_comments(site: Site) -> None:
    site.write('talks/2019/p9.md', '---\nkeywords: [mass]\n---\nOne.\n\n% not said\n')
    built = site.build()
    assert built.warnings == []
    assert named(read(built.out, '2019')['talks'], 'p9')['abstract'] == 'One.'
    assert 'not said' not in (built.out / 'talks/2019/schedule.json').read_text(encoding='utf-8')


# Addresses


def read(out: Path, edition: str) -> Any:
    return json.loads((out / program_file(edition)).read_text(encoding='utf-8'))


def addresses(data: Any) -> set[str]:
    """All pages and files of the site that are named."""
    return {value for path, value in walk(data) if path.endswith('/page') or '/files/' in path}


@pytest.mark.parametrize('builder', ['html', 'dirhtml'])
def test_pages_and_files_that_it_names_are_there_and_so_is_its_schema(full: Site, builder: str) -> None:
    built = full.build(builder)
    assert built.warnings == []
    data = read(built.out, '2019')
    found = addresses(data)
    folder = built.out / 'talks/2019'
    assert {address for address in found if not (built.out / address).exists()} == set()
    assert (folder / data['$schema']).resolve() == (built.out / SCHEMA_FILE).resolve()
    assert (folder / data['$schema']).read_text(encoding='utf-8') == json_schema()
    assert 'base' not in data
    assert [path for path, _ in walk(data) if path.endswith('/page_url')] == []


def test_what_can_be_cited_and_subscribed_to_is_among_the_files(full: Site) -> None:
    data = of(full.program)
    stem = 'talks/2019/jax-md'
    cited = {'bibtex': f'{stem}.bib', 'ris': f'{stem}.ris', 'csl_json': f'{stem}.json'}
    assert named(data['talks'], 'jax-md')['files'] == {'calendar': f'{stem}.ics', **cited, 'pdf': f'{stem}.pdf'}
    assert 'calendar' not in named(data['talks'], 'only')['files']
    assert named(data['rooms'], 'hall')['files'] == {'calendar': 'talks/2019/rooms/hall.ics'}
    assert set(named(data['sessions'], 'night')['files']) == set(cited)
    assert set(data['edition']['files']) == {*cited, 'calendar', 'feed', 'frab_xml', 'frab_json'}
    unnamed = [session['files'] for session in data['sessions'] if not session['named']]
    assert unnamed == [{}, {}]


def test_where_the_address_of_the_site_is_known_pages_have_one_on_the_web(full: Site) -> None:
    data = of(full.program, base=BASE)
    assert data['base'] == f'{BASE}/'
    assert data['$schema'] == f'{BASE}/{SCHEMA_FILE}'
    for thing in (data['edition'], *(one for key in ('rooms', 'days', 'talks', 'people') for one in data[key])):
        assert thing['page_url'] == data['base'] + thing['page']


def test_addresses_are_fit_for_the_web(site: Site) -> None:
    site.edit(FILE, '  room: West 109\n', '  room: Großer Saal 王\n')
    (room,) = of(site.program)['rooms']
    assert room['files']['calendar'] == 'talks/2019/rooms/grosser-saal-%E7%8E%8B.ics'


def test_it_is_at_the_former_address_of_the_edition_too(full: Site) -> None:
    found = files(full.program)
    assert found['talks/first/program.json'] == found['talks/2019/program.json']


@pytest.mark.parametrize('theme', ['basic', 'pydata_sphinx_theme'])
def test_programs_and_readers_find_it_on_the_page_of_the_edition(site: Site, theme: str) -> None:
    built = site.build(html_theme=theme)
    html = (built.out / 'talks/2019/index.html').read_text(encoding='utf-8')
    head, _, body = html.partition('</head>')
    link = '<link rel="alternate" type="application/json" title="WT 2019: the whole program" href="program.json">'
    assert link in head
    assert re.search('<a [^>]*href="program.json"[^>]*>The whole program', body)
    home = (built.out / 'index.html').read_text(encoding='utf-8').partition('</head>')[0]
    assert link.replace('program.json', 'talks/2019/program.json') in home


def test_no_page_is_in_its_way(site: Site) -> None:
    site.edit(FILE, 'id: p9', 'id: program')
    assert [problem for problem in site.problems if '"program" cannot be an id: the site needs that name' in problem]


def test_books_have_neither_it_nor_its_schema(site: Site) -> None:
    (book,) = site.build('epub').out.glob('*.epub')
    assert [name for name in ZipFile(book).namelist() if 'program' in name] == []
