"""The reader's own schedule in a real browser: picked, kept, exported, sent to somebody; mostly from a folder."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from icalendar import Calendar
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from axe import violations_in_all_looks
from conftest import BLOCKED_ELSEWHERE, ROOT, SERIES, Site, built_program, choose_zone

PROGRAM = """
edition: {start: 2021-09-10, timezone: Europe/Paris, former_ids: [virtual]}
rooms: [Great Hall, Coral Room]
schedule:
- {time: 09:00-10:00, talk: waves, room: Great Hall}
- {time: 09:30-10:30, talk: tides, room: Coral Room}
- {time: 10:30-11:00, talk: calm, room: Great Hall}
- {time: 10:45-11:15, talk: storm, room: Coral Room, status: cancelled, reason: The ship did not arrive.}
- id: posters
  time: 11:00-12:00
  title: Poster session
  kind: poster
  room: Great Hall
  talks: [{talk: p1, board: B7}, p2, calm]
- {time: 11:00-11:30, talk: fog, room: Coral Room}
- {time: 24:00-24:30, talk: stars, room: Great Hall}
talks:
- {id: waves, kind: invited, title: Waves, speakers: [Rose Yu]}
- {id: tides, title: Tides & <b>currents</b>, authors: [Gilles Louppe, Rose Yu]}
- {id: calm, title: Calm, authors: [Gilles Louppe]}
- {id: storm, title: Storm, authors: [Gilles Louppe]}
- {id: fog, former_ids: [mist, haze], title: Fog, authors: [Rose Yu]}
- {id: stars, title: Stars, authors: [Rose Yu]}
- {id: p1, kind: poster, title: First poster, authors: [Rose Yu]}
- {id: p2, kind: poster, title: Second poster, authors: [Gilles Louppe]}
- {id: later, title: Without a time, authors: [Rose Yu]}
"""

BEFORE = """
edition: {start: 2020-09-10, timezone: Europe/Paris}
schedule:
- {time: 09:00-10:00, talk: first}
- {time: 09:30-10:30, talk: wrong, room: Annex}
rooms: [Annex]
talks:
- {id: wrong, title: All wrong, speakers: [Gilles Louppe], status: retracted, reason: It was all wrong.}
- {id: first, title: The first of all, speakers: [Rose Yu]}
"""

# says so, as if another tab had done it: a page that is loaded right after may not see it yet
KEEP = """
(picks) => {
  const site = document.querySelector("script[data-site]").dataset.site;
  localStorage.setItem(`proceedings:${site}:picks`, picks);
  dispatchEvent(new StorageEvent("storage", { key: null }));
}
"""
KEPT = '() => localStorage.getItem(Object.keys(localStorage).find((key) => key.endsWith(":picks")))'
ITEMS = '.proceedings-my-talks > li'
NOW_LINE = '.proceedings-my-now'


@pytest.fixture(scope='session')
def picks_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two editions; in the newer, talks overlap, are cancelled, come twice, late or not at all."""
    return built_program(tmp_path_factory, 'picks-site', series=SERIES, of_2021=PROGRAM, of_2020=BEFORE)


def open_with(page: Page, site: Path, *picks: str) -> None:
    """Open the reader's own schedule, with *picks* in it."""
    page.goto(f'{site.as_uri()}/my-schedule.html')
    page.wait_for_selector('.proceedings-picks .proceedings-note')
    page.evaluate(KEEP, json.dumps(picks))
    page.wait_for_selector(ITEMS)


def item(page: Page, title: str) -> Locator:
    return page.locator(ITEMS, has=page.get_by_role('link', name=title, exact=True))


def star(page: Page, ref: str) -> Locator:
    return page.locator(f'.proceedings-star[data-talk="{ref}"]')


def titles(page: Page) -> list[str]:
    return page.locator(f'{ITEMS} .proceedings-title a').all_inner_texts()


def kept(page: Page) -> list[str]:
    return json.loads(page.evaluate(KEPT) or '[]')


# Picking


