"""The vocabulary of schema.org, as Google's package schema-dts has it for TypeScript; what is wrong with JSON-LD."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime
from functools import cache
from typing import Any

from exporting import READERS, give_up

TYPES = READERS / 'node_modules/schema-dts/dist/schema.d.ts'

INTERFACE = re.compile(
    r'^(?:export )?interface (\w+?)(?:Base|Leaf) extends ([^{]+) \{\n(.*?)^\}', re.MULTILINE | re.DOTALL
)
PROPERTY = re.compile(r'^ +"(\w+)"\?: SchemaValue<(.+?), "\w+">;', re.MULTILINE)
ENUMERATION = re.compile(r'^export type (\w+) = ("https://schema\.org/.*);', re.MULTILINE)

TEXTS = frozenset({'Text', 'URL', 'CssSelectorType', 'XPathType', 'PronounceableText'})
DATES = frozenset({'Date', 'DateTime'})
NUMBERS = frozenset({'Integer', 'Number', 'Float'})

Vocabulary = tuple[dict[str, set[str]], dict[str, dict[str, set[str]]], dict[str, set[str]]]


@cache
def vocabulary() -> Vocabulary:
    """The parents of each type; its own properties, with what their values can be; the words of each enumeration."""
    if not TYPES.is_file():
        give_up('needs the vocabulary of schema.org: npm install --prefix tests/readers --no-package-lock')
    text = TYPES.read_text(encoding='utf-8')
    parents: dict[str, set[str]] = {}
    properties: dict[str, dict[str, set[str]]] = {}
    for name, extends, body in INTERFACE.findall(text):
        parents.setdefault(name, set()).update(one.removesuffix('Base') for one in extends.split(', '))
        found = {property: set(ranges.split(' | ')) - {'IdReference'} for property, ranges in PROPERTY.findall(body)}
        properties.setdefault(name, {}).update(found)
    words = {name: set(re.findall(r'"(https://[^"]+)"', members)) for name, members in ENUMERATION.findall(text)}
    return parents, properties, words


def mistakes(thing: Any, where: str = '') -> Iterator[str]:
    """A sentence for each type and property that schema.org does not know, or not of that type, or not with that value.

    *thing* is a graph, which is a list, or a thing.
    """
    if isinstance(thing, list):
        for number, one in enumerate(thing):
            yield from mistakes(one, f'{where}[{number}]')
        return
    types = types_of(thing)
    where = f'{where} {"/".join(types)}'.strip()
    if not types or not vocabulary()[0].keys() >= set(types):
        yield f'{where}: no such type'
        return
    for name, value in thing.items():
        if not name.startswith('@'):
            yield from _mistakes_in(types, name, value, f'{where}.{name}')


def types_of(thing: dict[str, Any]) -> list[str]:
    found = thing.get('@type', [])
    return [found] if isinstance(found, str) else found


def _mistakes_in(types: list[str], name: str, value: Any, where: str) -> Iterator[str]:
    ranges = frozenset[str]().union(*(ranges_of(type, name) for type in types))
    if not ranges:
        yield f'{where}: no property of that type'
        return
    for one in value if isinstance(value, list) else [value]:
        if isinstance(one, dict):
            yield from _mistakes_in_thing(ranges, one, where)
        elif not _is_value(ranges, one):
            yield f'{where}: {one!r} is none of {sorted(ranges)}'


def _mistakes_in_thing(ranges: frozenset[str], thing: dict[str, Any], where: str) -> Iterator[str]:
    if thing.keys() == {'@id'}:
        return
    if ranges.isdisjoint(parent for type in types_of(thing) for parent in ancestors(type)):
        yield f'{where}: {types_of(thing)} is none of {sorted(ranges)}'
    yield from mistakes(thing, where)


def _is_value(ranges: frozenset[str], value: Any) -> bool:
    """Whether *ranges* allow a value; the address of a thing stands for it, as the context of schema.org has it."""
    if isinstance(value, int):
        return not NUMBERS.isdisjoint(ranges)
    if not TEXTS.isdisjoint(ranges):
        return True
    words = vocabulary()[2]
    if found := [words[name] for name in ranges if name in words]:
        return any(value in enumeration for enumeration in found)
    if ranges <= DATES:
        return _is_date(value)
    return re.fullmatch(r'https://\S+|[\w./-]+\.html', value) is not None


def _is_date(value: str) -> bool:
    """Whether it is a day, or a year and a month, or a time with its offset."""
    if re.fullmatch(r'\d{4}-\d{2}', value):
        return True
    try:
        return bool(date.fromisoformat(value) if len(value) == 10 else datetime.fromisoformat(value).tzinfo)
    except ValueError:
        return False


@cache
def ancestors(type: str) -> frozenset[str]:
    """A type, and all that it is a sort of."""
    found = vocabulary()[0].get(type, set())
    return frozenset({type}).union(*(ancestors(parent) for parent in found - {type}))


@cache
def ranges_of(type: str, property: str) -> frozenset[str]:
    """What the values of a property can be in things of that type; nothing if they have none."""
    properties = vocabulary()[1]
    return frozenset[str]().union(*(properties.get(name, {}).get(property, set()) for name in ancestors(type)))
