"""How things are cited, as other programs read it: bibtexparser, citation-js, bibtex and biber."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import Any

import bibtexparser
import pytest
from bibtexparser.middlewares import LatexDecodingMiddleware, SeparateCoAuthors, SplitNameParts
from bibtexparser.model import Entry

from conftest import ROOT, Site
from exporting import BASE, STAMP, files, give_up, understood
from proceedings.export import Target
from proceedings.export.citations import cite_edition, cite_person, cite_proceedings, cite_session, cite_talk
from proceedings.load import load
from proceedings.maths.titles import plain_title
from proceedings.model import Person
from proceedings.program import MANY_AUTHORS, Program

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
    credits = talk.authors or talk.speakers
    return [credit.printed or _in_words(program.people[credit.person]) for credit in credits]


def _in_words(person: Person) -> str:
    parts = person.parts
    return ' '.join(filter(None, (parts.literal, parts.given, parts.particle, parts.family, parts.suffix)))


def spelled(entry: Entry) -> list[tuple[str, str, str, str]]:
    """(given, particle, family, suffix) of the authors that bibtexparser finds."""
    found = entry['author'] if 'author' in entry.fields_dict else []
    return [tuple(' '.join(part) for part in (name.first, name.von, name.last, name.jr)) for name in found]


def decoded(text: str) -> dict[str, Entry]:
    """What bibtexparser understands where it reads LaTeX, too; names are one text."""
    return bibtexparser.parse_string(text, append_middleware=[LatexDecodingMiddleware()]).entries_dict


def initials_apart(name: str) -> str:
    """As it is in BibTeX."""
    return re.sub(r'\b(\w\.)(?=\w)', r'\1 ', name)


def bibtex(folder: Path, text: str, style: str = 'plain') -> tuple[list[str], str]:
    """(warnings, the bibliography) of what bibtex makes of *text*; its lines are joined again."""
    wanted = ['kpsewhich', f'{style}.bst']
    if not shutil.which(wanted[0]) or subprocess.run(wanted, capture_output=True, check=False).returncode:
        give_up('needs BibTeX: on Debian and Ubuntu apt-get install texlive-base')
    (folder / 'volume.bib').write_text(text, encoding='utf-8')
    (folder / 'book.aux').write_text(f'\\citation{{*}}\n\\bibstyle{{{style}}}\n\\bibdata{{volume}}\n')
    done = subprocess.run(
        ['bibtex', 'book'], cwd=folder, capture_output=True, encoding='utf-8', errors='replace', check=False
    )
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


def test_citation_js_knows_every_property_of_the_csl_json(hard: Program) -> None:
    written = files(hard)[f'{VOLUME}.json']
    assert understood(json=written)['json'] == json.loads(written)


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
            names = names_of(real, talk.ref)
            assert people(work) == ([*map(initials_apart, names)] if suffix == 'bib' else names)
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
        assert len(spelled(entry)) == len(names_of(real, talk.ref))
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
        (r'{\^A}ngela', '', r'{\'E}vora S{\'a}', ''),
        ('', '', '{ATLAS, CMS and LHCb}', ''),
        ('', '', '{Belle II Collaboration}', ''),
        ('', '', r'{\textrm{王伟}}', ''),
        ('', '', r'{\textrm{王 伟}}', ''),
        (r'V{\u{a}}n An', '', r'{\textrm{Nguyễn}}', ''),
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
        r'Evert van Nieuwenburg, {Prabhat}, Sammy Davis, Jr., Roberto {Ruiz de Austri}, {\^A}ngela {\'E}vora~S{\'a}, '
        r'{ATLAS, CMS and LHCb}, {Belle II Collaboration}, {\textrm{王伟}}, {\textrm{王 伟}}, V{\u{a}}n~An '
        r'{\textrm{Nguyễn}}, Ludwig van~der Berg, Abu {al-Khwarizmi}, bell {hooks}, {Simon and} Garfunkel, and Jan '
        'Van~Dam.'
    ) in printed
    assert r'{A $\beta$-VAE \& 50\% of {\textbraceleft}x{\textbraceright}: JAX, M.D.}' in printed


def test_biber_keeps_every_name(hard: Program, tmp_path: Path) -> None:
    citation = cite_edition(hard, SITE, '2019')
    warnings, written = biber(tmp_path, citation.bibtex)
    # biblatex prints no ISSN of a volume; others do
    assert [warning for warning in warnings if "'issn'" not in warning] == []
    names = re.search(r'AUTHOR = \{(van Nieuwenburg.*)\},\n', written)
    assert names is not None
    assert names[1].startswith(
        'van Nieuwenburg, Evert and {Prabhat} and Davis, Jr., Sammy and {Ruiz de Austri}, Roberto and Évora Sá, Ângela '
        r'and {ATLAS, CMS and LHCb} and {Belle II Collaboration} and {\textrm{王伟}} and {\textrm{王 伟}} and '
        r'{\textrm{Nguyễn}}, Văn An and van der Berg, Ludwig and {al-Khwarizmi}, Abu and {hooks}, bell'
    )


@pytest.mark.parametrize('edition', ['2019', '2020'])
def test_bibtex_and_biber_take_the_volumes_of_this_site_without_a_warning(
    real: Program, tmp_path: Path, edition: str
) -> None:
    text = cite_edition(real, SITE, edition).bibtex
    assert bibtex(tmp_path, text)[0] == []
    assert biber(tmp_path, text)[0] == []


LETTERS = r"""
- id: letters
  title: Őß & Łź at $\beta$
  authors:
  - Miguel Ángel García
  - Владимир Петров
  - Kenzaburō Ōe
  - Ōe Kenzaburo
  - Đặng Thị Ngọc Thịnh
  - Ặm Ễn
  - İbrahim Işık
  - ılık Ünal
  - Ærø Ødegård
  - Łukasz Źdźbło
  - Đorđe Šešelj
  - Șerban Țîrț
  - Ħal Ŋurr Þórður
  - Ģirts Ķēniņš
  - ʻIolani ʻĀina
  - Ștefan
  - Ævar østergaard
  - Øyvind De Évreux
  - R.M. Churchill
  - É.J.-P. Ÿ
