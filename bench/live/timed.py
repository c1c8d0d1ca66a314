"""The process that builds, which also notes when each part of a build begins, by the clock of the machine."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

TIMES = Path(__file__).parents[2] / '_build/bench/live/times.json'

begun: dict[str, tuple[float, float]] = {}


def note(part: str) -> None:
    begun[part] = (time.time(), time.process_time())


def timed(owner: Any, name: str, before: str, behind: str = '') -> None:
    """Note that the part *before* begins with a call, and the part *behind* when it ends."""
    work: Callable[..., Any] = getattr(owner, name)

    @wraps(work)
    def noted(*arguments: Any, **keywords: Any) -> Any:
        note(before)
        try:
            return work(*arguments, **keywords)
        finally:
            if behind:
                note(behind)

    setattr(owner, name, noted)


def time_all() -> None:
    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.builders.html import StandaloneHTMLBuilder
    from sphinx.environment import BuildEnvironment

    import proceedings.extension
    from proceedings.live.worker import Build
    from proceedings.stale import PagesOfBuild

    timed(Sphinx, '__init__', 'conf.py, extensions')
    timed(proceedings.extension, 'load', 'the program, from YAML', 'conf.py, extensions: the rest')
    timed(Sphinx, '_init_env', 'what was read before')
    timed(Sphinx, '_init_builder', 'theme, stubs')
    timed(BuildEnvironment, 'find_files', 'what has changed')
    timed(Builder, '_read_serial', 'reading the page')
    timed(PagesOfBuild, 'find_stale', 'which pages are to be written', 'keeping what was read')
    timed(StandaloneHTMLBuilder, 'prepare_writing', 'writing: templates, style sheets')
    timed(StandaloneHTMLBuilder, 'write_documents', 'writing: the page')
    timed(StandaloneHTMLBuilder, 'finish', "other pages, Sphinx's own index")
    timed(Build, 'tell_pages', 'telling the browser')
    run = Build.run

    def noted(build: Build) -> None:
        run(build)
        TIMES.write_text(json.dumps(begun), encoding='utf-8')

    Build.run = noted  # type: ignore[method-assign]


if __name__ == '__main__':
    from proceedings.live import worker

    prepare = worker.prepare

    def prepare_and_time(modules: Any) -> None:
        prepare(modules)
        time_all()

    worker.prepare = prepare_and_time
    sys.path[0] = ''
    worker.main()
