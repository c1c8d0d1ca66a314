"""A paper, or a talk that has none, of its entry."""

from __future__ import annotations

import re
from datetime import date

from ....names import slug
from ....problems import short
from ...draft import DraftTalk, Markup, Text
from ...report import Report
from ...tables import checked
from ...tables.headings import split_keywords
from ...tables.people import People
from ...texts import to_line
from .entries import Item
from .facts import FACTS, OF_PAPER, lose
from .links import is_link, links_of
from .names import names_in
from .values import day_of, raw

_TIMES = frozenset({'date', 'day', 'month', 'year'})
_AWARD = re.compile(r'\b(?:award|prize|distinguished paper|honou?rable mention)\b', re.IGNORECASE)
_OF_TALKS = frozenset({'misc', 'presentation', 'unpublished'})


def talk_of(paper: Item, facts: Item, people: People, *, prefix: str) -> DraftTalk | None:
    """The talk of an entry in a volume of which *facts* are known; None where it has no title. *prefix* stands before
    the ids of talks in the files that we write ourselves."""
    report = people.report
    title = paper.line('title', report)
    if not title:
        report.wrong(paper.place, f'the entry {paper.key} has no title; it is left out')
        return None
    talk = DraftTalk(key=paper.key or slug(title) or title, title=title, place=paper.place)
    talk.slug = paper.key.removeprefix(prefix) if prefix else ''
    _tell_people(paper, talk, people)
    if paper.text('abstract'):
        talk.abstract = Text(text=paper.text('abstract'), markup=Markup.LATEX)
    talk.keywords = _keywords(paper, report)
    _tell_numbers(paper, talk, report)
    talk.links = links_of(paper, report, is_ours=bool(prefix))
    talk.published = _own_day(paper, people)
    note = paper.line('note', report)
    talk.awards = [note] if _AWARD.search(note) else []
    _lose_rest(paper, facts, talk, report)
    return talk


def _tell_people(paper: Item, talk: DraftTalk, people: People) -> None:
    """Who wrote the paper; or, of a talk that has none, who gave it, and what it was (`Invited talk at Tides`)."""
    named = names_in(paper.text('author'), paper.at('author'), people)
    said = re.match(r'(.+?) at .+', paper.line('howpublished', people.report))
    if paper.type in _OF_TALKS and said:
        talk.kind, talk.speakers = said[1], named
        return
    talk.authors = named
    if paper.text('howpublished'):
        lose(people.report, '', 'howpublished', paper.text('howpublished'), paper.at('howpublished'))


def _keywords(paper: Item, report: Report) -> list[str]:
    place = paper.at('keywords')
    words = (to_line(word, Markup.LATEX, place, report) for word in split_keywords(paper.text('keywords')))
    return list(dict.fromkeys(filter(None, words)))


def _tell_numbers(paper: Item, talk: DraftTalk, report: Report) -> None:
    if paper.text('doi'):
        talk.doi = checked.doi(raw(paper.text('doi')), paper.at('doi'), report)
    if paper.text('pages'):
        talk.pages = checked.pages(paper.line('pages', report), paper.at('pages'), report)


def _own_day(paper: Item, people: People) -> date | None:
    """The day of a paper, where it has one of its own."""
    day, is_whole = day_of(paper.fields)
    return day if is_whole and day != people.draft.published else None


def _lose_rest(paper: Item, facts: Item, talk: DraftTalk, report: Report) -> None:
    for name, text in paper.fields.items():
        if name == 'note' and talk.awards:
            continue
        if name in FACTS - _TIMES and text != facts.text(name):
            report.lose(name, paper.at(name), short(text), 'the volume says another, and an edition has one')
        elif name not in FACTS | OF_PAPER and not is_link(name, text):
            lose(report, '', name, text, paper.at(name))
