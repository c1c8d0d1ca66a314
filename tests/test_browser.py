"""The real site in a real browser: found, read and used, from a folder and without a network."""

from __future__ import annotations

import functools
import http.server
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from conftest import ROOT

playwright = pytest.importorskip('playwright.sync_api', reason='Playwright is not installed: make test installs it')
axe = pytest.importorskip('axe_playwright_python.sync_playwright', reason='axe is not installed: make test installs it')

CHROMIUM = next(
    (path for name in ('chromium', 'chromium-browser', 'google-chrome') if (path := shutil.which(name))), None
)
QUIET = [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
]

pytestmark = pytest.mark.skipif(
    CHROMIUM is None, reason='no Chromium on this machine: install it, for example with apt-get install chromium'
)

PAGES = {
    'home': 'index.html',
    'edition': 'talks/2019/index.html',
    'contributed talk': 'talks/2019/jax-md.html',
    'poster with many authors': 'talks/2019/p64.html',
    'talk with a long title': 'talks/2019/p110.html',
    'speaker': 'speakers/shirley-ho.html',
    'talks': 'talks/index.html',
    'people': 'speakers/index.html',
    'search': 'search.html?q=scholkopf',
}


@pytest.fixture(scope='module')
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of this repository, built as `make html` builds it."""
    source, out = tmp_path_factory.mktemp('source'), tmp_path_factory.mktemp('html')
    for name in ('program', 'talks', 'speakers'):
        shutil.copytree(ROOT / name, source / name, ignore=shutil.ignore_patterns('*.stub'))
    for name in ('conf.py', 'index.md'):
        shutil.copy(ROOT / name, source / name)
    command = [sys.executable, '-m', 'sphinx', '-nWq', '--keep-going', '-j', 'auto', str(source), str(out)]
    built = subprocess.run(command, capture_output=True, text=True, check=False)
    assert built.returncode == 0, built.stderr
    return out


@pytest.fixture(scope='module')
def browser() -> Iterator[object]:
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield browser
        browser.close()


@pytest.fixture(scope='module')
def address(site: Path) -> Iterator[str]:
    """The site on a server of this machine: axe does not look into files."""

    class Silent(http.server.SimpleHTTPRequestHandler):
        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    server = http.server.ThreadingHTTPServer(('127.0.0.1', 0), functools.partial(Silent, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f'http://127.0.0.1:{server.server_port}'
    server.shutdown()


def results(browser, site: Path, query: str) -> list[str]:
    """The titles of the results of a search on the home page, opened from the folder."""
    page = browser.new_page()
    page.goto(f'{site.as_uri()}/index.html')
    page.fill('#proceedings-search', query)
    page.keyboard.press('Enter')
    page.wait_for_selector('#search-results .search-summary:not(:empty)')
    page.wait_for_timeout(150)
    titles = page.locator('#search-results ul.search > li > a').all_inner_texts()
    page.close()
    return [' '.join(title.split()) for title in titles]


JAX_MD = 'JAX, M.D.: End-to-End Differentiable, Hardware Accelerated, Molecular Dynamics in Pure Python'
BLACK_HOLE = 'Taking the First Picture of a Black Hole & Beyond'


@pytest.mark.parametrize(
    ('query', 'first'),
    [
        ('scholkopf', 'Bernhard Schölkopf'),
        ('Schölkopf', 'Bernhard Schölkopf'),
        ('SCHOLKOPF', 'Bernhard Schölkopf'),
        ('gunes', 'Atılım Güneş Baydin'),
        ('Atilim Gunes Baydin', 'Atılım Güneş Baydin'),
        ('jorgensen', 'Philip Johan Havemann Jørgensen'),
        ('rose yu', 'Rose Yu'),
        ('shirley ho', 'Shirley Ho'),
        ('Causality and Exoplanets', 'Causality and Exoplanets'),
        ('exoplanets', 'Causality and Exoplanets'),
        ('black hole', BLACK_HOLE),
        ('jax', JAX_MD),
        (JAX_MD, JAX_MD),
        ('equivariant hamiltonian', 'Equivariant Hamiltonian Flows'),
    ],
)
def test_search_puts_the_talk_or_person_that_was_meant_first(browser, site: Path, query: str, first: str) -> None:
    assert results(browser, site, query)[0] == first


@pytest.mark.parametrize(
    ('query', 'title'),
    [
        ('ensemble', JAX_MD),  # a word of the abstract
        ('bouman', BLACK_HOLE),  # its speaker
        ('cubuk', JAX_MD),  # an author who does not speak
    ],
)
def test_search_finds_a_talk_by_its_abstract_and_its_people(browser, site: Path, query: str, title: str) -> None:
    assert title in results(browser, site, query)[:4]


@pytest.mark.parametrize('width', [1280, 390])
@pytest.mark.parametrize('page_type', PAGES)
def test_a_page_fits_the_window_and_asks_no_other_host(browser, site: Path, page_type: str, width: int) -> None:
    page = browser.new_page(viewport={'width': width, 'height': 800})
    foreign: list[str] = []
    page.on('request', lambda request: foreign.append(request.url) if request.url.startswith('http') else None)
    page.goto(f'{site.as_uri()}/{PAGES[page_type]}')
    assert page.evaluate('document.documentElement.scrollWidth') <= width
    assert foreign == []
    page.close()


@pytest.mark.parametrize(('width', 'scheme'), [(1280, 'light'), (390, 'dark')])
@pytest.mark.parametrize('page_type', PAGES)
def test_axe_finds_nothing(browser, address: str, page_type: str, width: int, scheme: str) -> None:
    page = browser.new_page(viewport={'width': width, 'height': 800}, color_scheme=scheme)
    page.goto(f'{address}/{PAGES[page_type]}')
    page.wait_for_timeout(200)
    found = axe.Axe().run(page).response['violations']
    assert [(problem['id'], problem['nodes'][0]['target']) for problem in found] == []
    page.close()


def test_what_matters_is_on_the_first_screen(browser, site: Path) -> None:
    page = browser.new_page(viewport={'width': 1280, 'height': 800})
    page.goto(f'{site.as_uri()}/index.html')
    for seen in ('h1', '.proceedings-facts', '#proceedings-search', '.proceedings-schedule tbody tr:nth-child(2)'):
        assert bottom(page, seen) <= 800
    page.set_viewport_size({'width': 390, 'height': 800})
    page.goto(f'{site.as_uri()}/talks/2019/jax-md.html')
    for seen in ('.proceedings-eyebrow', 'h1', '.proceedings-people', '.proceedings-slots', '.proceedings-links'):
        assert bottom(page, seen) <= 800
    assert page.locator('section.proceedings-talk > p:not([class])').first.bounding_box()['y'] <= 800  # the abstract
    page.close()


def bottom(page, selector: str) -> float:
    box = page.locator(selector).first.bounding_box()
    return box['y'] + box['height']


def test_without_javascript_all_content_is_there(browser, site: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f'{site.as_uri()}/talks/2019/index.html')
    assert page.locator('.proceedings-schedule tbody tr').count() == 16
    assert page.locator('.proceedings-papers > li').count() == 161
    context.close()
