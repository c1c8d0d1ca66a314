"""YAML text -> model, and every problem at once, each with file, line, column and a way out.

`source` reads YAML and remembers where everything stands, `validate` holds it against the models of `schema`,
`people` and `edition` look up what refers to what, `markdown` adds what authors say in front matter, `checks`
finds what is wrong though each value is right. Nothing here knows Sphinx: `proceedings check` is this and no more.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from ..documents import is_taken
from ..identifiers import dois
from ..ledger import Conf
from ..model import Edition, Link, Series, Talk
from ..problems import Place, Problem, Problems, short
from ..program import Program
from ..prose.vetting import Vetting
from ..schema.entries import EditionFile, PeopleFile, SeriesFile, TalkFrontMatter
from ..schema.values import Entry, id_of, is_id
from ..source import Loc, parse
from ..vocabulary import KINDS, Kind
from .across import Files, check_across, linked
from .checks import Report, Where, check
from .decided import Decided
from .edition import mentions_that_introduce, resolve_edition
from .foreign import report_foreign
from .keywords import check_keywords
from .markdown import (
    mentions_of_own_pages,
    people_with_front_matter,
    read_text,
    report_mentions,
    report_outside,
    report_strange_folders,
    talks_with_front_matter,
)
from .papers import Papers
from .people import People
from .published import check_published
from .validate import File, validate

E = TypeVar('E', bound=Entry)

_YEAR = 'name it after its year, as 2019.yml'


@dataclass(frozen=True, slots=True)
class Loaded:
    """The program, as far as it could be understood, and all that is wrong with it, by file and line.

    `decided` is what people.yml says of who is who: the program cannot tell who was never mistaken for somebody else.
    `lines` has the lines of the entry of each talk, by ref, in the file of its edition, and of each person of
    people.yml, by id. `unread` is what no page may be made of: files that are no text in UTF-8, or foreign, and links.
    """

    program: Program
    problems: tuple[Problem, ...]
    decided: Decided
    lines: Mapping[str, range]
    is_whole: bool = True
    unread: frozenset[str] = frozenset()


def load(site: Path) -> Loaded:
    """Load the program of the site in the folder *site*, from `program/*.yml` and the front matter of its pages.

    Raises nothing for what is in the files: whatever is wrong there is one of the problems.
    """
    problems = Problems()
    loader = _Loader(site, problems)
    with _without_collection():
        program = loader.program()
    found = tuple(problems.sorted())
    is_whole = len(program.editions) == len(loader.edition_ids) and not any(one.subtype == 'yaml' for one in found)
    return Loaded(program, found, loader.people.decided, loader.lines, is_whole, frozenset(problems.no_text))


@contextmanager
def _without_collection() -> Iterator[None]:
    """A program is a hundred thousand small objects, and none of them is garbage: to look for some takes a third of the
    time. Nor is all of it looked at when that begins again: what was frozen once counts as old."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.freeze()
            gc.unfreeze()
            gc.enable()