def test_a_star_is_the_same_in_the_schedule_in_a_list_and_on_the_page_of_the_talk(
    page: Page, picks_site: Path, problems: list[str]
) -> None:
    page.goto(f'{picks_site.as_uri()}/talks/2021/index.html')
    stars = star(page, '2021/p1')
    assert stars.count() >= 2  # in the schedule, and in the list of posters below it
    expect(stars.first).to_have_attribute('aria-pressed', 'false')
    stars.first.click()
    for index in range(stars.count()):
        expect(stars.nth(index)).to_have_attribute('aria-pressed', 'true')
    page.goto(f'{picks_site.as_uri()}/talks/index.html')
    expect(star(page, '2021/p1')).to_have_attribute('aria-pressed', 'true')
    page.goto(f'{picks_site.as_uri()}/talks/2021/p1.html')
    expect(star(page, '2021/p1')).to_have_attribute('aria-pressed', 'true')
    star(page, '2021/p1').click()
    page.goto(f'{picks_site.as_uri()}/talks/2021/index.html')
    expect(stars.first).to_have_attribute('aria-pressed', 'false')
    assert kept(page) == []


def test_a_star_is_pressed_with_the_keyboard_and_says_of_which_talk_it_is(page: Page, picks_site: Path) -> None:
    page.goto(f'{picks_site.as_uri()}/talks/2021/waves.html')
    button = page.get_by_role('button', name='In my schedule: Waves')
    button.focus()
    page.keyboard.press('Space')
    expect(button).to_have_attribute('aria-pressed', 'true')
    page.keyboard.press('Enter')
    expect(button).to_have_attribute('aria-pressed', 'false')


def test_other_tabs_and_the_number_in_the_header_follow(context: BrowserContext, picks_site: Path) -> None:
    first, second, mine = (context.new_page() for _ in range(3))
    first.goto(f'{picks_site.as_uri()}/talks/2021/waves.html')
    second.goto(f'{picks_site.as_uri()}/talks/2021/index.html')
    mine.goto(f'{picks_site.as_uri()}/my-schedule.html')
    count = second.locator('.proceedings-count >> visible=true')
    expect(count).to_have_count(0)
    star(first, '2021/waves').click()
    expect(star(second, '2021/waves').first).to_have_attribute('aria-pressed', 'true')
    expect(count).to_have_text('1 talk')
    expect(mine.locator(ITEMS)).to_have_count(1)
    star(second, '2021/tides').first.click()
    expect(count).to_have_text('2 talks')
    assert second.get_by_role('link', name='My schedule 2 talks').is_visible()


@pytest.mark.parametrize(
    'junk', ['not json', '{"version": 2}', '[1, "2021/tides", null, {"ref": "2021/fog"}]', '7', '']
)
def test_what_is_not_understood_breaks_nothing_and_is_not_lost(
    page: Page, picks_site: Path, problems: list[str], junk: str
) -> None:
    page.goto(f'{picks_site.as_uri()}/talks/2021/waves.html')
    page.evaluate(KEEP, junk)
    star(page, '2021/waves').click()
    expect(star(page, '2021/waves')).to_have_attribute('aria-pressed', 'true')
    assert '2021/waves' in kept(page)
    everything = page.evaluate('Object.values(localStorage)')
    if junk.startswith('['):
        assert kept(page)[:3] == [1, None, {'ref': '2021/fog'}]
        assert '2021/tides' in kept(page)
    else:
        assert junk in everything


@pytest.mark.provokes(BLOCKED_ELSEWHERE)
def test_where_nothing_can_be_kept_picks_last_as_long_as_the_page(
    page: Page, picks_site: Path, problems: list[str]
) -> None:
    page.add_init_script('Object.defineProperty(window, "localStorage", { get() { throw new Error("blocked"); } })')
    page.goto(f'{picks_site.as_uri()}/talks/2021/index.html')
    star(page, '2021/waves').first.click()
    expect(star(page, '2021/waves').first).to_have_attribute('aria-pressed', 'true')
    page.goto(f'{picks_site.as_uri()}/my-schedule.html')
    expect(page.locator('.proceedings-note')).to_contain_text('keeps nothing for this site')


