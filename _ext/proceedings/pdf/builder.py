"""The builder `pdf`: the book as one page of HTML, which a browser prints until the page numbers in it are right."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Mapping, Set
from pathlib import Path

from docutils import nodes
from pypdf import PdfReader
from sphinx.application import Sphinx
from sphinx.errors import SphinxError
from sphinx.util import logging
from sphinx.util.display import progress_message
from sphinx.util.typing import ExtensionMetadata

from ..assets import static_folder
from ..domain import proceedings_domain
from ..export.citations.works import volume_title
from ..export.wording import names, short_edition_title
from ..maths.titles import plain_title
from ..model import Edition
from ..names import slug
from ..volume.builder import VolumeBuilder
from ..volume.front import editors_of
from ..volume.vetting import MEDIA_TYPES, ending
from ..whole import whole
from .browser import PrintError, print_page
from .finishing import finish
from .heads import paper
from .numbers import add_page_numbers, number
from .reading import MARGIN_BOXES, browser_version, missing_letters, page_numbers

logger = logging.getLogger(__name__)

STYLE_SHEET = 'book-print.css'

_ROUNDS = 4
"""How often the book is printed at most, until the page numbers in it are those that it has: two is usual."""

_IMAGE = re.compile(r'(?<=\s)src="(image-\d+\.\w+)"')


def setup(app: Sphinx) -> ExtensionMetadata:
    """The entry point `pdf` of `sphinx.builders`: Sphinx comes here if a builder of that name is asked for, and no
    extension has one. Of two that add one, as rst2pdf does, none would be left."""
    app.setup_extension('proceedings')
    app.add_builder(PdfBuilder)
    return {'parallel_read_safe': True, 'parallel_write_safe': True}


class PdfError(SphinxError):
    category = 'No PDF'


class PdfBuilder(VolumeBuilder):
    """The proceedings of one edition as a PDF."""

    name = 'pdf'
    epilog = ''
    told = ''

    def write_documents(self, _docnames: Set[str]) -> None:
        self.prepare_writing(self.env.all_docs.keys())
        if edition := self.edition():
            self.write_book(edition)

    def finish(self) -> None:
        """There is nothing beside the book."""

    def write_book(self, edition: Edition) -> None:
        stem = self.outdir / slug(short_edition_title(proceedings_domain(self.env).program, edition))
        chapters = self.chapters(edition)
        page, pdf = stem.with_suffix('.html'), stem.with_suffix('.pdf')
        with whole(pdf) as beside:
            with progress_message('printing'):
                reader = self.print_book(self.page(edition, chapters), page, beside)
            finish(reader, beside, self.facts(edition), self.imprint(edition).stamp)
        if self.told:
            logger.info('%s', self.told)
        self.warn_of(reader, ' '.join(chapter.astext() for chapter in chapters))
        logger.info('The book is %s (%d pages).', pdf, len(reader.pages))

    def page(self, edition: Edition, chapters: list[nodes.section]) -> str:
        """All of the book as HTML that needs nothing else."""
        images = dict(self.named_images())
        add_page_numbers(chapters)
        heads = paper(self.config.proceedings_paper, plain_title(edition.full_title), chapters)
        context = {
            'language': self.config.language.replace('_', '-'),
            'book_title': plain_title(volume_title(edition)),
            'styles': [self.style(), style_sheet(), heads],
            'body': with_images(self.html_of([*chapters]), images),
        }
        html: str = self.templates.render('book-print.html', context)
        return html

    def print_book(self, html: str, page: Path, pdf: Path) -> PdfReader:
        """Print until the numbers that were printed are those of the pages."""
        numbers: Mapping[str, int] = {}
        for _ in range(_ROUNDS):
            page.write_text(number(html, numbers), encoding='utf-8')
            try:
                self.told = print_page(page, pdf, self.config.proceedings_browser)
            except PrintError as problem:
                raise PdfError(str(problem)) from problem
            reader = PdfReader(pdf)
            printed, numbers = numbers, page_numbers(reader)
            if printed == numbers:
                return reader
        logger.warning('page numbers in the book may be off by one: they are others in each of %d prints', _ROUNDS)
        return reader

    def facts(self, edition: Edition) -> dict[str, str]:
        """What a PDF says of itself."""
        program = proceedings_domain(self.env).program
        return {
            'Title': plain_title(volume_title(edition)),
            'Author': names(program, editors_of(edition)),
            'Subject': plain_title(edition.full_title),
            'Creator': 'Sphinx, proceedings',
        }

    def warn_of(self, reader: PdfReader, text: str) -> None:
        """What is wrong with the book of that *text*, though it is printed."""
        version = browser_version(reader)
        if version and version < MARGIN_BOXES:
            logger.warning(
                'the book has no page numbers: Chromium %d prints none; %d and later do', version, MARGIN_BOXES
            )
        if missing := missing_letters(reader, [text]):
            people = proceedings_domain(self.env).program.people.values()
            shown = [person.name for person in people if person.name in text]
            logger.warning(without_font(missing, [name for name in shown if not missing.isdisjoint(name)]))


def with_images(html: str, images: Mapping[str, bytes]) -> str:
    """*html* with the *images* in it: so it needs no file, and the browser is allowed none."""

    def data(found: re.Match[str]) -> str:
        content = b64encode(images[found[1]]).decode()
        return f'src="data:{MEDIA_TYPES[ending(found[1])]};base64,{content}"'

    return _IMAGE.sub(data, html)


def without_font(letters: Set[str], people: list[str]) -> str:
    """What to do about *letters* that came out as boxes."""
    shown = ''.join(sorted(letters)[:40])
    whose = f', in the names of {", ".join(people)}' if people else ''
    return (
        f'no font of this machine has the letters {shown}{whose}: the book shows boxes. Install a font that has them '
        '(on Debian: apt-get install fonts-noto-cjk for Chinese, Japanese and Korean, fonts-noto-core for others)'
    )


def style_sheet() -> str:
    folder = static_folder()
    return (folder / STYLE_SHEET).read_text(encoding='utf-8') if folder else ''
