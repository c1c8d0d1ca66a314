"""The exported files of a web site: written behind its pages, each only if it differs."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from sphinx.application import Sphinx

from .domain import proceedings_domain
from .export import Export, Target, exports, stamp_of
from .load.markdown import read_text
from .problems import Problems
from .source import front_matter
from .web import is_web


def write_files(app: Sphinx, exception: Exception | None) -> None:
    """`build-finished`: all of them, whichever pages were read, since the folder may have lost some."""
    if exception is None and is_web(app.builder):
        for address, content in _files(app):
            _write(Path(app.outdir) / address, content)


def _files(app: Sphinx) -> Iterator[Export]:
    site = Path(app.srcdir)
    target = Target(
        page=app.builder.get_target_uri,
        stamp=lambda edition: stamp_of(edition, site),
        base=app.config.html_baseurl,
        abstract=lambda ref: _abstract(site, f'talks/{ref}.md'),
    )
    yield from exports(proceedings_domain(app.env).program, target)


def _abstract(site: Path, name: str) -> str:
    """The prose of a talk as its author wrote it, if that is a file of the site; if it is not, that is said already."""
    path = site / name
    text = (read_text(path, name, Problems()) or '') if path.is_file() else ''
    _, above = front_matter(text)
    return '\n'.join(text.splitlines()[above:]).strip()


def _write(path: Path, content: bytes) -> None:
    if not path.is_file() or path.read_bytes() != content:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
