"""An import: from what another system says to the files of a site, the first time and every next time."""

from __future__ import annotations

import copy
import cProfile
import difflib
import random
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest

from proceedings.importing.draft import (
    Draft,
    DraftOrganization,
    DraftPerson,
    DraftSession,
    DraftSlot,
    DraftTalk,
    Mention,
    Text,
)
from proceedings.importing.files.write import CannotImportError, FileChange, Plan
from proceedings.importing.files.yaml_data import said
from proceedings.importing.files.yaml_edit import edited
from proceedings.importing.files.yaml_layout import CannotEditError
from proceedings.importing.files.yaml_text import behind_key, entry, item
from proceedings.importing.merging.plan import plan
from proceedings.importing.report import Report
from proceedings.importing.wanted.ids import talk_id, thing_id
from proceedings.importing.wanted.kinds import kind_of
from proceedings.load import load
from proceedings.model import Edition, Link
from proceedings.names import slug
from proceedings.problems import Place
from proceedings.vocabulary import Status

ROOT = Path(__file__).parents[1]
HERE = Place('export.xml', 3)
FIRST = datetime(2031, 5, 2)


def somebody(name: str, affiliation: str = '', *, key: str = '') -> Mention:
    return Mention(person=key or slug(name), name=name, affiliation=affiliation)


def person(name: str, **more: object) -> DraftPerson:
    return DraftPerson(**{'key': slug(name), 'name': name, 'place': HERE, **more})  # type: ignore[arg-type]


def talk(key: str, title: str, *speakers: str, **more: object) -> DraftTalk:
    return DraftTalk(key=key, title=title, place=HERE, speakers=[*map(somebody, speakers)], **more)  # type: ignore[arg-type]


def session(begin: str, until: str, *talks: str, day: int = 0, **more: object) -> DraftSession:
    start, end = (FIRST + timedelta(days=day, hours=int(t[:2]), minutes=int(t[3:])) for t in (begin, until))
    slots = [DraftSlot(talk=key) for key in talks]
    return DraftSession(**{'start': start, 'end': end, 'place': HERE, 'slots': slots, **more})  # type: ignore[arg-type]


def draft(**more: object) -> Draft:
    """A day of two talks, a coffee break, and posters."""
    made: dict[str, object] = {
        'source': 'pretalx: tides-2031',
        'series_title': 'Workshop on Tides',
        'timezone': 'Europe/Paris',
        'people': {p.key: p for p in map(person, ('Ada Smith', 'José Roca', 'Lin Wei'))},
        'talks': {
            'A': talk('A', 'Why tides are late', 'Ada Smith', kind='Keynote'),
            'B': talk('B', 'Sand: a slow fluid', 'José Roca', kind='Talk', slug='sand'),
            'C': talk('C', 'Moon', 'Lin Wei', kind='Poster'),
        },
        'sessions': [
            session('09:00', '09:50', 'A', rooms=['Great Hall']),
            session('09:50', '10:10', title='Coffee'),
            session('10:10', '10:40', 'B', rooms=['Great Hall']),
            session('11:00', '12:00', 'C', rooms=['Foyer'], title='Posters', kind='Poster session'),
        ],
    }
    return Draft(**{**made, **more})  # type: ignore[arg-type]


@dataclass
class Imports:
    """A site, and what was said of the last import into it."""

    folder: Path
    report: Report = field(default_factory=Report)
    plan: Plan = field(default_factory=lambda: Plan(edition=''))

    def take(self, source: Draft, **options: object) -> Plan:
        """Import, write, and make sure that nothing is wrong then but what the report says."""
        self.report = Report()
        known = {problem.message for problem in load(self.folder).problems}
        self.plan = plan(self.folder, copy.deepcopy(source), self.report, **options)  # type: ignore[arg-type]
        self.plan.carry_out(self.folder)
        said = known | {remark.text for remark in self.report.problems}
        wrong = [problem for problem in load(self.folder).problems if not problem.notice]
        assert {problem.message for problem in wrong} <= said, wrong
        return self.plan

    def text(self, way: str = 'program/2031.yml') -> str:
        return (self.folder / way).read_text(encoding='utf-8')

    def write(self, way: str, text: str) -> None:
        (self.folder / way).parent.mkdir(parents=True, exist_ok=True)
        (self.folder / way).write_text(text, encoding='utf-8')

    def edit(self, old: str, new: str, way: str = 'program/2031.yml') -> None:
        assert old in self.text(way), self.text(way)
        self.write(way, self.text(way).replace(old, new))

    @property
    def edition(self) -> Edition:
        return load(self.folder).program.editions['2031']

    @property
    def said(self) -> str:
        """All that was said, a sentence a line."""
        plan = self.plan
        told = (*plan.new, *plan.changed, *plan.gone, *plan.deleted, *plan.differs, *plan.conflicts, *self.report)
        return '\n'.join(f'{remark.place}: {remark.text}' for remark in told)

    def lines_changed(self, way: str = 'program/2031.yml') -> list[str]:
        """The lines of a file that the last import took away or added."""
        change = next(file for file in self.plan.files if file.way == way)
        lines = [*difflib.unified_diff((change.before or '').splitlines(), change.after.splitlines(), n=0, lineterm='')]
        return [line for line in lines[2:] if line[0] in '-+']


@pytest.fixture
def site(tmp_path: Path) -> Imports:
    folder = tmp_path / 'site'
    folder.mkdir()
    return Imports(folder)


# What is written the first time


def test_a_program_is_written_as_a_person_would_write_it(site: Imports) -> None:
    source = draft()
    source.sessions.append(session('09:00', '10:00', 'A', day=1, rooms=['Great Hall']))
    source.talks['B'].keywords = ['sand', 'slow flows']
    source.talks['B'].links = [Link(kind='paper', url='https://example.org/sand.pdf')]
    source.talks['B'].authors = [somebody('José Roca', 'Tidal Institute'), somebody('Lin Wei')]
    site.take(source)
    assert site.text() == (
        '# Imported from pretalx: tides-2031. What you change here is kept when the source is imported again, and '
        'what\n# changed there is taken over where you changed nothing. `proceedings check` says what is wrong, where, '
        'and what\n# to do about it.\n'
        '\n'
        'edition:\n'
        '  start: 2031-05-02\n'
        '  end: 2031-05-03\n'
        '  timezone: Europe/Paris\n'
        '\n'
        'rooms: [Great Hall, Foyer]\n'
        '\n'
        '# Where people worked at the time.\n'
        'affiliations:\n'
        '  José Roca: Tidal Institute\n'
        '\n'
        '# From top to bottom; midnight and later is 24:00, 24:30, … of the day before.\n'
        'schedule:\n'
        '- {time: 09:00-09:50, talk: why-tides-are-late, room: great-hall}\n'
        '- {time: 09:50-10:10, title: Coffee, kind: break}\n'
        '- {time: 10:10-10:40, talk: sand, room: great-hall}\n'
        '- {time: 11:00-12:00, title: Posters, talk: moon, room: foyer}\n'
        '\n'
        '- day: 2031-05-03\n'
        '- {time: 09:00-10:00, talk: why-tides-are-late, room: great-hall}\n'
        '\n'
        '# An id is the address of a page: it stays for ever. A title may change.\n'
        'talks:\n'
        '- {id: why-tides-are-late, kind: keynote, title: Why tides are late, speakers: [Ada Smith]}\n'
        '\n'
        '- id: sand\n'
        '  kind: contributed\n'
        '  title: "Sand: a slow fluid"\n'
        '  authors: [José Roca, Lin Wei]\n'
        '  speakers: [José Roca]\n'
        '  keywords: [sand, slow flows]\n'
        '  links: {paper: https://example.org/sand.pdf}\n'
        '\n'
        '- {id: moon, kind: poster, title: Moon, speakers: [Lin Wei]}\n'
    )
    assert site.text('program/series.yml').endswith('\n\nseries:\n  title: Workshop on Tides\n')
    assert not (site.folder / 'program/people.yml').exists()  # nobody of whom more is known than a name


def test_the_line_for_editors_is_written_where_the_site_has_the_schema(site: Imports) -> None:
    site.write('_static/program.schema.json', '{}')
    site.take(draft())
    for way in ('program/2031.yml', 'program/series.yml'):
        assert site.text(way).startswith('# yaml-language-server: $schema=../_static/program.schema.json\n#\n')


def test_one_room_for_everything_is_said_once(site: Imports) -> None:
    source = draft()
    for each in source.sessions:
        each.rooms = ['Great Hall'] if each.slots else []
    site.take(source)
    assert '  room: great-hall\n' in site.text()
    assert site.text().count('great-hall') == 1
    assert [s.rooms for s in site.edition.sessions] == [('great-hall',), (), ('great-hall',), ('great-hall',)]


def test_what_is_known_of_people_goes_to_the_file_of_people(site: Imports) -> None:
    source = draft()
    ada, jose = source.people['ada-smith'], source.people['jose-roca']
    ada.url, ada.orcid = 'https://example.org/ada', '0000-0002-1825-0097'
    jose.name, jose.family, jose.given = 'José Roca Marín', 'Roca Marín', 'José'
    source.talks['B'].speakers = [somebody('José Roca Marín', key='jose-roca')]
    source.sessions[0].chairs = [somebody('Chair Person')]
    source.people['chair-person'] = person('Chair Person')
    site.take(source)
    assert site.text('program/people.yml').partition('people:\n')[2] == (
        '- {name: Ada Smith, url: https://example.org/ada, orcid: 0000-0002-1825-0097}\n'
        '- {name: José Roca Marín, family: Roca Marín}\n'
        '- {name: Chair Person}\n'  # chairs have to be known from elsewhere
    )


