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
    """What a plan has to tell."""

    new: list[Remark] = field(default_factory=list)
    changed: list[Remark] = field(default_factory=list)
    gone: list[Remark] = field(default_factory=list)
    conflicts: list[Remark] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Thing:
    """What is merged: what people call it, its data in the file and those that the source would have, the facts of
    both, and those that were imported last. `place` is where each fact stands in the file."""

    label: str
    data: Any
    wanted: Data
    ours: Facts
    now: Facts
    before: Mapping[str, Any] | None
    place: Callable[[str], Place]
    main: str = 'name'
    usual: Mapping[str, str] = field(default_factory=dict)
    """What is meant where a fact is not said."""


@dataclass(slots=True)
class ThreeWay:
    """Merges things, and tells what came of it."""

    told: Told
    take_theirs: bool = False
    silent: dict[str, list[Remark]] = field(default_factory=dict)
    """Facts that the source does not say any more."""

    def merged(self, thing: Thing) -> tuple[Any, list[str]]:
        """(the data that are to be, the facts that changed)."""
        data, changed = thing.data, []
        before = thing.before or {}
        for fact, now in thing.now.items():
            ours, was = (facts.get(fact, thing.usual.get(fact)) for facts in (thing.ours, before))
            choice = choose(was, ours, now)
            if choice is Choice.CONFLICT and not self.take_theirs:
                both = _both(was, ours, now) if fact == 'talks' else None
                if both is None:
                    self._keep(thing, fact, ours, before.get(fact), now)
                    continue
                data = taken_over(data, fact, {'talks': both}, thing.main)
            elif choice is Choice.OURS:
                continue
            else:
                data = taken_over(data, fact, thing.wanted, thing.main)
            changed.append(fact)
            self._change(thing, fact, ours, now, conflict=choice is Choice.CONFLICT)
        for fact in before.keys() - thing.now.keys():
            text = f'the source does not say the {_called(fact)} of {thing.label} any more; it stays'
            self.silent.setdefault(fact, []).append(Remark(thing.place(fact), text))
        return data, changed

    def _keep(self, thing: Thing, fact: str, ours: Any, was: Any, now: Any) -> None:
        here = 'was deleted here' if ours is None else f'is {_shown(ours)} here'
        there = f'is {_shown(now)} at the source' + (f', and was {_shown(was)}' if was is not None else '')
        if ours is None:
            there = f'{there}: it stays deleted'
        self.told.conflicts.append(
            Remark(thing.place(fact), f'{thing.label}: the {_called(fact)} {here} and {there}; yours is kept')
        )

    def _change(self, thing: Thing, fact: str, ours: Any, now: Any, *, conflict: bool) -> None:
        was = f', was {_shown(ours)}' if ours is not None else ''
        text = f'{thing.label}: the {_called(fact)} is {_shown(now)}{was}'
        (self.told.conflicts if conflict else self.told.changed).append(
            Remark(thing.place(fact), f'{text}{"; what the source says is taken" if conflict else ""}')
        )

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
