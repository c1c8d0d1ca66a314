"""The program of 2019 holds every fact of the source that it was made from, and nothing that is not there.

The source is not part of this repository; where it is not at hand, these tests are skipped. It is compared
twice: word by word with what `program/2019.yml` says, and by meaning with the program that is loaded from it.
"""

from __future__ import annotations

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
from proceedings.schema.entries import EditionFile, PeopleFile, TalkEntry
from proceedings.source import parse

SITE = Path(__file__).parents[1]
SOURCE = Path(__file__).parents[2] / 'shared' / 'data' / 'ml4ps-2019.yml'
HOME = 'https://ml4physicalsciences.github.io/2019/'

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
INVITED = (
    'causality-and-exoplanets',
    'first-picture-of-a-black-hole',
    'ml-for-chemistry',
    'near-term-quantum-computing',
    'solvable-models',
    'wide-deep-networks',
)

pytestmark = pytest.mark.skipif(not SOURCE.exists(), reason=f'the facts to compare with are not here: {SOURCE}')


@pytest.fixture(scope='module')
def facts() -> dict[str, Any]:
    data: dict[str, Any] = yaml.safe_load(SOURCE.read_text(encoding='utf-8'))
    return data


@pytest.fixture(scope='module')
def written() -> EditionFile:
    """What the YAML says, word by word."""
    return EditionFile.model_validate(_data('2019'))


@pytest.fixture(scope='module')
def loaded() -> Loaded:
    return load(SITE)


@pytest.fixture(scope='module')
def program(loaded: Loaded) -> Program:
    return loaded.program


@pytest.fixture(scope='module')
def edition(program: Program) -> Edition:
    return program.editions['2019']


def _data(stem: str) -> Any:
    problems = Problems()
    source = parse((SITE / 'program' / f'{stem}.yml').read_text(encoding='utf-8'), f'program/{stem}.yml', problems)
    assert source
    assert not problems.found
    return source.data()


def _papers(written: EditionFile) -> dict[int, TalkEntry]:
    return {talk.number: talk for talk in written.talks if talk.number is not None}


def _person(program: Program, name: str) -> str:
    """The id of the person with *name* in one of its spellings."""
    (found,) = [p.id for p in program.people.values() if slug(name) in map(slug, (p.name, *p.aliases))]
    return found


# The event


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


def test_venue_and_room(facts: dict[str, Any], written: EditionFile, edition: Edition) -> None:
    event, venue = facts['event'], written.edition.venue
    assert venue
    assert (venue.name, venue.url) == (event['venue'], event['venue_url'])
    assert (venue.address, venue.city, venue.region, venue.country) == tuple(
        event[key] for key in ('address', 'city', 'region', 'country')
    )
    room = edition.rooms[edition.room]
    assert (room.name, room.url) == (event['room'], event['room_url'])


def test_hours_are_those_of_the_page_at_neurips_cc(edition: Edition) -> None:
    page = (SOURCE.parent / 'neurips-cc-2019-workshop-page.txt').read_text(encoding='utf-8')
    assert edition.opens
    assert edition.closes
    assert f'{edition.opens:%a %b %d %I:%M %p} -- {edition.closes:%I:%M %p} ({edition.opens:%Z})' in page


# People


def test_organizers(facts: dict[str, Any], written: EditionFile) -> None:
    assert len(written.organizers) == 11
    assert [(o.name, o.role) for o in written.organizers] == [(o['name'], o['role']) for o in facts['organizers']]


@pytest.mark.parametrize(('group', 'size'), [('organizers', 11), ('speakers', 12)])
def test_affiliations_and_home_pages(
    facts: dict[str, Any], written: EditionFile, program: Program, group: str, size: int
) -> None:
    assert len(facts[group]) == size
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


def test_affiliation_reaches_the_talks(edition: Edition) -> None:
    (speaker,) = edition.talks['ml-for-chemistry'].speakers
    assert (speaker.person, speaker.affiliation) == ('alan-aspuru-guzik', 'University of Toronto')


def test_sponsors(facts: dict[str, Any], written: EditionFile) -> None:
    assert len(written.sponsors) == 5
    assert [(s.name, s.url) for s in written.sponsors] == [(s['name'], s['url']) for s in facts['sponsors']]


