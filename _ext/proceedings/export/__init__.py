"""The program for other programs: calendars, the phone apps' schedule, what changes, citations, data for the browser.

    program -> events -> calendar (.ics), frab (.xml, .json), browser (.js)
            -> feed, series_feed (.atom), which takes its dates from dates
            -> citations (.bib, .ris, .json)
            -> program.json

Each file is made from as little of the program as it says, so that one that looks on (see `observed`) can tell which
files another program has no other of.

Addresses are as seen from the root of the site, and never change: others have subscribed to them. What belongs to a
page that has another address now is at the former one as well, since no program follows a page that leads elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Set
from dataclasses import dataclass
from functools import partial

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
from ..observed import remembered
from ..program import Program
from . import browser, frab, wording
from .calendar import Entries, calendar
from .citations import Citation, Citations
from .events import Event, Events, in_order
from .feed import feed
from .series_feed import series_feed
from .stamps import stamp_of
from .target import Target
from .uids import series_uids

__all__ = [
    'Export',
    'Part',
    'Target',
    'WithProse',
    'exports',
    'exports_with_prose',
    'parts_without_prose',
    'stamp_of',
]

Export = tuple[str, bytes]
"""(the address of a file, what is in it). Who asks for it writes it; nothing here touches a folder."""


@dataclass(frozen=True, slots=True)
class WithProse:
    """A file in which there are abstracts: those of one `edition`, or of all, where that is empty."""

    address: str
    edition: str
    make: Callable[[], bytes]


@dataclass(frozen=True, slots=True)
class Part:
    """Files that are made of one thing of the program. No two have one `name`; there may be none in it."""

    name: str
    make: Callable[[], Iterable[Export]]


def exports(program: Program, target: Target) -> Iterator[Export]:
    """Every file that other programs read. Each is made when it is asked for; same input, same bytes.

    The caller writes them, and removes those that it wrote before and that are no longer among them.
    """
    addresses = set()
    for address, content in _without_prose(program, target):
        addresses.add(address)
        yield address, content
    yield from ((file.address, file.make()) for file in exports_with_prose(program, target, addresses))


def _without_prose(program: Program, target: Target) -> Iterator[Export]:
    """The files, by far the most of them, that stay the same when an author has written."""
    taken = set()
    for one in parts_without_prose(program, target):
        for address, content in one.make():
            if address not in taken:
                yield address, content
                taken.add(address)


def parts_without_prose(program: Program, target: Target) -> Iterator[Part]:
    """The same, by what is made of one thing of the program. Of two files with one address the first counts."""
    return _Exporter(program, target).without_prose()


def exports_with_prose(program: Program, target: Target, others: Set[str]) -> Iterator[WithProse]:
    """The files that do not; they know of the *others*, by their addresses."""
    return _Exporter(program, target).with_prose(others)


class _Exporter:
    def __init__(self, program: Program, target: Target) -> None:
        self.program = program
        self.target = target
        self.uids = series_uids(program.series)
        self.events = {id: Events(program, id, self.uids) for id in program.editions}
        self.entries = Entries(program, target, self.events)
        self.schedule = remembered(program, self._schedule)
        self.living = frozenset(ledger_files(program))
        self.former: dict[str, list[str]] = {}
        for old, now in target.moved.items():
            self.former.setdefault(now, []).append(old)
        for old, now in program.former['session'].items():
            self.former.setdefault(session_stem(now), []).append(session_stem(old))

    def without_prose(self) -> Iterator[Part]:
        yield from (Part(name, partial(self.everywhere, make)) for name, make in self.of_program())
        taken = frozenset(address for file in self.living for address in self.all_addresses(file))
        for document, cite in Citations(self.program, self.target).files():
            yield Part(f'citation {document}', partial(self.citation, document, cite, taken))

    def with_prose(self, others: Set[str]) -> Iterator[WithProse]:
        there = self.living | others
        for address, edition, make in self.of_texts(there):
            yield from (WithProse(each, edition, make) for each in self.all_addresses(address))

    def all_addresses(self, file: str) -> Iterator[str]:
        """Where *file* is, and where it was."""
        yield file
        if (former := self.former.get(page_of(file))) and is_file(file):
            yield from filter(None, (former_address(file, old, self.living) for old in former))

    def everywhere(self, make: Callable[[], Iterable[Export]]) -> Iterator[Export]:
        """What is made, also where it was."""
        for address, content in make():
            yield from ((each, content) for each in self.all_addresses(address))

    def citation(self, document: str, cite: Callable[[], Citation], taken: Set[str]) -> Iterator[Export]:
        """Beside a page that can be cited, and where that page was, but for what is *taken*."""
        kind, citation = citable(document), cite()
        former = [old for old in self.former.get(document, ()) if citable(old) == kind]
        for stem in (document, *former) if citation else ():
            files = ((citation_file(stem, suffix), content) for suffix, content in citation.files.items())
            yield from ((address, content) for address, content in files if address not in taken)

    def of_texts(self, files: Set[str]) -> Iterator[tuple[str, str, Callable[[], bytes]]]:
        """(address, edition, how it is made); the whole program of an edition leads to all its *files*."""
        if self.program.editions:
            yield SERIES_FEED, '', lambda: series_feed(self.program, self.target, self.uids)
        for edition in self.program.editions.values():
            yield program_file(edition.id), edition.id, partial(self.program_json, edition, files)
            if edition.sessions:
                for file, write in zip(frab_files(edition.id), (frab.as_xml, frab.as_json), strict=True):
                    yield file, edition.id, partial(self.of_apps, write, edition.id)

    def program_json(self, edition: Edition, files: Set[str]) -> bytes:
        from .program_json import program_json  # late: its models take longer to make than all else of a small build

        return program_json(self.program, self.target, edition, files)

    def of_apps(self, write: Callable[[frab.Schedule], bytes], edition: str) -> bytes:
        return write(self.schedule(edition))

    def _schedule(self, edition: str) -> frab.Schedule:
        """What apps on phones show; two files say the same."""
        events = self.events[edition]
        changed = max(map(self.entries.stamp, events.calendar))
        return frab.schedule_of(self.program, self.target, events, changed)

    def of_program(self) -> Iterator[tuple[str, Callable[[], Iterable[Export]]]]:
        """(name, how its files are made) of all that has files of its own."""
        yield 'editions', self.of_editions
        for events in self.events.values():
            edition = events.edition
            yield f'edition {edition.id}', partial(self.of_edition, events)
            for kind, make, things in (
                ('talk', self.of_talk, edition.talks),
                ('room', self.of_room, edition.rooms),
                ('track', self.of_track, edition.tracks),
            ):
                yield from ((f'{kind} {edition.id}/{id}', partial(make, events, id)) for id in things)
        yield from ((f'person {id}', partial(self.of_person, id)) for id in self.program.people)

    def of_editions(self) -> Iterator[Export]:
        yield 'talks/editions.js', browser.editions_script(self.program, self.target)

    def of_edition(self, events: Events) -> Iterator[Export]:
        edition = events.edition
        files = schedule_stem(edition.id)
        yield f'{files}.js', browser.schedule_script(self.program, self.target, events, self.entries)
        yield feed_file(edition.id), feed(self.program, self.target, edition, self.uids)
        title, file = wording.short_edition_title(self.program, edition), calendar_file(files)
        yield from self.calendar(title, edition_document(edition.id), events.calendar, file)

    def of_talk(self, events: Events, id: str) -> Iterator[Export]:
        talk = events.edition.talks[id]
        yield from self.of_place(events, plain_title(talk.title), talk_document(talk.ref), events.of_talk(id))

    def of_room(self, events: Events, id: str) -> Iterator[Export]:
        document = room_document(f'{events.edition.id}/{id}')
        yield from self.of_place(events, events.edition.rooms[id].name, document, events.of_room(id))

    def of_track(self, events: Events, id: str) -> Iterator[Export]:
        document = track_document(f'{events.edition.id}/{id}')
        yield from self.of_place(events, events.edition.tracks[id].name, document, events.of_track(id))

    def of_place(self, events: Events, name: str, document: str, found: Iterable[Event]) -> Iterator[Export]:
        """The calendar of what is called *name* in an edition."""
        title = wording.short_edition_title(self.program, events.edition)
        yield from self.calendar(f'{title}: {name}', document, found)

    def of_person(self, id: str) -> Iterator[Export]:
        """A calendar over all editions."""
        found = (event for events in self.events.values() for event in events.of_person(id))
        name = f'{self.program.series.short_title}: {self.program.people[id].name}'
        yield from self.calendar(name, speaker_document(id), in_order(found))

    def calendar(self, name: str, document: str, events: Iterable[Event], file: str = '') -> Iterator[Export]:
        """The file of *events*, if there are any: beside the page of *document*, unless *file* says where."""
        entries = [self.entries(event) for event in events]
        if entries:
            file = file or calendar_file(document)
            yield file, calendar(name, self.target.page_url(document), self.target.file_url(file), entries)
