"""`proceedings schema`: the JSON Schema for editors."""

from __future__ import annotations

import argparse
import sys

from .command import Commands, add


def add_to(commands: Commands) -> None:
    add(commands, 'schema', schema, 'print the JSON Schema of the files in program/, for editors')


def schema(options: argparse.Namespace) -> int:
    from ..schema.editors import json_schema

    sys.stdout.write(json_schema())
    return 0
