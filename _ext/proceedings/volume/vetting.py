"""What authors may write for their pages, but no book can have: raw HTML, and images that it cannot carry.

Raw HTML need not be XML, as an EPUB has to be; and a browser that prints it would load what it asks for from the
machine that builds the book.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

from docutils import nodes

from ..books import remove

MEDIA_TYPES: Mapping[str, str] = MappingProxyType(
    {
        'gif': 'image/gif',
        'jpeg': 'image/jpeg',
        'jpg': 'image/jpeg',
        'png': 'image/png',
        'svg': 'image/svg+xml',
        'webp': 'image/webp',
    }
)
"""Of the images that every reader shows, by ending."""

Finding = tuple[nodes.Node, str]
"""(where, what is left out)."""

_SAYS_NOTHING = re.compile(r'\s*(<!--.*?-->\s*)*|</[^>]*>', re.DOTALL)


def ending(name: str) -> str:
    return name.rpartition('.')[2].lower()


def without_raw(prose: nodes.Element) -> Iterator[Finding]:
    """Take what is written in HTML out of *prose*; comments, ends of tags and other formats nobody misses."""
    for raw in list(prose.findall(nodes.raw)):
        if 'html' in raw['format'].split() and not _SAYS_NOTHING.fullmatch(raw.astext()):
            yield raw, 'raw HTML is left out of the book: write it in Markdown'
        remove(raw)


def without_strange_images(prose: nodes.Element, local: Iterable[str]) -> Iterator[Finding]:
    """Put its text in place of each image of *prose* that is none of the files *local*, or of no type of books."""
    known = frozenset(local)
    for image in list(prose.findall(nodes.image)):
        image.attributes.pop('loading', None)  # docutils would look for the file itself
        if why := _strange(image['uri'], known):
            yield image, f'the book has the text of an image in its place: {why}'
            _put_text(image)


def _strange(uri: str, local: frozenset[str]) -> str:
    if uri not in local:
        shown = uri if len(uri) < 80 else f'{uri[:79]}…'
        return f'{shown} is no file of the site'
    known = ', '.join(sorted(MEDIA_TYPES))
    return '' if ending(uri) in MEDIA_TYPES else f'{uri} is none of {known}'


def _put_text(image: nodes.image) -> None:
    """In a link, the text is one; where blocks are, it is one, too."""
    text: nodes.Element = nodes.inline('', image.get('alt', ''), ids=image['ids'])
    place: nodes.Element = image
    if isinstance(image.parent, nodes.reference):
        place = image.parent
        text, place.children = place.copy(), []
        text += nodes.inline('', image.get('alt', '') or image['uri'], ids=image['ids'])
    is_inline = isinstance(place.parent, nodes.TextElement)
    place.parent.replace(place, text if is_inline else nodes.paragraph('', '', text))