def test_another_series_in_the_same_place_has_picks_of_its_own(page: Page, picks_site: Path, site: Site) -> None:
    site.edit('program/series.yml', 'Workshop on Testing', 'Workshop on Tasting')
    other = site.build().out
    page.goto(f'{other.as_uri()}/talks/2019/jax-md.html')
    star(page, '2019/jax-md').first.click()
    assert kept(page) == ['2019/jax-md']
    page.goto(f'{picks_site.as_uri()}/my-schedule.html')
    expect(page.locator('.proceedings-empty')).to_be_visible()


# A rebuild


def test_picks_survive_a_rebuild_and_another_title(page: Page, site: Site) -> None:
    out = site.build().out
    page.goto(f'{out.as_uri()}/talks/2019/jax-md.html')
    star(page, '2019/jax-md').first.click()
    site.edit('program/2019.yml', 'JAX, M.D.: Molecular Dynamics', 'A new title')
    site.build()
    page.goto(f'{out.as_uri()}/my-schedule.html')
    expect(item(page, 'A new title').first).to_be_visible()
    assert star(page, '2019/jax-md').first.get_attribute('aria-label') == 'In my schedule: A new title'


def test_a_pick_follows_its_talk_to_another_id(page: Page, picks_site: Path, problems: list[str]) -> None:
    page.goto(f'{picks_site.as_uri()}/talks/2020/index.html')
    page.evaluate(KEEP, json.dumps([1, '2021/haze', 'virtual/mist', 'virtual/waves', '2021/gone', 'other/mist']))
    page.goto(f'{picks_site.as_uri()}/talks/2021/fog.html')
    expect(star(page, '2021/fog')).to_have_attribute('aria-pressed', 'true')
    assert kept(page) == [1, '2021/fog', '2021/waves', '2021/gone', 'other/mist']
    expect(page.get_by_role('link', name='My schedule 4 talks').first).to_be_visible()
    star(page, '2021/fog').click()
    assert '2021/fog' not in kept(page)


def test_a_link_follows_talks_to_their_other_ids(page: Page, picks_site: Path, problems: list[str]) -> None:
    page.goto(f'{picks_site.as_uri()}/my-schedule.html#virtual/waves,2021/mist,2021/fog')
    page.wait_for_selector('.proceedings-from-link')
    assert titles(page) == ['Waves', 'Fog']
    page.get_by_role('button', name='Add to mine').click()
    expect(page.locator('.proceedings-from-link')).to_have_count(0)
    assert kept(page) == ['2021/waves', '2021/fog']


def test_a_talk_that_is_gone_is_still_named_until_its_reader_removes_it(page: Page, site: Site) -> None:
    out = site.build().out
    page.goto(f'{out.as_uri()}/talks/2019/p9.html')
    star(page, '2019/p9').first.click()
    site.edit('program/2019.yml', 'talks: [jax-md, p9]', 'talks: [jax-md]')
    text = (site.folder / 'program/2019.yml').read_text(encoding='utf-8')
    (site.folder / 'program/2019.yml').write_text(text[: text.index('- id: p9')], encoding='utf-8')
    site.build()
    page.goto(f'{out.as_uri()}/my-schedule.html')
    expect(page.get_by_role('heading', name='No longer in the program')).to_be_visible()
    expect(page.locator(ITEMS)).to_have_text('2019/p9')
    star(page, '2019/p9').click()
    expect(page.locator('.proceedings-empty')).to_be_visible()
    assert kept(page) == []


def test_data_that_does_not_load_is_no_reason_to_call_a_talk_gone(page: Page, picks_site: Path) -> None:
    page.route('**/talks/2021/schedule.js', lambda route: route.abort())
    open_with(page, picks_site, '2021/waves', '2020/first')
    expect(page.get_by_role('heading', name='Not found now')).to_be_visible()
    assert page.locator(ITEMS).all_inner_texts()[-1].strip() == '2021/waves'
    assert titles(page) == ['The first of all']


# The page


