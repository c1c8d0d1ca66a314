"""What an import has to tell: what found no place, what was guessed, what is wrong. Nothing is dropped in silence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from ..problems import Place


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


@dataclass(slots=True)
class Report:
    """Collected while a source is read, merged and written."""

    lost: dict[str, Lost] = field(default_factory=dict)
    guesses: list[Remark] = field(default_factory=list)
    problems: list[Remark] = field(default_factory=list)

    def lose(self, field: str, place: Place, example: str, why: str = '') -> None:
        """Note that *field* (as the source calls it, such as `event/feedback_url`) found no place. Empty ones need no
        note. *why* says so where it is on purpose (`e-mail addresses are private`)."""
        if known := self.lost.get(field):
            known.times += 1
        else:
            self.lost[field] = Lost(field, why, place, example)

    def guess(self, place: Place, text: str) -> None:
        """Note a guess: `"Vortrag" is taken for the kind contributed`."""
        self.guesses.append(Remark(place, text))

    def wrong(self, place: Place, text: str) -> None:
        """Note a problem, and what was made of it: `the duration "-1:00" is none; it ends when the next begins`."""
        self.problems.append(Remark(place, text))

    def __iter__(self) -> Iterator[Remark]:
        """All guesses and problems, in the order of the source."""
        return iter(sorted([*self.guesses, *self.problems]))
