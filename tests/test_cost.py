"""What builds cost, by counting: calls, documents read and written, files, bytes of pages. None of it may grow.

Seconds are those of `make bench`; a count is the same on every machine. What is near a talk (its day, its speaker, its
keyword) is the same in each of these sites, however big they are, and their settings are those of this repository.
"""

from __future__ import annotations

import cProfile
import pstats
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from conftest import ROOT, Built, Site

FEW, SOME, MANY = 8, 24, 96
NEAR = 8
"""So many talks are of one day, one speaker and one keyword."""

# What one talk more adds, with its share of the other pages. It is what was counted, and a tenth: make it less when a
# build has become quicker, and more only for what is worth it.

CALLS = {'': 27_200, 'nothing': 2_250, 'title': 10_600, 'time': 10_600, 'abstract': 4_950}
"""Of functions: for a full build, and after an edit anywhere."""

FILES, OPENED, BYTES = 7, 1.5, 18_000
"""Those that are written for it; those that are opened where nothing has changed; those of its page."""

TALK = 't007'
TITLE, NEW_TITLE = 'Talk 007 of all', 'A title of its own'


@dataclass
class Cost:
    """What a build did: calls of functions, files opened, and which files of the HTML it wrote."""

    calls: int
    opened: int
    built: Built
    written: dict[str, bool]
    """Each, and whether it is another than before."""

    @property
    def pages(self) -> list[str]:
        """Those of documents that were written."""
        return sorted(name for name in self.written if document(self.built, name))

    @property
    def others(self) -> list[str]:
        return sorted(name for name in self.written if not document(self.built, name))


Costs = Mapping[tuple[int, str], Cost]
"""By the number of talks, and the edit: `''` is a full build."""


def document(built: Built, page: str) -> bool:
    return page.endswith('.html') and (built.out.parent / 'doctrees' / page).with_suffix('.doctree').exists()


@dataclass
class Counted:
    """Of a site that is built, and then edited, one edit at a time."""

    site: Site
    files: dict[Path, tuple[int, bytes]] = field(default_factory=dict)

    def build(self) -> Cost:
        profile = cProfile.Profile()
        built = profile.runcall(self.site.build, html_baseurl='https://proceedings.example.org/')
        assert built.warnings == []
        stats: Any = pstats.Stats(profile)
        opened = sum(times for (_, _, name), (times, *_) in stats.stats.items() if name.endswith('io.open>'))
        before, self.files = self.files, dict(files_of(built.out))
        written = {
            path.relative_to(built.out).as_posix(): path not in before or before[path][1] != content
            for path, (time, content) in self.files.items()
            if path not in before or before[path][0] != time
        }
        return Cost(stats.total_calls, opened, built, written)


def files_of(out: Path) -> Iterator[tuple[Path, tuple[int, bytes]]]:
    for path in out.rglob('*'):
        if path.is_file():
            yield path, (path.stat().st_mtime_ns, path.read_bytes())


EDITS: dict[str, Callable[[Site], None]] = {
    'nothing': lambda site: None,
    'title': lambda site: site.edit('program/2019.yml', TITLE, NEW_TITLE),
    'time': lambda site: site.edit('program/2019.yml', f'duration: 50, talk: {TALK}', f'duration: 40, talk: {TALK}'),
    'abstract': lambda site: site.add(f'talks/2019/{TALK}.md', '\nOne sentence more.\n'),
}


@pytest.fixture(scope='module')
def costs(tmp_path_factory: pytest.TempPathFactory) -> Costs:
    """Of each size a full build, and of two what follows each edit."""
    found: dict[tuple[int, str], Cost] = {}
    for talks in (FEW, FEW, SOME, MANY):  # the first of all builds imports and compiles
        counted = Counted(write(Site(tmp_path_factory.mktemp(f'{talks}') / 'site'), talks))
        found[talks, ''] = counted.build()
        for name, edit in EDITS.items() if talks > FEW else ():
            edit(counted.site)
            found[talks, name] = counted.build()
    return found


