"""What an edition lacks, by name: abstracts, papers, slides, videos, posters, times, affiliations, reasons.

Asked is only what an organizer would ask for. An abstract is asked of every talk in which something is told. A paper is
asked of what has authors: invited talks and panels have speakers only. Slides and videos are asked of what is given to
an audience, not of posters and of papers that were only published; a panel has no slides, and what has yet to take
place no video. Where one of a kind has something all the same, it is asked of all of that kind: a workshop that
collects videos of posters wants to know whose is missing. Nothing is asked of what no longer stands but why and since
when; biographies are nobody's duty.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ..maths.titles import plain_title
from ..model import Edition, Session, Talk
from ..program import Program, Role
from ..prose.comments import without_comments
from ..source import front_matter
from ..vocabulary import GONE, Kind

NOTHING_TOLD = frozenset({'opening', 'closing', 'award', 'qa', 'session'})
"""Kinds of which no abstract is asked; nor is one of what is quiet."""

CONVERSATIONS = frozenset({'panel', 'discussion', 'breakout', 'qa'})
"""Kinds of which no slides are asked."""

ROLES = ('organizers', 'speakers', 'chairs', 'authors', 'reviewers')
"""The groups of people, the one whose affiliation readers look for first."""


@dataclass(frozen=True, slots=True)
class Lack:
    """How many of a group, such as posters, have a thing, such as a video, and which do not.

    Each of `lacking` is an id, or nothing for a person, and a title or name.
    """

    thing: str
    group: str
    having: int
    lacking: tuple[tuple[str, str], ...]


def lacks(program: Program, edition: Edition, site: Path, today: date) -> Iterator[Lack]:
    """What was asked for in *edition*, thing by thing, each with who lacks it."""
    yield from _of_talks(edition, site, today)
    yield from _affiliations(program, edition)
    yield from _tombstones(program, edition)


def _of_talks(edition: Edition, site: Path, today: date) -> Iterator[Lack]:
    kinds: dict[str, list[Talk]] = defaultdict(list)
    for talk in edition.talks.values():
        if talk.status not in GONE:
            kinds[talk.kind.id].append(talk)
    scheduled = edition.slots_by_talk()
    for thing, has, is_asked in (
        ('abstract', lambda talk: has_prose(site / f'talks/{talk.ref}.md'), tells_something),
        ('paper', _has('paper'), lambda talk: bool(talk.authors)),
        ('slides', _has('slides'), lambda talk: _has_audience(talk.kind) and talk.kind.id not in CONVERSATIONS),
        ('video', _has('video'), lambda talk: _has_audience(talk.kind) and edition.end < today),
        ('poster', _has('poster'), lambda talk: talk.kind.id == 'poster'),
        ('time', lambda talk: talk.id in scheduled, lambda talk: talk.kind.presented),
    ):
        for talks in kinds.values():
            yield from _lack(thing, talks, has, is_asked)


def _lack(
    thing: str, talks: list[Talk], has: Callable[[Talk], bool], is_asked: Callable[[Talk], bool]
) -> Iterator[Lack]:
    """What *talks*, all of one kind, lack, if it is asked of them."""
    having = {talk.id for talk in talks if has(talk)}
    asked = [talk for talk in talks if having or is_asked(talk)]
    if asked:
        lacking = tuple(_entry(talk) for talk in asked if talk.id not in having)
        yield Lack(thing, in_a_sentence(talks[0].kind.plural), len(having), lacking)


def _has(kind: str) -> Callable[[Talk], bool]:
    return lambda talk: talk.has(kind)


def tells_something(talk: Talk) -> bool:
    """Whether an abstract is asked of it."""
    return not talk.kind.quiet and talk.kind.id not in NOTHING_TOLD


def _has_audience(kind: Kind) -> bool:
    return kind.presented and not (kind.side_by_side or kind.quiet or kind.id in NOTHING_TOLD)


def has_prose(path: Path) -> bool:
    """Whether a Markdown file is there, with something below its front matter that a page shows."""
    if not path.is_file():
        return False
    text = path.read_text(encoding='utf-8-sig', errors='replace')
    _, lines = front_matter(text)
    return bool(without_comments('\n'.join(text.splitlines()[lines:])).strip())


def _affiliations(program: Program, edition: Edition) -> Iterator[Lack]:
    groups: dict[str, dict[str, bool]] = {group: {} for group in ROLES}
    for person, roles in program.roles.items():
        here = [role for role in roles if role.edition == edition.id]
        if here:
            group = min((_group(role) for role in here), key=ROLES.index)
            groups[group][program.people[person].name] = any(role.affiliation for role in here)
    for group, people in groups.items():
        if people:
            lacking = tuple(('', name) for name, has in people.items() if not has)
            yield Lack('affiliation', group, len(people) - len(lacking), lacking)


def _group(role: Role) -> str:
    if role.talk:
        return 'authors' if role.name == 'author' else 'speakers'
    return 'chairs' if role.session else 'reviewers' if role.name == 'reviewer' else 'organizers'


def _tombstones(program: Program, edition: Edition) -> Iterator[Lack]:
    """What no longer stands, and does not say why or since when."""
    stones: list[Talk | Session] = [talk for talk in edition.talks.values() if talk.status in GONE]
    stones += [session for session in edition.sessions if session.status in GONE]
    for thing, lacking in (
        ('reason', [stone for stone in stones if not stone.reason]),
        ('date', [stone for stone in stones if not stone.since]),
    ):
        if stones:
            entries = tuple(_entry(one, program.title_of(one) if isinstance(one, Session) else '') for one in lacking)
            yield Lack(thing, 'entries that no longer stand', len(stones) - len(lacking), entries)


def _entry(thing: Talk | Session, title: str = '') -> tuple[str, str]:
    return thing.id, plain_title(title or thing.title)


def in_a_sentence(words: str) -> str:
    """*words* with a small letter in front, unless they begin with an acronym."""
    return words if words[1:2].isupper() else words[:1].lower() + words[1:]


def totals(found: Iterable[Lack]) -> dict[str, tuple[int, int]]:
    """(how many have it, how many it is asked of) for each thing."""
    sums: dict[str, tuple[int, int]] = {}
    for lack in found:
        having, asked = sums.get(lack.thing, (0, 0))
        sums[lack.thing] = having + lack.having, asked + lack.having + len(lack.lacking)
    return sums
