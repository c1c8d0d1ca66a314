"""People over the years: one page each, whatever they were called, with all that they did."""

from __future__ import annotations

import re
import zlib
from pathlib import Path

import pytest

from conftest import Site
from proceedings import paging
from proceedings.documents import documents, letter_of

NEXT_YEAR = """
edition:
  start: 2020-12-11
  timezone: America/Vancouver
organizers: [{name: Gilles Louppe, role: steering committee}]
affiliations: {Rose Yu: UC San Diego, Ekin Cubuk: Google}
schedule:
- {time: 08:10-09:10, talk: turbulence}
talks:
- {id: turbulence, kind: invited, title: Turbulence, speakers: Rose Yu}
- {id: q1, kind: digital, title: Physics-guided learning, authors: [Rose Yu, Ekin Cubuk, Gilles Louppe]}
- {id: q2, kind: digital, title: More of the same, authors: [Gilles Louppe, Rose Yu, Sam Old]}
"""


@pytest.fixture
def years(site: Site) -> Site:
    """Two editions."""
    site.write('program/2020.yml', NEXT_YEAR)
    of_series(site, 'kinds: {digital: {name: Digital acceptance, presented: false}}')
    site.edit(
        'program/2019.yml', 'organizers: [Rose Yu]', 'organizers: [Rose Yu]\naffiliations: {Rose Yu: Northeastern}'
    )
    return site


def of_series(site: Site, line: str) -> None:
    site.edit('program/series.yml', '  short_title: WT\n', f'  short_title: WT\n  {line}\n')


def people(site: Site, *entries: str) -> None:
    site.write('program/people.yml', 'people:\n' + ''.join(f'- {entry}\n' for entry in entries))


def all_that_is_published(out: Path) -> str:
    """Every file, its name and what is in it, also where that is packed."""
    found = []
    for path in sorted(out.rglob('*')):
        if path.is_file() and '_static' not in path.parts:
            content = path.read_bytes()
            if path.name == 'objects.inv':
                content = zlib.decompress(content.split(b'\n', 4)[4])
            found.append(f'{path.relative_to(out)}\n{content.decode("utf-8", "replace")}')
    return '\n'.join(found)


# The page of a person


def test_a_page_holds_the_roles_of_all_editions_the_newest_first_each_with_the_affiliation_of_its_time(
    years: Site,
) -> None:
    text = years.build().text('speakers/rose-yu')
    newest, _, older = text.partition('Workshop on Testing 2019')
    assert 'Workshop on Testing 2020 UC San Diego' in newest
    assert 'Turbulence' in newest
    assert 'Invited talk, speaker' in newest
    assert older.lstrip().startswith('Northeastern Organizer')


def test_an_affiliation_that_stands_above_is_not_said_again(site: Site) -> None:
    site.add('program/2019.yml', 'affiliations: {Rose Yu: Northeastern}\n')
    assert site.build().text('speakers/rose-yu').count('Northeastern') == 1


def test_a_page_lists_the_coauthors_of_all_editions_those_of_most_papers_first(years: Site) -> None:
    built = years.build()
    section = built.text('speakers/gilles-louppe').partition('Co-authors')[2]
    assert 'Rose Yu 3 papers Ekin Cubuk Sam Old' in section
    assert 'href="ekin-cubuk.html"' in built.page('speakers/gilles-louppe').partition('Co-authors')[2]


def test_who_only_speaks_is_no_coauthor(site: Site) -> None:
    site.edit('program/2019.yml', '  speakers: [Samuel Schoenholz]\n', '  speakers: [Rose Yu]\n')
    assert 'Ekin Cubuk' not in site.build().text('speakers/rose-yu')
    assert 'Rose Yu' not in site.build().text('speakers/ekin-cubuk')


def test_a_paper_of_more_than_a_hundred_makes_no_coauthors(site: Site) -> None:
    crowd = ', '.join(f'Author {chr(65 + n // 26)}{chr(97 + n % 26)}x' for n in range(101))
    site.add(
        'program/2019.yml', f'- {{id: crowd, kind: poster, title: Crowd, authors: [{crowd}], status: tentative}}\n'
    )
    assert site.program.coauthors('author-aax') == []
    site.edit('program/2019.yml', ', Author Dwx', '')
    assert len(site.program.coauthors('author-aax')) == 99


