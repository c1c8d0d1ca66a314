"""Tables of talks and of people: CSV and XLSX as organizers keep them, and what is said of what cannot be read."""

from __future__ import annotations

import re
import zipfile
from datetime import date, datetime
from datetime import time as clock
from pathlib import Path

import openpyxl
import pytest

from conftest import ROOT
from proceedings.importing.draft import Markup
from proceedings.importing.formats import UnreadableError, easychair, mini_conf, openreview, table
from proceedings.importing.tables.columns import PEOPLE_COLUMNS, TALK_COLUMNS, normal
from proceedings.importing.tables.decisions import decision_of
from proceedings.importing.tables.moments import Days, look_over, read_day, read_duration, read_range
from proceedings.importing.tables.written_names import with_affiliations, written_names
from proceedings.vocabulary import Status
from tables import Imported, imported, opened, workbook, written

TALKS = """\
Title,Presenter(s),Affiliation,Date,Start time,End time,Location,Type
Sand,Ada Smith; José Roca,Tidal Institute; University of Somewhere,2031-05-02,9:00,9:20,Hall A,Invited talk
Coffee,,,,9:20,9:40,,
"Foam, and
other things",Lin Wei,Tidal Institute,,9:40,10:00,Hall A,Talk
"""


def read(folder: Path, text: str, name: str = 'tides.csv', encoding: str = 'utf-8') -> Imported:
    return imported(table, written(folder / name, text, encoding))


# ---- the table itself


def test_a_table_of_talks_becomes_talks_and_a_schedule(tmp_path: Path) -> None:
    found = read(tmp_path, TALKS)
    assert found.draft.source == 'table: tides'
    assert list(found.talks) == ['Sand', 'Foam, and other things']
    sand = found.talks['Sand']
    assert [(mention.name, mention.affiliation) for mention in sand.speakers] == [
        ('Ada Smith', 'Tidal Institute'),
        ('José Roca', 'University of Somewhere'),
    ]
    assert (sand.kind, str(sand.place)) == ('Invited talk', 'tides.csv:2:1')
    assert found.times() == [
        ('2031-05-02 09:00', '09:20', 'Sand'),
        ('2031-05-02 09:20', '09:40', 'Coffee'),
        ('2031-05-02 09:40', '10:00', 'Foam, and other things'),
    ]
    assert [session.kind for session in found.draft.sessions] == ['', 'break', '']
    assert found.draft.rooms == ['Hall A']
    assert found.problems == []
    assert found.lost == {}
    assert found.guesses == ['tides.csv:3:1: "Coffee" is taken for a part of the schedule without a talk (break)']


@pytest.mark.parametrize('delimiter', [',', ';', '\t', '|'])
@pytest.mark.parametrize('encoding', ['utf-8', 'utf-8-sig', 'utf-16', 'utf-16-le', 'cp1252'])
def test_any_delimiter_and_encoding_is_understood(delimiter: str, encoding: str, tmp_path: Path) -> None:
    rows = [['Title', 'Authors', 'Room'], ['Ebbe – Flut', 'Jörg Müller', 'Saal, groß'], ['Café', 'José Peña', '']]
    lines = [delimiter.join(f'"{cell}"' if delimiter in cell or ',' in cell else cell for cell in row) for row in rows]
    found = read(tmp_path, '\r\n'.join(lines), encoding=encoding)
    assert list(found.talks) == ['Ebbe – Flut', 'Café']
    assert found.names('Ebbe – Flut') == ['Jörg Müller']
    assert any('is taken for Windows-1252' in guess for guess in found.guesses) == (encoding == 'cp1252')


def test_rows_above_the_headings_and_empty_ones_do_no_harm(tmp_path: Path) -> None:
    found = read(tmp_path, 'Our talks, all of them,,,\n,,,\n,Title,Authors,,\n,,,,\n,Sand,Ada Smith,,\n')
    assert found.names('Sand') == ['Ada Smith']
    assert found.lost['rows above the headings'][:2] == (2, 'tides.csv:1:1')
    assert read(tmp_path, 'sep=;\nTitle;Authors\nSand;Ada Smith\n').names('Sand') == ['Ada Smith']


def test_what_is_no_table_says_what_it_lacks(tmp_path: Path) -> None:
    for text, message in (
        ('a,b\n1,2\n', r'tides\.csv:1: no row has headings that are known; a table of talks needs a column Title'),
        ('Titel der Rede,Authros\nSand,Ada\n', 'did you mean "Authors"'),
        ('\n\n', 'the table is empty'),
        ('Title,Authors\n"Sand,Ada Smith\nFoam,Lin Wei\n', r'tides\.csv:2: a quote \("\) opens in this row'),
    ):
        with pytest.raises(UnreadableError, match=message):
            read(tmp_path, text)
    with pytest.raises(UnreadableError, match='save it as XLSX or CSV'):
        imported(table, written(tmp_path / 'talks.ods', 'x'))


