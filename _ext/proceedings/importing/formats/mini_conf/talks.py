"""Papers, speakers, workshops and the like."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from ....names import fold, slug
from ....problems import Place, short
from ....vocabulary import LINK_KINDS
from ...draft import DraftTalk, Markup
from ...tables import checked
from ...tables.columns import TALK_COLUMNS, field_of
from ...tables.headings import text_with_markup
from ...texts import to_line
from .. import File
from .reading import Reading
from .records import Record, list_of, records

KINDS: Mapping[str, str] = MappingProxyType(
    {
        'papers': '',
        'proceedings': '',
        'highlighted': '',
        'speakers': 'keynote',
        'keynotes': 'keynote',
        'invited': 'invited',
        'tutorials': 'tutorial',
        'workshops': 'workshop',
        'symposiums': 'workshop',
        'socials': 'social',
        'panels': 'panel',
        'debates': 'panel',
        'roundtables': 'discussion',
        'demos': 'demo',
    }
)
"""The files of talks, and what kind of talk is in each."""


def read_talks(reading: Reading, stem: str, file: File) -> None:
    for record in records(file, reading.report):
        title = reading.line(record, 'title')
        if not title:
            reading.report.wrong(record.place, 'the entry has no title; it is left out')
            continue
        uid = record.text('uid', 'id')
        key = f'{stem}: {uid or slug(title) or title}'
        if key in reading.draft.talks:
            reading.report.wrong(record.place, f'"{short(uid or title)}" is here twice; the first is taken')
            continue
        _talk(reading, key, stem, title, record)


def _talk(reading: Reading, key: str, stem: str, title: str, record: Record) -> None:
    talk = DraftTalk(key=key, title=title, place=record.at('title'), kind=KINDS[stem])
    reading.draft.talks[key] = talk
    used = ['uid', 'id', 'title', 'session', 'sessions']
    _people(reading, record, talk, stem, used)
    if record.text('abstract', 'description'):
        talk.abstract = text_with_markup(record.text('abstract', 'description'))
        used += ['abstract'] if record.text('abstract') else ['description']
    _more(reading, record, talk, used)
    for session in list_of(record, 'session', 'sessions'):
        reading.sessions.setdefault(fold(session), []).append(key)
    reading.lose(record, stem, used)


def _people(reading: Reading, record: Record, talk: DraftTalk, stem: str, used: list[str]) -> None:
    affiliation = record.text('institution', 'affiliation', 'aff')
    for name in ('authors', 'author', 'speaker', 'speakers', 'organizers', 'presenter'):
        text = '; '.join(list_of(record, name)) if isinstance(record.fields.get(name), list) else record.text(name)
        if not text:
            continue
        used.append(name)
        found = reading.people.of_cell(text, record.at(name), name, affiliation)
        is_author = name.startswith('author') and KINDS[stem] == ''
        listed = talk.authors if is_author else talk.speakers
        listed.extend(mention for mention in found if mention.person not in {one.person for one in listed})
    people = talk.speakers or talk.authors
    if people:
        used += ['institution', 'affiliation', 'aff']
    if record.text('bio') and len(people) == 1:
        used.append('bio')
        person = reading.draft.people[people[0].person]
        person.biography = person.biography or text_with_markup(record.text('bio'))


def _more(reading: Reading, record: Record, talk: DraftTalk, used: list[str]) -> None:
    """What else the record says that a talk has a place for: keywords, a track, a kind, links."""
    for name in record.fields:
        field = field_of(name.replace('_', ' '), TALK_COLUMNS)
        text, place = record.text(name), record.at(name)
        if not text or name in used:
            continue
        if field == 'keywords':
            words = list_of(record, name)
            lines = (to_line(word, Markup.PLAIN, place, reading.report) for word in words)
            talk.keywords = [*dict.fromkeys([*talk.keywords, *filter(None, lines)])]
        elif field == 'track' and not talk.track:
            talk.track = reading.line(record, name)
            reading.draft.tracks.extend({talk.track} - {*reading.draft.tracks})
        elif field == 'kind' and not talk.kind:
            talk.kind = reading.line(record, name)
        elif field in LINK_KINDS and text.startswith(('http://', 'https://')):
            _link(reading, field, text, place, talk)
        else:
            continue
        used.append(name)


def _link(reading: Reading, kind: str, text: str, place: Place, talk: DraftTalk) -> None:
    link = checked.link(kind, text, place, reading.report)
    if link and link not in talk.links:
        talk.links.append(link)
