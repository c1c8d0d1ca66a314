"""The papers that lie in the repository: copied to the addresses of their talks, behind the pages of a web site."""

from __future__ import annotations

import filecmp
import shutil
from collections.abc import Iterator
from pathlib import Path

from sphinx.application import Sphinx

from .documents import citable, paper_file, talk_document
from .domain import proceedings_domain
from .extras import output
from .kept import digest_of_file, note_path, update_one_by_one
from .recipes import digest_of
from .redirects import moved
from .web import is_web
from .whole import whole


def setup_papers(app: Sphinx) -> None:
    app.connect('build-finished', copy_papers)


def copy_papers(app: Sphinx, exception: Exception | None) -> None:
    """`build-finished`: all papers that are not there yet, or are another file than last time."""
    if exception is None and is_web(app.builder):
        papers = dict(_papers(app))
        made_of = {address: _version(file) for address, file in papers.items()}
        update_one_by_one(
            output(app), note_path(app, 'papers'), made_of, lambda address, to: _copy(papers[address], to)
        )


def _papers(app: Sphinx) -> Iterator[tuple[str, Path]]:
    """(address, file) of the paper of each talk that has a page; also where that page was, since others cite it."""
    talks, found = proceedings_domain(app.env).program.talks, app.env.found_docs
    files = {
        ref: Path(app.srcdir) / talk.pdf for ref, talk in talks.items() if talk.pdf and talk_document(ref) in found
    }
    for old, now in moved(app).items():
        if citable(old) == 'talk' and (file := files.get(_ref(now))):
            yield paper_file(_ref(old)), file
    for ref, file in files.items():
        yield paper_file(ref), file


def _ref(document: str) -> str:
    return document.removeprefix('talks/')


def _version(file: Path) -> str:
    """What differs when *file* has been written since, as far as that can be seen without reading it."""
    found = file.stat()
    return digest_of(f'{file} {found.st_size} {found.st_mtime_ns}')


def _copy(file: Path, to: Path) -> str:
    if not to.is_file() or not filecmp.cmp(file, to, shallow=False):
        with whole(to) as beside:
            shutil.copyfile(file, beside)
    return digest_of_file(to)
