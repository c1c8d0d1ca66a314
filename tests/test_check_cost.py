"""What `proceedings check` and the start of a build cost: what they import, and how that what they do grows."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from proceedings.load import load

EDITION = {'start': '2031-05-02', 'timezone': 'Europe/Paris', 'room': 'Great Hall'}
PROSE = 'We learn to predict tides, and find that they are late. Nobody knows why; three reasons are at hand.\n'


def modules_after(code: str, folder: Path) -> set[str]:
    """What is imported when *code* has run."""
    code = f'import sys\n{code}\nprint(*sys.modules, file=sys.stderr)'
    run = subprocess.run([sys.executable, '-c', code], cwd=folder, capture_output=True, text=True, check=True)
    return set(run.stderr.splitlines()[-1].split())


def write(site: Path, edition: dict[str, Any], **files: str) -> Path:
    """A site with one *edition*, and *files* with their names as `talks__2031__sand`."""
    for name, text in {
        'program/series.yml': 'series: {title: Tides}\n',
        'program/2031.yml': json.dumps({'edition': EDITION, **edition}, ensure_ascii=False),
        **{f'{name.replace("__", "/")}.md': text for name, text in files.items()},
    }.items():
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_text(text, encoding='utf-8')
    return site


def talk(number: int, **more: Any) -> dict[str, Any]:
    return {'id': f't{number}', 'title': f'Tide {number}', 'kind': 'poster', 'status': 'withdrawn', **more}


def name(number: int) -> str:
    """A name that is like no other."""
    return f'{chr(0x4E00 + number)}{chr(0x5E00 + number)} {chr(0x6E00 + number)}'


def calls(site: Path) -> int:
    """How many functions are called to load *site*."""
    count = 0

    def note(_frame: object, event: str, _argument: object) -> None:
        nonlocal count
        count += event in ('call', 'c_call')

    sys.setprofile(note)
    try:
        load(site)
    finally:
        sys.setprofile(None)
    return count


def test_a_check_imports_neither_sphinx_nor_what_only_mistakes_need(tmp_path: Path) -> None:
    site = write(
        tmp_path, {'talks': [talk(1, authors=['Ada Smith'])]}, talks__2031__t1=f'---\nkeywords: tides\n---\n{PROSE}'
    )
    loaded = modules_after('from proceedings.cli import main\nmain(["check"])', site)
    assert 'proceedings.load' in loaded
    heavy = {'sphinx', 'docutils', 'jinja2', 'markdown_it', 'mdit_py_plugins', 'babel', 'rapidfuzz', 'requests'}
    assert loaded.isdisjoint(heavy)
    assert 'proceedings.prose.judging' not in loaded


def test_the_command_line_knows_its_options_without_what_commands_need(tmp_path: Path) -> None:
    loaded = modules_after('from proceedings.cli import parser\nparser()', tmp_path)
    assert loaded.isdisjoint(
        {'yaml', 'pydantic', 'sphinx', 'socket', 'webbrowser', 'proceedings.model', 'proceedings.load'}
    )


def test_a_build_imports_nothing_that_only_commands_and_other_builders_need(tmp_path: Path) -> None:
    loaded = modules_after('import proceedings.extension', tmp_path)
    assert loaded.isdisjoint({'pydata_sphinx_theme', 'uvicorn', 'openpyxl', 'lxml', 'icalendar', 'pypdf'})
    ours = {module.split('.')[1] for module in loaded if module.startswith('proceedings.')}
    assert ours.isdisjoint({'cli', 'importing', 'live', 'new_site', 'changes'})


def with_prose(site: Path, size: int) -> Path:
    talks = [
        talk(number, authors=[name(number), name(number + 1)], keywords=[f'key {number % 9}']) for number in range(size)
    ]
    return write(site, {'talks': talks}, **{f'talks__2031__t{number}': PROSE for number in range(size)})


def rooms(site: Path, size: int) -> Path:
    rows = [
        {'time': '09:00', 'duration': 30, 'title': f'Row {number}', 'room': f'room {number}'} for number in range(size)
    ]
    return write(site, {'rooms': [f'Room {number}' for number in range(size)], 'schedule': rows})


def authors_of_one_talk(site: Path, size: int) -> Path:
    return write(site, {'talks': [talk(1, authors=[name(number) for number in range(size)])]}, talks__2031__t1=PROSE)


def strangers(site: Path, size: int) -> Path:
    pages = {f'talks__2031__x{number}': PROSE for number in range(size)}
    return write(site, {'talks': [talk(number) for number in range(size)]}, **pages)


def names_all_alike(site: Path, size: int) -> Path:
    return write(site, {'talks': [talk(number, authors=[f'Ada B{number:05} Smith']) for number in range(size)]})


def one_talk_again_and_again(site: Path, size: int) -> Path:
    row = {'time': '09:00-10:00', 'title': 'Tides', 'talks': ['t1'] * size}
    return write(site, {'talks': [talk(1)], 'schedule': [row]})


def nested_lists(site: Path, size: int) -> Path:
    site = write(site, {})
    (site / 'program/2031.yml').write_text('talks: ' + '[' * size, encoding='utf-8')
    return site


@pytest.mark.parametrize(
    'make',
    [with_prose, rooms, authors_of_one_talk, strangers, names_all_alike, one_talk_again_and_again, nested_lists],
)
def test_four_times_as_much_is_four_times_the_work(make: Callable[[Path, int], Path], tmp_path: Path) -> None:
    load(make(tmp_path / 'first', 4))  # what is made once, for all that is loaded
    few, many = (calls(make(tmp_path / f'{size}', size)) for size in (300, 1200))
    assert many < 4.6 * few
