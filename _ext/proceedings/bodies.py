"""Bodies of documents -> HTML: sections, their titles, and paragraphs of prose, exactly as Sphinx's translator writes
them, in a fraction of the time.

It looks for the method that writes a node, and makes each tag of all that a tag may have, each time anew. What stands
around a title it is asked for once for each level, and the id is put in. All else is left to it; and everything, where
a theme or an extension writes a sample of these in a way of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from docutils import nodes

from .frozen import told
from .segments import starttag

_ID, _TITLE = 'proceedings-id-of-sample', 'Title of sample'


Write = Callable[['Bodies', Any, Any], None]
"""Writes a node for a translator."""


class Around(NamedTuple):
    """What is written before and behind a title, where its section has the id `_ID`."""

    before: str
    behind: str


class Bodies:
    """Writes the bodies of one build for translators of one class; `theirs` is how these begin a document."""

    def __init__(self, theirs: Callable[[Any, Any], None]) -> None:
        self.theirs = theirs
        self.is_known: bool | None = None
        self.titles: dict[int, Around] = {}

    def visit_document(self, translator: Any, document: nodes.document) -> None:
        self.theirs(translator, document)
        builder = translator.builder
        is_page = any(type(child) is nodes.section for child in document.children)
        if not is_page or builder.secnumbers or builder.fignumbers:
            return
        if self.is_known is None:
            self.is_known = self.writes_as(translator)
        if self.is_known:
            self.write_all(translator, document)
            raise nodes.SkipChildren

    def writes_as(self, translator: Any) -> bool:
        """Whether a sample of all that is written here is written as *translator* writes it."""
        sample = _sample()
        theirs = _apart(translator, lambda: sample.walkabout(translator))
        return theirs == _apart(translator, lambda: self.write_all(translator, nodes.container('', sample)))

    def write_all(self, translator: Any, node: nodes.Element) -> None:
        for child in node.children:
            write: Write = _WRITTEN.get(type(child), _leave)
            write(self, translator, child)

    def title(self, translator: Any) -> Around:
        """What is written around the titles of sections of the level that *translator* is in."""
        level: int = translator.section_level
        if level not in self.titles:
            sample = nodes.title('', _TITLE)
            nodes.section('', sample, ids=[_ID])
            before, _, behind = _apart(translator, lambda: sample.walkabout(translator)).partition(_TITLE)
            self.titles[level] = Around(before, behind)
        return self.titles[level]


def _sample() -> nodes.section:
    """A section in another, with all that is written here."""
    text = '<a> & "b" @ c'
    words = nodes.paragraph('', text, nodes.emphasis('', text), nodes.strong('', text))
    inner = nodes.section('', nodes.title('', 'd'), nodes.paragraph('', 'e'), ids=['f'])
    return nodes.section('', nodes.title('', text), words, inner, ids=['g'], classes=['h', 'i'])


def _apart(translator: Any, write: Callable[[], object]) -> str:
    """What *write* writes into the body of *translator*, which then is what it was."""
    begin = len(translator.body)
    write()
    found = ''.join(translator.body[begin:])
    del translator.body[begin:]
    return found


# Nodes


def _leave(bodies: Bodies, translator: Any, node: nodes.Node) -> None:
    node.walkabout(translator)


def _section(bodies: Bodies, translator: Any, node: nodes.section) -> None:
    ids = node.attributes['ids']
    if len(ids) != 1 or any(name.startswith('language-') for name in node.attributes['classes']):
        node.walkabout(translator)
        return
    translator.section_level += 1
    translator.body.append(f'{starttag("section", node, id=ids[0])}\n')
    bodies.write_all(translator, node)
    translator.body.append('</section>\n')
    translator.section_level -= 1


def _title(bodies: Bodies, translator: Any, node: nodes.title) -> None:
    section = node.parent
    if not _is_heading(node, section):
        node.walkabout(translator)
        return
    around = bodies.title(translator)
    translator.body.append(around.before)
    bodies.write_all(translator, node)
    translator.body.append(around.behind.replace(_ID, translator.attval(section.attributes['ids'][0])))


def _is_heading(node: nodes.title, section: nodes.Node | None) -> bool:
    """Whether *node* is the title of a *section* with one id, as that of the sample is."""
    if type(section) is not nodes.section or len(section.attributes['ids']) != 1:
        return False
    return not told(node) and not any(isinstance(child, nodes.subtitle) for child in section.children[:2])


def _paragraph(bodies: Bodies, translator: Any, node: nodes.paragraph) -> None:
    if type(node.parent) is nodes.section and not told(node):
        _around('p', bodies, translator, node, '\n')
    else:
        node.walkabout(translator)


def _emphasis(bodies: Bodies, translator: Any, node: nodes.emphasis) -> None:
    _in_line('em', bodies, translator, node)


def _strong(bodies: Bodies, translator: Any, node: nodes.strong) -> None:
    _in_line('strong', bodies, translator, node)


def _in_line(name: str, bodies: Bodies, translator: Any, node: nodes.Element) -> None:
    if not told(node):
        _around(name, bodies, translator, node)
    else:
        node.walkabout(translator)


def _around(name: str, bodies: Bodies, translator: Any, node: nodes.Element, end: str = '') -> None:
    translator.body.append(f'<{name}>')
    bodies.write_all(translator, node)
    translator.body.append(f'</{name}>{end}')


def _text(bodies: Bodies, translator: Any, node: nodes.Text) -> None:
    translator.body.append(translator.encode(node))


_WRITTEN: Mapping[type[nodes.Node], Write] = MappingProxyType({
    nodes.Text: _text,
    nodes.emphasis: _emphasis,
    nodes.paragraph: _paragraph,
    nodes.section: _section,
    nodes.strong: _strong,
    nodes.title: _title,
})  # fmt: skip