def test_abstracts_and_biographies_become_files(site: Imports) -> None:
    source = draft()
    source.talks['A'].abstract = Text(text='Tides are *late*.')
    source.people['ada-smith'].biography = Text(text='Ada measures.')
    site.take(source)
    assert site.text('talks/2031/why-tides-are-late.md') == 'Tides are \\*late\\*.\n'
    assert site.text('speakers/ada-smith.md') == 'Ada measures.\n'


def test_what_the_volume_says_goes_with_the_edition(site: Imports) -> None:
    volume = {
        'publisher': 'Tidal Press', 'isbn': '978-3-16-148410-0', 'issn': '1234-0000', 'published': date(2031, 9, 1),
        'editors': [somebody('Ada Smith')], 'venue': 'Town Hall', 'city': 'Brest', 'url': 'https://example.org/tides',
        'sponsors': [DraftOrganization(name='Salt & Co', url='https://example.org/salt')],
    }  # fmt: skip
    site.take(draft(**volume))
    edition = site.edition
    assert edition.proceedings.publisher == 'Tidal Press'
    assert edition.proceedings.isbn == '978-3-16-148410-0'
    assert edition.proceedings.issn == ''
    assert 'the ISSN of the volume: "1234-0000" is not an ISSN: its last digit does not fit the others' in site.said
    assert [credit.person for credit in edition.proceedings.editors] == ['ada-smith']
    assert (edition.venue and edition.venue.city, edition.sponsors[0].url) == ('Brest', 'https://example.org/salt')


def test_papers_without_a_schedule_are_an_edition_too(site: Imports) -> None:
    papers = Draft(
        source='bibtex: tides', series_title='Tides', published=date(2031, 9, 1), people=draft().people,
        talks={'x': talk('x', 'Sand', pages='1-9', doi='10.1000/182', authors=[somebody('José Roca')])},
    )  # fmt: skip
    site.take(papers)
    assert site.edition.start == date(2031, 9, 1)
    assert site.edition.talks['sand'].pages == ('1', '9')
    assert 'the source does not say when it begins; 2031-09-01 is written: correct it' in site.said


def test_a_source_that_says_nothing_of_when_needs_an_edition(site: Imports) -> None:
    papers = Draft(source='csv', talks={'x': talk('x', 'Sand')})
    with pytest.raises(CannotImportError, match=r'nothing says in which year it takes place; write it, as --edition'):
        plan(site.folder, papers, Report())
    site.take(papers, edition='2031')
    assert '  start: 2031-01-01' in site.text()


# Times


def test_what_begins_after_midnight_belongs_to_the_night_before(site: Imports) -> None:
    source = draft()
    source.sessions += [
        session('21:00', '24:30', title='Party', kind='Party'),
        session('24:30', '26:00', title='Dance'),
        session('09:00', '10:00', 'A', day=1),
        session('04:30', '05:00', day=1, title='Sunrise over the sea'),
    ]
    site.take(source)
    assert '- {time: 21:00-24:30, title: Party, kind: social}\n- {time: 24:30-26:00, title: Dance}\n' in site.text()
    assert '- day: 2031-05-03\n- {time: 04:30-05:00, title: Sunrise over the sea}\n' in site.text()


def test_the_day_that_the_source_gives_a_session_is_its_day(site: Imports) -> None:
    source = draft()
    night = datetime(2031, 5, 3, 1)
    source.sessions.append(
        DraftSession(start=night, end=night + timedelta(hours=1), day=FIRST.date(), place=HERE, title='Night')
    )
    site.take(source)
    assert '- {time: 25:00-26:00, title: Night}' in site.text()


def test_what_lasts_past_the_next_morning_has_a_duration(site: Imports) -> None:
    source = draft()
    source.sessions.append(session('14:00', '38:00', title='Hacking'))
    source.sessions.append(session('15:00', '72:00', title='Art'))
    source.sessions.append(session('16:00', '15:00', title='Backwards'))
    site.take(source)
    lengths = {s.title: s.end - s.start for s in site.edition.sessions if s.title in ('Hacking', 'Art', 'Backwards')}
    assert lengths == {'Hacking': timedelta(days=1), 'Art': timedelta(days=1), 'Backwards': timedelta(minutes=30)}
    assert '"Art" lasts longer than a day; it is given a day: write a row for each day' in site.said
    assert '"Backwards" ends before it begins; it is given half an hour' in site.said


def test_times_of_any_zone_are_put_on_the_clocks_of_the_edition(site: Imports) -> None:
    source = draft()
    source.sessions[0].start = datetime(2031, 5, 2, 7, tzinfo=UTC)
    source.sessions[0].end = datetime(2031, 5, 2, 9, 50, tzinfo=timezone(timedelta(hours=2)))
    site.take(source)
    assert '- {time: 09:00-09:50, talk: why-tides-are-late' in site.text()


def test_without_a_zone_the_clock_times_stay_and_the_guess_is_said(site: Imports) -> None:
    source = draft(timezone='')
    for each in source.sessions:
        each.start, each.end = (
            moment.replace(tzinfo=timezone(timedelta(hours=2))) for moment in (each.start, each.end)
        )
    site.take(source)
    assert 'the source has no time zone; it is taken for Etc/GMT-2: write your own under edition:' in site.said
    assert '- {time: 09:00-09:50, talk: why-tides-are-late' in site.text()


def test_the_hour_that_clocks_show_twice_is_told_apart(site: Imports) -> None:
    night = datetime(2031, 10, 26, 0, 30, tzinfo=UTC)  # 02:30 in Paris, before the clocks go back
    both = [
        DraftSession(start=start, end=start + timedelta(minutes=20), place=HERE, title=f'Watch {number}')
        for number, start in enumerate((night, night + timedelta(hours=1)))
    ]
    skipped = DraftSession(
        start=datetime(2031, 3, 30, 2, 30), end=datetime(2031, 3, 30, 4), place=HERE, title='Skipped'
    )
    site.take(draft(sessions=[*both, skipped], start=date(2031, 3, 30)))
    starts = {s.title: s.start.astimezone(UTC) for s in site.edition.sessions}
    assert [starts['Watch 0'], starts['Watch 1']] == [night, night + timedelta(hours=1)]
    assert '02:30 on 2031-03-30 does not exist in Europe/Paris; an hour later is taken' in site.said


def test_talks_in_turn_keep_their_times_and_posters_their_boards(site: Imports) -> None:
    source = draft()
    source.sessions = [session('09:00', '10:00', 'A', 'B', title='Papers'), session('10:00', '11:00', 'C', title='P')]
    start = source.sessions[0].start
    for at, slot in enumerate(source.sessions[0].slots):
        slot.start, slot.end = start + timedelta(minutes=20 * at), start + timedelta(minutes=20 * at + 20)
    source.sessions[1].slots[0].board = '7'
    site.take(source)
    slots = site.edition.slots_by_talk()
    assert [f'{slots[id][0].start:%H:%M}' for id in ('why-tides-are-late', 'sand')] == ['09:00', '09:20']
    assert slots['moon'][0].board == '7'


# Ids and kinds


@pytest.mark.parametrize(
    ('title', 'suggestion', 'id'),
    [
        ('Sand: a slow fluid', '', 'sand-a-slow-fluid'),
        ('Session 1: Drones', '', 'session-1-drones'),
        ('Hands-on: Sand', '', 'hands-on-sand'),
        ('Keynote: Robots in the surf zone', 'keynote-robots-in-the-surf-zone', 'keynote-robots-in-the-surf-zone'),
        ('SLAM in turbid water: why cameras fail', '', 'slam-in-turbid-water'),
        ('SLAM in turbid water: why cameras fail', 'slam-in-turbid-water-why-cameras-fail', 'slam-in-turbid-water'),
        ('Everything that is known at last about our dunes', '', 'everything-that-is-known-at-last'),
        ('Taking the First Picture of a Black Hole & Beyond', '', 'taking-the-first-picture-of-a-black-hole'),
        ('Sand', 'grains-of-sand', 'grains-of-sand'),
        ('Sand', 'X3', 'sand'),
        ('../../x', '../../etc/passwd', 'etc-passwd'),
        ('Schedule', '', 'schedule-2'),
        ('Rooms', '', 'rooms-2'),
        ('CON', '', 'con-2'),
        ('王伟', '', 'p7'),
        ('…', '', 'p7'),
        ('Über Łódź', '', 'uber-lodz'),
        ('a' * 100_000, '', 'a' * 40),
    ],
)
def test_ids_are_short_and_readable(title: str, suggestion: str, id: str) -> None:
    assert talk_id(title, suggestion, 7, set()) == id


def test_ids_differ_from_all_others() -> None:
    assert talk_id('Sand', '', None, {'sand', 'sand-2'}) == 'sand-3'
    assert talk_id('…', '', None, {'talk-1'}) == 'talk-2'
    assert thing_id('…', 'room', {'room-1'}) == 'room-2'
    assert thing_id('王伟', 'person', set()) == '王伟'
    assert thing_id('王伟', 'person', {'王伟'}) == 'person-1'  # an id that is written has no such letters


@pytest.mark.parametrize(
    ('word', 'kind'),
    [
        ('Vortrag', 'contributed'), ('Talk', 'contributed'), ('Keynote', 'keynote'), ('Oral', 'contributed'),
        ('Lightning Talk (10 min)', 'lightning'), ('Poster', 'poster'), ('Spotlight', 'contributed'),
        ('Workshop', 'workshop'), ('Lunch break', 'lunch'), ('Mittagspause', 'lunch'), ('Pause café', 'break'),
        ('Almuerzo', 'lunch'), ('Table ronde', 'panel'), ('Blitzvortrag', 'lightning'), ('Taller', 'workshop'),
        ('Conferencia magistral', 'keynote'), ('TALKS', 'contributed'), ('30 minutes talk', 'contributed'),
        ('Coffee break and networking', 'break'), ('Invited Talk 3', 'invited'),
    ],
)  # fmt: skip
def test_words_for_kinds_are_understood(word: str, kind: str) -> None:
    found = kind_of(word)
    assert found is not None
    assert found.kind == kind


