"""Editions of thousands of talks: no page grows with them, nothing is lost, and what was published leads somewhere."""

from __future__ import annotations

import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from axe import WCAG, violations_in_all_looks
from conftest import CONF, ROOT, SERIES, Built, Site
from proceedings import paging
from proceedings.documents import day_parts, documents
from proceedings.ledger import addresses
from proceedings.load import load
from proceedings.program import Program
from proceedings.recipes import page_nodes, page_parts
from proceedings.render.glance import glance_tables
from proceedings.render.home import home_page
from programs.generate import generate

SMALL = 6
"""So many talks fit on a page of the small site."""

EDITION = """
edition: {start: 2031-05-02, end: 2031-05-03, timezone: UTC}
rooms: [Great Hall, Foyer, Attic]
tracks: [Sand, Moon]
schedule:
- {day: 2031-05-02}
- {time: 09:00-09:10, id: welcome, title: Welcome, kind: opening}
- {time: 09:10-10:00, talk: key}
- {time: 10:30-11:30, title: Dunes, id: dunes, room: Great Hall, track: Sand, chairs: [Ada Smith], talks: [{talk: d1, duration: 20}, {talk: d2, duration: 20}, d3]}
- {time: 10:30-11:30, title: Craters, room: Attic, track: Moon, talks: [{talk: c1, duration: 15}, {talk: c2, duration: 15}, {talk: c3, duration: 15}, c4]}
- {time: 12:00-13:00, id: posters, title: Posters, kind: poster, room: Foyer, talks: [p9, p8, p7, p6, p5, p4, p3, p2, p1]}
- {day: 2031-05-03}
- {time: 10:30-11:30, title: Ripples, id: ripples, room: Great Hall, talks: [d1, d2]}
talks:
- {id: key, kind: keynote, title: A keynote, speakers: José Roca}
- {id: d1, number: 1, title: Dune one, track: Sand, authors: Lin Wei}
- {id: d2, number: 2, title: Dune two, track: Sand, authors: Lin Wei, status: cancelled, reason: no sand}
- {id: d3, number: 3, title: Dune three, track: Sand, authors: [Lin Wei, Ada Smith]}
- {id: c1, title: Crater one, track: Moon, authors: José Roca}
- {id: c2, title: Crater two, track: Moon, authors: José Roca}
- {id: c3, title: Crater three, track: Moon, authors: José Roca}
- {id: c4, title: Crater four, track: Moon, authors: José Roca}
"""  # noqa: E501

POSTERS = ''.join(
    f'- {{id: p{number}, number: {10 + number}, kind: poster, title: Poster {number}, authors: Lin Wei}}\n'
    for number in range(1, 10)
)


class Links(HTMLParser):
    """What a page leads to, and the ids that it has."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.hrefs: list[str] = []
        self.ids: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if href := given.get('href') if tag == 'a' else None:
            self.hrefs.append(href)
        if id := given.get('id'):
            self.ids.append(id)


def linked(site: Built, page: str) -> list[str]:
    """The addresses within the site that a page leads to."""
    found = [unquote(urljoin(page, href)) for href in Links(site.page(page)).hrefs]
    return [address for address in found if ':' not in address]


@pytest.fixture(scope='module')
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """A site on whose pages there is room for a few talks."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(paging, 'TALKS_ON_A_PAGE', SMALL)
        site = Site(tmp_path_factory.mktemp('big') / 'site')
        site.write('conf.py', (ROOT / 'conf.py').read_text(encoding='utf-8'))
        site.write('program/series.yml', SERIES)
        site.write('program/2031.yml', EDITION + POSTERS)
        site.write('index.md', 'See {session}`2031/posters` and {session}`2031/dunes`.\n')
        return site.build()


DAY = 'talks/2031/days/2031-05-02'


# Small sites look as they did


def test_an_edition_is_big_when_one_page_cannot_hold_its_talks() -> None:
    assert not load(ROOT).program.big


