"""The header: which edition a page belongs to, the way to all others, and to what is in none of them."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from axe import WIDTHS, violations_in_both_schemes
from conftest import CONF, EDITION, SERIES, Built, Site, built_once
from proceedings.header import once

THEME = {'html_theme': 'pydata_sphinx_theme'}
OWN = ('About us', 'The venue', 'Code', 'Travel', 'Dates', 'Prizes', 'Contact')


def edition(start: str, where: str = '') -> str:
    return f"""\
edition:
  start: {start}
  timezone: Europe/Paris
{f'  venue: {{name: {where}}}' if where else ''}
schedule:
- {{time: 09:00-10:00, talk: waves, room: Great Hall}}
rooms: [Great Hall]
talks:
- {{id: waves, title: Waves, authors: [Ada Sand]}}
"""


def header(built: Built, page: str) -> str:
    """The header of a page, with white space folded."""
    html = (built.out / f'{page}.html').read_text(encoding='utf-8')
    found = re.search(r'<header.*?</header>', html, re.DOTALL)
    return ' '.join(found[0].split()) if found else ''


def label(built: Built, page: str) -> str:
    """What the menu says before it is opened."""
    found = re.search(r'<(summary|a class="proceedings-edition-menu"[^>]*)>(.*?)</(summary|a)>', header(built, page))
    return re.sub(r'<[^>]*>', '', found[2]) if found else ''


def links(html: str, name: str) -> list[tuple[str, str]]:
    """(text, aria-current) of the links in the `nav` of that name."""
    nav = re.search(rf'<nav[^>]* aria-label="{name}">(.*?)</nav>', html)
    found = re.findall(r'<a [^>]*?(?:aria-current="(\w+)")?>(.*?)</a>', nav[1] if nav else '')
    return [(re.sub(r'<[^>]*>', '', text), current) for current, text in found]


@pytest.fixture
def two(site: Site) -> Site:
    """An edition before the newest."""
    site.write('program/2020.yml', edition('2020-12-11', 'Vancouver'))
    return site


@pytest.fixture(scope='module')
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The same, built."""
    site = Site(tmp_path_factory.mktemp('two') / 'site')
    site.write('conf.py', CONF)
    site.write('program/series.yml', SERIES)
    site.write('program/2019.yml', EDITION)
    site.write('program/2020.yml', edition('2020-12-11', 'Vancouver'))
    return site.build(**THEME)


def test_every_page_says_which_edition_it_belongs_to(built: Built) -> None:
    pages = ('index', 'talks/2020/index', 'talks/2019/index', 'talks/2019/jax-md', 'talks/2019/days/2019-12-14')
    assert [label(built, page) for page in pages] == [
        'Edition 2020', 'Edition 2020', 'Edition 2019', 'Edition 2019', 'Edition 2019'
    ]  # fmt: skip
    of_all = ('talks/index', 'speakers/index', 'speakers/rose-yu', 'search', 'my-schedule')
    assert {label(built, page) for page in of_all} == {'All editions'}


def test_light_and_dark_are_the_readers_choice_unless_conf_py_makes_it(built: Built, site: Site) -> None:
    assert ' data-theme="auto"' in (built.out / 'index.html').read_text(encoding='utf-8')
    dark = site.build(**THEME, html_context={'default_mode': 'dark'})
    assert ' data-theme="dark"' in (dark.out / 'index.html').read_text(encoding='utf-8')


def test_the_menu_leads_to_every_edition_the_newest_first(built: Built) -> None:
    found = links(header(built, 'talks/2019/jax-md'), 'Editions')
    assert found == [('2020 December, Vancouver', ''), ('2019 December', 'true')]
    assert 'href="../2020/index.html"' in header(built, 'talks/2019/jax-md')
    assert links(header(built, 'talks/2019/index'), 'Editions')[1] == ('2019 December', 'page')
    assert links(header(built, 'index'), 'Editions')[0] == ('2020 December, Vancouver', 'true')
    assert [current for _, current in links(header(built, 'speakers/rose-yu'), 'Editions')] == ['', '']


def test_an_edition_whose_id_is_a_word_has_its_year_beside_it(site: Site) -> None:
    site.write('program/spring.yml', edition('2021-03-11'))
    site.write('program/2021-autumn.yml', edition('2021-09-11'))
    found = links(header(site.build(**THEME), 'talks/spring/waves'), 'Editions')
    assert found[:2] == [('2021-autumn September', ''), ('spring March 2021', 'true')]


