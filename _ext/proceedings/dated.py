"""When pages and books were changed, for the builders; and what is said where that cannot be known."""

from __future__ import annotations

import os
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.environment import BuildEnvironment
from sphinx.util import logging

from .domain import proceedings_domain
from .export.dates import Dates
from .export.history import History
from .export.stamps import wrong_source_date

logger = logging.getLogger(__name__)


def setup_dated(app: Sphinx) -> None:
    app.connect('config-inited', leave_out_wrong_source_date)


def leave_out_wrong_source_date(app: Sphinx, config: Config) -> None:
    """`config-inited`: before Sphinx reads SOURCE_DATE_EPOCH, which ends the build where that is no number."""
    if wrong := wrong_source_date():
        logger.warning(wrong, type='proceedings', subtype='time')
        del os.environ['SOURCE_DATE_EPOCH']


def dates_of(env: BuildEnvironment) -> Dates:
    domain = proceedings_domain(env)
    return Dates(domain.program, domain.lines, History(Path(env.srcdir)))


def tell_trouble(dates: Dates) -> None:
    """A notice where git could not say something, after everything has been asked for."""
    if trouble := dates.history.trouble:
        logger.info(
            'notice: %s. Until that is mended, not everything in sitemap, feeds, calendars and books has the date of '
            'its last change; SOURCE_DATE_EPOCH can say one for all',
            trouble,
        )
