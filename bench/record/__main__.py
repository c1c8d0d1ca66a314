"""What the scholarly record adds to a build, measured in one run, and prints the tables: `make bench-record`.

    python bench/record [--sizes 1000 5000]

For each size a site of made talks (those of `make bench-search`, a third of them with a paper in the repository) is
built by Sphinx in one process, and `stopwatch` sees which part of the package is at work: one of `parts`, or the rest,
which is what the build would take without them. It is the time of work that counts, and only the ratios mean
something: on another machine all times are others.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / 'search'))
sys.path.insert(0, str(Path(__file__).parent))

from parts import PARTS
from sites import build, write
from stopwatch import GARBAGE, REST

SIZES = (1000,)


def main() -> None:
    parser = argparse.ArgumentParser(prog='bench/record', description='Measure what the scholarly record costs.')
    parser.add_argument('--sizes', type=int, nargs='+', default=SIZES, help='numbers of talks; default: 1000')
    parser.add_argument('--one', action='store_true', help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    for talks in arguments.sizes:
        if arguments.one:
            print(json.dumps(build(write(talks))))
        else:
            print('\n'.join(report(talks, measured(talks))), flush=True)


def measured(talks: int) -> dict[str, float]:
    """The seconds of each part, and of the rest, in a process of its own: no build is to find what another has kept."""
    print(f'Building {talks} talks', file=sys.stderr, flush=True)
    command = [sys.executable, Path(__file__).parent, '--one', '--sizes', str(talks)]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True)
    if done.returncode:
        raise SystemExit(f'Sphinx could not build {talks} talks')
    seconds: dict[str, float] = json.loads(done.stdout)
    return seconds


def report(talks: int, seconds: Mapping[str, float]) -> Iterator[str]:
    rest = seconds[REST]
    added = sum(seconds.get(part, 0) for part in PARTS)

    def row(name: str, time: float) -> str:
        return f'| {name} | {time / talks * 1000:.2f} | {time / rest:.2%} |'

    yield f'\n## {talks} talks\n'
    yield '| | ms for each talk | of the build without the record |'
    yield '|---|--:|--:|'
    for part in sorted(PARTS, key=lambda part: -seconds.get(part, 0)):
        yield row(part, seconds.get(part, 0))
    yield row('**all of it**', added)
    yield row('the build without it', rest)
    yield row('looking for garbage, of both', seconds[GARBAGE])


if __name__ == '__main__':
    main()
