"""The small index: all that a reader can be looking for, by title and name, in one script of a few kilobytes.

Measured against Sphinx's own index and Pagefind (`make bench-search`), it is what answers a first letter soonest, finds
what they do not (a name with a typing error, a person whatever the order of the names, a paper by its number), knows
what each result is, and works from a folder on a disk. The text of abstracts comes behind it, see `pieces`.

It has a column for each fact rather than an object for each talk, people and keywords are numbers in it, and what can
be worked out is left out: so it compresses to about 25 bytes for a talk beside its title. `find.js` reads it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from ..documents import (
    KEYWORDS,
    MY_SCHEDULE,
    SPEAKERS,
    TALKS,
    day_document,
    edition_document,
    keyword_document,
    room_document,
    speaker_document,
    talk_document,
    track_document,
)
from ..identifiers import arxiv_numbers, dois
from ..keywords import meaning
from ..maths.titles import plain_title
from ..model import Person, Session, Talk
from ..names import fold, slug
from ..order import in_program_order
from ..program import Program
from ..render.schedule import session_node_id
from ..times import day_and_month, long_day
from ..vocabulary import Status
from .pieces import TALKS_IN_PIECE
from .sections import Part

Json = dict[str, Any]

ADDRESSES = {'page': '-', 'index': '-/index', 'home': 'index'}
"""Documents from whose addresses the browser makes those of all others."""

RECORDED = ('video', 'slides')
"""The kinds of links that readers look for by themselves."""


def entries_of(program: Program, is_built: Callable[[str], bool]) -> Iterator[str]:
    """The documents of the talks and people of the index, in its order; what is behind them has no text of its own."""
    yield from (talk_document(talk.ref) for talk in listed(program, is_built))
    yield from map(speaker_document, program.people)


def index_of(
    program: Program, parts: Iterable[Part], address: Callable[[str], str], is_built: Callable[[str], bool]
) -> Json:
    """The index of *program* and of the *parts* of pages beside it.

    *address* gives that of a document, *is_built* says whether the site has it: conf.py may leave out some.
    """
    return _Indexer(program, address, is_built).index(parts)


def listed(program: Program, is_built: Callable[[str], bool]) -> list[Talk]:
    """All talks in the order of their list, so that what is left of that when it is filtered stays where it was."""
    editions = program.editions.values()
    talks = (talk for edition in editions for talk in in_program_order(edition, [*edition.talks.values()]))
    return [talk for talk in talks if is_built(talk_document(talk.ref))]


class _Indexer:
    def __init__(self, program: Program, address: Callable[[str], str], is_built: Callable[[str], bool]) -> None:
        self.program = program
        self.address = address
        self.is_built = is_built
        self.people = {id: number for number, id in enumerate(program.people)}
        self.kinds = {id: number for number, id in enumerate(program.kinds)}
        tracks = [track for edition in program.editions.values() for track in edition.tracks.values()]
        self.tracks = {track.id: number for number, track in enumerate({track.id: track for track in tracks}.values())}
        self.track_names = {track.id: track.name for track in reversed(tracks)}
        self.listed = listed(program, is_built)
        written = [word for talk in self.listed for word in talk.keywords]
        counts = Counter(map(meaning, written))
        self.spellings = {meaning(word): word for word in reversed(written)}
        # the smaller the number, the shorter: the more frequent come first
        self.keywords = {one: number for number, one in enumerate(sorted(counts, key=lambda one: (-counts[one], one)))}

    def index(self, parts: Iterable[Part]) -> Json:
        return {
            'addresses': {form: self.address(name) for form, name in ADDRESSES.items()},
            'recorded': RECORDED,
            'perText': TALKS_IN_PIECE,
            'kinds': [[kind.id, kind.name] for kind in self.program.kinds.values()],
            'tracks': [[id, self.track_names[id]] for id in self.tracks],
            'keywords': [self.keyword(self.spellings[one]) for one in self.keywords],
            'editions': [[id, sum(talk.edition == id for talk in self.listed)] for id in self.program.editions],
            'talks': self.talks(),
            'people': self.persons(),
            'sessions': [*self.sessions()],
            'pages': [page for page in self.program_pages() if page[1] == MY_SCHEDULE or self.is_built(page[1])],
            'documents': [[part.title, part.document, *filter(None, [part.anchor])] for part in parts],
        }

    def talks(self) -> Json:
        """A column for each fact about all talks, edition by edition."""
        talks = self.listed
        return {
            'ids': _lines(talk.id for talk in talks),
            'titles': _lines(plain_title(talk.title) for talk in talks),
            'kinds': [self.kinds[talk.kind.id] for talk in talks],
            'people': [[self.people[credit.person] for credit in talk.people] for talk in talks],
            'has': [sum(1 << bit for bit, kind in enumerate(RECORDED) if talk.has(kind)) for talk in talks],
            'numbers': _column(talk.number for talk in talks),
            'tracks': _column(self.tracks[talk.track] if talk.track else None for talk in talks),
            'keywords': _column(sorted({self.keywords[meaning(word)] for word in talk.keywords}) for talk in talks),
            'awards': _column([*talk.awards] for talk in talks),
            'status': _column('' if talk.status == Status.CONFIRMED else talk.status.value for talk in talks),
            'identifiers': _column(_identifiers(talk) for talk in talks),
        }

    def persons(self) -> Json:
        people = [*self.program.people.values()]
        affiliations = [self.affiliation(person) for person in people]
        known = {name: number for number, name in enumerate(dict.fromkeys(filter(None, affiliations)))}
        years = {id: number for number, id in enumerate(self.program.editions)}
        return {
            'names': _lines(person.name for person in people),
            'affiliations': [*known],
            'affiliation': _column(known.get(name) for name in affiliations),
            'years': [sorted({years[role.edition] for role in self.program.roles[person.id]}) for person in people],
            'ids': _column('' if person.id == _usual_id(person.name) else person.id for person in people),
            'sort': _column('' if _is_usual(person) else person.sort_name for person in people),
            'also': _column([*person.aliases] for person in people),
            'disambiguation': _column(person.disambiguation for person in people),
            'identifiers': _column([person.orcid] if person.orcid else [] for person in people),
            'absent': _column(not self.is_built(speaker_document(person.id)) for person in people),
        }

    def keyword(self, written: str) -> list[str]:
        """[keyword, id of its page if it has one]."""
        found = self.program.keyword(written)
        return [found.name, found.id] if found and self.is_built(keyword_document(found.id)) else [written]

    def affiliation(self, person: Person) -> str:
        """The latest that is known, as their page has it."""
        roles = self.program.roles[person.id]
        return next((role.affiliation for role in roles if role.affiliation), person.affiliation)

    def sessions(self) -> Iterator[list[Any]]:
        for edition in self.program.editions.values():
            for session in edition.sessions:
                if session.title and not session.talk and self.is_built(edition_document(edition.id)):
                    track = self.tracks.get(session.track, -1)
                    kind = self.kinds[session.kind.id]
                    yield [
                        plain_title(session.title),
                        session_node_id(session),
                        kind,
                        edition.id,
                        track,
                        _when(session),
                    ]

    def program_pages(self) -> Iterator[list[str]]:
        """What else but keywords has a page: [title, document, what it is, edition]."""
        yield ['Talks', TALKS, 'page']
        yield ['People', SPEAKERS, 'page']
        yield ['My schedule', MY_SCHEDULE, 'page']
        if self.program.keywords:
            yield ['Keywords', KEYWORDS, 'page']
        for edition in self.program.editions.values():
            yield [plain_title(edition.full_title), edition_document(edition.id), 'edition', edition.id]
            for room in edition.rooms.values():
                yield [room.name, room_document(f'{edition.id}/{room.id}'), 'room', edition.id]
            for track in edition.tracks.values():
                yield [track.name, track_document(f'{edition.id}/{track.id}'), 'track', edition.id]
            for day in edition.sessions_by_day():
                yield [long_day(day), day_document(f'{edition.id}/{day.isoformat()}'), 'day', edition.id]


def _when(session: Session) -> str:
    """`Fri 11 Dec, 09:50`: what tells apart the sessions of one title."""
    return f'{day_and_month(session.day)}, {session.start:%H:%M}'


def _lines(texts: Iterable[str]) -> str:
    """*texts*, which have no line of their own, as one: the browser folds them all at once."""
    return '\n'.join(' '.join(text.split()) for text in texts)


def _column(facts: Iterable[Any]) -> list[Any] | dict[int, Any]:
    """*facts* by number: all of them, or only those that say something where few do."""
    known = [None if fact in ('', []) or fact is False else fact for fact in facts]  # 0 is a fact
    sparse = {number: fact for number, fact in enumerate(known) if fact is not None}
    return known if len(sparse) * 2 > len(known) else sparse


def _identifiers(talk: Talk) -> list[str]:
    """The DOIs and arXiv numbers that a talk has, and that its links lead to, in lower case."""
    found = [talk.doi, *dois(talk.links), *arxiv_numbers(talk.links)]
    return list(dict.fromkeys(identifier.lower() for identifier in found if identifier))


def _usual_id(name: str) -> str:
    """The id that the browser can make of a name: that of Latin letters."""
    return slug(name) if fold(name).isascii() else ''


def _is_usual(person: Person) -> bool:
    """Whether the browser can make the sort name: the last word first."""
    *given, family = person.name.split(' ')
    return person.sort_name == (f'{family}, {" ".join(given)}' if given else family)
