"""EasyChair's conference data, as one workbook and as CSV files."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from proceedings.importing.formats import UnreadableError, easychair, openreview, table
from tables import Imported, imported, opened, workbook, written

SUBMISSIONS: list[list[Any]] = [
    ['#', 'track #', 'track name', 'title', 'authors', 'submitted', 'last updated', 'form fields', 'keywords',
     'decision', 'notified', 'reviews sent', 'abstract', 'deleted?'],
    [1, 1, 'Shores', 'Sand on the Move', 'Ada Smith and José Roca', '2031-01-02 10:00', '2031-01-03 10:00', '',
     'sand\ntides', 'ACCEPT', 'yes', 'yes', 'We move sand.', 'no'],
    [2, 1, 'Shores', 'Foam', 'Lin Wei', '2031-01-02 10:00', '2031-01-02 10:00', '', 'foam', 'reject', 'yes', 'yes',
     'We count.', 'no'],
    [3, 2, 'Depths', 'Kelp', 'Lin Wei', '2031-01-02 10:00', '2031-01-02 10:00', '', '', 'accept (short paper)', 'no',
     'no', '', 'no'],
    [4, 2, 'Depths', 'Weed', 'Lin Wei', '2031-01-02 10:00', '2031-01-02 10:00', '', '', 'accept', 'no', 'no', '',
     'yes'],
]  # fmt: skip
AUTHORS: list[list[Any]] = [
    [
        'submission #',
        'first name',
        'last name',
        'email',
        'country',
        'affiliation',
        'Web page',
        'person #',
        'corresponding?',
    ],
    [1, 'Ada', 'Smith', 'ada@example.org', 'Portugal', 'Tidal Institute', 'https://example.org/ada', 7, 'yes'],
    [1, 'José', 'Roca', 'roca@example.org', 'Spain', 'University of Somewhere', '', 8, 'no'],
    [2, 'Lin', 'Wei', 'lin@example.org', 'China', 'Sea College', '', 9, 'yes'],
    [3, 'Lin', 'Wei', 'lin@example.org', 'China', 'Sea College', '', 9, 'yes'],
    [3, 'Ada', 'Smith', 'other@example.org', 'Norway', 'Fjord College', '', 17, 'no'],
]
TOPICS: list[list[Any]] = [['submission #', 'topic'], [1, 'Coasts'], [1, 'sand'], [3, 'Algae']]
VALUES: list[list[Any]] = [
    ['submission #', 'field #', 'field name', 'value'],
    [1, 2, 'Presenter', 'José Roca'],
    [1, 3, 'Dietary needs', 'none at all'],
]
REVIEWS: list[list[Any]] = [
    ['#', 'submission #', 'member #', 'total score', 'scores'],
    [1, 1, 4, -2, 'dreadful'],
    [2, 1, 5, 3, 'fine'],
]


def as_workbook(folder: Path, **other: list[list[Any]]) -> Path:
    sheets = {
        'Submissions': SUBMISSIONS, 'Authors': AUTHORS, 'Submission_topics': TOPICS, 'Submission_field_values': VALUES,
        'Reviews': REVIEWS,
    }  # fmt: skip
    return workbook(folder / 'tides2031.xlsx', **{**sheets, **other})


@pytest.fixture
def found(tmp_path: Path) -> Imported:
    return imported(easychair, as_workbook(tmp_path))


def test_what_was_accepted_becomes_talks(found: Imported) -> None:
    assert found.draft.source == 'EasyChair: tides2031'
    assert list(found.draft.talks) == ['submission 1', 'submission 3']
    sand = found.draft.talks['submission 1']
    assert (sand.title, sand.number, sand.track) == ('Sand on the Move', 1, 'Shores')
    assert sand.keywords == ['sand', 'tides', 'Coasts']
    assert sand.abstract
    assert sand.abstract.text == 'We move sand.'
    assert [(mention.name, mention.affiliation) for mention in sand.authors] == [
        ('Ada Smith', 'Tidal Institute'),
        ('José Roca', 'University of Somewhere'),
    ]
    assert [mention.name for mention in sand.speakers] == ['José Roca']
    assert found.draft.talks['submission 3'].kind == 'short paper'
    assert found.draft.tracks == ['Shores', 'Depths']


def test_what_is_left_out_is_said(found: Imported) -> None:
    assert 'tides2031.xlsx [Submissions]:3:10: 1 submission is left out: "reject"' in found.guesses
    assert any('1 submission is left out: deleted' in guess for guess in found.guesses)


def test_two_people_of_one_name_are_told_apart_by_number_and_affiliation(found: Imported) -> None:
    people = [person for person in found.draft.people.values() if person.name == 'Ada Smith']
    assert [(person.key, person.affiliation) for person in people] == [
        ('ada-smith', 'Tidal Institute'),
        ('ada-smith 17', 'Fjord College'),
    ]
    assert any('there are two people called Ada Smith' in guess for guess in found.guesses)
    assert people[0].url == 'https://example.org/ada'


def test_reviews_and_addresses_are_left_where_they_are(found: Imported) -> None:
    assert found.lost['the sheet "Reviews"'] == (2, 'tides2031.xlsx [Reviews]:1:1', '')
    assert found.report.lost['the sheet "Reviews"'].why == easychair.REVIEWING
    assert found.lost['author/email'][2] == ''
    assert found.lost['field/Dietary needs'][2] == ''
    everything = f'{found.draft} {found.report}'
    for private in ('@example.org', 'dreadful', 'none at all'):
        assert private not in everything


def test_the_csv_files_say_the_same(tmp_path: Path) -> None:
    def as_csv(rows: list[list[Any]]) -> str:
        return '\n'.join(','.join(f'"{cell}"' for cell in row) for row in rows)

    paths = [
        written(tmp_path / f'{name}.csv', as_csv(rows))
        for name, rows in (
            ('submission', SUBMISSIONS),
            ('author', AUTHORS),
            ('submission_topic', TOPICS),
            ('review', REVIEWS),
        )
    ]
    assert all(easychair.recognizes(opened(path)) for path in paths)
    found = imported(easychair, *paths)
    assert found.draft.source == 'EasyChair'
    assert list(found.draft.talks) == ['submission 1', 'submission 3']
    assert found.names('Sand on the Move') == ['Ada Smith', 'José Roca']
    assert imported(easychair, paths[0]).names('Sand on the Move') == ['Ada Smith', 'José Roca']


def test_without_decisions_all_are_taken_and_that_is_said(tmp_path: Path) -> None:
    at = SUBMISSIONS[0].index('decision')
    undecided = [SUBMISSIONS[0], *([*row[:at], 'no decision', *row[at + 1 :]] for row in SUBMISSIONS[1:])]
    found = imported(easychair, as_workbook(tmp_path, Submissions=undecided))
    assert len(found.draft.talks) == 3
    assert any('there are no decisions; all submissions are taken' in guess for guess in found.guesses)


def test_authors_alone_are_no_program(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError, match='there are no submissions here; give submission'):
        imported(easychair, workbook(tmp_path / 'a.xlsx', Authors=AUTHORS))


def test_it_is_recognized_by_its_headings(tmp_path: Path) -> None:
    assert easychair.recognizes(opened(as_workbook(tmp_path)))
    assert not openreview.recognizes(opened(as_workbook(tmp_path)))
    assert table.recognizes(opened(as_workbook(tmp_path)))


def test_a_presenter_in_the_form_fields_is_the_speaker(tmp_path: Path) -> None:
    row = [*SUBMISSIONS[1]]
    row[7] = '(presenter) José Roca'
    path = workbook(tmp_path / 'tides.xlsx', Submissions=[SUBMISSIONS[0], row], Authors=AUTHORS)
    found = imported(easychair, path)
    assert [mention.name for mention in found.talks['Sand on the Move'].speakers] == ['José Roca']
    assert 'submission/form fields' not in found.lost
