"""Pages of organizers that are no text: Sphinx breaks off over them, and does not say which they are."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.errors import SphinxError

from .load.markdown import decoded
from .problems import Problems
from .prose.addresses import is_authored
from .stubs import SUFFIX


def setup_own_pages(app: Sphinx) -> None:
    app.connect('env-before-read-docs', refuse_what_is_no_text)


def refuse_what_is_no_text(app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
    """`env-before-read-docs`: end the build, with the place in each file. (Of authors, none of these gets so far.)"""
    problems = Problems()
    for docname in docnames if app.config.source_encoding.startswith('utf-8') else ():
        path = Path(env.doc2path(docname))
        if path.suffix != SUFFIX and not is_authored(docname):
            with suppress(OSError):  # of which Sphinx itself says enough
                decoded(path.read_bytes(), env.doc2path(docname, base=False).as_posix(), problems)
    if problems.found:
        raise SphinxError('\n'.join(map(str, problems.sorted())))
