"""Calendar files: what is in them, and that calendars of others understand them."""

from __future__ import annotations

import json
import re
from collections import Counter
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path

import icalendar
import pytest

import exporting
from conftest import ROOT, Site
from exporting import BASE, STAMP, event, events, files, read, summaries
from proceedings.documents import CITATION_SUFFIXES
from proceedings.export.content_lines import line, moment, text
from proceedings.load import load
from proceedings.program import Program

CONFERENCE = Path(__file__).parent / 'programs' / 'conference'
FILE = 'program/2019.yml'
CALENDAR = 'talks/2019/schedule.ics'
OCEANS = 'talks/2026/schedule.ics'


@pytest.fixture(scope='module')
def conference() -> Program:
    return load(CONFERENCE).program


@pytest.fixture(scope='module')
def oceans(conference: Program) -> dict[str, bytes]:
    return files(conference)


@pytest.fixture(scope='module')
def real() -> Program:
    return load(ROOT).program


def uids(program: Program) -> dict[str, str]:
    """The uid of each event of the workshop's calendar, by its title."""
    return {str(event['SUMMARY']): str(event['UID']) for event in events(files(program)[CALENDAR])}


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


# Which files there are, and what each has


def test_there_is_a_calendar_for_the_edition_each_talk_room_track_and_person(oceans: dict[str, bytes]) -> None:
    for file in (
        OCEANS, 'talks/2026/tide-tables.ics', 'talks/2026/rooms/coral-room.ics', 'talks/2026/tracks/islands.ics',
        'speakers/tobias-nimmerland.ics',
    ):  # fmt: skip
        assert oceans[file].startswith(b'BEGIN:VCALENDAR\r\n'), file


def test_there_is_no_calendar_of_nothing(oceans: dict[str, bytes]) -> None:
    assert 'talks/2026/sea-of-footnotes.ics' not in oceans  # never given
    assert 'speakers/ottokar-nebelung.ics' not in oceans  # reviewed only
    assert all(events(file) for name, file in oceans.items() if name.endswith('.ics'))


def test_an_edition_without_a_schedule_has_no_calendar_and_nothing_for_apps(site: Site) -> None:
    site.write('program/2020.yml', 'edition: {start: 2020-12-11, timezone: UTC}\ntalks:\n- {id: a, title: A}\n')
    found = {name.removeprefix('talks/2020/') for name in files(site.program) if name.startswith('talks/2020/')}
    cited = {f'{stem}.{suffix}' for stem in ('a', 'index') for suffix in CITATION_SUFFIXES}
    assert found == {'schedule.js', 'changes.atom', 'program.json', *cited}


def test_the_editions_calendar_has_talks_in_turn_each_and_posters_as_one_session(oceans: dict[str, bytes]) -> None:
    found = summaries(oceans[OCEANS])
    assert found[:4] == ['Registration', 'Opening', 'The Water That Is Not There', 'Coffee']
    assert 'Tides I' not in found
    assert 'Floating Islands' in found
    assert 'Posters and cake' in found
    assert 'Gull Grammar' not in found


def test_the_entries_are_in_the_order_of_time(oceans: dict[str, bytes]) -> None:
    starts = [event['DTSTART'].dt for event in events(oceans[OCEANS])]
    assert starts == sorted(starts)


def test_talks_of_one_session_without_times_of_their_own_are_one_entry(site: Site) -> None:
    site.edit(
        FILE, '- {time: 08:20-09:00, talk: causality}', '- {time: 08:20-09:00, title: Both, talks: [causality, p9]}'
    )
    found = files(site.program)
    assert 'Both' in summaries(found[CALENDAR])
    assert 'Causality and Exoplanets' not in summaries(found[CALENDAR])
    assert summaries(found['talks/2019/causality.ics']) == ['Causality and Exoplanets']


def test_a_poster_with_a_row_of_its_own_is_an_entry_as_a_talk_is(site: Site) -> None:
    site.edit(FILE, '- id: posters\n', '- {time: 11:00-12:00, talk: p9}\n- id: posters\n')
    assert summaries(files(site.program)[CALENDAR])[-1] == 'Likelihood-free inference'


def test_a_talk_has_an_entry_for_each_time_that_it_is_given(site: Site) -> None:
    found = events(files(site.program)['talks/2019/jax-md.ics'])
    assert [event['DTSTART'].dt for event in found] == [utc('2019-12-14T17:00'), utc('2019-12-14T17:40')]


