"""One edition in the shape of `program.json`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from functools import cache
from hashlib import blake2b
from typing import Any, TypeVar
from urllib.parse import quote

from ...documents import (
    calendar_file,
    citation_file,
    day_document,
    edition_document,
    feed_file,
    frab_files,
    room_document,
    schedule_stem,
    session_stem,
    speaker_document,
    talk_document,
    track_document,
)
from ...maths.titles import plain_title
from ...model import Credit, Edition, Person, Revision, Room, Session, Talk, Track
from ...observed import remembered, remembered_with
from ...program import Program
from ...times import utc
from ..target import Target
from . import shape
from .schema import SCHEMA_FILE

Facts = dict[str, Any]
S = TypeVar('S', bound=shape.Shape)
Place = TypeVar('Place', shape.Room, shape.Track)

TO_ROOT = '../../'
"""From the folder of any edition, also of a former id."""


def program_json(program: Program, target: Target, edition: Edition, files: Set[str]) -> bytes:
    """`talks/2019/program.json`; *files* are those that the site has for others (see `ledger`).

    On lines, so that it can be read and compared: after compression that costs hardly anything.
    """
    maker = _Maker(program, target, edition, files)
    written = _written(maker.file())
    for name, entries in (('talks', maker.talks()), ('people', maker.persons())):
        written = written.replace(f'\n "{name}": []', f'\n "{name}": {_list(entries)}', 1)
    return f'{written}\n'.encode()


class _Maker:
    def __init__(self, program: Program, target: Target, edition: Edition, files: Set[str]) -> None:
        self.program = program
        self.target = target
        self.edition = edition
        self.there = files
        self.find_talk = remembered_with(program, self.talk, 'talks', self.around)
        self.find_person = remembered(program, self.person, 'people')

    def file(self) -> shape.ProgramFile:
        """All but talks and people, which are many, and each of which is written by itself."""
        edition = self.edition
        return _made(
            shape.ProgramFile,
            edition,
            **{'$schema': self.target.file_url(SCHEMA_FILE) or f'{TO_ROOT}{SCHEMA_FILE}'},
            version=shape.VERSION,
            updated=utc(max(filter(None, (self.target.stamp(edition), edition.revision.last_modified)))),
            base=f'{self.target.base.rstrip("/")}/' if self.target.base else '',
            series=_made(shape.Series, self.program.series),
            edition=self.of_edition(),
            organizers=self.credits(edition.organizers),
            reviewers=self.credits(edition.reviewers),
            kinds=self.kinds(),
            rooms=[*self.places(shape.Room, edition.rooms, room_document)],
            tracks=[*self.places(shape.Track, edition.tracks, track_document)],
            days=[*self.days()],
            sessions=[self.session(session) for session in edition.sessions],
            talks=(),
            people=(),
            changes=[_made(shape.Change, change, talk=_id(change.talk)) for change in edition.changes],
        )

    # What the edition has

    def of_edition(self) -> shape.Edition:
        edition = self.edition
        document, stem = edition_document(edition.id), schedule_stem(edition.id)
        xml, json = frab_files(edition.id)
        return _made(
            shape.Edition,
            edition,
            **self.page(document),
            **_revision(edition.revision),
            part_of=edition.part_of and {'title': edition.part_of.name, 'url': edition.part_of.url},
            proceedings=_made(
                shape.Proceedings, edition.proceedings, editors=self.credits(edition.proceedings.editors)
            ),
            files=self.files(calendar_file(stem), document, feed=feed_file(edition.id), frab_xml=xml, frab_json=json),
        )

    def kinds(self) -> list[shape.Kind]:
        used = {session.kind.id for session in self.edition.sessions}
        used |= {talk.kind.id for talk in self.edition.talks.values()}
        return [_made(shape.Kind, kind) for kind in self.program.kinds.values() if kind.id in used]

    def places(
        self, shape: type[Place], things: Mapping[str, Room] | Mapping[str, Track], document_of: Callable[[str], str]
    ) -> Iterator[Place]:
        for id, thing in things.items():
            document = document_of(f'{self.edition.id}/{id}')
            yield _made(shape, thing, **self.page(document), files=self.files(calendar_file(document)))

    def days(self) -> Iterator[shape.Day]:
        for day, sessions in self.edition.sessions_by_day().items():
            page = self.page(day_document(f'{self.edition.id}/{day.isoformat()}'))
            yield shape.Day(**page, date=day, sessions=tuple(session.id for session in sessions))

    def session(self, session: Session) -> shape.Session:
        title = self.program.title_of(session)
        return _made(
            shape.Session,
            session,
            **_revision(session.revision),
            kind=session.kind.id,
            title=title,
            plain_title=plain_title(title),
            chairs=self.credits(session.chairs),
            side_by_side=self.edition.is_side_by_side(session),
            files=self.files('', session_stem(session.ref)),
        )

    def talks(self) -> list[str]:
        return [self.find_talk(f'{self.edition.id}/{id}') for id in self.edition.talks]

    def around(self, ref: str) -> str:
        """A short name for what is said of a talk that the program does not say."""
        said = f'{self.target.changed(self.program.talks[ref])} {self.target.abstract(ref)}'
        return blake2b(said.encode(errors='surrogatepass'), digest_size=16).hexdigest()

    def talk(self, ref: str) -> str:
        talk, document = self.program.talks[ref], talk_document(ref)
        made = _made(
            shape.Talk,
            talk,
            **self.page(document),
            **_revision(talk.revision),
            kind=talk.kind.id,
            plain_title=plain_title(talk.title),
            authors=self.credits(talk.authors),
            speakers=self.credits(talk.speakers),
            abstract=self.target.abstract(ref),
            pages=talk.pages and dict(zip(('first', 'last'), talk.pages, strict=True)),
            updated=self.target.changed(talk),
            slots=self.program.slots.get(ref, ()),
            files=self.files(calendar_file(document), document) | self.paper(talk),
        )
        return _written(made)

    def people(self) -> list[Person]:
        """Everybody with a role in the edition, editors of the volume among them."""
        edition = self.edition
        here = {credit.person for talk in edition.talks.values() for credit in talk.people}
        here |= {credit.person for session in edition.sessions for credit in session.chairs}
        others = (*edition.organizers, *edition.reviewers, *edition.proceedings.editors)
        here |= {credit.person for credit in others}
        return [person for person in self.program.people.values() if person.id in here]

    def persons(self) -> list[str]:
        return [self.find_person(person.id) for person in self.people()]

    def person(self, id: str) -> str:
        document = speaker_document(id)
        files = self.files(calendar_file(document), document)
        return _written(_made(shape.Person, self.program.people[id], **self.page(document), files=files))

    # What they have in common

    def credits(self, credits: Iterable[Credit]) -> list[shape.Credit]:
        return [_made(shape.Credit, credit, name=self.program.people[credit.person].name) for credit in credits]

    def page(self, document: str) -> Facts:
        return {'page': self.target.page_path(document), 'page_url': self.target.page_url(document)}

    def files(self, calendar: str, cited: str = '', **others: str) -> Facts:
        """The addresses of those files that the site has; *cited* is the stem of those that say how to cite."""
        bibtex, ris, csl = (citation_file(cited, suffix) for suffix in ('bib', 'ris', 'json'))
        found = {'calendar': calendar, 'bibtex': bibtex, 'ris': ris, 'csl_json': csl, **others}
        return {kind: quote(address) for kind, address in found.items() if address in self.there}

    def paper(self, talk: Talk) -> Facts:
        """Its PDF, which is copied rather than made."""
        file = self.target.paper(talk)
        return {'pdf': quote(file)} if file else {}


def _made(form: type[S], thing: object, **more: Any) -> S:
    """*thing* in the shape *form*: its fields of the same names, and *more*, which goes first."""
    same = {name: getattr(thing, name) for name in _names(form) if name not in more}
    return form.model_validate({**same, **more}, from_attributes=True)


def _written(made: shape.Shape) -> str:
    return made.model_dump_json(by_alias=True, indent=1)


def _list(entries: Sequence[str]) -> str:
    """The list of what is written, as it is one level below the top. No text has a line break in it."""
    lines = ',\n'.join(entries).replace('\n', '\n  ')
    return f'[\n  {lines}\n ]' if entries else '[]'


@cache
def _names(form: type[shape.Shape]) -> tuple[str, ...]:
    return tuple(field.alias or name for name, field in form.model_fields.items())


def _revision(revision: Revision) -> Facts:
    return {'sequence': revision.sequence, 'last_modified': revision.last_modified}


def _id(ref: str) -> str:
    """The id of a talk of the edition itself."""
    return ref.rpartition('/')[2]
