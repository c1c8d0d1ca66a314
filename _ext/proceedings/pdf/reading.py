"""What a printed book says of itself: the page of each destination, and letters for which there was no font."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from textwrap import wrap

from pypdf import PdfReader

_EVERYWHERE = '\u024f'
"""The last of the Latin letters that some font of every machine has."""

_WRITTEN_OUT = re.compile(r'/ActualText <FEFF((?:[0-9A-F]{4})*)> >> BDC(.*?)EMC', re.DOTALL)
_GLYPHS = re.compile(r'<([0-9A-F]{4,})>')

MARGIN_BOXES = 131
"""The first version of Chromium that prints what the style sheet says above and below a page."""


def page_numbers(reader: PdfReader) -> dict[str, int]:
    """The page, counted from 1, of each id of the page that something in it links to."""
    destinations: Mapping[str, object] = reader.named_destinations
    numbers = {name: reader.get_destination_page_number(place) for name, place in destinations.items()}  # type: ignore[arg-type]
    return {name.removeprefix('/'): number + 1 for name, number in numbers.items() if number is not None}


def browser_version(reader: PdfReader) -> int:
    """The major version of the browser that printed, or 0: it is in the file, and asking the browser takes a start."""
    creator = reader.metadata.creator if reader.metadata else None
    found = re.search(r'Chrome/(\d+)', creator or '')
    return int(found[1]) if found else 0


def missing_letters(reader: PdfReader, texts: Iterable[str]) -> set[str]:
    """The letters of *texts* that came out as boxes: no font of the machine has them.

    Reading back may miss a letter that was drawn as a part of others: it is missing only where there are boxes.
    """
    missing, boxes = letters(texts), False
    for page in reader.pages:
        if not missing:
            break  # reading takes longer than printing
        drawn = page.get_contents()
        content = drawn.get_data().decode('latin-1') if drawn is not None else ''
        missing -= letters([page.extract_text(), *_written_out(content)])
        boxes = boxes or _has_box(content)
    return missing if boxes else set()


def _written_out(content: str) -> Iterator[str]:
    """What browsers write beside glyphs that stand for several letters, in content without a box."""
    for text, drawn in _WRITTEN_OUT.findall(content):
        if not _has_box(drawn):
            yield bytes.fromhex(text).decode('utf-16-be', errors='replace')


def _has_box(content: str) -> bool:
    """Whether a string of glyphs, of four digits each, has the glyph 0: that for what a font does not have."""
    return any('0000' in wrap(glyphs, 4) for glyphs in _GLYPHS.findall(content))


def letters(texts: Iterable[str]) -> set[str]:
    """The letters in *texts* that a machine may lack, in the form that a drawn one (of an Arabic word, say) is read
    back in."""
    whole = set(unicodedata.normalize('NFKC', ''.join(texts)))
    return {letter for letter in whole if letter > _EVERYWHERE and unicodedata.category(letter).startswith('L')}
