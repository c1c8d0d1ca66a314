"""What search engines find of the pages of a site: the sitemap, and robots.txt, which names it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from urllib.robotparser import RobotFileParser

import pytest
from lxml import etree

from conftest import Site
from exporting import READERS, give_up
from proceedings.export import Target
from proceedings.export.sitemap import NAMESPACE, Page, sitemap
from repositories import commit, git

BASE = 'https://testing.example.org/en/latest/'
FILE = 'program/2019.yml'
SCHEMA = READERS / 'node_modules/sitemap/schema/sitemap.xsd'
OF = f'{{{NAMESPACE}}}'
INCLUDED = ['index.*', 'talks/**', 'speakers/**', 'about.md']


def lastmods(content: bytes) -> dict[str, str]:
    """When each page was changed by its address below that of the site, as the schema of the protocol has it."""
    root = etree.fromstring(content)
    validate(root)
    return {
        (url.findtext(f'{OF}loc') or '').removeprefix(BASE): url.findtext(f'{OF}lastmod') or ''
        for url in root.findall(f'{OF}url')
    }


def validate(root: etree._Element) -> None:
    if not SCHEMA.is_file():
        give_up('needs the schema of sitemaps: npm install --prefix tests/readers --no-package-lock')
    etree.XMLSchema(etree.parse(SCHEMA)).assertValid(root)


@pytest.fixture
def dated(site: Site, without_epoch: object) -> Site:
    site.write('about.md', '# About\n')
    git(site, 'init', '--quiet')
    commit(site, '.', date='2019-11-01T12:00:00+00:00')
    site.edit(FILE, 'JAX, M.D.', 'JAX MD')
    commit(site, '.', date='2019-11-02T12:00:00+00:00')
    return site


PAGES = {
    'about.html',
    'index.html',
    'speakers/bernhard-scholkopf.html',
    'speakers/ekin-cubuk.html',
    'speakers/gilles-louppe.html',
    'speakers/index.html',
    'speakers/rose-yu.html',
    'speakers/samuel-schoenholz.html',
    'talks/2019/causality.html',
    'talks/2019/days/2019-12-14.html',
    'talks/2019/index.html',
    'talks/2019/jax-md.html',
    'talks/2019/p9.html',
    'talks/2019/rooms/west-109.html',
    'talks/index.html',
}


def test_every_page_is_in_the_sitemap_with_the_date_of_its_last_change(dated: Site) -> None:
    built = dated.build(html_baseurl=BASE, include_patterns=INCLUDED)
    found = lastmods((built.out / 'sitemap.xml').read_bytes())
    assert set(found) == PAGES
    later = {page for page, changed in found.items() if changed == '2019-11-02T12:00:00+00:00'}
    assert {page for page in PAGES - later if found[page] == '2019-11-01T12:00:00+00:00'} == PAGES - later
    assert later & {page for page in PAGES if page.startswith(('talks/2019/', 'speakers/'))} == {
        'talks/2019/jax-md.html',
        'talks/2019/index.html',
        'talks/2019/days/2019-12-14.html',
        'talks/2019/rooms/west-109.html',
        'speakers/index.html',
        'speakers/samuel-schoenholz.html',
        'speakers/ekin-cubuk.html',
    }


def test_the_addresses_are_those_that_pages_call_canonical(dated: Site) -> None:
    for builder in ('html', 'dirhtml'):
        out = dated.build(builder, html_baseurl=BASE, include_patterns=INCLUDED).out
        found = lastmods((out / 'sitemap.xml').read_bytes())
        assert len(found) == len(PAGES)
        for address in found:
            page = out / address / 'index.html' if builder == 'dirhtml' else out / address
            assert f'<link rel="canonical" href="{BASE}{address}"' in page.read_text(encoding='utf-8')


def test_what_no_longer_stands_is_there_to_be_found_and_what_has_moved_is_not(dated: Site) -> None:
    dated.edit(FILE, '  title: Causality', '  status: retracted\n  reason: Wrong\n  title: Causality')
    dated.edit(FILE, '- id: p9\n', '- id: p9\n  former_ids: [p8]\n')
    built = dated.build(html_baseurl=BASE, include_patterns=INCLUDED)
    assert (built.out / 'talks/2019/p8.html').is_file()
    assert set(lastmods((built.out / 'sitemap.xml').read_bytes())) == PAGES


def test_a_second_build_knows_all_pages_and_the_new_dates(dated: Site) -> None:
    dated.build(html_baseurl=BASE, include_patterns=INCLUDED)
    dated.edit(FILE, 'Likelihood-free', 'Simulation-based')
    commit(dated, '.', date='2019-11-03T12:00:00+00:00')
    built = dated.build(html_baseurl=BASE, include_patterns=INCLUDED)
    found = lastmods((built.out / 'sitemap.xml').read_bytes())
    assert set(found) == PAGES
    assert found['talks/2019/p9.html'] == '2019-11-03T12:00:00+00:00'
    assert found['talks/2019/jax-md.html'] == '2019-11-02T12:00:00+00:00'
    commit_of_nothing = ('-c', 'commit.gpgsign=false', 'commit', '--quiet', '--allow-empty', '-m', 'Nothing')
    git(dated, *commit_of_nothing, date='2019-11-04T12:00:00+00:00')
    assert not dated.build(html_baseurl=BASE, include_patterns=INCLUDED).read


def test_where_nothing_is_known_of_a_page_it_has_no_date(site: Site, without_epoch: object) -> None:
    found = lastmods((site.build(html_baseurl=BASE).out / 'sitemap.xml').read_bytes())
    assert set(found.values()) == {''}


def test_where_the_address_of_the_site_is_not_known_there_is_neither_file(dated: Site) -> None:
    dated.build(html_baseurl=BASE)
    out = dated.build().out
    assert not (out / 'sitemap.xml').exists()  # that of the build before is gone
    assert not (out / 'robots.txt').exists()


def test_robots_may_read_everything_and_learn_of_the_sitemap(dated: Site) -> None:
    text = (dated.build(html_baseurl=BASE).out / 'robots.txt').read_text()
    robots = RobotFileParser()
    robots.parse(text.splitlines())
    assert robots.site_maps() == [f'{BASE}sitemap.xml']
    assert robots.can_fetch('Googlebot', f'{BASE}talks/2019/jax-md.html')


@pytest.mark.parametrize('extra', ['extra', 'extra/robots.txt'])
def test_a_robots_txt_of_the_sites_own_stays(dated: Site, extra: str) -> None:
    dated.build(html_baseurl=BASE)
    dated.write('extra/robots.txt', 'User-agent: *\nDisallow: /\n')
    for _ in range(2):
        out = dated.build(html_baseurl=BASE, html_extra_path=[extra]).out
        assert (out / 'robots.txt').read_text() == 'User-agent: *\nDisallow: /\n'
        assert (out / 'sitemap.xml').is_file()


def test_a_book_has_no_sitemap(dated: Site) -> None:
    out = dated.build('singlehtml', html_baseurl=BASE).out
    assert not (out / 'sitemap.xml').exists()


# Large sites


def parts(pages: Sequence[Page], most: int) -> Iterator[tuple[str, etree._Element]]:
    target = Target(page='{}.html'.format, stamp=lambda edition: datetime(2019, 1, 1, tzinfo=UTC), base=BASE)
    yield from ((address, etree.fromstring(content)) for address, content in sitemap(pages, target, most))


def test_more_pages_than_one_file_may_have_are_in_several_and_the_sitemap_leads_to_them() -> None:
    pages = [(f'{BASE}{number}.html?a&b', datetime(2019, 1, number + 1, tzinfo=UTC)) for number in range(5)]
    found = dict(parts([*pages, (f'{BASE}x.html', None), (f'{BASE}y.html', None)], most=2))
    assert list(found) == ['sitemap-1.xml', 'sitemap-2.xml', 'sitemap-3.xml', 'sitemap-4.xml', 'sitemap.xml']
    for address in list(found)[:-1]:
        validate(found[address])
    index = found['sitemap.xml']
    assert index.tag == f'{OF}sitemapindex'
    assert [[(part.tag.removeprefix(OF), part.text) for part in entry] for entry in index] == [
        [('loc', f'{BASE}sitemap-1.xml'), ('lastmod', '2019-01-02T00:00:00+00:00')],
        [('loc', f'{BASE}sitemap-2.xml'), ('lastmod', '2019-01-04T00:00:00+00:00')],
        [('loc', f'{BASE}sitemap-3.xml'), ('lastmod', '2019-01-05T00:00:00+00:00')],
        [('loc', f'{BASE}sitemap-4.xml')],
    ]
    listed = [loc.text for part in list(found.values())[:-1] for loc in part.iter(f'{OF}loc')]
    assert listed == [*(address for address, _ in pages), f'{BASE}x.html', f'{BASE}y.html']


def test_as_many_as_one_file_may_have_are_in_one() -> None:
    pages = [(f'{BASE}{number}.html', None) for number in range(50_000)]
    ((address, root),) = parts(pages, 50_000)
    assert (address, len(root)) == ('sitemap.xml', 50_000)


def test_who_has_another_extension_for_it_keeps_what_that_makes(
    dated: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / 'sphinx_sitemap.py').write_text('def setup(app): return {"parallel_read_safe": True}\n')
    monkeypatch.syspath_prepend(tmp_path)
    dated.edit('conf.py', "['proceedings']", "['proceedings', 'sphinx_sitemap']")
    out = dated.build(html_baseurl=BASE).out
    assert not (out / 'sitemap.xml').exists()
    assert (out / 'robots.txt').is_file()
