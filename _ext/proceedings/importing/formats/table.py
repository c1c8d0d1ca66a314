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
from ...names import fold, slug, split_name
from ...problems import Place, did_you_mean, short
from ...schema import values as kinds
from ...vocabulary import LINK_KINDS, Status
from ..draft import Draft, DraftPerson, DraftSlot, DraftTalk, Markup, Mention
from ..report import Report
from ..schedules.breaks import row_kind
from ..tables import checked
from ..tables.agenda import Agenda, Block, Given, after
from ..tables.columns import PEOPLE_COLUMNS, TALK_COLUMNS, field_of, normal
from ..tables.decisions import Decision, decision_of
from ..tables.headings import Row, Table, lose_the_rest, row_of, split_keywords, table_of, text_with_markup
from ..tables.moments import Days, has_year, is_only_day, look_over, read_day, read_duration, read_range
from ..tables.people import People
from ..tables.sheets import Sheet, Value, is_other_spreadsheet, is_workbook, looks_like_csv, peek, read_sheets, text_of
from ..tables.titles import OF_TALKS, is_footnote, is_session, kind_in_front, without_chair
from ..tables.written_names import NOBODY
from ..texts import to_line
from ..wanted.kinds import exact_kind
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
_TICKS = frozenset({'y', 'n', 'yes', 'no', 'ja', 'nein', 'oui', 'non', 'si', 'x', '✓', '✔', 'ok', 'done'})
"""What says of slides whether they are there."""

_OF_PROGRAM = frozenset({'authors', 'speakers', 'first', 'last', 'start', 'time', 'room', 'abstract'})
"""One of these, a sheet of talks has at least, if it is one of several."""


def recognizes(file: File) -> bool:
    """Whether it is a table at all: what its columns are is for `read` to say."""
    return is_workbook(file) or looks_like_csv(file) or is_other_spreadsheet(file)


def read(files: Sequence[File], report: Report) -> Draft:
    draft = Draft(source=f'table: {source_stem(files[0])}')
    people = People(draft, report)
    sheets = [sheet for file in files for sheet in read_sheets(file, report)]
    tables = [_table(sheet, len(sheets) == 1) for sheet in sheets]
    found = [table for table in tables if table]
    if not found:
        raise UnreadableError(_no_headings(files[0]))
    _tell_sheets(sheets, tables, report)
    agenda = Agenda()
    year = _year_in(files) or _year_of(found)
    for table in found:
        _tell_hidden(table, report)
        if table.columns is PEOPLE_COLUMNS:
            _lose_above(table, report)
            _read_people(table, people, report)
        else:
            _Talks(table, draft, people, report, year, agenda).read()
    draft.sessions.extend(agenda.sessions(report))
    _know_surnames(draft, report)
    if not (draft.talks or draft.sessions or draft.people):
        place = found[0].sheet.place(found[0].top)
        raise UnreadableError(f'{place}: there is nothing to import below these headings; is it the right file?')
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
    if grid := next((row for row in rows if _is_grid(row, rows)), None):
        rooms = ', '.join(f'"{short(cell, 30)}"' for cell in grid[1:6] if cell)
        way_out = 'make a row of each talk, with the columns Title, Speakers, Day, Time and Room'
        return f'{file.name}:{rows.index(grid) + 1}: the talks are in cells under {rooms}, by time; {way_out}'
    hints = {hint for cell in widest if (hint := did_you_mean(cell, [column.name for column in TALK_COLUMNS]))}
    hint = min(hints, default='')
    needs = 'a table of talks needs a column Title, a table of people a column Name'
    return f'{file.name}:1: no row has headings that are known; {needs}. There is {seen}{hint}'


