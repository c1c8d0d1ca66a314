"""The abstracts and biographies of an import."""

from __future__ import annotations

from collections.abc import Mapping

from ...problems import Place, short
from ...source import front_matter
from ..draft import Text
from ..files.site_files import text_of
from ..files.write import FileChange
from ..report import Remark
from ..texts import to_markdown
from .memory import digest
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
            if talk.abstract:
                what = f'the abstract of "{short(talk.title)}"'
                self._text('abstract', key, f'talks/{self.state.id}/{id}.md', talk.abstract, talk.place, what)
        for key, identity in self.state.report.each('biographies', [*self.state.who.of.items()]):
            person = identity.person
            if person.biography:
                what = f'the biography of "{short(identity.known.name)}"'
                self._text('biography', key, f'speakers/{identity.known.id}.md', person.biography, person.place, what)
        return self.texts

    def _text(self, sort: str, key: str, way: str, text: Text, place: Place, what: str) -> None:
        """One Markdown file. What the source has not changed is not even looked at."""
        raw, record = digest(f'{text.markup}\n{text.text}'), self.state.memory.find(sort, key)
        if record and record.fields.get('source') == raw:
            return
        made = to_markdown(text, place, self.state.report, what=what).strip()
        if not made:
            return
        now, there = digest(made), text_of(self.state.site, way)
        ours = _prose_of(there) if there is not None else ''
        was = record.fields.get('text') if record else None
        self.state.next.put(sort, key, '', {'source': raw, 'text': now})
        if ours == made or was == now:
            return
        if ours and digest(ours) != was and not self.state.take_theirs:
            where = 'here, and at the source' if record else 'here, and differs from the source'
            self.state.told.conflicts.append(Remark(Place(way), f'{what} was changed {where}; yours is kept'))
        elif there is None and record and not self.state.take_theirs:
            self.state.told.conflicts.append(Remark(Place(way), f'{what} was deleted here; it stays deleted'))
        else:
            if record:
                self.state.told.changed.append(Remark(Place(way), f'{what} has changed'))
            head = (there or '')[: len(there or '') - len(_below_front_matter(there or ''))]
            self.texts.append(FileChange(way=way, before=there, after=f'{head}{made}\n'))


def _below_front_matter(text: str) -> str:
    _, lines = front_matter(text)
    return '\n'.join(text.split('\n')[lines:]) if lines else text


def _prose_of(text: str) -> str:
    return _below_front_matter(text).strip()