def test_every_column_that_finds_no_place_is_named_once(tmp_path: Path) -> None:
    text = (
        'Title,Fish,E-mail,T-shirt,Contact\nSand,Cod,ada@example.org,M,roca@example.org\nFoam,Eel,lin@example.org,,\n'
    )
    found = read(tmp_path, text)
    assert found.lost == {
        'Fish': (2, 'tides.csv:2:2', 'Cod'),
        'E-mail': (2, 'tides.csv:2:3', ''),
        'T-shirt': (1, 'tides.csv:2:4', ''),
        'Contact': (1, 'tides.csv:2:5', ''),
    }
    assert found.report.lost['E-mail'].why == 'e-mail addresses are private'


def test_an_address_beside_a_name_is_not_kept(tmp_path: Path) -> None:
    found = read(tmp_path, 'Title,Authors\nSand,Ada Smith <ada@example.org>; Lin Wei (lin@example.org)\n')
    assert found.names('Sand') == ['Ada Smith', 'Lin Wei']
    assert found.lost['Authors (e-mail)'] == (1, 'tides.csv:2:2', '')
    assert '@' not in str(found.draft)


def test_versions_of_one_file_are_one_source(tmp_path: Path) -> None:
    names = ['talks.csv', 'talks (1).csv', 'talks-v2.csv', 'talks_final (3).csv', 'talks-2031-05-02.csv']
    assert {read(tmp_path, TALKS, name).draft.source for name in names} == {'table: talks'}
    assert read(tmp_path, TALKS, 'tides-2031.csv').draft.source == 'table: tides-2031'


def test_a_talk_is_known_by_its_id_or_number_or_title(tmp_path: Path) -> None:
    assert list(read(tmp_path, 'ID,Number,Title\nx7,12,Sand\n,13,Foam\n,,Kelp\n').draft.talks) == [
        'id: x7',
        'number: 13',
        'title: kelp',
    ]


def test_a_talk_in_two_rows_is_given_twice_and_an_id_of_two_talks_is_a_problem(tmp_path: Path) -> None:
    text = 'ID,Title,Start,End\n1,Sand,2031-05-02 9:00,9:20\n1,Sand,2031-05-03 9:00,9:20\n1,Foam,,\n'
    found = read(tmp_path, text)
    assert found.times() == [('2031-05-02 09:00', '09:20', 'Sand'), ('2031-05-03 09:00', '09:20', 'Sand')]
    assert list(found.talks) == ['Sand', 'Foam']
    assert found.problems == [
        'tides.csv:4:1: "1" is the id of the talk in row 2, too; both are taken; give each its own'
    ]


def test_links_are_web_addresses_and_nothing_is_opened(tmp_path: Path) -> None:
    (tmp_path / 'secret.pdf').write_text('secret')
    text = (
        'Title,Paper,Slides,Code,Video,Links\n'
        'Sand,10.1000/182,example.org/a.pdf,www.example.org/code,../../etc/passwd,"data: https://example.org/d, see '
        'https://example.org/e"\n'
        'Foam,secret.pdf,javascript:alert(1),file:///etc/passwd,https://example.org/v 1,none\n'
    )
    found = read(tmp_path, text)
    assert [(link.kind, link.url) for link in found.talks['Sand'].links] == [
        ('paper', 'https://doi.org/10.1000/182'),
        ('slides', 'https://example.org/a.pdf'),
        ('code', 'https://www.example.org/code'),
        ('data', 'https://example.org/d'),
        ('web', 'https://example.org/e'),
    ]
    assert [(link.kind, link.url) for link in found.talks['Foam'].links] == [('video', 'https://example.org/v')]
    problems = '\n'.join(found.problems)
    assert 'tides.csv:3:2: "secret.pdf" is a file, not a web address, and is not looked for' in problems
    for hostile in ('javascript:alert(1)', 'file:///etc/passwd', '../../etc/passwd'):
        assert f'"{hostile}" is not a web address' in problems


def test_what_was_rejected_is_left_out_and_what_was_cancelled_stays(tmp_path: Path) -> None:
    rows = ['Sand,Accept (oral),', 'Foam,Reject,', 'Kelp,accept,cancelled', 'Weed,desk reject,', 'Salt,Reject,']
    text = '\n'.join(['Title,Decision,Status', *rows])
    found = read(tmp_path, text)
    assert [(talk.title, talk.kind, talk.status) for talk in found.draft.talks.values()] == [
        ('Sand', 'oral', Status.CONFIRMED),
        ('Kelp', '', Status.CANCELLED),
    ]
    assert 'tides.csv:3:2: 2 rows are left out, because of "Reject"' in found.guesses


def test_rows_of_one_session_become_one(tmp_path: Path) -> None:
    text = (
        'Session,Chair,Title,Day,Time,Room\n'
        'Shores,Lin Wei,Sand,2 May 2031,9:00-9:20,A\nShores,Lin Wei,Foam,,9:20-9:40,A\nDepths,,Kelp,,9:00-9:20,B\n'
        'Posters,,Weed,,14:00-15:00,A\nPosters,,Salt,,14:00-15:00,A\n'
    )
    found = read(tmp_path, text)
    assert found.times() == [
        ('2031-05-02 09:00', '09:40', 'Shores'),
        ('2031-05-02 09:00', '09:20', 'Depths'),
        ('2031-05-02 14:00', '15:00', 'Posters'),
    ]
    shores, _, posters = found.draft.sessions
    assert [mention.name for mention in shores.chairs] == ['Lin Wei']
    assert [f'{slot.start:%H:%M}' for slot in shores.slots if slot.start] == ['09:00', '09:20']
    assert [slot.start for slot in posters.slots] == [None, None]