def test_a_person_has_what_they_speak_at_wrote_and_chair(oceans: dict[str, bytes]) -> None:
    assert summaries(oceans['speakers/marit-skumring.ics']) == [
        'Opening', 'Tide Tables for Seas <b>Without</b> a Shore', 'Who Owns the Horizon?', 'A Reef of Mirrors',
    ]  # fmt: skip
    assert 'Tides I' in summaries(oceans['speakers/per-ahlmaskog.ics'])


def test_who_speaks_at_the_talk_that_they_chair_has_it_once(site: Site) -> None:
    site.edit(FILE, 'talk: causality}', 'talk: causality, chairs: [Bernhard Schölkopf]}')
    assert summaries(files(site.program)['speakers/bernhard-scholkopf.ics']) == ['Causality and Exoplanets']


def test_who_chairs_a_session_that_is_longer_than_its_one_talk_has_the_session(site: Site) -> None:
    row = '- {time: 08:20-09:00, title: Stars, chairs: [Rose Yu], talks: [{talk: causality, duration: 20}]}'
    site.edit(FILE, '- {time: 08:20-09:00, talk: causality}', row)
    found = files(site.program)
    assert summaries(found['speakers/rose-yu.ics'])[0] == 'Stars'
    assert 'Stars' not in summaries(found[CALENDAR])


def test_a_person_has_all_editions_in_one_calendar(site: Site) -> None:
    site.write(
        'program/2018.yml',
        """
        edition: {start: 2018-12-08, timezone: Europe/Paris}
        schedule:
        - {time: 09:00-10:00, talk: old}
        talks:
        - {id: old, title: Old, speakers: Rose Yu}
        """,
    )
    assert summaries(files(site.program)['speakers/rose-yu.ics']) == ['Old', 'Likelihood-free inference']


def test_a_room_has_what_is_in_it_and_what_is_everywhere_but_no_breaks(oceans: dict[str, bytes]) -> None:
    found = summaries(oceans['talks/2026/rooms/coral-room.ics'])
    assert found == [
        'Opening', 'The Water That Is Not There', 'A Sextant of Paper', 'Tuning the Fog Horn',
        'Learn to Fold a Sextant', 'Tentative: Business meeting: what next?',
    ]  # fmt: skip


def test_a_room_in_which_nothing_is_has_no_calendar_of_what_is_everywhere(site: Site) -> None:
    site.edit(FILE, 'schedule:', 'rooms: [West 109, Attic]\nschedule:')
    site.edit(FILE, 'title: Opening remarks,', 'room: [West 109], title: Opening remarks,')
    site.edit(FILE, '  room: West 109\n', '')
    found = files(site.program)
    assert 'talks/2019/rooms/attic.ics' not in found
    assert 'JAX, M.D.: Molecular Dynamics' in summaries(found['talks/2019/rooms/west-109.ics'])


def test_a_track_has_its_sessions_and_its_talks_wherever_they_are(site: Site) -> None:
    site.edit(FILE, 'schedule:', 'tracks: [Methods]\nschedule:')
    site.edit(FILE, 'talk: causality}', 'talk: causality, track: Methods}')
    site.edit(FILE, '- id: p9\n', '- id: p9\n  track: Methods\n')
    track = 'talks/2019/tracks/methods.ics'
    assert summaries(files(site.program)[track]) == ['Causality and Exoplanets', 'Likelihood-free inference']
    site.edit(FILE, '  title: Poster session\n', '  title: Poster session\n  track: Methods\n')
    assert summaries(files(site.program)[track]) == ['Causality and Exoplanets', 'Poster session']


# What an entry says


def test_an_entry_says_what_where_and_who(site: Site) -> None:
    site.edit(FILE, '  room: West 109\n', '  room: West 109\n  venue: {name: Convention Centre, city: Vancouver}\n')
    site.edit(FILE, 'talk: jax-md}', 'talk: jax-md, title: Contributed talk 1, chairs: [Rose Yu]}')
    found = event(files(site.program)[CALENDAR], 'JAX')
    assert found['SUMMARY'] == 'JAX, M.D.: Molecular Dynamics'
    assert found['LOCATION'] == 'West 109, Convention Centre, Vancouver'
    assert found['URL'] == f'{BASE}/talks/2019/jax-md.html'
    assert found['CATEGORIES'].cats == ['Contributed talk']
    assert found['DESCRIPTION'].splitlines() == [
        'Speaker: Samuel Schoenholz',
        'Authors: Samuel Schoenholz, Ekin Cubuk',
        'Session: Contributed talk 1',
        'Chair: Rose Yu',
    ]


