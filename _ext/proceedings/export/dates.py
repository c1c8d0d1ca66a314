"""When each page was published and last changed, for feeds and sitemaps: never what the clock says.

Published is what the program says: `published` of the talk, or else of the edition's proceedings. It is not guessed.

Changed is the latest of what is known:

- of a talk: its own entry in the YAML and its Markdown file, as git has them; the days of what it was published, of its
  corrections, of `since`, of its `last_modified`, and of the changes of the program that name it;
- of a person: the entry in people.yml, the biography, and the talks;
- of an edition: all of its file, its changes, its talks, its Markdown file;
- of an edition as a book: the edition, and the files from which it has names and titles;
- of the other pages: the talks that they list, or the edition that they are part of, or the file that they are.

Where none of it is known, as without git, it is SOURCE_DATE_EPOCH; and nothing is later than that (which is what
reproducible-builds.org asks for). So in a shallow clone, and without a clone, many pages have no date: better than one
that is another with each build.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from functools import cached_property

from ..documents import edition_document, is_list, speaker_document, talk_document
from ..model import Edition, Person, Talk
from ..program import Program
from ..times import midnight, utc
from .history import History
from .stamps import source_date

PEOPLE = 'program/people.yml'
SERIES = 'program/series.yml'

Moment = datetime | None
"""In UTC, or not known."""


class Dates:
    """The dates of all pages of *program*; *lines* has those of the entry of each talk, by ref, and person, by id."""

    def __init__(self, program: Program, lines: Mapping[str, range], history: History) -> None:
        self.program = program
        self.lines = lines
        self.history = history
        self.source_date = source_date()
        self.key = repr((history.head, history.is_shallow, self.source_date))
        """What the dates depend on that neither the program nor its texts say."""

    def talk(self, talk: Talk) -> Moment:
        return self._known(self._talks.get(talk.ref))

    def person(self, person: Person) -> Moment:
        roles = self.program.roles.get(person.id, ())
        talks = (self._talks.get(f'{role.edition}/{role.talk}') for role in roles if role.talk)
        return self._known(self._entry(PEOPLE, person.id), self._file(speaker_document(person.id)), *talks)

    def edition(self, edition: Edition) -> Moment:
        return self._known(self._editions[edition.id])

    def book(self, edition: Edition) -> datetime:
        """What a book says, which has to say something: where nothing is known, the first day."""
        files = map(self.history.files.get, (_file_of(edition), PEOPLE, SERIES))
        known = latest((self._editions[edition.id], *files))
        return self.source_date or known or _midnight(edition.start, edition)

    def page(self, document: str, source: str, root_doc: str) -> Moment:
        """Of any page; *source* is the file that it is written in, as seen from the folder of the site. The home page,
        *root_doc*, shows the latest edition.
        """
        latest_edition = self.program.latest
        shown = edition_document(latest_edition.id) if document == root_doc and latest_edition else document
        return self._known(self._page(shown), self.history.files.get(source))

    def _page(self, document: str) -> Moment:
        program = self.program
        match document.split('/'):
            case ['talks', 'keywords', keyword] if keyword in program.keywords:
                return latest(self._talks[ref] for ref in program.keywords[keyword].talks)
            case ['talks', edition, talk] if f'{edition}/{talk}' in program.talks:
                return self.talk(program.talks[f'{edition}/{talk}'])
            case ['talks', edition, *_] if edition in program.editions:
                return self._editions[edition]
            case ['speakers', person] if person in program.people:
                return self.person(program.people[person])
        return self._newest if is_list(document) or document.startswith('talks/keywords/') else None

    @cached_property
    def _talks(self) -> Mapping[str, Moment]:
        editions = self.program.editions.values()
        return {talk.ref: self._of_talk(edition, talk) for edition in editions for talk in edition.talks.values()}

    def _of_talk(self, edition: Edition, talk: Talk) -> Moment:
        said = (_midnight(day, edition) for day in self._days(edition, talk))
        entry = self._entry(_file_of(edition), talk.ref)
        modified = talk.revision.last_modified
        return latest((entry, self._file(talk_document(talk.ref)), utc(modified) if modified else None, *said))

    def _days(self, edition: Edition, talk: Talk) -> Iterator[date]:
        """The days on which something was said or done about a talk."""
        yield from filter(None, (published(edition, talk), talk.since))
        yield from (correction.date for correction in talk.corrections)
        yield from self._changes.get(talk.ref, ())

    @cached_property
    def _changes(self) -> Mapping[str, list[date]]:
        found: dict[str, list[date]] = {}
        for edition in self.program.editions.values():
            for change in edition.changes:
                found.setdefault(change.talk, []).append(change.date)
        return found

    @cached_property
    def _editions(self) -> Mapping[str, Moment]:
        return {id: self._of_edition(edition) for id, edition in self.program.editions.items()}

    def _of_edition(self, edition: Edition) -> Moment:
        talks = (self._talks[talk.ref] for talk in edition.talks.values())
        changes = (_midnight(change.date, edition) for change in edition.changes)
        page = self._file(edition_document(edition.id))
        return latest((page, *self.history.lines(_file_of(edition)), *talks, *changes))

    @cached_property
    def _newest(self) -> Moment:
        return latest(self._editions.values())

    def _entry(self, file: str, key: str) -> Moment:
        """When the entry of a talk or a person was changed in *file*."""
        lines = self.lines.get(key)
        return latest(self.history.lines(file)[lines.start - 1 : lines.stop - 1]) if lines else None

    def _file(self, document: str) -> Moment:
        """When the Markdown file of a page was changed, if it has one."""
        return self.history.files.get(f'{document}.md')

    def _known(self, *moments: Moment) -> Moment:
        """The latest of *moments*, but nothing later than what is built is."""
        return min(filter(None, (latest(moments), self.source_date)), default=None)


def published(edition: Edition, talk: Talk) -> date | None:
    """The day on which a talk of *edition* was published, if anybody says so."""
    return talk.published or edition.proceedings.published


def latest(moments: Iterable[Moment]) -> Moment:
    return max(filter(None, moments), default=None)


def _file_of(edition: Edition) -> str:
    return f'program/{edition.id}.yml'


def _midnight(day: date, edition: Edition) -> datetime:
    return utc(midnight(day, edition.timezone))
