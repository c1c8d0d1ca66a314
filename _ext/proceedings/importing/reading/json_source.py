"""JSON to plain data that knows where its objects stand, whoever wrote it.

Numbers stay text, as in our YAML: `1e999999`, and an id of a thousand digits, are then nobody's problem. The parser is
Python's own: those of PyPI that know positions give places instead of data, or a stream.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from collections import Counter
from json import scanner
from json.decoder import JSONObject  # type: ignore[attr-defined]  # what JSONDecoder itself uses
from typing import Any

from ...problems import Place, short
from ..formats import UnreadableError
from ..report import Report
from .texts import decoded


class Object(dict[str, Any]):
    """A JSON object; `place` is where it begins."""

    __slots__ = ('place',)

    def __init__(self, items: Any = (), place: Place | None = None) -> None:
        super().__init__(items)
        self.place = place or Place('')


def parse(data: bytes, name: str, report: Report) -> Any:
    """The data: `Object`, list, str, bool or None, nested. Raises UnreadableError."""
    text = decoded(data, name, report).lstrip('\ufeff')
    if text.lstrip()[:1] == '<':
        raise UnreadableError(
            f'{Place(name)}: is a web page or XML, and no JSON; download the file again, and look into it'
        )
    try:
        return _Decoder(text, name, report).decode(text)
    except json.JSONDecodeError as error:
        place = Place(name, error.lineno, error.colno)
        raise UnreadableError(f'{place}: not JSON: {error.msg}; is the file whole? Download it again') from error
    except RecursionError as error:
        raise UnreadableError(f'{Place(name)}: too deeply nested to be a program') from error


class _Decoder(json.JSONDecoder):
    """Python's decoder, with an `Object` for each object."""

    def __init__(self, text: str, name: str, report: Report) -> None:
        super().__init__(parse_int=str, parse_float=str, parse_constant=self._constant, strict=False)
        self.lines = [0, *(at + 1 for at, char in enumerate(text) if char == '\n')]
        self.name = name
        self.report = report
        self.parse_object = self._object
        self.scan_once = scanner.py_make_scanner(self)  # type: ignore[attr-defined]  # the C one asks for no parse_object

    def _object(self, where: tuple[str, int], strict: bool, scan_once: Any, *_: Any) -> tuple[Object, int]:
        place = self._place(where[1] - 1)
        pairs, end = JSONObject(where, strict, scan_once, None, list)
        found = Object(pairs, place)
        if len(found) < len(pairs):
            twice = sorted(key for key, times in Counter(key for key, _ in pairs).items() if times > 1)
            self.report.wrong(place, f'"{short(", ".join(twice))}" is here twice; the last is taken')
        return found, end

    def _place(self, at: int) -> Place:
        line = bisect_right(self.lines, at)
        return Place(self.name, line, at - self.lines[line - 1] + 1)

    def _constant(self, name: str) -> None:
        self.report.wrong(Place(self.name), f'{name} is no number, and no JSON; it is left out')
