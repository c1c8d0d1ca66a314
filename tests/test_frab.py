"""The schedule for apps on phones, as XML and as JSON."""

from __future__ import annotations

import json
import re
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import jsonschema
import pytest
from lxml import etree

from conftest import ROOT, SHARED, Site
from exporting import BASE, event, files
from proceedings.export.frab.ids import numbers
from proceedings.load import load
from proceedings.program import Program

FILE = 'program/2019.yml'
CONFERENCE = Path(__file__).parent / 'programs' / 'conference'
SCHEMAS = SHARED / 'schemas'

DST = """
edition: {start: 2019-10-26, end: 2019-10-27, timezone: Europe/Paris}
schedule:
- day: 2019-10-26
- {time: 22:00-26:30, title: Long night, utc_offset: "+02:00"}
- day: 2019-10-27
- {time: 01:30-03:30, title: Longer than it looks}
"""
ODD = """
edition: {start: 2019-12-14, timezone: US/Pacific, venue: {name: 王の宮殿}}
rooms: [{id: a, name: Same}, {id: b, name: Same}, {id: c, name: "R & <D>"}]
schedule:
- {time: 00:00-29:59, title: "☕ </script> ]]> &amp;", kind: break}
- {time: 08:00-08:10, talk: x, room: [c, a, b]}
- {time: 09:00-09:10, talk: x, room: b, status: cancelled, reason: Storm & rain}
talks:
- id: x
  title: "$a < b$"
  speakers: [王伟, A]
  links: {code: "https://e.org/?a=1&b=2"}
  awards: [Best & only]
  status: retracted
  replaced_by: https://e.org/?a=1&b=2
"""


@pytest.fixture(scope='module')
def conference() -> Program:
    return load(CONFERENCE).program


def data(program: Program, edition: str = '2019', **settings: Any) -> dict[str, Any]:
    """The conference of `schedule.json`."""
    conference: dict[str, Any] = json.loads(files(program, **settings)[f'talks/{edition}/schedule.json'])
    return conference['schedule']['conference']


def entries(conference: dict[str, Any]) -> list[dict[str, Any]]:
    return [entry for day in conference['days'] for room in day['rooms'].values() for entry in room]


def entry(conference: dict[str, Any], title: str) -> dict[str, Any]:
    (found,) = (entry for entry in entries(conference) if title in entry['title'])
    return found


def root(program: Program, edition: str = '2019') -> Element:
    """The root of `schedule.xml`."""
    return ElementTree.fromstring(files(program)[f'talks/{edition}/schedule.xml'])


def rewrite(site: Site, text: str) -> Program:
    site.write(FILE, text)
    return site.program


@pytest.mark.parametrize('base', [BASE, ''])
@pytest.mark.parametrize('name', ['workshop', 'real', 'conference', 'dst', 'odd'])
def test_both_forms_are_valid(site: Site, name: str, base: str) -> None:
    if not SCHEMAS.is_dir():
        pytest.skip('needs the schemas in ../shared/schemas')
    for edition, xml, text in _forms(_program(site, name), base):
        schema = etree.XMLSchema(etree.parse(SCHEMAS / 'frab-schedule.xsd'))
        schema.assertValid(etree.fromstring(xml))
        checker = jsonschema.Draft6Validator.FORMAT_CHECKER
        rules = json.loads((SCHEMAS / 'frab-schedule.schema.json').read_text(encoding='utf-8'))
        problems = jsonschema.Draft6Validator(rules, format_checker=checker).iter_errors(json.loads(text))
        assert [problem.message for problem in problems] == [], edition


def _program(site: Site, name: str) -> Program:
    if text := {'dst': DST, 'odd': ODD}.get(name):
        return rewrite(site, text)
    return load({'real': ROOT, 'conference': CONFERENCE}.get(name, site.folder)).program


def _forms(program: Program, base: str) -> list[tuple[str, bytes, bytes]]:
    found = files(program, base=base)
    return [
        (edition, found[f'talks/{edition}/schedule.xml'], found[f'talks/{edition}/schedule.json'])
        for edition in program.editions
    ]


