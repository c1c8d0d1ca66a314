"""Which pages there are and when each was changed, for search engines (sitemaps.org), and where that stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from xml.etree.ElementTree import Element, SubElement

from ..times import iso
from .dates import latest
from .markup import texts, xml_file
from .target import Target

SITEMAP = 'sitemap.xml'
ROBOTS = 'robots.txt'

NAMESPACE = 'http://www.sitemaps.org/schemas/sitemap/0.9'
MOST = 50_000
"""Addresses in one file, as the protocol has it. (Ours take a fraction of the 50 MB that it allows.)"""

Page = tuple[str, datetime | None]
"""(web address, when it was changed)."""


def sitemap(pages: Sequence[Page], target: Target, most: int = MOST) -> Iterator[tuple[str, bytes]]:
    """(address, content) of the files: where one cannot hold all *pages*, the first says where the others are."""
    if len(pages) <= most:
        yield SITEMAP, _written('urlset', 'url', pages)
        return
    parts: list[Page] = []
    for number, first in enumerate(range(0, len(pages), most), 1):
        address, part = SITEMAP.replace('.', f'-{number}.'), pages[first : first + most]
        parts.append((target.file_url(address), latest(changed for _, changed in part)))
        yield address, _written('urlset', 'url', part)
    yield SITEMAP, _written('sitemapindex', 'sitemap', parts)


def _written(list_name: str, name: str, pages: Iterable[Page]) -> bytes:
    root = Element(list_name, xmlns=NAMESPACE)
    for address, changed in pages:
        texts(SubElement(root, name), loc=address, **({'lastmod': iso(changed)} if changed else {}))
    return xml_file(root)


def robots(target: Target) -> tuple[str, bytes]:
    """Everybody may read everything (RFC 9309). Robots look for it where the host begins, so on a site below another
    address it is for whoever wants to copy it there."""
    return ROBOTS, f'User-agent: *\nDisallow:\n\nSitemap: {target.file_url(SITEMAP)}\n'.encode()
