"""What an EPUB is made of (EPUB 3.3): pages, style, images, and who they are.

Same book, same bytes: files are in a fixed order, and none has a time.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from html import escape
from io import BytesIO
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from ..export.markup import xml_file
from ..times import utc
from ..volume.vetting import MEDIA_TYPES, ending

XHTML = 'application/xhtml+xml'
STYLE = 'book.css'
CONTENTS = 'nav.xhtml'
NCX = 'toc.ncx'

_FOLDER = 'EPUB'
_EARLIEST = (1980, 1, 1, 0, 0, 0)
_OPF = 'http://www.idpf.org/2007/opf'
_DC = 'http://purl.org/dc/elements/1.1/'
_NAMESPACES = 'xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"'

_CONTAINER = f"""<?xml version="1.0" encoding="utf-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
 <rootfiles>
  <rootfile full-path="{_FOLDER}/book.opf" media-type="application/oebps-package+xml"/>
 </rootfiles>
</container>
"""


@dataclass(frozen=True, slots=True)
class Page:
    """A file of the book: its name without ending, its title, what is in its body, as XHTML, and what part of a book
    it is, in the words of EPUB (`epub:type`), or nothing."""

    name: str
    title: str
    body: str
    type: str = ''


@dataclass(frozen=True, slots=True)
class Point:
    """A line of the navigation: what it says, where it leads, as seen from the folder of the pages, what is below."""

    title: str
    href: str
    below: tuple[Point, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """Who the book is. `editors` are (name, as it is sorted), `role` what they are in the words of MARC: `edt`, or
    organizers, `orm`. What is empty is not known."""

    identifier: str
    title: str
    language: str
    modified: datetime
    published: date
    editors: Sequence[tuple[str, str]] = ()
    role: str = 'edt'
    publisher: str = ''
    description: str = ''
    rights: str = ''
    source: str = ''
    series: str = ''


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """`images` are (file name, content); `described` is whether each of them has a text instead."""

    facts: Facts
    pages: Sequence[Page]
    navigation: Sequence[Point]
    style: str
    images: Sequence[tuple[str, bytes]] = ()
    described: bool = True
    landmarks: Sequence[tuple[str, Point]] = field(default=())


def epub(book: Book) -> bytes:
    """The file."""
    made = BytesIO()
    with ZipFile(made, 'w') as archive:
        _store(archive, 'mimetype', b'application/epub+zip', ZIP_STORED)
        _store(archive, 'META-INF/container.xml', _CONTAINER.encode())
        for name, content in _files(book):
            _store(archive, f'{_FOLDER}/{name}', content)
    return made.getvalue()


def _store(archive: ZipFile, name: str, content: bytes, how: int = ZIP_DEFLATED) -> None:
    entry = ZipInfo(name, _EARLIEST)
    entry.compress_type = how
    entry.create_system = 3  # else it is that of the machine
    entry.external_attr = 0o644 << 16
    archive.writestr(entry, content)


def _files(book: Book) -> Iterator[tuple[str, bytes]]:
    yield 'book.opf', xml_file(_package(book))
    yield CONTENTS, _navigation(book).encode()
    yield NCX, xml_file(_ncx(book))
    yield STYLE, book.style.encode()
    for page in book.pages:
        yield f'{page.name}.xhtml', _xhtml(book.facts, page.title, page.body, page.type).encode()
    yield from book.images


# Pages


def problem_of(page: Page, facts: Facts) -> str:
    """Why *page* is no XML, or nothing if it is: else no reader would open it."""
    try:
        ElementTree.fromstring(_xhtml(facts, page.title, page.body, page.type).encode())
    except ElementTree.ParseError as error:
        return str(error)
    return ''


def _xhtml(facts: Facts, title: str, body: str, type: str = '') -> str:
    language = escape(facts.language)
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html>\n'
        f'<html {_NAMESPACES} lang="{language}" xml:lang="{language}">\n'
        f'<head>\n<title>{escape(title)}</title>\n<link rel="stylesheet" type="text/css" href="{STYLE}"/>\n</head>\n'
        f'<body{_type(type)}>\n{body}</body>\n</html>\n'
    )


def _type(type: str) -> str:
    return f' epub:type="{escape(type)}"' if type else ''


def _navigation(book: Book) -> str:
    """The menu of the reader's own: contents, and where what begins."""
    contents = f'<nav epub:type="toc" id="toc">\n<h1>Contents</h1>\n{_points(book.navigation)}</nav>\n'
    marks = ''.join(f'<li>{_link(point, _type(type))}</li>\n' for type, point in book.landmarks)
    landmarks = f'<nav epub:type="landmarks" hidden="">\n<h1>Landmarks</h1>\n<ol>\n{marks}</ol>\n</nav>\n'
    return _xhtml(book.facts, book.facts.title, contents + (landmarks if marks else ''))


def _points(points: Iterable[Point]) -> str:
    items = ''.join(f'<li>{_link(point)}{_points(point.below) if point.below else ""}</li>\n' for point in points)
    return f'<ol>\n{items}</ol>\n'


