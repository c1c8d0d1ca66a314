"""The whole program: all editions and people, what they mean to each other, found once and kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from operator import attrgetter

from .keywords import Keyword, keyword_id, keywords_of, meaning
from .model import Edition, Person, Room, Series, Session, Slot, Talk, Track
from .names import slug
from .neighbours import Beside, neighbours_of
from .order import in_program_order
from .paging import DayForm, by_letter, form_of, is_big
from .related import Related, related_talks
from .vocabulary import Kind

MANY_AUTHORS = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """What one person did in one edition; `talk` and `session` are set where the role is for one."""

    edition: str
    name: str
    affiliation: str = ''
    talk: str = ''
    session: str = ''

    @property
    def wrote(self) -> bool:
        """Whether it is that of an author, who may speak, too."""
        return bool(self.talk) and self.name != 'speaker'


@dataclass(frozen=True, slots=True)
class Choices:
    """What there is to choose from in a schedule: (kind, track) of sessions and their talks; of sessions alone, but for
    those that are one talk; and rooms, all by their ids."""

    sorts: tuple[tuple[str, str], ...]
    of_sessions: tuple[tuple[str, str], ...]
    rooms: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Program:
    """All that the YAML files say. `editions` are in order, the newest first; `people` by sort name."""

    series: Series
    editions: Mapping[str, Edition] = field(default_factory=dict)
    people: Mapping[str, Person] = field(default_factory=dict)
    kinds: Mapping[str, Kind] = field(default_factory=dict)

    @property
    def latest(self) -> Edition | None:
        return next(iter(self.editions.values()), None)

    def title_of(self, session: Session) -> str:
        """A session's own title, or that of its talk."""
        return self.editions[session.edition].title_of(session)

    @cached_property
    def talks(self) -> Mapping[str, Talk]:
        """Every talk by its `ref`."""
        return {talk.ref: talk for edition in self.editions.values() for talk in edition.talks.values()}

    @cached_property
    def sessions(self) -> Mapping[str, Session]:
        """Every session by its `ref`."""
        return {session.ref: session for edition in self.editions.values() for session in edition.sessions}

    @cached_property
    def days(self) -> Mapping[str, list[Session]]:
        """The sessions of each day that has any, by `2019/2019-12-14`."""
        return {
            f'{edition.id}/{day.isoformat()}': sessions
            for edition in self.editions.values()
            for day, sessions in edition.sessions_by_day().items()
        }

    @cached_property
    def dates(self) -> Mapping[str, tuple[date, ...]]:
        """The days of each edition that have sessions, by its id."""
        return {edition.id: tuple(edition.sessions_by_day()) for edition in self.editions.values()}

    @cached_property
    def choices(self) -> Mapping[str, Choices]:
        """What differs among the sessions of each edition, by its id."""
        return {edition.id: self._choices(edition) for edition in self.editions.values()}

    def _choices(self, edition: Edition) -> Choices:
        own = {(session.kind.id, session.track) for session in edition.sessions}
        of_talks = {sort for session in edition.sessions for sort in self.sorts[session.ref]}
        without = {sort for session in edition.sessions if session.talk for sort in self.sorts[session.ref]}
        rooms = {room for session in edition.sessions for room in session.rooms}
        return Choices(tuple(sorted(own | of_talks)), tuple(sorted(own | without)), tuple(sorted(rooms)))

    @cached_property
    def big(self) -> Mapping[str, Edition]:
        """The editions whose schedule and talks are too many for one page."""
        return {id: edition for id, edition in self.editions.items() if is_big(edition)}

    @cached_property
    def forms(self) -> Mapping[str, DayForm]:
        """How each day of a big edition is shown, by `2019/2019-12-14`."""
        return {
            ref: form_of(self.editions[sessions[0].edition], sessions)
            for ref, sessions in self.days.items()
            if sessions[0].edition in self.big
        }

    @cached_property
    def listed(self) -> Mapping[str, tuple[str, ...]]:
        """The refs of the talks of each edition that belong into lists, in their order, by the edition's id."""
        return {
            edition.id: tuple(talk.ref for talk in in_program_order(edition, [*edition.talks.values()]) if talk.stands)
            for edition in self.editions.values()
        }

    @cached_property
    def places(self) -> Mapping[str, int]:
        """Which one of these each is in its edition, by the talk's `ref`."""
        return {ref: place for refs in self.listed.values() for place, ref in enumerate(refs)}

    @cached_property
    def numbers(self) -> Mapping[str, int]:
        """The number of each talk that has one, by the talk's `ref`."""
        return {ref: talk.number for ref, talk in self.talks.items() if talk.number is not None}

    @cached_property
    def side_by_side(self) -> Mapping[str, bool]:
        """Whether the talks of each session are all there at once, by its `ref`."""
        editions = self.editions.values()
        return {session.ref: edition.is_side_by_side(session) for edition in editions for session in edition.sessions}

    @cached_property
    def sorts(self) -> Mapping[str, tuple[tuple[str, str], ...]]:
        """The (kind, track) of which there are talks in each session, by its `ref`."""
        return {
            session.ref: tuple({_sort(edition.talks[slot.talk]): None for slot in session.slots})
            for edition in self.editions.values()
            for session in edition.sessions
        }

    @cached_property
    def in_track(self) -> Mapping[str, tuple[str, ...]]:
        """The refs of the talks of each track that has any, by the track's ref."""
        found: dict[str, list[str]] = {}
        for ref, talk in self.talks.items():
            found.setdefault(f'{talk.edition}/{talk.track}', []).append(ref)
        return {track: tuple(refs) for track, refs in found.items()}

    @cached_property
    def of_tracks(self) -> Mapping[str, tuple[Session, ...]]:
        """The sessions of each track that has any, by the track's ref. Of a session that is not of the track, though
        some of its talks are, these are left."""
        found: dict[str, list[Session]] = {}
        for edition in self.editions.values():
            for session in edition.sessions:
                for track, of_track in _by_track(edition, session).items():
                    found.setdefault(f'{edition.id}/{track}', []).append(of_track)
        return {track: tuple(sessions) for track, sessions in found.items()}

    @cached_property
    def rooms(self) -> Mapping[str, Room]:
        """Every room by `2019/great-hall`."""
        return {f'{edition.id}/{id}': room for edition in self.editions.values() for id, room in edition.rooms.items()}

    @cached_property
    def tracks(self) -> Mapping[str, Track]:
        """Every track by `2019/theory`."""
        editions = self.editions.values()
        return {f'{edition.id}/{id}': track for edition in editions for id, track in edition.tracks.items()}

    @cached_property
    def slots(self) -> Mapping[str, tuple[Slot, ...]]:
        """The slots of each talk by the talk's `ref`, in the order of time."""
        return {
            f'{edition.id}/{talk}': tuple(slots)
            for edition in self.editions.values()
            for talk, slots in edition.slots_by_talk().items()
        }

    @cached_property
    def turns(self) -> Mapping[str, int]:
        """In which turn each talk comes that has a time, by its `ref`."""
        return {ref: turn for turn, ref in enumerate(self.slots)}

    @cached_property
    def former(self) -> Mapping[str, Mapping[str, str]]:
        """For each kind of object that had other ids: what roles called it, and what they call it now."""
        editions = self.editions.values()
        return {
            'talk': _former(editions, attrgetter('talks')),
            'speaker': _former_ids(self.people.values()),
            'edition': _former_ids(editions),
            'room': _former(editions, attrgetter('rooms')),
            'track': _former(editions, attrgetter('tracks')),
            'session': {
                f'{old}/{session.id}': session.ref
                for edition in editions
                for old in edition.former_ids
                for session in edition.sessions
                if session.named
            },
        }

    @cached_property
    def replaced(self) -> Mapping[str, tuple[Talk, ...]]:
        """By the ref of each talk that stands instead of others: those others."""
        found: dict[str, tuple[Talk, ...]] = {}
        for talk in self.talks.values():
            if talk.replaced_by:
                found[talk.replaced_by] = (*found.get(talk.replaced_by, ()), talk)
        return found

    @cached_property
    def keywords(self) -> Mapping[str, Keyword]:
        """Every keyword that has a page, by id and in the order of the alphabet."""
        return keywords_of(self.talks.values())

    def keyword(self, written: str) -> Keyword | None:
        """The keyword that somebody has *written*, in whatever spelling; None where it has no page."""
        found = self.keywords.get(keyword_id(written))
        return found if found and meaning(found.name) == meaning(written) else None

    @cached_property
    def letters(self) -> Mapping[str, list[Person]]:
        """Everybody, by the first letter of the sort name."""
        return by_letter(self.people.values())

    @cached_property
    def related(self) -> Mapping[str, tuple[Related, ...]]:
        """What is related to each talk that stands, by its `ref`."""
        return related_talks(self.editions.values())

    def namesakes(self, person: Person) -> list[Person]:
        """Everybody else who has that name."""
        return [self.people[id] for id in self._by_name[slug(person.name)] if id != person.id]

    @cached_property
    def _by_name(self) -> Mapping[str, tuple[str, ...]]:
        found: dict[str, tuple[str, ...]] = {}
        for person in self.people.values():
            found[slug(person.name)] = (*found.get(slug(person.name), ()), person.id)
        return found

    @cached_property
    def _order(self) -> Mapping[str, int]:
        return {id: index for index, id in enumerate(self.people)}

    def coauthors(self, person: str) -> list[tuple[str, int]]:
        """(person, number of talks in common) of everybody with whom *person* wrote, those with most in common first.

        What has more authors than `MANY_AUTHORS` does not count: it says little of who works with whom, and a thousand
        pages with a thousand links each would be made by nobody's machine, and read by nobody.
        """
        written = (self.talks[f'{role.edition}/{role.talk}'] for role in self.roles[person] if role.wrote)
        together = Counter(
            credit.person
            for talk in written
            if talk.stands and len(talk.authors) <= MANY_AUTHORS
            for credit in talk.authors
            if credit.person != person
        )
        return sorted(together.items(), key=lambda found: (-found[1], self._order[found[0]]))

    def has_calendar(self, person: str) -> bool:
        """Whether anything that somebody gives, wrote or chairs has a time."""
        return any(role.session or f'{role.edition}/{role.talk}' in self.slots for role in self.roles[person])

    def has_citations(self, person: str) -> bool:
        """Whether anything that somebody gave or wrote stands, and so is cited."""
        return any(role.talk and self.talks[f'{role.edition}/{role.talk}'].stands for role in self.roles[person])

    @cached_property
    def neighbours(self) -> Mapping[str, tuple[Session | None, Session | None]]:
        """What comes before and after each session, by its `ref`, in the same room on the same day."""
        return {
            ref: found
            for edition in self.editions.values()
            for day in edition.sessions_by_day().values()
            for ref, found in neighbours_of(day).items()
        }

    @cached_property
    def beside(self) -> Mapping[str, tuple[Beside | None, Beside | None]]:
        """The same neighbours without their times."""
        return {ref: (self._beside(before), self._beside(after)) for ref, (before, after) in self.neighbours.items()}

    def _beside(self, session: Session | None) -> Beside | None:
        if session is None:
            return None
        is_talk = session.talk in self.editions[session.edition].talks
        return Beside(talk=session.talk) if is_talk else Beside(ref=session.ref, title=session.title)

    @cached_property
    def roles(self) -> Mapping[str, tuple[Role, ...]]:
        """What each person did, the newest edition first."""
        roles: dict[str, list[Role]] = {person: [] for person in self.people}
        for edition in self.editions.values():
            for person, role in _roles_in(edition):
                roles.setdefault(person, []).append(role)
        return {person: tuple(found) for person, found in roles.items()}


