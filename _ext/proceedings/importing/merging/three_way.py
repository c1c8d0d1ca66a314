"""What was imported last, what the files say now, what the source says now: which of it counts, fact by fact."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from ...problems import Place, short
from ..files.yaml_text import flow
from ..report import Remark
from .facts import Data, Facts, taken_over


class Choice(Enum):
    OURS = 'ours'
    THEIRS = 'theirs'
    CONFLICT = 'conflict'


def choose(before: Any, ours: Any, now: Any) -> Choice:
    """Whose value counts; None stands for nothing. What the source does not say, it takes from nobody."""
    if now is None or now in (ours, before):
        return Choice.OURS
    return Choice.THEIRS if ours == before else Choice.CONFLICT


@dataclass(slots=True)
class Told:
    """What a plan has to tell: the lists of a `Plan`."""

    new: list[Remark] = field(default_factory=list)
    changed: list[Remark] = field(default_factory=list)
    gone: list[Remark] = field(default_factory=list)
    differs: list[Remark] = field(default_factory=list)
    deleted: list[Remark] = field(default_factory=list)
    conflicts: list[Remark] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Thing:
    """What is merged: what people call it, its data in the file and those that the source would have, the facts of
    both, and those on which both agreed last. `place` is where each fact stands in the file."""

    label: str
    data: Any
    wanted: Data
    ours: Facts
    now: Facts
    before: Mapping[str, Any]
    place: Callable[[str], Place]
    main: str = 'name'
    usual: Mapping[str, str] = field(default_factory=dict)
    """What is meant where a fact is not said."""
    others: Mapping[str, str] = field(default_factory=dict)
    """The other sources that facts came from."""

    def was(self, fact: str) -> Any:
        """What both said last. A value that the file says itself is never taken for the usual one, nor is one that
        another source says for one of this source."""
        if fact in self.others:
            return None
        return self.before.get(fact, None if fact in self.ours else self.usual.get(fact))


@dataclass(frozen=True, slots=True)
class Merged:
    """What a thing is to be: its data, the facts that changed, and those on which the file and the source agree now.
    Only these are remembered: what is open is told each time, and can be taken any time."""

    data: Any
    changed: list[str]
    agreed: Facts


@dataclass(slots=True)
class ThreeWay:
    """Merges things, and tells what came of it."""

    told: Told
    take_theirs: bool = False
    silent: dict[str, list[Remark]] = field(default_factory=dict)
    """Facts that the source does not say any more."""

    def merged(self, thing: Thing) -> Merged:
        result = Merged(thing.data, [], {})
        for fact, now in thing.now.items():
            result = self._with_fact(result, thing, fact, now)
        for fact in thing.before.keys() - thing.now.keys():
            text = f'{thing.label}, {_called(fact)}: the source does not say this any more; it stays'
            self.silent.setdefault(fact, []).append(Remark(thing.place(fact), text))
        return result

    def _with_fact(self, result: Merged, thing: Thing, fact: str, now: Any) -> Merged:
        ours, was = thing.ours.get(fact, thing.usual.get(fact)), thing.was(fact)
        choice, wanted = choose(was, ours, now), thing.wanted
        if choice is Choice.CONFLICT and not self.take_theirs:
            both = _both(was, ours, now) if fact == 'talks' else None
            if both is None:
                self._keep(thing, fact, was, now)
                return result
            wanted = {'talks': both}
        agreed = result.agreed if fact in thing.others else {**result.agreed, fact: now}
        if choice is Choice.OURS:
            return Merged(result.data, result.changed, agreed)
        self._change(thing, fact, was, now, conflict=choice is Choice.CONFLICT)
        data = taken_over(result.data, fact, wanted, thing.main)
        return Merged(data, [*result.changed, fact], agreed)

    def _keep(self, thing: Thing, fact: str, was: Any, now: Any) -> None:
        ours, what = thing.ours.get(fact, thing.usual.get(fact)), f'{thing.label}, {_called(fact)}'
        if ours is None:
            text = f'{what}: deleted here, {_shown(now)} at the source{_was(was)}; it stays deleted'
            self.told.deleted.append(Remark(thing.place(fact), text))
            return
        here = f'here, as {thing.others[fact]} says' if fact in thing.others else 'here'
        text = f'{what}: {_shown(ours)} {here}, {_shown(now)} at the source{_was(was)}; yours is kept'
        (self.told.differs if was is None else self.told.conflicts).append(Remark(thing.place(fact), text))

    def _change(self, thing: Thing, fact: str, was: Any, now: Any, *, conflict: bool) -> None:
        ours = thing.ours.get(fact)
        text = f'{thing.label}, {_called(fact)}: {_shown(now)}{_was(ours)}'
        told = self.told.new if ours is None and was is None else self.told.changed
        told.append(Remark(thing.place(fact), f'{text}{"; what the source says is taken" if conflict else ""}'))

    def tell_silent(self) -> None:
        """Of each fact that the source lost, one example."""
        for remarks in self.silent.values():
            more = f' (and {len(remarks) - 1} more)' if len(remarks) > 1 else ''
            self.told.gone.append(Remark(remarks[0].place, remarks[0].text + more))


def _both(was: Any, ours: Any, now: Any) -> list[Any] | None:
    """The talks of a session that was changed on both sides, if that can be: those that the source added come behind
    the one that they follow there, those that it took away go. None where both changed one talk."""
    if not all(isinstance(value, list) for value in (was, ours, now)):
        return None
    by_id = [{slot['talk']: slot for slot in value} for value in (was, ours, now)]
    old, own, new = by_id
    if any(own[id] != old[id] != new[id] for id in own.keys() & old.keys() & new.keys()):
        return None
    result = [id for id in own if id in new or id not in old]
    follows = dict(zip(new, [None, *new], strict=False))
    for id in new:
        if id not in own and id not in old:
            at = result.index(follows[id]) + 1 if follows[id] in result else len(result)
            result.insert(at, id)
    slots = [
        new[id] if id not in own else own[id] if old.get(id) == new.get(id) or id not in new else new[id]
        for id in result
    ]
    return [slot['talk'] if len(slot) == 1 else slot for slot in slots]


def _called(fact: str) -> str:
    words: Mapping[str, str] = {'talks': 'list of talks', 'links.web': 'website', 'venue.name': 'venue'}
    return words.get(fact) or fact.removeprefix('proceedings.').removeprefix('venue.').replace('links.', 'link to the ')


def _was(value: Any) -> str:
    if value is None:
        return ''
    return f' ({"were" if isinstance(value, list) and len(value) > 1 else "was"}: {_shown(value)})'


def _shown(value: Any) -> str:
    if isinstance(value, list):
        return short(', '.join(_short(part) for part in value) or 'nothing')
    return f'"{short(str(value))}"' if value is not None else 'nothing'


def _short(part: Any) -> str:
    """What is said of a part of a list: the name alone, if that is all."""
    if isinstance(part, dict):
        values: Sequence[Any] = [*part.values()]
        return str(values[0]) if len(values) == 1 else flow(part)
    return str(part)
