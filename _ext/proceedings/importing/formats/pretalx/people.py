"""The speakers of a submission, and what pretalx says of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ...draft import Mention
from ...reading.json_source import Object
from ...schedules.collect import Collector, text_of
from ...schedules.json_fields import fields_of
from .found import Found, code_of
from .names import Names

_TAKEN = ('code', 'name', 'biography', 'submissions', 'guid', 'id', 'slots')


class People:
    """Makes people of speakers, each once."""

    def __init__(self, found: Found, collector: Collector, names: Names) -> None:
        self.found = found
        self.collector = collector
        self.names = names

    def speakers(self, entry: Object) -> Iterator[Mention]:
        """The speakers of a submission."""
        people = entry.get('speakers')
        for person in people if isinstance(people, list) else ():
            known = self.known(person)
            if known is None:
                said = 'of a speaker there is only a code; give /speakers/, too'
                self.collector.tally.wrong(entry.place, said, code_of(person))
            elif mention := self.mention(code_of(person), known):
                yield mention

    def known(self, person: Any) -> Object | None:
        """All that is known of a speaker."""
        return self.found.speakers.get(code_of(person)) or (person if isinstance(person, Object) else None)

    def mention(self, code: str, entry: Object) -> Mention | None:
        mention = self.collector.person(code, self.names.one(entry, 'name', 'speaker'), entry.place)
        if mention:
            self.describe(mention.person, entry)
        return mention

    def describe(self, key: str, entry: Object) -> None:
        """Give a person the biography, unless there is one."""
        person = self.collector.draft.people[key]
        if person.biography is None:
            person.biography = text_of(self.names.one(entry, 'biography', 'speaker'), '', markdown=True)
            fields_of('speaker', entry, skip=_TAKEN).lose(self.collector.report)
