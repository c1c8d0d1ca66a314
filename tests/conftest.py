"""Sites for the tests, so that these read as sentences: a tiny one to edit and build, and big ones to look at.

The fixtures of pytest-playwright (`page`, `context`, `browser`) use the Chromium of this machine. Whatever uses one of
them is marked as `browser`; without a Chromium it is skipped, but fails where the environment variable CI is set.
"""

from __future__ import annotations

import atexit
import fcntl
import functools
import http.server
import os
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from io import StringIO
from pathlib import Path
from textwrap import dedent
from typing import TYPE_CHECKING

import pytest
from sphinx.testing.util import SphinxTestApp

from proceedings.load import Loaded, load
from proceedings.program import Program
from programs.generate import generate

if TYPE_CHECKING:
    from playwright.sync_api import ConsoleMessage, Page

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

    def book(self) -> dict[str, str]:
        """The pages of an EPUB by name; those of the folder, where that is the book."""
        for book in self.out.glob('*.epub'):
            with zipfile.ZipFile(book) as files:
                pages = [name for name in files.namelist() if name.endswith('.xhtml')]
                return {Path(name).stem: files.read(name).decode() for name in pages}
        return {path.stem: path.read_text(encoding='utf-8') for path in self.out.rglob('*.html')}


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
        share_compiled_templates(self.folder.parent / '_build/doctrees')
        app = SphinxTestApp(
            buildername=builder, srcdir=self.folder, builddir=self.folder.parent / '_build', freshenv=False,
            confoverrides=settings, warning=warnings, status=status, parallel=parallel,
        )  # fmt: skip
        self.builds.append(app)
        app.connect('env-before-read-docs', lambda app, env, names: read.extend(names))
        try:
            app.build()
        finally:
            app.cleanup()  # what it has registered would be there twice in the next
        plain = re.sub(r'\x1b\[[0-9;]*m', '', warnings.getvalue()).replace(f'{self.folder}/', '')
        return Built(Path(app.outdir), plain.splitlines(), sorted(read), status.getvalue())


@functools.cache
def compiled_templates() -> Path:
    folder = tempfile.mkdtemp(prefix='compiled-templates-')
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return Path(folder)


def share_compiled_templates(doctrees: Path) -> None:
    """Sites of all tests have one place for the code of templates: to compile them is a third of a small build."""
    doctrees.mkdir(parents=True, exist_ok=True)
    if not (doctrees / 'templates').exists():
        (doctrees / 'templates').symlink_to(compiled_templates(), target_is_directory=True)


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """A workshop of two talks and a poster."""
    site = Site(tmp_path / 'site')
    site.write('conf.py', CONF)
    site.write('program/series.yml', SERIES)
    site.write('program/2019.yml', EDITION)
    return site


@pytest.fixture
def without_epoch(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """As it is on the machine of an organizer; and no repository but the test's own is in sight."""
    monkeypatch.delenv('SOURCE_DATE_EPOCH', raising=False)
    for name in ('GIT_DIR', 'GIT_WORK_TREE', 'GIT_INDEX_FILE'):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv('GIT_CEILING_DIRECTORIES', '/')
    return monkeypatch


def site_that_knows(inventory: Path, folder: Path) -> Site:
    """Another site of proceedings, which refers by intersphinx to the one at example.org whose *inventory* it has."""
    other = Site(folder)
    mapping = f"intersphinx_mapping = {{'ml4ps': ('https://example.org/', {str(inventory)!r})}}\n"
    other.write('conf.py', CONF.replace("['proceedings']", "['proceedings', 'sphinx.ext.intersphinx']") + mapping)
    other.write('program/series.yml', 'series: {title: Other}\n')
    other.write('program/2020.yml', 'edition: {start: 2020-01-01, timezone: UTC}\n')
    return other


def copy_repository(folder: Path) -> None:
    """Copy what this repository says, but not what was made of it."""
    for name in ('program', 'talks', 'speakers'):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns('*.stub'))
    shutil.copy(ROOT / 'index.md', folder / 'index.md')


def built_once(factory: pytest.TempPathFactory, name: str, fill: Callable[[Path], None]) -> Path:
    """The HTML, as `make html` builds it, of a site that *fill* writes into a folder, with the settings of this one
    unless it has its own.

    It is built once for all workers of xdist: by the one that comes first, while the others wait. `NAME.source` beside
    it leads to what it was built from, with all that Sphinx has read.
    """
    base = factory.getbasetemp()
    shared = base.parent if 'PYTEST_XDIST_WORKER' in os.environ else base
    site = shared / name
    with (shared / f'{name}.lock').open('w') as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not site.exists():
            folder = Path(tempfile.mkdtemp(dir=shared))
            fill(folder)
            if not (folder / 'conf.py').exists():
                shutil.copy(ROOT / 'conf.py', folder / 'conf.py')
            make_html(folder).rename(site)
            site.with_suffix('.source').symlink_to(folder)
    return site


