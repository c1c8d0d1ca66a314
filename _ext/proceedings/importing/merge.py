"""From a draft to the files of a site, the first time and every next time.

What the draft says is put into the words of YAML (`wanted`), with ids that are made once (`ids`, `identity`). Each fact
is then held against what the last import took (`memory`) and what the files say now (`three_way`), and what is left to
change is changed in the text (`yaml_edit`), or is the text of a new file (`new_file`). Nothing is written here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from zoneinfo import ZoneInfo

from ..documents import is_taken
from ..keywords import meaning
from ..ledger import LEDGER
from ..load import load
from ..maths.titles import plain_title
from ..names import fold, slug
from ..problems import Place, Problem, short
from ..program import Program
from ..schema.editors import SCHEMA
from ..schema.values import id_of, is_id
from ..source import front_matter
from ..vocabulary import KINDS, OFF
from .clean import Cleaner
from .clocks import When, when, zone_of
from .draft import Draft, DraftTalk, Text
from .fields import (
    EDITION,
    FILE,
    PERSON,
    ROW,
    TALK,
    USUAL_ROW,
    USUAL_TALK,
    Data,
    Facts,
    Names,
    facts,
    listed,
    named,
    row_facts,
)  # fmt: skip
from .identity import Identities, namesakes, unmentioned
from .ids import talk_id, thing_id
from .memory import Memory, digest, editions_of, private, remembered
from .new_file import new_edition_file, new_people_file, new_series_file
from .prose import to_markdown
from .report import Remark, Report
from .rows import FileRow, file_rows, matched, placed
from .site_files import YamlFile, read_yaml, text_of
from .three_way import Thing, ThreeWay, Told
from .wanted import Kinds, Want, Wanted, the_usual_room
from .write import CannotImportError, FileChange, Plan
from .yaml_edit import Aligned, CannotEditError, edited, in_order, plain_new

_CALENDAR = frozenset({'time', 'day', 'room', 'title', 'status', 'talks'})
"""Facts that calendars show: when one changes after the schedule is out, `sequence` has to be raised."""


def plan(site: Path, draft: Draft, report: Report, *, edition: str = '', take_theirs: bool = False) -> Plan:
    """What to write so that the site in the folder *site* says what *draft* says.

    *edition* is the id of the edition; by default the one that this source was imported to before, else the year in
    which it begins. Where both the source and the site changed something, the site's stays, unless *take_theirs*.
    *report* gets what was guessed, and what is wrong. Raises CannotImportError.
    """
    return _Planner(site, draft, report, edition, take_theirs).plan()


class _Planner:
    """Plans one import."""

    def __init__(self, site: Path, draft: Draft, report: Report, edition: str, take_theirs: bool) -> None:
        self.site, self.draft, self.report = site, draft, report
        loaded = load(site)
        self.program: Program = loaded.program
        self.problems_before = loaded.problems
        self.clean = Cleaner(report)
        self.start_place = _first_place(draft)
        self.id = edition_id(site, draft, self.program, edition, report, self.start_place)
        self.file = read_yaml(site, f'program/{self.id}.yml')
        self.people = read_yaml(site, 'program/people.yml')
        self.series = read_yaml(site, 'program/series.yml')
        self.memory = remembered(site, self.id, draft.source)
        self.next = Memory(draft.source, self.id, {what: dict(of) for what, of in self.memory.records.items()})
        self.told = Told()
        self.merge = ThreeWay(self.told, take_theirs)
        self.take_theirs = take_theirs
        self.data = self.file.data
        self.who = Identities(draft, self.program, listed(self.people.data.get('people')), self.memory, self.clean)
        self.kinds = Kinds(self.clean, _kinds_of(self.program))
        self.zone = ZoneInfo(self._zone())
        self.wanted = Wanted(draft, self.who, self.kinds, self.clean, self.zone)
        self.raised: set[str] = set()
        self.texts: list[FileChange] = []

    def _zone(self) -> str:
        edition = self.data.get('edition')
        own = str(edition.get('timezone') or '') if isinstance(edition, dict) else ''
        record = self.memory.find('edition', '')
        if own and record and record.fields.get('timezone') == own and self.draft.timezone:
            return zone_of(self.draft, own, self.report, self.start_place)
        return own or zone_of(self.draft, '', self.report, self.start_place)

    def plan(self) -> Plan:
        self._tell_unmentioned()
        self.rooms = self._things('room', self._room_names())
        self.tracks = self._things('track', self._track_names())
        self.talk_ids = self._talk_ids()
        new = self._edition_data()
        files = [*self._series_file(), *self._people_file(), *self._edition_file(new)]
        self._prose()
        self.merge.tell_silent()
        memory = self.next.dump()
        if memory != self.memory.text:
            self.texts.append(FileChange(way=self.next.way, before=self.memory.text, after=memory))
        every = (*files, *self.texts)
        self._tell_problems(every)
        told = self.told
        return Plan(
            edition=self.id,
            files=every,
            new=tuple(told.new),
            changed=tuple(told.changed),
            gone=tuple(told.gone),
            conflicts=tuple(told.conflicts),
        )

    def _tell_unmentioned(self) -> None:
        for place, name in unmentioned(self.draft, self.who):
            self.report.lose('people without a role', place, name, 'who has no role in the program has no page')

    # Rooms and tracks

    def _room_names(self) -> list[str]:
        return [*self.draft.rooms, *(room for session in self.draft.sessions for room in session.rooms)]

    def _track_names(self) -> list[str]:
        of_talks = (talk.track for talk in self.draft.talks.values())
        return [*self.draft.tracks, *of_talks, *(session.track for session in self.draft.sessions)]

    def _things(self, what: str, names: Iterable[str]) -> dict[str, Want]:
        """The rooms, or the tracks, of the draft by name, each with its id."""
        there = self._there(what)
        ids = {
            **{id: id for id in there},
            **{meaning(str(data.get('name', ''))): id for id, (_, data) in there.items()},
        }
        former = {str(old): id for id, (_, data) in there.items() for old in listed(data.get('former_ids'))}
        taken = {*there, *former}
        found: dict[str, Want] = {}
        for name in dict.fromkeys(names):
            clean = self.clean.name(name, f'the name of a {what}', self.start_place)
            if not clean:
                continue
            record = self.memory.find(what, clean)
            id = former.get(record.id, record.id) if record else ids.get(meaning(clean), '')
            if not id:
                id = thing_id(clean, what, taken)
            taken.add(id)
            ids.setdefault(meaning(clean), id)
            data = {'name': clean} if id == id_of(clean) else {'id': id, 'name': clean}
            found[name] = Want(clean, id, data, self.start_place, f'the {what} "{short(clean)}"')
        return found

    def _there(self, what: str) -> dict[str, tuple[int, Data]]:
        """The rooms or tracks that the file has, by id."""
        entries = [named(entry) for entry in listed(self.data.get(f'{what}s'))]
        return {str(data.get('id') or id_of(str(data.get('name', '')))): (at, data) for at, data in enumerate(entries)}

    def _thing_list(self, what: str, things: Mapping[str, Want]) -> Aligned | None:
        items = [(at, entry) for at, entry in enumerate(listed(self.data.get(f'{what}s')))]
        usual = self._usual_room() if what == 'room' and not items else ''
        wants = list({want.id: want for want in reversed([*things.values()])}.values())[::-1]
        there = set(self._there(what))
        new: list[tuple[int | None, Any]] = [*items]
        if usual and wants and id_of(usual) not in {want.id for want in wants}:
            new.append((None, usual))
        for want in wants:
            known = self.memory.find(what, want.key)
            self.next.put(what, want.key, want.id, {'name': want.key})
            if want.id in there or known:
                continue
            new.append((None, want.key if set(want.data) == {'name'} else want.data))
            if self.file.text is not None:
                self.told.new.append(Remark(want.place, want.label))
        return Aligned(new) if len(new) > len(items) else None

    def _usual_room(self) -> str:
        return str(named(self.data.get('edition') or {}).get('room') or '')

    def room(self, name: str) -> str:
        want = self.rooms.get(name)
        return want.id if want and self._stands('room', want) else ''

    def track(self, name: str) -> str:
        want = self.tracks.get(name)
        return want.id if want and self._stands('track', want) else ''

    def _stands(self, what: str, want: Want) -> bool:
        """Whether a room or track is there, or will be: not if an organizer deleted it."""
        return not self.memory.find(what, want.key) or want.id in self._there_ids(what)

    def _there_ids(self, what: str) -> set[str]:
        if what not in self._cache:
            self._cache[what] = set(self._there(what))
        return self._cache[what]

    # Talks

    def _talks(self) -> dict[str, tuple[int, Data]]:
        """The talks of the file, by id."""
        entries = listed(self.data.get('talks'))
        return {str(data.get('id')): (at, data) for at, data in enumerate(entries) if isinstance(data, dict)}

    def _talk_ids(self) -> dict[str, str]:
        """The id of each talk of the draft, by key; those that an organizer deleted have none."""
        there = self._talks()
        former = {str(old): id for id, (_, data) in there.items() for old in listed(data.get('former_ids'))}
        self.renamed = former
        found: dict[str, str] = {}
        deleted: list[DraftTalk] = []
        claimed = {former.get(record.id, record.id) for record in self.memory.of('talk').values()}
        titles: dict[str, list[str]] = {}
        for id, (_, data) in there.items():
            titles.setdefault(_folded(str(data.get('title', ''))), []).append(id)
        taken = {*there, *former, *claimed, *self._published(), *self._files()}
        for key, talk in self.draft.talks.items():
            record = self.memory.find('talk', key)
            if record:
                id = former.get(record.id, record.id)
                if id not in there:
                    deleted.append(talk)
                    continue
            else:
                alike = [id for id in titles.get(_folded(talk.title), ()) if id not in claimed] if talk.title else []
                id = alike[0] if alike else talk_id(talk.title, talk.slug, talk.number, taken)
                if alike:
                    text = f'"{short(talk.title)}" is taken for the talk {id}, which has the same title'
                    self.report.guess(talk.place, text)
            claimed.add(id)
            taken.add(id)
            found[key] = id
        for talk in deleted:
            self.told.gone.append(
                Remark(
                    talk.place, f'"{short(talk.title)}" was deleted here, and is still in the source; it stays deleted'
                )
            )
        return found

    def _published(self) -> set[str]:
        """The ids of talks whose addresses were published, also of those that are no more."""
        prefix = f'talks/{self.id}/'
        text = text_of(self.site, LEDGER) or ''
        lines = {line.strip() for line in text.splitlines()}
        self.is_published = any(line.startswith(prefix) for line in lines)
        return {line.removeprefix(prefix).partition('/')[0] for line in lines if line.startswith(prefix)}

    def _files(self) -> set[str]:
        return {path.stem for path in (self.site / f'talks/{self.id}').glob('*.md')}

    def _talk_list(self) -> Aligned | None:
        there, updates, new = self._talks(), {}, []
        for key, talk in self.draft.talks.items():
            id = self.talk_ids.get(key)
            if id is None:
                continue
            data = self.talk_data[key]
            now = {**facts(data), 'status': str(talk.status)}
            record = self.memory.find('talk', key)
            if id in there:
                at, ours = there[id]
                thing = Thing(
                    f'"{short(str(ours.get("title", id)))}"', ours, data, facts(ours), now,
                    record.fields if record else None, self._placer('talks', at), 'name', USUAL_TALK,
                )  # fmt: skip
                merged, changed = self.merge.merged(thing)
                if changed:
                    updates[id] = in_order(ours, merged, TALK)
                if _CALENDAR & set(changed):
                    self.raised.add(id)
            else:
                new.append(data)
                self.told.new.append(Remark(talk.place, f'the talk "{short(str(data["title"]))}", {id}'))
            self._remember('talk', key, id, now)
        self._tell_gone_talks(there)
        return self._talk_items(there, updates, new)

    def _talk_items(
        self, there: Mapping[str, tuple[int, Data]], updates: dict[str, Data], new: list[Data]
    ) -> Aligned | None:
        if self.is_published:
            for id in sorted(self.raised & there.keys()):
                updates[id] = _raised(updates.get(id, there[id][1]), TALK)
        if not (updates or new):
            return None
        entries = listed(self.data.get('talks'))
        items: list[tuple[int | None, Any]] = []
        for at, data in enumerate(entries):
            id = str(data.get('id')) if isinstance(data, dict) else ''
            items.append((at, updates.get(id, data) if there.get(id, (-1,))[0] == at else data))
        return Aligned([*items, *((None, data) for data in new)])

    def _tell_gone_talks(self, there: Mapping[str, tuple[int, Data]]) -> None:
        drafted = {private(key) for key in self.draft.talks}
        for key, record in self.memory.of('talk').items():
            id = self.renamed.get(record.id, record.id)
            if key in drafted or id not in there:
                continue
            at, data = there[id]
            if str(data.get('status', '')) not in OFF:
                text = f'"{short(str(data.get("title", id)))}" is no longer in the source; it stays'
                way_out = 'if it will not take place, write status: cancelled and a reason'
                self.told.gone.append(Remark(self.file.place('talks', at), f'{text} ({way_out})'))

    # The schedule

    def _rows(self) -> tuple[dict[str, tuple[Data, Facts, Place]], list[When]]:
        """The rows of the draft, by a key of their own, with their facts."""
        names, found = self.names, {}
        talks = {key: self.talk_data[key] for key in self.talk_ids}
        for at, (session, span) in enumerate(zip(self.draft.sessions, self.spans, strict=True)):
            for slot in session.slots:
                if slot.talk not in self.draft.talks:
                    self.report.wrong(
                        session.place, f'a session names a talk that the source does not have: {short(slot.talk)}'
                    )
            row = self.wanted.row(session, span, talks, self.room, self.track(session.track))
            if row is None:
                continue
            made = row_facts(row, str(span.day), names)
            key = f'={session.key}' if session.key else ''
            found[key if key and key not in found else f'{key}#{at}'] = (row, made, session.place)
        return found, self.spans

    def _old_rows(self) -> dict[str, Facts]:
        """The rows of the last import, in the ids of now."""
        found = {}
        for key, record in self.memory.of('row').items():
            row = dict(record.fields)
            if 'talks' in row:
                row['talks'] = [{**slot, 'talk': self.renamed.get(slot['talk'], slot['talk'])} for slot in row['talks']]
            found[key] = row
        return found

    def _schedule(self, start: str, new_start: str) -> Aligned | None:
        schedule = listed(self.data.get('schedule'))
        mine = file_rows(schedule, start, lambda data, day: row_facts(data, day, self.names))
        in_file = {str(row.index): row for row in mine}
        old = self._old_rows()
        wanted, _ = self._rows()
        same = self._same_rows(wanted, old)
        of_old = matched(old, {index: row.facts for index, row in in_file.items()})
        free = {index: row.facts for index, row in in_file.items() if index not in set(of_old.values())}
        strangers = matched({key: row[1] for key, row in wanted.items() if key not in same}, free, strangers=True)
        changed: dict[int, tuple[Data, Facts] | None] = {}
        new: list[tuple[Data, Facts]] = []
        self.next.records['row'] = {}
        for key, (data, now, place) in wanted.items():
            index = of_old.get(same[key]) if key in same else strangers.get(key)
            now = {**now, 'status': str(data.get('status', 'confirmed'))}
            before = old.get(same[key]) if key in same else None
            if index is not None:
                self._merge_row(in_file[index], data, now, before, changed)
            elif key not in same:
                new.append((_filled({**data, 'room': self._room_key(data, now)}), now))
                self._tell_usual_room(data, now, place)
                if self.file.text is not None:
                    self.told.new.append(Remark(place, f'{self._row_name(now)}, {now["day"]} {now.get("time", "")}'))
            self._remember_row(key, same.get(key, ''), {**(before or {}), **now})
        self._tell_gone_rows(old, set(same.values()), of_old, in_file, wanted, changed)
        if self.is_published:
            self._raise_rows(in_file, changed)
        if not changed and not new and start == new_start:
            return None
        result = placed(schedule, changed, new, start, new_start)
        if [row.index for row in result] == list(range(len(schedule))) and not changed:
            return None
        return Aligned([(row.index, row.data) for row in result])

    def _same_rows(self, wanted: Mapping[str, tuple[Data, Facts, Place]], old: Mapping[str, Facts]) -> dict[str, str]:
        """Which row of the last import each row is: by key, else by what it says."""
        by_key = {private(key): key for key in wanted if key.startswith('=')}
        same = {key: old_key for old_key, key in by_key.items() if old_key in old}
        left = {key: row[1] for key, row in wanted.items() if key not in same}
        return same | matched(left, {key: row for key, row in old.items() if key not in set(same.values())})

    def _merge_row(
        self, row: FileRow, data: Data, now: Facts, before: Facts | None, changed: dict[int, tuple[Data, Facts] | None]
    ) -> None:
        label = self._row_name(row.facts)
        wanted = {**data, 'room': self._room_key(data, now), 'day': now['day']}
        thing = Thing(
            label, row.data, {key: value for key, value in wanted.items() if value}, row.facts, now, before,
            self._placer('schedule', row.index), 'title', USUAL_ROW,
        )  # fmt: skip
        merged, which = self.merge.merged(thing)
        if not which:
            return
        day = now['day'] if 'day' in which else row.day
        merged = {key: value for key, value in merged.items() if key != 'day' or 'day' in row.data}
        if 'day' in merged:
            merged['day'] = row.data['day']
        if 'time' in which:
            merged.pop('utc_offset', None)
            merged |= {'utc_offset': data['utc_offset']} if 'utc_offset' in data else {}
        merged = in_order(row.data, merged, ROW)
        if _CALENDAR & set(which) and self.is_published:
            alone = str(merged.get('talk') or '')
            if alone:
                self.raised.add(alone)
            else:
                merged = _raised(merged, ROW)
        changed[row.index] = (merged, row_facts(merged, day, self.names))

    def _room_key(self, data: Data, now: Facts) -> Any:
        """What a row says of its rooms: nothing where that is the usual one."""
        rooms = now.get('room', [])
        return '' if rooms == [self.names.usual_room(data)] else rooms[0] if len(rooms) == 1 else rooms

    def _raise_rows(self, in_file: Mapping[str, FileRow], changed: Mapping[int, Any]) -> None:
        if changed or self.raised:
            text = 'this edition is published: sequence is raised where calendars have to take a change'
            self.told.changed.append(Remark(Place(self.file.way), text))

    def _tell_gone_rows(
        self,
        old: Mapping[str, Facts],
        found: set[str],
        of_old: Mapping[str, str],
        in_file: Mapping[str, FileRow],
        wanted: Mapping[str, tuple[Data, Facts, Place]],
        changed: dict[int, tuple[Data, Facts] | None],
    ) -> None:
        """Rows that the source does not have any more: one whose talks are all elsewhere now goes, others stay."""
        given = {slot['talk'] for _, now, _ in wanted.values() for slot in now.get('talks', ())}
        for key, before in old.items():
            if key in found:
                continue
            row = in_file.get(of_old.get(key, ''))
            self.next.of('row')[key] = self.memory.of('row')[key]
            if row is None:
                continue
            place = self.file.place('schedule', row.index)
            name = f'{self._row_name(row.facts)}, {row.day} {row.facts.get("time", "")}'
            talks = {slot['talk'] for slot in row.facts.get('talks', ())}
            untouched = all(row.facts.get(fact) == value for fact, value in before.items() if fact != 'status')
            if talks and talks <= given and untouched and not row.opens:
                changed[row.index] = None
                del self.next.of('row')[key]
                self.told.changed.append(Remark(place, f'{name}, goes: the source gives what it holds elsewhere'))
            elif str(row.data.get('status', '')) not in OFF:
                text = (
                    f'{name}, is no longer in the source; it stays (if it will not take place, write status: cancelled)'
                )
                self.told.gone.append(Remark(place, text))

    def _tell_usual_room(self, data: Data, now: Facts, place: Place) -> None:
        if 'room' not in data and 'room' in now and self.file.text is not None:
            text = f'{self._row_name(now)} has no room in the source, and so is in the usual one, {self.usual}'
            self.report.guess(place, text)

    def _row_name(self, row: Facts) -> str:
        if row.get('title'):
            return f'"{short(row["title"])}"'
        talks = [slot['talk'] for slot in row.get('talks', ())]
        title = self.titles.get(talks[0], talks[0]) if talks else 'a row'
        return f'"{short(title)}" in the schedule'

    def _remember_row(self, key: str, old: str, now: Facts) -> None:
        """Rows whose source has no key for them are remembered by when they were first."""
        if not key.startswith('='):
            key = old if old and not old.startswith('=') else f'{now["day"]} {now.get("time", "")} {_row_hint(now)}'
        at, free = 1, key
        while private(free) in self.next.of('row'):
            at += 1
            free = f'{key} {at}'
        self.next.put('row', free, '', now)

    # The edition

    def _edition_data(self) -> dict[str, Any]:
        """The whole file as it is to be: as data, where it is new, else with what goes where."""
        self._cache: dict[str, set[str]] = {}
        self.spans = when(self.draft, self.zone, self.report)
        self.talk_data = {key: self._talk_data(key) for key in self.talk_ids}
        self.titles = {str(data['id']): str(data['title']) for data in self.talk_data.values()}
        old = named(self.data.get('edition') or {})
        edition = self._edition(old)
        self._set_names(edition)
        start = str(old.get('start') or edition.get('start') or '')
        new: dict[str, Any] = {}
        new['edition'] = edition
        self.lists = {
            'rooms': self._thing_list('room', self.rooms),
            'tracks': self._thing_list('track', self.tracks),
            'schedule': self._schedule(start, str(edition.get('start') or start)),
            'talks': self._talk_list(),
            'organizers': self._role_list('organizers', self.wanted.in_role(self.draft.organizers)),
            'reviewers': self._role_list('reviewers', self.wanted.in_role(self.draft.reviewers, '')),
            'sponsors': self._sponsors(),
        }
        new |= {key: value for key, value in self.lists.items() if value is not None}
        affiliations = self._affiliations({**self.data, **new})
        return new if affiliations is None else {**new, 'affiliations': affiliations}

    def _talk_data(self, key: str) -> Data:
        talk = self.draft.talks[key]
        return self.wanted.talk(talk, self.talk_ids[key], self.track(talk.track))

    def _edition(self, old: Data) -> Data:
        days = [span.day for span in self.spans]
        wanted = self.wanted.edition(days, self.start_place)
        if not wanted.get('start') and not old.get('start'):
            wanted = {'start': self._any_start(), **wanted}
        if wanted.get('title') == self.program.series.title and 'title' not in old:
            wanted.pop('title', None)
        if self.file.text is None:
            quiet = {id for id, kind in self.program.kinds.items() if kind.quiet}
            rows = self._first_rows()
            room = the_usual_room(rows, lambda row: row.get('kind') in quiet and 'room' not in row)
            if room:
                wanted['room'] = room
        now = {**facts(wanted), **({'end': wanted['start']} if wanted.get('start') and 'end' not in wanted else {})}
        record = self.memory.find('edition', '')
        ours = {**facts(old), **({'end': str(old['start'])} if old.get('start') and not old.get('end') else {})}
        if self.file.text is None:
            merged = wanted
        else:
            thing = Thing(
                'the edition', old, wanted, ours, now, record.fields if record else None, self._placer('edition')
            )
            merged, _ = self.merge.merged(thing)
        self._remember('edition', '', '', now)
        return in_order(old, merged, EDITION)

    def _any_start(self) -> str:
        """A first day for an edition without times: when its first paper came out, or the year that its id has."""
        days = [talk.published for talk in self.draft.talks.values() if talk.published]
        day = self.draft.published or min(days, default=None)
        year = re.match(r'(?:19|2[01])[0-9]{2}(?![0-9])', self.id)
        if not day and not year:
            raise CannotImportError('nothing says when it takes place; write the year, as --edition 2031')
        guess = str(day) if day else f'{year[0]}-01-01' if year else ''
        self.report.guess(self.start_place, f'the source does not say when it begins; {guess} is written: correct it')
        return guess

    def _first_rows(self) -> list[Data]:
        talks = {key: self.talk_data[key] for key in self.talk_ids}
        quietly = Wanted(
            self.draft, self.who, Kinds(Cleaner(Report()), dict(self.kinds.known)), Cleaner(Report()), self.zone
        )
        pairs = zip(self.draft.sessions, self.spans, strict=True)
        rows = (quietly.row(session, span, talks, self.room, '') for session, span in pairs)
        return [row for row in rows if row]

    def _set_names(self, edition: Data) -> None:
        """What rooms and tracks are called in rows."""
        quiet = {id for id, kind in self.program.kinds.items() if kind.quiet}
        rooms, tracks = (
            _lookup(self._there(what), things) for what, things in (('room', self.rooms), ('track', self.tracks))
        )
        self.usual = rooms(str(edition.get('room') or '')) or id_of(str(edition.get('room') or ''))
        self.names = Names(rooms, tracks, lambda row: '' if row.get('kind') in quiet else self.usual)

    def _role_list(self, key: str, wants: Iterable[Want]) -> Aligned | None:
        """Organizers or reviewers: new ones behind those that there are; a role that changed, where it stands."""
        entries = listed(self.data.get(key))
        there = {self._person(named(entry)): (at, entry) for at, entry in enumerate(entries)}
        items: list[tuple[int | None, Any]] = [*enumerate(entries)]
        what, count, different = key.removesuffix('s'), len(entries), False
        for want in wants:
            now = {name: value for name, value in facts(want.data).items() if name != 'name'}
            record = self.memory.find(what, want.key)
            if want.id in there:
                at, entry = there[want.id]
                ours = {name: value for name, value in facts(entry).items() if name != 'name'}
                before = record.fields if record else None
                thing = Thing(want.label, entry, named(want.data), ours, now, before, self._placer(key, at))
                merged, changed = self.merge.merged(thing)
                if 'id' in named(want.data) and 'name' in named(merged):  # there is another of that name now
                    rest = {name: value for name, value in named(merged).items() if name != 'name'}
                    merged, changed = {'id': want.id, **rest}, ['id']
                if changed:
                    items[at], different = (at, merged), True
            elif not record:
                items.append((None, want.data))
                if self.file.text is not None:
                    self.told.new.append(Remark(want.place, f'{what} {want.label}'))
            self._remember(what, want.key, want.id, now)
        return Aligned(items) if different or len(items) > count else None

    def _person(self, mention: Data) -> str:
        """The id of whom the file names."""
        if mention.get('id'):
            return str(mention['id'])
        found = self.who.by_slug.get(slug(str(mention.get('name', ''))), [''])
        return found[0]

    def _sponsors(self) -> Aligned | None:
        entries = listed(self.data.get('sponsors'))
        there = {_folded(str(named(entry).get('name', ''))) for entry in entries}
        items: list[tuple[int | None, Any]] = [*enumerate(entries)]
        for sponsor in self.draft.sponsors:
            name = self.clean.line(sponsor.name, 'a sponsor', self.start_place)
            url = self.clean.value('url', sponsor.url, f'the address of "{short(name)}"', self.start_place)
            if not name:
                continue
            if _folded(name) not in there and not self.memory.find('sponsor', name):
                items.append((None, {'name': name, 'url': url} if url else name))
                there.add(_folded(name))
            self.next.put('sponsor', name, '', {'name': name})
        return Aligned(items) if len(items) > len(entries) else None

    def _affiliations(self, new: Data) -> Data | None:
        """Where everybody worked, by name, with those of the source; *new* is all else that the file is to say."""
        old = self.data.get('affiliations') or {}
        there = {self._person({'id': name} if name in self.who.known else {'name': name}): name for name in old}
        result, different = dict(old), False
        for key, affiliation in self.who.affiliations.items():
            identity = self.who.of[key]
            id, record = identity.known.id, self.memory.find('affiliation', key)
            name = there.get(id, identity.key)
            ours = {'affiliation': old[name]} if name in old else {}
            if name in old and identity.by_id and name != id:  # there is another of that name now
                result = {id if key == name else key: value for key, value in result.items()}
                name, different = id, True
            if not ours and not record and identity.known.affiliation == affiliation:
                continue
            thing = Thing(
                identity.known.name, ours, {'affiliation': affiliation}, ours, {'affiliation': affiliation},
                record.fields if record else None, partial(self._affiliation_place, name),
            )  # fmt: skip
            if self.file.text is None:
                merged, changed = thing.wanted, ['affiliation']
            else:
                merged, changed = self.merge.merged(thing)
            if changed:
                result[name], different = merged['affiliation'], True
            self._remember('affiliation', key, id, thing.now)
        without = self._without_strangers(result, there, new)
        return without if different or without != result else None

    def _affiliation_place(self, name: str, _: str) -> Place:
        return self.file.place('affiliations', name)

    def _without_strangers(self, affiliations: Data, names: Mapping[str, str], new: Data) -> Data:
        """*affiliations* without those that an import wrote of people who have no role any more."""
        drafted = {identity.known.id for identity in self.who.of.values()}
        gone = {
            names[record.id]: record
            for record in self.memory.of('affiliation').values()
            if record.id not in drafted and record.id in names and not self.who.known[record.id].listed
        }
        mentioned = {self._person(mention) for mention in _introductions(new)} if gone else set()
        for name, record in gone.items():
            if record.id not in mentioned and affiliations[name] == record.fields.get('affiliation'):
                affiliations = {other: value for other, value in affiliations.items() if other != name}
        return affiliations

    def _edition_file(self, new: dict[str, Any]) -> Iterable[FileChange]:
        if self.file.text is None or not self.data:
            text = new_edition_file(new, self._head(), schema=(self.site / SCHEMA).is_file())
            yield FileChange(way=self.file.way, before=self.file.text, after=text)
        else:
            yield from self._changed(self.file, in_order(self.data, {**self.data, **new}, FILE))

    def _head(self) -> str:
        return f'Imported from {self.clean.line(self.draft.source, "the source", self.start_place)}.'

    def _changed(self, file: YamlFile, new: Mapping[str, Any]) -> Iterable[FileChange]:
        assert file.text is not None
        try:
            text = edited(file.text, new)
        except CannotEditError as error:
            raise CannotImportError(
                f'{Place(file.way)}: cannot be changed without changing more than is meant ({error}); nothing was '
                'written: write lists and mappings each on lines of their own, then import again'
            ) from None
        if text != file.text:
            yield FileChange(way=file.way, before=file.text, after=text)

    # The series and its people

    def _series_file(self) -> Iterable[FileChange]:
        data = self.series.data
        kinds = dict(self.kinds.new)
        if not data:
            text = new_series_file(self._series(), kinds, schema=(self.site / SCHEMA).is_file())
            yield FileChange(way=self.series.way, before=self.series.text, after=text)
        elif kinds:
            series = named(data.get('series') or {}, 'title')
            new = {**series, 'kinds': {**(series.get('kinds') or {}), **kinds}}
            yield from self._changed(self.series, {**data, 'series': new})

    def _series(self) -> Data:
        """The series, of which a source often says nothing: then it is called as the edition is, without the year."""
        clean, place = self.clean, self.start_place
        title = clean.title(self.draft.series_title, 'the title of the series', place)
        if not title:
            bare = re.sub(r'[\s,(-]*\b(?:19|2[01])[0-9]{2}\b[)]?\s*$', '', self.draft.title.strip())
            title = clean.title(bare, 'the title of the series', place) or self.site.resolve().name
            self.report.guess(
                place, f'the source does not say what the series is called; it is called "{short(title)}"'
            )
        acronym = clean.line(self.draft.short_title, 'the acronym of the series', place)
        return {'title': title, **({'short_title': acronym} if acronym and acronym != title else {})}

    def _people_file(self) -> Iterable[FileChange]:
        entries = listed(self.people.data.get('people'))
        items: list[tuple[int | None, Any]] = [*enumerate(entries)]
        there = {str(named(e).get('id') or id_of(str(named(e).get('name', '')))): at for at, e in enumerate(entries)}
        for key, identity in self.who.of.items():
            id, entry = identity.known.id, identity.entry
            record = self.memory.find('person', key)
            now = {fact: value for fact, value in facts(entry).items() if fact != 'disambiguation'}  # once is enough
            listed_now = id in there
            if listed_now:
                at = there[id]
                data, changed = self._with_person(identity.known.name, entries[at], entry, now, record, at)
                if changed:
                    items[at] = (at, in_order(named(entries[at]), data, PERSON))
            elif self._needs_entry(entry, identity.needs_entry) and not (record and record.fields.get('listed')):
                items.append((None, entry))
                listed_now = True
            known = {'listed': True} if listed_now else {}
            self._remember('person', key, id, {**now, **known, 'name': identity.known.name})
        items += [(None, {'name': known.name}) for known in namesakes(self.who) if known.id not in there]
        if len(items) == len(entries) and all(new is entries[at] for at, new in items if at is not None):
            return
        if not self.people.data:
            text = new_people_file([data for _, data in items], schema=(self.site / SCHEMA).is_file())
            yield FileChange(way=self.people.way, before=self.people.text, after=text)
        else:
            yield from self._changed(self.people, {**self.people.data, 'people': Aligned(items)})

    def _with_person(
        self, label: str, data: Any, entry: Data, now: Facts, record: Any, at: int
    ) -> tuple[Any, list[str]]:
        ours = facts(data)
        if 'aliases' in now:  # spellings are only ever added
            both = [*dict.fromkeys([*ours.get('aliases', ()), *now['aliases']])]
            entry, now = {**entry, 'aliases': both}, {**now, 'aliases': both}
        before = {fact: value for fact, value in record.fields.items() if fact != 'listed'} if record else None
        if 'hidden_names' not in now:  # otherwise somebody has another name now
            now = {fact: value for fact, value in now.items() if fact != 'name'}
            before = before and {fact: value for fact, value in before.items() if fact != 'name'}
        if before is not None and 'aliases' in now:
            before['aliases'] = ours.get('aliases')
        thing = Thing(label, data, entry, ours, now, before, self._placer('people', at, file=self.people))
        return self.merge.merged(thing)

    def _needs_entry(self, entry: Data, needed: bool) -> bool:
        """Whether more is known of somebody than a name."""
        return needed or bool(set(entry) - {'name', 'disambiguation'})

    # Prose

    def _prose(self) -> None:
        for key, id in self.report.each('abstracts', [*self.talk_ids.items()]):
            talk = self.draft.talks[key]
            if talk.abstract:
                what = f'the abstract of "{short(talk.title)}"'
                self._text('abstract', key, f'talks/{self.id}/{id}.md', talk.abstract, talk.place, what)
        for key, identity in self.report.each('biographies', [*self.who.of.items()]):
            person = identity.person
            if person.biography:
                what = f'the biography of "{short(identity.known.name)}"'
                self._text('biography', key, f'speakers/{identity.known.id}.md', person.biography, person.place, what)

    def _text(self, sort: str, key: str, way: str, text: Text, place: Place, what: str) -> None:
        """One Markdown file. What the source has not changed is not even looked at."""
        raw, record = digest(f'{text.markup}\n{text.text}'), self.memory.find(sort, key)
        if record and record.fields.get('source') == raw:
            return
        made = to_markdown(text, place, self.report, what=what).strip()
        if not made:
            return
        now, there = digest(made), text_of(self.site, way)
        ours = _prose_of(there) if there is not None else ''
        was = record.fields.get('text') if record else None
        self.next.put(sort, key, '', {'source': raw, 'text': now})
        if ours == made or was == now:
            return
        if ours and digest(ours) != was and not self.take_theirs:
            where = 'here, and at the source' if record else 'here, and differs from the source'
            self.told.conflicts.append(Remark(Place(way), f'{what} was changed {where}; yours is kept'))
        elif there is None and record and not self.take_theirs:
            self.told.conflicts.append(Remark(Place(way), f'{what} was deleted here; it stays deleted'))
        else:
            if record:
                self.told.changed.append(Remark(Place(way), f'{what} has changed'))
            head = (there or '')[: len(there or '') - len(_below_front_matter(there or ''))]
            self.texts.append(FileChange(way=way, before=there, after=f'{head}{made}\n'))

    # What is wrong afterwards

    def _tell_problems(self, files: Sequence[FileChange]) -> None:
        """Load the program as it will be, without its prose, and say what is wrong with it that was not before."""
        if not any(file.way.endswith('.yml') for file in files):
            return
        before = {(problem.message, problem.place.file) for problem in self.problems_before}
        for problem in _problems_of(self.site, files):
            if not problem.notice and (problem.message, problem.place.file) not in before:
                self.report.wrong(problem.place, problem.message)

    def _placer(self, *loc: str | int, file: YamlFile | None = None) -> Callable[[str], Place]:
        """Where a fact of the thing at *loc* stands."""
        at = file or self.file
        return lambda fact: at.place(*loc, *fact.split('.'))

    def _remember(self, what: str, key: str, id: str, now: Facts) -> None:
        """Keep what the source says, and what it said and does not say any more."""
        record = self.memory.find(what, key)
        self.next.put(what, key, id, {**(record.fields if record else {}), **now})


def edition_id(site: Path, draft: Draft, program: Program, chosen: str, report: Report, place: Place) -> str:
    """The id of the edition to import to. Raises CannotImportError."""
    known = editions_of(site, draft.source)
    if chosen:
        _check_id(chosen, program)
        return chosen
    if len(known) > 1:
        raise CannotImportError(
            f'this was imported to {" and ".join(known)}; say to which now, as --edition {known[-1]}'
        )
    if known:
        return known[0]
    days = [day for day in (draft.start, draft.published) if day]
    days += [session.start.date() for session in draft.sessions]
    days += [talk.published for talk in draft.talks.values() if talk.published]
    if not days:
        raise CannotImportError('nothing says in which year it takes place; write it, as --edition 2031')
    id = str((draft.start or min(days)).year)
    _check_id(id, program)
    edition = program.editions.get(id)
    if edition is None:
        return id
    ends = max(draft.end or days[0], *days)
    if draft.start and (ends < edition.start or min(days) > edition.end):
        raise CannotImportError(
            f'program/{id}.yml is another edition, of {edition.start}; write an id for this one, as --edition {id}-b, '
            f'or --edition {id} if it is the same'
        )
    report.guess(place, f'it is taken for the edition {id}, which is there already')
    return id


def _check_id(id: str, program: Program) -> None:
    if not is_id(id) or id in ('series', 'people') or is_taken(id):
        raise CannotImportError(
            f'"{short(id)}" cannot be the id of an edition; write lower-case letters, digits and single hyphens, as in '
            '2031'
        )
    if id in program.former['edition']:
        raise CannotImportError(f'{id} is what {program.former["edition"][id]} was called; write that')


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


def _introductions(new: Data) -> Iterator[Data]:
    """The mentions in the data of a file that make somebody known."""
    plain = {key: plain_new(new.get(key) or []) for key in ('talks', 'organizers', 'reviewers')}
    volume = named(named(new.get('edition') or {}).get('proceedings') or {})
    for talk in listed(plain['talks']):
        yield from map(named, listed(talk.get('authors') or talk.get('speakers')) if isinstance(talk, dict) else ())
    for mentions in (plain['organizers'], plain['reviewers'], volume.get('editors')):
        yield from map(named, listed(mentions))


def _first_place(draft: Draft) -> Place:
    places = [*(talk.place for talk in draft.talks.values()), *(session.place for session in draft.sessions)]
    return Place(places[0].file) if places else Place(draft.source)


def _kinds_of(program: Program) -> dict[str, str]:
    """The ids of kinds that the series added, by what means each."""
    own = [kind for id, kind in program.kinds.items() if id not in KINDS]
    return {meaning(word): kind.id for kind in own for word in (kind.id, kind.name)}


def _folded(title: str) -> str:
    """What titles have in common that are one."""
    return slug(plain_title(title)) or fold(title)


def _row_hint(now: Facts) -> str:
    talks = [str(slot['talk']) for slot in now.get('talks', ())]
    return short(slug(str(now.get('title', ''))) or ' '.join(talks), 60)


def _lookup(there: Mapping[str, tuple[int, Data]], things: Mapping[str, Want]) -> Callable[[str], str]:
    ids = {slug(want.key): want.id for want in things.values()}
    ids |= {slug(str(data.get('name', ''))): id for id, (_, data) in there.items()}
    ids |= {id: id for id in (*there, *(want.id for want in things.values()))}
    return lambda name: ids.get(name) or ids.get(slug(name)) or ''


def _filled(data: Data) -> Data:
    return {key: value for key, value in data.items() if value not in ('', [])}


def _raised(data: Data, order: Sequence[str]) -> Data:
    """*data* with one more in `sequence`."""
    number = str(data.get('sequence') or 0)
    return in_order(data, {**data, 'sequence': int(number) + 1 if number.isdecimal() else 1}, order)


def _below_front_matter(text: str) -> str:
    _, lines = front_matter(text)
    return '\n'.join(text.split('\n')[lines:]) if lines else text


def _prose_of(text: str) -> str:
    return _below_front_matter(text).strip()


__all__ = ['CannotImportError', 'FileChange', 'Plan', 'plan']
