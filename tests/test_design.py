"""What sphinx-design brings, in the looks of this site: a page that shows all that organizers may write with it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from axe import violations_in_all_looks
from conftest import SERIES, built_once

COLOURS = ('primary', 'secondary', 'success', 'info', 'warning', 'danger', 'light', 'muted', 'dark')
SHAPES = """
# Home

::::{grid} 1 2 2 2
:::{grid-item-card} A card that leads somewhere
:link: https://example.org
Text with `code`.
:::
:::{grid-item-card} A card
A [link](https://example.org) within words.
:::
::::

::::{tab-set}
:::{tab-item} One
First.
:::
:::{tab-item} Two
Second.
:::
::::

:::{dropdown} Shut
Not to be seen.
:::

:::{note}
A note with a [link](https://example.org).
:::
"""
OF_A_COLOUR = """
{{bdg-{0}}}`{0}` {{bdg-{0}-line}}`{0}` {{bdg-link-{0}}}`{0} <https://example.org>`

:::{{dropdown}} Open and {0}
:color: {0}
:icon: info
:open:
Words with a [link](https://example.org).
:::

```{{button-link}} https://example.org
:color: {0}
{0}
```

```{{button-link}} https://example.org
:color: {0}
:outline:
{0}
```
"""
EDITION = """
edition: {start: 2031-05-02, timezone: UTC}
talks: [{id: waves, title: Waves}]
"""


@pytest.fixture(scope='session')
def design_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The HTML of a site with that page, as its home page."""

    def fill(folder: Path) -> None:
        (folder / 'program').mkdir()
        (folder / 'program/series.yml').write_text(SERIES, encoding='utf-8')
        (folder / 'program/2031.yml').write_text(EDITION, encoding='utf-8')
        (folder / 'index.md').write_text(SHAPES + ''.join(map(OF_A_COLOUR.format, COLOURS)), encoding='utf-8')

    return built_once(tmp_path_factory, 'design-site', fill)


def test_axe_finds_nothing_in_what_organizers_may_write(
    page: Page, design_site: Path, serve: Callable[[Path], str], problems: list[str]
) -> None:
    page.goto(f'{serve(design_site)}/index.html')
    assert page.locator('.sd-card, .sd-tab-set, .sd-dropdown, .sd-badge, .sd-btn').count() > 50
    assert violations_in_all_looks(page) == []
    assert page.evaluate('document.documentElement.scrollWidth <= innerWidth')
