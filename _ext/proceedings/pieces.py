"""What was made of the program, kept for the next build: what is made of parts that are the same is not made again.

A note in the doctree folder has it, beside what its parts were. One that is lost, or that nobody can read, costs time.
"""

from __future__ import annotations

import pickle
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from .kept import unpickled
from .observed import Observed, Part, Parts, Values
from .whole import whole

Made = dict[str, dict[str, tuple[Any, Parts]]]
"""As in `Observed.made`."""

NOTHING: tuple[str, str, dict[Part, str], Made] = '', '', {}, {}
"""What is noted: what it is made of besides the program, the whole program, its parts, and what was made."""


@dataclass(slots=True)
class Pieces:
    """What is made of *program* by the names of *kinds*, noted at *path*; *key* stands for all else of which it is
    made, and *digest* for the whole program; `now` is what parts are."""

    path: Path
    kinds: tuple[str, ...]
    key: str
    digest: str
    program: Observed
    values: Values
    now: Mapping[Part, str] = field(default_factory=dict)

    def recall(self) -> None:
        """Let the program have what is noted, as far as it is made of parts that are the same."""
        key, digest, were, made = unpickled(self.path, NOTHING)
        if key != self.key:
            return
        self.now = were if digest == self.digest else self.values.of_each(were)
        changed = {part for part, value in were.items() if self.now[part] != value}
        for kind, pieces in made.items():
            known = self.program.made.setdefault(kind, {})
            for id, piece in pieces.items():
                if changed.isdisjoint(piece[1]):
                    known.setdefault(id, piece)

    def keep(self) -> None:
        """Note what is made, and hold it no longer: it takes as much memory as the file has bytes, and more."""
        made: Made = {kind: self.program.made.get(kind, {}) for kind in self.kinds}
        parts = set[Part]().union(*(parts for pieces in made.values() for _, parts in pieces.values()))
        with whole(self.path) as beside, beside.open('wb') as file:
            now = {part: self.now[part] for part in parts & self.now.keys()}
            now |= self.values.of_each(parts - now.keys())
            pickle.dump((self.key, self.digest, now, made), file, pickle.HIGHEST_PROTOCOL)
        for pieces in made.values():
            pieces.clear()
