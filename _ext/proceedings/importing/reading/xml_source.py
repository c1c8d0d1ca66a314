"""XML to elements that know their lines, whoever wrote it. Nothing is fetched, and no entity is expanded."""

from __future__ import annotations

import html.entities
import re

from lxml import etree

from ...export.markup import NOT_XML
from ...problems import Place, short
from ..formats import UnreadableError
from ..report import Report
from .texts import decoded

Element = etree._Element

_ENCODING = re.compile(rb'\s*<\?xml[^>]*?\bencoding\s*=\s*["\']([\w.:-]+)')
_DECLARATION = re.compile(r'\s*<\?xml[^>]*\?>')
_ENTITY = re.compile(r'&(?:(\w+);|(#(?:\d{1,7}|[xX][0-9a-fA-F]{1,6});))?')
_PREDEFINED = frozenset({'amp', 'lt', 'gt', 'quot', 'apos'})


def parse(data: bytes, name: str, report: Report) -> Element:
    """The root element. What is often wrong and can only mean one thing is mended, and said: `&nbsp;`, `R & D`, control
    characters. Raises UnreadableError."""
    match = _ENCODING.match(data)
    text = decoded(data, name, report, match[1].decode() if match else '').lstrip('\ufeff')
    text = _DECLARATION.sub('', text, count=1).lstrip(' \t\r') if match or '<?xml' in text[:200] else text
    try:
        root = _root(text)
    except etree.XMLSyntaxError as first:
        root = _mended(text, name, first, report)
    _refuse(root, name)
    return root


def place_of(element: Element, name: str) -> Place:
    """Where *element* stands."""
    return Place(name, int(element.sourceline or 1))


def text_of(element: Element) -> str:
    """All text in *element* and below it."""
    return ''.join(element.itertext('*')).strip()


def _root(text: str) -> Element:
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True, encoding='utf-8'
    )
    return etree.fromstring(text.encode('utf-8', 'replace'), parser)


def _mended(text: str, name: str, first: etree.XMLSyntaxError, report: Report) -> Element:
    try:
        root = _root(_ENTITY.sub(_fit_for_xml, NOT_XML.sub('', text)))
    except etree.XMLSyntaxError as error:
        if re.search(r'<(?:!doctype\s+)?html\b', text[:4096], re.IGNORECASE):
            raise UnreadableError(_PAGE.format(Place(name))) from error
        place = Place(name, error.lineno or 1, max(error.offset or 1, 1))
        message = f'{place}: not XML: {short(str(error.msg), 120)}; is the file whole? Download it again'
        raise UnreadableError(message) from error
    report.wrong(Place(name, first.lineno or 1), f'not quite XML, and read as it is meant: {_said(first)}')
    return root


def _said(error: etree.XMLSyntaxError) -> str:
    return short(re.sub(r', line \d+, column \d+$', '', str(error.msg)), 120)


def _fit_for_xml(match: re.Match[str]) -> str:
    """An entity as XML has it; an ampersand that begins none is one."""
    if match[2]:
        number = match[2][1:-1]
        code = int(number[1:], 16) if number[0] in 'xX' else int(number)
        return '' if code > 0x10FFFF or NOT_XML.match(chr(code)) else match[0]
    if match[1] in _PREDEFINED:
        return match[0]
    return html.entities.html5.get(f'{match[1]};', f'&amp;{match[0][1:]}')


_PAGE = '{}: is a web page, and no schedule; open it, look for "Export", and download the file from there'


def _refuse(root: Element, name: str) -> None:
    if etree.QName(root).localname.lower() == 'html':
        raise UnreadableError(_PAGE.format(Place(name)))
    declared = root.getroottree().docinfo.internalDTD
    if declared is not None and next(declared.iterentities(), None) is not None:
        raise UnreadableError(
            f'{Place(name)}: declares entities of its own (<!ENTITY …>), which no schedule needs; delete <!DOCTYPE …>'
        )
