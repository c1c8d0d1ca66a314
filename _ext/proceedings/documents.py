"""Which document each object of the program is: `talks/2019/jax-md` and the like, which are addresses for ever."""

from __future__ import annotations

from collections.abc import Iterator

from .program import Program

TALKS = 'talks/index'
SPEAKERS = 'speakers/index'
MY_SCHEDULE = 'my-schedule'
"""A page of the site that is no document: it holds nothing but what its reader chose."""


def talk_document(ref: str) -> str:
    return f'talks/{ref}'


def edition_document(edition: str) -> str:
    return f'talks/{edition}/index'


def day_document(ref: str) -> str:
    return _in_folder('days', ref)


def room_document(ref: str) -> str:
    return _in_folder('rooms', ref)


def track_document(ref: str) -> str:
    return _in_folder('tracks', ref)


def _in_folder(folder: str, ref: str) -> str:
    edition, _, id = ref.partition('/')
    return f'talks/{edition}/{folder}/{id}'


def speaker_document(person: str) -> str:
    return f'speakers/{person}'


def documents(program: Program, root_doc: str) -> Iterator[str]:
    """The name of every document that a program has."""
    yield from (root_doc, TALKS, SPEAKERS)
    yield from map(edition_document, program.editions)
    yield from map(day_document, program.days)
    yield from map(room_document, program.rooms)
    yield from map(track_document, program.tracks)
    yield from map(talk_document, program.talks)
    yield from map(speaker_document, program.people)


def calendar_file(docname: str) -> str:
    """The calendar of a page; that of an edition is the one of `talks/2019/schedule`, which no talk can be."""
    return f'{docname}.ics'


def schedule_stem(edition: str) -> str:
    """What the names of the files of a whole edition begin with."""
    return f'talks/{edition}/schedule'


def frab_files(edition: str) -> tuple[str, str]:
    """The schedule for apps, as XML and as JSON."""
    return f'{schedule_stem(edition)}.xml', f'{schedule_stem(edition)}.json'
