"""What can differ between two states of a program; each difference knows all that its sentence needs."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import IntEnum
from typing import TypeAlias

from ..vocabulary import GONE, Status


class Level(IntEnum):
    """What a difference is about, in the order in which things of one gravity and time are said."""

    EDITION = 0
    TALK = 1
    SESSION = 2
    PERSON = 3
    SERIES = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What a difference is about, as it is called now. `id` is a talk's or person's, or that of the edition.

    `at` is when it begins, for the order; `ambiguous` is true where others have the same name: then `at` tells which
    is meant, with its day where `dated`, or, of a talk, the id. `row` is which row of the schedule, where a talk has
    several.
    """

    level: Level
    name: str
    id: str = ''
    edition: str = ''
    at: datetime | None = None
    ambiguous: bool = False
    dated: bool = False
    row: str = ''


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """When and where something is; `dated` is true where its day has to be said."""

    start: datetime
    end: datetime
    rooms: tuple[str, ...] = ()
    dated: bool = field(default=False, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A status that is another, or has another reason; `instead` is the title or address of what replaces it."""

    subject: Subject
    was: Status
    now: Status
    reason: str = ''
    since: date | None = None
    instead: str = ''


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """Another time or room."""

    subject: Subject
    old: Spot
    new: Spot


@dataclass(frozen=True, slots=True, kw_only=True)
class Scheduled:
    """A talk that is given at one time more or, where it is not `on`, less; `besides` is true if at others, too."""

    subject: Subject
    spot: Spot
    on: bool
    besides: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Shifted:
    """Many sessions that moved alike: by a time, to another room, or both; `but` names those that did not.

    `day` and `since` are set where it is only one day's sessions, or those from a time on.
    """

    subject: Subject
    number: int
    by: timedelta
    rooms: tuple[tuple[str, ...], tuple[str, ...]] | None = None
    day: date | None = None
    since: datetime | None = None
    but: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Renamed:
    """Another title or name; that of now is the subject's. Of people, `old` is only what is still shown."""

    subject: Subject
    old: str = ''


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """A talk, session or edition that was not there; `number` of talks in a session."""

    subject: Subject
    people: tuple[str, ...] = ()
    spot: Spot | None = None
    days: tuple[date, date] | None = None
    kind: str = ''
    number: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Removed:
    """A talk, session, edition or person that is there no more."""

    subject: Subject


@dataclass(frozen=True, slots=True, kw_only=True)
class NewId:
    """Another id; `leads` says whether the old address leads to the new one."""

    subject: Subject
    old: str
    leads: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Merged:
    """Somebody who was several people; `names` are the others that they were called, as far as they are shown."""

    subject: Subject
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cast:
    """Who is in a role, such as `author`: names that came and went, or all of them where only their order is new."""

    subject: Subject
    role: str
    came: tuple[str, ...] = ()
    went: tuple[str, ...] = ()
    order: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """Another value of the fact that readers call `what`; '' is none."""

    subject: Subject
    what: str
    old: str
    new: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Items:
    """Things of a list, such as the awards or the video links of a talk, that came and went."""

    subject: Subject
    what: str
    came: tuple[str, ...] = ()
    went: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Many:
    """A number of talks that have the same difference as `like`, as far as that can be said of all of them."""

    subject: Subject
    number: int
    like: Added | Items | Changed | Standing


Difference: TypeAlias = (
    Standing | Moved | Scheduled | Shifted | Renamed | Added | Removed | NewId | Merged | Cast | Changed | Items | Many
)  # fmt: skip

WEIGHTY = ('day', 'days', 'time zone', 'venue', 'place')
"""What decides where and when to go, of the facts of an edition."""

_GRAVITY = (Shifted, Moved, Scheduled, Renamed, Added, Removed, Cast, Merged, NewId, Changed, Items)


def gravity(difference: Difference) -> int:
    """How much somebody who has a ticket has to know it: the less the number, the more."""
    if isinstance(difference, Many):
        return gravity(difference.like)
    if isinstance(difference, Standing):
        return 0 if difference.now in GONE else 1
    if isinstance(difference, Changed) and difference.what in WEIGHTY:
        return 2
    return 3 + _GRAVITY.index(type(difference))


def order(difference: Difference) -> tuple[int, float, int, str, str]:
    """By gravity, then by time, then by what it is about."""
    subject = difference.subject
    at = subject.at.timestamp() if subject.at else float('inf')
    return gravity(difference), at, subject.level, subject.name, subject.id