def test_a_kind_that_nobody_knows_becomes_one_of_the_series_and_is_said_once(site: Imports) -> None:
    source = draft()
    for each in source.talks.values():
        each.kind = 'Wattwanderung'
    site.take(source)
    assert {each.kind.name for each in site.edition.talks.values()} == {'Wattwanderung'}
    assert '  kinds: {wattwanderung: Wattwanderung}\n' in site.text('program/series.yml')
    assert site.said.count('"Wattwanderung" is no kind that is known; it becomes one of the series') == 1
    source.talks['D'] = talk('D', 'More', 'Ada Smith', kind='Strandlauf')
    site.take(source)
    assert '  kinds: {wattwanderung: Wattwanderung, strandlauf: Strandlauf}\n' in site.text('program/series.yml')
    assert 'Wattwanderung' not in site.said


# The next time


def test_the_same_source_again_changes_no_byte(site: Imports) -> None:
    source = draft()
    source.talks['A'].abstract = Text(text='<p>Tides &amp; <b>more</b></p>')
    site.take(source)
    assert site.take(source).files == ()
    assert (
        site.said == 'export.xml:3:1: "Coffee" is taken for the kind break\n'
        'export.xml:3:1: "Talk" is taken for the kind contributed'
    )


def test_only_what_changed_at_the_source_changes_here(site: Imports) -> None:
    site.take(draft())
    site.edit('title: Moon,', 'title:   Moon,')
    site.edit('talks:\n- {id', 'talks:\n# Keynotes come first.\n- {id')
    source = draft()
    source.talks['A'].title = 'Why tides are early: a story'
    source.sessions[2].end += timedelta(minutes=5)
    site.take(source)
    assert site.lines_changed() == [
        '-- {time: 10:10-10:40, talk: sand, room: great-hall}',
        '+- {time: 10:10-10:45, talk: sand, room: great-hall}',
        '-- {id: why-tides-are-late, kind: keynote, title: Why tides are late, speakers: [Ada Smith]}',
        '+- {id: why-tides-are-late, kind: keynote, title: "Why tides are early: a story", speakers: [Ada Smith]}',
    ]
    assert '"Why tides are late", title: "Why tides are early: a story" (was: "Why tides are late")' in site.said


def test_comments_and_layout_stay_as_an_organizer_made_them(site: Imports) -> None:
    site.take(draft())
    old = '- {id: sand, kind: contributed, title: "Sand: a slow fluid", speakers: [José Roca]}'
    site.edit(
        old,
        "- id: sand   # the talk on sand\n  title: 'Sand: a slow fluid'  # sic\n  speakers:\n"
        '  - José Roca # he\n  kind: contributed',
    )
    source = draft()
    source.talks['B'].title = 'Sand'
    source.talks['B'].speakers.append(somebody('Ada Smith'))
    site.take(source)
    assert site.lines_changed() == ["-  title: 'Sand: a slow fluid'  # sic", '+  title: Sand  # sic', '+  - Ada Smith']


def test_what_an_organizer_changed_stays(site: Imports) -> None:
    site.take(draft())
    site.edit('title: Moon', 'title: The Moon')
    site.edit('10:10-10:40', '10:15-10:40')
    assert site.take(draft()).files == ()
    assert (site.edition.talks['moon'].title, site.plan.conflicts) == ('The Moon', ())


def test_what_changed_on_both_sides_stays_and_is_said(site: Imports) -> None:
    site.take(draft())
    site.edit('title: Moon', 'title: The Moon')
    source = draft()
    source.talks['C'].title = 'Moons'
    site.take(source)
    assert [str(remark.place) for remark in site.plan.conflicts] == ['program/2031.yml:22:35']
    assert '"The Moon", title: "The Moon" here, "Moons" at the source (was: "Moon"); yours is kept' in site.said
    assert site.edition.talks['moon'].title == 'The Moon'
    assert len(site.take(source).conflicts) == 1  # until it is settled
    assert site.plan.files == ()
    site.take(source, take_theirs=True)
    assert (site.edition.talks['moon'].title, site.plan.conflicts) == ('Moons', ())
    assert site.take(source).files == ()


def test_the_source_can_be_made_to_win(site: Imports) -> None:
    site.take(draft())
    site.edit('title: Moon', 'title: The Moon')
    source = draft()
    source.talks['C'].title = 'Moons'
    site.take(source, take_theirs=True)
    assert site.edition.talks['moon'].title == 'Moons'
    assert 'title: "Moons" (was: "The Moon"); what the source says is taken' in site.said


def test_a_talk_renamed_at_the_source_keeps_its_id(site: Imports) -> None:
    site.take(draft())
    source = draft()
    source.talks['B'].title = 'Gravel'
    site.take(source)
    assert site.edition.talks['sand'].title == 'Gravel'


def test_what_an_organizer_deleted_stays_deleted(site: Imports) -> None:
    site.take(draft())
    site.edit('- {id: moon, kind: poster, title: Moon, speakers: [Lin Wei]}\n', '')
    site.edit('- {time: 11:00-12:00, title: Posters, talk: moon, room: foyer}\n', '')
    site.edit(', Foyer', '')
    assert [file.way for file in site.take(draft()).files if file.way.endswith('yml')] == []
    assert '"Moon" was deleted here, and is still in the source; it stays deleted' in site.said
    source = draft()
    source.talks['C'].title = 'Moons'
    site.take(source)
    assert 'moon' not in site.text().lower()


def test_a_fact_that_an_organizer_deleted_stays_deleted(site: Imports) -> None:
    source = draft()
    source.talks['C'].keywords = ['moon']
    site.take(source)
    site.edit(', keywords: [moon]', '')
    assert site.take(source).files == ()
    source.talks['C'].keywords = ['moon', 'moons']
    site.take(source)
    assert '"Moon", keywords: deleted here, moon, moons at the source (was: moon); it stays deleted' in site.said
    assert site.edition.talks['moon'].keywords == ()


def test_an_id_that_an_organizer_changed_is_followed(site: Imports) -> None:
    site.take(draft())
    site.edit('id: moon,', 'id: the-moon, former_ids: moon,')
    site.edit('talk: moon', 'talk: the-moon')
    assert [file.way[:17] for file in site.take(draft()).files] == ['program/imported/']
    assert site.take(draft()).files == ()
    source = draft()
    source.talks['C'].title = 'Moons'
    site.take(source)
    assert site.edition.talks['the-moon'].title == 'Moons'


def test_what_the_source_no_longer_has_stays_and_is_said(site: Imports) -> None:
    source = draft()
    source.talks['B'].keywords = ['sand']
    site.take(source)
    del source.talks['C'], source.sessions[3]
    source.talks['B'].keywords = []
    site.take(source)
    assert set(site.edition.talks) == {'why-tides-are-late', 'sand', 'moon'}
    assert (
        '"Moon" is no longer in the source; it stays (if it will not take place, write status: cancelled' in site.said
    )
    assert '"Posters", 2031-05-02 11:00-12:00, is no longer in the source; it stays' in site.said
    assert '"Sand: a slow fluid", keywords: the source does not say this any more; it stays' in site.said
    site.edit('{id: moon,', '{id: moon, status: cancelled,')
    site.take(source)
    assert '"Moon" is no longer' not in site.said


def test_what_the_source_cancels_is_cancelled_and_can_come_back(site: Imports) -> None:
    site.take(draft())
    source = draft()
    source.talks['B'].status, source.talks['B'].reason = Status.CANCELLED, 'The ferry did not sail'
    site.take(source)
    assert site.edition.talks['sand'].status is Status.CANCELLED
    assert site.edition.talks['sand'].reason == 'The ferry did not sail'
    site.take(draft())
    assert site.edition.talks['sand'].status is Status.CONFIRMED
    assert 'reason' not in site.text()


def test_new_rows_stand_where_their_time_is(site: Imports) -> None:
    site.take(draft())
    site.edit('- {time: 09:50', '# Coffee is in the foyer.\n- {time: 09:50')
    source = draft()
    source.talks['D'] = talk('D', 'Late', 'Ada Smith')
    source.sessions.insert(0, session('10:10', '10:40', 'D', rooms=['Foyer']))
    source.sessions.insert(0, session('08:00', '09:00', title='Registration'))
    source.sessions.append(session('09:00', '10:00', day=2, title='Trip', kind='Excursion'))
    source.sessions.append(session('09:00', '10:00', day=1, title='Walk', kind='Excursion'))
    site.take(source)
    assert site.text().partition('schedule:\n')[2].partition('\n\n#')[0] == (
        '- {time: 08:00-09:00, title: Registration, kind: break}\n'
        '- {time: 09:00-09:50, talk: why-tides-are-late, room: great-hall}\n'
        '# Coffee is in the foyer.\n'
        '- {time: 09:50-10:10, title: Coffee, kind: break}\n'
        '- {time: 10:10-10:40, talk: sand, room: great-hall}\n'
        '- {time: 10:10-10:40, talk: late, room: foyer}\n'
        '- {time: 11:00-12:00, title: Posters, talk: moon, room: foyer}\n'
        '- day: 2031-05-03\n'
        '- {time: 09:00-10:00, title: Walk, kind: social}\n'
        '- day: 2031-05-04\n'
        '- {time: 09:00-10:00, title: Trip, kind: social}'
    )
    assert site.edition.end == date(2031, 5, 4)


