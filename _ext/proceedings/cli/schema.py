"""`proceedings schema`: the JSON Schemas of what organizers write, for editors, and of `program.json`, for programs."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from .command import Commands, add, folder

OF = ('program/', 'program.json')


def add_to(commands: Commands) -> None:
    about = 'print a JSON Schema: that of the files in program/, for editors, or that of program.json'
    command = add(commands, 'schema', schema, about)
    command.add_argument('--of', choices=OF, default=OF[0], help='what it describes (default: %(default)s)')
    command.add_argument(
        '--write', nargs='?', type=folder, const=Path(), metavar='FOLDER',
        help='write the one for editors into the folder of a site (default: this one) where its editors look for it',
    )  # fmt: skip


def schema(options: argparse.Namespace) -> int:
    """Print a schema, or write it to where a site has it: a shell of Windows may write it in another encoding."""
    if options.of == OF[0]:
        from ..schema.editors import json_schema
    else:
        from ..export.program_json import json_schema

    if options.write:
        return _write(options.write)
    sys.stdout.write(json_schema())
    return 0


def _write(site: Path) -> int:
    from ..schema.editors import SCHEMA, json_schema

    path = site / SCHEMA
    try:
        path.parent.mkdir(exist_ok=True)
        path.write_text(json_schema(), encoding='utf-8', newline='\n')
    except OSError as error:
        print(f'proceedings schema: {SCHEMA} cannot be written: {error.strerror}', file=sys.stderr)
        return 1
    print(f'wrote {SCHEMA}')
    return 0
