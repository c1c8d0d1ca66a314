"""The proceedings of one edition as a book: what is in it, in which order, and where its references lead.

Read from an EPUB, which is what all of it comes to; whether that is one, `test_epub` says.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from html import unescape

import pytest
from lxml import etree

from conftest import CONF, Built, Site
from proceedings.export.citations.works import Works
from proceedings.export.target import Target

BASE = 'https://example.org/wt/'

SERIES = """
series: {title: Workshop on Testing, short_title: WT}
"""

OLD = """
edition: {start: 2018-12-01, timezone: UTC}
talks:
- {id: old, kind: invited, title: An old talk, speakers: [Rose Yu]}
"""

EDITION = """
edition:
  start: 2019-12-14
  end: 2019-12-15
  timezone: Asia/Tokyo
  venue: {name: Hall of Tests, city: Kyoto, country: Japan}
  part_of: {title: TestConf 2019}
  proceedings:
    editors: [山田太郎, {name: Ann Lee, affiliation: Uni A}]
    publisher: Test Press
    series: Notes on Tests
    volume: 12
    isbn: 978-3-16-148410-0
    doi: 10.1000/182
    published: 2020-03-01
organizers: [Rose Yu, {name: Kim Min, role: local chair}]
sponsors: [{name: S & Co, url: https://example.org/s}]
reviewers: [Rita Revue]
rooms: [{id: a, name: Room A}, {id: b, name: Room B}]
schedule:
- {day: 2019-12-14, time: 09:00-10:00, talk: second, room: b}
- {day: 2019-12-14, time: 08:00-09:00, talk: first, room: a}
- {day: 2019-12-14, time: 08:00-09:00, talk: beside, room: b}
- {day: 2019-12-15, time: 09:00-10:00, title: Session on C, kind: session, chairs: [Kim Min], room: a, talks: [c1, c2]}
- {id: posters, day: 2019-12-15, time: 10:00-11:00, title: Posters and tea, kind: poster, room: a,
   talks: [p2, first, gone]}
talks:
- id: second
  kind: invited
  title: Learning $\\beta < 2$
  speakers: [王小明]
- id: first
  kind: contributed
  number: 86
  title: JAX & M.D.
  authors: [{name: Samuel Schoenholz, affiliation: Google}, 山田太郎]
  speakers: [山田太郎]
  keywords: [dynamics]
  awards: [Best paper]
  doi: 10.1000/AB
  links: {paper: https://doi.org/10.1000/ab, video: https://example.org/v}
  corrections: [{date: 2020-01-01, kind: erratum, text: The sign of $x$}]
- {id: beside, kind: invited, title: Beside, speakers: [Ōe Kenzaburō]}
- {id: c1, title: C one, authors: [Ann Lee]}
- {id: c2, title: C two, authors: [Évariste Zola], status: tentative}
- {id: p2, number: 2, kind: poster, title: Poster two, authors: [Ann Lee]}
- {id: p1, number: 1, kind: poster, title: Poster one, authors: [नीलम शर्मा]}
- {id: gone, kind: poster, title: Gone, authors: [Lost Author], status: retracted, since: 2020-02-02,
   reason: The data was wrong, replaced_by: p2}
"""

ABSTRACT = """
See {talk}`2019/p2`, {talk}`2018/old`, {talk}`2019/gone`, {speaker}`samuel-schoenholz`, {speaker}`rita-revue`,
{session}`2019/posters`, {edition}`2018`, {doc}`/talks/index`, {numref}`curve`, [below](#method), [data](data.csv)[^a].

[^a]: A footnote.

## Method

```{figure} dot.svg
:name: curve
:alt: A dot
A curve
```
"""

ABOUT = """
All about it; the posters are in {session}`2019/posters`, and [so is this](#method).

# Method
"""


def fill(site: Site) -> None:
    site.write('conf.py', f'{CONF}\nnumfig = True\n')
    site.write('program/series.yml', SERIES)
    site.write('program/2018.yml', OLD)
    site.write('program/2019.yml', EDITION)
    site.write('talks/2019/first.md', ABSTRACT)
    site.write('talks/2019/p2.md', 'Back to {talk}`2019/first`[^a].\n\n[^a]: Another.\n\n## Method\n\nNone.\n')
    site.write('talks/2019/index.md', ABOUT)
    site.write('talks/2019/data.csv', '1,2\n')
    site.write('talks/2019/dot.svg', '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>\n')


@pytest.fixture(scope='module')
def printed(tmp_path_factory: pytest.TempPathFactory) -> Site:
    site = Site(tmp_path_factory.mktemp('volume') / 'site')
    fill(site)
    return site


@pytest.fixture(scope='module')
def built(printed: Site) -> Built:
    return printed.build('epub', nitpicky=True, html_baseurl=BASE)


@pytest.fixture(scope='module')
def book(built: Built) -> dict[str, str]:
    assert built.warnings == []
    return built.book()


@pytest.fixture(scope='module')
def nowhere(printed: Site, built: Built) -> dict[str, str]:
    """The same book, of a site that does not know its address."""
    again = printed.build('epub', nitpicky=True)
    assert again.warnings == []
    return again.book()


def elements(book: dict[str, str]) -> Iterator[tuple[str, etree._Element]]:
    for name, page in book.items():
        for element in etree.fromstring(page.encode()).iter('{*}*'):
            yield name, element


def text_of(page: str) -> str:
    return ' '.join(unescape(re.sub(r'<[^>]*>', '', page)).split())


def talk(book: dict[str, str], id: str) -> str:
    """The HTML of a talk."""
    (found,) = (page for page in book.values() if f'id="talk-{id}"' in page)
    return re.split(r'<section class="proceedings-talk"', found[found.index(f'id="talk-{id}"') :])[0]


def link(html: str, text: str) -> str:
    """Where the link with that text leads."""
    return next(href for href, shown in re.findall(r'<a [^>]*?href="([^"]*)"[^>]*>(.*?)</a>', html) if text in shown)


def titles(book: dict[str, str], id: str) -> list[str]:
    """What the contents have below a chapter."""
    (item,) = etree.fromstring(book['contents'].encode()).xpath(
        f'//*[local-name()="li"][*[local-name()="p"]//@href="{id}.xhtml#{id}"]'
    )
    links = item.xpath('./*[local-name()="ul"]/*[local-name()="li"]/*[local-name()="p"]/*[local-name()="a"]')
    return [''.join(link.itertext()) for link in links]


def test_talks_stand_in_the_order_of_the_schedule_and_then_by_number(book: dict[str, str]) -> None:
    assert titles(book, 'part-1') == ['JAX & M.D.', 'Beside', 'Learning β<2']
    assert titles(book, 'part-2') == ['C one', 'C two']
    assert titles(book, 'part-3') == ['Poster one', 'Poster two']
    assert [book[f'part-{n}'].split('<h1>')[1].split('</h1>')[0] for n in (1, 2, 3)] == [
        'Saturday 14 December 2019', 'Sunday 15 December 2019', 'Posters',
    ]  # fmt: skip


def test_what_no_longer_stands_is_named_behind_the_talks(book: dict[str, str]) -> None:
    assert titles(book, 'gone') == ['Retracted: Gone']
    said = talk(book, 'gone')
    assert 'on 2 February 2020: The data was wrong.' in text_of(said)
    assert link(said, 'Poster two').endswith('#talk-p2')
    assert 'Lost' not in book['people']


def test_the_title_page_says_whose_book_it_is(book: dict[str, str]) -> None:
    said = text_of(book['title-page'])
    for fact in (
        'Workshop on Testing 2019, TestConf 2019 Proceedings 14–15 December 2019 · Hall of Tests',
        'Edited by 山田太郎 Ann Lee, Uni A', 'Test Press, 1 March 2020', 'Notes on Tests, volume 12',
        'ISBN 978-3-16-148410-0', 'DOI 10.1000/182', f'{BASE}talks/2019/index.html', '© the authors',
        'As of 1 March 2020',
    ):  # fmt: skip
        assert fact in said


def test_the_book_is_called_what_papers_are_cited_from(printed: Site, book: dict[str, str]) -> None:
    program = printed.program
    target = Target(page=str, stamp=lambda edition: datetime.min)
    cited = Works(program, target).proceedings(program.editions['2019'])
    assert f'<h1>{cited.title}</h1>' in book['title-page']


def test_a_title_that_is_given_stands_alone(site: Site) -> None:
    site.edit(
        'program/2019.yml',
        '  room: West 109\n',
        '  room: West 109\n  part_of: {title: TestConf 2019}\n'
        '  proceedings: {title: Workshop on Testing at TestConf 2019}\n',
    )
    said = text_of(site.build('epub').book()['title-page'])
    assert said.removeprefix('Workshop on Testing at TestConf 2019 ') == (
        'Workshop on Testing at TestConf 2019 Workshop on Testing 2019 Saturday 14 December 2019 · West 109 '
        'Organized by Rose Yu © the authors As of 14 December 2019'
    )


def test_a_talk_says_all_that_its_page_says_and_has_no_tools(book: dict[str, str]) -> None:
    said = text_of(talk(book, 'first'))
    for fact in (
        'JAX & M.D. Contributed talk · Paper 86 · Best paper',
        'Samuel Schoenholz, Google; 山田太郎 (speaker)',
        'Sat 14 Dec 2019, 08:00–09:00 JST, Room A',
        'Sun 15 Dec 2019, 10:00–11:00 JST, Room A · Posters and tea',
        'Corrections 1 January 2020 Erratum The sign of x',
        'Keywords dynamics',
        'DOI 10.1000/AB Video https://example.org/v',
        f'Talk page {BASE}talks/2019/first.html',
    ):
        assert fact in said
    assert 'doi.org/10.1000/ab"' not in talk(book, 'first')  # the same as the DOI
    assert not re.search('Before and after|Related|proceedings-(star|tools|take)', talk(book, 'first'))
    assert 'Tentative' in text_of(talk(book, 'c2'))


def test_references_lead_to_the_book_or_else_to_the_web(book: dict[str, str]) -> None:
    said = talk(book, 'first')
    assert link(said, 'Poster two').endswith('#talk-p2')
    assert link(said, 'Gone') == 'gone.xhtml#talk-gone'
    assert link(said, 'Samuel Schoenholz') == 'people.xhtml#person-samuel-schoenholz'
    assert link(said, 'Posters and tea') == 'schedule.xhtml#session-posters'
    assert link(said, 'below') == '#talk-first--method'
    assert link(said, 'An old talk') == f'{BASE}talks/2018/old.html'
    assert link(said, 'Rita Revue') == f'{BASE}speakers/rita-revue.html'
    assert link(said, 'Workshop on Testing 2018') == f'{BASE}talks/2018/index.html'
    assert re.fullmatch(rf'{BASE}_downloads/\w+/data\.csv', link(said, 'data'))
    assert link(book['about'], 'so is this') == '#about--method'
    assert link(book['about'], 'Posters and tea') == 'schedule.xhtml#session-posters'


def test_without_an_address_of_the_site_no_address_is_made_up(nowhere: dict[str, str]) -> None:
    said = talk(nowhere, 'first')
    for text in ('An old talk', 'Rita Revue', 'data'):
        assert text in said
        assert not re.search(rf'<a [^>]*>[^/]*{text}', said)
    assert link(said, 'Poster two').endswith('#talk-p2')
    addresses = {element.get('href') for _, element in elements(nowhere) if 'href' in element.attrib}
    assert {a for a in addresses if '://' in a} == {
        'https://doi.org/10.1000/182', 'https://doi.org/10.1000/AB', 'https://example.org/v', 'https://example.org/s',
    }  # fmt: skip


@pytest.mark.parametrize('which', ['book', 'nowhere'])
def test_no_link_is_dead_and_no_id_is_there_twice(which: str, request: pytest.FixtureRequest) -> None:
    book = request.getfixturevalue(which)
    ids = Counter((name, element.get('id')) for name, element in elements(book) if 'id' in element.attrib)
    assert set(ids.values()) == {1}
    everywhere = Counter(id for name, id in ids if name != 'nav')
    assert set(everywhere.values()) == {1}
    for name, element in elements(book):
        href = element.get('href', '')
        if href and '://' not in href and not href.endswith('.css'):
            file, _, id = href.partition('#')
            assert (file.removesuffix('.xhtml') or name, id) in ids, href


def test_a_figure_has_the_number_by_which_it_is_referred_to(book: dict[str, str]) -> None:
    said = talk(book, 'first')
    assert link(said, 'Fig. 1') == '#talk-first--curve'
    assert re.search(r'<figure[^>]* id="talk-first--curve">.*class="caption-number">Fig\. 1 <', said, re.DOTALL)


def test_the_schedule_is_a_list_by_time_and_leads_to_the_talks(book: dict[str, str]) -> None:
    said = book['schedule']
    assert 'proceedings-parallel' not in said
    assert re.findall(r'id="day-([\d-]+)"', said) == ['2019-12-14', '2019-12-15']
    assert link(said, 'JAX').endswith('#talk-first')
    assert 'Chair: Kim Min' in text_of(said)


def test_the_index_has_everybody_of_the_talks_by_family_name(book: dict[str, str]) -> None:
    lines = re.findall(r'<li id="person-[^"]*"><p>(.*?)</p></li>', book['people'])
    assert [text_of(line) for line in lines] == [
        'Kenzaburō, Ōe Beside',
        'Lee, Ann C one; Poster two',
        'Min, Kim Session on C (chair)',
        'Schoenholz, Samuel JAX & M.D.',
        'Zola, Évariste C two',
        'शर्मा, नीलम Poster one',
        '山田太郎 JAX & M.D.',
        '王小明 Learning β<2',
    ]
    assert link(book['people'], 'C two').endswith('#talk-c2')
    assert link(book['people'], 'Session on C') == 'schedule.xhtml#session-2019-12-15-0900'


def test_every_name_is_as_it_is_written(book: dict[str, str]) -> None:
    everything = ' '.join(map(text_of, book.values()))
    for name in ('山田太郎', '王小明', 'Ōe Kenzaburō', 'नीलम शर्मा', 'Évariste Zola'):
        assert name in everything


def test_organizers_sponsors_and_reviewers_are_thanked(book: dict[str, str]) -> None:
    said = text_of(book['organization'])
    for fact in ('Organizers Rose Yu', 'Local chair Kim Min', 'Sponsors S & Co', 'Reviewers Rita Revue'):
        assert fact in said


def test_all_builders_share_what_was_read(printed: Site, built: Built) -> None:
    assert built.read
    assert printed.build('html', html_baseurl=BASE).read == []


def test_the_edition_is_the_latest_or_the_one_that_is_asked_for(printed: Site, built: Built) -> None:
    older = printed.build('epub', proceedings_volume='2018')
    assert [path.name for path in sorted(older.out.glob('*.epub'))] == ['wt-2018.epub', 'wt-2019.epub']
    assert older.read == []


@pytest.mark.parametrize(('year', 'books'), [('2019', ['wt-2019.epub']), ('2091', [])])
def test_the_edition_may_be_written_as_a_year(site: Site, year: str, books: list[str]) -> None:
    site.add('conf.py', f'proceedings_volume = {year}\n')
    assert [path.name for path in site.build('epub').out.glob('*.epub')] == books


def test_an_edition_that_is_not_there_is_a_problem_with_a_way_out(site: Site) -> None:
    built = site.build('epub', proceedings_volume='2091')
    assert built.warnings == [
        'WARNING: proceedings_volume: no edition "2091"; did you mean "2019"? [proceedings.edition]'
    ]
    assert list(built.out.glob('*.epub')) == []


def test_without_an_edition_there_is_no_book_and_the_build_says_so(site: Site) -> None:
    (site.folder / 'program/2019.yml').unlink()
    assert [w for w in site.build('epub').warnings if 'no edition to make a book of' in w]


def test_a_talk_whose_page_conf_py_leaves_out_is_in_the_book_without_its_address(site: Site) -> None:
    site.write('talks/2019/p9.md', 'Never to be seen.\n')
    book = site.build('epub', html_baseurl=BASE, exclude_patterns=['talks/2019/p9*', 'talks/2019/index*']).book()
    assert 'Likelihood-free inference' in talk(book, 'p9')
    assert 'Talk page' not in talk(book, 'p9')
    assert 'never to be seen' not in ''.join(book.values()).lower()


def test_a_site_whose_addresses_end_in_nothing_says_so(site: Site) -> None:
    book = site.build('epub', html_baseurl=BASE, html_link_suffix='').book()
    assert link(talk(book, 'p9'), f'{BASE}talks/2019/p9') == f'{BASE}talks/2019/p9'
    assert f'{BASE}talks/2019/index"' in book['title-page']


def test_a_site_of_folders_says_what_its_addresses_end_in(site: Site) -> None:
    book = site.build('epub', html_baseurl=BASE, html_link_suffix='/').book()
    assert f'{BASE}talks/2019/p9/' in talk(book, 'p9')
    assert f'{BASE}talks/2019/"' in book['title-page']


def test_what_a_directive_shows_in_prose_is_in_the_book(site: Site) -> None:
    site.write('talks/2019/index.md', 'These speak:\n\n:::{speakers} 2019\n:::\n')
    site.write('index.md', 'Home\n')
    assert 'Schoenholz, Samuel' in text_of(site.build('epub').book()['about'])


def test_an_edition_of_one_day_calls_its_talks_talks(site: Site) -> None:
    book = site.build('epub').book()
    assert titles(book, 'part-1') == ['Causality and Exoplanets', 'JAX, M.D.: Molecular Dynamics']
    assert '<h1>Talks</h1>' in book['part-1']
    assert titles(book, 'part-2') == ['Likelihood-free inference']
    assert 'about' not in book


# What no book can have

STRANGE = """
Words <b>of a</b> <img src="file:///etc/hostname"> tag. <!-- no word -->

<img src="a.png" alt="Raw">

```{raw} latex
\\newpage
```

A ![far one](https://example.org/a.png), ![](https://example.org/b.png)none.

```{image} file:///etc/hostname
:alt: A local one
```

[![a link](fig.bmp)](https://example.org/)

```{figure} fig.AVIF
:alt: A figure
:target: https://example.org/t
:name: avif
A caption
```

![lost](lost.png) ![kept](dot.svg) ![data](data:image/png;base64,AAAA)
"""


@pytest.fixture(scope='module', params=['epub', 'html'])
def vetted(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Built:
    """A book with all of this; and one of what has been read before."""
    site = Site(tmp_path_factory.mktemp('vetted') / 'site')
    fill(site)
    site.write('talks/2019/index.md', STRANGE)
    site.write('talks/2019/dot.svg', '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>\n')
    for name in ('fig.bmp', 'fig.AVIF'):
        site.write(f'talks/2019/{name}', 'any')
    if request.param == 'html':
        site.build('html')
    return site.build('epub', html_baseurl=BASE)


def test_raw_html_is_left_out_of_a_book_with_a_warning(vetted: Built) -> None:
    said = text_of(vetted.book()['about'])
    assert 'Words of a tag.' in said
    assert 'newpage' not in said
    raw = [w for w in vetted.warnings if 'raw HTML' in w]
    assert [w.partition(' [')[0] for w in raw] == [
        'talks/2019/index.md:1: WARNING: raw HTML is left out of the book: write it in Markdown',
        'talks/2019/index.md:3: WARNING: raw HTML is left out of the book: write it in Markdown',
    ]


def test_an_image_that_no_book_can_have_is_its_text_with_a_warning(vetted: Built) -> None:
    page = vetted.book()['about']
    assert re.findall(r'<img[^>]* src="([^"]*)"', page) == ['image-1.svg']
    for shown in ('A far one, none. A local one', 'a link', 'A figure Fig', 'lost data'):
        assert shown in text_of(page)
    assert link(page, 'a link') == 'https://example.org/'
    assert link(page, 'A figure') == 'https://example.org/t'
    told = [re.fullmatch(r'(.*): WARNING: .* the text of an image .*: (\S*) is .*', w) for w in vetted.warnings]
    assert [found.groups() for found in told if found] == [
        ('talks/2019/index.md:9', 'https://example.org/a.png'),
        ('talks/2019/index.md:9', 'https://example.org/b.png'),
        ('talks/2019/index.md:11', 'file:///etc/hostname'),
        ('talks/2019/index.md:15', 'talks/2019/fig.bmp'),
        ('talks/2019/index.md:17', 'talks/2019/fig.AVIF'),
        ('talks/2019/index.md:24', 'talks/2019/lost.png'),
        ('talks/2019/index.md:24', 'data:image/png;base64,AAAA'),
    ]
