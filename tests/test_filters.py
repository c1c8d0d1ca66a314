"""Filters of a schedule in a real browser: what is left, in the address, and said; with the keyboard alone."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from axe import violations_in_all_looks
from conftest import SERIES, built_program
from proceedings.names import STROKES, fold

pytestmark = pytest.mark.usefixtures('problems')

PROGRAM = """
edition: {start: 2021-09-10, timezone: Europe/Paris}
rooms: [Great Hall, Coral Room]
tracks: [Tides, Islands]
schedule:
- {time: 09:00-09:30, title: Welcome, kind: opening}
- {time: 09:30-10:30, talk: waves, room: Great Hall}
- time: 09:30-10:30
  title: Of islands
  room: Coral Room
  track: Islands
  chairs: Ingrid Daubechies
  talks:
  - {time: 09:30-10:00, talk: reef}
  - {time: 10:00-10:30, talk: sand}
- {time: 12:00-13:00, title: Lunch, kind: lunch}
- {id: posters, time: 13:00-14:00, title: Posters, kind: poster, room: Coral Room, talks: [p1, p2]}
talks:
- {id: waves, kind: invited, title: Waves, track: Tides, speakers: [Bernhard Schölkopf]}
- {id: reef, kind: contributed, title: Reef, speakers: [Rose Yu]}
- {id: sand, kind: invited, title: Sand, track: Tides, speakers: [Gilles Louppe]}
- {id: p1, kind: poster, title: First poster, authors: [Rose Yu]}
- {id: p2, kind: poster, title: Second poster, track: Tides, authors: [Zoë Łukasiewicz]}
- {id: paper, kind: contributed, title: Only on paper, track: Islands, authors: [Rose Yu, Ingrid Daubechies]}
"""
EVERYTHING = ['Welcome', 'Waves', 'Of islands', 'Reef', 'Sand', 'Lunch', 'Posters', 'First poster', 'Second poster']

SHOWN = """
(where) => [...document.querySelectorAll(`${where} .proceedings-title`)]
  .filter((title) => title.checkVisibility())
  .map((title) => title.innerText.replace(/[☆★]/g, "").trim())
"""
ANNOUNCED = '.proceedings-announce'
PERSON = 'input[name=person]'


@pytest.fixture(scope='session')
def filters_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two rooms, two tracks, a session of talks, posters, and a paper that is not presented."""
    return built_program(tmp_path_factory, 'filters-site', series=SERIES, of_2021=PROGRAM)


def open_filtered(page: Page, site: Path, query: str = '') -> None:
    page.goto(f'{site.as_uri()}/talks/2021/index.html{query}')


def schedule(page: Page) -> list[str]:
    """The titles that are in sight in the schedule, of talks within sessions too."""
    return page.evaluate(SHOWN, '.proceedings-schedule')


def papers(page: Page) -> list[str]:
    return page.evaluate(SHOWN, '.proceedings-papers')


def query(page: Page) -> str:
    return page.evaluate('location.search')


@pytest.mark.parametrize(
    ('filters', 'left'),
    [
        ('', EVERYTHING),
        ('?kind=lunch', ['Lunch']),
        # a session stays for the talks in it that are wanted
        ('?kind=contributed', ['Of islands', 'Reef']),
        ('?kind=contributed&kind=lunch', ['Of islands', 'Reef', 'Lunch']),
        # wanted by itself, a session stays whole
        ('?kind=poster', ['Posters', 'First poster', 'Second poster']),
        # a talk belongs to the track of its session, unless it has one
        ('?track=islands', ['Of islands', 'Reef']),
        ('?track=tides', ['Waves', 'Of islands', 'Sand', 'Posters', 'Second poster']),
        # what has no room is in all rooms
        ('?room=great-hall', ['Welcome', 'Waves', 'Lunch']),
        ('?room=great-hall&room=coral-room', EVERYTHING),
        ('?room=coral-room&track=tides', ['Of islands', 'Sand', 'Posters', 'Second poster']),
        ('?person=rose', ['Of islands', 'Reef', 'Posters', 'First poster']),
        ('?person=SCHOLKOPF', ['Waves']),
        ('?person=zoe%20%20lukas', ['Posters', 'Second poster']),
        # a chair is there for the whole session
        ('?person=Daubechies', ['Of islands', 'Reef', 'Sand']),
        ('?person=Daubechies&kind=invited', ['Of islands', 'Sand']),
        ('?person=nobody', []),
        ('?kind=unheard-of', EVERYTHING),
    ],
)
def test_what_is_left_is_what_was_asked_for(page: Page, filters_site: Path, filters: str, left: list[str]) -> None:
    open_filtered(page, filters_site, filters)
    assert sorted(schedule(page)) == sorted(left)


