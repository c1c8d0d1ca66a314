"""Times in the zone that the reader chose, compared with what Python's own zones say."""

from __future__ import annotations

import re
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from conftest import BLOCKED_ELSEWHERE, SERIES, built_program, choose_zone
from proceedings.times import day_and_month

EDITIONS = {
    # the night of the first program ends on the next day
    '2019': """
        edition: {start: 2019-12-14, timezone: America/Vancouver, room: West 109}
        schedule:
        - {time: 08:10-08:20, title: Opening remarks, kind: opening}
        - {time: 23:30-24:00, talk: night}
        - {time: 24:00-25:00, talk: midnight}
        talks:
        - {id: night, title: At night, speakers: [Rose Yu]}
        - {id: midnight, title: After midnight, speakers: [Rose Yu]}
        """,
    # clocks go half an hour ahead at two
    '2020': """
        edition: {start: 2020-10-04, timezone: Australia/Lord_Howe}
        schedule:
        - {time: 01:30-03:00, talk: reef}
        - {time: 09:00-10:00, title: Coffee, kind: break}
        talks:
        - {id: reef, title: Reefs, speakers: [Rose Yu]}
        """,
    '2021': """
        edition: {start: 2021-09-10, timezone: Asia/Kolkata}
        schedule:
        - {time: 00:00-00:30, title: Opening, kind: opening}
        - {time: 09:15-10:45, talk: monsoon}
        talks:
        - {id: monsoon, title: Monsoons, speakers: [Rose Yu]}
        """,
    # clocks go back an hour at three: two o'clock comes twice
    '2022': """
        edition: {start: 2022-10-30, timezone: Europe/Paris}
        schedule:
        - {time: 01:30-01:45, title: Opening, kind: opening}
        - {time: 09:00-09:30, talk: bread}
        talks:
        - {id: bread, title: Bread, speakers: [Rose Yu]}
        """,
}
ZONES = ['UTC', 'America/Vancouver', 'America/St_Johns', 'Asia/Kathmandu', 'Asia/Kolkata', 'Australia/Lord_Howe',
         'Europe/Paris', 'Pacific/Kiritimati']  # fmt: skip

SELECT = '.proceedings-zone-control select'

TIMES = """
() => [...document.querySelectorAll("time")].map((time) => {
  const at = (other) => (other?.matches?.("time") ? other.getAttribute("datetime") : "");
  const isDash = (node) => node?.nodeType === 3 && node.data.trim() === "–";
  const start = isDash(time.previousSibling) ? at(time.previousSibling.previousSibling) : "";
  const end = isDash(time.nextSibling) ? at(time.nextSibling.nextSibling) : "";
  const day = time.closest("[data-day]")?.dataset.day ?? (start || at(time)).slice(0, 10);
  return [at(time), day, start, end, time.textContent];
})
"""


