"""What a page is about in the words of schema.org, as JSON-LD: a graph of its subject, and of the way to the page.

Each thing has an `@id` that all pages call it by: `…/talks/2019/jax-md.html#event`, the same with `#paper`,
`…/speakers/rose-yu.html#person`, `…/talks/2019/#event`, `…/#series`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from ..documents import (
    KEYWORDS,
    SPEAKERS,
    TALKS,
    day_and_page,
    edition_document,
    keyword_document,
    speaker_document,
    talk_document,
)
from ..export.citations.works import Works
from ..maths.titles import plain_title
from ..model import Edition, Talk
from ..program import Program
from ..times import long_day
from .addresses import Addresses
from .events import edition_entry, edition_event, series_ref, talk_event
from .people import profile
from .words import CONTEXT, Node, more, node
from .works import has_volume, has_work, videos, volume_node, work_node

Crumb = tuple[str, str]
"""(title, document) of a page on the way to another."""


class LinkedData:
    """The graph of any page of a program. *works* are how talks and editions are cited."""

    def __init__(self, program: Program, works: Works) -> None:
        self.program = program
        self.works = works

    def graph(self, document: str, to: Addresses, about: str) -> list[Node]:
        """What the page of *document* is about, whose description is *about*; nothing of a page that is nobody's."""
        return [*self._subjects(document, to, about), *self._way(document, to)]

    def _subjects(self, document: str, to: Addresses, about: str) -> Iterator[Node]:
        program = self.program
        match document.split('/'):
            case [_] if document == to.home:
                yield from self._site(to, about)
            case ['talks', edition, 'index'] if edition in program.editions:
                yield from self._edition(program.editions[edition], to, about)
            case ['talks', edition, talk] if f'{edition}/{talk}' in program.talks:
                yield self._talk(program.talks[f'{edition}/{talk}'], to, about)
            case ['speakers', id] if id in program.people:
                yield profile(program, program.people[id], to, about)

    def _site(self, to: Addresses, about: str) -> Iterator[Node]:
        series = self.program.series
        names = {'name': series.title, 'alternateName': series.short_title}
        yield node('WebSite', to.id(to.home, 'website'), **names, url=to.page(to.home), description=about)
        yield more(
            series_ref(self.program, to),
            **names,
            sameAs=[*dict.fromkeys(filter(None, (series.url, *(link.url for link in series.links))))],
            subEvent=[edition_entry(edition, to) for edition in self.program.editions.values()],
        )

    def _edition(self, edition: Edition, to: Addresses, about: str) -> Iterator[Node]:
        image = to.card(edition_document(edition.id))
        yield more(edition_event(self.program, edition, to, about), image=image)
        if has_volume(edition):
            yield volume_node(self.program, edition, self.works.proceedings(edition), to)

    def _talk(self, talk: Talk, to: Addresses, about: str) -> Node:
        """The event, with the work that it is about; or the work alone, of what has no time."""
        document = talk_document(talk.ref)
        work: Node = {}
        if has_work(self.program, talk):
            work = work_node(self.program, talk, self.works.talk(talk.ref), to)
        if slots := self.program.slots.get(talk.ref):
            event = talk_event(self.program, talk, slots, to, about, work)
            return more(event, image=to.card(document))
        recordings = videos(plain_title(talk.title), talk.links)
        return more(work, description=about, image=to.card(document), video=recordings)

    def _way(self, document: str, to: Addresses) -> Iterator[Node]:
        """The pages above a page, and itself, which search engines show instead of its address. They know where they
        have found it."""
        crumbs = [*_crumbs(self.program, document)]
        if crumbs:
            whole = ((self.program.series.short_title, to.home), *crumbs)
            way = [crumb for crumb in whole if to.exists(crumb[1])]
            items = [
                node('ListItem', position=number, name=title, item=to.page(page) if page != document else '')
                for number, (title, page) in enumerate(way, 1)
            ]
            yield node('BreadcrumbList', itemListElement=items)


def _crumbs(program: Program, document: str) -> Iterator[Crumb]:
    match document.split('/'):
        case ['talks', 'keywords', id] if id in program.keywords:
            yield from (('Talks', TALKS), ('Keywords', KEYWORDS))
            yield program.keywords[id].name, keyword_document(id)
        case ['talks', edition, *rest] if edition in program.editions:
            yield program.editions[edition].full_title, edition_document(edition)
            yield from ((title, document) for title in _title_in(program, edition, rest))
        case ['speakers', id] if id in program.people:
            yield 'People', SPEAKERS
            yield program.people[id].name, speaker_document(id)


def _title_in(program: Program, edition: str, rest: list[str]) -> Iterator[str]:
    """The title of a page in the folder of an edition, if it is one of the program."""
    match rest:
        case [id] if (ref := f'{edition}/{id}') in program.talks:
            yield plain_title(program.talks[ref].title)
        case ['days', id] if (ref := f'{edition}/{day_and_page(id)[0]}') in program.days:
            yield long_day(program.days[ref][0].day)
        case ['rooms', id] if (ref := f'{edition}/{id}') in program.rooms:
            yield program.rooms[ref].name
        case ['tracks', id] if (ref := f'{edition}/{id}') in program.tracks:
            yield program.tracks[ref].name


def as_script(graph: list[Node]) -> str:
    """The element for the head of a page; nothing that anybody writes can end it."""
    told = json.dumps({'@context': CONTEXT, '@graph': graph}, ensure_ascii=False, separators=(',', ':'))
    return f'<script type="application/ld+json">{told.replace("<", _LESS)}</script>'


_LESS = '\\u003c'
"""How JSON can write what would begin a tag."""
