"""Files that a build writes beside Sphinx's pages: each only if it differs, and removed when it is wanted no more.

What was written is noted in the doctree folder, one note for each builder and output folder. A lost note costs time,
and leaves behind files that are no more.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path

from sphinx.application import Sphinx

from .recipes import digest_of


@dataclass(frozen=True, slots=True)
class Note:
    """What a build wrote: `key` stands for all that its files are made of; `files` has a digest of each, by address."""

    key: str = ''
    files: Mapping[str, str] = field(default_factory=dict)


def page_file(app: Sphinx, document: str) -> Path:
    """The file of a document's page in the output folder."""
    return Path(app.builder.get_output_path(document))  # type: ignore[attr-defined]  # every web builder has it


def note_path(app: Sphinx, what: str) -> Path:
    """Where the note of what this build writes is."""
    return Path(app.doctreedir) / f'{what}-{digest_of(f"{app.builder.name} {Path(app.outdir)}")}.json'


def read_note(path: Path) -> Note:
    """The note at *path*; an empty one if there is none, or nobody can read it."""
    try:
        found = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return Note()
    match found:
        case {'key': str(key), 'files': dict(files)}:
            return Note(key, files)
    return Note()


def write_note(path: Path, note: Note) -> None:
    """Leave *note* at *path*, for the next build."""
    if read_note(path) != note:
        path.write_text(json.dumps(asdict(note)), encoding='utf-8')


def update(out: Path, path: Path, files: Iterable[tuple[str, bytes]], key: str = '') -> None:
    """Make *files*, of (address, content), be in the folder *out*, and no longer those of the note at *path*."""
    written = {address: _write(out / address, content) for address, content in files}
    remove(out, {address: digest for address, digest in read_note(path).files.items() if address not in written})
    write_note(path, Note(key, written))


def remove(out: Path, files: Mapping[str, str]) -> None:
    """Remove *files* from the folder *out*; but no file that somebody has changed, or put there instead."""
    for address, digest in files.items():
        path = out / address
        if path.is_file() and digest_of(path.read_bytes()) == digest:
            path.unlink()


def _write(path: Path, content: bytes) -> str:
    """The digest of *content*, which is in the file at *path* then."""
    if not path.is_file() or path.read_bytes() != content:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return digest_of(content)
