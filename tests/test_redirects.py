"""Former addresses lead on: pages, roles, inventories, on a server and from a folder."""

from __future__ import annotations

import os
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page
from sphinx.util.inventory import InventoryFile

from conftest import Built, Site

EDITION_FILE = 'program/2019.yml'
PEOPLE = """
people:
- {name: Rose Yu, aliases: Rosa Yu, hidden_names: Rosalind Yu, former_ids: rosalind-yu}
"""


@pytest.fixture
def moved(site: Site) -> Site:
    """A workshop where an edition, talks, people, a room, a day and a page have had other addresses."""
    site.edit(EDITION_FILE, '  room: West 109', '  room: West 109\n  former_ids: first\n  former_days: 2019-12-13')
    site.edit(EDITION_FILE, 'schedule:', 'rooms: [{name: West 109, former_ids: hall}]\nschedule:')
    site.edit(EDITION_FILE, '- id: jax-md', '- id: jax-md\n  former_ids: jax')
    site.write('program/people.yml', PEOPLE)
    site.edit('program/series.yml', 'short_title', 'redirects: {paper: talks/first/jax}\n  short_title')
    return site


def target(built: Built, address: str) -> str:
    """Where the page at *address* leads."""
    page = (built.out / address).read_text(encoding='utf-8')
    found = re.search(r'<meta http-equiv="refresh" content="0; url=([^"]*)">', page)
    return found[1] if found else ''


def test_every_former_address_leads_to_the_page_that_it_is_now(moved: Site) -> None:
    built = moved.build()
    assert built.warnings == []
    assert {
        address: target(built, f'{address}.html')
        for address in (
            'talks/2019/jax', 'talks/first/jax', 'talks/first/p9', 'talks/first/index', 'talks/first/rooms/hall',
            'talks/first/days/2019-12-14', 'talks/2019/days/2019-12-13', 'speakers/rosa-yu', 'speakers/rosalind-yu',
            'paper',
        )
    } == {
        'talks/2019/jax': 'jax-md.html',
        'talks/first/jax': '../2019/jax-md.html',
        'talks/first/p9': '../2019/p9.html',
        'talks/first/index': '../2019/index.html',
        'talks/first/rooms/hall': '../../2019/rooms/west-109.html',
        'talks/first/days/2019-12-14': '../../2019/days/2019-12-14.html',
        'talks/2019/days/2019-12-13': '../index.html',
        'speakers/rosa-yu': 'rose-yu.html',
        'speakers/rosalind-yu': 'rose-yu.html',
        'paper': 'talks/2019/jax-md.html',
    }  # fmt: skip


def test_a_redirect_says_what_has_moved_and_what_stands_for_it_in_searches(moved: Site) -> None:
    moved.edit(EDITION_FILE, '"JAX, M.D.: Molecular Dynamics"', '\'<b> & "$x^2$"\'')
    page = (moved.build(html_baseurl='https://example.org/ws').out / 'talks/2019/jax.html').read_text()
    assert '<title>&lt;b&gt; &amp; &#34;x²&#34;</title>' in page
    assert '<p>This page has moved to <a href="jax-md.html">&lt;b&gt; &amp; &#34;x²&#34;</a>.</p>' in page
    assert 'noindex' not in page  # it would speak against the canonical address
    assert '<link rel="canonical" href="https://example.org/ws/talks/2019/jax-md.html">' in page
    assert '<body class="proceedings-redirect">' in page
    assert '"talks/2019/jax"' not in (moved.folder.parent / '_build/html/search/index.js').read_text()


def test_a_former_name_is_nowhere_but_in_the_address(moved: Site) -> None:
    out = moved.build().out
    assert (out / 'speakers/rosalind-yu.html').is_file()
    inventory = InventoryFile.loads((out / 'objects.inv').read_bytes(), uri='').data
    assert 'rosalind-yu' not in inventory['proceedings:speaker']
    telling = [
        path.name
        for path in out.rglob('*')
        if path.is_file() and path.name != 'rosalind-yu.ics' and b'osalind' in path.read_bytes()
    ]
    assert telling == []


def test_the_inventory_has_former_ids_for_other_sites(moved: Site) -> None:
    inventory = InventoryFile.loads((moved.build().out / 'objects.inv').read_bytes(), uri='').data
    assert inventory['proceedings:talk']['first/jax'].uri == 'talks/2019/jax-md.html'
    assert inventory['proceedings:talk']['first/jax'].display_name == 'JAX, M.D.: Molecular Dynamics'
    assert inventory['proceedings:speaker']['rosa-yu'].uri == 'speakers/rose-yu.html'
    assert inventory['proceedings:edition']['first'].uri == 'talks/2019/index.html'
    assert inventory['proceedings:room']['first/hall'].uri == 'talks/2019/rooms/west-109.html'
    assert inventory['proceedings:session']['first/posters'].uri == 'talks/2019/index.html#session-posters'