def test_an_edition_of_300_talks_is_shown_whole(tmp_path: Path) -> None:
    generate(tmp_path, talks=300)
    program = load(tmp_path).program
    assert (program.big, program.forms, list(day_parts(program))) == ({}, {}, [])


# Nothing is lost


def test_it_builds_without_a_warning(built: Built) -> None:
    assert built.warnings == []


def test_every_talk_is_three_links_from_the_home_page_by_its_day_and_listed_on_one_page_of_it(built: Built) -> None:
    days = {address for address in linked(built, 'index') if re.search(r'/days/[\d-]+\.html$', address)}
    assert days == {f'{DAY}.html', 'talks/2031/days/2031-05-03.html'}
    schedule = linked(built, DAY)
    pages = sorted({address.partition('#')[0] for address in schedule if f'{DAY}-talks-' in address})
    assert pages == [f'{DAY}-talks-{number}.html' for number in (1, 2, 3)]
    listed = [
        address
        for page in pages
        for address in dict.fromkeys(linked(built, page.removesuffix('.html')))
        if re.fullmatch(r'talks/2031/[dcp]\d\.html', address)
    ]
    in_order = ['d1', 'd2', 'd3', 'c1', 'c2', 'c3', 'c4', *(f'p{number}' for number in range(1, 10))]
    assert listed == [f'talks/2031/{id}.html' for id in in_order]


def test_a_day_says_how_many_talks_each_session_has_and_leads_to_where_they_begin(built: Built) -> None:
    links = linked(built, DAY)
    text = built.text(DAY)
    assert ('3 talks' in text, '4 talks' in text, '9 posters' in text, 'Dune one' in text) == (True, True, True, False)
    ways = [address for address in links if '#papers-' in address]
    assert ways[0] == f'{DAY}-talks-1.html#papers-dunes'
    assert ways[1].startswith(f'{DAY}-talks-1.html#papers-')
    assert ways[2] == f'{DAY}-talks-2.html#papers-posters'
    assert 'papers-posters' in Links(built.page(f'{DAY}-talks-2')).ids


def test_the_pages_of_a_day_say_which_talks_they_have_when_and_who_chairs(built: Built) -> None:
    first, second, third = (built.text(f'{DAY}-talks-{number}') for number in (1, 2, 3))
    assert '10:30–11:30 UTC · 3 talks Chair: Ada Smith' in first
    assert '10:50–11:10 2 Dune two Cancelled: no sand Lin Wei' in first
    assert '1–3 of 4 talks' in first
    assert '4–4 of 4 talks' in second
    assert '6–9 of 9 posters' in third
    assert 'ScheduleTalks 1–6Talks 7–12Talks 13–16' in third


def test_a_short_day_of_a_big_edition_has_its_talks_on_its_page(built: Built) -> None:
    text = built.text('talks/2031/days/2031-05-03')
    assert ('Dune one' in text, 'Dune two' in text, 'Talks 1' in text) == (True, True, False)


def test_home_and_edition_page_show_the_days_at_a_glance(built: Built) -> None:
    for page in ('index', 'talks/2031/index'):
        text = built.text(page)
        assert '10:30–11:30 2 sessions · 7 talks Dunes · Craters' in text
        assert '12:00–13:00 Posters Foyer 9 posters' in text
        assert 'A keynote' in text
        assert 'Crater one' not in text


def test_more_sessions_than_fit_on_a_page_are_told_by_their_tracks(programs: dict[int, Program]) -> None:
    program = programs[2000]
    edition = program.editions['2027']
    assert program.forms  # which is found once, and not for fewer talks on a page
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(paging, 'TALKS_ON_A_PAGE', len(edition.sessions) - 1)
        tables = glance_tables(program, edition, edition.sessions)
    text = ' '.join(' '.join(table.astext() for table in tables).split())
    assert re.search(r'10:30–12:00 \d+ sessions · \d+ talks Tides & Time · ', text)
    assert 'Tides & Time 1' not in text


