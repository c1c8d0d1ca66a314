"""Atom (RFC 4287), as far as our feeds need it.

Written by hand, as frab's XML is: feedgen needs lxml and dateutil for the few elements that there are, feedgenerator
writes the text as HTML, so that readers lose what is behind a `<`, and where nothing has changed it asks the clock.
"""

from __future__ import annotations

from datetime import datetime
from urllib.parse import quote
from xml.etree.ElementTree import Element, SubElement

from ..documents import TALKS
from ..program import Program
from ..times import iso
from .markup import texts, xml_file
from .target import Target

NAMESPACE = 'http://www.w3.org/2005/Atom'


class Feed:
    """A feed in the making, for the file at *address*; its author is the series, its *page* shows the same."""

    def __init__(self, program: Program, target: Target, address: str, page: str) -> None:
        self.target = target
        self.to_root = '../' * address.count('/')
        self.root = Element('feed', xmlns=NAMESPACE)
        author = SubElement(self.root, 'author')
        texts(author, name=program.series.title, **({'uri': program.series.url} if program.series.url else {}))
        if own := target.file_url(address):
            SubElement(self.root, 'link', rel='self', type='application/atom+xml', href=own)
        self.link(self.root, page, TALKS)

    def head(self, id: str, title: str, updated: datetime) -> None:
        texts(self.root, id=f'urn:uuid:{id}', title=title, updated=iso(updated))

    def entry(self, id: str, title: str, updated: datetime, *pages: str) -> Element:
        """A new entry, to fill; *pages* are the document that it is about, and those that will do for it."""
        entry = SubElement(self.root, 'entry')
        texts(entry, id=f'urn:uuid:{id}', title=title, updated=iso(updated))
        self.link(entry, *pages, TALKS)
        return entry

    def link(self, parent: Element, *documents: str) -> None:
        """A link to the first of *documents* that has a page, or else to the site: an entry has to have one.

        Where nobody knows the address of the site, it leads on from the feed itself (RFC 3986 5.1.3).
        """
        page = next(filter(None, map(self.target.page_path, documents)), '')
        address = f'{self.target.file_url("") or self.to_root}{page}'
        SubElement(parent, 'link', rel='alternate', type='text/html', href=address)

    def enclose(self, parent: Element, file: str, media_type: str) -> None:
        """Hand over the *file* of the site, which readers may fetch together with the entry."""
        address = self.target.file_url(file) or f'{self.to_root}{quote(file)}'
        SubElement(parent, 'link', rel='enclosure', type=media_type, href=address)

    def written(self) -> bytes:
        return xml_file(self.root)
