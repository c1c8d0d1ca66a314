"""The builder `epub`: what Sphinx has read as an EPUB."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Set
from pathlib import Path
from types import MappingProxyType

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders.epub3 import validate_config_values
from sphinx.errors import SphinxError
from sphinx.util import logging

from ..assets import static_folder
from ..documents import edition_document
from ..domain import proceedings_domain
from ..export.citations.works import volume_title
from ..export.uids import series_uids
from ..export.wording import short_edition_title
from ..maths.titles import plain_title
from ..model import Edition
from ..names import slug
from ..render.inline import count
from ..times import day_range
from ..volume.builder import VolumeBuilder
from ..volume.contents import Entry, contents_of
from ..volume.front import editors_of
from ..volume.ids import CONTENTS, PEOPLE, TITLE_PAGE
from ..whole import write_whole
from .mathml import mathml3
from .package import Book, Facts, Page, Point, epub, problem_of
from .pieces import Piece, cut

logger = logging.getLogger(__name__)

TYPES: Mapping[str, str] = MappingProxyType({TITLE_PAGE: 'titlepage', CONTENTS: 'toc', PEOPLE: 'index'})
"""What chapters are in the words of EPUB."""


def setup_epub(app: Sphinx) -> None:
    app.add_builder(EpubBuilder, override=True)
    for listener in list(app.events.listeners['builder-inited']):
        if listener.handler is validate_config_values:  # it warns of settings that say nothing here
            app.disconnect(listener.id)


class EpubError(SphinxError):
    category = 'No EPUB'


class EpubBuilder(VolumeBuilder):
    """The proceedings of one edition as an EPUB. Of the settings for Sphinx's own only `epub_language` counts: the
    program knows the rest."""

    name = 'epub'
    epilog = ''

    def write_documents(self, docnames: Set[str]) -> None:
        self.prepare_writing(self.env.all_docs.keys())
        if edition := self.edition():
            program = proceedings_domain(self.env).program
            path = Path(self.outdir) / f'{slug(short_edition_title(program, edition))}.epub'
            write_whole(path, epub(self.book(edition)))
            logger.info('The book is %s.', path)

    def finish(self) -> None:
        """There is nothing beside the book."""

    def book(self, edition: Edition) -> Book:
        chapters = self.chapters(edition)
        images = list(self.named_images())
        described = all(image.get('alt') for chapter in chapters for image in chapter.findall(nodes.image))
        contents = list(contents_of(chapters))
        pieces = cut(chapters)
        files = {id: f'{piece.name}.xhtml' for piece in pieces for id in piece.ids}
        facts = self.facts(edition)
        return Book(
            facts=facts,
            pages=[self.page(piece, facts) for piece in pieces],
            navigation=[_point(entry, files) for entry in contents],
            landmarks=list(_landmarks(contents, files)),
            style=self.style_sheet(),
            images=images,
            described=described,
        )

    def page(self, piece: Piece, facts: Facts) -> Page:
        made = Page(piece.name, piece.title, mathml3(self.html_of(piece.content)), TYPES.get(piece.name, ''))
        if problem := problem_of(made, facts):
            written = ', '.join(piece.documents)
            where = f', which has what is written in {written},' if written else ''
            raise EpubError(f'{piece.name}.xhtml{where} is no XML: {problem}')
        return made

    def style_sheet(self) -> str:
        folder = static_folder()
        return (folder / 'book.css').read_text(encoding='utf-8') + self.style() if folder else self.style()

    def facts(self, edition: Edition) -> Facts:
        """Who the book is: an ISBN if it has one, an id of ours if not."""
        program = proceedings_domain(self.env).program
        volume, imprint = edition.proceedings, self.imprint(edition)
        isbn = ''.join(volume.isbn.split('-'))
        editors = [program.people[credit.person] for credit in editors_of(edition)]
        return Facts(
            identifier=f'urn:isbn:{isbn}' if isbn else f'urn:uuid:{series_uids(program.series).volume(edition)}',
            title=plain_title(volume_title(edition)),
            language=self.config.epub_language.replace('_', '-'),
            modified=imprint.stamp,
            published=volume.published or edition.start,
            editors=[(person.name, person.sort_name) for person in editors],
            role='edt' if volume.editors else 'orm',
            publisher=volume.publisher,
            description=_description(program.series.title, edition, len(program.listed[edition.id])),
            rights=f'© {imprint.rights}' if imprint.rights else '',
            source=imprint.site.page_url(edition_document(edition.id)),
            series=volume.series or program.series.title,
        )


def _description(series: str, edition: Edition, talks: int) -> str:
    where = f', {edition.venue.name}' if edition.venue else ''
    part = f', part of {edition.part_of.name}' if edition.part_of else ''
    when = day_range(edition.start, edition.end)
    return f'{plain_title(edition.full_title)}: {when}{where}{part}. {count(talks, "talk")} of {series}.'


def _point(entry: Entry, files: Mapping[str, str]) -> Point:
    below = tuple(_point(one, files) for one in entry.entries)
    return Point(entry.title.astext(), f'{files[entry.id]}#{entry.id}', below)


def _landmarks(contents: Iterable[Entry], files: Mapping[str, str]) -> Iterator[tuple[str, Point]]:
    """Title page, contents, where the book proper begins, index."""
    entries = {entry.id: entry for entry in contents}
    body = next((id for id in entries if id not in TYPES), '')
    for type, id in (('titlepage', TITLE_PAGE), ('toc', CONTENTS), ('bodymatter', body), ('index', PEOPLE)):
        if id in entries:
            yield type, _point(Entry(entries[id].title, id), files)
