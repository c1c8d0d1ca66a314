"""A text between HTML and Markdown: blocks, and in these runs of letters that are all alike."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum, auto
from typing import TypeAlias


class Look(Enum):
    """What a run is."""

    TEXT = auto()
    CODE = auto()
    FORMULA = auto()
    HIGH = auto()
    LOW = auto()
    BREAK = auto()  # the end of a line
    DISPLAY = auto()  # a formula on lines of its own, until paragraphs are made


@dataclass(frozen=True, slots=True)
class Run:
    """Some letters of a paragraph."""

    text: str
    look: Look = Look.TEXT
    strong: bool = False
    emphasis: bool = False
    link: str = ''


@dataclass(slots=True)
class Paragraph:
    runs: list[Run]


@dataclass(slots=True)
class Heading:
    runs: list[Run]
    level: int


@dataclass(slots=True)
class Items:
    """A list; `start` is the number of its first item, or None if they have none."""

    items: list[list[Block]]
    start: int | None = None


@dataclass(slots=True)
class Quote:
    blocks: list[Block]


@dataclass(slots=True)
class Code:
    text: str
    language: str = ''


@dataclass(slots=True)
class Table:
    """Cells by row; `header` tells whether the first row is what the columns are called."""

    rows: list[list[list[Run]]] = field(default_factory=list)
    header: bool = False


@dataclass(slots=True)
class Formula:
    latex: str


@dataclass(slots=True)
class Rule:
    """A line across."""


Block: TypeAlias = Paragraph | Heading | Items | Quote | Code | Table | Formula | Rule