def test_a_row_can_move_to_another_day(site: Imports) -> None:
    source = draft()
    source.sessions.append(session('09:00', '10:00', day=1, title='Walk'))
    site.take(source)
    source.sessions[0].start += timedelta(days=1, hours=3)
    source.sessions[0].end += timedelta(days=1, hours=3)
    site.take(source)
    assert site.lines_changed() == [
        '-- {time: 09:00-09:50, talk: why-tides-are-late, room: great-hall}',
        '+- {time: 12:00-12:50, talk: why-tides-are-late, room: great-hall}',
    ]
    assert [s.day.day for s in site.edition.sessions] == [2, 2, 2, 3, 3]


def test_a_whole_event_can_be_put_off(site: Imports) -> None:
    source = draft()
    source.sessions.append(session('09:00', '10:00', 'A', day=1, rooms=['Great Hall']))
    site.take(source)
    site.edit('- {time: 09:50', '# In the foyer.\n- {time: 09:50')
    for each in source.sessions:
        each.start, each.end = each.start + timedelta(days=7), each.end + timedelta(days=7)
    site.take(source)
    assert site.lines_changed() == [
        '-  start: 2031-05-02', '-  end: 2031-05-03', '+  start: 2031-05-09', '+  end: 2031-05-10',
        '-- day: 2031-05-03', '+- day: 2031-05-10',
    ]  # fmt: skip
    assert [each.day.day for each in site.edition.sessions] == [9, 9, 9, 9, 10]
    assert site.take(source).files == ()


def test_a_day_that_nothing_is_left_of_goes(site: Imports) -> None:
    source = draft()
    source.sessions.append(session('13:00', '14:00', 'A', day=1, rooms=['Great Hall']))
    site.take(source)
    source.sessions[-1] = session('13:00', '14:00', 'A', rooms=['Great Hall'])
    site.take(source)
    assert 'day:' not in site.text()
    assert [each.day.day for each in site.edition.sessions] == [2] * 5


def test_a_day_before_the_first_leaves_all_rows_on_theirs(site: Imports) -> None:
    site.take(draft())
    source = draft()
    source.sessions.append(session('18:00', '19:00', day=-1, title='Reception'))
    site.take(source)
    assert [(s.title, s.day.day) for s in site.edition.sessions if s.title] == [
        ('Reception', 1), ('Coffee', 2), ('Posters', 2),
    ]  # fmt: skip


def test_a_session_whose_talks_are_elsewhere_now_goes(site: Imports) -> None:
    site.take(draft())
    source = draft()
    del source.sessions[2]
    source.sessions[2].slots.append(DraftSlot(talk='B'))
    site.take(source)
    assert [s.slots[0].talk for s in site.edition.sessions if s.slots] == ['why-tides-are-late', 'moon']
    assert len(site.edition.slots_by_talk()['sand']) == 1


def test_talks_added_to_a_session_on_both_sides_are_all_there(site: Imports) -> None:
    source = draft()
    source.sessions[3].slots.append(DraftSlot(talk='B'))
    site.take(source)
    site.edit('talks: [moon, sand]', 'talks: [why-tides-are-late, moon, sand]')
    source.talks['D'] = talk('D', 'Stars', 'Ada Smith')
    source.sessions[3].slots.insert(1, DraftSlot(talk='D'))
    site.take(source)
    assert 'talks: [why-tides-are-late, moon, stars, sand]' in site.text()


def test_texts_are_kept_and_changed_as_facts_are(site: Imports) -> None:
    source, way = draft(), 'talks/2031/sand.md'
    source.talks['B'].abstract = Text(text='Sand flows.')
    site.take(source)
    site.write(way, '---\nkeywords: [sand]\n---\nSand flows.\n')
    source.talks['B'].abstract = Text(text='Sand flows slowly.')
    site.take(source)
    assert site.text(way) == '---\nkeywords: [sand]\n---\nSand flows slowly.\n'
    site.write(way, 'Sand stands.\n')
    assert site.take(source).files == ()
    source.talks['B'].abstract = Text(text='Sand falls.')
    site.take(source)
    assert site.text(way) == 'Sand stands.\n'
    assert (
        'talks/2031/sand.md:1:1: the abstract of "Sand: a slow fluid" was changed here, and at the source; yours'
        in site.said
    )
    (site.folder / way).unlink()
    source.talks['B'].abstract = Text(text='Sand rises.')
    site.take(source)
    assert 'the abstract of "Sand: a slow fluid" was deleted here; it stays deleted' in site.said
    assert not (site.folder / way).exists()


def test_an_edition_written_by_hand_is_filled_and_never_overwritten(site: Imports) -> None:
    site.write('program/series.yml', 'series: {title: Tides}\n')
    site.write(
        'program/2031.yml',
        'edition: {start: 2031-05-02, timezone: Europe/Paris}\n'
        'rooms: [{name: Great Hall, url: "https://example.org/hall"}]\n'
        'schedule:\n- {time: 09:00-09:45, talk: tides}  # shorter\n- {time: 09:50-10:10, title: Coffee, kind: break}\n'
        'talks:\n- {id: tides, title: Why Tides are late, speakers: ADA Smith, kind: invited}\n',
    )
    source = draft()
    source.talks['A'].keywords = ['tides']
    site.take(source)
    edition = site.edition
    assert (edition.talks['tides'].kind.id, edition.talks['tides'].keywords) == ('invited', ('tides',))
    assert list(edition.rooms) == ['great-hall', 'foyer']
    assert [f'{s.start:%H:%M}-{s.end:%H:%M}' for s in edition.sessions] == [
        '09:00-09:45', '09:50-10:10', '10:10-10:40', '11:00-12:00',
    ]  # fmt: skip
    assert '"Why tides are late" is taken for the talk tides, which has the same title' in site.said
    assert 'kind: "invited" here, "keynote" at the source; yours is kept' in site.said
    assert 'time: "09:00-09:45" here, "09:00-09:50" at the source; yours is kept' in site.said
    assert site.take(source).files == ()


def test_a_second_source_adds_to_the_talks_of_the_first(site: Imports) -> None:
    site.take(draft())
    papers = Draft(
        source='openreview: tides', start=FIRST.date(), people=draft().people,
        talks={'n1': talk('n1', 'SAND: a slow fluid', pages='1-9', authors=[*map(somebody, ('José Roca', 'Lin Wei'))])},
    )  # fmt: skip
    site.take(papers)
    assert site.edition.talks['sand'].pages == ('1', '9')
    assert [credit.person for credit in site.edition.talks['sand'].authors] == ['jose-roca', 'lin-wei']
    differs = 'title: "Sand: a slow fluid" here, as pretalx: tides-2031 says, "SAND: a slow fluid" at the source; yours'
    assert differs in site.said
    assert site.take(papers).files == ()
    assert site.take(draft()).files == ()
    assert len(list((site.folder / 'program/imported').iterdir())) == 2


def test_another_event_of_the_same_year_is_not_mixed_in(site: Imports) -> None:
    site.take(draft(start=FIRST.date()))
    other = draft(source='frab: other', start=date(2031, 11, 1), sessions=[])
    with pytest.raises(CannotImportError, match=r'program/2031\.yml is another edition, of 2031-05-02; write an id'):
        plan(site.folder, other, Report())
    site.take(other, edition='2031-autumn')
    assert site.take(other).edition == '2031-autumn'


@pytest.mark.parametrize('id', ['../x', 'people', 'series', 'Spring 2031', 'keywords', 'index'])
def test_an_edition_has_an_id_that_it_can_have(site: Imports, id: str) -> None:
    with pytest.raises(CannotImportError, match='cannot be the id of an edition'):
        plan(site.folder, draft(), Report(), edition=id)


def test_calendars_take_a_change_of_what_is_published(site: Imports) -> None:
    site.take(draft())
    source = draft()
    source.sessions[0].end += timedelta(minutes=10)
    source.sessions[1].start += timedelta(minutes=10)
    site.write('program/published.txt', 'talks/2031/index\n')
    site.take(source)
    assert site.edition.talks['why-tides-are-late'].revision.sequence == 1
    assert [s.revision.sequence for s in site.edition.sessions] == [0, 1, 0, 0]
    assert 'this edition is published: sequence is raised where calendars have to take a change' in site.said


def test_an_edition_that_was_renamed_is_followed(site: Imports) -> None:
    site.take(draft())
    site.edit('edition:\n', 'edition:\n  former_ids: 2031\n')
    (site.folder / 'program/2031.yml').rename(site.folder / 'program/2031-spring.yml')
    assert site.take(draft()).edition == '2031-spring'
    assert [file.way for file in site.plan.files] == ['program/imported/2031-spring.pretalx-tides-2031-00c74c.txt']
    assert site.take(draft()).files == ()


def test_a_zone_that_was_only_guessed_is_no_conflict(site: Imports) -> None:
    site.take(draft(timezone='Europe/Berlin'))
    before = site.text()
    plan = site.take(draft(timezone='Africa/Johannesburg', zone_is_guess=True))
    assert (plan.conflicts, plan.changed, site.text()) == ((), (), before)


# People


def test_two_people_of_one_name_have_two_pages(site: Imports) -> None:
    source = draft()
    source.people |= {'2': person('Lin Wei', key='2', affiliation='Tidal Institute')}
    source.talks['B'].speakers = [somebody('Lin Wei', key='2')]
    site.take(source)
    assert site.text('program/people.yml').partition('people:\n')[2] == (
        '- {name: Lin Wei}\n- {name: Lin Wei, id: lin-wei-2, disambiguation: Tidal Institute}\n'
    )
    assert 'speakers: [{id: lin-wei-2}]' in site.text()
    assert 'speakers: [{id: lin-wei}]' in site.text()
    assert site.take(source).files == ()


