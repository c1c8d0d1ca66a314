"""The talks of a day that are too many for its page: session by session, so many on a page as on those of all talks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from docutils import nodes

from .. import paging
from ..documents import day_document, day_talks_document
from ..model import Edition, Session, Slot
from ..nodes import data_item
from ..order import by_number
from ..program import Program
from ..times import long_day
from ..web import PageLink, page_menu
from . import inline, lists, moments
from .edition import session_section
from .inline import Nodes, bullet_list, paragraph
from .parts import Parts
from .session import noun
from .tools import day_menu, schedule_tools


def day_talks_page(program: Program, edition: Edition, day: date, number: int) -> Parts | None:
    """Page *number* of the talks of a day; None where there is no such page."""
    form = program.forms.get(f'{edition.id}/{day.isoformat()}')
    if form is None or not 0 < number <= form.pages:
        return None
    sections = [part.section(program) for part in _on_page(edition, form.apart, number)]
    pager = pages_of_day(program, edition, day, here=number)
    return Parts(
        f'proceedings-day-{day.isoformat()}-talks-{number}',
        ('proceedings-day-talks',),
        [nodes.Text(f'{long_day(day)}: talks, page {number} of {form.pages}')],
        [bullet_list([[inline.edition_link(edition)]], 'proceedings-facts'), *day_menu(program, edition)],
        [*pager, schedule_tools(program, edition), *sections, *(node.deepcopy() for node in pager)],
    )


def pages_of_day(program: Program, edition: Edition, day: date, *, here: int) -> Nodes:
    """The way to the schedule of a day and to each page of its talks; nothing where there is none. *here* is the number
    of the page that it is on; 0 is the schedule."""
    ref = f'{edition.id}/{day.isoformat()}'
    form = program.forms.get(ref)
    if form is None or not form.pages:
        return []
    documents = [day_document(ref), *(day_talks_document(ref, number) for number in range(1, form.pages + 1))]
    labels = ['Schedule', *(f'Talks {label}' for label in _ranges(program.editions[edition.id], form.apart))]
    relations = {here - 1: 'prev', here + 1: 'next'}
    links: list[PageLink] = [
        (label, document, '', relations.get(index, ''))
        for index, (label, document) in enumerate(zip(labels, documents, strict=True))
    ]
    return [page_menu('', label='Pages of this day', links=links, classes=['proceedings-pager'])]


def _ranges(edition: Edition, apart: Sequence[Sequence[Session]]) -> Iterator[str]:
    """`1–400`, `401–751`."""
    total = sum(len(paging.slots_listed(edition, same[0])) for same in apart)
    for first in range(1, total + 1, paging.TALKS_ON_A_PAGE):
        yield f'{first}–{min(total, first + paging.TALKS_ON_A_PAGE - 1)}'


@dataclass(frozen=True, slots=True)
class Part:
    """What a page has of the talks of some sessions, which have the same: from the one of number `first` on."""

    edition: Edition
    same: Sequence[Session]
    first: int
    slots: Sequence[Slot]

    def section(self, program: Program) -> nodes.section:
        made = session_section(self.edition, self.same, self.how_many(), self.talks(program), self.people(program))
        made['classes'].append('no-search')
        if self.first > 1:
            made['ids'] = [f'{made["ids"][0]}-from-{self.first}']
        return made

    def how_many(self) -> str:
        """`12 talks`, or which of them are here."""
        session = self.same[0]
        every = inline.count(len(paging.slots_listed(self.edition, session)), noun(session))
        last = self.first + len(self.slots) - 1
        return every if every.startswith(f'{len(self.slots)} ') else f'{self.first}–{last} of {every}'

    def people(self, program: Program) -> Nodes:
        chairs = self.same[0].chairs
        return (
            [paragraph([nodes.Text('Chair: '), *inline.people(program, chairs)], 'proceedings-note')] if chairs else []
        )

    def talks(self, program: Program) -> nodes.bullet_list:
        items = (self.item(program, slot) for slot in self.slots)
        talks = [self.edition.talks[slot.talk] for slot in self.slots]
        return inline.list_of(items, 'proceedings-papers', *lists.numbered(talks))

    def item(self, program: Program, slot: Slot) -> data_item:
        session = self.same[0]
        talk = self.edition.talks[slot.talk]
        at = [*moments.times(slot, session.day), nodes.Text(' ')] if session.timed else []
        item = lists.talk_item(program, talk, slot)
        line = next(item.findall(nodes.paragraph))
        line.children = [*at, *line.children]
        item['data'] |= {'track': talk.track or session.track, 'rooms': ' '.join(slot.rooms or session.rooms)}
        return item


def _on_page(edition: Edition, apart: Sequence[Sequence[Session]], number: int) -> Iterator[Part]:
    """What of the talks of a day is on page *number*."""
    start, end = (number - 1) * paging.TALKS_ON_A_PAGE, number * paging.TALKS_ON_A_PAGE
    before = 0
    for same in apart:
        slots = list(_in_order(edition, same[0]))
        first = max(start - before, 0)
        if found := slots[first : max(end - before, 0)]:
            yield Part(edition, same, first + 1, found)
        before += len(slots)


def _in_order(edition: Edition, session: Session) -> Iterable[Slot]:
    """Posters by number, what follows one another as it does."""
    slots = paging.slots_listed(edition, session)
    if not paging.has_papers(edition, session):
        return slots
    order = {talk.id: index for index, talk in enumerate(by_number(edition.talks[slot.talk] for slot in slots))}
    return sorted(slots, key=lambda slot: order[slot.talk])
