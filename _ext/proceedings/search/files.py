"""Writes what search loads: `search/index.js` and the pieces of full text, behind the pages of a web site."""

from __future__ import annotations

import pickle
from collections.abc import Container, Iterable, Iterator, Mapping
from functools import partial
from itertools import groupby
from operator import attrgetter
from pathlib import Path

import sphinx
from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.search import SearchLanguage

from .. import __version__
from ..assets import LOADED_BY_SCRIPTS
from ..documents import documents, edition_document, talk_document
from ..domain import proceedings_domain
from ..export.browser import call
from ..extras import output
from ..kept import Note, note_path, read_note, unpickled, update, write_note
from ..model import Talk
from ..names import fold
from ..program import Program
from ..recipes import digest_of
from ..web import is_web
from ..whole import write_whole
from .index import entries_of, index_of, listed
from .pieces import by_piece, letters, postings, stems_of, texts
from .sections import Part, parts_of
from .words import Words

File = tuple[str, bytes]

OF_PAGES = ''
"""In the place of an edition: the texts of pages that are not of the program."""

HIDDEN = frozenset({'nosearch', 'no-search'})
"""What a page says of itself in its front matter (Sphinx's file-wide metadata) that nobody is to find."""


def setup_search_files(app: Sphinx) -> None:
    files = FilesOfBuild()
    app.connect('env-updated', files.begin)
    app.connect('doctree-resolved', files.note_written, priority=900)  # as the page is written
    app.connect('build-finished', files.write, priority=400)  # while another process makes other files, perhaps


class FilesOfBuild:
    """The files of one build: made where it wrote a page, or another program has other people or keywords.

    The words of each page are noted when it is written. So one that is not written again keeps those that it had,
    without anybody looking at it.
    """

    def __init__(self) -> None:
        self.has_written = False
        self.words: KeptWords | None = None
        self.noted: dict[str, str] = {}
        self.searched: frozenset[str] = frozenset()

    def begin(self, app: Sphinx, env: BuildEnvironment) -> Iterable[str]:
        """`env-updated`, when all that is read is there."""
        if is_web(app.builder):
            self.searched = searched(app, proceedings_domain(env).program)
        return ()

    def note_written(self, app: Sphinx, doctree: nodes.document, docname: str) -> None:
        """`doctree-resolved`: in the main process, also where several write."""
        if not (is_web(app.builder) and app.builder.search):  # type: ignore[attr-defined]
            return
        self.has_written = True
        if docname in self.searched:
            self.noted[docname] = ' '.join(self._words(app).of(doctree))

    def write(self, app: Sphinx, exception: Exception | None) -> None:
        """`build-finished`: behind the pages, and behind the scripts that load these files."""
        if exception is None and is_web(app.builder) and app.builder.search:  # type: ignore[attr-defined]
            path = note_path(app, 'search')
            key = proceedings_domain(app.env).data['program']
            out = output(app)
            if self.has_written or not out.has(read_note(path), key):
                words = self._words(app)
                update(out, path, _Found(app, words.language, self._all_words(app, words)).files(), key)

    def _words(self, app: Sphinx) -> KeptWords:
        language = app.builder.indexer.lang  # type: ignore[attr-defined]  # every web builder has it
        if not self.words or self.words.language is not language:
            self.words = KeptWords(app, language)
        return self.words

    def _all_words(self, app: Sphinx, words: KeptWords) -> Mapping[str, str]:
        """The words of each page that is searched, by document; they are noted for the next build."""
        path, language = note_path(app, 'words'), words.language.lang
        last = read_note(path)
        known = {**(last.made_of if last.key == language else {}), **self.noted}
        lost = {name: ' '.join(words.of(app.env.get_doctree(name))) for name in self.searched - known.keys()}
        all_words = {name: lost[name] if name in lost else known[name] for name in sorted(self.searched)}
        write_note(path, Note(language, made_of=all_words))
        words.keep()
        return all_words


class KeptWords(Words):
    """Words of which the next build knows the stems: to find those of some pages takes as long as to write these."""

    def __init__(self, app: Sphinx, language: SearchLanguage) -> None:
        self.path = note_path(app, 'stems').with_suffix('.pickle')
        self.key = repr((__version__, sphinx.__version__, language.lang, language.options))
        nothing: tuple[str, Mapping[str, str]] = '', {}
        key, known = nothing if app.fresh_env_used else unpickled(self.path, nothing)
        super().__init__(language, known if key == self.key else {})
        self.number = len(self.terms)

    def keep(self) -> None:
        if len(self.terms) > self.number:
            write_whole(self.path, pickle.dumps((self.key, {**self.terms}), pickle.HIGHEST_PROTOCOL))


