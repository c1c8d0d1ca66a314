"""What is made of a program is the same for as long as the parts of it are that somebody looked at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest

from conftest import Site
from proceedings.documents import documents
from proceedings.domain import proceedings_domain
from proceedings.export.citations import Citations
from proceedings.load import load
from proceedings.model import Edition
from proceedings.observed import OF_PROGRAM, Observed, Part, Values, remembered
from proceedings.program import Program
from proceedings.recipes import Recipe, cook, digest, digest_of
from programs.everything import write_everything
from test_citations import SITE

FILES = ('program/series.yml', 'program/people.yml', 'program/2019.yml')


@pytest.fixture(scope='module')
def everything(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp('everything')
    write_everything(folder)
    return folder


def recipes_of(program: Program) -> list[Recipe]:
    pages: list[Recipe] = [('page', document) for document in documents(program, 'index')]
    return [
        *pages,
        ('home',),
        ('home children',),
        ('schedule', '', '', '', ''),
        ('talks', '', '', ''),
        ('speakers', ''),
    ]


def looked_at(program: Program, recipe: Recipe) -> tuple[str, tuple[Part, ...]]:
    observed = Observed(program)
    with observed.looking() as seen:
        made = digest(cook(observed, recipe))
    return made, tuple(seen)


def programs_with_a_line_less(folder: Path, tmp_path: Path) -> list[Program]:
    """The program without each of its lines in turn, as far as that leaves a program; and with a word more in each."""
    found = []
    for name in FILES:
        lines = (folder / name).read_text('utf-8').splitlines(keepends=True)
        for index, line in enumerate(lines):
            for other in ('', line.rstrip('\n}]\'"') + 'x' + line[len(line.rstrip('\n}]\'"')) :]):
                changed = tmp_path / 'changed'
                write_everything(changed)
                (changed / name).write_text(''.join([*lines[:index], other, *lines[index + 1 :]]), 'utf-8')
                found.append(load(changed).program)
    return found


def test_what_looks_at_no_changed_part_comes_out_the_same(everything: Path, tmp_path: Path) -> None:
    program = load(everything).program
    before = Values(program, digest_of)
    made = {recipe: looked_at(program, recipe) for recipe in recipes_of(program)}
    skipped = 0
    for other in programs_with_a_line_less(everything, tmp_path):
        after = Values(other, digest_of)
        for recipe, (was, parts) in made.items():
            if before.of(parts) == after.of(parts):
                skipped += 1
                assert digest(cook(other, recipe)) == was, recipe
    assert skipped > 500


def test_an_observed_program_makes_what_the_program_makes(everything: Path) -> None:
    program = load(everything).program
    for recipe in recipes_of(program):
        assert looked_at(program, recipe)[0] == digest(cook(program, recipe)), recipe


def test_a_page_does_not_look_at_talks_that_it_does_not_name(everything: Path) -> None:
    _, parts = looked_at(load(everything).program, ('page', 'talks/2019/only'))
    assert ('talks', '2019/only') in parts
    assert ('talks', '2019/jax-md') not in parts
    assert ('talks',) not in parts


def test_what_is_not_there_is_looked_at_too(everything: Path) -> None:
    observed = Observed(load(everything).program)
    with observed.looking() as seen:
        assert 'nobody' not in observed.people
        assert observed.talks.get('2019/none') is None
        with pytest.raises(KeyError):
            observed.editions['2031']
    assert [*seen] == [('people', 'nobody'), ('talks', '2019/none'), ('editions', '2031')]


def test_going_through_all_of_a_mapping_is_looking_at_it_as_a_whole(everything: Path) -> None:
    observed = Observed(load(everything).program)
    with observed.looking() as seen:
        assert {person.id for person in observed.people.values()} == {*observed.people}
        assert [edition.start.year for edition in observed.editions.values()] == [2019]
        assert len(observed.talks) == 3
    assert [*seen] == [
        ('people',), ('people', ''), ('editions', ''), ('editions', '2019'), ('editions', '2019', 'start'),
        ('talks', ''),
    ]  # fmt: skip


def test_who_only_counts_talks_sees_no_other_title(everything: Path) -> None:
    program = load(everything).program
    talk = program.talks['2019/only']
    edition = program.editions['2019']
    other = replace(edition, talks={**edition.talks, 'only': replace(talk, title='Other')})
    less = replace(edition, talks={id: talk for id, talk in edition.talks.items() if id != 'only'})
    looked_at = [('talks', ''), ('editions', '2019', 'talks', '')]
    was, renamed, shorter = (
        Values(replace(program, editions={'2019': one}), digest_of).of(looked_at) for one in (edition, other, less)
    )
    assert was == renamed != shorter


def test_nobody_asks_of_the_neighbours_of_a_poster_when_they_are(site: Site) -> None:
    site.edit('program/2019.yml', '09:20-09:40, title: Coffee, kind: break', '09:20-09:40, talk: invited')
    site.add('program/2019.yml', '- {id: invited, kind: invited, title: Invited}\n')
    before = load(site.folder).program
    site.edit('program/2019.yml', '09:20-09:40, talk: invited', '09:25-09:40, talk: invited')
    after = load(site.folder).program
    _, seen = looked_at(before, ('page', 'talks/2019/p9'))
    assert Values(before, digest_of).of(seen) == Values(after, digest_of).of(seen)
    _, seen = looked_at(before, ('page', 'talks/2019/jax-md'))
    assert Values(before, digest_of).of(seen) != Values(after, digest_of).of(seen)


@pytest.mark.parametrize('parallel', [1, 2])
def test_of_all_that_anything_is_made_of_is_noted_what_it_was(site: Site, parallel: int) -> None:
    site.build(parallel=parallel)
    for old, new in (('Coffee', 'Tea'), ('09:00-09:20', '09:05-09:20'), ('Causality', 'Causes'), ('p9', 'p10')):
        noted = noted_parts(site)
        assert noted == Values(load(site.folder).program, digest_of).of_each(noted)
        site.edit('program/2019.yml', old, new)
        site.build(parallel=parallel)


def noted_parts(site: Site) -> dict[Part, str]:
    """What is noted of the parts of all that documents show and say."""
    domain = proceedings_domain(site.builds[-1].env)
    shown = [one.parts for recipes in domain.shown.values() for one in recipes.values()]
    return {part: domain.data['parts'][part] for part in set().union(*shown, *domain.data['said'].values())}


def test_a_list_of_talks_looks_at_those_that_it_shows(everything: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr('proceedings.paging.TALKS_ON_A_PAGE', 1)
    _, parts = looked_at(load(everything).program, ('page', 'talks/page-2'))
    assert [part[1] for part in parts if part[0] == 'talks' and part[1:] > ('',)] == ['2019/only']
    assert ('talks',) not in parts


def test_the_page_of_a_keyword_does_not_look_at_the_schedule(everything: Path) -> None:
    program = load(everything).program
    edition = program.editions['2019']
    talks = {id: replace(talk, keywords=('sand',)) for id, talk in edition.talks.items()}
    program = replace(program, editions={'2019': replace(edition, talks=talks)})
    _, parts = looked_at(program, ('page', 'talks/keywords/sand'))
    assert [part for part in parts if 'sessions' in part] == []
    assert ('editions', '2019', 'id') in parts


def test_a_day_looks_at_no_talk_of_another(everything: Path) -> None:
    _, parts = looked_at(load(everything).program, ('page', 'talks/2019/days/2019-12-15'))
    assert [part for part in parts if part[-1] == '2019/jax-md' or part[-2:] == ('talks', 'jax-md')] == []


def test_a_look_inside_another_is_seen_by_both(everything: Path) -> None:
    observed = Observed(load(everything).program)
    with observed.looking() as outer:
        with observed.looking() as inner:
            assert observed.series.title
        assert observed.kinds
    assert [*inner] == [('series',)]
    assert [*outer] == [('series',), ('kinds', '')]


def test_what_is_remembered_was_looked_at_by_everybody_who_asks(everything: Path) -> None:
    observed = Observed(load(everything).program)
    title = remembered(observed, lambda ref: observed.talks[ref].title)
    for _ in range(2):
        with observed.looking() as seen:
            assert title('2019/clocks') == 'Clocks'
        assert [*seen] == [('talks', '2019/clocks')]
    plain = remembered(load(everything).program, lambda ref: SimpleNamespace())
    assert plain('a') is plain('a')


def test_a_citation_looks_at_its_edition_also_after_another_did(everything: Path) -> None:
    observed = Observed(load(everything).program)
    citations = Citations(observed, SITE)
    for ref in ('2019/clocks', '2019/only'):
        with observed.looking() as seen:
            citations.of_talk(ref)
        assert ('editions', '2019', 'proceedings') in seen


def test_an_observed_edition_is_an_edition(everything: Path) -> None:
    program = load(everything).program
    edition = Observed(program).editions['2019']
    assert isinstance(edition, Edition)
    assert edition.full_title == program.editions['2019'].full_title
    assert edition.sessions_by_day() == program.editions['2019'].sessions_by_day()


def test_all_that_a_program_finds_is_a_mapping(everything: Path) -> None:
    program = load(everything).program
    assert [name for name in OF_PROGRAM if not isinstance(getattr(program, name), Mapping)] == []


def test_whether_an_edition_is_big_is_seen(everything: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    observed = Observed(load(everything).program)
    with observed.looking() as seen:
        assert '2019' not in observed.big
    before = Values(load(everything).program, digest_of).of(seen)
    monkeypatch.setattr('proceedings.paging.TALKS_ON_A_PAGE', 1)
    assert Values(load(everything).program, digest_of).of(seen) != before