def test_picks_are_shown_by_edition_day_and_time(page: Page, picks_site: Path, problems: list[str]) -> None:
    open_with(page, picks_site, '2020/first', '2021/later', '2021/stars', '2021/calm', '2021/waves')
    assert page.locator('.proceedings-picks :is(h2, h3)').all_inner_texts() == [
        'Workshop on Testing 2021',
        'Friday 10 September 2021 Europe/Paris time, CEST',
        'Without a time yet',
        'Workshop on Testing 2020',
        'Thursday 10 September 2020 Europe/Paris time, CEST',
    ]
    assert titles(page) == ['Waves', 'Calm', 'Calm', 'Stars', 'Without a time', 'The first of all']
    lines = page.locator(ITEMS).nth(2).locator('p').all_inner_texts()
    assert [line.strip() for line in lines] == ['11:00–12:00', 'Calm', 'Gilles Louppe', 'Great Hall · Poster session']
    late = item(page, 'Stars').locator('.proceedings-times')
    assert late.inner_text() == 'Sat 11 Sep 00:00–00:30'  # of the program's day, as in the schedule


def test_in_another_zone_picks_are_under_the_day_of_that_zone(page: Page, picks_site: Path) -> None:
    open_with(page, picks_site, '2021/stars', '2021/waves')
    choose_zone(page, 'America/Los_Angeles')
    headings = page.locator('.proceedings-picks h3')
    expect(headings).to_have_text(['Friday 10 September 2021 America/Los Angeles time, PDT'])
    assert page.locator('.proceedings-times').all_inner_texts() == ['00:00–01:00', '15:00–15:30']
    choose_zone(page, 'Pacific/Auckland')
    expect(headings).to_have_text(
        [
            'Friday 10 September 2021 Pacific/Auckland time, NZST',
            'Saturday 11 September 2021 Pacific/Auckland time, NZST',
        ]
    )


def test_a_poster_is_shown_with_its_board(page: Page, picks_site: Path) -> None:
    open_with(page, picks_site, '2021/p1', '2021/p2')
    places = page.locator(f'{ITEMS} .proceedings-label').all_inner_texts()
    assert places == ['Great Hall · Board B7 · Poster session', 'Great Hall · Poster session']


def test_while_the_event_runs_the_page_says_what_is_on_and_what_comes_next(
    page: Page, picks_site: Path, problems: list[str]
) -> None:
    def marked() -> list[str]:
        rows = page.locator(f'{ITEMS}[aria-current="true"]', has=page.locator('.proceedings-on-now'))
        return rows.locator('.proceedings-title a').all_inner_texts()

    page.clock.install(time='2021-09-10T09:45:00+02:00')
    open_with(page, picks_site, '2020/first', *(f'2021/{id}' for id in ('waves', 'tides', 'storm', 'p1', 'calm')))
    assert marked() == ['Waves', 'Tides & <b>currents</b>']
    assert page.locator('.proceedings-on-now').all_inner_texts() == ['On now'] * 2
    line = page.locator(NOW_LINE)
    expect(line).to_have_text('On now: Tides & <b>currents</b>, Coral Room · Next: 10:30 Calm, Great Hall')
    page.clock.run_for('01:05:00')
    assert marked() == ['Calm']  # the storm is cancelled
    expect(line).to_have_text('On now: Calm, Great Hall · Next: 11:00 First poster, Great Hall, Board B7')
    choose_zone(page, 'Asia/Tokyo')
    expect(line).to_contain_text('Next: 18:00 First poster')
    page.clock.run_for('02:00:00')
    assert marked() == []
    assert not line.is_visible()


def test_the_line_of_what_is_on_leads_to_the_talk_and_keeps_the_focus(page: Page, picks_site: Path) -> None:
    page.clock.install(time='2021-09-10T09:05:00+02:00')
    open_with(page, picks_site, '2021/waves')
    link = page.locator(NOW_LINE).get_by_role('link', name='Waves')
    link.focus()
    page.clock.run_for('03:00')
    expect(link).to_be_focused()
    page.keyboard.press('Enter')
    page.wait_for_url('**/talks/2021/waves.html')


@pytest.mark.parametrize('at', ['2021-09-10T08:59:00+02:00', '2021-09-11T00:30:00+02:00'])
def test_before_and_after_an_event_nothing_is_said_of_now(page: Page, picks_site: Path, at: str) -> None:
    page.clock.set_fixed_time(at)
    open_with(page, picks_site, '2021/waves', '2021/stars')
    expect(page.locator(NOW_LINE)).to_be_hidden()
    assert page.locator(f'{ITEMS}[aria-current]').count() == 0


