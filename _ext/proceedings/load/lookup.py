"""Finding what one edition's entries refer to: people, rooms, tracks, kinds and talks, by id or name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from ..model import Credit, Room, Talk, Track
from ..names import slug
from ..problems import most_like, short
from ..schema.entries import EditionFile, OrganizerEntry, PersonMention
from ..source import Loc
from ..vocabulary import Kind
from .checks import Where
from .people import People
from .validate import File


@dataclass(slots=True)
class Lookup:
    """What an edition knows; what it does not know is a problem at the place that refers to it."""

    edition: str
    file: File[EditionFile]
    people: People
    kinds: Mapping[str, Kind]
    rooms: dict[str, Room] = field(default_factory=dict)
    tracks: dict[str, Track] = field(default_factory=dict)
    talks: dict[str, Talk] = field(default_factory=dict)
    affiliations: dict[str, str] = field(default_factory=dict)
    _by_name: dict[str, dict[str, str]] = field(default_factory=dict)
    locs: dict[Where, Loc] = field(default_factory=dict)
    """Where each talk and session stands, for the checks that come after."""

    def credits(self, mentions: Iterable[PersonMention], loc: Loc) -> Iterator[Credit]:
        """The credit of each person once; *loc* is the place of the list."""
        seen: set[str] = set()
        for index, mention in enumerate(mentions):
            person = self.people.refer(mention, self.file, (*loc, index))
            if person in seen:
                name = self.people.known[person].name  # what is written may be a name that is hidden
                self.file.problem((*loc, index), 'duplicate', f'"{name}" is here twice; delete one', notice=True)
            elif person:
                seen.add(person)
                yield self._credit(person, mention)

    def _credit(self, person: str, mention: PersonMention) -> Credit:
        role = mention.role if isinstance(mention, OrganizerEntry) else ''
        usual = self.affiliations.get(person) or self.people.known[person].affiliation
        printed = self.people.printed(person, mention.name)
        return Credit(person=person, printed=printed, affiliation=mention.affiliation or usual, role=role)

    def room(self, name: str, loc: Loc) -> str:
        """The id of the room that *name* names, or nothing, with a problem."""
        return self._ref(self.rooms, name, loc, 'room')

    @property
    def usual_room(self) -> str:
        """The id of the room of the edition; nothing if it has none."""
        return self._found(self.rooms, self.file.entries.edition.room, 'room')

    def track(self, name: str, loc: Loc) -> str:
        """The id of the track that *name* names, or nothing, with a problem unless *name* is empty."""
        return self._ref(self.tracks, name, loc, 'track')

    def kind(self, name: str, loc: Loc) -> Kind:
        """The kind with the id *name*; a plain session, with a problem, if there is none."""
        if name not in self.kinds:
            way_out = f'; known are {", ".join(self.kinds)}; others go under kinds: in program/series.yml'
            self._unknown('kind', name, self.kinds, loc, way_out)
        return self.kinds.get(name) or self.kinds['session']

    def talk(self, name: str, loc: Loc) -> Talk | None:
        """The talk with the id *name*; one that has a problem of its own is not reported again."""
        if name not in self.talks:
            self._unknown('talk', name, self.talks, loc, '; add it under talks:')
        return self.talks.get(name)

    def _ref(self, things: Mapping[str, Room] | Mapping[str, Track], name: str, loc: Loc, what: str) -> str:
        found = self._found(things, name, what)
        if name and not found:
            known = [thing.name for thing in things.values()]
            way_out = (
                f'; known here: {", ".join(known)}; list others under {what}s:'
                if known
                else f'; list it under {what}s:'
            )
            self._unknown(what, name, [*things, *known], loc, way_out)
        return found

    def _found(self, things: Mapping[str, Room] | Mapping[str, Track], name: str, what: str) -> str:
        """As `named_as`, but that looks through all of them; and every talk and session asks."""
        if not name or name in things:
            return name
        if what not in self._by_name:
            self._by_name[what] = {}
            for id, thing in things.items():
                self._by_name[what].setdefault(slug(thing.name), id)
        return self._by_name[what].get(slug(name), '')

    def _unknown(self, what: str, name: str, known: Iterable[str], loc: Loc, way_out: str) -> None:
        if not self.file.problems.explain(name):
            meant = most_like(name, known)
            hint = f'; did you mean "{meant}"?' if meant else way_out
            self.file.problem(loc, what, f'no {what} "{short(name)}"{hint}')
            self.file.problems.leave_out([meant])  # lest a talk that was meant is said to be in no session
