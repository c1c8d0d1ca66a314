"""Keywords that cannot have a page, and those that would have the page of another."""

from __future__ import annotations

from collections.abc import Iterator

from ..documents import keyword_document
from ..keywords import DEVICES, LONGEST, keyword_id
from ..names import slug
from ..problems import short
from ..program import Program
from ..source import Loc
from .across import AnyFile, Files


def check_keywords(program: Program, files: Files) -> None:
    """Report each at its place in YAML or in front matter; on the page of the talk it is plain text."""
    good = {keyword.name for keyword in program.keywords.values()}
    for written, file, loc in _written(program, files):
        if written in good:
            continue
        id = keyword_id(written)
        if not id:
            message = f'the keyword "{short(written)}" cannot have a page: {_why(written)}; write it in other words'
            file.problem(loc, 'id', message)
        elif not program.keyword(written):
            other = program.keywords[id].name
            message = f'the keyword "{short(written)}" would have the page of "{short(other)}", {keyword_document(id)}'
            way_out = 'write both in the same way, or, if they are two, one of them in other words, as "C sharp"'
            file.problem(loc, 'duplicate', f'{message}; {way_out}')
        else:
            good.add(written)


def _written(program: Program, files: Files) -> Iterator[tuple[str, AnyFile, Loc]]:
    """The keywords of all talks that stand, and where they are written."""
    for edition, file in files.editions.items():
        seen: set[str] = set()
        for index, entry in enumerate(file.entries.talks):
            if entry.id not in seen and program.talks[f'{edition}/{entry.id}'].stands:
                yield from ((word, file, ('talks', index, 'keywords', at)) for at, word in enumerate(entry.keywords))
            seen.add(entry.id)  # of two that have it, the program has the first
    for ref, front in files.front_matter.items():
        if program.talks[ref].stands:
            yield from ((word, front, ('keywords', at)) for at, word in enumerate(front.entries.keywords))


def _why(written: str) -> str:
    made = slug(written)
    if made == 'index':
        return 'the site needs that name itself'
    if made in DEVICES:
        return 'Windows has no file of that name'
    return f'it is longer than {LONGEST} characters' if made else 'it has no letter and no digit'
