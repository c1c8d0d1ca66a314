"""What the ledger says was published, and what would be no more: each with the ways out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from ..documents import calendar_file, edition_document, is_address, keyword_document, speaker_document, talk_document
from ..ledger import LEDGER, Present, entries, is_file, page_of
from ..model import Talk
from ..problems import Place, Problems, most_like, short
from ..program import Program
from . import ways_out
from .across import Files
from .markdown import read_text
from .ways_out import perhaps

GUESSES = 20
"""Who loses more addresses than that has not renamed something; and to look for what is alike takes time."""

_MARK = re.compile(r'<{7}|={7}|>{7}|\|{7}')
"""What git leaves where two branches changed the same lines."""


def check_published(program: Program, files: Files, site: Path, problems: Problems) -> None:
    """Report each address of the ledger that *site* does not have any more."""
    path = site / LEDGER
    if path.exists() or path.is_symlink():
        text = read_text(path, LEDGER, problems)
        lines = dict(_addresses(text or '', problems))
        unread = frozenset(_unread(program, files, site))
        for address, message in _Published(program, Present(program, site), lines, unread, problems).losses():
            problems.add(Place(LEDGER, lines[address]), 'lost', f'{address} {message}')


def _addresses(text: str, problems: Problems) -> Iterator[tuple[str, int]]:
    """(address, line) of all that can be one; a problem for what cannot."""
    for line, entry in entries(text):
        if _MARK.match(entry):
            message = 'a merge left its marks here; keep the lines of both sides, and delete those of <, = and >'
            problems.add(Place(LEDGER, line), 'file', message)
        elif not is_address(entry):
            message = f'"{short(entry)}" is no address of this site; write it as talks/2019/jax-md, without .html'
            problems.add(Place(LEDGER, line), 'link', message)
        else:
            yield entry, line


def _unread(program: Program, files: Files, site: Path) -> Iterator[str]:
    """The files of the program that are not in it, by their stems: nobody knows what they say."""
    read = {*program.editions, *(['people'] if files.people else []), *(['series'] if files.series else [])}
    yield from ({path.stem for path in (site / 'program').glob('*.y*ml')} | {'series'}) - read


def _of_people(talk: Talk) -> Iterator[str]:
    """The calendars of the people of a talk."""
    yield from (calendar_file(speaker_document(credit.person)) for credit in talk.people)


def _follows_talks(address: str) -> bool:
    """Whether it is there because of what talks say: who gives them, and their keywords."""
    return address.startswith(('speakers/', 'talks/keywords/'))


def _is_talk(address: str) -> bool:
    return (
        address.startswith('talks/') and address.count('/') == 2 and not (is_file(address) or _follows_talks(address))
    )


@dataclass(frozen=True)
class _Published:
    """What was published: `lines` has the line of each address, `unread` the files that nobody could read."""

    program: Program
    present: Present
    lines: Mapping[str, int]
    unread: frozenset[str]
    problems: Problems
    lost_people: list[str] = field(default_factory=list)

    def losses(self) -> Iterator[tuple[str, str]]:
        """(address, what is to be said of it) of all that would be lost, and that nothing else explains."""
        lost = [address for address in self.lines if not (self.present.has(address) or self._is_unknown(address))]
        gone = self._of_editions(lost)
        for edition, addresses in gone.items():
            page = edition_document(edition)
            yield page if page in addresses else addresses[0], ways_out.of_edition(edition, len(addresses) - 1)
        if gone:  # nobody knows who was only in them
            lost = [a for a in lost if not (self._edition(a) in gone or _follows_talks(a))]
        lost = [address for address in lost if not (self._follows(address) or self._is_explained(address))]
        if any(map(_is_talk, lost)):
            people = {address for address in lost if address.startswith('speakers/')}
            self.lost_people.extend(address for address in people if not is_file(address))
            lost = [address for address in lost if not _follows_talks(address)]  # they may come back with it
        for address in lost:
            yield address, self._words(address, guess=len(lost) <= GUESSES)

    def _edition(self, address: str) -> str:
        """The edition that an address is in, by the id that it has now; nothing for all others."""
        match address.split('/'):
            case ['talks', 'keywords', _]:
                return ''
            case ['talks', edition, _, *_] if edition in self.program.editions:
                return edition
            case ['talks', edition, _, *_]:
                return self.program.former['edition'].get(edition, edition)
        return ''

    def _of_editions(self, lost: Iterable[str]) -> dict[str, list[str]]:
        """What is lost with each edition that is no more."""
        found: dict[str, list[str]] = {}
        for address in lost:
            if (edition := self._edition(address)) and edition not in self.program.editions:
                found.setdefault(edition, []).append(address)
        return found

    # What is not said

    def _is_unknown(self, address: str) -> bool:
        """Whether it may be in a file that could not be read."""
        if edition := self._edition(address):
            return edition not in self.program.editions and bool(self.unread)
        return bool(self.unread) if _follows_talks(address) else 'series' in self.unread

    def _follows(self, address: str) -> bool:
        """Whether a file is lost because its page is, or the calendar of a talk of that person."""
        if not is_file(address):
            return False
        page = page_of(address)
        return (page in self.lines and not self.present.has(page)) or address in self._of_people

    @cached_property
    def _of_people(self) -> frozenset[str]:
        """The calendars of people that are lost with that of a talk."""
        return frozenset(file for files in self._with_a_talk.values() for file in files)

    @cached_property
    def _with_a_talk(self) -> Mapping[str, Sequence[str]]:
        """For each calendar of a talk that is lost, those of its people that are, too."""
        files = {calendar_file(talk_document(ref)): talk for ref, talk in self.program.talks.items()}
        return {
            file: tuple(filter(self._is_lost, _of_people(talk))) for file, talk in files.items() if self._is_lost(file)
        }

    def _is_lost(self, address: str) -> bool:
        return address in self.lines and not self.present.has(address)

    def _is_explained(self, address: str) -> bool:
        """Whether what would be there is in something wrong, which was left out.

        What has a time, and so which days and calendars there are, nobody knows while a file of an edition is wrong.
        """
        page = page_of(address) if is_file(address) else address
        follows_from_times = page != address or '/days/' in page
        return (follows_from_times and self._is_something_wrong) or self.problems.explain(page.rpartition('/')[2])

    @cached_property
    def _is_something_wrong(self) -> bool:
        return any(not problem.notice and problem.place.file != LEDGER for problem in self.problems.found)

    # What is said

    def _words(self, address: str, *, guess: bool) -> str:
        page = page_of(address) if is_file(address) else address
        if address.endswith('.pdf') and self.present.has(page):
            return ways_out.of_paper(address)
        if page != address and self.present.has(page):
            return ways_out.of_file(self._with_a_talk.get(address, ()))
        match page.split('/'):
            case ['talks', _, 'days', day]:
                return ways_out.of_day(day, self._edition(page))
            case ['talks', _, 'rooms' | 'tracks' as places, id]:
                return ways_out.of_place(id, places, self._edition(page))
            case ['talks', 'keywords', id] if id != 'index':
                return ways_out.of_keyword(id, most_like(id, self._new_keywords) if guess else '')
            case ['talks', _, id] if self._edition(page):
                return self._talk_words(page, id, guess=guess)
            case ['speakers', id]:
                new = (person for person in self.program.people if speaker_document(person) not in self.lines)
                return ways_out.of_person(id, perhaps(id, new) if guess else '')
        return ways_out.of_page(page, perhaps(page, self.present.pages) if guess else '')

    def _talk_words(self, page: str, id: str, *, guess: bool) -> str:
        if id in self._new_by_id:
            return ways_out.of_moved_talk(page, self._new_by_id[id])
        edition = self.program.editions[self._edition(page)]
        new = (talk.id for talk in edition.talks.values() if talk_document(talk.ref) not in self.lines)
        return ways_out.of_talk(id, edition.id, perhaps(id, new) if guess else '', len(self.lost_people))

    @cached_property
    def _new_keywords(self) -> list[str]:
        return [id for id in self.program.keywords if keyword_document(id) not in self.lines]

    @cached_property
    def _new_by_id(self) -> Mapping[str, str]:
        """Where a talk of each id is that was not published yet: many editions have a p1."""
        pages = {talk.id: talk_document(ref) for ref, talk in self.program.talks.items()}
        return {id: page for id, page in pages.items() if page not in self.lines}
