"""Talks, sessions and people of a schedule, from the events that a reader finds one after the other."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from ...model import Link
from ...names import SUFFIXES, fold, slug
from ...problems import Place, short
from ...vocabulary import Status
from ..draft import Draft, DraftPerson, DraftSession, DraftSlot, DraftTalk, Markup, Mention, Text
from ..report import Report
from ..texts import looks_like_html, looks_like_markdown, to_line
from .tally import Tally

USUAL = timedelta(minutes=30)
"""How long something lasts where nothing says it, and nothing follows."""

_NIGHT = timedelta(hours=29, minutes=59)
"""A day's program ends before six in the morning of the next."""

_TITLES = SUFFIXES | {'phd', 'dr', 'md', 'msc', 'bsc', 'ma', 'inc', 'ltd', 'llc', 'gmbh', 'ev', 'prof', 'mba', 'esq'}
"""What stands behind a comma and is no given name."""


@dataclass(slots=True, kw_only=True)
class Event:
    """Something that takes place, as a source has it: a talk at a time (or at none yet), or a row without a page.

    `key` is what the source knows the talk by, `row` what it knows this time of it by, if that stays the same. `end`
    may be missing: then it ends when the next in its room begins. `session` is the title of the session that a talk is
    in.
    """

    key: str
    title: str
    place: Place
    row: str = ''
    start: datetime | None = None
    end: datetime | None = None
    day: date | None = None
    rooms: list[str] = field(default_factory=list)
    kind: str = ''
    track: str = ''
    slug: str = ''
    speakers: list[Mention] = field(default_factory=list)
    authors: list[Mention] = field(default_factory=list)
    chairs: list[Mention] = field(default_factory=list)
    abstract: Text | None = None
    keywords: list[str] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    awards: list[str] = field(default_factory=list)
    status: Status = Status.CONFIRMED
    reason: str = ''
    session: str = ''
    board: str = ''
    listed: list[Event] = field(default_factory=list)
    is_talk: bool = True


