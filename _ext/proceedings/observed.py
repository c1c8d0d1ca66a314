"""Which parts of a program something is made of, found by looking on: while these are the same, so is what was made.

When one title changes, a page that does not look at that talk need not be made again to see that it is the same. A part
is an entry of a mapping of the program, or of one of its editions (`('talks', '2019/jax-md')`), a mapping as a whole,
if somebody goes through all of it (`('people',)`), or only through its keys (`('people', '')`), or any other fact
(`('editions', '2019', 'timezone')`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import fields
from functools import cache, cached_property, partial
from typing import Any, TypeVar

from .model import Edition, Person, Series, Session, Talk
from .program import Program

Part = tuple[str, ...]
Parts = tuple[Part, ...]

T = TypeVar('T')

OF_PROGRAM = [
    *(field.name for field in fields(Program) if field.name != 'series'),
    *(name for name, value in vars(Program).items() if isinstance(value, cached_property)),
]
"""All of these are mappings."""

KEYS = ''
"""Stands for the keys of a mapping, in the place of one of them."""

SHORT = 32
"""As many letters as a digest has: it needs no shorter name than that."""

_OF_EDITION = frozenset(field.name for field in fields(Edition))


class Observed(Program):
    """*program*, which notes in `seen` the parts of it that somebody looks at."""

    seen: dict[Part, None]

    made: dict[str, dict[str, tuple[Any, Parts]]]
    """What was made of it, with the parts that were looked at for that, by what it is and whose (see `remembered`)."""

    def __init__(self, program: Program) -> None:
        self.__dict__.update(seen={}, made={}, _program=program)
        for name in OF_PROGRAM:
            self.__dict__[name] = _Entries(self, (name,), partial(getattr, program, name))

    @property
    def series(self) -> Series:
        self.seen[('series',)] = None
        series: Series = self.__dict__['_program'].series
        return series

    @contextmanager
    def looking(self) -> Iterator[dict[Part, None]]:
        """What is looked at meanwhile; where that is inside another such look, it is seen there, too."""
        outer = self.seen
        self.__dict__['seen'] = inner = dict[Part, None]()
        try:
            yield inner
        finally:
            outer.update(inner)
            self.__dict__['seen'] = outer


class _Entries(Mapping[str, Any]):
    """A mapping that notes which of its entries are looked at. It is found when it is needed for the first time."""

    def __init__(self, observed: Observed, part: Part, find: Callable[[], Mapping[str, Any]]) -> None:
        self.observed = observed
        self.part = part
        self.find = find
        self.known: dict[str, tuple[Part, Any]] = {}

    @cached_property
    def entries(self) -> Mapping[str, Any]:
        return self.find()

    def __getitem__(self, key: str) -> Any:
        part, value = self.known.get(key) or self.look(key)
        self.observed.seen[part] = None
        if value is _MISSING:
            raise KeyError(key)
        return value

    def look(self, key: str) -> tuple[Part, Any]:
        part, value = (*self.part, key), self.entries.get(key, _MISSING)
        if isinstance(value, Edition):
            value = _ObservedEdition(self.observed, value)
        elif isinstance(value, Mapping):
            value = _Entries(self.observed, part, partial(dict, value))
        self.known[key] = part, value
        return part, value

    def values(self) -> Any:
        if _are_parts(self.entries):
            return [self[key] for key in self]
        self.observed.seen[self.part] = None
        return self.entries.values()

    def items(self) -> Any:
        return zip(self.entries, self.values(), strict=True)

    def __contains__(self, key: object) -> bool:
        if isinstance(key, str):
            self.observed.seen[(*self.part, key)] = None
        return key in self.entries

    def __iter__(self) -> Iterator[str]:
        self.observed.seen[(*self.part, KEYS)] = None
        return iter(self.entries)

    def __len__(self) -> int:
        self.observed.seen[(*self.part, KEYS)] = None
        return len(self.entries)


_MISSING = object()


def _are_parts(entries: Mapping[str, Any]) -> bool:
    """Whether what is in the entries counts by itself, so that the mapping as a whole is no more than its keys."""
    return isinstance(next(iter(entries.values()), None), Edition | Mapping)


class _ObservedEdition(Edition):
    """An edition that notes the same."""

    __slots__ = ('_edition', '_mappings', '_observed')

    _edition: Edition
    _mappings: Mapping[str, _Entries]
    _observed: Observed

    def __init__(self, observed: Observed, edition: Edition) -> None:
        values = ((name, getattr(edition, name)) for name in _OF_EDITION)
        mappings = {
            name: _Entries(observed, ('editions', edition.id, name), partial(getattr, edition, name))
            for name, value in values
            if isinstance(value, Mapping)
        }
        for name, value in (('_edition', edition), ('_mappings', mappings), ('_observed', observed)):
            object.__setattr__(self, name, value)

    def is_side_by_side(self, session: Session) -> bool:
        """Without a look at each talk: of thousands of sessions only those count of which this changes."""
        found: bool = self._observed.side_by_side[session.ref]
        return found


def _looked_at(name: str) -> property:
    """A field of an edition that notes that somebody looks at it. This is asked a hundred thousand times."""

    def look(self: _ObservedEdition) -> Any:
        if name in self._mappings:
            return self._mappings[name]
        self._observed.seen['editions', self._edition.id, name] = None
        return getattr(self._edition, name)

    return property(look)


for _name in _OF_EDITION:
    setattr(_ObservedEdition, _name, _looked_at(_name))


def remembered(program: Program, make: Callable[[str], T], name: str = '') -> Callable[[str], T]:
    """As `functools.cache` does, for what is made of *program*; what was looked at for it is seen each time. By its
    *name* others know it, too, and it may have been made by a build before (see `pieces`)."""
    if not isinstance(program, Observed):
        return cache(make)
    made = program.made.setdefault(name, {}) if name else {}

    def find(key: str) -> T:
        if key not in made:
            with program.looking() as seen:
                value = make(key)
            made[key] = value, tuple(seen)
        value, parts = made[key]
        program.seen.update(dict.fromkeys(parts))
        return value

    return find


def remembered_with(
    program: Program, make: Callable[[str], T], name: str, others: Callable[[str], str]
) -> Callable[[str], T]:
    """The same of what is made of something else besides, for which *others* has a name."""
    find = remembered(program, lambda key: (others(key), make(key)), name)

    def find_same(key: str) -> T:
        said, value = find(key)
        if isinstance(program, Observed) and said != others(key):
            del program.made[name][key]
            _, value = find(key)
        return value

    return find_same


class Values:
    """What parts of a program are, as short names for exactly that."""

    def __init__(self, program: Program, digest_of: Callable[[str], str]) -> None:
        self.program = program
        self.digest_of = digest_of
        self.parts: dict[Part, str] = {}
        self.things: dict[int, str] = {}

    def of(self, parts: Iterable[Part]) -> str:
        """A name for all of *parts*, each as it is now."""
        return self.digest_of('\n'.join([self.parts.get(part) or self._of(part) for part in parts]))

    def of_each(self, parts: Iterable[Part]) -> dict[Part, str]:
        """A name for each of *parts*."""
        return {part: self.parts.get(part) or self._of(part) for part in parts}

    def _of(self, part: Part) -> str:
        value: Any = self.program
        for word in part:
            if word == KEYS:
                value = '\n'.join(value or ())
            else:
                value = value.get(word) if isinstance(value, Mapping) else getattr(value, word, None)
        self.parts[part] = found = self._of_value(value)
        return found

    def _of_value(self, value: Any) -> str:
        """The same thing may be an entry of several mappings, and of all of these as wholes: it is told once."""
        if value is None:
            return 'None'
        if isinstance(value, Edition):
            return value.id
        if isinstance(value, str):
            return self.digest_of(value)
        if isinstance(value, Mapping):
            return self.digest_of('\n'.join([*value, *map(self._of_value, value.values())]))
        if id(value) not in self.things:
            self.things[id(value)] = self._of_thing(value)
        return self.things[id(value)]

    def _of_thing(self, value: Any) -> str:
        """Of what is in a list, and may be in others, too, each is told once; what is short is its own name."""
        if isinstance(value, list | tuple) and any(isinstance(one, Session | Talk | Person) for one in value):
            return self.digest_of('\n'.join(map(self._of_value, value)))
        told = repr(value)
        return told if len(told) < SHORT else self.digest_of(told)
