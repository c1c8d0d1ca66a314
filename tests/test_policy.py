"""What pages load and run, as a browser sees it that refuses all that the policy in the guide does not name."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

from conftest import ROOT, Silent, Site, choose_zone, serving

GUIDE = ROOT / 'docs/security.md'
PAGES = {
    'home': 'index.html',
    'edition': 'talks/2019/index.html',
    'day': 'talks/2019/days/2019-12-14.html',
    'talk': 'talks/2019/jax-md.html',
    'speaker': 'speakers/samuel-schoenholz.html',
    'all talks': 'talks/index.html',
    'all people': 'speakers/index.html',
    'keywords': 'talks/keywords/index.html',
    'my schedule': 'my-schedule.html',
    'search': 'search.html?q=graph',
    'not found': '404.html',
}


def policy() -> str:
    """That of the guide, as the value of a header."""
    block = re.search(r'```\nContent-Security-Policy:\n(.*?)```', GUIDE.read_text('utf-8'), re.DOTALL)
    assert block
    return ' '.join(block[1].split())


def hashes(html: str, tag: str) -> set[str]:
    """By which a policy names what stands in *html* as scripts, or as styles."""
    found = re.findall(rf'<{tag}\b((?:\s[^>]*)?)>(.*?)</{tag}>', html, re.DOTALL)
    runs = (text for attributes, text in found if 'src=' not in attributes and 'ld+json' not in attributes)
    return {f'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}' for text in runs}


def test_the_policy_names_what_stands_in_pages_and_nothing_else(real_site: Path) -> None:
    named = {part.split()[0]: set(re.findall(r"'(sha256-[^']*)'", part)) for part in policy().split(';')}
    pages = [path.read_text('utf-8') for path in real_site.rglob('*.html')]
    assert len(pages) > 100
    for kind, tag in (('script-src', 'script'), ('style-src', 'style')):
        assert set().union(*(hashes(page, tag) for page in pages)) == named[kind]


def test_no_page_of_the_program_has_a_style_or_a_handler_in_a_tag(big_site: Path) -> None:
    for path in big_site.rglob('*.html'):
        assert not re.search(r'<[^>]*\s(?:style|on\w+)=', path.read_text('utf-8')), path


# In a browser


@pytest.fixture(scope='module')
def guarded() -> Iterator[Callable[[Path], str]]:
    """Gives the address of a folder on a server that sends the policy."""

    class Guarded(Silent):
        def end_headers(self) -> None:
            self.send_header('Content-Security-Policy', policy())
            super().end_headers()

    with serving(Guarded) as address:
        yield address


WATCH = """
window.refused = [];
addEventListener('securitypolicyviolation', event => refused.push(
  [event.violatedDirective, event.blockedURI, event.sourceFile, event.lineNumber, event.sample].join(' ')));
"""


@pytest.fixture
def watched(page: Page) -> Iterator[Page]:
    """A page of which nobody may complain: no policy, no console, no script; and that asks no other host."""
    said: list[str] = []
    page.add_init_script(WATCH)
    page.on('console', lambda message: said.append(f'{message.type}: {message.text}'))
    page.on('pageerror', lambda error: said.append(f'error: {error}'))
    page.on('request', lambda request: said.append(request.url) if '//127.0.0.1:' not in request.url else None)
    yield page
    page.wait_for_timeout(200)
    assert page.evaluate('refused') == []
    assert [line for line in said if not line.startswith(('log:', 'info:', 'debug:', 'data:'))] == []


@pytest.mark.parametrize('scheme', ['light', 'dark'])
@pytest.mark.parametrize('name', PAGES)
def test_a_page_does_nothing_that_the_policy_forbids(
    watched: Page, real_site: Path, guarded: Callable[[Path], str], name: str, scheme: str
) -> None:
    watched.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    answer = watched.goto(f'{guarded(real_site)}/{PAGES[name]}', wait_until='networkidle')
    assert answer
    assert answer.headers['content-security-policy'] == policy()
    assert watched.evaluate('document.documentElement.dataset.theme') == scheme


def test_a_reader_of_the_schedule_can_do_everything(
    watched: Page, big_site: Path, guarded: Callable[[Path], str]
) -> None:
    watched.goto(f'{guarded(big_site)}/talks/2027/days/2027-03-13.html', wait_until='networkidle')
    choose_zone(watched, 'Asia/Tokyo')
    watched.locator('.proceedings-star').first.click()
    assert watched.locator('.proceedings-star').first.get_attribute('aria-pressed') == 'true'
    rows = '[...document.querySelectorAll("tr[data-minutes]")].map(row => row.getBoundingClientRect().height)'
    heights = watched.evaluate(rows)
    assert max(heights) > 2 * min(heights)
    watched.emulate_media(media='print')
    watched.emulate_media(media='screen')
    watched.set_viewport_size({'width': 390, 'height': 800})
    watched.wait_for_timeout(300)


def test_a_reader_can_search_filter_cite_and_choose_colours(
    watched: Page, real_site: Path, guarded: Callable[[Path], str]
) -> None:
    address = guarded(real_site)
    watched.goto(f'{address}/talks/2019/jax-md.html', wait_until='networkidle')
    for theme in ('light', 'dark', 'auto'):
        watched.evaluate('mode => { localStorage.setItem("mode", mode) }', theme)
    watched.locator('.theme-switch-button:visible').first.click()
    watched.keyboard.press('Control+k')
    watched.keyboard.type('exoplanets')
    watched.wait_for_selector('dialog[open] a')
    watched.keyboard.press('Escape')
    for summary in watched.locator('main details > summary').all():
        summary.click()
    watched.goto(f'{address}/talks/index.html', wait_until='networkidle')
    watched.locator('#proceedings-filter').fill('graph')
    watched.wait_for_timeout(500)


def test_the_policy_is_in_force(page: Page, real_site: Path, tmp_path: Path, guarded: Callable[[Path], str]) -> None:
    text = (real_site / 'index.html').read_text('utf-8')
    bad = '<script>window.ran = 1</script><img src="https://example.org/x.png" onerror="window.ran = 2">'
    (tmp_path / 'index.html').write_text(text.replace('</main>', f'{bad}</main>'))
    page.add_init_script(WATCH)
    page.goto(guarded(tmp_path))
    page.wait_for_timeout(300)
    assert page.evaluate('window.ran') is None
    assert {line.split()[0] for line in page.evaluate('refused')} >= {'script-src-elem', 'img-src', 'script-src-attr'}


# What the theme puts into pages


def test_options_of_the_theme_are_left_out_unless_somebody_asks_for_them(site: Site) -> None:
    def html(**options: object) -> str:
        theme = {'html_theme': 'pydata_sphinx_theme', 'html_theme_options': options, 'html_static_path': ['_static']}
        return (site.build(**theme, html_js_files=scripts).out / 'index.html').read_text('utf-8')

    scripts: list[str] = []
    site.write('_static/own.js', 'console.log(DOCUMENTATION_OPTIONS.pagename);')
    assert 'DOCUMENTATION_OPTIONS' not in html()
    site.write('_static/versions.json', '[]')
    assert "pagename = 'index'" in html(switcher={'json_url': '_static/versions.json', 'version_match': '1'})
    scripts.append('own.js')
    assert "pagename = 'index'" in html()
