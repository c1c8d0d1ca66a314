"""The ledger: every address that the site ever had, one a line; and the addresses that a program has now.

An address is seen from the root of the site: a page is the name of its document (`talks/2019/jax-md`), which is its
address with every builder; a file, to which others have subscribed, is its own (`talks/2019/schedule.ics`). The data
for our own scripts are no addresses: nobody leads there.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from functools import cached_property
from pathlib import Path, PurePosixPath

from .documents import (
    MY_SCHEDULE,
    SERIES_FEED,
    calendar_file,
    citable,
    day_parts,
    documents,
    feed_file,
    frab_files,
    is_citation,
    list_parts,
    paper_file,
    program_file,
    redirects,
    room_document,
    schedule_stem,
    speaker_document,
    talk_document,
    track_document,
)
from .model import Edition
from .program import Program

LEDGER = 'program/published.txt'

HEAD = (
    '# Every address that this site ever had. "proceedings publish" adds new ones; to lose one is a problem.\n'
    '# Whoever deletes a line here breaks, for ever, all links that lead to it.\n'
)

OF_SPHINX = frozenset({'genindex', 'search'})
"""Pages that are no documents, and that no redirect may replace."""

FILE_SUFFIXES = frozenset({'.atom', '.ics', '.json', '.pdf', '.xml'})

SOURCE_SUFFIXES = frozenset({'.ipynb', '.markdown', '.md', '.myst', '.rest', '.rst'})
"""What Sphinx and its usual extensions read; only conf.py knows which of them this site has."""

TEXT = '.txt'
"""Read only where conf.py says so: a site has a requirements.txt, too."""

_TEXT_IN_CONF = re.compile(rf'[\'"]{re.escape(TEXT)}[\'"]')
_ROOT_IN_CONF = re.compile(r'^(?:root_doc|master_doc)\b[^=\n]*=\s*(?:([\'"])([^\'"\n]+)\1\s*(?:#.*)?$)?', re.MULTILINE)

_EDITION = re.compile('talks/[^/]+/index')
"""The document of any edition, also of a former one."""

IsPage = Callable[[str], bool]
"""Whether a document is one now."""


def entries(text: str) -> Iterator[tuple[int, str]]:
    """(line, what stands there) of all that is in a ledger, but for comments and empty lines."""
    for number, line in enumerate(text.splitlines(), 1):
        if (entry := line.strip()) and not entry.startswith('#'):
            yield number, entry


def place_of(document: str) -> str:
    """What documents have in common that can be one file: `a` and `a/index` with dirhtml, `A` and `a` on some disks."""
    return document.casefold().removesuffix('/index')


def is_file(address: str) -> bool:
    """Whether *address* is one of a file. Citations are none: they come and go with the page that they are beside."""
    return PurePosixPath(address).suffix in FILE_SUFFIXES and not is_citation(address)


def page_of(file: str) -> str:
    """The document that a file belongs to: those of a whole edition to the edition's."""
    folder, _, name = file.rpartition('/')
    stem = name.rpartition('.')[0]
    is_of_edition = stem in ('schedule', 'program') or name == 'changes.atom'
    return f'{folder}/index' if is_of_edition else f'{folder}/{stem}'


def pages(program: Program, root_doc: str) -> set[str]:
    """Every page of a program; those that organizers write themselves are not among them."""
    return {*documents(program, root_doc), MY_SCHEDULE}


def files(program: Program) -> Iterator[str]:
    """Every file of a program that is for others: a calendar only where something has a time, a paper if it is here."""
    yield from [SERIES_FEED] if program.editions else []
    for edition in program.editions.values():
        yield from _of_edition(edition)
    yield from (calendar_file(talk_document(ref)) for ref in program.talks if ref in program.slots)
    yield from (calendar_file(speaker_document(person)) for person in program.people if program.has_calendar(person))
    yield from (paper_file(ref) for ref, talk in program.talks.items() if talk.pdf)


def _of_edition(edition: Edition) -> Iterator[str]:
    yield feed_file(edition.id)
    yield program_file(edition.id)
    if not edition.sessions:
        return
    yield calendar_file(schedule_stem(edition.id))
    yield from frab_files(edition.id)
    slots = [slot for session in edition.sessions for slot in session.slots]
    rooms = {room for session in edition.sessions for room in session.rooms}
    rooms |= {room for slot in slots for room in slot.rooms}
    tracks = {session.track for session in edition.sessions} | {edition.talks[slot.talk].track for slot in slots}
    yield from (calendar_file(room_document(f'{edition.id}/{room}')) for room in edition.rooms if room in rooms)
    yield from (calendar_file(track_document(f'{edition.id}/{id}')) for id in edition.tracks if id in tracks)


def former_files(program: Program, moved: Mapping[str, str]) -> Iterator[str]:
    """The files of pages that have *moved*: what is at the new address is at the old one, too."""
    living = frozenset(files(program))
    of_page: dict[str, list[str]] = {}
    for file in living:
        of_page.setdefault(page_of(file), []).append(file)
    for old, now in moved.items():
        yield from (former for file in of_page.get(now, ()) if (former := former_address(file, old, living)))


