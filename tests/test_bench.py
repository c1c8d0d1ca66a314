"""What the benchmarks are made of (`make bench-search`, `make bench-record`), which themselves take too long."""

from __future__ import annotations

import os
import runpy
import subprocess
import sys
from collections.abc import Iterator
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
