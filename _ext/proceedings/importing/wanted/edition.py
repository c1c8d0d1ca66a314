"""A draft in the words of YAML: what each file would say if nobody had written anything yet."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from ...keywords import keyword_id, meaning
from ...model import ORGANIZER
from ...problems import Place, short
from ...vocabulary import KINDS, Status
from ..draft import Draft, DraftSession, DraftSlot, DraftTalk, Mention
from ..merging.facts import Data
from .clean import Cleaner
from .clocks import When, span_data
from .identity import Identities
from .ids import kind_id
from .kinds import kind_of, kind_of_title

_LONGEST_KIND = 200


@dataclass(frozen=True, slots=True)
class Want:
    """One thing that a file is to hold: the source's key for it, its id, what to write, where the source says it, and
    what people call it."""

    key: str
    id: str
    data: Data
    place: Place
    label: str


@dataclass(slots=True)
class Kinds:
    """The kinds of a draft: each word of the source is looked up, and said, once."""

    clean: Cleaner
    known: dict[str, str]
    """The ids of all kinds that the site has, by the folded word that means each."""
    new: dict[str, str] = field(default_factory=dict)
    """The names of those to add to the series, by id."""
    _found: dict[str, str] = field(default_factory=dict)

    def of(self, word: str, place: Place) -> str:
        """The id of the kind that *word* means; nothing for nothing."""
        word = self.clean.line(word, 'a kind', place)[:_LONGEST_KIND].strip()
        if word and word not in self._found:
            self._found[word] = self._look_up(word, place)
        return self._found.get(word, '')

    def of_title(self, title: str, place: Place) -> str:
        """The kind of a session without talks that has no word for it."""
        found = kind_of_title(title)
        if found and title not in self._found:
            self._found[title] = found.kind
            self.clean.report.guess(place, f'"{short(title)}" is taken for the kind {found.kind}')
        return found.kind if found else ''

    def _look_up(self, word: str, place: Place) -> str:
        if own := self.known.get(meaning(word)):
            return own
        found = kind_of(word)
        if found:
            if not found.plain:
                self.clean.report.guess(place, f'"{short(word)}" is taken for the kind {found.kind}')
            return found.kind
        id = kind_id(word, {*KINDS, *self.known.values(), *self.new})
        self.new[id] = word
        self.known[meaning(word)] = id
        self.clean.report.guess(place, f'"{short(word)}" is no kind that is known; it becomes one of the series, {id}')
        return id


class Wanted:
    """Makes the data of each thing; ids are given by those who call."""

    def __init__(
        self, draft: Draft, who: Identities, kinds: Kinds, clean: Cleaner, zone: ZoneInfo, zone_said: str
    ) -> None:
        self.draft, self.who, self.kinds, self.clean = draft, who, kinds, clean
        self.zone, self.zone_said = zone, zone_said
        self.report = clean.report

    def edition(self, days: Iterable[date], place: Place) -> Data:
        draft, clean = self.draft, self.clean
        first, last = self._days(list(days), place)
        data: Data = {
            'title': clean.title(draft.title, 'the title of the edition', place),
            'start': first and str(first),
        }
        data['end'] = str(last) if last and last != first else ''
        data['timezone'] = self.zone_said
        venue = {key: clean.name(getattr(draft, key), f'the {key}', place) for key in ('venue', 'city', 'country')}
        venue['name'] = venue.pop('venue') or venue['city'] or venue['country']
        data['venue'] = _filled({key: venue[key] for key in ('name', 'city', 'country')})
        data['proceedings'] = self._volume(place)
        data['url'] = clean.value('url', draft.url, 'the address of the edition', place)
        return _filled(data)

    def _days(self, days: list[date], place: Place) -> tuple[date | None, date | None]:
        """The first and last day: as the source says, unless something is before or after."""
        said = [day for day in (self.draft.start, self.draft.end) if day]
        every = [*said, *days]
        if said and every and (min(every) < min(said) or (self.draft.end and max(every) > max(said))):
            text = (
                f'the schedule has days that the source does not give itself; it is from {min(every)} to {max(every)}'
            )
            self.report.guess(place, text)
        return min(every, default=None), max(every, default=None)

    def _volume(self, place: Place) -> Data:
        draft, clean = self.draft, self.clean
        data: Data = {
            'title': clean.title(draft.volume_title, 'the title of the volume', place),
            'editors': self.mentions(draft.editors),
            'publisher': clean.line(draft.publisher, 'the publisher', place),
            'series': clean.line(draft.volume_series, 'the series of the volume', place),
            'volume': clean.line(draft.volume, 'the number of the volume', place),
        }
        for key in ('isbn', 'issn', 'doi'):
            data[key] = clean.value(key, getattr(draft, key), f'the {key.upper()} of the volume', place)
        return _filled({**data, 'published': str(draft.published) if draft.published else ''})

    def mentions(self, mentions: Iterable[Mention], *, in_place: bool = True) -> list[Any]:
        """Everybody once, as a file names them."""
        found: dict[str, Any] = {}
        for mention in mentions:
            identity = self.who.of.get(mention.person)
            if identity and identity.known.id not in found:
                found[identity.known.id] = self.who.mention(mention, in_place=in_place)
        return [*filter(None, found.values())]

    def in_role(self, mentions: Iterable[Mention], usual: str = ORGANIZER) -> Iterator[Want]:
        """Organizers, or reviewers: everybody once, with the role, where it is not the usual one."""
        seen = set()
        for mention in mentions:
            identity = self.who.of.get(mention.person)
            if identity is None or identity.known.id in seen:
                continue
            seen.add(identity.known.id)
            role = self.clean.line(mention.role, 'a role', identity.person.place)
            data = self.who.mention(mention)
            if role and role != usual and usual:
                data = {**(data if isinstance(data, dict) else {'name': data}), 'role': role}
            made: Any = data
            yield Want(mention.person, identity.known.id, made, identity.person.place, identity.known.name)

    def talk(self, talk: DraftTalk, id: str, track: str) -> Data:
        clean, what = self.clean, f'"{short(talk.title)}"'
        data: Data = {
            'id': id,
            'kind': self.kinds.of(talk.kind, talk.place),
            'number': talk.number if talk.number is not None and 0 <= talk.number < 1_000_000 else '',
            'title': self.title(talk),
            'authors': self.mentions(talk.authors),
            'speakers': self.mentions(talk.speakers),
            'track': track,
            'keywords': self._keywords(talk),
            'links': _short(clean.links(talk.links, what, talk.place)),
            'doi': clean.value('doi', talk.doi, f'the DOI of {what}', talk.place),
            'pages': clean.value('pages', talk.pages, f'the pages of {what}', talk.place),
            'published': str(talk.published) if talk.published else '',
            'awards': [*filter(None, (clean.line(award, 'an award', talk.place) for award in talk.awards))],
        }
        if talk.status is not Status.CONFIRMED:
            data['status'] = str(talk.status)
            data['reason'] = clean.line(talk.reason, f'the reason for {what}', talk.place)
        elif talk.reason.strip():
            self.report.lose('reason', talk.place, talk.reason, 'only what does not take place as planned has one')
        return {key: value for key, value in data.items() if value not in ('', [], {}, None)}

    def title(self, talk: DraftTalk) -> str:
        if title := self.clean.title(talk.title, 'a title', talk.place):
            return title
        self.report.wrong(talk.place, 'a talk has no title; it is called "Untitled" until somebody writes one')
        return 'Untitled'

    def _keywords(self, talk: DraftTalk) -> list[str]:
        """Each keyword once, but for those that could have no page."""
        found: dict[str, str] = {}
        for keyword in talk.keywords:
            word = self.clean.line(keyword, 'a keyword', talk.place)
            if word and not keyword_id(word):
                self.report.wrong(talk.place, f'the keyword "{short(word)}" can have no page; it is left out')
            elif word:
                found.setdefault(meaning(word), word)
        return [*found.values()]

    def row(
        self, session: DraftSession, when: When, talks: Mapping[str, Data], room: Callable[[str], str], track: str
    ) -> Data | None:
        """The row of a session without its day; None where nothing is left of it. *talks* are the talks by key."""
        title = self.clean.title(session.title, 'the title of a session', session.place)
        slots = self._slots(session, when, talks)
        if session.slots and not slots and not title:
            return None
        kind = self.kinds.of(session.kind, session.place)
        if not kind and not slots:
            kind = self.kinds.of_title(title, session.place)
        rooms = [*dict.fromkeys(filter(None, map(room, session.rooms)))]
        alone = len(slots) == 1 and isinstance(slots[0], str)
        talk = next((talks[slot.talk] for slot in session.slots if slot.talk in talks), {}) if alone else {}
        if not title and not alone:
            title = session.track.strip() or (KINDS[kind].name if kind in KINDS else 'Session')
            title = self.clean.title(title, 'a track', session.place) or 'Session'
            self.report.guess(session.place, f'a session has no title; it is called "{short(title)}"')
        data: Data = {
            **span_data(when),
            'title': title,
            'talk': slots[0] if alone else '',
            'kind': kind if kind != talk.get('kind', 'contributed') or not alone else '',
            'room': rooms[0] if len(rooms) == 1 else rooms,
            'track': track if track != talk.get('track') else '',
            'chairs': self.mentions(session.chairs, in_place=False),
            'talks': [] if alone else slots,
        }
        if session.status is not Status.CONFIRMED:
            data['status'] = str(session.status)
        return _filled(data)

    def _slots(self, session: DraftSession, when: When, talks: Mapping[str, Data]) -> list[Any]:
        slots = {str(talks[slot.talk]['id']): slot for slot in reversed(session.slots) if slot.talk in talks}
        if len(slots) < sum(slot.talk in talks for slot in session.slots):
            self.report.wrong(session.place, 'a session has a talk twice; it is there once')
        spans = {id: self._slot_span(session, slot, when) for id, slot in reversed(slots.items())}
        timed = any((span.start, span.end) != (when.start, when.end) for span in spans.values())
        return [self._slot(id, slots[id], span if timed else None, session) for id, span in spans.items()]

    def _slot_span(self, session: DraftSession, slot: DraftSlot, when: When) -> When:
        """When a talk is given: within its session, or as long as that."""
        start, end = (
            local(moment, self.zone) or usual for moment, usual in ((slot.start, when.start), (slot.end, when.end))
        )
        if not (when.start.timestamp() <= start.timestamp() < end.timestamp() <= when.end.timestamp()):
            self.report.wrong(
                session.place, f'the talk {short(slot.talk)} is outside its session; it is given all of it'
            )
            return when
        return When(when.day, start, end)

    def _slot(self, id: str, slot: DraftSlot, span: When | None, session: DraftSession) -> str | Data:
        data: Data = {'talk': id}
        if span:
            data |= {key: value for key, value in span_data(span).items() if key != 'utc_offset'}
        if board := self.clean.line(slot.board, 'a board', session.place):
            data['board'] = board
        return data if len(data) > 1 else id


def local(moment: datetime | None, zone: ZoneInfo) -> datetime | None:
    if moment is None:
        return None
    local = moment.astimezone(zone) if moment.tzinfo else moment.replace(tzinfo=zone)
    return local.replace(second=0, microsecond=0)


def _short(links: Mapping[str, list[str]]) -> Data:
    return {kind: urls[0] if len(urls) == 1 else urls for kind, urls in links.items()}


def _filled(data: Data) -> Data:
    return {key: value for key, value in data.items() if value or value == 0}


def the_usual_room(rows: Iterable[Data], quiet: Callable[[Data], bool]) -> str:
    """The one room of an edition in which everything takes place, if there is one."""
    rooms = {room if isinstance(room := row.get('room'), str) else '' for row in rows if not quiet(row)}
    return rooms.pop() if len(rooms) == 1 else ''