- {id: labelled, title: ab& Ünnamed}
- {id: labelled-too, title: Ж $\beta$}
"""


def test_no_style_cuts_a_letter_of_a_name(site: Site, tmp_path: Path) -> None:
    site.add(FILE, LETTERS)
    program = site.program
    citation = cite_edition(program, SITE, '2019')
    for style in ('plain', 'abbrv', 'alpha', 'apalike', 'acm', 'ieeetr', 'siam'):
        warnings, printed = bibtex(tmp_path, citation.bibtex, style)  # is valid UTF-8
        assert warnings == [], style
        assert printed.count('{') == printed.count('}')
    abbreviated = bibtex(tmp_path, citation.bibtex, 'abbrv')[1]
    assert r'M.~{\'A}. Garc{\'i}a, {\textrm{В}}.~{\textrm{Петров}}, K.~{\=O}e, {\=O}.~Kenzaburo,' in abbreviated
    assert r'R.~M. Churchill, and {\'E}.~J.-P. ' in abbreviated
    names = [initials_apart(name) for name in names_of(program, '2019/letters')]
    (work,) = understood(bib=cite_talk(program, SITE, '2019/letters').bibtex.encode())['bib']
    assert people(work) == names
    author = decoded(citation.bibtex)['wt2019_letters']['author']
    assert [' '.join(reversed(name.split(', '))) for name in author.split(' and ')] == names
    warnings, written = biber(tmp_path, citation.bibtex)
    assert [warning for warning in warnings if 'Missing mandatory field' not in warning] == []
    for name in (
        'García, Miguel Ángel',
        'Ōe, Kenzaburō',
        r'Šešelj, {Đ}or{đ}e',
        r'{\textrm{Петров}}, {\textrm{В}}ладимир',
    ):
        assert name in written


@pytest.mark.parametrize('edition', ['2019', '2020'])
def test_no_style_cuts_a_letter_of_a_name_of_this_site(real: Program, tmp_path: Path, edition: str) -> None:
    for style in ('abbrv', 'alpha', 'apalike'):
        assert bibtex(tmp_path, cite_edition(real, SITE, edition).bibtex, style)[0] == []


def entry_of(program: Program, ref: str, base: str = BASE) -> tuple[Entry, dict[str, str]]:
    """What bibtexparser reads of one talk: the entry, and its fields, with the braces that hold them."""
    (entry,) = read(cite_talk(program, replace(SITE, base=base), ref).bibtex).values()
    return entry, {field.key: field.value for field in entry.fields}


def tags(ris: str) -> list[tuple[str, str]]:
    """The lines of RIS: two letters, two spaces, a hyphen, a space; CR and LF."""
    lines = ris.split('\r\n')
    assert lines.pop() == ''
    found = [re.fullmatch(r'([A-Z][A-Z0-9])  - (.*)', line) for line in lines]
    assert None not in found
    return [(match[1], match[2]) for match in found if match]


def test_a_paper_says_where_it_was_published(hard: Program) -> None:
    entry, fields = entry_of(hard, '2019/named')
    assert (entry.entry_type, entry.key) == ('inproceedings', 'wt2019_named')
    del fields['author'], fields['editor']
    assert fields == {
        'title': r'{A $\beta$-VAE \& 50\% of {\textbraceleft}x{\textbraceright}: JAX, M.D.}',
        'booktitle': r'{Proceedings of $O(n^2)$ Tests \& 100\%}',
        'year': '2020',
        'month': 'feb',
        'pages': '12--17',
        'series': 'Lecture Notes in Testing',
        'volume': '7',
        'publisher': r'Søn \& Sons',
        'address': 'Łódź, Poland',
        'isbn': '978-3-16-148410-0',
        'issn': '2640-3498',
        'doi': '10.1000/a_b(c);d',
        'eprint': '1912.04232v2',
        'archiveprefix': 'arXiv',
        'url': f'{BASE}/talks/2019/named.html',
        'pdf': 'https://arxiv.org/pdf/1912.04232v2',
        'keywords': r'a \& b, 100\%',
    }
    found = tags(cite_talk(hard, SITE, '2019/named').ris)
    assert [(tag, value) for tag, value in found if tag not in ('AU', 'A2')] == [
        ('TY', 'CPAPER'),
        ('TI', 'A β-VAE & 50% of {x}: JAX, M.D.'),
        ('T2', 'Tests & β-decays at 100% 2019'),
        ('C3', 'Proceedings of O(n²) Tests & 100%'),
        ('PY', '2020'),
        ('DA', '2020/02/03/'),
        ('CY', 'Łódź, Poland'),
        ('C1', 'Łódź, Poland'),
        ('PB', 'Søn & Sons'),
        ('T3', 'Lecture Notes in Testing'),
        ('VL', '7'),
        ('M1', '3'),
        ('SP', '12'),
        ('EP', '17'),
        ('SN', '978-3-16-148410-0'),
        ('DO', '10.1000/a_b(c);d'),
        ('UR', f'{BASE}/talks/2019/named.html'),
        ('L1', 'https://arxiv.org/pdf/1912.04232v2'),
        ('KW', 'a & b'),
        ('KW', '100%'),
        ('N1', 'arXiv:1912.04232v2'),
        ('LB', 'wt2019_named'),
        ('ER', ''),
    ]


def test_a_talk_without_a_paper_says_where_it_was_given(hard: Program) -> None:
    entry, fields = entry_of(hard, '2019/panel')
    assert entry.entry_type == 'misc'
    assert 'booktitle' not in fields
    assert fields['howpublished'] == r'Panel at Tests \& $\beta$-decays at 100\% 2019, Big Conf\_2019 \#1'
    assert (fields['year'], fields['month']) == ('2019', 'dec')
    assert spelled(entry) == [('bell', '', '{hooks}', '')]
    citation = cite_talk(hard, SITE, '2019/panel')
    assert {('TY', 'SLIDE'), ('DA', '2019/12/14/'), ('M3', 'Panel')} <= {*tags(citation.ris)}
    (item,) = json.loads(citation.csl)
    assert (item['type'], item['genre'], item['issued']) == ('speech', 'Panel', {'date-parts': [[2019, 12, 14]]})


def test_the_words_say_who_when_what_where_and_at_which_address(hard: Program) -> None:
    assert cite_talk(hard, SITE, '2019/panel').text == (
        'bell hooks. 2019. What is next? Panel at Tests & β-decays at 100% 2019, Big Conf_2019 #1, Łódź, Poland. '
        f'{BASE}/talks/2019/panel.html'
    )
    assert cite_talk(hard, SITE, '2019/named').text.endswith(
        ', Simon and Garfunkel, and Jan Van Dam. 2020. A β-VAE & 50% of {x}: JAX, M.D. In Proceedings of O(n²) Tests & '
        '100%, Lecture Notes in Testing, volume 7, Łódź, Poland, pages 12–17, Søn & Sons. '
        'https://doi.org/10.1000/a_b(c);d'
    )
    assert cite_proceedings(hard, SITE, '2019').text == (
        'Prabhat and Evert van Nieuwenburg, editors. 2020. Proceedings of O(n²) Tests & 100%. '
        'Lecture Notes in Testing, volume 7, Łódź, Poland, Søn & Sons. https://doi.org/10.1000/182'
    )


def test_the_event_is_named_alone_and_the_conference_only_once(site: Site) -> None:
    site.edit(FILE, 'edition:', 'edition:\n  part_of: {title: Big Conf}')
    citation = cite_talk(site.program, SITE, '2019/jax-md')
    (item,) = json.loads(citation.csl)
    assert item['event-title'] == 'Workshop on Testing 2019'
    assert item['container-title'] == 'Workshop on Testing 2019, Big Conf'
    found = dict(tags(citation.ris))
    assert (found['T2'], found['C3']) == ('Workshop on Testing 2019', 'Workshop on Testing 2019, Big Conf')
    assert 'In Workshop on Testing 2019, Big Conf.' in citation.text
    site.edit(FILE, 'edition:', 'edition:\n  title: Workshop at Big Conf 2019')
    assert json.loads(cite_talk(site.program, SITE, '2019/jax-md').csl)[0]['container-title'] == (
        'Workshop at Big Conf 2019'
    )


def test_what_was_online_was_at_no_place(site: Site, real: Program) -> None:
    site.edit(FILE, 'edition:', 'edition:\n  venue: Virtual (online)')
    for program, edition in ((site.program, '2019'), (real, '2020')):
        citation = cite_edition(program, SITE, edition)
        assert 'Virtual (online)' not in citation.bibtex + citation.ris + citation.csl + citation.text


def test_what_has_no_day_has_its_month_in_every_form(site: Site) -> None:
    site.add(FILE, '- {id: alone, title: Alone, authors: [Rose Yu]}\n')
    citation = cite_talk(site.program, SITE, '2019/alone')
    assert ('DA', '2019/12//') in tags(citation.ris)
    for works in understood(**citation.files).values():
        assert [work['issued']['date-parts'] for work in works] == [[[2019, 12]]]


@pytest.mark.parametrize(
    ('link', 'pdf'),
    [
        ('https://example.org/papers/a_(b)%7D.pdf', 'https://example.org/papers/a_(b)%7D.pdf'),
        ('https://openreview.net/forum?id=x-Y_1', 'https://openreview.net/pdf?id=x-Y_1'),
        ('https://example.org/papers/9', ''),
        ('https://example.org/?file=9.pdf', ''),
    ],
)
def test_a_citation_leads_to_the_pdf_where_there_is_one_for_certain(site: Site, link: str, pdf: str) -> None:
    site.add(FILE, f'- {{id: alone, title: Alone, authors: [Rose Yu], links: {{paper: "{link}"}}}}\n')
    assert entry_of(site.program, '2019/alone')[1].get('pdf', '') == pdf
    assert dict(tags(cite_talk(site.program, SITE, '2019/alone').ris)).get('L1', '') == pdf


def test_a_pdf_of_this_site_is_cited_only_where_its_address_is_known(site: Site) -> None:
    site.write('talks/2019/p9.pdf', '%PDF-1.4\n%%EOF\n')
    assert site.problems == []
    citation = cite_talk(site.program, SITE, '2019/p9')
    assert ('L1', f'{BASE}/talks/2019/p9.pdf') in tags(citation.ris)
    assert f'pdf = {{{BASE}/talks/2019/p9.pdf}}' in citation.bibtex
    offline = cite_talk(site.program, replace(SITE, base=''), '2019/p9')
    assert '.pdf' not in offline.bibtex + offline.ris
    site.edit(FILE, '- id: p9', '- id: p9\n  status: retracted\n  since: 2020-03-01')
    assert '.pdf' not in cite_talk(site.program, SITE, '2019/p9').ris


SPELLINGS = """
people:
- {name: Rodrigo Vargas Hernández, family: Vargas Hernández, aliases: R. A. Vargas Hernández, hidden_names: Rod Before}
- {name: Jan van Berg, aliases: [J. van Berg, Jan Montagne]}
"""


def test_a_name_is_cited_as_it_was_printed(site: Site) -> None:
    site.write('program/people.yml', SPELLINGS)
    site.edit(FILE, '[Gilles Louppe, Rose Yu]', '[R. A. Vargas Hernández, Jan Montagne, GILLES LOUPPE]')
    site.add(FILE, '- {id: other, title: Other, authors: [Rod Before, J. van Berg, Gilles Louppe]}\n')
    program = site.program
    citation = cite_talk(program, SITE, '2019/p9')
    assert r'author = {Vargas Hern{\'a}ndez, R. A. and Montagne, Jan and Louppe, Gilles}' in citation.bibtex
    assert [value for tag, value in tags(citation.ris) if tag == 'AU'] == [
        'Vargas Hernández, R. A.', 'Montagne, Jan', 'Louppe, Gilles',
    ]  # fmt: skip
    assert [name['family'] for name in json.loads(citation.csl)[0]['author']] == [
        'Vargas Hernández', 'Montagne', 'Louppe',
    ]  # fmt: skip
    assert citation.text.startswith('R. A. Vargas Hernández, Jan Montagne, and Gilles Louppe. 2019. ')
    other = cite_talk(program, SITE, '2019/other')
    assert other.text.startswith('Rodrigo Vargas Hernández, J. van Berg, and Gilles Louppe. 2019. ')
    assert json.loads(other.csl)[0]['author'][1] == {
        'given': 'J.', 'family': 'Berg', 'non-dropping-particle': 'van',
    }  # fmt: skip
    assert 'Before' not in other.bibtex + other.ris + other.csl + other.text


def test_the_volume_is_cited_with_its_editors(hard: Program) -> None:
    entry = read(cite_edition(hard, SITE, '2019').bibtex)['wt2019']
    assert entry.entry_type == 'proceedings'
    assert [(name.first, name.von, name.last) for name in entry['editor']] == [
        ([], [], ['{Prabhat}']),
        (['Evert'], ['van'], ['Nieuwenburg']),
    ]
    assert (entry['title'], entry['doi']) == (r'{Proceedings of $O(n^2)$ Tests \& 100\%}', '10.1000/182')


def test_what_no_longer_stands_is_cited_by_itself_only_and_says_why(hard: Program) -> None:
    _, fields = entry_of(hard, '2019/gone')
    assert fields['title'] == '{Gone}'
    assert fields['note'] == r'Retracted on 1 March 2020: the data {\textbraceleft}was{\textbraceright} 50\% wrong'
    citation = cite_talk(hard, SITE, '2019/gone')
    assert ('N1', 'Retracted on 1 March 2020: the data {was} 50% wrong') in tags(citation.ris)
    assert 'Retracted on 1 March 2020: the data {was} 50% wrong.' in citation.text
    for several in (
        cite_session(hard, SITE, '2019/both'),
        cite_person(hard, SITE, 'prabhat'),
        cite_edition(hard, SITE, '2019'),
    ):
        assert several.text
        assert 'gone' not in several.bibtex + several.ris + several.csl
        assert 'Gone' not in several.text


def test_the_volume_has_the_talks_in_the_order_of_time_then_by_number(hard: Program) -> None:
    citation = cite_edition(hard, SITE, '2019')
    keys = ['wt2019', 'wt2019_panel', 'wt2019_named', 'wt2019_second', 'wt2019_first']
    assert [*read(citation.bibtex)] == keys
    assert [item['id'] for item in json.loads(citation.csl)] == keys
    assert [value for tag, value in tags(citation.ris) if tag == 'LB'] == keys
    assert len(citation.text.splitlines()) == 5
    assert [*read(cite_session(hard, SITE, '2019/both').bibtex)] == ['wt2019_named']
    assert [*read(cite_person(hard, SITE, 'prabhat').bibtex)] == ['wt2019_first', 'wt2019_second', 'wt2019_named']


HOSTILE = [
    r'A $a \\% b$ that ends the line',
    r'A $\color{red} x$ that needs a package',
    '}} , title = {x}',
    '{{{',
    '@misc{y, title = {z}}',
    r'\input{/etc/passwd}',
    r'$\input{/etc/passwd}$ and $\csname input\endcsname x$',
    r'$a % b$ and 50% of it',
    '$a^^5cinput{x}$ ^^5cinput{x}',
    r'$\{a$ and $\text{\}}$',
    r'from $5 to $10 # _ ~ ^ & " \\ \% \{ \}',
    'ER  - TY  - JOUR',
    '<script>alert(1)</script> &amp; <!-- ]]>',
]


@pytest.mark.parametrize('title', HOSTILE)
def test_no_title_gets_out_of_its_field(site: Site, title: str) -> None:
    site.edit(FILE, '"JAX, M.D.: Molecular Dynamics"', json.dumps(title))
    citation = cite_edition(site.program, SITE, '2019')
    entries = read(citation.bibtex)
    assert [*entries] == ['wt2019', 'wt2019_causality', 'wt2019_jax-md', 'wt2019_p9']
    written = entries['wt2019_jax-md']['title']
    assert written.count('{') == written.count('}')
    assert not re.search(r'\\(?:input|csname|color)|(?<!\\)(?:\\\\)*%|\^\^|[\n\r]', written)
    assert len(re.findall('^ER  - \r$', citation.ris, re.MULTILINE)) == 4
    assert [item['id'] for item in json.loads(citation.csl)] == [*entries]
    assert len(citation.text.splitlines()) == 4


def test_bibtex_biber_and_citation_js_read_on_behind_every_hostile_title(site: Site, tmp_path: Path) -> None:
    talks = ''.join(f'- {{id: t{index}, title: {json.dumps(title)}}}\n' for index, title in enumerate(HOSTILE))
    site.add(FILE, talks)
    citation = cite_edition(site.program, SITE, '2019')
    assert [len(works) for works in understood(**citation.files).values()] == [4 + len(HOSTILE)] * 3
    assert bibtex(tmp_path, citation.bibtex)[0] == []
    warnings, written = biber(tmp_path, citation.bibtex)
    assert written.count('\n@') + 1 == 4 + len(HOSTILE)
    # the talks of this test have no authors
    assert [warning for warning in warnings if 'Missing mandatory field' not in warning] == []


def test_titles_keep_formulas_and_only_those(site: Site) -> None:
    site.edit(FILE, 'Causality and Exoplanets', r"'$\{x\}$ at 5$, a_b, $\sqrt{2}$ & \$3'")
    assert entry_of(site.program, '2019/causality')[1]['title'] == (
        r'{$\lbrace x\rbrace $ at 5\$, a\_b, $\sqrt{2}$ \& \$3}'
    )


def test_hostile_names_are_one_name_each(site: Site, tmp_path: Path) -> None:
    names = [r'A} and {B \input{x}, C', 'D & E%', 'F~G #1', r'\input{x}', '% Ünal', '{ Ж', r'É\\ \"{o}', 'and and and']
    site.edit(FILE, 'authors: [Gilles Louppe, Rose Yu]', f'authors: {json.dumps(names)}')
    citation = cite_talk(site.program, SITE, '2019/p9')
    (entry,) = read(citation.bibtex).values()
    assert len(entry['author']) == len(names)
    assert r'\input' not in citation.bibtex
    found = understood(**citation.files)
    assert len(found['bib'][0]['author']) == len(found['ris'][0]['author']) == len(names)
    assert people(found['bib'][0]) == names_of(site.program, '2019/p9')
    for style in ('plain', 'abbrv', 'alpha', 'apalike'):
        warnings, printed = bibtex(tmp_path, citation.bibtex, style)
        assert warnings == []
        assert printed.count('{') == printed.count('}')
        assert r'\input' not in printed
    assert biber(tmp_path, citation.bibtex)[0] == []


def test_a_key_stays_when_an_id_is_changed_and_no_two_are_the_same(site: Site, real: Program) -> None:
    before = [*read(cite_edition(site.program, SITE, '2019').bibtex)]
    site.edit(FILE, '- id: jax-md', '- id: jax\n  former_ids: jax-md')
    site.edit(FILE, 'talk: jax-md', 'talk: jax')
    site.edit(FILE, 'talks: [jax-md, p9]', 'talks: [jax, p9]')
    site.edit(FILE, 'edition:', 'edition:\n  former_ids: "2018"')
    assert [*read(cite_edition(site.program, SITE, '2019').bibtex)] == [key.replace('2019', '2018') for key in before]
    keys = [key for id in real.editions for key in read(cite_edition(real, SITE, id).bibtex)]
    assert len(keys) == len({key.lower() for key in keys}) == len(real.talks) + len(real.editions)
    assert all(re.fullmatch('[a-z0-9_-]+', key) for key in keys)


def test_the_files_are_beside_the_pages_and_of_sessions_that_have_an_id(site: Site) -> None:
    site.add(FILE, '- {id: alone, title: Alone, speakers: [Rose Yu]}\n')
    program = site.program
    written = files(program)
    stems = ['speakers/rose-yu', 'talks/2019/alone', 'talks/2019/index', 'talks/2019/sessions/posters']
    citations = [
        cite_person(program, SITE, 'rose-yu'),
        cite_talk(program, SITE, '2019/alone'),
        cite_edition(program, SITE, '2019'),
        cite_session(program, SITE, '2019/posters'),
    ]
    for stem, citation in zip(stems, citations, strict=True):
        assert {suffix: written[f'{stem}.{suffix}'] for suffix in ('bib', 'ris', 'json')} == citation.files
    sessions = [address for address in written if address.startswith('talks/2019/sessions/')]
    assert [*map(str, sessions)] == [f'talks/2019/sessions/posters.{suffix}' for suffix in ('bib', 'ris', 'json')]


def test_who_only_organizes_has_no_citations(site: Site) -> None:
    site.edit(FILE, 'organizers: [Rose Yu]', 'organizers: [Ada Chair]')
    assert not cite_person(site.program, SITE, 'ada-chair')
    assert not [address for address in files(site.program) if 'ada-chair' in address]


def test_files_stay_where_they_were_when_their_page_moves(site: Site) -> None:
    site.write('program/people.yml', 'people: [{name: Rose Yu, id: yu, former_ids: rose-yu}]\n')
    site.edit(FILE, 'edition:', 'edition:\n  former_ids: "2018"')
    site.edit(FILE, '- id: p9', '- id: p9\n  former_ids: p8')
    assert site.problems == []
    written = files(site.program)
    for old, now in {
        'talks/2018/index': 'talks/2019/index',
        'talks/2018/jax-md': 'talks/2019/jax-md',
        'talks/2019/p8': 'talks/2019/p9',
        'talks/2018/sessions/posters': 'talks/2019/sessions/posters',
        'speakers/rose-yu': 'speakers/yu',
    }.items():
        for suffix in ('bib', 'ris', 'json'):
            assert written[f'{old}.{suffix}'] == written[f'{now}.{suffix}']


def test_no_former_address_takes_the_place_of_another_file(site: Site) -> None:
    before = files(site.program)
    site.edit(FILE, '- id: p9', '- id: p9\n  former_ids: [causality]')
    site.edit(
        'program/series.yml', '  short_title: WT\n', '  short_title: WT\n  redirects: {talks/2019/p8: talks/2019/p9}\n'
    )
    after = files(site.program)
    assert after['talks/2019/causality.ris'] == before['talks/2019/causality.ris']
    assert after['talks/2019/p8.ris'] == before['talks/2019/p9.ris'].replace(b'wt2019_p9', b'wt2019_causality')


def test_a_page_of_another_sort_that_leads_there_has_no_citation(site: Site) -> None:
    redirects = '  redirects: {about: talks/2019/p9, papers/p9: talks/2019/p9, talks/2019/p8: speakers/rose-yu}\n'
    site.edit('program/series.yml', '  short_title: WT\n', f'  short_title: WT\n{redirects}')
    written = files(site.program)
    assert not {'about.bib', 'papers/p9.bib', 'talks/2019/p8.bib'} & written.keys()


def test_without_a_base_address_no_citation_invents_one(hard: Program) -> None:
    citation = cite_edition(hard, replace(SITE, base=''), '2019')
    assert '.html' not in citation.bibtex + citation.ris + citation.csl + citation.text
    assert 'url' not in entry_of(hard, '2019/panel', base='')[1]


def test_of_very_many_authors_a_persons_list_names_the_first(site: Site) -> None:
    authors = ', '.join(f'Author Number{index}' for index in range(MANY_AUTHORS + 5))
    site.edit(FILE, '[Gilles Louppe, Rose Yu]', f'[{authors}]')
    program = site.program
    listed = cite_person(program, SITE, 'author-number1')
    assert len(json.loads(listed.csl)[0]['author']) == MANY_AUTHORS
    assert json.loads(listed.csl)[0]['note'] == 'and 5 more authors'
    assert f'Number{MANY_AUTHORS - 1}, Author and others}}' in listed.bibtex
    assert [value for tag, value in tags(listed.ris) if tag == 'AU'][-1] == f'Number{MANY_AUTHORS - 1}, Author'
    assert ('N1', 'and 5 more authors') in tags(listed.ris)
    whole = cite_talk(program, SITE, '2019/p9')
    assert len(json.loads(whole.csl)[0]['author']) == MANY_AUTHORS + 5
    assert whole.text.startswith('Author Number0, ')
    assert ', Author Number19, et al. 2019. ' in whole.text


# schemas/input/csl-data.json of citation-style-language/schema, version 1.0.2: of the properties, those that we write.
CSL_TYPES = {'paper-conference', 'speech', 'book'}
CSL_NAMES = {'author', 'editor'}
CSL_NAME = {'family', 'given', 'non-dropping-particle', 'suffix', 'literal'}
CSL_DATES = {'issued', 'event-date'}
CSL_TEXTS = {
    'id', 'type', 'title', 'container-title', 'event-title', 'event-place', 'genre', 'page', 'publisher',
    'collection-title', 'volume', 'number', 'ISBN', 'ISSN', 'DOI', 'archive', 'archive_location', 'URL', 'keyword',
    'note',
}  # fmt: skip


def test_csl_json_has_what_its_schema_knows_and_nothing_else(hard: Program, real: Program) -> None:
    items = [
        item
        for program in (hard, real)
        for edition in program.editions
        for item in json.loads(cite_edition(program, SITE, edition).csl)
    ]
    for item in items:
        assert item.keys() <= CSL_NAMES | CSL_DATES | CSL_TEXTS
        assert item['type'] in CSL_TYPES
        assert all(isinstance(item[name], str) for name in CSL_TEXTS & item.keys())
        for kind in CSL_NAMES & item.keys():
            assert all(name and name.keys() <= CSL_NAME for name in item[kind])
        for kind in CSL_DATES & item.keys():
            assert item[kind].keys() == {'date-parts'}
            assert all(1 <= len(parts) <= 3 and {*map(type, parts)} == {int} for parts in item[kind]['date-parts'])