def test_the_only_edition_is_a_link(site: Site) -> None:
    built = site.build(**THEME)
    assert label(built, 'talks/2019/jax-md') == label(built, 'speakers/index') == 'Edition 2019'
    assert '<a class="proceedings-edition-menu" href="index.html" aria-current="true">' in header(
        built, 'talks/2019/jax-md'
    )
    assert '<details' not in header(built, 'index')


def test_without_an_edition_there_is_no_menu(site: Site) -> None:
    (site.folder / 'program/2019.yml').unlink()
    assert 'proceedings-edition' not in header(site.build(**THEME), 'index')


def test_a_change_of_one_edition_reaches_all_pages_and_few_are_read_again(two: Site) -> None:
    two.build(**THEME)
    two.edit('program/2020.yml', 'Vancouver', 'Oslo')
    built = two.build(**THEME)
    assert ('2020 December, Oslo', '') in links(header(built, 'talks/2019/jax-md'), 'Editions')
    assert ('2020 December, Oslo', '') in links(header(built, 'speakers/ekin-cubuk'), 'Editions')
    assert not {'talks/2019/jax-md', 'speakers/ekin-cubuk'} & set(built.read)


def test_the_header_lists_what_is_in_no_edition(two: Site) -> None:
    two.write('about.md', '# About us\n')
    two.write('index.md', '```{toctree}\nabout\nThe venue <https://example.org/venue>\n```\n')
    built = two.build(
        **THEME, include_patterns=['*.md', '*.stub', 'talks/**', 'speakers/**'],
        html_theme_options={'external_links': [{'name': 'Chat', 'url': 'https://example.org/chat'}]},
    )  # fmt: skip
    titles = ['Talks', 'People', 'About us', 'The venue', 'Chat']
    assert [title for title, _ in links(header(built, 'index'), 'Main')] == titles
    assert 'href="https://example.org/venue"' in header(built, 'talks/2019/jax-md')


OWN_PAGES = {'include_patterns': ['*.md', '*.stub', 'talks/**', 'speakers/**']}


def test_a_page_with_another_title_has_it_in_every_header_and_nothing_is_read_for_that(two: Site) -> None:
    two.write('about.md', '# About us\n')
    two.write('index.md', '```{toctree}\nabout\n```\n')
    two.build(**THEME, **OWN_PAGES)
    two.write('about.md', '# Who we are\n')
    built = two.build(**THEME, **OWN_PAGES)
    assert built.read == ['about']
    for page in ('index', 'talks/2019/jax-md', 'speakers/rose-yu', 'my-schedule'):
        assert [title for title, _ in links(header(built, page), 'Main')] == ['Talks', 'People', 'Who we are']


@pytest.mark.parametrize('taken_out', [True, False])
def test_a_page_that_is_no_more_is_in_no_header(two: Site, *, taken_out: bool) -> None:
    two.write('about.md', '# About us\n')
    two.write('index.md', '```{toctree}\nabout\n```\n')
    two.build(**THEME, **OWN_PAGES)
    (two.folder / 'about.md').unlink()
    if taken_out:
        two.write('index.md', 'Welcome.\n')
    built = two.build(**THEME, **OWN_PAGES)
    for page in ('index', 'talks/2019/jax-md', 'speakers/rose-yu'):
        assert [title for title, _ in links(header(built, page), 'Main')] == ['Talks', 'People']


def test_pages_that_sphinx_makes_have_their_titles_in_the_header(two: Site) -> None:
    two.write('index.md', '```{toctree}\nself\ngenindex\nsearch\nAll words <genindex>\n```\n')
    head = header(two.build(**THEME), 'talks/2019/jax-md')
    titles = ['Talks', 'People', 'WT', 'Index', 'Search Page', 'All words']
    assert [title for title, _ in links(head, 'Main')] == titles
    assert 'href="../../genindex.html">Index<' in head


def test_the_header_marks_where_the_reader_is(built: Built) -> None:
    assert links(header(built, 'speakers/index'), 'Main') == [('Talks', ''), ('People', 'page')]
    assert links(header(built, 'speakers/rose-yu'), 'Main') == [('Talks', ''), ('People', 'true')]
    assert links(header(built, 'talks/2019/jax-md'), 'Main') == [('Talks', ''), ('People', '')]


