"""schedule.xml and schedule.json of frab, pretalx, FOSDEM, wafer, the hub, and of ourselves, become a draft."""

from __future__ import annotations

import json
from contextlib import suppress
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from lxml import etree

from conftest import ROOT, SHARED, Site
from drafts import Imported, file_at, imported
from exporting import BASE, files
from proceedings.importing.formats import File, UnreadableError, frab_json, frab_xml
from proceedings.importing.report import Report
from proceedings.load import load
from proceedings.maths.titles import plain_title
from proceedings.model import Edition
from proceedings.program import Program
from proceedings.vocabulary import Status

CONFERENCE = Path(__file__).parent / 'programs' / 'conference'
SCHEMAS = SHARED / 'schemas'

HEAD = (
    '<acronym>tides-2031</acronym><title>Tides 2031</title><start>2031-03-07</start><end>2031-03-08</end>'
    '<base_url>https://tides.example.org/2031/</base_url><time_zone_name>Europe/Lisbon</time_zone_name>'
)
ADA = '<persons><person id="1">Ada Smith</person></persons>'

PRETALX = """
<?xml version='1.0' encoding='utf-8' ?>
<!-- Made with love by nobody. -->
<schedule>
  <generator name="pretalx" version="2031.1" />
  <version>0.9</version>
  <conference>
    <title>Tides 2031</title>
    <acronym>tides-2031</acronym>
    <start>2031-03-07</start>
    <end>2031-03-08</end>
    <days>2</days>
    <timeslot_duration>00:05</timeslot_duration>
    <base_url>https://tides.example.org</base_url>
    <time_zone_name>Europe/Lisbon</time_zone_name>
    <track name="Sea &amp; Sand" slug="sea" color="#3366ff" />
  </conference>
  <day index='1' date='2031-03-07' start='2031-03-07T04:00:00+00:00' end='2031-03-08T03:59:00+00:00'>
    <room name='Great Hall, upstairs' guid='0f4d1f3c-8a39-5d7f-9d6c-0c4a2d1f0001'>
      <event guid='0f4d1f3c-8a39-5d7f-9d6c-0c4a2d1f0011' id='41' code='ABC123'>
        <room>Great Hall, upstairs</room>
        <title>Sand</title>
        <subtitle></subtitle>
        <type>Talk</type>
        <date>2031-03-07T10:00:00+00:00</date>
        <start>10:00</start>
        <duration>00:30</duration>
        <abstract>Sand is *old*.</abstract>
        <slug>tides_2031-41-sand</slug>
        <track>Sea &amp; Sand</track>
        <logo>https://tides.example.org/media/sand.png</logo>
        <persons>
          <person id='1' guid='0f4d1f3c-8a39-5d7f-9d6c-0c4a2d1f0021'>Ada Smith</person>
          <person id='2' guid='0f4d1f3c-8a39-5d7f-9d6c-0c4a2d1f0022'>José Roca</person>
        </persons>
        <language>en</language>
        <description>Sand is *old*. And everywhere.</description>
        <recording><license>CC BY</license><optout>false</optout></recording>
        <links><link href="https://github.com/example/sand">the repository</link></links>
        <attachments><attachment href="https://tides.example.org/media/sand.pdf">Slides</attachment></attachments>
        <url>https://tides.example.org/talk/ABC123/</url>
        <feedback_url>https://tides.example.org/talk/ABC123/feedback/</feedback_url>
      </event>
      <event guid='0f4d1f3c-8a39-5d7f-9d6c-0c4a2d1f0012' id='42' code='DEF456'>
        <room>Great Hall, upstairs</room>
        <title>Night tide</title>
        <type>Talk</type>
        <date>2031-03-08T00:30:00+00:00</date>
        <start>00:30</start>
        <duration>00:30</duration>
        <abstract></abstract>
        <track></track>
        <persons><person id='1' guid='0f4d1f3c-8a39-5d7f-9d6c-0c4a2d1f0021'>Ada Smith</person></persons>
        <url>https://tides.example.org/talk/DEF456/</url>
      </event>
    </room>
  </day>
</schedule>
"""

FOSDEM = """
<?xml version="1.0" encoding="UTF-8"?>
<schedule>
  <conference>
    <title>Tides 2031</title>
    <subtitle/>
    <venue>House of Tides</venue>
    <city>Brussels</city>
    <start>2031-02-01</start>
    <end>2031-02-02</end>
    <days>2</days>
    <day_change>09:00:00</day_change>
    <timeslot_duration>00:05:00</timeslot_duration>
  </conference>
  <day index="1" date="2031-02-01">
    <room name="Basalt"></room>
    <room name="H.1302 (Depth)">
      <event id="6245">
        <start>10:00</start>
        <duration>00:50</duration>
        <room>H.1302 (Depth)</room>
        <slug>keynote_sand</slug>
        <title>Sand as a Service</title>
        <subtitle>Twenty years of beaches</subtitle>
        <track>Keynotes</track>
        <type>keynote</type>
        <language/>
        <abstract>&lt;p&gt;Sand is &lt;em&gt;old&lt;/em&gt;.&lt;/p&gt;</abstract>
        <description>&lt;p&gt;And everywhere.&lt;/p&gt;</description>
        <persons><person id="228">Ada Smith</person><person id="312">Lin Wei</person></persons>
        <attachments>
          <attachment type="slides" href="https://tides.example.org/sand.pdf">Slides of Sand</attachment>
        </attachments>
        <links>
          <link href="https://tides.example.org/feedback/6245.php">Submit feedback</link>
          <link href="https://video.example.org/sand.av1.webm">Video recording (AV1/WebM, 120MB)</link>
        </links>
      </event>
      <event id="6246">
        <start>01:00</start>
        <duration>00:30</duration>
        <title>After midnight</title>
        <persons><person id="228">Ada Smith</person></persons>
      </event>
    </room>
  </day>
</schedule>
"""


def xml(events: str, *, head: str = HEAD, day: str = 'date="2031-03-07"', top: str = '', room: str = 'Hall') -> str:
    """A schedule with *events* in one room."""
    days = f'<day index="1" {day}><room name="{room}">\n{events}\n</room></day>'
    return f'<schedule>\n{top}<conference>{head}</conference>\n{days}</schedule>'


