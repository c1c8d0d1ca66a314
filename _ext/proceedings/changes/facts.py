"""What differs in the facts of an edition, in who people are, and in the series."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from .. import times
from ..model import Credit, Edition, Organization, Person, Proceedings, Room, Track, Venue
from .differences import Cast, Changed, Difference, Level, Merged, NewId, Renamed, Subject
from .matching import Editions, Programs, match
from .talks import cast, changed, items, links, renamed


def edition_facts(pair: Editions) -> Iterator[Difference]:
    subject = pair.subject()
    if (pair.old.title, pair.new.title) != (pair.programs.old.series.title, pair.programs.new.series.title):
        yield from renamed(subject, pair.old.title, pair.new.title)
    days = 'day' if pair.new.start == pair.new.end else 'days'
    values = _when_and_where(pair.old), _when_and_where(pair.new)
    for what, old, new in zip((days, *_WHAT), *values, strict=True):
        yield from changed(subject, what, old, new)
    yield from links(subject, pair.old.links, pair.new.links)
    yield from _volume(subject, pair.old.proceedings, pair.new.proceedings)
    yield from _named(pair, 'room', pair.old.rooms, pair.new.rooms)
    yield from _named(pair, 'track', pair.old.tracks, pair.new.tracks)
    yield from items(subject, 'sponsor', *([one.name for one in edition.sponsors] for edition in (pair.old, pair.new)))
    yield from _cast(pair)
    yield from _affiliations(pair)


_WHAT = ('opening hours', 'time zone', 'venue', 'page of the venue', 'home page', 'conference', 'its home page')


def _when_and_where(edition: Edition) -> tuple[str, ...]:
    """The days, and what `_WHAT` names."""
    part_of = edition.part_of or Organization(name='')
    hours = times.clock_range(edition.opens, edition.closes) if edition.opens and edition.closes else ''
    venue = edition.venue or Venue(name='')
    place = dict.fromkeys((venue.name, venue.address, venue.city, venue.region, venue.country))
    return (
        times.day_range(edition.start, edition.end), hours, edition.timezone, ', '.join(filter(None, place)), venue.url,
        edition.url, part_of.name, part_of.url,
    )  # fmt: skip


def _volume(subject: Subject, old: Proceedings, new: Proceedings) -> Iterator[Difference]:
    for what in ('title', 'publisher', 'series', 'volume', 'number', 'isbn', 'issn', 'doi', 'published'):
        called = f'{_CALLED.get(what, what)} of the proceedings'
        yield from changed(subject, called, str(getattr(old, what) or ''), str(getattr(new, what) or ''))


def _named(
    pair: Editions, what: str, old: Mapping[str, Room | Track], new: Mapping[str, Room | Track]
) -> Iterator[Difference]:
    """Rooms or tracks that came, went, or have another name."""
    now = pair.room_now if what == 'room' else pair.track_now
    found = match(old.values(), new.values(), (lambda one: now(one.id), lambda one: one.id))
    for before, after in found.both:
        yield from changed(pair.subject(), f'name of the {what}', before.name, after.name)
    moved = pair.moved_rooms if what == 'room' else {}
    gone = (one.name for one in found.gone if one.id not in moved)
    came = (one.name for one in found.came if one.id not in moved.values())
    yield from items(pair.subject(), what, gone, came)


def _cast(pair: Editions) -> Iterator[Cast]:
    """Who organizes, in each role, who edits, and who reviews."""
    before, now = _by_role(pair.old.organizers), _by_role(pair.new.organizers)
    for role in dict.fromkeys((*now, *before)):
        yield from cast(pair.subject(), role, before.get(role, ()), now.get(role, ()), pair.programs)
    old, new = pair.old.proceedings, pair.new.proceedings
    yield from cast(pair.subject(), 'editor', old.editors, new.editors, pair.programs)
    yield from cast(pair.subject(), 'reviewer', pair.old.reviewers, pair.new.reviewers, pair.programs)


def _by_role(credits: Iterable[Credit]) -> Mapping[str, Sequence[Credit]]:
    roles: dict[str, list[Credit]] = defaultdict(list)
    for credit in credits:
        roles[credit.role].append(credit)
    return roles


def _affiliations(pair: Editions) -> Iterator[Changed]:
    """Of those who have a role before and after, each once, however many talks they have."""
    old = {pair.programs.person(person): affiliation for person, affiliation in _affiliated(pair.old).items()}
    for person, affiliation in _affiliated(pair.new).items():
        what = f'affiliation of {pair.programs.name(person)}'
        yield from changed(pair.subject(), what, old.get(person, affiliation), affiliation)


def _affiliated(edition: Edition) -> dict[str, str]:
    """The affiliations of everybody in *edition*, by id; mostly it is one."""
    talks = (credit for talk in edition.talks.values() for credit in talk.people)
    chairs = (credit for session in edition.sessions for credit in session.chairs)
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for credit in (*edition.organizers, *edition.proceedings.editors, *talks, *chairs, *edition.reviewers):
        found[credit.person].update(dict.fromkeys(filter(None, [credit.affiliation])))
    return {person: '; '.join(affiliations) for person, affiliations in found.items()}


def people(programs: Programs) -> Iterator[Difference]:
    """Who is called otherwise, who turned out to be one person, and what else is known of them."""
    before: dict[str, list[Person]] = defaultdict(list)
    for person in programs.old.people.values():
        before[programs.person(person.id)].append(person)
    for now in programs.new.people.values():
        if before[now.id]:
            yield from _person(programs, before[now.id], now)


def _person(programs: Programs, before: Sequence[Person], now: Person) -> Iterator[Difference]:
    subject = Subject(level=Level.PERSON, name=programs.name(now.id), id=now.id)
    old = next((person for person in before if person.id == now.id), before[0])
    names = [programs.old_name(person) for person in before if person is not old]
    if names:
        yield Merged(subject=subject, names=tuple(filter(None, names)))
    if old.name != now.name:
        yield Renamed(subject=subject, old=programs.old_name(old))
    if old.id != now.id and not programs.is_hidden(old.id):
        yield NewId(subject=subject, old=old.id, leads=old.id in programs.new.former['speaker'])
    for what in ('affiliation', 'disambiguation', 'url', 'orcid'):
        yield from changed(subject, _CALLED.get(what, what), getattr(old, what), getattr(now, what))
    yield from items(subject, 'other name', programs.shown(old.aliases), programs.shown(now.aliases))
    yield from links(subject, old.links, now.links)


_CALLED = {
    'url': 'home page', 'orcid': 'ORCID iD', 'isbn': 'ISBN', 'issn': 'ISSN', 'doi': 'DOI',
    'published': 'date of publication',
}  # fmt: skip


def series(programs: Programs) -> Iterator[Difference]:
    old, new = programs.old.series, programs.new.series
    subject = Subject(level=Level.SERIES, name=new.title)
    yield from renamed(subject, old.title, new.title)
    yield from changed(subject, 'short title', old.short_title, new.short_title)
    yield from changed(subject, 'home page', old.url, new.url)
    yield from links(subject, old.links, new.links)
    for id, kind in programs.new.kinds.items():
        before = programs.old.kinds.get(id, kind)
        yield from changed(subject, f'name of the kind “{id}”', before.name, kind.name)
