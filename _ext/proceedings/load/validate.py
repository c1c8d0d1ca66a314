"""Source -> entries: what pydantic finds wrong, said in an organizer's words, at the place where it stands.

What is wrong is taken out of the tree, so that the rest can still be looked at: one run reports everything.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from ..problems import Place, Problems, most_like, short
from ..schema.values import EMPTY, Entry, called
from ..source import MOST_WRONG, Loc, Source, unknown_key
from ..vocabulary import Status

E = TypeVar('E', bound=Entry)

Gone = defaultdict[Place, set[str]]

GUESSES = 200
"""Who was meant takes a look at everybody's name: for the first who are unknown only, since more are no slips."""

ROUNDS = 100
"""Taking out a wrong value can bring up what was hidden behind it; nobody needs more rounds than this."""


@dataclass(frozen=True, slots=True)
class File(Generic[E]):
    """The entries of one file, and the way to report a problem with any of them by its *loc*.

    `gone` says, by the place of each mapping, for which of its keys it had a wrong value that is not among the entries.
    """

    entries: E
    source: Source
    problems: Problems
    gone: Gone

    def lacks(self, loc: Loc, *keys: str) -> bool:
        """Whether the mapping at *loc* had a wrong value for one of *keys*: then nobody knows what was meant."""
        return bool(self.gone) and not self.gone[self.source.place(loc)].isdisjoint(keys)

    def leave_out(self, loc: Loc) -> None:
        """Note that what stands at *loc* is not taken in."""
        self.problems.leave_out(self.source.words_at(loc))

    def problem(self, loc: Loc, subtype: str, message: str, *, notice: bool = False) -> None:
        """Report a problem with the value at *loc*, prefixed with the thing that it belongs to."""
        self.problems.add(self.source.place(loc), subtype, subject(self.source, loc) + message, notice=notice)


def validate(source: Source, model: type[E], problems: Problems) -> File[E] | None:
    """The entries of *source*, less what is wrong; None where nothing of use is left."""
    gone: Gone = defaultdict(set)
    for _ in range(ROUNDS):
        try:
            return File(model.model_validate(source.data()), source, problems, gone)
        except ValidationError as invalid:
            if invalid.error_count() > MOST_WRONG:
                problems.add(source.place(), 'type', f'{invalid.error_count():,} values are wrong; is it a program?')
                break
            errors = invalid.errors(include_url=False)
        for error in errors:
            _note(error, source, model, gone)
        for error in errors:
            if not _follows(error, source, model, gone):
                _report(error, source, model, problems)
        removable = {_removable(error) for error in errors}
        for loc in filter(None, removable):
            gone[source.place(loc[:-1])].add(str(loc[-1]))
        if not _take_out(removable, source, problems):
            break
    problems.leave_out(source.words_at(()))
    return None


def _note(error: ErrorDetails, source: Source, model: type[Entry], gone: Gone) -> None:
    """Note which key an error is about; of an unknown key also the one that was probably meant."""
    *parent, key = error['loc'] or ('',)
    if error['type'] == 'missing':
        return
    gone[source.place(parent)].add(str(key))
    if error['type'] == 'extra_forbidden' and (meant := most_like(str(key), _fields_at(model, parent))):
        gone[source.place(parent)].add(meant)


def _follows(error: ErrorDetails, source: Source, model: type[Entry], gone: Gone) -> bool:
    """Whether an error only says that something is missing, or empty, because of what is reported already."""
    loc = error['loc']
    if source.place(loc) in source.broken:
        return True
    mapping, wanted = (
        (loc[:-1], loc[-1:]) if error['type'] == 'missing' else (loc, error.get('ctx', {}).get('fields', ()))
    )
    wrong = gone[source.place(mapping)]
    if not wanted or not wrong:
        return False
    return not wrong.isdisjoint(wanted) or set(_fields_at(model, mapping)).isdisjoint(source.keys_at(mapping))


def subject(source: Source, loc: Loc) -> str:
    """`talk "jax-md": `, or whatever else the value at *loc* belongs to; nothing for the file itself."""
    if len(loc) < 2 or loc[0] not in _SUBJECTS or not isinstance(loc[1], int):
        return ''
    noun, keys = _SUBJECTS[loc[0]]
    name = source.word_at(loc[:2]) or next(filter(None, (source.word_at((*loc[:2], key)) for key in keys)), '')
    return f'{noun} "{short(name)}": ' if name else f'{noun} {loc[1] + 1}: '


