"""What a difference is called: one sentence, for whoever looks at the program again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta
from functools import singledispatch
from itertools import groupby

from .. import times
from ..vocabulary import GONE, Status
from .differences import (
    Added,
    Cast,
    Changed,
    Difference,
    Items,
    Level,
    Many,
    Merged,
    Moved,
    NewId,
    Removed,
    Renamed,
    Scheduled,
    Shifted,
    Spot,
    Standing,
    Subject,
)
from .matching import wall

NOTHING = 'Nothing changed.'
NOTHING_OF_EDITION = 'Nothing for the changes: of an edition; without --yaml there is more.'
MOST_NAMES = 6
PLURALS = frozenset({'days', 'opening hours', 'pages'})
UNCOUNTED = frozenset({'slides', 'code', 'data'})


def report(differences: Sequence[Difference]) -> Iterator[str]:
    """Lines: what is changed under what it is about, and to the organizer what had better be otherwise."""
    if not differences:
        yield NOTHING
    for number, (heading, group) in enumerate(groupby(differences, _heading)):
        yield from ('', heading) if number else (heading,)
        for difference in said_once(group):
            yield f'- {sentence(difference)}'
            yield from (f'  {line}' for line in advice(difference))


def said_once(differences: Iterable[Difference]) -> Iterable[Difference]:
    """*differences*, less those whose sentence another has."""
    found: dict[str, Difference] = {}
    for difference in differences:
        found.setdefault(sentence(difference), difference)
    return found.values()


def _heading(difference: Difference) -> str:
    subject = difference.subject
    return {Level.PERSON: 'People', Level.SERIES: 'Series'}.get(subject.level, subject.edition)


def advice(difference: Difference) -> Iterator[str]:
    """What an organizer is to do where something is gone that readers may look for."""
    subject = difference.subject
    if isinstance(difference, Removed) and subject.level is Level.TALK:
        yield (
            f'("{subject.id}" is deleted. Write it again with status: cancelled, or withdrawn, and its page stays; '
            'or write its id under former_ids: of the talk that it is now.)'
        )
    elif isinstance(difference, Removed) and subject.level is Level.EDITION:
        yield f'(All its pages are gone. Write program/{subject.id}.yml again, or its id under former_ids: of another.)'
    elif isinstance(difference, NewId) and not difference.leads:
        yield f'(The old address leads nowhere. Write former_ids: [{difference.old}].)'


@singledispatch
def sentence(difference: Difference) -> str:
    """The difference in plain text, with a full stop."""
    raise TypeError(difference)


@sentence.register
def _(difference: Standing) -> str:
    since = f' since {times.full_date(difference.since)}' if difference.since else ''
    reason = f': {difference.reason}' if difference.reason else ''
    instead = f' Instead: {difference.instead}.' if difference.instead else ''
    return f'{_ended(f"{_called(difference.subject)} {_stands(difference)}{since}{reason}")}{instead}'


def _stands(difference: Standing) -> str:
    if difference.now is Status.CONFIRMED:
        return 'is confirmed' if difference.was is Status.TENTATIVE else 'takes place, or stands, again'
    return f'is {difference.now.value}'


@sentence.register
def _(difference: Moved) -> str:
    old, new = difference.old, difference.new
    if old.start.timestamp() == new.start.timestamp() and old.rooms == new.rooms:
        return f'{_called(difference.subject)} ends at {times.clock(new.end)} instead of {times.clock(old.end)}.'
    clocks, same_day = _clocks(old, new), old.start.date() == new.start.date()
    if same_day and not any(clocks):
        return f'{_called(difference.subject)} {_moved_room(old, new)}.'
    rooms = ('', '') if old.rooms == new.rooms else (_rooms(old.rooms), _rooms(new.rooms))
    before = _spot(None if same_day and not old.dated else old, clocks[0], rooms[0])
    now = _spot(None if same_day else new, clocks[1], rooms[1])
    still = '' if any(clocks) else f', still at {times.clock(new.start)}'
    return f'{_named(difference.subject)} moved from {before} to {now}{still}.'


def _moved_room(old: Spot, new: Spot) -> str:
    if old.rooms and new.rooms:
        return f'moved from {_rooms(old.rooms)} to {_rooms(new.rooms)}'
    return f'is now in {_rooms(new.rooms)}' if new.rooms else f'is no longer in {_rooms(old.rooms)}'


def _clocks(old: Spot, new: Spot) -> tuple[str, str]:
    """When each begins, or from when to when where it does not last as long; nothing where the clocks show the same."""
    if times.elapsed(old.start, old.end) != times.elapsed(new.start, new.end):
        return times.clock_range(old.start, old.end), times.clock_range(new.start, new.end)
    clocks = times.clock(old.start), times.clock(new.start)
    if wall(old.start) == wall(new.start) and old.start.utcoffset() != new.start.utcoffset():
        return f'{clocks[0]} {times.zone_name(old.start)}', f'{clocks[1]} {times.zone_name(new.start)}'
    return clocks if clocks[0] != clocks[1] else ('', '')


def _spot(dated: Spot | None, clock: str, room: str) -> str:
    """`Fri 11 Dec 09:20, Room A`, as far as it is to be said."""
    when = ' '.join(filter(None, (times.day_and_month(dated.start.date()) if dated else '', clock)))
    return ', '.join(filter(None, (when, room)))


def _whole_spot(spot: Spot) -> str:
    return _spot(spot if spot.dated else None, times.clock(spot.start), _rooms(spot.rooms) if spot.rooms else '')


def _rooms(names: Sequence[str]) -> str:
    return listed(names) if names else 'no room'


@sentence.register
def _(difference: Scheduled) -> str:
    name, where = _called(difference.subject), _whole_spot(difference.spot)
    also = ' also' if difference.besides else ''
    if difference.on:
        return f'{name} is now{also} in the schedule: {where}.'
    return f'{name} is no longer{also} in the schedule; it was: {where}.'


@sentence.register
def _(difference: Shifted) -> str:
    day = f' of {times.day_and_month(difference.day)}' if difference.day else ''
    since = f' from {times.clock(difference.since)} on' if difference.since else ''
    but = f' but {listed([f"“{name}”" for name in difference.but])}' if difference.but else ''
    moves = [_by(difference.by)] if difference.by else []
    if difference.rooms:
        moves.append(f'moved from {_rooms(difference.rooms[0])} to {_rooms(difference.rooms[1])}')
    number = f' ({difference.number})' if but or since or day else ''
    all_of = f'All {difference.number} sessions' if not number else 'All sessions'
    return f'{all_of}{day}{since}{but}{number} {" and ".join(moves)}.'


def _by(shift: timedelta) -> str:
    """`are 1 day and 20 minutes later`."""
    minutes = abs(shift) // timedelta(minutes=1)
    parts = ((minutes // 1440, 'day'), (minutes // 60 % 24, 'hour'), (minutes % 60, 'minute'))
    length = listed([_count(number, unit) for number, unit in parts if number])
    return f'are {length} {"later" if shift > timedelta() else "earlier"}'


@sentence.register
def _(difference: Renamed) -> str:
    subject = difference.subject
    if not difference.old:
        return f'The name of {subject.name} changed.'
    return f'“{difference.old}” is now called “{subject.name}”.'


@sentence.register
def _(difference: Added) -> str:
    subject = difference.subject
    if difference.days:
        when = times.day_range(*difference.days)
        return f'The edition “{subject.name}” is new: {when}, {_count(difference.number, "talk") or "no talks yet"}.'
    people = f' by {listed(difference.people)}' if difference.people else ''
    talks = f', with {_count(difference.number, "talk")}' if difference.number else ''
    where = f': {_whole_spot(difference.spot)}' if difference.spot else ''
    return f'“{subject.name}”{people} is new{where}{talks}.'


@sentence.register
def _(difference: Removed) -> str:
    return f'{_called(difference.subject)} is removed.'


@sentence.register
def _(difference: NewId) -> str:
    subject = difference.subject
    return f'“{subject.name}” has another address: {subject.id} instead of {difference.old}.'


@sentence.register
def _(difference: Merged) -> str:
    return f'{difference.subject.name} is one person with {listed(difference.names) or "somebody who was another"}.'


@sentence.register
def _(difference: Cast) -> str:
    of = '' if difference.subject.level is Level.EDITION else f' of {_called(difference.subject)}'
    role, came, went = difference.role, difference.came, difference.went
    if difference.order:
        return f'The {role}s{of} are in another order: {listed(difference.order)}.'
    if not came:
        return f'{listed(went)} {_is(went)} no longer {_of_number(role, went)}{of}.'
    instead = f', instead of {listed(went)}' if went else ''
    return f'{listed(came)} {_is(came)} now {_of_number(role, came)}{of}{instead}.'


def _of_number(role: str, people: Sequence[str]) -> str:
    """`an author`, `authors`; nothing is made of a role in the organizer's words: `steering committee`."""
    if role in ('author', 'editor', 'organizer'):
        return f'{role}s' if len(people) > 1 else f'an {role}'
    if role in ('speaker', 'chair', 'reviewer'):
        return f'{role}s' if len(people) > 1 else f'a {role}'
    return f'in the role “{role}”'