def write(site: Site, talks: int) -> Site:
    site.write('conf.py', (ROOT / 'conf.py').read_text(encoding='utf-8'))
    site.write('index.md', '')
    site.write('program/series.yml', 'series: {title: Workshop on Costs}')
    schedule, entries = [], []
    for number in range(talks):
        id, (day, hour) = f't{number:03}', divmod(number, NEAR)
        schedule.append(f'- {{day: 2019-12-{day + 1:02}, time: {hour + 9:02}:00, duration: 50, talk: {id}}}')
        near = f'authors: Ada Smith{chr(ord("a") + day)}, keywords: [word {day}]'
        entries.append(f'- {{id: {id}, title: Talk {number:03} of all, {near}}}')
        site.write(f'talks/2019/{id}.md', f'This is what {id} is about. {"It has many words. " * 35}\n')
    edition = 'edition: {start: 2019-12-01, end: 2019-12-31, timezone: UTC, room: Hall}'
    site.write('program/2019.yml', '\n'.join([edition, 'schedule:', *schedule, 'talks:', *entries]))
    return site


def of_a_talk(costs: Costs, edit: str, count: Callable[[Cost], int]) -> float:
    """What each talk that the big site has more adds to the *count*."""
    return (count(costs[MANY, edit]) - count(costs[SOME, edit])) / (MANY - SOME)


def test_four_times_the_talks_take_four_times_the_calls(costs: Costs) -> None:
    """What a talk more takes is the same in a small site, and in one of four times its size."""
    small = (costs[SOME, ''].calls - costs[FEW, ''].calls) / (SOME - FEW)
    assert of_a_talk(costs, '', lambda cost: cost.calls) < 1.1 * small


@pytest.mark.parametrize('edit', CALLS)
def test_a_talk_takes_so_many_calls_and_no_more(costs: Costs, edit: str) -> None:
    assert of_a_talk(costs, edit, lambda cost: cost.calls) < CALLS[edit]


def test_a_talk_has_so_many_files_and_no_more(costs: Costs) -> None:
    assert of_a_talk(costs, '', lambda cost: len(cost.written)) <= FILES


def test_the_page_of_a_talk_does_not_grow_with_the_site(costs: Costs) -> None:
    for id in ('t003', 't018'):
        some, many = ((costs[talks, ''].built.out / f'talks/2019/{id}.html').read_bytes() for talks in (SOME, MANY))
        assert some == many
        assert len(many) < BYTES


@pytest.mark.parametrize('talks', [SOME, MANY])
def test_where_nothing_changed_nothing_is_read_or_written(costs: Costs, talks: int) -> None:
    cost = costs[talks, 'nothing']
    assert cost.built.read == []
    assert cost.pages == []
    assert [name for name, other in cost.written.items() if other] == []


def test_a_build_in_which_nothing_changed_opens_few_files(costs: Costs) -> None:
    assert of_a_talk(costs, 'nothing', lambda cost: cost.opened) < OPENED
    assert costs[SOME, 'nothing'].others == costs[MANY, 'nothing'].others


@pytest.mark.parametrize('edit', ['title', 'time', 'abstract'])
def test_an_edit_costs_as_much_in_a_big_site(costs: Costs, edit: str) -> None:
    some, many = costs[SOME, edit], costs[MANY, edit]
    assert many.built.read == some.built.read
    assert many.pages == some.pages
    assert [page for page in many.pages if not many.written[page]] == [], 'written for nothing'


def test_a_new_title_writes_the_pages_that_show_it(costs: Costs) -> None:
    cost = costs[MANY, 'title']
    show_it = [path for path in cost.built.out.rglob('*.html') if NEW_TITLE in path.read_text(encoding='utf-8')]
    assert cost.pages == sorted(path.relative_to(cost.built.out).as_posix() for path in show_it)


def test_a_new_abstract_reads_and_writes_one_page(costs: Costs) -> None:
    cost = costs[MANY, 'abstract']
    assert (cost.built.read, cost.pages) == ([f'talks/2019/{TALK}'], [f'talks/2019/{TALK}.html'])
