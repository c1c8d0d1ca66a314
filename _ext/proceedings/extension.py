"""The Sphinx extension: `setup()` is its table of contents."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.util import logging

from . import __version__
from .directives import ScheduleDirective, SpeakersDirective, TalksDirective
from .domain import ProceedingsDomain, ProgramRole, find_outdated, proceedings_domain, warn_dangling
from .load import load
from .math_nodes import setup_maths
from .nodes import setup_nodes
from .page import CompletePage
from .parser import ProseParser, VetProse
from .search import setup_search
from .stubs import SUFFIX, StubParser, update_stubs

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.util.typing import ExtensionMetadata

logger = logging.getLogger(__name__)


def setup(app: Sphinx) -> ExtensionMetadata:
    app.setup_extension('myst_parser')
    app.add_source_parser(ProseParser, override=True)
    app.add_source_suffix(SUFFIX, 'stub')
    app.add_source_parser(StubParser)

    app.connect('config-inited', add_static_files)
    app.connect('builder-inited', load_program)
    app.connect('env-get-outdated', find_outdated)

    app.add_transform(VetProse)
    app.add_transform(CompletePage)
    app.add_domain(ProceedingsDomain)
    for kind in ProceedingsDomain.roles:
        app.add_role(kind, ProgramRole(warn_dangling=True))
    app.connect('warn-missing-reference', warn_dangling)
    app.add_directive('schedule', ScheduleDirective)
    app.add_directive('talks', TalksDirective)
    app.add_directive('speakers', SpeakersDirective)

    setup_nodes(app)
    setup_maths(app)
    setup_search(app)
    return {'version': __version__, 'env_version': 1, 'parallel_read_safe': True, 'parallel_write_safe': True}


def load_program(app: Sphinx) -> None:
    """`builder-inited`: before Sphinx looks for documents, since stubs have to be there by then."""
    loaded = load(Path(app.srcdir))
    for problem in loaded.problems:
        if problem.notice:
            logger.info('%s', problem)
        else:
            logger.warning(
                '%s', problem.message, location=str(problem.place), type='proceedings', subtype=problem.subtype
            )
    proceedings_domain(app.env).program = loaded.program
    update_stubs(Path(app.srcdir), loaded.program, app.config.root_doc, app.config.source_suffix)


def add_static_files(app: Sphinx, config: Config) -> None:
    """`config-inited`: the style sheet, from the package or, in this repository, from `_static/`."""
    package = Path(__file__).parent
    folder = next((f for f in (package / 'static', package.parents[1] / '_static') if f.is_dir()), None)
    if folder:
        config.html_static_path.insert(0, str(folder))
        app.add_css_file('proceedings.css')
