"""Pages that are no longer right though their source is the same: written again; and pages of no document: removed.

Sphinx writes a page when its document was read. But a page also names those before, behind and above it, its header
what the home page lists, how to cite a talk who edited the volume, and its head what machines read of an edition and of
people; and the page of a document that is no more stays for ever, with all the names on it.

What every page was made of is noted, for each builder and output folder, since they share one environment: what one
build has read is no news to the next, but its pages may be older.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from .cite import CitationsOfBuild, citation_on
from .export.citations import Citations
from .header import ancestors, entries
from .kept import Note, note_path, page_file, read_note, write_note
from .metadata.head import Heads, HeadsOfBuild
from .recipes import digest_of
from .web import is_web


def setup_stale(app: Sphinx, citations: CitationsOfBuild, heads: HeadsOfBuild) -> None:
    pages = PagesOfBuild(citations, heads)
    app.connect('env-updated', pages.find_stale)
    app.connect('doctree-resolved', pages.note_written)
    app.connect('build-finished', pages.keep)


class PagesOfBuild:
    """The pages of one build: `made_of` has a digest of what each is made of, by document."""

    def __init__(self, citations: CitationsOfBuild, heads: HeadsOfBuild) -> None:
        self.citations = citations
        self.heads = heads
        self.made_of: dict[str, str] = {}
        self.written: set[str] = set()

    def find_stale(self, app: Sphinx, env: BuildEnvironment) -> list[str]:
        """`env-updated`: the documents whose pages have to be written again; nothing is read for that.

        What is gone is removed before anything is written: whatever else has such an address now is written behind.
        """
        if not is_web(app.builder):
            return []
        noted = read_note(note_path(app, 'pages')).files
        remove_gone(app, noted)
        self.made_of = dict(digests(app, self.citations.of(app.builder), self.heads.anew(app)))
        return [document for document, digest in self.made_of.items() if noted.get(document) != digest]

    def note_written(self, app: Sphinx, doctree: nodes.document, docname: str) -> None:
        """`doctree-resolved`: in the main process, also where several write."""
        self.written.add(docname)

    def keep(self, app: Sphinx, exception: Exception | None) -> None:
        """`build-finished`: a page that was not written, since somebody asked for others, is still what it was."""
        if exception is None and is_web(app.builder):
            path = note_path(app, 'pages')
            noted = read_note(path).files
            made = {name: digest if name in self.written else noted.get(name) for name, digest in self.made_of.items()}
            write_note(path, Note(files={name: digest for name, digest in made.items() if digest}))


def digests(app: Sphinx, citations: Citations, heads: Heads) -> Iterator[tuple[str, str]]:
    """For each document a digest of what its page is made of: when it was read; the header, its neighbours, how to
    cite it, and what it says to machines."""
    env = app.env
    header = digest_of(repr([*entries(app)]))
    relations = env.collect_relations()
    titles = {document: title.pformat() for document, title in env.titles.items()}
    for document, read in sorted(env.all_docs.items()):
        neighbours = [*relations.get(document, [])[1:], *ancestors(relations, document)]
        named = [(name, titles.get(name or '')) for name in neighbours]
        said = (citation_on(citations, document), heads.of(document))
        yield document, digest_of(repr((read, header, named, said)))


def remove_gone(app: Sphinx, noted: Mapping[str, str]) -> None:
    """Remove the pages of the program's documents that are no more, whyever."""
    present = {page_file(app, document).as_posix().casefold() for document in app.env.found_docs}
    for document in noted:
        page = page_file(app, document)
        is_gone = document.startswith(('talks/', 'speakers/')) and document not in app.env.found_docs
        if is_gone and page.as_posix().casefold() not in present:  # two names can be one page, as about and about/index
            for path in (page, *_sources(app, document)):
                path.unlink(missing_ok=True)


def _sources(app: Sphinx, document: str) -> Iterator[Path]:
    """The copies of the source that Sphinx may have put beside the page."""
    link = app.config.html_sourcelink_suffix
    for suffix in app.config.source_suffix:
        yield Path(app.outdir) / '_sources' / f'{document}{suffix}{"" if suffix == link else link}'