def test_reviewers(facts: dict[str, Any], written: EditionFile, edition: Edition) -> None:
    assert len(written.reviewers) == len(edition.reviewers) == 228
    assert [reviewer.name for reviewer in written.reviewers] == facts['reviewers']


def test_no_two_names_are_left_that_look_like_one_person(program: Program) -> None:
    entries = PeopleFile.model_validate(_data('people')).people
    apart = {frozenset(map(slug, (entry.name, other))) for entry in entries for other in entry.distinct_from}
    names = [person.name for person in program.people.values()]
    assert [pair for pair in similar_names(names) if frozenset(map(slug, pair)) not in apart] == []


# The schedule


def test_rows(facts: dict[str, Any], edition: Edition) -> None:
    assert len(edition.sessions) == 16
    assert [(f'{s.start:%H:%M}', f'{s.end:%H:%M}', s.kind.id, s.title) for s in edition.sessions] == [
        (row['start'], row['end'], row['kind'], row['label']) for row in facts['schedule']
    ]


def test_talks_in_rows(facts: dict[str, Any], written: EditionFile) -> None:
    talks = {talk.id: talk for talk in written.talks}
    for row, fact in zip(written.schedule, facts['schedule'], strict=True):
        assert bool(row.talk) == ('title' in fact)
        if row.talk:
            assert talks[row.talk].title == fact['title']
            assert [speaker.name for speaker in talks[row.talk].speakers] == fact['speakers']


def test_every_row_with_a_talk_is_in_the_room_and_lunch_is_not(edition: Edition) -> None:
    assert all(session.rooms == (edition.room,) for session in edition.sessions if session.slots)
    assert {session.rooms for session in edition.sessions if session.kind.id == 'lunch'} == {()}


# Talks and papers


def test_ids(edition: Edition) -> None:
    others = set(range(1, 162)) - set(CONTRIBUTED.values())
    assert edition.talks.keys() == {*INVITED, *CONTRIBUTED, *(f'p{number}' for number in others)}
    assert len(edition.talks) == 167


def test_papers(facts: dict[str, Any], written: EditionFile) -> None:
    papers = _papers(written)
    assert len(papers) == len(facts['papers']) == 161
    for fact in facts['papers']:
        paper = papers[fact['number']]
        assert paper.title == fact['title']
        assert [author.name for author in paper.authors] == fact['authors']
        assert list(paper.links) == [('paper', urljoin(HOME, fact['pdf']))]


def test_all_681_authors_are_somebody(facts: dict[str, Any], program: Program, edition: Edition) -> None:
    names = {name for fact in facts['papers'] for name in fact['authors']}
    assert len(names) == 681
    authors = {credit.person for talk in edition.talks.values() for credit in talk.authors}
    assert authors == {_person(program, name) for name in names}


def test_papers_are_in_their_poster_session_or_in_none(facts: dict[str, Any], program: Program) -> None:
    sizes = []
    for label, id in POSTER_SESSIONS.items():
        session = program.sessions[f'2019/{id}']
        talks = [program.talks[f'2019/{slot.talk}'] for slot in session.slots]
        assert [talk.number for talk in talks] == [
            fact['number'] for fact in facts['papers'] if fact['session'] == label
        ]
        sizes.append(len(talks))
    assert sizes == [45, 46]


def test_kinds(facts: dict[str, Any], edition: Edition) -> None:
    numbers = {fact['number'] for fact in facts['papers'] if fact['session'] == DIGITAL}
    assert len(numbers) == 70
    for talk in edition.talks.values():
        presented = 'contributed' if talk.id in CONTRIBUTED else 'poster'
        expected = 'invited' if talk.id in INVITED else 'digital' if talk.number in numbers else presented
        assert talk.kind.id == expected, talk.id


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
    unscheduled = {ref for ref in loaded.program.talks if ref not in loaded.program.slots and ref.startswith('2019/')}
    assert {loaded.program.talks[ref].kind.id for ref in unscheduled} == {'digital'}


@pytest.mark.parametrize('id', [*INVITED, *CONTRIBUTED])
def test_summaries_are_marked_as_the_editors(program: Program, id: str) -> None:
    talk = program.talks[f'2019/{id}']
    assert talk.editors_summary
    assert 3 <= len(talk.keywords) <= 5
