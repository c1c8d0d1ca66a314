"""`proceedings import` from end to end: files of all formats, as they are really written, into a folder and again."""

from __future__ import annotations

import contextlib
import gzip
import json
import os
import re
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

import pytest
from openpyxl import Workbook

from conftest import ROOT, Site
from proceedings.cli import main
from proceedings.cli.import_report import Telling
from proceedings.importing import formats
from proceedings.importing.formats import File
from proceedings.importing.recognize import NAMES, format_of, recognize
from proceedings.importing.report import Remark, Report
from proceedings.problems import Place

UNKNOWN = 'zebra-7291'
"""The value of a field that nobody knows, in each of the samples."""

FRAB_XML = f"""\
<?xml version="1.0" encoding="UTF-8"?>
<schedule>
  <generator name="pretalx" version="2024.1.0"/>
  <version>0.3</version>
  <conference>
    <acronym>tides-2031</acronym><title>Workshop on Tides</title>
    <start>2031-05-02</start><end>2031-05-03</end><days>2</days>
    <base_url>https://example.org/tides/</base_url><time_zone_name>Europe/Paris</time_zone_name>
  </conference>
  <day index="1" date="2031-05-02" start="2031-05-02T04:00:00+02:00" end="2031-05-03T03:59:00+02:00">
    <room name="Great Hall" guid="a1">
      <event guid="11111111-1111-5111-8111-111111111111" id="1" code="ABCDEF">
        <room>Great Hall</room><title>Why tides are late</title><subtitle></subtitle><type>Talk</type>
        <date>2031-05-02T09:10:00+02:00</date><start>09:10</start><duration>00:40</duration>
        <abstract>&lt;p&gt;On &lt;b&gt;tides&lt;/b&gt; and $l=2$.&lt;/p&gt;</abstract><slug>tides-2031-1-late</slug>
        <track>Sea</track><coffee>{UNKNOWN}</coffee>
        <persons><person id="7">Ada Smith</person></persons><language>en</language><description></description>
      </event>
      <event guid="22222222-2222-5222-8222-222222222222" id="2" code="GHIJKL">
        <room>Great Hall</room><title>Sand: a slow fluid</title><type>Poster</type>
        <date>2031-05-02T10:00:00+02:00</date><start>10:00</start><duration>00:20</duration>
        <abstract></abstract><slug>tides-2031-2-sand</slug>
        <persons><person id="8">José Roca</person><person id="9">Lin Wei</person></persons>
      </event>
    </room>
  </day>
</schedule>
"""

FRAB_JSON = json.dumps(
    {
        'schedule': {
            'version': '0.3',
            'conference': {
                'acronym': 'tides-2031', 'title': 'Workshop on Tides', 'start': '2031-05-02', 'end': '2031-05-02',
                'daysCount': 1, 'timeslot_duration': '00:05', 'time_zone_name': 'Europe/Paris',
                'rooms': [{'name': 'Great Hall'}],
                'days': [
                    {
                        'index': 1, 'date': '2031-05-02', 'rooms': {
                            'Great Hall': [
                                {
                                    'id': 1, 'guid': '11111111-1111-5111-8111-111111111111', 'code': 'ABCDEF',
                                    'title': 'Why tides are late', 'date': '2031-05-02T09:10:00+02:00',
                                    'start': '09:10', 'duration': '00:40', 'room': 'Great Hall',
                                    'slug': 'tides-2031-1-late', 'type': 'Talk', 'track': 'Sea',
                                    'abstract': 'On *tides*.', 'coffee': UNKNOWN,
                                    'persons': [{'id': 7, 'public_name': 'Ada Smith'}],
                                }
                            ]
                        },
                    }
                ],
            },
        }
    }
)  # fmt: skip

PRETALX = json.dumps(
    {
        'count': 1, 'next': None, 'previous': None, 'results': [
            {
                'code': 'ABCDEF', 'title': 'Why tides are late', 'state': 'confirmed', 'abstract': 'On *tides*.',
                'submission_type': {'en': 'Talk'}, 'track': {'en': 'Sea'}, 'coffee': UNKNOWN,
                'speakers': [{'code': 'ADA', 'name': 'Ada Smith', 'biography': 'She waits.'}],
                'slot': {
                    'start': '2031-05-02T09:10:00+02:00', 'end': '2031-05-02T09:50:00+02:00', 'room': 'Great Hall',
                },
                'duration': 40, 'is_featured': False, 'content_locale': 'en',
            }
        ],
    }
)  # fmt: skip

