"""What all exported files have in common: same input, same bytes; and the data for the browser."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from conftest import ROOT, Site
from exporting import files, script
from proceedings.export import Target, exports, stamp_of
from proceedings.export.history import History
from proceedings.ledger import Present, is_file
from proceedings.load import load
from repositories import commit, git

FILE = 'program/2019.yml'
CONFERENCE = ROOT / 'tests' / 'programs' / 'conference'

DIGEST = """
import hashlib, sys
sys.path[:0] = [sys.argv[1], sys.argv[2]]
from pathlib import Path
from exporting import files
from proceedings.load import load
for name, file in files(load(Path(sys.argv[3])).program).items():
    print(name, hashlib.sha256(file).hexdigest())
print(sorted({name.partition('.')[0] for name in sys.modules} & {'sphinx', 'docutils'}))
"""


def digests(site: Path, **environment: str) -> list[str]:
    """The hash of every file, made by another process; and which of Sphinx's modules it loaded."""
    command = [sys.executable, '-c', DIGEST, str(ROOT / '_ext'), str(ROOT / 'tests'), str(site)]
    done = subprocess.run(command, env={**os.environ, **environment}, capture_output=True, text=True, check=True)
    return done.stdout.splitlines()


def test_same_input_same_bytes_wherever_and_whenever(site: Site) -> None:
    before = digests(CONFERENCE, TZ='UTC', PYTHONHASHSEED='1', LC_ALL='C')
    assert digests(CONFERENCE, TZ='Asia/Kathmandu', PYTHONHASHSEED='2', LC_ALL='C.UTF-8') == before
    suffixes = {Path(line.split()[0]).suffix for line in before[:-1]}
    assert suffixes == {'.atom', '.bib', '.ics', '.js', '.json', '.ris', '.xml'}


def test_nothing_of_sphinx_is_needed() -> None:
    assert digests(CONFERENCE)[-1] == '[]'


def test_files_are_made_only_when_they_are_asked_for(site: Site) -> None:
    def stop(document: str) -> str:
        assert document == 'talks/2019/index'
        return document

    found = exports(site.program, Target(page=stop, stamp=lambda edition: datetime(2019, 1, 1, tzinfo=UTC)))
    assert next(found)[0] == 'talks/editions.js'


def test_addresses_on_the_web_are_fit_for_it(site: Site) -> None:
    site.edit(FILE, '  room: West 109\n', '  room: Großer Saal 王\n')
    room = 'talks/2019/rooms/grosser-saal-王.ics'
    calendar = files(site.program, base='https://a.example.org//')[room].replace(b'\r\n ', b'')
    assert b'SOURCE;VALUE=URI:https://a.example.org/talks/2019/rooms/grosser-saal-%E7%8E%8B.ics\r\n' in calendar


@pytest.mark.parametrize('folder', [ROOT, CONFERENCE])
def test_the_ledger_knows_the_addresses_of_all_files(folder: Path) -> None:
    program = load(folder).program
    present = Present(program, folder)
    assert present.files == {address for address in files(program) if is_file(address)}


def test_the_ledger_knows_the_former_addresses_of_files(site: Site) -> None:
    site.edit(FILE, '  start: 2019-12-14\n', '  start: 2019-12-14\n  former_ids: [old]\n')
    site.edit(FILE, '- id: p9\n', '- id: p9\n  former_ids: [p8]\n')
    redirects = '  redirects: {about: talks/2019/index, p7: talks/2019/p8}\n'
    site.edit('program/series.yml', '  short_title: WT\n', f'  short_title: WT\n{redirects}')
    assert site.problems == []
    found = {address for address in files(site.program) if is_file(address)}
    assert found == Present(site.program, site.folder).files
    assert {'talks/old/schedule.ics', 'talks/old/p8.ics', 'p7.ics'} <= found
    assert 'about.ics' not in found
    assert 'talks/old/schedule.js' not in files(site.program)  # nothing loads it from there


def test_a_page_that_is_there_keeps_its_file(site: Site) -> None:
    site.edit(FILE, '- id: p9\n', '- id: p9\n  former_ids: [causality]\n')
    assert b'Exoplanets' in files(site.program)['talks/2019/causality.ics']


# When an edition was last changed


def stamp(site: Site) -> datetime:
    return stamp_of(site.program.editions['2019'], History(site.folder))


