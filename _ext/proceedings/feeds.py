"""Where programs find the feed of an edition, and its program: in the head of its page, and of the home page."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import Any

from sphinx.application import Sphinx

from .documents import edition_document, feed_file, program_file
from .domain import proceedings_domain
from .export.feed import feed_title
from .export.wording import short_edition_title
from .model import Edition
from .program import Program
from .web import is_web


def setup_feeds(app: Sphinx) -> None:
    app.connect('html-page-context', add_feed)


def add_feed(app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: object) -> None:
    """`html-page-context`: the links in the head of the page."""
    program = proceedings_domain(app.env).program
    if is_web(app.builder) and (edition := _edition_of(program, pagename, app.config.root_doc)):
        for file, type, title in _files(program, edition):
            address = escape(context['pathto'](file, True))
            link = f'<link rel="alternate" type="{type}" title="{escape(title)}" href="{address}">'
            context['metatags'] = f'{context.get("metatags", "")}\n    {link}'


def _files(program: Program, edition: Edition) -> Iterator[tuple[str, str, str]]:
    """(address, type, title) of the files."""
    yield feed_file(edition.id), 'application/atom+xml', feed_title(program, edition)
    yield program_file(edition.id), 'application/json', f'{short_edition_title(program, edition)}: the whole program'


def _edition_of(program: Program, pagename: str, root_doc: str) -> Edition | None:
    """The edition whose own page it is; for the home page the latest."""
    if pagename == root_doc:
        return program.latest
    editions = program.editions.values()
    return next((edition for edition in editions if pagename == edition_document(edition.id)), None)