ICALENDAR = f"""\
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Tides//EN
X-WR-CALNAME:Workshop on Tides
X-WR-TIMEZONE:Europe/Paris
BEGIN:VEVENT
UID:late@example.org
DTSTAMP:20310101T000000Z
DTSTART:20310502T071000Z
DTEND:20310502T075000Z
SUMMARY:Why tides are late
LOCATION:Great Hall
X-COFFEE:{UNKNOWN}
END:VEVENT
END:VCALENDAR
""".replace('\n', '\r\n')

TABLE = f"""\
Title,Speakers,Day,Start,End,Room,Abstract,Coffee
Why tides are late,Ada Smith,2031-05-02,09:10,09:50,Great Hall,On tides.,{UNKNOWN}
Sand: a slow fluid,José Roca; Lin Wei,2031-05-02,10:00,10:20,Great Hall,"$5 of sand, *all* of it",
"""

EASYCHAIR = f"""\
#,title,authors,submitted,last updated,form fields,keywords,decision,notified,reviews sent,abstract,deleted?,coffee
1,Why tides are late,Ada Smith,2031-01-02 10:00,2031-01-03 10:00,,tides,ACCEPT,no,no,On tides.,no,{UNKNOWN}
"""

OPENREVIEW = json.dumps(
    [
        {
            'id': 'aBcDeFgHiJ', 'forum': 'aBcDeFgHiJ', 'number': 3, 'invitations': ['Tides/2031/-/Submission'],
            'domain': 'Tides/2031', 'content': {
                'title': {'value': 'Why tides are late'}, 'authors': {'value': ['Ada Smith']},
                'authorids': {'value': ['~Ada_Smith1']}, 'abstract': {'value': 'On tides and $l=2$.'},
                'venue': {'value': 'Tides 2031 Poster'}, 'venueid': {'value': 'Tides/2031'},
                'coffee': {'value': UNKNOWN},
            },
        }
    ]
)  # fmt: skip

BIBTEX = f"""\
@proceedings{{tides2031, title = {{Proceedings of the Workshop on Tides}}, year = {{2031}}, editor = {{Smith, Ada}} }}

@inproceedings{{roca2031sand,
  title = {{Sand: a slow fluid in {{Sch{{\\"o}}lkopf}}'s sea}},
  author = {{Roca, Jos{{\\'e}} and Lin Wei}},
  booktitle = {{Proceedings of the Workshop on Tides}},
  year = {{2031}}, pages = {{12--17}}, coffee = {{{UNKNOWN}}}
}}
"""

MINI_CONF = {
    'config.yml': f'name: Workshop on Tides\ntagline: Tides\ndate: 2031-05-02\ncoffee: {UNKNOWN}\n',
    'papers.csv': 'UID,title,authors,abstract,keywords,sessions\n1,Why tides are late,Ada Smith,On tides.,tides,\n',
}

SAMPLES: dict[str, dict[str, str]] = {
    'frab-xml': {'schedule.xml': FRAB_XML},
    'frab-json': {'schedule.json': FRAB_JSON},
    'pretalx': {'submissions.json': PRETALX},
    'icalendar': {'tides.ics': ICALENDAR},
    'table': {'talks.csv': TABLE},
    'easychair': {'submission.csv': EASYCHAIR},
    'openreview': {'notes.json': OPENREVIEW},
    'bibtex': {'tides.bib': BIBTEX},
    'mini-conf': {f'sitedata/{name}': text for name, text in MINI_CONF.items()},
}


