"""When a talk, a person, an edition was last changed: from the data and from git, and never from the clock."""

from __future__ import annotations

import os
import subprocess
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from conftest import Site
from proceedings.export.dates import Dates, published
from proceedings.export.history import History
from proceedings.export.stamps import source_date, stamp_of, wrong_source_date
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


def trouble(site: Site) -> str:
    """What git cannot say, once everything was asked for."""
    found = dates(site)
    for edition in found.program.editions.values():
        found.book(edition)
    return found.history.trouble


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


def test_the_name_of_a_file_may_be_in_any_script(versioned: Site) -> None:
    names = ('speakers/王伟.md', 'speakers/a "quoted" one.md', 'notes/two\nlines.md')
    for number, name in enumerate(names, 2):
        versioned.write(name, 'Prose.\n')
        commit(versioned, '.', date=day(number))
    files = History(versioned.folder).files
    assert [files.get(name) for name in names] == [at(2), at(3), at(4)]


def shallow_clone(site: Site, folder: Path, depth: int) -> Site:
    subprocess.run(['git', 'clone', '--quiet', '--depth', str(depth), f'file://{site.folder}', folder], check=True)
    return Site(folder)


def test_in_a_shallow_clone_the_oldest_commit_has_changed_nothing(versioned: Site, tmp_path: Path) -> None:
    for number, title in ((5, 'JAX MD'), (6, 'JAX-MD')):
        versioned.edit(FILE, versioned.program.talks['2019/jax-md'].title, title)
        commit(versioned, '.', date=day(number))
    clones = [talks(shallow_clone(versioned, tmp_path / f'clone-{depth}', depth)) for depth in (1, 2)]
    assert clones == [
        {'causality': None, 'jax-md': None, 'p9': None},
        {'causality': None, 'jax-md': at(6), 'p9': None},
    ]


def test_nor_has_it_the_edition_and_its_book_and_no_push_of_something_else_changes_that(
    versioned: Site, tmp_path: Path
) -> None:
    first_day = at(14, 12, hour=8)
    for number in (5, 6):
        versioned.write('about.md', f'# About, {number}\n')
        commit(versioned, '.', date=day(number))
        clone = shallow_clone(versioned, tmp_path / f'clone-{number}', 1)
        edition = clone.program.editions['2019']
        assert stamp_of(edition, History(clone.folder)) == first_day
        assert dates(clone).book(edition) == first_day
    edition = versioned.program.editions['2019']
    assert stamp_of(edition, History(versioned.folder)) == at(1)


def test_a_site_in_a_folder_of_a_repository_is_dated_too(site: Site, without_epoch: object) -> None:
    site.write('talks/2019/p9.md', 'Prose.\n')
    whole = Site(site.folder.parent)
    git(whole, 'init', '--quiet')
    commit(whole, '.', date=day(1))
    site.write('talks/2019/p9.md', 'Better prose.\n')
    commit(whole, '.', date=day(2))
    assert talks(site) == {'causality': at(1), 'jax-md': at(1), 'p9': at(2)}


SETTINGS = """
[log]
showSignature = true
date = relative
showRoot = false
follow = true
[blame]
showRoot = true
[color]
ui = always
[diff]
noprefix = true
relative = false
orderFile = /nonexistent
algorithm = patience
indentHeuristic = false
[diff "reversed"]
textconv = tac
[core]
pager = false
quotePath = true
"""


@pytest.mark.parametrize(
    ('where', 'ignored'), [('user', 'of-all'), ('user', '.git-blame-ignore-revs'), ('repository', 'of-all')]
)
def test_no_configuration_changes_a_date(
    versioned: Site, without_epoch: pytest.MonkeyPatch, tmp_path: Path, where: str, ignored: str
) -> None:
    versioned.edit(FILE, 'JAX, M.D.', 'JAX MD')
    versioned.write('.gitattributes', '*.yml diff=reversed\n')
    commit(versioned, '.', date=day(5))
    (tmp_path / 'of-all').write_text(f'{History(versioned.folder).head}\n')
    file = tmp_path / ignored if ignored == 'of-all' else ignored  # which is not there
    settings = f'{SETTINGS}[blame]\nignoreRevsFile = {file}\n'
    if where == 'user':
        without_epoch.setenv('GIT_CONFIG_GLOBAL', str(tmp_path / 'config'))
        (tmp_path / 'config').write_text(settings, encoding='utf-8')
    else:
        versioned.add('.git/config', settings)
    files = History(versioned.folder).files
    assert (files[FILE], files['about.md']) == (at(5), at(1))
    assert talks(versioned) == {'causality': at(1), 'jax-md': at(5), 'p9': at(1)}
    assert trouble(versioned) == ''


