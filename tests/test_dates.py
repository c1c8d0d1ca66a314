"""When a talk, a person, an edition was last changed: from the data and from git, and never from the clock."""

from __future__ import annotations

import subprocess
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from conftest import Site
from proceedings.export.dates import Dates, published
from proceedings.export.history import History
from repositories import commit, git

FILE = 'program/2019.yml'
PEOPLE = """
people:
- {name: Rose Yu, orcid: 0000-0001-2345-6789}
- id: gilles-louppe
  name: Gilles Louppe
"""


def day(number: int, month: int = 11, year: int = 2019) -> str:
    return f'{year}-{month:02}-{number:02}T12:00:00+00:00'


def at(number: int, month: int = 11, year: int = 2019, hour: int = 12) -> datetime:
    return datetime(year, month, number, hour, tzinfo=UTC)


@pytest.fixture
def versioned(site: Site, without_epoch: object) -> Site:
    """All that there is was committed on the first day of November."""
    site.write('program/people.yml', PEOPLE)
    site.write('talks/2019/p9.md', 'Prose.\n')
    site.write('about.md', '# About\n')
    git(site, 'init', '--quiet', '--initial-branch', 'main')
    commit(site, '.', date=day(1))
    return site


def dates(site: Site) -> Dates:
    loaded = site.load()
    return Dates(loaded.program, loaded.lines, History(site.folder))


def talks(site: Site) -> dict[str, datetime | None]:
    found = dates(site)
    return {talk.id: found.talk(talk) for talk in found.program.talks.values()}


def people(site: Site) -> dict[str, datetime | None]:
    found = dates(site)
    return {person.id: found.person(person) for person in found.program.people.values()}


# What git knows


def test_a_talk_was_changed_when_its_own_entry_was(versioned: Site) -> None:
    versioned.edit(FILE, 'JAX, M.D.', 'JAX MD')
    commit(versioned, '.', date=day(5))
    assert talks(versioned) == {'causality': at(1), 'jax-md': at(5), 'p9': at(1)}
    versioned.edit(FILE, 'talks:\n', 'talks:\n# a comment moves them all\n\n')
    versioned.edit(FILE, 'title: Likelihood-free inference', 'title: >-\n    Likelihood-free\n    inference')
    commit(versioned, '.', date=day(6))
    versioned.edit(FILE, '    inference', '    Inference')  # a line on which no value begins
    commit(versioned, '.', date=day(7))
    assert talks(versioned) == {'causality': at(1), 'jax-md': at(5), 'p9': at(7)}


def test_a_talk_was_changed_when_its_abstract_was(versioned: Site) -> None:
    versioned.write('talks/2019/p9.md', 'Better prose.\n')
    versioned.write('talks/2019/jax-md.md', 'New.\n')
    commit(versioned, '.', date=day(5))
    assert talks(versioned) == {'causality': at(1), 'jax-md': at(5), 'p9': at(5)}


def test_a_person_was_changed_when_the_entry_or_the_biography_or_a_talk_was(versioned: Site) -> None:
    assert set(people(versioned).values()) == {at(1)}
    versioned.edit('program/people.yml', '0000-0001-2345-6789', '0000-0002-1825-0097')
    commit(versioned, '.', date=day(2))
    versioned.write('speakers/ekin-cubuk.md', 'Ekin.\n')
    commit(versioned, '.', date=day(3))
    versioned.edit(FILE, 'Causality and', 'Causality &')
    commit(versioned, '.', date=day(4))
    assert people(versioned) == {
        'ekin-cubuk': at(3),
        'gilles-louppe': at(1),
        'samuel-schoenholz': at(1),
        'bernhard-scholkopf': at(4),
        'rose-yu': at(2),
    }


def test_an_edition_was_changed_when_anything_of_it_was(versioned: Site) -> None:
    versioned.edit(FILE, 'Coffee', 'Tea')
    commit(versioned, '.', date=day(5))
    assert dates(versioned).edition(versioned.program.editions['2019']) == at(5)
    versioned.write('talks/2019/p9.md', 'Other prose.\n')
    commit(versioned, '.', date=day(6))
    assert dates(versioned).edition(versioned.program.editions['2019']) == at(6)
    assert talks(versioned)['jax-md'] == at(1)