def test_a_row_that_is_only_a_day_begins_that_day(tmp_path: Path) -> None:
    text = 'Title,Start,End\nFriday 2 May 2031,,\nSand,9:00,9:20\n"Saturday, May 3, 2031",,\nFoam,9:00,9:20\n'
    found = read(tmp_path, text)
    assert [start for start, _, _ in found.times()] == ['2031-05-02 09:00', '2031-05-03 09:00']


def test_an_end_that_nobody_says_is_guessed_and_said(tmp_path: Path) -> None:
    rows = ['Sand,2031-05-02,9:00,,', 'Foam,,9:20,,45', 'Kelp,,11:30,1:00,', 'Weed,,23:00,1:30,', 'Salt,,,x,']
    text = '\n'.join(['Title,Day,Start,End,Duration', *rows])
    found = read(tmp_path, text)
    assert found.times() == [
        ('2031-05-02 09:00', '09:20', 'Sand'),
        ('2031-05-02 09:20', '10:05', 'Foam'),
        ('2031-05-02 11:30', '13:00', 'Kelp'),
        ('2031-05-02 23:00', '01:30', 'Weed'),
    ]
    assert 'tides.csv:2:3: there is no end; it is taken to be 09:20, when the next begins' in found.guesses
    assert 'tides.csv:4:4: 01:00 is before 11:30, so it is taken for 13:00' in found.guesses


def test_times_without_a_day_are_said_once(tmp_path: Path) -> None:
    found = read(tmp_path, 'Title,Start\nSand,9:00\nFoam,9:20\nLunch,12:00\n')
    assert list(found.talks) == ['Sand', 'Foam']
    assert found.draft.sessions == []
    assert sum('nobody says on which day' in problem for problem in found.problems) == 1
    assert len(found.problems) == 1
    assert '3 rows have times and are not in the schedule' in found.problems[0]


def test_times_with_an_offset_and_a_zone_are_kept(tmp_path: Path) -> None:
    found = read(tmp_path, 'Title,Start,End,Time zone\nSand,2031-05-02T09:00:00Z,2031-05-02T09:20:00Z,Europe/Lisbon\n')
    (session,) = found.draft.sessions
    assert session.start.isoformat() == '2031-05-02T09:00:00+00:00'
    assert found.draft.timezone == 'Europe/Lisbon'


def test_authors_in_columns_of_their_own_are_all_taken(tmp_path: Path) -> None:
    text = (
        'Title,Author 1,Author 1 affiliation,Author 2,Author 2 affiliation\nSand,Ada Smith,Tidal Institute,Lin Wei,\n'
    )
    found = read(tmp_path, text)
    assert found.names('Sand') == ['Ada Smith', 'Lin Wei']
    assert found.draft.people['ada-smith'].affiliation == 'Tidal Institute'
    assert found.lost == {}


def test_texts_are_taken_for_what_they_look_like(tmp_path: Path) -> None:
    text = 'Title,Abstract\nSand,<p>More <b>sand</b></p>\nFoam,"- one\n- two"\nKelp,Just words & $x$\n'
    talks = read(tmp_path, text).draft.talks.values()
    assert [talk.abstract.markup for talk in talks if talk.abstract] == [Markup.HTML, Markup.MARKDOWN, Markup.PLAIN]


def test_a_table_of_people_says_who_they_are(tmp_path: Path) -> None:
    text = (
        'First name,Last name,Institution,ORCID,Website,Bio,Role\n'
        'Ada,Smith,Tidal Institute,https://orcid.org/0000-0002-1825-0097,example.org/ada,She dives.,\n'
        'Gabriel,García Márquez,,0000-0002-1825-0098,,,Program chair\nLin,Wei,,,,,Reviewer\n,,X,,,,\n'
    )
    found = read(tmp_path, text)
    ada = found.draft.people['ada-smith']
    assert (ada.affiliation, ada.orcid, ada.url) == (
        'Tidal Institute',
        '0000-0002-1825-0097',
        'https://example.org/ada',
    )
    assert ada.biography
    assert ada.biography.text == 'She dives.'
    assert ada.family == ''
    assert found.draft.people['gabriel-garcia-marquez'].family == 'García Márquez'
    assert [(mention.name, mention.role) for mention in found.draft.organizers] == [
        ('Gabriel García Márquez', 'Program chair')
    ]
    assert [mention.name for mention in found.draft.reviewers] == ['Lin Wei']
    assert any('its last character does not fit' in problem for problem in found.problems)
    assert 'tides.csv:5:1: the row names nobody; it is left out' in found.problems


def test_talks_and_people_are_read_together(tmp_path: Path) -> None:
    talks = written(tmp_path / 'talks.csv', 'Title,Speakers\nSand,Ada Smith\n')
    people = written(tmp_path / 'people.csv', 'Name,Affiliation\nAda Smith,Tidal Institute\n')
    found = imported(table, talks, people)
    assert list(found.draft.people) == ['ada-smith']
    assert found.draft.people['ada-smith'].affiliation == 'Tidal Institute'


# ---- XLSX


