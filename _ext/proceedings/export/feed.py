"""What changes in the program of an edition, for readers of feeds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from xml.etree.ElementTree import SubElement

from ..documents import edition_document, feed_file, talk_document
from ..maths.titles import plain_title
from ..model import Change, Edition
from ..program import Program
from ..times import midnight
from . import wording
from .atom import Feed
from .target import Target
from .uids import Uids


def feed_title(program: Program, edition: Edition) -> str:
    return f'{wording.short_edition_title(program, edition)}: changes of the program'


def feed(program: Program, target: Target, edition: Edition, uids: Uids) -> bytes:
    """`talks/2019/changes.atom`."""
    made = Feed(program, target, feed_file(edition.id), edition_document(edition.id))
    made.head(uids.feed(edition), feed_title(program, edition), _updated(target, edition))
    for change, number in _numbered(edition):
        _add_entry(made, program, edition, change, uids, number)
    return made.written()


def _updated(target: Target, edition: Edition) -> datetime:
    """When something changed last; before that, when the data did."""
    changes = edition.changes
    return midnight(changes[0].date, edition.timezone) if changes else target.stamp(edition)


def _numbered(edition: Edition) -> Iterator[tuple[Change, int]]:
    """Each change, the newest first, and its number among those of its day and talk, in the order as written.

    That is what its id is made of: neither its words, which may be corrected, nor what else has changed.
    """
    left = Counter((change.date, change.talk) for change in edition.changes)
    for change in edition.changes:
        yield change, left[change.date, change.talk]
        left[change.date, change.talk] -= 1


def _add_entry(made: Feed, program: Program, edition: Edition, change: Change, uids: Uids, number: int) -> None:
    talk = program.talks.get(change.talk)
    said = plain_title(change.text)
    id = uids.change(edition, change.date, talk, number)
    pages = [*([talk_document(talk.ref)] if talk else []), edition_document(edition.id)]
    entry = made.entry(id, said, midnight(change.date, edition.timezone), *pages)
    about = f'{said}\n{plain_title(talk.title)}' if talk else said
    SubElement(entry, 'content', type='text').text = about