def test_clashes_are_said_in_words_on_both_sides(page: Page, picks_site: Path) -> None:
    open_with(page, picks_site, *(f'2021/{id}' for id in ('waves', 'tides', 'calm', 'storm', 'fog', 'p1', 'p2')))
    clashes = {
        title: item(page, title).locator('.proceedings-clash').all_inner_texts()
        for title in dict.fromkeys(titles(page))
    }
    assert clashes == {
        'Waves': ['Overlaps with Tides & <b>currents</b>, 09:30–10:30'],
        'Tides & <b>currents</b>': ['Overlaps with Waves, 09:00–10:00'],
        'Calm': [],  # begins when another ends; overlaps with what is cancelled
        'Storm': [],
        'Fog': [],  # at the same time as posters, where people come and go
        'First poster': [],
        'Second poster': [],
    }


def test_what_is_cancelled_is_struck_through_and_says_why(page: Page, picks_site: Path) -> None:
    open_with(page, picks_site, '2021/storm')
    link = item(page, 'Storm').get_by_role('link')
    assert link.evaluate('link => getComputedStyle(link).textDecorationLine') == 'line-through'
    assert item(page, 'Storm').locator('.proceedings-status').inner_text() == 'Cancelled'
    assert 'The ship did not arrive.' in item(page, 'Storm').inner_text()


def test_what_is_retracted_was_given_and_says_why_it_no_longer_stands(page: Page, picks_site: Path) -> None:
    open_with(page, picks_site, '2020/first', '2020/wrong')
    link = item(page, 'All wrong').get_by_role('link')
    assert link.evaluate('link => getComputedStyle(link).textDecorationLine') == 'line-through'
    assert item(page, 'All wrong').locator('.proceedings-status').inner_text() == 'Retracted'
    assert 'It was all wrong.' in item(page, 'All wrong').inner_text()
    expect(item(page, 'The first of all').locator('.proceedings-clash')).to_contain_text('Overlaps with All wrong')


def test_a_pick_is_removed_and_brought_back_with_the_keyboard(
    page: Page, picks_site: Path, problems: list[str]
) -> None:
    open_with(page, picks_site, '2021/waves', '2021/fog', '2021/stars')
    star(page, '2021/fog').focus()
    page.keyboard.press('Enter')
    expect(page.locator(ITEMS)).to_have_count(2)
    expect(star(page, '2021/stars')).to_be_focused()  # the next one
    expect(page.locator('.proceedings-announce')).to_have_text('Removed: Fog.')
    page.keyboard.press('Enter')
    expect(star(page, '2021/waves')).to_be_focused()
    page.keyboard.press('Enter')
    expect(page.locator('h1')).to_be_focused()
    expect(page.locator('.proceedings-empty')).to_contain_text('Press the star')
    page.get_by_role('button', name='Undo').press('Enter')
    expect(item(page, 'Waves')).to_be_visible()
    assert kept(page) == ['2021/waves']


def test_without_picks_the_page_says_how_to_pick(page: Page, picks_site: Path) -> None:
    page.goto(f'{picks_site.as_uri()}/my-schedule.html')
    page.locator('.proceedings-empty').get_by_role('link', name='the schedule').click()
    assert page.url.endswith('/talks/2021/index.html')


def test_without_javascript_the_page_leads_to_the_schedule(browser: Browser, picks_site: Path) -> None:
    page = browser.new_page(java_script_enabled=False)
    page.goto(f'{picks_site.as_uri()}/my-schedule.html')
    assert not page.is_visible('.proceedings-zone-control')
    page.get_by_role('link', name='The schedule').click()
    assert page.url.endswith('/talks/2021/index.html')
    page.close()


def test_axe_finds_nothing_in_a_full_schedule(page: Page, picks_site: Path, serve: Callable[[Path], str]) -> None:
    page.clock.set_fixed_time('2021-09-10T09:45:00+02:00')  # while something is on
    page.goto(f'{serve(picks_site)}/my-schedule.html')
    page.evaluate(KEEP, json.dumps(['2021/waves', '2021/tides']))
    page.goto(f'{serve(picks_site)}/talks/2021/index.html')
    page.goto(f'{serve(picks_site)}/my-schedule.html#2021/waves,2021/tides,2021/storm,2021/later,2021/gone')
    expect(page.locator(ITEMS)).to_have_count(5)
    expect(page.locator(NOW_LINE)).to_be_visible()
    assert violations_in_all_looks(page) == []
    assert page.evaluate('document.documentElement.scrollWidth <= innerWidth')


