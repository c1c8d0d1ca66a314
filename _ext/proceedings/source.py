"""YAML text in, plain data out, with the line and column of every value at hand.

All scalars stay text until a model says what they are, so `10:30`, `no`, `2019-12-14` and a room called `110`
are what the organizer wrote and not what YAML 1.1 makes of them; only an empty value, `~` and `null` are None.
Tags, aliases and keys that are no words have no place in a program: they are problems, and cannot do harm.
The tree is built from libyaml's stream of events, since its own composer recurses without bound.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

import yaml

from .problems import Place, Problems, did_you_mean, short

if TYPE_CHECKING:
    Mark = yaml.error.Mark | yaml._yaml.Mark  # of Python's parser, of libyaml's

Loc = Sequence[str | int]
"""The way to a value: keys and indexes, as pydantic gives them."""

NULLS = frozenset({'', '~', 'null', 'Null', 'NULL'})
DEEPEST = 20
"""No file of a program nests deeper than half of this."""

LARGEST = 20_000_000
"""Characters; ten thousand talks with a hundred authors each are less."""

MOST_VALUES = 3_000_000
"""Values in one file; ten thousand talks with a hundred authors each are half of it."""

MOST_WRONG = 100_000
"""Problems in one file: a slip in every talk is less, and nobody reads as many."""

_FRONT_MATTER = re.compile(r'\A---[ \t]*\n(?P<yaml>.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)', re.DOTALL | re.MULTILINE)


_CONTROL = re.compile('[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]')
"""What YAML forbids. libyaml would only say at which byte it is."""


_NO_ALIAS = 'write the value out, or quote text that begins with *'
_NO_TAG = 'write the plain value, or quote text that begins with !'


class _NoProgram(yaml.MarkedYAMLError):
    """Raised to stop at once: over deep nesting libyaml takes quadratic time, and what is endless takes all memory."""


class _Loader(getattr(yaml, 'CSafeLoader', yaml.SafeLoader)):  # type: ignore[misc]
    """Only its events are used."""


class Text(NamedTuple):
    """A text of YAML: the file that it is in, and the number of its first line there."""

    file: str
    first: int

    def place(self, mark: Mark) -> Place:
        return Place(self.file, self.first + mark.line, mark.column + 1)


@dataclass(slots=True)
class Node:
    """A value and where it stands in *text*; the mark of its key is that of the value where it has none.

    Places are made when somebody asks, since there is a value to each mark, and few are ever said.
    """

    value: str | list[Node] | dict[str, Node] | None
    text: Text
    mark: Mark
    key_mark: Mark

    @property
    def place(self) -> Place:
        return self.text.place(self.mark)

    @property
    def key(self) -> Place:
        """In a mapping, where its key stands."""
        return self.text.place(self.key_mark)


@dataclass(frozen=True, slots=True)
class Source:
    """One YAML file, or the front matter of one Markdown file; `broken` is where values stand that are problems."""

    root: Node
    broken: frozenset[Place] = frozenset()

    def data(self) -> Any:
        """The plain data: dict, list, str or None, nested."""
        return _data(self.root)

    def data_at(self, loc: Loc) -> Any:
        """The plain data at *loc*, or at the last step of the way that exists."""
        return _data(self._nearest(loc))

    def keys_at(self, loc: Loc) -> Iterable[str]:
        """The keys of the mapping at *loc*; none if there is something else."""
        value = self._nearest(loc).value
        return value.keys() if isinstance(value, dict) else ()

    def word_at(self, loc: Loc) -> str:
        """The text at *loc*; nothing where there is none, or something else."""
        value = self._nearest(loc).value
        return value if isinstance(value, str) else ''

    def words_at(self, loc: Loc) -> Iterator[str]:
        """Every text in the value at *loc*, keys included."""
        return _words(self._nearest(loc))

    def place(self, loc: Loc = ()) -> Place:
        """Where the value at *loc* stands; for what lies beyond the tree, where the tree ends."""
        return self._nearest(loc).place

    def key_place(self, loc: Loc) -> Place:
        """Where the key of the value at *loc* stands."""
        return self._nearest(loc).key

    def lines(self, key: str) -> list[range]:
        """The lines of each item of the list below *key*, or of the only one, which needs no list: from where it begins
        to where something else does."""
        root = self.root.value if isinstance(self.root.value, dict) else {}
        below = [root[key]] if key in root and root[key].value is not None else []
        items = below[0].value if below and isinstance(below[0].value, list) else below
        firsts = [item.place.line for item in items]
        begins = sorted({*firsts, *(part.key.line for part in root.values())})
        ends = dict(pairwise([*begins, sys.maxsize]))
        return [range(first, ends[first]) for first in firsts]

    def remove(self, loc: Loc) -> bool:
        """Take the value at *loc* out of the tree; false if there is none."""
        parent = self._nearest(loc[:-1]).value
        if isinstance(parent, dict):
            return parent.pop(str(loc[-1]), None) is not None
        if isinstance(parent, list) and isinstance(loc[-1], int) and loc[-1] < len(parent):
            del parent[loc[-1]]
            return True
        return False

    def _nearest(self, loc: Loc) -> Node:
        node = self.root
        for step in loc:
            match node.value, step:
                case dict() as items, str() if step in items:
                    node = items[step]
                case list() as values, int() if step < len(values):
                    node = values[step]
                case dict() | str(), 0:  # the only one, which needs no list
                    continue
                case _:
                    break
        return node


def parse(text: str, file: str, problems: Problems, *, lines_above: int = 0) -> Source | None:
    """The source of YAML *text*, or None where it is no YAML at all; *problems* gets what is wrong.

    *lines_above* is the number of lines that stand above *text* in *file*.
    """
    if len(text) > LARGEST:
        message = f'is too large to be a program: more than {LARGEST // 1_000_000} million characters'
        problems.add(Place(file), 'yaml', message)
        return None
    if match := _CONTROL.search(text):
        place = _place_in(text, match.start(), file, lines_above)
        problems.add(place, 'yaml', f'a control character (U+{ord(match[0]):04X}) has no place here; delete it')
        problems.leave_unread(text)
        return None
    try:
        composer = _Composer(text, file, problems, lines_above)
        return Source(composer.document(), frozenset(composer.broken))
    except yaml.YAMLError as error:
        problems.add(_error_place(error, file, lines_above), 'yaml', _error_message(error, lines_above))
    except ValueError as error:  # text that libyaml cannot encode
        problems.add(Place(file, lines_above + 1), 'yaml', f'not YAML: {error}')
    problems.leave_unread(text)
    return None


def front_matter(text: str) -> tuple[str, int]:
    """(YAML between the `---` lines at the top of Markdown *text*, lines down to the prose)."""
    match = _FRONT_MATTER.match(text)
    return (match['yaml'], match[0].count('\n') + (not match[0].endswith('\n'))) if match else ('', 0)


def unknown_key(key: str, known: Sequence[str]) -> str:
    """What to say of a key that no model has."""
    return f'unknown key "{short(key)}"' + (did_you_mean(key, known) or f'; known here: {", ".join(known)}')


class _Composer:
    """Makes one tree of libyaml's events, and reports what has no place in a program."""

    def __init__(self, source: str, file: str, problems: Problems, lines_above: int) -> None:
        self.source = source
        self.loader = _Loader(source)
        self.text = Text(file, lines_above + 1)
        self.problems = problems
        self.broken: set[Place] = set()
        self.values = self.wrong = 0

    def document(self) -> Node:
        """The root of the only document; an empty file is a null."""
        first = self.loader.get_event()
        if self.loader.check_event(yaml.StreamEndEvent):
            mark = _mark(first)
            return Node(None, self.text, mark, mark)
        self.loader.get_event()
        root = self.node(self.loader.get_event(), None, 0)
        self.loader.get_event()
        if not self.loader.check_event(yaml.StreamEndEvent):
            self.problem(
                self.loader.get_event(), 'a second document begins here; a file holds one: delete the line "---"'
            )
            self.problems.leave_unread(self.source)
        return root

    def node(self, event: yaml.Event, key: Mark | None, depth: int) -> Node:
        """The value that begins with *event*. Most are plain scalars, of which a program has a hundred thousand."""
        mark = _mark(event)
        self.values += 1
        if self.values > MOST_VALUES:
            raise _NoProgram(problem=f'more than {MOST_VALUES:,} values, which no program has', problem_mark=mark)  # type: ignore[arg-type]
        if isinstance(event, yaml.ScalarEvent):
            if event.tag is not None:
                self.check_tag(event)
            value = None if not event.style and event.value in NULLS else event.value
            return Node(value, self.text, mark, key or mark)
        if isinstance(event, yaml.AliasEvent):
            self.broken.add(self.text.place(mark))
            self.problem(event, f'an alias (*{event.anchor}) has no place here; {_NO_ALIAS}')
            return Node(None, self.text, mark, key or mark)
        assert isinstance(event, yaml.CollectionStartEvent)
        self.check_tag(event)
        if depth == DEEPEST:
            raise _NoProgram(problem='too deeply nested to be a program', problem_mark=mark)  # type: ignore[arg-type]
        is_list = isinstance(event, yaml.SequenceStartEvent)
        return Node(self.items(depth + 1) if is_list else self.mapping(depth + 1), self.text, mark, key or mark)

    def check_tag(self, event: yaml.ScalarEvent | yaml.CollectionStartEvent) -> None:
        if event.tag not in (None, '!', 'tag:yaml.org,2002:str'):
            tag = event.tag.replace('tag:yaml.org,2002:', '!!')
            self.problem(event, f'a tag ({tag}) has no place here; {_NO_TAG}')

    def items(self, depth: int) -> list[Node]:
        values = []
        while not isinstance(event := self.loader.get_event(), yaml.SequenceEndEvent):
            values.append(self.node(event, None, depth))
        return values

    def mapping(self, depth: int) -> dict[str, Node]:
        items: dict[str, Node] = {}
        while not isinstance(event := self.loader.get_event(), yaml.MappingEndEvent):
            key = self.node(event, None, depth).mark
            value = self.node(self.loader.get_event(), key, depth)
            if not isinstance(event, yaml.ScalarEvent):
                self.strange_key(event)
            elif event.value in items:
                first = items[event.value].key
                message = f'"{short(event.value)}" is here twice; the first is in line {first.line}: keep one'
                self.add(event, 'duplicate', message)
                self.problems.leave_out(_words(value))
            else:
                items[event.value] = value
        return items

    def strange_key(self, event: yaml.Event) -> None:
        if not isinstance(event, yaml.AliasEvent):  # of which that is said already
            self.add(event, 'key', 'a key has to be a word; quote text that begins with [ or {')

    def problem(self, event: yaml.Event, message: str) -> None:
        self.add(event, 'yaml', message)

    def add(self, event: yaml.Event, subtype: str, message: str) -> None:
        mark = _mark(event)
        self.wrong += 1
        if self.wrong > MOST_WRONG:
            raise _NoProgram(problem=f'more than {MOST_WRONG:,} mistakes; is it a program?', problem_mark=mark)  # type: ignore[arg-type]
        self.problems.add(self.text.place(mark), subtype, message)


