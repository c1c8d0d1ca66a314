"""`proceedings new`: the site of another series, for somebody who begins with nothing."""

from __future__ import annotations

import ast
import os
import pty
import re
import select
import shutil
import signal
import subprocess
import sys
from contextlib import suppress
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest
import yaml
from markdown_it import MarkdownIt

from conftest import ROOT, Site
from proceedings import __version__
from proceedings.cli import main, new
from proceedings.export.git import ask
from proceedings.load import load
from proceedings.new_site import requirement as requirements
from proceedings.new_site.days import day_of
from proceedings.new_site.files import TEMPLATES
from proceedings.new_site.questions import QUESTIONS, without_year
from proceedings.new_site.zones import first_zone, zone_named

DAY = date(2031, 5, 2)
FACTS = ('--title', 'Workshop on Tides', '--start', '2031-05-02', '--timezone', 'Europe/Paris')
ON_CODEBERG = ('--repository', 'https://codeberg.org/tides/site')
ON_GITLAB = ('--repository', 'git@gitlab.example.org:tides/site.git')
HOSTILE = [
    '"\'; import os #',
    '{{7*7}} <% raise %> << title >> <# #>',
    '$HOME `id` $(id) ${{ secrets.X }} %PATH%',
    '\'\'\'a"""\\',
    '- a: [b, {c: !!python/name:d }] & *e',
    '<script>alert(1)</script> <!-- x',
    '[a](javascript:b) ![c](https://example.org/d.png) **e** @f :tada: www.example.org',
    'Tides 🌊 über alles — 潮汐 — مد وجزر',
    '1984',
    'no',
    '# not a heading',
    '% of tides',
]


def begin(folder: Path, *options: str, facts: tuple[str, ...] = FACTS) -> int:
    return main(['new', str(folder), '--yes', *facts, *options])


@pytest.fixture
def made(tmp_path: Path) -> Site:
    """The site that a few options make."""
    assert (
        begin(tmp_path / 'tides', '--place', 'Town Hall, Brest, France', '--repository', 'github.com/tides/site') == 0
    )
    return Site(tmp_path / 'tides')


def text(site: Site, name: str) -> str:
    return (site.folder / name).read_text(encoding='utf-8')


def names(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob('*') if path.is_file())


# What it writes


def test_a_new_site_has_no_problem_and_says_what_it_is(made: Site) -> None:
    assert made.problems == []
    edition = made.program.editions['2031']
    assert (made.program.series.title, made.program.series.short_title) == ('Workshop on Tides', 'WT')
    assert (edition.start, edition.end, edition.timezone) == (DAY, DAY, 'Europe/Paris')
    assert edition.venue
    assert (edition.venue.name, edition.venue.city, edition.venue.country) == ('Town Hall', 'Brest', 'France')


def test_a_new_site_builds_at_once_and_shows_when_and_where(made: Site) -> None:
    built = made.build()
    assert built.warnings == []
    home = built.text('index').partition('Editions')[0]
    assert 'Friday 2 May 2031 Town Hall, Brest, France Every talk and poster of this series' in home


def test_with_examples_it_has_a_schedule_and_its_talks_invite_their_authors(tmp_path: Path) -> None:
    assert begin(tmp_path / 'tides', '--examples', '--repository', 'github.com/tides/site') == 0
    built = Site(tmp_path / 'tides').build()
    assert built.warnings == []
    assert 'Example: A title: as it is printed' in built.text('index')
    assert 'https://github.com/tides/site/new/main?filename=talks/2031/first-talk.md' in built.page(
        'talks/2031/first-talk'
    )


