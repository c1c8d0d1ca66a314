"""Files that a build writes beside Sphinx's pages: each only if it differs, and removed when it is wanted no more.

What was written is noted in the doctree folder, one note for each builder and output folder. A lost note costs time,
and leaves behind files that are no more.
"""

from __future__ import annotations

import hashlib
import json
import os
import pickle
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from sphinx.application import Sphinx
from sphinx.util.parallel import ParallelTasks, make_chunks, parallel_available

from .recipes import digest_of, new_digest
from .whole import write_whole

T = TypeVar('T', bound=tuple[object, ...])


@dataclass(frozen=True, slots=True)
class Note:
    """What a build wrote: `key` stands for all that its files are made of; `files` has a digest of each, by address.

    `made_of` has one of what each is made of, where files are made one by one; `left` are the addresses at which
    nothing was written, since the site has its own file there. `written` is when the note was: what somebody has put
    into the place of a file is not older.
    """

    key: str = ''
    files: Mapping[str, str] = field(default_factory=dict)
    made_of: Mapping[str, str] = field(default_factory=dict)
    left: tuple[str, ...] = ()
    written: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Output:
    """The `folder` that a build writes to, and the addresses in it at which the site has files of its `own`: there
    nothing is written, and nothing removed."""

    folder: Path
    own: frozenset[str] = frozenset()

    def has(self, note: Note, key: str) -> bool:
        """Whether all is there still that *note* says of files made of what *key* stands for."""
        same = note.key == key and self.own.isdisjoint(note.files) and self.own.issuperset(note.left)
        return same and Folders(self.folder).have(note.files)


class Folders:
    """The folders below *top*, each looked at once, and made once: of thousands of files a disk would otherwise be
    asked one by one what it has said already."""

    def __init__(self, top: Path) -> None:
        self.top = top
        self._files: dict[str, Mapping[str, os.DirEntry[str]]] = {}
        self._made: set[str] = set()

    def has(self, address: str) -> bool:
        """Whether there is a file of exactly that name: some disks find one that is written otherwise, too."""
        return self._entry(address) is not None

    def is_older(self, address: str, time: int) -> bool:
        """Whether there is a file of exactly that name that was last written before *time*."""
        entry = self._entry(address)
        return entry is not None and entry.stat().st_mtime_ns < time

    def _entry(self, address: str) -> os.DirEntry[str] | None:
        folder, _, name = address.rpartition('/')
        if folder not in self._files:
            self._files[folder] = {entry.name: entry for entry in _files_in(self.top / folder)}
        return self._files[folder].get(name)

    def have(self, addresses: Iterable[str]) -> bool:
        return all(self.has(address) or (self.top / address).is_file() for address in addresses)

    def make(self, address: str) -> None:
        """Make the folder that the file at *address* is in, unless it is there."""
        folder = address.rpartition('/')[0]
        if folder not in self._made:
            (self.top / folder).mkdir(parents=True, exist_ok=True)
            self._made.add(folder)

    def write(self, address: str, content: bytes, last: Note) -> str:
        """The digest of *content*, which is in the file at *address* then; it is not read to see that it holds what it
        did when the *last* note was written."""
        digest = digest_of(content)
        if last.files.get(address) == digest and self.is_older(address, last.written):
            return digest
        self.make(address)
        path = self.top / address
        if not self.has(address) or path.read_bytes() != content:
            write_whole(path, content)
        return digest


