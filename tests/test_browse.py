"""The lists of everything: all talks as a table, all people as an index, and the filter above both."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from axe import violations_in_all_looks
from conftest import ROOT, SERIES, Built, Site
from proceedings import paging
from proceedings.documents import list_parts
from proceedings.domain import ProceedingsDomain
from proceedings.export.browser import call
from proceedings.ledger import Present, addresses
from proceedings.load import load
from proceedings.model import Person
from proceedings.search.index import index_of
from programs.generate import generate
from test_search_files import entries, words

NEWER = """
edition: {start: 2021-12-14, timezone: UTC}
schedule:
- {time: 09:00-09:20, talk: tides}
- {time: 09:20-09:40, talk: lanterns}
- {time: 10:00-11:00, title: Posters, kind: poster, talks: [p1, p2, p3, p4]}
talks:
- {id: lanterns, title: Lanterns in the fog, authors: [Álvaro Sánchez, Rose Yu], awards: Best paper award}
- {id: tides, kind: invited, title: 'Tides at $10^{-3}$ of the price', speakers: Philip Jørgensen}
- {id: p2, number: 2, kind: poster, title: Salt and graph networks, authors: Gilles Louppe}
- {id: p1, number: 1, kind: poster, title: Salt of the earth, authors: [王伟, Rose Yu], links: {paper: 'https://example.org/1', video: 'https://example.org/v'}}
- {id: p3, number: 3, kind: poster, title: Salt withdrawn, authors: Gilles Louppe, status: withdrawn}
- {id: p4, number: 4, kind: poster, title: "<b>Salt</b> & pepper", authors: Zoë Zhang, status: tentative}
"""  # noqa: E501

OLDER = """
edition: {start: 2020-12-11, timezone: UTC}
schedule:
- {time: 10:00-11:00, title: Posters, kind: poster, talks: [q1, q2]}
talks:
- {id: q1, number: 1, kind: poster, title: Salt again, authors: [Philip Jørgensen, Mikołaj Łoś], links: {slides: 'https://example.org/s'}}
- {id: q2, number: 2, kind: poster, title: Neural annealing, authors: Rose Yu, keywords: [Brine pools]}
"""

PEOPLE = """
people:
- {name: Rose Yu, id: rose-yu, disambiguation: Coast}
- {name: Philip Jørgensen, aliases: [Philip Havemann]}
"""


def lists_site(folder: Path) -> Site:
    site = Site(folder)
    site.write('conf.py', (ROOT / 'conf.py').read_text(encoding='utf-8'))
    site.write('index.md', '')
    files = {'series': SERIES, '2021': NEWER, '2020': OLDER, 'people': PEOPLE}
    for name, text in files.items():
        site.write(f'program/{name}.yml', text)
    return site


@pytest.fixture
def short_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paging, 'TALKS_ON_A_PAGE', 2)


@pytest.fixture
def by_letter(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paging, 'PEOPLE_ON_A_PAGE', 4)


@pytest.fixture(scope='module')
def lists(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Lists of several pages, with the settings of this repository."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(paging, 'TALKS_ON_A_PAGE', 4)
        patch.setattr(paging, 'PEOPLE_ON_A_PAGE', 4)
        built = lists_site(tmp_path_factory.mktemp('lists') / 'site').build()
    assert built.warnings == []
    return built


def rows(html: str) -> list[str]:
    return re.findall(r'<tr [^>]*data-talk="([^"]*)"', html)


def hrefs(html: str, label: str) -> list[str]:
    """Where the links of a menu lead."""
    menu = re.search(f'<nav[^>]* aria-label="{label}">(.*?)</nav>', html)
    return re.findall('href="([^"]*)"', menu[1]) if menu else []


# All talks


def test_the_table_has_every_talk_that_stands_newest_edition_first_in_program_order(lists: Built) -> None:
    of_pages = [rows((lists.out / f'talks/{name}.html').read_text('utf-8')) for name in ('index', 'page-2')]
    assert of_pages == [['2021/tides', '2021/lanterns', '2021/p1', '2021/p2'], ['2021/p4', '2020/q1', '2020/q2']]


def test_a_row_says_what_a_reader_looks_for(lists: Built) -> None:
    html = (lists.out / 'talks/index.html').read_text('utf-8')
    row = re.search('<tr [^>]*data-talk="2021/p1".*?</tr>', html, re.DOTALL)
    assert row
    cells = [' '.join(re.sub('<[^>]*>', '', cell).split()) for cell in re.split('</t[hd]>', row[0])]
    assert cells == ['1', 'Salt of the earth 王伟, Rose Yu', 'Poster', '2021', 'Paper Video', '']


def test_a_row_has_awards_and_says_what_is_not_certain(lists: Built) -> None:
    assert '<span class="proceedings-award">Best paper award</span>' in (lists.out / 'talks/index.html').read_text()
    assert 'Tentative' in lists.text('talks/page-2')


def test_where_styles_make_lines_of_rows_they_have_their_roles(page: Page, lists: Built) -> None:
    page.goto(f'{lists.out.as_uri()}/talks/page-2.html')
    roles = page.locator('.proceedings-all-talks [role]')
    assert roles.count() == 0
    page.set_viewport_size({'width': 390, 'height': 800})
    expect(roles).to_have_count(3 * 6)
    assert page.evaluate('[...new Set([...document.querySelectorAll("tbody [role]")].map(one => one.role))]') == [
        'row', 'cell', 'rowheader'
    ]  # fmt: skip
    page.reload()
    expect(roles).to_have_count(3 * 6)


def test_the_table_says_what_it_is_and_what_its_columns_are(lists: Built) -> None:
    html = (lists.out / 'talks/page-2.html').read_text('utf-8')
    captions = re.findall('<span class="caption-text">(.*?)</span>', html)
    assert captions == ['2021: talks 5 to 5 of 5', '2 talks of 2020']
    assert re.findall('<th scope="col"><p>(.*?)</p>', html)[:5] == ['No.', 'Talk', 'Kind', 'Year', 'Links']
    assert html.count('<tr class="proceedings-kind-') == html.count('<th scope="row">') == 3
    assert html.count('<td>') == 4 * 3


def test_without_numbers_there_is_no_column_for_them(site: Site) -> None:
    site.edit('program/2019.yml', '  number: 86\n', '')
    assert '<p>No.</p>' not in site.build().page('talks/index')


def test_a_title_is_text_also_in_the_table(lists: Built) -> None:
    html = (lists.out / 'talks/page-2.html').read_text('utf-8')
    assert '&lt;b&gt;Salt&lt;/b&gt; &amp; pepper</a>' in html


def test_a_list_that_fits_has_one_page_and_no_pager(site: Site) -> None:
    built = site.build()
    assert not (built.out / 'talks/page-2.html').exists()
    assert 'proceedings-page-menu' not in built.page('talks/index')


def test_pages_lead_to_each_other_and_to_each_edition(lists: Built) -> None:
    first, second = ((lists.out / f'talks/{name}.html').read_text('utf-8') for name in ('index', 'page-2'))
    assert hrefs(first, 'Pages') == ['#', 'page-2.html', 'page-2.html']
    assert '<a href="#" aria-current="page">1</a>' in first
    assert '<a href="page-2.html" rel="next">Next</a>' in first
    assert '<a href="index.html" rel="prev">Previous</a>' in second
    assert hrefs(first, 'Editions') == ['#edition-2021', 'page-2.html#edition-2020']
    assert hrefs(second, 'Editions') == ['#edition-2021', '#edition-2020']
    assert 'id="edition-2020"' in second


def test_the_menus_are_what_they_were(lists: Built) -> None:
    header = (lists.out / 'talks/page-2.html').read_text('utf-8').partition('<article')[0]
    assert 'page-3' not in header
    assert re.findall(r'<a[^>]*>\s*(Talks|People|Talks, page 2)\s*</a>', header)[:2] == ['Talks', 'People']


@pytest.mark.usefixtures('short_pages', 'by_letter')
def test_a_page_that_is_no_longer_needed_goes_with_its_stub(site: Site) -> None:
    built = site.build()
    assert (built.out / 'talks/page-2.html').exists()
    assert (built.out / 'speakers/letters/l.html').exists()
    site.edit('program/2019.yml', '[jax-md, p9]', '[jax-md]')
    text = (site.folder / 'program/2019.yml').read_text('utf-8')
    (site.folder / 'program/2019.yml').write_text(text[: text.index('- id: p9')], encoding='utf-8')
    built = site.build()
    assert built.warnings == []
    assert not (built.out / 'talks/page-2.html').exists()
    assert not (built.out / 'speakers/letters/l.html').exists()
    assert [*site.folder.glob('talks/page*'), *site.folder.glob('speakers/letters/*')] == []


@pytest.mark.usefixtures('short_pages')
def test_an_edited_title_reads_only_the_page_of_the_list_that_has_it(site: Site) -> None:
    site.build()
    site.edit('program/2019.yml', 'Likelihood-free inference', 'Inference without likelihood')
    built = site.build()
    assert 'talks/page-2' in built.read
    assert 'talks/index' not in built.read
    assert 'Inference without likelihood' in built.text('talks/page-2')


@pytest.mark.usefixtures('short_pages', 'by_letter')
def test_several_processes_make_the_same_lists(tmp_path: Path) -> None:
    serial, parallel = (lists_site(tmp_path / name / 'site') for name in ('serial', 'parallel'))
    for site in (serial, parallel):
        site.edit('conf.py', "'pydata_sphinx_theme'", "'basic'")
    one, other = serial.build(), parallel.build(parallel=2)
    assert one.warnings == other.warnings
    for page in ('talks/index', 'talks/page-4', 'speakers/index', 'speakers/letters/y'):
        assert one.page(page) == other.page(page)


@pytest.mark.usefixtures('short_pages', 'by_letter')
def test_further_pages_are_found_by_a_build_but_are_no_addresses_to_keep(site: Site) -> None:
    program = site.program
    parts = set(list_parts(program))
    assert parts >= {'talks/page-2', 'speakers/letters/y'}
    assert all(map(Present(program, site.folder).has, parts))
    assert parts.isdisjoint(addresses(program, {'talks/index', *parts}))


@pytest.mark.usefixtures('short_pages', 'by_letter')
@pytest.mark.parametrize('builder', ['dirhtml', 'singlehtml', 'text', 'latex', 'epub'])
def test_lists_of_several_pages_are_in_every_form_of_the_site(site: Site, builder: str) -> None:
    assert site.build(builder).warnings == []


def test_search_does_not_lead_to_lists(lists: Built) -> None:
    found = {entries(lists.out)[number] for number in words(lists.out)['anneal']}
    assert found
    assert not any(name.startswith(('talks/page', 'speakers/letters')) for name in found)


def test_a_page_of_talks_with_many_authors_and_links_is_well_under_a_megabyte(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = paging.TALKS_ON_A_PAGE
    monkeypatch.setattr(ProceedingsDomain, 'place', ProceedingsDomain.planned_place)  # links to what is not built here
    authors = ', '.join(f'Alexandra Longname-{chr(97 + n) * 6}' for n in range(8))
    links = ', '.join(f'{kind}: "https://example.org/a/rather/long/address/{kind}.pdf"' for kind in ('paper', 'slides'))
    more = 'video: "https://video.example.org/watch/0123456789", poster: "https://example.org/posters/0123456789.pdf"'
    title = 'Learning of something with networks that were trained on something else entirely'
    talks = [f'- {{id: t{n}, title: {title}, authors: [{authors}], links: {{{links}, {more}}}}}' for n in range(number)]
    site.edit('program/2019.yml', 'talks:\n- id: causality', 'talks:\n' + '\n'.join(talks) + '\n- id: causality')
    site.edit('conf.py', "'talks/**', 'speakers/**'", "'talks/index.*', 'talks/page-2.*'")
    html = (site.build().out / 'talks/index.html').read_bytes()
    assert html.count(b'longname-hhhhhh.html') >= number - 3
    assert len(html) < 900_000


# People


def test_the_index_of_people_has_them_by_letter(site: Site) -> None:
    html = site.build().page('speakers/index')
    assert re.findall('<section class="no-search" id="letter-(.)">', html) == ['c', 'l', 's', 'y']
    assert '<a href="gilles-louppe.html">Louppe, Gilles</a>' in html


def group(name: str) -> str:
    people = [Person(id='one', name=name, sort_name=name)]
    return next(iter(paging.by_letter(people)))


@pytest.mark.parametrize(
    ('name', 'letter', 'id'),
    [
        ('Özil, Mesut', 'O', 'o'),
        ('Łoś, Mikołaj', 'L', 'l'),
        ("'t Hooft, Gerard", '#', 'other'),
        ('Жукова', 'Ж', 'u0416'),
        ('Παπαδόπουλος', 'Π', 'u03a0'),
        ('王伟', 'Han', 'han'),
        ('伊藤', 'Han', 'han'),
        ('さくら', 'Kana', 'kana'),
        ('サクラ', 'Kana', 'kana'),
        ('김민수', 'Hangul', 'hangul'),
        ('सागर', 'स', 'u0938'),
    ],
)
def test_a_script_of_hundreds_of_characters_is_one_group_and_others_have_their_letters(
    name: str, letter: str, id: str
) -> None:
    assert (group(name), paging.letter_id(group(name))) == (letter, id)


def test_where_there_are_too_many_people_each_letter_has_a_page(lists: Built) -> None:
    html = (lists.out / 'speakers/index.html').read_text('utf-8')
    assert 'Louppe, Gilles' not in html
    assert re.findall('href="(letters/[^"]*)"', html.partition('<article')[2]) == [
        f'letters/{letter}.html' for letter in ('j', 'l', 's', 'y', 'z', 'han')
    ]
    page = lists.text('speakers/letters/l')
    assert 'People: L' in page
    assert 'Łoś, Mikołaj' in page
    assert 'Yu, Rose' not in page
    assert '<a href="../rose-yu.html">' in lists.page('speakers/letters/y')
    assert 'Yu, Rose (Coast)' in lists.text('speakers/letters/y')


def test_letters_are_a_menu_that_says_which_one_is_here(lists: Built, site: Site) -> None:
    html = (lists.out / 'speakers/letters/l.html').read_text('utf-8')
    assert hrefs(html, 'Letters') == ['j.html', '#', 's.html', 'y.html', 'z.html', 'han.html']
    assert '<a href="#" aria-current="page">L</a>' in html
    assert hrefs(site.build().page('speakers/index'), 'Letters') == [f'#letter-{letter}' for letter in 'clsy']


# The filter

FIELD = '#proceedings-filter'
FOUND = '.proceedings-found'


def tally(page: Page, text: str) -> None:
    expect(page.locator('.proceedings-tally')).to_have_text(text)


def shown(page: Page) -> list[str]:
    found = page.locator(f'{FOUND} tr[data-talk]')
    return [f'{row.get_attribute("data-talk")}' for row in found.all()]


def test_the_index_is_loaded_when_a_reader_begins_to_filter(page: Page, lists: Built, problems: list[str]) -> None:
    asked: list[str] = []
    page.on('request', lambda request: asked.append(request.url.rpartition('/')[2]))
    page.goto(f'{lists.out.as_uri()}/talks/index.html', wait_until='networkidle')
    assert not any(name.startswith('find') for name in asked)
    page.focus(FIELD)
    page.wait_for_function('document.querySelector(".proceedings-facets fieldset")')
    assert any(name.startswith('find.js') for name in asked)
    tally(page, '')


def test_it_finds_all_talks_also_those_on_other_pages_and_keeps_the_links_of_this_one(
    page: Page, lists: Built, problems: list[str]
) -> None:
    page.goto(f'{lists.out.as_uri()}/talks/index.html')
    page.fill(FIELD, 'salt')
    tally(page, '4 of 7 talks')
    assert sorted(shown(page)) == ['2020/q1', '2021/p1', '2021/p2', '2021/p4']
    assert shown(page)[-1] == '2020/q1'
    here = page.locator(f'{FOUND} tr[data-talk="2021/p1"]')
    expect(here.locator('mark')).to_have_text(['Salt'])
    assert here.get_by_role('link', name='Video').get_attribute('href') == 'https://example.org/v'
    elsewhere = page.locator(f'{FOUND} tr[data-talk="2020/q1"]')
    expect(elsewhere.locator('[role=cell], [role=rowheader]')).to_have_text(
        ['1', 'Salt again Philip Jørgensen, Mikołaj Łoś', 'Poster', '2020', 'Slides']
    )
    expect(elsewhere.locator('.proceedings-star')).to_be_visible()
    expect(page.locator('.proceedings-pager')).to_be_hidden()
    expect(page.get_by_role('table')).to_have_count(1)
    expect(page.get_by_role('status')).to_have_text('4 of 7 talks')
    elsewhere.get_by_role('link').click()
    expect(page).to_have_title(re.compile('^Salt again'))


def test_a_title_from_the_index_is_text_and_names_have_marks(page: Page, lists: Built, problems: list[str]) -> None:
    page.goto(f'{lists.out.as_uri()}/talks/index.html?q=pepper+zhang')
    tally(page, '1 of 7 talks')
    row = page.locator(f'{FOUND} tbody tr')
    expect(row.locator('th')).to_contain_text('<b>Salt</b> & pepper')
    expect(row.locator('mark')).to_have_text(['pepper', 'Zhang'])


def test_facets_narrow_and_all_is_in_the_address(
    page: Page, lists: Built, serve: Callable[[Path], str], problems: list[str]
) -> None:
    page.goto(f'{serve(lists.out)}/talks/index.html')
    page.locator('.proceedings-list-filter summary').click()
    page.get_by_label('2020').check()
    tally(page, '2 of 7 talks')
    page.fill(FIELD, 'salt')
    tally(page, '1 of 7 talks')
    assert page.url.endswith('/talks/index.html?year=2020&q=salt')
    page.locator(f'{FOUND} .proceedings-title a').click()
    page.wait_for_url('**/q1.html')
    page.go_back()
    tally(page, '1 of 7 talks')
    expect(page.get_by_label('2020')).to_be_checked()
    page.get_by_role('button', name='Show all').click()
    tally(page, '')
    assert page.url.endswith('/talks/index.html')
    expect(page.locator(FIELD)).to_be_focused()
    expect(page.locator('.proceedings-pager')).to_be_visible()
    assert shown(page) == []


def test_where_nothing_fits_there_is_a_way_out(page: Page, lists: Built, problems: list[str]) -> None:
    page.goto(f'{lists.out.as_uri()}/talks/page-2.html')
    page.fill(FIELD, 'qwertzuiop')
    tally(page, '0 of 7 talks')
    expect(page.locator(FOUND)).to_have_text('Nothing fits “qwertzuiop”. Show all talks, or search everything.')
    everything = page.get_by_role('link', name='search everything')
    assert f'{everything.get_attribute("href")}'.endswith('/search.html?q=qwertzuiop')
    page.get_by_role('button', name='Show all talks').click()
    expect(page.locator('tr[data-talk="2020/q2"]')).to_be_visible()
    assert page.input_value(FIELD) == ''


def test_the_way_out_leads_to_the_search_whatever_addresses_look_like(
    page: Page, site: Site, serve: Callable[[Path], str], problems: list[str]
) -> None:
    page.goto(f'{serve(site.build("dirhtml").out)}/talks/index.html?q=qwertzuiop')
    page.get_by_role('link', name='search everything').click()
    expect(page.locator('.proceedings-nothing')).to_contain_text('Nothing found for “qwertzuiop”')


def test_of_a_whole_article_in_the_field_only_the_beginning_is_looked_for(
    page: Page, lists: Built, problems: list[str]
) -> None:
    page.goto(f'{lists.out.as_uri()}/talks/index.html')
    page.fill(FIELD, f'salt{" " * 200}{"of the earth " * 500}')
    tally(page, '4 of 7 talks')
    assert page.url.endswith('?q=salt')


def test_an_address_that_asks_for_what_is_not_there_shows_everything(page: Page, lists: Built) -> None:
    page.goto(f'{lists.out.as_uri()}/talks/index.html?year=1850&kind=<b>')
    expect(page.locator('.proceedings-pager')).to_be_visible()
    page.wait_for_function('document.querySelector(".proceedings-facets fieldset")')
    expect(page.locator('tr[data-talk="2021/p1"]')).to_be_visible()
    assert page.url.endswith('/talks/index.html')
    page.goto(f'{lists.out.as_uri()}/talks/index.html?q=salt&kind=keynote&type=person&track=none&has=smell&year=2020')
    tally(page, '1 of 7 talks')
    assert page.url.endswith('?year=2020&q=salt')


def test_half_a_character_is_not_looked_for(page: Page, lists: Built, problems: list[str]) -> None:
    page.goto(f'{lists.out.as_uri()}/speakers/index.html')
    page.fill(FIELD, 'wang')
    tally(page, '0 of 7 people')
    session = page.context.new_cdp_session(page)
    page.fill(FIELD, '')
    session.send('Input.imeSetComposition', {'text': 'w', 'selectionStart': 1, 'selectionEnd': 1})
    tally(page, '')
    session.send('Input.insertText', {'text': '王'})
    tally(page, '1 of 7 people')


def test_people_are_filtered_as_well(page: Page, lists: Built, problems: list[str]) -> None:
    page.goto(f'{lists.out.as_uri()}/speakers/letters/y.html')
    page.fill(FIELD, 'jorg')
    tally(page, '1 of 7 people')
    expect(page.locator(f'{FOUND} li')).to_have_text(['Jørgensen, Philip'])
    expect(page.locator(f'{FOUND} mark')).to_have_text(['Jørg'])
    page.fill(FIELD, 'havemann')
    expect(page.locator(f'{FOUND} li')).to_have_text(['Jørgensen, Philip also Philip Havemann'])
    page.fill(FIELD, 'phil')  # both his names have it: the one that is shown is enough
    expect(page.locator(f'{FOUND} li')).to_have_text(['Jørgensen, Philip'])
    page.fill(FIELD, 'rose')
    expect(page.locator(f'{FOUND} li')).to_have_text(['Yu, Rose (Coast)'])
    expect(page.locator('.proceedings-letters')).to_be_hidden()
    page.locator(f'{FOUND} a').click()
    expect(page).to_have_title(re.compile('^Rose Yu'))


def test_arrows_lead_from_the_field_along_the_rows_and_escape_back(page: Page, lists: Built) -> None:
    page.goto(f'{lists.out.as_uri()}/talks/index.html?q=salt')
    tally(page, '4 of 7 talks')
    page.focus(FIELD)
    links = page.locator(f'{FOUND} .proceedings-title a')
    for key, place in (('ArrowDown', 0), ('ArrowDown', 1), ('ArrowUp', 0)):
        page.keyboard.press(key)
        expect(links.nth(place)).to_be_focused()
    page.keyboard.press('Escape')
    expect(page.locator(FIELD)).to_be_focused()
    page.keyboard.press('ArrowDown')
    page.keyboard.press('ArrowUp')
    expect(page.locator(FIELD)).to_be_focused()
    assert page.input_value(FIELD) == 'salt'


def test_a_row_that_is_found_by_a_keyword_says_so_once(page: Page, lists: Built) -> None:
    page.goto(f'{lists.out.as_uri()}/talks/index.html?q=brine')
    tally(page, '1 of 7 talks')
    expect(page.locator(f'{FOUND} th .proceedings-label')).to_have_text('Keyword: Brine pools')
    expect(page.locator(f'{FOUND} mark')).to_have_text(['Brine'])


def test_who_follows_a_link_within_the_page_sees_what_it_leads_to(page: Page, lists: Built) -> None:
    page.goto(f'{lists.out.as_uri()}/talks/page-2.html?q=salt')
    tally(page, '4 of 7 talks')
    page.evaluate('location.hash = "#edition-2020"')
    expect(page.locator('tr[data-talk="2020/q2"]')).to_be_in_viewport()
    tally(page, '')


@pytest.mark.provokes('net::ERR_FAILED')
def test_a_filter_that_cannot_be_loaded_says_so_and_leaves_the_list(
    page: Page, lists: Built, serve: Callable[[Path], str], problems: list[str]
) -> None:
    page.route('**/search/index.js', lambda route: route.abort())
    page.goto(f'{serve(lists.out)}/talks/index.html')
    page.fill(FIELD, 'salt')
    expect(page.locator('.proceedings-tally')).to_contain_text('could not be loaded')
    expect(page.get_by_role('status')).to_contain_text('could not be loaded')
    expect(page.locator('tr[data-talk="2021/p1"]')).to_be_visible()
    page.unroute('**/search/index.js')
    page.fill(FIELD, 'salty')
    page.fill(FIELD, 'salt')
    tally(page, '4 of 7 talks')


def test_of_hundreds_of_talks_as_many_are_shown_as_somebody_reads_and_the_rest_if_asked_for(
    page: Page, lists: Built, serve: Callable[[Path], str], tmp_path: Path, problems: list[str]
) -> None:
    generate(tmp_path, talks=300)
    index = index_of(load(tmp_path).program, [], lambda name: f'{name}.html', lambda name: True)
    script = call('searchIndex', {'version': '', **index})
    page.route('**/search/index.js', lambda route: route.fulfill(body=script, content_type='text/javascript'))
    page.goto(f'{serve(lists.out)}/talks/index.html?year=2027')
    expect(page.locator(f'{FOUND} tbody tr')).to_have_count(200)
    everything = page.get_by_role('button', name='Show all 2')
    number = int(everything.inner_text().rpartition(' ')[2])
    everything.click()
    expect(page.locator(f'{FOUND} tbody tr')).to_have_count(number)
    expect(page.locator(f'{FOUND} tbody tr').nth(200).locator('.proceedings-title a')).to_be_focused()


def test_a_filtered_list_is_accessible_and_fits_a_telephone(page: Page, lists: Built) -> None:
    page.goto(f'{lists.out.as_uri()}/talks/page-2.html?q=salt&kind=poster')
    tally(page, '4 of 7 talks')
    assert violations_in_all_looks(page) == []
    assert page.evaluate('document.documentElement.scrollWidth') == 390
    expect(page.get_by_role('row')).to_have_count(5)
    expect(page.get_by_role('cell', name='Poster')).to_have_count(4)


def test_without_scripts_the_lists_are_all_there(new_context: Callable[..., object], lists: Built) -> None:
    page = new_context(java_script_enabled=False).new_page()  # type: ignore[attr-defined]
    page.goto(f'{lists.out.as_uri()}/talks/page-2.html')
    expect(page.locator('.proceedings-list-filter')).to_be_hidden()
    expect(page.locator('tr[data-talk]')).to_have_count(3)
    page.get_by_role('navigation', name='Pages').get_by_role('link', name='Previous').click()
    expect(page.locator('tr[data-talk]')).to_have_count(4)
