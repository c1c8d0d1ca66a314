"""The command line, as an organizer, an editor and a continuous integration use it."""

from __future__ import annotations

import cProfile
import os
import pstats
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import ROOT, Site
from proceedings.cli import main
from proceedings.load import load

EDITION_FILE = 'program/2019.yml'


def run(*arguments: str, folder: Path = ROOT, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the command as a process of its own."""
    command = [sys.executable, '-m', 'proceedings.cli', *arguments]
    variables = {**os.environ, 'PYTHONPATH': str(ROOT / '_ext'), **environment}
    return subprocess.run(command, cwd=folder, env=variables, capture_output=True, text=True, check=False)


def check(site: Site) -> int:
    return main(['check', str(site.folder)])


def test_a_good_program_ends_with_0_and_says_so(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    assert check(site) == 0
    out, err = capsys.readouterr()
    assert (out, err) == ('', 'no problems\n')


def test_a_problem_ends_with_1_and_is_one_line(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    site.edit(EDITION_FILE, 'kind: invited', 'kind: invted')
    assert check(site) == 1
    out, err = capsys.readouterr()
    assert (
        out == 'program/2019.yml:18:9: talk "causality": no kind "invted"; did you mean "invited"? [proceedings.kind]\n'
    )
    assert err == '1 problem\n'


def test_a_notice_is_shown_and_ends_with_0(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    site.edit(EDITION_FILE, '[jax-md, p9]', '[jax-md]')
    assert check(site) == 0
    out, err = capsys.readouterr()
    assert out.startswith('program/2019.yml:27:3: notice: talk "p9": ')
    assert err == 'no problems, 1 notice\n'


def test_problems_and_notices_are_counted(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    site.edit(EDITION_FILE, '[jax-md, p9]', '[jax-md, nothing-like-it]')
    site.edit(EDITION_FILE, 'kind: invited', 'kind: invted')
    site.edit(EDITION_FILE, '[Gilles Louppe, Rose Yu]', '[Gilles Louppe, Gilles Louppe]')
    assert check(site) == 1
    assert capsys.readouterr().err == '2 problems, 2 notices\n'


def test_the_site_is_the_folder_that_one_is_in(site: Site) -> None:
    site.edit(EDITION_FILE, 'kind: invited', 'kind: invted')
    done = run('check', folder=site.folder)
    assert done.returncode == 1
    assert done.stdout.startswith('program/2019.yml:18:9: ')


def test_a_folder_that_there_is_not_is_said(site: Site) -> None:
    done = run('check', 'nowhere', folder=site.folder)
    assert done.returncode == 2
    assert 'there is no folder "nowhere"' in done.stderr


def test_the_program_of_this_repository_has_no_problem() -> None:
    assert [str(problem) for problem in load(ROOT).problems if not problem.notice] == []


def test_the_schema_is_printed() -> None:
    done = run('schema', PYTHONIOENCODING='utf-8')
    assert done.returncode == 0
    assert done.stdout.startswith('{\n "$schema": "https://json-schema.org/draft/2020-12/schema"')


@pytest.mark.parametrize('arguments', [[], ['chekc']])
def test_a_command_that_there_is_not_ends_with_2_and_the_usage(arguments: list[str]) -> None:
    done = run(*arguments)
    assert done.returncode == 2
    assert done.stderr.startswith('usage: proceedings')


def test_help_names_the_commands_and_loads_no_library() -> None:
    done = run('--help', PYTHONPROFILEIMPORTTIME='1')
    assert done.returncode == 0
    assert 'check' in done.stdout
    assert 'schema' in done.stdout
    assert 'pydantic' not in done.stderr


def test_checking_does_not_wait_for_sphinx(site: Site) -> None:
    done = run('check', folder=site.folder, PYTHONPROFILEIMPORTTIME='1')
    assert done.returncode == 0
    imported = {line.rpartition('|')[2].strip().partition('.')[0] for line in done.stderr.splitlines()}
    assert 'pydantic' in imported
    assert not imported & {'sphinx', 'docutils', 'myst_parser'}


def test_a_terminal_without_accents_is_no_reason_to_fail(site: Site) -> None:
    site.edit(EDITION_FILE, '[Gilles Louppe, Rose Yu]', '[Gilles Louppe, {name: Ł, x: y}]')
    done = run('check', folder=site.folder, PYTHONIOENCODING='ascii', PYTHONUTF8='0')
    assert done.returncode == 1
    assert 'Traceback' not in done.stderr


def test_a_file_name_that_is_no_text_is_no_reason_to_fail(site: Site) -> None:
    (Path(os.fsdecode(os.fsencode(site.folder) + b'/program/\xff.yml'))).write_text('', encoding='utf-8')
    done = run('check', folder=site.folder)
    assert done.returncode == 1
    assert r'program/\udcff.yml:1:1: ' in done.stdout


def test_a_reader_who_has_seen_enough_is_no_reason_to_fail(site: Site) -> None:
    """As in `proceedings check | head -1`, with more lines than the pipe holds."""
    site.add(EDITION_FILE, ''.join(f'- {{id: talk-{n}, title: T, kind: nonsense}}\n' for n in range(2000)))
    command = f'"{sys.executable}" -m proceedings.cli check | head -n 1'
    variables = {**os.environ, 'PYTHONPATH': str(ROOT / '_ext')}
    done = subprocess.run(
        ['sh', '-c', command], cwd=site.folder, env=variables, capture_output=True, text=True, check=False
    )
    assert len(done.stdout.splitlines()) == 1
    assert done.stderr == ''


# Speed, by counting: how often a function is called does not depend on the machine, as seconds do.


def conference(site: Site, talks: int) -> None:
    """Write an edition with *talks*, three authors each, in ten rooms."""
    rows, entries = [], []
    for n in range(talks):
        start = 480 + n // 10 % 30 * 30
        day = f'2019-12-{14 + n // 300}'
        rows.append(
            f'- {{day: {day}, time: {start // 60:02}:{start % 60:02}, duration: 30, talk: t{n}, room: Room {n % 10}}}'
        )
        authors = ', '.join(f'{chr(65 + m % 26)}{chr(97 + n % 26)}mi{n * 7919 % 9973} Fam{n * 3 + m}' for m in range(3))
        entries.append(f'- {{id: t{n}, title: "Talk {n}: results", authors: [{authors}]}}')
    rooms = ', '.join(f'Room {n}' for n in range(10))
    edition = 'edition: {start: 2019-12-14, end: 2019-12-31, timezone: UTC}'
    lines = [edition, f'rooms: [{rooms}]', 'schedule:', *rows, 'talks:', *entries]
    (site.folder / EDITION_FILE).write_text('\n'.join(lines), encoding='utf-8')


def calls(site: Site) -> int:
    """How many calls of functions loading takes."""
    profile = cProfile.Profile()
    problems = profile.runcall(load, site.folder).problems
    assert [str(problem) for problem in problems] == []
    total: int = pstats.Stats(profile).total_calls  # type: ignore[attr-defined]
    return total


def test_four_times_the_talks_take_four_times_the_work(site: Site) -> None:
    load(site.folder)  # what is done only once
    conference(site, 100)
    few = calls(site)
    conference(site, 400)
    many = calls(site)
    assert many / few < 4.4
    assert many / 400 < 1500, 'a talk with three authors takes about a thousand calls'


@pytest.mark.parametrize(
    'wrong',
    [
        pytest.param(lambda n: f'- {{id: Talk {n}, title: [], speakers: [[]], links: x, status: no}}', id='values'),
        pytest.param(lambda n: f'- {{id: t{n}, titel: T, colour: red}}', id='keys'),
        pytest.param(lambda n: f'- {{id: t{n}, title: T, authors: A B, speakers: Nobody No{n}}}', id='people'),
        pytest.param(lambda n: f'- {{id: t{n}, title: *alias}}', id='aliases'),
        pytest.param(lambda n: f'- {{id: t, title: T{n}}}', id='ids'),
    ],
)
def test_four_times_the_problems_take_four_times_the_work(site: Site, wrong: Callable[[int], str]) -> None:
    def work(talks: int) -> int:
        lines = ['edition: {start: 2019-12-14, timezone: UTC}', 'talks:', *map(wrong, range(talks))]
        (site.folder / EDITION_FILE).write_text('\n'.join(lines), encoding='utf-8')
        profile = cProfile.Profile()
        assert profile.runcall(load, site.folder).problems
        total: int = pstats.Stats(profile).total_calls  # type: ignore[attr-defined]
        return total

    work(10)  # what is done only once
    assert work(400) / work(100) < 4.5
