"""What pretalx's API answers becomes a draft: of today and of before, by number or in full, in one file or in many."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from drafts import Imported, file_at, imported
from proceedings.importing.formats import File, UnreadableError, frab_json, frab_xml, pretalx
from proceedings.importing.report import Report
from proceedings.vocabulary import Status

EVENT = {
    'name': {'en': 'Tides 2031', 'de': 'Gezeiten 2031'}, 'slug': 'tides-2031', 'is_public': True,
    'date_from': '2031-03-07', 'date_to': '2031-03-08', 'timezone': 'Europe/Lisbon', 'email': 'orga@example.org',
    'custom_domain': 'https://tides.example.org', 'locale': 'en', 'locales': ['en', 'de'], 'primary_color': '#123456',
}  # fmt: skip
SPEAKERS = [
    {
        'code': 'ADA001', 'name': 'Ada Smith', 'biography': 'Digs *deep*.', 'submissions': ['SAND01'],
        'avatar_url': 'https://tides.example.org/ada.png', 'email': 'ada@example.org', 'answers': [7],
        'internal_notes': 'late as always', 'availabilities': [{'id': 1, 'start': '2031-03-07T00:00:00Z'}],
    },
    {'code': 'LIN001', 'name': 'Lin Wei', 'biography': None, 'submissions': ['SAND01']},
]  # fmt: skip
ROOMS = [
    {'id': 2, 'name': {'en': 'Basalt'}, 'description': {}, 'uuid': 'u2', 'capacity': 100, 'position': 2},
    {'id': 1, 'name': {'en': 'Great Hall'}, 'description': {}, 'uuid': 'u1', 'capacity': 900, 'position': 1},
]
TRACKS = [{'id': 7, 'name': {'en': 'Sea', 'de': 'Meer'}, 'color': '#00f', 'position': 0, 'requires_access_code': False}]
TYPES = [{'id': 3, 'name': {'en': 'Lightning Talk (10 min)'}, 'default_duration': 10, 'requires_access_code': False}]
TAGS = [{'id': 4, 'tag': 'foam', 'description': {}, 'color': '#fff', 'is_public': True}]
SLOTS = [
    {'id': 11, 'room': 1, 'start': '2031-03-07T10:00:00Z', 'end': '2031-03-07T10:30:00Z', 'submission': 'SAND01'},
    {'id': 12, 'room': 2, 'start': '2031-03-07T16:00:00Z', 'end': None, 'submission': 'SAND01', 'duration': 20},
    {
        'id': 13, 'room': 1, 'start': '2031-03-07T12:00:00Z', 'end': '2031-03-07T13:00:00Z', 'submission': None,
        'description': {'en': 'Lunch', 'de': 'Mittagessen'}, 'slot_type': 'break', 'is_visible': True,
    },
]  # fmt: skip


def submission(**fields: Any) -> dict[str, Any]:
    """A submission as the API has it by default: everything else by number."""
    return {
        'code': 'SAND01', 'title': 'Sand', 'speakers': ['ADA001', 'LIN001'], 'submission_type': 3, 'track': 7,
        'tags': [4], 'state': 'confirmed', 'abstract': 'Sand is *old*.', 'description': 'And everywhere.',
        'duration': 30, 'slot_count': 2, 'content_locale': 'en', 'do_not_record': False, 'image': None,
        'resources': [], 'slots': [11, 12], 'answers': [],
    } | fields  # fmt: skip


def read(folder: Path, **answers: Any) -> Imported:
    """What the *answers* of the API say together."""
    return imported(
        folder, pretalx, **{f'{name}_json': json.dumps(answer, indent=1) for name, answer in answers.items()}
    )


def read_all(folder: Path, *submissions: dict[str, Any], **more: Any) -> Imported:
    """Everything that an organizer would download."""
    answers: dict[str, Any] = {
        'event': EVENT, 'submissions': page(*submissions), 'speakers': page(*SPEAKERS), 'rooms': page(*ROOMS),
        'tracks': TRACKS, 'types': TYPES, 'tags': TAGS, 'slots': page(*SLOTS),
    }  # fmt: skip
    return read(folder, **(answers | more))


def page(*results: Any, count: int | None = None) -> dict[str, Any]:
    return {'count': len(results) if count is None else count, 'next': None, 'previous': None, 'results': list(results)}


def test_files_of_numbers_make_one_program_together(tmp_path: Path) -> None:
    found = read_all(tmp_path, submission())
    draft = found.draft
    assert (draft.source, draft.title, draft.timezone) == ('pretalx: tides-2031', 'Tides 2031', 'Europe/Lisbon')
    assert (draft.start, draft.end, draft.url) == (date(2031, 3, 7), date(2031, 3, 8), 'https://tides.example.org')
    assert (draft.rooms, draft.tracks) == (['Great Hall', 'Basalt'], ['Sea'])
    talk = found.talk('Sand')
    assert (talk.key, talk.kind, talk.track, talk.keywords) == ('SAND01', 'Lightning Talk (10 min)', 'Sea', ['foam'])
    assert found.names('Sand') == ['Ada Smith', 'Lin Wei']
    assert talk.abstract
    assert (talk.abstract.text, talk.abstract.markup) == ('Sand is *old*.\n\nAnd everywhere.', 'markdown')
    ada = draft.people['ADA001']
    assert ada.biography
    assert ada.biography.text == 'Digs *deep*.'
    assert [(one.key, one.rooms, f'{one.start:%H:%M}-{one.end:%H:%M}') for one in draft.sessions] == [
        ('SAND01', ['Great Hall'], '10:00-10:30'), ('SAND01#2', ['Basalt'], '16:00-16:20'),
        ('', ['Great Hall'], '12:00-13:00'),
    ]  # fmt: skip
    assert found.session('Lunch').kind == 'lunch'
    assert found.said == []


def test_in_what_order_the_files_are_given_does_not_matter(tmp_path: Path) -> None:
    one = read_all(tmp_path, submission())
    other = read(
        tmp_path, slots=page(*SLOTS), tags=TAGS, types=TYPES, tracks=TRACKS, rooms=page(*ROOMS), speakers=SPEAKERS,
        submissions=[submission()], event=EVENT,
    )  # fmt: skip
    assert other.draft.talks['SAND01'].title == one.draft.talks['SAND01'].title
    assert [session.start for session in other.draft.sessions] == [session.start for session in one.draft.sessions]
    assert list(other.draft.people) == list(one.draft.people)


EXPANDED = submission(
    speakers=[{'code': 'ADA001', 'name': 'Ada Smith', 'biography': ''}],
    submission_type=TYPES[0],
    track=TRACKS[0],
    tags=[*TAGS, {'id': 5, 'tag': 'hush', 'is_public': False}],
    slots=[{'id': 11, 'room': ROOMS[0], 'start': '2031-03-08T00:30:00Z', 'end': '2031-03-08T01:00:00Z'}],
    resources=[
        {'id': 1, 'resource': 'https://tides.example.org/media/sand.pdf', 'description': 'Slides', 'is_public': True},
        {'id': 2, 'resource': 'https://github.com/example/sand', 'description': 'Our code', 'is_public': True},
        {'id': 3, 'resource': 'https://secret.example.org', 'description': 'for reviewers', 'is_public': False},
    ],
)


def test_one_file_with_everything_expanded_is_enough(tmp_path: Path) -> None:
    found = read(tmp_path, submissions=page(EXPANDED))
    talk = found.talk('Sand')
    assert (talk.kind, talk.track, talk.keywords) == ('Lightning Talk (10 min)', 'Sea', ['foam'])
    assert [(link.kind, link.url) for link in talk.links] == [
        ('slides', 'https://tides.example.org/media/sand.pdf'), ('code', 'https://github.com/example/sand'),
    ]  # fmt: skip
    assert found.session('Sand').rooms == ['Basalt']
    assert found.names('Sand') == ['Ada Smith']
    assert 'secret' not in str(found)
    assert found.lost('submission/resources') == found.lost('submission/tags') == 'it is not public in pretalx'
    assert found.says('nothing says the time zone: give /api/events/…/, too')


def test_what_is_early_in_the_morning_belongs_to_the_day_before(tmp_path: Path) -> None:
    assert read(tmp_path, event=EVENT, submissions=page(EXPANDED)).session('Sand').day == date(2031, 3, 7)


def test_the_schedule_with_slots_in_full_is_enough(tmp_path: Path) -> None:
    talk = {key: value for key, value in EXPANDED.items() if key != 'slots'}
    slots = [{**SLOTS[0], 'submission': talk, 'room': ROOMS[1]}, {**SLOTS[2], 'room': ROOMS[1]}]
    found = read(
        tmp_path, event=EVENT, latest={'id': 9, 'version': '0.9', 'published': None, 'comment': {}, 'slots': slots}
    )
    assert found.span('Sand') == '03-07 10:00-10:30'
    assert found.span('Lunch') == '03-07 12:00-13:00'


def test_the_api_of_before_had_other_forms(tmp_path: Path) -> None:
    talk = {
        'code': 'SAND01', 'title': 'Sand', 'submission_type': {'en': 'Talk'}, 'submission_type_id': 3,
        'track': {'en': 'Sea'}, 'track_id': 7, 'state': 'confirmed',
        'abstract': 'Old.', 'description': None, 'duration': 30, 'slot_count': 1,
        'speakers': [{'code': 'ADA001', 'name': 'Ada Smith', 'biography': 'Digs.', 'email': 'ada@example.org'}],
        'slot': {
            'room_id': 1, 'room': {'en': 'Great Hall'},
            'start': '2031-03-07T10:00:00Z', 'end': '2031-03-07T10:30:00Z',
        },
        'image': None, 'resources': [], 'answers': [], 'tags': ['foam'], 'tag_ids': [4], 'is_featured': False,
    }  # fmt: skip
    pause = {'room': {'en': 'Great Hall'}, 'room_id': 1, 'start': '2031-03-07T12:00:00Z', 'end': '2031-03-07T13:00:00Z'}
    schedule = {'slots': [talk], 'version': '0.9', 'breaks': [{**pause, 'description': {'en': 'Lunch'}}]}
    for answers in ({'talks': page(talk)}, {'latest': schedule}):
        found = read(tmp_path, event=EVENT, **answers)
        assert (found.talk('Sand').kind, found.talk('Sand').track, found.talk('Sand').keywords) == (
            'Talk',
            'Sea',
            ['foam'],
        )
        assert found.session('Sand').rooms == ['Great Hall']
        assert 'ada@' not in str(found)
    assert found.span('Lunch') == '03-07 12:00-13:00'


def test_the_widget_has_a_schedule_too(tmp_path: Path) -> None:
    widget = {
        'version': '0.9', 'schedule_id': 5, 'timezone': 'Europe/Lisbon', 'event_start': '2031-03-07',
        'event_end': '2031-03-08',
        'talks': [
            {
                'code': 'SAND01', 'id': 11, 'title': 'Sand', 'abstract': 'Old.', 'speakers': ['ADA001'], 'track': 7,
                'start': '2031-03-07T10:00:00Z', 'end': '2031-03-07T10:30:00Z', 'room': 1, 'duration': 30,
                'state': None,
            },
            {
                'id': 13, 'title': {'en': 'Lunch'}, 'start': '2031-03-07T12:00:00Z', 'end': '2031-03-07T13:00:00Z',
                'room': 1, 'slot_type': 'break',
            },
        ],
        'tracks': TRACKS, 'rooms': ROOMS, 'speakers': [{'code': 'ADA001', 'name': 'Ada Smith', 'avatar': None}],
    }  # fmt: skip
    found = read(tmp_path, widget=widget)
    assert found.draft.timezone == 'Europe/Lisbon'
    assert (found.talk('Sand').track, found.names('Sand')) == ('Sea', ['Ada Smith'])
    assert found.session('Lunch').rooms == ['Great Hall']


def test_keys_are_those_of_the_schedule_that_pretalx_exports(tmp_path: Path) -> None:
    url = 'https://tides.example.org/talk/SAND01/'
    event = f'<event id="41" guid="x"><start>10:00</start><title>Sand</title><url>{url}</url><persons/></event>'
    text = (
        f'<schedule><conference><acronym>tides-2031</acronym></conference><day date="2031-03-07"><room name="A">{event}'
    )
    exported = imported(tmp_path, frab_xml, schedule_xml=f'{text}</room></day></schedule>').draft
    found = read_all(tmp_path, submission()).draft
    assert (exported.source, list(exported.talks)) == (found.source, list(found.talks))


# States


@pytest.mark.parametrize(
    ('state', 'has_slot', 'status'),
    [
        ('confirmed', False, Status.CONFIRMED), ('accepted', True, Status.TENTATIVE),
        ('canceled', True, Status.CANCELLED),
        ('withdrawn', True, Status.WITHDRAWN), ('canceled', False, None), ('withdrawn', False, None),
        ('rejected', True, None), ('submitted', False, None), ('draft', False, None), ('deleted', False, None),
    ],
)  # fmt: skip
def test_what_is_not_accepted_is_left_out_and_counted(
    tmp_path: Path, state: str, has_slot: bool, status: Status | None
) -> None:
    other = submission(code='WAVE01', title='Waves', slots=[])
    one = submission(state=state)
    found = read_all(tmp_path, one, other, slots=page(*SLOTS) if has_slot else page())
    assert ('SAND01' in found.draft.talks) == (status is not None)
    if status:
        assert found.talk('Sand').status is status
    else:
        assert found.says(f'1 submission in the state "{state}" left out')


def test_where_nobody_confirms_what_is_accepted_stands(tmp_path: Path) -> None:
    assert read_all(tmp_path, submission(state='accepted')).talk('Sand').status is Status.CONFIRMED


def test_a_state_to_come_is_said(tmp_path: Path) -> None:
    found = read_all(tmp_path, submission(state='submitted', pending_state='accepted'))
    assert found.says('the state submitted is about to be accepted; the former is taken')
    assert found.draft.talks == {}


def test_a_submission_without_a_slot_is_a_talk_that_is_not_scheduled(tmp_path: Path) -> None:
    found = read_all(tmp_path, submission(code='WAVE01', title='Waves', slots=[]))
    assert found.talk('Waves')
    assert found.sessions('Waves') == []
    assert found.says('a slot is of a submission that is in none of the files ("SAND01")')


def test_slots_that_only_block_a_room_and_those_not_shown_are_left_out(tmp_path: Path) -> None:
    blocker = {**SLOTS[2], 'id': 20, 'slot_type': 'blocker'}
    hidden = {**SLOTS[0], 'id': 21, 'is_visible': False}
    found = read_all(tmp_path, submission(), slots=[blocker, hidden])
    assert found.draft.sessions == []
    assert found.says('a slot that only blocks a room is left out')
    assert found.says('a slot that pretalx does not show is left out')


def test_a_submission_whose_slots_are_all_here_is_not_asked_for_more(tmp_path: Path) -> None:
    hidden = {**SLOTS[0], 'room': None, 'start': None, 'end': None, 'is_visible': False}
    found = read_all(tmp_path, submission(slots=[11], slot_count=1), slots=[hidden])
    assert list(found.draft.talks) == ['SAND01']
    assert not found.says('its slots are only numbers; give /slots/?expand=room, too ("SAND01")')


def test_a_submission_of_the_api_of_before_says_that_it_is_given_more_than_once(tmp_path: Path) -> None:
    slot = {'room_id': 1, 'room': 'Great Hall', 'start': '2031-03-07T10:00:00Z', 'end': '2031-03-07T10:30:00Z'}
    talk = {name: value for name, value in submission(slot=slot).items() if name != 'slots'}
    found = read(tmp_path, event=EVENT, talks=page(talk), speakers=page(*SPEAKERS))
    assert found.says('it is given several times, and not each time is here; give /slots/, too ("SAND01")')
    del talk['slot_count']
    found = read(tmp_path, event=EVENT, talks=page(talk), speakers=page(*SPEAKERS))
    assert not found.says('it is given several times, and not each time is here; give /slots/, too ("SAND01")')


# What is private


def test_nothing_private_is_taken_or_shown(tmp_path: Path) -> None:
    answer = {'id': 1, 'question': {'id': 2, 'question': {'en': 'Diet?'}}, 'answer': 'vegan', 'person': None}
    private = {
        'notes': 'needs a ramp', 'internal_notes': 'late as always', 'reviews': [1], 'mean_score': '4.5',
        'answers': [answer], 'review_code': 'SECRET', 'invitation_token': 'TOKEN', 'anonymised_data': '{"x": "anon"}',
    }  # fmt: skip
    found = read_all(
        tmp_path,
        submission(**private),
        answers=page(answer),
        reviews=[{'id': 1, 'score': 5, 'text': 'meh', 'submission': 'SAND01'}],
    )
    for text in ('ramp', 'late as', '4.5', 'vegan', 'Diet', 'SECRET', 'TOKEN', 'anon"', 'meh', 'ada@', 'orga@'):
        assert text not in str(found), text
    assert found.lost('submission/answers') == 'answers to questions may be private'
    assert found.lost('submission/internal_notes') == 'it is for the organizers, and may be private'
    assert found.lost('speaker/email') == 'e-mail addresses are private'
    assert {'submission/notes', 'submission/reviews', 'submission/mean_score', 'speaker/availabilities'} <= set(
        found.report.lost
    )


# What is missing


def test_numbers_of_nothing_say_which_file_to_give(tmp_path: Path) -> None:
    found = read(tmp_path, submissions=page(submission(resources=[5]), count=12))
    for words in (
        'only 1 of 12 submissions are here; give the files of the other pages, too (?page=2, …)',
        'of a speaker there is only a code; give /speakers/, too (2 times, first for "ADA001")',
        'its submission_type is only a number; give /submission-types/, too ("3")',
        'its track is only a number; give /tracks/, too ("7")',
        'its tags are only numbers; give /tags/, too ("4")',
        'its resources are only numbers; download /submissions/?expand=resources ("5")',
        'its slots are only numbers; give /slots/?expand=room, too ("SAND01")',
    ):
        assert found.says(words), words
    found = read_all(tmp_path, submission(), rooms=page())
    assert found.says('of a room there is only a number; give /rooms/, too (3 times, first for "1")')


def test_all_pages_together_are_complete(tmp_path: Path) -> None:
    one, two = submission(), submission(code='WAVE01', title='Waves', slots=[])
    found = read(tmp_path, a=page(one, count=2), b=page(two, count=2), speakers=SPEAKERS)
    assert list(found.draft.talks) == ['SAND01', 'WAVE01']
    assert not found.says('are here; give')


def test_languages_that_are_not_taken_are_lost(tmp_path: Path) -> None:
    found = read_all(tmp_path, submission(), event={**EVENT, 'locale': 'de'})
    assert (found.draft.title, found.draft.tracks) == ('Gezeiten 2031', ['Meer'])
    assert found.report.lost['event/name in other languages'].example == 'Tides 2031'


def test_every_field_that_finds_no_place_is_named(tmp_path: Path) -> None:
    found = read_all(tmp_path, submission(weather='fine', image='https://tides.example.org/i.png'))
    assert found.report.lost['submission/weather'].example == 'fine'
    assert found.lost('submission/image').startswith('pictures are not copied')
    assert {'event/primary_color', 'room/capacity', 'speaker/avatar_url'} <= set(found.report.lost)


# Odd files


@pytest.mark.parametrize(
    'answer',
    [
        [5, None, 'x'], {'results': [1], 'count': 'x'}, {'code': 'A', 'title': None, 'submission_type': []},
        {'code': 'A', 'title': {}, 'submission_type': {}, 'speakers': 5, 'slots': {}, 'tags': [{}], 'resources': [{}]},
        {'submission': 'A', 'room': [], 'start': 'never', 'end': 5}, {'version': 1, 'slots': [{'code': 'A'}, 5]},
        {'talks': 5, 'rooms': {}, 'schedule_id': 1}, {'weather': 'fine'},
    ],
)  # fmt: skip
def test_values_of_the_wrong_sort_break_nothing(tmp_path: Path, answer: Any) -> None:
    path = tmp_path / 'x.json'
    path.write_text(json.dumps([answer, submission()]), encoding='utf-8')
    report = Report()
    assert 'SAND01' in pretalx.read([file_at(path)], report).talks


def test_a_file_of_something_else_is_refused(tmp_path: Path) -> None:
    path = tmp_path / 'x.json'
    path.write_text('{"weather": "fine"}', encoding='utf-8')
    with pytest.raises(UnreadableError, match='nothing here is of pretalx: no submissions, no speakers, no slots'):
        pretalx.read([file_at(path)], Report())


def test_an_end_before_a_start_is_none(tmp_path: Path) -> None:
    slot = {**SLOTS[0], 'end': '2031-03-07T09:00:00Z'}
    found = read_all(tmp_path, submission(), slots=[slot])
    assert found.span('Sand') == '03-07 10:00-10:30'
    assert found.says('the end is not after the start ("Sand")')


@pytest.mark.parametrize(
    ('text', 'is_ours'),
    [
        (json.dumps(page(submission())), True), (json.dumps(SPEAKERS), True), (json.dumps(page(*ROOMS)), True),
        (json.dumps(SLOTS), True), (json.dumps(TRACKS), True), (json.dumps(TYPES), True), (json.dumps(TAGS), True),
        (json.dumps(EVENT), True), ('{"schedule": {"conference": {"slots": 1}, "version": ""}}', False),
        ('[{"forum": "x", "content": {"code": "", "question": "", "answer": ""}}]', False),
        ('<schedule/>', False), ('', False),
    ],
)  # fmt: skip
def test_answers_of_the_api_are_recognized(text: str, is_ours: bool) -> None:
    file = File(Path('x'), text.encode(), 'x')
    assert pretalx.recognizes(file) == is_ours
    assert not (pretalx.recognizes(file) and frab_json.recognizes(file))