def test_on_a_narrow_screen_the_header_has_the_way_and_the_number(page: Page, picks_site: Path) -> None:
    page.set_viewport_size({'width': 390, 'height': 800})
    open_with(page, picks_site, '2021/waves', '2021/tides')
    page.goto(f'{picks_site.as_uri()}/talks/2021/waves.html')
    link = page.get_by_role('link', name='My schedule 2 talks')
    box = link.bounding_box()
    assert box['height'] >= 24
    assert box['x'] + box['width'] <= 390
    link.click()
    assert page.url.endswith('/my-schedule.html')


# To take along


def events(calendar: bytes) -> dict[str, bytes]:
    """The events of a calendar file by UID, as they are written."""
    return {str(event['uid']): event.to_ical() for event in Calendar.from_ical(calendar).walk('VEVENT')}


def download(page: Page) -> bytes:
    with page.expect_download() as started:
        page.get_by_role('button', name='Save as calendar file').click()
    assert started.value.suggested_filename == 'my-schedule.ics'
    return Path(started.value.path()).read_bytes()


def test_the_calendar_file_has_the_same_events_as_the_files_of_the_site(page: Page, picks_site: Path) -> None:
    picks = ['2021/calm', '2021/storm', '2021/p1', '2021/later', '2020/first', '2021/gone']
    open_with(page, picks_site, *picks)
    own = download(page)
    files = [picks_site / f'talks/{ref}.ics' for ref in ('2021/calm', '2021/storm', '2021/p1', '2020/first')]
    of_site: dict[str, bytes] = {}
    for file in files:
        of_site |= events(file.read_bytes())
    assert len(of_site) == 5  # one talk is given twice
    assert events(own) == of_site
    assert own.count(b'BEGIN:VCALENDAR') == own.count(b'END:VCALENDAR') == 1
    assert own.replace(b'\r\n', b'').count(b'\n') == 0
    assert max(map(len, own.split(b'\r\n'))) <= 75


def test_of_a_big_program_everything_can_be_taken_along(page: Page, big_site: Path) -> None:
    files = [file for file in sorted((big_site / 'talks/2027').glob('*.ics')) if file.name != 'schedule.ics']
    assert len(files) >= 299
    of_site: dict[str, bytes] = {}
    for file in files:
        of_site |= events(file.read_bytes())
    open_with(page, big_site, *(f'2027/{file.stem}' for file in files))
    assert events(download(page)) == of_site


def test_who_saves_a_calendar_file_is_told_that_it_stays_as_it_is(page: Page, picks_site: Path) -> None:
    open_with(page, picks_site, '2021/waves')
    hint = page.locator('.proceedings-ways', has=page.get_by_role('button', name='Save as calendar file'))
    expect(hint).to_contain_text('The file is a copy of today and does not update itself.')
    expect(hint).to_contain_text('The site’s own calendars do')


def test_picks_without_a_time_make_no_calendar(page: Page, picks_site: Path) -> None:
    open_with(page, picks_site, '2021/later')
    expect(page.get_by_role('button', name='Copy link')).to_be_visible()
    expect(page.get_by_role('button', name='Save as calendar file')).to_have_count(0)
    expect(page.locator('.proceedings-hint')).to_have_count(0)


