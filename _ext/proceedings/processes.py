"""Other processes, for what Sphinx leaves to one: it has several read and write pages, and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Collection
from multiprocessing import get_context
from typing import Generic, TypeVar

from sphinx.application import Sphinx
from sphinx.util.parallel import parallel_available

T = TypeVar('T')

MANY = 500
"""On a site of so many documents another process is worth it also where few have changed."""

FEW = 30
"""Less than one of so many documents is read sooner by this process alone: what another has found comes back with all
that is known of all of them."""


def are_several(app: Sphinx) -> bool:
    """Whether a build may use several processes."""
    return parallel_available and app.parallel > 1


def are_worth_it(app: Sphinx) -> bool:
    """Whether it should, whatever has changed since the last one."""
    return are_several(app) and len(app.env.all_docs) >= MANY


def read_sooner(app: Sphinx, docnames: Collection[str]) -> bool:
    """Whether several processes read so many documents sooner than one."""
    return are_several(app) and len(docnames) * FEW > len(app.env.found_docs)


class Ahead(Generic[T]):
    """What another process does *find*, until somebody asks. It ends with this one, if nobody does."""

    def __init__(self, find: Callable[[], T]) -> None:
        forking = get_context('fork')
        self.find = find
        self.here, there = forking.Pipe(duplex=False)
        self.other = forking.Process(target=lambda: there.send(find()), daemon=True)
        self.other.start()
        there.close()

    def found(self) -> T:
        """That, once; this process finds it if the other has come to nothing."""
        try:
            found: T = self.here.recv()
        except EOFError:
            found = self.find()
        self.other.join()
        return found
