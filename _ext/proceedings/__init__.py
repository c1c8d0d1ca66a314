"""Proceedings: turns the program of a workshop or conference, kept as YAML, into a site.

One straight line: `load` reads `program/*.yml` into a `model`; `stubs` writes a source file for every page that
nobody has written; while Sphinx reads, `page` gives each document its title and header, and `directives` and
roles show parts of the program in prose; `domain` knows where everything is, and which documents a change in
the YAML makes stale. `prose` keeps authors' Markdown harmless, `maths` and `search` replace two of Sphinx's
parts by ones that need no network and fold accents.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

__version__ = '0.1.0'


def setup(app: Sphinx) -> ExtensionMetadata:
    """Sphinx's way in."""
    from .extension import setup  # late: the command line loads programs without waiting for Sphinx

    return setup(app)
