"""A sentence or two about a page, as search engines show it below the title: of about 160 characters, which they do.

What somebody wrote for a page describes it best; where there is nothing, the facts do.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date

from docutils import nodes

from .. import documents
from ..documents import day_and_page
from ..keywords import Keyword
from ..maths.plain import plain
from ..maths.titles import plain_title
from ..model import Edition, Person, Session, Talk
from ..program import Program, Role
from ..render.inline import count
from ..render.record import standing_sentence
from ..times import day_range, full_date, long_day

LENGTH = 160

ENOUGH = 2 * LENGTH
"""Characters of prose that are kept for a description."""

NAMES = 3
"""How many people are named of a talk."""

TALKS = 'talks and papers'
"""What there is, be it given or only published."""

_LOOSE = ' \t,;:–—-(['
_ENDS = ('.', '!', '?', '。', '！', '？')


def lead_of(prose: Iterable[nodes.Node]) -> str:
    """The beginning of *prose* as text: of its paragraphs, with formulas as they read well."""
    found = ''
    for root in prose:
        for paragraph in root.findall(nodes.paragraph):
            found = f'{found} {" ".join(_readable(paragraph).split())}'.strip()
            if len(found) > ENOUGH:
                return cut(found, ENOUGH)
    return found


def _readable(node: nodes.Node) -> str:
    if isinstance(node, nodes.math):
        return plain(node.astext())
    if isinstance(node, nodes.footnote_reference | nodes.image):
        return ''
    return ''.join(map(_readable, node.children)) if isinstance(node, nodes.Element) else node.astext()


def cut(text: str, length: int = LENGTH) -> str:
    """*text*, or its beginning up to the end of a word, with an ellipsis if that ends no sentence; where there are no
    words, up to a letter."""
    if len(text) <= length:
        return text
    beginning = text[:length]
    words, _space, _ = beginning.rpartition(' ')
    found = (words if len(words) > length // 2 else beginning[:-1]).rstrip(_LOOSE)
    return found if found.endswith(_ENDS) else f'{found}…'


def description(program: Program, document: str, home: str, lead: str = '') -> str:
    """What the page of *document* is about; *lead* is the beginning of what somebody wrote for it. Nothing where it is
    no page of the program, and has no such prose."""
    return cut(' '.join(_description(program, document, home, ' '.join(lead.split())).split()))


def _description(program: Program, document: str, home: str, lead: str) -> str:
    match document.split('/'):
        case [_] if document == home:
            return lead or _home(program)
        case ['talks', _] if number := documents.talks_page_number(program, document):
            return lead or _talks(program, number)
        case ['speakers', 'index']:
            return lead or f'All {len(program.people)} people of {program.series.title}: {_WHO}.'
        case ['speakers', 'letters', _] if letter := documents.letter_of(program, document):
            return lead or f'People of {program.series.title} whose names begin with {letter}: {_WHO}.'
        case ['talks', 'keywords', 'index']:
            return lead or f'What {TALKS} of {program.series.title} are about: all {len(program.keywords)} keywords.'
        case ['talks', 'keywords', id] if id in program.keywords:
            return lead or _keyword(program, program.keywords[id])
        case ['talks', edition, 'index'] if edition in program.editions:
            return lead or _edition(program.editions[edition])
        case ['talks', edition, talk] if f'{edition}/{talk}' in program.talks:
            return _talk(program, program.talks[f'{edition}/{talk}'], lead)
        case ['talks', edition, 'days', name] if (day := f'{edition}/{day_and_page(name)[0]}') in program.days:
            return lead or _day(program.editions[edition], program.days[day][0].day, program.days[day])
        case ['talks', edition, 'rooms', room] if f'{edition}/{room}' in program.rooms:
            return lead or _room(program.editions[edition], room)
        case ['talks', edition, 'tracks', track] if f'{edition}/{track}' in program.tracks:
            return lead or _track(program.editions[edition], track)
        case ['speakers', id] if id in program.people:
            return lead or _person(program, program.people[id])
        case [documents.MY_SCHEDULE]:
            return f'The talks of {program.series.title} that you have picked, in the order of time.'
    return lead


_WHO = 'authors, speakers, chairs, organizers and reviewers'


def _number(of_talks: Sequence[Talk]) -> str:
    """`1 poster`, `3 papers`; of different sorts `12 talks and papers`."""
    sorts = {_sort(talk) for talk in of_talks}
    return count(len(of_talks), *sorts) if len(sorts) == 1 else f'{len(of_talks)} {TALKS}'


def _sort(talk: Talk, *, written: bool = False) -> str:
    """What a talk is; or to somebody who has only *written* it: there a paper is more than where that was shown."""
    if not talk.kind.presented or (written and talk.has_paper):
        return 'paper'
    return 'poster' if talk.kind.id == 'poster' else 'talk'


def _editions(ids: Iterable[str]) -> str:
    """`2019, 2020`: in the order of time, which programs have the other way round."""
    return ', '.join(reversed([*ids]))


def _home(program: Program) -> str:
    editions = _editions(program.editions)
    latest = f' Latest: {_when_and_where(program.latest)}.' if program.latest else ''
    return f'Program and proceedings of {program.series.title}{f" ({editions})" if editions else ""}.{latest}'


def _edition(edition: Edition) -> str:
    """When, where, part of what, how much there is: the end may be cut."""
    part = f', part of {edition.part_of.name}' if edition.part_of else ''
    talks = [talk for talk in edition.talks.values() if talk.stands]
    what = f' Schedule, {_number(talks)}.' if talks else ''
    return f'{edition.full_title}: {_when_and_where(edition)}{part}.{what}'


def _when_and_where(edition: Edition) -> str:
    """`Saturday 14 December 2019, Vancouver`."""
    venue = edition.venue
    where = dict.fromkeys(filter(None, (venue.name, venue.city) if venue else ()))
    return ', '.join((day_range(edition.start, edition.end), *where))


def _talk(program: Program, talk: Talk, lead: str) -> str:
    """The abstract, unless the talk no longer stands: then nothing matters more."""
    if not talk.stands:
        return standing_sentence(talk)
    if lead:
        return lead
    edition = program.editions[talk.edition]
    slots = program.slots.get(talk.ref)
    day = f', {full_date(slots[0].start.date())}' if slots else ''
    who = f' by {listed([program.people[credit.person].name for credit in talk.people])}' if talk.people else ''
    return f'{talk.kind.name}{who} at {edition.full_title}{day}.'


def listed(names: Sequence[str]) -> str:
    """`Ada Smith, Rose Yu and 5 others`."""
    found = [*names] if len(names) <= NAMES else [*names[: NAMES - 1], f'{len(names) - NAMES + 1} others']
    return ' and '.join(filter(None, (', '.join(found[:-1]), *found[-1:])))


def _person(program: Program, person: Person) -> str:
    """Who, from where, in what role of how many talks and papers, in what other roles, in which editions."""
    roles = program.roles[person.id]
    affiliation = next((role.affiliation for role in roles if role.affiliation), person.affiliation)
    works = _works(program, roles)
    others = dict.fromkeys(role.name for role in roles if not (role.talk and works))
    what = ', '.join((*works, *others))
    editions = _editions(dict.fromkeys(role.edition for role in roles))
    at = f' at {program.series.title} {editions}' if editions else ''
    return f'{", ".join(filter(None, (person.name, affiliation)))}: {what or "person"}{at}.'


def _works(program: Program, roles: Iterable[Role]) -> list[str]:
    """`author of 2 papers`, `speaker of 1 talk`, of all that stands."""
    found: Counter[tuple[str, str]] = Counter()
    for role in roles:
        if role.talk and (talk := program.talks[f'{role.edition}/{role.talk}']).stands:
            found[role.name, _sort(talk, written=role.name == 'author')] += 1
    return [f'{name} of {count(number, sort)}' for (name, sort), number in found.items()]


def _keyword(program: Program, keyword: Keyword) -> str:
    talks = [program.talks[ref] for ref in keyword.talks]
    titles = _some([plain_title(talk.title) for talk in talks])
    return f'{keyword.name} at {program.series.title}, {_number(talks)}{titles}.'


def _talks(program: Program, number: int) -> str:
    editions = _editions(program.editions)
    page = f' (page {number})' if number > 1 else ''
    return f'All {TALKS} of {program.series.title} {editions}{page}, with people, keywords and links to papers.'


def _day(edition: Edition, day: date, sessions: Sequence[Session]) -> str:
    busy = [session for session in sessions if not session.kind.quiet]
    names = _some([plain_title(edition.title_of(session)) for session in busy])
    return f'{edition.full_title}: schedule of {long_day(day)}, {count(len(busy), "session")}{names}.'


def _some(titles: Sequence[str]) -> str:
    """What the titles are of things that were counted: all of them, or that there are others."""
    before = ': ' if len(titles) <= NAMES else ', among them '
    return f'{before}{"; ".join(titles[:NAMES])}' if titles else ''


def _room(edition: Edition, id: str) -> str:
    number = sum(id in session.rooms and not session.kind.quiet for session in edition.sessions)
    what = f': {count(number, "session")}' if number else ''
    return f'What takes place in {edition.rooms[id].name} at {edition.full_title}, {_when_and_where(edition)}{what}.'


def _track(edition: Edition, id: str) -> str:
    inside = {slot.talk for session in edition.sessions if session.track == id for slot in session.slots}
    talks = [talk for talk in edition.talks.values() if talk.stands and (talk.track == id or talk.id in inside)]
    what = f': {_number(talks)}' if talks else ''
    return f'Track {edition.tracks[id].name} of {edition.full_title}, {_when_and_where(edition)}{what}.'
