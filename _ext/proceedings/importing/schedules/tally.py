"""What is true of hundreds of talks is said once, with how many they are."""

from __future__ import annotations

from dataclasses import dataclass, field

from ...problems import Place, short
from ..report import Report


@dataclass(slots=True)
class _Counted:
    place: Place
    example: str
    is_wrong: bool
    times: int = 1


@dataclass(slots=True)
class Tally:
    """Guesses and problems by their sentence, until `tell` hands them to the report."""

    report: Report
    _counted: dict[str, _Counted] = field(default_factory=dict)

    def guess(self, place: Place, sentence: str, example: str = '') -> None:
        """Note a guess that may be made often; *example* is what it was first made of."""
        self._count(place, sentence, example, is_wrong=False)

    def wrong(self, place: Place, sentence: str, example: str = '') -> None:
        """Note something wrong that may be so often."""
        self._count(place, sentence, example, is_wrong=True)

    def tell(self) -> None:
        """Hand all of it to the report, each once."""
        for sentence, counted in self._counted.items():
            text = f'{sentence}{_how_often(counted)}'
            (self.report.wrong if counted.is_wrong else self.report.guess)(counted.place, text)
        self._counted.clear()

    def _count(self, place: Place, sentence: str, example: str, *, is_wrong: bool) -> None:
        if known := self._counted.get(sentence):
            known.times += 1
        else:
            self._counted[sentence] = _Counted(place, short(' '.join(example.split())), is_wrong)


def _how_often(counted: _Counted) -> str:
    if counted.times == 1:
        return f' ("{counted.example}")' if counted.example else ''
    return f' ({counted.times} times{f", first for {chr(34)}{counted.example}{chr(34)}" if counted.example else ""})'
