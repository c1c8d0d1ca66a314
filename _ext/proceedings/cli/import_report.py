"""What an import has to tell, in lines for a terminal: calm, in groups, and long groups cut."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ..importing.draft import Draft
from ..importing.files.lines import compared
from ..importing.files.write import FileChange, Plan
from ..importing.formats import File
from ..importing.report import Lost, Remark, Report
from ..problems import short, visible
from .command import count

MOST = 8
"""How much of a group is shown, unless all of it is wanted."""

FEW = 3
"""How many sentences are shown that differ only in what they name."""

MOST_LINES = 60
"""Lines of differences that are shown of a file, and of a group of sentences."""

_NAMED = re.compile(r'"[^"]*"|\d+')
"""What differs in sentences that say the same of different things."""

_LONGEST = 60
_SHOWN = ('.yml', '.yaml')
"""Endings of the files that are named first, one by one; pages of prose are many."""


@dataclass(frozen=True, slots=True)
class Telling:
    """How much to tell. With `all` nothing is cut."""

    all: bool = False

    def source(self, format: str, files: Sequence[File], draft: Draft) -> Iterator[str]:
        """What was read."""
        names = ', '.join(file.path.as_posix() for file in files[:MOST]) + (' …' if len(files) > MOST else '')
        yield f'Read {names} as {format}'
        title = draft.title or draft.series_title or draft.volume_title or draft.source
        yield f'  {short(title, _LONGEST)}: {", ".join(_numbers(draft))}'

    def files(self, plan: Plan, *, written: bool) -> Iterator[str]:
        """What is written: files of facts one by one, pages by folder."""
        if not plan.files:
            yield f'Nothing to write: edition {plan.edition} says all of this already'
            return
        yield f'{"Wrote" if written else "Would write"} edition {plan.edition}'
        yield from self.cut([_file(change) for change in plan.files if change.way.endswith(_SHOWN)], 'files', MOST)
        pages = Counter(
            (change.way.rpartition('/')[0], change.before is None)
            for change in plan.files
            if not change.way.endswith(_SHOWN)
        )
        yield from self.cut([_pages(*key, number) for key, number in sorted(pages.items())], 'folders', MOST)

    def differences(self, plan: Plan) -> Iterator[str]:
        """How the files would change: those of facts, and of pages the first few."""
        pages = [change for change in plan.files if change.way.endswith('.md')]
        facts = [change for change in plan.files if change.way.endswith(_SHOWN)]
        for change, most in [
            *((one, MOST_LINES) for one in facts),
            *((one, MOST) for one in pages[: None if self.all else MOST]),
        ]:
            lines = [f'--- {change.way if change.before is not None else "/dev/null"}', f'+++ {change.way}']
            lines += _hunks(change)
            shown = lines if self.all else lines[:most]
            yield from ('', *shown)
            if len(shown) < len(lines):
                yield f'… and {len(lines) - len(shown)} more lines; --all shows them'
        if not self.all and len(pages) > MOST:
            yield f'… and {len(pages) - MOST} more pages; --all shows them'

    def lost(self, report: Report) -> Iterator[str]:
        """What found no place, a line for each field; first what nobody decided to leave out."""
        if report.lost:
            found = sorted(report.lost.values(), key=lambda lost: (bool(lost.why), -lost.times, lost.field))
            yield from ('', f'Found no place ({count(len(found), "field")})')
            yield from self.cut([_lost(lost) for lost in found], 'fields', 3 * MOST)

    def remarks(self, heading: str, remarks: Sequence[Remark], few: int = FEW) -> Iterator[str]:
        """A group of sentences, each with its place; of those that differ only in what they name, the first *few*."""
        alike: dict[str, list[Remark]] = {}
        for remark in remarks:
            alike.setdefault(_NAMED.sub('…', remark.text), []).append(remark)
        if alike:
            yield from ('', f'{heading} ({len(remarks)})')
            yield from self.cut(
                [line for found in alike.values() for line in self.alike(found, few)], 'lines', MOST_LINES
            )

    def alike(self, found: Sequence[Remark], few: int) -> Iterator[str]:
        shown = found if self.all or len(found) <= few + 1 else found[:few]
        yield from (f'{remark.place}: {remark.text}' for remark in shown)
        if len(shown) < len(found):
            yield f'… and {len(found) - len(shown)} more like it; --all shows them'

    def cut(self, lines: Sequence[str], what: str, most: int) -> Iterator[str]:
        """*lines*, indented; of many only the first, and how many there are besides."""
        shown = lines if self.all or len(lines) <= most + 1 else lines[:most]
        yield from (f'  {line}' for line in shown)
        if len(shown) < len(lines):
            yield f'  … and {len(lines) - len(shown)} more {what}; --all shows them'


def told(lines: Iterable[str]) -> Iterator[str]:
    """*lines* as a terminal can show them: nothing in a stranger's file steers it."""
    return map(visible, lines)


def _numbers(draft: Draft) -> Iterator[str]:
    days = {session.start.date() for session in draft.sessions}
    yield count(len(draft.talks), 'talk')
    yield '1 person' if len(draft.people) == 1 else f'{len(draft.people) or "no"} people'
    yield count(len(draft.rooms), 'room')
    yield count(len(days), 'day') if days else 'no times'


def _file(change: FileChange) -> str:
    after = change.after.splitlines()
    if change.before is None:
        return f'new      {change.way}, {count(len(after), "line")}'
    changes = [each for each in compared(change.before.splitlines(), after) if each[0] != 'equal']
    more, less = sum(end - begin for *_, begin, end in changes), sum(last - first for _, first, last, *_ in changes)
    return f'changed  {change.way}, +{more} -{less}'


def _hunks(change: FileChange) -> Iterator[str]:
    """What changes, with two lines above and below it."""
    old, new = (change.before or '').splitlines(), change.after.splitlines()
    shown = -1
    for what, first, last, begin, end in compared(old, new):
        if what == 'equal':
            continue
        if first - 2 > shown:
            yield f'@@ line {max(first - 2, 0) + 1} @@'
        yield from (f' {line}' for line in old[max(first - 2, shown, 0) : first])
        yield from (f'-{line}' for line in old[first:last])
        yield from (f'+{line}' for line in new[begin:end])
        shown = last


def _pages(folder: str, new: bool, number: int) -> str:
    return f'{"new" if new else "changed":7}  {folder}/, {count(number, "file")}'


def _lost(lost: Lost) -> str:
    times = 'once' if lost.times == 1 else f'{lost.times} times, first'
    why = f' ({lost.why})' if lost.why else ''
    example = short(' '.join(lost.example.split()), _LONGEST)
    shown = f', "{example}"' if example else ''
    return f'{lost.field}: {times} {lost.place}{shown}{why}'
