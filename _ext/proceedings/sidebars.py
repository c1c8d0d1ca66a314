"""Whether the sidebar of a page has a table of contents, found once for all pages.

For each page the PyData theme looks through the tables of contents of all others, which takes the longer the more pages
there are.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sphinx.application import Sphinx
from sphinx.builders import Builder

ASKED = 'suppress_sidebar_toctree'
"""The theme's function, as its layout knows it."""


def setup_sidebars(app: Sphinx) -> None:
    sidebars = SidebarsOfBuild()
    app.connect('write-started', sidebars.find_listed)
    app.connect('html-page-context', sidebars.know, priority=600)  # after the theme


class SidebarsOfBuild:
    """The documents that are `listed` in tables of contents."""

    def __init__(self) -> None:
        self.listed: frozenset[str] = frozenset()

    def find_listed(self, app: Sphinx, builder: Builder) -> None:
        """`write-started`: now they do not change any more."""
        self.listed = frozenset().union(*app.env.toctree_includes.values())

    def know(self, app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: object) -> None:
        """`html-page-context`: in the place of the theme's function, which is only asked where it has to look."""
        if theirs := context.get(ASKED):
            context[ASKED] = self._function(theirs, pagename in self.listed, bool(context.get('sidebars')))

    def _function(self, theirs: Callable[..., bool], is_listed: bool, has_sidebars: bool) -> Callable[..., bool]:
        def is_suppressed(startdepth: int = 1, **named: Any) -> bool:
            if startdepth == 1 and not (is_listed and has_sidebars):
                return True
            if startdepth == 1 and named.get('includehidden'):
                return False
            return theirs(startdepth=startdepth, **named)

        return is_suppressed
