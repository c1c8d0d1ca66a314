"""Who is who: the people of a draft, and those whom the site knows already.

A person is known again by the key that the source had for them the last time, by an ORCID iD, or by the name. Two keys
with one name are two people, and get two ids.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from ...names import name_parts, slug
from ...problems import Place, short
from ...program import Program
from ...schema.values import id_of
from ..draft import Draft, DraftPerson, Mention
from ..merging.facts import Data, listed
from ..merging.memory import Memory
from .clean import Cleaner
from .ids import thing_id

_LONGEST_KEY = 120
"""A name that is a key in a file; YAML has no longer keys than 1,024 characters."""


@dataclass(slots=True)
class Known:
    """Somebody: the name that is shown, all spellings as slugs, what people.yml says, if it does."""

    id: str
    name: str
    spellings: set[str]
    listed: bool = False
    orcid: str = ''
    url: str = ''
    affiliation: str = ''


@dataclass(slots=True)
class Identity:
    """A person of the draft in the site: `entry` is what people.yml is to say, `by_id` that names would not do."""

    person: DraftPerson
    known: Known
    entry: Data = field(default_factory=dict)
    by_id: bool = False
    needs_entry: bool = False
    is_renamed: bool = False

    @property
    def key(self) -> str:
        """How `affiliations` names this person."""
        return self.known.id if self.by_id or len(self.known.name) > _LONGEST_KEY else self.known.name


class Identities:
    """The people of a draft, by the draft's key."""

    def __init__(self, draft: Draft, program: Program, listed_people: Iterable[Any], memory: Memory, clean: Cleaner):
        self.draft, self.memory, self.clean = draft, memory, clean
        self.known: dict[str, Known] = {}
        self.former: dict[str, str] = dict(program.former['speaker'])
        self._learn(program, listed_people)
        self.by_slug: dict[str, list[str]] = defaultdict(list)
        for known in self.known.values():
            self._add_spellings(known)
        self.of: dict[str, Identity] = {}
        self._claimed: dict[str, str] = {}
        self.roles = _roles(draft)
        self._given = _given(draft, memory)
        self._people_of = {ref: {credit.person for credit in talk.people} for ref, talk in program.talks.items()}
        introduced = set(_introduced(draft))
        used = [key for key in draft.people if key in self.roles]
        for key in sorted(used, key=lambda key: self._remembered(key) is None):  # nobody else may take their pages
            self._identify(key, draft.people[key])
        self.of = {key: self.of[key] for key in used if key in self.of}
        self._tell_apart()
        for key, identity in self.of.items():
            self._fill(identity, introduced=key in introduced)
        self.affiliations = self._affiliations()

    def _learn(self, program: Program, listed_people: Iterable[Any]) -> None:
        for person in program.people.values():
            self.known[person.id] = Known(
                person.id, person.name, {slug(name) for name in (person.name, *person.aliases)}, False, person.orcid,
                person.url, person.affiliation,
            )  # fmt: skip
        for entry in listed_people:
            if not isinstance(entry, dict) or not isinstance(entry.get('name'), str):
                continue
            names = [entry['name'], *listed(entry.get('aliases')), *listed(entry.get('hidden_names'))]
            id = str(entry.get('id') or id_of(entry['name']))
            known = self.known.setdefault(id, Known(id, entry['name'], set()))
            known.spellings |= {slug(str(name)) for name in names}
            known.listed, known.orcid = True, str(entry.get('orcid') or '').removeprefix('https://orcid.org/')
            known.url, known.affiliation = str(entry.get('url') or ''), str(entry.get('affiliation') or '')

    def _add_spellings(self, known: Known) -> None:
        for spelling in sorted(known.spellings):
            if known.id not in self.by_slug[spelling]:
                self.by_slug[spelling].append(known.id)

    def _identify(self, key: str, person: DraftPerson) -> None:
        name = self.clean.name(person.name, 'a name', person.place)
        if not name:
            self.clean.report.wrong(person.place, 'somebody has no name; they are left out')
            return
        known = self._remembered(key) or self._by_orcid(person) or self._by_name(key, name, person)
        if known is None:
            taken = {*self.known, *self.former}
            id = thing_id(name, 'person', taken)
            known = self.known[id] = Known(id, name, {slug(name)})
            self._add_spellings(known)
            if not id_of(name):
                self.clean.report.guess(person.place, f'the name "{short(name)}" makes no address; it is speakers/{id}')
        self._claimed[known.id] = key
        self.of[key] = Identity(person, known)

    def _remembered(self, key: str) -> Known | None:
        record = self.memory.find('person', key)
        return self.known.get(self.former.get(record.id, record.id)) if record else None

    def _by_orcid(self, person: DraftPerson) -> Known | None:
        orcid = person.orcid.strip().removeprefix('https://orcid.org/').upper()
        return next((known for known in self._with_orcid(orcid) if known.id not in self._claimed), None)

    def _with_orcid(self, orcid: str) -> Iterator[Known]:
        if orcid:
            yield from (known for known in self.known.values() if known.orcid == orcid)

    def _by_name(self, key: str, name: str, person: DraftPerson) -> Known | None:
        if not slug(name):
            return None
        found = [self.known[id] for id in self.by_slug.get(slug(name), ()) if id not in self._claimed]
        sure = [known for known in found if person.url and known.url == person.url] or found
        if len(sure) > 1:
            sure = self._by_talks(key, sure)
        if len(sure) > 1:
            ids = ' or '.join(known.id for known in sure)
            self.clean.report.guess(person.place, f'"{short(name)}" may be {ids}; the first is taken')
        return sure[0] if sure else None

    def _by_talks(self, key: str, namesakes: list[Known]) -> list[Known]:
        """Those of *namesakes* who give most of the talks that the source says *key* gives; sources that know the same
        people by other keys (pretalx by numbers, by codes) are told by that."""
        shared = Counter(person for ref in self._given[key] for person in self._people_of.get(ref, ()))
        most = max(shared[known.id] for known in namesakes)
        return [known for known in namesakes if shared[known.id] == most]

    def _tell_apart(self) -> None:
        """Note who cannot be called by name: because another has it, too, or because it is no name to find."""
        for identity in self.of.values():
            own = slug(identity.known.name)
            others = set(self.by_slug.get(own, ())) - {identity.known.id}
            identity.by_id = bool(others) or not own
            identity.needs_entry = identity.by_id or identity.known.id != id_of(identity.known.name)

    def _fill(self, identity: Identity, *, introduced: bool) -> None:
        """What people.yml is to say of somebody."""
        person, known, clean = identity.person, identity.known, self.clean
        what, place = f'"{short(known.name)}"', person.place
        entry: Data = {'name': known.name}
        if known.id != id_of(known.name):
            entry['id'] = known.id
        entry |= self._parts(identity)
        others = len(self.by_slug.get(slug(known.name), ())) > 1
        affiliation = clean.name(person.affiliation, 'an affiliation', place) or self._first_affiliation(person.key)
        if others and affiliation:
            entry['disambiguation'] = affiliation
        for key in ('url', 'orcid'):
            if value := clean.value(key, getattr(person, key), f'the {key} of {what}', place):
                entry[key] = value
        links = clean.links((link for link in person.links if link.url != person.url), what, place)
        if links:
            entry['links'] = {kind: urls[0] if len(urls) == 1 else urls for kind, urls in links.items()}
        identity.needs_entry = identity.needs_entry or not introduced
        identity.entry = entry
        self._note_renaming(identity)

    def _parts(self, identity: Identity) -> Data:
        """The family name, where the name would be taken apart otherwise; the given one, where that does not follow."""
        person, name = identity.person, identity.known.name
        if person.team:
            return {} if name_parts(name).is_team else {'team': True}
        family = self.clean.name(person.family, 'a family name', person.place)
        given = self.clean.name(person.given, 'a given name', person.place)
        guess = name_parts(name)
        if not family or family not in name or family in (guess.whole_family, guess.literal) or family == name:
            return {}
        parts: Data = {'family': family}
        if given and given in name and name_parts(name, family=family).given != given:
            parts['given'] = given
        return parts

    def _note_renaming(self, identity: Identity) -> None:
        """Somebody may have another name now: it is shown from now on, and the old one is not, but still leads here."""
        name = self.clean.name(identity.person.name, 'a name', identity.person.place)
        record = self.memory.find('person', identity.person.key)
        if (
            not record
            or slug(name) in identity.known.spellings
            or slug(str(record.fields.get('name', ''))) == slug(name)
        ):
            return
        key, other, does = ('hidden_names', 'aliases', 'hides')
        if is_same_name(identity.known.name, name):
            key, other, does = ('aliases', 'hidden_names', 'shows')
        identity.entry[key] = [identity.known.name]
        identity.is_renamed = True
        text = f'"{short(identity.known.name)}" is "{short(name)}" now; the page keeps its address'
        way_out = f'to {"hide" if does == "shows" else "show"} it, write {other}: instead of {key}:'
        self.clean.report.guess(identity.person.place, f'{text}, and {does} the old spelling, too ({way_out})')
        identity.known.name = identity.entry['name'] = name
        identity.entry['id'] = identity.known.id
        identity.known.spellings.add(slug(name))
        self._add_spellings(identity.known)
        identity.needs_entry = True

    def mention(self, mention: Mention, *, in_place: bool = True) -> str | Data | None:
        """How a file names somebody in a role: a bare name, if that says it all; None for nobody."""
        identity = self.of.get(mention.person)
        if identity is None:
            return None
        written = self._spelled(mention, identity)
        affiliation = self.affiliation(mention) if in_place else ''
        if affiliation == self.affiliations.get(mention.person, ''):
            affiliation = ''
        who: Data = {'id': identity.known.id} if identity.by_id or not written else {'name': written}
        more = {'affiliation': affiliation} if affiliation else {}
        return {**who, **more} if more or 'id' in who else written

    def _spelled(self, mention: Mention, identity: Identity) -> str:
        """The name as it is spelled there; another spelling becomes an alias, unless somebody else is called so."""
        name = self.clean.name(mention.name, 'a name', identity.person.place) or identity.known.name
        found = slug(name)
        if found in identity.known.spellings:
            return name if self.by_slug.get(found) == [identity.known.id] else ''
        if not found or self.by_slug.get(found):
            return identity.known.name
        identity.known.spellings.add(found)
        self._add_spellings(identity.known)
        identity.entry.setdefault('aliases', []).append(name)
        identity.needs_entry = True
        self.clean.report.guess(
            identity.person.place, f'"{short(name)}" is another spelling of "{short(identity.known.name)}"'
        )
        return name

    def affiliation(self, mention: Mention) -> str:
        person = self.draft.people[mention.person]
        return self.clean.name(mention.affiliation or person.affiliation, 'an affiliation', person.place)

    def _affiliations(self) -> dict[str, str]:
        """Where everybody worked then, by key: what most of their mentions say."""
        said: dict[str, Counter[str]] = defaultdict(Counter)
        for mention in _mentions(self.draft):
            if mention.person in self.of and (affiliation := self.affiliation(mention)):
                said[mention.person][affiliation] += 1
        return {key: counted.most_common(1)[0][0] for key, counted in said.items()}

    def _first_affiliation(self, key: str) -> str:
        return next((self.affiliation(mention) for mention in self.roles[key] if mention.affiliation), '')


