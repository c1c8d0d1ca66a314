"""What the site brings along itself for its output, by `html_extra_path`: it always wins over what we make.

Sphinx copies it in each build before it writes anything. So whatever is made behind the pages, if it looked only
whether its file is there, would replace the site's own in the first build, and not in the second.
"""

from __future__ import annotations

import os
import posixpath
from collections.abc import Iterator
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.util import logging
from sphinx.util.matching import Matcher

from .kept import Output, notes
from .web import is_web

logger = logging.getLogger(__name__)

LEFT = 'left to html_extra_path, which has these files itself: %s'


def setup_extras(app: Sphinx) -> None:
    app.connect('build-finished', tell, priority=900)  # behind all who write


def output(app: Sphinx) -> Output:
    """Where this build writes, and where it may not."""
    return Output(Path(app.outdir), own_files(app))


def own_files(app: Sphinx) -> frozenset[str]:
    """The addresses of all files of `html_extra_path`, as Sphinx copies them: the content of folders, without what
    `exclude_patterns` leaves out."""
    excluded = Matcher(app.config.exclude_patterns)
    return frozenset(
        address for extra in app.config.html_extra_path for address in _files(Path(app.confdir) / extra, excluded)
    )


def _files(extra: Path, excluded: Matcher) -> Iterator[str]:
    if extra.is_file():
        yield extra.name
    for folder, folders, files in os.walk(extra, followlinks=True):
        within = os.path.relpath(folder, extra).replace(os.sep, '/')
        folders[:] = [name for name in folders if not excluded(posixpath.join(within, name))]
        addresses = (posixpath.join(within, name) for name in files)
        yield from (posixpath.normpath(address) for address in addresses if not excluded(address))


def tell(app: Sphinx, exception: Exception | None) -> None:
    """`build-finished`: one line of all that was not written, since the site has it."""
    if exception is None and is_web(app.builder) and app.config.html_extra_path:
        left = sorted({address for note in notes(app) for address in note.left})
        if left:
            logger.info(LEFT, ', '.join(left))