def test_two_people_of_one_name_are_told_by_their_talks_where_their_keys_are_others(site: Imports) -> None:
    source = draft()
    source.people |= {'2': person('Lin Wei', key='2')}
    source.talks['B'].speakers = [somebody('Lin Wei', key='2')]
    site.take(source)
    before = site.text()
    again = draft()
    again.people = {key: again.people[key] for key in ('ada-smith', 'jose-roca')}
    again.people |= {'B-code': person('Lin Wei', key='B-code'), 'C-code': person('Lin Wei', key='C-code')}
    again.talks['B'].speakers = [somebody('Lin Wei', key='B-code')]
    again.talks['C'].speakers = [somebody('Lin Wei', key='C-code')]
    site.take(again)
    assert site.text() == before
    assert not any('may be' in remark.text for remark in site.report.guesses)


@pytest.mark.parametrize(
    'name', ['null', '~', '???', '- x', 'index', '王伟', 'A' * 900, 'Ada: Smith', "O'Neil #1", '@ada']
)
def test_people_may_be_called_anything(site: Imports, name: str) -> None:
    source = draft()
    source.people['x'] = person(name, key='x', affiliation='Some: where')
    source.talks['A'].speakers = [somebody(name, key='x')]
    source.organizers = [somebody(name, key='x')]
    site.take(source)
    [credit] = site.edition.talks['why-tides-are-late'].speakers
    assert load(site.folder).program.people[credit.person].name == name
    assert credit.affiliation == 'Some: where'
    assert site.take(source).files == ()


def test_another_spelling_is_an_alias(site: Imports) -> None:
    source = draft()
    source.talks['A'].speakers = [somebody('J. Roca', key='jose-roca')]
    site.take(source)
    assert '- {name: José Roca, aliases: [J. Roca]}' in site.text('program/people.yml')
    assert site.edition.talks['why-tides-are-late'].speakers[0].printed == 'J. Roca'


def test_a_person_known_by_orcid_is_the_same_under_another_name(site: Imports) -> None:
    site.write('program/series.yml', 'series: {title: Tides}\n')
    site.write('program/people.yml', 'people:\n# Ours.\n- {name: Ada Jones, orcid: 0000-0002-1825-0097}\n')
    source = draft()
    source.people['ada-smith'].orcid = 'https://orcid.org/0000-0002-1825-0097'
    site.take(source)
    assert [credit.person for credit in site.edition.talks['why-tides-are-late'].speakers] == ['ada-jones']
    assert '# Ours.\n- {name: Ada Jones, aliases: [Ada Smith], orcid: 0000-0002-1825-0097}' in site.text(
        'program/people.yml'
    )


def test_a_new_name_hides_the_old_one(site: Imports) -> None:
    site.take(draft(people={**draft().people, 'ada-smith': person('Ada Smith', key='ada-smith')}))
    source = draft()
    source.people['ada-smith'] = person('Eve Smith', key='ada-smith')
    source.talks['A'].speakers = [somebody('Eve Smith', key='ada-smith')]
    site.take(source)
    [credit] = site.edition.talks['why-tides-are-late'].speakers
    someone = load(site.folder).program.people[credit.person]
    assert (someone.id, someone.name, someone.aliases) == ('ada-smith', 'Eve Smith', ())
    assert site.take(source).files == ()


def test_people_without_a_role_are_left_out_and_counted(site: Imports) -> None:
    site.take(draft(people={**draft().people, 'x': person('Nobody Here')}))
    assert site.report.lost['people without a role'].example == 'Nobody Here'


# What is private, broken, hostile


def test_e_mail_addresses_are_nowhere(site: Imports) -> None:
    source = draft()
    key = 'ada@example.org'
    source.people[key] = person('Ada Smith <ada@example.org>', key=key, affiliation='MIT (ada@example.org)')
    source.talks['A'].speakers = [somebody('Ada Smith <ada@example.org>', 'MIT, ada@example.org', key=key)]
    site.take(source)
    for path in site.folder.rglob('*.*'):
        assert 'example.org' not in path.read_text(encoding='utf-8'), path
    assert site.report.lost['a name (e-mail address)'].why == 'e-mail addresses are private'
    assert site.edition.talks['why-tides-are-late'].speakers[0].affiliation == 'MIT'
    assert site.take(source).files == ()


def test_the_memory_has_a_line_for_each_thing_and_says_what_it_is(site: Imports) -> None:
    site.take(draft())
    [path] = (site.folder / 'program/imported').iterdir()
    lines = path.read_text(encoding='utf-8').splitlines()
    assert path.name.startswith('2031.pretalx-tides-2031-')
    assert lines[0].startswith('# What `proceedings import` took from this source the last time.')
    assert lines[3:] == sorted(lines[3:])
    assert str(site.folder) not in path.read_text(encoding='utf-8')


def test_a_conflict_is_named_each_time_and_the_same_command_can_take_theirs(site: Imports) -> None:
    source = draft()
    source.talks['A'].abstract = Text(text='Late.')
    site.take(source)
    site.write('talks/2031/why-tides-are-late.md', 'Ours.\n')
    source.talks['A'].abstract = Text(text='Later.')
    for _ in range(2):
        site.take(source)
        [conflict] = site.plan.conflicts
        assert (
            conflict.text == 'the abstract of "Why tides are late" was changed here, and at the source; yours is kept'
        )
    site.take(source, take_theirs=True)
    assert site.text('talks/2031/why-tides-are-late.md') == 'Later.\n'
    assert site.take(source).files == ()


def test_a_zone_of_ones_own_is_kept_and_counted_in(site: Imports) -> None:
    source = draft(timezone='Europe/Paris')
    source.sessions[0].start = datetime(2031, 5, 2, 7, tzinfo=UTC)
    site.take(source)
    site.edit('Europe/Paris', 'Europe/London')
    site.take(source)
    assert (site.edition.timezone, site.plan.conflicts) == ('Europe/London', ())
    assert '- {time: 08:00-09:50, talk: why-tides-are-late' in site.text()
    source.timezone = 'Europe/Berlin'
    site.take(source)
    assert site.edition.timezone == 'Europe/London'
    assert (
        'the edition, timezone: "Europe/London" here, "Europe/Berlin" at the source (was: "Europe/Paris")' in site.said
    )
    site.take(source, take_theirs=True)
    assert '- {time: 09:00-09:50, talk: why-tides-are-late' in site.text()
    assert site.edition.timezone == 'Europe/Berlin'
    assert site.take(source).files == ()


@pytest.mark.parametrize('left', [None, '', '# Our own remark.\n', 'edition:\n', '{}\n'])
def test_an_edition_of_which_nothing_is_left_is_written_afresh(site: Imports, left: str | None) -> None:
    source = draft()
    source.talks['A'].abstract = Text(text='Late.')
    site.take(source)
    text = site.text()
    for way in ('program/2031.yml', 'talks/2031/why-tides-are-late.md'):
        (site.folder / way).unlink()
    if left is not None:
        site.write('program/2031.yml', left)
    site.take(source)
    comment = '# Our own remark.\n\n' if left and left.startswith('#') else ''
    assert site.text() == text.replace('\n\nedition:', f'\n\n{comment}edition:')
    assert site.text('talks/2031/why-tides-are-late.md') == 'Late.\n'
    assert 'program/2031.yml is not there any more, or is empty; it is written afresh' in site.said
    assert site.take(source).files == ()


def test_a_talk_whose_id_was_changed_by_hand_is_followed(site: Imports) -> None:
    site.take(draft())
    site.edit('why-tides-are-late', 'tides')  # same title
    site.edit('moon', 'luna')
    site.edit('title: Moon', 'title: Luna')  # same people, same slot
    assert site.take(draft()).deleted == ()
    assert '"Why tides are late" is taken for the talk tides, which has the same title' in site.said
    assert '"Moon" is taken for the talk luna, which has the same people, and its slot or number' in site.said
    assert [*site.edition.talks] == ['tides', 'sand', 'luna']
    assert site.take(draft()).files == ()
    assert 'is taken for the talk' not in site.said


def test_a_talk_that_was_moved_to_another_edition_is_found_there(site: Imports) -> None:
    site.take(draft())
    line = '- {id: moon, kind: poster, title: Moon, speakers: [Lin Wei]}\n'
    site.edit(line, '')
    site.edit('- {time: 11:00-12:00, title: Posters, talk: moon, room: foyer}\n', '')
    site.write('program/2032.yml', f'edition: {{start: 2032-05-02, timezone: Europe/Paris}}\ntalks:\n{line}')
    site.take(draft())
    assert '"Moon" was deleted here (it is in program/2032.yml), and is still in the source; it stays' in site.said


