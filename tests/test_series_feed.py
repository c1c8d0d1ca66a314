"""The feed of new and changed talks of all editions: complete as RFC 4287 asks, and steady for those who read it."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urljoin
from xml.etree import ElementTree

import feedparser
import pytest

from conftest import Site
from exporting import BASE, files
from proceedings.documents import SERIES_FEED
from proceedings.export.atom import NAMESPACE
from proceedings.export.series_feed import ENTRIES
from proceedings.ledger import files as ledger_files
from proceedings.model import Talk
from repositories import commit, git

FILE = 'program/2019.yml'
ATOM = f'{{{NAMESPACE}}}'
CHANGED = {'causality': datetime(2020, 1, 3, tzinfo=UTC), 'p9': datetime(2020, 1, 5, 12, tzinfo=UTC)}


def changed(talk: Talk) -> datetime | None:
    return CHANGED.get(talk.id)


def feed(site: Site, **settings: Any) -> bytes:
    assert site.problems == []
    return files(site.program, **{'changed': changed, **settings})[SERIES_FEED]


def parsed(site: Site, **settings: Any) -> feedparser.FeedParserDict:
    """What another reader understands."""
    found = feedparser.parse(feed(site, **settings), sanitize_html=False)
    assert (found.bozo, found.version) == (False, 'atom10')
    return found


def entry(site: Site, title: str, **settings: Any) -> feedparser.FeedParserDict:
    (found,) = (entry for entry in parsed(site, **settings).entries if title in entry.title)
    return found


def edit(old: str, new: str) -> Callable[[Site], None]:
    return lambda site: site.edit(FILE, old, new)


def test_the_talks_of_the_series_are_in_it_the_last_changed_first(site: Site) -> None:
    site.write(
        'program/2020.yml',
        'edition: {start: 2020-12-11, timezone: UTC}\ntalks:\n- {id: p1, title: Next, status: cancelled}\n',
    )
    assert [(entry.title, entry.updated) for entry in parsed(site).entries] == [
        ('Cancelled: Next', '2020-12-11T00:00:00+00:00'),  # nobody knows more than when it is given
        ('Likelihood-free inference', '2020-01-05T12:00:00+00:00'),
        ('Causality and Exoplanets', '2020-01-03T00:00:00+00:00'),
        ('JAX, M.D.: Molecular Dynamics', '2019-12-14T08:00:00+00:00'),
    ]


def test_it_says_whose_it_is_where_it_is_and_when_something_changed_last(site: Site) -> None:
    site.edit('program/series.yml', '  short_title: WT\n', '  short_title: WT\n  url: https://testing.example.org/\n')
    found = parsed(site).feed
    assert (found.title, found.updated) == ('WT: new and changed talks', '2020-01-05T12:00:00+00:00')
    assert dict(found.author_detail) == {'name': 'Workshop on Testing', 'href': 'https://testing.example.org/'}
    assert [(link.rel, link.type, link.href) for link in found.links] == [
        ('self', 'application/atom+xml', f'{BASE}/talks/index.atom'),
        ('alternate', 'text/html', f'{BASE}/talks/index.html'),
    ]


def test_an_entry_leads_to_the_talk_and_names_its_authors_its_kind_and_its_keywords(site: Site) -> None:
    site.edit(FILE, '  title: "JAX', '  published: 2020-01-05\n  keywords: [Physics & such, <b>]\n  title: "JAX')
    found = entry(site, 'JAX')
    assert found.link == f'{BASE}/talks/2019/jax-md.html'
    assert found.published == '2020-01-05T00:00:00-08:00'
    assert [dict(author) for author in found.authors] == [
        {'name': 'Samuel Schoenholz', 'href': f'{BASE}/speakers/samuel-schoenholz.html'},
        {'name': 'Ekin Cubuk', 'href': f'{BASE}/speakers/ekin-cubuk.html'},
    ]
    assert [(tag.term, tag.label) for tag in found.tags] == [
        ('contributed', 'Contributed talk'), ('Physics & such', None), ('<b>', None),
    ]  # fmt: skip
    assert 'published' not in entry(site, 'Causality')


def test_the_summary_is_the_beginning_of_the_abstract_as_text(site: Site) -> None:
    found = entry(site, 'Likelihood', lead=lambda ref: 'If a < b & c, <b>this</b> is \x0btext.')
    assert (found.summary, found.summary_detail.type) == ('If a < b & c, <b>this</b> is text.', 'text/plain')


def test_a_summary_that_is_not_by_the_authors_says_so(site: Site) -> None:
    site.write('talks/2019/p9.md', '---\neditors_summary: true\n---\nThey infer.\n')
    leads = {'2019/p9': 'They infer.', '2019/jax-md': 'We simulate.'}
    assert (
        entry(site, 'Likelihood', lead=lambda ref: leads.get(ref, '')).summary == 'Summary by the editors: They infer.'
    )
    assert entry(site, 'JAX', lead=lambda ref: leads.get(ref, '')).summary == 'We simulate.'


def links(site: Site, title: str, **settings: Any) -> list[tuple[str, str, str]]:
    return [
        (link.rel, link.get('type', ''), link.href)
        for link in entry(site, title, **settings).links
        if link.rel != 'alternate'
    ]


def test_an_entry_hands_over_the_paper_that_lies_here_and_leads_to_those_elsewhere(site: Site) -> None:
    site.write('talks/2019/p9.pdf', '%PDF-1.4\n%%EOF\n')
    assert links(site, 'Likelihood') == [('enclosure', 'application/pdf', f'{BASE}/talks/2019/p9.pdf')]
    (found,) = links(site, 'Likelihood', base='')
    assert urljoin(f'https://a.example.org/{SERIES_FEED}', found[2]) == 'https://a.example.org/talks/2019/p9.pdf'
    assert [(rel, href) for rel, _, href in links(site, 'JAX')] == [('related', 'https://example.org/86.pdf')]
    assert links(site, 'Causality') == []


def test_nobody_is_handed_what_was_retracted(site: Site) -> None:
    site.write('talks/2019/p9.pdf', '%PDF-1.4\n%%EOF\n')
    site.edit(FILE, '  title: Likelihood', '  status: retracted\n  title: Likelihood')
    assert links(site, 'Likelihood') == []


def test_what_has_no_abstract_is_summed_up_by_its_kind_and_people(site: Site) -> None:
    assert entry(site, 'Causality').summary == 'Invited talk, WT 2019: Bernhard Schölkopf'


def test_what_no_longer_stands_says_so_in_its_title_and_why_in_its_summary(site: Site) -> None:
    site.edit(
        FILE, '  title: Causality', '  status: retracted\n  since: 2020-02-01\n  reason: Wrong\n  title: Causality'
    )
    found = entry(site, 'Causality', lead=lambda ref: 'Abstract.')
    assert found.title == 'Retracted: Causality and Exoplanets'
    assert found.summary.splitlines() == ['Retracted on 1 February 2020: Wrong', 'Abstract.']


def test_no_reader_has_to_load_more_than_the_last_hundred(site: Site) -> None:
    talks = ''.join(
        f'- {{id: x{number}, title: Talk {number}, authors: [Rose Yu], status: withdrawn}}\n' for number in range(120)
    )
    site.add(FILE, talks)
    moments = {f'x{number}': datetime(2021, 1, 1, number // 60, number % 60, tzinfo=UTC) for number in range(120)}
    titles = [entry.title for entry in parsed(site, changed=lambda talk: moments.get(talk.id)).entries]
    assert titles == [f'Withdrawn: Talk {number}' for number in range(119, 119 - ENTRIES, -1)]


def test_what_changed_at_one_moment_is_in_the_order_of_editions_and_their_schedules(site: Site) -> None:
    site.add(FILE, '- {id: late, title: Late, authors: [Rose Yu], published: 2020-06-01}\n')
    site.edit(FILE, '08:20-09:00, talk: causality', '10:40-11:00, talk: causality')
    site.edit(FILE, '[jax-md, p9]', '[jax-md, late, p9]')
    site.write(
        'program/2020.yml',
        'edition: {start: 2020-12-11, timezone: UTC}\nschedule:\n- {time: 08:00-09:00, talk: p1}\n'
        'talks:\n- {id: p1, title: Next, speakers: [Rose Yu]}\n',
    )
    moment = datetime(2021, 1, 1, tzinfo=UTC)
    titles = [entry.title.split()[0] for entry in parsed(site, changed=lambda talk: moment).entries]
    assert titles == ['Next', 'Late', 'JAX,', 'Likelihood-free', 'Causality']
    newer = {'jax-md': datetime(2021, 1, 2, tzinfo=UTC)}
    found = parsed(site, changed=lambda talk: newer.get(talk.id, moment)).entries
    assert found[0].title.startswith('JAX')


@pytest.mark.parametrize('base', [BASE, ''])
def test_feed_and_entries_have_all_that_the_standard_asks_for(site: Site, base: str) -> None:
    site.add(FILE, '- {id: nobody, title: By nobody, status: withdrawn}\n')
    root = ElementTree.fromstring(feed(site, base=base))
    assert root.tag == f'{ATOM}feed'
    parts = [root, *root.findall(f'{ATOM}entry')]
    for part in parts:
        for name in ('id', 'title', 'updated'):
            assert len(part.findall(f'{ATOM}{name}')) == 1
        assert re.fullmatch('urn:uuid:[0-9a-f-]{36}', part.findtext(f'{ATOM}id') or '')
        assert datetime.fromisoformat(part.findtext(f'{ATOM}updated') or '').tzinfo
        rels = [link.get('rel') for link in part.findall(f'{ATOM}link')]
        assert [rel for rel in rels if rel != 'related'] == (
            ['self', 'alternate'] if base and part is root else ['alternate']
        )
    assert len({part.findtext(f'{ATOM}id') for part in parts}) == len(parts)
    assert [author.findtext(f'{ATOM}name') for author in root.findall(f'{ATOM}author')] == ['Workshop on Testing']


def test_without_a_base_address_links_lead_on_from_the_feed_itself(site: Site) -> None:
    root = ElementTree.fromstring(feed(site, base=''))
    links = [link.get('href', '') for link in root.iter(f'{ATOM}link') if link.get('rel') != 'related']
    assert {urljoin(f'https://a.example.org/site/{SERIES_FEED}', link) for link in links} == {
        f'https://a.example.org/site/talks/{name}.html'
        for name in ('index', '2019/causality', '2019/jax-md', '2019/p9')
    }
    assert b'uri>' not in feed(site, base='')


def rename(site: Site) -> None:
    site.edit(FILE, '  start: 2019-12-14\n', '  start: 2019-12-14\n  former_ids: [2019]\n')
    site.edit(FILE, 'p9', 'p10')
    site.edit(FILE, '- id: p10\n', '- id: p10\n  former_ids: [p9]\n')
    (site.folder / FILE).rename(site.folder / 'program/vancouver.yml')


@pytest.mark.parametrize(
    'correct',
    [
        edit('Likelihood-free inference', 'Inference'),
        edit('  title: Causality', '  status: retracted\n  reason: Wrong\n  title: Causality'),
        edit('09:00-09:20', '09:05-09:20'),
        rename,
    ],
)
def test_an_entry_is_the_same_whatever_is_corrected(site: Site, correct: Callable[[Site], None]) -> None:
    before = parsed(site, changed=lambda talk: None)
    correct(site)
    after = parsed(site, changed=lambda talk: None)
    assert after.feed.id == before.feed.id
    assert [entry.id for entry in after.entries] == [entry.id for entry in before.entries]


def test_the_ids_are_these(site: Site) -> None:
    """Whoever changes them makes every entry new for everybody who reads the feed."""
    found = parsed(site)
    assert [found.feed.id, *(entry.id for entry in found.entries)] == [
        'urn:uuid:d6140826-fa0a-5c8c-a170-742f179663b9',
        'urn:uuid:a9b750eb-e106-5743-9fd7-b3230b21e799',
        'urn:uuid:1f2093a9-6817-5495-b2c5-7d1b26b11d90',
        'urn:uuid:64c8d72c-226d-5eda-8dec-a12024588865',
    ]


# Where it is found


def test_it_is_among_the_addresses_that_are_for_ever(site: Site) -> None:
    assert SERIES_FEED in set(ledger_files(site.program))


def test_a_redirect_to_the_page_of_all_talks_has_no_feed_of_its_own(site: Site) -> None:
    site.edit(
        'program/series.yml', '  short_title: WT\n', '  short_title: WT\n  redirects: {talks/2018/index: talks/index}\n'
    )
    assert not [file for file in files(site.program) if file.startswith('talks/2018')]


LINK = re.compile(r'<link rel="alternate" type="application/atom\+xml" title="([^"]*)" href="([^"]*index\.atom)">')


def test_a_build_knows_dates_and_texts_and_leads_to_the_feed(site: Site, without_epoch: object) -> None:
    site.edit('program/series.yml', 'WT', '"W & T"')
    site.write('talks/2019/p9.md', 'We *infer* a < b.\n')
    site.write('about.md', '# About\n')
    git(site, 'init', '--quiet')
    commit(site, '.', date='2019-11-01T12:00:00+00:00')
    site.write('talks/2019/p9.md', 'We *infer* that a < b and {math}`\\mu > 0.5`.\n')
    commit(site, '.', date='2019-11-02T12:00:00+00:00')
    built = site.build(html_baseurl=BASE, include_patterns=['index.*', 'talks/**', 'speakers/**', 'about.md'])
    found = feedparser.parse((built.out / SERIES_FEED).read_bytes())
    assert [(entry.title, entry.updated) for entry in found.entries] == [
        ('Likelihood-free inference', '2019-11-02T12:00:00+00:00'),
        ('Causality and Exoplanets', '2019-11-01T12:00:00+00:00'),
        ('JAX, M.D.: Molecular Dynamics', '2019-11-01T12:00:00+00:00'),
    ]
    assert found.entries[0].summary == 'We infer that a < b and μ > 0.5.'
    pages = {path.relative_to(built.out).as_posix(): path.read_text() for path in built.out.rglob('*.html')}
    links = {page: LINK.findall(html) for page, html in pages.items() if LINK.search(html)}
    title = 'W &amp; T: new and changed talks'
    assert links['index.html'] == [(title, 'talks/index.atom')]
    assert links['talks/index.html'] == [(title, 'index.atom')]
    assert links['talks/2019/p9.html'] == [(title, '../index.atom')]
    assert not {'about.html', 'speakers/index.html', 'search.html'} & links.keys()
    assert (
        'href="index.atom" type="application/atom+xml">Talks of all editions (Atom feed)</a>'
        in pages['talks/index.html'].partition('<table')[0]
    )
