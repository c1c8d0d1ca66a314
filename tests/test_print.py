"""What comes out of a printer: a programme that one would hang on a door."""

from __future__ import annotations

import re
import unicodedata
from io import BytesIO
from pathlib import Path

import pytest
from playwright.sync_api import Page
from pypdf import PdfReader

from proceedings.load import load
from proceedings.maths.titles import plain_title
from programs.generate import generate

DAYS = ['Saturday 13 March 2027', 'Sunday 14 March 2027', 'Monday 15 March 2027']
A4 = {'width': 794, 'height': 1123}
"""In pixels, at 96 to the inch."""


def printed(page: Page, address: str) -> list[str]:
    """The text of each sheet of paper, without white space: lines are broken anywhere."""
    page.goto(address)
    pdf = PdfReader(BytesIO(page.pdf(format='A4', prefer_css_page_size=True)))
    return [_bare(sheet.extract_text()) for sheet in pdf.pages]


def _bare(text: str) -> str:
    return re.sub(r'[\s\u200b]+', '', unicodedata.normalize('NFKC', text))  # ligatures, too


@pytest.fixture(scope='module')
def edition(tmp_path_factory: pytest.TempPathFactory):
    folder = tmp_path_factory.mktemp('program')
    generate(folder)
    return load(folder).program.editions['2027']


def test_each_day_begins_a_page(page: Page, big_site: Path) -> None:
    sheets = printed(page, f'{big_site.as_uri()}/talks/2027/index.html')
    begins = [next(at for at, sheet in enumerate(sheets) if _bare(day) in sheet) for day in DAYS]
    assert begins == sorted(set(begins))
    assert all(sheets[at].startswith(_bare(day)) for at, day in zip(begins[1:], DAYS[1:], strict=True))


def test_nothing_of_a_day_is_cut(page: Page, big_site: Path, edition) -> None:
    text = ''.join(printed(page, f'{big_site.as_uri()}/talks/2027/days/2027-03-14.html'))
    sessions = next(found for day, found in edition.sessions_by_day().items() if day.isoformat() == '2027-03-14')
    talks = [edition.talks[slot.talk] for session in sessions for slot in session.slots]
    titles = {talk.title for talk in talks if talk.stands}
    titles |= {session.title for session in sessions if session.title}
    plain = {_bare(plain_title(title)) for title in titles if title.isascii() and '$' not in title}
    assert len(plain) > 50
    assert {title for title in plain if title not in text} == set()


def test_there_is_no_navigation_on_paper(page: Page, big_site: Path) -> None:
    text = ''.join(printed(page, f'{big_site.as_uri()}/talks/2027/days/2027-03-13.html'))
    for not_for_paper in ('Search', 'Myschedule', 'Filter', 'Timesin', 'People', '☆', 'Sun14Mar2027·'):
        assert not_for_paper not in text
    page.emulate_media(media='print')
    for hidden in ('.bd-header', '.bd-header-article', '.bd-footer', '.proceedings-tools', '.proceedings-day-menu'):
        assert page.locator(hidden).first.is_hidden()


@pytest.mark.parametrize('address', ['talks/2027/index.html', 'talks/2027/rooms/great-hall.html'])
def test_all_of_it_is_as_wide_as_the_paper(page: Page, big_site: Path, address: str) -> None:
    page.set_viewport_size(A4)
    page.emulate_media(media='print')
    page.goto(f'{big_site.as_uri()}/{address}')
    assert page.evaluate('document.documentElement.scrollWidth') <= A4['width']


@pytest.mark.parametrize('kept', ['auto', 'dark'])
def test_a_dark_screen_prints_black_on_white(page: Page, big_site: Path, kept: str) -> None:
    page.add_init_script(f'localStorage.setItem("mode", "{kept}")')
    page.emulate_media(media='print', color_scheme='dark')
    page.goto(f'{big_site.as_uri()}/talks/2027/days/2027-03-13.html')
    colours = page.evaluate(
        """[...document.querySelectorAll(".bd-article *")]
             .filter((node) => node.checkVisibility())
             .filter((node) => [...node.childNodes].some((child) => child.nodeType === 3 && child.data.trim()))
             .map((node) => getComputedStyle(node).color)"""
    )
    assert len(colours) > 500
    assert {colour for colour in colours if max(map(int, re.findall(r'\d+', colour)[:3])) > 120} == set()
    assert page.evaluate('getComputedStyle(document.body).backgroundColor') == 'rgb(255, 255, 255)'


def test_each_sheet_of_a_room_says_which_room_it_is(page: Page, big_site: Path) -> None:
    sheets = printed(page, f'{big_site.as_uri()}/talks/2027/rooms/coral-room.html')
    first_of_day = [next(sheet for sheet in sheets if _bare(day) in sheet) for day in DAYS]
    assert all('CoralRoom' in sheet[:80] for sheet in first_of_day)
