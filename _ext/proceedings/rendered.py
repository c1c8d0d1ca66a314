"""Pages changed once more when they have been rendered: the one hook for that.

None of it is a layout: a site, or its theme, may have its own, and one that extends "!layout.html" passes ours by. So
it is done to what `TemplateBridge.render` gives, the one way that all pages go, whichever templates made them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from sphinx.application import Sphinx

from .forms import Change
from .templating import Templates

_COMMENT = re.compile(r'<!--[^>]*-->\Z')


def change_rendered(app: Sphinx, change: Change) -> None:
    """In `builder-inited`, when an HTML builder has its templates: let *change* be done to each page that is rendered.
    Parts of pages, of which a theme may have many, stay as they are."""
    templates: Any = app.builder.templates
    if isinstance(templates, Templates):
        templates.changes.append(change)
        return
    render = templates.render

    def changed(name: str, context: dict[str, Any]) -> str:
        text: str = render(name, context)
        return change.change(text, change.asks(context)) if '</head>' in text else text

    templates.render = changed


def without(tags: re.Pattern[str], head: str) -> str:
    """*head* without what *tags* finds in it, nor the white space and the comment before each.

    Those are not in the expression: one that begins with what may be missing takes ten times as long.
    """
    return ''.join(_between(tags, head))


def _between(tags: re.Pattern[str], head: str) -> Iterator[str]:
    begin = 0
    for tag in tags.finditer(head):
        before = head[begin : tag.start()].rstrip()
        comment = _COMMENT.search(before, max(0, before.rfind('<!--')))
        yield before[: comment.start()].rstrip() if comment else before
        begin = tag.end()
    yield head[begin:]
