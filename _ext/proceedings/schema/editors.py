"""The JSON Schema of the files of a program, by which editors complete and check."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

from ..problems import Place, Problem
from .entries import EditionFile, PeopleFile, SeriesFile
from .values import Entry

SCHEMA = '_static/program.schema.json'
"""Where a site has the JSON Schema of its files, as seen from its folder."""


def outdated(site: Path) -> Iterator[Problem]:
    """A notice, where *site* has the schema of another release."""
    path = site / SCHEMA
    if path.is_file() and path.read_text(encoding='utf-8', errors='replace') != json_schema():
        message = 'is the schema of another release, and editors complete by it; renew it: proceedings schema --write'
        yield Problem(Place(SCHEMA), message, 'file', notice=True)


def json_schema() -> str:
    """The JSON Schema (2020-12) of all program files, as text.

    The first key says which file it is, and what names none is an edition that is being begun: so an editor shows
    what is wrong with that file, and not that it is none of three.
    """
    from pydantic.json_schema import models_json_schema  # late: most sites have no schema that has to be compared

    from .generator import ShortJsonSchema

    models: tuple[type[Entry], ...] = (SeriesFile, PeopleFile, EditionFile)
    files: list[tuple[type[Entry], Literal['validation']]] = [(model, 'validation') for model in models]
    refs, schema = models_json_schema(files, title='A file of a proceedings program', schema_generator=ShortJsonSchema)
    series, people, edition = (refs[file] for file in files)
    of_people = {'if': {'required': ['people']}, 'then': people, 'else': edition}
    which = {'if': {'required': ['series']}, 'then': series, 'else': of_people}
    schema = {'$schema': 'https://json-schema.org/draft/2020-12/schema', 'type': 'object', **schema, **which}
    return json.dumps(schema, indent=1, ensure_ascii=False) + '\n'
