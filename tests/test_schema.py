"""The JSON Schema by which editors complete and check what an organizer types."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from conftest import EDITION, ROOT, SERIES
from proceedings.schema.editors import json_schema

SCHEMA = ROOT / '_static' / 'program.schema.json'
PROGRAMS = sorted([*ROOT.glob('program/*.yml'), *ROOT.glob('tests/programs/*/program/*.yml')])
FIRST_LINE = re.compile(r'# yaml-language-server: \$schema=(.+)')


class Yaml12(yaml.SafeLoader):
    """YAML as editors read it: 1.2, in which `no`, `10:30` and `2019-12-14` are text."""


Yaml12.yaml_implicit_resolvers = {}
Yaml12.add_implicit_resolver('tag:yaml.org,2002:null', re.compile('(?:~|null|Null|NULL|)$'), ['~', 'n', 'N', ''])
Yaml12.add_implicit_resolver(
    'tag:yaml.org,2002:bool', re.compile('(?:true|True|TRUE|false|False|FALSE)$'), list('tTfF')
)
Yaml12.add_implicit_resolver('tag:yaml.org,2002:int', re.compile(r'[-+]?[0-9]+$'), list('-+0123456789'))
Yaml12.add_implicit_resolver('tag:yaml.org,2002:float', re.compile(r'[-+]?[0-9]+\.[0-9]*$'), list('-+0123456789'))


@pytest.fixture(scope='module')
def validator() -> Draft202012Validator:
    schema = json.loads(SCHEMA.read_text(encoding='utf-8'))
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)


def read(text: str) -> Any:
    return yaml.load(text, Yaml12)


def errors(validator: Draft202012Validator, text: str) -> list[str]:
    return [f'{"/".join(map(str, error.path))}: {error.message}' for error in validator.iter_errors(read(text))]


def test_the_schema_is_the_one_that_the_models_make() -> None:
    """Otherwise: proceedings schema > _static/program.schema.json."""
    assert SCHEMA.read_text(encoding='utf-8') == json_schema()


@pytest.mark.parametrize('path', PROGRAMS, ids=lambda path: str(path.relative_to(ROOT)))
def test_each_file_of_a_program_fits_the_schema(validator: Draft202012Validator, path: Path) -> None:
    assert errors(validator, path.read_text(encoding='utf-8')) == []


@pytest.mark.parametrize('path', PROGRAMS, ids=lambda path: str(path.relative_to(ROOT)))
def test_each_file_of_a_program_names_the_schema_in_its_first_line(path: Path) -> None:
    match = FIRST_LINE.fullmatch(path.read_text(encoding='utf-8').splitlines()[0])
    assert match
    assert (path.parent / match[1]).resolve() == SCHEMA


@pytest.mark.parametrize('text', [EDITION, SERIES, 'people: []', 'edition: {start: 2019-12-14, timezone: UTC}'])
def test_what_loads_fits_the_schema(validator: Draft202012Validator, text: str) -> None:
    assert errors(validator, text) == []


@pytest.mark.parametrize(
    ('old', 'new'),
    [
        ('title: Likelihood-free inference', 'title: 1984'),
        ('title: Likelihood-free inference', 'title: no'),
        ('id: p9', 'id: 9'),
        ('room: West 109', 'room: 110'),
        ('08:10-08:20', '8:10 – 25:30'),
        ('time: 09:20-09:40', 'time: 09:20, duration: 20'),
        ('time: 09:20-09:40', 'time: 09:20, duration: 1h30'),
        ('time: 09:20-09:40', 'time: 09:20, end: 09:40'),
        ('authors: [Gilles Louppe, Rose Yu]', 'authors: Gilles Louppe'),
        ('authors: [Gilles Louppe, Rose Yu]', 'authors: [{name: Gilles Louppe, affiliation: Liège}, {id: rose}]'),
        ('talks: [jax-md, p9]', 'talks: [jax-md, {talk: p9, board: 3}]'),
        ('{paper: https://example.org/86.pdf}', '{paper: [https://example.org/1, https://example.org/2]}'),
    ],
)
def test_what_an_organizer_may_write_fits_the_schema(validator: Draft202012Validator, old: str, new: str) -> None:
    assert old in EDITION
    assert errors(validator, EDITION.replace(old, new)) == []


@pytest.mark.parametrize(
    ('old', 'new', 'path'),
    [
        ('number: 86', 'nmber: 86', 'talks/1'),
        ('number: 86', 'number: eighty-six', 'talks/1/number'),
        ('number: 86', 'number: -1', 'talks/1/number'),
        ('number: 86', 'status: canceled', 'talks/1/status'),
        ('  title: Likelihood-free inference\n', '', 'talks/2'),
        ('title: Likelihood-free inference', 'title: [Likelihood, inference]', 'talks/2/title'),
        ('- id: p9\n', '- talk: p9\n', 'talks/2'),
        ('id: p9', 'id: P9', 'talks/2/id'),
        ('id: p9', 'id: ../conf', 'talks/2/id'),
        ('id: p9', f'id: {"p9" * 50}', 'talks/2/id'),
        ('08:10-08:20', '9am', 'schedule/0/time'),
        ('08:10-08:20', '08:10-25:99', 'schedule/0/time'),
        ('08:10-08:20', '08:10-30:00', 'schedule/0/time'),
        ('kind: opening', 'sort: opening', 'schedule/0'),
        ('https://example.org/86.pdf', 'example.org/86', 'talks/1/links/paper'),
        ('https://example.org/86.pdf', '"javascript:alert(1)"', 'talks/1/links/paper'),
        ('{paper:', '{pdf:', 'talks/1/links'),
        ('organizers: [Rose Yu]', 'organisers: [Rose Yu]', ''),
        ('  start: 2019-12-14\n', '', 'edition'),
        ('start: 2019-12-14', 'start: 14.12.2019', 'edition/start'),
        ('  timezone: America/Vancouver\n', '', 'edition'),
        ('edition:\n', 'event:\n', ''),
    ],
)
def test_what_an_organizer_gets_wrong_is_marked_where_it_stands(
    validator: Draft202012Validator, old: str, new: str, path: str
) -> None:
    assert old in EDITION
    found = errors(validator, EDITION.replace(old, new))
    assert found
    assert {error.partition(':')[0] for error in found} == {path}


@pytest.mark.parametrize(
    'text', ['series: {}', 'series: {title: T, kinds: {Demo Talk: Demo}}', 'people: [{id: a}]', '[]']
)
def test_what_is_wrong_in_the_other_files_is_marked_too(validator: Draft202012Validator, text: str) -> None:
    assert errors(validator, text)


def test_every_key_is_explained_or_says_all_by_its_name() -> None:
    """What an editor shows next to a key."""
    definitions = json.loads(json_schema())['$defs']
    plain = {
        'url',
        'room',
        'venue',
        'part_of',
        'links',
        'city',
        'region',
        'country',
        'orcid',
        'name',
        'track',
        'chairs',
        'date',
    }
    plain |= {
        'end',
        'duration',
        'status',
        'tracks',
        'organizers',
        'sponsors',
        'reviewers',
        'talks',
        'title',
        'keywords',
    }
    plain |= {'affiliation', 'edition', 'series', 'people', *definitions['LinksEntry']['properties']}
    for name, definition in definitions.items():
        for branch in definition.get('anyOf', [definition]):
            for key, value in branch.get('properties', {}).items():
                assert key in plain or 'description' in value, f'{name}.{key}'
