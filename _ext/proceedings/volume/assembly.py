"""The book of an edition: one document, of a section for each chapter, and below some of these one for each talk.

What is rendered from the model has references to documents, like every page; the prose of authors is taken out of the
documents that Sphinx has read, and resolved as a part of these, since only there its references and numbers are right.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from docutils import nodes

from ..documents import (
    day_document,
    edition_document,
    papers_document,
    session_document,
    speaker_document,
    talk_document,
)
from ..frozen import planted
from ..model import Edition
from ..program import Program
from ..render.inline import section
from ..render.schedule import schedule_tables, session_node_id
from ..render.session import papers_node_id
from .contents import contents_page, talks_in
from .front import Imprint, organization, title_page
from .ids import ABOUT, SCHEDULE, TITLE_PAGE, day_id, person_id, talk_id
from .people import people_index
from .references import Place, References, move, name_lists
from .talks import groups, parts, prose

Nodes = list[nodes.Node]


@dataclass(kw_only=True)
class Assembly:
    """Puts the book of *edition* together.

    `read` gives the prose of a document, its references resolved; `resolve` does the same to what is made here;
    `downloads` is the folder that files to download are in.
    """

    program: Program
    edition: Edition
    imprint: Imprint
    read: Callable[[str], Nodes]
    resolve: Callable[[Nodes], Nodes]
    downloads: str
    places: dict[Place, str] = field(default_factory=dict)

    def chapters(self) -> list[nodes.section]:
        """The whole book: each id is there once, and each reference leads to one of them or to the web."""
        frame = planted(self.frame())
        for chapter in frame:
            name_lists(chapter)
        made = [found for found in self.resolve([*frame]) if isinstance(found, nodes.section)]
        self.places.update(self.places_of(made))
        for chapter in made:
            self.fill(chapter)
        references = References(self.places, self.imprint.site, self.downloads)
        for chapter in made:
            references.settle(chapter)
        return made

    # What is made from the model

    def frame(self) -> Iterator[nodes.section]:
        """All but the prose."""
        chapters = list(self.body())
        yield title_page(self.program, self.edition, self.imprint)
        yield contents_page(chapters)
        yield from chapters

    def body(self) -> Iterator[nodes.section]:
        """What the contents list."""
        program, edition = self.program, self.edition
        yield from self.about()
        yield from self.schedule()
        yield from parts(program, edition, self.imprint.site)
        yield from organization(program, edition)
        yield from people_index(program, edition, [talk for _, group in groups(program, edition) for talk in group])

    def about(self) -> Iterator[nodes.section]:
        document = edition_document(self.edition.id)
        if self.read(document):
            yield section(ABOUT, [nodes.Text('About')], prose('', document=document, is_div=True))

    def schedule(self) -> Iterator[nodes.section]:
        tables = schedule_tables(self.program, self.edition, self.edition.sessions, anchors=True)
        for day, table in zip(self.edition.sessions_by_day(), tables, strict=True):
            next(table.findall(nodes.table))['ids'] = [day_id(day)]
        if tables:
            yield section(SCHEDULE, [nodes.Text('Schedule')], *tables)

    def places_of(self, made: Iterable[nodes.section]) -> Mapping[Place, str]:
        """Where the book has what has a page on the site, or a place on one."""
        ids = {id for chapter in made for node in chapter.findall(nodes.Element) for id in node['ids']}
        return {place: id for place, id in self.planned(made) if id in ids}

    def planned(self, made: Iterable[nodes.section]) -> Iterator[tuple[Place, str]]:
        home = edition_document(self.edition.id)
        yield from [((home, ''), TITLE_PAGE), ((home, SCHEDULE), SCHEDULE)]
        yield from (((talk_document(talk.ref), ''), talk_id(talk)) for talk in self.edition.talks.values())
        yield from (((speaker_document(person), ''), person_id(person)) for person in self.program.people)
        for day in self.edition.sessions_by_day():
            yield (day_document(f'{self.edition.id}/{day.isoformat()}'), ''), day_id(day)
        chapters = {talk['ids'][0]: chapter['ids'][0] for chapter in made for talk in talks_in(chapter)}
        for session in self.edition.sessions:
            yield (session_document(self.program, session), session_node_id(session)), session_node_id(session)
            for slot in session.slots[:1]:
                listed = papers_document(self.program, session), papers_node_id(session)
                yield listed, chapters[talk_id(self.edition.talks[slot.talk])]

    # What authors wrote

    def fill(self, chapter: nodes.section) -> None:
        """Put the prose of authors where it belongs; where there is none, nothing is left of its place."""
        for place in list(chapter.findall(prose)):
            written = self.read(place['document'])
            if written:
                self.places.update(move(written, place['document'], place.parent['ids'][0]))
                filled = nodes.container('', *written, classes=place['classes'], is_div=True)
                filled['document'] = place['document']
                place.replace_self(filled)
            else:
                place.parent.remove(place)
