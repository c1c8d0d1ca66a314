"""What the pages of a site load, and how quick they are for their readers, as a table: `make bench-wire`.

    python bench/wire [--sizes 320 2000] [--sites FOLDER] [--quick]

The sites are those of `make bench-search`, or folders with HTML that was built before. Each page is opened by a
Chromium with nothing in its cache, from a server that sends text as gzip; then Lighthouse looks at it, as from a slow
phone and from a computer. At last it is measured how soon the longest pages that there are answer: a grid of 300 talks
in 12 rooms, and the list of 5,000. What misses the bar is in bold.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).parents[2] / 'tests'))
sys.path.insert(0, str(Path(__file__).parents[1] / 'search'))
sys.path.insert(0, str(Path(__file__).parent))

import lighthouse
from corpus import Corpus
from loads import Load, load
from measure import chromium, path_of_chromium
from programs.generate import generate
from ready import WIDTHS, ready
from running import say
from server import Server
from sites import BUILT, build

SIZES = (320, 2000)
RUNS = 3

LEAVES = ('talk', 'speaker')
PAGES = {
    'talk': 'talks/2019/jax-md.html',
    'speaker': 'speakers/samuel-schoenholz.html',
    'schedule': 'talks/2019/index.html',
    'home': 'index.html',
    'all talks': 'talks/index.html',
    'all people': 'speakers/index.html',
    'search': 'search.html',
}
SCORED = ('talk', 'speaker', 'schedule', 'home')

MOST_HTML, MOST_BYTES, MOST_REQUESTS, LEAST_SCORE = 25_000, 180_000, 25, 0.95
"""Of a talk page; less than the first three, at least the last."""


MOST_WAIT = 1_000
"""Milliseconds until the longest pages answer, less than that."""


@dataclass(frozen=True)
class Row:
    """What was found of one page."""

    name: str
    load: Load
    scores: Mapping[str, float]


def main() -> None:
    parser = argparse.ArgumentParser(prog='bench/wire', description='Measure what pages load.')
    parser.add_argument('--sizes', type=int, nargs='+', help='numbers of made talks; default: 320 2000')
    parser.add_argument('--sites', type=Path, nargs='+', help='folders with HTML, instead of made sites')
    parser.add_argument('--quick', action='store_true', help='without Lighthouse')
    arguments = parser.parse_args()
    folders = arguments.sites or [made(size) for size in arguments.sizes or SIZES]
    for folder in folders:
        print('\n'.join(table(folder, [*rows(folder, 0 if arguments.quick else RUNS)])), flush=True)
    if not (arguments.sites or arguments.quick):
        print('\n'.join(table_of_longest()))


def made(talks: int) -> Path:
    folder = BUILT / str(talks)
    Corpus(talks).write(folder / 'source')
    build(folder)
    return folder / 'html'


def made_grid() -> Path:
    """One week of 300 talks in 12 rooms."""
    folder = BUILT / 'grid'
    generate(folder / 'source', talks=300, rooms=12)
    build(folder)
    return folder / 'html'


def table_of_longest() -> Iterator[str]:
    """How soon they answer, in windows of each of the widths."""
    yield f'\n## ms until they answer (bar: {MOST_WAIT:,})\n'
    yield f'| | {" | ".join(f"{width} pixels" for width in WIDTHS)} |'
    yield f'|---|{"--:|" * len(WIDTHS)}'
    grid, talks = made_grid(), made(5_000)
    schedule = max(grid.glob('talks/[0-9]*/**/*.html'), key=lambda page: page.stat().st_size)
    longest = {
        'schedule of 300 talks in 12 rooms': (grid, schedule.relative_to(grid).as_posix()),
        'list of 5,000 talks': (talks, PAGES['all talks']),
    }
    with chromium() as browser:
        for name, (folder, page) in longest.items():
            with Server(folder) as server:
                waits = [ready(browser, server, page, width) for width in WIDTHS]
            yield f'| {name} ({page}) | {" | ".join(marked(f"{wait:,.0f}", wait >= MOST_WAIT) for wait in waits)} |'


def rows(folder: Path, runs: int) -> Iterator[Row]:
    with Server(folder) as server, chromium() as browser:
        for name, page in PAGES.items():
            if (folder / page).exists():
                say(f'{folder}: {page}')
                loaded = load(browser, server, page)
                scored = runs and name in SCORED
                scores = lighthouse.scores(server.address + page, path_of_chromium(), runs) if scored else {}
                yield Row(name, loaded, scores)


def table(folder: Path, rows: list[Row]) -> Iterator[str]:
    yield f'\n## {folder.parent.name}/{folder.name}\n'
    yield f'| | HTML | requests | over the wire | {" | ".join(lighthouse.DEVICES)} | scripts waited for |'
    yield '|---|--:|--:|--:|--:|--:|--:|'
    yield f'| bar | {kb(MOST_HTML)} | {MOST_REQUESTS} | {kb(MOST_BYTES)} | {LEAST_SCORE:.2f} | {LEAST_SCORE:.2f} | 0 |'
    yield from (line(row) for row in rows)
    yield ''
    for row in rows[:1]:
        yield f'{row.name}: ' + ', '.join(f'{sort} {kb(bytes)}' for sort, bytes in row.load.sorts.most_common())
    yield f'\nHTML of all talk pages: {all_talks(folder)}'


def all_talks(folder: Path) -> str:
    """The one page of the table may be a short one."""
    sizes = [page.stat().st_size for page in folder.glob('talks/[0-9]*/*.html') if page.stem != 'index']
    over = sum(size >= MOST_HTML for size in sizes)
    return f'median {kb(median(sizes))}, largest {kb(max(sizes))}; {over} of {len(sizes)} miss the bar'


def line(row: Row) -> str:
    leaf, load = row.name in LEAVES, row.load
    cells = [
        marked(kb(load.html), leaf and load.html >= MOST_HTML),
        marked(f'{load.requests}', load.requests >= MOST_REQUESTS),
        marked(kb(load.bytes), leaf and load.bytes >= MOST_BYTES),
        *(score(row.scores.get(device)) for device in lighthouse.DEVICES),
        marked(f'{len(load.blocking)}', bool(load.blocking)),
    ]
    return f'| {row.name} | {" | ".join(cells)} |'


def score(value: float | None) -> str:
    return '' if value is None else marked(f'{value:.2f}', value < LEAST_SCORE)


def marked(text: str, missed: bool) -> str:
    return f'**{text}**' if missed else text


def kb(bytes: float) -> str:
    return f'{bytes / 1000:.1f} KB'


if __name__ == '__main__':
    main()
