"""What runs in the browser: the scripts, on every page of the site, and the page of the reader's own schedule."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx
from sphinx.config import Config

from .documents import MY_SCHEDULE, edition_document
from .domain import proceedings_domain
from .export.uids import series_uids
from .web import is_web

TITLE = 'My schedule'
FOLDER = 'proceedings'
"""Where the scripts are in `_static/`."""

SCRIPTS = ('core.js', 'zone.js', 'picks.js', 'now.js', 'filters.js')
"""What every page loads, in this order; each uses what those before it made."""

ITS_SCRIPT = 'my-schedule.js'


def setup_my_schedule(app: Sphinx) -> None:
    app.connect('config-inited', add_templates)
    app.connect('builder-inited', add_scripts, priority=600)  # after the program is there
    # before the theme, which looks at this event already whether templates have something to show
    app.connect('html-page-context', complete_context, priority=400)
    app.connect('html-collect-pages', my_schedule_page)


def add_templates(app: Sphinx, config: Config) -> None:
    """`config-inited`: ours behind the site's own, which may replace them. Scripts are of no use to a book."""
    config.templates_path = [*config.templates_path, str(Path(__file__).parent / 'templates')]
    scripts = [f'_static/{FOLDER}/{name}' for name in (*SCRIPTS, ITS_SCRIPT)]
    config.epub_exclude_files = [*config.epub_exclude_files, *scripts]


def add_scripts(app: Sphinx) -> None:
    """`builder-inited`: deferred, so that they find the whole page; not modules, which browsers do not load from a
    folder. What a browser keeps belongs to the series, by the id that its calendars have too."""
    if is_web(app.builder):
        app.add_css_file('tools.css')
        site = series_uids(proceedings_domain(app.env).program.series).series
        attributes: dict[str, Any] = {'loading_method': 'defer', 'data-site': str(site)}
        for name in SCRIPTS:
            app.add_js_file(f'{FOLDER}/{name}', **attributes)


def complete_context(app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: object) -> None:
    """`html-page-context`: where the page is, for the header of all others; and its own script."""
    if is_web(app.builder):
        context['proceedings_my_schedule'] = MY_SCHEDULE
        if pagename == MY_SCHEDULE:
            app.add_js_file(f'{FOLDER}/{ITS_SCRIPT}', loading_method='defer')


def my_schedule_page(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """`html-collect-pages`: no document, since it holds nothing but what its reader picked."""
    if is_web(app.builder):
        latest = proceedings_domain(app.env).program.latest
        schedule = edition_document(latest.id) if latest else app.config.root_doc
        yield MY_SCHEDULE, {'title': TITLE, 'proceedings_schedule': schedule}, 'my-schedule.html'
