"""Papers that lie in the repository, and what else a talk says of where it was published."""

from __future__ import annotations

from pathlib import Path

import pytest

from conftest import Site
from proceedings.changes import compare
from proceedings.changes.words import sentence

PDF = b'%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n'
LINK = '{paper: https://example.org/86.pdf}'


def put(site: Site, name: str, content: bytes = PDF) -> Path:
    path = site.folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def test_a_pdf_beside_the_abstract_is_the_paper(site: Site) -> None:
    put(site, 'talks/2019/p9.pdf')
    assert site.problems == []
    assert site.program.talks['2019/p9'].pdf == 'talks/2019/p9.pdf'
    assert site.program.talks['2019/p9'].has_paper


def test_a_link_may_lead_to_a_pdf_anywhere_in_the_site(site: Site) -> None:
    put(site, 'papers/Final version.PDF')
    site.edit('program/2019.yml', LINK, '{paper: papers/Final version.PDF, code: "https://example.org/code"}')
    assert site.problems == []
    talk = site.program.talks['2019/jax-md']
    assert talk.pdf == 'papers/Final version.PDF'
    assert [link.kind for link in talk.links] == ['code']


def test_a_link_in_front_matter_is_seen_from_its_own_folder(site: Site) -> None:
    put(site, 'talks/2019/camera-ready.pdf')
    site.write('talks/2019/p9.md', '---\nlinks: {paper: camera-ready.pdf}\n---\nProse.\n')
    assert site.problems == []
    assert site.program.talks['2019/p9'].pdf == 'talks/2019/camera-ready.pdf'


def test_a_paper_may_be_here_and_elsewhere(site: Site) -> None:
    put(site, 'papers/86.pdf')
    site.edit('program/2019.yml', LINK, '{paper: [papers/86.pdf, "https://arxiv.org/abs/1912.04232"]}')
    talk = site.program.talks['2019/jax-md']
    assert (talk.pdf, [link.url for link in talk.links]) == ('papers/86.pdf', ['https://arxiv.org/abs/1912.04232'])


@pytest.mark.parametrize(
    ('written', 'said'),
    [
        ('papers/none.pdf', '"papers/none.pdf" is no file of this site; is its name spelled the same?'),
        ('../outside.pdf', '"../outside.pdf" is not the way to a file of this site; write it as papers/jax-md.pdf'),
        ('/etc/paper.pdf', '"/etc/paper.pdf" is not the way to a file of this site; write it as papers/jax-md.pdf'),
        ('papers/text.pdf', '"papers/text.pdf" is not a PDF; save the paper as PDF'),
        ('papers/short.pdf', '"papers/short.pdf" is a PDF that ends too early; was it copied whole?'),
        (
            'papers/lfs.pdf',
            '"papers/lfs.pdf" is not a PDF (it is a pointer of Git LFS: run git lfs pull); save the paper as PDF',
        ),
        (
            'papers/link.pdf',
            '"papers/link.pdf" is a symbolic link, or in a linked folder; put the file itself here',
        ),
        ('paper.docx', '"paper.docx" is not a web address; it has to begin with https:// or http://'),
    ],
)
def test_what_is_no_pdf_of_this_site_is_a_problem_where_it_is_written(site: Site, written: str, said: str) -> None:
    put(site, 'papers/text.pdf', b'\\documentclass{article}')
    put(site, 'papers/short.pdf', PDF[:-8])
    put(site, 'papers/lfs.pdf', b'version https://git-lfs.github.com/spec/v1\n')
    (site.folder / 'papers/link.pdf').symlink_to('/etc/passwd')
    site.edit('program/2019.yml', LINK, f'{{paper: {written}}}')
    [problem] = site.problems
    assert said in problem
    line = 1 + site.folder.joinpath('program/2019.yml').read_text().splitlines().index(f'  links: {{paper: {written}}}')
    assert problem.startswith(f'program/2019.yml:{line}:18: ')
    assert site.program.talks['2019/jax-md'].pdf == ''


def test_a_file_beside_the_abstract_that_is_no_pdf_is_a_problem(site: Site) -> None:
    put(site, 'talks/2019/p9.pdf', b'<html>Sign in to download</html>')
    [problem] = site.problems
    assert problem.startswith('talks/2019/p9.pdf:1:1: is not a PDF')


def test_two_files_for_one_paper_are_a_problem(site: Site) -> None:
    put(site, 'papers/86.pdf')
    put(site, 'talks/2019/other.pdf')
    site.edit('program/2019.yml', LINK, '{paper: papers/86.pdf}')
    site.write('talks/2019/jax-md.md', '---\nlinks: {paper: other.pdf}\n---\nProse.\n')
    [problem] = site.problems
    assert problem.startswith('talks/2019/jax-md.md:2:16: ')
    assert 'the paper is papers/86.pdf already' in problem


def test_a_slip_in_the_name_of_a_file_does_not_pass_in_silence(site: Site) -> None:
    put(site, 'talks/2019/jaxmd.pdf')
    site.edit('program/2019.yml', LINK, '{}')
    [problem] = site.problems
    assert (
        'talks/2019/jaxmd.pdf:1:1: notice: no talk "jaxmd"; if it is the paper of "jax-md", rename it to jax-md.pdf'
        in problem
    )


def test_a_file_that_is_not_the_paper_after_all_does_not_pass_in_silence(site: Site) -> None:
    put(site, 'talks/2019/jax-md.pdf')
    put(site, 'papers/86.pdf')
    site.edit('program/2019.yml', LINK, '{paper: papers/86.pdf}')
    [problem] = site.problems
    assert 'talks/2019/jax-md.pdf:1:1: notice: is not shown: the paper of "jax-md" is papers/86.pdf' in problem