def event(title: str = 'Sand', number: int = 1, people: str = ADA, **fields: str) -> str:
    """An event of a schedule.xml; half past nine for half an hour, unless *fields* say something else."""
    texts = {'start': '09:30', 'duration': '00:30', 'title': title, **fields}
    inner = ''.join(f'<{name}>{text}</{name}>' for name, text in texts.items())
    return f'<event id="{number}">{inner}{people}</event>\n'


def read(folder: Path, text: str | bytes) -> Imported:
    return imported(folder, frab_xml, schedule_xml=text)


def schedule_json(*events: dict[str, Any], **conference: Any) -> str:
    """A schedule.json with *events* in one room."""
    day = {
        'index': 1, 'date': '2031-03-07',
        'day_start': '2031-03-07T04:00:00+00:00', 'day_end': '2031-03-08T03:59:00+00:00',
        'rooms': {'Hall': list(events)},
    }  # fmt: skip
    head = {
        'acronym': 'tides-2031', 'title': 'Tides 2031', 'start': '2031-03-07', 'end': '2031-03-07', 'daysCount': 1,
        'timeslot_duration': '00:05', 'time_zone_name': 'Europe/Lisbon', 'rooms': [], 'days': [day],
    }  # fmt: skip
    schedule = {'version': '1', 'base_url': 'https://tides.example.org', 'conference': head | conference}
    return json.dumps({'schedule': schedule})


def json_event(**fields: Any) -> dict[str, Any]:
    return {
        'id': 41, 'guid': '0f4d1f3c-8a39-5d7f-9d6c-0c4a2d1f0011', 'date': '2031-03-07T10:00:00+00:00', 'start': '10:00',
        'duration': '00:30', 'room': 'Hall', 'slug': 'tides-2031-41-sand', 'url': 'https://tides.example.org/sand',
        'title': 'Sand', 'subtitle': None, 'track': None, 'type': 'Talk', 'language': 'en', 'abstract': None,
        'description': None, 'persons': [{'id': 1, 'public_name': 'Ada Smith'}], 'links': [],
    } | fields  # fmt: skip


# What real files are like


def test_a_schedule_of_pretalx(tmp_path: Path) -> None:
    found = read(tmp_path, PRETALX)
    draft = found.draft
    assert (draft.source, draft.title, draft.short_title) == ('pretalx: tides-2031', 'Tides 2031', 'tides')
    assert (draft.start, draft.end, draft.timezone) == (date(2031, 3, 7), date(2031, 3, 8), 'Europe/Lisbon')
    assert draft.rooms == ['Great Hall, upstairs']
    assert draft.tracks == ['Sea & Sand']
    talk = found.talk('Sand')
    assert (talk.key, talk.slug, talk.kind, talk.track) == ('ABC123', 'sand', 'Talk', 'Sea & Sand')
    assert found.names('Sand') == ['Ada Smith', 'José Roca']
    assert talk.abstract
    assert talk.abstract.text == 'Sand is *old*. And everywhere.'
    assert talk.abstract.markup == 'markdown'
    assert [(link.kind, link.url) for link in talk.links] == [
        ('code', 'https://github.com/example/sand'), ('slides', 'https://tides.example.org/media/sand.pdf'),
    ]  # fmt: skip
    assert talk.place.line == 19
    assert found.session('Night tide').day == date(2031, 3, 7)
    assert found.said == ['38 a link is taken for code by its name ("the repository")']


def test_the_schedule_of_pretalx_in_these_tests_is_valid() -> None:
    if not SCHEMAS.is_dir():
        pytest.skip('needs the schemas in ../shared/schemas')
    root = etree.fromstring(PRETALX.strip().encode())
    etree.XMLSchema(etree.parse(SCHEMAS / 'frab-schedule.xsd')).assertValid(root)


def test_a_schedule_of_fosdem_has_no_dates_no_zone_and_html(tmp_path: Path) -> None:
    found = read(tmp_path, FOSDEM)
    draft = found.draft
    assert (draft.timezone, draft.venue, draft.city) == ('Europe/Brussels', 'House of Tides', 'Brussels')
    title = 'Sand as a Service: Twenty years of beaches'
    talk = found.talk(title)
    assert (talk.key, talk.slug, talk.kind) == ('6245', 'keynote-sand', 'keynote')
    assert talk.abstract
    assert talk.abstract.markup == 'html'
    assert talk.abstract.text == '<p>Sand is <em>old</em>.</p>\n\n<p>And everywhere.</p>'
    assert [link.kind for link in talk.links] == ['video', 'slides']
    assert found.session(title).start == datetime(2031, 2, 1, 10)
    night = found.session('After midnight')
    assert (night.start, night.day) == (datetime(2031, 2, 2, 1), date(2031, 2, 1))
    assert draft.rooms == ['H.1302 (Depth)']
    assert found.says('it says no time zone; Europe/Brussels is assumed from the city')
    assert found.says('rooms with nothing in them are left out: "Basalt"')
    assert found.lost('event/links') == 'a form for feedback is no more when all is over'


def test_a_schedule_of_wafer_has_rows_that_are_no_talks_and_contacts_that_are_private(tmp_path: Path) -> None:
    row = event('Door opens', 2, people='<recording><optout>false</optout></recording>', type='', description='')
    more = 'contact="ada@example.org" twitter="https://t.example.org/ada"'
    person = f'<persons><person id="1" {more}>Ada Smith</person></persons>'
    found = read(
        tmp_path, xml(row + event('Sand', 3, person, type='Talk', track='No Track'), top='<generator name="wafer"/>')
    )
    assert [talk.title for talk in found.draft.talks.values()] == ['Sand']
    assert found.draft.tracks == []
    assert (found.session('Door opens').kind, found.session('Door opens').slots) == ('session', [])
    lost = found.report.lost['event/persons/person/@contact']
    assert (lost.why, lost.example) == ('e-mail addresses are private', '')
    assert 'ada@' not in str(found)


def test_wafer_is_known_by_its_addresses_and_a_talk_that_it_gives_twice_is_one(tmp_path: Path) -> None:
    address = {'full_conf_url': 'https://tides.example.org/talks/8-sand/', 'conf_url': '/talks/8-sand/'}
    first = event('Sand', 101, type='None', description='Come *all*.', **address)
    again = event('Sand', 104, type='None', description='Come *all*.', **(address | {'start': '11:00'}))
    found = read(tmp_path, xml(first + again))
    (talk,) = found.draft.talks.values()
    assert (talk.kind, len(found.draft.sessions)) == ('', 2)
    assert talk.abstract
    assert (talk.abstract.text, talk.abstract.markup) == ('Come *all*.', 'markdown')
    assert found.lost('event/full_conf_url') == 'talks and people have pages of their own here'


