"""Sphinx's own builders of web pages, which make once what they would make for each page, and for each title on it.

A page is rendered by a translator. Sphinx gives each of them the functions for all nodes of extensions, and docutils
looks for style sheets of its own, which no page of Sphinx has; and there is one for the title of the page, one for its
table of contents, and one for each of the titles before, behind and above it, which are those of other pages; those of
nothing but text, `headings` writes. What is written is the same, byte for byte.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Set
from functools import cache, partial
from pathlib import Path
from types import FunctionType, MethodType
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders.dirhtml import DirectoryHTMLBuilder
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.errors import SphinxError

from .bodies import Bodies
from .contents import Closed
from .headings import contents, is_known, partial_html
from .maths.nodes import title_math
from .plain.writing import WritesPlainDocuments
from .search.words import WithoutIndex
from .ways import FindsWays
from .whole import whole

STILL = (nodes.Text, nodes.title, nodes.emphasis, nodes.strong, nodes.literal, nodes.math, nodes.inline, title_math)
"""What a title looks the same with, whatever page shows it; an extension's node may ask where it is."""


def setup_web_builder(app: Sphinx) -> None:
    for builder, ours in ((StandaloneHTMLBuilder, PagesBuilder), (DirectoryHTMLBuilder, FoldersBuilder)):
        if app.registry.builders.get(builder.name) is builder:  # or else another extension has one of its own
            app.add_builder(ours, override=True)


class PagesBuilder(WithoutIndex, WritesPlainDocuments, FindsWays, StandaloneHTMLBuilder):
    """`html`."""

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self.translators: dict[type[nodes.NodeVisitor], type[nodes.NodeVisitor]] = {}
        self.titles: dict[int, tuple[nodes.Node, dict[str, str]]] = {}
        self.writes_as_known = cache(partial(is_known, super().render_partial))

    def prepare_writing(self, docnames: Set[str]) -> None:
        super().prepare_writing(docnames)
        self.globalcontext = Context(self.globalcontext)

    def handle_page(
        self,
        pagename: str,
        addctx: dict[str, Any],
        templatename: str = 'page.html',
        *,
        outfilename: Path | None = None,
        event_arg: Any = None,
    ) -> None:
        """A page is there whole or not at all. Raises SphinxError if it cannot be written: of that Sphinx only warns,
        and the page would count as written."""
        path = Path(outfilename or self.get_output_path(pagename))
        with whole(path) as beside:
            super().handle_page(pagename, addctx, templatename, outfilename=beside, event_arg=event_arg)
            if not self._is_complete(beside):
                raise SphinxError(f'{path}: the page cannot be written; there may be no space left')

    def _is_complete(self, file: Path) -> bool:
        """Whether all is in *file* that was rendered last; a site's own template bridge does not say what that was."""
        rendered = getattr(self.templates, 'rendered', '')
        size = len(rendered.encode(self.config.html_output_encoding, 'xmlcharrefreplace'))
        return file.exists() and file.stat().st_size >= size

    def create_translator(self, *args: Any) -> nodes.NodeVisitor:
        """One that has the functions of extensions from its class."""
        args[0].settings.stylesheet_path = None
        plain = self.get_translator_class()
        if plain not in self.translators:
            found = dict(functions(super().create_translator(*args)))
            bodies = Bodies(found.get('visit_document', plain.visit_document))
            found['visit_document'] = lambda translator, document: bodies.visit_document(translator, document)
            self.translators[plain] = type(plain.__name__, (plain,), found)
        return self.translators[plain](*args)

    def render_partial(self, node: nodes.Node | None) -> dict[str, str]:
        """A title is that of one page, and stands on all pages around it."""
        if self.writes_as_known() and (found := partial_html(node)):
            return found
        if not isinstance(node, nodes.title) or not all(type(part) in STILL for part in node.findall()):
            return super().render_partial(node)
        if id(node) not in self.titles:
            self.titles[id(node)] = node, super().render_partial(node)  # with the node, so that no other has its id
        return self.titles[id(node)][1]

    def get_doc_context(self, docname: str, body: str, metatags: str) -> dict[str, Any]:
        """Sphinx copies the table of contents of a page, to make a document of it."""
        kept = self.env.tocs.get(docname)
        is_whole = 'tocdepth' not in self.env.metadata.get(docname, {})
        found = contents(kept.frozen) if isinstance(kept, Closed) and is_whole and self.writes_as_known() else None
        if kept is None or found is None:
            return super().get_doc_context(docname, body, metatags)
        self.env.tocs[docname] = nodes.bullet_list()
        try:
            return {**super().get_doc_context(docname, body, metatags), 'toc': found}
        finally:
            self.env.tocs[docname] = kept


class FoldersBuilder(PagesBuilder, DirectoryHTMLBuilder):
    """`dirhtml`."""


class Context(dict[str, Any]):
    """What templates are told, by another name than all of it: of each page Sphinx writes it out, for a message that
    only `-vv` shows."""

    def copy(self) -> Context:
        return Context(self)

    __copy__ = copy  # a theme copies it many times for each page, and Python's way is a slow one for classes

    def __repr__(self) -> str:
        return f'<context of {self.get("pagename")}>'


def functions(translator: nodes.NodeVisitor) -> Iterator[tuple[str, Callable[..., Any]]]:
    """(name, function) of all that *translator* has been given for the nodes of extensions."""
    for name, method in vars(translator).items():
        if isinstance(method, MethodType) and method.__self__ is translator and name.startswith(('visit_', 'depart_')):
            yield name, method.__func__ if isinstance(method.__func__, FunctionType) else called(method.__func__)


def called(function: Callable[..., Any]) -> Callable[..., Any]:
    """What calls *function*, which no class would make a method."""
    return lambda translator, node: function(translator, node)