def test_a_session_that_is_called_as_its_talk_is_not_named_again(site: Site) -> None:
    site.edit(FILE, 'talk: causality}', 'talk: causality, title: Causality and Exoplanets}')
    assert event(files(site.program)[CALENDAR], 'Causality')['DESCRIPTION'] == 'Speaker: Bernhard Schölkopf'


def test_a_row_whose_talk_nobody_knows_is_called_by_its_kind(site: Site) -> None:
    site.edit(FILE, 'talk: causality}', 'talk: casuality}')
    assert 'Session' in summaries(files(site.program)[CALENDAR])


def test_a_poster_session_lists_its_talks_with_their_boards(oceans: dict[str, bytes]) -> None:
    lines = event(oceans[OCEANS], 'Posters and cake')['DESCRIPTION'].splitlines()
    assert lines[2] == 'A3: Gull Grammar (Ilka Wellenreiter)'
    assert len(lines) == 6


def test_a_poster_session_says_which_of_its_talks_are_off(site: Site) -> None:
    site.edit(FILE, '- id: p9\n', '- id: p9\n  status: withdrawn\n')
    lines = event(files(site.program)[CALENDAR], 'Poster session')['DESCRIPTION'].splitlines()
    assert lines[1] == 'Likelihood-free inference (Gilles Louppe, Rose Yu) [withdrawn]'


def test_a_room_that_is_called_as_the_venue_is_named_once(site: Site) -> None:
    site.edit(FILE, '  room: West 109\n', '  room: West 109\n  venue: {name: West 109, city: Vancouver}\n')
    assert event(files(site.program)[CALENDAR], 'JAX')['LOCATION'] == 'West 109, Vancouver'


def test_what_is_in_every_room_of_many_says_so(site: Site) -> None:
    rooms = ', '.join(f'Room {number}' for number in range(30))
    site.edit(FILE, 'schedule:', f'rooms: [{rooms}]\nschedule:')
    site.edit(FILE, '  room: West 109\n', '  venue: {name: Convention Centre}\n')
    site.edit(FILE, 'talk: causality}', f'talk: causality, room: [{rooms}]}}')
    assert event(files(site.program)[CALENDAR], 'Causality')['LOCATION'] == 'All rooms, Convention Centre'


def test_a_poster_says_its_board(oceans: dict[str, bytes]) -> None:
    (found,) = events(oceans['talks/2026/gull-grammar.ics'])
    assert found['DESCRIPTION'].splitlines()[1:] == ['Session: Posters and cake', 'Board: A3']


def test_the_tracks_are_categories_the_talks_own_first(site: Site) -> None:
    site.edit(FILE, 'schedule:', 'tracks: [Methods, "Data, big"]\nschedule:')
    site.edit(FILE, 'talk: causality}', 'talk: causality, track: Methods}')
    site.edit(FILE, '- id: causality\n', '- id: causality\n  track: Data, big\n')
    assert b'CATEGORIES:Invited talk,Data\\, big,Methods\r\n' in files(site.program)[CALENDAR]


def test_a_session_without_a_page_leads_to_the_page_of_its_day(oceans: dict[str, bytes]) -> None:
    assert event(oceans[OCEANS], 'Lunch')['URL'] == f'{BASE}/talks/2026/days/2026-09-10.html'


def test_without_a_base_address_no_file_says_where_it_is(site: Site) -> None:
    found = files(site.program, base='')
    assert not [
        name for name, file in found.items() if b'URL' in file or b'SOURCE' in file or b'example.org/en' in file
    ]


def test_a_calendar_says_what_it_is_called_and_how_it_is_kept_up_to_date(site: Site) -> None:
    head = files(site.program)['talks/2019/causality.ics'].decode().partition('BEGIN:VEVENT')[0]
    assert head.replace('\r\n ', '').splitlines() == [
        'BEGIN:VCALENDAR',
        'VERSION:2.0',
        'PRODID:-//proceedings//NONSGML proceedings//EN',
        'NAME:WT 2019: Causality and Exoplanets',
        'X-WR-CALNAME:WT 2019: Causality and Exoplanets',
        'REFRESH-INTERVAL;VALUE=DURATION:PT1H',
        f'SOURCE;VALUE=URI:{BASE}/talks/2019/causality.ics',
        f'URL:{BASE}/talks/2019/causality.html',
        'X-PUBLISHED-TTL:PT1H',
    ]


def test_no_property_is_empty_and_none_is_for_invitations_or_of_our_zone(site: Site) -> None:
    site.edit(FILE, '  room: West 109\n', '')
    lines = b''.join(files(site.program, base='').values()).decode().replace('\\r\\n', '\n').splitlines()
    assert not [line for line in lines if re.fullmatch(r'[A-Z-]+(;[^:]*)?:', line)]
    assert not [line for line in lines if line.startswith(('METHOD', 'BEGIN:VTIMEZONE', 'LOCATION', 'LAST-MODIFIED'))]


