"""The JSON Schema of `program.json`, which every site has in `_static/`."""

from __future__ import annotations

import json

from ...schema.generator import ShortJsonSchema
from .shape import ProgramFile

SCHEMA_FILE = '_static/program-json.schema.json'


def json_schema() -> str:
    """The JSON Schema (2020-12), as text."""
    made = ProgramFile.model_json_schema(mode='serialization', schema_generator=ShortJsonSchema)
    head = {'$schema': ShortJsonSchema.schema_dialect, 'title': 'The program of an edition'}
    return json.dumps({**head, **made}, indent=1, ensure_ascii=False) + '\n'
