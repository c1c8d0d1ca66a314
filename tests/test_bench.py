"""What the benchmarks are made of (`make bench`, `make bench-search`, `make bench-record`), which themselves take too
long."""

from __future__ import annotations

import os
import re
import runpy
import shutil
import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path

import pytest

from conftest import ROOT
from proceedings.load import Loaded, load

BENCH = ROOT / 'bench/search'


def make_corpus(folder: Path, hash_seed: str) -> None:
    command = (sys.executable, BENCH / 'corpus.py', folder, '--talks', '40')
    subprocess.run(command, env=os.environ | {'PYTHONHASHSEED': hash_seed}, capture_output=True, check=True)


def texts(folder: Path) -> dict[str, str]:
    files = sorted(file for file in folder.rglob('*') if file.is_file())
    return {f'{file.relative_to(folder)}': file.read_text(encoding='utf-8') for file in files}


@pytest.fixture(scope='module')
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp('corpus')
    make_corpus(folder, '1')
    return folder


@pytest.fixture(scope='module')
def loaded(corpus: Path) -> Loaded:
    return load(corpus)


def test_the_made_program_is_the_same_each_time(corpus: Path, tmp_path: Path) -> None:
    make_corpus(tmp_path, '2')
    assert len(texts(corpus)) > 40
    assert texts(tmp_path) == texts(corpus)


def test_the_made_program_has_no_problem(loaded: Loaded) -> None:
    assert [str(problem) for problem in loaded.problems] == []
    assert len(loaded.program.talks) == 40


def test_what_the_cases_ask_for_is_in_the_made_program(loaded: Loaded) -> None:
    cases = runpy.run_path(str(BENCH / 'cases.py'))
    program = loaded.program
    there = {
        *(f'talks/{ref}' for ref in program.talks),
        *(f'speakers/{id}' for id in program.people),
        *(f'talks/{edition}/index' for edition in program.editions),
    }
    expected = {case.query: case.expected for case in (*cases['CASES'], *cases['IN_ABSTRACTS'])}
    assert {query: page for query, page in expected.items() if page not in there} == {}


# What the record costs