def is_same_name(one: str, other: str) -> bool:
    """Whether two names differ only in what is left out or abbreviated: `Ada B. Smith`, `A. Smith`."""
    fewer, more = sorted((slug(name).split('-') for name in (one, other)), key=len)
    return all(
        any(word == long or (1 in (len(word), len(long)) and word[0] == long[0]) for long in more) for word in fewer
    )


def _mentions(draft: Draft) -> Iterator[Mention]:
    for talk in draft.talks.values():
        yield from (*talk.authors, *talk.speakers)
    for session in draft.sessions:
        yield from session.chairs
    yield from (*draft.organizers, *draft.editors, *draft.reviewers)


def _given(draft: Draft, memory: Memory) -> dict[str, set[str]]:
    """By the key of a person, the refs of the talks that they give or wrote, of those that were imported before."""
    given: dict[str, set[str]] = defaultdict(set)
    for talk in draft.talks.values():
        if record := memory.find('talk', talk.key):
            for mention in (*talk.authors, *talk.speakers):
                given[mention.person].add(f'{memory.edition}/{record.id}')
    return given


def _roles(draft: Draft) -> dict[str, list[Mention]]:
    """The mentions of everybody who has a role."""
    roles: dict[str, list[Mention]] = defaultdict(list)
    for mention in _mentions(draft):
        if mention.person in draft.people:
            roles[mention.person].append(mention)
    return dict(roles)


def _introduced(draft: Draft) -> Iterator[str]:
    """Those whom an edition makes known by itself: authors, speakers of talks without authors, organizers, …"""
    for talk in draft.talks.values():
        yield from (mention.person for mention in talk.authors or talk.speakers)
    yield from (mention.person for mention in (*draft.organizers, *draft.editors, *draft.reviewers))


def unmentioned(draft: Draft, identities: Identities) -> Iterator[tuple[Place, str]]:
    """(place, name) of the people of a draft without any role."""
    yield from ((person.place, person.name) for key, person in draft.people.items() if key not in identities.roles)


def namesakes(identities: Identities) -> Iterator[Known]:
    """Those who are in no draft and not in people.yml, and have to be named there, because another has their name."""
    drafted = {identity.known.id for identity in identities.of.values()}
    for identity in identities.of.values():
        for id in identities.by_slug.get(slug(identity.known.name), ()):
            known = identities.known[id]
            if id not in drafted and not known.listed:
                drafted.add(id)
                yield known
