"""The people of an import: in their roles, where they worked, and what people.yml says of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from typing import Any

from ...problems import Place
from ...schema.editors import SCHEMA
from ...schema.values import id_of
from ..files.new_file import new_people_file
from ..files.write import FileChange
from ..files.yaml_data import Aligned, in_order, plain_new
from ..report import Remark
from ..wanted.edition import Want
from ..wanted.identity import Identity, namesakes
from .facts import PERSON, Data, Facts, facts, listed, named
from .state import Import
from .three_way import Merged, Thing

_SPELLINGS = ('aliases', 'hidden_names')
"""Facts that no source says; an import makes them."""


class People:
    """The people of a draft, merged into the files."""

    def __init__(self, state: Import) -> None:
        self.state = state

    def in_role(self, key: str, wants: Iterable[Want]) -> Aligned | None:
        """Organizers or reviewers: new ones behind those that there are; a role that changed, where it stands."""
        entries = listed(self.state.data.get(key))
        there = {self.state.person(named(entry)): (at, entry) for at, entry in enumerate(entries)}
        items: list[tuple[int | None, Any]] = [*enumerate(entries)]
        what, count, different = key.removesuffix('s'), len(entries), False
        for want in wants:
            now = {name: value for name, value in facts(want.data).items() if name != 'name'}
            if want.id in there:
                at, entry = there[want.id]
                ours = {name: value for name, value in facts(entry).items() if name != 'name'}
                before = self.state.before(what, want.key)
                thing = Thing(want.label, entry, named(want.data), ours, now, before, self.state.placer(key, at))
                result = self.state.merge.merged(thing)
                merged, changed, now = result.data, result.changed, result.agreed
                if 'id' in named(want.data) and 'name' in named(merged):  # there is another of that name now
                    rest = {name: value for name, value in named(merged).items() if name != 'name'}
                    merged, changed = {'id': want.id, **rest}, ['id']
                if changed:
                    items[at], different = (at, merged), True
            elif not self.state.memory.find(what, want.key):
                items.append((None, want.data))
                if not self.state.is_new:
                    self.state.told.new.append(Remark(want.place, f'{what} {want.label}'))
            self.state.remember(what, want.key, want.id, now)
        return Aligned(items) if different or len(items) > count else None

    def affiliations(self, new: Data) -> Data | None:
        """Where everybody worked, by name, with those of the source; *new* is all else that the file is to say."""
        old = self.state.data.get('affiliations') or {}
        there = {
            self.state.person({'id': name} if name in self.state.who.known else {'name': name}): name for name in old
        }
        result, different = dict(old), False
        for key, affiliation in self.state.who.affiliations.items():
            identity = self.state.who.of[key]
            id, before = identity.known.id, self.state.before('affiliation', key)
            name = there.get(id, identity.key)
            ours = {'affiliation': old[name]} if name in old else {}
            if name in old and identity.by_id and name != id:  # there is another of that name now
                result = {id if key == name else key: value for key, value in result.items()}
                name, different = id, True
            if not ours and not before and identity.known.affiliation == affiliation:
                continue
            now: Data = {'affiliation': affiliation}
            place = self.state.file.place('affiliations', name) if name in old else identity.person.place
            thing = Thing(
                identity.known.name, ours, now, ours, now, before, partial(_always, place),
                others=self.state.others.get(('affiliation', id), {}),
            )  # fmt: skip
            merged = Merged(now, [*now], now) if self.state.is_new else self.state.merge.merged(thing)
            if merged.changed:
                result[name], different = merged.data['affiliation'], True
            self.state.remember('affiliation', key, id, merged.agreed)
        without = self._without_strangers(result, there, new)
        return without if different or without != result else None

    def _without_strangers(self, affiliations: Data, names: Mapping[str, str], new: Data) -> Data:
        """*affiliations* without those that an import wrote of people who have no role any more."""
        drafted = {identity.known.id for identity in self.state.who.of.values()}
        gone = {
            names[record.id]: record
            for record in self.state.memory.of('affiliation').values()
            if record.id not in drafted and record.id in names and not self.state.who.known[record.id].listed
        }
        mentioned = {self.state.person(mention) for mention in _introductions(new)} if gone else set()
        for name, record in gone.items():
            if record.id not in mentioned and affiliations[name] == record.fields.get('affiliation'):
                affiliations = {other: value for other, value in affiliations.items() if other != name}
        return affiliations

    def file(self) -> Iterable[FileChange]:
        """What becomes of `program/people.yml`."""
        entries = listed(self.state.people.data.get('people'))
        items: list[tuple[int | None, Any]] = [*enumerate(entries)]
        there = {str(named(e).get('id') or id_of(str(named(e).get('name', '')))): at for at, e in enumerate(entries)}
        for key, identity in self.state.who.of.items():
            id, entry = identity.known.id, identity.entry
            record = self.state.memory.find('person', key)
            now = {fact: value for fact, value in facts(entry).items() if fact != 'disambiguation'}  # once is enough
            listed_now = id in there
            if listed_now:
                at = there[id]
                merged = self._with_person(identity, entries[at], now, at)
                now = merged.agreed
                if merged.changed:
                    items[at] = (at, in_order(named(entries[at]), merged.data, PERSON))
            elif self._needs_entry(entry, identity.needs_entry) and not (record and record.fields.get('listed')):
                items.append((None, entry))
                listed_now = True
            known = {'listed': True} if listed_now else {}
            now = {fact: value for fact, value in now.items() if fact not in _SPELLINGS}
            self.state.remember('person', key, id, {**now, **known, 'name': identity.known.name})
        items += [(None, {'name': known.name}) for known in namesakes(self.state.who) if known.id not in there]
        if len(items) == len(entries) and all(new is entries[at] for at, new in items if at is not None):
            return
        if not self.state.people.data:
            text = new_people_file([data for _, data in items], schema=(self.state.site / SCHEMA).is_file())
            yield FileChange(way=self.state.people.way, before=self.state.people.text, after=text)
        else:
            yield from self.state.changed(self.state.people, {**self.state.people.data, 'people': Aligned(items)})

    def _with_person(self, identity: Identity, data: Any, now: Facts, at: int) -> Merged:
        ours, key = facts(data), identity.person.key
        before = {fact: value for fact, value in self.state.before('person', key).items() if fact != 'listed'}
        if not identity.is_renamed:
            now = {fact: value for fact, value in now.items() if fact != 'name'}
            before.pop('name', None)
        spellings = {fact: [*dict.fromkeys([*ours.get(fact, ()), *now[fact]])] for fact in _SPELLINGS if fact in now}
        before |= {fact: ours[fact] for fact in spellings if fact in ours}  # they are only ever added
        thing = Thing(
            identity.known.name, data, {**identity.entry, **spellings}, ours, {**now, **spellings}, before,
            self.state.placer('people', at, file=self.state.people),
            others=self.state.others.get(('person', identity.known.id), {}),
        )  # fmt: skip
        return self.state.merge.merged(thing)

    def _needs_entry(self, entry: Data, needed: bool) -> bool:
        """Whether more is known of somebody than a name."""
        return needed or bool(set(entry) - {'name', 'disambiguation'})


def _always(place: Place, _: str) -> Place:
    return place


def _introductions(new: Data) -> Iterator[Data]:
    """The mentions in the data of a file that make somebody known."""
    plain = {key: plain_new(new.get(key) or []) for key in ('talks', 'organizers', 'reviewers')}
    volume = named(named(new.get('edition') or {}).get('proceedings') or {})
    for talk in listed(plain['talks']):
        yield from map(named, listed(talk.get('authors') or talk.get('speakers')) if isinstance(talk, dict) else ())
    for mentions in (plain['organizers'], plain['reviewers'], volume.get('editors')):
        yield from map(named, listed(mentions))
