"""The page of the reader's own schedule: an empty one, which `my-schedule.js` fills with what the reader picked."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sphinx.application import Sphinx

from .assets import MY_SCHEDULE_SCRIPT
from .documents import MY_SCHEDULE, edition_document
from .domain import proceedings_domain
from .web import is_web

TITLE = 'My schedule'


def setup_my_schedule(app: Sphinx) -> None:
    # before the theme, which looks at this event already whether templates have something to show
    app.connect('html-page-context', complete_context, priority=400)
    app.connect('html-collect-pages', my_schedule_page)


def complete_context(app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: object) -> None:
    """`html-page-context`: where the page is, for the header of all others; its own script, and what it shows.

    That is the body of an ordinary page, since themes differ in what else a template has to have.
    """
    if is_web(app.builder):
        context['proceedings_my_schedule'] = MY_SCHEDULE
        if pagename == MY_SCHEDULE:
            app.add_js_file(MY_SCHEDULE_SCRIPT, loading_method='defer')
            context['body'] = app.builder.templates.render('my-schedule.html', context)


def my_schedule_page(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """`html-collect-pages`: no document, since it holds nothing but what its reader picked."""
    if is_web(app.builder):
        latest = proceedings_domain(app.env).program.latest
        schedule = edition_document(latest.id) if latest else app.config.root_doc
        yield MY_SCHEDULE, {'title': TITLE, 'proceedings_schedule': schedule}, 'page.html'
