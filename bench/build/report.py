"""What was measured, as tables in Markdown: the bar first, then how everything compares."""

from __future__ import annotations

import os
import platform
import subprocess
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.metadata import version
from itertools import pairwise
from pathlib import Path

from running import Took
from runs import NOTHING, TWO, Results, per_talk
from sites import HUGO, MINI_CONF, NAMES, OURS, PLAIN, Weight

GB, KB = 1024, 1000

Line = Iterable[object]


@dataclass(frozen=True)
class Row:
    """One line of the bar: what was measured, whether it is met, and in which words it is said."""

    what: str
    measured: str
    bar: str
    met: bool


def report(results: Results) -> Iterator[str]:
    yield from machine()
    yield from tables(results)


def tables(results: Results) -> Iterator[str]:
    yield '\n## Against the bar\n'
    yield from table(
        ('', 'measured', 'bar', 'met'),
        ((row.what, row.measured, row.bar, 'yes' if row.met else '**no**') for row in bar(results)),
    )
    yield '\n## Full builds, in one process\n'
    yield from table(
        ('talks', 'site', 's of work', 's by the clock', 'ms for each page', 'MB of memory', 'pages', 'MB of HTML'),
        full(results),
    )
    yield '\n## What has changed\n'
    yield f'In the site of {results.talks:,} talks.\n'
    heads = ('site', 'changed', 'processes', 's of work', 's by the clock', 'read', 'written', 'for nothing')
    yield from table((*heads, 'other files written'), changes(results))
    yield '\n## Bytes of the page of a talk\n'
    yield from table(('talks', 'site', 'half are smaller than', 'the biggest'), weights(results))
    yield '\n## Where others are faster\n'
    yield from (f'- {line}' for line in faster(results))


def machine() -> Iterator[str]:
    parts = ('sphinx', 'docutils', 'myst-parser', 'pydata-sphinx-theme', 'flask', 'frozen-flask')
    programs = [f'Python {platform.python_version()}', *(f'{part} {version(part)}' for part in parts)]
    yield f'- {processor()}, {os.cpu_count()} cores, {memory() / GB**3:.0f} GB of memory, {platform.system()}'
    yield f'- {", ".join(programs)}, {hugo_version()}'


def processor() -> str:
    """As Linux calls it, or as Python does elsewhere."""
    try:
        lines = Path('/proc/cpuinfo').read_text('utf-8').splitlines()
    except OSError:
        lines = []
    names = [line.partition(': ')[2] for line in lines if line.startswith('model name')]
    return names[0] if names else platform.processor() or platform.machine()


def memory() -> int:
    return os.sysconf('SC_PAGE_SIZE') * os.sysconf('SC_PHYS_PAGES')


def hugo_version() -> str:
    try:
        said = subprocess.run(['hugo', 'version'], capture_output=True, text=True).stdout
    except OSError:
        return 'no Hugo on this machine, so none is measured (on Debian and Ubuntu: apt-get install hugo)'
    return ' '.join(said.split()[:2])


# The bar


def bar(results: Results) -> Iterator[Row]:
    yield from bar_of_full_builds(results)
    yield from bar_of_changes(results)
    check = results.check
    assert check
    yield Row(f'`proceedings check`, {results.talks:,} talks', seconds(check.clock), 'under 1 s', check.clock < 1)
    yield from bar_of_pages(results)


def bar_of_full_builds(results: Results) -> Iterator[Row]:
    talks = results.talks
    ours, plain = results.full[OURS, talks], results.full[PLAIN, talks]
    ratio = ours.work / plain.work
    measured = f'{ratio:.2f} ({ours.work:.1f} s of {plain.work:.1f} s)'
    yield Row(f'full build, {talks:,} talks, by the baseline', measured, 'at most 0.5', ratio <= 0.5)
    for few, many in pairwise(sizes(results)):
        growth = per_talk(results.full, OURS, many) / per_talk(results.full, OURS, few)
        yield Row(f'growth, {few:,} to {many:,} talks', f'{growth:.2f} times linear', 'at most 1.1', growth <= 1.1)
    most = sizes(results)[-1]
    mb = results.full[OURS, most].memory
    yield Row(f'memory, {most:,} talks', f'{mb:,.0f} MB', 'under 1 GB', mb < GB)
    two, plain_two = (results.two[tool].clock / results.full[tool, talks].clock for tool in (OURS, PLAIN))
    measured = f'{two:.2f} (the baseline: {plain_two:.2f}; a loop, twice at once: {results.two_of_nothing:.2f})'
    yield Row(f'{TWO} processes, by one', measured, 'at most 0.7', two <= 0.7)


