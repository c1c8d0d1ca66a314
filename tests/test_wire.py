"""What a page loads: little, none of it before its text, and no more in a big program than in a small one."""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable
from pathlib import Path

import pydata_sphinx_theme
import pytest
from fontTools.ttLib import TTFont
from PIL import Image
from playwright.sync_api import BrowserContext, Page

from conftest import ROOT, Built, Site, built_once
from proceedings.assets import JOINED, SCRIPT, STYLE_SHEET
from proceedings.icons import ICONS, small_font
from proceedings.unused import deferred, squeezed, without_unused

THEME = Path(pydata_sphinx_theme.__file__).parent / 'theme/pydata_sphinx_theme'

SERIES = 'series: {title: Workshop on Waves, short_title: WW}\n'
TALK = 'talks/2026/waves.html'
SPEAKER = 'speakers/ada-smith.html'
WORDS = ' '.join(['Waves are counted one by one, and then all at once.'] * 14)


def edition(others: int) -> str:
    """One talk that is the same in each, among as many *others*."""
    talks = ''.join(f'- {{id: other{n}, title: Another {n}, speakers: [Person {n}]}}\n' for n in range(others))
    rows = ''.join(f'- {{time: "11:{n:02}-11:{n + 1:02}", talk: other{n}}}\n' for n in range(min(others, 50)))
    return (
        'edition: {start: 2026-05-04, timezone: UTC, room: Hall}\n'
        f'schedule:\n- {{time: 09:00-09:30, talk: waves}}\n- {{time: 10:00-10:30, title: Coffee, kind: break}}\n{rows}'
        f'talks:\n- {{id: waves, title: Counting waves, speakers: [Ada Smith]}}\n{talks}'
    )


@pytest.fixture(scope='module')
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built_once(tmp_path_factory, 'wire-small', site_of(1))


