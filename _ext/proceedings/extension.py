"""The Sphinx extension: `setup()` is its table of contents."""

from __future__ import annotations

import glob
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.errors import SphinxError
from sphinx.util import logging

from . import __version__
from .asset_tags import setup_asset_tags
from .assets import setup_assets
from .books import setup_books
from .cards import setup_cards
from .cite import setup_cite
from .contents import setup_contents
from .dated import setup_dated
from .directives import ScheduleDirective, SpeakersDirective, TalksDirective
from .domain import (
    ProceedingsDomain,
    find_outdated,
    keyword_elsewhere,
    keyword_role,
    note_parts,
    proceedings_domain,
    program_role,
    warn_dangling,
)
from .epub.builder import setup_epub
from .extras import setup_extras
from .feeds import setup_feeds
from .files import setup_files
from .garbage import setup_garbage
from .header import add_header, setup_header
from .html import setup_html
from .images import setup_images
from .interrupted import setup_interrupted
from .invitation import setup_invitation
from .kept_related import KeepsRelated
from .load import load
from .load.foreign import foreign_to_build
from .maths.nodes import setup_maths
from .metadata.head import setup_metadata
from .my_schedule import setup_my_schedule
from .nodes import setup_nodes
from .not_found import setup_not_found
from .observed import OF_PROGRAM
from .own_pages import setup_own_pages
from .page import CompletePage
from .papers import setup_papers
from .pdf.settings import setup_pdf
from .plain.reading import setup_plain_reading
from .preview import setup_preview
from .problems import Place, Problem
from .processes import are_worth_it, read_sooner
from .prose.formulas import VetFormulas
from .prose.parser import ProseParser, VetProse
from .quiet import setup_quiet
from .redirects import setup_redirects
from .search.files import setup_search_files
from .search.language import setup_search_language
from .search.page import setup_search_page
from .settings import fill_in
from .sidebars import setup_sidebars
from .stale import setup_stale
from .stubs import SUFFIX, StubParser, update_stubs
from .templating import setup_templating
from .unused import setup_unused
from .volume.builder import setup_volume
from .web import is_web, setup_web
from .web_builder import setup_web_builder

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment
    from sphinx.util.typing import ExtensionMetadata

logger = logging.getLogger(__name__)

PREVIEW = 'proceedings_preview'
"""The tag of a build that somebody follows while writing: all pages of an edition would go with one letter that is
missing in its file, and would have to be read when it is there."""


def setup(app: Sphinx) -> ExtensionMetadata:
    setup_garbage(app)
    setup_quiet(app)
    setup_interrupted(app)
    app.setup_extension('myst_parser')
    app.add_source_parser(ProseParser, override=True)
    app.add_source_suffix(SUFFIX, 'stub')
    app.add_source_parser(StubParser)

    program = ProgramOfBuild()
    app.connect('config-inited', program.load)
    app.connect('config-inited', program.make_stubs, priority=900)
    app.connect('builder-inited', program.install)
    app.connect('env-get-outdated', find_outdated)
    app.connect('env-before-read-docs', find_what_pages_share)
    app.connect('env-updated', note_parts)

    app.add_transform(VetProse)
    app.add_post_transform(VetFormulas)
    app.add_transform(CompletePage)
    app.add_domain(ProceedingsDomain)
    for kind in ProceedingsDomain.roles:
        app.add_role(kind, program_role())
    app.add_role_to_domain('std', 'keyword', keyword_role(), override=True)  # Sphinx looks there first
    app.connect('missing-reference', keyword_elsewhere)
    app.connect('warn-missing-reference', warn_dangling)
    app.add_directive('schedule', ScheduleDirective)
    app.add_directive('talks', TalksDirective)
    app.add_directive('speakers', SpeakersDirective)

    setup_contents(app)
    setup_dated(app)
    setup_nodes(app)
    setup_html(app)
    setup_books(app)
    setup_web(app)
    setup_web_builder(app)
    setup_images(app)
    setup_invitation(app, report)
    citations = setup_cite(app)
    setup_cards(app)
    setup_own_pages(app)
    setup_papers(app)
    setup_assets(app)
    setup_asset_tags(app)
    setup_header(app)
    setup_extras(app)
    setup_feeds(app)
    setup_files(app)
    setup_my_schedule(app)
    setup_maths(app)
    setup_not_found(app)
    heads = setup_metadata(app)
    setup_plain_reading(app)
    setup_preview(app)
    setup_redirects(app)
    setup_search_files(app)
    setup_search_language(app)
    setup_search_page(app)
    setup_sidebars(app)
    setup_templating(app)
    setup_unused(app)
    setup_stale(app, citations, heads)
    setup_volume(app)
    setup_epub(app)
    setup_pdf(app)
    return {'version': __version__, 'env_version': 2, 'parallel_read_safe': True, 'parallel_write_safe': True}


