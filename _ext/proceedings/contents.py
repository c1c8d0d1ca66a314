"""The table of contents of each page, as plain data until somebody looks at it.

Sphinx keeps those of all pages, and writes them to the disk after each build that has read one: of thousands of pages
with little more than a title they were three quarters of what it took to write, and half of what it took to read.
"""

from __future__ import annotations

from typing import Any

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx

from .frozen import FrozenNode, freeze, plant, thaw, uproot


def setup_contents(app: Sphinx) -> None:
    app.connect('doctree-read', close, priority=900)  # when Sphinx has made it


def close(app: Sphinx, doctree: nodes.document) -> None:
    """`doctree-read`: one that lists other pages stays as it is; many ask for it, and want to know its line."""
    name = app.env.current_document.docname
    contents = app.env.tocs[name]
    if next(contents.findall(addnodes.toctree), None) is None:
        app.env.tocs[name] = Closed(freeze(contents))
        uproot(contents)


class Closed(nodes.bullet_list):
    """A list that is `frozen`, and is an ordinary one from the first look at what is in it."""

    tagname = 'bullet_list'

    def __init__(self, frozen: FrozenNode) -> None:
        self.frozen = frozen

    def __getattr__(self, name: str) -> Any:
        if 'frozen' not in vars(self):  # nobody has told what is in it yet, as where it is read from the disk
            raise AttributeError(name)
        self.open()
        return getattr(self, name)

    def open(self) -> None:
        made = plant(thaw(vars(self).pop('frozen')))
        vars(self).update(vars(made))
        self.__class__ = nodes.bullet_list  # type: ignore[assignment]
        for child in self.children:
            child.parent = self

    def copy(self) -> Any:
        self.open()
        return self.copy()
