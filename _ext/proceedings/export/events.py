"""What takes place: sessions and slots of one edition, each as one event that calendars, apps and browsers show."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from ..documents import day_document, talk_document
from ..maths.titles import plain_title
from ..model import Credit, Revision, Session, Slot, Talk, standing
from ..observed import remembered
from ..program import Program
from ..vocabulary import Kind, Status
from .uids import Uids


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One slot of a talk, or a session as a whole: `talk` says which. Titles are plain text.

    By its `key` it is found among those of its `edition`. `session` is the title of the session that a talk is in;
    `listed` are the slots of a session's talks; `document` is the page to read more on.
    """

    uid: str
    edition: str
    key: str
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
    """The events of one edition, each made once, when it is asked for: what looks at one looks at no other."""

    def __init__(self, program: Program, edition: str, uids: Uids) -> None:
        self.program = program
        self.edition = program.editions[edition]
        self.uids = uids
        self.by_key = remembered(program, self._event)
        self._in_order = remembered(program, lambda _: in_order(self._of_calendar()))
        self._uids_of_sessions = remembered(program, lambda _: uids.sessions(self.edition, self._sessions()))

    @property
    def calendar(self) -> list[Event]:
        """What a calendar of the edition has, in the order of time.

        Where talks follow one another it is each talk, and not the session around them; where they are all there at
        once, as posters are, it is the session.
        """
        return self._in_order('')

    def slots(self, talk: str) -> Sequence[Slot]:
        """The slots of a talk, by its id, in the order of time."""
        return self.program.slots.get(f'{self.edition.id}/{talk}', ())

    def at(self, slot: Slot) -> Event:
        """The event that one slot of a talk is."""
        return self.by_key(f'{slot.talk} {self.slots(slot.talk).index(slot) + 1}')

    def of_talk(self, talk: str) -> list[Event]:
        return [self.at(slot) for slot in self.slots(talk)]

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
        sessions = {session.id for session in self.edition.sessions if session.track == track}
        talks = (
            self.at(slot)
            for slots in self.edition.slots_by_talk().values()
            for slot in slots
            if slot not in there and (slot.session in sessions or self.edition.talks[slot.talk].track == track)
        )
        return in_order({event.uid: event for event in (*whole, *talks)}.values())

    def of_person(self, person: str) -> list[Event]:
        """What somebody speaks at, is an author of, or chairs."""
        roles = [role for role in self.program.roles[person] if role.edition == self.edition.id]
        talks = {role.talk for role in roles if self.slots(role.talk)}
        turns = sorted(talks, key=lambda talk: self.program.turns[f'{self.edition.id}/{talk}'])
        chaired = (self.program.sessions[f'{self.edition.id}/{role.session}'] for role in roles if role.session)
        events = (*(event for talk in turns for event in self.of_talk(talk)), *map(self._whole, chaired))
        return [*{event.uid: event for event in events}.values()]

    def _of_calendar(self) -> Iterator[Event]:
        for session in self.edition.sessions:
            yield from self._shown(session)

    def _shown(self, session: Session) -> Iterator[Event]:
        if session.talk or (session.slots and not self._is_whole(session)):
            yield from map(self.at, session.slots)
        else:
            yield self.by_key(session.id)

    def _is_whole(self, session: Session) -> bool:
        """Whether nobody can say when each of its talks is given."""
        return self.edition.is_side_by_side(session) or (len(session.slots) > 1 and not session.timed)

    def _whole(self, session: Session) -> Event:
        """The one event that a session is to its chair: its talk, if that is all there is to it."""
        shown = list(self._shown(session))
        return shown[0] if len(shown) == 1 and not session.timed else self.by_key(session.id)

    def _sessions(self) -> Iterator[Session]:
        """Those that are events, by themselves."""
        return (session for session in self.edition.sessions if not session.talk)

    def _event(self, key: str) -> Event:
        """That of a session, by its id, or of a talk's slot: by the talk's id, and which of its slots it is."""
        name, _, number = key.partition(' ')
        if not number:
            session = self.program.sessions[f'{self.edition.id}/{name}']
            return self._session_event(session, self._uids_of_sessions('')[name])
        slot, talk = self.slots(name)[int(number) - 1], self.edition.talks[name]
        session = self.program.sessions[f'{self.edition.id}/{slot.session}']
        return self._talk_event(slot, session, key, self.uids.talk(self.edition, talk, int(number)))

    def _session_event(self, session: Session, uid: str) -> Event:
        revision = self.edition.revision + session.revision
        status, reason = self.edition.standing(session)
        return Event(
            uid=uid,
            edition=self.edition.id,
            key=session.id,
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

    def _talk_event(self, slot: Slot, session: Session, key: str, uid: str) -> Event:
        talk = self.edition.talks[slot.talk]
        title, around = plain_title(talk.title), plain_title(session.title)
        status, reason = standing(session, talk)
        return Event(
            uid=uid,
            edition=self.edition.id,
            key=key,
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
