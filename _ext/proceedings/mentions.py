"""What pages mention of the program with roles such as `{talk}`, and what to say where there is no such thing."""

from __future__ import annotations

import re
from typing import NamedTuple

from .problems import Place, did_you_mean
from .program import Program

KINDS = ('talk', 'speaker', 'session', 'edition', 'room', 'track', 'keyword')
"""The roles of ours, by the kind of thing that they lead to."""

OURS_ALONE = tuple(kind for kind in KINDS if kind != 'keyword')
"""Those of which the program knows all targets; a keyword may be one of Sphinx's own, too."""

_WITH_TITLE = re.compile(r'.+<([^<]*)>', re.DOTALL)


class Mention(NamedTuple):
    """A role of ours, with what it names."""

    place: Place
    kind: str
    target: str


def target_of(text: str) -> str:
    """What the *text* of a role names, as Sphinx has it: `2019/jax-md`, `a title <2019/jax-md>`; `!x` is no link."""
    titled = _WITH_TITLE.fullmatch(text)
    return '' if text.startswith('!') else ' '.join((titled[1] if titled else text).split())


def names(program: Program) -> dict[str, dict[str, str]]:
    """What roles can lead to: for each kind of object its targets, with their titles."""
    named = [ref for ref, session in program.sessions.items() if session.named]
    return {
        'talk': {ref: talk.title for ref, talk in program.talks.items()},
        'speaker': {id: person.name for id, person in program.people.items()},
        'session': {ref: program.title_of(program.sessions[ref]) for ref in named},
        'edition': {id: edition.full_title for id, edition in program.editions.items()},
        'room': {ref: room.name for ref, room in program.rooms.items()},
        'track': {ref: track.name for ref, track in program.tracks.items()},
        'keyword': {id: keyword.name for id, keyword in program.keywords.items()},
    }


def is_known(kind: str, target: str, program: Program, known: dict[str, str]) -> bool:
    return target in known or program.former.get(kind, {}).get(target, '') in known


def unknown(kind: str, target: str, known: dict[str, str]) -> str:
    """What is to be said of a *target* that is not *known*: people write names where ids belong, too."""
    ids = {title: id for id, title in known.items()}
    hint = did_you_mean(target, known) or did_you_mean(next((ids[t] for t in _like(target, ids)), ''), known)
    example = next(iter(known), '')
    return f'no {kind} "{target}"{hint or (f"; write one as in {{{kind}}}`{example}`" if example else "")}'


def subtype_of(kind: str) -> str:
    return 'person' if kind == 'speaker' else kind


def _like(target: str, titles: dict[str, str]) -> list[str]:
    found = did_you_mean(target, titles)
    return [title for title in titles if f'"{title}"' in found]
