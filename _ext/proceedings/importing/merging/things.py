"""The rooms and tracks of an import: which of them there are, and which are new."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from ...keywords import meaning
from ...names import slug
from ...problems import short
from ...schema.values import id_of
from ..files.yaml_data import Aligned
from ..report import Remark
from ..wanted.edition import Want
from ..wanted.ids import thing_id
from .facts import Data, Names, listed, named
from .state import Import


class Things:
    """The rooms and the tracks of a draft, by name."""

    def __init__(self, state: Import) -> None:
        self.state = state
        self._cache: dict[str, set[str]] = {}
        self.rooms = self._things('room', self._room_names())
        self.tracks = self._things('track', self._track_names())

    def _room_names(self) -> list[str]:
        return [*self.state.draft.rooms, *(room for session in self.state.draft.sessions for room in session.rooms)]

    def _track_names(self) -> list[str]:
        of_talks = (talk.track for talk in self.state.draft.talks.values())
        return [*self.state.draft.tracks, *of_talks, *(session.track for session in self.state.draft.sessions)]

    def _things(self, what: str, names: Iterable[str]) -> dict[str, Want]:
        """The rooms, or the tracks, of the draft by name, each with its id."""
        there = self.there(what)
        ids = {
            **{id: id for id in there},
            **{meaning(str(data.get('name', ''))): id for id, (_, data) in there.items()},
        }
        former = {str(old): id for id, (_, data) in there.items() for old in listed(data.get('former_ids'))}
        taken = {*there, *former}
        found: dict[str, Want] = {}
        for name in dict.fromkeys(names):
            clean = self.state.clean.name(name, f'the name of a {what}', self.state.start_place)
            if not clean:
                continue
            record = self.state.memory.find(what, clean)
            id = former.get(record.id, record.id) if record else ids.get(meaning(clean), '')
            if not id:
                id = thing_id(clean, what, taken)
            taken.add(id)
            ids.setdefault(meaning(clean), id)
            data = {'name': clean} if id == id_of(clean) else {'id': id, 'name': clean}
            found[name] = Want(clean, id, data, self.state.start_place, f'the {what} "{short(clean)}"')
        return found

    def there(self, what: str) -> dict[str, tuple[int, Data]]:
        """The rooms or tracks that the file has, by id."""
        entries = [named(entry) for entry in listed(self.state.data.get(f'{what}s'))]
        return {str(data.get('id') or id_of(str(data.get('name', '')))): (at, data) for at, data in enumerate(entries)}

    def merged(self, what: str) -> Aligned | None:
        """The list of rooms, or of tracks, that is to be; None where it stays."""
        things = self.rooms if what == 'room' else self.tracks
        items = [(at, entry) for at, entry in enumerate(listed(self.state.data.get(f'{what}s')))]
        usual = self._usual_room() if what == 'room' and not items else ''
        wants = list({want.id: want for want in reversed([*things.values()])}.values())[::-1]
        there = set(self.there(what))
        new: list[tuple[int | None, Any]] = [*items]
        if usual and wants and id_of(usual) not in {want.id for want in wants}:
            new.append((None, usual))
        for want in wants:
            known = self.state.memory.find(what, want.key)
            self.state.next.put(what, want.key, want.id, {'name': want.key})
            if want.id in there or known:
                continue
            new.append((None, want.key if set(want.data) == {'name'} else want.data))
            if not self.state.is_new:
                self.state.told.new.append(Remark(want.place, want.label))
        return Aligned(new) if len(new) > len(items) else None

    def _usual_room(self) -> str:
        return str(named(self.state.data.get('edition') or {}).get('room') or '')

    def room(self, name: str) -> str:
        want = self.rooms.get(name)
        return want.id if want and self._stands('room', want) else ''

    def track(self, name: str) -> str:
        want = self.tracks.get(name)
        return want.id if want and self._stands('track', want) else ''

    def _stands(self, what: str, want: Want) -> bool:
        """Whether a room or track is there, or will be: not if an organizer deleted it."""
        return not self.state.memory.find(what, want.key) or want.id in self._there_ids(what)

    def _there_ids(self, what: str) -> set[str]:
        if what not in self._cache:
            self._cache[what] = set(self.there(what))
        return self._cache[what]

    def names(self, edition: Data) -> Names:
        """What rooms and tracks are called in rows."""
        quiet = {id for id, kind in self.state.program.kinds.items() if kind.quiet}
        rooms, tracks = (
            _lookup(self.there(what), things) for what, things in (('room', self.rooms), ('track', self.tracks))
        )
        usual = rooms(str(edition.get('room') or '')) or id_of(str(edition.get('room') or ''))
        return Names(rooms, tracks, lambda row: '' if row.get('kind') in quiet else usual)


def _lookup(there: Mapping[str, tuple[int, Data]], things: Mapping[str, Want]) -> Callable[[str], str]:
    ids = {slug(want.key): want.id for want in things.values()}
    ids |= {slug(str(data.get('name', ''))): id for id, (_, data) in there.items()}
    ids |= {id: id for id in (*there, *(want.id for want in things.values()))}
    return lambda name: ids.get(name) or ids.get(slug(name)) or ''
