"""The exported files of a web site: written behind its pages, and made only when something of theirs has changed.

Most of them say what the program says; only a few have prose in them, and those are all that another abstract makes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from itertools import chain
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.builders import Builder

from .dated import dates_of, tell_trouble
from .documents import TALKS, talk_document
from .domain import proceedings_domain
from .export import Target, exports_with_prose, exports_without_prose, stamp_of
from .export.dates import Dates
from .export.history import History
from .extras import output
from .kept import note_path, read_note, update, update_one_by_one, write_if_other, write_note
from .load.markdown import read_text
from .model import Edition
from .problems import Problems
from .program import Program
from .prose.comments import without_comments
from .recipes import digest_of
from .redirects import moved
from .sitemap import for_robots, has_sitemap
from .source import front_matter
from .web import is_web


def write_files(app: Sphinx, exception: Exception | None) -> None:
    """`build-finished`: all files, whichever pages were read, since the folder may have lost some."""
    if exception is None and is_web(app.builder):
        _write_files(app, proceedings_domain(app.env).program)


def _write_files(app: Sphinx, program: Program) -> None:
    dates = dates_of(app.env)
    target = _target(app, dates)
    key = _key(app, target, dates)
    _write_without_prose(app, program, target, dates, key)
    _write_with_prose(app, program, target, key)
    if dates.history.trouble:
        tell_trouble(dates)
        for path in (note_path(app, 'exported'), note_path(app, 'prose')):
            write_note(path, replace(read_note(path), key='', made_of={}))  # git is asked again


def _write_without_prose(app: Sphinx, program: Program, target: Target, dates: Dates, key: str) -> None:
    out, path = output(app), note_path(app, 'exported')
    again = bool(app.fresh_env_used)
    if again or not out.has(read_note(path), key):
        files = chain(exports_without_prose(program, target), for_robots(app, target, dates))
        update(out, path, files, key, again=again)


def _write_with_prose(app: Sphinx, program: Program, target: Target, key: str) -> None:
    """Each file by itself; where no document was read again, nobody asks what would be in them."""
    out, path = output(app), note_path(app, 'prose')
    key_of_texts = digest_of(f'{key} {sorted(app.env.all_docs.items())}')
    if not app.fresh_env_used and out.has(read_note(path), key_of_texts):
        return
    others = read_note(note_path(app, 'exported'))
    files = {file.address: file for file in exports_with_prose(program, target, {*others.files, *others.left})}
    texts = {edition.id: _texts(app, edition) for edition in program.editions.values()}
    texts[''] = digest_of(repr([*texts.values()]))
    made_of = {address: digest_of(f'{key} {texts[file.edition]}') for address, file in files.items()}

    def put(address: str, path: Path) -> str:
        return write_if_other(path, files[address].make())

    update_one_by_one(out, path, made_of, put, key=key_of_texts, again=bool(app.fresh_env_used))


def _texts(app: Sphinx, edition: Edition) -> str:
    """A short name for the prose of all talks of an edition, which is another when one was read again."""
    documents = (talk_document(talk.ref) for talk in edition.talks.values())
    return digest_of(repr([app.env.all_docs.get(document) for document in documents]))


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
    built = app.env.found_docs
    editions = proceedings_domain(app.env).program.editions
    stamps = cache(lambda id: stamp_of(editions[id], dates.history))
    leads: Mapping[str, str] = proceedings_domain(app.env).data['leads']
    return replace(
        page_target(app.builder),
        stamp=lambda edition: stamps(edition.id),
        abstract=cache(lambda ref: _abstract(site, ref) if talk_document(ref) in built else ''),
        lead=lambda ref: leads.get(talk_document(ref), ''),
        changed=dates.talk,
        moved=moved(app),
    )


def _key(app: Sphinx, target: Target, dates: Dates) -> str:
    """A digest of all that the files are made of, but for prose."""
    return digest_of(
        repr(
            (
                proceedings_domain(app.env).data['program'],
                target.base,
                target.page(TALKS),
                [*target.moved.items()],
                dates.key,
                sorted(app.env.found_docs),
                has_sitemap(app),
            )
        )
    )


def _abstract(site: Path, ref: str) -> str:
    """The prose of a talk as its author wrote it, but for comments; nothing if that is no file of the site, which has
    been said already."""
    name = f'{talk_document(ref)}.md'
    path = site / name
    text = (read_text(path, name, Problems()) or '') if path.is_file() else ''
    _, above = front_matter(text)
    return without_comments('\n'.join(text.splitlines()[above:]).strip())
