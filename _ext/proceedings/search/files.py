"""Writes what search loads: `search/index.js` and the pieces of full text, behind the pages of a web site."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx

from ..documents import documents
from ..domain import proceedings_domain
from ..export.browser import call
from ..files import abstract_of
from ..kept import note_path, update
from ..recipes import digest_of
from ..web import is_web
from .index import Page, entries_of, index_of, listed
from .pieces import by_piece, letters, postings, texts

File = tuple[str, bytes]


def setup_search_files(app: Sphinx) -> None:
    app.connect('build-finished', write_search)


def write_search(app: Sphinx, exception: Exception | None) -> None:
    """`build-finished`: the index and the texts always, since they are made in no time. The words only where Sphinx has
    its index in memory: where it wrote no page it has none, and they are what they were."""
    if exception is None and is_web(app.builder):
        found = _Found(app)
        update(Path(app.outdir), note_path(app, 'search'), found.index_and_texts())
        if indexer := app.builder.indexer:  # type: ignore[attr-defined]  # every web builder has it
            update(Path(app.outdir), note_path(app, 'words'), found.words(indexer.freeze()))


class _Found:
    """What can be found on the site of one build."""

    def __init__(self, app: Sphinx) -> None:
        self.program = proceedings_domain(app.env).program
        self.site = Path(app.srcdir)
        self.builder = app.builder
        self.built = app.env.found_docs
        of_program = {*documents(self.program, '')}
        titles = sorted(app.env.titles.items())
        self.pages: list[Page] = [(name, title.astext()) for name, title in titles if name not in of_program]
        entries = [*entries_of(self.program), *(name for name, _ in self.pages)]
        self.numbers = {document: number for number, document in enumerate(entries)}
        self.version = digest_of('\n'.join(self.numbers))

    def index_and_texts(self) -> Iterator[File]:
        pieces = {edition: dict(texts(self.abstracts(edition))) for edition in self.program.editions}
        for edition, found in pieces.items():
            for number, piece in found.items():
                yield f'search/text-{edition}-{number}.js', call('searchTexts', edition, piece)
        index = index_of(self.program, self.pages, self.builder.get_target_uri, self.built.__contains__)
        about = {'version': self.version, 'texts': {edition: [*found] for edition, found in pieces.items()}}
        yield 'search/index.js', call('searchIndex', about | index)

    def abstracts(self, edition: str) -> Iterator[tuple[str, str]]:
        talks = (talk for talk in listed(self.program) if talk.edition == edition)
        return ((talk.id, abstract_of(self.site, talk.ref)) for talk in talks)

    def words(self, frozen: Mapping[str, Any]) -> Iterator[File]:
        found = postings(frozen, self.numbers)
        pieces = by_piece(found)
        about = {'version': self.version, 'letters': letters(found), 'pieces': [*pieces]}
        yield 'search/words.js', call('searchWords', about)
        for name, piece in pieces.items():
            yield f'search/words-{name}.js', call('searchPiece', self.version, name, piece)
