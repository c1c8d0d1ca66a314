"""The tags that load style sheets and scripts, made once for each depth of folders.

For each of them on each page, Sphinx asks the disk anew where the file is whose checksum stands in the tag.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from sphinx.application import Sphinx


def setup_asset_tags(app: Sphinx) -> None:
    tags = TagsOfBuild()
    app.connect('builder-inited', tags.forget)
    app.connect('html-page-context', tags.remember)


class TagsOfBuild:
    """`tags` has each by what makes it, the folder of such files as the page sees it, and the file."""

    def __init__(self) -> None:
        self.tags: dict[tuple[str, str, Any], str] = {}

    def forget(self, app: Sphinx) -> None:
        """`builder-inited`: another build of the same application may have other files."""
        self.tags.clear()

    def remember(self, app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: object) -> None:
        """`html-page-context`: in the place of what makes the tags for the templates."""
        folder = context['pathto']('_static/', True)
        for name in ('css_tag', 'js_tag'):
            context[name] = partial(self._tag, name, context[name], folder)

    def _tag(self, name: str, make: Callable[[Any], str], folder: str, asset: Any) -> str:
        if not getattr(asset, 'filename', asset):
            return make(asset)  # what stands in the page itself is often of that page alone
        key = name, folder, asset
        if key not in self.tags:
            self.tags[key] = make(asset)
        return self.tags[key]
