"""OpenReview's exports: the CSV file of the console, and the JSON of both versions of the API."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from proceedings.importing.formats import UnreadableError, easychair, openreview
from proceedings.vocabulary import Status
from tables import Imported, imported, opened, written

VENUE = 'tides.example/2031/Workshop'


def note(number: int, title: str, people: dict[str, str], *, venueid: str = VENUE, **content: Any) -> dict[str, Any]:
    """A submission as the second version of the API has it."""
    fields = {'title': title, 'authors': [*people], 'authorids': [*people.values()], 'venueid': venueid, **content}
    return {
        'id': f'forum{number}',
        'forum': f'forum{number}',
        'number': number,
        'domain': VENUE,
        'invitations': [f'{VENUE}/-/Submission', f'{VENUE}/-/Edit'],
        'cdate': 1900000000000,
        'content': {name: {'value': value} for name, value in fields.items()},
    }


NOTES = [
    note(
        1,
        'Sand on the Move',
        {'Ada Smith': '~Ada_Smith1', 'José Roca': 'roca@example.org'},
        venue='Tides 2031 Oral',
        abstract='We move **sand**, $x^2$.',
        keywords=['sand', 'tides'],
        pdf='/pdf/0123abc.pdf',
        code='https://example.org/code',
        TLDR='Sand moves.',
        _bibtex='@inproceedings{…}',
    ),
    note(2, 'Foam', {'Ada Smith': '~Ada_Smith2', 'José Roca': '~José_Roca1'}, venue='Tides 2031 Poster'),
    note(3, 'Kelp', {'Lin Wei': '~Lin_Wei1'}, venueid=f'{VENUE}/Rejected_Submission', venue='Submitted to Tides 2031'),
    note(4, 'Weed', {'Lin Wei': '~Lin_Wei1'}, venueid=f'{VENUE}/Withdrawn_Submission'),
]
REVIEW = {
    'id': 'review1',
    'forum': 'forum1',
    'replyto': 'forum1',
    'invitations': [f'{VENUE}/Submission1/-/Official_Review'],
    'content': {'review': {'value': 'dreadful'}, 'rating': {'value': 1}},
}


def read(folder: Path, data: Any) -> Imported:
    return imported(openreview, written(folder / 'notes.json', json.dumps(data)))


@pytest.fixture
def found(tmp_path: Path) -> Imported:
    return read(tmp_path, {'notes': [*NOTES, REVIEW], 'count': 5})


def test_what_was_accepted_becomes_talks(found: Imported) -> None:
    assert found.draft.source == f'OpenReview: {VENUE}'
    assert list(found.draft.talks) == ['forum1', 'forum2']
    sand = found.draft.talks['forum1']
    assert (sand.title, sand.number, sand.kind, sand.keywords) == ('Sand on the Move', 1, 'oral', ['sand', 'tides'])
    assert sand.status is Status.CONFIRMED
    assert sand.abstract
    assert [(link.kind, link.url) for link in sand.links] == [
        ('paper', 'https://openreview.net/pdf?id=forum1'),
        ('review', 'https://openreview.net/forum?id=forum1'),
        ('code', 'https://example.org/code'),
    ]
    assert str(sand.place).startswith('notes.json:1:')


def test_profiles_tell_people_of_one_name_apart(found: Imported) -> None:
    keys = [mention.person for talk in found.draft.talks.values() for mention in talk.authors]
    assert keys == ['~Ada_Smith1', '~José_Roca1', '~Ada_Smith2', '~José_Roca1']
    person = found.draft.people['~José_Roca1']
    assert person.name == 'José Roca'
    assert [link.url for link in person.links] == ['https://openreview.net/profile?id=~Jos%C3%A9_Roca1']


def test_what_is_left_out_is_said_and_nothing_private_is_kept(found: Imported) -> None:
    said = '\n'.join(found.guesses)
    assert '1 submission is left out: "Submitted to Tides 2031"' in said
    assert 'Withdrawn_Submission"' in said
    assert found.lost['authorids (e-mail)'][2] == ''
    assert found.lost['replies'][2] == ''
    assert found.lost['tldr'][2] == 'Sand moves.'
    assert not {'dreadful', 'roca@example.org'} & {*str(found.report).split("'")}
    assert 'roca@example.org' not in str(found.draft)


def test_the_first_version_of_the_api_says_the_same(tmp_path: Path) -> None:
    notes = []
    for new in NOTES[:3]:
        old = {key: value for key, value in new.items() if key not in ('domain', 'invitations')}
        old['invitation'] = f'{VENUE}/-/Blind_Submission'
        old['content'] = {
            name: value['value'] for name, value in new['content'].items() if not name.startswith('venue')
        }
        outcome = 'Reject' if new['number'] == 3 else 'Accept (Poster)'
        decision = {'invitation': f'{VENUE}/Paper1/-/Decision', 'content': {'decision': outcome, 'comment': 'dull'}}
        old['details'] = {'directReplies': [decision]}
        notes.append(old)
    found = read(tmp_path, {'notes': notes})
    assert found.draft.source == f'OpenReview: {VENUE}'
    assert [(talk.title, talk.kind) for talk in found.draft.talks.values()] == [
        ('Sand on the Move', 'poster'),
        ('Foam', 'poster'),
    ]
    assert 'dull' not in str(found.report)


def test_people_may_be_objects(tmp_path: Path) -> None:
    new = note(1, 'Sand', {})
    new['content']['authors'] = {'value': [{'fullname': 'Ada Smith', 'username': '~Ada_Smith1', 'institutions': []}]}
    found = read(tmp_path, [new])
    assert [(mention.name, mention.person) for mention in found.draft.talks['forum1'].authors] == [
        ('Ada Smith', '~Ada_Smith1')
    ]


def test_what_only_some_may_see_is_not_shown(tmp_path: Path) -> None:
    new = note(1, 'Sand', {'Ada Smith': '~Ada_Smith1'})
    new['content']['funding'] = {'value': 'a secret', 'readers': [f'{VENUE}/Program_Chairs']}
    found = read(tmp_path, {'notes': [new]})
    assert found.lost['content/funding'][2] == ''
    assert 'a secret' not in f'{found.draft} {found.report}'


def test_anonymous_papers_are_counted(tmp_path: Path) -> None:
    found = read(tmp_path, {'notes': [note(1, 'Sand', {}), note(2, 'Foam', {'Anonymous': ''})]})
    assert found.names('Foam') == []
    assert any('2 submissions name no authors; export them once more' in problem for problem in found.problems)


CONSOLE = """\
number,forum,title,abstract,num reviewers,reviewer contact info,min rating,average rating,decision,authors,authorids
1,https://openreview.net/forum?id=aBc-1,Sand,We move sand.,3,Rev One<rev@example.org>,2,3.5,Accept (Oral),\
Ada Smith|José Roca,~Ada_Smith1|roca@example.org
2,https://openreview.net/forum?id=aBc-2,Foam,We count.,3,Rev Two<two@example.org>,1,2.5,Reject,Lin Wei,~Lin_Wei1
"""


def test_the_csv_of_the_console_is_read(tmp_path: Path) -> None:
    path = written(tmp_path / 'tides_paper_status.csv', CONSOLE)
    assert openreview.recognizes(opened(path))
    assert not easychair.recognizes(opened(path))
    found = imported(openreview, path)
    assert found.draft.source == 'OpenReview: tides_paper_status'
    assert list(found.draft.talks) == ['aBc-1']
    assert [mention.person for mention in found.draft.talks['aBc-1'].authors] == ['~Ada_Smith1', 'jose-roca']
    assert found.lost['min rating'] == (1, 'tides_paper_status.csv:2:7', '')
    assert 'rev@example.org' not in f'{found.draft} {found.report}'


def test_lists_that_python_wrote_are_read(tmp_path: Path) -> None:
    names, ids = "['Ada Smith', 'José Roca']", "['~Ada_Smith1', '~José_Roca1']"
    text = f'title,authors,authorids,keywords\nSand,"{names}","{ids}","[\'a, b\']"\n'
    found = imported(openreview, written(tmp_path / 'papers.csv', text))
    assert found.names('Sand') == ['Ada Smith', 'José Roca']
    assert found.talks['Sand'].keywords == ['a, b']


def test_what_is_no_export_is_refused(tmp_path: Path) -> None:
    assert not openreview.recognizes(opened(written(tmp_path / 'a.json', '{"schedule": {}}')))
    for text, message in (
        ('{"notes": 1}', 'no list of notes'),
        ('{"notes": [', 'not JSON'),
        ('{"notes": []}', 'no submissions'),
    ):
        with pytest.raises(UnreadableError, match=message):
            imported(openreview, written(tmp_path / 'b.json', text))
