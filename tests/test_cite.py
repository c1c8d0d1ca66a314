"""How to cite, on pages: what is shown and copied is what is in the files."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from html.parser import HTMLParser
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from axe import WIDTHS, violations_in_both_schemes
from conftest import SERIES, Built, Site, built_program
from proceedings.model import Edition

BASE = 'https://example.org/ml/'
FORMATS = {'BibTeX': 'bib', 'RIS': 'ris', 'CSL-JSON': 'json'}


class Citations(HTMLParser):
    """What a page shows of how to cite it: a browser's reading of the text, and of each format by its name."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.text = ''
        self.formats: dict[str, str] = {}
        self.name = self.within = ''
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if given.get('class') == 'proceedings-citation':
            self.within = 'text'
        elif given.get('class') == 'proceedings-citation-format':
            self.name = given['data-name'] or ''
        elif tag == 'code' and self.name:
            self.within = self.name
            self.formats[self.name] = ''

    def handle_endtag(self, tag: str) -> None:
        if tag in ('p', 'code'):
            self.within = ''

    def handle_data(self, data: str) -> None:
        if self.within == 'text':
            self.text += data
        elif self.within:
            self.formats[self.within] += data


def html_of(built: Built, name: str) -> str:
    return (built.out / f'{name}.html').read_bytes().decode()


def shown(built: Built, name: str) -> Citations:
    return Citations(html_of(built, name))


def files(folder: Path, stem: str) -> dict[str, str]:
    return {name: (folder / f'{stem}.{suffix}').read_bytes().decode() for name, suffix in FORMATS.items()}


def on_page(folder: Path, stem: str) -> dict[str, str]:
    """What of the files beside a talk stands on its page, too."""
    return {'BibTeX': files(folder, stem)['BibTeX']}


def links_to_citations(html: str) -> dict[str, list[str]]:
    """For each line of links to citations what it says, and where it leads."""
    lines = re.findall(r'<p class="proceedings-citation-files"><span>(.*?)</span>(.*?)</p>', html)
    return {label: re.findall(r'href="([^"]*)"', links) for label, links in lines}


# The page of a talk


def test_a_talk_shows_what_is_in_the_files_beside_it_at_the_addresses_of_each_builder(site: Site) -> None:
    for builder, page, address in (('html', 'jax-md', 'jax-md.html'), ('dirhtml', 'jax-md/index', 'jax-md/')):
        built = site.build(builder, html_baseurl=BASE)
        assert built.warnings == []
        found = shown(built, f'talks/2019/{page}')
        assert found.formats == on_page(built.out, 'talks/2019/jax-md')
        for text in (found.text, *files(built.out, 'talks/2019/jax-md').values()):
            assert re.search(rf'{BASE}talks/2019/{address}(?![\w.])', text)
            assert 'JAX, M.D.: Molecular Dynamics' in text
    assert built.read == []  # builders share what was read


def test_where_nobody_knows_the_address_of_the_site_none_is_shown(site: Site) -> None:
    site.edit('program/2019.yml', '  links: {paper: https://example.org/86.pdf}\n', '')
    built = site.build()
    found = shown(built, 'talks/2019/jax-md')
    assert 'Samuel Schoenholz' in found.text
    texts = (found.text, *files(built.out, 'talks/2019/jax-md').values())
    assert not any('http' in text or '.html' in text for text in texts)


HOSTILE = ['</script><b>"bold"</b></code>', "<!-- & &amp; ]]> '", '<wbr>a/b//c']


def test_no_title_gets_out_of_its_quotes(site: Site) -> None:
    quoted = [title.replace("'", "''") for title in HOSTILE]
    site.add('program/2019.yml', ''.join(f"- {{id: x{n}, title: '{title}'}}\n" for n, title in enumerate(quoted)))
    built = site.build()
    for number, title in enumerate(HOSTILE):
        html = html_of(built, f'talks/2019/x{number}')
        found = Citations(html)
        assert found.formats == on_page(built.out, f'talks/2019/x{number}')
        assert title in found.text
        assert '<b>' not in html
        assert '<!--' not in html.partition('id="proceedings-cite"')[2]