class Collector:
    """Fills *draft*; `finish` has to be called when all events are there."""

    def __init__(self, draft: Draft, report: Report) -> None:
        self.draft = draft
        self.report = report
        self.tally = Tally(report)
        self.events: list[Event] = []
        self._keys: dict[str, str] = {}
        self._rows: dict[tuple[str, datetime, datetime], DraftSession] = {}
        self._last: dict[tuple[str, ...], DraftSession] = {}

    def line(self, text: str, place: Place) -> str:
        """A title, a name, or whatever else is one line."""
        return to_line(text, Markup.PLAIN, place, self.report)

    def person(self, key: str, name: str, place: Place, affiliation: str = '', role: str = '') -> Mention | None:
        """A mention of somebody whom the source knows by *key*; where it is empty, the name is all there is."""
        name = self.in_order(self.line(name, place), place)
        key = key or slug(name)
        if not name or not key:
            self.tally.wrong(place, 'a person without a name is left out', key)
            return None
        self._keys.setdefault(slug(name), key)
        known = self.draft.people.setdefault(key, DraftPerson(key=key, name=name, place=place))
        known.affiliation = known.affiliation or affiliation
        if fold(known.name) != fold(name):
            said = f'one person is called "{short(known.name)}" and "{short(name)}"; the first is taken'
            self.tally.guess(place, said, key)
        return Mention(person=key, name=name, affiliation=affiliation, role=role)

    def in_order(self, name: str, place: Place) -> str:
        """`Lin Wei` of `Wei, Lin`; what stands behind other commas is left there."""
        family, comma, given = name.partition(', ')
        if not comma or ',' in given or set(fold(given).replace('.', '').split()) & _TITLES:
            return name
        self.tally.guess(place, 'a name is turned round at its comma', name)
        return f'{given} {family}'

    def key_of(self, name: str) -> str:
        """The key of somebody of that name, if there is anybody yet."""
        return self._keys.get(slug(name), '')

    def local(self, moment: datetime) -> datetime:
        """*moment* on the clocks of the edition, as far as both are known."""
        return moment.astimezone(ZoneInfo(self.draft.timezone)) if moment.tzinfo and self.draft.timezone else moment

    def fitted(self, start: datetime, end: datetime, day: date | None, place: Place, title: str) -> datetime:
        """*end*, or as late as the program of *day* (by default that of *start*) can be; what is cut is said."""
        local = self.local(start)
        midnight = datetime.combine(day or local.date(), time(), local.tzinfo)
        latest = midnight + _NIGHT
        if _instant(end) <= _instant(latest):
            return end
        said = (
            f'it lasts until {end:%Y-%m-%d %H:%M}, and the program of a day ends before six in the morning; it is cut'
        )
        self.tally.wrong(place, said, title)
        return latest

    def add(self, event: Event) -> None:
        self.events.append(event)

    def finish(self) -> Draft:
        """Make talks and sessions of all events."""
        self._end_all()
        # All talks first: where one is only listed in a session, less is known of it.
        keys = [self._talk(event) if event.is_talk else '' for event in self.events]
        for event, key in zip(self.events, keys, strict=True):
            if event.start and event.end:
                event.start, event.end = self.local(event.start), self.local(event.end)
                self._take(event, key)
        self._number_rows()
        self._tell_namesakes()
        used = dict.fromkeys(room for session in self.draft.sessions for room in session.rooms)
        empty = [room for room in self.draft.rooms if room not in used]
        if empty:
            names = short(', '.join(f'"{room}"' for room in empty), 200)
            self.tally.guess(
                Place(self.events[0].place.file if self.events else ''),
                f'rooms with nothing in them are left out: {names}',
            )
        self.draft.rooms = [
            *(room for room in self.draft.rooms if room in used),
            *(r for r in used if r not in self.draft.rooms),
        ]
        tracks = [talk.track for talk in self.draft.talks.values()] + [session.track for session in self.draft.sessions]
        self.draft.tracks = list(dict.fromkeys(filter(None, [*self.draft.tracks, *tracks])))
        self.tally.tell()
        return self.draft

    def _take(self, event: Event, key: str) -> None:
        assert event.start
        assert event.end
        row = key or event.title, event.start, event.end
        same = self._rows.get(row)
        if same and set(event.rooms) - set(same.rooms):
            same.rooms += [room for room in event.rooms if room not in same.rooms]
            self.tally.guess(event.place, 'what is in several rooms at once is one session', event.title)
        elif same:
            self.tally.wrong(event.place, 'it is here twice, at one time in one room; it is taken once', event.title)
        else:
            self._rows[row] = self._last[tuple(event.rooms)] = self._in_session(event, key)

    def _in_session(self, event: Event, key: str) -> DraftSession:
        """The session that *event* is, or the one that it goes on with."""
        assert event.start
        assert event.end
        last = self._last.get(tuple(event.rooms))
        if not (key and event.session):
            session = self._session(event, key)
        elif last and (last.title, last.day) == (event.session, event.day) and _same_day(last.start, event.start):
            last.slots.append(DraftSlot(talk=key, start=event.start, end=event.end, board=event.board))
            last.start, last.end = min(last.start, event.start), max(last.end, event.end)
            return last
        else:
            session = self._session(event, key)
            session.title, session.key = event.session, ''
            session.slots[0].start, session.slots[0].end = event.start, event.end
        self.draft.sessions.append(session)
        return session

    def _session(self, event: Event, key: str) -> DraftSession:
        assert event.start
        assert event.end
        listed = [DraftSlot(talk=self._talk(talk), board=talk.board) for talk in event.listed]
        return DraftSession(
            start=event.start,
            end=event.end,
            day=event.day,
            place=event.place,
            key=event.row or key or event.key,
            title='' if key else event.title,
            kind='' if key else event.kind,
            rooms=list(event.rooms),
            track='' if key else event.track,
            chairs=event.chairs,
            slots=[DraftSlot(talk=key, board=event.board)] if key else listed,
            status=Status.CONFIRMED if key else event.status,
        )

    def _talk(self, event: Event) -> str:
        """The key of the talk that *event* is; the same as before where it is given again."""
        key = event.key
        known = self.draft.talks.get(key)
        if known and fold(known.title) != fold(event.title):
            key = f'{key}/{slug(event.title)}'
            message = f'two events have one id: "{short(known.title)}" and "{short(event.title)}"; taken for two talks'
            self.report.wrong(event.place, message)
            known = self.draft.talks.get(key)
        if known:
            self._add_to(known, event)
        else:
            self.draft.talks[key] = self._new_talk(key, event)
        return key

    def _new_talk(self, key: str, event: Event) -> DraftTalk:
        return DraftTalk(
            key=key,
            title=event.title,
            place=event.place,
            slug=event.slug,
            kind=event.kind,
            authors=event.authors,
            speakers=event.speakers,
            track=event.track,
            keywords=event.keywords,
            links=list(dict.fromkeys(event.links)),
            awards=event.awards,
            status=event.status,
            reason=event.reason,
            abstract=event.abstract,
        )

    def _add_to(self, talk: DraftTalk, event: Event) -> None:
        """What the second time of a talk says that the first did not."""
        talk.links = list(dict.fromkeys([*talk.links, *event.links]))
        known = {mention.person for mention in talk.speakers}
        talk.speakers += [mention for mention in event.speakers if mention.person not in known]
        talk.authors = talk.authors or event.authors
        talk.abstract = talk.abstract or event.abstract

    def _end_all(self) -> None:
        """Give an end to what has none: when the next in its room begins, or after half an hour."""
        starts: dict[str, list[datetime]] = {}
        for event in self.events:
            if event.start:
                for room in event.rooms or ['']:
                    starts.setdefault(room, []).append(event.start)
        for times in starts.values():
            times.sort(key=_instant)
        for event in self.events:
            if event.start and not event.end:
                self._end(event, starts[event.rooms[0] if event.rooms else ''])

    def _end(self, event: Event, starts: list[datetime]) -> None:
        assert event.start
        start = event.start
        at = bisect_right(starts, _instant(start), key=_instant)
        next_start = starts[at] if at < len(starts) else None
        if next_start and _instant(next_start) - _instant(start) <= 4 * 3600:
            event.end = next_start
            said = 'nothing says how long it lasts; it ends when the next in its room begins'
        else:
            event.end = start + USUAL
            said = 'nothing says how long it lasts; half an hour is assumed'
        self.tally.wrong(event.place, said, event.title)

    def _number_rows(self) -> None:
        """Two sessions with one key: what the source knows a talk by does not tell one time of it from the other."""
        seen: Counter[str] = Counter()
        for session in sorted(self.draft.sessions, key=lambda session: _instant(session.start)):
            seen[session.key] += 1
            if session.key and seen[session.key] > 1:
                session.key = f'{session.key}#{seen[session.key]}'

    def _tell_namesakes(self) -> None:
        names: dict[str, list[DraftPerson]] = {}
        for person in self.draft.people.values():
            names.setdefault(slug(person.name), []).append(person)
        for people in names.values():
            if len(people) > 1:
                keys = short(', '.join(person.key for person in people), 100)
                message = (
                    f'"{short(people[0].name)}" has several ids ({keys}); taken for {len(people)} people of one name'
                )
                self.report.guess(people[1].place, message)


