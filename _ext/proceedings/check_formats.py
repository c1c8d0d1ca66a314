"""Problems as other programs take them: GitHub, which marks lines of a pull request, GitLab, and whoever reads JSON.

GitHub reads what a program prints for commands of its own, and authors write what messages quote: so all that could
begin a command is escaped, as GitHub's toolkit does it, also where lines are meant for people.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from urllib.parse import quote

from .escaping import as_markdown
from .problems import Problem

MOST = 500
"""How many problems a summary lists: GitHub takes a mebibyte."""

MARKED = 10
"""How many problems, and as many notices, GitHub marks for one step."""


def folder_in(root: Path, site: Path) -> str:
    """The way from the top of a repository to the *site*, with a slash at its end; nothing where it is not in it."""
    try:
        way = site.resolve().relative_to(root.resolve()).as_posix()
    except ValueError:
        return ''
    return '' if way == '.' else f'{way}/'


def github(problems: Sequence[Problem], folder: str = '') -> Iterator[str]:
    """A command for each problem, which marks its line, and then the same for people who read the log."""
    for problem in problems:
        place = problem.place
        values = {
            'file': f'{folder}{place.file}',
            'line': place.line,
            'col': place.column,
            'title': f'proceedings.{problem.subtype}',
        }
        properties = ','.join(f'{name}={_property(str(value))}' for name, value in values.items())
        yield f'::{"notice" if problem.notice else "error"} {properties}::{_data(problem.message)}'
    for problem in problems:
        yield f'{folder}{problem}'.replace('##[', '# #[')  # an older form of commands, wherever it stands in a line


def _data(text: str) -> str:
    return text.replace('%', '%25').replace('\r', '%0D').replace('\n', '%0A')


def _property(text: str) -> str:
    return _data(text).replace(':', '%3A').replace(',', '%2C')


def summary(problems: Sequence[Problem], told: str, folder: str, environment: Mapping[str, str]) -> str:
    """The problems as Markdown, for the page of a run; *told* is how many there are, in words."""
    names = [environment.get(f'GITHUB_{name}', '') for name in ('SERVER_URL', 'REPOSITORY', 'SHA')]
    blob = '/'.join([*names[:2], 'blob', names[2]]) if all(names) else ''
    lines = [_item(problem, folder, blob) for problem in problems[:MOST]]
    more = len(problems) - len(lines)
    end = ['', f'{more} more are in the log.'] if more else []
    return '\n'.join([f'### proceedings check: {told}', '', *lines, *end]) + '\n'


def _item(problem: Problem, folder: str, blob: str) -> str:
    """A line of a list, with a link to the line of the file."""
    place = problem.place
    file = f'{folder}{place.file}'
    where = as_markdown(f'{file}:{place.line}:{place.column}')
    linked = f'[{where}]({blob}/{quote(file)}?plain=1#L{place.line})' if blob else where
    return f'- {linked} {"(notice) " if problem.notice else ""}{as_markdown(problem.message)}'


def gitlab(problems: Sequence[Problem], folder: str = '') -> str:
    """A report of GitLab's Code Quality. A fingerprint goes by what is wrong and not by the line, which moves."""
    seen: Counter[str] = Counter()
    entries = []
    for problem in problems:
        path = f'{folder}{problem.place.file}'
        what = f'{path}\n{problem.subtype}\n{problem.message}'
        seen[what] += 1
        entries.append(
            {
                'description': problem.message,
                'check_name': f'proceedings.{problem.subtype}',
                'fingerprint': sha256(f'{what}\n{seen[what]}'.encode(errors='backslashreplace')).hexdigest(),
                'severity': 'info' if problem.notice else 'major',
                'location': {'path': path, 'lines': {'begin': problem.place.line}},
            }
        )
    return json.dumps(entries, indent=1)


def as_json(problems: Sequence[Problem]) -> str:
    """All that is known of each problem; files as seen from the folder of the site."""
    entries = [
        {**problem.place._asdict(), 'message': problem.message, 'subtype': problem.subtype, 'notice': problem.notice}
        for problem in problems
    ]
    return json.dumps({'problems': entries}, indent=1)
