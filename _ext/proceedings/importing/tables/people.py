"""The people of a draft, each once, whatever cells they are named in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ...names import slug, split_name
from ...problems import Place, short
from ..draft import Draft, DraftPerson, Markup, Mention
from ..report import MAIL_IS_PRIVATE, Report
from ..texts import to_line
from .written_names import Written, with_affiliations, written_names


class People:
    """Makes `DraftPerson`s of names, and mentions of them. Said once for each spelling is what was guessed of it."""

    def __init__(self, draft: Draft, report: Report, markup: Markup = Markup.PLAIN) -> None:
        self.draft = draft
        self.report = report
        self.markup = markup
        self._said: set[str] = set()
        self._lines: dict[str, str] = {}

    def mention(
        self, name: str, place: Place, *, affiliation: str = '', key: str = '', family: str = '', role: str = ''
    ) -> Mention:
        """A mention of the person called *name*; *key* tells apart two of that name, where the source can."""
        name = self.line(name, place) or short(name.strip()) or '?'
        affiliation = self.line(affiliation, place) if affiliation else ''
        person = self.person(name, place, key=key, family=family)
        if not person.affiliation:
            person.affiliation = affiliation
        return Mention(person=person.key, name=name, affiliation=affiliation, role=role)

    def line(self, text: str, place: Place) -> str:
        """A name or an affiliation as we write it; each is read once, since they are in many places."""
        if text not in self._lines:
            self._lines[text] = to_line(text, self.markup, place, self.report)
        return self._lines[text]

    def person(self, name: str, place: Place, *, key: str = '', family: str = '') -> DraftPerson:
        """Who is called *name*."""
        key = key or slug(name) or name
        known = self.draft.people.get(key)
        if known is None:
            known = self.draft.people[key] = DraftPerson(key=key, name=name, place=place)
        if family and not known.family and family in known.name and split_name(known.name)[1] != family:
            known.family = family
        return known

    def of_cell(self, text: str, place: Place, column: str, affiliations: str = '') -> list[Mention]:
        """The people that the cell *text* of *column* names, with the *affiliations* of another cell."""
        names = written_names(text)
        for guess in names.guesses:
            self._say(place, guess)
        if names.had_mail:
            self.report.lose(f'{column} (e-mail)', place, '', MAIL_IS_PRIVATE)
        if names.and_others:
            self.report.wrong(place, f'"{short(text)}" names some people only; add the others')
        people: Sequence[Written] = names.people
        if affiliations and people:
            people, wrong = with_affiliations(people, affiliations)
            if wrong:
                self.report.wrong(place, wrong)
        for person in people:
            marks = ' '.join(mark for mark in person.marks if mark.isdecimal())
            if marks and not person.affiliation:
                said = f'"{marks}" behind {short(person.name)} is taken for the number of an affiliation'
                self._say(place, f'{said}, but there is none with it; it is left out')
        return list(self._mentions(people, place))

    def _mentions(self, people: Iterable[Written], place: Place) -> Iterable[Mention]:
        seen: set[str] = set()
        for written in people:
            known = {'affiliation': written.affiliation, 'family': written.family, 'role': written.role}
            mention = self.mention(written.name, place, **known)
            if mention.person in seen:
                self._say(place, f'"{short(written.name)}" is named twice here; once is enough')
            else:
                yield mention
            seen.add(mention.person)

    def _say(self, place: Place, guess: str) -> None:
        if guess not in self._said:
            self._said.add(guess)
            self.report.guess(place, guess)
