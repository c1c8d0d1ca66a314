"""Every object of the files to its kind, those within others, too."""

from __future__ import annotations

from typing import Any

from ....names import slug
from ....problems import Place, short
from ...reading.json_source import Object
from ...report import Report
from ...schedules.fields import lose
from ...schedules.json_fields import is_translated, objects, one_of, text
from .found import Found, code_of, put
from .kinds import kind_of

_KNOWN_LISTS = (
    'submissions', 'talks', 'speakers', 'rooms', 'tracks', 'slots', 'tags', 'breaks', 'submission_types', 'events',
)  # fmt: skip


class Sorter:
    """Fills *found*; `tell` has to be called when all files are there."""

    def __init__(self, found: Found, report: Report) -> None:
        self.found = found
        self.report = report
        self.pages: dict[str, tuple[int, int, Place]] = {}

    def sort(self, value: Any, name: str) -> None:
        """Take all that *value* holds; *name* is that of the file."""
        if isinstance(value, list):
            for item in value:
                self.sort(item, name)
        elif isinstance(value, Object) and isinstance(value.get('results'), list):
            self.page(value, name)
        elif isinstance(value, Object):
            self.one(value)
        elif value is not None:
            self.report.wrong(Place(name), f'"{short(text(value))}" is nothing of pretalx; it is left out')

    def page(self, page: Object, name: str) -> None:
        results: list[Any] = page['results']
        self.sort(results, name)
        count = text(page.get('count'))
        what = kind_of(results[0]) if results and isinstance(results[0], Object) else ''
        if what and count.isdecimal():
            _, seen, _ = self.pages.get(what, (0, 0, page.place))
            self.pages[what] = int(count[:9]), seen + len(results), page.place

    def tell(self) -> None:
        """Say which pages are missing."""
        for what, (count, seen, place) in self.pages.items():
            if seen < count:
                missing = f'only {seen} of {count} {what} are here; give the files of the other pages, too (?page=2, …)'
                self.report.wrong(place, missing)

    def one(self, entry: Object) -> None:
        match kind_of(entry):
            case 'widget':
                self.widget(entry)
            case 'schedule':
                self.schedule(entry)
            case 'event':
                self.found.event = self.found.event or entry
            case 'submissions':
                self.submission(entry)
            case 'speakers':
                self.speaker(entry)
            case 'slots':
                self.slot(entry)
            case 'answers':
                lose(self.report, 'answers/answer', entry.place, 'answers')
            case '':
                self.unknown(entry)
            case what:
                getattr(self.found, what).setdefault(text(entry.get('id')), entry)

    def unknown(self, entry: Object) -> None:
        """Lists by name, as some scripts save them; or nothing that we know."""
        lists = [name for name in _KNOWN_LISTS if isinstance(entry.get(name), list)]
        for name in lists:
            self.sort(entry[name], entry.place.file)
        if isinstance(entry.get('event'), Object):
            self.sort(entry['event'], entry.place.file)
        elif not lists:
            keys = short(', '.join(sorted(entry)), 100)
            self.report.wrong(
                entry.place, f'an object with {keys or "nothing in it"} is left out; what is it of pretalx?'
            )

    def submission(self, entry: Object) -> None:
        code = text(entry.get('code')) or slug(one_of(entry.get('title')))
        put(self.found.submissions, code, entry)
        for name, kinds in (('track', self.found.tracks), ('submission_type', self.found.types)):
            if isinstance(part := entry.get(name), Object) and not is_translated(part):
                kinds.setdefault(text(part.get('id')), part)
        for tag in objects(entry, 'tags'):
            self.found.tags.setdefault(text(tag.get('id')), tag)
        for speaker in objects(entry, 'speakers'):
            self.speaker(speaker)
        for slot in [*objects(entry, 'slots'), entry.get('slot')]:
            if isinstance(slot, Object):
                slot.setdefault('submission', code)
                self.slot(slot)

    def speaker(self, entry: Object) -> None:
        put(self.found.speakers, text(entry.get('code')), entry)
        for submission in objects(entry, 'submissions'):
            self.submission(submission)

    def slot(self, entry: Object) -> None:
        submission = entry.get('submission')
        if isinstance(submission, Object):
            self.submission(submission)
        if isinstance(room := entry.get('room'), Object) and 'id' in room:
            self.found.rooms.setdefault(text(room['id']), room)
        key = text(entry.get('id')) or f'{code_of(submission)} {text(entry.get("start"))} {one_of(entry.get("room"))}'
        self.found.slots.setdefault(key, entry)

    def schedule(self, entry: Object) -> None:
        for slot in objects(entry, 'slots'):
            self.one(slot)
        for pause in objects(entry, 'breaks'):
            self.slot(pause)

    def widget(self, entry: Object) -> None:
        """The JSON of the schedule widget: everything by number."""
        self.found.zone = text(entry.get('timezone'))
        for name, kinds in (('rooms', self.found.rooms), ('tracks', self.found.tracks)):
            for part in objects(entry, name):
                kinds.setdefault(text(part.get('id')), part)
        for speaker in objects(entry, 'speakers'):
            self.speaker(speaker)
        for talk in objects(entry, 'talks'):
            self.talk_of_widget(talk)

    def talk_of_widget(self, talk: Object) -> None:
        """A talk and its time in one; without a code it is a break."""
        slot = Object(
            {key: talk[key] for key in ('id', 'room', 'start', 'end', 'slot_type') if key in talk}, talk.place
        )
        if talk.get('code'):
            rest = {key: value for key, value in talk.items() if key not in slot}
            self.submission(Object(rest, talk.place))
            slot['submission'] = talk['code']
        else:
            slot['description'] = talk.get('title')
        self.slot(slot)
