"""Keywords: their pages, their index, and what is one keyword and what are two."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from sphinx.util.inventory import InventoryFile

from conftest import Site, site_that_knows
from proceedings.documents import documents, redirects
from proceedings.ledger import LEDGER, with_new

EDITION_FILE = 'program/2019.yml'
TITLES = {
    'causality': 'title: Causality and Exoplanets\n',
    'jax-md': 'title: "JAX, M.D.: Molecular Dynamics"\n',
    'p9': 'title: Likelihood-free inference\n',
}
OLDER = """
edition: {start: 2018-12-08, timezone: UTC}
talks:
- {id: stars, title: What stars say, speakers: [Ada Lovelace], keywords: [Causal Inference]}
"""


def tag(site: Site, **keywords: str) -> None:
    """Give talks keywords in the YAML: those of jax-md are `jax_md`."""
    for name, given in keywords.items():
        title = TITLES[name.replace('_', '-')]
        site.edit(EDITION_FILE, title, f'{title}  keywords: {given}\n')


def publish(site: Site) -> None:
    site.write(LEDGER, with_new('', documents(site.program, 'index')))


def test_a_keyword_has_a_page_with_all_its_talks_the_newest_edition_first(site: Site) -> None:
    tag(site, causality='[causal inference]', p9='[causal inference, simulation]')
    site.write('program/2018.yml', OLDER)
    built = site.build()
    text = built.text('talks/keywords/causal-inference')
    assert built.warnings == []
    assert text.startswith('causal inference Keyword · 3 talks Workshop on Testing 2019')
    titles = ['Causality and Exoplanets', 'Likelihood-free inference', 'Workshop on Testing 2018', 'What stars say']
    assert [text.index(title) for title in titles] == sorted(text.index(title) for title in titles)
    assert 'href="../2019/p9.html"' in built.page('talks/keywords/causal-inference')


def test_the_index_has_all_keywords_with_the_number_of_their_talks(site: Site) -> None:
    tag(site, causality='[stars, Älter]', jax_md='[stars]', p9='[Zeta]')
    built = site.build()
    assert built.text('talks/keywords/index') == 'Keywords Älter 1 stars 2 Zeta 1'
    assert 'href="alter.html"' in built.page('talks/keywords/index')


def test_an_index_of_many_keywords_is_by_letter(site: Site) -> None:
    many = [f'a{number}' for number in range(100)]
    tag(site, p9=str([*many, 'zeta', '机器学习', '50 years']).replace("'", '"'))
    built = site.build()
    page = built.page('talks/keywords/index')
    assert built.warnings == []
    assert all(f'<h2>{letter}<' in page for letter in ('#', 'A', 'Z', 'Han'))
    assert 'aria-label="Letters"' in page


def test_without_keywords_there_is_no_index(site: Site) -> None:
    built = site.build()
    assert built.warnings == []
    assert not (built.out / 'talks/keywords').exists()


def test_a_talk_leads_to_its_keywords_as_it_writes_them(site: Site) -> None:
    tag(site, causality='[Monte Carlo, Monte Carlo]', jax_md='[Monte Carlo]')
    site.write('talks/2019/p9.md', '---\nkeywords: [Stars, monte-carlo, stars]\n---\nText.\n')
    built = site.build()
    assert built.warnings == []
    assert 'Keywords Stars, monte-carlo' in built.text('talks/2019/p9')
    assert 'href="../keywords/monte-carlo.html"' in built.page('talks/2019/p9')


@pytest.mark.parametrize(
    ('given', 'name'),
    [
        (('monte carlo', 'Monte-Carlo', 'Monte-Carlo'), 'Monte-Carlo'),
        (('monte carlo', 'Monte Carlo', 'monte carlo'), 'monte carlo'),
        (('schrodinger', 'Schrödinger', 'SCHRODINGER'), 'Schrödinger'),
        (("Noether's theorem", 'Noether’s theorem', 'noether s theorem'), 'Noether’s theorem'),
        (('机器学习', '机器学习', '机器学习'), '机器学习'),
    ],
)
def test_case_accents_hyphens_and_quotation_marks_make_no_other_keyword(
    site: Site, given: tuple[str, str, str], name: str
) -> None:
    for talk, written in zip(('causality', 'jax_md', 'p9'), given, strict=True):
        tag(site, **{talk: f'["{written}"]'})
    assert [(keyword.name, len(keyword.talks)) for keyword in site.program.keywords.values()] == [(name, 3)]
    assert site.problems == []


def test_two_keywords_of_one_address_are_not_merged(site: Site) -> None:
    tag(site, causality='[C++]', jax_md='[c++]')
    site.write('talks/2019/p9.md', '---\nkeywords:\n- stars\n- C#\n---\nText.\n')
    says = (
        'the keyword "C#" would have the page of "C++", talks/keywords/c; write both in the same way, or, if they are '
        'two, one of them in other words, as "C sharp" [proceedings.duplicate]'
    )
    assert site.problems == [f'talks/2019/p9.md:4:3: {says}']
    built = site.build()
    assert 'Likelihood' not in built.text('talks/keywords/c')
    assert 'Keywords stars, C#' in built.text('talks/2019/p9')
    assert 'href="../keywords/c.html"' not in built.page('talks/2019/p9')


@pytest.mark.parametrize(
    ('written', 'why'),
    [
        ('index', 'the site needs that name itself'),
        ('Index', 'the site needs that name itself'),
        ('CON', 'Windows has no file of that name'),
        ('Lpt1', 'Windows has no file of that name'),
        ('COM¹', 'Windows has no file of that name'),
        ('++', 'it has no letter and no digit'),
        ('x' * 81, 'it is longer than 80 characters'),
        ('学' * 81, 'it is longer than 80 characters'),
    ],
)
def test_a_keyword_that_cannot_have_a_page_is_a_problem_and_plain_text(site: Site, written: str, why: str) -> None:
    tag(site, p9=f'[stars, "{written}"]')
    line = (site.folder / EDITION_FILE).read_text().splitlines().index(f'  keywords: [stars, "{written}"]') + 1
    short = written if len(written) < 61 else f'{written[:59]}…'
    says = f'talk "p9": the keyword "{short}" cannot have a page: {why}; write it in other words [proceedings.id]'
    assert site.problems == [f'{EDITION_FILE}:{line}:21: {says}']
    built = site.build()
    assert f'Keywords stars, {written}' in built.text('talks/2019/p9')
    assert list(site.program.keywords) == ['stars']


def test_markup_in_a_keyword_is_text(site: Site) -> None:
    tag(site, p9='["<script>alert(1)</script> *x* `y`"]')
    built = site.build()
    assert built.warnings == []
    for page in ('talks/2019/p9', 'talks/keywords/index', 'talks/keywords/script-alert-1-script-x-y'):
        assert '&lt;script&gt;alert(1)&lt;/script&gt; *x* `y`' in built.page(page)


def test_what_no_longer_stands_gives_no_keyword_a_page_and_its_former_page_leads_to_it(site: Site) -> None:
    tag(site, p9='[stars, planets]', jax_md='[planets]')
    publish(site)
    site.edit(EDITION_FILE, '- id: p9\n', '- id: p9\n  status: withdrawn\n')
    assert list(site.program.keywords) == ['planets']
    assert site.program.keywords['planets'].talks == ('2019/jax-md',)
    assert redirects(site.program) == {'talks/keywords/stars': 'talks/2019/p9'}
    assert site.problems == []
    assert 'Keywords stars, planets' in site.build().text('talks/2019/p9')


def test_a_keyword_that_was_published_and_is_another_now_has_a_way_out(site: Site) -> None:
    tag(site, causality='[star]', p9='[inference]')
    publish(site)
    site.edit(EDITION_FILE, 'keywords: [star]', 'keywords: [stars]')
    line = (site.folder / LEDGER).read_text().splitlines().index('talks/keywords/star') + 1
    assert site.problems == [
        (
            f'{LEDGER}:{line}:1: talks/keywords/star was published, and is the address of nothing any more; if the '
            'keyword is another now, write under series: in program/series.yml redirects: {talks/keywords/star: '
            'talks/keywords/stars}; if not, put it back at a talk, or lead to talks/keywords/index [proceedings.lost]'
        )
    ]
    site.edit('program/series.yml', 'WT\n', 'WT\n  redirects: {talks/keywords/star: talks/keywords/stars}\n')
    assert site.problems == []
    built = site.build()
    assert 'href="stars.html"' in (built.out / 'talks/keywords/star.html').read_text()


def test_a_talk_that_is_lost_speaks_for_its_keywords(site: Site) -> None:
    tag(site, p9='[stars]', jax_md='[planets]')
    publish(site)
    site.edit(EDITION_FILE, '[jax-md, p9]', '[jax-md]')
    text = (site.folder / EDITION_FILE).read_text()
    (site.folder / EDITION_FILE).write_text(text[: text.index('- id: p9')])
    assert [problem.split()[1] for problem in site.problems] == ['talks/2019/p9']


@pytest.mark.parametrize('id', ['keywords', 'page-2'])
def test_an_edition_cannot_have_the_address_of_another_page(site: Site, id: str) -> None:
    site.write(f'program/{id}.yml', OLDER)
    (problem,) = site.problems
    assert f'program/{id}.yml:1:1: "{id}" cannot be the id of an edition: talks/{id} is another page; ' in problem


def test_nobody_writes_the_page_of_a_keyword(site: Site) -> None:
    tag(site, p9='[stars]')
    site.write('talks/keywords/index.md', 'What our talks are about.\n')
    assert site.problems == []
    assert 'What our talks are about.' in site.build().text('talks/keywords/index')
    site.write('talks/keywords/stars.md', 'Stars are hot.\n')
    assert site.problems == [
        (
            'talks/keywords/stars.md:1:1: no page can be here: that of a keyword comes from the talks that have it; '
            'delete the file [proceedings.file]'
        )
    ]


def test_a_role_leads_to_a_keyword_and_knows_what_may_be_meant(site: Site) -> None:
    tag(site, p9='[Monte Carlo]')
    site.write('talks/2019/jax-md.md', 'About {keyword}`monte-carlo`,\n{keyword}`Monte Carlo`.\n')
    built = site.build()
    assert built.warnings == [
        'talks/2019/jax-md.md:2: WARNING: no keyword "Monte Carlo"; did you mean "monte-carlo"? [proceedings.keyword]'
    ]
    assert 'About Monte Carlo,' in built.text('talks/2019/jax-md')
    assert 'href="../keywords/monte-carlo.html"' in built.page('talks/2019/jax-md')
    inventory = InventoryFile.loads((built.out / 'objects.inv').read_bytes(), uri='').data
    assert inventory['proceedings:keyword']['monte-carlo'].display_name == 'Monte Carlo'


def test_a_role_leads_to_sphinxs_own_keyword_where_the_program_has_none(site: Site) -> None:
    tag(site, p9='[Yielding, lambda]')
    site.write('index.rst', '.. _yield:\n.. _lambda:\n\nHome\n====\n\n:keyword:`yield`, :std:keyword:`yield`.\n')
    site.write('talks/2019/p9.md', '{keyword}`yield`, {keyword}`that <yield>`, {keyword}`lambda`, {keyword}`!no`.\n')
    built = site.build()
    assert built.warnings == []
    assert built.page('index').count('href="#yield"') == 2
    assert re.findall(r'href="([^"]*(?:#yield|/lambda.html))"', built.page('talks/2019/p9')) == [
        '../../index.html#yield',
        '../../index.html#yield',
        '../keywords/lambda.html',
        '../keywords/lambda.html',  # below the abstract
    ]


def test_a_role_leads_to_the_keywords_of_other_sites(site: Site, tmp_path: Path) -> None:
    tag(site, p9='[Monte Carlo]')
    site.write('index.rst', '.. _yield:\n\nHome\n====\n')
    inventory = site.build().out / 'objects.inv'
    other = site_that_knows(inventory, tmp_path / 'other' / 'site')
    other.write('index.md', 'See {keyword}`monte-carlo`, {keyword}`yield`.\n')
    built = other.build()
    assert built.warnings == []
    assert 'href="https://example.org/talks/keywords/monte-carlo.html"' in built.page('index')
    assert 'href="https://example.org/index.html#yield"' in built.page('index')


def test_a_role_that_names_no_keyword_is_a_warning_until_a_talk_has_it(site: Site) -> None:
    tag(site, p9='[stars]')
    site.write('index.md', 'About {keyword}`plasma`.\n')
    assert site.build().warnings == ["index.md:1: WARNING: unknown keyword: 'plasma' [ref.keyword]"]
    tag(site, jax_md='[Plasma]')
    built = site.build()
    assert built.warnings == []
    assert 'About Plasma.' in built.text('index')


def test_a_new_keyword_reads_the_talk_the_pages_of_its_keywords_and_the_index(site: Site) -> None:
    tag(site, causality='[stars]', jax_md='[planets]', p9='[stars, inference]')
    site.build()
    site.edit(EDITION_FILE, 'keywords: [planets]', 'keywords: [Stars, planets]')
    assert site.build().read == [
        'talks/2019/causality',
        'talks/2019/jax-md',
        'talks/2019/p9',
        'talks/keywords/index',
        'talks/keywords/stars',
    ]


def test_a_keyword_that_nobody_has_any_more_leaves_no_page(site: Site) -> None:
    tag(site, p9='[stars]')
    assert (site.build().out / 'talks/keywords/stars.html').exists()
    site.edit(EDITION_FILE, '  keywords: [stars]\n', '')
    built = site.build()
    assert built.warnings == []
    assert not list((built.out / 'talks/keywords').glob('*.html'))
    assert not list(Path(site.folder / 'talks/keywords').glob('*.stub'))


def test_the_keywords_of_a_talk_whose_id_another_has_are_not_looked_for(site: Site) -> None:
    site.add('program/2019.yml', '- {id: p9, kind: poster, title: Foam, authors: [Rose Yu], keywords: [foam]}\n')
    [problem] = site.problems
    assert 'p9' in problem
    assert '[proceedings.duplicate]' in problem
