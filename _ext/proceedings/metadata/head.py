"""Puts into the head of each page what it says to machines: the Sphinx side, and the only one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, partial
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
from .cards import card_tags, image_tags
from .description import cut, description, lead_of
from .dublin_core import dublin_core_tags
from .linked_data import LinkedData, as_script
from .scholar import scholar_tags

OTHERS_CARDS = 'sphinxext.opengraph'
"""An extension that writes the tags of cards, too."""

_DESCRIPTION = re.compile(r'<meta\b(?=[^>]*\bname="description")[^>]*\bcontent="([^"]*)"', re.IGNORECASE)


def setup_metadata(app: Sphinx) -> HeadsOfBuild:
    heads = HeadsOfBuild()
    app.connect('html-page-context', heads.add)
    return heads


class HeadsOfBuild:
    """The heads of the pages of one build; what they share is found once."""

    def __init__(self) -> None:
        self.heads: Heads | None = None

    def anew(self, app: Sphinx) -> Heads:
        """Those of a build that begins: what the same application has kept of the last one may be of other prose."""
        self.heads = None
        return self.of(app)

    def of(self, app: Sphinx) -> Heads:
        if not self.heads or self.heads.program is not proceedings_domain(app.env).observed:
            self.heads = Heads(app)
        return self.heads

    def add(
        self, app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None
    ) -> None:
        """`html-page-context`: only on the web; chapters of a book have no address there, and say the same in words."""
        if not is_web(app.builder):
            return
        heads = self.of(app)
        # Sphinx's own lists have theirs in the template
        title = str(Markup(context.get('title') or '').striptags()) or heads.program.series.title
        page = Page(pagename, title, context.get('pageurl') or '', context.get('metatags') or '', doctree)
        context['metatags'] = '\n    '.join([page.before.rstrip('\n'), *heads.lines(page), ''])


@dataclass(frozen=True, slots=True)
class Page:
    """A page that is being written: its title as text, its canonical address or nothing, what its head has already."""

    document: str
    title: str
    url: str
    before: str
    doctree: nodes.document | None


class Heads:
    """What pages say, in the addresses of one builder.

    `stale` asks for what is said of the program on every page, and then each page that is written asks for the same: it
    is made once, and kept until then.
    """

    def __init__(self, app: Sphinx) -> None:
        self.app = app
        self.domain = proceedings_domain(app.env)
        self.program = self.domain.observed
        self.target = page_target(app.builder)
        self.works = Works(self.program, self.target)
        self.linked_data = LinkedData(self.program, self.works)
        self.of_program = cache(self._of_program)
        self.image = cache(self._image)
        self.kept: dict[tuple[str, str], tuple[str, ...]] = {}

    def lines(self, page: Page) -> Iterator[str]:
        """The elements for the head of a page; a description that is there already counts."""
        said = _DESCRIPTION.search(page.before)
        about = unescape(said[1]) if said else self._about(page)
        if not said:
            yield _meta('name', 'description', about)
        yield from self.kept.pop((page.document, about), ()) or self._facts(page.document, about)
        if OTHERS_CARDS not in self.app.extensions:
            yield from self._card(page, about)

    def _card(self, page: Page, about: str) -> Iterator[str]:
        tags = card_tags(self.program, page.document, page.title, about, page.url)
        yield from (_meta('property', *tag) for tag in tags)
        image = self.image(page.document) if page.url else ()
        yield from image
        yield _meta('name', 'twitter:card', 'summary_large_image' if image else 'summary')

    def _image(self, document: str) -> tuple[str, ...]:
        """The elements for the picture of a card."""
        tags = image_tags(self.program, document, self._addresses(document))
        return tuple(_meta('property', *tag) for tag in tags)

    def _facts(self, document: str, about: str) -> tuple[str, ...]:
        """The elements for what others than people read of the program."""
        return tuple(self._facts_of(document, about, self._addresses(document)))

    def _facts_of(self, document: str, about: str, to: Addresses) -> Iterator[str]:
        if talk := self._talk(document):
            work = self.works.talk(talk.ref)
            yield from (_meta('name', *tag) for tag in scholar_tags(talk, work, to))
            yield from (_meta('name', *tag) for tag in dublin_core_tags(self.program, talk, to))
        if graph := self.linked_data.graph(document, to, about):
            yield as_script(graph)

    def of(self, document: str) -> list[str]:
        """What the page of a document says that does not stand in its source."""
        about = self.of_program(document)
        facts = self.kept[document, about] = self._facts(document, about)
        return [about, *facts, *self.image(document)]

    def _talk(self, document: str) -> Talk | None:
        return self.program.talks.get(document.removeprefix('talks/')) if document.startswith('talks/') else None

    def _addresses(self, document: str) -> Addresses:
        relative = partial(self.app.builder.get_relative_uri, document)
        return Addresses(
            home=self.app.config.root_doc,
            target=self.target,
            relative=relative,
            cards=has_cards(self.app),
        )

    def _about(self, page: Page) -> str:
        """What front matter says; what the page is about; of a page that others wrote, its beginning."""
        front_matter = str(self.app.env.metadata.get(page.document, {}).get('description', ''))
        found = ' '.join(front_matter.split()) or self.of_program(page.document)
        if not found and page.doctree:
            found = cut(lead_of([page.doctree]))
        return found or f'{page.title}, a page of {self.program.series.title}.'

    def _of_program(self, document: str) -> str:
        lead = self.domain.data['leads'].get(document, '')
        return description(self.program, document, self.app.config.root_doc, lead)


def _meta(attribute: str, name: str, content: str) -> str:
    return f'<meta {attribute}="{name}" content="{escape(content)}">'
