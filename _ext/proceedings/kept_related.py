"""Which talks are related, kept from one build to the next: to find it takes as long as to read twenty pages. Where a
few talks are others, it is looked for again only around these."""

from __future__ import annotations

import pickle
from functools import cached_property
from operator import ne
from pathlib import Path

from . import __version__
from .kept import unpickled
from .program import Program
from .related import NOTHING_FOUND, AllRelated, look, subjects_of
from .whole import write_whole

NOTHING = '', NOTHING_FOUND
"""What is noted: our version, and what was found."""

FEW = 16
"""If so many talks are others, to look again around these takes less time than to note what has been found."""


class KeepsRelated(Program):
    """*program*, which looks into the note at *path* when it is asked what is related, and leaves it there."""

    def __init__(self, program: Program, path: Path) -> None:
        self.__dict__.update(vars(program), _path=path)

    @cached_property
    def related(self) -> AllRelated:
        path: Path = self.__dict__['_path']
        subjects = subjects_of(self.editions.values())
        version, last = unpickled(path, NOTHING)
        if version != __version__:
            last = NOTHING_FOUND
        others = sum(map(ne, subjects, last.subjects))
        found = look(subjects, last) if others or len(subjects) != len(last.subjects) else last
        if others > FEW or found.having is not last.having:
            path.parent.mkdir(parents=True, exist_ok=True)
            write_whole(path, pickle.dumps((__version__, found), pickle.HIGHEST_PROTOCOL))
        return found.related