def test_a_book_was_changed_when_its_edition_or_what_it_has_names_and_titles_from_was(versioned: Site) -> None:
    steps = {
        'talks/2019/p9.md': 'Other prose.\n',
        'program/people.yml': f'{PEOPLE}  url: https://example.org/\n',
        'program/series.yml': 'series: {title: Another}\n',
    }
    for number, (file, text) in enumerate(steps.items(), start=5):
        versioned.write(file, text)
        commit(versioned, '.', date=day(number))
        assert dates(versioned).book(versioned.program.editions['2019']) == at(number)
    versioned.edit(FILE, '- {time: 09:20-09:40, title: Coffee, kind: break}\n', '')  # of which no line is left
    commit(versioned, '.', date=day(9))
    assert dates(versioned).book(versioned.program.editions['2019']) == at(9)


def test_a_book_of_which_nothing_is_known_is_of_the_first_day(site: Site, without_epoch: pytest.MonkeyPatch) -> None:
    edition = site.program.editions['2019']
    assert dates(site).book(edition) == at(14, 12, hour=8)
    without_epoch.setenv('SOURCE_DATE_EPOCH', str(int(at(3).timestamp())))
    assert dates(site).book(edition) == at(3)


def test_other_pages_were_changed_when_what_they_show_was(versioned: Site) -> None:
    versioned.edit(FILE, 'title: Likelihood', 'keywords: [inference]\n  title: Likelihood')
    commit(versioned, '.', date=day(5))
    versioned.edit(FILE, 'Coffee', 'Tea')
    commit(versioned, '.', date=day(6))
    found = dates(versioned)
    pages = {
        'talks/keywords/inference': at(5),
        'talks/keywords/index': at(6),
        'talks/index': at(6),
        'speakers/index': at(6),
        'talks/2019/days/2019-12-14': at(6),
        'talks/2019/p9': at(5),
        'speakers/gilles-louppe': at(5),
        'index': at(6),
        'about': at(1),
        'elsewhere': None,
    }
    assert {page: found.page(page, f'{page}.md', 'index') for page in pages} == pages


def test_what_is_not_committed_has_no_date_of_its_own(versioned: Site) -> None:
    versioned.edit(FILE, 'JAX, M.D.', 'JAX MD')
    versioned.add(FILE, '- {id: new, title: New, authors: [Rose Yu], status: withdrawn}\n')
    versioned.write('talks/2019/causality.md', 'New.\n')
    assert talks(versioned) == {'causality': at(1), 'jax-md': at(1), 'p9': at(1), 'new': None}


def test_another_name_of_the_file_of_an_edition_changes_no_talk(versioned: Site) -> None:
    git(versioned, 'mv', FILE, 'program/vancouver.yml')
    commit(versioned, '.', date=day(5))
    assert talks(versioned)['causality'] == at(1)


def test_in_a_shallow_clone_the_oldest_commit_has_changed_nothing(versioned: Site, tmp_path: Path) -> None:
    for number, title in ((5, 'JAX MD'), (6, 'JAX-MD')):
        versioned.edit(FILE, versioned.program.talks['2019/jax-md'].title, title)
        commit(versioned, '.', date=day(number))
    clones = []
    for depth in (1, 2):
        address, folder = f'file://{versioned.folder}', tmp_path / f'clone-{depth}'
        subprocess.run(['git', 'clone', '--quiet', '--depth', str(depth), address, folder], check=True)
        clones.append(talks(Site(folder)))
    assert clones == [
        {'causality': None, 'jax-md': None, 'p9': None},
        {'causality': None, 'jax-md': at(6), 'p9': None},
    ]


def test_a_site_in_a_folder_of_a_repository_is_dated_too(site: Site, without_epoch: object) -> None:
    site.write('talks/2019/p9.md', 'Prose.\n')
    whole = Site(site.folder.parent)
    git(whole, 'init', '--quiet')
    commit(whole, '.', date=day(1))
    site.write('talks/2019/p9.md', 'Better prose.\n')
    commit(whole, '.', date=day(2))
    assert talks(site) == {'causality': at(1), 'jax-md': at(1), 'p9': at(2)}


