"""The page that servers show where nothing is: whole at every address, with a search that works, and ways on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from axe import violations_in_all_looks
from conftest import EDITION, ROOT, SERIES, Silent, Site, serving
from proceedings.not_found import TITLE, path_of, with_whole_addresses

if TYPE_CHECKING:
    from playwright.sync_api import Page

# the page itself is what is missing
pytestmark = pytest.mark.provokes(r'status of 404 .*/en/latest(?!/_static/)')

BASE = 'https://testing.example.org/en/latest/'
PREFIX = '/en/latest'
ADDRESS = re.compile(r'\s(?:href|src|action|data-content_root)="([^"]+)"')


def page_of(site: Site, builder: str = 'html', **settings: object) -> str:
    out = site.build(builder, **{'html_baseurl': BASE, **settings}).out
    return (out / '404.html').read_text(encoding='utf-8')


def relative(html: str) -> set[str]:
    """The addresses that depend on where the page is shown."""
    return {found for found in ADDRESS.findall(html) if not re.match('/|#|https?://', found)}


# What is in it


@pytest.mark.parametrize('theme', ['basic', 'alabaster', 'pydata_sphinx_theme'])
def test_every_address_is_whole_in_every_theme(site: Site, theme: str) -> None:
    html = page_of(site, html_theme=theme)
    assert relative(html) == set()
    assert 'data-content_root="/en/latest/"' in html
    assert 'action="/en/latest/search.html"' in html
    for document, title in (
        ('talks/2019/index', 'Workshop on Testing 2019'),
        ('talks/index', 'All talks'),
        ('speakers/index', 'All people'),
    ):
        assert f'<a href="/en/latest/{document}.html">{title}</a>' in html


def test_where_addresses_have_no_file_names_the_page_is_where_servers_look_for_it(site: Site) -> None:
    html = page_of(site, 'dirhtml', html_theme='pydata_sphinx_theme')
    assert relative(html) == set()
    assert 'data-content_root="/en/latest/"' in html
    assert '<a href="/en/latest/talks/2019/">' in html
    assert not (site.folder.parent / '_build/dirhtml/404').exists()


def test_where_nobody_knows_the_address_of_the_site_it_begins_where_the_host_does(site: Site) -> None:
    html = page_of(site, html_baseurl='')
    assert relative(html) == set()
    assert '<a href="/talks/2019/index.html">' in html


def test_search_engines_do_not_keep_it(site: Site) -> None:
    html = page_of(site)
    assert '<meta name="robots" content="noindex">' in html
    assert 'rel="canonical"' not in html
    out = site.folder.parent / '_build/html'
    assert '404' not in (out / 'sitemap.xml').read_text()
    assert 'not-found.js' not in (out / 'index.html').read_text()


def test_it_leads_only_where_there_is_something(site: Site) -> None:
    html = page_of(site, include_patterns=['index.*', 'talks/**'])
    assert 'All people' not in html
    assert 'All talks' in html
    site.edit('program/series.yml', 'Workshop on Testing', '"A & <b>"')
    assert 'A &amp; &lt;b&gt; 2019</a>' in page_of(site)


def test_a_page_404_of_the_sites_own_is_whole_too(site: Site) -> None:
    site.write(
        '404.md',
        '# Lost\n\n{talk}`2019/p9`, [a part](#there), [elsewhere](https://example.org/).\n\n(there)=\n## There\n',
    )
    html = page_of(site, include_patterns=['index.*', 'talks/**', 'speakers/**', '404.md'])
    assert '<h1>Lost' in html
    assert 'Nothing is at this address' not in html
    assert relative(html) == set()
    assert 'href="/en/latest/talks/2019/p9.html"' in html
    assert '<meta name="robots" content="noindex">' in html
    assert '404' not in (site.folder.parent / '_build/html/sitemap.xml').read_text()


def test_who_has_another_extension_for_it_keeps_what_that_makes(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / 'notfound').mkdir()
    (tmp_path / 'notfound/__init__.py').write_text('')
    (tmp_path / 'notfound/extension.py').write_text('def setup(app): return {"parallel_read_safe": True}\n')
    monkeypatch.syspath_prepend(tmp_path)
    site.edit('conf.py', "['proceedings']", "['proceedings', 'notfound.extension']")
    assert not (site.build(html_baseurl=BASE).out / '404.html').exists()


def test_who_brings_such_a_file_along_keeps_it(site: Site) -> None:
    site.write('extra/404.html', 'Lost?')
    for _ in range(2):
        assert page_of(site, html_extra_path=['extra']) == 'Lost?'
    (site.folder / 'extra/404.html').unlink()
    assert TITLE in page_of(site, html_extra_path=['extra'])


def test_a_book_has_no_such_page(site: Site) -> None:
    assert not (site.build('singlehtml').out / '404.html').exists()


@pytest.mark.parametrize(
    ('base', 'path'),
    [
        ('', '/'),
        ('https://example.org', '/'),
        ('https://example.org/', '/'),
        ('https://example.org/en/latest', '/en/latest/'),
        ('https://example.org/en/latest/', '/en/latest/'),
    ],
)
def test_the_site_begins_where_its_address_says(base: str, path: str) -> None:
    assert path_of(base) == path


SCRIPT = """if (a<b && c) { x = " href='foo'"; y = '<a href="b">' }"""


@pytest.mark.parametrize(
    ('written', 'whole'),
    [
        ('<a class="x" href="a/b.html?a=1&amp;b=2#c">', '<a class="x" href="/s/a/b.html?a=1&amp;b=2#c">'),
        ("<a href='../s/x.html'>", "<a href='/s/x.html'>"),
        ('<img alt="a > b" src="x.png">', '<img alt="a > b" src="/s/x.png">'),
        *((same, same) for same in ('<a href="#x">', '<a href="/x">', '<a href="//a.org/x">', '<a href="mailto:a@b">')),
        ('<a href=a/b.html class=x>A</a>', '<a href=/s/a/b.html class=x>A</a>'),
        ('<A\n  HREF = "a.html"\n>A</A><br/><a href="b">', '<A\n  HREF = "/s/a.html"\n>A</A><br/><a href="/s/b">'),
        ('<use xlink:href="i.svg#x"/><use href="#x"/>', '<use xlink:href="/s/i.svg#x"/><use href="#x"/>'),
        ('<img srcset="a.png, b.png 2x,../s/c.png 3x">', '<img srcset="/s/a.png, /s/b.png 2x,/s/c.png 3x">'),
        ('<img srcset="data:image/png;base64,AA 1x, b 2x">', '<img srcset="data:image/png;base64,AA 1x, /s/b 2x">'),
        ("<video poster='a.png'></video>", "<video poster='/s/a.png'></video>"),
        (f'<script src="a">{SCRIPT}</script><a href="b">', f'<script src="/s/a">{SCRIPT}</script><a href="/s/b">'),
        *((same, same) for same in ('<style>/* <a href="x"> */</style>', '<!-- <a href="x"> -->', '1 < 2 > href="x"')),
        *((same, same) for same in ('<a data-href="x" title=\'src="y"\'>', '<a href="http://[">', '<a src="')),
        *((same, same) for same in ('<form action="">', '<p title=" href=x">href="x"</p>', 'a href="x"')),
    ],
)  # fmt: skip
def test_only_relative_addresses_of_tags_are_changed(written: str, whole: str) -> None:
    assert with_whole_addresses(written, '/s/404.html') == whole


# What readers see


class BelowPrefix(Silent):
    """A server as they are on the web: of a site below `/en/latest/`, with the page for all that is not there."""

    def translate_path(self, path: str) -> str:
        below = path.removeprefix(PREFIX) if path.startswith(f'{PREFIX}/') else '/not/there'
        return super().translate_path(below)

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        body = (Path(self.directory) / '404.html').read_bytes()
        self.send_response(code)
        self.send_header('Content-Type', 'text/html; charset=utf-8')
        self.send_header('Content-Length', str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@pytest.fixture(scope='module')
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the host of a small site with the settings of this repository."""
    site = Site(tmp_path_factory.mktemp('lost') / 'site')
    site.write('conf.py', (ROOT / 'conf.py').read_text(encoding='utf-8'))
    site.write('program/series.yml', SERIES)
    site.write('program/2019.yml', EDITION)
    site.write('index.md', '')
    out = site.build(html_baseurl=BASE).out
    with serving(BelowPrefix) as address:
        yield address(out)


