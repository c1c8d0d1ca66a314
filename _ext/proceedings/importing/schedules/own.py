"""What our own exports say in words, because their formats have no field for it, read back (see `export/wording`)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from ...vocabulary import Status

NAME = 'proceedings'
"""What our exports call the program that wrote them."""

_STATUS = re.compile(rf'({"|".join(status.capitalize() for status in Status)}): ', re.ASCII)
_STANDING = re.compile(r'(?:Tentative|Cancelled|Withdrawn|Retracted)(?: on \d{1,2} \w+ \d{4})?(?:: (.+))?')
_LABELLED = re.compile(r'(Speakers?|Authors?|Chairs?|Board|Awards?|Session|Also in|Replaced by): (.+)')
_LISTED = re.compile(r'(?P<title>.+?)(?: \((?P<people>[^()]+)\))?(?: \[(?P<marks>[^\[\]]+)\])?')
_BOARD = re.compile(r'([^\s:]{0,4}\d[^\s:]{0,4}): ')


@dataclass(slots=True)
class Listed:
    """A talk that stands in the description of its session."""

    title: str
    people: list[str]
    board: str = ''
    awards: list[str] = field(default_factory=list)
    status: Status = Status.CONFIRMED


@dataclass(slots=True)
class Said:
    """What a description says: `labelled` by the word in front, in the singular."""

    labelled: dict[str, list[str]] = field(default_factory=dict)
    reason: str = ''
    listed: list[Listed] = field(default_factory=list)

    def one(self, label: str) -> str:
        return next(iter(self.labelled.get(label, ())), '')


def standing(title: str) -> tuple[Status, str]:
    """(status, title without it) of `Cancelled: Sand`."""
    match = _STATUS.match(title)
    return (Status(match[1].lower()), title[match.end() :]) if match else (Status.CONFIRMED, title)


def said(description: str) -> Said:
    """What the lines of a description say."""
    found = Said()
    rest: list[str] = []
    for line in filter(None, map(str.strip, description.splitlines())):
        if match := _LABELLED.fullmatch(line):
            found.labelled[match[1].rstrip('s')] = [match[2]] if match[1] in _WHOLE else match[2].split(', ')
        elif (match := _STANDING.fullmatch(line)) and not rest:
            found.reason = match[1] or ''
        else:
            rest.append(line)
    has_boards = all(map(_BOARD.match, rest))
    found.listed = [_listed(line, has_boards=has_boards) for line in rest]
    return found


_WHOLE = frozenset({'Board', 'Session', 'Replaced by'})


def _listed(line: str, *, has_boards: bool) -> Listed:
    board = _BOARD.match(line) if has_boards else None
    match = _LISTED.fullmatch(line[board.end() :] if board else line)
    assert match  # any line is at least a title
    marks = match['marks'].split(', ') if match['marks'] else []
    statuses = [mark for mark in marks if mark in set(Status)]
    return Listed(
        title=match['title'],
        people=match['people'].split(', ') if match['people'] else [],
        board=board[1] if board else '',
        awards=[mark for mark in marks if mark not in statuses],
        status=Status(statuses[0]) if statuses else Status.CONFIRMED,
    )