def test_both_forms_of_one_schedule_have_the_same_keys_and_source(tmp_path: Path) -> None:
    number = '0f4d1f3c-8a39-5d7f-9d6c-0c4a2d1f00'
    events = [
        json_event(
            guid=f'{number}11', code='ABC123', persons=[{'code': 'XYZ', 'guid': f'{number}21', 'name': 'Ada Smith'}]
        ),
        json_event(guid=f'{number}12', code='DEF456', title='Night tide', persons=[]),
    ]
    one = read(tmp_path, PRETALX).draft
    other = imported(
        tmp_path, frab_json, schedule_json=schedule_json(*events)[:-1] + ', "generator": {"name": "pretalx"}}'
    ).draft
    assert one.source == other.source
    assert list(one.talks) == list(other.talks)
    assert set(other.people) <= set(one.people)


def test_the_source_is_the_same_for_each_version(tmp_path: Path) -> None:
    before, after = read(tmp_path, PRETALX), read(tmp_path, PRETALX.replace('<version>0.9', '<version>1.0'))
    assert before.draft.source == after.draft.source


@pytest.mark.parametrize(
    ('said', 'slug'),
    [
        ('tides-2031.1-sand', 'sand'), ('tides_2031-sand-castles-0001', 'sand-castles'), ('1 Sand', 'sand'), ('1', ''),
        ('keynote_sand', 'keynote-sand'), ('', ''), ('tides-2031.1-', ''),
    ],
)  # fmt: skip
def test_slugs_are_without_acronym_and_number(tmp_path: Path, said: str, slug: str) -> None:
    assert read(tmp_path, xml(event(slug=said))).talk('Sand').slug == slug


def test_a_slug_is_clean_where_no_acronym_is_known(tmp_path: Path) -> None:
    found = read(tmp_path, xml(event(slug='tides-2031-1-sand'), head='<title>Tides</title>'))
    assert found.talk('Sand').slug == 'sand'


def test_without_a_slug_the_end_of_the_address_is_one(tmp_path: Path) -> None:
    assert read(tmp_path, xml(event(url='https://tides.example.org/e/sand.html'))).talk('Sand').slug == 'sand'
    assert read(tmp_path, xml(event(url='https://tides.example.org/talk/ABC123/'))).talk('Sand').slug == ''


# Time


@pytest.mark.parametrize(
    ('duration', 'minutes', 'said'),
    [
        ('00:45', 45, ''), ('1:30', 90, ''), ('00:05:00', 5, ''), ('PT1H30M', 90, ''), ('P0DT00H20M00S', 20, ''),
        ('90', 90, 'the duration "90" is taken for 90 minutes'),
        ('0:90', 90, 'the duration "0:90" is taken for 90 minutes'),
        ('1h30', 90, 'the duration "1h30" is taken for 90 minutes'),
        ('20 min', 20, 'the duration "20 min" is taken for 20 minutes'),
        ('-0:30', 30, 'the duration "-0:30" is none'),
        ('00:00', 30, 'the duration "00:00" is none'),
        ('soon', 30, 'the duration "soon" is none'),
        ('', 30, 'there is no duration'),
        ('P', 30, 'the duration "P" is none'),
        ('99999:99', 1229, 'it lasts until 2042-08-03 02:09, and the program of a day ends before six'),
        ('24:00', 1229, 'it lasts until 2031-03-08 09:30, and the program of a day ends before six'),
    ],
)  # fmt: skip
def test_a_duration_is_read_as_it_is_meant(tmp_path: Path, duration: str, minutes: int, said: str) -> None:
    found = read(tmp_path, xml(event(duration=duration)))
    session = found.session('Sand')
    assert session.end - session.start == timedelta(minutes=minutes)
    assert found.says(said) if said else found.said == []


def test_what_has_no_duration_ends_when_the_next_in_its_room_begins(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        xml(event('A', 1, duration='') + event('B', 2, start='10:15') + event('C', 3, start='23:00', duration='')),
    )
    assert found.span('A') == '03-07 09:30-10:15'
    assert found.span('C') == '03-07 23:00-23:30'
    assert found.says('it ends when the next in its room begins ("A")')
    assert found.says('half an hour is assumed ("C")')


def test_an_end_is_taken_before_a_duration(tmp_path: Path) -> None:
    one = json_event(end='2031-03-07T11:00:00+00:00')
    found = imported(tmp_path, frab_json, schedule_json=schedule_json(one))
    assert found.span('Sand') == '03-07 10:00-11:00'
    assert found.says('`end` and `duration` differ; `end` is taken')


def test_an_end_before_the_start_is_none(tmp_path: Path) -> None:
    one = json_event(end='2031-03-07T09:00:00+00:00')
    found = imported(tmp_path, frab_json, schedule_json=schedule_json(one))
    assert found.span('Sand') == '03-07 10:00-10:30'
    assert found.says('the end is not after the start')


def test_a_date_with_its_offset_is_taken_before_a_start(tmp_path: Path) -> None:
    found = read(tmp_path, xml(event(date='2031-03-07T10:30:00+01:00', start='10:30')))
    assert found.span('Sand') == '03-07 09:30-10:00'  # on the clocks of Lisbon
    assert found.said == []
    found = read(tmp_path, xml(event(date='2031-03-07T11:30:00+00:00', start='10:30')))
    assert found.span('Sand') == '03-07 11:30-12:00'
    assert found.says('`start` and `date` differ; `date` is taken ("10:30, 2031-03-07T11:30:00+00:00")')


@pytest.mark.parametrize(
    'said', ['2031-03-07 10:00:00 +0000', '2031-03-07T10:00Z', '2031-03-07T10:00:00.000+00:00', '2031-03-07T10:00']
)
def test_a_date_may_be_written_in_other_ways(tmp_path: Path, said: str) -> None:
    assert read(tmp_path, xml(event(date=said, start=''))).span('Sand') == '03-07 10:00-10:30'


def test_what_is_at_no_time_is_a_talk_and_not_in_the_schedule(tmp_path: Path) -> None:
    found = read(tmp_path, xml(event(start='late')))
    assert found.talk('Sand')
    assert found.draft.sessions == []
    assert found.says('4 nothing says when it begins; it is not in the schedule ("late")')


