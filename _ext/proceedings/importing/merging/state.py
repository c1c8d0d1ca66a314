"""What all parts of an import share: the draft, the site, what was imported before, and what there is to tell."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from ...keywords import meaning
from ...load import load
from ...names import slug
from ...problems import Place, short
from ...program import Program
from ...vocabulary import KINDS
from ..draft import Draft
from ..files.site_files import YamlFile, read_yaml
from ..files.write import CannotImportError, FileChange
from ..files.yaml_edit import edited
from ..files.yaml_layout import CannotEditError
from ..report import Remark, Report
from ..wanted.clean import Cleaner
from ..wanted.clocks import is_zone, zone_of
from ..wanted.edition import Kinds, Wanted
from ..wanted.identity import Identities
from .facts import Data, Facts, listed
from .into import edition_id
from .memory import Memory, of_others, remembered
from .three_way import Choice, ThreeWay, Told, choose


class Import:
    """One import into one edition."""

    def __init__(self, site: Path, draft: Draft, report: Report, edition: str, take_theirs: bool) -> None:
        self.site, self.draft, self.report = site, draft, report
        loaded = load(site)
        self.program: Program = loaded.program
        self.problems_before = loaded.problems
        self.take_theirs = take_theirs
        self.clean = Cleaner(report)
        self.start_place = _first_place(draft)
        self.id = edition_id(site, draft, self.program, edition, report, self.start_place)
        self.file = read_yaml(site, f'program/{self.id}.yml')
        self.people = read_yaml(site, 'program/people.yml')
        self.series = read_yaml(site, 'program/series.yml')
        self.is_new = not any(self.file.data.values())
        self.memory, self.other_memories = self._remembered()
        self.others = _sources(self.other_memories)
        self.next = Memory(draft.source, self.id, {what: dict(of) for what, of in self.memory.records.items()})
        self.told = Told()
        self.merge = ThreeWay(self.told, take_theirs)
        self.data = self.file.data
        self.who = Identities(draft, self.program, listed(self.people.data.get('people')), self.memory, self.clean)
        self.kinds = Kinds(self.clean, _kinds_of(self.program))
        self.zone, self.zone_said = self._zones()
        self.wanted = Wanted(draft, self.who, self.kinds, self.clean, self.zone, self.zone_said)

    def _former_ids(self) -> list[str]:
        return [old for old, now in self.program.former['edition'].items() if now == self.id]

    def _remembered(self) -> tuple[Memory, list[Memory]]:
        """What the last imports of this source, and of others, left. Where nothing is left of the edition, this is the
        first import again."""
        memory = remembered(self.site, self.id, self.draft.source, self._former_ids())
        if self.is_new:
            if memory.records:
                text = 'is not there any more, or is empty; it is written afresh, with all that the source has'
                self.report.guess(Place(self.file.way), f'{self.file.way} {text}')
            return memory.ids_alone(), []
        return memory, of_others(self.site, self.id, self.draft.source, self._former_ids())

    def _zones(self) -> tuple[ZoneInfo, str]:
        """The zone in which we count, and the one that the source says, which may not be that of the file: where it
        says none, the one that was guessed the last time."""
        edition = self.data.get('edition')
        own = str(edition.get('timezone') or '') if isinstance(edition, dict) else ''
        before = self.before('edition', '').get('timezone')
        only_guessed = self.draft.zone_is_guess and bool(own)
        said = self.draft.timezone if is_zone(self.draft.timezone) and not only_guessed else str(before or '')
        of_another = 'timezone' in self.others.get(('edition', ''), {})
        choice = choose(None if of_another else before, own or None, said or None)
        theirs = choice is Choice.THEIRS or (choice is Choice.CONFLICT and self.take_theirs)
        names = (self.draft.timezone, own) if theirs else (own, self.draft.timezone)
        zone = zone_of(names, self.draft, self.report, self.start_place)
        return ZoneInfo(zone), said or ('' if own else zone)

    def before(self, what: str, key: str) -> Facts:
        """The facts of a thing on which the source and the site agreed last."""
        record = self.memory.find(what, key)
        return dict(record.fields) if record else {}

    def placer(self, *loc: str | int, file: YamlFile | None = None) -> Callable[[str], Place]:
        """Where a fact of the thing at *loc* stands."""
        at = file or self.file
        return lambda fact: at.place(*loc, *fact.split('.'))

    def remember(self, what: str, key: str, id: str, agreed: Facts) -> None:
        """Keep what the source says, what it said and does not say any more, and what was agreed on before what is
        open now."""
        self.next.put(what, key, id, {**self.before(what, key), **agreed})

    def person(self, mention: Data) -> str:
        """The id of whom the file names."""
        if mention.get('id'):
            return str(mention['id'])
        found = self.who.by_slug.get(slug(str(mention.get('name', ''))), [''])
        return found[0]

    def changed(self, file: YamlFile, new: Mapping[str, Any]) -> Iterable[FileChange]:
        assert file.text is not None

        def gone(line: int, comment: str) -> None:
            self.told.changed.append(
                Remark(Place(file.way, line), f'the comment "{short(comment)}" goes with its entry')
            )

        try:
            text = edited(file.text, new, gone)
        except CannotEditError as error:
            raise CannotImportError(
                f'{Place(file.way, error.line, error.column)}: cannot be changed without changing more than is meant '
                f'({error}); nothing was written: write lists and mappings each on lines of their own, then '
                'import again'
            ) from None
        if text != file.text:
            yield FileChange(way=file.way, before=file.text, after=text)


def _sources(others: Iterable[Memory]) -> dict[tuple[str, str], dict[str, str]]:
    """From which other sources facts came, by what they are of and its id."""
    found: dict[tuple[str, str], dict[str, str]] = {}
    for memory in others:
        for what, records in memory.records.items():
            for record in records.values():
                found.setdefault((what, record.id), {}).update(dict.fromkeys(record.fields, memory.source))
    return found


def _first_place(draft: Draft) -> Place:
    places = [*(talk.place for talk in draft.talks.values()), *(session.place for session in draft.sessions)]
    return Place(places[0].file) if places else Place(draft.source)


def _kinds_of(program: Program) -> dict[str, str]:
    """The ids of kinds that the series added, by what means each."""
    own = [kind for id, kind in program.kinds.items() if id not in KINDS]
    return {meaning(word): kind.id for kind in own for word in (kind.id, kind.name)}
