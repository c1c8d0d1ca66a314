"""Editions, sessions and talks as events, in the words of schema.org.

An edition has all its sessions and talks as `subEvent`, but of each no more than name, address and start: the page of
a talk says the rest. Of a talk in a session there is only its `@id`, so that 5,000 of them are not megabytes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from datetime import datetime

from ..documents import edition_document, talk_document
from ..maths.titles import plain_title
from ..model import Credit, Edition, Session, Slot, Talk, Venue
from ..names import fold
from ..program import Program
from ..render.schedule import session_node_id
from ..times import iso
from ..vocabulary import OFF, Status
from .addresses import Addresses
from .people import credited, organization_node, person_node
from .words import Node, more, node, same_as, term, without
from .works import performers, videos


def edition_event(program: Program, edition: Edition, to: Addresses, about: str) -> Node:
    """The whole of an edition."""
    document = edition_document(edition.id)
    return more(
        edition_entry(edition, to),
        alternateName=[] if program.series.title in edition.full_title else [program.series.title],
        **_standing(edition),
        eventAttendanceMode=_attendance(edition.venue),
        description=about,
        sameAs=edition.url,
        organizer=[credited(program, credit, to) for credit in edition.organized_by],
        sponsor=[*map(organization_node, edition.sponsors)],
        superEvent=[*_above(program, edition, to)],
        recordedIn=videos(edition.full_title, edition.links),
        subEvent=[_sub_event(edition, session, to, document) for session in _sessions(edition)],
    )


def edition_ref(edition: Edition, to: Addresses) -> Node:
    """An edition, where it is only named."""
    document = edition_document(edition.id)
    id = to.id(document, 'event')
    return node('Event', id, name=edition.full_title, url=to.page(document))


def edition_entry(edition: Edition, to: Addresses) -> Node:
    """An edition in a list of all."""
    return more(
        edition_ref(edition, to), startDate=_start(edition), endDate=_end(edition), location=venue_node(edition, to)
    )


def _start(edition: Edition) -> str:
    """When the doors open, or the first session begins; of what has no schedule yet, the day."""
    found = edition.opens or min((session.start for session in edition.sessions), default=None, key=datetime.timestamp)
    return iso(found) if found else edition.start.isoformat()


def _end(edition: Edition) -> str:
    found = edition.closes or max((session.end for session in edition.sessions), default=None, key=datetime.timestamp)
    return iso(found) if found else edition.end.isoformat()


def series_ref(program: Program, to: Addresses) -> Node:
    return node('EventSeries', to.id(to.home, 'series'), name=program.series.title, url=to.page(to.home))


def _above(program: Program, edition: Edition, to: Addresses) -> Iterator[Node]:
    yield series_ref(program, to)
    if edition.part_of:
        yield node('Event', name=edition.part_of.name, url=edition.part_of.url)


def _standing(edition: Edition) -> Node:
    """That an edition was to begin on an earlier day is known from the days that it was announced for."""
    before = min(edition.former_days, default=edition.start)
    if before < edition.start:
        return {'eventStatus': term('EventRescheduled'), 'previousStartDate': before.isoformat()}
    return {'eventStatus': term('EventScheduled')}


def _status(status: Status) -> str:
    """What is withdrawn does not take place either; of what is tentative schema.org has no word, and it stays out."""
    if status in OFF:
        return term('EventCancelled')
    return '' if status is Status.TENTATIVE else term('EventScheduled')


def _attendance(venue: Venue | None) -> str:
    """Only what is certain: whether people can take part from home where there is a place, too, nobody says."""
    return term('OnlineEventAttendanceMode') if venue and venue.is_online else ''


def venue_node(edition: Edition, to: Addresses, room: str = '', url: str = '', id: str = '') -> Node:
    """Where an edition takes place; or, in it, the *room*, which may have an address of its own, and be called *id*."""
    venue = edition.venue
    id = id if room else to.id(edition_document(edition.id), 'venue')
    if venue and venue.is_online:
        return node('VirtualLocation', id, name=room or venue.name, url=url or venue.url or edition.url)
    where = (room or ('' if venue else _room_name(edition)), venue.name if venue else '')
    name = ', '.join(filter(None, where))
    if not name:
        return {}
    return node('Place', id, name=name, url=url or (venue.url if venue else ''), address=_address(venue))


def _room_name(edition: Edition) -> str:
    return edition.rooms[edition.room].name if edition.room else ''


def _address(venue: Venue | None) -> Node:
    if not venue or not (venue.address or venue.city or venue.country):
        return {}
    return node(
        'PostalAddress',
        streetAddress=_street(venue),
        addressLocality=venue.city,
        addressRegion=venue.region,
        addressCountry=venue.country,
    )


def _street(venue: Venue) -> str:
    """The address without what is said of it elsewhere: `1055 Canada Pl, V6C 0C3`."""
    said = {fold(part) for part in (venue.city, venue.region, venue.country)}
    parts = (part.strip() for part in venue.address.split(','))
    return ', '.join(part for part in parts if fold(part) not in said)


def _sessions(edition: Edition) -> list[Session]:
    """What is worth an entry of its own: no breaks."""
    return [session for session in edition.sessions if not session.kind.quiet]


def _sub_event(edition: Edition, session: Session, to: Addresses, document: str) -> Node:
    talk = edition.talks.get(session.talk)
    title = talk.title if talk else session.title  # what has the address of a talk has its name, too
    page = talk_document(talk.ref) if talk else ''
    status = _status(edition.standing(session)[0])
    return node(
        'Event',
        to.near_id(page, 'event') if talk else '',
        name=plain_title(title) or session.kind.name,
        url=to.page(page) if talk else f'{to.page(document)}#{session_node_id(session)}',
        startDate=iso(session.start),
        eventStatus=status if status != term('EventScheduled') else '',
        location=_venue_ref(edition, to),
        subEvent=[] if talk else [*_talks_of(session, to)],
    )


def _venue_ref(edition: Edition, to: Addresses) -> Node:
    """The place of the whole edition, which its page has described once."""
    return same_as(to.near_id(edition_document(edition.id), 'venue')) if edition.venue or edition.room else {}


def _talks_of(session: Session, to: Addresses) -> Iterator[Node]:
    for talk in dict.fromkeys(slot.talk for slot in session.slots):
        if id := to.near_id(talk_document(f'{session.edition}/{talk}'), 'event'):
            yield same_as(id)


def talk_event(program: Program, talk: Talk, slots: Sequence[Slot], to: Addresses, about: str, work: Node) -> Node:
    """A talk that has a time; one that is given several times has each as an event of its own. *work* is what it is
    about, if there is anything to say of that: it names the authors, and the event refers to them. Its page is that of
    the event."""
    edition = program.editions[talk.edition]
    document = talk_document(talk.ref)
    title = plain_title(talk.title)
    last = max(slots, key=lambda slot: slot.end.timestamp())
    known = {author.get('@id', '') for author in work.get('author', ())}
    place = _slot_place(edition, slots[0], to, to.near_id(document, 'place') if len(slots) > 1 else '')
    return node(
        'Event',
        to.id(document, 'event'),
        name=title,
        url=to.page(document),
        startDate=iso(slots[0].start),
        endDate=iso(last.end),
        eventStatus=_status(_slot_status(program, talk, slots)),
        eventAttendanceMode=_attendance(edition.venue),
        location=place,
        description=about,
        performer=[_performer(program, credit, to, known) for credit in performers(talk)],
        workFeatured=without(work, 'url'),
        superEvent=edition_ref(edition, to.near),
        recordedIn=videos(title, talk.links),
        subEvent=[_time(program, edition, talk, slot, to, place) for slot in slots] if len(slots) > 1 else [],
    )


def _performer(program: Program, credit: Credit, to: Addresses, known: Set[str]) -> Node:
    """Who gives a talk: of those whose `@id` is *known*, no more."""
    person = person_node(program, credit.person, to.near)
    id = person.get('@id', '')
    return same_as(id) if id and id in known else person


def _slot_status(program: Program, talk: Talk, slots: Sequence[Slot]) -> Status:
    """That of the talk, or of its sessions where all of these are off."""
    sessions = [program.sessions[f'{talk.edition}/{slot.session}'].status for slot in slots]
    return sessions[0] if talk.status not in OFF and OFF.issuperset(sessions) else talk.status


def _time(program: Program, edition: Edition, talk: Talk, slot: Slot, to: Addresses, place: Node) -> Node:
    """One of several; of where the first of them is, *place*, no more than its `@id`."""
    id = place.get('@id', '')
    there = _slot_place(edition, slot, to, id)
    return node(
        'Event',
        name=plain_title(talk.title),
        startDate=iso(slot.start),
        endDate=iso(slot.end),
        eventStatus=_status(_slot_status(program, talk, [slot])),
        location=same_as(id) if id and there == place else _slot_place(edition, slot, to),
    )


def _slot_place(edition: Edition, slot: Slot, to: Addresses, id: str = '') -> Node:
    """The room with the address of the venue: search engines want that of each event."""
    url = edition.rooms[slot.rooms[0]].url if len(slot.rooms) == 1 else ''
    return venue_node(edition, to, ', '.join(edition.room_names(slot.rooms)), url, id)
