"""What others' programs say of whole sites: the Nu checker of their HTML; and where all links lead."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from lxml import html

from exporting import READERS, give_up

NU = READERS / 'node_modules/vnu-jar/build/dist/vnu.jar'


@pytest.fixture(params=['real_site', 'big_site'])
def built_site(request: pytest.FixtureRequest) -> Path:
    folder: Path = request.getfixturevalue(request.param)
    return folder


def pages(site: Path) -> list[Path]:
    """The pages, but for what a theme leaves between its own files."""
    return sorted(path for path in site.rglob('*.html') if '_static' not in path.relative_to(site).parts)


def errors(*files: Path) -> list[str]:
    """What the Nu checker has against *files*: each message, with an example of where."""
    java = shutil.which('java')
    if not java or not NU.is_file():
        give_up(
            'needs Java and the Nu checker: install Java, then npm install --prefix tests/readers --no-package-lock'
        )
    command = [java, '-Xss1m', '-jar', str(NU), '--errors-only', '--exit-zero-always', '--format', 'json']
    done = subprocess.run([*command, *map(str, files)], capture_output=True, text=True, check=True)
    found = {one['message']: f'{one["url"]}:{one.get("lastLine")}' for one in json.loads(done.stderr)['messages']}
    return [f'{message} ({where})' for message, where in found.items()]


def test_the_nu_checker_finds_no_error(built_site: Path) -> None:
    assert errors(*pages(built_site)) == []


def test_it_would(tmp_path: Path) -> None:
    page = tmp_path / 'page.html'
    page.write_text('<!DOCTYPE html><html lang="en"><title>One</title><p><table><tr role="row"><td id="a"><td id="a">')
    assert len(errors(page)) > 2


# Links


def test_every_link_inside_leads_to_a_page_and_a_place_that_are_there(built_site: Path) -> None:
    ids = cache(ids_of)
    lost = {
        f'{page.relative_to(built_site)}: {address}'
        for page in pages(built_site)
        for address in addresses(page)
        if not is_there(page, address, ids)
    }
    assert lost == set()


def addresses(page: Path) -> Iterator[str]:
    """All that a page links to or loads from its own site, but for the one that is whole wherever it is shown."""
    if page.name == '404.html':
        return
    for element, attribute, address, _ in html.parse(page).getroot().iterlinks():
        is_icon = element.tag == 'use'
        if attribute and not is_icon and not urlsplit(address).scheme and not address.startswith('//'):
            yield address


def is_there(page: Path, address: str, ids: object) -> bool:
    parts = urlsplit(address)
    target = (page.parent / unquote(parts.path)).resolve() if parts.path else page
    if target.is_dir():
        target /= 'index.html'
    fragment = unquote(parts.fragment)
    return target.is_file() and (not fragment or target.suffix != '.html' or fragment in ids(target))  # type: ignore[operator]


def ids_of(page: Path) -> frozenset[str]:
    return frozenset(re.findall(r'\s(?:id|name)="([^"]+)"', page.read_text('utf-8')))
