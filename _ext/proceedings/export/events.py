"""What takes place: sessions and slots of one edition, each as one event that calendars, apps and browsers show."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from ..documents import day_document, talk_document
from ..maths.titles import plain_title
from ..model import Credit, Edition, Revision, Session, Slot, Talk, standing
from ..vocabulary import Kind, Status
from .uids import Uids


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One slot of a talk, or a session as a whole: `talk` says which. Titles are plain text.

    `session` is the title of the session that a talk is in; `listed` are the slots of a session's talks;
    `document` is the page to read more on.
    """

    uid: str
    edition: str
    document: str
    title: str
    day: date
    start: datetime
    end: datetime
    kind: Kind
    revision: Revision
    rooms: tuple[str, ...] = ()
    tracks: tuple[str, ...] = ()
    status: Status = Status.CONFIRMED
    reason: str = ''
    since: date | None = None
    chairs: tuple[Credit, ...] = ()
    talk: Talk | None = None
    session: str = ''
    board: str = ''
    listed: tuple[Slot, ...] = ()


def in_order(events: Iterable[Event]) -> list[Event]:
    """*events* in the order of time; those that begin at one time stay in theirs."""
    return sorted(events, key=lambda event: event.start.timestamp())


class Events:
    """The events of one edition, each made once."""

    def __init__(self, edition: Edition, uids: Uids) -> None:
        self.edition = edition
        self.uids = uids

    @cached_property
    def calendar(self) -> list[Event]:
        """What a calendar of the edition has, in the order of time.

        Where talks follow one another it is each talk, and not the session around them; where they are all there at
        once, as posters are, it is the session.
        """
        return in_order(event for session in self.edition.sessions for event in self._shown(session))

    @cached_property
    def slots(self) -> Mapping[str, list[Slot]]:
        """The slots of each talk that has any, by the talk's id, in the order of time."""
        return self.edition.slots_by_talk()

    def at(self, slot: Slot) -> Event:
        """The event that one slot of a talk is."""
        return self._of_slot[slot]

    def of_talk(self, talk: str) -> list[Event]:
        return [self.at(slot) for slot in self.slots.get(talk, ())]

    def of_room(self, room: str) -> list[Event]:
        """What is in a room, and what is everywhere.

        Breaks and meals that are everywhere are left out, though the room's page shows them: nobody needs them in the
        calendar of each room. Where nothing is in the room itself there is nothing, and its page links to no calendar.
        """
        if not any(room in event.rooms for event in self.calendar):
            return []
        return [event for event in self.calendar if room in event.rooms or not (event.rooms or event.kind.quiet)]

    def of_track(self, track: str) -> list[Event]:
        """The sessions of a track, and its talks wherever they are; where a session is there, not also its posters."""
        whole = [event for event in self.calendar if track in event.tracks]
        there = {slot for event in whole for slot in event.listed}
        talks = (event for slot, event in self._of_slot.items() if track in event.tracks and slot not in there)
        return in_order({event.uid: event for event in (*whole, *talks)}.values())

    @cached_property
    def of_person(self) -> Mapping[str, list[Event]]:
        """What each person speaks at, is an author of, or chairs."""
        events: dict[str, dict[str, Event]] = {}
        for event in self._of_slot.values():
            for credit in event.talk.people if event.talk else ():
                events.setdefault(credit.person, {})[event.uid] = event
        for session in self.edition.sessions:
            for chair in session.chairs:
                event = self._whole(session)
                events.setdefault(chair.person, {})[event.uid] = event
        return {person: list(found.values()) for person, found in events.items()}

    def _shown(self, session: Session) -> Iterator[Event]:
        if session.talk or (session.slots and not self._is_whole(session)):
            yield from (self._of_slot[slot] for slot in session.slots)
        else:
            yield self._of_session[session.id]

    def _is_whole(self, session: Session) -> bool:
        """Whether nobody can say when each of its talks is given."""
        return self.edition.is_side_by_side(session) or (len(session.slots) > 1 and not session.timed)

    def _whole(self, session: Session) -> Event:
        """The one event that a session is to its chair: its talk, if that is all there is to it."""
        shown = list(self._shown(session))
        return shown[0] if len(shown) == 1 and not session.timed else self._of_session[session.id]

    @cached_property
    def _of_session(self) -> Mapping[str, Event]:
        uids = self.uids.sessions(self.edition, (one for one in self.edition.sessions if not one.talk))
        return {
            session.id: self._session_event(session, uids[session.id])
            for session in self.edition.sessions
            if session.id in uids
        }

    @cached_property
    def _of_slot(self) -> Mapping[Slot, Event]:
        sessions, talks = {session.id: session for session in self.edition.sessions}, self.edition.talks
        return {
            slot: self._talk_event(slot, sessions[slot.session], self.uids.talk(self.edition, talks[slot.talk], number))
            for slots in self.slots.values()
            for number, slot in enumerate(slots, 1)
        }

    def _session_event(self, session: Session, uid: str) -> Event:
        revision = self.edition.revision + session.revision
        status, reason = self.edition.standing(session)
        return Event(
            uid=uid,
            edition=self.edition.id,
            document=day_document(f'{self.edition.id}/{session.day}'),
            title=plain_title(session.title) or session.kind.name,
            day=session.day,
            start=session.start,
            end=session.end,
            kind=session.kind,
            rooms=session.rooms,
            tracks=_filled(session.track),
            status=status,
            reason=reason,
            since=_since(status, session),
            revision=self._with_talks(session, revision),
            chairs=session.chairs,
            listed=session.slots,
        )

    def _with_talks(self, session: Session, revision: Revision) -> Revision:
        """The *revision* of a session that lists its talks: a change of these changes the text, but moves nothing.

        So they do not raise its number, which would become less when one of them is given elsewhere.
        """
        talks = sum((self.edition.talks[slot.talk].revision for slot in session.slots), revision)
        return Revision(sequence=revision.sequence, last_modified=talks.last_modified)

    def _talk_event(self, slot: Slot, session: Session, uid: str) -> Event:
        talk = self.edition.talks[slot.talk]
        title, around = plain_title(talk.title), plain_title(session.title)
        status, reason = standing(session, talk)
        return Event(
            uid=uid,
            edition=self.edition.id,
            document=talk_document(talk.ref),
            title=title,
            day=session.day,
            start=slot.start,
            end=slot.end,
            kind=talk.kind,
            rooms=slot.rooms,
            tracks=_filled(talk.track, session.track),
            status=status,
            reason=reason,
            since=_since(status, session, talk),
            revision=self.edition.revision + session.revision + talk.revision,
            chairs=session.chairs,
            talk=talk,
            session=around if around != title else '',
            board=slot.board,
        )


def _since(status: Status, *things: Session | Talk) -> date | None:
    """Since when *things* have the *status*, the first of those that say so."""
    return min((thing.since for thing in things if thing.since and thing.status is status), default=None)


def _filled(*names: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, names)))