NIGHT = 'date="2031-03-07" start="2031-03-07T10:00:00+00:00" end="2031-03-08T04:00:00+00:00"'


def test_what_begins_before_its_day_does_is_in_the_night_after(tmp_path: Path) -> None:
    found = read(tmp_path, xml(event(start='01:00'), day=NIGHT))
    assert found.span('Sand') == '03-08 01:00-01:30'
    assert found.session('Sand').day == date(2031, 3, 7)
    assert found.says('it begins before the day does, at 01:00; taken for the night after ("Sand")')


def test_what_stands_behind_an_evening_is_in_the_night_after(tmp_path: Path) -> None:
    found = read(tmp_path, xml(event('A', 1, start='23:00', duration='01:00') + event('B', 2, start='00:15')))
    assert found.span('B') == '03-08 00:15-00:45'
    assert found.session('B').day == date(2031, 3, 7)


def test_a_talk_over_midnight_is_on_the_day_on_which_it_begins(tmp_path: Path) -> None:
    session = read(tmp_path, xml(event(start='23:30', duration='01:30'), day=NIGHT)).session('Sand')
    assert (f'{session.end:%d %H:%M}', session.day) == ('08 01:00', None)


def test_an_event_that_is_not_on_its_day_is_on_its_own(tmp_path: Path) -> None:
    found = read(tmp_path, xml(event(date='2031-03-09T09:30:00+00:00')))
    assert found.span('Sand') == '03-09 09:30-10:00'
    assert found.says('it stands in the day 2031-03-07, and takes place on 2031-03-09; the latter is taken ("Sand")')


def test_a_day_that_is_none_is_said(tmp_path: Path) -> None:
    found = read(tmp_path, xml(event(date='2031-03-07T09:30:00+00:00'), day='date="Friday"'))
    assert found.span('Sand') == '03-07 09:30-10:00'
    assert found.says('"Friday" is no day; the events have to say theirs')


@pytest.mark.parametrize(
    ('zone', 'offset', 'city', 'guessed', 'said'),
    [
        ('europe/lisbon', '+00:00', '', 'Europe/Lisbon', 'the time zone "europe/lisbon" is Europe/Lisbon'),
        ('W. Europe Standard Time', '+01:00', '', 'Europe/Berlin', '"W. Europe Standard Time" is Europe/Berlin'),
        ('', '+01:00', '', 'Europe/Berlin', 'it says no time zone; Europe/Berlin is assumed from offsets'),
        ('', '+01:00', 'Oslo, Norway', 'Europe/Oslo', 'it says no time zone; Europe/Oslo is assumed from offsets'),
        ('', '-08:00', 'Oslo', 'America/Los_Angeles', 'America/Los_Angeles is assumed from offsets'),
        ('', '+00:00', '', 'UTC', 'UTC is assumed from offsets'),
        ('', '+13:00', '', 'Pacific/Auckland', 'Pacific/Auckland is assumed'),
        ('Middle/Earth', '+12:00', '', 'Etc/GMT-12', '"Middle/Earth" is no time zone; Etc/GMT-12 is assumed'),
        ('', '+07:20', '', '', 'it says no time zone; write `timezone` into the file of the edition'),
    ],
)  # fmt: skip
def test_a_missing_zone_is_guessed(tmp_path: Path, zone: str, offset: str, city: str, guessed: str, said: str) -> None:
    head = f'<title>T</title><time_zone_name>{zone}</time_zone_name><city>{city}</city>'
    found = read(
        tmp_path, xml(event(date=f'2031-02-07T09:30:00{offset}', start=''), head=head, day='date="2031-02-07"')
    )
    assert found.draft.timezone == guessed
    assert found.says(said)


def test_one_wrong_offset_does_not_make_another_zone(tmp_path: Path) -> None:
    events = [event(f'T{hour}', hour, date=f'2031-02-07T{hour}:00:00+01:00', start='') for hour in range(10, 15)]
    wrong = event('Wrong', 1, date='2031-02-07T09:00:00+05:45', start='')
    head = '<title>T</title><city>Rome</city>'
    assert (
        read(tmp_path, xml(wrong + ''.join(events), head=head, day='date="2031-02-07"')).draft.timezone == 'Europe/Rome'
    )


# People


def test_people_without_ids_are_known_by_their_names(tmp_path: Path) -> None:
    people = '<persons><person>Ada Smith</person><person>  </person><person>José Roca</person></persons>'
    found = read(tmp_path, xml(event(people=people)))
    assert list(found.draft.people) == ['ada-smith', 'jose-roca']
    assert found.says('a person without a name is left out')


def test_two_people_of_one_name_are_two_and_that_is_said(tmp_path: Path) -> None:
    people = '<persons><person id="5">Lin Wei</person><person id="9">Lin Wei</person></persons>'
    found = read(tmp_path, xml(event(people=people)))
    assert list(found.draft.people) == ['5', '9']
    assert found.says('"Lin Wei" has several ids (5, 9); taken for 2 people of one name')


def test_one_person_of_two_names_is_one_and_that_is_said(tmp_path: Path) -> None:
    other = '<persons><person id="1">A. Smith</person></persons>'
    found = read(tmp_path, xml(event('A', 1) + event('B', 2, other, start='11:00')))
    assert [person.name for person in found.draft.people.values()] == ['Ada Smith']
    assert found.names('B') == ['A. Smith']
    assert found.says('5 one person is called "Ada Smith" and "A. Smith"; the first is taken')


@pytest.mark.parametrize(
    ('said', 'name'),
    [
        ('Wei, Lin', 'Lin Wei'), ('Ada Smith, PhD', 'Ada Smith, PhD'), ('Sammy Smith, Jr.', 'Sammy Smith, Jr.'),
        ('<b>Ada</b> Smith', 'Ada Smith'),
    ],
)  # fmt: skip
def test_a_name_is_written_as_one_says_it(tmp_path: Path, said: str, name: str) -> None:
    escaped = said.replace('<', '&lt;')
    found = read(tmp_path, xml(event(people=f'<persons><person id="1">{escaped}</person></persons>')))
    assert found.names('Sand') == [name]


@pytest.mark.parametrize(
    'person',
    [
        {'public_name': 'Ada Smith'}, {'full_public_name': 'Ada Smith', 'public_name': 'ada'}, {'name': 'Ada Smith'},
        {'first_name': 'Ada', 'last_name': 'Smith'},
    ],
)  # fmt: skip
def test_people_in_json_have_names_in_many_fields(tmp_path: Path, person: dict[str, str]) -> None:
    found = imported(tmp_path, frab_json, schedule_json=schedule_json(json_event(persons=[person])))
    assert found.names('Sand') == ['Ada Smith']