class ProgramOfBuild:
    """The program of one build, on its way from the YAML to the domain."""

    def load(self, app: Sphinx, config: Config) -> None:
        """`config-inited`: as early as can be, since the program knows the title of the site."""
        self.loaded = load(Path(app.srcdir))
        fill_in(config, self.loaded.program)
        add_header(config, self.loaded.program)
        # Sphinx would break off over one of these, or read too much; their pages are made without them
        exclude(config, self.loaded.unread)
        for problem in self.loaded.problems:
            report(problem)
        if PREVIEW in app.tags and not self.loaded.is_whole:
            raise SphinxError('a file in program/ cannot be read, and the pages stay as they were')

    def make_stubs(self, app: Sphinx, config: Config) -> None:
        """`config-inited`, when all suffixes are known: before Sphinx looks for documents, which it does as soon as it
        has made a new environment."""
        site, loaded = Path(app.srcdir), self.loaded
        foreign = foreign_to_build(site, config.source_suffix)
        new = {name: message for name, message in foreign.items() if name not in loaded.unread}
        exclude(config, new)
        unread = loaded.unread | new.keys()
        of_stubs = update_stubs(site, loaded.program, config.root_doc, config.source_suffix, unread)
        for problem in (*(Problem(Place(name), new[name], 'file') for name in new), *of_stubs):
            report(problem)

    def install(self, app: Sphinx) -> None:
        """`builder-inited`: as soon as there is a domain."""
        domain = proceedings_domain(app.env)
        program = KeepsRelated(self.loaded.program, Path(app.doctreedir) / 'related.pickle')
        domain.install(program, are_worth_it(app))
        domain.lines = self.loaded.lines
        domain.reported = frozenset(self.loaded.problems)
        domain.is_web = is_web(app.builder)
        domain.is_translated = is_translated(app)


def exclude(config: Config, names: Iterable[str]) -> None:
    """Let Sphinx take none of the files and folders *names* for a document, nor what is in them."""
    config.exclude_patterns = [*config.exclude_patterns, *map(glob.escape, sorted(names))]


def find_what_pages_share(app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
    """`env-before-read-docs`: where several processes read, each of them would find it anew."""
    domain = proceedings_domain(env)
    domain.read = [*docnames]  # others take from these what they read
    if len(docnames) > 1 and read_sooner(app, docnames):
        for name in OF_PROGRAM:
            getattr(domain.program, name)


def is_translated(app: Sphinx) -> bool:
    """Whether Sphinx translates documents, or collects them for translators, and has to see every word of them."""
    catalogs = (Path(app.srcdir, folder, app.config.language) for folder in app.config.locale_dirs)
    return app.builder.name == 'gettext' or any(folder.is_dir() for folder in catalogs)


def report(problem: Problem) -> None:
    """Problems are warnings, at their place in the YAML; notices only tell."""
    if problem.notice:
        logger.info('%s', problem)
    else:
        place, subtype = str(problem.place), problem.subtype
        logger.warning('%s', problem.message, location=place, type='proceedings', subtype=subtype)
