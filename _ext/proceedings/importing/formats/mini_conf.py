"""The folder `sitedata/` of a site made by Mini-Conf: papers, speakers, workshops and the like, each a CSV, JSON or
YAML file as the organizers liked; `main_calendar.json`; the committee, the sponsors.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from types import MappingProxyType
from typing import Any
from urllib.parse import parse_qs, urlsplit

from ...names import fold, slug
from ...problems import Place, Problems, short
from ...source import Node
from ...source import parse as parse_yaml
from ...vocabulary import LINK_KINDS
from ..draft import Draft, DraftOrganization, DraftSlot, DraftTalk, Markup
from ..reading.json_source import Object
from ..reading.json_source import parse as parse_json
from ..reading.texts import content, decoded
from ..report import Report
from ..tables import checked
from ..tables.agenda import Given, sessions_of, with_ends
from ..tables.columns import TALK_COLUMNS, field_of
from ..tables.headings import split_keywords, text_with_markup
from ..tables.moments import WEEKDAYS, Days, look_over, read_day, read_range
from ..tables.people import MAIL_IS_PRIVATE, People
from ..tables.sheets import peek, read_sheets, text_of
from ..tables.written_names import MAIL
from ..texts import to_line
from . import File, UnreadableError

NAME = 'mini-conf'

SUFFIXES = ('.csv', '.json', '.yml', '.yaml')

_KINDS: Mapping[str, str] = MappingProxyType(
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

_PAGES: Mapping[str, str] = MappingProxyType(
    {'poster': 'papers', 'paper': 'papers', 'speaker': 'speakers', 'workshop': 'workshops', 'tutorial': 'tutorials'}
)
"""How Mini-Conf calls the page of a talk, `poster_B1xSperKvH.html`, and the file that the talk is in."""

_COLUMNS = frozenset({'uid', 'title', 'authors', 'abstract', 'keywords'})
_NOT_FOR_READERS = frozenset(
    {'analytics', 'logo', 'calendar', 'image', 'img', 'im', 'background_image', 'default_presentation_id'}
)
_NOTHING = frozenset({'', '--', '-', 'null', 'none'})


@dataclass(frozen=True, slots=True)
class Record:
    """An entry of a file, with its keys in lower case; a value is text, a list of texts, or what is nested."""

    fields: Mapping[str, Any]
    place: Place
    places: Mapping[str, Place]

    def text(self, *names: str) -> str:
        """The first of the fields *names* that is filled."""
        for name in names:
            value = self.fields.get(name)
            text = '; '.join(map(str, value)) if isinstance(value, list) else str(value or '')
            if text.strip().lower() not in _NOTHING:
                return text.strip()
        return ''

    def at(self, *names: str) -> Place:
        return next((self.places[name] for name in names if name in self.places), self.place)


def recognizes(file: File) -> bool:
    """Whether it is such a folder, or a `papers.csv` with the columns of one."""
    folder = _folder(file)
    if folder:
        known = [path.stem for path in _files(folder)]
        return 'config' in known and bool({*_KINDS, 'main_calendar', 'committee'} & {*known})
    for sheet in peek(file):
        headings = {fold(text_of(value)) for value in (sheet.rows[0] if sheet.rows else [])}
        if headings >= _COLUMNS and headings & {'session', 'sessions'}:
            return True
    return False


def _folder(file: File) -> Path | None:
    if not file.path.is_dir():
        return None
    inner = file.path / 'sitedata'
    return inner if inner.is_dir() and not inner.is_symlink() else file.path


def _files(folder: Path) -> list[Path]:
    """The files of data in *folder*; what is a link may lead elsewhere and is none."""
    found = (path for path in folder.iterdir() if path.suffix in SUFFIXES and path.is_file() and not path.is_symlink())
    return sorted(found, key=lambda path: path.name)


def read(files: Sequence[File], report: Report) -> Draft:
    found: dict[str, File] = {}
    for file in files:
        folder = _folder(file)
        for path in _files(folder) if folder else [file.path]:
            name = f'{file.name}/{path.relative_to(file.path).as_posix()}' if folder else file.name
            if path.stem in found:
                report.wrong(Place(name), f'there is another file called {path.stem}; this one is left out')
            else:
                found[path.stem] = File(path, b'', name)
    if not found:
        raise UnreadableError(f'{files[0].name}: there are no files of data here')
    return _Reader(found, report).read()


# ---- files


def _records(file: File, report: Report) -> list[Record]:
    """The entries of a file: of a list, or of the first list in a mapping (`committee:`); a mapping is one entry."""
    if file.path.suffix == '.csv':
        return [*_of_csv(file, report)]
    if file.path.suffix == '.json':
        return [*_of_data(parse_json(content(file), file.name, report), Place(file.name))]
    problems = Problems()
    source = parse_yaml(decoded(content(file), file.name, report), file.name, problems)
    for problem in problems.sorted():
        report.wrong(problem.place, problem.message)
    return [*_of_data(_of_node(source.root), source.root.place)] if source else []


def _of_csv(file: File, report: Report) -> Iterator[Record]:
    path = File(file.path, b'', file.name)
    for sheet in read_sheets(path, report):
        headings = [fold(text_of(value)) for value in sheet.rows[0]]
        for number, row in enumerate(sheet.rows[1:], 2):
            cells = {
                heading: (text_of(value), sheet.place(number, column))
                for column, (heading, value) in enumerate(zip(headings, row, strict=False), 1)
                if text_of(value)
            }
            if cells:
                places = {name: place for name, (_, place) in cells.items()}
                yield Record({name: text for name, (text, _) in cells.items()}, sheet.place(number), places)


class _Mapping(dict[str, Any]):
    """A mapping of YAML that knows where it and its values stand."""

    place: Place
    places: dict[str, Place]


def _of_node(node: Node) -> Any:
    if isinstance(node.value, dict):
        found = _Mapping({key: _of_node(value) for key, value in node.value.items()})
        found.place = node.place
        found.places = {key.lower(): value.place for key, value in node.value.items()}
        return found
    return [_of_node(item) for item in node.value] if isinstance(node.value, list) else node.value


def _of_data(data: Any, place: Place) -> Iterator[Record]:
    if isinstance(data, dict):
        lists = [value for value in data.values() if isinstance(value, list) and value and isinstance(value[0], dict)]
        if len(lists) == 1 and len(data) == 1:
            yield from _of_data(lists[0], place)
            return
        at = data.place if isinstance(data, (Object, _Mapping)) else place
        fields = {key.lower(): _plain(value) for key, value in data.items()}
        yield Record(fields, at, data.places if isinstance(data, _Mapping) else {})
    elif isinstance(data, list):
        for item in data:
            if isinstance(item, dict):
                yield from _of_data(item, place)


def _plain(value: Any) -> Any:
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return [item.strip() for item in value if item.strip()]
    if isinstance(value, list) and value and all(isinstance(item, dict) and 'name' in item for item in value):
        return [str(item['name']).strip() for item in value]
    return value


# ---- the program


class _Reader:
    """Makes a draft of all files."""

    def __init__(self, files: Mapping[str, File], report: Report) -> None:
        self.files = files
        self.report = report
        self.config = next(iter(_records(files['config'], report)), None) if 'config' in files else None
        name = self.config.text('name') if self.config else ''
        self.draft = Draft(source=f'Mini-Conf: {name}' if name else 'Mini-Conf')
        self.people = People(self.draft, report)
        self.sessions: dict[str, list[str]] = {}
        self.shown: set[str] = set()

    def read(self) -> Draft:
        if self.config:
            self._config(self.config)
        parts: Mapping[str, Callable[[File], None]] = {
            'main_calendar': self._calendar,
            'committee': self._committee,
            'sponsors': self._sponsors,
            'schedule': self._schedule,
        }
        for stem, file in self.files.items():
            if stem in _KINDS:
                self._talks(stem, file)
        for stem, file in self.files.items():
            if stem in parts:
                parts[stem](file)
            elif stem not in _KINDS and stem != 'config':
                self.report.lose(file.name, Place(file.name), '', 'a program has no place for it; make a page of it')
        self._lose_sessions()
        return self.draft

    def _line(self, record: Record, *names: str) -> str:
        text = record.text(*names)
        return to_line(text, Markup.PLAIN, record.at(*names), self.report) if text else ''

    def _lose(self, record: Record, file: str, used: Sequence[str]) -> None:
        for name, value in record.fields.items():
            text = record.text(name) if isinstance(value, (str, list)) else '…' if value else ''
            if name in used or not text:
                continue
            if MAIL.search(text):
                self.report.lose(f'{file}/{name}', record.at(name), '', MAIL_IS_PRIVATE)
            elif name in _NOT_FOR_READERS:
                self.report.lose(f'{file}/{name}', record.at(name), short(text), 'it is for the look of that site')
            else:
                self.report.lose(f'{file}/{name}', record.at(name), short(text))

    def _config(self, config: Record) -> None:
        self.draft.short_title = self._line(config, 'name')
        self.draft.title = self._line(config, 'tagline')
        if url := config.text('site_url', 'url', 'homepage'):
            self.draft.url = checked.address(url, config.at('site_url', 'url', 'homepage'), self.report)
        days = _days_of(config.text('date'))
        if days:
            self.draft.start, self.draft.end = days[0], days[-1]
        used = ['name', 'tagline', 'site_url', 'url', 'homepage', *(['date'] if days else [])]
        self._lose(config, 'config', used)

    # -- talks

    def _talks(self, stem: str, file: File) -> None:
        for record in _records(file, self.report):
            title = self._line(record, 'title')
            if not title:
                self.report.wrong(record.place, 'the entry has no title; it is left out')
                continue
            uid = record.text('uid', 'id')
            key = f'{stem}: {uid or slug(title) or title}'
            if key in self.draft.talks:
                self.report.wrong(record.place, f'"{short(uid or title)}" is here twice; the first is taken')
                continue
            self._talk(key, stem, title, record)

    def _talk(self, key: str, stem: str, title: str, record: Record) -> None:
        talk = DraftTalk(key=key, title=title, place=record.at('title'), kind=_KINDS[stem])
        self.draft.talks[key] = talk
        used = ['uid', 'id', 'title', 'session', 'sessions']
        self._people(record, talk, stem, used)
        if record.text('abstract', 'description'):
            talk.abstract = text_with_markup(record.text('abstract', 'description'))
            used += ['abstract'] if record.text('abstract') else ['description']
        self._more(record, talk, used)
        for session in _list(record, 'session', 'sessions'):
            self.sessions.setdefault(fold(session), []).append(key)
        self._lose(record, stem, used)

    def _people(self, record: Record, talk: DraftTalk, stem: str, used: list[str]) -> None:
        affiliation = record.text('institution', 'affiliation', 'aff')
        for name in ('authors', 'author', 'speaker', 'speakers', 'organizers', 'presenter'):
            text = '; '.join(_list(record, name)) if isinstance(record.fields.get(name), list) else record.text(name)
            if not text:
                continue
            used.append(name)
            found = self.people.of_cell(text, record.at(name), name, affiliation)
            is_author = name.startswith('author') and _KINDS[stem] == ''
            listed = talk.authors if is_author else talk.speakers
            listed.extend(mention for mention in found if mention.person not in {one.person for one in listed})
        people = talk.speakers or talk.authors
        if people:
            used += ['institution', 'affiliation', 'aff']
        if record.text('bio') and len(people) == 1:
            used.append('bio')
            person = self.draft.people[people[0].person]
            person.biography = person.biography or text_with_markup(record.text('bio'))

    def _more(self, record: Record, talk: DraftTalk, used: list[str]) -> None:
        """What else the record says that a talk has a place for: keywords, a track, a kind, links."""
        for name in record.fields:
            field = field_of(name.replace('_', ' '), TALK_COLUMNS)
            text, place = record.text(name), record.at(name)
            if not text or name in used:
                continue
            if field == 'keywords':
                words = _list(record, name)
                lines = (to_line(word, Markup.PLAIN, place, self.report) for word in words)
                talk.keywords = [*dict.fromkeys([*talk.keywords, *filter(None, lines)])]
            elif field == 'track' and not talk.track:
                talk.track = self._line(record, name)
                self.draft.tracks.extend({talk.track} - {*self.draft.tracks})
            elif field == 'kind' and not talk.kind:
                talk.kind = self._line(record, name)
            elif field in LINK_KINDS and text.startswith(('http://', 'https://')):
                self._link(field, text, place, talk)
            else:
                continue
            used.append(name)

    def _link(self, kind: str, text: str, place: Place, talk: DraftTalk) -> None:
        link = checked.link(kind, text, place, self.report)
        if link and link not in talk.links:
            talk.links.append(link)

    # -- when

    def _calendar(self, file: File) -> None:
        given: list[Given] = []
        blocks: dict[int, list[str]] = {}
        for record in _records(file, self.report):
            title, start, end = self._line(record, 'title'), _moment(record.text('start')), _moment(record.text('end'))
            if not title or not start:
                self.report.wrong(record.place, 'the event has no title, or no time; it is left out')
                continue
            one = Given(start, end, record.place, [], kind=record.text('calendarid', 'category'))
            talk = self._page(record.text('link', 'location'))
            one.talk, one.title = (talk, '') if talk else ('', title)
            one.kind = '' if talk or one.kind in ('---', 'time') else one.kind
            if not talk and (papers := self._papers(record, title)):
                blocks[len(given)] = papers
            given.append(one)
            self._lose_event(record, talk)
        sessions = [sessions_of([one])[0] for one in with_ends(given, self.report)]
        for index, papers in blocks.items():
            sessions[index].slots = [DraftSlot(talk=paper) for paper in papers]
            sessions[index].kind = sessions[index].kind or 'poster'
        self.draft.sessions += sorted(sessions, key=lambda session: session.start)

    def _lose_event(self, record: Record, talk: str) -> None:
        link = record.text('link', 'location')
        used = ['title', 'start', 'end', 'calendarid', 'category', *(['link', 'location'] if talk or not link else [])]
        if 'session=' in link:
            used += ['link', 'location']
        self._lose(record, 'main_calendar', used)

    def _page(self, link: str) -> str:
        """The talk whose page an event leads to."""
        match = re.search(r'(?:^|/)(poster|paper|speaker|workshop|tutorial)_([\w.-]+?)(?:\.html)?(?:[?#].*)?$', link)
        key = f'{_PAGES[match[1]]}: {match[2]}' if match else ''
        return key if key in self.draft.talks else ''

    def _papers(self, record: Record, title: str) -> list[str]:
        """The talks of a session, which an event names in its address (`papers.html?session=Mon+Session+3`), or in its
        title, as (P1S3)."""
        asked = parse_qs(urlsplit(record.text('link', 'location')).query).get('session', [])
        named = re.findall(r'\(([^()]+)\)\s*$', title)
        for name in (*asked, *named, title):
            if papers := self.sessions.get(fold(name)):
                self.shown.add(fold(name))
                return papers
        return []

    def _lose_sessions(self) -> None:
        for name, keys in self.sessions.items():
            for key in keys if name not in self.shown else ():
                place = self.draft.talks[key].place
                self.report.lose('sessions', place, name, 'the calendar does not say when they are')

    def _schedule(self, file: File) -> None:
        """`schedule.yml` as some sites have it: under each day, a list of times and titles."""
        records = _records(file, self.report)
        days = look_over([self.config.text('date')] if self.config else [])
        known = _days_of(self.config.text('date')) if self.config else []
        for record in records:
            for name, listed in record.fields.items():
                day = _day_called(name, days, known)
                if day is None or not isinstance(listed, list):
                    why = 'nobody says which day that is; write the days into config.yml, as date: 2-4 May 2031'
                    self.report.lose(f'schedule/{name}', record.at(name), '', why)
                    continue
                self._day(day, [*_of_data(listed, record.at(name))])

    def _day(self, day: date, records: Sequence[Record]) -> None:
        midnight = datetime(day.year, day.month, day.day)
        titles = {slug(talk.title): key for key, talk in self.draft.talks.items()}
        given = []
        for record in records:
            start, end = read_range(record.text('time'))
            title = self._line(record, 'title')
            if start is None or not title:
                self.report.wrong(record.place, 'the entry has no title, or no time; it is left out')
                continue
            one = Given(midnight + start, midnight + end if end is not None else None, record.at('time'), [])
            one.kind, one.title = record.text('type'), title
            if chair := record.text('moderator', 'chair'):
                one.chairs = self.people.of_cell(chair, record.at('moderator', 'chair'), 'moderator')
            if record.text('speaker') or slug(title) in titles:
                one.talk, one.title, one.kind = self._scheduled(record, title, titles), '', ''
            given.append(one)
            self._lose(
                record, 'schedule', ['time', 'title', 'type', 'speaker', 'moderator', 'chair', 'linktext', 'linkactive']
            )
        self.draft.sessions += sessions_of(with_ends(given, self.report))

    def _scheduled(self, record: Record, title: str, titles: dict[str, str]) -> str:
        """The key of the talk in an entry of the schedule: one that is known by its title, or a new one."""
        key = titles.setdefault(slug(title), f'schedule: {slug(title) or title}')
        if key not in self.draft.talks:
            talk = DraftTalk(key=key, title=title, place=record.at('title'), kind=record.text('type'))
            talk.speakers = self.people.of_cell(record.text('speaker'), record.at('speaker'), 'speaker')
            self.draft.talks[key] = talk
        return key

    # -- who

    def _committee(self, file: File) -> None:
        for record in _records(file, self.report):
            if not record.text('name'):
                continue
            affiliation = record.text('aff', 'affil', 'affiliation', 'institution')
            mention = self.people.mention(record.text('name'), record.at('name'), affiliation=affiliation)
            self.draft.organizers.append(replace(mention, role=self._line(record, 'role')))
            person = self.draft.people[mention.person]
            if url := record.text('url', 'website'):
                person.url = checked.address(url, record.at('url', 'website'), self.report)
            used = ['name', 'role', 'aff', 'affil', 'affiliation', 'institution', 'url', 'website']
            self._lose(record, 'committee', used)

    def _sponsors(self, file: File) -> None:
        for record in _records(file, self.report):
            if name := self._line(record, 'name'):
                url = record.text('website', 'url', 'link')
                url = checked.address(url, record.at('website', 'url', 'link'), self.report) if url else ''
                self.draft.sponsors.append(DraftOrganization(name=name, url=url))
                self._lose(record, 'sponsors', ['uid', 'name', 'website', 'url', 'link'])


def _list(record: Record, *names: str) -> list[str]:
    """A field that is a list, or text with `|` or `;` between its parts."""
    for name in names:
        value = record.fields.get(name)
        if isinstance(value, list):
            return [str(item) for item in value]
        if isinstance(value, str) and value.strip().lower() not in _NOTHING:
            return split_keywords(value)
    return []


def _moment(text: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo and 1900 < moment.year < 2200 else None


_SPAN = re.compile(
    r'(?P<month>[^\W\d_]{3,})\.?\s+(?P<first>\d{1,2})(?:st|nd|rd|th)?(?:\s*[-–—]\s*(?P<last>\d{1,2}))?(?:st|nd|rd|th)?,?\s+'
    r'(?P<year>\d{4})|(?P<first2>\d{1,2})\.?(?:\s*[-–—]\s*(?P<last2>\d{1,2})\.?)?\s+(?P<month2>[^\W\d_]{3,})\.?,?\s+(?P<year2>\d{4})'
)


def _days_of(text: str) -> list[date]:
    """All days of `April 7-8, 2031` or `7-8 April 2031`, or of one day."""
    match = _SPAN.search(text[:200])
    if not match:
        day = read_day(text, Days()).day if re.search(r'\d{4}-\d', text) else None
        return [day] if day else []
    month, year = match['month'] or match['month2'], match['year'] or match['year2']
    first = match['first'] or match['first2']
    last = match['last'] or match['last2'] or first
    begin, end = (read_day(f'{day} {month} {year}', Days()).day for day in (first, last))
    if not begin or not end or not begin <= end <= begin + timedelta(days=31):
        return []
    return [begin + timedelta(days=count) for count in range((end - begin).days + 1)]


def _day_called(name: str, days: Days, known: Sequence[date]) -> date | None:
    """The day that a heading means: a date, or a day of the week of which the conference has one."""
    found = [day for day in known if WEEKDAYS[day.weekday()].lower() == name.lower()]
    return found[0] if len(found) == 1 else read_day(name, days).day
