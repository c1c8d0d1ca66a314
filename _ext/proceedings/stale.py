"""Pages that are no longer right though their source is the same: written again; and pages of no document: removed.

Sphinx writes a page when its document was read. But a page also names those before, behind and above it, its header
what the home page lists, how to cite a talk who edited the volume, and its head what machines read of an edition and of
people; and the page of a document that is no more stays for ever, with all the names on it.

What every page was made of is noted, for each builder and output folder, since they share one environment: what one
build has read is no news to the next, but its pages may be older. What that is takes its time, so it is only asked of
pages where something that it is made from is another.

And Sphinx writes what lists a page in a table of contents whenever that page is read, for the titles in it. Ours are
hidden; what shows a title of the program is read when that changes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.environment import BuildEnvironment

from . import __version__
from .cards import has_cards
from .cite import CitationsOfBuild, citation_on
from .domain import proceedings_domain
from .export.citations import Citations
from .header import ancestors, entries
from .kept import Folders, Note, note_path, page_file, read_note, remove_file, write_note
from .metadata.head import Heads, HeadsOfBuild
from .observed import Parts
from .recipes import digest_of
from .stubs import SUFFIX
from .web import is_web


def setup_stale(app: Sphinx, citations: CitationsOfBuild, heads: HeadsOfBuild) -> None:
    pages = PagesOfBuild(citations, heads)
    app.connect('env-updated', pages.find_stale)
    app.connect('write-started', pages.list_in_silence)
    app.connect('doctree-resolved', pages.note_written)
    app.connect('build-finished', pages.keep)


class PagesOfBuild:
    """The pages of one build: `made_of` has a digest of what each is made of, by document; `comes_from` one of what
    that comes from, which is soon found; `program` is a digest of what they were held against."""

    def __init__(self, citations: CitationsOfBuild, heads: HeadsOfBuild) -> None:
        self.citations = citations
        self.heads = heads
        self.made_of: dict[str, str] = {}
        self.comes_from: dict[str, str] = {}
        self.program = ''
        self.written: set[str] = set()
        self.listed_by: dict[str, set[str]] | None = None

    def find_stale(self, app: Sphinx, env: BuildEnvironment) -> list[str]:
        """`env-updated`: the documents whose pages have to be written again; nothing is read for that.

        What is gone is removed before anything is written: whatever else has such an address now is written behind.
        """
        if not is_web(app.builder):
            return []
        note = read_note(note_path(app, 'pages'))
        remove_gone(app, note.files)
        remove_sources(app)
        said = Said(app, self.citations.of(app.builder), self.heads.anew(app))
        self.program = said.domain.data['program']
        for document, around in surroundings(app):
            beside, last = said.beside(document, around), note.made_of.get(document, '')
            values = last.partition(' ')[2] if said.is_same(document, note.key) else said.values(document)
            if document in note.files and last == f'{beside} {values}':
                self.made_of[document], self.comes_from[document] = note.files[document], last
            else:
                self.made_of[document] = digest_of(f'{said.on(document)} {around}')
                self.comes_from[document] = f'{beside} {said.values(document)}'
        note_new(app, note, self.made_of)
        return [document for document, digest in self.made_of.items() if note.files.get(document) != digest]

    def list_in_silence(self, app: Sphinx, builder: Builder) -> None:
        """`write-started`: no page is written again for what only our hidden table of contents lists."""
        env = app.env
        self.listed_by = env.files_to_rebuild
        shown = dict(shown_lists(env))
        env.files_to_rebuild = {
            name: {document for document in documents if name in shown.get(document, ())}
            for name, documents in self.listed_by.items()
        }

    def note_written(self, app: Sphinx, doctree: nodes.document, docname: str) -> None:
        """`doctree-resolved`: in the main process, also where several write."""
        self.written.add(docname)

    def keep(self, app: Sphinx, exception: Exception | None) -> None:
        """`build-finished`: a page that was not written, since somebody asked for others, is still what it was."""
        if self.listed_by is not None:
            app.env.files_to_rebuild = self.listed_by  # Sphinx also sees from it what is in no table of contents
        if exception is None and is_web(app.builder):
            path = note_path(app, 'pages')
            noted = read_note(path).files
            made = {name: digest if name in self.written else noted.get(name) for name, digest in self.made_of.items()}
            as_noted = {name: digest for name, digest in made.items() if digest}
            current = {name: of for name, of in self.comes_from.items() if as_noted.get(name) == self.made_of[name]}
            write_note(path, Note(self.program, as_noted, current))


def note_new(app: Sphinx, note: Note, documents: Iterable[str]) -> None:
    """Add to *note* those of *documents* that are new before there are pages of them: if this build is interrupted, and
    they are gone by the next, nobody else would know of these."""
    new = {document: '' for document in documents if document not in note.files}
    if new:
        write_note(note_path(app, 'pages'), replace(note, files={**note.files, **new}))


def shown_lists(env: BuildEnvironment) -> Iterator[tuple[str, set[str]]]:
    """(document, what it lists in tables of contents that are not ours)."""
    for document in env.toctree_includes:
        toctrees = env.tocs[document].findall(addnodes.toctree) if document in env.tocs else ()
        yield document, {name for toctree in toctrees if not toctree.get('made') for name in toctree['includefiles']}


class Said:
    """What pages say that does not stand in their source: how to cite them, and what machines read."""

    def __init__(self, app: Sphinx, citations: Citations, heads: Heads) -> None:
        self.citations = citations
        self.heads = heads
        self.domain = proceedings_domain(app.env)
        self.leads: Mapping[str, str] = self.domain.data['leads']
        self.parts: dict[str, Parts] = self.domain.data['said']
        self.shared = digest_of(repr((__version__, *settings_of(app))))

    def on(self, document: str) -> str:
        """A digest of what the page of *document* says."""
        with self.domain.observed.looking() as seen:
            said = digest_of(repr((citation_on(self.citations, document), self.heads.of(document))))
        self.parts[document] = tuple(seen)
        self.domain.note_parts(seen)
        return said

    def beside(self, document: str, around: str) -> str:
        """A digest of what that comes from besides the program, and of what is *around* the page."""
        return digest_of(f'{self.shared} {self.leads.get(document, "")} {around}')

    def is_same(self, document: str, program: str) -> bool:
        """Whether what it comes from of the program is what it was in that whose digest is *program*."""
        if program == self.domain.data['program']:
            return True
        return program == self.domain.before and self.domain.changed.isdisjoint(self.parts.get(document, ()))

    def values(self, document: str) -> str:
        """What it comes from of the program, as far as is known from the last time."""
        return self.domain.values.of(self.parts.get(document, ()))


def settings_of(app: Sphinx) -> Iterator[object]:
    """What a page says depends on, besides the program and its prose."""
    yield from (app.builder.name, has_cards(app), sorted(app.env.found_docs))
    yield from (app.config[name] for name in ('html_baseurl', 'html_link_suffix', 'html_file_suffix', 'root_doc'))


def surroundings(app: Sphinx) -> Iterator[tuple[str, str]]:
    """For each document a digest of when it was read, and of what its page shows of others: the header, its
    neighbours."""
    env = app.env
    header = digest_of(repr([*entries(app)]))
    relations = env.collect_relations()
    titles = {document: title.pformat() for document, title in env.titles.items()}
    are_named = names_neighbours(app)
    for document, read in sorted(env.all_docs.items()):
        neighbours, above = relations.get(document, [])[1:], ancestors(relations, document)
        named = [(name, titles.get(name or '')) for name in (*(neighbours if are_named else ()), *above)]
        yield document, digest_of(repr((read, header, neighbours, named)))


def names_neighbours(app: Sphinx) -> bool:
    """Whether pages may name those before and behind them; not so with the PyData theme's own templates, where it shows
    neither them nor the sidebar with all pages of an edition."""
    config = app.config
    has_templates = not all(Path(path).is_absolute() for path in config.templates_path)  # those are of packages
    has_sidebars = not config.html_sidebars or any(config.html_sidebars.values())
    if config.html_theme != 'pydata_sphinx_theme' or has_templates or has_sidebars:
        return True
    return config.html_theme_options.get('show_prev_next', True) not in (False, 'false', 'False')


def remove_gone(app: Sphinx, noted: Mapping[str, str]) -> None:
    """Remove the pages of the program's documents that are no more, whyever."""
    gone = [name for name in noted if name.startswith(('talks/', 'speakers/')) and name not in app.env.found_docs]
    if not gone:
        return
    present = {page_file(app, document).as_posix().casefold() for document in app.env.found_docs}
    for document in gone:
        page = page_file(app, document)
        if page.as_posix().casefold() not in present:  # two names can be one page, as about and about/index
            for path in (page, *(Path(app.outdir) / file for file in _sources(app, document))):
                remove_file(path, Path(app.outdir))


def remove_sources(app: Sphinx) -> None:
    """Remove the copies of sources that are published no more: of prose that was taken back, or of all."""
    out = Path(app.outdir)
    if not (out / '_sources').is_dir():
        return
    folders = Folders(out)
    for document in app.env.found_docs:
        if not app.config.html_copy_source or str(app.env.doc2path(document, base=False)).endswith(SUFFIX):
            for file in filter(folders.has, _sources(app, document)):
                remove_file(out / file, out)


def _sources(app: Sphinx, document: str) -> Iterator[str]:
    """Where the copies of the source are, as seen from the folder of the output, that Sphinx may have put beside the
    page."""
    link = app.config.html_sourcelink_suffix
    for suffix in app.config.source_suffix:
        yield f'_sources/{document}{suffix}{"" if suffix == link else link}'