# Addresses


def test_what_led_into_the_edition_page_still_does(built: Built) -> None:
    ids = Links(built.page('talks/2031/index')).ids
    for id in ('session-welcome', 'session-dunes', 'session-posters', 'papers-posters', 'schedule'):
        assert id in ids
    assert len(ids) == len({*ids})


def test_roles_lead_to_the_day_on_which_a_session_is(built: Built) -> None:
    links = linked(built, 'index')
    assert f'{DAY}.html#session-posters' in links
    assert 'session-posters' in Links(built.page(DAY)).ids
    assert f'{DAY}.html#session-dunes' in links


def test_a_book_of_a_big_edition_leads_to_its_own_schedule(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paging, 'TALKS_ON_A_PAGE', SMALL)
    site = Site(tmp_path / 'site')
    site.write('conf.py', CONF)
    site.write('program/series.yml', SERIES)
    site.write('program/2031.yml', EDITION + POSTERS)
    site.write('talks/2031/index.md', 'See {session}`2031/posters`.\n')
    book = site.build('epub').book()
    assert 'href="schedule.xhtml#session-posters"' in book['about']
    assert 'id="session-posters"' in book['schedule']
    assert 'Crater one' in book['schedule']


def test_every_link_within_the_site_leads_to_a_page_and_a_place_on_it(built: Built) -> None:
    pages = ['index', 'talks/2031/index', DAY, *(f'{DAY}-talks-{number}' for number in (1, 2, 3))]
    for page in pages:
        for address in linked(built, page):
            path, _, anchor = address.partition('#')
            if path.endswith('.html') and path.startswith(('talks/', 'speakers/', 'index')):
                assert (built.out / path).is_file(), address
                if anchor:
                    assert anchor in Links((built.out / path).read_text(encoding='utf-8')).ids, address


def test_the_pages_of_a_days_talks_are_no_addresses_for_ever(monkeypatch: pytest.MonkeyPatch, built: Built) -> None:
    monkeypatch.setattr(paging, 'TALKS_ON_A_PAGE', SMALL)
    program = load(built.out.parents[1] / 'site').program
    every = {*documents(program, 'index')}
    assert {f'{DAY}-talks-1', f'{DAY}-talks-3'} < every
    assert not {address for address in addresses(program, every) if '-talks-' in address}


# Nothing grows


@pytest.fixture(scope='module')
def programs(tmp_path_factory: pytest.TempPathFactory) -> dict[int, Program]:
    """The same conference with so many talks."""
    made = {}
    for talks in (500, 2000):
        folder = tmp_path_factory.mktemp(f'talks-{talks}')
        generate(folder, talks=talks, rooms=30)
        made[talks] = load(folder).program
    return made


def size(program: Program, document: str) -> int:
    """The number of nodes of a page, but for its reviewers, of whom there are as many as there are."""
    parts = home_page(program) if document == 'index' else page_parts(program, document)
    assert parts is not None
    shown = (node for node in page_nodes(parts) if 'reviewers' not in getattr(node, 'attributes', {}).get('ids', ()))
    return sum(1 for node in shown for _ in node.findall())


@pytest.mark.parametrize('document', ['index', 'talks/2027/index', 'talks/2027/days/2027-03-14'])
def test_a_page_is_no_longer_for_four_times_as_many_talks(programs: dict[int, Program], document: str) -> None:
    sizes = {talks: size(program, document) for talks, program in programs.items()}
    assert sizes[2000] < 1.6 * sizes[500], sizes  # there are more sessions, since more rooms are used


def test_no_page_of_a_big_edition_is_longer_than_a_page_of_the_list_of_all_talks(programs: dict[int, Program]) -> None:
    most = 1.2 * size(programs[2000], 'talks/index')
    for document in documents(programs[2000], 'index'):
        if re.match(r'index$|talks/2027/(index$|days/|rooms/|tracks/)', document):
            assert size(programs[2000], document) <= most, document


