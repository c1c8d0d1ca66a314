"""What pages load beside themselves: style sheets, scripts, templates."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sphinx.application import Sphinx
from sphinx.config import Config

from .domain import proceedings_domain
from .export.uids import series_uids
from .web import is_web

TEMPLATES = Path(__file__).parent / 'templates'

STYLE_SHEETS = tuple(
    f'{name}.css' for name in ('proceedings', 'header', 'schedule', 'tools', 'record', 'cite', 'search', 'browse')
)

SCRIPTS = tuple(f'proceedings/{name}.js' for name in ('core', 'menu', 'zone', 'picks', 'now', 'filters', 'search'))
"""What every page loads, in this order; each uses what those before it made."""

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
    app.connect('builder-inited', forget_our_folder)
    app.connect('builder-inited', add_scripts, priority=600)  # after the program is there


def add_static_files(app: Sphinx, config: Config) -> None:
    """`config-inited`: the style sheets, from the package or, in a checkout of this repository, from `_static/`."""
    if folder := static_folder():
        config.html_static_path = [str(folder), *config.html_static_path]
        for sheet in STYLE_SHEETS:
            app.add_css_file(sheet)


def static_folder() -> Path | None:
    """Where the style sheets are."""
    package = Path(__file__).parent
    return next((f for f in (package / 'static', package.parents[1] / '_static') if f.is_dir()), None)


def add_templates(app: Sphinx, config: Config) -> None:
    """`config-inited`: ours behind the site's own, which may replace them."""
    config.templates_path = [*config.templates_path, str(TEMPLATES)]


def forget_our_folder(app: Sphinx) -> None:
    """`builder-inited`: `.buildinfo` has a digest of the settings, which has to be the same wherever the package is."""
    builder: Any = app.builder
    if hasattr(builder, 'build_info'):
        ours = {str(static_folder()), str(TEMPLATES)}
        before = {name: app.config[name] for name in ('html_static_path', 'templates_path')}
        for name, paths in before.items():
            app.config[name] = [path for path in paths if path not in ours]
        builder.build_info = builder.create_build_info()
        for name, paths in before.items():
            app.config[name] = paths


def add_scripts(app: Sphinx) -> None:
    """`builder-inited`: deferred, so that they find the whole page; not modules, which browsers do not load from a
    folder. What a browser keeps belongs to the series, by the id that its calendars have too."""
    if is_web(app.builder):
        site = series_uids(proceedings_domain(app.env).program.series).series
        attributes: dict[str, Any] = {'loading_method': 'defer', 'data-site': str(site)}
        for name in SCRIPTS:
            app.add_js_file(name, **attributes)
