"""What a browser that was nowhere yet asks for when it opens a page, and what of that comes over the wire."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from playwright.sync_api import Browser, Response

from measure import context_of
from server import Server

BLOCKING = """performance.getEntriesByType('resource')
  .filter(one => one.initiatorType === 'script' && one.renderBlockingStatus === 'blocking')
  .map(one => one.name)"""


@dataclass(frozen=True)
class Load:
    """One page: the bytes of its HTML and, gzipped, of all files, also by sort; and scripts that its text waits for."""

    html: int
    files: dict[str, int]
    sorts: Counter[str]
    blocking: list[str]

    @property
    def requests(self) -> int:
        return len(self.files)

    @property
    def bytes(self) -> int:
        return sum(self.files.values())


def load(browser: Browser, server: Server, page: str) -> Load:
    """Open *page*, and wait until nothing is asked for any more."""
    files: dict[str, int] = {}
    sorts: Counter[str] = Counter()

    def note(response: Response) -> None:
        name = path_of(response.url)
        files[name] = len(server.response(name))
        sorts[response.request.resource_type] += files[name]

    with context_of(browser) as context:
        opened = context.new_page()
        opened.on('response', note)
        opened.goto(server.address + page, wait_until='networkidle')
        blocking = [path_of(address) for address in opened.evaluate(BLOCKING)]
    return Load((server.folder / page).stat().st_size, files, sorts, blocking)


def path_of(address: str) -> str:
    return unquote(urlsplit(address).path).lstrip('/')
