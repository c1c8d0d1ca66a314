"""The exported files of a web site: written behind its pages, and made only when something of theirs has changed."""

from __future__ import annotations

from pathlib import Path

from sphinx.application import Sphinx

from .documents import TALKS, talk_document
from .domain import proceedings_domain
from .export import Target, exports, stamp_of
from .kept import note_path, read_note, update
from .load.markdown import read_text
from .problems import Problems
from .program import Program
from .recipes import digest_of
from .redirects import moved
from .source import front_matter
from .web import is_web


def write_files(app: Sphinx, exception: Exception | None) -> None:
    """`build-finished`: all files, whichever pages were read, since the folder may have lost some."""
    if exception is None and is_web(app.builder):
        _write_files(app, proceedings_domain(app.env).program, Path(app.outdir))


def _write_files(app: Sphinx, program: Program, out: Path) -> None:
    path = note_path(app, 'exported')
    last = read_note(path)
    target = _target(app, program)
    key = _key(app, program, target)
    if key != last.key or app.fresh_env_used or not all((out / address).is_file() for address in last.files):
        update(out, path, exports(program, target), key)


def _target(app: Sphinx, program: Program) -> Target:
    site = Path(app.srcdir)
    stamps = {edition.id: stamp_of(edition, site) for edition in program.editions.values()}
    built = app.env.found_docs
    abstracts = {ref: _abstract(site, ref) if talk_document(ref) in built else '' for ref in program.talks}
    return Target(
        page=app.builder.get_target_uri,
        stamp=lambda edition: stamps[edition.id],
        base=app.config.html_baseurl,
        abstract=abstracts.__getitem__,
        moved=moved(app),
    )


def _key(app: Sphinx, program: Program, target: Target) -> str:
    """A digest of all that the files are made of."""
    return digest_of(
        repr(
            (
                proceedings_domain(app.env).data['program'],
                target.base,
                target.page(TALKS),
                [target.stamp(edition) for edition in program.editions.values()],
                [target.abstract(ref) for ref in program.talks],
                [*target.moved.items()],
            )
        )
    )


def _abstract(site: Path, ref: str) -> str:
    """The prose of a talk as its author wrote it, if that is a file of the site; if it is not, that is said already."""
    name = f'{talk_document(ref)}.md'
    path = site / name
    text = (read_text(path, name, Problems()) or '') if path.is_file() else ''
    _, above = front_matter(text)
    return '\n'.join(text.splitlines()[above:]).strip()
