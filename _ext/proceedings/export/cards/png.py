"""A picture of sixteen colours as a PNG file.

Pillow takes longer for this than all else of a card does, makes the file larger, and would be there for nothing but it.
"""

from __future__ import annotations

import struct
import zlib

PIXELS_IN_BYTE = 2

LEVEL = 4
"""Of what zlib offers: from the next one on it takes much longer, and saves next to nothing."""

_COLOURS_OF_PALETTE, _DEFLATE, _FILTERS, _NOT_INTERLACED = 3, 0, 0, 0


def png(width: int, height: int, palette: bytes, rows: bytes) -> bytes:
    """*rows* have a byte for every two pixels; its halves are numbers in *palette*, of three bytes for each colour."""
    head = struct.pack(
        '>2I5B', width, height, 8 // PIXELS_IN_BYTE, _COLOURS_OF_PALETTE, _DEFLATE, _FILTERS, _NOT_INTERLACED
    )
    row = width // PIXELS_IN_BYTE
    unfiltered = b''.join(b'\0' + rows[at : at + row] for at in range(0, len(rows), row))
    chunks = ((b'IHDR', head), (b'PLTE', palette), (b'IDAT', zlib.compress(unfiltered, LEVEL)), (b'IEND', b''))
    return b'\x89PNG\r\n\x1a\n' + b''.join(_chunk(name, content) for name, content in chunks)


def _chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack('>I', len(content)) + name + content + struct.pack('>I', zlib.crc32(name + content))