def _by_track(edition: Edition, session: Session) -> dict[str, Session]:
    """What *session* is on each track: all of it on its own."""
    slots: dict[str, list[Slot]] = {}
    for slot in session.slots:
        slots.setdefault(edition.talks[slot.talk].track, []).append(slot)
    return {track: replace(session, slots=tuple(found)) for track, found in slots.items()} | {session.track: session}


def _sort(talk: Talk) -> tuple[str, str]:
    return talk.kind.id, talk.track


def _former_ids(things: Iterable[Person] | Iterable[Edition]) -> dict[str, str]:
    return {old: thing.id for thing in things for old in thing.former_ids if old != thing.id}


def _former(
    editions: Iterable[Edition],
    things_of: Callable[[Edition], Mapping[str, Talk] | Mapping[str, Room] | Mapping[str, Track]],
) -> dict[str, str]:
    """The refs that things of editions had, since they or their edition had another id, with those that they have."""
    return {
        f'{old_edition}/{old}': f'{edition.id}/{id}'
        for edition in editions
        for old_edition in (edition.id, *edition.former_ids)
        for id, thing in things_of(edition).items()
        for old in (id, *thing.former_ids)
        if (old_edition, old) != (edition.id, id)
    }


def _roles_in(edition: Edition) -> list[tuple[str, Role]]:
    """Every (person, role) of an edition: organizers, editors, speakers and authors, chairs, reviewers."""
    roles = [(c.person, Role(edition=edition.id, name=c.role, affiliation=c.affiliation)) for c in edition.organizers]
    editors = edition.proceedings.editors
    roles += [(c.person, Role(edition=edition.id, name='editor', affiliation=c.affiliation)) for c in editors]
    for talk in edition.talks.values():
        speakers = {credit.person for credit in talk.speakers}
        authors = {credit.person for credit in talk.authors}
        for credit in talk.people:
            is_author, is_speaker = credit.person in authors, credit.person in speakers
            name = 'author and speaker' if is_author and is_speaker else 'speaker' if is_speaker else 'author'
            roles.append(
                (credit.person, Role(edition=edition.id, name=name, affiliation=credit.affiliation, talk=talk.id))
            )
    for session in edition.sessions:
        roles += [
            (c.person, Role(edition=edition.id, name='chair', affiliation=c.affiliation, session=session.id))
            for c in session.chairs
        ]
    roles += [
        (c.person, Role(edition=edition.id, name='reviewer', affiliation=c.affiliation)) for c in edition.reviewers
    ]
    return roles