def test_an_entry_says_what_where_when_and_who(conference: Program) -> None:
    found = entry(data(conference, '2026'), 'Polite Fictions')
    number, slug = found.pop('id'), found.pop('slug')
    assert slug == f'sio_2026-divergence-{number}'
    (person,) = found.pop('persons')
    assert person['name'] == 'Ilka Wellenreiter'
    uid = event(files(conference)['talks/2026/schedule.ics'], 'Polite Fictions')['UID']
    assert found == {
        'guid': uid,
        'date': '2026-09-10T11:00:00+00:00',
        'start': '11:00',
        'end': '2026-09-10T11:30:00+00:00',
        'duration': '00:30',
        'room': 'Great Hall',
        'title': found['title'],
        'subtitle': 'Tides I',
        'type': 'Contributed talk',
        'track': 'Tides & Time',
        'language': None,
        'abstract': '',
        'description': 'Authors: Ilka Wellenreiter, Per Ahlmaskog\nChair: Per Ahlmaskog',
        'url': f'{BASE}/talks/2026/divergence.html',
        'links': [
            {'type': 'paper', 'url': 'https://papers.example.org/divergence.pdf', 'title': 'Paper'},
            {'type': 'related', 'url': 'https://code.example.org/a', 'title': 'Code'},
            {'type': 'related', 'url': 'https://code.example.org/b', 'title': 'Code'},
        ],
    }


def test_both_forms_say_the_same(conference: Program) -> None:
    as_json = data(conference, '2026')
    as_xml = root(conference, '2026')
    for day, element in zip(as_json['days'], as_xml.findall('day'), strict=True):
        assert (day['date'], f'{day["index"]}') == (element.get('date'), element.get('index'))
        assert (day['day_start'], day['day_end']) == (element.get('start'), element.get('end'))
        assert list(day['rooms']) == [room.get('name') for room in element.findall('room')]
    for found, element in zip(entries(as_json), as_xml.iter('event'), strict=True):
        assert (f'{found["id"]}', found['guid']) == (element.get('id'), element.get('guid'))
        for name in ('date', 'start', 'duration', 'room', 'slug', 'title', 'subtitle', 'type', 'description', 'url'):
            assert found[name] == (element.findtext(name) or ''), name
        assert found['track'] == element.findtext('track')
        people = [(person.text, person.get('guid'), person.get('id')) for person in element.iter('person')]
        assert [(p['name'], p['guid'], f'{p["id"]}') for p in found['persons']] == people
        assert [link['url'] for link in found['links']] == [link.get('href') for link in element.iter('link')]


def test_everything_in_the_calendar_is_there_breaks_too(conference: Program) -> None:
    titles = [found['title'] for found in entries(data(conference, '2026'))]
    calendar = files(conference)['talks/2026/schedule.ics'].count(b'BEGIN:VEVENT')
    assert len(titles) == calendar
    assert titles.count('Coffee') == 2
    assert 'Tentative: Business meeting: what next?' in titles
    assert 'Cancelled: The Current That Was Cancelled' in titles


def test_what_is_in_several_rooms_is_in_the_first_and_names_the_others(conference: Program) -> None:
    found = entry(data(conference, '2026'), 'Opening')
    assert found['room'] == 'Great Hall'
    assert 'Also in: Basalt Room, Coral Room' in found['description'].splitlines()


def test_what_has_no_room_is_in_the_venue_or_everywhere(site: Site, conference: Program) -> None:
    assert entry(data(conference, '2026'), 'Lunch')['room'] == 'House of the Nine Isles'
    assert entry(data(site.program), 'Coffee')['room'] == 'Everywhere'


def test_the_rooms_are_those_in_use(conference: Program, site: Site) -> None:
    site.edit(FILE, '09:20-09:40, title: Coffee', '09:20-09:40, room: West 109, title: Coffee')
    assert [room['name'] for room in data(site.program)['rooms']] == ['West 109']
    rooms = data(conference, '2026')['rooms']
    assert [room['name'] for room in rooms] == ['Great Hall', 'Basalt Room', 'Coral Room', 'House of the Nine Isles']
    assert len({room['guid'] for room in rooms}) == len(rooms)


def test_a_room_of_the_same_name_is_the_same_room(site: Site) -> None:
    (day,) = data(rewrite(site, ODD))['days']
    assert list(day['rooms']) == ['Same', 'R & <D>', '王の宮殿']


def test_what_is_after_midnight_belongs_to_the_day_of_the_program(conference: Program) -> None:
    day, other = data(conference, '2026')['days']
    assert day['date'] == '2026-09-10'
    assert 'Listening After Midnight' in [found['title'] for found in day['rooms']['Great Hall']]
    assert day['day_end'] == '2026-09-11T01:00:00+00:00'
    assert (other['day_start'], other['day_end']) == ('2026-09-11T09:00:00+00:00', '2026-09-12T00:00:00+00:00')


