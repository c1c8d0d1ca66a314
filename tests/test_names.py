"""Names of people: folded, as ids, sorted, and when two look like one person."""

from __future__ import annotations

from typing import Any

import pytest

from proceedings import names
from proceedings.names import NameParts


@pytest.mark.parametrize(
    ('text', 'folded'),
    [
        ('Bernhard Schölkopf', 'bernhard scholkopf'),
        ('Atılım Güneş Baydin', 'atilim gunes baydin'),
        ('Mikołaj Bińkowski', 'mikolaj binkowski'),
        ('Søren Æbeltoft', 'soren aebeltoft'),
        ('STRAẞE', 'strasse'),
        ('İzmir', 'izmir'),
        ('Scho\u0308lkopf', 'scholkopf'),
        ('ﬁeld ２', 'field 2'),
        ('プログラム', 'プログラム'),
        ('हिन्दी', 'हिन्दी'),
        ('ไทย ที่', 'ไทย ที่'),
    ],
)
def test_accents_go_and_letters_of_other_scripts_stay(text: str, folded: str) -> None:
    assert names.fold(text) == folded


@pytest.mark.parametrize(
    ('text', 'id'),
    [
        ('Bernhard Schölkopf', 'bernhard-scholkopf'),
        ('P.K. Li', 'p-k-li'),
        ("Conor O'Brien", 'conor-o-brien'),
        ('  Jean–Luc  Picard, Jr. ', 'jean-luc-picard-jr'),
        ('snake_case', 'snake-case'),
        ('../conf', 'conf'),
        ('王伟', '王伟'),
        ('हिन्दी', 'हिन्दी'),
        ('葛\U000e0100城', '葛城'),
        ('???', ''),
        ('', ''),
    ],
)
def test_an_id_is_the_folded_name_with_hyphens(text: str, id: str) -> None:
    assert names.slug(text) == id


def test_names_that_differ_in_a_vowel_sign_are_two_ids() -> None:
    """The signs are marks, not letters, to Unicode; dropping them would make one person of two."""
    assert names.slug('राम') != names.slug('रमा')


@pytest.mark.parametrize(
    ('name', 'sorted_as'),
    [
        ('Samuel Schoenholz', 'Schoenholz, Samuel'),
        ('Evert van Nieuwenburg', 'van Nieuwenburg, Evert'),
        ('Juan de la Cruz', 'de la Cruz, Juan'),
        ('Van Morrison', 'Morrison, Van'),
        ('Martin King Jr.', 'King Jr., Martin'),
        ('Louis Capet IV', 'Capet IV, Louis'),
        ('Prabhat', 'Prabhat'),
        ('van', 'van'),
        ('Jr.', 'Jr.'),
        ('', ''),
    ],
)
def test_the_family_name_comes_first(name: str, sorted_as: str) -> None:
    assert names.sort_name(name) == sorted_as


@pytest.mark.parametrize(
    ('name', 'family', 'sorted_as'),
    [
        ('王雨桐', '王', '王, 雨桐'),
        ('Wang Yutong', 'Wang', 'Wang, Yutong'),
        ('Gabriel García Márquez', 'García Márquez', 'García Márquez, Gabriel'),
        ('Team Ocean', 'Team Ocean', 'Team Ocean'),
    ],
)
def test_a_family_name_may_be_said(name: str, family: str, sorted_as: str) -> None:
    assert names.sort_name(name, family) == sorted_as


@pytest.mark.parametrize(
    ('one', 'other', 'better'),
    [
        ('Bernhard Scholkopf', 'Bernhard Schölkopf', 'Bernhard Schölkopf'),
        ('bernhard schölkopf', 'Bernhard Schölkopf', 'Bernhard Schölkopf'),
        ('ROSE YU', 'Rose Yu', 'Rose Yu'),
        ('Rose Yu', 'Rose-Yu', 'Rose Yu'),
    ],
)
def test_the_better_spelling_has_more_accents_then_more_capitals(one: str, other: str, better: str) -> None:
    assert names.better_spelling(one, other) == better


@pytest.mark.parametrize(
    ('one', 'other'),
    [
        ('Roger Melko', 'Roger G Melko'),
        ('Roger G. Melko', 'R. Melko'),
        ('Phil Harris', 'Philip Harris'),
        ('Jan Herrmann', 'Jan Hermann'),
        ('Samuel Schoenholz', 'Samuel Schoenhols'),
        ('Jean-Luc Picard', 'Jean Picard'),
        ('Ana Lopez', 'Ana Lopez Diaz'),
        ('Ana Lopez', 'Ana Lopez-Diaz'),
        ('Ana Diaz', 'Ana Lopez-Diaz'),
        ('A. Lopez', 'Ana María Lopez Diaz'),
        ('Martin King', 'Martin King, Jr.'),
        ('Wang Yutong', 'Yutong Wang'),
        ('Yu Tong Wang', 'Yutong Wang'),
        ('Yu-Tong Wang', 'Yutong Wang'),
        ('Munoz- Jaramillo Andres', 'Andrés Muñoz-Jaramillo'),
        ('P. K. Li', 'PK Li'),
    ],
)
def test_names_that_look_like_one_person(one: str, other: str) -> None:
    assert list(names.similar_names([other, one])) == [tuple(sorted((one, other)))]