def test_a_page_says_how_else_somebody_is_spelled(years: Site) -> None:
    people(years, '{name: Samuel Old, aliases: [Sam Old, S. Old]}')
    assert 'Also published as Sam Old, S. Old' in years.build().text('speakers/samuel-old')


# Two people of one name

NAMESAKES = (
    '{name: Rose Yu, disambiguation: UC San Diego}',
    '{name: Rose Yu, id: rose-yu-2, disambiguation: University of Somewhere}',
)


@pytest.fixture
def namesakes(site: Site) -> Site:
    people(site, *NAMESAKES)
    site.edit('program/2019.yml', 'organizers: [Rose Yu]', 'organizers: [{id: rose-yu}]')
    site.edit('program/2019.yml', '[Gilles Louppe, Rose Yu]', '[Gilles Louppe, {id: rose-yu-2}]')
    return site


def test_two_people_of_one_name_are_told_apart_on_their_pages_in_the_index_and_in_search(namesakes: Site) -> None:
    built = namesakes.build()
    assert built.warnings == []
    text = built.text('speakers/rose-yu-2')
    assert text.startswith('Rose Yu (University of Somewhere)')
    assert 'Not to be confused with Rose Yu (UC San Diego)' in text
    assert 'href="rose-yu.html"' in built.page('speakers/rose-yu-2')
    assert 'Yu, Rose (UC San Diego) Yu, Rose (University of Somewhere)' in built.text('speakers/index')
    assert '"University of Somewhere"' in (built.out / 'search/index.js').read_text(encoding='utf-8')


def test_the_page_of_a_talk_says_which_of_the_two_it_is_and_lists_have_the_bare_name(namesakes: Site) -> None:
    built = namesakes.build()
    page = built.page('talks/2019/p9')
    assert re.search(r'href="../../speakers/rose-yu-2.html"[^>]*>(<[^>]*>)*Rose Yu <', page)
    assert 'Rose Yu (University of Somewhere)' in built.text('talks/2019/p9')
    assert 'Somewhere' not in built.page('talks/index')


def test_two_of_one_name_whom_nothing_tells_apart_are_worth_a_look(namesakes: Site) -> None:
    assert namesakes.problems == []
    namesakes.edit('program/people.yml', ', disambiguation: University of Somewhere', '')
    (problem,) = namesakes.problems
    assert problem == (
        'program/people.yml:3:3: notice: person "rose-yu-2": somebody else is called "Rose Yu", too; write '
        'disambiguation: with what tells them apart, such as an affiliation [proceedings.person]'
    )


# Names that are hidden on request


HIDDEN = '{name: Samantha New, hidden_names: Sam Old, former_ids: sam-old}'


def test_a_hidden_name_leads_to_the_person_and_is_nowhere_to_be_seen(years: Site) -> None:
    people(years, '{name: Samantha New, hidden_names: Sam Old}')
    built = years.build()
    assert built.warnings == []
    assert 'Samantha New' in built.text('talks/2020/q2')
    assert 'More of the same' in built.text('speakers/samantha-new')
    assert not re.search(r'sam.?old', all_that_is_published(built.out), re.IGNORECASE)


def test_an_address_with_a_hidden_name_leads_on_and_shows_it_nowhere_else(years: Site) -> None:
    people(years, HIDDEN)
    built = years.build()
    page = (built.out / 'speakers/sam-old.html').read_text(encoding='utf-8')
    assert 'samantha-new.html' in page
    assert 'Sam Old' not in all_that_is_published(built.out)
    assert not any('sam-old' in file.read_text(encoding='utf-8') for file in built.out.glob('search/*.js'))


def test_a_hidden_name_is_in_no_problem(years: Site) -> None:
    people(years, '{name: Samantha New, hidden_names: Sam Old}')
    years.edit('program/2020.yml', 'Rose Yu, Sam Old]', 'Rose Yu, Sam Old, Samantha New]')
    assert [problem.partition(': ')[2] for problem in years.problems] == [
        'notice: talk "q2": "Samantha New" is here twice; delete one [proceedings.duplicate]'
    ]


