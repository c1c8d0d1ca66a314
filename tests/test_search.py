"""The search as readers use it, in a real browser and mostly from a folder: the box of every page, the page of all
results. How good what is found is, is tested in `test_find.py`."""

from __future__ import annotations

import re
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from axe import WIDTHS, violations_in_both_schemes
from conftest import SERIES, Site, built_once
from proceedings.search.page import without_search_scripts

pytestmark = pytest.mark.usefixtures('problems')

POSTERS = 30
HOSTILE = '<img src=x onerror="document.title=1"> </script> "quoted" back to front שלום'

PROGRAM = f"""
edition: {{start: 2021-09-10, timezone: Europe/Paris}}
rooms: [Great Hall]
tracks: [Tides]
schedule:
- {{time: 09:00-10:00, talk: waves, room: Great Hall}}
- {{id: evening, time: 10:00-11:00, title: Night watch, kind: poster, talks: [p1]}}
talks:
- id: waves
  kind: invited
  title: Waves & <b>tides</b>
  track: Tides
  speakers: [Ingrid Daubechies]
  links: {{video: https://example.org/v}}
- id: crowd
  kind: contributed
  title: Many hands
  authors: [Ann Abel, Ben Bohr, Cy Curie, Dan Dirac, Rose Yu]
- {{id: hostile, title: '{HOSTILE}', authors: ['<i>Mallory</i>']}}
- {{id: off, kind: contributed, title: Storm, authors: [Rose Yu], status: cancelled, reason: The ship did not arrive.}}
{''.join(f'- {{id: p{n}, number: {n}, kind: poster, title: Coral {n}, authors: [Gilles Louppe]}}{chr(10)}' for n in range(1, POSTERS + 1))}"""  # noqa: E501

BEFORE = """
edition: {start: 2020-09-10, timezone: Europe/Paris}
talks:
- {id: old, kind: contributed, title: Older waves, authors: [Rose Yu], keywords: [Seiches], links: {slides: 'https://example.org/s'}}
"""

ABSTRACT = 'Nobody expects the zooplankton here, between the title and the references.'

BOX = '#proceedings-search'
PANEL = '.proceedings-suggestions'
RESULTS = '.proceedings-results'
FOCUSED = 'document.activeElement.innerText || document.activeElement.name'


