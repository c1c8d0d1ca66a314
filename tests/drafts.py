"""Reads files of other systems, so that tests of an import are short."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from proceedings.importing.draft import Draft, DraftSession, DraftTalk
from proceedings.importing.formats import File, Format
from proceedings.importing.report import Report


@dataclass
class Imported:
    """What a format made of its files, and what it had to tell."""

    draft: Draft
    report: Report

    @property
    def said(self) -> list[str]:
        """Guesses and problems, as `line text`."""
        return [f'{remark.place.line} {remark.text}' for remark in self.report]

    def says(self, words: str) -> bool:
        return any(words in said for said in self.said)

    def talk(self, title: str) -> DraftTalk:
        (found,) = (talk for talk in self.draft.talks.values() if talk.title == title)
        return found

    def sessions(self, title: str) -> list[DraftSession]:
        """Those of a talk, or those that are called that."""
        keys = {key for key, talk in self.draft.talks.items() if talk.title == title}
        return [
            session
            for session in self.draft.sessions
            if session.title == title or any(slot.talk in keys for slot in session.slots)
        ]

    def session(self, title: str) -> DraftSession:
        (found,) = self.sessions(title)
        return found

    def span(self, title: str) -> str:
        """`03-07 10:00-10:30`, on the clock that the times are on."""
        session = self.session(title)
        return f'{session.start:%m-%d %H:%M}-{session.end:%H:%M}'

    def names(self, title: str) -> list[str]:
        return [mention.name for mention in self.talk(title).speakers]

    def lost(self, field: str) -> str:
        """Why a field is lost; KeyError if it is not."""
        return self.report.lost[field].why


def imported(folder: Path, format: Format, **files: str | bytes) -> Imported:
    """What *format* makes of *files*: by their name, with `_` for the last dot."""
    found = []
    for name, content in files.items():
        path = folder / '.'.join(name.rsplit('_', 1))
        path.write_bytes(content if isinstance(content, bytes) else content.lstrip('\n').encode())
        found.append(file_at(path))
    assert all(format.recognizes(file) for file in found)
    report = Report()
    return Imported(format.read(found, report), report)


def file_at(path: Path) -> File:
    return File(path, path.read_bytes()[:65536], path.name)
