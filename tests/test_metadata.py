"""What pages say to machines: descriptions, Google Scholar's tags, JSON-LD, cards, titles, canonical addresses."""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urljoin

import pytest
from lxml import html

from conftest import CONF, ROOT, Built, Site
from proceedings.documents import documents, talk_document
from proceedings.export import Target
from proceedings.export.citations.works import Works
from proceedings.load import load
from proceedings.metadata.addresses import Addresses
from proceedings.metadata.description import LENGTH, cut, description
from proceedings.metadata.linked_data import LinkedData, as_script
from proceedings.metadata.scholar import scholar_tags
from proceedings.model import Credit, Link, Proceedings
from proceedings.names import name_parts
from proceedings.program import Program
from proceedings.vocabulary import KINDS, Kind
from programs.generate import generate
from schema_org import mistakes, types_of

BASE = 'https://example.org/wt/'
HOSTILE = '</script><script>alert(1)</script> "A" & \'B\' &lt; <b>'

SERIES = """
series:
  title: Workshop on Testing
  short_title: WT
  url: https://example.com/series
"""

PEOPLE = """
people:
- {name: Samuel Schoenholz, orcid: 0000-0002-1825-0097, url: https://example.com/sam, aliases: Sam Schoenholz}
- {name: Jan van der Berg Jr.}
- {name: Prabhat}
"""

EDITION = """
edition:
  start: 2019-12-14
  end: 2019-12-15
  former_days: [2019-12-13]
  timezone: America/Vancouver
  room: West 109
  url: https://example.com/2019
  venue:
    name: Convention Centre
    address: 1055 Canada Pl, Vancouver, BC, V6C 0C3, CANADA
    city: Vancouver
    region: BC
    country: Canada
  part_of: {title: Conference on Everything, url: https://example.com/everything}
  links: {video: https://example.com/all.mp4}
  proceedings:
    title: Proceedings of Testing
    editors: [Rose Yu]
    publisher: Test Press
    series: Tests
    volume: 7
    isbn: 978-3-16-148410-0
    issn: 2049-3630
    doi: 10.1000/182
    published: 2020-02-01
organizers: [Rose Yu, {name: Prabhat, role: steering committee}]
sponsors: [{name: Test Fund, url: https://example.com/fund}]
affiliations: {Samuel Schoenholz: Google Brain}
schedule:
- {time: 08:10-08:20, title: Opening remarks, kind: opening}
- {time: 08:20-09:00, talk: causality}
- {time: 09:00-09:20, title: Contributed talk 1, talk: jax-md}
- {time: 09:20-09:40, title: Coffee, kind: break}
- {id: posters, time: 09:40-10:40, title: Poster session, kind: poster, talks: [jax-md, p9, hostile, "off"]}
talks:
- id: causality
  kind: invited
  title: Causality and Exoplanets
  speakers: [Bernhard Schölkopf]
  links: {video: https://example.com/causality.mp4}
- id: jax-md
  title: "JAX, M.D.: $\\\\beta$ Dynamics"
  authors: [Samuel Schoenholz, Jan van der Berg Jr., Prabhat]
  speakers: [Samuel Schoenholz]
  links: {paper: https://example.org/86.pdf}
  doi: 10.1000/86
  pages: 11-18
  published: 2020-01-02
  keywords: [dynamics, JAX]
  awards: Best paper
- id: p9
  kind: poster
  title: Likelihood-free inference
  authors: [Gilles Louppe]
  links: {paper: https://example.org/9.pdf}
  status: retracted
  since: 2020-03-01
  reason: The data was wrong
  replaced_by: jax-md
- id: hostile
  kind: poster
  title: TITLE
  authors: [Gilles Louppe]
  links: {paper: https://openreview.net/forum?id=Ab-9_x}
- {id: "off", kind: poster, title: Off, authors: [Rose Yu], links: {paper: https://example.org/off}, status: cancelled}
- {id: printed, title: Only printed, authors: [Rose Yu, Tidal Collaboration], links: {paper: https://arxiv.org/abs/1912.05075v2}}
""".replace('TITLE', json.dumps(HOSTILE))

ONLINE = """
edition:
  start: 2020-12-11
  timezone: UTC
  venue: {name: Virtual (online), url: https://example.com/join}
schedule:
- {time: 10:00-11:00, talk: panel}
talks:
- {id: panel, kind: panel, title: Panel}
"""

ABSTRACT = f"""
## An overview of it all

We consider {HOSTILE.replace('<', '&lt;')} and formulas like $\\alpha^2$, which search engines show below the title of
every page, up to some length.

Second paragraph, that is never reached by what is cut off at the end of a word somewhere before this.
"""


def fill(site: Site) -> Site:
    site.write('program/series.yml', SERIES)
    site.write('program/people.yml', PEOPLE)
    site.write('program/2019.yml', EDITION)
    site.write('program/2020.yml', ONLINE)
    site.write('talks/2019/causality.md', ABSTRACT)
    site.write('conf.py', f'{CONF}\ninclude_patterns.append("pages/**")\n')
    site.write('pages/about.md', '# About\n\nWritten by "organizers" & friends.\n')
    site.write(
        'pages/told.md', '---\nmyst:\n  html_meta:\n    description: Told by its author\n---\n\n# Told\n\nText.\n'
    )
    site.write('pages/described.md', '---\ndescription: Described above\n---\n\n# Described\n\nText.\n')
    return site


