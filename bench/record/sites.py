"""The made sites: their sources are kept in `_build/bench` for the next time, and built anew each time."""

from __future__ import annotations

import gc
import shutil
from collections.abc import Mapping
from pathlib import Path

from corpus import ROOT, Corpus
from repository import commit

BUILT = ROOT / '_build/bench'
BASE = 'https://proceedings.example.org/'

EVERY = 3
"""Of so many talks one has its paper in the repository."""

PAPER = b'%PDF-1.7\n' + b'%' * 50_000 + b'\n%%EOF\n'


def write(talks: int) -> Path:
    """The folder of a site with so many talks, as a repository: the dates of its pages come from git."""
    source = BUILT / f'record-{talks}' / 'source'
    Corpus(talks).write(source)
    for index, file in enumerate(sorted(source.glob('talks/*/*.md'))):
        paper = file.with_suffix('.pdf')
        if index % EVERY == 0 and not paper.exists():
            paper.write_bytes(PAPER)
    commit(source)
    return source


def build(source: Path) -> Mapping[str, float]:
    """Build all of the site in this process, in one, and say how many seconds each part took, and the rest."""
    from sphinx.cmd.build import main as sphinx

    from parts import attach
    from stopwatch import Stopwatch

    html, doctrees = source.parent / 'html', source.parent / 'doctrees'
    for folder in (html, doctrees):
        shutil.rmtree(folder, ignore_errors=True)
    watch = Stopwatch()
    attach(watch)
    gc.callbacks.append(watch.collecting)
    watch.reset()
    options = ['-q', '-j', '1', '-c', f'{ROOT}', '-D', f'html_baseurl={BASE}', '-d', f'{doctrees}', '-b', 'html']
    if status := sphinx([*options, f'{source}', f'{html}']):
        raise SystemExit(status)
    watch.turn()
    return watch.seconds
