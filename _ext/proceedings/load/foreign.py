"""What lies in the folders of authors, and no page may be made of: symbolic links, which may lead anywhere, and sources
in other languages than Markdown, which can read files and run programs."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from ..problems import Place, Problems
from ..prose.addresses import is_authored

RST = ('.rst', '.rest')
"""Sources that Sphinx reads without being told of them."""

_MARKDOWN = '.md'


def report_foreign(site: Path, problems: Problems) -> None:
    """Report what is foreign in the folder *site*; Sphinx is not to read it."""
    said = {problem.place.file for problem in problems.found}
    for name, message in foreign(site, RST):
        problems.no_text.add(name)
        if not any(file == name or file.startswith(f'{name}/') for file in said):
            problems.add(Place(name), 'file', message)


def foreign_to_build(site: Path, parsers: Mapping[str, str]) -> dict[str, str]:
    """(way from *site*: what is wrong) of what else a build would read, whose *parsers* are known by suffix."""
    others = {suffix for suffix, parser in parsers.items() if parser not in ('markdown', 'stub')}
    return dict(foreign(site, others)) if others - {*RST} else {}


def foreign(site: Path, suffixes: Collection[str]) -> Iterator[tuple[str, str]]:
    """(way from *site*, what is wrong) of each link to a folder or a source, and of sources with one of *suffixes*."""
    for folder in ('talks', 'speakers'):
        if (site / folder).is_symlink():
            yield folder, _IS_LINK
        else:
            yield from _within(site, folder, suffixes)


_IS_LINK = 'is a symbolic link; put what it leads to here itself'


_OTHER_PARSER = (
    'is not read: another extension reads Markdown, and does more for it than authors may ask for; '
    "write source_suffix = {'.md': 'markdown'} in conf.py, and whatever else it is to read"
)


def _within(site: Path, folder: str, suffixes: Collection[str]) -> Iterator[tuple[str, str]]:
    try:
        with os.scandir(site / folder) as found:
            entries = sorted(found, key=lambda entry: entry.name)
    except OSError:
        return
    for entry in entries:
        name, suffix = f'{folder}/{entry.name}', f'.{entry.name.rpartition(".")[2]}'
        if entry.is_symlink():
            if entry.is_dir() or suffix in (_MARKDOWN, *suffixes):
                yield name, _IS_LINK
        elif suffix in suffixes and is_authored(stem := name.removesuffix(suffix)):
            yield name, _OTHER_PARSER if suffix == _MARKDOWN else f'only Markdown can be a page here; write {stem}.md'
        elif entry.is_dir():
            yield from _within(site, name, suffixes)
