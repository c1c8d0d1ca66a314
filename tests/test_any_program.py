"""Whatever program `check` accepts, the build has no warning, and every file of the site can be read; and whatever
bytes a program is of, `check` ends with problems."""

from __future__ import annotations

import json
import os
import re
import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import bibtexparser
import icalendar
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from lxml import etree, html
from PIL import Image
from sphinx.util.inventory import InventoryFile

from conftest import CONF, EDITION, SERIES, Site
from proceedings import source
from programs.anything import programs

EDITION_FILE = 'program/2019.yml'

MANY = int(os.environ.get('PROGRAMS', '15'))
"""How many programs are built, always the same; to look for new ones, PROGRAMS=500."""


@pytest.fixture
def folder() -> Iterator[Path]:
    """An empty folder, in memory where there is such a thing."""
    memory = Path('/dev/shm')
    with tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else None) as name:
        yield Path(name)


@settings(
    max_examples=MANY,
    derandomize=MANY == 15,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(files=programs())
def test_what_check_accepts_builds_without_a_warning_and_every_file_can_be_read(
    folder: Path, files: dict[str, str]
) -> None:
    site = Site(folder / 'site')
    for made in folder.iterdir():
        shutil.rmtree(made)
    site.write('conf.py', f'{CONF}html_baseurl = "https://example.org/en/"\n')
    for name, text in files.items():
        (site.folder / name).parent.mkdir(exist_ok=True)
        (site.folder / name).write_text(text, encoding='utf-8')
    assume(not [problem for problem in site.load().problems if not problem.notice])
    built = site.build()
    assert built.warnings == []
    for path in sorted(built.out.rglob('*')):
        if path.is_file() and '_static' not in path.parts:
            read(path)


def read(path: Path) -> None:
    """Read *path* as a program of others would; raises what that raises."""
    content = path.read_bytes()
    match path.suffix:
        case '.html':
            assert html.document_fromstring(content).find('.//title') is not None
        case '.xml' | '.atom':
            etree.fromstring(content)
        case '.json':
            json.loads(content)
        case '.ics':
            assert not any(component.errors for component in icalendar.Calendar.from_ical(content).walk())
        case '.bib':
            library = bibtexparser.parse_string(content.decode())
            assert library.entries
            assert not library.failed_blocks
        case '.ris':
            lines = content.decode().split('\r\n')
            assert lines.count('ER  - ') == sum(line.startswith('TY  - ') for line in lines)
            assert all(re.match('[A-Z][A-Z0-9]  - ', line) for line in lines if line)
        case '.js':
            call = re.fullmatch(r'proceedings\.\w+\((.*)\);\n', content.decode(), re.DOTALL)
            assert call
            json.loads(f'[{call[1]}]')
        case '.png':
            with Image.open(path) as image:
                image.load()
        case '.inv':
            InventoryFile.loads(content, uri='')
        case '.txt':
            content.decode('ascii')
        case _:
            assert path.name == '.buildinfo'


# Any bytes


LINES = [f'{line}\n'.encode() for text in (SERIES, EDITION) for line in text.splitlines()]
SIGNS = [
    b'- ', b': ', b'  ', b'\t', b'{', b'}', b'[', b']', b'&a ', b'*a', b'<<: *a', b'!!python/object:os.system ', b'! ',
    b'? ', b'|\n', b'>-\n', b'%YAML 1.2\n', b'---\n', b'...\n', b'"', b"'", b'\\', b'\x00', b'\xff\xfe',
    b'\xed\xa0\x80', b'\xc3', b'\r', b'~', b'null', b'[]', b'{}', b'1e999', b'0x7f', b'.inf', b'2019-13-45', b'25:99',
    b'- &a [*a]\n', b'#', b'\xef\xbb\xbf',
]  # fmt: skip
CONTENTS = st.lists(st.sampled_from([*LINES, *SIGNS]) | st.binary(max_size=8), max_size=40).map(b''.join)
FILES = ['program/series.yml', 'program/people.yml', EDITION_FILE, 'talks/2019/jax-md.md', 'speakers/rose-yu.md']


@settings(
    max_examples=300,
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(content=CONTENTS, file=st.sampled_from(FILES))
def test_whatever_bytes_a_file_is_of_check_ends_with_problems(folder: Path, content: bytes, file: str) -> None:
    site = Site(folder)
    for name, text in zip(FILES, (SERIES, '', EDITION, '', ''), strict=True):
        site.write(name, text)
    (folder / file).write_bytes(content)
    for problem in site.load().problems:
        assert re.fullmatch(r'[\w./-]+:[0-9]+:[0-9]+: .+ \[proceedings\.\w+\]', str(problem))


ENDLESS = {
    'lists': '- a\n',
    'empty lists': '- []\n',
    'maps': '- {a: b}\n',
    'keys': '? a\n',
    'tags': '- !!x a\n',
    'anchors': '- &a b\n',
    'aliases': '- *a\n',
    'talks': '- {id: a, title: b, authors: [c]}\n',
    'unknown keys': '- {ide: a}\n',
}


@pytest.mark.parametrize('what', ENDLESS)
def test_what_is_endless_is_read_to_a_bound(site: Site, what: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(source, 'MOST_VALUES', 20_000)
    monkeypatch.setattr(source, 'MOST_WRONG', 500)
    monkeypatch.setattr(sys.modules['proceedings.load.validate'], 'MOST_WRONG', 500)
    above = 'edition: {start: 2019-01-01, timezone: UTC}\ntalks:\n' if what[0] in 'tu' else ''
    (site.folder / EDITION_FILE).write_text(above + ENDLESS[what] * 20_000, encoding='utf-8')
    problems = site.problems
    assert len(problems) <= 505
    assert any(words in problem for problem in problems for words in ('more than', 'values are wrong', 'not a list'))


HUGE = {
    'a scalar': 'a' * 19_000_000,
    'a text between quotes': f'"{"a" * 19_000_000}',
    'nested lists': '[' * 19_000_000,
    'nested maps': '{a: ' * 4_000_000,
    'nested lines': ''.join(f'{" " * depth}a:\n' for depth in range(6000)),
    'laughs': ''.join(f'a{n}: &a{n} [{", ".join([f"*a{n - 1}"] * 9)}]\n' for n in range(100)),
    'lists': '- a\n' * 4_700_000,
    'too much': 'a: b\n' * 5_000_000,
}


@pytest.mark.parametrize('what', HUGE)
def test_a_huge_file_takes_neither_all_time_nor_all_memory(site: Site, what: str) -> None:
    (site.folder / EDITION_FILE).write_text(HUGE[what], encoding='utf-8')

    def limits() -> None:
        resource.setrlimit(resource.RLIMIT_CPU, (60, 60))
        resource.setrlimit(resource.RLIMIT_AS, (1_500_000_000, 1_500_000_000))

    code = 'from proceedings.cli import main; raise SystemExit(main(["check"]))'
    done = subprocess.run(
        [sys.executable, '-c', code], cwd=site.folder, capture_output=True, text=True, preexec_fn=limits
    )
    assert done.returncode == 1
    assert re.fullmatch(r'[0-9]+ problems?\n', done.stderr)
    assert done.stdout.startswith('program/2019.yml:')
