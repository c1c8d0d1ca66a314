"""The search on web pages: the page of all results, and none of Sphinx's search scripts on all others.

Sphinx searches in an index that grows with the text of the site, and the PyData theme loads it with every page. Ours is
loaded by `core.js` when a reader first searches. So the tags of these scripts are taken out of what the theme writes
into the head of a page, whatever else it writes there (see `rendered`). What every page has for the search stands in
`metatags`, and what the page of all results shows is the `body` of an ordinary `page.html`: all themes write both.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape
from typing import Any

from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.locale import _

from ..assets import LIST_SCRIPTS, SEARCH_PAGE_SCRIPTS
from ..documents import SPEAKERS, TALKS, is_list
from ..forms import Change
from ..rendered import change_rendered, without
from ..web import is_web
from .files import is_found

SEARCH = 'search'
LABEL = 'Search talks and people'

_SCRIPTS = re.compile(
    r'<script\b[^>]*\bsrc="(?:[^"?]*/)?(?:searchtools|language_data|searchindex)\.js(?:\?[^"]*)?"[^>]*>\s*</script>'
)


def setup_search_page(app: Sphinx) -> None:
    app.connect('builder-inited', render_without_search_scripts)
    # before the theme, which looks at this event already whether it has to search while a reader types
    app.connect('html-page-context', complete_context, priority=400)


def render_without_search_scripts(app: Sphinx) -> None:
    """`builder-inited`: the builder, web or not, has its templates now, and renders each page with them."""
    if isinstance(app.builder, StandaloneHTMLBuilder):
        change_rendered(app, Change(lambda page, _: without_search_scripts(page)))


def without_search_scripts(page: str) -> str:
    """*page* without the tags in its head that load Sphinx's search; it is HTML that a theme has written."""
    head, end, body = page.partition('</head>')
    return f'{without(_SCRIPTS, head)}{end}{body}' if end else page


def complete_context(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: object
) -> str | None:
    """`html-page-context`: what a page has for the search; for the page of all results, also its template."""
    context['theme_search_as_you_type'] = False  # it would be done by Sphinx's scripts
    if not is_web(app.builder):
        return None
    for script in SEARCH_PAGE_SCRIPTS if pagename == SEARCH else LIST_SCRIPTS if is_list(pagename) else ():
        app.add_js_file(script, loading_method='defer')
    lists = _lists(app, context['pathto'])
    if lists:
        _add_to_head(context, f'<template id="proceedings-search-ways">{lists}.</template>')
    return _search_page(app, context, lists) if pagename == SEARCH else None


def _search_page(app: Sphinx, context: dict[str, Any], lists: str) -> str:
    context['title'] = _('Search')
    context['proceedings_lists'] = lists
    context['proceedings_label'] = app.config.html_theme_options.get('search_bar_text', LABEL)
    context['body'] = app.builder.templates.render('search-page.html', context)
    _add_to_head(context, '<meta name="robots" content="noindex">')
    return 'page.html'


def _add_to_head(context: dict[str, Any], html: str) -> None:
    context['metatags'] = f'{context.get("metatags") or ""}\n{html}'


def _lists(app: Sphinx, pathto: Callable[[str], str]) -> str:
    """Links to the lists of everything that the site has: a way out where the search fails."""
    titles = {TALKS: 'all talks', SPEAKERS: 'all people'}
    there = [document for document in titles if is_found(app, document)]
    return ', '.join(f'<a href="{escape(pathto(document))}">{titles[document]}</a>' for document in there)
