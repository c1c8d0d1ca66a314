"""What a page is made of, less its prose."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from .inline import Nodes


@dataclass(frozen=True, slots=True)
class Parts:
    """A page is complete without prose; where there is any, it stands between `head` and `tail`.

    `children` are the documents below it, as (title or nothing, document name).
    """

    node_id: str
    classes: tuple[str, ...]
    title: Nodes
    head: Nodes = field(default_factory=list)
    tail: Nodes = field(default_factory=list)
    children: Sequence[tuple[str | None, str]] = ()