DEEP = f'{PREFIX}/talks/2019/a/b/jax-mdd.html'


@pytest.fixture
def asked(page: Page) -> list[str]:
    """All that the page asks for, and what answer came."""
    found: list[str] = []
    page.on('response', lambda response: found.append(f'{response.status} {response.url}'))
    page.on('requestfailed', lambda request: found.append(f'--- {request.url}'))
    return found


def test_at_a_deep_address_it_looks_like_the_site_and_asks_nobody_else(
    page: Page, server: str, asked: list[str], problems: list[str]
) -> None:
    looks = "() => [getComputedStyle(document.body).font, document.querySelector('.bd-header').offsetHeight]"
    page.goto(f'{server}{PREFIX}/speakers/index.html', wait_until='networkidle')  # or its icon would be called off
    others = page.evaluate(looks)
    page.goto(f'{server}{DEEP}', wait_until='networkidle')
    assert page.evaluate(looks) == others
    assert page.locator('h1').inner_text().startswith('Page not found')
    assert [line for line in asked if not line.startswith(('200 ', '304 '))] == [f'404 {server}{DEEP}']
    assert {line for line in asked if f' {server}{PREFIX}/' not in line} == set()


def test_it_proposes_what_was_meant_and_leads_there(page: Page, server: str, problems: list[str]) -> None:
    page.goto(f'{server}{DEEP}')
    meant = page.get_by_role('link', name='JAX, M.D.: Molecular Dynamics')
    meant.wait_for()
    assert page.get_by_role('searchbox', name='Search talks and people').input_value() == 'jax mdd'
    meant.click()
    assert page.url == f'{server}{PREFIX}/talks/2019/jax-md.html'
    assert page.locator('h1').inner_text().startswith('JAX, M.D.')


