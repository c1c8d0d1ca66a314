"""A source file for every page that nobody has written: Sphinx has no document without a file.

What autosummary and apidoc do: written before Sphinx looks for documents, only where there is no authored file
and only if the text differs (Sphinx goes by the time of change), removed when stale. Their names do not depend
on how the page is written, so an address stays the same when an author adds the Markdown.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from docutils import nodes
from sphinx.parsers import Parser

from .model import Program

SUFFIX = '.stub'
MARK = 'A page of the program that nobody has written prose for. It is made and removed by the build.\n'


class StubParser(Parser):
    """Reads a stub: all of its page comes from the program."""

    supported = ('stub',)

    def parse(self, inputstring: str, document: nodes.document) -> None:
        """Leave the document empty."""


def documents(program: Program, root_doc: str) -> Iterator[str]:
    """The name of every document that a program has."""
    yield from (root_doc, 'talks/index', 'speakers/index')
    yield from (f'talks/{edition}/index' for edition in program.editions)
    yield from (f'talks/{ref}' for ref in program.talks)
    yield from (f'speakers/{person}' for person in program.people)


def update_stubs(site: Path, program: Program, root_doc: str, suffixes: Iterable[str]) -> None:
    """Write a stub for each document without a file, and remove the stubs that are no longer needed."""
    authored = [suffix for suffix in suffixes if suffix != SUFFIX]
    wanted = {
        site / f'{name}{SUFFIX}'
        for name in documents(program, root_doc)
        if not any((site / f'{name}{suffix}').exists() for suffix in authored)
    }
    present = {site / f'{root_doc}{SUFFIX}', *site.glob(f'talks/**/*{SUFFIX}'), *site.glob(f'speakers/*{SUFFIX}')}
    for stub in sorted(present - wanted):
        if _is_ours(stub):
            stub.unlink()
    for stub in sorted(wanted):
        if not _is_ours(stub):
            stub.parent.mkdir(parents=True, exist_ok=True)
            stub.write_text(MARK, encoding='utf-8')


def _is_ours(stub: Path) -> bool:
    try:
        return stub.read_text(encoding='utf-8') == MARK
    except (OSError, UnicodeDecodeError):
        return False