def _is_grid(row: list[str], rows: list[list[str]]) -> bool:
    """Whether *row* has a room for each column, and the times are in the first one below."""
    below = [other[0] for other in rows[rows.index(row) + 1 :] if other and other[0]]
    rooms = [cell for cell in row[1:] if cell]
    is_headed = bool(row) and (not row[0] or field_of(row[0], TALK_COLUMNS) in ('time', 'start'))
    timed = sum(read_range(text)[0] is not None for text in below)
    return is_headed and len(rooms) > 1 and timed > 1 and timed >= len(below) / 2


def _table(sheet: Sheet, is_alone: bool) -> Table | None:
    """The table of a sheet; None where no row has headings, or they are of something else, such as a budget."""
    table = table_of(sheet)
    if not table or table.columns is PEOPLE_COLUMNS or is_alone or _OF_PROGRAM & {*table.fields.values()}:
        return table
    return table if _series(table) else None


def _tell_sheets(sheets: Sequence[Sheet], tables: Sequence[Table | None], report: Report) -> None:
    """Which sheets are read, and as what; and which are not."""
    if len(sheets) == 1:
        return
    read: list[str] = []
    for sheet, table in zip(sheets, tables, strict=True):
        name = short(sheet.name or sheet.file, 40)
        if table:
            rows = sum(1 for _ in table.rows())
            what = 'people' if table.columns is PEOPLE_COLUMNS else 'talks'
            read.append(f'"{name}" ({what}, {rows} {"row" if rows == 1 else "rows"})')
            continue
        for number, row in enumerate(sheet.rows, 1):
            if first := next(filter(None, map(text_of, row)), ''):
                why = 'no row has the headings of talks or of people'
                report.lose(f'rows of the sheet "{name}"', sheet.place(number), short(first), why)
    report.guess(sheets[0].place(), f'of {len(sheets)} sheets, {len(read)} are read: {", ".join(read)}')


def _tell_hidden(table: Table, report: Report) -> None:
    hidden = sorted(row for row in table.sheet.hidden_rows if row > table.top)
    if hidden:
        rows = 'a hidden row is' if len(hidden) == 1 else f'{len(hidden)} hidden rows are'
        report.guess(table.sheet.place(hidden[0]), f'{rows} read like the others')


def _lose_above(table: Table, report: Report, days: Days | None = None) -> date | None:
    """Note what stands above the headings. The day that is there, or in the name of the sheet, is that of the rows."""
    day = read_day(table.sheet.name, days).day if days and is_only_day(table.sheet.name) else None
    for number, row in enumerate(table.sheet.rows[: table.top - 1], 1):
        for column, value in enumerate(row, 1):
            text = text_of(value)
            found = read_day(value, days).day if days and text and is_only_day(text) else None
            if text and not found:
                report.lose('rows above the headings', table.sheet.place(number, column), short(text))
            day = found or day
    return day


def _year_of(tables: Sequence[Table]) -> int | None:
    """The year that stands above the headings, or in the names of the sheets."""
    texts = [text_of(value) for table in tables for row in table.sheet.rows[: table.top - 1] for value in row]
    return look_over([*texts, *(table.sheet.name for table in tables)]).year


def _know_surnames(draft: Draft, report: Report) -> None:
    """A chair who is named by surname only is the one person of that surname, if there is one."""
    of_surname: dict[str, list[DraftPerson]] = {}
    for person in draft.people.values():
        if ' ' in person.name:
            of_surname.setdefault(fold(person.family or split_name(person.name)[1]), []).append(person)
    replaced: set[str] = set()
    for session in draft.sessions:
        for index, chair in enumerate(session.chairs):
            known = of_surname.get(fold(chair.name), [])
            if len(known) == 1:
                said = f'"{short(chair.name)}" is taken for {short(known[0].name)}'
                report.guess(draft.people[chair.person].place, said)
                session.chairs[index] = replace(chair, person=known[0].key, name=known[0].name)
                replaced.add(chair.person)
    named = {mention.person for talk in draft.talks.values() for mention in [*talk.speakers, *talk.authors]}
    for key in sorted(replaced - named):
        del draft.people[key]


# ---- people


