"""What the exported files have to know of the site that they are for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import quote

from ..documents import paper_file, talk_document
from ..model import Edition, Talk


def _everything(document: str) -> bool:
    return True


def _no_abstract(ref: str) -> str:
    return ''


def _not_known(talk: Talk) -> datetime | None:
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """`page` gives the address of a document's page, as seen from the root of the site and ready for use in a URL;
    `exists` says whether there is that page, which conf.py may leave out, and then nothing leads there;
    `stamp` when the data of an edition was last changed (see `stamps`); `base` is where the root is on the web, or
    empty, and then no file says where anything is; `abstract` gives the text of a talk by its ref, in Markdown, and
    `lead` its beginning as readers see it; `changed` when a talk was last changed, if that is known (see `dates`);
    `moved` has each document that is no more, with the page that it is now.
    """

    page: Callable[[str], str]
    stamp: Callable[[Edition], datetime]
    exists: Callable[[str], bool] = _everything
    base: str = ''
    abstract: Callable[[str], str] = _no_abstract
    lead: Callable[[str], str] = _no_abstract
    changed: Callable[[Talk], datetime | None] = _not_known
    moved: Mapping[str, str] = field(default_factory=dict)

    def page_url(self, document: str) -> str:
        """The web address of a document's page, or nothing."""
        return self._url(self.page(document)) if self.exists(document) else ''

    def page_path(self, document: str) -> str:
        """The address of a document's page, as seen from the root of the site; nothing where there is none."""
        return self.page(document) if self.exists(document) else ''

    def paper(self, talk: Talk) -> str:
        """The file of a talk's paper that lies here, as seen from the root of the site; or nothing. It is copied to
        where the page is."""
        return paper_file(talk.ref) if talk.pdf and self.exists(talk_document(talk.ref)) else ''

    def paper_url(self, talk: Talk) -> str:
        """The web address of that file, or nothing."""
        file = self.paper(talk)
        return self.file_url(file) if file else ''

    def file_url(self, address: str) -> str:
        """The web address of the exported file at *address*, or nothing."""
        return self._url(quote(address))

    def _url(self, relative: str) -> str:
        return f'{self.base.rstrip("/")}/{relative}' if self.base else ''
