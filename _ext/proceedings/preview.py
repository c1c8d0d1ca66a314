"""The preview of a proposal (pull request) on Read the Docs says on the home page what it is, and which pages changed.

It is shown by such a build alone, and only where git knows what changed: no page of the published site has it.
"""

from __future__ import annotations

import os
from html import escape
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx

from .domain import proceedings_domain
from .export.proposed import changed_documents
from .web import is_web

MOST = 30
"""So many pages are listed: who proposes more knows where they are."""


def setup_preview(app: Sphinx) -> None:
    app.connect('html-page-context', show_what_changed)


def show_what_changed(app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: object) -> None:
    """`html-page-context`: above the home page."""
    if pagename == app.config.root_doc and is_web(app.builder) and 'body' in context and _is_proposal():
        context['body'] = _said(app) + context['body']


def _is_proposal() -> bool:
    return os.environ.get('READTHEDOCS') == 'True' and os.environ.get('READTHEDOCS_VERSION_TYPE') == 'external'


def _said(app: Sphinx) -> str:
    domain = proceedings_domain(app.env)
    found = changed_documents(Path(app.srcdir), domain.program, domain.lines)
    pages = [document for document in found if document in app.env.titles]
    if not pages:
        return ''
    number = os.environ.get('READTHEDOCS_VERSION', '')
    which = f' of pull request {number}' if number.isascii() and number.isdecimal() else ''
    items = ''.join(f'<li>{_link(app, document)}</li>' for document in pages[:MOST])
    more = f'<p>… and {len(pages) - MOST} more.</p>' if len(pages) > MOST else ''
    return (
        '<aside class="proceedings-preview" aria-label="Preview">'
        f'<p><strong>This is a preview{which}.</strong> Nothing in it is published yet. It changes:</p>'
        f'<ul>{items}</ul>{more}</aside>\n'
    )


def _link(app: Sphinx, document: str) -> str:
    address = app.builder.get_relative_uri(app.config.root_doc, document)
    return f'<a href="{escape(address)}">{escape(app.env.titles[document].astext())}</a>'
