"""Which pages are authors', and which links, images and files they may lead to."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection
from pathlib import Path
from urllib.parse import unquote

from .allowed import FILES, IMAGES
from .text import short

WEB = re.compile(r'https?://[^/?#\\\s]|mailto:', re.IGNORECASE)
UPLOAD = 'upload the image next to this page, and write its file name, without spaces'
_ON_HOST = re.compile(r'https://([A-Za-z0-9.-]+)/', re.IGNORECASE)
_PAGES = frozenset({'md', 'html'})
_LINKS = 'link to a talk with {talk}`2019/its-id`, to a person with {speaker}`their-id`'
_SCHEME = re.compile(r'[^/?#]*:|//')


def is_authored(docname: str) -> bool:
    """Whether authors own this page: everything in `talks/` and `speakers/` but their indexes and those of editions."""
    match docname.split('/'):
        case ['talks', 'index'] | ['talks', _, 'index'] | ['speakers', 'index']:
            return False
        case ['talks' | 'speakers', _, *_]:
            return True
    return False


def folder_of(docname: str) -> str:
    """The folder with the files of an authored page: `talks/2019` or `speakers`."""
    return '/'.join(docname.split('/')[:-1][: 2 if docname.startswith('talks/') else 1])


def link_problem(url: str) -> str | None:
    """What is wrong with an address that a link or an image leads to; it may be hidden behind %, blanks or case."""
    if WEB.match(url):
        return None
    plain = ''.join(unquote(url).replace('\\', '/').split())
    if _SCHEME.match(plain):
        return f'no link to "{short(url)}" here; write https://, http://, mailto: or a page of this site'
    return None


def image_problem(url: str, hosts: Collection[str] = ()) -> str | None:
    """What is wrong with the address of an image, as far as the address tells; *hosts* may be asked for images."""
    if is_allowed(url, hosts):
        return None
    if is_remote(url):
        return f'the image "{short(url)}" is on another host; put a copy next to this page and write its file name'
    return f'no image "{short(unquote(url))}" here; {UPLOAD}' if link_problem(url) else None


def is_allowed(url: str, hosts: Collection[str]) -> bool:
    """Whether an image's address is on one of *hosts*, and nothing but the host decides where it leads."""
    found = _ON_HOST.match(url)
    return found is not None and found[1].lower() in hosts


def is_remote(url: str) -> bool:
    """Whether an image's address is good as a link, but not as an image, which no page loads from elsewhere."""
    return bool(WEB.match(url)) and not url.lower().startswith('mailto:')


def file_problem(site: Path, docname: str, target: str, endings: frozenset[str]) -> str | None:
    """What is wrong with the file *target*, relative to the page *docname* or, with a slash, to the folder *site*."""
    folder = folder_of(docname)
    # as Sphinx does it: with one slash it begins at the site, with two at the root of the disk
    path = posixpath.normpath(target[1:] if target.startswith('/') else f'{posixpath.dirname(docname)}/{target}')
    if not path.startswith(folder + '/') or '\\' in path or any(part.startswith('.') for part in path.split('/')):
        return f'"{short(target)}" is not a file of this folder; put it into {folder}/ and write its name'
    if posixpath.splitext(path)[1].lower().removeprefix('.') not in endings:
        return f'"{short(target)}" is no kind of file for a page; authors may use: {", ".join(sorted(endings))}'
    try:
        real = (site / path).resolve(strict=True)
        if not real.is_file() or not real.is_relative_to((site / folder).resolve()):
            return f'"{short(target)}" leads out of {folder}/; put a copy of the file there'
        if real.suffix.lower() == '.svg' and not _is_plain(real):
            return f'"{short(target)}" has scripts, links or too much in it; save it as plain SVG or as PNG'
    except (OSError, ValueError):
        return f'no file "{short(target)}"; is it in {folder}/, and is its name spelled the same?'
    return None


def _is_plain(drawing: Path) -> bool:
    from .drawings import is_plain  # its parser is loaded where there is a drawing, and not by each command

    return is_plain(drawing)


def target_problem(site: Path, docname: str, url: str) -> str | None:
    """What is wrong with a link from the page *docname* to a file, or to the source of a page; of others Sphinx knows
    more."""
    path = unquote(url.partition('#')[0])
    if not path or WEB.match(url):
        return None
    ending = posixpath.splitext(path)[1].lower().removeprefix('.')
    if ending in _PAGES:
        return None if _is_file(site, docname, path) else f'no page "{short(path)}"; {_LINKS}'
    return file_problem(site, docname, path, FILES) if ending in FILES | IMAGES else None


def _is_file(site: Path, docname: str, path: str) -> bool:
    target = posixpath.normpath(path[1:] if path.startswith('/') else f'{posixpath.dirname(docname)}/{path}')
    try:
        return not target.startswith('..') and (site / target).is_file()
    except (OSError, ValueError):
        return False
