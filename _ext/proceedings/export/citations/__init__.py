"""How a talk, a session, a person's talks and a whole edition are cited: for LaTeX, for reference managers, in words.

    talk, edition -> works -> bibtex (.bib), ris (.ris), csl (.json), words

What no longer stands is in no list any more, but is still cited by itself, and says why: others have cited it already.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial

from ...documents import CITATION_SUFFIXES, edition_document, session_stem, speaker_document, talk_document
from ...model import Edition, Session
from ...observed import remembered
from ...program import MANY_AUTHORS, Program
from ..target import Target
from . import bibtex, csl, ris, words
from .works import Work, Works, in_order

__all__ = ['Citation', 'Citations', 'cite_edition', 'cite_person', 'cite_proceedings', 'cite_session', 'cite_talk']


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """One or many works in all forms; `text` has a line for each. It is false if there is none."""

    bibtex: str
    ris: str
    csl: str
    text: str

    def __bool__(self) -> bool:
        return bool(self.text)

    @property
    def files(self) -> dict[str, bytes]:
        """What is in each of the files, by its suffix."""
        texts = (self.bibtex, self.ris, self.csl)
        return {suffix: text.encode() for suffix, text in zip(CITATION_SUFFIXES, texts, strict=True)}


def cite_talk(program: Program, target: Target, ref: str) -> Citation:
    return Citations(program, target).of_talk(ref)


def cite_session(program: Program, target: Target, ref: str) -> Citation:
    """The talks of a session, in its order."""
    return Citations(program, target).of_session(program.sessions[ref])


def cite_person(program: Program, target: Target, id: str) -> Citation:
    """All that somebody wrote or gave, the newest edition first."""
    return Citations(program, target).of_person(id)


def cite_proceedings(program: Program, target: Target, id: str) -> Citation:
    """The proceedings of an edition, as one work."""
    return Citations(program, target).of_proceedings(program.editions[id])


def cite_edition(program: Program, target: Target, id: str) -> Citation:
    """The volume: the proceedings, then all talks, in the order of the schedule and of their numbers."""
    return Citations(program, target).of_edition(program.editions[id])


class Citations:
    """The citations of a program. A talk is written once for all the lists that it is in."""

    def __init__(self, program: Program, target: Target) -> None:
        self.program = program
        self.works = Works(program, target)
        self._talk = remembered(program, lambda ref: _written(self.works.talk(ref)), 'cited')
        self._shortened = remembered(program, lambda ref: _written(self.works.talk(ref).shortened()), 'shortened')

    def files(self) -> Iterator[tuple[str, Callable[[], Citation]]]:
        """(document, what makes its citation) of all that may have files beside it."""
        program = self.program
        for edition in program.editions.values():
            yield edition_document(edition.id), partial(self._of_edition, edition.id)
            named = (session.ref for session in edition.sessions if session.named)
            yield from ((session_stem(ref), partial(self._of_session, ref)) for ref in named)
        yield from ((talk_document(ref), partial(self.of_talk, ref)) for ref in program.talks)
        yield from ((speaker_document(id), partial(self.of_person, id)) for id in program.people)

    def _of_edition(self, id: str) -> Citation:
        return self.of_edition(self.program.editions[id])

    def _of_session(self, ref: str) -> Citation:
        return self.of_session(self.program.sessions[ref])

    def of_talk(self, ref: str) -> Citation:
        return _citation([self._talk(ref)])

    def of_session(self, session: Session) -> Citation:
        refs = dict.fromkeys(f'{session.edition}/{slot.talk}' for slot in session.slots)
        return _citation(map(self._talk, self._standing(refs)))

    def of_person(self, id: str) -> Citation:
        """Of what has very many authors, only the first are named: each of a thousand authors has such a list."""
        refs = [f'{role.edition}/{role.talk}' for role in self.program.roles[id] if role.talk]
        return _citation(map(self._in_a_list, self._standing(refs)))

    def of_proceedings(self, edition: Edition) -> Citation:
        return _citation([_written(self.works.proceedings(edition))])

    def of_edition(self, edition: Edition) -> Citation:
        talks = map(self._talk, self._standing(in_order(edition)))
        return _citation([_written(self.works.proceedings(edition)), *talks])

    def _in_a_list(self, ref: str) -> _Forms:
        many = len(self.program.talks[ref].people) > MANY_AUTHORS
        return self._shortened(ref) if many else self._talk(ref)

    def _standing(self, refs: Iterable[str]) -> Iterator[str]:
        return (ref for ref in refs if self.program.talks[ref].stands)


_Forms = tuple[str, str, str, str]
"""One work in BibTeX, RIS, CSL-JSON and words."""


def _written(work: Work) -> _Forms:
    return bibtex.entry(work), ris.entry(work), csl.entry(work), words.entry(work)


def _citation(works: Iterable[_Forms]) -> Citation:
    found = list(works)
    return Citation(
        bibtex='\n'.join(forms[0] for forms in found),
        ris=''.join(forms[1] for forms in found),
        csl=csl.file(forms[2] for forms in found),
        text='\n'.join(forms[3] for forms in found),
    )