def test_what_was_retracted_can_be_cited_and_is_in_no_list(site: Site) -> None:
    site.edit(
        'program/2019.yml', '  authors: [Gilles Louppe, Rose Yu]\n', '  authors: Gilles Louppe\n  status: retracted\n'
    )
    built = site.build()
    assert 'Retracted' in shown(built, 'talks/2019/p9').text
    assert links_to_citations(html_of(built, 'speakers/gilles-louppe')) == {}


def test_the_line_above_the_abstract_leads_to_how_to_cite(site: Site) -> None:
    site.write('talks/2019/p9.md', 'We infer.\n')
    html = html_of(site.build(), 'talks/2019/p9')
    places = [html.index(part) for part in ('href="#proceedings-cite"', '<p>We infer.', 'id="proceedings-cite"')]
    assert places == sorted(places)


# Editions, sessions and people


def test_an_edition_shows_how_to_cite_the_volume_and_leads_to_all_in_it(site: Site) -> None:
    site.edit('program/2019.yml', '  start: 2019-12-14\n', '  start: 2019-12-14\n  proceedings: {title: All Tests}\n')
    built = site.build(html_baseurl=BASE)
    found = shown(built, 'talks/2019/index')
    assert 'All Tests' in found.text
    assert f'{BASE}talks/2019/index.html' in found.text
    assert found.formats.keys() == FORMATS.keys()
    for name, text in found.formats.items():
        assert 'All Tests' in text
        assert 'JAX' not in text  # the work alone, which is the first in each file
        assert files(built.out, 'talks/2019/index')[name].replace('\r', '').startswith(text.rstrip(']\n'))
    assert (
        'download'
        not in html_of(built, 'talks/2019/index').partition('id="proceedings-cite"')[2].partition('</details>')[0]
    )
    links = links_to_citations(html_of(built, 'talks/2019/index'))
    assert links['The whole volume:'] == ['index.bib', 'index.ris', 'index.json']


def test_an_edition_without_talks_has_nothing_to_cite(site: Site) -> None:
    site.write('program/2020.yml', 'edition: {start: 2020-12-14, timezone: UTC}\n')
    assert 'proceedings-cite"' not in html_of(site.build(), 'talks/2020/index')


SESSIONS = """
- id: keynotes
  time: 11:00-12:00
  title: Keynotes
  talks: [{time: 11:00-11:30, talk: first}, {time: 11:30-12:00, talk: second}]
- time: 13:00-14:00
  title: Nameless
  talks: [{time: 13:00-13:30, talk: third}, {time: 13:30-14:00, talk: fourth}]
"""
TALKS = ''.join(f'- {{id: {id}, title: {id}, speakers: Rose Yu}}\n' for id in ('first', 'second', 'third', 'fourth'))


def test_sessions_with_an_id_lead_to_the_citations_of_their_talks(site: Site) -> None:
    site.edit('program/2019.yml', '\ntalks:\n', f'{SESSIONS}talks:\n{TALKS}')
    built = site.build()
    assert built.warnings == []
    links = links_to_citations(html_of(built, 'talks/2019/index'))
    assert links.keys() == {'The whole volume:', 'Cite all posters:', 'Cite all talks:'}
    assert links['Cite all posters:'] == [f'sessions/posters.{suffix}' for suffix in FORMATS.values()]
    assert links['Cite all talks:'] == [f'sessions/keynotes.{suffix}' for suffix in FORMATS.values()]
    of_day = links_to_citations(html_of(built, 'talks/2019/days/2019-12-14'))
    assert of_day['Cite all talks:'][0] == '../sessions/keynotes.bib'
    for name in ('index', 'talks/2019/rooms/west-109'):
        assert links_to_citations(html_of(built, name)) == {}


