"""Source -> entries: what pydantic finds wrong, said in an organizer's words, at the place where it stands.

What is wrong is taken out of the tree, so that the rest can still be looked at: one run reports everything.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from ..problems import Place, Problems
from ..schema import Entry
from ..source import Loc, Source, unknown_key

E = TypeVar('E', bound=Entry)

ROUNDS = 100
"""Taking out a wrong value can bring up what was hidden behind it; nobody needs more rounds than this."""


@dataclass(frozen=True, slots=True)
class File(Generic[E]):
    """The entries of one file, and the way to report a problem with any of them by its *loc*."""

    entries: E
    source: Source
    problems: Problems

    def problem(self, loc: Loc, subtype: str, message: str, *, notice: bool = False) -> None:
        """Report a problem with the value at *loc*, prefixed with the thing that it belongs to."""
        self.problems.add(self.source.place(loc), subtype, subject(self.source, loc) + message, notice=notice)


def validate(source: Source, model: type[E], problems: Problems) -> File[E] | None:
    """The entries of *source*, less what is wrong; None where nothing of use is left."""
    wrong: set[Place] = set()
    for _ in range(ROUNDS):
        try:
            return File(model.model_validate(source.data()), source, problems)
        except ValidationError as invalid:
            errors = invalid.errors(include_url=False)
        for error in errors:
            if not (error['type'].endswith('missing') and _item(error, source) in wrong):  # we took it out ourselves
                _report(error, source, model, problems)
        wrong |= {_item(error, source) for error in errors}
        if not _take_out(errors, source):
            return None
    return None


def _item(error: ErrorDetails, source: Source) -> Place:
    """The place of the talk, person or row that the error is in."""
    return source.place(error['loc'][:2])


def subject(source: Source, loc: Loc) -> str:
    """`talk "jax-md": `, or whatever else the value at *loc* belongs to; nothing for the file itself."""
    if len(loc) < 2 or loc[0] not in _SUBJECTS or not isinstance(loc[1], int):
        return ''
    noun, keys = _SUBJECTS[loc[0]]
    fields = source.data_at(loc[:2])
    name = (
        fields
        if isinstance(fields, str)
        else next((fields[k] for k in keys if fields.get(k)), '')
        if isinstance(fields, dict)
        else ''
    )
    return f'{noun} "{name}": ' if isinstance(name, str) and name else f'{noun} {loc[1] + 1}: '


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
    if kind.startswith('proceedings.'):
        message = error['msg']
        return kind.removeprefix('proceedings.'), f'"{field}" {message}' if message.startswith(
            ('is ', 'has ')
        ) else message
    if kind == 'missing':
        return 'missing', f'"{field}" is missing'
    if kind == 'extra_forbidden':
        return 'key', unknown_key(field, sorted(_fields_at(model, loc[:-1])))
    wanted = _WANTED.get(kind)
    if wanted is None:
        return 'type', f'"{field}": {error["msg"]}'
    what = 'this file' if not loc else 'it' if isinstance(loc[-1], int) else f'"{field}"'
    return 'type', f'{what} has to be {wanted}, not {_called(error["input"])}'


_WANTED = {
    'string_type': 'text',
    'model_type': 'a mapping (key: value)',
    'model_attributes_type': 'a mapping (key: value)',
    'dict_type': 'a mapping (key: value)',
    'int_parsing': 'a whole number',
    'int_type': 'a whole number',
    'int_from_float': 'a whole number',
    'int_parsing_size': 'a smaller number',
    'greater_than_equal': 'a number from 0 up',
    'bool_parsing': 'true or false',
    'bool_type': 'true or false',
    'enum': f'one of {", ".join(("confirmed", "tentative", "cancelled", "withdrawn", "retracted"))}',
    'date_type': 'a date, as 2019-12-14',
    'tuple_type': 'a time, as 08:10-08:20',
    'time_delta_type': 'a time, as 08:10',
    'is_instance_of': 'text',
}


def _called(value: Any) -> str:
    """What an organizer would call *value*."""
    if isinstance(value, str):
        return f'"{value if len(value) < 40 else value[:39] + "…"}"'
    return {dict: 'a mapping', list: 'a list', type(None): 'empty'}.get(type(value), f'"{value}"')


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


def _take_out(errors: list[ErrorDetails], source: Source) -> bool:
    """Remove what each error is about, the last first so that indexes hold; false if nothing can be removed."""
    removed = False
    for loc in sorted({_removable(error) for error in errors}, key=_order, reverse=True):
        removed |= any(source.remove(loc[:length]) for length in range(len(loc), 0, -1))
    return removed


def _removable(error: ErrorDetails) -> tuple[str | int, ...]:
    """The smallest thing that can go: a wrong value, or all of what lacks something."""
    loc = tuple(step for step in error['loc'] if step != '[key]')
    return loc[:-1] if error['type'] == 'missing' else loc


def _order(loc: Loc) -> list[tuple[bool, int, str]]:
    return [(isinstance(step, int), step, '') if isinstance(step, int) else (False, 0, step) for step in loc]
