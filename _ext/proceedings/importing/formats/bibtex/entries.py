"""The entries of a file: what is broken is said, macros are put in."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace

from bibtexparser.model import Block, DuplicateBlockKeyBlock, DuplicateFieldKeyBlock, Entry, ParsingFailedBlock, String
from bibtexparser.splitter import Splitter

from ....names import slug
from ....problems import Place, short
from ...draft import Markup
from ...reading.texts import content, decoded
from ...report import Report
from ...texts import to_line
from .. import File
from .values import value_of


@dataclass(frozen=True, slots=True)
class Item:
    """An entry: its values are without braces around them, macros are resolved."""

    key: str
    type: str
    fields: Mapping[str, str]
    places: Mapping[str, Place]
    place: Place

    def text(self, name: str) -> str:
        return self.fields.get(name, '')

    def at(self, name: str) -> Place:
        return self.places.get(name, self.place)

    def line(self, name: str, report: Report) -> str:
        """A field as one line, without TeX; nothing where there is none."""
        return to_line(self.text(name), Markup.LATEX, self.at(name), report) if self.text(name) else ''


def items_of(file: File, report: Report) -> Iterator[Item]:
    """The entries of a file that are whole, each key once."""
    strings: dict[str, str] = {}
    keys: dict[str, Item] = {}
    for block in _blocks(file, report):
        place = Place(file.name, (block.start_line or 0) + 1)
        if isinstance(block, String):
            strings[block.key.lower()] = value_of(block.value, strings)
        elif entry := _entry(block, place, report):
            item = _item(entry, strings, file.name)
            known = keys.setdefault(item.key, item) if item.key else item
            yield from [item] if known is item else _namesake(item, known, report)


def _blocks(file: File, report: Report) -> Sequence[Block]:
    text = decoded(content(file), file.name, report)
    with _quiet():
        return Splitter(text).split().blocks


def _namesake(item: Item, known: Item, report: Report) -> Iterator[Item]:
    """An entry that has the key of another: nothing where it is the same, else it gets a key of its own."""
    key, title = f'"{short(item.key)}"', slug(item.text('title'))
    if slug(known.text('title')) == title:
        message = f'{key} is here twice; the first, in line {known.place.line}, is taken'
    else:
        message = f'{key} is the key of another entry, in line {known.place.line}, too; both are taken'
        yield replace(item, key=f'{item.key} {title}')
    report.wrong(item.place, message)


@contextmanager
def _quiet() -> Iterator[None]:
    """bibtexparser logs what is wrong, and gives it back, too."""
    logger = logging.getLogger('bibtexparser')
    level = logger.level
    logger.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        logger.setLevel(level)


def _entry(block: Block, place: Place, report: Report) -> Entry | None:
    """The entry that a block is, as far as it is one; what is wrong with it is said."""
    if isinstance(block, DuplicateFieldKeyBlock):
        names = ', '.join(sorted(block.duplicate_keys))
        report.wrong(place, f'the field {names} is here twice in one entry; the first is taken')
        found = block.ignore_error_block
    elif isinstance(block, DuplicateBlockKeyBlock):
        found = block.ignore_error_block
    elif isinstance(block, ParsingFailedBlock):
        begins = short(' '.join((block.raw or '').split()), 40)
        report.wrong(
            place, f'the entry that begins {begins} is broken, and is left out; is each brace and quote closed?'
        )
        return None
    else:
        found = block
    return found if isinstance(found, Entry) else None


def _item(entry: Entry, strings: Mapping[str, str], file: str) -> Item:
    fields: dict[str, str] = {}
    places: dict[str, Place] = {}
    for one in entry.fields:
        name = one.key.lower()
        value = value_of(str(one.value), strings)
        if name not in fields and value:
            fields[name] = value
            places[name] = Place(file, (one.start_line or entry.start_line or 0) + 1)
    return Item(entry.key.strip(), entry.entry_type.lower(), fields, places, Place(file, (entry.start_line or 0) + 1))
