"""The files beside the pages: each is where its links lead, says the same times, and changes only with the program."""

from __future__ import annotations

import json
import os
import re
import shutil
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urljoin

import icalendar
import pytest

import proceedings.export.history
import proceedings.files
from conftest import Site
from proceedings.domain import proceedings_domain
from proceedings.export import Export, Part, WithProse
from proceedings.export.program_json import make as program_json
from proceedings.kept import Output, read_note, update
from proceedings.model import Person, Talk

DST = """
edition: {start: 2026-10-24, end: 2026-10-25, timezone: Europe/Lisbon, room: Hall}
rooms: [Hall, Annex]
tracks: [Theory]
organizers: [Ada Smith]
schedule:
- {time: 23:30-24:30, talk: night, track: Theory}
- day: 2026-10-25
- {time: 01:15-01:45, title: First, utc_offset: "+01:00"}
- {time: 01:15-01:45, title: Second, utc_offset: "+00:00"}
- {time: 09:00-09:20, title: Coffee, kind: break}
- {time: 09:20-10:00, talk: night, room: Annex}
talks:
- {id: night, title: Night, speakers: Ada Smith}
"""


@pytest.fixture
def night(site: Site) -> Site:
    (site.folder / 'program/2019.yml').unlink()
    site.write('program/2026.yml', DST)
    return site


@pytest.fixture
def zone_of_the_machine() -> Iterator[None]:
    """A build machine on the other side of the world."""
    before = os.environ.get('TZ')
    os.environ['TZ'] = 'Pacific/Chatham'
    time.tzset()
    yield
    del os.environ['TZ']
    if before:
        os.environ['TZ'] = before
    time.tzset()


def links_to_files(out: Path) -> Iterator[tuple[str, Path]]:
    """(the page, the file that it leads to) of every link to a file."""
    for page in out.rglob('*.html'):
        for href in re.findall(r'class="proceedings-file" href="([^"]*)"', page.read_text(encoding='utf-8')):
            yield page.relative_to(out).as_posix(), Path(unquote(urljoin(page.as_uri(), href)).removeprefix('file://'))


@pytest.mark.parametrize('builder', ['html', 'dirhtml'])
def test_every_link_to_a_file_leads_to_one(site: Site, builder: str) -> None:
    built = site.build(builder)
    links = dict(links_to_files(built.out))
    assert len(links) > 6
    assert {page: file for page, file in links.items() if not file.is_file()} == {}


def test_every_calendar_has_a_link_to_it(site: Site) -> None:
    site.edit('program/2019.yml', 'schedule:', 'rooms: [West 109, Attic]\ntracks: [Void]\nschedule:')
    site.add('program/2019.yml', '- {id: never, title: Never given, speakers: Ada Smith}')
    site.edit('program/2019.yml', 'title: Opening remarks, kind: opening}', 'title: Opening remarks}')
    site.edit('program/2019.yml', '  room: West 109\n', '')
    site.edit('program/2019.yml', 'talk: causality}', 'talk: causality, room: West 109}')
    out = site.build().out
    linked = {file.relative_to(out).as_posix() for _, file in links_to_files(out)}
    assert linked >= {file.relative_to(out).as_posix() for file in out.rglob('*.ics')}


@pytest.mark.parametrize('builder', ['html', 'dirhtml'])
def test_files_have_the_same_addresses_with_every_builder(site: Site, builder: str) -> None:
    out = site.build(builder).out
    for file in (
        'talks/editions.js',
        'talks/2019/schedule.ics',
        'talks/2019/schedule.xml',
        'talks/2019/schedule.json',
        'talks/2019/schedule.js',
        'talks/2019/changes.atom',
        'talks/2019/jax-md.ics',
        'talks/2019/rooms/west-109.ics',
        'speakers/ekin-cubuk.ics',
    ):
        assert (out / file).is_file(), file


def moments(built_out: Path) -> dict[str, set[str]]:
    """When everything begins, in UTC, as each format says it."""
    folder = built_out / 'talks/2026'
    page = (folder / 'index.html').read_text()
    calendar = icalendar.Calendar.from_ical((folder / 'schedule.ics').read_bytes())
    days = json.loads((folder / 'schedule.json').read_text())['schedule']['conference']['days']
    apps = [event['date'] for day in days for events in day['rooms'].values() for event in events]
    script = re.findall(r'"start":\s*"([^"]*)"', (folder / 'schedule.js').read_text())
    return {
        'page': set(map(in_utc, re.findall(r'data-start="([^"]*)"', page))),
        'calendar': {f'{event.start:%Y%m%dT%H%M%SZ}' for event in calendar.walk('VEVENT')},
        'apps': set(map(in_utc, apps)),
        'talks in the script': set(map(in_utc, script)),
    }