def test_biographies_and_links_of_people_are_taken_and_pictures_are_not(tmp_path: Path) -> None:
    person = {
        'id': 1, 'code': 'XYZ', 'name': 'Ada Smith', 'biography': 'Digs.', 'avatar': 'https://tides.example.org/a.png',
        'links': [{'url': 'https://ada.example.org', 'title': 'Home'}], 'organization': 'Institute of Sand',
    }  # fmt: skip
    found = imported(tmp_path, frab_json, schedule_json=schedule_json(json_event(persons=[person])))
    ada = found.draft.people['XYZ']
    assert ada.biography
    assert (ada.biography.text, ada.affiliation) == ('Digs.', 'Institute of Sand')
    assert [link.url for link in ada.links] == ['https://ada.example.org']
    assert found.lost('event/persons/avatar').startswith('pictures are not copied')


# Talks


def test_what_is_given_twice_is_one_talk_with_two_slots(tmp_path: Path) -> None:
    found = read(tmp_path, xml(event() + event(start='11:00')))
    assert len(found.draft.talks) == 1
    assert [session.key for session in found.sessions('Sand')] == ['1', '1#2']


def test_what_pretalx_gives_twice_has_one_code_and_two_guids(tmp_path: Path) -> None:
    text = PRETALX.replace('DEF456', 'ABC123').replace('Night tide', 'Sand').replace("id='42'", "id='41'")
    found = read(tmp_path, text)
    assert list(found.draft.talks) == ['ABC123']
    assert len(found.draft.sessions) == 2


def test_two_talks_of_one_id_are_two_and_that_is_said(tmp_path: Path) -> None:
    found = read(tmp_path, xml(event('Sand') + event('Waves', start='11:00')))
    assert list(found.draft.talks) == ['1', '1/waves']
    assert found.says('two events have one id: "Sand" and "Waves"; taken for two talks')


def test_what_is_in_two_rooms_at_once_is_one_session(tmp_path: Path) -> None:
    text = xml(event()).replace('</day>', f'<room name="Annex">{event()}</room></day>')
    found = read(tmp_path, text)
    assert found.session('Sand').rooms == ['Hall', 'Annex']
    assert found.says('what is in several rooms at once is one session ("Sand")')


def test_what_is_there_twice_is_taken_once(tmp_path: Path) -> None:
    found = read(tmp_path, xml(event() + event()))
    assert len(found.draft.sessions) == 1
    assert found.says('it is here twice, at one time in one room; it is taken once')


@pytest.mark.parametrize(
    ('title', 'type', 'kind'),
    [
        ('Lunch', '', 'lunch'), ('Coffee break', 'other', 'break'), ('Registration', '', 'session'),
        ('Mittagspause', '', 'lunch'), ('Group photo', 'META', 'session'), ('Pause', 'BREAK', 'break'),
        ('Welcome!', '', 'opening'), ('Come together', 'social event', 'social'), ('Closing', 'misc', 'closing'),
    ],
)  # fmt: skip
def test_rows_without_people_and_text_are_no_talks(tmp_path: Path, title: str, type: str, kind: str) -> None:
    found = read(tmp_path, xml(event(title, people='<persons/>', type=type)))
    assert found.draft.talks == {}
    assert found.session(title).kind == kind
    assert found.says(f'what has no people and no text is taken for a row without a page ("{title}")')


def test_a_talk_about_lunch_is_a_talk(tmp_path: Path) -> None:
    found = read(
        tmp_path, xml(event('Lunch') + event('Coffee', 2, people='', start='11:00', abstract='How to brew it.'))
    )
    assert [talk.title for talk in found.draft.talks.values()] == ['Lunch', 'Coffee']


def test_a_title_may_have_html_and_may_be_missing(tmp_path: Path) -> None:
    found = read(tmp_path, xml(event('Sand &amp;amp; &lt;i&gt;sea&lt;/i&gt;') + event('', 2, start='11:00')))
    assert [talk.title for talk in found.draft.talks.values()] == ['Sand & sea', 'Untitled']
    assert found.says('it has no title; it is called "Untitled"')


@pytest.mark.parametrize(
    ('abstract', 'description', 'text', 'markup'),
    [
        ('One.', 'Two.', 'One.\n\nTwo.', 'plain'), ('One.', 'One.', 'One.', 'plain'),
        ('One.', 'One. Two.', 'One. Two.', 'plain'),
        ('One. Two.', 'Two.', 'One. Two.', 'plain'), ('', 'Two.', 'Two.', 'plain'), ('', '', None, None),
        ('# One', '[two](https://e.org)', '# One\n\n[two](https://e.org)', 'markdown'),
        ('a &lt; b', '&lt;p&gt;Two.&lt;/p&gt;', '<p>a &lt; b</p>\n\n<p>Two.</p>', 'html'),
    ],
)  # fmt: skip
def test_abstract_and_description_are_one_text(
    tmp_path: Path, abstract: str, description: str, text: str | None, markup: str | None
) -> None:
    found = read(tmp_path, xml(event(abstract=abstract, description=description))).talk('Sand').abstract
    assert (found and found.text, found and str(found.markup)) == (text, markup)


@pytest.mark.parametrize(
    ('link', 'kind', 'said'),
    [
        ('<link href="https://e.org/1">Slides</link>', 'slides', ''),
        ('<link href="https://e.org/1" type="paper">x</link>', 'paper', ''),
        ('<link href="https://e.org/1" type="media">x</link>', 'video', ''),
        ('<link href="https://e.org/1">Video recording</link>', 'video', 'a link is taken for video by its name'),
        ('<link href="https://www.youtube.com/watch?v=1">x</link>', 'video', 'taken for video by its address'),
        ('<link href="https://git.example.github.com/x">y</link>', 'code', 'a link is taken for code by its address'),
        ('<link href="https://arxiv.org/abs/1912.01703">y</link>', 'paper', 'a link is taken for paper by its address'),
        ('<link href="https://e.org/a.pptx">y</link>', 'slides', 'a link is taken for slides by its address'),
        ('<link href="https://e.org/">the decoder</link>', 'web', ''),
    ],
)  # fmt: skip
def test_links_have_a_kind(tmp_path: Path, link: str, kind: str, said: str) -> None:
    found = read(tmp_path, xml(event(people=f'{ADA}<links>{link}</links>')))
    assert [link.kind for link in found.talk('Sand').links] == [kind]
    assert found.says(said) if said else found.said == []


