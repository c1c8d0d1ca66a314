"""The exported files of a web site: written beside its pages, and made only when something of theirs has changed.

Most of them say what the program says; only a few have prose in them, and those are all that another abstract makes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cache, partial
from itertools import chain
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.builders import Builder

from . import __version__
from .beside import Beside
from .dated import dates_of, tell_trouble
from .documents import TALKS, talk_document
from .domain import proceedings_domain
from .export import Part, Target, exports_with_prose, parts_without_prose, stamp_of
from .export.dates import Dates
from .export.history import History
from .extras import output
from .kept import Folders, Note, Output, note_path, read_note, update, update_one_by_one, write_if_other, write_note
from .ledger import files as ledger_files
from .load.markdown import read_text
from .model import Edition
from .observed import Observed, Parts, remembered_with
from .pieces import Pieces
from .problems import Problems
from .program import Program
from .prose.comments import without_comments
from .recipes import digest_of
from .redirects import moved
from .sitemap import for_robots, has_sitemap
from .source import front_matter
from .web import is_web


def setup_files(app: Sphinx) -> None:
    beside = Beside(write_files)
    app.connect('env-updated', beside.begin, priority=900)  # when all that others say of pages is there
    app.connect('build-finished', beside.end, priority=450)  # before anybody removes a file, and its folder


def write_files(app: Sphinx) -> None:
    """All files, whichever pages were read, since the folder may have lost some."""
    if is_web(app.builder):
        _write_files(app, proceedings_domain(app.env).program)


def _write_files(app: Sphinx, program: Program) -> None:
    dates = dates_of(app.env)
    target = _target(app, dates)
    key = _key(app, target, dates)
    _write_without_prose(app, target, dates, key)
    _write_with_prose(app, program, target, dates, key)
    if dates.history.trouble:
        tell_trouble(dates)
        for path in (note_path(app, 'exported'), note_path(app, 'prose')):
            write_note(path, replace(read_note(path), key='', made_of={}))  # git is asked again


def _write_without_prose(app: Sphinx, target: Target, dates: Dates, key: str) -> None:
    out, path = output(app), note_path(app, 'exported')
    last = Note() if app.fresh_env_used else read_note(path)
    if not last.key or not out.has(last, key):
        pieces = _pieces(app, target, dates, 'files', 'entries', 'schedule', 'cited', 'shortened')
        if last.key:
            pieces.recall()
        files = _Files(pieces.program, out, last).of(parts_without_prose(pieces.program, target))
        update(out, path, chain(files, for_robots(app, target, dates)), key, again=bool(app.fresh_env_used))
        pieces.keep()


def _pieces(app: Sphinx, target: Target, dates: Dates, *kinds: str, there: Iterable[str] = ()) -> Pieces:
    """What files are made of, by the names that `export` has for it; `files` are their addresses."""
    domain = proceedings_domain(app.env)
    stamps = [*map(target.stamp, domain.program.editions.values())]
    addresses = sorted(ledger_files(domain.program)), domain.program.former['session']
    key = digest_of(repr((__version__, *_around(app, target, dates), stamps, addresses, sorted(there))))
    path = note_path(app, f'pieces-{kinds[0]}').with_suffix('.pickle')
    return Pieces(path, kinds, key, domain.data['program'], domain.observed, domain.values)


class _Files:
    """The files of *program*: made where they are not those of *last*."""

    def __init__(self, program: Observed, out: Output, last: Note) -> None:
        self.program = program
        self.out = out
        self.last = last
        self.folders = Folders(out.folder)
        self.addresses: dict[str, tuple[tuple[str, ...], Parts]] = program.made.setdefault('files', {})
        self.taken: set[str] = set()

    def of(self, parts: Iterable[Part]) -> Iterator[tuple[str, bytes | None]]:
        """Each address, with what is in it unless that is the same."""
        for part in parts:
            files = self.same(part)
            if files is None:
                files = self.anew(part)
            self.taken.update(address for address, _ in files)
            yield from files

    def same(self, part: Part) -> list[tuple[str, bytes | None]] | None:
        """The files of *part*, if nothing of it is another, and all of them are there still."""
        if part.name not in self.addresses:
            return None
        there, _ = self.addresses[part.name]
        are_there = all(file in self.out.own or (file in self.last.files and self.folders.has(file)) for file in there)
        return [(address, None) for address in there] if are_there else None

    def anew(self, part: Part) -> list[tuple[str, bytes | None]]:
        """The files of *part*, but for those of another; then it is made again by the next build."""
        with self.program.looking() as seen:
            made = [*part.make()]
        free: list[tuple[str, bytes | None]] = [file for file in made if file[0] not in self.taken]
        self.addresses.pop(part.name, None)
        if len(free) == len(made):
            self.addresses[part.name] = tuple(address for address, _ in made), tuple(seen)
        return free


def _write_with_prose(app: Sphinx, program: Program, target: Target, dates: Dates, key: str) -> None:
    """Each file by itself; where no document was read again, nobody asks what would be in them."""
    out, path = output(app), note_path(app, 'prose')
    last = Note() if app.fresh_env_used else read_note(path)
    key_of_texts = digest_of(f'{key} {sorted(app.env.all_docs.items())}')
    if last.key and out.has(last, key_of_texts):
        return
    others = read_note(note_path(app, 'exported'))
    there = {*others.files, *others.left}
    pieces = _pieces(app, target, dates, 'prose', 'talks', 'people', 'abstracts', there=there)
    if last.key:
        pieces.recall()
    texts = {edition.id: _texts(app, target, edition) for edition in program.editions.values()}
    texts[''] = digest_of(repr([*texts.values(), *map(target.lead, program.talks)]))
    files = {file.address: file for file in exports_with_prose(pieces.program, target, there)}
    of_texts = {address: texts[file.edition] for address, file in files.items()}
    known: dict[str, tuple[str, Parts]] = pieces.program.made.setdefault('prose', {})
    made_of = {
        address: last.made_of.get(address, '') if known.get(address, ('', ()))[0] == of else digest_of(f'{key} {of}')
        for address, of in of_texts.items()
    }

    def put(address: str, path: Path) -> str:
        with pieces.program.looking() as seen:
            content = files[address].make()
        known[address] = of_texts[address], tuple(seen)
        return write_if_other(path, content)

    update_one_by_one(out, path, made_of, put, key=key_of_texts, again=bool(app.fresh_env_used))
    pieces.keep()


def _texts(app: Sphinx, target: Target, edition: Edition) -> str:
    """A short name for all that is said of the talks of an edition in prose, without a look into their files: a page
    may be read again for what others are called."""
    talks = edition.talks.values()
    return digest_of(repr([(_state(app, talk_document(talk.ref)), target.changed(talk)) for talk in talks]))


def _state(app: Sphinx, document: str) -> tuple[int, int] | None:
    """What is another when somebody has written into the file of *document*; None if there is none."""
    try:
        found = Path(app.srcdir, f'{document}.md').stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size


def page_target(builder: Builder) -> Target:
    """The site, as far as a page has to know it that says what files say: git is asked only for a stamp."""
    history = History(Path(builder.srcdir))
    return Target(
        page=builder.get_target_uri,
        exists=lambda document: document in builder.env.found_docs,
        stamp=lambda edition: stamp_of(edition, history),
        base=builder.config.html_baseurl,
    )


def _target(app: Sphinx, dates: Dates) -> Target:
    site = Path(app.srcdir)
    built, domain = app.env.found_docs, proceedings_domain(app.env)
    editions = domain.program.editions
    stamps = cache(lambda id: stamp_of(editions[id], dates.history))
    leads: Mapping[str, str] = domain.data['leads']
    # those of a whole edition are in one file, and all but a few are what they were
    abstract = remembered_with(
        domain.observed, partial(_abstract, site), 'abstracts', lambda ref: str(_state(app, talk_document(ref)))
    )
    return replace(
        page_target(app.builder),
        stamp=lambda edition: stamps(edition.id),
        abstract=cache(lambda ref: abstract(ref) if talk_document(ref) in built else ''),
        lead=lambda ref: leads.get(talk_document(ref), ''),
        changed=dates.talk,
        moved=moved(app),
    )


def _key(app: Sphinx, target: Target, dates: Dates) -> str:
    """A digest of all that the files are made of, but for prose."""
    return digest_of(repr((proceedings_domain(app.env).data['program'], *_around(app, target, dates))))


def _around(app: Sphinx, target: Target, dates: Dates) -> Iterator[object]:
    """All that they are made of besides the program."""
    yield from (target.base, target.page(TALKS), [*target.moved.items()], dates.key)
    yield from (sorted(app.env.found_docs), has_sitemap(app))


def _abstract(site: Path, ref: str) -> str:
    """The prose of a talk as its author wrote it, but for comments; nothing if that is no file of the site, which has
    been said already."""
    name = f'{talk_document(ref)}.md'
    path = site / name
    text = (read_text(path, name, Problems()) or '') if path.is_file() else ''
    _, above = front_matter(text)
    return without_comments('\n'.join(text.splitlines()[above:]).strip())
