"""What became of a submission, in the words of review systems and of people: `accept (poster)`, `Desk Rejected`."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ...names import fold
from ...vocabulary import Status


@dataclass(frozen=True, slots=True)
class Decision:
    """Whether it is part of the program (None where that is not said), what kind of talk it is, if that is said, and
    whether it takes place."""

    accepted: bool | None = None
    kind: str = ''
    status: Status = Status.CONFIRMED


_REJECTED = re.compile(r'\b(?:reject\w*|declin\w*|not accepted|refus\w*|unaccepted|abgelehnt)\b|^submitted to\b')
_WITHDRAWN = re.compile(r'\b(?:withdr\w+|zuruckgezogen)\b')
_CANCELLED = re.compile(r'\b(?:cancel+ed|abgesagt|annul\w*)\b')
_TENTATIVE = re.compile(
    r'\b(?:probabl\w*|tentativ\w*|provisional\w*|conditional\w*|unconfirmed|to be confirmed|tbc)\b|\?$'
)
_OPEN = re.compile(r'\b(?:no decision|undecided|pending|wait\w*|submitted|in review|under review|borderline|draft)\b')
_ACCEPTED = re.compile(r'\b(?:accept\w*|confirm\w*|scheduled|yes|ok|approved|angenommen|invited)\b')
_KINDS = re.compile(
    r'\b(oral|spotlight|poster|lightning|demo\w*|keynote|tutorial|workshop|panel|talk|'
    r'(?:long|short|full|regular|demo|position|work.in.progress) (?:paper|talk|presentation))\b'
)


def decision_of(text: str) -> Decision:
    """What *text* says."""
    said = ' '.join(fold(text).replace('_', ' ').replace('-', ' ').split())
    kind = match[1] if (match := _KINDS.search(said)) else ''
    if _WITHDRAWN.search(said):
        return Decision(False, kind, Status.WITHDRAWN)
    if _CANCELLED.search(said):
        return Decision(True, kind, Status.CANCELLED)
    if _REJECTED.search(said):
        return Decision(False, kind)
    if _TENTATIVE.search(said):
        return Decision(True, kind, Status.TENTATIVE)
    if _OPEN.search(said):
        return Decision(None, kind)
    return Decision(True if kind or _ACCEPTED.search(said) else None, kind)