@pytest.fixture
def files(tmp_path: Path) -> Callable[[str], list[Path]]:
    """Writes the sample of a format; what to give to the command."""

    def write(name: str) -> list[Path]:
        for file, text in SAMPLES[name].items():
            path = tmp_path / 'given' / file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding='utf-8', newline='')
        return [tmp_path / 'given' / ('sitedata' if name == 'mini-conf' else file) for file in list(SAMPLES[name])[:1]]

    return write


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An empty one, to import into."""
    folder = tmp_path / 'site'
    folder.mkdir()
    return folder


def run(*arguments: str | Path) -> int:
    return main(['import', *map(str, arguments)])


def first(name: str, files: Callable[[str], list[Path]], *arguments: str | Path) -> int:
    """Import the sample of a format for the first time; where it has no day, the edition is said."""
    edition = ['--edition', '2031'] if name in ('easychair', 'openreview') else []
    return run(*files(name), *edition, *arguments)


def contents(folder: Path) -> dict[str, str]:
    """The text of every file."""
    return {
        path.relative_to(folder).as_posix(): path.read_text(encoding='utf-8')
        for path in sorted(folder.rglob('*'))
        if path.is_file()
    }


# Every format


def test_every_format_has_a_name_on_the_command_line_and_a_sample() -> None:
    modules = [module.name for module in iter_modules(formats.__path__)]
    named = [name for name in modules if hasattr(import_module(f'{formats.__name__}.{name}'), 'recognizes')]
    assert sorted(NAMES) == sorted(name.replace('_', '-') for name in named) == sorted(SAMPLES)


@pytest.mark.parametrize('name', sorted(SAMPLES))
def test_a_file_is_recognized(name: str, files: Callable[[str], list[Path]]) -> None:
    format, found = recognize(files(name))
    assert format == name
    assert [type(file) for file in found] == [File]


@pytest.mark.parametrize('name', sorted(SAMPLES))
def test_a_new_folder_gets_a_program_without_problems(
    name: str, files: Callable[[str], list[Path]], folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status = first(name, files, '--site', folder)
    out, err = capsys.readouterr()
    assert status == 0, out + err
    assert f' as {name}\n' in out
    assert 'Wrote edition 2031\n' in out
    assert 'The program has no problems' in out
    loaded = Site(folder).load()
    assert [str(problem) for problem in loaded.problems if not problem.notice] == []
    titles = {talk.title for talk in loaded.program.talks.values()}
    assert titles & {'Why tides are late', 'Sand: a slow fluid', "Sand: a slow fluid in Schölkopf's sea"}


@pytest.mark.parametrize('name', sorted(SAMPLES))
def test_the_second_import_of_the_same_changes_nothing(
    name: str, files: Callable[[str], list[Path]], folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first(name, files, '--site', folder)
    before = contents(folder)
    capsys.readouterr()
    assert run(*files(name), '--site', folder) == 0
    assert contents(folder) == before
    assert 'Nothing to write: edition 2031 says all of this already' in capsys.readouterr().out


@pytest.mark.parametrize('name', sorted(SAMPLES))
def test_a_field_that_nobody_knows_is_in_the_report_or_in_the_site(
    name: str, files: Callable[[str], list[Path]], folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first(name, files, '--site', folder)
    out = capsys.readouterr().out
    assert 'coffee' in out.lower()
    assert UNKNOWN in out or UNKNOWN in ''.join(contents(folder).values())


@pytest.mark.parametrize('name', sorted(SAMPLES))
def test_a_dry_run_writes_nothing_and_tells_the_same(
    name: str, files: Callable[[str], list[Path]], folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert first(name, files, '--site', folder, '--dry-run') == 0
    assert contents(folder) == {}
    tried = capsys.readouterr().out
    first(name, files, '--site', folder)
    done = capsys.readouterr().out
    lost = tried[tried.index('Found no place') : tried.index('\n\nThe program')]
    assert lost in done
    assert '\n--- /dev/null\n+++ program/2031.yml\n' in tried
    assert 'nothing was written' in tried


@pytest.mark.parametrize('name', sorted(SAMPLES))
def test_the_same_file_makes_the_same_bytes_wherever_it_is(
    name: str, files: Callable[[str], list[Path]], folder: Path, tmp_path: Path
) -> None:
    first(name, files, '--site', folder)
    other, moved = tmp_path / 'other/site', tmp_path / 'moved'
    other.mkdir(parents=True)
    (tmp_path / 'given').rename(moved)
    given = [moved / ('sitedata' if name == 'mini-conf' else file) for file in list(SAMPLES[name])[:1]]
    run(*given, '--site', other, '--edition', '2031')
    assert contents(folder) == contents(other)
    assert not any('given' in text or str(tmp_path) in text for text in contents(folder).values())


def test_an_imported_site_builds_without_a_warning(
    site: Site, files: Callable[[str], list[Path]], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(*files('frab-xml'), '--site', site.folder) == 0
    built = site.build()
    assert built.warnings == []
    assert 'On tides and' in built.text('talks/2031/late')
    assert 'make html' in capsys.readouterr().out


# Files that belong together


def test_a_table_of_talks_and_one_of_people_are_one_source(tmp_path: Path, folder: Path) -> None:
    talks, people = tmp_path / 'talks.csv', tmp_path / 'people.csv'
    talks.write_text(TABLE, encoding='utf-8')
    people.write_text('Name,Affiliation,Bio\nAda Smith,Tidal Institute,She *waits*.\n', encoding='utf-8')
    assert run(talks, people, '--site', folder) == 0
    assert 'She' in contents(folder)['speakers/ada-smith.md']
    assert 'Tidal Institute' in ''.join(contents(folder).values())


def test_what_the_api_of_pretalx_answers_is_one_source(tmp_path: Path, folder: Path) -> None:
    [submission] = json.loads(PRETALX)['results']
    speakers, rooms = submission['speakers'], [{'id': 7, 'name': {'en': 'Great Hall'}, 'position': 0, 'capacity': 90}]
    submission['speakers'], submission['slot']['room'] = ['ADA'], 7
    answers = {'talks': [submission], 'speakers': [{**speakers[0], 'submissions': ['ABCDEF']}], 'rooms': rooms}
    for name, results in answers.items():
        text = json.dumps({'count': 1, 'next': None, 'previous': None, 'results': results})
        (tmp_path / f'{name}.json').write_text(text, encoding='utf-8')
    assert recognize([tmp_path / f'{name}.json' for name in answers])[0] == 'pretalx'
    assert run(*(tmp_path / f'{name}.json' for name in answers), '--site', folder) == 0
    edition = Site(folder).program.editions['2031']
    assert [room.name for room in edition.rooms.values()] == ['Great Hall']
    assert [person.name for person in Site(folder).program.people.values()] == ['Ada Smith']


def test_a_workbook_is_a_table_though_it_is_a_zip_archive(tmp_path: Path) -> None:
    book = Workbook()
    book.active.append(['Title', 'Speakers'])
    book.active.append(['Sand', 'Ada Smith'])
    book.save(tmp_path / 'talks.xlsx')
    assert recognize([tmp_path / 'talks.xlsx'])[0] == 'table'


# What is changed is kept, and said


def test_an_organizers_change_stays_and_is_named_until_theirs_is_taken(
    files: Callable[[str], list[Path]], folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    [path] = files('frab-xml')
    run(path, '--site', folder)
    site = Site(folder)
    site.edit('program/2031.yml', 'Why tides are late', 'Why tides are never on time')
    path.write_text(FRAB_XML.replace('Why tides are late', 'Why tides come late'), encoding='utf-8')
    capsys.readouterr()
    run(path, '--site', folder)
    assert 'Kept as you have it, though the source has changed (1)' in capsys.readouterr().out
    assert site.program.talks['2031/late'].title == 'Why tides are never on time'
    run(path, '--site', folder)
    assert 'Kept as you have it, though the source has changed (1)' in capsys.readouterr().out  # until it is settled
    run(path, '--site', folder, '--take-theirs')
    assert site.program.talks['2031/late'].title == 'Why tides come late'


def test_what_is_gone_at_the_source_is_kept_and_named(
    files: Callable[[str], list[Path]], folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    [path] = files('frab-xml')
    run(path, '--site', folder)
    start = FRAB_XML.index('      <event guid="2222')
    end = FRAB_XML.index('    </room>')
    path.write_text(FRAB_XML[:start] + FRAB_XML[end:], encoding='utf-8')
    capsys.readouterr()
    run(path, '--site', folder)
    assert 'No longer at the source, and kept here (' in capsys.readouterr().out
    assert '2031/sand' in Site(folder).program.talks


# What cannot be imported


def refused(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> str:
    """What is said when nothing can be imported."""
    assert run(*arguments) == 1
    out, err = capsys.readouterr()
    assert out == ''
    return err.removeprefix('proceedings import: ').rstrip('\n')


LOGIN = b'<!DOCTYPE html>\n<html><head><title>Log in :: pretalx</title></head><body><form></form></body></html>'
GIVEN: dict[str, tuple[str, bytes, str]] = {
    'empty': ('schedule.xml', b'', 'has nothing in it; was it downloaded to its end?'),
    'blank': ('talks.csv', b'\xef\xbb\xbf \r\n\r\n', 'has nothing in it; was it downloaded to its end?'),
    'login': ('schedule.xml', LOGIN, 'is a web page ("Log in :: pretalx"), perhaps one that asks for a password'),
    'login as a table': ('talks.csv', LOGIN.replace(b'form', b'form, a, b'), 'is a web page ("Log in :: pretalx")'),
    'refusal': ('talks.json', b'{"detail":"Invalid token."}', 'is only the answer of a server ("Invalid token.")'),
    'gzip': ('schedule.xml.gz', gzip.compress(b'<schedule/>', mtime=0), 'is packed with gzip; unpack it first'),
    'pdf': ('program.pdf', b'%PDF-1.7\n', 'is a PDF, which has no fields to read'),
    'old excel': ('talks.xls', bytes.fromhex('d0cf11e0a1b11ae1') + b'\0' * 600, '.xls'),
    'rss': ('feed.xml', b'<?xml version="1.0"?><rss version="2.0"/>', 'this looks like XML with <rss> around it'),
    'json': ('x.json', b'{"pages": 1, "items": []}', 'this looks like JSON with the keys pages, items'),
    'picture': ('program.png', b'\x89PNG\r\n\x1a\n' + b'\0' * 50, 'is a picture'),
    'prose': ('notes.txt', b'Dear all\n', 'this looks like text that begins with "Dear all"'),
}


@pytest.mark.parametrize('case', sorted(GIVEN))
def test_a_file_of_no_format_is_told_what_it_is_and_what_to_do(
    case: str, tmp_path: Path, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    name, content, message = GIVEN[case]
    path = tmp_path / name
    path.write_bytes(content)
    said = refused(capsys, path, '--site', folder)
    assert message in said
    assert contents(folder) == {}


def test_a_zip_archive_is_to_be_unpacked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with zipfile.ZipFile(tmp_path / 'export.zip', 'w') as archive:
        archive.writestr('talks.csv', TABLE)
    assert 'is a ZIP archive; unpack it first' in refused(capsys, tmp_path / 'export.zip')


def test_no_such_file_is_told_what_may_be_meant(
    files: Callable[[str], list[Path]], capsys: pytest.CaptureFixture[str]
) -> None:
    [path] = files('frab-xml')
    said = refused(capsys, path.with_name('shedule.xml'))
    assert said.endswith('shedule.xml: there is no such file; did you mean "schedule.xml"?')


def test_an_address_is_no_file(capsys: pytest.CaptureFixture[str]) -> None:
    said = refused(capsys, 'https://example.org/schedule.xml')
    assert said.endswith('an import reads files, and nothing from the network; download it first')


def test_no_such_format_is_told_which_there_are(
    files: Callable[[str], list[Path]], capsys: pytest.CaptureFixture[str]
) -> None:
    said = refused(capsys, *files('frab-xml'), '--format', 'frabxml')
    assert said == 'no format "frabxml"; did you mean "frab-xml"?'


def test_files_of_different_sources_are_not_taken_together(
    files: Callable[[str], list[Path]], folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said = refused(capsys, *files('frab-xml'), *files('bibtex'), '--site', folder)
    assert 'these files are of different formats, and are no one source' in said


def test_no_site_is_told_how_to_make_one(
    files: Callable[[str], list[Path]], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said = refused(capsys, *files('frab-xml'), '--site', tmp_path / 'none')
    assert said.startswith(f'there is no folder "{tmp_path / "none"}"; make one with `proceedings new')


def test_a_folder_that_is_none_of_mini_conf_is_told_what_to_give(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / 'export').mkdir()
    (tmp_path / 'export/talks.csv').write_text(TABLE, encoding='utf-8')
    said = refused(capsys, tmp_path / 'export')
    assert 'is a folder, and not the sitedata/ of Mini-Conf; give the files that are in it' in said


@pytest.mark.parametrize('name', sorted(SAMPLES))
def test_half_a_file_never_ends_in_a_traceback(
    name: str, files: Callable[[str], list[Path]], folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    paths = files(name)
    for path in [inner for given in paths for inner in (given.iterdir() if given.is_dir() else [given])]:
        path.write_bytes(path.read_bytes()[: path.stat().st_size * 2 // 3])
    assert run(*paths, '--site', folder, '--format', name) in (0, 1)


# The report


def test_nothing_in_a_file_steers_the_terminal(
    files: Callable[[str], list[Path]], folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    [path] = files('table')
    hostile = (
        TABLE.replace(UNKNOWN, '\x1b[2J\x1b]0;x\x07').replace('Coffee', 'Cof\x1b[31mfee').replace('Sand', '\x9bSand')
    )
    path.write_text(hostile, encoding='utf-8')
    run(path, '--site', folder, '--dry-run', '--all')
    out, err = capsys.readouterr()
    assert '\\x1b' in out
    assert all(line.isprintable() for line in (out + err).splitlines())


def test_long_lists_are_cut_unless_all_is_wanted(
    tmp_path: Path, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = ''.join(f'Talk {number},Ada Smith,2031-05-02,25:{number:02},Hall\n' for number in range(60))
    path = tmp_path / 'talks.csv'
    path.write_text(f'Title,Speakers,Day,Start,Room\n{rows}', encoding='utf-8')
    run(path, '--site', folder, '--dry-run')
    short = capsys.readouterr().out
    run(path, '--site', folder, '--dry-run', '--all')
    whole = capsys.readouterr().out
    assert 'more lines; --all shows them' in short
    assert '--all shows them' not in whole
    assert len(whole.splitlines()) > len(short.splitlines())


def test_help_names_every_option_and_shows_examples(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        run('--help')
    out = capsys.readouterr().out
    for option in ('--site', '--edition', '--format', '--dry-run', '--take-theirs', '--all'):
        assert option in out
    assert 'proceedings import talks.csv people.csv --edition 2031' in out


def test_progress_is_shown_only_where_somebody_looks_on(
    files: Callable[[str], list[Path]], folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(*files('frab-xml'), '--site', folder)
    assert capsys.readouterr().err == ''


def like(number: int) -> Remark:
    return Remark(Place('talks.csv', number), f'"Talk {number}" is taken for something')


def test_sentences_that_say_the_same_of_different_things_are_summed_up() -> None:
    remarks = [*map(like, range(2, 414)), Remark(Place('talks.csv', 500), 'something else')]
    assert list(Telling().remarks('Guessed', remarks)) == [
        '', 'Guessed (413)',
        '  talks.csv:2:1: "Talk 2" is taken for something',
        '  talks.csv:3:1: "Talk 3" is taken for something',
        '  talks.csv:4:1: "Talk 4" is taken for something',
        '  … and 409 more like it; --all shows them',
        '  talks.csv:500:1: something else',
    ]  # fmt: skip
    assert len(list(Telling(all=True).remarks('Guessed', remarks))) == 415


@pytest.mark.skipif(os.name == 'nt', reason='Windows has no such terminals')
def test_long_work_shows_progress_on_a_terminal() -> None:
    code = (
        'import time; from proceedings.cli.importing import _watch\n'
        "for thing in _watch('abstracts', range(900)): time.sleep(0.0012)"
    )
    shown = in_a_terminal([sys.executable, '-c', code])
    assert re.search(r'reading abstracts: \d+ of 900', shown)
    assert shown.rstrip(' ').endswith('\r')


def in_a_terminal(command: list[str]) -> str:
    """What *command* writes to a terminal of 80 columns."""
    import fcntl
    import pty
    import struct
    import termios

    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack('HHHH', 24, 80, 0, 0))
    environment = {**os.environ, 'PYTHONPATH': str(ROOT / '_ext')}
    process = subprocess.Popen(command, env=environment, stderr=theirs)
    os.close(theirs)
    shown = b''
    with contextlib.suppress(OSError):  # Linux says so at the end
        while more := os.read(ours, 4096):
            shown += more
    assert process.wait() == 0
    return shown.decode()


def test_whoever_reads_a_file_may_see_how_far_it_is() -> None:
    seen: list[str] = []
    report = Report(watch=lambda what, things: (seen.append(f'{what} {thing}') or thing for thing in things))
    assert list(report.each('talks', [1, 2])) == [1, 2]
    assert seen == ['talks 1', 'talks 2']


def test_the_example_of_the_guide_is_what_the_command_says(
    site: Site, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    guide = (ROOT / 'docs/import.md').read_text(encoding='utf-8')
    table, told = re.findall(r'^```text\n(.*?)^```$', guide, re.MULTILINE | re.DOTALL)
    site.write('talks.csv', table)
    monkeypatch.chdir(site.folder)
    run('talks.csv')
    assert capsys.readouterr().out == told


def test_the_guide_names_every_format() -> None:
    guide = (ROOT / 'docs/import.md').read_text(encoding='utf-8')
    assert all(f'`{name}`' in guide for name in NAMES)


# Without an accident


@pytest.mark.skipif(os.name == 'nt', reason='Windows has no such signal for another process')
def test_an_import_that_is_interrupted_leaves_nothing_half_written(tmp_path: Path, folder: Path) -> None:
    event = FRAB_XML[FRAB_XML.index('      <event guid="1111') : FRAB_XML.index('      <event guid="2222')]
    events = ''.join(
        event.replace('ABCDEF', f'T{number}')
        .replace('11111111-1', f'{number:08}-1')
        .replace('09:10', f'{9 + number % 9:02}:10')
        for number in range(300)
    )
    path = tmp_path / 'schedule.xml'
    path.write_text(FRAB_XML.replace(event, events), encoding='utf-8')
    command = [sys.executable, '-m', 'proceedings.cli', 'import', str(path), '--site', str(folder)]
    environment = {**os.environ, 'PYTHONPATH': str(ROOT / '_ext')}
    process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    time.sleep(1)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=120)
    written = contents(folder)
    assert 'Traceback' not in err or not written
    assert not written or Site(folder).load().program.talks


def test_formats_are_loaded_only_when_they_are_needed() -> None:
    code = (
        "import sys, proceedings.cli as c; c.parser(); print([m for m in ('bs4', 'ftfy', 'tqdm') if m in sys.modules])"
    )
    environment = {**os.environ, 'PYTHONPATH': str(ROOT / '_ext')}
    found = subprocess.run([sys.executable, '-c', code], env=environment, capture_output=True, text=True, check=True)
    assert found.stdout == '[]\n'


def test_a_format_is_a_module_with_a_name() -> None:
    assert all(format_of(name).NAME for name in NAMES)


def test_what_says_nothing_of_its_year_goes_to_the_only_edition(
    site: Site, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = tmp_path / 'talks.csv'
    source.write_text('Title,Authors\nSand,Ada Smith\n', encoding='utf-8')
    main(['import', str(source), '--site', str(site.folder)])
    assert (
        'nothing says in which year it takes place; it is taken for 2019, the only edition' in capsys.readouterr().out
    )


def test_a_dry_run_says_that_a_file_is_read_only(
    site: Site, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = tmp_path / 'talks.csv'
    source.write_text('Title,Authors\nSand,Ada Smith\n', encoding='utf-8')
    (site.folder / 'program/2019.yml').chmod(0o444)
    assert main(['import', str(source), '--site', str(site.folder), '--dry-run']) == 1
    assert 'program/2019.yml: is read-only; nothing was written' in capsys.readouterr().err


# What fuzzing found


def test_an_edition_of_which_all_is_in_two_rooms_has_no_usual_room(tmp_path: Path, folder: Path) -> None:
    talks = tmp_path / 'talks.csv'
    talks.write_text(TABLE.replace('Great Hall', '"Great Hall; Foyer"'), encoding='utf-8')
    assert run(talks, '--site', folder) == 0
    edition = Site(folder).load().program.editions['2031']
    assert [sorted(session.rooms) for session in edition.sessions] == [['foyer', 'great-hall']] * 2


FAR = ('2031-05-02', '4031-05-02'), ('20310502', '40310502')


@pytest.mark.parametrize('name', ['frab-xml', 'frab-json', 'pretalx', 'icalendar', 'table'])
def test_what_is_on_no_day_of_our_time_is_left_out_of_the_schedule(
    name: str, files: Callable[[str], list[Path]], folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The loader would refuse it, and so would the next import."""
    [path] = files(name)
    text = path.read_text(encoding='utf-8')
    for day, far in FAR:
        text = text.replace(day, far)
    path.write_text(text, encoding='utf-8', newline='')
    for _ in range(2):
        assert run(path, '--site', folder, '--edition', '2031') == 0
    assert 'Problems (' in capsys.readouterr().out
    assert Site(folder).load().program.editions['2031'].sessions == ()
