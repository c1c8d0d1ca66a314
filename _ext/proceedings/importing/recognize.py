"""Which format files are of; and what is said of those that are of none."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from html import unescape
from importlib import import_module
from pathlib import Path
from types import MappingProxyType
from typing import cast

from ..problems import did_you_mean, short
from .formats import File, Format, UnreadableError

NAMES = ('frab-xml', 'frab-json', 'pretalx', 'icalendar', 'easychair', 'openreview', 'mini-conf', 'bibtex', 'table')
"""What the formats are called on the command line. The last one takes any table, so the others are asked first."""

ENDINGS = MappingProxyType({'bib': 'bibtex', 'csv': 'table', 'ics': 'icalendar', 'tsv': 'table', 'xlsx': 'table'})
"""What else people may call them: by the ending of the file."""

_OF_FOLDERS = ('mini-conf',)
_FALLBACK = 'table'
_HEAD = 64 * 1024

_KNOWN = (
    'known are schedule.xml and schedule.json (frab, pretalx, FOSDEM), the JSON of pretalx, CSV and XLSX tables, the '
    'exports of EasyChair and OpenReview, Mini-Conf (its folder sitedata/), BibTeX, and iCalendar'
)
_SIGNATURES = (
    (b'\x1f\x8b', 'is packed with gzip; unpack it first, and give what comes out'),
    (b'PK\x03\x04', 'is a ZIP archive; unpack it first, and give the files that are in it'),
    (b'PK\x05\x06', 'is a ZIP archive with nothing in it'),
    (b'7z\xbc\xaf', 'is a 7-Zip archive; unpack it first, and give the files that are in it'),
    (b'Rar!', 'is a RAR archive; unpack it first, and give the files that are in it'),
    (b'BZh', 'is packed with bzip2; unpack it first, and give what comes out'),
    (b'\xfd7zXZ', 'is packed with xz; unpack it first, and give what comes out'),
    (b'\xd0\xcf\x11\xe0', 'is a file of an old Office program; open it there and save it as XLSX or CSV'),
    (b'%PDF', 'is a PDF, which has no fields to read; ask the system that made it for XML, JSON or CSV'),
    (b'\x89PNG', 'is a picture; ask the system that made it for XML, JSON or CSV'),
    (b'\xff\xd8\xff', 'is a picture; ask the system that made it for XML, JSON or CSV'),
    (b'SQLite format 3', 'is a database; ask the system that it belongs to for an export'),
)
_PAGE = re.compile(
    r'\s*+(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*+<(?:!doctype\s+html|html|head|body)\b', re.IGNORECASE | re.DOTALL
)
_TITLE = re.compile(r'<title[^>]*>([^<]*)</title>', re.IGNORECASE)
_ROOT = re.compile(r'(?:<\?.*?\?>|<!--.*?-->|<![^>]*>|\s)*+<([A-Za-z_][\w:.-]*)', re.DOTALL)
_REFUSAL = re.compile(r'^\s*\{\s*"(?:detail|error|message)"\s*:\s*"([^"]*)"')
_KEYS = re.compile(r'"([^"\\]{1,40})"\s*:')


def format_of(name: str) -> Format:
    """The format that the command line calls *name*."""
    return cast(Format, import_module(f'.formats.{name.replace("-", "_")}', __package__))


def recognize(paths: Sequence[Path], as_format: str = '') -> tuple[str, list[File]]:
    """(the format that all of *paths* are of, the files). Raises UnreadableError with what to tell who gave them."""
    names = Counter(path.name for path in paths)
    files = [_file(path, path.name if names[path.name] == 1 else path.as_posix()) for path in paths]
    name = ENDINGS.get(as_format, as_format) or _one(files)
    for file in files:
        if file.path.is_dir() and name not in _OF_FOLDERS:
            raise UnreadableError(_folder(file))
    return name, files


def _file(path: Path, name: str) -> File:
    """The file that *path* leads to. Raises UnreadableError if there is nothing to read."""
    if re.match(r'https?:/', path.as_posix()):
        raise UnreadableError(f'{name}: an import reads files, and nothing from the network; download it first')
    if path.is_dir():
        return File(path, b'', name)
    try:
        if not path.is_file():
            raise UnreadableError(_missing(path) if not path.exists() else f'{name}: is no file that can be read')
        with path.open('rb') as stream:
            head = stream.read(_HEAD)
    except OSError as error:
        raise UnreadableError(f'{name}: cannot be read: {error.strerror or error}') from error
    if not head.strip(b'\xef\xbb\xbf\xff\xfe\x00 \t\r\n'):
        raise UnreadableError(f'{name}: has nothing in it; was it downloaded to its end?')
    return File(path, head, name)


def _missing(path: Path) -> str:
    try:
        there = [other.name for other in path.parent.iterdir()]
    except OSError:
        there = []
    return f'{path.as_posix()}: there is no such file{did_you_mean(path.name, sorted(there))}'


def _one(files: Sequence[File]) -> str:
    """What all *files* are together. Raises UnreadableError."""
    found = [(file, list(_fitting(file))) for file in files]
    special = sorted({name for _, names in found for name in names if name != _FALLBACK})
    for file, names in found:
        if not names:
            raise UnreadableError(_unknown(file))
        if len(special) > 1 and len(set(names) - {_FALLBACK}) > 1 and len(files) == 1:
            ways = ' or '.join(f'--format {name}' for name in names if name != _FALLBACK)
            raise UnreadableError(f'{file.name}: it may be of several formats; say which, as {ways}')
    common = [name for name in special if all({name, _FALLBACK} & {*names} for _, names in found)]
    if len(common) > 1:
        ways = ' or '.join(f'--format {name}' for name in common)
        raise UnreadableError(f'{files[0].name}: it may be of several formats; say which, as {ways}')
    if special and not common:
        told = ', '.join(f'{file.name} ({names[0]})' for file, names in found)
        raise UnreadableError(f'these files are of different formats, and are no one source: {told}; import one by one')
    return common[0] if common else _FALLBACK


def _fitting(file: File) -> Iterator[str]:
    """The names of all formats that *file* may be of."""
    for name in NAMES if not file.path.is_dir() else _OF_FOLDERS:
        try:
            if format_of(name).recognizes(file) and not (name == _FALLBACK and _is_other(file)):
                yield name
        except UnreadableError:
            continue  # whoever reads it will say why it cannot be read


def _is_other(file: File) -> bool:
    """Whether a file is surely no table, though it has commas in it."""
    text = _text(file)
    return bool(_PAGE.match(text)) or text.lstrip()[:1] in ('<', '{', '[')


def _unknown(file: File) -> str:
    """What to say of a file that no format knows."""
    if file.path.is_dir():
        return _folder(file)
    for signature, what in _SIGNATURES:
        if file.head.startswith(signature):
            return f'{file.name}: {what}'
    text = _text(file)
    if _PAGE.match(text):
        title = _TITLE.search(text)
        called = f' ("{short(" ".join(unescape(title[1]).split()))}")' if title and title[1].strip() else ''
        return (
            f'{file.name}: is a web page{called}, perhaps one that asks for a password or says that something is '
            'missing; log in, and download the file itself'
        )
    if refusal := _REFUSAL.match(text):
        return f'{file.name}: is only the answer of a server ("{short(refusal[1])}"); log in, and download it again'
    return f'{file.name}: {_likeness(text)}; {_KNOWN}. If it is one of them, say which: --format {"|".join(NAMES)}'


def _likeness(text: str) -> str:
    """`this looks like XML, with <rss> around it`."""
    start = text.lstrip('\ufeff \t\r\n')
    if start.startswith(('{', '[')):
        keys = ', '.join(dict.fromkeys(_KEYS.findall(start)[:8]))
        return f'this looks like JSON{f" with the keys {keys}" if keys else ""}, and no format here has that'
    if start.startswith('<') and (root := _ROOT.match(start)):
        return f'this looks like XML with <{short(root[1])}> around it, and no format here has that'
    if '\x00' in text[:1000] or '\ufffd' in text[:200]:
        return 'this is no text, and no file that any format here has'
    line = next((line for line in text.splitlines() if line.strip()), '')
    return f'this looks like text that begins with "{short(" ".join(line.split()))}", and no format here does so'


def _folder(file: File) -> str:
    inside = sorted(path.name for path in file.path.iterdir() if path.is_file() and not path.name.startswith('.'))
    named = ' '.join(f'{file.name}/{name}' for name in inside[:3])
    way_out = f'give the files that are in it, as {named}' if named else 'there are no files in it'
    return f'{file.name}: is a folder, and not the sitedata/ of Mini-Conf; {way_out}'


def _text(file: File) -> str:
    """The beginning of *file*, as far as it is text."""
    encoding = 'utf-16' if file.head[:2] in (b'\xff\xfe', b'\xfe\xff') else 'utf-8'
    return file.head.decode(encoding, 'replace').removeprefix('\ufeff')
