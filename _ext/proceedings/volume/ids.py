"""What each thing of a book goes by in it: the ids of sections and entries, each there once.

No id of an author's prose is among them: there, the id of what the prose belongs to is put in front.
"""

from __future__ import annotations

from datetime import date

from ..model import Talk

TITLE_PAGE = 'title-page'
CONTENTS = 'contents'
ABOUT = 'about'
SCHEDULE = 'schedule'
GONE = 'gone'
ORGANIZATION = 'organization'
PEOPLE = 'people'


def part_id(number: int) -> str:
    return f'part-{number}'


def talk_id(talk: Talk) -> str:
    return f'talk-{talk.id}'


def person_id(person: str) -> str:
    return f'person-{person}'


def day_id(day: date) -> str:
    return f'day-{day.isoformat()}'


def prose_id(owner: str, id: str) -> str:
    """For *id* in the prose that belongs to *owner*."""
    return f'{owner}--{id}'