def test_roles_go_on_to_lead_there_with_the_present_title(moved: Site) -> None:
    moved.write(
        'index.md',
        'See {talk}`2019/jax`, {speaker}`rosalind-yu`, {edition}`first`, {room}`first/hall`, '
        '{session}`first/posters`, {talk}`this <first/jax>`.\n',
    )
    built = moved.build()
    assert built.warnings == []
    text = 'See JAX, M.D.: Molecular Dynamics, Rose Yu, Workshop on Testing 2019, West 109, Poster session, this.'
    assert text in built.text('index')
    for address in ('speakers/rose-yu.html', 'talks/2019/rooms/west-109.html', 'talks/2019/index.html#session-posters'):
        assert f'href="{address}"><span class="xref' in built.page('index')


def test_a_page_with_a_role_is_read_again_when_the_talk_gets_another_id(site: Site) -> None:
    site.write('talks/2019/causality.md', 'See {talk}`2019/p9`.\n')
    site.build()
    site.edit(EDITION_FILE, '[jax-md, p9]', '[jax-md, p10]')
    site.edit(EDITION_FILE, '- id: p9', '- id: p10\n  former_ids: p9')
    built = site.build()
    assert built.warnings == []
    assert 'href="p10.html"' in built.page('talks/2019/causality')


def test_a_role_for_what_never_was_is_still_a_warning(moved: Site) -> None:
    moved.write('talks/2019/p9.md', 'See {session}`first/nothing` and {talk}`first/nothing`.\n')
    assert [warning.split('WARNING: ')[1] for warning in moved.build().warnings] == [
        'no session "first/nothing"; write one as in {session}`2019/posters` [proceedings.session]',
        'no talk "first/nothing"; write one as in {talk}`2019/causality` [proceedings.talk]',
    ]


def test_a_redirect_goes_when_it_is_wanted_no_more_and_a_page_takes_its_place(moved: Site) -> None:
    page = moved.build().out / 'paper.html'
    assert 'This page has moved' in page.read_text()
    moved.edit('program/series.yml', 'redirects: {paper: talks/first/jax}', 'redirects: {print: talks/2019/jax-md}')
    moved.build()
    assert not page.exists()
    moved.edit('program/series.yml', 'redirects: {print: talks/2019/jax-md}', 'redirects: {paper: talks/first/jax}')
    moved.build()
    moved.edit('program/series.yml', 'redirects: {paper: talks/first/jax}', 'redirects: {}')
    moved.edit('conf.py', "'index.*'", "'index.*', 'paper.*'")
    moved.write('paper.md', '---\norphan: true\n---\n# Paper\n')
    moved.build()
    assert '<h1>Paper' in page.read_text()


def test_a_page_that_another_builder_has_read_takes_the_place_of_its_redirect(site: Site) -> None:
    site.edit('conf.py', "'index.*'", "'index.*', 'paper.*'")
    site.edit('program/series.yml', 'short_title', 'redirects: {paper: talks/index}\n  short_title')
    page = site.build().out / 'paper.html'
    site.edit('program/series.yml', 'redirects: {paper: talks/index}', 'redirects: {}')
    site.write('paper.md', '---\norphan: true\n---\n# Paper\n')
    site.build('dirhtml')
    site.build()
    assert '<h1>Paper' in page.read_text()


def test_a_redirect_takes_the_place_of_the_page_that_was_there(site: Site) -> None:
    built = site.build()
    assert 'Likelihood-free' in built.page('talks/2019/p9')
    site.edit(EDITION_FILE, '[jax-md, p9]', '[jax-md, p10]')
    site.edit(EDITION_FILE, '- id: p9', '- id: p10\n  former_ids: p9')
    assert target(site.build(), 'talks/2019/p9.html') == 'p10.html'


def test_a_build_writes_no_redirect_again_that_is_as_it_was(moved: Site) -> None:
    page = moved.build().out / 'talks/2019/jax.html'
    before = page.stat().st_mtime_ns
    moved.build()
    assert page.stat().st_mtime_ns == before
    moved.edit(EDITION_FILE, 'JAX, M.D.: Molecular', 'JAX, M.D.: Atomic')
    moved.build()
    assert 'Atomic Dynamics' in page.read_text()


