"""The page that servers show where nothing is: `404.html`, as Read the Docs, GitHub Pages and Netlify look for it.

It is shown at addresses of any depth, so all that leads somewhere is a whole path from where the host begins: below
that of `html_baseurl`, or where nobody knows that, of the host itself. A page 404 of the site's own is made whole, too.

Written by hand, since sphinx-notfound-page changes what `pathto` gives and no more: what themes make without it leads
nowhere, as does our menu; `data-content_root`, by which scripts find the site, stays what it was; with dirhtml the page
is a folder, where only Read the Docs looks for it; and search engines are told its address. A site that has it
nevertheless keeps what it makes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html.parser import HTMLParser
from itertools import accumulate
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

from sphinx.application import Sphinx

from .assets import NOT_FOUND_SCRIPT
from .documents import NOT_FOUND, SPEAKERS, TALKS, edition_document
from .domain import proceedings_domain
from .extras import own_files
from .forms import Change
from .kept import Note, note_path, write_note
from .rendered import change_rendered
from .web import is_web

TITLE = 'Page not found'

FILE = f'{NOT_FOUND}.html'

ADDRESSES = frozenset({'href', 'xlink:href', 'src', 'poster', 'data', 'action', 'formaction', 'data-content_root'})
"""The attributes that have an address."""

LISTS = frozenset({'srcset', 'imagesrcset'})
"""Those that have several, each with what it is for: `a.png 1x, b.png 2x`."""

_ATTRIBUTE = re.compile(r"""([^\s"'<>/=]+)(\s*=\s*)("[^"]*"|'[^']*'|[^\s"'>][^\s>]*)""")
_LISTED = re.compile(r'([\s,]*)(\S*[^\s,])((?:\s[^,]*)?)')


def setup_not_found(app: Sphinx) -> None:
    app.connect('builder-inited', render_with_whole_addresses)
    # before the theme, which looks at this event already whether templates have something to show
    app.connect('html-page-context', complete_context, priority=400)
    app.connect('html-collect-pages', write_page)


def is_ours(app: Sphinx) -> bool:
    """Whether the page has to be whole at any address because of us, whoever wrote it."""
    return is_web(app.builder) and 'notfound.extension' not in app.extensions


def write_page(app: Sphinx) -> list[Any]:
    """`html-collect-pages`: none that Sphinx would give the address of a page, which is a folder with dirhtml."""
    is_written = NOT_FOUND in app.env.found_docs or NOT_FOUND in app.config.html_additional_pages
    if is_ours(app) and not is_written:
        left = own_files(app) & {FILE}
        write_note(note_path(app, 'not-found'), Note(left=tuple(left)))
        if not left:
            page: Any = app.builder
            page.handle_page(NOT_FOUND, {'title': TITLE}, 'page.html', outfilename=Path(app.outdir) / FILE)
    return []


def complete_context(app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: object) -> None:
    """`html-page-context`: what the page shows; no search engine is to have it."""
    if pagename == NOT_FOUND and is_ours(app):
        context['pageurl'] = None
        context['metatags'] = f'{context.get("metatags") or ""}\n<meta name="robots" content="noindex">'
        if not doctree and context.get('title') == TITLE:
            app.add_js_file(NOT_FOUND_SCRIPT, loading_method='defer')
            context['proceedings_ways'] = [*_ways(app)]
            context['body'] = app.builder.templates.render('not-found.html', context)


def _ways(app: Sphinx) -> Iterator[tuple[str, str]]:
    """(title, document) of what may be a way on, as far as the site has it."""
    latest = proceedings_domain(app.env).program.latest
    ways = [(latest.full_title, edition_document(latest.id))] if latest else []
    for title, document in (*ways, ('All talks', TALKS), ('All people', SPEAKERS), ('Home page', app.config.root_doc)):
        if document in app.env.found_docs:
            yield title, document


def render_with_whole_addresses(app: Sphinx) -> None:
    """`builder-inited`: in what templates give, whichever made it."""
    if is_ours(app):
        here = urljoin(path_of(app.config.html_baseurl), app.builder.get_target_uri(NOT_FOUND))

        def is_other(context: Mapping[str, Any]) -> bool | None:
            return None if context.get('pagename') == NOT_FOUND else True

        change_rendered(app, Change(lambda page, other: page if other else with_whole_addresses(page, here), is_other))


def path_of(base: str) -> str:
    """Where the site begins, as a path on its host: `/en/latest/`."""
    return f'{urlsplit(base).path.rstrip("/")}/'


def with_whole_addresses(page: str, here: str) -> str:
    """*page*, HTML that a theme has written, with paths from where the host begins: it shows addresses that are
    relative to *here*. All else stays as it is, scripts too."""
    tags = _StartTags(page)
    pieces, end = [], 0
    for start, tag in tags.found:
        pieces += [page[end:start], _with_whole_attributes(tag, here)]
        end = start + len(tag)
    return ''.join((*pieces, page[end:]))


class _StartTags(HTMLParser):
    """`found` has (where it begins, its text) of each start tag of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.lines = [0, *accumulate(len(line) + 1 for line in page.split('\n'))]
        self.found: list[tuple[int, str]] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        line, column = self.getpos()
        self.found.append((self.lines[line - 1] + column, self.get_starttag_text() or ''))


def _with_whole_attributes(tag: str, here: str) -> str:
    def whole(found: re.Match[str]) -> str:
        name, equals, value = found.groups()
        quote = value[0] if value[0] in '"\'' else ''
        return f'{name}{equals}{quote}{_whole(name.lower(), value[1:-1] if quote else value, here)}{quote}'

    return _ATTRIBUTE.sub(whole, tag)


def _whole(name: str, value: str, here: str) -> str:
    """The *value* of the attribute *name*."""
    if name in ADDRESSES:
        return _joined(here, value)
    if name in LISTS:
        return _LISTED.sub(lambda found: f'{found[1]}{_joined(here, found[2])}{found[3]}', value)
    return value


def _joined(here: str, address: str) -> str:
    """A whole *address*, unless it is that of a part of the same page, or none."""
    if not address or address.startswith('#'):
        return address
    try:
        return urljoin(here, address)
    except ValueError:  # brackets of an IPv6 address that are none
        return address