def test_a_day_has_all_its_entries_between_its_start_and_its_end(conference: Program) -> None:
    for day in data(conference, '2026')['days']:
        for found in (found for room in day['rooms'].values() for found in room):
            assert day['day_start'] <= found['date'] < found['end'] <= day['day_end']


def test_a_duration_is_how_long_it_really_takes_and_below_a_day(site: Site) -> None:
    conference = data(rewrite(site, DST))
    assert entry(conference, 'Longer than it looks')['duration'] == '03:00'
    assert entry(conference, 'Long night')['duration'] == '04:30'
    assert entry(conference, 'Long night')['end'] == '2019-10-27T02:30:00+02:00'
    assert entry(data(rewrite(site, ODD)), '☕')['duration'] == '23:59'


def test_numbers_are_positive_of_31_bits_and_differ() -> None:
    largest = 2**31 - 1
    alike = [f'00000000-0000-0000-0000-{number:012x}' for number in (0, largest, 1, 5, 5 + largest, largest - 1)]
    found = numbers(alike)
    assert len(set(found.values())) == len(alike)
    assert all(0 < number < 2**31 for number in found.values())
    assert numbers(reversed(alike)) == found
    assert found[alike[3]] == 5


def test_ids_and_addresses_stay_when_time_and_title_change(site: Site) -> None:
    before = entry(data(site.program), 'Causality')
    site.edit(FILE, '{time: 08:20-09:00, talk: causality}', '{time: 11:20-12:00, talk: causality}')
    site.edit(FILE, 'title: Causality and Exoplanets', 'title: Why?')
    after = entry(data(site.program), 'Why?')
    for name in ('id', 'guid', 'slug', 'url', 'persons'):
        assert after[name] == before[name], name


def test_ids_stay_when_edition_talk_room_and_person_have_other_ids(site: Site) -> None:
    site.edit(FILE, 'talk: causality}', 'talk: causality, room: West 109}')
    before = data(site.program)
    site.edit(FILE, '  start: 2019-12-14\n', '  start: 2019-12-14\n  former_ids: [2019]\n')
    site.edit(FILE, 'schedule:', 'rooms: [{name: East 1, former_ids: [west-109]}]\nschedule:')
    site.edit(FILE, 'West 109', 'East 1')
    site.edit(FILE, 'causality', 'cause')
    site.edit(FILE, '- id: cause\n', '- id: cause\n  former_ids: [causality]\n')
    (site.folder / FILE).rename(site.folder / 'program/vancouver.yml')
    site.write(
        'program/people.yml', 'people:\n- {name: Bernhard Schölkopf, id: bs, former_ids: [bernhard-scholkopf]}\n'
    )
    assert site.problems == []
    after = data(site.program, 'vancouver')
    assert after['acronym'] == before['acronym']
    assert [room['guid'] for room in after['rooms']] == [room['guid'] for room in before['rooms']]
    one, other = entry(before, 'Causality'), entry(after, 'Causality')
    for name in ('id', 'guid', 'slug', 'persons'):
        assert other[name] == one[name], name


def test_a_person_is_the_same_with_another_spelling(site: Site) -> None:
    before = entry(data(site.program), 'Causality')['persons']
    site.write('program/people.yml', 'people:\n- {name: Bernhard Schölkopf, aliases: [B. Schölkopf]}\n')
    assert entry(data(site.program), 'Causality')['persons'] == before


def test_a_venue_may_have_another_name(site: Site) -> None:
    site.edit(FILE, '  room: West 109\n', '  venue: {name: Convention Centre}\n')
    (before,) = data(site.program)['rooms']
    site.edit(FILE, 'Convention Centre', 'Convention Center')
    (after,) = data(site.program)['rooms']
    assert (after['name'], after['guid']) == ('Convention Center', before['guid'])


def test_schedules_are_at_former_addresses_too(site: Site) -> None:
    site.edit(FILE, '  start: 2019-12-14\n', '  start: 2019-12-14\n  former_ids: [old, older]\n')
    found = files(site.program)
    for name in ('schedule.xml', 'schedule.json'):
        assert found[f'talks/old/{name}'] == found[f'talks/older/{name}'] == found[f'talks/2019/{name}']


def test_the_version_is_when_something_was_last_changed(site: Site) -> None:
    assert root(site.program).findtext('version') == '2019-11-01 12:30:00'
    site.edit(FILE, 'talk: causality}', 'talk: causality, last_modified: 2019-12-01T10:00-08:00}')
    assert root(site.program).findtext('version') == '2019-12-01 18:00:00'


