"""Which document each object of the program is: `talks/2019/jax-md` and the like, which are addresses for ever."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType

from . import paging
from .keywords import keyword_id
from .model import Edition, Session
from .program import Program

TALKS = 'talks/index'
SPEAKERS = 'speakers/index'
KEYWORDS = 'talks/keywords/index'
KEYWORDS_FOLDER = 'keywords'
"""Where an edition of that id would be."""
MY_SCHEDULE = 'my-schedule'
"""A page of the site that is no document: it holds nothing but what its reader chose."""
NOT_FOUND = '404'
"""Another one: what a server shows where nothing is."""
SERIES_FEED = 'talks/index.atom'
"""The Atom feed of new and changed talks of all editions."""

CITATION_SUFFIXES = ('bib', 'ris', 'json')
"""BibTeX, RIS, CSL-JSON."""


_NOT_IN_ADDRESSES = frozenset('\\:?#*"<>|')


def is_address(entry: str) -> bool:
    """Whether *entry* can be the address of a page, which is the name of its document, or of a file of a site."""
    parts = entry.split('/')
    good = all(part.strip('.') and part.isprintable() and _NOT_IN_ADDRESSES.isdisjoint(part) for part in parts)
    return good and not entry.endswith('.html')


def talk_document(ref: str) -> str:
    return f'talks/{ref}'


def edition_document(edition: str) -> str:
    return f'talks/{edition}/index'


def day_document(ref: str) -> str:
    return _in_folder('days', ref)


def day_talks_document(ref: str, number: int) -> str:
    """Page *number*, counted from 1, of the talks of a day that has too many for its own page."""
    return f'{day_document(ref)}-talks-{number}'


def day_and_page(name: str) -> tuple[str, int]:
    """(day, page of its talks or 0) of the *name* of a document in the folder of days."""
    day, _, number = name.partition('-talks-')
    return day, int(number) if re.fullmatch('[1-9][0-9]*', number) else 0


def session_document(program: Program, session: Session) -> str:
    """Where the schedule has a session, with its talks or the way to them: in a big edition, on the page of its day."""
    return day_document(day_of(session)) if session.edition in program.big else edition_document(session.edition)


def papers_document(program: Program, session: Session) -> str:
    """Where the talks of a session are listed that are not in the schedule."""
    form = program.forms.get(day_of(session))
    number = form.begins.get(session.id, 0) if form else 0
    return day_talks_document(day_of(session), number) if number else session_document(program, session)


def day_of(session: Session) -> str:
    """The day of a session as roles and pages have it: `2019/2019-12-14`."""
    return f'{session.edition}/{session.day.isoformat()}'


def room_document(ref: str) -> str:
    return _in_folder('rooms', ref)


def track_document(ref: str) -> str:
    return _in_folder('tracks', ref)


def _in_folder(folder: str, ref: str) -> str:
    edition, _, id = ref.partition('/')
    return f'talks/{edition}/{folder}/{id}'


def edition_of_part(document: str) -> str:
    """The edition that a *document* is the page of a room or a track of, or nothing."""
    match document.split('/'):
        case ['talks', edition, 'rooms' | 'tracks', _]:
            return edition
    return ''


def speaker_document(person: str) -> str:
    return f'speakers/{person}'


def keyword_document(id: str) -> str:
    return f'talks/keywords/{id}'


def is_taken(edition: str) -> bool:
    """Whether a page that is no edition's has the address that an edition of that id would have."""
    return edition == KEYWORDS_FOLDER or re.fullmatch(r'page-\d+', edition) is not None


def talks_document(number: int) -> str:
    """Page *number* of all talks, counted from 1."""
    return TALKS if number == 1 else f'talks/page-{number}'


def letter_document(letter: str) -> str:
    """The people whose names begin with *letter*, where it has a page."""
    return f'speakers/letters/{paging.letter_id(letter)}'


def talks_page_number(program: Program, docname: str) -> int:
    """Which page of all talks a document is, or 0."""
    return next((n for n in range(1, paging.talk_pages(program) + 1) if talks_document(n) == docname), 0)


def letter_of(program: Program, docname: str) -> str:
    """The letter whose people a document lists, or nothing."""
    letters = program.letters if paging.is_by_letter(program) else ()
    return next((letter for letter in letters if letter_document(letter) == docname), '')


def list_parts(program: Program) -> Iterator[str]:
    """The pages behind the first one of each list that is too long for one."""
    yield from map(talks_document, range(2, paging.talk_pages(program) + 1))
    if paging.is_by_letter(program):
        yield from map(letter_document, program.letters)


def day_parts(program: Program, edition: str = '') -> Iterator[str]:
    """The pages with the talks of each day that has too many for its own page; of all editions, or of one."""
    for ref, form in program.forms.items():
        if not edition or ref.startswith(f'{edition}/'):
            yield from (day_talks_document(ref, number) for number in range(1, form.pages + 1))


