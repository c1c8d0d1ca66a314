"""Which talks are related, kept from one build to the next: to find it takes as long as to read twenty pages. Where a
few talks are others, it is looked for again only around these."""

from __future__ import annotations

import pickle
from functools import cached_property
from pathlib import Path

from . import __version__
from .kept import unpickled
from .program import Program
from .related import AllRelated, Subject, related_subjects, subjects_of

NOTHING: tuple[str, list[Subject], AllRelated] = '', [], {}
"""What is noted: our version, all of talks that counts for what is related, and what is."""


class KeepsRelated(Program):
    """*program*, which looks into the note at *path* when it is asked what is related, and leaves it there."""

    def __init__(self, program: Program, path: Path) -> None:
        self.__dict__.update(vars(program), _path=path)

    @cached_property
    def related(self) -> AllRelated:
        path: Path = self.__dict__['_path']
        subjects = subjects_of(self.editions.values())
        version, were, found = unpickled(path, NOTHING)
        if version != __version__:
            _, were, found = NOTHING
        if were != subjects:
            found = related_subjects(subjects, were, found)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(pickle.dumps((__version__, subjects, found), pickle.HIGHEST_PROTOCOL))
        return found
