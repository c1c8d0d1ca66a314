"""What was found, in lines for a terminal of 80 columns, each of which says all of it, so that they can be searched."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from textwrap import wrap

import yaml

from ..ledger import LEDGER
from ..load.decided import Decided
from ..model import Edition, Person
from ..problems import short
from ..program import Program, Role
from ..schema.values import id_of
from .links import OFFLINE, Answer, Verdict, Where
from .missing import Lack, totals
from .pairs import Pair

WIDTH = 80

MOST = 10
"""How much of a list is shown, unless all of it is wanted."""

NO_BREAK = '\u00a0'

FEW = 3
"""So many are named even where all of a group lack something."""

PLURALS: Mapping[str, str] = {
    'abstract': 'abstracts', 'paper': 'papers', 'slides': 'slides', 'video': 'videos', 'poster': 'posters',
    'time': 'times', 'affiliation': 'affiliations', 'reason': 'reasons', 'date': 'dates',
}  # fmt: skip


def missing_lines(edition: Edition, found: Sequence[Lack], *, all: bool) -> Iterator[str]:
    """What *edition* lacks: the totals, then thing by thing who lacks it."""
    yield short(f'{edition.id}: {edition.full_title}', WIDTH)
    sums = [f'{PLURALS[thing]} {having} of {asked}' for thing, (having, asked) in totals(found).items()]
    together = ', '.join(words.replace(' ', NO_BREAK) for words in sums)
    yield from (line.replace(NO_BREAK, ' ') for line in _indented(together or 'nothing is asked for', 2))
    for lack in found:
        yield from _lack_lines(f'{edition.id} {lack.thing:11}', lack, all=all)


def _lack_lines(start: str, lack: Lack, *, all: bool) -> Iterator[str]:
    """The lines of one thing and group; those where nobody has it are one, and long lists are cut."""
    number = len(lack.lacking)
    if not lack.having and number > FEW and not all:
        yield f'{start} none of {number} {lack.group}'
        return
    shown = lack.lacking[: None if all else _cut(number)]
    width = max((len(id) for id, _ in shown), default=0)
    for id, name in shown:
        yield short(f'{start} {id or lack.group[:-1]:{width}}  {name}', WIDTH)
    if len(shown) < number:
        yield f'{start} … and {number - len(shown)} more {lack.group} (--all)'


def _cut(number: int) -> int:
    """How many of *number* to show: one line that says that there is one more would save nothing."""
    return number if number <= MOST + 1 else MOST


def pair_lines(program: Program, found: Sequence[Pair], decided: Decided, *, all: bool) -> Iterator[str]:
    """Who may be one person, with the evidence, and the lines for either decision."""
    if not found:
        yield f'people: no two look like one person{_known(program, decided)}'
        return
    one = len(found) == 1
    yield f'people: {len(found)} {"pair looks" if one else "pairs look"} like one person in two spellings'
    shown = found[: None if all else _cut(len(found))]
    for pair in shown:
        yield ''
        yield from _pair(program, pair, decided)
    yield ''
    if len(shown) < len(found):
        yield f'… and {len(found) - len(shown)} more pairs, less likely (--people --all)'
    yield from _indented('Nothing was changed. Paste a line into program/people.yml, then run this again.', 0)


def _known(program: Program, decided: Decided) -> str:
    """How many pairs the organizers have decided on: those that they keep apart, and those that they made one."""
    apart, merged = len(decided.distinct), sum(len(person.aliases) for person in program.people.values())
    pairs = f'{apart} {"pair" if apart == 1 else "pairs"} apart' if apart else ''
    ones = f'{merged} {"pair" if merged == 1 else "pairs"} as one' if merged else ''
    known = ' and '.join(filter(None, (pairs, ones)))
    return f'; people.yml has {known}' if known else ''


def _pair(program: Program, pair: Pair, decided: Decided) -> Iterator[str]:
    yield f'{pair.likelihood}: {pair.main.name} / {pair.other.name}'
    for person in (pair.main, pair.other):
        yield from _indented(f'{person.name}: {where_of(program, person)}', 4)
    for label, sign in (('for it', 1), ('against it', -1)):
        words = [found.words for found in pair.evidence if found.words and found.weight * sign > 0]
        if words:
            yield from _indented(f'{label}: {"; ".join(words)}', 4)
    yield f'    one person: {_merged(pair, decided)}'
    yield f'    two people: {_apart(pair, decided)}'


def where_of(program: Program, person: Person) -> str:
    """Where somebody appears, the newest edition first: `2020: p12, reviewer; 2019: p64`."""
    editions: dict[str, dict[str, None]] = {}
    for role in program.roles[person.id]:
        editions.setdefault(role.edition, {})[_at(role)] = None
    return '; '.join(f'{edition}: {", ".join(places)}' for edition, places in editions.items())


def _at(role: Role) -> str:
    return role.talk or role.name


def _merged(pair: Pair, decided: Decided) -> str:
    """The line that makes one person of two."""
    main, other = pair.main, pair.other
    aliases = list(dict.fromkeys((*main.aliases, other.name, *other.aliases)))
    entry: dict[str, object] = {'aliases': aliases if len(aliases) > 1 else aliases[0]}
    former = dict.fromkeys((*main.former_ids, *other.former_ids, other.id))
    if chosen := [id for id in former if id not in map(id_of, aliases)]:  # those of aliases redirect by themselves
        entry['former_ids'] = chosen
    also = f', and delete that of {other.name}' if other.id in decided.listed else ''
    return _line(main, entry, decided, also)


def _apart(pair: Pair, decided: Decided) -> str:
    """The line that keeps two people apart."""
    return _line(pair.main, {'distinct_from': pair.other.name}, decided)


def _line(main: Person, entry: Mapping[str, object], decided: Decided, also: str = '') -> str:
    if main.id in decided.listed:
        return f'{_yaml(entry)[1:-1]}  (in the entry of {main.name}{also})'
    return f'- {_yaml({"name": main.name, **entry})}'


def _yaml(entry: Mapping[str, object]) -> str:
    """*entry* on one line, as people.yml has it."""
    text: str = yaml.safe_dump(dict(entry), default_flow_style=True, allow_unicode=True, sort_keys=False, width=1000)
    return text.strip()


def family_lines(found: Sequence[Person], *, all: bool) -> Iterator[str]:
    """Who is cited by a family name that is only guessed."""
    if found:
        one = len(found) == 1
        what = f'{len(found)} {"author has a name" if one else "authors have names"} of three words or more'
        taken = 'the last of which is taken for the family name'
        way_out = 'write family: in program/people.yml, also where that is right'
        yield from _indented(f'people: {what}, {taken}; {way_out}', 0)
        shown = [person.name for person in found[: None if all else _cut(len(found))]]
        more = f' … and {len(found) - len(shown)} more (--people --all)' if len(shown) < len(found) else ''
        yield from _indented(', '.join(shown) + more, 2)


def ledger_line(missing: int) -> str:
    """How many addresses could still be lost without a word."""
    if not missing:
        return f'all addresses are in {LEDGER}'
    return f'{missing} {"address is" if missing == 1 else "addresses are"} not in {LEDGER} yet: proceedings publish'


def link_lines(checked: Sequence[tuple[Where, Answer]], *, all: bool) -> Iterator[str]:
    """Which links lead nowhere, and of which that cannot be told."""
    if {answer for _, answer in checked} == {OFFLINE}:
        yield f'links: {len(checked)}, and {OFFLINE.words}; is this computer online?'
        return
    dead, unclear = (
        [
            f'{verdict}: {link.owner} {link.kind} {link.url} {answer.words}'
            for link, answer in checked
            if answer.verdict is verdict
        ]
        for verdict in (Verdict.DEAD, Verdict.UNCLEAR)
    )
    yield f'links: {len(checked)}, dead {len(dead)}, cannot tell {len(unclear)}'
    yield from dead
    shown = unclear[: None if all else _cut(len(unclear))]
    yield from shown
    if len(shown) < len(unclear):
        yield f'… and {len(unclear) - len(shown)} more of which nobody can tell (--all)'


def _indented(text: str, by: int) -> Iterable[str]:
    return wrap(text, WIDTH, initial_indent=' ' * by, subsequent_indent=' ' * (by + 2), break_on_hyphens=False)
