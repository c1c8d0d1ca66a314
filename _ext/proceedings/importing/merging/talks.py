"""The talks of an import: which of them are which, and what of them changes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ...ledger import LEDGER
from ...problems import short
from ...vocabulary import OFF
from ..draft import DraftTalk
from ..files.site_files import text_of
from ..files.yaml_edit import Aligned, in_order
from ..report import Remark
from ..wanted.ids import talk_id
from .facts import TALK, USUAL_TALK, Data, facts, folded, listed, raised
from .memory import private
from .state import Import
from .things import Things
from .three_way import Thing


class Talks:
    """The talks of a draft: their ids by key, what the file would say of each, and those whose calendars change."""

    def __init__(self, state: Import, things: Things) -> None:
        self.state, self.things = state, things
        self.raised: set[str] = set()
        self.renamed: dict[str, str] = {}
        self.is_published = False
        self.ids = self._talk_ids()
        self.data = {key: self._talk_data(key) for key in self.ids}
        self.titles = {str(data['id']): str(data['title']) for data in self.data.values()}

    def _talks(self) -> dict[str, tuple[int, Data]]:
        """The talks of the file, by id."""
        entries = listed(self.state.data.get('talks'))
        return {str(data.get('id')): (at, data) for at, data in enumerate(entries) if isinstance(data, dict)}

    def _talk_ids(self) -> dict[str, str]:
        """The id of each talk of the draft, by key; those that an organizer deleted have none."""
        there = self._talks()
        former = {str(old): id for id, (_, data) in there.items() for old in listed(data.get('former_ids'))}
        self.renamed = former
        found: dict[str, str] = {}
        deleted: list[DraftTalk] = []
        claimed = {former.get(record.id, record.id) for record in self.state.memory.of('talk').values()}
        titles: dict[str, list[str]] = {}
        for id, (_, data) in there.items():
            titles.setdefault(folded(str(data.get('title', ''))), []).append(id)
        taken = {*there, *former, *claimed, *self._published(), *self._files()}
        for key, talk in self.state.draft.talks.items():
            record = self.state.memory.find('talk', key)
            if record:
                id = former.get(record.id, record.id)
                if id not in there:
                    deleted.append(talk)
                    continue
            else:
                alike = [id for id in titles.get(folded(talk.title), ()) if id not in claimed] if talk.title else []
                id = alike[0] if alike else talk_id(talk.title, talk.slug, talk.number, taken)
                if alike:
                    text = f'"{short(talk.title)}" is taken for the talk {id}, which has the same title'
                    self.state.report.guess(talk.place, text)
            claimed.add(id)
            taken.add(id)
            found[key] = id
        for talk in deleted:
            self.state.told.gone.append(
                Remark(
                    talk.place, f'"{short(talk.title)}" was deleted here, and is still in the source; it stays deleted'
                )
            )
        return found

    def _published(self) -> set[str]:
        """The ids of talks whose addresses were published, also of those that are no more."""
        prefix = f'talks/{self.state.id}/'
        text = text_of(self.state.site, LEDGER) or ''
        lines = {line.strip() for line in text.splitlines()}
        self.is_published = any(line.startswith(prefix) for line in lines)
        return {line.removeprefix(prefix).partition('/')[0] for line in lines if line.startswith(prefix)}

    def _files(self) -> set[str]:
        return {path.stem for path in (self.state.site / f'talks/{self.state.id}').glob('*.md')}

    def merged(self) -> Aligned | None:
        """The list of talks that is to be; None where it stays."""
        there, updates, new = self._talks(), {}, []
        for key, talk in self.state.draft.talks.items():
            id = self.ids.get(key)
            if id is None:
                continue
            data = self.data[key]
            now = {**facts(data), 'status': str(talk.status)}
            record = self.state.memory.find('talk', key)
            if id in there:
                at, ours = there[id]
                thing = Thing(
                    f'"{short(str(ours.get("title", id)))}"', ours, data, facts(ours), now,
                    record.fields if record else None, self.state.placer('talks', at), 'name', USUAL_TALK,
                )  # fmt: skip
                merged, changed = self.state.merge.merged(thing)
                if changed:
                    updates[id] = in_order(ours, merged, TALK)
                if {'title', 'status'} & set(changed):
                    self.raised.add(id)
            else:
                new.append(data)
                self.state.told.new.append(Remark(talk.place, f'the talk "{short(str(data["title"]))}", {id}'))
            self.state.remember('talk', key, id, now)
        self._tell_gone_talks(there)
        return self._talk_items(there, updates, new)

    def _talk_items(
        self, there: Mapping[str, tuple[int, Data]], updates: dict[str, Data], new: list[Data]
    ) -> Aligned | None:
        if self.is_published:
            for id in sorted(self.raised & there.keys()):
                data = updates.get(id, there[id][1])
                updates[id] = in_order(data, raised(data), TALK)
        if not (updates or new):
            return None
        entries = listed(self.state.data.get('talks'))
        items: list[tuple[int | None, Any]] = []
        for at, data in enumerate(entries):
            id = str(data.get('id')) if isinstance(data, dict) else ''
            items.append((at, updates.get(id, data) if there.get(id, (-1,))[0] == at else data))
        return Aligned([*items, *((None, data) for data in new)])

    def _tell_gone_talks(self, there: Mapping[str, tuple[int, Data]]) -> None:
        drafted = {private(key) for key in self.state.draft.talks}
        for key, record in self.state.memory.of('talk').items():
            id = self.renamed.get(record.id, record.id)
            if key in drafted or id not in there:
                continue
            at, data = there[id]
            if str(data.get('status', '')) not in OFF:
                text = f'"{short(str(data.get("title", id)))}" is no longer in the source; it stays'
                way_out = 'if it will not take place, write status: cancelled and a reason'
                self.state.told.gone.append(Remark(self.state.file.place('talks', at), f'{text} ({way_out})'))

    def _talk_data(self, key: str) -> Data:
        talk = self.state.draft.talks[key]
        return self.state.wanted.talk(talk, self.ids[key], self.things.track(talk.track))
