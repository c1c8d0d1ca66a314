"""schedule.xml, as frab, pretalx, FOSDEM, wafer, OSEM, the hub, and we ourselves write it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ...problems import Place
from ..draft import Draft
from ..reading import xml_source
from ..reading.texts import beginning, content
from ..reading.xml_source import Element
from ..report import Report
from ..schedules.fields import Fields
from ..schedules.frab import draft_of
from ..schedules.frab_file import Day, Person, Row, Schedule, day_of
from . import File, UnreadableError

NAME = 'schedule.xml (frab, pretalx, FOSDEM, wafer)'

_ROOT = re.compile(r'<\s*(?:\w+:)?schedule[\s>/]')


def recognizes(file: File) -> bool:
    """Whether its root is a schedule."""
    text = beginning(file)
    return bool(_ROOT.search(re.sub(r'<!--.*?-->|<\?.*?\?>|<!\w[^>]*>', '', text, flags=re.DOTALL)[:1000]))


def read(files: Sequence[File], report: Report) -> Draft:
    """What one file says; several are refused, since each is a whole schedule."""
    if len(files) > 1:
        raise UnreadableError(f'{files[1].name}: one schedule.xml at a time: each is the schedule of one event')
    return draft_of(schedule_of(content(files[0]), files[0].name, report), report)


def schedule_of(data: bytes, name: str, report: Report) -> Schedule:
    """The file as it is. Raises UnreadableError."""
    root = xml_source.parse(data, name, report)
    if _name(root) != 'schedule':
        place = xml_source.place_of(root, name)
        raise UnreadableError(f'{place}: begins with <{_name(root)}>, and a schedule.xml begins with <schedule>')
    return _Reader(root, name, report).schedule()


class _Reader:
    def __init__(self, root: Element, name: str, report: Report) -> None:
        self.root = root
        self.name = name
        self.report = report

    def schedule(self) -> Schedule:
        conference = _child(self.root, 'conference')
        head = self.fields('schedule', self.root, skip=('conference', 'day', 'generator'))
        generator = _child(self.root, 'generator')
        found = Schedule(
            conference=Fields('conference', self.place(self.root), ())
            if conference is None
            else self.conference(conference),
            head=head,
            generator=self.wafer()
            if generator is None
            else (generator.get('name') or xml_source.text_of(generator)).strip().lower(),
        )
        if conference is None:
            self.report.wrong(self.place(self.root), 'there is no <conference>; the title has to come from elsewhere')
        else:
            found.tracks = [self.fields('conference/track', track) for track in _children(conference, 'track')]
        for day in _children(self.root, 'day'):
            self.day(day, found)
        return found

    def wafer(self) -> str:
        """`wafer`, if it wrote this: it does not say so, and calls addresses as nobody else does."""
        return '' if self.root.find('.//{*}event/{*}full_conf_url') is None else 'wafer'

    def conference(self, element: Element) -> Fields:
        return self.fields('conference', element, skip=('track',))

    def day(self, element: Element, found: Schedule) -> None:
        day = day_of(self.fields('day', element, skip=('room', 'event')), '@date', '@start', '@end', self.report)
        for room in _children(element, 'room'):
            name = (room.get('name') or '').strip()
            found.rooms.append(name)
            self.lose(self.fields('room', room, skip=('event', '@name', '@guid', '@id')))
            found.rows += [self.row(event, day, name) for event in _children(room, 'event')]
        found.rows += [self.row(event, day, '') for event in _children(element, 'event')]

    def row(self, element: Element, day: Day, room: str) -> Row:
        return Row(
            fields=self.fields('event', element, skip=('persons', 'links', 'attachments')),
            day=day,
            room=room,
            persons=[self.person(person) for person in _below(element, 'persons')],
            links=[self.fields('event/links/link', link) for link in _below(element, 'links')],
            attachments=[self.fields('event/attachments/attachment', link) for link in _below(element, 'attachments')],
        )

    def person(self, element: Element) -> Person:
        fields = self.fields('event/persons/person', element, skip=('links',))
        name = fields.take('.', 'name', 'public_name', 'full_public_name', '@name')
        links = [self.fields('event/persons/person/links/link', link) for link in _below(element, 'links')]
        return Person(fields, name, links)

    def fields(self, path: str, element: Element, skip: Sequence[str] = ()) -> Fields:
        texts = ((way, text) for way, text in _texts(element) if way.split('/')[0] not in skip)
        return Fields(path, self.place(element), texts)

    def lose(self, fields: Fields) -> None:
        fields.drop('.')
        fields.lose(self.report)

    def place(self, element: Element) -> Place:
        return xml_source.place_of(element, self.name)


def _texts(element: Element, way: str = '') -> Iterator[tuple[str, str]]:
    """Each text of *element* and below it with the way to it: `@id`, `title`, `recording/license`; `.` is its own."""
    for name, text in element.attrib.items():
        yield f'{way}@{_local(str(name))}', str(text)
    own = ''.join([element.text or '', *(child.tail or '' for child in element)])
    yield way.rstrip('/') or '.', own
    for child in element:
        yield from _texts(child, f'{way}{_name(child)}/')


def _name(element: Element) -> str:
    return _local(str(element.tag))


def _local(name: str) -> str:
    return name.rpartition('}')[2]


def _children(element: Element, name: str) -> list[Element]:
    return [child for child in element if _name(child) == name]


def _child(element: Element, name: str) -> Element | None:
    return next(iter(_children(element, name)), None)


def _below(element: Element, name: str) -> list[Element]:
    return [child for group in _children(element, name) for child in group]
