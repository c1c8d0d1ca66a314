"""A table of talks, or of people, in a CSV or XLSX file: whatever organizers have kept their program in.

Which columns there may be is said in `columns`. A row is a talk, or a break; a talk in several rows is given several
times. Days go down: a row without one is on the day of the row above.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from ...model import Link
from ...names import fold, slug
from ...problems import Place, did_you_mean, short
from ...schema import values as kinds
from ...vocabulary import LINK_KINDS, Status
from ..draft import Draft, DraftPerson, DraftTalk, Markup, Mention
from ..report import Report
from ..tables import checked
from ..tables.agenda import Given, after, sessions_of, with_ends
from ..tables.columns import PEOPLE_COLUMNS, TALK_COLUMNS, normal
from ..tables.decisions import Decision, decision_of
from ..tables.headings import Row, Table, lose_the_rest, row_of, split_keywords, table_of, text_with_markup
from ..tables.moments import Days, look_over, read_day, read_duration, read_range
from ..tables.people import People
from ..tables.sheets import Sheet, Value, is_other_spreadsheet, is_workbook, looks_like_csv, peek, read_sheets, text_of
from ..tables.written_names import NOBODY
from ..texts import to_line
from . import File, UnreadableError

NAME = 'table'

_COPY = re.compile(
    r'(?:[ _-]+(?:v(?:ersion)?[ _.-]*\d+|final|copy|kopie|draft|\d{8}|\d{4}-\d\d-\d\d(?:[ _-]\d{2,6})?)|\s*\(\d+\))+$',
    re.IGNORECASE,
)
_URL = re.compile(r'https?://[^\s,;<>"]+|www\.[^\s,;<>"]+')
_LABEL = re.compile(r'([^\W\d_]{2,20})\s*[:=]\s*$')
_MOMENT = re.compile(
    r'(.*?\d{4}(?:[-/.]\d{1,2}){0,2}|\d{1,2}[./]\d{1,2}[./]\d{2})(?:T|[ ,]+)(\d{1,2}(?:[:.h]\d\d|\s*[ap]\.?m).*)',
    re.IGNORECASE,
)
_SERIES = re.compile(
    r'(?P<role>co author|author|speaker|presenter)s? ?(?P<number>\d{1,3})'
    r'(?: (?P<what>name|full name|affiliation|institution|organi[sz]ation|university))?'
    r'|(?P<place>affiliation|institution) ?(?P<at>\d{1,3})'
)
_NO_TALKS: Sequence[tuple[str, re.Pattern[str]]] = (
    ('lunch', re.compile(r'\b(?:lunch|mittag\w*|dejeuner|almuerzo|pranzo)\b')),
    ('break', re.compile(r'\b(?:coffee|tea|break|kaffee\w*|pause|pausa|cafe|recess)\b')),
    (
        'social',
        re.compile(r'\b(?:dinner|reception|banquet|excursion|party|drinks|social|abendessen|empfang|get together)\b'),
    ),
    ('opening', re.compile(r'\b(?:opening|welcome|eroffnung|begrussung|ouverture|apertura)\b')),
    ('closing', re.compile(r'\b(?:closing|farewell|wrap up|abschluss|cloture|clausura)\b')),
    ('poster', re.compile(r'\bposter (?:session|viewing|exhibition)\b|\bposters\b')),
    ('session', re.compile(r'\b(?:registration|check in|doors open|registrierung|arrival|set ?up)\b')),
)
"""Rows without people that are no talks: their kind, and what they are called."""


def recognizes(file: File) -> bool:
    """Whether it is a table at all: what its columns are is for `read` to say."""
    return is_workbook(file) or looks_like_csv(file) or is_other_spreadsheet(file)


def read(files: Sequence[File], report: Report) -> Draft:
    draft = Draft(source=f'table: {source_stem(files[0])}')
    people = People(draft, report)
    tables = [_table(sheet, report) for file in files for sheet in read_sheets(file, report)]
    found = [table for table in tables if table]
    if not found:
        raise UnreadableError(_no_headings(files[0]))
    for table in found:
        if table.columns is PEOPLE_COLUMNS:
            _read_people(table, people, report)
        else:
            _Talks(table, draft, people, report, _year_in(files)).read()
    return draft


def source_stem(file: File) -> str:
    """The name of a file without what tells versions of it apart: `talks-v2 (1).csv` and `talks.csv` are one source."""
    return _COPY.sub('', ' '.join(file.path.stem.split())).strip() or file.path.stem


def _year_in(files: Sequence[File]) -> int | None:
    """The year in the name of a file."""
    found = {int(year) for file in files for year in re.findall(r'(?<!\d)(?:19|20|21)\d\d(?!\d)', file.path.stem)}
    return found.pop() if len(found) == 1 else None


def _no_headings(file: File) -> str:
    rows = [list(map(text_of, row)) for sheet in peek(file) for row in sheet.rows]
    widest = max(rows, key=lambda row: sum(map(bool, row)), default=[])
    seen = ', '.join(f'"{short(cell, 30)}"' for cell in widest[:8] if cell) or 'nothing'
    hints = {hint for cell in widest if (hint := did_you_mean(cell, [column.name for column in TALK_COLUMNS]))}
    hint = min(hints, default='')
    needs = 'a table of talks needs a column Title, a table of people a column Name'
    return f'{file.name}:1: no row has headings that are known; {needs}. There is {seen}{hint}'


def _table(sheet: Sheet, report: Report) -> Table | None:
    """The table of a sheet; None, and a loss, where no row has headings."""
    table = table_of(sheet)
    if table is None:
        first = next(((n, text_of(v)) for n, row in enumerate(sheet.rows, 1) for v in row if text_of(v)), (1, ''))
        report.lose(
            f'the sheet "{sheet.name}"', sheet.place(first[0]), short(first[1]), 'no row has headings that are known'
        )
        return None
    for number, row in enumerate(sheet.rows[: table.top - 1], 1):
        for column, value in enumerate(row, 1):
            if text := text_of(value):
                report.lose('rows above the headings', sheet.place(number, column), short(text))
    hidden = sorted(row for row in sheet.hidden_rows if row > table.top)
    if hidden:
        rows = 'a hidden row is' if len(hidden) == 1 else f'{len(hidden)} hidden rows are'
        report.guess(sheet.place(hidden[0]), f'{rows} read like the others')
    return table


# ---- people


def _read_people(table: Table, people: People, report: Report) -> None:
    for number, cells in table.rows():
        row = row_of(table, number, cells)
        lose_the_rest(table, number, cells, report)
        family = row.text('last')
        name = row.text('name') or ' '.join(filter(None, (row.text('first'), family)))
        if fold(name) in NOBODY:
            report.wrong(row.place(), 'the row names nobody; it is left out')
            continue
        mentions = (
            people.of_cell(name, row.place('name'), 'Name')
            if row.text('name')
            else [people.mention(name, row.place('first'), family=family, affiliation=row.text('affiliation'))]
        )
        if len(mentions) != 1:
            report.wrong(row.place('name'), f'"{short(name)}" is not one person; write a row for each')
        for mention in mentions[:1]:
            people.person(name, row.place(), key=mention.person, family=family)
            _fill_person(people.draft.people[mention.person], row, report)
            _give_role(people.draft, mention, row, report)


def _fill_person(person: DraftPerson, row: Row, report: Report) -> None:
    if row.text('affiliation'):
        person.affiliation = to_line(row.text('affiliation'), Markup.PLAIN, row.place('affiliation'), report)
    if row.text('orcid'):
        person.orcid = checked.orcid(row.text('orcid'), row.place('orcid'), report)
    if row.text('url'):
        person.url = checked.address(row.link('url') or row.text('url'), row.place('url'), report)
    if row.text('biography'):
        person.biography = text_with_markup(row.text('biography'))


def _give_role(draft: Draft, mention: Mention, row: Row, report: Report) -> None:
    role = row.text('role')
    plain = normal(role)
    if not role or re.search(r'\b(?:speaker|author|presenter|participant|attendee)s?\b', plain):
        return
    if re.search(r'\breviewers?\b|\bprogram committee\b|\bpc member\b', plain):
        draft.reviewers.append(mention)
    elif re.search(r'\beditors?\b', plain):
        draft.editors.append(mention)
    else:
        role = (
            ''
            if plain in ('organizer', 'organiser', 'organizers')
            else to_line(role, Markup.PLAIN, row.place('role'), report)
        )
        draft.organizers.append(replace(mention, role=role))


# ---- talks


class _Talks:
    """Reads the rows of one table of talks into a draft."""

    def __init__(self, table: Table, draft: Draft, people: People, report: Report, year: int | None) -> None:
        self.table = table
        self.draft = draft
        self.people = people
        self.report = report
        self.days = self._days(year)
        self.day: date | None = None
        self.given: list[Given] = []
        self.said: set[str] = set()
        self.left_out: dict[str, tuple[Place, int]] = {}
        self.series = _series(table)

    def _days(self, year: int | None) -> Days:
        values = [*self.table.column('day'), *self.table.column('start'), *self.table.column('time')]
        return look_over((value for value in values if not isinstance(value, str) or re.search(r'\d', value)), year)

    def read(self) -> None:
        used = {index for _, _, index in self.series}
        for number, cells in self.table.rows():
            row = row_of(self.table, number, cells)
            lose_the_rest(self.table, number, cells, self.report, used)
            self._read_row(row, cells)
        for decision, (place, count) in self.left_out.items():
            rows = 'row is' if count == 1 else 'rows are'
            self.report.guess(place, f'{count} {rows} left out, because of "{decision}"')
        for session in sessions_of(with_ends(self.given, self.report)):
            self.draft.sessions.append(session)

    def _read_row(self, row: Row, cells: list[Value]) -> None:
        if self._is_heading_of_day(row):
            return
        decision, said = self._decision(row)
        if decision.accepted is False:
            place, count = self.left_out.get(said, (row.place('decision'), 0))
            self.left_out[said] = place, count + 1
            return
        title = to_line(row.text('title'), Markup.PLAIN, row.place('title'), self.report) if row.text('title') else ''
        if not title:
            if not {*row.cells} <= {'day'}:
                self.report.wrong(row.place(), 'the row has no title; it is left out')
            self._read_day(row)
            return
        kind = row.text('kind') or decision.kind
        no_talk = self._is_no_talk(row, title)
        talk = None if no_talk else self._talk(row, title, kind, decision, cells)
        self._give(row, talk, title, kind or no_talk, decision)

    def _is_heading_of_day(self, row: Row) -> bool:
        """Whether the row is `Monday, 2 May 2031` and nothing else: the rows below are on that day."""
        if len(row.cells) != 1:
            return False
        (value, column) = next(iter(row.cells.values()))
        if isinstance(value, (int, float)) or len(text_of(value)) > 40 or not read_day(value, self.days).day:
            return False
        self.day = self._said_day(value, row.sheet.place(row.number, column))
        return True

    def _decision(self, row: Row) -> tuple[Decision, str]:
        """What became of the row, and the words for it. A withdrawn talk is not left out: its page says so."""
        said = row.text('decision')
        decision = decision_of(said) if said else Decision()
        status = row.text('status')
        if status and decision.accepted is not False:
            found = decision_of(status)
            if found.status is not Status.CONFIRMED:
                return Decision(True, decision.kind, found.status), status
            if found.accepted is False or status.casefold() == 'no':
                return Decision(False), status
            if found.accepted is None and not re.search('pending|wait|submit|draft|review', fold(status)):
                self.report.lose('Status', row.place('status'), short(status), 'it says nothing that a program can')
            return Decision(found.accepted if not said else decision.accepted, decision.kind or found.kind), status
        if said and fold(said) in ('no', 'n', 'false', '0'):
            return Decision(False), said
        return decision, said

    def _is_no_talk(self, row: Row, title: str) -> str:
        """The kind of a row that is a break, an opening and the like: nobody speaks, and there is nothing to read."""
        if {'authors', 'speakers', 'abstract', 'number', 'first', 'last', *LINK_KINDS} & {
            *row.cells
        } or self._series_of(row):
            return ''
        said = fold(f'{row.text("kind")} {title}').replace('-', ' ')
        kind = next((kind for kind, words in _NO_TALKS if words.search(said)), '')
        if kind and not row.text('kind'):
            self._say(
                row.place('title'), f'"{short(title)}" is taken for a part of the schedule without a talk ({kind})'
            )
        return kind

    def _talk(self, row: Row, title: str, kind: str, decision: Decision, cells: list[Value]) -> DraftTalk:
        key, known = self._key(row, title)
        if known:
            return known
        talk = DraftTalk(key=key, title=title, place=row.place('title'), kind=kind, status=decision.status)
        self.draft.talks[key] = talk
        talk.number = self._number(row)
        self._people_of(row, talk)
        talk.track = self._line(row, 'track')
        talk.keywords = self._keywords(row)
        talk.links = self._links(row)
        if row.text('doi'):
            talk.doi = checked.doi(row.text('doi'), row.place('doi'), self.report)
        if row.text('pages'):
            talk.pages = checked.pages(row.text('pages'), row.place('pages'), self.report)
        if award := self._line(row, 'award'):
            talk.awards = [part.strip() for part in re.split(r'[;|\n]', award) if part.strip()]
        if abstract := row.text('abstract'):
            talk.abstract = text_with_markup(abstract)
        self._biography(row, talk)
        if talk.track and talk.track not in self.draft.tracks:
            self.draft.tracks.append(talk.track)
        return talk

    def _key(self, row: Row, title: str) -> tuple[str, DraftTalk | None]:
        """What the talk is known by, and the talk itself where it is in a row above: id, number, or title."""
        field = next((name for name in ('id', 'number') if row.text(name)), 'title')
        key = f'{field}: {row.text(field) if field != "title" else slug(title) or title}'
        known = self.draft.talks.get(key)
        if known and slug(known.title) != slug(title):
            above = known.place.line
            message = f'"{short(row.text(field))}" is the {field} of the talk in row {above}, too; both are taken'
            self.report.wrong(row.place(field), f'{message}; give each its own')
            key = f'{key} {slug(title) or title}'
            known = self.draft.talks.get(key)
        return key, known

    def _number(self, row: Row) -> int | None:
        if not row.text('number'):
            return None
        number = checked.number(row.text('number'))
        if number is None:
            self.report.lose('Number', row.place('number'), short(row.text('number')), 'it is no whole number')
        return number

    def _people_of(self, row: Row, talk: DraftTalk) -> None:
        affiliations = row.text('affiliations')
        heading = self.table.headings[row.cells['affiliations'][1] - 1] if affiliations else ''
        of_speakers = not row.text('authors') or 'speaker' in fold(heading) or 'presenter' in fold(heading)
        if row.text('authors'):
            place = row.place('authors')
            talk.authors = self.people.of_cell(
                row.text('authors'), place, 'Authors', '' if of_speakers else affiliations
            )
        if row.text('speakers'):
            place = row.place('speakers')
            talk.speakers = self.people.of_cell(
                row.text('speakers'), place, 'Speakers', affiliations if of_speakers else ''
            )
        elif row.text('last') or row.text('first'):
            name = f'{row.text("first")} {row.text("last")}'.strip()
            place = row.place('last' if row.text('last') else 'first')
            mention = self.people.mention(
                name, place, family=row.text('last'), affiliation=affiliations if of_speakers else ''
            )
            talk.speakers = [mention]
        for role, name, affiliation, place in self._series_of(row):
            named = self.people.of_cell(name, place, role, affiliation)
            (talk.authors if 'author' in role else talk.speakers).extend(named)
        if affiliations and not (talk.authors or talk.speakers):
            self.report.lose('Affiliations', row.place('affiliations'), short(affiliations), 'the row names nobody')

    def _series_of(self, row: Row) -> list[tuple[str, str, str, Place]]:
        """The people of columns such as `Author 1`, `Author 1 affiliation`: role, name, affiliation, place."""
        cells = self.table.sheet.rows[row.number - 1]
        said: dict[tuple[str, int], tuple[str, Place]] = {}
        for (role, number), what, index in self.series:
            text = text_of(cells[index]) if index < len(cells) else ''
            if text:
                said[f'{role} {what}', number] = text, self.table.sheet.place(row.number, index + 1)
        found = []
        for (what, number), (name, place) in said.items():
            role, _, kind = what.rpartition(' ')
            if kind == 'name':
                at = said.get((f'{role} at', number)) or said.get(('any at', number)) or ('', place)
                found.append((role, name, at[0], place))
        return found

    def _line(self, row: Row, name: str) -> str:
        text = row.text(name)
        return self.people.line(text, row.place(name)) if text else ''

    def _keywords(self, row: Row) -> list[str]:
        words = split_keywords(row.text('keywords'))
        lines = (self.people.line(word, row.place('keywords')) for word in words)
        return [line for line in dict.fromkeys(lines) if line]

    def _links(self, row: Row) -> list[Link]:
        links: list[Link | None] = []
        for kind in LINK_KINDS:
            found = _addresses(row.link(kind) or row.text(kind))
            links += [checked.link(kind, text, row.place(kind), self.report) for text in found]
        if text := row.link('links') or row.text('links'):
            links += _labelled(text, row.place('links'), self.report)
        if behind := row.link('title'):
            links.append(checked.link('web', behind, row.place('title'), self.report))
        return list(dict.fromkeys(link for link in links if link))

    def _biography(self, row: Row, talk: DraftTalk) -> None:
        text = row.text('biography')
        if not text:
            return
        people = talk.speakers or talk.authors
        if len(people) != 1:
            why = 'it belongs to one person, and the row names several; make a table of people'
            self.report.lose(
                'Biography', row.place('biography'), short(text), why if people else 'the row names nobody'
            )
            return
        person = self.draft.people[people[0].person]
        person.biography = person.biography or text_with_markup(text)

    # -- when and where

    def _read_day(self, row: Row) -> None:
        """The day of the row, which is that of the rows below, too."""
        value = row.value('day')
        if value is None:
            return
        self.day = self._said_day(value, row.place('day')) or self.day

    def _said_day(self, value: Value, place: Place) -> date | None:
        read = read_day(value, self.days)
        if read.guess:
            self._say(place, read.guess, read.guess.partition(': ')[2])
        if read.wrong:
            self.report.wrong(place, read.wrong)
        return read.day

    def _moment(self, row: Row, name: str, day: date | None = None) -> tuple[datetime | None, datetime | None]:
        """The (start, end) that the cell says, which may say its day, too."""
        value = row.value(name)
        if value is None:
            return None, None
        place = row.place(name)
        if isinstance(value, datetime):
            day = value.date() if value.year > 1900 else day
        elif isinstance(value, str):
            if aware := _iso(value):
                return aware, None
            if match := _MOMENT.fullmatch(value.strip()):
                day, value = self._said_day(match[1], place), match[2]
        start, end = read_range(value)
        if start is None:
            if fold(text_of(value)) not in NOBODY:
                self.report.wrong(
                    place, f'"{short(text_of(value))}" is not a time; write it as 09:00, or as 09:00-09:20'
                )
            return None, None
        day = day or self.day
        if day is None:
            self._say(
                place, 'nobody says on which day: times without a day are left out; add a column Day', 'no day', True
            )
            return None, None
        midnight = datetime(day.year, day.month, day.day)
        return midnight + start, self._after(midnight + start, midnight + end, place) if end is not None else None

    def _give(self, row: Row, talk: DraftTalk | None, title: str, kind: str, decision: Decision) -> None:
        """Note when and where the row takes place, if it says so."""
        self._read_day(row)
        start, end = self._moment(row, 'start')
        if start is None:
            start, end = self._moment(row, 'time')
        rooms = self._rooms(row)
        chairs = self.people.of_cell(row.text('chairs'), row.place('chairs'), 'Chair') if row.text('chairs') else []
        self._zone(row)
        if start is None:
            self._lose_without_time(row, talk, title, rooms)
            return
        end = self._end(row, start) or end
        given = Given(start, end, row.place('start' if row.text('start') else 'time'), rooms, chairs=chairs)
        given.day = self.day if self.day and start.date() != self.day and start.tzinfo is None else None
        given.talk, given.title = (talk.key, '') if talk else ('', title)
        given.kind = kind if not talk else ''
        given.block, given.board = self._line(row, 'session'), self._line(row, 'board')
        given.track = '' if talk else self._line(row, 'track')
        given.status = Status.CONFIRMED if talk else decision.status
        self.given.append(given)

    def _end(self, row: Row, start: datetime) -> datetime | None:
        """The end that the row says, or its duration."""
        end = self._moment(row, 'end', start.date())[0]
        if end is not None:
            if isinstance(row.value('end'), str) and _MOMENT.fullmatch(row.text('end')) and start.tzinfo is None:
                return end if end > start else None
            same_day = end.replace(year=start.year, month=start.month, day=start.day) if start.tzinfo is None else end
            return self._after(start, end if end.date() == start.date() else same_day, row.place('end'))
        if not row.text('duration'):
            return None
        length = read_duration(row.value('duration'))
        if length is None:
            text = short(row.text('duration'))
            self.report.wrong(row.place('duration'), f'"{text}" is not a duration; write minutes as 20, or 1h30')
        return start + length if length else None

    def _after(self, start: datetime, end: datetime, place: Place) -> datetime:
        later = after(start, end)
        if later != end and later.date() == start.date():
            self.report.guess(place, f'{end:%H:%M} is before {start:%H:%M}, so it is taken for {later:%H:%M}')
        return later

    def _rooms(self, row: Row) -> list[str]:
        parts = [part.strip() for part in re.split(r'[;|\n]', self._line(row, 'room')) if part.strip()]
        rooms = [part for part in dict.fromkeys(parts) if fold(part) not in NOBODY]
        self.draft.rooms.extend(room for room in rooms if room not in self.draft.rooms)
        return rooms

    def _zone(self, row: Row) -> None:
        zone = row.text('timezone')
        if not zone or zone == self.draft.timezone:
            return
        if self.draft.timezone:
            self.report.wrong(row.place('timezone'), f'a program has one time zone: {self.draft.timezone} is taken')
        elif checked.checked(kinds.Zone, zone, row.place('timezone'), self.report):
            self.draft.timezone = zone

    def _lose_without_time(self, row: Row, talk: DraftTalk | None, title: str, rooms: list[str]) -> None:
        if talk is None:
            self.report.wrong(row.place('title'), f'"{short(title)}" has no time, and is no talk; it is left out')
            return
        for name, heading in (('session', 'Session'), ('room', 'Room'), ('board', 'Board'), ('chairs', 'Chair')):
            if row.text(name):
                why = 'a talk without a time is not in the schedule'
                self.report.lose(heading, row.place(name), short(row.text(name)), why)

    def _say(self, place: Place, text: str, what: str = '', is_wrong: bool = False) -> None:
        """Say *text* once for all rows that *what* is the same in."""
        if (what or text) not in self.said:
            self.said.add(what or text)
            (self.report.wrong if is_wrong else self.report.guess)(place, text)


def _series(table: Table) -> list[tuple[tuple[str, int], str, int]]:
    """The columns for one person each: ((role, number), `name` or `at`, index)."""
    found: list[tuple[tuple[str, int], str, int]] = []
    for index, heading in enumerate(table.headings):
        match = _SERIES.fullmatch(normal(heading))
        if not match or index in table.fields:
            continue
        if match['place']:
            found.append((('any', int(match['at'])), 'at', index))
        else:
            what = 'name' if (match['what'] or 'name').endswith('name') else 'at'
            found.append(((match['role'], int(match['number'])), what, index))
    return found


def _iso(text: str) -> datetime | None:
    """An ISO 8601 time with an offset."""
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError:
        return None
    return moment if moment.tzinfo and 1900 <= moment.year < 2200 else None


def _addresses(cell: str) -> list[str]:
    """The addresses of a cell: all that look so, or the cell as it is."""
    if not cell.strip() or fold(cell.strip()) in NOBODY:
        return []
    return _URL.findall(cell) or [cell.strip()]


def _labelled(cell: str, place: Place, report: Report) -> list[Link | None]:
    """The links of a cell such as `code: https://…, slides: https://…`."""
    links: list[Link | None] = []
    end = 0
    for match in _URL.finditer(cell):
        label = _LABEL.search(cell[end : match.start()])
        kind = next(
            (kind for kind in LINK_KINDS if label and fold(label[1]).rstrip('s') in (kind, kind.rstrip('s'))), 'web'
        )
        links.append(checked.link(kind, match[0].rstrip('.)'), place, report))
        end = match.end()
    if not links:
        report.wrong(place, f'"{short(cell)}" has no web address in it; it is left out')
    return links