def bar_of_changes(results: Results) -> Iterator[Row]:
    """As `make html` builds, in as many processes as there are cores; a build in one is mentioned."""
    nothing = results.changed[OURS, NOTHING, TWO]
    measured = f'{seconds(nothing.took.clock)}; {nothing.read} read, {nothing.written} written'
    met = nothing.took.clock < 3 and not nothing.read and not nothing.written
    yield Row('nothing changed', measured, 'under 3 s; 0 read, 0 written', met)
    for (tool, edit, processes), changed in results.changed.items():
        if tool == OURS and edit != NOTHING and processes == TWO:
            more, alone = (more_than_nothing(results, edit, number) for number in (TWO, 1))
            counts = f'{changed.read} read, {changed.written} written, {changed.same} for nothing'
            measured = f'{more:.2f} s (in one process: {alone:.2f} s); {counts}'
            yield Row(f'{edit}: more than that', measured, 'under 1 s; 0 for nothing', more < 1 and not changed.same)


def more_than_nothing(results: Results, edit: str, processes: int) -> float:
    edited, nothing = (results.changed[OURS, name, processes].took.clock for name in (edit, NOTHING))
    return edited - nothing


def bar_of_pages(results: Results) -> Iterator[Row]:
    most = max(results.weights[OURS, talks].most for talks in sizes(results))
    yield Row('the biggest page of a talk', f'{most / KB:.1f} KB', 'under 25 KB', most < 25 * KB)
    for few, many in pairwise(sizes(results)):
        growth = results.weights[OURS, many].median / results.weights[OURS, few].median
        what = f'page of a talk, of {many:,} by one of {few:,}'
        yield Row(what, f'{growth:.3f}', 'as big: at most 1.02', growth <= 1.02)


# All of it


def full(results: Results) -> Iterator[Line]:
    for (tool, talks), took in results.full.items():
        weight = results.weights[tool, talks]
        yield (f'{talks:,}', NAMES[tool], *numbers(took, weight))
        if talks == results.talks:
            yield from ((f'{talks:,}', name, *numbers(took, weight)) for name, took in other_ways(results, tool))


def other_ways(results: Results, tool: str) -> Iterator[tuple[str, Took]]:
    if tool == OURS and results.with_address:
        yield f'{NAMES[tool]}, with `html_baseurl`', results.with_address
    if tool in results.two:
        yield f'{NAMES[tool]}, {TWO} processes', results.two[tool]


def numbers(took: Took, weight: Weight) -> Line:
    times = (f'{took.work:.1f}', f'{took.clock:.1f}', f'{took.work / weight.pages * 1000:.1f}', f'{took.memory:.0f}')
    return (*times, f'{weight.pages:,}', f'{weight.all / KB**2:.1f}')


def changes(results: Results) -> Iterator[Line]:
    for (tool, edit, processes), changed in results.changed.items():
        took = changed.took
        counts = (changed.read, changed.written, changed.same, changed.others)
        yield (NAMES[tool], edit, processes, f'{took.work:.2f}', f'{took.clock:.2f}', *counts)


def weights(results: Results) -> Iterator[Line]:
    for (tool, talks), weight in results.weights.items():
        yield f'{talks:,}', NAMES[tool], f'{weight.median:,.0f}', f'{weight.most:,}'


def faster(results: Results) -> Iterator[str]:
    for tool in (MINI_CONF, HUGO):
        if (tool, results.talks) in results.full:
            ours, theirs = (results.full[one, results.talks].work for one in (OURS, tool))
            than = f'{ours / theirs:.1f} times faster' if theirs < ours else f'{theirs / ours:.1f} times slower'
            yield f'A full build of {results.talks:,} talks: {NAMES[tool]} is {than} ({theirs:.1f} s of work).'
    plain, ours = (results.changed[tool, NOTHING, 1].took.clock for tool in (PLAIN, OURS))
    words = 'less' if plain < ours else 'more'
    yield f'Where nothing changed, plain pages take {abs(ours - plain):.1f} s {words} ({plain:.1f} s).'


def sizes(results: Results) -> list[int]:
    return sorted({talks for _, talks in results.full})


def seconds(time: float) -> str:
    return f'{time:.2f} s'


def table(heads: Line, rows: Iterable[Line]) -> Iterator[str]:
    heads = [*heads]
    yield line(heads)
    yield '|---' * len(heads) + '|'
    yield from map(line, rows)


def line(cells: Line) -> str:
    return f'| {" | ".join(map(str, cells))} |'