def test_the_stamp_is_the_last_commit_that_touched_what_the_edition_is_made_of(
    site: Site, without_epoch: object
) -> None:
    git(site, 'init', '--quiet')
    commit(site, 'program', date='2019-11-20T12:00:00+05:30')
    site.write('program/2020.yml', 'edition: {start: 2020-12-11, timezone: UTC}\n')
    commit(site, 'program/2020.yml', date='2019-11-21T12:00:00+00:00')
    assert stamp(site) == datetime(2019, 11, 20, 6, 30, tzinfo=UTC)
    for day, name in enumerate((FILE, 'program/people.yml', 'program/series.yml', FILE), 22):
        with (site.folder / name).open('a') as file:
            file.write('# changed\n')
        commit(site, name, date=f'2019-11-{day}T12:00:00+00:00')
        assert stamp(site) == datetime(2019, 11, day, 12, tzinfo=UTC), name


def test_the_stamp_is_source_date_epoch_where_that_is_set(site: Site, without_epoch: pytest.MonkeyPatch) -> None:
    git(site, 'init', '--quiet')
    commit(site, 'program', date='2019-11-20T12:00:00+00:00')
    without_epoch.setenv('SOURCE_DATE_EPOCH', '1500000000')
    assert stamp(site) == datetime(2017, 7, 14, 2, 40, tzinfo=UTC)


def test_without_any_commit_the_stamp_is_the_first_day(
    site: Site, without_epoch: object, capfd: pytest.CaptureFixture[str]
) -> None:
    first = datetime(2019, 12, 14, 8, tzinfo=UTC)
    assert stamp(site) == first  # no repository
    git(site, 'init', '--quiet')
    assert stamp(site) == first  # no commit
    commit(site, 'conf.py', date='2019-11-20T12:00:00+00:00')
    assert stamp(site) == first  # a file that git does not know
    assert capfd.readouterr() == ('', '')


