"""What each patch of this folder brings: `python upstream/measure.py` with the Python that has the extra `bench`.

The pages of 100 talks and their people, in plain Markdown, are built by the installed Sphinx, then by a copy of it with
each patch alone, and with all. Calls of functions are counted, since they are the same in each run; seconds of work
are the least of three builds.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterable
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

HERE = Path(__file__).parent
ROOT = HERE.parent
PACKAGES = ('sphinx', 'myst_parser', 'pydata_sphinx_theme')
TALKS = 100

BUILD = """
import cProfile, pstats, sys, time
from sphinx.cmd.build import main
sphinx = ['-q', '-j', '1', '-E', *sys.argv[2:]]
profile = cProfile.Profile()
start = time.process_time()
status = profile.runcall(main, sphinx) if sys.argv[1] == 'count' else main(sphinx)
print(status, pstats.Stats(profile).total_calls if sys.argv[1] == 'count' else time.process_time() - start)
"""


def main() -> None:
    sys.path[:0] = [str(ROOT / 'bench/search'), str(ROOT / 'bench/build')]
    from program import Program
    from sources import write_plain

    patches = sorted(HERE.glob('*.patch'))
    with TemporaryDirectory() as folder:
        site = Path(folder) / 'site'
        write_plain(Program(TALKS), site)
        print('| | calls | seconds |\n|---|--:|--:|')
        for name, applied in [('as it is', []), *((patch.stem, [patch]) for patch in patches), ('all', patches)]:
            packages = patched(Path(folder) / name, applied)
            calls = build(packages, site, 'count')
            seconds = min(build(packages, site, 'time') for _ in range(3))
            print(f'| {name} | {calls / 1e6:.2f} million | {seconds:.2f} |', flush=True)


def patched(folder: Path, patches: Iterable[Path]) -> Path:
    """A folder with copies of the packages, and *patches* applied."""
    for package in PACKAGES:
        found = find_spec(package)
        assert found
        assert found.origin
        shutil.copytree(Path(found.origin).parent, folder / package, ignore=shutil.ignore_patterns('__pycache__'))
    for patch in patches:
        subprocess.run(['patch', '-s', '-p1', '-d', folder, '-i', patch], check=True)
    return folder


def build(packages: Path, site: Path, what: str) -> float:
    with TemporaryDirectory() as out:
        command = [sys.executable, '-c', BUILD, what, site, out]
        environment = {**os.environ, 'PYTHONPATH': str(packages)}
        done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, text=True, check=True)
    status, result = done.stdout.split()
    if status != '0':
        raise SystemExit(f'Sphinx could not build {site}')
    return float(result)


if __name__ == '__main__':
    main()
