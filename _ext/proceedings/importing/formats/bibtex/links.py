"""Where a paper is, and what is beside it."""

from __future__ import annotations

import re

from ....model import Link
from ....names import fold
from ....problems import Place
from ....vocabulary import LINK_KINDS
from ...report import Report
from ...tables import checked
from ...tables.columns import TALK_COLUMNS, field_of
from .entries import Item
from .facts import OF_PAPER
from .values import raw

_OWN_PAGE = re.compile(r'/talks/[^/]+/[^/]+(?:\.html|/)$')


def is_link(name: str, text: str) -> bool:
    """Whether a field is called as a kind of link, such as `code`, and is an address."""
    return field_of(name, TALK_COLUMNS) in LINK_KINDS and raw(text).startswith(('http://', 'https://'))


def links_of(paper: Item, report: Report, *, is_ours: bool) -> list[Link]:
    """The links of a paper, each once; of the pages of our own site it has none."""
    links: list[Link] = []
    pdf, url = raw(paper.text('pdf')), raw(paper.text('url'))
    if pdf:
        _add(links, 'paper', pdf, paper.at('pdf'), report)
    if url and not (is_ours and _OWN_PAGE.search(url)):
        _add(links, 'web' if pdf else 'paper', url, paper.at('url'), report)
    _add_eprint(links, paper, report)
    for name, text in paper.fields.items():
        if name not in OF_PAPER and is_link(name, text):
            _add(links, field_of(name, TALK_COLUMNS), raw(text), paper.at(name), report)
    return links


def _add_eprint(links: list[Link], paper: Item, report: Report) -> None:
    scheme = fold(paper.text('archiveprefix') or paper.text('eprinttype') or 'arxiv')
    if paper.text('eprint') and scheme == 'arxiv' and not any('arxiv.org' in link.url for link in links):
        kind = 'web' if any(link.kind == 'paper' for link in links) else 'paper'
        _add(links, kind, f'arXiv:{paper.text("eprint")}', paper.at('eprint'), report)


def _add(links: list[Link], kind: str, text: str, place: Place, report: Report) -> None:
    link = checked.link(kind, text, place, report)
    if link and link not in links:
        links.append(link)
