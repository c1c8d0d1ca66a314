"""What is fuzzed: bytes in, and nothing may come out but problems; whatever is raised is a finding. So is an
import that writes what is no program, or that does not know again what it has written.

Where a target takes several files, they stand one after the other with a NUL between them, which none of them may
have; those of a folder or an archive have their name in the first line.
"""

from __future__ import annotations

import gc
import io
import re
import shutil
import zipfile
from argparse import Namespace
from collections.abc import Callable, Iterator, Mapping
from contextlib import redirect_stderr, redirect_stdout
from functools import partial
from pathlib import Path

from proceedings.check_formats import as_json, github, gitlab
from proceedings.cli import importing, parser
from proceedings.importing.recognize import NAMES
from proceedings.load import load

Target = Callable[[bytes, Path], None]
"""Takes an input, and an empty folder of its own to put files into."""

SERIES = b'series: {title: Workshop on Tides}\n'
EDITION = b"""\
edition: {start: 2031-05-02, timezone: Europe/Paris, room: Hall}
schedule:
- {time: 09:00-09:30, talk: sand}
talks:
- {id: sand, kind: invited, title: Sand, speakers: [Ada Smith]}
"""

FILES: Mapping[str, str] = {
    'frab-xml': 'schedule.xml',
    'frab-json': 'schedule.json',
    'pretalx': 'submissions.json',
    'icalendar': 'tides.ics',
    'easychair': 'submission.csv',
    'openreview': 'notes.json',
    'bibtex': 'tides.bib',
    'table': 'talks.csv',
}
"""What a file of each format is called."""

_NAME = re.compile(r'(?:\w{1,30}/){0,3}[\w.\[\]]{0,30}\.(?:xml|rels|csv|json|ya?ml)')


def check_program(data: bytes, folder: Path) -> None:
    """`proceedings check` of the files series.yml, 2031.yml and people.yml."""
    for name, content in zip(('series.yml', '2031.yml', 'people.yml'), data.split(b'\0', 2), strict=False):
        write(folder / 'program' / name, content)
    check(folder)


def check_markdown(data: bytes, folder: Path) -> None:
    """`proceedings check` of the pages of a talk and of a person, and of the home page, which are the same."""
    write(folder / 'program/series.yml', SERIES)
    write(folder / 'program/2031.yml', EDITION)
    for name in ('talks/2031/sand.md', 'speakers/ada-smith.md', 'index.md'):
        write(folder / name, data)
    check(folder)


def check(folder: Path) -> None:
    """Load the program of *folder*, and say its problems in every form."""
    problems = load(folder).problems
    for told in (*map(str, problems), as_json(problems), gitlab(problems, ''), *github(problems, '')):
        told.encode('utf-8', 'backslashreplace')


def import_file(data: bytes, folder: Path, *, name: str, format: str) -> None:
    """`proceedings import` of one file; *format* is empty where it is to be recognized."""
    write(folder / 'given' / name, data)
    import_twice(folder / 'given' / name, folder, format)


def import_folder(data: bytes, folder: Path) -> None:
    """`proceedings import` of the folder of a Mini-Conf."""
    for name, content in named(data):
        write(folder / 'sitedata' / name.rpartition('/')[2], content)
    (folder / 'sitedata').mkdir(exist_ok=True)
    import_twice(folder / 'sitedata', folder, 'mini-conf')


def import_workbook(data: bytes, folder: Path) -> None:
    """`proceedings import` of an XLSX file. It is packed here, since hardly any change of an archive would be one."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, 'w') as archive:
        for name, content in dict(named(data)).items():
            archive.writestr(name, content)
    import_file(packed.getvalue(), folder, name='talks.xlsx', format='table')


def import_twice(given: Path, folder: Path, format: str) -> None:
    """Import *given* into a new site; and, where something comes of it, once more, which has to change nothing."""
    site = folder / 'site'
    site.mkdir()
    options = _options(given, site, format)
    said = io.StringIO()
    with redirect_stdout(said), redirect_stderr(said):
        importing.run(options)
        if (site / 'program').exists():
            written = _contents(site)
            importing.run(options)
            assert _contents(site) == written, 'the second import of the same changes something'
            _check_imported(site)
    gc.unfreeze()  # what a command keeps from the collector, since it ends then


def _check_imported(site: Path) -> None:
    """Whatever the source says, what is written is a program; only that somebody cannot be in two places is not for an
    import to mend."""
    wrong = [str(one) for one in load(site).problems if not one.notice and one.subtype != 'clash']
    assert not wrong, wrong[0]


def _contents(site: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in sorted(site.rglob('*')) if path.is_file()}


def _options(given: Path, site: Path, format: str) -> Namespace:
    options = Namespace(**vars(_DEFAULTS))
    options.files, options.site, options.format = [given], site, format
    return options


_DEFAULTS = parser().parse_args(['import', 'file', '--edition', '2031', '--all'])


def named(data: bytes) -> Iterator[tuple[str, bytes]]:
    """(name, content) of each of several files; those whose name could lead anywhere else are left out."""
    for part in data.split(b'\0'):
        name, _, content = part.partition(b'\n')
        if match := _NAME.fullmatch(name.decode('ascii', 'replace')):
            yield match[0], content


def write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def run(target: Target, data: bytes, folder: Path) -> None:
    """Let *target* take *data*, with nothing of the one before in *folder*."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    target(data, folder)


TARGETS: Mapping[str, Target] = {
    'loader': check_program,
    'markdown': check_markdown,
    **{name: partial(import_file, name=file, format=name) for name, file in FILES.items()},
    'mini-conf': import_folder,
    'workbook': import_workbook,
    'recognize': partial(import_file, name='program', format=''),
}
assert {*TARGETS} > {*NAMES}
