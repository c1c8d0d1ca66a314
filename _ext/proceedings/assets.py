"""What pages load beside themselves: style sheets, scripts, templates.

What every page loads is many small files, each of which can be read, and would be a request of its own: on a phone the
reader waits for their number rather than for their size. So they are joined into one style sheet and one script, as
they are, behind one another. A browser asks for both once, and has them for all pages.
"""

from __future__ import annotations

from codecs import BOM_UTF8
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.config import Config

from .domain import proceedings_domain
from .export.uids import series_uids
from .icons import small_font
from .kept import write_if_other
from .nodes import styles_of_minutes
from .web import is_book, is_web

TEMPLATES = Path(__file__).parent / 'templates'
THEME_TEMPLATES = TEMPLATES / 'pydata'
"""Those that take the place of some of the PyData theme."""

STYLE_SHEET = 'proceedings-all.css'
SCRIPT = 'proceedings/all.js'
"""Each in the folder of those that it is made of: from there they find what they name."""

STYLE_SHEETS = ('proceedings', 'header', 'schedule', 'tools', 'record', 'cite', 'search', 'browse')
SCRIPTS = ('core', 'menu', 'zone', 'picks', 'now', 'filters', 'search')

JOINED = {
    STYLE_SHEET: tuple(f'{name}.css' for name in STYLE_SHEETS),
    SCRIPT: tuple(f'proceedings/{name}.js' for name in SCRIPTS),
}
"""What every page loads, in this order; each uses what those before it made."""

ICON = 'proceedings/icon.svg'

CITE_SCRIPT = 'proceedings/cite.js'
MY_SCHEDULE_SCRIPT = 'proceedings/my-schedule.js'
NOT_FOUND_SCRIPT = 'proceedings/not-found.js'
SEARCH_PAGE_SCRIPTS = ('proceedings/facets.js', 'proceedings/search-page.js')
LIST_SCRIPTS = ('proceedings/facets.js', 'proceedings/browse.js')

ENGINE = ('find-words', 'find-query', 'find-entries', 'find-text', 'find')
LOADED_BY_SCRIPTS = tuple(f'proceedings/{name}.js' for name in ENGINE)


def setup_assets(app: Sphinx) -> None:
    app.connect('config-inited', add_static_files)
    app.connect('config-inited', add_templates)
    app.connect('builder-inited', add_icon)
    app.connect('builder-inited', forget_our_folder)
    app.connect('builder-inited', join_files)
    app.connect('builder-inited', add_script, priority=600)  # after the program is there


def add_static_files(app: Sphinx, config: Config) -> None:
    """`config-inited`: all files, from the package or, in a checkout of this repository, from `_static/`."""
    if folder := static_folder():
        config.html_static_path = [str(folder), *config.html_static_path]
        app.add_css_file(STYLE_SHEET)


def add_icon(app: Sphinx) -> None:
    """`builder-inited`: ours, where the site has none: every browser asks for one, and says on each page if there is
    not."""
    config = app.config
    has_one = config.html_favicon or config.html_theme_options.get('favicons') or not static_folder()
    if is_web(app.builder) and not has_one:
        app.add_css_file(ICON, rel='icon', type='image/svg+xml')


def static_folder() -> Path | None:
    """Where the style sheets are."""
    package = Path(__file__).parent
    return next((f for f in (package / 'static', package.parents[1] / '_static') if f.is_dir()), None)


def join_files(app: Sphinx) -> None:
    """`builder-inited`: into the output, where Sphinx looks for them to tell browsers when they are others. A book has
    style sheets of its own, and only itself in its folder."""
    builder = app.builder
    if isinstance(builder, StandaloneHTMLBuilder) and not is_book(builder) and static_folder():
        static = Path(app.outdir, '_static')
        (static / SCRIPT).parent.mkdir(parents=True, exist_ok=True)
        joined = {address: b'\n'.join(static_file(app, name) for name in names) for address, names in JOINED.items()}
        for theme in builder.theme.get_theme_dirs():
            joined[STYLE_SHEET] += small_font(Path(theme), static).encode()
        joined[STYLE_SHEET] += styles_of_minutes().encode()
        for address, content in joined.items():
            write_if_other(static / address, content)


def static_file(app: Sphinx, name: str) -> bytes:
    """What Sphinx copies to that name: that of the site, if it has one, and otherwise ours."""
    folders = (Path(app.confdir, folder) for folder in reversed(app.config.html_static_path))
    content = next(path.read_bytes() for folder in folders if (path := folder / name).is_file())
    return content.removeprefix(BOM_UTF8)  # it stands only at the beginning of a file


def add_templates(app: Sphinx, config: Config) -> None:
    """`config-inited`: ours behind the site's own, which may replace them."""
    ours = [TEMPLATES, THEME_TEMPLATES] if config.html_theme == 'pydata_sphinx_theme' else [TEMPLATES]
    config.templates_path = [*config.templates_path, *map(str, ours)]


def forget_our_folder(app: Sphinx) -> None:
    """`builder-inited`: `.buildinfo` has a digest of the settings, which has to be the same wherever the package is."""
    builder: Any = app.builder
    if hasattr(builder, 'build_info'):
        ours = {str(static_folder()), str(TEMPLATES), str(THEME_TEMPLATES)}
        before = {name: app.config[name] for name in ('html_static_path', 'templates_path')}
        for name, paths in before.items():
            app.config[name] = [path for path in paths if path not in ours]
        builder.build_info = builder.create_build_info()
        for name, paths in before.items():
            app.config[name] = paths


def add_script(app: Sphinx) -> None:
    """`builder-inited`: deferred, so that it finds the whole page; no module, which browsers do not load from a folder.
    What a browser keeps belongs to the series, by the id that its calendars have too."""
    if is_web(app.builder):
        site = series_uids(proceedings_domain(app.env).program.series).series
        attributes: dict[str, Any] = {'data-site': str(site)}
        app.add_js_file(SCRIPT, loading_method='defer', **attributes)