def test_a_workbook_is_read_with_its_days_times_and_numbers(tmp_path: Path) -> None:
    rows = [
        ['Title', 'Paper number', 'Day', 'Start', 'Duration', 'Room'],
        ['Sand', 12.0, date(2031, 5, 2), clock(9, 0), 20, 101.0],
        ['Foam', 13, datetime(2031, 5, 2), 0.375 + 1 / 72, clock(0, 20), 'Hall'],
    ]
    found = imported(table, workbook(tmp_path / 'tides.xlsx', Talks=rows))
    assert [talk.number for talk in found.draft.talks.values()] == [12, 13]
    assert found.times() == [('2031-05-02 09:00', '09:20', 'Sand'), ('2031-05-02 09:20', '09:40', 'Foam')]
    assert found.draft.rooms == ['101', 'Hall']


def test_all_sheets_are_read_and_what_is_hidden_is_said(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / 'tides.xlsx',
        Talks=[['Title', 'Speakers'], ['Sand', 'Ada Smith'], ['Foam', 'Lin Wei']],
        Speakers=[['Name', 'Affiliation'], ['Ada Smith', 'Tidal Institute']],
        To_do=[['buy'], ['tea']],
    )
    book = openpyxl.load_workbook(path)
    book['Talks'].row_dimensions[3].hidden = True
    book['Speakers'].sheet_state = 'hidden'
    book.save(path)
    found = imported(table, path)
    assert list(found.talks) == ['Sand', 'Foam']
    assert found.draft.people['ada-smith'].affiliation == 'Tidal Institute'
    assert found.lost['rows of the sheet "To do"'] == (2, 'tides.xlsx [To do]:1:1', 'buy')
    assert 'tides.xlsx [Talks]:3:1: a hidden row is read like the others' in found.guesses
    assert any('tides.xlsx [Speakers]:1:1: the sheet is hidden' in guess for guess in found.guesses)


def test_merged_cells_links_and_formulas_mean_what_one_sees(tmp_path: Path) -> None:
    rows = [
        ['Day', 'Title', 'Start', 'Slides', 'Number'],
        [date(2031, 5, 2), 'Sand', '9:00', 'PDF', '=6+6'],
        [None, 'Foam', '9:20'],
    ]
    path = workbook(tmp_path / 'tides.xlsx', Talks=rows)
    book = openpyxl.load_workbook(path)
    book['Talks'].merge_cells('A2:A3')
    book['Talks']['D2'].hyperlink = 'https://example.org/sand.pdf'
    book.save(path)
    found = imported(table, path)
    assert [start for start, _, _ in found.times()] == ['2031-05-02 09:00', '2031-05-02 09:20']
    assert [link.url for link in found.talks['Sand'].links] == ['https://example.org/sand.pdf']
    assert any('tides.xlsx:2:5: the formula in this cell has no result' in problem for problem in found.problems)


def test_broken_and_hostile_workbooks_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError, match='is broken'):
        imported(table, written(tmp_path / 'a.xlsx', 'PK\x03\x04 and no more'))
    path = workbook(tmp_path / 'tides.xlsx', Talks=[['Title'], ['Sand']])
    for number, (name, change, message) in enumerate(
        (
            ('sheet1.xml', lambda xml: xml.replace(b'</sheetData>', b'</sheetData>' + MERGED), 'no workbook as'),
            ('sheet1.xml', lambda xml: b' ' * 300_000_000 + xml, 'MB unpacked'),
            ('sheet1.xml', lambda xml: ENTITIES + xml.partition(b'?>')[2].replace(b'>Sand<', b'>&b;<'), 'is broken'),
        )
    ):
        hostile = tmp_path / f'hostile-{number}.xlsx'
        with zipfile.ZipFile(path) as old, zipfile.ZipFile(hostile, 'w', zipfile.ZIP_DEFLATED) as new:
            for part in old.namelist():
                data = old.read(part)
                new.writestr(part, change(data) if part.endswith(name) else data)
        with pytest.raises(UnreadableError, match=message):
            imported(table, hostile)


MERGED = b'<mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>'
ENTITIES = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>'


def test_a_stray_cell_far_below_is_no_end_of_the_world(tmp_path: Path) -> None:
    path = workbook(tmp_path / 'tides.xlsx', Talks=[['Title'], ['Sand']])
    book = openpyxl.load_workbook(path)
    book['Talks']['XFD1048576'] = ' '
    book.save(path)
    assert list(imported(table, path).talks) == ['Sand']
    book['Talks']['XFD1048576'] = 'x'
    book.save(path)
    with pytest.raises(UnreadableError, match='more than 200,000 rows'):
        imported(table, path)


def test_ten_thousand_rows_are_read(tmp_path: Path) -> None:
    names = [f'Ada {"".join(chr(97 + int(digit)) for digit in str(number))}' for number in range(10_000)]
    lines = [
        f'{n},Sand {n},{name}; José Roca,2031-05-0{n % 9 + 1},{n % 12 + 8}:00,20,Room {n % 20}'
        for n, name in enumerate(names)
    ]
    found = read(tmp_path, '\n'.join(['Number,Title,Authors,Day,Start,Duration,Room', *lines]))
    assert (len(found.draft.talks), len(found.draft.people)) == (10_000, 10_001)


# ---- single cells


