"""Sphinx's template engine, which renders as little as can be: parts of pages are remembered, and whole pages are forms
that are filled in (see `remembered` and `forms`).

It is registered by Sphinx's setting `template_bridge`; a site that has its own keeps that.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import jinja2
import sphinx
from jinja2.bccache import FileSystemBytecodeCache
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.config import Config
from sphinx.jinja2glue import BuiltinTemplateLoader
from sphinx.theming import Theme

from . import __version__
from .blanks import watch_filters
from .forms import Change, FormsOfTemplate
from .recipes import digest_of
from .remembered import RememberedTemplate, WatchedContext


def setup_templating(app: Sphinx) -> None:
    paths = PathsOfBuild()
    app.connect('config-inited', use_templates)
    app.connect('html-page-context', paths.remember, priority=100)  # before all who ask


def use_templates(app: Sphinx, config: Config) -> None:
    """`config-inited`: unless the site has its own."""
    config.template_bridge = config.template_bridge or f'{__name__}.{Templates.__name__}'


class Templates(BuiltinTemplateLoader):
    """Templates do not change while a build runs, and what they are compiled to is kept for the next. What pages are
    to be changed by is in `changes`; `rendered` is what came out last."""

    rendered = ''

    def init(self, builder: Builder, theme: Theme | None = None, dirs: list[str] | None = None) -> None:
        super().init(builder, theme, dirs)
        self.environment.template_class = RememberedTemplate
        self.environment.context_class = WatchedContext
        self.environment.auto_reload = False
        watch_filters(self.environment)
        self.environment.bytecode_cache = kept_code(Path(builder.doctreedir), self.environment)
        self.changes: list[Change] = []
        self.forms: dict[str, FormsOfTemplate] = {}

    def render(self, template: str, context: dict[str, Any]) -> str:  # type: ignore[override]
        if template not in self.forms:
            found = self.environment.get_template(template)
            assert isinstance(found, RememberedTemplate)
            self.forms[template] = FormsOfTemplate(found)
        self.rendered = self.forms[template].page(context, self.changes)
        return self.rendered


def kept_code(doctrees: Path, environment: jinja2.Environment) -> FileSystemBytecodeCache:
    """Where the code of templates is kept: for a few pages, to compile them takes longer than all else. Jinja compares
    their text; by what it made code of that is in the names of the files."""
    folder = doctrees / 'templates'
    folder.mkdir(parents=True, exist_ok=True)
    compiler = (__version__, sphinx.__version__, jinja2.__version__, sorted(environment.extensions))
    return FileSystemBytecodeCache(str(folder), f'{digest_of(repr(compiler))}-%s')


class PathsOfBuild:
    """Where pages see each other, asked once for all pages of a folder."""

    def __init__(self) -> None:
        self.folder = ''
        self.paths: dict[tuple[str, bool], str] = {}

    def remember(self, app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: object) -> None:
        """`html-page-context`: in the place of what finds them for the templates."""
        address = app.builder.get_target_uri(pagename)
        folder = address.rpartition('/')[0]
        if folder != self.folder:
            self.folder, self.paths = folder, {}
        context['pathto'] = self._function(context['pathto'], self.paths, {pagename, address})

    @staticmethod
    def _function(find: Callable[..., str], paths: dict[tuple[str, bool], str], own: set[str]) -> Callable[..., str]:
        def pathto(name: str, resource: bool = False, *base: str, **named: str) -> str:
            if name in own or base or named:
                return find(name, resource, *base, **named)
            if (name, resource) not in paths:
                paths[name, resource] = find(name, resource)
            return paths[name, resource]

        return pathto