def test_addresses_are_whole_and_what_is_none_is_lost(tmp_path: Path) -> None:
    hrefs = [
        'sand.pdf',
        '/media/a b.pdf',
        '//cdn.example.org/x',
        'javascript:alert(1)',
        'file:///etc/passwd',
        'https://[bad',
        '',
    ]
    links = ''.join(f'<link href="{href}">x</link>' for href in hrefs)
    found = read(tmp_path, xml(event(people=f'{ADA}<links>{links}</links>')))
    assert [link.url for link in found.talk('Sand').links] == [
        'https://tides.example.org/2031/sand.pdf', 'https://tides.example.org/media/a%20b.pdf',
        'https://cdn.example.org/x',
    ]  # fmt: skip
    assert found.report.lost['event/links'].times == 3
    assert found.lost('event/links') == 'no web address, and nothing says what it is relative to'


def test_relative_addresses_without_a_base_are_lost(tmp_path: Path) -> None:
    found = read(
        tmp_path, xml(event(people=f'{ADA}<links><link href="a.pdf">Slides</link></links>'), head='<title>T</title>')
    )
    assert found.talk('Sand').links == []
    assert found.report.lost['event/links'].example == 'a.pdf'


def test_what_was_recorded_is_a_video(tmp_path: Path) -> None:
    found = read(tmp_path, xml(event(video_download_url='https://cdn.example.org/sand.mp4')))
    assert [link.kind for link in found.talk('Sand').links] == ['video']


def test_every_field_that_finds_no_place_is_named(tmp_path: Path) -> None:
    more = '<recording><license>CC BY</license></recording><weather><wind>strong</wind></weather><empty/>'
    text = xml(
        event(people=ADA + more, language='en') + event('B', 2, ADA + more, start='11:00'), top='<mood>fine</mood>'
    )
    lost = read(tmp_path, text.replace('<event id="2"', '<event id="2" colour="red"')).report.lost
    assert lost['event/weather/wind'].times == 2
    assert lost['event/weather/wind'].example == 'strong'
    assert {'event/recording/license', 'event/language', 'event/@colour', 'schedule/mood'} <= set(lost)
    assert not any('empty' in field for field in lost)


def test_a_cancelled_event_of_the_hub_is_cancelled(tmp_path: Path) -> None:
    found = imported(tmp_path, frab_json, schedule_json=schedule_json(json_event(state='canceled')))
    assert found.talk('Sand').status is Status.CANCELLED


# Rooms


def test_many_rooms_keep_their_order(tmp_path: Path) -> None:
    names = [f'Room {number}' for number in range(29, 0, -1)]
    rooms = ''.join(f'<room name="{name}">{event(f"T{at}", at)}</room>' for at, name in enumerate(names))
    text = f'<schedule><conference>{HEAD}</conference><day date="2031-03-07">{rooms}</day></schedule>'
    assert read(tmp_path, text).draft.rooms == names


def test_a_room_that_says_another_name_is_the_one_that_it_stands_in(tmp_path: Path) -> None:
    found = read(tmp_path, xml(event(room='Cellar')))
    assert found.session('Sand').rooms == ['Hall']
    assert found.says('it is in the room "Hall", and says "Cellar"; the former is taken')


# JSON of version 2


def test_version_two_has_events_in_a_list_and_people_apart(tmp_path: Path) -> None:
    if SCHEMAS.is_dir():
        rules = json.loads((SCHEMAS / 'frab-schedule-v2.schema.json').read_text(encoding='utf-8'))
        jsonschema.validate(json.loads(VERSION_TWO), rules)
    found = imported(tmp_path, frab_json, schedule_json=VERSION_TWO)
    talk = found.talk('Sand')
    assert (talk.key, talk.track, talk.kind) == ('0f4d1f3c-8a39-5d7f-9d6c-0c4a2d1f0011', 'Sea', 'LIGHTNING TALK')
    assert talk.abstract
    assert talk.abstract.text == 'Sand is **old**.'
    assert found.span('Sand') == '03-08 00:30-01:15'
    assert found.session('Sand').day == date(2031, 3, 7)
    assert found.session('Sand').rooms == ['Saal 2']
    (ada,) = found.draft.people.values()
    assert ada.biography
    assert ada.biography.text == 'Digs.'
    assert found.says('a person at no event is left out ("Lin Wei")')
    assert found.report.lost['event/abstract in other languages'].example == 'Sand ist alt.'


VERSION_TWO = json.dumps(
    {
        'schedule': {
            'version': '1',
            'base_url': 'https://hub.example.org/',
            'conference': {
                'acronym': 'tides', 'title': 'Tides', 'start': '2031-03-07T09:00:00+00:00', 'end': '2031-03-08',
                'time_zone_name': 'Europe/Lisbon',
                'rooms': [{'name': 'Saal 2', 'guid': '0f4d1f3c-8a39-5d7f-9d6c-0c4a2d1f0002', 'capacity': 300}],
                'tracks': [{'name': 'Sea', 'slug': 'sea', 'guid': '0f4d1f3c-8a39-5d7f-9d6c-0c4a2d1f0003'}],
                'days': [
                    {
                        'index': 1, 'date': '2031-03-07',
                        'start': '2031-03-07T09:00:00+00:00', 'end': '2031-03-08T06:00:00+00:00',
                    }
                ],
            },
            'events': [
                {
                    'guid': '0f4d1f3c-8a39-5d7f-9d6c-0c4a2d1f0011', 'start': '2031-03-08T00:30:00+00:00',
                    'end': '2031-03-08T01:15:00+00:00', 'duration': 'PT45M',
                    'room': {'guid': '0f4d1f3c-8a39-5d7f-9d6c-0c4a2d1f0002'}, 'slug': 'tides-sand',
                    'url': 'https://hub.example.org/event/sand', 'title': 'Sand', 'subtitle': None, 'language': 'en',
                    'track': {'slug': 'sea'}, 'type': 'LIGHTNING_TALK',
                    'abstract': {'en': 'Sand is **old**.', 'de': 'Sand ist alt.'},
                    'description': None, 'links': [{'url': 'https://youtu.be/x', 'type': 'MEDIA'}],
                    'participants': [
                        {'guid': '0f4d1f3c-8a39-5d7f-9d6c-0c4a2d1f0021', 'name': 'Ada Smith', 'role': 'SPEAKER'}
                    ],
                }
            ],
            'persons': [
                {'guid': '0f4d1f3c-8a39-5d7f-9d6c-0c4a2d1f0021', 'name': 'Ada Smith', 'biography': 'Digs.'},
                {'guid': '0f4d1f3c-8a39-5d7f-9d6c-0c4a2d1f0022', 'name': 'Lin Wei'},
            ],
        }
    }
)  # fmt: skip


