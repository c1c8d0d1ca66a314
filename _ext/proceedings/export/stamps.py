"""When the data of an edition was last changed: never what the clock says, so that same input gives same bytes."""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from ..model import Edition
from .git import ask

_SHARED = ('people', 'series')
"""What all editions have in common: the names of people, the titles of the series."""


def stamp_of(edition: Edition, site: Path) -> datetime:
    """When *edition* was last changed, in UTC, as far as it does not say so itself.

    That is SOURCE_DATE_EPOCH; else the time of the last commit that touched its file in the folder *site*, or those of
    which it has names and titles; else the first moment of its first day.
    """
    files = [f'program/{name}.yml' for name in (edition.id, *_SHARED)]
    return source_date() or _last_commit(files, site) or _first_moment(edition)


def source_date() -> datetime | None:
    """What SOURCE_DATE_EPOCH says: the time of all that is built, for who builds it (reproducible-builds.org)."""
    return moment_of(os.environ.get('SOURCE_DATE_EPOCH', ''))


def moment_of(seconds: str) -> datetime | None:
    """The moment that a Unix time is; None for what is none."""
    seconds = seconds.strip()
    return datetime.fromtimestamp(int(seconds), UTC) if seconds.isdecimal() else None


def _last_commit(files: Sequence[str], site: Path) -> datetime | None:
    """The time of the last commit that touched any of *files*."""
    # a plumbing command: no configuration of the user's changes what it prints, or pages it
    return moment_of(ask(site, 'rev-list', '-1', '--timestamp', 'HEAD', '--', *files).partition(' ')[0])


def _first_moment(edition: Edition) -> datetime:
    return datetime(edition.start.year, edition.start.month, edition.start.day, tzinfo=UTC)
