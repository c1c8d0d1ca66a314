"""Google's Lighthouse: how quick a page is for a reader with a slow phone, and with a computer.

It does not measure the network of this machine, but reckons what the files that it saw would take on a slow one; the
work of scripts it does measure. So its score varies a little, and the median of some runs counts.
"""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Mapping
from pathlib import Path
from statistics import median
from typing import Any

from measure import OPTIONS

PROGRAM = Path(__file__).parent / 'node_modules/.bin/lighthouse'

DEVICES: Mapping[str, tuple[str, ...]] = {'phone': (), 'computer': ('--preset=desktop',)}
"""What it calls mobile is its default."""

TIMES = {'first-contentful-paint': 'FCP', 'largest-contentful-paint': 'LCP', 'total-blocking-time': 'TBT'}


def scores(address: str, chromium: str, runs: int) -> dict[str, float]:
    """The performance, from 0 to 1, on each of the devices."""
    return {
        device: median(performance(address, chromium, options) for _ in range(runs))
        for device, options in DEVICES.items()
    }


def performance(address: str, chromium: str, options: tuple[str, ...]) -> float:
    return float(report(address, chromium, options)['categories']['performance']['score'])


def report(address: str, chromium: str, options: tuple[str, ...]) -> dict[str, Any]:
    command = [
        PROGRAM,
        address,
        '--quiet',
        '--output=json',
        '--only-categories=performance',
        f'--chrome-flags=--headless=new {" ".join(OPTIONS)}',
        '--no-enable-error-reporting',
        *options,
    ]
    done = subprocess.run(command, env=os.environ | {'CHROME_PATH': chromium}, capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(f'Lighthouse could not look at {address}:\n{done.stderr[-2000:]}')
    found: dict[str, Any] = json.loads(done.stdout)
    return found
