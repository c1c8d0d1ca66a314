"""Pages at former addresses, which lead to what is there now: on plain static hosting, and from a folder.

Why no other extension does this: sphinx-reredirects and sphinxext-rediraffe take redirects from conf.py, which knows
nothing of the program; they write every page again in each build and leave behind those that are no longer wanted,
and their pages have no title, no link to follow and no canonical address. Nor do these pages come from
`html-collect-pages`: a theme takes its time for each, and its reader sees it for a moment.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import urljoin

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util import logging

from .documents import MY_SCHEDULE, redirects
from .domain import proceedings_domain
from .extras import output
from .kept import note_path, page_file, read_note, remove, update
from .ledger import EXCLUDED, LEDGER, OF_SPHINX, Present, excluded, followed
from .load.markdown import read_text
from .my_schedule import TITLE
from .problems import Place, Problems
from .web import is_web

logger = logging.getLogger(__name__)

TAKEN = 'there is a page "%s" by what conf.py says; take it out of redirects: of the series'

SCRIPT = '_static/proceedings/redirect.js'


def setup_redirects(app: Sphinx) -> None:
    app.connect('builder-inited', remove_stale, priority=600)  # after the program is there
    app.connect('env-updated', warn_of_excluded)
    app.connect('env-updated', warn_of_taken)
    app.connect('build-finished', write_redirects)


def moved(app: Sphinx) -> dict[str, str]:
    """For each former document the page that it is now, as far as this build has that page."""
    found = app.env.found_docs
    program = proceedings_domain(app.env).program
    return followed(redirects(program), lambda document: document in found or document == MY_SCHEDULE)


def remove_stale(app: Sphinx) -> None:
    """`builder-inited`: before Sphinx looks which pages are older than their source.

    It would take a redirect for the page, where somebody has brought an old page back.
    """
    if is_web(app.builder):
        wanted = {_address(app, old) for old in redirects(proceedings_domain(app.env).program)}
        written = read_note(note_path(app, 'redirects')).files
        remove(output(app), {address: digest for address, digest in written.items() if address not in wanted})


def write_redirects(app: Sphinx, exception: Exception | None) -> None:
    """`build-finished`: behind the pages, since an old page may still be in the place of a redirect."""
    if exception is None and is_web(app.builder):
        update(output(app), note_path(app, 'redirects'), _pages(app))


def _pages(app: Sphinx) -> Iterator[tuple[str, bytes]]:
    """(address, content) of the page of each redirect."""
    template = app.builder.templates
    assert template
    for old, now in _free(app):
        uri = app.builder.get_relative_uri(old, now)
        base = app.config.html_baseurl
        context = {
            'language': app.config.language,
            'title': TITLE if now == MY_SCHEDULE else app.env.longtitles[now].astext(),
            'target': uri,
            'canonical': urljoin(f'{base.rstrip("/")}/', app.builder.get_target_uri(now)) if base else uri,
            'script': '../' * app.builder.get_target_uri(old).count('/') + SCRIPT,
        }
        yield _address(app, old), template.render('redirect.html', context).encode()


def _free(app: Sphinx) -> Iterator[tuple[str, str]]:
    """What has moved, but for what would be written over a page: `about` over `about/index` with dirhtml."""
    pages = {page.casefold(): page for page in _pages_of(app)}  # some disks do not tell capitals from small letters
    for old, now in moved(app).items():
        folded = old.casefold()
        near = (pages.get(name) for name in (folded, f'{folded}/index', folded.removesuffix('/index')))
        address = _address(app, old).casefold()
        if not any(page and _address(app, page).casefold() == address for page in near):
            yield old, now


def _pages_of(app: Sphinx) -> Iterable[str]:
    return (*app.env.found_docs, MY_SCHEDULE, *OF_SPHINX, *app.config.html_additional_pages)


def _address(app: Sphinx, document: str) -> str:
    """The file of a document's page, as seen from the folder of the output."""
    return page_file(app, document).relative_to(app.outdir).as_posix()


def warn_of_excluded(app: Sphinx, env: BuildEnvironment) -> Iterable[str]:
    """`env-updated`: what was published, what the site still has, and what conf.py leaves out.

    That nobody can know without a build; `load` has said what else would be lost.
    """
    site = Path(app.srcdir)
    if is_web(app.builder) and (site / LEDGER).is_file():
        text = read_text(site / LEDGER, LEDGER, Problems()) or ''
        present = Present(proceedings_domain(env).program, site, app.config.root_doc)
        for line, address in excluded(text, present, env.found_docs):
            place = str(Place(LEDGER, line))
            logger.warning('%s %s', address, EXCLUDED, location=place, type='proceedings', subtype='lost')
    return []


def warn_of_taken(app: Sphinx, env: BuildEnvironment) -> Iterable[str]:
    """`env-updated`: redirects in the place of pages that only conf.py knows; `load` has spoken of all others."""
    if is_web(app.builder):
        program = proceedings_domain(env).program
        present = Present(program, Path(app.srcdir), app.config.root_doc)
        taken = moved(app).keys() - dict(_free(app)).keys() - OF_SPHINX
        for old in sorted(taken & program.series.redirects.keys()):
            if not present.page_at(old):
                place = str(Place('program/series.yml'))
                logger.warning(TAKEN, old, location=place, type='proceedings', subtype='duplicate')
    return []
