"""Whatever program `check` accepts, the build has no warning, and every file of the site can be read; and whatever
bytes a program is of, `check` ends with problems."""

from __future__ import annotations

import json
import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import bibtexparser
import icalendar
import pytest
from hypothesis import HealthCheck, assume, given, settings
from lxml import etree, html
from PIL import Image
from sphinx.util.inventory import InventoryFile

from conftest import CONF, Site
from programs.anything import programs

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
