"""A big program in a real browser: a grid that scrolls by itself, and a list where there is no room for it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from axe import violations_in_all_looks

DAY = 'talks/2027/days/2027-03-13.html'
PAGES = {
    'home': 'index.html',
    'edition': 'talks/2027/index.html',
    'day': DAY,
    'room': 'talks/2027/rooms/great-hall.html',
    'track': 'talks/2027/tracks/tides-time.html',
    'people': 'speakers/index.html',
}
PHONE = {'width': 390, 'height': 800}


@pytest.mark.parametrize('width', [1280, 768, 390])
@pytest.mark.parametrize('page_type', PAGES)
def test_a_page_never_scrolls_sideways(
    page: Page, big_site: Path, problems: list[str], page_type: str, width: int
) -> None:
    page.set_viewport_size({'width': width, 'height': 800})
    page.goto(f'{big_site.as_uri()}/{PAGES[page_type]}')
    assert page.evaluate('document.documentElement.scrollWidth') <= width


@pytest.mark.parametrize('page_type', ['day', 'room', 'track', 'people'])  # test_browser.py looks at home and edition
def test_axe_finds_nothing(page: Page, big_site: Path, serve: Callable[[Path], str], page_type: str) -> None:
    page.goto(f'{serve(big_site)}/{PAGES[page_type]}')
    assert violations_in_all_looks(page) == []


def test_times_and_rooms_stay_in_sight_while_the_grid_scrolls(page: Page, big_site: Path) -> None:
    page.goto(f'{big_site.as_uri()}/{DAY}')
    grid = page.locator('.proceedings-grid')
    grid.scroll_into_view_if_needed()
    grid.evaluate('grid => grid.scrollTo(900, 600)')
    box, room = grid.bounding_box(), page.locator('thead th', has_text='Kelp Room').bounding_box()
    assert grid.evaluate('grid => [grid.scrollLeft, grid.scrollTop]') == [900, 600]
    assert room['y'] == pytest.approx(box['y'], abs=2)
    shown = page.evaluate(
        """([x, y]) => document.elementsFromPoint(x, y).some((found) => found.matches("tbody th"))""",
        [box['x'] + 20, box['y'] + 300],
    )
    assert shown
    assert page.evaluate('window.scrollX') == 0


def test_the_grid_can_be_scrolled_with_the_keyboard(page: Page, big_site: Path) -> None:
    page.goto(f'{big_site.as_uri()}/{DAY}')
    page.locator('.proceedings-grid').focus()
    page.keyboard.press('ArrowRight')
    page.wait_for_function('document.querySelector(".proceedings-grid").scrollLeft > 0')


def test_what_lasts_longer_is_higher(page: Page, big_site: Path) -> None:
    page.goto(f'{big_site.as_uri()}/{DAY}')
    heights = page.evaluate(
        """[...document.querySelectorAll(".proceedings-parallel tbody tr")].map((row) => [
             Number(getComputedStyle(row).getPropertyValue("--proceedings-minutes")),
             row.getBoundingClientRect().height])"""
    )
    assert len(heights) > 10
    assert all(height >= minutes >= 15 for minutes, height in heights)


def test_a_session_for_all_rooms_is_read_wherever_one_has_scrolled_to(page: Page, big_site: Path) -> None:
    page.goto(f'{big_site.as_uri()}/{DAY}')
    grid, lunch = page.locator('.proceedings-grid'), page.locator('td .proceedings-title', has_text='Lunch').first
    lunch.scroll_into_view_if_needed()
    grid.evaluate('grid => { grid.scrollLeft = grid.scrollWidth }')
    seen, box = lunch.bounding_box(), grid.bounding_box()
    assert box['x'] <= seen['x'] < box['x'] + box['width']


@pytest.mark.parametrize('script', [True, False])
def test_on_a_phone_a_day_is_a_list_by_time(browser: Browser, big_site: Path, script: bool) -> None:
    page = browser.new_page(viewport=PHONE, java_script_enabled=script)
    page.goto(f'{big_site.as_uri()}/{DAY}')
    sessions = page.locator('.proceedings-parallel .proceedings-session')
    boxes = [box for box in (session.bounding_box() for session in sessions.all()) if box]
    assert len(boxes) == sessions.count() > 30
    assert all(box['x'] + box['width'] <= 390 for box in boxes)
    tops = [box['y'] for box in boxes]
    assert tops == sorted(tops)
    starts = [session.get_attribute('data-start') for session in sessions.all()]
    assert starts == sorted(starts)
    assert not page.locator('.proceedings-parallel thead').is_visible()
    for session in sessions.all():
        assert session.locator('.proceedings-slot').is_visible()
    in_a_room = page.locator('.proceedings-session[data-rooms="kelp-room"]').first
    assert in_a_room.locator('.proceedings-room').inner_text().endswith('Kelp Room')
    page.close()


def test_without_javascript_nothing_is_offered_that_needs_it(browser: Browser, big_site: Path) -> None:
    page = browser.new_page(java_script_enabled=False)
    page.goto(f'{big_site.as_uri()}/{DAY}')
    for needs_script in ('.proceedings-star', '.proceedings-tools', '.proceedings-now'):
        assert page.locator(needs_script).first.is_hidden()
    assert page.locator('.proceedings-session').first.is_visible()
    page.close()


EDITION = 'talks/2027/index.html'
PAPERS = 'section[id^="papers-"]'
IS_LAID_OUT = 'part => part.checkVisibility({ contentVisibilityAuto: true })'


@pytest.mark.parametrize('width', [1280, 390])
def test_what_is_out_of_sight_is_laid_out_when_the_reader_comes_to_it(page: Page, big_site: Path, width: int) -> None:
    page.set_viewport_size({'width': width, 'height': 800})
    page.goto(f'{big_site.as_uri()}/{EDITION}')
    paper, last_day = page.locator(f'{PAPERS} li').last, page.locator('.proceedings-session').last
    assert [paper.evaluate(IS_LAID_OUT), last_day.evaluate(IS_LAID_OUT)] == [False, False]
    paper.evaluate('part => part.scrollIntoView()')
    expect(paper).to_be_in_viewport()
    assert paper.evaluate(IS_LAID_OUT)


def test_a_link_into_what_is_out_of_sight_leads_there(page: Page, big_site: Path) -> None:
    page.goto(f'{big_site.as_uri()}/{EDITION}')
    last = page.locator(PAPERS).nth(1)
    page.goto(f'{big_site.as_uri()}/{EDITION}#{last.get_attribute("id")}')
    page.wait_for_timeout(300)
    assert 0 <= last.locator('h2').bounding_box()['y'] < 120


def test_now_leads_to_what_is_out_of_sight(page: Page, big_site: Path) -> None:
    page.set_viewport_size(PHONE)
    page.clock.set_fixed_time('2027-03-15T23:45:00-02:30')
    page.goto(f'{big_site.as_uri()}/{EDITION}')
    page.click('.proceedings-now a')
    page.wait_for_timeout(1500)  # as long as a smooth way there would take
    expect(page.locator('.proceedings-session:focus')).to_be_in_viewport()


def test_parts_that_are_laid_out_late_have_the_space_around_them_that_all_have(page: Page, big_site: Path) -> None:
    page.goto(f'{big_site.as_uri()}/{EDITION}')
    for heading in page.locator(f'{PAPERS} + {PAPERS} > h2').all():
        heading.scroll_into_view_if_needed()
        page.wait_for_timeout(100)
        above = heading.locator('xpath=../preceding-sibling::*[1]/*[last()]').bounding_box()
        assert heading.bounding_box()['y'] - above['y'] - above['height'] == pytest.approx(40, abs=1)


@pytest.mark.parametrize('width', [1280, 390])
@pytest.mark.parametrize('address', [DAY, 'talks/index.html'])
def test_no_line_begins_with_a_star(page: Page, big_site: Path, address: str, width: int) -> None:
    page.set_viewport_size({'width': width, 'height': 800})
    page.goto(f'{big_site.as_uri()}/{address}')
    page.wait_for_selector('.proceedings-star:not([hidden])')
    alone = page.eval_on_selector_all(
        '.proceedings-title a + .proceedings-star',
        """stars => stars.filter((star) => {
          const last = [...star.previousElementSibling.getClientRects()].at(-1);
          return last && star.getBoundingClientRect().top > last.bottom - 4;
        }).length""",
    )
    assert page.locator('.proceedings-title a + .proceedings-star').count() > 90
    assert alone == 0
