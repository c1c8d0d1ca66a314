"""What a draft says of the volume."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from ....problems import short
from ...draft import Draft
from ...report import Report
from ...tables import checked
from ...tables.people import People
from .entries import Item
from .facts import FACTS, common, lose
from .names import names_in
from .values import day_of, month_of, raw

_OF_VOLUME: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        'volume_title': ('booktitle', 'title'),
        'publisher': ('publisher', 'organization'),
        'volume_series': ('series', 'journal'),
        'volume': ('volume',),
    }
)
"""Facts of a volume that are one line, and the fields that say them."""


_TAKEN = FACTS | {'title', 'doi', 'url', 'key'}


def facts_of(volume: Item | None, papers: Sequence[Item]) -> Item:
    """The facts of the volume: from its own entry, or else from what most papers say of theirs."""
    said = common(papers)
    fields = {name: value for name, (value, _) in said.items()} | (dict(volume.fields) if volume else {})
    places = {name: place for name, (_, place) in said.items()} | (dict(volume.places) if volume else {})
    return Item('', '', fields, places, volume.place if volume else papers[0].place)


def tell_facts(facts: Item, draft: Draft, people: People, *, has_entry: bool) -> None:
    """Give *draft* what is known of the volume; without an entry of its own a `title` is that of a paper."""
    report = people.report
    for attribute, names in _OF_VOLUME.items():
        name = next((name for name in names if facts.text(name) and (has_entry or name != 'title')), '')
        setattr(draft, attribute, facts.line(name, report))
    draft.title = re.sub(r'^Proceedings of (?:the )?', '', draft.volume_title)
    if facts.text('isbn'):
        draft.isbn = checked.isbn(facts.text('isbn'), facts.at('isbn'), report)
    if facts.text('issn'):
        draft.issn = checked.issn(facts.text('issn'), facts.at('issn'), report)
    if facts.text('editor'):
        draft.editors = names_in(facts.text('editor'), facts.at('editor'), people)
    _tell_day(facts, draft, report)
    if facts.text('address'):
        why = "nobody can tell whether it is the publisher's or that of the event"
        report.lose('address', facts.at('address'), short(facts.text('address')), why)


def _tell_day(facts: Item, draft: Draft, report: Report) -> None:
    place = facts.at('year')
    day, is_whole = day_of(facts.fields)
    if day is None:
        if facts.text('year'):
            report.wrong(place, f'"{short(facts.text("year"))}" is no year')
        return
    draft.published = day
    if not is_whole:
        what = 'the month is' if month_of(facts.text('month')) else 'only the year is'
        report.guess(place, f'{what} known, not the day; {day.isoformat()} is taken for the day of publication')


def tell_own(volume: Item, draft: Draft, report: Report, *, is_ours: bool) -> None:
    """Give *draft* what only the entry of the volume says; the address that we write is that of our own page."""
    if volume.text('doi'):
        draft.doi = checked.doi(volume.text('doi'), volume.at('doi'), report)
    if volume.text('url') and not is_ours:
        draft.url = checked.address(raw(volume.text('url')), volume.at('url'), report)
    for name, text in volume.fields.items():
        if name not in _TAKEN:
            lose(report, 'volume', name, text, volume.at(name))
