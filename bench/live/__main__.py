"""How soon a changed abstract is in the browser, and what that time goes to: `make bench-live`.

    python bench/live [--edits 9]

The site of this repository, with both its editions, is copied and built once; then the abstract of a talk of 2019 is
saved again and again while a real browser has the page open. `timed` is the process that builds, and says when each
part of it began. What is printed is the median of all edits: by the clock, and in seconds of work, which is what the
clock would show if nobody else had the machine.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sized
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).parents[1] / 'search'))
sys.path.insert(0, str(Path(__file__).parent))

from measure import chromium
from proceedings.live.builds import Builds
from proceedings.live.serving import Preview, listen, serve
from proceedings.live.watching import Watched
from timed import TIMES

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
SITE = ROOT / '_build/bench/live/site'
TALK = 'talks/2019/jax-md'

Times = dict[str, tuple[float, float]]
"""When each part began, in the order of time: by the clock of the machine, and by the work of the process till then."""

NOTICE, ASKING = 'notice of the change', 'asking for a build'
BROWSER, SEEN = 'the browser loads the page', 'seen'
PAUSE = 4.0
"""Seconds between two edits: somebody writes, and the next process is made ready."""


class TimedBuilds(Builds):
    worker = (str(HERE / 'timed.py'),)


class TimedPreview(Preview):
    """Notes when it hears of a change, and when it tells the browser."""

    noticed = told = 0.0

    async def build(self, changed: object) -> None:
        self.noticed = time.time()
        await super().build(changed)  # type: ignore[arg-type]

    async def show_pages(self) -> None:
        self.told = time.time()
        await super().show_pages()


def main() -> None:
    parser = argparse.ArgumentParser(prog='bench/live', description='Measure how soon an abstract is in the browser.')
    parser.add_argument('--edits', type=int, default=9, help='how often it is saved (default: 9)')
    options = parser.parse_args()
    write_site()
    said: list[str] = []
    builds = TimedBuilds(SITE, SITE.parent / 'out')
    preview = TimedPreview(builds, Watched(SITE), said.append)
    listening = listen(None)
    address = 'http://{}:{}/'.format(*listening.getsockname())
    print('Building the site of this repository', file=sys.stderr, flush=True)
    threading.Thread(target=serve, args=(preview, listening), daemon=True).start()
    while not said:
        time.sleep(0.1)
    print('\n'.join(report([*measured(preview, address, options.edits, said)])), flush=True)
    if builds.process:
        builds.process.terminate()


def write_site() -> None:
    """The site and its git history, as they were committed."""
    if not SITE.exists():
        SITE.parent.mkdir(parents=True, exist_ok=True)
        subprocess.run(['git', 'clone', '--quiet', '--no-hardlinks', ROOT, SITE], check=True)
        for name in ('_ext', 'tests', 'docs', 'bench'):
            shutil.rmtree(SITE / name, ignore_errors=True)


def measured(preview: TimedPreview, address: str, edits: int, said: Sized) -> Iterator[Times]:
    path = SITE / f'{TALK}.md'
    text = path.read_text(encoding='utf-8')
    with chromium() as browser:
        page = browser.new_page()
        page.goto(f'{address}{TALK}.html')
        try:
            for number in range(edits + 1):
                time.sleep(PAUSE)
                sentence = f'This is sentence number {number}, and it is new.'
                builds, saved = len(said), time.time()
                path.write_text(f'{text}\n{sentence}\n', encoding='utf-8')
                page.wait_for_function('text => document.body?.innerText.includes(text)', arg=sentence, polling=10)
                seen = time.time()
                while len(said) == builds:  # what comes behind the page
                    time.sleep(0.05)
                if number:  # the first process of all was not made ready
                    yield times_of(saved, preview, seen)
        finally:
            path.write_text(text, encoding='utf-8')


def times_of(saved: float, preview: TimedPreview, seen: float) -> Times:
    inside: Times = json.loads(TIMES.read_text(encoding='utf-8'))
    begun = {part: (when, work) for part, (when, work) in inside.items() if preview.noticed <= when <= preview.told}
    outside = {NOTICE: saved, ASKING: preview.noticed, BROWSER: preview.told, SEEN: seen}
    return dict(sorted({**{part: (when, 0) for part, when in outside.items()}, **begun}.items(), key=_when))


def _when(one: tuple[str, tuple[float, float]]) -> float:
    return one[1][0]


def report(edits: list[Times]) -> Iterator[str]:
    whole = median(times[SEEN][0] - times[NOTICE][0] for times in edits)
    parts: dict[str, list[tuple[float, float]]] = {}
    for times in edits:
        for part, lengths in lengths_of(times):
            parts.setdefault(part, []).append(lengths)
    rows = {part: [median(each) for each in zip(*found, strict=True)] for part, found in parts.items()}
    yield f'\n## From the saving of {TALK}.md to the page in the browser: {whole:.2f} s (median of {len(edits)})\n'
    yield '| | s by the clock | s of work |'
    yield '|---|--:|--:|'
    yield from (f'| {part} | {clock:.2f} | {f"{work:.2f}" if work else ""} |' for part, (clock, work) in rows.items())
    yield f'| **all of it** | {whole:.2f} | {sum(work for _, work in rows.values()):.2f} and what has no number |'


def lengths_of(times: Times) -> Iterator[tuple[str, tuple[float, float]]]:
    """The seconds of each part, until the next one begins; only the building process tells its work."""
    for (name, (when, work)), (after, worked) in zip(times.items(), [*times.values()][1:], strict=False):
        yield name, (after - when, max(0.0, worked - work) if work else 0.0)


if __name__ == '__main__':
    main()
