"""A schedule as it is in its file, before anybody has made sense of it: the same for XML and JSON."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from ...problems import short
from ..report import Report
from . import times
from .fields import Fields


@dataclass(slots=True)
class Person:
    """Somebody at an event; `biography` and `links` only where the form has them."""

    fields: Fields
    name: str
    links: list[Fields] = field(default_factory=list)


@dataclass(slots=True)
class Row:
    """An event as it is in the file, with the day and the room that it stands in."""

    fields: Fields
    day: Day
    room: str
    persons: list[Person] = field(default_factory=list)
    links: list[Fields] = field(default_factory=list)
    attachments: list[Fields] = field(default_factory=list)


@dataclass(slots=True)
class Day:
    fields: Fields
    date: date | None = None
    start: datetime | None = None
    end: datetime | None = None


@dataclass(slots=True)
class Schedule:
    """A file. `generator` is who wrote it, in lower case; `people` is what a form says of all of them in one place."""

    conference: Fields
    head: Fields
    generator: str = ''
    rooms: list[str] = field(default_factory=list)
    tracks: list[Fields] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    people: dict[str, Person] = field(default_factory=dict)


def day_of(fields: Fields, date_name: str, start_name: str, end_name: str, report: Report) -> Day:
    """A day, from its fields of these names."""
    said, start, end = fields.take(date_name), fields.take(start_name), fields.take(end_name)
    day = Day(fields, times.day_of(said or start), times.moment_of(start), times.moment_of(end))
    if not day.date:
        report.wrong(fields.place, f'"{short(said)}" is no day; the events have to say theirs')
    return day
