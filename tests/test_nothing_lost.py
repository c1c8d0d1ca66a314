"""Builds that are interrupted, run twice at once, or cannot write: a page is the old one or the new one, and the next
build makes all what it would have been."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from conftest import CONF, Site
from proceedings.stubs import MARK
from proceedings.whole import remove_unfinished, whole, write_whole

TITLE, OTHER = 'Causality and Exoplanets', 'Causes of Exoplanets'

HAPPENS = """
import os, pathlib, resource, signal, time

def dies(*_):
    os.kill(os.getpid(), signal.SIGKILL)

def fails(*_):
    raise OSError('no')

def waits(*_):
    print('works', flush=True)
    time.sleep(4)

def fills(*_):
    'No file can have more bytes, as if the disk were full then.'
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(os.environ['SIZE']),) * 2)

def cut_off(write):
    'The write with the number that is asked for is cut off in the middle.'
    def written(path, content, *arguments, **named):
        global left
        left -= 1
        if left == 0:
            write(path, content[: len(content) // 2], *arguments, **named)
            dies()
        return write(path, content, *arguments, **named)
    return written

if left := int(os.environ.get('WRITES', 0)):
    pathlib.Path.write_bytes = cut_off(pathlib.Path.write_bytes)
    pathlib.Path.write_text = cut_off(pathlib.Path.write_text)

if name := os.environ.get('NOTES'):
    import proceedings.kept
    write_note = proceedings.kept.write_note
    proceedings.kept.write_note = lambda path, *note: (path.name.startswith(name) and dies(), write_note(path, *note))

def setup(app):
    if what := os.environ.get('HAPPENS'):
        app.connect(os.environ['AT'], globals()[what], priority=int(os.environ.get('PRIORITY', 500)))
"""
"""What happens in a build, as its environment says."""


def build(site: Site, processes: int = 1, **variables: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command(site, processes), env=environment(**variables), capture_output=True, text=True)


def command(site: Site, processes: int = 1) -> list[str]:
    out = site.folder.parent / '_build'
    options = ['-q', '-j', f'{processes}', '-d', f'{out}/doctrees', '-b', 'html']
    return [sys.executable, '-m', 'sphinx', *options, str(site.folder), f'{out}/html']


def environment(**variables: str) -> dict[str, str]:
    return {**os.environ, **variables}


def html(site: Site) -> Path:
    return site.folder.parent / '_build/html'


def content(folder: Path) -> dict[str, bytes]:
    """Each file but those that Sphinx writes anew in each build."""
    files = (path for path in folder.rglob('*') if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files if path.name != '.buildinfo'}


def mixed(now: Mapping[str, bytes], *builds: Mapping[str, bytes]) -> set[str]:
    """The files that are in none of *builds* what they are *now*, or are in all of them, and not there now."""
    others = {name for name, found in now.items() if found not in [build.get(name) for build in builds]}
    unfinished = {name for name in others if re.fullmatch(r'(.*/)?\.\d+\.new', name)}
    return (others - unfinished) | (set.intersection(*map(set, builds)) - now.keys())


def built_elsewhere(site: Site, tmp_path: Path) -> dict[str, bytes]:
    """What a first build of the site makes, in another folder."""
    other = Site(tmp_path / f'elsewhere-{len([*tmp_path.iterdir()])}' / 'site')
    shutil.copytree(site.folder, other.folder, ignore=shutil.ignore_patterns('*.stub'))
    assert build(other).returncode == 0
    return content(html(other))


@pytest.fixture
def mortal(site: Site, monkeypatch: pytest.MonkeyPatch) -> Site:
    """A site that was built once, to whose builds something happens when they are told so."""
    monkeypatch.setenv('SOURCE_DATE_EPOCH', '1577836800')
    site.write('conf.py', CONF + HAPPENS)
    assert build(site).returncode == 0
    return site


MOMENTS: Mapping[str, Mapping[str, str]] = {
    'before it reads': {'HAPPENS': 'dies', 'AT': 'env-before-read-docs', 'PRIORITY': '50'},
    'when it has read': {'HAPPENS': 'dies', 'AT': 'env-updated', 'PRIORITY': '50'},
    'before it writes': {'HAPPENS': 'dies', 'AT': 'write-started'},
    'at its first page': {'HAPPENS': 'dies', 'AT': 'doctree-resolved'},
    'in its first page': {'HAPPENS': 'dies', 'AT': 'html-page-context'},
    'behind its pages': {'HAPPENS': 'dies', 'AT': 'build-finished', 'PRIORITY': '0'},
    'before it makes files': {'HAPPENS': 'dies', 'AT': 'build-finished', 'PRIORITY': '440'},
    'before it notes its files': {'NOTES': 'exported'},
    'before it notes its files with prose': {'NOTES': 'prose'},
    'before it notes what search finds': {'NOTES': 'search'},
    'before it notes its pages': {'HAPPENS': 'dies', 'AT': 'build-finished', 'PRIORITY': '460'},
    'at its end': {'HAPPENS': 'dies', 'AT': 'build-finished', 'PRIORITY': '900'},
    **{f'in write {number}': {'WRITES': f'{number}'} for number in (1, 3, 8, 16, 30)},
}


@pytest.mark.parametrize('moment', MOMENTS)
def test_a_build_that_is_killed_leaves_no_half_page_and_the_next_makes_all(
    mortal: Site, tmp_path: Path, moment: str
) -> None:
    before = content(html(mortal))
    mortal.edit('program/2019.yml', TITLE, OTHER)
    after = built_elsewhere(mortal, tmp_path)
    assert build(mortal, **MOMENTS[moment]).returncode == -signal.SIGKILL
    assert mixed(content(html(mortal)), before, after) == set()
    assert build(mortal).returncode == 0
    assert content(html(mortal)) == after


@pytest.mark.parametrize('moment', [moment for moment in MOMENTS if 'notes' in moment or 'page' in moment])
def test_so_it_does_when_the_edit_was_taken_back_meanwhile(mortal: Site, moment: str) -> None:
    before = content(html(mortal))
    mortal.edit('program/2019.yml', TITLE, OTHER)
    assert build(mortal, **MOMENTS[moment]).returncode == -signal.SIGKILL
    mortal.edit('program/2019.yml', OTHER, TITLE)
    assert build(mortal).returncode == 0
    assert content(html(mortal)) == before


def test_no_page_stays_of_a_talk_that_was_there_only_in_a_build_that_was_killed(mortal: Site) -> None:
    talk = '- {id: gone, title: Gone, authors: [Rose Yu]}\n'
    mortal.add('program/2019.yml', talk)
    assert build(mortal, **MOMENTS['behind its pages']).returncode == -signal.SIGKILL
    assert (html(mortal) / 'talks/2019/gone.html').exists()
    mortal.edit('program/2019.yml', talk, '')
    assert build(mortal).returncode == 0
    assert not (html(mortal) / 'talks/2019/gone.html').exists()


def test_a_build_of_several_processes_may_be_killed_too(mortal: Site, tmp_path: Path) -> None:
    mortal.edit('program/2019.yml', TITLE, OTHER)
    assert build(mortal, 2, **MOMENTS['at its first page']).returncode == -signal.SIGKILL
    assert build(mortal, 2).returncode == 0
    assert content(html(mortal)) == built_elsewhere(mortal, tmp_path)


def test_a_build_that_fails_counts_as_interrupted(mortal: Site) -> None:
    before = content(html(mortal))
    mortal.edit('program/2019.yml', TITLE, OTHER)
    assert build(mortal, HAPPENS='fails', AT='build-finished', PRIORITY='440').returncode == 2
    mortal.edit('program/2019.yml', OTHER, TITLE)
    assert build(mortal).returncode == 0
    assert content(html(mortal)) == before


def test_a_stub_that_was_cut_off_is_written_again(site: Site) -> None:
    site.build()
    stub = site.folder / 'talks/2019/p9.stub'
    for left in ('', MARK[:9]):
        stub.write_text(left)
        assert site.build().warnings == []
        assert stub.read_text() == MARK


def test_what_is_built_is_known_in_the_next_build(mortal: Site) -> None:
    mortal.edit('program/2019.yml', TITLE, OTHER)
    assert build(mortal).returncode == 0
    assert mortal.build().read == []


# Twice at once


def test_two_builds_of_one_folder_wait_for_each_other(mortal: Site, tmp_path: Path) -> None:
    mortal.edit('program/2019.yml', TITLE, OTHER)
    builds = [subprocess.Popen(command(mortal), env=environment()) for _ in range(3)]
    assert [build.wait() for build in builds] == [0, 0, 0]
    assert content(html(mortal)) == built_elsewhere(mortal, tmp_path)


def test_one_says_that_it_waits(mortal: Site) -> None:
    slow = environment(HAPPENS='waits', AT='env-updated')
    first = subprocess.Popen(command(mortal), env=slow, stdout=subprocess.PIPE, text=True)
    assert first.stdout
    assert first.stdout.readline() == 'works\n'
    loud = [word for word in command(mortal) if word != '-q']
    second = subprocess.run(loud, env=environment(), capture_output=True, text=True)
    assert second.returncode == first.wait() == 0
    assert 'another build works in' in second.stdout


# What cannot be written


@pytest.mark.parametrize('size', [100, 2_000, 4_000, 8_000, 30_000])
def test_where_the_disk_is_full_a_build_fails_and_leaves_whole_pages(mortal: Site, tmp_path: Path, size: int) -> None:
    before = content(html(mortal))
    mortal.edit('program/2019.yml', TITLE, f'{OTHER} {"x" * 500}')
    after = built_elsewhere(mortal, tmp_path)
    failed = build(mortal, HAPPENS='fills', AT='config-inited', SIZE=f'{size}')
    assert failed.returncode not in (0, None)
    assert failed.stderr
    assert mixed(content(html(mortal)), before, after) == set()
    assert build(mortal).returncode == 0
    assert content(html(mortal)) == after


def test_a_page_that_cannot_be_written_is_named_and_stays_what_it_was(mortal: Site, tmp_path: Path) -> None:
    before = content(html(mortal))
    mortal.edit('program/2019.yml', TITLE, OTHER)
    after = built_elsewhere(mortal, tmp_path)
    failed = build(mortal, HAPPENS='fills', AT='doctree-resolved', SIZE='3000')
    assert failed.returncode != 0
    assert '.html: the page cannot be written; there may be no space left' in failed.stderr
    assert mixed(content(html(mortal)), before, after) == set()
    assert build(mortal).returncode == 0
    assert content(html(mortal)) == after


def without_powers() -> list[str]:
    """Root may write where nobody may, unless that is taken away."""
    if os.getuid():
        return []
    if not shutil.which('setpriv'):
        pytest.skip('no setpriv (util-linux) on this machine, and root may write everywhere')
    return ['setpriv', '--bounding-set', '-dac_override', '--']


CACHES = {'notes': '*.json', 'pieces': '[!e]*.pickle', 'documents': '**/*.doctree', 'environment': 'environment.pickle'}


@pytest.mark.parametrize('other', [None, b'[{"a": [1]}]'], ids=['half', 'of something else'])
@pytest.mark.parametrize('kind', CACHES)
def test_a_damaged_cache_costs_time_and_nothing_else(
    site: Site, kind: str, other: bytes | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv('SOURCE_DATE_EPOCH', '1577836800')
    site.build()
    damaged = [*(site.folder.parent / '_build/doctrees').glob(CACHES[kind])]
    assert damaged
    for path in damaged:
        found = path.read_bytes()
        path.write_bytes(found[: len(found) // 2] if other is None else other)
    site.edit('program/2019.yml', TITLE, OTHER)
    built = site.build()
    assert built.warnings == []
    after = content(built.out)
    shutil.rmtree(site.folder.parent / '_build')
    assert after == content(site.build().out)


@pytest.mark.parametrize('has_stubs', [True, False])
def test_a_source_that_is_read_only_is_built_if_its_stubs_are_there_or_says_which_are_not(
    site: Site, tmp_path: Path, has_stubs: bool
) -> None:
    site.write('index.md', '# Home\n')
    if has_stubs:
        site.build()
    folders = [site.folder, *(path for path in site.folder.rglob('*') if path.is_dir())]
    for folder in folders:
        folder.chmod(0o555)
    options = ['-q', '-d', f'{tmp_path}/doctrees', '-b', 'html', f'{site.folder}', f'{tmp_path}/html']
    sphinx = [*without_powers(), sys.executable, '-m', 'sphinx', *options]
    done = subprocess.run(sphinx, capture_output=True, text=True)
    for folder in folders:
        folder.chmod(0o755)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / 'html/talks/2019/p9.html').exists() is has_stubs
    assert (
        'p9.stub:1:1: WARNING: cannot be written or removed: Permission denied; let the build' in done.stderr
    ) is not has_stubs


# One file


def test_a_file_is_there_whole_or_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / 'page.html'
    write_whole(path, b'old')

    def fail() -> None:
        with whole(path) as beside:
            beside.write_bytes(b'ne')
            assert path.read_bytes() == b'old'
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fail()
    assert [(file.name, file.read_bytes()) for file in tmp_path.iterdir()] == [('page.html', b'old')]
    write_whole(path, b'new')
    assert path.read_bytes() == b'new'


def test_what_is_left_of_a_process_that_was_killed_is_removed(tmp_path: Path) -> None:
    (tmp_path / 'talks').mkdir()
    for name in ('talks/.4711.new', '.12.new', '.new', 'a.new', '.x.new'):
        (tmp_path / name).write_text('half')
    remove_unfinished(tmp_path)
    assert sorted(path.name for path in tmp_path.rglob('*') if path.is_file()) == ['.new', '.x.new', 'a.new']