QUERIES = {
    '/talks/2019/causality_and+exoplanets/': 'causality and exoplanets',
    '/talks/2019/p8/index.html': 'p8',
    '/speakers/gilles%20louppe.html?x=y#z': 'gilles louppe',
    '/speakers/Sch%C3%B6lkopf': 'Schölkopf',
    '/%E0%A4%A': '%E0%A4%A',
    '/talks/version-2.5': 'version 2 5',
    '': '',
}


def test_the_search_box_has_the_words_of_the_address(page: Page, server: str, problems: list[str]) -> None:
    found = {}
    for address in QUERIES:
        page.goto(f'{server}{PREFIX}{address}')
        found[address] = page.locator('.proceedings-not-found input').input_value()
    assert found == QUERIES


def test_no_address_is_taken_for_markup(page: Page, server: str, problems: list[str]) -> None:
    page.goto(f'{server}{PREFIX}/x/%3Cimg%20src=x%20onerror=document.title=1%3E%20jax', wait_until='networkidle')
    assert page.locator('.proceedings-not-found input').input_value().startswith('<img src=x')
    assert page.locator('.proceedings-not-found img').count() == 0
    assert page.title() != '1'


def test_where_nothing_is_like_it_nothing_is_proposed(page: Page, server: str, problems: list[str]) -> None:
    page.goto(f'{server}{PREFIX}/qqqqqq/wwwwww.php', wait_until='networkidle')
    assert page.locator('.proceedings-not-found input').input_value() == 'wwwwww'
    assert page.locator('.proceedings-meant').is_hidden()


@pytest.mark.parametrize(
    ('address', 'proposed'), [('/x/j', False), ('/x/ja', False), ('/x/j-a-x', False), ('/x/jax', True)]
)
def test_what_is_too_short_to_say_anything_is_looked_for_only_by_who_wants_to(
    page: Page, server: str, problems: list[str], address: str, *, proposed: bool
) -> None:
    page.goto(f'{server}{PREFIX}{address}', wait_until='networkidle')
    assert page.locator('.proceedings-meant').is_visible() is proposed
    assert page.locator('.proceedings-not-found input').input_value() == address[3:].replace('-', ' ')


def test_the_search_works_from_there(page: Page, server: str, problems: list[str]) -> None:
    page.goto(f'{server}{PREFIX}/a/b/c/')
    page.locator('.proceedings-not-found input').fill('exoplanets')
    page.locator('.proceedings-suggestions').get_by_role('link', name='Causality and Exoplanets').wait_for()
    page.locator('.proceedings-not-found input').press('Enter')
    page.wait_for_url(f'{server}{PREFIX}/search.html?q=exoplanets')
    page.get_by_role('link', name='Causality and Exoplanets').wait_for()


def test_without_a_script_there_are_ways_on(new_context: object, server: str) -> None:
    page: Page = new_context(java_script_enabled=False).new_page()  # type: ignore[operator]
    page.goto(f'{server}{DEEP}')
    ways = page.locator('.proceedings-not-found li a')
    assert ways.all_inner_texts() == ['Workshop on Testing 2019', 'All talks', 'All people', 'Home page']
    ways.first.click()
    assert page.url == f'{server}{PREFIX}/talks/2019/index.html'


def test_axe_finds_nothing_in_any_look_and_a_telephone_shows_all_of_it(page: Page, server: str) -> None:
    page.goto(f'{server}{DEEP}', wait_until='networkidle')
    page.get_by_role('heading', name='Perhaps you were looking for').wait_for()
    assert violations_in_all_looks(page) == []
    assert page.evaluate('document.documentElement.scrollWidth <= innerWidth')