@pytest.mark.parametrize('builder', ['epub', 'singlehtml', 'text'])
def test_what_is_no_web_site_has_no_redirects(moved: Site, builder: str) -> None:
    out = moved.build(builder).out
    assert [path for path in out.rglob('*') if path.stem in ('jax', 'rosa-yu')] == []
    for book in out.glob('*.epub'):
        assert [name for name in zipfile.ZipFile(book).namelist() if 'redirect' in name] == []


def test_no_redirect_leads_to_a_page_that_conf_py_leaves_out(moved: Site) -> None:
    built = moved.build(exclude_patterns=['talks/2019/jax-md*'])
    assert not (built.out / 'talks/2019/jax.html').exists()
    assert target(built, 'speakers/rosa-yu.html') == 'rose-yu.html'


@pytest.mark.parametrize(
    ('redirects', 'said'),
    [
        ('{a: b, b: a}', '"a" leads to "b", and that to no page in the end; write the page that it is now'),
        ('{a: a}', '"a" leads to "a", and that to no page in the end; write the page that it is now'),
        ('{a: talks/indx}', '"a" leads to "talks/indx", and there is no such page; did you mean "talks/index"?'),
        ('{search: index}', 'there is a page "search"; an address can lead to one page only'),
        ('{my-schedule: index}', 'there is a page "my-schedule"; an address can lead to one page only'),
        ('{talks: index}', 'there is a page "talks/index"; an address can lead to one page only'),
        ('{talks/2019/p9/index: talks/index}', 'there is a page "talks/2019/p9"; an address can lead to one page only'),
        ('{talks/2019/P9: talks/2019/p9}', 'there is a page "talks/2019/p9"; an address can lead to one page only'),
        ('{talks/2019/p7.ics: talks/2019/p9}', '"talks/2019/p7.ics" is the name of a file; no page can lead on'),
        ('{talks/2019/schedule: talks/2019/p9}', '"talks/2019/schedule" is the name of a file; no page can lead on'),
    ],
)
def test_a_redirect_that_leads_nowhere_or_has_no_place_is_a_problem(site: Site, redirects: str, said: str) -> None:
    site.edit('program/series.yml', 'short_title', f'redirects: {redirects}\n  short_title')
    assert said in site.problems[0]


def test_a_redirect_that_leads_elsewhere_than_a_former_id_is_a_problem(moved: Site) -> None:
    moved.edit('program/series.yml', 'redirects: {', 'redirects: {talks/2019/jax: talks/2019/jax-md, ')
    assert moved.problems == []
    moved.edit('program/series.yml', 'talks/2019/jax: talks/2019/jax-md', 'talks/2019/jax: talks/2019/p9')
    (problem,) = moved.problems
    said = 'a former id in program/ makes it lead to "talks/2019/jax-md" already; an address can lead to one page only'
    assert problem.startswith('program/series.yml:3:')
    assert problem.endswith(f': {said} [proceedings.duplicate]')


def test_a_page_of_the_organizers_own_shares_its_file_with_no_redirect(site: Site) -> None:
    site.write('about/index.md', '# About\n')
    site.edit('program/series.yml', 'short_title', 'redirects: {about: talks/index}\n  short_title')
    assert 'there is a page "about/index"' in site.problems[0]


def test_no_redirect_is_written_over_a_page(site: Site) -> None:
    redirects = '{talks/2019: talks/2019/index, speakers: speakers/index, talks: index, talks/2019/P9: talks/2019/p9}'
    site.edit('program/series.yml', 'short_title', f'redirects: {redirects}\n  short_title')
    built = site.build('dirhtml')
    for address, title in (('talks/2019', 'Workshop on Testing 2019'), ('speakers', 'People'), ('talks', 'Talks')):
        page = (built.out / address / 'index.html').read_text(encoding='utf-8')
        assert 'proceedings-redirect' not in page
        assert f'<h1>{title}' in page
    assert not (built.out / 'talks/2019/P9').exists()


def test_a_page_that_has_become_a_folder_is_led_to_where_it_has_another_file(site: Site) -> None:
    site.edit('conf.py', "'index.*'", "'index.*', 'about/**'")
    site.write('about/index.md', '---\norphan: true\n---\n# About\n')
    site.edit('program/series.yml', 'short_title', 'redirects: {about: about/index}\n  short_title')
    built = site.build()
    assert built.warnings == []
    assert target(built, 'about.html') == 'about/index.html'
    built = site.build('dirhtml')
    assert built.warnings == []
    assert '<h1>About' in (built.out / 'about/index.html').read_text(encoding='utf-8')