def _link(point: Point, attributes: str = '') -> str:
    return f'<a{attributes} href="{escape(point.href)}">{escape(point.title)}</a>'


def _ncx(book: Book) -> Element:
    """The same for readers that know no EPUB 3."""
    root = Element('ncx', xmlns='http://www.daisy.org/z3986/2005/ncx/', version='2005-1')
    head = SubElement(root, 'head')
    SubElement(head, 'meta', name='dtb:uid', content=book.facts.identifier)
    SubElement(SubElement(root, 'docTitle'), 'text').text = book.facts.title
    _nav_points(SubElement(root, 'navMap'), book.navigation, 'point')
    return root


def _nav_points(parent: Element, points: Iterable[Point], id: str) -> None:
    for number, point in enumerate(points, start=1):
        made = SubElement(parent, 'navPoint', id=f'{id}-{number}')
        SubElement(SubElement(made, 'navLabel'), 'text').text = point.title
        SubElement(made, 'content', src=point.href)
        _nav_points(made, point.below, f'{id}-{number}')


# Who the book is


def _package(book: Book) -> Element:
    language = book.facts.language
    root = Element('package', {'xmlns': _OPF, 'version': '3.0', 'unique-identifier': 'id', 'xml:lang': language})
    _metadata(SubElement(root, 'metadata', {'xmlns:dc': _DC}), book)
    manifest = SubElement(root, 'manifest')
    _item(manifest, 'nav', CONTENTS, XHTML, 'nav')
    _item(manifest, 'ncx', NCX, 'application/x-dtbncx+xml')
    _item(manifest, 'style', STYLE, 'text/css')
    for page in book.pages:
        _item(manifest, f'page-{page.name}', f'{page.name}.xhtml', XHTML, *_properties(page.body))
    for number, (name, _) in enumerate(book.images, start=1):
        _item(manifest, f'image-{number}', name, MEDIA_TYPES[ending(name)])
    spine = SubElement(root, 'spine', toc='ncx')
    for page in book.pages:
        SubElement(spine, 'itemref', idref=f'page-{page.name}')
    return root


def _item(manifest: Element, id: str, href: str, media_type: str, *properties: str) -> None:
    item = SubElement(manifest, 'item', {'id': id, 'href': href, 'media-type': media_type})
    if properties:
        item.set('properties', ' '.join(properties))


def _properties(body: str) -> Iterator[str]:
    """What a reader has to be able to do for a page."""
    if '<math' in body:
        yield 'mathml'


def _metadata(metadata: Element, book: Book) -> None:
    facts = book.facts
    _dc(metadata, 'identifier', facts.identifier, id='id')
    _dc(metadata, 'title', facts.title)
    _dc(metadata, 'language', facts.language)
    _dc(metadata, 'date', facts.published.isoformat())
    _meta(metadata, 'dcterms:modified', utc(facts.modified).strftime('%Y-%m-%dT%H:%M:%SZ'))
    for number, (name, sorted_as) in enumerate(facts.editors, start=1):
        _dc(metadata, 'creator', name, id=f'editor-{number}')
        _meta(metadata, 'role', facts.role, refines=f'#editor-{number}', scheme='marc:relators')
        _meta(metadata, 'file-as', sorted_as, refines=f'#editor-{number}')
    for name in ('publisher', 'description', 'rights', 'source'):
        if value := getattr(facts, name):
            _dc(metadata, name, value)
    if facts.series:
        _meta(metadata, 'belongs-to-collection', facts.series, id='series')
        _meta(metadata, 'collection-type', 'series', refines='#series')
    for name, value in _accessibility(book):
        _meta(metadata, f'schema:{name}', value)


def _dc(metadata: Element, name: str, value: str, **attributes: str) -> None:
    SubElement(metadata, f'dc:{name}', attributes).text = value


def _meta(metadata: Element, name: str, value: str, **attributes: str) -> None:
    SubElement(metadata, 'meta', {'property': name, **attributes}).text = value


def _accessibility(book: Book) -> Iterator[tuple[str, str]]:
    """What EPUB Accessibility 1.1 asks for; no more than what the build knows, and no conformance claimed."""
    yield 'accessMode', 'textual'
    if book.images:
        yield 'accessMode', 'visual'
    yield 'accessModeSufficient', 'textual' if book.described else 'textual,visual'
    for feature in ('displayTransformability', 'index', 'readingOrder', 'structuralNavigation', 'tableOfContents'):
        yield 'accessibilityFeature', feature
    if any('<math' in page.body for page in book.pages):
        yield 'accessibilityFeature', 'MathML'
    if book.images and book.described:
        yield 'accessibilityFeature', 'alternativeText'
    moving = any(name.endswith(('.gif', '.webp')) for name, _ in book.images)
    yield 'accessibilityHazard', 'unknown' if moving else 'none'
    yield 'accessibilitySummary', _summary(book)


def _summary(book: Book) -> str:
    images = '' if not book.images else ' All images have descriptions.' if book.described else ' Some images lack one.'
    return f'Text with headings, an index and links; formulas are MathML; nothing needs sight, sound or colour.{images}'
