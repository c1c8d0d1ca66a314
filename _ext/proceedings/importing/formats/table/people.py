"""A table of people: who they are, and what they do for the program."""

from __future__ import annotations

import re
from dataclasses import replace

from ....names import fold
from ....problems import short
from ...draft import DraftPerson, Markup, Mention
from ...report import Report
from ...tables import checked
from ...tables.columns import normal
from ...tables.headings import Row, Table, lose_footnote, lose_the_rest, row_of, text_with_markup
from ...tables.people import People
from ...tables.written_names import NOBODY
from ...texts import to_line
from .above import lose_above


def read_people(table: Table, people: People) -> None:
    lose_above(table, people.report)
    for number, cells in table.rows():
        row = row_of(table, number, cells)
        lose_the_rest(table, number, cells, people.report)
        if not lose_footnote(row, people.report):
            _read_row(row, people)


def _read_row(row: Row, people: People) -> None:
    family = row.text('last')
    name = row.text('name') or ' '.join(filter(None, (row.text('first'), family)))
    if fold(name) in NOBODY:
        people.report.wrong(row.place(), 'the row names nobody; it is left out')
        return
    mentions = _mentions(row, name, people)
    if len(mentions) != 1:
        people.report.wrong(row.place('name'), f'"{short(name)}" is not one person; write a row for each')
    for mention in mentions[:1]:
        people.person(name, row.place(), key=mention.person, family=family)
        _fill_person(people.draft.people[mention.person], row, people.report)
        _give_role(mention, row, people)


def _mentions(row: Row, name: str, people: People) -> list[Mention]:
    """Whom the row names: one person, unless a cell names several."""
    if row.text('name'):
        return people.of_cell(name, row.place('name'), 'Name')
    return [people.mention(name, row.place('first'), family=row.text('last'), affiliation=row.text('affiliation'))]


def _fill_person(person: DraftPerson, row: Row, report: Report) -> None:
    if row.text('affiliation'):
        person.affiliation = to_line(row.text('affiliation'), Markup.PLAIN, row.place('affiliation'), report)
    if row.text('orcid'):
        person.orcid = checked.orcid(row.text('orcid'), row.place('orcid'), report)
    if row.text('url'):
        person.url = checked.address(row.link('url') or row.text('url'), row.place('url'), report)
    if row.text('biography'):
        person.biography = text_with_markup(row.text('biography'))


def _give_role(mention: Mention, row: Row, people: People) -> None:
    role, draft = row.text('role'), people.draft
    plain = normal(role)
    if not role or re.search(r'\b(?:speaker|author|presenter|participant|attendee)s?\b', plain):
        return
    if re.search(r'\breviewers?\b|\bprogram committee\b|\bpc member\b', plain):
        draft.reviewers.append(mention)
        if 'reviewer' not in plain:
            people.report.guess(row.place('role'), f'"{short(role)}" is taken for a reviewer')
    elif re.search(r'\beditors?\b', plain):
        draft.editors.append(mention)
    elif plain in ('organizer', 'organiser', 'organizers'):
        draft.organizers.append(replace(mention, role=''))
    else:
        line = to_line(role, Markup.PLAIN, row.place('role'), people.report)
        draft.organizers.append(replace(mention, role=line))