@pytest.mark.parametrize('shown', ['name: Sam Old', 'name: Samantha New, aliases: Sam Old'])
def test_a_name_that_is_hidden_and_shown_is_a_problem(years: Site, shown: str) -> None:
    people(years, f'{{{shown}, hidden_names: sam  old}}')
    (problem,) = years.problems
    assert 'a hidden name is shown, as the name or an alias; delete it in one of the two places' in problem
    assert problem.startswith('program/people.yml:2:')


def test_a_hidden_name_is_not_said_even_where_it_is_somebody_elses(years: Site) -> None:
    people(years, '{name: Samantha New, hidden_names: Sam Old}', '{name: Sam Old}')
    (problem,) = [problem for problem in years.problems if 'more than one' in problem]
    assert problem.partition(': ')[2] == (
        'talk "q2": more than one person is called "…"; write {id: samantha-new} or {id: sam-old} [proceedings.person]'
    )


@pytest.mark.parametrize('builder', ['html', 'dirhtml'])
def test_a_name_that_is_hidden_after_it_was_published_is_gone_from_the_folder_of_the_build(
    years: Site, builder: str
) -> None:
    before = all_that_is_published(years.build(builder).out)
    assert 'speakers/sam-old' in before
    assert 'title="Sam Old"' in before
    people(years, '{name: Samantha New, hidden_names: Sam Old}')
    built = years.build(builder)
    assert not re.search(r'sam.?old', all_that_is_published(built.out), re.IGNORECASE)
    assert len(built.read) < len(list(built.out.rglob('*.html'))) / 2


# Former ids


def test_an_alias_of_two_people_leads_to_neither(years: Site) -> None:
    people(years, '{name: Rose Yu, aliases: R Yu}', '{name: Ekin Cubuk, aliases: R Yu}')
    assert years.program.former['speaker'] == {}


def test_an_own_id_before_others_says_by_which_one_calendars_go(site: Site) -> None:
    site.edit('program/2019.yml', '- id: p9\n', '- id: p9\n  former_ids: [p9, merged]\n')
    assert site.problems == []
    assert site.program.former['talk'] == {'2019/merged': '2019/p9'}


def test_what_makes_a_former_id_is_an_alias_or_the_organizer(years: Site) -> None:
    people(years, '{name: Samuel Old, aliases: [Sam Old, S. Old], former_ids: old-sam}')
    assert years.program.people['samuel-old'].former_ids == ('old-sam', 'sam-old', 's-old')
    assert years.program.former['speaker'] == dict.fromkeys(('old-sam', 'sam-old', 's-old'), 'samuel-old')


def test_an_alias_that_is_somebody_elses_name_makes_no_former_id(namesakes: Site) -> None:
    namesakes.edit('program/people.yml', 'disambiguation: UC', 'aliases: Gilles Louppe, disambiguation: UC')
    assert namesakes.program.people['rose-yu'].former_ids == ('gilles-louppe',)
    namesakes.add('program/people.yml', '- {name: G. Louppe, id: gilles-louppe}\n')
    assert namesakes.program.people['rose-yu'].former_ids == ()


def test_what_has_another_id_is_known_by_the_former_one_for_each_kind_of_object(site: Site) -> None:
    site.edit('program/2019.yml', '  room: West 109\n', '  room: West 109\n  former_ids: first\n')
    site.edit('program/2019.yml', 'organizers:', 'rooms: [{name: West 109, former_ids: w}]\norganizers:')
    site.edit('program/2019.yml', '- id: p9\n', '- id: p9\n  former_ids: [p8, p7]\n')
    former = site.program.former
    assert former['edition'] == {'first': '2019'}
    assert former['talk']['2019/p8'] == former['talk']['2019/p7'] == former['talk']['first/p7'] == '2019/p9'
    assert former['talk']['first/jax-md'] == '2019/jax-md'
    assert former['room'] == {'2019/w': '2019/west-109', 'first/west-109': '2019/west-109', 'first/w': '2019/west-109'}


