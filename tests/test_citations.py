"""How things are cited, as other programs read it: bibtexparser, citation-js, bibtex and biber."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import bibtexparser
import pytest
from bibtexparser.middlewares import SeparateCoAuthors, SplitNameParts
from bibtexparser.model import Entry

from conftest import ROOT, Site
from exporting import BASE, READERS, STAMP, files, give_up
from proceedings.export import Target
from proceedings.export.citations import cite_edition, cite_talk
from proceedings.load import load
from proceedings.maths.titles import plain_title
from proceedings.model import Person
from proceedings.program import Program

FILE = 'program/2019.yml'
VOLUME = 'talks/2019/index'

PEOPLE = r"""
people:
- {name: Sammy Davis Jr.}
- {name: Roberto Ruiz de Austri, family: Ruiz de Austri}
- {name: Ângela Évora Sá, family: Évora Sá}
- {name: "ATLAS, CMS and LHCb", team: true}
- {name: Nguyễn Văn An, family: Nguyễn}
- {name: Jan Van Dam, family: Dam, particle: Van}
- {name: 王 伟, distinct_from: 王伟}
"""

HARD = r"""
edition:
  title: Tests & $\beta$-decays at 100%
  start: 2019-12-14
  end: 2019-12-15
  timezone: UTC
  venue: {name: The House, city: Łódź, country: Poland}
  part_of: {title: "Big Conf_2019 #1"}
  proceedings:
    title: Proceedings of $O(n^2)$ Tests & 100%
    editors: [Prabhat, Evert van Nieuwenburg]
    publisher: Søn & Sons
    series: Lecture Notes in Testing
    volume: 7
    number: 3
    isbn: 978-3-16-148410-0
    issn: 2640-3498
    doi: 10.1000/182
    published: 2020-02-03
schedule:
- {day: 2019-12-14, time: 09:00-10:00, talk: panel}
- {day: 2019-12-14, time: 10:00-11:00, id: both, title: Both, kind: session, talks: [gone, named]}
talks:
- {id: first, title: Not scheduled, number: 9, authors: [Prabhat]}
- {id: second, title: Not scheduled either, number: 2, authors: [Prabhat]}
- id: named
  title: "A $\\beta$-VAE & 50% of {x}: JAX, M.D."
  authors:
  - Evert van Nieuwenburg
  - Prabhat
  - Sammy Davis Jr.
  - Roberto Ruiz de Austri
  - Ângela Évora Sá
  - ATLAS, CMS and LHCb
  - Belle II Collaboration
  - 王伟
  - 王 伟
  - Nguyễn Văn An
  - Ludwig van der Berg
  - Abu al-Khwarizmi
  - bell hooks
  - Simon and Garfunkel
  - Jan Van Dam
  links: {paper: "https://arxiv.org/abs/1912.04232v2"}
  doi: 10.1000/a_b(c);d
  pages: 12-17
  keywords: ["a & b", "100%"]
- {id: panel, kind: panel, title: What is next?, speakers: [bell hooks]}
- id: gone
  title: Gone
  authors: [Prabhat]
  status: retracted
  since: 2020-03-01
  reason: "the data {was} 50% wrong"