def is_list(document: str) -> bool:
    """Whether *document* is, or can be, a page of the list of all talks or of all people."""
    return document in (TALKS, SPEAKERS) or document.startswith(('talks/page-', 'speakers/letters/'))


def documents(program: Program, root_doc: str) -> Iterator[str]:
    """The name of every document that a program has."""
    yield from (root_doc, TALKS, SPEAKERS)
    yield from list_parts(program)
    yield from map(edition_document, program.editions)
    yield from map(day_document, program.days)
    yield from day_parts(program)
    yield from map(room_document, program.rooms)
    yield from map(track_document, program.tracks)
    yield from map(talk_document, program.talks)
    yield from map(speaker_document, program.people)
    yield from [KEYWORDS] if program.keywords else []
    yield from map(keyword_document, program.keywords)


def calendar_file(docname: str) -> str:
    """The calendar of a page; that of an edition is the one of `talks/2019/schedule`, which no talk can be."""
    return f'{docname}.ics'


def schedule_stem(edition: str) -> str:
    """What the names of the files of a whole edition begin with."""
    return f'talks/{edition}/schedule'


def feed_file(edition: str) -> str:
    """The Atom feed of what changes in the program of an edition."""
    return f'talks/{edition}/changes.atom'


def frab_files(edition: str) -> tuple[str, str]:
    """The schedule for apps, as XML and as JSON."""
    return f'{schedule_stem(edition)}.xml', f'{schedule_stem(edition)}.json'


def citation_file(document: str, suffix: str) -> str:
    """How to cite what *document* stands for; *suffix* is `bib`, `ris` or `json`."""
    return f'{document}.{suffix}'


def session_stem(ref: str) -> str:
    """What the names of the files of a session begin with; it has no page of its own."""
    return _in_folder('sessions', ref)


def citable(document: str) -> str:
    """What sort of thing that can be cited a *document* is, or was, going by its name alone; or nothing."""
    match document.split('/'):
        case ['speakers', _]:
            return 'person'
        case ['talks', _, 'program' | 'schedule']:
            return ''  # what begins the names of other files
        case ['talks', edition, name] if not is_taken(edition):
            return 'edition' if name == 'index' else 'talk'
        case ['talks', _, 'sessions', _]:
            return 'session'
    return ''


def is_citation(address: str) -> bool:
    """Whether a file says how to cite something, going by its name alone."""
    document, _, suffix = address.rpartition('.')
    return suffix in CITATION_SUFFIXES and citable(document) != ''


def paper_file(ref: str) -> str:
    """The paper of a talk, if it is a file of the site."""
    return f'{talk_document(ref)}.pdf'


def card_file(document: str) -> str:
    """The picture that stands for the page of a talk or an edition where somebody gives its address."""
    return f'{document}.png'


def program_file(edition: str) -> str:
    """The whole program of an edition, for whoever would have to scrape it otherwise."""
    return f'talks/{edition}/program.json'


def redirects(program: Program) -> dict[str, str]:
    """For each document that is no more, what it is now: of what has another id, and what the series says."""
    return _former_keywords(program) | former_documents(program) | dict(program.series.redirects)


def former_documents(program: Program) -> dict[str, str]:
    """For each document of a former id or day, what it is now."""
    former = program.former
    found = {document(old): document(now) for kind, document in _DOCUMENTS.items() for old, now in former[kind].items()}
    for edition in program.editions.values():
        found |= _former_days(edition)
    return found


def _former_keywords(program: Program) -> dict[str, str]:
    """Keywords that only talks have which do not stand any more lead to the first of these."""
    gone = [talk for talk in program.talks.values() if not talk.stands]
    ids = [(keyword_id(written), talk_document(talk.ref)) for talk in gone for written in talk.keywords]
    found = {keyword_document(id): talk for id, talk in reversed(ids) if id and id not in program.keywords}
    return {KEYWORDS: TALKS, **found} if found and not program.keywords else found


def _former_days(edition: Edition) -> dict[str, str]:
    """Days of a former id lead to the day; those on which nothing takes place any more, to the edition."""
    days = {day.isoformat(): day_document(f'{edition.id}/{day.isoformat()}') for day in edition.sessions_by_day()}
    gone = {day.isoformat(): edition_document(edition.id) for day in edition.former_days}
    moved = {day_document(f'{old}/{day}'): now for old in edition.former_ids for day, now in (gone | days).items()}
    return moved | {day_document(f'{edition.id}/{day}'): now for day, now in gone.items() if day not in days}


_DOCUMENTS: Mapping[str, Callable[[str], str]] = MappingProxyType(
    {
        'talk': talk_document,
        'speaker': speaker_document,
        'edition': edition_document,
        'room': room_document,
        'track': track_document,
    }
)