def test_a_changed_title_of_a_table_without_ids_is_the_same_talk(site: Imports) -> None:
    def table(sand: str) -> Draft:
        made = draft(source='table: talks')
        titles = {'A': made.talks['A'].title, 'B': sand, 'C': 'Moon'}
        made.talks = {f'title: {slug(titles[key])}': one for key, one in made.talks.items()}
        for key, one in made.talks.items():
            one.key = key
        [*made.talks.values()][1].title = sand
        for each in made.sessions:
            for slot in each.slots:
                slot.talk = f'title: {slug(titles[slot.talk])}'
        return made

    first = table('Sand: a slow fluid')
    first.talks['title: sand-a-slow-fluid'].abstract = Text(text='It flows.')
    site.take(first)
    second = table('Gravel')
    second.talks['title: gravel'].abstract = Text(text='It rolls.')
    site.take(second)
    assert site.edition.talks['sand'].title == 'Gravel'
    assert site.text('talks/2031/sand.md') == 'It rolls.\n'
    assert '"Gravel" is taken for the talk sand, which has the same people, and its slot or number' in site.said
    assert (site.plan.gone, site.plan.conflicts, len(site.edition.talks)) == ((), (), 3)
    assert site.take(second).files == ()
    replaced = table('Pebbles')
    replaced.talks['title: pebbles'].speakers = [somebody('Eve Jones')]
    replaced.people['eve-jones'] = person('Eve Jones')
    site.take(replaced)  # somebody else who takes the slot has a talk of their own
    assert [each.title for each in site.edition.talks.values()][-1] == 'Pebbles'
    assert site.edition.talks['sand'].title == 'Gravel'


def test_a_text_that_the_source_withdraws_is_named(site: Imports) -> None:
    source = draft()
    source.talks['A'].abstract = Text(text='Late.')
    source.people['ada-smith'].biography = Text(text='Ada measures.')
    site.take(source)
    source.talks['A'].abstract, source.people['ada-smith'].biography = None, Text(text=' ')
    site.take(source)
    where = 'talks/2031/why-tides-are-late.md:1:1: the abstract of "Why tides are late" is no longer in the source'
    assert where in site.said
    assert 'speakers/ada-smith.md:1:1: the biography of "Ada Smith" is no longer in the source; it stays' in site.said
    assert site.text('speakers/ada-smith.md') == 'Ada measures.\n'


def test_what_another_source_brought_is_kept_and_both_are_named(site: Imports) -> None:
    site.take(draft())
    posters = Draft(
        source='table: posters', start=FIRST.date(), people=draft().people,
        talks={'n': talk('n', 'Why tides are late', kind='Poster', authors=[somebody('Ada Smith')])},
    )  # fmt: skip
    posters.talks['n'].status = Status.CANCELLED
    for _ in range(2):
        site.take(posters, edition='2031')
        told = [remark.text.removeprefix('"Why tides are late", ') for remark in site.plan.differs]
        assert told == [
            'kind: "keynote" here, as pretalx: tides-2031 says, "poster" at the source; yours is kept',
            'status: "confirmed" here, as pretalx: tides-2031 says, "cancelled" at the source; yours is kept',
        ]
    assert 'authors' not in site.text()
    renamed = draft()
    renamed.talks['A'].title = 'Why tides are early'  # whoever brought it may change it
    site.take(renamed)
    assert site.edition.talks['why-tides-are-late'].title == 'Why tides are early'
    posters.talks['n'].title = 'Why tides are odd'
    site.take(posters)
    assert site.edition.talks['why-tides-are-late'].title == 'Why tides are early'
    site.take(posters, take_theirs=True)
    assert site.edition.talks['why-tides-are-late'].title == 'Why tides are odd'


def test_rows_and_texts_of_another_source_are_kept_too(site: Imports) -> None:
    source = draft()
    source.talks['A'].abstract = Text(text='Late.')
    site.take(source)
    second = draft(source='table: agenda')
    second.talks['A'].abstract = Text(text='Late.')
    site.take(second)
    second.sessions[0].end -= timedelta(minutes=5)
    second.talks['A'].abstract = Text(text='Early.')
    site.take(second)
    assert 'time: "09:00-09:50" here, as pretalx: tides-2031 says, "09:00-09:45" at the source; yours' in site.said
    assert 'the abstract of "Why tides are late" is another one here, as pretalx: tides-2031 has it; it is' in site.said


def test_a_part_of_the_days_of_an_edition_is_no_difference(site: Imports) -> None:
    site.take(draft(start=FIRST.date(), end=FIRST.date() + timedelta(days=2)))
    later = Draft(source='table: x', sessions=[session('09:00', '10:00', title='Extra', day=1)])
    site.take(later, edition='2031')
    assert site.plan.differs == ()


def test_what_was_written_by_hand_is_no_default(site: Imports) -> None:
    site.write('program/series.yml', 'series: {title: Tides}\n')
    site.write(
        'program/2031.yml',
        'edition: {start: 2031-05-02, timezone: Europe/Paris}\ntalks:\n'
        '- {id: tides, title: Why tides are late, kind: contributed, status: confirmed}\n- {id: moon, title: Moon}\n',
    )
    source = draft()
    source.talks['A'].status = Status.CANCELLED
    for _ in range(2):
        site.take(source)
        talks = site.edition.talks
        assert (talks['tides'].kind.id, talks['tides'].status) == ('contributed', Status.CONFIRMED)
        assert talks['moon'].kind.id == 'poster'  # nobody had said what it is
        assert {remark.text.partition(':')[0] for remark in site.plan.differs} == {
            '"Why tides are late", kind', '"Why tides are late", status',
        }  # fmt: skip


def test_a_last_day_that_no_file_says_is_the_one_of_the_source(site: Imports) -> None:
    site.write('program/series.yml', 'series: {title: Tides}\n')
    site.write('program/2031.yml', 'edition: {start: 2031-05-02, timezone: Europe/Paris}\n')
    source = draft()
    source.sessions.append(session('09:00', '10:00', title='Walk', day=2))
    site.take(source)
    assert site.edition.end == date(2031, 5, 4)
    assert (site.plan.differs, site.plan.conflicts) == ((), ())


def test_a_middle_initial_is_another_spelling_and_no_alarm_follows(site: Imports) -> None:
    site.take(draft())
    for name, key, hint in (('Ada B. Smith', 'aliases', 'hidden_names'), ('Eve B. Smith', 'hidden_names', 'aliases')):
        source = draft()
        source.people['ada-smith'] = person(name, key='ada-smith')
        source.talks['A'].speakers = [somebody(name, key='ada-smith')]
        site.take(source)
        assert f'{key}: [' in site.text('program/people.yml')
        assert f'write {hint}: instead of {key}:' in site.said
        assert site.take(source).files == ()
        assert site.plan.gone == ()


def test_a_merge_of_memories_is_understood(site: Imports) -> None:
    site.take(draft())
    [path] = (site.folder / 'program/imported').iterdir()
    old = path.read_text(encoding='utf-8')
    source = draft()
    source.talks['C'].title = 'Moons'
    site.take(source)
    new = path.read_text(encoding='utf-8')
    for both in (old + new, new + old):
        path.write_text(both, encoding='utf-8')
        site.take(source)
        assert (site.plan.conflicts, site.plan.differs) == ((), ())
        assert path.read_text(encoding='utf-8') == new
    path.write_text(f'<<<<<<< HEAD\n{new}=======\n{old}>>>>>>> theirs\n', encoding='utf-8')
    with pytest.raises(CannotImportError, match=r'txt:1:1: a merge was left half done; delete the lines that begin'):
        plan(site.folder, source, Report())


@pytest.mark.parametrize(
    'line',
    [
        '["talk"]', '["talk", "A", "x", []]', '{"a": 1}', '[' * 100_000, '\udcff', '{"source": "x", "edition": "y"}',
        '["row", "k", "", {"talks": [{"x": "y"}]}]', '["row", "k", "", {"talks": "abc"}]',
        '["row", "k", "", {"day": 5}]',
        '["row", "k", "", {"room": [{"a": "b"}]}]', '["talk", "A", "../x", {}]', '["talk", "A", "x", {"title": [1]}]',
        '["room", "Foyer", "../..", {}]', '["edition", "", "", {"timezone": 4}]', '["zzz", "A", "x", {}]',
    ],
)  # fmt: skip
def test_a_damaged_memory_is_said(site: Imports, line: str) -> None:
    site.take(draft())
    [path] = (site.folder / 'program/imported').iterdir()
    with path.open('a', encoding='utf-8', errors='surrogateescape') as file:
        file.write(f'{line}\n')
    with pytest.raises(
        CannotImportError, match=r'program/imported/2031\..*:\d+(:1)?: (this is no line of what an|is not UTF)'
    ):
        plan(site.folder, draft(), Report())


HOSTILE = [
    'A: b', '# no comment', '"quoted"', "it's", 'two\nlines', '!!python/object:os.system x', '&a *b', '- x', '{{a}}',
    '[x](javascript:alert)', '<script>alert(1)</script>', 'null', '~', 'yes', '1e3', '0x1F', '2031-05-02', '10:30',
    '---', '...', '%TAG', '@x', '`x`', '| block', '> fold', 'a\u0007b', 'a\u202eb', '\ufeffx', 'x\ufffe',
    '$5 and $6', '$\\frac$',
    '\\', 'x' * 100_000, '?', ':', ',', '= x', '\u2028', 'a\tb', '$x', 'ends with :', 'a #b', '王: 伟', 'x\u200cy',
]  # fmt: skip


def test_no_text_gets_out_of_its_quotes(site: Imports) -> None:
    source = draft(sessions=[], talks={})
    for at, text in enumerate(HOSTILE):
        source.people[f'p{at}'] = person(text, key=f'p{at}', url=text, orcid=text, biography=Text(text=text))
        who = Mention(person=f'p{at}', name=text, role=text, affiliation=text)
        source.talks[f'{at}{text}'] = DraftTalk(
            key=f'{at}{text}', title=text, place=HERE, slug=text, kind=text, track=text, keywords=[text], awards=[text],
            speakers=[who], doi=text, pages=text, abstract=Text(text=text),
            links=[Link(kind='paper', url=text), Link(kind=text, url='https://example.org')],
        )  # fmt: skip
        begin, slot = FIRST + timedelta(minutes=20 * at), DraftSlot(talk=f'{at}{text}', board=text)
        source.sessions.append(session('00:00', '00:20', title=text, kind=text, rooms=[text], track=text, slots=[slot]))
        source.sessions[-1].start, source.sessions[-1].end = begin, begin + timedelta(minutes=20)
        source.organizers.append(who)
        source.sponsors.append(DraftOrganization(name=text, url=text))
    site.take(source)
    edition = site.edition
    assert len(edition.talks) == len(edition.sessions) == len(HOSTILE)
    assert len(edition.organizers) == len(HOSTILE) - 1  # but for the one who has no name
    assert site.take(source).files == ()
    assert {path.relative_to(site.folder).parts[0] for path in site.folder.rglob('*')} == {
        'program',
        'talks',
        'speakers',
    }


