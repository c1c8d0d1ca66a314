"""The settings of this repository's site, for the made ones of the benchmark, and a watch on who makes which index."""

import sys
from pathlib import Path
from runpy import run_path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))

import stopwatch  # noqa: E402  # found only now

stopwatch.start()
globals().update(run_path(str(HERE.parents[1] / 'conf.py')))
extensions = [*globals()['extensions'], 'stopwatch']
