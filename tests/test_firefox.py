"""The main ways of readers through a site, in Firefox, under the policy of the guide."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from exporting import give_up
from firefox import Firefox, firefox, path_of_firefox
from test_policy import PAGES, guarded

__all__ = ['guarded']


@pytest.fixture(scope='module')
def browser_of_all() -> Iterator[Firefox]:
    if not path_of_firefox():
        give_up('needs Firefox: on Debian, apt-get install firefox-esr')
    with firefox() as window:
        yield window


@pytest.fixture
def window(browser_of_all: Firefox) -> Iterator[Firefox]:
    """One that nobody may have reason to complain of, at the end of a test."""
    window = browser_of_all
    window.said.clear()
    window.asked.clear()
    window.resize(1280)
    yield window
    window.run('new Promise(resolve => setTimeout(resolve, 100))')
    assert window.said == []


@pytest.fixture
def real(real_site: Path, guarded: Callable[[Path], str]) -> str:
    return guarded(real_site)


@pytest.mark.parametrize('width', [1280, 390])
def test_every_type_of_page_is_there_and_fits(window: Firefox, real: str, width: int) -> None:
    window.resize(width)
    for address in PAGES.values():
        window.open(f'{real}/{address}')
        assert window.run('document.querySelector("h1").textContent.length') > 2
        assert window.run('document.documentElement.scrollWidth') <= width, address
    assert window.foreign(real) == []


def test_a_talk_is_found_by_the_name_of_a_person(window: Firefox, real: str) -> None:
    window.open(f'{real}/index.html')
    window.type('k', control=True)
    window.wait_for('document.querySelector("dialog[open] input") === document.activeElement')
    window.type('scholkopf')
    window.click('dialog[open] a[href*="bernhard-scholkopf"]')
    window.wait_for('document.querySelector("h1")?.textContent.includes("Schölkopf")')


def test_the_list_of_talks_is_filtered(window: Firefox, real: str) -> None:
    window.open(f'{real}/talks/index.html')
    window.click('#proceedings-filter')
    window.type('exoplanets')
    window.wait_for('/^\\d of \\d+ talks/m.test(document.querySelector("main").innerText)')
    assert 'q=exoplanets' in window.run('new Promise(resolve => setTimeout(() => resolve(location.search), 1500))')


def test_what_is_picked_is_in_my_schedule(window: Firefox, real: str) -> None:
    window.open(f'{real}/talks/2019/jax-md.html')
    window.click('main .proceedings-star')
    window.wait_for('document.querySelector("main .proceedings-star").getAttribute("aria-pressed") === "true"')
    window.open(f'{real}/my-schedule.html')
    window.wait_for('document.querySelector("main").innerText.includes("JAX, M.D.")')


def test_times_are_shown_in_the_zone_of_the_reader(window: Firefox, real: str) -> None:
    window.open(f'{real}/talks/2019/index.html')
    before = window.run('document.querySelector("table time").textContent')
    window.click('.proceedings-zone-control select')
    window.type('\ue00c')
    window.wait_for('document.querySelector(".proceedings-zone-control select").options.length > 100')
    window.run("""(() => {
      const control = document.querySelector('.proceedings-zone-control select');
      control.value = 'Asia/Tokyo';
      control.dispatchEvent(new Event('change', { bubbles: true }));
      return control.value;
    })()""")
    window.wait_for(f'document.querySelector("table time").textContent !== {before!r}')


def test_a_grid_is_drawn_to_scale_and_stays_a_table_on_a_phone(
    window: Firefox, big_site: Path, guarded: Callable[[Path], str]
) -> None:
    window.open(f'{guarded(big_site)}/talks/2027/days/2027-03-13.html')
    heights = window.run(
        '[...document.querySelectorAll("tr[data-minutes]")].map(row => row.getBoundingClientRect().height)'
    )
    assert max(heights) > 2 * min(heights)
    window.resize(390)
    assert window.run('document.documentElement.scrollWidth') <= 390


def test_colours_are_those_that_were_chosen(window: Firefox, real: str) -> None:
    window.open(f'{real}/index.html')
    window.run('(localStorage.setItem("mode", "dark"), 1)')
    window.open(f'{real}/talks/2019/jax-md.html')
    assert window.run('document.documentElement.dataset.theme') == 'dark'
    light = 'getComputedStyle(document.body).backgroundColor.match(/\\d+/g).slice(0, 3).every(one => one < 80)'
    assert window.run(light)
    window.run('(localStorage.removeItem("mode"), 1)')
