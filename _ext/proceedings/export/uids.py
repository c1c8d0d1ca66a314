"""Ids for the world: by them calendars and apps know that something is the same as before, changed.

An id is made (UUID, version 5) of what never changes: the address of the series (its title, if it has no address)
and the first ids of edition and talk, or of edition and session. Times, titles, rooms and people may change, and so may
ids, as long as `former_ids` says what they were. To give the series another address, or an address for the first time,
makes everything new for everybody who has subscribed. A session to which the organizer gave no id goes by its title and
its day, and by its number among those of one title on that day.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import NAMESPACE_URL, UUID, uuid5

from ..model import Edition, Person, Room, Series, Session, Talk
from ..names import slug


def series_uids(series: Series) -> Uids:
    return Uids(uuid5(NAMESPACE_URL, series.url or series.title))


def first_id(thing: Edition | Talk | Room | Person) -> str:
    """The id that *thing* was published under.

    The ids that aliases make do not count: nobody may ever have had them, and another spelling makes nobody new.
    """
    aliases = {slug(alias) for alias in thing.aliases} if isinstance(thing, Person) else ()
    return next((id for id in thing.former_ids if id not in aliases), thing.id)


@dataclass(frozen=True, slots=True)
class Uids:
    """Each key begins with what it is for, and neither ids nor slugs have a slash: so no two can be the same."""

    series: UUID

    def talk(self, edition: Edition, talk: Talk, number: int) -> str:
        """For a talk's *number*th slot, in the order of time; the first is 1."""
        return self._uid('talk', first_id(edition), first_id(talk), *([str(number)] if number > 1 else []))

    def sessions(self, edition: Edition, sessions: Iterable[Session]) -> dict[str, str]:
        """For each of *sessions* of an edition, in the order of time, by its id."""
        uids: dict[str, str] = {}
        seen: Counter[tuple[str, str]] = Counter()
        for session in sessions:
            if session.named:
                uids[session.id] = self._uid('session', first_id(edition), session.id)
            else:
                key = session.day.isoformat(), slug(session.title)
                seen[key] += 1
                uids[session.id] = self._uid('row', first_id(edition), *key, str(seen[key]))
        return uids

    def room(self, edition: Edition, room: Room | None) -> str:
        """For a room; without one, for everything that has none."""
        return self._uid('room', first_id(edition), first_id(room) if room else '')

    def person(self, person: Person) -> str:
        return self._uid('person', first_id(person))

    def volume(self, edition: Edition) -> str:
        """For the proceedings as a book."""
        return self._uid('volume', first_id(edition))

    def feed(self, edition: Edition) -> str:
        return self._uid('feed', first_id(edition))

    def series_feed(self) -> str:
        return self._uid('feed')

    def page(self, edition: Edition, talk: Talk) -> str:
        """For a talk as what is presented there, however often."""
        return self._uid('page', first_id(edition), first_id(talk))

    def change(self, edition: Edition, day: date, talk: Talk | None, number: int) -> str:
        """For the *number*th change of one day that is about *talk*, or about none."""
        return self._uid('change', first_id(edition), day.isoformat(), first_id(talk) if talk else '', str(number))

    def _uid(self, *key: str) -> str:
        return str(uuid5(self.series, '/'.join(key)))
