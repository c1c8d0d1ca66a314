"""The proceedings of an edition as a PDF: all of it is there, page numbers are right, same input gives same bytes."""

from __future__ import annotations

import base64
import re
import shutil
import socket
import subprocess
import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest
from pypdf import PdfReader
from sphinx.errors import SphinxError

from conftest import CONF, EDITION, SERIES, Built, Site, chromium
from exporting import give_up
from proceedings.pdf.browser import UNCONFINED, PrintError, print_page
from proceedings.pdf.finishing import numbered
from proceedings.pdf.heads import css_string
from proceedings.pdf.numbers import number
from proceedings.pdf.reading import missing_letters

LATIN = ['Nguyễn Thị Ánh', 'Şükrü Yılmaz', 'Łukasz Żółw', 'Ηλέκτρα', 'Иван Петров']
ASIAN = ['王小明', '山田太郎', 'あゆみ', '김철수']

TITLE = 'Testing "T" </style> \\ 2019'

PROSE = r"""
The first paragraph, see {talk}`2019/jax-md` and [a page](https://example.org/page).

$$\int_0^1 x\,dx = \frac12$$

![a dot](dot.png)

## Method

""" + '\n\n'.join(['Many words that are here to fill a page. ' * 30] * 12)

DOT = base64.b64decode(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=='
)


def fill(site: Site, people: list[str]) -> None:
    """A book of some pages: prose, a formula, an image, posters, and a title that would end a style sheet."""
    site.write('conf.py', CONF)
    site.write('program/series.yml', SERIES)
    site.write('program/2019.yml', EDITION.replace('edition:\n', f"edition:\n  title: '{TITLE}'\n", 1))
    for count, name in enumerate(people):
        site.add('program/2019.yml', f'- {{id: q{count}, kind: poster, title: Poster {count}, authors: [{name}]}}\n')
    site.write('talks/2019/causality.md', PROSE)
    (site.folder / 'talks/2019/dot.png').write_bytes(DOT)


@pytest.fixture(scope='module')
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    site = Site(tmp_path_factory.mktemp('book') / 'site')
    fill(site, [*LATIN, *ASIAN])
    built = site.build('pdf')
    if any('no font' in warning for warning in built.warnings):
        give_up('no font for Chinese, Japanese and Korean: apt-get install fonts-wqy-microhei')
    return built


@pytest.fixture(scope='module')
def book(built: Built) -> PdfReader:
    return PdfReader(built.out / 'wt-2019.pdf')


def bare(text: str) -> str:
    """Without white space and ligatures: lines are broken anywhere."""
    return re.sub(r'[\s\u200b\u00ad]+', '', unicodedata.normalize('NFKC', text))


@cache  # pypdf takes a second for it
def texts(book: PdfReader) -> list[str]:
    return [bare(page.extract_text()) for page in book.pages]


def of_chapter(book: PdfReader, head: str) -> str:
    """The text of the pages above which stands *head*."""
    return ''.join(text for text in texts(book) if text.startswith(bare(TITLE + head)))


@pytest.mark.browser
def test_every_title_and_every_name_is_there(built: Built, book: PdfReader) -> None:
    assert built.warnings == []
    whole = ''.join(texts(book))
    for shown in (
        *('Causality and Exoplanets', 'JAX, M.D.: Molecular Dynamics', 'Likelihood-free inference', 'Coffee'),
        *('Bernhard Schölkopf', 'Schölkopf, Bernhard', 'Rose Yu', 'The first paragraph', 'https://example.org/86.pdf'),
        *LATIN,
        *ASIAN,
    ):
        assert bare(shown) in whole


@pytest.mark.browser
@pytest.mark.parametrize(
    ('title', 'people', 'chapter'),
    [
        ('Schedule', '', 'Schedule'),
        ('Posters', '', 'Posters'),
        ('Index of people', '', 'Index of people'),
        ('JAX, M.D.: Molecular Dynamics', 'Samuel Schoenholz, Ekin Cubuk', 'Talks'),
        ('Poster 8', '김철수', 'Posters'),
    ],
)
def test_the_contents_say_on_which_page_something_is(book: PdfReader, title: str, people: str, chapter: str) -> None:
    printed = re.search(rf'{re.escape(bare(title + people))}(\d+?)(?=\D|$)', of_chapter(book, 'Contents'))
    assert printed
    page = texts(book)[int(printed[1]) - 1]
    assert page.startswith(bare(TITLE + chapter))
    assert bare(title) in page


