"""What comes before and after each session of a day: in one of its rooms or in none, or anywhere if it has none.

It is looked up among sessions in order: a day of a big program has a thousand, and each may have each near.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from operator import attrgetter
from typing import NamedTuple

from .model import Session

Neighbours = tuple[Session | None, Session | None]

_end, _start = attrgetter('end'), attrgetter('start')


class Beside(NamedTuple):
    """A neighbour without its time, for pages that do not show that: only with what they show. It is a talk, or the
    session of a `ref` that has a title."""

    talk: str = ''
    ref: str = ''
    title: str = ''


def neighbours_of(day: Sequence[Session]) -> Mapping[str, Neighbours]:
    """The last of *day* that is over when a session begins, and the first that begins when it is over, by its `ref`; of
    several at once the first in the order of the day."""
    order = {session.ref: index for index, session in enumerate(day)}
    rooms: dict[str, list[Session]] = {'': []}
    for session in day:
        for room in session.rooms or ('',):
            rooms.setdefault(room, []).append(session)
    everywhere, near = _Row(day), {room: _Row(sessions) for room, sessions in rooms.items()}

    def of(session: Session) -> Neighbours:
        rows = [near[room] for room in ('', *session.rooms)] if session.rooms else [everywhere]
        before = filter(None, (row.before(session) for row in rows))
        after = filter(None, (row.after(session) for row in rows))
        return (
            max(before, key=lambda one: (one.end, -order[one.ref]), default=None),
            min(after, key=lambda one: (one.start, order[one.ref]), default=None),
        )

    return {session.ref: of(session) for session in day}


class _Row:
    """Sessions by when they end, and by when they begin."""

    def __init__(self, sessions: Sequence[Session]) -> None:
        self.by_end = sorted(sessions, key=_end)
        self.by_start = sorted(sessions, key=_start)

    def before(self, session: Session) -> Session | None:
        over = bisect_right(self.by_end, session.start, key=_end)
        if not over:
            return None
        return self.by_end[bisect_left(self.by_end, self.by_end[over - 1].end, key=_end)]

    def after(self, session: Session) -> Session | None:
        index = bisect_left(self.by_start, session.end, key=_start)
        return self.by_start[index] if index < len(self.by_start) else None
