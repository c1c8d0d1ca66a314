"""Ids for the world: by them calendars and apps know that something is the same as before, changed.

An id is made (UUID, version 5) of what never changes: the address of the series (its title, if it has no address)
and the ids of edition and talk, or of edition and session. Times, titles of talks and rooms may change. To give
the series another address, or an address for the first time, makes everything new for everybody who has subscribed;
so does another id. A session to which the organizer gave no id goes by its title and its day, and by its number among
those of one title on that day.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import NAMESPACE_URL, UUID, uuid5

from ..model import Series, Session
from ..names import slug


def series_uids(series: Series) -> Uids:
    return Uids(uuid5(NAMESPACE_URL, series.url or series.title))


@dataclass(frozen=True, slots=True)
class Uids:
    """Each key begins with what it is for, and neither ids nor slugs have a slash: so no two can be the same."""

    series: UUID

    def talk(self, edition: str, talk: str, number: int) -> str:
        """For a talk's *number*th slot, in the order of time; the first is 1."""
        return self._uid('talk', edition, talk, *([str(number)] if number > 1 else []))

    def sessions(self, sessions: Iterable[Session]) -> dict[str, str]:
        """For each of an edition's sessions, in the order of time, by its id."""
        uids: dict[str, str] = {}
        seen: Counter[tuple[str, str]] = Counter()
        for session in sessions:
            if session.named:
                uids[session.id] = self._uid('session', session.edition, session.id)
            else:
                key = session.day.isoformat(), slug(session.title)
                seen[key] += 1
                uids[session.id] = self._uid('row', session.edition, *key, str(seen[key]))
        return uids

    def room(self, edition: str, name: str) -> str:
        return self._uid('room', edition, name)

    def person(self, person: str) -> str:
        return self._uid('person', person)

    def _uid(self, *key: str) -> str:
        return str(uuid5(self.series, '/'.join(key)))
