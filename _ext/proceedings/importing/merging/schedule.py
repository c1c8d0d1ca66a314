"""The schedule of an import: its rows, those of the last import, and those of the file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ...names import slug
from ...problems import Place, short
from ...vocabulary import OFF
from ..files.yaml_data import Aligned, in_order
from ..report import Remark
from ..wanted.clocks import When
from .facts import ROW, USUAL_ROW, Data, Facts, Names, begins, listed, raised, row_facts
from .memory import private
from .rows import FileRow, file_rows, matched, placed
from .state import Import
from .talks import Talks
from .things import Things
from .three_way import Thing

_CALENDAR = frozenset({'time', 'day', 'room', 'title', 'status', 'talks'})
"""Facts that calendars show: when one changes after the schedule is out, `sequence` has to be raised."""


class Schedule:
    """The schedule of a draft, merged into that of the file."""

    def __init__(self, state: Import, things: Things, talks: Talks, spans: Sequence[When], names: Names) -> None:
        self.state, self.things, self.talks, self.spans, self.names = state, things, talks, spans, names

    def merged(self, start: str, new_start: str) -> Aligned | None:
        schedule = listed(self.state.data.get('schedule'))
        mine = file_rows(schedule, start, lambda data, day: row_facts(data, day, self.names))
        in_file = {str(row.index): row for row in mine}
        old = self._old_rows()
        wanted = self._rows()
        same = self._same_rows(wanted, old)
        of_old = matched(old, {index: row.facts for index, row in in_file.items()})
        free = {index: row.facts for index, row in in_file.items() if index not in set(of_old.values())}
        of_others = self._of_others({index: row.facts for index, row in in_file.items()})
        strangers = matched({key: row[1] for key, row in wanted.items() if key not in same}, free, strangers=True)
        changed: dict[int, tuple[Data, Facts] | None] = {}
        new: list[tuple[Data, Facts]] = []
        self.state.next.records['row'] = {}
        for key, (data, now, place) in wanted.items():
            index = of_old.get(same[key]) if key in same else strangers.get(key)
            now = {**now, 'status': str(data.get('status', 'confirmed'))}
            before = old[same[key]] if key in same else {}
            agreed = now
            if index is not None:
                agreed = self._merge_row(in_file[index], data, now, before, of_others.get(index, {}), changed)
            elif key not in same:
                new.append((_filled({**data, 'room': self._room_key(data, now)}), now))
                self._tell_usual_room(data, now, place)
                if not self.state.is_new:
                    self.state.told.new.append(
                        Remark(place, f'{self._row_name(now)}, {now["day"]} {now.get("time", "")}')
                    )
            self._remember_row(key, same.get(key, ''), now, {**before, **agreed})
        self._tell_gone_rows(old, set(same.values()), of_old, in_file, wanted, changed)
        if self.talks.is_published:
            self._raise_rows(in_file, changed)
        if not changed and not new and start == new_start:
            return None
        begun = {row.index: (row.day, begins(row.facts)) for row in mine}
        result = placed(schedule, changed, new, start, new_start, begun)
        if [row.index for row in result] == list(range(len(schedule))) and not changed:
            return None
        return Aligned([(row.index, row.data) for row in result])

    def _rows(self) -> dict[str, tuple[Data, Facts, Place]]:
        """The rows of the draft, by a key of their own, with their facts."""
        names, found = self.names, {}
        talks = {key: self.talks.data[key] for key in self.talks.ids}
        for at, (session, span) in enumerate(zip(self.state.draft.sessions, self.spans, strict=True)):
            for slot in session.slots:
                if slot.talk not in self.state.draft.talks:
                    self.state.report.wrong(
                        session.place, f'a session names a talk that the source does not have: {short(slot.talk)}'
                    )
            row = self.state.wanted.row(session, span, talks, self.things.room, self.things.track(session.track))
            if row is None:
                continue
            made = row_facts(row, str(span.day), names)
            key = f'={session.key}' if session.key else ''
            found[key if key and key not in found else f'{key}#{at}'] = (row, made, session.place)
        return found

    def _of_others(self, rows: Mapping[str, Facts]) -> dict[str, Mapping[str, str]]:
        """The facts of rows of the file that came from other sources, with the name of each source, by row."""
        found: dict[str, Mapping[str, str]] = {}
        for memory in self.state.other_memories:
            old = {key: dict(record.fields) for key, record in memory.of('row').items()}
            for key, index in matched(old, rows).items():
                found.setdefault(index, dict.fromkeys(old[key], memory.source))
        return found

    def _old_rows(self) -> dict[str, Facts]:
        """The rows of the last import, in the ids of now."""
        found = {}
        for key, record in self.state.memory.of('row').items():
            row = dict(record.fields)
            if 'talks' in row:
                row['talks'] = [
                    {**slot, 'talk': self.talks.renamed.get(slot['talk'], slot['talk'])} for slot in row['talks']
                ]
            found[key] = row
        return found

    def _same_rows(self, wanted: Mapping[str, tuple[Data, Facts, Place]], old: Mapping[str, Facts]) -> dict[str, str]:
        """Which row of the last import each row is: by key, else by what it says."""
        by_key = {private(key): key for key in wanted if key.startswith('=')}
        same = {key: old_key for old_key, key in by_key.items() if old_key in old}
        left = {key: row[1] for key, row in wanted.items() if key not in same}
        return same | matched(left, {key: row for key, row in old.items() if key not in set(same.values())})

    def _merge_row(
        self, row: FileRow, data: Data, now: Facts, before: Facts, others: Mapping[str, str],
        changed: dict[int, tuple[Data, Facts] | None],
    ) -> Facts:  # fmt: skip
        """Merge a row; returns the facts that both sides agree on."""
        label = self._row_name(row.facts)
        wanted = {**data, 'room': self._room_key(data, now), 'day': now['day']}
        thing = Thing(
            label, row.data, {key: value for key, value in wanted.items() if value}, row.facts, now, before,
            self.state.placer('schedule', row.index), 'title', USUAL_ROW, others,
        )  # fmt: skip
        result = self.state.merge.merged(thing)
        merged, which = result.data, result.changed
        if not which:
            return result.agreed
        day = now['day'] if 'day' in which else row.day
        merged = {key: value for key, value in merged.items() if key != 'day' or 'day' in row.data}
        if 'day' in merged:
            merged['day'] = row.data['day']
        if 'time' in which:
            merged.pop('utc_offset', None)
            merged |= {'utc_offset': data['utc_offset']} if 'utc_offset' in data else {}
        merged = in_order(row.data, merged, ROW)
        if _CALENDAR & set(which) and self.talks.is_published:
            alone = str(merged.get('talk') or '')
            if alone:
                self.talks.raised.add(alone)
            else:
                merged = in_order(merged, raised(merged), ROW)
        changed[row.index] = (merged, row_facts(merged, day, self.names))
        return result.agreed

    def _room_key(self, data: Data, now: Facts) -> Any:
        """What a row says of its rooms: nothing where that is the usual one."""
        rooms = now.get('room', [])
        return '' if rooms == [self.names.usual_room(data)] else rooms[0] if len(rooms) == 1 else rooms

    def _raise_rows(self, in_file: Mapping[str, FileRow], changed: Mapping[int, Any]) -> None:
        if changed or self.talks.raised:
            text = 'this edition is published: sequence is raised where calendars have to take a change'
            self.state.told.changed.append(Remark(Place(self.state.file.way), text))

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
            self.state.next.of('row')[key] = self.state.memory.of('row')[key]
            if row is None:
                continue
            place = self.state.file.place('schedule', row.index)
            name = f'{self._row_name(row.facts)}, {row.day} {row.facts.get("time", "")}'
            talks = {slot['talk'] for slot in row.facts.get('talks', ())}
            untouched = all(row.facts.get(fact) == value for fact, value in before.items() if fact != 'status')
            if talks and talks <= given and untouched and not row.opens:
                changed[row.index] = None
                del self.state.next.of('row')[key]
                self.state.told.changed.append(Remark(place, f'{name}, goes: the source gives what it holds elsewhere'))
            elif str(row.data.get('status', '')) not in OFF:
                text = (
                    f'{name}, is no longer in the source; it stays (if it will not take place, write status: cancelled)'
                )
                self.state.told.gone.append(Remark(place, text))

    def _tell_usual_room(self, data: Data, now: Facts, place: Place) -> None:
        if 'room' not in data and 'room' in now and not self.state.is_new:
            text = (
                f'{self._row_name(now)} has no room in the source, and so is in the usual one, {", ".join(now["room"])}'
            )
            self.state.report.guess(place, text)

    def _row_name(self, row: Facts) -> str:
        if row.get('title'):
            return f'"{short(row["title"])}"'
        talks = [slot['talk'] for slot in row.get('talks', ())]
        title = self.talks.titles.get(talks[0], talks[0]) if talks else 'a row'
        return f'"{short(title)}" in the schedule'

    def _remember_row(self, key: str, old: str, now: Facts, agreed: Facts) -> None:
        """Rows whose source has no key for them are remembered by when they were first."""
        if not key.startswith('='):
            key = old if old and not old.startswith('=') else f'{now["day"]} {now.get("time", "")} {_row_hint(now)}'
        at, free = 1, key
        while private(free) in self.state.next.of('row'):
            at += 1
            free = f'{key} {at}'
        self.state.next.put('row', free, '', agreed)


def _row_hint(now: Facts) -> str:
    talks = [str(slot['talk']) for slot in now.get('talks', ())]
    return short(slug(str(now.get('title', ''))) or ' '.join(talks), 60)


def _filled(data: Data) -> Data:
    return {key: value for key, value in data.items() if value not in ('', [])}
