"""Where the pages of the site are on the web, for what has no pages itself."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote


@dataclass(frozen=True, slots=True)
class Address:
    """Gives the web address of a document, or nothing where nobody knows the *base* of the site, or conf.py leaves it
    out of the *documents*.

    A book cannot ask the builder of the pages: what they end in is a setting, `.html` or, in folders, `/`.
    """

    base: str
    suffix: str
    documents: frozenset[str]

    def __call__(self, document: str) -> str:
        if document not in self.documents:
            return ''
        page = f'{document}{self.suffix}'
        if self.suffix == '/' and document.rpartition('/')[2] == 'index':
            page = document.removesuffix('index')
        return self.file(page)

    def file(self, address: str) -> str:
        """The same of a file at *address*, as seen from the root of the site."""
        return f'{self.base.rstrip("/")}/{quote(address)}' if self.base else ''