def test_a_session_of_which_nothing_stands_has_no_citations(site: Site) -> None:
    both = '  authors: [Gilles Louppe, Rose Yu]\n'
    site.edit('program/2019.yml', both, f'{both}  status: withdrawn\n')
    site.edit('program/2019.yml', '[jax-md, p9]', '[p9]')
    assert 'sessions/posters' not in html_of(site.build(), 'talks/2019/index')


def test_a_person_leads_to_the_citations_of_all_talks_and_papers(site: Site) -> None:
    built = site.build()
    links = links_to_citations(html_of(built, 'speakers/gilles-louppe'))
    assert links == {'Cite all talks and papers:': [f'gilles-louppe.{suffix}' for suffix in FORMATS.values()]}
    assert 'aria-label="RIS of all talks and papers of Gilles Louppe"' in html_of(built, 'speakers/gilles-louppe')


def test_who_only_organizes_has_nothing_to_cite(site: Site) -> None:
    site.edit('program/2019.yml', 'organizers: [Rose Yu]', 'organizers: [Kyle Cranmer]')
    assert links_to_citations(html_of(site.build(), 'speakers/kyle-cranmer')) == {}


ALTERNATE = re.compile(r'<link rel="alternate" type="([^"]*)" title="How to cite ([^"]*)" href="([^"]*)">')


def test_programs_find_in_the_head_of_a_page_the_citations_beside_it(site: Site) -> None:
    site.edit('program/2019.yml', 'organizers: [Rose Yu]', 'organizers: [Kyle Cranmer]')
    site.write('program/2020.yml', 'edition: {start: 2020-12-14, timezone: UTC}\n')
    built = site.build()
    pages = {path.relative_to(built.out): path.read_text(encoding='utf-8') for path in built.out.rglob('*.html')}
    found = {page.as_posix(): ALTERNATE.findall(html) for page, html in pages.items() if ALTERNATE.search(html)}
    assert found['talks/2019/p9.html'] == [
        ('application/x-bibtex', 'this (BibTeX)', 'p9.bib'),
        ('application/x-research-info-systems', 'this (RIS)', 'p9.ris'),
        ('application/vnd.citationstyles.csl+json', 'this (CSL-JSON)', 'p9.json'),
    ]
    assert found['talks/2019/index.html'][0][1:] == ('the whole volume (BibTeX)', 'index.bib')
    assert found['speakers/rose-yu.html'][1][1:] == ('all talks and papers (RIS)', 'rose-yu.ris')
    assert not {'index.html', 'talks/index.html', 'speakers/index.html', 'speakers/kyle-cranmer.html'} & found.keys()
    for page, links in found.items():
        assert [href for *_, href in links if not ((built.out / page).parent / href).is_file()] == []


@pytest.mark.parametrize('builder', ['html', 'dirhtml'])
def test_every_link_to_a_citation_leads_to_a_file(site: Site, builder: str) -> None:
    site.edit('program/2019.yml', '\ntalks:\n', f'{SESSIONS}talks:\n{TALKS}')
    built = site.build(builder)
    found = [
        (page.parent / href).resolve()
        for page in built.out.rglob('*.html')
        for href in re.findall(r'href="([^"]*\.(?:bib|ris|json))"', page.read_text(encoding='utf-8'))
    ]
    assert len(found) > 40
    assert [file for file in found if not file.is_file()] == []


# Builders, themes, excluded pages


@pytest.mark.parametrize('theme', ['alabaster', 'pydata_sphinx_theme'])
def test_every_theme_shows_it_and_loads_its_script_where_there_is_something_to_copy(site: Site, theme: str) -> None:
    built = site.build(html_theme=theme)
    assert built.warnings == []
    assert shown(built, 'talks/2019/jax-md').formats == on_page(built.out, 'talks/2019/jax-md')
    with_script = {page.stem for page in built.out.rglob('*.html') if 'cite.js' in page.read_text(encoding='utf-8')}
    assert with_script == {'causality', 'jax-md', 'p9', 'index'}
    assert 'cite.js' in html_of(built, 'talks/2019/index')
    assert 'cite.js' not in html_of(built, 'index')


