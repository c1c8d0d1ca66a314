"""What all parts of a reading share: the draft, and what is noted on the way."""

from __future__ import annotations

from collections.abc import Sequence

from ....problems import short
from ...draft import Draft, Markup
from ...report import MAIL_IS_PRIVATE, Report
from ...tables.people import People
from ...tables.written_names import MAIL
from ...texts import to_line
from .records import Record

_NOT_FOR_READERS = frozenset(
    {'analytics', 'logo', 'calendar', 'image', 'img', 'im', 'background_image', 'default_presentation_id'}
)


class Reading:
    """A draft in the making. `sessions` are the talks by the session that they name; `shown`, those of the calendar."""

    def __init__(self, config: Record | None, report: Report) -> None:
        self.config = config
        self.report = report
        name = config.text('name') if config else ''
        self.draft = Draft(source=f'Mini-Conf: {name}' if name else 'Mini-Conf')
        self.people = People(self.draft, report)
        self.sessions: dict[str, list[str]] = {}
        self.shown: set[str] = set()

    def line(self, record: Record, *names: str) -> str:
        text = record.text(*names)
        return to_line(text, Markup.PLAIN, record.at(*names), self.report) if text else ''

    def lose(self, record: Record, file: str, used: Sequence[str]) -> None:
        for name, value in record.fields.items():
            text = record.text(name) if isinstance(value, (str, list)) else '…' if value else ''
            if name in used or not text:
                continue
            if MAIL.search(text):
                self.report.lose(f'{file}/{name}', record.at(name), '', MAIL_IS_PRIVATE)
            elif name in _NOT_FOR_READERS:
                self.report.lose(f'{file}/{name}', record.at(name), short(text), 'it is for the look of that site')
            else:
                self.report.lose(f'{file}/{name}', record.at(name), short(text))

    def lose_sessions(self) -> None:
        for name, keys in self.sessions.items():
            for key in keys if name not in self.shown else ():
                place = self.draft.talks[key].place
                self.report.lose('sessions', place, name, 'the calendar does not say when they are')