def _files_in(folder: Path) -> Iterator[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as entries:
            yield from (entry for entry in entries if entry.is_file())
    except (FileNotFoundError, NotADirectoryError):
        return


Put = Callable[[str, Path], str]
"""Makes the file of an address, and puts it to that path, whose folder is there; gives its digest."""


def page_file(app: Sphinx, document: str) -> Path:
    """The file of a document's page in the output folder."""
    return Path(app.builder.get_output_path(document))  # type: ignore[attr-defined]  # every web builder has it


def note_path(app: Sphinx, what: str) -> Path:
    """Where the note of what this build writes is."""
    return Path(app.doctreedir) / f'{what}-{digest_of(f"{app.builder.name} {Path(app.outdir)}")}.json'


def notes(app: Sphinx) -> Iterator[Note]:
    """All notes of what this build writes."""
    of_any = note_path(app, '*')
    yield from map(read_note, sorted(of_any.parent.glob(of_any.name)))


def read_note(path: Path) -> Note:
    """The note at *path*; an empty one if there is none, or nobody can read it."""
    try:
        found, written = json.loads(path.read_bytes()), path.stat().st_mtime_ns
    except (OSError, ValueError):
        return Note()
    match found:
        case {'key': str(key), 'files': dict(files), 'made_of': dict(made_of), 'left': list(left)}:
            return Note(key, files, made_of, tuple(left), written)
    return Note()


def unpickled(path: Path, otherwise: T) -> T:
    """What is pickled at *path*; *otherwise*, of as many things, if there is nothing, or what nobody can read."""
    try:
        found: T = pickle.loads(path.read_bytes())
    except Exception:  # what is no pickle, or not all of one, can be any error
        return otherwise
    return found if isinstance(found, tuple) and len(found) == len(otherwise) else otherwise


def write_note(path: Path, note: Note) -> None:
    """Leave *note* at *path*, for the next build."""
    if read_note(path) != note:
        facts = {name: getattr(note, name) for name in ('key', 'files', 'made_of', 'left')}
        write_whole(path, json.dumps(facts).encode())


def update(
    out: Output, path: Path, files: Iterable[tuple[str, bytes | None]], key: str = '', *, again: bool = False
) -> None:
    """Make *files*, of (address, content), be in *out*, and no longer those of the note at *path*; where there is no
    content, it is what that note says. If all are to be looked at *again*, the time of none says that it is ours
    still."""
    written, left, folders, last = {}, [], Folders(out.folder), read_note(path)
    for address, content in files:
        if address in out.own:
            left.append(address)
        elif content is None:
            written[address] = last.files[address]
        else:
            written[address] = folders.write(address, content, Note() if again else last)
    remove(out, {address: digest for address, digest in last.files.items() if address not in written})
    write_note(path, Note(key, written, left=tuple(left)))


def update_one_by_one(
    out: Output,
    path: Path,
    made_of: Mapping[str, str],
    put: Put,
    *,
    key: str = '',
    again: bool = False,
    processes: int = 1,
) -> Sequence[str]:
    """Like `update`, of files that take long: *made_of* has for each address a digest of what its file is made of.

    Those that are made of something else than last time, or have gone, or all *again*, are *put* there, by so many
    *processes*; what comes back are their addresses.
    """
    last, left = read_note(path), tuple(address for address in made_of if address in out.own)
    made_of = {address: of for address, of in made_of.items() if address not in out.own}
    same = {address for address, of in made_of.items() if last.made_of.get(address) == of and not again}
    folders = Folders(out.folder)
    wanted = [address for address in made_of if address not in same or not folders.have([address])]
    written = {**last.files, **_put(out.folder, wanted, put, processes)}
    remove(out, {address: digest for address, digest in last.files.items() if address not in made_of})
    write_note(path, Note(key, {address: written[address] for address in made_of}, made_of, left))
    return wanted


WORTH_A_PROCESS = 100
"""For fewer files no process is started."""


def _put(out: Path, addresses: Sequence[str], put: Put, processes: int) -> dict[str, str]:
    """The digests of the files at *addresses*, once they are there."""

    folders = Folders(out)

    def put_one(address: str) -> str:
        folders.make(address)
        return put(address, out / address)

    def put_some(some: Sequence[str]) -> dict[str, str]:
        return {address: put_one(address) for address in some}

    if processes < 2 or len(addresses) < processes * WORTH_A_PROCESS or not parallel_available:
        return put_some(addresses)
    found: dict[str, str] = {}
    tasks = ParallelTasks(processes)
    for some in make_chunks(addresses, processes, len(addresses)):
        tasks.add_task(put_some, some, lambda _, digests: found.update(digests))
    tasks.join()
    return found


def remove(out: Output, files: Mapping[str, str]) -> None:
    """Remove *files* from *out*; but no file that somebody has changed, or put there instead, be it the very same."""
    for address, digest in files.items():
        path = out.folder / address
        if address not in out.own and path.is_file() and digest_of_file(path) == digest:
            remove_file(path, out.folder)


def remove_file(path: Path, top: Path) -> None:
    """Remove the file at *path*, if it is there, and the folders below *top* that are empty without it."""
    if path.is_file():
        path.unlink()
        for folder in path.parents[: len(path.relative_to(top).parents) - 1]:
            if any(folder.iterdir()):
                break
            folder.rmdir()


def digest_of_file(path: Path) -> str:
    """What `digest_of` says of the content of the file at *path*, which need not fit into memory."""
    with path.open('rb') as file:
        return hashlib.file_digest(file, new_digest).hexdigest()


def write_if_other(path: Path, content: bytes) -> str:
    """The digest of *content*, which is in the file at *path* then."""
    if not path.is_file() or path.read_bytes() != content:
        write_whole(path, content)
    return digest_of(content)