# Time


@pytest.mark.parametrize(
    ('zone', 'day', 'hours', 'start', 'end'),
    [
        ('America/Vancouver', '2019-12-14', '08:00-09:00', '2019-12-14T16:00', '2019-12-14T17:00'),
        ('Asia/Kolkata', '2019-12-14', '08:00-09:00', '2019-12-14T02:30', '2019-12-14T03:30'),
        ('Asia/Kathmandu', '2019-12-14', '00:15-01:00', '2019-12-13T18:30', '2019-12-13T19:15'),
        ('Pacific/Auckland', '2019-12-14', '23:30-25:00', '2019-12-14T10:30', '2019-12-14T12:00'),
        ('America/Vancouver', '2019-12-31', '23:30-25:00', '2020-01-01T07:30', '2020-01-01T09:00'),
        ('Europe/Paris', '2019-03-31', '01:30-03:30', '2019-03-31T00:30', '2019-03-31T01:30'),
        ('Europe/Paris', '2019-10-27', '01:30-03:30', '2019-10-26T23:30', '2019-10-27T02:30'),
        ('Europe/Paris', '2019-10-26', '23:00-28:00', '2019-10-26T21:00', '2019-10-27T03:00'),
    ],
)
def test_times_are_in_utc(site: Site, zone: str, day: str, hours: str, start: str, end: str) -> None:
    site.write(
        FILE,
        f"""
        edition: {{start: {day}, timezone: {zone}}}
        schedule:
        - {{time: {hours}, title: Something}}
        """,
    )
    (found,) = events(files(site.program)[CALENDAR])
    assert (found['DTSTART'].dt, found['DTEND'].dt) == (utc(start), utc(end))
    assert f'DTSTART:{utc(start):%Y%m%dT%H%M%SZ}\r\n'.encode() in files(site.program)[CALENDAR]


# What changes, and what never does


def test_the_ids_are_these(site: Site) -> None:
    """Whoever changes them makes everything new for everybody who has subscribed."""
    assert uids(site.program) == {
        'Opening remarks': 'c3b70d30-8d72-5f51-b50b-5a9f91c42194',
        'Causality and Exoplanets': '248b7c29-de16-5d67-be50-3caa48fc3d7b',
        'JAX, M.D.: Molecular Dynamics': '673580e3-4036-502c-b08e-5eeda5581934',
        'Coffee': '90c21956-d050-5b29-84f5-3316f0212739',
        'Poster session': '9c197573-6500-5687-a230-c80d2331bfe7',
    }


def test_a_talk_that_is_moved_and_renamed_is_the_same(site: Site) -> None:
    before = uids(site.program)
    site.edit(FILE, '{time: 08:20-09:00, talk: causality}', '{time: 11:20-12:00, talk: causality, room: Elsewhere}')
    site.edit(FILE, 'Causality and Exoplanets', 'Causality')
    site.edit(FILE, 'schedule:', 'rooms: [West 109, Elsewhere]\nschedule:')
    assert uids(site.program)['Causality'] == before['Causality and Exoplanets']


def test_a_break_that_is_moved_is_the_same(site: Site) -> None:
    before = uids(site.program)
    site.edit(FILE, '09:20-09:40, title: Coffee', '11:20-11:40, title: Coffee')
    assert uids(site.program)['Coffee'] == before['Coffee']


def test_a_break_is_the_same_when_one_of_its_title_on_another_day_is_no_more(site: Site) -> None:
    lunch = '- {time: 12:00-13:00, title: Lunch, kind: lunch}\n'
    site.edit(FILE, '  start: 2019-12-14\n', '  start: 2019-12-14\n  end: 2019-12-15\n')
    site.edit(FILE, '- id: posters\n', f'{lunch}- {{day: 2019-12-15}}\n{lunch}- id: posters\n')
    _, before = (event['UID'] for event in events(files(site.program)[CALENDAR]) if event['SUMMARY'] == 'Lunch')
    site.edit(FILE, f'{lunch}- {{day', '- {day')
    assert uids(site.program)['Lunch'] == before


def test_a_session_with_an_id_is_the_same_under_another_title(site: Site) -> None:
    before = uids(site.program)
    site.edit(FILE, 'Poster session', 'Posters and coffee')
    assert uids(site.program)['Posters and coffee'] == before['Poster session']


