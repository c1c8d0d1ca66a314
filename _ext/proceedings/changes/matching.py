"""What of the program as it was is what of the program as it is."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property
from typing import Generic, TypeVar

from .. import times
from ..maths.titles import plain_title
from ..model import Edition, Person, Room, Session, Slot, Talk, Track
from ..names import slug
from ..program import Program
from .differences import Level, Spot, Subject

T = TypeVar('T')
Key = Callable[[T], Hashable]
SOMEBODY = 'somebody whose name is hidden'


@dataclass(frozen=True, slots=True)
class Matched(Generic[T]):
    """Things that are the same before and after, those that are gone, and those that came."""

    both: list[tuple[T, T]]
    gone: list[T]
    came: list[T]


def match(olds: Iterable[T], news: Iterable[T], *keys: tuple[Key[T], Key[T]]) -> Matched[T]:
    """Match by the first of *keys* (one for what was, one for what is) that both have; those of one key in their order.

    A key of None matches nothing.
    """
    gone, came, both = list(olds), list(news), []
    for old_key, new_key in keys:
        waiting: dict[Hashable, list[T]] = defaultdict(list)
        for new in reversed(came):
            waiting[new_key(new)].append(new)
        waiting.pop(None, None)
        found = [(old, there.pop()) for old in gone if (there := waiting.get(old_key(old)))]
        both += found
        gone = _without(gone, [old for old, _ in found])
        came = _without(came, [new for _, new in found])
    return Matched(both, gone, came)


def _without(things: list[T], found: list[T]) -> list[T]:
    ids = {id(thing) for thing in found}  # as objects: two that are equal are still two
    return [thing for thing in things if id(thing) not in ids]


@dataclass(frozen=True)
class Programs:
    """The program as it was and as it is.

    *hidden* leads from the slugs of names that are hidden on request to the ids of those whose names they are.
    """

    old: Program
    new: Program
    hidden: Mapping[str, str] = field(default_factory=dict)

    def person(self, old: str) -> str:
        """The id that the person with the id *old* has now; *old* itself if there is nobody."""
        if old in self.new.people:
            return old
        known = self.new.former['speaker'].get(old) or self.hidden.get(slug(self.old.people[old].name))
        return known or old

    def name(self, person: str) -> str:
        """What somebody is called now, or was."""
        name = (self.new.people.get(person) or self.old.people[person]).name
        return SOMEBODY if self.is_hidden(name) else name

    def old_name(self, person: Person) -> str:
        """What *person* was called, or nothing where that is to be shown no more."""
        return '' if self.is_hidden(person.name) else person.name

    def is_hidden(self, name: str) -> bool:
        """Whether *name*, which may also be an id that was made of one, is to be shown no more."""
        return slug(name) in self.hidden

    def shown(self, names: Iterable[str]) -> list[str]:
        return [name for name in names if not self.is_hidden(name)]

    def editions(self) -> Matched[Edition]:
        former = self.new.former['edition']
        return match(
            self.old.editions.values(),
            self.new.editions.values(),
            (lambda old: old.id, lambda new: new.id),
            (lambda old: former.get(old.id), lambda new: new.id),
        )


@dataclass(frozen=True)
class Editions:
    """One edition as it was and as it is."""

    programs: Programs
    old: Edition
    new: Edition

    @cached_property
    def talks(self) -> Matched[Talk]:
        """By id, by former id, and, for ids that somebody changed without a word, by title and people."""
        former = self.programs.new.former['talk']
        return match(
            self.old.talks.values(),
            self.new.talks.values(),
            (lambda old: f'{self.new.id}/{old.id}', lambda new: new.ref),
            (lambda old: former.get(f'{self.new.id}/{old.id}'), lambda new: new.ref),
            (
                lambda old: _known_by(old, [self.programs.person(credit.person) for credit in old.people]),
                lambda new: _known_by(new, [credit.person for credit in new.people]),
            ),
        )

    @cached_property
    def talk_now(self) -> Mapping[str, str]:
        """The id that each talk that is still there had, and the one that it has."""
        return {old.id: new.id for old, new in self.talks.both}

    @cached_property
    def sessions(self) -> Matched[Session]:
        """Those for one talk by that talk, and if it has several, by kind; others by their id, or by title and time,
        as far as these stayed; at last, by time and place.

        Most sessions move when all do: so they are first looked for where the most went.
        """
        shift = self._shift()
        return match(
            self.old.sessions,
            self.new.sessions,
            (lambda old: _talk_row(old, self.talk_now.get(old.talk)), lambda new: _talk_row(new, new.talk)),
            (lambda old: self.talk_now.get(old.talk), lambda new: new.talk or None),
            (lambda old: old.id if old.named else None, lambda new: new.id if new.named else None),
            (lambda old: _row(old, wall(old.start) + shift), lambda new: _row(new, wall(new.start))),
            (lambda old: _row(old, wall(old.start)), lambda new: _row(new, wall(new.start))),
            (lambda old: _row(old, (wall(old.start) + shift).date()), lambda new: _row(new, new.start.date())),
            (lambda old: _row(old, None), lambda new: _row(new, None)),
            (lambda old: _block(old, self.old_spot(old)), lambda new: _block(new, self.new_spot(new))),
            (lambda old: _begin(old, self.old_spot(old)), lambda new: _begin(new, self.new_spot(new))),
        )

    def _shift(self) -> timedelta:
        """By how much the most of what can be told apart moved."""
        then = {self.talk_now.get(talk, ''): slots[0].start for talk, slots in self.old_slots.items()}
        now = {talk: slots[0].start for talk, slots in self.new_slots.items()}
        rows = _unique_rows(self.old), _unique_rows(self.new)
        pairs = [*_common(then, now), *_common(*rows)]
        shifts = Counter(wall(after) - wall(before) for before, after in pairs)
        return max(shifts, key=lambda shift: (shifts[shift], -abs(shift)), default=timedelta())

    def old_spot(self, thing: Session | Slot) -> Spot:
        """When and where something was, on the clocks of then, with the rooms as they are called now."""
        return Spot(start=thing.start, end=thing.end, rooms=tuple(map(self.room, thing.rooms)), dated=self.dated)

    def new_spot(self, thing: Session | Slot) -> Spot:
        rooms = tuple(self.new.rooms[id].name for id in thing.rooms)
        return Spot(start=thing.start, end=thing.end, rooms=rooms, dated=self.dated)

    def room(self, old: str) -> str:
        room = self.new.rooms.get(self.room_now(old)) or self.old.rooms[old]
        return room.name

    def room_now(self, old: str) -> str:
        return _now(self.programs.new.former['room'], self.new, self.new.rooms, old)

    def track_now(self, old: str) -> str:
        former = self.programs.new.former['track']
        return self._renamed_tracks.get(old) or _now(former, self.new, self.new.tracks, old)

    @cached_property
    def _renamed_tracks(self) -> Mapping[str, str]:
        """Tracks that are gone, and the new ones in which all is that was in them, and nothing else."""
        moves = [(old.track, new.track) for old, new in self.talks.both]
        moves += [(old.track, new.track) for old, new in self.sessions.both]
        return _followed(moves, self.old.tracks.keys(), self.new.tracks.keys())

    @cached_property
    def moved_rooms(self) -> Mapping[str, str]:
        """Rooms that are gone, and the new ones to which all moved that was in them, and nothing else."""
        moves = [pair for old, new in self.sessions.both for pair in zip(old.rooms, new.rooms, strict=False)]
        return _followed(moves, self.old.rooms.keys(), self.new.rooms.keys())

    @cached_property
    def dated(self) -> bool:
        """Whether a time alone does not say the day."""
        return max(len(edition.sessions_by_day()) for edition in (self.old, self.new)) > 1

    def talk_subject(self, talk: Talk, row: str = '') -> Subject:
        """*talk* is of now, or one that is gone; *row* says which row of it, where that matters."""
        title = plain_title(talk.title)
        slots = self.new_slots if talk.id in self.new.talks else self.old_slots
        at = next((slot.start for slot in slots.get(talk.id, ())), None)
        return Subject(
            level=Level.TALK,
            name=title,
            id=talk.id,
            edition=self.new.id,
            at=at,
            ambiguous=self._talk_titles[title] > 1,
            dated=self.dated,
            row=row,
        )

    def row(self, session: str) -> str:
        """What the row with the id *session* of now is called, where its talk has others; nothing where it has not."""
        found = self._rows[session]
        others = [other for other in self.new.sessions if found.talk and other.talk == found.talk and other != found]
        if not others:
            return ''
        called = _row_name(found)
        at = f', {times.clock(found.start)}' if called in map(_row_name, others) else ''
        return f'{called}{at}'

    def session_subject(self, session: Session, of: Edition) -> Subject:
        """*session* is of the edition *of*: the one of now, unless it is gone."""
        title = session.title or of.talks[session.talk].title
        return Subject(
            level=Level.SESSION,
            name=plain_title(title),
            edition=self.new.id,
            at=session.start,
            ambiguous=self._titles[slug(title)] > 1,
            dated=self.dated,
            row='' if session.title else self.row(session.id) if of is self.new else '',
        )

    def subject(self) -> Subject:
        return Subject(level=Level.EDITION, name=self.new.full_title, id=self.new.id, edition=self.new.id)

    @cached_property
    def old_slots(self) -> Mapping[str, list[Slot]]:
        return self.old.slots_by_talk()

    @cached_property
    def new_slots(self) -> Mapping[str, list[Slot]]:
        return self.new.slots_by_talk()

    @cached_property
    def _rows(self) -> Mapping[str, Session]:
        return {session.id: session for session in self.new.sessions}

    @cached_property
    def _talk_titles(self) -> Counter[str]:
        """How many talks have each title, before or after."""
        counted = [Counter(plain_title(talk.title) for talk in of.talks.values()) for of in (self.old, self.new)]
        return counted[0] | counted[1]

    @cached_property
    def _titles(self) -> Counter[str]:
        """How many sessions have each title, before or after."""
        counted = [Counter(slug(one.title) for one in edition.sessions) for edition in (self.old, self.new)]
        return counted[0] | counted[1]


def _row_name(session: Session) -> str:
    return plain_title(session.title) or session.kind.name


def wall(moment: datetime) -> datetime:
    """What a clock on the wall shows, and the calendar beside it."""
    return moment.replace(tzinfo=None)


def same_time(one: datetime, other: datetime, *, one_zone: bool) -> bool:
    """Whether nobody has to be told: neither of the two moments nor, where the zone is another, of the two clocks."""
    same = one.timestamp() == other.timestamp()
    return same if one_zone else same or wall(one) == wall(other)


def _block(session: Session, spot: Spot) -> Hashable:
    """What a row without a talk is where its title is another: as long as before, at the same time and place."""
    return None if session.talk else (session.kind.id, wall(spot.start), wall(spot.end), spot.rooms)


def _begin(session: Session, spot: Spot) -> Hashable:
    """What such a row is if it does not last as long, either."""
    return None if session.talk else (wall(spot.start), spot.rooms)


def _talk_row(session: Session, talk: str | None) -> Hashable:
    """What tells the row of a talk from the row for the questions after it."""
    return (talk, session.kind.id) if talk else None


def _row(session: Session, when: Hashable) -> Hashable:
    """What a row without a talk goes by."""
    return None if session.talk else (slug(session.title), when)


def _known_by(talk: Talk, people: Iterable[str]) -> Hashable:
    """What a talk can be told by without its id; nothing if nobody gives it, as "To be announced"."""
    names = frozenset(people)
    return (slug(plain_title(talk.title)), names) if names else None


def _followed(moves: Iterable[tuple[str, str]], olds: Set[str], news: Set[str]) -> dict[str, str]:
    """What of *olds* is gone, and is one of *news* that came, as all *moves* from the one or to the other say."""
    pairs = set(moves)
    before, after = (Counter(one) for one in zip(*pairs, strict=True)) if pairs else (Counter[str](), Counter[str]())
    gone, came = olds - news, news - olds
    return {old: new for old, new in pairs if old in gone and new in came and before[old] == after[new] == 1}


def _unique_rows(edition: Edition) -> dict[str, datetime]:
    """When each row begins whose title no other has."""
    rows = Counter(slug(session.title) for session in edition.sessions if not session.talk)
    return {slug(session.title): session.start for session in edition.sessions if rows[slug(session.title)] == 1}


def _common(then: Mapping[str, datetime], now: Mapping[str, datetime]) -> Iterator[tuple[datetime, datetime]]:
    yield from ((before, now[key]) for key, before in then.items() if key and key in now)


def _now(
    former: Mapping[str, str], edition: Edition, things: Mapping[str, Room] | Mapping[str, Track], old: str
) -> str:
    """The id that a room or track has now; *old* itself if it is gone."""
    return old if old in things else former.get(f'{edition.id}/{old}', f'/{old}').partition('/')[2]