@pytest.mark.parametrize(
    ('former', 'problem'),
    [
        ('p9', 'talk "p9": "p9" is the id that it has now; delete it here [proceedings.duplicate]'),
        ('jax-md', '"jax-md" is still the id of another talk; an address can lead to one page only'),
        ('P 8', '"P 8" was no id; write it as it is in the address, without .html [proceedings.id]'),
        ('../p8', '"../p8" was no id'),
    ],
)
def test_a_former_id_that_can_be_none_is_a_problem(site: Site, former: str, problem: str) -> None:
    site.edit('program/2019.yml', '- id: p9\n', f'- id: p9\n  former_ids: [{former}]\n')
    (found,) = site.problems
    assert problem in found


def test_a_former_id_of_two_is_a_problem(site: Site) -> None:
    site.edit('program/2019.yml', '- id: p9\n', '- id: p9\n  former_ids: [old]\n')
    site.edit('program/2019.yml', '- id: jax-md\n', '- id: jax-md\n  former_ids: [old]\n')
    (found,) = site.problems
    assert 'talk "p9": "old" is a former id of "2019/jax-md" already; an address can lead to one page only' in found


@pytest.mark.parametrize(
    ('redirects', 'problem'),
    [
        ('{about: talks/2019/nothing}', '"about" leads to "talks/2019/nothing", and there is no such page'),
        ('{about: talks/2019/p8}', '; did you mean "talks/2019/p9"?'),
        ('{talks/2019/p9: talks/index}', 'there is a page "talks/2019/p9"; an address can lead to one page only'),
        ('{../about: talks/index}', 'is not the name of a page'),
        ('{about.html: talks/index}', 'write its address without .html, as in about'),
    ],
)
def test_a_redirect_from_or_to_the_wrong_place_is_a_problem(site: Site, redirects: str, problem: str) -> None:
    of_series(site, f'redirects: {redirects}')
    (found,) = site.problems
    assert problem in found


# What is read again


def test_another_affiliation_reads_only_the_pages_that_show_it_again(years: Site) -> None:
    years.build()
    years.edit('program/2020.yml', 'UC San Diego', 'San Diego')
    assert years.build().read == ['speakers/rose-yu', 'talks/2020/q1', 'talks/2020/q2', 'talks/2020/turbulence']


def test_one_changed_title_of_two_editions_reads_only_the_pages_that_show_it_again(years: Site) -> None:
    years.build()
    years.edit('program/2019.yml', 'title: Likelihood-free inference', 'title: Inference without likelihood')
    assert years.build().read == [
        'speakers/gilles-louppe', 'speakers/rose-yu', 'talks/2019/days/2019-12-14', 'talks/2019/index', 'talks/2019/p9',
        'talks/2019/rooms/west-109', 'talks/2020/q1', 'talks/2020/q2', 'talks/2020/turbulence',
        'talks/index',
    ]  # fmt: skip  # those of 2020 show it as related: it is by the same people


def test_people_are_sorted_by_letter_once_for_all_pages_of_letters(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paging, 'PEOPLE_ON_A_PAGE', 4)
    sorted_names: list[str] = []
    program, fold = site.program, paging.fold
    monkeypatch.setattr(paging, 'fold', lambda name: sorted_names.append(name) or fold(name))
    letters = [letter_of(program, document) for document in documents(program, 'index') if '/letters/' in document]
    assert letters == ['C', 'L', 'S', 'Y']
    assert len(sorted_names) == len(program.people)


def test_a_credit_keeps_the_spelling_that_was_printed(site: Site) -> None:
    site.write('program/people.yml', 'people:\n- {name: Gilles Louppe, aliases: G. Louppe, hidden_names: Gil Before}\n')
    site.edit('program/2019.yml', 'authors: [Gilles Louppe, Rose Yu]', 'authors: [G. Louppe, ROSE YU]')
    first, second = site.program.talks['2019/p9'].authors
    assert (first.person, first.printed) == ('gilles-louppe', 'G. Louppe')
    assert (second.person, second.printed) == ('rose-yu', '')


def test_a_hidden_name_is_not_even_kept_as_printed(site: Site) -> None:
    site.write('program/people.yml', 'people:\n- {name: Gilles Louppe, hidden_names: Gil Before}\n')
    site.edit('program/2019.yml', 'authors: [Gilles Louppe, Rose Yu]', 'authors: [Gil Before, Rose Yu]')
    [first, _] = site.program.talks['2019/p9'].authors
    assert (first.person, first.printed) == ('gilles-louppe', '')
    assert 'Before' not in repr(site.program)
