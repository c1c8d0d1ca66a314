"""The way from page to page is the one that Sphinx finds, whatever pages are called."""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest
from sphinx.util.osutil import relative_uri

from proceedings.ways import FindsWays

NAMES = ('index', 'a', 'b', 'a/index', 'a/b', 'a/a', 'a/b/index', 'a/b/c', 'b/c', 'b/a/b', 'é x/a', 'a/é x/b/index')


class Plain:
    """What a builder of Sphinx does."""

    address = staticmethod(str)

    def get_target_uri(self, docname: str, typ: str | None = None) -> str:
        return self.address(docname)

    def get_relative_uri(self, from_: str, to: str, typ: str | None = None) -> str:
        return relative_uri(self.get_target_uri(from_), self.get_target_uri(to, typ))


class Ours(FindsWays, Plain):
    pass


def folder(name: str) -> str:
    return name.removesuffix('index') if name.endswith('index') else f'{name}/'


@pytest.mark.parametrize(
    'address', [lambda name: f'{name}.html', folder, lambda name: f'#{name}', lambda name: f'a.html#{name}', str]
)
def test_each_page_leads_to_each_other(address: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Plain, 'address', staticmethod(address))
    plain, ours = Plain(), Ours()
    for here, there in (*product(NAMES, NAMES), *product(reversed(NAMES), NAMES)):
        assert ours.get_relative_uri(here, there) == plain.get_relative_uri(here, there)


def test_a_way_between_folders_is_found_once(monkeypatch: pytest.MonkeyPatch) -> None:
    found: list[tuple[str, str]] = []

    def noted(here: str, there: str) -> str:
        found.append((here, there))
        return relative_uri(here, there)

    monkeypatch.setattr('proceedings.ways.relative_uri', noted)
    ours = Ours()
    assert [ours.get_relative_uri(f'talks/2019/{at}', f'speakers/{at}') for at in 'abc'] == [
        '../../speakers/a',
        '../../speakers/b',
        '../../speakers/c',
    ]
    assert found == [('talks/2019/a', 'speakers/a')]