def test_examples_are_noticed_and_never_published(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    site = Site(tmp_path / 'tides')
    begin(site.folder, '--examples')
    assert main(['check', str(site.folder)]) == 0
    assert main(['check', '--to-publish', str(site.folder)]) == 1
    capsys.readouterr()
    assert main(['publish', str(site.folder)]) == 1
    assert (
        'talk "first-talk": is the example that this file began with; write a talk of yours' in capsys.readouterr().out
    )
    assert not (site.folder / 'program/published.txt').exists()
    site.edit('program/2031.yml', 'Example: A title: as it is printed', 'Why tides are late')
    site.edit('program/2031.yml', 'Example: On the formula', 'On the formula')
    assert main(['publish', str(site.folder)]) == 0


def test_read_the_docs_publishes_no_examples(made: Site) -> None:
    assert (
        'proceedings check --to-publish'
        in yaml.safe_load(text(made, '.readthedocs.yaml'))['build']['jobs']['pre_build']
    )


@pytest.mark.parametrize('title', HOSTILE)
def test_a_title_comes_out_as_it_is(tmp_path: Path, title: str) -> None:
    facts = ('--title', title, '--short-title', title, *FACTS[2:], '--place', title.replace(',', ''))
    assert begin(tmp_path / 'site', facts=facts) == 0
    site = Site(tmp_path / 'site')
    assert site.problems == []
    series = site.program.series
    assert (series.title, series.short_title) == (title, title)
    assert [type(line) for line in ast.parse(text(site, 'conf.py')).body[1:3]] == [ast.Import, ast.Assign]
    others = [name for name in names(site.folder) if not name.endswith(('.md', '.yml'))]
    assert len(title) < 5 or not [name for name in others if title in text(site, name)]
    heading = MarkdownIt('gfm-like', {'html': True, 'linkify': False}).parse(text(site, 'README.md'))[1]
    assert heading.children
    assert {token.type for token in heading.children} <= {'text', 'text_special'}
    assert ''.join(token.content for token in heading.children) == title


def test_lines_in_a_title_are_one_and_what_nobody_sees_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    begin(tmp_path / 'one', facts=('--title', 'Tides\n\nedition: x', *FACTS[2:]))
    assert load(tmp_path / 'one').program.series.title == 'Tides edition: x'
    assert begin(tmp_path / 'two', facts=('--title', 'Tides\x1b[31m', *FACTS[2:])) == 1
    assert '--title: ' in (told := capsys.readouterr().err)
    assert 'has a character that nobody can see (U+001B); delete it' in told
    assert not (tmp_path / 'two').exists()


def test_a_very_long_title_is_no_reason_to_fail(tmp_path: Path) -> None:
    assert begin(tmp_path / 'long', facts=('--title', 'Tides and ' * 2000, *FACTS[2:])) == 0


def test_editors_find_the_schema_and_do_not_see_stubs(made: Site) -> None:
    settings = yaml.safe_load(text(made, '.vscode/settings.json'))
    [(schema, files)] = settings['yaml.schemas'].items()
    assert (made.folder / schema).read_text(encoding='utf-8') == (ROOT / schema).read_text(encoding='utf-8')
    assert settings['files.exclude'] == {'**/*.stub': True}
    for file in made.folder.glob(files):
        assert file.read_text(encoding='utf-8').startswith(
            '# yaml-language-server: $schema=../_static/program.schema.json\n'
        )


def test_the_schema_accepts_what_was_written(made: Site) -> None:
    files = [f'program/{name}.yml' for name in ('series', 'people', '2031')]
    validate(made, '--schemafile', '_static/program.schema.json', *files)


def validate(site: Site, *arguments: str) -> None:
    command = [sys.executable, '-m', 'check_jsonschema', *arguments]
    done = subprocess.run(command, cwd=site.folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_the_examples_of_people_and_series_count_when_the_hashes_are_taken_away(made: Site) -> None:
    for name in ('series', 'people'):
        lines = text(made, f'program/{name}.yml').splitlines()
        kept = [line.replace('# ', '', 1) if line.lstrip().startswith('# ') else line for line in lines[2:]]
        made.write(f'program/{name}.yml', '\n'.join(kept).replace('people: []', 'people:') + '\n')
    made.edit('program/2031.yml', '# organizers:\n# - Ada Example\n', 'organizers:\n- José Roca\n')
    assert made.problems == []
    assert made.program.series.url
    assert made.program.people['jose-roca'].orcid


@pytest.mark.parametrize(
    ('where', 'files', 'schema'),
    [
        ((), ['.github/workflows/check.yml'], 'vendor.github-workflows'),
        (('--repository', 'github.com/tides/site'), ['.github/workflows/check.yml'], 'vendor.github-workflows'),
        (ON_GITLAB, ['.gitlab-ci.yml'], 'vendor.gitlab-ci'),
        (ON_CODEBERG, ['.woodpecker/check.yaml'], 'vendor.woodpecker-ci'),
        (('--repository', 'https://git.example.org/tides/site', '--forge', 'gitea'),
         ['.github/workflows/check.yml'], 'vendor.github-workflows'),
        (('--repository', 'https://bitbucket.org/tides/site'), [], ''),
    ],
)  # fmt: skip
def test_who_checks_every_push_is_who_has_the_repository(
    tmp_path: Path, where: tuple[str, ...], files: list[str], schema: str
) -> None:
    begin(tmp_path / 'site', *where)
    checks = ('.github/', '.gitlab-ci', '.woodpecker/')
    assert [name for name in names(tmp_path / 'site') if name.startswith(checks)] == files
    for file in files:
        validate(Site(tmp_path / 'site'), '--builtin-schema', schema, file)
        assert 'requirements.txt' in (tmp_path / 'site' / file).read_text(encoding='utf-8')


def test_read_the_docs_accepts_its_configuration(made: Site) -> None:
    validate(made, '--builtin-schema', 'vendor.readthedocs', '.readthedocs.yaml')


def test_the_requirement_is_written_once(tmp_path: Path) -> None:
    line = 'proceedings @ git+https://example.org/proceedings.git@v7'
    begin(tmp_path / 'site', '--requirement', line)
    with_it = [
        name for name in names(tmp_path / 'site') if line in (tmp_path / 'site' / name).read_text(encoding='utf-8')
    ]
    assert with_it == ['requirements.txt']


def test_only_the_file_for_windows_has_its_line_ends(made: Site) -> None:
    for name in names(made.folder):
        data = (made.folder / name).read_bytes()
        assert data.endswith(b'\n')
        assert data.count(b'\r\n') == (data.count(b'\n') if name == 'make.bat' else 0)


def test_no_file_has_anything_left_to_fill_in_or_a_place_on_this_machine(made: Site) -> None:
    for name in names(made.folder):
        assert not {'<<', '<%', str(Path.home())} & set(text(made, name).split())


def test_the_same_answers_make_the_same_bytes(made: Site, tmp_path: Path) -> None:
    begin(tmp_path / 'again', '--place', 'Town Hall, Brest, France', '--repository', 'github.com/tides/site')
    for name in names(made.folder):
        assert (made.folder / name).read_bytes() == (tmp_path / 'again' / name).read_bytes()


# What the templates have in common with this repository


def settings_of(conf: str) -> dict[str, object]:
    values: dict[str, object] = {}
    exec(conf, values)
    return {name: value for name, value in values.items() if not name.startswith('__') and name != 'os'}


def test_the_settings_are_those_of_this_repository(made: Site) -> None:
    ours = settings_of((ROOT / 'conf.py').read_text(encoding='utf-8'))
    its = settings_of(text(made, 'conf.py'))
    assert its.pop('proceedings_repository') == 'https://github.com/tides/site'
    for name in ('extensions', 'proceedings_repository'):
        ours.pop(name, None), its.pop(name, None)
    assert its == ours


def test_read_the_docs_builds_it_as_it_builds_this_repository(made: Site) -> None:
    ours = (ROOT / '.readthedocs.yaml').read_text(encoding='utf-8')
    ours = ours.replace('--constraint constraints.txt --editable .', '--requirement requirements.txt')
    its = yaml.safe_load(text(made, '.readthedocs.yaml'))
    del its['build']['jobs']['pre_build']
    assert its == yaml.safe_load(ours.replace('--constraint constraints.txt ', ''))


def test_editors_and_checks_are_those_of_this_repository(made: Site) -> None:
    assert text(made, '.vscode/settings.json') == (ROOT / '.vscode/settings.json').read_text(encoding='utf-8')
    ours = (ROOT / '.github/workflows/check.yml').read_text(encoding='utf-8')
    ours = ours.replace('        cache-dependency-path: constraints.txt\n', '')
    ours = ours.replace('--constraint constraints.txt --editable .', '--requirement requirements.txt')
    assert yaml.safe_load(text(made, '.github/workflows/check.yml')) == yaml.safe_load(ours)


def test_make_and_make_bat_know_the_same_words(made: Site) -> None:
    for word in ('html', 'live', 'check', 'upgrade', 'clean'):
        assert f'\n{word}:' in text(made, 'Makefile')
        assert f'\n:{word}\n' in text(made, 'make.bat')


def test_make_bat_goes_by_no_error_but_that_of_its_installation(made: Site) -> None:
    """`errorlevel` may be that of what somebody called before; and a program that crashes leaves one below 0."""
    lines = text(made, 'make.bat').splitlines()
    calls = [line for line in lines if 'call :install' in line]
    assert len(calls) == 2
    assert all(line.endswith('call :install || exit /b 1') for line in calls)
    for at, line in enumerate(lines):
        if line.startswith('if errorlevel'):
            assert lines[at - 1].startswith(('%', 'findstr'))


@pytest.mark.skipif(not shutil.which('make'), reason='there is no make')
def test_make_builds_checks_and_cleans(made: Site) -> None:
    make_venv(made.folder)
    for word in ('check', 'clean', 'html', 'help'):
        done = subprocess.run(['make', word], cwd=made.folder, capture_output=True, text=True, check=False)
        assert (done.returncode, 'Traceback' in done.stderr) == (0, False), done.stderr
    assert (made.folder / '_build/html/index.html').is_file()
    made.edit('program/2031.yml', 'Europe/Paris', 'Europe/Pris')
    done = subprocess.run(['make', 'html'], cwd=made.folder, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert 'did you mean "Europe/Paris"?' in done.stderr


def make_venv(folder: Path) -> None:
    """What `make` would install, without a network: the Python of the tests."""
    (folder / '.venv/bin').mkdir(parents=True)
    (folder / '.venv/bin/python').write_text(f'#!/bin/sh\nexec {sys.executable} "$@"\n', encoding='utf-8')
    (folder / '.venv/bin/proceedings').write_text(f'#!/bin/sh\nexec {sys.executable} -m proceedings.cli "$@"\n')
    for name in ('python', 'proceedings'):
        (folder / '.venv/bin' / name).chmod(0o755)
    (folder / '.venv/installed').touch()


def test_a_commit_of_something_wrong_is_stopped(made: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """By the real pre-commit, as its configuration says."""
    make_venv(made.folder)
    for name in ('GIT_DIR', 'GIT_WORK_TREE', 'GIT_INDEX_FILE'):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv('PRE_COMMIT_HOME', str(made.folder.parent / 'cache'))

    def pre_commit() -> subprocess.CompletedProcess[str]:
        command = [sys.executable, '-m', 'pre_commit', 'run', '--all-files']
        subprocess.run(['git', 'add', '.'], cwd=made.folder, check=True)
        return subprocess.run(command, cwd=made.folder, capture_output=True, text=True, check=False)

    subprocess.run(['git', 'init', '-q'], cwd=made.folder, check=True)
    assert pre_commit().returncode == 0
    made.edit('program/2031.yml', 'Europe/Paris', 'Europe/Pris')
    stopped = pre_commit()
    assert stopped.returncode == 1
    assert re.search(r'program/2031\.yml:\d+:13: ', stopped.stdout)


def test_the_hook_of_this_repository_is_one() -> None:
    command = [sys.executable, '-m', 'pre_commit', 'validate-manifest', str(ROOT / '.pre-commit-hooks.yaml')]
    assert subprocess.run(command, check=False).returncode == 0
    [hook] = yaml.safe_load((ROOT / '.pre-commit-hooks.yaml').read_text(encoding='utf-8'))
    assert (hook['entry'], hook['pass_filenames']) == ('proceedings check', False)


def test_the_hook_checks_a_site_in_a_folder_that_is_told(tmp_path: Path, without_epoch: pytest.MonkeyPatch) -> None:
    without_epoch.setenv('PRE_COMMIT_HOME', str(tmp_path / 'cache'))
    without_epoch.setenv('PATH', f'{Path(sys.executable).parent}:{os.environ["PATH"]}')
    site = Site(tmp_path / 'top/docs/site')
    site.write('program/2031.yml', 'edition: {start: nonsense}\n')
    [hook] = yaml.safe_load((ROOT / '.pre-commit-hooks.yaml').read_text(encoding='utf-8'))
    repository = {'repo': 'local', 'hooks': [{**hook, 'language': 'system', 'args': ['docs/site']}]}
    config = tmp_path / 'top/.pre-commit-config.yaml'
    config.write_text(yaml.safe_dump({'repos': [repository]}), encoding='utf-8')
    ask(tmp_path / 'top', 'init', '-q')
    ask(tmp_path / 'top', 'add', '.')
    command = [sys.executable, '-m', 'pre_commit', 'run', '--all-files']
    stopped = subprocess.run(command, cwd=tmp_path / 'top', capture_output=True, text=True, check=False)
    assert stopped.returncode == 1
    assert 'program/2031.yml:1:18: ' in stopped.stdout


# Where it writes


def test_a_folder_with_something_in_it_is_refused_and_stays(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / 'README.md').write_text('mine', encoding='utf-8')
    (tmp_path / 'b').mkdir()
    assert begin(tmp_path) == 1
    assert 'is not empty, and stays as it is; name another folder, or move these away: README.md, b\n' in (
        capsys.readouterr().err
    )
    assert names(tmp_path) == ['README.md']


def test_of_many_things_in_the_way_some_are_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for number in range(9):
        (tmp_path / f'{number}').touch()
    assert begin(tmp_path) == 1
    assert ': 0, 1, 2, 3, 4 and 4 more\n' in capsys.readouterr().err


def test_a_clone_of_an_empty_repository_is_empty_and_says_where_it_is_from(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], without_epoch: pytest.MonkeyPatch
) -> None:
    ask(tmp_path, 'init', '-q')
    ask(tmp_path, 'remote', 'add', 'origin', 'git@github.com:tides/site.git')
    assert begin(tmp_path) == 0
    told = capsys.readouterr().out
    assert '  --repository "https://github.com/tides/site"\n' in told
    assert 'git init' not in told


def test_in_another_repository_it_says_what_that_costs(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], without_epoch: pytest.MonkeyPatch
) -> None:
    ask(tmp_path, 'init', '-q')
    assert begin(tmp_path / 'sites/tides') == 0
    told = capsys.readouterr().out
    assert 'sites/tides is a folder of another repository: forges and Read the Docs look for .readthedocs.yaml' in told
    assert 'git init' not in told


def test_a_folder_of_any_name_can_be_gone_to_as_it_says(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert begin(tmp_path / "Ada's; $(touch x) site") == 0
    [change] = re.findall(r'^  (cd .*)$', capsys.readouterr().out, re.MULTILINE)
    done = subprocess.run(
        ['sh', '-c', f'{change} && ls conf.py'], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert done.stdout == 'conf.py\n'


@pytest.mark.parametrize('there', ['a file', 'a folder that is none'])
def test_what_is_no_folder_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str], there: str) -> None:
    if there == 'a file':
        (tmp_path / 'site').touch()
    else:
        (tmp_path / 'site').symlink_to(tmp_path / 'nowhere')
    assert begin(tmp_path / 'site') == 1
    assert 'proceedings new: ' in capsys.readouterr().err


def test_if_one_file_cannot_be_written_none_is_kept(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr('proceedings.new_site.files.files', lambda answers: {'a': '', 'b': '', 'a/c': ''})
    assert begin(tmp_path / 'site') == 1
    assert 'nothing was kept' in capsys.readouterr().err
    assert names(tmp_path) == []


# What it asks, and takes for an answer


def test_every_question_is_an_option() -> None:
    assert [*new.OPTIONS] != []
    assert {question.name for question in QUESTIONS} == {*new.OPTIONS}


def test_what_has_to_be_known_is_said_at_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert begin(tmp_path / 'site', facts=()) == 1
    assert 'write, for example: --title "Workshop on Tides" --start "2 May 2031"\n' in capsys.readouterr().err
    assert begin(tmp_path / 'site', facts=FACTS[:4]) == 1
    assert 'the time zone, or a large city in it, has to be known' in capsys.readouterr().err
    assert not (tmp_path / 'site').exists()


def test_no_zone_is_assumed_of_several(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert begin(tmp_path / 'site', '--place', 'Seattle, USA', facts=FACTS[:4]) == 1
    assert '"USA" has several time zones; write the one that you mean, such as America/New_' in capsys.readouterr().err


def test_what_was_assumed_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    begin(tmp_path / 'site', '--place', 'Brest, France', facts=FACTS[:4])
    told = capsys.readouterr().out
    for line in ('--short-title "WT"', '--end "2031-05-02"', '--edition "2031"', '--timezone "Europe/Paris"'):
        assert f'  {line}\n' in told


@pytest.mark.parametrize(
    ('option', 'value', 'says'),
    [
        ('--title', '—', '"—" has neither a letter nor a digit'),
        ('--short-title', '?', '"?" has neither a letter nor a digit'),
        ('--start', 'in May', '"in May" is not a day; write it as 2031-05-02'),
        ('--start', '14 to 16 May 2031', 'is more than one day; write the first and the last where each is asked for'),
        ('--start', 'May 14-16, 2031', 'is more than one day'),
        ('--start', '05/02/2031', '"05/02/2031" may be 2031-02-05 or 2031-05-02; write the one that you mean'),
        ('--start', '2 May', '"2 May" has no year; write it as 2031-05-02'),
        ('--start', 'Monday 2 May 2031', '2031-05-02 is a Friday; is the day right?'),
        ('--start', '2031-02-30', '"2031-02-30" is no day that there is'),
        ('--end', '32', '"2031-05-32" is no day that there is'),
        ('--end', '2031-05-01', 'the last day, 2031-05-01, is before the first, 2031-05-02'),
        ('--edition', '2031 Spring', 'as in 2031-spring'),
        ('--edition', 'keywords', 'cannot be an id'),
        ('--edition', '../2031', 'cannot be an id'),
        ('--timezone', 'Pari', 'did you mean "Paris"?'),
        ('--place', ' , ', '"," is no place; write it as Town Hall, Brest, France'),
        ('--repository', 'tides', 'write it as https://github.com/OWNER/NAME'),
        ('--repository', "https://github.com/a/b'; import os; '", 'is not the address of a repository'),
        ('--repository', 'https://git.example.org/a/b', 'gitea'),
        ('--license', 'CC BY 3.0', 'did you mean "CC BY 4.0"?'),
        ('--requirement', '-e .', '"-e ." is no requirement'),
        ('--requirement', 'proceedings @ file:///tmp/x', 'leads to this machine only'),
        ('--requirement', 'procedings @ git+https://example.org/p.git', 'is another package than proceedings'),
        ('--requirement', 'proceedings @ git+https://ada:secret@example.org/p.git', 'which everybody would read'),
        ('--requirement', 'proceedings @ git+https://ghp_secret@example.org/p.git', 'which everybody would read'),
        ('--requirement', 'proceedings>=1; python_version < "3"', 'installs nothing here'),
    ],
)
def test_a_wrong_answer_is_said_with_a_way_out(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], option: str, value: str, says: str
) -> None:
    assert begin(tmp_path / 'site', option, value) == 1
    assert says in capsys.readouterr().err
    assert not (tmp_path / 'site').exists()


@pytest.mark.parametrize(
    ('place', 'venue'),
    [
        ('Online', {'name': 'Online'}),
        ('Brest, France', {'name': 'Brest', 'country': 'France'}),
        ('Town Hall, Brest, France', {'name': 'Town Hall', 'city': 'Brest', 'country': 'France'}),
        ('Vancouver, BC, Canada', {'name': 'Vancouver', 'region': 'BC', 'country': 'Canada'}),
        ('Hall, 1 Pier, Brest, France',
         {'name': 'Hall', 'address': '1 Pier, Brest, France', 'city': 'Brest', 'country': 'France'}),
        ('none', None),
    ],
)  # fmt: skip
def test_a_place_is_taken_apart_at_its_commas(tmp_path: Path, place: str, venue: dict[str, str] | None) -> None:
    begin(tmp_path / 'site', '--place', place)
    written = yaml.safe_load((tmp_path / 'site/program/2031.yml').read_text(encoding='utf-8'))
    assert written['edition'].get('venue') == venue


def in_a_terminal(folder: Path, *answers: str, until: str = '') -> tuple[int, str]:
    """The exit status, and what somebody sees who types these lines, and presses Ctrl-C at the question *until*."""
    ours, theirs = pty.openpty()
    command = [sys.executable, '-m', 'proceedings.cli', 'new', str(folder)]
    process = subprocess.Popen(
        command, stdin=theirs, stdout=theirs, stderr=theirs,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # a shell in the background has it ignored
    )  # fmt: skip
    os.close(theirs)
    os.write(ours, ''.join(f'{answer}\n' for answer in answers).encode())
    seen = b''
    with suppress(OSError):  # how Linux says that the other side has closed
        waits = None
        while True:
            if select.select([ours], [], [], waits)[0]:
                seen += (part := os.read(ours, 4096))
                if not part:
                    break
            elif waits:  # it came a moment before the answer was waited for
                process.send_signal(signal.SIGINT)
            if until and until.encode() in seen:
                process.send_signal(signal.SIGINT)
                until, waits = '', 3
    os.close(ours)
    return process.wait(), seen.decode().replace('\r\n', '\n')


def test_somebody_at_a_terminal_is_asked_until_the_answer_is_good(tmp_path: Path) -> None:
    status, seen = in_a_terminal(
        tmp_path / 'site', '', 'Workshop on Tides 2031', 'y', '', 'tomorrow', '2 May 2031', '3', '',
        'Town Hall, Brest, France', '', 'https://github.com/tides/site', 'none', 'perhaps', 'y',
    )  # fmt: skip
    assert status == 0, seen
    assert 'title of the series has to be known; write it as Workshop on Tides' in seen
    assert '"tomorrow" is not a day; write it as 2031-05-02' in seen
    assert '[Europe/Paris]' in seen
    edition = load(tmp_path / 'site').program.editions['2031']
    assert (edition.end, edition.timezone) == (date(2031, 5, 3), 'Europe/Paris')
    assert [*edition.talks] == ['first-talk', 'second-talk']
    assert '## License' not in (tmp_path / 'site/README.md').read_text(encoding='utf-8')


def test_somebody_who_stops_has_nothing(tmp_path: Path) -> None:
    status, seen = in_a_terminal(tmp_path / 'site', 'Workshop on Tides', '', until='First day')
    assert status == 1
    assert seen.endswith('proceedings new: nothing was written\n')
    assert not (tmp_path / 'site').exists()


# Time zones


@pytest.mark.parametrize(
    ('written', 'zone'),
    [
        ('Europe/Paris', 'Europe/Paris'),
        ('europe/paris', 'Europe/Paris'),
        ('paris', 'Europe/Paris'),
        ('France', 'Europe/Paris'),
        ('new york', 'America/New_York'),
        ('St Johns', 'America/St_Johns'),
        ('UK', 'Europe/London'),
        ('Deutschland', 'Europe/Berlin'),
        ('日本', 'Asia/Tokyo'),
        ('Turkey', 'Europe/Istanbul'),
        ('Türkiye', 'Europe/Istanbul'),
        ('utc', 'UTC'),
    ],
)
def test_a_zone_is_found_by_city_and_country(written: str, zone: str) -> None:
    assert zone_named(written, DAY) == zone


@pytest.mark.parametrize(
    ('written', 'says'),
    [
        ('USA', '"USA" has several time zones; write the one that you mean, such as America/New_York, America/Chicago'),
        ('Frnace', 'did you mean "France"?'),
        ('Europe/Pris', 'did you mean "Europe/Paris"?'),
        ('EST', '"EST" is no time zone, and no city or country that has one'),
        ('WET', '"WET" is no time zone, and no city or country that has one; write a large city of that zone'),
        ('Munich', 'write a large city of that zone, the country, or Europe/Paris'),
        ('x' * 5000, '…" is no time zone'),
        ('../../etc/passwd', 'is no time zone'),
        ('\0', 'is no time zone'),
    ],
)
def test_what_is_no_zone_is_said_with_what_may_be_meant(written: str, says: str) -> None:
    with pytest.raises(ValueError) as error:  # noqa: PT011
        zone_named(written, DAY)
    assert says in str(error.value)


def test_a_country_with_several_zones_has_one_where_they_are_one_clock() -> None:
    assert zone_named('Germany', DAY) == 'Europe/Berlin'
    with pytest.raises(ValueError, match='Europe/Lisbon, Atlantic/Azores'):
        zone_named('Portugal', DAY)


@pytest.mark.parametrize(
    ('place', 'zone'),
    [
        ('Portugal', 'Europe/Lisbon'),
        ('Spain', 'Europe/Madrid'),
        ('New Zealand', 'Pacific/Auckland'),
        ('Chile', 'America/Santiago'),
    ],
)
def test_the_zone_of_nearly_all_people_of_a_country_is_offered(place: str, zone: str) -> None:
    assert first_zone(['Faro', place], DAY) == zone


@pytest.mark.parametrize('place', ['USA', 'Australia', 'Canada', 'Brazil', 'Russia', 'Mexico', 'Indonesia'])
def test_none_is_offered_where_it_would_be_wrong_for_many(place: str) -> None:
    with pytest.raises(ValueError, match='has several time zones'):
        first_zone([place], DAY)


def test_somebody_at_a_terminal_is_told_why_no_zone_is_offered(tmp_path: Path) -> None:
    facts = ('Workshop on Tides', '', '2031-05-02', '', '', 'Seattle, USA', 'Los Angeles', '', '', '')
    status, seen = in_a_terminal(tmp_path / 'site', *facts)
    assert status == 0, seen
    assert '"USA" has several time zones; write the one that you mean, such as America/New_York' in seen
    assert load(tmp_path / 'site').program.editions['2031'].timezone == 'America/Los_Angeles'


@pytest.mark.parametrize(
    'written', ['2 May 2031', 'Fri 2 May 2031', 'May 2nd, 2031', '02.05.2031', '2031-05-02', '2. Mai 2031']
)
def test_a_day_is_read_as_an_import_reads_it(written: str) -> None:
    assert day_of(written) == DAY


@pytest.mark.parametrize('written', ['16', '16 May', '16.05.', 'Fri 16 May 2031'])
def test_the_last_day_has_the_month_and_the_year_of_the_first(written: str) -> None:
    assert day_of(written, DAY) == date(2031, 5, 16)


@pytest.mark.parametrize(
    ('title', 'without'),
    [
        ('Workshop on Tides 2031', 'Workshop on Tides'),
        ('Workshop on Tides (2031)', 'Workshop on Tides'),
        ('2031 Workshop on Tides', 'Workshop on Tides'),
        ('Tides in 2031 and beyond', 'Tides in 2031 and beyond'),
        ('1984', '1984'),
        ('Route 66', 'Route 66'),
    ],
)
def test_the_year_of_an_edition_is_no_part_of_the_title_of_the_series(title: str, without: str) -> None:
    assert without_year(title) == without


def test_a_title_with_a_year_is_kept_and_noted_where_nobody_can_be_asked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert begin(tmp_path / 'site', facts=('--title', 'Workshop on Tides 2031', *FACTS[2:])) == 0
    assert 'otherwise begin again, with --title "Workshop on Tides"\n' in capsys.readouterr().out
    assert '\n## Workshop on Tides 2031.\n' in (tmp_path / 'site/program/2031.yml').read_text(encoding='utf-8')


# How the extension gets there


@pytest.mark.parametrize(
    ('origin', 'line'),
    [
        (None, f'proceedings>={__version__}'),
        ('{"url": "https://example.org/p.git", "vcs_info": {"vcs": "git", "requested_revision": "v1"}}',
         'proceedings @ git+https://example.org/p.git@v1'),
        ('{"url": "https://ada:secret@example.org/p.git", "vcs_info": {"vcs": "git", "commit_id": "a"}}',
         'proceedings @ git+https://example.org/p.git'),
        ('{"url": "ssh://git@example.org/p.git", "vcs_info": {"vcs": "git", "requested_revision": "v1"}}',
         'proceedings @ git+ssh://git@example.org/p.git@v1'),
        ('{"url": "https://example.org/p.git", "vcs_info": {"vcs": "git"}, "subdirectory": "x"}',
         'proceedings @ git+https://example.org/p.git#subdirectory=x'),
        ('{"url": "https://example.org/p-1-py3-none-any.whl", "archive_info": {}}',
         'proceedings @ https://example.org/p-1-py3-none-any.whl'),
    ],
)  # fmt: skip
def test_a_site_gets_the_extension_as_it_was_got_here(
    monkeypatch: pytest.MonkeyPatch, origin: str | None, line: str
) -> None:
    installed_from(origin, monkeypatch)
    assert requirements.requirement() == (line, '')
    assert requirements.checked_requirement(line) == line


def installed_from(origin: str | None, monkeypatch: pytest.MonkeyPatch) -> None:
    """As pip notes it: PEP 610."""
    monkeypatch.setattr(requirements, 'distribution', lambda name: SimpleNamespace(read_text=lambda file: origin))


@pytest.mark.parametrize('origin', ['file:///home/ada/proceedings', 'file:///home/ada/p-1-py3-none-any.whl'])
def test_a_site_gets_it_neither_from_this_machine_nor_from_a_stranger_of_that_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], origin: str
) -> None:
    installed_from(f'{{"url": "{origin}", "dir_info": {{}}}}', monkeypatch)
    begin(tmp_path / 'site')
    told = capsys.readouterr().out
    assert f'.venv/bin/pip install {origin.removeprefix("file://")}\n' in told
    assert 'before you publish: write into requirements.txt where others can get this package' in told
    lines = (tmp_path / 'site/requirements.txt').read_text(encoding='utf-8').splitlines()
    assert [line for line in lines if not line.startswith('#')] == []
    assert not [
        name for name in names(tmp_path / 'site') if '/home/ada' in (tmp_path / 'site' / name).read_text('utf-8')
    ]
    done = subprocess.run(['make', 'html'], cwd=tmp_path / 'site', capture_output=True, text=True, check=False)
    assert 'requirements.txt does not say yet where the extension is to be had: see there' in done.stderr
    assert '.venv/bin/pip install WHERE-IT-IS' in done.stderr
    assert '.venv/bin/python -m pip install WHERE-IT-IS' in (tmp_path / 'site/README.md').read_text(encoding='utf-8')
    make_venv(tmp_path / 'site')
    (tmp_path / 'site/.venv/installed').unlink()
    subprocess.run(['make', 'check'], cwd=tmp_path / 'site', check=True)


def test_a_clone_was_got_from_where_git_has_it(tmp_path: Path, without_epoch: pytest.MonkeyPatch) -> None:
    ask(tmp_path, 'init', '-q')
    ask(tmp_path, 'remote', 'add', 'origin', 'git@example.org:tides/proceedings.git')
    installed_from(f'{{"url": "{tmp_path.as_uri()}", "dir_info": {{"editable": true}}}}', without_epoch)
    assert requirements.requirement() == ('proceedings @ git+https://example.org/tides/proceedings.git', '')
    ask(tmp_path, '-c', 'user.name=Ada', '-c', 'user.email=a@b.example', 'commit', '-q', '--allow-empty', '-m', 'x')
    ask(tmp_path, 'tag', 'v7')
    assert requirements.requirement().line == 'proceedings @ git+https://example.org/tides/proceedings.git@v7'


def test_every_template_is_made_into_a_file(made: Site) -> None:
    templates = [path for path in TEMPLATES.rglob('*') if path.is_file()]
    left_out = {'dot-gitlab-ci.yml', 'check.yaml'}
    assert len(names(made.folder)) == len([path for path in templates if path.name not in left_out]) + 2