@pytest.mark.parametrize(
    ('filters', 'left'),
    [
        ('', ['First poster', 'Second poster', 'Only on paper']),
        ('?kind=contributed', ['Only on paper']),
        ('?person=rose', ['First poster', 'Only on paper']),
        ('?track=tides', ['Second poster']),
    ],
)
def test_lists_of_talks_on_the_page_are_filtered_too(
    page: Page, filters_site: Path, filters: str, left: list[str]
) -> None:
    open_filtered(page, filters_site, filters)
    assert [title for title in papers(page) if title in ('First poster', 'Second poster', 'Only on paper')] == left


def test_a_paper_without_a_room_is_in_none(page: Page, filters_site: Path) -> None:
    open_filtered(page, filters_site, '?room=great-hall&room=coral-room')
    assert 'Only on paper' not in papers(page)


def test_sections_of_which_nothing_is_left_are_gone_and_come_back(page: Page, filters_site: Path) -> None:
    open_filtered(page, filters_site, '?kind=lunch')
    headings = 'all => all.filter((heading) => heading.checkVisibility()).map((heading) => heading.innerText)'
    few = page.eval_on_selector_all('.bd-article h2', headings)
    page.get_by_role('button', name='Show everything').click()
    many = page.eval_on_selector_all('.bd-article h2', headings)
    assert few[0] == many[0] == 'Schedule'
    assert len(few) < len(many)
    assert sorted(schedule(page)) == sorted(EVERYTHING)


def test_filters_are_used_with_the_keyboard_alone(page: Page, filters_site: Path) -> None:
    open_filtered(page, filters_site)
    page.locator('.proceedings-filters summary').focus()
    page.keyboard.press('Enter')
    page.keyboard.press('Tab')
    assert page.evaluate('document.activeElement.name') == 'kind'
    while page.evaluate('document.activeElement.value') != 'invited':
        page.keyboard.press('Tab')
    page.keyboard.press('Space')
    assert sorted(schedule(page)) == ['Of islands', 'Sand', 'Waves']
    while page.evaluate('document.activeElement.name') != 'person':
        page.keyboard.press('Tab')
    page.keyboard.type('louppe')
    page.keyboard.press('Enter')  # must not send the form anywhere
    assert sorted(schedule(page)) == ['Of islands', 'Sand']
    page.keyboard.press('Tab')
    page.keyboard.press('Enter')
    assert sorted(schedule(page)) == sorted(EVERYTHING)
    assert query(page) == ''


def test_filters_are_in_the_address_beside_what_else_is_there(page: Page, filters_site: Path) -> None:
    open_filtered(page, filters_site, '?from=x#schedule')
    page.locator('.proceedings-filters summary').click()
    page.get_by_label('Invited talk').check()
    page.get_by_label('Poster', exact=True).check()
    page.fill(PERSON, 'Rose')
    assert query(page) == '?from=x&kind=invited&kind=poster&person=Rose'
    assert page.url.endswith('#schedule')
    page.get_by_label('Invited talk').uncheck()
    page.fill(PERSON, '')
    assert query(page) == '?from=x&kind=poster'


def test_filters_go_along_to_the_other_days_and_end_with_them(page: Page, big_site: Path) -> None:
    page.goto(f'{big_site.as_uri()}/talks/2027/index.html?from=x&room=coral-room')
    page.get_by_label('Contributed talk').check()
    days = page.locator('.proceedings-day-menu a')
    days.nth(1).click()
    page.wait_for_url('**/days/*')
    assert query(page) == '?room=coral-room&kind=contributed' or query(page) == '?kind=contributed&room=coral-room'
    assert page.get_by_label('Contributed talk').is_checked()
    expect(days.first).to_have_attribute('href', re.compile(r'\.html\?(room|kind)='))
    page.get_by_role('button', name='Show everything').click()
    assert days.evaluate_all('all => all.map((link) => link.search)') == [''] * days.count()


def test_a_filter_that_a_day_has_nothing_for_goes_along_all_the_same(page: Page, big_site: Path) -> None:
    page.goto(f'{big_site.as_uri()}/talks/2027/index.html?track=unheard-of')
    days = page.locator('.proceedings-day-menu a')
    assert days.count() >= 2
    assert set(days.evaluate_all('all => all.map((link) => link.search)')) == {'?track=unheard-of'}


def test_filters_survive_going_away_coming_back_and_reloading(page: Page, filters_site: Path) -> None:
    open_filtered(page, filters_site)
    page.locator('.proceedings-filters summary').click()
    page.get_by_label('Poster', exact=True).check()
    page.locator('.proceedings-talks a', has_text='First poster').click()
    page.go_back()
    posters = ['First poster', 'Posters', 'Second poster']
    assert sorted(schedule(page)) == posters
    page.reload()
    assert sorted(schedule(page)) == posters
    assert page.get_by_label('Poster', exact=True).is_checked()
    assert page.locator('.proceedings-filters').get_attribute('open') is not None


