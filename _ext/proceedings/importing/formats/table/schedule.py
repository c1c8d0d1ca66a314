"""What the rows of a table put into the schedule: when, where, and in which session."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ....names import fold
from ....problems import short
from ....schema import values
from ....vocabulary import Status
from ...draft import DraftSlot, DraftTalk, Mention
from ...tables import checked
from ...tables.agenda import Agenda, Block, Given
from ...tables.headings import Row
from ...tables.people import People
from ...tables.titles import without_chair
from ...tables.written_names import NOBODY
from ...wanted.kinds import exact_kind
from .times import Times


@dataclass(frozen=True, slots=True)
class Entry:
    """What a row says beside its time and place: a talk, or (`talk` is None) something else of that title."""

    row: Row
    title: str
    kind: str
    status: Status
    talk: DraftTalk | None = None
    chairs: Sequence[Mention] = ()

    @property
    def is_poster(self) -> bool:
        return exact_kind(self.kind) == 'poster'


class Schedule:
    """Puts entries into the agenda, from row to row: one in the session whose title stands in a row above it."""

    def __init__(self, people: People, times: Times, agenda: Agenda) -> None:
        self.people = people
        self.draft = people.draft
        self.report = people.report
        self.times = times
        self.agenda = agenda
        self._block: Block | None = None
        self._without_room: list[Row] = []

    # -- sessions with a row of their own

    def begin_block(self, row: Row, title: str) -> None:
        self.end_block()
        self.times.read_day(row)
        title, chairs = without_chair(title)
        cell = row.text('chairs') or chairs
        place = row.place('chairs' if row.text('chairs') else 'title')
        mentions = self.people.of_cell(cell, place, 'Chair') if cell else []
        self._block = Block(title, row.place('title'), self._rooms(row), mentions)

    def end_block(self) -> None:
        if self._block:
            said = f'"{short(self._block.title)}" is taken for the title of a session'
            if self._block.is_used:
                self.report.guess(self._block.place, said)
            else:
                self.report.wrong(self._block.place, f'{said}, but nothing with a time follows; it is left out')
        self._block = None

    def _join(self, given: Given, block: Block) -> None:
        """Let a talk be part of the session above it."""
        block.is_used = True
        if not given.rooms and block.rooms:
            given.rooms = block.rooms
            said = f'there is no room; it is taken to be {" and ".join(given.rooms)}, as that of the session'
            self.report.guess(given.place, said)
        block.rooms = given.rooms
        given.block = given.block or block.title
        given.chairs = given.chairs or block.chairs

    # -- single rows

    def give(self, entry: Entry) -> None:
        """Note when and where the row takes place, if it says so."""
        row = entry.row
        self.times.read_day(row)
        start, end = self.times.span(row)
        rooms, chairs = self._rooms(row), self._chairs(entry)
        self._zone(row)
        if start is None:
            self._lose_without_time(entry)
            return
        end = self.times.end(row, start) or end
        place = row.place('start' if row.text('start') else 'time')
        given = self._given(entry, Given(start, end, place, rooms, chairs=chairs))
        if entry.talk and not given.rooms:
            self._without_room.append(row)
        self.agenda.add(given, exact_kind(entry.kind))

    def _given(self, entry: Entry, given: Given) -> Given:
        """*given* with what is given, and in which session."""
        if self.times.day and given.start.date() != self.times.day and given.start.tzinfo is None:
            given.day = self.times.day
        given.block, given.board = entry.row.line('session', self.people), self._board(entry)
        given.status = entry.status
        if entry.talk:
            given.talk, given.status = entry.talk.key, Status.CONFIRMED
            if self._block:
                self._join(given, self._block)
        else:
            given.title, given.kind = entry.title, entry.kind
            given.track = entry.row.line('track', self.people)
        return given

    def _chairs(self, entry: Entry) -> list[Mention]:
        text = entry.row.text('chairs')
        found = self.people.of_cell(text, entry.row.place('chairs'), 'Chair') if text else []
        return found or [*entry.chairs]

    def _rooms(self, row: Row) -> list[str]:
        parts = [part.strip() for part in re.split(r'[;|\n]', row.line('room', self.people)) if part.strip()]
        rooms = [part for part in dict.fromkeys(parts) if fold(part) not in NOBODY]
        self.draft.rooms.extend(room for room in rooms if room not in self.draft.rooms)
        return rooms

    def _zone(self, row: Row) -> None:
        zone = row.text('timezone')
        if not zone or zone == self.draft.timezone:
            return
        if self.draft.timezone:
            self.report.wrong(row.place('timezone'), f'a program has one time zone: {self.draft.timezone} is taken')
        elif checked.checked(values.Zone, zone, row.place('timezone'), self.report):
            self.draft.timezone = zone

    def _board(self, entry: Entry) -> str:
        """The poster board: `P1` in the column for numbers, too, if it is a poster's."""
        number = entry.row.text('number')
        of_poster = entry.is_poster and re.fullmatch(r'P[ -]?\d{1,4}', number, re.IGNORECASE)
        return entry.row.line('board', self.people) or (number if of_poster else '')

    # -- what is missing

    def _lose_without_time(self, entry: Entry) -> None:
        row = entry.row
        if self.times.lacks_day(row):
            return
        if entry.talk is None:
            self.report.wrong(row.place('title'), f'"{short(entry.title)}" has no time, and is no talk; it is left out')
            return
        board = self._board(entry)
        if entry.is_poster and not {'start', 'time'} & {*row.cells}:
            self.agenda.wait(DraftSlot(talk=entry.talk.key, board=board), row.place('title'))
        for name, heading in (('session', 'Session'), ('room', 'Room'), ('board', 'Board'), ('chairs', 'Chair')):
            if row.text(name) and not (name == 'board' and entry.is_poster):
                why = 'a talk without a time is not in the schedule'
                self.report.lose(heading, row.place(name), short(row.text(name)), why)

    def tell_without_room(self) -> None:
        if self._without_room and self.draft.rooms:
            count = len(self._without_room)
            talks = 'one talk has a time and no room' if count == 1 else f'{count} talks have a time and no room'
            said = f'{talks}; a room is not taken from the row above, unless the cells are merged'
            self.report.guess(self._without_room[0].place('title'), said)
