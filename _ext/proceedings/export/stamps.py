"""When the data of an edition was last changed: never what the clock says, so that same input gives same bytes."""

from __future__ import annotations

import os
from datetime import datetime

from ..model import Edition
from ..problems import short
from ..times import midnight, moment_of, utc
from .history import History

_SHARED = ('people', 'series')
"""What all editions have in common: the names of people, the titles of the series."""


def stamp_of(edition: Edition, history: History) -> datetime:
    """When *edition* was last changed, in UTC, as far as it does not say so itself.

    That is SOURCE_DATE_EPOCH; else the time of the last commit that touched its file, or those of which it has names
    and titles, as far as *history* knows it; else the first moment of its first day.
    """
    files = [f'program/{name}.yml' for name in (edition.id, *_SHARED)]
    committed = max(filter(None, map(history.files.get, files)), default=None)
    return source_date() or committed or utc(midnight(edition.start, edition.timezone))


def source_date() -> datetime | None:
    """What SOURCE_DATE_EPOCH says: the time of all that is built, for who builds it (reproducible-builds.org)."""
    return moment_of(os.environ.get('SOURCE_DATE_EPOCH', ''))


def wrong_source_date() -> str:
    """What is wrong with SOURCE_DATE_EPOCH, which then says nothing; nothing if it is right, or not set."""
    written = os.environ.get('SOURCE_DATE_EPOCH')
    if written is None or moment_of(written):
        return ''
    return (
        f'SOURCE_DATE_EPOCH: {short(ascii(written))} is no time, and is left out; write the seconds since 1970, '
        'as `git log -1 --format=%ct` prints them, or leave it unset'
    )