@pytest.mark.browser
def test_the_index_has_the_pages_on_which_people_are(book: PdfReader) -> None:
    index = of_chapter(book, 'Index of people')
    for name, talk in (('Schölkopf, Bernhard', 'Bernhard Schölkopf'), ('王小明', 'Poster 5')):
        printed = re.search(rf'{re.escape(bare(name))}(\d+)', index)
        assert printed, name
        assert bare(talk) in texts(book)[int(printed[1]) - 1]


@pytest.mark.browser
def test_links_lead_to_places_in_the_book_and_to_the_web(book: PdfReader) -> None:
    destinations = book.named_destinations
    assert {'/talk-causality', '/talk-jax-md', '/schedule', '/person-rose-yu'} <= set(destinations)
    assert not [link for link in links(book) if link.startswith('file:')]
    assert 'https://example.org/86.pdf' in links(book)


def links(book: PdfReader) -> set[str]:
    found = (annotation.get_object() for page in book.pages for annotation in page.get('/Annots', ()))
    return {str(link['/A']['/URI']) for link in found if '/URI' in link.get('/A', {})}


@pytest.mark.browser
def test_a_pdf_says_what_it_is(book: PdfReader) -> None:
    assert book.metadata is not None
    assert book.metadata.title == TITLE
    assert book.metadata.author == 'Rose Yu'
    assert book.metadata['/CreationDate'] == book.metadata['/ModDate'] == "D:20191214080000+00'00'"
    root = book.trailer['/Root']
    assert root['/Lang'] == 'en'
    assert root['/MarkInfo']['/Marked']
    titles = [entry['/Title'] for entry in book.outline if not isinstance(entry, list)]
    assert titles[1:] == ['Contents', 'Schedule', 'Talks', 'Posters', 'Organization', 'Index of people']


@pytest.mark.browser
def test_each_page_but_the_first_has_its_number(book: PdfReader) -> None:
    title, *pages = texts(book)
    assert title.startswith(bare(f'{TITLE}Proceedings'))
    for at, page in enumerate(pages, start=2):
        head = next(head for head in HEADS if page.startswith(bare(TITLE + head)))
        assert page.removeprefix(bare(TITLE + head)).startswith(str(at)) or page.endswith(str(at))


HEADS = ('Contents', 'Schedule', 'Talks', 'Posters', 'Organization', 'Index of people')


@pytest.mark.browser
def test_a_long_talk_begins_with_some_of_its_words(book: PdfReader) -> None:
    """No heading is left alone at the foot of a page."""
    page = next(text for text in texts(book) if text.startswith(bare(f'{TITLE}Talks')) and 'Causality' in text)
    assert 'Thefirstparagraph' in page


def test_cells_are_numbered_from_one_in_their_order() -> None:
    assert numbered(b'/ID (node00000142) (node00000009) [(node00000142)]') == (
        b'/ID (node00000002) (node00000001) [(node00000002)]'
    )


@pytest.mark.browser
def test_same_input_gives_the_same_bytes(built: Built, tmp_path: Path) -> None:
    site = Site(tmp_path / 'elsewhere')
    fill(site, [*LATIN, *ASIAN])
    again = site.build('pdf', parallel=2)
    assert (again.out / 'wt-2019.pdf').read_bytes() == (built.out / 'wt-2019.pdf').read_bytes()


@pytest.mark.browser
def test_paper_can_be_that_of_america(site: Site) -> None:
    book = PdfReader(site.build('pdf', proceedings_paper='letter').out / 'wt-2019.pdf')
    assert [round(size) for size in book.pages[0].mediabox[2:]] == [612, 792]
    assert texts(book)[1].startswith('WorkshoponTesting2019Contents')


@pytest.mark.browser
def test_a_book_is_no_site(built: Built) -> None:
    names = {path.name for path in built.out.iterdir()}
    assert names == {'wt-2019.html', 'wt-2019.pdf'}
    assert 'wt-2019.pdf' in built.messages


