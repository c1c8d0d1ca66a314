"""The search on web pages: the page of all results, and none of Sphinx's search scripts on all others.

Sphinx searches in an index that grows with the text of the site, and the PyData theme loads it with every page. Ours
is loaded by `core.js` when a reader first searches. So the tags of these scripts are taken out of what the theme writes
into the head of a page, whatever else it writes there. The templates are `layout.html` and `search.html`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from sphinx.application import Sphinx

from ..assets import LIST_SCRIPTS, SEARCH_PAGE_SCRIPTS
from ..documents import SPEAKERS, TALKS, is_list
from ..web import is_web

SEARCH = 'search'

_SCRIPTS = re.compile(
    r'\s*<script\b[^>]*\bsrc="(?:[^"?]*/)?(?:searchtools|language_data|searchindex)\.js(?:\?[^"]*)?"[^>]*>\s*</script>'
)


def setup_search_page(app: Sphinx) -> None:
    # before the theme, which looks at this event already whether it has to search while a reader types
    app.connect('html-page-context', complete_context, priority=400)


def complete_context(app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: object) -> None:
    """`html-page-context`: what `layout.html` and `search.html` need, whatever the builder."""
    context['proceedings_less_search'] = without_search_scripts
    context['theme_search_as_you_type'] = False  # it would be done by Sphinx's scripts
    if is_web(app.builder):
        context['proceedings_lists'] = list(_lists(app))
        for script in SEARCH_PAGE_SCRIPTS if pagename == SEARCH else LIST_SCRIPTS if is_list(pagename) else ():
            app.add_js_file(script, loading_method='defer')


def without_search_scripts(head: str) -> str:
    """*head* without the tags that load Sphinx's search; it is HTML that a theme has written."""
    return _SCRIPTS.sub('', head)


def _lists(app: Sphinx) -> Iterator[tuple[str, str]]:
    """(document, title) of the lists of everything that the site has: a way out where the search fails."""
    for document, title in ((TALKS, 'all talks'), (SPEAKERS, 'all people')):
        if document in app.env.found_docs:
            yield document, title