def test_how_much_is_left_is_announced_once_the_reader_pauses(page: Page, filters_site: Path) -> None:
    page.clock.install()
    open_filtered(page, filters_site)
    page.locator('.proceedings-filters summary').click()
    page.locator(PERSON).press_sequentially('rose')
    assert page.inner_text(ANNOUNCED) == ''
    page.clock.run_for(600)
    # Reef, the first poster and the paper, of these and Welcome, Waves, Sand, Lunch, the second poster
    assert page.inner_text(ANNOUNCED) == '3 of 8 entries shown'
    assert page.inner_text('.proceedings-filters summary') == 'Filter (3 of 8)'
    page.fill(PERSON, 'nobody at all')
    page.clock.run_for(600)
    assert page.inner_text(ANNOUNCED) == 'Nothing fits these filters: 0 of 8 entries shown'
    assert page.locator(ANNOUNCED).get_attribute('role') == 'status'


def test_a_link_within_the_page_to_what_is_filtered_away_shows_it(page: Page, filters_site: Path) -> None:
    open_filtered(page, filters_site, '?kind=lunch')
    page.evaluate('location.hash = "session-posters"')
    expect(page.locator('#session-posters')).to_be_in_viewport()
    assert sorted(schedule(page)) == sorted(EVERYTHING)


def test_parallel_rooms_become_a_list_while_filters_are_on(page: Page, filters_site: Path) -> None:
    open_filtered(page, filters_site, '?kind=poster')
    table = page.locator('table.proceedings-parallel')
    assert 'proceedings-as-list' in table.get_attribute('class')
    page.get_by_role('button', name='Show everything').click()
    assert 'proceedings-as-list' not in table.get_attribute('class')


@pytest.mark.parametrize('width', [1280, 390])
def test_a_big_program_is_filtered_without_a_pause_and_fits_the_window(page: Page, big_site: Path, width: int) -> None:
    page.set_viewport_size({'width': width, 'height': 800})
    page.goto(f'{big_site.as_uri()}/talks/2027/index.html?room=coral-room&kind=contributed')
    sessions = '.proceedings-schedule .proceedings-session:not(:has(.proceedings-talks))'
    facts = page.eval_on_selector_all(
        sessions, 'all => all.map(({ dataset, hidden }) => [dataset.kind, dataset.rooms ?? "", hidden])'
    )
    wanted = [kind == 'contributed' and ('coral-room' in rooms.split() or not rooms) for kind, rooms, _ in facts]
    assert [not hidden for *_, hidden in facts] == wanted
    assert page.locator('.proceedings-schedule .proceedings-session >> visible=true').count() > 3
    assert page.evaluate('document.documentElement.scrollWidth') <= width
    took = page.evaluate("""
        () => {
          const box = document.querySelector('input[value="coral-room"]');
          const begin = performance.now();
          box.click();
          return performance.now() - begin;
        }
    """)
    assert took < 1000


def test_at_390_pixels_the_schedule_is_a_list_by_time(page: Page, big_site: Path) -> None:
    page.set_viewport_size({'width': 390, 'height': 800})
    page.goto(f'{big_site.as_uri()}/talks/2027/index.html')
    page.add_style_tag(content='.proceedings-grid { content-visibility: visible !important }')  # all days at once
    boxes = page.eval_on_selector_all(
        '.proceedings-parallel .proceedings-session',
        """all => all.filter((session) => session.checkVisibility()).map((session) => {
          const { left, right, top } = session.getBoundingClientRect();
          return [left, right, top, Date.parse(session.dataset.start)];
        })""",
    )
    assert len(boxes) > 100
    assert all(left >= 0 and right <= 390 for left, right, *_ in boxes)
    in_sight = [start for *_, top, start in sorted(boxes, key=lambda box: box[2])]
    assert in_sight == sorted(in_sight)


def test_axe_finds_nothing_with_open_filters(page: Page, filters_site: Path, serve: Callable[[Path], str]) -> None:
    page.goto(f'{serve(filters_site)}/talks/2021/index.html?kind=poster')
    expect(page.locator(ANNOUNCED)).not_to_be_empty()
    expect(page.locator(PERSON)).to_be_visible()
    assert violations_in_all_looks(page) == []


def test_names_are_folded_as_python_folds_them(page: Page, filters_site: Path) -> None:
    open_filtered(page, filters_site)
    names = [*STROKES, *map(str.upper, STROKES), 'Bernhard SCHÖLKOPF', 'İstanbul', 'Ångström', 'が', 'हिन्दी', 'ŵ̃', 'ﬁ']
    assert page.evaluate('(names) => names.map(proceedings.fold)', names) == list(map(fold, names))