@pytest.mark.parametrize(
    'text', ['A: b', '"q" # {x}', 'null', '!!python/x', 'two\nlines', '$5 and $6', 'a\u202eb', '---']
)
def test_an_edition_may_be_called_anything(site: Imports, text: str) -> None:
    volume = {'volume_title': text, 'volume_series': text, 'volume': text, 'isbn': text, 'issn': text, 'doi': text}
    source = draft(title=text, series_title=text, venue=text, city=text, publisher=text, short_title=text, **volume)
    source.source = f'csv: {text}'
    site.take(source)
    assert len(site.edition.talks) == 3
    assert site.take(source).files == ()


def test_talks_may_lack_a_title_or_share_one(site: Imports) -> None:
    source = draft()
    source.talks['A'].title, source.talks['B'].title = '', 'Moon'
    source.talks['B'].slug = ''
    site.take(source)
    assert {id: each.title for id, each in site.edition.talks.items()} == {
        'talk-1': 'Untitled', 'moon': 'Moon', 'moon-2': 'Moon',
    }  # fmt: skip
    assert 'a talk has no title; it is called "Untitled" until somebody writes one' in site.said
    assert site.take(source).files == ()


def test_real_clashes_of_the_source_are_said(site: Imports) -> None:
    source = draft()
    source.sessions[2].start = source.sessions[0].start
    site.take(source)
    assert 'in Great Hall there is "' in site.said


def test_a_program_that_is_no_yaml_is_not_touched(site: Imports) -> None:
    site.take(draft())
    site.edit('talks:\n', 'talks:\n- {id: x, id: y, title: *a}\n')
    with pytest.raises(CannotImportError, match=r'^program/2031\.yml:\d+:\d+: .*; mend this first, then import$'):
        plan(site.folder, draft(), Report())


# Writing


def test_nothing_is_written_through_links(site: Imports, tmp_path: Path) -> None:
    (tmp_path / 'elsewhere').mkdir()
    (site.folder / 'talks').mkdir()
    (site.folder / 'talks/2031').symlink_to(tmp_path / 'elsewhere')
    source = draft()
    source.talks['A'].abstract = Text(text='Hello')
    with pytest.raises(CannotImportError, match='symbolic link'):
        plan(site.folder, source, Report()).carry_out(site.folder)
    assert not (site.folder / 'program').exists()
    assert not list((tmp_path / 'elsewhere').iterdir())


@pytest.mark.parametrize('way', ['../x.md', '/x.md', 'a/../../x.md', 'a\\b.md', 'C:x.md'])
def test_nothing_is_written_outside_the_site(site: Imports, way: str) -> None:
    with pytest.raises(CannotImportError, match='is outside the site'):
        Plan(edition='x', files=(FileChange(way=way, before=None, after=''),)).carry_out(site.folder)


def test_a_file_that_was_changed_meanwhile_is_not_overwritten(site: Imports) -> None:
    site.take(draft())
    source = draft()
    source.talks['A'].title = 'New'
    made = plan(site.folder, source, Report())
    site.edit('title: Moon', 'title: Sun')
    with pytest.raises(CannotImportError, match='was changed meanwhile; nothing was written: import again'):
        made.carry_out(site.folder)


def test_all_is_written_or_nothing(site: Imports, monkeypatch: pytest.MonkeyPatch) -> None:
    site.take(draft())
    before = {path: path.read_bytes() for path in site.folder.rglob('*') if path.is_file()}
    source = draft()
    source.talks['A'].title = 'New'
    source.talks['A'].abstract = Text(text='Hello')
    made, put = plan(site.folder, source, Report()), Path.replace

    def fail(self: Path, target: Path) -> Path:
        if target.suffix == '.md':
            raise OSError(28, 'No space left on device')
        return put(self, target)

    monkeypatch.setattr(Path, 'replace', fail)
    with pytest.raises(CannotImportError, match='cannot be written: No space left on device; nothing was changed'):
        made.carry_out(site.folder)
    assert {path: path.read_bytes() for path in site.folder.rglob('*') if path.is_file()} == before


def test_line_ends_stay_as_they_are(site: Imports) -> None:
    site.take(draft())
    path = site.folder / 'program/2031.yml'
    path.write_bytes(path.read_bytes().replace(b'\n', b'\r\n'))
    assert site.take(draft()).files == ()
    source = draft()
    source.talks['A'].title = 'New'
    site.take(source)
    assert path.read_bytes().count(b'\r\n') == path.read_bytes().count(b'\n') > 10


# The text of YAML


@pytest.mark.parametrize('name', ['2019', '2020', 'people', 'series'])
def test_our_own_files_stay_as_they_are_but_for_what_changes(name: str) -> None:
    text = (ROOT / f'program/{name}.yml').read_text(encoding='utf-8')
    data = said(text)
    assert edited(text, data) == text
    rng = random.Random(name)
    for _ in range(20):
        new = copy.deepcopy(data)
        changed = _change_one(new, rng)
        diff = difflib.unified_diff(text.splitlines(), edited(text, new).splitlines(), n=0)
        assert len([line for line in diff if line[0] == '+']) <= 2, changed  # with the head


def _change_one(data: object, rng: random.Random) -> str:
    """Change one text somewhere in *data*, not a key."""
    while isinstance(data, dict | list):
        keys = [*data] if isinstance(data, dict) else [*range(len(data))]
        key = rng.choice(keys)
        if isinstance(data[key], str):
            data[key] = new = rng.choice(['new', 'new: text', '', 'null', '[x]'])
            return f'{key}: {new}'
        data = data[key]
    return ''


@pytest.mark.parametrize(
    ('text', 'new', 'result'),
    [
        ('a: 1\n', {'a': '1', 'b': 'x'}, 'a: 1\n\nb: x\n'),
        ('a: {x: y}', {'a': {'x': 'y', 'z': 'w'}}, 'a: {x: y, z: w}'),
        ('a: [x, y, z]  # c\n', {'a': ['x', 'z']}, 'a: [x, z]  # c\n'),
        ('a:\n- x  # one\n- y\n# end\n', {'a': ['x', 'z', 'y']}, 'a:\n- x  # one\n- z\n- y\n# end\n'),
        ('a:\n  x: |\n    text\n  y: z\n', {'a': {'x': 'text\n', 'y': 'w'}}, 'a:\n  x: |\n    text\n  y: w\n'),
        ('a:\nb: c\n', {'a': 'x', 'b': 'c'}, 'a: x\nb: c\n'),
        ('a:\n- {x: y}\n- {x: z}\n', {'a': [{'x': 'y'}]}, 'a:\n- {x: y}\n'),
        ('"a b": c', {'a b': 'd: e'}, '"a b": "d: e"'),
    ],
)
def test_only_what_is_meant_is_edited(text: str, new: dict[str, object], result: str) -> None:
    assert edited(text, new) == result


def test_what_would_be_read_as_something_else_is_refused() -> None:
    with pytest.raises(CannotEditError):
        edited('a: &x [b]\nc: *x\n', {'a': ['d'], 'c': ['b']})
    with pytest.raises(CannotEditError):
        edited('- a\n', {})


def test_long_lists_are_laid_out_over_lines() -> None:
    words = [f'talk-{number}' for number in range(40)]
    text = entry('talks', words, 2)
    assert max(map(len, text.splitlines())) <= 120
    assert len(text.splitlines()) > 2
    assert said(text) == {'talks': words}
    assert item({'day': '2031-05-02'}) == '- day: 2031-05-02'
    assert behind_key('a', [{'x': ['z']}], 0) == '\n- {x: [z]}'


# Everything


@pytest.mark.parametrize('seed', range(5))
def test_whatever_a_source_says_is_in_the_program_and_so_is_whatever_changes(site: Imports, seed: int) -> None:
    rng = random.Random(seed)
    source = anything(rng)
    for change in (nothing, *rng.sample(CHANGES, 4)):
        change(source, rng)
        site.take(source, edition='2031')
        open = (site.plan.conflicts, site.plan.differs, site.plan.deleted, site.plan.gone)
        assert open == ((), (), (), ()), change
        assert facts_of(site.edition) == facts_wanted(source, site.edition.room != ''), change
        assert site.take(source, edition='2031').files == (), change


@pytest.mark.parametrize('seed', range(4))
def test_whatever_an_organizer_changes_stands_or_is_named(site: Imports, seed: int) -> None:
    rng = random.Random(seed)
    source = anything(rng)
    site.take(source, edition='2031')
    for change in (nothing, *rng.sample(CHANGES, 3)):
        mine = [edit for edit in (edit(site, rng) for edit in rng.sample(EDITS, 3)) if edit]
        change(source, rng)
        for _ in range(2):  # the second time, too
            site.take(source, edition='2031')
            for wanted in mine:
                assert wanted(site.text()), (change, site.plan.changed)
            assert load(site.folder).program.editions['2031']


