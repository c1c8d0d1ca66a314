"""Pages changed once more when they have been rendered: the one hook for that.

None of it is a layout: a site, or its theme, may have its own, and one that extends "!layout.html" passes ours by. So
it is done to what `TemplateBridge.render` gives, the one way that all pages go, whichever templates made them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from sphinx.application import Sphinx

Context = dict[str, Any]

_COMMENT = re.compile(r'<!--[^>]*-->\Z')


def change_rendered(app: Sphinx, change: Callable[[str, Context], str]) -> None:
    """In `builder-inited`, when an HTML builder has its templates: let *change* give what is written instead of a page,
    by that page and what its template was given. Parts of pages, of which a theme may have many, stay as they are."""
    templates: Any = app.builder.templates
    render = templates.render

    def changed(name: str, context: Context) -> str:
        text: str = render(name, context)
        return change(text, context) if '</head>' in text else text

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
