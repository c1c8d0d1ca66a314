"""Where programs find feeds, the program of an edition, and citations: in the head of pages.

What belongs to an edition, in that of its page, and of the home page for the latest; the feed of all talks in that of
every page of talks; citations in that of the page beside which they are.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import Any

from sphinx.application import Sphinx

from .documents import SERIES_FEED, citation_file, edition_document, feed_file, program_file
from .domain import proceedings_domain
from .export.feed import feed_title
from .export.series_feed import series_feed_title
from .export.wording import short_edition_title
from .model import Edition
from .program import Program
from .web import CITATION_FORMATS, is_web

ATOM = 'application/atom+xml'


def setup_feeds(app: Sphinx) -> None:
    app.connect('html-page-context', add_feed)


def add_feed(app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: object) -> None:
    """`html-page-context`: the links in the head of the page."""
    program = proceedings_domain(app.env).program
    if is_web(app.builder):
        for file, type, title in _files(program, pagename, app.config.root_doc):
            address = escape(context['pathto'](file, True))
            link = f'<link rel="alternate" type="{type}" title="{escape(title)}" href="{address}">'
            context['metatags'] = f'{context.get("metatags", "")}\n    {link}'


def _files(program: Program, pagename: str, root_doc: str) -> Iterator[tuple[str, str, str]]:
    """(address, type, title) of the files."""
    if edition := _edition_of(program, pagename, root_doc):
        yield feed_file(edition.id), ATOM, feed_title(program, edition)
        yield (
            program_file(edition.id),
            'application/json',
            f'{short_edition_title(program, edition)}: the whole program',
        )
    if program.editions and (pagename == root_doc or pagename.startswith('talks/')):
        yield SERIES_FEED, ATOM, series_feed_title(program)
    yield from _citations(program, pagename)


def _citations(program: Program, pagename: str) -> Iterator[tuple[str, str, str]]:
    if what := _cited(program, pagename):
        for suffix, name, media_type in CITATION_FORMATS:
            yield citation_file(pagename, suffix), media_type, f'How to cite {what} ({name})'


def _cited(program: Program, pagename: str) -> str:
    """What the citations beside a page are of; nothing where there are none."""
    match pagename.split('/'):
        case ['speakers', person] if person in program.people:
            return 'all talks and papers' if program.has_citations(person) else ''
        case ['talks', edition, 'index'] if edition in program.editions:
            return 'the whole volume'
        case ['talks', edition, talk] if f'{edition}/{talk}' in program.talks:
            return 'this'
    return ''


def _edition_of(program: Program, pagename: str, root_doc: str) -> Edition | None:
    """The edition whose own page it is; for the home page the latest."""
    if pagename == root_doc:
        return program.latest
    editions = program.editions.values()
    return next((edition for edition in editions if pagename == edition_document(edition.id)), None)
