"""What a command takes that runs in a process of its own.

    python bench/search/running.py COMMAND

runs it and says so in JSON. This is a process of its own, too, and a small one: Linux counts the memory of whoever
starts a process as if that had been its own.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

AS_INSTALLED = {'PYTHONDONTWRITEBYTECODE': ''}
"""Modules are compiled when they are first loaded, and not by each command: some machines of ours have that set."""


@dataclass(frozen=True)
class Took:
    """Seconds of work, of all its processes, and by the clock; the most megabytes that one of these had."""

    work: float
    clock: float
    memory: float


def run_alone(*command: object, folder: Path | None = None, **variables: str) -> Took:
    """Run *command*, with *variables* in its environment, and end it all with what it says if it fails."""
    words = [sys.executable, '-I', __file__, *map(str, command)]
    environment = {**os.environ, **AS_INSTALLED, **variables}
    done = subprocess.run(words, cwd=folder, env=environment, capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(f'{" ".join(words[3:])} failed:\n{done.stderr[-2000:]}')
    return Took(**json.loads(done.stdout))


def least(runs: Sequence[Took]) -> Took:
    """What nothing else on the machine added to."""
    return Took(min(run.work for run in runs), min(run.clock for run in runs), max(run.memory for run in runs))


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def main(command: list[str]) -> None:
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    clock = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(1)
    print(json.dumps({'work': usage.ru_utime + usage.ru_stime, 'clock': clock, 'memory': usage.ru_maxrss / 1024}))


if __name__ == '__main__':
    main(sys.argv[1:])