def _is(people: Sequence[str]) -> str:
    return 'are' if len(people) > 1 else 'is'


@sentence.register
def _(difference: Changed) -> str:
    what = f'The {difference.what}{_of(difference.subject)}'
    verb = 'are' if difference.what in PLURALS else 'is'
    if not difference.new:
        return f'{what} {verb} left out; before: {difference.old}.'
    old = f', not {difference.old}' if difference.old else ''
    return f'{what} {verb} now {difference.new}{old}.'


@sentence.register
def _(difference: Items) -> str:
    of, came, went = _of(difference.subject), listed(difference.came), listed(difference.went)
    if not came:
        return _ended(f'Removed {_plural(difference.what, len(difference.went))}{of}: {went}')
    instead = f', instead of {went}' if went else ''
    return _ended(f'New {_plural(difference.what, len(difference.came))}{of}: {came}{instead}')


def _plural(what: str, number: int) -> str:
    if number == 1 or what in UNCOUNTED:
        return what
    return 'errata' if what == 'erratum' else f'{what}s'


def _of(subject: Subject) -> str:
    return '' if subject.level is Level.EDITION else f' of {_called(subject)}'


@sentence.register
def _(difference: Many) -> str:
    talks, like = f'{difference.number} talks', difference.like
    match like:
        case Added():
            return f'{talks} of the kind “{like.kind}” are new.'
        case Standing():
            reason = f': {like.reason}' if like.reason else ''
            return _ended(f'{talks} {_all_stand(like)}{reason}')
        case Items():
            return f'{"New" if like.came else "Removed"} {_plural(like.what, difference.number)} of {talks}.'
        case Changed(what='pages'):
            return f'{talks} have other pages.'
        case Changed(what='number' | 'poster board' | 'DOI' | 'file of the paper'):
            return f'{talks} have another {like.what}.'
        case Changed():
            return f'The {like.what} of {talks} is now {like.new or "left out"}{f", not {like.old}" * bool(like.old)}.'


