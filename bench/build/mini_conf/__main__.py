"""A site as Mini-Conf makes it, for the benchmark: Flask serves each page from tables, and Frozen-Flask saves them all.

    python bench/build/mini_conf TABLES OUT

It is not Mini-Conf itself, which is on no package index, but has its ways: the tables, the addresses, a template for
each sort of page that extends one with the head, menu and scripts of all, the program as JSON for the scripts, twice.
"""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from flask import Flask, jsonify, render_template
from flask_frozen import Freezer

LISTS = ('authors', 'speakers', 'keywords')

app = Flask(__name__)
freezer = Freezer(app)
data: dict[str, Any] = {}
by_uid: dict[str, dict[str, dict[str, Any]]] = {}


def load(folder: Path) -> None:
    data['config'] = json.loads((folder / 'config.json').read_text('utf-8'))
    for file in folder.glob('*.csv'):
        with file.open(encoding='utf-8', newline='') as lines:
            data[file.stem] = [*csv.DictReader(lines)]
        by_uid[file.stem] = {row['UID']: row for row in data[file.stem]}


def paper_of(row: dict[str, str]) -> dict[str, Any]:
    return {**row, **{name: row[name].split('|') for name in LISTS}}


def rendered(template: str, **more: Any) -> str:
    return render_template(template, config=data['config'], **more)


@app.route('/index.html')
def home() -> str:
    return rendered('index.html')


@app.route('/papers.html')
def papers() -> str:
    return rendered('papers.html', papers=data['papers'])


@app.route('/speakers.html')
def speakers() -> str:
    return rendered('speakers.html', speakers=data['speakers'])


@app.route('/calendar.html')
def calendar() -> str:
    sessions: dict[str, list[dict[str, str]]] = {}
    for paper in data['papers']:
        sessions.setdefault(paper['sessions'].rpartition(', ')[2], []).append(paper)
    return rendered('calendar.html', sessions=sorted(sessions.items()))


@app.route('/poster_<uid>.html')
def poster(uid: str) -> str:
    return rendered('poster.html', paper=paper_of(by_uid['papers'][uid]))


@app.route('/speaker_<uid>.html')
def speaker(uid: str) -> str:
    person = by_uid['speakers'][uid]
    return rendered('speaker.html', speaker=person, papers=[by_uid['papers'][id] for id in person['papers'].split('|')])


@app.route('/papers.json')
def papers_json() -> Any:
    return jsonify([paper_of(row) for row in data['papers']])


@app.route('/serve_<name>.json')
def serve(name: str) -> Any:
    return jsonify(data[name])


@freezer.register_generator
def pages() -> Iterator[tuple[str, dict[str, str]]]:
    yield from (('poster', {'uid': row['UID']}) for row in data['papers'])
    yield from (('speaker', {'uid': row['UID']}) for row in data['speakers'])
    yield from (('serve', {'name': name}) for name in data)


if __name__ == '__main__':
    load(Path(sys.argv[1]))
    app.config['FREEZER_DESTINATION'] = str(Path(sys.argv[2]).resolve())
    freezer.freeze()
