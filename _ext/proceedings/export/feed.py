"""What changes in the program of an edition, for readers of feeds (Atom, RFC 4287).

Written by hand, as frab's XML is: feedgen needs lxml and dateutil for the few elements that there are, feedgenerator
writes the text as HTML, so that readers lose what is behind a `<`, and where nothing has changed it asks the clock.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement
from zoneinfo import ZoneInfo

from ..documents import edition_document, feed_file, talk_document
from ..maths.titles import plain_title
from ..model import Change, Edition
from ..program import Program
from ..times import iso, local
from . import wording
from .target import Target
from .uids import Uids

NAMESPACE = 'http://www.w3.org/2005/Atom'
TO_ROOT = '../../'
"""From the folder of any edition, also of a former id: where nobody knows the address of the site, links lead on from
the feed itself (RFC 3986 5.1.3)."""


def feed_title(program: Program, edition: Edition) -> str:
    return f'{wording.short_edition_title(program, edition)}: changes of the program'


def feed(program: Program, target: Target, edition: Edition, uids: Uids) -> bytes:
    """`talks/2019/changes.atom`."""
    root = Element('feed', xmlns=NAMESPACE)
    made = _Feed(program, target, edition, uids)
    _texts(root, id=f'urn:uuid:{uids.feed(edition)}', title=feed_title(program, edition), updated=made.updated())
    author = SubElement(root, 'author')
    _texts(author, name=program.series.title, **({'uri': program.series.url} if program.series.url else {}))
    if address := target.file_url(feed_file(edition.id)):
        SubElement(root, 'link', rel='self', type='application/atom+xml', href=address)
    made.link(root, edition_document(edition.id))
    for change, number in made.numbered():
        made.entry(SubElement(root, 'entry'), change, number)
    ElementTree.indent(root, ' ')
    text: bytes = ElementTree.tostring(root, encoding='utf-8', xml_declaration=True)
    return text + b'\n'


class _Feed:
    def __init__(self, program: Program, target: Target, edition: Edition, uids: Uids) -> None:
        self.program = program
        self.target = target
        self.edition = edition
        self.uids = uids

    def updated(self) -> str:
        """When something changed last; before that, when the data did."""
        changes = self.edition.changes
        return self.when(changes[0].date) if changes else iso(self.target.stamp(self.edition))

    def when(self, day: date) -> str:
        moment: datetime = local(day, timedelta(0), ZoneInfo(self.edition.timezone))
        return iso(moment)

    def numbered(self) -> Iterator[tuple[Change, int]]:
        """Each change, the newest first, and its number among those of its day and talk, in the order as written.

        That is what its id is made of: neither its words, which may be corrected, nor what else has changed.
        """
        left = Counter((change.date, change.talk) for change in self.edition.changes)
        for change in self.edition.changes:
            yield change, left[change.date, change.talk]
            left[change.date, change.talk] -= 1

    def entry(self, entry: Element, change: Change, number: int) -> None:
        talk = self.program.talks.get(change.talk)
        said = plain_title(change.text)
        id = self.uids.change(self.edition, change.date, talk, number)
        _texts(entry, id=f'urn:uuid:{id}', title=said, updated=self.when(change.date))
        self.link(entry, talk_document(talk.ref) if talk else edition_document(self.edition.id))
        about = f'{said}\n{plain_title(talk.title)}' if talk else said
        SubElement(entry, 'content', type='text').text = about

    def link(self, parent: Element, document: str) -> None:
        """A link to the page of *document*."""
        address = self.target.page_url(document) or f'{TO_ROOT}{self.target.page(document)}'
        SubElement(parent, 'link', rel='alternate', type='text/html', href=address)


def _texts(parent: Element, **texts: str) -> None:
    for name, text in texts.items():
        SubElement(parent, name).text = text
