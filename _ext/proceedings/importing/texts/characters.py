"""Text as other systems send it: wrongly decoded, with letters that nobody can see, with all sorts of ends of lines."""

from __future__ import annotations

import re
import unicodedata

import ftfy

from ...problems import Place, short
from ...prose.text import INVISIBLE
from ..report import Report

_LINE_ENDS = re.compile('\r\n?|[\x0b\x0c\x1c-\x1e\x85\u2028]')
_NO_TEXT = re.compile('[\ufdd0-\ufdef\ufffe\uffff]|[\U0001fffe-\U0010ffff]')
_REPLACED = '\ufffd'


def readable(text: str, place: Place, report: Report, what: str) -> str:
    """*text* in the characters that a page may have; whatever was seen of it stays. *what* says whose text it is."""
    text = _decoded(text, place, report, what)
    return unicodedata.normalize('NFC', without_invisible(text, place, report, what))


def without_invisible(text: str, place: Place, report: Report, what: str) -> str:
    """*text* with line feeds for ends of lines of all sorts, and without characters that nobody can see."""
    text = _LINE_ENDS.sub('\n', text).replace('\u2029', '\n\n').replace('\ufeff', '')
    if found := sorted(set(INVISIBLE.findall(text))):
        names = ', '.join(f'U+{ord(character):04X}' for character in found[:3]) + (' …' if len(found) > 3 else '')
        report.guess(place, f'characters that nobody can see ({names}) are left out of {what}')
    return INVISIBLE.sub('', text)


def _decoded(text: str, place: Place, report: Report, what: str) -> str:
    """*text* without halves of characters, and without what comes of UTF-8 that was read as something else."""
    text = text.encode('utf-16-le', 'surrogatepass').decode('utf-16-le', 'replace')
    fixed = ftfy.fix_encoding(text)
    if fixed != text:
        was, now = _first_difference(text, fixed)
        report.guess(place, f'"{was}" in {what} was decoded wrongly before, and is taken for "{now}"')
    if _REPLACED in fixed:
        report.wrong(place, f'characters of {what} were lost before it came here, and are shown as {_REPLACED}')
    return fixed


def _first_difference(text: str, fixed: str) -> tuple[str, str]:
    """The first words that differ."""
    words = zip(text.split(), fixed.split(), strict=False)
    return next(((short(a, 30), short(b, 30)) for a, b in words if a != b), (short(text, 30), short(fixed, 30)))
