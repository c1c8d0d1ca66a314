"""What became of a row, by its columns Decision and Status."""

from __future__ import annotations

import re

from ....names import fold
from ....problems import short
from ....vocabulary import Status
from ...report import Report
from ...tables.decisions import Decision, decision_of
from ...tables.headings import Row


def outcome_of(row: Row, report: Report) -> tuple[Decision, str]:
    """What became of the row, and the words for it. A withdrawn talk is not left out: its page says so."""
    said, status = row.text('decision'), row.text('status')
    decision = decision_of(said) if said else Decision()
    if status and decision.accepted is not False:
        return _with_status(row, decision, report), status
    if said and fold(said) in ('no', 'n', 'false', '0'):
        return Decision(False), said
    return decision, said


def _with_status(row: Row, decision: Decision, report: Report) -> Decision:
    status = row.text('status')
    found = decision_of(status)
    if found.status is not Status.CONFIRMED:
        return Decision(True, decision.kind, found.status)
    if found.accepted is False or status.casefold() == 'no':
        return Decision(False)
    if found.accepted is None and not re.search('pending|wait|submit|draft|review', fold(status)):
        report.lose('Status', row.place('status'), short(status), 'it says nothing that a program can')
    accepted = decision.accepted if row.text('decision') else found.accepted
    return Decision(accepted, decision.kind or found.kind)
