"""Fuzzes one target in this process, which libFuzzer ends: `python fuzz/one.py TARGET FOLDER [OPTIONS OF LIBFUZZER]`.

FOLDER is quick, and nobody else's; inputs are those in the folders that libFuzzer is given.
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
        from seeds import seeds, words
        from targets import TARGETS, run

        for seed in seeds(
            target
        ):  # much is imported when it is first needed, and only what is imported here is watched
            run(TARGETS[target], seed, Path(folder))

    from mutations import mutator

    atheris.Setup(
        [sys.argv[0], *options],
        lambda data: run(TARGETS[target], data, Path(folder)),
        custom_mutator=mutator(words(target), lambda *what: atheris.Mutate(*what)),  # late: Fuzz puts in another
    )
    atheris.Fuzz()


if __name__ == '__main__':
    main()
