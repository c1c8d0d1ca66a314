"""What nobody hears is not said: Sphinx writes a message for each event of each document, and for each script of
each page, which only `-vv` shows."""

from __future__ import annotations

import logging

from sphinx.application import Sphinx
from sphinx.util.logging import NAMESPACE

DEBUGGING = 2
"""The verbosity at which Sphinx shows messages of that kind."""


def setup_quiet(app: Sphinx) -> None:
    level = logging.NOTSET if app.verbosity >= DEBUGGING else logging.INFO
    for kind in ('events', 'registry'):
        logging.getLogger(f'{NAMESPACE}.sphinx.{kind}').setLevel(level)
