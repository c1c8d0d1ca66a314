"""`proceedings schema`: the JSON Schemas of what organizers write, for editors, and of `program.json`, for programs."""

from __future__ import annotations

import argparse
import sys

from .command import Commands, add

OF = ('program/', 'program.json')


def add_to(commands: Commands) -> None:
    about = 'print a JSON Schema: that of the files in program/, for editors, or that of program.json'
    command = add(commands, 'schema', schema, about)
    command.add_argument('--of', choices=OF, default=OF[0], help='what it describes (default: %(default)s)')


def schema(options: argparse.Namespace) -> int:
    if options.of == OF[0]:
        from ..schema.editors import json_schema
    else:
        from ..export.program_json import json_schema

    sys.stdout.write(json_schema())
    return 0