def _same_day(one: datetime, other: datetime) -> bool:
    return abs((other - one).total_seconds()) < 16 * 3600


def _instant(moment: datetime) -> float:
    return moment.timestamp() if moment.tzinfo else (moment - datetime(1970, 1, 1)).total_seconds()


def text_of(abstract: str, description: str, *, markdown: bool) -> Text | None:
    """An abstract and what says more of it, as one text: both unless one is in the other."""
    parts = [part.strip() for part in (abstract, description) if part.strip()]
    if len(parts) == 2:
        one, other = (' '.join(part.split()) for part in parts)
        parts = [parts[1]] if other.startswith(one) else [parts[0]] if other in one else parts
    if not parts:
        return None
    if any(looks_like_html(part) for part in parts):
        return Text(text='\n\n'.join(map(_as_html, parts)), markup=Markup.HTML)
    markup = Markup.MARKDOWN if markdown or any(map(looks_like_markdown, parts)) else Markup.PLAIN
    return Text(text='\n\n'.join(parts), markup=markup)


def _as_html(part: str) -> str:
    """*part* as HTML, where it stands beside a part that is."""
    if looks_like_html(part):
        return part
    escaped = part.replace('&', '&amp;').replace('<', '&lt;').replace('>', '&gt;')
    return ''.join(f'<p>{paragraph}</p>' for paragraph in re.split(r'\n\s*\n', escaped))
