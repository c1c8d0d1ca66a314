"""Which document each object of the program is: `talks/2019/jax-md` and the like, which are addresses for ever."""

from __future__ import annotations

from collections.abc import Iterator

from .program import Program

TALKS = 'talks/index'
SPEAKERS = 'speakers/index'


def talk_document(ref: str) -> str:
    return f'talks/{ref}'


def edition_document(edition: str) -> str:
    return f'talks/{edition}/index'


def speaker_document(person: str) -> str:
    return f'speakers/{person}'


def documents(program: Program, root_doc: str) -> Iterator[str]:
    """The name of every document that a program has."""
    yield from (root_doc, TALKS, SPEAKERS)
    yield from map(edition_document, program.editions)
    yield from map(talk_document, program.talks)
    yield from map(speaker_document, program.people)
