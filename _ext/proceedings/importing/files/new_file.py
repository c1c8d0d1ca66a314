"""The text of files that are not there yet, laid out as a person would write them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from textwrap import wrap
from typing import Any

from ...new_edition import WIDTH
from ...schema.editors import SCHEMA
from .yaml_data import Aligned
from .yaml_text import entry, item

_KEPT = (
    'What you change here is kept when the source is imported again, and what changed there is taken over where you '
    'changed nothing. `proceedings check` says what is wrong, where, and what to do about it.'
)
_SCHEDULE = 'From top to bottom; midnight and later is 24:00, 24:30, … of the day before.'
_TALKS = 'An id is the address of a page: it stays for ever. A title may change.'
_AFFILIATIONS = 'Where people worked at the time.'


def new_edition_file(new: Mapping[str, Any], head: str, *, schema: bool) -> str:
    """The text of `program/ID.yml`."""
    made: dict[str, Any] = {key: _listed(value) for key, value in new.items()}
    parts = [_head(f'{head} {_KEPT}', schema=schema), _block('edition', made['edition'])]
    lists = ('rooms', 'tracks', 'organizers', 'sponsors')
    parts += [entry(key, made[key]) for key in lists if made.get(key)]
    if made.get('affiliations'):
        parts.append(f'# {_AFFILIATIONS}\n{_block("affiliations", made["affiliations"])}')
    if made.get('schedule'):
        parts.append('\n'.join([f'# {_SCHEDULE}', 'schedule:', *_schedule(made['schedule'])]))
    if made.get('talks'):
        parts.append('\n'.join([f'# {_TALKS}', 'talks:', *_apart([item(talk) for talk in made['talks']])]))
    if made.get('reviewers'):
        parts.append(entry('reviewers', made['reviewers']))
    return '\n\n'.join(parts) + '\n'


def new_series_file(series: Mapping[str, Any], kinds: Mapping[str, str], *, schema: bool) -> str:
    """The text of `program/series.yml`."""
    text = _block('series', {**series, **({'kinds': kinds} if kinds else {})})
    head = _head('The series. `url:` is its home page, and may not change once calendars are out.', schema=schema)
    return f'{head}\n\n{text}\n'


def new_people_file(people: Sequence[Any], *, schema: bool) -> str:
    """The text of `program/people.yml`."""
    head = 'Who people are, over all editions. Only what an edition cannot say belongs here: a home page, an ORCID iD.'
    lines = [item(person) for person in people]
    return '\n'.join([_head(head, schema=schema), '', 'people:', *lines]) + '\n'


def _listed(value: Any) -> Any:
    if isinstance(value, Aligned):
        return [data for _, data in value.items]
    return value


def _block(key: str, data: Mapping[str, Any]) -> str:
    """A mapping with a line for each of its keys, however short it is."""
    return '\n'.join([f'{key}:', *(f'  {entry(name, value, 2)}' for name, value in data.items())])


def _head(text: str, *, schema: bool) -> str:
    lines = [f'# yaml-language-server: $schema=../{SCHEMA}', '#'] if schema else []
    return '\n'.join([*lines, *(f'# {line}' for line in wrap(text, WIDTH, break_on_hyphens=False))])


def _schedule(rows: Sequence[Any]) -> Iterator[str]:
    for at, row in enumerate(rows):
        if at and set(row) == {'day'}:
            yield ''
        yield item(row)


def _apart(items: Sequence[str]) -> Iterator[str]:
    """Items of several lines with an empty line between them."""
    for at, text in enumerate(items):
        if at and ('\n' in text or '\n' in items[at - 1]):
            yield ''
        yield text
