"""The sites that are searched: made programs, built with every index, and kept in `_build/bench` for the next time."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

import entries
from corpus import ROOT, Corpus
from running import run_alone, say
from stopwatch import NOTE

HERE = Path(__file__).parent
BUILT = ROOT / '_build/bench'

LIBRARIES = {'minisearch': 'minisearch/dist/umd/index.js', 'flexsearch': 'flexsearch/dist/flexsearch.bundle.min.js'}

PAGES = '{talks,speakers}/**/*.html'
"""What Pagefind reads."""


@dataclass
class Site:
    """A built site, and what its indices took to make: seconds, megabytes of memory and on the disk."""

    folder: Path
    talks: int
    likeness: str
    pages: int
    seconds: dict[str, float] = field(default_factory=dict)
    memory: dict[str, float] = field(default_factory=dict)
    size: dict[str, float] = field(default_factory=dict)


def site(talks: int) -> Site:
    """The site with so many talks; what is there of it from before and still right is not made again."""
    folder = BUILT / str(talks)
    corpus = Corpus(talks)
    corpus.write(folder / 'source')
    build(folder)
    html = folder / 'html'
    made = Site(html, talks, corpus.likeness(), sum(1 for _ in html.rglob('*.html')))
    made.seconds |= json.loads((html / NOTE).read_text('utf-8'))
    index_with_pagefind(made)
    add_engines(html, corpus)
    weigh(made)
    return made


def build(folder: Path) -> None:
    """Sphinx, in one process: it feeds its index in the process that writes, and only there that can be timed."""
    source, html, doctrees = folder / 'source', folder / 'html', folder / 'doctrees'
    say(f'Building {html.relative_to(ROOT)} with Sphinx')
    command = [sys.executable, '-m', 'sphinx', '-q', '-j', '1', '-c', HERE, '-d', doctrees, '-b', 'html', source, html]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(f'Sphinx could not build it:\n{done.stderr[-2000:]}')


def index_with_pagefind(made: Site) -> None:
    """Pagefind, over the articles of the pages; anew each time, since that is what it does."""
    say('Indexing with Pagefind')
    shutil.rmtree(made.folder / 'pagefind', ignore_errors=True)
    options = ['--site', made.folder, '--glob', PAGES, '--root-selector', 'article', '--quiet']
    took = run_alone(sys.executable, '-m', 'pagefind', *options)
    made.seconds['pagefind'], made.memory['pagefind'] = took.clock, took.memory


def add_engines(html: Path, corpus: Corpus) -> None:
    """The pages that load one engine each; the libraries, and what they search."""
    shutil.copytree(HERE / 'engines', html / '_bench', dirs_exist_ok=True)
    (html / '_bench/libraries').mkdir(exist_ok=True)
    (html / '_bench/libraries/entries.js').write_text(entries.script(corpus), encoding='utf-8')
    modules = HERE / 'node_modules'
    for name, path in LIBRARIES.items():
        to = html / f'_bench/libraries/{name}.js'
        subprocess.run([modules / '.bin/terser', modules / path, '--compress', '--mangle', '-o', to], check=True)


def weigh(made: Site) -> None:
    files = {
        'sphinx': ['searchindex.js'],
        'pagefind': ['pagefind/**/*'],
        'ours': ['search/index.js'],
        'ours-with-text': ['search/*'],
    }
    for engine, patterns in files.items():
        found = [file for pattern in patterns for file in made.folder.glob(pattern) if file.is_file()]
        made.size[engine] = sum(file.stat().st_size for file in found) / 1e6
