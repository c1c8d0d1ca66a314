"""Fuzzes one target in this process, which libFuzzer ends: `python fuzz/one.py TARGET FOLDER [OPTIONS OF LIBFUZZER]`.

FOLDER is empty, and quick; inputs are those in the folders that libFuzzer is given.
"""

from __future__ import annotations

import sys
from pathlib import Path

import atheris

ALSO = {'bibtex': ['bibtexparser'], 'icalendar': ['icalendar'], 'workbook': ['openpyxl']}
"""Libraries that decide with us what becomes of an input."""


def main() -> None:
    target, folder, *options = sys.argv[1:]
    with atheris.instrument_imports(include=['proceedings', *ALSO.get(target, [])]):
        from seeds import seeds
        from targets import TARGETS, run

        for seed in seeds(target):  # much is imported when it is needed first, and only what is imported here is watched
            run(TARGETS[target], seed, Path(folder))

    atheris.Setup([sys.argv[0], *options], lambda data: run(TARGETS[target], data, Path(folder)))
    atheris.Fuzz()


if __name__ == '__main__':
    main()
