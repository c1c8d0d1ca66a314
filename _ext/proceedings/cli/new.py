"""`proceedings new`: the site of another series, from a few answers.

The questions are plain lines, one after the other: libraries that draw menus need a terminal that can be drawn on, and
are hard to use with a screen reader.
"""

from __future__ import annotations

import argparse
import os
import shlex
import sys
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .command import Commands, add, count, load_quickly

if TYPE_CHECKING:
    from ..new_site.answers import Answers
    from ..new_site.questions import Question

OPTIONS: Mapping[str, tuple[str, str]] = {
    'title': ('TITLE', 'the title of the series, as "Workshop on Tides"'),
    'short_title': ('ACRONYM', 'a short title, for the head of every page and for citations'),
    'start': ('DAY', 'the first day of the edition, as 2031-05-02'),
    'end': ('DAY', 'the last day (default: the first)'),
    'edition': ('ID', 'its id, in addresses for ever (default: the year)'),
    'place': ('PLACE', 'where it is: "Town Hall, Brest, France", or Online'),
    'timezone': ('ZONE', 'its time zone, or a city or country in it (default: that of the place)'),
    'repository': ('ADDRESS', 'where the files will be kept, as https://github.com/OWNER/NAME'),
    'forge': ('NAME', 'the software there, if the address does not tell it: github, gitea, gitlab, bitbucket'),
    'license': ('NAME', 'the license of abstracts: CC BY 4.0 (the default), CC BY-SA 4.0, CC0 1.0, or none'),
}
"""What is asked, as options; not taken from the questions, so that `--help` loads no library."""

IGNORED = frozenset({'.git', '.DS_Store', 'Thumbs.db', 'desktop.ini'})
"""What may be in a folder that counts as empty: a repository that was just made, and what systems leave."""

YEARLESS = 'the series goes on from year to year, and each edition adds its year: its title has none, as a rule'

NAMED = 5
"""How many of the things that are in the way are named."""


def add_to(commands: Commands) -> None:
    about = 'begin the site of another series: asks what it needs to know, and writes all files'
    command = add(commands, 'new', new, about)
    command.add_argument('folder', metavar='FOLDER', type=Path, help='where to write it; a new folder, or an empty one')
    for name, (metavar, help) in OPTIONS.items():
        command.add_argument(f'--{name.replace("_", "-")}', metavar=metavar, help=help)
    command.add_argument(
        '--requirement', metavar='LINE', help='how pip gets this package (default: as it was got here)'
    )
    command.add_argument(
        '--examples', action='store_true', default=None, help='begin with an example of a schedule and two of talks'
    )
    command.add_argument('--yes', action='store_true', help='ask nothing, and say what was assumed')


def new(options: argparse.Namespace) -> int:
    """Write the site and say what comes next; the exit status is 1, with the reason, if that cannot be."""
    try:
        _check_empty(options.folder)
        answers, local = _answers(options)
        names = _write(options.folder, answers)
    except ValueError as error:
        print(f'proceedings new: {error}', file=sys.stderr)
        return 1
    except (EOFError, KeyboardInterrupt):
        print('\nproceedings new: nothing was written', file=sys.stderr)
        return 1
    print(f'wrote {count(len(names), "file")} into {options.folder}')
    problems = load_quickly(options.folder).problems
    print(*(f'  {problem}' for problem in problems), *_next(options.folder, answers, local), sep='\n')
    return 0


def _check_empty(folder: Path) -> None:
    """Raises ValueError where something is in the way."""
    try:
        there = sorted(path.name for path in folder.iterdir() if path.name not in IGNORED)
    except FileNotFoundError:
        return
    except OSError as error:
        raise ValueError(f'{folder} cannot be the folder of a site: {error.strerror}') from None
    if there:
        more = len(there) - NAMED
        named = ', '.join(there[:NAMED]) + (f' and {more} more' if more > 0 else '')
        raise ValueError(f'{folder} is not empty, and stays as it is; name another folder, or move these away: {named}')


def _answers(options: argparse.Namespace) -> tuple[Answers, str]:
    """What the site is made of, and where this package is from if others cannot get it there. Raises ValueError."""
    from ..forge import of_setting
    from ..new_site.answers import Answers
    from ..new_site.requirement import checked_requirement, requirement

    line, local = (checked_requirement(options.requirement), '') if options.requirement else requirement()
    asks = not options.yes and sys.stdin.isatty() and sys.stdout.isatty()
    known = _asked(options) if asks else _assumed(options)
    address, forge = known.pop('repository'), known.pop('forge')
    repository = of_setting(address, forge=forge) if address else None
    del known['remote']
    return Answers(**known, repository=repository, requirement=line), local


def _given(options: argparse.Namespace, question: Question, known: Mapping[str, Any]) -> object:
    """The answer that an option gives. Raises ValueError, which names the option."""
    try:
        return question.answer(getattr(options, question.name), known)
    except ValueError as error:
        raise ValueError(f'{question.option}: {error}') from None


