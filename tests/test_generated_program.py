"""The made program of a big conference: always the same, without a problem, and with all that big programs have."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from conftest import CONF, ROOT, Site
from proceedings.load import Loaded, load
from proceedings.model import Edition
from proceedings.neighbours import neighbours_of
from proceedings.vocabulary import OFF, Status
from programs.generate import LONG, generate


@pytest.fixture(scope='module')
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Loaded:
    folder = tmp_path_factory.mktemp('made')
    generate(folder)
    return load(folder)


@pytest.fixture(scope='module')
def edition(loaded: Loaded) -> Edition:
    return loaded.program.editions['2027']


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob('*') if path.is_file()}


@pytest.mark.parametrize('hash_seed', ['1', '2'])
def test_one_seed_makes_the_same_bytes_whatever_the_hash_seed(tmp_path: Path, hash_seed: str) -> None:
    generate(tmp_path / 'here', seed=5)
    command = [sys.executable, str(ROOT / 'tests/programs/generate.py'), str(tmp_path / 'there'), '--seed', '5']
    subprocess.run(command, check=True, env=os.environ | {'PYTHONHASHSEED': hash_seed})
    assert files(tmp_path / 'here') == files(tmp_path / 'there')
    assert {*files(tmp_path / 'here')} == {'index.md', 'program/series.yml', 'program/2027.yml'}


def test_another_seed_makes_another_program(tmp_path: Path) -> None:
    generate(tmp_path / 'one', seed=1)
    generate(tmp_path / 'two', seed=2)
    assert files(tmp_path / 'one') != files(tmp_path / 'two')


@pytest.mark.parametrize(
    ('seed', 'days', 'rooms', 'talks'),
    [(1, 3, 12, 300), (2, 3, 12, 300), (3, 1, 4, 12), (4, 8, 5, 96), (5, 3, 30, 300), (6, 5, 30, 2000)],
)
def test_a_program_of_any_size_has_no_problem(tmp_path: Path, seed: int, days: int, rooms: int, talks: int) -> None:
    generate(tmp_path, seed=seed, days=days, rooms=rooms, talks=talks)
    loaded = load(tmp_path)
    edition = loaded.program.editions['2027']
    assert [str(problem) for problem in loaded.problems] == []
    assert (len(edition.sessions_by_day()), len(edition.rooms), len(edition.talks)) == (days, rooms, talks)


def test_what_has_no_room_for_everything_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match='at least 1 day, 4 rooms, and 12 talks for each day'):
        generate(tmp_path, days=2, talks=23)


def test_the_clocks_change_in_the_night_after_the_first_day(edition: Edition) -> None:
    offsets = [day[0].start.strftime('%z') for day in edition.sessions_by_day().values()]
    assert (edition.start, offsets) == (date(2027, 3, 13), ['-0330', '-0230', '-0230'])


def test_sessions_are_side_by_side_in_all_rooms_but_those_with_something_longer_or_shorter(edition: Edition) -> None:
    at_half_past_ten = [s for s in edition.sessions if s.day == edition.start and f'{s.start:%H:%M}' == '10:30']
    assert len({room for session in at_half_past_ten for room in session.rooms}) == 12
    assert all(session.chairs for session in at_half_past_ten if not session.talk)


def test_openings_and_keynotes_are_in_all_rooms(edition: Edition) -> None:
    everywhere = [session.talk or session.id for session in edition.sessions if len(session.rooms) == 12]
    assert everywhere == ['opening', 'keynote-1', 'keynote-2', 'keynote-3', 'closing']


def test_talks_of_a_session_follow_one_another_or_have_no_times_of_their_own(edition: Edition) -> None:
    several = [session for session in edition.sessions if len(session.slots) > 2 and session.kind.id == 'session']
    timed = [session for session in several if session.timed]
    assert (len(timed) > 10, len(several) - len(timed) > 10) == (True, True)
    for session in timed:
        assert [slot.end for slot in session.slots[:-1]] == [slot.start for slot in session.slots[1:]]


def test_posters_have_boards_and_some_are_talks_too(edition: Edition) -> None:
    sessions = [session for session in edition.sessions if session.kind.id == 'poster']
    assert [session.id for session in sessions] == ['posters-1', 'posters-2', 'posters-3']
    for session in sessions:
        boards = [slot.board for slot in session.slots]
        assert boards[:21] == [*(f'A{number}' for number in range(1, 21)), 'B1']
        assert len({*boards}) == len(boards)
        assert any(slot.talk.startswith('talk-') for slot in session.slots)


def test_a_tutorial_is_given_on_each_day(edition: Edition) -> None:
    assert len(edition.slots_by_talk()['tutorial-1']) == 3


def test_the_night_is_part_of_its_day(edition: Edition) -> None:
    night = next(session for session in edition.sessions if session.talk == 'night-1')
    assert (f'{night.day}', f'{night.start:%d %H:%M}', f'{night.end:%d %H:%M}') == (
        '2027-03-13',
        '13 23:30',
        '14 01:00',
    )


def test_workshops_last_half_a_day(edition: Edition) -> None:
    workshops = [session for session in edition.sessions if session.kind.id == 'workshop']
    assert [f'{session.day:%d} {session.end - session.start}' for session in workshops] == ['13 3:30:00', '15 3:30:00']


def test_talks_and_sessions_are_cancelled_tentative_and_withdrawn_and_say_why(edition: Edition) -> None:
    assert {talk.status for talk in edition.talks.values()} == {*Status} - {Status.RETRACTED}
    assert {session.status for session in edition.sessions} == {*Status} - {Status.RETRACTED, Status.WITHDRAWN}
    for thing in (*edition.talks.values(), *edition.sessions):
        assert thing.reason or thing.status not in OFF
    assert edition.talks['unheard-1'].id not in edition.slots_by_talk()


def test_changes_are_counted_and_dated(edition: Edition) -> None:
    for things in ([edition], edition.sessions, edition.talks.values()):
        assert any(thing.revision.sequence and thing.revision.last_modified for thing in things)


def test_titles_are_long_and_have_formulas(edition: Edition) -> None:
    titles = [talk.title for talk in edition.talks.values()]
    assert max(map(len, titles)) == LONG == 155
    assert sum(len(title) == LONG for title in titles) > 5
    assert sum('$' in title for title in titles) > 10


def test_names_are_of_many_scripts(loaded: Loaded) -> None:
    names = ''.join(person.name for person in loaded.program.people.values())
    for first, last in ('AZ', 'ÀÖ', 'ΑΩ', 'АЯ', 'ءي', 'अह', '一龥'):
        assert any(first <= letter <= last for letter in names), f'no name has a letter from {first} to {last}'


def test_it_builds_without_a_warning(tmp_path: Path) -> None:
    site = Site(tmp_path / 'site')
    site.write('conf.py', CONF)
    generate(site.folder, days=2, rooms=30, talks=100)
    built = site.build(parallel=2)
    assert built.warnings == []
    assert len([*(built.out / 'talks/2027').glob('*-*.html')]) == 100


def test_neighbours_are_found_as_if_each_session_were_held_against_each_other(edition: Edition) -> None:
    for day in edition.sessions_by_day().values():
        mixed = [replace(one, rooms=()) if number % 7 == 0 else one for number, one in enumerate(day)]
        found = neighbours_of(mixed)
        assert any(before and after for before, after in found.values())
        for session in mixed:
            near = [one for one in mixed if not (one.rooms and session.rooms) or {*one.rooms} & {*session.rooms}]
            before = max((one for one in near if one.end <= session.start), key=lambda one: one.end, default=None)
            after = min((one for one in near if one.start >= session.end), key=lambda one: one.start, default=None)
            assert found[session.ref] == (before, after)
