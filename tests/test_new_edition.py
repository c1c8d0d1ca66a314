"""`proceedings new-edition`: next year's file, for somebody who never saw the format."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from conftest import Site
from proceedings.cli import main
from proceedings.load import load

NEW = 'program/2021.yml'


def new_edition(site: Site, *arguments: str) -> int:
    return main(['new-edition', '2021', str(site.folder), *arguments])


def text(site: Site, name: str = NEW) -> str:
    return (site.folder / name).read_text(encoding='utf-8')


def with_all_examples(site: Site, name: str = NEW) -> None:
    """Take away the first hash of every line, as an editor does."""
    lines = text(site, name).splitlines()
    first = [line for line in lines if line.startswith('# yaml-language-server')]
    uncommented = [re.sub('^( *)# ?', r'\1', line) for line in lines if line not in first]
    (site.folder / name).write_text('\n'.join([*first, *uncommented]) + '\n', encoding='utf-8')


def test_one_command_makes_an_edition_without_a_problem(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    assert new_edition(site) == 0
    assert site.problems == []
    assert [*site.program.editions] == ['2021', '2019']
    assert capsys.readouterr().out == (
        'wrote program/2021.yml, with what probably stays from 2019\n'
        'next: edit it (the first day, 2021-12-11, is a guess), then run `proceedings check` and `make html`\n'
    )


def test_the_new_edition_has_a_page_at_once(site: Site) -> None:
    new_edition(site, '--start', '2021-12-13')
    site.write('index.md', '')
    built = site.build()
    assert built.warnings == []
    assert 'Workshop on Testing 2021' in built.text('index')
    assert '13 December 2021' in built.text('talks/2021/index')


def test_all_examples_count_when_the_hashes_are_taken_away(site: Site) -> None:
    new_edition(site)
    with_all_examples(site)
    assert site.problems == []
    edition = site.program.editions['2021']
    assert [*edition.talks] == ['first-talk', 'second-talk', 'third-talk']
    assert len(edition.sessions) == 4
    assert (edition.room, [*edition.rooms]) == ('west-109', ['west-109'])
    assert [credit.person for credit in edition.organizers] == ['rose-yu']
    assert edition.talks['first-talk'].awards
    assert edition.changes[0].talk == '2021/first-talk'


def test_an_editor_that_takes_hashes_away_leaves_the_explanations(site: Site) -> None:
    new_edition(site)
    explained = text(site).count('## ')
    with_all_examples(site)
    assert len(re.findall('^ *# ', text(site), re.MULTILINE)) == explained > 15


def test_no_explanation_stands_in_the_middle_of_a_talk(site: Site) -> None:
    new_edition(site)
    talks = text(site).partition('# talks:\n')[2]
    assert [line for line in talks.splitlines() if line.startswith(' ')] == []


def test_the_facts_that_probably_stay_are_there(site: Site) -> None:
    site.edit(
        'program/2019.yml',
        '  room: West 109\n',
        '  room: West 109\n  venue: {name: "Palace: Hall", city: Vancouver}\n  part_of: {title: "Conf #1", url: https://example.org/}\n',
    )
    site.edit('program/2019.yml', 'organizers: [Rose Yu]', 'organizers: [{name: Rose Yu, role: "chair: program"}]\n'
              'tracks: [Theory]\nsponsors: [{name: "ACME, Inc.", url: https://acme.example}]')  # fmt: skip
    new_edition(site)
    with_all_examples(site)
    assert site.problems == []
    old, new = (site.program.editions[id] for id in ('2019', '2021'))
    for fact in ('timezone', 'venue', 'part_of', 'rooms', 'tracks', 'organizers', 'sponsors'):
        assert getattr(new, fact) == getattr(old, fact), fact


@pytest.mark.parametrize(
    'title',
    ['No', '1984', 'A: B', '# 1', 'It\'s "so"', '- x', '[a', '{b}', '*c', '&d', '!e', '@f', '~', '=', '%g', '王伟 🎉'],
)
def test_names_and_titles_are_read_again_as_they_were(site: Site, title: str) -> None:
    quoted = "'" + title.replace("'", "''") + "'"
    site.edit('program/2019.yml', 'edition:\n', f'edition:\n  title: {quoted}\n')
    site.edit(
        'program/2019.yml', 'room: West 109', f'room: hall\n  venue: {quoted}\nrooms: [{{id: hall, name: {quoted}}}]'
    )
    site.edit('program/2019.yml', '[Rose Yu]\nschedule', f'[Rose Yu, {{name: Bo Li, affiliation: {quoted}}}]\nschedule')
    site.edit('program/series.yml', 'title: Workshop on Testing', f'title: {quoted}') if title != '~' else None
    new_edition(site)
    with_all_examples(site)
    assert site.problems == []
    old, new = (site.program.editions[id] for id in ('2019', '2021'))
    assert (new.title, new.venue, new.rooms, new.organizers) == (old.title, old.venue, old.rooms, old.organizers)


def test_a_title_of_the_edition_itself_is_kept_and_one_with_the_year_is_a_guess(site: Site) -> None:
    site.edit('program/2019.yml', 'edition:\n', 'edition:\n  title: "Testing: the workshop"\n')
    new_edition(site)
    assert site.program.editions['2021'].title == 'Testing: the workshop'
    site.edit('program/2019.yml', 'Testing: the workshop', 'Testing 2019')
    (site.folder / NEW).unlink()
    new_edition(site)
    assert site.program.editions['2021'].title == 'Workshop on Testing'
    assert '\n  # title: Testing 2021\n' in text(site)


def test_an_organizer_who_shares_a_name_is_named_by_id(site: Site) -> None:
    site.write(
        'program/people.yml',
        """
        people:
        - {name: Rose Yu, id: rose-yu-1, disambiguation: A}
        - {name: Rose Yu, id: rose-yu-2, disambiguation: B}
        """,
    )
    site.edit('program/2019.yml', 'organizers: [Rose Yu]', 'organizers: [{id: rose-yu-2}]')
    site.edit('program/2019.yml', 'Gilles Louppe, Rose Yu', 'Gilles Louppe, {id: rose-yu-1}')
    new_edition(site)
    with_all_examples(site)
    assert site.problems == []
    assert [credit.person for credit in site.program.editions['2021'].organizers] == ['rose-yu-2']


def test_the_first_day_is_the_same_day_of_the_week_in_the_year_of_the_id(site: Site) -> None:
    for id, start in (
        ('2020', '2020-12-12'),
        ('2018', '2018-12-15'),
        ('2031', '2031-11-29'),
        ('2020-spring', '2020-12-12'),
    ):
        assert main(['new-edition', id, str(site.folder)]) == 0
        edition = load(site.folder).program.editions[id]
        assert edition.start == date.fromisoformat(start)
        assert edition.start.strftime('%a') == 'Sat'
        (site.folder / f'program/{id}.yml').unlink()


def test_the_guess_of_the_first_day_says_that_it_is_one(site: Site) -> None:
    new_edition(site)
    assert 'Saturday. A guess: 104 weeks after 2019 began.' in text(site)
    (site.folder / NEW).unlink()
    new_edition(site, '--start', '2021-12-13')
    assert '## The first day, Monday.\n  start: 2021-12-13\n' in text(site)


def test_the_schema_is_named_only_where_there_is_one(site: Site) -> None:
    new_edition(site)
    assert 'yaml-language-server' not in text(site)
    (site.folder / NEW).unlink()
    site.write('_static/program.schema.json', '{}')
    new_edition(site)
    assert text(site).startswith(
        '# yaml-language-server: $schema=../_static/program.schema.json\n#\n'
        '## The line above is for editors, and stays as it is, hash and all.\n'
    )


def test_a_site_without_an_edition_gets_its_first(site: Site) -> None:
    (site.folder / 'program/2019.yml').unlink()
    assert new_edition(site) == 0
    assert site.problems == []
    with_all_examples(site)
    assert site.problems == []
    assert len(site.program.editions['2021'].organizers) == 2


def test_a_folder_without_a_program_gets_one(tmp_path: Path) -> None:
    assert main(['new-edition', '2021', str(tmp_path)]) == 0
    assert (tmp_path / NEW).is_file()


def test_without_an_edition_and_a_year_the_first_day_has_to_be_said(
    site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    (site.folder / 'program/2019.yml').unlink()
    assert main(['new-edition', 'spring', str(site.folder)]) == 1
    assert 'write it, as --start 2021-12-13' in capsys.readouterr().err
    assert main(['new-edition', 'spring', str(site.folder), '--start', '2021-03-01']) == 0


@pytest.mark.parametrize('name', ['2021.yml', '2021.yaml', '2021.YML'])
def test_nothing_is_ever_overwritten(site: Site, capsys: pytest.CaptureFixture[str], name: str) -> None:
    site.write(f'program/{name}', 'mine\n')
    assert new_edition(site) == 1
    assert text(site, f'program/{name}') == 'mine\n'
    assert f'program/{name} is there already, and stays as it is' in capsys.readouterr().err


def test_a_link_that_leads_nowhere_is_not_written_through(site: Site, tmp_path: Path) -> None:
    (site.folder / NEW).symlink_to(tmp_path / 'elsewhere')
    assert new_edition(site) == 1
    assert not (tmp_path / 'elsewhere').exists()


@pytest.mark.parametrize(
    'id', ['2021 Spring', '../2021', 'people', 'series', 'index', '', '2021_a', '2021/a', 'x' * 81, '２０２１']
)
def test_what_cannot_be_an_id_is_said(site: Site, capsys: pytest.CaptureFixture[str], id: str) -> None:
    before = sorted(site.folder.parent.rglob('*'))
    assert main(['new-edition', id, str(site.folder)]) == 1
    assert 'cannot be an id; write lower-case letters' in capsys.readouterr().err
    assert sorted(site.folder.parent.rglob('*')) == before


def test_an_id_that_is_almost_good_is_made_good_in_the_message(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    main(['new-edition', '2021 Spring', str(site.folder)])
    assert capsys.readouterr().err.endswith('as in 2021-spring\n')


def test_the_former_id_of_an_edition_is_taken(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    site.edit('program/2019.yml', 'edition:\n', 'edition:\n  former_ids: [2021]\n')
    assert new_edition(site) == 1
    assert '2021 is what 2019 was called, and its addresses lead there' in capsys.readouterr().err


def test_a_folder_that_cannot_be_written_is_said(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    folder = Site(site.folder.parent / 'other')
    folder.write('program', 'a file\n')
    assert main(['new-edition', '2021', str(folder.folder)]) == 1
    assert 'program/2021.yml cannot be written: ' in capsys.readouterr().err


def test_a_day_that_is_none_is_said(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        new_edition(site, '--start', '13 December')
    assert stopped.value.code == 2
    assert '"13 December" is not a date; write it as 2019-12-14' in capsys.readouterr().err


def test_the_title_of_the_series_breaks_no_comment(tmp_path: Path) -> None:
    folder = tmp_path / 'a\nedition: x'
    folder.mkdir()
    main(['new-edition', '2021', str(folder)])
    assert [str(problem) for problem in load(folder).problems if '2021.yml' in problem.place.file] == []
