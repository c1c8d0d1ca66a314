"""The header of every page: which edition it belongs to, the menu of all editions, and what is in none of them.

The templates are `edition-menu.html` and `program-nav.html`. The PyData theme shows them by default; with any other,
conf.py names them where that theme includes templates, as in `html_sidebars = {'**': ['edition-menu.html']}`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from markupsafe import escape
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.config import Config

from .documents import SPEAKERS, TALKS, edition_document
from .domain import proceedings_domain
from .model import Edition
from .program import Program
from .times import MONTHS
from .web import is_web

PLACES = {'navbar_start': ['navbar-logo', 'edition-menu'], 'navbar_center': ['program-nav']}
"""Where the PyData theme has our templates, unless conf.py says what is in these places."""

ALWAYS_SHOWN = ['my-schedule-link', 'search-button-field']
"""What the header has on narrow screens, too. The theme writes what is in its place for that, `navbar_persistent`, into
each page twice; these come first in `navbar_end`, once, and `header.css` shows them whatever the screen is like."""

END = ['theme-switcher', 'navbar-icon-links']
"""What the theme has there itself."""

CHECKED = 'theme_templates_skip_empty_check'
"""The setting of the theme as templates have it."""

NEVER_EMPTY = ['navbar-logo.html', 'search-button-field.html', 'theme-switcher.html', 'sidebar-ethical-ads.html']
"""What the theme need not render once more to see whether there is anything in it, besides what its own list has."""

GENERATED = ('genindex', 'modindex', 'search')
"""What a table of contents can name that is no document, but a page of Sphinx's own."""


def setup_header(app: Sphinx) -> None:
    header = HeaderOfBuild()
    app.connect('write-started', header.find_entries)
    # before the theme, which looks at this event already whether templates have something to show
    app.connect('html-page-context', header.complete_context, priority=400)


def add_header(config: Config, program: Program) -> None:
    """Tell the templates of the editions, and those of the PyData theme that light and dark are the reader's choice.

    As a setting, since Sphinx writes every page again when one of these is another, and reads none for that. Where
    nobody says a mode, the theme means `auto`, but writes none: its script complains of that on every page, and without
    scripts there are no colours for the dark.
    """
    editions = [_entry(edition) for edition in program.editions.values()]
    config.html_context = {'proceedings_editions': editions, **config.html_context}
    if config.html_theme == 'pydata_sphinx_theme':
        config.html_context.setdefault('default_mode', 'auto')
        checked = {'templates_skip_empty_check': [*NEVER_EMPTY, 'sidebar-nav-bs.html', 'navbar-nav.html']}
        config.html_theme_options = {**PLACES, **checked, **once(config.html_theme_options)}


def once(options: Mapping[str, Any]) -> dict[str, Any]:
    """*options* of the PyData theme with what is always shown, unless they say what that is."""
    if 'navbar_persistent' in options:
        return dict(options)
    end = options.get('navbar_end', END)
    end = end.split(',') if isinstance(end, str) else end
    return {**options, 'navbar_persistent': [], 'navbar_end': [*ALWAYS_SHOWN, *map(str.strip, end)]}


def _entry(edition: Edition) -> dict[str, str]:
    return {'id': edition.id, 'document': edition_document(edition.id), 'about': when_and_where(edition)}


def when_and_where(edition: Edition) -> str:
    """`December, Vancouver`; with the year where the id does not say it."""
    month, year = MONTHS[edition.start.month - 1], str(edition.start.year)
    when = month if year in edition.id else f'{month} {year}'
    where = edition.venue.city or edition.venue.name if edition.venue else ''
    return ', '.join(filter(None, (when, where)))