# In a browser


def test_without_scripts_all_talks_of_a_day_are_there(new_context: Callable[..., BrowserContext], built: Built) -> None:
    page = new_context(java_script_enabled=False).new_page()
    page.goto(f'{built.out.as_uri()}/index.html')
    page.get_by_role('link', name='2 sessions').click()
    page.get_by_role('navigation', name='Pages of this day').get_by_role('link', name='Talks 13–16').click()
    expect(page.locator('.proceedings-papers > li')).to_have_count(4)
    expect(page.get_by_role('link', name='Talks 13–16').first).to_have_attribute('aria-current', 'page')


def test_a_day_that_says_how_many_talks_there_are_filters_its_sessions(
    page: Page, built: Built, problems: list[str]
) -> None:
    page.goto(f'{built.out.as_uri()}/{DAY}.html?track=moon&person=wei')
    expect(page.locator('.proceedings-session:visible .proceedings-title')).to_have_text(['Craters'])
    expect(page.locator('input[name=person]')).to_have_count(0)
    page.get_by_label('Moon').uncheck()
    expect(page.locator('.proceedings-session:visible')).to_have_count(5)
    assert page.url.endswith('?person=wei')  # which the next day may know what to do with


def test_the_pages_of_its_talks_are_filtered_by_track_and_person(page: Page, built: Built, problems: list[str]) -> None:
    page.goto(f'{built.out.as_uri()}/{DAY}-talks-1.html?person=smith')
    expect(page.locator('.proceedings-papers > li:visible .proceedings-title')).to_have_text(['Dune three'])
    page.goto(f'{built.out.as_uri()}/{DAY}-talks-1.html?track=moon')
    expect(page.locator('.proceedings-papers > li:visible')).to_have_count(3)


@pytest.mark.browser_context_args(timezone_id='UTC')
def test_what_is_on_now_is_marked_at_a_glance(page: Page, built: Built, problems: list[str]) -> None:
    page.clock.set_fixed_time('2031-05-02T10:45:00Z')
    page.goto(f'{built.out.as_uri()}/index.html')
    expect(page.locator('[aria-current=true] .proceedings-title')).to_contain_text('2 sessions')
    expect(page.locator('.proceedings-now a')).to_have_text('On now')


@pytest.mark.parametrize('name', ['index', DAY, f'{DAY}-talks-2'])
def test_big_pages_are_accessible_and_fit_a_telephone(page: Page, built: Built, name: str) -> None:
    page.goto(f'{built.out.as_uri()}/{name}.html')
    assert violations_in_all_looks(page, WCAG) == []  # two menus of the same pages have the same name: as they should
    assert page.evaluate('document.documentElement.scrollWidth') == 390


COUNTS = ('LayoutCount', 'RecalcStyleCount', 'Nodes')


def counts(page: Page, address: str) -> dict[str, float]:
    """What Chromium did until a page was there, in numbers that are the same on any machine, or nearly."""
    session = page.context.new_cdp_session(page)
    session.send('Performance.enable')
    page.goto(address)
    page.wait_for_timeout(500)
    found = {metric['name']: metric['value'] for metric in session.send('Performance.getMetrics')['metrics']}
    return {name: found[name] for name in COUNTS}


@pytest.mark.parametrize('name', ['index', 'talks/2027/index', 'talks/2027/days/2027-03-13', 'talks/index'])
def test_300_talks_in_12_rooms_are_laid_out_a_few_times_and_not_once_for_each_talk(
    page: Page, big_site: Path, name: str
) -> None:
    found = counts(page, f'{big_site.as_uri()}/{name}.html')
    assert found['LayoutCount'] < 30, found
    assert found['RecalcStyleCount'] < 60, found
    assert found['Nodes'] < 60_000, found