class _Found:
    """What can be found on the site of one build."""

    def __init__(self, app: Sphinx, language: SearchLanguage, words: Mapping[str, str]) -> None:
        domain = proceedings_domain(app.env)
        self.app = app
        self.language = language
        self.noted = words
        self.program = domain.program
        self.texts: Mapping[str, str] = domain.data['texts']
        self.is_built = partial(is_found, app)
        editions = groupby(listed(self.program, self.is_built), attrgetter('edition'))
        self.pieces = {edition: dict(texts(self.texts_of(talks))) for edition, talks in editions}
        self.parts = [*_parts(app, self.program, self.texts)]
        if self.parts:
            self.pieces[OF_PAGES] = dict(texts((str(number), part.text) for number, part in enumerate(self.parts)))
        # they show what others say: of these pages only what somebody wrote for them is searched
        self.summaries = {*map(edition_document, self.program.editions), app.config.root_doc}
        self.index = index_of(self.program, self.parts, app.builder.get_target_uri, self.is_built)
        pages = [*(part.name for part in self.parts), *(document for _, document, *_ in self.index['pages'])]
        entries = [*entries_of(self.program, self.is_built), *pages]
        self.summaries &= {name for name in entries if name in self.texts}
        self.numbers = {document: number for number, document in enumerate(entries)}

    def files(self) -> Iterator[File]:
        """All files, the index last: its version is a digest of them all, and of the scripts that read them, so that a
        browser takes none of another build from its cache."""
        others = [*self.abstracts(), *self.words()]
        stop_words = sorted({fold(word) for word in self.language.stopwords})
        index = {
            'stopWords': stop_words,
            'texts': {edition: [*pieces] for edition, pieces in self.pieces.items()},
            **self.index,
        }
        version = digest_of(repr((others, index, [*_engine(self.app)])))[:12]
        yield from others
        yield 'search/index.js', call('searchIndex', {'version': version, **index})

    def abstracts(self) -> Iterator[File]:
        for edition, pieces in self.pieces.items():
            for number, piece in pieces.items():
                yield f'search/text-{edition}-{number}.js', call('searchTexts', edition, piece)

    def texts_of(self, talks: Iterable[Talk]) -> Iterator[tuple[str, str]]:
        return ((talk.id, self.texts.get(talk_document(talk.ref), '')) for talk in talks)

    def words(self) -> Iterator[File]:
        summaries = {name: {*stems_of(self.texts.get(name, ''), self.language)} for name in self.summaries}
        own = {part.name: stems_of(part.text, self.language) for part in self.parts}
        noted = {name: words.split(' ') for name, words in self.noted.items() if name not in summaries}
        of_all = (*noted.items(), *own.items(), *summaries.items())
        found = postings((self.numbers[name], words) for name, words in of_all if name in self.numbers)
        pieces = by_piece(found)
        yield 'search/words.js', call('searchWords', {'letters': letters(found), 'pieces': [*pieces]})
        for name, piece in pieces.items():
            yield f'search/words-{name}.js', call('searchPiece', name, piece)


def searched(app: Sphinx, program: Program) -> frozenset[str]:
    """The documents of which every word is found: not those that only list others."""
    own = app.env.found_docs - {*documents(program, '')}
    everything = (*entries_of(program, partial(is_found, app)), *own)
    return frozenset(document for document in everything if is_found(app, document))


def is_found(app: Sphinx, document: str) -> bool:
    """Whether the site has *document*, and it does not want to be found by nobody."""
    return document in app.env.found_docs and HIDDEN.isdisjoint(app.env.metadata[document])


def _parts(app: Sphinx, program: Program, made: Container[str]) -> Iterator[Part]:
    """The documents that are not of the program, and their sections; those of a home page that is *made* are the
    program's."""
    known = {*documents(program, '')}
    for document, title in sorted(app.env.titles.items()):
        if document in known or not is_found(app, document):
            continue
        if document in made:
            yield Part(document, title.astext())
        else:
            yield from parts_of(document, title.astext(), app.env.get_doctree(document))


def _engine(app: Sphinx) -> Iterator[bytes]:
    """The scripts that read these files."""
    for script in LOADED_BY_SCRIPTS:
        path = Path(app.outdir) / '_static' / script
        yield path.read_bytes() if path.is_file() else b''
