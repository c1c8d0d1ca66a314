"""The pages of one's own as the search knows them: each by its title, and each section of it by its heading.

Pages of the program have titles that say what is in them; a page of somebody's own may answer ten questions, and only
its headings say where.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from docutils import nodes

DEEPEST = 3
"""The level of headings below which what they say belongs to the section that they are in."""


class Part(NamedTuple):
    """A page up to its first section, or a section of it up to the next; the page itself has no anchor."""

    document: str
    title: str
    anchor: str = ''
    text: str = ''

    @property
    def name(self) -> str:
        return f'{self.document}#{self.anchor}' if self.anchor else self.document


def parts_of(document: str, title: str, doctree: nodes.document) -> Iterator[Part]:
    """The page, then its sections in their order. What has `no-search` is left out, as Sphinx does."""
    sections = [section for section in doctree.findall(nodes.section) if _is_part(section)]
    yield Part(document, title, text=_text(sections[0] if sections else doctree))
    for section in sections[1:]:
        if heading := next(section.findall(nodes.title), None):
            yield Part(document, _line(heading.astext()), section['ids'][0], _text(section))


def _is_part(node: nodes.Node) -> bool:
    return isinstance(node, nodes.section) and _level(node) <= DEEPEST


def _level(node: nodes.Node | None) -> int:
    return 1 + _level(node.parent) if isinstance(node, nodes.section) else 0


def _text(section: nodes.Element) -> str:
    below = (node for node in section.children if not isinstance(node, nodes.title))
    return _line(' '.join(text for node in below for text in _texts(node)))


def _texts(node: nodes.Node) -> Iterator[str]:
    if _is_part(node) or isinstance(node, nodes.Invisible | nodes.raw | nodes.system_message):
        return
    if isinstance(node, nodes.TextElement):
        yield node.astext()
    elif isinstance(node, nodes.Element) and 'no-search' not in node['classes']:
        for child in node.children:
            yield from _texts(child)


def _line(text: str) -> str:
    return ' '.join(text.split())
