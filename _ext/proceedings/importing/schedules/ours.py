"""What our own exports say in words, because their formats have no field for it, read back (see `export/wording`): who
the authors are, who chairs, which talks a poster session has."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from ...names import fold, slug
from ...problems import Place
from ...vocabulary import KINDS, Status
from ..draft import Mention
from .collect import Collector, Event

NAME = 'proceedings'
"""What our exports call the program that wrote them."""

ALL_ROOMS = 'All rooms'
"""What `Edition.room_names` calls them."""

DAY_PAGE = re.compile(r'/\d{4}-\d\d-\d\d(?:\.html|/)?$')
"""Addresses of sessions: the page of their day."""

_STATUS = re.compile(rf'({"|".join(status.capitalize() for status in Status)}): ', re.ASCII)
_STANDING = re.compile(r'(?:Tentative|Cancelled|Withdrawn|Retracted)(?: on (\d{1,2} \w+ \d{4}))?(?:: (.+))?')
_LABELLED = re.compile(r'(Speakers?|Authors?|Chairs?|Board|Awards?|Session|Also in|Replaced by): (.+)')
_LISTED = re.compile(r'(?P<title>.+?)(?: \((?P<people>[^()]+)\))?(?: \[(?P<marks>[^\[\]]+)\])?')
_BOARD = re.compile(r'([^\s:]{0,4}\d[^\s:]{0,4}): ')


@dataclass(slots=True)
class _Listed:
    """A talk that stands in the description of its session."""

    title: str
    people: list[str]
    board: str = ''
    awards: list[str] = field(default_factory=list)
    status: Status = Status.CONFIRMED


@dataclass(slots=True)
class _Said:
    """What a description says: `labelled` by the word in front, in the singular."""

    labelled: dict[str, list[str]] = field(default_factory=dict)
    reason: str = ''
    since: str = ''
    listed: list[_Listed] = field(default_factory=list)

    def one(self, label: str) -> str:
        return next(iter(self.labelled.get(label, ())), '')


def standing(title: str) -> tuple[Status, str]:
    """(status, title without it) of `Cancelled: Sand`."""
    match = _STATUS.match(title)
    return (Status(match[1].lower()), title[match.end() :]) if match else (Status.CONFIRMED, title)


def read(event: Event, description: str, url: str, collector: Collector) -> None:
    """Give *event* what the lines of its description say, and find out whether it is a talk; *url* is its page."""
    said = _said(description)
    event.reason, event.awards, event.board = said.reason, said.labelled.get('Award', []), said.one('Board')
    event.speakers = event.speakers or list(_named(said.labelled.get('Speaker', ()), event.place, collector))
    event.authors = list(_named(said.labelled.get('Author', ()), event.place, collector))
    event.chairs = list(_named(said.labelled.get('Chair', ()), event.place, collector))
    event.session = event.session or collector.line(said.one('Session'), event.place)
    event.rooms += [room for room in said.labelled.get('Also in', ()) if room not in event.rooms]
    event.is_talk = not DAY_PAGE.search(url) if url.startswith('http') else _is_talk(event)
    for what, text in (('Replaced by', said.one('Replaced by')), ('since', said.since)):
        if text:
            collector.report.lose(f'event/description: {what}', event.place, text)
    if event.is_talk and said.listed:
        collector.report.lose('event/description', event.place, said.listed[0].title)
    elif said.listed:
        event.listed = [_talk_of(talk, event, collector) for talk in said.listed]
        collector.tally.guess(event.place, 'the lines of a description are taken for talks', said.listed[0].title)


def _talk_of(talk: _Listed, event: Event, collector: Collector) -> Event:
    title = collector.line(talk.title, event.place)
    return Event(
        key=slug(title),
        title=title,
        place=event.place,
        kind=event.kind,
        authors=list(_named(talk.people, event.place, collector)),
        board=talk.board,
        awards=talk.awards,
        status=talk.status,
    )


def _named(names: Iterable[str], place: Place, collector: Collector) -> Iterator[Mention]:
    """People of whom there is only a name: those whom the file knows by an id, too, where there is one of that name."""
    for name in names:
        if mention := collector.person(collector.key_of(name), name, place):
            yield mention


def _is_talk(event: Event) -> bool:
    """Whether an event without an address is a talk: sessions have nobody, and mostly a kind of their own."""
    kinds = {kind.name for kind in KINDS.values() if kind.quiet or kind.id in ('session', 'opening', 'closing', 'qa')}
    return bool(event.speakers or event.authors or event.abstract) or event.kind not in kinds


def name_as_elsewhere(events: Sequence[Event]) -> None:
    """Give a talk one key: where it is given a second time, and where it is only listed in a session."""
    given: dict[tuple[str, str], str] = {}
    for event in sorted((event for event in events if event.is_talk), key=lambda event: str(event.start)):
        event.key = given.setdefault((event.slug, fold(event.title)), event.key)
    keys = {title: key for (_, title), key in given.items()}
    for event in events:
        for talk in event.listed:
            talk.key = keys.get(fold(talk.title), talk.key)


def _said(description: str) -> _Said:
    """What the lines of a description say."""
    found = _Said()
    rest: list[str] = []
    for line in filter(None, map(str.strip, description.splitlines())):
        if match := _LABELLED.fullmatch(line):
            found.labelled[match[1].rstrip('s')] = [match[2]] if match[1] in _WHOLE else match[2].split(', ')
        elif (match := _STANDING.fullmatch(line)) and not rest:
            found.since, found.reason = match[1] or '', match[2] or ''
        else:
            rest.append(line)
    has_boards = all(map(_BOARD.match, rest))
    found.listed = [_listed(line, has_boards=has_boards) for line in rest]
    return found


_WHOLE = frozenset({'Board', 'Session', 'Replaced by'})


def _listed(line: str, *, has_boards: bool) -> _Listed:
    board = _BOARD.match(line) if has_boards else None
    match = _LISTED.fullmatch(line[board.end() :] if board else line)
    assert match  # any line is at least a title
    marks = match['marks'].split(', ') if match['marks'] else []
    statuses = [mark for mark in marks if mark in set(Status)]
    return _Listed(
        title=match['title'],
        people=match['people'].split(', ') if match['people'] else [],
        board=board[1] if board else '',
        awards=[mark for mark in marks if mark not in statuses],
        status=Status(statuses[0]) if statuses else Status.CONFIRMED,
    )
