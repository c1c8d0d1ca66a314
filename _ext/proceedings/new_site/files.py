"""The files that a site begins with: `templates/`, with what is known filled in, and what other modules make.

A template is the file as it will be, readable as such, with `<< title >>` where something is filled in: the signs that
Jinja usually has are those of Make, of workflows and of formulas. Each value is quoted by a filter: `yaml` makes it a
value of YAML, `python` one of Python, `md` words of Markdown. Folders and files that begin with a dot begin with `dot-`
here, lest they count in this repository; `.jinja` at the end of a name keeps tools away that know the suffix before it.

What templates can name: `title`, `short_title`, `edition`, `start`, `license` and `license_url` (each may be empty),
`repository` (None, or its `address`, `forge` such as `github`, and `name`, which is what that forge is called),
`named_forge` (whether its address does not tell that) and `requirement`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from ..escaping import as_markdown, as_yaml
from ..forge import forge_of
from ..model import Series
from ..new_edition import Known, new_edition
from ..program import Program
from ..schema.editors import SCHEMA, json_schema
from ..vocabulary import KINDS
from .answers import LICENSES, Answers

TEMPLATES = Path(__file__).parent / 'templates'

_CHECKS = {'.github': 'github', '.gitlab-ci.yml': 'gitlab', '.woodpecker': 'woodpecker'}
"""The files that tell each of those who check every push what to do."""

_OF_GITHUB = ('pictures/propose.svg', 'pictures/checks.svg')
"""Pictures of what looks otherwise elsewhere."""


def files(answers: Answers) -> dict[str, str]:
    """The text of each file, by its name as seen from the folder of the site."""
    made = {SCHEMA: json_schema(), f'program/{answers.edition}.yml': _edition(answers), **dict(_filled(answers))}
    return dict(sorted(made.items()))


def _edition(answers: Answers) -> str:
    series = Series(title=answers.title, short_title=answers.short_title or answers.title)
    program = Program(series=series, kinds=KINDS, editions={})
    known = Known(end=answers.end, timezone=answers.timezone, venue=answers.place)
    return new_edition(answers.edition, program, answers.start, known=known, schema=True, examples=answers.examples)


def _filled(answers: Answers) -> Iterator[tuple[str, str]]:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES), undefined=StrictUndefined, autoescape=False, keep_trailing_newline=True,
        variable_start_string='<<', variable_end_string='>>', block_start_string='<%', block_end_string='%>',
        comment_start_string='<#', comment_end_string='#>', trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    environment.filters |= {'yaml': as_yaml, 'python': repr, 'md': as_markdown}
    values = {name: getattr(answers, name) for name in Answers.__slots__}
    values['license_url'] = LICENSES.get(answers.license, '')
    values['named_forge'] = answers.repository and not forge_of(answers.repository.address)
    elsewhere = answers.repository and answers.repository.forge != 'github'
    for template in sorted(environment.list_templates()):
        name = _name(template, answers.edition)
        if elsewhere and name in _OF_GITHUB:
            continue
        if answers.checks == _CHECKS.get(name.partition('/')[0], answers.checks):
            yield name, environment.get_template(template).render(values)


def _name(template: str, edition: str) -> str:
    """`dot-github/…` -> `.github/…`; `conf.py.jinja` -> `conf.py`; `talks/EDITION/…` -> `talks/2031/…`."""
    parts = (re.sub('^dot-', '.', part) for part in template.split('/'))
    return '/'.join(edition if part == 'EDITION' else part for part in parts).removesuffix('.jinja')