def test_no_configuration_of_the_users_changes_a_date(
    versioned: Site, without_epoch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    versioned.edit(FILE, 'JAX, M.D.', 'JAX MD')
    commit(versioned, '.', date=day(5))
    before = talks(versioned)
    config, ignored = tmp_path / 'config', tmp_path / 'ignored'
    ignored.write_text(f'{History(versioned.folder).head}\n')
    config.write_text(
        '[log]\nshowSignature = true\ndate = relative\nshowRoot = true\n[blame]\nignoreRevsFile = '
        f'{ignored}\n'
        'showRoot = true\n[color]\nui = always\n[diff]\nnoprefix = true\nrelative = false\n[core]\npager = false\n',
        encoding='utf-8',
    )
    without_epoch.setenv('GIT_CONFIG_GLOBAL', str(config))
    assert talks(versioned) == before


def test_git_is_asked_once_for_each_file_of_the_program_however_many_talks_there_are(
    versioned: Site, without_epoch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    run = subprocess.run

    def note(command: list[str], **settings: object) -> object:
        asked.append(next(word for word in command if word in ('rev-parse', 'log', 'blame')))
        return run(command, **settings)  # type: ignore[call-overload]

    without_epoch.setattr(subprocess, 'run', note)
    found = dates(versioned)
    for talk in found.program.talks.values():
        found.talk(talk)
    for person in found.program.people.values():
        found.person(person)
    assert sorted(asked) == ['blame', 'blame', 'log', 'rev-parse']


# What the data says


def test_what_the_data_says_counts_where_it_is_later(site: Site, without_epoch: object) -> None:
    site.edit(FILE, 'title: Causality', 'since: 2020-02-01\n  status: retracted\n  reason: Wrong\n  title: Causality')
    site.edit(FILE, '  title: "JAX', '  corrections: [{kind: erratum, date: 2020-01-05, text: A}]\n  title: "JAX')
    site.edit(FILE, '  title: Likelihood', '  last_modified: 2020-01-06T10:00:00+02:00\n  title: Likelihood')
    assert site.problems == []
    assert talks(site) == {
        'causality': at(1, 2, 2020, hour=8),
        'jax-md': at(5, 1, 2020, hour=8),
        'p9': at(6, 1, 2020, hour=8),
    }
    site.add(FILE, 'changes:\n- {date: 2020-03-01, text: Moved., talk: p9}\n')
    assert talks(site)['p9'] == at(1, 3, 2020, hour=8)


def test_a_talk_was_published_when_it_or_the_volume_says_so(site: Site, without_epoch: object) -> None:
    site.edit(FILE, '  title: "JAX', '  published: 2020-01-05\n  title: "JAX')
    days = {talk.id: published(site.program.editions['2019'], talk) for talk in site.program.talks.values()}
    assert days == {'causality': None, 'jax-md': date(2020, 1, 5), 'p9': None}
    site.edit(FILE, 'edition:\n', 'edition:\n  proceedings: {title: The volume, published: 2020-01-02}\n')
    assert site.problems == []
    days = {talk.id: published(site.program.editions['2019'], talk) for talk in site.program.talks.values()}
    assert days == {'causality': date(2020, 1, 2), 'jax-md': date(2020, 1, 5), 'p9': date(2020, 1, 2)}
    assert talks(site)['p9'] == at(2, 1, 2020, hour=8)


# Where nothing is known


def test_without_git_nothing_is_known(
    site: Site, without_epoch: pytest.MonkeyPatch, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert {*talks(site).values()} == {None}  # no repository
    git(site, 'init', '--quiet')
    assert {*talks(site).values()} == {None}  # no commit
    without_epoch.setenv('PATH', str(tmp_path))
    assert {*talks(site).values()} == {None}  # no git
    assert capfd.readouterr() == ('', '')


def test_then_it_is_source_date_epoch_and_nothing_is_ever_later(
    versioned: Site, without_epoch: pytest.MonkeyPatch
) -> None:
    epoch = int(at(3).timestamp())
    without_epoch.setenv('SOURCE_DATE_EPOCH', str(epoch))
    versioned.edit(FILE, 'JAX, M.D.', 'JAX MD')
    commit(versioned, '.', date=day(5))
    versioned.add(FILE, '- {id: new, title: New, authors: [Rose Yu], status: withdrawn}\n')
    assert talks(versioned) == {'causality': at(1), 'jax-md': at(3), 'p9': at(1), 'new': at(3)}
