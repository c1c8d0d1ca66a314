"""The sitemap and robots.txt of a web site, where its address is known: both have to name whole addresses.

Why not sphinx-sitemap: it lists the pages that a build has written, so after a second build only those that changed;
it takes the search page and everything else that has a template for a page, puts the language and the version into each
address unless told otherwise, and asks git for one file a page, where ours mostly are lines of one. A site that has it
nevertheless keeps what it makes.
"""

from __future__ import annotations

from collections.abc import Iterator

from sphinx.application import Sphinx

from .documents import NOT_FOUND
from .export.dates import Dates
from .export.sitemap import Page, robots, sitemap
from .export.target import Target
from .stubs import SUFFIX


def for_robots(app: Sphinx, target: Target, dates: Dates) -> Iterator[tuple[str, bytes]]:
    """(address, content) of the files; no sitemap where somebody else makes one."""
    if not target.base:
        return
    if not has_sitemap(app):
        yield from sitemap([*_pages(app, target, dates)], target)
    yield robots(target)


def has_sitemap(app: Sphinx) -> bool:
    """Whether the site has another extension make its sitemap."""
    return 'sphinx_sitemap' in app.extensions


def _pages(app: Sphinx, target: Target, dates: Dates) -> Iterator[Page]:
    """The page of each document, also of what no longer stands: who has read it elsewhere has to find that out.

    What is no document is not for search engines: the search, the reader's own schedule, pages that lead elsewhere.
    """
    for document in sorted(app.env.found_docs - {NOT_FOUND}):
        source = app.env.doc2path(document, base=False)
        written = '' if source.suffix == SUFFIX else source.as_posix()  # a stub is nobody's, also where it is in git
        yield target.page_url(document), dates.page(document, written, app.config.root_doc)