def test_no_time_that_the_organizer_writes_makes_the_version_earlier(site: Site) -> None:
    site.edit(FILE, '  room: West 109\n', '  room: West 109\n  last_modified: 2019-10-31\n')
    assert root(site.program).findtext('version') == '2019-11-01 12:30:00'


def test_without_a_base_address_an_entry_is_named_where_an_address_has_to_be(site: Site) -> None:
    found = files(site.program, base='')
    assert b'<url>' not in found['talks/2019/schedule.xml']
    for one in entries(data(site.program, base='')):
        assert one['url'] == f'urn:uuid:{one["guid"]}'


def test_the_abstract_is_that_of_the_site(site: Site) -> None:
    found = entry(data(site.program, abstract='The *abstract* of {}'.format), 'Causality')
    assert found['abstract'] == 'The *abstract* of 2019/causality'


def test_an_abstract_that_xml_cannot_have_is_made_fit_for_it(site: Site) -> None:
    found = files(site.program, abstract='A\x0c\x1b\x00 b\uffff\n\tc 👩 {}'.format)['talks/2019/schedule.xml']
    texts = [element.text for element in ElementTree.fromstring(found).iter('abstract')]
    assert 'A b\n\tc 👩 2019/causality' in texts


@pytest.mark.parametrize(
    ('short', 'acronym'),
    [('ML4PS', 'ml4ps_2019'), ('Größe & Maß', 'grosse_mass_2019'), ('王', '2019'), ('WT 2019', 'wt_2019')],
)
def test_the_acronym_is_of_plain_letters(site: Site, short: str, acronym: str) -> None:
    site.edit('program/series.yml', 'short_title: WT', f'short_title: {short}')
    assert data(site.program)['acronym'] == acronym


def test_an_acronym_that_would_be_too_short_is_longer(site: Site) -> None:
    site.edit('program/series.yml', 'short_title: WT', 'short_title: 王')
    (site.folder / FILE).rename(site.folder / 'program' / 'one.yml')
    found = files(site.program)['talks/one/schedule.json']
    assert json.loads(found)['schedule']['conference']['acronym'] == 'proceedings_one'


def test_times_carry_the_offset_that_holds_then(site: Site) -> None:
    found = entry(data(rewrite(site, DST)), 'Longer than it looks')
    assert (found['date'], found['end']) == ('2019-10-27T01:30:00+02:00', '2019-10-27T03:30:00+01:00')
    span = datetime.fromisoformat(found['end']) - datetime.fromisoformat(found['date'])
    assert span == timedelta(hours=3)


def test_a_zone_that_the_schema_does_not_know_is_left_out(site: Site) -> None:
    assert 'time_zone_name' not in data(rewrite(site, ODD))
    assert root(site.program).findtext('conference/time_zone_name') == 'US/Pacific'
    assert data(rewrite(site, DST))['time_zone_name'] == 'Europe/Paris'


def test_what_is_off_says_so_and_why(site: Site) -> None:
    found = entry(data(rewrite(site, ODD)), 'Cancelled')
    assert re.fullmatch('Cancelled: a < b', found['title'])
    assert found['description'].splitlines()[0] == 'Cancelled: Storm & rain'


def test_the_description_says_since_when_what_instead_and_which_awards(site: Site) -> None:
    site.edit(FILE, '- id: causality\n', '- id: causality\n  status: retracted\n  since: 2020-03-01\n  awards: Best\n')
    site.edit(FILE, '  since: 2020-03-01\n', '  since: 2020-03-01\n  replaced_by: jax-md\n')
    assert entry(data(site.program, base=''), 'Causality')['description'].splitlines() == [
        'Retracted on 1 March 2020', 'Replaced by: JAX, M.D.: Molecular Dynamics', 'Award: Best',
    ]  # fmt: skip


def test_what_is_retracted_was_given_unless_its_session_was_not(site: Site) -> None:
    site.edit(FILE, '- id: jax-md\n', '- id: jax-md\n  status: retracted\n')
    site.edit(FILE, '  title: Poster session\n', '  title: Poster session\n  status: cancelled\n')
    site.edit(FILE, 'talk: jax-md}', 'talk: jax-md, status: tentative}')
    titles = [found['title'] for found in entries(data(site.program))]
    assert [title for title in titles if ': ' in title] == [
        'Retracted: JAX, M.D.: Molecular Dynamics', 'Cancelled: Poster session',
    ]  # fmt: skip
