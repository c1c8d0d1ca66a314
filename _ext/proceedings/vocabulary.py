"""The words that every program knows: kinds of talks and sessions, kinds of links, statuses."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from .times import full_date


class Status(StrEnum):
    """Whether something takes place or still stands (iCalendar STATUS, ACL Anthology)."""

    CONFIRMED = 'confirmed'
    TENTATIVE = 'tentative'
    CANCELLED = 'cancelled'
    WITHDRAWN = 'withdrawn'
    RETRACTED = 'retracted'


OFF = frozenset({Status.CANCELLED, Status.WITHDRAWN})
"""What does not take place; it stays in the record. (What is retracted did take place, and no longer stands.)"""

GONE = OFF | {Status.RETRACTED}
"""What a reader is to find in no list any more, while its page stays, and says why."""

GRAVITY = (Status.CONFIRMED, Status.TENTATIVE, Status.RETRACTED, Status.WITHDRAWN, Status.CANCELLED)
"""From what is as planned to what is not at all."""


def standing_words(status: Status, since: date | None, reason: str) -> str:
    """`Retracted on 1 March 2020: the data was wrong`, as far as that is known."""
    day = f' on {full_date(since)}' if since else ''
    return f'{status.capitalize()}{day}{f": {reason}" if reason else ""}'


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """What sort of talk or session something is; `quiet` ones (breaks, meals) recede in a schedule and need no room;
    what is not `presented` (papers that were only published) needs no place in the schedule. Talks of kinds that are
    given `side_by_side`, as posters are, are all there at once, and people come and go."""

    id: str
    name: str
    quiet: bool = False
    presented: bool = True
    side_by_side: bool = False

    @property
    def plural(self) -> str:
        """What a list of them is called."""
        return self.name if self.name.endswith('s') else f'{self.name}s'


LINK_KINDS: Mapping[str, str] = MappingProxyType(
    {
        'paper': 'Paper',
        'slides': 'Slides',
        'video': 'Video',
        'poster': 'Poster',
        'code': 'Code',
        'data': 'Data',
        'review': 'Review',
        'discussion': 'Discussion',
        'web': 'Website',
    }
)
"""Every kind of link and what a reader sees, in the order in which they are shown."""

CORRECTION_KINDS: Mapping[str, str] = MappingProxyType({'erratum': 'Erratum', 'revision': 'Revised version'})
"""Every kind of correction of what was published, and what a reader sees (ACL Anthology, Crossmark)."""

KINDS: Mapping[str, Kind] = MappingProxyType(
    {
        kind.id: kind
        for kind in (
            Kind(id='keynote', name='Keynote'),
            Kind(id='invited', name='Invited talk'),
            Kind(id='contributed', name='Contributed talk'),
            Kind(id='lightning', name='Lightning talk'),
            Kind(id='poster', name='Poster', side_by_side=True),
            Kind(id='demo', name='Demonstration', side_by_side=True),
            Kind(id='panel', name='Panel'),
            Kind(id='tutorial', name='Tutorial'),
            Kind(id='workshop', name='Workshop'),
            Kind(id='discussion', name='Discussion'),
            Kind(id='breakout', name='Breakout session'),
            Kind(id='qa', name='Questions and answers'),
            Kind(id='award', name='Award'),
            Kind(id='session', name='Session'),
            Kind(id='opening', name='Opening'),
            Kind(id='closing', name='Closing'),
            Kind(id='break', name='Break', quiet=True),
            Kind(id='lunch', name='Lunch', quiet=True),
            Kind(id='social', name='Social event', quiet=True),
        )
    }
)
"""The kinds that every program knows; a series may add its own."""
