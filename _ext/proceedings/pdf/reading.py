"""What a printed book says of itself: the page of each destination, and letters for which there was no font."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping

from pypdf import PdfReader

_EVERYWHERE = '\u024f'
"""The last of the Latin letters that some font of every machine has."""

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

    A box is read back as a null character. Not every null is one (of a formula, say), and a letter that was drawn
    as part of another is not read back by itself: a letter is missing only where there are boxes, and it is nowhere.
    """
    missing, boxes = letters(texts), False
    for page in reader.pages:
        if not missing:
            break  # reading takes longer than printing
        printed = page.extract_text()
        missing -= letters([printed])
        boxes = boxes or '\0' in printed
    return missing if boxes else set()


def letters(texts: Iterable[str]) -> set[str]:
    """The letters in *texts* that a machine may lack, in the form that a drawn one (of an Arabic word, say) is read
    back in."""
    whole = set(unicodedata.normalize('NFKC', ''.join(texts)))
    return {letter for letter in whole if letter > _EVERYWHERE and unicodedata.category(letter).startswith('L')}