_SUBJECTS: dict[str | int, tuple[str, tuple[str, ...]]] = {
    'talks': ('talk', ('id', 'title')),
    'schedule': ('session', ('id', 'title', 'talk', 'time')),
    'people': ('person', ('id', 'name')),
    'organizers': ('organizer', ('name', 'id')),
    'reviewers': ('reviewer', ('name', 'id')),
    'sponsors': ('sponsor', ('name',)),
    'rooms': ('room', ('id', 'name')),
    'tracks': ('track', ('id', 'name')),
}


def _report(error: ErrorDetails, source: Source, model: type[Entry], problems: Problems) -> None:
    loc = error['loc']
    subtype, message = _wording(error, model)
    place = source.key_place(loc) if error['type'] in ('extra_forbidden', 'missing') else source.place(loc)
    problems.add(place, subtype, subject(source, loc) + message)


def _wording(error: ErrorDetails, model: type[Entry]) -> tuple[str, str]:
    """(subtype, message) of one of pydantic's errors."""
    loc, kind = error['loc'], error['type']
    field = next((str(step) for step in reversed(loc) if isinstance(step, str) and step != '[key]'), '')
    what = 'this file' if not loc else 'it' if isinstance(loc[-1], int) else f'"{short(field)}"'
    if kind.startswith('proceedings.'):
        message = error['msg']
        return kind.removeprefix('proceedings.'), f'{what} {message}' if message.startswith(
            ('is ', 'has ')
        ) else message
    if kind == 'missing':
        return 'missing', f'"{field}" is missing' + (f'; write {_EXAMPLES[field]}' if field in _EXAMPLES else '')
    if kind == 'extra_forbidden':
        return 'key', unknown_key(field, sorted(_fields_at(model, loc[:-1])))
    if error['input'] is None:
        return 'missing', f'{what} {EMPTY}'
    if kind in ('model_type', 'model_attributes_type', 'dict_type'):
        example = '{talk: jax-md}' if loc[0:3:2] == ('schedule', 'talks') else _EXAMPLES.get(field, '{name: …}')
        return 'type', f'{what} has to be keys and values, as in {example}, not {called(error["input"])}'
    wanted = _WANTED.get(kind)
    return 'type', f'{what} has to be {wanted}, not {called(error["input"])}' if wanted else f'{what}: {error["msg"]}'


_WANTED = {
    'string_type': 'text',
    'int_parsing': 'a whole number',
    'int_type': 'a whole number',
    'int_from_float': 'a whole number',
    'int_parsing_size': 'a number below a million',
    'greater_than_equal': 'a number from 0 up',
    'less_than': 'a number below a million',
    'bool_parsing': 'true or false',
    'bool_type': 'true or false',
    'enum': f'one of {", ".join(Status)}',
    'date_type': 'a date, as 2019-12-14',
}

_EXAMPLES = {
    'series': 'series: {title: …}',
    'edition': 'edition: {start: 2019-12-14, timezone: America/Vancouver}',
    'start': 'start: 2019-12-14',
    'timezone': 'timezone: America/Vancouver',
    'id': 'one, as in id: jax-md',
    'links': 'links: {paper: https://…}',
    'kinds': 'kinds: {demo: Demonstration}',
    'affiliations': 'affiliations: {Rose Yu: University of California}',
    'talks': '{id: jax-md, title: …}',
    'schedule': '{time: 08:10-08:20, title: Opening remarks}',
}


def _fields_at(model: type[BaseModel], loc: Loc) -> list[str]:
    """The keys that the model at *loc* knows."""
    for step in loc:
        if isinstance(step, str) and step in model.model_fields:
            model = next(_models_in(model.model_fields[step].annotation), model)
    return list(model.model_fields)


def _models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in getattr(annotation, '__args__', ()):
        yield from _models_in(part)


def _take_out(locs: Iterable[Loc], source: Source, problems: Problems) -> bool:
    """Remove what stands at *locs*, the last first so that indexes hold; false if nothing can be removed."""
    removed = False
    for loc in sorted(locs, key=_order, reverse=True):
        problems.leave_out([*(step for step in loc[-1:] if isinstance(step, str)), *source.words_at(loc)])
        removed |= any(source.remove(loc[:length]) for length in range(len(loc), 0, -1))
    return removed


def _removable(error: ErrorDetails) -> tuple[str | int, ...]:
    """The smallest thing that can go: a wrong value, or all of what lacks something."""
    loc = tuple(step for step in error['loc'] if step != '[key]')
    return loc[:-1] if error['type'] == 'missing' else loc


def _order(loc: Loc) -> list[tuple[bool, int, str]]:
    return [(isinstance(step, int), step, '') if isinstance(step, int) else (False, 0, step) for step in loc]
