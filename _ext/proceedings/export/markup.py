"""XML as we write it: feeds, sitemaps, frab's schedule, the parts of an EPUB."""

from __future__ import annotations

import re
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

NOT_XML = re.compile('[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]')
"""Characters that XML cannot have. A program that has one is refused, but nobody refuses prose for it."""


def texts(parent: Element, **texts: str) -> None:
    """Give *parent* an element with a text for each of *texts*, by its name."""
    for name, text in texts.items():
        SubElement(parent, name).text = NOT_XML.sub('', text)


def xml_file(root: Element) -> bytes:
    """The file of *root*, on lines, so that it can be read and compared."""
    ElementTree.indent(root, ' ')
    text: bytes = ElementTree.tostring(root, encoding='utf-8', xml_declaration=True)
    return text + b'\n'
