"""`program.json`: the whole program of one edition for any other program, so that nobody has to scrape the site.

program -> make -> shape -> talks/2019/program.json
                   shape -> schema -> _static/program-json.schema.json
"""

from __future__ import annotations

from .make import program_json
from .schema import SCHEMA_FILE, json_schema

__all__ = ['SCHEMA_FILE', 'json_schema', 'program_json']
