"""Compares ways to search a site of proceedings, in one run, and prints the tables: `make bench-search`.

    python bench/search [--sizes 320 2000 5000] [--quick] [--engines ours pagefind]

Every engine searches the same site, which `corpus` makes and Sphinx builds: one page per talk with its abstract, one
per person. Each is a page in `engines/` that loads nothing before the reader searches; `measure` times that in
Chromium, and asks what `cases` has.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from cases import CASES, IN_ABSTRACTS
from measure import COLD_RUNS, ENGINES, Measured, chromium, measure
from sites import Site, site

SIZES = (320, 2000, 5000)
QUICK_SIZES = (320,)
QUICK_RUNS = 3

SORTS = tuple(dict.fromkeys(case.sort for case in (*CASES, *IN_ABSTRACTS)))

Results = dict[str, Measured]


def main() -> None:
    parser = argparse.ArgumentParser(prog='bench/search', description='Compare ways to search the site.')
    parser.add_argument('--sizes', type=int, nargs='+', help='numbers of talks; default: 320 2000 5000')
    parser.add_argument('--engines', choices=ENGINES, nargs='+', default=[*ENGINES])
    parser.add_argument('--quick', action='store_true', help='the smallest site only, and fewer runs')
    arguments = parser.parse_args()
    sizes = arguments.sizes or (QUICK_SIZES if arguments.quick else SIZES)
    sites = [site(talks) for talks in sizes]
    runs = QUICK_RUNS if arguments.quick else COLD_RUNS
    with chromium() as browser:
        for made in sites:
            results = {engine: measure(browser, made, engine, runs) for engine in arguments.engines}
            print('\n'.join(report(made, results)), flush=True)


def report(made: Site, results: Results) -> Iterator[str]:
    yield f'\n## {made.talks} talks, {made.pages} pages\n'
    yield f'Made of what is as dense as what is real (gzip of it, by that of the real): {made.likeness}.\n'
    yield from table('', results, facts(made, results))
    yield ''
    yield from table('cases found', results, by_sort(results))
    yield ''
    for engine, result in results.items():
        missed = ', '.join(f'`{case.query}`' for case in result.missed if case not in IN_ABSTRACTS)
        yield f'- {ENGINES[engine]} misses: {missed or "none"}'


def facts(made: Site, results: Results) -> Iterator[tuple[str, list[str]]]:
    def row(name: str, value: object) -> tuple[str, list[str]]:
        return name, [value(engine, result) for engine, result in results.items()]  # type: ignore[operator]

    smallest = min(result.bytes for result in results.values())
    yield row('over the wire to the first result, cold', lambda _, r: f'{r.bytes / 1000:,.0f} KB')
    yield row('as a multiple of the least', lambda _, r: f'{r.bytes / smallest:.1f}')
    yield row('requests', lambda _, r: f'{r.requests:.0f}')
    yield row('first result, cold', lambda _, r: f'{r.first:,.0f} ms')
    yield row('a keystroke: half are quicker', lambda _, r: f'{r.key:.1f} ms')
    yield row('a keystroke: 95 % are quicker', lambda _, r: f'{r.slow_key:.1f} ms')
    yield row('the slowest keystroke', lambda _, r: f'{r.slowest_key:.1f} ms')
    yield row('heap of the page (scripts only)', lambda _, r: f'{r.heap:.1f} MB')
    yield row('index time', lambda engine, _: amount(made.seconds, engine, 's'))
    yield row('memory for that', lambda engine, _: amount(made.memory, engine, 'MB'))
    yield row('size on the disk', lambda engine, _: amount(made.size, engine, 'MB'))
    yield row('from `file://`', lambda _, r: 'yes' if r.from_file else 'no')


def amount(of: dict[str, float], engine: str, unit: str) -> str:
    return f'{of[engine]:,.1f} {unit}' if engine in of else '–'


def by_sort(results: Results) -> Iterator[tuple[str, list[str]]]:
    for sort in SORTS:
        cases = tuple(case for case in (*CASES, *IN_ABSTRACTS) if case.sort == sort)
        yield f'{sort} ({len(cases)})', [f'{result.right(cases)}' for result in results.values()]
    yield f'**all but abstracts ({len(CASES)})**', [f'**{result.right(CASES)}**' for result in results.values()]


def table(title: str, results: Results, rows: Iterator[tuple[str, list[str]]]) -> Iterator[str]:
    yield f'| {title} | {" | ".join(ENGINES[engine] for engine in results)} |'
    yield '|---' * (len(results) + 1) + '|'
    for name, values in rows:
        yield f'| {name} | {" | ".join(values)} |'


if __name__ == '__main__':
    main()
