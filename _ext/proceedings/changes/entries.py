"""What an organizer pastes under `changes:` in the file of an edition."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import groupby

import yaml

from .differences import Added, Difference, Level, Removed
from .words import NOTHING, NOTHING_OF_EDITION, advice, said_once, sentence

IN_EDITION = frozenset({Level.EDITION, Level.TALK, Level.SESSION})


def entries(differences: Iterable[Difference], day: date) -> Iterator[str]:
    """Lines of YAML: a list, with a comment above what goes into each edition's file.

    What is not about an edition that is there before and after is left out.
    """
    found = list(differences)
    told = [one for one in found if one.subject.level in IN_EDITION and not _of_edition(one)]
    if not told:
        yield f'# {NOTHING_OF_EDITION if found else NOTHING}'
    for edition, group in groupby(told, lambda one: one.subject.edition):
        yield f'# program/{edition}.yml'
        for difference in said_once(group):
            yield from (f'# {line}' for line in advice(difference))
            yield _entry(difference, day)


def _of_edition(difference: Difference) -> bool:
    """Whether a whole edition came or went."""
    return difference.subject.level is Level.EDITION and isinstance(difference, Added | Removed)


def _entry(difference: Difference, day: date) -> str:
    subject = difference.subject
    about = {'talk': subject.id} if subject.level is Level.TALK and not isinstance(difference, Removed) else {}
    entry = {'date': day, 'text': sentence(difference), **about}
    line = yaml.safe_dump(entry, default_flow_style=True, sort_keys=False, allow_unicode=True, width=float('inf'))
    return f'- {line.rstrip()}'