def built_program(factory: pytest.TempPathFactory, name: str, **files: str) -> Path:
    """The HTML of a site of nothing but its program; *files* are those in `program/`: `series`, `of_2026`."""

    def fill(folder: Path) -> None:
        (folder / 'program').mkdir()
        (folder / 'index.md').write_text('', encoding='utf-8')
        for file, text in files.items():
            (folder / f'program/{file.removeprefix("of_")}.yml').write_text(text, encoding='utf-8')

    return built_once(factory, name, fill)


def make_html(folder: Path) -> Path:
    options = ['-nWq', '--keep-going', '-j', 'auto', '-d', '_build/doctrees', '.', '_build/html']
    command = [sys.executable, '-m', 'sphinx', *options]
    built = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert built.returncode == 0, built.stderr
    return folder / '_build/html'


@pytest.fixture(scope='session')
def real_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with the HTML of this repository."""
    return built_once(tmp_path_factory, 'real-site', copy_repository)


@pytest.fixture(scope='session')
def big_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with the HTML of a made conference of 3 days, 12 rooms and 300 talks, with the same settings."""
    return built_once(tmp_path_factory, 'big-site', generate)


class Silent(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@contextmanager
def serving(kind: type[http.server.SimpleHTTPRequestHandler]) -> Iterator[Callable[[Path], str]]:
    """Gives the address of a folder on a server of this machine, without a slash at its end."""
    servers: dict[Path, http.server.ThreadingHTTPServer] = {}

    def address(folder: Path) -> str:
        if folder not in servers:
            handler = functools.partial(kind, directory=str(folder))
            servers[folder] = http.server.ThreadingHTTPServer(('127.0.0.1', 0), handler)
            threading.Thread(target=servers[folder].serve_forever, daemon=True).start()
        return f'http://127.0.0.1:{servers[folder].server_port}'

    try:
        yield address
    finally:
        for server in servers.values():
            server.shutdown()
            server.server_close()


@pytest.fixture(scope='session')
def serve() -> Iterator[Callable[[Path], str]]:
    with serving(Silent) as address:
        yield address


NEEDS_BROWSER = frozenset({'page', 'context', 'new_context', 'browser'})
QUIET = [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
]


@functools.cache
def chromium() -> str | None:
    """The path of a Chromium that starts: that of Ubuntu may do no more than ask for a snap."""
    for name in ('chromium', 'chromium-browser', 'google-chrome'):
        path = shutil.which(name)
        if path and subprocess.run([path, '--version'], capture_output=True, check=False).returncode == 0:
            return path
    return None


@pytest.hookimpl(tryfirst=True)  # before -m chooses
def pytest_collection_modifyitems(items: list[pytest.Function]) -> None:
    for item in items:
        if not NEEDS_BROWSER.isdisjoint(item.fixturenames):
            item.add_marker(pytest.mark.browser)


@pytest.hookimpl(tryfirst=True)  # before a site is built for nothing
def pytest_runtest_setup(item: pytest.Item) -> None:
    if item.get_closest_marker('browser') and not chromium():
        no_browser = pytest.fail if os.environ.get('CI') else pytest.skip
        no_browser('no Chromium on this machine: install it, for example with apt-get install chromium')


@pytest.fixture(scope='session')
def base_url() -> None:
    """Addresses are written in full. (Without this, pytest 9 warns of how pytest-playwright 0.10 says the same.)"""


@pytest.fixture(scope='session')
def browser_type_launch_args(browser_type_launch_args: dict[str, object]) -> dict[str, object]:
    return {**browser_type_launch_args, 'executable_path': chromium(), 'args': QUIET}


@pytest.fixture(scope='session')
def browser_context_args(browser_context_args: dict[str, object]) -> dict[str, object]:
    """The same window and clock on every machine; a test that needs others says so (`new_context`, or the mark
    `browser_context_args`)."""
    return {**browser_context_args, 'viewport': {'width': 1280, 'height': 800}, 'timezone_id': 'UTC'}


BLOCKED_ELSEWHERE = r'(?s)^blocked\n(?!.*/proceedings/)|invalid theme mode: undefined'
"""For `provokes`: in a browser that keeps nothing, which says *blocked*, scripts of the theme fail, and ours do not."""


@pytest.fixture
def problems(page: Page, request: pytest.FixtureRequest) -> Iterator[list[str]]:
    """What goes wrong on the page while the test runs, whoever wrote the script, and what the browser warns of: nothing
    may but what the test itself brings about, which it says by the mark `provokes`."""
    found: list[str] = []
    page.on('pageerror', lambda error: found.append(f'{error}\n{error.stack}'))
    page.on('console', lambda said: found.append(said_in(said)) if said.type in ('error', 'warning') else None)
    yield found
    provoked = [mark.args[0] for mark in request.node.iter_markers('provokes')]
    assert [problem for problem in found if not any(re.search(known, problem) for known in provoked)] == []


def said_in(message: ConsoleMessage) -> str:
    return f'{message.type}: {message.text} {message.location["url"]}'


def choose_zone(page: Page, zone: str | None = None, *, label: str | None = None) -> None:
    """As readers do: the control has all zones when they turn to it."""
    control = page.locator('.proceedings-zone-control select')
    control.focus()
    control.select_option(zone, label=label)
