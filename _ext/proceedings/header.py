"""The header of every page: which edition it belongs to, the menu of all editions, and what is in none of them.

The templates are `edition-menu.html` and `program-nav.html`. The PyData theme shows them by default; with any other,
conf.py names them where that theme includes templates, as in `html_sidebars = {'**': ['edition-menu.html']}`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.config import Config
from sphinx.environment import BuildEnvironment

from .documents import SPEAKERS, TALKS, edition_document
from .model import Edition
from .program import Program
from .times import MONTHS
from .web import is_web

PLACES = {
    'navbar_start': ['navbar-logo', 'edition-menu'],
    'navbar_center': ['program-nav'],
    'navbar_persistent': ['my-schedule-link', 'search-button-field'],
}
"""Where the PyData theme has our templates, unless conf.py says what is in these places."""


def setup_header(app: Sphinx) -> None:
    # before the theme, which looks at this event already whether templates have something to show
    app.connect('html-page-context', complete_context, priority=400)


def add_header(config: Config, program: Program) -> None:
    """Tell the templates of the editions.

    As a setting, since Sphinx writes every page again when one of these is another, and reads none for that.
    """
    editions = [_entry(edition) for edition in program.editions.values()]
    config.html_context = {'proceedings_editions': editions, **config.html_context}
    if config.html_theme == 'pydata_sphinx_theme':
        config.html_theme_options = {**PLACES, **config.html_theme_options}


def _entry(edition: Edition) -> dict[str, str]:
    return {'id': edition.id, 'document': edition_document(edition.id), 'about': when_and_where(edition)}


def when_and_where(edition: Edition) -> str:
    """`December, Vancouver`; with the year where the id does not say it."""
    month, year = MONTHS[edition.start.month - 1], str(edition.start.year)
    when = month if year in edition.id else f'{month} {year}'
    where = edition.venue.city or edition.venue.name if edition.venue else ''
    return ', '.join(filter(None, (when, where)))


def complete_context(app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: object) -> None:
    """`html-page-context`: the edition that the page belongs to, and the links of the header.

    Only of pages: templates have no links to the parts of one long page.
    """
    if not is_web(app.builder):
        return
    editions = [edition['id'] for edition in context['proceedings_editions']]
    root = app.config.root_doc
    context['proceedings_edition'] = ''.join(editions[:1]) if pagename == root else edition_of(pagename, editions)
    section = section_of(app.builder, pagename, root)
    context['proceedings_nav'] = [
        {
            'title': title,
            'address': document if '://' in document else context['pathto'](document),
            'current': 'page' if document == pagename else 'true' if document == section else '',
        }
        for title, document in (*entries(app.env, root), *_external(context))
        if not edition_of(document, editions)
    ]


def edition_of(document: str, editions: list[str]) -> str:
    """The edition whose folder *document* is in, or nothing."""
    folder, _, rest = document.partition('/')
    edition, _, name = rest.partition('/')
    return edition if folder == 'talks' and name and edition in editions else ''


def entries(env: BuildEnvironment, root: str) -> Iterator[tuple[str, str]]:
    """(title, document or web address) of what the home page's tables of contents list; our own lists come first."""
    listed = [entry for toctree in env.tocs[root].findall(addnodes.toctree) for entry in toctree['entries']]
    for title, name in sorted(listed, key=lambda entry: entry[1] not in (TALKS, SPEAKERS)):
        document = root if name == 'self' else name
        yield title or (env.titles[document].astext() if document in env.titles else document), document


def section_of(builder: Builder, pagename: str, root: str) -> str:
    """The page right below the home page that *pagename* is, or is somewhere below of."""
    relations: Mapping[str, list[str | None]] = getattr(builder, 'relations', {})
    parent = relations.get(pagename, [None])[0]
    while parent and parent != root:
        pagename = parent
        parent = relations.get(pagename, [None])[0]
    return pagename


def _external(context: dict[str, Any]) -> list[tuple[str, str]]:
    """What the PyData theme's option of that name adds."""
    return [(link['name'], link['url']) for link in context.get('theme_external_links') or []]
