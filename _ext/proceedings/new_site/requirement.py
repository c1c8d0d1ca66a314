"""The line of requirements.txt by which a site gets this package: as it was got here, but never from this machine."""

from __future__ import annotations

import json
from importlib.metadata import PackageNotFoundError, distribution
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from packaging.requirements import InvalidRequirement, Requirement

from .. import __version__
from ..problems import short

NAME = 'proceedings'
PLAIN = f'{NAME}>={__version__}'

_ANYWHERE = ('https', 'http', 'ssh')


def requirement() -> tuple[str, str]:
    """(the line, a sentence on what to do where that line cannot be what was done here)."""
    try:
        origin = json.loads(distribution(NAME).read_text('direct_url.json') or '{}')  # PEP 610
    except (PackageNotFoundError, ValueError):
        origin = {}
    address = _address(origin)
    if address:
        return f'{NAME} @ {address}', ''
    local = (
        f'the package was installed here from a folder or a file, which nobody else has: requirements.txt says '
        f'{PLAIN}. As long as no package index has that, put the package where all can get it, and write '
        f'--requirement "{NAME} @ git+https://example.org/{NAME}.git@v{__version__}" with its address'
    )
    return PLAIN, local if origin else ''


def checked_requirement(text: str) -> str:
    """*text*, if pip can read it and everybody can follow it. Raises ValueError."""
    try:
        parsed = Requirement(' '.join(text.split()))
    except InvalidRequirement:
        raise ValueError(f'"{short(text)}" is no requirement; write it as {PLAIN}') from None
    scheme = urlsplit(parsed.url or 'https:').scheme.rpartition('+')[2]
    if scheme not in _ANYWHERE:
        raise ValueError(f'"{short(text)}" leads to this machine only; write a web address, or {PLAIN}')
    return str(parsed)


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
