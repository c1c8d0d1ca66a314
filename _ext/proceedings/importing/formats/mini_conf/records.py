"""The entries of a file, whether it is CSV, JSON or YAML."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ....names import fold
from ....problems import Place, Problems
from ....source import Node
from ....source import parse as parse_yaml
from ...reading.json_source import Object
from ...reading.json_source import parse as parse_json
from ...reading.texts import content, decoded
from ...report import Report
from ...tables.headings import split_keywords
from ...tables.sheets import read_sheets, text_of
from .. import File

_NOTHING = frozenset({'', '--', '-', 'null', 'none'})


@dataclass(frozen=True, slots=True)
class Record:
    """An entry of a file, with its keys in lower case; a value is text, a list of texts, or what is nested."""

    fields: Mapping[str, Any]
    place: Place
    places: Mapping[str, Place]

    def text(self, *names: str) -> str:
        """The first of the fields *names* that is filled."""
        for name in names:
            value = self.fields.get(name)
            text = '; '.join(map(str, value)) if isinstance(value, list) else str(value or '')
            if text.strip().lower() not in _NOTHING:
                return text.strip()
        return ''

    def at(self, *names: str) -> Place:
        return next((self.places[name] for name in names if name in self.places), self.place)


def list_of(record: Record, *names: str) -> list[str]:
    """A field that is a list, or text with `|` or `;` between its parts."""
    for name in names:
        value = record.fields.get(name)
        if isinstance(value, list):
            return [str(item) for item in value]
        if isinstance(value, str) and value.strip().lower() not in _NOTHING:
            return split_keywords(value)
    return []


def records(file: File, report: Report) -> list[Record]:
    """The entries of a file: of a list, or of the first list in a mapping (`committee:`); a mapping is one entry."""
    if file.path.suffix == '.csv':
        return [*_of_csv(file, report)]
    if file.path.suffix == '.json':
        return [*records_of(parse_json(content(file), file.name, report), Place(file.name))]
    problems = Problems()
    source = parse_yaml(decoded(content(file), file.name, report), file.name, problems)
    for problem in problems.sorted():
        report.wrong(problem.place, problem.message)
    return [*records_of(_of_node(source.root), source.root.place)] if source else []


def _of_csv(file: File, report: Report) -> Iterator[Record]:
    path = File(file.path, b'', file.name)
    for sheet in read_sheets(path, report):
        headings = [fold(text_of(value)) for value in sheet.rows[0]]
        for number, row in enumerate(sheet.rows[1:], 2):
            cells = {
                heading: (text_of(value), sheet.place(number, column))
                for column, (heading, value) in enumerate(zip(headings, row, strict=False), 1)
                if text_of(value)
            }
            if cells:
                places = {name: place for name, (_, place) in cells.items()}
                yield Record({name: text for name, (text, _) in cells.items()}, sheet.place(number), places)


class _Mapping(dict[str, Any]):
    """A mapping of YAML that knows where it and its values stand."""

    place: Place
    places: dict[str, Place]


def _of_node(node: Node) -> Any:
    if isinstance(node.value, dict):
        found = _Mapping({key: _of_node(value) for key, value in node.value.items()})
        found.place = node.place
        found.places = {key.lower(): value.place for key, value in node.value.items()}
        return found
    return [_of_node(item) for item in node.value] if isinstance(node.value, list) else node.value


def records_of(data: Any, place: Place) -> Iterator[Record]:
    if isinstance(data, dict):
        lists = [value for value in data.values() if isinstance(value, list) and value and isinstance(value[0], dict)]
        if len(lists) == 1 and len(data) == 1:
            yield from records_of(lists[0], place)
            return
        at = data.place if isinstance(data, (Object, _Mapping)) else place
        fields = {key.lower(): _plain(value) for key, value in data.items()}
        yield Record(fields, at, data.places if isinstance(data, _Mapping) else {})
    elif isinstance(data, list):
        for item in data:
            if isinstance(item, dict):
                yield from records_of(item, place)


def _plain(value: Any) -> Any:
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return [item.strip() for item in value if item.strip()]
    if isinstance(value, list) and value and all(isinstance(item, dict) and 'name' in item for item in value):
        return [str(item['name']).strip() for item in value]
    return value
