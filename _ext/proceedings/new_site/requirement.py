"""The line of requirements.txt by which a site gets this package: as it was got here, but never from this machine.

Where nobody else can get it from there, there is no line: PyPI has a package of the same name by somebody else, and a
bare name would bring that one.
"""

from __future__ import annotations

import json
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit, urlunsplit
from urllib.request import url2pathname

from packaging.requirements import InvalidRequirement, Requirement
from packaging.utils import canonicalize_name

from .. import __version__
from ..export.git import GitError, ask
from ..forge import home_page
from ..problems import short

NAME = 'proceedings'
EXAMPLE = f'{NAME} @ git+https://example.org/{NAME}.git@v{__version__}'

_ANYWHERE = ('https', 'http', 'ssh')


class Origin(NamedTuple):
    """Where others get the package: the `line`; or nothing, and then `local`, where it was got here."""

    line: str
    local: str = ''


def requirement() -> Origin:
    """The line that leads to what is installed here."""
    try:
        origin = json.loads(distribution(NAME).read_text('direct_url.json') or '{}')  # PEP 610
    except (PackageNotFoundError, ValueError):
        origin = {}
    if not origin:  # from a package index, where it is to be had again
        return Origin(f'{NAME}>={__version__}')
    address = _address(origin) or _address_of_clone(_local(origin))
    return Origin(f'{NAME} @ {address}') if address else Origin('', _local(origin))


def checked_requirement(text: str) -> str:
    """*text*, if pip can read it and everybody can follow it. Raises ValueError."""
    try:
        parsed = Requirement(' '.join(text.split()))
    except InvalidRequirement:
        raise ValueError(f'--requirement: "{short(text)}" is no requirement; write it as {EXAMPLE}') from None
    if wrong := _wrong(parsed):
        raise ValueError(f'--requirement: "{short(text)}" {wrong}; write it as {EXAMPLE}')
    return str(parsed)


def _wrong(parsed: Requirement) -> str:
    """Why nobody else gets this package by it; nothing if they do."""
    parts = urlsplit(parsed.url or 'https:')
    if canonicalize_name(parsed.name) != NAME:
        return f'is another package than {NAME}'
    if parsed.marker and not parsed.marker.evaluate():
        return 'installs nothing here'
    if parts.scheme.rpartition('+')[2] not in _ANYWHERE:
        return 'leads to this machine only'
    if parts.password or parts.username not in (None, 'git'):
        return 'holds a name or a password, which everybody would read'
    return ''


def _address(origin: dict[str, Any]) -> str:
    """What pip was given, without what is secret; nothing for what is on this machine only."""
    parts = urlsplit(str(origin.get('url', '')))
    if parts.scheme not in _ANYWHERE or not parts.hostname:
        return ''
    user = 'git@' if parts.username == 'git' and not parts.password else ''
    host = parts.netloc.rpartition('@')[2]
    address = urlunsplit((parts.scheme, user + host, parts.path, parts.query, ''))
    if vcs := origin.get('vcs_info'):
        revision = vcs.get('requested_revision')
        address = f'{vcs["vcs"]}+{address}' + (f'@{revision}' if revision else '')
    return address + (f'#subdirectory={folder}' if (folder := origin.get('subdirectory')) else '')


def _local(origin: dict[str, Any]) -> str:
    """The folder or file that it was installed from."""
    return url2pathname(urlsplit(str(origin.get('url', ''))).path)


def _address_of_clone(folder: str) -> str:
    """Where git has *folder* from, with the tag that it is at; nothing if it is no clone of what others can reach."""
    try:
        home = home_page(ask(Path(folder), 'remote', 'get-url', 'origin').strip()) if Path(folder).is_dir() else ''
    except GitError:
        home = ''
    if not home:
        return ''
    try:
        tag = ask(Path(folder), 'describe', '--tags', '--exact-match').strip()
    except GitError:
        tag = ''
    return f'git+{home}.git' + (f'@{tag}' if tag else '')