class HeaderOfBuild:
    """The header of all pages of one build: its `entries` are those of the home page."""

    def __init__(self) -> None:
        self.entries: list[tuple[str, str]] = []

    def find_entries(self, app: Sphinx, builder: Builder) -> None:
        """`write-started`: now they do not change any more."""
        self.entries = [*entries(app)] if is_web(builder) else []

    def complete_context(
        self, app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: object
    ) -> None:
        """`html-page-context`: the edition that the page belongs to, and the links of the header.

        Only of pages: templates have no links to the parts of one long page.
        """
        if not is_web(app.builder):
            return
        editions, root = edition_ids(app.config), app.config.root_doc
        edition = ''.join(editions[:1]) if pagename == root else edition_of(pagename, editions)
        context['proceedings_edition'] = edition
        # not left to the template, which is rendered again for each page whose name it asks for (see `remembered`)
        context['proceedings_edition_page'] = pagename == edition_document(edition)
        section = section_of(app.builder, pagename, root)
        context['proceedings_nav'] = [
            {
                'title': title,
                'address': document if '://' in document else context['pathto'](document),
                'current': 'page' if document == pagename else 'true' if document == section else '',
            }
            for title, document in (*self.entries, *_external(context))
        ]
        if context.get('docstitle') == proceedings_domain(app.env).program.series.short_title:
            context['docstitle'] = escape(context['docstitle'])  # the PyData theme has it for HTML
        if isinstance(checked := context.get(CHECKED), list):
            context[CHECKED] = [*checked, *full_on(pagename, context, app.config)]


def full_on(pagename: str, context: Mapping[str, Any], config: Config) -> Iterator[str]:
    """Which of the parts that are empty on some pages have something on the page *pagename*: the theme would render
    them once more to see it, and with the title of the page in it, that is another text each time."""
    if pagename != config.root_doc and context.get('title'):
        yield 'breadcrumbs.html'
    if context['proceedings_nav']:
        yield 'program-nav.html'
    if config.html_context['proceedings_editions']:
        yield from ('edition-menu.html', 'my-schedule-link.html')
    if context.get('show_copyright') and context.get('copyright'):
        yield 'copyright.html'


def edition_ids(config: Config) -> list[str]:
    """The editions that the menu has, in its order."""
    return [edition['id'] for edition in config.html_context['proceedings_editions']]


def edition_of(document: str, editions: list[str]) -> str:
    """The edition whose folder *document* is in, or nothing."""
    folder, _, rest = document.partition('/')
    edition, _, name = rest.partition('/')
    return edition if folder == 'talks' and name and edition in editions else ''


def entries(app: Sphinx) -> Iterator[tuple[str, str]]:
    """(title, document or web address) of what the home page's tables of contents list; our own lists come first.

    Less the editions, which have a menu of their own, and what is no more since the home page was read.
    """
    env, editions = app.env, edition_ids(app.config)
    listed = [
        entry for toctree in env.tocs[app.config.root_doc].findall(addnodes.toctree) for entry in toctree['entries']
    ]
    for written, name in sorted(listed, key=lambda entry: entry[1] not in (TALKS, SPEAKERS)):
        title, document = _entry_of(app, name)
        if document and not edition_of(document, editions):
            yield written or title, document


def _entry_of(app: Sphinx, name: str) -> tuple[str, str]:
    """What an entry of a table of contents is called where nothing else is written, and where it leads; or nothing."""
    if '://' in name:
        return name, name
    if name == 'self':
        return app.config.html_short_title, app.config.root_doc
    if name in GENERATED:
        document, _, title = app.env.domains.standard_domain.labels[name]
        return str(title), document
    return (app.env.titles[name].astext(), name) if name in app.env.titles else ('', '')


def section_of(builder: Builder, pagename: str, root: str) -> str:
    """The page right below the home page that *pagename* is, or is somewhere below of."""
    above = [pagename, *ancestors(getattr(builder, 'relations', {}), pagename)]
    return [document for document in above if document != root or document == pagename][-1]


def ancestors(relations: Mapping[str, list[str | None]], document: str) -> Iterator[str]:
    """The pages above *document* in the tables of contents, the nearest first and the home page last."""
    parent = relations.get(document, [None])[0]
    while parent:
        yield parent
        parent = relations.get(parent, [None])[0]


def _external(context: dict[str, Any]) -> list[tuple[str, str]]:
    """What the PyData theme's option of that name adds."""
    return [(link['name'], link['url']) for link in context.get('theme_external_links') or []]
