"""Puts into the head of each page what it says to machines: the Sphinx side, and the only one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from html import escape, unescape
from typing import Any

from docutils import nodes
from markupsafe import Markup
from sphinx.application import Sphinx

from ..cards import has_cards
from ..domain import proceedings_domain
from ..export.citations.works import Works
from ..files import page_target
from ..model import Talk
from ..web import is_web
from .addresses import Addresses
from .cards import card_tags
from .description import cut, description, lead_of
from .dublin_core import dublin_core_tags
from .linked_data import LinkedData, as_script
from .scholar import scholar_tags

OTHERS_CARDS = 'sphinxext.opengraph'
"""An extension that writes the tags of cards, too."""

_DESCRIPTION = re.compile(r'<meta\b(?=[^>]*\bname="description")[^>]*\bcontent="([^"]*)"', re.IGNORECASE)


def setup_metadata(app: Sphinx) -> None:
    app.connect('html-page-context', HeadsOfBuild().add)


class HeadsOfBuild:
    """The heads of the pages of one build; what they share is found once."""

    def __init__(self) -> None:
        self.heads: Heads | None = None

    def add(
        self, app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None
    ) -> None:
        """`html-page-context`: only on the web; chapters of a book have no address there, and say the same in words."""
        if not is_web(app.builder):
            return
        if not self.heads or self.heads.program is not proceedings_domain(app.env).program:
            self.heads = Heads(app)
        # Sphinx's own lists have theirs in the template
        title = str(Markup(context.get('title') or '').striptags()) or self.heads.program.series.title
        before = context.get('metatags') or ''
        lines = self.heads.lines(pagename, title, before, doctree)
        context['metatags'] = '\n    '.join([before.rstrip('\n'), *lines, ''])


class Heads:
    """What pages say, in the addresses of one builder."""

    def __init__(self, app: Sphinx) -> None:
        self.app = app
        self.domain = proceedings_domain(app.env)
        self.program = self.domain.program
        self.target = page_target(app.builder)
        self.works = Works(self.program, self.target)
        self.linked_data = LinkedData(self.program, self.works)

    def lines(self, document: str, title: str, before: str, doctree: nodes.document | None) -> Iterator[str]:
        """The elements for the head of a page, *before* which others have put theirs."""
        to = self._addresses(document)
        said = _DESCRIPTION.search(before)
        about = unescape(said[1]) if said else self._about(document, title, doctree)
        if not said:
            yield _meta('name', 'description', about)
        yield from self.facts(document, about, to)
        if OTHERS_CARDS not in self.app.extensions:
            cards = [*card_tags(self.program, document, title, about, to)]
            has_image = any(name == 'og:image' for name, _ in cards)
            yield from (_meta('property', name, content) for name, content in cards)
            yield _meta('name', 'twitter:card', 'summary_large_image' if has_image else 'summary')

    def facts(self, document: str, about: str, to: Addresses) -> Iterator[str]:
        """What others than people read of the program."""
        if talk := self._talk(document):
            work = self.works.talk(talk.ref)
            language = self.app.config.language
            yield from (_meta('name', *tag) for tag in scholar_tags(self.program, talk, work, to, language))
            yield from (_meta('name', *tag) for tag in dublin_core_tags(self.program, talk, to))
        if graph := self.linked_data.graph(document, to, about):
            yield as_script(graph)

    def of(self, document: str) -> list[str]:
        """What the page of a document says that does not stand in its source."""
        about = self._of_program(document)
        return [about, *self.facts(document, about, self._addresses(document))]

    def _talk(self, document: str) -> Talk | None:
        return self.program.talks.get(document.removeprefix('talks/')) if document.startswith('talks/') else None

    def _addresses(self, document: str) -> Addresses:
        relative = partial(self.app.builder.get_relative_uri, document)
        exists = self.app.env.found_docs.__contains__
        return Addresses(
            home=self.app.config.root_doc,
            target=self.target,
            relative=relative,
            exists=exists,
            cards=has_cards(self.app),
        )

    def _about(self, document: str, title: str, doctree: nodes.document | None) -> str:
        """What front matter says; what the page is about; of a page that others wrote, its beginning."""
        front_matter = str(self.app.env.metadata.get(document, {}).get('description', ''))
        found = ' '.join(front_matter.split()) or self._of_program(document)
        if not found and doctree:
            found = cut(lead_of([doctree]))
        return found or f'{title}, a page of {self.program.series.title}.'

    def _of_program(self, document: str) -> str:
        lead = self.domain.data['leads'].get(document, '')
        return description(self.program, document, self.app.config.root_doc, lead)


def _meta(attribute: str, name: str, content: str) -> str:
    return f'<meta {attribute}="{name}" content="{escape(content)}" />'