def lines_of(site: Imports, part: str) -> list[str]:
    return [line for line in site.text().splitlines() if part in line]


def instead(site: Imports, line: str, new: str) -> Callable[[str], bool]:
    site.write('program/2031.yml', site.text().replace(f'{line}\n', new and f'{new}\n', 1))
    return lambda text: new.strip() in text if new else line not in text


def own_comment(site: Imports, rng: random.Random) -> Callable[[str], bool]:
    line = rng.choice(lines_of(site, 'id: ') or lines_of(site, 'talks:'))
    return instead(site, line, f'# Mine {rng.random()}\n{line}')


def own_title(site: Imports, rng: random.Random) -> Callable[[str], bool] | None:
    lines = [line for line in lines_of(site, '  title: ') if line.startswith('  title')]
    if not lines:
        return None
    mine = f'title: Mine {rng.randint(1, 10**9)}'
    instead(site, rng.choice(lines), f'  {mine}')
    return lambda text: mine in text


def own_zone(site: Imports, rng: random.Random) -> Callable[[str], bool]:
    zone = rng.choice(['Europe/London', 'Asia/Tokyo'])
    text = site.text()
    at = text.index('timezone: ')
    site.write('program/2031.yml', f'{text[:at]}timezone: {zone}{text[text.index(chr(10), at) :]}')
    return lambda text: f'timezone: {zone}' in text


def own_id(site: Imports, rng: random.Random) -> Callable[[str], bool]:
    id = rng.choice([*site.edition.talks])
    mine = f'mine-{rng.randint(1, 10**9)}'
    site.write('program/2031.yml', re.sub(rf'(?<![\w-]){id}(?![\w-])', mine, site.text()))
    return lambda text: f'id: {mine}' in text and not re.search(rf'id: {id}$', text, re.MULTILINE)


def no_keywords(site: Imports, rng: random.Random) -> Callable[[str], bool] | None:
    lines = [line for line in lines_of(site, '  keywords: [') if line.endswith(']')]
    return instead(site, rng.choice(lines), '') if lines else None


EDITS = [own_comment, own_title, own_zone, own_id, no_keywords]


WORDS = [
    'tides',
    'sand',
    'null',
    'yes',
    '10:30',
    '# x',
    'a: b',
    '{y}',
    '"q"',
    "it's",
    '- z',
    '1984',
    'été',
    '王伟',
    '|',
    '%',
]


def words(rng: random.Random) -> str:
    return f'{" ".join(rng.choices(WORDS, k=rng.randint(1, 6)))} {rng.randint(1, 10**9)}'


def anything(rng: random.Random) -> Draft:
    """A program of no sense, in which nobody is at two places at once."""
    people = {f'{n}': person(f'{rng.choice(WORDS)} {chr(65 + n)}', key=f'{n}') for n in range(8)}
    rooms, tracks = [f'Room {n}' for n in range(rng.randint(0, 3))], [words(rng) for _ in range(rng.randint(0, 2))]
    talks = {f'T{n}': any_talk(f'T{n}', people, tracks, rng) for n in range(12)}
    left, sessions, at = [*talks], [], FIRST + timedelta(hours=9)
    while left:
        mine, left = left[: (count := rng.randint(0, 3))], left[count:]
        each = timedelta(minutes=rng.choice([10, 20, 45]))
        timed = len(mine) > 1 and rng.random() < 0.6
        slots = [DraftSlot(talk=key, board='' if timed else rng.choice(['', '7'])) for key in mine]
        for number, slot in enumerate(slots if timed else []):
            slot.start, slot.end = at + each * number, at + each * (number + 1)
        end = at + each * max(1, count)
        key = rng.choice(['', f'S{at}'])
        title = '' if len(mine) == 1 and rng.random() < 0.5 else words(rng)
        where = rng.sample(rooms, min(len(rooms), rng.choice([0, 1, 1, 2])))
        made = DraftSession(start=at, end=end, place=HERE, key=key, title=title, rooms=where, slots=slots)
        sessions.append(made)
        at = end if end.hour < 22 else (end + timedelta(days=1)).replace(hour=9)
    return Draft(
        source='any', series_title='Any', timezone='Europe/Paris', people=people, talks=talks, sessions=sessions
    )


def any_talk(key: str, people: dict[str, DraftPerson], tracks: list[str], rng: random.Random) -> DraftTalk:
    who = [somebody(people[name].name, rng.choice(['', 'A: b', 'MIT']), key=name) for name in rng.sample([*people], 3)]
    status = rng.choice([Status.CONFIRMED, Status.CONFIRMED, Status.CANCELLED])
    links = [Link(kind=rng.choice(['paper', 'video']), url=f'https://example.org/{n}?a=b,c#d') for n in range(2)]
    return DraftTalk(
        key=key, title=words(rng), place=HERE, kind=rng.choice(['Poster', 'Talk', 'Blub', '']), authors=who[:2],
        speakers=who[2:], number=rng.choice([None, 7]), track=rng.choice(['', *tracks]), keywords=[words(rng)],
        links=links, status=status, abstract=rng.choice([None, Text(text=words(rng))]),
    )  # fmt: skip


def nothing(source: Draft, rng: random.Random) -> None:
    """Change nothing."""


def title(source: Draft, rng: random.Random) -> None:
    rng.choice([*source.talks.values()]).title = words(rng)


def authors(source: Draft, rng: random.Random) -> None:
    chosen = rng.choice([*source.talks.values()])
    chosen.authors = chosen.authors[::-1]


def status(source: Draft, rng: random.Random) -> None:
    rng.choice([*source.talks.values()]).status = Status.TENTATIVE


def links(source: Draft, rng: random.Random) -> None:
    rng.choice([*source.talks.values()]).links.append(Link(kind='code', url='https://example.org/code'))


def longer(source: Draft, rng: random.Random) -> None:
    source.sessions[-1].end += timedelta(minutes=5)


def room(source: Draft, rng: random.Random) -> None:
    rng.choice(source.sessions).rooms = ['Another room']


def one_more(source: Draft, rng: random.Random) -> None:
    source.talks['new'] = talk('new', words(rng))
    end = source.sessions[-1].end
    more = DraftSession(start=end, end=end + timedelta(minutes=9), place=HERE, slots=[DraftSlot(talk='new')])
    source.sessions.append(more)


CHANGES = [title, authors, status, links, longer, room, one_more]


def facts_of(edition: Edition) -> tuple[list[object], list[object]]:
    talks: list[object] = [
        (each.title, each.number, [credit.person for credit in each.authors], each.status, each.keywords,
         {link.url for link in each.links}, each.track and edition.tracks[each.track].name)
        for each in edition.talks.values()
    ]  # fmt: skip
    slots: list[object] = [
        (slot.start.replace(tzinfo=None), slot.end.replace(tzinfo=None), edition.talks[slot.talk].title, slot.board,
         sorted(edition.rooms[id].name for id in slot.rooms) if not edition.room else [])
        for each in edition.sessions
        for slot in each.slots
    ]  # fmt: skip
    return sorted(talks, key=repr), sorted(slots, key=repr)


def facts_wanted(source: Draft, usual_room: bool) -> tuple[list[object], list[object]]:
    ids = {key: slug(each.name) for key, each in source.people.items()}
    talks: list[object] = [
        (each.title, each.number, [ids[m.person] for m in each.authors], each.status, tuple(each.keywords),
         {link.url for link in each.links}, each.track)
        for each in source.talks.values()
    ]  # fmt: skip
    slots: list[object] = [
        (slot.start or each.start, slot.end or each.end, source.talks[slot.talk].title, slot.board,
         [] if usual_room else sorted(each.rooms))
        for each in source.sessions
        for slot in each.slots
    ]  # fmt: skip
    return sorted(talks, key=repr), sorted(slots, key=repr)


def test_a_program_of_eight_times_as_many_talks_takes_about_eight_times_as_many_steps(tmp_path: Path) -> None:
    """First and second import, counted in calls of functions, which no busy machine changes."""
    calls = {}
    for count in (50, 400):
        site, source = tmp_path / str(count), big(count)
        site.mkdir()
        profile = cProfile.Profile()
        profile.runcall(lambda site=site, source=source: plan(site, source, Report()).carry_out(site))
        assert profile.runcall(plan, site, source, Report()).files == ()
        calls[count] = sum(entry.callcount for entry in profile.getstats())
    assert calls[400] < 10 * calls[50], calls


def big(count: int) -> Draft:
    """Talks in 29 rooms, two authors each."""
    names = [some_name(n) for n in range(count)]
    people = {f'{n}': person(name, key=f'{n}', affiliation=f'Place {n % 50}') for n, name in enumerate(names)}
    talks, sessions = {}, []
    for n in range(count):
        authors = [somebody(names[at], key=f'{at}') for at in (n, (n * 7 + 1) % count)]
        talks[f'T{n}'] = talk(f'T{n}', f'On the matter of the number {n}', authors=authors, kind='Talk')
        begin = FIRST + timedelta(days=n // 29 // 16, hours=9, minutes=30 * (n // 29 % 16))
        end = begin + timedelta(minutes=30)
        slots = [DraftSlot(talk=f'T{n}')]
        rooms = [f'Room {n % 29}']
        sessions.append(DraftSession(start=begin, end=end, place=HERE, key=f'S{n}', rooms=rooms, slots=slots))
    return draft(people=people, talks=talks, sessions=sessions)


def some_name(number: int) -> str:
    """A name that looks like no other."""
    rng = random.Random(number)
    parts = [''.join(rng.choice('bdfgklmnprstvz') + rng.choice('aeiou') for _ in range(4)) for _ in range(2)]
    return ' '.join(part.capitalize() for part in parts)