@pytest.fixture(scope='session')
def search_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two editions, an invited talk in a track, thirty posters, an abstract, and somebody who means harm."""
    files = {
        'index.md': '',
        'program/series.yml': SERIES,
        'program/2020.yml': BEFORE,
        'program/2021.yml': PROGRAM,
        'talks/2020/old.md': ABSTRACT,
    }
    return built_once(tmp_path_factory, 'search-site', lambda folder: write(folder, files))


def write(folder: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding='utf-8')


def open_search(page: Page, site: Path, query: str = '') -> None:
    page.goto(f'{site.as_uri()}/search.html{query}')
    if query:
        expect(page.locator('.proceedings-answer > .proceedings-tally')).not_to_be_empty()


def open_dialog(page: Page, site: Path) -> Locator:
    page.goto(f'{site.as_uri()}/talks/2021/waves.html')
    page.keyboard.press('Control+k')
    return page.locator('#pst-search-dialog')


def titles(page: Page, where: str = RESULTS) -> list[str]:
    return page.locator(f'{where} li .proceedings-title').all_inner_texts()


def facet(page: Page, label: str) -> Locator:
    return page.get_by_role('checkbox', name=re.compile(f'^{label}'))


def requested(page: Page) -> list[str]:
    """The files of the search that *page* asks for, from now on."""
    files: list[str] = []
    wanted = re.compile(r'/(search/|find|searchindex|searchtools|language_data).*\.js')
    page.on('request', lambda request: files.append(request.url) if wanted.search(request.url) else None)
    return files


# What is loaded


def test_the_head_of_no_page_has_the_search_of_sphinx(search_site: Path) -> None:
    pages = {path: path.read_text(encoding='utf-8') for path in search_site.rglob('*.html')}
    assert len(pages) > POSTERS
    for html in pages.values():
        assert not re.search(r'src="[^"]*(searchindex|searchtools|language_data)\.js', html)
    assert 'sphinx_highlight.js' in pages[search_site / 'index.html']


def test_only_the_scripts_of_the_search_are_left_out_of_a_head() -> None:
    kept = '<meta name="a" content="searchindex.js">\n<script src="_static/mysearchtools.js"></script>'
    left_out = '\n  <script src="../_static/searchtools.js?v=1"></script><script defer src="searchindex.js">\n</script>'
    body = f'</head><body>{left_out}'
    assert without_search_scripts(kept + left_out + body) == kept + body
    assert without_search_scripts(left_out) == left_out  # a fragment


def test_a_layout_of_the_site_itself_changes_nothing_of_the_search(site: Site) -> None:
    site.write('_templates/layout.html', '{% extends "!layout.html" %}')
    pydata = site.build(html_theme='pydata_sphinx_theme', templates_path=['_templates'])
    head = (pydata.out / 'index.html').read_text(encoding='utf-8').partition('</head>')[0]
    assert not re.search(r'(searchindex|searchtools|language_data)\.js', head)
    assert '<template id="proceedings-search-ways"><a href="talks/index.html">all talks</a>' in head


def test_nothing_of_the_search_is_loaded_before_a_reader_searches(page: Page, search_site: Path) -> None:
    files = requested(page)
    page.goto(f'{search_site.as_uri()}/index.html')
    page.wait_for_timeout(100)
    assert files == []
    page.fill(BOX, 'waves')
    page.wait_for_selector(f'{PANEL} li')
    assert any(file.endswith('search/index.js') for file in files)
    assert not any('searchindex' in file for file in files)


# The box of every page


def test_results_come_as_one_types_and_by_type(page: Page, search_site: Path) -> None:
    page.goto(f'{search_site.as_uri()}/index.html')
    page.fill(BOX, 'rose yu')
    expect(page.locator(f'{PANEL} .proceedings-group')).to_have_text(['People', 'Talks'])
    assert page.locator(f'{PANEL} ul').first.inner_text() == 'Rose Yu\n2 talks'  # less the one that was cancelled
    many_hands = page.locator(f'{PANEL} a', has_text='Many hands')
    assert many_hands.inner_text() == 'Many hands\nAnn Abel, Ben Bohr, Rose Yu and 2 more Contributed talk · 2021'
    assert many_hands.locator('mark').all_inner_texts() == ['Rose', 'Yu']
    assert page.locator(f'{PANEL} a', has_text='Storm').locator('.proceedings-status').inner_text() == 'Cancelled'


def test_all_results_are_one_link_away(page: Page, search_site: Path) -> None:
    page.goto(f'{search_site.as_uri()}/index.html')
    page.fill(BOX, 'coral')
    page.get_by_role('link', name=re.compile('^All [0-9]+ results$')).click()
    expect(page.locator('.proceedings-answer > .proceedings-tally')).to_contain_text(f'{POSTERS} talks')
    assert page.url.endswith('/search.html?q=coral')


def test_the_keyboard_alone_leads_from_the_box_to_a_result_and_back(page: Page, search_site: Path) -> None:
    dialog = open_dialog(page, search_site)
    page.keyboard.type('wave')
    page.wait_for_selector(f'{PANEL} li')
    found = [title.split('\n')[0] for title in dialog.locator(f'{PANEL} a').all_inner_texts()]
    keys = ['ArrowDown', 'ArrowDown', 'ArrowUp', 'End', 'Home', 'ArrowUp']
    seen = [page.evaluate(FOCUSED).split('\n')[0] for key in keys if page.keyboard.press(key) is None]
    assert seen == [found[0], found[1], found[0], found[-1], found[0], 'q']
    page.keyboard.press('ArrowDown')
    page.keyboard.type('s ')
    page.keyboard.press('Backspace')
    assert dialog.locator('input').input_value() == 'waves'
    assert page.evaluate(FOCUSED) == 'q'
    page.keyboard.press('ArrowDown')
    page.keyboard.press('Escape')
    assert page.evaluate(FOCUSED) == 'q'
    page.keyboard.press('Escape')
    expect(dialog).to_be_hidden()


def test_who_cannot_see_the_results_hears_how_to_come_to_them(page: Page, search_site: Path) -> None:
    box = open_dialog(page, search_site).get_by_role('searchbox')
    expect(box).to_have_accessible_description(re.compile('the down arrow leads to them'))
    page.keyboard.type('wave')
    expect(page.locator(f'#{box.get_attribute("aria-controls")}')).to_be_visible()
    assert page.get_by_role('group', name='Results').get_by_role('link').count() > 1


def test_enter_leads_to_the_page_of_all_results(page: Page, search_site: Path) -> None:
    open_dialog(page, search_site)
    page.keyboard.type('coral 7')
    page.keyboard.press('Enter')
    page.wait_for_url('**/search.html?q=coral+7')
    expect(page.locator(f'{RESULTS} a').first).to_have_text('Coral 7')
    assert page.title().startswith('coral 7 – Search')


def test_a_result_is_opened_by_enter(page: Page, search_site: Path) -> None:
    open_dialog(page, search_site)
    page.keyboard.type('coral 7')
    page.wait_for_selector(f'{PANEL} li')
    page.keyboard.press('ArrowDown')
    page.keyboard.press('Enter')
    page.wait_for_url('**/talks/2021/p7.html')


def test_results_over_a_page_go_away_by_escape_and_when_the_reader_leaves(page: Page, search_site: Path) -> None:
    page.goto(f'{search_site.as_uri()}/index.html')
    panel = page.locator(f'form.proceedings-search {PANEL}')
    page.fill(BOX, 'coral')
    expect(panel).to_be_visible()
    page.keyboard.press('Escape')
    expect(panel).to_be_hidden()
    assert page.input_value(BOX) == 'coral'
    page.keyboard.press('Escape')
    assert page.input_value(BOX) == ''
    page.fill(BOX, 'coral')
    expect(panel).to_be_visible()
    page.locator('h1').click()
    expect(panel).to_be_hidden()


def test_a_dialog_that_is_opened_again_offers_its_query_to_be_replaced(page: Page, search_site: Path) -> None:
    dialog = open_dialog(page, search_site)
    page.keyboard.type('coral')
    for key in ('Escape', 'Control+k', 'w'):
        page.keyboard.press(key)
    assert dialog.locator('input').input_value() == 'w'


def test_what_was_found_is_said_when_typing_pauses(page: Page, search_site: Path) -> None:
    dialog = open_dialog(page, search_site)
    page.evaluate("""() => {
      globalThis.said = [];
      const status = document.querySelector("#pst-search-dialog [role=status]");
      new MutationObserver(() => said.push(status.textContent)).observe(status, { childList: true });
    }""")
    page.keyboard.type('rose', delay=40)
    expect(dialog.get_by_role('status')).to_have_text('4 results: 3 talks, 1 person')
    assert len(page.evaluate('said')) == 1


def test_composing_a_word_neither_loses_letters_nor_searches_in_vain(page: Page, search_site: Path) -> None:
    dialog = open_dialog(page, search_site)
    client = page.context.new_cdp_session(page)
    for text in ('c', 'co', 'coral'):
        client.send('Input.imeSetComposition', {'text': text, 'selectionStart': len(text), 'selectionEnd': len(text)})
    page.evaluate("""() => document.activeElement.dispatchEvent(
      new KeyboardEvent("keydown", { key: "ArrowDown", isComposing: true, bubbles: true }))""")
    client.send('Input.insertText', {'text': 'coral'})
    expect(dialog.locator('li')).to_have_count(8)
    assert dialog.locator('input').input_value() == 'coral'
    assert page.evaluate(FOCUSED) == 'q'


def test_nothing_found_is_said_with_ways_out(page: Page, search_site: Path) -> None:
    dialog = open_dialog(page, search_site)
    page.keyboard.type('xyzzy')
    expect(dialog.locator('.proceedings-nothing p').first).to_have_text('Nothing found for “xyzzy”.')
    page.keyboard.press('ArrowDown')
    page.keyboard.press('Enter')
    page.wait_for_url('**/talks/index.html')


@pytest.mark.provokes('net::ERR_FAILED')
def test_a_search_that_cannot_be_loaded_leads_to_the_lists(page: Page, search_site: Path) -> None:
    page.route('**/search/index.js', lambda route: route.abort())
    dialog = open_dialog(page, search_site)
    page.keyboard.type('waves')
    expect(dialog.locator(PANEL)).to_contain_text('could not be loaded')
    assert [link.get_attribute('href') for link in dialog.locator(f'{PANEL} a').all()] == [
        '../index.html', '../../speakers/index.html',
    ]  # fmt: skip
    page.goto(f'{search_site.as_uri()}/search.html?q=waves')
    expect(page.locator('.proceedings-nothing')).to_contain_text('could not be loaded')


def test_a_mistake_of_ours_is_for_the_console_and_no_failure_to_load(
    page: Page, search_site: Path, problems: list[str]
) -> None:
    for address in ('index.html', 'search.html'):
        page.goto(f'{search_site.as_uri()}/{address}')
        page.evaluate('() => { proceedings.search.spoken = () => { throw new Error("ours") } }')
        with page.expect_event('pageerror'):
            page.fill(BOX, 'waves')
        expect(page.locator('body')).not_to_contain_text('could not be loaded')
    problems.clear()


def test_what_somebody_wrote_is_text(page: Page, search_site: Path) -> None:
    for query in ('back to front', 'mallory'):
        open_search(page, search_site, f'?q={query}')
        assert HOSTILE in titles(page)
    assert page.locator(f'{RESULTS} :is(img, script, i)').count() == 0
    open_search(page, search_site, '?q=%3Ci%3Ezzzzz%3C%2Fi%3E')
    expect(page.locator('.proceedings-nothing')).to_contain_text('Nothing found for “<i>zzzzz</i>”')
    assert page.title().startswith('<i>zzzzz</i> – Search')


# The page of all results


def test_the_address_of_a_search_holds_query_and_facets(page: Page, search_site: Path) -> None:
    open_search(page, search_site, '?q=waves&type=talk&year=2020&year=2021')
    assert titles(page) == ['Waves & <b>tides</b>', 'Older waves']
    assert facet(page, '2020').is_checked()
    facet(page, '2021').uncheck()
    assert titles(page) == ['Older waves']
    assert page.evaluate('location.search') == '?q=waves&year=2020&type=talk'
    page.go_back()
    expect(page.locator(f'{RESULTS} li')).to_have_count(2)
    page.keyboard.press('Control+k')  # the box of this page, and no dialog over it
    assert page.evaluate(FOCUSED) == 'q'
    assert facet(page, '2021').is_checked()


@pytest.mark.parametrize(
    ('query', 'found'),
    [
        ('?has=video', ['Waves & <b>tides</b>']),
        ('?has=video&has=slides', []),
        ('?track=tides', ['Waves & <b>tides</b>']),
        ('?year=2020', ['Older waves']),
        ('?year=2020&year=1066&kind=unheard-of&colour=blue&limit=x', ['Older waves']),  # what is wrong is ignored
    ],
)
def test_facets_alone_browse(page: Page, search_site: Path, query: str, found: list[str]) -> None:
    open_search(page, search_site, query)
    assert titles(page) == found


def test_the_empty_page_invites_and_its_facets_are_a_way_to_begin(page: Page, search_site: Path) -> None:
    open_search(page, search_site)
    expect(page.locator('.proceedings-nothing a')).to_have_text(['all talks', 'all people'])
    assert page.evaluate(FOCUSED) == 'q'
    facet(page, 'Has video').check()
    assert titles(page) == ['Waves & <b>tides</b>']
    page.get_by_role('button', name='Clear filters').click()
    assert titles(page) == []


def test_typing_keeps_the_address_in_step_and_makes_no_steps_of_history(page: Page, search_site: Path) -> None:
    open_search(page, search_site)
    steps = page.evaluate('history.length')
    page.keyboard.type('coral')
    expect(page.locator(f'{RESULTS} li')).to_have_count(25)
    assert page.evaluate('location.search') == '?q=coral'
    assert page.evaluate('history.length') == steps


def test_the_way_back_from_a_search_is_to_the_one_before(page: Page, search_site: Path) -> None:
    open_search(page, search_site, '?q=waves')
    steps = page.evaluate('history.length')
    page.locator(BOX).select_text()
    page.keyboard.type('coral')
    page.keyboard.press('Enter')
    expect(page.locator(f'{RESULTS} li')).to_have_count(25)
    assert page.evaluate('history.length') == steps + 1
    page.go_back()
    expect(page.locator(f'{RESULTS} li')).to_have_count(2)
    assert page.input_value(BOX) == 'waves'
    page.go_forward()
    expect(page.locator(f'{RESULTS} li')).to_have_count(25)
    page.keyboard.type('s')  # what was gone forward to is a search to come back to as well
    page.go_back()
    expect(page).to_have_url(re.compile(r'\?q=coral$'))


def test_arrows_lead_from_the_box_along_the_results_and_escape_back(page: Page, search_site: Path) -> None:
    open_search(page, search_site, '?q=waves&type=talk')
    keys = ['ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowUp', 'ArrowUp', 'ArrowDown', 'Escape']
    seen = [page.evaluate(FOCUSED)] + [page.evaluate(FOCUSED) for key in keys if page.keyboard.press(key) is None]
    first, second = titles(page)
    assert seen == ['q', first, second, second, first, 'q', first, 'q']
    assert page.input_value(BOX) == 'waves'


def test_on_touch_the_keyboard_does_not_cover_what_was_found(
    new_context: Callable[..., BrowserContext], search_site: Path
) -> None:
    page = new_context(has_touch=True, is_mobile=True).new_page()
    open_search(page, search_site, '?q=waves')
    assert page.evaluate('document.activeElement === document.body')


def test_filters_that_leave_nothing_are_what_to_take_off(page: Page, search_site: Path) -> None:
    page.set_viewport_size({'width': 390, 'height': 800})  # the facets are folded
    open_search(page, search_site, '?q=coral&type=person')
    note = page.locator('.proceedings-nothing')
    expect(note).to_contain_text(f'No result for “coral” with these filters; {POSTERS} without them.')
    expect(page.get_by_role('status')).to_have_text('No result with these filters')
    note.get_by_role('button', name='Clear filters').click()
    expect(page.locator(f'{RESULTS} li')).to_have_count(25)
    assert page.evaluate('location.search') == '?q=coral'
    assert page.evaluate(FOCUSED) == 'q'
    open_search(page, search_site, '?q=xyzzy&type=person&has=slides&has=video')
    expect(note).to_contain_text('Nothing found for “xyzzy”.')


def test_where_no_result_has_all_words_that_is_said(page: Page, search_site: Path) -> None:
    reserve = 'No result has all these words; these have some of them.'
    open_search(page, search_site, '?q=zooplankton+daubechies+tides')
    expect(page.locator('.proceedings-nothing')).to_have_text(reserve)
    expect(page.get_by_role('status')).to_contain_text(reserve)
    dialog = open_dialog(page, search_site)
    page.keyboard.type('zooplankton daubechies tides')
    expect(dialog.locator('.proceedings-nothing')).to_have_text(reserve)
    expect(dialog.get_by_role('status')).to_contain_text(reserve)
    dialog.locator('input').fill('daubechies tides')
    expect(dialog.locator('.proceedings-nothing')).to_have_count(0)


def test_a_talk_that_is_found_by_a_keyword_says_so(page: Page, search_site: Path) -> None:
    facts = page.locator(f'{RESULTS} .proceedings-of-talk .proceedings-label')
    open_search(page, search_site, '?q=seiches')
    expect(facts).to_have_text(['Contributed talk · 2020 · Keyword: Seiches'])
    expect(facts.locator('mark')).to_have_text(['Seiches'])
    open_search(page, search_site, '?q=older+seiches')
    expect(facts).to_have_text(['Contributed talk · 2020'])


def test_a_number_stays_with_what_says_that_it_is_one(page: Page, search_site: Path) -> None:
    open_search(page, search_site, '?q=coral+7')
    assert 'no.\u00a07' in page.locator(f'{RESULTS} .proceedings-label').first.inner_text()


def test_what_an_address_asks_for_and_does_not_exist_goes_out_of_it(page: Page, search_site: Path) -> None:
    wrong = 'year=1066&kind=keynote&track=none&has=smell&type=fish'
    for query in ('q=waves&year=2020', 'q=coral', 'year=2020'):
        open_search(page, search_site, f'?{query}&{wrong}')
        assert page.evaluate('location.search') == f'?{query}'


def test_a_long_list_comes_in_parts_and_the_focus_goes_on(page: Page, search_site: Path) -> None:
    open_search(page, search_site, '?q=coral&type=talk')
    assert len(titles(page)) == 25
    page.get_by_role('button', name='Show more (25 of 30 shown)').click()
    expect(page.locator(f'{RESULTS} li')).to_have_count(POSTERS)
    assert page.evaluate(FOCUSED) == titles(page)[25]
    assert page.locator('.proceedings-more').is_hidden()
    page.reload()
    expect(page.locator(f'{RESULTS} li')).to_have_count(POSTERS)


def test_the_full_text_comes_behind_with_what_it_says(page: Page, search_site: Path) -> None:
    open_search(page, search_site, '?q=zooplankton')
    excerpt = page.locator('.proceedings-excerpt')
    expect(excerpt).to_contain_text('Nobody expects the zooplankton here')
    assert excerpt.locator('mark').all_inner_texts() == ['zooplankton']
    assert titles(page) == ['Older waves']
    dialog = open_dialog(page, search_site)
    page.keyboard.type('zooplankton')
    expect(dialog.locator('li')).to_have_count(1)


THEMES = ['basic', 'pydata_sphinx_theme', *(['furo'] if find_spec('furo') else [])]


@pytest.mark.parametrize(
    ('builder', 'address', 'theme'),
    [('dirhtml', 'search/index.html', 'alabaster'), *(('html', 'search.html', theme) for theme in THEMES)],
)
def test_any_theme_and_both_forms_of_addresses_have_the_search(
    page: Page, site: Site, serve: Callable[[Path], str], builder: str, address: str, theme: str
) -> None:
    home = serve(site.build(builder, html_theme=theme).out)
    page.goto(f'{home}/{address}?q=exoplanets')
    expect(page.get_by_role('main').locator(f'{RESULTS} a').first).to_have_text('Causality and Exoplanets')
    expect(page).to_have_title(re.compile('^exoplanets – Search'))
    expect(page.get_by_role('main').locator('h1')).to_have_text(re.compile('^Search'))
    assert page.locator('meta[name=robots]').get_attribute('content') == 'noindex'
    assert page.locator('script[src*="searchtools"]').count() == 0
    page.locator(f'{RESULTS} a').first.click()
    expect(page.get_by_role('main').locator('h1')).to_contain_text('Causality and Exoplanets')
    page.goto(f'{home}/index.html')
    page.fill(BOX, 'louppe')
    page.keyboard.press('Enter')
    expect(page.locator(f'{RESULTS} a').first).to_have_text('Gilles Louppe')
    page.locator(f'{RESULTS} a').first.click()
    expect(page.get_by_role('main').locator('h1')).to_contain_text('Gilles Louppe')


def test_a_theme_may_have_all_of_its_layout_where_the_body_of_a_page_is(site: Site) -> None:
    layout = '{% extends "layout.html" %}{% block body %}<main>{{ body }}</main>{% endblock %}'
    site.write('themes/whole/theme.conf', '[theme]\ninherit = basic\n')
    site.write('themes/whole/page.html', layout)
    built = site.build(html_theme='whole', html_theme_path=['themes'])
    for name, part in {'search': 'search-page', 'my-schedule': 'my-schedule'}.items():
        html = (built.out / f'{name}.html').read_text(encoding='utf-8')
        assert f'<main><section class="proceedings-{part}"' in html


@pytest.mark.parametrize('builder', ['singlehtml', 'epub'])
def test_books_and_one_page_know_nothing_of_it(site: Site, builder: str) -> None:
    built = site.build(builder)
    html = ''.join(built.book().values())
    assert 'JAX' in html
    assert 'proceedings-search' not in html


def test_without_javascript_the_page_of_results_leads_to_the_lists(
    new_context: Callable[..., BrowserContext], search_site: Path
) -> None:
    page = new_context(java_script_enabled=False).new_page()
    page.goto(f'{search_site.as_uri()}/search.html?q=waves')
    assert page.locator('noscript a').all_inner_texts() == ['all talks', 'all people']
    assert page.locator('meta[name=robots]').get_attribute('content') == 'noindex'


# For everybody


@pytest.mark.parametrize('width', WIDTHS)
def test_axe_finds_nothing_in_the_dialog_and_on_the_page_of_results(
    page: Page, search_site: Path, serve: Callable[[Path], str], width: int
) -> None:
    page.set_viewport_size({'width': width, 'height': 800})
    page.goto(f'{serve(search_site)}/talks/2021/waves.html')
    page.keyboard.press('Control+k')
    page.keyboard.type('waves')
    page.wait_for_selector(f'{PANEL} mark')
    assert violations_in_both_schemes(page) == []
    page.goto(f'{serve(search_site)}/search.html?q=waves')
    page.wait_for_selector(f'{RESULTS} mark')
    if width < 960:
        assert page.locator('.proceedings-facets').is_hidden()
        page.get_by_text('Filters', exact=True).click()
    assert violations_in_both_schemes(page) == []
    assert page.evaluate('document.documentElement.scrollWidth') <= width


def test_the_box_stays_in_sight_whatever_is_found(page: Page, search_site: Path) -> None:
    page.set_viewport_size({'width': 390, 'height': 500})
    dialog = open_dialog(page, search_site)
    page.keyboard.type('coral')
    expect(dialog.locator('li')).to_have_count(8)
    for _ in range(9):
        page.keyboard.press('ArrowDown')
    box, last = dialog.locator('input').bounding_box(), dialog.locator('.proceedings-all').bounding_box()
    assert box['y'] >= 0
    assert box['y'] + box['height'] <= dialog.locator(PANEL).bounding_box()['y']
    assert last['y'] + last['height'] <= 500
    assert page.evaluate(FOCUSED).startswith('All ')
