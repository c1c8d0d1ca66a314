"""The exported files of a web site: written behind its pages, each only if it differs, and removed when it is no more.

What was written is noted in the doctree folder, one note for each builder and output folder. A lost note costs time,
and leaves behind files that are no more.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path

from sphinx.application import Sphinx

from .documents import TALKS
from .domain import proceedings_domain
from .export import Target, exports, stamp_of
from .load.markdown import read_text
from .problems import Problems
from .program import Program
from .recipes import digest_of
from .source import front_matter
from .web import is_web


@dataclass(frozen=True, slots=True)
class Note:
    """What a build wrote: `key` stands for all that its files are made of; `files` has a digest of each, by address."""

    key: str = ''
    files: Mapping[str, str] = field(default_factory=dict)


def write_files(app: Sphinx, exception: Exception | None) -> None:
    """`build-finished`: all files, whichever pages were read, since the folder may have lost some."""
    if exception is None and is_web(app.builder):
        _write_files(app, proceedings_domain(app.env).program, Path(app.outdir))


def _write_files(app: Sphinx, program: Program, out: Path) -> None:
    path = Path(app.doctreedir) / f'exported-{digest_of(f"{app.builder.name} {out}")}.json'
    last = _read_note(path)
    target = _target(app, program)
    key = _key(app, program, target)
    if key == last.key and not app.fresh_env_used and all((out / address).is_file() for address in last.files):
        return
    files = {address: _write(out / address, content) for address, content in exports(program, target)}
    _remove(out, {address: digest for address, digest in last.files.items() if address not in files})
    path.write_text(json.dumps(asdict(Note(key, files))), encoding='utf-8')


def _target(app: Sphinx, program: Program) -> Target:
    site = Path(app.srcdir)
    stamps = {edition.id: stamp_of(edition, site) for edition in program.editions.values()}
    abstracts = {ref: _abstract(site, f'talks/{ref}.md') for ref in program.talks}
    return Target(
        page=app.builder.get_target_uri,
        stamp=lambda edition: stamps[edition.id],
        base=app.config.html_baseurl,
        abstract=abstracts.__getitem__,
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
            )
        )
    )


def _abstract(site: Path, name: str) -> str:
    """The prose of a talk as its author wrote it, if that is a file of the site; if it is not, that is said already."""
    path = site / name
    text = (read_text(path, name, Problems()) or '') if path.is_file() else ''
    _, above = front_matter(text)
    return '\n'.join(text.splitlines()[above:]).strip()


def _write(path: Path, content: bytes) -> str:
    """The digest of *content*, which is in the file at *path* then."""
    if not path.is_file() or path.read_bytes() != content:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return digest_of(content)


def _remove(out: Path, files: Mapping[str, str]) -> None:
    """Remove *files* from the folder *out*; but no file that somebody has changed, or put there instead."""
    for address, digest in files.items():
        path = out / address
        if path.is_file() and digest_of(path.read_bytes()) == digest:
            path.unlink()


def _read_note(path: Path) -> Note:
    """The note at *path*; an empty one if there is none, or nobody can read it."""
    try:
        found = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return Note()
    match found:
        case {'key': str(key), 'files': dict(files)}:
            return Note(key, files)
    return Note()
