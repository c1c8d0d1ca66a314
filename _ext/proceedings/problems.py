"""What can be wrong in YAML or Markdown, and how it is said: a place, a sentence, a way out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import NamedTuple

from .names import fold, slug

EXAMPLE = 'example'

SUBTYPES: Mapping[str, str] = MappingProxyType(
    {
        'yaml': 'not YAML, or YAML that a program does not use (tags, aliases)',
        'file': 'a file that cannot be read, or that is in the wrong place',
        'duplicate': 'a key or an id that is there twice',
        'key': 'a key that nobody knows',
        'type': 'a value of the wrong sort',
        'missing': 'something that has to be there',
        'id': 'an id that is no slug',
        'edition': 'no such edition',
        'talk': 'no such talk',
        'person': 'no such person',
        'session': 'no such session',
        'room': 'no such room',
        'track': 'no such track',
        'kind': 'no such kind',
        'keyword': 'no such keyword',
        'link': 'a link that is not http or https, or that leads out of the site',
        'time': 'a time, date, duration or time zone that is none, or an end before its start',
        'day': 'a time outside the days of the edition, or a talk outside its session',
        'dst': 'a local time that the change to or from daylight saving time skips or repeats',
        'clash': 'two things at once in one room, or one person in two places',
        'unscheduled': 'a talk in no slot',
        'spelling': 'two names that look like one person',
        EXAMPLE: 'an example of a new site that is still there',
        'lost': 'an address that was published, and that the site would not have any more',
        'markdown': 'something in a Markdown file that an author may not use',
    }
)
"""Every subtype of a problem: `suppress_warnings = ["proceedings.spelling"]` silences one."""


_QUOTED = re.compile('"([^"]*)"')


class Place(NamedTuple):  # a tuple, because every value of a program has one, and it is the quickest to make
    """Where something stands: a file as seen from the site's folder, line and column counted from 1."""

    file: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f'{self.file}:{self.line}:{self.column}'


@dataclass(frozen=True, order=True, slots=True)
class Problem:
    """Something wrong. A `notice` is only worth a look: it fails neither `check` nor a build."""

    place: Place
    message: str
    subtype: str
    notice: bool = False

    def __str__(self) -> str:
        return f'{self.place}: {"notice: " if self.notice else ""}{self.message} [proceedings.{self.subtype}]'


@dataclass(slots=True)
class Problems:
    """All problems of one run, each said once."""

    found: set[Problem] = field(default_factory=set)
    _left_out: set[str] = field(default_factory=set)
    no_text: set[str] = field(default_factory=set)
    """The files that are no text in UTF-8."""
    _unread: list[str] = field(default_factory=list)
    _hidden: set[str] = field(default_factory=set)

    def add(self, place: Place, subtype: str, message: str, *, notice: bool = False) -> None:
        """Note a problem; `subtype` is one of `SUBTYPES` (KeyError if not)."""
        SUBTYPES[subtype]
        self.found.add(Problem(place._replace(file=visible(place.file)), visible(message), subtype, notice))

    def leave_out(self, names: Iterable[str]) -> None:
        """Note names that stand in something that is wrong and so is not taken in."""
        self._left_out.update(slug(name) for name in names)

    def leave_unread(self, text: str) -> None:
        """Note the text of a file that cannot be read."""
        self._unread.append(f'-{"-".join(map(slug, text.splitlines()))}-')

    def hide(self, names: Iterable[str]) -> None:
        """Note names that nobody is to see, whatever is wrong where they stand."""
        self._hidden.update(slug(name) for name in names)

    def explain(self, name: str) -> bool:
        """Whether *name* is in something that was left out: to be unknown is then no problem of its own."""
        return slug(name) in self._left_out or any(f'-{slug(name)}-' in text for text in self._unread)

    def sorted(self) -> list[Problem]:
        """All of them by file, line and column, without the names that are hidden."""
        return sorted(map(self._without_hidden, self.found) if self._hidden else self.found)

    def _without_hidden(self, problem: Problem) -> Problem:
        message = _QUOTED.sub(lambda found: '"…"' if slug(found[1]) in self._hidden else found[0], problem.message)
        return replace(problem, message=message)


def did_you_mean(word: str, choices: Iterable[str]) -> str:
    """`; did you mean "…"?` with the choice most like *word*, or nothing if none is much like it."""
    best = most_like(word, choices)
    return f'; did you mean "{best}"?' if best else ''


def most_like(word: str, choices: Iterable[str]) -> str:
    """The choice most like *word*, or nothing if none is much like it; case and accents do not count."""
    from rapidfuzz import fuzz, process  # late: in a program that is right nothing is like anything else

    choices = list(choices)
    best = process.extractOne(fold(word), [fold(choice) for choice in choices], scorer=fuzz.ratio, score_cutoff=60)
    return choices[best[2]] if best else ''


def short(text: str, length: int = 60) -> str:
    """*text*, or as much of it as a message has room for."""
    return text if len(text) <= length else f'{text[: length - 1]}…'


def visible(text: str) -> str:
    """*text* with escapes for what would break a line, steer a terminal or not be seen."""
    return text if text.isprintable() else ''.join(c if c.isprintable() else ascii(c)[1:-1] for c in text)
