"""An extension for Sphinx that notes how long each index takes: `stopwatch.json`, beside the pages.

conf.py starts it before Sphinx loads the extension of the site, which then connects what is timed. Only the first
build is noted, which feeds every page, and it has to be done in one process.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from time import perf_counter
from typing import Any

from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.search import IndexBuilder

from proceedings.search import files

NOTE = 'stopwatch.json'

TIMED = (
    ('sphinx', IndexBuilder, 'feed'),
    ('sphinx', IndexBuilder, 'freeze'),
    ('ours', files, 'index_of'),
    ('ours-with-text', files.FilesOfBuild, 'note_written'),
    ('ours-with-text', files.FilesOfBuild, 'write'),
)
"""For each engine what makes its index: the function of this name in a class or module."""


times: Counter[str] = Counter()


def start() -> None:
    for engine, where, name in TIMED:
        setattr(where, name, timed(engine, getattr(where, name)))


def setup(app: Sphinx) -> dict[str, bool]:
    app.add_builder(StandaloneHTMLBuilder, override=True)  # ours has no index of Sphinx's
    app.connect('build-finished', lambda app, exception: note(Path(app.outdir)), priority=900)
    return {'parallel_read_safe': True, 'parallel_write_safe': True}


def timed(engine: str, work: Callable[..., Any]) -> Callable[..., Any]:
    def timed_work(*arguments: Any, **named: Any) -> Any:
        start = perf_counter()
        try:
            return work(*arguments, **named)
        finally:
            times[engine] += perf_counter() - start

    return timed_work


def note(folder: Path) -> None:
    file = folder / NOTE
    if not file.exists():
        file.write_text(json.dumps({engine: round(time, 3) for engine, time in times.items()}), encoding='utf-8')