def former_address(file: str, old: str, living: Set[str]) -> str:
    """Where *file* was while the document that it belongs to was *old*; nothing if that can have had no such file.

    Nor is it where one of the *living* files is: others have subscribed to that one.
    """
    former = ''
    if file == calendar_file(page_of(file)):
        former = calendar_file(old)
    elif file.endswith('.pdf'):
        former = f'{old}.pdf' if citable(old) == 'talk' else ''
    elif _EDITION.fullmatch(old) and _EDITION.fullmatch(page_of(file)):
        former = f'{old.removesuffix("index")}{file.rpartition("/")[2]}'
    return former if former not in living else ''


def followed(redirects: Mapping[str, str], is_page: IsPage) -> dict[str, str]:
    """For each document of *redirects* that is no page, the page to which they lead at last.

    What leads nowhere, or round in a circle, is left out.
    """
    ends = {old: _end(old, redirects, is_page) for old in redirects if not is_page(old)}
    return {old: end for old, end in ends.items() if end}


def _end(document: str, redirects: Mapping[str, str], is_page: IsPage) -> str:
    seen: set[str] = set()
    while not is_page(document):
        if document in seen or document not in redirects:
            return ''
        seen.add(document)
        document = redirects[document]
    return document


class Sources:
    """The pages that somebody has written, in whatever language. Each folder is looked at once.

    Stubs do not count: those of a former build stay until the next.
    """

    def __init__(self, site: Path, suffixes: Set[str]) -> None:
        self.site = site
        self.suffixes = suffixes
        self.stems: dict[str, frozenset[str]] = {}

    def has(self, document: str) -> bool:
        folder, _, name = document.rpartition('/')
        if folder not in self.stems:
            self.stems[folder] = frozenset(self._written(self.site / folder))
        return name in self.stems[folder]

    def _written(self, folder: Path) -> Iterator[str]:
        try:
            found = list(folder.iterdir())
        except OSError:  # there is none
            return
        yield from (path.stem for path in found if path.suffix in self.suffixes)


class Conf:
    """What can be known of conf.py without running it, which takes Sphinx and all that is imported there."""

    def __init__(self, site: Path) -> None:
        try:
            text = (site / 'conf.py').read_text(encoding='utf-8')
        except (OSError, UnicodeDecodeError):  # the build says so
            text = ''
        roots = [found[2] or '' for found in _ROOT_IN_CONF.finditer(text)]
        self.root_doc = roots[-1] if roots else 'index'
        """Nothing where it takes a calculation."""
        self.knows_other_sites = 'intersphinx_mapping' in text
        self.suffixes = SOURCE_SUFFIXES | ({TEXT} if _TEXT_IN_CONF.search(text) else set())


class Present:
    """The addresses that a site has now, as far as can be known without a build; with one, *root_doc* is known."""

    def __init__(self, program: Program, site: Path, root_doc: str = '') -> None:
        self.program = program
        conf = Conf(site)
        self.root_doc = root_doc or conf.root_doc
        self.sources = Sources(site, conf.suffixes)
        self.pages = pages(program, self.root_doc) - {''}
        self.moved = followed(redirects(program), self.has_page)

    def has_page(self, document: str) -> bool:
        """Whether a document is a page, and no redirect."""
        return document in self.pages or self.sources.has(document)

    def has(self, address: str) -> bool:
        """Whether something is at *address*, be it a redirect, which is never at that of a file."""
        if self.has_page(address) or address in self.files:
            return True
        return not is_file(address) and (address in self.moved or self._may_be_root(address))

    def _may_be_root(self, address: str) -> bool:
        return not self.root_doc and '/' not in address

    def page_at(self, document: str) -> str:
        """The page that has the file of *document*, be it with another builder or on another disk; or nothing."""
        base = document.removesuffix('/index')
        written = filter(self.sources.has, (document, base, f'{base}/index'))
        return self._by_place.get(place_of(document)) or next(written, '')

    @cached_property
    def _by_place(self) -> dict[str, str]:
        return {place_of(page): page for page in self.pages}

    @cached_property
    def files(self) -> frozenset[str]:
        return frozenset((*files(self.program), *former_files(self.program, self.moved)))


def addresses(program: Program, built: Set[str]) -> set[str]:
    """The addresses of a site with the documents *built*. Former ones are none: those that were published are known.

    Nor are the further pages of a list, or of a day: what is on them changes with every talk that is added, so nobody
    can lead there for ever; and there may be fewer of them one day, through nobody's fault.
    """
    lasting = built - {*list_parts(program), *day_parts(program)}
    return {*lasting, MY_SCHEDULE, *(file for file in files(program) if page_of(file) in built)}


def excluded(text: str, present: Present, built: Set[str]) -> Iterator[tuple[int, str]]:
    """(line, address) of the pages in the ledger *text* that the site has, but not among the documents *built*."""
    there = {*built, MY_SCHEDULE}
    there |= {old for old, now in present.moved.items() if now in there}
    for line, address in entries(text):
        if address not in there and present.has(address) and not is_file(address):
            yield line, address


EXCLUDED = 'was published, and conf.py leaves it out; change include_patterns or exclude_patterns there'


def with_new(text: str, addresses: Iterable[str]) -> str:
    """The ledger *text* with *addresses*, all sorted; as it is, to the byte, if it has them already."""
    known = {entry for _, entry in entries(text)}
    wanted = known.union(addresses)
    if wanted == known:
        return text
    head = ''.join(f'{line.strip()}\n' for line in text.splitlines() if line.strip().startswith('#'))
    return (head or HEAD) + ''.join(f'{address}\n' for address in sorted(wanted))
