"""The links of a row: in a column for each kind, all in one cell, or behind the title."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ....model import Link
from ....names import fold
from ....problems import Place, short
from ....vocabulary import LINK_KINDS
from ...report import Report
from ...tables import checked
from ...tables.headings import Row
from ...tables.written_names import NOBODY

_URL = re.compile(r'https?://[^\s,;<>"]+|www\.[^\s,;<>"]+')
_LABEL = re.compile(r'([^\W\d_]{2,20})\s*[:=]\s*$')
_TICKS = frozenset({'y', 'n', 'yes', 'no', 'ja', 'nein', 'oui', 'non', 'si', 'x', '✓', '✔', 'ok', 'done'})
"""What says of slides whether they are there."""


def links_of(row: Row, report: Report) -> list[Link]:
    return list(dict.fromkeys(link for link in _all_links(row, report) if link))


def _all_links(row: Row, report: Report) -> Iterator[Link | None]:
    for kind in LINK_KINDS:
        yield from _of_kind(kind, row, report)
    if text := row.link('links') or row.text('links'):
        yield from _labelled(text, row.place('links'), report)
    if behind := row.link('title'):
        yield checked.link('web', behind, row.place('title'), report)


def _of_kind(kind: str, row: Row, report: Report) -> Iterator[Link | None]:
    if fold(row.text(kind)) in _TICKS:
        report.lose(kind, row.place(kind), row.text(kind), 'it is no web address')
        return
    for text in _addresses(row.link(kind) or row.text(kind)):
        yield checked.link(kind, text, row.place(kind), report)


def _addresses(cell: str) -> list[str]:
    """The addresses of a cell: all that look so, or the cell as it is."""
    if not cell.strip() or fold(cell.strip()) in NOBODY:
        return []
    return _URL.findall(cell) or [cell.strip()]


def _labelled(cell: str, place: Place, report: Report) -> Iterator[Link | None]:
    """The links of a cell such as `code: https://…, slides: https://…`."""
    end = 0
    for match in _URL.finditer(cell):
        kind = _kind_called(cell[end : match.start()])
        yield checked.link(kind, match[0].rstrip('.)'), place, report)
        end = match.end()
    if not end:
        report.wrong(place, f'"{short(cell)}" has no web address in it; it is left out')


def _kind_called(text: str) -> str:
    """The kind of link that a label in front of an address means."""
    label = _LABEL.search(text)
    word = fold(label[1]).rstrip('s') if label else ''
    return next((kind for kind in LINK_KINDS if label and word in (kind, kind.rstrip('s'))), 'web')
