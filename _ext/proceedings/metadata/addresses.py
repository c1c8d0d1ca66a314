"""Where pages and files are, as one page names them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from ..documents import card_file
from ..export import Target


@dataclass(frozen=True, slots=True, kw_only=True)
class Addresses:
    """`home` is the document of the home page. `target` knows which pages there are, and the addresses on the web, or
    that nobody does; `relative` leads from the page that speaks to that of a document: to itself with nothing. What
    does not exist, since conf.py leaves it out, has no address; nor have cards, where `cards` says that there are none.
    """

    home: str
    target: Target
    relative: Callable[[str], str]
    cards: bool

    def exists(self, document: str) -> bool:
        return self.target.exists(document)

    def page(self, document: str) -> str:
        """The address of a page: that on the web, or where nobody knows it, as seen from this page."""
        return (self.target.page_url(document) or self.relative(document)) if self.exists(document) else ''

    def card(self, document: str) -> str:
        """The web address of the card of a talk or an edition, or nothing."""
        return self.target.file_url(card_file(document)) if self.cards and self.exists(document) else ''

    def id(self, document: str, name: str) -> str:
        """What stands for that which the page of *document* is about, on all pages alike: `…/jax-md.html#paper`."""
        return f'{self.page(document)}#{name}' if self.exists(document) else ''

    @property
    def near(self) -> Addresses:
        """The same, with all pages as this page sees them: as short as can be, for long lists. JSON-LD takes addresses
        for that, so they mean the same."""
        return replace(self, target=replace(self.target, base=''))

    def near_id(self, document: str, name: str) -> str:
        """The same as this page sees it."""
        return f'{self.relative(document)}#{name}' if self.exists(document) else ''