# Hostile and broken files


@pytest.mark.parametrize(
    ('text', 'said'),
    [
        ('<schedule><conference>', 'schedule.xml:1:22: not XML: '),
        ('<!DOCTYPE html><html><body><schedule></schedule></body></html>', 'is a web page, and no schedule'),
        ('<feed/>', 'schedule.xml:1:1: begins with <feed>, and a schedule.xml begins with <schedule>'),
        ('', 'not XML'),
        ('<!DOCTYPE schedule [<!ENTITY x SYSTEM "file:///etc/passwd">]><schedule>&x;</schedule>', 'declares entities'),
        ('<!DOCTYPE s [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><schedule a="&b;">&b;</schedule>', 'declares entities'),
        ('<schedule>' * 5000, 'not XML: Excessive depth'),
    ],
)  # fmt: skip
def test_a_file_that_is_no_schedule_is_refused(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / 'schedule.xml'
    path.write_text(text, encoding='utf-8')
    with pytest.raises(UnreadableError) as refused:
        frab_xml.read([file_at(path)], Report())
    assert said in str(refused.value)


def test_a_million_laughs_are_not_laughed(tmp_path: Path) -> None:
    entities = ''.join(f'<!ENTITY a{at} "{f"&a{at - 1};" * 10 if at else "ha"}">' for at in range(10))
    path = tmp_path / 'schedule.xml'
    path.write_text(f'<!DOCTYPE s [{entities}]><schedule a="&a9;">&a9;</schedule>', encoding='utf-8')
    with pytest.raises(UnreadableError):
        frab_xml.read([file_at(path)], Report())


@pytest.mark.parametrize(
    ('text', 'said'),
    [
        ('{"schedule": {"conference": ', 'schedule.json:1:29: not JSON: Expecting value'),
        ('<html>', 'is a web page or XML'),
        ('[' * 100_000, 'too deeply nested'),
        ('{"schedule": []}', 'has no schedule with a conference in it'),
        ('[]', 'has no schedule with a conference in it'),
    ],
)
def test_json_that_is_no_schedule_is_refused(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / 'schedule.json'
    path.write_text(text, encoding='utf-8')
    with pytest.raises(UnreadableError) as refused:
        frab_json.read([file_at(path)], Report())
    assert said in str(refused.value)


def test_json_that_is_not_quite_json_is_read(tmp_path: Path) -> None:
    text = schedule_json(json_event(title='Sand 😀'))
    text = text.replace('"id": 41', f'"id": {"9" * 5000}, "x": NaN, "title": "first"').replace('[{"id"', '[\n{"id"', 1)
    found = imported(tmp_path, frab_json, schedule_json=text)
    assert found.talk('Sand 😀').place.line == 2
    assert found.says('2 "title" is here twice; the last is taken')
    assert found.says('NaN is no number, and no JSON; it is left out')


@pytest.mark.parametrize(
    'conference',
    [
        '{"days": null}', '{"days": 5}', '{"days": [5]}', '{"days": [{"rooms": 5}]}',
        '{"days": [{"rooms": [{"name": {}}]}]}',
        '{"days": [{"rooms": {"A": 5, "B": [7, null, {}]}}]}',
        '{}, "events": [{"participants": 5, "links": {}, "room": [], "track": {}}], "persons": 5',
    ],
)  # fmt: skip
def test_values_of_the_wrong_sort_break_nothing(tmp_path: Path, conference: str) -> None:
    with suppress(UnreadableError):
        assert imported(tmp_path, frab_json, schedule_json=f'{{"schedule": {{"conference": {conference}}}}}').said


@pytest.mark.parametrize(
    ('data', 'name'),
    [
        (b'<?xml version="1.0" encoding="iso-8859-1"?>' + xml(event('Größe')).encode('iso-8859-1'), 'Größe'),
        (('<?xml version="1.0" encoding="utf-16"?>' + xml(event('Größe'))).encode('utf-16'), 'Größe'),
        (b'\xef\xbb\xbf' + xml(event('Größe')).encode(), 'Größe'),
        (b'\n  <?xml version="1.0"?>' + xml(event('Größe')).encode(), 'Größe'),
        (b'<?xml version="1.0" encoding="utf-8"?>' + xml(event('Größe')).encode('cp1252'), 'Größe'),
        (xml(event('R & D&nbsp;lab &amp; M&uuml;ll\x0b')).encode(), 'R & D lab & Müll'),
    ],
)  # fmt: skip
def test_a_file_may_be_written_in_any_way(tmp_path: Path, data: bytes, name: str) -> None:
    found = read(tmp_path, data)
    assert [talk.title for talk in found.draft.talks.values()] == [name]


def test_what_is_mended_is_said(tmp_path: Path) -> None:
    assert read(tmp_path, xml(event('R & D'))).says('4 not quite XML, and read as it is meant: ')
    found = read(tmp_path, xml(event('Größe')).encode('cp1252'))
    assert found.says('4 it is not utf-8, as it should be; it is read as Windows-1252')


def test_nothing_is_fetched(tmp_path: Path) -> None:
    secret = tmp_path / 'secret.txt'
    secret.write_text('secret', encoding='utf-8')
    doctype = f'<!DOCTYPE schedule SYSTEM "{secret.as_uri()}">'
    found = read(
        tmp_path, doctype + xml(event() + '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="secret.txt"/>')
    )
    assert 'secret' not in str(found.draft)


def test_an_empty_schedule_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError, match='there is nothing in this schedule; was it published'):
        read(tmp_path, f'<schedule><conference>{HEAD}</conference></schedule>')


def test_what_is_wrong_hundreds_of_times_is_said_once(tmp_path: Path) -> None:
    events = ''.join(event(f'T{number}', number, subtitle='x', duration='90') for number in range(300))
    found = read(tmp_path, xml(events))
    assert len(found.said) == 2
    assert found.says('a subtitle is put behind the title (300 times, first for "T0: x")')


def test_nine_hundred_talks_are_read(tmp_path: Path) -> None:
    text = 'Sand is old and it is everywhere. ' * 60
    rooms = ''.join(
        f'<room name="R{room}">'
        + ''.join(
            event(f'T{room}.{at}', room * 100 + at, start=f'{8 + at // 3:02}:{at % 3 * 20:02}', abstract=text)
            for at in range(31)
        )
        + '</room>'
        for room in range(29)
    )
    found = read(tmp_path, f'<schedule><conference>{HEAD}</conference><day date="2031-03-07">{rooms}</day></schedule>')
    assert len(found.draft.talks) == 899


# Recognized


@pytest.mark.parametrize(
    ('head', 'is_xml', 'is_json'),
    [
        (b'<?xml version="1.0"?>\n<!-- <x> --><schedule>', True, False),
        ('<schedule >'.encode('utf-16'), True, False),
        (b'<html><body>schedule', False, False),
        (b'{"$schema": "x", "schedule": {"version": "1", "conference": {', False, True),
        (b'{"schedule": {"version": "2", "events": [{', False, True),
        ('\n{"schedule": {"conference": {'.encode('utf-16'), False, True),
        (b'{"schedule": "weekly"}', False, False),
        (b'BEGIN:VCALENDAR', False, False),
        (b'', False, False),
    ],
)
def test_a_schedule_is_recognized(head: bytes, is_xml: bool, is_json: bool) -> None:
    file = File(Path('x'), head, 'x')
    assert (frab_xml.recognizes(file), frab_json.recognizes(file)) == (is_xml, is_json)


# Our own


@pytest.fixture(scope='module', params=['2019', '2020', '2026'])
def ours(request: pytest.FixtureRequest) -> tuple[Program, Edition, dict[str, bytes]]:
    """A program, one of its editions, and what we export of it."""
    program = load(CONFERENCE if request.param == '2026' else ROOT).program
    return program, program.editions[request.param], files(program)


@pytest.mark.parametrize('form', ['xml', 'json'])
def test_our_own_schedule_comes_back(
    tmp_path: Path, ours: tuple[Program, Edition, dict[str, bytes]], form: str
) -> None:
    program, edition, exported = ours
    data = exported[f'talks/{edition.id}/schedule.{form}']
    found = imported(tmp_path, frab_xml if form == 'xml' else frab_json, **{f'schedule_{form}': data})
    assert rows_of_draft(found) == rows_of_edition(edition)
    assert people_of_draft(found) == people_of_edition(program, edition)
    assert found.draft.timezone == edition.timezone
    assert found.draft.source == f'proceedings: {"sio" if edition.id == "2026" else "ml4ps"}-{edition.id}'
    assert found.draft.url == f'{BASE}/talks/{edition.id}/index.html'


def test_what_our_own_schedule_says_in_words_is_understood(tmp_path: Path, site: Site) -> None:
    standing = '  status: withdrawn\n  since: 2019-12-01\n  reason: Ill\n  awards: Best\n'
    site.edit('program/2019.yml', '- id: causality\n', f'- id: causality\n{standing}')
    site.edit('program/2019.yml', 'talk: jax-md}', 'talk: jax-md, room: [West 109, East], chairs: [Rose Yu]}')
    site.edit('program/2019.yml', 'schedule:', 'rooms: [West 109, East]\nschedule:')
    site.edit('program/2019.yml', '[jax-md, p9]', '[{talk: jax-md, board: B2}, {talk: p9, board: B1}]')
    assert site.problems == []
    found = imported(tmp_path, frab_xml, schedule_xml=files(site.program)['talks/2019/schedule.xml'])
    talk = found.talk('Causality and Exoplanets')
    assert (talk.status, talk.reason, talk.awards) == (Status.WITHDRAWN, 'Ill', ['Best'])
    assert found.report.lost['event/description: since'].example == '1 December 2019'
    jax = found.talk('JAX, M.D.: Molecular Dynamics')
    assert [mention.name for mention in jax.authors] == ['Samuel Schoenholz', 'Ekin Cubuk']
    given, posters = found.sessions('JAX, M.D.: Molecular Dynamics')
    assert (given.rooms, [mention.name for mention in given.chairs]) == (['West 109', 'East'], ['Rose Yu'])
    assert posters.title == 'Poster session'
    assert [(slot.talk, slot.board) for slot in posters.slots] == [(jax.key, 'B2'), ('likelihood-free-inference', 'B1')]


def rows_of_edition(edition: Edition) -> list[tuple[Any, ...]]:
    """What is when, where, with which talks."""
    return sorted(
        (
            session.start.timestamp(), session.end.timestamp(), session.day, edition.room_names(session.rooms)
            if len(session.rooms) < 3 else [edition.rooms[room].name for room in session.rooms],
            _plain(edition.title_of(session)), sorted(_plain(edition.talks[slot.talk].title) for slot in session.slots),
        )
        for session in edition.sessions
    )  # fmt: skip


def rows_of_draft(found: Imported) -> list[tuple[Any, ...]]:
    draft = found.draft
    return sorted(
        (
            session.start.timestamp(), session.end.timestamp(), session.day or session.start.date(), session.rooms,
            _plain(session.title or draft.talks[session.slots[0].talk].title),
            sorted(_plain(draft.talks[slot.talk].title) for slot in session.slots),
        )
        for session in draft.sessions
    )  # fmt: skip


def _plain(title: str) -> str:
    return plain_title(title).replace('<b>', '').replace('</b>', '')


def people_of_edition(program: Program, edition: Edition) -> dict[str, set[str]]:
    """Everybody of each talk that is in the schedule; of one that is only listed in a session, who presents it."""
    found: dict[str, set[str]] = {}
    for session in edition.sessions:
        whole = edition.is_side_by_side(session) or (len(session.slots) > 1 and not session.timed)
        for talk in (edition.talks[slot.talk] for slot in session.slots):
            credits = talk.presenters if whole else talk.people
            found.setdefault(_plain(talk.title), set()).update(program.people[credit.person].name for credit in credits)
    return found


def people_of_draft(found: Imported) -> dict[str, set[str]]:
    return {
        _plain(talk.title): {found.draft.people[mention.person].name for mention in [*talk.speakers, *talk.authors]}
        for talk in found.draft.talks.values()
    }
