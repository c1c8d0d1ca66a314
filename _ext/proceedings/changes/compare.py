"""Two programs -> all that differs, in the order in which it is said."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from ..model import Edition
from ..program import Program
from .differences import Added, Difference, Level, NewId, Removed, Subject, order
from .facts import edition_facts, people, series
from .matching import Editions, Programs
from .schedule import schedule
from .summary import summed_up
from .talks import talks

NOBODY: Mapping[str, str] = MappingProxyType({})


def compare(old: Program, new: Program, hidden: Mapping[str, str] = NOBODY) -> list[Difference]:
    """All that changed from *old* to *new*: the newest edition first, people and the series last.

    *hidden* leads from the slugs of names that are to be shown nowhere to the ids of whom they name. Talks are the
    same by id, other things as `matching` says. A talk and its row in the schedule, or a session and all that is in it,
    are one difference.
    """
    programs = Programs(old, new, hidden)
    editions = programs.editions()
    pairs = {now.id: Editions(programs, before, now) for before, now in editions.both}
    found: list[Difference] = []
    for edition in new.editions.values():
        pair = pairs.get(edition.id)
        found += sorted(_edition(pair), key=order) if pair else [_added(edition)]
    found += [Removed(subject=_subject(edition)) for edition in editions.gone]
    return [*found, *sorted(people(programs), key=order), *sorted(series(programs), key=order)]


def _edition(pair: Editions) -> list[Difference]:
    found = [*_new_id(pair), *edition_facts(pair), *schedule(pair), *talks(pair)]
    return summed_up(found, pair.subject())


def _new_id(pair: Editions) -> Iterator[Difference]:
    if pair.old.id != pair.new.id:
        yield NewId(subject=pair.subject(), old=pair.old.id, leads=True)


def _added(edition: Edition) -> Added:
    return Added(subject=_subject(edition), days=(edition.start, edition.end), number=len(edition.talks))


def _subject(edition: Edition) -> Subject:
    return Subject(level=Level.EDITION, name=edition.full_title, id=edition.id, edition=edition.id)