def test_lines_end_as_the_user_has_set_it(versioned: Site, without_epoch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    path = versioned.folder / FILE
    path.write_bytes(path.read_bytes().replace(b'\n', b'\r\n'))
    (tmp_path / 'config').write_text('[core]\nautocrlf = true\n', encoding='utf-8')
    without_epoch.setenv('GIT_CONFIG_GLOBAL', str(tmp_path / 'config'))
    assert {*talks(versioned).values()} == {at(1)}


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


def test_where_there_is_nothing_to_know_nothing_is_wrong(site: Site, without_epoch: pytest.MonkeyPatch) -> None:
    assert trouble(site) == ''  # no repository
    git(site, 'init', '--quiet')
    assert trouble(site) == ''  # no commit
    commit(site, 'conf.py', date=day(1))
    assert trouble(site) == ''  # a program that is not committed
    commit(site, '.', date=day(1))
    assert trouble(site) == ''


def test_without_git_nothing_is_wrong_unless_there_is_a_repository(
    site: Site, without_epoch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    path = os.environ['PATH']
    without_epoch.setenv('PATH', str(tmp_path))
    assert trouble(site) == ''
    without_epoch.setenv('PATH', path)
    git(site, 'init', '--quiet')
    without_epoch.setenv('PATH', str(tmp_path))
    assert trouble(site) == 'git is not installed, though there is a repository; install it'


def test_git_may_be_too_slow(versioned: Site, without_epoch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    slow = tmp_path / 'bin/git'
    slow.parent.mkdir()
    slow.write_text('#!/bin/sh\nexec sleep 60\n', encoding='utf-8')
    slow.chmod(0o755)
    without_epoch.setenv('PATH', str(slow.parent), prepend=os.pathsep)
    without_epoch.setattr('proceedings.export.git._PATIENCE', 0.2)
    assert trouble(versioned) == 'git rev-parse HEAD has not ended within 0.2 seconds'


def test_git_may_not_trust_the_folder_until_the_user_says_so(
    versioned: Site, without_epoch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    without_epoch.setenv('GIT_TEST_ASSUME_DIFFERENT_OWNER', '1')  # which git has for tests of its own
    config = tmp_path / 'config'
    config.write_text('', encoding='utf-8')
    without_epoch.setenv('GIT_CONFIG_GLOBAL', str(config))
    said = trouble(versioned)
    assert said.startswith('git rev-parse HEAD says: fatal: detected dubious ownership in repository at')
    assert said.endswith(f'git config --global --add safe.directory {versioned.folder}')
    config.write_text(f'[safe]\ndirectory = {versioned.folder}\n', encoding='utf-8')
    assert trouble(versioned) == ''
    assert {*talks(versioned).values()} == {at(1)}


def test_a_build_says_once_what_git_cannot_say_and_asks_again_next_time(
    versioned: Site, without_epoch: pytest.MonkeyPatch
) -> None:
    config = (versioned.folder / '.git/config').read_text(encoding='utf-8')
    versioned.add('.git/config', '[blame]\nignoreRevsFile = .absent\n')
    settings = {'html_baseurl': 'https://example.org/'}
    built = versioned.build(**settings)
    assert built.warnings == []
    (told,) = (line for line in built.messages.splitlines() if 'notice: git' in line)
    assert told == (
        'notice: git blame program/2019.yml says: fatal: could not open object name list: .absent. Until that is '
        'mended, not everything in sitemap, feeds, calendars and books has the date of its last change; '
        'SOURCE_DATE_EPOCH can say one for all'
    )
    sitemap = built.out / 'sitemap.xml'
    before = sitemap.read_text(encoding='utf-8').count('lastmod')
    (versioned.folder / '.git/config').write_text(config, encoding='utf-8')
    assert 'notice: git' not in versioned.build(**settings).messages
    assert sitemap.read_text(encoding='utf-8').count('lastmod') > before


def test_a_book_says_it_too(versioned: Site) -> None:
    versioned.add('.git/config', '[blame]\nignoreRevsFile = .absent\n')
    assert versioned.build('epub').messages.count('notice: git blame program/2019.yml says: ') == 1


def test_then_it_is_source_date_epoch_and_nothing_is_ever_later(
    versioned: Site, without_epoch: pytest.MonkeyPatch
) -> None:
    epoch = int(at(3).timestamp())
    without_epoch.setenv('SOURCE_DATE_EPOCH', str(epoch))
    versioned.edit(FILE, 'JAX, M.D.', 'JAX MD')
    commit(versioned, '.', date=day(5))
    versioned.add(FILE, '- {id: new, title: New, authors: [Rose Yu], status: withdrawn}\n')
    assert talks(versioned) == {'causality': at(1), 'jax-md': at(3), 'p9': at(1), 'new': at(3)}


@pytest.mark.parametrize('written', ['yesterday', '', '-1', '1.5', '99999999999999', '9' * 5000])
def test_a_source_date_epoch_that_is_no_time_is_told_and_left_out(
    site: Site, without_epoch: pytest.MonkeyPatch, written: str
) -> None:
    without_epoch.setenv('SOURCE_DATE_EPOCH', written)
    assert source_date() is None
    assert wrong_source_date().startswith('SOURCE_DATE_EPOCH: ')
    assert {*talks(site).values()} == {None}


def test_a_build_goes_on_without_it(site: Site, without_epoch: pytest.MonkeyPatch) -> None:
    without_epoch.setenv('SOURCE_DATE_EPOCH', 'yesterday')
    built = site.build('text')
    (told,) = built.warnings
    assert told == (
        "WARNING: SOURCE_DATE_EPOCH: 'yesterday' is no time, and is left out; write the seconds since 1970, as "
        '`git log -1 --format=%ct` prints them, or leave it unset [proceedings.time]'
    )
    assert (built.out / 'talks/2019/jax-md.txt').is_file()


def test_the_last_time_that_there_is_can_be_shown_in_every_zone(without_epoch: pytest.MonkeyPatch) -> None:
    without_epoch.setenv('SOURCE_DATE_EPOCH', '253370764799')
    assert wrong_source_date() == ''
    assert source_date() == datetime(9998, 12, 31, 23, 59, 59, tzinfo=UTC)
