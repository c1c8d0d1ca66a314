"""What is on, at a time that the test sets: marked in words, and one click away."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from axe import violations_in_all_looks
from conftest import SERIES, built_program, choose_zone

pytestmark = pytest.mark.usefixtures('problems')

PROGRAM = """
edition: {start: 2026-03-14, end: 2026-03-15, timezone: America/St_Johns}
rooms: [Great Hall, Coral Room]
schedule:
- {day: 2026-03-14, time: 09:00-10:00, title: Opening, kind: opening}
- {day: 2026-03-14, time: 10:00-11:00, talk: waves, room: Great Hall}
- {day: 2026-03-14, time: 10:00-11:30, talk: storm, room: Coral Room, status: cancelled, reason: No ship.}
- day: 2026-03-14
  time: 12:00-13:00
  title: Short ones
  room: Great Hall
  talks:
  - {time: 12:00-12:30, talk: fog}
  - {time: 12:30-13:00, talk: mist}
- {day: 2026-03-14, time: 23:30-25:00, title: Lanterns, kind: social, room: Coral Room}
- {day: 2026-03-15, time: 08:30-10:00, title: Exhibition, kind: session, room: Coral Room}
- {id: posters, day: 2026-03-15, time: 09:00-10:00, title: Posters, kind: poster, talks: [p1, p2]}
talks:
- {id: waves, kind: invited, title: Waves, speakers: [Rose Yu]}
- {id: storm, title: Storm, speakers: [Gilles Louppe]}
- {id: fog, title: Fog, speakers: [Rose Yu]}
- {id: mist, title: Mist, speakers: [Rose Yu]}
- {id: p1, kind: poster, title: First poster, authors: [Rose Yu]}
- {id: p2, kind: poster, title: Second poster, authors: [Gilles Louppe]}
"""
FIRST, SECOND = '2026-03-14T{}:00-02:30', '2026-03-15T{}:00-02:30'

MARKED = '.proceedings-schedule [aria-current="true"]'
LINK = '.proceedings-now a'
HEADER = '.proceedings-now-link >> visible=true'


@pytest.fixture(scope='session')
def now_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two days in a zone with half hours: parallel rooms, a gap, a session that is cancelled, a night."""
    return built_program(tmp_path_factory, 'now-site', series=SERIES, of_2026=PROGRAM)


def open_at(page: Page, site: Path, at: str, name: str = 'talks/2026/index.html') -> None:
    page.clock.set_fixed_time(at)
    page.goto(f'{site.as_uri()}/{name}')


def marked(page: Page) -> list[str]:
    """The titles of what is marked as on, without the mark."""
    return [text.removesuffix('On now').strip() for text in titles(page.locator(MARKED))]


def titles(entries: Locator) -> list[str]:
    return entries.evaluate_all(
        'all => all.map((entry) => entry.querySelector(".proceedings-title").innerText.replace(/\\s+/g, " "))'
    )


@pytest.mark.parametrize(
    ('at', 'on'),
    [
        (FIRST.format('08:59'), []),
        (FIRST.format('09:00'), ['Opening']),
        (FIRST.format('09:59'), ['Opening']),
        (FIRST.format('10:00'), ['Waves']),  # the storm of the same hour is cancelled
        (FIRST.format('11:15'), []),
        (FIRST.format('12:15'), ['Short ones', 'Fog']),
        (FIRST.format('12:30'), ['Short ones', 'Mist']),
        ('2026-03-15T00:30:00-02:30', ['Lanterns']),
        (SECOND.format('09:30'), ['Exhibition', 'Posters']),  # and not each poster
        ('2027-03-14T10:30:00-02:30', []),
    ],
)
def test_what_is_on_is_marked_in_words(page: Page, now_site: Path, at: str, on: list[str]) -> None:
    open_at(page, now_site, at)
    page.wait_for_function('!document.querySelector(".proceedings-tools").hidden')
    assert marked(page) == on
    assert page.locator('.proceedings-on-now').all_inner_texts() == ['On now'] * len(on)


def test_the_mark_goes_on_with_the_time(page: Page, now_site: Path) -> None:
    page.clock.install(time=FIRST.format('09:58'))
    page.goto(f'{now_site.as_uri()}/talks/2026/index.html')
    assert marked(page) == ['Opening']
    page.clock.run_for('02:05')
    assert marked(page) == ['Waves']
    page.clock.run_for('01:00:00')
    assert marked(page) == []
    assert page.locator('.proceedings-on-now').count() == 0


def test_what_is_on_is_one_key_away(page: Page, now_site: Path) -> None:
    open_at(page, now_site, FIRST.format('12:15'))
    link = page.locator(LINK)
    assert link.inner_text() == 'On now'
    link.focus()
    page.keyboard.press('Enter')
    session = page.locator('.proceedings-session:focus')
    expect(session).to_be_in_viewport()
    assert titles(session)[0].startswith('Short ones')


@pytest.mark.parametrize('link', [LINK, HEADER])
def test_what_began_last_is_what_now_leads_to(page: Page, now_site: Path, link: str) -> None:
    open_at(page, now_site, SECOND.format('09:30'))
    page.locator(link).click()
    assert titles(page.locator('.proceedings-session:focus')) == ['PostersOn now']