@pytest.mark.browser
def test_letters_without_a_font_are_named_with_a_way_out(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(site, ['王小明'])
    monkeypatch.setenv('FONTCONFIG_FILE', str(only_latin(site.folder.parent)))
    (warning,) = site.build('pdf').warnings
    assert 'no font of this machine has the letters 小明王, in the names of 王小明' in warning
    assert 'apt-get install fonts-noto-cjk' in warning


def only_latin(folder: Path) -> Path:
    """The configuration of a machine with one font."""
    if not shutil.which('fc-match'):
        give_up('no fontconfig')
    font = subprocess.check_output(['fc-match', '-f', '%{file}', 'serif:lang=en'], text=True)
    (folder / 'fonts').mkdir()
    shutil.copy(font, folder / 'fonts')
    (folder / 'fonts.conf').write_text(
        f'<fontconfig><dir>{folder}/fonts</dir><cachedir>{folder}/cache</cachedir></fontconfig>', encoding='utf-8'
    )
    return folder / 'fonts.conf'


def test_a_letter_that_is_drawn_as_a_part_of_others_is_not_missing() -> None:
    """As in Hindi: what was drawn stands beside it, and says nothing of a letter that is a box all the same."""
    span = '/Span<</ActualText <FEFF{}> >> BDC <{}> Tj EMC '.format
    drawn = span('0936094D0930', '011C') + span('AE40', '0000')
    assert missing_letters(Printed(drawn), ['श्र', '김', 'é']) == {'김'}
    assert missing_letters(Printed(drawn.replace('<0000>', '<1000>')), ['श्र', '김']) == set()
    assert missing_letters(Printed('<00010000> Tj <0002> Tj'), ['王']) == {'王'}
    assert missing_letters(Printed('<10001000> Tj'), ['王']) == set()


@dataclass
class Printed:
    """A book of one page, whose letters nobody can read."""

    content: str

    @property
    def pages(self) -> list[Printed]:
        return [self]

    def extract_text(self) -> str:
        return '\0'

    def get_contents(self) -> Printed:
        return self

    def get_data(self) -> bytes:
        return self.content.encode('latin-1')


@pytest.mark.browser
def test_nothing_is_asked_of_the_network(tmp_path: Path) -> None:
    with socket.create_server(('127.0.0.1', 0)) as server:
        server.settimeout(0.1)
        address = f'http://127.0.0.1:{server.getsockname()[1]}'
        page = tmp_path / 'page.html'
        page.write_text(f'<link rel="stylesheet" href="{address}/a.css"><img src="{address}/b.png">words', 'utf-8')
        print_page(page, tmp_path / 'page.pdf')
        with pytest.raises(TimeoutError):
            server.accept()
    assert PdfReader(tmp_path / 'page.pdf').pages[0].extract_text().strip() == 'words'


@pytest.mark.browser
def test_a_page_that_asks_for_files_of_the_machine_gets_none(site: Site) -> None:
    """Organizers may write HTML; and what of it another extension makes is not asked for, either."""
    secret = site.folder.parent / 'secret.svg'
    secret.write_text('<svg xmlns="http://www.w3.org/2000/svg" width="90" height="30"><text y="20">Secret</text></svg>')
    asked = f'<img src="{secret.as_uri()}"><iframe src="{secret.as_uri()}"></iframe>'
    site.write('talks/2019/index.md', f'About.\n\n{asked}\n\n![mine](dot.png)\n')
    (site.folder / 'talks/2019/dot.png').write_bytes(DOT)
    site.add('conf.py', f"""
        def setup(app):
            from docutils import nodes
            class asking(nodes.General, nodes.Element): pass
            app.add_node(asking, html=(lambda self, node: self.body.append({asked!r}), lambda self, node: None))
            app.connect('doctree-resolved', lambda app, t, name: name == 'talks/2019/index' and t.append(asking()))
    """)  # fmt: skip
    built = site.build('pdf')
    assert [w for w in built.warnings if 'talks/2019/index.md:3: WARNING: raw HTML is left out' in w]
    page = (built.out / 'wt-2019.html').read_text()
    assert page.count('secret.svg') == 2
    assert re.search('<img[^>]* src="data:image/png;base64,', page)
    assert 'Secret' not in ''.join(texts(PdfReader(built.out / 'wt-2019.pdf')))


@pytest.mark.browser
def test_what_is_called_like_a_browser_need_not_be_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ubuntu's chromium-browser may do no more than ask for a snap."""
    (tmp_path / 'chromium').write_text('#!/bin/sh\necho install a snap >&2; exit 1\n')
    (tmp_path / 'chromium').chmod(0o755)
    (tmp_path / 'google-chrome').write_text(f'#!/bin/sh\nexec {chromium()} "$@"\n')
    (tmp_path / 'google-chrome').chmod(0o755)
    monkeypatch.setenv('PATH', f'{tmp_path}:/bin')
    monkeypatch.setattr('proceedings.pdf.browser.COMMANDS', ('chromium', 'google-chrome'))
    (tmp_path / 'page.html').write_text('words')
    print_page(tmp_path / 'page.html', tmp_path / 'page.pdf')
    assert (tmp_path / 'page.pdf').is_file()


@pytest.mark.parametrize(
    'message',
    [
        'zygote_host_impl_linux.cc(128)] No usable sandbox!',
        'Running as root without --no-sandbox is not supported. See',
    ],
)
def test_where_nothing_can_be_shut_in_the_page_without_scripts_is_printed_all_the_same(
    tmp_path: Path, message: str
) -> None:
    """Ubuntu 24.04 forbids what a sandbox needs, and so do containers."""
    assert print_page(tmp_path / 'page.html', tmp_path / 'page.pdf', that_says(tmp_path, message)) == UNCONFINED
    assert (tmp_path / 'page.pdf').is_file()


@pytest.mark.browser
def test_the_build_says_that_there_was_no_sandbox(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    def unconfined(page: Path, pdf: Path, named: str) -> str:
        print_page(page, pdf, named)
        return UNCONFINED

    monkeypatch.setattr('proceedings.pdf.builder.print_page', unconfined)
    built = site.build('pdf')
    assert built.messages.count(UNCONFINED) == 1
    assert built.warnings == []


def test_a_browser_that_fails_otherwise_keeps_its_sandbox(tmp_path: Path) -> None:
    with pytest.raises(PrintError, match='a policy of the sandbox'):
        print_page(tmp_path / 'page.html', tmp_path / 'page.pdf', that_says(tmp_path, 'a policy of the sandbox'))


def that_says(folder: Path, message: str) -> str:
    """A browser that prints only without a sandbox, and else says *message*."""
    browser = folder / 'browser'
    browser.write_text(
        f'#!/bin/sh\n[ "$1" = --no-sandbox ] || {{ echo "{message}" >&2; exit 1; }}\necho > {folder / "page.pdf"}\n'
    )
    browser.chmod(0o755)
    return str(browser)


def test_a_browser_that_fails_says_what_it_said(tmp_path: Path) -> None:
    (tmp_path / 'broken').write_text('#!/bin/sh\necho no display >&2; exit 3\n')
    (tmp_path / 'broken').chmod(0o755)
    with pytest.raises(PrintError, match='ended with 3: no display'):
        print_page(tmp_path / 'page.html', tmp_path / 'page.pdf', str(tmp_path / 'broken'))


def test_without_a_browser_there_is_a_way_out(site: Site) -> None:
    with pytest.raises(SphinxError, match=r"'no-such-browser'.*apt-get install chromium.*proceedings_browser"):
        site.build('pdf', proceedings_browser='no-such-browser')
    site.builds[-1].cleanup()


def test_the_environment_can_name_the_browser(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / 'mine').write_text(f'#!/bin/sh\necho > {tmp_path}/page.pdf\n')
    (tmp_path / 'mine').chmod(0o755)
    monkeypatch.setenv('PROCEEDINGS_BROWSER', str(tmp_path / 'mine'))
    print_page(tmp_path / 'page.html', tmp_path / 'page.pdf')
    assert (tmp_path / 'page.pdf').read_text() == '\n'


@pytest.mark.parametrize('extensions', [['proceedings', 'theirs'], ['theirs', 'proceedings']])
def test_a_builder_of_that_name_that_another_extension_has_is_left_to_it(
    site: Site, extensions: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """As rst2pdf has one, whichever of the two comes first in conf.py."""
    site.write('../theirs/theirs.py', """
        from sphinx.builders.dummy import DummyBuilder

        class Theirs(DummyBuilder):
            name = 'pdf'
            epilog = 'This is theirs.'

        def setup(app):
            app.add_builder(Theirs)
            return {'parallel_read_safe': True}
    """)  # fmt: skip
    monkeypatch.syspath_prepend(site.folder.parent / 'theirs')
    built = site.build('pdf', extensions=extensions)
    assert built.warnings == []
    assert 'This is theirs.' in built.messages


def test_a_volume_that_is_none_is_a_warning(site: Site) -> None:
    (warning,) = site.build('pdf', proceedings_volume='2018').warnings
    assert 'no edition "2018"' in warning


def test_a_page_is_named_once() -> None:
    place = '<span class="proceedings-page-numbers" data-of="a b c"></span>'
    filled = number(place, {'a': 12, 'b': 7, 'c': 12})
    assert re.sub('<[^>]*>', '', filled) == '7, 12'
    assert number(filled, {'a': 1, 'b': 2, 'c': 3}).count('<a ') == 3


def test_a_head_ends_neither_its_string_nor_the_style_sheet() -> None:
    assert css_string('a"</style>\\\n') == '"a\\22 \\3c \\2f style\\3e \\5c \\a "'