def _mark(event: yaml.Event) -> Mark:
    assert event.start_mark  # libyaml always sets it
    return event.start_mark


def _data(node: Node) -> Any:
    if isinstance(node.value, dict):
        return {key: _data(value) for key, value in node.value.items()}
    if isinstance(node.value, list):
        return [_data(item) for item in node.value]
    return node.value


def _words(node: Node) -> Iterator[str]:
    if isinstance(node.value, str):
        yield node.value
    for part in node.value if isinstance(node.value, list) else ():
        yield from _words(part)
    for key, part in node.value.items() if isinstance(node.value, dict) else ():
        yield key
        yield from _words(part)


def _place_in(text: str, position: int, file: str, lines_above: int) -> Place:
    above = text[:position]
    return Place(file, lines_above + above.count('\n') + 1, position - above.rfind('\n'))


def _error_place(error: yaml.YAMLError, file: str, lines_above: int) -> Place:
    mark = getattr(error, 'problem_mark', None)
    if _is_open_quote(error):  # libyaml points to the end of the file
        mark = getattr(error, 'context_mark', None)
    return Place(file, lines_above + mark.line + 1, mark.column + 1) if mark else Place(file, lines_above + 1)


def _is_open_quote(error: yaml.YAMLError) -> bool:
    return getattr(error, 'problem', None) == 'found unexpected end of stream'


_HINTS = {
    'mapping values are not allowed': 'text with a colon and a space in it needs quotes: "Title: subtitle"',
    'found character that cannot start': 'indent with spaces, and quote text that begins with @, ` or a tab',
    "did not find expected ','": 'is the bracket that opens in line {line} closed, and every quote?',
    'did not find expected': 'is the indentation right, and is every quote and bracket closed?',
    'could not find expected': 'a key needs a colon and a space behind it',
    'found unexpected end of stream': 'the quote that opens here is not closed',
}


def _error_message(error: yaml.YAMLError, lines_above: int) -> str:
    """libyaml's words, and the way out where the cause is one of the usual ones."""
    problem = getattr(error, 'problem', None) or ' '.join(str(error).split())
    opens = getattr(error, 'context_mark', None)
    hint = next((hint for start, hint in _HINTS.items() if start in problem), '')
    line = lines_above + opens.line + 1 if opens else '?'
    return f'not YAML: {problem}' + (f'; {hint.format(line=line)}' if hint else '')
