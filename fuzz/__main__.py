"""Gives the loader and the importers what nobody would write, guided by what of their code that reaches: `make fuzz`.

    python fuzz [--seconds 60] [TARGET ...]

Each target (`targets`) is fuzzed by Atheris in a process of its own, from its `seeds`. What an input raises is a
finding, and so is one that takes ten seconds or too much memory; the input is then kept, and its path printed. To see
it again: `python fuzz TARGET --input PATH`. What was found to be worth changing further is kept in _build/fuzz, and
the next run begins with it.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

from seeds import ROOT, dictionary, seeds
from targets import TARGETS

BUILT = ROOT / '_build/fuzz'
LIMITS = ('-timeout=10', '-rss_limit_mb=1500', '-max_len=8192')
"""Seconds and megabytes that no input may take; and how long one may be."""

FAST = Path('/dev/shm')
"""Where files are in memory, on Linux; each input is written to one."""


def main() -> None:
    arguments = _arguments()
    findings = [path for target in arguments.targets or TARGETS for path in fuzz(target, arguments)]
    for path in findings:
        print(f'Found: {path}')
    sys.exit(bool(findings))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog='fuzz', description='Fuzz the loader and the importers.')
    all_targets = ', '.join(TARGETS)
    parser.add_argument('targets', nargs='*', metavar='TARGET', help=f'what to fuzz; default: all of {all_targets}')
    parser.add_argument('--seconds', type=int, default=60, help='how long, for each target; default: 60')
    parser.add_argument('--input', type=Path, help='a file to try once, such as a finding, instead')
    arguments = parser.parse_args()
    if unknown := {*arguments.targets} - {*TARGETS}:
        parser.error(f'no target {", ".join(sorted(unknown))}; there are {all_targets}')
    return arguments


def fuzz(target: str, arguments: argparse.Namespace) -> list[Path]:
    """Fuzz *target*; the findings."""
    folder = BUILT / target
    for part in ('seeds', 'corpus', 'found'):
        (folder / part).mkdir(parents=True, exist_ok=True)
    for seed in seeds(target):
        (folder / 'seeds' / sha256(seed).hexdigest()[:16]).write_bytes(seed)
    (folder / 'words').write_text(dictionary(target), encoding='utf-8')
    inputs = [arguments.input] if arguments.input else [folder / 'corpus', folder / 'seeds']
    time = f'-max_total_time={arguments.seconds}'
    options = [*LIMITS, time, '-print_final_stats=1', f'-dict={folder}/words', f'-artifact_prefix={folder}/found/']
    status = _run(target, [*options, *map(str, inputs)], folder / 'log')
    print(f'{target}: {_told(folder / "log")}', flush=True)
    return _findings(folder / 'log', arguments.input) if status else []


def _run(target: str, options: Sequence[str], log: Path) -> int:
    with tempfile.TemporaryDirectory(dir=FAST if FAST.is_dir() else None) as scratch, log.open('wb') as told:
        command = [sys.executable, f'{Path(__file__).parent}/one.py', target, f'{scratch}/site', *options]
        as_text = {'PYTHONIOENCODING': 'utf-8:backslashreplace'}  # what is raised may quote any input
        return subprocess.run(command, stdout=told, stderr=subprocess.STDOUT, env=os.environ | as_text).returncode


def _findings(log: Path, input: Path | None) -> list[Path]:
    """The inputs that libFuzzer has kept; the log, where it came to none."""
    kept = re.findall(r'Test unit written to (.+)', log.read_text(encoding='utf-8', errors='replace'))
    return [input] if input else [Path(path) for path in kept] or [log]


def _told(log: Path) -> str:
    """How many inputs there were, and how much of the code they reached; of a finding, what was raised."""
    text = log.read_text(encoding='utf-8', errors='replace')
    runs = re.findall(r'number_of_executed_units: (\d+)', text) or re.findall(r'^#(\d+)', text, re.MULTILINE)
    covered = re.findall(r' cov: (\d+) ft: (\d+) corp: (\d+)', text)
    parts = [f'{int(runs[-1]):,} inputs'] if runs else ['no input']
    parts += ['branches {}, features {}, kept {}'.format(*covered[-1])] if covered else []
    raised = text.partition('=== Uncaught Python exception: ===')[2].strip().splitlines()
    hurt = re.findall(r'ERROR: libFuzzer: (.*)', text)
    return '; '.join([*parts, *(line[:120] for line in raised[:1]), *hurt[:1]])


if __name__ == '__main__':
    main()
