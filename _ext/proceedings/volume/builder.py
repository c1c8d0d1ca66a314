"""What the builders of books have in common: which edition, what Sphinx has read of it, the book as one document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cache, cached_property, partial
from pathlib import Path
from typing import Any
from urllib.parse import quote

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.builders.singlehtml import SingleFileHTMLBuilder
from sphinx.util import logging

from ..dated import dates_of, tell_trouble
from ..domain import proceedings_domain
from ..export.dates import Dates
from ..files import page_target
from ..model import Edition
from ..page import prose_of
from ..problems import did_you_mean
from ..stubs import SUFFIX
from .assembly import Assembly, Nodes
from .front import Imprint
from .references import Place
from .vetting import MEDIA_TYPES, Finding, ending, without_raw, without_strange_images

logger = logging.getLogger(__name__)


def setup_volume(app: Sphinx) -> None:
    app.add_config_value(
        'proceedings_volume', '', '', frozenset({str, int}),
        'The id of the edition that EPUB and PDF are made of; the latest, if it is empty.',
    )  # fmt: skip


class VolumeBuilder(SingleFileHTMLBuilder):
    """Reads all documents, as every builder does, so that it shares them with these; writes the book of one edition.

    The book is in `chapters`; `html_of` gives what a part of it is in HTML, `style` what code in it needs.
    """

    makes_book = True
    search = False
    embedded = True
    add_permalinks = False
    html_scaled_image_link = False
    copysource = False

    @property
    def math_renderer_name(self) -> str | None:
        return 'mathml'  # the others need a script, or programs

    def get_theme_config(self) -> tuple[str, dict[str, Any]]:
        return 'basic', {}  # none is used, and this one asks for nothing

    def copy_assets(self) -> None:
        """Nothing of what pages of a site load."""

    def edition(self) -> Edition | None:
        """That which `proceedings_volume` names, or the latest; a warning says why there is none."""
        program = proceedings_domain(self.env).program
        written = str(self.config.proceedings_volume)  # a year may be written as one
        found = program.editions.get(written) if written else program.latest
        if found is None:
            known = list(program.editions)
            hint = did_you_mean(written, known) or (f'; known here: {", ".join(known)}' if known else '')
            missing = f'proceedings_volume: no edition "{written}"{hint}' if written else 'no edition to make a book of'
            logger.warning(missing, type='proceedings', subtype='edition')
        return found

    def imprint(self, edition: Edition) -> Imprint:
        suffix = self.config.html_link_suffix
        if suffix is None:  # nothing, or a slash, are suffixes, too
            suffix = self.config.html_file_suffix or '.html'
        site = replace(page_target(self), page=partial(page_address, suffix=suffix))
        return Imprint(site=site, rights=self.config.copyright, stamp=self.dates.book(edition))

    @cached_property
    def dates(self) -> Dates:
        return dates_of(self.env)

    def chapters(self, edition: Edition) -> list[nodes.section]:
        """The book; its images are in `images`."""
        assembly = Assembly(
            program=proceedings_domain(self.env).program,
            edition=edition,
            imprint=self.imprint(edition),
            read=cache(self.read_prose),  # it warns
            resolve=self.resolve,
            downloads='_downloads',
        )
        made = assembly.chapters()
        self.fignumbers = self.numbers(assembly.places)
        tell_trouble(self.dates)
        return made

    def numbers(self, places: Mapping[Place, str]) -> dict[str, dict[str, tuple[int, ...]]]:
        """Those of figures, tables and equations, where conf.py wants them, by the ids that these have in the book."""
        numbers: dict[str, dict[str, tuple[int, ...]]] = {}
        for (document, id), now in places.items():
            for sort, found in self.env.toc_fignumbers.get(document, {}).items():
                if id in found:
                    numbers.setdefault(sort, {})[now] = found[id]
        return numbers

    def read_prose(self, document: str) -> Nodes:
        """What an author wrote of the page *document*; nothing where nobody did, or where conf.py leaves it out."""
        if document not in self.env.all_docs or self.env.doc2path(document).suffix == SUFFIX:
            return []
        read = self.env.get_doctree(document)
        prose = prose_of(read)
        if prose:
            read.children = []
            read += prose
            self.env.resolve_references(read, document, self)
            self.vet(read, document)
        return read.children if prose else []

    def vet(self, prose: nodes.document, document: str) -> None:
        """Leave out what no book can have, and say so."""
        self.tell(without_raw(prose), document)
        self.post_process_images(prose)
        self.tell(without_strange_images(prose, self.images), document)
        self.images = {uri: name for uri, name in self.images.items() if ending(uri) in MEDIA_TYPES}

    def tell(self, findings: Iterable[Finding], document: str) -> None:
        """Warn once for each line."""
        told = set()
        for node, message in findings:
            line = line_of(node)
            if (line, message) not in told:
                told.add((line, message))
                logger.warning('%s', message, location=(document, line), type='proceedings', subtype='book')

    def resolve(self, made: Nodes) -> Nodes:
        """The same for what no document has."""
        document = self.document_of(made)
        root = self.config.root_doc
        for link in document.findall(addnodes.pending_xref):
            link['refdoc'] = root
        self.env.resolve_references(document, root, self)
        return document.children

    def document_of(self, made: Nodes) -> nodes.document:
        """A document of nothing else."""
        document = self.blank.copy()
        document += made
        return document

    @cached_property
    def blank(self) -> nodes.document:
        """One that knows Sphinx's settings."""
        document = self.env.get_doctree(self.config.root_doc)
        document.children = []
        return document

    def named_images(self) -> Iterator[tuple[str, bytes]]:
        """(name in the book, content) of each image; a name of our own, since not all readers take all names."""
        for number, (source, name) in enumerate(list(self.images.items()), start=1):
            self.images[source] = f'image-{number}.{ending(name)}'
            yield self.images[source], (Path(self.srcdir) / source).read_bytes()

    def html_of(self, made: Nodes) -> str:
        """Images are called what `images` says."""
        document = self.document_of(made)
        document.settings = self.docsettings
        self.imgpath = ''
        self.current_docname = self.config.root_doc
        visitor: Any = self.create_translator(document, self)
        document.walkabout(visitor)
        return ''.join(visitor.fragment)

    def style(self) -> str:
        """The style sheet of code."""
        return self.highlighter.get_stylesheet()


def page_address(document: str, suffix: str) -> str:
    """The address of a page, as seen from the root of the site. A book cannot ask the builder of the pages: what they
    end in is a setting, `.html` or, in folders, `/`."""
    is_folder = suffix == '/' and document.rpartition('/')[2] == 'index'
    return quote(document.removesuffix('index') if is_folder else f'{document}{suffix}')


def line_of(node: nodes.Node | None) -> int | None:
    """That of *node*, or of what it is in."""
    while node is not None and not node.line:  # MyST knows none of some images
        node = node.parent
    return node.line if node is not None else None
