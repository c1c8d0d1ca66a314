"""What the builders of books have in common: which edition, what Sphinx has read of it, the book as one document."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.builders.singlehtml import SingleFileHTMLBuilder
from sphinx.util import logging

from ..domain import proceedings_domain
from ..export.dates import Dates
from ..export.history import History
from ..model import Edition
from ..page import prose_of
from ..problems import did_you_mean
from ..stubs import SUFFIX
from .address import Address
from .assembly import Assembly, Nodes
from .front import Imprint
from .references import Place

logger = logging.getLogger(__name__)


def setup_volume(app: Sphinx) -> None:
    app.add_config_value('proceedings_volume', '', '', types=frozenset({str}))


class VolumeBuilder(SingleFileHTMLBuilder):
    """Reads all documents, as every builder does, so that it shares them with these; writes the book of one edition.

    The book is in `chapters`; `html_of` gives what a part of it is in HTML, `style` what code in it needs.
    """

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
        written = self.config.proceedings_volume
        found = program.editions.get(written) if written else program.latest
        if found is None:
            known = list(program.editions)
            hint = did_you_mean(written, known) or (f'; known here: {", ".join(known)}' if known else '')
            missing = f'proceedings_volume: no edition "{written}"{hint}' if written else 'no edition to make a book of'
            logger.warning(missing, location='conf.py', type='proceedings', subtype='edition')
        return found

    def imprint(self, edition: Edition) -> Imprint:
        suffix = self.config.html_link_suffix or self.config.html_file_suffix or '.html'
        address = Address(self.config.html_baseurl, suffix, frozenset(self.env.found_docs))
        return Imprint(address=address, rights=self.config.copyright, stamp=self.dates.book(edition))

    @cached_property
    def dates(self) -> Dates:
        domain = proceedings_domain(self.env)
        return Dates(domain.program, domain.lines, History(Path(self.srcdir)))

    def chapters(self, edition: Edition) -> list[nodes.section]:
        """The book, with its images ready to be copied."""
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
        self.post_process_images(self.document_of([*made]))
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
        return read.children if prose else []

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

    def html_of(self, made: Nodes) -> str:
        """Of images, what is in `images` is in `imagedir`."""
        document = self.document_of(made)
        document.settings = self.docsettings
        self.imgpath = self.imagedir
        self.current_docname = self.config.root_doc
        visitor: Any = self.create_translator(document, self)
        document.walkabout(visitor)
        return ''.join(visitor.fragment)

    def style(self) -> str:
        """The style sheet of code."""
        return self.highlighter.get_stylesheet()