@pytest.fixture(scope='session')
def zones_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Four editions in four zones, three of them on days and at hours that are easily wrong."""
    return built_program(tmp_path_factory, 'zones-site', series=SERIES, **EDITIONS)


def edition(site: Path, id: str) -> str:
    return f'{site.as_uri()}/talks/{id}/index.html'


def expected(at: str, reference: str, start: str, end: str, zone: str) -> str:
    """What a time has to say in *zone*: the clock, and the day unless it is clear or stands before the range."""
    local = datetime.fromisoformat(at).astimezone(ZoneInfo(zone))
    starts_on, ends_on = (
        datetime.fromisoformat(other).astimezone(ZoneInfo(zone)).date() if other else None for other in (start, end)
    )
    if local.date() in (date.fromisoformat(reference), starts_on):
        return f'{local:%H:%M}'
    day = day_and_month(local.date())
    return f'{day} {local:%H:%M}' if local.date() == ends_on else f'{local:%H:%M} {day}'


@pytest.mark.parametrize('id', EDITIONS)
def test_all_times_are_those_of_the_chosen_zone(page: Page, zones_site: Path, problems: list[str], id: str) -> None:
    page.goto(edition(zones_site, id))
    for zone in ZONES:
        choose_zone(page, zone)
        times = page.evaluate(TIMES)
        assert len(times) >= 4
        assert [text for *_, text in times] == [expected(*facts, zone) for *facts, _ in times]


def test_the_day_is_said_where_it_is_another(page: Page, zones_site: Path) -> None:
    page.goto(edition(zones_site, '2019'))
    choose_zone(page, 'Europe/Paris')
    rows = page.locator('.proceedings-schedule tbody th').all_inner_texts()
    assert [' '.join(row.split()) for row in rows] == [
        '17:10–17:20',
        'Sun 15 Dec 08:30–09:00',
        'Sun 15 Dec 09:00–10:00',
    ]


def test_where_a_range_ends_on_another_day_the_day_is_behind_its_end(page: Page, zones_site: Path) -> None:
    page.goto(edition(zones_site, '2019'))
    choose_zone(page, 'America/Los_Angeles')
    assert page.inner_text('.proceedings-schedule tbody th >> nth=1') == '23:30–00:00 Sun 15 Dec'


def test_a_date_before_times_is_that_of_the_chosen_zone_and_comes_back(page: Page, zones_site: Path) -> None:
    page.goto(f'{zones_site.as_uri()}/talks/2019/night.html')
    when = page.locator('.proceedings-slots .proceedings-when')
    written = when.inner_html()
    assert when.inner_text() == 'Sat 14 Dec 2019, 23:30–00:00 Sun 15 Dec PST'
    choose_zone(page, 'Asia/Kolkata')
    assert when.inner_text() == 'Sun 15 Dec 2019, 13:00–13:30 IST'
    choose_zone(page, 'Europe/London')
    assert when.inner_text() == 'Sun 15 Dec 2019, 07:30–08:00 GMT'
    choose_zone(page, '')
    assert when.inner_html() == written


def test_times_behind_a_date_are_of_that_day_where_they_end_on_the_next(page: Page, zones_site: Path) -> None:
    page.goto(f'{zones_site.as_uri()}/talks/2019/midnight.html')
    choose_zone(page, 'Pacific/Honolulu')
    when = page.locator('.proceedings-slots .proceedings-when')
    assert when.inner_text() == 'Sat 14 Dec 2019, 22:00–23:00 HST'
    choose_zone(page, 'America/Anchorage')
    assert when.inner_text() == 'Sat 14 Dec 2019, 23:00–00:00 Sun 15 Dec AKST'


def test_pages_open_in_the_zone_of_the_event(browser: Browser, zones_site: Path) -> None:
    page = browser.new_context(timezone_id='Asia/Tokyo').new_page()
    page.goto(edition(zones_site, '2019'))
    assert page.inner_text('.proceedings-schedule tbody th >> nth=0') == '08:10–08:20'
    assert page.eval_on_selector(SELECT, 'select => select.selectedOptions[0].label') == (
        'the event’s zone: America/Vancouver'
    )


def test_the_zone_of_the_event_brings_back_what_python_wrote(page: Page, zones_site: Path) -> None:
    html = (zones_site / 'talks/2019/index.html').read_text(encoding='utf-8')
    written = re.findall(r'<time .*?</time>', html, re.DOTALL)
    assert len(written) == 6
    page.goto(edition(zones_site, '2019'))
    for zone in ('Asia/Kolkata', 'Asia/Kathmandu', ''):
        choose_zone(page, zone)
        shown = page.eval_on_selector_all('time', 'all => all.map((time) => time.outerHTML)')
        assert (shown == written) == (zone == '')
    assert page.inner_text('.proceedings-zone:not([data-short]) >> nth=0') == 'America/Vancouver time, PST'


@pytest.mark.parametrize('own', ['Asia/Kolkata', 'Australia/Lord_Howe', 'America/New_York'])
def test_the_own_zone_is_that_of_the_device(browser: Browser, zones_site: Path, own: str) -> None:
    page = browser.new_context(timezone_id=own).new_page()
    page.goto(edition(zones_site, '2022'))
    choose_zone(page, label=f'your zone: {own.replace("_", " ")}')
    times = page.evaluate(TIMES)
    assert [text for *_, text in times] == [expected(*facts, own) for *facts, _ in times]


def test_a_page_in_the_zone_of_the_event_stays_as_it_was_written(page: Page, zones_site: Path) -> None:
    """What is put in again is laid out again, and that would be the whole page while it opens."""
    page.add_init_script(PUT_IN)
    page.goto(edition(zones_site, '2019'))
    page.wait_for_selector('.proceedings-tools:not([hidden])')
    assert page.evaluate('putIn') == 0
    choose_zone(page, 'Asia/Kolkata')
    page.wait_for_function('putIn > 0')


PUT_IN = """
globalThis.putIn = 0;
new MutationObserver((changes) => {
  for (const { target, removedNodes } of changes) if (target.matches?.("time") && removedNodes.length) putIn++;
}).observe(document, { childList: true, subtree: true });
"""


@pytest.mark.parametrize('gesture', ['click', 'tap'])
def test_all_zones_are_there_when_the_control_opens(browser: Browser, zones_site: Path, gesture: str) -> None:
    page = browser.new_context(has_touch=True).new_page()
    page.goto(edition(zones_site, '2019'))
    getattr(page.locator(SELECT), gesture)()
    assert page.locator(f'{SELECT} option').count() > 300


def test_a_zone_that_was_chosen_before_is_chosen_when_all_are_listed(page: Page, zones_site: Path) -> None:
    page.goto(edition(zones_site, '2019'))
    for zone in ('Asia/Kolkata', 'own', 'US/Pacific'):
        page.evaluate(f'localStorage.setItem("proceedings:zone", "{zone}")')
        page.reload()
        shown = page.eval_on_selector(SELECT, 'select => [select.value, select.options.length]')
        assert shown == [zone, 2]
        page.focus(SELECT)
        assert page.input_value(SELECT) == zone
        assert page.locator(f'{SELECT} option[value="{zone}"]').count() == 1


def test_the_own_zone_travels_with_its_reader(browser: Browser, zones_site: Path) -> None:
    at_home = browser.new_context(timezone_id='Europe/Paris')
    page = at_home.new_page()
    page.goto(edition(zones_site, '2019'))
    choose_zone(page, 'own')
    kept = page.evaluate('Object.entries(localStorage)')
    abroad = browser.new_context(timezone_id='Asia/Tokyo')
    abroad.add_init_script(f'for (const [key, value] of {kept}) localStorage.setItem(key, value);')
    page = abroad.new_page()
    page.goto(edition(zones_site, '2019'))
    assert page.inner_text('.proceedings-schedule tbody th >> nth=0') == 'Sun 15 Dec 01:10–01:20'


def test_the_zone_is_kept_on_the_next_page_and_in_other_tabs(context: BrowserContext, zones_site: Path) -> None:
    first, second = context.new_page(), context.new_page()
    first.goto(edition(zones_site, '2019'))
    second.goto(edition(zones_site, '2019'))
    choose_zone(first, 'Asia/Kolkata')
    second.wait_for_function(f'document.querySelector("{SELECT}").value === "Asia/Kolkata"')
    assert second.inner_text('.proceedings-schedule tbody th >> nth=0') == '21:40–21:50'
    first.goto(f'{zones_site.as_uri()}/talks/2019/night.html')
    assert first.input_value(SELECT) == 'Asia/Kolkata'
    assert 'Sun 15 Dec 2019, 13:00–13:30 IST' in first.inner_text('.proceedings-slots')


@pytest.mark.parametrize(
    ('zone', 'id', 'name'),
    [
        ('Europe/Paris', '2019', 'Europe/Paris time, CET'),
        ('Europe/Paris', '2021', 'Europe/Paris time, CEST'),
        ('America/New_York', '2019', 'America/New York time, EST'),
        ('Asia/Kolkata', '2019', 'Asia/Kolkata time, IST'),
        ('Asia/Kathmandu', '2019', 'Asia/Kathmandu time, UTC+05:45'),
        ('America/Sao_Paulo', '2019', 'America/Sao Paulo time, UTC-03:00'),
        ('UTC', '2019', 'UTC'),
    ],
)
def test_the_zone_is_named_in_words(page: Page, zones_site: Path, zone: str, id: str, name: str) -> None:
    page.goto(edition(zones_site, id))
    choose_zone(page, zone)
    assert page.inner_text('.proceedings-zone:not([data-short]) >> nth=0') == name
    assert page.inner_text('.proceedings-announce') == f'Times are now in {name}.'


def test_several_zones_on_a_page_become_one_and_come_back(page: Page, zones_site: Path) -> None:
    picks = ['2019/night', '2020/reef', '2021/monsoon', '2022/bread']
    page.goto(f'{zones_site.as_uri()}/my-schedule.html#{",".join(picks)}')
    own = ['Europe/Paris time, CET', 'Asia/Kolkata time, IST', 'America/Vancouver time, PST']
    names = page.locator('.proceedings-picks .proceedings-zone')
    assert [name for name in names.all_inner_texts() if 'Lord' not in name] == own
    times = page.locator('.proceedings-picks .proceedings-times')
    assert times.all_inner_texts() == ['09:00–09:30', '09:15–10:45', '01:30–03:00', '23:30–00:00 Sun 15 Dec']
    choose_zone(page, 'UTC')
    expect(names).to_have_text(['UTC'] * 4)
    assert times.all_inner_texts() == ['08:00–08:30', '03:45–05:15', '15:00–16:00', '07:30–08:00']
    choose_zone(page, '')
    expect(names.last).to_have_text('America/Vancouver time, PST')
    assert times.all_inner_texts()[-1] == '23:30–00:00 Sun 15 Dec'


@pytest.mark.parametrize('kept', ['Mars/Olympus_Mons', '<b>', '{"zone": 1}'])
def test_a_zone_that_the_browser_does_not_know_is_that_of_the_event(
    page: Page, zones_site: Path, problems: list[str], kept: str
) -> None:
    page.add_init_script(f'localStorage.setItem("proceedings:zone", `{kept}`)')
    page.goto(edition(zones_site, '2019'))
    assert page.inner_text('.proceedings-schedule tbody th >> nth=0') == '08:10–08:20'
    assert page.input_value(SELECT) == ''


@pytest.mark.provokes(BLOCKED_ELSEWHERE)
def test_where_nothing_can_be_kept_the_zone_is_that_of_the_page(
    page: Page, zones_site: Path, problems: list[str]
) -> None:
    page.add_init_script('Object.defineProperty(window, "localStorage", { get() { throw new Error("blocked"); } })')
    page.goto(edition(zones_site, '2019'))
    choose_zone(page, 'Asia/Kolkata')
    assert page.inner_text('.proceedings-schedule tbody th >> nth=0') == '21:40–21:50'


def test_zones_are_listed_by_region_under_the_names_of_today(page: Page, zones_site: Path) -> None:
    page.goto(edition(zones_site, '2019'))
    assert page.locator(f'{SELECT} option').count() == 1  # the others only make the page slower to open
    page.focus(SELECT)
    options = page.eval_on_selector_all(f'{SELECT} option', 'all => all.map((option) => option.value)')
    assert options[:3] == ['', 'own', 'UTC']
    assert len(options) > 300
    assert len(set(options)) == len(options)
    assert {'Asia/Kolkata', 'Asia/Kathmandu', 'Europe/Kyiv'} <= set(options)
    assert {'Asia/Calcutta', 'Asia/Katmandu', 'Europe/Kiev'}.isdisjoint(options)
    assert page.locator(f'{SELECT} optgroup[label="Africa"] option').first.inner_text() == 'Abidjan'


def test_the_zone_is_chosen_by_typing_a_city(page: Page, zones_site: Path) -> None:
    page.goto(edition(zones_site, '2019'))
    page.focus(SELECT)
    page.keyboard.type('kolk')
    assert page.inner_text('.proceedings-schedule tbody th >> nth=0') == '21:40–21:50'


def test_without_javascript_times_are_those_of_the_event_and_there_is_no_control(
    browser: Browser, zones_site: Path
) -> None:
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(edition(zones_site, '2019'))
    assert page.locator('.proceedings-schedule tbody th').all_inner_texts()[0] == '08:10–08:20'
    assert not page.is_visible('.proceedings-tools')
    assert not page.locator('.proceedings-star').first.is_visible()
