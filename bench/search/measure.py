"""What a reader has to wait for, in Chromium: a cold search, letters typed, and whether the right page is found."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from statistics import median, quantiles

from playwright.sync_api import Browser, BrowserContext, Error, Page, sync_playwright

from cases import CASES, FIRST_QUERY, IN_ABSTRACTS, TYPED, Case
from running import say
from server import Server
from sites import Site

ENGINES = {
    'sphinx': "Sphinx's index, our language",
    'pagefind': 'Pagefind',
    'ours': 'small index',
    'ours-with-text': 'small index, then full text',
    'minisearch': 'MiniSearch',
    'flexsearch': 'FlexSearch',
}
NAMES = ('chromium', 'chromium-browser', 'google-chrome')
OPTIONS = [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
]

COLD_RUNS = 7
PATIENCE = 30_000
"""Milliseconds that a page may take."""


@dataclass
class Measured:
    """One engine on one site: milliseconds, bytes over the wire, megabytes of the JavaScript heap, and misses."""

    bytes: float = 0
    requests: float = 0
    first: float = 0
    key: float = 0
    slow_key: float = 0
    slowest_key: float = 0
    heap: float = 0
    from_file: bool = False
    found: list[tuple[Case, bool]] = field(default_factory=list)
    answers: dict[str, list[str]] = field(default_factory=dict)

    def right(self, cases: tuple[Case, ...]) -> int:
        return sum(right for case, right in self.found if case in cases)

    @property
    def missed(self) -> list[Case]:
        return [case for case, right in self.found if not right]


@contextmanager
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path_of_chromium(), args=OPTIONS)
        yield browser
        browser.close()


def path_of_chromium() -> str:
    path = next(filter(None, map(shutil.which, NAMES)), None)
    if path is None:
        raise SystemExit('There is no Chromium. On Debian and Ubuntu: apt-get install chromium')
    return path


def measure(browser: Browser, site: Site, engine: str, runs: int = COLD_RUNS) -> Measured:
    say(f'{site.talks} talks: {ENGINES[engine]}')
    measured = Measured()
    with Server(site.folder) as server:
        cold = [cold_search(browser, server, engine) for _ in range(runs + 1)][1:]  # the first compresses the files
        measured.bytes, measured.requests, measured.first = (median(values) for values in zip(*cold, strict=True))
        with opened(browser, server.address, engine) as page:
            measured.heap = heap(page)
            type_queries(page, measured)
            answer(page, measured)
    measured.from_file = works_from_file(browser, site, engine)
    return measured


@contextmanager
def context_of(browser: Browser) -> Iterator[BrowserContext]:
    """A browser that was nowhere yet: nothing in its cache."""
    context = browser.new_context()
    context.set_default_timeout(PATIENCE)
    yield context
    context.close()


@contextmanager
def opened(browser: Browser, root: str, engine: str) -> Iterator[Page]:
    """The page of *engine*, not searched yet."""
    with context_of(browser) as context:
        page = context.new_page()
        page.goto(f'{root}_bench/{engine}.html', wait_until='load')
        yield page


def cold_search(browser: Browser, server: Server, engine: str) -> tuple[float, float, float]:
    """Bytes, requests and milliseconds from the moment in which a reader first searches to the first five results."""
    with opened(browser, server.address, engine) as page:
        page.wait_for_timeout(100)
        server.bytes = server.requests = 0
        took = page.evaluate('query => askFirst(query)', FIRST_QUERY)['took']
        return server.bytes, server.requests, took


def heap(page: Page) -> float:
    """What the first search has added to the heap of the page's script, in MB. Workers and WebAssembly have others."""
    before = used(page)
    page.evaluate('query => askFirst(query)', FIRST_QUERY)
    return used(page) - before


def used(page: Page) -> float:
    session = page.context.new_cdp_session(page)
    session.send('HeapProfiler.collectGarbage')
    return float(session.send('Runtime.getHeapUsage')['usedSize']) / 1e6


def type_queries(page: Page, measured: Measured) -> None:
    times = page.evaluate('queries => type(queries)', list(TYPED))
    measured.key, measured.slowest_key = median(times), max(times)
    measured.slow_key = quantiles(times, n=20)[-1]


def answer(page: Page, measured: Measured) -> None:
    for case in (*CASES, *IN_ABSTRACTS):
        found = page.evaluate('query => ask(query)', case.query)['found']
        measured.answers[case.query] = found
        measured.found.append((case, case.expected in found[: case.within]))


def works_from_file(browser: Browser, site: Site, engine: str) -> bool:
    try:
        with opened(browser, f'{site.folder.resolve().as_uri()}/', engine) as page:
            return bool(page.evaluate('query => askFirst(query)', FIRST_QUERY)['found'])
    except Error:
        return False
