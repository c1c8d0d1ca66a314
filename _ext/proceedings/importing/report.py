"""What an import has to tell: what found no place, what was guessed, what is wrong. Nothing is dropped in silence."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from ..problems import Place

MAIL_IS_PRIVATE = 'e-mail addresses are private'
"""Why no address of a person comes along: sites are public."""

T = TypeVar('T')


@dataclass(slots=True)
class Lost:
    """A field of the source that a program has no place for: how often it was filled, where first, and with what."""

    field: str
    why: str
    place: Place
    example: str
    times: int = 1


@dataclass(frozen=True, order=True, slots=True)
class Remark:
    """A guess, or something wrong, in a sentence without a full stop that says what was made of it."""

    place: Place
    text: str


Watch = Callable[[str, Sequence[Any]], Iterable[Any]]
"""Takes what is being done (`abstracts`) and with what; gives the same things, and may tell how far it is."""


@dataclass(slots=True)
class Report:
    """Collected while a source is read, merged and written. `watch` is for long work: it may show progress."""

    lost: dict[str, Lost] = field(default_factory=dict)
    guesses: list[Remark] = field(default_factory=list)
    problems: list[Remark] = field(default_factory=list)
    watch: Watch = field(default=lambda what, things: things, repr=False, compare=False)

    def lose(self, field: str, place: Place, example: str, why: str = '') -> None:
        """Note that *field* (as the source calls it, such as `event/feedback_url`) found no place. Empty ones need no
        note. *why* says so where it is on purpose (`MAIL_IS_PRIVATE`)."""
        if known := self.lost.get(field):
            known.times += 1
        else:
            self.lost[field] = Lost(field, why, place, example)

    def each(self, what: str, things: Sequence[T]) -> Iterator[T]:
        """*things*, one after the other, while whoever waits may see how many are done."""
        yield from self.watch(what, things)

    def guess(self, place: Place, text: str) -> None:
        """Note a guess: `"Vortrag" is taken for the kind contributed`."""
        self.guesses.append(Remark(place, text))

    def wrong(self, place: Place, text: str) -> None:
        """Note a problem, and what was made of it: `the duration "-1:00" is none; it ends when the next begins`."""
        self.problems.append(Remark(place, text))

    def __iter__(self) -> Iterator[Remark]:
        """All guesses and problems, in the order of the source."""
        return iter(sorted([*self.guesses, *self.problems]))