@pytest.mark.parametrize(
    ('cell', 'names'),
    [
        ('A. Smith; B. Roca', ['A. Smith', 'B. Roca']),
        ('Ada Smith and José Roca', ['Ada Smith', 'José Roca']),
        ('Ada Smith, José Roca, and Lin Wei', ['Ada Smith', 'José Roca', 'Lin Wei']),
        ('Smith, Ada; Roca, José', ['Ada Smith', 'José Roca']),
        ('Smith, A., Roca, J.', ['A. Smith', 'J. Roca']),
        ('van der Berg, Jan; García Márquez, Gabriel', ['Jan van der Berg', 'Gabriel García Márquez']),
        ('Smith, Ada and Roca, José', ['Ada Smith', 'José Roca']),
        ('Ada Smith^1, José Roca^{2}', ['Ada Smith', 'José Roca']),
        ('Ada Smith1,2, José Roca2*', ['Ada Smith', 'José Roca']),
        ('Sammy Davis, Jr., Ada Smith', ['Sammy Davis, Jr.', 'Ada Smith']),
        ('Prof. Dr. Ada Smith', ['Ada Smith']),
        ('Ada Smith | José Roca', ['Ada Smith', 'José Roca']),
        ('Ada Smith\nJosé Roca', ['Ada Smith', 'José Roca']),
        ('王伟, 李娜', ['王伟', '李娜']),
        ('王伟、李娜', ['王伟', '李娜']),
        ('Plato', ['Plato']),
        ('TBA', []),
        ('; ;', []),
    ],
)
def test_names_in_a_cell_are_taken_apart(cell: str, names: list[str]) -> None:
    assert [person.name for person in written_names(cell).people] == names


def test_affiliations_are_found_in_brackets_by_number_and_by_order() -> None:
    found = written_names('Ada Smith (Tidal Institute, Lisbon), José Roca (University of Somewhere)').people
    assert [person.affiliation for person in found] == ['Tidal Institute, Lisbon', 'University of Somewhere']
    found, wrong = with_affiliations(
        written_names('Ada Smith1,2, José Roca2').people, '1 Tidal Institute; 2 Sea College'
    )
    assert [person.affiliation for person in found] == ['Tidal Institute; Sea College', 'Sea College']
    people = written_names('Ada Smith; José Roca').people
    assert [person.affiliation for person in with_affiliations(people, 'MIT')[0]] == ['MIT', 'MIT']
    assert '2 people and 3 affiliations' in with_affiliations(people, 'A; B; C')[1]
    assert wrong == ''


def test_a_name_that_had_to_be_guessed_is_said(tmp_path: Path) -> None:
    found = read(tmp_path, 'Title,Authors\nSand,"Smith, Ada"\nFoam,"Ada Smith, Tidal Institute; Lin Wei, MIT"\n')
    assert found.guesses == [
        'tides.csv:2:2: "Smith, Ada" is taken for Ada Smith',
        'tides.csv:3:2: "Ada Smith, Tidal Institute" is taken for Ada Smith, of Tidal Institute',
        'tides.csv:3:2: "Lin Wei, MIT" is taken for Lin Wei, of MIT',
    ]


@pytest.mark.parametrize(
    ('cell', 'start', 'end'),
    [
        ('9:00', '9:00:00', None),
        ('09.00 Uhr', '9:00:00', None),
        ('9h30', '9:30:00', None),
        ('2:30 PM', '14:30:00', None),
        ('12:30 AM', '0:30:00', None),
        ('0900', '9:00:00', None),
        ('9-10', '9:00:00', '10:00:00'),
        ('9:00 – 10:15', '9:00:00', '10:15:00'),
        ('2:00-3:30 PM', '14:00:00', '15:30:00'),
        ('11-1 PM', '11:00:00', '13:00:00'),
        ('9 a.m. - noon', '9:00:00', '12:00:00'),
        ('10:00 (CEST)', '10:00:00', None),
        (0.375, '9:00:00', None),
        ('99:00', None, None),
        ('-5', None, None),
        ('in the morning', None, None),
        (True, None, None),
    ],
)
def test_times_are_read_as_people_write_them(cell: str, start: str | None, end: str | None) -> None:
    assert tuple(None if value is None else str(value) for value in read_range(cell)) == (start, end)


@pytest.mark.parametrize(
    'cell',
    [
        '2031-05-02', '2031/5/2', '2 May 2031', 'May 2nd, 2031', 'Fri 2 May 2031', 'Freitag, 2. Mai 2031', '02.05.2031',
        '20310502', '2 de mayo de 2031', '2 mai 2031', '5/2/31',
    ],
)  # fmt: skip
def test_days_are_read_as_people_write_them(cell: str) -> None:
    assert read_day(cell, Days()).day == date(2031, 5, 2)


def test_a_day_that_may_be_two_is_decided_by_others_or_said_to_be_a_guess() -> None:
    assert 'the month is taken to come first' in read_day('05/02/2031', Days()).guess
    days = look_over(['05/02/2031', '14/02/2031'])
    assert read_day('05/02/2031', days).day == date(2031, 2, 5)
    assert read_day('05/02/2031', days).guess == ''
    assert look_over(['Fri 02/05/2031']).month_first is False


