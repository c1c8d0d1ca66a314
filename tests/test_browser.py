"""The real site in a real browser: found, read and used, from a folder and without a network."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page

PAGES = {
    'home': 'index.html',
    'edition': 'talks/2019/index.html',
    'contributed talk': 'talks/2019/jax-md.html',
    'poster with many authors': 'talks/2019/p64.html',
    'talk with a long title': 'talks/2019/p110.html',
    'speaker': 'speakers/shirley-ho.html',
    'talks': 'talks/index.html?q=video',
    'keyword': 'talks/keywords/automatic-differentiation.html',
    'people': 'speakers/index.html',
    'search': 'search.html?q=scholkopf',
}


@pytest.mark.parametrize('width', [1280, 390])
@pytest.mark.parametrize('page_type', PAGES)
def test_a_page_fits_the_window_and_asks_no_other_host(page: Page, real_site: Path, page_type: str, width: int) -> None:
    page.set_viewport_size({'width': width, 'height': 800})
    foreign: list[str] = []
    page.on('request', lambda request: foreign.append(request.url) if request.url.startswith('http') else None)
    page.goto(f'{real_site.as_uri()}/{PAGES[page_type]}')
    assert page.evaluate('document.documentElement.scrollWidth') <= width
    assert foreign == []


ONCE = {'talks': 'dark', 'people': 'light'}
"""Axe takes a quarter of a minute for a list of everything, and half of that for one of which little is shown."""

LOOKS = [
    (page_type, width, scheme)
    for page_type in PAGES
    for width, scheme in ((1280, 'light'), (390, 'dark'))
    if ONCE.get(page_type, scheme) == scheme
]


@pytest.mark.parametrize(('page_type', 'width', 'scheme'), LOOKS)
def test_axe_finds_nothing(
    page: Page, real_site: Path, serve: Callable[[Path], str], page_type: str, width: int, scheme: str
) -> None:
    page.set_viewport_size({'width': width, 'height': 800})
    page.emulate_media(color_scheme=scheme)
    page.goto(f'{serve(real_site)}/{PAGES[page_type]}')  # axe does not look into files
    page.wait_for_timeout(200)
    found = Axe().run(page).response['violations']
    assert [(problem['id'], problem['nodes'][0]['target']) for problem in found] == []


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
