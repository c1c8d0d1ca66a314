"""What the PyData theme and Sphinx do for each page that takes the longer the more pages there are, or for nobody."""

from __future__ import annotations

import logging
from types import SimpleNamespace
from typing import Any

import pydata_sphinx_theme.toctree
import pytest

from conftest import Site
from proceedings.quiet import setup_quiet

PYDATA: dict[str, Any] = {'html_theme': 'pydata_sphinx_theme'}


@pytest.mark.parametrize('hidden', [True, False])
def test_pages_with_sidebars_are_as_the_theme_makes_them(
    site: Site, monkeypatch: pytest.MonkeyPatch, hidden: bool
) -> None:
    options = {'sidebar_includehidden': hidden}
    ours = site.build(**PYDATA, html_theme_options=options)
    pages = {path.name: path.read_text('utf-8') for path in ours.out.rglob('*.html')}
    assert ('bd-docs-nav' in pages['jax-md.html']) is hidden  # our tables of contents are
    monkeypatch.setattr('proceedings.sidebars.ASKED', 'another function')
    theirs = site.build(**PYDATA, html_theme_options=options, html_short_title='Written again')
    assert {path.name: path.read_text('utf-8') for path in theirs.out.rglob('*.html')} == pages


def test_where_no_page_has_a_sidebar_the_theme_does_not_look_for_one(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(
        pydata_sphinx_theme.toctree, '_get_ancestor_pagename', lambda **of: asked.append(of['pagename'])
    )
    site.build(**PYDATA, html_sidebars={'**': []})
    assert asked == []


def test_messages_on_events_are_made_where_they_are_seen() -> None:
    def are_made(verbosity: int) -> bool:
        setup_quiet(SimpleNamespace(verbosity=verbosity))  # type: ignore[arg-type]
        return logging.getLogger('sphinx.sphinx.events').isEnabledFor(logging.DEBUG)

    logging.getLogger('sphinx').setLevel(logging.DEBUG)  # as Sphinx does
    assert [are_made(verbosity) for verbosity in (0, 1, 2, 0)] == [False, False, True, False]
