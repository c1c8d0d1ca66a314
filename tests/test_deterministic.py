"""The same input gives the same bytes: in every file of a site, wherever, whenever and however it is built."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from conftest import EDITION, ROOT
from programs.everything import write_everything

PEOPLE = """
- name: Bernhard Schölkopf
  former_ids: [b-s]
"""

PROSE = """
---
keywords: [mass, C++ & <b>, 机器学习]
---
Energy $E = mc^2$, see {talk}`2019/jax-md` and {speaker}`rose-yu`.

# Method

$$\\int_0^1 x\\,dx = \\frac12$$

![a square](square.svg)
"""

SQUARE = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>\n'

BASE = {'READTHEDOCS_CANONICAL_URL': 'https://example.org/en/latest/'}
HERE = {**BASE, 'TZ': 'UTC', 'PYTHONHASHSEED': '1', 'LC_ALL': 'C'}
ELSEWHERE = {**BASE, 'TZ': 'Asia/Kathmandu', 'PYTHONHASHSEED': '2', 'LC_ALL': 'C.UTF-8', 'COLUMNS': '40'}
YEARS = 3 * 365 * 86400

TODAY = re.compile(rf'\b{date.today():%Y-%m}-\d\d|\b{date.today():%b}[a-z]* \d+, {date.today():%Y}'.encode())
"""A day of this month, as machines and readers read it: the program has none."""


def write_site(folder: Path) -> None:
    """Two editions: talks with papers, moved, retracted and replaced, prose, pages that are no more."""
    write_everything(folder)
    text = (folder / 'program/people.yml').read_text(encoding='utf-8')
    (folder / 'program/people.yml').write_text(text + PEOPLE, encoding='utf-8')
    (folder / 'program/2020.yml').write_text(EDITION.replace('2019', '2020'), encoding='utf-8')
    (folder / 'talks/2020').mkdir()
    (folder / 'talks/2020/p9.md').write_text(PROSE.lstrip(), encoding='utf-8')
    (folder / 'talks/2020/square.svg').write_text(SQUARE, encoding='utf-8')
    (folder / 'speakers').mkdir()
    (folder / 'speakers/rose-yu.md').write_text('Rose Yu *works*.\n', encoding='utf-8')
    (folder / 'index.md').write_text('Welcome.\n', encoding='utf-8')
    shutil.copy(ROOT / 'conf.py', folder / 'conf.py')


def commit(folder: Path) -> None:
    """Make *folder* a repository of one commit."""
    who = {f'GIT_{role}_{what}': 'a@example.org' for role in ('AUTHOR', 'COMMITTER') for what in ('NAME', 'EMAIL')}
    when = {f'GIT_{role}_DATE': '2020-03-04T12:00:00+05:30' for role in ('AUTHOR', 'COMMITTER')}
    alone = {'GIT_CONFIG_GLOBAL': os.devnull, 'GIT_CONFIG_NOSYSTEM': '1'}
    for arguments in (['init', '-q'], ['add', '.'], ['commit', '-q', '-m', 'All']):
        subprocess.run(['git', *arguments], cwd=folder, env={**os.environ, **who, **when, **alone}, check=True)


def build(builder: str, site: Path, out: Path, package: Path, *options: str, **environment: str) -> dict[str, bytes]:
    """Every file that a build in another process makes, by its address; *package* is where the extension is."""
    kept = {name: value for name, value in os.environ.items() if name != 'SOURCE_DATE_EPOCH'}
    command = [sys.executable, '-m', 'sphinx', '-nWq', '--keep-going', '-b', builder, *options, str(site), str(out)]
    env = {**kept, 'PYTHONPATH': str(package), **environment}
    done = subprocess.run([*command, '-d', f'{out}-doctrees'], env=env, cwd=site, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in sorted(out.rglob('*')) if path.is_file()}


@pytest.fixture(scope='module')
def here(tmp_path_factory: pytest.TempPathFactory) -> Path:
    site = tmp_path_factory.mktemp('here') / 'site'
    write_site(site)
    commit(site)
    return site


@pytest.fixture(scope='module')
def elsewhere(here: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the same repository, and of the package, in which all files are of another time."""
    folder = tmp_path_factory.mktemp('elsewhere') / 'deeper' / 'still'
    shutil.copytree(here, folder / 'site')
    for name in ('_ext', '_static'):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns('__pycache__'))
    for number, path in enumerate(sorted(folder.rglob('*'))):
        then = path.stat().st_mtime - YEARS + number
        os.utime(path, (then, then))
    return folder


@pytest.mark.parametrize(
    ('builder', 'kinds'),
    [('html', '.html .js .css .ics .xml .json .atom .bib .ris .pdf .png .txt .inv .svg'), ('epub', '.epub')],
)
def test_serial_and_parallel_builds_in_two_places_make_the_same_bytes(
    here: Path, elsewhere: Path, tmp_path: Path, builder: str, kinds: str
) -> None:
    first = build(builder, here, tmp_path / 'first', ROOT / '_ext', **HERE)
    out = elsewhere / 'out' / builder
    second = build(builder, elsewhere / 'site', out, elsewhere / '_ext', '-j', '2', **ELSEWHERE)
    assert {Path(name).suffix for name in first} >= {*kinds.split()}
    assert sorted(second) == sorted(first)
    assert {name for name, content in first.items() if second[name] != content} == set()
    assert {name for name, content in first.items() if TODAY.search(content)} == set()


def test_a_build_after_an_edit_makes_the_same_bytes_as_a_fresh_one(here: Path, tmp_path: Path) -> None:
    site = tmp_path / 'site'
    shutil.copytree(here, site)
    before = build('html', site, tmp_path / 'edited', ROOT / '_ext', **HERE)
    prose = 'Another: $m = E / c^2$.\n\n![a square](square.svg)\n'
    (site / 'talks/2020/p9.md').write_text(f'---\nkeywords: [mass]\n---\n{prose}')
    (site / 'talks/2020/jax-md.md').write_text('Atoms move, as {talk}`2020/p9` says.\n\n## Why\n\nThey do.\n')
    (site / 'speakers/rose-yu.md').unlink()
    edited = build('html', site, tmp_path / 'edited', ROOT / '_ext', **HERE)
    fresh = build('html', site, tmp_path / 'fresh', ROOT / '_ext', **HERE)
    assert sorted(edited) == sorted(fresh)
    assert {name for name, content in fresh.items() if edited[name] != content} == set()
    changed = {name for name, content in fresh.items() if before.get(name) != content}
    assert {'talks/2020/p9.html', 'talks/2020/program.json', 'talks/index.atom'} <= changed
    assert 'talks/2019/program.json' not in changed