def _all_stand(like: Standing) -> str:
    return f'are {like.now.value}' if like.now in GONE or like.now is Status.TENTATIVE else 'are confirmed'


def _called(subject: Subject) -> str:
    """`“Coffee” (Fri 11 Dec 09:20)`: the time only where it has to be told which is meant."""
    if subject.level is Level.PERSON:
        return subject.name
    if subject.row or not subject.ambiguous:
        return _named(subject)
    if subject.level is Level.TALK:
        return f'“{subject.name}” ({subject.id})'
    if not subject.at:
        return f'“{subject.name}”'
    day = f'{times.day_and_month(subject.at.date())} ' if subject.dated else ''
    return f'“{subject.name}” ({day}{times.clock(subject.at)})'


def _named(subject: Subject) -> str:
    """`“Dust” (Q&A)`: which row, where a talk has several."""
    return f'“{subject.name}”{f" ({subject.row})" if subject.row else ""}'


def _ended(text: str) -> str:
    """*text* with a full stop, unless it ends as a sentence does."""
    return text if text.endswith(('.', '!', '?')) else f'{text}.'


def _count(number: int, what: str) -> str:
    return f'{number} {what}{"s" * (number != 1)}' if number else ''


def listed(names: Iterable[str]) -> str:
    """`A, B and C`; of very many, the first."""
    names = list(names)
    if len(names) > MOST_NAMES:
        names = [*names[: MOST_NAMES - 1], f'{len(names) - MOST_NAMES + 1} others']
    return ' and '.join(filter(None, (', '.join(names[:-1]), *names[-1:])))
