"""What fuzzing begins with: the samples of the tests, the few inputs of `corpus/`, and the words of each target."""

from __future__ import annotations

import ast
import io
import json
import re
import sys
import zipfile
from collections.abc import Iterator
from datetime import datetime, time
from pathlib import Path
from typing import Any

from openpyxl import Workbook

import proceedings
from proceedings.importing.recognize import NAMES
from proceedings.prose.templates import abstract, biography
from proceedings.schema.editors import json_schema

ROOT = Path(__file__).parents[1]
CORPUS = Path(__file__).parent / 'corpus'
"""A folder for each target, with what no sample has; what once was a finding belongs there."""

GUIDE = ROOT / 'docs/program'
"""The invented workshop of the guide, in which each recipe is an edition."""

PACKAGE = Path(proceedings.__file__).parent

sys.path.insert(0, str(ROOT / 'tests'))

from conftest import EDITION, SERIES  # noqa: E402
from test_import import SAMPLES  # noqa: E402


def seeds(target: str) -> Iterator[bytes]:
    """The inputs that *target* begins with."""
    yield from (path.read_bytes() for path in sorted((CORPUS / target).glob('*')))
    yield from _samples(target)


def _samples(target: str) -> Iterator[bytes]:
    if target == 'loader':
        yield '\0'.join((SERIES, EDITION)).encode()
        series, people = ((GUIDE / name).read_bytes() for name in ('series.yml', 'people.yml'))
        editions = sorted({*GUIDE.glob('*.yml')} - {GUIDE / 'series.yml', GUIDE / 'people.yml'})
        yield from (b'\0'.join((series, file.read_bytes(), people)) for file in editions)
    elif target == 'markdown':
        yield from (text.encode() for text in (*abstract('Sand', ['Ada Smith']), *biography('Ada Smith')))
    elif target == 'recognize':
        yield from (text.encode() for files in SAMPLES.values() for text in files.values())
    elif target == 'workbook':
        yield b'\0'.join(f'{name}\n'.encode() + content for name, content in _workbook().items())
    elif target == 'mini-conf':
        files = {name.rpartition('/')[2]: text for name, text in SAMPLES[target].items()}
        yield '\0'.join(f'{name}\n{text}' for name, text in files.items()).encode()
    elif target in NAMES:
        yield from (text.encode() for text in SAMPLES[target].values())


def _workbook() -> dict[str, bytes]:
    """What a table saved as XLSX holds, with days and times as such, and cells that are merged."""
    book = Workbook()
    book.remove(book.worksheets[0])
    sheet = book.create_sheet('Talks')
    day, start = datetime(2031, 5, 2), time(9, 10)
    for row in (['Title', 'Speakers', 'Day', 'Start', 'Minutes'], ['Sand', 'Ada Smith', day, start, 40], ['Lunch']):
        sheet.append(row)
    sheet.merge_cells('A3:E3')
    saved = io.BytesIO()
    book.save(saved)
    with zipfile.ZipFile(saved) as archive:
        return {name: archive.read(name) for name in archive.namelist() if not re.search('docProps|theme', name)}


def words(target: str) -> list[str]:
    """The words that *target* may know: those of the schema, and those that the modules which read it have in them."""
    found = {*_of_schema(json.loads(json_schema()))} if target == 'loader' else set()
    for folder in _modules(target):
        for module in [folder.with_suffix('.py'), *folder.rglob('*.py')]:
            found.update(_of_module(module) if module.exists() else ())
    return sorted(found)


def _modules(target: str) -> list[Path]:
    """The packages that know what *target* reads."""
    importing = PACKAGE / 'importing'
    match target:
        case 'loader':
            return [PACKAGE / 'schema/values', PACKAGE / 'vocabulary', PACKAGE / 'load']
        case 'markdown':
            return [PACKAGE / 'prose', PACKAGE / 'load/markdown']
        case 'frab-xml' | 'frab-json':
            return [importing / 'formats' / target.replace('-', '_'), importing / 'schedules']
        case 'easychair' | 'openreview' | 'mini-conf':
            return [importing / 'formats' / target.replace('-', '_'), importing / 'tables']
        case 'workbook' | 'table':
            return [importing / 'formats/table', importing / 'tables']
        case 'recognize':
            return [importing / 'recognize', importing / 'formats']
        case _:
            return [importing / 'formats' / target, importing / 'texts']


def _of_schema(schema: Any) -> Iterator[str]:
    """The keys and the values that an editor would offer."""
    if isinstance(schema, dict):
        yield from schema.get('properties', ())
        yield from (value for value in schema.get('enum', ()) if isinstance(value, str))
        for part in schema.values():
            yield from _of_schema(part)
    elif isinstance(schema, list):
        for part in schema:
            yield from _of_schema(part)


def _of_module(module: Path) -> Iterator[str]:
    """Texts in the code of *module* that are no sentences."""
    for node in ast.walk(ast.parse(module.read_text(encoding='utf-8'))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str | bytes):
            text = node.value if isinstance(node.value, str) else node.value.decode('latin-1')
            if 2 <= len(text) <= 24 and not re.search(r'\s\S+\s', text):
                yield text


def dictionary(target: str) -> str:
    """The words of *target* as libFuzzer reads them."""
    return ''.join(f'"{_escaped(word)}"\n' for word in words(target))


def _escaped(word: str) -> str:
    return ''.join(
        chr(byte) if 32 <= byte < 127 and byte not in b'"\\' else f'\\x{byte:02X}' for byte in word.encode('utf-8')
    )
