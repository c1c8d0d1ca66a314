"""Themes of others, which offer the source of a page: none of them leads to a file that nobody wrote."""

from __future__ import annotations

import re
from importlib.util import find_spec
from pathlib import Path

import pytest

from conftest import Site

HOME = 'https://github.com/tides/site'

THEMES = {
    'furo': {
        'html_theme_options': {
            'source_repository': HOME, 'source_branch': 'main', 'source_directory': 'docs/',
            'top_of_page_buttons': ['view', 'edit'],
        },
    },
    'sphinx_rtd_theme': {
        'html_context': {
            'display_github': True, 'github_user': 'tides', 'github_repo': 'site', 'github_version': 'main',
            'conf_py_path': '/docs/',
        },
    },
    'alabaster': {},
}  # fmt: skip


# That of Read the Docs wants an older docutils than Sphinx does, so it is no dependency of the tests.
@pytest.mark.parametrize('theme', [theme for theme in THEMES if find_spec(theme)])
def test_no_theme_offers_the_source_of_a_page_that_nobody_wrote(site: Site, theme: str) -> None:
    site.write('talks/2019/jax-md.md', 'An abstract.\n')
    built = site.build(html_theme=theme, html_copy_source=True, proceedings_repository='', **THEMES[theme])
    assert built.warnings == []
    offered = {path.relative_to(built.out).as_posix(): sources(path) for path in built.out.rglob('*.html')}
    assert len(offered) > 10
    of_sphinx = {'genindex.html', 'search.html'}  # that of Read the Docs offers them, on any site
    assert {name for name in offered if offered[name]} - of_sphinx == {'talks/2019/jax-md.html'}
    assert all('talks/2019/jax-md.md' in address for address in offered['talks/2019/jax-md.html'])


def test_the_folder_is_known_from_what_the_theme_of_read_the_docs_is_told(site: Site) -> None:
    page = site.build(**THEMES['sphinx_rtd_theme']).page('talks/2019/p9')
    assert f'{HOME}/new/main?filename=docs/talks/2019/p9.md&' in page


def sources(path: Path) -> list[str]:
    """Where the buttons of a theme lead; not the link that is ours."""
    html = path.read_text(encoding='utf-8')
    links = re.findall(r'<a[^>]*href="([^"]*)"[^>]*>', re.sub('<a class="proceedings-[^>]*>', '', html))
    return [address for address in links if '_sources/' in address or address.startswith(HOME)]
