"""Which documents a build would have, by what conf.py says, found without a build.

Organizers write pages of their own, and only conf.py knows which files are pages: a README is none. Its settings are
read, as Sphinx does, but no extension of it is started.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath
from types import MappingProxyType

from sphinx.config import Config
from sphinx.project import Project
from sphinx.util.matching import compile_matchers
from sphinx.util.tags import Tags

from .documents import documents
from .program import Program
from .stubs import SUFFIX

READ_BY = MappingProxyType({'myst_nb': ('.ipynb', '.myst'), 'nbsphinx': ('.ipynb',)})
"""The suffixes that extensions would add as they start."""


def documents_of(site: Path, program: Program) -> set[str]:
    """The names of all documents of the site in the folder *site*: those of its program, and those of its own.

    Raises ConfigError (of Sphinx) if there is no conf.py, or a wrong one.
    """
    config = _config(site)
    given = config.source_suffix
    added = (suffix for extension in config.extensions for suffix in READ_BY.get(extension, ()))
    suffixes = dict.fromkeys(('.md', *([given] if isinstance(given, str) else given), *added))
    excluded = [
        *config.exclude_patterns,
        *config.templates_path,
        *config.html_extra_path,
        *config.html_static_path,
    ]
    written = Project(site.resolve(), suffixes).discover(excluded, config.include_patterns)
    stubs = (
        document
        for document in documents(program, config.root_doc)
        if not any((site / f'{document}{suffix}').exists() for suffix in suffixes)
    )
    return {*written, *_admitted(stubs, config.include_patterns, excluded)}


def _config(site: Path) -> Config:
    config = Config.read(site.resolve(), overrides={}, tags=Tags())
    for name in ('html_extra_path', 'html_static_path'):  # the builder would add them
        config.add(name, [], 'html', frozenset({list, tuple}))
    return config


def _admitted(names: Iterable[str], included: Iterable[str], excluded: Iterable[str]) -> Iterator[str]:
    """Those of the documents *names* whose stub a build would find."""
    includes, excludes = compile_matchers(included), compile_matchers(excluded)
    for name in names:
        path = PurePosixPath(f'{name}{SUFFIX}')
        ways = [path.as_posix(), *(folder.as_posix() for folder in path.parents[:-1])]
        if any(match(ways[0]) for match in includes) and not any(match(way) for match in excludes for way in ways):
            yield name
