r"""The lines of calendar files (RFC 5545): a name and a value each, folded where they are long.

Written by hand: icalendar writes a new line for a backslash and an `N`; and in every file anew, it puts the properties
in order, makes an object of each, and folds letter by letter. There is a calendar for each talk and each person: that
took longer than all other exported files together. The tests read all of it with icalendar, and with another reader.
"""

from __future__ import annotations

import re
from datetime import datetime
from types import MappingProxyType

from ..times import utc

LONGEST = 74
"""How many bytes of a line stand together, one less than the format allows, as icalendar has it."""

_ESCAPED = MappingProxyType({'\\': r'\\', ';': r'\;', ',': r'\,', '\r\n': r'\n', '\n': r'\n', '\r': r'\n'})
_SPECIAL = re.compile(r'\r\n|[\\;,\r\n]')


def line(name: str, value: str) -> bytes:
    """The line with that name, or name and parameters, and a *value* as the format has it."""
    return _folded(f'{name}:{value}'.encode()) + b'\r\n'


def text(value: str) -> str:
    """Any text as a value."""
    return _SPECIAL.sub(lambda match: _ESCAPED[match[0]], value)


def moment(value: datetime) -> str:
    """`20191214T161000Z`."""
    return f'{utc(value).replace(microsecond=0, tzinfo=None).isoformat().translate(_WITHOUT)}Z'


_WITHOUT = str.maketrans('', '', '-:')


def _folded(content: bytes) -> bytes:
    """*content* in parts of at most `LONGEST` bytes. No letter is cut, and what begins something escaped goes to the
    next part, since some programs would not put the two together again."""
    parts = []
    while len(content) > LONGEST:
        end = LONGEST
        while content[end] & 0b1100_0000 == 0b1000_0000:  # within a letter
            end -= 1
        end -= content[end - 1] in b'\\^'
        parts.append(content[:end])
        content = content[end:]
    return b'\r\n '.join((*parts, content))