@pytest.mark.parametrize(
    ('one', 'other'),
    [
        ('Roger G Melko', 'Roger H Melko'),
        ('Rose Yu', 'Wei Yu'),
        ('Ann Harris', 'Anne-Marie Jones'),
        ('Li Wei', 'Li Wen'),
        ('James Li', 'James Bi'),
        ('Al Smith', 'Alan Smith'),
        ('Prabhat', 'Prabhat Kumar'),
        ('Rose Yu', 'Rose Yu'),
        ('Ana Lopez-Diaz', 'Ana Lopez-Garcia'),
        ('Ana Lopez Diaz', 'Ana Lopez Garcia'),
        ('Li Li', 'Lingge Li'),
    ],
)
def test_names_that_do_not(one: str, other: str) -> None:
    assert list(names.similar_names([one, other])) == []


@pytest.mark.parametrize(('one', 'other'), [('Joe Duris', 'Joseph Duris'), ('Micky Paganini', 'Michela Paganini')])
def test_a_family_name_that_nobody_else_has_and_how_the_given_one_begins_is_a_distant_likeness(
    one: str, other: str
) -> None:
    assert list(names.similar_names([one, other])) == []
    assert list(names.distantly_similar_names([one, other, 'Rose Yu'])) == [tuple(sorted((one, other)))]


@pytest.mark.parametrize(
    'people',
    [
        ['Joe Duris', 'Joseph Duris', 'Ann Duris'],
        ['Joe Duris', 'Jane Duris'],
        ['Phil Harris', 'Philip Harris'],
        ['Prabhat', 'Prabhat Kumar'],
    ],
    ids=['three of the name', 'another beginning', 'similar anyway', 'one name only'],
)
def test_what_is_no_distant_likeness(people: list[str]) -> None:
    assert list(names.distantly_similar_names(people)) == []


def test_each_pair_is_said_once_and_in_order() -> None:
    pairs = list(names.similar_names(['Philip Harris', 'Phil Harris', 'P Harris', 'Philipp Harris']))
    assert pairs == sorted(set(pairs))
    assert len(pairs) == 6


def test_a_family_name_that_many_share_costs_no_comparison_of_all_with_all(monkeypatch: pytest.MonkeyPatch) -> None:
    compared = []
    agree = names._given_agree
    monkeypatch.setattr(names, '_given_agree', lambda one, other: compared.append(1) or agree(one, other))
    letters = 'abcdefghijklmnopqrstuvwxyz'
    people = [f'{one}{two}{three} Wang' for one in letters.upper() for two in letters for three in letters[:3]]
    list(names.similar_names(people))
    assert not compared  # none of them begins as another does


@pytest.mark.parametrize(
    'name',
    ['Ada B{:05} Smith', 'Persona Number{:05}', 'Ada{:05} Smith', 'Ada Number{:05}', 'Abcdefghijk{:c}'],
)
def test_ten_times_as_many_names_that_are_all_alike_are_ten_times_as_many_pairs(name: str) -> None:
    few, many = (
        sum(1 for _ in names.similar_names(name.format(0x4E00 + number) for number in range(size)))
        for size in (200, 2000)
    )
    assert few > 200
    assert many <= 11 * few


def test_of_very_many_names_that_are_alike_each_is_told_with_some() -> None:
    people = [f'Ada B{number:03} Smith' for number in range(500)]
    assert {name for pair in names.similar_names(people) for name in pair} == set(people)


def test_a_name_of_a_hundred_thousand_letters_takes_no_time() -> None:
    one, other = (f'{"x" * length} Smith' for length in (100_000, 100_001))
    assert list(names.similar_names([one, other])) == [(one, other)]  # by how it begins, and not letter by letter


@pytest.mark.parametrize(
    ('name', 'said', 'parts'),
    [
        ('Samuel Schoenholz', {}, NameParts(given='Samuel', family='Schoenholz')),
        ('Evert van Nieuwenburg', {}, NameParts(given='Evert', particle='van', family='Nieuwenburg')),
        ('Maria de la Cruz', {}, NameParts(given='Maria', particle='de la', family='Cruz')),
        ('Vincent Van Gogh', {'family': 'Van Gogh'}, NameParts(given='Vincent', family='Van Gogh')),
        (
            'Vincent Van Gogh',
            {'particle': 'Van', 'family': 'Gogh'},
            NameParts(given='Vincent', particle='Van', family='Gogh'),
        ),
        ('Sammy Davis, Jr.', {}, NameParts(given='Sammy', family='Davis', suffix='Jr.')),
        ('John von Neumann III', {}, NameParts(given='John', particle='von', family='Neumann', suffix='III')),
        ('John Smith Jr.', {'family': 'Smith'}, NameParts(given='John', family='Smith', suffix='Jr.')),
        ('Prabhat', {}, NameParts(family='Prabhat')),
        ('Ana Lopez Diaz', {'family': 'Lopez Diaz'}, NameParts(given='Ana', family='Lopez Diaz')),
        ('Ana Lopez Diaz', {'given': 'Ana'}, NameParts(given='Ana', family='Lopez Diaz')),
        ('Tidal Collaboration', {}, NameParts(literal='Tidal Collaboration', is_team=True)),
        ('Sea Team', {'is_team': True}, NameParts(literal='Sea Team', is_team=True)),
        ('王伟', {}, NameParts(literal='王伟')),
        ('王伟', {'family': '王'}, NameParts(given='伟', family='王')),
        ('山田 太郎', {}, NameParts(given='太郎', family='山田')),
        ('Wang Wei', {'family': 'Wang'}, NameParts(given='Wei', family='Wang')),
        ('de Gaulle', {}, NameParts(given='de', family='Gaulle')),
        ('Jr.', {}, NameParts(family='Jr.')),
    ],
)
def test_a_name_is_taken_apart_only_where_that_is_safe(name: str, said: dict[str, Any], parts: NameParts) -> None:
    assert names.name_parts(name, **said) == parts


def test_what_is_written_in_han_has_the_family_name_first() -> None:
    assert names.sort_name('山田 太郎') == '山田, 太郎'
