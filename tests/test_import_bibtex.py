"""A volume in BibTeX: what this site writes comes back as it was, and what others write is understood."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest

from conftest import ROOT, Site
from proceedings.export.citations import cite_edition
from proceedings.export.target import Target
from proceedings.importing.draft import Markup
from proceedings.importing.formats import UnreadableError, bibtex
from proceedings.load import load
from proceedings.program import Program
from tables import Imported, imported, opened, written

SITE = Target(page='{}.html'.format, stamp=lambda edition: '2031-05-02', base='https://proceedings.example.org/')

VOLUME = r"""
@string{tides = "Tides"}
@comment{made by hand}
@proceedings{tides-2031,
  title = {Proceedings of the 3rd Workshop on {Tides}},
  editor = {Wei, Lin and Roca, Jos{\'e}},
  publisher = {Tidal Press},
  series = tides # " in " # {Brief},
  volume = 12,
  isbn = {978-3-16-148410-0},
  year = 2031,
  month = may,
  url = {https://example.org/tides}
}
@InProceedings{smith-2031-sand,
  title = "A {D}eep Look at {$\alpha$} \& Sand",
  author = {Smith, Ada and van der Berg, Jan and {The Deep Sea Survey}},
  booktitle = {Proceedings of the 3rd Workshop on {Tides}},
  crossref = {tides-2031},
  pages = {1--8},
  doi = {10.1000/a\_b},
  url = {https://example.org/sand/},
  pdf = {https://example.org/sand.pdf},
  abstract = {We find 5\% \emph{more} sand.},
  keywords = {sand, tides},
  software = {https://example.org/sand/code},
  video = {https://example.org/sand/video},
  note = {Best poster},
  timestamp = {Mon, 02 May 2031},
  contact = {ada@example.org}
}
@inproceedings{roca-2031-foam,
  title = {Foam},
  author = {Roca, Jos{\'e} and others},
  eprint = {3105.01234},
  archiveprefix = {arXiv}
}
"""


def read(folder: Path, text: str, name: str = 'volume.bib') -> Imported:
    return imported(bibtex, written(folder / name, text))


@pytest.fixture
def volume(tmp_path: Path) -> Imported:
    return read(tmp_path, VOLUME)


@pytest.fixture(scope='module')
def real() -> Program:
    return load(ROOT).program


@pytest.mark.parametrize('edition', ['2019', '2020'])
def test_the_volumes_of_this_site_come_back_as_they_were(real: Program, edition: str, tmp_path: Path) -> None:
    found = read(tmp_path, cite_edition(real, SITE, edition).bibtex)
    talks = real.editions[edition].talks
    assert {talk.slug for talk in found.draft.talks.values()} == set(talks)
    for read_talk in found.draft.talks.values():
        talk = talks[read_talk.slug]
        credits = talk.authors if talk.has_paper else talk.presenters
        names = [(credit.printed or real.people[credit.person].name).replace('R.M.', 'R. M.') for credit in credits]
        assert read_talk.title == talk.title
        assert [mention.name for mention in read_talk.authors or read_talk.speakers] == names
        assert read_talk.keywords == list(talk.keywords)
        papers = [link.url for link in talk.links if link.kind == 'paper']
        assert set(papers[:1]) <= {link.url for link in read_talk.links}
        assert not any('proceedings.example.org' in link.url for link in read_talk.links)
    assert found.problems == []
    assert set(found.lost) <= {'address'}


def test_names_that_are_hard_for_bibtex_come_back(site: Site, tmp_path: Path) -> None:
    names = [
        'Evert van Nieuwenburg', 'Prabhat', 'Sammy Davis Jr.', 'Roberto Ruiz de Austri', 'Ângela Évora Sá', '王伟',
        'Văn An Nguyễn', 'Ludwig van der Berg', 'bell hooks', 'Владимир Петров', 'Łukasz Żak', 'Ole Ærø',
    ]  # fmt: skip
    edit = f'authors: [{", ".join(names)}]'
    site.edit('program/2019.yml', 'authors: [Samuel Schoenholz, Ekin Cubuk]\n  speakers: [Samuel Schoenholz]', edit)
    site.edit('program/2019.yml', '"JAX, M.D.: Molecular Dynamics"', "'50% of {x}_1 ^ & $a^2$ # ~ JAX'")
    found = read(tmp_path, cite_edition(site.program, SITE, '2019').bibtex)
    talk = next(talk for talk in found.draft.talks.values() if talk.slug == 'jax-md')
    assert [mention.name for mention in talk.authors] == names
    assert talk.title == site.program.talks['2019/jax-md'].title


def test_a_volume_has_its_facts_and_its_editors(volume: Imported) -> None:
    draft = volume.draft
    assert draft.source == 'BibTeX: tides-2031'
    assert (draft.volume_title, draft.title) == (
        'Proceedings of the 3rd Workshop on Tides',
        '3rd Workshop on Tides',
    )
    assert (draft.publisher, draft.volume_series, draft.volume) == ('Tidal Press', 'Tides in Brief', '12')
    assert (draft.isbn, draft.url) == ('978-3-16-148410-0', 'https://example.org/tides')
    assert [mention.name for mention in draft.editors] == ['Lin Wei', 'José Roca']
    assert str(draft.published) == '2031-05-01'
    assert any('2031-05-01 is taken for the day of publication' in guess for guess in volume.guesses)


def test_a_paper_has_all_that_bibtex_says(volume: Imported) -> None:
    talk = volume.draft.talks['smith-2031-sand']
    assert talk.title == r'A Deep Look at $\alpha$ & Sand'
    assert [mention.name for mention in talk.authors] == ['Ada Smith', 'Jan van der Berg', 'The Deep Sea Survey']
    assert (talk.pages, talk.doi, talk.keywords) == ('1-8', '10.1000/a_b', ['sand', 'tides'])
    assert talk.abstract
    assert talk.abstract.markup is Markup.LATEX
    assert [(link.kind, link.url) for link in talk.links] == [
        ('paper', 'https://example.org/sand.pdf'),
        ('web', 'https://example.org/sand/'),
        ('code', 'https://example.org/sand/code'),
        ('video', 'https://example.org/sand/video'),
    ]
    assert volume.draft.people['the-deep-sea-survey'].team
    assert not volume.draft.people['ada-smith'].team
    assert str(talk.place) == 'volume.bib:15:1'


def test_what_finds_no_place_is_named_and_addresses_of_people_are_not_shown(volume: Imported) -> None:
    assert volume.lost['note'] == (1, 'volume.bib:28:1', 'Best poster')
    assert volume.lost['contact'][2] == ''
    assert 'timestamp' in volume.lost


def test_a_paper_on_arxiv_has_a_link_and_others_are_asked_for(volume: Imported) -> None:
    talk = volume.talks['Foam']
    assert [(link.kind, link.url) for link in talk.links] == [('paper', 'https://arxiv.org/abs/3105.01234')]
    assert any('names some people only' in problem for problem in volume.problems)


def test_broken_entries_are_problems_with_their_line_and_the_others_are_read(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    text = '@inproceedings{a, title={Sand}}\n\n@inproceedings{b, title={Broken\n\n@inproceedings{c, title={Foam}}\n'
    found = read(tmp_path, text)
    assert list(found.talks) == ['Sand', 'Foam']
    assert any(
        'volume.bib:3:1: the entry that begins @inproceedings{b, title={Broken' in text for text in found.problems
    )
    assert not [record for record in caplog.records if record.levelno >= logging.WARNING]


def test_doubles_are_said_and_none_is_lost(tmp_path: Path) -> None:
    text = '@inproceedings{a, title={Sand}}\n@inproceedings{a, title={Foam}}\n@inproceedings{a, title={Sand}}\n'
    found = read(tmp_path, text + '@inproceedings{d, title={Kelp}, title={Weed}}\n')
    assert list(found.talks) == ['Sand', 'Foam', 'Kelp']
    assert any('is the key of another entry, in line 1' in problem for problem in found.problems)
    assert any('is here twice; the first, in line 1' in problem for problem in found.problems)
    assert any('the field title is here twice' in problem for problem in found.problems)


def test_facts_that_differ_from_the_volume_are_named(tmp_path: Path) -> None:
    one = '@inproceedings{%s, title={%s}, booktitle={%s}, year=2031}\n'
    text = one % ('a', 'Sand', 'Tides') + one % ('b', 'Foam', 'Tides') + one % ('c', 'Kelp', 'Waves')
    found = read(tmp_path, text)
    assert found.draft.volume_title == 'Tides'
    assert found.lost['booktitle'] == (1, 'volume.bib:3:1', 'Waves')


def test_a_file_without_papers_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError, match='there are no papers here'):
        read(tmp_path, 'nothing\n')


def test_bibtex_is_recognized_by_its_name_or_its_entries(tmp_path: Path) -> None:
    assert bibtex.recognizes(opened(written(tmp_path / 'a.bib', '')))
    assert bibtex.recognizes(opened(written(tmp_path / 'a.txt', '% volume\n@InProceedings{a,\n title={Sand}}')))
    assert not bibtex.recognizes(opened(written(tmp_path / 'b.txt', 'Write to me @ example.org')))


def test_a_thousand_papers_are_read(tmp_path: Path) -> None:
    one = "@inproceedings{k%d,\n title = {Sand %d},\n author = {Smith, Ada and Roca, Jos{\\'e}},\n abstract = {%s}\n}\n"
    text = ''.join(one % (number, number, 'sand ' * 200) for number in range(1000))
    assert len(read(tmp_path, text).draft.talks) == 1000


def test_macros_that_double_do_not_fill_the_memory(tmp_path: Path) -> None:
    macros = ''.join(f'@string{{s{n} = s{n - 1} # s{n - 1}}}\n' for n in range(1, 64))
    found = read(tmp_path, f'@string{{s0 = "sand"}}\n{macros}@inproceedings{{a, title = {{Sand}}, note = s63}}\n')
    assert list(found.talks) == ['Sand']
    assert len(found.lost['note'][2]) < 100


def test_a_note_of_an_award_is_the_award(tmp_path: Path) -> None:
    entry = '@inproceedings{%s, title={%s}, author={Smith, Ada}, year=2031, note={%s}}\n'
    found = read(tmp_path, entry % ('a', 'Sand', 'Best paper award') + entry % ('b', 'Foam', 'To appear'))
    assert [talk.awards for talk in found.talks.values()] == [['Best paper award'], []]
    assert list(found.lost) == ['note']