def test_a_link_opens_the_same_picks_elsewhere(
    context: BrowserContext, browser: Browser, picks_site: Path, serve: Callable[[Path], str]
) -> None:
    context.grant_permissions(['clipboard-read', 'clipboard-write'])
    page = context.new_page()
    page.goto(f'{serve(picks_site)}/my-schedule.html')
    page.evaluate(KEEP, json.dumps(['2021/waves', '2020/first']))
    page.get_by_role('button', name='Copy link').click()
    expect(page.locator('.proceedings-announce')).to_have_text(
        'The link is copied. It opens these picks in any browser.'
    )
    link = page.evaluate('navigator.clipboard.readText()')
    assert link == f'{serve(picks_site)}/my-schedule.html#2021/waves,2020/first'
    elsewhere = browser.new_context()
    asked: list[str] = []
    elsewhere.on('request', lambda request: asked.append(request.url))
    page = elsewhere.new_page()
    page.goto(link)
    expect(page.locator(ITEMS)).to_have_count(2)
    assert titles(page) == ['Waves', 'The first of all']
    assert kept(page) == []
    assert all(url.startswith(serve(picks_site)) for url in asked)
    page.get_by_role('button', name='Add to mine').click()
    expect(page.locator('.proceedings-from-link')).to_have_count(0)
    assert kept(page) == ['2021/waves', '2020/first']
    assert page.url == f'{serve(picks_site)}/my-schedule.html'
    elsewhere.close()


def open_link(page: Page, site: Path, fragment: str) -> None:
    """Open a link to picks, as a reader who has two of their own."""
    open_with(page, site, '2021/waves', '2021/fog')
    page.goto('about:blank')
    page.goto(f'{site.as_uri()}/my-schedule.html#{fragment}')
    page.wait_for_selector('.proceedings-from-link')


def test_a_link_overwrites_nothing_by_itself(page: Page, picks_site: Path) -> None:
    open_link(page, picks_site, '2021/tides,2021/fog')
    assert titles(page) == ['Tides & <b>currents</b>', 'Fog']
    assert kept(page) == ['2021/waves', '2021/fog']
    expect(page.locator('.proceedings-from-link')).to_contain_text('2 talks that came with a link')
    expect(star(page, '2021/tides')).to_have_attribute('aria-pressed', 'false')
    expect(star(page, '2021/fog')).to_have_attribute('aria-pressed', 'true')
    page.get_by_role('button', name='Show mine').click()
    expect(page.locator(f'{ITEMS} .proceedings-title a')).to_have_text(['Waves', 'Fog'])
    page.wait_for_timeout(200)  # another process may have the page then, and is told of what was kept
    page.reload()
    expect(page.locator(f'{ITEMS} .proceedings-title a')).to_have_text(['Waves', 'Fog'])


def test_the_picks_of_a_link_are_added_to_the_own_ones(page: Page, picks_site: Path) -> None:
    open_link(page, picks_site, '2021/tides,2021/fog')
    page.get_by_role('button', name='Add to mine').click()
    expect(page.locator(f'{ITEMS} .proceedings-title a')).to_have_text(['Waves', 'Tides & <b>currents</b>', 'Fog'])
    expect(page.locator('.proceedings-announce')).to_have_text('1 talk added.')


def test_the_picks_of_a_link_replace_the_own_ones_and_that_can_be_undone(page: Page, picks_site: Path) -> None:
    open_link(page, picks_site, '2021/tides')
    page.get_by_role('button', name='Replace mine').click()
    expect(page.locator(f'{ITEMS} .proceedings-title a')).to_have_text(['Tides & <b>currents</b>'])
    expect(page.get_by_role('button', name='Undo')).to_be_focused()
    page.get_by_role('button', name='Undo').click()
    expect(page.locator(f'{ITEMS} .proceedings-title a')).to_have_text(['Waves', 'Fog'])
    assert kept(page) == ['2021/waves', '2021/fog']


def test_a_link_with_the_own_picks_is_no_news(page: Page, picks_site: Path) -> None:
    open_with(page, picks_site, '2021/waves', '2021/fog')
    page.goto(f'{picks_site.as_uri()}/my-schedule.html#2021/fog,2021/waves')
    expect(page.locator(ITEMS)).to_have_count(2)
    expect(page.locator('.proceedings-from-link')).to_have_count(0)