def test_pages_that_conf_py_leaves_out_are_no_hindrance(site: Site) -> None:
    built = site.build(exclude_patterns=['talks/2019/p9*', 'talks/2019/index*'])
    assert not [warning for warning in built.warnings if 'cite' in warning or 'citation' in warning]
    assert shown(built, 'talks/2019/jax-md').formats == on_page(built.out, 'talks/2019/jax-md')


@pytest.mark.parametrize('builder', ['singlehtml', 'epub', 'latex'])
def test_a_book_does_not_say_how_to_cite_itself(site: Site, builder: str) -> None:
    built = site.build(builder, version='1')
    assert built.warnings == []
    chapters = list(chapters_of(built.out))
    assert chapters
    for chapter in chapters:
        assert 'BibTeX' not in chapter
        assert 'proceedings-cite' not in chapter
        assert 'cite.js' not in chapter


def chapters_of(out: Path) -> Iterator[str]:
    """The text of a book, whichever form it has."""
    for path in out.rglob('*'):
        if path.suffix == '.epub':
            with zipfile.ZipFile(path) as book:
                yield from (book.read(name).decode() for name in book.namelist() if name.endswith('html'))
        elif path.suffix in ('.html', '.tex'):
            yield path.read_text(encoding='utf-8')


def test_nothing_of_it_is_found_by_the_search(site: Site) -> None:
    built = site.build()
    for index in built.out.glob('search/*'):
        text = index.read_text(encoding='utf-8').casefold()
        assert 'bibtex' not in text
        assert 'csl' not in text


# What is written again


@pytest.mark.parametrize(('fact', 'parallel'), [('title: All Tests', 1), ('proceedings: {title: All Tests}', 3)])
def test_a_new_fact_of_the_volume_reaches_the_pages_of_its_papers_which_are_not_read(
    site: Site, fact: str, parallel: int
) -> None:
    site.build(parallel=parallel)
    site.edit('program/2019.yml', '  start: 2019-12-14\n', f'  start: 2019-12-14\n  {fact}\n')
    built = site.build(parallel=parallel)
    assert 'talks/2019/jax-md' not in built.read
    assert 'All Tests' in shown(built, 'talks/2019/jax-md').text
    assert shown(built, 'talks/2019/jax-md').formats == on_page(built.out, 'talks/2019/jax-md')


def test_another_family_name_reaches_the_pages_of_their_papers(site: Site) -> None:
    site.write('program/people.yml', 'people:\n- {name: Ekin Cubuk}\n')
    site.build()
    site.write('program/people.yml', 'people:\n- {name: Ekin Cubuk, family: Ekin Cubuk, given: E.}\n')
    built = site.build()
    assert 'Ekin Cubuk, E.' in shown(built, 'talks/2019/jax-md').formats['BibTeX']
    assert shown(built, 'talks/2019/jax-md').formats == on_page(built.out, 'talks/2019/jax-md')


def test_another_address_of_the_site_reaches_every_page(site: Site) -> None:
    site.build(html_baseurl=BASE)
    built = site.build(html_baseurl='https://example.com/')
    assert built.read == []
    for name in ('talks/2019/jax-md', 'talks/2019/index'):
        assert f'https://example.com/{name}.html' in shown(built, name).text