def _read_people(table: Table, people: People, report: Report) -> None:
    for number, cells in table.rows():
        row = row_of(table, number, cells)
        lose_the_rest(table, number, cells, report)
        if _is_footnote(row, report):
            continue
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
        if 'reviewer' not in plain:
            report.guess(row.place('role'), f'"{short(role)}" is taken for a reviewer')
    elif re.search(r'\beditors?\b', plain):
        draft.editors.append(mention)
    else:
        role = (
            ''
            if plain in ('organizer', 'organiser', 'organizers')
            else to_line(role, Markup.PLAIN, row.place('role'), report)
        )
        draft.organizers.append(replace(mention, role=role))


def _is_footnote(row: Row, report: Report) -> bool:
    """Whether the row is `* subject to change`, which is left out."""
    texts = [(text_of(value), column) for value, column in row.cells.values()]
    if len(texts) != 1 or not is_footnote(texts[0][0]):
        return False
    report.lose('footnotes', row.sheet.place(row.number, texts[0][1]), short(texts[0][0]))
    return True


# ---- talks


class _Talks:
    """Reads the rows of one table of talks into a draft."""

    def __init__(
        self, table: Table, draft: Draft, people: People, report: Report, year: int | None, agenda: Agenda
    ) -> None:
        self.table = table
        self.draft = draft
        self.people = people
        self.report = report
        self.days = self._days(year)
        self.day = _lose_above(table, report, self.days)
        self.agenda = agenda
        self.block: Block | None = None
        self.chairs: dict[str, list[Mention]] = {}
        self.kind = kind if (kind := exact_kind(table.sheet.name)) in OF_TALKS else ''
        self.is_timed = bool({'start', 'time'} & {*table.fields.values()})
        self.without_day: list[Row] = []
        self.without_room: list[Row] = []
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
            self._read_row(row)
        self._end_block()
        for decision, (place, count) in self.left_out.items():
            rows = 'row is' if count == 1 else 'rows are'
            self.report.guess(place, f'{count} {rows} left out, because of "{decision}"')
        self._tell_without_day()
        self._tell_without_room()

    def _read_row(self, row: Row) -> None:
        if self._is_heading_of_day(row) or _is_footnote(row, self.report):
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
        if self._begins_block(row, title):
            return
        if fold(title) in NOBODY:
            self._give_untitled(row, title, decision)
            return
        no_talk = self._is_no_talk(row, title)
        if no_talk:
            self._end_block()
            self._give(row, None, title, row.text('kind') or no_talk, decision)
            return
        kind, title = self._kind(row, title, decision)
        self._give(row, self._talk(row, title, kind, decision), title, kind, decision)

    def _begins_block(self, row: Row, title: str) -> bool:
        """Whether the row is the title of a session, that of the rows below: it has no time, and nobody speaks."""
        says_so = is_session(title) or exact_kind(row.text('kind')) == 'session'
        if not {*row.cells} <= {'title', 'chairs', 'day', 'room', 'session', 'track', 'kind'} or self._series_of(row):
            return False
        if not self.is_timed or (row.text('kind') and not says_so) or not (says_so or self._is_followed(row)):
            return False
        self._end_block()
        self._read_day(row)
        title, chairs = without_chair(title)
        cell = row.text('chairs') or chairs
        place = row.place('chairs' if row.text('chairs') else 'title')
        mentions = self.people.of_cell(cell, place, 'Chair') if cell else []
        self.block = Block(title, row.place('title'), self._rooms(row), mentions)
        return True

    def _is_followed(self, row: Row) -> bool:
        """Whether the next row that is not empty has a time."""
        rows = self.table.sheet.rows
        numbers = range(row.number, len(rows))
        below = next((rows[number] for number in numbers if any(map(text_of, rows[number]))), [])
        return any(field in ('start', 'time') and text_of(at) for at, field in self._fields_of(below))

    def _fields_of(self, cells: list[Value]) -> list[tuple[Value, str]]:
        return [(cells[index], field) for index, field in self.table.fields.items() if index < len(cells)]

    def _end_block(self) -> None:
        if self.block and not self.block.is_used:
            message = (
                f'"{short(self.block.title)}" is taken for the title of a session, but nothing with a time follows'
            )
            self.report.wrong(self.block.place, f'{message}; it is left out')
        elif self.block:
            self.report.guess(self.block.place, f'"{short(self.block.title)}" is taken for the title of a session')
        self.block = None

    def _give_untitled(self, row: Row, title: str, decision: Decision) -> None:
        """A row whose title is not known yet has no page, whose address would stay; only a place in the schedule."""
        names = ' and '.join(mention.name for mention in self._speakers_of(row))
        title = f'{names}: {title}' if names else title
        said = f'"{short(title)}" is no title yet, so it gets no page, only a place in the schedule'
        self.report.guess(row.place('title'), said)
        self._give(row, None, title, 'session', decision)

    def _speakers_of(self, row: Row) -> list[Mention]:
        talk = DraftTalk(key='', title='', place=row.place())
        self._people_of(row, talk)
        return talk.speakers or talk.authors

    def _kind(self, row: Row, title: str, decision: Decision) -> tuple[str, str]:
        """The kind of a talk, and its title: the kind may stand in front of it, or be that of all of the sheet."""
        kind = row.text('kind') or decision.kind
        found, bare = kind_in_front(title)
        if found and exact_kind(kind) in ('', found, 'contributed'):
            if bare != title or not kind:
                self.report.guess(row.place('title'), f'"{short(title)}" is taken for the kind {found}')
            return (kind if exact_kind(kind) == found else found), bare
        if not kind and exact_kind(title) in ('opening', 'closing'):
            kind = exact_kind(title)
        return kind or self.kind, title

    def _is_heading_of_day(self, row: Row) -> bool:
        """Whether the row is `Monday, 2 May 2031` and nothing else: the rows below are on that day."""
        if len(row.cells) != 1:
            return False
        (value, column) = next(iter(row.cells.values()))
        text = text_of(value)
        if isinstance(value, (int, float)) or len(text) > 40 or not (is_only_day(text) or has_year(text)):
            return False
        if not read_day(value, self.days).day:
            return False
        self._end_block()
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
        if {'authors', 'speakers', 'coauthors', 'abstract', 'number', 'first', 'last', *LINK_KINDS} & {
            *row.cells
        } or self._series_of(row):
            return ''
        kind = row_kind(f'{row.text("kind")} {title}', '')
        if kind and not row.text('kind'):
            self._say(
                row.place('title'), f'"{short(title)}" is taken for a part of the schedule without a talk ({kind})'
            )
        return kind

    def _talk(self, row: Row, title: str, kind: str, decision: Decision) -> DraftTalk:
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
        number = checked.number(re.sub(r'^P[ -]?(?=\d)', '', row.text('number'), flags=re.IGNORECASE))
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
        if row.text('coauthors'):
            others = self.people.of_cell(row.text('coauthors'), row.place('coauthors'), 'Co-authors')
            first = talk.authors or talk.speakers
            talk.authors = [*first, *(other for other in others if other.person not in {one.person for one in first})]
        for role, name, affiliation, place in self._series_of(row):
            named = self.people.of_cell(name, place, role, affiliation)
            (talk.authors if 'author' in role else talk.speakers).extend(named)
        self._roles_of(talk)
        if affiliations and not (talk.authors or talk.speakers):
            self.report.lose('Affiliations', row.place('affiliations'), short(affiliations), 'the row names nobody')

    def _roles_of(self, talk: DraftTalk) -> None:
        """What stands in brackets behind a name: who of the authors presents, and who of a panel is its chair."""
        talk.speakers = talk.speakers or [one for one in talk.authors if one.role == 'presenter']
        chairs = [one for one in [*talk.speakers, *talk.authors] if one.role == 'chair']
        if chairs:
            self.chairs[talk.key] = [replace(one, role='') for one in chairs]
        talk.authors = [replace(one, role='') for one in talk.authors]
        talk.speakers = [replace(one, role='') for one in talk.speakers]

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
            if fold(row.text(kind)) in _TICKS:
                self.report.lose(kind, row.place(kind), row.text(kind), 'it is no web address')
                continue
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
            if not self.without_day or self.without_day[-1] is not row:
                self.without_day.append(row)
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
        chairs = chairs or (self.chairs.get(talk.key, []) if talk else [])
        self._zone(row)
        if start is None:
            self._lose_without_time(row, talk, title, kind)
            return
        end = self._end(row, start) or end
        given = Given(start, end, row.place('start' if row.text('start') else 'time'), rooms, chairs=chairs)
        given.day = self.day if self.day and start.date() != self.day and start.tzinfo is None else None
        given.talk, given.title = (talk.key, '') if talk else ('', title)
        given.kind = kind if not talk else ''
        given.block, given.board = self._line(row, 'session'), self._board(row, kind)
        given.track = '' if talk else self._line(row, 'track')
        given.status = Status.CONFIRMED if talk else decision.status
        if self.block and talk:
            self.block.is_used = True
            if not rooms and self.block.rooms:
                given.rooms = self.block.rooms
                said = f'there is no room; it is taken to be {" and ".join(given.rooms)}, as that of the session'
                self.report.guess(given.place, said)
            self.block.rooms = given.rooms
            given.block = given.block or self.block.title
            given.chairs = given.chairs or self.block.chairs
        if talk and not given.rooms:
            self.without_room.append(row)
        self.agenda.add(given, exact_kind(kind))

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

    def _board(self, row: Row, kind: str) -> str:
        """The poster board: `P1` in the column for numbers, too, if it is a poster's."""
        number = row.text('number')
        of_poster = exact_kind(kind) == 'poster' and re.fullmatch(r'P[ -]?\d{1,4}', number, re.IGNORECASE)
        return self._line(row, 'board') or (number if of_poster else '')

    def _lose_without_time(self, row: Row, talk: DraftTalk | None, title: str, kind: str) -> None:
        if self.without_day and self.without_day[-1] is row:
            return
        if talk is None:
            self.report.wrong(row.place('title'), f'"{short(title)}" has no time, and is no talk; it is left out')
            return
        board = self._board(row, kind)
        if exact_kind(kind) == 'poster' and not {'start', 'time'} & {*row.cells}:
            self.agenda.wait(DraftSlot(talk=talk.key, board=board), row.place('title'))
        for name, heading in (('session', 'Session'), ('room', 'Room'), ('board', 'Board'), ('chairs', 'Chair')):
            if row.text(name) and not (name == 'board' and exact_kind(kind) == 'poster'):
                why = 'a talk without a time is not in the schedule'
                self.report.lose(heading, row.place(name), short(row.text(name)), why)

    def _tell_without_day(self) -> None:
        """That no day is known, once for all rows, with what comes of it."""
        if self.without_day:
            first, count = self.without_day[0], len(self.without_day)
            field = 'start' if first.text('start') else 'time'
            rows = 'one row has a time and is' if count == 1 else f'{count} rows have times and are'
            message = f'nobody says on which day: {rows} not in the schedule, and what is no talk is left out'
            way_out = 'add a column Day, or write the day above the headings or as the name of the sheet'
            self.report.wrong(first.place(field), f'{message}; {way_out}')

    def _tell_without_room(self) -> None:
        if self.without_room and self.draft.rooms:
            count = len(self.without_room)
            rows = 'one talk has a time and no room' if count == 1 else f'{count} talks have a time and no room'
            self.report.guess(
                self.without_room[0].place('title'),
                f'{rows}; a room is not taken from the row above, unless the cells are merged',
            )

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
