"""What an event says in words: the same in a calendar and in an app."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sized

from ..documents import talk_document
from ..maths.titles import plain_title
from ..model import Credit, Edition, Slot
from ..program import Program
from ..vocabulary import Status, standing_words
from .events import Event
from .target import Target


def short_edition_title(program: Program, edition: Edition) -> str:
    """`ML4PS 2019`."""
    return short_title(program, edition.id)


def short_title(program: Program, edition: str) -> str:
    """What an edition of that id is called."""
    short = program.series.short_title
    return short if edition in short else f'{short} {edition}'


def summary(event: Event) -> str:
    """The title, with the status in front unless all is as planned: many calendars show nothing else of it."""
    return event.title if event.status is Status.CONFIRMED else f'{_standing(event)}: {event.title}'


def place(event: Event, edition: Edition) -> str:
    """`Great Hall, House of the Nine Isles, Vila Inventada`."""
    venue = (edition.venue.name, edition.venue.city) if edition.venue else ()
    parts = (*edition.room_names(event.rooms), *venue)
    return ', '.join(dict.fromkeys(filter(None, parts)))


def names(program: Program, credits: Iterable[Credit]) -> str:
    return ', '.join(program.people[credit.person].name for credit in credits)


def standing(event: Event, program: Program, target: Target) -> Iterator[str]:
    """Why an event is off, or not certain, or no longer stands; since when, and what is there instead."""
    if event.reason or event.since:
        yield standing_words(event.status, event.since, event.reason)
    if event.talk and event.talk.replaced_by:
        yield f'Replaced by: {_replacement(event.talk.replaced_by, program, target)}'


def _replacement(by: str, program: Program, target: Target) -> str:
    """`A Better Title, https://…`; *by* is the ref of a talk or a web address."""
    if by not in program.talks:
        return by
    return ', '.join(filter(None, (plain_title(program.talks[by].title), target.page_url(talk_document(by)))))


def awards(event: Event) -> Iterator[str]:
    if event.talk and event.talk.awards:
        yield f'{_of_number("Award", event.talk.awards)}: {", ".join(event.talk.awards)}'


def speakers(event: Event, program: Program) -> Iterator[str]:
    if event.talk and event.talk.speakers:
        yield f'{_of_number("Speaker", event.talk.speakers)}: {names(program, event.talk.speakers)}'


def authors(event: Event, program: Program) -> Iterator[str]:
    """Who wrote what is spoken of, where these are not just the speakers."""
    talk = event.talk
    if talk and talk.authors and names(program, talk.authors) != names(program, talk.speakers):
        yield f'{_of_number("Author", talk.authors)}: {names(program, talk.authors)}'


def session(event: Event) -> Iterator[str]:
    if event.session:
        yield f'Session: {event.session}'


def organization(event: Event, program: Program) -> Iterator[str]:
    """Who chairs, and where a poster hangs."""
    if event.chairs:
        yield f'{_of_number("Chair", event.chairs)}: {names(program, event.chairs)}'
    if event.board:
        yield f'Board: {event.board}'


def talks(event: Event, program: Program) -> Iterator[str]:
    """A line for each talk of a session that is an event as a whole."""
    edition = program.editions[event.edition]
    yield from (_talk(slot, edition, program) for slot in event.listed)


def _talk(slot: Slot, edition: Edition, program: Program) -> str:
    talk = edition.talks[slot.talk]
    board = f'{slot.board}: ' if slot.board else ''
    who = f' ({names(program, talk.presenters)})' if talk.presenters else ''
    marks = (*talk.awards, *([] if talk.status is Status.CONFIRMED else [talk.status]))
    marked = f' [{", ".join(marks)}]' if marks else ''
    return f'{board}{plain_title(talk.title)}{who}{marked}'


def _standing(event: Event) -> str:
    return event.status.value.capitalize()


def _of_number(word: str, several: Sized) -> str:
    return word if len(several) == 1 else f'{word}s'
