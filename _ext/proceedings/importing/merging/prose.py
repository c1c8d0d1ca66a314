"""The abstracts and biographies of an import."""

from __future__ import annotations

from collections.abc import Mapping

from ...problems import Place, short
from ...source import front_matter
from ..draft import Text
from ..files.site_files import text_of
from ..files.write import CannotImportError, FileChange
from ..report import Remark
from ..texts import to_markdown
from .memory import Record, digest
from .state import Import


class Prose:
    """The texts of a draft, merged into the Markdown files."""

    def __init__(self, state: Import) -> None:
        self.state = state
        self.texts: list[FileChange] = []

    def files(self, talk_ids: Mapping[str, str]) -> list[FileChange]:
        """The Markdown files to write; *talk_ids* has the id of each talk by key."""
        for key, id in self.state.report.each('abstracts', [*talk_ids.items()]):
            talk = self.state.draft.talks[key]
            what = f'the abstract of "{short(talk.title)}"'
            self._text('abstract', key, id, f'talks/{self.state.id}/{id}.md', talk.abstract, talk.place, what)
        for key, identity in self.state.report.each('biographies', [*self.state.who.of.items()]):
            person, id = identity.person, identity.known.id
            what = f'the biography of "{short(identity.known.name)}"'
            self._text('biography', key, id, f'speakers/{id}.md', person.biography, person.place, what)
        return self.texts

    def _text(self, sort: str, key: str, id: str, way: str, text: Text | None, place: Place, what: str) -> None:
        """One Markdown file. What the source has not changed is not even looked at."""
        record = self.state.memory.find(sort, key)
        if text is None or not text.text.strip():
            if record and text_of(self.state.site, way) is not None:
                self.state.told.gone.append(Remark(Place(way), f'{what} is no longer in the source; it stays'))
            return
        raw = digest(f'{text.markup}\n{text.text}')
        if record and record.fields.get('source') == raw:
            return
        made = to_markdown(text, place, self.state.report, what=what).strip()
        try:
            if made and self._merged(way, made, digest(made), record, sort, id, what):
                self.state.next.put(sort, key, id, {'source': raw, 'text': digest(made)})
        except CannotImportError as error:
            self.state.report.wrong(Place(way), f'{what} is kept as it is, since the file cannot be read: {error}')

    def _merged(self, way: str, made: str, now: str, record: Record | None, sort: str, id: str, what: str) -> bool:
        """Whether the file says what the source says, or will; what is open is not remembered, and so told each time.
        Nor is what another source brought."""
        there = text_of(self.state.site, way)
        ours = _prose_of(there) if there is not None else ''
        was = record.fields.get('text') if record else None
        of_another = self.state.others.get((sort, id), {}).get('text')
        if ours == made or was == now:
            return not of_another
        told, place = self.state.told, Place(way)
        is_open = digest(ours) != was if ours else there is None and record is not None
        if is_open and not self.state.take_theirs:
            if not ours:
                told.deleted.append(Remark(place, f'{what} was deleted here; it stays deleted'))
            elif record:
                told.conflicts.append(Remark(place, f'{what} was changed here, and at the source; yours is kept'))
            else:
                here = f'here, as {of_another} has it' if of_another else 'here'
                told.differs.append(Remark(place, f'{what} is another one {here}; it is kept'))
            return False
        if record:
            told.changed.append(Remark(place, f'{what} has changed'))
        head = (there or '')[: len(there or '') - len(_below_front_matter(there or ''))]
        self.texts.append(FileChange(way=way, before=there, after=f'{head}{made}\n'))
        return not of_another


def _below_front_matter(text: str) -> str:
    _, lines = front_matter(text)
    return '\n'.join(text.split('\n')[lines:]) if lines else text


def _prose_of(text: str) -> str:
    return _below_front_matter(text).strip()
