"""Related talks: which they are, and what a change of one reads again."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from datetime import UTC, date, datetime
from random import Random

import pytest

import proceedings.kept_related
import proceedings.related
from conftest import ROOT, Site
from proceedings.load import load
from proceedings.model import Credit, Edition, Session, Slot, Talk
from proceedings.related import Related, look, related_talks, subjects_of
from proceedings.vocabulary import KINDS, Status

NOW = datetime(2020, 1, 1, tzinfo=UTC)


def talk(id: str, title: str = '', *people: str, edition: str = '2020', **more: object) -> Talk:
    authors = tuple(Credit(person=person) for person in people)
    made = Talk(id=id, edition=edition, kind=KINDS['poster'], title=title or f'About {id}', authors=authors)
    return replace(made, **more)  # type: ignore[arg-type]


def edition(*talks: Talk, sessions: tuple[Session, ...] = ()) -> Edition:
    day = date(2020, 1, 1)
    by_id = {one.id: one for one in talks}
    return Edition(id=talks[0].edition, title='', start=day, end=day, timezone='UTC', talks=by_id, sessions=sessions)


def session(id: str, *talks: str, kind: str = 'session') -> Session:
    """One in which talks follow each other, but for those of posters."""
    starts = [NOW if kind == 'poster' else NOW.replace(minute=minute) for minute in range(len(talks))]
    slots = tuple(
        Slot(talk=talk, session=id, start=start, end=NOW.replace(hour=1))
        for talk, start in zip(talks, starts, strict=True)
    )
    return Session(
        id=id,
        edition='2020',
        kind=KINDS[kind],
        title=id,
        day=NOW.date(),
        start=NOW,
        end=NOW.replace(hour=1),
        slots=slots,
    )


def related(ref: str, *editions: Edition) -> list[str]:
    return [found.talk for found in related_talks(editions)[ref]]


def test_talks_of_one_person_are_related_whichever_edition_they_are_in() -> None:
    now, then = edition(talk('a', '', 'x', 'y'), talk('b', '', 'z')), edition(talk('c', '', 'y', edition='2019'))
    assert related_talks([now, then]) == {
        '2020/a': (Related('2019/c', ('y',)),),
        '2020/b': (),
        '2019/c': (Related('2020/a', ('y',)),),
    }


def test_whom_few_talks_have_counts_more_than_whom_many_have() -> None:
    many = [talk(f'm{number}', '', 'busy') for number in range(10)]
    assert related('2020/a', edition(*many, talk('a', '', 'busy', 'rare'), talk('z', '', 'rare')))[0] == '2020/z'


def test_nobody_is_shown_more_than_five() -> None:
    assert len(related('2020/t0', edition(*(talk(f't{number}', '', 'x') for number in range(9))))) == 5


def test_a_keyword_or_a_session_of_very_many_talks_relates_nobody() -> None:
    talks = [talk(f't{number}', keywords=('physics',)) for number in range(500)]
    assert related('2020/t0', edition(*talks, sessions=(session('s', *(one.id for one in talks[:30])),))) == []


@pytest.mark.parametrize('count', [33, 34, 500])
def test_a_person_relates_talks_however_many_they_have_and_those_near_each_other_of_very_many(count: int) -> None:
    years = [edition(talk('a', '', 'x', edition=str(year))) for year in range(3000, 3000 - count, -1)]
    found = {int(ref[:4]): [int(one.talk[:4]) for one in others] for ref, others in related_talks(years).items()}
    assert {len(others) for others in found.values()} == {5}
    assert max(abs(year - other) for year, others in found.items() for other in others) <= 32


def test_whom_two_talks_far_from_each_other_have_besides_somebody_with_very_many_still_relates_them() -> None:
    talks = [talk(f't{number}', '', 'x', *(['y'] if number in (0, 99) else [])) for number in range(100)]
    assert related_talks([edition(*talks)])['2020/t0'][0] == Related('2020/t99', ('x', 'y'))


def test_one_more_talk_of_somebody_with_very_many_changes_what_is_related_to_those_around_it() -> None:
    talks = [talk(f't{number}', '', 'x') for number in range(200)]
    before = related_talks([edition(*talks)])
    after = related_talks([edition(*talks[:100], talk('new', '', 'x'), *talks[100:])])
    assert sum(after[ref] != found for ref, found in before.items()) <= 33


@pytest.mark.parametrize(
    ('one', 'other', 'is_related'),
    [
        ('Anomaly detection in jets', 'Detecting nothing: an anomaly detection', True),
        ('Strong Gravitational Waves', 'A gravitational wave', True),
        ('Théorie des Ondes Sismiques', 'Ondes sismiques', True),
        ('Learning $\\beta$ decays', 'Decay and $\\beta$', False),
        ('An Adaptive Mesh', 'Adaptive Control', False),
        ('Turbulence', 'On Turbulence', False),
        ('Deep Neural Networks for Machine Learning', 'Machine Learning with Deep Neural Networks', False),
        ('Towards a New Method for the Problem', 'A New Method Towards the Problem', False),
    ],
)
def test_words_of_titles_relate_talks_if_they_tell_the_subject(one: str, other: str, is_related: bool) -> None:
    assert bool(related('2020/a', edition(talk('a', one), talk('b', other)))) is is_related


def test_a_keyword_relates_talks_in_any_spelling_and_with_the_words_of_a_title() -> None:
    talks = talk('a', keywords=('Optimal Transport',)), talk('b', keywords=('optimal-transport',))
    assert related('2020/a', edition(*talks, talk('c', 'Computing optimal transports'))) == ['2020/b', '2020/c']


def test_small_sessions_and_tracks_relate_talks_and_posters_side_by_side_do_not() -> None:
    talks = [talk(id, track='t' if id in 'ab' else '') for id in 'abcdef']
    sessions = session('s', 'c', 'd'), session('posters', 'e', 'f', kind='poster')
    found = related_talks([edition(*talks, sessions=sessions)])
    assert {ref: [one.talk for one in others] for ref, others in found.items()} == {
        '2020/a': ['2020/b'],
        '2020/b': ['2020/a'],
        '2020/c': ['2020/d'],
        '2020/d': ['2020/c'],
        '2020/e': [],
        '2020/f': [],
    }


def test_what_no_longer_stands_is_related_to_nothing() -> None:
    gone = talk('b', '', 'x', status=Status.WITHDRAWN, replaced_by='2020/a')
    assert related_talks([edition(talk('a', '', 'x'), gone)]) == {'2020/a': ()}


def test_of_talks_as_near_the_first_of_the_newest_edition_comes_first() -> None:
    then = edition(*(talk(id, '', 'x', edition='2019') for id in 'abc'))
    assert related('2020/z', edition(talk('z', '', 'x'), talk('y', '', 'x')), then) == [
        '2020/y',
        '2019/a',
        '2019/b',
        '2019/c',
    ]


def test_related_talks_do_not_depend_on_the_hash_seed() -> None:
    code = (
        'from pathlib import Path; from proceedings.load import load; from proceedings.related import related_talks\n'
        f'print(related_talks(load(Path({str(ROOT)!r})).program.editions.values()))'
    )
    outputs = {
        subprocess.run(
            [sys.executable, '-c', code], env={'PYTHONHASHSEED': seed}, capture_output=True, check=True
        ).stdout
        for seed in ('1', '2')
    }
    assert len(outputs) == 1


def test_a_program_of_thousands_is_compared() -> None:
    """5,000 talks of 20,000 people, with a session of 3,000 posters, and somebody and a keyword on very many."""
    dice = Random(1)
    syllables = ['ka', 'lo', 'mi', 'nu', 'pe', 'ra', 'so', 'tu', 'vi', 'zo']

    def word(most: int) -> str:
        number = int(most ** dice.random())  # few words are in many titles, and many in few
        return 'qu' + ''.join(syllables[int(digit)] for digit in str(number))

    talks = [
        talk(
            f't{number}',
            ' '.join(word(6000) for _ in range(9)),
            *(f'p{dice.randrange(20_000)}' for _ in range(6)),
            *(['boss'] if number % 10 == 0 else []),
            keywords=(*(word(4000) for _ in range(4)), 'machine learning'),
        )
        for number in range(5000)
    ]
    whole = edition(*talks, sessions=(session('s', *(one.id for one in talks[:3000]), kind='poster'),))
    found = related_talks([whole])
    assert sum(map(bool, found.values())) > 4000


def test_a_new_title_changes_what_is_related_to_few_talks_of_the_real_editions() -> None:
    editions = list(load(ROOT).program.editions.values())
    before = related_talks(editions)
    changed = []
    for ref in ('2019/jax-md', '2019/p9', '2020/p55', '2020/p100'):
        of, id = ref.split('/')
        after = related_talks(
            replace(one, talks={**one.talks, id: replace(one.talks[id], title='Black hole mergers and dark matter')})
            if one.id == of
            else one
            for one in editions
        )
        changed.append(sum(found != after[talk] for talk, found in before.items() if talk != ref))
    assert max(changed) <= 30, changed


def test_a_talk_shows_its_related_talks_without_their_being_found_there(site: Site) -> None:
    site.write(
        'program/2018.yml',
        """
        edition: {start: 2018-12-08, timezone: UTC}
        talks:
        - {id: flows, title: Flows, authors: [Rose Yu, Ada Lovelace], kind: poster}
        - {id: likelihood, title: More likelihood-free inference, authors: [A. B, C. D, E. F, G. H]}
        - {id: anonymous, title: Still more likelihood-free inference}
        """,
    )
    built = site.build()
    assert built.warnings == []
    text, page = built.text('talks/2019/p9'), built.page('talks/2019/p9')
    assert (
        'Related talks Flows Poster 2018, also by Rose Yu '
        'More likelihood-free inference Contributed talk 2018 A. B, C. D and 2 more '
        'Still more likelihood-free inference Contributed talk 2018 Before and after' in text
    )
    assert '<section class="no-search" id="related">' in page
    assert 'href="../2018/flows.html"' in page
    assert 'Related talks' not in built.text('talks/2019/causality')


def test_a_new_title_reads_the_talks_that_show_it(site: Site) -> None:
    site.edit('program/2019.yml', 'authors: [Samuel', 'authors: [Rose Yu, Samuel')
    site.build()
    site.edit('program/2019.yml', 'Likelihood-free inference', 'Another title')
    read = site.build().read
    assert {'talks/2019/jax-md', 'talks/2019/p9'} <= set(read)
    assert 'talks/2019/causality' not in read


# From one build to the next


@pytest.fixture
def looked(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """For how many talks somebody has looked what is related, each time."""
    looked: list[int] = []
    look = proceedings.kept_related.look
    monkeypatch.setattr(
        proceedings.kept_related, 'look', lambda given, last: looked.append(len(given)) or look(given, last)
    )
    return looked


def test_what_is_related_is_looked_for_once_until_something_of_it_is_another(site: Site, looked: list[int]) -> None:
    site.build()
    assert looked == [3]
    site.write('talks/2019/p9.md', 'We infer.\n')
    site.build()
    site.edit('program/2019.yml', '09:20-09:40, title: Coffee', '09:25-09:40, title: Coffee')
    site.build()
    assert looked == [3]
    site.edit('program/2019.yml', 'Causality and Exoplanets', 'Exoplanets')
    site.build()
    assert looked == [3, 3]


@pytest.mark.parametrize('seed', range(12))
def test_what_is_looked_for_again_around_what_is_another_is_what_all_would_be(seed: int) -> None:
    random = Random(seed)
    words = ['graph', 'lattice', 'plasma', 'jet', 'quark', 'lens', 'halo', 'symmetry', 'the']

    def some(of: list[str], most: int) -> list[str]:
        return random.sample(of, random.randint(0, most))

    def drawn(number: int) -> Talk:
        people, keywords = some([f'p{one}' for one in range(9)], 3), tuple(some(words[:3], 2))
        return talk(f't{number}', ' '.join(some(words, 4)), *people, keywords=keywords)

    talks = [drawn(number) for number in range(60)]
    found = look(subjects_of([edition(*talks)]))
    for _ in range(8):
        for number in random.sample(range(len(talks)), random.choice([0, 1, 1, 2])):
            talks[number] = drawn(number)
        talks = talks[:-1] if random.random() < 0.2 else talks
        groups = [session(f's{at}', *(one.id for one in talks[at : at + random.randint(1, 4)])) for at in (0, 9)]
        subjects = subjects_of([edition(*talks, sessions=tuple(groups))])
        found = look(subjects, found)
        assert found == look(subjects)


def test_only_talks_around_another_title_are_looked_at_again(monkeypatch: pytest.MonkeyPatch) -> None:
    talks = [talk(f't{number}', f'{"abcdefghijklmnopqrst"[number // 2] * 4} physics') for number in range(40)]
    found = look(subjects_of([edition(*talks)]))
    looked: list[int] = []
    closest = proceedings.related._closest
    monkeypatch.setattr(
        proceedings.related, '_closest', lambda number, *rest: looked.append(number) or closest(number, *rest)
    )
    talks[6] = replace(talks[6], title='jjjj physics')
    again = look(subjects_of([edition(*talks)]), found).related
    assert sorted(looked) == [6, 7, 18, 19]
    assert (again['2020/t7'], [one.talk for one in again['2020/t19']]) == ((), ['2020/t6', '2020/t18'])


@pytest.mark.parametrize('note', [b'', b'\xff', b'N.'])
def test_a_note_of_what_is_related_may_be_broken(site: Site, looked: list[int], note: bytes) -> None:
    site.build()
    (site.folder.parent / '_build/doctrees/related.pickle').write_bytes(note)
    site.write('talks/2019/p9.md', 'We infer.\n')
    assert site.build().warnings == []
    assert looked == [3, 3]


def test_what_is_nearly_the_same_is_not_noted_again(
    site: Site, looked: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    site.build()
    note = site.folder.parent / '_build/doctrees/related.pickle'
    noted = note.read_bytes()
    site.edit('program/2019.yml', 'Causality and Exoplanets', 'Exoplanets')
    site.build()
    assert (note.read_bytes(), looked) == (noted, [3, 3])
    monkeypatch.setattr(proceedings.kept_related, 'FEW', 0)
    site.edit('program/2019.yml', 'title: Exoplanets', 'title: Causes')
    site.build()
    assert (note.read_bytes() != noted, looked) == (True, [3, 3, 3])