def in_utc(iso: str) -> str:
    return f'{datetime.fromisoformat(iso).astimezone(UTC):%Y%m%dT%H%M%SZ}'


@pytest.mark.usefixtures('zone_of_the_machine')
def test_every_format_says_the_same_moments_also_when_clocks_change(night: Site) -> None:
    built = night.build()
    assert built.warnings == []
    all_of_them = {'20261024T223000Z', '20261025T001500Z', '20261025T011500Z', '20261025T090000Z', '20261025T092000Z'}
    found = moments(built.out)
    assert found.pop('talks in the script') == {'20261024T223000Z', '20261025T092000Z'}
    assert found == dict.fromkeys(('page', 'calendar', 'apps'), all_of_them)


def test_the_zone_of_the_machine_changes_nothing(night: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv('SOURCE_DATE_EPOCH', '1790000000')
    before = contents(night.build().out)
    monkeypatch.setenv('TZ', 'America/St_Johns')
    time.tzset()
    try:
        shutil.rmtree(night.folder.parent / '_build')
        assert contents(night.build().out) == before
    finally:
        monkeypatch.undo()
        time.tzset()


def contents(out: Path) -> dict[str, bytes]:
    return {
        path.relative_to(out).as_posix(): path.read_bytes()
        for path in out.rglob('*')
        if path.suffix in ('.html', '.ics', '.xml', '.json', '.js')
    }


def test_what_has_not_changed_is_not_written_again(site: Site) -> None:
    calendar = site.build().out / 'talks/2019/causality.ics'
    os.utime(calendar, (1, 1))
    site.edit('program/2019.yml', 'Likelihood-free inference', 'Inference without likelihood')
    site.build()
    assert calendar.stat().st_mtime == 1
    assert 'without' in (calendar.parent / 'p9.ics').read_text()


def test_a_change_that_only_calendars_show_reads_no_page(site: Site) -> None:
    site.build()
    site.edit('program/2019.yml', 'talk: causality}', 'talk: causality, sequence: 2}')
    built = site.build()
    assert built.read == []
    assert 'SEQUENCE:2' in (built.out / 'talks/2019/causality.ics').read_text()


def test_a_file_that_was_lost_comes_back(site: Site) -> None:
    calendar = site.build().out / 'talks/2019/causality.ics'
    calendar.unlink()
    site.build()
    assert calendar.is_file()


def test_files_that_are_no_more_are_removed(site: Site) -> None:
    folder = site.build().out / 'talks/2019'
    site.edit('program/2019.yml', '  room: West 109\n', '  room: East 1\n')
    site.build()
    assert [file.name for file in folder.glob('rooms/*.ics')] == ['east-1.ics']
    site.write('program/2019.yml', 'edition: {start: 2019-12-14, timezone: UTC}\ntalks:\n- {id: jax-md, title: A}\n')
    site.build()
    left = sorted(file.name for file in folder.rglob('*') if file.suffix != '.html' and file.is_file())
    beside = [f'{stem}.{suffix}' for stem in ('index', 'jax-md') for suffix in ('bib', 'json', 'ris')]
    assert left == ['changes.atom', *beside, 'program.json', 'schedule.js']
    assert list(folder.parent.parent.glob('speakers/*.ics')) == []


def test_files_are_at_former_addresses_as_long_as_those_lead_to_a_page(site: Site) -> None:
    built = site.build()
    former = built.out / 'talks/2019/p8.ics'
    assert not former.exists()
    site.edit('program/2019.yml', '- id: p9\n', '- id: p9\n  former_ids: [p8]\n')
    site.build()
    assert former.read_bytes() == (built.out / 'talks/2019/p9.ics').read_bytes()
    site.write('talks/2019/p8.md', '---\norphan: true\n---\n# Another page\n')
    site.build()
    assert not former.exists()


def test_no_file_of_somebody_else_is_removed(site: Site) -> None:
    calendars = site.build().out / 'talks/2019/rooms'
    (calendars / 'mine.ics').write_text('mine')
    (calendars / 'west-109.ics').write_text('changed')
    site.edit('program/2019.yml', '  room: West 109\n', '  room: East 1\n')
    site.build()
    assert sorted(file.name for file in calendars.glob('*.ics')) == ['east-1.ics', 'mine.ics', 'west-109.ics']


def test_each_builder_removes_its_own_files(site: Site) -> None:
    outs = {builder: site.build(builder).out for builder in ('html', 'dirhtml')}
    site.edit('program/2019.yml', '  room: West 109\n', '  room: East 1\n')
    site.build('html')
    rooms = {builder: out / 'talks/2019/rooms/west-109.ics' for builder, out in outs.items()}
    assert [builder for builder, file in rooms.items() if file.is_file()] == ['dirhtml']
    site.build('dirhtml')
    assert not rooms['dirhtml'].is_file()


@pytest.mark.parametrize(
    'note',
    [
        None,
        b'',
        b'\xff',
        b'[]',
        b'{}',
        b'{"key": 1, "files": {}}',
        b'{"key": "", "files": []}',
        b'{"key": "", "files": {"index.html": 1}}',
    ],
)
def test_a_note_that_is_lost_or_broken_is_no_error(site: Site, note: bytes | None) -> None:
    out = site.build().out
    (path,) = out.parent.glob('doctrees/exported-*.json')
    if note is None:
        path.unlink()
    else:
        path.write_bytes(note)
    site.edit('program/2019.yml', '  room: West 109\n', '  room: East 1\n')
    assert site.build().warnings == []
    assert sorted(file.stem for file in out.glob('talks/2019/rooms/*.ics')) == ['east-1', 'west-109']
    assert (out / 'index.html').is_file()


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The address of every file that is made, also if it is not written."""
    made: list[str] = []
    without_prose, with_prose = proceedings.files.parts_without_prose, proceedings.files.exports_with_prose

    def noted(*arguments: Any) -> Iterator[Part]:
        for part in without_prose(*arguments):
            yield replace(part, make=lambda part=part: [note(file) for file in part.make()])

    def note(file: Export) -> Export:
        made.append(file[0])
        return file

    def noted_when_made(*arguments: Any) -> Iterator[WithProse]:
        for file in with_prose(*arguments):
            yield replace(file, make=lambda file=file: made.append(file.address) or file.make())

    monkeypatch.setattr(proceedings.files, 'parts_without_prose', noted)
    monkeypatch.setattr(proceedings.files, 'exports_with_prose', noted_when_made)
    return made


def test_no_file_is_made_again_when_nothing_has_changed(site: Site, made: list[str]) -> None:
    site.write('talks/2019/causality.md', 'Why?\n')
    site.build()
    assert len(made) > 10
    made.clear()
    site.write('index.md', '# Another page\n')
    site.build()
    assert made == []


def test_no_abstract_is_read_and_git_is_not_asked_for_dates_when_nothing_has_changed(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    read, asked = [], []
    read_text, ask = proceedings.files.read_text, proceedings.export.history.ask
    monkeypatch.setattr(proceedings.files, 'read_text', lambda *given: read.append(given[1]) or read_text(*given))
    monkeypatch.setattr(proceedings.export.history, 'ask', lambda *given: asked.append(given[1]) or ask(*given))
    site.write('talks/2019/causality.md', 'Why?\n')
    site.build()
    assert read == ['talks/2019/causality.md']
    read.clear()
    asked.clear()
    site.build()
    assert (read, asked) == ([], ['rev-parse'])


@pytest.fixture
def disk(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How often the disk is asked something, or made to do it."""
    times: Counter[str] = Counter()
    for where, name in (
        (os, 'scandir'),
        (Path, 'is_file'),
        (Path, 'mkdir'),
        (Path, 'read_bytes'),
        (Path, 'write_bytes'),
    ):
        monkeypatch.setattr(where, name, counted(times, name, getattr(where, name)))
    return times


def counted(times: Counter[str], name: str, work: Callable[..., Any]) -> Callable[..., Any]:
    def counted_work(*given: Any, **named: Any) -> Any:
        times[name] += 1
        return work(*given, **named)

    return counted_work


def test_each_folder_is_looked_at_once_however_many_files_are_in_it(tmp_path: Path, disk: Counter[str]) -> None:
    out, note = Output(tmp_path / 'out'), tmp_path / 'note.json'
    files = [(f'{folder}/{number}.ics', b'%d' % number) for folder in ('a', 'a/b', 'c') for number in range(50)]
    out.folder.mkdir()
    disk.clear()
    update(out, note, files, 'key')
    assert disk == {'mkdir': 3, 'scandir': 3, 'write_bytes': 151, 'read_bytes': 2}  # also of the note
    disk.clear()
    assert out.has(read_note(note), 'key')
    assert disk == {'scandir': 3, 'read_bytes': 1}
    disk.clear()
    update(out, note, [*files[1:], ('a/new.ics', b'')], 'key')
    assert disk['write_bytes'] == 2
    assert {path.name for path in out.folder.rglob('*.ics')} >= {'new.ics', '49.ics'}
    assert not (out.folder / files[0][0]).exists()


def test_a_file_that_nobody_has_touched_is_not_read_to_see_what_is_in_it(tmp_path: Path, disk: Counter[str]) -> None:
    out, note = Output(tmp_path / 'out'), tmp_path / 'note.json'
    files = [(f'{number}.ics', b'%d' % number) for number in range(50)]
    update(out, note, files, 'key')
    for address, _ in files:
        os.utime(out.folder / address, (1, 1))
    disk.clear()
    update(out, note, [*files[1:], ('0.ics', b'new')], 'another')
    assert (disk['read_bytes'], disk['write_bytes']) == (3, 2)  # the note, also before it is written, and what changes
    disk.clear()
    update(out, note, [*files[1:], ('0.ics', b'new')], 'another', again=True)
    assert disk['read_bytes'] == 52


def test_what_is_in_the_place_of_a_file_is_seen(tmp_path: Path) -> None:
    out, note = Output(tmp_path), tmp_path / 'note.json'
    update(out, note, [('a/b.ics', b'ours')], 'key')
    (tmp_path / 'a/b.ics').write_bytes(b'theirs')
    update(out, note, [('a/b.ics', b'ours')], 'key')
    assert (tmp_path / 'a/b.ics').read_bytes() == b'ours'
    shutil.rmtree(tmp_path / 'a')
    assert not out.has(read_note(note), 'key')
    (tmp_path / 'a').write_bytes(b'a file in the place of a folder')
    assert not out.has(read_note(note), 'key')


def test_another_abstract_makes_only_the_files_with_prose_of_its_edition(site: Site, made: list[str]) -> None:
    site.write('program/2020.yml', 'edition: {start: 2020-12-11, timezone: UTC}\ntalks: [{id: new, title: News}]\n')
    site.write('talks/2019/causality.md', 'Why?\n')
    site.build()
    assert 'talks/2020/program.json' in made
    made.clear()
    site.write('talks/2019/causality.md', 'How?\n')
    site.build()
    of_edition = ['program.json', 'schedule.json', 'schedule.xml']
    assert sorted(made) == [*(f'talks/2019/{name}' for name in of_edition), 'talks/index.atom']


@pytest.fixture
def two(site: Site, made: list[str]) -> Site:
    """Two editions, built; nothing is made since."""
    site.write(
        'program/2020.yml',
        'edition: {start: 2020-12-11, timezone: UTC}\nrooms: [Hall, Attic]\n'
        'talks: [{id: new, title: News, speakers: [Ada Smith]}, {id: other, title: Others, speakers: [José Roca]}]\n'
        'schedule: [{day: 2020-12-11}, {time: "09:00-10:00", talk: new, room: Hall},'
        ' {time: "10:00-11:00", talk: other, room: Attic}, {time: "11:00-12:00", title: Tea, chairs: [José Roca]}]\n',
    )
    site.build()
    made.clear()
    return site


OF_NEW = {f'talks/2020/new.{suffix}' for suffix in ('ics', 'bib', 'ris', 'json')}


def test_a_new_title_makes_only_the_files_that_say_it(two: Site, made: list[str]) -> None:
    two.edit('program/2020.yml', 'title: News', 'title: Olds')
    two.build()
    assert not [address for address in made if '2019' in address]
    assert {address for address in made if address.startswith('talks/2020/') and address.count('/') == 2} - {
        f'talks/2020/{name}'
        for name in ('changes.atom', 'program.json', 'schedule.js', 'schedule.json', 'schedule.xml')
    } == OF_NEW | {f'talks/2020/{name}' for name in ('schedule.ics', 'index.bib', 'index.ris', 'index.json')}
    assert {address for address in made if address.startswith('speakers/')} == {
        f'speakers/ada-smith.{suffix}' for suffix in ('ics', 'bib', 'ris', 'json')
    }


def test_another_abstract_puts_one_talk_into_program_json_anew(two: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    anew: list[str] = []
    make = program_json._made

    def noted(form: type[Any], thing: Any, **more: Any) -> Any:
        anew.extend([thing.id] if isinstance(thing, Talk | Person) else [])
        return make(form, thing, **more)

    monkeypatch.setattr(program_json, '_made', noted)
    two.write('talks/2020/new.md', 'What is new?\n')
    file = two.build().out / 'talks/2020/program.json'
    assert anew == ['new']
    assert [talk.get('abstract') for talk in json.loads(file.read_bytes())['talks']] == ['What is new?', None]


def test_a_page_that_is_read_again_for_what_another_is_called_makes_no_file_with_prose(
    two: Site, made: list[str]
) -> None:
    two.write('talks/2020/other.md', 'See {talk}`2019/causality`.\n')
    two.build()
    made.clear()
    two.edit('program/2019.yml', 'Causality and Exoplanets', 'Exoplanets')
    assert 'talks/2020/other' in two.build().read
    assert 'talks/2019/program.json' in made
    assert 'talks/2020/program.json' not in made


def test_a_new_time_makes_the_calendars_that_say_it_and_nothing_of_others(two: Site, made: list[str]) -> None:
    two.edit('program/2020.yml', '11:00-12:00', '11:05-12:00')
    two.build()
    assert 'speakers/jose-roca.ics' in made
    assert not {'speakers/ada-smith.ics', 'talks/2020/new.ics', 'talks/2020/new.bib'} & {*made}


@pytest.mark.parametrize(
    ('was', 'now'),
    [
        ('title: News', 'title: Olds'),
        ('09:00-10:00', '08:50-09:50'),
        ('speakers: [Ada Smith]', 'speakers: [José Roca, Lin Wei]'),
        ('rooms: [Hall, Attic]', 'rooms: [{id: hall, name: Great Hall}, Attic]'),
        ('id: new, title', 'id: new, status: withdrawn, title'),
        ('{time: "09:00-10:00", talk: new, room: Hall},', ''),
        ('title: Tea', 'id: tea, title: Tea'),
        ('edition: {start', 'edition: {former_ids: [b2020], start'),
        ('id: other, title', 'id: other, former_ids: [new-one], title'),
    ],
)
def test_files_that_are_made_again_are_those_of_a_fresh_build(two: Site, was: str, now: str) -> None:
    two.edit('program/2020.yml', was, now)
    after = exported(two.build().out)
    shutil.rmtree(two.folder.parent / '_build')
    assert exported(two.build().out) == after


def exported(out: Path) -> dict[str, bytes]:
    files = (
        path for path in out.rglob('*') if path.suffix in ('.ics', '.bib', '.ris', '.json', '.js', '.atom', '.xml')
    )
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in files}


@pytest.mark.parametrize('note', [None, b'', b'\xff', b'N.', b'cposix\nnothing\n.'])
def test_what_is_kept_of_files_may_be_lost_or_broken(two: Site, made: list[str], note: bytes | None) -> None:
    (path,) = two.folder.parent.glob('_build/doctrees/pieces-files-*.pickle')
    path.unlink()
    if note is not None:
        path.write_bytes(note)
    two.edit('program/2020.yml', 'title: News', 'title: Olds')
    assert two.build().warnings == []
    assert 'talks/2019/causality.ics' in made


def test_what_is_kept_of_files_is_on_the_disk_and_not_in_memory(two: Site) -> None:
    assert [kind for kind, pieces in proceedings_domain(two.builds[-1].env).observed.made.items() if pieces] == []


def test_a_file_that_was_lost_comes_back_with_an_edit_of_another(two: Site) -> None:
    out = two.build().out
    (out / 'talks/2019/causality.ics').unlink()
    two.edit('program/2020.yml', 'title: News', 'title: Olds')
    two.build()
    assert (out / 'talks/2019/causality.ics').is_file()


def test_files_are_made_again_when_an_abstract_has_changed(site: Site) -> None:
    site.write('talks/2019/causality.md', 'Why?\n')
    apps = site.build().out / 'talks/2019/schedule.json'
    site.write('talks/2019/causality.md', 'How?\n')
    site.build()
    assert '"abstract": "How?"' in apps.read_text()


def test_files_are_made_again_when_the_site_has_another_address(site: Site) -> None:
    calendar = site.build().out / 'talks/2019/causality.ics'
    site.build(html_baseurl='https://a.example.org/')
    assert 'URL:https://a.example.org/talks/2019/causality.html' in calendar.read_text()
    site.build(html_baseurl='https://a.example.org/', html_link_suffix='')
    assert 'URL:https://a.example.org/talks/2019/causality\n' in calendar.read_text()


def test_files_are_made_again_when_there_is_another_commit(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv('SOURCE_DATE_EPOCH', '1500000000')
    calendar = site.build().out / 'talks/2019/causality.ics'
    monkeypatch.setenv('SOURCE_DATE_EPOCH', '1500000001')
    site.build()
    assert 'DTSTAMP:20170714T024001Z' in calendar.read_text()


def test_files_are_made_again_when_nothing_is_known_of_the_last_build(site: Site) -> None:
    calendar = site.build().out / 'talks/2019/causality.ics'
    calendar.write_text('of an older icalendar')
    (calendar.parents[3] / 'doctrees/environment.pickle').unlink()
    site.build()
    assert calendar.read_text().startswith('BEGIN:VCALENDAR')


def test_nobody_reads_a_file_outside_through_an_abstract(site: Site) -> None:
    (site.folder.parent / 'secret.md').write_text('Psst.')
    (site.folder / 'talks/2019').mkdir(parents=True)
    (site.folder / 'talks/2019/p9.md').symlink_to(site.folder.parent / 'secret.md')
    site.edit('program/2019.yml', '- {time: 08:20-09:00, talk: causality}', '- {time: 08:20-09:00, talk: p9}')
    built = site.build()
    assert 'Psst' not in (built.out / 'talks/2019/schedule.json').read_text()


def test_an_abstract_goes_to_the_phone_apps_without_its_front_matter(site: Site) -> None:
    site.write('talks/2019/causality.md', '---\nkeywords: [stars]\n---\nWhat *causes* a star.\n')
    built = site.build()
    assert '"abstract": "What *causes* a star."' in (built.out / 'talks/2019/schedule.json').read_text()


# What the site brings along itself

BASE = 'https://testing.example.org/'
OWN = {
    '404.html': 'lost',
    'about.html': 'about us',
    'robots.txt': 'User-agent: *\nDisallow: /\n',
    'sitemap.xml': '<urlset/>',
    'search/index.js': '// mine',
    'talks/index.atom': '<feed/>',
    'talks/2019/jax-md.bib': '@misc{mine}',
    'talks/2019/jax-md.pdf': '%PDF-1.7 mine',
    'talks/2019/jax-md.png': 'a picture of mine',
}


@pytest.fixture
def with_own(site: Site) -> Site:
    """A site with a file of its own at an address of each sort of file that we make."""
    site.edit('program/series.yml', 'short_title: WT', 'short_title: WT\n  redirects: {about: talks/2019/p9}')
    site.write('talks/2019/jax-md.pdf', '%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n')
    for address, content in OWN.items():
        site.write(f'extra/{address}', content)
    return site


def own_in(out: Path) -> dict[str, str]:
    return {address: (out / address).read_text(encoding='utf-8', errors='replace') for address in OWN}


def test_what_the_site_brings_along_wins_in_each_build_and_one_line_says_so(with_own: Site) -> None:
    for change in (None, ('Likelihood-free', 'Simulation-based'), None):
        if change:
            with_own.edit('program/2019.yml', *change)
        built = with_own.build(html_baseurl=BASE, html_extra_path=['extra'])
        assert own_in(built.out) == OWN
        assert f'has these files itself: {", ".join(sorted(OWN))}\n' in built.messages
        assert (built.out / 'talks/2019/p9.bib').is_file()


def test_files_are_ours_until_the_site_brings_them_along_and_again_when_it_does_not(with_own: Site) -> None:
    ours = own_in(with_own.build(html_baseurl=BASE).out)
    assert not ours.items() & OWN.items()
    (with_own.folder / 'extra').rename(with_own.folder / 'other')
    with_own.write('extra/nothing.txt', '')
    for folder, found in (('extra', ours), ('other', OWN), ('extra', ours)):
        built = with_own.build(html_baseurl=BASE, html_extra_path=[folder])
        assert own_in(built.out) == found
        assert ('has these files itself' in built.messages) is (found is OWN)


def test_files_come_and_go_in_the_folder_of_what_the_site_brings_along(with_own: Site) -> None:
    settings = {'html_baseurl': BASE, 'html_extra_path': ['extra']}
    with_own.build(**settings)
    for address in OWN:
        (with_own.folder / 'extra' / address).unlink()
    built = with_own.build(**settings)
    assert (built.read, own_in(built.out).items() & OWN.items()) == ([], set())
    for address, content in OWN.items():
        with_own.write(f'extra/{address}', content)
    built = with_own.build(**settings)
    assert (built.read, own_in(built.out)) == ([], OWN)


def test_a_file_that_the_site_brings_along_stays_also_where_it_is_just_like_ours(site: Site) -> None:
    settings = {'html_baseurl': BASE, 'html_extra_path': ['extra']}
    site.write('extra/nothing.txt', '')
    out = site.build(**settings).out
    same = ('robots.txt', 'talks/index.atom', 'talks/2019/jax-md.png', 'search/index.js')
    for address in same:
        (site.folder / 'extra' / address).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(out / address, site.folder / 'extra' / address)
    for _ in range(2):
        site.build(**settings)
        assert {address: (out / address).is_file() for address in same} == dict.fromkeys(same, True)


def test_what_sphinx_does_not_copy_is_not_brought_along(site: Site) -> None:
    site.write('extra/talks/2019/jax-md.bib', 'mine')
    built = site.build(html_extra_path=['extra'], exclude_patterns=['**/*.bib'])
    assert (built.out / 'talks/2019/jax-md.bib').read_text().startswith('@')
    assert 'has these files itself' not in built.messages


# What conf.py leaves out

LEFT_OUT = ['talks/2019/index*', 'talks/2019/jax-md*', 'talks/2019/rooms/*', 'speakers/*']


def addresses_in(out: Path) -> set[str]:
    """All addresses on the site that its files for other programs name."""
    texts = [file.read_text(encoding='utf-8') for file in out.rglob('*') if file.suffix in EXPORTED]
    texts = [text.replace('\\/', '/').replace('\n ', '') for text in texts if 'searchIndex' not in text]
    return {found for text in texts for found in re.findall(rf'{BASE}([^\s"<>{{}}\\]*)', text)}


EXPORTED = frozenset({'.atom', '.bib', '.ics', '.json', '.ris', '.xml'})


@pytest.mark.parametrize('builder', ['html', 'dirhtml'])
def test_no_file_leads_to_a_page_that_conf_leaves_out(site: Site, builder: str) -> None:
    site.write('talks/2019/jax-md.pdf', '%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n')
    site.add('program/2019.yml', 'changes:\n- {date: 2019-12-01, talk: jax-md, text: It is later}\n')
    site.build(builder, html_baseurl=BASE)
    built = site.build(builder, html_baseurl=BASE, exclude_patterns=LEFT_OUT)
    found = addresses_in(built.out)
    assert {'talks/2019/causality.html', 'talks/2019/causality/'} & found
    assert {address for address in found if not (built.out / address).exists()} == set()
    folder = built.out / 'talks/2019'
    program = json.loads((folder / 'program.json').read_text())
    things = [program['edition'], *program['people'], *program['rooms']]
    assert [thing for thing in things if thing.keys() & {'page', 'page_url'}] == []
    (talk,) = (talk for talk in program['talks'] if talk['id'] == 'jax-md')
    assert talk.keys().isdisjoint({'page', 'page_url'})
    assert 'pdf' not in talk['files']
    assert 'url = ' not in (folder / 'jax-md.bib').read_text()
    assert 'jax-md.html' not in (folder / 'schedule.js').read_text()


def test_an_entry_of_a_feed_whose_page_is_left_out_leads_to_the_nearest_that_is_there(site: Site) -> None:
    def links(**settings: object) -> list[str]:
        feed = (site.build(**settings).out / 'talks/index.atom').read_text()
        entry = next(entry for entry in feed.split('<entry>') if 'JAX' in entry)
        return re.findall('rel="alternate"[^>]*href="([^"]*)"', entry)

    site.write('about.md', '# About\n')
    assert links(html_baseurl=BASE, exclude_patterns=['talks/2019/jax-md*']) == [f'{BASE}talks/2019/index.html']
    assert links(exclude_patterns=['talks/2019/*']) == ['../talks/index.html']
    assert links(exclude_patterns=['talks/**']) == ['../']
    assert links(html_baseurl=BASE, exclude_patterns=['talks/**']) == [BASE]
