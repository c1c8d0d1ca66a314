"""What an import remembers: what it took from a source the last time, under which ids.

One text file for each source and edition, in `program/imported/`, which goes into git beside what was written. It has
a line for each thing, in a fixed order, so that git can merge it; no time, no path, no e-mail address, and of long
texts and of keys that are e-mail addresses only digests. Without it an import knows talks by their titles alone.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, TypeAdapter

from ...names import slug
from ...problems import Place
from ...schema.values import id_of, is_id
from ..files.site_files import text_of
from ..files.write import CannotImportError

FOLDER = 'program/imported'

HEAD = (
    '# What `proceedings import` took from this source the last time. It tells what changed there since then from what '
    'you\n# changed here: commit it, and do not edit it. After a merge keep the lines of both sides.\n'
)

_LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class Record:
    """One thing: the key that the source knows it by, its id in the site, and each field as the source and the site
    said it last when they agreed."""

    key: str
    id: str
    fields: Mapping[str, Any] = field(default_factory=dict)


@dataclass(slots=True)
class Memory:
    """Records by what they are of (`talk`, `person`, …) and by key."""

    source: str
    edition: str
    records: dict[str, dict[str, Record]] = field(default_factory=dict)
    text: str | None = None
    """What stands in the file, if there is one."""

    def of(self, what: str) -> dict[str, Record]:
        return self.records.setdefault(what, {})

    def find(self, what: str, key: str) -> Record | None:
        return self.of(what).get(private(key))

    def put(self, what: str, key: str, id: str, fields: Mapping[str, Any]) -> None:
        self.of(what)[private(key)] = Record(private(key), id, fields)

    def rekey(self, old: str, key: str) -> None:
        """Know a talk, and its abstract, by another key."""
        for what in ('talk', 'abstract'):
            if record := self.of(what).pop(old, None):
                self.of(what)[private(key)] = Record(private(key), record.id, record.fields)

    def ids_alone(self) -> Memory:
        """What is left where nothing is left of the edition: the addresses of its pages."""
        ids = {what: {key: Record(key, one.id) for key, one in self.of(what).items()} for what in ('talk', 'person')}
        return Memory(self.source, self.edition, ids, self.text)

    @property
    def way(self) -> str:
        return f'{FOLDER}/{memory_name(self.edition, self.source)}'

    def dump(self) -> str:
        """The text of the file."""
        lines = [json.dumps({'source': self.source, 'edition': self.edition}, ensure_ascii=False)]
        for what in sorted(self.records):
            for key, record in sorted(self.records[what].items()):
                lines.append(_line(what, key, record))
        return HEAD + ''.join(f'{line}\n' for line in lines)


def _line(what: str, key: str, record: Record) -> str:
    return json.dumps([what, key, record.id, dict(sorted(record.fields.items()))], ensure_ascii=False)


def memory_name(edition: str, source: str) -> str:
    """The name of the file: the edition, and the source in letters that any disk takes."""
    made = ''.join(char if char.isascii() else '-' for char in slug(source))[:_LONGEST_NAME].strip('-')
    return f'{edition}.{made or "source"}-{digest(source)[:6]}.txt'


def digest(text: str) -> str:
    """What stands for a text that is too long, or too private, to be kept."""
    return hashlib.sha256(text.encode('utf-8', 'surrogatepass')).hexdigest()[:16]


def private(key: str) -> str:
    """*key*, or a digest of one that may hold an e-mail address, or that is long."""
    return f'#{digest(key)}' if '@' in key or len(key) > 200 or not key.isprintable() else key


def remembered(site: Path, edition: str, source: str, former_ids: Iterable[str]) -> Memory:
    """What the last import of *source* to *edition*, which may have had other ids then, left; an empty memory where
    there was none. Raises CannotImportError for a file that is no memory."""
    for id in (edition, *former_ids):
        if found := _read(site, Memory(source, id).way):
            return Memory(source, edition, found.records, found.text if id == edition else None)
    return Memory(source, edition)


def editions_of(site: Path, source: str) -> list[str]:
    """The editions to which *source* was imported before."""
    found = []
    for path in sorted((site / FOLDER).glob('*.txt')):
        edition = path.name.partition('.')[0]
        if path.name == memory_name(edition, source):
            found.append(edition)
    return found


def of_others(site: Path, edition: str, source: str, former_ids: Iterable[str]) -> list[Memory]:
    """What was remembered of other sources of the edition. Raises CannotImportError for a file that is no memory."""
    ways = (way for id in (edition, *former_ids) for way in sorted((site / FOLDER).glob(f'{id}.*.txt')))
    found = (_read(site, f'{FOLDER}/{path.name}') for path in ways)
    return [memory for memory in found if memory and memory.source != source]


def _read(site: Path, way: str) -> Memory | None:
    text = text_of(site, way)
    return None if text is None else _parsed(text, way)


_MARKS = ('<<<<<<<', '|||||||', '=======', '>>>>>>>')


def _parsed(text: str, way: str) -> Memory:
    """The memory that *text* holds. Raises CannotImportError."""
    memory: Memory | None = None
    at = 1
    try:
        for at, line in _lines(text):
            if line.startswith(_MARKS):
                raise CannotImportError(
                    f'{Place(way, at)}: a merge was left half done; delete the lines that begin with <<<<<<<, |||||||, '
                    '======= or >>>>>>>, and keep all others'
                )
            if line.startswith('{'):
                memory = _head(line, text, memory)
            elif memory is None:
                break
            else:
                _add(memory, *_RECORD.validate_json(line))
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        if isinstance(error, CannotImportError):
            raise
        memory = None
    if memory is None:
        raise CannotImportError(
            f'{Place(way, at)}: this is no line of what an import remembers; take the file back from git '
            f'(`git checkout HEAD -- {way}`), or delete it: then talks are found by their titles'
        )
    return memory


def _lines(text: str) -> Iterator[tuple[int, str]]:
    return ((number, line) for number, line in enumerate(text.split('\n'), 1) if line and not line.startswith('#'))


def _head(line: str, text: str, known: Memory | None) -> Memory:
    """The memory that begins with *line*; after a merge there may be two of it, which have to be the same."""
    head = json.loads(line)
    if not (isinstance(head['source'], str) and isinstance(head['edition'], str)):
        raise ValueError
    if known and (known.source, known.edition) != (head['source'], head['edition']):
        raise ValueError
    return known or Memory(head['source'], head['edition'], text=text)


def _add(memory: Memory, what: str, key: str, id: str, fields: dict[str, Any]) -> None:
    """Add a record. After a merge there may be two of one thing, and nobody knows which is the newer: what they do not
    agree on is not remembered."""
    other = memory.of(what).get(key)
    if other:
        fields = {name: value for name, value in fields.items() if other.fields.get(name) == value}
    memory.of(what)[key] = Record(key, id, fields)


def _id(value: str) -> str:
    if value and id_of(value) != value and not is_id(value):
        raise ValueError
    return value


class _Slot(BaseModel):
    talk: str


class _Row(BaseModel):
    """What has to be so in a record of a row."""

    day: str = ''
    time: str = ''
    title: str = ''
    room: list[str] = []
    talks: list[_Slot] = []


def _row(fields: dict[str, Any]) -> dict[str, Any]:
    _Row.model_validate(fields, strict=True)
    return fields


_Sort = Literal[
    'abstract', 'affiliation', 'biography', 'edition', 'organizer', 'person', 'reviewer', 'room', 'sponsor', 'talk',
    'track',
]  # fmt: skip
_Fields = dict[str, str | bool | list[str] | list[dict[str, str]]]
_Id = Annotated[str, AfterValidator(_id)]
_RECORD: TypeAdapter[tuple[str, str, str, dict[str, Any]]] = TypeAdapter(
    tuple[_Sort, str, _Id, _Fields] | tuple[Literal['row'], str, _Id, Annotated[_Fields, AfterValidator(_row)]],
    config=ConfigDict(strict=True),
)
