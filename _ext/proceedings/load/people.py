"""Who is who: names as they are written, over all files, to one person each.

Some mentions introduce a person (authors, organizers, reviewers, and the speakers of a talk that names no
authors): whoever is not known yet is now. All others refer to somebody who has to be known: the speakers of a
talk with authors, chairs, affiliations. So a slip in a name is found where it matters, and nobody has to
list six hundred authors in people.yml.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from ..model import Link, Person
from ..names import NameParts, better_spelling, fold, name_parts, similar_names, slug, sort_name
from ..problems import Problems, did_you_mean, short
from ..schema.entries import EditionFile, PeopleFile, PersonEntry, PersonMention
from ..schema.values import id_of
from ..source import Loc
from .decided import Decided
from .validate import GUESSES, File

AnyFile = File[PeopleFile] | File[EditionFile]


@dataclass(slots=True)
class People:
    """Everybody who is known, by id; `_ids` leads from each folded spelling to the ids that it may mean."""

    problems: Problems
    known: dict[str, Person] = field(default_factory=dict)
    _ids: dict[str, list[str]] = field(default_factory=dict)
    _listed: dict[str, tuple[File[PeopleFile], Loc]] = field(default_factory=dict)
    _distinct: set[frozenset[str]] = field(default_factory=set)
    _named: set[str] = field(default_factory=set)
    _first_seen: dict[str, tuple[AnyFile, Loc]] = field(default_factory=dict)
    _guesses: int = 0

    def add_listed(self, file: File[PeopleFile]) -> None:
        """Take in people.yml."""
        for index, entry in enumerate(file.entries.people):
            loc = ('people', index)
            person = entry.id or _default_id(entry.name, file, (*loc, 'name'))
            if person in self.known:
                file.problem((*loc, 'id' if entry.id else 'name'), 'duplicate', _listed_twice(person, entry))
            elif person:
                self._add_entry(person, entry)
                self._listed[person] = (file, loc)
                if entry.family or entry.given or entry.particle or entry.team:
                    self._named.add(person)

    def _add_entry(self, person: str, entry: PersonEntry) -> None:
        parts = _parts(entry)
        self.known[person] = Person(
            id=person,
            name=entry.name,
            sort_name=_sort_name(entry, parts),
            parts=parts,
            former_ids=entry.former_ids,
            disambiguation=entry.disambiguation,
            aliases=entry.aliases,
            affiliation=entry.affiliation,
            url=entry.url or '',
            orcid=entry.orcid or '',
            links=tuple(Link(kind=kind, url=url) for kind, url in entry.links),
        )
        for name in {slug(name): None for name in (entry.name, *entry.aliases, *entry.hidden_names)}:
            self._ids.setdefault(name, []).append(person)
        self._distinct |= {frozenset((slug(entry.name), slug(other))) for other in entry.distinct_from}

    def check_hidden(self, file: File[PeopleFile]) -> None:
        """Note the names that are to be hidden; report those that would be shown all the same."""
        for index, entry in enumerate(file.entries.people):
            shown = {slug(name) for name in (entry.name, *entry.aliases)}
            self.problems.hide(name for name in entry.hidden_names if slug(name) not in shown)
            for at, name in enumerate(entry.hidden_names):
                if slug(name) in shown:
                    message = 'a hidden name is shown, as the name or an alias; delete it in one of the two places'
                    file.problem(('people', index, 'hidden_names', at), 'duplicate', message)

    def introduce(self, mention: PersonMention, file: AnyFile, loc: Loc) -> None:
        """Make the person known whom *mention* names, if nobody of that name is."""
        if mention.id:
            return
        name = slug(mention.name)
        if name not in self._ids:
            person = _default_id(mention.name, file, loc)
            if person in self.known:  # somebody else has that id in people.yml
                other = self.known[person].name
                message = f'"{mention.name}" would get the page of "{other}"; give one of them another id in people.yml'
                file.problem(loc, 'duplicate', message)
                person = ''
            self._ids[name] = [person] if person else []
            if person:
                self.known[person] = Person(id=person, **_as_written(mention.name))
                self._first_seen[person] = (file, loc)
        for person in self._ids[name]:
            if person not in self._listed and self.known[person].name != mention.name:
                shown = better_spelling(self.known[person].name, mention.name)
                self.known[person] = replace(self.known[person], **_as_written(shown))

    def refer(self, mention: PersonMention, file: AnyFile, loc: Loc) -> str | None:
        """The id of the person whom *mention* means, or None, with a problem, if that is nobody or not clear."""
        found = (
            [mention.id] if mention.id in self.known else [] if mention.id else self._ids.get(slug(mention.name), [])
        )
        if len(found) == 1:
            return found[0]
        if len(found) > 1:
            choice = ' or '.join(f'{{id: {person}}}' for person in found)
            self.problems.leave_out(found)  # lest it is said that they have no role
            file.problem(loc, 'person', f'more than one person is called "{mention.name}"; write {choice}')
        elif mention.id or slug(mention.name) not in self._ids:
            self._report_unknown(mention, file, loc)
        return None

    def printed(self, person: str, written: str) -> str:
        """The spelling of a name that is *written* somewhere, if it is another; of hidden names nothing is left."""
        if not self.known[person].aliases:
            return ''
        aliases = {slug(alias) for alias in self.known[person].aliases}
        return written if slug(written) in aliases - {slug(self.known[person].name)} else ''

    def _report_unknown(self, mention: PersonMention, file: AnyFile, loc: Loc) -> None:
        name = mention.id or mention.name
        if not self.problems.explain(name):
            self._guesses += 1
            hint = did_you_mean(name, self._alike(mention)) or (
                '; add them to program/people.yml, or to the authors of a talk'
            )
            file.problem(loc, 'person', f'no person "{short(name)}"{hint}')

    def _alike(self, mention: PersonMention) -> Collection[str]:
        """Those among whom to look for who was meant."""
        if self._guesses > GUESSES:
            return ()
        return self.known if mention.id else [person.name for person in self.known.values()]

    @property
    def decided(self) -> Decided:
        """What people.yml says of who is who."""
        return Decided(frozenset(self._listed), frozenset(self._distinct), frozenset(self._named))

    def report_similar(self) -> None:
        """Notices for names that look like one person in two spellings."""
        decided = self.decided
        by_name = {person.name: person for person in self.known.values()}
        for one, other in similar_names(by_name):
            if not decided.are_distinct(by_name[one], by_name[other]) and not self._explained(one, other):
                main, second = decided.main_first(by_name[one], by_name[other])
                file, loc = self._mentioned(second.id)
                file.problem(loc, 'spelling', self._look_alike(main, second.name), notice=True)

    def _look_alike(self, main: Person, other: str) -> str:
        """What to say of *main*, who is to be kept, and another name."""
        if main.id in self._listed:
            way_out = (
                f'if they are, add to "{main.name}" in program/people.yml aliases: {other}, '
                f'if not distinct_from: {other}'
            )
        else:
            way_out = (
                f'if they are, write in program/people.yml {{name: {main.name}, aliases: {other}}}, '
                f'if not {{name: {main.name}, distinct_from: {other}}}'
            )
        return f'"{main.name}" and "{other}" look like one person; {way_out}'

    def _explained(self, *names: str) -> bool:
        """Whether what is said of one of *names* may be lost in something that is wrong."""
        return any(self.problems.explain(name) for name in names)

    def _mentioned(self, person: str) -> tuple[AnyFile, Loc]:
        return self._first_seen.get(person) or self._listed[person]

    def report_namesakes(self) -> None:
        """Notices for people of one name whom nothing tells apart; the first may be the one who needs no more words."""
        names: dict[str, list[str]] = {}
        for person in self._listed:
            names.setdefault(slug(self.known[person].name), []).append(person)
        for person in (person for same in names.values() for person in same[1:]):
            if not self.known[person].disambiguation:
                file, loc = self._listed[person]
                way_out = 'write disambiguation: with what tells them apart, such as an affiliation'
                message = f'somebody else is called "{self.known[person].name}", too; {way_out}'
                file.problem(loc, 'person', message, notice=True)

    def report_without_role(self, roles: Mapping[str, object]) -> None:
        """Notices for people in people.yml whom no edition mentions: they have no page."""
        for person, (file, loc) in self._listed.items():
            if not roles.get(person) and not self._explained(self.known[person].name, person):
                file.problem(loc, 'person', 'has no role in any edition, so there is no page', notice=True)

    def in_order(self) -> Iterator[Person]:
        """Everybody, by family name, with the ids that their other spellings had or would have had."""
        explicit = {id for person in self.known.values() for id in person.former_ids}
        made = {person.id: dict.fromkeys(filter(None, map(id_of, person.aliases))) for person in self.known.values()}
        claims = Counter(id for ids in made.values() for id in ids)  # what two are called leads to neither
        for person in sorted(self.known.values(), key=lambda person: (fold(person.sort_name), person.id)):
            free = [id for id in made[person.id] if claims[id] == 1 and id not in self.known and id not in explicit]
            yield replace(person, former_ids=(*person.former_ids, *free)) if free else person


def _as_written(name: str) -> dict[str, Any]:
    """What a name says of somebody of whom people.yml says nothing."""
    return {'name': name, 'sort_name': sort_name(name), 'parts': name_parts(name)}


def _parts(entry: PersonEntry) -> NameParts:
    return name_parts(
        entry.name,
        given=entry.given,
        particle=entry.particle,
        family=entry.family,
        suffix=entry.suffix,
        is_team=entry.team,
    )


def _sort_name(entry: PersonEntry, parts: NameParts) -> str:
    if entry.team:
        return entry.name
    said = entry.given and not entry.family
    return sort_name(entry.name, parts.whole_family if said else entry.family)


def _default_id(name: str, file: AnyFile, loc: Loc) -> str:
    """The id that a name gets, or nothing, with a problem, where it gives no good one."""
    if person := id_of(name):
        return person
    message = f'"{short(name)}" makes no good address of a page; give this person an id in program/people.yml'
    file.problem(loc, 'id', message)
    return ''


def _listed_twice(person: str, entry: PersonEntry) -> str:
    if entry.id:
        return f'somebody has the id "{person}" already; ids have to differ'
    return f'"{entry.name}" is here already; if they are two people, give each an id'
