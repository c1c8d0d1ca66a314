"""A source file for every page that nobody has written: Sphinx has no document without a file.

What autosummary and apidoc do: written before Sphinx looks for documents, only where there is no authored file
and only if the text differs (Sphinx goes by the time of change), removed when stale. Their names do not depend
on how the page is written, so an address stays the same when an author adds the Markdown.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set
from functools import cache, partial
from pathlib import Path

from docutils import nodes
from sphinx.parsers import Parser

from .documents import documents
from .problems import Place, Problem
from .program import Program

SUFFIX = '.stub'
MARK = 'A page of the program that nobody has written prose for. It is made and removed by the build.\n'


class StubParser(Parser):
    """Reads a stub: all of its page comes from the program."""

    supported = ('stub',)

    def parse(self, inputstring: str, document: nodes.document) -> None:
        """Leave the document empty; but Sphinx parses translated paragraphs, too, as their document is parsed."""
        if not self.parse_plain(inputstring, document):
            document += nodes.paragraph(inputstring, inputstring)

    @staticmethod
    def parse_plain(inputstring: str, document: nodes.document) -> bool:
        """Leave the document empty, if it is that of a stub; whether it is."""
        return inputstring.strip() == MARK.strip()


def update_stubs(
    site: Path, program: Program, root_doc: str, suffixes: Iterable[str], unread: Set[str]
) -> Iterator[Problem]:
    """Write a stub for each document without a file, or with an *unread* one; remove those that are not needed.

    Yields a problem for each stub that cannot be written, or whose place something else has.
    """
    authored = [suffix for suffix in suffixes if suffix != SUFFIX]
    wanted = {
        site / f'{name}{SUFFIX}'
        for name in documents(program, root_doc)
        if not any((site / f'{name}{suffix}').exists() for suffix in authored if f'{name}{suffix}' not in unread)
    }
    present = {site / f'{root_doc}{SUFFIX}', *site.glob(f'talks/**/*{SUFFIX}'), *site.glob(f'speakers/**/*{SUFFIX}')}
    is_linked = cache(partial(_is_linked, site))
    for stub in sorted({*present, *wanted}, key=str):
        try:
            wrong = _update(stub, is_wanted=stub in wanted, is_linked=stub.is_symlink() or is_linked(stub.parent))
        except OSError as error:
            wrong = f'cannot be written or removed: {error.strerror}; let the build write there, or build a copy'
        if wrong:
            yield Problem(Place(stub.relative_to(site).as_posix()), wrong, 'file')


def _update(stub: Path, *, is_wanted: bool, is_linked: bool) -> str:
    """Make a stub be there or not; what stands in the way, or nothing."""
    if is_linked:
        return 'is a symbolic link, or in a linked folder; remove the link' if is_wanted else ''
    mark, found = MARK.encode(), stub.read_bytes() if stub.is_file() else None
    if stub.exists() and (found is None or not mark.startswith(found)):  # one may be cut off, see `interrupted`
        return 'is in the place of a page that the build makes; rename it' if is_wanted else ''
    if is_wanted and found != mark:
        stub.parent.mkdir(parents=True, exist_ok=True)
        stub.write_text(MARK, encoding='utf-8', newline='\n')
    elif not is_wanted:
        stub.unlink(missing_ok=True)
    return ''


def _is_linked(site: Path, folder: Path) -> bool:
    """Whether writing into *folder* would write somewhere else than into *site*."""
    folders = [found for found in (folder, *folder.parents) if found.is_relative_to(site) and found != site]
    return any(found.is_symlink() for found in folders)