def _assumed(options: argparse.Namespace) -> dict[str, Any]:
    """All answers, without asking: options, and guesses, which are told. Raises ValueError."""
    from ..new_site.questions import QUESTIONS, without_year

    lacking = [q for q in QUESTIONS if q.needed and not q.guess and not q.applies and getattr(options, q.name) is None]
    if lacking:
        write = ' '.join(f'{question.option} "{question.example}"' for question in lacking)
        raise ValueError(f'something has to be known, and nobody can be asked; write, for example: {write}')
    known: dict[str, Any] = {'remote': _remote(options.folder), 'examples': bool(options.examples)}
    guessed: list[str] = []
    for question in QUESTIONS:
        if question.applies and not question.applies(known):
            known[question.name] = question.nothing
        elif getattr(options, question.name) is not None:
            known[question.name] = _given(options, question, known)
        else:
            known[question.name], guess = _unasked(question, known)
            guessed += [f'  {question.option} "{guess}"'] if guess else []
    if guessed:
        print('assumed, since no option says otherwise:', *guessed, sep='\n')
    if (title := without_year(known['title'])) != known['title']:
        print(f'{YEARLESS}; otherwise begin again, with --title "{title}"')
    return known


def _unasked(question: Question, known: Mapping[str, Any]) -> tuple[object, str]:
    """The answer, and the guess that it is. Raises ValueError."""
    try:
        guess = question.guess(known) if question.guess else ''
        return question.answer(guess, known), guess
    except ValueError as error:
        raise ValueError(f'{error}: {question.option} "{question.example}"') from None


def _asked(options: argparse.Namespace) -> dict[str, Any]:
    """All answers: options first, lest one of them is wrong after everything was answered. Raises ValueError."""
    from ..new_site.questions import QUESTIONS, without_year

    _allow_editing()
    print('A few questions. What is in brackets is taken if you just press Enter; all of it can be changed later,')
    print('except where it says "for ever". Ctrl-C stops, and nothing is written.\n')
    known: dict[str, Any] = {'remote': _remote(options.folder)}
    for question in QUESTIONS:
        if question.applies and not question.applies(known):
            known[question.name] = question.nothing
        elif getattr(options, question.name) is not None:
            known[question.name] = _given(options, question, known)
        else:
            known[question.name] = _ask(question, known)
        if question.name == 'title' and (title := without_year(known['title'])) != known['title']:
            print(f'  {YEARLESS}')
            known['title'] = title if _ask_whether(f'  Take "{title}" instead?', 'y') else known['title']
    examples = 'Begin with an example schedule and two example talks, to look at and replace?'
    known['examples'] = options.examples or _ask_whether(examples, 'n')
    print()
    return known


def _ask(question: Question, known: Mapping[str, Any]) -> object:
    """The answer of somebody who is asked until there is one."""
    try:
        guess = question.guess(known) if question.guess else ''
    except ValueError as error:
        guess = ''
        print(f'  {error}')
    example = f' (as {question.example})'
    default = f' [{guess}]' if guess else '' if question.needed else ' [none]'
    while True:
        text = input(f'{question.asks}{example}{default}: ').strip()
        try:
            return question.answer(text or guess, known)
        except ValueError as error:
            print(f'  {error}')


def _ask_whether(asks: str, default: str) -> bool:
    while True:
        text = input(f'{asks} (y/n) [{default}]: ')
        if (answer := text.strip().casefold() or default) in ('n', 'no', 'y', 'yes'):
            return answer in ('y', 'yes')
        print('  please write y or n')


def _allow_editing() -> None:
    """Let arrow keys work in answers, where Python can do that."""
    with suppress(ImportError):
        import readline  # noqa: F401


def _remote(folder: Path) -> str:
    """Where the clone that *folder* is came from, as git has it; nothing if it is none."""
    return _git(folder, 'remote', 'get-url', 'origin') if (folder / '.git').exists() else ''


def _place_in_repository(folder: Path) -> str:
    """The way to *folder* from the top of the repository that it is in; nothing if it is the top, or in none."""
    return _git(folder, 'rev-parse', '--show-prefix').rstrip('/')


def _git(folder: Path, *arguments: str) -> str:
    from ..export.git import GitError, ask

    try:
        return ask(folder, *arguments).strip()
    except GitError:
        return ''


def _write(folder: Path, answers: Answers) -> list[str]:
    """Write all files, or none; their names. Raises ValueError where that cannot be done."""
    from ..new_site.files import files

    written: list[Path] = []
    try:
        for name, text in (made := files(answers)).items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open('x', encoding='utf-8', newline='\r\n' if path.suffix == '.bat' else '\n') as file:
                written.append(path)
                file.write(text)
    except OSError as error:
        for path in written:
            path.unlink(missing_ok=True)
        raise ValueError(f'{error.filename} cannot be written: {error.strerror}; nothing was kept') from None
    return list(made)


def _next(folder: Path, answers: Answers, local: str) -> Iterable[str]:
    yield 'next:'
    if folder != Path():
        yield f'  cd {_quoted(str(folder))}'
    if local:
        yield f'  python3 -m venv .venv && .venv/bin/pip install {_quoted(local)}'
    yield '  make html'
    within = _place_in_repository(folder)
    if not within and not (folder / '.git').exists():
        yield '  git init --initial-branch=main'
    yield '  git add . && git commit -m "A new site"'
    yield f'then fill in program/{answers.edition}.yml; README.md says how to go on'
    if within:
        yield f'{within} is a folder of another repository: forges and Read the Docs look for .readthedocs.yaml'
        yield 'and .github/ at the top of one, so a site is best kept in a repository of its own'
    if local:
        yield 'before you publish: write into requirements.txt where others can get this package; it was installed here'
        yield f'from {local}, which only you have'


def _quoted(path: str) -> str:
    """*path* as the shell of this system takes it."""
    return f'"{path}"' if os.name == 'nt' else shlex.quote(path)