def test_a_day_without_a_year_has_that_of_the_others_or_is_none() -> None:
    assert read_day('Fri 2 May', look_over(['Thu 1 May 2031', 'Fri 2 May'])).day == date(2031, 5, 2)
    assert 'has no year' in read_day('Fri 2 May', Days()).wrong
    assert '2031-05-02 is a Friday' in read_day('Mon 2 May 2031', Days()).wrong
    assert 'is no day that there is' in read_day('31.2.2031', Days()).wrong
    assert 'is not a day' in read_day('Day 1', Days()).wrong


@pytest.mark.parametrize(
    ('cell', 'minutes'),
    [
        (20, 20), ('20 min', 20), ("20'", 20), ('1h30', 90), ('1.5 h', 90), ('1:30', 90), ('00:20:00', 20),
        ('20 min + questions', 20), (clock(0, 20), 20), (1 / 72, 20), ('', None), ('long', None), (-5, None),
        (True, None),
    ],
)  # fmt: skip
def test_durations_are_read_as_people_write_them(cell: str, minutes: int | None) -> None:
    length = read_duration(cell)
    assert (length.total_seconds() / 60 if length else None) == minutes


@pytest.mark.parametrize(
    ('said', 'accepted', 'kind'),
    [
        ('accept', True, ''), ('Accept (Poster)', True, 'poster'), ('Desk Rejected', False, ''),
        ('not accepted', False, ''), ('Tides 2031 oral', True, 'oral'), ('Submitted to Tides 2031', False, ''),
        ('no decision', None, ''), ('Withdrawn', False, ''), ('conditional accept', True, ''), ('', None, ''),
        ('blue', None, ''),
    ],
)  # fmt: skip
def test_decisions_are_read_in_many_words(said: str, accepted: bool | None, kind: str) -> None:
    assert (decision_of(said).accepted, decision_of(said).kind) == (accepted, kind)


# ---- which columns there are


def test_no_heading_means_two_things() -> None:
    for columns in (TALK_COLUMNS, PEOPLE_COLUMNS):
        own = [normal(column.name) for column in columns]
        others = [heading for column in columns for heading in column.others.split(', ')]
        assert len({*own}) == len(own)
        assert [heading for heading in others if heading in own] == []
        assert sorted({heading for heading in others if others.count(heading) > 1}) == []
        assert [heading for heading in others if normal(heading) != heading] == []


def test_the_docs_have_each_column_in_words_of_the_list() -> None:
    text = (ROOT / 'docs/import-tables.md').read_text(encoding='utf-8')
    rows = dict(re.findall(r'^\| \*\*(.+?)\*\* \| (.+?) \|', text, re.MULTILINE))
    listed = re.findall(r'^\| \*\*(.+?)\*\* \| (.+?) \|', text, re.MULTILINE)
    columns = [(column.name, column.meaning) for column in (*TALK_COLUMNS, *PEOPLE_COLUMNS)]
    assert listed == columns
    assert rows


def test_the_examples_of_the_docs_need_no_guess_but_the_coffee(tmp_path: Path) -> None:
    text = (ROOT / 'docs/import-tables.md').read_text(encoding='utf-8')
    talks, people = re.findall(r'```text\n(.+?)```', text, re.DOTALL)
    found = read(tmp_path, talks)
    assert found.times()[0] == ('2031-05-02 09:00', '09:20', 'Sand on the move')
    assert (len(found.guesses), found.problems, found.lost) == (1, [], {})
    found = read(tmp_path, people)
    assert list(found.draft.people) == ['ada-smith']
    assert (found.guesses, found.problems, found.lost) == ([], [], {})


def test_a_table_is_recognized_after_those_who_know_it_better(tmp_path: Path) -> None:
    plain = opened(written(tmp_path / 'talks.csv', TALKS))
    assert table.recognizes(plain)
    assert not any(form.recognizes(plain) for form in (easychair, openreview, mini_conf))
    assert not table.recognizes(opened(written(tmp_path / 'talks.txt', TALKS)))