WHERE = """
(session) => {
  const grid = session.closest(".proceedings-grid");
  const column = grid.querySelector("tbody th").getBoundingClientRect();
  const { left, right } = session.getBoundingClientRect();
  return [grid.scrollLeft, column.right <= left, right <= grid.getBoundingClientRect().right];
}
"""


def test_the_first_of_those_that_began_last_is_in_sight_and_the_grid_stays_where_it_was(
    page: Page, big_site: Path
) -> None:
    page.emulate_media(reduced_motion='reduce')
    page.goto(f'{big_site.as_uri()}/talks/2027/index.html')
    facts = page.eval_on_selector_all(
        '.proceedings-schedule .proceedings-session:not([data-status])',
        'all => all.map(({ dataset }) => [dataset.session, Date.parse(dataset.start), Date.parse(dataset.end)])',
    )
    longest = max(facts, key=lambda fact: fact[2] - fact[1])
    at = max(start for _, start, _ in facts if longest[1] < start < longest[2])
    page.clock.set_fixed_time(at / 1000)
    page.reload()
    page.locator(LINK).click()
    session = page.locator('.proceedings-session:focus')
    assert session.get_attribute('data-session') == next(name for name, start, _ in facts if start == at)
    assert session.evaluate(WHERE) == [0, True, True]


def test_in_a_gap_the_page_says_what_comes_next(page: Page, now_site: Path) -> None:
    open_at(page, now_site, FIRST.format('11:00'))
    assert page.locator(LINK).inner_text() == 'Next: 12:00 Short ones'
    page.locator(LINK).click()
    assert titles(page.locator('.proceedings-session:focus'))[0] == 'Short ones'


def test_at_night_the_next_is_said_with_its_day_in_the_chosen_zone(page: Page, now_site: Path) -> None:
    open_at(page, now_site, FIRST.format('13:30'))
    assert page.locator(LINK).inner_text() == 'Next: 23:30 Lanterns'
    choose_zone(page, 'Asia/Tokyo')
    assert page.locator(LINK).inner_text() == 'Next: 11:00 Lanterns'  # it is past midnight there already
    page.clock.set_fixed_time('2026-03-15T02:00:00-02:30')
    page.reload()
    assert page.locator(LINK).inner_text() == 'Next: 20:00 Exhibition'
    choose_zone(page, 'Pacific/Honolulu')
    assert page.locator(LINK).inner_text() == 'Next: Sun 15 Mar, 01:00 Exhibition'


@pytest.mark.parametrize('at', [FIRST.format('08:00'), SECOND.format('10:00')])
def test_before_and_after_there_is_no_now(page: Page, now_site: Path, at: str) -> None:
    open_at(page, now_site, at)
    expect(page.locator('.proceedings-zone-control')).to_be_visible()
    assert not page.is_visible('.proceedings-now')
    assert page.locator(HEADER).count() == 0


def test_the_header_of_every_page_leads_to_what_is_on(page: Page, now_site: Path) -> None:
    open_at(page, now_site, FIRST.format('10:30'), 'speakers/rose-yu.html')
    page.locator(HEADER).click()
    expect(page.locator('.proceedings-session:focus')).to_be_in_viewport()
    assert '/talks/2026/index.html' in page.url
    assert titles(page.locator('.proceedings-session:focus'))[0].startswith('Waves')
    page.evaluate('document.activeElement.blur(); scrollTo(0, 0)')
    page.locator(HEADER).click()  # it is the same address now
    assert titles(page.locator('.proceedings-session:focus'))[0].startswith('Waves')


def test_what_is_filtered_away_is_not_what_now_leads_to(page: Page, now_site: Path) -> None:
    page.clock.set_fixed_time(FIRST.format('10:30'))
    page.goto(f'{now_site.as_uri()}/talks/2026/index.html?kind=social')
    assert not page.is_visible('.proceedings-now')
    page.locator('.proceedings-filters button[type=reset]').click()
    expect(page.locator(LINK)).to_have_text('On now')


@pytest.mark.parametrize('motion', ['reduce', 'no-preference'])
def test_who_wants_no_motion_gets_none(page: Page, now_site: Path, motion: str) -> None:
    page.emulate_media(reduced_motion=motion)
    page.add_init_script(
        'const go = Element.prototype.scrollIntoView;'
        'Element.prototype.scrollIntoView = function (how) { window.how = how.behavior; go.call(this, how); };'
    )
    open_at(page, now_site, FIRST.format('10:30'))
    page.locator(LINK).click()
    assert page.evaluate('how') == ('auto' if motion == 'reduce' else 'smooth')


def test_axe_finds_nothing_while_the_event_runs(page: Page, now_site: Path, serve) -> None:
    page.clock.set_fixed_time(FIRST.format('12:15'))
    page.goto(f'{serve(now_site)}/talks/2026/index.html')
    expect(page.locator('.proceedings-on-now').first).to_be_visible()
    assert violations_in_all_looks(page) == []
