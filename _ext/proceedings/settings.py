"""What conf.py need not say, because the program does: title, authors, version; and our style sheets."""

from __future__ import annotations

from pathlib import Path

from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.locale import _

from .program import Program

UNSET = {
    'project': 'Project name not set',
    'author': 'Author name not set',
    'copyright': '',
    'version': '',
    'release': '',
}
"""Sphinx's defaults of the settings that the program can give; what conf.py sets stays."""

STYLE_SHEETS = ('proceedings.css', 'schedule.css')


def fill_in(config: Config, program: Program) -> None:
    """Give *config* what the program knows and conf.py does not say."""
    untitled = config.html_title in (None, _('%s %s documentation') % (config.project, config.release))
    edition = program.latest
    # nothing that an organizer changes often: Sphinx reads every page again when one of these is another
    facts = {
        'project': program.series.title,
        'author': program.series.title,
        'copyright': 'the authors',
        'version': edition.id if edition else '',
        'release': edition.id if edition else '',
    }
    for name, unset in UNSET.items():
        if config[name] == unset:
            setattr(config, name, facts[name])
    if untitled:
        config.html_title = program.series.short_title


def add_static_files(app: Sphinx, config: Config) -> None:
    """`config-inited`: the style sheet, from the package or, in a checkout of this repository, from `_static/`."""
    package = Path(__file__).parent
    folder = next((f for f in (package / 'static', package.parents[1] / '_static') if f.is_dir()), None)
    if folder:
        config.html_static_path = [str(folder), *config.html_static_path]
        for sheet in STYLE_SHEETS:
            app.add_css_file(sheet)
        # on a web site editors find the schema; a book has no use for it, and Sphinx warns of what it does not know
        config.epub_exclude_files = [*config.epub_exclude_files, '_static/program.schema.json']
