"""Chairs who are named by surname only, found among the people of the program."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from ....names import fold, split_name
from ....problems import short
from ...draft import Draft, DraftPerson, Mention
from ...report import Report


def know_surnames(draft: Draft, report: Report) -> None:
    """A chair who is named by surname only is the one person of that surname, if there is one."""
    of_surname = _by_surname(draft)
    replaced: set[str] = set()
    for session in draft.sessions:
        for index, chair in enumerate(session.chairs):
            if known := _known(chair, of_surname):
                said = f'"{short(chair.name)}" is taken for {short(known.name)}'
                report.guess(draft.people[chair.person].place, said)
                session.chairs[index] = replace(chair, person=known.key, name=known.name)
                replaced.add(chair.person)
    named = {mention.person for talk in draft.talks.values() for mention in [*talk.speakers, *talk.authors]}
    for key in sorted(replaced - named):
        del draft.people[key]


def _by_surname(draft: Draft) -> dict[str, list[DraftPerson]]:
    found: dict[str, list[DraftPerson]] = {}
    for person in draft.people.values():
        if ' ' in person.name:
            found.setdefault(fold(person.family or split_name(person.name)[1]), []).append(person)
    return found


def _known(chair: Mention, of_surname: Mapping[str, list[DraftPerson]]) -> DraftPerson | None:
    known = of_surname.get(fold(chair.name), [])
    return known[0] if len(known) == 1 else None
