"""What the browser knows of the schedule: scripts that hand data to ours, and work from a folder on a disk too."""

from __future__ import annotations

import json
from typing import Any

from ..documents import edition_document, talk_document
from ..maths.titles import plain_title
from ..model import Edition, Slot
from ..observed import remembered
from ..program import Program
from ..times import iso
from ..vocabulary import Status
from . import wording
from .calendar import Entries, frame
from .events import Events
from .target import Target

_UNSAFE = {char: f'\\u{ord(char):04x}' for char in '<>&\u2028\u2029'}
"""What ends a script, or a line of one, or begins a comment, inside a string."""

Json = dict[str, Any]


def editions_script(program: Program, target: Target) -> bytes:
    """`talks/editions.js`: which editions there are, the newest first, and what they and their talks were called."""
    return call('editions', [_edition(edition, target) for edition in program.editions.values()])


def schedule_script(program: Program, target: Target, events: Events, entries: Entries) -> bytes:
    """`talks/2019/schedule.js`: the talks of one edition, each with the times at which it is given."""
    edition = events.edition
    head, foot = frame(f'{wording.short_edition_title(program, edition)}: my schedule')
    talks = _Talks(program, target, events, entries)
    refs = [f'{edition.id}/{id}' for id in edition.talks]
    schedule = {
        'edition': edition.id,
        'title': edition.full_title,
        'timezone': edition.timezone,
        'calendar': {'head': head.decode(), 'foot': foot.decode()},
        'talks': {ref: talks.find(ref) for ref in refs},
    }
    return call('schedule', schedule)


def _edition(edition: Edition, target: Target) -> Json:
    facts = {'id': edition.id, 'title': edition.full_title, 'timezone': edition.timezone}
    if edition.sessions:
        facts['start'] = iso(min((session.start for session in edition.sessions), key=lambda time: time.timestamp()))
        facts['end'] = iso(max((session.end for session in edition.sessions), key=lambda time: time.timestamp()))
    return {**facts, **_former(edition), 'schedule': target.page_path(edition_document(edition.id))}


def _former(edition: Edition) -> Json:
    """The ids that an edition had, and those that its talks had with what they are now; a living talk goes first."""
    talks = {old: talk.id for talk in edition.talks.values() for old in talk.former_ids if old not in edition.talks}
    return _known({'former': [*edition.former_ids], 'formerTalks': talks})


def _known(facts: Json) -> Json:
    """*facts* without those that say nothing."""
    return {name: value for name, value in facts.items() if value}


class _Talks:
    def __init__(self, program: Program, target: Target, events: Events, entries: Entries) -> None:
        self.program = program
        self.target = target
        self.events = events
        self.entries = entries
        self.find = remembered(program, self.talk, 'schedule')

    def talk(self, ref: str) -> Json:
        talk = self.program.talks[ref]
        return {
            'title': plain_title(talk.title),
            'url': self.target.page_path(talk_document(talk.ref)),
            'people': [self.program.people[credit.person].name for credit in talk.presenters],
            'kind': talk.kind.id,
            **_standing(talk.status, talk.reason),
            'slots': [self.slot(slot) for slot in self.events.slots(talk.id)],
        }

    def slot(self, slot: Slot) -> Json:
        session, event = self.program.sessions[f'{self.events.edition.id}/{slot.session}'], self.events.at(slot)
        return {
            'session': session.ref,
            'title': plain_title(session.title),
            'day': session.day.isoformat(),
            'start': iso(slot.start),
            'end': iso(slot.end),
            'where': ', '.join(self.events.edition.room_names(event.rooms)),
            **({'board': slot.board} if slot.board else {}),
            'sideBySide': self.events.edition.is_side_by_side(session),
            **_standing(event.status, event.reason),
            'event': self.entries(event).decode(),
        }


def _standing(status: Status, reason: str) -> Json:
    return {'status': status.value, **({'reason': reason} if reason else {})} if status != Status.CONFIRMED else {}


def call(function: str, *data: Any) -> bytes:
    """A script that hands *data* to `proceedings.function`."""
    given = ','.join(json.dumps(one, ensure_ascii=False, separators=(',', ':')) for one in data)
    for char, written in _UNSAFE.items():  # in a tenth of the time that `translate` takes
        given = given.replace(char, written)
    return f'proceedings.{function}({given});\n'.encode()