"""

SITE = Target(page='{}.html'.format, stamp=lambda edition: STAMP, base=BASE)

NAMES = [
    {'given': 'Evert', 'family': 'Nieuwenburg', 'non-dropping-particle': 'van'},
    {'family': 'Prabhat'},
    {'given': 'Sammy', 'family': 'Davis', 'suffix': 'Jr.'},
    {'given': 'Roberto', 'family': 'Ruiz de Austri'},
    {'given': 'Ângela', 'family': 'Évora Sá'},
    {'literal': 'ATLAS, CMS and LHCb'},
    {'literal': 'Belle II Collaboration'},
    {'literal': '王伟'},
    {'given': '伟', 'family': '王'},
    {'given': 'Văn An', 'family': 'Nguyễn'},
    {'given': 'Ludwig', 'family': 'Berg', 'non-dropping-particle': 'van der'},
    {'given': 'Abu', 'family': 'al-Khwarizmi'},
    {'given': 'bell', 'family': 'hooks'},
    {'given': 'Simon and', 'family': 'Garfunkel'},
    {'given': 'Jan', 'family': 'Dam', 'non-dropping-particle': 'Van'},
]


@pytest.fixture(scope='module')
def real() -> Program:
    return load(ROOT).program


@pytest.fixture
def hard(site: Site) -> Program:
    """A program of every sort of name."""
    site.write('program/people.yml', PEOPLE)
    site.write(FILE, HARD)
    assert [problem for problem in site.problems if 'notice' not in problem] == []
    return site.program


def read(text: str) -> dict[str, Entry]:
    """What bibtexparser understands."""
    middleware = [SeparateCoAuthors(), SplitNameParts()]
    library = bibtexparser.parse_string(text, append_middleware=middleware)
    assert library.failed_blocks == []
    return library.entries_dict


def understood(**texts: bytes) -> dict[str, list[dict[str, Any]]]:
    """What citation-js understands of files, by their suffixes."""
    node = shutil.which('node')
    if not node or not (READERS / 'node_modules/@citation-js/core').is_dir():
        give_up('needs Node.js and citation-js: see tests/readers/package.json')
    texts_read = {suffix: text.decode() for suffix, text in texts.items()}
    done = subprocess.run(
        [node, READERS / 'citations.mjs'], input=json.dumps(texts_read).encode(), capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr.decode()
    found: dict[str, list[dict[str, Any]]] = json.loads(done.stdout)
    return found


def all_forms(program: Program, stem: str = VOLUME) -> dict[str, list[dict[str, Any]]]:
    written = files(program)
    return understood(**{suffix: written[f'{stem}.{suffix}'] for suffix in ('bib', 'ris', 'json')})


def people(work: dict[str, Any]) -> list[str]:
    """The authors of a work, in words: RIS and BibTeX do not tell particles and teams as CSL does."""
    return [
        ' '.join(filter(None, (name.get(part) for part in PARTS))).replace(';', ',') for name in work.get('author', [])
    ]


PARTS = ('literal', 'given', 'non-dropping-particle', 'family', 'suffix')


def names_of(program: Program, ref: str) -> list[str]:
    """Who is to be cited, given name first, but for names in Chinese."""
    talk = program.talks[ref]
    return [_in_words(program.people[credit.person]) for credit in talk.authors or talk.speakers]


def _in_words(person: Person) -> str:
    parts = person.parts
    return ' '.join(filter(None, (parts.literal, parts.given, parts.particle, parts.family, parts.suffix)))


def spelled(entry: Entry) -> list[tuple[str, str, str, str]]:
    """(given, particle, family, suffix) of the authors that bibtexparser finds."""
    found = entry['author'] if 'author' in entry.fields_dict else []
    return [tuple(' '.join(part) for part in (name.first, name.von, name.last, name.jr)) for name in found]


def bibtex(folder: Path, text: str, style: str = 'plain') -> tuple[list[str], str]:
    """(warnings, the bibliography) of what bibtex makes of *text*; its lines are joined again."""
    if not shutil.which('kpsewhich') or not shutil.which('bibtex'):
        give_up('needs BibTeX: on Debian and Ubuntu apt-get install texlive-base')
    (folder / 'volume.bib').write_text(text, encoding='utf-8')
    (folder / 'book.aux').write_text(f'\\citation{{*}}\n\\bibstyle{{{style}}}\n\\bibdata{{volume}}\n')
    done = subprocess.run(['bibtex', 'book'], cwd=folder, capture_output=True, text=True, check=False)
    warnings = [line for line in done.stdout.splitlines() if 'arning--' in line]
    assert done.returncode == 0, done.stdout
    return warnings, ' '.join((folder / 'book.bbl').read_text(encoding='utf-8').split())


def biber(folder: Path, text: str) -> tuple[list[str], str]:
    """(warnings, the entries) of what biber makes of *text*, which it compares with the data model of biblatex."""
    if not shutil.which('biber'):
        give_up('needs biber: on Debian and Ubuntu apt-get install biber')
    (folder / 'volume.bib').write_text(text, encoding='utf-8')
    command = ['biber', '--tool', '--validate-datamodel', '--output-file', 'out.bib', 'volume.bib']
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    warnings = [line for line in done.stdout.splitlines() if line.startswith(('WARN', 'ERROR'))]
    assert done.returncode == 0, done.stdout
    return warnings, (folder / 'out.bib').read_text(encoding='utf-8')


@pytest.mark.parametrize('edition', ['2019', '2020'])
def test_every_name_title_and_year_comes_back_from_the_volumes_of_this_site(real: Program, edition: str) -> None:
    citation = cite_edition(real, SITE, edition)
    found = understood(**citation.files)
    talks = [talk for talk in real.editions[edition].talks.values() if talk.stands]
    for suffix, works in found.items():
        by_key = {work.get('citation-label', work['id']): work for work in works}
        assert len(by_key) == len(works) == len(talks) + 1, suffix
        for talk in talks:
            work = by_key[f'ml4ps{edition}_{talk.id}']
            assert people(work) == names_of(real, talk.ref)
            assert work['title'] == plain_title(talk.title)
            assert work['issued']['date-parts'][0][0] == int(edition)
            assert work['URL'] == f'{BASE}/talks/{talk.ref}.html'


@pytest.mark.parametrize('edition', ['2019', '2020'])
def test_bibtexparser_reads_the_volumes_of_this_site(real: Program, edition: str) -> None:
    entries = read(cite_edition(real, SITE, edition).bibtex)
    assert len(entries) == len(real.editions[edition].talks) + 1
    for talk in real.editions[edition].talks.values():
        entry = entries[f'ml4ps{edition}_{talk.id}']
        assert entry.entry_type == ('inproceedings' if talk.has_paper else 'misc')
        assert [' '.join(filter(None, name)).replace('{', '').replace('}', '') for name in spelled(entry)] == names_of(
            real, talk.ref
        )
        assert (entry['year'], entry['month']) == (edition, 'dec')


def test_names_are_taken_apart_as_people_write_them(hard: Program) -> None:
    found = all_forms(hard, 'talks/2019/named')
    assert found['json'][0]['author'] == NAMES
    for suffix in ('bib', 'ris'):
        expected = names_of(hard, '2019/named')
        if suffix == 'bib':  # as it is written, since BibTeX would turn it round
            expected[expected.index('伟 王')] = '王 伟'
        assert people(found[suffix][0]) == expected


def test_bibtex_finds_the_particles_and_leaves_teams_whole(hard: Program) -> None:
    (entry,) = read(cite_talk(hard, SITE, '2019/named').bibtex).values()
    assert spelled(entry) == [
        ('Evert', 'van', 'Nieuwenburg', ''),
        ('', '', '{Prabhat}', ''),
        ('Sammy', '', 'Davis', 'Jr.'),
        ('Roberto', '', '{Ruiz de Austri}', ''),
        ('Ângela', '', '{Évora Sá}', ''),
        ('', '', '{ATLAS, CMS and LHCb}', ''),
        ('', '', '{Belle II Collaboration}', ''),
        ('', '', '{王伟}', ''),
        ('', '', '{王 伟}', ''),
        ('Văn An', '', 'Nguyễn', ''),
        ('Ludwig', 'van der', 'Berg', ''),
        ('Abu', '', '{al-Khwarizmi}', ''),
        ('bell', '', '{hooks}', ''),
        ('{Simon and}', '', 'Garfunkel', ''),
        ('Jan', '', 'Van Dam', ''),
    ]


def test_bibtex_itself_prints_every_name_right(hard: Program, tmp_path: Path) -> None:
    warnings, printed = bibtex(tmp_path, cite_edition(hard, SITE, '2019').bibtex)
    assert warnings == []
    assert (
        'Evert van Nieuwenburg, {Prabhat}, Sammy Davis, Jr., Roberto {Ruiz de Austri}, Ângela {Évora Sá}, '
        '{ATLAS, CMS and LHCb}, {Belle II Collaboration}, {王伟}, {王 伟}, Văn~An Nguyễn, Ludwig van~der Berg, '
        'Abu {al-Khwarizmi}, bell {hooks}, {Simon and} Garfunkel, and Jan Van~Dam.'
    ) in printed
    assert r'{A $\beta$-VAE \& 50\% of {\textbraceleft}x{\textbraceright}: JAX, M.D.}' in printed


def test_biber_keeps_every_name(hard: Program, tmp_path: Path) -> None:
    citation = cite_edition(hard, SITE, '2019')
    warnings, written = biber(tmp_path, citation.bibtex)
    # biblatex prints no ISSN of a volume; others do
    assert [warning for warning in warnings if "'issn'" not in warning] == []
    names = re.search(r'AUTHOR = \{(van Nieuwenburg.*)\},\n', written)
    assert names is not None
    assert f'author = {{{names[1]}}},' in citation.bibtex


@pytest.mark.parametrize('edition', ['2019', '2020'])
def test_bibtex_and_biber_take_the_volumes_of_this_site_without_a_warning(
    real: Program, tmp_path: Path, edition: str
) -> None:
    text = cite_edition(real, SITE, edition).bibtex
    assert bibtex(tmp_path, text)[0] == []
    assert biber(tmp_path, text)[0] == []