def test_the_ids_of_a_calendar_are_not_those_of_another_edition_or_series(site: Site) -> None:
    before = set(uids(site.program).values())
    site.edit('program/series.yml', '  short_title: WT\n', '  short_title: WT\n  url: https://testing.example.org/\n')
    assert before.isdisjoint(uids(site.program).values())


def rename(site: Site) -> None:
    """Give the edition and a talk, which had another already, other ids."""
    site.edit(FILE, '  start: 2019-12-14\n', '  start: 2019-12-14\n  former_ids: [2019]\n')
    site.edit(FILE, '- id: causality\n', '- id: cause\n  former_ids: [causality, causes]\n')
    site.edit(FILE, 'talk: causality', 'talk: cause')
    (site.folder / FILE).rename(site.folder / 'program/vancouver.yml')


def test_everything_is_the_same_when_edition_and_talk_have_other_ids(site: Site) -> None:
    before = uids(site.program)
    rename(site)
    assert site.problems == []
    calendar = files(site.program)['talks/vancouver/schedule.ics']
    assert {str(event['SUMMARY']): str(event['UID']) for event in events(calendar)} == before


def test_who_has_subscribed_at_a_former_address_goes_on_getting_the_calendar(site: Site) -> None:
    site.edit(FILE, 'schedule:', 'tracks: [Methods]\nschedule:')
    site.edit(FILE, 'talk: causality}', 'talk: causality, track: Methods}')
    before = {name for name in files(site.program) if name.endswith('.ics')}
    rename(site)
    path = 'program/vancouver.yml'
    site.edit(path, 'tracks: [Methods]', 'rooms: [{name: East 1, former_ids: west-109}]\ntracks: [Methods]')
    site.edit(path, '  room: West 109\n', '  room: East 1\n')
    site.edit(path, 'tracks: [Methods]', 'tracks: [{id: ways, name: Methods, former_ids: methods}]')
    site.write('program/people.yml', 'people:\n- {name: Rose Yu, id: yu, former_ids: [rose-yu]}\n')
    assert site.problems == []
    found = files(site.program)
    assert before <= set(found)
    for old, now in {
        'talks/2019/schedule': 'talks/vancouver/schedule',
        'talks/2019/causality': 'talks/vancouver/cause',
        'talks/vancouver/causality': 'talks/vancouver/cause',
        'talks/2019/jax-md': 'talks/vancouver/jax-md',
        'talks/2019/rooms/west-109': 'talks/vancouver/rooms/east-1',
        'talks/2019/tracks/methods': 'talks/vancouver/tracks/ways',
        'speakers/rose-yu': 'speakers/yu',
    }.items():
        assert found[f'{old}.ics'] == found[f'{now}.ics'], old


def test_no_calendar_is_at_the_address_of_a_hidden_name(site: Site) -> None:
    site.write('program/people.yml', 'people:\n- {name: Rosa Yu, hidden_names: [Rose Yu]}\n')
    found = files(site.program)
    assert 'speakers/rosa-yu.ics' in found
    assert [name for name, file in found.items() if 'rose' in name or b'Rose' in file] == []


def test_what_might_be_confused_has_ids_of_its_own(site: Site) -> None:
    site.write(
        FILE,
        """
        edition: {start: 2019-12-14, timezone: UTC}
        schedule:
        - {time: 08:00-08:10, title: Coffee, kind: break}
        - {time: 08:10-08:20, title: Coffee 2, kind: break}
        - {time: 08:20-08:30, title: Coffee!, kind: break}
        - {time: 08:30-08:40, title: Coffee/2, kind: break}
        - {time: 08:40-08:50, title: ☕, kind: break}
        - {time: 08:50-09:00, title: 🍰, kind: break}
        - {time: 09:00-09:10, title: A session, id: coffee}
        - {time: 09:10-09:20, title: Another, id: coffee-2}
        - {time: 09:20-09:30, talk: coffee}
        - {time: 09:30-09:40, talk: coffee}
        - {time: 09:40-09:50, talk: coffee-2}
        talks:
        - {id: coffee, title: Coffee}
        - {id: coffee-2, title: Coffee}
        """,
    )
    found = [event['UID'] for event in events(files(site.program)[CALENDAR])]
    assert len(set(found)) == len(found) == 11


def test_an_entry_is_the_same_in_every_calendar(oceans: dict[str, bytes]) -> None:
    entry = re.search(
        rb'BEGIN:VEVENT(?:(?!BEGIN).)*Moonless.*?END:VEVENT', oceans['talks/2026/moonless.ics'], re.DOTALL
    )
    assert entry
    holders = ('talks/2026/rooms/great-hall', 'talks/2026/tracks/tides-time', 'speakers/noor-van-der-zilt', OCEANS[:-4])
    assert [name for name in holders if entry[0] in oceans[f'{name}.ics']] == list(holders)


