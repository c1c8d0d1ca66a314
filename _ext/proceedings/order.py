"""In which order talks are listed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from .model import Edition, Talk
from .names import fold


def by_number(talks: Iterable[Talk]) -> list[Talk]:
    """In the order of the printed program: numbers first, the rest by title."""
    return sorted(talks, key=lambda talk: (talk.number is None, talk.number or 0, fold(talk.title)))


def in_program_order(edition: Edition, talks: Sequence[Talk]) -> list[Talk]:
    """Talks of a session of their own by time, then posters and the like by number."""
    alone = {session.talk: index for index, session in enumerate(edition.sessions) if session.talk}
    given = sorted((talk for talk in talks if talk.id in alone), key=lambda talk: alone[talk.id])
    return [*given, *by_number(talk for talk in talks if talk.id not in alone)]