def test_a_page_that_another_builder_has_read_takes_the_place_of_the_redirect_of_its_folder(site: Site) -> None:
    site.edit('conf.py', "'index.*'", "'index.*', 'paper/**'")
    site.edit('program/series.yml', 'short_title', 'redirects: {paper: talks/index}\n  short_title')
    page = site.build('dirhtml').out / 'paper/index.html'
    assert 'proceedings-redirect' in page.read_text(encoding='utf-8')
    site.write('paper/index.md', '---\norphan: true\n---\n# Paper\n')
    os.utime(site.folder / 'paper/index.md', (1, 1))  # older than the redirect
    site.build()
    site.build('dirhtml')
    assert '<h1>Paper' in page.read_text(encoding='utf-8')


def test_a_page_that_only_conf_py_knows_is_not_replaced_and_a_warning_says_so(site: Site) -> None:
    site.write('_templates/lost.html', '<p>Nothing here.</p>')
    site.edit(
        'conf.py',
        'project =',
        "templates_path = ['_templates']\nhtml_additional_pages = {'404': 'lost.html'}\nproject =",
    )
    site.edit('program/series.yml', 'short_title', "redirects: {'404': index}\n  short_title")
    built = site.build()
    assert 'Nothing here' in (built.out / '404.html').read_text(encoding='utf-8')
    said = 'there is a page "404" by what conf.py says; take it out of redirects: of the series'
    assert built.warnings == [f'program/series.yml:1:1: WARNING: {said} [proceedings.duplicate]']


def test_the_file_of_a_page_that_has_moved_takes_the_place_of_no_living_one(site: Site) -> None:
    before = (site.build().out / 'talks/2019/schedule.ics').read_bytes()
    site.edit('program/series.yml', 'short_title', 'redirects: {talks/2019/schedule: talks/2019/p9}\n  short_title')
    assert (site.build().out / 'talks/2019/schedule.ics').read_bytes() == before


def test_an_old_stub_does_not_stand_in_the_way_of_a_redirect(site: Site) -> None:
    site.build()
    site.edit(EDITION_FILE, '[jax-md, p9]', '[jax-md, p10]')
    site.edit(EDITION_FILE, '- id: p9', '- id: p10')
    site.edit('program/series.yml', 'short_title', 'redirects: {talks/2019/p9: talks/2019/p10}\n  short_title')
    assert site.problems == []
    assert target(site.build(), 'talks/2019/p9.html') == 'p10.html'


# In a browser


@pytest.fixture(scope='module')
def folders(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The output of both builders, for a talk that has another id."""
    from conftest import CONF, EDITION, SERIES

    site = Site(tmp_path_factory.mktemp('moved') / 'site')
    site.write('conf.py', CONF)
    site.write('program/series.yml', SERIES)
    site.write(EDITION_FILE, EDITION.replace('- id: jax-md', '- id: jax-md\n  former_ids: jax'))
    return {builder: site.build(builder).out for builder in ('html', 'dirhtml')}


@pytest.mark.parametrize('script', [True, False])
@pytest.mark.parametrize(
    ('builder', 'old', 'now'),
    [('html', 'talks/2019/jax.html', 'talks/2019/jax-md.html'), ('dirhtml', 'talks/2019/jax/', 'talks/2019/jax-md/')],
)
def test_a_browser_ends_at_the_page_that_it_is_now(
    new_context: Callable[..., BrowserContext],
    folders: dict[str, Path],
    serve: Callable[[Path], str],
    builder: str,
    old: str,
    now: str,
    script: bool,
) -> None:
    page = new_context(java_script_enabled=script).new_page()
    base = serve(folders[builder])
    page.goto(f'{base}/{old}?from=paper#abstract', wait_until='commit')
    page.wait_for_url(f'{base}/{now}?from=paper#abstract' if script else f'{base}/{now}**')
    assert page.locator('h1').inner_text().startswith('JAX, M.D.: Molecular Dynamics')


def test_a_browser_ends_there_from_a_folder_too(page: Page, folders: dict[str, Path]) -> None:
    base = folders['html'].as_uri()
    page.goto(f'{base}/talks/2019/jax.html#abstract', wait_until='commit')
    page.wait_for_url(f'{base}/talks/2019/jax-md.html#abstract')
    assert page.locator('h1').inner_text().startswith('JAX, M.D.: Molecular Dynamics')
    page.go_back()
    assert page.url == 'about:blank'  # and back leads to where the reader came from
