"""What machines read in the head of a talk's page: that it no longer stands, what stands instead, corrections, awards.

The words are those of schema.org (`creativeWorkStatus`, `correction`, `award`, as JSON-LD) and of the Dublin Core
(`dcterms.isReplacedBy`, `dcterms.replaces`, which schema.org lacks).
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from html import escape
from typing import Any

from sphinx.application import Sphinx
from sphinx.builders import Builder

from .documents import talk_document
from .domain import proceedings_domain
from .maths.titles import plain_title
from .model import Talk, is_url
from .program import Program
from .render.record import standing_sentence
from .web import is_web


def setup_metadata(app: Sphinx) -> None:
    app.connect('html-page-context', add_metadata)


def add_metadata(app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: object) -> None:
    """`html-page-context`: for the page of a talk of which there is anything to say.

    Only on the web: chapters of a book have no address there, and say the same in words.
    """
    if not is_web(app.builder):
        return
    program = proceedings_domain(app.env).program
    talk = program.talks.get(pagename.removeprefix('talks/')) if pagename.startswith('talks/') else None
    if talk:
        page = _Page(app.builder, pagename, app.config.html_baseurl)
        context['metatags'] = ''.join([context.get('metatags', ''), *head_of(program, talk, page)])


class _Page:
    """Where the head is, to lead from there to other talks."""

    def __init__(self, builder: Builder, name: str, base: str) -> None:
        self.builder, self.name, self.base = builder, name, base

    def url(self, ref: str) -> str:
        """The address of a talk: that on the web, or where nobody knows it, as seen from this page."""
        document = talk_document(ref)
        if self.base:
            return f'{self.base.rstrip("/")}/{self.builder.get_target_uri(document)}'
        return self.builder.get_relative_uri(self.name, document)


def head_of(program: Program, talk: Talk, page: _Page) -> Iterator[str]:
    """The elements for the head of a talk's page."""
    if not talk.stands:
        yield _meta('description', standing_sentence(talk))
    if talk.replaced_by:
        by = talk.replaced_by
        yield _meta('dcterms.isReplacedBy', by if is_url(by) else page.url(by))
    for other in program.replaced.get(talk.ref, ()):
        yield _meta('dcterms.replaces', page.url(other.ref))
    if facts := _facts(talk):
        work = {'@context': 'https://schema.org', '@type': 'CreativeWork', 'name': plain_title(talk.title)}
        told = json.dumps({**work, **facts}, ensure_ascii=False).replace('<', '\\u003c')  # no title ends the script
        yield f'<script type="application/ld+json">{told}</script>\n'


def _meta(name: str, content: str) -> str:
    return f'<meta name="{name}" content="{escape(content)}" />\n'


def _facts(talk: Talk) -> dict[str, Any]:
    """What schema.org says of a work that is corrected, was given something, or stands no more."""
    facts: dict[str, Any] = {}
    comments = [_comment(one.date.isoformat(), one.text, one.url) for one in talk.corrections]
    if not talk.stands:
        facts['creativeWorkStatus'] = talk.status.capitalize()
        comments.append(_comment(talk.since.isoformat() if talk.since else '', standing_sentence(talk), ''))
    if comments:
        facts['correction'] = comments
    if talk.awards:
        facts['award'] = list(talk.awards)
    return facts


def _comment(published: str, text: str, url: str) -> dict[str, str]:
    said = {'@type': 'CorrectionComment', 'datePublished': published, 'text': text, 'url': url}
    return {key: value for key, value in said.items() if value}
