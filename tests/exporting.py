"""Makes the exported files of a program, and reads them again: with icalendar, and with ical.js, which is not ours."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import icalendar
import pytest

from proceedings.documents import documents, redirects
from proceedings.export import Target, exports
from proceedings.ledger import followed
from proceedings.program import Program

READERS = Path(__file__).parent / 'readers'
BASE = 'https://proceedings.example.org/en'
STAMP = datetime(2019, 11, 1, 12, 30, tzinfo=UTC)


def files(program: Program, **settings: Any) -> dict[str, bytes]:
    """Every exported file by its address."""
    moved = followed(redirects(program), {*documents(program, 'index')}.__contains__)
    defaults = {'page': '{}.html'.format, 'stamp': lambda edition: STAMP, 'base': BASE, 'moved': moved}
    return dict(exports(program, Target(**{**defaults, **settings})))


def events(file: bytes) -> list[icalendar.Event]:
    """The events of a calendar file, as icalendar reads them."""
    return list(icalendar.Calendar.from_ical(file).walk('VEVENT'))


def event(file: bytes, title: str) -> icalendar.Event:
    """The one event of a calendar file with *title* in its summary."""
    (found,) = (event for event in events(file) if title in event['SUMMARY'])
    return found


def summaries(file: bytes) -> list[str]:
    return [str(event['SUMMARY']) for event in events(file)]


def read(*calendars: bytes) -> list[dict[str, Any]]:
    """What ical.js understands of calendar files."""
    node = shutil.which('node')
    if not node or not (READERS / 'node_modules' / 'ical.js').is_dir():
        give_up('needs Node.js and ical.js: install Node.js, then npm install --prefix tests/readers --no-package-lock')
    done = subprocess.run(
        [node, READERS / 'calendar.mjs'], input=b''.join(calendars), capture_output=True, check=False
    )  # fmt: skip
    assert done.returncode == 0, done.stderr.decode()
    calendars_read: list[dict[str, Any]] = json.loads(done.stdout)
    return calendars_read


def understood(**texts: bytes) -> dict[str, list[dict[str, Any]]]:
    """What citation-js understands of files, by their suffixes."""
    node = shutil.which('node')
    if not node or not (READERS / 'node_modules/@citation-js/core').is_dir():
        give_up('needs Node.js and citation-js: see tests/readers/package.json')
    texts_read = {suffix: text.decode() for suffix, text in texts.items()}
    done = subprocess.run(
        [node, READERS / 'citations.mjs'], input=json.dumps(texts_read).encode(), capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr.decode()
    found: dict[str, list[dict[str, Any]]] = json.loads(done.stdout)
    return found


def give_up(reason: str) -> None:
    """Skip the test; but where all has to be there, as in continuous integration, fail."""
    if os.environ.get('CI'):
        pytest.fail(reason)
    pytest.skip(reason)


def script(file: bytes, function: str) -> Any:
    """The data that a script hands to *function* of ours."""
    text = file.decode()
    start, end = f'proceedings.{function}(', ');\n'
    assert text.startswith(start)
    assert text.endswith(end)
    return json.loads(text[len(start) : -len(end)])