@pytest.fixture(scope='module')
def big(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built_once(tmp_path_factory, 'wire-big', site_of(60))


def site_of(others: int) -> Callable[[Path], None]:
    def fill(folder: Path) -> None:
        made = Site(folder)
        made.write('index.md', '')
        made.write('program/series.yml', SERIES)
        made.write('program/2026.yml', edition(others))
        made.write('talks/2026/waves.md', WORDS)

    return fill


@pytest.fixture
def asked_for(page: Page, serve: Callable[[Path], str]) -> Callable[[Path, str], dict[str, int]]:
    """The files that a page of a site makes a browser ask for, each with its bytes over the wire."""

    def open_page(folder: Path, name: str) -> dict[str, int]:
        asked: list[str] = []
        page.on('request', lambda request: asked.append(request.url))
        page.goto(f'{serve(folder)}/{name}', wait_until='networkidle')
        files = [address.partition('?')[0].removeprefix(f'{serve(folder)}/') for address in asked]
        return {name: over_the_wire(folder / name) for name in files}

    return open_page


def over_the_wire(file: Path) -> int:
    content = file.read_bytes()
    return len(content if file.suffix in ('.woff2', '.png') else gzip.compress(content, 6)) + 200  # and its head


Asked = Callable[[Path, str], dict[str, int]]


@pytest.mark.parametrize('name', [TALK, SPEAKER])
def test_a_page_is_small_with_all_that_it_loads(big: Path, asked_for: Asked, name: str) -> None:
    files = asked_for(big, name)
    assert (big / name).stat().st_size < 25_000
    assert len(files) < 25
    assert sum(files.values()) < 180_000
    assert not [file for file in files if 'search' in file.lower()]


@pytest.mark.parametrize('name', [TALK, 'talks/2026/index.html', 'index.html', 'search.html', '404.html'])
def test_no_text_waits_for_a_script(big: Path, page: Page, serve: Callable[[Path], str], name: str) -> None:
    errors: list[str] = []
    page.on('pageerror', lambda error: errors.append(f'{error}'))
    page.goto(f'{serve(big)}/{name}', wait_until='load')
    waited_for = """performance.getEntriesByType('resource')
        .filter(one => one.initiatorType === 'script' && one.renderBlockingStatus === 'blocking')"""
    assert page.evaluate(f'{waited_for}.map(one => one.name)') == []
    assert page.evaluate('DOCUMENTATION_OPTIONS.BUILDER') == 'html'
    assert errors == []


@pytest.mark.parametrize('name', [TALK, SPEAKER])
def test_a_page_does_not_grow_with_the_program(small: Path, big: Path, name: str) -> None:
    assert (big / name).stat().st_size == pytest.approx((small / name).stat().st_size, abs=300)


@pytest.mark.parametrize('scheme', ['light', 'dark'])
def test_the_colours_of_a_page_are_right_from_the_beginning(
    new_context: Callable[..., BrowserContext], big: Path, scheme: str
) -> None:
    """Not when the last script has run: the page would change before the reader's eyes, and be styled twice."""
    page = new_context(color_scheme=scheme).new_page()
    page.add_init_script(FIRST_COLOURS)
    page.goto((big / TALK).as_uri())
    assert page.evaluate('firstColours') == scheme
    page.evaluate('localStorage.setItem("mode", "dark")')
    page.reload()
    assert page.evaluate('firstColours') == 'dark'


FIRST_COLOURS = """
new MutationObserver((changes, observer) => {
  if (!document.body) return;
  globalThis.firstColours = document.documentElement.dataset.theme;
  observer.disconnect();
}).observe(document, { childList: true, subtree: true });
"""
"""Those in which there is something to be seen for the first time."""


# Icons


def test_the_icons_of_the_theme_are_a_small_font(big: Path, page: Page, asked_for: Asked) -> None:
    fonts = [file for file in asked_for(big, TALK) if file.endswith('.woff2')]
    assert [re.sub(r'-[0-9a-f]+\.', '.', font) for font in fonts] == ['_static/proceedings-icons.woff2']
    assert (big / fonts[0]).stat().st_size < 5_000
    assert page.evaluate("[...document.fonts].filter(font => font.status === 'loaded').length") == 1


def test_any_other_icon_comes_from_the_whole_font(site: Site, asked_for: Asked) -> None:
    link = {'name': 'Code', 'url': 'https://example.org', 'icon': 'fa-solid fa-rocket'}
    built = site.build(html_theme='pydata_sphinx_theme', html_theme_options={'icon_links': [link]})
    files = asked_for(built.out, 'talks/2019/jax-md.html')
    assert '_static/vendor/fontawesome/webfonts/fa-solid-900.woff2' in files


def test_all_icons_that_the_theme_names_are_in_the_small_font(tmp_path: Path) -> None:
    files = [*THEME.rglob('*.html'), THEME / 'static/scripts/pydata-sphinx-theme.js']
    found = re.findall(
        r'fa-solid (?:fa-lg )?fa-([a-z-]+)', ' '.join(file.read_text(encoding='utf-8') for file in files)
    )
    assert {*found} - {'lg'} <= {*ICONS}
    rule = small_font(THEME, tmp_path)
    named = re.findall(r'U\+([0-9a-f]+)', rule)
    (font,) = tmp_path.iterdir()
    assert font.name in rule
    letters = TTFont(font).getBestCmap()
    assert {int(point, 16) for point in named} - {*letters} == {0xF09B, 0xF296}  # of companies, in a font of their own
    assert len(letters) > len(ICONS)


def test_the_small_font_is_the_same_each_time(tmp_path: Path) -> None:
    for name in ('one', 'two'):
        (tmp_path / name).mkdir()
        small_font(THEME, tmp_path / name)
    (one,), (two,) = (tuple((tmp_path / name).iterdir()) for name in ('one', 'two'))
    assert (one.name, one.read_bytes()) == (two.name, two.read_bytes())


def test_another_theme_gets_no_font(site: Site) -> None:
    assert not list(site.build().out.rglob('*.woff2'))


# What is taken out, and what waits


ICON_SCRIPT = '<script defer src="_static/scripts/fontawesome.js?digest=1"></script>'


def test_the_script_for_icons_stays_where_a_page_has_one_drawn_by_the_site() -> None:
    icon = '<i class="fa-custom fa-pypi"></i>'
    assert without_unused(f'<head>{ICON_SCRIPT}</head>', icons=False) == '<head></head>'
    assert ICON_SCRIPT in without_unused(f'<head>{ICON_SCRIPT}</head>{icon}', icons=False)
    assert ICON_SCRIPT in without_unused(f'<head>{ICON_SCRIPT}</head>', icons=True)


DESIGN = (
    '<link href="_static/sphinx-design.min.css?v=1" /><script data-sd-x="sd-y" src="_static/design-tabs.js"></script>'
)


def test_the_files_of_sphinx_design_stay_where_a_page_has_something_of_it() -> None:
    assert without_unused(f'<head>{DESIGN}</head><p class="a-sd-b">', icons=False) == '<head></head><p class="a-sd-b">'
    for used in ('<div class="sd-card">', '<div class="docutils sd-tab-set">'):
        assert DESIGN in without_unused(f'<head>{DESIGN}</head>{used}', icons=False)


def test_scripts_of_the_site_that_use_others_at_once_find_them(site: Site) -> None:
    site.write('_static/own.js', 'FontAwesome.library.add({}); DOCUMENTATION_OPTIONS.pagename;')
    theme = {'html_theme': 'pydata_sphinx_theme', 'html_static_path': ['_static'], 'html_js_files': ['own.js']}
    html = (site.build(**theme).out / 'index.html').read_text(encoding='utf-8')
    assert '/scripts/fontawesome.js' in html
    assert re.search(r'<script src="_static/documentation_options\.js[^"]*"></script>', html)
    assert '<script>DOCUMENTATION_OPTIONS.pagename' in html


SPHINX = '<script src="../_static/doctools.js?v=1"></script>'


@pytest.mark.parametrize(
    'other',
    [
        '<script src="https://example.org/any.js"></script>',
        '<script src="_static/jquery.js"></script>',
        '<script>if (DOCUMENTATION_OPTIONS.LANGUAGE) alert(1);</script>',
    ],
)
def test_nothing_waits_where_something_else_may_not(other: str) -> None:
    page = f'<head>{SPHINX}</head><body>{other}</body>'
    assert deferred(page) == page


@pytest.mark.parametrize(
    'other',
    [
        '<script async src="https://example.org/any.js"></script>',
        '<script type="application/ld+json">{"name": "DOCUMENTATION_OPTIONS"}</script>',
        '<script>document.documentElement.dataset.theme = "dark";</script>',
    ],
)
def test_what_uses_nothing_of_it_keeps_nobody_from_waiting(other: str) -> None:
    page = f'<head>{other}{SPHINX}</head>'
    assert deferred(page) == f'<head>{other}{SPHINX.replace("></", " defer></")}</head>'


def test_white_space_goes_from_the_theme_and_stays_in_the_article() -> None:
    article = '<article class="bd-article">\n\n   <pre>a\n\n   b</pre>\n\n</article>'
    assert squeezed(f'<p>\n\n   a\n   </p>\n{article}  \n  b') == f'<p>\na\n</p>\n{article}\nb'


def test_comments_of_the_theme_go_and_what_only_looks_like_one_stays() -> None:
    article = '<article class="bd-article"><!-- in prose --></article>'
    kept = '<script>"<!-- a -->"</script>\n<style>/* <!-- */ p {} /* --> */</style>\n<!--[if IE]>old<![endif]-->'
    assert squeezed(f'<p>\n<!-- a\n<b>\n-->\n{kept}\n{article}<!-- c -->') == f'<p>\n{kept}\n{article}'


VIEWPORT = '<meta name="viewport" content="width=device-width, initial-scale=1" />'


def test_what_is_said_of_the_window_is_said_once() -> None:
    again = VIEWPORT.replace('=1" /', '=1.0"')
    other = '<meta name="viewport" content="width=640" />'
    head = f'<head>{VIEWPORT}{again}<meta charset="utf-8">{VIEWPORT}{other}</head>{VIEWPORT}'
    assert without_unused(head, icons=False) == f'<head>{VIEWPORT}<meta charset="utf-8">{other}</head>{VIEWPORT}'


def test_the_pages_before_and_behind_are_named_in_the_head_without_their_titles(big: Path) -> None:
    head = (big / TALK).read_text(encoding='utf-8').partition('</head>')[0]
    links = re.findall('<link rel="(next|prev)" href="(.*)" />', head)
    assert links == [('next', 'other0.html'), ('prev', 'rooms/hall.html')]


@pytest.mark.parametrize(
    'page',
    [
        '<p>\n\n  of another theme</p>',
        '<pre>\n\n  a</pre><article class="bd-article"></article>',
        '<article class="bd-article"></article><textarea>\n\n  a</textarea>',
    ],
)
def test_white_space_stays_where_it_may_be_seen(page: str) -> None:
    assert squeezed(page) == page


# Images


def test_an_image_of_prose_has_its_size_unless_its_author_says_another(site: Site) -> None:
    folder = site.folder / 'talks/2019'
    folder.mkdir(parents=True)
    Image.new('RGB', (640, 480)).save(folder / 'drops.png')
    (folder / 'broken.png').write_bytes(b'no image')
    figure = '```{figure} drops.png\n:width: 200px\nDrops\n```\n'
    site.write('talks/2019/p9.md', f'![Drops](drops.png)\n\n![None](broken.png)\n\n{figure}')
    html = site.build().page('talks/2019/p9')
    sized, broken, said = re.findall('<img [^>]*>', html)
    assert 'width="640" height="480"' in sized
    assert 'proceedings-image' in sized
    assert 'height=' not in broken
    assert 'height=' not in said
    assert 'width: 200px' in said


def test_an_image_is_no_wider_than_the_window(site: Site, page: Page) -> None:
    (site.folder / 'talks/2019').mkdir(parents=True)
    Image.new('RGB', (2000, 500)).save(site.folder / 'talks/2019/drops.png')
    site.write('talks/2019/p9.md', '![Drops](drops.png)')
    page.set_viewport_size({'width': 390, 'height': 800})
    page.goto((site.build(html_theme='pydata_sphinx_theme').out / 'talks/2019/p9.html').as_uri())
    box = page.locator('img.proceedings-image').bounding_box()
    assert box
    assert box['width'] < 390
    assert box['height'] == pytest.approx(box['width'] / 4, abs=1)


# Joined files


def test_files_of_every_page_are_joined_as_they_are(small: Path) -> None:
    static = small / '_static'
    for address, names in JOINED.items():
        texts = [(ROOT / '_static' / name).read_text(encoding='utf-8') for name in names]
        assert (static / address).read_text(encoding='utf-8').startswith('\n'.join(texts))


def test_a_file_of_the_site_takes_the_place_of_ours_among_those_joined(site: Site) -> None:
    site.write('_static/header.css', '.own { background: url(own.png); }')
    (site.folder / '_static/tools.css').write_bytes(b'\xef\xbb\xbf.latin::after { content: "\xe9"; }')
    site.write('_static/proceedings/menu.js', '"own";')
    built = site.build(html_static_path=['_static'])
    assert b'.own { background: url(own.png); }' in joined(built, STYLE_SHEET)
    assert b'\n.latin::after { content: "\xe9"; }' in joined(built, STYLE_SHEET)  # without the mark at its beginning
    assert '/' not in STYLE_SHEET  # as before, what they name is in the same folder
    assert b'"own";' in joined(built, SCRIPT)


def joined(built: Built, address: str) -> bytes:
    return (built.out / '_static' / address).read_bytes()
