"""What the titles of rows say beside a title: that the row is a footnote, who chairs, what kind of talk it is."""

from __future__ import annotations

import re

from ...names import fold
from ...vocabulary import KINDS
from ..wanted.kinds import exact_kind

OF_TALKS = frozenset(
    {'keynote', 'invited', 'lightning', 'poster', 'demo', 'panel', 'tutorial', 'workshop', 'discussion'}
)
"""Kinds that a word in front of a title, or the name of a sheet, may give to talks."""

_CHAIR = r'(?:session )?(?:chair(?:s|ed by|man|person)?|moderat(?:or|ion|ed by)|leitung|vorsitz)'
_CHAIRED = re.compile(
    rf'[\s,;–—-]*(?:[(\[]\s*{_CHAIR}\b\s*:?\s*([^()\[\]]+)[)\]]|[,;–—-]\s*{_CHAIR}\s*:\s*(.+))\s*$', re.IGNORECASE
)
_PREFIX = re.compile(r'([^:–—]{3,30}?)\s*(?::| [–—-])\s+(?=\S)')
_SESSION = re.compile(r'\b(?:session|sitzung|seance|sesion|sessao|sessione|block|teil)\b\s*[\divxa-h]')


def is_footnote(text: str) -> bool:
    return text.startswith(('*', '†', '‡')) and not text.startswith('**')


def is_session(title: str) -> bool:
    """Whether *title* is that of a session by its words: `Session 2A – Drones`."""
    return bool(_SESSION.search(fold(title)))


def without_chair(title: str) -> tuple[str, str]:
    """`Drones (Chair: Lin Wei)` as (`Drones`, `Lin Wei`)."""
    match = _CHAIRED.search(title)
    return (title[: match.start()].strip(), (match[1] or match[2]).strip()) if match and match.start() else (title, '')


def kind_in_front(title: str) -> tuple[str, str]:
    """(kind, title) of `Keynote: Sand`; the word stays in the title, unless it is the name of the kind, which readers
    see beside the title anyway. No kind where there is no such word."""
    match = _PREFIX.match(title)
    kind = exact_kind(match[1]) if match else ''
    if not match or kind not in OF_TALKS:
        return '', title
    is_name = fold(match[1]) in (kind, fold(KINDS[kind].name))
    return kind, title[match.end() :] if is_name else title
