"""A picture of sixteen colours as a PNG file, of strips that many pictures share.

Pillow takes longer for this than all else of a card does, makes the file larger, and would be there for nothing but it.
It also has no way to compress once what is the same on a thousand cards.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

PIXELS_IN_BYTE = 2

HOW = (1, zlib.DEFLATED, -zlib.MAX_WBITS, zlib.DEF_MEM_LEVEL, zlib.Z_RLE)
"""What is asked of zlib: level, method, no head, and to look for nothing but bytes that follow themselves, as in a
picture of letters most do. Other ways take two to six times as long, and make files smaller by a fifth."""

_COLOURS_OF_PALETTE, _DEFLATE, _FILTERS, _NOT_INTERLACED = 3, 0, 0, 0
_UNFILTERED = b'\0'
_BEGIN, _END = b'\x78\x01', b'\x03\x00'
"""What is before all compressed blocks, and behind them but for the sum (RFC 1950, RFC 1951)."""


@dataclass(frozen=True, slots=True)
class Strip:
    """Some rows over the whole width, from above: how many, as they are, and compressed for themselves."""

    height: int
    rows: bytes
    compressed: bytes


def strip(rows: Sequence[bytes]) -> Strip:
    """*rows* have a byte for every two pixels; its halves are the numbers of their colours."""
    content = _UNFILTERED.join((b'', *rows))
    compressor = zlib.compressobj(*HOW)
    return Strip(len(rows), content, compressor.compress(content) + compressor.flush(zlib.Z_FULL_FLUSH))


def png(width: int, palette: bytes, strips: Iterable[Strip]) -> bytes:
    """The file of a picture of *strips*, one below the other; *palette* has three bytes for each colour."""
    found = [*strips]
    size = struct.pack('>2I', width, sum(strip.height for strip in found))
    head = size + bytes((8 // PIXELS_IN_BYTE, _COLOURS_OF_PALETTE, _DEFLATE, _FILTERS, _NOT_INTERLACED))
    chunks = ((b'IHDR', head), (b'PLTE', palette), (b'IDAT', _joined(found)), (b'IEND', b''))
    return b'\x89PNG\r\n\x1a\n' + b''.join(_chunk(name, content) for name, content in chunks)


def _joined(strips: Sequence[Strip]) -> bytes:
    """All rows, compressed: what each strip is alone, since none refers to another."""
    total = 1
    for strip in strips:
        total = zlib.adler32(strip.rows, total)
    return b''.join((_BEGIN, *(strip.compressed for strip in strips), _END, struct.pack('>I', total)))


def _chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack('>I', len(content)) + name + content + struct.pack('>I', zlib.crc32(name + content))
