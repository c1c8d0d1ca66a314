"""The program for other programs: calendars, the phone apps' schedule, what changes, citations, data for the browser.

    program -> events -> calendar (.ics), frab (.xml, .json), browser (.js)
            -> feed, series_feed (.atom), which takes its dates from dates
            -> citations (.bib, .ris, .json)
            -> program.json

Addresses are as seen from the root of the site, and never change: others have subscribed to them. What belongs to a
page that has another address now is at the former one as well, since no program follows a page that leads elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Set
from dataclasses import dataclass
from functools import cache, partial

from ..documents import (
    SERIES_FEED,
    calendar_file,
    citable,
    citation_file,
    edition_document,
    feed_file,
    frab_files,
    program_file,
    room_document,
    schedule_stem,
    session_stem,
    speaker_document,
    talk_document,
    track_document,
)
from ..ledger import files as ledger_files
from ..ledger import former_address, is_file, page_of
from ..maths.titles import plain_title
from ..model import Edition
from ..program import Program
from . import browser, frab, wording
from .calendar import Entries, calendar
from .citations import Citations
from .events import Event, Events, in_order
from .feed import feed
from .series_feed import series_feed
from .stamps import stamp_of
from .target import Target
from .uids import series_uids

__all__ = ['Export', 'Target', 'WithProse', 'exports', 'exports_with_prose', 'exports_without_prose', 'stamp_of']

Export = tuple[str, bytes]
"""(the address of a file, what is in it). Who asks for it writes it; nothing here touches a folder."""


@dataclass(frozen=True, slots=True)
class WithProse:
    """A file in which there are abstracts: those of one `edition`, or of all, where that is empty."""

    address: str
    edition: str
    make: Callable[[], bytes]


def exports(program: Program, target: Target) -> Iterator[Export]:
    """Every file that other programs read. Each is made when it is asked for; same input, same bytes.

    The caller writes them, and removes those that it wrote before and that are no longer among them.
    """
    addresses = set()
    for address, content in exports_without_prose(program, target):
        addresses.add(address)
        yield address, content
    yield from ((file.address, file.make()) for file in exports_with_prose(program, target, addresses))


def exports_without_prose(program: Program, target: Target) -> Iterator[Export]:
    """The files, by far the most of them, that stay the same when an author has written."""
    return _Exporter(program, target).without_prose()


def exports_with_prose(program: Program, target: Target, others: Set[str]) -> Iterator[WithProse]:
    """The files that do not; they know of the *others*, by their addresses."""
    return _Exporter(program, target).with_prose(others)


class _Exporter:
    def __init__(self, program: Program, target: Target) -> None:
        self.program = program
        self.target = target
        self.entries = Entries(program, target)
        self.uids = series_uids(program.series)
        self.events = {id: Events(edition, self.uids) for id, edition in program.editions.items()}
        self.living = frozenset(ledger_files(program))
        self.former: dict[str, list[str]] = {}
        for old, now in target.moved.items():
            self.former.setdefault(now, []).append(old)
        for old, now in program.former['session'].items():
            self.former.setdefault(session_stem(now), []).append(session_stem(old))

    def without_prose(self) -> Iterator[Export]:
        taken = {address for file in self.living for address in self.all_addresses(file)}
        for address, content in self.of_program():
            for each in self.all_addresses(address):
                taken.add(each)
                yield each, content
        for address, content in self.citations():
            if address not in taken:
                yield address, content
                taken.add(address)

    def with_prose(self, others: Set[str]) -> Iterator[WithProse]:
        there = self.living | others
        for address, edition, make in self.of_texts(there):
            yield from (WithProse(each, edition, make) for each in self.all_addresses(address))

    def all_addresses(self, file: str) -> Iterator[str]:
        """Where *file* is, and where it was."""
        yield file
        if (former := self.former.get(page_of(file))) and is_file(file):
            yield from filter(None, (former_address(file, old, self.living) for old in former))

    def citations(self) -> Iterator[Export]:
        """Beside each page that can be cited, and where that page was; what has the address already keeps it."""
        for document, citation in Citations(self.program, self.target).files():
            kind = citable(document)
            former = [old for old in self.former.get(document, ()) if citable(old) == kind]
            for stem in (document, *former):
                yield from ((citation_file(stem, suffix), content) for suffix, content in citation.files.items())

    def of_texts(self, files: Set[str]) -> Iterator[tuple[str, str, Callable[[], bytes]]]:
        """(address, edition, how it is made); the whole program of an edition leads to all its *files*."""
        if self.program.editions:
            yield SERIES_FEED, '', lambda: series_feed(self.program, self.target, self.uids)
        for edition in self.program.editions.values():
            yield program_file(edition.id), edition.id, partial(self.program_json, edition, files)
            if self.events[edition.id].calendar:
                schedule = cache(partial(self.schedule, edition))  # both files say the same
                for file, write in zip(frab_files(edition.id), (frab.as_xml, frab.as_json), strict=True):
                    yield file, edition.id, partial(_written, write, schedule)

    def program_json(self, edition: Edition, files: Set[str]) -> bytes:
        from .program_json import program_json  # late: its models take longer to make than all else of a small build

        return program_json(self.program, self.target, edition, files)

    def schedule(self, edition: Edition) -> frab.Schedule:
        """What apps on phones show."""
        events = self.events[edition.id]
        changed = max(map(self.entries.stamp, events.calendar))
        return frab.schedule_of(self.program, self.target, events, changed)

    def of_program(self) -> Iterator[Export]:
        yield 'talks/editions.js', browser.editions_script(self.program, self.target)
        for events in self.events.values():
            yield from self.of_edition(events)
        yield from self.of_people()

    def of_edition(self, events: Events) -> Iterator[Export]:
        files = schedule_stem(events.edition.id)
        yield f'{files}.js', browser.schedule_script(self.program, self.target, events, self.entries)
        yield feed_file(events.edition.id), feed(self.program, self.target, events.edition, self.uids)
        if events.calendar:
            yield from self.calendars_of_edition(events)

    def calendars_of_edition(self, events: Events) -> Iterator[Export]:
        edition = events.edition
        title = wording.short_edition_title(self.program, edition)
        file = calendar_file(schedule_stem(edition.id))
        yield from self.calendar(title, edition_document(edition.id), events.calendar, file)
        for talk in edition.talks.values():
            name = f'{title}: {plain_title(talk.title)}'
            yield from self.calendar(name, talk_document(talk.ref), events.of_talk(talk.id))
        for room in edition.rooms.values():
            document = room_document(f'{edition.id}/{room.id}')
            yield from self.calendar(f'{title}: {room.name}', document, events.of_room(room.id))
        for track in edition.tracks.values():
            document = track_document(f'{edition.id}/{track.id}')
            yield from self.calendar(f'{title}: {track.name}', document, events.of_track(track.id))

    def of_people(self) -> Iterator[Export]:
        """A calendar for each person, over all editions."""
        for person in self.program.people.values():
            found = (event for events in self.events.values() for event in events.of_person.get(person.id, ()))
            name = f'{self.program.series.short_title}: {person.name}'
            yield from self.calendar(name, speaker_document(person.id), in_order(found))

    def calendar(self, name: str, document: str, events: Iterable[Event], file: str = '') -> Iterator[Export]:
        """The file of *events*, if there are any: beside the page of *document*, unless *file* says where."""
        entries = [self.entries(event) for event in events]
        if entries:
            file = file or calendar_file(document)
            yield file, calendar(name, self.target.page_url(document), self.target.file_url(file), entries)


def _written(write: Callable[[frab.Schedule], bytes], schedule: Callable[[], frab.Schedule]) -> bytes:
    return write(schedule())