@pytest.mark.parametrize(
    'unit', [' ', '1', '*', '(', ',', 'a, ', ' and ', 'Smith, Ada; ', '\n', '"', '9-', '1/', '$^1']
)
def test_hostile_cells_cost_no_more_than_they_are_long(unit: str) -> None:
    cell = unit * (20_000 // len(unit)) + 'x'
    written_names(cell)
    with_affiliations(written_names('Ada Smith1; Lin Wei2').people, cell)
    assert read_range(cell) == (None, None)
    assert read_duration(cell) is None
    assert read_day(cell, look_over([cell])).day is None


# ---- programs as organizers keep them

DAYS = """\
Workshop on Tides 2031;;;;;
Wednesday, 14 May 2031;;;;;
Time;Room;Speaker;Title;Chair;Type
09:00-09:10;Aula;Jürgen Möller;Begrüßung;;
09:10-10:00;Aula;Ada Smith;Keynote: Sand;Möller;
10:00-10:20;Foyer;;Coffee;;
;;;SESSION 2A – Drones (Chair: Lin Wei);;
10:20;Aula;José Roca;Foam;;
10:40;;Ada Smith;Salt;;
11:00;Aula;N.N.;TBA;;
11:20;Aula;Lin Wei;TBA;;
11:30-12:30;Foyer;;Postersession;;Poster
P1;;Lin Wei;Kelp;;Poster
;;;Thursday 15 May 2031;;
Time;Room;Speaker;Title;Chair;Type
9:00;Aula;Lin Wei (moderator), Alle;Hands-on: Sand;;
9:30;Foyer;;Closing;;
;;;* subject to change;;
""".replace('\nP1;;', '\n;;')


def test_rows_that_are_no_talks_become_none(tmp_path: Path) -> None:
    found = read(tmp_path, DAYS)
    assert list(found.talks) == ['Begrüßung', 'Sand', 'Foam', 'Salt', 'Kelp', 'Hands-on: Sand']
    assert [person.name for person in found.draft.people.values()] == [
        'Jürgen Möller', 'Ada Smith', 'Lin Wei', 'José Roca'
    ]  # fmt: skip
    assert found.times() == [
        ('2031-05-14 09:00', '09:10', 'Begrüßung'),
        ('2031-05-14 09:10', '10:00', 'Sand'),
        ('2031-05-14 10:00', '10:20', 'Coffee'),
        ('2031-05-14 10:20', '11:00', 'SESSION 2A – Drones'),
        ('2031-05-14 11:00', '11:20', 'TBA'),
        ('2031-05-14 11:20', '11:50', 'Lin Wei: TBA'),
        ('2031-05-14 11:30', '12:30', 'Postersession'),
        ('2031-05-15 09:00', '09:30', 'Hands-on: Sand'),
        ('2031-05-15 09:30', '10:00', 'Closing'),
    ]
    assert found.lost['footnotes'] == (1, 'tides.csv:18:4', '* subject to change')
    assert found.lost['rows above the headings'][0] == 1


def test_the_title_of_a_session_gives_its_chair_and_room_to_the_rows_below(tmp_path: Path) -> None:
    found = read(tmp_path, DAYS)
    drones = next(session for session in found.draft.sessions if session.title == 'SESSION 2A – Drones')
    assert [chair.name for chair in drones.chairs] == ['Lin Wei']
    assert [slot.talk for slot in drones.slots] == ['title: foam', 'title: salt']
    assert 'tides.csv:9:1: there is no room; it is taken to be Aula, as that of the session' in found.guesses
    assert any('title of a session' in guess for guess in found.guesses)
    lonely = read(tmp_path, 'Title,Time,Day\nSand,9:00-9:30,2031-05-02\nSession 2: Drones,,\n')
    assert list(lonely.talks) == ['Sand']
    assert 'nothing with a time follows; it is left out' in lonely.problems[0]


def test_a_list_without_times_has_no_titles_of_sessions(tmp_path: Path) -> None:
    assert list(read(tmp_path, 'Title,Authors\nSand,\nFoam,Lin Wei\nSession 1: Salt,\n').talks) == [
        'Sand', 'Foam', 'Session 1: Salt'
    ]  # fmt: skip


def test_posters_without_a_time_are_in_the_poster_session(tmp_path: Path) -> None:
    found = read(tmp_path, DAYS)
    session = next(session for session in found.draft.sessions if session.title == 'Postersession')
    assert [slot.talk for slot in session.slots] == ['title: kelp']
    numbered = read(
        tmp_path,
        'Nr,Title,Type,Day,Time\n,Poster session,,2031-05-02,9:00-10:00\nP1,Kelp,Poster,,\n,Lunch,,,10:00-11:00\n',
    )
    assert [(slot.talk, slot.board) for slot in numbered.draft.sessions[0].slots] == [('number: P1', 'P1')]
    assert numbered.talks['Kelp'].number == 1


def test_the_kind_may_stand_in_front_of_the_title(tmp_path: Path) -> None:
    found = read(tmp_path, DAYS)
    kinds = {title: talk.kind for title, talk in found.talks.items()}
    assert kinds == {
        'Begrüßung': 'opening', 'Sand': 'keynote', 'Foam': '', 'Salt': '', 'Kelp': 'Poster',
        'Hands-on: Sand': 'workshop',
    }  # fmt: skip
    assert 'tides.csv:5:4: "Keynote: Sand" is taken for the kind keynote' in found.guesses


def test_a_chair_named_by_surname_is_the_one_person_of_that_surname(tmp_path: Path) -> None:
    found = read(tmp_path, DAYS)
    keynote = next(
        session for session in found.draft.sessions if session.slots and session.slots[0].talk == 'title: sand'
    )
    assert [chair.name for chair in keynote.chairs] == ['Jürgen Möller']
    assert 'tides.csv:5:5: "Möller" is taken for Jürgen Möller' in found.guesses


def test_a_sheet_for_each_day_has_its_day_in_its_name(tmp_path: Path) -> None:
    head = ['Time', None, 'Title', 'Speaker', 'Room']
    path = workbook(
        tmp_path / 'tides.xlsx',
        Notes=[['Tides 2031']],
        **{
            'Day 1 (Wed 14 May)': [['Tides 2031'], head, [clock(9), clock(9, 20), 'Sand', 'Ada Smith', 'Hall']],
            'Day 2 (Thu 15 May)': [head, ['9:45', '10:30', 'Foam', 'Lin Wei', 'Hall']],
            'Posters': [['Board', 'Title', 'Authors'], [3, 'Kelp', 'Lin Wei']],
            'Budget': [['Item', 'Cost'], ['Coffee', 1200]],
        },
    )
    found = imported(table, path)
    assert found.times() == [('2031-05-14 09:00', '09:20', 'Sand'), ('2031-05-15 09:45', '10:30', 'Foam')]
    assert {title: talk.kind for title, talk in found.talks.items()} == {'Sand': '', 'Foam': '', 'Kelp': 'poster'}
    assert found.problems == []
    assert found.lost['rows of the sheet "Budget"'] == (2, 'tides.xlsx [Budget]:1:1', 'Item')
    assert any('of 5 sheets, 3 are read: "Day 1 (Wed 14 May)" (talks, 1 row)' in guess for guess in found.guesses)


def test_what_has_no_end_ends_at_a_break_that_has_no_room(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        'Title,Speaker,Day,Start,Room\nSand,Ada Smith,2031-05-02,9:00,A\nCoffee,,,9:30,\nFoam,Lin Wei,,10:00,A\n',
    )
    assert found.times()[:2] == [('2031-05-02 09:00', '09:30', 'Sand'), ('2031-05-02 09:30', '10:00', 'Coffee')]


def test_co_authors_are_authors_beside_the_presenter(tmp_path: Path) -> None:
    found = read(tmp_path, 'Title,Presenter,Co-authors\nSand,Ada Smith,"Lin Wei, José Roca"\nFoam,Lin Wei,\n')
    sand, foam = found.talks.values()
    assert [mention.name for mention in sand.speakers] == ['Ada Smith']
    assert [mention.name for mention in sand.authors] == ['Ada Smith', 'Lin Wei', 'José Roca']
    assert (foam.authors, found.lost) == ([], {})


def test_a_role_behind_a_name_is_no_affiliation(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        'Title,Authors,Day,Time\nSand,"Lin Wei (moderator), José Roca",2031-05-02,9:00-10:00\n'
        'Foam,"Lin Wei, Ada Smith (presenter)",,10:00-10:20\n',
    )
    assert [chair.name for chair in found.draft.sessions[0].chairs] == ['Lin Wei']
    assert [mention.name for mention in found.talks['Foam'].speakers] == ['Ada Smith']
    assert not any(person.affiliation for person in found.draft.people.values())


def test_a_large_cell_does_not_decide_on_the_delimiter(tmp_path: Path) -> None:
    many = '; '.join(f'Ada Smith{chr(97 + at % 26)}' for at in range(6000))
    found = read(tmp_path, f'Title,Authors\nSand,"{many}"\n')
    assert list(found.talks) == ['Sand']


def test_a_table_without_rows_and_a_grid_of_rooms_are_refused_with_a_way_out(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError, match=r'tides\.csv:1:1: there is nothing to import below these headings'):
        read(tmp_path, 'Title,Authors\n')
    with pytest.raises(UnreadableError, match=r'tides\.csv:1: the talks are in cells under "Hall", "Room 2", by time'):
        read(tmp_path, 'Time,Hall,Room 2\n9:00-9:30,Sand (Ada Smith),\n9:30-10:00,Foam (Lin Wei),Kelp\n')


def test_remarks_are_told_and_cancellations_in_them_are_problems(tmp_path: Path) -> None:
    found = read(tmp_path, 'Title,Remarks\nSand,needs sound: ada@example.org\nFoam,CANCELLED??\n')
    assert found.lost['Remarks'][2] == 'needs sound:…'
    said = 'tides.csv:3:2: Remarks says "CANCELLED??", and nothing is made of it; if it is cancelled, write that into'
    assert found.problems == [f'{said} a column Status']


def test_digits_behind_a_name_are_never_cut_off_in_silence(tmp_path: Path) -> None:
    found = read(tmp_path, 'Title,Authors\nSand,Quux7291; Ada Smith1\n')
    assert [mention.name for mention in found.talks['Sand'].authors] == ['Quux7291', 'Ada Smith']
    said = 'tides.csv:2:2: "1" behind Ada Smith is taken for the number of an affiliation'
    assert found.guesses == [f'{said}, but there is none with it; it is left out']


def test_a_day_in_front_of_a_number_is_not_the_day() -> None:
    assert read_day('Day 1 (Wed 14 May 2031)', Days()).day == date(2031, 5, 14)
    assert read_day('Tag 14. Mai 2031', Days()).day == date(2031, 5, 14)


def test_names_of_nobody_are_no_people() -> None:
    names = written_names('N.N.; Alle; Ada Smith; tba')
    assert [person.name for person in names.people] == ['Ada Smith']
    assert names.guesses[0] == '"N.N." is taken for nobody in particular'


def test_a_day_of_a_workbook_that_is_not_of_our_time_is_said(tmp_path: Path) -> None:
    day = datetime(4031, 5, 2)
    rows = [['Title', 'Day', 'Start'], ['Sand', day, clock(9)], ['Foam', None, day.replace(hour=9)]]
    found = imported(table, workbook(tmp_path / 'tides.xlsx', Talks=rows))
    assert found.draft.sessions == []
    assert found.problems[:2] == [
        'tides.xlsx:2:2: "4031-05-02" is not a date of our time',
        'tides.xlsx:3:3: "4031-05-02" is not a date of our time',
    ]
