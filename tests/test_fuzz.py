"""What fuzzing begins with (`make fuzz`), which itself takes too long: every target takes its seeds, and all that was
found once is among them."""

from __future__ import annotations

import json
import random
import re
import runpy
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from conftest import ROOT
from proceedings.importing.recognize import NAMES

FUZZ = ROOT / 'fuzz'


@pytest.fixture(scope='module')
def targets() -> dict[str, Any]:
    return runpy.run_path(str(FUZZ / 'targets.py'))


@pytest.fixture(scope='module')
def seeds() -> dict[str, Any]:
    return runpy.run_path(str(FUZZ / 'seeds.py'))


TARGETS = ('loader', 'markdown', *NAMES, 'workbook', 'recognize')


def test_every_format_has_a_target(targets: dict[str, Any]) -> None:
    assert sorted(targets['TARGETS']) == sorted(TARGETS)


@pytest.mark.parametrize('target', TARGETS)
def test_nothing_comes_of_a_seed_but_problems(
    target: str, targets: dict[str, Any], seeds: dict[str, Any], tmp_path: Path
) -> None:
    given = list(seeds['seeds'](target))
    assert given
    for data in given:
        targets['run'](targets['TARGETS'][target], data, tmp_path / 'site')


@pytest.mark.parametrize('target', NAMES)
def test_a_program_comes_of_the_sample_of_each_format(
    target: str, targets: dict[str, Any], seeds: dict[str, Any], tmp_path: Path
) -> None:
    for data in seeds['seeds'](target):
        targets['run'](targets['TARGETS'][target], data, tmp_path / 'target')
        assert (tmp_path / 'target/site/program/2031.yml').is_file()


@pytest.mark.parametrize('target', TARGETS)
def test_the_words_of_a_target_are_a_dictionary_that_libfuzzer_can_read(target: str, seeds: dict[str, Any]) -> None:
    lines = seeds['dictionary'](target).splitlines()
    assert len(lines) > 50
    assert [line for line in lines if not re.fullmatch(r'"(?:[ -!#-\[\]-~]|\\x[0-9A-F]{2})+"', line)] == []


def test_the_words_of_the_loader_are_those_of_the_schema(seeds: dict[str, Any]) -> None:
    assert {'edition', 'schedule', 'timezone', 'aliases', 'withdrawn', 'paper'} <= {*seeds['words']('loader')}


def test_the_corpus_is_small_and_of_known_targets() -> None:
    files = [path for path in (FUZZ / 'corpus').rglob('*') if path.is_file()]
    assert {path.parent.name for path in files} <= {*TARGETS}
    assert sum(path.stat().st_size for path in files) < 64 * 1024


@pytest.fixture
def mutate() -> Callable[[str, int], str]:
    """What becomes of a text: by the second number, always the same."""
    mutations = runpy.run_path(str(FUZZ / 'mutations.py'))

    def changed(text: str, seed: int) -> str:
        mutation = mutations['Mutation'](random.Random(seed), ['talks'], lambda data, longest: data[::-1])
        return mutation.of(text.encode()).decode()

    return changed


def test_json_that_is_changed_stays_json(mutate: Callable[[str, int], str]) -> None:
    text = '{"talks": [{"title": "Sand", "speakers": ["Ada Smith"]}]}'
    made = [mutate(text, seed) for seed in range(50)]
    assert len({json.dumps(json.loads(each)) for each in made}) > 40


def test_of_several_files_one_is_changed(mutate: Callable[[str, int], str]) -> None:
    files = 'papers.json\n[1]', 'config.yml\nname: Tides', 'talks.csv\na,b,c,d,e\n1,2,3,4,5\n', 'a.xml\n<a b="c">d</a>'
    for seed in range(50):
        made = mutate('\0'.join(files), seed).split('\0')
        assert [file.partition('\n')[0] for file in made] == [file.partition('\n')[0] for file in files]
        assert sum(file != was for file, was in zip(made, files, strict=True)) <= 1


def test_one_seed_makes_the_same_change(mutate: Callable[[str, int], str]) -> None:
    assert mutate('<a><b>c</b></a>', 5) == mutate('<a><b>c</b></a>', 5)
