"""Every builder of Sphinx makes something of a program, without a warning."""

from __future__ import annotations

import re
import runpy

import pytest

from conftest import ROOT, Site

PROSE = """
---
keywords: [mass, C++ & <b>, 机器学习]
---
Energy $E = mc^2$, see {talk}`2019/jax-md` and {speaker}`rose-yu`.

# Method

$$\\int_0^1 x\\,dx = \\frac12$$

- one
- two
"""


@pytest.mark.parametrize('builder', ['html', 'dirhtml', 'singlehtml', 'epub', 'latex', 'text', 'gettext', 'man', 'xml'])
def test_a_builder_has_no_warning(site: Site, builder: str) -> None:
    site.write('talks/2019/p9.md', PROSE)
    site.edit(
        'program/2019.yml',
        'title: Causality and Exoplanets',
        r"title: '$\beta$ & <γ>: 100% \ #1_2'" + '\n  keywords: [mass]',
    )
    assert site.build(builder, nitpicky=True).warnings == []


@pytest.mark.parametrize('builder', ['htmlhelp', 'qthelp'])
def test_the_help_of_a_program_has_nothing_of_a_site(site: Site, builder: str) -> None:
    """It has pages, but a window of its own, with a search and a menu."""
    built = site.build(builder, nitpicky=True, html_baseurl='https://example.org/')
    assert built.warnings == []
    files = {path.relative_to(built.out).as_posix() for path in built.out.rglob('*') if path.is_file()}
    assert 'talks/2019/p9.html' in files
    left = {'404.html', 'sitemap.xml', 'search.html', 'my-schedule.html', 'talks/2019/p9.bib', 'talks/2019/p9.ics'}
    assert not left & files
    assert not [name for name in files if name.startswith('_cards') or name.endswith('.ics')]
    page = (built.out / 'talks/2019/p9.html').read_text(encoding='utf-8')
    assert not re.search('og:|ld\\+json|proceedings-(star|search)|citation_', page)


def test_text_reads_well(site: Site) -> None:
    text = (site.build('text').out / 'talks/2019/index.txt').read_text()
    assert '| 08:20–09:00  | Causality and Exoplanets  Bernhard Schölkopf  Invited talk ' in text


def test_the_theme_of_the_site_is_not_ours_to_choose(site: Site) -> None:
    assert site.build(html_theme='alabaster').warnings == []


def test_the_canonical_address_is_that_of_the_environment(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv('READTHEDOCS_CANONICAL_URL', 'https://example.org/en/latest/')
    settings = runpy.run_path(str(ROOT / 'conf.py'))
    built = site.build(html_baseurl=settings['html_baseurl'])
    html = (built.out / 'talks/2019/p9.html').read_text()
    assert '<link rel="canonical" href="https://example.org/en/latest/talks/2019/p9.html"' in html
