"""The bytes of a file to import, and as text: what it takes to read one that somebody else wrote."""

from __future__ import annotations

import codecs

from ...problems import Place
from ..formats import File, UnreadableError
from ..report import Report

LARGEST = 100 * 1024 * 1024
"""A schedule of a thousand talks has three megabytes."""

_MARKS = (
    (codecs.BOM_UTF8, 'utf-8-sig'), (codecs.BOM_UTF32_LE, 'utf-32'), (codecs.BOM_UTF32_BE, 'utf-32'),
    (codecs.BOM_UTF16_LE, 'utf-16'), (codecs.BOM_UTF16_BE, 'utf-16'),
)  # fmt: skip


def content(file: File) -> bytes:
    """All of *file*. Raises UnreadableError."""
    try:
        if file.path.stat().st_size > LARGEST:
            raise UnreadableError(
                f'{file.name}: is larger than {LARGEST // 1024**2} MB; no program is: is it the right file?'
            )
        return file.path.read_bytes()
    except OSError as error:
        raise UnreadableError(f'{file.name}: cannot be read: {error.strerror or error}') from error


def beginning(file: File) -> str:
    """The beginning of *file* as text, without what stands before it."""
    said = next((marked for mark, marked in _MARKS if file.head.startswith(mark)), 'utf-8')
    return file.head.decode(said, 'replace').lstrip('\ufeff \t\r\n')


def decoded(data: bytes, name: str, report: Report, encoding: str = '') -> str:
    """The text that *data* is: UTF-8 unless a byte order mark or *encoding* says otherwise; Windows-1252 where it can
    be neither, and that is a guess."""
    said = next((marked for mark, marked in _MARKS if data.startswith(mark)), encoding or 'utf-8')
    for candidate in (said, 'utf-8'):
        try:
            return data.decode(candidate)
        except (UnicodeDecodeError, LookupError):
            continue
    bad = data[: _first_bad(data)].count(b'\n') + 1
    report.guess(Place(name, bad), f'it is not {said}, as it should be; it is read as Windows-1252')
    return data.decode('cp1252', errors='replace')


def _first_bad(data: bytes) -> int:
    try:
        data.decode('utf-8')
    except UnicodeDecodeError as error:
        return error.start
    return 0
