"""The process of one build. What the last build loaded is loaded before anything has changed; then it waits.

It is asked on its standard input, in lines of JSON, and answers on its standard output. One process builds once, as
`make html` does: nothing of one build is left over in the next.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import json
import os
import re
import signal
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from io import StringIO
from pathlib import Path
from traceback import format_exception_only
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sphinx.application import Sphinx

Tell = Callable[[dict[str, Any]], None]

MANY = 40
"""So many pages are read by several processes; starting them takes longer than to read a few."""

_COLOURS = re.compile(r'\x1b\[[0-9;]*m')


def main() -> None:
    tell = _answers()
    with contextlib.suppress(KeyboardInterrupt):  # the server has been told to end, and so has this
        prepare(json.loads(sys.stdin.readline() or '[]'))
        if asked := sys.stdin.readline():
            threading.Thread(target=end_with_server, daemon=True).start()
            Build(tell, **json.loads(asked)).run()


def end_with_server() -> None:
    """Nobody waits for what is built when the server has been killed; nor for what this has started to read pages."""
    while os.read(0, 1):
        pass
    if sys.platform != 'win32' and os.getpgrp() == os.getpid():
        os.killpg(0, signal.SIGKILL)
    os._exit(1)


def _answers() -> Tell:
    """What writes an answer: whatever else prints something, as conf.py may, does so where problems are shown."""
    answers = os.fdopen(os.dup(1), 'w', encoding='utf-8')
    os.dup2(2, 1)

    def tell(answer: dict[str, Any]) -> None:
        print(json.dumps(answer), file=answers, flush=True)

    return tell


def prepare(modules: Iterable[str]) -> None:
    """Load *modules*; what cannot be loaded now, such as those of the site itself, is left to conf.py."""
    for name in modules:
        with contextlib.suppress(Exception):
            importlib.import_module(name)
    gc.collect()
    gc.freeze()  # the hundred thousands of objects that modules are made of are looked at no more
    gc.disable()  # what was read before is as many again, and none of it is garbage


class Said(StringIO):
    """What Sphinx says. It writes each warning at once, of however many lines."""

    def __init__(self) -> None:
        super().__init__()
        self.warnings: list[str] = []

    def write(self, text: str) -> int:
        self.warnings.append(text)
        return len(text)


class Build:
    def __init__(self, tell: Tell, *, site: str, out: str, fresh: bool) -> None:
        """*fresh*: read every page."""
        self.tell = tell
        self.site = Path(site)
        self.out = Path(out)
        self.fresh = fresh
        self.said = Said()
        self.read: list[str] = []
        self.folders: list[str] = []
        self.files: list[str] = []

    def run(self) -> None:
        failed = self.failed()
        modules = sorted({*sys.modules} - {'__main__'})
        loaded = sorted(_files_of_modules(self.site))
        self.answer(done=True, failed=failed, problems=self.problems(), modules=modules, loaded=loaded)

    def answer(self, **facts: object) -> None:
        others: dict[str, object] = {'done': False, 'failed': '', 'modules': [], 'loaded': []}
        self.tell({**others, 'read': self.read, 'folders': self.folders, 'files': self.files, **facts})

    def failed(self) -> str:
        """Build; why that was not possible, or nothing."""
        from sphinx.application import Sphinx
        from sphinx.errors import SphinxError
        from sphinx.util.docutils import docutils_namespace, patch_docutils

        from ..extension import PREVIEW

        doctrees = self.out / 'doctrees'
        try:
            with patch_docutils(self.site), docutils_namespace():
                app = Sphinx(
                    srcdir=self.site, confdir=self.site, outdir=self.out / 'html', doctreedir=doctrees,
                    buildername='html', confoverrides={'nitpicky': True}, status=None, warning=self.said,
                    freshenv=self.fresh, tags=(PREVIEW,),
                )  # fmt: skip
                app.connect('env-before-read-docs', self.note_read)
                app.connect('build-finished', self.tell_pages, priority=0)
                app.build()
        except SphinxError as error:
            return str(error)
        except Exception as error:
            return ''.join(format_exception_only(error)).strip()
        return ''

    def note_read(self, app: Sphinx, env: object, documents: list[str]) -> None:
        """`env-before-read-docs`: what is read says all its problems anew."""
        self.read = [app.env.doc2path(document, base=False).as_posix() for document in documents]
        if len(documents) > MANY:
            gc.enable()
            app.parallel = os.cpu_count() or 1

    def tell_pages(self, app: Sphinx, exception: Exception | None) -> None:
        """`build-finished`, before anybody else: the pages are there, with all that they load. Only what search finds
        and what is for other programs is still to come."""
        self.folders, self.files = sorted({*_folders(app)}), sorted({*_files(app)})
        if exception is None:
            self.answer(problems=self.problems())

    def problems(self) -> list[str]:
        """What Sphinx has said so far: each with its place, as seen from the site's folder."""
        said = [_COLOURS.sub('', text).replace(f'{self.site}{os.sep}', '').strip() for text in self.said.warnings]
        return [_problem(text) for text in said if text]


def _problem(text: str) -> str:
    """As `proceedings check` says it."""
    place, colon, message = text.replace(': WARNING: ', ': ', 1).partition(':')
    return f'{place.replace(os.sep, "/")}{colon}{message}'


def _folders(app: Sphinx) -> Iterator[str]:
    """The names of the folders of a site that hold its pages, its templates, and files that it brings along."""
    site, config = Path(app.srcdir), app.config
    files = [app.env.doc2path(document) for document in app.env.found_docs]
    named = [site / name for name in (*config.html_static_path, *config.html_extra_path, *config.templates_path)]
    for path in (*files, *named):
        if path.is_relative_to(site) and (path.is_dir() or path.parent != site):
            yield path.relative_to(site).parts[0]


def _files(app: Sphinx) -> Iterator[str]:
    """The names of the files in the site's own folder that it is made of, there or not: pages, and what they show."""
    site, config = Path(app.srcdir), app.config
    shown = {file for files in app.env.dependencies.values() for file in files}
    pages = (app.env.doc2path(document, base=False) for document in app.env.found_docs)
    for file in (*pages, *shown, config.html_logo or '', config.html_favicon or ''):
        path = Path(os.path.normpath(site / file))
        if path.parent == site:
            yield path.name


def _files_of_modules(site: Path) -> Iterator[str]:
    """The code of the site itself that is loaded."""
    for module in sys.modules.values():
        file = Path(getattr(module, '__file__', None) or '/').resolve()
        if file.is_relative_to(site):
            yield str(file)


if __name__ == '__main__':
    main()
