"""The file that a new edition begins with: what probably stays, and examples, for somebody who never saw the format.

What stays for sure is written; what is a guess, and all examples, are comments with one hash. Explanations have two:
so an editor that takes the first hash of every line away makes all examples count, and leaves the explanations.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from textwrap import wrap
from types import MappingProxyType
from typing import Any

import yaml

from . import times
from .documents import is_taken
from .model import Credit, Edition, Proceedings
from .names import slug
from .problems import short
from .program import Program
from .schema.editors import SCHEMA
from .schema.values import id_of, is_id

EXAMPLES: Mapping[str, str] = MappingProxyType(
    {
        'first-talk': 'A title: as it is printed',
        'second-talk': 'On the formula $E = mc^2$, which is LaTeX between dollars',
    }
)
"""The examples of talks: their ids and titles."""

WIDTH = 112
"""Of an explanation."""

_YEAR = re.compile(r'(?:19|2[01])[0-9]{2}(?![0-9])')
_WEEKS_OF_A_YEAR = timedelta(weeks=52)


@dataclass(frozen=True, kw_only=True, slots=True)
class Known:
    """What is known of a new edition beyond its first day, and need not be guessed."""

    end: date | None = None
    timezone: str = ''
    venue: Mapping[str, str] = field(default_factory=dict)


NOTHING = Known()


def title_of_example(id: str, *, counts: bool) -> str:
    """The title of the example *id*, or nothing if there is none; one that counts at first says what it is."""
    title = EXAMPLES.get(id, '')
    return f'Example: {title}' if title and counts else title


def check_id(id: str) -> None:
    """Raises ValueError where *id* cannot be that of an edition."""
    if is_id(id) and id not in ('series', 'people') and not is_taken(id):
        return
    good = id_of(id)
    hint = good if is_id(good) and good != id else '2021, or 2021-spring'
    raise ValueError(
        f'"{short(id)}" cannot be an id; write lower-case letters, digits and single hyphens, as in {hint}'
    )


def first_day(id: str, program: Program) -> tuple[date, str] | None:
    """(a guess, how it is made): 52 weeks after the latest edition for each year; None where there is nothing to go by.

    So it is the same day of the week, at the same time of the year.
    """
    found = _YEAR.match(id)
    latest = program.latest
    if not latest:
        return (date(int(found[0]), 1, 1), 'it is only the year that is known') if found else None
    years = int(found[0]) - latest.start.year if found else 1
    day = latest.start + years * _WEEKS_OF_A_YEAR
    while found and day.year < int(found[0]):
        day += timedelta(weeks=1)
    weeks = abs((day - latest.start).days) // 7
    side = 'after' if day > latest.start else 'before'
    return day, f'{weeks} weeks {side} {latest.id} began' if weeks else f'the day on which {latest.id} begins'


def new_edition(
    id: str, program: Program, start: date, guess: str = '', *,
    known: Known = NOTHING, schema: bool = False, examples: bool = False,
) -> str:  # fmt: skip
    """The text of `program/ID.yml`; *guess* says how *start* was found, if nobody chose it. *schema* tells whether
    editors find the schema of the file; *examples*, whether those of the schedule and of talks count at first."""
    parts = (
        _head(id, program, schema=schema),
        _edition(id, program, start, guess, known),
        _places(program.latest),
        _people(program),
        _schedule(examples),
        _talks(start, examples),
        _changes(start),
    )
    return '\n'.join('\n'.join(part) + '\n' for part in map(list, parts) if part)


def _head(id: str, program: Program, *, schema: bool) -> Iterator[str]:
    title = program.series.title
    if schema:
        yield f'# yaml-language-server: $schema=../{SCHEMA}'
        yield '#'
        yield from _explained('The line above is for editors, and stays as it is, hash and all.', '')
    yield from _explained(
        f'{_visible(title if id in title else f"{title} {id}")}.',
        '',
        'Lines with two hashes explain. Lines with one are examples, or guesses from the edition before: to make one '
        'count, delete the hash and the space behind it, so that it stands as its neighbours do; delete what you do '
        'not need. Write text that has ": " or " #" in it, or begins with a sign, between quotes: "A title: and more". '
        '`proceedings check` says what is wrong, where, and what to do about it.',
    )


def _edition(id: str, program: Program, start: date, guess: str, known: Known) -> Iterator[str]:
    yield 'edition:'
    yield from _indented(_title(id, program))
    how = f' A guess: {guess}.' if guess else ''
    yield from _indented(_explained(f'The first day, {times.WEEKDAYS[start.weekday()]}.{how}'))
    yield f'  start: {start}'
    yield from _indented(_end(program.latest, start, known.end))
    yield from _indented(_zone(program.latest, known.timezone))
    yield from _indented(_where(program.latest, known.venue))


def _end(latest: Edition | None, start: date, end: date | None) -> Iterator[str]:
    """The last day, if it is known that there are several; or else a guess."""
    yield from _explained('The last day, where there are several.')
    if end and end > start:
        yield f'end: {end}'
    else:
        length = latest.end - latest.start if latest else timedelta()
        yield from _example('end', start + (length or timedelta(days=1)))


def _zone(latest: Edition | None, timezone: str) -> Iterator[str]:
    how = '' if timezone else f'; as it was in {latest.id}' if latest else '; write your own, as America/Vancouver'
    yield from _explained(f'All times in this file are on clocks of this zone{how}.')
    yield f'timezone: {timezone or (latest.timezone if latest else "UTC")}'


def _title(id: str, program: Program) -> Iterator[str]:
    """The title of the edition before, if it is its own; one with the year in it is no more than a guess."""
    latest = program.latest
    if not latest or latest.title == program.series.title:
        yield from _explained('Without a title, it is that of the series, in series.yml.')
        if not latest:
            yield from _example('title', f'{_visible(program.series.title)} {id}')
    elif latest.id in latest.title:
        yield from _explained('Without a title, it is that of the series.')
        yield from _example('title', latest.title.replace(latest.id, id))
    else:
        yield _line({'title': latest.title})


def _where(latest: Edition | None, known: Mapping[str, str]) -> Iterator[str]:
    """The venue that is *known*; otherwise venue, conference and room as they were."""
    yield from _explained('Where it takes place, and the conference that it is part of.')
    venue: dict[str, str] = {'name': 'Town Hall', 'city': 'Example City', 'country': 'Exampleland'}
    conference = {'title': 'Conference on Examples', 'url': 'https://example.org/'}
    if latest and latest.venue:
        keys = ('name', 'url', 'address', 'city', 'region', 'country')
        venue = {key: value for key in keys if (value := getattr(latest.venue, key))}
    if latest and latest.part_of:
        conference = {'title': latest.part_of.name, 'url': latest.part_of.url}
    yield from [_line({'venue': dict(known)})] if known else _example('venue', venue)
    yield from _example('part_of', {key: value for key, value in conference.items() if value})
    yield from _explained('The room of every row of the schedule that names none; it is one of those below.')
    rooms = [latest.room, *latest.rooms] if latest else []
    yield from _example('room', next(filter(None, rooms), 'main-hall'))
    yield from _explained('The volume that its papers are cited from, if there is one; editors: is a list of names.')
    last = latest.proceedings if latest else Proceedings()
    known = _filled(publisher=last.publisher, series=last.series, issn=last.issn)
    yield from _example('proceedings', known or {'publisher': 'Example Press', 'isbn': '978-3-16-148410-0'})


def _places(latest: Edition | None) -> Iterator[str]:
    known = latest.rooms.values() if latest else ()
    rooms = [_filled(id=room.id, name=room.name, url=room.url) for room in known]
    yield from _explained('The rooms, in the order in which the schedule shows them.')
    yield from _list('rooms', rooms or [{'id': 'main-hall', 'name': 'Main Hall'}])
    if latest and latest.tracks:
        yield ''
        yield from _explained('The tracks; a row or a talk names one as track: ID.')
        yield from _list('tracks', [{'id': track.id, 'name': track.name} for track in latest.tracks.values()])


def _people(program: Program) -> Iterator[str]:
    latest = program.latest
    names = Counter(slug(person.name) for person in program.people.values())
    organizers: list[object] = [_mention(credit, program, names) for credit in latest.organizers] if latest else []
    known = f', as in {latest.id}' if latest and organizers else ''
    yield from _explained(
        f'Who organizes it{known}: a name, or a name with a role, where that is another than organizer.'
    )
    yield from _list('organizers', organizers or ['Ada Example', {'name': 'Bo Example', 'role': 'steering committee'}])
    if latest and latest.sponsors:
        yield ''
        yield from _explained(f'The sponsors of {latest.id}.')
        yield from _list('sponsors', [_filled(name=sponsor.name, url=sponsor.url) for sponsor in latest.sponsors])


def _mention(credit: Credit, program: Program, names: Counter[str]) -> str | dict[str, str]:
    """How a file names an organizer: by id where two people have one name, and in short where the name says it all."""
    person = program.people[credit.person]
    who = {'id': person.id} if names[slug(person.name)] > 1 else {'name': person.name}
    affiliation = credit.affiliation if credit.affiliation != person.affiliation else ''
    role = credit.role if credit.role != 'organizer' else ''
    more = _filled(role=role, affiliation=affiliation)
    return {**who, **more} if more or 'id' in who else person.name


def _schedule(counts: bool) -> Iterator[str]:
    yield from _explained(
        'The schedule, from top to bottom. A row has a title, or the id of a talk below, or several ids. Posters of '
        'one row are all there at once; talks of one row follow one another if each is written as '
        '{talk: first-talk, duration: 20}. The row that begins another day says which, as day: 2021-12-14.'
    )
    yield from _counting(
        counts,
        'schedule:',
        '- {time: 09:00-09:10, title: Opening remarks, kind: opening}',
        '- {time: 09:10-09:50, talk: first-talk}',
        '- {time: 09:50-10:10, title: Coffee break, kind: break}',
        '- {time: 10:10-11:10, title: Poster session, kind: poster, talks: [second-talk]}',
    )


def _talks(start: date, counts: bool) -> Iterator[str]:
    yield from _explained(
        'The talks, posters, panels: whatever has a page, talks/EDITION/ID.html. An id stays for ever; a title may '
        'change. A name that is spelled as before is the same person; more about people is in people.yml. What it was '
        'given, as awards, is shown on its page, in lists and in the schedule.'
    )
    yield from _counting(
        counts,
        'talks:',
        '- id: first-talk',
        '  kind: invited',
        f'  title: "{title_of_example("first-talk", counts=counts)}"',
        '  speakers: [Ada Example]',
        '  awards: [Best talk award]',
        '- id: second-talk',
        '  kind: poster',
        f'  title: "{title_of_example("second-talk", counts=counts)}"',
        '  authors: [Ada Example, {name: Bo Example, affiliation: University of Examples}]',
    )
    yield from _examples(
        '  links: {paper: "https://example.org/paper.pdf", video: "https://example.org/video"}',
        '  pages: 12-17',
        '  doi: 10.1000/182',
    )
    yield from _explained(
        'What will not take place stays in this file, since its page is known: a status (tentative, cancelled, '
        'withdrawn, retracted) says how it stands, with the reason for readers, and since when.'
    )
    yield from _examples(
        '- id: third-talk',
        '  title: A talk that was withdrawn',
        '  authors: [Bo Example]',
        '  status: withdrawn',
        '  reason: The authors found a mistake.',
        f'  since: {start}',
    )


def _changes(start: date) -> Iterator[str]:
    yield from _explained(
        'What changed since the program was out, for those who have looked at it already: a list on the page of the '
        'edition, and a feed. `proceedings changes OLD --yaml` proposes it; OLD is what git calls the program of then.'
    )
    yield from _examples('changes:', f'- {{date: {start}, text: "The first talk moved to 09:10.", talk: first-talk}}')


def _explained(*paragraphs: str) -> Iterator[str]:
    lines = (line for text in paragraphs for line in wrap(text, WIDTH, break_on_hyphens=False) or [''])
    yield from (f'## {line}'.rstrip() for line in lines)


def _examples(*lines: str) -> Iterator[str]:
    yield from (f'# {line}' for line in lines)


def _counting(counts: bool, *lines: str) -> Iterator[str]:
    yield from lines if counts else _examples(*lines)


def _example(key: str, value: object) -> Iterator[str]:
    """Nothing where there is no value."""
    if value:
        yield from _examples(_line({key: value}))


def _list(key: str, things: Iterable[object]) -> Iterator[str]:
    yield from _examples(f'{key}:', *(_line([thing]) for thing in things))


def _indented(lines: Iterable[str]) -> Iterator[str]:
    yield from (f'  {line}' for line in lines)


def _line(thing: dict[str, Any] | list[Any]) -> str:
    """One line of YAML, in which every text is read again as what it is, and as text."""
    [value] = thing.values() if isinstance(thing, dict) else thing
    flow = None if isinstance(value, dict) else False  # braces around what is within, but not around the line
    text: str = yaml.safe_dump(thing, default_flow_style=flow, sort_keys=False, allow_unicode=True, width=float('inf'))
    return text.rstrip('\n')


def _filled(**values: str) -> dict[str, str]:
    return {key: value for key, value in values.items() if value}


def _visible(text: str) -> str:
    """*text* as it can stand in a comment: on one line."""
    return ''.join(char for char in ' '.join(text.split()) if char.isprintable())
