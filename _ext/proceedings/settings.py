"""What conf.py need not say, because the program does: title, authors, version."""

from __future__ import annotations

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
