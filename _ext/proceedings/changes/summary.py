"""Many differences of one sort -> one, so that nobody has to read two hundred lines to learn that lunch is later."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from .differences import Added, Changed, Difference, Items, Level, Many, Moved, Shifted, Spot, Standing, Subject
from .matching import wall

FEW = 4
"""So many sessions that moved alike may be told of one by one; so may"""
PAIR = 2
"""so many if only their room is another, since all of them are in one then;"""
SEVERAL = 8
"""so many talks with one sort of small difference, and"""
HANDFUL = 20
"""so many talks that are new, or off."""

Sort = tuple[timedelta, tuple[tuple[str, ...], tuple[str, ...]] | None]
"""By how much something moved, and from and to which rooms if these are others."""


@dataclass(frozen=True, slots=True)
class Move:
    """A session then and now, whether it moved or not; `off` are those that do not take place."""

    subject: Subject
    old: Spot
    new: Spot
    moved: bool
    off: bool

    @property
    def sort(self) -> Sort | None:
        """What it has in common with others that moved likewise; None where it lasts longer or less."""
        by = wall(self.new.start) - wall(self.old.start)
        if not self.moved or wall(self.new.end) - wall(self.old.end) != by:
            return None
        return by, None if self.old.rooms == self.new.rooms else (self.old.rooms, self.new.rooms)


def shifts(moves: Iterable[Move], edition: Subject) -> Iterator[Moved | Shifted]:
    """What moved alike as one: first in the whole edition, then on a day, then on a day from some time on."""
    left = [move for move in moves if not move.off]
    for day in (None, *sorted({move.old.start.date() for move in left})):
        for whole in (True, False) if day else (True,):
            scope = [move for move in left if day in (None, move.old.start.date())]
            for sort in _sorts(scope):
                within = scope if whole else _from_first(scope, sort)
                shifted = _shifted(within, sort, edition)
                if shifted:
                    since = None if whole else within[0].old.start
                    yield replace(shifted, day=day if scope[0].old.dated else None, since=since)
                    left = [move for move in left if move not in within or move.sort != sort]
    yield from (Moved(subject=move.subject, old=move.old, new=move.new) for move in left if move.moved)


def _sorts(scope: Sequence[Move]) -> Iterator[Sort]:
    """How something of *scope* moved, the commonest first."""
    for sort, _ in Counter(move.sort for move in scope).most_common():
        if sort:
            yield sort


def _from_first(scope: Sequence[Move], sort: Sort) -> list[Move]:
    """Those of *scope* from the first on that moved as *sort* says."""
    first = min(move.old.start for move in scope if move.sort == sort)
    return [move for move in scope if move.old.start >= first]


def _shifted(scope: Sequence[Move], sort: Sort, edition: Subject) -> Shifted | None:
    """That all of *scope* moved as *sort* says, with few exceptions; None if that would be no shorter."""
    by, rooms = sort
    concerned = [move for move in scope if rooms is None or move.old.rooms == rooms[0]]
    but = [move.subject.name for move in concerned if move.sort != sort]
    number = len(concerned) - len(but)
    only_rooms = rooms and not by and not but
    if number <= (PAIR if only_rooms else FEW) or len(but) > min(3, number // FEW):
        return None
    return Shifted(subject=edition, number=number, by=by, rooms=rooms, but=tuple(dict.fromkeys(but)))


def summed_up(differences: Iterable[Difference], edition: Subject) -> list[Difference]:
    """*differences*, with one for each lot of talks of which all say the same."""
    lots: dict[Hashable, list[Difference]] = defaultdict(list)
    for number, difference in enumerate(differences):
        lots[_lot(difference) or number].append(difference)
    return [found for lot in lots.values() for found in _as_one(lot, edition)]


def _as_one(lot: list[Difference], edition: Subject) -> list[Difference]:
    like = lot[0]
    limit = SEVERAL if isinstance(like, Items | Changed) else HANDFUL
    if len(lot) <= limit or not isinstance(like, Added | Items | Changed | Standing):
        return lot
    return [Many(subject=edition, number=len(lot), like=like)]


def _lot(difference: Difference) -> Hashable:
    """What talks have in common of which one sentence can say it; nothing where there is none."""
    if difference.subject.level is not Level.TALK:
        return None
    match difference:
        case Added(kind=kind):
            return 'added', kind
        case Items(what=what, came=came, went=went) if not (came and went):
            return 'items', what, bool(came)
        case Changed(what='number' | 'poster board' | 'DOI' | 'pages' | 'file of the paper' as what):
            return what
        case Changed(what=what, old=old, new=new):
            return what, old, new
        case Standing(was=was, now=now, reason=reason, instead=''):
            return 'standing', was, now, reason
    return None