def test_what_conf_says_of_the_header_stays(two: Site) -> None:
    built = two.build(**THEME, html_theme_options={'navbar_start': ['navbar-logo'], 'navbar_center': ['navbar-nav']})
    assert 'proceedings-edition-menu' not in header(built, 'index')
    assert '2019' in header(built, 'index')


PARTS = ('proceedings-my-schedule-link', 'class="btn search-button-field', 'theme-switch-container')
LINK = {'name': 'Code', 'url': 'https://example.org', 'icon': 'fa-solid fa-code'}


def counts(built: Built, *parts: str) -> list[int]:
    """How often each of these is on a page."""
    html = (built.out / 'talks/2019/jax-md.html').read_text(encoding='utf-8')
    return [html.count(part) for part in parts]


def test_what_the_header_has_on_every_screen_is_on_the_page_once(two: Site) -> None:
    assert counts(two.build(**THEME), *PARTS) == [1, 1, 1]
    end = {'navbar_end': 'navbar-icon-links, theme-switcher', 'icon_links': [LINK]}
    built = two.build(**THEME, html_theme_options=end)
    assert built.warnings == []
    assert counts(built, *PARTS, 'fa-code') == [1, 1, 1, 2]  # the last as the theme has it
    own = two.build(**THEME, html_theme_options={'navbar_persistent': ['search-button-field']})
    assert counts(own, *PARTS) == [0, 2, 1]


def test_what_is_always_shown_comes_before_what_conf_has_at_the_end() -> None:
    always = ['my-schedule-link', 'search-button-field']
    assert once({})['navbar_end'] == [*always, 'theme-switcher', 'navbar-icon-links']
    assert once({'navbar_end': 'a, b'}) == {'navbar_end': [*always, 'a', 'b'], 'navbar_persistent': []}
    assert once({'navbar_end': [], 'logo': {}})['navbar_end'] == always
    assert once({'navbar_persistent': ['a'], 'navbar_end': ['b']}) == {'navbar_persistent': ['a'], 'navbar_end': ['b']}


def test_there_is_a_place_for_announcements_where_somebody_announces_something(two: Site) -> None:
    def places(built: Built) -> list[str]:
        html = (built.out / 'index.html').read_text(encoding='utf-8')
        return re.findall(r'pst-async-banner-revealer|bd-header-announcement__content', html)

    assert places(two.build(**THEME)) == []
    said = two.build(**THEME, html_theme_options={'announcement': 'Doors open at <b>nine</b>'})
    assert places(said) == ['pst-async-banner-revealer', 'bd-header-announcement__content']
    warned = two.build(**THEME, html_theme_options={'show_version_warning_banner': True})
    assert places(warned) == ['pst-async-banner-revealer']


def test_one_long_page_without_our_scripts_has_the_side_menu_of_the_theme(two: Site) -> None:
    html = (two.build('singlehtml', **THEME).out / 'index.html').read_text(encoding='utf-8')
    assert html.count('theme-switch-container') == 2


def test_another_theme_shows_the_menu_where_conf_names_it(two: Site) -> None:
    built = two.build(html_theme='alabaster', html_sidebars={'**': ['edition-menu.html']})
    assert built.warnings == []
    html = ' '.join((built.out / 'talks/2019/jax-md.html').read_text(encoding='utf-8').split())
    assert links(html, 'Editions') == [('2020 December, Vancouver', ''), ('2019 December', 'true')]


def test_one_long_page_has_no_menu_since_templates_cannot_link_to_its_parts(two: Site) -> None:
    built = two.build('singlehtml', **THEME)
    assert 'proceedings-edition-menu' not in header(built, 'index')
    assert links(header(built, 'index'), 'Main') == []


