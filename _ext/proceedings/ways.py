"""The way from one page to another, found once for each two folders: lists lead to thousands of pages.

Sphinx takes both addresses apart for every link.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from sphinx.util.osutil import relative_uri

KEPT = 20_000
"""So many addresses are remembered."""


class FindsWays:
    """What a builder of Sphinx does that asks for an address, and for the way between two folders, once."""

    def __init__(self: Any, *args: Any) -> None:
        super().__init__(*args)
        self.address_of = lru_cache(KEPT)(super().get_target_uri)  # type: ignore[misc]
        self.ways: dict[tuple[str, str], str] = {}

    def get_target_uri(self: Any, docname: str, typ: str | None = None) -> str:
        address: str = self.address_of(docname, typ)
        return address

    def get_relative_uri(self: Any, from_: str, to: str, typ: str | None = None) -> str:
        here, there = self.address_of(from_, None), self.address_of(to, typ)
        folder, _, name = there.rpartition('/')
        if not name or here == there or '#' in there:  # of which there are rules of their own
            return relative_uri(here, there)
        between = here.rpartition('/')[0], folder
        if between not in self.ways:
            self.ways[between] = relative_uri(here, there).removesuffix(name)
        return f'{self.ways[between]}{name}'
