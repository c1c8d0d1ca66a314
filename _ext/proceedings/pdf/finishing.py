"""The last touch to a printed book: who made it, and when. Never what the clock said: same input gives same bytes.

This is an incremental update (PDF 1.7, 7.5.6) of what the browser wrote. pypdf can make one, too, but for that it reads
and compares every object, which takes longer than to print the book, and it writes it in a form that PDF 1.4, as
browsers write it, does not have.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from pypdf import PdfReader
from pypdf.generic import DictionaryObject, NameObject, TextStringObject

_START = re.compile(rb'startxref\s+(\d+)\s+%%EOF\s*\Z')
_NODE = re.compile(rb'(?<=\(node)\d{8}(?=\))')
_TIME = re.compile(rb'(?<=\(D:)\d{14}')


def finish(reader: PdfReader, pdf: Path, facts: Mapping[str, str], stamp: datetime) -> None:
    """Let the file *pdf*, read by *reader*, say *facts* (`Title`, `Author`, …), and that it was made at *stamp*."""
    info: Any = reader.trailer.raw_get('/Info')
    number = info.idnum
    time = f'{stamp:%Y%m%d%H%M%S}'
    times = dict.fromkeys(('CreationDate', 'ModDate'), f"D:{time}+00'00'")
    producer = (reader.metadata.producer if reader.metadata else None) or ''
    printed = numbered(_of_time(pdf.read_bytes(), reader.xref[0][number], time.encode()))
    pdf.write_bytes(_updated(printed, reader, number, _written({**facts, 'Producer': producer, **times})))


def numbered(printed: bytes) -> bytes:
    """*printed*, with the cells of tables, to which others refer, numbered from 1 in their order: what else a browser
    counts is not always the same."""
    numbers = {number: b'%08d' % place for place, number in enumerate(sorted({*_NODE.findall(printed)}), 1)}
    return _NODE.sub(lambda found: numbers[found[0]], printed)


def _of_time(printed: bytes, at: int, time: bytes) -> bytes:
    """*printed*, with *time* in the object at *at*, which stays in the file, though nobody reads it any more."""
    end = printed.index(b'endobj', at)
    return printed[:at] + _TIME.sub(time, printed[at:end]) + printed[end:]


def _written(facts: Mapping[str, str]) -> bytes:
    info = DictionaryObject({NameObject(f'/{name}'): TextStringObject(text) for name, text in facts.items() if text})
    stream = BytesIO()
    info.write_to_stream(stream)
    return stream.getvalue()


def _updated(printed: bytes, reader: PdfReader, number: int, info: bytes) -> bytes:
    """*printed*, and behind it the object *number* as it is now, and where it is."""
    start = _START.search(printed)
    assert start, 'a PDF ends with where its table of objects is'
    root: Any = reader.trailer.raw_get('/Root')
    size: Any = reader.trailer['/Size']
    at = len(printed.rstrip()) + 1
    update = b'%d 0 obj\n%b\nendobj\n' % (number, info)
    table = b'xref\n0 1\n0000000000 65535 f \n%d 1\n%010d 00000 n \ntrailer\n' % (number, at)
    trailer = b'<</Size %d /Root %d 0 R /Info %d 0 R /Prev %b>>\n' % (
        *(size, root.idnum, number, start[1]),
    )  # fmt: skip
    return b'%b\n%b%b%bstartxref\n%d\n%%%%EOF\n' % (printed.rstrip(), update, table, trailer, at + len(update))
