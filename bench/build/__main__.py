"""Compares what builds take with what they would take otherwise, in one run: `make bench`.

    python bench/build [--sizes 500 2000 10000] [--quick] [--into docs/speed.md]

From one program that never was it writes four sites with the same talks and people: one of ours; plain Markdown pages
for Sphinx with the same theme, which are the baseline; the tables of a site like Mini-Conf's, frozen by Flask; and one
for Hugo. Each is built anew, in a process of its own; the one of 2,000 talks once more in other ways, and after edits.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / 'search'))
sys.path.insert(0, str(Path(__file__).parent))

from report import report
from runs import measure
from sites import remove_what_is_aside

SIZES = (500, 2000, 10_000)
OF_THE_BAR = 2000
"""The talks of the site of which the bar speaks. Where it is not among the sizes, the biggest takes its place."""

BEGIN, END = '<!-- make bench -->\n', '<!-- end of make bench -->\n'


def main() -> None:
    parser = argparse.ArgumentParser(prog='bench/build', description='Compare what builds take.')
    parser.add_argument('--sizes', type=int, nargs='+', help='numbers of talks; default: 500 2000 10000')
    parser.add_argument('--quick', action='store_true', help='the smallest site only')
    parser.add_argument('--into', type=Path, help='a file of Markdown, which is to have the tables between its marks')
    arguments = parser.parse_args()
    sizes = sorted(arguments.sizes or SIZES)[: 1 if arguments.quick else None]
    try:
        results = measure(sizes, OF_THE_BAR if OF_THE_BAR in sizes else sizes[-1])
    finally:
        remove_what_is_aside()
    tables = '\n'.join(report(results)) + '\n'
    print(tables)
    if arguments.into:
        put(tables, arguments.into)


def put(tables: str, file: Path) -> None:
    before, _, rest = file.read_text('utf-8').partition(BEGIN)
    file.write_text(f'{before}{BEGIN}\n{tables}\n{END}{rest.partition(END)[2]}', encoding='utf-8')


if __name__ == '__main__':
    main()