def test_no_page_asks_git(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def counted(edition: Edition, history: object) -> datetime:
        asked.append(edition.id)
        return datetime(2020, 1, 1, tzinfo=UTC)

    monkeypatch.setattr('proceedings.files.stamp_of', counted)
    site.build()
    assert asked == ['2019']  # once for all files


# In a browser


PROGRAM = """
edition: {start: 2019-12-14, timezone: America/Vancouver, title: A Workshop on Testing}
schedule:
- {time: 08:20-09:00, talk: causality}
- id: posters
  time: 09:40-10:40
  title: Poster session
  kind: poster
  talks: [jax-md, p9]
talks:
- {id: causality, kind: invited, title: Causality, speakers: [Bernhard Schölkopf]}
- id: jax-md
  title: '</code><b>"JAX"</b>, M.D.: 分子动力学, end-to-end ThisWordIsAsLongAsNoWordOnEarthHasEverBeenOrWillEverBeAgain'
  authors: [Samuel Schoenholz, Ekin Cubuk]
  links: {paper: https://example.org/86.pdf}
- {id: p9, kind: poster, title: Likelihood-free inference, authors: [Gilles Louppe, Rose Yu]}
"""
TALK = 'talks/2019/jax-md'


@pytest.fixture(scope='session')
def cite_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built_program(tmp_path_factory, 'cite-site', series=SERIES, of_2019=PROGRAM)


def open_talk(page: Page, address: str) -> None:
    """Open the page of a talk as somebody who wants to cite it."""
    page.goto(f'{address}/{TALK}.html')
    page.get_by_role('link', name='Cite', exact=True).click()
    expect(tab(page, 'BibTeX')).to_be_visible()


def tab(page: Page, name: str) -> Locator:
    return page.get_by_role('tab', name=name, exact=True)


def status(page: Page) -> Locator:
    return page.get_by_role('status').filter(visible=True, has_text=re.compile('Copied|Selected'))


def clipboard(context: BrowserContext, address: str) -> str:
    """What is on it, as another page reads it."""
    page = context.new_page()
    page.goto(f'{address}/index.html')
    page.bring_to_front()
    return page.evaluate('navigator.clipboard.readText()')


@pytest.mark.parametrize('name', FORMATS)
def test_what_is_copied_is_what_is_in_the_file(
    context: BrowserContext, cite_site: Path, serve: Callable[[Path], str], problems: list[str], page: Page, name: str
) -> None:
    context.grant_permissions(['clipboard-read', 'clipboard-write'])
    open_talk(page, serve(cite_site))
    tab(page, name).click()
    page.get_by_role('button', name=f'Copy {name}').click()
    expect(status(page)).to_have_text('Copied')
    assert clipboard(context, serve(cite_site)) == files(cite_site, TALK)[name]


def test_the_text_is_copied_as_it_is_shown(
    context: BrowserContext, cite_site: Path, serve: Callable[[Path], str], page: Page
) -> None:
    context.grant_permissions(['clipboard-read', 'clipboard-write'])
    open_talk(page, serve(cite_site))
    page.get_by_role('button', name='Copy text').click()
    expect(status(page)).to_have_text('Copied')
    text = clipboard(context, serve(cite_site))
    assert text == page.locator('.proceedings-citation').inner_text()
    assert '</code><b>"JAX"</b>, M.D.: 分子动力学' in text


NO_CLIPBOARD = 'Object.defineProperty(navigator, "clipboard", { value: undefined })'
DENIED = 'navigator.clipboard.writeText = () => Promise.reject(new DOMException("", "NotAllowedError"))'


@pytest.mark.parametrize('without', [NO_CLIPBOARD, DENIED])
def test_from_a_folder_and_without_the_clipboard_of_scripts_it_is_copied_all_the_same(
    context: BrowserContext,
    cite_site: Path,
    serve: Callable[[Path], str],
    problems: list[str],
    page: Page,
    without: str,
) -> None:
    context.grant_permissions(['clipboard-read', 'clipboard-write'], origin=serve(cite_site))
    page.add_init_script(without)
    open_talk(page, cite_site.as_uri())
    page.get_by_role('button', name='Copy BibTeX').click()
    expect(status(page)).to_have_text('Copied')
    assert page.evaluate('String(getSelection())') == ''
    page.close()
    assert clipboard(context, serve(cite_site)) == files(cite_site, TALK)['BibTeX']


def test_what_is_not_on_the_page_is_loaded_when_a_reader_looks_for_it(
    page: Page, cite_site: Path, serve: Callable[[Path], str], problems: list[str]
) -> None:
    asked: list[str] = []
    page.on('request', lambda request: asked.append(request.url.rpartition('.')[2]))
    open_talk(page, serve(cite_site))
    assert 'ris' not in asked
    tab(page, 'RIS').click()
    text = page.get_by_role('tabpanel', name='RIS').locator('code')
    expect(text).to_contain_text('分子动力学')
    tab(page, 'BibTeX').click()
    tab(page, 'RIS').click()
    assert text.count() == 1
    assert asked.count('ris') == 1
    assert 'json' not in asked
    page.goto(f'{serve(cite_site)}/talks/2019/p9.html')  # where it comes first now, and nobody has opened it
    expect(tab(page, 'RIS')).to_have_count(0)
    assert asked.count('ris') == 1
    page.get_by_text('BibTeX and other formats').click()
    expect(text).to_contain_text('Louppe')


@pytest.mark.parametrize('is_folder', [True, False], ids=['folder', 'no network'])
@pytest.mark.provokes('net::ERR_FAILED')
def test_where_a_file_cannot_be_read_there_is_the_link_to_it(
    page: Page, cite_site: Path, serve: Callable[[Path], str], problems: list[str], is_folder: bool
) -> None:
    open_talk(page, cite_site.as_uri() if is_folder else serve(cite_site))
    page.route('**/*.ris', lambda route: route.abort())
    tab(page, 'RIS').click()
    expect(page.get_by_role('link', name='Download jax-md.ris')).to_be_visible()
    expect(page.get_by_role('button', name='Copy RIS')).to_have_count(0)
    page.unroute('**/*.ris')
    tab(page, 'BibTeX').click()
    tab(page, 'RIS').click()
    expect(page.get_by_role('button', name='Copy RIS')).to_have_count(0 if is_folder else 1)


def test_what_a_browser_does_not_copy_is_selected(page: Page, cite_site: Path, problems: list[str]) -> None:
    page.add_init_script(f'{NO_CLIPBOARD}; document.execCommand = () => false')
    open_talk(page, cite_site.as_uri())
    page.get_by_role('button', name='Copy BibTeX').click()
    expect(status(page)).to_have_text('Selected: copy it with your keyboard or menu')
    assert page.evaluate('String(getSelection())').strip() == files(cite_site, TALK)['BibTeX'].strip()


def test_formats_are_chosen_with_the_keyboard_and_the_choice_is_kept(
    page: Page, cite_site: Path, problems: list[str]
) -> None:
    open_talk(page, cite_site.as_uri())
    assert page.get_by_role('tabpanel').count() == 1
    page.locator('.proceedings-citation-formats summary').focus()
    page.keyboard.press('Tab')
    expect(tab(page, 'BibTeX')).to_be_focused()
    for key, name in (('ArrowRight', 'RIS'), ('End', 'CSL-JSON'), ('ArrowRight', 'BibTeX'), ('ArrowLeft', 'CSL-JSON')):
        page.keyboard.press(key)
        expect(tab(page, name)).to_be_focused()
        expect(tab(page, name)).to_have_attribute('aria-selected', 'true')
        expect(page.get_by_role('tabpanel', name=name, exact=True)).to_be_visible()
        assert page.get_by_role('tabpanel').count() == 1
    page.keyboard.press('Tab')
    expect(page.get_by_role('link', name='Download jax-md.json')).to_be_focused()
    page.goto(f'{cite_site.as_uri()}/talks/2019/p9.html#proceedings-cite')
    expect(tab(page, 'CSL-JSON')).to_have_attribute('aria-selected', 'true')


def test_on_the_page_of_an_edition_each_format_of_the_proceedings_alone_is_copied(
    context: BrowserContext, cite_site: Path, serve: Callable[[Path], str], problems: list[str], page: Page
) -> None:
    context.grant_permissions(['clipboard-read', 'clipboard-write'])
    page.goto(f'{serve(cite_site)}/talks/2019/index.html')
    page.get_by_text('Cite these proceedings').click()
    formats = Citations((cite_site / 'talks/2019/index.html').read_bytes().decode()).formats
    for name, text in formats.items():
        tab(page, name).click()
        page.get_by_role('button', name=f'Copy {name}').click()
        expect(status(page)).to_have_text('Copied')
        assert clipboard(context, serve(cite_site)) == (text.replace('\n', '\r\n') if name == 'RIS' else text)
        page.bring_to_front()
    assert formats['BibTeX'].count('@') == 1


def test_on_the_page_of_an_edition_the_text_is_copied_and_the_volume_saved(
    context: BrowserContext, cite_site: Path, serve: Callable[[Path], str], page: Page
) -> None:
    context.grant_permissions(['clipboard-read', 'clipboard-write'])
    page.goto(f'{serve(cite_site)}/talks/2019/index.html')
    page.get_by_text('Cite these proceedings').click()
    page.get_by_role('button', name='Copy text').click()
    expect(status(page)).to_have_text('Copied')
    assert 'A Workshop on Testing' in page.locator('.proceedings-citation').inner_text()
    link = page.get_by_role('link', name='RIS of the whole volume')
    assert link.get_attribute('href') == 'index.ris'
    assert clipboard(context, serve(cite_site)) == page.locator('.proceedings-citation').inner_text()


@pytest.mark.parametrize('name', ['talks/2019/jax-md', 'talks/2019/index'])
@pytest.mark.parametrize('width', WIDTHS)
def test_axe_finds_nothing_and_nothing_is_wider_than_the_page(
    page: Page, cite_site: Path, serve: Callable[[Path], str], name: str, width: int
) -> None:
    page.set_viewport_size({'width': width, 'height': 800})
    page.goto(f'{serve(cite_site)}/{name}.html#proceedings-cite')
    expect(page.get_by_role('button', name='Copy text')).to_be_visible()  # all is open
    for part in page.locator('html, .proceedings-citation, .proceedings-citation-format:not([hidden]) pre').all():
        assert part.evaluate('part => part.scrollWidth - part.clientWidth') <= 0
    assert violations_in_both_schemes(page) == []


def test_without_javascript_all_of_it_can_be_read_and_saved(
    new_context: Callable[..., BrowserContext], cite_site: Path
) -> None:
    page = new_context(java_script_enabled=False).new_page()
    page.goto(f'{cite_site.as_uri()}/{TALK}.html')
    assert page.locator('.proceedings-citation').is_visible()
    page.get_by_text('BibTeX and other formats').click()
    for name, suffix in FORMATS.items():
        assert page.get_by_role('heading', name=name, exact=True).is_visible()
        assert page.locator(f'[data-name="{name}"] pre').count() == (name == 'BibTeX')
        assert page.get_by_role('link', name=f'Download jax-md.{suffix}').is_visible()
    assert page.locator('.proceedings-cite button').count() == 0


@pytest.mark.parametrize('width', [390, 1280])
def test_without_javascript_there_is_no_gap_where_the_star_would_be(
    new_context: Callable[..., BrowserContext], cite_site: Path, width: int
) -> None:
    page = new_context(java_script_enabled=False).new_page()
    page.set_viewport_size({'width': width, 'height': 800})
    page.goto(f'{cite_site.as_uri()}/{TALK}.html')
    row, link = (
        part.bounding_box()
        for part in (page.locator('.proceedings-take'), page.get_by_role('link', name='Calendar (.ics)'))
    )
    assert row
    assert link
    assert row['x'] == link['x']


def test_on_paper_there_is_the_text_alone(page: Page, cite_site: Path) -> None:
    open_talk(page, cite_site.as_uri())
    page.emulate_media(media='print')
    assert page.locator('.proceedings-citation').is_visible()
    for part in ('.proceedings-citation-formats', '.proceedings-copy', '.proceedings-to-cite'):
        assert page.locator(part).is_hidden()
