"""From a draft to the files of a site, the first time and every next time.

What the draft says is put into the words of YAML (`wanted`), with ids that are made once (`ids`, `identity`). Each fact
is then held against what the last import took (`memory`) and what the files say now (`three_way`), and what is left to
change is changed in the text (`yaml_edit`), or is the text of a new file (`new_file`). Nothing is written here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from ...load import load
from ...problems import Problem, short
from ...schema.editors import SCHEMA
from ..draft import Draft
from ..files.new_file import new_edition_file, new_series_file
from ..files.write import CannotImportError, FileChange, Plan
from ..files.yaml_data import Aligned, in_order
from ..report import Report
from ..wanted.clean import Cleaner
from ..wanted.clocks import when
from ..wanted.edition import Kinds, Wanted, the_usual_room
from ..wanted.identity import unmentioned
from .facts import EDITION, FILE, Data, Facts, facts, folded, listed, named
from .people import People
from .prose import Prose
from .schedule import Schedule
from .state import Import
from .talks import Talks
from .things import Things
from .three_way import Thing


def plan(site: Path, draft: Draft, report: Report, *, edition: str = '', take_theirs: bool = False) -> Plan:
    """What to write so that the site in the folder *site* says what *draft* says.

    *edition* is the id of the edition; by default the one that this source was imported to before, else the year in
    which it begins. Where both the source and the site changed something, the site's stays, unless *take_theirs*.
    *report* gets what was guessed, and what is wrong. Raises CannotImportError.
    """
    return _Planner(Import(site, draft, report, edition, take_theirs)).plan()


class _Planner:
    """Plans one import."""

    def __init__(self, state: Import) -> None:
        self.state = state
        self.things = Things(state)
        self.spans = when(state.draft, state.zone, state.report)
        self.talks = Talks(state, self.things, self.spans)
        self.people = People(state)

    def plan(self) -> Plan:
        state = self.state
        self._tell_unmentioned()
        new = self._edition_data()
        files = [*self._series_file(), *self.people.file(), *self._edition_file(new)]
        files += Prose(state).files(self.talks.ids)
        state.merge.tell_silent()
        memory = state.next.dump()
        if memory != state.memory.text:
            files.append(FileChange(way=state.next.way, before=state.memory.text, after=memory))
        self._tell_problems(files)
        told = state.told
        return Plan(
            edition=state.id,
            files=tuple(files),
            new=tuple(told.new),
            changed=tuple(told.changed),
            gone=tuple(told.gone),
            deleted=tuple(told.deleted),
            differs=tuple(told.differs),
            conflicts=tuple(told.conflicts),
        )

    def _tell_unmentioned(self) -> None:
        for place, name in unmentioned(self.state.draft, self.state.who):
            self.state.report.lose('people without a role', place, name, 'who has no role in the program has no page')

    def _edition_data(self) -> dict[str, Any]:
        """The whole file as it is to be: as data, where it is new, else with what goes where."""
        old = named(self.state.data.get('edition') or {})
        edition = self._edition(old)
        names = self.things.names(edition)
        start = str(old.get('start') or edition.get('start') or '')
        schedule = Schedule(self.state, self.things, self.talks, self.spans, names)
        draft, in_role = self.state.draft, self.state.wanted.in_role
        lists = {
            'rooms': self.things.merged('room'),
            'tracks': self.things.merged('track'),
            'schedule': schedule.merged(start, str(edition.get('start') or start)),
            'talks': self.talks.merged(),  # behind the schedule, which says whose sequence is to be raised
            'organizers': self.people.in_role('organizers', in_role(draft.organizers)),
            'reviewers': self.people.in_role('reviewers', in_role(draft.reviewers, '')),
            'sponsors': self._sponsors(),
        }
        new: dict[str, Any] = {'edition': edition}
        new |= {key: value for key, value in lists.items() if value is not None}
        affiliations = self.people.affiliations({**self.state.data, **new})
        return new if affiliations is None else {**new, 'affiliations': affiliations}

    def _edition(self, old: Data) -> Data:
        days = [span.day for span in self.spans]
        wanted = self.state.wanted.edition(days, self.state.start_place)
        if not wanted.get('start') and not old.get('start'):
            wanted = {'start': self._any_start(), **wanted}
        if wanted.get('title') == self.state.program.series.title and 'title' not in old:
            wanted.pop('title', None)
        if self.state.is_new:
            quiet = {id for id, kind in self.state.program.kinds.items() if kind.quiet}
            rows = self._first_rows()
            room = the_usual_room(rows, lambda row: row.get('kind') in quiet and 'room' not in row)
            if room:
                wanted['room'] = room
        now = {**facts(wanted), **({'end': wanted['start']} if wanted.get('start') and 'end' not in wanted else {})}
        if self.state.is_new:
            self.state.remember('edition', '', '', now)
            return in_order(old, wanted, EDITION)
        before, ours = self.state.before('edition', ''), facts(old)
        usual = {'end': str(old['start'])} if old.get('start') else {}
        if 'start' not in before and _lies_within(now, {**usual, **ours}):
            now = {fact: value for fact, value in now.items() if fact not in ('start', 'end')}
        thing = Thing(
            'the edition', old, wanted, ours, now, before, self.state.placer('edition'), usual=usual,
            others=self.state.others.get(('edition', ''), {}),
        )  # fmt: skip
        merged = self.state.merge.merged(thing)
        self.state.remember('edition', '', '', merged.agreed)
        return in_order(old, merged.data, EDITION)

    def _any_start(self) -> str:
        """A first day for an edition without times: when its first paper came out, or the year that its id has."""
        days = [talk.published for talk in self.state.draft.talks.values() if talk.published]
        day = self.state.draft.published or min(days, default=None)
        year = re.match(r'(?:19|2[01])[0-9]{2}(?![0-9])', self.state.id)
        if not day and not year:
            raise CannotImportError('nothing says when it takes place; write the year, as --edition 2031')
        guess = str(day) if day else f'{year[0]}-01-01' if year else ''
        self.state.report.guess(
            self.state.start_place, f'the source does not say when it begins; {guess} is written: correct it'
        )
        return guess

    def _first_rows(self) -> list[Data]:
        talks = {key: self.talks.data[key] for key in self.talks.ids}
        quietly = Wanted(
            self.state.draft,
            self.state.who,
            Kinds(Cleaner(Report()), dict(self.state.kinds.known)),
            Cleaner(Report()),
            self.state.zone,
            self.state.zone_said,
        )
        pairs = zip(self.state.draft.sessions, self.spans, strict=True)
        rows = (quietly.row(session, span, talks, self.things.room, '') for session, span in pairs)
        return [row for row in rows if row]

    def _sponsors(self) -> Aligned | None:
        entries = listed(self.state.data.get('sponsors'))
        there = {folded(str(named(entry).get('name', ''))) for entry in entries}
        items: list[tuple[int | None, Any]] = [*enumerate(entries)]
        for sponsor in self.state.draft.sponsors:
            name = self.state.clean.line(sponsor.name, 'a sponsor', self.state.start_place)
            url = self.state.clean.value('url', sponsor.url, f'the address of "{short(name)}"', self.state.start_place)
            if not name:
                continue
            if folded(name) not in there and not self.state.memory.find('sponsor', name):
                items.append((None, {'name': name, 'url': url} if url else name))
                there.add(folded(name))
            self.state.next.put('sponsor', name, '', {'name': name})
        return Aligned(items) if len(items) > len(entries) else None

    def _edition_file(self, new: dict[str, Any]) -> Iterable[FileChange]:
        if self.state.is_new:
            text = new_edition_file(new, self._head(), schema=(self.state.site / SCHEMA).is_file())
            text = _with_comments(text, self.state.file.text or '')
            yield FileChange(way=self.state.file.way, before=self.state.file.text, after=text)
        else:
            yield from self.state.changed(self.state.file, in_order(self.state.data, {**self.state.data, **new}, FILE))

    def _head(self) -> str:
        return f'Imported from {self.state.clean.line(self.state.draft.source, "the source", self.state.start_place)}.'

    def _series_file(self) -> Iterable[FileChange]:
        data = self.state.series.data
        kinds = dict(self.state.kinds.new)
        if not data:
            text = new_series_file(self._series(), kinds, schema=(self.state.site / SCHEMA).is_file())
            yield FileChange(way=self.state.series.way, before=self.state.series.text, after=text)
        elif kinds:
            series = named(data.get('series') or {}, 'title')
            new = {**series, 'kinds': {**(series.get('kinds') or {}), **kinds}}
            yield from self.state.changed(self.state.series, {**data, 'series': new})

    def _series(self) -> Data:
        """The series, of which a source often says nothing: then it is called as the edition is, without the year."""
        clean, place = self.state.clean, self.state.start_place
        title = clean.title(self.state.draft.series_title, 'the title of the series', place)
        if not title:
            bare = re.sub(r'[\s,(-]*\b(?:19|2[01])[0-9]{2}\b[)]?\s*$', '', self.state.draft.title.strip())
            title = clean.title(bare, 'the title of the series', place) or self.state.site.resolve().name
            self.state.report.guess(
                place, f'the source does not say what the series is called; it is called "{short(title)}"'
            )
        acronym = clean.line(self.state.draft.short_title, 'the acronym of the series', place)
        return {'title': title, **({'short_title': acronym} if acronym and acronym != title else {})}

    def _tell_problems(self, files: Sequence[FileChange]) -> None:
        """Load the program as it will be, without its prose, and say what is wrong with it that was not before."""
        if not any(file.way.endswith('.yml') for file in files):
            return
        before = {(problem.message, problem.place.file) for problem in self.state.problems_before}
        for problem in _problems_of(self.state.site, files):
            if not problem.notice and (problem.message, problem.place.file) not in before:
                self.state.report.wrong(problem.place, problem.message)


def _lies_within(now: Facts, ours: Facts) -> bool:
    """Whether the days of a source that has a part of the program are among those of the edition."""
    days = [str(days.get(key) or '') for days, key in ((ours, 'start'), (now, 'start'), (now, 'end'), (ours, 'end'))]
    return all(days) and days == sorted(days)


def _with_comments(text: str, old: str) -> str:
    """The *text* of a new file, with the comments that an *old* one had and that it does not have itself."""
    there = set(text.splitlines())
    kept = [line for line in old.splitlines() if line.startswith('#') and line not in there]
    head, _, rest = text.partition('\n\n')
    return '\n\n'.join(filter(None, (head, '\n'.join(kept), rest)))


def _problems_of(site: Path, files: Sequence[FileChange]) -> tuple[Problem, ...]:
    with TemporaryDirectory() as folder:
        made = Path(folder) / site.resolve().name
        (made / 'program').mkdir(parents=True)
        for path in sorted((site / 'program').glob('*.y*ml')):
            if path.is_file() and not path.is_symlink():
                (made / 'program' / path.name).write_bytes(path.read_bytes())
        for file in files:
            if file.way.endswith('.yml'):
                (made / file.way).write_text(file.after, encoding='utf-8')
        return load(made).problems
