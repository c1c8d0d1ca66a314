"""Whether an SVG is a drawing and nothing else: whoever opens it by itself would run what is in it.

It is looked at as a browser does, by a parser (lxml, without entities, files or network), and by lists of what is
allowed: elements of drawings, and what drawing programs note beside them. bleach and nh3 clean HTML, not SVG.
"""

from __future__ import annotations

import re
from pathlib import Path
from xml.parsers.expat import ExpatError, ParserCreate

from lxml import etree

LARGEST = 10_000_000
"""Bytes."""

_SVG = 'http://www.w3.org/2000/svg'
_ELEMENTS = frozenset((
    'a', 'circle', 'clipPath', 'defs', 'desc', 'ellipse', 'filter', 'g', 'image', 'line', 'linearGradient', 'marker',
    'mask', 'metadata', 'path', 'pattern', 'polygon', 'polyline', 'radialGradient', 'rect', 'stop', 'style', 'svg',
    'switch', 'symbol', 'text', 'textPath', 'title', 'tspan', 'use', 'view', 'feBlend', 'feColorMatrix',
    'feComponentTransfer', 'feComposite', 'feConvolveMatrix', 'feDiffuseLighting', 'feDisplacementMap',
    'feDistantLight', 'feDropShadow', 'feFlood', 'feFuncA', 'feFuncB', 'feFuncG', 'feFuncR', 'feGaussianBlur',
    'feMerge', 'feMergeNode', 'feMorphology', 'feOffset', 'fePointLight', 'feSpecularLighting', 'feSpotLight',
    'feTile', 'feTurbulence',
))  # fmt: skip
_NOTES = frozenset(
    {
        'http://creativecommons.org/ns#',
        'http://purl.org/dc/elements/1.1/',
        'http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd',
        'http://web.resource.org/cc/',
        'http://www.inkscape.org/namespaces/inkscape',
        'http://www.w3.org/1999/02/22-rdf-syntax-ns#',
    }
)
"""Namespaces of which a browser knows no element."""

_WITHIN = re.compile(r'\s*(?:#|data:image/(?:png|jpeg|gif|webp)[;,])', re.IGNORECASE)
_IMAGE = 'data:image/(?:png|jpeg|gif|webp)[;,]'
_LEADS_OUT = re.compile(rf'@import|\\|url\(\s*["\']?(?!["\'#]|{_IMAGE}|data:font/)', re.IGNORECASE)
"""What styles load, and a backslash, behind which anything can hide."""
_FUNCTION = re.compile(r'([\w-]+)\s*\(')
_FUNCTIONS = frozenset((
    'and', 'blur', 'brightness', 'calc', 'circle', 'clamp', 'color', 'color-mix', 'contrast', 'cubic-bezier', 'ellipse',
    'drop-shadow', 'format', 'grayscale', 'hsl', 'hsla', 'hue-rotate', 'inset', 'invert', 'is', 'lab', 'lang', 'lch',
    'linear-gradient', 'matrix', 'matrix3d', 'max', 'media', 'min', 'not', 'nth-child', 'opacity', 'or', 'path',
    'perspective', 'polygon', 'radial-gradient', 'rect', 'rgb', 'rgba', 'rotate', 'rotatex', 'rotatey', 'rotatez',
    'saturate', 'scale', 'scalex', 'scaley', 'sepia', 'skew', 'skewx', 'skewy', 'steps', 'supports', 'translate',
    'translate3d', 'translatex', 'translatey', 'url', 'var',
))  # fmt: skip
"""What styles may call; `image-set` and others load what is named in them, as `url` does."""
_WORDS = ('aria-', 'data-', 'id', 'class', 'font-family')
"""Attributes, or how they begin, that are no style."""


def is_plain(drawing: Path) -> bool:
    """Whether nothing in the file *drawing* runs, leads anywhere, or is loaded with it. Raises `OSError` where the file
    cannot be read."""
    if drawing.stat().st_size > LARGEST:
        return False
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    text = drawing.read_bytes()
    try:
        tree = etree.fromstring(text, parser).getroottree()
    except (etree.XMLSyntaxError, ValueError):
        return False
    return not _declares(text) and all(map(_is_plain, tree.getroot().iter())) and not _instructions(tree)


def _declares(text: bytes) -> bool:
    """Whether the file declares anything: entities, or attributes that elements have without saying so. lxml tells
    nothing of the latter; expat is asked, and goes no further."""
    found: list[bool] = []
    parser = ParserCreate()
    parser.StartDoctypeDeclHandler = lambda name, system, public, declares: found.append(bool(declares))
    parser.StartElementHandler = _end
    try:
        parser.Parse(text, True)
    except _EndError:
        return any(found)
    except (ExpatError, ValueError, LookupError):  # an encoding that lxml knows and expat does not
        return True
    return True


class _EndError(Exception):
    """The drawing begins: all that is declared stands above it."""


def _end(*arguments: object) -> None:
    raise _EndError


def _instructions(tree: etree._ElementTree) -> bool:
    """Whether anything around the drawing is an instruction, as of a style sheet."""
    around = (*tree.getroot().itersiblings(preceding=True), *tree.getroot().itersiblings())
    return any(isinstance(one, etree._ProcessingInstruction) for one in around)


def _is_plain(node: etree._Element) -> bool:
    if isinstance(node, etree._Comment):
        return True
    if not isinstance(node.tag, str):  # an entity, or an instruction
        return False
    name = etree.QName(node)
    if not (name.namespace in _NOTES or (name.namespace in (_SVG, None) and name.localname in _ELEMENTS)):
        return False
    loads = name.localname == 'style' and _loads(''.join(map(str, node.itertext())))
    return not loads and all(_is_plain_attribute(str(key), str(value)) for key, value in node.attrib.items())


def _is_plain_attribute(key: str, value: str) -> bool:
    qualified = etree.QName(key)
    name = qualified.localname.lower()
    if name.startswith('on') or name in ('base', 'ping', 'src', 'srcset'):
        return False
    if name == 'href':
        return bool(_WITHIN.match(value))
    is_words = qualified.namespace in _NOTES or name.startswith(_WORDS)
    return not (_LEADS_OUT.search(value) if is_words else _loads(value))


def _loads(style: str) -> bool:
    """Whether *style*, or the value of an attribute, loads anything, or calls what is not known to load nothing."""
    return bool(_LEADS_OUT.search(style)) or not _FUNCTIONS.issuperset(map(str.lower, _FUNCTION.findall(style)))
