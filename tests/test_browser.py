"""The real site in a real browser: found, read and used, from a folder and without a network."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page

from axe import violations_in_all_looks

PAGES = {
    'home': 'index.html',
    'edition': 'talks/2019/index.html',
    'contributed talk': 'talks/2019/jax-md.html',
    'poster with many authors': 'talks/2019/p64.html',
    'talk with a long title': 'talks/2019/p110.html',
    'speaker': 'speakers/shirley-ho.html',
    'talks': 'talks/index.html?q=video',
    'keyword': 'talks/keywords/automatic-differentiation.html',
    'keywords': 'talks/keywords/index.html',
    'people': 'speakers/index.html',
    'search': 'search.html?q=scholkopf',
    'empty schedule of the reader': 'my-schedule.html',
}


@pytest.mark.parametrize('width', [1280, 390])
@pytest.mark.parametrize('page_type', PAGES)
def test_a_page_fits_the_window_asks_no_other_host_and_has_no_problem(
    page: Page, real_site: Path, problems: list[str], page_type: str, width: int
) -> None:
    page.set_viewport_size({'width': width, 'height': 800})
    foreign: list[str] = []
    page.on('request', lambda request: foreign.append(request.url) if request.url.startswith('http') else None)
    page.goto(f'{real_site.as_uri()}/{PAGES[page_type]}')
    assert page.evaluate('document.documentElement.scrollWidth') <= width
    assert foreign == []


LOOKED_AT = {
    **PAGES,
    # Axe takes a quarter of a minute for a list of everything: here are a few rows, and all of fewer in test_layout.py
    'edition': 'talks/2019/index.html?person=cranmer',
    'talks': 'talks/index.html?q=variational',
    'people': 'speakers/index.html?q=ann',
}


@pytest.mark.parametrize('page_type', LOOKED_AT)
def test_axe_finds_nothing_in_any_look(
    page: Page, real_site: Path, serve: Callable[[Path], str], page_type: str
) -> None:
    page.goto(f'{serve(real_site)}/{LOOKED_AT[page_type]}')
    for part in page.locator('main details:not([open]) > summary').all():
        if part.is_visible():
            part.click()
    assert violations_in_all_looks(page) == []


def test_what_matters_is_on_the_first_screen(page: Page, real_site: Path) -> None:
    page.goto(f'{real_site.as_uri()}/index.html')
    for seen in ('h1', '.proceedings-facts', '#proceedings-search', '.proceedings-schedule tbody tr:nth-child(2)'):
        assert bottom(page, seen) <= 800
    page.set_viewport_size({'width': 390, 'height': 800})
    page.goto(f'{real_site.as_uri()}/talks/2019/jax-md.html')
    for seen in ('.proceedings-eyebrow', 'h1', '.proceedings-people', '.proceedings-slots', '.proceedings-links'):
        assert bottom(page, seen) <= 800
    assert page.locator('section.proceedings-talk > p:not([class])').first.bounding_box()['y'] <= 800  # the abstract


def bottom(page: Page, selector: str) -> float:
    box = page.locator(selector).first.bounding_box()
    return box['y'] + box['height']


def test_without_javascript_all_content_is_there(new_context: Callable[..., BrowserContext], real_site: Path) -> None:
    page = new_context(java_script_enabled=False).new_page()
    page.goto(f'{real_site.as_uri()}/talks/2019/index.html')
    assert page.locator('.proceedings-schedule tbody tr').count() == 16
    assert page.locator('.proceedings-papers > li').count() == 161
