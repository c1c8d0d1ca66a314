"""A book cut into files: each reader begins a page with a file, and small ones open fast."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from docutils import nodes

ENOUGH = 3000
"""So many texts (words between marks) in a file, and the next section begins another: some 200 kilobytes, which the
readers of ten years ago still open fast."""


@dataclass(slots=True)
class Piece:
    """A file: `name` without ending, and what is in it."""

    name: str
    content: list[nodes.Node] = field(default_factory=list)

    @property
    def title(self) -> str:
        """What it begins with."""
        titles = (title.astext() for node in self.content for title in node.findall(nodes.title))
        return next(titles, self.name)

    @property
    def ids(self) -> Iterator[str]:
        """What can be led to."""
        for root in self.content:
            for node in root.findall(nodes.Element):
                yield from node['ids']

    @property
    def documents(self) -> list[str]:
        """Those whose prose is in it."""
        found = (node for root in self.content for node in root.findall(nodes.container))
        return [node['document'] for node in found if 'document' in node]


def cut(chapters: Iterable[nodes.section]) -> list[Piece]:
    """A file for each chapter; in it, another one for each talk that has an abstract, and where one gets too large."""
    pieces = [piece for chapter in chapters for piece in _cut(chapter)]
    files = {id: piece.name for piece in pieces for id in piece.ids}
    for piece in pieces:
        _lead(piece, files)
    return pieces


def _cut(chapter: nodes.section) -> Iterator[Piece]:
    """The title and the first block stay together."""
    name = chapter['ids'][0]
    title, *blocks = chapter.children
    chapter.children = []
    chapter += title
    first = piece = Piece(name, [chapter])
    size, number = 0, 1
    for block in blocks:
        size += sum(1 for _ in block.findall(nodes.Text))
        if len(chapter.children) > 1 and _may_begin(block) and (_has_abstract(block) or size > ENOUGH):
            yield piece
            number += 1
            piece, size = Piece(f'{name}-{number}'), 0
        if piece is first:
            chapter += block
        else:
            piece.content.append(block)
    yield piece


def _may_begin(block: nodes.Node) -> bool:
    """Whether a file may begin with it: a section, the table of a day."""
    return isinstance(block, nodes.section) or next(block.findall(nodes.table), None) is not None


def _has_abstract(block: nodes.Node) -> bool:
    children = block.children if isinstance(block, nodes.section) else ()
    return any(isinstance(child, nodes.container) and 'proceedings-abstract' in child['classes'] for child in children)


def _lead(piece: Piece, files: Mapping[str, str]) -> None:
    """Let references lead from file to file."""
    for root in piece.content:
        for link in root.findall(nodes.reference):
            file = files.get(link.get('refid', ''), piece.name)
            if file != piece.name:
                link['refuri'] = f'{file}.xhtml#{link.attributes.pop("refid")}'
