"""Changes an input as its format would have it, where libFuzzer changes bytes: a value for another, a key for another.

Hardly any change of a byte leaves JSON or XML what it is, and then nothing is reached but what reads it. So half of the
inputs are read, changed as a tree, and written again; what cannot be read is changed as lines.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator, Sequence
from copy import deepcopy
from html import escape
from random import Random
from typing import Any

import yaml
from lxml import etree

ODD: Sequence[Any] = (
    None, True, '', ' ', 0, -1, 1.5, 10**30, 1e308, [], {}, [[]], {'en': None}, [None], '-', '0', '-1', 'null', '~',
    '0000-00-00', '0001-01-01T00:00:00+14:00', '9999-12-31T23:59:59-12:00', '2031-02-30', '23:59-00:01', '24:00',
    '25:99', '1e999', '9' * 40, '-00:30', '99999:00', 'P1DT', 'Europe/Nowhere', 'Europe', 'UTC+99', 'x' * 300,
    '\u202e', '\u0660\u0661',
    '\ufeff', '\x1f', '\u00b2', '\u2028', 'A\u0300' * 9, '\U0001f600', '$', '$x', r'$\frac{1$', '\\', '{', '}', '<b>',
    '&#x110000;', '&amp;', '[', '](x)', 'http://', 'https://[', 'https://example.org:99999/', 'javascript:x', 'mailto:',
    '../..', '10.1000/', '0000-0000', ';', ',', '|', '"',
)  # fmt: skip
"""Values that somebody may well have, and that are easily forgotten."""

MOST = 4
"""How many changes are made of one input."""


def mutator(words: Sequence[str], mutate: Callable[[bytes, int], bytes]) -> Callable[[bytes, int, int], bytes]:
    """What libFuzzer calls for a new input: (an input, how long the new one may be, a seed) -> the new one. *mutate* is
    what libFuzzer itself would do."""

    def new(data: bytes, longest: int, seed: int) -> bytes:
        random = Random(seed)
        if random.random() < 0.5:
            return mutate(data, longest)
        changed = Mutation(random, words, mutate).of(data)
        return changed if len(changed) <= longest else mutate(data, longest)

    return new


class Mutation:
    """Makes one new input."""

    def __init__(self, random: Random, words: Sequence[str], mutate: Callable[[bytes, int], bytes]) -> None:
        self.random = random
        self.words = words or ['x']
        self.mutate = mutate

    def of(self, data: bytes) -> bytes:
        """*data*, of which one of its files is changed."""
        files = data.split(b'\0')
        at = self.random.randrange(len(files))
        name, line, content = files[at].partition(b'\n')
        if b'.' not in name or b' ' in name or not line:
            name, line, content = b'', b'', files[at]
        files[at] = name + line + self._changed(content.decode('utf-8', 'replace'), name.decode('utf-8', 'replace'))
        return b'\0'.join(files)

    def _changed(self, text: str, name: str) -> bytes:
        tree, write = read(text, name)
        holder = [tree]
        for _ in range(self.random.randint(1, MOST)):
            self._change(holder)
        return write(holder[0]).encode('utf-8', 'replace')

    def _change(self, tree: Any) -> None:
        holder, key = self.random.choice([*places(tree)])
        changes = (self._odd, self._other, self._word, self._bytes, self._wrapped, self._more, self._less)
        self.random.choice(changes)(holder, key, tree)

    def _odd(self, holder: Any, key: Any, tree: Any) -> None:
        holder[key] = deepcopy(self.random.choice(ODD))

    def _other(self, holder: Any, key: Any, tree: Any) -> None:
        other, at = self.random.choice([*places(tree)])
        holder[key] = deepcopy(other[at])

    def _word(self, holder: Any, key: Any, tree: Any) -> None:
        word = self.random.choice(self.words)
        if isinstance(holder, dict) and self.random.random() < 0.5:
            holder[word] = holder.pop(key)
        elif isinstance(holder[key], str) and self.random.random() < 0.5:
            at = self.random.randint(0, len(holder[key]))
            holder[key] = holder[key][:at] + word + holder[key][at:]
        else:
            holder[key] = word

    def _bytes(self, holder: Any, key: Any, tree: Any) -> None:
        if isinstance(holder[key], str):
            was = holder[key].encode('utf-8', 'replace')
            holder[key] = self.mutate(was, len(was) + 32).decode('utf-8', 'replace').replace('\0', '')

    def _wrapped(self, holder: Any, key: Any, tree: Any) -> None:
        holder[key] = self.random.choice(([holder[key]], {self.random.choice(self.words): holder[key]}))

    def _more(self, holder: Any, key: Any, tree: Any) -> None:
        value = deepcopy(holder[key])
        if isinstance(holder, list):
            holder.insert(self.random.randint(0, len(holder)), value)
        else:
            holder[self.random.choice(self.words)] = value

    def _less(self, holder: Any, key: Any, tree: Any) -> None:
        if holder is not tree:
            del holder[key]


def places(tree: Any) -> Iterator[tuple[Any, Any]]:
    """Each place of a tree, as what holds it and its key or index there."""
    for key in list(tree) if isinstance(tree, dict) else range(len(tree)):
        yield tree, key
        if isinstance(tree[key], dict | list):
            yield from places(tree[key])


def read(text: str, name: str) -> tuple[Any, Callable[[Any], str]]:
    """(what *text* says, as dicts, lists and values, a function that writes it again)."""
    start = text.lstrip()[:1]
    try:
        if start in ('{', '['):
            return json.loads(text), _as_json
        if start == '<':
            return _of_xml(etree.fromstring(text.encode())), _as_xml
        first = text.partition('\n')[0]
        if name.endswith('.csv') or first.count(',') > 3:
            return list(csv.reader(io.StringIO(text))), _as_csv
        if ':' in first and not first.isupper():
            return yaml.load(text, yaml.BaseLoader), _as_json
    except (ValueError, RecursionError, csv.Error, yaml.YAMLError, etree.XMLSyntaxError):
        pass
    return text.split('\n'), _as_lines


def _word(value: Any) -> str:
    return value if isinstance(value, str) else _as_json(value)


def _as_json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _as_lines(value: Any) -> str:
    return '\n'.join(map(_word, value)) if isinstance(value, list) else _word(value)


def _as_csv(rows: Any) -> str:
    written = io.StringIO()
    for row in rows if isinstance(rows, list) else [rows]:
        csv.writer(written, lineterminator='\n').writerow([*map(_word, row)] if isinstance(row, list) else [_word(row)])
    return written.getvalue()


def _of_xml(element: etree._Element) -> list[Any]:
    """An element as [name, attributes, text or element, …]."""
    attributes = {str(key): str(value) for key, value in element.attrib.items()}
    found: list[Any] = [str(element.tag), attributes, element.text or '']
    for child in element:
        found += [_of_xml(child) if isinstance(child.tag, str) else '', child.tail or '']
    return found


def _as_xml(value: Any) -> str:
    match value:
        case [str(name), {**attributes}, *parts]:
            about = ''.join(f' {key}="{escape(_word(each))}"' for key, each in attributes.items())
            return f'<{name}{about}>{"".join(map(_as_xml, parts))}</{name}>'
        case list(parts):
            return ''.join(map(_as_xml, parts))
    return escape(_word(value), quote=False)
