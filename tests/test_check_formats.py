"""`proceedings check --format`: problems as GitHub, GitLab and other programs take them."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from conftest import ROOT, Site
from proceedings.check_formats import MOST, folder_in, github, gitlab, summary
from proceedings.cli import main
from proceedings.problems import Place, Problem

EDITION_FILE = 'program/2019.yml'
NASTY = Problem(Place('talks/a,b:c%.md', 3, 4), '100% <b>"\r\n::set-env name=x::y\r##[add-path]/x', 'markdown')


@pytest.fixture
def wrong(site: Site) -> Site:
    """A site with a problem and a notice."""
    site.edit(EDITION_FILE, 'kind: invited', 'kind: invted')
    site.edit(EDITION_FILE, '[jax-md, p9]', '[jax-md]')
    return site


def without_github(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ('GITHUB_WORKSPACE', 'GITHUB_STEP_SUMMARY', 'GITHUB_SERVER_URL', 'GITHUB_REPOSITORY', 'GITHUB_SHA'):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def on_github(site: Site, monkeypatch: pytest.MonkeyPatch) -> Path:
    """In a workflow, with the site in a folder of the repository; the file of the summary."""
    without_github(monkeypatch)
    page = site.folder.parent / 'summary.md'
    values = {
        'WORKSPACE': str(site.folder.parent),
        'STEP_SUMMARY': str(page),
        'SERVER_URL': 'https://github.com',
        'REPOSITORY': 'tides/site',
        'SHA': 'abc',
    }
    for name, value in values.items():
        monkeypatch.setenv(f'GITHUB_{name}', value)
    return page


def parsed(command: str) -> tuple[str, dict[str, str], str]:
    """(name, properties, message) of a command, as the runner of GitHub reads it."""
    match = re.fullmatch(r'::(\w+) (.*?)::(.*)', command)
    assert match, command
    properties = dict(pair.split('=', 1) for pair in match[2].split(','))
    return match[1], {name: unescaped(value) for name, value in properties.items()}, unescaped(match[3])


def unescaped(text: str) -> str:
    for escape, char in (('%0D', '\r'), ('%0A', '\n'), ('%3A', ':'), ('%2C', ','), ('%25', '%')):
        text = text.replace(escape, char)
    return text


def test_github_is_told_the_line_of_each_problem_and_notice(
    wrong: Site, on_github: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(['check', '--format=github', str(wrong.folder)]) == 1
    out, err = capsys.readouterr()
    error, notice, *log = out.splitlines()
    where = {'file': f'site/{EDITION_FILE}', 'line': '18', 'col': '9', 'title': 'proceedings.kind'}
    assert parsed(error) == ('error', where, 'talk "causality": no kind "invted"; did you mean "invited"?')
    assert parsed(notice)[:2] == ('notice', where | {'line': '27', 'col': '3', 'title': 'proceedings.unscheduled'})
    assert log[0].startswith(f'site/{EDITION_FILE}:18:9: talk "causality": no kind')
    assert err == '1 problem, 1 notice\n'


def test_the_page_of_the_run_has_all_problems_with_links(wrong: Site, on_github: Path) -> None:
    on_github.write_text('of another step\n', encoding='utf-8')
    main(['check', '--format=github', str(wrong.folder)])
    html = MarkdownIt('commonmark').render(on_github.read_text(encoding='utf-8'))
    assert html.startswith('<p>of another step</p>\n<h3>proceedings check: 1 problem, 1 notice</h3>')
    link = f'https://github.com/tides/site/blob/abc/site/{EDITION_FILE}?plain=1#L18'
    assert f'<li><a href="{link}">site/{EDITION_FILE}:18:9</a> talk &quot;causality&quot;: no kind' in html


def test_a_good_program_tells_github_nothing_but_that(
    site: Site, on_github: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(['check', '--format=github', str(site.folder)]) == 0
    assert capsys.readouterr() == ('', 'no problems\n')
    assert on_github.read_text(encoding='utf-8') == '### proceedings check: no problems\n\n'


def test_a_summary_that_cannot_be_written_is_no_reason_to_fail(
    site: Site, on_github: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv('GITHUB_STEP_SUMMARY', str(on_github / 'nowhere'))
    assert main(['check', '--format=github', str(site.folder)]) == 0
    assert 'the summary cannot be written: ' in capsys.readouterr().err


def test_outside_of_github_there_is_no_summary_and_files_are_seen_from_here(
    wrong: Site, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    without_github(monkeypatch)
    monkeypatch.chdir(wrong.folder.parent)
    main(['check', '--format=github', 'site'])
    assert parsed(capsys.readouterr().out.splitlines()[0])[1]['file'] == f'site/{EDITION_FILE}'


def test_no_message_gets_out_of_its_command() -> None:
    command, line = github([NASTY])
    assert parsed(command) == (
        'error',
        {'file': NASTY.place.file, 'line': '3', 'col': '4', 'title': 'proceedings.markdown'},
        NASTY.message,
    )
    assert '##[' not in line


def test_what_authors_write_begins_no_line_of_the_log(
    site: Site, on_github: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    site.write('talks/2019/p9.md', '<b>\n\n::set-env name=x::y\n\n##[add-path]/x <script>@f\n')
    site.write('talks/2019/::warning::.md', 'x\n')
    main(['check', '--format=github', str(site.folder)])
    out = capsys.readouterr().out
    assert {line.split(' ')[0] for line in out.splitlines() if line.startswith('::')} <= {'::error', '::notice'}
    assert not [line for line in out.splitlines() if '##[' in line and not line.startswith('::')]


def test_no_message_is_markup_in_the_summary() -> None:
    texts = (
        '<script>x</script>',
        '[a](javascript:b)',
        'www.example.org',
        '![a](b.png)',
        '`c',
        '**d**',
        '@ada',
        '&amp;',
        '- x',
        'https://a.example',
    )
    for said in texts:
        text = summary([Problem(Place('a[b](c).md'), said, 'markdown')], '1 problem', '', {})
        item = next(
            token for token in MarkdownIt('gfm-like', {'linkify': False}).parse(text) if token.content.startswith('a')
        )
        assert {child.type for child in item.children or ()} <= {'text', 'text_special'}
        assert 'www.' not in text  # GitHub would make a link of it
        assert ''.join(child.content for child in item.children or ()) == f'a[b](c).md:1:1 {said}'


def test_a_summary_has_no_more_than_github_takes() -> None:
    problems = [Problem(Place('program/2019.yml', n), 'x' * 200, 'key') for n in range(1, 20_000)]
    text = summary(problems, 'many', '', {})
    assert len(text.encode()) < 2**20
    assert text.endswith(f'\n{len(problems) - MOST} more are in the log.\n')


def test_gitlab_gets_a_report_of_code_quality(
    wrong: Site, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv('CI_PROJECT_DIR', str(wrong.folder.parent))
    assert main(['check', '--format=gitlab', str(wrong.folder)]) == 1
    problem, notice = json.loads(capsys.readouterr().out)
    assert problem['location'] == {'path': f'site/{EDITION_FILE}', 'lines': {'begin': 18}}
    assert (problem['severity'], problem['check_name']) == ('major', 'proceedings.kind')
    assert (notice['severity'], notice['check_name']) == ('info', 'proceedings.unscheduled')


def test_a_fingerprint_is_of_one_problem_and_does_not_move_with_its_line() -> None:
    def fingerprints(*lines: int) -> list[str]:
        return [
            entry['fingerprint'] for entry in json.loads(gitlab([Problem(Place('a', n), 'x', 'key') for n in lines]))
        ]

    assert fingerprints(1, 2) == fingerprints(5, 9)
    assert len({*fingerprints(1, 2, 3)}) == 3


def test_json_has_all_that_is_known(wrong: Site, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(['check', '--format=json', str(wrong.folder)]) == 1
    problem, notice = json.loads(capsys.readouterr().out)['problems']
    message = 'talk "causality": no kind "invted"; did you mean "invited"?'
    assert problem == {
        'file': EDITION_FILE, 'line': 18, 'column': 9, 'message': message, 'subtype': 'kind', 'notice': False,
    }  # fmt: skip
    assert notice['notice'] is True


@pytest.mark.parametrize('format', ['github', 'gitlab', 'json'])
def test_file_names_that_are_no_text_are_no_reason_to_fail(site: Site, format: str) -> None:
    Path(os.fsdecode(os.fsencode(site.folder) + b'/program/\xff.yml')).write_text('', encoding='utf-8')
    command = [sys.executable, '-m', 'proceedings.cli', 'check', f'--format={format}']
    done = subprocess.run(command, cwd=site.folder, capture_output=True, text=True, check=False)
    assert (done.returncode, 'Traceback' in done.stderr) == (1, False)


def test_a_folder_outside_of_the_repository_is_not_in_it(tmp_path: Path) -> None:
    assert folder_in(tmp_path / 'a', tmp_path / 'b') == ''
    assert folder_in(tmp_path, tmp_path / 'b' / 'c') == 'b/c/'
    assert folder_in(tmp_path, tmp_path) == ''


# The schema for editors


def test_a_schema_of_another_release_is_noticed_and_renewed(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    site.write('_static/program.schema.json', '{}')
    assert main(['check', str(site.folder)]) == 0
    assert capsys.readouterr().out == (
        '_static/program.schema.json:1:1: notice: is the schema of another release, and editors complete by it; '
        'renew it: proceedings schema --write [proceedings.file]\n'
    )
    assert main(['schema', '--write', str(site.folder)]) == 0
    ours = (ROOT / '_static/program.schema.json').read_bytes()
    assert (site.folder / '_static/program.schema.json').read_bytes() == ours
    capsys.readouterr()
    main(['check', str(site.folder)])
    assert capsys.readouterr().out == ''


def test_a_schema_that_cannot_be_written_is_said(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    site.write('_static', 'a file\n')
    assert main(['schema', '--write', str(site.folder)]) == 1
    assert '_static/program.schema.json cannot be written: ' in capsys.readouterr().err


# The files of this repository


def test_github_accepts_the_workflows_of_this_repository_and_of_its_guide(tmp_path: Path) -> None:
    guide = (ROOT / 'docs/start.md').read_text(encoding='utf-8')
    pages = re.search(r'```yaml\n# .github/workflows/pages.yml\n(.*?)```', guide, re.DOTALL)
    assert pages
    (tmp_path / 'pages.yml').write_text(pages[1], encoding='utf-8')
    command = [sys.executable, '-m', 'check_jsonschema', '--builtin-schema', 'vendor.github-workflows']
    files = ['.github/workflows/check.yml', tmp_path / 'pages.yml']
    done = subprocess.run([*command, *files], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
