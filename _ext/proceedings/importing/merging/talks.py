"""The talks of an import: which of them are which, and what of them changes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any

from ...ledger import LEDGER
from ...names import slug
from ...problems import short
from ...vocabulary import OFF
from ..draft import DraftSlot, DraftTalk, Mention
from ..files.site_files import text_of
from ..files.yaml_data import Aligned, in_order
from ..report import Remark
from ..wanted.clocks import When, span_data
from ..wanted.edition import local
from ..wanted.ids import talk_id
from .alike import Alike, Look, Slots, slots_of
from .facts import TALK, USUAL_TALK, Data, Facts, Names, facts, folded, listed, named, raised, row_facts
from .memory import Record, private
from .rows import file_rows
from .state import Import
from .things import Things
from .three_way import Thing


class Talks:
    """The talks of a draft: their ids by key, what the file would say of each, and those whose calendars change."""

    def __init__(self, state: Import, things: Things, spans: Sequence[When]) -> None:
        self.state, self.things, self.spans = state, things, spans
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
        self.renamed = {str(old): id for id, (_, data) in there.items() for old in listed(data.get('former_ids'))}
        found, lost = self._known(there)
        claimed = {*found.values()}
        titles: dict[str, list[str]] = {}
        for id, (_, data) in there.items():
            titles.setdefault(folded(str(data.get('title', ''))), []).append(id)
        taken = {*there, *self.renamed, *self._published(), *self._files()}
        taken |= {record.id for record in self.state.memory.of('talk').values()}
        for key, talk in self.state.draft.talks.items():
            if key in found:
                continue
            called = (talk.title, str(self.state.before('talk', key).get('title', '')))
            alike = [id for title in filter(None, called) for id in titles.get(folded(title), ()) if id not in claimed]
            id = alike[0] if alike else self._guessed(key, claimed)
            if id:
                why = 'has the same title' if alike else 'has the same people, and its slot or number'
                self.state.report.guess(talk.place, f'"{short(talk.title)}" is taken for the talk {id}, which {why}')
                self._follow(key, lost.get(key, id), id)
            elif key in lost:
                self._tell_deleted(talk, lost[key])
                continue
            else:
                id = talk_id(talk.title, talk.slug, talk.number, taken)
            claimed.add(id)
            taken.add(id)
            found[key] = id
        return {key: found[key] for key in self.state.draft.talks if key in found}

    def _known(self, there: Mapping[str, Any]) -> tuple[dict[str, str], dict[str, str]]:
        """The ids of the talks that were imported before: of those that are there, and of those that are not."""
        found: dict[str, str] = {}
        lost: dict[str, str] = {}
        for key in self.state.draft.talks:
            if record := self.state.memory.find('talk', key):
                id = self.renamed.get(record.id, record.id)
                (found if id in there or self.state.is_new else lost)[key] = id
        return found, lost

    def _follow(self, key: str, old: str, id: str) -> None:
        """Take *id* for what was called *old*, as if `former_ids` said it; and *key* for what it was known by."""
        if old != id:
            self.renamed[old] = id
        elif id in self._gone and not self.state.memory.find('talk', key):
            for memory in (self.state.memory, self.state.next):
                memory.rekey(self._gone[id].key, key)

    def _tell_deleted(self, talk: DraftTalk, id: str) -> None:
        others = [one for one in self.state.program.editions.values() if id in one.talks]
        alike = [one.id for one in others if folded(one.talks[id].title) == folded(talk.title)]
        where = f' (it is in program/{alike[0]}.yml)' if alike else ''
        text = f'"{short(talk.title)}" was deleted here{where}, and is still in the source; it stays deleted'
        self.state.told.deleted.append(Remark(talk.place, text))

    def _guessed(self, key: str, claimed: set[str]) -> str:
        """The talk of the file that a talk of the draft may be: one whose id was changed by hand, or, where the source
        knows talks by their titles, one whose title was changed there."""
        talk, record = self.state.draft.talks[key], self.state.memory.find('talk', key)
        if record:
            slots = self._slots_before.get(record.id, frozenset())
            return self._of_hand.find(self._look(record.fields, slots), claimed)
        if not slug(talk.title) or not key.endswith(slug(talk.title)):
            return ''
        who = frozenset(self.state.who.of[m.person].known.id for m in self._cast(talk) if m.person in self.state.who.of)
        number = '' if talk.number is None else str(talk.number)
        return self._of_before.find(Look(who, number, self._slots_now.get(key, frozenset())), claimed)

    def _cast(self, talk: DraftTalk) -> list[Mention]:
        return [*talk.authors, *talk.speakers]

    def _look(self, talk: Mapping[str, Any], slots: Slots) -> Look:
        mentions = [*talk.get('authors', ()), *talk.get('speakers', ())]
        return Look(
            frozenset(self.state.person(named(mention)) for mention in mentions), str(talk.get('number', '')), slots
        )

    @cached_property
    def _of_hand(self) -> Alike:
        """The talks of the file that no import made."""
        made = {self.renamed.get(record.id, record.id) for record in self.state.memory.of('talk').values()}
        talks = {id: facts(data) for id, (_, data) in self._talks().items() if id not in made}
        return Alike({id: self._look(talk, self._slots_here.get(id, frozenset())) for id, talk in talks.items()})

    @cached_property
    def _of_before(self) -> Alike:
        return Alike({
            id: self._look(record.fields, self._slots_before.get(record.id, frozenset()))
            for id, record in self._gone.items()
        })  # fmt: skip

    @cached_property
    def _gone(self) -> dict[str, Record]:
        """The talks of the last import that are in the file, and that the source does not have any more, by id."""
        there, drafted = self._talks(), {private(key) for key in self.state.draft.talks}
        records = [record for key, record in self.state.memory.of('talk').items() if key not in drafted]
        ids = {self.renamed.get(record.id, record.id): record for record in records}
        return {id: record for id, record in ids.items() if id in there}

    @cached_property
    def _slots_before(self) -> dict[str, Slots]:
        return slots_of(record.fields for record in self.state.memory.of('row').values())

    @cached_property
    def _slots_here(self) -> dict[str, Slots]:
        start = str(named(self.state.data.get('edition') or {}).get('start') or '')
        names = Names(str, str, lambda row: '')
        rows = file_rows(listed(self.state.data.get('schedule')), start, lambda data, day: row_facts(data, day, names))
        return slots_of(row.facts for row in rows)

    @cached_property
    def _slots_now(self) -> dict[str, Slots]:
        return slots_of(
            {'day': str(span.day), **span_data(span), 'talks': [self._slot(slot, span) for slot in session.slots]}
            for session, span in zip(self.state.draft.sessions, self.spans, strict=True)
        )

    def _slot(self, slot: DraftSlot, span: When) -> Data:
        start = local(slot.start, self.state.zone) or span.start
        return {'talk': slot.talk, **span_data(When(span.day, start, max(start, span.end)))}

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
            if id in there:
                at, ours = there[id]
                merged = self.state.merge.merged(self._thing(key, at, ours, now))
                now = merged.agreed
                if merged.changed:
                    updates[id] = in_order(ours, merged.data, TALK)
                if {'title', 'status'} & set(merged.changed):
                    self.raised.add(id)
            else:
                new.append(data)
                self.state.told.new.append(Remark(talk.place, f'the talk "{short(str(data["title"]))}", {id}'))
            self.state.remember('talk', key, id, now)
        self._tell_gone_talks(there)
        return self._talk_items(there, updates, new)

    def _thing(self, key: str, at: int, data: Data, now: Facts) -> Thing:
        id, ours, before = self.ids[key], facts(data), self.state.before('talk', key)
        if not ours.keys() & {'authors'} and 'authors' not in before and self._are_same(ours, now):
            now = {fact: value for fact, value in now.items() if fact != 'authors'}  # its speakers say who they are
        return Thing(
            f'"{short(str(data.get("title", id)))}"', data, self.data[key], ours, now, before,
            self.state.placer('talks', at), 'name', USUAL_TALK, self.state.others.get(('talk', id), {}),
        )  # fmt: skip

    def _are_same(self, ours: Facts, now: Facts) -> bool:
        here, there = (
            {self.state.person(mention) for mention in mentions}
            for mentions in (ours.get('speakers', ()), now.get('authors', ()))
        )
        return here == there

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