def test_an_entry_is_made_once_however_many_calendars_have_it(
    conference: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[str] = []
    module = import_module('proceedings.export.calendar')  # its package has a function of that name

    def noted(name: str, value: str) -> bytes:
        if name == 'UID':
            made.append(value)
        return line(name, value)

    monkeypatch.setattr(module, 'line', noted)
    files(conference)
    assert len(made) == len(set(made)) > 20


def test_no_calendar_has_two_entries_with_one_id(oceans: dict[str, bytes]) -> None:
    for name, file in oceans.items():
        if name.endswith('.ics'):
            assert Counter(event['UID'] for event in events(file)).most_common(1)[0][1] == 1, name


def test_sequence_and_last_modified_of_edition_row_and_talk_add_up(site: Site) -> None:
    site.edit(FILE, '  room: West 109\n', '  room: West 109\n  sequence: 1\n')
    site.edit(FILE, 'talk: jax-md}', 'talk: jax-md, sequence: 2, last_modified: 2019-12-01T10:00-08:00}')
    site.edit(FILE, '  number: 86\n', '  number: 86\n  sequence: 4\n  last_modified: 2019-12-02\n')
    oral, poster = events(files(site.program)['talks/2019/jax-md.ics'])
    assert (oral['SEQUENCE'], poster['SEQUENCE']) == (7, 5)
    assert oral['LAST-MODIFIED'].dt == oral['DTSTAMP'].dt == utc('2019-12-02')
    assert event(files(site.program)[CALENDAR], 'Coffee')['SEQUENCE'] == 1


def test_a_poster_makes_its_session_modified_but_moves_it_not(site: Site) -> None:
    site.edit(FILE, '- id: p9\n', '- id: p9\n  sequence: 3\n  last_modified: 2019-12-02\n')
    found = event(files(site.program)[CALENDAR], 'Poster session')
    assert (found['SEQUENCE'], found['LAST-MODIFIED'].dt) == (0, utc('2019-12-02'))


def test_what_does_not_say_when_it_was_changed_has_the_stamp_of_its_edition(site: Site) -> None:
    found = event(files(site.program)[CALENDAR], 'Coffee')
    assert found['DTSTAMP'].dt == STAMP
    assert 'LAST-MODIFIED' not in found
    assert found['SEQUENCE'] == 0


def test_a_time_that_the_organizer_writes_makes_no_stamp_earlier(site: Site) -> None:
    site.edit(FILE, 'title: Coffee, kind: break}', 'title: Coffee, kind: break, last_modified: 2019-10-31}')
    found = event(files(site.program)[CALENDAR], 'Coffee')
    assert (found['DTSTAMP'].dt, found['LAST-MODIFIED'].dt) == (STAMP, utc('2019-10-31'))


@pytest.mark.parametrize(
    ('row', 'talk', 'status', 'title'),
    [
        ('', '', 'CONFIRMED', 'Causality and Exoplanets'),
        (', status: tentative', '', 'TENTATIVE', 'Tentative: Causality and Exoplanets'),
        ('', 'tentative', 'TENTATIVE', 'Tentative: Causality and Exoplanets'),
        (', status: cancelled', 'tentative', 'CANCELLED', 'Cancelled: Causality and Exoplanets'),
        (', status: tentative', 'withdrawn', 'CANCELLED', 'Withdrawn: Causality and Exoplanets'),
        ('', 'retracted', 'CONFIRMED', 'Retracted: Causality and Exoplanets'),
        (', status: tentative', 'retracted', 'CONFIRMED', 'Retracted: Causality and Exoplanets'),
        (', status: cancelled', 'retracted', 'CANCELLED', 'Cancelled: Causality and Exoplanets'),
    ],
)
def test_what_is_not_as_planned_stays_and_its_title_says_so(
    site: Site, row: str, talk: str, status: str, title: str
) -> None:
    site.edit(FILE, 'talk: causality}', f'talk: causality{row}}}')
    if talk:
        site.edit(FILE, '- id: causality\n', f'- id: causality\n  status: {talk}\n')
    found = event(files(site.program)[CALENDAR], 'Causality')
    assert (found['STATUS'], found['SUMMARY']) == (status, title)


def test_the_reason_comes_first(site: Site) -> None:
    site.edit(FILE, 'talk: causality}', 'talk: causality, status: tentative, reason: Storm}')
    site.edit(FILE, '- id: causality\n', '- id: causality\n  status: cancelled\n  reason: The speaker is ill.\n')
    found = event(files(site.program)[CALENDAR], 'Causality')['DESCRIPTION']
    assert found.splitlines()[0] == 'Cancelled: The speaker is ill.'
    assert 'Storm' not in found


@pytest.mark.parametrize(('row', 'talk'), [('', '  reason: Storm\n'), (', reason: Storm', '')])
def test_the_reason_is_given_wherever_it_is_written(site: Site, row: str, talk: str) -> None:
    site.edit(FILE, 'talk: causality}', f'talk: causality, status: cancelled{row}}}')
    site.edit(FILE, '- id: causality\n', f'- id: causality\n  status: cancelled\n{talk}')
    assert event(files(site.program)[CALENDAR], 'Causality')['DESCRIPTION'].startswith('Cancelled: Storm')


def test_since_when_and_what_is_there_instead_is_said(site: Site) -> None:
    site.edit(FILE, '- id: causality\n', '- id: causality\n  status: retracted\n  reason: The data was wrong.\n')
    site.edit(FILE, '  reason: The', '  since: 2020-03-01\n  replaced_by: jax-md\n  reason: The')
    assert event(files(site.program)[CALENDAR], 'Causality')['DESCRIPTION'].splitlines()[:2] == [
        'Retracted on 1 March 2020: The data was wrong.',
        f'Replaced by: JAX, M.D.: Molecular Dynamics, {BASE}/talks/2019/jax-md.html',
    ]
    here = event(files(site.program, base='')[CALENDAR], 'Causality')['DESCRIPTION']
    assert 'Replaced by: JAX, M.D.: Molecular Dynamics\n' in here
    site.edit(FILE, 'replaced_by: jax-md', 'replaced_by: https://example.org/better')
    found = event(files(site.program)[CALENDAR], 'Causality')['DESCRIPTION']
    assert 'Replaced by: https://example.org/better\n' in found


def test_the_day_is_that_of_the_gravest_status(site: Site) -> None:
    site.edit(FILE, 'talk: causality}', 'talk: causality, status: cancelled, since: 2019-12-02}')
    site.edit(FILE, '- id: causality\n', '- id: causality\n  status: retracted\n  since: 2019-12-01\n')
    assert event(files(site.program)[CALENDAR], 'Causality')['DESCRIPTION'].startswith('Cancelled on 2 December 2019\n')


def test_the_day_of_a_cancelled_session_is_said(site: Site) -> None:
    site.edit(FILE, 'title: Coffee,', 'title: Coffee, status: cancelled, since: 2019-12-02, reason: No water,')
    assert event(files(site.program)[CALENDAR], 'Coffee')['DESCRIPTION'] == 'Cancelled on 2 December 2019: No water'


def test_awards_are_named_in_the_entry_and_in_that_of_a_poster_session(site: Site) -> None:
    site.edit(FILE, '- id: p9\n', '- id: p9\n  awards: [Best poster, Best title]\n  status: withdrawn\n')
    site.edit(FILE, '- id: causality\n', '- id: causality\n  awards: Best talk\n')
    found = files(site.program)
    assert event(found[CALENDAR], 'Causality')['DESCRIPTION'].splitlines()[0] == 'Award: Best talk'
    assert 'Awards: Best poster, Best title' in event(found['talks/2019/p9.ics'], '')['DESCRIPTION'].splitlines()
    lines = event(found[CALENDAR], 'Poster session')['DESCRIPTION'].splitlines()
    assert lines[1].endswith('(Gilles Louppe, Rose Yu) [Best poster, Best title, withdrawn]')


# How it is written

ODD = (
    'Commas, semicolons; back\\slashes: \\Name \\name \\\\ \\; "quotes" <b>&amp;</b>',
    '👩‍👩‍👧‍👦' * 40,
    'Ünïcödé ' * 60,
    '王雨桐的水' * 40,
    'BEGIN:VEVENT',
    'A\u0301' * 100,
    "it's: {a} [list], #1 %41 $5 to $10",
)

ODD_ROOM = r'Room 1, left; back\N'
ODD_TRACK = r'A, \Name; b'
LONG = ('x' * 74, 'x' * 73 + 'é', 'a,' * 60, '^' * 200, 'a\rb\r\nc\n', '')


@pytest.fixture
def odd(site: Site) -> Program:
    """Talks with the titles that calendars may stumble over."""
    room, track = json.dumps(ODD_ROOM), json.dumps(ODD_TRACK)
    where = f'room: {room}, track: {track}'
    rows = [f'- {{time: {8 + at}:00-{9 + at}:00, talk: t{at}, {where}}}' for at in range(len(ODD))]
    talks = [f'- {{id: t{at}, title: {json.dumps(title, ensure_ascii=False)}}}' for at, title in enumerate(ODD)]
    head = ['edition: {start: 2019-12-14, timezone: UTC}', f'rooms: [{room}]', f'tracks: [{track}]']
    site.write(FILE, '\n'.join([*head, 'schedule:', *rows, 'talks:', *talks]))
    assert site.problems == []
    return site.program


def test_no_line_is_longer_than_75_octets_and_no_character_is_split(odd: Program) -> None:
    for name, file in files(odd).items():
        if name.endswith('.ics'):
            assert file.endswith(b'\r\n')
            for line in file.removesuffix(b'\r\n').split(b'\r\n'):
                assert len(line) <= 75
                assert b'\n' not in line
                line.decode()


@pytest.mark.parametrize('value', [*ODD, ODD_ROOM, ODD_TRACK, *LONG])
def test_a_line_is_the_one_that_icalendar_writes(value: str) -> None:
    for name in ('NAME', 'X-WR-CALNAME'):  # so lines end elsewhere
        parts = [icalendar.vText(part).to_ical().decode() for part in value.split('\\')]  # it makes a new line of `\N`
        written = icalendar.parser.Contentline(f'{name}:' + r'\\'.join(parts)).to_ical()
        assert line(name, text(value)) == written + b'\r\n'


def test_a_moment_is_the_one_that_icalendar_writes() -> None:
    for when in (utc('2019-12-14T16:10:00'), datetime.fromisoformat('0987-01-02T03:04:05.678+05:30')):
        assert moment(when) == icalendar.vDatetime(when.astimezone(UTC)).to_ical().decode()


def test_another_reader_understands_every_text(odd: Program) -> None:
    (calendar,) = read(files(odd)[CALENDAR])
    assert [event['summary'] for event in calendar['events']] == [' '.join(title.split()) for title in ODD]
    assert {event['location'] for event in calendar['events']} == {ODD_ROOM}
    assert {tuple(event['categories']) for event in calendar['events']} == {('Contributed talk', ODD_TRACK)}


def test_another_reader_sees_what_ours_sees(oceans: dict[str, bytes]) -> None:
    (calendar,) = read(oceans[OCEANS])
    assert calendar['properties']['name'] == calendar['properties']['x-wr-calname'] == 'SIO 2026'
    assert calendar['properties']['refresh-interval'] == 'PT1H'
    for found, ours in zip(calendar['events'], events(oceans[OCEANS]), strict=True):
        assert found['uid'] == ours['UID']
        assert found['summary'] == ours['SUMMARY']
        assert found['description'] == ours.get('DESCRIPTION')
        assert found['location'] == ours['LOCATION']
        assert (found['status'], found['sequence'], found['url']) == (ours['STATUS'], ours['SEQUENCE'], ours['URL'])
        for name, ours_name in {'start': 'DTSTART', 'end': 'DTEND', 'stamp': 'DTSTAMP'}.items():
            assert found[name] == {'utc': True, 'iso': f'{ours[ours_name].dt:%Y-%m-%dT%H:%M:%S.000Z}'}


def test_another_reader_sees_what_has_changed(site: Site) -> None:
    site.edit(FILE, 'talk: causality}', 'talk: causality, status: cancelled, sequence: 2, last_modified: 2019-12-02}')
    (calendar,) = read(files(site.program)['talks/2019/causality.ics'])
    (found,) = calendar['events']
    assert (found['status'], found['sequence']) == ('CANCELLED', 2)
    assert found['modified']['iso'] == '2019-12-02T00:00:00.000Z'


def test_another_reader_reads_every_calendar_of_the_real_program(real: Program) -> None:
    calendars = {name: file for name, file in files(real).items() if name.endswith('.ics')}
    read_again = read(*calendars.values())
    assert len(read_again) == len(calendars) > 500
    for calendar, file in zip(read_again, calendars.values(), strict=True):
        assert [event['summary'] for event in calendar['events']] == summaries(file)


def test_without_the_other_reader_a_test_is_skipped_but_not_where_all_has_to_be_there(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(exporting, 'READERS', tmp_path)
    monkeypatch.delenv('CI', raising=False)
    with pytest.raises(pytest.skip.Exception, match='npm install --prefix tests/readers'):
        read(b'')
    monkeypatch.setenv('CI', 'true')
    with pytest.raises(pytest.fail.Exception, match='npm install --prefix tests/readers'):
        read(b'')