class _Loader:
    """The straight line from files to program."""

    def __init__(self, site: Path, problems: Problems) -> None:
        self.site = site
        self.problems = problems
        self.people = People(problems)
        self.edition_ids: list[str] = []
        self.front_matter: dict[str, File[TalkFrontMatter]] = {}
        self.lines: dict[str, range] = {}
        self.vetting = Vetting(site)

    def program(self) -> Program:
        series_file = self.read('series', SeriesFile)
        people_file = self.read('people', PeopleFile)
        files = dict(self.edition_files())
        series = _series(series_file, self.site.resolve().name)
        self.vetting = Vetting(self.site, series.image_hosts)
        kinds = {**KINDS, **_kinds(series_file)}
        if people_file:
            self.people.add_listed(people_file)
            self.people.check_hidden(people_file)
            self.lines.update(_lines_of_people(people_file))
        for file in files.values():
            for mention, loc in mentions_that_introduce(file.entries):
                self.people.introduce(mention, file, loc)
        editions = [self.edition(id, file, kinds, series) for id, file in files.items()]
        editions.sort(key=lambda edition: (edition.start, edition.id), reverse=True)
        program = Program(series=series, kinds=kinds, editions={edition.id: edition for edition in editions})
        across = Files(series_file, people_file, files, self.front_matter)
        program = self.finished(linked(program, across))
        check_across(program, across, self.site)
        check_keywords(program, across)
        check_published(program, across, self.site, self.problems)
        self.check_mentions(program)
        report_foreign(self.site, self.problems)
        return program

    def check_mentions(self, program: Program) -> None:
        """What pages mention; where other sites are known, too, only a build can tell what is in none of them."""
        mentions = [*self.vetting.mentions, *mentions_of_own_pages(self.site, self.problems)]
        if len(program.editions) == len(self.edition_ids) and not Conf(self.site).knows_other_sites:
            report_mentions(program, mentions, self.problems)

    def edition_files(self) -> Iterator[tuple[str, File[EditionFile]]]:
        """The file of each edition: all in `program/` but `series.yml` and `people.yml`."""
        for path in self.yaml_files():
            name = f'program/{path.name}'
            if path.suffix != '.yml':
                self.problems.add(Place(name), 'file', f'is not read; rename it to {path.stem}.yml')
            elif not is_id(path.stem):
                message = f'"{short(path.stem)}" cannot be the id of an edition; {_YEAR}'
                self.problems.add(Place(name), 'id', message)
            elif is_taken(path.stem):
                message = f'"{path.stem}" cannot be the id of an edition: talks/{path.stem} is another page; {_YEAR}'
                self.problems.add(Place(name), 'id', message)
            elif path.stem not in ('series', 'people'):
                self.edition_ids.append(path.stem)
                if file := self.read(path.stem, EditionFile):
                    yield path.stem, file
        if not self.edition_ids:
            message = 'there is no edition; write one, such as program/2019.yml'
            self.problems.add(Place('program'), 'file', message)

    def yaml_files(self) -> list[Path]:
        """All that may be meant to be YAML, but for what editors and systems hide."""
        found = sorted((self.site / 'program').glob('[!.]*'))
        return [path for path in found if path.suffix.lower() in ('.yml', '.yaml')]

    def read(self, stem: str, model: type[E]) -> File[E] | None:
        """The entries of `program/STEM.yml`; None, with a problem where it has to be there, if there are none."""
        name = f'program/{stem}.yml'
        path = self.site / name
        if not path.exists() and not path.is_symlink():
            if stem == 'series':
                self.problems.add(Place(name), 'missing', 'there is no such file; write it, with series: {title: …}')
            return None
        text = read_text(path, name, self.problems)
        source = None if text is None else parse(text, name, self.problems)
        return validate(source, model, self.problems) if source else None

    def edition(self, id: str, file: File[EditionFile], kinds: Mapping[str, Kind], series: Series) -> Edition:
        edition, locs = resolve_edition(id, file, self.people, kinds, series.title)
        self.lines.update(_lines_of_talks(file, locs))
        check(edition, lambda person: self.people.known[person].name, _reporter(file, locs))
        talks = {}
        papers = Papers(id, self.site, self.problems)
        for talk, front in talks_with_front_matter(edition, self.vetting, self.problems):
            talks[talk.id] = _with_doi(papers.with_paper(talk, file, locs['talk', talk.ref], front))
            if front:
                self.front_matter[talk.ref] = front
        edition = replace(edition, talks=talks)
        papers.report_strange(edition)
        return edition

    def finished(self, program: Program) -> Program:
        """*program* with its people: all who have a role."""
        roles = program.roles
        if len(program.editions) == len(self.edition_ids):  # otherwise nobody knows who is in the one that is missing
            self.people.report_without_role(roles)
        self.people.report_similar()
        self.people.report_namesakes()
        report_strange_folders(self.site, self.edition_ids, program, self.problems)
        people = people_with_front_matter(
            (p for p in self.people.in_order() if roles.get(p.id)), self.vetting, self.problems
        )
        program = replace(program, people={person.id: person for person in people})
        talks = {talk.id: f'talks/{talk.edition}' for talk in program.talks.values()}
        report_outside(self.site, {**dict.fromkeys(program.people, 'speakers'), **talks}, self.problems)
        return program


def _series(file: File[SeriesFile] | None, fallback: str) -> Series:
    if file is None:
        return Series(title=fallback, short_title=fallback)
    entry = file.entries.series
    links = tuple(Link(kind=kind, url=url) for kind, url in entry.links)
    return Series(
        title=entry.title,
        short_title=entry.short_title or entry.title,
        url=entry.url or '',
        links=links,
        image_hosts=entry.image_hosts,
        redirects=entry.redirects,
    )


def _kinds(file: File[SeriesFile] | None) -> dict[str, Kind]:
    entries = file.entries.series.kinds if file else {}
    return {id: Kind(id=id, **vars(entry)) for id, entry in entries.items()}


def _with_doi(talk: Talk) -> Talk:
    """*talk* with the DOI that the link to its paper leads to, unless it says one itself."""
    found = talk.doi or next(iter(dois(link for link in talk.links if link.kind == 'paper')), '')
    return replace(talk, doi=found) if found else talk


def _lines_of_people(file: File[PeopleFile]) -> Iterator[tuple[str, range]]:
    for entry, lines in zip(file.entries.people, file.source.lines('people'), strict=True):
        yield entry.id or id_of(entry.name), lines


def _lines_of_talks(file: File[EditionFile], locs: Mapping[Where, Loc]) -> Iterator[tuple[str, range]]:
    lines = file.source.lines('talks')
    yield from ((ref, lines[int(loc[1])]) for (what, ref), loc in locs.items() if what == 'talk')


def _reporter(file: File[EditionFile], locs: Mapping[Where, Loc]) -> Report:
    """Reports a problem with a talk or session, unless something wrong that was left out explains it."""

    def report(where: Where, subtype: str, message: str, *, notice: bool = False) -> None:
        unscheduled = subtype == 'unscheduled' and file.problems.explain(where[1].partition('/')[2])
        if not unscheduled and not file.lacks(locs[where], 'status'):
            file.problem(locs[where], subtype, message, notice=notice)

    return report


__all__ = ['Loaded', 'load']