def test_readers_find_the_paper_on_the_page_and_in_lists(site: Site) -> None:
    put(site, 'talks/2019/p9.pdf')
    built = site.build()
    link = 'type="application/pdf">Paper (PDF)</a>'
    assert f'href="p9.pdf" {link}' in built.page('talks/2019/p9')
    assert f'href="2019/p9.pdf" {link}' in built.page('talks/index')


def test_the_doi_of_a_paper_is_the_one_that_its_link_leads_to(site: Site) -> None:
    site.edit('program/2019.yml', LINK, '{paper: "https://doi.org/10.1000/182%3Ca%3E"}')
    assert site.program.talks['2019/jax-md'].doi == '10.1000/182<a>'
    site.edit('program/2019.yml', 'number: 86', 'doi: https://doi.org/10.1000/183\n  number: 86')
    assert site.program.talks['2019/jax-md'].doi == '10.1000/183'


@pytest.mark.parametrize(
    ('written', 'read'), [('12-17', ('12', '17')), ('12–17', ('12', '17')), ('9', ('9', '9')), ('e12', ('e12', 'e12'))]
)
def test_pages_are_a_first_and_a_last(site: Site, written: str, read: tuple[str, str]) -> None:
    site.edit('program/2019.yml', 'number: 86', f'pages: {written}')
    assert site.program.talks['2019/jax-md'].pages == read


@pytest.mark.parametrize(
    ('key', 'value', 'said'),
    [
        ('pages', '17-12', 'the last page, 12, is before the first, 17'),
        ('pages', 'the last ones', 'is no pages; write them as 12-17'),
        ('doi', 'https://example.org/x', 'is not a DOI; it looks like 10.1000/182'),
        ('published', 'soon', 'is not a date; write it as 2019-12-14'),
    ],
)
def test_a_slip_in_what_is_published_is_a_problem(site: Site, key: str, value: str, said: str) -> None:
    site.edit('program/2019.yml', 'number: 86', f'{key}: {value}')
    [problem] = site.problems
    assert said in problem


VOLUME = """\
  proceedings:
    title: Proceedings of the Workshop on Testing
    editors: [Rose Yu, Eva Editor]
    publisher: Testing Press
    series: Testing Research
    volume: 7
    isbn: 978-3-16-148410-0
    issn: 2640-3498
    published: 2020-02-01
"""


def test_an_edition_says_which_volume_it_is_cited_from(site: Site) -> None:
    site.edit('program/2019.yml', '  room: West 109\n', f'  room: West 109\n{VOLUME}')
    assert site.problems == []
    volume = site.program.editions['2019'].proceedings
    assert (volume.title, volume.volume, volume.isbn) == (
        'Proceedings of the Workshop on Testing',
        '7',
        '978-3-16-148410-0',
    )
    assert [credit.person for credit in volume.editors] == ['rose-yu', 'eva-editor']
    assert site.program.roles['eva-editor'][0].name == 'editor'


@pytest.mark.parametrize(
    ('good', 'bad', 'said'),
    [
        ('978-3-16-148410-0', '978-3-16-148410-1', 'its last digit does not fit the others'),
        ('978-3-16-148410-0', '0-306-40615-3', 'its last digit does not fit the others'),
        ('978-3-16-148410-0', '12', 'it has 10 or 13 digits'),
        ('2640-3498', '2640-3499', 'its last digit does not fit the others'),
        ('2640-3498', '2640', 'it looks like 2640-3498'),
    ],
)
def test_a_number_with_a_slip_is_a_problem(site: Site, good: str, bad: str, said: str) -> None:
    site.edit('program/2019.yml', '  room: West 109\n', f'  room: West 109\n{VOLUME.replace(good, bad)}')
    [problem] = site.problems
    assert said in problem


def test_isbns_of_ten_digits_are_good_too(site: Site) -> None:
    volume = VOLUME.replace('978-3-16-148410-0', '0-8044-2957-X')
    site.edit('program/2019.yml', '  room: West 109\n', f'  room: West 109\n{volume}')
    assert site.problems == []


def test_the_page_of_an_edition_says_which_volume_it_is_cited_from(site: Site) -> None:
    site.edit('program/2019.yml', '  room: West 109\n', f'  room: West 109\n{VOLUME}    doi: 10.1000/182\n')
    text = site.build().text('talks/2019/index')
    assert 'Edited by Rose Yu, Eva Editor' in text
    said = 'Proceedings of the Workshop on Testing, Testing Research 7, Testing Press, ISBN 978-3-16-148410-0'
    assert f'{said}, doi:10.1000/182' in text


def test_what_is_published_is_among_the_changes(site: Site) -> None:
    before = site.program
    site.edit('program/2019.yml', '  room: West 109\n', f'  room: West 109\n{VOLUME}')
    site.edit('program/2019.yml', 'number: 86', 'number: 86\n  pages: 12-17\n  doi: 10.1000/182')
    told = [sentence(difference) for difference in compare(before, site.program)]
    assert 'The publisher of the proceedings is now Testing Press.' in told
    assert 'Rose Yu and Eva Editor are now editors.' in told
    assert 'The pages of “JAX, M.D.: Molecular Dynamics” are now 12–17.' in told
    assert 'The DOI of “JAX, M.D.: Molecular Dynamics” is now 10.1000/182.' in told
