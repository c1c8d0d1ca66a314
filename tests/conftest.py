"""A tiny real site to edit and build, so that tests read as sentences."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from io import StringIO
from pathlib import Path
from textwrap import dedent

import pytest
from sphinx.testing.util import SphinxTestApp

from proceedings.load import Loaded, load
from proceedings.program import Program

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / 'shared'

SERIES = """
series:
  title: Workshop on Testing
  short_title: WT
"""

EDITION = """
edition:
  start: 2019-12-14
  timezone: America/Vancouver
  room: West 109
organizers: [Rose Yu]
schedule:
- {time: 08:10-08:20, title: Opening remarks, kind: opening}
- {time: 08:20-09:00, talk: causality}
- {time: 09:00-09:20, talk: jax-md}
- {time: 09:20-09:40, title: Coffee, kind: break}
- id: posters
  time: 09:40-10:40
  title: Poster session
  kind: poster
  talks: [jax-md, p9]
talks:
- id: causality
  kind: invited
  title: Causality and Exoplanets
  speakers: [Bernhard Schölkopf]
- id: jax-md
  number: 86
  title: "JAX, M.D.: Molecular Dynamics"
  authors: [Samuel Schoenholz, Ekin Cubuk]
  speakers: [Samuel Schoenholz]
  links: {paper: https://example.org/86.pdf}
- id: p9
  kind: poster
  title: Likelihood-free inference
  authors: [Gilles Louppe, Rose Yu]
"""

CONF = """
extensions = ['proceedings']
include_patterns = ['index.*', 'talks/**', 'speakers/**']
project = 'Testing'
html_theme = 'basic'
myst_enable_extensions = ['dollarmath', 'amsmath', 'colon_fence']
html_copy_source = False
"""


@dataclass
class Built:
    """What a build did: its output folder, its warnings, the documents that it read."""

    out: Path
    warnings: list[str]
    read: list[str]
    messages: str

    def page(self, name: str) -> str:
        """The body of an HTML page, with white space folded."""
        html = (self.out / f'{name}.html').read_text(encoding='utf-8')
        body = re.search(r'<div class="body" role="main">(.*)<div class="sphinxsidebar"', html, re.DOTALL)
        return ' '.join((body[1] if body else html).split())

    def text(self, name: str) -> str:
        """What a reader sees of an HTML page."""
        without_tags = re.sub(r'<[^>]*>', '', self.page(name))
        return ' '.join(without_tags.replace('&amp;', '&').replace('&#x27;', "'").replace('¶', '').split())


@dataclass
class Site:
    """A folder with a program, as an organizer keeps it."""

    folder: Path
    builds: list[SphinxTestApp] = field(default_factory=list)

    def write(self, name: str, text: str) -> None:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(dedent(text).lstrip('\n'), encoding='utf-8')

    def edit(self, name: str, old: str, new: str) -> None:
        """Replace *old*, which has to be there, by *new*."""
        path = self.folder / name
        text = path.read_text(encoding='utf-8')
        assert old in text, f'{old!r} is not in {name}'
        path.write_text(text.replace(old, new), encoding='utf-8')

    def add(self, name: str, text: str) -> None:
        """Add lines to the end of a file."""
        path = self.folder / name
        path.write_text(path.read_text(encoding='utf-8') + dedent(text).lstrip('\n'), encoding='utf-8')

    def load(self) -> Loaded:
        return load(self.folder)

    @property
    def program(self) -> Program:
        return self.load().program

    @property
    def problems(self) -> list[str]:
        """All problems and notices, as `proceedings check` prints them."""
        return [str(problem) for problem in self.load().problems]

    def build(self, builder: str = 'html', *, parallel: int = 1, **settings: object) -> Built:
        """Build the site; what the last build of the same folder read is not read again."""
        read: list[str] = []
        warnings, status = StringIO(), StringIO()
        app = SphinxTestApp(
            buildername=builder, srcdir=self.folder, builddir=self.folder.parent / '_build', freshenv=False,
            confoverrides=settings, warning=warnings, status=status, parallel=parallel,
        )  # fmt: skip
        self.builds.append(app)
        app.connect('env-before-read-docs', lambda app, env, names: read.extend(names))
        app.build()
        app.cleanup()
        plain = re.sub(r'\x1b\[[0-9;]*m', '', warnings.getvalue()).replace(f'{self.folder}/', '')
        return Built(Path(app.outdir), plain.splitlines(), sorted(read), status.getvalue())


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """A workshop of two talks and a poster."""
    site = Site(tmp_path / 'site')
    site.write('conf.py', CONF)
    site.write('program/series.yml', SERIES)
    site.write('program/2019.yml', EDITION)
    return site
