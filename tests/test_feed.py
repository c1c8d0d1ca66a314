"""The feed of what changes in the program: complete as RFC 4287 asks, and steady for those who read it."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from urllib.parse import urljoin
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import feedparser
import pytest

from conftest import SERIES, Site
from exporting import BASE, files
from proceedings.export.atom import NAMESPACE

FILE = 'program/2019.yml'
FEED = 'talks/2019/changes.atom'
ATOM = f'{{{NAMESPACE}}}'
URN = re.compile(r'urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}')

CHANGES = r"""
changes:
- {date: 2019-12-01, text: The poster session begins at 9:40.}
- {date: 2019-12-10, text: "Lunch & coffee: $a < b$ is no <b>mistake</b>.", talk: p9}
- {date: 2019-12-10, text: The room is another.}
- {date: 2019-12-10, text: It is given twice., talk: jax-md}
"""


@pytest.fixture
def changed(site: Site) -> Site:
    site.add(FILE, CHANGES)
    assert site.problems == []
    return site


def root(site: Site, base: str = BASE, feed: str = FEED) -> Element:
    return ElementTree.fromstring(files(site.program, base=base)[feed])


def parsed(site: Site, base: str = BASE, feed: str = FEED) -> feedparser.FeedParserDict:
    """What another reader understands."""
    found = feedparser.parse(files(site.program, base=base)[feed], sanitize_html=False)
    assert (found.bozo, found.version) == (False, 'atom10')
    return found


def ids(site: Site, feed: str = FEED) -> dict[str, str]:
    """The id of each entry by its title."""
    return {entry.title: entry.id for entry in parsed(site, feed=feed).entries}


def test_the_feed_says_whose_changes_it_has_and_when_there_was_one(changed: Site) -> None:
    changed.edit(
        'program/series.yml', '  short_title: WT\n', '  short_title: WT\n  url: https://testing.example.org/\n'
    )
    found = parsed(changed).feed
    assert found.title == 'WT 2019: changes of the program'
    assert found.updated == '2019-12-10T00:00:00-08:00'
    assert dict(found.author_detail) == {'name': 'Workshop on Testing', 'href': 'https://testing.example.org/'}
    assert [(link.rel, link.type, link.href) for link in found.links] == [
        ('self', 'application/atom+xml', f'{BASE}/{FEED}'),
        ('alternate', 'text/html', f'{BASE}/talks/2019/index.html'),
    ]


def test_an_entry_says_what_changed_when_and_of_which_talk(changed: Site) -> None:
    found = parsed(changed).entries
    assert [entry.title for entry in found] == [
        'It is given twice.',
        'The room is another.',
        'Lunch & coffee: a < b is no <b>mistake</b>.',
        'The poster session begins at 9:40.',
    ]
    assert [entry.updated[:10] for entry in found] == ['2019-12-10'] * 3 + ['2019-12-01']
    assert [entry.link.removeprefix(f'{BASE}/talks/2019/') for entry in found] == [
        'jax-md.html', 'index.html', 'p9.html', 'index.html',
    ]  # fmt: skip
    (content,) = found[2].content
    assert content.type == 'text/plain'
    assert content.value.splitlines() == ['Lunch & coffee: a < b is no <b>mistake</b>.', 'Likelihood-free inference']
    assert found[1].content[0].value == 'The room is another.'


def once(parent: Element, name: str) -> str:
    (found,) = parent.findall(f'{ATOM}{name}')
    assert not found.attrib
    return found.text or ''


@pytest.mark.parametrize('base', [BASE, ''])
@pytest.mark.parametrize('changes', [CHANGES, ''])
def test_feed_and_entries_have_all_that_the_standard_asks_for(site: Site, changes: str, base: str) -> None:
    site.add(FILE, changes)
    feed = root(site, base)
    assert feed.tag == f'{ATOM}feed'
    (author,) = feed.findall(f'{ATOM}author')
    assert once(author, 'name') == 'Workshop on Testing'
    entries = feed.findall(f'{ATOM}entry')
    assert len(entries) == changes.count('date:')
    for part in (feed, *entries):
        assert URN.fullmatch(once(part, 'id'))
        assert once(part, 'title')
        assert datetime.fromisoformat(once(part, 'updated')).tzinfo
        rels = [link.get('rel') for link in part.findall(f'{ATOM}link')]
        assert rels.count('alternate') == 1
        assert rels.count('self') == (1 if base and part is feed else 0)
    assert len({once(part, 'id') for part in (feed, *entries)}) == 1 + len(entries)


def test_without_a_base_address_links_lead_on_from_the_feed_itself(changed: Site) -> None:
    changed.edit(FILE, '  start: 2019-12-14\n', '  start: 2019-12-14\n  former_ids: [some-other-edition]\n')
    for feed in (FEED, 'talks/some-other-edition/changes.atom'):
        links = [link.get('href', '') for link in root(changed, '', feed).iter(f'{ATOM}link')]
        assert {urljoin(f'https://a.example.org/site/{feed}', link) for link in links} == {
            f'https://a.example.org/site/talks/2019/{name}.html' for name in ('index', 'jax-md', 'p9')
        }


def test_an_edition_in_which_nothing_has_changed_has_a_feed_of_the_time_of_its_data(site: Site) -> None:
    found = parsed(site)
    assert found.entries == []
    assert found.feed.updated == '2019-11-01T12:30:00+00:00'


def test_each_edition_has_a_feed_of_its_own(changed: Site) -> None:
    changed.write('program/2020.yml', 'edition: {start: 2020-12-11, timezone: UTC}\n')
    other = parsed(changed, feed='talks/2020/changes.atom')
    assert (other.entries, other.feed.title) == ([], 'WT 2020: changes of the program')
    assert other.feed.id != parsed(changed).feed.id


def change(date: str, text: str) -> Callable[[Site], None]:
    return lambda site: site.add(FILE, f'- {{date: {date}, text: {text}}}\n')


def edit(old: str, new: str) -> Callable[[Site], None]:
    return lambda site: site.edit(FILE, old, new)


def rename(site: Site) -> None:
    site.edit(FILE, '  start: 2019-12-14\n', '  start: 2019-12-14\n  former_ids: [2019]\n')
    site.edit(FILE, 'p9', 'p10')
    site.edit(FILE, '- id: p10\n', '- id: p10\n  former_ids: [p9]\n')
    (site.folder / FILE).rename(site.folder / 'program/vancouver.yml')


@pytest.mark.parametrize(
    'correct',
    [
        edit('The poster session begins', 'The session begins'),
        edit('The room is another.', 'The room is another one.'),
        edit('- {date: 2019-12-01, text: The poster session begins at 9:40.}\n', ''),
        edit('- {date: 2019-12-10, text: It is given twice., talk: jax-md}\n', ''),
        edit('Likelihood-free inference', 'Inference'),
        change('2019-11-30', 'Earlier'),
        change('2019-12-10', 'Later on that day'),
        change('2019-12-11', 'Later'),
        rename,
    ],
)
def test_an_entry_is_the_same_whatever_is_corrected(changed: Site, correct: Callable[[Site], None]) -> None:
    before = parsed(changed)
    correct(changed)
    assert changed.problems == []
    after = parsed(changed, feed=f'talks/{next(iter(changed.program.editions))}/changes.atom')
    assert after.feed.id == before.feed.id
    old, new = ({entry.title: entry.id for entry in found.entries} for found in (before, after))
    kept = old.keys() & new.keys()
    assert len(kept) >= 3
    assert {title: new[title] for title in kept} == {title: old[title] for title in kept}


def test_an_entry_is_the_same_with_other_words(changed: Site) -> None:
    before = ids(changed)['The room is another.']
    changed.edit(FILE, 'The room is another.', 'The room is another one.')
    assert ids(changed)['The room is another one.'] == before


def test_the_ids_are_these(changed: Site) -> None:
    """Whoever changes them makes every entry new for everybody who reads the feed."""
    assert parsed(changed).feed.id == 'urn:uuid:8fb380c8-8391-5ae5-ac91-be736621eee8'
    assert [*ids(changed).values()] == [
        'urn:uuid:538e36e5-a91c-5a70-af7c-4ade9d7fabbf',
        'urn:uuid:406c822b-a75d-5c7b-bfe1-0f2a3cbdc483',
        'urn:uuid:33cab4cd-fbc6-5b16-abee-e04f780ac0d9',
        'urn:uuid:e0299783-9252-593e-aea6-bc11f1733b0f',
    ]


def test_readers_of_a_former_address_go_on_getting_the_feed(changed: Site) -> None:
    changed.edit(FILE, '  start: 2019-12-14\n', '  start: 2019-12-14\n  former_ids: [old]\n')
    found = files(changed.program)
    assert found['talks/old/changes.atom'] == found[FEED]


# Where it is found

LINK = re.compile(r'<link rel="alternate" type="application/atom\+xml" title="([^"]*)" href="([^"]*changes\.atom)">')


@pytest.mark.parametrize('theme', ['basic', 'pydata_sphinx_theme'])
def test_browsers_find_the_feed_on_the_page_of_the_edition_and_that_of_the_latest_at_home(
    changed: Site, theme: str
) -> None:
    changed.write('program/2020.yml', 'edition: {start: 2020-12-11, timezone: UTC}\n')
    changed.write('program/series.yml', SERIES.replace('WT', '"W & T"'))
    built = changed.build(html_theme=theme)
    found = {path.relative_to(built.out).as_posix(): path.read_text() for path in built.out.rglob('*.html')}
    assert {page: LINK.findall(html) for page, html in found.items() if LINK.search(html)} == {
        'index.html': [('W &amp; T 2020: changes of the program', 'talks/2020/changes.atom')],
        'talks/2020/index.html': [('W &amp; T 2020: changes of the program', 'changes.atom')],
        'talks/2019/index.html': [('W &amp; T 2019: changes of the program', 'changes.atom')],
    }
    assert (built.out / 'talks/2020/changes.atom').is_file()


def test_where_addresses_have_no_file_names_the_link_leads_to_the_feed(changed: Site) -> None:
    page = (changed.build('dirhtml').out / 'talks/2019/index.html').read_text()
    assert [address for _, address in LINK.findall(page)] == ['changes.atom']


def test_a_book_names_no_feed(changed: Site) -> None:
    assert not LINK.search((changed.build('singlehtml').out / 'index.html').read_text())