@pytest.fixture
def record(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its modules can be imported; some are called as those of the other benchmark."""
    monkeypatch.syspath_prepend(str(ROOT / 'bench/record'))
    for name in ('parts', 'stopwatch'):
        monkeypatch.delitem(sys.modules, name, raising=False)


def test_what_is_timed_is_there(record: None) -> None:
    """Otherwise what was renamed, or moved, costs nothing."""
    parts = runpy.run_path(str(ROOT / 'bench/record/parts.py'))
    places = [place for several in parts['PARTS'].values() for place in several]
    for place in (*places, parts['WRITTEN']):
        assert callable(getattr(*parts['found'](place))), place


def test_each_moment_belongs_to_the_innermost_part(record: None, monkeypatch: pytest.MonkeyPatch) -> None:
    from stopwatch import REST, Stopwatch

    ticks = iter(range(100))
    monkeypatch.setattr('stopwatch.clock', lambda: next(ticks))
    watch = Stopwatch()

    def inner() -> None:
        """One tick."""

    def outer() -> Iterator[int]:
        inside()
        yield 1
        yield 2

    inside = watch.timed('inner', inner)
    assert [*watch.timed('outer', outer)()] == [1, 2]
    watch.turn()
    assert watch.seconds['inner'] == 1
    assert watch.seconds['outer'] == 5
    assert sum(watch.seconds.values()) == next(ticks) - 1
    assert watch.seconds[REST] == sum(watch.seconds.values()) - 6


# What builds take


@pytest.fixture
def build(monkeypatch: pytest.MonkeyPatch) -> None:
    """The modules of `make bench` can be imported; some are called as those of other benchmarks."""
    for folder in ('search', 'build'):
        monkeypatch.syspath_prepend(str(ROOT / 'bench' / folder))
    for name in ('sites', 'program', 'sources', 'runs', 'report', 'running'):
        monkeypatch.delitem(sys.modules, name, raising=False)


def files_in(folder: Path, pattern: str) -> int:
    return sum(1 for path in folder.glob(pattern) if path.stem not in ('index', '_index'))


def test_the_sites_that_are_compared_have_the_same_talks_and_people(build: None, tmp_path: Path) -> None:
    from program import Program
    from sites import WRITERS

    program = Program(40)
    for tool, write in WRITERS.items():
        write(program, tmp_path / tool)
    people = len(load(tmp_path / 'ours').program.people)
    assert people == 34, 'five to six talks'
    assert [*load(tmp_path / 'ours').problems] == []
    for source in ('plain', 'hugo/content'):
        assert files_in(tmp_path / source, 'talks/*/*.md') == 40
        assert files_in(tmp_path / source, 'speakers/*.md') == people
    rows = [(tmp_path / f'mini-conf/{name}.csv').read_text('utf-8').splitlines()[1:] for name in ('papers', 'speakers')]
    assert [*map(len, rows)] == [40, people]


def test_each_edit_is_one(build: None, tmp_path: Path) -> None:
    """One line of the program, or one abstract; and twice the same is another one."""
    from program import EDITS, Program
    from sources import write_ours

    program = Program(40)
    write_ours(program, tmp_path)
    for edit in [*EDITS.values(), *EDITS.values()]:
        before = texts(tmp_path)
        edit(program)
        write_ours(program, tmp_path)
        pairs = [(text, before[name]) for name, text in texts(tmp_path).items() if text != before[name]]
        assert len(pairs) == 1
        new, old = (set(text.splitlines()) for text in pairs[0])
        assert len(new - old) == 1


def test_what_a_build_did_is_seen(build: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from running import Took
    from sites import Site as Made

    monkeypatch.setattr('sites.ROOT', tmp_path)
    made = Made('ours', 2)
    for name in ('html/a.html', 'html/b.html', 'html/search.html', 'doctrees/a.doctree', 'doctrees/b.doctree'):
        (made.folder / name).parent.mkdir(parents=True, exist_ok=True)
        (made.folder / name).write_text('as before', encoding='utf-8')

    def building(*_: object) -> Took:
        for name, text in {'html/a.html': 'new', 'html/b.html': 'as before', 'html/search.html': 'as before'}.items():
            (made.folder / name).unlink()
            (made.folder / name).write_text(text, encoding='utf-8')
            os.utime(made.folder / name, (2**31, 2**31))
        os.utime(made.folder / 'doctrees/a.doctree', (2**31, 2**31))
        return Took(1, 1, 1)

    monkeypatch.setattr(Made, 'build', building)
    changed = made.build_changed()
    assert (changed.read, changed.written, changed.same, changed.others) == (1, 2, 1, 1)


def test_a_command_is_measured_in_a_process_of_its_own(build: None) -> None:
    from running import run_alone

    took = run_alone(sys.executable, '-c', 'import time; x = bytearray(50_000_000); time.sleep(0.2)')
    assert took.clock > 0.2 > took.work
    assert 50 < took.memory < 150
    with pytest.raises(SystemExit, match='no such thing'):
        run_alone(sys.executable, '-c', 'raise SystemExit("no such thing")')


def test_the_tables_say_where_the_bar_is_not_met(build: None) -> None:
    from report import tables
    from running import Took
    from runs import EDITS, NOTHING, Results
    from sites import WRITERS, Changed, Weight

    results = Results(2000, with_address=Took(1, 1, 1), check=Took(2, 2, 1))
    for tool in WRITERS:
        for talks in (500, 2000):
            results.full[tool, talks] = Took(talks / 100, talks / 100, 100)
            results.weights[tool, talks] = Weight(20_000, 21_000, 1_000_000, talks)
        results.two[tool] = Took(20, 12, 100)
        for edit in (NOTHING, *EDITS):
            for processes in (1, 2):
                results.changed[tool, edit, processes] = Changed(Took(2, 2, 1), 0, 0, 0, 7)
    results.changed['ours', 'one title', 2] = Changed(Took(3, 3.5, 1), 9, 9, 0, 7)
    lines = [*tables(results)]
    not_met = [line.split(' | ')[0] for line in lines if line.endswith('| **no** |')]
    assert not_met == [
        '| full build, 2,000 talks, by the baseline',
        '| one title: more than that',
        '| `proceedings check`, 2,000 talks',
    ]


def test_the_tables_take_the_place_of_those_of_last_time(tmp_path: Path) -> None:
    bench = runpy.run_path(str(ROOT / 'bench/build'), run_name='bench')
    page = tmp_path / 'speed.md'
    page.write_text((ROOT / 'docs/speed.md').read_text('utf-8') + 'More.\n', encoding='utf-8')
    for tables in ('| old |\n', '| new |\n'):
        bench['put'](tables, page)
    text = page.read_text('utf-8')
    assert '| new |' in text
    assert '| old |' not in text
    assert text.startswith('# How fast it is')
    assert text.endswith('More.\n')


PATCHES = sorted((ROOT / 'upstream').glob('*.patch'))


@pytest.mark.skipif(not shutil.which('patch'), reason='needs patch')
@pytest.mark.parametrize('file', PATCHES, ids=lambda file: file.stem)
def test_a_patch_for_upstream_applies_to_what_is_installed(file: Path, tmp_path: Path) -> None:
    """To the versions that it was made against; others may have mended it."""
    said = (ROOT / 'upstream/README.md').read_text(encoding='utf-8')
    for name in re.findall(r'^--- a/(\S+)', file.read_text(encoding='utf-8'), re.MULTILINE):
        package = name.partition('/')[0]
        if f' {version(package)}' not in said:
            pytest.skip(f'is for another version of {package}')
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(files(package).joinpath(name.partition('/')[2]), tmp_path / name)  # type: ignore[arg-type]
    subprocess.run(['patch', '-s', '-p1', '-F0', '-d', tmp_path, '-i', file], check=True)