@pytest.fixture(scope='session')
def many_editions(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The HTML of thirty editions of a series with a long name, whose home page leads to seven more pages."""

    def fill(folder: Path) -> None:
        files = {
            'program/series.yml': 'series: {title: Waves, short_title: Waves of the Sea and Tides of the World}\n',
            'program/2021-autumn-school-on-the-island.yml': edition('2021-09-11', 'Hall'),
            **{
                f'program/{year}.yml': edition(f'{year}-09-11', 'Llanfairpwllgwyngyllgogerychwyrndrobwll')
                for year in range(1992, 2021)
            },
            'index.md': '```{toctree}\n' + ''.join(f'{title} <https://example.org>\n' for title in OWN) + '```\n',
        }
        for name, text in files.items():
            (folder / name).parent.mkdir(exist_ok=True)
            (folder / name).write_text(text, encoding='utf-8')

    return built_once(tmp_path_factory, 'many-editions', fill)


MENU = '.proceedings-edition-menu'
OLD = 'talks/1993/index.html'

# all that the header can show at once
CROWD = """
for (const link of document.querySelectorAll(".proceedings-now-link")) link.hidden = false;
for (const count of document.querySelectorAll(".proceedings-count")) {
  count.hidden = false;
  count.textContent = "128";
}
"""

# what can be used in the header, and overlaps
OVERLAPS = """
[...document.querySelectorAll(
  ".bd-header :is(.navbar-brand, .proceedings-edition-menu, .nav-link, .proceedings-header a, summary, button)"
)].filter((one) => one.checkVisibility()).flatMap((one, index, all) =>
  all.slice(index + 1).filter((other) => {
    const [a, b] = [one.getBoundingClientRect(), other.getBoundingClientRect()];
    const apart = a.right <= b.left || b.right <= a.left || a.bottom <= b.top || b.bottom <= a.top;
    return !one.contains(other) && !apart;
  }).map((other) => [one.className, other.className])
)
"""


@pytest.mark.parametrize('width', [320, 390, 768, 1024, 1280])
def test_nothing_in_the_header_overlaps_or_is_too_small_to_hit(page: Page, many_editions: Path, width: int) -> None:
    page.set_viewport_size({'width': width, 'height': 800})
    for name in (OLD, 'talks/index.html', 'talks/2021-autumn-school-on-the-island/waves.html'):
        page.goto(f'{many_editions.as_uri()}/{name}')
        page.evaluate(CROWD)
        assert page.evaluate('document.documentElement.scrollWidth') <= width
        assert page.evaluate(OVERLAPS) == []
        box = page.locator(f'{MENU} > summary').bounding_box()
        assert min(box['width'], box['height']) >= 24
        assert page.locator('.navbar-brand').bounding_box()['width'] >= 24


@pytest.mark.parametrize('width', [390, 1280])
def test_the_edition_is_said_without_opening_anything(page: Page, many_editions: Path, width: int) -> None:
    page.set_viewport_size({'width': width, 'height': 800})
    page.goto(f'{many_editions.as_uri()}/{OLD}')
    expect(page.get_by_text('1993', exact=True).first).to_be_in_viewport(ratio=1)


@pytest.mark.parametrize('width', [320, 1280])
def test_the_menu_works_without_javascript(browser: Browser, many_editions: Path, width: int) -> None:
    page = browser.new_page(viewport={'width': width, 'height': 800}, java_script_enabled=False)
    page.goto(f'{many_editions.as_uri()}/{OLD}')
    page.locator(f'{MENU} > summary').click()
    menu = page.locator(f'{MENU} nav').bounding_box()
    assert menu['x'] >= 0
    assert menu['x'] + menu['width'] <= width
    assert menu['y'] + menu['height'] <= 800
    page.locator(MENU).get_by_role('link', name='2019').click()
    assert page.url.endswith('talks/2019/index.html')
    page.close()


def test_a_long_menu_opens_at_the_edition_that_the_reader_is_in(page: Page, many_editions: Path) -> None:
    page.goto(f'{many_editions.as_uri()}/{OLD}')
    page.locator(f'{MENU} > summary').click()
    here = page.locator(MENU).get_by_role('link', name='1993')
    expect(here).to_be_in_viewport(ratio=0.9)
    assert here.bounding_box()['height'] >= 24
    assert page.evaluate('scrollY') == 0


def test_escape_shuts_the_menu_and_the_focus_is_where_it_was_opened(
    page: Page, many_editions: Path, problems: list[str]
) -> None:
    page.goto(f'{many_editions.as_uri()}/{OLD}')
    summary = page.locator(f'{MENU} > summary')
    summary.focus()
    page.keyboard.press('Enter')
    page.keyboard.press('Tab')
    expect(page.locator(f'{MENU} nav a').first).to_be_focused()
    page.keyboard.press('Escape')
    expect(page.locator(f'{MENU} nav')).to_be_hidden()
    expect(summary).to_be_focused()


@pytest.mark.parametrize('elsewhere', ['click', 'focus'])
def test_the_menu_shuts_when_the_reader_goes_on_elsewhere(page: Page, many_editions: Path, elsewhere: str) -> None:
    page.goto(f'{many_editions.as_uri()}/{OLD}')
    page.locator(f'{MENU} > summary').click()
    expect(page.locator(f'{MENU} nav')).to_be_visible()
    if elsewhere == 'click':
        page.mouse.click(1200, 700)
    else:
        page.locator('.proceedings-my-schedule-link:visible').focus()
    expect(page.locator(f'{MENU} nav')).to_be_hidden()


def test_what_the_header_has_no_room_for_is_in_a_menu_and_on_a_phone_in_the_side_menu(
    page: Page, many_editions: Path
) -> None:
    titles = ['Talks', 'People', *OWN]
    page.goto(f'{many_editions.as_uri()}/{OLD}')
    nav = page.locator('.bd-header').get_by_role('navigation', name='Main')
    assert nav.get_by_role('link').all_inner_texts() == titles[:5]
    nav.get_by_text('More').click()
    assert nav.get_by_role('link').all_inner_texts() == titles
    page.set_viewport_size({'width': 390, 'height': 800})
    page.get_by_role('button', name='Site navigation').click()
    assert page.get_by_role('dialog').get_by_role('link').all_inner_texts() == titles


@pytest.mark.parametrize('width', [390, 800])
def test_on_a_narrow_screen_the_search_is_in_the_header_and_the_colours_are_in_the_side_menu(
    page: Page, many_editions: Path, problems: list[str], width: int
) -> None:
    page.set_viewport_size({'width': width, 'height': 800})
    page.goto(f'{many_editions.as_uri()}/{OLD}')
    head = page.locator('.bd-header')
    expect(head.get_by_role('link', name='My schedule')).to_be_visible()
    expect(head.get_by_role('button', name='Color mode')).to_be_hidden()
    page.get_by_role('button', name='Site navigation').click()
    menu = page.get_by_role('dialog')
    expect(menu.get_by_role('button', name='Search')).to_have_count(0)
    menu.get_by_role('button', name='Color mode').press('Enter')
    menu.get_by_role('button', name='Dark').click()
    assert page.evaluate('document.documentElement.dataset.theme') == 'dark'
    menu.get_by_role('link').first.press('Escape')
    expect(menu).to_be_hidden()
    head.get_by_role('button', name='Search').click()
    expect(page.get_by_role('dialog').get_by_role('searchbox')).to_be_focused()


def test_axe_finds_nothing_in_the_side_menu_and_that_of_colours(
    page: Page, many_editions: Path, serve: Callable[[Path], str]
) -> None:
    page.set_viewport_size({'width': 390, 'height': 800})
    page.goto(f'{serve(many_editions)}/{OLD}')
    page.get_by_role('button', name='Site navigation').click()
    menu = page.get_by_role('dialog')
    menu.get_by_role('button', name='Color mode').click()
    expect(menu.get_by_role('button', name='Dark')).to_be_visible()
    assert violations_in_both_schemes(page) == []


def test_axe_finds_nothing_in_the_menu_of_the_page(
    page: Page, many_editions: Path, serve: Callable[[Path], str]
) -> None:
    page.set_viewport_size({'width': 390, 'height': 800})
    page.goto(f'{serve(many_editions)}/{OLD}')
    page.get_by_role('button', name='On this page').click()
    expect(page.get_by_role('dialog').get_by_role('link').first).to_be_visible()
    assert violations_in_both_schemes(page) == []


@pytest.mark.parametrize('width', WIDTHS)
def test_axe_finds_nothing_in_the_menu_of_editions(
    page: Page, many_editions: Path, serve: Callable[[Path], str], width: int
) -> None:
    page.set_viewport_size({'width': width, 'height': 800})
    page.goto(f'{serve(many_editions)}/{OLD}')
    page.locator(f'{MENU} > summary').click()
    expect(page.locator(f'{MENU} nav')).to_be_visible()
    assert violations_in_both_schemes(page) == []


@pytest.mark.parametrize(
    ('menu', 'inside'), [('summary:has-text("More")', OWN[-1]), ('[aria-label="Color mode"]', 'Dark')]
)
def test_axe_finds_nothing_in_the_menus_that_the_theme_brings(
    page: Page, many_editions: Path, serve: Callable[[Path], str], menu: str, inside: str
) -> None:
    page.goto(f'{serve(many_editions)}/{OLD}')
    header = page.locator('.bd-header')
    header.locator(menu).click()
    expect(header.get_by_text(inside)).to_be_visible()
    assert violations_in_both_schemes(page) == []
