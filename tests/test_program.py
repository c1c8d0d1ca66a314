"""What becomes of a good program: two days with parallel rooms, made up for these tests, and the tiny workshop."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from conftest import Site
from proceedings.load import load
from proceedings.model import Edition, Link, Person, Session, Slot
from proceedings.names import NameParts
from proceedings.program import Program
from proceedings.vocabulary import Status

CONFERENCE = Path(__file__).parent / 'programs' / 'conference'
EDITION_FILE = 'program/2019.yml'


@pytest.fixture(scope='module')
def program() -> Program:
    return load(CONFERENCE).program


@pytest.fixture(scope='module')
def edition(program: Program) -> Edition:
    return program.editions['2026']


@pytest.fixture(scope='module')
def session(edition: Edition) -> Callable[[str], Session]:
    """Finds a session by its title, or by the id of its one talk."""

    def find(name: str) -> Session:
        return next(session for session in edition.sessions if name in (session.title, session.talk))

    return find


def clocks(slots: tuple[Slot, ...]) -> list[str]:
    return [f'{slot.talk} {slot.start:%H:%M}–{slot.end:%H:%M}' for slot in slots]


def names(program: Program, people: list[str]) -> list[str]:
    return [program.people[person].name for person in people]


def test_the_conference_has_no_problem_and_nothing_worth_a_notice() -> None:
    assert load(CONFERENCE).problems == ()


def test_everything_in_the_file_is_in_the_program(edition: Edition) -> None:
    assert len(edition.talks) == 24
    assert len(edition.sessions) == 20
    assert tuple(edition.sessions_by_day()) == (date(2026, 9, 10), date(2026, 9, 11))
    assert [organization.name for organization in edition.sponsors] == ['Salt & Sons', 'The Paper Boat Company']
    assert [track.name for track in edition.tracks.values()] == ['Tides & Time', 'Islands', 'Instruments']


def test_an_edition_is_open_from_its_first_day_to_its_last(edition: Edition) -> None:
    assert edition.opens is not None
    assert edition.closes is not None
    assert edition.opens.isoformat() == '2026-09-10T08:30:00+00:00'
    assert edition.closes.isoformat() == '2026-09-12T01:00:00+00:00'


def test_rooms_have_the_id_of_their_name_unless_they_say_otherwise(edition: Edition) -> None:
    assert {room.id: room.name for room in edition.rooms.values()} == {
        'great-hall': 'Great Hall',
        'basalt-room': 'Basalt Room',
        'coral-room': 'Coral Room',
    }


def test_a_room_may_be_named_by_its_name_or_its_id(session: Callable[[str], Session]) -> None:
    assert session('Islands I').rooms == ('basalt-room',)
    assert session('Tides I').rooms == ('great-hall',)


def test_a_plenary_may_be_in_several_rooms_and_a_break_is_everywhere(session: Callable[[str], Session]) -> None:
    assert session('water-that-is-not-there').rooms == ('great-hall', 'basalt-room', 'coral-room')
    assert session('Lunch').rooms == ()


def test_what_names_no_room_is_in_the_room_of_the_edition_but_for_breaks(site: Site) -> None:
    rooms = {session.title: session.rooms for session in site.program.editions['2019'].sessions}
    assert rooms['Opening remarks'] == rooms['Poster session'] == ('west-109',)
    assert rooms['Coffee'] == ()


def test_talks_follow_one_another_by_their_durations(session: Callable[[str], Session]) -> None:
    tides = session('Tides I')
    assert clocks(tides.slots) == ['tide-tables 10:30–11:00', 'divergence 11:00–11:30', 'moonless 11:30–12:00']
    assert tides.timed


def test_a_talk_with_a_time_of_its_own_may_leave_a_gap_before_it(session: Callable[[str], Session]) -> None:
    assert clocks(session('Islands I').slots) == [
        'floating-islands 10:30–10:50',
        'island-census 10:50–11:10',
        'names-of-islands 11:20–11:40',
        'lost-island 11:40–12:00',
    ]


def test_an_end_may_be_a_range_an_end_a_duration_or_the_next_row(session: Callable[[str], Session]) -> None:
    ends = {name: f'{session(name).end:%H:%M}' for name in ('Tides I', 'Instruments I', 'reef-of-mirrors')}
    assert ends == {'Tides I': '12:00', 'Instruments I': '12:00', 'reef-of-mirrors': '09:30'}


def test_a_row_without_an_end_lasts_until_the_next_in_its_room(session: Callable[[str], Session]) -> None:
    """Not until 09:30, when another talk begins in the room next door."""
    assert f'{session("slow-currents").end:%H:%M}' == '09:45'
    assert f'{session("cancelled-current").end:%H:%M}' == '10:30'


@pytest.mark.parametrize('day', ['', 'day: 2019-12-14, '])
def test_a_row_without_an_end_may_say_its_day(site: Site, day: str) -> None:
    site.edit(EDITION_FILE, '{time: 08:20-09:00,', '{time: 08:20,')
    site.edit(EDITION_FILE, '{time: 09:00-09:20,', f'{{{day}time: 09:00-09:20,')
    assert site.problems == []
    assert f'{site.program.editions["2019"].sessions[1].end:%H:%M}' == '09:00'


def test_posters_last_as_long_as_their_session_and_have_boards(session: Callable[[str], Session]) -> None:
    posters = session('Posters and cake')
    assert {(slot.start, slot.end) for slot in posters.slots} == {(posters.start, posters.end)}
    assert [slot.board for slot in posters.slots] == ['A1', 'A2', 'A3', 'B1', 'B2', 'B3']
    assert not posters.timed


def test_a_night_belongs_to_the_day_that_it_ends(session: Callable[[str], Session]) -> None:
    talk = session('listening-after-midnight')
    assert talk.day == date(2026, 9, 10)
    assert talk.start.isoformat() == '2026-09-11T00:00:00+00:00'
    assert talk.end.isoformat() == '2026-09-11T01:00:00+00:00'


def test_a_talk_may_have_two_slots_and_one_page(program: Program) -> None:
    slots = program.slots['2026/divergence']
    assert [f'{slot.start:%H:%M} {slot.session} {slot.board}'.strip() for slot in slots] == [
        '11:00 tides-1',
        '14:30 posters A1',
    ]


def test_a_session_has_the_id_that_it_says_or_one_of_its_time(edition: Edition) -> None:
    assert {session.id for session in edition.sessions if session.named} == {'tides-1', 'posters'}
    made = [session.id for session in edition.sessions if f'{session.start:%d %H:%M}' == '10 13:30']
    assert made == ['2026-09-10-1330', '2026-09-10-1330-2']


def test_a_session_takes_the_kind_of_its_talk(session: Callable[[str], Session]) -> None:
    assert session('panel-who-owns-the-horizon').kind.name == 'Panel'
    assert session('report-from-the-ninth-isle').kind.name == 'Field report'
    assert session('Tides I').kind.name == 'Session'


def test_sessions_are_in_the_order_of_time(edition: Edition) -> None:
    starts = [session.start for session in edition.sessions]
    assert starts == sorted(starts)


def test_a_panel_has_speakers_and_no_authors(program: Program) -> None:
    panel = program.talks['2026/panel-who-owns-the-horizon']
    speakers = [credit.person for credit in panel.speakers]
    assert names(program, speakers) == ['Ondina Vagalume', 'Łucja Zmyślona', 'Noor van der Zilt']
    assert panel.authors == ()


def test_what_is_cancelled_stays_in_the_schedule_and_what_is_withdrawn_need_not_be_there(program: Program) -> None:
    assert program.talks['2026/cancelled-current'].status is Status.CANCELLED
    assert len(program.slots['2026/cancelled-current']) == 1
    assert program.talks['2026/second-thoughts'].status is Status.WITHDRAWN
    assert '2026/second-thoughts' not in program.slots


@pytest.mark.parametrize(
    ('talk', 'title'),
    [
        ('divergence', r'On $\nabla \cdot \mathbf{u} = 0$ & Other Polite Fictions'),
        ('tide-tables', 'Tide Tables for Seas <b>Without</b> a Shore'),
        ('names-of-islands', 'What the Map Calls "Here"'),
        ('cartographers-errata', "Errata: 'Here Be Dragons'"),
        ('lost-island', '1422'),
    ],
)
def test_a_title_is_what_the_organizer_wrote(program: Program, talk: str, title: str) -> None:
    assert program.talks[f'2026/{talk}'].title == title


def test_links_are_in_the_order_in_which_readers_see_them(program: Program) -> None:
    assert program.talks['2026/divergence'].links == (
        Link(kind='paper', url='https://papers.example.org/divergence.pdf'),
        Link(kind='code', url='https://code.example.org/a'),
        Link(kind='code', url='https://code.example.org/b'),
    )
    assert [link.kind for link in program.talks['2026/water-that-is-not-there'].links] == ['slides', 'video']


def test_two_people_of_one_name_have_a_page_each(program: Program) -> None:
    both = [person.id for person in program.people.values() if person.name == 'Ondina Vagalume']
    assert both == ['ondina-vagalume-basalt', 'ondina-vagalume-tidal']
    assert [role.name for role in program.roles['ondina-vagalume-tidal']] == ['general chair', 'speaker']
    assert [role.name for role in program.roles['ondina-vagalume-basalt']] == ['speaker', 'chair']


def test_a_person_may_be_written_in_any_script(program: Program) -> None:
    assert program.people['wang-yutong'] == Person(
        id='wang-yutong',
        name='王雨桐',
        sort_name='王, 雨桐',
        parts=NameParts(given='雨桐', family='王'),
        affiliation='云海大学',
        url='https://people.example.org/wang',
    )
    assert program.talks['2026/floating-islands'].speakers[0].person == 'wang-yutong'


def test_an_alias_leads_to_the_name_that_is_shown(program: Program) -> None:
    assert [role.talk for role in program.roles['tobias-nimmerland']] == [
        'tide-tables',
        'paper-sextant',
        'learn-to-fold-a-sextant',
    ]
    assert not [person for person in program.people if person.startswith(('t-', 'toby'))]


def test_an_affiliation_is_that_of_the_role_of_the_edition_or_of_the_person(program: Program) -> None:
    def affiliation(talk: str, person: str) -> str:
        found = program.talks[f'2026/{talk}'].people
        return next(credit.affiliation for credit in found if credit.person == person)

    assert affiliation('lost-island', 'esteban-quimerico') == 'Archive of Errors'
    assert affiliation('salt-lexicon', 'esteban-quimerico') == ''
    assert affiliation('tide-tables', 'tobias-nimmerland') == 'Nimmerland Observatory'
    assert affiliation('slow-currents', 'ondina-vagalume-basalt') == 'Basalt Library, Reading Room 3'
    assert affiliation('panel-who-owns-the-horizon', 'ondina-vagalume-tidal') == 'Tidal Clock Foundation'


def test_people_are_sorted_by_family_name(program: Program) -> None:
    assert [person.sort_name for person in program.people.values()][:4] == [
        'Ahlmaskog, Per',
        'Featherstone, Quill',
        'Featherstone, Quillon',
        'Lindqvarn, Bo',
    ]


def test_whoever_speaks_and_wrote_the_paper_has_one_role(program: Program) -> None:
    assert [role.name for role in program.roles['ilka-wellenreiter']] == ['author and speaker', 'author', 'author']


def test_a_kind_that_was_only_published_needs_no_session(program: Program) -> None:
    footnotes = program.talks['2026/sea-of-footnotes']
    assert not footnotes.kind.presented
    assert footnotes.ref not in program.slots


def test_a_program_can_be_pickled_with_all_that_was_asked_of_it(program: Program) -> None:
    """Sphinx pickles what it keeps, and its parallel processes send what they read."""
    assert program.roles
    assert pickle.loads(pickle.dumps(program)) == program


def test_the_newest_edition_comes_first(site: Site) -> None:
    older = (site.folder / EDITION_FILE).read_text(encoding='utf-8').replace('2019', '2018')
    site.write('program/2018.yml', older)
    program = site.program
    assert list(program.editions) == ['2019', '2018']
    assert program.latest is program.editions['2019']
    assert [role.edition for role in program.roles['ekin-cubuk']] == ['2019', '2018']


def test_an_edition_has_the_title_of_its_series_unless_it_says_otherwise(site: Site, edition: Edition) -> None:
    assert site.program.editions['2019'].title == 'Workshop on Testing'
    assert edition.title == 'Third Symposium on Imaginary Oceans'


def test_an_author_adds_links_and_keywords_in_markdown(site: Site) -> None:
    site.write(
        'talks/2019/jax-md.md',
        """
        ---
        keywords: [physics, physics]
        links:
          code: https://example.org/code
          paper: https://example.org/86.pdf
        editors_summary: true
        ---
        Prose
    """,
    )
    site.write('speakers/rose-yu.md', '---\nlinks: {web: https://example.org/rose}\n---\nProse')
    talk = site.program.talks['2019/jax-md']
    assert talk.keywords == ('physics',)
    assert [link.url for link in talk.links] == ['https://example.org/86.pdf', 'https://example.org/code']
    assert talk.editors_summary
    assert [link.kind for link in site.program.people['rose-yu'].links] == ['web']


@pytest.mark.parametrize(
    ('written', 'value'),
    [('yes', 'yes'), ('no', 'no'), ('1984', '1984'), ('10:30', '10:30'), ('2019-12-14', '2019-12-14'), ('1e3', '1e3')],
)
def test_a_title_that_other_yaml_makes_something_else_of_stays_text(site: Site, written: str, value: str) -> None:
    site.edit(EDITION_FILE, 'title: Causality and Exoplanets', f'title: {written}')
    assert site.problems == []
    assert site.program.talks['2019/causality'].title == value


@pytest.mark.parametrize('written', ['>\n    Causality\n    and Exoplanets', '|\n    Causality\n    and Exoplanets\n'])
def test_a_title_may_be_written_over_several_lines(site: Site, written: str) -> None:
    site.edit(EDITION_FILE, 'title: Causality and Exoplanets', f'title: {written}')
    assert site.program.talks['2019/causality'].title == 'Causality and Exoplanets'


@pytest.mark.parametrize('day', ['2019-03-09', '2019-11-02'])
def test_a_duration_lasts_as_long_as_it_says_when_clocks_are_changed_meanwhile(site: Site, day: str) -> None:
    site.edit('program/2019.yml', 'start: 2019-12-14', f'start: {day}')
    site.edit('program/2019.yml', 'time: 09:40-10:40', 'time: 24:30\n  duration: 2h')
    site.edit('program/2019.yml', '[jax-md, p9]', '[{talk: jax-md, duration: 1h}, {talk: p9, duration: 1h}]')
    assert site.problems == []
    night = site.program.editions['2019'].sessions[-1]
    lengths = [slot.end.timestamp() - slot.start.timestamp() for slot in (night, *night.slots)]
    assert lengths == [7200, 3600, 3600]


def test_the_slots_of_a_talk_are_in_the_order_of_time(site: Site) -> None:
    site.edit('program/2019.yml', 'time: 09:40-10:40', 'time: 08:00-10:40')
    site.edit('program/2019.yml', '[jax-md, p9]', '[{talk: p9, time: 08:00-08:10}, {talk: jax-md, time: 10:00-10:40}]')
    slots = site.program.slots['2019/jax-md']
    assert [f'{slot.start:%H:%M}' for slot in slots] == ['09:00', '10:00']


ALONE = """
edition: {start: 2019-12-14, timezone: America/Vancouver}
schedule: {time: 08:20-09:00, talk: sand}
talks:
  id: sand
  title: Sand
  speakers: Rose Yu
"""


def test_the_only_talk_and_the_only_person_need_no_list(site: Site) -> None:
    site.write(EDITION_FILE, ALONE)
    site.write('program/people.yml', 'people: {name: Rose Yu, url: https://example.org/rose}\n')
    assert site.problems == []
    loaded = site.load()
    assert (loaded.lines['2019/sand'].start, loaded.lines['rose-yu'].start) == (4, 1)
    assert loaded.program.people['rose-yu'].url


def test_a_problem_of_the_only_talk_is_on_its_line(site: Site) -> None:
    site.write(EDITION_FILE, ALONE.replace('Rose Yu', 'Rose Yu\n  links: {paper: sand.md}'))
    [problem] = site.problems
    assert problem.startswith('program/2019.yml:7:18: talk "sand": "sand.md" ')