@pytest.mark.parametrize(
    ('fragment', 'shown'),
    [
        ('2021%2Fwaves%2C2021%2Ffog', ['Waves', 'Fog']),  # as some programs write addresses
        ('2021/<img/src=x/onerror=alert(1)>', []),
        ('2021/%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E', []),
        ('2021/<b>,2021/waves', ['Waves']),
        ('..%2F..%2Fetc/passwd,../evil,2021/waves', ['Waves']),
        ('2021/constructor,constructor/name,2021/waves', ['Waves', '2021/constructor', 'constructor/name']),
        ('%E0%A4%A,2021/waves', ['Waves']),
        ('main-content', []),
    ],
)
def test_whatever_is_in_a_link_is_only_text(
    page: Page, picks_site: Path, problems: list[str], fragment: str, shown: list[str]
) -> None:
    asked: list[str] = []
    page.on('request', lambda request: asked.append(request.url))
    page.on('dialog', lambda dialog: problems.append(dialog.message))
    page.goto(f'{picks_site.as_uri()}/my-schedule.html#{fragment}')
    page.wait_for_selector('.proceedings-picks .proceedings-note')
    assert [' '.join(text.split()) for text in page.locator(f'{ITEMS} .proceedings-title').all_inner_texts()] == shown
    assert page.locator('.proceedings-picks :is(img, b, script)').count() == 0
    assert not any('evil' in url or 'etc' in url for url in asked if '#' not in url)


def test_a_link_of_any_length_opens(page: Page, picks_site: Path, problems: list[str]) -> None:
    page.goto(f'{picks_site.as_uri()}/my-schedule.html#{",".join(f"2021/t{number}" for number in range(3000))}')
    expect(page.locator(ITEMS)).to_have_count(1000)


def test_without_a_clipboard_the_link_can_be_copied_from_a_field(page: Page, picks_site: Path) -> None:
    page.add_init_script('Object.defineProperty(navigator, "clipboard", { value: undefined })')
    open_with(page, picks_site, '2021/waves', '2021/fog')
    page.get_by_role('button', name='Copy link').click()
    field = page.get_by_label('Link', exact=True)
    expect(field).to_be_focused()
    expect(page.locator('.proceedings-announce')).to_contain_text('It opens on this computer only')
    assert field.input_value() == f'{picks_site.as_uri()}/my-schedule.html#2021/waves,2021/fog'
    assert page.evaluate('getSelection().toString() || document.activeElement.value') == field.input_value()


def test_from_a_folder_the_link_is_said_to_open_on_this_computer_only(
    context: BrowserContext, picks_site: Path
) -> None:
    page = context.new_page()
    page.add_init_script('navigator.clipboard.writeText = async () => {}')
    open_with(page, picks_site, '2021/waves')
    page.get_by_role('button', name='Copy link').click()
    expect(page.locator('.proceedings-announce')).to_have_text(
        'The link is copied. It opens on this computer only, or where the site has the same address.'
    )


# Builders


def test_the_page_works_where_addresses_have_no_file_names(
    page: Page, site: Site, serve: Callable[[Path], str]
) -> None:
    address = serve(site.build('dirhtml').out)
    page.goto(f'{address}/talks/2019/jax-md/')
    star(page, '2019/jax-md').first.click()
    page.goto(f'{address}/my-schedule/')
    page.get_by_role('link', name='JAX, M.D.: Molecular Dynamics').first.click()
    assert page.url == f'{address}/talks/2019/jax-md/'


@pytest.mark.parametrize('builder', ['singlehtml', 'epub'])
def test_a_book_has_no_page_no_script_and_no_link_for_picks(site: Site, builder: str) -> None:
    site.write('conf.py', (ROOT / 'conf.py').read_text(encoding='utf-8'))
    built = site.build(builder, version='1')
    assert built.warnings == []
    assert not list(built.out.glob('my-schedule*'))
    text = '\n'.join(built.book().values())
    assert text
    assert 'proceedings-my-schedule-link' not in text
    assert 'proceedings/core.js' not in text


def test_what_has_no_page_since_conf_leaves_it_out_is_no_link(site: Site, page: Page, problems: list[str]) -> None:
    out = site.build(exclude_patterns=['talks/2019/jax-md*', 'talks/2019/index*']).out
    open_with(page, out, '2019/jax-md', '2019/causality')
    assert titles(page) == ['Causality and Exoplanets']
    expect(page.locator(ITEMS, has_text='JAX, M.D.').first).to_be_visible()
    expect(page.get_by_role('heading', name='Workshop on Testing 2019')).to_be_visible()
    assert page.get_by_role('link', name='Workshop on Testing 2019').count() == 0
