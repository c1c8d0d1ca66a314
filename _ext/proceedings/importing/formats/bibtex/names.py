"""People, as `author` and `editor` name them."""

from __future__ import annotations

import re
from functools import lru_cache

from bibtexparser.middlewares.names import (
    InvalidNameError,
    NameParts,
    parse_single_name_into_parts,
    split_multiple_persons_names,
)

from ....names import TEAMS, fold
from ....problems import Place, short
from ...draft import Mention
from ...tables.people import People

_TEAM = re.compile(r'\b(?:the|survey|team|project|group|committee|working|network|experiment|authors|organizers)\b')


def names_in(text: str, place: Place, people: People) -> list[Mention]:
    """The people of *text*, each once; nobody where it is empty."""
    mentions: dict[str, Mention] = {}
    for name in split_multiple_persons_names(text) if text else ():
        if fold(name) == 'others':
            people.report.wrong(place, f'"{short(text)}" names some people only; add the others')
            continue
        written, family, is_team = _written(name)
        mention = people.mention(written, place, family=people.line(family, place) if family else '')
        mentions.setdefault(mention.person, mention)
        if is_team:
            people.draft.people[mention.person].team = True
    return list(mentions.values())


@lru_cache(maxsize=1 << 14)
def _written(name: str) -> tuple[str, str, bool]:
    """A name as TeX, given name first; its family name with particles; and whether it is no person's."""
    if _is_braced(name):
        plain = fold(name)
        words = plain.strip('{}').split()
        return name, '', len(words) > 1 and (words[-1] in TEAMS or bool(_TEAM.search(plain)))
    try:
        parts = parse_single_name_into_parts(name, strict=False)
    except InvalidNameError:
        parts = NameParts(last=[name])
    family = ' '.join([*parts.von, *parts.last])
    return ' '.join([*parts.first, *parts.von, *parts.last, *parts.jr]), family if parts.first else '', False


def _is_braced(name: str) -> bool:
    """Whether one pair of braces is around all of *name*, which is then never taken apart."""
    if not (name.startswith('{') and name.endswith('}')) or name.startswith('{\\'):
        return False
    depth = 0
    for index, char in enumerate(name):
        depth += (char == '{') - (char == '}')
        if not depth:
            return index == len(name) - 1
    return False
