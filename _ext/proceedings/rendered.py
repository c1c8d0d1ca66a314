"""Pages changed once more when they have been rendered: the one hook for that.

None of it is a layout: a site, or its theme, may have its own, and one that extends "!layout.html" passes ours by. So
it is done to what `TemplateBridge.render` gives, the one way that all pages go, whichever templates made them.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sphinx.application import Sphinx

Context = dict[str, Any]


def change_rendered(app: Sphinx, change: Callable[[str, Context], str]) -> None:
    """In `builder-inited`, when an HTML builder has its templates: let *change* give what is written instead of a page,
    by that page and what its template was given."""
    templates: Any = app.builder.templates
    render = templates.render
    templates.render = lambda name, context: change(render(name, context), context)
