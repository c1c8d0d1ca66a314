"""One edition's entries -> model, with every reference looked up."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TypeVar

from .. import times
from ..maths.titles import title_problems
from ..model import Change, Correction, Edition, Link, Organization, Proceedings, Room, Talk, Track, Venue
from ..schema.entries import (
    ConferenceEntry,
    EditionEntry,
    EditionFile,
    LinksEntry,
    OrganizationEntry,
    PersonMention,
    RoomEntry,
    TalkEntry,
    TrackEntry,
)
from ..schema.values import Entry, id_of
from ..source import Loc
from ..vocabulary import Kind
from .checks import Where
from .lookup import Lookup
from .people import People
from .schedule import revision, sessions
from .validate import File

Named = TypeVar('Named', Room, Track)


def mentions_that_introduce(entries: EditionFile) -> Iterator[tuple[PersonMention, Loc]]:
    """Every mention that makes a person known, with its place."""
    for index, talk in enumerate(entries.talks):
        role = 'authors' if talk.authors else 'speakers'
        yield from ((mention, ('talks', index, role, at)) for at, mention in enumerate(getattr(talk, role)))
    editors = entries.edition.proceedings.editors
    yield from ((mention, ('edition', 'proceedings', 'editors', index)) for index, mention in enumerate(editors))
    yield from ((mention, ('organizers', index)) for index, mention in enumerate(entries.organizers))
    yield from ((mention, ('reviewers', index)) for index, mention in enumerate(entries.reviewers))


def resolve_edition(
    id: str, file: File[EditionFile], people: People, kinds: Mapping[str, Kind], title: str
) -> tuple[Edition, dict[Where, Loc]]:
    """(the edition, where each of its talks and sessions stands); problems say what could not be resolved.

    *title* is the title of the series, for an edition that has none of its own.
    """
    lookup = Lookup(id, file, people, kinds)
    entries = file.entries
    _fill(lookup)
    edition = Edition(
        id=id,
        title=entries.edition.title or title,
        room=lookup.usual_room,
        rooms=lookup.rooms,
        tracks=lookup.tracks,
        organizers=tuple(lookup.credits(entries.organizers, ('organizers',))),
        sponsors=tuple(organization for entry in entries.sponsors if (organization := _organization(entry))),
        reviewers=tuple(lookup.credits(entries.reviewers, ('reviewers',))),
        sessions=sessions(lookup),
        talks=lookup.talks,
        changes=tuple(_changes(lookup)),
        proceedings=_proceedings(lookup),
        **_when_and_where(entries.edition, file),
    )
    return edition, lookup.locs


def _proceedings(lookup: Lookup) -> Proceedings:
    entry = lookup.file.entries.edition.proceedings
    editors = tuple(lookup.credits(entry.editors, ('edition', 'proceedings', 'editors')))
    return Proceedings(**{**_filled(entry), 'editors': editors})


def _fill(lookup: Lookup) -> None:
    """Take in what the rest of the file refers to: rooms, tracks, affiliations, talks."""
    entries = lookup.file.entries
    room = entries.edition.room
    lookup.rooms = _named(entries.rooms, 'rooms', Room, lookup.file)
    lookup.tracks = _named(entries.tracks, 'tracks', Track, lookup.file)
    if (id := id_of(room)) and not entries.rooms:
        lookup.rooms = {id: Room(id=id, name=room)}
    elif room:
        lookup.room(room, ('edition', 'room'))
    lookup.affiliations = dict(_affiliations(lookup))
    lookup.talks = {talk.id: talk for talk in _talks(lookup)}


def _when_and_where(entry: EditionEntry, file: File[EditionFile]) -> dict[str, Any]:
    last = entry.end or entry.start
    if last < entry.start:
        file.problem(('edition', 'end'), 'time', f'the last day, {last}, is before the first, {entry.start}')
        last = entry.start
    opens, closes = entry.hours or (None, None)
    return {
        'start': entry.start,
        'end': last,
        'timezone': entry.timezone.key,
        'opens': None if opens is None else times.local(entry.start, opens, entry.timezone),
        'closes': None if closes is None else times.local(last, closes, entry.timezone),
        'url': entry.url or '',
        'links': _links(entry.links),
        'venue': Venue(**_filled(entry.venue)) if entry.venue else None,
        'part_of': _organization(entry.part_of),
        'revision': revision(entry),
        'former_ids': entry.former_ids,
        'former_days': entry.former_days,
    }


def _affiliations(lookup: Lookup) -> Iterator[tuple[str, str]]:
    for name, affiliation in lookup.file.entries.affiliations.items():
        mention = PersonMention(id=name) if name in lookup.people.known else PersonMention(name=name)
        person = lookup.people.refer(mention, lookup.file, ('affiliations', name))
        if person:
            yield person, affiliation


def _named(
    entries: Iterable[RoomEntry | TrackEntry], key: str, make: type[Named], file: File[EditionFile]
) -> dict[str, Named]:
    found: dict[str, Named] = {}
    for index, entry in enumerate(entries):
        id = entry.id or id_of(entry.name)
        if id in found:
            file.problem((key, index), 'duplicate', f'"{id}" is here already; give one of the two another id')
        elif not id:
            message = f'its name makes no good address of a page; write an id, as in id: {key[:-1]}-1'
            file.problem((key, index), 'id', message)
            file.leave_out((key, index))
        else:
            found[id] = make(**{**_filled(entry), 'id': id})
    return found


def _talks(lookup: Lookup) -> Iterator[Talk]:
    seen: set[str] = set()
    for index, entry in enumerate(lookup.file.entries.talks):
        loc = ('talks', index)
        if entry.id in seen:
            lookup.file.problem((*loc, 'id'), 'duplicate', f'there is a talk "{entry.id}" already; ids have to differ')
            lookup.file.leave_out(loc)
            continue
        seen.add(entry.id)
        talk = _talk(entry, loc, lookup)
        lookup.locs['talk', talk.ref] = loc
        yield talk


def _talk(entry: TalkEntry, loc: Loc, lookup: Lookup) -> Talk:
    _check_maths(entry.title, (*loc, 'title'), lookup)
    return Talk(
        id=entry.id,
        edition=lookup.edition,
        kind=lookup.kind(entry.kind, (*loc, 'kind')),
        title=entry.title,
        number=entry.number,
        authors=tuple(lookup.credits(entry.authors, (*loc, 'authors'))),
        speakers=tuple(lookup.credits(entry.speakers, (*loc, 'speakers'))),
        track=lookup.track(entry.track, (*loc, 'track')),
        keywords=entry.keywords,
        links=_links(entry.links),
        doi=entry.doi,
        pages=entry.pages,
        published=entry.published,
        awards=entry.awards,
        corrections=tuple(sorted(_corrections(entry, loc, lookup), key=lambda correction: correction.date)),
        former_ids=entry.former_ids,
        status=entry.status,
        reason=entry.reason,
        since=entry.since,
        replaced_by=entry.replaced_by,
        revision=revision(entry),
    )


def _corrections(talk: TalkEntry, loc: Loc, lookup: Lookup) -> Iterator[Correction]:
    for index, entry in enumerate(talk.corrections):
        _check_maths(entry.text, (*loc, 'corrections', index, 'text'), lookup)
        yield Correction(kind=entry.kind, date=entry.date, text=entry.text, url=entry.url or '')


def _check_maths(text: str, loc: Loc, lookup: Lookup) -> None:
    for problem in title_problems(text):
        lookup.file.problem(loc, 'markdown', problem)


def _changes(lookup: Lookup) -> Iterator[Change]:
    """What changed, the newest first; of one day what is written last."""
    former = {old: talk.id for talk in lookup.talks.values() for old in talk.former_ids}
    entries = enumerate(lookup.file.entries.changes)
    for index, entry in sorted(entries, key=lambda found: (found[1].date, found[0]), reverse=True):
        _check_maths(entry.text, ('changes', index, 'text'), lookup)
        then = former.get(entry.talk, entry.talk)
        talk = lookup.talk(then, ('changes', index, 'talk')) if then else None
        yield Change(date=entry.date, text=entry.text, talk=talk.ref if talk else '')


def _links(entry: LinksEntry) -> tuple[Link, ...]:
    return tuple(Link(kind=kind, url=url) for kind, url in entry)


def _organization(entry: OrganizationEntry | ConferenceEntry | None) -> Organization | None:
    if entry is None:
        return None
    name = entry.title if isinstance(entry, ConferenceEntry) else entry.name
    return Organization(name=name, url=entry.url or '')


def _filled(entry: Entry) -> dict[str, Any]:
    """The fields of an entry that say something."""
    return {name: value for name, value in vars(entry).items() if value}
