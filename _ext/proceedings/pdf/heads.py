"""The part of the style sheet that depends on the book: the paper, and what stands above each page."""

from __future__ import annotations

from collections.abc import Iterable

from docutils import nodes

from ..volume.ids import TITLE_PAGE


def paper(size: str, title: str, chapters: Iterable[nodes.section]) -> str:
    """Rules for paper of a *size*: above each page is the *title* of the book, and on the right that of the chapter.

    Chromium has no `string-set`; but pages can have names, and those of one chapter have the same.
    """
    rules = [f'@page {{ size: {size} }}']
    for chapter in chapters:
        id, head = chapter['ids'][0], chapter[0].astext()
        if id != TITLE_PAGE:
            boxes = f'{_box("top-left", title)} {_box("top-right", head)}'
            rules.append(f'#{id} {{ page: {id} }}\n@page {id} {{ {boxes} }}')
    return '\n'.join(rules)


def _box(where: str, text: str) -> str:
    return f'@{where} {{ content: {css_string(text)} }}'


def css_string(text: str) -> str:
    """*text* in quotes. What is no letter or digit is escaped, so nothing ends the string, or the style sheet."""
    return '"{}"'.format(''.join(c if c.isalnum() or c == ' ' else f'\\{ord(c):x} ' for c in text))
