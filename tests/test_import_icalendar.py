"""Calendars become a draft: of pretalx, of calendar programs, and our own."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from conftest import ROOT
from drafts import Imported, file_at, imported
from exporting import files
from proceedings.importing.formats import File, UnreadableError, icalendar
from proceedings.importing.formats.icalendar.repeats import MOST
from proceedings.importing.report import Report
from proceedings.load import load
from proceedings.maths.titles import plain_title
from proceedings.vocabulary import Status

CONFERENCE = Path(__file__).parent / 'programs' / 'conference'


def calendar(*events: str, head: str = 'X-WR-TIMEZONE:Europe/Lisbon') -> str:
    body = '\n'.join(events)
    return f'BEGIN:VCALENDAR\nVERSION:2.0\n{head}\n{body}\nEND:VCALENDAR\n'


def event(
    summary: str = 'Sand', *lines: str, uid: str = '1@example.org', start: str = 'DTSTART:20310307T100000Z'
) -> str:
    """An event of half an hour, unless *lines* say something else, with a text, so that it is a talk."""
    length = [] if any(line.startswith(('DTEND', 'DURATION', 'X-NO-END')) for line in lines) else ['DURATION:PT30M']
    text = [] if any(line.startswith('DESCRIPTION') for line in lines) else ['DESCRIPTION:Sand is old.']
    whole = ['BEGIN:VEVENT', f'UID:{uid}', start, f'SUMMARY:{summary}', *length, *text, *lines, 'END:VEVENT']
    return '\n'.join(filter(None, whole))


def read(folder: Path, *events: str, head: str = 'X-WR-TIMEZONE:Europe/Lisbon') -> Imported:
    return imported(folder, icalendar, calendar_ics=calendar(*events, head=head))


def test_an_event_with_a_text_is_a_talk(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        event(
            'Sand\\, and sea', 'DESCRIPTION:First.\\nSecond.', 'LOCATION:Basalt', 'URL:https://tides.example.org/sand',
            'ATTACH:https://tides.example.org/sand.pptx', 'CATEGORIES:Keynote,Sea', 'CATEGORIES:foam',
            'STATUS:TENTATIVE',
        ),
    )  # fmt: skip
    talk = found.talk('Sand, and sea')
    assert (talk.key, talk.kind, talk.track, talk.keywords) == ('1@example.org', 'Keynote', 'Sea', ['foam'])
    assert talk.status is Status.TENTATIVE
    assert talk.abstract
    assert (talk.abstract.text, talk.abstract.markup) == ('First.\nSecond.', 'plain')
    assert [(link.kind, link.url) for link in talk.links] == [
        ('web', 'https://tides.example.org/sand'), ('slides', 'https://tides.example.org/sand.pptx'),
    ]  # fmt: skip
    assert found.session('Sand, and sea').rooms == ['Basalt']
    assert found.span('Sand, and sea') == '03-07 10:00-10:30'
    assert talk.place.line == 4
    assert found.says('a category is taken for a track ("Sea")')


def test_html_of_outlook_is_taken_before_its_text(tmp_path: Path) -> None:
    rich = 'X-ALT-DESC;FMTTYPE=text/html:<html><body><p>Sand is <b>old</b>.</p></body></html>'
    abstract = read(tmp_path, event('Sand', rich)).talk('Sand').abstract
    assert abstract
    assert abstract.markup == 'html'


def test_what_is_called_lunch_is_a_row(tmp_path: Path) -> None:
    found = read(tmp_path, event('Lunch', 'DESCRIPTION:'), event('Waves', 'DESCRIPTION:', uid='2'))
    assert [talk.title for talk in found.draft.talks.values()] == ['Waves']
    assert found.session('Lunch').kind == 'lunch'


# Time


def test_zones_of_windows_and_those_that_nobody_knows(tmp_path: Path) -> None:
    windows = event('A', start='DTSTART;TZID=W. Europe Standard Time:20310307T100000')
    unknown = event('B', start='DTSTART;TZID=Nowhere/Land:20310307T110000', uid='2')
    floating = event('C', start='DTSTART:20310307T120000', uid='3')
    found = read(tmp_path, windows, unknown, floating, head='X-WR-CALNAME:Tides')
    assert found.draft.timezone == 'Europe/Berlin'
    assert found.says('the time zone "W. Europe Standard Time" is Europe/Berlin')
    assert found.session('A').start.utcoffset() == timedelta(hours=1)
    assert found.session('B').start == datetime(2031, 3, 7, 11)
    assert found.says('the time zone "Nowhere/Land" is unknown; its times are taken for those of the edition ("B")')
    assert found.session('C').start == datetime(2031, 3, 7, 12)
    assert found.says('times without a zone are on the clocks of the edition ("C")')


@pytest.mark.parametrize('zone', ['Europe', 'Etc', 'x' * 300])
def test_what_python_cannot_even_look_for_is_an_unknown_zone(tmp_path: Path, zone: str) -> None:
    found = read(tmp_path, event('A', start=f'DTSTART;TZID={zone}:20310307T100000'))
    assert found.session('A').start == datetime(2031, 3, 7, 10)
    assert found.says(f'the time zone "{zone[:59]}')
    assert found.says('is unknown; its times are taken for those of the edition ("A")')


def test_a_zone_that_is_called_after_its_clocks_becomes_one_of_a_place(tmp_path: Path) -> None:
    found = read(tmp_path, event(start='DTSTART;TZID=CET:20310307T130000'), head='')  # as pretalx writes that of Berlin
    assert found.draft.timezone == 'Europe/Berlin'
    assert found.says('the time zone "CET" is Europe/Berlin')


def test_a_zone_of_the_calendar_itself_is_known(tmp_path: Path) -> None:
    zone = (
        'BEGIN:VTIMEZONE\nTZID:Ours\nBEGIN:STANDARD\nDTSTART:19700101T000000\nTZOFFSETFROM:+0300\nTZOFFSETTO:+0300\n'
        'END:STANDARD\nEND:VTIMEZONE'
    )
    found = read(tmp_path, zone, event(start='DTSTART;TZID=Ours:20310307T130000'))
    assert found.span('Sand') == '03-07 10:00-10:30'


@pytest.mark.parametrize(
    ('head', 'location', 'zone', 'said'),
    [
        ('X-WR-TIMEZONE:Asia/Tokyo', 'A', 'Asia/Tokyo', ''),
        (
            'X-WR-CALNAME:Tides in Oslo',
            'A',
            'Europe/Oslo',
            'it says no time zone; Europe/Oslo is assumed from the place',
        ),
        ('X-WR-CALNAME:Tides', 'A', '', 'it says no time zone; write `timezone` into the file of the edition'),
    ],
)
def test_the_zone_of_a_calendar(tmp_path: Path, head: str, location: str, zone: str, said: str) -> None:
    found = read(tmp_path, event('Sand', f'LOCATION:{location}'), head=head)
    assert found.draft.timezone == zone
    assert found.says(said) if said else found.said == []


def test_what_is_repeated_is_one_talk_given_often(tmp_path: Path) -> None:
    repeated = event('Sand', 'RRULE:FREQ=DAILY;COUNT=4', 'EXDATE:20310308T100000Z')
    moved = event('Sand', 'RECURRENCE-ID:20310309T100000Z', start='DTSTART:20310309T150000Z')
    found = read(tmp_path, repeated, moved)
    assert [f'{session.start:%d %H:%M}' for session in found.sessions('Sand')] == ['07 10:00', '09 15:00', '10 10:00']
    assert len(found.draft.talks) == 1
    assert found.says('what is repeated is one talk, or one row, given several times ("Sand")')


@pytest.mark.parametrize(
    'rule',
    [
        'FREQ=DAILY', 'FREQ=SECONDLY;COUNT=100000', 'FREQ=DAILY;INTERVAL=0;COUNT=5',
        'FREQ=DAILY;COUNT=5;BYSECOND=1,2,3',
        'FREQ=HOURLY;UNTIL=99991231T000000Z', 'nonsense', 'FREQ=NEVER;COUNT=2',
    ],
)  # fmt: skip
def test_what_is_repeated_for_ever_is_taken_once(tmp_path: Path, rule: str) -> None:
    found = read(tmp_path, event('Sand', f'RRULE:{rule}'))
    assert found.span('Sand') == '03-07 10:00-10:30'
    assert found.says('it is repeated for ever, or too often') or found.says('RRULE is left out')


def test_what_is_repeated_too_often_is_cut(tmp_path: Path) -> None:
    found = read(tmp_path, event('Sand', 'RRULE:FREQ=DAILY;UNTIL=99991231T000000Z'))
    assert len(found.sessions('Sand')) == MOST
    assert found.says('the first 100 are taken')


@pytest.mark.parametrize(
    ('lines', 'start', 'said'),
    [
        (['DTEND:20310307T090000Z'], 'DTSTART:20310307T100000Z', 'the end is not after the start'),
        (['DURATION:-PT1H'], 'DTSTART:20310307T100000Z', 'the end is not after the start'),
        (['X-NO-END:1'], 'DTSTART:20310307T100000Z', 'half an hour is assumed'),
        (['DTEND:soon'], 'DTSTART:20310307T100000Z', 'DTEND is left out'),
    ],
)  # fmt: skip
def test_an_end_that_is_none(tmp_path: Path, lines: list[str], start: str, said: str) -> None:
    found = read(tmp_path, event('Sand', *lines, start=start))
    assert found.span('Sand') == '03-07 10:00-10:30'
    assert found.says(said)


@pytest.mark.parametrize(
    ('start', 'said'),
    [
        ('DTSTART;VALUE=DATE:20310307', 'it lasts all day, and a schedule has times; it is not in the schedule'),
        ('DTSTART:soon', 'DTSTART is left out'),
        ('', 'nothing says when it begins; it is not in the schedule'),
    ],
)
def test_what_has_no_time_is_a_talk_that_is_not_scheduled(tmp_path: Path, start: str, said: str) -> None:
    found = read(tmp_path, event('Sand', 'X-NO-END:1', start=start))
    assert found.talk('Sand')
    assert found.draft.sessions == []
    assert found.says(said)


def test_what_lasts_for_days_is_cut(tmp_path: Path) -> None:
    found = read(tmp_path, event('Sand', 'DTEND:20310317T100000Z'))
    assert f'{found.session("Sand").end:%d %H:%M}' == '08 05:59'
    assert found.says(
        'it lasts until 2031-03-17 10:00, and the program of a day ends before six in the morning; it is cut'
    )


# Where and who


def test_what_all_locations_end_with_is_the_venue(tmp_path: Path) -> None:
    places = [
        'Basalt\\, House of Tides\\, Lisbon',
        'Coral\\, House of Tides\\, Lisbon',
        'House of Tides\\, Lisbon',
        'https://zoom.example.org',
    ]
    found = read(tmp_path, *(event(f'T{at}', f'LOCATION:{place}', uid=str(at)) for at, place in enumerate(places)))
    assert (found.draft.venue, found.draft.city, found.draft.rooms) == ('House of Tides', 'Lisbon', ['Basalt', 'Coral'])
    assert found.session('T2').rooms == found.session('T3').rooms == []
    assert found.says('a location that is an address is taken for no room')


def test_a_room_may_have_a_comma(tmp_path: Path) -> None:
    found = read(tmp_path, event('A', 'LOCATION:Hall\\, upstairs'), event('B', 'LOCATION:Cellar', uid='2'))
    assert found.draft.rooms == ['Hall, upstairs', 'Cellar']


def test_people_are_attendees_with_names(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        event(
            'Sand', 'ATTENDEE;CN=Ada Smith:mailto:ada@example.org', 'ATTENDEE;CN="Wei, Lin":mailto:lin@example.org',
            'ATTENDEE;CN=José Roca;ROLE=CHAIR:mailto:jose@example.org', 'ATTENDEE:mailto:secret@example.org',
            'ORGANIZER;CN=Office:mailto:office@example.org',
        ),
    )  # fmt: skip
    assert found.names('Sand') == ['Ada Smith', 'Lin Wei']
    assert [mention.name for mention in found.session('Sand').chairs] == ['José Roca']
    assert found.lost('event/ATTENDEE') == 'e-mail addresses are private'
    assert found.lost('event/ORGANIZER') == 'it is whose calendar it is'
    assert '@example.org' not in str(list(found.draft.people.values())) + str(list(found.report))


def test_organizers_that_differ_are_speakers(tmp_path: Path) -> None:
    one = event('A', 'ORGANIZER;CN=Ada Smith:mailto:ada@example.org')
    other = event('B', 'ORGANIZER;CN=Lin Wei:mailto:lin@example.org', uid='2')
    found = read(tmp_path, one, other)
    assert (found.names('A'), found.names('B')) == (['Ada Smith'], ['Lin Wei'])


def test_what_is_private_is_left_out(tmp_path: Path) -> None:
    found = read(tmp_path, event('Doctor', 'CLASS:PRIVATE'), event('Sand', uid='2'))
    assert list(found.draft.talks) == ['2']
    assert 'Doctor' not in str(found)
    assert found.says('an event that is private is left out')


def test_every_property_that_finds_no_place_is_named(tmp_path: Path) -> None:
    alarm = 'BEGIN:VALARM\nACTION:DISPLAY\nTRIGGER:-PT15M\nEND:VALARM'
    todo = 'BEGIN:VTODO\nUID:t\nSUMMARY:Buy sand\nEND:VTODO'
    file = 'ATTACH;ENCODING=BASE64;VALUE=BINARY:AAAA'
    lost = read(tmp_path, event('Sand', 'GEO:1.0;2.0', 'X-MOOD:fine', file, alarm), todo).report.lost
    assert lost['event/X-MOOD'].example == 'fine'
    assert lost['calendar/VTODO'].example == 'Buy sand'
    assert {'event/GEO', 'event/ATTACH', 'event/VALARM'} <= set(lost)


# Sources


def test_a_calendar_of_pretalx_has_the_keys_of_its_other_files(tmp_path: Path) -> None:
    one = event('Sand - castles - Ada Smith, José Roca', uid='pretalx-tides-2031-ABC123-0@tides.example.org')
    two = event(
        'Sand - castles - Ada Smith, José Roca', uid='pretalx-tides-2031-ABC123-1@tides.example.org',
        start='DTSTART:20310307T150000Z',
    )  # fmt: skip
    found = read(tmp_path, one, two, head='PRODID:-//pretalx//tides.example.org//tides-2031')
    assert found.draft.source == 'pretalx: tides-2031'
    assert list(found.draft.talks) == ['ABC123']
    assert found.names('Sand - castles') == ['Ada Smith', 'José Roca']
    assert len(found.draft.sessions) == 2
    assert found.says('what stands behind the last dash of a title is taken for its speakers')


@pytest.mark.parametrize(
    ('head', 'source'),
    [
        ('X-WR-CALNAME:Tides 2031', 'calendar: tides-2031'), ('NAME:Tides', 'calendar: tides'),
        ('METHOD:PUBLISH', 'calendar: example.org'),
    ],
)  # fmt: skip
def test_the_source_is_what_the_calendar_is_called(tmp_path: Path, head: str, source: str) -> None:
    assert read(tmp_path, event(), head=head).draft.source == source


@pytest.mark.parametrize('edition', ['2019', '2020', '2026'])
def test_our_own_calendar_comes_back(tmp_path: Path, edition: str) -> None:
    program = load(CONFERENCE if edition == '2026' else ROOT).program
    was = program.editions[edition]
    found = imported(tmp_path, icalendar, schedule_ics=files(program)[f'talks/{edition}/schedule.ics'])
    assert found.draft.source == f'proceedings: {"sio" if edition == "2026" else "ml4ps"}-{edition}'
    assert sorted(
        (
            one.start.timestamp(), one.end.timestamp(), one.rooms,
            sorted(_plain(found.draft.talks[slot.talk].title) for slot in one.slots),
        )
        for one in found.draft.sessions
    ) == sorted(
        (
            one.start.timestamp(), one.end.timestamp(), [was.rooms[room].name for room in one.rooms],
            sorted(_plain(was.talks[slot.talk].title) for slot in one.slots),
        )
        for one in was.sessions
    )  # fmt: skip
    for talk in (was.talks[slot.talk] for session in was.sessions for slot in session.slots):
        presented = {program.people[credit.person].name for credit in talk.presenters}
        (again,) = {id(one): one for one in found.draft.talks.values() if one.title == _plain(talk.title)}.values()
        assert presented <= {mention.name for mention in [*again.speakers, *again.authors]}


def _plain(title: str) -> str:
    return plain_title(title).replace('<b>', '').replace('</b>', '')


# Broken files


@pytest.mark.parametrize(
    ('text', 'said'),
    [
        ('BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:x\n', 'calendar.ics:4:1: the calendar has no end (END:VCALENDAR)'),
        ('<html>', 'calendar.ics:1:1: no calendar: '),
        ('', 'the calendar has no end'),
        ('BEGIN:VCALENDAR\nX;VALUE=A,B:1\nEND:VCALENDAR\n', 'calendar.ics:1:1: no calendar: '),
    ],
)
def test_a_file_that_is_no_calendar_is_refused(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / 'calendar.ics'
    path.write_text(text, encoding='utf-8')
    with pytest.raises(UnreadableError) as refused:
        icalendar.read([file_at(path)], Report())
    assert said in str(refused.value)


def test_lines_that_are_none_are_said(tmp_path: Path) -> None:
    found = read(tmp_path, event('Sand', 'no line at all'))
    assert found.talk('Sand')
    assert found.says('4 a line is left out: ')


@pytest.mark.parametrize(
    'data',
    [
        calendar(event('Größe')).replace('\n', '\r\n').encode(), b'\xef\xbb\xbf' + calendar(event('Größe')).encode(),
        calendar(event('Größe')).encode('cp1252'), b'\r\n' + calendar(event('Grö\n ße')).encode(),
        calendar(event('Größe')).lower().replace('größe', 'Größe').encode(),
    ],
)  # fmt: skip
def test_a_calendar_may_be_written_in_any_way(tmp_path: Path, data: bytes) -> None:
    found = imported(tmp_path, icalendar, calendar_ics=data)
    assert [talk.title for talk in found.draft.talks.values()] == ['Größe']


def test_an_empty_calendar_is_said(tmp_path: Path) -> None:
    assert read(tmp_path).says('there are no events in this calendar')


def test_a_calendar_is_recognized() -> None:
    assert icalendar.recognizes(File(Path('x'), b'\xef\xbb\xbfBEGIN:VCALENDAR\r\n', 'x'))
    assert not icalendar.recognizes(File(Path('x'), b'BEGIN:VCARD\r\n', 'x'))
