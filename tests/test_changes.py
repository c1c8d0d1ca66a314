"""`proceedings changes`: what moved between two states of a program, in words."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
import yaml

from conftest import ROOT, Site
from proceedings.changes import compare, entries, report
from proceedings.changes.snapshots import of_revision
from proceedings.changes.words import sentence
from proceedings.cli import main
from proceedings.load import load
from proceedings.program import Program

FILE = 'program/2019.yml'
JAX = '“JAX, M.D.: Molecular Dynamics”'
CAUSALITY = '“Causality and Exoplanets”'
POSTER = '“Likelihood-free inference”'

Edits = tuple[str, str] | list[tuple[str, str]]


def after(site: Site, *edits: tuple[str, str], name: str = FILE) -> list[str]:
    """What is said when each of *edits*, old and new text, is made in the file *name*."""
    before = site.program
    for old, new in edits:
        site.edit(name, old, new)
    return sentences(before, site.program)


def sentences(old: Program, new: Program) -> list[str]:
    return [sentence(difference) for difference in compare(old, new)]


def lines(old: Program, new: Program) -> list[str]:
    return list(report(compare(old, new)))


def test_nothing_changed_is_said(site: Site) -> None:
    assert lines(site.program, site.program) == ['Nothing changed.']


def test_what_readers_do_not_see_is_no_change(site: Site) -> None:
    assert after(site, ('edition:\n', 'edition:\n  sequence: 3\n'), ('[Samuel Schoenholz]', 'Samuel Schoenholz')) == []


# What happens to a talk


@pytest.mark.parametrize('status', ['cancelled', 'withdrawn', 'retracted', 'tentative'])
def test_a_status_is_said_with_its_reason_and_day(site: Site, status: str) -> None:
    said = after(site, ('id: p9\n', f'id: p9\n  status: {status}\n  reason: A mistake.\n  since: 2020-03-01\n'))
    assert said == [f'{POSTER} is {status} since 1 March 2020: A mistake.']


def test_what_replaces_a_talk_is_named(site: Site) -> None:
    said = after(site, ('id: p9\n', 'id: p9\n  status: withdrawn\n  replaced_by: jax-md\n'))
    assert said == [f'{POSTER} is withdrawn. Instead: {JAX}.']
    said = after(site, ('replaced_by: jax-md', 'replaced_by: https://example.org/new'))
    assert said == [f'{POSTER} is withdrawn. Instead: https://example.org/new.']


def test_a_talk_that_takes_place_after_all_is_said(site: Site) -> None:
    site.edit(FILE, 'id: p9\n', 'id: p9\n  status: cancelled\n')
    assert after(site, ('  status: cancelled\n', '')) == [f'{POSTER} takes place, or stands, again.']
    site.edit(FILE, 'id: p9\n', 'id: p9\n  status: tentative\n')
    assert after(site, ('  status: tentative\n', '')) == [f'{POSTER} is confirmed.']


def test_a_talk_that_is_off_is_not_said_to_be_out_of_the_schedule_too(site: Site) -> None:
    said = after(site, ('[jax-md, p9]', '[jax-md]'), ('id: p9\n', 'id: p9\n  status: cancelled\n'))
    assert said == [f'{POSTER} is cancelled.']


def test_a_row_that_is_cancelled_together_with_its_talk_is_said_once(site: Site) -> None:
    off = 'status: cancelled, reason: The speaker is ill'
    said = after(
        site,
        ('talk: causality}', f'talk: causality, {off}}}'),
        ('id: causality\n', 'id: causality\n  status: cancelled\n  reason: The speaker is ill\n'),
    )
    assert said == [f'{CAUSALITY} is cancelled: The speaker is ill.']


def test_a_row_that_alone_is_cancelled_is_said_by_the_title_of_its_talk(site: Site) -> None:
    said = after(site, ('talk: causality}', 'talk: causality, status: cancelled, reason: Too late}'))
    assert said == [f'{CAUSALITY} is cancelled: Too late.']


def test_a_move_says_what_differs_and_no_more(site: Site) -> None:
    assert after(site, ('08:20-09:00, talk', '16:20-17:00, talk')) == [f'{CAUSALITY} moved from 08:20 to 16:20.']
    assert after(site, ('16:20-17:00', '16:20-17:10')) == [f'{CAUSALITY} ends at 17:10 instead of 17:00.']
    assert after(site, ('16:20-17:10', '16:00-17:30')) == [f'{CAUSALITY} moved from 16:20–17:10 to 16:00–17:30.']


def in_two_rooms(site: Site) -> None:
    site.edit(FILE, 'organizers:', 'rooms: [West 109, East 1]\norganizers:')


def test_a_move_to_another_room(site: Site) -> None:
    in_two_rooms(site)
    row = '{time: 08:20-09:00, talk: causality'
    assert after(site, (row, f'{row}, room: East 1')) == [f'{CAUSALITY} moved from West 109 to East 1.']
    said = after(site, ('08:20-09:00, talk', '18:20-19:00, talk'), ('room: East 1}', 'room: West 109}'))
    assert said == [f'{CAUSALITY} moved from 08:20, East 1 to 18:20, West 109.']


def test_rooms_that_come_and_go(site: Site) -> None:
    in_two_rooms(site)
    assert after(site, ('title: Coffee', 'room: East 1, title: Coffee')) == ['“Coffee” is now in East 1.']
    assert after(site, ('room: East 1, title', 'title')) == ['“Coffee” is no longer in East 1.']


def on_two_days(site: Site) -> None:
    site.edit(FILE, '  start: 2019-12-14\n', '  start: 2019-12-14\n  end: 2019-12-15\n')
    site.edit(FILE, 'talks:\n- id', '- {day: 2019-12-15, time: 09:00-10:00, title: Farewell}\ntalks:\n- id')


def test_where_there_are_days_a_move_says_which(site: Site) -> None:
    on_two_days(site)
    said = after(site, ('08:20-09:00, talk', '16:20-17:00, talk'))
    assert said == [f'{CAUSALITY} moved from Sat 14 Dec 08:20 to 16:20.']
    row = '- {time: 16:20-17:00, talk: causality}\n'
    said = after(site, (row, ''), ('title: Farewell}\n', f'title: Farewell}}\n{row}'))
    assert said == [f'{CAUSALITY} moved from Sat 14 Dec to Sun 15 Dec, still at 16:20.']


def test_a_talk_that_moves_into_a_session_is_moved_and_not_removed(site: Site) -> None:
    said = after(site, ('- {time: 08:20-09:00, talk: causality}\n', ''), ('[jax-md, p9]', '[jax-md, p9, causality]'))
    assert said == [f'{CAUSALITY} moved from 08:20–09:00 to 09:40–10:40.']


def test_a_talk_that_is_in_the_schedule_once_more_or_less(site: Site) -> None:
    assert after(site, ('[jax-md, p9]', '[p9]')) == [
        f'{JAX} is no longer also in the schedule; it was: 09:40, West 109.'
    ]
    assert after(site, ('[p9]', '[p9, causality]')) == [f'{CAUSALITY} is now also in the schedule: 09:40, West 109.']
    assert after(site, ('[p9, causality]', '[causality]'))[0].startswith(f'{POSTER} is no longer in the schedule')
    assert after(site, ('[causality]', '[causality, p9]')) == [f'{POSTER} is now in the schedule: 09:40, West 109.']


def test_a_title_is_said_without_its_markup(site: Site) -> None:
    said = after(site, ('Causality and Exoplanets', '$\\beta$-decay and Exoplanets'))
    assert said == [f'{CAUSALITY} is now called “β-decay and Exoplanets”.']


def test_a_new_talk_is_said_with_its_people_and_time(site: Site) -> None:
    said = after(
        site,
        ('talks:\n- id', '- {time: 11:00-11:20, talk: new}\ntalks:\n- {id: new, title: New, speakers: Bo Li}\n- id'),
    )
    assert said == ['“New” by Bo Li is new: 11:00, West 109.']


def test_a_deleted_talk_is_said_once_and_how_to_do_better(site: Site) -> None:
    before = site.program
    site.edit(FILE, '[jax-md, p9]', '[jax-md]')
    site.edit(
        FILE, '- id: p9\n  kind: poster\n  title: Likelihood-free inference\n  authors: [Gilles Louppe, Rose Yu]\n', ''
    )
    way_out = (
        'Write it again with status: cancelled, or withdrawn, and its page stays; or write its id under former_ids:'
    )
    assert lines(before, site.program) == [
        '2019',
        f'- {POSTER} is removed.',
        f'  ("p9" is deleted. {way_out} of the talk that it is now.)',
    ]


def test_an_id_that_changed_without_a_word_is_one_talk_and_how_to_do_better(site: Site) -> None:
    before = site.program
    site.edit(FILE, 'p9', 'inference')
    assert lines(before, site.program) == [
        '2019',
        f'- {POSTER} has another address: inference instead of p9.',
        '  (The old address leads nowhere. Write former_ids: [p9].)',
    ]


def test_an_id_that_changed_with_former_ids_is_one_talk_whatever_else_changes(site: Site) -> None:
    before = site.program
    site.edit(FILE, 'p9', 'inference')
    site.edit(FILE, 'id: inference\n', 'id: inference\n  former_ids: [p9]\n')
    site.edit(FILE, 'Likelihood-free inference', 'Simulation')
    assert lines(before, site.program) == [
        '2019',
        f'- {POSTER} is now called “Simulation”.',
        '- “Simulation” has another address: inference instead of p9.',
    ]


def test_who_wrote_and_who_speaks(site: Site) -> None:
    authors = '[Samuel Schoenholz, Ekin Cubuk]'
    assert after(site, (authors, '[Samuel Schoenholz, Ekin Cubuk, Bo Li]')) == [f'Bo Li is now an author of {JAX}.']
    assert after(site, (', Bo Li]', ']')) == [f'Bo Li is no longer an author of {JAX}.']
    assert after(site, (authors, '[Ekin Cubuk, Samuel Schoenholz]')) == [
        f'The authors of {JAX} are in another order: Ekin Cubuk and Samuel Schoenholz.'
    ]
    assert after(site, ('speakers: [Samuel Schoenholz]', 'speakers: [Ekin Cubuk]')) == [
        f'Ekin Cubuk is now a speaker of {JAX}, instead of Samuel Schoenholz.'
    ]


def test_of_very_many_names_the_first_are_said(site: Site) -> None:
    said = after(site, ('Ekin Cubuk]', f'Ekin Cubuk, {", ".join(f"{letter}o Li" for letter in "ABCDEFGHI")}]'))
    assert said == [f'Ao Li, Bo Li, Co Li, Do Li, Eo Li and 4 others are now authors of {JAX}.']


def test_kind_track_board_and_number(site: Site) -> None:
    site.edit(FILE, 'organizers:', 'tracks: [Theory, Practice]\norganizers:')
    assert after(site, ('kind: invited', 'kind: keynote')) == [
        f'The kind of {CAUSALITY} is now Keynote, not Invited talk.'
    ]
    assert after(site, ('kind: keynote\n', 'kind: keynote\n  track: Theory\n')) == [
        f'The track of {CAUSALITY} is now Theory.'
    ]
    assert after(site, ('track: Theory\n', 'track: Practice\n')) == [
        f'The track of {CAUSALITY} is now Practice, not Theory.'
    ]
    assert after(site, ('  track: Practice\n', '')) == [f'The track of {CAUSALITY} is left out; before: Practice.']
    assert after(site, ('[jax-md, p9]', '[jax-md, {talk: p9, board: A1}]')) == [
        f'The poster board of {POSTER} is now A1.'
    ]
    assert after(site, ('number: 86', 'number: 68')) == [f'The number of {JAX} is now 68, not 86.']


def test_links_awards_corrections_and_keywords(site: Site) -> None:
    url = 'https://example.org/86.pdf'
    assert after(site, (url, 'https://example.org/v2.pdf')) == [
        f'New paper of {JAX}: https://example.org/v2.pdf, instead of {url}.'
    ]
    assert after(site, ('{paper: https://example.org/v2.pdf}', '{slides: https://example.org/s.pdf}')) == [
        f'Removed paper of {JAX}: https://example.org/v2.pdf.',
        f'New slides of {JAX}: https://example.org/s.pdf.',
    ]
    assert after(site, ('number: 86\n', 'number: 86\n  awards: [Best paper, Best poster]\n')) == [
        f'New awards of {JAX}: Best paper and Best poster.'
    ]
    correction = 'corrections: [{date: 2020-03-01, kind: erratum, text: A sign.}]'
    assert after(site, ('number: 86\n', f'number: 86\n  {correction}\n')) == [f'New erratum of {JAX}: A sign.']
    assert after(site, ('number: 86\n', 'number: 86\n  keywords: [physics]\n')) == [f'New keyword of {JAX}: physics.']


def test_front_matter_counts(site: Site) -> None:
    before = site.program
    site.write('talks/2019/p9.md', '---\nlinks: {code: https://example.org/code}\n---\nProse.\n')
    assert sentences(before, site.program) == [f'New code of {POSTER}: https://example.org/code.']


# What happens to a session


def test_a_session_that_moves_takes_its_talks_along_without_a_word(site: Site) -> None:
    assert after(site, ('time: 09:40-10:40', 'time: 11:40-12:40')) == ['“Poster session” moved from 09:40 to 11:40.']
    assert after(site, ('time: 11:40-12:40', 'time: 11:40-13:40')) == [
        '“Poster session” ends at 13:40 instead of 12:40.'
    ]


def test_a_talk_that_moves_within_its_session_is_said(site: Site) -> None:
    timed = '[{talk: jax-md, time: 09:40-09:50}, {talk: p9, time: 09:50-10:10}]'
    site.edit(FILE, '[jax-md, p9]', timed)
    assert after(site, ('time: 09:50-10:10', 'time: 10:00-10:20')) == [f'{POSTER} moved from 09:50 to 10:00.']


def test_a_session_goes_by_its_title_when_it_gets_an_id(site: Site) -> None:
    assert after(site, ('title: Coffee,', 'title: Coffee, id: coffee,')) == []
    assert after(site, ('title: Coffee,', 'title: Tea,')) == ['“Coffee” is now called “Tea”.']


def test_a_row_without_an_id_that_is_called_otherwise_is_the_same_at_the_same_time(site: Site) -> None:
    assert after(site, ('title: Coffee,', 'title: Tea,')) == ['“Coffee” is now called “Tea”.']


def test_of_sessions_with_one_title_the_time_says_which(site: Site) -> None:
    site.edit(FILE, '- id: posters', '- {time: 12:00-12:30, title: Coffee, kind: break}\n- id: posters')
    assert after(site, ('09:20-09:40, title: Coffee, kind: break', '09:20-09:40, title: Coffee, kind: lunch')) == [
        'The kind of “Coffee” (09:20) is now Lunch, not Break.'
    ]
    said = after(site, ('- {time: 09:20-09:40, title: Coffee, kind: lunch}\n', ''))
    assert said == ['“Coffee” (09:20) is removed.']


def test_sessions_that_come_and_go_say_how_many_talks_they_hold(site: Site) -> None:
    more = '- {time: 15:00-16:00, title: More posters, talks: [jax-md, p9]}\n'
    assert after(site, ('- id: posters', f'{more}- id: posters')) == [
        '“More posters” is new: 15:00, West 109, with 2 talks.'
    ]
    assert after(site, (more, '')) == ['“More posters” is removed.']


def test_talks_that_go_from_a_session_that_is_gone_to_a_new_one_are_not_said(site: Site) -> None:
    said = after(
        site,
        (
            '- id: posters\n  time: 09:40-10:40\n  title: Poster session\n  kind: poster\n',
            '- time: 15:00-16:30\n  title: Evening\n',
        ),
    )
    assert said == ['“Evening” is new: 15:00, West 109, with 2 talks.', '“Poster session” is removed.']


def test_chairs_and_status_of_a_session(site: Site) -> None:
    assert after(site, ('- id: posters\n', '- id: posters\n  chairs: [Rose Yu]\n')) == [
        'Rose Yu is now a chair of “Poster session”.'
    ]
    assert after(site, ('- id: posters\n', '- id: posters\n  status: cancelled\n  reason: Snow\n')) == [
        '“Poster session” is cancelled: Snow.'
    ]


def with_questions(site: Site) -> None:
    """Two talks, each with a row for questions behind it."""
    site.edit(
        FILE, '- {time: 09:00-09:20, talk: jax-md}\n',
        '- {time: 09:00-09:10, talk: jax-md}\n- {time: 09:10-09:20, talk: jax-md, title: Questions, kind: qa}\n',
    )  # fmt: skip
    site.edit(
        FILE, '- {time: 08:20-09:00, talk: causality}\n',
        '- {time: 08:20-08:30, talk: causality}\n- {time: 08:30-08:40, talk: causality, title: Questions, kind: qa}\n',
    )  # fmt: skip


def test_of_a_talk_with_several_rows_the_one_that_moves_is_named(site: Site) -> None:
    with_questions(site)
    said = after(site, ('08:20-08:30, talk', '08:50-09:00, talk'), ('08:30-08:40, talk', '08:40-08:50, talk'))
    assert said == [
        f'{CAUSALITY} (Invited talk) moved from 08:20 to 08:50.',
        f'{CAUSALITY} (Questions) moved from 08:30 to 08:40.',
    ]


def test_talks_that_change_places_change_no_title(site: Site) -> None:
    with_questions(site)
    said = after(
        site, ('talk: causality', 'talk: other'), ('talk: jax-md', 'talk: causality'), ('talk: other', 'talk: jax-md')
    )
    assert len({*said}) == len(said) == 4
    assert all(' moved from ' in line for line in said)


def test_a_row_that_is_called_otherwise_and_lasts_longer_is_the_same_at_its_begin(site: Site) -> None:
    assert after(site, ('09:20-09:40, title: Coffee, kind: break', '09:20-09:35, title: Lunch, kind: lunch')) == [
        '“Lunch” ends at 09:35 instead of 09:40.',
        '“Coffee” is now called “Lunch”.',
        'The kind of “Lunch” is now Lunch, not Break.',
    ]


def test_no_sentence_is_said_twice(site: Site) -> None:
    row = '- {{time: {}, title: Remarks}}\n'
    rows = ''.join(map(row.format, ('11:00-11:10', '12:00-12:10')))
    site.edit(FILE, '- id: posters', f'{rows}- id: posters')
    before = site.program
    site.edit(FILE, 'Remarks', 'Words')
    assert lines(before, site.program) == ['2019', '- “Remarks” is now called “Words”.']
    assert len(list(entries(compare(before, site.program), date(2019, 12, 10)))) == 2


def test_of_talks_with_one_title_the_id_says_which(site: Site) -> None:
    site.add(FILE, '- {id: p10, kind: poster, title: Likelihood-free inference, authors: [Bo Li]}\n')
    assert after(site, ('id: p10,', 'id: p10, number: 7,')) == [f'The number of {POSTER} (p10) is now 7.']


def test_a_track_that_is_called_otherwise_is_one_sentence(site: Site) -> None:
    site.edit(FILE, 'organizers:', 'tracks: [Theory, Practice]\norganizers:')
    site.edit(FILE, 'kind: invited\n', 'kind: invited\n  track: Theory\n')
    site.edit(FILE, '  kind: poster\n  title: Like', '  kind: poster\n  track: Theory\n  title: Like')
    site.edit(FILE, 'kind: break', 'kind: break, track: Practice')
    assert after(site, ('Theory', 'Thought')) == ['The name of the track is now Thought, not Theory.']
    assert after(site, ('  track: Thought\n  title: Like', '  track: Practice\n  title: Like')) == [
        f'The track of {POSTER} is now Practice, not Thought.'
    ]


def test_a_track_of_which_only_a_part_is_in_another_is_not_the_same(site: Site) -> None:
    site.edit(FILE, 'organizers:', 'tracks: [Theory]\norganizers:')
    site.edit(FILE, 'kind: invited\n', 'kind: invited\n  track: Theory\n')
    site.edit(FILE, '  kind: poster\n  title: Like', '  kind: poster\n  track: Theory\n  title: Like')
    sun = ('invited\n  track: Theory', 'invited\n  track: Sun')
    said = after(site, ('[Theory]', '[Sun, Moon]'), sun, ('track: Theory', 'track: Moon'))
    assert 'New tracks: Sun and Moon, instead of Theory.' in said
    assert f'The track of {CAUSALITY} is now Sun, not Theory.' in said


def test_a_room_that_all_left_for_another_is_one_sentence(site: Site) -> None:
    assert after(site, ('West 109', 'East 1')) == ['All 4 sessions moved from West 109 to East 1.']


# What happens to many


def long_day(shift: int, *, days: int = 1, room: str = 'A', but: int | None = None) -> str:
    """Twelve rows on each of some days, *shift* minutes late, but for one of them."""
    rows = [f'edition: {{start: 2019-12-14, end: 2019-12-{13 + days}, timezone: UTC, room: {room}}}', 'schedule:']
    for day in range(days):
        for hour in range(8, 20):
            start = hour * 60 + (shift if hour != but else 0)
            time = f'{start // 60:02}:{start % 60:02}-{(start + 30) // 60:02}:{(start + 30) % 60:02}'
            rows.append(f'- {{day: 2019-12-{14 + day}, time: "{time}", title: Row {hour} of {day}}}')
    return '\n'.join(rows) + '\n'


def from_to(site: Site, old: str, new: str) -> list[str]:
    site.write(FILE, old)
    before = site.program
    site.write(FILE, new)
    return sentences(before, site.program)


def test_all_that_moves_alike_is_one_sentence(site: Site) -> None:
    assert from_to(site, long_day(0, days=3), long_day(60, days=3)) == ['All 36 sessions are 1 hour later.']
    assert from_to(site, long_day(20), long_day(0)) == ['All 12 sessions are 20 minutes earlier.']


def test_exceptions_are_named(site: Site) -> None:
    assert from_to(site, long_day(0), long_day(20, but=12)) == [
        'All sessions but “Row 12 of 0” (11) are 20 minutes later.'
    ]


def test_one_day_that_moves_is_one_sentence(site: Site) -> None:
    old, new = long_day(0, days=2).splitlines(), long_day(20, days=2).splitlines()
    assert from_to(site, '\n'.join(old), '\n'.join([*old[:14], *new[14:]])) == [
        'All sessions of Sun 15 Dec (12) are 20 minutes later.'
    ]


def test_a_delay_from_some_time_on_is_one_sentence(site: Site) -> None:
    old, new = long_day(0).splitlines(), long_day(20).splitlines()
    assert from_to(site, '\n'.join(old), '\n'.join([*old[:8], *new[8:]])) == [
        'All sessions from 14:00 on (6) are 20 minutes later.'
    ]


def test_another_room_for_all_is_one_sentence(site: Site) -> None:
    said = from_to(site, long_day(0, room='A'), long_day(60, room='B'))
    assert said[0] == 'All 12 sessions are 1 hour later and moved from A to B.'


def test_few_are_said_one_by_one(site: Site) -> None:
    old, new = long_day(0).splitlines(), long_day(20).splitlines()
    assert len(from_to(site, '\n'.join(old), '\n'.join([*old[:10], *new[10:]]))) == 4


def test_a_new_week_is_said_as_the_days_of_the_edition(site: Site) -> None:
    said = after(site, ('2019-12-14', '2019-12-21'))
    assert said == ['The day is now Saturday 21 December 2019, not Saturday 14 December 2019.']


def test_rows_of_one_title_stay_apart_when_all_days_move_by_one(site: Site) -> None:
    old = re.sub('Row .. of .|Row . of .', 'Coffee', long_day(0, days=3))
    new = re.sub('2019-12-(..)', lambda found: f'2019-12-{int(found[1]) + 1}', old)
    talk = 'talks: [{id: a, title: A, speakers: Bo Li}]\n'
    row = '- {{day: 2019-12-{0}, time: "21:00-21:30", talk: a}}\n'
    said = from_to(site, old + row.format(14) + talk, new + row.format(15) + talk)
    assert said == ['The days are now 15–17 December 2019, not 14–16 December 2019.']


def test_a_row_that_moves_when_all_days_do_is_that_of_its_day(site: Site) -> None:
    coffee = (
        '- {{day: 2019-12-{0}, time: "{1}", title: Coffee}}\n- {{day: 2019-12-{0}, time: "12:00-13:00", talk: t{2}}}\n'
    )
    talks = 'talks:\n' + ''.join(f'- {{id: t{day}, title: T{day}, speakers: Bo Li}}\n' for day in (1, 2))
    head = 'edition: {{start: 2019-12-{}, end: 2019-12-{}, timezone: UTC}}\nschedule:\n'
    old = head.format(14, 15) + coffee.format(14, '10:00-10:30', 1) + coffee.format(15, '10:00-10:30', 2)
    new = head.format(15, 16) + coffee.format(15, '11:00-11:30', 1) + coffee.format(16, '15:00-15:30', 2)
    assert from_to(site, old + talks, new + talks)[1:] == [
        '“Coffee” moved from Sat 14 Dec 10:00 to Sun 15 Dec 11:00.',
        '“T1” moved from Sat 14 Dec to Sun 15 Dec, still at 12:00.',
        '“T2” moved from Sun 15 Dec to Mon 16 Dec, still at 12:00.',
        '“Coffee” moved from Sun 15 Dec 10:00 to Mon 16 Dec 15:00.',
    ]


def with_talks(number: int, more: str = '') -> str:
    talks = ''.join(
        f'- {{id: t{i}, kind: digital, title: T{i}, authors: Bo Li{more.format(i)}}}\n' for i in range(number)
    )
    return f'edition: {{start: 2019-12-14, timezone: UTC}}\ntalks:\n{talks}'


def digital(site: Site) -> None:
    site.edit('program/series.yml', 'short_title: WT', 'kinds: {digital: {name: Digital, presented: false}}')


@pytest.mark.parametrize(
    ('more', 'said'),
    [
        (', links: {{video: https://example.org/{}}}', 'New videos of 30 talks.'),
        (', number: {}', '30 talks have another number.'),
        (', status: cancelled, reason: Snow.', '30 talks are cancelled: Snow.'),
        (', awards: Prize', 'New awards of 30 talks.'),
    ],
)
def test_what_many_talks_have_in_common_is_one_sentence(site: Site, more: str, said: str) -> None:
    digital(site)
    assert from_to(site, with_talks(30), with_talks(30, more)) == [said]


def test_many_new_talks_are_counted_and_another_kind_of_many_too(site: Site) -> None:
    digital(site)
    assert from_to(site, with_talks(1), with_talks(40)) == ['39 talks of the kind “Digital” are new.']
    new = with_talks(30).replace('digital', 'poster')
    assert from_to(site, with_talks(30), new)[0] == 'The kind of 30 talks is now Poster, not Digital.'


# What happens to an edition, to people, to the series


def test_the_clock_of_another_zone_is_said_once(site: Site) -> None:
    said = after(site, ('America/Vancouver', 'America/New_York'))
    assert said == ['The time zone is now America/New_York, not America/Vancouver.']


def test_the_same_moments_on_another_clock_did_not_move(site: Site) -> None:
    site.write(FILE, long_day(0).replace('UTC', 'Europe/Lisbon'))
    before = site.program
    site.write(FILE, long_day(60).replace('UTC', 'Europe/Paris'))
    assert sentences(before, site.program) == ['The time zone is now Europe/Paris, not Europe/Lisbon.']


def test_the_second_of_two_equal_hours_is_another_time(site: Site) -> None:
    night = (
        'edition: {{start: 2019-11-02, timezone: America/New_York}}\n'
        'schedule: [{{time: "25:30", duration: 20, title: Late, utc_offset: "{}"}}]\n'
    )
    assert from_to(site, night.format('-04:00'), night.format('-05:00')) == [
        '“Late” moved from 01:30 EDT to 01:30 EST.'
    ]


def test_facts_of_an_edition(site: Site) -> None:
    assert after(site, ('  room: West 109\n', '  room: West 109\n  venue: {name: Palace, city: Vancouver}\n')) == [
        'The venue is now Palace, Vancouver.'
    ]
    assert after(site, ('edition:\n', 'edition:\n  hours: 08:00-18:00\n')) == ['The opening hours are now 08:00–18:00.']
    assert after(site, ('organizers: [Rose Yu]', 'organizers: [Rose Yu, {name: Bo Li, role: adviser}]')) == [
        'Bo Li is now in the role “adviser”.'
    ]
    assert after(site, ('organizers: [Rose Yu,', 'sponsors: [ACME]\norganizers: [Rose Yu,')) == ['New sponsor: ACME.']
    assert after(site, ('sponsors:', 'reviewers: [Ekin Cubuk]\nsponsors:')) == ['Ekin Cubuk is now a reviewer.']


def test_a_room_with_another_name_moves_nothing(site: Site) -> None:
    site.edit(FILE, '  room: West 109\n', '  room: west\n')
    site.edit(FILE, 'organizers:', 'rooms: [{id: west, name: West 109}]\norganizers:')
    assert after(site, ('name: West 109', 'name: East 109')) == ['The name of the room is now East 109, not West 109.']
    said = after(site, ('room: west\n', 'room: east\n'), ('{id: west,', '{id: east, former_ids: west,'))
    assert said == []


def test_an_affiliation_is_said_once_however_many_talks_somebody_has(site: Site) -> None:
    said = after(site, ('schedule:', 'affiliations: {Samuel Schoenholz: Google}\nschedule:'))
    assert said == ['The affiliation of Samuel Schoenholz is now Google.']


def test_a_new_edition_is_one_sentence_and_comes_first(site: Site) -> None:
    before = site.program
    site.write('program/2020.yml', (site.folder / FILE).read_text(encoding='utf-8').replace('2019', '2020'))
    site.edit(FILE, 'title: Coffee', 'title: Tea')
    assert lines(before, site.program) == [
        '2020',
        '- The edition “Workshop on Testing 2020” is new: Monday 14 December 2020, 3 talks.',
        '',
        '2019',
        '- “Coffee” is now called “Tea”.',
    ]
    assert lines(site.program, before)[-2:] == [
        '- “Workshop on Testing 2020” is removed.',
        '  (All its pages are gone. Write program/2020.yml again, or its id under former_ids: of another.)',
    ]


def test_an_edition_with_another_id_is_the_same(site: Site) -> None:
    before = site.program
    (site.folder / FILE).rename(site.folder / 'program/2019-winter.yml')
    site.edit('program/2019-winter.yml', 'edition:\n', 'edition:\n  former_ids: [2019]\n')
    assert sentences(before, site.program) == [
        '“Workshop on Testing 2019-winter” has another address: 2019-winter instead of 2019.'
    ]


def test_two_people_who_are_one_and_another_name(site: Site) -> None:
    before = site.program
    site.write(
        'program/people.yml', 'people: [{name: Samuel Schoenholz, aliases: Ekin Cubuk, url: https://example.org/}]\n'
    )
    site.edit(FILE, '[Samuel Schoenholz, Ekin Cubuk]', '[Samuel Schoenholz]')
    assert lines(before, site.program) == [
        'People',
        '- Samuel Schoenholz is one person with Ekin Cubuk.',
        '- The home page of Samuel Schoenholz is now https://example.org/.',
        '- New other name of Samuel Schoenholz: Ekin Cubuk.',
    ]


def test_another_spelling_of_a_name_is_said(site: Site) -> None:
    said = after(site, ('Bernhard Schölkopf', 'Bernhard SCHÖLKOPF'))
    assert said == ['“Bernhard Schölkopf” is now called “Bernhard SCHÖLKOPF”.']


def test_the_series_has_another_title_and_no_edition_says_it_again(site: Site) -> None:
    said = after(site, ('title: Workshop on Testing', 'title: Testing'), name='program/series.yml')
    assert said == ['“Workshop on Testing” is now called “Testing”.']


def test_the_gravest_comes_first_and_then_the_earliest(site: Site) -> None:
    said = after(
        site,
        ('number: 86', 'number: 87'),
        ('title: Coffee', 'title: Tea'),
        ('time: 09:40-10:40', 'time: 12:40-13:40'),
        ('08:20-09:00, talk', '16:20-17:00, talk'),
        ('id: p9\n', 'id: p9\n  status: cancelled\n'),
        ('America/Vancouver', 'America/Los_Angeles'),
    )
    assert [re.sub(' .*', '', line) for line in said] == [
        '“Likelihood-free',
        'The',
        '“Poster',
        '“Causality',
        '“Coffee”',
        'The',
    ]


# The real program


def real(edit: Callable[[str], str], folder: Path) -> list[str]:
    """What is said of the program of 2019 after *edit*."""
    site = Site(folder)
    for name in ('series', 'people', '2019'):
        site.write(f'program/{name}.yml', (ROOT / f'program/{name}.yml').read_text(encoding='utf-8'))
    before = site.program
    site.write(FILE, edit((ROOT / FILE).read_text(encoding='utf-8')))
    return sentences(before, site.program)


def later(found: re.Match[str]) -> str:
    return f'time: {int(found[1]) + 1:02}:{found[2]}-{int(found[3]) + 1:02}:{found[4]}'


def test_the_real_program_one_hour_later_is_one_sentence(tmp_path: Path) -> None:
    said = real(lambda text: re.sub(r'time: (\d\d):(\d\d)-(\d\d):(\d\d)', later, text), tmp_path)
    assert said == ['All 16 sessions are 1 hour later.']


def test_papers_of_the_real_program_that_get_another_kind_are_one_sentence(tmp_path: Path) -> None:
    said = real(lambda text: text.replace('kind: digital', 'kind: contributed'), tmp_path)
    assert len(said) == 1
    assert said[0].endswith('talks is now Contributed talk, not Digital acceptance.')


def test_in_the_real_program_as_it_is_nothing_changed() -> None:
    old = load(ROOT).program
    assert lines(old, load(ROOT).program) == ['Nothing changed.']


# As YAML


def test_entries_are_ready_to_paste(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    before = site.program
    site.edit(FILE, 'title: Causality and Exoplanets', 'title: "No: \'this\' #1 {is} – 王伟"')
    site.edit(FILE, 'time: 09:40-10:40', 'time: 12:40-13:40')
    pasted = '\n'.join(entries(compare(before, site.program), date(2019, 12, 10)))
    assert pasted.startswith('# program/2019.yml\n- {date: 2019-12-10, text: ')
    assert [entry.get('talk') for entry in yaml.safe_load(pasted)] == [None, 'causality']
    site.add(FILE, f'changes:\n{pasted}\n')
    assert site.problems == []
    assert sorted(change.text for change in site.program.editions['2019'].changes) == sorted(
        ['“Poster session” moved from 09:40 to 12:40.', f"{CAUSALITY} is now called “No: 'this' #1 {{is}} – 王伟”."]
    )


def test_an_entry_names_no_talk_that_is_gone(site: Site) -> None:
    before = site.program
    site.edit(FILE, 'p9', 'other')
    site.edit(FILE, 'Likelihood-free inference', 'Another')
    gone = [line for line in entries(compare(before, site.program), date(2019, 12, 10)) if 'removed' in line]
    assert gone == ['- {date: 2019-12-10, text: “Likelihood-free inference” is removed.}']


def test_entries_leave_out_what_is_no_matter_of_an_edition(site: Site) -> None:
    before = site.program
    site.edit('program/series.yml', 'Workshop on Testing', 'Testing')
    site.write('program/2020.yml', with_talks(0).replace('2019', '2020').replace('talks:\n', ''))
    assert list(entries(compare(before, site.program), date(2019, 12, 10))) == [
        '# Nothing for the changes: of an edition; without --yaml there is more.'
    ]
    assert list(entries(compare(before, before), date(2019, 12, 10))) == ['# Nothing changed.']


# Names that are hidden on request


def hide(site: Site, name: str, shown: str) -> None:
    site.write('program/people.yml', f'people: [{{name: {shown}, hidden_names: [{name}]}}]\n')


def test_a_name_that_is_hidden_now_is_not_said(repository: Site, capsys: pytest.CaptureFixture[str]) -> None:
    hide(repository, 'Ekin Cubuk', 'Alex New')
    for arguments in (['HEAD'], ['HEAD', '--yaml']):
        assert changes(repository, *arguments) == 0
        out, err = capsys.readouterr()
        assert 'Cubuk' not in f'{out}{err}'
        assert 'cubuk' not in f'{out}{err}'


def test_a_hidden_name_is_not_said_when_its_edition_is_changed_too(
    repository: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    hide(repository, 'Ekin Cubuk', 'Alex New')
    repository.edit(FILE, 'Samuel Schoenholz, Ekin Cubuk', 'Samuel Schoenholz, Bo Li')
    repository.edit(FILE, 'organizers: [Rose Yu]', 'organizers: [Rose Yu, Alex New]')
    changes(repository, 'HEAD')
    out = capsys.readouterr().out
    assert 'Alex New' in out
    assert 'Cubuk' not in out


def test_a_name_changes_from_what_is_hidden_or_from_what_is_not(
    repository: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    hide(repository, 'Ekin Cubuk', 'Alex New')
    changes(repository, 'HEAD')
    assert '- The name of Alex New changed.\n' in capsys.readouterr().out
    people = 'people: [{{name: {}, id: ekin-cubuk, hidden_names: [Ekin Cubuk]}}]\n'
    repository.write('program/people.yml', people.format('E. New'))
    commit(repository.folder)
    repository.write('program/people.yml', people.format('Alex New'))
    changes(repository, 'HEAD')
    assert capsys.readouterr().out == 'People\n- “E. New” is now called “Alex New”.\n'


def test_an_id_that_was_made_of_a_hidden_name_is_not_said(repository: Site, capsys: pytest.CaptureFixture[str]) -> None:
    person = '{{name: E. New, id: {}, hidden_names: [Ekin Cubuk]{}}}'
    repository.write('program/people.yml', f'people: [{person.format("ekin-cubuk", "")}]\n')
    commit(repository.folder)
    repository.write('program/people.yml', f'people: [{person.format("e-new", ", former_ids: [ekin-cubuk]")}]\n')
    changes(repository, 'HEAD')
    assert capsys.readouterr().out == 'Nothing changed.\n'


def test_an_alias_that_is_hidden_now_is_not_said(repository: Site, capsys: pytest.CaptureFixture[str]) -> None:
    repository.write('program/people.yml', 'people: [{name: Alex New, aliases: Ekin Cubuk}]\n')
    commit(repository.folder)
    hide(repository, 'Ekin Cubuk', 'Alex New')
    changes(repository, 'HEAD')
    assert 'Cubuk' not in capsys.readouterr().out


def test_a_hidden_name_of_then_is_not_said_when_one_looks_back(
    repository: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    hide(repository, 'Ekin Cubuk', 'Alex New')
    commit(repository.folder)
    changes(repository, 'HEAD', 'HEAD~1')
    assert 'Cubuk' not in capsys.readouterr().out


# Git


def git(folder: Path, *arguments: str) -> None:
    who = {'GIT_AUTHOR_NAME': 'A', 'GIT_AUTHOR_EMAIL': 'a@example.org'}
    who |= {name.replace('AUTHOR', 'COMMITTER'): value for name, value in who.items()}
    environment = {**os.environ, **who, 'GIT_CONFIG_GLOBAL': os.devnull, 'GIT_CONFIG_NOSYSTEM': '1'}
    subprocess.run(['git', *arguments], cwd=folder, env=environment, check=True, capture_output=True)


def commit(folder: Path) -> None:
    git(folder, 'add', '-A', '.')
    git(folder, 'commit', '-q', '--allow-empty', '-m', 'a state')


@pytest.fixture
def repository(site: Site) -> Site:
    git(site.folder, 'init', '-q', '-b', 'main')
    commit(site.folder)
    git(site.folder, 'tag', 'v1')
    return site


def changes(site: Site, *arguments: str) -> int:
    return main(['changes', *arguments, '--site', str(site.folder)])


def test_two_revisions_are_compared(repository: Site, capsys: pytest.CaptureFixture[str]) -> None:
    repository.edit(FILE, '08:20-09:00, talk', '16:20-17:00, talk')
    commit(repository.folder)
    assert changes(repository, 'v1', 'HEAD') == 0
    assert capsys.readouterr() == (f'2019\n- {CAUSALITY} moved from 08:20 to 16:20.\n', '')
    changes(repository, 'HEAD', 'v1')
    assert capsys.readouterr().out == f'2019\n- {CAUSALITY} moved from 16:20 to 08:20.\n'


def test_without_a_second_revision_it_is_the_files_as_they_are(
    repository: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    assert changes(repository, 'HEAD') == 0
    assert capsys.readouterr() == ('Nothing changed.\n', '')
    repository.write('talks/2019/p9.md', '---\nkeywords: [new]\n---\nProse with <b>a problem</b>.\n')
    changes(repository, 'HEAD')
    assert capsys.readouterr() == (f'2019\n- New keyword of {POSTER}: new.\n', '')


def test_the_front_matter_of_a_revision_counts(repository: Site, capsys: pytest.CaptureFixture[str]) -> None:
    repository.write('talks/2019/p9.md', '---\nlinks: {code: https://example.org/}\n---\n')
    repository.write('speakers/rose-yu.md', '---\r\nlinks: {web: https://example.org/}\r\n---\r\nProse')
    commit(repository.folder)
    changes(repository, 'v1', 'main')
    assert capsys.readouterr().out.splitlines() == [
        '2019', f'- New code of {POSTER}: https://example.org/.',
        '', 'People', '- New website of Rose Yu: https://example.org/.',
    ]  # fmt: skip


def test_a_site_in_a_folder_of_a_repository(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    git(site.folder.parent, 'init', '-q')
    commit(site.folder.parent)
    site.edit(FILE, 'title: Coffee', 'title: Tea')
    assert changes(site, 'HEAD') == 0
    assert capsys.readouterr().out == '2019\n- “Coffee” is now called “Tea”.\n'


def test_attributes_and_settings_of_git_change_nothing(repository: Site, capsys: pytest.CaptureFixture[str]) -> None:
    repository.write('.gitattributes', '* export-ignore export-subst text eol=crlf\n')
    commit(repository.folder)
    git(repository.folder, 'config', 'core.quotepath', 'true')
    git(repository.folder, 'config', 'color.ui', 'always')
    assert changes(repository, 'v1', 'HEAD') == 0
    assert capsys.readouterr().out == 'Nothing changed.\n'


@pytest.mark.parametrize(
    'revision',
    [
        'nothing',
        '',
        '--output=x',
        '-h',
        '^HEAD',
        'HEAD..v1',
        'HEAD:program',
        'a\nb',
        '; touch x',
        '$(touch x)',
        'x' * 500,
        'é',
    ],
)
def test_what_is_no_revision_is_said_and_ends_with_2(
    repository: Site, capsys: pytest.CaptureFixture[str], revision: str
) -> None:
    assert main(['changes', '--site', str(repository.folder), '--', revision]) == 2
    out, err = capsys.readouterr()
    assert out == ''
    assert err.startswith('proceedings changes: git knows no revision ')
    assert err.count('\n') == 1
    assert sorted(path.name for path in repository.folder.iterdir()) == ['.git', 'conf.py', 'program']


def test_a_revision_that_was_meant_is_proposed(repository: Site, capsys: pytest.CaptureFixture[str]) -> None:
    git(repository.folder, 'tag', 'published')
    changes(repository, 'publishd')
    assert 'did you mean "published"?' in capsys.readouterr().err


def test_a_repository_without_a_commit_has_no_revision(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    git(site.folder, 'init', '-q')
    assert changes(site, 'HEAD') == 2
    assert "git knows no revision 'HEAD'" in capsys.readouterr().err


def test_a_folder_that_is_no_repository_is_said(
    site: Site, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv('GIT_CEILING_DIRECTORIES', str(site.folder.parent))
    assert changes(site, 'HEAD') == 2
    assert 'this is no git repository; compare two files instead' in capsys.readouterr().err


def test_a_machine_without_git_is_said(
    site: Site, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv('PATH', str(tmp_path))
    assert changes(site, 'HEAD') == 2
    assert 'git is not installed; install it, or compare two files' in capsys.readouterr().err


def test_a_revision_before_there_was_a_program_is_said(repository: Site, capsys: pytest.CaptureFixture[str]) -> None:
    git(repository.folder, 'rm', '-q', '-r', '--cached', 'program')
    commit_all = ['commit', '-q', '-m', 'no program']
    git(repository.folder, *commit_all)
    assert changes(repository, 'HEAD') == 2
    assert 'there was no program/ in "HEAD"' in capsys.readouterr().err


def test_only_plain_files_of_the_program_are_taken(repository: Site) -> None:
    repository.write('program/notes.txt', 'no')
    repository.write('talks/2019/deep/p9.md', 'no')
    repository.write('talks/2019/picture.png', 'no')
    repository.write('talks/2019/größe\t"x".md', 'prose')
    (repository.folder / 'program/2018.yml').symlink_to('/etc/passwd')
    (repository.folder / 'program/2017.yml').mkdir()
    commit(repository.folder)
    names = [name for name, _ in of_revision('HEAD', repository.folder).files]
    assert names == ['program/2019.yml', 'program/series.yml', 'talks/2019/größe\t"x".md']


def made(folder: Path, *command: str, send: str = '') -> str:
    """What git prints when it makes an object."""
    who = ['-c', 'user.name=A', '-c', 'user.email=a@example.org']
    done = subprocess.run(['git', *who, *command], cwd=folder, input=send, capture_output=True, text=True, check=True)
    return done.stdout.strip()


def test_no_tree_can_write_outside_the_folder(repository: Site) -> None:
    """A tree that somebody made by hand may have any names in it."""
    folder = repository.folder
    blob = made(folder, 'hash-object', '-w', '--stdin', send='x')
    above = made(folder, 'mktree', send=f'100644 blob {blob}\tx.md\n')
    talks = made(folder, 'mktree', send=f'040000 tree {above}\t..\n040000 tree {above}\t2019\n')
    program = made(folder, 'mktree', send=f'100644 blob {blob}\t2019.yml\n')
    top = made(folder, 'mktree', send=f'040000 tree {talks}\ttalks\n040000 tree {program}\tprogram\n')
    commit_id = made(folder, 'commit-tree', '-m', 'x', top)
    assert [name for name, _ in of_revision(commit_id, folder).files] == ['program/2019.yml', 'talks/2019/x.md']


# Two files


def test_two_files_of_any_name_are_one_edition(site: Site, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    old = tmp_path / 'Program of 2019 (old).YAML'
    shutil.copy(site.folder / FILE, old)
    site.edit(FILE, 'title: Coffee', 'title: Tea')
    assert main(['changes', str(old), str(site.folder / FILE)]) == 0
    assert capsys.readouterr().out == '2019\n- “Coffee” is now called “Tea”.\n'


def test_people_and_series_beside_a_file_are_those_of_it(
    site: Site, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    site.write('program/people.yml', 'people: []\n')
    shutil.copytree(site.folder / 'program', tmp_path / 'then')
    site.write('program/people.yml', 'people: [{name: Rose Yu, url: https://example.org/}]\n')
    main(['changes', str(tmp_path / 'then/2019.yml'), str(site.folder / FILE)])
    assert capsys.readouterr().out == 'People\n- The home page of Rose Yu is now https://example.org/.\n'


@pytest.mark.parametrize(
    ('arguments', 'said'),
    [
        (['gone.yml', 'gone.yml'], 'gone.yml cannot be read: No such file or directory'),
        (['HEAD', 'gone.yml'], 'a file can be compared with another file only'),
        (['gone.yml'], 'a file can be compared with another file only'),
    ],
)
def test_files_that_cannot_be_compared(
    repository: Site, capsys: pytest.CaptureFixture[str], arguments: list[str], said: str
) -> None:
    assert changes(repository, *arguments) == 2
    assert said in capsys.readouterr().err


@pytest.mark.parametrize('name', ['2019', 'people', 'series'])
@pytest.mark.parametrize('text', ['a: [', '', 'edition: ]\n'])
def test_a_file_that_cannot_be_read_on_either_side_ends_with_2_and_nothing_is_said_of_it(
    repository: Site, capsys: pytest.CaptureFixture[str], name: str, text: str
) -> None:
    repository.write(f'program/{name}.yml', text)
    assert changes(repository, 'HEAD') == 2
    out, err = capsys.readouterr()
    assert out == ''
    assert err.startswith(
        f'proceedings changes: program/ cannot be compared, since a file of it cannot be read: program/{name}.yml:'
    )
    commit(repository.folder)
    assert changes(repository, 'HEAD', 'v1') == 2
    assert capsys.readouterr().err.startswith('proceedings changes: HEAD cannot be compared, ')


def test_front_matter_that_cannot_be_read_ends_with_2(repository: Site, capsys: pytest.CaptureFixture[str]) -> None:
    repository.write('talks/2019/p9.md', '---\nlinks: {\n---\n')
    assert changes(repository, 'HEAD') == 2
    assert 'cannot be read: talks/2019/p9.md:' in capsys.readouterr().err


def test_files_from_elsewhere_get_series_and_people_of_the_site(
    site: Site, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    site.write('program/people.yml', 'people: [{name: Rose Yu, id: ry}]\n')
    site.edit('program/series.yml', 'short_title: WT', 'redirects: {about: talks/2018/index}')
    site.edit(FILE, 'organizers: [Rose Yu]', 'organizers: [{id: ry}]')
    old, new = tmp_path / 'old.yml', site.folder / 'new.yml'
    shutil.copy(site.folder / FILE, old)
    shutil.copy(site.folder / FILE, new)
    site.edit('new.yml', 'title: Coffee', 'title: Tea')
    assert changes(site, str(old), str(new)) == 0
    assert capsys.readouterr() == ('2019\n- “Coffee” is now called “Tea”.\n', '')


def test_files_from_elsewhere_need_no_site(site: Site, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    old, new = tmp_path / 'old.yml', tmp_path / 'new.yml'
    shutil.copy(site.folder / FILE, old)
    new.write_text(old.read_text(encoding='utf-8').replace('Coffee', 'Tea'), encoding='utf-8')
    assert main(['changes', str(old), str(new), '--site', str(tmp_path)]) == 0
    assert capsys.readouterr() == ('2019\n- “Coffee” is now called “Tea”.\n', '')


def test_a_problem_of_a_file_from_elsewhere_is_said_where_it_is(
    site: Site, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    old = tmp_path / 'old.yml'
    shutil.copy(site.folder / FILE, old)
    old.write_text(old.read_text(encoding='utf-8').replace('kind: invited', 'kind: invted'), encoding='utf-8')
    assert changes(site, str(old), str(site.folder / FILE)) == 0
    assert f'the first is {old}:' in capsys.readouterr().err
    old.write_text('a: [', encoding='utf-8')
    assert changes(site, str(old), str(site.folder / FILE)) == 2
    assert f'cannot be read: {old}:' in capsys.readouterr().err


@pytest.mark.parametrize(
    ('old', 'new'),
    [('program/2019.yml', 'program/2020.yml'), ('program/spring.yml', 'program/2020.yml'), ('2019.yml', 'a/2020.yml')],
)
def test_two_editions_are_not_compared(site: Site, capsys: pytest.CaptureFixture[str], old: str, new: str) -> None:
    text = (site.folder / FILE).read_text(encoding='utf-8')
    site.write(old, text)
    site.write(new, text)
    assert changes(site, str(site.folder / old), str(site.folder / new)) == 2
    out, err = capsys.readouterr()
    assert out == ''
    assert 'are two editions, and what is compared is one edition then and now' in err


def test_files_with_problems_are_compared_as_far_as_they_are_clear(
    repository: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    repository.edit(FILE, 'kind: invited', 'kind: invted')
    repository.edit(FILE, 'title: Coffee', 'title: Tea')
    assert changes(repository, 'HEAD') == 0
    out, err = capsys.readouterr()
    assert '- “Coffee” is now called “Tea”.\n' in out
    assert err.startswith(
        'program/ has 1 problem, and is compared as far as it is clear; the first is program/2019.yml:'
    )


def test_the_date_of_entries_is_today_or_what_is_said(repository: Site, capsys: pytest.CaptureFixture[str]) -> None:
    repository.edit(FILE, 'title: Coffee', 'title: Tea')
    changes(repository, 'HEAD', '--yaml', '--date', '2019-12-01')
    assert capsys.readouterr().out == (
        '# program/2019.yml\n- {date: 2019-12-01, text: “Coffee” is now called “Tea”.}\n'
    )
    changes(repository, 'HEAD', '--yaml')
    assert f'date: {date.today()}' in capsys.readouterr().out
