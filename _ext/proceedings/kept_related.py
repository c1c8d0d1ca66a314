"""Which talks are related, kept from one build to the next: to find it takes as long as to read twenty pages."""

from __future__ import annotations

import pickle
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path

from . import __version__
from .kept import unpickled
from .program import Program
from .recipes import digest_of
from .related import Related, related_subjects, subjects_of


class KeepsRelated(Program):
    """*program*, which looks into the note at *path* when it is asked what is related, and leaves it there."""

    def __init__(self, program: Program, path: Path) -> None:
        self.__dict__.update(vars(program), _path=path)

    @cached_property
    def related(self) -> Mapping[str, tuple[Related, ...]]:
        path: Path = self.__dict__['_path']
        subjects = subjects_of(self.editions.values())
        key = digest_of(repr((__version__, [*map(tuple, subjects)])))
        nothing: tuple[str, Mapping[str, tuple[Related, ...]]] = '', {}
        noted, found = unpickled(path, nothing)
        if noted != key:
            found = related_subjects(subjects)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(pickle.dumps((key, found)))
        return found
