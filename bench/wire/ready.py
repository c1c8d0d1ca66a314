"""How soon a page answers its reader: when it is drawn, and its scripts have stopped keeping the browser busy.

That is what Lighthouse calls the time to interactive, without its slow phone: the end of the last task of more than 50
milliseconds, where none follows for a while; at the earliest when something is drawn and the document is loaded.
"""

from __future__ import annotations

from statistics import median

from playwright.sync_api import Browser

from measure import context_of
from server import Server

WIDTHS = (1280, 390)
RUNS = 5

QUIET = 1_500
"""Milliseconds without a long task that are waited for."""

WATCH = """
window.tasks = [];
new PerformanceObserver(list => tasks.push(...list.getEntries())).observe({type: 'longtask', buffered: true});
"""
READY = """() => Math.max(
  performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd,
  performance.getEntriesByName('first-contentful-paint')[0].startTime,
  ...tasks.map(task => task.startTime + task.duration),
)"""
LAST = 'performance.now() - Math.max(0, ...tasks.map(task => task.startTime + task.duration))'


def ready(browser: Browser, server: Server, page: str, width: int) -> float:
    """Milliseconds until *page* is ready in a window of that *width*: of a browser that was nowhere yet, the median."""
    once(browser, server, page, width)  # the server compresses the files
    return median(once(browser, server, page, width) for _ in range(RUNS))


def once(browser: Browser, server: Server, page: str, width: int) -> float:
    with context_of(browser) as context:
        context.add_init_script(WATCH)
        opened = context.new_page()
        opened.set_viewport_size({'width': width, 'height': 800})
        opened.goto(server.address + page, wait_until='networkidle')
        while opened.evaluate(LAST) < QUIET:
            opened.wait_for_timeout(QUIET / 5)
        return float(opened.evaluate(READY))
