"""What is measured: each build in a process of its own, one after the other."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from program import EDITS, Program
from running import Took, least, run_alone, say
from sites import ADDRESS, HUGO, OURS, PLAIN, WRITERS, Changed, Site, Weight

NOTHING = 'nothing'
TWO = 2
"""Processes: as many as `-j auto` starts on two cores."""

RUNS = 3
"""How often is measured what takes no longer than a few seconds; the least of them counts."""


@dataclass
class Results:
    talks: int
    """Of the site that is edited, and of which the bar speaks."""

    full: dict[tuple[str, int], Took] = field(default_factory=dict)
    """A full build in one process, by the tool and the number of talks."""

    weights: dict[tuple[str, int], Weight] = field(default_factory=dict)
    two: dict[str, Took] = field(default_factory=dict)
    two_of_nothing: float = 1
    """The same of a loop that shares nothing, twice at once by twice in turn: what two cores of this machine are worth
    is 0.5 if they are two, and more if they are threads of one."""

    changed: dict[tuple[str, str, int], Changed] = field(default_factory=dict)
    """By the tool, the edit, and in how many processes it was built."""

    with_address: Took | None = None
    check: Took | None = None


def measure(sizes: list[int], talks: int) -> Results:
    """Build sites of all *sizes*, and the one of so many *talks* once more in each way that the bar knows."""
    results = Results(talks)
    for size in sizes:
        program = Program(size)
        for tool in tools():
            measure_full(results, Site(tool, size), program)
        if size == talks:
            measure_more(results, program)
    return results


def tools() -> Iterable[str]:
    return [tool for tool in WRITERS if tool != HUGO or shutil.which('hugo')]


def measure_full(results: Results, site: Site, program: Program) -> None:
    say(f'{site.talks} talks, {site.tool}: a full build')
    site.write(program)
    took = results.full[site.tool, site.talks] = site.build_anew()
    say(f'  {took.work:.1f} s of work, {took.clock:.1f} s by the clock, {took.memory:.0f} MB')
    results.weights[site.tool, site.talks] = site.weight()


def measure_more(results: Results, program: Program) -> None:
    ours = Site(OURS, results.talks)
    say(f'{results.talks} talks, {OURS}: checked; built with an address')
    check = (sys.executable, '-m', 'proceedings.cli', 'check')
    results.check = least([run_alone(*check, folder=ours.source) for _ in range(RUNS)])
    results.with_address = ours.build_anew(address=ADDRESS)
    for tool in (OURS, PLAIN):
        say(f'{results.talks} talks, {tool}: {TWO} processes')
        results.two[tool] = Site(tool, results.talks).build_anew(TWO)
    results.two_of_nothing = two_of_nothing()
    for tool in (OURS, PLAIN):
        measure_changes(results, Site(tool, results.talks), program)


def two_of_nothing() -> float:
    command = (sys.executable, '-I', '-c', 'for number in range(100_000_000): pass')
    alone = least([run_alone(*command) for _ in range(RUNS)])
    with ThreadPoolExecutor(TWO) as pool:
        both = [*pool.map(lambda _: run_alone(*command), range(TWO))]
    return max(took.clock for took in both) / alone.clock / TWO


def measure_changes(results: Results, site: Site, program: Program) -> None:
    """Site by site, since what is edited stays so for the next, which is to be edited, too."""
    say(f'{site.talks} talks, {site.tool}: what has changed')
    site.write(program)
    site.build()
    for processes in (1, TWO):
        for name, edit in {NOTHING: leave, **EDITS}.items():
            builds = []
            for _ in range(RUNS):
                edit(program)
                site.write(program)
                builds.append(site.build_changed(processes))
            results.changed[site.tool, name, processes] = quickest(builds)


def leave(program: Program) -> None:
    """Edit nothing."""


def quickest(builds: list[Changed]) -> Changed:
    """The times are the least of all *builds*; what it did is what the one that wrote most has done."""
    most = max(builds, key=lambda build: (build.written, build.read))
    return Changed(least([build.took for build in builds]), most.read, most.written, most.same, most.others)


def per_talk(of: Mapping[tuple[str, int], Took], tool: str, talks: int) -> float:
    return of[tool, talks].work / talks
