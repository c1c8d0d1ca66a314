"""How to cite a talk or an edition: formatted, and for programs, on its own page.

The files beside the page say the same, byte for byte. Of a talk, BibTeX is on the page, too; the other formats are
longer, and few read them: there is the link to the file, and where a script may read that, it shows what is in it.

What is cited has addresses, which differ from builder to builder, so it is made when the page is written; and it says
things that the page does not show otherwise, such as who edited the volume, so `stale` asks for a digest of it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape
from typing import Any

from sphinx.application import Sphinx
from sphinx.builders import Builder

from .assets import CITE_SCRIPT
from .documents import citation_file
from .domain import proceedings_domain
from .export.citations import Citation, Citations
from .files import page_target
from .model import Edition, Talk
from .program import Program
from .web import CITATION_FORMATS, CITING_ID, citing, is_web, link_to_file, links_to_citations, visitor


def setup_cite(app: Sphinx) -> CitationsOfBuild:
    citations = CitationsOfBuild()
    app.add_node(citing, html=(visitor(citations.html), None))
    app.connect('html-page-context', add_script)
    return citations


def add_script(app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: object) -> None:
    """`html-page-context`: what copies, for the pages that have something to copy."""
    if is_web(app.builder) and _cited(proceedings_domain(app.env).program, pagename):
        app.add_js_file(CITE_SCRIPT, loading_method='defer')


class CitationsOfBuild:
    """The citations of one build: what `stale` has asked for is made, and not made again for the page."""

    def __init__(self) -> None:
        self.citations: Citations | None = None

    def of(self, builder: Builder) -> Citations:
        """The citations of the program, as *builder* has its addresses."""
        program = proceedings_domain(builder.env).observed
        if not self.citations or self.citations.program is not program:
            self.citations = Citations(program, page_target(builder))
        return self.citations

    def html(self, builder: Any, node: citing) -> str:
        """How to cite what the page is about."""
        document = builder.current_docname
        citation = citation_on(self.of(builder), document)
        assert citation
        return (_of_edition if document.endswith('/index') else _of_talk)(builder, document, citation)


def citation_on(citations: Citations, document: str) -> Citation | None:
    """What the page of *document* shows of how to cite it; None if it shows nothing."""
    match _cited(citations.program, document):
        case Talk() as talk:
            return citations.of_talk(talk.ref)
        case Edition() as edition:
            return citations.of_proceedings(edition)
    return None


def _cited(program: Program, document: str) -> Talk | Edition | None:
    match document.split('/'):
        case ['talks', edition, 'index']:
            return program.editions.get(edition)
        case ['talks', edition, talk]:
            return program.talks.get(f'{edition}/{talk}')
    return None


def _of_talk(builder: Builder, document: str, citation: Citation) -> str:
    links = [
        link_to_file(builder, file, f'Download {file.rpartition("/")[2]}', media_type, ' download')
        for suffix, _, media_type in CITATION_FORMATS
        for file in [citation_file(document, suffix)]
    ]
    texts = (citation.bibtex, '', '')
    return (
        f'<section class="proceedings-cite" id="{CITING_ID}">\n<h2>Cite</h2>\n{_text(citation)}'
        '<details class="proceedings-citation-formats"><summary>BibTeX and other formats</summary>\n'
        f'{_formats("h3", texts, links)}</details>\n</section>\n'
    )


def _of_edition(builder: Builder, document: str, citation: Citation) -> str:
    """The proceedings as one work, which no file has alone; those have all talks, too, and are too long for a page."""
    files = links_to_citations(builder, document, 'The whole volume:', 'the whole volume')
    texts = (citation.bibtex, citation.ris, citation.csl)
    return (
        f'<details class="proceedings-cite" id="{CITING_ID}"><summary>Cite these proceedings</summary>\n'
        f'{_text(citation)}<div class="proceedings-citation-formats">{_formats("h2", texts)}</div>\n'
        f'{files}</details>\n'
    )


def _text(citation: Citation) -> str:
    """The formatted text; where an address is too long for a line, it breaks behind a slash."""
    text = _SLASH.sub('/<wbr>', escape(citation.text, quote=False))
    return f'<p class="proceedings-citation">{text}</p>\n'


_SLASH = re.compile('(?<!/)/(?!/)')


def _formats(heading: str, texts: Sequence[str], links: Sequence[str] = ('', '', '')) -> str:
    """Each format, below a heading: its text, and the link to the file that has the same, whichever there is."""
    names = [name for _, name, _ in CITATION_FORMATS]
    return ''.join(
        f'<section class="proceedings-citation-format" data-name="{name}">\n<{heading}>{name}</{heading}>\n'
        f'{f"<p>{link}</p>" if link else ""}\n'
        f'{f"<pre><code>{_exactly(text)}</code></pre>" if text else ""}</section>\n'
        for name, text, link in zip(names, texts, links, strict=True)
    )


def _exactly(text: str) -> str:
    """*text* as HTML. Its lines end as those of pages do: who copies it gets those of the file from the script."""
    return escape(text, quote=False).replace('\r\n', '\n')
