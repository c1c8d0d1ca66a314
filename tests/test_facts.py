"""The program holds every fact of the sources that it was made from, and nothing that is not there.

The sources, one for each edition, are not part of this repository; where they are not at hand, these tests are
skipped. Each is compared twice: word by word with what the edition's YAML says, and by meaning with the program that
is loaded from it. What all editions have in common is tested for each; then comes what only one of them has.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import pytest
import yaml

from proceedings.load import Loaded, load
from proceedings.model import Edition
from proceedings.names import similar_names, slug
from proceedings.problems import Problems
from proceedings.program import Program
from proceedings.schema.entries import EditionFile, PeopleFile, PersonEntry, TalkEntry
from proceedings.source import parse

SITE = Path(__file__).parents[1]
SOURCES = Path(__file__).parents[2] / 'shared' / 'data'

SIZES = {
    '2019': {'schedule': 16, 'speakers': 12, 'organizers': 11, 'papers': 161, 'sponsors': 5, 'reviewers': 228},
    '2020': {'schedule': 17, 'speakers': 5, 'organizers': 13, 'papers': 155, 'sponsors': 1, 'reviewers': 218},
}
AUTHORS = {'2019': 681, '2020': 630}

POSTER_SESSIONS = {
    'Poster session (Morning)': 'morning-posters',
    'Poster session (Afternoon)': 'afternoon-posters',
}
DIGITAL = 'Digital acceptances'
"""Papers that were accepted, but presented in no session."""

CONTRIBUTED = {
    'turbulent-flow': 81,
    'jax-md': 86,
    'hamiltonian-graph-networks': 30,
    'symbolic-physics': 15,
    'open-collider-data': 3,
    'equivariant-hamiltonian-flows': 17,
}
INVITED = {
    '2019': (
        'causality-and-exoplanets',
        'first-picture-of-a-black-hole',
        'ml-for-chemistry',
        'near-term-quantum-computing',
        'solvable-models',
        'wide-deep-networks',
    ),
    '2020': (
        'dust-map',
        'protein-design',
        'variational-annealing',
        'gauge-field-theory',
        'computational-microscopy',
    ),
}
NO_VIDEO = '(please note updated poster with a typo corrected)'
"""What the source of 2020 has in the place of an address."""

only_2019 = pytest.mark.parametrize('year', ['2019'], indirect=True)
only_2020 = pytest.mark.parametrize('year', ['2020'], indirect=True)

pytestmark = pytest.mark.skipif(not SOURCES.exists(), reason=f'the facts to compare with are not here: {SOURCES}')


@pytest.fixture(scope='module', params=SIZES)
def year(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope='module')
def facts(year: str) -> dict[str, Any]:
    return _facts(year)


@pytest.fixture(scope='module')
def written(year: str) -> EditionFile:
    """What the YAML says, word by word."""
    return EditionFile.model_validate(_data(year))


@pytest.fixture(scope='module')
def people() -> tuple[PersonEntry, ...]:
    """What people.yml says, word by word."""
    return PeopleFile.model_validate(_data('people')).people


@pytest.fixture(scope='module')
def loaded() -> Loaded:
    return load(SITE)


@pytest.fixture(scope='module')
def program(loaded: Loaded) -> Program:
    return loaded.program


@pytest.fixture(scope='module')
def edition(year: str, program: Program) -> Edition:
    return program.editions[year]


@cache
def _facts(year: str) -> dict[str, Any]:
    data: dict[str, Any] = yaml.safe_load((SOURCES / f'ml4ps-{year}.yml').read_text(encoding='utf-8'))
    return data


def _data(stem: str) -> Any:
    problems = Problems()
    source = parse((SITE / 'program' / f'{stem}.yml').read_text(encoding='utf-8'), f'program/{stem}.yml', problems)
    assert source
    assert not problems.found
    return source.data()


def _papers(written: EditionFile) -> dict[int, TalkEntry]:
    return {talk.number: talk for talk in written.talks if talk.number is not None}


def _links(year: str, fact: dict[str, Any]) -> list[tuple[str, str]]:
    """The links of a paper; relative ones are seen from the home page of the edition."""
    home = f'https://ml4physicalsciences.github.io/{year}/'
    keys = {'paper': 'pdf', 'video': 'video', 'poster': 'poster'}
    return [(kind, urljoin(home, fact[key])) for kind, key in keys.items() if fact.get(key, NO_VIDEO) != NO_VIDEO]


def _numbers(program: Program, session: str) -> list[int | None]:
    """The numbers of the papers that *session* shows, in its order."""
    talks = (program.talks[f'{session.partition("/")[0]}/{slot.talk}'] for slot in program.sessions[session].slots)
    return [talk.number for talk in talks]


def _authors(year: str) -> set[str]:
    """The names of all authors, as they are spelled."""
    return {name for fact in _facts(year)['papers'] for name in fact['authors']}


def _person(program: Program, name: str) -> str:
    """The id of the person with *name* in one of its spellings."""
    (found,) = [p.id for p in program.people.values() if slug(name) in map(slug, (p.name, *p.aliases))]
    return found


# The event


def test_nothing_is_missing_in_the_source(year: str, facts: dict[str, Any]) -> None:
    assert {key: len(facts[key]) for key in SIZES[year]} == SIZES[year]
    assert len(_authors(year)) == AUTHORS[year]


def test_event(facts: dict[str, Any], written: EditionFile, program: Program) -> None:
    event, entry = facts['event'], written.edition
    assert entry.title == event['title'] == program.series.title
    assert program.series.short_title == event['short_title']
    assert str(entry.start) == event['date']
    assert entry.end is None
    assert entry.timezone.key == event['timezone']
    assert entry.url == event['url']
    assert list(entry.links.video) == event['videos']
    assert entry.part_of
    assert (entry.part_of.title, entry.part_of.url) == (event['conference'], event['conference_url'])


def test_venue(facts: dict[str, Any], written: EditionFile) -> None:
    event, venue = facts['event'], written.edition.venue
    assert venue
    assert (venue.name, venue.url) == (event['venue'], event.get('venue_url'))
    assert (venue.address, venue.city, venue.region, venue.country) == tuple(
        event.get(key) or '' for key in ('address', 'city', 'region', 'country')
    )


@only_2019
def test_one_room(facts: dict[str, Any], edition: Edition) -> None:
    room = edition.rooms[edition.room]
    assert (room.name, room.url) == (facts['event']['room'], facts['event']['room_url'])


@only_2020
def test_virtual_rooms(facts: dict[str, Any], written: EditionFile, edition: Edition) -> None:
    """One link of the page leads to one of the rooms, the other to the official schedule."""
    official, gather_town = (link['url'] for link in facts['event']['links'])
    assert list(written.edition.links) == [('web', official)]
    assert not edition.room
    assert {room.name: room.url for room in edition.rooms.values()} == {
        'SlidesLive/Zoom': '',
        'Gather Town': gather_town,
    }


@only_2019
def test_hours_are_those_of_the_page_at_neurips_cc(edition: Edition) -> None:
    page = (SOURCES / 'neurips-cc-2019-workshop-page.txt').read_text(encoding='utf-8')
    assert edition.opens
    assert edition.closes
    assert f'{edition.opens:%a %b %d %I:%M %p} -- {edition.closes:%I:%M %p} ({edition.opens:%Z})' in page


# People


def test_organizers(facts: dict[str, Any], written: EditionFile) -> None:
    assert [(o.name, o.role) for o in written.organizers] == [(o['name'], o['role']) for o in facts['organizers']]


@pytest.mark.parametrize('group', ['organizers', 'speakers'])
def test_affiliations_and_home_pages(facts: dict[str, Any], written: EditionFile, program: Program, group: str) -> None:
    for fact in facts[group]:
        assert written.affiliations[fact['name']] == fact['affiliation']
        assert program.people[_person(program, fact['name'])].url == fact['url']


def test_nobody_has_an_affiliation_that_the_source_does_not_give(facts: dict[str, Any], written: EditionFile) -> None:
    assert written.affiliations.keys() == {
        fact['name'] for group in ('organizers', 'speakers') for fact in facts[group]
    }


def test_every_speaker_gives_a_talk_of_the_kind_that_the_source_says(
    facts: dict[str, Any], program: Program, edition: Edition
) -> None:
    given = {(credit.person, talk.kind.id) for talk in edition.talks.values() for credit in talk.speakers}
    assert given == {(_person(program, fact['name']), fact['kind']) for fact in facts['speakers']}


@pytest.mark.parametrize(
    ('ref', 'person', 'affiliation'),
    [
        ('2019/ml-for-chemistry', 'alan-aspuru-guzik', 'University of Toronto'),
        ('2020/computational-microscopy', 'laura-waller', 'UC Berkeley'),
    ],
)
def test_affiliation_reaches_the_talks(program: Program, ref: str, person: str, affiliation: str) -> None:
    (speaker,) = program.talks[ref].speakers
    assert (speaker.person, speaker.affiliation) == (person, affiliation)


def test_sponsors(facts: dict[str, Any], written: EditionFile) -> None:
    assert [(s.name, s.url) for s in written.sponsors] == [(s['name'], s['url']) for s in facts['sponsors']]


def test_reviewers(facts: dict[str, Any], written: EditionFile, edition: Edition) -> None:
    assert [reviewer.name for reviewer in written.reviewers] == facts['reviewers']
    assert len({credit.person for credit in edition.reviewers}) == len(facts['reviewers'])


# People over the years


def test_1240_names_of_authors_are_1210_people(program: Program) -> None:
    """Merging makes one person of several spellings: of those that differ only in accents, capitals or hyphens (8 names
    less), and of those that people.yml joins (22 less). So more people than names are authors of both years."""
    names = {year: _authors(year) for year in AUTHORS}
    assert len(names['2019'] & names['2020']) == 71
    assert len(names['2019'] | names['2020']) == 1240
    people = {year: {_person(program, name) for name in names[year]} for year in AUTHORS}
    assert len(people['2019'] & people['2020']) == 92
    assert len(people['2019'] | people['2020']) == 1240 - 8 - 22


def test_every_alias_is_a_spelling_in_a_source(people: tuple[PersonEntry, ...]) -> None:
    spellings = _authors('2019') | _authors('2020')
    for year in SIZES:
        facts = _facts(year)
        spellings |= {*facts['reviewers'], *(fact['name'] for fact in facts['organizers'] + facts['speakers'])}
    assert {alias for entry in people for alias in entry.aliases} - spellings == set()


def test_nobody_is_one_with_a_co_author(facts: dict[str, Any], program: Program) -> None:
    for fact in facts['papers']:
        assert len({_person(program, name) for name in fact['authors']}) == len(set(fact['authors'])), fact['number']


def test_no_two_names_are_left_that_look_like_one_person(program: Program, people: tuple[PersonEntry, ...]) -> None:
    apart = {frozenset(map(slug, (entry.name, other))) for entry in people for other in entry.distinct_from}
    names = [person.name for person in program.people.values()]
    assert [pair for pair in similar_names(names) if frozenset(map(slug, pair)) not in apart] == []


# The schedule


def test_rows(facts: dict[str, Any], edition: Edition) -> None:
    assert [(f'{s.start:%H:%M}', f'{s.end:%H:%M}', s.kind.id, s.title) for s in edition.sessions] == [
        (row['start'], row['end'], row['kind'], row['label']) for row in facts['schedule']
    ]


def test_talks_in_rows(facts: dict[str, Any], written: EditionFile) -> None:
    """A row for the questions has the talk, too: its title is not repeated in the source, but its speaker is."""
    talks = {talk.id: talk for talk in written.talks}
    for row, fact in zip(written.schedule, facts['schedule'], strict=True):
        assert bool(row.talk) == ('speakers' in fact)
        if row.talk:
            assert talks[row.talk].title == fact.get('title', talks[row.talk].title)
            assert [speaker.name for speaker in talks[row.talk].speakers] == fact['speakers']


@only_2019
def test_every_row_with_a_talk_is_in_the_room_and_lunch_is_not(edition: Edition) -> None:
    assert all(session.rooms == (edition.room,) for session in edition.sessions if session.slots)
    assert {session.rooms for session in edition.sessions if session.kind.id == 'lunch'} == {()}


@only_2020
def test_every_row_is_in_its_virtual_room_and_its_session(facts: dict[str, Any], edition: Edition) -> None:
    rows = [
        ([edition.rooms[room].name for room in session.rooms], edition.tracks[session.track].name)
        for session in edition.sessions
    ]
    assert rows == [([row['room']], row['session']) for row in facts['schedule']]


@only_2020
def test_questions_follow_their_talk(program: Program, edition: Edition) -> None:
    for id in INVITED['2020']:
        talk, questions = [program.sessions[f'2020/{slot.session}'] for slot in program.slots[f'2020/{id}']]
        assert (talk.kind.id, questions.kind.id) == ('invited', 'qa')
        assert talk.end == questions.start


# Talks and papers


def test_ids(year: str, edition: Edition) -> None:
    contributed = CONTRIBUTED if year == '2019' else {}
    others = set(range(1, SIZES[year]['papers'] + 1)) - set(contributed.values())
    assert edition.talks.keys() == {*INVITED[year], *contributed, *(f'p{number}' for number in others)}
    assert len(edition.talks) == len(INVITED[year]) + SIZES[year]['papers']


def test_papers(year: str, facts: dict[str, Any], written: EditionFile) -> None:
    """Whoever is named twice on a paper is there once, in the first place."""
    papers = _papers(written)
    assert len(papers) == len(facts['papers'])
    for fact in facts['papers']:
        paper = papers[fact['number']]
        assert paper.title == fact['title']
        assert [author.name for author in paper.authors] == list(dict.fromkeys(fact['authors']))
        assert sorted(paper.links) == sorted(_links(year, fact))


def test_all_authors_are_somebody(year: str, program: Program, edition: Edition) -> None:
    authors = {credit.person for talk in edition.talks.values() for credit in talk.authors}
    assert authors == {_person(program, name) for name in _authors(year)}


@only_2019
def test_papers_are_in_their_poster_session_or_in_none(facts: dict[str, Any], program: Program) -> None:
    sizes = []
    for label, id in POSTER_SESSIONS.items():
        numbers = _numbers(program, f'2019/{id}')
        assert numbers == [fact['number'] for fact in facts['papers'] if fact['session'] == label]
        sizes.append(len(numbers))
    assert sizes == [45, 46]


@only_2020
@pytest.mark.parametrize('id', ['session-1-posters', 'session-2-posters'])
def test_both_poster_sessions_have_all_papers(facts: dict[str, Any], program: Program, id: str) -> None:
    """The source does not say which paper is in which."""
    assert _numbers(program, f'2020/{id}') == [fact['number'] for fact in facts['papers']]


@only_2019
def test_kinds(facts: dict[str, Any], edition: Edition) -> None:
    numbers = {fact['number'] for fact in facts['papers'] if fact['session'] == DIGITAL}
    assert len(numbers) == 70
    for talk in edition.talks.values():
        presented = 'contributed' if talk.id in CONTRIBUTED else 'poster'
        expected = 'invited' if talk.id in INVITED['2019'] else 'digital' if talk.number in numbers else presented
        assert talk.kind.id == expected, talk.id


@only_2020
def test_what_is_no_invited_talk_is_a_poster(edition: Edition) -> None:
    assert {talk.id for talk in edition.talks.values() if talk.kind.id == 'invited'} == set(INVITED['2020'])
    assert {talk.kind.id for talk in edition.talks.values() if talk.number} == {'poster'}


@only_2020
def test_only_what_is_broken_at_its_source_is_left_out(facts: dict[str, Any], written: EditionFile) -> None:
    papers = _papers(written)
    shorter = [p['number'] for p in facts['papers'] if len(papers[p['number']].authors) < len(p['authors'])]
    unseen = [p['number'] for p in facts['papers'] if 'video' in p and not papers[p['number']].links.video]
    assert (shorter, unseen) == ([57], [28])


@pytest.mark.parametrize(('id', 'number'), CONTRIBUTED.items())
def test_a_contributed_talk_is_a_paper_with_two_slots(program: Program, id: str, number: int) -> None:
    talk = program.talks[f'2019/{id}']
    assert talk.number == number
    assert {credit.person for credit in talk.speakers} < {credit.person for credit in talk.authors}
    kinds = [program.sessions[f'2019/{slot.session}'].kind.id for slot in program.slots[talk.ref]]
    assert sorted(kinds) == ['contributed', 'poster']


# As a whole


def test_nothing_is_wrong(loaded: Loaded) -> None:
    """Only that digital acceptances are in no session may be worth a notice."""
    assert [str(problem) for problem in loaded.problems if problem.subtype != 'unscheduled'] == []
    unscheduled = {ref for ref in loaded.program.talks if ref not in loaded.program.slots}
    assert {loaded.program.talks[ref].kind.id for ref in unscheduled} == {'digital'}


@pytest.mark.parametrize('id', [*INVITED['2019'], *CONTRIBUTED])
def test_summaries_are_marked_as_the_editors(program: Program, id: str) -> None:
    talk = program.talks[f'2019/{id}']
    assert talk.editors_summary
    assert 3 <= len(talk.keywords) <= 5