def test_without_git_the_stamp_is_the_first_day(site: Site, without_epoch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    without_epoch.setenv('PATH', str(tmp_path))
    assert stamp(site) == datetime(2019, 12, 14, 8, tzinfo=UTC)


# The data for the browser


def test_the_browser_knows_every_edition_the_newest_first(site: Site) -> None:
    site.write('program/2020.yml', 'edition: {title: Next, start: 2020-12-11, timezone: UTC}\n')
    found = script(files(site.program)['talks/editions.js'], 'editions')
    assert found == [
        {'id': '2020', 'title': 'Next 2020', 'timezone': 'UTC', 'schedule': 'talks/2020/index.html'},
        {
            'id': '2019',
            'title': 'Workshop on Testing 2019',
            'timezone': 'America/Vancouver',
            'start': '2019-12-14T08:10:00-08:00',
            'end': '2019-12-14T10:40:00-08:00',
            'schedule': 'talks/2019/index.html',
        },
    ]


def test_the_browser_knows_what_editions_and_talks_were_called(site: Site) -> None:
    site.edit(FILE, '  start: 2019-12-14\n', '  start: 2019-12-14\n  former_ids: [old]\n')
    site.edit(FILE, '- id: p9\n', '- id: p9\n  former_ids: [p8, causality]\n')
    (found,) = script(files(site.program)['talks/editions.js'], 'editions')
    assert (found['former'], found['formerTalks']) == (['old'], {'p8': 'p9'})


def test_an_edition_lasts_until_all_is_over_and_is_called_as_it_calls_itself(site: Site) -> None:
    site.edit(FILE, '{time: 08:20-09:00, talk: causality}', '{time: 08:20-25:00, talk: causality}')
    site.edit(FILE, '  start: 2019-12-14\n', '  start: 2019-12-14\n  title: WT 2019 in Vancouver\n')
    (found,) = script(files(site.program)['talks/editions.js'], 'editions')
    assert (found['end'], found['title']) == ('2019-12-15T01:00:00-08:00', 'WT 2019 in Vancouver')


def test_the_browser_knows_every_talk_with_its_times(site: Site) -> None:
    found = script(files(site.program)['talks/2019/schedule.js'], 'schedule')
    assert (found['edition'], found['title'], found['timezone']) == (
        '2019', 'Workshop on Testing 2019', 'America/Vancouver',
    )  # fmt: skip
    assert list(found['talks']) == ['2019/causality', '2019/jax-md', '2019/p9']
    talk = found['talks']['2019/jax-md']
    oral, poster = talk.pop('slots')
    assert talk == {
        'title': 'JAX, M.D.: Molecular Dynamics',
        'url': 'talks/2019/jax-md.html',
        'people': ['Samuel Schoenholz'],
        'kind': 'contributed',
    }
    assert poster.pop('event').startswith('BEGIN:VEVENT\r\n')
    assert poster == {
        'session': '2019/posters',
        'title': 'Poster session',
        'day': '2019-12-14',
        'start': '2019-12-14T09:40:00-08:00',
        'end': '2019-12-14T10:40:00-08:00',
        'where': 'West 109',
        'sideBySide': True,
    }
    assert (oral['title'], oral['sideBySide']) == ('', False)


def test_the_browser_knows_the_board_of_a_poster(site: Site) -> None:
    site.edit(FILE, 'talks: [jax-md, p9]', 'talks: [jax-md, {talk: p9, board: B7}]')
    talks = script(files(site.program)['talks/2019/schedule.js'], 'schedule')['talks']
    assert [slot['board'] for slot in talks['2019/p9']['slots']] == ['B7']
    assert not any('board' in slot for slot in talks['2019/jax-md']['slots'])


def test_what_is_in_every_room_of_many_is_in_all_rooms_for_the_browser_too(site: Site) -> None:
    rooms = ', '.join(f'Room {number}' for number in range(30))
    site.edit(FILE, 'schedule:', f'rooms: [{rooms}]\nschedule:')
    site.edit(FILE, '  room: West 109\n', '')
    site.edit(FILE, 'talk: causality}', f'talk: causality, room: [{rooms}]}}')
    (slot,) = script(files(site.program)['talks/2019/schedule.js'], 'schedule')['talks']['2019/causality']['slots']
    assert slot['where'] == 'All rooms'


def test_head_events_and_foot_are_a_calendar(site: Site) -> None:
    found = script(files(site.program)['talks/2019/schedule.js'], 'schedule')
    slots = found['talks']['2019/jax-md']['slots']
    joined = found['calendar']['head'] + ''.join(slot['event'] for slot in slots) + found['calendar']['foot']
    assert joined.count('NAME:WT 2019: my schedule\r\n') == 2
    entries = joined[joined.index('BEGIN:VEVENT') :]
    assert files(site.program)['talks/2019/jax-md.ics'].decode().endswith(entries)


def test_the_browser_knows_talks_without_a_time_and_what_is_off(site: Site) -> None:
    site.edit(FILE, 'talk: causality}', 'talk: causality, status: cancelled, reason: Storm}')
    site.add(FILE, '- {id: w, title: "$\\\\beta$-VAE", status: withdrawn, reason: Too late}')
    talks = script(files(site.program)['talks/2019/schedule.js'], 'schedule')['talks']
    assert talks['2019/w'] == {
        'title': 'β-VAE', 'url': 'talks/2019/w.html', 'people': [], 'kind': 'contributed',
        'status': 'withdrawn', 'reason': 'Too late', 'slots': [],
    }  # fmt: skip
    assert 'status' not in talks['2019/causality']
    (slot,) = talks['2019/causality']['slots']
    assert (slot['status'], slot['reason']) == ('cancelled', 'Storm')


def test_the_day_is_that_of_the_program(site: Site) -> None:
    site.edit(FILE, '08:20-09:00', '24:30-25:00')
    talks = script(files(site.program)['talks/2019/schedule.js'], 'schedule')['talks']
    (slot,) = talks['2019/causality']['slots']
    assert (slot['day'], slot['start']) == ('2019-12-14', '2019-12-15T00:30:00-08:00')


def test_slots_are_in_the_order_of_time(site: Site) -> None:
    site.edit(
        FILE,
        '- {time: 09:00-09:20, talk: jax-md}',
        '- {time: 11:00-12:00, title: Late, talks: [{talk: causality, duration: 30}, {talk: jax-md, duration: 30}]}\n'
        '- {time: 11:00-11:20, talk: jax-md, room: [West 109]}',
    )
    talks = script(files(site.program)['talks/2019/schedule.js'], 'schedule')['talks']
    starts = [slot['start'][11:16] for slot in talks['2019/jax-md']['slots']]
    assert starts == ['09:40', '11:00', '11:30']


def test_no_title_can_end_a_script(site: Site) -> None:
    title = '</script><!-- & \u2028 \u2029 x'
    program = site.program
    edition = program.editions['2019']
    talks = {**edition.talks, 'p9': replace(edition.talks['p9'], title=title)}
    program = replace(program, editions={'2019': replace(edition, talks=talks)})
    file = files(program)['talks/2019/schedule.js']
    assert not set('<>&\u2028\u2029') & set(file.decode())
    assert script(file, 'schedule')['talks']['2019/p9']['title'] == title