@pytest.fixture(scope='module')
def folder(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return fill(Site(tmp_path_factory.mktemp('metadata') / 'site'))


@pytest.fixture(scope='module')
def built(folder: Site) -> Built:
    """The pages of a site that knows its address."""
    return folder.build(html_baseurl=BASE)


@pytest.fixture(scope='module')
def homeless(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The same where nobody knows the address."""
    return fill(Site(tmp_path_factory.mktemp('homeless') / 'site')).build()


@pytest.fixture(scope='module')
def program(folder: Site) -> Program:
    return folder.program


@pytest.fixture(scope='module')
def real() -> Program:
    return load(ROOT).program


class Head:
    """The head of a page, as a parser of HTML reads it."""

    def __init__(self, built: Built, page: str) -> None:
        self.page = html.fromstring((built.out / f'{page}.html').read_bytes())
        self.head = self.page.find('head')

    def all(self, name: str) -> list[str]:
        return [
            tag.get('content') for tag in self.head.findall('meta') if name in (tag.get('name'), tag.get('property'))
        ]

    def one(self, name: str) -> str:
        (found,) = self.all(name)
        return found

    @property
    def tags(self) -> list[tuple[str, str]]:
        return [(tag.get('name'), tag.get('content')) for tag in self.head.findall('meta')]

    @property
    def canonical(self) -> list[str]:
        return [link.get('href') for link in self.head.findall('link') if link.get('rel') == 'canonical']

    @property
    def graph(self) -> list[dict[str, Any]]:
        scripts = [tag.text for tag in self.head.findall('script') if tag.get('type') == 'application/ld+json']
        return [thing for script in scripts for thing in json.loads(script)['@graph']]


def things(value: Any) -> Iterator[dict[str, Any]]:
    """Every thing in a graph, however deep."""
    if isinstance(value, list):
        for one in value:
            yield from things(one)
    elif isinstance(value, dict):
        yield value
        for one in value.values():
            yield from things(one)


def graphs(program: Program, base: str = BASE) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """(document, graph) of every page, without a site."""
    target = Target(
        page=lambda document: f'{document}.html', stamp=lambda _: datetime.min.replace(tzinfo=UTC), base=base
    )
    linked = LinkedData(program, Works(program, target))
    for document in documents(program, 'index'):
        yield document, linked.graph(document, addresses(target, document), description(program, document, 'index'))


def graphs_of(program: Program) -> dict[str, list[dict[str, Any]]]:
    return dict(graphs(program))


def addresses(target: Target, document: str) -> Addresses:
    def relative(to: str) -> str:
        return posixpath.relpath(target.page(to), posixpath.dirname(document) or '.') if to != document else ''

    return Addresses(home='index', target=target, relative=relative, cards=True)


# Descriptions


PAGES = (
    'index', 'search', 'my-schedule', 'genindex', 'talks/index', 'talks/2019/index', 'talks/2019/causality',
    'talks/2019/jax-md', 'talks/2019/days/2019-12-14', 'talks/2019/rooms/west-109', 'talks/keywords/index',
    'talks/keywords/jax', 'speakers/index', 'speakers/rose-yu', 'pages/about', 'pages/told',
)  # fmt: skip


def test_the_site_builds_without_a_warning(built: Built, homeless: Built) -> None:
    unlisted = "document isn't included in any toctree"
    assert [line for line in built.warnings + homeless.warnings if unlisted not in line] == []


@pytest.mark.parametrize('page', PAGES)
def test_every_page_has_one_description_of_a_sentence_or_two(built: Built, page: str) -> None:
    said = Head(built, page).one('description')
    assert 10 < len(said) <= LENGTH + 1
    assert said[0].isupper()
    assert '  ' not in said


def test_no_two_pages_of_the_program_have_the_same_description(real: Program) -> None:
    found = [description(real, document, 'index') for document in documents(real, 'index') if '/20' not in document]
    assert len(found) == len(set(found))


def test_a_talk_is_described_by_its_abstract_without_markup(built: Built) -> None:
    said = Head(built, 'talks/2019/causality').one('description')
    hostile = HOSTILE.replace('&lt;', '<')  # as Markdown has it
    assert said.startswith(f'We consider {hostile} and formulas like α², which search engines show')
    assert said.endswith('up to some…')


def test_a_talk_without_an_abstract_is_described_by_its_facts(built: Built) -> None:
    assert Head(built, 'talks/2019/jax-md').one('description') == (
        'Contributed talk by Samuel Schoenholz, Jan van der Berg Jr. and Prabhat at Workshop on Testing 2019, '
        '14 December 2019.'
    )


def test_what_no_longer_stands_is_described_as_that(built: Built) -> None:
    assert Head(built, 'talks/2019/p9').one('description') == 'Retracted on 1 March 2020: The data was wrong.'


FACTS = """
talks/2019/index | Workshop on Testing 2019: 14–15 December 2019, Convention Centre, Vancouver, part of Conference on
  Everything. Schedule, 4 talks and papers.
index | Program and proceedings of Workshop on Testing (2019, 2020). Latest: Friday 11 December 2020, Virtual (online).
speakers/rose-yu | Rose Yu: author of 1 paper, organizer, editor at Workshop on Testing 2019.
speakers/samuel-schoenholz | Samuel Schoenholz, Google Brain: author and speaker of 1 talk at Workshop on Testing 2019.
speakers/bernhard-scholkopf | Bernhard Schölkopf: speaker of 1 talk at Workshop on Testing 2019.
speakers/gilles-louppe | Gilles Louppe: author of 1 paper at Workshop on Testing 2019.
talks/keywords/jax | JAX at Workshop on Testing, 1 talk: JAX, M.D.: β Dynamics.
talks/2019/days/2019-12-14 | Workshop on Testing 2019: schedule of Saturday 14 December 2019, 4 sessions, among them
  Opening remarks; Causality and Exoplanets; Contributed talk 1.
talks/2019/rooms/west-109 | What takes place in West 109 at Workshop on Testing 2019, 14–15 December 2019, Convention
  Centre, Vancouver: 4 sessions.
talks/index | All talks and papers of Workshop on Testing 2019, 2020, with people, keywords and links to papers.
speakers/index | All 7 people of Workshop on Testing: authors, speakers, chairs, organizers and reviewers.
talks/2019/elsewhere |
"""


@pytest.mark.parametrize('line', FACTS.replace('\n  ', ' ').strip().splitlines())
def test_other_pages_are_described_by_what_is_on_them(program: Program, line: str) -> None:
    document, _, said = line.partition(' |')
    assert description(program, document, 'index') == said.strip()


def test_an_edition_is_described_by_its_own_prose_and_otherwise_by_its_facts(program: Program) -> None:
    lead = 'One Saturday in Vancouver, of tests and those who write them.'
    assert description(program, 'talks/2019/index', 'index', lead) == lead


@pytest.mark.parametrize(
    ('kinds', 'said'),
    [
        (['invited'], '1 talk'),
        (['poster'], '1 poster'),
        (['poster', 'poster'], '2 posters'),
        (['digital'], '1 paper'),
        (['digital', 'poster'], '2 talks and papers'),
    ],
)
def test_what_is_counted_is_called_what_it_is(program: Program, kinds: list[str], said: str) -> None:
    digital = Kind(id='digital', name='Digital acceptance', presented=False)
    talks = [
        replace(program.talks['2019/jax-md'], id=f'p{number}', kind=KINDS.get(kind, digital), keywords=('tests',))
        for number, kind in enumerate(kinds)
    ]
    edition = replace(program.editions['2019'], talks={talk.id: talk for talk in talks}, sessions=())
    one = replace(program, editions={'2019': edition})
    assert description(one, 'talks/2019/index', 'index').endswith(f' Schedule, {said}.')
    assert f'{said}: ' in description(one, 'talks/keywords/tests', 'index')


def test_what_organizers_wrote_is_described_by_its_first_paragraph(built: Built) -> None:
    assert Head(built, 'pages/about').one('description') == 'Written by “organizers” & friends.'


@pytest.mark.parametrize(('page', 'said'), [('told', 'Told by its author'), ('described', 'Described above')])
def test_a_description_in_front_matter_is_left_as_it_is(built: Built, page: str, said: str) -> None:
    head = Head(built, f'pages/{page}')
    assert head.one('description') == head.one('og:description') == said


def test_a_text_is_cut_at_the_end_of_a_word_or_where_there_are_none_of_a_letter() -> None:
    assert cut('one two', 20) == 'one two'
    assert cut('one two, three', 10) == 'one two…'
    assert cut('Enough. And more', 9) == 'Enough.'
    assert cut('粒子の運動を学習する', 5) == '粒子の運…'
    assert cut('a ' + 'b' * 30, 10) == 'a bbbbbbb…'


# Google Scholar


def test_a_talk_with_a_paper_has_all_that_google_scholar_reads(built: Built) -> None:
    found = [(name, content) for name, content in Head(built, 'talks/2019/jax-md').tags if 'citation_' in f'{name}']
    assert found == [
        ('citation_title', 'JAX, M.D.: β Dynamics'),
        ('citation_author', 'Schoenholz, Samuel'),
        ('citation_author_institution', 'Google Brain'),
        ('citation_author_orcid', 'https://orcid.org/0000-0002-1825-0097'),
        ('citation_author', 'van der Berg, Jan Jr.'),
        ('citation_author', 'Prabhat'),
        ('citation_publication_date', '2020/01/02'),
        ('citation_conference_title', 'Proceedings of Testing'),
        ('citation_volume', '7'),
        ('citation_firstpage', '11'),
        ('citation_lastpage', '18'),
        ('citation_doi', '10.1000/86'),
        ('citation_isbn', '978-3-16-148410-0'),
        ('citation_issn', '2049-3630'),
        ('citation_publisher', 'Test Press'),
        ('citation_abstract_html_url', f'{BASE}talks/2019/jax-md.html'),
        ('citation_pdf_url', 'https://example.org/86.pdf'),
        ('citation_keywords', 'dynamics'),
        ('citation_keywords', 'JAX'),
    ]


@pytest.mark.parametrize(
    'page', ['talks/2019/causality', 'talks/2019/off', 'talks/2019/index', 'index', 'speakers/rose-yu']
)
def test_a_page_without_a_paper_has_no_tags_for_scholar(built: Built, page: str) -> None:
    assert [name for name, _ in Head(built, page).tags if 'citation' in f'{name}'] == []


def test_what_was_retracted_says_so_to_scholar_and_gives_no_pdf(built: Built) -> None:
    head = Head(built, 'talks/2019/p9')
    assert head.one('citation_title') == 'Retracted: Likelihood-free inference'
    assert head.all('citation_pdf_url') == []


def test_hostile_titles_stay_what_they_are(built: Built) -> None:
    head = Head(built, 'talks/2019/hostile')
    assert head.one('citation_title') == head.one('og:title') == HOSTILE
    assert head.graph[0]['name'] == HOSTILE
    assert head.head.findtext('title') == f'{HOSTILE} — WT'
    assert head.page.xpath('//script[starts-with(text(), "alert")]') == []
    assert head.page.xpath('//head//b') == []


def test_a_paper_is_of_its_own_day_that_of_the_volume_or_the_talk_or_the_month_of_the_edition(program: Program) -> None:
    target = Target(page=str, stamp=lambda _: datetime.min)
    edition = program.editions['2019']
    bare = replace(edition, proceedings=replace(edition.proceedings, published=None))
    without = replace(program, editions={**program.editions, '2019': bare})

    def day(program: Program, id: str) -> str:
        talk = program.talks[f'2019/{id}']
        tags = scholar_tags(talk, Works(program, target).talk(talk.ref), addresses(target, 'x'))
        return dict(tags)['citation_publication_date']

    assert day(program, 'printed') == '2020/02/01'
    assert day(without, 'hostile') == '2019/12/14'
    assert day(without, 'printed') == '2019/12'


@pytest.mark.parametrize(
    ('paper', 'pdf'),
    [
        ('https://example.org/a.pdf', 'https://example.org/a.pdf'),
        ('https://example.org/A.PDF', 'https://example.org/A.PDF'),
        ('https://arxiv.org/abs/1912.05075v2', 'https://arxiv.org/pdf/1912.05075v2'),
        ('https://arxiv.org/abs/hep-th/9901001', 'https://arxiv.org/pdf/hep-th/9901001'),
        ('https://openreview.net/forum?id=Ab-9_x', 'https://openreview.net/pdf?id=Ab-9_x'),
        ('https://example.org/a.html', ''),
        ('https://example.org/?file=a.pdf', ''),
        ('https://example.org/abs/1912.05075', ''),
        ('https://doi.org/10.1000/182', ''),
    ],
)
def test_only_what_is_a_pdf_for_certain_is_one(program: Program, paper: str, pdf: str) -> None:
    assert (
        pdf_of(program, Target(page=str, stamp=lambda _: datetime.min), links=(Link(kind='paper', url=paper),)) == pdf
    )


def test_a_pdf_of_the_site_is_at_the_stem_of_the_page(program: Program) -> None:
    target = Target(page=str, stamp=lambda _: datetime.min, base=BASE)
    assert pdf_of(program, target, pdf='papers/a.pdf') == f'{BASE}talks/2019/jax-md.pdf'


def pdf_of(program: Program, target: Target, **facts: object) -> str:
    """What Scholar is told, where these are the facts of jax-md."""
    edition = program.editions['2019']
    talk = replace(edition.talks['jax-md'], **facts)
    told = replace(program, editions={'2019': replace(edition, talks={**edition.talks, 'jax-md': talk})})
    work = Works(told, target).talk(talk.ref)
    return dict(scholar_tags(talk, work, addresses(target, 'x'))).get('citation_pdf_url', '')


def test_the_whole_abstract_is_seen_without_a_click(built: Built) -> None:
    page = Head(built, 'talks/2019/causality').page
    (last,) = page.xpath('//p[starts-with(., "Second paragraph")]')
    assert not [above for above in last.iterancestors() if above.tag == 'details' or above.get('hidden') is not None]


# schema.org


REQUIRED = {
    'Event': {'name', 'startDate', 'location'},  # …/structured-data/event
    'ProfilePage': {'mainEntity'},  # …/structured-data/profile-page
    'BreadcrumbList': {'itemListElement'},  # …/structured-data/breadcrumb
    'ListItem': {'position', 'name'},  # and `item`, but of the last, which is the page itself
    'ScholarlyArticle': {'headline', 'author', 'datePublished'},  # …/structured-data/article: recommended
    'Person': {'name', 'url'},
}
"""What Google's search wants of each, as developers.google.com/search/docs/appearance/structured-data/ has it.

Not here: `VideoObject`. It requires `thumbnailUrl` and `uploadDate`, too, which nobody has told us.
"""


@pytest.fixture(scope='module')
def crowd(tmp_path_factory: pytest.TempPathFactory) -> Program:
    """A made conference with every special case that a program can have."""
    folder = tmp_path_factory.mktemp('crowd')
    generate(folder)
    return load(folder).program


def test_everything_is_said_in_the_words_of_schema_org(program: Program, real: Program, crowd: Program) -> None:
    for one in (program, real, crowd):
        for base in (BASE, ''):
            found = {mistake: document for document, graph in graphs(one, base) for mistake in mistakes(graph)}
            assert found == {}


def test_the_reader_of_schema_org_finds_mistakes() -> None:
    place = {'@type': 'Person', 'name': 'X'}
    event = {
        '@type': 'Event',
        'award': 'x',
        'eventStatus': 'Off',
        'startDate': '2019-12-14T10:00:00',
        'location': place,
    }
    assert [mistake.partition(':')[0] for mistake in mistakes([{'@type': 'Evnt'}, event])] == [
        '[0] Evnt', '[1] Event.award', '[1] Event.eventStatus', '[1] Event.startDate', '[1] Event.location',
    ]  # fmt: skip


def test_google_finds_all_that_it_requires(program: Program) -> None:
    for document, graph in graphs(program):
        for thing in _in_full(graph):
            for type in types_of(thing):
                assert REQUIRED.get(type, set()) <= thing.keys(), (document, thing)


def _in_full(graph: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """The things that a page is about, and those in its lists; not those that are only named."""
    for thing in graph:
        yield thing
        for name in ('subEvent', 'itemListElement', 'workFeatured', 'performer', 'author', 'organizer', 'mainEntity'):
            found = thing.get(name, [])
            yield from (one for one in (found if isinstance(found, list) else [found]) if '@type' in one)


def test_an_edition_is_an_event_with_all_that_is_known_of_it(built: Built) -> None:
    event = Head(built, 'talks/2019/index').graph[0]
    page = f'{BASE}talks/2019/index.html'
    rose = f'{BASE}speakers/rose-yu.html'
    assert event.pop('subEvent')
    assert event == {
        '@type': 'Event',
        '@id': f'{page}#event',
        'name': 'Workshop on Testing 2019',
        'url': page,
        'startDate': '2019-12-14T08:10:00-08:00',
        'endDate': '2019-12-14T10:40:00-08:00',
        'eventStatus': 'https://schema.org/EventRescheduled',
        'previousStartDate': '2019-12-13',
        'description': Head(built, 'talks/2019/index').one('description'),
        'sameAs': 'https://example.com/2019',
        'image': f'{BASE}talks/2019/index.png',
        'location': {
            '@type': 'Place',
            '@id': f'{page}#venue',
            'name': 'Convention Centre',
            'address': {
                '@type': 'PostalAddress',
                'streetAddress': '1055 Canada Pl, V6C 0C3',
                'addressLocality': 'Vancouver',
                'addressRegion': 'BC',
                'addressCountry': 'Canada',
            },
        },
        'organizer': [{'@type': 'Person', '@id': f'{rose}#person', 'name': 'Rose Yu', 'url': rose}],
        'sponsor': [{'@type': 'Organization', 'name': 'Test Fund', 'url': 'https://example.com/fund'}],
        'superEvent': [
            {'@type': 'EventSeries', '@id': f'{BASE}index.html#series', 'name': 'Workshop on Testing',
             'url': f'{BASE}index.html'},
            {'@type': 'Event', 'name': 'Conference on Everything', 'url': 'https://example.com/everything'},
        ],
        'recordedIn': [{'@type': 'VideoObject', 'name': 'Workshop on Testing 2019', 'url': 'https://example.com/all.mp4'}],
    }  # fmt: skip


def test_its_sessions_and_talks_are_its_sub_events_without_the_breaks(built: Built) -> None:
    event = Head(built, 'talks/2019/index').graph[0]
    venue = {'@id': '#venue'}
    opening, causality, jax, posters = event['subEvent']
    assert opening['name'] == 'Opening remarks'
    assert causality == {
        '@type': 'Event',
        '@id': 'causality.html#event',
        'name': 'Causality and Exoplanets',
        'url': f'{BASE}talks/2019/causality.html',
        'startDate': '2019-12-14T08:20:00-08:00',
        'location': venue,
    }
    assert jax['name'] == 'JAX, M.D.: β Dynamics'  # as on its own page, whatever the session is called
    assert posters['url'] == f'{BASE}talks/2019/index.html#session-posters'
    assert posters['subEvent'] == [{'@id': f'{id}.html#event'} for id in ('jax-md', 'p9', 'hostile', 'off')]


def test_an_edition_online_is_at_an_address_and_no_place(built: Built) -> None:
    event = Head(built, 'talks/2020/index').graph[0]
    assert event['eventAttendanceMode'] == 'https://schema.org/OnlineEventAttendanceMode'
    assert event['eventStatus'] == 'https://schema.org/EventScheduled'
    assert event['location'] == {
        '@type': 'VirtualLocation',
        '@id': f'{BASE}talks/2020/index.html#venue',
        'name': 'Virtual (online)',
        'url': 'https://example.com/join',
    }


def test_a_talk_is_an_event_with_its_paper(built: Built) -> None:
    event = Head(built, 'talks/2019/jax-md').graph[0]
    page, volume = f'{BASE}talks/2019/jax-md.html', f'{BASE}talks/2019/index.html#proceedings'
    assert (event['@type'], event['@id'], event['startDate'], event['endDate']) == (
        'Event', f'{page}#event', '2019-12-14T09:00:00-08:00', '2019-12-14T10:40:00-08:00',
    )  # fmt: skip
    assert [one['startDate'] for one in event['subEvent']] == ['2019-12-14T09:00:00-08:00', '2019-12-14T09:40:00-08:00']
    assert event['location']['name'] == 'West 109, Convention Centre'
    assert event['location']['address']['addressLocality'] == 'Vancouver'
    assert [one['location'] for one in event['subEvent']] == [{'@id': event['location']['@id']}] * 2  # said once
    assert event['superEvent']['@id'] == 'index.html#event'
    assert event['performer'] == [{'@id': '../../speakers/samuel-schoenholz.html#person'}]  # whom the paper names
    work = event['workFeatured']
    speaker, *others = work.pop('author')
    assert others == [  # whom nothing else on the page names
        {'@type': 'Person', 'name': name, 'url': f'../../speakers/{id}.html'}
        for name, id in (('Jan van der Berg Jr.', 'jan-van-der-berg-jr'), ('Prabhat', 'prabhat'))
    ]
    assert speaker == {
        '@type': 'Person',
        '@id': '../../speakers/samuel-schoenholz.html#person',
        'name': 'Samuel Schoenholz',
        'url': '../../speakers/samuel-schoenholz.html',
        'affiliation': {'@type': 'Organization', 'name': 'Google Brain'},
        'sameAs': 'https://orcid.org/0000-0002-1825-0097',
    }
    assert work == {
        '@type': 'ScholarlyArticle',
        '@id': f'{page}#paper',
        'name': 'JAX, M.D.: β Dynamics',
        'headline': 'JAX, M.D.: β Dynamics',
        'datePublished': '2020-01-02',
        'keywords': ['dynamics', 'JAX'],
        'award': ['Best paper'],
        'pagination': '11–18',
        'pageStart': '11',
        'pageEnd': '18',
        'identifier': {'@type': 'PropertyValue', 'propertyID': 'DOI', 'value': '10.1000/86'},
        'sameAs': 'https://doi.org/10.1000/86',
        'encoding': {
            '@type': 'MediaObject',
            'contentUrl': 'https://example.org/86.pdf',
            'encodingFormat': 'application/pdf',
        },
        'isPartOf': {
            '@type': ['Book', 'PublicationVolume'],
            '@id': volume,
            'name': 'Proceedings of Testing',
            'isbn': '978-3-16-148410-0',
            'volumeNumber': '7',
            'publisher': {'@type': 'Organization', 'name': 'Test Press'},
            'isPartOf': {'@type': 'BookSeries', 'name': 'Tests', 'issn': '2049-3630'},
        },
    }
    assert Head(built, 'talks/2019/index').graph[1]['@id'] == volume


def test_what_is_off_is_cancelled_and_what_was_retracted_took_place(built: Built) -> None:
    assert Head(built, 'talks/2019/off').graph[0]['eventStatus'] == 'https://schema.org/EventCancelled'
    retracted = Head(built, 'talks/2019/p9').graph[0]
    assert retracted['eventStatus'] == 'https://schema.org/EventScheduled'
    assert retracted['workFeatured']['creativeWorkStatus'] == 'Retracted'
    assert 'encoding' not in retracted['workFeatured']


def test_not_all_authors_of_a_poster_are_said_to_stand_beside_it(site: Site) -> None:
    fill(site).edit('program/2019.yml', 'title: Off, authors: [Rose Yu]', 'title: Off, authors: [Rose Yu, Ada Smith]')
    built = site.build()
    event = Head(built, 'talks/2019/off').graph[0]
    assert [author['name'] for author in event['workFeatured']['author']] == ['Rose Yu', 'Ada Smith']
    assert 'performer' not in event
    alone = Head(built, 'talks/2019/hostile').graph[0]
    assert alone['performer'] == [{'@id': '../../speakers/gilles-louppe.html#person'}]


def test_a_paper_that_was_only_printed_is_no_event(built: Built) -> None:
    work = Head(built, 'talks/2019/printed').graph[0]
    assert work['@type'] == 'ScholarlyArticle'
    assert work['description']


def test_a_video_says_no_more_than_is_known(built: Built) -> None:
    event = Head(built, 'talks/2019/causality').graph[0]
    video = {'@type': 'VideoObject', 'name': 'Causality and Exoplanets', 'url': 'https://example.com/causality.mp4'}
    assert event['recordedIn'] == [video]
    assert 'workFeatured' not in event


def test_the_page_of_a_person_is_a_profile(built: Built) -> None:
    profile = Head(built, 'speakers/samuel-schoenholz').graph[0]
    assert profile['@type'] == 'ProfilePage'
    person = profile['mainEntity']
    assert person['@id'] == f'{BASE}speakers/samuel-schoenholz.html#person'
    assert person['sameAs'] == ['https://orcid.org/0000-0002-1825-0097', 'https://example.com/sam']
    assert person['identifier'] == 'https://orcid.org/0000-0002-1825-0097'
    assert person['alternateName'] == ['Sam Schoenholz']
    assert person['affiliation']['name'] == 'Google Brain'


def test_the_home_page_is_a_site_of_a_series(built: Built) -> None:
    website, series, *_ = Head(built, 'index').graph
    assert (website['@type'], series['@type']) == ('WebSite', 'EventSeries')
    assert series['sameAs'] == ['https://example.com/series']
    assert [edition['@id'] for edition in series['subEvent']] == [
        f'{BASE}talks/{year}/index.html#event' for year in (2020, 2019)
    ]


def test_the_way_to_a_page_is_said(built: Built) -> None:
    way = Head(built, 'talks/2019/jax-md').graph[1]
    assert [item['name'] for item in way['itemListElement']] == [
        'WT',
        'Workshop on Testing 2019',
        'JAX, M.D.: β Dynamics',
    ]
    assert [item.get('item', '') for item in way['itemListElement']] == [
        f'{BASE}index.html',
        f'{BASE}talks/2019/index.html',
        '',  # search engines know where they have found the page
    ]


def test_what_has_an_id_has_the_same_name_and_type_on_all_pages(
    program: Program, real: Program, crowd: Program
) -> None:
    for one in (program, real, crowd):
        named: dict[str, set[tuple[str, str]]] = {}
        for document, graph in graphs(one):
            page = f'{BASE}{document}.html'
            for thing in things(graph):
                if '@type' in thing and '@id' in thing:
                    named.setdefault(urljoin(page, thing['@id']), set()).add((thing['name'], str(thing['@type'])))
        assert {id: names for id, names in named.items() if len(names) > 1} == {}
        assert all(f'{BASE}{talk_document(ref)}.html#event' in named for ref in one.slots)


def test_what_has_an_id_is_described_on_its_own_page(program: Program, real: Program, crowd: Program) -> None:
    for one in (program, real, crowd):
        named, described = set(), set()
        for document, graph in graphs(one):
            page = f'{BASE}{document}.html'
            for thing in things(graph):
                if id := urljoin(page, thing.get('@id', '')) if '@id' in thing else '':
                    named.add(id)
                    described |= {id} if '@type' in thing and id.startswith(f'{page}#') else set()
        assert named - described == set()


def test_the_page_of_an_edition_has_the_volume_that_its_papers_are_in(built: Built) -> None:
    page, rose = f'{BASE}talks/2019/index.html', f'{BASE}speakers/rose-yu.html'
    assert Head(built, 'talks/2019/index').graph[1] == {
        '@type': ['Book', 'PublicationVolume'],
        '@id': f'{page}#proceedings',
        'name': 'Proceedings of Testing',
        'url': page,
        'about': {'@id': '#event'},
        'isbn': '978-3-16-148410-0',
        'volumeNumber': '7',
        'editor': [{'@type': 'Person', '@id': f'{rose}#person', 'name': 'Rose Yu', 'url': rose}],
        'publisher': {'@type': 'Organization', 'name': 'Test Press'},
        'isPartOf': {'@type': 'BookSeries', 'name': 'Tests', 'issn': '2049-3630'},
        'datePublished': '2020-02-01',
        'identifier': {'@type': 'PropertyValue', 'propertyID': 'DOI', 'value': '10.1000/182'},
        'sameAs': 'https://doi.org/10.1000/182',
    }
    assert Head(built, 'talks/2019/printed').graph[0]['isPartOf']['@id'] == f'{page}#proceedings'
    assert [thing['@type'] for thing in Head(built, 'talks/2020/index').graph] == ['Event', 'BreadcrumbList']


def test_a_volume_of_which_nothing_is_said_is_there_for_its_papers(program: Program) -> None:
    edition = replace(program.editions['2019'], proceedings=Proceedings())
    found = graphs_of(replace(program, editions={'2019': edition}))
    assert found['talks/2019/index'][1]['@id'] == found['talks/2019/printed'][0]['isPartOf']['@id']
    assert found['talks/2019/index'][1]['name'] == 'Workshop on Testing 2019, Conference on Everything'


def test_a_team_is_an_organization_and_has_no_profile(built: Built) -> None:
    head = Head(built, 'speakers/tidal-collaboration')
    assert head.graph[0]['@type'] == 'Organization'
    assert head.graph[0]['description'] == head.one('description')
    assert head.one('og:type') == 'website'
    assert [one['@type'] for one in Head(built, 'talks/2019/printed').graph[0]['author']] == ['Person', 'Organization']


def test_a_name_whose_parts_nobody_knows_is_that_of_a_person(program: Program) -> None:
    person = replace(program.people['prabhat'], name='王伟', parts=name_parts('王伟'))
    found = graphs_of(replace(program, people={**program.people, 'prabhat': person}))
    assert found['speakers/prabhat'][0]['mainEntity']['@type'] == 'Person'


def test_a_team_that_edits_a_volume_contributes_to_it(program: Program) -> None:
    volume = Proceedings(editors=(Credit(person='rose-yu'), Credit(person='tidal-collaboration')))
    edition = replace(program.editions['2019'], proceedings=volume)
    graph = graphs_of(replace(program, editions={'2019': edition}))['talks/2019/index']
    assert [one['name'] for one in graph[1]['editor']] == ['Rose Yu']
    assert [one['name'] for one in graph[1]['contributor']] == ['Tidal Collaboration']
    assert list(mistakes(graph)) == []


def test_no_text_can_end_the_script() -> None:
    written = as_script([{'name': '</script><!--<script>&\u2028'}])
    assert written.count('<') == 2
    assert json.loads(written.partition('>')[2].rpartition('<')[0])['@graph'] == [
        {'name': '</script><!--<script>&\u2028'}
    ]


# Where nobody knows the address


def test_where_nobody_knows_the_address_none_is_invented(homeless: Built) -> None:
    for page in ('index', 'talks/2019/jax-md', 'talks/2019/index', 'speakers/rose-yu'):
        head = Head(homeless, page)
        assert head.canonical == head.all('og:url') == head.all('og:image') == []
        assert head.one('og:title')
        assert head.one('twitter:card') == 'summary'
        assert head.all('citation_abstract_html_url') == []
    event = Head(homeless, 'talks/2019/jax-md').graph[0]
    assert event['@id'] == '#event'
    assert event['performer'] == [{'@id': '../../speakers/samuel-schoenholz.html#person'}]
    assert event['workFeatured']['author'][0]['url'] == '../../speakers/samuel-schoenholz.html'
    assert BASE not in json.dumps(event).replace('https://example.org/86.pdf', '')


def test_what_conf_py_leaves_out_has_no_address(site: Site) -> None:
    built = fill(site).build(html_baseurl=BASE, exclude_patterns=['speakers/**'])
    event = Head(built, 'talks/2019/jax-md').graph[0]
    assert event['performer'] == [
        {'@type': 'Person', 'name': 'Samuel Schoenholz', 'sameAs': 'https://orcid.org/0000-0002-1825-0097'}
    ]
    assert 'speakers/' not in json.dumps(Head(built, 'talks/2019/index').graph)


# Cards, canonical addresses, titles


@pytest.mark.parametrize(
    ('page', 'type', 'card'),
    [
        ('talks/2019/jax-md', 'article', 'talks/2019/jax-md.png'),
        ('talks/2019/index', 'website', 'talks/2019/index.png'),
        ('talks/2019/days/2019-12-14', 'website', 'talks/2019/index.png'),
        ('pages/about', 'website', 'talks/2020/index.png'),
        ('speakers/rose-yu', 'profile', 'talks/2019/index.png'),
        ('talks/keywords/jax', 'website', 'talks/2019/index.png'),
        ('talks/keywords/index', 'website', 'talks/2020/index.png'),
        ('index', 'website', 'talks/2020/index.png'),
    ],
)
def test_each_page_has_a_card(built: Built, page: str, type: str, card: str) -> None:
    head = Head(built, page)
    assert head.one('og:type') == type
    assert head.one('og:image') == f'{BASE}{card}'
    assert (head.one('og:image:width'), head.one('og:image:height')) == ('1200', '630')
    assert [head.one('og:url')] == head.canonical == [f'{BASE}{page}.html']
    assert head.one('og:description') == head.one('description')
    assert head.one('og:site_name') == 'Workshop on Testing'
    assert head.one('twitter:card') == 'summary_large_image'


WHEN_AND_WHERE = '14–15 December 2019 · Convention Centre, Vancouver'
ABOVE = 'Conference on Everything; Workshop on Testing 2019'
AT_THE_FOOT = f'Workshop on Testing 2019; {WHEN_AND_WHERE}; Conference on Everything'
OF_2019 = f'{ABOVE}; {WHEN_AND_WHERE}; Organized by Rose Yu.'
OF_2020 = 'Workshop on Testing 2020; Friday 11 December 2020 · Virtual (online).'
WHO = 'Samuel Schoenholz, Jan van der Berg Jr. and Prabhat'


@pytest.mark.parametrize(
    ('page', 'said'),
    [
        ('talks/2019/jax-md', f'Contributed talk; JAX, M.D.: β Dynamics; {WHO}; {AT_THE_FOOT}.'),
        ('talks/2019/p9', f'Retracted · Poster; Likelihood-free inference; Gilles Louppe; {AT_THE_FOOT}.'),
        ('talks/2019/index', OF_2019),
        ('talks/2019/days/2019-12-14', OF_2019),
        ('talks/keywords/jax', OF_2019),
        ('speakers/rose-yu', OF_2019),
        ('talks/index', OF_2020),
        ('pages/about', OF_2020),
        ('index', OF_2020),
    ],
)
def test_who_does_not_see_a_card_reads_what_is_on_it(built: Built, page: str, said: str) -> None:
    assert Head(built, page).one('og:image:alt') == said


def test_a_page_that_is_at_no_address_of_its_own_has_no_card(built: Built) -> None:
    head = Head(built, '404')
    assert head.canonical == head.all('og:url') == head.all('og:image') == []
    assert head.one('twitter:card') == 'summary'


def test_with_dirhtml_all_addresses_are_those_of_folders(site: Site) -> None:
    head = Head(fill(site).build('dirhtml', html_baseurl=BASE.rstrip('/')), 'talks/2019/jax-md/index')
    page = f'{BASE}talks/2019/jax-md/'
    assert head.canonical == [head.one('og:url')] == [head.one('citation_abstract_html_url')] == [page]
    assert head.graph[0]['@id'] == f'{page}#event'


@pytest.mark.parametrize(
    ('page', 'title'),
    [
        ('index', 'Workshop on Testing'),
        ('talks/index', 'Talks'),
        ('talks/2019/index', 'Workshop on Testing 2019'),
        ('talks/2019/jax-md', 'JAX, M.D.: β Dynamics'),
        ('talks/2019/p9', 'Retracted: Likelihood-free inference'),
        ('talks/2019/days/2019-12-14', 'Saturday 14 December 2019'),
        ('talks/2019/rooms/west-109', 'West 109, 2019'),
        ('talks/keywords/jax', 'JAX'),
        ('speakers/rose-yu', 'Rose Yu'),
        ('search', 'Search'),
        ('my-schedule', 'My schedule'),
    ],
)
def test_each_page_has_a_title_of_its_own_and_a_language(built: Built, page: str, title: str) -> None:
    head = Head(built, page)
    assert head.head.findtext('title') == f'{title} — WT'
    assert head.one('og:title') == title
    assert head.page.get('lang') == 'en'


def test_where_conf_py_names_another_extension_for_cards_that_writes_them(site: Site) -> None:
    site.write(
        'conf.py',
        f'{CONF}\nimport sys\nsys.path.insert(0, {str(site.folder)!r})\nextensions += ["sphinxext.opengraph"]\n',
    )
    site.write('sphinxext/opengraph.py', 'def setup(app):\n    return {"parallel_read_safe": True}\n')
    head = Head(site.build(html_baseurl=BASE), 'talks/2019/jax-md')
    assert head.all('og:title') == head.all('twitter:card') == []
    assert head.one('description')


def test_one_long_page_says_nothing_of_single_talks(site: Site) -> None:
    page = (site.build('singlehtml', html_baseurl=BASE).out / 'index.html').read_text(encoding='utf-8')
    assert not re.search('og:|citation_|ld.json', page)


# Rebuilding, and what it costs


def test_pages_are_written_again_where_only_machines_see_the_change(site: Site) -> None:
    fill(site).build(html_baseurl=BASE)
    site.edit('program/people.yml', '0000-0002-1825-0097', '0000-0001-5109-3700')
    built = site.build(html_baseurl=BASE)
    assert 'talks/2019/jax-md' not in built.read
    assert Head(built, 'talks/2019/jax-md').one('citation_author_orcid') == 'https://orcid.org/0000-0001-5109-3700'


def test_a_page_is_written_again_where_its_picture_shows_something_else(site: Site) -> None:
    fill(site).build(html_baseurl=BASE)
    site.edit('program/2019.yml', 'name: Convention Centre', 'name: Great Hall')
    built = site.build(html_baseurl=BASE)
    assert 'talks/keywords/jax' not in built.read
    assert 'Great Hall' in Head(built, 'talks/keywords/jax').one('og:image:alt')


def test_what_a_page_says_is_made_once_for_the_page_and_for_what_finds_stale_ones(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[str] = []

    def noted(graph: list[dict[str, Any]]) -> str:
        made.append(as_script(graph))
        return made[-1]

    monkeypatch.setattr('proceedings.metadata.head.as_script', noted)
    fill(site).build(html_baseurl=BASE)
    assert made
    assert len(made) == len(set(made))


def test_a_big_edition_says_little_of_each_talk(crowd: Program) -> None:
    (edition,) = crowd.editions.values()
    size = next(len(as_script(graph)) for document, graph in graphs(crowd) if document == f'talks/{edition.id}/index')
    assert size < 300 * len(edition.talks)
