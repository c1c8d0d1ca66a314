"""Schedule tables: real ones, with a column for each room where sessions run in parallel."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from conftest import Site
from proceedings.nodes import drawn, styles_of_minutes

if TYPE_CHECKING:
    from playwright.sync_api import Page

PARALLEL = """
edition: {start: 2026-07-01, end: 2026-07-02, timezone: Europe/Paris}
rooms: [Red Room, Green Room, Blue Room]
tracks: [Theory]
organizers: [Ada Smith]
schedule:
- {time: 09:00-09:30, title: Opening, kind: opening}
- {time: 09:30-11:00, title: Long, room: Red Room, chairs: Ada Smith}
- {time: 09:30-10:00, talk: b, room: Green Room}
- {time: 10:00-11:00, title: Wide, room: [Green Room, Blue Room], track: Theory}
- {time: 11:00-11:30, title: Coffee, kind: break}
- time: 11:30-12:30
  title: Short talks
  room: Blue Room
  talks: [{talk: b, duration: 20}, {talk: c, duration: 40}]
- day: 2026-07-02
- {time: 10:00-11:00, title: Alone, room: Blue Room}
talks:
- {id: b, title: Bees, authors: [B Two], status: cancelled}
- {id: c, title: Crabs, speakers: [C Three]}
"""


@pytest.fixture
def conference(site: Site) -> Site:
    (site.folder / 'program/2019.yml').unlink()
    site.write('program/2026.yml', PARALLEL)
    return site


def cell(page: str, content: str) -> str:
    """The start tag of the table cell that has *content*."""
    before = page[: page.index(content, page.index('<table'))]
    return before[before.rindex('<td') :].partition('>')[0] + '>'


def test_each_parallel_room_has_a_column_and_each_day_a_table(conference: Site) -> None:
    page = conference.build().page('talks/2026/index')
    tables = re.findall(r'<table.*?</table>', page)
    heads = [re.findall(r'<th scope="col"><p>(?:<[^>]*>)*([^<]*)', table) for table in tables]
    assert heads == [['Time', 'Red Room', 'Green Room', 'Blue Room'], ['Time', 'Program']]
    assert ['Wednesday 1 July 2026' in tables[0], 'Thursday 2 July 2026' in tables[1]] == [True, True]
    assert all('<caption>' in table for table in tables)


def test_what_is_for_all_rooms_spans_them_and_what_is_long_spans_rows(conference: Site) -> None:
    page = conference.build().page('talks/2026/index')
    assert 'colspan="3"' in cell(page, 'Opening')
    assert 'colspan="3"' in cell(page, 'Coffee')
    assert 'rowspan="2"' in cell(page, 'Long')
    assert 'colspan="2"' in cell(page, 'Wide')
    assert 'span=' not in cell(page, 'Bees')


def test_each_row_begins_with_its_time(conference: Site) -> None:
    page = conference.build().page('talks/2026/index')
    rows = re.findall(r'<th[^>]* scope="row"><p>(?:<span[^>]*></span>)?<time datetime="([^"]*)">', page)
    assert [row[11:16] for row in rows] == ['09:00', '09:30', '10:00', '11:00', '11:30', '10:00']


def test_talks_of_a_session_follow_one_another(conference: Site) -> None:
    text = conference.build().text('talks/2026/index')
    assert '11:30–11:50 Bees Cancelled B Two 11:50–12:30 Crabs C Three' in text


def test_breaks_are_quiet_and_what_is_cancelled_is_marked(conference: Site) -> None:
    page = conference.build().page('talks/2026/index')
    assert 'proceedings-quiet' in cell(page, 'Coffee')
    assert 'proceedings-status-cancelled' in page


def test_rooms_are_named_in_one_column_where_nothing_is_parallel(conference: Site) -> None:
    assert '10:00–11:00 Alone Blue Room' in conference.build().text('talks/2026/index')


def test_nothing_is_lost_where_two_sessions_are_in_one_place(conference: Site) -> None:
    conference.edit('program/2026.yml', 'title: Wide, room: [Green Room, Blue Room]', 'title: Wide, room: Red Room')
    built = conference.build()
    assert any('proceedings.clash' in warning for warning in built.warnings)
    assert 'Wide' in built.text('talks/2026/index')


def test_what_has_no_room_beside_rooms_in_use_stands_elsewhere(conference: Site) -> None:
    conference.edit(
        'program/2026.yml', '- {time: 11:00-11:30', '- {time: 10:15-10:45, title: A walk}\n- {time: 11:00-11:30'
    )
    page = conference.build().page('talks/2026/index')
    assert '<th scope="col"><p>Elsewhere</p></th>' in page


def test_a_schedule_can_be_of_a_day_a_room_or_a_track(conference: Site) -> None:
    conference.write(
        'index.md',
        '# Mine\n\n```{schedule}\n:day: 2026-07-02\n```\n\n'
        '## Room\n\n```{schedule} 2026\n:room: Red Room\n```\n\n## Track\n\n```{schedule}\n:track: Theory\n```\n',
    )
    built = conference.build()
    assert built.warnings == []
    day, room, track = built.page('index').split('<h2>')
    assert 'Alone' in day
    assert 'Opening' not in day
    assert 'Long' in room
    assert 'Opening' in room
    assert 'Wide' not in room
    assert 'Wide' in track
    assert 'Long' not in track


def test_a_talk_after_midnight_belongs_to_the_evening_before(conference: Site) -> None:
    conference.edit(
        'program/2026.yml', '- day: 2026-07-02\n', '- {time: 23:30-25:00, title: Night}\n- day: 2026-07-02\n'
    )
    built = conference.build()
    assert built.warnings == []
    first = re.findall(r'<table.*?</table>', built.page('talks/2026/index'))[0]
    assert 'Night' in first
    assert '<time datetime="2026-07-02T01:00:00+02:00">01:00 <span class="proceedings-other-day">Thu 2 Jul<' in first


def test_a_gap_between_sessions_is_a_row_of_its_own_drawn_to_scale(conference: Site) -> None:
    conference.edit('program/2026.yml', 'time: 09:30-10:00, talk: b', 'time: 09:30-09:40, talk: b')
    page = conference.build().page('talks/2026/days/2026-07-01')
    rows = re.findall(r'minutes="(\d+)"><th class="([a-z-]*)" scope="row"><p>.*?>(\d\d:\d\d)', page)
    assert rows[1:4] == [
        ('10', 'proceedings-begins', '09:30'),
        ('20', 'proceedings-goes-on', '09:40'),
        ('60', 'proceedings-begins', '10:00'),
    ]


def test_rows_are_drawn_in_steps_for_which_there_are_styles() -> None:
    assert [drawn(minutes) for minutes in (1, 5, 7, 480, 1000)] == [5, 5, 10, 480, 480]
    assert all(f'[data-minutes="{drawn(minutes)}"]' in styles_of_minutes() for minutes in range(1, 2000))


def test_what_is_off_stays_struck_through_with_the_reason(conference: Site) -> None:
    conference.edit('program/2026.yml', 'status: cancelled}', 'status: cancelled, reason: The bees are asleep}')
    conference.edit('program/2026.yml', 'title: Coffee,', 'title: Coffee, status: tentative, reason: No cups,')
    built = conference.build()
    assert 'Bees Cancelled: The bees are asleep B Two' in built.text('talks/2026/index')
    assert 'Coffee Tentative: No cups' in built.text('talks/2026/index')
    assert 'Cancelled: The bees are asleep' in built.text('talks/2026/b')
    assert '<span class="proceedings-status-tentative">Coffee</span>' in built.page('talks/2026/index')


def test_a_status_of_the_session_is_on_the_page_of_its_talk(conference: Site) -> None:
    conference.edit('program/2026.yml', 'talk: b, room: Green Room', 'talk: b, room: Green Room, status: tentative')
    assert 'Green Room Tentative' in conference.build().text('talks/2026/b')


def test_each_day_has_an_address_and_a_menu_leads_to_the_others(conference: Site) -> None:
    built = conference.build()
    first, second = built.page('talks/2026/days/2026-07-01'), built.page('talks/2026/days/2026-07-02')
    assert '<h1>Wednesday 1 July 2026' in first
    assert 'Crabs' in first
    assert 'Alone' not in first
    assert 'Alone' in second
    assert '<a href="2026-07-02.html">' in first
    assert '<span class="proceedings-current">Wed 1 Jul</span>' in first
    assert 'days/2026-07-01.html' in built.page('talks/2026/index')
    assert 'talks/2026/days/2026-07-01.html' in built.page('index')


def test_a_room_has_a_page_of_what_happens_there(conference: Site) -> None:
    conference.edit('program/2026.yml', 'Red Room, Green', '{name: Red Room, url: "https://example.org/red"}, Green')
    built = conference.build()
    text = built.text('talks/2026/rooms/red-room')
    assert 'Long Chair: Ada Smith' in text
    assert 'Opening' in text  # it is everywhere
    assert 'Wide' not in text
    assert 'href="https://example.org/red"' in built.page('talks/2026/rooms/red-room')
    assert 'href="rooms/green-room.html"' in built.page('talks/2026/index')


def test_a_track_has_a_page_of_its_sessions_and_talks(conference: Site) -> None:
    conference.edit('program/2026.yml', 'title: Crabs,', 'title: Crabs, track: Theory,')
    conference.add('program/2026.yml', '- {id: d, title: Dunes, track: Theory, kind: poster}\n')
    built = conference.build()
    text = built.text('talks/2026/tracks/theory')
    assert 'Wide' in text
    assert 'Crabs' in text  # a talk of the track in a session that is not
    assert 'Bees' not in text
    assert 'Without a time Dunes' in text
    assert 'tracks/theory.html' in built.page('talks/2026/c')


def test_boards_are_named_where_posters_are_listed(site: Site) -> None:
    site.edit('program/2019.yml', '[jax-md, p9]', '[{talk: jax-md, board: A7}, p9]')
    built = site.build()
    assert 'Board A7 JAX, M.D.' in built.text('index')
    assert 'Ekin Cubuk Paper · Board A7' in built.text('talks/2019/index')
    assert ', board A7' in built.text('talks/2019/jax-md')


def test_an_hour_that_happens_twice_has_both_its_rows_in_a_grid(conference: Site) -> None:
    conference.edit('program/2026.yml', 'start: 2026-07-01, end: 2026-07-02', 'start: 2026-10-25, end: 2026-10-26')
    conference.edit('program/2026.yml', '- day: 2026-07-02\n', '- day: 2026-10-25\n'
        '- {time: 02:15-02:45, title: Before, room: Red Room, utc_offset: +02:00}\n'
        '- {time: 02:15-02:45, title: After, room: Red Room, utc_offset: +01:00}\n'
        '- {time: 02:15-02:45, title: Beside, room: Blue Room, utc_offset: +01:00}\n- day: 2026-10-26\n')  # fmt: skip
    built = conference.build()
    assert built.warnings == []
    page = built.page('talks/2026/days/2026-10-25')
    starts = [
        re.search(r'datetime="([^"]*)"', page[: page.index(title)].rpartition('proceedings-slot')[2])[1]
        for title in ('Before', 'After', 'Beside')
    ]
    assert starts == ['2026-10-25T02:15:00+02:00', '2026-10-25T02:15:00+01:00', '2026-10-25T02:15:00+01:00']
    assert re.findall(r'minutes="(\d+)', page)[:4] == ['30', '30', '30', '375']


def test_tools_and_stars_are_on_web_pages_and_nowhere_else(site: Site) -> None:
    assert 'proceedings-star' in site.build().page('talks/2019/jax-md')
    for builder in ('singlehtml', 'epub'):
        built = site.build(builder)
        pages = built.book().values()
        assert pages
        assert not [page for page in pages if re.search('proceedings-(star|tools|file)"', page)]
        assert not list(built.out.rglob('*.ics'))


def places(page: str) -> dict[str, list[str]]:
    """Where each session stands in a grid, by its title: for each of its cells `row+rows lane+lanes`."""
    body = page[page.index('<tbody>') : page.index('</tbody>')]
    covered: set[tuple[int, int]] = set()
    found: dict[str, list[str]] = {}
    for row, line in enumerate(body.split('<tr ')[1:]):
        lane = 0
        for cell in line.split('<td')[1:]:
            while (row, lane) in covered:
                lane += 1
            start = cell.partition('>')[0]
            rows, lanes = (int(re.search(f'{name}="(\\d+)"', start)[1]) if name in start else 1 for name in SPANS)
            covered |= {(row + r, lane + c) for r in range(rows) for c in range(lanes)}
            title = re.search(r'proceedings-title">(?:<[^>]*>)*([^<]*)', cell)
            if title:
                found.setdefault(title[1], []).append(f'{row}+{rows} {lane}+{lanes}')
    return found


SPANS = ('rowspan', 'colspan')


@pytest.fixture
def rooms(site: Site) -> Site:
    """Two rooms; tests write the rows."""
    (site.folder / 'program/2019.yml').unlink()
    site.write(
        'program/2026.yml', 'edition: {start: 2026-07-01, timezone: Europe/Paris}\nrooms: [A, B, C]\nschedule:\n'
    )
    return site


def test_what_replaces_a_cancelled_session_stands_beside_it(rooms: Site) -> None:
    rooms.add('program/2026.yml', """
        - {time: 09:00-10:00, title: Old, room: A, status: cancelled}
        - {time: 09:30-11:00, title: New, room: [A, B]}
        - {time: 09:00-11:00, title: Other, room: C}
        """)  # fmt: skip
    built = rooms.build()
    assert built.warnings == []
    page = built.page('talks/2026/days/2026-07-01')
    assert places(page) == {'Old': ['0+2 0+1'], 'New': ['1+2 1+2'], 'Other': ['0+3 3+1']}
    assert re.search(r'<th colspan="2" scope="colgroup"><p><a [^>]*href="../rooms/a.html">', page)


def test_a_talk_that_is_replaced_makes_no_columns(rooms: Site) -> None:
    rooms.add('program/2026.yml', """
        - {time: 09:00-10:00, title: Old, room: A, status: cancelled}
        - {time: 09:00-10:00, title: New, room: A}
        """)  # fmt: skip
    page = rooms.build().page('talks/2026/days/2026-07-01')
    assert 'proceedings-agenda' in page
    assert 'proceedings-parallel' not in page


def test_what_lasts_all_day_without_a_room_leaves_lunch_to_all_rooms(rooms: Site) -> None:
    rooms.add('program/2026.yml', """
        - {time: 08:00-14:00, title: Registration, kind: social}
        - {time: 09:00-12:00, title: One, room: A}
        - {time: 09:00-12:00, title: Two, room: B}
        - {time: 12:00-13:00, title: Lunch, kind: lunch}
        """)  # fmt: skip
    found = places(rooms.build().page('talks/2026/days/2026-07-01'))
    assert found['Lunch'] == ['2+1 0+2']
    assert found['Registration'] == ['0+4 2+1']


def test_parallel_sessions_without_rooms_stand_side_by_side(rooms: Site) -> None:
    rooms.add('program/2026.yml', """
        - {time: 08:00-12:00, title: Registration}
        - {time: 09:00-10:00, title: One}
        - {time: 09:00-10:00, title: Two}
        - {time: 10:00-11:00, title: Three}
        """)  # fmt: skip
    found = places(rooms.build().page('talks/2026/days/2026-07-01'))
    assert found == {
        'Registration': ['0+4 0+1'], 'One': ['1+1 1+1'], 'Two': ['1+1 2+1'], 'Three': ['2+1 1+1'],
    }  # fmt: skip


def test_a_session_in_rooms_that_are_apart_is_in_a_list_once(rooms: Site) -> None:
    rooms.add('program/2026.yml', """
        - {time: 09:00-10:00, title: Apart, room: [A, C], id: apart}
        - {time: 09:00-10:00, title: Between, room: B}
        """)  # fmt: skip
    page = rooms.build().page('talks/2026/index')
    assert places(page)['Apart'] == ['0+1 0+1', '0+1 2+1']
    assert page.count('proceedings-again') == 1
    assert page.count('id="session-apart"') == 1


@pytest.mark.parametrize('builder', ['epub', 'latex', 'man', 'text', 'singlehtml'])
def test_a_book_has_a_list_in_place_of_a_grid_and_nothing_empty(conference: Site, builder: str) -> None:
    built = conference.build(builder, man_pages=[('index', 'site', 'Site', [], 1)])
    assert built.warnings == []
    files = [path for path in built.out.rglob('*') if path.suffix in ('.tex', '.txt', '.1')]
    text = ''.join([path.read_text(encoding='utf-8') for path in files] or built.book().values())
    assert 'Crabs' in text
    for not_there in ('proceedings-parallel', '<p></p>', '<p> </p>', '\\multirow', 'proceedings-files'):
        assert not_there not in text


def test_a_translation_keeps_what_is_cancelled_struck_through(conference: Site) -> None:
    conference.edit('program/2026.yml', 'title: Coffee,', 'title: Coffee, status: cancelled, reason: No beans,')
    messages = conference.build('gettext').out / 'talks.pot'
    assert 'msgid "Coffee Cancelled: No beans"' not in messages.read_text(encoding='utf-8')


@pytest.mark.parametrize('status', ['cancelled', 'withdrawn'])
def test_what_is_off_is_struck_through(site: Site, page: Page, status: str) -> None:
    site.write('index.md', '')
    site.edit('program/2019.yml', '- id: causality\n', f'- id: causality\n  status: {status}\n')
    page.goto((site.build().out / 'index.html').as_uri())
    for media in ('screen', 'print'):
        page.emulate_media(media=media)
        link = page.locator('table.proceedings-schedule a', has_text='Causality')
        assert link.evaluate('link => getComputedStyle(link).textDecorationLine') == 'line-through'
